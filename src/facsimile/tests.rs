use super::*;
use crate::archive::pdf::tests::{at, file};
use crate::archive::{Limits, PageContent, Rules, Source, read_pages};
use crate::citation::Citation;
use crate::export::{self, Document, Format, Print};
use crate::segmentation::layout::{LineLayout, Rect};
use crate::segmentation::{Article, Block, ByteSpan, LineNo, Page, ReflowedText, Role, Watch, segment};
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const FERRY: &str =
    "渡口今日开通\n\n　　本报讯（记者 何闻）昨日上午，澜溪渡口开航，两岸群众往来不必再绕行三十里山路。\n";

/// An article as the project's own export sets it.
fn exported(print: Print) -> Vec<u8> {
    let article = segment(&Page::new(FERRY.into())).articles.swap_remove(0);
    let citation = Citation { paper: "澜溪日报".into(), page: "3".into(), ..Citation::default() };
    let documents = [Document { citation: &citation, article: &article }];
    let mut out = Vec::new();
    let options = export::Options { print, ..export::Options::default() };
    export::write(&documents, Format::Pdf, &options, &mut out).unwrap();
    out
}

/// The pages of a PDF file, taken apart.
fn read(bytes: &[u8]) -> Vec<PageContent> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("03.pdf");
    std::fs::write(&path, bytes).unwrap();
    let files = Source::File(path).list(&Limits::default(), &AtomicBool::new(false)).unwrap().files;
    read_pages(&files[0], None, 1 << 20, &Rules::default(), &Watch::nobody()).unwrap()
}

/// Number of pixels of a part of a picture that are dark.
fn ink(picture: &Picture, part: Rect) -> usize {
    let range = |from: f32, to: f32, most: usize| (from.max(0.0) as usize)..(to.ceil() as usize).min(most);
    let dark = |x: usize, y: usize| picture.pixel(x, y).iter().all(|&level| level < 200);
    range(part.top, part.bottom, picture.height)
        .map(|y| range(part.left, part.right, picture.width).filter(|&x| dark(x, y)).count())
        .sum()
}

fn scaled(rect: &Rect, zoom: f32) -> Rect {
    Rect {
        left: rect.left * zoom,
        top: rect.top * zoom,
        right: rect.right * zoom,
        bottom: rect.bottom * zoom,
    }
}

fn whole(picture: &Picture) -> Rect {
    Rect { left: 0.0, top: 0.0, right: picture.width as f32, bottom: picture.height as f32 }
}

/// Checks that every character is drawn where it is read, and nothing anywhere else.
fn assert_drawn_as_read(bytes: Vec<u8>) {
    const ZOOM: f32 = 2.0;
    let pages = read(&bytes);
    let page = &pages[0].page;
    let layout = page.layout().unwrap();
    let picture = Renderer::open(bytes).unwrap().draw(0, ZOOM, None).unwrap();
    let size = (picture.width as f32, picture.height as f32);
    assert_eq!(size, ((layout.width * ZOOM).round(), (layout.height * ZOOM).round()));
    let mut of_letters = 0;
    for ((_, text), line) in page.lines().zip(&layout.lines) {
        for (c, place) in text.chars().zip(&line.letters).filter(|(c, _)| !c.is_whitespace()) {
            let drawn = ink(&picture, scaled(place, ZOOM));
            assert!(drawn > 0, "{c} at {place:?}");
            of_letters += drawn;
        }
    }
    let all = ink(&picture, whole(&picture));
    assert!(of_letters > 500 && of_letters as f32 > 0.9 * all as f32, "{of_letters} of {all}");
}

#[test]
fn characters_are_drawn_where_they_are_read() {
    assert_drawn_as_read(exported(Print::default()));
    assert_drawn_as_read(exported(Print { vertical: true, ..Print::default() }));
}

#[test]
fn every_word_is_found_where_it_is_printed_and_back() {
    for vertical in [false, true] {
        let pages = read(&exported(Print { vertical, ..Print::default() }));
        let page = &pages[0].page;
        let layout = page.layout().unwrap();
        let mut count = 0;
        for (line, set) in page.line_numbers().zip(&layout.lines) {
            let start = page.span(line).start;
            let letters = page.line(line).char_indices().zip(&set.letters);
            for ((at, c), letter) in letters.filter(|((_, c), _)| !c.is_whitespace()) {
                let span = ByteSpan { start: start + at as u32, end: start + (at + c.len_utf8()) as u32 };
                let place = places(page, span)[0];
                assert_eq!(place.union(letter), place, "{c}");
                let is_as_long = (place.left, place.right) == (letter.left, letter.right)
                    || (place.top, place.bottom) == (letter.top, letter.bottom);
                assert!(is_as_long, "{c}: {place:?} for {letter:?}");
                let middle = ((letter.left + letter.right) / 2.0, (letter.top + letter.bottom) / 2.0);
                assert_eq!(letter_near(page, page.line_numbers(), middle), Some(span), "{c}");
                count += 1;
            }
        }
        assert!(count > 40, "{count}");
        // A span over several lines has a place on each.
        let all = ByteSpan { start: 0, end: page.text().len() as u32 };
        let printed = layout.lines.iter().filter(|line| line.size > 0.0).count();
        assert_eq!(places(page, all).len(), printed);
    }
    let text = Page::new(FERRY.into());
    assert_eq!(places(&text, ByteSpan { start: 0, end: 6 }), []);
    assert_eq!(letter_near(&text, text.line_numbers(), (0.0, 0.0)), None);
}

#[test]
fn chinese_whose_font_is_not_in_the_file_is_drawn_along_and_down() {
    let along = at(50.0, 200.0, 20.0, "渡口开通");
    assert_drawn_as_read(file(&[along.clone() + &at(300.0, 250.0, 20.0, "澜溪渡口").replace("/H", "/V")]));
    let down = |text: &str| {
        let bytes = file(&[at(50.0, 200.0, 20.0, text)]);
        Renderer::open(bytes).unwrap().draw(0, 1.0, None).unwrap()
    };
    assert_ne!(down("渡口"), down("茶山"), "no boxes that stand for all characters");
}

#[test]
fn a_part_of_a_page_is_as_it_is_in_the_whole() {
    let file = Renderer::open(exported(Print::default())).unwrap();
    let drawn = file.draw(0, 2.0, None).unwrap();
    let part = Rect { left: 60.0, top: 50.0, right: 210.0, bottom: 130.0 };
    let tile = file.draw(0, 2.0, Some(part)).unwrap();
    assert_eq!((tile.width, tile.height), (300, 160));
    let mut expected = Picture::blank(300, 160);
    expected.paste(&drawn, scaled(&part, 2.0), (0, 0));
    let differing = tile.pixels.iter().zip(&expected.pixels).filter(|(a, b)| a.abs_diff(**b) > 32).count();
    assert!(ink(&tile, whole(&tile)) > 100 && differing < 20, "{differing} differ");
}

#[test]
fn colours_and_pictures_are_drawn() {
    let image = "q 40 0 0 40 100 100 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID 0080FF> EI Q";
    let content = format!("1 0 0 rg 10 10 50 50 re f 0 1 0 0 k 200 10 50 50 re f {image}");
    let picture = Renderer::open(file(&[content])).unwrap().draw(0, 1.0, None).unwrap();
    assert_eq!((picture.width, picture.height), (400, 300));
    assert_eq!(picture.pixel(30, 265), [255, 0, 0]);
    assert_eq!(picture.pixel(120, 180), [0, 128, 255]);
    assert_eq!(picture.pixel(5, 5), [255; 3], "paper is white");
    let [red, green, blue] = picture.pixel(220, 265);
    assert!(red > 180 && green < 90 && blue > 80 && blue < 200, "magenta: {red} {green} {blue}");
}

/// A page of two articles, the second under the right half of the first one's headline.
fn two_articles() -> Vec<u8> {
    let column = |x: f32, top: f32, lines: &[&str]| -> String {
        let indent = |at| if at == 0 { 20.0 } else { 0.0 };
        let drawn = |(at, text): (usize, &&str)| at_line(x + indent(at), top - 14.0 * at as f32, text);
        lines.iter().enumerate().map(drawn).collect()
    };
    fn at_line(x: f32, y: f32, text: &str) -> String {
        at(x, y, 10.0, text)
    }
    let ferry = ["本报讯澜溪新建的渡口", "昨日开通，两岸群众往来再", "也不必像从前绕行三十里的"];
    let rest = ["山路，老人和学生免费。", "渡口每天开船二十四班。"];
    let tea = ["本报讯云岭茶山今春丰", "收，茶农采摘新茶三千斤，", "比去年多收两成。"];
    let content = at(40.0, 260.0, 24.0, "澜溪渡口开通群众往来")
        + &column(40.0, 230.0, &[&ferry[..], &ferry[1..], &rest].concat())
        + &at(200.0, 200.0, 18.0, "云岭茶山丰收")
        + &column(200.0, 175.0, &tea);
    file(&[content])
}

/// An article of the lines of a page that are asked for.
fn of_lines(page: &Page, is_asked: impl Fn(&LineLayout) -> bool) -> Article {
    let lines = page.line_numbers().zip(&page.layout().unwrap().lines);
    let lines: Vec<LineNo> =
        lines.filter(|(_, line)| line.size > 0.0 && is_asked(line)).map(|(no, _)| no).collect();
    let block = Block {
        role: Role::Paragraph,
        text: ReflowedText::join(page, &lines),
        lines,
        role_confidence: 1.0,
        boundary_confidence: 1.0,
        evidence: Vec::new(),
        gap_before: false,
    };
    Article { blocks: vec![block], confidence: 1.0 }
}

#[test]
fn a_clipping_holds_its_article_alone_and_says_where_it_is_from() {
    const ZOOM: f32 = 2.0;
    let bytes = two_articles();
    let pages = read(&bytes);
    let page = &pages[0].page;
    let is_tea = |line: &LineLayout| line.place.left > 195.0;
    let articles = [of_lines(page, |line| !is_tea(line)), of_lines(page, is_tea)];
    assert_eq!(region(page, &articles[1]).len(), 1);
    let file = Renderer::open(bytes).unwrap();
    let whole_page = file.draw(0, ZOOM, None).unwrap();
    let layout = page.layout().unwrap();
    for article in &articles {
        let region = region(page, article);
        let around = scaled(&Rect::around(&region).unwrap(), ZOOM);
        let clipping = clip(&file, (0, page), article, "《澜溪日报》第3版", ZOOM).unwrap();
        let margin = 12.0 * ZOOM;
        let width = around.width().max(180.0 * ZOOM).round() + 2.0 * margin;
        assert!((clipping.width as f32 - width).abs() <= 2.0, "{} {width}", clipping.width);
        let lines = article.blocks.iter().flat_map(|block| &block.lines);
        let own: Vec<usize> = lines.filter_map(|&line| page.index(line)).collect();
        let moved = |place: &Rect| {
            let (across, down) = (margin - around.left.round(), margin - around.top.round());
            let place = scaled(place, ZOOM);
            Rect {
                left: place.left + across,
                right: place.right + across,
                top: place.top + down,
                bottom: place.bottom + down,
            }
        };
        let cut_ends = margin + around.height();
        for (at, line) in layout.lines.iter().enumerate().filter(|(_, line)| line.size > 0.0) {
            let place = moved(&line.place);
            if own.contains(&at) {
                let there = ink(&whole_page, scaled(&line.place, ZOOM));
                assert!(ink(&clipping, place).abs_diff(there) < there / 5, "line {at}");
            } else if place.bottom < cut_ends {
                assert_eq!(ink(&clipping, place), 0, "line {at} of the other article");
            }
        }
        let strip = Rect { top: cut_ends, ..whole(&clipping) };
        assert!(ink(&clipping, strip) > 200, "the source stands below");
        assert_eq!(&clipping.png().unwrap()[..4], b"\x89PNG");
    }
}

#[test]
fn a_page_of_text_has_no_clipping() {
    let page = Page::new(FERRY.into());
    let article = segment(&page).articles.swap_remove(0);
    assert_eq!(region(&page, &article), []);
    let file = Renderer::open(exported(Print::default())).unwrap();
    assert_eq!(clip(&file, (0, &page), &article, "", 2.0), Err(NoPicture::OnlyText));
}

#[test]
fn what_is_too_large_or_not_there_is_an_error() {
    let file = Renderer::open(exported(Print::default())).unwrap();
    assert_eq!(file.draw(0, 500.0, None), Err(NoPicture::TooLarge));
    assert_eq!(file.draw(0, f32::NAN, None), Err(NoPicture::TooLarge));
    let thin = Rect { left: 1e9, top: 0.0, right: 1e9, bottom: f32::INFINITY };
    assert_eq!(file.draw(0, 1.0, Some(thin)), Err(NoPicture::TooLarge));
    assert_eq!(file.draw(7, 1.0, None), Err(NoPicture::NoPage));
    assert!(matches!(Renderer::open(b"no PDF file".to_vec()), Err(NoPicture::File(PageError::Damaged))));
}

#[test]
fn damaged_files_are_errors_or_pictures() {
    let whole = exported(Print::default());
    let mut seed = 11u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..1 + next(12) {
            let place = next(bytes.len().max(1));
            match next(3) {
                0 => bytes.insert(place, next(256) as u8),
                1 => drop(bytes.drain(place..(place + 1 + next(40)).min(bytes.len()))),
                _ => bytes.truncate(place.max(20)),
            }
        }
        // Whatever comes of it, it comes.
        let _ = Renderer::open(bytes).map(|file| file.draw(0, 1.0, None));
    }
}

/// A file of one page with these objects, from the fourth on.
fn with_objects(resources: &str, content: &str, objects: &[String]) -> Vec<u8> {
    let mut out = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R/Resources<<{resources}>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n",
        content.len()
    );
    for (at, object) in (5..).zip(objects) {
        writeln!(out, "{at} 0 obj{object}endobj").unwrap();
    }
    (out + "trailer<</Root 1 0 R>>\n%%EOF").into_bytes()
}

#[test]
fn what_draws_without_end_is_given_up() {
    // Forms, and patterns, that each draw the next one twice; a pattern of tiny steps; a huge image.
    let nested = |kind: &str, name: &str, twice: &str| -> Vec<String> {
        let object = |at: usize| {
            let next = at + 1;
            format!(
                "<<{kind}/BBox[0 0 {at} 9]/Resources<</{name}<</F {next} 0 R>>>>/Length {}>>stream\n{twice}\nendstream ",
                twice.len()
            )
        };
        (5..45).map(object).collect()
    };
    let forms = nested("/Type/XObject/Subtype/Form", "XObject", "0 0 1 1 re f /F Do /F Do");
    let tiling = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/XStep 9/YStep 9";
    let paint = "/Pattern cs /F scn 0 0 9 9 re f 0 0 8 8 re f";
    let patterns = nested(tiling, "Pattern", paint);
    let steps = tiling.replace("Step 9", "Step 0.01");
    let tiny = format!("<<{steps}/BBox[0 0 9 9]/Resources<<>>/Length 12>>stream\n0 0 1 1 re f\nendstream ");
    let image = "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream ";
    let cases = [
        with_objects("/XObject<</F 5 0 R>>", "/F Do", &forms),
        with_objects("/Pattern<</F 5 0 R>>", paint, &patterns),
        with_objects("/Pattern<</F 5 0 R>>", paint, &[tiny]),
        with_objects("/XObject<</F 5 0 R>>", "90 0 0 90 0 0 cm /F Do", &[image.to_owned()]),
    ];
    for (at, bytes) in cases.into_iter().enumerate() {
        let file = Renderer::open(bytes).unwrap();
        assert_eq!(file.draw(0, 1.0, None), Err(NoPicture::GivenUp), "case {at}");
    }
}

#[test]
#[ignore = "prints how long pages take; JIANBAO_CORPUS names a folder of PDF files"]
fn time_of_pictures() {
    let folder = std::env::var_os("JIANBAO_CORPUS").expect("JIANBAO_CORPUS");
    for (name, zoom) in [("window", 1.0), ("4K", 2.5)] {
        let (mut opened, mut cold, mut cached, mut tiles) = (vec![], vec![], vec![], vec![]);
        let files = std::fs::read_dir(&folder).unwrap().filter_map(|entry| Some(entry.ok()?.path()));
        for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")) {
            let timed = |into: &mut Vec<f32>, begun: Instant| into.push(begun.elapsed().as_secs_f32() * 1e3);
            let begun = Instant::now();
            let file = Renderer::open(std::fs::read(path).unwrap()).unwrap();
            timed(&mut opened, begun);
            for times in [&mut cold, &mut cached] {
                let begun = Instant::now();
                file.draw(0, zoom, None).unwrap();
                timed(times, begun);
            }
            let begun = Instant::now();
            let side = 512.0 / zoom;
            file.draw(0, zoom, Some(Rect { left: 0.0, top: 0.0, right: side, bottom: side })).unwrap();
            timed(&mut tiles, begun);
        }
        for (what, mut times) in [("open", opened), ("first", cold), ("again", cached), ("tile", tiles)] {
            times.sort_by(f32::total_cmp);
            let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
            println!("{name}: {what}: median {median:.1} ms, worst {worst:.1} ms of {}", times.len());
        }
    }
}

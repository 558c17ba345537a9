use super::*;
use crate::segmentation::{LineNo, Role, segment};
use std::fmt::Write as _;

/// A PDF file with a page for each of some contents, its font not in it: characters are told by their codes alone.
pub(crate) fn file(pages: &[String]) -> Vec<u8> {
    let mut objects = vec![String::new(), String::new()];
    let font = |name: &str, encoding: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype\
             /CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
        )
    };
    objects.push(font("STSong-Light", "UniGB-UCS2-H"));
    objects.push(font("STSong-Light", "UniGB-UCS2-V"));
    objects.push(font("STHeiti-Bold", "GBK-EUC-H"));
    let mut kids = String::new();
    for content in pages {
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents {stream} 0 R\
             /Resources<</Font<</H 3 0 R/V 4 0 R/G 5 0 R>>>>>>"
        ));
        write!(kids, "{} 0 R ", objects.len()).unwrap();
    }
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>".into();
    objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len());
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in (1..).zip(&objects) {
        places.push(out.len());
        writeln!(out, "{at} 0 obj{object}endobj").unwrap();
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(out, "{place:010} 00000 n ").unwrap());
    write!(out, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF", objects.len() + 1).unwrap();
    out.into_bytes()
}

/// What draws a text at a place, in points from the lower left corner.
pub(crate) fn at(x: f32, y: f32, size: f32, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /H {size} Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}

fn read_file(bytes: Vec<u8>) -> Result<Vec<(Page, PdfText)>, PageError> {
    pages(bytes, Wanted::All, &Watch::nobody()).map(|read| read.pages)
}

pub(super) fn one(content: &str) -> (Page, PdfText) {
    read_file(file(&[content.to_owned()])).unwrap().swap_remove(0)
}

pub(super) fn lines(page: &Page) -> Vec<&str> {
    page.lines().map(|(_, line)| line).filter(|line| !line.is_empty()).collect()
}

/// An issue's page: a headline over two columns.
fn article() -> String {
    let column = |x: f32, texts: [&str; 3]| -> String {
        let lines = texts.iter().zip([230.0, 216.0, 202.0]);
        lines
            .map(|(text, y)| at(x + if text.starts_with('本') { 20.0 } else { 0.0 }, y, 10.0, text))
            .collect()
    };
    // The second column is drawn first.
    column(175.0, ["山路。船票两元，老人和学", "生免费。渡口每天开船二十", "四班，最后一班在晚上。"])
        + &column(40.0, ["本报讯澜溪新建的渡口", "昨日开通，两岸群众往来再", "也不必像从前绕行三十里的"])
        + &at(80.0, 260.0, 20.0, "澜溪渡口开通")
}

#[test]
fn each_character_has_its_place_and_size() {
    let (page, read) = one(&at(50.0, 200.0, 10.0, "渡口"));
    assert_eq!((page.line(LineNo(1)), read.lost), ("渡口", 0));
    let layout = page.layout().unwrap();
    let line = &layout.lines[0];
    assert_eq!((layout.width, layout.height, line.size), (400.0, 300.0, 10.0));
    assert_eq!(line.letters.len(), 2);
    let second = line.letters[1];
    assert!((second.left - 60.0).abs() < 0.1 && (second.right - 70.0).abs() < 0.1, "{second:?}");
    assert!(second.top > 90.0 && second.bottom < 102.0, "{second:?}");
}

#[test]
fn a_headline_comes_before_its_columns_and_they_one_after_the_other() {
    let (page, _) = one(&article());
    let expected = [
        "澜溪渡口开通",
        "\u{3000}\u{3000}本报讯澜溪新建的渡口",
        "昨日开通，两岸群众往来再",
        "也不必像从前绕行三十里的",
        "山路。船票两元，老人和学",
        "生免费。渡口每天开船二十",
        "四班，最后一班在晚上。",
    ];
    assert_eq!(lines(&page), expected);
}

#[test]
fn type_tells_the_title_and_an_edge_the_paragraph() {
    let (page, _) = one(&article());
    let found = segment(&page);
    assert_eq!(found.articles.len(), 1);
    assert_eq!(found.articles[0].title().as_deref(), Some("澜溪渡口开通"));
    assert_eq!(found.articles[0].texts(Role::Paragraph).count(), 1);
}

#[test]
fn authors_in_two_lines_of_small_type_are_no_subtitle() {
    let byline = |y: f32, text: &str| {
        let codes: String =
            encoding_rs::GBK.encode(text).0.iter().map(|byte| format!("{byte:02X}")).collect();
        format!("BT /G 10 Tf 1 0 0 1 40 {y} Tm <{codes}> Tj ET\n")
    };
    let page = at(80.0, 270.0, 20.0, "澜溪渡口开通")
        + &byline(252.0, "本报通讯员何闻本报记")
        + &byline(238.0, "者吴岚")
        + &at(60.0, 220.0, 10.0, "澜溪新建的渡口昨日")
        + &at(40.0, 206.0, 10.0, "开通，两岸群众都来了。");
    let found = segment(&one(&page).0);
    let roles: Vec<Role> = found.articles[0].blocks.iter().map(|block| block.role).collect();
    assert!(!roles.contains(&Role::Subtitle) && roles.contains(&Role::Byline), "{roles:?}");
}

#[test]
fn two_headlines_side_by_side_are_two_articles() {
    let beside = |x: f32, title: &str, text: &str| {
        at(x, 260.0, 16.0, title)
            + &at(x + 20.0, 230.0, 10.0, text)
            + &at(x, 216.0, 10.0, "一起到渡口来看大船。")
    };
    let (page, _) =
        one(&(beside(40.0, "渡口开通", "本报讯两岸群众昨天")
            + &beside(160.0, "茶山丰收", "本报讯云岭的茶农昨")));
    let titles: Vec<_> = segment(&page).articles.iter().map(|article| article.title()).collect();
    assert_eq!(titles, [Some("渡口开通".to_owned()), Some("茶山丰收".to_owned())]);
}

#[test]
fn what_is_printed_twice_over_itself_is_read_once_and_bold() {
    let twice = at(50.0, 200.0, 20.0, "渡口开通") + &at(50.4, 200.0, 20.0, "渡口开通");
    let (page, read) = one(&twice);
    assert_eq!((lines(&page), read.repeated), (vec!["渡口开通"], 4));
    assert!(page.layout().unwrap().lines[0].bold);
    // Filled and drawn around it is printed once.
    let (page, read) = one(&(format!("2 Tr 0.6 w\n{}", at(50.0, 200.0, 20.0, "渡口开通"))));
    assert_eq!((lines(&page), read.repeated), (vec!["渡口开通"], 0));
    assert!(page.layout().unwrap().lines[0].bold);
    assert!(!one(&at(50.0, 200.0, 20.0, "渡口开通")).0.layout().unwrap().lines[0].bold);
    // The same words elsewhere are others.
    let (page, read) = one(&(at(50.0, 200.0, 20.0, "渡口") + &at(50.0, 170.0, 20.0, "渡口")));
    assert_eq!((lines(&page), read.repeated), (vec!["渡口", "渡口"], 0));
}

#[test]
fn codes_are_read_without_a_table_of_the_files_own() {
    let (bytes, ..) = encoding_rs::GBK.encode("渡口开通");
    let codes: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let (page, read) = one(&format!("BT /G 10 Tf 1 0 0 1 50 200 Tm <{codes}> Tj ET"));
    assert_eq!((lines(&page), read.lost), (vec!["渡口开通"], 0));
}

#[test]
fn numbers_of_glyphs_told_as_letters_are_characters_that_the_file_does_not_tell() {
    let (_, read) = one(&at(50.0, 200.0, 10.0, "āáǎàēé，渡口"));
    assert_eq!(read.lost, 6);
    // A foreign name among the others is told.
    let (_, read) = one(&at(50.0, 200.0, 10.0, "渡口的老人与Zoé"));
    assert_eq!(read.lost, 0);
}

#[test]
fn vertical_text_is_read_down_and_to_the_left() {
    let down = |x: f32, text: &str| at(x, 250.0, 10.0, text).replace("/H", "/V");
    let (page, _) = one(&(down(100.0, "到江边去看船") + &down(120.0, "两岸的人昨天")));
    assert_eq!(lines(&page), ["两岸的人昨天", "到江边去看船"]);
    let first = &page.layout().unwrap().lines[0];
    assert!(first.vertical && first.letters[1].top > first.letters[0].top + 9.0);
}

#[test]
fn text_laid_under_a_picture_is_read_and_said_to_be_recognised() {
    let (page, read) = one(&at(50.0, 200.0, 10.0, "渡口").replace("Tf", "Tf 3 Tr"));
    assert_eq!((lines(&page), read.is_recognised, read.is_picture), (vec!["渡口"], true, false));
}

#[test]
fn what_was_recognised_of_printed_text_is_read_once() {
    let recognised = |x: f32, y: f32| at(x, y, 10.0, "渡囗开通").replace("Tf", "Tf 3 Tr");
    let printed = at(50.0, 200.0, 10.0, "渡口开通").replace("Tf", "Tf 0 Tr");
    // Whichever is drawn first, and not quite at the same place.
    for content in [recognised(51.5, 197.5) + &printed, printed.clone() + &recognised(51.5, 197.5)] {
        let (page, read) = one(&content);
        assert_eq!((lines(&page), read.is_recognised, read.repeated), (vec!["渡口开通"], false, 4));
    }
    // Below a printed line it is the text of a picture.
    let (page, _) = one(&(printed + &recognised(50.0, 150.0)));
    assert_eq!(lines(&page), ["渡口开通", "渡囗开通"]);
}

#[test]
fn a_page_without_text_is_a_picture_and_is_counted() {
    let read = read_file(file(&["0 0 100 100 re f".into(), at(50.0, 200.0, 10.0, "渡口")])).unwrap();
    assert_eq!([read[0].1.is_picture, read[1].1.is_picture], [true, false]);
    assert!(segment(&read[0].0).articles.is_empty());
}

#[test]
fn one_page_of_a_file_is_as_it_is_among_all() {
    let bytes = file(&[article(), at(50.0, 200.0, 10.0, "渡口")]);
    let all = read_file(bytes.clone()).unwrap();
    let before = all[0].0.line_count() as u32;
    let alone = pages(bytes, Wanted::One(1, before), &Watch::nobody()).unwrap();
    assert_eq!((alone.count, &alone.pages[0].0), (2, &all[1].0));
}

#[test]
fn text_off_the_page_is_not_read() {
    let (page, _) = one(&(at(50.0, 200.0, 10.0, "渡口") + &at(50.0, 900.0, 10.0, "茶山")));
    assert_eq!(lines(&page), ["渡口"]);
}

#[test]
fn damaged_files_are_errors_or_what_can_be_read_of_them() {
    let whole = file(&[article(), article()]);
    let mut seed = 7u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..120 {
        let mut bytes = whole.clone();
        for _ in 0..1 + next(12) {
            let place = next(bytes.len());
            match next(4) {
                0 => bytes[place] = next(256) as u8,
                // Objects in each other's place.
                3 => {
                    let objects: Vec<_> = memchr::memmem::find_iter(&bytes, b" 0 obj").collect();
                    if let [_, _, ..] = objects[..] {
                        let [a, b] = [(); 2].map(|()| objects[next(objects.len())] - 1);
                        bytes.swap(a, b);
                    }
                }
                1 => drop(bytes.drain(place..(place + 1 + next(40)).min(bytes.len()))),
                _ => bytes.truncate(place.max(20)),
            }
        }
        // Whatever comes of it, it comes.
        let _ = read_file(bytes);
    }
}

#[test]
fn what_draws_without_end_is_given_up() {
    // Forms that each draw the next one twice: 2⁴⁰ characters.
    let mut bytes = String::from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
    bytes += "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]\
              /Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n";
    for at in 5..45 {
        let next = at + 1;
        write!(
            bytes,
            "{at} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 {at} 9]/Resources<</XObject<</F {next} 0 R>>>>/Length 29>>\
             stream\n0 0 1 1 re f /F Do /F Do q Q \nendstream endobj\n"
        )
        .unwrap();
    }
    bytes += "trailer<</Root 1 0 R>>\n%%EOF";
    let read = read_file(bytes.into_bytes()).unwrap();
    assert!(read[0].1.is_damaged);
}

#[test]
fn what_unpacks_to_more_than_is_read_is_refused() {
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;
    let pack = |bytes: &[u8]| {
        let mut packing = ZlibEncoder::new(Vec::new(), Compression::best());
        packing.write_all(bytes).unwrap();
        packing.finish().unwrap()
    };
    let stream = |bytes: &[u8]| [b"stream\n", bytes, b"\nendstream"].concat();
    assert!(!bounds::is_bloated(&stream(&pack(&vec![b' '; 1 << 20]))));
    // Packed twice, what is 64 MB is less than a hundred kB.
    let zeros = pack(&vec![0; 64 << 20]);
    assert!(bounds::is_bloated(&stream(&pack(&zeros))));
    assert!(!bounds::is_bloated(&stream(b"no stream of a packed kind, whatever its length may be")));
}

#[test]
fn marks_set_narrower_than_their_type_do_not_cut_a_line() {
    // The half em of white behind a mark is left out: what follows begins before its box ends.
    let narrow = [
        at(40.0, 250.0, 10.0, "渡口的老人说：“"),
        at(115.0, 250.0, 10.0, "船来了”"),
        at(150.0, 250.0, 10.0, "。大家都笑"),
    ];
    assert_eq!(lines(&one(&narrow.concat()).0), ["渡口的老人说：“船来了”。大家都笑"]);
    // Two such marks that look away from each other stand in one box.
    let both = [at(40.0, 250.0, 10.0, "渡口的老人说，"), at(100.0, 250.0, 10.0, "“船来了”")];
    assert_eq!(lines(&one(&both.concat()).0), ["渡口的老人说，“船来了”"]);
    // Letters that stand over each other are of two lines, as where one is drawn over the other.
    let over = [at(40.0, 250.0, 10.0, "渡口的老人"), at(85.0, 250.0, 10.0, "船来了")];
    assert_eq!(lines(&one(&over.concat()).0).len(), 2);
}

/// A headline and lines below it of a phrase said over and over, each so many characters long.
fn piece(x: f32, y: f32, title: &str, phrase: &str, measure: usize, count: usize) -> String {
    let mut said = phrase.chars().cycle();
    let mut line = |at_line: usize| {
        let indent = if at_line == 0 { 2 } else { 0 };
        let text: String = said.by_ref().take(measure - indent).collect();
        at(x + 10.0 * indent as f32, y - 18.0 - 12.0 * at_line as f32, 10.0, &text)
    };
    at(x, y, 16.0, title) + &(0..count).map(&mut line).collect::<String>()
}

#[test]
fn a_headline_has_the_columns_below_it_down_to_the_next_where_no_white_goes_from_edge_to_edge() {
    // Each of the four reaches past the ends of its neighbours.
    let pieces = [
        piece(40.0, 280.0, "渡口开通", "大船靠岸", 18, 3),
        piece(240.0, 280.0, "茶山丰收", "新茶上市", 8, 13),
        piece(40.0, 205.0, "石桥修好", "老人过桥", 8, 11),
        piece(140.0, 90.0, "书屋迎客", "孩子读书", 18, 3),
    ];
    let (page, _) = one(&pieces.concat());
    let layout = page.layout().unwrap();
    let mut regions: Vec<(u32, String)> = Vec::new();
    for ((_, text), line) in page.lines().zip(&layout.lines).filter(|((_, text), _)| !text.is_empty()) {
        match regions.last_mut().filter(|(region, _)| *region == line.region) {
            Some((_, said)) => said.push_str(text.trim()),
            None => regions.push((line.region, text.trim().to_owned())),
        }
    }
    assert_eq!(regions.len(), 4, "{regions:?}");
    for said in ["渡口开通大船靠岸", "茶山丰收新茶上市", "石桥修好老人过桥", "书屋迎客孩子读书"]
    {
        assert!(regions.iter().any(|(_, text)| text.starts_with(said)), "{said}: {regions:?}");
    }
}

#[test]
fn a_heading_at_the_top_of_a_column_is_read_in_its_column() {
    let column = |x: f32, texts: &[&str], y: f32| -> String {
        texts.iter().enumerate().map(|(row, text)| at(x, y - 14.0 * row as f32, 10.0, text)).collect()
    };
    let page = at(80.0, 270.0, 20.0, "澜溪渡口开通")
        + &column(
            40.0,
            &["新建的渡口昨日开通，两岸", "群众往来再也不必像从前绕", "行三十里的山路。大家高兴"],
            240.0,
        )
        + &at(175.0, 239.0, 12.0, "船票两元")
        + &column(175.0, &["老人和学生免费。渡口每天", "开船二十四班，最后一班在", "晚上。"], 222.0);
    let (page, _) = one(&page);
    assert_eq!(lines(&page)[4..6], ["船票两元", "老人和学生免费。渡口每天"]);
    // A headline of its own over a column begins another article: its type is as large as the other's.
    let (page, _) = one(&(piece(40.0, 270.0, "渡口开通", "大船靠岸", 8, 4)
        + &piece(160.0, 270.0, "茶山丰收", "新茶上市", 8, 4)));
    assert_eq!(lines(&page)[5], "茶山丰收");
}

#[test]
fn headings_in_large_type_within_the_columns_of_a_text_are_no_headlines() {
    let texts = ["\u{3000}\u{3000}新建的渡口昨日开", "通，群众往来不必再", "绕行。大家都去看船"];
    let rest = ["\u{3000}\u{3000}老人和学生都免费", "，渡口每天开船二十", "四班，一早就有人来"];
    let page = |second: f32| {
        at(100.0, 280.0, 20.0, "澜溪渡口开通")
            + &column(40.0, 250.0, &texts)
            + &at(60.0, 200.0, 14.0, "船票两元")
            + &column(40.0, 180.0, &rest)
            + &column(160.0, second, &texts)
            + &at(180.0, second - 50.0, 14.0, "末班在晚")
            + &column(160.0, second - 70.0, &rest)
    };
    let regions = |page: String| {
        let (page, _) = one(&page);
        page.layout().unwrap().lines.iter().map(|line| line.region).max().unwrap()
    };
    assert_eq!(regions(page(250.0)), 1);
    // One of three that heads a list apart does not keep the others from being such.
    let apart = at(280.0, 250.0, 14.0, "船期") + &column(300.0, 230.0, &["澜溪早六时", "云岭午后二时"]);
    let (read, _) = one(&(page(250.0) + &apart));
    let layout = read.layout().unwrap();
    let is_first = |words: &str| {
        let mut lines = read.lines().zip(&layout.lines);
        lines.find(|((_, text), _)| text.contains(words)).unwrap().1.region == 1
    };
    assert!(is_first("船票两元") && is_first("末班在晚") && !is_first("船期"));
    // Beside a column that begins lower nothing goes on: two briefs.
    assert!(regions(page(225.0)) > 1);
    // A headline in the same type stands over a text of its own.
    assert!(regions(page(250.0) + &at(60.0, 120.0, 14.0, "茶山丰收") + &column(40.0, 70.0, &texts)) > 1);
}

#[test]
fn a_short_last_line_and_the_indented_one_below_are_of_one_column() {
    let page = at(60.0, 280.0, 16.0, "渡口开通")
        + &column(40.0, 250.0, &["\u{3000}\u{3000}新建的渡口昨日开", "通，群众往来不必再"])
        + &column(160.0, 250.0, &["绕。", "\u{3000}\u{3000}老人和学生都免费", "，一早就有人来了。"])
        + &at(285.0, 249.0, 12.0, "船票两元")
        + &column(280.0, 232.0, &["渡口每天开船二十四", "班，最后一班在晚上。"]);
    let (page, _) = one(&page);
    let firsts: Vec<String> =
        lines(&page).into_iter().map(|line| line.trim().chars().take(2).collect()).collect();
    assert_eq!(firsts, ["渡口", "新建", "通，", "绕。", "老人", "，一", "船票", "渡口", "班，"]);
}

#[test]
fn what_stands_alone_in_the_row_at_a_page_s_edge_is_one_line() {
    let text = column(40.0, 250.0, &["\u{3000}\u{3000}新建的渡口昨日开", "通，群众往来不必再"]);
    let foot =
        at(40.0, 30.0, 8.0, "第二版") + &at(76.0, 30.0, 8.0, "责编：何闻") + &at(130.0, 30.0, 8.0, "吴岚");
    let (page, _) = one(&(text.clone() + &foot));
    assert_eq!(*lines(&page).last().unwrap(), "第二版 责编：何闻 吴岚");
    // The last lines of two columns are two.
    let (page, _) = one(&(text.clone() + &column(150.0, 250.0, &["老人和学生都免费，", "一早就有人来了。"])));
    assert_eq!(lines(&page).len(), 4);
}

#[test]
fn a_column_of_briefs_beside_a_headline_is_none_of_its_text_s() {
    let beside = |first: &str, top: f32| {
        let page = at(50.0, 280.0, 16.0, "渡口开通")
            + &column(40.0, 245.0, &["\u{3000}\u{3000}新建的渡口昨日开", "通，大家都去看了。"])
            + &column(160.0, top, &[first, "茶，一早就到云岭。"]);
        let (page, _) = one(&page);
        page.layout().unwrap().lines.iter().map(|line| line.region).max().unwrap()
    };
    assert_eq!(beside("\u{3000}\u{3000}●县里茶商都来看", 285.0), 2);
    // A text goes around its headline; a list in it begins as high as the text.
    assert_eq!(beside("\u{3000}\u{3000}县里的茶商都来看", 285.0), 1);
    assert_eq!(beside("\u{3000}\u{3000}●县里茶商都来看", 245.0), 1);
}

/// Lines one below the other from a place on.
pub(super) fn column(x: f32, y: f32, texts: &[&str]) -> String {
    texts.iter().enumerate().map(|(row, text)| at(x, y - 14.0 * row as f32, 10.0, text)).collect()
}

#[test]
fn an_author_s_line_in_the_body_s_type_over_a_gutter_joins_no_columns() {
    let page = at(120.0, 270.0, 20.0, "澜溪渡口开通")
        + &at(128.0, 250.0, 10.0, "本报记者何闻吴岚")
        + &column(40.0, 232.0, &["\u{3000}\u{3000}新建的渡口昨日", "群众往来再也不必像", "行三十里的山路。"])
        + &column(40.0, 170.0, &["\u{3000}\u{3000}大家都去看大船", "船票两元，老人和学"])
        + &column(160.0, 232.0, &["生免费。渡口每天都", "开船二十四班，最后", "一班在晚上。渡口的"])
        + &column(160.0, 190.0, &["老人说，船来了，茶", "也就卖得出去了。"]);
    let (page, _) = one(&page);
    let firsts = lines(&page).into_iter().map(|line| line.trim().chars().take(2).collect::<String>());
    let texts: Vec<String> = firsts.skip(1).filter(|first| first != "本报").collect();
    assert_eq!(texts, ["新建", "群众", "行三", "大家", "船票", "生免", "开船", "一班", "老人", "也就"]);
}

#[test]
fn a_table_below_a_headline_of_its_own_is_no_column_of_its_neighbour() {
    let report = ["\u{3000}\u{3000}新建的渡口昨日开", "通，群众往来不必再", "绕行。大家都去看了"];
    let table = ["猪肉十一元上涨", "大白菜五元不变", "鲜鸡蛋三元下降"];
    let is_one = |heads: String| {
        let (page, _) = one(&(heads + &column(40.0, 245.0, &report) + &column(160.0, 245.0, &table)));
        page.layout().unwrap().lines.iter().all(|line| line.region <= 1)
    };
    assert!(!is_one(at(50.0, 270.0, 16.0, "渡口开通") + &at(170.0, 270.0, 16.0, "菜价")));
    // Of a headline over both the table is a part.
    assert!(is_one(at(70.0, 270.0, 16.0, "渡口开通菜价稳定")));
}

#[test]
fn a_small_line_over_a_headline_parts_it_from_the_text_above() {
    let regions = |y: f32| {
        let (page, _) = one(&(at(50.0, 280.0, 16.0, "渡口开通")
            + &column(40.0, 258.0, &["\u{3000}\u{3000}新建的渡口昨日开通，", "群众往来不必再绕行。"])
            + &column(200.0, 258.0, &["\u{3000}\u{3000}老人和学生免票，渡", "口每天开二十四班。"])
            + &at(60.0, y, 8.0, "采茶季里的新鲜事")
            + &at(45.0, 198.0, 16.0, "茶山丰收")
            + &column(40.0, 178.0, &["\u{3000}\u{3000}云岭的茶农昨日开园，", "新茶比去年多三成了。"])
            + &column(200.0, 178.0, &["\u{3000}\u{3000}县里的茶商都来看茶", "叶，一早就到了云岭。"])));
        let layout = page.layout().unwrap();
        let region = |words: &str| {
            let mut lines = page.lines().zip(&layout.lines);
            lines.find(|((_, text), _)| text.contains(words)).unwrap().1.region
        };
        ["每天开二十四班", "采茶季", "茶山"].map(region)
    };
    let [above, small, below] = regions(222.0);
    assert!(above < small && small <= below);
    // Nearer to the text above it is a note at its end.
    let [above, small, below] = regions(233.0);
    assert!(above == small && small < below);
}

#[test]
fn an_encrypted_file_is_read_with_a_password_that_was_given() {
    let locked = || include_bytes!("locked.pdf").to_vec();
    give_password("another");
    assert_eq!(read_file(locked()).unwrap_err(), PageError::Password);
    give_password("ferry");
    assert_eq!(lines(&read_file(locked()).unwrap()[0].0), ["渡口的老人"]);
}

#[test]
fn a_wide_space_is_of_the_line_where_the_text_goes_on_under_it() {
    let below = at(40.0, 236.0, 10.0, "渡口的老人昨天都来看大船");
    let spaced = at(60.0, 250.0, 10.0, "本报讯") + &at(102.0, 250.0, 10.0, "澜溪新建的");
    assert_eq!(lines(&one(&(spaced.clone() + &below)).0)[0], "\u{3000}\u{3000}本报讯 澜溪新建的");
    // Several in one line are each a space, also where what stands between them is short.
    let names =
        at(60.0, 250.0, 10.0, "本报讯记者") + &at(120.0, 250.0, 10.0, "何") + &at(140.0, 250.0, 10.0, "闻渡");
    let below = at(40.0, 236.0, 10.0, "口的老人昨天都来看大船了");
    assert_eq!(lines(&one(&(names + &below)).0)[0], "\u{3000}\u{3000}本报讯记者 何 闻渡");
    // The line below may end in a mark that is set narrow, just before the last character.
    let last = at(60.0, 250.0, 10.0, "本报讯记者何") + &at(130.0, 250.0, 10.0, "闻");
    let below = at(46.0, 236.0, 10.0, "渡口的老人昨天，");
    assert_eq!(lines(&one(&(last + &below)).0)[0], "\u{3000}\u{3000}本报讯记者何 闻");
    // A gutter as narrow has none below it: these are two columns.
    let columns = at(40.0, 236.0, 10.0, "渡口的老") + &at(102.0, 236.0, 10.0, "昨天都来看");
    assert_eq!(lines(&one(&(spaced + &columns)).0).len(), 4);
}

/// What draws a text turned by some degrees against the clock.
fn aslant(x: f32, y: f32, degrees: f32, text: &str) -> String {
    let (sin, cos) = degrees.to_radians().sin_cos();
    at(x, y, 10.0, text).replace("1 0 0 1", &format!("{cos} {sin} {} {cos}", -sin))
}

#[test]
fn text_aslant_is_read_along_its_lines_and_behind_the_columns() {
    let (upper, lower) = (at(40.0, 250.0, 10.0, "渡口的老人"), at(40.0, 236.0, 10.0, "昨天来看船"));
    for degrees in [45.0, 30.0, -60.0, 130.0] {
        // Each line of the poster is half a line below the one before, as it is read.
        let (sin, cos) = f32::to_radians(degrees).sin_cos();
        let poster = aslant(200.0, 150.0, degrees, "春到雁洲 2031 展")
            + &aslant(200.0 + 14.0 * sin, 150.0 - 14.0 * cos, degrees, "花开时节");
        let (page, _) = one(&(upper.clone() + &poster + &lower));
        let expected = ["渡口的老人", "昨天来看船", "春到雁洲 2031 展", "花开时节"];
        assert_eq!(lines(&page), expected, "{degrees}");
    }
    // A scan that lies a little aslant is a page.
    let (page, _) = one(&(aslant(40.0, 250.0, 4.0, "渡口的老人") + &aslant(40.0, 236.0, 4.0, "昨天来看船")));
    assert_eq!(lines(&page), ["渡口的老人", "昨天来看船"]);
}

#[test]
fn a_name_of_two_characters_set_apart_is_one_line_and_columns_of_single_characters_are_not() {
    let apart = |y: f32, pair: &str| {
        let mut of_pair = pair.chars().map(|c| c.to_string());
        at(40.0, y, 10.0, &of_pair.next().unwrap()) + &at(60.0, y, 10.0, &of_pair.next().unwrap())
    };
    let text = at(40.0, 200.0, 10.0, "渡口的老人昨天来看船");
    let (page, _) = one(&(apart(230.0, "麦子") + &text));
    assert_eq!(lines(&page)[0], "麦子");
    let (page, _) = one(&(apart(230.0, "东西") + &apart(218.0, "南北") + &text));
    assert!(
        !lines(&page).iter().any(|line| line.starts_with("东") && line.ends_with("西")),
        "{:?}",
        lines(&page)
    );
}

/// What draws vertical text with a font of horizontal text: lines from the right to the left, each character by itself.
pub(super) fn stacked(x: f32, y: f32, size: f32, texts: &[&str]) -> String {
    let mut out = String::new();
    for (line, text) in texts.iter().enumerate() {
        for (row, c) in text.chars().enumerate() {
            out += &at(x - 1.6 * size * line as f32, y - size * row as f32, size, &c.to_string());
        }
    }
    out
}

#[test]
fn vertical_text_is_known_by_its_places_whatever_its_font_is() {
    let article = |x: f32| {
        stacked(x, 270.0, 16.0, &["澜溪渡口开通"])
            + &stacked(
                x - 24.0,
                270.0,
                10.0,
                &["　　新建的渡口昨日开通两岸", "群众往来再也不必像从前绕行", "三十里的山路。"],
            )
    };
    let (page, _) = one(&(article(350.0) + &article(200.0)));
    let read = [
        "澜溪渡口开通",
        "\u{3000}\u{3000}新建的渡口昨日开通两岸",
        "群众往来再也不必像从前绕行",
        "三十里的山路。",
    ];
    assert_eq!(lines(&page), [read, read].concat());
    assert!(page.layout().unwrap().lines.iter().filter(|line| line.size > 0.0).all(|line| line.vertical));
    // The cells of a table stand further apart, and numbers below each other are none.
    for column in [["优", "良", "优", "中"], ["3", "4", "5", "6"]] {
        let cells = (0..4).map(|row| at(40.0, 200.0 - 15.0 * row as f32, 10.0, column[row]));
        assert_eq!(lines(&one(&cells.collect::<String>()).0).len(), 4, "{column:?}");
    }
}

#[test]
fn a_number_side_by_side_in_vertical_text_is_read_in_its_line() {
    let day = |x: f32| {
        let half = |x: f32, digit: &str| at(x, 230.0, 10.0, digit).replace("1 0 0 1", "0.5 0 0 1");
        let number = half(x, "1") + &half(x + 5.0, "2");
        stacked(x, 270.0, 10.0, &["渡口本月"]) + &number + &stacked(x, 220.0, 10.0, &["日起开通"])
    };
    assert_eq!(lines(&one(&(day(200.0) + &day(184.0))).0), ["渡口本月12日起开通", "渡口本月12日起开通"]);
}

#[test]
fn a_text_that_runs_another_way_is_read_by_itself() {
    let beside = stacked(
        360.0,
        270.0,
        10.0,
        &["山中的茶园今年雨水调匀", "好茶叶比去年多收了两成", "价钱也不低人人都欢喜。"],
    );
    let (page, _) = one(&(piece(40.0, 270.0, "渡口开通", "大船靠岸", 18, 12) + &beside));
    let read = lines(&page);
    assert_eq!(
        read[read.len() - 3..],
        ["山中的茶园今年雨水调匀", "好茶叶比去年多收了两成", "价钱也不低人人都欢喜。"]
    );
    // A headline that stands beside its text is no text of its own.
    let upright = stacked(40.0, 270.0, 16.0, &["渡口开通"]);
    let text = piece(70.0, 270.0, "昨日起试航", "大船靠岸", 18, 4);
    assert_eq!(lines(&one(&(upright + &text)).0)[0], "渡口开通");
}

#[test]
fn a_glyph_that_two_characters_share_is_the_one_that_the_file_tells() {
    let marked =
        |text: &str| format!("/Span <</ActualText <FEFF{text}>>> BDC\n{}EMC\n", at(50.0, 200.0, 10.0, "戶"));
    let read = |text: &str| one(&marked(text)).0.line(LineNo(1)).to_owned();
    assert_eq!(read("6237"), "户");
    // What stands for another number of characters does not tell which they are.
    assert_eq!(read("62377C4D"), "戶");
}

/// Two columns of briefs: each a headline in larger type and two lines, the second brief going on in the next column.
fn briefs() -> String {
    label()
        + &at(40.0, 250.0, 11.5, "渡口开通")
        + &at(60.0, 232.0, 10.0, "澜溪新建的渡口昨日")
        + &at(40.0, 218.0, 10.0, "开通，两岸群众都来了。")
        + &at(40.0, 200.0, 11.5, "茶山丰收")
        + &at(60.0, 182.0, 10.0, "云岭的茶农今年采下")
        + &at(40.0, 168.0, 10.0, "的新茶比往年多了三成")
        + &at(170.0, 250.0, 10.0, "，客商也来得早。")
        + &at(170.0, 232.0, 11.5, "桥头通车")
        + &at(190.0, 214.0, 10.0, "石桥头的新桥昨天通")
        + &at(170.0, 200.0, 10.0, "车，老桥留给行人。")
}

/// The name of a column on its own ground.
fn label() -> String {
    "0.6 0 0 rg 36 266 34 20 re f 0 g\n".to_owned() + &at(40.0, 271.0, 13.0, "短波")
}

pub(super) fn titles(content: &str) -> Vec<String> {
    segment(&one(content).0).articles.iter().filter_map(|article| article.title()).collect()
}

#[test]
fn briefs_that_run_on_from_column_to_column_are_articles() {
    assert_eq!(titles(&briefs()), ["渡口开通", "茶山丰收", "桥头通车"]);
    let (page, _) = one(&briefs());
    let read = lines(&page);
    let place = |text: &str| read.iter().position(|line| line.contains(text)).unwrap();
    assert_eq!(place("客商") - place("三成"), 1);
    // Below a headline they are the headings of one text.
    let (label, briefs) = (label(), briefs());
    let headed = at(60.0, 270.0, 22.0, "澜溪两岸的新鲜事") + &briefs[label.len()..];
    assert_eq!(titles(&headed), ["澜溪两岸的新鲜事"]);
}

#[test]
fn the_name_of_a_column_on_its_own_ground_is_no_headline() {
    let text = at(40.0, 236.0, 16.0, "渡口昨日开通了") + &at(60.0, 216.0, 10.0, "澜溪新建的渡口昨日");
    let text = text + &at(40.0, 202.0, 10.0, "开通，两岸群众都来了。");
    assert_eq!(titles(&(label() + &text)), ["渡口昨日开通了"]);
    // A ground as wide as the columns is a headline's.
    let wide = "0.6 0 0 rg 36 266 270 20 re f 0 g\n".to_owned() + &at(40.0, 271.0, 13.0, "澜溪各地短波");
    let kept = wide
        + &at(60.0, 240.0, 10.0, "澜溪新建的渡口昨日")
        + &at(40.0, 226.0, 10.0, "开通，两岸群众都来了。");
    assert_eq!(titles(&kept), ["澜溪各地短波"]);
}

#[test]
fn what_names_the_page_at_its_head_is_of_no_article() {
    let day = at(230.0, 285.0, 9.0, "2023年12月9日 星期六");
    let page = at(40.0, 283.0, 14.0, "经济") + &day + &at(60.0, 262.0, 20.0, "澜溪渡口昨日开通迎客来往");
    let page = page
        + &at(60.0, 240.0, 10.0, "澜溪新建的渡口昨日")
        + &at(40.0, 226.0, 10.0, "开通，两岸群众都来了。");
    let (page, _) = one(&page);
    let layout = page.layout().unwrap();
    let region = |text: &str| {
        let at = page.lines().position(|(_, line)| line.contains(text)).unwrap();
        layout.lines[at].region
    };
    assert_eq!(region("经济"), region("星期六"));
    assert!(region("星期六") < region("渡口昨日开通"));
    assert_eq!(region("渡口昨日开通"), region("群众"));
}

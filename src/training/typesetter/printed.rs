//! Set pages as a newspaper prints them: a PDF file, and what a reader should see on its pages.

use super::{
    SampleFile,
    compose::opening,
    extract::OutLine,
    geometry::{SetFile, SetLine},
    label,
};
use crate::archive::pdf::{Wanted, pages as read_pages};
use crate::evaluation::LabelledPage;
use crate::export::{PrintedLine, PrintedType, printed};
use crate::segmentation::layout::Rect;
use crate::segmentation::{Page, Role, Watch};

/// Size of body type in points.
const SIZE: f32 = 9.0;
/// White around the type area in points.
const MARGIN: f32 = 36.0;

/// The PDF file of set pages, a set file each, at a path, and its pages as they are read.
///
/// # Errors
/// A line that was set nowhere.
pub(super) fn file(path: &str, title: &str, files: &[SetFile]) -> Result<SampleFile, String> {
    let bytes = print(title, files).map_err(|e| e.to_string())?;
    let pages = labelled(&path.replace('/', "_"), &bytes, files)?;
    Ok(SampleFile { path: path.into(), bytes, pages })
}

fn print(title: &str, files: &[SetFile]) -> std::io::Result<Vec<u8>> {
    let lines = || files.iter().flat_map(|file| &file.pages[0]);
    let width = lines().map(SetLine::right).fold(0.0, f32::max) * SIZE + 2.0 * MARGIN;
    let height = lines().map(|line| line.y).fold(0.0, f32::max) * SIZE + 2.0 * MARGIN;
    let page = |file: &SetFile| file.pages[0].iter().map(|line| printed_line(file, line)).collect();
    printed(title, "zh-Hans", (width, height), &files.iter().map(page).collect::<Vec<_>>())
}

fn printed_line(file: &SetFile, line: &SetLine) -> PrintedLine {
    let typeface = match file.blocks[line.block].role {
        Role::Title => PrintedType::SerifBold,
        Role::Paragraph | Role::Verse | Role::Byline => PrintedType::Serif,
        _ => PrintedType::Sans,
    };
    let characters = placed(line).collect();
    PrintedLine { typeface, size: line.size * SIZE, baseline: MARGIN + line.y * SIZE, characters }
}

/// The characters of a line, each with the left edge of its box in points: an opening mark in half its width leaves out
/// the white on its left.
fn placed(line: &SetLine) -> impl Iterator<Item = (char, f32)> {
    line.glyphs.iter().enumerate().map(|(at, glyph)| {
        let advance = line.glyphs.get(at + 1).map_or(f32::MAX, |next| next.x - glyph.x);
        let is_narrow = opening(glyph.ch) && !glyph.ch.is_ascii() && advance < 0.75 * line.size;
        let x = if is_narrow { glyph.x - 0.5 * line.size } else { glyph.x };
        (glyph.ch, MARGIN + x * SIZE)
    })
}

/// The pages of a PDF file as the program reads them, each with its right answer.
fn labelled(name: &str, bytes: &[u8], files: &[SetFile]) -> Result<Vec<LabelledPage>, String> {
    let read =
        read_pages(bytes.to_vec(), Wanted::All, &Watch::nobody()).map_err(|e| format!("{name}: {e:?}"))?;
    if read.pages.len() != files.len() {
        return Err(format!("{name}: {} pages", read.pages.len()));
    }
    let page = |(number, ((page, _), file)): (usize, (&(Page, _), &SetFile))| {
        let lines = page.lines().enumerate().map(|(at, (_, text))| out_line(page, at, text, file));
        let lines: Vec<OutLine> = lines.collect();
        let mut labelled = label::label(format!("{name}_{}", number + 1), file, &lines, "\n");
        // The same text, with its places and with its lines numbered as those of the file.
        let before = page.lines().next().map_or(0, |(no, _)| no.0 - 1);
        let blocks = labelled.articles.iter_mut().flat_map(|article| &mut article.blocks);
        let lines = blocks.flat_map(|block| &mut block.lines).chain(&mut labelled.furniture);
        lines.for_each(|no| no.0 += before);
        labelled.page = page.clone();
        labelled.check().map(|()| labelled).map_err(|e| e.to_string())
    };
    read.pages.iter().zip(files).enumerate().map(page).collect()
}

/// A line as it was read, and the blocks that its characters were set for.
fn out_line(page: &Page, at: usize, text: &str, file: &SetFile) -> OutLine {
    let letters = page.layout().map_or(&[][..], |layout| &layout.lines[at].letters);
    let mut out = OutLine { text: text.to_owned(), from: Vec::new() };
    for (letter, c) in letters.iter().zip(text.chars()).filter(|(_, c)| !c.is_whitespace()) {
        let Some(line) = file.pages[0].iter().find(|line| stands_on(letter, c, line)) else { continue };
        match out.from.last_mut() {
            Some((block, at, count)) if (*block, *at) == (line.block, line.at) => *count += 1,
            _ => out.from.push((line.block, line.at, 1)),
        }
    }
    out
}

/// Whether a character that was read is one of a line that was set.
fn stands_on(letter: &Rect, c: char, line: &SetLine) -> bool {
    let baseline = MARGIN + line.y * SIZE;
    let near = |x: f32| (x - letter.left).abs() < 0.5 * line.size * SIZE;
    letter.top < baseline
        && baseline <= letter.bottom + 0.1
        && placed(line).any(|(set, x)| set == c && near(x))
}

#[cfg(test)]
mod tests {
    use super::super::extract::{blocks, poppler};
    use super::super::{
        Pool, SourceArticle, load_articles, printed_pages, random::Random, sample_files, set_in_print,
    };
    use super::super::{compose::Compress, style::Style};
    use super::*;
    use crate::evaluation::score::Tally;
    use crate::segmentation::segment;
    use std::path::Path;
    use std::process::Command;

    fn articles() -> Vec<SourceArticle> {
        load_articles(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/articles")).unwrap()
    }

    /// What the engine makes of the pages of files is at least this good: article_b3, article_exact, title_exact, break_f1.
    fn at_least(files: &[SampleFile], floors: [f64; 4]) {
        let mut tally = Tally::default();
        for page in files.iter().flat_map(|file| &file.pages) {
            tally.add(page, &segment(&page.page));
        }
        let found = [tally.article_b3(), tally.article_exact(), tally.title_exact(), tally.break_f1()];
        assert!(
            found.iter().zip(floors).all(|(found, floor)| *found >= floor),
            "{found:.3?} under {floors:?}"
        );
    }

    #[test]
    fn the_printed_issue_of_the_sample_is_taken_apart() {
        let files: Vec<SampleFile> = sample_files(&articles())
            .unwrap()
            .into_iter()
            .filter(|file| file.path.ends_with(".pdf"))
            .collect();
        assert_eq!(files.iter().map(|file| file.pages.len()).sum::<usize>(), 4);
        at_least(&files, [0.97, 0.85, 0.95, 0.97]);
    }

    #[test]
    fn printed_pages_are_taken_apart() {
        at_least(&printed_pages(&articles(), 20270505, 20).unwrap(), [0.95, 0.75, 0.85, 0.82]);
    }

    /// What the installed `pdftotext` makes of a file; `None` where there is none.
    fn pdftotext(bytes: &[u8], options: &[&str]) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.pdf");
        std::fs::write(&path, bytes).unwrap();
        let out = Command::new("pdftotext").args(options).arg(path).arg("-").output().ok()?;
        Some(String::from_utf8(out.stdout).unwrap().lines().map(bare).collect())
    }

    fn bare(line: &str) -> String {
        line.split(|c: char| c.is_whitespace() || c == '\u{c}').collect()
    }

    /// Share of the neighbouring lines of one text that are neighbours in the other, blank lines told or left out.
    fn agreement(real: &[String], ours: &[OutLine], blanks: bool) -> f64 {
        let pairs = |lines: Vec<String>| -> Vec<[String; 2]> {
            let lines: Vec<String> = lines.into_iter().filter(|line| blanks || !line.is_empty()).collect();
            lines.windows(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect()
        };
        let (real, ours) = (pairs(real.to_vec()), pairs(ours.iter().map(|line| bare(&line.text)).collect()));
        let common = real.iter().filter(|pair| ours.contains(pair)).count();
        common as f64 / real.len() as f64
    }

    #[test]
    fn lines_stand_in_the_order_in_which_pdftotext_gives_them() {
        const PAGES: u64 = 16;
        let articles = articles();
        let pool = Pool::new(&articles);
        // Marks that are drawn over their neighbours' white begin words of their own.
        let unsqueezed = |style: &mut Style| {
            (style.body.compress, style.body.open_outside) = (Compress::Full, false);
        };
        let mut shares = [0.0; 3];
        for number in 0..PAGES {
            let file = set_in_print(&pool, unsqueezed, &mut Random::new(1, number));
            let bytes = print("", std::slice::from_ref(&file)).unwrap();
            let (Some(plain), Some(raw)) = (pdftotext(&bytes, &[]), pdftotext(&bytes, &["-raw"])) else {
                return eprintln!("skipped: there is no pdftotext");
            };
            let [ordered, in_stream] =
                [blocks::ordered(&file.pages[0], blocks::FONT_BOXES[1], false), poppler::raw(&file.pages[0])];
            let page = [
                agreement(&plain, &ordered, false),
                agreement(&plain, &ordered, true),
                agreement(&raw, &in_stream, false),
            ];
            shares.iter_mut().zip(page).for_each(|(sum, share)| *sum += share / PAGES as f64);
        }
        assert!(shares.iter().all(|&share| share > 0.95), "{shares:.3?}");
    }
}

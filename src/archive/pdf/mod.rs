//! PDF files as a source of pages: their text with the place of every character, in reading order.
//!
//! ```text
//! bytes ─hayro→ drawing ─glyphs→ characters ─lines→ lines ─order→ regions ─→ text and Layout
//! ```
//!
//! The library that interprets PDF files is called here and in [`crate::facsimile`], which draws them, and what it does
//! wrong is told here: a page that it gives up, or that has no end, is an error and no crash.

mod blocks;
mod bounds;
mod bylines;
mod codes;
mod columns;
mod glyphs;
mod initials;
mod leads;
mod lines;
mod order;
mod password;
mod rows;
mod subheads;
mod upright;
mod ways;

use super::error::PageError;
use crate::segmentation::layout::{LineLayout, Rect};
use crate::segmentation::{Layout, Page, Watch};
use glyphs::{Drawn, Listener};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::Rect as Bounds;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use lines::Way;
use order::Ordered;
pub use password::give_password;
use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, sync_channel};

/// Pages of one file at most.
const MOST_PAGES: usize = 10_000;
/// Lines of a page that are put in order; what has more is no newspaper's page.
const MOST_LINES: usize = 5_000;
/// What a PDF file begins with, among its first bytes.
const MARK: &[u8] = b"%PDF-";
/// Bytes before the mark at most.
const BEFORE_MARK: usize = 1024;

/// How well the text of a PDF page was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfText {
    /// Whether the page is a picture: no text is drawn on it.
    pub is_picture: bool,
    /// Whether the text is that of a picture, as it was recognised: drawn, but not to be seen.
    pub is_recognised: bool,
    /// Characters that the file does not tell.
    pub lost: u32,
    /// Characters that are printed a second time over themselves, each read once.
    pub repeated: u32,
    /// Whether the page is damaged, and what could be read of it was.
    pub is_damaged: bool,
}

/// Whether bytes are those of a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(BEFORE_MARK)], MARK).is_some()
}

/// The pages of a PDF file, or one of them, as they are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// All of them, in order.
    All,
    /// The one at this place, from 0, with so many lines of the file before it.
    One(u32, u32),
}

/// What was read of a PDF file: how many pages it has, and those that were wanted.
pub(crate) struct PdfPages {
    pub count: usize,
    pub pages: Vec<(Page, PdfText)>,
}

/// Reads pages of a PDF file while somebody waits.
pub(crate) fn pages(bytes: Vec<u8>, wanted: Wanted, watch: &Watch) -> Result<PdfPages, PageError> {
    /// Bytes of stack: nested objects and forms are interpreted by functions that call themselves.
    const STACK: usize = 64 << 20;
    let (give, take) = sync_channel(1);
    let reading = std::thread::Builder::new().stack_size(STACK).spawn(move || read(bytes, wanted, &give))?;
    let (mut count, mut pages) = (0, Vec::new());
    for (page, of) in &take {
        count = of;
        pages.push(page);
        let share = pages.len() as f32 / count as f32;
        watch.part(share, share).at(0, 1).ok_or(PageError::Stopped)?;
    }
    // A panic of the library's.
    reading.join().unwrap_or(Err(PageError::Damaged))?;
    if pages.is_empty() { Err(PageError::Damaged) } else { Ok(PdfPages { count, pages }) }
}

/// Opens a file. The library may panic.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Pdf, PageError> {
    if bounds::is_bloated(&bytes) {
        return Err(PageError::TooLarge { bytes: bounds::LARGEST as u64 + 1, limit: bounds::LARGEST as u64 });
    }
    password::open(bytes)
}

/// Reads pages and hands each on, and how many there are; ends early where nobody takes them.
fn read(
    bytes: Vec<u8>,
    wanted: Wanted,
    give: &SyncSender<((Page, PdfText), usize)>,
) -> Result<(), PageError> {
    let pdf = open(bytes)?;
    let count = pdf.pages().len().min(MOST_PAGES);
    let (range, mut before) = match wanted {
        Wanted::All => (0..count, 0),
        Wanted::One(at, before) => (at as usize..(at as usize + 1).min(count), before),
    };
    for at in range {
        let (page, read) = page(&pdf, at, before);
        before += page.line_count() as u32;
        if give.send(((page, read), count)).is_err() {
            break;
        }
    }
    Ok(())
}

/// A page of a file, and how well it was read.
fn page(pdf: &Pdf, at: usize, before: u32) -> (Page, PdfText) {
    let page = &pdf.pages()[at];
    let (width, height) = page.render_dimensions();
    let mut listener = Listener::new(page, (width, height));
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
        let bounds = Bounds::new(0.0, 0.0, f64::from(width), f64::from(height));
        let (cache, turn) = (InterpreterCache::new(), page.initial_transform(true).to_kurbo());
        let mut context = Context::new(turn, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut listener);
    }));
    let Drawn { mut characters, fonts, areas, rules, lost, repeated, seen, hidden } = listener.take();
    let read = PdfText {
        is_picture: !seen && !hidden,
        is_recognised: hidden && !seen,
        lost: lost + mistold(&characters),
        repeated,
        is_damaged: drawn.is_err(),
    };
    upright::mark(&mut characters, (width, height));
    let mut ordered = Vec::new();
    for (way, mut lines) in ways::parts(lines::lines(characters, (width, height))) {
        let turned =
            |of: &[Rect]| of.iter().map(|place| way.turned(place, (width, height))).collect::<Vec<_>>();
        for line in &mut lines {
            line.read = way.turned(&line.place, (width, height));
        }
        // What stands aslant is in no column: a poster, or the mark of who gave the file.
        let is_drawn = way.is_aslant() || lines.len() > MOST_LINES;
        let part = if is_drawn {
            order::as_drawn(lines)
        } else {
            order::order(initials::joined(lines), &turned(&areas), &turned(&rules))
        };
        let before = ordered.last().map_or(0, |last: &Ordered| last.region);
        ordered.extend(part.into_iter().map(|one| Ordered { region: before + one.region, ..one }));
    }
    let layout = Layout { width, height, fonts, pictures: areas, lines: Vec::with_capacity(ordered.len()) };
    (written(ordered, layout, before), read)
}

/// How many characters are told as what they cannot be: where most are letters with accents, the numbers of glyphs were
/// taken for characters, as some programs do that write a file anew.
fn mistold(characters: &[glyphs::Character]) -> u32 {
    let shown = characters.iter().filter(|character| !character.c.is_whitespace()).count();
    let is_odd = |c: char| matches!(c, '\u{7f}'..='\u{36f}' | '\u{e000}'..='\u{f8ff}');
    let odd = characters.iter().filter(|character| is_odd(character.c)).count();
    if odd * 2 > shown { odd as u32 } else { 0 }
}

fn ends_lines(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The page that lines in order make: regions are parted by blank lines, paragraphs begin with two blanks as printed.
fn written(ordered: Vec<Ordered>, mut layout: Layout, before: u32) -> Page {
    const INDENT: &str = "\u{3000}\u{3000}";
    let mut text = String::new();
    for Ordered { line, region, indented, parted, told } in ordered {
        if parted && !text.is_empty() {
            text.push('\n');
            layout.lines.push(LineLayout::default());
        }
        let edge = Rect { right: line.place.left, ..line.place };
        let lead = if indented { 2 } else { 0 };
        text.push_str(&INDENT[..lead * 3]);
        let mut letters = vec![edge; lead];
        for character in &line.characters {
            // What ends a line would end this one.
            text.push(if ends_lines(character.c) { ' ' } else { character.c });
            letters.push(character.place);
        }
        text.push('\n');
        layout.lines.push(LineLayout {
            place: line.place,
            letters,
            size: line.size,
            font: line.font,
            bold: line.bold,
            leads: line.leads,
            vertical: line.way == Way::DOWN && line.characters.first().is_some_and(|c| c.vertical),
            region,
            told,
        });
    }
    // What stands behind the last line end is a line.
    layout.lines.push(LineLayout::default());
    Page::set(text.clone(), layout, before).unwrap_or_else(|| Page::new(text))
}

#[cfg(test)]
pub(crate) mod tests;

//! Articles as a PDF file, set by the same rules as in the window: for printing and for keeping.
//!
//! Each article begins on a page of its own and ends with where it was printed; each page says its source and its
//! number. Only the glyphs that are used are embedded. The text under every line is that of the article, so that
//! it can be searched and copied.

mod file;
mod font;
mod printed;
mod sheet;
mod strip;

pub use font::FontFile;
pub use printed::{PrintedLine, PrintedType, printed};
pub use strip::{of_picture, strip};

use super::document::{Document, Part};
use super::{Collection, html};
use crate::han::variants::Converter;
use crate::han::words;
use crate::typography::{Line, Setting, break_heading, break_lines, place};
use file::{Refs, write_pages};
use font::{Fonts, Typeface};
use pdf_writer::{Date, Finish, Pdf, Ref, TextStr, types::PageMode};
use serde::{Deserialize, Serialize};
use sheet::{Canvas, Look, Sheet};
use std::io::{self, Write};

/// Setting of printed pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// 竖排, on sheets that lie across.
    pub vertical: bool,
    /// 黑体 rather than 宋体.
    pub sans: bool,
    /// Whether 、，。 hang outside the measure at a line's end.
    pub hanging: bool,
}

/// A4 in points, the shorter side first.
const A4: (f32, f32) = (595.28, 841.89);
/// Size of body text in points: 五号.
const SIZE: f32 = 10.5;
/// From base line to base line of body text, in ems.
const PITCH: f32 = 1.7;
/// Length of a body line in ems.
const MEASURE: f32 = 38.0;
/// White above and below the text of a page, in points.
const MARGIN: f32 = 66.0;
/// Size of the line at a page's foot, and its distance from the sheet's edge, in points.
const FOOT: (f32, f32) = (8.0, 36.0);

/// Style of a part of an article.
#[derive(Clone, Copy, Debug)]
struct Style {
    look: Look,
    /// Distance of lines in points.
    pitch: f32,
    /// Indent of the first line in ems of its own size.
    indent: f32,
    /// White before it in points.
    before: f32,
    /// White after it in points.
    after: f32,
    /// Whether lines are balanced and break between words, and it stays with what follows.
    is_heading: bool,
}

fn style(part: &Part, print: Print) -> Style {
    /// The grey of what stands back.
    const QUIET: f32 = 0.35;
    let (body, bold) = match print.sans {
        true => (Typeface::Sans, Typeface::Sans),
        false => (Typeface::Serif, Typeface::SerifBold),
    };
    let set = |typeface, scale: f32, pitch: f32, grey| Style {
        look: Look { typeface, size: SIZE * scale, grey, emboldened: false },
        pitch: SIZE * scale * pitch,
        indent: 0.0,
        before: 0.0,
        after: SIZE * 0.35,
        is_heading: false,
    };
    let heading = |style: Style, before: f32, after: f32| Style {
        before: SIZE * before,
        after: SIZE * after,
        is_heading: true,
        ..style
    };
    let strong = |style: Style| Style { look: Look { emboldened: print.sans, ..style.look }, ..style };
    match part {
        Part::Kicker(_) => heading(set(body, 1.0, 1.4, QUIET), 0.0, 0.3),
        Part::Title(_) => strong(heading(set(bold, 1.9, 1.3, 0.0), 0.0, 0.5)),
        Part::Subtitle(_) => heading(set(body, 1.125, 1.4, 0.0), 0.0, 0.5),
        Part::Byline(_) => Style { after: SIZE * 0.8, ..set(body, 0.9, 1.5, QUIET) },
        Part::Subhead(_) => strong(heading(set(bold, 1.125, 1.4, 0.0), 0.9, 0.4)),
        Part::Paragraph(_) => Style { indent: 2.0, ..set(body, 1.0, PITCH, 0.0) },
        Part::Verse(_) | Part::StanzaEnd => Style { indent: 2.0, after: 0.0, ..set(body, 1.0, PITCH, 0.0) },
        Part::Aside(_) | Part::Gap => {
            Style { before: SIZE * 0.4, after: SIZE * 0.4, ..set(body, 0.875, 1.5, QUIET) }
        }
    }
}

/// A line of an article before it has a page.
struct Row {
    part: usize,
    line: Line,
    /// Its number in its part, and how many that has.
    number: usize,
    count: usize,
    /// White before it in points, unless it begins a page.
    before: f32,
}

/// Writes the articles.
pub(super) fn write(collection: &Collection, out: &mut dyn Write) -> io::Result<()> {
    let Collection { documents, options, converter } = *collection;
    words::wait();
    let mut fonts = Fonts::new(options.font.as_ref())?;
    let mut press = Press { print: options.print, sheets: Vec::new() };
    let mut chapters = Vec::new();
    for document in documents {
        chapters.push((document.heading(converter), press.sheets.len()));
        press.article(&mut fonts, document, converter);
    }
    if documents.is_empty() {
        press.sheets.push((Sheet::new(), String::new()));
    }
    let pages = press.finish(&mut fonts);

    let mut pdf = Pdf::new();
    let mut refs = Refs::default();
    let (catalog, info) = (refs.next(), refs.next());
    let (tree, page_refs) = write_pages(&mut pdf, &mut refs, &fonts, &pages, sheet_size(options.print))?;
    let outline = outline(&mut pdf, &mut refs, &chapters, &page_refs);
    let mut written = pdf.catalog(catalog);
    written.pages(tree).lang(TextStr(html::language(options.script)));
    if let Some(outline) = outline {
        written.outlines(outline).page_mode(PageMode::UseOutlines);
    }
    written.viewer_preferences().display_doc_title(true);
    written.finish();
    let title = match chapters.as_slice() {
        [(title, _)] => title,
        _ => &converter.convert(&options.title),
    };
    let made = options.made.to_zoned(jiff::tz::TimeZone::UTC);
    let date = Date::new(made.year().max(0) as u16).month(made.month() as u8).day(made.day() as u8);
    let date = date
        .hour(made.hour() as u8)
        .minute(made.minute() as u8)
        .second(made.second() as u8)
        .utc_offset_hour(0);
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Jianbao")).creation_date(date);
    out.write_all(&pdf.finish())
}

/// The contents for the reader's side bar, where there are several articles.
fn outline(pdf: &mut Pdf, refs: &mut Refs, chapters: &[(String, usize)], pages: &[Ref]) -> Option<Ref> {
    if chapters.len() < 2 {
        return None;
    }
    let root = refs.next();
    let items: Vec<Ref> = chapters.iter().map(|_| refs.next()).collect();
    let (first, last) = (*items.first()?, *items.last()?);
    pdf.outline(root).first(first).last(last).count(items.len() as i32);
    for (i, (title, page)) in chapters.iter().enumerate() {
        let mut item = pdf.outline_item(items[i]);
        item.title(TextStr(title)).parent(root);
        item.dest().page(pages[*page]).fit();
        if i > 0 {
            item.prev(items[i - 1]);
        }
        if let Some(&next) = items.get(i + 1) {
            item.next(next);
        }
    }
    Some(root)
}

fn sheet_size(print: Print) -> (f32, f32) {
    if print.vertical { (A4.1, A4.0) } else { A4 }
}

/// Puts articles on sheets.
struct Press {
    print: Print,
    /// The sheets, and what their feet say of where the text is from.
    sheets: Vec<(Sheet, String)>,
}

impl Press {
    fn setting(&self, style: &Style) -> Setting {
        Setting {
            measure: MEASURE * SIZE / style.look.size,
            indent: style.indent,
            justify: !style.is_heading,
            hanging: self.print.hanging,
            vertical: self.print.vertical,
        }
    }

    /// Sets an article on sheets of its own.
    fn article(&mut self, fonts: &mut Fonts, document: &Document, converter: Converter) {
        let mut parts: Vec<(String, Style)> = Vec::new();
        let mut is_below_headline = false;
        for part in document.parts(converter) {
            let is_headline = matches!(part, Part::Kicker(_) | Part::Title(_) | Part::Subtitle(_));
            let mut style = style(&part, self.print);
            // The headline stands apart from the text below it, unless the byline is between them.
            if is_below_headline && !is_headline && !matches!(part, Part::Byline(_)) {
                style.before += SIZE * 0.5;
            }
            is_below_headline = is_headline;
            // A line without text would take no room.
            let text = if part == Part::StanzaEnd { "\u{3000}" } else { part.text() };
            parts.push((text.to_owned(), style));
        }
        let colophon = parts.len();
        for source in document.source() {
            parts.push((source.clone(), style(&Part::Aside(source), self.print)));
        }
        let rows = self.rows(fonts, &parts, colophon);
        let foot = document.citation.source_line();
        for page in pages(&rows, &parts, self.length()) {
            let mut sheet = Sheet::new();
            for (row, top) in page {
                let (text, style) = &parts[row.part];
                if row.part == colophon && row.number == 0 {
                    let edge = top - SIZE * 0.5;
                    let ends = [0.0, 8.0 * SIZE].map(|along| self.canvas().point(along, edge));
                    sheet.rule(ends[0], ends[1]);
                }
                let placed =
                    place(text, &row.line, &fonts.metrics(style.look.typeface), &self.setting(style));
                sheet.line(fonts, self.canvas(), style.look, (text, &placed, top + style.pitch / 2.0));
            }
            self.sheets.push((sheet, foot.clone()));
        }
    }

    /// The lines of an article; the colophon stands apart.
    fn rows(&self, fonts: &Fonts, parts: &[(String, Style)], colophon: usize) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut after = 0.0;
        for (part, (text, style)) in parts.iter().enumerate() {
            let metrics = fonts.metrics(style.look.typeface);
            let setting = self.setting(style);
            let lines = if style.is_heading {
                break_heading(text, &words::starts(text), &metrics, &setting)
            } else {
                break_lines(text, &metrics, &setting)
            };
            let count = lines.len();
            let apart = if part == colophon { 2.0 * SIZE } else { 0.0 };
            for (number, line) in lines.into_iter().enumerate() {
                let before = if number == 0 { after + style.before + apart } else { 0.0 };
                rows.push(Row { part, line, number, count, before });
            }
            after = style.after;
        }
        rows
    }

    /// Length of a sheet's text across the lines, in points.
    fn length(&self) -> f32 {
        let (width, height) = sheet_size(self.print);
        if self.print.vertical { width - 2.0 * MARGIN } else { height - 2.0 * MARGIN }
    }

    fn canvas(&self) -> Canvas {
        let (width, height) = sheet_size(self.print);
        let measure = MEASURE * SIZE;
        let origin = if self.print.vertical {
            (width - MARGIN, height / 2.0 + measure / 2.0)
        } else {
            ((width - measure) / 2.0, height - MARGIN)
        };
        Canvas { origin, is_vertical: self.print.vertical }
    }

    /// Adds the feet; gives the sheets' contents.
    fn finish(self, fonts: &mut Fonts) -> Vec<Vec<u8>> {
        let (width, _) = sheet_size(self.print);
        let count = self.sheets.len();
        let typeface = if self.print.sans { Typeface::Sans } else { Typeface::Serif };
        let look = Look { typeface, size: FOOT.0, grey: 0.4, emboldened: false };
        // Feet are horizontal on every sheet.
        let canvas = Canvas { origin: ((width - MEASURE * SIZE) / 2.0, FOOT.1), is_vertical: false };
        let setting =
            Setting { measure: MEASURE * SIZE / FOOT.0, indent: 0.0, justify: false, ..Setting::default() };
        let mut foot = |sheet: &mut Sheet, text: &str, at_end: bool| {
            let lines = break_lines(text, &fonts.metrics(typeface), &setting);
            let mut placed = place(text, &lines[0], &fonts.metrics(typeface), &setting);
            let shift = if at_end { setting.measure - placed.width } else { 0.0 };
            placed.glyphs.iter_mut().for_each(|glyph| glyph.at += shift);
            sheet.line(fonts, canvas, look, (text, &placed, 0.0));
        };
        let sheets = self.sheets.into_iter().enumerate().map(|(number, (mut sheet, source))| {
            foot(&mut sheet, &source, false);
            foot(&mut sheet, &format!("{} / {count}", number + 1), true);
            sheet.finish()
        });
        sheets.collect()
    }
}

/// Puts rows on pages of a length: each row with the distance of its start from the page's.
fn pages<'r>(rows: &'r [Row], parts: &[(String, Style)], length: f32) -> Vec<Vec<(&'r Row, f32)>> {
    let mut pages = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let mut page: Vec<(&Row, f32)> = Vec::new();
        let mut end = 0.0;
        for (index, row) in rows.iter().enumerate().skip(start) {
            let top = if index == start { 0.0 } else { end + row.before };
            end = top + parts[row.part].1.pitch;
            if end > length && index > start {
                let next = whole_start(rows, parts, index);
                page.truncate(if next > start { next - start } else { index - start });
                break;
            }
            page.push((row, top));
        }
        start += page.len();
        pages.push(page);
    }
    pages
}

/// Row where a page that would begin at a row had better begin: a paragraph leaves no single line behind or ahead, and
/// a heading goes with the text below it.
fn whole_start(rows: &[Row], parts: &[(String, Style)], mut index: usize) -> usize {
    let row = &rows[index];
    let is_alone = row.number + 1 == row.count && row.count > 3;
    if is_alone || row.number == 1 {
        index -= 1;
    }
    while index > 0 && rows[index].number == 0 && parts[rows[index - 1].part].1.is_heading {
        index -= rows[index - 1].count;
    }
    index
}

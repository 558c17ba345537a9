//! Articles as a PDF file, set by the same rules as in the window: for printing and for keeping.
//!
//! Each article begins on a page of its own, unless it is asked to flow on, and ends with where it was printed; each page
//! says its source and its number; several articles begin with their contents. Only the glyphs that are used are embedded.
//! The text under every line is that of the article, so that it can be searched and copied, and it is tagged in the order
//! of reading for whoever has it read aloud.

mod file;
mod font;
mod metadata;
mod printed;
mod sheet;
mod strip;
mod tags;

pub use font::FontFile;
pub use printed::{PrintedLine, PrintedType, printed};
pub use strip::{of_picture, strip};

use super::document::{Document, Part};
use super::{Options, html};
use crate::han::variants::Converter;
use crate::han::words;
use crate::typography::{Line, Setting, break_heading, break_lines, place};
use file::{File, Refs, deflated};
use font::{Fonts, Typeface};
use pdf_writer::types::{NumberingStyle, PageMode, StructRole, TabOrder};
use pdf_writer::writers::{Catalog, DocumentInfo, PageLabel};
use pdf_writer::{Date, Filter, Name, Rect, Ref, TextStr};
use serde::{Deserialize, Serialize};
use sheet::{Canvas, Look, Sheet};
use std::io::{self, Write};
use tags::{Element, Group, Link, Mark, Tag, Tree};

/// Setting of printed pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// 竖排, on sheets that lie across.
    pub vertical: bool,
    /// 黑体 rather than 宋体.
    pub sans: bool,
    /// Whether 、，。 hang outside the measure at a line's end.
    pub hanging: bool,
    /// Whether an article begins below the one before it instead of on a page of its own.
    #[serde(default)]
    pub flows: bool,
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
/// What pages with the contents are called.
const CONTENTS: &str = "目录";
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

/// Objects of a sheet.
struct Leaf {
    page: Ref,
    content: Ref,
    /// What its lines belong to.
    lines: Ref,
    /// The place of its source among those of all.
    source: usize,
}

/// Sheets of articles or of contents. There may be a hundred thousand: what they hold is in the file.
struct Sheets {
    press: Press,
    leaves: Vec<Leaf>,
    /// What feet say of where the text is from; sheets that follow one another share it.
    sources: Vec<String>,
    /// Of the last sheets, which are not in the file, the elements that their lines belong to.
    marked: Vec<Vec<Ref>>,
}

impl Sheets {
    fn new(print: Print) -> Sheets {
        Sheets { press: Press::new(print), leaves: Vec::new(), sources: Vec::new(), marked: Vec::new() }
    }

    /// Writes the elements of what was set last, and the sheets that are complete.
    fn keep(
        &mut self,
        file: &mut File<'_>,
        refs: &mut Refs,
        tree: &mut Tree,
        group: &mut Group,
        (elements, links): (&[Element], &[Link<'_>]),
    ) -> io::Result<()> {
        let written = self.leaves.len() - self.marked.len();
        self.leaves.resize_with(self.press.count(), || {
            let [page, content, lines] = std::array::from_fn(|_| refs.next());
            Leaf { page, content, lines, source: 0 }
        });
        self.marked.resize_with(self.leaves.len() - written, Vec::new);
        tree.elements(file, refs, group, (elements, links), &mut |sheet, element| {
            self.marked[sheet - written].push(element);
            self.leaves[sheet].page
        })?;
        let complete = std::mem::take(&mut self.press.complete);
        let marked = self.marked.drain(..complete.len());
        for ((leaf, (sheet, source)), marked) in self.leaves[written..].iter_mut().zip(complete).zip(marked) {
            if self.sources.last() != Some(&source) {
                self.sources.push(source);
            }
            leaf.source = self.sources.len() - 1;
            let packed = deflated(&sheet.finish())?;
            file.object(|pdf| {
                pdf.stream(leaf.content, &packed).filter(Filter::FlateDecode);
            })?;
            file.object(|pdf| {
                pdf.indirect(leaf.lines).array().items(marked);
            })?;
        }
        Ok(())
    }
}

/// Articles while they are printed, one after the other.
pub(super) struct Printing<'a> {
    file: File<'a>,
    refs: Refs,
    options: &'a Options,
    title: String,
    fonts: Fonts<'a>,
    sheets: Sheets,
    tree: Tree,
    /// Of each article its heading and the sheet that it begins on.
    chapters: Vec<(String, usize)>,
    /// Authors of the last article.
    authors: Vec<String>,
    /// The language of the first one.
    language: Option<&'static str>,
}

impl<'a> Printing<'a> {
    /// Begins a file; several articles have a title together.
    pub fn begin(title: String, options: &'a Options, out: &'a mut dyn Write) -> io::Result<Printing<'a>> {
        words::wait();
        let mut refs = Refs::default();
        Ok(Printing {
            file: File::begin(out)?,
            tree: Tree::new(&mut refs),
            refs,
            options,
            title,
            fonts: Fonts::new(options.font.as_ref())?,
            sheets: Sheets::new(options.print),
            chapters: Vec::new(),
            authors: Vec::new(),
            language: None,
        })
    }

    /// Sets an article.
    pub fn add(&mut self, document: &Document, converter: Converter) -> io::Result<()> {
        let elements = self.sheets.press.article(&mut self.fonts, document, converter);
        let first = elements.iter().flat_map(|element| &element.marks).next().map_or(0, |mark| mark.sheet);
        self.chapters.push((document.heading(converter), first));
        let language = html::language_of(document, self.options.script);
        self.language.get_or_insert(language);
        self.authors.clone_from(&document.citation.authors);
        let Printing { file, refs, tree, sheets, .. } = self;
        let mut group = Group::new(StructRole::Art, language, refs);
        sheets.keep(file, refs, tree, &mut group, (&elements, &[]))?;
        tree.group(file, group)
    }

    /// Writes the contents, the feet and what ties all together.
    pub fn finish(self) -> io::Result<()> {
        let Printing {
            mut file, mut refs, options, title, mut fonts, mut sheets, mut tree, chapters, ..
        } = self;
        let language = self.language.unwrap_or(html::language(options.script));
        let (title, authors) = match chapters.as_slice() {
            [(title, _)] => (title.clone(), self.authors),
            _ => (title, Vec::new()),
        };
        if chapters.is_empty() {
            sheets.press.begin_sheet("");
        }
        sheets.press.end_sheet();
        let mut group = Group::new(StructRole::TOC, language, &mut refs);
        sheets.keep(&mut file, &mut refs, &mut tree, &mut group, (&[], &[]))?;
        let count = sheets.leaves.len();
        let starts: Vec<Ref> = chapters.iter().map(|(_, sheet)| sheets.leaves[*sheet].page).collect();
        // A list of two is seen without.
        let mut listed = if chapters.len() > 2 { 0 } else { chapters.len() };
        let mut contents = Sheets::new(options.print);
        // Keys of the tree: articles' sheets, links, sheets of the contents. Of each link its sheet of the contents.
        let mut linked: Vec<(usize, Ref)> = Vec::new();
        while listed < chapters.len() {
            let elements = contents.press.contents(&mut fonts, &title, &chapters, &mut listed);
            let links = tags::links(&elements, count + linked.len(), &mut refs);
            for link in &links {
                file.object(|pdf| tags::write_link(pdf, link, starts[link.to]))?;
            }
            linked.extend(links.iter().map(|link| (link.sheet, link.annotation)));
            contents.keep(&mut file, &mut refs, &mut tree, &mut group, (&elements, &links))?;
        }
        let before = contents.leaves.len();
        if before > 0 {
            tree.group(&mut file, group)?;
            tree.last_goes_first();
        }

        let pages = refs.next();
        let (width, height) = sheet_size(options.print);
        let first_key = count + linked.len();
        let numbered = contents.leaves.iter().enumerate();
        let lists = numbered.map(|(at, leaf)| (first_key + at, leaf, "", format!("{CONTENTS} {}", at + 1)));
        let numbered = sheets.leaves.iter().enumerate();
        let articles = numbered
            .map(|(at, leaf)| (at, leaf, &*sheets.sources[leaf.source], format!("{} / {count}", at + 1)));
        for (key, leaf, source, number) in lists.chain(articles) {
            tree.page(key, leaf.lines);
            let foot = refs.next();
            let packed = deflated(&sheets.press.foot(&mut fonts, source, &number))?;
            file.object(|pdf| {
                pdf.stream(foot, &packed).filter(Filter::FlateDecode);
            })?;
            let list = key.checked_sub(first_key);
            let from = linked.partition_point(|(sheet, _)| Some(*sheet) < list);
            let here = linked[from..].iter().take_while(|(sheet, _)| Some(*sheet) == list);
            file.object(|pdf| {
                let mut written = pdf.page(leaf.page);
                written
                    .parent(pages)
                    .media_box(Rect::new(0.0, 0.0, width, height))
                    .contents_array([leaf.content, foot]);
                let mut here = here.map(|(_, annotation)| *annotation).peekable();
                if here.peek().is_some() {
                    written.annotations(here);
                }
                written.struct_parents(key as i32).tab_order(TabOrder::StructureOrder);
            })?;
        }
        let embedded = fonts.embed(&mut refs, &mut |object| file.put(object))?;
        file.object(|pdf| {
            let all = contents.leaves.iter().chain(&sheets.leaves).map(|leaf| leaf.page);
            let mut written = pdf.pages(pages);
            written.kids(all).count((before + count) as i32);
            let mut resources = written.resources();
            let mut dict = resources.fonts();
            for (name, font) in embedded {
                dict.pair(name, font);
            }
        })?;
        let root = tree.finish(&mut file)?;
        let outline = outline(&mut file, &mut refs, &chapters, &starts)?;
        let [catalog, info, metadata, contents_label, label] = std::array::from_fn(|_| refs.next());
        file.object(|pdf| {
            let mut written = pdf.indirect(contents_label).start::<PageLabel<'_>>();
            written.prefix(TextStr(&format!("{CONTENTS} "))).style(NumberingStyle::Arabic);
        })?;
        file.object(|pdf| {
            pdf.indirect(label).start::<PageLabel<'_>>().style(NumberingStyle::Arabic);
        })?;
        file.object(|pdf| {
            let mut written = pdf.indirect(catalog).start::<Catalog<'_>>();
            written.pages(pages).lang(TextStr(language)).metadata(metadata);
            if let Some(outline) = outline {
                written.outlines(outline).page_mode(PageMode::UseOutlines);
            }
            written.viewer_preferences().display_doc_title(true);
            written.mark_info().marked(true);
            written.pair(Name(b"StructTreeRoot"), root);
            let mut numbers = written.page_labels();
            let mut labelled = numbers.nums();
            if before > 0 {
                labelled.insert(0, contents_label);
            }
            labelled.insert(before as i32, label);
        })?;
        let xmp = metadata::xmp(&title, &authors, language, options.made);
        file.object(|pdf| {
            pdf.metadata(metadata, xmp.as_bytes());
        })?;
        let made = options.made.to_zoned(jiff::tz::TimeZone::UTC);
        let date = Date::new(made.year().max(0) as u16).month(made.month() as u8).day(made.day() as u8);
        let date = date
            .hour(made.hour() as u8)
            .minute(made.minute() as u8)
            .second(made.second() as u8)
            .utc_offset_hour(0);
        file.object(|pdf| {
            let mut written = pdf.indirect(info).start::<DocumentInfo<'_>>();
            written.title(TextStr(&title)).producer(TextStr(metadata::PRODUCER)).creation_date(date);
            if !authors.is_empty() {
                written.author(TextStr(&authors.join("; ")));
            }
        })?;
        file.finish(catalog, info)
    }
}

/// The contents for the reader's side bar, where there are several articles.
fn outline(
    file: &mut File<'_>,
    refs: &mut Refs,
    chapters: &[(String, usize)],
    starts: &[Ref],
) -> io::Result<Option<Ref>> {
    let items: Vec<Ref> = chapters.iter().map(|_| refs.next()).collect();
    let [first, .., last] = items[..] else { return Ok(None) };
    let root = refs.next();
    file.object(|pdf| {
        pdf.outline(root).first(first).last(last).count(items.len() as i32);
    })?;
    for (i, (title, _)) in chapters.iter().enumerate() {
        file.object(|pdf| {
            let mut item = pdf.outline_item(items[i]);
            item.title(TextStr(title)).parent(root);
            item.dest().page(starts[i]).fit();
            if i > 0 {
                item.prev(items[i - 1]);
            }
            if let Some(&next) = items.get(i + 1) {
                item.next(next);
            }
        })?;
    }
    Ok(Some(root))
}

fn sheet_size(print: Print) -> (f32, f32) {
    if print.vertical { (A4.1, A4.0) } else { A4 }
}

/// Puts articles on sheets.
struct Press {
    print: Print,
    /// The sheet that is open, and what its foot says of where the text is from.
    open: Option<(Sheet, String)>,
    /// The sheets before it that were not taken yet.
    complete: Vec<(Sheet, String)>,
    /// Number of all that are complete.
    done: usize,
    /// Where the text of the last sheet ends, in points from its start.
    end: f32,
}

impl Press {
    fn new(print: Print) -> Press {
        Press { print, open: None, complete: Vec::new(), done: 0, end: f32::INFINITY }
    }

    /// Number of sheets so far.
    fn count(&self) -> usize {
        self.done + usize::from(self.open.is_some())
    }

    fn end_sheet(&mut self) {
        self.done = self.count();
        self.complete.extend(self.open.take());
    }

    fn begin_sheet(&mut self, foot: &str) {
        self.end_sheet();
        self.open = Some((Sheet::new(), foot.to_owned()));
    }

    fn setting(&self, style: &Style) -> Setting {
        Setting {
            measure: MEASURE * SIZE / style.look.size,
            indent: style.indent,
            justify: !style.is_heading,
            hanging: self.print.hanging,
            vertical: self.print.vertical,
        }
    }

    /// Sets an article; gives its elements.
    fn article(&mut self, fonts: &mut Fonts, document: &Document, converter: Converter) -> Vec<Element> {
        let mut parts: Vec<(String, Style, Tag)> = Vec::new();
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
            let tag = match part {
                Part::Title(_) => Tag::Heading,
                Part::Subhead(_) => Tag::Subhead,
                _ => Tag::Text,
            };
            parts.push((text.to_owned(), style, tag));
        }
        let colophon = parts.len();
        for source in document.source() {
            parts.push((source.clone(), style(&Part::Aside(source), self.print), Tag::Text));
        }
        /// White between two articles on a sheet, in points.
        const APART: f32 = 3.0 * SIZE;
        let rows = self.rows(fonts, &parts, colophon);
        let taken = if self.print.flows { self.end + APART } else { f32::INFINITY };
        let pages = pages(&rows, &parts, self.length(), taken);
        self.set(fonts, parts, pages, colophon, &document.citation.source_line())
    }

    /// Sets a part of the contents on complete sheets: articles from the one of a number on, each with the page that it
    /// begins on; the number is then that of the next.
    fn contents(
        &mut self,
        fonts: &mut Fonts,
        title: &str,
        chapters: &[(String, usize)],
        next: &mut usize,
    ) -> Vec<Element> {
        /// Articles that are in memory together.
        const TOGETHER: usize = if cfg!(test) { 100 } else { 1000 };
        let entry = style(&Part::Verse(String::new()), self.print);
        let (first, end) = (*next, chapters.len().min(*next + TOGETHER));
        let entries = chapters[..end].iter().enumerate().skip(first).map(|(number, (heading, sheet))| {
            (format!("{heading}\u{3000}{}", sheet + 1), Style { indent: 0.0, ..entry }, Tag::Link(number))
        });
        let heading = style(&Part::Title(String::new()), self.print);
        let title = (self.count() == 0).then(|| (title.to_owned(), heading, Tag::Heading));
        let mut parts: Vec<_> = title.into_iter().chain(entries).collect();
        let rows = self.rows(fonts, &parts, parts.len());
        let mut pages = pages(&rows, &parts, self.length(), f32::INFINITY);
        *next = end;
        if end < chapters.len() {
            // The last sheet goes on with what comes next, from the last one on that begins with an article.
            let begins = |page: &[(&Row, f32)]| {
                page.first().filter(|(row, _)| row.number == 0).map(|(row, _)| row.part)
            };
            let mut whole =
                pages.iter().enumerate().skip(1).filter_map(|(at, page)| Some((at, begins(page)?)));
            if let Some((at, part)) = whole.next_back() {
                pages.truncate(at);
                if let Tag::Link(number) = parts[part].2 {
                    *next = number;
                }
                parts.truncate(part);
            }
        }
        let none = parts.len();
        let elements = self.set(fonts, parts, pages, none, "");
        self.end_sheet();
        elements
    }

    /// Sets parts that are on pages; what is from `colophon` on stands below a rule.
    fn set(
        &mut self,
        fonts: &mut Fonts,
        parts: Vec<(String, Style, Tag)>,
        pages: Vec<Vec<(&Row, f32)>>,
        colophon: usize,
        foot: &str,
    ) -> Vec<Element> {
        let (mut marks, canvas) = (vec![Vec::new(); parts.len()], self.canvas());
        for page in pages {
            let begins_sheet = page.first().is_none_or(|(_, top)| *top == 0.0);
            if begins_sheet {
                self.begin_sheet(foot);
            }
            let number = self.done;
            let Some((mut sheet, foot)) = self.open.take() else { continue };
            for (row, top) in page {
                let (text, style, tag) = &parts[row.part];
                if row.part == colophon && row.number == 0 {
                    let edge = top - SIZE * 0.5;
                    let ends = [0.0, 8.0 * SIZE].map(|along| canvas.point(along, edge));
                    sheet.artifact(|sheet| sheet.rule(ends[0], ends[1]));
                }
                let placed =
                    place(text, &row.line, &fonts.metrics(style.look.typeface), &self.setting(style));
                let line = (&**text, &placed, top + style.pitch / 2.0);
                self.end = top + style.pitch;
                if let Some(id) = sheet.line(fonts, canvas, style.look, line, Some(*tag)) {
                    let area = canvas.area(top..self.end, placed.width * style.look.size);
                    marks[row.part].push(Mark { sheet: number, id, area });
                }
            }
            self.open = Some((sheet, foot));
        }
        let element = |((text, _, tag), marks)| Element { tag, text, marks };
        parts.into_iter().zip(marks).map(element).filter(|element| !element.marks.is_empty()).collect()
    }

    /// The lines of an article; the colophon stands apart.
    fn rows(&self, fonts: &Fonts, parts: &[(String, Style, Tag)], colophon: usize) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut after = 0.0;
        for (part, (text, style, _)) in parts.iter().enumerate() {
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

    /// Foot of a sheet: where the text is from, and what is said of the sheet's number.
    fn foot(&self, fonts: &mut Fonts, source: &str, number: &str) -> Vec<u8> {
        let (width, _) = sheet_size(self.print);
        let typeface = if self.print.sans { Typeface::Sans } else { Typeface::Serif };
        let look = Look { typeface, size: FOOT.0, grey: 0.4, emboldened: false };
        // Feet are horizontal on every sheet.
        let canvas = Canvas { origin: ((width - MEASURE * SIZE) / 2.0, FOOT.1), is_vertical: false };
        let setting =
            Setting { measure: MEASURE * SIZE / FOOT.0, indent: 0.0, justify: false, ..Setting::default() };
        let mut foot = Sheet::new();
        for (text, at_end) in [(source, false), (number, true)] {
            let lines = break_lines(text, &fonts.metrics(typeface), &setting);
            let mut placed = place(text, &lines[0], &fonts.metrics(typeface), &setting);
            let shift = if at_end { setting.measure - placed.width } else { 0.0 };
            placed.glyphs.iter_mut().for_each(|glyph| glyph.at += shift);
            foot.artifact(|sheet| {
                sheet.line(fonts, canvas, look, (text, &placed, 0.0), None);
            });
        }
        foot.finish()
    }
}

/// Puts rows on pages of a length, of which the first has been `taken` so far: each row with the distance of its start from
/// the page's.
fn pages<'r>(
    rows: &'r [Row],
    parts: &[(String, Style, Tag)],
    length: f32,
    taken: f32,
) -> Vec<Vec<(&'r Row, f32)>> {
    /// Room that is left on a page for an article to begin there, in points: a headline with some lines of text.
    const LEAST: f32 = 12.0 * SIZE;
    let mut pages = Vec::new();
    let (mut start, mut taken) = (0, if taken + LEAST < length { taken } else { 0.0 });
    while start < rows.len() {
        let mut page: Vec<(&Row, f32)> = Vec::new();
        let mut end = std::mem::take(&mut taken);
        for (index, row) in rows.iter().enumerate().skip(start) {
            let top = if index == start { end } else { end + row.before };
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
fn whole_start(rows: &[Row], parts: &[(String, Style, Tag)], mut index: usize) -> usize {
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

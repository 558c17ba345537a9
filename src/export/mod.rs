//! Articles and annotations in open formats.
//!
//! Values in, bytes out: whoever calls [`write()`] opens the file. Each format says of every article where it was
//! printed, so that an excerpt finds its way back to the page.
//!
//! - [`Format`]: Markdown, plain text, HTML, EPUB 3, JSON Lines, CSV, PDF of articles.
//! - [`NoteFormat`]: annotations as JSON-LD, Markdown, a table, cards, references.

pub mod annotations;
mod book;
mod cover;
mod document;
mod draft;
pub mod escape;
mod html;
mod hypothesis;
mod markdown;
mod note_format;
mod pdf;
mod records;
mod spool;
mod zip;

pub use document::Document;
pub use draft::Draft;
pub use markdown::{Note, Notes, name_of_file};
pub use note_format::{NoteFormat, WrittenNotes};
pub use pdf::{FontFile, Print, PrintedLine, PrintedType, of_picture as picture_pdf, printed, strip};

use crate::han::character::plain;
use crate::han::variants::{Converter, Script};
use document::Part;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The formats of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// CommonMark.
    Markdown,
    /// Plain text, paragraphs indented by two characters.
    Text,
    /// One file of HTML 5, without scripts or other files.
    Html,
    /// An EPUB 3 book, a chapter an article.
    Epub,
    /// One JSON object a line, with blocks, roles and source lines.
    Jsonl,
    /// One row an article, for spreadsheets.
    Csv,
    /// Pages set by the rules of Chinese typography, for printing.
    Pdf,
}

impl Format {
    /// All formats, in the order of a menu.
    pub const ALL: [Format; 7] =
        [Format::Markdown, Format::Text, Format::Html, Format::Epub, Format::Jsonl, Format::Csv, Format::Pdf];

    /// The extension of a file in this format, without the dot; also its name on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Text => "txt",
            Format::Html => "html",
            Format::Epub => "epub",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Pdf => "pdf",
        }
    }

    /// The format of a [`Format::extension`] or of its long name.
    pub fn from_name(name: &str) -> Option<Format> {
        let name = name.trim().to_ascii_lowercase();
        let long = |format: Format| match format {
            Format::Markdown => "markdown",
            Format::Text => "text",
            other => other.extension(),
        };
        Format::ALL.into_iter().find(|format| name == format.extension() || name == long(*format))
    }
}

/// Options for writing a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The collection's title, for instance the words that were searched; used where there are several articles.
    pub title: String,
    /// Preface of the collection, under its title, in Markdown.
    pub preface: String,
    /// The script of the articles' words. Citations and records stay as printed.
    pub script: Script,
    /// Time when the export was made, for the formats that have to say it.
    pub made: jiff::Timestamp,
    /// Setting of pages, where the format has pages.
    pub print: Print,
    /// A font before the bundled ones, where the format has fonts.
    pub font: Option<FontFile>,
}

/// Writes articles in a format, without the signs that no format may hold; [`Document::forbidden`] counts them.
///
/// # Errors
/// Those of `out`.
pub fn write(
    documents: &[Document],
    format: Format,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut stream = Stream::new(format, options, documents.len() != 1, out)?;
    documents.iter().try_for_each(|document| stream.add(document))?;
    stream.finish()
}

/// Articles written one after the other, so that they need not be in memory together.
pub struct Stream<'a> {
    converter: Converter,
    several: bool,
    count: usize,
    sink: Sink<'a>,
}

/// What each article is written to.
enum Sink<'a> {
    Markdown(&'a mut dyn Write),
    Text(&'a mut dyn Write),
    Jsonl(&'a mut dyn Write),
    Csv(&'a mut dyn Write),
    Html(Box<html::File<'a>>),
    Epub(Box<book::Book<'a>>),
    Pdf(Box<pdf::Printing<'a>>),
}

impl<'a> Stream<'a> {
    /// Begins a collection; `several` says whether it will be anything but one article.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        format: Format,
        options: &'a Options,
        several: bool,
        out: &'a mut dyn Write,
    ) -> io::Result<Stream<'a>> {
        let converter = Converter::new(options.script);
        let sink = match format {
            Format::Epub => {
                // A book of one article is called as that is.
                let own = several || !options.title.is_empty();
                let title = own.then(|| title(options, converter));
                Sink::Epub(Box::new(book::Book::begin(title, options, out)?))
            }
            Format::Markdown => {
                markdown::begin(options, several, out)?;
                Sink::Markdown(out)
            }
            Format::Csv => {
                records::begin_csv(out)?;
                Sink::Csv(out)
            }
            Format::Text => Sink::Text(out),
            Format::Jsonl => Sink::Jsonl(out),
            Format::Pdf => {
                Sink::Pdf(Box::new(pdf::Printing::begin(title(options, converter), options, out)?))
            }
            Format::Html => {
                Sink::Html(Box::new(html::File::new(title(options, converter), options.script, out)))
            }
        };
        Ok(Stream { converter, several, count: 0, sink })
    }

    /// Writes the next article, without the signs that no format may hold.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn add(&mut self, document: &Document) -> io::Result<()> {
        self.add_clipped(document, None)
    }

    /// Writes the next article, and where the format has pictures, as a PNG file what it looks like in print.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn add_clipped(&mut self, document: &Document, clipping: Option<&[u8]>) -> io::Result<()> {
        let (citation, article) = &document.without_forbidden();
        let document = &Document { citation, article };
        let (converter, first) = (self.converter, self.count == 0);
        self.count += 1;
        match &mut self.sink {
            Sink::Epub(book) => book.add(document, clipping, converter),
            Sink::Pdf(printing) => printing.add(document, converter),
            Sink::Html(file) => file.add(document, converter),
            Sink::Markdown(out) => markdown::write(document, converter, (self.several, first), *out),
            Sink::Jsonl(out) => records::write_json(document, *out),
            Sink::Csv(out) => records::write_row(document, *out),
            Sink::Text(out) => write_text(document, converter, first, *out),
        }
    }

    /// Writes what stands at the end.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn finish(self) -> io::Result<()> {
        match self.sink {
            Sink::Epub(book) => book.finish(),
            Sink::Pdf(printing) => printing.finish(),
            Sink::Html(file) => file.finish(),
            _ => Ok(()),
        }
    }
}

/// The title of a collection.
fn title(options: &Options, converter: Converter) -> String {
    if options.title.is_empty() { "剪报".to_string() } else { converter.convert(&plain(&options.title)) }
}

fn write_text(document: &Document, converter: Converter, first: bool, out: &mut dyn Write) -> io::Result<()> {
    /// Between two articles.
    const RULE: &str = "────────────────────";
    if !first {
        writeln!(out, "\n{RULE}\n")?;
    }
    for part in document.parts(converter) {
        match part {
            Part::Paragraph(text) => writeln!(out, "\u{3000}\u{3000}{text}")?,
            Part::Gap => writeln!(out, "{}", document::GAP)?,
            Part::Title(text) => writeln!(out, "{text}\n")?,
            Part::Subhead(text) => writeln!(out, "\n{text}")?,
            other => writeln!(out, "{}", other.text())?,
        }
    }
    writeln!(out, "\n{}", document.source().join("\n"))
}

#[cfg(test)]
mod tests;

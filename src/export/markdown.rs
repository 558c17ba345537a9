//! Articles as CommonMark.

use super::Options;
use super::document::{Document, GAP, Part};
use super::escape::{self, file_name, front_matter};
use crate::han::variants::Converter;
use std::collections::HashMap;
use std::io::{self, Write};

/// Several articles stand under the collection's title.
pub fn begin(options: &Options, several: bool, out: &mut dyn Write) -> io::Result<()> {
    if several && !options.title.is_empty() {
        writeln!(out, "# {}\n", escape::markdown(&options.title))?;
    }
    for line in options.preface.lines().filter(|line| several && !line.trim().is_empty()) {
        writeln!(out, "{}\n", escape::markdown(line))?;
    }
    Ok(())
}

/// One article under a first-level heading; one of several under a second-level one.
pub fn write(
    document: &Document,
    converter: Converter,
    (several, first): (bool, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    if !first {
        writeln!(out, "---\n")?;
    }
    write_article(document, converter, if several { "##" } else { "#" }, out)
}

/// An article as a Markdown file of its own, as Obsidian and other programs for notes keep them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// A name that every system takes, with its extension; no other note of the collection has it.
    pub file_name: String,
    /// Text of the note: front matter (YAML) of what is known of the article, then the article.
    pub text: String,
}

/// A name for a file of an article, which every system takes, without its extension.
pub fn name_of_file(document: &Document, options: &Options) -> String {
    let (citation, article) = document.without_forbidden();
    name_of(&Document { citation: &citation, article: &article }, Converter::new(options.script))
}

fn name_of(document: &Document, converter: Converter) -> String {
    let citation = document.citation;
    let date = citation.date.map(|date| date.to_string()).unwrap_or_default();
    let page = if citation.page.is_empty() { String::new() } else { format!("({})", citation.page) };
    let title = document.heading(converter);
    let name = file_name(&[&date, &citation.paper, &page, &title].map(|part| part.trim()).join(" "));
    if name.is_empty() { "—".to_owned() } else { name }
}

/// Notes of a collection while they are made, a note for each article.
pub struct Notes {
    converter: Converter,
    /// Names in small letters, for some file systems do not tell capitals from them, each with the last number that was
    /// put behind it.
    taken: HashMap<String, usize>,
}

impl Notes {
    /// Begins a collection.
    pub fn new(options: &Options) -> Notes {
        Notes { converter: Converter::new(options.script), taken: HashMap::new() }
    }

    /// The next article as a note.
    pub fn add(&mut self, document: &Document) -> Note {
        let converter = self.converter;
        let (citation, article) = document.without_forbidden();
        let document = Document { citation: &citation, article: &article };
        let (title, date) = (document.heading(converter), citation.date.map(|date| date.to_string()));
        let date = date.unwrap_or_default();
        let name = self.free(name_of(&document, converter));
        let fields = [
            ("title", vec![title]),
            ("subtitle", vec![citation.subtitle.clone()]),
            ("authors", citation.authors.clone()),
            ("newspaper", vec![citation.paper.clone()]),
            ("date", vec![date]),
            ("page", vec![citation.page.clone()]),
            ("section", vec![citation.section.clone()]),
            (
                "tags",
                citation
                    .keywords
                    .iter()
                    .filter_map(|word| escape::hashtag(word))
                    .map(|tag| tag[1..].into())
                    .collect(),
            ),
            ("source", vec![citation.place()]),
        ];
        let mut text = front_matter(&fields).into_bytes();
        text.push(b'\n');
        // Memory takes everything.
        let _ = write_article(&document, converter, "#", &mut text);
        Note { file_name: format!("{name}.md"), text: String::from_utf8(text).unwrap_or_default() }
    }

    /// A name that no other note has.
    fn free(&mut self, name: String) -> String {
        let numbered = |n: usize| if n == 1 { name.clone() } else { format!("{name} {n}") };
        let mut n = self.taken.get(&name.to_lowercase()).map_or(1, |last| last + 1);
        while self.taken.contains_key(&numbered(n).to_lowercase()) {
            n += 1;
        }
        self.taken.insert(numbered(n).to_lowercase(), 1);
        self.taken.insert(name.to_lowercase(), n);
        numbered(n)
    }
}

fn write_article(
    document: &Document,
    converter: Converter,
    level: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    for part in document.parts(converter) {
        let text = escape::markdown(part.text());
        match part {
            Part::Title(_) => writeln!(out, "{level} {text}\n")?,
            Part::Subhead(_) => writeln!(out, "{level}# {text}\n")?,
            Part::Kicker(_) | Part::Subtitle(_) => writeln!(out, "**{text}**\n")?,
            Part::Byline(_) => writeln!(out, "*{text}*\n")?,
            Part::Paragraph(_) => writeln!(out, "{text}\n")?,
            Part::Aside(_) => writeln!(out, "> {text}\n")?,
            // Two spaces at a line's end are a line break.
            Part::Verse(_) => writeln!(out, "{text}  ")?,
            Part::StanzaEnd => writeln!(out)?,
            Part::Gap => writeln!(out, "*{GAP}*\n")?,
        }
    }
    let source: Vec<String> = document.source().iter().map(|line| escape::markdown(line)).collect();
    writeln!(out, "{}\n", source.join("  \n"))
}

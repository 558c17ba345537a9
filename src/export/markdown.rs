//! Articles as CommonMark.

use super::document::{Document, GAP, Part};
use super::escape::markdown as escape;
use crate::variants::Converter;
use std::io::{self, Write};

/// Several articles stand under the collection's title.
pub fn begin(title: &str, several: bool, out: &mut dyn Write) -> io::Result<()> {
    if several && !title.is_empty() { writeln!(out, "# {}\n", escape(title)) } else { Ok(()) }
}

/// One article under a first-level heading; one of several under a second-level one.
pub fn write(
    document: &Document,
    converter: Converter,
    (several, first): (bool, bool),
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = if several { "##" } else { "#" };
    if !first {
        writeln!(out, "---\n")?;
    }
    for part in document.parts(converter) {
        let text = escape(part.text());
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
    // Two spaces at a line's end are a line break.
    let source: Vec<String> = document.source().iter().map(|line| escape(line)).collect();
    writeln!(out, "{}\n", source.join("  \n"))
}

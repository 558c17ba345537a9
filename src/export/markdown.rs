//! Articles as CommonMark.

use super::Collection;
use super::document::{GAP, Part};
use super::escape::markdown as escape;
use std::io::{self, Write};

/// One article under a first-level heading; several under the collection's title.
pub fn write(collection: &Collection, out: &mut dyn Write) -> io::Result<()> {
    let Collection { documents, options, converter } = *collection;
    let several = collection.is_several();
    let level = if several { "##" } else { "#" };
    if several && !options.title.is_empty() {
        writeln!(out, "# {}\n", escape(&options.title))?;
    }
    for (i, document) in documents.iter().enumerate() {
        if i > 0 {
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
        writeln!(out, "{}\n", source.join("  \n"))?;
    }
    Ok(())
}

//! What text extractors make of a set page: the same type, read by different programs' habits.

pub(super) mod mupdf;
pub(super) mod pdfbox;
pub(super) mod plain;
pub(super) mod poppler;

use super::geometry::SetLine;

/// What an extractor knows of a font. Lengths in ems of the type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FontMetrics {
    /// The font's own space.
    pub space: f32,
    /// Height of a glyph above the baseline, as the font's box gives it.
    pub height: f32,
}

/// A line of extracted text and the blocks that its characters came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OutLine {
    /// The text.
    pub text: String,
    /// Block, place within the block, and how many characters, in order of the text.
    pub from: Vec<(usize, usize, usize)>,
}

impl OutLine {
    /// A character of a set line.
    fn push(&mut self, ch: char, line: &SetLine) {
        self.text.push(ch);
        match self.from.last_mut() {
            Some((block, at, count)) if *block == line.block && *at == line.at => *count += 1,
            _ => self.from.push((line.block, line.at, 1)),
        }
    }

    /// A space between words, unless the line is empty or ends in one.
    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether no character stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.from.is_empty()
    }
}

/// A set line as one line of text, a space where glyphs stand further apart than `gap` ems of the type.
fn line_text(line: &SetLine, gap: f32) -> OutLine {
    let mut out = OutLine::default();
    let mut end = None;
    for glyph in &line.glyphs {
        if end.is_some_and(|end| glyph.x - end > gap * line.size) {
            out.space();
        }
        out.push(glyph.ch, line);
        end = Some(glyph.x + glyph.width);
    }
    out
}

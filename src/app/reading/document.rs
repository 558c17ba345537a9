//! Document of the reading pane: paragraphs, and places in them.

use crate::segmentation::{Article, Role};

/// A paragraph of an article, or one line group of its headline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its role, which decides how it is set.
    pub role: Role,
    /// The text as it is shown, without line ends.
    pub text: String,
    /// Number of the block of the article that it shows.
    pub block: usize,
    /// Whether text is missing before it.
    pub gap_before: bool,
}

/// The text of the reading pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
}

#[cfg(test)]
impl Document {
    /// A document of paragraphs of running text.
    pub fn of(texts: &[&str]) -> Document {
        let paragraph = |(block, text): (usize, &&str)| Paragraph {
            role: Role::Paragraph,
            text: (*text).to_owned(),
            block,
            gap_before: false,
        };
        Document { paragraphs: texts.iter().enumerate().map(paragraph).collect() }
    }
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    /// Number of the paragraph, counted from 0.
    pub paragraph: usize,
    /// Bytes from the start of the paragraph's text.
    pub byte: usize,
}

impl TextPosition {
    /// A place in a paragraph.
    pub fn new(paragraph: usize, byte: usize) -> TextPosition {
        TextPosition { paragraph, byte }
    }
}

/// A run of text; `start` is not after `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextRange {
    /// Its beginning.
    pub start: TextPosition,
    /// Its end.
    pub end: TextPosition,
}

impl TextRange {
    /// The run between two places, in whichever order they come.
    pub fn between(a: TextPosition, b: TextPosition) -> TextRange {
        TextRange { start: a.min(b), end: a.max(b) }
    }

    /// Whether there is no text in it.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// The bytes of a paragraph of `len` bytes that are in the run; `None` where there are none.
    pub fn within(&self, paragraph: usize, len: usize) -> Option<std::ops::Range<usize>> {
        if paragraph < self.start.paragraph || paragraph > self.end.paragraph {
            return None;
        }
        let start = if paragraph == self.start.paragraph { self.start.byte.min(len) } else { 0 };
        let end = if paragraph == self.end.paragraph { self.end.byte.min(len) } else { len };
        (start < end).then_some(start..end)
    }
}

impl Document {
    /// The blocks of an article; those without text are left out.
    pub fn from_article(article: &Article) -> Document {
        let blocks = article.blocks.iter().enumerate().filter(|(_, block)| !block.text.is_empty());
        let paragraph = |(block, b): (usize, &crate::segmentation::Block)| Paragraph {
            role: b.role,
            text: b.text.as_str().to_owned(),
            block,
            gap_before: b.gap_before,
        };
        Document { paragraphs: blocks.map(paragraph).collect() }
    }

    /// The text of a range, its paragraphs on lines of their own.
    pub fn text(&self, range: TextRange) -> String {
        let mut out = String::new();
        let last = range.end.paragraph.min(self.paragraphs.len().saturating_sub(1));
        for (i, paragraph) in self.paragraphs.iter().enumerate().take(last + 1).skip(range.start.paragraph) {
            if i > range.start.paragraph {
                out.push('\n');
            }
            let bytes = range.within(i, paragraph.text.len());
            out.push_str(bytes.and_then(|bytes| paragraph.text.get(bytes)).unwrap_or(""));
        }
        out
    }

    /// The place after the last character.
    pub fn end(&self) -> TextPosition {
        match self.paragraphs.last() {
            Some(last) => TextPosition::new(self.paragraphs.len() - 1, last.text.len()),
            None => TextPosition::default(),
        }
    }

    /// The nearest place that the document has: in an existing paragraph, between characters.
    pub fn clamp(&self, at: TextPosition) -> TextPosition {
        let Some(paragraph) = self.paragraphs.get(at.paragraph) else { return self.end() };
        TextPosition::new(at.paragraph, paragraph.text.floor_char_boundary(at.byte))
    }
}

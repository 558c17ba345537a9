//! The page: its decoded text, which never changes, and its lines.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of a page's decoded UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ByteSpan {
    /// The span as a range to index a string with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line of a page, counted from 1 as editors do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineNo(pub u32);

/// The decoded text of one page file and where its lines are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    text: String,
    /// Bytes of each line, its line end left out.
    lines: Vec<ByteSpan>,
}

impl Page {
    /// Takes decoded text as it is. Lines end at `\n` or `\r\n` or, in a text that has no `\n` at all, at `\r`.
    /// A page is at most 4 GiB, the rest is cut off.
    pub fn new(mut text: String) -> Page {
        if text.len() > u32::MAX as usize {
            text.truncate(text.floor_char_boundary(u32::MAX as usize));
        }
        let mut lines = Vec::new();
        let mut start = 0;
        let line_end = if text.contains('\n') { b'\n' } else { b'\r' };
        for end in memchr::memchr_iter(line_end, text.as_bytes()).chain([text.len()]) {
            let stop = if end > start && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
            lines.push(ByteSpan { start: start as u32, end: stop as u32 });
            start = end + 1;
        }
        Page { text, lines }
    }

    /// The whole text, as decoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are, blank ones among them.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The bytes of a line; empty at the end of the text for a line that is not there.
    pub fn span(&self, line: LineNo) -> ByteSpan {
        let past = ByteSpan { start: self.text.len() as u32, end: self.text.len() as u32 };
        (line.0 as usize).checked_sub(1).and_then(|i| self.lines.get(i)).copied().unwrap_or(past)
    }

    /// The text of a line without its line end.
    pub fn line(&self, line: LineNo) -> &str {
        &self.text[self.span(line).range()]
    }

    /// All lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (LineNo, &str)> {
        self.lines.iter().enumerate().map(|(i, span)| (LineNo(i as u32 + 1), &self.text[span.range()]))
    }

    /// The line that holds a byte of the text.
    pub fn line_at(&self, byte: u32) -> LineNo {
        LineNo(self.lines.partition_point(|span| span.start <= byte).max(1) as u32)
    }
}

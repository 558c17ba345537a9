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
    /// Takes decoded text as it is. A line ends at every mandatory break of Unicode (UAX #14): `\n`, `\r\n`, `\r`, a
    /// vertical tab, U+0085, U+2028, U+2029; at a form feed where there is text on both sides of it in the line, and the
    /// form feed leads the next. So lines that end at `\n` or `\r\n` alone have the numbers that editors show.
    /// A page is at most 4 GiB, the rest is cut off.
    pub fn new(mut text: String) -> Page {
        if text.len() > u32::MAX as usize {
            text.truncate(text.floor_char_boundary(u32::MAX as usize));
        }
        let mut lines = Vec::new();
        let mut start = 0;
        while let Some((stop, next)) = line_end(&text, start) {
            push_sheets(&text, start, stop, &mut lines);
            start = next;
        }
        push_sheets(&text, start, text.len(), &mut lines);
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

/// Where the first line end from a byte on begins and ends.
fn line_end(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // Each line end begins with one of these bytes, or is one of them.
    let ends = |b: &u8| matches!(b, b'\n' | 0xb | b'\r' | 0xc2 | 0xe2);
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(ends)?;
        match &bytes[at..] {
            [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => return Some((at, at + 2)),
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => return Some((at, at + 3)),
            [0xc2 | 0xe2, ..] => at += 1,
            _ => return Some((at, at + 1)),
        }
    }
}

/// Adds a line, or the lines that form feeds part it into.
fn push_sheets(text: &str, start: usize, stop: usize, lines: &mut Vec<ByteSpan>) {
    let line = &text[start..stop];
    let mut from = 0;
    for (at, _) in line.trim_end().match_indices('\u{c}') {
        if !line[from..at].trim().is_empty() {
            lines.push(ByteSpan { start: (start + from) as u32, end: (start + at) as u32 });
            from = at;
        }
    }
    lines.push(ByteSpan { start: (start + from) as u32, end: stop as u32 });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        Page::new(text.into()).lines().map(|(_, line)| line.to_owned()).collect()
    }

    #[test]
    fn every_mandatory_break_of_unicode_ends_a_line_alone_and_mixed() {
        for end in ["\n", "\r\n", "\r", "\u{b}", "\u{85}", "\u{2028}", "\u{2029}"] {
            assert_eq!(lines(&["江", "", "城"].join(end)), ["江", "", "城"], "{end:?}");
        }
        let mixed = "一\n二\r\n三\r四\u{b}五\u{85}六\u{2028}七\u{2029}八\n";
        assert_eq!(lines(mixed), ["一", "二", "三", "四", "五", "六", "七", "八", ""]);
    }

    #[test]
    fn signs_that_share_a_byte_with_a_line_end_end_none() {
        assert_eq!(lines("“江”…—·§¥ 渡\u{2027}口\u{a0}\u{1c}"), ["“江”…—·§¥ 渡\u{2027}口\u{a0}\u{1c}"]);
    }

    #[test]
    fn a_form_feed_parts_two_texts_in_a_line_and_counts_as_none_beside_a_line_end() {
        assert_eq!(lines("上页\u{c}\u{c}下页\u{c}"), ["上页", "\u{c}\u{c}下页\u{c}"]);
        assert_eq!(lines("上页\n\u{c}下页\n"), ["上页", "\u{c}下页", ""]);
        assert_eq!(lines("上页 \u{c} \n下页"), ["上页 \u{c} ", "下页"]);
    }

    #[test]
    fn each_byte_leads_to_its_line() {
        let page = Page::new("江\u{2028}城\r\n渡\u{c}口".into());
        for (no, line) in page.lines() {
            let span = page.span(no);
            assert_eq!(&page.text()[span.range()], line);
            assert!((span.start..span.end).all(|byte| page.line_at(byte) == no));
        }
    }
}

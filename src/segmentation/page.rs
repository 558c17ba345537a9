//! The page: its text, which never changes, and its lines.
//!
//! A file holds one page or more. What a source with positions knows of a page besides (where each line stands on the
//! paper, how large its type is) stands beside its lines, one for one: its [`Layout`].

use super::layout::Layout;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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

/// A line of a file, counted from 1 as editors do: the second page of a file goes on counting where the first ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineNo(pub u32);

/// The decoded text of one page and where its lines are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    text: String,
    /// Bytes of each line, its line end left out.
    lines: Vec<ByteSpan>,
    /// Lines of the file before the page.
    before: u32,
    /// Layout of its lines, where that is known.
    layout: Option<Arc<Layout>>,
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
        Page { text, lines, before: 0, layout: None }
    }

    /// A page of a source with positions: its text, how each line is set, and how many lines of the file are before it.
    /// `None` where the layout is not of as many lines as the text has.
    pub fn set(text: String, layout: Layout, before: u32) -> Option<Page> {
        let page = Page { before, ..Page::new(text) };
        (page.lines.len() == layout.lines.len()).then(|| Page { layout: Some(Arc::new(layout)), ..page })
    }

    /// Layout of its lines, where that is known.
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_deref()
    }

    /// The pages that it is when it is cut before these of its lines, in order. Nothing is lost, and each line keeps its
    /// number.
    pub fn cut(self, before: &[LineNo]) -> Vec<Page> {
        if before.is_empty() {
            return vec![self];
        }
        let at = |line: &LineNo| self.index(*line).unwrap_or(self.lines.len());
        let ends = before.iter().map(at).chain([self.lines.len()]);
        let begin = |line: usize| self.lines.get(line).map_or(self.text.len() as u32, |span| span.start);
        let mut from = 0;
        let page = |to: usize| {
            let first = std::mem::replace(&mut from, to);
            let (start, end) = (if first == 0 { 0 } else { begin(first) }, begin(to));
            let within = |span: &ByteSpan| ByteSpan { start: span.start - start, end: span.end - start };
            Page {
                text: self.text[start as usize..end as usize].to_owned(),
                lines: self.lines[first..to].iter().map(within).collect(),
                before: self.before + first as u32,
                layout: None,
            }
        };
        ends.map(page).collect()
    }

    /// The whole text, as decoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of lines, blank ones among them.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The number of its first line.
    pub fn first_line(&self) -> LineNo {
        LineNo(self.before + 1)
    }

    /// The numbers of its lines.
    pub fn line_numbers(&self) -> impl DoubleEndedIterator<Item = LineNo> + ExactSizeIterator {
        let before = self.before;
        (0..self.lines.len()).map(move |i| LineNo(before + i as u32 + 1))
    }

    /// A line's place among the page's lines.
    pub fn index(&self, line: LineNo) -> Option<usize> {
        let index = line.0.checked_sub(self.before + 1)? as usize;
        (index < self.lines.len()).then_some(index)
    }

    /// The bytes of a line; empty at the end of the text for a line that is not there.
    pub fn span(&self, line: LineNo) -> ByteSpan {
        let past = ByteSpan { start: self.text.len() as u32, end: self.text.len() as u32 };
        self.index(line).map_or(past, |i| self.lines[i])
    }

    /// The text of a line without its line end.
    pub fn line(&self, line: LineNo) -> &str {
        &self.text[self.span(line).range()]
    }

    /// All lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (LineNo, &str)> {
        self.line_numbers().zip(self.lines.iter().map(|span| &self.text[span.range()]))
    }

    /// The line that holds a byte of the text.
    pub fn line_at(&self, byte: u32) -> LineNo {
        LineNo(self.before + self.lines.partition_point(|span| span.start <= byte).max(1) as u32)
    }
}

/// Beginning and end of the first line end from a byte on.
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
    fn the_pages_of_a_file_hold_all_of_it_and_keep_its_line_numbers() {
        let text = "江\n城\n\n\u{c}渡\r\n口";
        let whole = Page::new(text.into());
        let pages = whole.clone().cut(&[LineNo(4), LineNo(5)]);
        assert_eq!(pages.iter().map(Page::text).collect::<String>(), text);
        let lines = |page: &Page| page.lines().map(|(no, line)| (no, line.to_owned())).collect::<Vec<_>>();
        assert_eq!(pages.iter().flat_map(lines).collect::<Vec<_>>(), lines(&whole));
        assert_eq!((pages[1].line(LineNo(4)), pages[1].line(LineNo(1))), ("\u{c}渡", ""));
        assert_eq!((pages[1].line_at(0), pages[2].line_at(3)), (LineNo(4), LineNo(5)));
        // A page of a page counts on as well.
        let again = whole.cut(&[LineNo(3)]).swap_remove(1).cut(&[LineNo(5)]);
        assert_eq!(again[1], pages[2]);
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

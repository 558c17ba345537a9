//! The normalised text of a page: what stays the same when it is wrapped, spaced or extracted otherwise.

use super::Fingerprint;
use crate::segmentation::ByteSpan;
use unicode_normalization::UnicodeNormalization;

/// Text in compatibility form (NFKC, character by character) without white space and invisible characters,
/// each character with the place it came from.
#[derive(Clone, Debug, Default)]
pub struct NormalText {
    chars: Vec<char>,
    /// For each character, the bytes of the source character it came from.
    from: Vec<ByteSpan>,
}

impl NormalText {
    /// Normalises a text of at most 4 GiB.
    pub fn new(text: &str) -> NormalText {
        let mut out = NormalText::default();
        for (at, source) in text.char_indices() {
            let span = ByteSpan { start: at as u32, end: (at + source.len_utf8()) as u32 };
            if source.is_ascii() || matches!(source, '\u{4e00}'..='\u{9fff}') {
                out.push(source, span);
            } else {
                source.nfkc().for_each(|c| out.push(c, span));
            }
        }
        out
    }

    fn push(&mut self, c: char, span: ByteSpan) {
        if !is_invisible(c) {
            self.chars.push(c);
            self.from.push(span);
        }
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The bytes of the source that a range of normalised characters came from, white space between them included.
    pub fn source(&self, range: std::ops::Range<usize>) -> ByteSpan {
        match (self.from.get(range.start), self.from.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if !range.is_empty() => {
                ByteSpan { start: first.start, end: last.end.max(first.start) }
            }
            _ => {
                let at = self
                    .from
                    .get(range.start)
                    .map_or_else(|| self.from.last().map_or(0, |span| span.end), |span| span.start);
                ByteSpan { start: at, end: at }
            }
        }
    }

    /// The first normalised character that came from this byte of the source or from a later one.
    pub fn at_byte(&self, byte: u32) -> usize {
        self.from.partition_point(|span| span.end <= byte)
    }

    /// The sum of the normalised text.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.chars.iter().collect::<String>().as_bytes())
    }
}

/// White space, controls and zero-width characters: nothing that a reader sees.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_space_do_not_count_and_places_are_kept() {
        let text = "Ａ区\n\u{3000}１2　亩㎡";
        let normal = NormalText::new(text);
        assert_eq!(normal.chars().iter().collect::<String>(), "A区12亩m2");
        assert_eq!(&text[normal.source(0..2).range()], "Ａ区");
        assert_eq!(&text[normal.source(2..5).range()], "１2　亩");
        assert_eq!(&text[normal.source(5..7).range()], "㎡");
        assert_eq!(normal.fingerprint(), NormalText::new("A 区1２\r\n亩m2").fingerprint());
        assert_eq!((normal.at_byte(4), normal.at_byte(6)), (1, 2));
    }
}

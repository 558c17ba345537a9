//! The lines of a page as the engine reads them.

use super::cue::Cues;
use super::fold::Fold;
use super::{ByteSpan, LineNo, Page, Role};
use crate::han::character::is_han;
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// A line that is not blank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Its number on the page.
    pub no: LineNo,
    /// The place of its characters in [`Lines::chars`].
    pub start: u32,
    pub end: u32,
    /// Blank lines between it and the line before; the first line has [`PAGE_EDGE`].
    pub blank_before: u8,
    /// Whether white space led it, as in a new text frame.
    pub lead: bool,
    /// Whether it was led by the two ems of a first-line indent, or as many spaces.
    pub indented: bool,
    /// Whether a form feed stands before it.
    pub new_sheet: bool,
    pub letter_spaced: bool,
    pub overprinted: bool,
    /// Whether it is of fields that its spaces part, as a row of a table.
    pub row: bool,
    /// Whether it ends at a soft hyphen, inside a word.
    pub divided: bool,
    /// Whether marks of HTML, Markdown and their like call it a heading.
    pub heading: bool,
    /// Whether they call it a row of a table.
    pub cells: bool,
    /// Width in ems with all punctuation compressed, and with none.
    pub narrow: f32,
    pub wide: f32,
    /// The column measure here, in ems: how wide the full lines around it are.
    pub measure: f32,
    /// The cues that stand in it.
    pub cues: Cues,
}

/// Setting of a line beside the body of its page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// The region of the page.
    pub region: u32,
    /// Its type size over the body's.
    pub scale: f32,
    /// Whether it is in the body's type.
    pub is_body: bool,
    /// Whether it is short and in the middle of its column.
    pub is_centred: bool,
    /// Whether it begins at its column's edge, and about two ems from it.
    pub is_flush: bool,
    pub is_indented: bool,
    /// Its width, and its column's, in ems of its own.
    pub width: f32,
    pub measure: f32,
    /// Whether it stands right below the line before it, and whether with more white between them than lines of the body
    /// have.
    pub is_below: bool,
    pub is_spaced: bool,
    /// Whether it is of the body, but for words in another type that it begins with.
    pub leads: bool,
    /// What its place says that it is.
    pub told: Option<Role>,
}

/// [`Line::blank_before`] of the first line, and how many blank lines are told apart at most.
pub(crate) const PAGE_EDGE: u8 = 9;

impl Line {
    /// Width in ems, half-way between compressed and not.
    pub(crate) fn width(&self) -> f32 {
        (self.narrow + self.wide) / 2.0
    }

    /// Fullness of its column: 0 full, 1 two ems short, 2 shorter.
    pub(crate) fn fullness(&self) -> u32 {
        if self.wide >= self.measure - 0.9 {
            0
        } else if self.wide >= self.measure - 2.7 {
            1
        } else {
            2
        }
    }

    /// Number of characters, spaces left out where they were undone.
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// All lines of a page that are not blank, in reading order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// The characters that a reader should see, line after line; marks are full-width beside Han, however they were
    /// printed.
    pub chars: Vec<char>,
    /// For each of `chars`, its first byte in the page.
    pub bytes: Vec<u32>,
    pub lines: Vec<Line>,
    /// Folds of the page: what is not in `chars`, or is another character there, by place on the page.
    pub folds: Vec<Fold>,
    /// Lines that print again what a line of `lines`, by its index, has printed: by index.
    pub again: Vec<(usize, LineNo)>,
    /// Lines that are furniture whatever stands around them, and their bytes.
    pub aside: Vec<(LineNo, ByteSpan)>,
    /// Doubt about whatever is read of the page, 0 to 1.
    pub doubt: f32,
    /// Whether its columns were found side by side and parted, so that the order is known.
    pub parted: bool,
    /// Settings of `lines`, where the page's layout tells.
    pub settings: Vec<Setting>,
    /// Indices of `lines` by the numbers on the page of what they are made of.
    pub(super) by_number: Vec<(LineNo, usize)>,
    /// The Latin words of the page in small letters, looked up once some are asked for.
    pub(super) words: OnceLock<FxHashSet<String>>,
}

impl Lines {
    /// The indices of a line of the page in reading order: one, or one for each column that it holds a part of; none for a
    /// blank line.
    pub(crate) fn indices(&self, no: LineNo) -> impl Iterator<Item = usize> {
        let first = self.by_number.partition_point(|(at, _)| *at < no);
        self.by_number[first..].iter().take_while(move |(at, _)| *at == no).map(|(_, i)| *i)
    }

    /// The numbers on the page of the lines that print again what the `i`-th has printed.
    pub(crate) fn printed_again(&self, i: usize) -> impl Iterator<Item = LineNo> {
        let first = self.again.partition_point(|(of, _)| *of < i);
        self.again[first..].iter().take_while(move |(of, _)| *of == i).map(|(_, no)| *no)
    }

    /// The lines of the page that some are made of, each once: those side by side are parts of one, those set vertically
    /// or printed again are made of several.
    pub(crate) fn numbers(&self, page: &Page, lines: &[usize]) -> Vec<LineNo> {
        let mut seen = FxHashSet::default();
        let mut out = Vec::with_capacity(lines.len());
        for &i in lines {
            let whole = page.span(self.lines[i].no);
            let inside = |byte: &&u32| whole.start <= **byte && **byte < whole.end;
            out.push(self.lines[i].no);
            out.extend(self.printed_again(i));
            out.extend(self.bytes(i).iter().filter(|byte| !inside(byte)).map(|&byte| page.line_at(byte)));
        }
        out.retain(|no| seen.insert(*no));
        out
    }

    /// The index of the line that a byte of the page is read in.
    pub(crate) fn index_at(&self, page: &Page, byte: u32) -> Option<usize> {
        self.indices(page.line_at(byte)).find(|&i| self.bytes(i).contains(&byte))
    }

    /// Folds within a span of the page.
    pub(crate) fn folds_in(&self, span: ByteSpan) -> &[Fold] {
        let first = self.folds.partition_point(|fold| fold.span.start < span.start);
        let count = self.folds[first..].partition_point(|fold| fold.span.start < span.end);
        &self.folds[first..first + count]
    }

    /// Whether the page has a Latin word, given in small letters, inside a line.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        let words = self.words.get_or_init(|| {
            let part = |c: &char| !c.is_alphanumeric() && *c != '-' || is_han(*c);
            let lines = (0..self.lines.len()).map(|i| self.text(i));
            lines
                .flat_map(|text| text.split(part))
                .map(|w| w.iter().flat_map(|c| c.to_lowercase()).collect())
                .collect()
        });
        words.contains(word)
    }

    /// The characters of the `i`-th line that is not blank.
    pub(crate) fn text(&self, i: usize) -> &[char] {
        let line = &self.lines[i];
        &self.chars[line.start as usize..line.end as usize]
    }

    /// The byte of the page where each character of the `i`-th line begins.
    pub(crate) fn bytes(&self, i: usize) -> &[u32] {
        let line = &self.lines[i];
        &self.bytes[line.start as usize..line.end as usize]
    }

    /// Keeps some of the characters.
    pub(crate) fn retain(&mut self, keep: &[bool]) {
        let mut to = 0;
        for line in &mut self.lines {
            let start = to;
            for (at, kept) in (line.start..line.end).map(|at| (at as usize, keep[at as usize])) {
                if kept {
                    (self.chars[to], self.bytes[to]) = (self.chars[at], self.bytes[at]);
                    to += 1;
                }
            }
            (line.start, line.end) = (start as u32, to as u32);
        }
        self.chars.truncate(to);
        self.bytes.truncate(to);
    }
}

//! The lines of a page as the engine reads them: white space, letter-spacing and overprint undone, widths in ems.

use super::cue::Cues;
use super::restore::{put_in_order, restore};
use super::{ByteSpan, LineNo, Page};
use rustc_hash::FxHashSet;

/// Opening marks: never the last of a line.
pub(crate) const OPENING: &str = "“‘（(《〈〔「『【[﹁﹃︵";
/// Closing marks: never the first of a line.
pub(crate) const CLOSING: &str = "”’）)》〉〕」』】]﹂﹄︶";
/// Full-width punctuation that typesetters compress to half an em at a line's end or beside other punctuation.
const COMPRESSIBLE: &str = "，。、；：？！“”‘’（）《》〔〕「」『』【】〈〉…—·﹁﹂﹃﹄";

/// Share of neighbouring Han pairs with one space between them from which a line counts as letter-spaced.
const LETTER_SPACED: f32 = 0.45;
/// Share of a line's characters that must be printed twice for the line to count as overprinted.
const OVERPRINTED: f32 = 0.8;
/// Characters that an overprinted text has at least, to tell it from words such as 走走停停.
const SHORTEST_OVERPRINT: usize = 3;

/// Whether a character is Han.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is one of some marks; no mark is Han, which is quickly seen.
pub(crate) fn is_mark(c: char, marks: &str) -> bool {
    !is_han(c) && marks.contains(c)
}

/// A line that is not blank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Its number on the page.
    pub no: LineNo,
    /// Where its characters are in [`Lines::chars`].
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
    /// Width in ems with all punctuation compressed, and with none.
    pub narrow: f32,
    pub wide: f32,
    /// The column measure here, in ems: how wide the full lines around it are.
    pub measure: f32,
    /// What stands in it.
    pub cues: Cues,
}

/// [`Line::blank_before`] of the first line, and how many blank lines are told apart at most.
pub(crate) const PAGE_EDGE: u8 = 9;

impl Line {
    /// Width in ems, half-way between compressed and not.
    pub(crate) fn width(&self) -> f32 {
        (self.narrow + self.wide) / 2.0
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
    /// Lines that are furniture whatever stands around them, and their bytes.
    pub aside: Vec<(LineNo, ByteSpan)>,
    /// How much whatever is read of the page is in doubt, 0 to 1.
    pub doubt: f32,
    /// Indices of `lines` by their numbers on the page.
    by_number: Vec<u32>,
}

impl Lines {
    /// Reads a page, what extraction did to it as a whole undone.
    pub(crate) fn read(page: &Page) -> Lines {
        let restored = restore(page);
        let mut out = Lines { doubt: restored.doubt, ..Lines::default() };
        out.chars.reserve(page.text().len() / 3);
        out.bytes.reserve(page.text().len() / 3);
        for strip in &restored.strips {
            let lead = strip.lead.as_str();
            let mut line = Line {
                no: strip.no,
                start: out.chars.len() as u32,
                blank_before: if out.lines.is_empty() {
                    PAGE_EDGE
                } else {
                    strip.blanks.min(PAGE_EDGE.into()) as u8
                },
                lead: !lead.is_empty(),
                indented: lead.starts_with('\u{3000}') || lead.len() >= 2 && !lead.starts_with('\u{c}'),
                new_sheet: strip.new_sheet,
                ..Line::default()
            };
            out.push_characters(&mut line, strip.characters(page));
            out.lines.push(line);
        }
        out.aside = restored.aside.iter().map(|strip| (strip.no, strip.span)).collect();
        super::measure::set_measures(&mut out);
        for i in 0..out.lines.len() {
            out.lines[i].cues = Cues::of(out.text(i));
        }
        if !restored.parted && put_in_order(&mut out) {
            super::measure::set_measures(&mut out);
        }
        out.by_number = (0..out.lines.len() as u32).collect();
        out.by_number.sort_by_key(|&i| out.lines[i as usize].no);
        out
    }

    /// The indices of a line of the page in reading order: one, or one for each column that it holds a part of; none for a
    /// blank line.
    pub(crate) fn indices(&self, no: LineNo) -> impl Iterator<Item = usize> {
        let first = self.by_number.partition_point(|&i| self.lines[i as usize].no < no);
        let all = self.by_number[first..].iter().map(|&i| i as usize);
        all.take_while(move |&i| self.lines[i].no == no)
    }

    /// The lines of the page that some are made of, each once: those side by side are parts of one, those set vertically
    /// are made of many.
    pub(crate) fn numbers(&self, page: &Page, lines: &[usize]) -> Vec<LineNo> {
        let mut seen = FxHashSet::default();
        let mut out = Vec::with_capacity(lines.len());
        for &i in lines {
            let whole = page.span(self.lines[i].no);
            let inside = |byte: &&u32| whole.start <= **byte && **byte < whole.end;
            out.push(self.lines[i].no);
            out.extend(self.bytes(i).iter().filter(|byte| !inside(byte)).map(|&byte| page.line_at(byte)));
        }
        out.retain(|no| seen.insert(*no));
        out
    }

    /// The index of the line that a byte of the page is read in.
    pub(crate) fn index_at(&self, page: &Page, byte: u32) -> Option<usize> {
        self.indices(page.line_at(byte)).find(|&i| self.bytes(i).contains(&byte))
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

    fn push_characters(&mut self, line: &mut Line, text: impl Iterator<Item = (u32, char)> + Clone) {
        let start = self.chars.len();
        let is_noise = |c: char| !is_han(c) && is_harmless_noise(c);
        // A line of nothing else keeps it: every line has characters, and none is lost.
        let noise_alone = text.clone().all(|(_, c)| is_noise(c));
        for (byte, c) in text {
            if noise_alone || !is_noise(c) {
                self.chars.push(if !is_han(c) && c.is_whitespace() { ' ' } else { c });
                self.bytes.push(byte);
            }
        }
        widen_marks(&mut self.chars[start..]);
        line.letter_spaced = is_letter_spaced(&self.chars[start..]);
        if line.letter_spaced {
            self.retain(start, |chars, i| {
                chars[i] != ' '
                    || (i > 0
                        && i + 1 < chars.len()
                        && chars[i - 1].is_ascii_alphabetic()
                        && chars[i + 1].is_ascii_alphabetic())
            });
        }
        if let Some(once) = once_printed(&self.chars[start..]) {
            line.overprinted = true;
            self.retain(start, |_, i| once[i]);
        }
        line.end = self.chars.len() as u32;
        for &c in &self.chars[start..] {
            let (narrow, wide) = advance(c);
            line.narrow += narrow;
            line.wide += wide;
        }
    }

    /// Keeps of the characters from `start` on those for which `keep(characters, index)` holds.
    fn retain(&mut self, start: usize, keep: impl Fn(&[char], usize) -> bool) {
        let all: Vec<char> = self.chars[start..].to_vec();
        let mut to = start;
        for i in 0..all.len() {
            if keep(&all, i) {
                self.chars[to] = all[i];
                self.bytes[to] = self.bytes[start + i];
                to += 1;
            }
        }
        self.chars.truncate(to);
        self.bytes.truncate(to);
    }
}

/// Half-width marks beside Han become the full-width ones that they stand for: many converters and typists write them so.
/// Those of numbers and Latin words (3.5, 12:30) stay.
fn widen_marks(text: &mut [char]) {
    let chinese = |c: Option<&char>| c.is_some_and(|c| is_han(*c) || COMPRESSIBLE.contains(*c));
    for i in 0..text.len() {
        let wide = match text[i] {
            ',' => '，',
            '.' => '。',
            ':' => '：',
            ';' => '；',
            '!' => '！',
            '?' => '？',
            '(' => '（',
            ')' => '）',
            _ => continue,
        };
        let before = chinese(i.checked_sub(1).map(|i| &text[i]));
        // A stop is told from a list's 1. by what stands before it.
        if before || wide != '。' && chinese(text.get(i + 1)) {
            text[i] = wide;
        }
    }
}

/// Marks without a shape: byte-order marks, zero-width and direction controls.
fn is_harmless_noise(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\0'..='\u{8}')
}

/// The narrowest and the widest advance of a character in ems.
fn advance(c: char) -> (f32, f32) {
    match c {
        ' ' => (0.2, 0.5),
        _ if c.is_ascii() => (0.45, 0.55),
        _ if is_han(c) => (1.0, 1.0),
        _ if COMPRESSIBLE.contains(c) => (0.5, 1.0),
        _ => (1.0, 1.0),
    }
}

/// Whether single spaces stand between most characters, as typesetters justify narrow lines and spread titles.
fn is_letter_spaced(text: &[char]) -> bool {
    if !text.contains(&' ') {
        return false;
    }
    let spaced = text.windows(3).filter(|w| w[1] == ' ' && w[0] != ' ' && w[2] != ' ').count();
    let letters = text.iter().filter(|c| !c.is_ascii()).count();
    spaced >= 2 && spaced as f32 >= LETTER_SPACED * letters as f32 && letters >= 3
}

/// For a line whose text the page prints twice over itself (阴影字, 描边字), which characters to keep; the pointers
/// ▲▶ of such captions go too.
fn once_printed(text: &[char]) -> Option<Vec<bool>> {
    let (mut i, mut doubled, mut longest_run) = (0, 0, 0);
    let enough = OVERPRINTED * text.len() as f32;
    let mut second = Vec::new();
    // Given up as soon as too much was printed once: most lines are read in a few characters.
    while i < text.len() && (text.len() - (i - doubled)) as f32 >= enough {
        let longest = (text.len() - i) / 2;
        let run =
            (1..=longest).rev().find(|&n| text[i] == text[i + n] && text[i..i + n] == text[i + n..i + 2 * n]);
        match run {
            Some(n) => {
                second.push(i + n..i + 2 * n);
                i += 2 * n;
                doubled += 2 * n;
                if text[i - 2 * n..i - n].iter().any(|c| *c != text[i - n - 1]) {
                    longest_run = longest_run.max(n);
                }
            }
            None => i += 1,
        }
    }
    // 哈哈哈哈 and 走走停停 are words, not a text printed twice.
    if longest_run < SHORTEST_OVERPRINT || (doubled as f32) < enough {
        return None;
    }
    let mut keep: Vec<bool> = text.iter().map(|c| !"▲▶▼◀△▷▽◁".contains(*c)).collect();
    second.into_iter().for_each(|range| keep[range].fill(false));
    Some(keep)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Lines) {
        let lines = Lines::read(&Page::new(text.into()));
        ((0..lines.lines.len()).map(|i| lines.text(i).iter().collect()).collect(), lines)
    }

    #[test]
    fn letter_spacing_is_undone_and_spaces_between_words_stay() {
        let (texts, _) = read("春 风 送 暖 入 屠 苏\n千帆竞发 百舸争流");
        assert_eq!(texts, ["春风送暖入屠苏", "千帆竞发 百舸争流"]);
    }

    #[test]
    fn overprint_is_read_once_and_a_repeated_character_is_left_alone() {
        let (texts, lines) = read("▲▲秋收现场秋收现场（（本报摄本报摄））\n哈哈哈哈哈哈\n走走停停看看想想");
        assert_eq!(texts, ["秋收现场（本报摄）", "哈哈哈哈哈哈", "走走停停看看想想"]);
        assert!(lines.lines[0].overprinted);
    }

    #[test]
    fn a_line_of_invisible_characters_alone_is_a_line_still() {
        let lines = Lines::read(&Page::new("渡口\n\u{200b}\0\n".into()));
        assert_eq!((lines.lines.len(), lines.text(1).len()), (2, 2));
        let lines = Lines::read(&Page::new("渡\u{200b}口\n".into()));
        assert_eq!(lines.text(0), ['渡', '口']);
    }

    #[test]
    fn half_width_marks_are_read_as_what_they_stand_for() {
        let (texts, _) = read("本报讯(记者 何闻)桥通了,路也宽了.\n1.大力修路\n每斤3.5元,12:30开市!(完)");
        assert_eq!(
            texts,
            ["本报讯（记者 何闻）桥通了，路也宽了。", "1.大力修路", "每斤3.5元，12:30开市！（完）"]
        );
    }

    #[test]
    fn bytes_point_at_the_printed_characters() {
        let page = Page::new("  山 高 水 长 啊\n".into());
        let lines = Lines::read(&page);
        let (text, bytes) = (lines.text(0), lines.bytes(0));
        assert_eq!(text.iter().collect::<String>(), "山高水长啊");
        for (c, &byte) in text.iter().zip(bytes) {
            assert!(page.text()[byte as usize..].starts_with(*c));
        }
    }
}

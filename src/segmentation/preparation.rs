//! Preparation of a page for the engine: white space, letter-spacing and overprint undone, widths in ems, cues.

use super::block_order::Place;
use super::cue::{Cue, Cues};
use super::fold::{Fold, FoldKind};
use super::line::{Line, Lines, PAGE_EDGE};
use super::restore::restore;
use super::{ByteSpan, Page, measure, overprint, setting, spacing};
use crate::han::character::{is_han, is_ignorable};
use crate::han::variants::as_meant;

/// Characters of a page's number and section: more is a headline that has such a number.
const LABEL: usize = 10;
/// Full-width punctuation that typesetters compress to half an em at a line's end or beside other punctuation.
const COMPRESSIBLE: &str = "，。、；：？！“”‘’（）《》〔〕「」『』【】〈〉…—·﹁﹂﹃﹄";

impl Lines {
    /// Reads a page, what extraction did to it as a whole undone.
    pub(crate) fn read(page: &Page) -> Lines {
        let restored = restore(page);
        let mut out = Lines { doubt: restored.doubt, parted: restored.parted, ..Lines::default() };
        out.chars.reserve(page.text().len() / 3);
        out.bytes.reserve(page.text().len() / 3);
        for strip in &restored.strips {
            let lead = strip.lead.as_str();
            let start = out.chars.len() as u32;
            out.push_characters(page, strip.characters(page));
            let blank_before =
                if out.lines.is_empty() { PAGE_EDGE } else { strip.blanks.min(PAGE_EDGE.into()) as u8 };
            out.lines.push(Line {
                no: strip.no,
                start,
                end: out.chars.len() as u32,
                blank_before,
                lead: !lead.is_empty(),
                indented: lead.starts_with('\u{3000}') || lead.len() >= 2 && !lead.starts_with('\u{c}'),
                new_sheet: strip.new_sheet,
                heading: strip.heading,
                cells: strip.row,
                divided: strip.characters(page).next_back().is_some_and(|(_, c)| c == '\u{ad}'),
                ..Line::default()
            });
        }
        out.aside = restored.aside.iter().map(|strip| (strip.no, strip.span)).collect();
        out.folds.extend(restored.taken.iter().map(|&span| Fold { kind: FoldKind::Markup, span }));
        out.undo_letter_spacing(page);
        out.look();
        if overprint::undo(&mut out, page) {
            out.look();
        }
        out.folds.sort_by_key(|fold| fold.span.start);
        if page.layout().is_some() {
            out.settings = setting::settings(page, &out);
            setting::set_measures(&mut out);
        }
        out.number();
        out
    }

    /// The same lines in another order, which has each once.
    pub(crate) fn in_order(self, order: &[Place]) -> Lines {
        let mut place = vec![0; self.lines.len()];
        let mut out = Lines { lines: Vec::with_capacity(order.len()), ..self };
        for (to, from) in order.iter().enumerate() {
            place[from.line] = to;
            let blank_before = from.blank_before.unwrap_or(self.lines[from.line].blank_before);
            out.lines.push(Line {
                blank_before: if to == 0 { PAGE_EDGE } else { blank_before.min(PAGE_EDGE - 1) },
                ..self.lines[from.line].clone()
            });
        }
        out.again.iter_mut().for_each(|(of, _)| *of = place[*of]);
        out.again.sort_unstable();
        out.look();
        out.number();
        out
    }

    /// Notes where each line of the page is.
    fn number(&mut self) {
        let again = self.again.iter().map(|&(of, no)| (no, of));
        self.by_number = self.lines.iter().map(|line| line.no).zip(0..).chain(again).collect();
        self.by_number.sort_unstable();
    }

    /// Finds how wide lines are and what stands in them.
    fn look(&mut self) {
        for i in 0..self.lines.len() {
            let widths = self.text(i).iter().map(|c| advance(*c));
            let (narrow, wide) = widths.fold((0.0, 0.0), |(a, b), (narrow, wide)| (a + narrow, b + wide));
            (self.lines[i].narrow, self.lines[i].wide) = (narrow, wide);
        }
        measure::set_measures(self);
        let rows = spacing::rows(self);
        for (i, row) in rows.into_iter().enumerate() {
            self.lines[i].cues = Cues::of(self.text(i));
            self.lines[i].row = row || self.lines[i].cells;
            // == 第3版 == is marked as a heading, and is none of an article's.
            let numbers = self.lines[i].cues.has(Cue::PageLabel) && self.lines[i].len() <= LABEL;
            self.lines[i].heading &= !numbers;
        }
    }

    fn push_characters(&mut self, page: &Page, text: impl Iterator<Item = (u32, char)> + Clone) {
        let start = self.chars.len();
        // A line of nothing else keeps it: every line has characters, and none is lost.
        let noise_alone = text.clone().all(|(_, c)| is_ignorable(c));
        for (byte, c) in text {
            let ignored = !is_han(c) && !noise_alone && is_ignorable(c);
            let meant = as_meant(c);
            if ignored || meant != c {
                let kind = if ignored { FoldKind::Ignorable } else { FoldKind::Form };
                let printed = page.text()[byte as usize..].chars().next().map_or(0, char::len_utf8);
                self.folds.push(Fold { kind, span: ByteSpan { start: byte, end: byte + printed as u32 } });
            }
            if !ignored {
                self.chars.push(if !is_han(c) && c.is_whitespace() { ' ' } else { meant });
                self.bytes.push(byte);
            }
        }
        widen_marks(&mut self.chars[start..]);
    }

    fn undo_letter_spacing(&mut self, page: &Page) {
        let spaced: Vec<bool> =
            (0..self.lines.len()).map(|i| spacing::is_letter_spaced(self.text(i))).collect();
        if !spaced.contains(&true) {
            return;
        }
        let mut keep = vec![true; self.chars.len()];
        for (i, _) in spaced.iter().enumerate().filter(|(_, spaced)| **spaced) {
            let bytes = self.bytes(i);
            let width =
                |at: usize| 1 + usize::from(page.text()[bytes[at] as usize..].starts_with('\u{3000}'));
            let around =
                [i.wrapping_sub(1), i + 1].map(|j| if j < self.lines.len() { self.text(j) } else { &[] });
            let of_line = spacing::meant_spaces(self.text(i), width, around);
            let start = self.lines[i].start as usize;
            keep[start..start + of_line.len()].copy_from_slice(&of_line);
        }
        self.lines.iter_mut().zip(spaced).for_each(|(line, spaced)| line.letter_spaced = spaced);
        self.retain(&keep);
    }
}

/// Half-width marks beside Han become the full-width ones that they stand for: many converters and typists write them so.
/// Those of numbers and Latin words (3.5, 12:30) stay, also beside marks of both scripts: “dry,” she said.
fn widen_marks(text: &mut [char]) {
    const SHARED: &str = "“”‘’…—·";
    let latin = !text.iter().any(|c| is_han(*c));
    let is_mark = |c: char| COMPRESSIBLE.contains(c) && !(latin && SHARED.contains(c));
    let chinese = |c: Option<&char>| c.is_some_and(|c| is_han(*c) || is_mark(*c));
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

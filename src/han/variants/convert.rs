//! Conversion by words, with the way back from what is shown to what was printed.

use crate::han::variants::fold_char;
use encoding_rs::BIG5;
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// The script that text is shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// As printed.
    #[default]
    AsPrinted,
    /// 简体.
    Simplified,
    /// 繁體, OpenCC's standard forms.
    Traditional,
    /// 繁體（臺灣）: the forms and the words of Taiwan.
    Taiwan,
    /// 繁體（香港）: the forms of Hong Kong.
    HongKong,
}

impl Script {
    /// All scripts, in the order of a menu.
    pub const ALL: [Script; 5] =
        [Script::AsPrinted, Script::Simplified, Script::Traditional, Script::Taiwan, Script::HongKong];

    /// The tables of OpenCC that make it of Simplified text.
    fn of_simplified(self) -> Option<BuiltinConfig> {
        match self {
            Script::AsPrinted => None,
            Script::Simplified => Some(BuiltinConfig::T2s),
            Script::Traditional => Some(BuiltinConfig::S2t),
            Script::Taiwan => Some(BuiltinConfig::S2twp),
            Script::HongKong => Some(BuiltinConfig::S2hk),
        }
    }

    /// The tables of OpenCC that make it of Traditional text. There 云 and 夫 are what they are, and not Simplified
    /// for 雲 and 伕; only the forms of a region may differ.
    fn of_traditional(self) -> Option<BuiltinConfig> {
        match self {
            Script::AsPrinted | Script::Traditional => None,
            Script::Simplified => Some(BuiltinConfig::T2s),
            Script::Taiwan => Some(BuiltinConfig::T2tw),
            Script::HongKong => Some(BuiltinConfig::T2hk),
        }
    }
}

/// Converts text to one script. Cheap to make: the tables are loaded at the first use and shared.
#[derive(Clone, Copy, Debug)]
pub struct Converter {
    script: Script,
    /// The tables of OpenCC; `None` where nothing is to be done.
    config: Option<BuiltinConfig>,
}

/// Text in another script that remembers which characters it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConvertedText {
    text: String,
    /// Pieces that show each other, in order, without gaps: bytes of the original and of the text.
    pieces: Vec<Piece>,
}

/// End of a piece: bytes of the original, bytes of the converted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    original_end: u32,
    shown_end: u32,
}

/// Characters that are aligned at once.
const LONGEST_RUN: usize = 400;

impl Converter {
    /// A converter to a script of text that may be Simplified.
    pub fn new(script: Script) -> Converter {
        Converter { script, config: script.of_simplified() }
    }

    /// The same for these texts, which belong together: what is Traditional already is not taken for Simplified.
    pub fn for_texts<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Converter {
        let is_traditional = self.config.is_some() && is_traditional(texts);
        let config = if is_traditional { self.script.of_traditional() } else { self.script.of_simplified() };
        Converter { config, ..self }
    }

    /// The text in this converter's script.
    pub fn convert(&self, text: &str) -> String {
        match self.tables() {
            Some(tables) => tables.convert(text),
            None => text.to_string(),
        }
    }

    /// The text in this converter's script, with the way back.
    pub fn convert_mapped(&self, text: &str) -> ConvertedText {
        let mut out = ConvertedText::default();
        // Words do not reach over punctuation, so each run between is aligned by itself and stays small; a run
        // that no mark ends is cut, since the time to align grows with its square.
        let (mut start, mut length) = (0, 0);
        for (at, c) in text.char_indices() {
            length += 1;
            if !c.is_alphanumeric() || length == LONGEST_RUN {
                let end = at + c.len_utf8();
                out.push_aligned(&text[start..end], &self.convert(&text[start..end]));
                (start, length) = (end, 0);
            }
        }
        out.push_aligned(&text[start..], &self.convert(&text[start..]));
        out
    }

    /// A converter of the words of Taiwan to those of the mainland, in Simplified: 軟體 becomes 软件.
    pub fn to_mainland_words() -> Converter {
        Converter { script: Script::Simplified, config: Some(BuiltinConfig::Tw2sp) }
    }

    fn tables(&self) -> Option<&'static OpenCC> {
        /// One more than the last of the configurations that are asked for.
        const COUNT: usize = BuiltinConfig::T2hk as usize + 1;
        static LOADED: [OnceLock<Option<OpenCC>>; COUNT] = [const { OnceLock::new() }; COUNT];
        let config = self.config?;
        // The tables are compiled into the program: they fail to load on no machine or on every one.
        LOADED[config as usize].get_or_init(|| OpenCC::from_config(config).ok()).as_ref()
    }
}

impl ConvertedText {
    /// The text as shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that bytes of the shown text stand for; part of a word that changed its
    /// length stands for the whole word. An empty range stays empty.
    pub fn to_original(&self, shown: Range<usize>) -> Range<usize> {
        self.translate(shown, |piece| piece.shown_end, |piece| piece.original_end)
    }

    /// The bytes of the shown text that stand for bytes of the original.
    pub fn from_original(&self, original: Range<usize>) -> Range<usize> {
        self.translate(original, |piece| piece.original_end, |piece| piece.shown_end)
    }

    fn translate(
        &self,
        range: Range<usize>,
        from: impl Fn(&Piece) -> u32,
        to: impl Fn(&Piece) -> u32,
    ) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| from(piece) as usize <= range.start);
        let start = first.checked_sub(1).map_or(0, |i| to(&self.pieces[i]) as usize);
        if range.is_empty() {
            return start..start;
        }
        let last = self.pieces.partition_point(|piece| (from(piece) as usize) < range.end);
        let end = self.pieces.get(last).or(self.pieces.last()).map_or(0, |piece| to(piece) as usize);
        start..end.max(start)
    }

    /// Appends a run and what it became, cut into pieces that show each other.
    fn push_aligned(&mut self, original: &str, shown: &str) {
        let (mut a, mut b) = (original.chars(), shown.chars());
        let base = self.pieces.last().map_or(0, |piece| piece.original_end);
        let mut ends = (base, self.text.len() as u32);
        self.text.push_str(shown);
        for (from, to) in pairs(original, shown) {
            ends.0 += a.by_ref().take(from).map(|c| c.len_utf8() as u32).sum::<u32>();
            ends.1 += b.by_ref().take(to).map(|c| c.len_utf8() as u32).sum::<u32>();
            self.pieces.push(Piece { original_end: ends.0, shown_end: ends.1 });
        }
    }
}

/// Number of characters of the original and of the shown text in each piece: one and one where a character
/// became another form of itself, the whole word where the words of a region differ.
fn pairs(original: &str, shown: &str) -> Vec<(usize, usize)> {
    let a: Vec<char> = original.chars().map(fold_char).collect();
    let b: Vec<char> = shown.chars().map(fold_char).collect();
    if a == b {
        return vec![(1, 1); a.len()];
    }
    // lcs[i][j]: characters that a[i..] and b[j..] share in order.
    let width = b.len() + 1;
    let mut lcs = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lcs[i * width + j] = if a[i] == b[j] {
                lcs[(i + 1) * width + j + 1] + 1
            } else {
                lcs[(i + 1) * width + j].max(lcs[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut open = (0, 0); // characters since the last shared one
    let mut pieces = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pieces.extend((open != (0, 0)).then_some(open));
            pieces.push((1, 1));
            (open, i, j) = ((0, 0), i + 1, j + 1);
        } else if lcs[(i + 1) * width + j] >= lcs[i * width + j + 1] {
            (open.0, i) = (open.0 + 1, i + 1);
        } else {
            (open.1, j) = (open.1 + 1, j + 1);
        }
    }
    open = (open.0 + a.len() - i, open.1 + b.len() - j);
    pieces.extend((open != (0, 0)).then_some(open));
    join_words(pieces)
}

/// Joins pieces that differ with one shared character between them: they are one word that by chance shares
/// a character with its counterpart (互联网, 網際網路).
fn join_words(pieces: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for piece in pieces {
        let beside = out.len().checked_sub(2).filter(|&i| piece != (1, 1) && out[i] != (1, 1));
        out.push(piece);
        if let Some(word) = beside {
            let (from, to) = out.drain(word..).fold((0, 0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
            out.push((from, to));
        }
    }
    out
}

/// Whether more of the first characters of texts are written in Traditional alone than in Simplified alone.
pub fn is_traditional<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    /// Characters that tell: about a third of a text is written otherwise in the other script.
    const ENOUGH: usize = 2000;
    // What Big5 has, as 云 and 后, is written in Traditional too, where it means something else.
    static SIMPLIFIED: LazyLock<HashSet<char>> = LazyLock::new(|| {
        let in_big5 = |c: char| !BIG5.encode(c.encode_utf8(&mut [0; 4])).2;
        simplified_chars().values().copied().filter(|&c| !in_big5(c)).collect()
    });
    let (mut traditional, mut simplified) = (0, 0);
    for c in texts.into_iter().flat_map(str::chars).take(ENOUGH) {
        traditional += usize::from(simplified_chars().contains_key(&c));
        simplified += usize::from(SIMPLIFIED.contains(&c));
    }
    traditional > simplified
}

/// Every Han character of the Basic Multilingual Plane whose Simplified form is another one, with that form.
pub(super) fn simplified_chars() -> &'static HashMap<char, char> {
    static FORMS: LazyLock<HashMap<char, char>> = LazyLock::new(find_simplified_chars);
    &FORMS
}

fn find_simplified_chars() -> HashMap<char, char> {
    // One character a line, so that no word is read across.
    let all: String = ('\u{3400}'..='\u{9fff}').flat_map(|c| [c, '\n']).collect();
    let taiwan = OpenCC::from_config(BuiltinConfig::Tw2t).map_or_else(|_| all.clone(), |t| t.convert(&all));
    let simplified = Converter::new(Script::Simplified).convert(&taiwan);
    all.lines()
        .zip(simplified.lines())
        .filter_map(|(from, to)| {
            let mut chars = to.chars();
            let (from, to) = (from.chars().next()?, chars.next()?);
            (from != to && chars.next().is_none()).then_some((from, to))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_by_words() {
        assert_eq!(Converter::new(Script::Traditional).convert("头发发展"), "頭髮發展");
        assert_eq!(Converter::new(Script::Simplified).convert("頭髮發展"), "头发发展");
        assert_eq!(Converter::new(Script::AsPrinted).convert("頭发"), "頭发");
        assert_eq!(Converter::new(Script::HongKong).convert("里面"), "裏面");
        assert_eq!(Converter::to_mainland_words().convert("軟體"), "软件");
    }

    #[test]
    fn traditional_text_is_not_taken_for_simplified() {
        let printed = "船夫云云，沈君與范君同往，於裏面候車。";
        let shown = |script| Converter::new(script).for_texts([printed]).convert(printed);
        assert_eq!(shown(Script::Traditional), printed);
        assert_eq!(shown(Script::Taiwan), "船夫云云，沈君與范君同往，於裡面候車。");
        assert_eq!(shown(Script::HongKong), printed);
        assert_eq!(shown(Script::Simplified), "船夫云云，沈君与范君同往，于里面候车。");
        let simplified = "头发和云层";
        let converter = Converter::new(Script::Traditional).for_texts([simplified]);
        assert_eq!(converter.convert(simplified), "頭髮和雲層");
    }

    #[test]
    fn each_character_shows_its_own_original() {
        let shown = Converter::new(Script::Traditional).convert_mapped("老街，修缮过半。");
        assert_eq!(shown.as_str(), "老街，修繕過半。");
        assert_eq!(shown.to_original(9..15), 9..15);
        assert_eq!(shown.from_original(3..6), 3..6);
        assert_eq!(shown.to_original(0..shown.as_str().len()), 0..24);
    }

    #[test]
    fn a_word_that_changed_its_length_shows_the_whole_word() {
        let original = "新的打印机和互联网都来了";
        let shown = Converter::new(Script::Taiwan).convert_mapped(original);
        let at = shown.as_str().find("網際網路").expect("the word of Taiwan");
        let back = shown.to_original(at..at + 3);
        assert_eq!(&original[back.clone()], "互联网");
        assert_eq!(&shown.as_str()[shown.from_original(back)], "網際網路");
        let tail = shown.as_str().find('來').expect("a form of Taiwan");
        assert_eq!(&original[shown.to_original(tail..tail + 3)], "来");
    }

    #[test]
    fn text_without_marks_is_converted_in_time_and_nothing_is_lost() {
        let original = "软件测试头发".repeat(20_000);
        let shown = Converter::new(Script::Taiwan).convert_mapped(&original);
        assert!(shown.as_str().starts_with("軟體測試頭髮軟體"));
        assert_eq!(shown.to_original(0..shown.as_str().len()), 0..original.len());
    }

    #[test]
    fn empty_ranges_and_empty_text() {
        let shown = Converter::new(Script::Taiwan).convert_mapped("");
        assert_eq!(shown.to_original(0..0), 0..0);
        let shown = Converter::new(Script::Simplified).convert_mapped("國家");
        assert_eq!(shown.to_original(3..3), 3..3);
    }
}

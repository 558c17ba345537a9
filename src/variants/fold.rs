//! The fold of search: each character to the one that stands for all its forms.
//!
//! One character in, one out, so that positions in folded text are positions in the text.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The folded form of every character of the Basic Multilingual Plane, by code point.
static FOLD: LazyLock<Box<[u16]>> = LazyLock::new(build);

/// Forms that OpenCC keeps apart, each with the one that mainland print uses in most places: search would
/// rather find one word too many than miss one.
const ALSO: [(char, char); 10] = [
    ('著', '着'),
    ('妳', '你'),
    ('祂', '他'),
    ('牠', '它'),
    ('菸', '烟'),
    ('煙', '烟'),
    ('痠', '酸'),
    ('佔', '占'),
    ('週', '周'),
    ('慾', '欲'),
];

/// Characters that print the same thing in another style.
const MARKS: [(&str, char); 6] = [
    ("「」『』“”„‟〝〞«»", '"'),
    ("‘’‚‛`´", '\''),
    ("—–―‒‐‑−─━", '-'),
    ("·•・‧∙●", '·'),
    ("〜～∼", '~'),
    ("\u{200b}\u{200c}\u{200d}\u{feff}\u{3000}", ' '),
];

/// The form that stands for all forms of a character: half-width, lower case, Simplified, one style of
/// quotation marks and dashes, kangxi radicals and compatibility ideographs as the characters they look like.
///
/// ```
/// use jianbao::variants::fold_char;
/// assert_eq!(fold_char('國'), '国');
/// assert_eq!(fold_char('Ａ'), 'a');
/// ```
pub fn fold_char(c: char) -> char {
    match FOLD.get(c as usize) {
        Some(&folded) => char::from_u32(u32::from(folded)).unwrap_or(c),
        None => c,
    }
}

/// A text folded character by character; it has as many characters as before, maybe other bytes.
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// Makes the table: some milliseconds, once.
fn build() -> Box<[u16]> {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let simplified = super::convert::simplified_chars();
    let simplify = |c: char| simplified.get(&c).copied().unwrap_or(c);
    for code in 0..=u16::MAX {
        let Some(c) = char::from_u32(u32::from(code)) else { continue };
        let c = ALSO.iter().find(|(from, _)| *from == simplify(narrow(c))).map_or(c, |(_, to)| *to);
        let c = MARKS.iter().find(|(from, _)| from.contains(c)).map_or(c, |(_, to)| *to);
        if let Ok(folded) = u16::try_from(simplify(narrow(c)) as u32) {
            table[code as usize] = folded;
        }
    }
    // A form of a form, such as a superscript minus, goes all the way.
    for code in 0..table.len() {
        while table[table[code] as usize] != table[code] {
            table[code] = table[table[code] as usize];
        }
    }
    table.into()
}

/// Compatibility and case folding where the result is one character.
fn narrow(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let one = |mut chars: Box<dyn Iterator<Item = char>>| chars.next().filter(|_| chars.next().is_none());
    let c = if needs_nfkc(c) { one(Box::new([c].into_iter().nfkc())).unwrap_or(c) } else { c };
    one(Box::new(c.to_lowercase())).unwrap_or(c)
}

/// The blocks that hold compatibility characters of East Asian print.
fn needs_nfkc(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{33ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffef}' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::{fold_char, fold_text};

    #[test]
    fn traditional_and_simplified_meet() {
        for (one, other) in [
            ("醫療體制", "医疗体制"),
            ("臺灣", "台湾"),
            ("頭髮發展", "头发发展"),
            ("裏裡", "里里"),
            ("爲為", "为为"),
        ] {
            assert_eq!(fold_text(one), fold_text(other), "{one}");
        }
    }

    #[test]
    fn width_case_quotes_and_radicals_meet() {
        assert_eq!(fold_text("ＡＩ「芯片」—１０％"), "ai\"芯片\"-10%");
        assert_eq!(fold_char('⼈'), '人');
        assert_eq!(fold_char('金'), '金');
        assert_eq!(fold_char('É'), 'é');
    }

    #[test]
    fn folding_twice_changes_nothing_and_keeps_positions() {
        for code in 0..=0xffff_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            let folded = fold_char(c);
            assert_eq!(fold_char(folded), folded, "U+{code:04X} {c}");
        }
        assert_eq!(fold_text("龍𠮷㎏").chars().count(), 3);
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [('我', '你'), ('大', '太'), ('1', 'l'), ('0', 'o'), ('。', '.')] {
            assert_ne!(fold_char(one), fold_char(other));
        }
    }
}

//! The fold of search: each character to the one that stands for all its forms.
//!
//! One character in, one out, so that positions in folded text are positions in the text.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The folded form of every character of the Basic Multilingual Plane, by code point.
static FOLD: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let mut table: Vec<u16> = (0..=u16::MAX).collect();
    let mut kept = KEPT.chars();
    while let (Some(from), Some(to)) = (kept.next(), kept.next()) {
        table[from as usize] = to as u16;
    }
    table.into()
});

/// Each character of the plane that another stands for, and that one. It follows from the rules in `fold/rules.rs`; to
/// find it out anew at each start would take as long as a search does.
const KEPT: &str = include_str!("../../../assets/lexicon/fold.txt");

/// The characters that the CJK Radicals Supplement (from U+2E80) stands for, in its order, by Unicode's
/// EquivalentUnifiedIdeograph; a radical without one in the Basic Multilingual Plane stands for itself.
const SUPPLEMENT: &str = "\
⺀厂乛乚乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王⺪目示礻⺮糹纟罓罒㓁冗⺵羊⺷⺸耂肀聿\
肉⺽艹艹艹虎衤覀西见角⻇讠贝⻊车辶辶辶邑钅長镸长门⻕阝雨青韦页风飞食⻞飠饣⻡马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";
/// Marks that the vertical forms from U+FE10 and from U+FE30 on stand for, in their order.
const VERTICAL: [&str; 2] = ["，、。：；！？〖〗…", "‥—–＿＿（）｛｝〔〕【】《》〈〉「」『』﹅﹆［］"];

/// Those of the small forms from U+FE50 on, which Big5 has.
const SMALL: &str = "，、．\u{fe53}；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝\u{fe67}＼＄％＠";

/// The character that another stands for in running text, or itself: a radical or compatibility ideograph for the ideograph
/// that it looks like, a vertical or a small form of a mark for the mark. Both are as many bytes of UTF-8.
///
/// ```
/// use jianbao::han::variants::as_meant;
/// assert_eq!(['⻛', '⽯', '\u{f9ba}', '︐', '﹐', '石'].map(as_meant), ['风', '石', '了', '，', '，', '石']);
/// // One that is unified with no other is itself.
/// assert_eq!(as_meant('\u{fa0e}'), '\u{fa0e}');
/// ```
pub fn as_meant(c: char) -> char {
    let nth = |table: &str, first: u32| table.chars().nth((c as u32 - first) as usize).unwrap_or(c);
    match c {
        '\u{2e80}'..='\u{2ef3}' => nth(SUPPLEMENT, 0x2e80),
        // The Kangxi Radicals have the same as compatibility forms.
        '\u{2f00}'..='\u{2fd5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        // Some PDF files tell these for the ideographs that they are drawn as.
        '\u{f900}'..='\u{faff}' => {
            let mut unified = std::iter::once(c).nfc();
            unified.next().filter(|other| other.len_utf8() == c.len_utf8()).unwrap_or(c)
        }
        '\u{fe10}'..='\u{fe19}' => nth(VERTICAL[0], 0xfe10),
        '\u{fe30}'..='\u{fe48}' => nth(VERTICAL[1], 0xfe30),
        '\u{fe50}'..='\u{fe6b}' => nth(SMALL, 0xfe50),
        _ => c,
    }
}

/// The form that stands for all forms of a character: half-width, lower case, Simplified, one style of
/// quotation marks and dashes, kangxi radicals and compatibility ideographs as the characters they look like.
///
/// ```
/// use jianbao::han::variants::fold_char;
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

#[cfg(test)]
mod rules;

#[cfg(test)]
mod tests {
    use super::{KEPT, as_meant, fold_char, fold_text, rules};

    /// With `JIANBAO_KEEP_FOLD` set it writes the table anew.
    #[test]
    fn the_kept_table_is_what_follows_from_the_rules() {
        let table = rules::build();
        let changed = (0..=u16::MAX).zip(&table[..]).filter(|(code, to)| code != *to);
        let pairs = changed.flat_map(|(code, to): (u16, &u16)| [code, *to]);
        let text: String = pairs.filter_map(|code| char::from_u32(u32::from(code))).collect();
        if std::env::var_os("JIANBAO_KEEP_FOLD").is_some() {
            let place = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/lexicon/fold.txt");
            std::fs::write(place, &text).expect("a file");
        } else {
            assert!(text == KEPT, "run it with JIANBAO_KEEP_FOLD=1");
        }
    }

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
    fn radicals_and_vertical_marks_are_found_as_what_they_mean() {
        assert_eq!(fold_text("⻓⻛⺠⽯︵⻢︶︐︽⻥︾"), fold_text("长风民石（马），《鱼》"));
        assert_eq!(fold_text("⻔⾨門"), "门门门");
        // No mark is another's, and no radical becomes more bytes or fewer: spans stay true.
        assert_ne!(fold_char('︐'), fold_char('︑'));
        for code in 0..=0xffff_u32 {
            let Some(c) = char::from_u32(code) else { continue };
            assert_eq!(as_meant(c).len_utf8(), c.len_utf8(), "U+{code:04X}");
            assert_eq!(as_meant(as_meant(c)), as_meant(c), "U+{code:04X}");
        }
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

//! The bundled dictionary: CC-CEDICT's Chinese words with pinyin and English meanings.
//!
//! It is unpacked on the first look-up, on a thread of its own, and searched in both scripts by bisection.

use crate::han::variants::fold_text;
use std::sync::{Once, OnceLock};

/// The dictionary's own text, notes on its licence included, as `assets/dictionary/README.md` says.
static PACKED: &[u8] = include_bytes!("../assets/dictionary/cedict.txt.zst");
static BUNDLED: OnceLock<Dictionary> = OnceLock::new();
static LOADING: Once = Once::new();

/// Words with their meanings.
#[derive(Debug, Default)]
pub struct Dictionary {
    text: String,
    /// The headwords of all entries, Traditional and Simplified, in order.
    heads: Vec<Head>,
    /// Characters of the longest headword.
    longest: usize,
}

/// A headword: its bytes in the text, and where the line of its entry begins.
#[derive(Clone, Copy, Debug)]
struct Head {
    start: u32,
    end: u32,
    line: u32,
}

/// One entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'d> {
    /// 繁體.
    pub traditional: &'d str,
    /// 简体.
    pub simplified: &'d str,
    /// Pinyin with tone marks.
    pub pinyin: String,
    /// The meanings in English.
    pub meanings: Vec<String>,
}

impl Dictionary {
    /// The bundled dictionary, once [`Dictionary::load`] has unpacked it.
    pub fn bundled() -> Option<&'static Dictionary> {
        BUNDLED.get()
    }

    /// Unpacks the bundled dictionary on a thread of its own, once; `done` is called when it is there.
    pub fn load(done: impl FnOnce() + Send + 'static) {
        LOADING.call_once(|| {
            std::thread::spawn(move || {
                BUNDLED.get_or_init(Dictionary::unpack);
                done();
            });
        });
    }

    /// The bundled dictionary, which is unpacked first where it is not yet: not for the thread of a window.
    pub fn wait() -> &'static Dictionary {
        BUNDLED.get_or_init(Dictionary::unpack)
    }

    /// The bundled dictionary, unpacked.
    fn unpack() -> Dictionary {
        // The data is compiled in: it is right on every machine or on none, which a test sees.
        let bytes = zstd::stream::decode_all(PACKED).unwrap_or_default();
        Dictionary::parse(String::from_utf8(bytes).unwrap_or_default())
    }

    /// Reads a dictionary in CEDICT's format; lines that are no entries are left out.
    pub fn parse(text: String) -> Dictionary {
        let mut heads = Vec::new();
        let (mut line, mut longest) = (0, 0);
        for row in text.split_inclusive('\n') {
            if let Some((traditional, simplified)) = heads_of(row) {
                let head = |start: usize, word: &str| Head {
                    start: (line + start) as u32,
                    end: (line + start + word.len()) as u32,
                    line: line as u32,
                };
                heads.push(head(0, traditional));
                if simplified != traditional {
                    heads.push(head(traditional.len() + 1, simplified));
                }
                longest = longest.max(simplified.chars().count());
            }
            line += row.len();
        }
        heads.sort_unstable_by_key(|head| (&text[head.start as usize..head.end as usize], head.line));
        Dictionary { text, heads, longest }
    }

    fn word(&self, head: &Head) -> &str {
        &self.text[head.start as usize..head.end as usize]
    }

    /// The entries of a word in either script; names come after what they are made of.
    pub fn entries(&self, word: &str) -> Vec<Entry<'_>> {
        let first = self.heads.partition_point(|head| self.word(head) < word);
        let same = self.heads[first..].iter().take_while(|head| self.word(head) == word);
        let line = |head: &Head| self.text[head.line as usize..].lines().next();
        let mut entries: Vec<Entry<'_>> = same.filter_map(line).filter_map(entry).collect();
        entries.sort_by_key(|entry| entry.pinyin.starts_with(char::is_uppercase));
        entries
    }

    /// Whether a word is in the dictionary and the name of nothing: pinyin of names has a capital letter.
    pub fn is_common(&self, word: &str) -> bool {
        let entries = self.entries(word);
        !entries.is_empty() && entries.iter().all(|entry| !entry.pinyin.starts_with(char::is_uppercase))
    }

    /// Whether a word is among others the name of something.
    pub fn is_name(&self, word: &str) -> bool {
        self.entries(word).iter().any(|entry| entry.pinyin.starts_with(char::is_uppercase))
    }

    /// Whether a word is the name of a place and nothing else.
    pub fn is_place(&self, word: &str) -> bool {
        const PLACES: [&str; 9] =
            ["county", "city", "district", "prefecture", "province", "town", "river", "lake", "banner"];
        let is_place = |meaning: &String| {
            meaning.split(|c: char| !c.is_ascii_alphabetic()).any(|said| PLACES.contains(&said))
        };
        let entries = self.entries(word);
        let mut names = entries.iter();
        !entries.is_empty()
            && names.all(|entry| {
                entry.pinyin.starts_with(char::is_uppercase) && entry.meanings.iter().any(is_place)
            })
    }

    /// Bytes of the longest word that a text begins with; 0 where there is none.
    pub fn longest(&self, text: &str) -> usize {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find(|&end| self.has(&text[..end])).unwrap_or(0)
    }

    fn has(&self, word: &str) -> bool {
        self.heads.binary_search_by(|head| self.word(head).cmp(word)).is_ok()
    }

    /// The words of a text and their entries: the text itself where it is a word, else the longest words from its
    /// start to its end. Forms that the dictionary does not spell are looked up in their common form.
    pub fn look_up(&self, text: &str) -> Vec<(String, Vec<Entry<'_>>)> {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = fold_text(text);
        let text = if self.longest(text) < text.len() && self.has(&folded) { folded.as_str() } else { text };
        let mut found: Vec<(String, Vec<Entry<'_>>)> = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = self.longest(rest);
            let word = if length > 0 { &rest[..length] } else { &rest[..c.len_utf8()] };
            let own = self.entries(word);
            let entries = if own.is_empty() { self.entries(&fold_text(word)) } else { own };
            if !entries.is_empty() && found.iter().all(|(other, _)| other != word) {
                found.push((word.to_owned(), entries));
            }
            rest = &rest[word.len()..];
        }
        found
    }
}

/// The two headwords of a row `Traditional Simplified [pin1 yin1] /meaning/…/`.
fn heads_of(row: &str) -> Option<(&str, &str)> {
    let (heads, _) = row.split_once(" [")?;
    heads.split_once(' ').filter(|(traditional, _)| !traditional.starts_with('#'))
}

fn entry(row: &str) -> Option<Entry<'_>> {
    let (traditional, simplified) = heads_of(row)?;
    let (pinyin, meanings) = row.split_once(" [")?.1.split_once("] /")?;
    let meanings = meanings.trim_end().trim_end_matches('/').split('/').map(with_marks).collect();
    Some(Entry { traditional, simplified, pinyin: marked(pinyin), meanings })
}

/// A meaning whose pinyin in brackets has tone marks: `拜拜[bai2 bai2]` becomes `拜拜 bái bái`.
fn with_marks(meaning: &str) -> String {
    let mut out = String::with_capacity(meaning.len());
    let mut rest = meaning;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((pinyin, later)) = after.split_once(']') else { break };
        out.push_str(before);
        out.push(' ');
        out.push_str(&marked(pinyin));
        rest = later;
    }
    out + rest
}

/// Pinyin with tone marks for pinyin with numbers: `lu:4 shi1` becomes `lǜ shī`, `yuan2ma3` `yuánmǎ`.
pub fn marked(pinyin: &str) -> String {
    pinyin.split_inclusive(|c: char| c == ' ' || c.is_ascii_digit()).map(syllable).collect()
}

/// One syllable: the mark stands over a, e or the o of ou, else over the last vowel.
fn syllable(numbered: &str) -> String {
    let plain = numbered.replace("u:", "ü").replace("U:", "Ü");
    let Some(tone @ '1'..='5') = plain.chars().last() else { return plain };
    let mut letters: Vec<char> = plain.chars().collect();
    letters.pop();
    if letters.is_empty() {
        return plain;
    }
    let is = |wanted: &'static str| move |c: &char| wanted.contains(c.to_ascii_lowercase());
    let at = letters.iter().position(is("ae")).or_else(|| {
        let o = letters.windows(2).position(|pair| matches!(pair, ['o' | 'O', 'u']));
        o.or_else(|| letters.iter().rposition(is("iouüÜ")))
    });
    /// The four accents over a letter, as Unicode's combining marks.
    const ACCENTS: [char; 4] = ['\u{304}', '\u{301}', '\u{30C}', '\u{300}'];
    if let (Some(at), Some(&mark)) = (at, ACCENTS.get(tone as usize - '1' as usize)) {
        letters.insert(at + 1, mark);
    }
    use unicode_normalization::UnicodeNormalization;
    letters.into_iter().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Dictionary {
        let rows = "# a note\n\
                    圖書館 图书馆 [tu2 shu1 guan3] /library/CL:家[jia1],個|个[ge4]/\n\
                    圖書 图书 [tu2 shu1] /books (in a library or bookstore)/\n\
                    張 张 [Zhang1] /surname Zhang/\n\
                    張 张 [zhang1] /to open up/to spread/\n\
                    館 馆 [guan3] /building/shop/\n\
                    綠 绿 [lu:4] /green/\n";
        Dictionary::parse(rows.to_owned())
    }

    #[test]
    fn tones_stand_over_the_right_letter() {
        for (numbered, expected) in [
            ("ni3 hao3", "nǐ hǎo"),
            ("lu:4 shi1", "lǜ shī"),
            ("xiu1 li3 dui4", "xiū lǐ duì"),
            ("gou3 xue2 guang1", "gǒu xué guāng"),
            ("Ou1 zhou1", "Ōu zhōu"),
            ("ma5 r5", "ma r"),
            ("kai1fang4 yuan2ma3", "kāifàng yuánmǎ"),
            ("san1 C", "sān C"),
            ("m2", "m"),
        ] {
            assert_eq!(marked(numbered), expected);
        }
    }

    #[test]
    fn words_are_found_in_both_scripts_by_the_longest_match() {
        let dictionary = small();
        for word in ["图书馆", "圖書館"] {
            let found = dictionary.look_up(word);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].1[0].pinyin.as_str(), found[0].1[0].traditional), ("tú shū guǎn", "圖書館"));
            assert_eq!(found[0].1[0].meanings, ["library", "CL:家 jiā,個|个 gè"]);
        }
        assert_eq!(dictionary.longest("图书馆里"), "图书馆".len());
        assert_eq!(dictionary.longest("里"), 0);
        let words = |text| -> Vec<String> { dictionary.look_up(text).into_iter().map(|(w, _)| w).collect() };
        assert_eq!(words("“绿图书，馆图书”"), ["绿", "图书", "馆"]);
        assert!(words("，。abc").is_empty());
        let names: Vec<String> = dictionary.entries("张").into_iter().map(|e| e.pinyin).collect();
        assert_eq!(names, ["zhāng", "Zhāng"]);
    }

    #[test]
    fn the_bundled_dictionary_is_whole() {
        let dictionary = Dictionary::unpack();
        assert!(dictionary.heads.len() > 190_000, "{}", dictionary.heads.len());
        assert!(
            dictionary.text.contains("Creative Commons Attribution-ShareAlike 4.0"),
            "its licence goes with it"
        );
        for head in &dictionary.heads {
            let row = dictionary.text[head.line as usize..].lines().next().unwrap_or("");
            let entry = entry(row);
            assert!(entry.is_some_and(|entry| !entry.meanings.is_empty()), "{row}");
        }
        assert_eq!(dictionary.look_up("報紙")[0].1[0].pinyin, "bào zhǐ");
        let common = ["城市", "大洋", "海港", "武汉", "长城", "太平洋", "没有的词"]
            .map(|word| dictionary.is_common(word));
        assert_eq!(common, [true, true, true, false, false, false, false]);
    }
}

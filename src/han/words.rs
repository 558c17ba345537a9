//! Words by jieba's dictionary, which is loaded in the background.

use crate::han::character::is_han;
use crate::han::person::{self, Standing};
use crate::han::variants::fold_text;
use jieba_rs::Jieba;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Once, OnceLock};

static JIEBA: OnceLock<Jieba> = OnceLock::new();
static LOADING: Once = Once::new();

/// Loads the dictionary on a thread of its own, once; `done` is called when it is there.
pub fn load(done: impl FnOnce() + Send + 'static) {
    LOADING.call_once(|| {
        std::thread::spawn(move || {
            JIEBA.get_or_init(Jieba::new);
            done();
        });
    });
}

/// Waits until the dictionary is there.
pub fn wait() {
    JIEBA.get_or_init(Jieba::new);
}

/// Whether the dictionary is there.
pub fn ready() -> bool {
    JIEBA.get().is_some()
}

/// The bytes at which the words of a short text begin, in order; every character until the dictionary is there.
pub fn starts(text: &str) -> Vec<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let Some(jieba) = JIEBA.get() else { return starts };
    // The dictionary is of Simplified words; folding leaves as many characters.
    let folded = fold_text(text);
    let places: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
    let words = jieba.cut(&folded, true);
    words
        .iter()
        .filter_map(|word| starts.get(places.binary_search(&word.byte_start).ok()?).copied())
        .collect()
}

/// The bytes of the word at a byte of a text.
pub fn at(text: &str, byte: usize) -> Range<usize> {
    /// Bytes on either side that are enough to tell words apart.
    const AROUND: usize = 120;
    let start = text.floor_char_boundary(byte.saturating_sub(AROUND));
    let end = text.ceil_char_boundary((byte + AROUND).min(text.len()));
    let starts = starts(&text[start..end]);
    let index = starts.partition_point(|s| start + s <= byte).saturating_sub(1);
    let first = start + starts.get(index).copied().unwrap_or(0);
    let last = starts.get(index + 1).map_or(end, |s| start + s);
    first..last
}

/// Words that tell what a text is about, the most telling first: names of persons, places and bodies before other nouns, by
/// how often they stand there and whether in the title.
pub fn telling(title: &str, text: &str, most: usize) -> Vec<String> {
    /// Worth of a word in the title beside one in the text.
    const TITLE: usize = 3;
    /// Words that newspapers open any report with.
    const OPENING: [&str; 6] = ["本报讯", "本报", "记者", "通讯员", "特派员", "通讯社"];
    let jieba = JIEBA.get_or_init(Jieba::new);
    let mut worth: HashMap<String, usize> = HashMap::new();
    for (part, times) in [(title, TITLE), (text, 1)] {
        for one in jieba.tag(&fold_text(part), true) {
            let kind = match one.tag {
                "nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz" => 3,
                "n" | "vn" | "l" | "i" | "j" => 1,
                _ => 0,
            };
            // A word of one character is too common, a longer one the rarer.
            let length = one.word.chars().filter(|c| c.is_alphanumeric()).count();
            if kind > 0 && length > 1 && !OPENING.contains(&one.word) {
                *worth.entry(one.word.to_owned()).or_default() += times * kind * (length - 1);
            }
        }
    }
    let mut words: Vec<(String, usize)> = worth.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.into_iter().take(most).map(|(word, _)| word).collect()
}

/// A word of a text that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The word in the Simplified script.
    pub word: String,
    /// The word as it is printed.
    pub printed: String,
    /// Its kind.
    pub kind: NameKind,
}

/// Kind of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person by the form of the name; what stands around it says whether it is one.
    Person(Standing),
    /// A place.
    Place,
    /// Any other word of Han characters: the place that a dictionary of names knows, or none.
    Word,
}

/// Words of a text that may be names, one after the other: places, words with the form of a person's name, and others.
pub fn names(text: &str) -> Vec<Name> {
    let jieba = JIEBA.get_or_init(Jieba::new);
    let folded = fold_text(text);
    let words: Vec<(&str, &str)> = jieba.tag(&folded, true).iter().map(|one| (one.word, one.tag)).collect();
    let words = parted(person::mended(&words), |word| jieba.has_word(word));
    let kind = |at: usize, (word, tag): (&str, &str)| match tag {
        // A place of one character is a short form, which may be anything.
        _ if word.chars().nth(1).is_none() || !word.chars().all(is_han) => None,
        "ns" => Some(NameKind::Place),
        _ if person::has_form(word, tag) => Some(NameKind::Person(person::standing(&words, at))),
        _ => Some(NameKind::Word),
    };
    // Folding leaves as many characters.
    let mut printed = text.chars();
    let names = words.iter().enumerate().filter_map(|(at, &(word, tag))| {
        let printed: String = printed.by_ref().take(word.chars().count()).collect();
        Some(Name { word: word.to_owned(), printed, kind: kind(at, (word, tag))? })
    });
    names.collect()
}

/// The words of a text where one that no dictionary has is a place and what is told of it: 据桂坊, 东渚来.
fn parted<'t>(words: Vec<(&'t str, &'t str)>, is_known: impl Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
    /// Characters before a place that no name begins with, and behind one that none ends with.
    const BEFORE: &str = "据讯赴抵往返由至自从到在";
    const BEHIND: &str = "来讯电函谓称说去往赴抵至等";
    let mut out = Vec::with_capacity(words.len());
    for (word, tag) in words {
        if tag != "ns" || is_known(word) {
            out.push((word, tag));
            continue;
        }
        let place = word.strip_prefix(|c| BEFORE.contains(c)).unwrap_or(word);
        let (before, place) = word.split_at(word.len() - place.len());
        let (place, behind) = place.split_at(place.trim_end_matches(|c| BEHIND.contains(c)).len());
        // What is on the way somewhere, or told from there, is more than a place: 船自东, 东渚讯东.
        let tag = if place.contains(['据', '讯', '赴', '抵', '自']) { "x" } else { tag };
        let parts = [(before, "p"), (place, tag), (behind, "v")];
        out.extend(parts.into_iter().filter(|(word, _)| !word.is_empty()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_places_are_named_and_other_words_are_not() {
        let text =
            "武汉的渡船昨天开到重庆，船长陈水根说，票价又涨了。集市散了，高兴的人都走了，金鱼也卖完了。";
        let (person, place) = (NameKind::Person(Standing::Person), NameKind::Place);
        let expected = [("武汉", place), ("重庆", place), ("陈水根", person)];
        let found = names(text).into_iter().filter(|name| name.kind != NameKind::Word);
        let found: Vec<(String, NameKind)> = found.map(|name| (name.word, name.kind)).collect();
        assert_eq!(found, expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn a_place_is_parted_from_what_is_told_of_it() {
        let places = |text: &str| -> Vec<String> {
            let places = names(text).into_iter().filter(|name| name.kind == NameKind::Place);
            places.map(|name| name.printed).collect()
        };
        for (text, expected) in [
            ("據桂坊來電稱水退。", &["桂坊"][..]),
            ("東渚來訊，水已退。", &["東渚"]),
            ("昨據東渚來人云。", &["東渚"]),
            ("船自東渚來。", &[]),
            ("本報特訊桂坊堤工局昨開會，東渚訊東渚江水又漲。", &["江水"]),
            // What a dictionary has is left whole.
            ("来宾到了来安县，离石县在自贡市以北。", &["来安县", "离石县", "自贡市"]),
        ] {
            assert_eq!(places(text), expected, "{text}: {:?}", names(text));
        }
    }

    #[test]
    fn a_name_is_told_as_it_is_printed_and_by_its_simplified_form() {
        let found = names("（一）漢口來電、船長陳水根說。");
        let found: Vec<(&str, &str)> = found
            .iter()
            .filter(|name| name.kind != NameKind::Word)
            .map(|name| (&*name.word, &*name.printed))
            .collect();
        assert_eq!(found, [("汉口", "漢口"), ("陈水根", "陳水根")]);
    }

    #[test]
    fn a_text_is_told_by_its_names_and_nouns() {
        let text =
            "本报讯 昨天上午，武汉的渡口又有新船下水，市民都来看新船。他们说这是好事，因为已经等了很久。";
        let told = telling("武汉渡口新船下水", text, 3);
        assert_eq!(told[0], "武汉");
        assert!(told.contains(&"渡口".to_owned()), "{told:?}");
        let all = telling("武汉渡口新船下水", text, 99);
        assert!(
            ["他们", "因为", "已经", "上午"].iter().all(|word| !all.contains(&word.to_string())),
            "{all:?}"
        );
        assert!(telling("", "，。！", 3).is_empty());
    }

    #[test]
    fn words_are_found_in_either_script() {
        wait();
        for (text, word) in
            [("昨已贫民持钱终日", "贫民"), ("昨已貧民持錢終日", "貧民"), ("圖書館開放", "圖書館")]
        {
            let start = text.find(word).expect("the word");
            assert_eq!(&text[at(text, start + 3)], word, "{text}");
        }
    }
}

//! Words by jieba's dictionary, which is loaded in the background.

use crate::han::variants::fold_text;
use jieba_rs::Jieba;
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

#[cfg(test)]
mod tests {
    use super::*;

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

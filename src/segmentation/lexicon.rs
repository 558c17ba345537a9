//! What the engine knows of words: which character sequences are words, how strongly two characters belong
//! together, and the Simplified form of a Traditional character.
//!
//! The table in `assets/lexicon/lexicon.bin` is made by the example `train` (`train lexicon`) from the dictionary of jieba and
//! OpenCC's character tables; `assets/lexicon/README.md` says how. The format is little-endian:
//! `u32` pair count, then (`u32` Traditional, `u32` Simplified) pairs; `u32` word count, then for each word its
//! `u32` hash and the `u16` of round(1000 · log10(frequency + 1)), sorted by hash.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest word in the table, in characters.
pub(crate) const LONGEST_WORD: usize = 4;

/// Characters on each side of a line break that can decide whether a word straddles it.
const WINDOW: usize = 4;

/// log10 of the dictionary's summed word frequencies (60.1 million): turns a frequency into a probability.
const LOG_TOTAL: f32 = 7.78;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_bytes!("../../assets/lexicon/lexicon.bin")));

/// The word table.
pub(crate) struct Lexicon {
    simplified: FxHashMap<char, char>,
    /// log10 frequency of words of one to [`LONGEST_WORD`] characters, by [`hash_word`].
    words: FxHashMap<u32, f32>,
    /// Pointwise mutual information (nats) of two adjacent characters inside words, by [`hash_word`].
    pairs: FxHashMap<u32, f32>,
}

/// FNV-1a over the scalar values: the table's key for a word.
pub(crate) fn hash_word(word: &[char]) -> u32 {
    word.iter().fold(0x811c_9dc5, |hash, &c| {
        (c as u32).to_le_bytes().iter().fold(hash, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
    })
}

impl Lexicon {
    /// The table inside the program.
    pub(crate) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn read(bytes: &[u8]) -> Lexicon {
        let mut rest = bytes;
        let mut number = |width: usize| -> u32 {
            let (head, tail) = rest.split_at(width.min(rest.len()));
            rest = tail;
            head.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b))
        };
        let letter = |n: u32| char::from_u32(n).unwrap_or('\u{fffd}');
        let simplified = (0..number(4)).map(|_| (letter(number(4)), letter(number(4)))).collect();
        let words = (0..number(4)).map(|_| (number(4), number(2) as f32 / 1000.0)).collect();
        let pairs = (0..number(4)).map(|_| (number(4), number(2) as f32 / 1000.0 - 16.0)).collect();
        Lexicon { simplified, words, pairs }
    }

    /// The Simplified form of a character, or the character itself.
    pub(crate) fn simplify(&self, c: char) -> char {
        if ('\u{3400}'..='\u{9fff}').contains(&c) { self.simplified.get(&c).copied().unwrap_or(c) } else { c }
    }

    /// log10 of a word's frequency, `None` for no word. Simplified characters.
    fn frequency(&self, word: &[char]) -> Option<f32> {
        self.words.get(&hash_word(word)).copied()
    }

    /// How much more often `a` is followed by `b` inside words than chance has it: nats, [`UNRELATED`] where never.
    pub(crate) fn association(&self, a: char, b: char) -> f32 {
        self.pairs.get(&hash_word(&[self.simplify(a), self.simplify(b)])).copied().unwrap_or(UNRELATED)
    }

    /// The log10 frequency of the word that the likeliest reading of `tail` + `head` puts across their meeting
    /// point; 0 where no word straddles it. Both are runs of Han next to the break.
    pub(crate) fn straddle(&self, tail: &[char], head: &[char]) -> f32 {
        let tail = &tail[tail.len().saturating_sub(WINDOW)..];
        let head = &head[..head.len().min(WINDOW)];
        if tail.is_empty() || head.is_empty() {
            return 0.0;
        }
        let mut text = [' '; 2 * WINDOW];
        let n = tail.len() + head.len();
        for (slot, &c) in text.iter_mut().zip(tail.iter().chain(head)) {
            *slot = self.simplify(c);
        }
        // best[i]: log10 probability of the likeliest words over text[..i]; from[i]: where its last word begins.
        let mut best = [f32::NEG_INFINITY; 2 * WINDOW + 1];
        let mut from = [0; 2 * WINDOW + 1];
        best[0] = 0.0;
        for end in 1..=n {
            for start in end.saturating_sub(LONGEST_WORD)..end {
                let word = self.frequency(&text[start..end]);
                let Some(frequency) = word.or((end - start == 1).then_some(0.0)) else { continue };
                let score = best[start] + frequency - LOG_TOTAL;
                if score > best[end] {
                    (best[end], from[end]) = (score, start);
                }
            }
        }
        let mut end = n;
        while end > tail.len() {
            if from[end] < tail.len() {
                return self.frequency(&text[from[end]..end]).unwrap_or(0.0).max(0.1);
            }
            end = from[end];
        }
        0.0
    }
}

/// [`Lexicon::association`] of two characters that no word of the dictionary has side by side.
pub(crate) const UNRELATED: f32 = -1.5;

#[cfg(test)]
mod tests {
    use super::*;

    fn straddles(tail: &str, head: &str) -> bool {
        let (a, b): (Vec<char>, Vec<char>) = (tail.chars().collect(), head.chars().collect());
        Lexicon::get().straddle(&a, &b) > 0.0
    }

    #[test]
    fn a_word_cut_by_the_line_end_is_found_and_two_words_are_not_joined() {
        assert!(straddles("年轻的教", "师走进课堂"));
        assert!(straddles("年輕的敎", "師走進課堂") || straddles("年輕的教", "師走進課堂"));
        assert!(!straddles("今天的会议", "我们都参加"));
    }

    #[test]
    fn characters_of_one_word_are_associated() {
        let lexicon = Lexicon::get();
        assert!(lexicon.association('蝴', '蝶') > 3.0);
        assert!(lexicon.association('的', '蝶') <= 0.0);
    }
}

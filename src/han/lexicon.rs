//! Knowledge of words: which character sequences are words, how strongly two characters belong
//! together, and the Simplified form of a Traditional character.
//!
//! The table in `assets/lexicon/lexicon.bin` is made by the example `train` (`train lexicon`) from the dictionary of jieba and
//! OpenCC's character tables; `assets/lexicon/README.md` says how. The format is little-endian:
//! `u32` pair count, then (`u32` Traditional, `u32` Simplified) pairs; `u32` word count, then for each word its
//! `u32` hash and a `u16`, sorted by hash: round(1000 · log10(frequency + 1)) and, in the upper bits, its [`WordClass`];
//! then the same for pairs of characters, with round(1000 · (association + 16)).

use std::sync::LazyLock;

/// Longest word in the table, in characters.
pub(crate) const LONGEST_WORD: usize = 4;

/// Characters on each side of a line break that can decide whether a word straddles it.
const WINDOW: usize = 4;

/// log10 of the dictionary's summed word frequencies (60.1 million): turns a frequency into a probability.
const LOG_TOTAL: f32 = 7.78;

/// Part of speech of a word, as far as it matters where a headline's line ends.
#[cfg_attr(not(feature = "training"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum WordClass {
    Noun,
    /// Of a person, a place, a body.
    Name,
    Verb,
    /// A verb that stands as a noun: 发展, 建设.
    Action,
    /// Prepositions, conjunctions, particles.
    Link,
    /// Adjectives and adverbs.
    Modifier,
    /// Numbers, measures, times.
    Amount,
    /// Pronouns and words of place.
    Place,
}

/// Number of [`WordClass`]es.
pub(crate) const WORD_CLASSES: usize = 8;

/// The bits of a word's entry that hold its frequency, and where its class begins.
pub(crate) const FREQUENCY: u16 = (1 << CLASS) - 1;
pub(crate) const CLASS: u32 = 13;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_bytes!("../../assets/lexicon/lexicon.bin")));

/// Han that may have a Simplified form other than themselves.
const HAN: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// The word table.
pub(crate) struct Lexicon {
    /// The Simplified form of each of [`HAN`].
    simplified: Vec<char>,
    /// log10 of the frequency of each of [`HAN`], 0 where it is no word by itself.
    letters: Vec<f32>,
    /// 1000 · log10 of the frequency of words of one to [`LONGEST_WORD`] characters.
    words: Table,
    /// 1000 · (pointwise mutual information + 16), in nats, of two adjacent characters inside words.
    pairs: Table,
}

/// Words by [`hash_word`], in the bytes of the file: sorted, six bytes a word.
pub(super) struct Table {
    rows: &'static [[u8; 6]],
    /// The first row of each value of a hash's high half.
    first: Vec<u32>,
    /// One bit for each value of a hash's highest [`SEEN_BITS`]: most of what is no word is known by it.
    seen: Vec<u64>,
}

/// A quarter of a megabyte, to stay in a core's own cache.
const SEEN_BITS: u32 = 21;

impl Table {
    pub(super) fn new(rows: &'static [[u8; 6]]) -> Table {
        let mut first = vec![0u32; (1 << 16) + 1];
        let mut seen = vec![0u64; 1 << (SEEN_BITS - 6)];
        for &[a, b, c, d, ..] in rows {
            let hash = u32::from_le_bytes([a, b, c, d]);
            first[(hash >> 16) as usize + 1] += 1;
            let bit = hash >> (32 - SEEN_BITS);
            seen[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        for half in 1..first.len() {
            first[half] += first[half - 1];
        }
        Table { rows, first, seen }
    }

    pub(super) fn get(&self, hash: u32) -> Option<u16> {
        let bit = hash >> (32 - SEEN_BITS);
        if self.seen[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let half = (hash >> 16) as usize;
        let rows = &self.rows[self.first[half] as usize..self.first[half + 1] as usize];
        let low = (hash as u16).to_le_bytes();
        rows.iter().find(|row| row[..2] == low).map(|row| u16::from_le_bytes([row[4], row[5]]))
    }
}

/// FNV-1a, 32 bits, of no bytes.
const FNV_START: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;

/// FNV-1a, 32 bits.
pub(crate) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(FNV_START, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(FNV_PRIME))
}

/// [`fnv1a`] of the scalar values, little-endian: the table's key for a word.
pub(crate) fn hash_word(word: &[char]) -> u32 {
    word.iter().fold(FNV_START, |hash, &c| hash_on(hash, c))
}

/// [`hash_word`] of a word and one character more.
fn hash_on(hash: u32, c: char) -> u32 {
    let [a, b, c, d] = (c as u32).to_le_bytes();
    let hash = ((hash ^ u32::from(a)).wrapping_mul(FNV_PRIME) ^ u32::from(b)).wrapping_mul(FNV_PRIME);
    match (c, d) {
        // Two bytes of nothing at once: most characters have them.
        (0, 0) => hash.wrapping_mul(const { FNV_PRIME.wrapping_mul(FNV_PRIME) }),
        _ => ((hash ^ u32::from(c)).wrapping_mul(FNV_PRIME) ^ u32::from(d)).wrapping_mul(FNV_PRIME),
    }
}

impl Lexicon {
    /// The table inside the program.
    pub(crate) fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn read(bytes: &'static [u8]) -> Lexicon {
        /// A count and as many rows.
        fn rows<const WIDTH: usize>(bytes: &mut &'static [u8]) -> &'static [[u8; WIDTH]] {
            let (count, rest) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
            let (rows, _) = rest.as_chunks::<WIDTH>();
            let rows = &rows[..rows.len().min(u32::from_le_bytes(*count) as usize)];
            *bytes = &rest[rows.len() * WIDTH..];
            rows
        }
        let mut rest = bytes;
        let mut simplified: Vec<char> = HAN.collect();
        for &[a, b, c, d, to @ ..] in rows::<8>(&mut rest) {
            let from = u32::from_le_bytes([a, b, c, d]).wrapping_sub(*HAN.start() as u32) as usize;
            if let (Some(slot), Some(to)) = (simplified.get_mut(from), char::from_u32(u32::from_le_bytes(to)))
            {
                *slot = to;
            }
        }
        let (words, pairs) = (Table::new(rows(&mut rest)), Table::new(rows(&mut rest)));
        let mut out = Lexicon { simplified, letters: Vec::new(), words, pairs };
        out.letters = HAN.map(|c| out.frequency(hash_on(FNV_START, c)).unwrap_or(0.0)).collect();
        out
    }

    /// log10 of a character's frequency as a word, 0 where it is none.
    fn letter(&self, c: char) -> f32 {
        let at = (c as u32).wrapping_sub(*HAN.start() as u32) as usize;
        match self.letters.get(at) {
            Some(&frequency) => frequency,
            None => self.frequency(hash_on(FNV_START, c)).unwrap_or(0.0),
        }
    }

    /// The Simplified form of a character, or the character itself.
    pub(crate) fn simplify(&self, c: char) -> char {
        let at = (c as u32).wrapping_sub(*HAN.start() as u32) as usize;
        self.simplified.get(at).copied().unwrap_or(c)
    }

    /// log10 of a word's frequency by its hash, `None` for no word. Simplified characters.
    fn frequency(&self, hash: u32) -> Option<f32> {
        self.words.get(hash).map(|entry| f32::from(entry & FREQUENCY) / 1000.0)
    }

    /// The number of the class of the longest word that a text begins with, `None` for none.
    pub(crate) fn first_class(&self, text: &[char]) -> Option<usize> {
        (1..=text.len().min(LONGEST_WORD)).rev().find_map(|n| self.class(&text[..n]))
    }

    /// The number of the class of the longest word that a text ends with, `None` for none.
    pub(crate) fn last_class(&self, text: &[char]) -> Option<usize> {
        (1..=text.len().min(LONGEST_WORD)).rev().find_map(|n| self.class(&text[text.len() - n..]))
    }

    /// The number of a word's class, `None` for no word.
    pub(crate) fn class(&self, word: &[char]) -> Option<usize> {
        let hash = word.iter().fold(FNV_START, |hash, &c| hash_on(hash, self.simplify(c)));
        self.words.get(hash).map(|entry| usize::from(entry >> CLASS))
    }

    /// Whether a word is met now and then: a rare one may be anything.
    pub(crate) fn is_usual(&self, word: &[char]) -> bool {
        /// log10 of the frequency from which a word of two characters is.
        const USUAL: f32 = 2.0;
        let hash = word.iter().fold(FNV_START, |hash, &c| hash_on(hash, self.simplify(c)));
        word.len() > 2 || self.frequency(hash).is_some_and(|frequency| frequency >= USUAL)
    }

    /// Excess over chance of `b` following `a` inside words: nats, [`UNRELATED`] where never.
    pub(crate) fn association(&self, a: char, b: char) -> f32 {
        let found = self.pairs.get(hash_word(&[self.simplify(a), self.simplify(b)]));
        found.map_or(UNRELATED, |thousandths| f32::from(thousandths) / 1000.0 - 16.0)
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
        // Most breaks part no word: that is seen without weighing the words on each side. Two characters that meet
        // inside a word are among the pairs.
        let hash = |start: usize, end: usize| hash_word(&text[start..end]);
        let meet = tail.len();
        let crosses = self.pairs.get(hash(meet - 1, meet + 1)).is_some()
            && (meet.saturating_sub(LONGEST_WORD - 1)..meet).any(|start| {
                let mut so_far = hash(start, meet);
                text[meet..n.min(start + LONGEST_WORD)].iter().any(|&c| {
                    so_far = hash_on(so_far, c);
                    self.words.get(so_far).is_some()
                })
            });
        if !crosses {
            return 0.0;
        }
        // best[i]: log10 probability of the likeliest words over text[..i]; from[i]: where its last word begins.
        let mut best = [f32::NEG_INFINITY; 2 * WINDOW + 1];
        let mut from = [0; 2 * WINDOW + 1];
        best[0] = 0.0;
        for start in 0..n {
            let mut so_far = FNV_START;
            for end in start + 1..=n.min(start + LONGEST_WORD) {
                so_far = hash_on(so_far, text[end - 1]);
                let alone = end - start == 1;
                let word = if alone { Some(self.letter(text[start])) } else { self.frequency(so_far) };
                let Some(frequency) = word else { continue };
                let score = best[start] + frequency - LOG_TOTAL;
                if score > best[end] {
                    (best[end], from[end]) = (score, start);
                }
            }
        }
        let mut end = n;
        while end > meet {
            if from[end] < meet {
                return self.frequency(hash(from[end], end)).unwrap_or(0.0).max(0.1);
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

//! Code of folded text: a third shorter than UTF-8, and searched by its bytes as UTF-8 is.
//!
//! Small letters, figures and marks of ASCII are one byte, as they are in ASCII; the characters of GB 2312 are two, all
//! others four. No byte that begins a character stands inside one, so that a phrase's bytes are found where the phrase
//! stands and nowhere else.

use encoding_rs::GBK;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Bytes that stand behind the first one of a character.
const INSIDE: RangeInclusive<u8> = 0x80..=0xdf;
const CELLS: usize = 0x60;
/// Firsts that begin a character of four bytes.
const LONG: usize = 2;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

struct Tables {
    /// Bytes that begin a longer character: those of four first, then the rows of [`Tables::chars`].
    firsts: Vec<u8>,
    /// Of each byte its place among them.
    places: [Option<u8>; 256],
    /// Characters of two bytes, in rows of [`CELLS`].
    chars: Vec<char>,
    /// Of each of them its two bytes.
    codes: HashMap<char, [u8; 2], rustc_hash::FxBuildHasher>,
}

impl Tables {
    fn new() -> Tables {
        let firsts: Vec<u8> =
            (0..=u8::MAX).filter(|byte| !INSIDE.contains(byte) && !is_single(char::from(*byte))).collect();
        let mut places = [None; 256];
        (0..).zip(&firsts).for_each(|(place, byte)| places[usize::from(*byte)] = Some(place));
        let cells: Vec<u8> =
            (0xa1..=0xf7).flat_map(|row| (0xa1..=0xfe).flat_map(move |cell| [row, cell])).collect();
        let decoded = GBK.decode_without_bom_handling(&cells).0;
        let is_pair = |c: &char| *c != char::REPLACEMENT_CHARACTER && !is_single(*c);
        let mut chars: Vec<char> = decoded.chars().filter(is_pair).collect();
        chars.truncate((firsts.len() - LONG) * CELLS);
        let code = |number: usize| [firsts[LONG + number / CELLS], INSIDE.start() + (number % CELLS) as u8];
        let codes = chars.iter().enumerate().map(|(number, c)| (*c, code(number))).collect();
        Tables { firsts, places, chars, codes }
    }
}

/// Whether a character is one byte.
fn is_single(c: char) -> bool {
    matches!(c, '\n' | ' '..='@' | '['..='~')
}

/// Appends a character.
pub fn push(bytes: &mut Vec<u8>, c: char) {
    if is_single(c) {
        bytes.push(c as u8);
    } else if let Some(code) = TABLES.codes.get(&c) {
        bytes.extend(code);
    } else {
        let number = c as usize;
        let digit = |above: usize| INSIDE.start() + (number / above % CELLS) as u8;
        let first = TABLES.firsts[number / CELLS.pow(3)];
        bytes.extend([first, digit(CELLS.pow(2)), digit(CELLS), digit(1)]);
    }
}

/// A text in this code.
pub fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    text.chars().for_each(|c| push(&mut bytes, c));
    bytes
}

/// Number of characters.
pub fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !INSIDE.contains(byte)).count()
}

/// The characters of a text in this code, each with its first byte; what is no character is left out.
pub fn chars(bytes: &[u8]) -> impl Iterator<Item = (usize, char)> + '_ {
    let tables = &*TABLES;
    let cell = |byte: &u8| usize::from(byte.wrapping_sub(*INSIDE.start()));
    bytes.iter().enumerate().filter(|(_, byte)| !INSIDE.contains(byte)).filter_map(move |(at, first)| {
        let c = match (tables.places[usize::from(*first)].map(usize::from), &bytes[at + 1..]) {
            (None, _) => Some(char::from(*first)),
            (Some(high), [a, b, c, ..]) if high < LONG => {
                let number = [a, b, c].into_iter().fold(high, |number, byte| number * CELLS + cell(byte));
                char::from_u32(number as u32)
            }
            (Some(row), [a, ..]) if row >= LONG => tables.chars.get((row - LONG) * CELLS + cell(a)).copied(),
            _ => None,
        };
        Some((at, c?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_character_comes_back() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let bytes = encode(c.encode_utf8(&mut [0; 4]));
            assert!(chars(&bytes).eq([(0, c)]), "{c:?}: {bytes:?}");
        }
        let lengths = ["a", "7", "。", "船", "ё", "镕", "𠮷"].map(|c| encode(c).len());
        assert_eq!(lengths, [1, 1, 2, 2, 2, 4, 4]);
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_where_it_stands_and_nowhere_else(
            text in "[一-丙a-b0。镕𠮷A-B]{0,40}",
            phrase in "[一-丙a-b0。镕𠮷A-B]{1,3}",
        ) {
            let bytes = encode(&text);
            let found: Vec<usize> = memchr::memmem::find_iter(&bytes, &encode(&phrase)).collect();
            let stands: Vec<usize> = text.match_indices(&phrase).map(|(at, _)| encode(&text[..at]).len()).collect();
            prop_assert_eq!(found, stands);
            prop_assert_eq!(count(&bytes), text.chars().count());
        }
    }
}

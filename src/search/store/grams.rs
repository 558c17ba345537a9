//! Bit tables of the stretches of text that can have a phrase at all: a row of bits for each pair of neighbouring
//! characters, a bit a stretch.
//!
//! Pairs share rows by chance, so a bit says "maybe"; no bit says "surely not". Whoever asks looks into the text itself.

use crate::search::code;

/// Rows of a table: some ten times the different pairs of a stretch, so that one of ten bits is set.
pub const ROWS: usize = 1 << 17;

/// The row of two neighbours; of one character where the other is `'\0'`.
fn row(one: char, other: char) -> usize {
    let mixed = u64::from(one as u32) << 32 | u64::from(other as u32);
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 47) as usize
}

/// The rows whose bits a text needs that has a phrase.
pub fn of_phrase(phrase: &str) -> Vec<usize> {
    /// More rows tell hardly more.
    const ENOUGH: usize = 12;
    let mut chars = phrase.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => vec![row(one, '\0')],
        _ => phrase.chars().zip(phrase.chars().skip(1)).take(ENOUGH).map(|(a, b)| row(a, b)).collect(),
    }
}

/// The rows of one stretch, a bit each.
#[derive(Clone)]
pub struct Marks(Vec<u64>);

impl Marks {
    pub fn new() -> Marks {
        Marks(vec![0; ROWS / 64])
    }

    /// Marks the rows of a text in its [`code`].
    pub fn add(&mut self, text: &[u8]) {
        let mut mark = |row: usize| self.0[row / 64] |= 1 << (row % 64);
        let mut before = None;
        for (_, c) in code::chars(text) {
            mark(row(c, '\0'));
            before.into_iter().for_each(|before| mark(row(before, c)));
            before = Some(c);
        }
    }

    /// The rows that are marked.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &bits)| {
            let mut bits = bits;
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_text_has_all_rows_of_each_of_its_phrases() {
        let text = "2024年澜溪渡口a1";
        let mut marks = Marks::new();
        marks.add(&code::encode(text));
        let rows: HashSet<usize> = marks.rows().collect();
        let chars: Vec<char> = text.chars().collect();
        for from in 0..chars.len() {
            for to in from + 1..=chars.len() {
                let phrase: String = chars[from..to].iter().collect();
                assert!(of_phrase(&phrase).iter().all(|row| rows.contains(row)), "{phrase}");
            }
        }
        assert!(!of_phrase("渡溪").iter().all(|row| rows.contains(row)));
    }
}

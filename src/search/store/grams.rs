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

/// The rows of a text in its [`code`]: each character's and each pair's.
fn of_text(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut before = None;
    code::chars(text).flat_map(move |(_, c)| {
        let pair = before.replace(c).map(|before| row(before, c));
        [Some(row(c, '\0')), pair].into_iter().flatten()
    })
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
        of_text(text).for_each(|row| self.0[row / 64] |= 1 << (row % 64));
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

/// Few rows of one stretch, by their numbers.
#[derive(Default)]
pub struct FewMarks(Vec<u32>);

impl FewMarks {
    /// Marks the rows of a text.
    pub fn add(&mut self, text: &[u8]) {
        self.0.extend(of_text(text).map(|row| row as u32));
    }

    /// Marks the rows that a text has so many times; `counts` are all zero, and are so again.
    pub fn add_frequent(&mut self, text: &[u8], times: u8, counts: &mut [u8; ROWS]) {
        for row in of_text(text) {
            counts[row] = counts[row].saturating_add(1);
            if counts[row] == times {
                self.0.push(row as u32);
            }
        }
        of_text(text).for_each(|row| counts[row] = 0);
    }

    /// The same marks in order, each once.
    pub fn sorted(mut self) -> FewMarks {
        self.0.sort_unstable();
        self.0.dedup();
        self.0.shrink_to_fit();
        self
    }

    /// The rows that are marked.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|row| *row as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_phrase_that_stands_in_a_text_often_has_all_its_rows_marked_as_frequent() {
        let mut marks = FewMarks::default();
        let mut counts = Box::new([0; ROWS]);
        marks.add_frequent(&code::encode("渡口开，渡口关，渡口在。渡船。"), 3, &mut counts);
        marks.add_frequent(&code::encode("口渡。"), 3, &mut counts);
        let rows: HashSet<usize> = marks.sorted().rows().collect();
        let has = |phrase| of_phrase(phrase).iter().all(|row| rows.contains(row));
        assert_eq!(
            ["渡", "渡口", "口", "船", "口渡", "渡口开"].map(has),
            [true, true, true, false, false, false]
        );
        assert!(counts.iter().all(|count| *count == 0));
    }

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

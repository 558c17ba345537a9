//! Postings: the rows that hold a gram, as lists of row numbers, packed.

use super::kept::KeptList;
use super::pinyin::INITIALS;
use crate::search::packed;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::io::Result;

/// A gram: a character, a pair of neighbours, or the classes of three first letters in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Gram(pub u64);

impl Gram {
    /// Bits of a character.
    const CHAR: u32 = 21;

    pub fn char(c: char) -> Gram {
        Gram(1 << (2 * Gram::CHAR) | u64::from(c))
    }

    pub fn pair(first: char, second: char) -> Gram {
        Gram(u64::from(first) << Gram::CHAR | u64::from(second))
    }

    pub fn triple(a: u8, b: u8, c: u8) -> Gram {
        let number = (usize::from(a) * INITIALS + usize::from(b)) * INITIALS + usize::from(c);
        Gram(2 << (2 * Gram::CHAR) | number as u64)
    }
}

/// Row numbers in rising order, each as its distance to the one before in seven-bit groups. One to three
/// bytes a row instead of four, and rows can be appended.
#[derive(Clone, Debug, Default)]
pub struct Postings {
    bytes: Vec<u8>,
    last: u32,
    len: u32,
}

impl Postings {
    /// Appends a row; the row that was appended last is not repeated.
    pub fn push(&mut self, row: u32) {
        if self.len > 0 && row == self.last {
            return;
        }
        packed::push(&mut self.bytes, (row - self.last).into());
        self.last = row;
        self.len += 1;
    }

    /// The rows as they are packed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Calls with each row of packed ones, in rising order.
fn each(bytes: &[u8], mut visit: impl FnMut(u32)) {
    let (mut row, mut distance, mut shift) = (0_u32, 0_u32, 0);
    for &byte in bytes {
        if byte < 0x80 {
            row += distance | u32::from(byte) << shift;
            visit(row);
            (distance, shift) = (0, 0);
        } else {
            distance |= u32::from(byte & 0x7f) << shift;
            shift += 7;
        }
    }
}

/// The rows of a gram: those on disk, then those that were added since.
#[derive(Clone, Debug)]
pub struct List<'a> {
    pub kept: Option<KeptList>,
    pub added: Option<&'a Postings>,
}

impl List<'_> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        // Each row has one byte that ends it.
        let kept =
            self.kept.as_ref().map_or(0, |list| list.bytes().iter().filter(|byte| **byte < 0x80).count());
        kept + self.added.map_or(0, |list| list.len as usize)
    }

    /// Calls with each row, in rising order.
    pub fn each(&self, mut visit: impl FnMut(u32)) {
        if let Some(list) = &self.kept {
            each(list.bytes(), &mut visit);
        }
        if let Some(list) = self.added {
            each(&list.bytes, visit);
        }
    }
}

/// Rows added in memory, by their grams.
pub type Added = FxHashMap<Gram, Postings>;

/// Adds up the weights of the grams that each row holds.
pub struct Tally<'w> {
    /// Weights of all rows: those that have none have 0, and all have when it is done.
    weights: &'w mut [u16],
    touched: Vec<u32>,
    /// Postings that may still be read, so that no query takes long.
    budget: usize,
    /// Whether a list was left out.
    partial: bool,
}

impl Tally<'_> {
    /// An empty tally, in weights of 0 for all rows, that reads at most `budget` postings.
    pub fn new(weights: &mut [u16], budget: usize) -> Tally<'_> {
        Tally { weights, touched: Vec::new(), budget, partial: false }
    }

    /// Adds a weight to each row of a list. A list beyond the budget is left out: call with the rarest first.
    pub fn add(&mut self, list: &List, weight: u16) {
        if self.afford(list) {
            let (weights, touched) = (&mut *self.weights, &mut self.touched);
            list.each(|row| {
                let sum = &mut weights[row as usize];
                if *sum == 0 {
                    touched.push(row);
                }
                *sum = sum.saturating_add(weight);
            });
        }
    }

    /// Adds a weight to those rows of a list that have some already.
    pub fn raise(&mut self, list: &List, weight: u16) {
        if self.afford(list) {
            let weights = &mut *self.weights;
            list.each(|row| {
                let sum = &mut weights[row as usize];
                *sum = if *sum == 0 { 0 } else { sum.saturating_add(weight) };
            });
        }
    }

    fn afford(&mut self, list: &List) -> bool {
        let afford = list.len() <= self.budget || self.touched.is_empty();
        self.budget = self.budget.saturating_sub(if afford { list.len() } else { 0 });
        self.partial |= !afford;
        afford
    }

    /// Drops rows of less than a weight, unless lists were left out and the weights say too little.
    pub fn at_least(mut self, weight: u16) -> Self {
        if !self.partial {
            let weights = &mut *self.weights;
            self.touched.retain(|&row| {
                let enough = weights[row as usize] >= weight;
                if !enough {
                    weights[row as usize] = 0;
                }
                enough
            });
        }
        self
    }

    /// At most `keep` accepted rows of the greatest weights, the greatest first, equals in the order of adding.
    pub fn best(mut self, keep: usize, accept: impl Fn(u32) -> Result<bool>) -> Result<Vec<u32>> {
        let weights = &*self.weights;
        let heavier = |row: &u32| Reverse(weights[*row as usize]);
        // Filters are asked of few rows: those that are heavy enough, more of them where some are refused.
        let mut rows = Vec::new();
        let mut left = &mut self.touched[..];
        while rows.len() < keep && !left.is_empty() {
            let take = keep.min(left.len());
            if take < left.len() {
                left.select_nth_unstable_by_key(take - 1, |row| (heavier(row), *row));
            }
            let (heavy, rest) = left.split_at_mut(take);
            heavy.sort_unstable_by_key(|row| (heavier(row), *row));
            for &mut row in heavy {
                if accept(row)? {
                    rows.push(row);
                }
            }
            left = rest;
        }
        rows.truncate(keep);
        Ok(rows)
    }
}

impl Drop for Tally<'_> {
    fn drop(&mut self) {
        self.touched.iter().for_each(|row| self.weights[*row as usize] = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(rows: &[u32]) -> Postings {
        let mut list = Postings::default();
        rows.iter().for_each(|&row| list.push(row));
        list
    }

    fn add(tally: &mut Tally, rows: &[u32], weight: u16) {
        tally.add(&List { kept: None, added: Some(&packed(rows)) }, weight);
    }

    #[test]
    fn rows_come_back_once_each() {
        let rows = [0, 0, 1, 127, 128, 128, 16_511, 16_512, 4_000_000_000];
        let mut seen = Vec::new();
        let rows = packed(&rows);
        let list = List { kept: None, added: Some(&rows) };
        list.each(|row| seen.push(row));
        assert_eq!(seen, [0, 1, 127, 128, 16_511, 16_512, 4_000_000_000]);
        assert_eq!(list.len(), seen.len());
    }

    #[test]
    fn the_heaviest_rows_win() {
        let mut weights = [0; 10];
        let mut tally = Tally::new(&mut weights, 100);
        add(&mut tally, &[1, 3, 5, 7], 2);
        add(&mut tally, &[3, 5, 9], 3);
        assert_eq!(tally.at_least(2).best(3, |row| Ok(row != 5)).unwrap(), [3, 9, 1]);
        let mut weights = [0; 10];
        let mut tally = Tally::new(&mut weights, 100);
        add(&mut tally, &[1, 3], 1);
        add(&mut tally, &[3, 5], 1);
        tally.raise(&List { kept: None, added: Some(&packed(&[5, 7])) }, 1);
        assert_eq!(tally.at_least(2).best(3, |_| Ok(true)).unwrap(), [3, 5]);
        assert_eq!(weights, [0; 10], "for the next one");
    }

    #[test]
    fn a_list_beyond_the_budget_is_left_out_unless_it_is_all_there_is() {
        let mut weights = [0; 10];
        let mut tally = Tally::new(&mut weights, 2);
        add(&mut tally, &[1, 2, 3], 1);
        add(&mut tally, &[4], 1);
        assert_eq!(tally.at_least(2).best(10, |_| Ok(true)).unwrap(), [1, 2, 3]);
    }
}

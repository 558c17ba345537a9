//! Score of a row for a query of characters, and which of its letters answer it.
//!
//! Four readings are tried and the best one counts: the query as it stands; its characters in order with
//! others between (scored by Skim's matcher); with a few wrong, swapped, missing or extra characters (edit
//! distance); in pieces in any order. Scores are comparable: 1000 is the query as it stands. That is worth more where
//! it begins and ends where words of jieba's dictionary do; of other matches it says nothing, since a query that was
//! mistyped or left characters out cuts words anyway.

use super::row::Letter;
use crate::han::lexicon::Lexicon;
use fuzzy_matcher::{FuzzyMatcher, skim::SkimMatcherV2};

/// Letters of a query that are looked at.
pub const QUERY_LETTERS: usize = 48;
/// Scores below this are not shown: half the query is not in the row.
const FLOOR: i32 = 420;

/// Worth of whole words to the query as it stands: more than that it stands at the beginning.
const WORDS: i32 = 160;

/// A match: how good, and the positions of the letters that matched, rising.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// About 0 to 1300, see the module.
    pub score: i32,
    /// Positions in the row's letters.
    pub at: Vec<usize>,
}

/// A query made ready.
pub struct Needle {
    letters: Vec<char>,
    text: String,
    /// Skim's score of the query in itself: the most it can give.
    perfect: i64,
    skim: SkimMatcherV2,
}

impl Needle {
    /// From folded letters.
    pub fn new(letters: Vec<char>) -> Needle {
        let text: String = letters.iter().collect();
        // Folding has seen to case; matches in the middle of a CJK run are as good as others.
        let skim = SkimMatcherV2::default().respect_case();
        let perfect = skim.fuzzy_match(&text, &text).unwrap_or(1).max(1);
        Needle { letters, text, perfect, skim }
    }

    /// The best reading of the query in a row, if it is better than `floor`.
    pub fn score(&self, row: &[Letter], floor: i32) -> Option<Match> {
        let floor = floor.max(FLOOR);
        let shared = self.shared(row);
        let most = if shared == self.letters.len() {
            i32::MAX
        } else {
            (900 * shared / self.letters.len()) as i32 + 50
        };
        if most <= floor {
            return None;
        }
        let mut best: Option<Match> = None;
        let mut from = 0;
        for field in row.chunk_by(|a, b| a.field == b.field) {
            let worth = field[0].field.worth();
            if let Some(mut found) = self.in_field(field, floor) {
                found.score = found.score * worth / 1000;
                found.at.iter_mut().for_each(|at| *at += from);
                keep_better(&mut best, found);
            }
            from += field.len();
        }
        if best.as_ref().is_none_or(|m| m.score < 800)
            && let Some(found) = self.pieces(row)
        {
            keep_better(&mut best, found);
        }
        best.filter(|m| m.score > floor)
    }

    /// Number of the query's letters that a row has, in any order.
    fn shared(&self, row: &[Letter]) -> usize {
        let mut used = 0_u64;
        let mut count = 0;
        for letter in &self.letters {
            // Rows are short; a letter beyond the mask is taken for unused, which only makes the bound looser.
            let free = |j: &usize| *j >= 64 || used & 1 << *j == 0;
            if let Some(j) = (0..row.len()).filter(|&j| row[j].folded == *letter).find(free) {
                used |= if j < 64 { 1 << j } else { 0 };
                count += 1;
            }
        }
        count
    }

    fn in_field(&self, field: &[Letter], floor: i32) -> Option<Match> {
        let (m, n) = (self.letters.len(), field.len());
        let share = (50 * m / n.max(m)) as i32;
        let mut places = (0..(n + 1).saturating_sub(m))
            .filter(|&j| field[j..j + m].iter().map(|l| l.folded).eq(self.letters.iter().copied()));
        if let Some(first) = places.next() {
            let bonus = |start| if start == 0 { 100 } else { 0 } + if m == n { 100 } else { 0 };
            // Words are looked up where they can still bring the row among the best.
            let may_do = 1000 + bonus(first) + WORDS + share > floor;
            let whole = |&j: &usize| !cuts_word(field, j) && !cuts_word(field, j + m);
            let words = std::iter::once(first).chain(places).find(|j| may_do && whole(j));
            let start = words.unwrap_or(first);
            let bonus = bonus(start) + if words.is_some() { WORDS } else { 0 };
            return Some(Match { score: 1000 + bonus + share, at: (start..start + m).collect() });
        }
        if m < 2 {
            return None;
        }
        let mut best = None;
        let text: String = field.iter().map(|l| l.folded).collect();
        if let Some((score, at)) = self.skim.fuzzy_indices(&text, &self.text) {
            let score = 300 + (550 * score.clamp(0, self.perfect) / self.perfect) as i32 + share;
            best = Some(Match { score, at });
        }
        if best.as_ref().is_none_or(|m: &Match| m.score < 700)
            && let Some(found) = self.with_typos(field, share)
        {
            keep_better(&mut best, found);
        }
        best
    }

    /// The place in the field that differs least from the query: optimal string alignment, free at both ends.
    fn with_typos(&self, field: &[Letter], share: i32) -> Option<Match> {
        let (m, n) = (self.letters.len(), field.len());
        let allowed = match m {
            0..=2 => return None,
            3..=5 => 1,
            6..=9 => 2,
            _ => 3,
        };
        let width = n + 1;
        let mut cost = vec![0_u8; (m + 1) * width];
        for i in 1..=m {
            cost[i * width] = i as u8;
            let mut least = cost[i * width];
            for j in 1..=n {
                let same = self.letters[i - 1] == field[j - 1].folded;
                let mut c = (cost[(i - 1) * width + j - 1] + u8::from(!same))
                    .min(cost[(i - 1) * width + j] + 1)
                    .min(cost[i * width + j - 1] + 1);
                if self.swapped(field, i, j) {
                    c = c.min(cost[(i - 2) * width + j - 2] + 1);
                }
                cost[i * width + j] = c;
                least = least.min(c);
            }
            if usize::from(least) > allowed {
                return None;
            }
        }
        let end = (1..=n).min_by_key(|&j| cost[m * width + j])?;
        let distance = usize::from(cost[m * width + end]);
        if distance > allowed {
            return None;
        }
        let (mut i, mut j, mut at) = (m, end, Vec::with_capacity(m));
        while i > 0 && j > 0 {
            let c = cost[i * width + j];
            let same = self.letters[i - 1] == field[j - 1].folded;
            if same && c == cost[(i - 1) * width + j - 1] {
                at.push(j - 1);
                (i, j) = (i - 1, j - 1);
            } else if self.swapped(field, i, j) && c == cost[(i - 2) * width + j - 2] + 1 {
                at.extend([j - 1, j - 2]);
                (i, j) = (i - 2, j - 2);
            } else if c == cost[(i - 1) * width + j - 1] + 1 {
                (i, j) = (i - 1, j - 1);
            } else if c == cost[(i - 1) * width + j] + 1 {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        at.reverse();
        Some(Match { score: (900 * (m - distance) / m) as i32 + share, at })
    }

    fn swapped(&self, field: &[Letter], i: usize, j: usize) -> bool {
        i > 1
            && j > 1
            && self.letters[i - 1] == field[j - 2].folded
            && self.letters[i - 2] == field[j - 1].folded
    }

    /// The query in pieces of two letters and more, in any order and in any field: the longest first.
    fn pieces(&self, row: &[Letter]) -> Option<Match> {
        let m = self.letters.len();
        if m < 3 {
            return None;
        }
        let mut used_query = vec![false; m];
        let mut used_row = vec![false; row.len()];
        let (mut covered, mut count, mut singles) = (0, 0, 0);
        while let Some((i, j, len)) = longest_piece(&self.letters, row, &used_query, &used_row) {
            used_query[i..i + len].fill(true);
            used_row[j..j + len].fill(true);
            covered += len;
            count += 1;
        }
        // A character left over between the pieces counts where it stands in the row by itself.
        let left = self.letters.iter().zip(&used_query).filter(|(_, used)| !**used && count > 0);
        for (&letter, _) in left {
            if let Some(j) = (0..row.len()).find(|&j| !used_row[j] && row[j].folded == letter) {
                used_row[j] = true;
                covered += 1;
                singles += 1;
            }
        }
        let share = 50 * m / row.len().max(m);
        let score = (850 * covered / m) as i32 - 25 * (count + 2 * singles - 1).max(0) + share as i32;
        (count > 0).then(|| Match { score, at: (0..row.len()).filter(|&j| used_row[j]).collect() })
    }
}

/// Whether a word of the row goes on over a place between its letters.
fn cuts_word(row: &[Letter], at: usize) -> bool {
    let goes_on = |a: &Letter, b: &Letter| a.field == b.field && a.at + u16::from(a.bytes) == b.at;
    let mut from = 0;
    for run in row.chunk_by(goes_on) {
        if (from + 1..from + run.len()).contains(&at) {
            let letters: Vec<char> = run.iter().map(|letter| letter.folded).collect();
            let (tail, head) = letters.split_at(at - from);
            return Lexicon::get().straddle(tail, head) > 0.0;
        }
        from += run.len();
    }
    false
}

/// The longest run of two letters or more that is unused in both: where it begins in each, and its length.
fn longest_piece(
    query: &[char],
    row: &[Letter],
    used_query: &[bool],
    used_row: &[bool],
) -> Option<(usize, usize, usize)> {
    let mut best = None;
    let mut longest = 1;
    let mut above = vec![0; row.len() + 1];
    for i in 0..query.len() {
        let mut line = vec![0; row.len() + 1];
        for j in 0..row.len() {
            let within = j > 0 && row[j - 1].field == row[j].field;
            if query[i] == row[j].folded && !used_query[i] && !used_row[j] {
                line[j + 1] = 1 + if within { above[j] } else { 0 };
                if line[j + 1] > longest {
                    longest = line[j + 1];
                    best = Some((i + 1 - longest, j + 1 - longest, longest));
                }
            }
        }
        above = line;
    }
    best
}

fn keep_better(best: &mut Option<Match>, found: Match) {
    if best.as_ref().is_none_or(|b| found.score > b.score) {
        *best = Some(found);
    }
}

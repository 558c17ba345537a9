//! Lexical cohesion: pairs of characters that come back. A headline takes up its article's words; two articles
//! share few.
//!
//! Common words say little, so a pair counts by how seldom it is on the page.

use super::cue::Cue;
use super::lexicon::Lexicon;
use super::line::{Lines, is_han};
use rustc_hash::FxHashMap;

/// Lines before and after a heading that it is compared with.
const HEADING_REACH: usize = 45;
/// Lines before and after a break that are compared.
const BREAK_REACH: usize = 7;
/// Longest line whose words are sought around it, in characters.
const LONGEST_HEADING: usize = 34;
/// Pairs on more lines than this say nothing.
const TOO_COMMON: usize = 40;

/// Characters that carry no topic.
const EMPTY: &str =
    "的了在是和与與及等为爲對对从從到被把也不有这這那个個一我他她它们們年月日之其者以而于於將将";

/// How the words of each line are spread over the page.
pub(crate) struct Cohesion {
    overlaps: Vec<Option<(f32, f32)>>,
    across: Vec<Option<f32>>,
}

impl Cohesion {
    pub(crate) fn new(page: &Lines, headings: &[bool], lexicon: &Lexicon) -> Cohesion {
        let pairs: Vec<Vec<u32>> = (0..page.lines.len()).map(|i| pairs_of(page.text(i), lexicon)).collect();
        let mut places: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (i, pairs) in pairs.iter().enumerate() {
            for &pair in pairs {
                let at = places.entry(pair).or_default();
                if at.last() != Some(&(i as u32)) {
                    at.push(i as u32);
                }
            }
        }
        let weight = |pair: u32| match places.get(&pair).map_or(0, Vec::len) {
            n if n > TOO_COMMON => 0.0,
            n => 1.0 / (1.0 + n as f32).ln(),
        };
        // Whether a pair stands on a line of prose within a range: a heading's neighbours are headings too.
        let stands = |pair: u32, from: usize, to: usize| {
            places.get(&pair).is_some_and(|at| {
                let first = at.partition_point(|&l| (l as usize) < from);
                at[first..].iter().take_while(|&&l| (l as usize) < to).any(|&l| !headings[l as usize])
            })
        };
        let share = |i: usize, from: usize, to: usize| {
            let (mut all, mut found) = (0.0, 0.0);
            for &pair in &pairs[i] {
                let w = weight(pair);
                all += w;
                found += if stands(pair, from, to) { w } else { 0.0 };
            }
            if all > 0.0 { found / all } else { 0.0 }
        };
        let n = pairs.len();
        let overlaps = (0..n)
            .map(|i| {
                let candidate = page.lines[i].len() <= LONGEST_HEADING && headings[i];
                candidate.then(|| {
                    (
                        share(i, i.saturating_sub(HEADING_REACH), i),
                        share(i, i + 1, (i + 1 + HEADING_REACH).min(n)),
                    )
                })
            })
            .collect();
        let across = (0..n)
            .map(|b| {
                let plausible = b > 0
                    && (page.lines[b].blank_before > 0
                        || page.lines[b].lead
                        || page.lines[b - 1].cues.has(Cue::SentenceEnd)
                        || page.lines[b - 1].width() < page.lines[b - 1].measure - 2.5);
                plausible.then(|| {
                    let (mut all, mut found) = (0.0, 0.0);
                    for line in &pairs[b..(b + BREAK_REACH).min(n)] {
                        for &pair in line {
                            let w = weight(pair);
                            all += w;
                            let shared = places.get(&pair).is_some_and(|at| {
                                let first = at.partition_point(|&l| (l as usize) + 2 * BREAK_REACH < b);
                                at.get(first).is_some_and(|&l| (l as usize) < b)
                            });
                            found += if shared { w } else { 0.0 };
                        }
                    }
                    if all > 0.0 { found / all } else { 0.0 }
                })
            })
            .collect();
        Cohesion { overlaps, across }
    }

    /// For a heading, the shares of its words that stand in the text before and after it.
    pub(crate) fn overlap(&self, i: usize) -> Option<(f32, f32)> {
        self.overlaps[i]
    }

    /// For a break before line `b` that could end an article, the share of what follows that was said before.
    pub(crate) fn across(&self, b: usize) -> Option<f32> {
        self.across[b]
    }
}

/// Adjacent Han as one number, Simplified, pairs with an empty character left out.
pub(crate) fn pairs_of(text: &[char], lexicon: &Lexicon) -> Vec<u32> {
    text.windows(2)
        .filter(|w| w.iter().all(|c| is_han(*c) && !EMPTY.contains(*c)))
        .map(|w| (lexicon.simplify(w[0]) as u32) << 16 ^ lexicon.simplify(w[1]) as u32)
        .collect()
}

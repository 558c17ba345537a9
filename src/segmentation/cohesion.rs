//! Lexical cohesion: pairs of characters that come back. A headline takes up its article's words; two articles
//! share few.
//!
//! Common words say little, so a pair counts by how seldom it is on the page.

use super::cue::Cue;
use super::line::Lines;
use super::watch::Watch;
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines before and after a heading that it is compared with.
const HEADING_REACH: usize = 45;
/// Lines before and after a break that are compared.
const BREAK_REACH: usize = 7;
/// Lines before and after a break whose words are compared with those of the page.
const SEAM_REACH: usize = 16;
/// Longest line whose words are sought around it, in characters.
const LONGEST_HEADING: usize = 34;
/// Pairs on more lines than this say nothing.
const TOO_COMMON: usize = 40;

/// Share of the words after a heading that stand before it, up to which the subject is another one.
const RESTART: f32 = 0.015;
/// Lines before and after a heading over which a subject is told.
const RESTART_REACH: usize = 18;

/// Keeps a word or two from being a surprise.
const LEAST_VARIANCE: f32 = 0.25;

/// Characters that carry no topic.
const EMPTY: &str =
    "的了在是和与與及等为爲對对从從到被把也不有这這那个個一我他她它们們年月日之其者以而于於將将";

/// Spread of each line's words over the page.
pub(crate) struct Cohesion {
    overlaps: Vec<Option<(f32, f32)>>,
    restarts: Vec<bool>,
    across: Vec<Option<f32>>,
    /// For each break that could end an article, how surprisingly much both sides have in common.
    seams: Vec<Option<f32>>,
}

impl Cohesion {
    /// The spread of a page's words; `None` where it was given up.
    pub(super) fn new(page: &Lines, headings: &[bool], words: &Words, watch: &Watch) -> Option<Cohesion> {
        let weights: [f32; TOO_COMMON + 1] = std::array::from_fn(|n| 1.0 / (1.0 + n as f32).ln());
        let weight = |pair: u32| weights.get(words.places(pair).len()).copied().unwrap_or(0.0);
        // Whether a pair stands on a line of prose within a range: a heading's neighbours are headings too.
        let stands = |pair: u32, from: usize, to: usize| {
            let at = words.places(pair);
            let first = at.partition_point(|&l| (l as usize) < from);
            at[first..].iter().take_while(|&&l| (l as usize) < to).any(|&l| !headings[l as usize])
        };
        let share = |i: usize, from: usize, to: usize| {
            let (mut all, mut found) = (0.0, 0.0);
            for &pair in words.of_line(i) {
                let w = weight(pair);
                all += w;
                found += if stands(pair, from, to) { w } else { 0.0 };
            }
            if all > 0.0 { found / all } else { 0.0 }
        };
        let n = page.lines.len();
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
        let restarts = (0..n)
            .map(|i| {
                let (from, to) = (i.saturating_sub(RESTART_REACH), (i + 1 + RESTART_REACH).min(n));
                headings[i] && from < i && i + 1 < to && words.share(from..i, i + 1..to, weight) <= RESTART
            })
            .collect();
        let plausible = |b: usize| {
            b > 0
                && (page.lines[b].blank_before > 0
                    || page.lines[b].lead
                    || page.lines[b - 1].cues.has(Cue::SentenceEnd)
                    || page.lines[b - 1].width() < page.lines[b - 1].measure - 2.5)
        };
        let across = (0..n)
            .map(|b| {
                watch.at(b, n)?;
                Some(plausible(b).then(|| {
                    let (mut all, mut found) = (0.0, 0.0);
                    for &pair in words.of_lines(b..(b + BREAK_REACH).min(n)) {
                        let w = weight(pair);
                        all += w;
                        let at = words.places(pair);
                        let first = at.partition_point(|&l| (l as usize) + 2 * BREAK_REACH < b);
                        let shared = at.get(first).is_some_and(|&l| (l as usize) < b);
                        found += if shared { w } else { 0.0 };
                    }
                    if all > 0.0 { found / all } else { 0.0 }
                }))
            })
            .collect::<Option<_>>()?;
        let seam = |b: usize| words.surprise(b.saturating_sub(SEAM_REACH)..b, b..(b + SEAM_REACH).min(n));
        let seams = (0..n).map(|b| if plausible(b) { seam(b) } else { None }).collect();
        Some(Cohesion { overlaps, restarts, across, seams })
    }

    /// For a break before line `b` that could end an article, how many more words than by chance both sides share, and
    /// how many more the breaks nearby have in common, in standard deviations.
    pub(super) fn seam(&self, b: usize) -> Option<(f32, f32)> {
        let own = self.seams[b]?;
        let best = |breaks: &[Option<f32>]| breaks.iter().flatten().copied().fold(own, f32::max);
        let before = best(&self.seams[b.saturating_sub(SEAM_REACH)..b]);
        let after = best(&self.seams[b + 1..(b + 1 + SEAM_REACH).min(self.seams.len())]);
        Some((own, (before.min(after) - own).max(0.0)))
    }

    /// For a heading, the shares of its words that stand in the text before and after it.
    pub(crate) fn overlap(&self, i: usize) -> Option<(f32, f32)> {
        self.overlaps[i]
    }

    /// Whether a heading stands where the subject changes: next to nothing that is said below it was said above.
    pub(super) fn restarts(&self, i: usize) -> bool {
        self.restarts[i]
    }

    /// For a break before line `b` that could end an article, the share of what follows that was said before.
    pub(crate) fn across(&self, b: usize) -> Option<f32> {
        self.across[b]
    }
}

/// The pairs of a page, numbered as they come.
pub(super) struct Words {
    pairs: Vec<u32>,
    /// First of `pairs` of each line; the end of all.
    lines: Vec<u32>,
    places: Vec<u32>,
    /// First of `places` of each pair; the end of all.
    first: Vec<u32>,
}

impl Words {
    pub(super) fn new(page: &Lines, lexicon: &Lexicon, watch: &Watch) -> Option<Words> {
        let mut numbers: FxHashMap<u32, u32> =
            FxHashMap::with_capacity_and_hasher(page.chars.len(), Default::default());
        let (mut pairs, mut lines) = (Vec::with_capacity(page.chars.len()), vec![0]);
        // For each pair the last line it was seen on and on how many it was.
        let mut seen: Vec<(u32, u32)> = Vec::new();
        for i in 0..page.lines.len() {
            watch.at(i, page.lines.len())?;
            for pair in pairs_of(page.text(i), lexicon) {
                let number = *numbers.entry(pair).or_insert(seen.len() as u32);
                match seen.get_mut(number as usize) {
                    None => seen.push((i as u32, 1)),
                    Some((last, count)) => {
                        (*count, *last) = (*count + u32::from(*last != i as u32), i as u32)
                    }
                }
                pairs.push(number);
            }
            lines.push(pairs.len() as u32);
        }
        let mut first = Vec::with_capacity(seen.len() + 1);
        first.push(0);
        for (_, count) in &seen {
            first.push(first[first.len() - 1] + count);
        }
        let mut places = vec![0; first[seen.len()] as usize];
        let mut next = first.clone();
        for i in 0..page.lines.len() {
            for &pair in &pairs[lines[i] as usize..lines[i + 1] as usize] {
                let (begin, next) = (first[pair as usize], &mut next[pair as usize]);
                if *next == begin || places[*next as usize - 1] != i as u32 {
                    places[*next as usize] = i as u32;
                    *next += 1;
                }
            }
        }
        Some(Words { pairs, lines, places, first })
    }

    /// The pairs of a line in its order.
    fn of_line(&self, i: usize) -> &[u32] {
        self.of_lines(i..i + 1)
    }

    /// The pairs of lines that follow each other.
    fn of_lines(&self, lines: Range<usize>) -> &[u32] {
        &self.pairs[self.lines[lines.start] as usize..self.lines[lines.end] as usize]
    }

    /// Excess over chance of the words of some lines that stand on other lines of the page, in standard deviations;
    /// `None` where there is nothing to compare.
    pub(super) fn surprise(&self, before: Range<usize>, after: Range<usize>) -> Option<f32> {
        let (lines, elsewhere) = (self.lines.len() - 1, before.len() as f32);
        if before.is_empty() || after.is_empty() {
            return None;
        }
        let chance_of_line = elsewhere / (lines - after.len()).max(1) as f32;
        let mut pairs = self.of_lines(after.clone()).to_vec();
        pairs.sort_unstable();
        pairs.dedup();
        let (mut more, mut variance) = (0.0, LEAST_VARIANCE);
        for pair in pairs {
            let places = self.places(pair);
            let within = |lines: &Range<usize>| {
                let first = places.partition_point(|&l| (l as usize) < lines.start);
                places[first..].iter().take_while(|&&l| (l as usize) < lines.end).count()
            };
            let outside = places.len() - within(&after);
            if outside == 0 || places.len() > TOO_COMMON {
                continue;
            }
            let chance = 1.0 - (1.0 - chance_of_line).powi(outside as i32);
            let found = f32::from(u8::from(within(&before) > 0));
            let weight = 1.0 / (1.0 + places.len() as f32).ln();
            more += weight * (found - chance);
            variance += weight * weight * chance * (1.0 - chance);
        }
        Some(more / variance.sqrt())
    }

    /// Share of the words of some lines, each by its weight, that stand on other lines, too.
    fn share(&self, before: Range<usize>, after: Range<usize>, weight: impl Fn(u32) -> f32) -> f32 {
        let mut pairs = self.of_lines(after).to_vec();
        pairs.sort_unstable();
        pairs.dedup();
        let (mut all, mut found) = (0.0, 0.0);
        for pair in pairs {
            let places = self.places(pair);
            let first = places.partition_point(|&l| (l as usize) < before.start);
            all += weight(pair);
            found += if places.get(first).is_some_and(|&l| (l as usize) < before.end) {
                weight(pair)
            } else {
                0.0
            };
        }
        found / f32::max(all, 1.0)
    }

    /// The lines that a pair stands on, in order.
    fn places(&self, pair: u32) -> &[u32] {
        &self.places[self.first[pair as usize] as usize..self.first[pair as usize + 1] as usize]
    }
}

/// Adjacent Han as one number, Simplified, pairs with an empty character left out.
pub(crate) fn pairs_of<'a>(text: &'a [char], lexicon: &'a Lexicon) -> impl Iterator<Item = u32> + 'a {
    let telling = |c: char| if is_han(c) && !is_empty(c) { Some(lexicon.simplify(c) as u32) } else { None };
    let mut before = None;
    text.iter().filter_map(move |&c| {
        let now = telling(c);
        let pair = before.zip(now).map(|(a, b)| a << 16 ^ b);
        before = now;
        pair
    })
}

/// Whether a Han character carries no topic.
fn is_empty(c: char) -> bool {
    static TABLE: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let mut table = vec![false; 0x10000];
        EMPTY.chars().for_each(|c| table[c as usize] = true);
        table
    });
    TABLE.get(c as usize).copied().unwrap_or(false)
}

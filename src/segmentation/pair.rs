//! How much two units of a page speak for being one article.
//!
//! A pair has a kind (a headline and a text, two texts, …) and named features; each kind has weights of its own, learned
//! by logistic regression from pages that the reading had not seen.

use super::Role;
use super::cue::Cue;
use super::engine::{Engine, Read};
use super::feature::View;
use super::state::{HABITS, Step};
use super::unit::{Unit, UnitKind};
use super::weights::Weights;
use rustc_hash::FxHashMap;

/// Features of a pair of units that hold under any habit of the page.
const COMMON: &[&str] = &[
    "bias",
    "same reading",
    "reading's doubt",
    "shared words",
    "shared words beyond the next best",
    "best in both directions",
    "same rank",
    "sentence runs on",
    "sentence complete",
    "count runs on",
    "opens like an article",
    "opens with a subhead",
    "both long",
    "one short",
    "first has a headline",
    "second has a headline",
    "byline alone",
    "kicker alone",
];

/// How a pair lies, each under each habit of the page: first then second next to each other with the first a headline
/// (or whatever is no headline), the same with the second a headline, with one unit between, further.
const LIES: usize = 4;

/// Number of features of a pair.
pub(crate) const PAIR_FEATURES: usize = COMMON.len() + LIES * HABITS;

/// Kinds of pairs: headline-text, text-text, picture-text, picture-headline, headline-headline.
pub(crate) const PAIR_KINDS: usize = 5;

/// Number of the kind of two headlines.
pub(crate) const HEADLINES: usize = 4;

/// The two units of a pair, its kind and its features.
pub(crate) struct Pair {
    pub a: usize,
    pub b: usize,
    pub kind: usize,
    pub features: Vec<f32>,
}

/// Units further apart than this are only joined where one is a headline.
const FAR: usize = 12;

/// All pairs of units that could belong together.
pub(crate) fn pairs(units: &[Unit], view: &View, read: &Read, engine: &Engine) -> Vec<Pair> {
    let page = Survey::new(units, view, read, engine);
    let mut out = Vec::new();
    for a in 0..units.len() {
        for b in a + 1..units.len() {
            if let Some(kind) = page.kind(a, b) {
                out.push(Pair { a, b, kind, features: page.features(a, b, kind) });
            }
        }
    }
    out
}

/// The log-odds that the two units of a pair belong together.
pub(crate) fn log_odds(pair: &Pair, weights: &Weights) -> f32 {
    let n = PAIR_FEATURES;
    pair.features.iter().zip(&weights.pairs[pair.kind * n..(pair.kind + 1) * n]).map(|(f, w)| f * w).sum()
}

/// What is asked of a page for every pair.
struct Survey<'a> {
    units: &'a [Unit],
    view: &'a View<'a>,
    engine: &'a Engine,
    shared: Shared,
    habit: usize,
    /// The probability that an article begins at each line.
    begins: Vec<f32>,
    /// Place among the units that are no pictures.
    place: Vec<usize>,
    /// Rank among the headlines without text, or the texts without headline, of the reading.
    rank: FxHashMap<usize, usize>,
    ranks_agree: bool,
}

impl<'a> Survey<'a> {
    fn new(units: &'a [Unit], view: &'a View<'a>, read: &Read, engine: &'a Engine) -> Survey<'a> {
        let begins = read.marginals.steps.iter().enumerate();
        let begins = begins
            .map(|(i, steps)| if i == 0 { 1.0 } else { steps[Step::Article as usize].min(1.0) })
            .collect();
        let mut place = Vec::with_capacity(units.len());
        let mut solid = 0;
        for unit in units {
            place.push(solid);
            solid += usize::from(unit.kind != UnitKind::Picture);
        }
        let has = |u: &Unit, kind| units.iter().any(|v| v.kind == kind && v.fragment == u.fragment);
        let alone = |kind, other| -> Vec<usize> {
            (0..units.len()).filter(|&u| units[u].kind == kind && !has(&units[u], other)).collect()
        };
        let (heads, texts) = (alone(UnitKind::Head, UnitKind::Body), alone(UnitKind::Body, UnitKind::Head));
        let rank =
            heads.iter().enumerate().chain(texts.iter().enumerate()).map(|(rank, &u)| (u, rank)).collect();
        Survey {
            units,
            view,
            engine,
            shared: Shared::new(units),
            habit: read.reading.set % HABITS,
            begins,
            place,
            rank,
            ranks_agree: heads.len() == texts.len(),
        }
    }

    fn kind(&self, a: usize, b: usize) -> Option<usize> {
        use UnitKind::{Body, Head, Picture};
        let near = self.distance(a, b) <= FAR;
        match (self.units[a].kind, self.units[b].kind) {
            (Head, Body) | (Body, Head) => Some(0),
            (Body, Body) if near => Some(1),
            (Picture, Body) | (Body, Picture) if near => Some(2),
            (Picture, Head) | (Head, Picture) => Some(3),
            (Head, Head) if self.distance(a, b) <= 1 => Some(HEADLINES),
            _ => None,
        }
    }

    fn distance(&self, a: usize, b: usize) -> usize {
        let picture = |u: usize| self.units[u].kind == UnitKind::Picture;
        if picture(a) || picture(b) { b - a } else { self.place[b] - self.place[a] }
    }

    fn features(&self, a: usize, b: usize, kind: usize) -> Vec<f32> {
        let flag = |on: bool| f32::from(u8::from(on));
        let (ua, ub) = (&self.units[a], &self.units[b]);
        let (last, first) = (ua.last_line(), ub.first_line());
        let same = ua.fragment == ub.fragment;
        let doubt = if first > last {
            self.begins[last + 1..=first].iter().copied().fold(0.0, f32::max)
        } else {
            0.0
        };
        let share = self.shared.share(a, b);
        let (other_a, other_b) = (self.shared.best_other(a, b), self.shared.best_other(b, a));
        let rank =
            self.ranks_agree && kind == 0 && self.rank.get(&a).is_some_and(|r| self.rank.get(&b) == Some(r));
        let (cues_a, cues_b) = (self.view.page.lines[last].cues, self.view.page.lines[first].cues);
        let text = kind == 1;
        let runs_on =
            if text { (self.engine.runs_on(self.view, last, first) / 4.0).clamp(-1.0, 1.0) } else { 0.0 };
        let lines = |u: &Unit| u.lines().count();
        let headed =
            |u: &Unit| self.units.iter().any(|v| v.kind == UnitKind::Head && v.fragment == u.fragment);
        let only = |u: &Unit, role: Role| u.blocks.iter().all(|b| b.role == role);
        let mut out = vec![
            1.0,
            flag(same),
            if same { doubt } else { doubt - 1.0 },
            share * 3.0,
            (share - other_a.max(other_b)) * 3.0,
            flag(share > other_a && share > other_b && share > 0.0),
            flag(rank),
            runs_on,
            flag(text && cues_a.has(Cue::SentenceEnd)),
            flag(text && cues_b.any(&[Cue::EnumeratorHan, Cue::EnumeratorBracket, Cue::EnumeratorWord])),
            flag(text && cues_b.any(&[Cue::Dateline, Cue::Square, Cue::JumpFrom])),
            flag(text && ub.blocks[0].role == Role::Subhead),
            flag(lines(ua) > 8 && lines(ub) > 8),
            flag(lines(ua).min(lines(ub)) <= 2),
            flag(headed(ua) && !same),
            flag(headed(ub) && !same),
            flag(only(ua, Role::Byline) || only(ub, Role::Byline)),
            flag(only(ua, Role::Kicker)),
        ];
        let lie = match self.distance(a, b) {
            0 | 1 if ub.kind == UnitKind::Head => 1,
            0 | 1 => 0,
            2 => 2,
            _ => 3,
        };
        out.extend((0..LIES * HABITS).map(|i| flag(i == lie * HABITS + self.habit)));
        out
    }
}

/// What share of one unit's words another has, words that many units have counting less.
struct Shared {
    table: Vec<f32>,
    kinds: Vec<UnitKind>,
}

impl Shared {
    fn new(units: &[Unit]) -> Shared {
        let mut spread: FxHashMap<u32, f32> = FxHashMap::default();
        for unit in units {
            for &pair in &unit.pairs {
                *spread.entry(pair).or_default() += 1.0;
            }
        }
        let n = units.len();
        let mut table = vec![0.0; n * n];
        for a in 0..n {
            for b in a + 1..n {
                let (small, large) =
                    if units[a].pairs.len() <= units[b].pairs.len() { (a, b) } else { (b, a) };
                let (mut all, mut both) = (0.0, 0.0);
                let mut words: Vec<u32> = units[small].pairs.iter().copied().collect();
                words.sort_unstable();
                for pair in words {
                    let weight = 1.0 / spread[&pair];
                    all += weight;
                    both += if units[large].pairs.contains(&pair) { weight } else { 0.0 };
                }
                let share = if all > 0.0 { both / all } else { 0.0 };
                (table[a * n + b], table[b * n + a]) = (share, share);
            }
        }
        Shared { table, kinds: units.iter().map(|u| u.kind).collect() }
    }

    fn share(&self, a: usize, b: usize) -> f32 {
        self.table[a * self.kinds.len() + b]
    }

    /// The largest share that `a` has with a unit of `b`'s kind other than `b`.
    fn best_other(&self, a: usize, b: usize) -> f32 {
        (0..self.kinds.len())
            .filter(|&c| c != a && c != b && self.kinds[c] == self.kinds[b])
            .map(|c| self.share(a, c))
            .fold(0.0, f32::max)
    }
}

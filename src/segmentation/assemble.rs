//! Which units make one article.
//!
//! Every two units have a log-odds of belonging together, weighed from what they share: the reading, nearness, words,
//! sentences that run on, counts that run on. The surest pairs are joined first, an article takes one headline, and
//! what no pair speaks for stays apart.

use super::chain::Marginals;
use super::cue::Cue;
use super::engine::Engine;
use super::line::Lines;
use super::state::{Grammar, Step};
use super::unit::{Unit, UnitKind};
use super::weights::Weights;
use rustc_hash::FxHashMap;

/// Features of a pair of units.
pub(crate) const PAIR_FEATURES: &[&str] = &[
    "bias",
    "same reading",
    "sure of the reading",
    "next to each other",
    "one unit between",
    "second before first",
    "shared words",
    "shared words beyond the next best",
    "best in both directions",
    "same rank",
    "page's habit",
    "sentence runs on",
    "sentence complete",
    "count runs on",
    "opens like an article",
    "both long",
    "first has headline in the reading",
    "second has headline in the reading",
    "one short",
];

/// Kinds of pairs that have weights of their own: headline-text, text-text, picture-text, picture-headline.
pub(crate) const PAIR_KINDS: usize = 4;

/// The two units of a pair, its kind and its features.
pub(crate) struct Pair {
    pub a: usize,
    pub b: usize,
    pub kind: usize,
    pub features: Vec<f32>,
}

/// Text units further apart than this are only joined across by their words: units.
const FAR: usize = 12;

/// All pairs of units that could belong together.
pub(crate) fn pairs(units: &[Unit], page: &Lines, marginals: &Marginals, engine: &Engine) -> Vec<Pair> {
    let grammar = Grammar::get();
    let shared = shared_words(units);
    let of = |kind: UnitKind| {
        units.iter().enumerate().filter(move |(_, u)| u.kind == kind).map(|(i, _)| i).collect::<Vec<_>>()
    };
    let (heads, bodies) = (of(UnitKind::Head), of(UnitKind::Body));
    let headed = |u: usize| units.iter().any(|v| v.kind == UnitKind::Head && v.fragment == units[u].fragment);
    let fragment_has =
        |u: usize, kind: UnitKind| units.iter().any(|v| v.kind == kind && v.fragment == units[u].fragment);
    // Headlines and texts that the reading left alone, in page order: where all headlines come last they pair by rank.
    let alone = |set: &[usize], other: UnitKind| -> FxHashMap<usize, usize> {
        set.iter()
            .copied()
            .filter(|&u| !fragment_has(u, other))
            .enumerate()
            .map(|(rank, u)| (u, rank))
            .collect()
    };
    let (lone_heads, lone_bodies) = (alone(&heads, UnitKind::Body), alone(&bodies, UnitKind::Head));
    // How many of the headlines that the reading placed stand before their text.
    let before = heads
        .iter()
        .filter(|&&h| bodies.iter().any(|&b| b > h && units[b].fragment == units[h].fragment))
        .count();
    let after = heads
        .iter()
        .filter(|&&h| bodies.iter().any(|&b| b < h && units[b].fragment == units[h].fragment))
        .count();
    let habit = (before as f32 - after as f32) / (before + after).max(1) as f32;
    let article_probability = |line: usize| -> f32 {
        if line == 0 {
            return 1.0;
        }
        let row = &marginals.moves[line * grammar.moves.len()..];
        grammar.moves.iter().zip(row).filter(|(m, _)| m.step == Step::Article).map(|(_, p)| p).sum()
    };
    let solid: Vec<usize> = (0..units.len()).filter(|&u| units[u].kind != UnitKind::Picture).collect();
    let place: FxHashMap<usize, usize> = solid.iter().enumerate().map(|(at, &u)| (u, at)).collect();
    let mut out = Vec::new();
    for a in 0..units.len() {
        for b in a + 1..units.len() {
            use UnitKind::{Body, Head, Picture};
            let kind = match (units[a].kind, units[b].kind) {
                (Head, Body) | (Body, Head) => 0,
                (Body, Body) => 1,
                (Picture, Body) | (Body, Picture) => 2,
                (Picture, Head) | (Head, Picture) => 3,
                _ => continue,
            };
            let distance = match (place.get(&a), place.get(&b)) {
                (Some(x), Some(y)) => y - x,
                _ => b - a,
            };
            if kind == 1 && distance > FAR {
                continue;
            }
            let same = units[a].fragment == units[b].fragment;
            let share = shared.share(a, b);
            let (best_a, best_b) = (shared.best_other(a, b), shared.best_other(b, a));
            let rank = match kind {
                0 => {
                    let (h, t) = if units[a].kind == Head { (a, b) } else { (b, a) };
                    lone_heads.get(&h).is_some_and(|r| lone_bodies.get(&t) == Some(r))
                        && lone_heads.len() == lone_bodies.len()
                }
                _ => false,
            };
            let between: f32 = (units[a].last_line() + 1
                ..=units[b].first_line().max(units[a].last_line() + 1).min(page.lines.len() - 1))
                .map(|i| article_probability(i).min(1.0))
                .fold(0.0, f32::max);
            let (mut runs_on, mut complete, mut count, mut opens) = (0.0, 0.0, 0.0, 0.0);
            if kind == 1 {
                let (x, y) = (units[a].last_line(), units[b].first_line());
                let cues = page.lines[x].cues;
                runs_on = (engine.runs_on(page, x, y) / 4.0).clamp(-1.0, 1.0);
                complete = f32::from(u8::from(cues.has(Cue::SentenceEnd)));
                count = f32::from(u8::from(page.lines[y].cues.any(&[
                    Cue::EnumeratorHan,
                    Cue::EnumeratorBracket,
                    Cue::EnumeratorWord,
                ])));
                opens =
                    f32::from(u8::from(page.lines[y].cues.any(&[Cue::Dateline, Cue::Square, Cue::JumpFrom])));
            }
            let lines = |u: usize| units[u].lines().count();
            let flag = |on: bool| f32::from(u8::from(on));
            let adjacent_head_first = kind == 0 && distance == 1;
            let direction = if units[a].kind == Head { 1.0 } else { -1.0 };
            out.push(Pair {
                a,
                b,
                kind,
                features: vec![
                    1.0,
                    flag(same),
                    if same { 1.0 - between } else { 0.0 } * 2.0 - if same { 0.0 } else { between },
                    flag(distance == 1),
                    flag(distance == 2),
                    if kind == 0 || kind == 3 { direction } else { 0.0 } * flag(distance == 1),
                    share * 3.0,
                    (share - best_a.max(best_b)) * 3.0,
                    flag(share > best_a && share > best_b && share > 0.0),
                    flag(rank),
                    if adjacent_head_first { habit * direction } else { 0.0 },
                    runs_on,
                    complete,
                    count,
                    opens,
                    flag(lines(a) > 8 && lines(b) > 8),
                    flag(headed(a) && !same),
                    flag(headed(b) && !same),
                    flag(lines(a).min(lines(b)) <= 2),
                ],
            });
        }
    }
    out
}

/// The log-odds that the two units of a pair belong together.
pub(crate) fn log_odds(pair: &Pair, weights: &Weights) -> f32 {
    let n = PAIR_FEATURES.len();
    pair.features.iter().zip(&weights.pairs[pair.kind * n..(pair.kind + 1) * n]).map(|(f, w)| f * w).sum()
}

/// Units gathered into articles, each a list of units in page order; articles by their first unit.
pub(crate) fn articles(units: &[Unit], pairs: &[Pair], weights: &Weights) -> Vec<Vec<usize>> {
    let mut scored: Vec<(f32, usize, usize)> =
        pairs.iter().map(|p| (log_odds(p, weights), p.a, p.b)).filter(|s| s.0 > 0.0).collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut of: Vec<usize> = (0..units.len()).collect();
    let mut heads: Vec<usize> = units.iter().map(|u| usize::from(u.kind == UnitKind::Head)).collect();
    for (_, a, b) in scored {
        let (x, y) = (of[a].min(of[b]), of[a].max(of[b]));
        if x == y || heads[x] + heads[y] > 1 {
            continue;
        }
        heads[x] += heads[y];
        of.iter_mut().filter(|o| **o == y).for_each(|o| *o = x);
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut index: FxHashMap<usize, usize> = FxHashMap::default();
    for (unit, &article) in of.iter().enumerate() {
        let at = *index.entry(article).or_insert_with(|| {
            out.push(Vec::new());
            out.len() - 1
        });
        out[at].push(unit);
    }
    out
}

/// What share of one unit's words another has, words that many units have counting less.
struct Shared {
    table: Vec<f32>,
    kinds: Vec<UnitKind>,
}

fn shared_words(units: &[Unit]) -> Shared {
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
            let (small, large) = if units[a].pairs.len() <= units[b].pairs.len() { (a, b) } else { (b, a) };
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

impl Shared {
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

//! How much two units of a page speak for being one article.
//!
//! A pair has a kind (a headline and a text, two texts, …) and named features; each kind has weights of its own, learned
//! by logistic regression from pages that the reading had not seen.

use super::Role;
use super::cue::Cue;
use super::engine::{Engine, Read};
use super::judge;
use super::state::{HABITS, Step};
use super::unit::{Unit, UnitKind};
use super::view::View;
use rustc_hash::FxHashMap;

/// Features of a pair of units that hold under any habit of the page.
const COMMON: &[&str] = &[
    "bias",
    "same reading",
    "reading's doubt",
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
    "label of pictures, picture",
    "label of pictures, text",
    "goes on elsewhere",
    "both signed",
];

/// How much two units speak of the same things and whether they have one place in their order: near each other, and apart.
const SPEECH: &[&str] = &[
    "shared words",
    "shared words beyond the next best",
    "shared words best in both directions",
    "same topic",
    "same topic beyond the next best",
    "same topic best in both directions",
    "same place in their order",
];

/// How a pair lies, each under each habit of the page: first then second next to each other with the first a headline
/// (or whatever is no headline), the same with the second a headline, with one unit between, further.
const LIES: usize = 4;

/// Number of features of a pair.
pub(crate) const PAIR_FEATURES: usize = COMMON.len() + 2 * SPEECH.len() + LIES * HABITS;

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
    /// The log-odds that the two belong together.
    pub odds: f32,
}

/// Units further apart than this are only joined where one is a headline.
const FAR: usize = 12;

/// All pairs of units that could belong together.
pub(crate) fn pairs(units: &[Unit], view: &View, read: &Read, engine: &Engine) -> Vec<Pair> {
    let page = Survey::new(units, view, read, engine);
    let (n, weights) = (judge::size(PAIR_FEATURES), &engine.weights.pairs);
    let mut out = Vec::new();
    for a in 0..units.len() {
        for b in a + 1..units.len() {
            if let Some(kind) = page.kind(a, b) {
                let features = page.features(a, b, kind);
                let odds = judge::log_odds(&weights[kind * n..(kind + 1) * n], &features);
                out.push(Pair { a, b, kind, features, odds });
            }
        }
    }
    out
}

/// How much a pair's units speak of one topic, and how much more than of the next best.
pub(crate) fn speech(pair: &Pair) -> (f32, f32) {
    let (near, apart) = (COMMON.len(), COMMON.len() + SPEECH.len());
    (pair.features[near + 3] + pair.features[apart + 3], pair.features[near + 4] + pair.features[apart + 4])
}

/// How far a topic is above that of two units that share no word.
pub(crate) fn above_silence(topic: f32) -> f32 {
    (topic - (1.0 - OWN_WORDS).ln()).max(0.0)
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
    /// For each headline without text of its own, the text without headline that has its place in their order.
    aligned: FxHashMap<usize, usize>,
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
        let is_text =
            |u: &Unit| u.kind == UnitKind::Body || u.kind == UnitKind::Picture && !has(u, UnitKind::Body);
        let heads: Vec<usize> = (0..units.len())
            .filter(|&u| units[u].kind == UnitKind::Head)
            .filter(|&u| !units.iter().any(|v| v.fragment == units[u].fragment && is_text(v)))
            .collect();
        let mut texts: Vec<usize> =
            (0..units.len()).filter(|&u| is_text(&units[u]) && !has(&units[u], UnitKind::Head)).collect();
        texts.dedup_by_key(|u| units[*u].fragment);
        let shared = Shared::new(units);
        let aligned = align(&heads, &texts, |head, text| shared.affinity(head, text));
        Survey { units, view, engine, shared, habit: read.reading.set % HABITS, begins, place, aligned }
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
        let (share, lead, leads) = self.shared.standing(&self.shared.words, a, b);
        let (topic, topic_lead, topic_leads) = self.shared.standing(&self.shared.topic, a, b);
        let aligned = self.aligned.get(&a) == Some(&b) || self.aligned.get(&b) == Some(&a);
        let (cues_a, cues_b) = (self.view.page.lines[last].cues, self.view.page.lines[first].cues);
        let text = kind == 1;
        let runs_on =
            if text { (self.engine.runs_on(self.view, last, first) / 4.0).clamp(-1.0, 1.0) } else { 0.0 };
        let lines = |u: &Unit| u.lines().count();
        let headed =
            |u: &Unit| self.units.iter().any(|v| v.kind == UnitKind::Head && v.fragment == u.fragment);
        let only = |u: &Unit, role: Role| u.blocks.iter().all(|b| b.role == role);
        let label = |u: &Unit| {
            u.kind == UnitKind::Head && u.lines().any(|i| self.view.page.lines[i].cues.has(Cue::PhotoLabel))
        };
        let photo = label(ua) || label(ub);
        // A byline, or the reporter in a text's opening.
        let signed = |u: &Unit| {
            u.blocks.iter().any(|b| b.role == Role::Byline)
                || self.view.page.lines[u.first_line()].cues.has(Cue::ReporterInside)
        };
        let mut out = vec![
            1.0,
            flag(same),
            if same { doubt } else { doubt - 1.0 },
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
            flag(photo && kind == 3),
            flag(photo && kind == 0),
            flag(text && cues_a.has(Cue::JumpTo)),
            flag(signed(ua) && signed(ub)),
        ];
        let lie = match self.distance(a, b) {
            0 | 1 if ub.kind == UnitKind::Head => 1,
            0 | 1 => 0,
            2 => 2,
            _ => 3,
        };
        // What two units speak of decides more where they stand apart.
        let speech = [
            share * 3.0,
            lead * 3.0,
            flag(leads && share > 0.0),
            topic,
            topic_lead,
            flag(topic_leads && topic > 0.0),
            flag(aligned),
        ];
        out.extend([lie < 2, lie >= 2].into_iter().flat_map(|holds| speech.map(|f| f * flag(holds))));
        out.extend((0..LIES * HABITS).map(|i| flag(i == lie * HABITS + self.habit)));
        out
    }
}

/// Pairs headlines and texts that both stand in the articles' order, some of either left out, so that the sum of their
/// affinities is the largest.
fn align(
    heads: &[usize],
    texts: &[usize],
    affinity: impl Fn(usize, usize) -> f32,
) -> FxHashMap<usize, usize> {
    let width = texts.len() + 1;
    // best[h * width + t]: the largest sum over the first h headlines and t texts.
    let mut best = vec![0f32; (heads.len() + 1) * width];
    let through = |best: &[f32], h: usize, t: usize| best[h * width + t] + affinity(heads[h], texts[t]);
    for h in 0..heads.len() {
        for t in 0..texts.len() {
            best[(h + 1) * width + t + 1] =
                through(&best, h, t).max(best[h * width + t + 1]).max(best[(h + 1) * width + t]);
        }
    }
    let (mut h, mut t) = (heads.len(), texts.len());
    let mut out = FxHashMap::default();
    while h > 0 && t > 0 {
        let here = best[h * width + t];
        if here == best[h * width + t - 1] {
            t -= 1;
        } else if here == best[(h - 1) * width + t] {
            h -= 1;
        } else {
            (h, t) = (h - 1, t - 1);
            out.insert(heads[h], texts[t]);
        }
    }
    out
}

/// How much of what one unit speaks of another speaks of, for all pairs of units.
struct Shared {
    /// Share of the shorter one's words that the other has, words that many units have counting less.
    words: Vec<f32>,
    /// How much likelier the shorter one's words are in the other than on the whole page: mean nats a word.
    topic: Vec<f32>,
    kinds: Vec<UnitKind>,
}

/// Weight of the other unit's own words against the page's when it is asked how likely a word is in it.
const OWN_WORDS: f32 = 0.4;
/// How far above the next best a unit is taken to be at most, and where there is no other.
const NO_RIVAL: f32 = 0.4;

impl Shared {
    fn new(units: &[Unit]) -> Shared {
        // In how many units a pair of characters is, and how often on the page.
        let mut spread: FxHashMap<u32, (f32, f32)> = FxHashMap::default();
        for (pair, count) in units.iter().flat_map(|u| &u.pairs) {
            let at = spread.entry(*pair).or_default();
            *at = (at.0 + 1.0, at.1 + count);
        }
        let lengths: Vec<f32> = units.iter().map(|u| u.pairs.iter().map(|p| p.1).sum()).collect();
        let page: f32 = lengths.iter().sum();
        let n = units.len();
        let (mut words, mut topic) = (vec![0.0; n * n], vec![0.0; n * n]);
        for a in 0..n {
            for b in a + 1..n {
                let (small, large) =
                    if units[a].pairs.len() <= units[b].pairs.len() { (a, b) } else { (b, a) };
                let (mut all, mut both, mut nats) = (0.0, 0.0, 0.0);
                let mut rest = units[large].pairs.iter().peekable();
                for &(pair, count) in &units[small].pairs {
                    let (units, occurrences) = spread[&pair];
                    all += 1.0 / units;
                    while rest.next_if(|other| other.0 < pair).is_some() {}
                    if let Some(&&(_, there)) = rest.peek().filter(|other| other.0 == pair) {
                        both += 1.0 / units;
                        let (own, of_page) = (there / lengths[large], (occurrences - count) / page);
                        nats += (1.0 - OWN_WORDS + OWN_WORDS * own / of_page).ln();
                    } else {
                        nats += (1.0 - OWN_WORDS).ln();
                    }
                }
                let pairs = units[small].pairs.len().max(1) as f32;
                let share = if all > 0.0 { both / all } else { 0.0 };
                (words[a * n + b], words[b * n + a]) = (share, share);
                (topic[a * n + b], topic[b * n + a]) = (nats / pairs, nats / pairs);
            }
        }
        Shared { words, topic, kinds: units.iter().map(|u| u.kind).collect() }
    }

    /// How much a headline and a text speak of the same, never less than a little.
    fn affinity(&self, a: usize, b: usize) -> f32 {
        /// What two units that stand in order are worth though they share no word.
        const ORDER: f32 = 0.1;
        let at = a * self.kinds.len() + b;
        ORDER + self.words[at] + above_silence(self.topic[at])
    }

    /// The entry of two units in a table, how far it is above the next best of either, and whether it is the best of both.
    fn standing(&self, table: &[f32], a: usize, b: usize) -> (f32, f32, bool) {
        let n = self.kinds.len();
        let own = table[a * n + b];
        let best_other = |of: usize, than: usize| {
            (0..n)
                .filter(|&c| c != of && c != than && self.kinds[c] == self.kinds[than])
                .map(|c| table[of * n + c])
                .fold(f32::NEG_INFINITY, f32::max)
        };
        let other = best_other(a, b).max(best_other(b, a));
        (own, (own - other).min(NO_RIVAL), own > other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_find_their_texts_by_order_and_leave_out_what_has_none() {
        let (heads, texts) = ([0, 1, 2], [10, 11]);
        let in_order = align(&heads, &texts, |_, _| 0.1);
        assert_eq!(in_order.len(), 2);
        // The second headline speaks of neither text: the others keep theirs.
        let aligned =
            align(&heads, &texts, |h, t| if (h, t) == (0, 10) || (h, t) == (2, 11) { 1.0 } else { 0.1 });
        assert_eq!((aligned.get(&0), aligned.get(&1), aligned.get(&2)), (Some(&10), None, Some(&11)));
    }
}

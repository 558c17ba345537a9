//! How much two units of a page speak for being one article.
//!
//! A pair has a kind (a headline and a text, two texts, …) and named features; each kind has weights of its own, learned
//! by logistic regression from pages that the reading had not seen.

mod asked;

use super::Role;
use super::cue::Cue;
use super::engine::{Engine, Read};
use super::judge;
use super::shared::{REACH, Shared};
use super::state::{HABITS, Step};
use super::template::{self, Question, fill, width};
use super::unit::{Kinds, Unit, UnitKind};
use super::view::View;
use super::watch::Watch;
use asked::{OfPair, PAIR};
use rustc_hash::FxHashMap;

/// Number of features of a pair.
pub(crate) const PAIR_FEATURES: usize = width(PAIR);

/// The questions that are asked of a pair.
pub(crate) fn questions() -> impl Iterator<Item = &'static Question> {
    template::questions(PAIR)
}

/// Kinds of pairs: headline-text, text-text, picture-text, picture-headline, headline-headline.
pub(crate) const PAIR_KINDS: usize = 5;

/// Number of the kind of two headlines.
pub(crate) const HEADLINES: u8 = 4;

/// The two units of a pair, its kind and what was found of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub kind: u8,
    /// Their places among the page's units.
    a: u32,
    b: u32,
    /// The log-odds that the two belong together.
    pub odds: f32,
    /// How much they speak of one topic, and how much more than of the next best.
    pub topic: f32,
    pub lead: f32,
}

impl Pair {
    #[cfg(test)]
    pub(crate) fn of(units: [usize; 2], kind: u8, odds: f32) -> Pair {
        let [a, b] = units.map(|unit| unit as u32);
        Pair { kind, a, b, odds, topic: 0.0, lead: 0.0 }
    }

    /// Its units, the earlier first.
    pub(crate) fn units(&self) -> [usize; 2] {
        [self.a, self.b].map(|unit| unit as usize)
    }
}

/// Units further apart than this are only joined where one is a headline.
const FAR: usize = 12;

/// All pairs of units that could belong together, by their units; `None` where the page was given up.
pub(crate) fn pairs(
    units: &[Unit],
    view: &View,
    read: &Read,
    engine: &Engine,
    watch: &Watch,
) -> Option<Vec<Pair>> {
    let mut out = Vec::new();
    each(units, view, read, engine, watch, |pair, _| out.push(pair))?;
    Some(out)
}

/// Hands on each of the [`pairs`] with its features.
pub(crate) fn each(
    units: &[Unit],
    view: &View,
    read: &Read,
    engine: &Engine,
    watch: &Watch,
    mut take: impl FnMut(Pair, &[f32; PAIR_FEATURES]),
) -> Option<()> {
    let page = Survey::new(units, view, read, engine);
    let (n, weights) = (judge::size(PAIR_FEATURES), &engine.weights.pairs);
    for a in 0..units.len() {
        watch.at(a, units.len())?;
        // How surely an article begins between the end of the one and the beginning of the other.
        let mut between = units[a].last_line() + 1;
        let mut doubt = 0f32;
        for (b, unit) in units.iter().enumerate().take(a + REACH + 1).skip(a + 1) {
            while between <= unit.first_line() {
                doubt = doubt.max(page.begins[between]);
                between += 1;
            }
            if let Some(kind) = page.kind(a, b) {
                let asked = page.ask(a, b, kind, doubt);
                let mut features = [0.0; PAIR_FEATURES];
                fill(PAIR, &mut features, |ask| ask(&asked));
                let odds = judge::log_odds(&weights[kind * n..(kind + 1) * n], &features);
                let (topic, lead) = (asked.topic, asked.topic_lead);
                take(Pair { kind: kind as u8, a: a as u32, b: b as u32, odds, topic, lead }, &features);
            }
        }
    }
    Some(())
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
    traits: Vec<Traits>,
    /// For each headline without text of its own, the text without headline that has its place in their order.
    aligned: FxHashMap<usize, usize>,
}

/// What is asked of a unit in each of its pairs.
struct Traits {
    lines: usize,
    /// Whether the reading's article has a headline.
    headed: bool,
    only_byline: bool,
    only_kicker: bool,
    /// A headline that is a label of pictures.
    label: bool,
    /// A byline, or the reporter in a text's opening.
    signed: bool,
}

impl Traits {
    fn of(unit: &Unit, view: &View, headed: bool) -> Traits {
        let cues = |i: usize| view.page.lines[i].cues;
        let only = |role: Role| unit.blocks.iter().all(|b| b.role == role);
        Traits {
            lines: unit.lines().count(),
            headed,
            only_byline: only(Role::Byline),
            only_kicker: only(Role::Kicker),
            label: unit.kind == UnitKind::Head && unit.lines().any(|i| cues(i).has(Cue::PhotoLabel)),
            signed: unit.blocks.iter().any(|b| b.role == Role::Byline)
                || cues(unit.first_line()).has(Cue::ReporterInside),
        }
    }
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
        let kinds = Kinds::of(units);
        let has = |u: &Unit, kind: UnitKind| kinds.beside(u, kind);
        let of_kind = |kind| (0..units.len()).filter(move |&u: &usize| units[u].kind == kind);
        let heads: Vec<usize> = of_kind(UnitKind::Head)
            .filter(|&u| !has(&units[u], UnitKind::Body) && !has(&units[u], UnitKind::Picture))
            .collect();
        let is_text =
            |u: &Unit| u.kind == UnitKind::Body || u.kind == UnitKind::Picture && !has(u, UnitKind::Body);
        let mut texts: Vec<usize> =
            (0..units.len()).filter(|&u| is_text(&units[u]) && !has(&units[u], UnitKind::Head)).collect();
        texts.dedup_by_key(|u| units[*u].fragment);
        let shared = Shared::new(units, REACH);
        let aligned = align(&heads, &texts, REACH, |head, text| shared.affinity(head, text));
        let traits = units.iter().map(|u| Traits::of(u, view, has(u, UnitKind::Head))).collect();
        let habit = read.reading.set % HABITS;
        Survey { units, view, engine, shared, habit, begins, place, traits, aligned }
    }

    fn kind(&self, a: usize, b: usize) -> Option<usize> {
        use UnitKind::{Body, Head, Picture};
        let near = self.distance(a, b) <= FAR;
        match (self.units[a].kind, self.units[b].kind) {
            (Head, Body) | (Body, Head) => Some(0),
            (Body, Body) if near => Some(1),
            (Picture, Body) | (Body, Picture) if near => Some(2),
            (Picture, Head) | (Head, Picture) => Some(3),
            (Head, Head) if self.distance(a, b) <= 1 => Some(usize::from(HEADLINES)),
            _ => None,
        }
    }

    fn distance(&self, a: usize, b: usize) -> usize {
        let picture = |u: usize| self.units[u].kind == UnitKind::Picture;
        if picture(a) || picture(b) { b - a } else { self.place[b] - self.place[a] }
    }

    /// What is known of a pair; `doubt` is how surely an article begins between the two.
    fn ask(&self, a: usize, b: usize, kind: usize, doubt: f32) -> OfPair<'_> {
        let (ua, ub) = (&self.units[a], &self.units[b]);
        let (last, first) = (ua.last_line(), ub.first_line());
        let text = kind == 1;
        let lie = match self.distance(a, b) {
            0 | 1 if ub.kind == UnitKind::Head => 1,
            0 | 1 => 0,
            2 => 2,
            _ => 3,
        };
        let flag = |on: bool| f32::from(u8::from(on));
        let (share, share_lead, leads) = self.shared.words.standing(self.units, a, b);
        let (topic, topic_lead, topic_leads) = self.shared.topic.standing(self.units, a, b);
        OfPair {
            kind,
            same: ua.fragment == ub.fragment,
            doubt,
            runs_on: if text {
                (self.engine.runs_on(self.view, last, first) / 4.0).clamp(-1.0, 1.0)
            } else {
                0.0
            },
            text,
            cues: [last, first].map(|i| self.view.page.lines[i].cues),
            second_role: ub.blocks[0].role,
            traits: [&self.traits[a], &self.traits[b]],
            shared: share * 3.0,
            shared_lead: share_lead * 3.0,
            shared_best: flag(leads && share > 0.0),
            topic,
            topic_lead,
            topic_best: flag(topic_leads && topic > 0.0),
            order: flag(self.aligned.get(&a) == Some(&b) || self.aligned.get(&b) == Some(&a)),
            lie,
            habit: self.habit,
        }
    }
}

/// Pairs headlines and texts that both stand in the articles' order, some of either left out, so that the sum of their
/// affinities is the largest; those further apart than `reach` are no pair. Both are in page order.
fn align(
    heads: &[usize],
    texts: &[usize],
    reach: usize,
    affinity: impl Fn(usize, usize) -> f32,
) -> FxHashMap<usize, usize> {
    // Of each headline the texts within reach of it. best[h][t - low]: the largest sum over the headlines before the h-th
    // and the first t texts; after the last within reach it stays what it is.
    let within = |head: usize| {
        let before = |bound: usize| texts.partition_point(|&t| t < bound);
        before(head.saturating_sub(reach))..before(head + reach + 1)
    };
    let mut best: Vec<(usize, Vec<f32>)> = vec![(0, vec![0.0])];
    let sum = |row: &(usize, Vec<f32>), t: usize| row.1[(t - row.0).min(row.1.len() - 1)];
    for &head in heads {
        let before = &best[best.len() - 1];
        let within = within(head);
        let mut row = vec![sum(before, within.start)];
        for t in within.clone() {
            let through = sum(before, t) + affinity(head, texts[t]);
            row.push(through.max(sum(before, t + 1)).max(row[row.len() - 1]));
        }
        best.push((within.start, row));
    }
    let mut t = texts.len();
    let mut out = FxHashMap::default();
    for (h, &head) in heads.iter().enumerate().rev() {
        let (row, before) = (&best[h + 1], &best[h]);
        let within = within(head);
        // Texts that the headlines up to this one do as well without.
        while t > within.start && sum(row, t) == sum(row, t - 1) {
            t -= 1;
        }
        if t > within.start && sum(row, t) != sum(before, t) {
            t -= 1;
            out.insert(head, texts[t]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Page;
    use crate::segmentation::line::Lines;

    #[test]
    fn headlines_find_their_texts_by_order_and_leave_out_what_has_none() {
        let (heads, texts) = ([0, 1, 2], [10, 11]);
        let in_order = align(&heads, &texts, REACH, |_, _| 0.1);
        assert_eq!(in_order.len(), 2);
        // The second headline speaks of neither text: the others keep theirs.
        let speaks = |h, t| if (h, t) == (0, 10) || (h, t) == (2, 11) { 1.0 } else { 0.1 };
        let aligned = align(&heads, &texts, REACH, speaks);
        assert_eq!((aligned.get(&0), aligned.get(&1), aligned.get(&2)), (Some(&10), None, Some(&11)));
    }

    #[test]
    fn units_of_a_page_are_all_weighed_and_those_of_a_heap_of_pages_only_near_each_other() {
        let pairs = |articles: usize| {
            let article = "渡口今日开通\n\n　　本报讯（记者 何闻）两岸群众往来不必再绕行三十里山路。\n\n";
            let lines = Lines::read(&Page::new(article.repeat(articles)));
            let engine = Engine::get();
            let found = engine.outcome(&engine.extractor.view(&lines), &[]);
            let far = found.pairs.iter().map(|pair| pair.units()).map(|[a, b]| b - a).max();
            (found.units.len(), found.pairs.len(), far)
        };
        let (units, _, far) = pairs(60);
        assert_eq!(far, Some(units - 1));
        let (units, count, far) = pairs(140);
        assert!(units > REACH && far.is_some_and(|far| far <= REACH && far + 1 < units));
        assert!(count <= units * REACH);
    }

    /// The largest sum of affinities, every way tried, and its pairs: the last texts left out first, then headlines.
    fn defined(
        heads: &[usize],
        texts: &[usize],
        reach: usize,
        affinity: &dyn Fn(usize, usize) -> f32,
    ) -> (f32, Vec<(usize, usize)>) {
        let ([heads @ .., head], [texts @ .., text]) = (heads, texts) else { return (0.0, Vec::new()) };
        let without_text = defined(&[heads, &[*head]].concat(), texts, reach, affinity);
        let without_head = defined(heads, &[texts, &[*text]].concat(), reach, affinity);
        let mut both = defined(heads, texts, reach, affinity);
        both.0 = if head.abs_diff(*text) <= reach { both.0 + affinity(*head, *text) } else { f32::MIN };
        both.1.push((*head, *text));
        let best = both.0.max(without_text.0).max(without_head.0);
        [without_text, without_head, both].into_iter().find(|way| way.0 == best).unwrap()
    }

    proptest::proptest! {
        #[test]
        fn headlines_and_texts_within_reach_are_aligned_as_every_way_tried_has_it(
            kinds in proptest::collection::vec(0u8..3, 0..11),
            seed in 0usize..50,
            reach in 1usize..12,
        ) {
            let of_kind = |kind: u8| (0..kinds.len()).filter(|&u| kinds[u] == kind).collect::<Vec<_>>();
            let (heads, texts) = (of_kind(0), of_kind(1));
            let affinity = |h: usize, t: usize| 0.125 * ((h * 7 + t * 13 + seed) % 5 + 1) as f32;
            let found = align(&heads, &texts, reach, affinity);
            let mut found: Vec<(usize, usize)> = found.into_iter().collect();
            found.sort_unstable();
            proptest::prop_assert_eq!(found, defined(&heads, &texts, reach, &affinity).1);
        }
    }
}

//! Pairs of fragments, and how much each speaks for being one article.
//!
//! A pair has a kind (a headline and a text, two texts, …) and named features; each kind has weights of its own, learned
//! by logistic regression from pages that the reading had not seen.

mod asked;

use super::Role;
use super::crf::Continuation;
use super::cue::Cue;
use super::fragment::{Fragment, FragmentKind, Kinds};
use super::grammar::{HABITS, Step};
use super::inference::Inference;
use super::mlp;
use super::page_context::PageContext;
use super::shared::{REACH, Shared};
use super::template::{self, Question, fill, width};
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

/// The two fragments of a pair, its kind and what was found of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub kind: u8,
    /// Their places among the page's fragments.
    a: u32,
    b: u32,
    /// The log-odds that the two belong together.
    pub odds: f32,
    /// Share of one topic in what they speak of, and how much more than of the next best.
    pub topic: f32,
    pub lead: f32,
}

impl Pair {
    #[cfg(test)]
    pub(crate) fn of(fragments: [usize; 2], kind: u8, odds: f32) -> Pair {
        let [a, b] = fragments.map(|fragment| fragment as u32);
        Pair { kind, a, b, odds, topic: 0.0, lead: 0.0 }
    }

    /// Its fragments, the earlier first.
    pub(crate) fn fragments(&self) -> [usize; 2] {
        [self.a, self.b].map(|fragment| fragment as usize)
    }
}

/// Fragments further apart than this are only joined where one is a headline.
const FAR: usize = 12;

/// Scorer of pairs: the weights of each kind of pair, and of going on from one fragment's end to another.
#[derive(Clone, Copy)]
pub(crate) struct PairScorer<'a> {
    pub weights: &'a [f32],
    pub continuation: Continuation<'a>,
}

/// All pairs of fragments that could belong together, by their fragments; `None` where the page was given up.
pub(crate) fn pairs(
    fragments: &[Fragment],
    context: &PageContext,
    inference: &Inference,
    scorer: &PairScorer,
    watch: &Watch,
) -> Option<Vec<Pair>> {
    let mut out = Vec::new();
    each(fragments, context, inference, scorer, watch, |pair, _| out.push(pair))?;
    Some(out)
}

/// Hands on each of the [`pairs`] with its features.
pub(crate) fn each(
    fragments: &[Fragment],
    context: &PageContext,
    inference: &Inference,
    scorer: &PairScorer,
    watch: &Watch,
    mut take: impl FnMut(Pair, &[f32; PAIR_FEATURES]),
) -> Option<()> {
    let page = Survey::new(fragments, context, inference, scorer.continuation);
    let (n, weights) = (mlp::size(PAIR_FEATURES), scorer.weights);
    for a in 0..fragments.len() {
        watch.at(a, fragments.len())?;
        // How surely an article begins between the end of the one and the beginning of the other.
        let mut between = fragments[a].last_line() + 1;
        let mut doubt = 0f32;
        for (b, fragment) in fragments.iter().enumerate().take(a + REACH + 1).skip(a + 1) {
            while between <= fragment.first_line() {
                doubt = doubt.max(page.begins[between]);
                between += 1;
            }
            if let Some(kind) = page.kind(a, b) {
                let asked = page.ask(a, b, kind, doubt);
                let mut features = [0.0; PAIR_FEATURES];
                fill(PAIR, &mut features, |ask| ask(&asked));
                let odds = mlp::log_odds(&weights[kind * n..(kind + 1) * n], &features);
                let (topic, lead) = (asked.topic, asked.topic_lead);
                take(Pair { kind: kind as u8, a: a as u32, b: b as u32, odds, topic, lead }, &features);
            }
        }
    }
    Some(())
}

/// Facts about a page that every pair asks for.
struct Survey<'a> {
    fragments: &'a [Fragment],
    context: &'a PageContext<'a>,
    continuation: Continuation<'a>,
    shared: Shared,
    habit: usize,
    /// The probability that an article begins at each line.
    begins: Vec<f32>,
    /// Place among the fragments that are no pictures.
    place: Vec<usize>,
    traits: Vec<Traits>,
    /// For each headline without text of its own, the text without headline that has its place in their order.
    aligned: FxHashMap<usize, usize>,
}

/// Facts about a fragment that each of its pairs asks for.
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
    fn of(fragment: &Fragment, context: &PageContext, headed: bool) -> Traits {
        let cues = |i: usize| context.page.lines[i].cues;
        let only = |role: Role| fragment.blocks.iter().all(|b| b.role == role);
        Traits {
            lines: fragment.lines().count(),
            headed,
            only_byline: only(Role::Byline),
            only_kicker: only(Role::Kicker),
            label: fragment.kind == FragmentKind::Head
                && fragment.lines().any(|i| cues(i).has(Cue::PhotoLabel)),
            signed: fragment.blocks.iter().any(|b| b.role == Role::Byline)
                || cues(fragment.first_line()).has(Cue::ReporterInside),
        }
    }
}

impl<'a> Survey<'a> {
    fn new(
        fragments: &'a [Fragment],
        context: &'a PageContext<'a>,
        inference: &Inference,
        continuation: Continuation<'a>,
    ) -> Survey<'a> {
        let begins = inference.marginals.steps.iter().enumerate();
        let begins = begins
            .map(|(i, steps)| if i == 0 { 1.0 } else { steps[Step::Article as usize].min(1.0) })
            .collect();
        let mut place = Vec::with_capacity(fragments.len());
        let mut solid = 0;
        for fragment in fragments {
            place.push(solid);
            solid += usize::from(fragment.kind != FragmentKind::Picture);
        }
        let kinds = Kinds::of(fragments);
        let has = |u: &Fragment, kind: FragmentKind| kinds.beside(u, kind);
        let of_kind = |kind| (0..fragments.len()).filter(move |&u: &usize| fragments[u].kind == kind);
        let heads: Vec<usize> = of_kind(FragmentKind::Head)
            .filter(|&u| {
                !has(&fragments[u], FragmentKind::Body) && !has(&fragments[u], FragmentKind::Picture)
            })
            .collect();
        let is_text = |u: &Fragment| {
            u.kind == FragmentKind::Body || u.kind == FragmentKind::Picture && !has(u, FragmentKind::Body)
        };
        let mut texts: Vec<usize> = (0..fragments.len())
            .filter(|&u| is_text(&fragments[u]) && !has(&fragments[u], FragmentKind::Head))
            .collect();
        texts.dedup_by_key(|u| fragments[*u].article);
        let shared = Shared::new(fragments, REACH);
        let aligned = align(&heads, &texts, REACH, |head, text| shared.affinity(head, text));
        let traits = fragments.iter().map(|u| Traits::of(u, context, has(u, FragmentKind::Head))).collect();
        let habit = inference.reading.set % HABITS;
        Survey { fragments, context, continuation, shared, habit, begins, place, traits, aligned }
    }

    fn kind(&self, a: usize, b: usize) -> Option<usize> {
        use FragmentKind::{Body, Head, Picture};
        let near = self.distance(a, b) <= FAR;
        match (self.fragments[a].kind, self.fragments[b].kind) {
            (Head, Body) | (Body, Head) => Some(0),
            (Body, Body) if near => Some(1),
            (Picture, Body) | (Body, Picture) if near => Some(2),
            (Picture, Head) | (Head, Picture) => Some(3),
            (Head, Head) if self.distance(a, b) <= 1 => Some(usize::from(HEADLINES)),
            _ => None,
        }
    }

    fn distance(&self, a: usize, b: usize) -> usize {
        let picture = |u: usize| self.fragments[u].kind == FragmentKind::Picture;
        if picture(a) || picture(b) { b - a } else { self.place[b] - self.place[a] }
    }

    /// Facts about a pair; `doubt` is how surely an article begins between the two.
    fn ask(&self, a: usize, b: usize, kind: usize, doubt: f32) -> OfPair<'_> {
        let (ua, ub) = (&self.fragments[a], &self.fragments[b]);
        let (last, first) = (ua.last_line(), ub.first_line());
        let text = kind == 1;
        let lie = match self.distance(a, b) {
            0 | 1 if ub.kind == FragmentKind::Head => 1,
            0 | 1 => 0,
            2 => 2,
            _ => 3,
        };
        let flag = |on: bool| f32::from(u8::from(on));
        let (share, share_lead, leads) = self.shared.words.standing(self.fragments, a, b);
        let (topic, topic_lead, topic_leads) = self.shared.topic.standing(self.fragments, a, b);
        OfPair {
            kind,
            same: ua.article == ub.article,
            doubt,
            runs_on: if text {
                (self.continuation.odds(self.context, last, first) / 4.0).clamp(-1.0, 1.0)
            } else {
                0.0
            },
            text,
            cues: [last, first].map(|i| self.context.page.lines[i].cues),
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
    use crate::segmentation::engine::Engine;
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
            let found = engine.outcome(&engine.extractor.context(&lines), &[]);
            let far = found.pairs.iter().map(|pair| pair.fragments()).map(|[a, b]| b - a).max();
            (found.fragments.len(), found.pairs.len(), far)
        };
        let (fragments, _, far) = pairs(60);
        assert_eq!(far, Some(fragments - 1));
        let (fragments, count, far) = pairs(140);
        assert!(fragments > REACH && far.is_some_and(|far| far <= REACH && far + 1 < fragments));
        assert!(count <= fragments * REACH);
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

//! Which habit of placing headlines a page keeps.
//!
//! Line by line two habits may explain a page equally well: each headline stands between two texts. What tells is the
//! outcome: under the right habit headlines speak of the texts they come to, no text begins with a subhead, and few
//! headlines are left over. So the page is taken apart under every habit that is nearly as likely as the likeliest,
//! and the outcomes are compared by learned weights.

use super::Role;
use super::engine::Read;
use super::pair::Pair;
use super::shared;
use super::state::HABITS;
use super::unit::{RawBlock, Unit, UnitKind};
use super::weights::Weights;

/// A page taken apart under one habit.
pub(crate) struct Outcome {
    pub read: Read,
    pub units: Vec<Unit>,
    /// By their units.
    pub pairs: Vec<Pair>,
    pub furniture: Vec<RawBlock>,
    /// The units of each article.
    pub articles: Vec<Vec<usize>>,
    /// Nats that the reading is behind the likeliest under any habit.
    pub behind: f32,
}

impl Outcome {
    /// The article of each unit.
    pub(crate) fn owners(&self) -> Vec<usize> {
        let mut owners = vec![0; self.units.len()];
        for (article, members) in self.articles.iter().enumerate() {
            members.iter().for_each(|&u| owners[u] = article);
        }
        owners
    }
}

/// What is asked of an outcome; the habits follow.
const QUESTIONS: &[&str] = &[
    "nats behind the likeliest",
    "share of the text without a headline",
    "share of the headlines without a text",
    "headlines speak of their texts",
    "more than of others",
    "nats that the texts say of their headlines",
    "and more than other texts do",
    "articles that begin with a subhead",
    "articles for the length of the page",
    "articles put together from afar",
    "doubt of the joins",
];

/// Number of features of an outcome.
pub(crate) const CHOICE_FEATURES: usize = QUESTIONS.len() + HABITS;

/// Readings further behind the likeliest are not looked at, in nats.
pub(crate) const CLOSE: f32 = 12.0;

/// The outcome's features.
pub(crate) fn features(outcome: &Outcome) -> Vec<f32> {
    let Outcome { read, units, pairs, articles, .. } = outcome;
    let lines = |u: &Unit| u.lines().count() as f32;
    let kind = |u: usize| units[u].kind;
    let all = |wanted: UnitKind| -> f32 { units.iter().filter(|u| u.kind == wanted).map(lines).sum() };
    let (mut bare, mut idle, mut topics, mut leads, mut headed) = (0f32, 0f32, 0f32, 0f32, 0f32);
    let (mut subhead_first, mut from_afar) = (0.0, 0.0);
    let (mut said, mut said_alone) = (0.0, 0.0);
    for members in articles {
        let of = |wanted: UnitKind| members.iter().copied().filter(move |&u| kind(u) == wanted);
        let (head, text) = (of(UnitKind::Head).next(), of(UnitKind::Body).next());
        let pictures = of(UnitKind::Picture).next();
        if head.is_none() {
            bare += of(UnitKind::Body).map(|u| lines(&units[u])).sum::<f32>();
        } else if text.or(pictures).is_none() {
            idle += of(UnitKind::Head).map(|u| lines(&units[u])).sum::<f32>();
        }
        if let (Some(head), Some(text)) = (head, text.or(pictures)) {
            let (a, b) = (head.min(text), head.max(text));
            if let Ok(at) = pairs.binary_search_by_key(&[a, b], Pair::units) {
                let Pair { topic, lead, .. } = pairs[at];
                (topics, leads, headed) = (topics + topic, leads + lead, headed + 1.0);
                let words: f32 = units[head].pairs.iter().map(|p| p.1).sum();
                (said, said_alone) = (said + words * shared::above_silence(topic), said_alone + words * lead);
            }
        }
        subhead_first += f32::from(u8::from(text.is_some_and(|u| units[u].blocks[0].role == Role::Subhead)));
        let fragments = members.iter().map(|&u| units[u].fragment);
        from_afar += f32::from(u8::from(fragments.clone().max() != fragments.min()));
    }
    let many = articles.len().max(1) as f32;
    let joins = articles.iter().map(|members| members.len() - 1).sum::<usize>().max(1) as f32;
    let owners = outcome.owners();
    let together = |pair: &Pair| {
        let [a, b] = pair.units().map(|u| owners[u]);
        a == b
    };
    // The weakest join that holds each article's units together is not known here; all within an article stand for it.
    let doubt: f32 = pairs.iter().filter(|p| together(p)).map(|p| (1.0 + (-p.odds).exp()).ln()).sum();
    let mut out = vec![
        outcome.behind / 4.0,
        bare / all(UnitKind::Body).max(1.0),
        idle / all(UnitKind::Head).max(1.0),
        topics / headed.max(1.0),
        leads / headed.max(1.0),
        said / 10.0,
        said_alone / 10.0,
        subhead_first / many,
        many / (units.iter().map(lines).sum::<f32>() / 40.0).max(1.0),
        from_afar / many,
        (doubt / joins).min(4.0),
    ];
    out.extend((0..HABITS).map(|habit| f32::from(u8::from(read.reading.set % HABITS == habit))));
    out
}

/// The best of the outcomes so far: the others are forgotten as they come.
#[derive(Default)]
pub(crate) struct Choice {
    best: Option<(f32, Outcome)>,
}

impl Choice {
    /// Takes an outcome if it is better than those before.
    pub(crate) fn offer(&mut self, outcome: Outcome, weights: &Weights) {
        let score = features(&outcome).iter().zip(&weights.choice).map(|(f, w)| f * w).sum();
        if self.best.as_ref().is_none_or(|(best, _)| score > *best) {
            self.best = Some((score, outcome));
        }
    }

    /// The best; `None` where there was none.
    pub(crate) fn best(self) -> Option<Outcome> {
        self.best.map(|(_, outcome)| outcome)
    }
}

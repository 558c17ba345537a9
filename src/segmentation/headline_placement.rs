//! Choice of the habit of placing headlines that a page keeps.
//!
//! Line by line two habits may explain a page equally well: each headline stands between two texts. What tells is the
//! outcome: under the right habit headlines speak of the texts they come to, no text begins with a subhead, and few
//! headlines are left over. So the page is taken apart under every habit that is nearly as likely as the likeliest,
//! and the outcomes are compared by learned weights.

use super::Role;
use super::fragment::{Fragment, FragmentKind};
use super::grammar::HABITS;
use super::hypothesis::Hypothesis;
use super::pair::Pair;
use super::shared;
use super::template::{self, Answer, Question, Template, values, width};
use Answer::{Value, Which};

/// Facts about an outcome; shares and means.
struct OfOutcome {
    behind: f32,
    bare: f32,
    idle: f32,
    topic: f32,
    lead: f32,
    said: f32,
    said_alone: f32,
    subhead_first: f32,
    many: f32,
    from_afar: f32,
    doubt: f32,
    habit: usize,
}

/// Function that answers a question about an outcome.
type Ask = fn(&OfOutcome) -> Answer;

const fn ask(name: &'static str, values: u32, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, values, words, answer)
}

/// Questions about an outcome.
const OUTCOME: &[Template<Ask>] = &[
    ask(
        "choice-behind",
        1,
        ["逐行判断落后多少", "how far the reading is behind the likeliest"],
        |o| Value(o.behind / 4.0),
    ),
    ask("choice-bare", 1, ["无标题正文的比例", "share of the text without a headline"], |o| {
        Value(o.bare)
    }),
    ask("choice-idle", 1, ["无正文标题的比例", "share of the headlines without a text"], |o| {
        Value(o.idle)
    }),
    ask("choice-topic", 1, ["标题说的是正文的事", "headlines speak of their texts"], |o| {
        Value(o.topic)
    }),
    ask("choice-lead", 1, ["胜过别的正文", "more than of others"], |o| Value(o.lead)),
    ask("choice-said", 1, ["正文说了标题多少", "how much the texts say of their headlines"], |o| {
        Value(o.said / 10.0)
    }),
    ask("choice-said-alone", 1, ["胜过别的正文多少", "and more than other texts do"], |o| {
        Value(o.said_alone / 10.0)
    }),
    ask(
        "choice-subhead-first",
        1,
        ["以小标题起头的文章", "articles that begin with a subhead"],
        |o| Value(o.subhead_first),
    ),
    ask(
        "choice-many",
        1,
        ["就版面长短而言的文章数", "articles for the length of the page"],
        |o| Value(o.many),
    ),
    ask("choice-afar", 1, ["由远处拼成的文章", "articles put together from afar"], |o| {
        Value(o.from_afar)
    }),
    ask("choice-doubt", 1, ["拼接的疑问", "doubt of the joins"], |o| Value(o.doubt.min(4.0))),
    ask("choice-habit", HABITS as u32, ["标题放在何处", "where headlines are put"], |o| {
        Which(Some(o.habit))
    }),
];

/// Number of features of an outcome.
pub(crate) const PLACEMENT_FEATURES: usize = width(OUTCOME);

/// The questions that are asked of an outcome.
pub(crate) fn questions() -> impl Iterator<Item = &'static Question> {
    template::questions(OUTCOME)
}

/// Readings further behind the likeliest are not looked at, in nats.
pub(crate) const CLOSE: f32 = 12.0;

/// The outcome's features.
pub(crate) fn features(outcome: &Hypothesis) -> Vec<f32> {
    let Hypothesis { inference, fragments, pairs, articles, .. } = outcome;
    let lines = |u: &Fragment| u.lines().count() as f32;
    let kind = |u: usize| fragments[u].kind;
    let all =
        |wanted: FragmentKind| -> f32 { fragments.iter().filter(|u| u.kind == wanted).map(lines).sum() };
    let (mut bare, mut idle, mut topics, mut leads, mut headed) = (0f32, 0f32, 0f32, 0f32, 0f32);
    let (mut subhead_first, mut from_afar) = (0.0, 0.0);
    let (mut said, mut said_alone) = (0.0, 0.0);
    for members in articles {
        let of = |wanted: FragmentKind| members.iter().copied().filter(move |&u| kind(u) == wanted);
        let (head, text) = (of(FragmentKind::Head).next(), of(FragmentKind::Body).next());
        let pictures = of(FragmentKind::Picture).next();
        if head.is_none() {
            bare += of(FragmentKind::Body).map(|u| lines(&fragments[u])).sum::<f32>();
        } else if text.or(pictures).is_none() {
            idle += of(FragmentKind::Head).map(|u| lines(&fragments[u])).sum::<f32>();
        }
        if let (Some(head), Some(text)) = (head, text.or(pictures)) {
            let (a, b) = (head.min(text), head.max(text));
            if let Ok(at) = pairs.binary_search_by_key(&[a, b], Pair::fragments) {
                let Pair { topic, lead, .. } = pairs[at];
                (topics, leads, headed) = (topics + topic, leads + lead, headed + 1.0);
                let words: f32 = fragments[head].pairs.iter().map(|p| p.1).sum();
                (said, said_alone) = (said + words * shared::above_silence(topic), said_alone + words * lead);
            }
        }
        subhead_first +=
            f32::from(u8::from(text.is_some_and(|u| fragments[u].blocks[0].role == Role::Subhead)));
        let fragments = members.iter().map(|&u| fragments[u].article);
        from_afar += f32::from(u8::from(fragments.clone().max() != fragments.min()));
    }
    let many = articles.len().max(1) as f32;
    let joins = articles.iter().map(|members| members.len() - 1).sum::<usize>().max(1) as f32;
    let owners = outcome.owners();
    let together = |pair: &Pair| {
        let [a, b] = pair.fragments().map(|u| owners[u]);
        a == b
    };
    // The weakest join that holds each article's fragments together is not known here; all within an article stand for it.
    let doubt: f32 = pairs.iter().filter(|p| together(p)).map(|p| (1.0 + (-p.odds).exp()).ln()).sum();
    let outcome = OfOutcome {
        behind: outcome.behind,
        bare: bare / all(FragmentKind::Body).max(1.0),
        idle: idle / all(FragmentKind::Head).max(1.0),
        topic: topics / headed.max(1.0),
        lead: leads / headed.max(1.0),
        said,
        said_alone,
        subhead_first: subhead_first / many,
        many: many / (fragments.iter().map(lines).sum::<f32>() / 40.0).max(1.0),
        from_afar: from_afar / many,
        doubt: doubt / joins,
        habit: inference.reading.set % HABITS,
    };
    values(OUTCOME, |ask| ask(&outcome))
}

/// Score of an outcome.
pub(crate) fn score(outcome: &Hypothesis, weights: &[f32]) -> f32 {
    features(outcome).iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// The best of the outcomes so far: the others are forgotten as they come.
#[derive(Default)]
pub(crate) struct Choice {
    best: Option<(f32, Hypothesis)>,
}

impl Choice {
    /// Takes an outcome if it is better than those before.
    pub(crate) fn offer(&mut self, outcome: Hypothesis, weights: &[f32]) {
        let score = score(&outcome, weights);
        if self.best.as_ref().is_none_or(|(best, _)| score > *best) {
            self.best = Some((score, outcome));
        }
    }

    /// The best; `None` where there was none.
    pub(crate) fn best(self) -> Option<Hypothesis> {
        self.best.map(|(_, outcome)| outcome)
    }
}

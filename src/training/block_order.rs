//! Links between pieces of text on pages whose blocks are in rows: the weights of `segmentation/block_order/link.rs`.

use crate::evaluation::LabelledPage;
use crate::han::sequence::Sequences;
use crate::segmentation::Role;
use crate::segmentation::block_order::{
    END_SIGNS, LINK_SIGNS, LinkContext, LinkWeights, Question, may_be_in_rows, pieces, sure_links,
};
use crate::segmentation::engine::Engine;
use crate::segmentation::line::Lines;
use rayon::prelude::*;
use std::collections::HashMap;

/// Texts of a page that do go on elsewhere, from which the page is one in rows.
const IN_ROWS: usize = 2;
/// Share of them above which the page is in more pieces than those of papers.
const MOST_ELSEWHERE: f64 = 0.45;
/// Passes over all questions, how far one step goes, and the pull of each weight to nothing.
const EPOCHS: usize = 1500;
const RATE: f64 = 0.2;
const PULL: f64 = 1.0;

/// The number of all signs: of a link, then of an end.
const SIGNS: usize = LINK_SIGNS + END_SIGNS;

/// A question and its answer: in which of the others a text goes on, or that it ends.
pub(crate) struct Asked {
    question: Question,
    answer: Option<usize>,
}

impl Asked {
    fn goes_elsewhere(&self) -> bool {
        let Question { piece, others, .. } = &self.question;
        let next = others.iter().map(|(other, _)| other).filter(|other| *other > piece).min();
        self.answer.is_some_and(|answer| Some(&others[answer].0) != next)
    }
}

/// The questions of those pages that are in rows: as they stand, and with what is sure by some weights known.
pub(crate) fn asked(
    pages: &[LabelledPage],
    engine: &Engine,
    sequences: &Sequences,
    weights: Option<&LinkWeights>,
) -> Vec<Asked> {
    let in_rows = |asked: &Vec<Asked>| {
        let elsewhere = asked.iter().filter(|asked| asked.goes_elsewhere()).count();
        elsewhere >= IN_ROWS && elsewhere as f64 <= MOST_ELSEWHERE * asked.len() as f64
    };
    let of_page = |page| of_page(page, engine, sequences, weights);
    pages.par_iter().map(of_page).filter(in_rows).flatten_iter().collect()
}

/// What is asked on a page of which the answer is one of those that can be given.
fn of_page(
    page: &LabelledPage,
    engine: &Engine,
    sequences: &Sequences,
    weights: Option<&LinkWeights>,
) -> Vec<Asked> {
    let lines = Lines::read(&page.page);
    if !may_be_in_rows(&lines) {
        return Vec::new();
    }
    let of_text = |role: Role| {
        matches!(role, Role::Paragraph | Role::Subhead | Role::Verse | Role::Credit | Role::Jump)
    };
    let mut next = HashMap::new();
    for article in &page.articles {
        let text: Vec<_> =
            article.blocks.iter().filter(|b| of_text(b.role)).flat_map(|b| b.lines.iter().copied()).collect();
        next.extend(text.windows(2).map(|pair| (pair[0], Some(pair[1]))));
        next.extend(text.last().map(|&last| (last, None)));
    }
    let Some(reading) = engine.likeliest(&lines) else { return Vec::new() };
    let pieces = pieces(&lines, &reading);
    let first = |piece: usize| lines.lines[pieces[piece].lines.start].no;
    let last = |piece: usize| lines.lines[pieces[piece].lines.end - 1].no;
    let answered = |question: Question| {
        let answer = match *next.get(&last(question.piece))? {
            None => None,
            Some(line) => Some(question.others.iter().position(|(other, _)| first(*other) == line)?),
        };
        Some(Asked { question, answer })
    };
    let context = LinkContext::new(&lines, &pieces, sequences);
    let sure = weights.map(|weights| sure_links(context.questions(&[]), weights)).unwrap_or_default();
    context.questions(&sure).into_iter().filter_map(answered).collect()
}

/// The weights of a link and of an end: the likeliest, by AdaGrad.
pub(crate) fn fit(asked: &[Asked]) -> LinkWeights {
    let (mut weights, mut history) = ([0f64; SIGNS], [1e-6; SIGNS]);
    for _ in 0..EPOCHS {
        let none = || [0f64; SIGNS];
        let gradient = asked.par_iter().fold(none, |sum, asked| slope(sum, asked, &weights));
        let gradient = gradient.reduce(none, |a, b| std::array::from_fn(|i| a[i] + b[i]));
        for ((weight, past), g) in weights.iter_mut().zip(&mut history).zip(gradient) {
            let g = g - PULL * *weight;
            *past += g * g;
            *weight += RATE * g / past.sqrt();
        }
    }
    let of = |at: usize| weights[at] as f32;
    LinkWeights { link: std::array::from_fn(of), end: std::array::from_fn(|at| of(LINK_SIGNS + at)) }
}

/// The probability of each answer; the end's is the last.
fn probabilities(question: &Question, weights: &[f64; SIGNS]) -> Vec<f64> {
    let dot = |signs: &[f32], weights: &[f64]| {
        signs.iter().zip(weights).map(|(s, w)| f64::from(*s) * w).sum::<f64>()
    };
    let mut scores: Vec<f64> = question.others.iter().map(|(_, signs)| dot(signs, weights)).collect();
    scores.push(dot(&question.end, &weights[LINK_SIGNS..]));
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let all: f64 = scores.iter().map(|score| (score - top).exp()).sum();
    scores.iter().map(|score| (score - top).exp() / all).collect()
}

/// Adds the slope of the log-likelihood of an answer.
fn slope(mut sum: [f64; SIGNS], Asked { question, answer }: &Asked, weights: &[f64; SIGNS]) -> [f64; SIGNS] {
    let expected = probabilities(question, weights);
    for (at, (_, signs)) in question.others.iter().enumerate() {
        let error = f64::from(u8::from(*answer == Some(at))) - expected[at];
        sum.iter_mut().zip(signs).for_each(|(sum, sign)| *sum += error * f64::from(*sign));
    }
    let error = f64::from(u8::from(answer.is_none())) - expected[question.others.len()];
    sum[LINK_SIGNS..].iter_mut().zip(question.end).for_each(|(sum, sign)| *sum += error * f64::from(sign));
    sum
}

/// Shares of right answers: of all, of those that are elsewhere, of ends; and how many each is of.
pub(crate) fn right(asked: &[Asked], weights: &LinkWeights) -> [(f64, usize); 3] {
    let all: [f64; SIGNS] = std::array::from_fn(|i| {
        if i < LINK_SIGNS { weights.link[i] } else { weights.end[i - LINK_SIGNS] }.into()
    });
    let is_right = |asked: &&Asked| {
        let p = probabilities(&asked.question, &all);
        let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b]));
        best == Some(asked.answer.unwrap_or(asked.question.others.len()))
    };
    let share = |wanted: &dyn Fn(&&Asked) -> bool| {
        let of: Vec<&Asked> = asked.iter().filter(wanted).collect();
        let right = of.iter().copied().filter(|asked| is_right(asked)).count();
        (right as f64 / of.len().max(1) as f64, of.len())
    };
    [share(&|_| true), share(&|asked| asked.goes_elsewhere()), share(&|asked| asked.answer.is_none())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question with one candidate of which the first sign says whether the text goes on in it.
    fn asked(sign: f32, answer: Option<usize>) -> Asked {
        let mut signs = [0.0; LINK_SIGNS];
        signs[0] = sign;
        let mut end = [0.0; END_SIGNS];
        end[0] = 1.0;
        Asked {
            question: Question { piece: 3, others: vec![(9, signs), (5, [0.0; LINK_SIGNS])], end },
            answer,
        }
    }

    #[test]
    fn what_goes_on_elsewhere_is_told_from_what_ends() {
        let asked: Vec<Asked> = (0..40).map(|i| asked((i % 2) as f32, (i % 2 == 1).then_some(0))).collect();
        let found = fit(&asked);
        assert!(found.link[0] > 1.0, "{found:?}");
        assert_eq!(right(&asked, &found), [(1.0, 40), (1.0, 20), (1.0, 20)]);
        assert_eq!(fit(&asked), found, "the same on each run");
    }
}

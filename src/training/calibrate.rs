//! Whether probabilities are what they say: of the lines held for 80% sure, 80% ought to be right.

use super::labels;
use super::trainer::WeightedPage;
use crate::evaluation::{LabelledPage, score};
use crate::segmentation::Segmentation;
use crate::segmentation::engine::Engine;
use crate::segmentation::grammar::{Grammar, Step};
use crate::segmentation::inference::PlattScaling;
use crate::segmentation::line::Lines;
use rayon::prelude::*;
use std::fmt::Write;

/// Judgement of a line: how sure the engine was of it, and whether it was right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    role: f32,
    pub role_right: bool,
    /// Of how it follows the line before; none for a page's first line.
    pub step: Option<(f32, bool)>,
    /// The block that begins with it: of the articles' blocks in order, then of furniture.
    pub block: Option<usize>,
}

/// Judgements of each line of a labelled page by an engine, and what was asked of its blocks.
pub(crate) fn judge(page: &LabelledPage, engine: &Engine) -> (Vec<Judged>, Vec<Vec<f32>>) {
    let lines = engine.lines(&page.page, &[]);
    let context = engine.extractor.context(&lines);
    let outcome = engine.outcome(&context, &[]);
    let same = |steps: &[f32; 3]| engine.weights.doubt.correct(steps[Step::Same as usize]);
    let same: Vec<f32> = outcome.inference.marginals.steps.iter().map(same).collect();
    let (found, asked) = engine.present_asked(&page.page, &context, outcome);
    (judge_lines(page, &lines, &found, &same), asked)
}

/// Judges what came of the lines of a labelled page; `same` is how sure each is to go on with the block before.
fn judge_lines(page: &LabelledPage, lines: &Lines, found: &Segmentation, same: &[f32]) -> Vec<Judged> {
    let Some(gold) = labels::labels(page, lines) else { return Vec::new() };
    let of_articles = found
        .articles
        .iter()
        .enumerate()
        .flat_map(|(a, article)| article.blocks.iter().map(move |block| (Some(a), block)));
    let blocks: Vec<_> = of_articles.chain(found.furniture.iter().map(|block| (None, block))).collect();
    let mut at = vec![0; lines.lines.len()];
    for (b, (_, block)) in blocks.iter().enumerate() {
        block.lines.iter().flat_map(|no| lines.indices(*no)).for_each(|i| at[i] = b);
    }
    let step = |same_block: bool, same_article: bool| match (same_block, same_article) {
        (true, _) => Step::Same,
        (_, true) => Step::Block,
        _ => Step::Article,
    };
    (0..at.len())
        .map(|i| {
            let (article, block) = blocks[at[i]];
            let first = block.lines[0] == lines.lines[i].no;
            let taken = (i > 0).then(|| step(at[i] == at[i - 1], article == blocks[at[i - 1]].0));
            let sure = match taken {
                Some(Step::Same) => Some(same[i]),
                Some(_) if first => Some(block.boundary_confidence),
                // A paragraph taken up again after what broke into it.
                _ => None,
            };
            Judged {
                role: block.role_confidence,
                role_right: block.role == gold[i].role,
                step: taken.zip(sure).map(|(taken, sure)| {
                    let right =
                        step(gold[i].block == gold[i - 1].block, gold[i].article == gold[i - 1].article);
                    (sure.min(1.0), taken == right)
                }),
                block: first.then_some(at[i]),
            }
        })
        .collect()
}

/// Confidence of the engine in going on with a block, from line to line of labelled pages, and whether it was right.
fn going_on(lessons: &[WeightedPage], engines: &[Engine]) -> Vec<(f32, bool)> {
    let grammar = Grammar::get();
    let of_page = |lesson: &WeightedPage| -> Vec<(f32, bool)> {
        let engine = &engines[lesson.fold];
        let lines = engine.lines(&lesson.page.page, &[]);
        let Some(gold) = labels::reading(&lesson.page, &lines) else { return Vec::new() };
        let inference = engine.outcome(&engine.extractor.context(&lines), &[]).inference;
        let goes_on = |moves: &[usize], i: usize| grammar.moves[moves[i]].step == Step::Same;
        (1..lines.lines.len())
            .filter(|&i| goes_on(&inference.reading.moves, i))
            .map(|i| (inference.marginals.steps[i][Step::Same as usize].min(1.0), goes_on(&gold.moves, i)))
            .collect()
    };
    lessons.par_iter().flat_map_iter(of_page).collect()
}

/// The correction that makes the probabilities of going on what they say; `engines` are one for each fold, which they
/// have not seen.
pub(crate) fn fit(lessons: &[WeightedPage], engines: &[Engine]) -> PlattScaling {
    PlattScaling(platt(going_on(lessons, engines).into_iter()))
}

/// Slope and offset of a logistic correction of log-odds (Platt 1999), by Newton's method, each step halved until it is
/// one for the better.
fn platt(said: impl Iterator<Item = (f32, bool)>) -> [f32; 2] {
    let said: Vec<(f64, f64)> =
        said.map(|(p, right)| (PlattScaling::log_odds(p).into(), f64::from(u8::from(right)))).collect();
    // Nats by which the answers surprise; a weak pull to no correction keeps a handful of lines from making a strong one.
    let surprise = |[a, b]: [f64; 2]| {
        let of_line = |&(x, y): &(f64, f64)| {
            let odds = if y > 0.5 { a * x + b } else { -(a * x + b) };
            (-odds.abs()).exp().ln_1p() + (-odds).max(0.0)
        };
        said.iter().map(of_line).sum::<f64>() + ((a - 1.0).powi(2) + b * b) / 2.0
    };
    let mut at = [1.0, 0.0];
    for _ in 0..30 {
        let [a, b] = at;
        let (mut ga, mut gb) = (a - 1.0, b);
        let (mut haa, mut hab, mut hbb) = (1.0, 0.0, 1.0);
        for &(x, y) in &said {
            let p = 1.0 / (1.0 + (-(a * x + b)).exp());
            let w = p * (1.0 - p);
            ga += (p - y) * x;
            gb += p - y;
            haa += w * x * x;
            hab += w * x;
            hbb += w;
        }
        let determinant = haa * hbb - hab * hab;
        let step = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
        let now = surprise(at);
        let tries = (0..40).map(|halved| 0.5f64.powi(halved));
        let mut better = tries.map(|share| [a - share * step[0], b - share * step[1]]);
        match better.find(|&next| surprise(next) < now) {
            Some(next) => at = next,
            None => break,
        }
    }
    at.map(|w| w as f32)
}

/// Confidence of the engine in each article of labelled pages, and whether it was right.
fn articles(pages: &[LabelledPage], engine: &Engine) -> Vec<(f32, bool)> {
    let of_page = |page: &LabelledPage| -> Vec<(f32, bool)> {
        let found = engine.segment(&page.page, &[]);
        let right = score::exact_articles(page, &found);
        found.articles.iter().map(|a| a.confidence).zip(right).collect()
    };
    pages.par_iter().flat_map_iter(of_page).collect()
}

/// Bins of the table.
const BINS: usize = 10;
/// Share of all decisions, and of all articles, that counts as the least sure, in percent.
const LEAST_SURE: usize = 10;
const LEAST_SURE_ARTICLES: usize = 30;
/// Confidence from which an article counts as sure.
const SURE: f32 = 0.8;

/// Number of those that are wrong, and what share of these, in percent, is among the `least` percent that are least sure.
fn least_sure(mut said: Vec<(f32, bool)>, least: usize) -> (usize, f64) {
    said.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wrong = |said: &[(f32, bool)]| said.iter().filter(|(_, right)| !right).count();
    let (all, among) = (wrong(&said), wrong(&said[..said.len() * least / 100]));
    (all, 100.0 * among as f64 / all.max(1) as f64)
}

/// Reliability of the engine on labelled pages as a table: how sure it was and how often it was right.
pub(crate) fn reliability(pages: &[LabelledPage], engine: &Engine) -> String {
    let of_page = |page: &LabelledPage| judge(page, engine).0;
    let judged: Vec<Judged> = pages.par_iter().flat_map_iter(of_page).collect();
    let mut out = String::from(
        "sure       role: blocks  sure  right   boundary: lines  sure  right   articles  sure  right\n",
    );
    let bins = |said: Vec<(f32, bool)>| -> [[f64; 3]; BINS] {
        let mut bins = [[0.0; 3]; BINS];
        for (p, right) in said {
            let bin = &mut bins[((p * BINS as f32) as usize).min(BINS - 1)];
            bin[0] += 1.0;
            bin[1] += f64::from(p);
            bin[2] += f64::from(u8::from(right));
        }
        bins
    };
    let roles = || judged.iter().filter(|j| j.block.is_some()).map(|j| (j.role, j.role_right));
    let of_roles = bins(roles().collect());
    let of_steps = bins(judged.iter().filter_map(|j| j.step).collect());
    let articles = articles(pages, engine);
    let of_articles = bins(articles.clone());
    for bin in 0..BINS {
        let _ = write!(out, "{:>3}–{:<3}%  ", bin * 100 / BINS, (bin + 1) * 100 / BINS);
        for [count, sure, right] in [of_roles[bin], of_steps[bin], of_articles[bin]] {
            let share = |sum: f64| 100.0 * sum / count.max(1.0);
            let _ = write!(out, "{count:>12} {:>5.1} {:>6.1}  ", share(sure), share(right));
        }
        out.push('\n');
    }
    // A line's sureness is that of its weaker half.
    let lines = judged.iter().map(|j| {
        let (sure, right) = j.step.unwrap_or((1.0, true));
        (sure.min(j.role), right && j.role_right)
    });
    let decisions = roles().chain(judged.iter().filter_map(|j| j.step));
    for (what, said) in [("roles and boundaries", decisions.collect()), ("lines", lines.collect::<Vec<_>>())]
    {
        let (all, share) = least_sure(said.clone(), LEAST_SURE);
        let count = said.len();
        let _ = writeln!(
            out,
            "{count} {what}, {all} wrong; {share:.1}% of these among the {LEAST_SURE}% least sure"
        );
    }
    let sure: Vec<bool> = articles.iter().filter(|(p, _)| *p >= SURE).map(|(_, right)| *right).collect();
    let right = 100.0 * sure.iter().filter(|right| **right).count() as f64 / sure.len().max(1) as f64;
    let count = articles.len();
    let (all, share) = least_sure(articles, LEAST_SURE_ARTICLES);
    let _ = writeln!(
        out,
        "{count} articles, {all} wrong; {share:.1}% of these among the {LEAST_SURE_ARTICLES}% least sure; \
         {right:.1}% right of {} that it is {:.0}% sure of",
        sure.len(),
        100.0 * SURE
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overconfidence_is_taken_back() {
        // Said 90%, right in 7 of 10; said 60%, right in 5.5 of 10.
        let said = (0..2000).map(|i| if i % 2 == 0 { (0.9, i / 2 % 10 < 7) } else { (0.6, i / 2 % 20 < 11) });
        let correction = platt(said);
        let correction = PlattScaling(correction);
        assert!((correction.correct(0.9) - 0.7).abs() < 0.02);
        assert!((correction.correct(0.6) - 0.55).abs() < 0.02);
    }

    #[test]
    fn certainty_that_errs_now_and_then_does_not_throw_the_correction_off() {
        let said = |i: usize| if i % 10 < 1 { (0.7, i / 10 % 10 < 7) } else { (1.0, !i.is_multiple_of(53)) };
        let correction = platt((0..5000).map(said));
        let correction = PlattScaling(correction);
        assert!((correction.correct(1.0) - 52.0 / 53.0).abs() < 0.01, "{correction:?}");
        assert!((correction.correct(0.7) - 0.7).abs() < 0.02, "{correction:?}");
    }
}

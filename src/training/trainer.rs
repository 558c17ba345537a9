//! Learns the engine's weights from labelled pages: maximum conditional likelihood with AdaGrad
//! (Duchi, Hazan and Singer 2011), one page a step, the same on each run.

use super::{LabelledPage, labels, score::Tally};
use crate::segmentation::chain::{Marginals, Reading, Scores, marginals};
use crate::segmentation::choice::{self, CHOICE_FEATURES, Outcome};
use crate::segmentation::engine::Engine;
use crate::segmentation::feature::{Extractor, Features};
use crate::segmentation::line::Lines;
use crate::segmentation::pair::{PAIR_FEATURES, PAIR_KINDS};
use crate::segmentation::state::{COLUMNS, Grammar, HABITS};
use crate::segmentation::told::{self, BLOCK_FEATURES, TOLD_FEATURES};
use crate::segmentation::weights::Weights;
use crate::segmentation::{Role, Segmentation};
use rayon::prelude::*;

/// How far one step goes before its history slows it.
const RATE: f32 = 0.25;
/// Pull towards zero, a step, as a share of the rate.
const DECAY: f32 = 2e-6;
/// Pages whose gradients are summed before a step: a fixed number, so that the result does not depend on the cores.
const BATCH: usize = 8;
/// Lines at most in one example: a longer page is cut, so that a page does not outweigh the others.
const LONGEST: usize = 400;

/// One page ready to learn from.
struct Example {
    features: Features,
    gold: Reading,
    weight: f32,
}

/// What [`train`] is told.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How often each page is seen.
    pub epochs: usize,
    /// Seed of the order of the pages.
    pub seed: u64,
}

/// Learns from pages, each with its weight in the sum; `report` is called after each epoch with the mean
/// log-likelihood a line, in nats.
pub(crate) fn train(
    pages: &[&(LabelledPage, f32)],
    plan: Plan,
    extractor: &Extractor,
    mut report: impl FnMut(usize, f64),
) -> Weights {
    let examples: Vec<Example> =
        pages.par_iter().flat_map_iter(|(page, weight)| examples(page, *weight, extractor)).collect();
    let mut weights = Weights::zero(extractor);
    let mut history = Weights::zero(extractor);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = plan.seed;
    for epoch in 0..plan.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, (splitmix(&mut random) % (i as u64 + 1)) as usize);
        }
        let rate = RATE / (1.0 + 0.15 * epoch as f32);
        let (mut likelihood, mut lines) = (0.0, 0usize);
        for batch in order.chunks(BATCH) {
            let gradients: Vec<Gradient> =
                batch.par_iter().map(|&e| gradient(&examples[e], &weights)).collect();
            for g in &gradients {
                likelihood += g.likelihood;
                lines += g.lines;
                g.apply(&mut weights, &mut history, rate);
            }
        }
        let keep = 1.0 - DECAY * rate * order.len() as f32;
        for w in weights.line.iter_mut().chain(&mut weights.of_break).chain(&mut weights.moves) {
            *w *= keep;
        }
        report(epoch, likelihood / lines.max(1) as f64);
    }
    weights
}

/// Parts that the pages are cut in for [`train_units`]: each part's units come from a reading learned on the others.
pub(crate) const FOLDS: usize = 2;
/// Passes over the questions about units, and how far one step goes.
const PAIR_EPOCHS: usize = 300;
const PAIR_RATE: f32 = 0.3;

/// What is learned of units: weights of [`pair`] and of [`told`].
pub(crate) struct UnitWeights {
    pub pairs: Vec<f32>,
    pub told: Vec<f32>,
    pub captions: Vec<f32>,
}

/// One thing to be told by logistic regression: which row of weights it uses, its features, the answer, its weight.
struct Question {
    row: usize,
    features: Vec<f32>,
    answer: bool,
    weight: f32,
}

/// Learns which units belong together, and which articles are told in captions. The readings come from
/// `engines[page index % FOLDS]`, which have not seen that page.
pub(crate) fn train_units(pages: &[(LabelledPage, f32)], engines: &[Engine]) -> UnitWeights {
    let of_pages: Vec<[Vec<Question>; 3]> = pages
        .par_iter()
        .enumerate()
        .map(|(i, (page, weight))| questions(page, *weight, &engines[i % engines.len()]))
        .collect();
    let of = |kind: usize| of_pages.iter().flat_map(|questions| &questions[kind]).collect::<Vec<_>>();
    UnitWeights {
        pairs: logistic(PAIR_KINDS, PAIR_FEATURES, &of(0)),
        told: logistic(1, TOLD_FEATURES, &of(1)),
        captions: logistic(1, BLOCK_FEATURES, &of(2)),
    }
}

/// The pairs of a page's units, its articles and its captions as questions, under each habit that is likely.
fn questions(page: &LabelledPage, weight: f32, engine: &Engine) -> [Vec<Question>; 3] {
    let lines = Lines::read(&page.page);
    let view = engine.extractor.view(&lines);
    let [mut pairs, mut told, mut captions] = [(); 3].map(|()| Vec::new());
    let outcomes = engine.outcomes(&view, &[]);
    let weight = weight / outcomes.len() as f32;
    for Outcome { read, units, pairs: found, .. } in outcomes {
        let owners: Vec<Option<usize>> =
            units.iter().map(|u| labels::owner(page, &lines, u.lines())).collect();
        let share = weight / (found.len().max(1) as f32).sqrt();
        for (article, gold) in page.articles.iter().enumerate() {
            let members: Vec<usize> = (0..units.len()).filter(|&u| owners[u] == Some(article)).collect();
            let has = |role| gold.blocks.iter().any(|b| b.role == role);
            told.extend(told::features(&units, &members, &read, &lines).map(|features| Question {
                row: 0,
                features,
                answer: has(Role::Caption) && !has(Role::Paragraph),
                weight,
            }));
            let is_caption = |i: usize| {
                let no = lines.lines[i].no;
                gold.blocks.iter().any(|b| b.role == Role::Caption && b.lines.contains(&no))
            };
            let asked = told::captions(&units, &members, &read, &lines).into_iter();
            captions.extend(asked.map(|(u, b, features)| {
                let lines = &units[u].blocks[b].lines;
                let right = lines.iter().filter(|&&i| is_caption(i)).count();
                Question { row: 0, features, answer: 2 * right > lines.len(), weight }
            }));
        }
        pairs.extend(found.into_iter().filter_map(|p| {
            let answer = owners[p.a]? == owners[p.b]?;
            Some(Question { row: p.kind, features: p.features, answer, weight: share })
        }));
    }
    [pairs, told, captions]
}

/// One page's outcomes: their features, and how good each is.
type Choice = Vec<(Vec<f32>, f32)>;

/// Learns which outcome is the best of a page's: the expected quality under a softmax of all grows.
pub(crate) fn train_choice(pages: &[(LabelledPage, f32)], engines: &[Engine]) -> Vec<f32> {
    let choices: Vec<(Choice, f32)> = pages
        .par_iter()
        .enumerate()
        .map(|(i, (page, weight))| {
            let engine = &engines[i % engines.len()];
            let lines = Lines::read(&page.page);
            let view = engine.extractor.view(&lines);
            let judged = engine.outcomes(&view, &[]).into_iter().map(|outcome| {
                let features = choice::features(&outcome, &engine.weights);
                (features, quality(page, &engine.present(&page.page, &view, outcome)))
            });
            (judged.collect(), *weight)
        })
        .collect();
    let (mut weights, mut history) = (vec![0f32; CHOICE_FEATURES], vec![0f32; CHOICE_FEATURES]);
    for _ in 0..PAIR_EPOCHS {
        let mut gradient = vec![0f64; CHOICE_FEATURES];
        for (choice, weight) in choices.iter().filter(|(c, _)| c.len() > 1) {
            let odds: Vec<f32> = choice
                .iter()
                .map(|(features, _)| weights.iter().zip(features).map(|(w, f)| w * f).sum::<f32>())
                .collect();
            let most = odds.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = odds.iter().map(|o| (o - most).exp()).sum();
            let mean: f32 = choice.iter().zip(&odds).map(|(c, o)| c.1 * (o - most).exp() / total).sum();
            for ((features, quality), o) in choice.iter().zip(&odds) {
                let probability = (o - most).exp() / total;
                let push = probability * (mean - quality);
                for (slot, f) in gradient.iter_mut().zip(features) {
                    *slot += f64::from(weight * push * f);
                }
            }
        }
        for ((w, h), g) in weights.iter_mut().zip(&mut history).zip(gradient) {
            let g = g as f32;
            *h += g * g;
            *w -= PAIR_RATE * g / (h.sqrt() + 1e-6);
        }
    }
    weights
}

/// How good an outcome is: what lines make an article, and what articles and headlines are right in full.
fn quality(page: &LabelledPage, found: &Segmentation) -> f32 {
    let mut tally = Tally::default();
    tally.add(page, found);
    (tally.article_b3() + tally.article_exact() + 0.5 * tally.title_exact()) as f32
}

fn logistic(rows: usize, width: usize, questions: &[&Question]) -> Vec<f32> {
    let (mut weights, mut history) = (vec![0f32; rows * width], vec![0f32; rows * width]);
    for _ in 0..PAIR_EPOCHS {
        let mut gradient = vec![0f64; rows * width];
        for Question { row, features, answer, weight } in questions {
            let of_row = row * width..(row + 1) * width;
            let odds: f32 = weights[of_row.clone()].iter().zip(features).map(|(w, f)| w * f).sum();
            let error = 1.0 / (1.0 + (-odds).exp()) - f32::from(u8::from(*answer));
            for (slot, f) in gradient[of_row].iter_mut().zip(features) {
                *slot += f64::from(weight * error * f);
            }
        }
        for ((w, h), g) in weights.iter_mut().zip(&mut history).zip(gradient) {
            let g = g as f32;
            *h += g * g;
            *w -= PAIR_RATE * g / (h.sqrt() + 1e-6);
        }
    }
    weights
}

fn examples(page: &LabelledPage, weight: f32, extractor: &Extractor) -> Vec<Example> {
    let lines = Lines::read(&page.page);
    let Some(mut gold) = labels::reading(page, &lines) else { return Vec::new() };
    let grammar = Grammar::get();
    let features = extractor.read(&extractor.view(&lines));
    gold.set += features.era as usize * HABITS;
    let era = features.era;
    let mut out = Vec::new();
    let mut start = 0;
    let (mut line, mut of_break) = (features.line.into_iter(), features.of_break.into_iter());
    while start < gold.states.len() {
        // Cut only before a state that may begin an article: a part must be a reading of its own.
        let end = (start + LONGEST..gold.states.len())
            .find(|&i| grammar.starts[gold.states[i]])
            .unwrap_or(gold.states.len());
        out.push(Example {
            features: Features {
                line: line.by_ref().take(end - start).collect(),
                of_break: of_break.by_ref().take(end - start).collect(),
                era,
            },
            gold: Reading {
                set: gold.set,
                states: gold.states[start..end].to_vec(),
                moves: gold.moves[start..end].to_vec(),
            },
            weight,
        });
        start = end;
    }
    out
}

/// Expected minus observed, sparse over the features of one page.
struct Gradient {
    line: Rows,
    of_break: Rows,
    moves: Vec<f32>,
    start: Vec<f32>,
    /// Number of the era's first set of weights of moves.
    era: usize,
    likelihood: f64,
    lines: usize,
}

/// Share of the readings under a habit below which they are left out of the sum.
const NEGLIGIBLE: f32 = 1e-4;

fn gradient(example: &Example, weights: &Weights) -> Gradient {
    let grammar = Grammar::get();
    let (k, m) = (grammar.states.len(), grammar.moves.len());
    let scores = Scores::new(&example.features, weights);
    let gold = &example.gold;
    let n = gold.states.len();
    // The habit is part of the reading: the sum runs over the readings under every habit.
    let era = gold.set / HABITS * HABITS;
    let under: Vec<Marginals> =
        (era..era + HABITS).map(|set| marginals(&scores, 1.0, weights, set)).collect();
    let top = under.iter().map(|u| u.log_sum).fold(f64::NEG_INFINITY, f64::max);
    let total = under.iter().map(|u| (u.log_sum - top).exp()).sum::<f64>();
    let mut score = f64::from(weights.start(gold.set)[gold.states[0]]);
    let mut states = vec![0f32; n * k];
    let mut columns = vec![0f32; n * COLUMNS];
    let (mut start, mut moves) = (vec![0f32; HABITS * k], vec![0f32; HABITS * m]);
    for (habit, found) in under.iter().enumerate() {
        let share = ((found.log_sum - top).exp() / total) as f32;
        if share < NEGLIGIBLE {
            continue;
        }
        states.iter_mut().zip(&found.states).for_each(|(slot, p)| *slot += share * p);
        start[habit * k..(habit + 1) * k]
            .iter_mut()
            .zip(&found.states)
            .for_each(|(slot, p)| *slot += share * p);
        for i in 1..n {
            for index in 0..m {
                let p = found.of_move(i, index);
                moves[habit * m + index] += share * p;
                columns[i * COLUMNS + grammar.moves[index].column as usize] += share * p;
            }
        }
    }
    let habit = gold.set - era;
    start[habit * k + gold.states[0]] -= 1.0;
    for i in 0..n {
        states[i * k + gold.states[i]] -= 1.0;
        score += f64::from(scores.state(i, gold.states[i]));
        if i > 0 {
            let taken = gold.moves[i];
            let column = i * COLUMNS + grammar.moves[taken].column as usize;
            moves[habit * m + taken] -= 1.0;
            columns[column] -= 1.0;
            score += f64::from(
                weights.moves(gold.set)[taken] + scores.of_break[i][grammar.moves[taken].column as usize],
            );
        }
    }
    let (mut line, mut of_break) = (Rows::new(k, &weights.line), Rows::new(COLUMNS, &weights.of_break));
    for i in 0..n {
        line.add(&example.features.line[i], &states[i * k..(i + 1) * k]);
        of_break.add(&example.features.of_break[i], &columns[i * COLUMNS..(i + 1) * COLUMNS]);
    }
    let scaled = |row: Vec<f32>| row.into_iter().map(|v| v * example.weight).collect();
    line.sums = scaled(line.sums);
    of_break.sums = scaled(of_break.sums);
    Gradient {
        line,
        of_break,
        moves: scaled(moves),
        start: scaled(start),
        era,
        likelihood: score - top - total.ln(),
        lines: n,
    }
}

/// Sums of rows for the few features of a page out of many.
struct Rows {
    width: usize,
    /// For each feature, one more than its place; 0 for none.
    place: Vec<u32>,
    features: Vec<u32>,
    sums: Vec<f32>,
}

impl Rows {
    fn new(width: usize, weights: &[f32]) -> Rows {
        Rows { width, place: vec![0; weights.len() / width], features: Vec::new(), sums: Vec::new() }
    }

    fn add(&mut self, features: &[u32], delta: &[f32]) {
        for &f in features {
            let place = &mut self.place[f as usize];
            if *place == 0 {
                self.features.push(f);
                self.sums.resize(self.sums.len() + self.width, 0.0);
                *place = self.features.len() as u32;
            }
            let at = (*place as usize - 1) * self.width;
            self.sums[at..at + self.width].iter_mut().zip(delta).for_each(|(slot, d)| *slot += d);
        }
    }
}

impl Gradient {
    fn apply(&self, weights: &mut Weights, history: &mut Weights, rate: f32) {
        let step = |w: &mut f32, h: &mut f32, g: f32| {
            if g != 0.0 {
                *h += g * g;
                *w -= rate * g / (h.sqrt() + 1.0);
            }
        };
        for (rows, w, h) in [
            (&self.line, &mut weights.line, &mut history.line),
            (&self.of_break, &mut weights.of_break, &mut history.of_break),
        ] {
            for (f, row) in rows.features.iter().zip(rows.sums.chunks_exact(rows.width)) {
                let at = *f as usize * rows.width;
                for (i, &g) in row.iter().enumerate() {
                    step(&mut w[at + i], &mut h[at + i], g);
                }
            }
        }
        for (row, w, h) in [
            (&self.moves, &mut weights.moves, &mut history.moves),
            (&self.start, &mut weights.start, &mut history.start),
        ] {
            let at = self.era / HABITS * row.len();
            for (i, &g) in row.iter().enumerate() {
                step(&mut w[at + i], &mut h[at + i], g);
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

//! Learns the engine's weights from labelled pages: maximum conditional likelihood with AdaGrad
//! (Duchi, Hazan and Singer 2011), one page a step, the same on each run.

use super::labels;
use crate::evaluation::{LabelledPage, splitmix};
use crate::segmentation::block_order;
use crate::segmentation::chain_weights::ChainWeights;
use crate::segmentation::crf::{Marginals, Reading, Scores, marginals};
use crate::segmentation::feature::{Extractor, Features};
use crate::segmentation::grammar::{COLUMNS, Grammar, HABITS};
use crate::segmentation::line::Lines;
use crate::segmentation::{Role, Watch};
use rayon::prelude::*;

/// Length of one step before its history slows it.
const RATE: f32 = 0.25;
/// Length of a step for all of a kind beside one for each.
const SHARED: f32 = 0.25;
/// Pull towards zero, a step, as a share of the rate.
const DECAY: f32 = 3e-5;
/// Pages whose gradients are summed before a step: a fixed number, so that the result does not depend on the cores.
const BATCH: usize = 8;
/// Lines at most in one example: a longer page is cut, so that a page does not outweigh the others.
const LONGEST: usize = 400;

/// A page to learn from.
pub(crate) struct WeightedPage {
    pub page: LabelledPage,
    /// Weight in the sum.
    pub weight: f32,
    /// Number of the one of [`FOLDS`] that it is in: pages made of one another are in one.
    pub fold: usize,
}

/// Parts that the lessons are cut in, so that readings can be had of pages by weights that were learned on others.
pub(crate) const FOLDS: usize = 2;

/// One page ready to learn from.
struct Example {
    features: Features,
    gold: Reading,
    weight: f32,
}

/// Plan of the training that [`train`] follows.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Number of times that each page is seen.
    pub epochs: usize,
    /// Seed of the order of the pages.
    pub seed: u64,
}

/// Learns from pages, each with its weight in the sum; `report` is called after each epoch with the mean
/// log-likelihood a line, in nats.
pub(crate) fn train(
    lessons: &[&WeightedPage],
    plan: Plan,
    extractor: &Extractor,
    mut report: impl FnMut(usize, f64),
) -> ChainWeights {
    let examples: Vec<Example> =
        lessons.par_iter().flat_map_iter(|lesson| examples(&lesson.page, lesson.weight, extractor)).collect();
    let mut weights = ChainWeights::zero(extractor);
    let mut history = ChainWeights::zero(extractor);
    let kinds = Kinds::new();
    let mut shared = kinds.history(extractor);
    // The mean of the later epochs' weights: a page seen last does not count for more.
    let mut mean = ChainWeights::zero(extractor);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = plan.seed;
    for epoch in 0..plan.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, (splitmix(&mut random) % (i as u64 + 1)) as usize);
        }
        let rate = RATE / (1.0 + 0.15 * epoch as f32);
        let seed = |example: usize| (epoch * examples.len() + example) as u64;
        let (mut likelihood, mut lines) = (0.0, 0usize);
        for batch in order.chunks(BATCH) {
            let gradients: Vec<Gradient> =
                batch.par_iter().map(|&e| gradient(&thinned(&examples[e], seed(e)), &weights)).collect();
            for g in &gradients {
                likelihood += g.likelihood;
                lines += g.lines;
                g.apply(&mut weights, &mut history, rate);
                kinds.apply(g, &mut weights, &mut shared, rate);
            }
        }
        let keep = 1.0 - DECAY * rate * order.len() as f32;
        for w in weights.all().into_iter().flatten() {
            *w *= keep;
        }
        report(epoch, likelihood / lines.max(1) as f64);
        if epoch >= plan.epochs / 2 {
            let share = 1.0 / (plan.epochs - plan.epochs / 2) as f32;
            for (sum, now) in mean.all().into_iter().zip(weights.all()) {
                sum.iter_mut().zip(now).for_each(|(sum, w)| *sum += share * *w);
            }
        }
    }
    // A page that is read has all its features: what some had to say for those left out, they say no more.
    for w in mean.line.iter_mut().chain(&mut mean.of_break) {
        *w *= 1.0 - LEFT_OUT as f32;
    }
    mean
}

/// A page as it stands, and as it is read again where its blocks were put in order.
fn examples(page: &LabelledPage, weight: f32, extractor: &Extractor) -> Vec<Example> {
    let lines = Lines::read(&page.page);
    let Some(gold) = labels::reading(page, &lines) else { return Vec::new() };
    let order = block_order::order(&lines, &gold);
    let mut out = examples_of(&lines, gold, weight, extractor);
    if let Some(order) = order {
        let lines = lines.in_order(&order);
        out.extend(
            labels::reading(page, &lines)
                .into_iter()
                .flat_map(|gold| examples_of(&lines, gold, weight, extractor)),
        );
    }
    out
}

fn examples_of(lines: &Lines, mut gold: Reading, weight: f32, extractor: &Extractor) -> Vec<Example> {
    let grammar = Grammar::get();
    let features = extractor.read(&extractor.context(lines));
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

/// Share of the features of a line or break that are left out when it is learned from.
const LEFT_OUT: f64 = 0.3;

/// An example with some features left out, others each time, so that none leans on another.
fn thinned(example: &Example, seed: u64) -> Example {
    let mut random = seed;
    let mut stays = |_: &u32| (splitmix(&mut random) >> 11) as f64 / (1u64 << 53) as f64 >= LEFT_OUT;
    let mut thin = |rows: &[Vec<u32>]| -> Vec<Vec<u32>> {
        rows.iter().map(|row| row.iter().copied().filter(&mut stays).collect()).collect()
    };
    Example {
        features: Features {
            line: thin(&example.features.line),
            of_break: thin(&example.features.of_break),
            era: example.features.era,
        },
        gold: example.gold.clone(),
        weight: example.weight,
    }
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

fn gradient(example: &Example, weights: &ChainWeights) -> Gradient {
    let grammar = Grammar::get();
    let (k, m) = (grammar.states.len(), grammar.moves.len());
    let scores = Scores::new(&example.features, weights);
    let gold = &example.gold;
    let n = gold.states.len();
    // The habit is part of the reading: the sum runs over the readings under every habit.
    let era = gold.set / HABITS * HABITS;
    let under: Vec<Marginals> = (era..era + HABITS)
        .filter_map(|set| marginals(&scores, 1.0, weights, set, &Watch::nobody()))
        .collect();
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
    fn apply(&self, weights: &mut ChainWeights, history: &mut ChainWeights, rate: f32) {
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

/// Kinds of states and steps, by what they have in common: the role, and the step whatever it leads from and to. What a
/// feature says of them is learned once for all of a kind beside what it says of each, so that it is known, too, where
/// it was rarely met.
struct Kinds {
    /// The kind of each state and of each column of a break.
    of: [Vec<usize>; 2],
    /// Number of kinds of each.
    many: [usize; 2],
}

impl Kinds {
    fn new() -> Kinds {
        let grammar = Grammar::get();
        let states = grammar.states.iter().map(|s| s.role as usize).collect();
        let mut columns = vec![0; COLUMNS];
        for step in &grammar.moves {
            columns[usize::from(step.column)] = step.step as usize;
        }
        Kinds { of: [states, columns], many: [Role::ALL.len(), 3] }
    }

    /// The squared gradients so far, features × kinds.
    fn history(&self, extractor: &Extractor) -> [Vec<f32>; 2] {
        [
            vec![0.0; extractor.line_space.size() * self.many[0]],
            vec![0.0; extractor.break_space.size() * self.many[1]],
        ]
    }

    fn apply(&self, gradient: &Gradient, weights: &mut ChainWeights, history: &mut [Vec<f32>; 2], rate: f32) {
        let all = [(&gradient.line, &mut weights.line), (&gradient.of_break, &mut weights.of_break)];
        for (which, (rows, weights)) in all.into_iter().enumerate() {
            let (of, many) = (&self.of[which], self.many[which]);
            for (f, row) in rows.features.iter().zip(rows.sums.chunks_exact(rows.width)) {
                let mut sums = vec![0f32; many];
                of.iter().zip(row).for_each(|(&kind, g)| sums[kind] += g);
                let history = &mut history[which][*f as usize * many..][..many];
                history.iter_mut().zip(&sums).for_each(|(h, g)| *h += g * g);
                let steps: Vec<f32> =
                    sums.iter().zip(history).map(|(g, h)| SHARED * rate * g / (h.sqrt() + 1.0)).collect();
                let weights = &mut weights[*f as usize * rows.width..][..rows.width];
                weights.iter_mut().zip(of).for_each(|(w, &kind)| *w -= steps[kind]);
            }
        }
    }
}

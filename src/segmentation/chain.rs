//! The likeliest way to take a page apart, and how likely each part of it is.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the page's lines: the score of
//! a reading is the sum of the weights of its lines in their states, of its breaks under their steps, and of its
//! moves. Viterbi finds the best reading exactly; forward-backward gives the probability of every state and move.

use super::feature::{Era, Features};
use super::state::{COLUMNS, Grammar, HABITS};
use super::weights::Weights;

/// The scores of one page: what inference works on.
pub(crate) struct Scores {
    /// Lines × states.
    pub line: Vec<f32>,
    /// Breaks × columns; row `i` is the break before line `i`, row 0 unused.
    pub of_break: Vec<f32>,
    lines: usize,
    era: Era,
}

impl Scores {
    pub(crate) fn new(features: &Features, weights: &Weights) -> Scores {
        let states = Grammar::get().states.len();
        let lines = features.line.len();
        let (mut line, mut of_break) = (vec![0.0; lines * states], vec![0.0; lines * COLUMNS]);
        for i in 0..lines {
            sum_rows(&mut line[i * states..(i + 1) * states], &features.line[i], &weights.line);
            sum_rows(&mut of_break[i * COLUMNS..(i + 1) * COLUMNS], &features.of_break[i], &weights.of_break);
        }
        Scores { line, of_break, lines, era: features.era }
    }

    fn state(&self, i: usize, state: usize) -> f32 {
        self.line[i * Grammar::get().states.len() + state]
    }
}

/// Adds up the weight rows of some features.
pub(crate) fn sum_rows(out: &mut [f32], features: &[u32], weights: &[f32]) {
    let width = out.len();
    for &feature in features {
        let row = &weights[feature as usize * width..(feature as usize + 1) * width];
        for (slot, w) in out.iter_mut().zip(row) {
            *slot += w;
        }
    }
}

/// The state of each line and the move into it; the first line has no move.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub states: Vec<usize>,
    pub moves: Vec<usize>,
    /// The page's era and [`super::state::Habit`]: which set of weights its moves have.
    pub set: usize,
}

/// The best reading of a page under any habit.
pub(crate) fn best_reading(scores: &Scores, weights: &Weights) -> Reading {
    let sets = scores.era as usize * HABITS..(scores.era as usize + 1) * HABITS;
    let readings = sets.map(|set| reading_under(set, scores, weights));
    readings
        .fold((f32::NEG_INFINITY, Reading::default()), |best, next| if next.0 > best.0 { next } else { best })
        .1
}

/// The best reading under a habit, and its score.
fn reading_under(set: usize, scores: &Scores, weights: &Weights) -> (f32, Reading) {
    let grammar = Grammar::get();
    let (start_weights, move_weights) = (weights.start(set), weights.moves(set));
    let (n, k) = (scores.lines, grammar.states.len());
    if n == 0 {
        return (0.0, Reading::default());
    }
    let mut best: Vec<f32> = (0..k)
        .map(|s| if grammar.starts[s] { scores.state(0, s) + start_weights[s] } else { f32::NEG_INFINITY })
        .collect();
    let mut back = vec![0u16; n * k];
    for i in 1..n {
        let columns = &scores.of_break[i * COLUMNS..(i + 1) * COLUMNS];
        let mut row = vec![f32::NEG_INFINITY; k];
        for (s, slot) in row.iter_mut().enumerate() {
            let mut winner = (f32::NEG_INFINITY, 0);
            for m in grammar.incoming[s].clone() {
                let mv = grammar.moves[m];
                let score = best[mv.from as usize] + move_weights[m] + columns[mv.column as usize];
                if score > winner.0 {
                    winner = (score, m);
                }
            }
            *slot = winner.0 + scores.state(i, s);
            back[i * k + s] = winner.1 as u16;
        }
        best = row;
    }
    let score = best.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut state = (0..k).max_by(|&a, &b| best[a].total_cmp(&best[b]).then(b.cmp(&a))).unwrap_or(0);
    let (mut states, mut moves) = (vec![0; n], vec![0; n]);
    for i in (0..n).rev() {
        states[i] = state;
        if i > 0 {
            moves[i] = usize::from(back[i * k + state]);
            state = usize::from(grammar.moves[moves[i]].from);
        }
    }
    (score, Reading { states, moves, set })
}

/// Probabilities of states and moves, and the logarithm of the sum over all readings.
pub(crate) struct Marginals {
    /// Lines × states.
    pub states: Vec<f32>,
    /// Lines × moves; row `i` is the step into line `i`, row 0 all zero.
    pub moves: Vec<f32>,
    pub log_sum: f64,
}

/// Forward-backward, each line's weights scaled so that nothing overflows.
pub(crate) fn marginals(scores: &Scores, weights: &Weights, set: usize) -> Marginals {
    let grammar = Grammar::get();
    let (n, k, m) = (scores.lines, grammar.states.len(), grammar.moves.len());
    let mut out = Marginals { states: vec![0.0; n * k], moves: vec![0.0; n * m], log_sum: 0.0 };
    if n == 0 {
        return out;
    }
    let move_weight: Vec<f32> = weights.moves(set).iter().map(|w| w.exp()).collect();
    // exp(score - row maximum), the maxima added to the logarithm.
    let scaled = |row: &[f32], log: &mut f64| -> Vec<f32> {
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        *log += f64::from(top);
        row.iter().map(|s| (s - top).exp()).collect()
    };
    let start = weights.start(set);
    let mut log = 0.0;
    let emit: Vec<Vec<f32>> = (0..n).map(|i| scaled(&scores.line[i * k..(i + 1) * k], &mut log)).collect();
    let breaks: Vec<Vec<f32>> = (0..n)
        .map(|i| {
            if i == 0 {
                Vec::new()
            } else {
                scaled(&scores.of_break[i * COLUMNS..(i + 1) * COLUMNS], &mut log)
            }
        })
        .collect();
    let mut forward = vec![0f32; n * k];
    let mut scale = vec![0f32; n];
    for s in 0..k {
        forward[s] = if grammar.starts[s] { emit[0][s] * start[s].exp() } else { 0.0 };
    }
    for i in 0..n {
        if i > 0 {
            let (before, now) = forward.split_at_mut(i * k);
            let before = &before[(i - 1) * k..];
            for s in 0..k {
                let mut sum = 0.0;
                for index in grammar.incoming[s].clone() {
                    let mv = grammar.moves[index];
                    sum += before[mv.from as usize] * breaks[i][mv.column as usize] * move_weight[index];
                }
                now[s] = sum * emit[i][s];
            }
        }
        let row = &mut forward[i * k..(i + 1) * k];
        let total: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|v| *v /= total);
        scale[i] = total;
        log += f64::from(total.ln());
    }
    out.log_sum = log;
    let mut backward = vec![1f32; k];
    for i in (0..n).rev() {
        for s in 0..k {
            out.states[i * k + s] = forward[i * k + s] * backward[s];
        }
        if i > 0 {
            let mut earlier = vec![0f32; k];
            for (index, mv) in grammar.moves.iter().enumerate() {
                let (f, t) = (mv.from as usize, mv.to as usize);
                let through =
                    move_weight[index] * breaks[i][mv.column as usize] * emit[i][t] * backward[t] / scale[i];
                earlier[f] += through;
                out.moves[i * m + index] = forward[(i - 1) * k + f] * through;
            }
            backward = earlier;
        }
    }
    out
}

//! The likeliest way to take a page apart, and how likely each part of it is.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the page's lines: the score of
//! a reading is the sum of the weights of its lines in their states, of its breaks under their steps, and of its
//! moves. Viterbi finds the best reading exactly; forward-backward gives the probability of every state and move.

use super::Role;
use super::chain_weights::{ChainWeights, UNIT};
use super::feature::{Extractor, Features};
use super::grammar::{COLUMNS, Grammar, HABITS, Habit, MOVE_SETS, Phase, Step, column};
use super::line_kind::Era;
use super::page_context::PageContext;
use super::simd_layout::{Algebra, Best, LANES, Layout, Row, STATES, Sum, Table};
use super::watch::Watch;

/// The scores of one page: what read works on.
pub(crate) struct Scores<T> {
    /// For each line the score of each state, by lane.
    line: Vec<Row<T>>,
    /// For each line the scores of the columns of the break before it; row 0 unused.
    pub of_break: Vec<[T; COLUMNS]>,
    era: Era,
}

impl Scores<i16> {
    /// Speaks for a role of a line.
    pub(crate) fn favour(&mut self, i: usize, role: Role, score: i16) {
        for (&lane, state) in Layout::get().lane.iter().zip(&Grammar::get().states) {
            if state.role == role {
                self.line[i][lane] = self.line[i][lane].saturating_add(score);
            }
        }
    }

    /// Speaks for a line going on with the block of the line before it.
    pub(crate) fn hold(&mut self, i: usize, score: i16) {
        for role in Role::ALL {
            let column = usize::from(column(role, role, Step::Same));
            // Roles of one class share a column.
            self.of_break[i][column] = self.of_break[i][column].max(score);
        }
    }
}

impl Scores<i16> {
    /// Speaks for another article's beginning with a line.
    pub(crate) fn part(&mut self, i: usize, score: i16) {
        for mv in Grammar::get().moves.iter().filter(|mv| mv.step == Step::Article) {
            let column = &mut self.of_break[i][usize::from(mv.column)];
            *column = (*column).max(score);
        }
    }

    /// Speaks for a step into a line, or against it, beside what else does.
    pub(crate) fn lean(&mut self, i: usize, step: Step, score: i16) {
        let mut columns = [false; COLUMNS];
        let moves = Grammar::get().moves.iter().filter(|mv| mv.step == step);
        moves.for_each(|mv| columns[usize::from(mv.column)] = true);
        for (column, _) in self.of_break[i].iter_mut().zip(columns).filter(|(_, of_step)| *of_step) {
            *column = column.saturating_add(score);
        }
    }

    /// Speaks against another article's beginning with a line.
    pub(crate) fn hold_together(&mut self, i: usize, score: i16) {
        for mv in Grammar::get().moves.iter().filter(|mv| mv.step == Step::Article) {
            let column = &mut self.of_break[i][usize::from(mv.column)];
            *column = (*column).max(-score).saturating_sub(score);
        }
    }
}

impl Scores<f32> {
    /// The scores under weights that are being learned.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn new(features: &Features, weights: &ChainWeights) -> Scores<f32> {
        let sum = |of_line: &Vec<u32>| -> [f32; STATES] {
            sum_rows([0.0; STATES], of_line, weights.line.as_chunks().0, |a, b| a + b)
        };
        let line = features.line.iter().map(|of_line| {
            let row = sum(of_line);
            Layout::get().row(f32::NEG_INFINITY, |s| row[s])
        });
        Scores {
            line: line.collect(),
            of_break: features.of_break.iter().map(|f| sum_columns(f, weights)).collect(),
            era: features.era,
        }
    }

    /// The score of a line in a state.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn state(&self, i: usize, state: usize) -> f32 {
        self.line[i][Layout::get().lane[state]]
    }
}

/// The scores of a break's columns.
pub(crate) fn sum_columns(features: &[u32], weights: &ChainWeights) -> [f32; COLUMNS] {
    sum_rows([0.0; COLUMNS], features, weights.of_break.as_chunks().0, |a, b| a + b)
}

fn sum_rows<T: Copy, const WIDTH: usize>(
    mut sum: [T; WIDTH],
    features: &[u32],
    rows: &[[T; WIDTH]],
    add: impl Fn(T, T) -> T,
) -> [T; WIDTH] {
    for &feature in features {
        for (slot, &w) in sum.iter_mut().zip(&rows[feature as usize]) {
            *slot = add(*slot, w);
        }
    }
    sum
}

/// Weights that are learned, in hundredths as the file has them and laid out for speed.
pub(crate) struct QuantizedWeights {
    line: Vec<Row<i16>>,
    of_break: Vec<[i16; WIDE]>,
    /// By set.
    moves: Vec<Vec<i16>>,
    start: Vec<Row<i16>>,
}

/// [`COLUMNS`] and what makes them a multiple of eight.
const WIDE: usize = COLUMNS.next_multiple_of(8);

impl QuantizedWeights {
    pub(crate) fn of(weights: &ChainWeights) -> QuantizedWeights {
        let hundredths = |w: f32| (w / UNIT).round() as i16;
        let states = |row: &[f32]| Layout::get().row(0, |s| hundredths(row[s]));
        QuantizedWeights {
            line: weights.line.chunks_exact(STATES).map(states).collect(),
            of_break: weights
                .of_break
                .chunks_exact(COLUMNS)
                .map(|row| std::array::from_fn(|c| row.get(c).map_or(0, |&w| hundredths(w))))
                .collect(),
            moves: (0..MOVE_SETS)
                .map(|set| weights.moves(set).iter().map(|&w| hundredths(w)).collect())
                .collect(),
            start: (0..MOVE_SETS)
                .map(|set| {
                    let of_set = weights.start(set);
                    let start =
                        |s: usize| if Grammar::get().starts[s] { hundredths(of_set[s]) } else { i16::MIN };
                    Layout::get().row(i16::MIN, start)
                })
                .collect(),
        }
    }

    /// The scores of a page, line by line, so that no more features than a line's are in memory; `None` where the page
    /// was given up.
    pub(crate) fn scores(
        &self,
        extractor: &Extractor,
        context: &PageContext,
        watch: &Watch,
    ) -> Option<Scores<i16>> {
        let none = Layout::get().row(i16::MIN, |_| 0);
        let n = context.page.lines.len();
        let mut out =
            Scores { line: Vec::with_capacity(n), of_break: Vec::with_capacity(n), era: context.era };
        for i in 0..n {
            watch.at(i, n)?;
            let [of_line, of_break] = extractor.read_line(context, i);
            out.line.push(sum_rows(none, &of_line, &self.line, i16::saturating_add));
            let sum = sum_rows([0; WIDE], &of_break, &self.of_break, i16::saturating_add);
            out.of_break.push(std::array::from_fn(|column| sum[column]));
        }
        Some(out)
    }
}

/// The state of each line and the move into it; the first line has no move.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reading {
    pub states: Vec<usize>,
    pub moves: Vec<usize>,
    /// The page's era and [`super::grammar::Habit`]: which set of weights its moves have.
    pub set: usize,
}

/// The best reading of a page under each habit that comes within `close` nats of the best of all, and how many nats it
/// is behind that; the best first. `None` where the page was given up.
pub(crate) fn best_readings(
    scores: &Scores<i16>,
    weights: &QuantizedWeights,
    close: f32,
    watch: &Watch,
) -> Option<Vec<(Reading, f32)>> {
    if scores.line.is_empty() {
        return Some(vec![(Reading::default(), 0.0)]);
    }
    let first = scores.era as usize * HABITS;
    let tables: [Table<Best>; HABITS] =
        std::array::from_fn(|habit| Table::into_lanes(&weights.moves[first + habit]));
    // For each line and habit the best scores of a reading up to it that ends in each lane, less that of the best lane,
    // which `totals` adds up.
    let mut best: Vec<[Row<i16>; HABITS]> = Vec::with_capacity(scores.line.len());
    let mut totals = [0i64; HABITS];
    for (i, line) in scores.line.iter().enumerate() {
        watch.at(i, scores.line.len())?;
        let of_break = tables[0].spread(&scores.of_break[i]);
        let mut rows = [[i16::MIN; LANES]; HABITS];
        for (habit, row) in rows.iter_mut().enumerate() {
            *row = match best.last() {
                None => weights.start[first + habit],
                Some(before) => tables[habit].all(&before[habit], &of_break),
            };
            let mut top = i16::MIN;
            for (score, &of_line) in row.iter_mut().zip(line) {
                *score = Best::along(*score, of_line);
                top = top.max(*score);
            }
            row.iter_mut().for_each(|score| *score = score.saturating_sub(top));
            totals[habit] += i64::from(top);
        }
        best.push(rows);
    }
    let top = totals.iter().copied().max().unwrap_or(0);
    let behind = totals.map(|total| (top - total) as f32 * UNIT);
    let mut near: Vec<usize> = (0..HABITS).filter(|&habit| behind[habit] <= close).collect();
    near.sort_by(|&a, &b| behind[a].total_cmp(&behind[b]));
    let reading = |habit| {
        let set = first + habit;
        (way_back(&best, habit, scores, &weights.moves[set], set), behind[habit])
    };
    Some(near.into_iter().map(reading).collect())
}

/// The reading that has the best score under a habit, found from its end.
fn way_back(
    best: &[[Row<i16>; HABITS]],
    habit: usize,
    scores: &Scores<i16>,
    move_weights: &[i16],
    set: usize,
) -> Reading {
    let (grammar, lanes) = (Grammar::get(), &Layout::get().lane);
    let n = best.len();
    let at = |i: usize, state: usize| best[i][habit][lanes[state]];
    let mut state = (1..STATES).fold(0, |best, s| if at(n - 1, s) > at(n - 1, best) { s } else { best });
    let (mut states, mut moves) = (vec![0; n], vec![0; n]);
    for i in (0..n).rev() {
        states[i] = state;
        if i > 0 {
            let score = |m: usize| {
                let mv = grammar.moves[m];
                let column = scores.of_break[i][usize::from(mv.column)];
                i32::from(at(i - 1, mv.from.into())) + i32::from(move_weights[m]) + i32::from(column)
            };
            // The first of equals.
            let into = grammar.incoming[state].clone();
            let best =
                into.map(|m| (score(m), m)).reduce(|best, next| if next.0 > best.0 { next } else { best });
            moves[i] = best.map_or(0, |(_, m)| m);
            state = grammar.moves[moves[i]].from.into();
        }
    }
    Reading { states, moves, set }
}

/// Probabilities of states and moves, and the logarithm of the sum over all readings.
#[derive(Clone)]
pub(crate) struct Marginals {
    /// Lines × states.
    pub states: Vec<f32>,
    /// For each line the probability of each [`super::grammar::Step`] into it; 0 for the first line.
    pub steps: Vec<[f32; 3]>,
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub log_sum: f64,
    /// Factors of the probability of a move: of the line before, of the break, of the line and what follows, of
    /// the move.
    forward: Vec<Row<f32>>,
    breaks: Vec<[f32; COLUMNS]>,
    onward: Vec<Row<f32>>,
    moves: Vec<f32>,
}

impl Marginals {
    /// The probability that a line has a role.
    pub(crate) fn of_role(&self, i: usize, role: Role) -> f32 {
        let states = self.states[i * STATES..].iter().zip(&Grammar::get().states);
        states.filter(|(_, s)| s.role == role).map(|(p, _)| p).sum::<f32>().min(1.0)
    }

    /// Keeps no more than states and steps, a quarter of it all: [`Marginals::of_move`] is not asked any more.
    pub(crate) fn forget_moves(&mut self) {
        (self.forward, self.breaks, self.onward) = Default::default();
    }

    /// The probability of a move into a line other than the first.
    pub(crate) fn of_move(&self, i: usize, m: usize) -> f32 {
        let (mv, lanes) = (Grammar::get().moves[m], &Layout::get().lane);
        self.forward[i - 1][lanes[usize::from(mv.from)]]
            * self.moves[m]
            * self.breaks[i][usize::from(mv.column)]
            * self.onward[i][lanes[usize::from(mv.to)]]
    }
}

/// Forward-backward, each line's weights scaled so that nothing overflows; the scores are in `unit`s. `None` where the
/// page was given up.
pub(crate) fn marginals<T: Copy + Into<f32>>(
    scores: &Scores<T>,
    unit: f32,
    weights: &ChainWeights,
    set: usize,
    watch: &Watch,
) -> Option<Marginals> {
    let layout = Layout::get();
    let n = scores.line.len();
    let moves: Vec<f32> = weights.moves(set).iter().map(|&w| exp(w)).collect();
    let mut log = 0.0;
    let mut emit: Vec<Row<f32>> = scores.line.iter().map(|row| scaled(row, unit, &mut log)).collect();
    let mut breaks: Vec<[f32; COLUMNS]> = vec![[0.0; COLUMNS]; n.min(1)];
    breaks.extend(scores.of_break.iter().skip(1).map(|row| scaled(row, unit, &mut log)));
    let mut out = Marginals {
        states: Vec::with_capacity(n * STATES),
        steps: vec![[0.0; 3]; n],
        log_sum: 0.0,
        forward: Vec::with_capacity(n),
        onward: Vec::new(),
        breaks,
        moves,
    };
    let into = Table::<Sum>::into_lanes(&out.moves);
    let start = weights.start(set);
    let start = layout.row(0.0, |s| if Grammar::get().starts[s] { exp(start[s]) } else { 0.0 });
    let mut scale = Vec::with_capacity(n);
    for (i, emit) in emit.iter().enumerate() {
        watch.at(i, 2 * n)?;
        let reached = match out.forward.last() {
            None => start,
            Some(before) => into.all(before, &into.spread(&out.breaks[i])),
        };
        let mut row = times(&reached, emit);
        let total = sum(&row).max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|v| *v /= total);
        out.forward.push(row);
        scale.push(total);
        log += f64::from(total.ln());
    }
    out.log_sum = log;
    let out_of = Table::<Sum>::out_of_lanes(&out.moves);
    let mut backward = [1.0; LANES];
    for i in (0..n).rev() {
        watch.at(2 * n - i, 2 * n)?;
        let at = times(&out.forward[i], &backward);
        // Put in from the last line on; turned round below.
        out.states.extend(layout.lane.iter().rev().map(|&lane| at[lane]));
        // From here on the line's own likelihood is that of it and of all that follows.
        emit[i] = times(&emit[i], &backward);
        emit[i].iter_mut().for_each(|v| *v /= scale[i]);
        if i > 0 {
            let [same, block, article] = out_of.steps(&emit[i], &out_of.spread(&out.breaks[i]));
            let before = &out.forward[i - 1];
            out.steps[i] = [same, block, article].map(|through| sum(&times(before, &through)));
            for lane in 0..LANES {
                backward[lane] = same[lane] + block[lane] + article[lane];
            }
        }
    }
    out.states.reverse();
    out.onward = emit;
    Some(out)
}

fn times(a: &Row<f32>, b: &Row<f32>) -> Row<f32> {
    let mut out = *a;
    out.iter_mut().zip(b).for_each(|(a, b)| *a *= b);
    out
}

/// Depth below a row's maximum that all deeper weights count as, in nats: less is nothing beside 1, and no product of a line's
/// and a break's likelihoods with a move's comes to nothing, however much they contradict each other.
const FLOOR: f32 = -30.0;

/// exp(score - row's maximum), the maximum added to the logarithm.
fn scaled<T: Copy + Into<f32>, const N: usize>(scores: &[T; N], unit: f32, log: &mut f64) -> [f32; N] {
    let mut row = [0.0; N];
    for i in 0..N {
        row[i] = scores[i].into() * unit;
    }
    // Eight maxima side by side, then theirs.
    let mut tops = [f32::NEG_INFINITY; 8];
    for eight in row.chunks(8) {
        for (top, &score) in tops.iter_mut().zip(eight) {
            *top = if score > *top { score } else { *top };
        }
    }
    let top = tops.into_iter().fold(f32::NEG_INFINITY, f32::max);
    *log += f64::from(top);
    for score in &mut row {
        *score = exp((*score - top).max(FLOOR));
    }
    row
}

/// The sum of a row, eight sums side by side first.
fn sum(row: &Row<f32>) -> f32 {
    let mut sums = [0.0; 8];
    for eight in row.as_chunks::<8>().0 {
        for i in 0..8 {
            sums[i] += eight[i];
        }
    }
    sums.into_iter().sum()
}

/// The exponential function, within two units in the last place from -87 to 88: the same on every machine, and without
/// branches, so that a row is done at once (coefficients: Cephes, Moshier 1992).
fn exp(x: f32) -> f32 {
    /// Adding it rounds to whole numbers and leaves them, with the exponent's bias, in the lowest bits.
    const ROUND: f32 = 12_582_912.0 + 127.0;
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = sum * rest + coefficient;
    }
    (sum * rest * rest + rest + 1.0) * f32::from_bits(shifted.to_bits() << 23)
}

/// Judge of whether a paragraph goes on between lines that are far from each other.
#[derive(Clone, Copy)]
pub(crate) struct Continuation<'a> {
    pub extractor: &'a Extractor,
    pub weights: &'a ChainWeights,
}

impl Continuation<'_> {
    /// Log-odds that a paragraph goes on from one line to another rather than ends between them.
    pub(crate) fn odds(&self, context: &PageContext, from: usize, to: usize) -> f32 {
        let columns = sum_columns(&self.extractor.break_between(context, from, to), self.weights);
        let column = |step| usize::from(column(Role::Paragraph, Role::Paragraph, step));
        let moves = |step| {
            let grammar = Grammar::get();
            let text = grammar.state(Role::Paragraph, Phase::Headed).unwrap_or(0);
            grammar.find(text, text, step).map_or(0.0, |m| self.weights.moves(Habit::Mixed as usize)[m])
        };
        columns[column(Step::Same)] + moves(Step::Same) - columns[column(Step::Block)] - moves(Step::Block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::feature::Extractor;
    use crate::segmentation::grammar::{Phase, Step, column};

    /// Weights and scores of some lines without any sense, the same for the same seed.
    fn nonsense(seed: u64, lines: usize) -> (ChainWeights, Scores<i16>) {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as i16 % 400
        };
        let mut weights = ChainWeights::zero(&Extractor::new());
        for w in weights.moves.iter_mut().chain(&mut weights.start) {
            *w = f32::from(next()) * UNIT;
        }
        let none = [i16::MIN; LANES];
        let mut scores =
            Scores { line: vec![none; lines], of_break: vec![[0; COLUMNS]; lines], era: Era::Modern };
        for row in &mut scores.line {
            Layout::get().lane.iter().for_each(|&lane| row[lane] = next());
        }
        scores.of_break.iter_mut().flatten().for_each(|score| *score = next());
        (weights, scores)
    }

    /// The score of a reading in nats; nothing where the grammar forbids it.
    fn score(reading: &Reading, weights: &ChainWeights, scores: &Scores<i16>) -> Option<f64> {
        let grammar = Grammar::get();
        let mut sum = 0.0;
        for (i, &state) in reading.states.iter().enumerate() {
            sum += f64::from(scores.line[i][Layout::get().lane[state]]) / 100.0;
            if i == 0 {
                sum += f64::from(grammar.starts[state].then(|| weights.start(reading.set)[state])?);
            } else {
                let mv = grammar.moves[reading.moves[i]];
                let fits = usize::from(mv.from) == reading.states[i - 1] && usize::from(mv.to) == state;
                sum += f64::from(fits.then(|| weights.moves(reading.set)[reading.moves[i]])?);
                sum += f64::from(scores.of_break[i][usize::from(mv.column)]) / 100.0;
            }
        }
        Some(sum)
    }

    /// Every reading of a page of three lines.
    fn every_reading() -> impl Iterator<Item = Reading> {
        let grammar = Grammar::get();
        (0..HABITS).flat_map(move |set| {
            grammar.moves.iter().enumerate().flat_map(move |(m, first)| {
                (0..grammar.moves.len()).filter(move |&n| grammar.moves[n].from == first.to).map(move |n| {
                    let states = [first.from, first.to, grammar.moves[n].to].map(usize::from).to_vec();
                    Reading { states, moves: vec![0, m, n], set }
                })
            })
        })
    }

    #[test]
    fn no_reading_is_better_than_the_best() {
        for seed in 0..4 {
            let (weights, scores) = nonsense(seed, 3);
            let found = best_readings(&scores, &QuantizedWeights::of(&weights), 0.0, &Watch::nobody());
            let found = found.unwrap().swap_remove(0).0;
            let best = every_reading()
                .filter_map(|reading| score(&reading, &weights, &scores))
                .fold(f64::NEG_INFINITY, f64::max);
            assert!((score(&found, &weights, &scores).unwrap() - best).abs() < 1e-3);
        }
    }

    #[test]
    fn probabilities_are_shares_of_all_readings() {
        let grammar = Grammar::get();
        let (weights, scores) = nonsense(7, 3);
        let found = marginals(&scores, UNIT, &weights, 2, &Watch::nobody()).unwrap();
        let (mut all, mut states) = (0.0, [0.0; STATES]);
        let (mut moves, mut steps) = (vec![0.0; grammar.moves.len()], [0.0; 3]);
        for reading in every_reading().filter(|reading| reading.set == 2) {
            let Some(score) = score(&reading, &weights, &scores) else { continue };
            let likelihood = score.exp();
            all += likelihood;
            states[reading.states[1]] += likelihood;
            moves[reading.moves[2]] += likelihood;
            steps[grammar.moves[reading.moves[2]].step as usize] += likelihood;
        }
        let close = |a: f32, b: f64| (f64::from(a) - b / all).abs() < 1e-4;
        assert!((found.log_sum - all.ln()).abs() < 1e-3);
        assert!((0..STATES).all(|s| close(found.states[STATES + s], states[s])));
        assert!((0..moves.len()).all(|m| close(found.of_move(2, m), moves[m])));
        assert!((0..3).all(|step| close(found.steps[2][step], steps[step])));
    }

    #[test]
    fn lines_that_contradict_the_grammar_have_probabilities_all_the_same() {
        let (weights, mut scores) = nonsense(3, 40);
        // Lines that are headed text, each the first of an article by the break before it: no article begins so.
        let grammar = Grammar::get();
        let headed = grammar.state(Role::Paragraph, Phase::Headed).unwrap();
        let begins = usize::from(column(Role::Paragraph, Role::Title, Step::Article));
        for (row, of_break) in scores.line.iter_mut().zip(&mut scores.of_break) {
            row[Layout::get().lane[headed]] = i16::MAX;
            of_break[begins] = i16::MAX;
        }
        let found = marginals(&scores, UNIT, &weights, 1, &Watch::nobody()).unwrap();
        assert!(found.log_sum.is_finite());
        for of_line in found.states.chunks(STATES) {
            assert!((of_line.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{of_line:?}");
        }
    }

    #[test]
    fn the_exponential_function_is_that_of_the_library() {
        for step in -8700..8700 {
            let x = step as f32 / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 3e-7, "{x}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }
}

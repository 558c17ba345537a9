//! The grammar laid out for speed: the states of a phase side by side, so that one pass covers all its neighbours.
//!
//! The moves of a step into the eight lanes of a phase come from every lane that the grammar lets them come from. Those
//! that come from one class of states share their columns of a break: they are a [`Run`], and their columns are
//! counted in once.

use super::grammar::{COLUMNS, Grammar, Phase, Step, column};
use std::sync::LazyLock;

/// Number of states of the grammar.
pub(crate) const STATES: usize = 30;
/// Lanes that are worked on together.
const GROUP: usize = 8;
/// Groups of lanes: a phase begins with a group of its own and may take several. A grammar of more states wants more.
const GROUPS: usize = 4;
const PHASES: [Phase; 4] = [Phase::HeadFirst, Phase::Headed, Phase::Unheaded, Phase::HeadLast];
/// Lanes: some have no state.
pub(crate) const LANES: usize = GROUPS * GROUP;

/// A number for every lane.
pub(crate) type Row<T> = [T; LANES];

/// Layout of the states in lanes and of the columns that their moves have.
pub(crate) struct Layout {
    /// The lane of each state.
    pub lane: Vec<usize>,
    into: Side,
    out_of: Side,
    /// The column of each lane's move to itself that goes on with the block.
    same: [u8; LANES],
}

/// The moves into the lanes, or those out of them.
struct Side {
    /// By group, then by step.
    runs: Vec<Run>,
    entries: Vec<Entry>,
}

/// Moves of a step between lanes of one class and the eight lanes of a group.
struct Run {
    step: Step,
    group: usize,
    /// Columns of the moves to or from each of the eight.
    columns: [u8; GROUP],
    /// One past its last of [`Side::entries`].
    end: usize,
}

/// The moves between one lane and eight others.
struct Entry {
    lane: u8,
    /// For each of the eight, the move if there is one.
    moves: [Option<u16>; GROUP],
}

static LAYOUT: LazyLock<Layout> = LazyLock::new(Layout::new);

impl Layout {
    pub(crate) fn get() -> &'static Layout {
        &LAYOUT
    }

    fn new() -> Layout {
        let grammar = Grammar::get();
        let lane = lanes_of(&grammar.states.iter().map(|state| state.phase).collect::<Vec<_>>());
        assert_eq!(lane.len(), STATES);
        assert!(lane.iter().all(|lane| *lane < LANES), "the grammar's phases want more than {GROUPS} groups");
        let mut same = [0; LANES];
        for (s, state) in grammar.states.iter().enumerate() {
            same[lane[s]] = column(state.role, state.role, Step::Same);
        }
        Layout { into: Side::new(&lane, false), out_of: Side::new(&lane, true), lane, same }
    }

    /// `value` for each lane of a state, `nothing` for the others.
    pub(crate) fn row<T: Copy>(&self, nothing: T, value: impl Fn(usize) -> T) -> Row<T> {
        let mut row = [nothing; LANES];
        for (s, &lane) in self.lane.iter().enumerate() {
            row[lane] = value(s);
        }
        row
    }
}

/// The lane of each state, by the states' phases: those of a phase side by side, each phase from a group of its own on.
fn lanes_of(phases: &[Phase]) -> Vec<usize> {
    let mut lanes = vec![0; phases.len()];
    let mut free: usize = 0;
    for phase in PHASES {
        let states = phases.iter().enumerate().filter(|(_, other)| **other == phase).map(|(state, _)| state);
        for state in states {
            lanes[state] = free;
            free += 1;
        }
        free = free.next_multiple_of(GROUP);
    }
    lanes
}

impl Side {
    /// The moves into the lanes, or `turned` those out of them.
    fn new(lanes: &[usize], turned: bool) -> Side {
        let grammar = Grammar::get();
        let mut side = Side { runs: Vec::new(), entries: Vec::new() };
        for group in 0..GROUPS {
            for step in [Step::Block, Step::Article] {
                let mut entries: Vec<([u8; GROUP], Entry)> = Vec::new();
                for (one, &lane) in lanes.iter().enumerate() {
                    let (mut moves, mut columns) = ([None; GROUP], [0; GROUP]);
                    for (other, &at) in lanes.iter().enumerate().filter(|(_, at)| *at / GROUP == group) {
                        let (from, to) = if turned { (other, one) } else { (one, other) };
                        let role = |s: usize| grammar.states[s].role;
                        columns[at % GROUP] = column(role(from), role(to), step);
                        moves[at % GROUP] = grammar.find(from, to, step).map(|m| m as u16);
                    }
                    if moves.iter().any(Option::is_some) {
                        entries.push((columns, Entry { lane: lane as u8, moves }));
                    }
                }
                entries.sort_by_key(|(columns, _)| *columns);
                for (columns, entry) in entries {
                    side.entries.push(entry);
                    let end = side.entries.len();
                    match side.runs.last_mut() {
                        Some(run) if run.group == group && run.step == step && run.columns == columns => {
                            run.end = end
                        }
                        _ => side.runs.push(Run { step, group, columns, end }),
                    }
                }
            }
        }
        assert!(side.runs.len() <= RUNS);
        side
    }
}

/// Algebra by which scores are put together: the best sum, or the sum of products.
pub(crate) trait Algebra {
    /// Type of a score.
    type Score: Copy + 'static;
    /// No reading at all.
    const NOTHING: Self::Score;
    /// One after the other.
    fn along(a: Self::Score, b: Self::Score) -> Self::Score;
    /// One or the other.
    fn either(a: Self::Score, b: Self::Score) -> Self::Score;
}

/// The best sum of scores in hundredths. A reading that is worse than another by 300 nats is as good as none.
pub(crate) struct Best;

impl Algebra for Best {
    type Score = i16;
    const NOTHING: i16 = i16::MIN;
    fn along(a: i16, b: i16) -> i16 {
        a.saturating_add(b)
    }
    fn either(a: i16, b: i16) -> i16 {
        a.max(b)
    }
}

/// The sum of products of likelihoods.
pub(crate) struct Sum;

impl Algebra for Sum {
    type Score = f32;
    const NOTHING: f32 = 0.0;
    fn along(a: f32, b: f32) -> f32 {
        a * b
    }
    fn either(a: f32, b: f32) -> f32 {
        a + b
    }
}

/// The weights of the moves, laid out for passes.
pub(crate) struct Table<A: Algebra> {
    side: &'static Side,
    lanes: Vec<u8>,
    weights: Vec<[A::Score; GROUP]>,
    /// Weights of the moves from a lane to itself that go on with the block.
    same: Row<A::Score>,
}

/// The columns of a break as the runs of a table have them, and those of the moves from a lane to itself.
pub(crate) struct Spread<T> {
    runs: [[T; GROUP]; RUNS],
    same: Row<T>,
}

/// [`Side::runs`] at most.
const RUNS: usize = 40;

impl<A: Algebra> Table<A> {
    /// A table of the moves into each lane.
    pub(crate) fn into_lanes(weights: &[A::Score]) -> Table<A> {
        Table::new(weights, &Layout::get().into)
    }

    /// A table of the moves out of each lane.
    pub(crate) fn out_of_lanes(weights: &[A::Score]) -> Table<A> {
        Table::new(weights, &Layout::get().out_of)
    }

    fn new(weights: &[A::Score], side: &'static Side) -> Table<A> {
        let grammar = Grammar::get();
        let of = |m: Option<usize>| m.map_or(A::NOTHING, |m| weights[m]);
        Table {
            lanes: side.entries.iter().map(|e| e.lane).collect(),
            weights: side.entries.iter().map(|e| e.moves.map(|m| of(m.map(usize::from)))).collect(),
            same: Layout::get().row(A::NOTHING, |s| of(grammar.find(s, s, Step::Same))),
            side,
        }
    }

    /// Lays the columns of a break out for this table.
    pub(crate) fn spread(&self, columns: &[A::Score; COLUMNS]) -> Spread<A::Score> {
        let mut out = Spread { runs: [[A::NOTHING; GROUP]; RUNS], same: [A::NOTHING; LANES] };
        for (slot, &column) in out.same.iter_mut().zip(&Layout::get().same) {
            *slot = columns[usize::from(column)];
        }
        for (slots, run) in out.runs.iter_mut().zip(&self.side.runs) {
            for (slot, &column) in slots.iter_mut().zip(&run.columns) {
                *slot = columns[usize::from(column)];
            }
        }
        out
    }

    /// Scores that all moves bring to each lane, each lane's `values` carried along them over a break: apart for each step (the
    /// same block, another block, another article).
    pub(crate) fn steps(&self, values: &Row<A::Score>, of_break: &Spread<A::Score>) -> [Row<A::Score>; 3] {
        let mut out = [[A::NOTHING; LANES]; 3];
        for i in 0..LANES {
            out[0][i] = A::along(A::along(values[i], self.same[i]), of_break.same[i]);
        }
        // Each value is wanted by every group: it is spread over eight lanes once.
        let mut eights = [[A::NOTHING; GROUP]; LANES];
        for (eight, &value) in eights.iter_mut().zip(values) {
            *eight = [value; GROUP];
        }
        let mut start = 0;
        for (run, columns) in self.side.runs.iter().zip(&of_break.runs) {
            let mut sum = [A::NOTHING; GROUP];
            for (&lane, weights) in self.lanes[start..run.end].iter().zip(&self.weights[start..run.end]) {
                let values = &eights[usize::from(lane) % LANES];
                for i in 0..GROUP {
                    sum[i] = A::either(sum[i], A::along(values[i], weights[i]));
                }
            }
            start = run.end;
            let lanes = &mut out[run.step as usize].as_chunks_mut::<GROUP>().0[run.group % GROUPS];
            for i in 0..GROUP {
                lanes[i] = A::either(lanes[i], A::along(sum[i], columns[i]));
            }
        }
        out
    }

    /// Scores that all moves bring to each lane.
    pub(crate) fn all(&self, values: &Row<A::Score>, of_break: &Spread<A::Score>) -> Row<A::Score> {
        let [mut all, block, article] = self.steps(values, of_break);
        for i in 0..LANES {
            all[i] = A::either(A::either(all[i], block[i]), article[i]);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_of_more_states_than_a_group_has_lanes_takes_another_group() {
        let mut phases = vec![Phase::HeadFirst; 3];
        phases.extend([Phase::Headed; 10]);
        phases.push(Phase::Unheaded);
        let lanes = lanes_of(&phases);
        assert_eq!((lanes[2], lanes[3], lanes[12], lanes[13]), (2, GROUP, GROUP + 9, 3 * GROUP));
    }
}

//! The grammar of a page: what a line can be, and what may follow what.
//!
//! A state is a role at a place in its article ([`Phase`]); a step from line to line goes on with the block, begins
//! another block of the same article, or begins another article ([`Step`]). Every sequence that the grammar allows
//! is a page taken apart, so the likeliest sequence is the likeliest page.

use super::Role;
use std::sync::LazyLock;

/// Place of a line in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// In the headline that stands before the text.
    HeadFirst,
    /// In text whose headline has been seen.
    Headed,
    /// In text that has had no headline so far.
    Unheaded,
    /// In the headline that stands after the text or in its middle.
    HeadLast,
}

/// A role at a place in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub role: Role,
    pub phase: Phase,
}

/// Step from the line before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Step {
    /// The same block goes on.
    Same,
    /// Another block of the same article.
    Block,
    /// Another article.
    Article,
}

/// Habit of placing headlines. A page keeps to one habit, so a reading is made under one, and the habit that
/// allows the best reading wins.
#[cfg_attr(not(feature = "training"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Before the text.
    Before,
    /// After the text.
    After,
    /// All together, far from the text.
    Apart,
    /// Some so, some otherwise, or none.
    Mixed,
}

/// Number of [`Habit`]s.
pub(crate) const HABITS: usize = 4;

/// Number of sets of weights for moves: a habit of either era, numbered `era * HABITS + habit`.
pub(crate) const MOVE_SETS: usize = 2 * HABITS;

/// A move that the grammar allows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub from: u8,
    pub to: u8,
    pub step: Step,
    /// Column of the break's weights that it uses: see [`column`].
    pub column: u8,
}

/// The states, the moves, and which states may begin an article.
pub(crate) struct Grammar {
    pub states: Vec<State>,
    pub moves: Vec<Move>,
    /// `incoming[s]` are the moves into state `s`.
    pub incoming: Vec<std::ops::Range<usize>>,
    pub starts: Vec<bool>,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);

/// The roles that a line is read in; which paragraphs are verse is told by their form.
pub(crate) const READ: [Role; 10] = [
    Role::Kicker,
    Role::Title,
    Role::Subtitle,
    Role::Byline,
    Role::Paragraph,
    Role::Subhead,
    Role::Caption,
    Role::Credit,
    Role::Jump,
    Role::Furniture,
];

/// Classes of roles that share the weights of a break.
const CLASSES: usize = 5;

fn class(role: Role) -> usize {
    match role {
        Role::Kicker | Role::Title | Role::Subtitle => 0,
        Role::Byline | Role::Jump => 1,
        Role::Paragraph | Role::Verse => 2,
        Role::Subhead => 3,
        Role::Caption | Role::Credit | Role::Furniture => 4,
    }
}

/// Number of weight columns of a break's features: a step and the classes of the roles on both sides.
pub(crate) const COLUMNS: usize = CLASSES + 2 * CLASSES * CLASSES;

/// The weight column of a step between two roles.
pub(crate) fn column(from: Role, to: Role, step: Step) -> u8 {
    let pair = class(from) * CLASSES + class(to);
    (match step {
        Step::Same => class(to),
        Step::Block => CLASSES + pair,
        Step::Article => CLASSES + CLASSES * CLASSES + pair,
    }) as u8
}

impl Grammar {
    pub(crate) fn get() -> &'static Grammar {
        &GRAMMAR
    }

    fn new() -> Grammar {
        use Role::*;
        let head = [Kicker, Title, Subtitle, Byline, Caption, Credit, Jump, Furniture];
        let text = [Paragraph, Subhead, Byline, Caption, Credit, Jump, Furniture];
        let mut states = Vec::new();
        for (phase, roles) in [
            (Phase::HeadFirst, &head[..]),
            (Phase::Headed, &text[..]),
            (Phase::Unheaded, &text[..]),
            (Phase::HeadLast, &head[..]),
        ] {
            states.extend(roles.iter().map(|&role| State { role, phase }));
        }
        let starts: Vec<bool> =
            states.iter().map(|s| matches!(s.phase, Phase::HeadFirst | Phase::Unheaded)).collect();
        let (mut moves, mut incoming) = (Vec::new(), Vec::new());
        for (to, t) in states.iter().enumerate() {
            let first = moves.len();
            for (from, f) in states.iter().enumerate() {
                let mut allow = |step| {
                    let column = column(f.role, t.role, step);
                    moves.push(Move { from: from as u8, to: to as u8, step, column });
                };
                if from == to {
                    allow(Step::Same);
                }
                let goes_on = matches!(
                    (f.phase, t.phase),
                    (Phase::HeadFirst, Phase::HeadFirst | Phase::Headed)
                        | (Phase::Headed, Phase::Headed | Phase::HeadLast)
                        | (Phase::Unheaded, Phase::Unheaded | Phase::HeadLast)
                        | (Phase::HeadLast, Phase::HeadLast | Phase::Headed)
                );
                if goes_on {
                    allow(Step::Block);
                }
                if starts[to] {
                    allow(Step::Article);
                }
            }
            incoming.push(first..moves.len());
        }
        Grammar { states, moves, incoming, starts }
    }

    /// The number of a state.
    pub(crate) fn state(&self, role: Role, phase: Phase) -> Option<usize> {
        self.states.iter().position(|s| s.role == role && s.phase == phase)
    }

    /// The move between two states by a step.
    pub(crate) fn find(&self, from: usize, to: usize, step: Step) -> Option<usize> {
        self.incoming[to].clone().find(|&m| self.moves[m].from as usize == from && self.moves[m].step == step)
    }
}

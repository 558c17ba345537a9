//! The learned weights of the chain of lines.

use super::feature::Extractor;
use super::grammar::{COLUMNS, Grammar, MOVE_SETS};

/// Weights are kept to this fraction: finer ones change no decision that is not a toss-up.
pub(crate) const UNIT: f32 = 0.01;

/// Worth of each feature, move and beginning of the chain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChainWeights {
    /// Line features × states.
    pub line: Vec<f32>,
    /// Break features × columns.
    pub of_break: Vec<f32>,
    /// [`MOVE_SETS`] × moves of the grammar.
    pub moves: Vec<f32>,
    /// [`MOVE_SETS`] × states, for the page's first line.
    pub start: Vec<f32>,
}

impl ChainWeights {
    /// All zero.
    pub(crate) fn zero(extractor: &Extractor) -> ChainWeights {
        let grammar = Grammar::get();
        ChainWeights {
            line: vec![0.0; extractor.line_space.size() * grammar.states.len()],
            of_break: vec![0.0; extractor.break_space.size() * COLUMNS],
            moves: vec![0.0; MOVE_SETS * grammar.moves.len()],
            start: vec![0.0; MOVE_SETS * grammar.states.len()],
        }
    }

    /// All of them, a kind of row after the other.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn all(&mut self) -> [&mut Vec<f32>; 4] {
        [&mut self.line, &mut self.of_break, &mut self.moves, &mut self.start]
    }

    /// The weights of the moves under a habit of an era.
    pub(crate) fn moves(&self, set: usize) -> &[f32] {
        let n = self.moves.len() / MOVE_SETS;
        &self.moves[set * n..(set + 1) * n]
    }

    /// The weights of the first line's states under a habit of an era.
    pub(crate) fn start(&self, set: usize) -> &[f32] {
        let n = self.start.len() / MOVE_SETS;
        &self.start[set * n..(set + 1) * n]
    }
}

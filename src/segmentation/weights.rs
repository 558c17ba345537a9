//! The learned weights: data, made by the example `train` (`train weights`), read once.
//!
//! The file is text, so that a change of it can be read: a first line with the format's number, then one line a
//! row of weights, `NAME w w …` in hundredths, rows of zeros left out.

use super::choice::CHOICE_FEATURES;
use super::engine::Doubt;
use super::feature::{Extractor, Space};
use super::headline::HEADLINE_FEATURES;
use super::judge;
use super::pair::{PAIR_FEATURES, PAIR_KINDS};
use super::state::{COLUMNS, Grammar, MOVE_SETS};
use super::sure::{BLOCK_JUDGES, BLOCK_SURE_FEATURES, SURE_FEATURES};
use super::told::{BLOCK_FEATURES, TOLD_FEATURES};
use std::fmt::Write;

/// First line of the file; another format wants another number.
const FORMAT: &str = "jianbao-weights 1";
/// Weights are kept to this fraction: finer ones change no decision that is not a toss-up.
pub(crate) const UNIT: f32 = 0.01;

/// All weights of the engine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights {
    /// Line features × states.
    pub line: Vec<f32>,
    /// Break features × columns.
    pub of_break: Vec<f32>,
    /// [`MOVE_SETS`] × moves of the grammar.
    pub moves: Vec<f32>,
    /// [`MOVE_SETS`] × states, for the page's first line.
    pub start: Vec<f32>,
    /// Kinds of pairs of units × their features.
    pub pairs: Vec<f32>,
    /// How the probability of going on with a block is corrected.
    pub doubt: Doubt,
    /// The features of [`super::told`].
    pub told: Vec<f32>,
    /// The features of captions beside paragraphs.
    pub captions: Vec<f32>,
    /// The features of [`super::headline`].
    pub headline: Vec<f32>,
    /// The features of [`super::sure`].
    pub sure: Vec<f32>,
    /// What of a block [`super::sure`] tells × its features.
    pub blocks: Vec<f32>,
    /// The features of [`super::choice`].
    pub choice: Vec<f32>,
}

impl Weights {
    /// All zero.
    pub(crate) fn zero(extractor: &Extractor) -> Weights {
        let grammar = Grammar::get();
        Weights {
            line: vec![0.0; extractor.line_space.size() * grammar.states.len()],
            of_break: vec![0.0; extractor.break_space.size() * COLUMNS],
            moves: vec![0.0; MOVE_SETS * grammar.moves.len()],
            start: vec![0.0; MOVE_SETS * grammar.states.len()],
            pairs: vec![0.0; PAIR_KINDS * judge::size(PAIR_FEATURES)],
            doubt: Doubt::default(),
            told: vec![0.0; judge::size(TOLD_FEATURES)],
            captions: vec![0.0; judge::size(BLOCK_FEATURES)],
            headline: vec![0.0; HEADLINE_FEATURES],
            sure: vec![0.0; judge::size(SURE_FEATURES)],
            blocks: vec![0.0; BLOCK_JUDGES * judge::size(BLOCK_SURE_FEATURES)],
            choice: vec![0.0; CHOICE_FEATURES],
        }
    }

    /// What the reading is learned of.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn learned(&mut self) -> [&mut Vec<f32>; 4] {
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

    /// Reads the text form; rows of unknown features are passed over, missing ones are zero.
    pub(crate) fn parse(text: &str, extractor: &Extractor) -> Weights {
        let mut out = Weights::zero(extractor);
        let states = Grammar::get().states.len();
        let names = |space: &Space, prefix: &str| -> rustc_hash::FxHashMap<String, usize> {
            (0..space.size()).map(|f| (format!("{prefix}{}", space.name(f as u32)), f)).collect()
        };
        let (lines, breaks) =
            (names(&extractor.line_space, "line:"), names(&extractor.break_space, "break:"));
        let Doubt(mut doubt) = out.doubt;
        for row in text.lines().skip(1) {
            let mut fields = row.split(' ');
            let name = fields.next().unwrap_or_default();
            let target: &mut [f32] = if let Some(&f) = lines.get(name) {
                &mut out.line[f * states..(f + 1) * states]
            } else if let Some(&f) = breaks.get(name) {
                &mut out.of_break[f * COLUMNS..(f + 1) * COLUMNS]
            } else if name == "moves" {
                &mut out.moves
            } else if name == "start" {
                &mut out.start
            } else if name == "pairs" {
                &mut out.pairs
            } else if name == "doubt" {
                &mut doubt
            } else if name == "told" {
                &mut out.told
            } else if name == "captions" {
                &mut out.captions
            } else if name == "headline" {
                &mut out.headline
            } else if name == "sure" {
                &mut out.sure
            } else if name == "blocks" {
                &mut out.blocks
            } else if name == "choice" {
                &mut out.choice
            } else {
                continue;
            };
            for (slot, field) in target.iter_mut().zip(fields) {
                *slot = field.parse::<i32>().unwrap_or(0) as f32 * UNIT;
            }
        }
        out.doubt = Doubt(doubt);
        out
    }

    /// The text form.
    #[cfg_attr(not(feature = "training"), allow(dead_code))]
    pub(crate) fn print(&self, extractor: &Extractor) -> String {
        let states = Grammar::get().states.len();
        let mut out = format!("{FORMAT}\n");
        let mut row = |name: String, weights: &[f32]| {
            let hundredths: Vec<i32> = weights.iter().map(|w| (w / UNIT).round() as i32).collect();
            let Some(last) = hundredths.iter().rposition(|&w| w != 0) else { return };
            out.push_str(&name);
            for w in &hundredths[..=last] {
                let _ = write!(out, " {w}");
            }
            out.push('\n');
        };
        row("start".into(), &self.start);
        row("moves".into(), &self.moves);
        row("pairs".into(), &self.pairs);
        row("doubt".into(), &self.doubt.0);
        row("told".into(), &self.told);
        row("captions".into(), &self.captions);
        row("headline".into(), &self.headline);
        row("sure".into(), &self.sure);
        row("blocks".into(), &self.blocks);
        row("choice".into(), &self.choice);
        for (f, weights) in self.line.chunks(states).enumerate() {
            row(format!("line:{}", extractor.line_space.name(f as u32)), weights);
        }
        for (f, weights) in self.of_break.chunks(COLUMNS).enumerate() {
            row(format!("break:{}", extractor.break_space.name(f as u32)), weights);
        }
        out
    }
}

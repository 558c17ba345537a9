//! Inference over a page's chain of lines: the likeliest reading and its probabilities.

use super::crf::{Marginals, Reading};

/// A reading of a page and the probabilities beside it.
pub(crate) struct Inference {
    pub reading: Reading,
    pub marginals: Marginals,
}

/// Correction of the probability that two lines are of one block, so that it is what it says on pages that were not
/// learned from: slope and offset of its log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PlattScaling(pub [f32; 2]);

impl Default for PlattScaling {
    /// No correction.
    fn default() -> PlattScaling {
        PlattScaling([1.0, 0.0])
    }
}

impl PlattScaling {
    /// The log-odds of a probability, within what a sum of a page's probabilities can tell from certainty.
    pub(crate) fn log_odds(p: f32) -> f32 {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        (p / (1.0 - p)).ln()
    }

    /// A probability corrected.
    #[cfg(any(feature = "training", test))]
    pub(crate) fn correct(self, p: f32) -> f32 {
        let PlattScaling([slope, offset]) = self;
        1.0 / (1.0 + (-(slope * PlattScaling::log_odds(p) + offset)).exp())
    }
}

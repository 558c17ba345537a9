//! Hypotheses: a page taken apart in one of the ways that it may be meant.

use super::fragment::{Fragment, RawBlock};
use super::inference::Inference;
use super::pair::Pair;

/// A page taken apart under one habit.
pub(crate) struct Hypothesis {
    pub inference: Inference,
    pub fragments: Vec<Fragment>,
    /// By their fragments.
    pub pairs: Vec<Pair>,
    pub furniture: Vec<RawBlock>,
    /// The fragments of each article.
    pub articles: Vec<Vec<usize>>,
    /// Nats that the reading is behind the likeliest under any habit.
    pub behind: f32,
}

impl Hypothesis {
    /// The article of each fragment.
    pub(crate) fn owners(&self) -> Vec<usize> {
        let mut owners = vec![0; self.fragments.len()];
        for (article, members) in self.articles.iter().enumerate() {
            members.iter().for_each(|&u| owners[u] = article);
        }
        owners
    }
}

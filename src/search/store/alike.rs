//! Articles that are about the same: those that share words with one, rare words counting for more than usual ones.

use super::{Found, TextStore, Ticket};
use crate::search::Query;
use std::collections::HashMap;
use std::io::Result;

/// Share of the weight of all words that an article must have to be about the same.
const SHARE: f32 = 0.25;

impl TextStore {
    /// The articles that have at least two of some words and a good share of their weight, in no order; their relevance is
    /// that weight. `None` when the ticket became stale on the way.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn alike(&self, words: &[String], ticket: &Ticket) -> Result<Option<Vec<Found>>> {
        let pages = self.pages() as f32;
        // Each article with the number of words that it has.
        let mut all: HashMap<(u32, u32, u32), (Found, usize)> = HashMap::new();
        let mut most = 0.0;
        for word in words {
            let Some(found) = self.find(&Query::any_of(std::slice::from_ref(word)), ticket)? else {
                return Ok(None);
            };
            if found.is_empty() {
                continue;
            }
            // As in BM25: the fewer articles have a word, the more it tells.
            let weight = (1.0 + pages / found.len() as f32).ln();
            most += weight;
            for mut found in found {
                found.weight.relevance = weight;
                match all.get_mut(&found.place()) {
                    Some((kept, words)) => {
                        kept.weight.relevance += weight;
                        kept.weight.occurrences += found.weight.occurrences;
                        *words += 1;
                    }
                    None => {
                        all.insert(found.place(), (found, 1));
                    }
                }
            }
        }
        let is_alike = |(found, words): &(Found, usize)| *words > 1 && found.weight.relevance >= most * SHARE;
        Ok(Some(all.into_values().filter(is_alike).map(|(found, _)| found).collect()))
    }
}

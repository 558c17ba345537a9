//! Searches that were made before, and those that the person keeps: in the notebook's settings.

use crate::app::store::Store;
use serde::{Deserialize, Serialize};

/// Queries looked for before and kept, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searches {
    /// Looked for before.
    pub history: Vec<String>,
    /// Kept.
    pub saved: Vec<String>,
}

impl Searches {
    /// Under what name the notebook keeps them.
    const NAME: &'static str = "searches";
    /// Queries of the history.
    const REMEMBERED: usize = 30;

    /// Those of a notebook.
    pub fn of(store: &Store) -> Searches {
        store.setting(Searches::NAME).unwrap_or_default()
    }

    /// All of them, those that are kept first; none twice.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.saved.iter().chain(self.history.iter().filter(|query| !self.is_saved(query)))
    }

    /// Puts a query before those looked for earlier.
    pub fn remember(&mut self, query: &str, store: &mut Store) {
        let query = query.trim();
        if query.is_empty() || self.history.first().is_some_and(|last| last == query) {
            return;
        }
        self.history.retain(|other| other != query);
        self.history.insert(0, query.to_owned());
        self.history.truncate(Searches::REMEMBERED);
        store.keep(Searches::NAME, self);
    }

    /// Whether a query is kept.
    pub fn is_saved(&self, query: &str) -> bool {
        self.saved.iter().any(|saved| saved == query.trim())
    }

    /// Keeps a query, or gives it up.
    pub fn toggle(&mut self, query: &str, store: &mut Store) {
        let query = query.trim();
        let before = self.saved.len();
        self.saved.retain(|saved| saved != query);
        if self.saved.len() == before && !query.is_empty() {
            self.saved.insert(0, query.to_owned());
        }
        store.keep(Searches::NAME, self);
    }

    /// Forgets what was looked for.
    pub fn forget_history(&mut self, store: &mut Store) {
        self.history.clear();
        store.keep(Searches::NAME, self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_looked_for_again_moves_to_the_front() {
        let (mut searches, mut store) = (Searches::default(), Store::default());
        for query in ["渡口", "集市", " 渡口 ", "", "渡口"] {
            searches.remember(query, &mut store);
        }
        assert_eq!(searches.history, ["渡口", "集市"]);
        (0..99).for_each(|n| searches.remember(&n.to_string(), &mut store));
        assert_eq!((searches.history.len(), &*searches.history[0]), (Searches::REMEMBERED, "98"));
    }

    #[test]
    fn a_query_is_kept_once_and_given_up_by_the_same_press() {
        let (mut searches, mut store) = (Searches::default(), Store::default());
        searches.toggle("渡口", &mut store);
        assert!(searches.is_saved(" 渡口"));
        searches.toggle("渡口 ", &mut store);
        assert_eq!(searches.saved, [""; 0]);
    }
}

//! Things by the page that they are on.

use super::{Fingerprint, PageRef};
use std::collections::HashMap;
use uuid::Uuid;

/// Index of things by the page that they are on.
#[derive(Debug, Default)]
pub(crate) struct PageIndex {
    by_sum: HashMap<Fingerprint, Vec<Uuid>>,
    by_path: HashMap<String, Vec<Uuid>>,
}

impl PageIndex {
    pub fn add(&mut self, page: &PageRef, id: Uuid) {
        for sum in [page.text, page.bytes] {
            self.by_sum.entry(sum).or_default().push(id);
        }
        self.by_path.entry(page.path.clone()).or_default().push(id);
    }

    /// By the same bytes, the same normalised text or the same path in the archive; each once, the oldest first.
    pub fn on(&self, page: &PageRef) -> Vec<Uuid> {
        let sums = [page.text, page.bytes];
        let mut ids: Vec<Uuid> =
            sums.iter().filter_map(|sum| self.by_sum.get(sum)).flatten().copied().collect();
        ids.extend(self.by_path.get(&page.path).into_iter().flatten());
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

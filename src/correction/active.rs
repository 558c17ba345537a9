//! The corrections in force, shared with the threads that take pages apart.

use super::{Corrected, Correction, apply};
use crate::anchor::{Fingerprint, PageIndex, PageRef};
use crate::segmentation::{Page, Segmentation};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// The corrections in force. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Corrections(Arc<RwLock<ActiveCorrections>>);

#[derive(Debug, Default)]
struct ActiveCorrections {
    /// Those of pages.
    all: BTreeMap<Uuid, Arc<Correction>>,
    by_page: PageIndex,
    folders: Vec<Arc<Correction>>,
}

impl Corrections {
    /// Puts these in force instead of those before; says whether they are others.
    pub fn set(&self, all: impl Iterator<Item = Arc<Correction>>) -> bool {
        let mut active = ActiveCorrections::default();
        for correction in all {
            match correction.page() {
                Some(page) => {
                    active.by_page.add(page, correction.id);
                    active.all.insert(correction.id, correction);
                }
                None => active.folders.push(correction),
            }
        }
        let mut shared = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let others = shared.all != active.all || shared.folders != active.folders;
        *shared = active;
        others
    }

    /// Those of folders, the oldest first.
    pub fn folders(&self) -> Vec<Arc<Correction>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).folders.clone()
    }

    /// Mark that tells all of them from others; 0 where there are none.
    pub fn mark_of_all(&self) -> u64 {
        let shared = self.0.read().unwrap_or_else(PoisonError::into_inner);
        mark(shared.all.values().chain(&shared.folders))
    }

    /// Whether there are none of pages.
    pub fn is_empty(&self) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).all.is_empty()
    }

    /// The corrections of a page, in the order in which they are done.
    fn of(&self, page: &PageRef) -> Vec<Arc<Correction>> {
        let shared = self.0.read().unwrap_or_else(PoisonError::into_inner);
        shared.by_page.on(page).iter().filter_map(|id| shared.all.get(id).cloned()).collect()
    }

    /// Mark that tells the corrections of a page from others; 0 where there are none.
    pub fn mark(&self, page: &PageRef) -> u64 {
        mark(self.of(page).iter())
    }

    /// Does the corrections of a page on what the engine found; with the mark of those that were done.
    pub fn apply(&self, at: &PageRef, page: &Page, found: Segmentation) -> (Corrected, u64) {
        let corrections = self.of(at);
        if corrections.is_empty() {
            return (Corrected { segmentation: found, ..Corrected::default() }, 0);
        }
        (apply(page, found, &corrections), mark(corrections.iter()))
    }
}

fn mark<'a>(corrections: impl Iterator<Item = &'a Arc<Correction>>) -> u64 {
    let names: Vec<&[u8]> = corrections.map(|correction| &correction.id.as_bytes()[..]).collect();
    if names.is_empty() { 0 } else { Fingerprint::of_fields(&names).mark() }
}

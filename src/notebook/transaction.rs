//! Steps of many records: a merge, an undo, a redo, done a few records at a time so that the window can be drawn in between.
//!
//! Until it ends, a step is in memory alone; then it goes to the disk in one commit, all or nothing. If the program ends
//! before, the notebook is as it was: what can be undone is not kept, so that half an undo could never be made whole. A step
//! that is turned back takes memory back, and the disk never knew of it. What the person changes meanwhile is written at
//! once and stays, whatever becomes of the step.

use super::StoreError;
use super::history::{Change, Deed, Value};
use super::memory_index::MemoryIndex;
use super::merge::Incoming;
use super::record::{Kind, Record};
use std::collections::HashSet;

/// A step that is under way; see the module.
pub struct Step {
    pub(super) work: Work,
    /// Number of its records, and of those that were taken up.
    total: usize,
    taken: usize,
    /// Records put into memory, and what each replaced.
    pub(super) put: Vec<Record>,
    replaced: Vec<Option<Record>>,
    /// Texts of pages, which memory hears of at the end.
    pub(super) pages: Vec<Record>,
    /// Changes that can be undone afterwards.
    pub(super) changes: Vec<Change>,
    turned_back: bool,
}

pub(super) enum Work {
    /// Records to be taken in, and whether annotations that are deleted here and not there are had back.
    Merge { incoming: std::vec::IntoIter<Record>, revive: bool },
    /// A step of the history, taken back or done again, and how many steps there had been when it was begun.
    Again { changes: Vec<Change>, way: Way, steps_before: u64 },
}

/// Direction through the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Undo,
    Redo,
}

impl Step {
    /// A merge of which nothing is done yet.
    pub fn merge(incoming: Incoming) -> Step {
        let total = incoming.0.len();
        Step::new(Work::Merge { incoming: incoming.0.into_iter(), revive: false }, total)
    }

    /// With the annotations that are deleted here and not there had back, as a person who restores may want it.
    pub fn merge_reviving(incoming: Incoming) -> Step {
        let total = incoming.0.len();
        Step::new(Work::Merge { incoming: incoming.0.into_iter(), revive: true }, total)
    }

    pub(super) fn again(changes: Vec<Change>, way: Way, steps_before: u64) -> Step {
        let total = changes.len();
        Step::new(Work::Again { changes, way, steps_before }, total)
    }

    fn new(work: Work, total: usize) -> Step {
        Step {
            work,
            total,
            taken: 0,
            put: Vec::new(),
            replaced: Vec::new(),
            pages: Vec::new(),
            changes: Vec::new(),
            turned_back: false,
        }
    }

    /// The deed of the step of the history that is taken back or done again; `None` for a merge.
    pub fn deed(&self) -> Option<Deed> {
        let Work::Again { changes, .. } = &self.work else { return None };
        Deed::of(changes)
    }

    /// From now on what was done is taken back.
    pub fn turn_back(&mut self) {
        self.turned_back = true;
        self.taken = self.put.len();
    }

    /// Whether it is being taken back.
    pub fn is_turned_back(&self) -> bool {
        self.turned_back
    }

    /// Number of records that are done, and of all.
    pub fn progress(&self) -> (usize, usize) {
        (self.taken, self.total)
    }

    /// Whether there is no more to do.
    pub fn is_done(&self) -> bool {
        if self.turned_back { self.put.is_empty() } else { self.taken == self.total }
    }

    /// The next records of what comes in.
    pub(super) fn next_incoming(&mut self, most: usize) -> Vec<Record> {
        let Work::Merge { incoming, .. } = &mut self.work else { return Vec::new() };
        let next: Vec<Record> = incoming.by_ref().take(most).collect();
        self.taken += next.len();
        next
    }

    /// The next values of a step of the history, but those of records that the person changed meanwhile.
    pub(super) fn next_values(&mut self, most: usize, meanwhile: &Keys) -> Vec<(Kind, String, Value)> {
        let Work::Again { changes, way, .. } = &self.work else { return Vec::new() };
        let from = self.taken;
        self.taken = from.saturating_add(most).min(self.total);
        let here = (from..self.taken).map(|at| match way {
            // The last change is taken back first.
            Way::Undo => &changes[self.total - 1 - at],
            Way::Redo => &changes[at],
        });
        let here = here.filter(|change| !meanwhile.contains(&(change.kind, change.key.clone())));
        here.map(|change| (change.kind, change.key.clone(), change.value(*way))).collect()
    }

    /// Puts a record into memory.
    pub(super) fn put(&mut self, shelf: &mut MemoryIndex, record: Record) -> Result<(), StoreError> {
        if record.kind == Kind::Page {
            self.pages.push(record);
            return Ok(());
        }
        self.replaced.push(shelf.put(record.clone())?);
        self.put.push(record);
        Ok(())
    }

    /// Puts the last records that are still as this left them back as they were before.
    pub(super) fn take_back(&mut self, shelf: &mut MemoryIndex, most: usize) {
        for _ in 0..most {
            let (Some(record), Some(before)) = (self.put.pop(), self.replaced.pop()) else { break };
            self.taken = self.put.len();
            if shelf.get(record.kind, &record.key).is_some_and(|now| now.sum == record.sum) {
                shelf.put_back(&record, before);
            }
        }
    }
}

/// Records by their names.
pub(super) type Keys = HashSet<(Kind, String)>;

/// Frees a long list without the window's waiting for it: a hundred thousand records take longer than a frame.
pub(super) fn let_go<T: Send + 'static>(list: Vec<T>) {
    /// Things that are freed in no time.
    const FEW: usize = 2000;
    if list.len() > FEW {
        std::thread::spawn(move || drop(list));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        let_go(std::mem::take(&mut self.replaced));
        let_go(std::mem::take(&mut self.put));
    }
}

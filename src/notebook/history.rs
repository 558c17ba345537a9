//! Undo and redo.

use super::record::Kind;
use super::transaction::{Way, let_go};

/// Steps that can be undone; older ones are forgotten.
const STEPS: usize = 1000;

/// What one record was before a step and after it; `None` where there was none.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub kind: Kind,
    pub key: String,
    pub before: Option<Value>,
    pub after: Value,
}

impl Change {
    /// The value to write.
    pub fn value(&self, way: Way) -> Value {
        match (way, &self.before) {
            (Way::Redo, _) => self.after.clone(),
            (Way::Undo, Some(before)) => before.clone(),
            // What was not there before stays as a deleted record, to be had back by redo.
            (Way::Undo, None) => Value { body: self.after.body.clone(), deleted: true },
        }
    }
}

/// A record's value without its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub body: String,
    pub deleted: bool,
}

/// The steps of this session, each with its changes.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
    /// How many steps there were in all.
    steps: u64,
}

impl History {
    /// Remembers a step; what was undone before can no longer be redone.
    pub fn push(&mut self, step: Vec<Change>) {
        self.steps += 1;
        self.undone.drain(..).for_each(let_go);
        self.put(Way::Redo, step);
    }

    /// Makes a change part of the step that made its record, unless another step touched the record since; says
    /// whether it could.
    pub fn amend(&mut self, change: &Change) -> bool {
        let mut latest = self.done.iter_mut().rev().flatten();
        let same = latest.find(|other| (other.kind, &other.key) == (change.kind, &change.key));
        let Some(made) = same.filter(|other| other.before.is_none()) else { return false };
        made.after = change.after.clone();
        self.undone.drain(..).for_each(let_go);
        true
    }

    /// Takes out the last step that can be undone or redone.
    pub fn take(&mut self, way: Way) -> Option<Vec<Change>> {
        match way {
            Way::Undo => self.done.pop(),
            Way::Redo => self.undone.pop(),
        }
    }

    /// Puts a step where it is after it went this way.
    pub fn put(&mut self, way: Way, step: Vec<Change>) {
        match way {
            Way::Undo => self.undone.push(step),
            Way::Redo => self.done.push(step),
        }
        if self.done.len() > STEPS {
            let_go(self.done.remove(0));
        }
    }

    /// How many steps there were in all, so that one can tell whether another came.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

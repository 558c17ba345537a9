//! Undo and redo.

use super::record::Kind;

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
}

impl History {
    /// Remembers a step; what was undone before can no longer be redone.
    pub fn push(&mut self, step: Vec<Change>) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > STEPS {
            self.done.remove(0);
        }
    }

    /// Makes a change part of the step that made its record, unless another step touched the record since; says
    /// whether it could.
    pub fn amend(&mut self, change: &Change) -> bool {
        let mut latest = self.done.iter_mut().rev().flatten();
        let same = latest.find(|other| (other.kind, &other.key) == (change.kind, &change.key));
        let Some(made) = same.filter(|other| other.before.is_none()) else { return false };
        made.after = change.after.clone();
        self.undone.clear();
        true
    }

    /// The values to write in order to take the last step back.
    pub fn undo(&mut self) -> Option<Vec<(Kind, String, Value)>> {
        let step = self.done.pop()?;
        let values = step
            .iter()
            .rev()
            .map(|change| {
                // What was not there before stays as a deleted record, to be had back by redo.
                let value =
                    change.before.clone().unwrap_or(Value { body: change.after.body.clone(), deleted: true });
                (change.kind, change.key.clone(), value)
            })
            .collect();
        self.undone.push(step);
        Some(values)
    }

    /// The values to write in order to do the last undone step again.
    pub fn redo(&mut self) -> Option<Vec<(Kind, String, Value)>> {
        let step = self.undone.pop()?;
        let values = step.iter().map(|c| (c.kind, c.key.clone(), c.after.clone())).collect();
        self.done.push(step);
        Some(values)
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}

//! Undo and redo, each archive's steps by themselves: what is taken back is what the person has before the eyes.

use super::Collection;
use super::model::Annotation;
use super::record::Kind;
use super::transaction::{Way, let_go};
use crate::correction::Correction;

/// Steps that can be undone; older ones are forgotten.
const STEPS: usize = 1000;

/// Change of one record: what it was before a step and after it; `None` where there was none.
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

/// Deed of the person: what a step did, to be named when it is taken back or done again.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Kind of what was done.
    pub kind: DeedKind,
    /// The first annotation that it was done to, as it was when it was there; `None` for anything else.
    pub annotation: Option<Box<Annotation>>,
    /// The first correction.
    pub correction: Option<Box<Correction>>,
    /// The first collection.
    pub collection: Option<Box<Collection>>,
    /// Number of records that were changed.
    pub count: usize,
}

/// Kind of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeedKind {
    /// Something was made, or had back.
    Added,
    /// Something was deleted.
    Deleted,
    /// Something was changed.
    Changed,
    /// A correction of a page was made or given up.
    Corrected,
}

impl Deed {
    /// The deed of a step with these changes; `None` where it has none.
    pub(super) fn of(changes: &[Change]) -> Option<Deed> {
        let first = changes.first()?;
        let was_there = first.before.as_ref().is_some_and(|before| !before.deleted);
        let kind = match (first.kind, was_there, first.after.deleted) {
            (Kind::Correction, _, _) => DeedKind::Corrected,
            (_, _, true) => DeedKind::Deleted,
            (_, false, false) => DeedKind::Added,
            (_, true, false) => DeedKind::Changed,
        };
        let read = |wanted| {
            let one = changes.iter().find(|change| change.kind == wanted)?;
            serde_json::from_str(&one.after.body).ok()
        };
        let annotation = read(Kind::Annotation).and_then(|body| serde_json::from_value(body).ok());
        let correction = read(Kind::Correction).and_then(|body| serde_json::from_value(body).ok());
        let collection = read(Kind::Collection).and_then(|body| serde_json::from_value(body).ok());
        Some(Deed { kind, annotation, correction, collection, count: changes.len() })
    }
}

/// A record's value without its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub body: String,
    pub deleted: bool,
}

/// A step and the archive in which it was made.
#[derive(Debug)]
struct Made {
    archive: String,
    changes: Vec<Change>,
}

/// The steps of this session, each with its changes.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The archive that is open.
    archive: String,
    done: Vec<Made>,
    undone: Vec<Made>,
    /// Number of steps in all.
    steps: u64,
}

impl History {
    /// Remembers a step; what was undone before can no longer be redone.
    pub fn push(&mut self, step: Vec<Change>) {
        self.steps += 1;
        self.forget_undone();
        self.put(Way::Redo, step);
    }

    /// Makes a change part of the step that made its record, unless another step touched the record since; says
    /// whether it could.
    pub fn amend(&mut self, change: &Change) -> bool {
        let mut latest = self.done.iter_mut().rev().flat_map(|made| &mut made.changes);
        let same = latest.find(|other| (other.kind, &other.key) == (change.kind, &change.key));
        let Some(made) = same.filter(|other| other.before.is_none()) else { return false };
        made.after = change.after.clone();
        self.forget_undone();
        true
    }

    fn forget_undone(&mut self) {
        self.undone.drain(..).for_each(|made| let_go(made.changes));
    }

    /// The archive that is open from now on.
    pub fn set_archive(&mut self, archive: &str) {
        self.archive = archive.to_owned();
    }

    /// Takes out the last step of the open archive that can be undone or redone.
    pub fn take(&mut self, way: Way) -> Option<Vec<Change>> {
        let at = self.last(way)?;
        let steps = if way == Way::Undo { &mut self.done } else { &mut self.undone };
        Some(steps.remove(at).changes)
    }

    /// The last step of the open archive. One whose records were changed since in another archive cannot be taken: what
    /// was written there is not to be lost.
    fn last(&self, way: Way) -> Option<usize> {
        let steps = if way == Way::Undo { &self.done } else { &self.undone };
        let at = steps.iter().rposition(|made| made.archive == self.archive)?;
        let is_touched = |change: &Change| {
            let mut later = steps[at + 1..].iter().flat_map(|made| &made.changes);
            later.any(|other| (other.kind, &other.key) == (change.kind, &change.key))
        };
        (!steps[at].changes.iter().any(is_touched)).then_some(at)
    }

    /// Puts a step where it is after it went this way.
    pub fn put(&mut self, way: Way, changes: Vec<Change>) {
        let made = Made { archive: self.archive.clone(), changes };
        match way {
            Way::Undo => self.undone.push(made),
            Way::Redo => self.done.push(made),
        }
        if self.done.len() > STEPS {
            let_go(self.done.remove(0).changes);
        }
    }

    /// Number of steps in all, so that one can tell whether another came.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn can_undo(&self) -> bool {
        self.last(Way::Undo).is_some()
    }

    pub fn can_redo(&self) -> bool {
        self.last(Way::Redo).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(key: &str, before: Option<&str>, after: &str) -> Change {
        let value = |body: &str| Value { body: body.into(), deleted: body.is_empty() };
        Change { kind: Kind::Annotation, key: key.into(), before: before.map(value), after: value(after) }
    }

    #[test]
    fn each_archive_has_its_own_last_step_unless_another_changed_the_same() {
        let mut history = History::default();
        history.set_archive("江");
        history.push(vec![change("a", None, "1")]);
        history.push(vec![change("b", None, "1")]);
        history.set_archive("山");
        history.push(vec![change("c", None, "1")]);
        history.push(vec![change("a", Some("1"), "2")]);
        history.set_archive("江");
        assert_eq!(history.take(Way::Undo).unwrap()[0].key, "b");
        assert!(history.take(Way::Undo).is_none(), "it was changed since, elsewhere");
        history.set_archive("山");
        assert_eq!(history.take(Way::Undo).unwrap()[0].after.body, "2");
    }

    #[test]
    fn a_deed_is_told_by_what_was_there_before_and_after() {
        let kind = |change: Change| Deed::of(&[change]).unwrap().kind;
        assert_eq!(kind(change("a", None, "1")), DeedKind::Added);
        assert_eq!(kind(change("a", Some(""), "1")), DeedKind::Added);
        assert_eq!(kind(change("a", Some("1"), "2")), DeedKind::Changed);
        assert_eq!(kind(change("a", Some("1"), "")), DeedKind::Deleted);
        assert_eq!(Deed::of(&[]), None);
    }
}

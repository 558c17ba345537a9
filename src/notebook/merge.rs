//! Two notebooks become one: a superset of both, whichever is merged into which and however often.
//!
//! Every record knows the versions it came from. If one side's version came from the other's, it is the newer one: a
//! deletion stays deleted, an edit stays edited. If both sides changed the same thing, both versions are kept: the later
//! one (by revision, never by the clock) under its name, the other one as a new annotation beside it.

use super::Annotation;
use super::record::{Kind, Record};
use crate::anchor::ArticleHint;
use std::collections::BTreeMap;

/// Preview of a merge: shown to the person before anything is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Annotations that come in.
    pub added: usize,
    /// Annotations of which the newer version comes in.
    pub changed: usize,
    /// Annotations that the other side had deleted since.
    pub deleted: usize,
    /// Annotations that both sides changed: both versions are kept.
    pub kept_both: usize,
    /// Annotations that are the same or newer here.
    pub unchanged: usize,
    /// Of the unchanged ones, those that are deleted here and not there: they stay deleted.
    pub stay_deleted: usize,
    /// Other things that come in: settings, reading positions, corrections, drafts, texts of pages.
    pub others: usize,
}

/// Records on their way into a notebook; see [`super::Notebook::merge`].
#[derive(Clone, Debug, Default)]
pub struct Incoming(pub(super) Vec<Record>);

impl Incoming {
    /// The annotations that are not deleted.
    pub fn annotations(&self) -> impl Iterator<Item = Annotation> {
        let live = self.0.iter().filter(|record| record.kind == Kind::Annotation && !record.deleted);
        live.filter_map(|record| serde_json::from_str(&record.body).ok())
    }
}

/// Records to be written so that the incoming ones are merged.
pub(super) fn plan<'a>(
    own: impl Fn(Kind, &str) -> Option<&'a Record>,
    has_page: impl Fn(&str) -> bool,
    incoming: &[Record],
) -> (Vec<Record>, Preview) {
    let mut preview = Preview::default();
    let mut writes: BTreeMap<(Kind, String), Record> = BTreeMap::new();
    for theirs in incoming {
        let key = (theirs.kind, theirs.key.clone());
        if theirs.kind == Kind::Page {
            if !has_page(&theirs.key) && writes.insert(key, theirs.clone()).is_none() {
                preview.others += 1;
            }
            continue;
        }
        // A file may hold two versions of one record; the second meets the first.
        let ours = writes.get(&key).or_else(|| own(theirs.kind, &theirs.key));
        let outcome = meet(ours, theirs);
        let slot = match (&outcome, theirs.kind) {
            (Outcome::Keep, Kind::Annotation) => &mut preview.unchanged,
            (Outcome::Keep, _) => continue,
            (_, kind) if kind != Kind::Annotation => &mut preview.others,
            (Outcome::Both { .. }, _) => &mut preview.kept_both,
            (Outcome::Take(_), _) if ours.is_none() => &mut preview.added,
            (Outcome::Take(_), _) if theirs.deleted && ours.is_some_and(|ours| !ours.deleted) => {
                &mut preview.deleted
            }
            (Outcome::Take(_), _) => &mut preview.changed,
        };
        *slot += 1;
        let stays_deleted = matches!(outcome, Outcome::Keep) && !theirs.deleted;
        preview.stay_deleted += usize::from(stays_deleted && ours.is_some_and(|ours| ours.deleted));
        match outcome {
            Outcome::Keep => {}
            Outcome::Take(record) => drop(writes.insert(key, record)),
            Outcome::Both { winner, copy } => {
                writes.insert(key, winner);
                let copy_key = (copy.kind, copy.key.clone());
                if own(copy.kind, &copy.key).is_none() {
                    writes.entry(copy_key).or_insert(copy);
                }
            }
        }
    }
    (writes.into_values().collect(), preview)
}

/// Outcome for a record that meets another version of itself.
pub(super) enum Outcome {
    /// The version here is the same or newer.
    Keep,
    /// This version replaces what is here.
    Take(Record),
    /// Both sides changed it, and both texts stay.
    Both { winner: Record, copy: Record },
}

/// One version of a record meets another.
pub(super) fn meet(ours: Option<&Record>, theirs: &Record) -> Outcome {
    let Some(ours) = ours else { return Outcome::Take(theirs.clone()) };
    if ours.sum == theirs.sum || ours.came_from(theirs) {
        return Outcome::Keep;
    }
    if theirs.came_from(ours) {
        return Outcome::Take(theirs.clone());
    }
    if !ours.kind.is_text() {
        // Of what is no text the more often changed version counts, as it is.
        let rank = |record: &Record| (record.revision, !record.deleted, record.sum);
        return if rank(ours) > rank(theirs) { Outcome::Keep } else { Outcome::Take(theirs.clone()) };
    }
    // The order does not depend on which side is ours: a text before a deletion, what is in a
    // collection before what is not, then the more often changed one.
    let in_collection =
        |record: &Record| read(record).is_some_and(|annotation| annotation.collection.is_some());
    let rank = |record: &Record| (!record.deleted, in_collection(record), record.revision, record.sum);
    let (winner, loser) = if rank(ours) > rank(theirs) { (ours, theirs) } else { (theirs, ours) };
    let same_text = winner.body == loser.body
        || without_name(winner).is_some_and(|text| Some(text) == without_name(loser));
    let same = same_text && winner.deleted == loser.deleted;
    if same {
        return if winner.sum == ours.sum { Outcome::Keep } else { Outcome::Take(theirs.clone()) };
    }
    let mut joined = winner.clone();
    joined.revision = winner.revision.max(loser.revision) + 1;
    joined.modified = winner.modified.max(loser.modified);
    joined.parents.extend(&loser.parents);
    joined.parents.extend([loser.sum.mark(), winner.sum.mark()]);
    let joined = joined.sealed();
    if loser.deleted {
        return Outcome::Take(joined);
    }
    Outcome::Both { winner: joined, copy: beside(loser) }
}

fn read(record: &Record) -> Option<Annotation> {
    serde_json::from_str(&record.body).ok()
}

/// An annotation without what its article is called, which the program may have filled in on either side, and without its
/// place in a collection, of which it has one.
fn without_name(record: &Record) -> Option<Annotation> {
    let mut annotation = read(record)?;
    annotation.target.article = ArticleHint::default();
    annotation.collection = None;
    Some(annotation)
}

/// A version as a thing of its own, named after its sum so that it comes into being once, on whichever side.
fn beside(record: &Record) -> Record {
    let id = record.sum.name().to_string();
    let mut copy = record.clone();
    if record.kind == Kind::Draft {
        copy.key = format!("{} ({})", record.key, &id[..8]);
    } else {
        copy.body = record.body.replacen(&record.key, &id, 1);
        copy.key = id;
    }
    copy.revision = 1;
    copy.parents.clear();
    copy.sealed()
}

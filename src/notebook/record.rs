//! The one shape in which everything is kept: in the store, in the log, in snapshots and when notebooks merge.

use crate::anchor::Fingerprint;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Kind of a record's content; also its name in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// [`super::Annotation`] by its id.
    Annotation,
    /// A correction of a segmentation by its id.
    Correction,
    /// [`super::Collection`] by its id.
    Collection,
    /// A JSON value by the setting's name.
    Setting,
    /// [`super::Reading`] by [`super::ArticleKey`].
    Reading,
    /// [`super::RecentArchive`] by its folder.
    Recent,
    /// Text being typed, by whatever the window calls it.
    Draft,
    /// The compressed text of an annotated page by the sum of its normalised text.
    Page,
}

impl Kind {
    pub(super) const ALL: [Kind; 8] = [
        Kind::Annotation,
        Kind::Correction,
        Kind::Collection,
        Kind::Setting,
        Kind::Reading,
        Kind::Recent,
        Kind::Draft,
        Kind::Page,
    ];

    /// Whether it is about the person and the machine rather than about pages: what is being typed, what was read and
    /// where, the folders, the settings.
    pub(super) fn is_private(self) -> bool {
        matches!(self, Kind::Setting | Kind::Reading | Kind::Recent | Kind::Draft)
    }

    /// Whether it holds what the person wrote: both versions stay where two notebooks differ.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Kind::Annotation | Kind::Correction | Kind::Collection | Kind::Draft)
    }

    /// Versions of a record that its newest one remembers having come from: of a text more than anyone makes between two
    /// merges, and past them a merge keeps both versions, which loses nothing. Of what is no text one version counts, and
    /// is written anew at every step through articles.
    pub(super) fn remembered(self) -> usize {
        if self.is_text() { 512 } else { 1 }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Annotation => "annotation",
            Kind::Correction => "correction",
            Kind::Collection => "collection",
            Kind::Setting => "setting",
            Kind::Reading => "reading",
            Kind::Recent => "recent",
            Kind::Draft => "draft",
            Kind::Page => "page",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A value as a record's body: JSON with its members in an order that reading and writing it again keeps.
pub(super) fn body<T: Serialize + ?Sized>(value: &T) -> String {
    // Only types of this room and JSON come here; a map without text keys is what could fail, and there is none.
    serde_json::to_value(value).map_or_else(|_| "null".into(), |value| value.to_string())
}

/// One version of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub kind: Kind,
    pub key: String,
    /// From 1, one more with every change. Decides which version is newer; the clock never does.
    pub revision: u64,
    /// Microseconds since 1970 by the machine's clock; for display.
    pub modified: i64,
    pub deleted: bool,
    /// [`Fingerprint::mark`]s of the versions it came from, the newest last.
    pub parents: Vec<u64>,
    /// The value as JSON.
    pub body: String,
    /// The sum of all fields above.
    pub sum: Fingerprint,
}

impl Record {
    /// The version after `old`, or the first.
    pub fn next(old: Option<&Record>, kind: Kind, key: &str, body: String, deleted: bool) -> Record {
        let mut parents = old.map(|old| old.parents.clone()).unwrap_or_default();
        parents.extend(old.map(|old| old.sum.mark()));
        Record {
            kind,
            key: key.to_owned(),
            revision: old.map_or(1, |old| old.revision + 1),
            modified: Timestamp::now().as_microsecond(),
            deleted,
            parents,
            body,
            sum: Fingerprint::default(),
        }
        .sealed()
    }

    /// The record with old parents forgotten and its sum set.
    pub fn sealed(mut self) -> Record {
        let surplus = self.parents.len().saturating_sub(self.kind.remembered());
        self.parents.drain(..surplus);
        self.sum = self.true_sum();
        self
    }

    /// Whether every field is as it was written.
    pub fn is_whole(&self) -> bool {
        self.sum == self.true_sum()
    }

    /// Whether `self` was made from `other`, in one step or several.
    pub fn came_from(&self, other: &Record) -> bool {
        self.parents.contains(&other.sum.mark())
    }

    fn true_sum(&self) -> Fingerprint {
        let parents: Vec<u8> = self.parents.iter().flat_map(|mark| mark.to_le_bytes()).collect();
        Fingerprint::of_fields(&[
            self.kind.name().as_bytes(),
            self.key.as_bytes(),
            &self.revision.to_le_bytes(),
            &self.modified.to_le_bytes(),
            &[u8::from(self.deleted)],
            &parents,
            self.body.as_bytes(),
        ])
    }
}

/// Number of notes among these that are not deleted.
pub(super) fn count_notes(records: &[Record]) -> usize {
    records.iter().filter(|record| record.kind == Kind::Annotation && !record.deleted).count()
}

//! Everything of the notebook but the texts of pages, in memory, with its indexes.

use super::{
    Annotation, Fingerprint, PageRef, StoreError,
    record::{Kind, Record},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Shelf {
    records: HashMap<Kind, BTreeMap<String, Record>>,
    /// The sums of the pages whose text is kept.
    pages: HashSet<String>,
    annotations: BTreeMap<Uuid, Arc<Annotation>>,
    by_sum: HashMap<Fingerprint, Vec<Uuid>>,
    by_path: HashMap<String, Vec<Uuid>>,
}

impl Shelf {
    /// Whether [`Shelf::put`] would take a record.
    pub fn understand(record: &Record) -> Result<(), StoreError> {
        if record.kind == Kind::Annotation { read_annotation(record).map(drop) } else { Ok(()) }
    }

    /// Puts a record on the shelf in place of its older version.
    pub fn put(&mut self, record: Record) -> Result<(), StoreError> {
        match record.kind {
            Kind::Page => {
                self.pages.insert(record.key);
                return Ok(());
            }
            Kind::Annotation => {
                let annotation = read_annotation(&record)?;
                self.index(&annotation);
                self.annotations.insert(annotation.id, Arc::new(annotation));
            }
            _ => {}
        }
        self.records.entry(record.kind).or_default().insert(record.key.clone(), record);
        Ok(())
    }

    fn index(&mut self, annotation: &Annotation) {
        if self.annotations.contains_key(&annotation.id) {
            return; // Targets never change.
        }
        let page = &annotation.target.page;
        for sum in [page.text, page.bytes] {
            self.by_sum.entry(sum).or_default().push(annotation.id);
        }
        self.by_path.entry(page.path.clone()).or_default().push(annotation.id);
    }

    pub fn get(&self, kind: Kind, key: &str) -> Option<&Record> {
        self.records.get(&kind)?.get(key)
    }

    /// All records but the texts of pages.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values().flat_map(|all| all.values())
    }

    /// Records of one kind that are not deleted, by key.
    pub fn live(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.records.get(&kind).into_iter().flat_map(|all| all.values()).filter(|record| !record.deleted)
    }

    pub fn has_page(&self, text: &str) -> bool {
        self.pages.contains(text)
    }

    pub fn annotation(&self, id: Uuid) -> Option<&Arc<Annotation>> {
        self.annotations.get(&id)
    }

    /// All annotations, deleted ones too, the oldest first.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Arc<Annotation>> {
        self.annotations.values()
    }

    /// Annotations made on this page: same bytes, same normalised text, or same path in the archive.
    pub fn on_page(&self, page: &PageRef) -> Vec<&Arc<Annotation>> {
        let sums = [page.text, page.bytes];
        let mut ids: Vec<Uuid> =
            sums.iter().filter_map(|sum| self.by_sum.get(sum)).flatten().copied().collect();
        ids.extend(self.by_path.get(&page.path).into_iter().flatten());
        ids.sort_unstable();
        ids.dedup();
        ids.iter().filter_map(|id| self.annotations.get(id)).collect()
    }
}

fn read_annotation(record: &Record) -> Result<Annotation, StoreError> {
    let mut annotation: Annotation = serde_json::from_str(&record.body)
        .map_err(|error| StoreError::Damaged(format!("annotation {}: {error}", record.key)))?;
    annotation.modified = jiff::Timestamp::from_microsecond(record.modified).unwrap_or(annotation.created);
    annotation.revision = record.revision;
    annotation.deleted = record.deleted;
    Ok(annotation)
}

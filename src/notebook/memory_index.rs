//! Everything of the notebook but the texts of pages, in memory, with its indexes.

use super::annotation_index::AnnotationIndex;
use super::record::{Kind, Record};
use super::{Annotation, Collection, StoreError};
use crate::anchor::{AnchorState, PageIndex, PageRef};
use crate::correction::Correction;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

#[derive(Default)]
pub(super) struct MemoryIndex {
    records: HashMap<Kind, BTreeMap<String, Record>>,
    /// The sums of the pages whose text is kept.
    pages: HashSet<String>,
    annotations: AnnotationIndex,
    annotations_by_page: PageIndex,
    collections: BTreeMap<Uuid, Arc<Collection>>,
    /// Members of each collection, in its order.
    members: HashMap<Uuid, BTreeSet<(i64, Uuid)>>,
    corrections: BTreeMap<Uuid, Arc<Correction>>,
    corrections_by_page: PageIndex,
}

impl MemoryIndex {
    /// Whether [`MemoryIndex::put`] would take a record.
    pub fn understand(record: &Record) -> Result<(), StoreError> {
        match record.kind {
            Kind::Annotation => read_annotation(record).map(drop),
            Kind::Correction => read_correction(record).map(drop),
            Kind::Collection => read_collection(record).map(drop),
            _ => Ok(()),
        }
    }

    /// Puts a record on the shelf in place of its older version, and gives that.
    pub fn put(&mut self, record: Record) -> Result<Option<Record>, StoreError> {
        match record.kind {
            Kind::Page => {
                self.pages.insert(record.key);
                return Ok(None);
            }
            Kind::Annotation => {
                let annotation = read_annotation(&record)?;
                let (page, id) = (annotation.target.page.clone(), annotation.id);
                if let Some(confirmed) = &annotation.confirmed {
                    self.annotations_by_page.add(&confirmed.page, id);
                }
                self.count_member(id, false);
                // Targets never change, so the index of an older version holds.
                if self.annotations.put(annotation) {
                    self.annotations_by_page.add(&page, id);
                }
                self.count_member(id, true);
            }
            Kind::Collection => {
                let collection = read_collection(&record)?;
                if record.deleted {
                    self.collections.remove(&collection.id);
                } else {
                    self.collections.insert(collection.id, Arc::new(collection));
                }
            }
            Kind::Correction => {
                let correction = read_correction(&record)?;
                if record.deleted {
                    self.corrections.remove(&correction.id);
                } else {
                    if let Some(page) = correction.page() {
                        self.corrections_by_page.add(page, correction.id);
                    }
                    self.corrections.insert(correction.id, Arc::new(correction));
                }
            }
            _ => {}
        }
        Ok(self.records.entry(record.kind).or_default().insert(record.key.clone(), record))
    }

    /// Puts the version back that a record took the place of, or takes the record away as if it had never come.
    pub fn put_back(&mut self, record: &Record, before: Option<Record>) {
        if let Some(before) = before {
            // It was on the shelf before.
            let _ = self.put(before);
            return;
        }
        if let Some(all) = self.records.get_mut(&record.kind) {
            all.remove(&record.key);
        }
        match (record.kind, record.key.parse()) {
            (Kind::Annotation, Ok(id)) => {
                self.count_member(id, false);
                self.annotations.remove(id);
            }
            (Kind::Collection, Ok(id)) => drop(self.collections.remove(&id)),
            (Kind::Correction, Ok(id)) => drop(self.corrections.remove(&id)),
            _ => {}
        }
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
        self.annotations.get(id)
    }

    /// All annotations as a table.
    pub fn annotations(&self) -> &AnnotationIndex {
        &self.annotations
    }

    /// Remembers how well an annotation was found.
    pub fn set_state(&mut self, id: Uuid, state: AnchorState) {
        self.annotations.set_state(id, state);
    }

    /// Puts an annotation into the order of its collection, or takes it out.
    fn count_member(&mut self, id: Uuid, comes: bool) {
        let Some(annotation) = self.annotations.get(id).filter(|annotation| !annotation.deleted) else {
            return;
        };
        let Some(at) = annotation.collection else { return };
        let members = self.members.entry(at.id).or_default();
        if comes {
            members.insert((at.rank, id));
        } else {
            members.remove(&(at.rank, id));
        }
    }

    /// All collections that are not deleted, the oldest first.
    pub fn collections(&self) -> impl Iterator<Item = &Arc<Collection>> {
        self.collections.values()
    }

    pub fn collection(&self, id: Uuid) -> Option<&Arc<Collection>> {
        self.collections.get(&id)
    }

    pub fn count_members(&self, collection: Uuid) -> usize {
        self.members.get(&collection).map_or(0, BTreeSet::len)
    }

    /// Members of a collection, in its order.
    pub fn members(&self, collection: Uuid) -> impl DoubleEndedIterator<Item = &Arc<Annotation>> {
        let members = self.members.get(&collection).into_iter().flatten();
        members.filter_map(|(_, id)| self.annotation(*id))
    }

    /// Brings the tables in order after records were put.
    pub fn settle(&mut self) {
        self.annotations.settle();
    }

    /// Annotations made on this page, or said by the person to be on it.
    pub fn on_page(&self, page: &PageRef) -> Vec<&Arc<Annotation>> {
        let ids = self.annotations_by_page.on(page);
        ids.iter().filter_map(|&id| self.annotation(id)).collect()
    }

    /// All corrections that are not deleted, the oldest first.
    pub fn corrections(&self) -> impl Iterator<Item = &Arc<Correction>> {
        self.corrections.values()
    }

    /// Corrections of this page that are not deleted.
    pub fn corrections_on(&self, page: &PageRef) -> Vec<Arc<Correction>> {
        let ids = self.corrections_by_page.on(page);
        ids.iter().filter_map(|id| self.corrections.get(id).cloned()).collect()
    }
}

fn read_collection(record: &Record) -> Result<Collection, StoreError> {
    serde_json::from_str(&record.body)
        .map_err(|error| StoreError::Damaged(format!("collection {}: {error}", record.key)))
}

fn read_correction(record: &Record) -> Result<Correction, StoreError> {
    serde_json::from_str(&record.body)
        .map_err(|error| StoreError::Damaged(format!("correction {}: {error}", record.key)))
}

fn read_annotation(record: &Record) -> Result<Annotation, StoreError> {
    let mut annotation: Annotation = serde_json::from_str(&record.body)
        .map_err(|error| StoreError::Damaged(format!("annotation {}: {error}", record.key)))?;
    annotation.modified = jiff::Timestamp::from_microsecond(record.modified).unwrap_or(annotation.created);
    annotation.revision = record.revision;
    annotation.deleted = record.deleted;
    Ok(annotation)
}

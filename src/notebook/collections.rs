//! The notebook's collections, and changes of many annotations that are one step.

use super::book::{Notebook, live};
use super::collection::{each_once, rank_between, ranks_after};
use super::compression::pack;
use super::merge::Incoming;
use super::record::{Kind, Record, body};
use super::{Annotation, Collection, Copier, Membership, Pending, Reading, StoreError};
use crate::anchor::{ArticleKey, PageRef};
use crate::correction::Correction;
use crate::segmentation::Page;
use std::sync::Arc;
use uuid::Uuid;

impl Notebook {
    /// All collections by name.
    pub fn collections(&self) -> Vec<Arc<Collection>> {
        let mut all: Vec<Arc<Collection>> = self.shelf.collections().cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// A collection that is not deleted.
    pub fn collection(&self, id: Uuid) -> Option<&Arc<Collection>> {
        self.shelf.collection(id)
    }

    /// Members of a collection, in its order.
    pub fn members(&self, collection: Uuid) -> Vec<Arc<Annotation>> {
        each_once(self.shelf.members(collection).cloned())
    }

    /// Number of things in a collection, those too that two notebooks both had put in.
    pub fn count_members(&self, collection: Uuid) -> usize {
        self.shelf.count_members(collection)
    }

    /// The rank of the last thing in a collection.
    pub fn last_rank(&self, collection: Uuid) -> Option<i64> {
        Some(self.shelf.members(collection).next_back()?.collection?.rank)
    }

    /// Keeps a collection: a new one, or what has become of it.
    pub fn keep_collection(&mut self, collection: &Collection) -> Pending {
        self.step(vec![(Kind::Collection, collection.id.to_string(), live(collection))])
    }

    /// Deletes a collection; the articles that are in it stay what they are.
    pub fn delete_collection(&mut self, id: Uuid) -> Pending {
        self.set_deleted(Kind::Collection, id, true)
    }

    /// Takes everything that stands for an article out of a collection, as one step.
    pub fn remove_members(&mut self, members: &[Uuid]) -> Pending {
        let mut incoming = Incoming::default();
        for &id in members {
            self.revise(&mut incoming, id, |annotation| annotation.deleted = true);
        }
        self.merge(&incoming)
    }

    /// Puts a member of a collection at another place among its members, counted without it. One step.
    pub fn move_member(&mut self, id: Uuid, to: usize) -> Pending {
        let at = self.get(id).and_then(|member| member.collection);
        let Some(at) = at else { return Pending::answered(Err(StoreError::Missing)) };
        let mut others: Vec<Arc<Annotation>> = self.members(at.id);
        others.retain(|member| member.id != id);
        let to = to.min(others.len());
        let rank = |at: Option<usize>| Some(others.get(at?)?.collection?.rank);
        if let Some(rank) = rank_between(rank(to.checked_sub(1)), rank(Some(to))) {
            return self.update(id, |member| member.collection = Some(Membership { rank, ..at }));
        }
        let mut ids: Vec<Uuid> = others.iter().map(|member| member.id).collect();
        ids.insert(to, id);
        let mut incoming = Incoming::default();
        for (rank, &id) in ranks_after(None, ids.len()).zip(&ids) {
            self.revise(&mut incoming, id, |member| member.collection = Some(Membership { rank, ..at }));
        }
        self.merge(&incoming)
    }

    /// Adds the next version of an annotation to what is to be merged: changed, deleted or had back.
    pub fn revise(&self, incoming: &mut Incoming, id: Uuid, change: impl FnOnce(&mut Annotation)) {
        let Some(old) = self.shelf.get(Kind::Annotation, &id.to_string()) else { return };
        let Some(annotation) = self.get(id) else { return };
        let mut new = Annotation::clone(annotation);
        change(&mut new);
        incoming.0.push(Record::next(Some(old), old.kind, &old.key, body(&new), new.deleted));
    }

    /// Adds to what is to be merged that a correction is given up.
    pub fn withdraw_in(&self, incoming: &mut Incoming, id: Uuid) {
        let Some(old) = self.shelf.get(Kind::Correction, &id.to_string()).filter(|old| !old.deleted) else {
            return;
        };
        incoming.0.push(Record::next(Some(old), old.kind, &old.key, old.body.clone(), true));
    }

    /// Keeps how far the person is in several articles.
    pub fn set_readings(&mut self, readings: &[(ArticleKey, Reading)]) -> Pending {
        let values = readings.iter().map(|(key, reading)| (Kind::Reading, key.0.clone(), live(reading)));
        self.write(values.collect()).1
    }

    /// Copier that writes a collection out, as it is now.
    pub fn copier_of_collection(&self, id: Uuid) -> Copier {
        let header = self.shelf.get(Kind::Collection, &id.to_string());
        let members = self.shelf.members(id).map(|member| member.id.to_string());
        let members = members.filter_map(|key| self.shelf.get(Kind::Annotation, &key));
        Copier::of_records(header.into_iter().chain(members).cloned().collect())
    }
}

impl Incoming {
    /// Adds a new annotation, with the text of its page so that it can be read even when the page is gone.
    ///
    /// # Errors
    /// Where the text cannot be packed.
    pub fn add(&mut self, annotation: &Annotation, page: &Page) -> Result<(), StoreError> {
        let key = annotation.id.to_string();
        self.0.push(Record::next(None, Kind::Annotation, &key, body(annotation), false));
        self.add_page(&annotation.target.page, page)
    }

    /// Adds a new correction, with the text of the page that it is about.
    ///
    /// # Errors
    /// Where the text cannot be packed.
    pub fn add_correction(&mut self, correction: &Correction, page: Option<&Page>) -> Result<(), StoreError> {
        let key = correction.id.to_string();
        self.0.push(Record::next(None, Kind::Correction, &key, body(correction), false));
        correction.page().zip(page).map_or(Ok(()), |(at, page)| self.add_page(at, page))
    }

    fn add_page(&mut self, at: &PageRef, page: &Page) -> Result<(), StoreError> {
        let text = at.text.to_string();
        // Articles of one page come one after the other.
        let last = self.0.iter().rev().find(|record| record.kind == Kind::Page);
        if last.is_some_and(|last| last.key == text) {
            return Ok(());
        }
        self.0.push(Record::next(None, Kind::Page, &text, body(&pack(page.text())?), false));
        Ok(())
    }

    /// Adds a new collection.
    pub fn add_collection(&mut self, collection: &Collection) {
        let record =
            Record::next(None, Kind::Collection, &collection.id.to_string(), body(collection), false);
        self.0.push(record);
    }

    /// Whether nothing comes in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

//! The notebook as the window sees it.

use super::compression::{pack, unpack};
use super::copier::{Copier, Origin};
use super::data_dir::DataDir;
use super::exchange;
use super::history::{Change, History, Value};
use super::memory_index::MemoryIndex;
use super::merge::{self, Incoming, Preview};
use super::record::{Kind, Record, body};
use super::recovery;
use super::store::Store;
use super::transaction::{Keys, Step, Way, Work, let_go};
use super::writer::{Pending, Saved, Status, Writer};
use super::{Annotation, Filter, Notice, Reading, RecentArchive, Request, StoreError};
use crate::anchor::{AnchorState, ArticleHint, ArticleKey, Fingerprint, PageRef, Target};
use crate::correction::Correction;
use crate::segmentation::Page;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// Name of a setting of one archive.
pub fn setting_of(what: &str, archive: Option<&Path>) -> String {
    format!("{what}:{}", archive.map(|path| path.display().to_string()).unwrap_or_default())
}

/// A person's notebook, open. Reading answers from memory at once; writing changes memory at once and returns a
/// [`Pending`] that says when the change is on the disk. Dropping it waits for the disk.
pub struct Notebook {
    pub(super) shelf: MemoryIndex,
    history: History,
    desk: Desk,
    /// Keys changed since the step began that is under way.
    meanwhile: Option<Keys>,
}

/// Desk behind the memory: what writes to the disk, or why nothing does.
enum Desk {
    /// The thread that writes.
    Writing(Writer),
    /// Nothing is written: why, and the texts of pages.
    ReadOnly(Status, Vec<Record>),
}

impl Notebook {
    /// Opens the notebook in a folder, or makes one there. A damaged store is restored from its second copies, which
    /// [`Status::notices`] tells. A store of a newer program, or in a folder that may not be written to, is opened for
    /// reading: [`Status::read_only`] says so.
    ///
    /// Errors: [`StoreError::InUse`] where another process has it open (then [`super::hand_over`]); the system's own.
    pub fn open(dir: &Path) -> Result<Notebook, StoreError> {
        Notebook::open_and_wake(dir, || {})
    }

    /// Like [`Notebook::open`]; `wake` is called from another thread whenever a [`Pending`] has its answer or
    /// [`Notebook::status`] changed.
    pub fn open_and_wake(dir: &Path, wake: impl Fn() + Send + 'static) -> Result<Notebook, StoreError> {
        let mut shelf = MemoryIndex::default();
        match DataDir::open(dir, None) {
            Ok(opened) => {
                let mut notices = opened.notices;
                let not_understood =
                    opened.records.into_iter().filter(|r| shelf.put(r.clone()).is_err()).count();
                if not_understood > 0 {
                    notices.push(Notice::NotUnderstood(not_understood));
                }
                let status = Status { notices, low_space: opened.low_space, ..Status::default() };
                let desk = Desk::Writing(Writer::start(dir, opened.vault, status, wake)?);
                Ok(Notebook::new(shelf, desk))
            }
            Err(reason @ (StoreError::Newer { .. } | StoreError::ReadOnly)) => {
                Ok(Notebook::read_only(dir, reason))
            }
            Err(error) => Err(error),
        }
    }

    /// The notebook in a folder as it is now, whoever has it open; nothing is written.
    pub fn look(dir: &Path) -> Notebook {
        Notebook::read_only(dir, StoreError::ReadOnly)
    }

    fn read_only(dir: &Path, reason: StoreError) -> Notebook {
        let mut shelf = MemoryIndex::default();
        let (pages, others): (Vec<_>, Vec<_>) =
            recovery::look(dir).into_iter().partition(|record| record.kind == Kind::Page);
        let not_understood = others.into_iter().filter(|r| shelf.put(r.clone()).is_err()).count();
        let notices = (not_understood > 0).then_some(Notice::NotUnderstood(not_understood));
        let status =
            Status { read_only: Some(reason), notices: notices.into_iter().collect(), ..Status::default() };
        Notebook::new(shelf, Desk::ReadOnly(status, pages))
    }

    fn new(mut shelf: MemoryIndex, desk: Desk) -> Notebook {
        shelf.settle();
        Notebook { shelf, history: History::default(), desk, meanwhile: None }
    }

    /// Status of the notebook on the disk.
    pub fn status(&self) -> Status {
        match &self.desk {
            Desk::Writing(writer) => writer.status().clone(),
            Desk::ReadOnly(status, _) => status.clone(),
        }
    }

    /// Requests of second launches to this one since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        match &self.desk {
            Desk::Writing(writer) => writer.handed_over(),
            Desk::ReadOnly(..) => Vec::new(),
        }
    }

    // Annotations.

    /// One annotation, deleted or not.
    pub fn get(&self, id: Uuid) -> Option<&Arc<Annotation>> {
        self.shelf.annotation(id)
    }

    /// The annotations of a filter, the newest first.
    pub fn find<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Arc<Annotation>> + 'a {
        self.shelf.annotations().find(filter).map(|row| &row.annotation)
    }

    /// The ids of [`Notebook::find`], which a hundred thousand can be listed by within a frame.
    pub fn list(&self, filter: &Filter) -> Vec<Uuid> {
        self.shelf.annotations().find(filter).map(|row| row.id).collect()
    }

    /// Remembers for this session how well an annotation was found, for [`Filter::state`].
    pub fn set_state(&mut self, id: Uuid, state: AnchorState) {
        self.shelf.set_state(id, state);
    }

    /// Certainty with which an annotation was found in this session, where it was looked for.
    pub fn state(&self, id: Uuid) -> Option<AnchorState> {
        self.shelf.annotations().state(id)
    }

    /// The names of the newspapers that annotations are on, in order.
    pub fn papers(&self) -> Vec<String> {
        self.shelf.annotations().papers()
    }

    /// The annotations made on a page, oldest first: by its bytes, its normalised text or its path in the archive.
    /// Where each stands now is for [`super::locate`] to say.
    pub fn on_page(&self, page: &PageRef) -> Vec<Arc<Annotation>> {
        self.shelf.on_page(page).into_iter().filter(|annotation| !annotation.deleted).cloned().collect()
    }

    /// All annotations, each with how well it was found and with what `home` makes of its page, the newest first. `home`
    /// is asked once a page: there are many annotations on few pages.
    pub fn on_pages<T: Copy>(
        &self,
        home: impl FnMut(&Annotation) -> T,
    ) -> impl Iterator<Item = (&Arc<Annotation>, Option<AnchorState>, T)> {
        self.shelf.annotations().on_pages(home)
    }

    /// All tags in use with how often each is, the most frequent first.
    pub fn tags(&self) -> Vec<(String, usize)> {
        let counts = self.shelf.annotations().tags();
        let mut tags: Vec<_> = counts.iter().map(|(tag, count)| (tag.clone(), *count)).collect();
        tags.sort_by(|(a, times), (b, often)| often.cmp(times).then_with(|| a.cmp(b)));
        tags
    }

    /// Keeps a new annotation, and the text of its page so that it can be read even when the page is gone.
    pub fn create(&mut self, annotation: &Annotation, page: &Page) -> Pending {
        self.keep(Kind::Annotation, annotation.id, live(annotation), &annotation.target.page, page)
    }

    fn keep(&mut self, kind: Kind, id: Uuid, value: Value, at: &PageRef, page: &Page) -> Pending {
        let mut values = vec![(kind, id.to_string(), value)];
        let text = at.text.to_string();
        if !self.shelf.has_page(&text) {
            match pack(page.text()) {
                Ok(packed) => values.push((Kind::Page, text, live(&packed))),
                Err(error) => return Pending::answered(Err(error)),
            }
        }
        self.step(values)
    }

    /// Changes an annotation's motivation or body. Its id, target and creation time stay as they are.
    pub fn update(&mut self, id: Uuid, change: impl FnOnce(&mut Annotation)) -> Pending {
        match self.changed(id, change) {
            Some(value) => self.step(vec![(Kind::Annotation, id.to_string(), value)]),
            None => Pending::answered(Err(StoreError::Missing)),
        }
    }

    /// Changes an annotation that was created just now: one undo takes back both.
    pub fn complete(&mut self, id: Uuid, change: impl FnOnce(&mut Annotation)) -> Pending {
        let Some(value) = self.changed(id, change) else {
            return Pending::answered(Err(StoreError::Missing));
        };
        let (mut changes, pending) = self.write(vec![(Kind::Annotation, id.to_string(), value)]);
        changes.retain(|change| !self.history.amend(change));
        self.remember(changes);
        pending
    }

    fn changed(&self, id: Uuid, change: impl FnOnce(&mut Annotation)) -> Option<Value> {
        let old = self.shelf.annotation(id)?;
        let mut new = Annotation::clone(old);
        change(&mut new);
        new.id = old.id;
        new.target = old.target.clone();
        new.created = old.created;
        Some(Value { deleted: old.deleted, ..live(&new) })
    }

    /// Keeps where the person says that an annotation is on a page that has changed; where it was made is kept too.
    pub fn confirm(&mut self, id: Uuid, target: Target) -> Pending {
        self.update(id, |annotation| annotation.confirmed = Some(target))
    }

    /// Tells what the articles of annotations are called that were made when that was not kept. Nothing the person wrote
    /// is touched, nor what a display calls the time of the last change; it is no step to be undone. The same name makes the
    /// same version wherever it is given, so that notebooks that meet know it for one.
    pub fn name_articles(&mut self, names: Vec<(Uuid, ArticleHint)>) -> Pending {
        let named = names.into_iter().filter_map(|(id, name)| {
            let old = self.shelf.get(Kind::Annotation, &id.to_string())?;
            let mut annotation = Annotation::clone(self.shelf.annotation(id)?);
            annotation.target.article = name;
            let next = Record::next(Some(old), old.kind, &old.key, body(&annotation), old.deleted);
            Some(Record { modified: old.modified, ..next }.sealed())
        });
        let records = named.collect();
        self.put(records)
    }

    /// Deletes an annotation; [`Notebook::restore`] has it back.
    pub fn delete(&mut self, id: Uuid) -> Pending {
        self.set_deleted(Kind::Annotation, id, true)
    }

    /// Has a deleted annotation back.
    pub fn restore(&mut self, id: Uuid) -> Pending {
        self.set_deleted(Kind::Annotation, id, false)
    }

    pub(super) fn set_deleted(&mut self, kind: Kind, id: Uuid, deleted: bool) -> Pending {
        let key = id.to_string();
        match self.shelf.get(kind, &key) {
            Some(old) => {
                let value = Value { body: old.body.clone(), deleted };
                self.step(vec![(kind, key, value)])
            }
            None => Pending::answered(Err(StoreError::Missing)),
        }
    }

    /// The text of an annotated page as it was, by the sum of its normalised text. Waits for the disk.
    pub fn page_text(&self, text: Fingerprint) -> Result<Option<String>, StoreError> {
        let key = text.to_string();
        let record = match &self.desk {
            Desk::Writing(writer) => writer.line()?.read(Kind::Page, &key)?,
            Desk::ReadOnly(_, pages) => pages.iter().find(|record| record.key == key).cloned(),
        };
        record.map(|record| unpack(&record.body)).transpose()
    }

    // Corrections.

    /// Keeps a correction, and the text of its page. One step that can be undone.
    pub fn correct(&mut self, correction: &Correction, page: &Page) -> Pending {
        let (id, value) = (correction.id, live(correction));
        match correction.page() {
            Some(at) => self.keep(Kind::Correction, id, value, at, page),
            None => self.step(vec![(Kind::Correction, id.to_string(), value)]),
        }
    }

    /// Gives a correction up.
    pub fn withdraw(&mut self, correction: Uuid) -> Pending {
        self.set_deleted(Kind::Correction, correction, true)
    }

    /// All corrections, the oldest first.
    pub fn all_corrections(&self) -> impl Iterator<Item = Arc<Correction>> {
        self.shelf.corrections().cloned()
    }

    /// The corrections of a page, for [`crate::correction::apply`] after each segmentation.
    pub fn corrections(&self, page: &PageRef) -> Vec<Arc<Correction>> {
        self.shelf.corrections_on(page)
    }

    // Backup, export, import, merge.

    /// Writes annotations, corrections and the texts of annotated pages as a W3C Web Annotation document (JSON-LD),
    /// deleted things too; read back by [`Notebook::read_export`] without loss. What is private is not in it: drafts,
    /// places of reading, folders, settings. Waits for the disk: [`Notebook::copier`] does so elsewhere.
    pub fn export(&self) -> Result<String, StoreError> {
        self.copier()?.export()
    }

    /// [`Notebook::export`] with everything that is private too.
    pub fn export_all(&self) -> Result<String, StoreError> {
        self.copier()?.export_all()
    }

    /// Copier that writes the whole notebook out, on whatever thread.
    pub fn copier(&self) -> Result<Copier, StoreError> {
        Ok(Copier::of(match &self.desk {
            Desk::Writing(writer) => Origin::Store(writer.line()?.clone()),
            Desk::ReadOnly(status, pages) => Origin::Memory(
                self.shelf.records().chain(pages).cloned().collect(),
                status.read_only.clone().unwrap_or(StoreError::ReadOnly),
            ),
        }))
    }

    /// Copier that writes these annotations out, as they are now.
    pub fn copier_of(&self, ids: &[Uuid]) -> Copier {
        let records = ids.iter().filter_map(|id| self.shelf.get(Kind::Annotation, &id.to_string()));
        Copier::of_records(records.cloned().collect())
    }

    /// Reads a W3C Web Annotation document, of this program or another one, for [`Notebook::preview`] and
    /// [`Notebook::merge`]. An error leaves everything as it is.
    pub fn read_export(json: &str) -> Result<Incoming, StoreError> {
        exchange::read(json)
    }

    /// Reads an export, a backup or another notebook's folder, whichever is at a path.
    pub fn read_incoming(path: &Path) -> Result<Incoming, StoreError> {
        exchange::read_path(path)
    }

    /// Copies the whole notebook into one file in a folder, checks the copy and gives its path. Waits for the disk:
    /// [`Notebook::copier`] does so elsewhere.
    pub fn back_up(&self, folder: &Path) -> Result<PathBuf, StoreError> {
        self.copier()?.back_up(folder)
    }

    /// Reads a backup, every record checked, for [`Notebook::preview`] and [`Notebook::merge`].
    pub fn read_backup(path: &Path) -> Result<Incoming, StoreError> {
        Store::read_copy(path).map(|(records, _)| Incoming(records))
    }

    /// Reads the notebook in another folder, whatever of it is whole; nothing in the folder is changed.
    pub fn read_folder(dir: &Path) -> Incoming {
        Incoming(recovery::look(dir))
    }

    /// Preview of what [`Notebook::merge`] would do.
    pub fn preview(&self, incoming: &Incoming) -> Preview {
        self.plan(&incoming.0).1
    }

    /// Takes in another notebook, an import or a backup; nothing that is here is lost. One step that can be undone.
    pub fn merge(&mut self, incoming: &Incoming) -> Pending {
        self.complete_step(Step::merge(incoming.clone()))
    }

    fn plan(&self, incoming: &[Record]) -> (Vec<Record>, Preview) {
        merge::plan(|kind, key| self.shelf.get(kind, key), |text| self.shelf.has_page(text), incoming)
    }

    // Undo, and steps of many records.

    /// The archive that is open from now on: undo and redo are of what is done in it.
    pub fn set_archive(&mut self, archive: &str) {
        self.history.set_archive(archive);
    }

    /// Takes the last change of annotations back; `None` where there is none.
    pub fn undo(&mut self) -> Option<Pending> {
        let step = self.begin_undo()?;
        Some(self.complete_step(step))
    }

    /// Does again what was undone last; `None` where there is nothing.
    pub fn redo(&mut self) -> Option<Pending> {
        let step = self.begin_redo()?;
        Some(self.complete_step(step))
    }

    /// [`Notebook::undo`], of which nothing is done yet.
    pub fn begin_undo(&mut self) -> Option<Step> {
        self.begin(Way::Undo)
    }

    /// [`Notebook::redo`], of which nothing is done yet.
    pub fn begin_redo(&mut self) -> Option<Step> {
        self.begin(Way::Redo)
    }

    fn begin(&mut self, way: Way) -> Option<Step> {
        let changes = self.history.take(way)?;
        Some(Step::again(changes, way, self.history.steps()))
    }

    fn complete_step(&mut self, mut step: Step) -> Pending {
        match self.go_on(&mut step, usize::MAX) {
            Ok(()) => self.end(step),
            Err(error) => {
                step.turn_back();
                // Nothing is put where something is only put back.
                let _ = self.go_on(&mut step, usize::MAX);
                let _ = self.end(step);
                Pending::answered(Err(error))
            }
        }
    }

    /// Does the next records of a step, or takes the last ones back where it was turned back. Each meets what is here by
    /// then, so that it may take any number of calls; one step at a time. [`Notebook::end`] when [`Step::is_done`].
    ///
    /// # Errors
    /// Where the notebook is only read, or a record is not understood: then [`Step::turn_back`].
    pub fn go_on(&mut self, step: &mut Step, most: usize) -> Result<(), StoreError> {
        if step.is_turned_back() {
            step.take_back(&mut self.shelf, most);
            return Ok(());
        }
        if let Desk::ReadOnly(status, _) = &self.desk {
            return Err(status.read_only.clone().unwrap_or(StoreError::ReadOnly));
        }
        let meanwhile = self.meanwhile.get_or_insert_default();
        let records = match step.work {
            Work::Merge { revive, .. } => self.next_merged(&step.next_incoming(most), revive),
            Work::Again { .. } => {
                let values = step.next_values(most, meanwhile);
                let next = |(kind, key, value): (Kind, String, Value)| {
                    Record::next(self.shelf.get(kind, &key), kind, &key, value.body, value.deleted)
                };
                values.into_iter().map(next).collect()
            }
        };
        for record in records {
            if matches!(step.work, Work::Merge { .. })
                && matches!(record.kind, Kind::Annotation | Kind::Correction | Kind::Collection)
            {
                let before = self.shelf.get(record.kind, &record.key);
                let before = before.map(|old| Value { body: old.body.clone(), deleted: old.deleted });
                let after = Value { body: record.body.clone(), deleted: record.deleted };
                step.changes.push(Change { kind: record.kind, key: record.key.clone(), before, after });
            }
            step.put(&mut self.shelf, record)?;
        }
        Ok(())
    }

    /// Records to be put, of those that come in.
    fn next_merged(&self, incoming: &[Record], revive: bool) -> Vec<Record> {
        let (mut records, _) = self.plan(incoming);
        if revive {
            // What is deleted here is newer than what comes in; only the person can say that it is to be had back.
            let taken: HashSet<&str> = records.iter().map(|record| record.key.as_str()).collect();
            let lost = incoming.iter().filter(|theirs| theirs.kind == Kind::Annotation && !theirs.deleted);
            let lost = lost.filter(|theirs| !taken.contains(theirs.key.as_str()));
            let revived: Vec<Record> = lost
                .filter_map(|theirs| {
                    let ours = self.shelf.get(theirs.kind, &theirs.key).filter(|ours| ours.deleted)?;
                    Some(Record::next(Some(ours), ours.kind, &ours.key, ours.body.clone(), false))
                })
                .collect();
            records.extend(revived);
        }
        records
    }

    /// Ends a step: sends it to the disk as a whole and makes it one that can be undone, or redone; or, where it was
    /// turned back, leaves everything as it was.
    pub fn end(&mut self, mut step: Step) -> Pending {
        self.shelf.settle();
        let meanwhile = self.meanwhile.take().unwrap_or_default();
        let changes = std::mem::take(&mut step.changes);
        let turned_back = step.is_turned_back();
        let mut records = Vec::new();
        if !turned_back {
            records = std::mem::take(&mut step.put);
        }
        if !turned_back || !meanwhile.is_empty() {
            // What the person wrote meanwhile may be on these pages.
            for page in std::mem::take(&mut step.pages) {
                let _ = self.shelf.put(page.clone());
                records.push(page);
            }
        }
        match &mut step.work {
            Work::Merge { .. } if turned_back => let_go(changes),
            Work::Merge { .. } => self.remember(changes),
            Work::Again { changes, way, .. } if turned_back => {
                let back = if *way == Way::Undo { Way::Redo } else { Way::Undo };
                self.history.put(back, std::mem::take(changes));
            }
            // What was changed meanwhile was a step, after which nothing is redone.
            Work::Again { changes, way: Way::Undo, steps_before }
                if *steps_before != self.history.steps() =>
            {
                let_go(std::mem::take(changes));
            }
            Work::Again { changes, way, .. } => self.history.put(*way, std::mem::take(changes)),
        }
        match &self.desk {
            Desk::Writing(writer) if !records.is_empty() => writer.write(records),
            _ => Pending::answered(Ok(Saved::already())),
        }
    }

    /// Whether [`Notebook::undo`] has something to do.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether [`Notebook::redo`] has something to do.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    // Reading.

    /// Progress of the person in an article.
    pub fn reading(&self, article: &ArticleKey) -> Reading {
        self.value(Kind::Reading, &article.0).unwrap_or_default()
    }

    /// Keys of the articles that the person put off when they were to be checked.
    pub fn put_off(&self) -> HashSet<String> {
        let records = self.shelf.live(Kind::Reading).filter(|record| record.body.contains("put_off\":true"));
        records.map(|record| record.key.clone()).collect()
    }

    /// All articles that are read, in whichever archive.
    pub fn read_articles(&self) -> impl Iterator<Item = ArticleKey> {
        let is_read = |record: &&Record| {
            serde_json::from_str::<Reading>(&record.body).is_ok_and(|reading| reading.read)
        };
        self.shelf.live(Kind::Reading).filter(is_read).map(|record| ArticleKey(record.key.clone()))
    }

    /// Keeps how far the person is in an article.
    pub fn set_reading(&mut self, article: &ArticleKey, reading: &Reading) -> Pending {
        self.set(Kind::Reading, &article.0, reading)
    }

    // Recent archives.

    /// The archives that were opened, the last one first.
    pub fn recent(&self) -> Vec<RecentArchive> {
        let mut recent: Vec<(u64, RecentArchive)> = self
            .shelf
            .live(Kind::Recent)
            .filter_map(|record| Some((record.revision, serde_json::from_str(&record.body).ok()?)))
            .collect();
        recent.sort_by_key(|(revision, archive)| std::cmp::Reverse((archive.opened, *revision)));
        recent.into_iter().map(|(_, archive)| archive).collect()
    }

    /// Notes that an archive was opened now.
    pub fn add_recent(&mut self, folder: &Path) -> Pending {
        let recent = RecentArchive { folder: folder.to_owned(), opened: Timestamp::now() };
        self.set(Kind::Recent, &folder.to_string_lossy(), &recent)
    }

    /// Takes an archive off the list.
    pub fn forget_recent(&mut self, folder: &Path) -> Pending {
        self.remove(Kind::Recent, &folder.to_string_lossy())
    }

    // Settings and drafts.

    /// A setting; `None` where it was never set or is no `T`.
    pub fn setting<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.value(Kind::Setting, name)
    }

    /// Keeps a setting.
    pub fn set_setting<T: Serialize>(&mut self, name: &str, value: &T) -> Pending {
        self.set(Kind::Setting, name, value)
    }

    /// Text that was being typed under a name.
    pub fn draft(&self, name: &str) -> Option<String> {
        self.value(Kind::Draft, name)
    }

    /// All drafts by name: what was being typed when the program ended.
    pub fn drafts(&self) -> Vec<(String, String)> {
        let text = |record: &Record| serde_json::from_str(&record.body).ok();
        self.shelf.live(Kind::Draft).filter_map(|record| Some((record.key.clone(), text(record)?))).collect()
    }

    /// Keeps text as it is typed; call it after a pause in typing, at least once a second.
    pub fn set_draft(&mut self, name: &str, text: &str) -> Pending {
        self.set(Kind::Draft, name, &text)
    }

    /// Lets a draft go: it became a note or the person gave it up.
    pub fn drop_draft(&mut self, name: &str) -> Pending {
        self.remove(Kind::Draft, name)
    }

    // All of them come down to these.

    fn value<T: DeserializeOwned>(&self, kind: Kind, key: &str) -> Option<T> {
        let record = self.shelf.get(kind, key).filter(|record| !record.deleted)?;
        serde_json::from_str(&record.body).ok()
    }

    fn set<T: Serialize + ?Sized>(&mut self, kind: Kind, key: &str, value: &T) -> Pending {
        let value = live(value);
        let same = |old: &Record| !old.deleted && old.body == value.body;
        if self.shelf.get(kind, key).is_some_and(same) && self.status().unsaved == 0 {
            return Pending::answered(Ok(Saved::already()));
        }
        self.write(vec![(kind, key.to_owned(), value)]).1
    }

    fn remove(&mut self, kind: Kind, key: &str) -> Pending {
        self.write(vec![(kind, key.to_owned(), Value { body: "null".into(), deleted: true })]).1
    }

    /// Writes values as one step that can be undone.
    pub(super) fn step(&mut self, values: Vec<(Kind, String, Value)>) -> Pending {
        let (changes, pending) = self.write(values);
        self.remember(changes);
        pending
    }

    fn remember(&mut self, changes: Vec<Change>) {
        if !changes.is_empty() && matches!(self.desk, Desk::Writing(_)) {
            self.history.push(changes);
        }
    }

    pub(super) fn write(&mut self, values: Vec<(Kind, String, Value)>) -> (Vec<Change>, Pending) {
        let mut changes = Vec::new();
        let mut records = Vec::new();
        for (kind, key, after) in values {
            let old = self.shelf.get(kind, &key);
            let before = old.map(|old| Value { body: old.body.clone(), deleted: old.deleted });
            records.push(Record::next(old, kind, &key, after.body.clone(), after.deleted));
            if kind != Kind::Page {
                changes.push(Change { kind, key, before, after });
            }
        }
        (changes, self.put(records))
    }

    /// Writes records that have their history already.
    fn put(&mut self, records: Vec<Record>) -> Pending {
        match &self.desk {
            Desk::Writing(writer) => {
                if let Some(error) = records.iter().find_map(|record| MemoryIndex::understand(record).err()) {
                    return Pending::answered(Err(error));
                }
                for record in &records {
                    if let Some(meanwhile) = &mut self.meanwhile {
                        meanwhile.insert((record.kind, record.key.clone()));
                    }
                    // Understood just now.
                    let _ = self.shelf.put(record.clone());
                }
                self.shelf.settle();
                writer.write(records)
            }
            Desk::ReadOnly(status, _) => {
                Pending::answered(Err(status.read_only.clone().unwrap_or(StoreError::ReadOnly)))
            }
        }
    }
}

/// A value that is there.
pub(super) fn live<T: Serialize + ?Sized>(value: &T) -> Value {
    Value { body: body(value), deleted: false }
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Motivation, locate};
    use super::*;
    use crate::segmentation::{ByteSpan, segment};

    fn page() -> (Page, PageRef) {
        let text = "河堤加固工程完工\n\n本报讯 经过三个月施工，城东河\n堤加固工程昨日完工。\n";
        let page = Page::new(text.into());
        let at = PageRef::new(text.as_bytes(), &page, "a/01.txt");
        (page, at)
    }

    #[test]
    fn everything_is_there_after_reopening() {
        let dir = tempfile::tempdir().unwrap();
        let (page, at) = page();
        let article = &segment(&page).articles[0];
        let start = page.text().find("城东河").unwrap() as u32;
        let end = start + "城东河\n堤加固".len() as u32;
        let target = Target::of_spans(&at, &page, &[ByteSpan { start, end }]);
        let body = Body { note: "记下".into(), tags: vec!["水利".into()], color: Some(2) };
        let note = Annotation::new(Motivation::Highlighting, target, body);
        let key = ArticleKey::new(&at, &page, article);
        {
            let mut book = Notebook::open(dir.path()).unwrap();
            book.create(&note, &page).wait().unwrap();
            book.set_setting("theme", &"dark").wait().unwrap();
            book.set_draft("x", "写到一半").wait().unwrap();
            book.set_reading(&key, &Reading { read: true, at_byte: Some(7), put_off: false }).wait().unwrap();
            book.add_recent(Path::new("/archive")).wait().unwrap();
            assert!(matches!(Notebook::open(dir.path()), Err(StoreError::InUse)));
        }
        let book = Notebook::open(dir.path()).unwrap();
        let kept = book.on_page(&at);
        assert_eq!(kept.len(), 1);
        assert_eq!((&kept[0].body, &kept[0].target, kept[0].revision), (&note.body, &note.target, 1));
        assert_eq!(locate(&kept[0], &page).state, AnchorState::Exact);
        assert_eq!(kept[0].target.quote(), "城东河堤加固");
        assert_eq!(book.page_text(at.text).unwrap().as_deref(), Some(page.text()));
        assert_eq!(book.setting::<String>("theme").as_deref(), Some("dark"));
        assert_eq!(book.drafts(), [("x".to_owned(), "写到一半".to_owned())]);
        assert!(book.reading(&key).read);
        assert_eq!(book.recent()[0].folder, Path::new("/archive"));
        assert_eq!(book.status(), Status::default());
    }

    #[test]
    fn every_change_can_be_undone_and_redone() {
        let dir = tempfile::tempdir().unwrap();
        let (page, at) = page();
        let mut book = Notebook::open(dir.path()).unwrap();
        let target = Target::of_article(&at, &page, &segment(&page).articles[0]);
        let mark = Annotation::new(Motivation::Bookmarking, target, Body::default());
        book.create(&mark, &page).wait().unwrap();
        book.update(mark.id, |a| a.body.note = "甲".into()).wait().unwrap();
        book.delete(mark.id).wait().unwrap();
        let all = Filter::default();
        assert_eq!(book.find(&all).count(), 0);
        book.undo().unwrap().wait().unwrap();
        assert_eq!(book.find(&all).next().unwrap().body.note, "甲");
        book.undo().unwrap().wait().unwrap();
        assert_eq!(book.find(&all).next().unwrap().body.note, "");
        book.undo().unwrap().wait().unwrap();
        assert_eq!(book.find(&all).count(), 0);
        assert!(book.undo().is_none());
        for _ in 0..3 {
            book.redo().unwrap().wait().unwrap();
        }
        assert!(book.get(mark.id).unwrap().deleted);
        assert!(!book.can_redo());
        book.restore(mark.id).wait().unwrap();
        assert_eq!(book.find(&Filter { words: "甲".into(), ..all }).count(), 1);
    }

    #[test]
    fn what_completes_an_annotation_is_undone_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let (page, at) = page();
        let mut book = Notebook::open(dir.path()).unwrap();
        let target = Target::of_article(&at, &page, &segment(&page).articles[0]);
        let note = |text: &str| Body { note: text.into(), ..Body::default() };
        let [first, second] =
            ["甲", "乙"].map(|text| Annotation::new(Motivation::Commenting, target.clone(), note(text)));
        book.create(&first, &page).wait().unwrap();
        book.create(&second, &page).wait().unwrap();
        book.complete(first.id, |a| a.body = note("甲甲")).wait().unwrap();
        let all = Filter::default();
        let words = |book: &Notebook| {
            let mut words: Vec<String> = book.find(&all).map(|a| a.body.note.clone()).collect();
            words.sort();
            words
        };
        assert_eq!(words(&book), ["乙", "甲甲"]);
        book.undo().unwrap().wait().unwrap();
        assert_eq!(words(&book), ["甲甲"]);
        book.undo().unwrap().wait().unwrap();
        assert_eq!(words(&book), [""; 0]);
        book.redo().unwrap().wait().unwrap();
        assert_eq!(words(&book), ["甲甲"]);
        // What was changed by itself in between is a step by itself, and so is what comes after it.
        book.update(first.id, |a| a.body = note("丙")).wait().unwrap();
        book.complete(first.id, |a| a.body = note("丁")).wait().unwrap();
        book.undo().unwrap().wait().unwrap();
        assert_eq!(words(&book), ["丙"]);
    }
}

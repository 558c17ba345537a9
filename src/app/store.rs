//! The notebook as the window has it: open or not, and whether what was written into it is safe.
//!
//! Rooms that write into the notebook are given this store by name: what else the window knows they cannot reach.

use super::context::Wake;
use super::effect::{Effect, Effects, NoticeKind};
use super::strings;
use crate::anchor::AnchorState;
use crate::language::Language;
use crate::notebook::{Fault, Notebook, Notice, Pending, Request, Status, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use uuid::Uuid;

/// State of saving: whether what the person wrote is safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written yet.
    #[default]
    Idle,
    /// On its way to the disk.
    Pending,
    /// The store says that it is on the disk.
    Saved,
    /// The store could not write; it keeps trying.
    Failed,
    /// The store is only read.
    ReadOnly,
}

/// The notebook and what is on its way to the disk.
#[derive(Default)]
pub struct Store {
    /// The notebook; `None` when it could not be opened.
    pub book: Option<Notebook>,
    /// Whether what was written is safe.
    pub saving: Saving,
    pending: Vec<Pending>,
    /// Troubles with the notebook's files, in words that were told.
    troubles: Vec<String>,
    /// Number of notices of the notebook that were told.
    notices_told: usize,
}

impl Store {
    /// Opens the notebook of a folder.
    ///
    /// # Errors
    /// When there is none and none can be made.
    pub fn open(data_dir: &Path, wake: Wake) -> Result<Store, StoreError> {
        let book = Notebook::open_and_wake(data_dir, move || wake())?;
        Ok(Store { book: Some(book), ..Store::default() })
    }

    /// The value of a setting under a name.
    pub fn setting<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.book.as_ref()?.setting(name)
    }

    /// Keeps something under a name.
    pub fn keep<T: Serialize>(&mut self, name: &str, value: &T) {
        self.write_quietly(|book| Some(book.set_setting(name, value)));
    }

    /// Writes what the person asked for, and keeps an eye on it until it is on the disk; `false` without a notebook.
    pub fn write(&mut self, write: impl FnOnce(&mut Notebook) -> Pending) -> bool {
        let pending = self.book.as_mut().map(write);
        let is_there = pending.is_some();
        pending.into_iter().for_each(|pending| self.watch(pending));
        is_there
    }

    /// Writes what the person did not ask for: only its failure is told.
    pub fn write_quietly(&mut self, write: impl FnOnce(&mut Notebook) -> Option<Pending>) {
        self.pending.extend(self.book.as_mut().and_then(write));
    }

    /// Keeps an eye on a change until it is on the disk.
    pub fn watch(&mut self, pending: Pending) {
        self.pending.push(pending);
        self.saving = Saving::Pending;
    }

    /// Whether there is such an annotation that is not deleted.
    pub fn has(&self, id: Uuid) -> bool {
        self.book.as_ref().and_then(|book| book.get(id)).is_some_and(|note| !note.deleted)
    }

    /// Certainty with which an annotation was found when its page was last looked at.
    pub fn state_of(&self, id: Uuid) -> Option<AnchorState> {
        self.book.as_ref()?.state(id)
    }

    /// Asks the notebook how it stands, and tells what is news.
    pub fn follow(&mut self, language: Language, effects: &mut Effects) {
        let Some(book) = &self.book else { return };
        let status = book.status();
        self.pending.retain(|pending| pending.poll().is_none());
        self.saving = match self.saving {
            _ if status.read_only.is_some() => Saving::ReadOnly,
            _ if status.error.is_some() => Saving::Failed,
            Saving::Idle => Saving::Idle,
            _ if self.pending.is_empty() && status.unsaved == 0 => Saving::Saved,
            _ => Saving::Pending,
        };
        self.tell_news(&status, language, effects);
        self.tell_troubles(status, language, effects);
    }

    /// Requests of second launches of the program to this one since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        self.book.as_ref().map(Notebook::handed_over).unwrap_or_default()
    }

    /// Tells what happened to the notebook's files since this was last asked.
    fn tell_news(&mut self, status: &Status, language: Language, effects: &mut Effects) {
        let told = std::mem::replace(&mut self.notices_told, status.notices.len());
        for notice in status.notices.iter().skip(told) {
            let (kind, text) = in_words(language, notice);
            effects.tell(kind, text);
        }
    }

    /// Tells each trouble of the store when it comes, once, and takes the words away when it has passed.
    fn tell_troubles(&mut self, status: Status, language: Language, effects: &mut Effects) {
        let refused = [(status.read_only, strings::NOT_WRITTEN_TO), (status.error, strings::NOT_KEPT)];
        let refused = refused.into_iter().filter_map(|(error, phrase)| {
            let error = error?;
            Some(phrase.fill(language, &[&language.pick(error.chinese(), error.to_string())]))
        });
        let low_space = status.low_space.then(|| strings::LOW_SPACE.get(language).to_owned());
        let troubles: Vec<String> = refused.chain(low_space).collect();
        let mut before = std::mem::replace(&mut self.troubles, troubles.clone());
        for trouble in troubles.iter().filter(|trouble| !before.contains(trouble)) {
            effects.error(trouble);
        }
        before.retain(|text| !troubles.contains(text));
        if !before.is_empty() {
            effects.push(Effect::Untell(before));
        }
    }
}

/// Notice of the notebook's files in words, and how grave it is.
fn in_words(language: Language, notice: &Notice) -> (NoticeKind, String) {
    match notice {
        Notice::Restored { fault, notes, missing, kept_in } => {
            (NoticeKind::Error, restored(language, fault, *notes, *missing, kept_in.as_deref()))
        }
        Notice::LogDamaged { whole: true } => {
            (NoticeKind::Warning, strings::LOG_DAMAGED.get(language).into())
        }
        Notice::LogDamaged { whole: false } => (NoticeKind::Error, strings::LOG_LOST.get(language).into()),
        Notice::SavedAgain { notes, dir, kept_in } => {
            let text = strings::SAVED_AGAIN.fill(language, &[&notes, &dir.display()]);
            (NoticeKind::Error, sentences(language, [Some(text), kept(language, kept_in.as_deref())]))
        }
        Notice::ForeignFiles { kept_in } => {
            (NoticeKind::Warning, strings::FOREIGN_FILES.fill(language, &[&kept_in.display()]))
        }
        Notice::NetworkDrive(kind) => (NoticeKind::Warning, strings::NETWORK_DRIVE.fill(language, &[&kind])),
        Notice::NotUnderstood(count) => {
            (NoticeKind::Error, strings::NOT_UNDERSTOOD.fill(language, &[&count]))
        }
    }
}

/// Message on a store that was made whole: what was wrong, what there is now, and what may be missing.
fn restored(
    language: Language,
    fault: &Fault,
    notes: usize,
    missing: Option<u64>,
    kept_in: Option<&Path>,
) -> String {
    let fault = match fault {
        Fault::Gone => strings::STORE_GONE.get(language).into(),
        Fault::Empty => strings::STORE_EMPTY.get(language).into(),
        Fault::Damaged(what) => strings::STORE_DAMAGED.fill(language, &[what]),
        Fault::Behind(saves) => strings::STORE_BEHIND.fill(language, &[saves]),
        Fault::Foreign => strings::STORE_FOREIGN.get(language).into(),
        Fault::NoNotebook => strings::STORE_NO_NOTEBOOK.get(language).into(),
        Fault::OtherCopy => strings::STORE_OTHER_COPY.get(language).into(),
    };
    let missing = match missing {
        Some(0) => strings::NOTHING_MISSING.get(language).into(),
        Some(saves) => strings::SAVES_MISSING.fill(language, &[&saves]),
        None => strings::MAYBE_MISSING.get(language).into(),
    };
    let now = strings::STORE_RESTORED.fill(language, &[&notes]);
    sentences(language, [Some(fault), Some(now), Some(missing), kept(language, kept_in)])
}

fn kept(language: Language, place: Option<&Path>) -> Option<String> {
    place.map(|place| strings::STORE_KEPT.fill(language, &[&place.display()]))
}

fn sentences<const N: usize>(language: Language, sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(language.pick("", " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_missing_is_said_and_nothing_else() {
        let place = Path::new("/notes/damaged/1");
        let say = |language, missing, kept| restored(language, &Fault::Behind(84), 43, missing, kept);
        for (language, all, some, unknown) in [
            (Language::Chinese, "已知保存过的都在", "最后 7 次保存的内容可能缺失", "无从查证"),
            (
                Language::English,
                "is there",
                "the last 7 times may be missing",
                "nothing is left that could tell",
            ),
        ] {
            let none = say(language, Some(0), Some(place));
            assert!(none.contains(all) && none.contains("84") && none.contains("43"), "{none}");
            assert!(none.contains("/notes/damaged/1"), "{none}");
            let lost = say(language, Some(7), None);
            assert!(lost.contains(some) && !lost.contains(all) && !lost.contains("damaged/1"), "{lost}");
            let unknown_lost = say(language, None, None);
            assert!(unknown_lost.contains(unknown) && !unknown_lost.contains(all), "{unknown_lost}");
        }
    }

    #[test]
    fn a_trouble_is_told_when_it_comes_and_goes_when_it_has_passed() {
        let mut store = Store::default();
        let mut told = |status: Status| {
            let mut effects = Effects::default();
            store.tell_troubles(status, Language::Chinese, &mut effects);
            effects.into_iter().collect::<Vec<_>>()
        };
        let full = || Status { error: Some(StoreError::DiskFull), ..Status::default() };
        let first = told(full());
        let [Effect::Tell(NoticeKind::Error, text)] = &first[..] else { panic!("{first:?}") };
        assert!(text.contains("磁盘已满"));
        // Closed by the person while it lasts, it does not come back.
        assert_eq!(told(full()), []);
        assert_eq!(told(Status::default()), [Effect::Untell(vec![text.clone()])]);
        assert_eq!(told(full()), first);
    }
}

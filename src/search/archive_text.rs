//! The full text of an archive on disk, beside its cache: brought up to date with the library, asked at once.

pub(super) use super::store::Mark;
use super::store::{PageRecord, StoreResults, StoredPage, ToldHeading};
use super::{Order, Query, TextStore, Ticket, Wanted};
use crate::archive::{
    ArticleId, ENGINE, Library, Limits, PageEntry, Rules, Source, UnreadablePage, archive_name,
};
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, SystemTime};

/// The full text of one archive.
#[derive(Clone)]
pub struct ArchiveText {
    store: TextStore,
    source: Source,
    /// Mark of what the person says of pages.
    said: u64,
}

/// An archive as it was seen: its files with their sizes and times, and its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    digest: Option<Mark>,
    at: SystemTime,
}

/// Note kept beside the text.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    /// The archive that the text was read from; `None` where its files may have changed in the same tick of the clock.
    digest: Option<Mark>,
    /// Mark of what the person said of its pages.
    said: u64,
    /// Complaints about what could not be read, in Chinese and in English.
    complaints: Vec<(String, String)>,
}

/// The mark of what is put into a hash.
pub(super) fn mark(of: impl FnOnce(&mut Sha256)) -> Mark {
    let mut hash = Sha256::new();
    of(&mut hash);
    let mut mark = Mark::default();
    mark.copy_from_slice(&hash.finalize()[..16]);
    mark
}

impl Seen {
    /// An archive that was not looked at: whoever asks whether the text is current looks anew.
    pub fn unknown() -> Seen {
        Seen { digest: None, at: SystemTime::UNIX_EPOCH }
    }
}

impl ArchiveText {
    /// The full text of an archive, kept in the folder of caches; empty until it is updated. `None` where the archive
    /// is not there.
    pub fn open(cache_dir: &Path, source: &Source) -> Option<ArchiveText> {
        let dir = cache_dir.join(format!("{}.text", archive_name(source)?));
        Some(ArchiveText { store: TextStore::open(&dir, ENGINE), source: source.clone(), said: 0 })
    }

    /// The same text, to have what the person says of pages, which this mark tells from what was said before.
    pub fn as_said(self, said: u64) -> ArchiveText {
        ArchiveText { said, ..self }
    }

    /// The same archive's full text in another folder; empty until it is updated.
    pub fn elsewhere(&self, dir: &Path) -> ArchiveText {
        ArchiveText { store: TextStore::open(dir, ENGINE), source: self.source.clone(), said: self.said }
    }

    /// The same text as it is on the disk now.
    pub fn reopened(&self) -> ArchiveText {
        self.elsewhere(self.store.dir())
    }

    /// The store.
    pub fn store(&self) -> &TextStore {
        &self.store
    }

    /// Looks at the archive's files, not into them.
    pub fn look(&self) -> Seen {
        /// Files changed less than this before may change again without a later time: 2 s is FAT's.
        const TICK: Duration = Duration::from_secs(2);
        let at = SystemTime::now();
        let settled = at.checked_sub(TICK).and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        let settled = settled.map_or(0, |time| time.as_nanos() as i64);
        let listing = self.source.list(&Limits::default(), &AtomicBool::new(false)).ok();
        let digest = listing.filter(|listing| listing.files.iter().all(|file| file.changed < settled));
        let digest = digest.map(|listing| {
            mark(|hash| {
                for file in &listing.files {
                    hash.update(file.path.as_bytes());
                    hash.update([0]);
                    hash.update(file.bytes.to_le_bytes());
                    hash.update(file.changed.to_le_bytes());
                    hash.update(file.identity.to_le_bytes());
                }
                listing.skipped.iter().for_each(|skipped| hash.update(format!("{skipped:?}")));
                hash.update(
                    Rules::of(&self.source).map_or_else(|wrong| format!("{wrong:?}"), |rules| rules.name()),
                );
            })
        });
        Seen { digest, at }
    }

    /// Whether the text is that of the archive as it was seen.
    pub fn is_current(&self, seen: &Seen) -> bool {
        let same = seen.digest.is_some()
            && self.note().is_some_and(|note| (note.digest, note.said) == (seen.digest, self.said));
        if same {
            self.store.confirm(seen.at);
        }
        same
    }

    fn note(&self) -> Option<Note> {
        postcard::from_bytes(self.store.note()).ok()
    }

    /// Complaints about what could not be read when the text was brought up to date.
    pub fn complaints(&self, language: Language) -> Vec<String> {
        let complaints = self.note().unwrap_or_default().complaints;
        complaints.into_iter().map(|(chinese, english)| language.pick(chinese, english)).collect()
    }

    /// Brings the text up to date with a library that was loaded after the archive was `seen`: only pages that are new
    /// or changed are read. `go_on` is told pages done and to do and says whether to go on; what was stored by then
    /// stays. Says whether it came to its end.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn update(
        &mut self,
        library: &Library,
        seen: &Seen,
        go_on: &dyn Fn(usize, usize) -> bool,
    ) -> std::io::Result<bool> {
        let pages = library.pages();
        let marks: Vec<Mark> =
            pages.iter().map(|page| identity(library, page, &PageRecord::of(page))).collect();
        if seen.digest.is_none() && self.note().is_some() && self.store.has_exactly(&marks) {
            return Ok(true);
        }
        let complaint = |page: &UnreadablePage| {
            let in_words = |language| format!("{}: {}", page.path, page.reason.in_words(language));
            (in_words(Language::Chinese), in_words(Language::English))
        };
        let note = Note {
            digest: seen.digest,
            said: self.said,
            complaints: library.unreadable().iter().map(complaint).collect(),
        };
        let note = postcard::to_stdvec(&note).map_err(std::io::Error::other)?;
        // A page that cannot be read now changed since: it is looked at the next time.
        let read = |place: usize| {
            let content = library.content_once(pages[place].id).ok()?;
            let articles = &content.segmentation.articles;
            let onward = |article| {
                let next = goes_on(library, ArticleId { page: pages[place].id, index: article })?;
                let content = library.content_once(next.page).ok()?;
                content.segmentation.articles.get(next.index as usize).cloned()
            };
            let told = |article: u32| {
                let said = pages[place].articles().get(article as usize).and_then(|one| one.said.as_ref());
                let says = said.map(|said| said.says.clone()).unwrap_or_default();
                let authors = says.each_author();
                ToldHeading { title: says.title.filter(|title| !title.is_empty()), authors }
            };
            Some(StoredPage::new(
                marks[place],
                PageRecord::of(&pages[place]),
                &content.page,
                articles,
                onward,
                told,
            ))
        };
        let ended = self.store.update(&marks, note, read, go_on)?;
        if ended {
            self.store.confirm(seen.at);
        }
        Ok(ended)
    }

    /// Forgets the text, where it is damaged.
    pub fn clear(&mut self) {
        self.store.clear();
    }

    /// Answers without looking at all files, where they were looked at a moment ago and the answer bears it out: something
    /// is found, and no file that is shown changed since.
    pub fn answer_at_once(&self, query: &Query, order: Order, wanted: Wanted) -> Option<StoreResults> {
        /// For so long files that are not shown are taken to be as they were.
        const MOMENT: Duration = Duration::from_secs(10);
        let seen = self.store.confirmed()?;
        if self.note()?.said != self.said || SystemTime::now().duration_since(seen).ok()? > MOMENT {
            return None;
        }
        let results = self.store.search(query, order, wanted, &Ticket::fresh()).ok()??;
        let mut paths: Vec<&str> = results.hits.iter().map(|hit| &*hit.page.path).collect();
        paths.dedup();
        let unchanged = results.articles > 0 && paths.iter().all(|path| self.is_older(path, seen));
        unchanged.then_some(results)
    }

    /// Whether the file at a path inside the archive is there and was changed before a moment.
    fn is_older(&self, path: &str, moment: SystemTime) -> bool {
        let place = match &self.source {
            Source::Folder(root) => root.join(path),
            Source::File(file) => file.clone(),
            Source::Sample => return true,
        };
        /// The clock of a file system may be late by so much.
        const LATE: Duration = Duration::from_millis(20);
        let Ok(meta) = place.metadata() else { return false };
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            // No program sets this time at will.
            SystemTime::UNIX_EPOCH + Duration::new(meta.ctime().max(0) as u64, meta.ctime_nsec() as u32)
        };
        #[cfg(not(unix))]
        let changed = meta.modified().unwrap_or(moment);
        changed + LATE < moment
    }
}

impl PageRecord {
    /// Record of a page of a library: what is kept of it.
    pub fn of(page: &PageEntry) -> PageRecord {
        PageRecord {
            path: page.file.path.to_string(),
            index: page.id.index,
            paper: page.issue.paper.clone(),
            named: page.label.paper.clone(),
            date: page.issue.date,
            number: page.label.page.clone(),
            section: page.label.section.clone(),
        }
    }
}

/// Puts into a hash by what the articles of a page are known.
pub(super) fn hash_version(hash: &mut Sha256, page: &PageEntry) {
    let version = page.version();
    hash.update(version.sha256);
    hash.update(version.hinted.to_le_bytes());
    hash.update(version.corrected.to_le_bytes());
    hash.update(version.first_line.0.to_le_bytes());
    hash.update(version.encoding.map_or("", Encoding::name));
}

/// The article on another page of the issue in which one goes on.
fn goes_on(library: &Library, from: ArticleId) -> Option<ArticleId> {
    let link = library.serials().next(from).filter(|link| link.missing == 0)?;
    let issue = |id: ArticleId| library.page(id.page).map(|page| &*page.issue);
    (link.to.page != from.page && issue(link.to) == issue(from)).then_some(link.to)
}

/// Mark by which the page is known in the store: its content and that of the pages on which its articles go on, as the
/// cache has them, and where it is and was printed.
fn identity(library: &Library, page: &PageEntry, record: &PageRecord) -> Mark {
    mark(|hash| {
        hash_version(hash, page);
        for index in 0..page.articles().len() as u32 {
            let next = goes_on(library, ArticleId { page: page.id, index });
            if let Some((to, next)) = next.and_then(|to| Some((to, library.page(to.page)?))) {
                hash_version(hash, next);
                hash.update(index.to_le_bytes());
                hash.update(to.index.to_le_bytes());
            }
        }
        // What cannot be packed is known by its content alone.
        hash.update(postcard::to_stdvec(record).unwrap_or_default());
    })
}

//! Index of a library's titles, brought up to date as pages arrive, change and go, and kept on disk beside the cache.

use super::archive_text::{Mark, hash_version, mark};
use super::titles::Saving;
use super::{TitleIndex, TitleRow};
use crate::archive::{ArticleId, Details, ENGINE, Library, PageEntry, PageId, Source, archive_name};
use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Result;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The pages that are in an index, as they were, with the marks that they are known by on disk.
#[derive(Debug, Default)]
struct IndexedPages(HashMap<PageId, (Arc<PageEntry>, Mark)>);

impl IndexedPages {
    /// Forgets the pages that a library no longer has or has otherwise; says which.
    fn take_stale(&mut self, library: &Library) -> HashSet<PageId> {
        let mut stale = HashSet::new();
        self.0.retain(|id, (was, _)| {
            let is_same = |page: &&Arc<PageEntry>| page.version() == was.version() && page.issue == was.issue;
            let now = library.page(*id).filter(|page| Arc::ptr_eq(page, was) || is_same(page)).cloned();
            match now {
                // The page of now, so that the one before is not kept for this alone.
                Some(now) => *was = now,
                None => _ = stale.insert(*id),
            }
            !stale.contains(id)
        });
        stale
    }
}

/// Mark of a page with its titles: the same mark, the same rows of the index.
fn mark_of(page: &PageEntry) -> Mark {
    mark(|hash| {
        hash.update(page.id.index.to_le_bytes());
        hash_version(hash, page);
        for words in [&*page.file.path, "\0", &page.issue.paper, "\0", &page.issue.folder] {
            hash.update(words);
        }
        hash.update(format!("{:?}", page.issue.date));
    })
}

/// Pages on disk in the order of their rows, and the number of rows of each.
#[derive(Default, Serialize, Deserialize)]
struct Note(Vec<(Mark, u32)>);

/// Index of a library's titles.
#[derive(Debug, Default)]
pub struct LibraryTitles {
    index: TitleIndex<ArticleId>,
    pages: IndexedPages,
    /// Rows on disk of the pages that no library had so far.
    unclaimed: HashMap<Mark, Range<usize>>,
    /// Folder of the file; `None` where it is kept nowhere.
    place: Option<PathBuf>,
    /// File that is being written, and the lock of whoever writes.
    saving: Option<(Saving, File)>,
}

impl LibraryTitles {
    /// The index of an archive as it was kept in the folder of caches; empty where it was not, or not as it is now.
    pub fn open(cache_dir: &Path, source: &Source) -> LibraryTitles {
        let place = archive_name(source).map(|name| cache_dir.join(format!("{name}.titles")));
        let mut titles = LibraryTitles { place, ..LibraryTitles::default() };
        titles.load();
        titles
    }

    /// The index as it is now.
    pub fn index(&self) -> &TitleIndex<ArticleId> {
        &self.index
    }

    fn file(&self) -> Option<PathBuf> {
        self.place.as_ref().map(|place| place.join("index"))
    }

    /// Takes the file for the index; says whether it is as it was written.
    fn load(&mut self) -> bool {
        let opened = self.file().and_then(|file| TitleIndex::open(&file, ENGINE).ok());
        let Some((index, Some(Note(pages)))) =
            opened.map(|(index, note)| (index, postcard::from_bytes(&note).ok()))
        else {
            return false;
        };
        let mut end = 0;
        let rows = |(mark, rows): (Mark, u32)| {
            end += rows as usize;
            (mark, end - rows as usize..end)
        };
        let unclaimed = pages.into_iter().map(rows).collect();
        let whole = end == index.on_disk();
        if whole {
            (self.index, self.unclaimed) = (index, unclaimed);
        }
        whole
    }

    /// Forgets all, and the file: it is damaged.
    pub fn clear(&mut self) {
        if let Some(file) = self.file() {
            // What cannot be removed is found to be damaged the next time, too.
            let _ = std::fs::remove_file(file);
        }
        *self = LibraryTitles { place: self.place.take(), ..LibraryTitles::default() };
    }

    /// Takes in the titles of pages that are new or changed.
    pub fn set_library(&mut self, library: &Library) {
        self.set_library_while(library, || true);
    }

    /// The same as long as `go_on` says so, page by page; says whether it came to its end. What was left the next call
    /// takes in.
    pub fn set_library_while(&mut self, library: &Library, go_on: impl Fn() -> bool) -> bool {
        let stale = self.pages.take_stale(library);
        if !stale.is_empty() {
            self.saving = None;
            self.index.retain(|id| !stale.contains(&id.page));
        }
        for page in library.pages() {
            if self.pages.0.contains_key(&page.id) {
                continue;
            }
            if !go_on() {
                return false;
            }
            self.saving = None;
            let mark = mark_of(page);
            self.pages.0.insert(page.id, (page.clone(), mark));
            let id = |index| ArticleId { page: page.id, index };
            let kept = self.unclaimed.remove(&mark);
            if let Some(rows) = kept.filter(|rows| rows.len() == page.articles().len()) {
                self.index.name(rows.start, (0..rows.len() as u32).map(id));
                continue;
            }
            // Those that cannot be read any more are found by their titles alone.
            let details = page.details().into_iter().chain(std::iter::repeat_with(Details::default));
            for ((index, article), details) in (0..).zip(page.articles()).zip(details) {
                // An untitled article is listed by its first words.
                let (title, lead) =
                    if article.untitled { ("", article.title()) } else { (article.title(), "") };
                let (paper, date) = (&*page.issue.paper, page.issue.date);
                let row = TitleRow { title, kicker: &details.kicker, subtitle: "", lead, paper, date };
                self.index.add(id(index), &row);
            }
        }
        // Most of a known archive were claimed.
        self.unclaimed.shrink_to_fit();
        true
    }

    /// Writes the index to its file where it is worth the while, as long as `go_on` says so; says whether there is no
    /// more to do. `all_there`: whether all pages have arrived, so that rows which no page has are gone.
    pub fn save_while(&mut self, all_there: bool, go_on: impl Fn() -> bool) -> bool {
        // Where it cannot be written it stays in memory, and is not tried again.
        self.try_save(all_there, go_on).unwrap_or_else(|_| {
            (self.place, self.saving) = (None, None);
            true
        })
    }

    fn try_save(&mut self, all_there: bool, go_on: impl Fn() -> bool) -> Result<bool> {
        let (Some(place), Some(file)) = (&self.place, self.file()) else { return Ok(true) };
        let (mut saving, lock) = match self.saving.take() {
            Some(saving) => saving,
            None if !self.is_worth_saving(all_there) => return Ok(true),
            None => {
                std::fs::create_dir_all(place)?;
                let lock = File::create(place.join("lock"))?;
                // Another window writes the same.
                lock.try_lock()?;
                let note = postcard::to_stdvec(&self.note()).map_err(std::io::Error::other)?;
                (Saving::new(&self.index, &file, ENGINE, note)?, lock)
            }
        };
        if !saving.go_on(&self.index, go_on)? {
            self.saving = Some((saving, lock));
            return Ok(false);
        }
        saving.finish(&self.index)?;
        if !self.load() {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        for (id, (_, mark)) in &self.pages.0 {
            if let Some(rows) = self.unclaimed.remove(mark) {
                let ids = (0..rows.len() as u32).map(|index| ArticleId { page: *id, index });
                self.index.name(rows.start, ids);
            }
        }
        Ok(true)
    }

    fn is_worth_saving(&self, all_there: bool) -> bool {
        /// Rows that are in memory at most while pages arrive.
        const MOST: usize = if cfg!(test) { 40 } else { 100_000 };
        /// Rows that are quicker made anew than kept.
        const FEW: usize = if cfg!(test) { 10 } else { 2_000 };
        let (new, kept) = (self.index.in_memory(), self.index.on_disk());
        let gone = kept + new - self.index.len();
        new >= MOST || (all_there && new + gone > FEW.max(kept / 16))
    }

    /// The pages whose rows have names, in the order of rows.
    fn note(&self) -> Note {
        let ids: Vec<ArticleId> = self.index.ids().collect();
        let of_page = ids.chunk_by(|a, b| a.page == b.page);
        Note(
            of_page
                .filter_map(|rows| Some((self.pages.0.get(&rows[0].page)?.1, rows.len() as u32)))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{LoadEvent, LoadOptions, Loader, Source};
    use crate::search::Ticket;
    use std::path::Path;

    fn write(folder: &Path, name: &str, title: &str, text: &str) {
        std::fs::write(folder.join(name), format!("{title}\n\n　　{text}\n")).unwrap();
    }

    /// The library once its loader has nothing more to do.
    fn loaded(loader: &Loader) -> Library {
        let mut library = Library::default();
        loop {
            match loader.wait().unwrap() {
                LoadEvent::Library(newer) => library = newer,
                LoadEvent::Finished { .. } => return library,
                LoadEvent::Progress(_) => {}
                LoadEvent::Failed(error) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn titles_follow_pages_that_come_change_and_go() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "20310102_01.txt",
            "渡口新船下水",
            "昨天，新造的渡船在渡口下水，两岸的人都来看。",
        );
        write(folder.path(), "20310102_02.txt", "山路除雪完成", "车辆昨天恢复通行，沿路的村子都通了车。");
        let loader = Loader::start(Source::open(folder.path()).unwrap(), LoadOptions::default());
        let mut titles = LibraryTitles::default();
        let mut take = |library: Library| {
            titles.set_library(&library);
            ["渡口", "除雪", "集市"].map(|words| {
                titles.index().search(words, 9, &Ticket::fresh()).unwrap().map_or(0, |found| found.len())
            })
        };
        assert_eq!(take(loaded(&loader)), [1, 1, 0]);
        write(
            folder.path(),
            "20310102_01.txt",
            "集市迁到城北",
            "卖菜的摊子多了，买菜的人也多了，雨天也有棚子。",
        );
        std::fs::remove_file(folder.path().join("20310102_02.txt")).unwrap();
        loader.rescan();
        assert_eq!(take(loaded(&loader)), [0, 0, 1]);
    }

    /// An archive of some issues, each of a page with two articles.
    fn archive(place: &str, issues: u32) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for issue in 1..=issues {
            let text = format!(
                "　　昨天，{place}第{issue}座桥通了车，两岸的人都来看。\n\n{place}渡口停运第{issue}天\n\n　　渡船停在岸边，\
                 {place}的人走桥过江。"
            );
            write(
                folder.path(),
                &format!("203101{issue:02}_01.txt"),
                &format!("{place}新桥{issue}通车"),
                &text,
            );
        }
        folder
    }

    /// The titles of an archive, kept in a folder.
    fn titles(cache: &Path, archive: &Path, all_there: bool) -> (LibraryTitles, Library) {
        let source = Source::open(archive).unwrap();
        let library = loaded(&Loader::start(source.clone(), LoadOptions::default()));
        let mut titles = LibraryTitles::open(cache, &source);
        titles.set_library(&library);
        while !titles.save_while(all_there, || true) {}
        (titles, library)
    }

    fn found(titles: &LibraryTitles, library: &Library, query: &str) -> Result<Vec<String>> {
        let hits = titles.index().search(query, 99, &Ticket::fresh())?.unwrap();
        let title = |id| library.article(id).unwrap().title().to_owned();
        Ok(hits.into_iter().map(|hit| title(hit.id)).collect())
    }

    #[test]
    fn titles_on_disk_are_not_made_anew_and_follow_the_pages() {
        let (cache, archive) = (tempfile::tempdir().unwrap(), archive("澜溪", 20));
        let (first, library) = titles(cache.path(), archive.path(), true);
        let expected = ["新桥", "停运", "第7天", "lxxq"].map(|query| found(&first, &library, query).unwrap());
        assert!(expected.iter().all(|found| !found.is_empty()), "{expected:?}");
        let rows = first.index().len();
        assert_eq!(
            (first.index().on_disk(), first.index().in_memory()),
            (rows, 0),
            "it goes on from the disk"
        );
        let (again, library) = titles(cache.path(), archive.path(), true);
        assert_eq!((again.index().len(), again.index().in_memory()), (rows, 0), "nothing is made anew");
        assert_eq!(
            ["新桥", "停运", "第7天", "lxxq"].map(|query| found(&again, &library, query).unwrap()),
            expected
        );
        write(
            archive.path(),
            "20310107_01.txt",
            "澜溪灯会开幕",
            "灯会昨天在江边开幕，来的人比去年多一倍，桥上也挂了灯。",
        );
        let (changed, library) = titles(cache.path(), archive.path(), true);
        assert!(changed.index().in_memory() > 0, "one page is");
        assert_eq!(found(&changed, &library, "灯会").unwrap(), ["澜溪灯会开幕"]);
        let gone = found(&changed, &library, "新桥7通车").unwrap();
        assert!(!gone.iter().any(|title| title == "澜溪新桥7通车"), "{gone:?}");
    }

    #[test]
    fn titles_of_another_archive_are_not_believed() {
        let cache = tempfile::tempdir().unwrap();
        let (one, other) = (archive("澜溪", 20), archive("云浦", 20));
        titles(cache.path(), one.path(), true);
        let place =
            |of: &Path| cache.path().join(archive_name(&Source::open(of).unwrap()).unwrap() + ".titles");
        std::fs::create_dir_all(place(other.path())).unwrap();
        std::fs::copy(place(one.path()).join("index"), place(other.path()).join("index")).unwrap();
        let (titles, library) = titles(cache.path(), other.path(), false);
        assert!(titles.index().on_disk() > 0, "the other's file was opened");
        assert_eq!(
            found(&titles, &library, "澜溪新桥3通车")
                .unwrap()
                .iter()
                .filter(|title| title.contains("澜溪"))
                .count(),
            0
        );
        assert_eq!(found(&titles, &library, "云浦新桥3通车").unwrap()[0], "云浦新桥3通车");
    }

    #[test]
    fn titles_are_in_memory_where_they_can_be_kept_nowhere() {
        let (cache, archive) = (tempfile::tempdir().unwrap(), archive("澜溪", 20));
        // A file stands where the folder should be.
        let name = archive_name(&Source::open(archive.path()).unwrap()).unwrap();
        std::fs::write(cache.path().join(format!("{name}.titles")), "").unwrap();
        let (titles, library) = titles(cache.path(), archive.path(), true);
        assert_eq!(titles.index().on_disk(), 0);
        assert!(!found(&titles, &library, "新桥").unwrap().is_empty());
    }
}

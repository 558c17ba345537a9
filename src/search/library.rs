//! Index of a library's titles, brought up to date as pages arrive, change and go.

use super::{TitleIndex, TitleRow};
use crate::archive::{ArticleId, Library, PageEntry, PageId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The pages that are in an index, as they were.
#[derive(Clone, Debug, Default)]
struct IndexedPages(HashMap<PageId, Arc<PageEntry>>);

impl IndexedPages {
    /// Forgets the pages that a library no longer has or has otherwise; says which.
    fn take_stale(&mut self, library: &Library) -> HashSet<PageId> {
        let mut stale = HashSet::new();
        self.0.retain(|id, was| {
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

    fn has(&self, page: PageId) -> bool {
        self.0.contains_key(&page)
    }

    fn insert(&mut self, page: &Arc<PageEntry>) {
        self.0.insert(page.id, page.clone());
    }
}

/// Index of a library's titles.
#[derive(Clone, Debug, Default)]
pub struct LibraryTitles {
    index: TitleIndex<ArticleId>,
    pages: IndexedPages,
}

impl LibraryTitles {
    /// The index as it is now.
    pub fn index(&self) -> &TitleIndex<ArticleId> {
        &self.index
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
            self.index.retain(|id| !stale.contains(&id.page));
        }
        for page in library.pages() {
            if self.pages.has(page.id) {
                continue;
            }
            if !go_on() {
                return false;
            }
            self.pages.insert(page);
            for (index, article) in (0..).zip(page.articles()) {
                // An untitled article is listed by its first words.
                let (title, lead) =
                    if article.untitled { ("", &*article.title) } else { (&*article.title, "") };
                let (paper, date) = (&*page.issue.paper, page.issue.date);
                let row = TitleRow { title, kicker: &article.kicker, subtitle: "", lead, paper, date };
                self.index.add(ArticleId { page: page.id, index }, &row);
            }
        }
        true
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
            ["渡口", "除雪", "集市"]
                .map(|words| titles.index().search(words, 9, &Ticket::fresh()).map_or(0, |found| found.len()))
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
}

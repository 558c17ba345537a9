//! Indexes of a library: titles and texts of its articles, brought up to date as pages arrive, change and go.

use super::{Printed, TextIndex, TitleIndex, TitleRow};
use crate::archive::{ArticleId, IssueKey, Library, PageEntry, PageError, PageId, PageVersion};
use crate::segmentation::Article;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

impl<'a> Printed<'a> {
    /// Where and when a page of a library was printed.
    fn of(page: &'a PageEntry) -> Printed<'a> {
        let number = page.label.page.as_ref().map(|page| (&*page.part, page.number));
        Printed { paper: &page.issue.paper, date: page.issue.date, page: number }
    }
}

/// The pages that are in an index, as they were.
#[derive(Clone, Debug, Default)]
struct IndexedPages(HashMap<PageId, (PageVersion, IssueKey)>);

impl IndexedPages {
    /// Forgets the pages that a library no longer has or has otherwise; says which.
    fn take_stale(&mut self, library: &Library) -> HashSet<PageId> {
        let is_same = |id: PageId, (version, issue): &(PageVersion, IssueKey)| {
            library.page(id).is_some_and(|page| page.version() == *version && page.issue == *issue)
        };
        let stale: HashSet<PageId> =
            self.0.iter().filter(|(id, was)| !is_same(**id, was)).map(|(id, _)| *id).collect();
        self.0.retain(|id, _| !stale.contains(id));
        stale
    }

    fn has(&self, page: PageId) -> bool {
        self.0.contains_key(&page)
    }

    fn insert(&mut self, page: &PageEntry) {
        self.0.insert(page.id, (page.version(), page.issue.clone()));
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
        let stale = self.pages.take_stale(library);
        if !stale.is_empty() {
            self.index.retain(|id| !stale.contains(&id.page));
        }
        for page in library.pages() {
            if self.pages.has(page.id) {
                continue;
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
    }
}

/// Index of the texts of a library's articles.
#[derive(Clone, Debug, Default)]
pub struct LibraryText {
    library: Library,
    index: TextIndex<ArticleId>,
    pages: IndexedPages,
    /// Pages that are still to be read, the next one last.
    missing: Vec<PageId>,
}

impl LibraryText {
    /// The index as it is now.
    pub fn index(&self) -> &TextIndex<ArticleId> {
        &self.index
    }

    /// How many pages are in the index, and how many the library has.
    pub fn progress(&self) -> (usize, usize) {
        (self.pages.0.len(), self.library.pages().len())
    }

    /// Whether pages are still to be read.
    pub fn is_missing_pages(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Takes out what is no longer so in a library; what is new is to be read.
    pub fn set_library(&mut self, library: Library) {
        let stale = self.pages.take_stale(&library);
        if !stale.is_empty() {
            self.index.retain(|id| !stale.contains(&id.page));
        }
        let missing = library.pages().iter().rev().map(|page| page.id);
        self.missing = missing.filter(|id| !self.pages.has(*id)).collect();
        self.library = library;
    }

    /// Reads the next pages, several of them on all cores; `unread` is called for each that cannot be read.
    pub fn read(&mut self, pages: usize, unread: &mut impl FnMut(&PageEntry, &PageError)) {
        let next = self.missing.split_off(self.missing.len().saturating_sub(pages));
        let content = |&id: &PageId| (id, self.library.content(id));
        let contents: Vec<_> = match &next[..] {
            // A single page is not to wait until some other core has time.
            [id] => vec![content(id)],
            next => next.par_iter().rev().map(content).collect(),
        };
        for (id, content) in contents {
            let Some(page) = self.library.page(id) else { continue };
            match content {
                Ok(content) => {
                    self.pages.insert(page);
                    for (index, article) in (0..).zip(&content.segmentation.articles) {
                        index_article(&mut self.index, page, index, article);
                    }
                }
                Err(reason) => unread(page, &reason),
            }
        }
    }
}

/// Adds an article of a page to an index.
pub fn index_article(index: &mut TextIndex<ArticleId>, page: &PageEntry, number: u32, article: &Article) {
    index.add(ArticleId { page: page.id, index: number }, Printed::of(page), article);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{LoadEvent, LoadOptions, Loader, Source};
    use crate::search::{Order, Query, Ticket};
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
    fn indexes_follow_pages_that_come_change_and_go() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "20310102_01.txt",
            "渡口新船下水",
            "昨天，新造的渡船在渡口下水，两岸的人都来看。",
        );
        write(folder.path(), "20310102_02.txt", "山路除雪完成", "车辆昨天恢复通行，沿路的村子都通了车。");
        let loader = Loader::start(Source::open(folder.path()).unwrap(), LoadOptions::default());
        let (mut titles, mut text) = (LibraryTitles::default(), LibraryText::default());
        let mut take = |library: Library| {
            titles.set_library(&library);
            text.set_library(library);
            while text.is_missing_pages() {
                text.read(1, &mut |page, error| panic!("{}: {error:?}", page.file.path));
            }
            let ticket = Ticket::fresh();
            let count = |words: &str| {
                let query = Query::read(words).0;
                let found = text.index().search(&query, Order::default(), 9, &ticket).unwrap();
                (titles.index().search(words, 9, &ticket).unwrap().len(), found.articles)
            };
            (count("渡口"), count("除雪"), count("集市"), text.progress())
        };
        assert_eq!(take(loaded(&loader)), ((1, 1), (1, 1), (0, 0), (2, 2)));
        write(
            folder.path(),
            "20310102_01.txt",
            "集市迁到城北",
            "卖菜的摊子多了，买菜的人也多了，雨天也有棚子。",
        );
        std::fs::remove_file(folder.path().join("20310102_02.txt")).unwrap();
        loader.rescan();
        assert_eq!(take(loaded(&loader)), ((0, 0), (0, 0), (1, 1), (1, 1)));
    }
}

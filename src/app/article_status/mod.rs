//! Status of articles: which are read, bookmarked or annotated.
//!
//! The notebook knows pages, quotes and places; the list wants articles. Finding the article of an annotation
//! takes its page's text, so that is done a little at a time.

mod home;

use super::article_list::{List, Which};
use super::effect::{Effect, Effects};
use super::reader::article::OpenArticle;
use super::store::Store;
use crate::anchor::{AnchorState, ArticleKey, Fingerprint, PageRef};
use crate::archive::{ArticleId, ArticleSummary, Library, PageEntry, PageId, PageVersion};
use crate::notebook::{Annotation, Motivation, Notebook, Reading, locate};
use crate::search::{Noted, Query, Remark};
use crate::segmentation::Article;
use home::{Home, Search};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The marks of one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Bookmarked.
    pub bookmark: bool,
    /// With a highlight or a note.
    pub note: bool,
    /// With one whose words were not found for certain, or not at all.
    pub check: bool,
}

/// What is known of articles by now. Threads are given it as it is at a moment.
#[derive(Clone, Debug, Default)]
pub struct Status {
    marks: HashMap<ArticleId, Mark>,
    /// Articles that are read, by their pages' texts and the lines where they begin: pages come and go.
    read: HashSet<(Fingerprint, u64)>,
}

impl Status {
    /// The marks of an article.
    pub fn of(&self, id: ArticleId) -> Mark {
        self.marks.get(&id).copied().unwrap_or_default()
    }

    /// Whether an article of a page counts as read.
    pub fn is_read(&self, page: &PageEntry, article: &ArticleSummary) -> bool {
        self.read.contains(&(page.summary.text, article.mark))
    }
}

/// Place of an annotation: the page that holds it, the article that it is in, and how well it was found.
#[derive(Clone, Copy)]
struct Found {
    page: Option<PageId>,
    article: Option<ArticleId>,
    state: AnchorState,
    /// Whether its page is known by content.
    known: bool,
}

/// Annotations of one page that are still to be found.
struct Task {
    home: Home,
    notes: Vec<Arc<Annotation>>,
    /// The search for their page, where that is not known.
    search: Option<Search>,
}

/// The marks of all articles, as far as they are known by now.
#[derive(Default)]
pub struct Marks {
    /// The library in which annotations are sought.
    library: Library,
    /// Whether all pages of the library have arrived: what is not there now is gone.
    all_there: bool,
    /// The library of which articles are asked for: it stays where the archive is lost.
    listed: Library,
    status: Arc<Status>,
    /// Whether the notebook was asked which articles are read.
    has_read: bool,
    /// Places found for each version of an annotation, by the pages that it may be on ([`Home::key`]).
    found: HashMap<(Uuid, u64, u64), Found>,
    todo: Vec<Task>,
    placed: HashMap<Uuid, ArticleId>,
    /// The pages of annotations that are on a page as a whole.
    on_pages: HashMap<Uuid, PageId>,
    /// The annotations in each article.
    notes: HashMap<ArticleId, Vec<Arc<Annotation>>>,
    /// Articles that are still to be marked read or unread.
    to_mark: Vec<ArticleId>,
    as_read: bool,
    /// Annotations whose page is not known by content: the page they were found on.
    searched: HashMap<Uuid, (PageId, AnchorState)>,
    /// Certainty with which annotations were found, where that is news since this was last asked for.
    news: Vec<(Uuid, AnchorState)>,
    /// Pages on which such annotations were found since this was last asked for.
    stirred: HashSet<PageId>,
}

/// Actions on the status of the open article.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Mark it read or unread.
    ToggleRead,
    /// Its end was seen.
    ReachedEnd,
    /// Mark articles.
    Mark {
        /// The articles.
        which: Which,
        /// Whether as read.
        read: bool,
    },
}

impl Marks {
    /// Carries an action out.
    pub fn update(&mut self, action: Action, open: Option<&OpenArticle>, list: &List, store: &mut Store) {
        if let Action::Mark { which, read } = &action {
            // What another mark has left to do is done first.
            self.mark(usize::MAX, store);
            (self.to_mark, self.as_read) = (list.articles(which, open.map(|open| open.id)), *read);
            return;
        }
        let Some(open) = open else { return };
        let read = match action {
            Action::ToggleRead => !self.is_read(open.id),
            Action::ReachedEnd | Action::Mark { .. } => true,
        };
        let mut was_read = read;
        store.write_quietly(|book| {
            let before = book.reading(&open.key);
            was_read = before.read;
            (before.read != read).then(|| book.set_reading(&open.key, &Reading { read, ..before }))
        });
        // A list of unread articles keeps the one being read until the filter is set anew.
        if was_read != read {
            self.set_read(open.id, read);
        }
    }

    /// Finds a few more annotations, and tells where something is known that was not.
    pub fn go_on(&mut self, store: &mut Store, effects: &mut Effects) {
        /// Articles that are marked within a part of a frame.
        const MOST: usize = 500;
        if self.mark(MOST, store) | self.work(store.book.as_ref()) {
            effects.push(Effect::StatusChanged);
        }
    }

    /// Marks the next articles as read or unread; says whether they were the last.
    fn mark(&mut self, most: usize, store: &mut Store) -> bool {
        let left = self.to_mark.len().saturating_sub(most);
        let (now, read) = (self.to_mark.split_off(left), self.as_read);
        if now.is_empty() {
            return false;
        }
        let library = self.library.clone();
        let key = |id: ArticleId| {
            let mark = library.article(id)?.mark;
            Some(ArticleKey::from_marks(library.page(id.page)?.summary.text, mark))
        };
        store.write_quietly(|book| {
            let reading = |key: ArticleKey| {
                let reading = Reading { read, ..book.reading(&key) };
                (key, reading)
            };
            let readings: Vec<_> = now.iter().filter_map(|&id| key(id)).map(reading).collect();
            Some(book.set_readings(&readings))
        });
        now.into_iter().for_each(|id| self.set_read(id, read));
        left == 0
    }

    /// The annotations in an article, as far as they were found.
    pub fn notes_on(&self, id: ArticleId) -> &[Arc<Annotation>] {
        self.notes.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Annotation that stands for an article in a collection, where it is in it.
    pub fn member_of(&self, id: ArticleId, collection: Uuid) -> Option<Uuid> {
        let mut notes = self.notes_on(id).iter();
        notes.find(|note| note.collection.is_some_and(|at| at.id == collection)).map(|note| note.id)
    }

    /// The marks of an article.
    pub fn of(&self, id: ArticleId) -> Mark {
        self.status.of(id)
    }

    /// Whether an article counts as read.
    pub fn is_read(&self, id: ArticleId) -> bool {
        let page = self.listed.page(id.page);
        page.zip(self.listed.article(id)).is_some_and(|(page, article)| self.status.is_read(page, article))
    }

    /// What is known of all articles at this moment.
    pub fn status(&self) -> Arc<Status> {
        self.status.clone()
    }

    /// The choice of articles that a query makes by notes and tags, where it asks for any.
    pub fn noted(&self, query: &str) -> Option<Noted> {
        let notes =
            self.notes.iter().flat_map(|(article, notes)| notes.iter().map(move |note| (*article, note)));
        let remarks =
            notes.map(|(article, note)| Remark { article, note: &note.body.note, tags: &note.body.tags });
        Noted::new(&Query::read(query).0, remarks)
    }

    /// Articles with an annotation like this.
    pub fn articles_with(&self, is_like: impl Fn(&Annotation) -> bool) -> HashSet<ArticleId> {
        let notes = self.notes.iter().filter(|(_, notes)| notes.iter().any(|note| is_like(note)));
        notes.map(|(id, _)| *id).collect()
    }

    fn set_read(&mut self, id: ArticleId, read: bool) {
        let Some((page, article)) = self.listed.page(id.page).zip(self.listed.article(id)) else { return };
        let (key, status) = ((page.summary.text, article.mark), Arc::make_mut(&mut self.status));
        if read {
            status.read.insert(key);
        } else {
            status.read.remove(&key);
        }
    }

    /// The article that an annotation is in, once it was found.
    pub fn article_of(&self, annotation: Uuid) -> Option<ArticleId> {
        self.placed.get(&annotation).copied()
    }

    /// The page that an annotation is on as a whole, once it was found.
    pub fn page_of(&self, annotation: Uuid) -> Option<PageId> {
        self.on_pages.get(&annotation).copied()
    }

    /// Takes in a library: where the annotations are, and which articles are read. `all_there`: whether all pages have
    /// arrived.
    pub fn set_library(&mut self, library: &Library, all_there: bool, notebook: Option<&Notebook>) {
        (self.library, self.all_there) = (library.clone(), all_there);
        if !library.pages().is_empty() {
            self.listed = library.clone();
        }
        let Some(notebook) = notebook else { return };
        if !std::mem::replace(&mut self.has_read, true) {
            let read = notebook.read_articles().filter_map(|article| article.parts());
            Arc::make_mut(&mut self.status).read = read.collect();
        }
        self.set_notes(notebook);
    }

    /// Whether this library was taken in with all its pages.
    pub fn has_all(&self, library: &Library) -> bool {
        self.all_there && self.library.generation() == library.generation()
    }

    /// Begins anew after the annotations changed.
    pub fn set_notes(&mut self, notebook: &Notebook) {
        Arc::make_mut(&mut self.status).marks.clear();
        self.placed.clear();
        self.on_pages.clear();
        self.notes.clear();
        self.searched.clear();
        self.todo.clear();
        self.news.clear();
        let (library, all_there) = (self.library.clone(), self.all_there);
        let mut homes: Vec<Home> = Vec::new();
        let home = |note: &Annotation| {
            homes.push(Home::new(&library, note, all_there));
            homes.len() - 1
        };
        let notes: Vec<_> = notebook.on_pages(home).collect();
        let mut tasks: Vec<Option<usize>> = vec![None; homes.len()];
        for (note, before, at) in notes {
            let home = &homes[at];
            let found = if home.pages.is_empty() {
                let gone = Found { page: None, article: None, state: AnchorState::Gone, known: false };
                all_there.then_some(gone)
            } else {
                self.found.get(&(note.id, note.revision, home.key)).copied()
            };
            match found {
                Some(found) => self.place(note, found, before),
                None if home.pages.is_empty() => {}
                None => {
                    let task = *tasks[at].get_or_insert_with(|| {
                        self.todo.push(Task { home: home.clone(), notes: Vec::new(), search: None });
                        self.todo.len() - 1
                    });
                    self.todo[task].notes.push(note.clone());
                }
            }
        }
    }

    /// Finds annotations for a few milliseconds. `true` when some were found.
    pub fn work(&mut self, notebook: Option<&Notebook>) -> bool {
        /// Longest time that a frame may wait for this.
        const PATIENCE: Duration = Duration::from_millis(4);
        let begun = Instant::now();
        let mut any = false;
        while begun.elapsed() < PATIENCE {
            let Some(mut task) = self.todo.pop() else { return any };
            if !task.home.known {
                let kept = |note: &Arc<Annotation>| notebook?.page_text(note.target.page.text).ok()?;
                let search = task.search.get_or_insert_with(|| {
                    Search::new(&task.home, task.notes.first().and_then(kept).as_deref())
                });
                if search.look(&self.library) {
                    self.todo.push(task);
                    continue;
                }
            }
            let Some(note) = task.notes.pop() else { continue };
            if let Some(found) = self.find(&note, &task) {
                self.found.insert((note.id, note.revision, task.home.key), found);
                self.place(&note, found, None);
                self.stirred.extend(found.page.filter(|_| !found.known));
                any = true;
            }
            self.todo.push(task);
        }
        any
    }

    /// Place of an annotation; `None` where its page cannot be read.
    fn find(&self, note: &Annotation, task: &Task) -> Option<Found> {
        let known = task.home.known;
        let (page, anchor) = match &task.search {
            Some(search) => match search.find(&self.library, note) {
                Some(found) => found,
                None => return Some(Found { page: None, article: None, state: AnchorState::Gone, known }),
            },
            None => {
                let page = *task.home.pages.first()?;
                (page, locate(note, &self.library.content(page).ok()?.page))
            }
        };
        let content = self.library.content(page).ok()?;
        let title = &note.target.article.title;
        // Where its words are gone, it is in the article of its name.
        let is_its = |article: &Article| match anchor.state {
            AnchorState::NotFound => article.display_title() == *title,
            _ => anchor.is_in(&content.page, article),
        };
        let index = content.segmentation.articles.iter().position(is_its);
        let article = index.map(|index| ArticleId { page, index: index as u32 });
        Some(Found { page: Some(page), article, state: anchor.state, known })
    }

    /// Whether an annotation is on a page, as far as that is known by now.
    pub fn is_on(&self, note: &Annotation, page: PageId) -> bool {
        match home::by_content(&self.library, note) {
            Some(home) => home == page,
            None => self.searched.get(&note.id).is_some_and(|(home, _)| *home == page),
        }
    }

    /// The annotations on a page that is not known to be theirs by content, each with how well it was found.
    pub fn searched_on(&self, page: PageId) -> impl Iterator<Item = (Uuid, AnchorState)> + '_ {
        self.searched.iter().filter(move |(_, (home, _))| *home == page).map(|(id, (_, state))| (*id, *state))
    }

    /// Whether the library has this version of a page.
    pub fn has(&self, page: PageId, version: PageVersion) -> bool {
        self.library.page(page).is_some_and(|entry| entry.version() == version)
    }

    /// Whether annotations were found since the last call on a page that is not known to be theirs by content.
    pub fn is_stirred(&mut self, page: PageId) -> bool {
        std::mem::take(&mut self.stirred).contains(&page)
    }

    /// Whether annotations are still to be found, or to be told of.
    pub fn is_working(&self) -> bool {
        !self.todo.is_empty() || !self.news.is_empty() || !self.to_mark.is_empty()
    }

    /// Certainty with which annotations were found, each told once; the rest the next time where they are very many.
    pub fn take_news(&mut self) -> Vec<(Uuid, AnchorState)> {
        /// As many as are taken in within a part of a frame.
        const MOST: usize = 10_000;
        self.news.split_off(self.news.len().saturating_sub(MOST))
    }

    /// Annotations with their pages as these are now, where they are in the open archive: as the person calls the
    /// newspapers, at the paths where the pages are.
    pub fn named(&self, annotations: Vec<Arc<Annotation>>) -> Vec<Arc<Annotation>> {
        let named = |mut annotation: Arc<Annotation>| {
            let now = self.page_now(&annotation);
            if now != annotation.target.page {
                Arc::make_mut(&mut annotation).target.page = now;
            }
            annotation
        };
        annotations.into_iter().map(named).collect()
    }

    /// The page of an annotation as it is called now, where it is in the open archive; else as it was.
    pub fn page_now(&self, annotation: &Annotation) -> PageRef {
        let was = &annotation.target.page;
        let page = self.article_of(annotation.id).map(|article| article.page);
        let entry = page.or(self.page_of(annotation.id)).and_then(|page| self.library.page(page));
        let Some(entry) = entry else { return was.clone() };
        PageRef {
            path: entry.file.path.to_string(),
            paper: Some(entry.issue.paper.clone()),
            date: entry.issue.date.map(|date| date.to_string()).or(was.date.clone()),
            label: entry.label.page.as_ref().map(ToString::to_string).or(was.label.clone()),
            ..was.clone()
        }
    }

    /// Takes in where an annotation is; tells how well it was found if that was not so `before`.
    fn place(&mut self, note: &Arc<Annotation>, found: Found, before: Option<AnchorState>) {
        if before != Some(found.state) {
            self.news.push((note.id, found.state));
        }
        if let Some(page) = found.page.filter(|_| !found.known) {
            self.searched.insert(note.id, (page, found.state));
        }
        if note.target.selectors.is_empty() {
            self.on_pages.extend(found.page.map(|page| (note.id, page)));
        }
        let Some(article) = found.article else { return };
        self.placed.insert(note.id, article);
        self.notes.entry(article).or_default().push(note.clone());
        let mark = Arc::make_mut(&mut self.status).marks.entry(article).or_default();
        match (found.state, note.motivation) {
            (_, Motivation::Classifying) => {}
            (AnchorState::Check | AnchorState::NotFound, _) => mark.check = true,
            (_, Motivation::Bookmarking) => mark.bookmark = true,
            _ => mark.note = true,
        }
    }
}

#[cfg(test)]
mod tests;

//! Which articles of the library are read, bookmarked or annotated.
//!
//! The notebook knows pages, quotes and places; the list wants articles. Finding the article of an annotation
//! takes its page's text, so that is done a little at a time.

use crate::archive::{ArticleId, Library, PageId, PageKey, PageVersion};
use crate::notebook::{
    AnchorState, Annotation, ArticleKey, Filter, Fingerprint, Motivation, Notebook, locate,
};
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
}

/// The article that an annotation is in, where it is in one, and how well it was found.
type Found = (Option<ArticleId>, AnchorState);

/// The marks of all articles, as far as they are known by now.
#[derive(Default)]
pub struct Marks {
    marks: HashMap<ArticleId, Mark>,
    read: HashSet<ArticleId>,
    /// The pages whose articles were asked for, as they were: pages arrive many times while an archive loads.
    asked: HashMap<PageId, PageVersion>,
    /// Where annotations are on pages as they are, and how well they were found; `None` for one in no article there.
    found: HashMap<(Uuid, u64, PageId, PageVersion), Found>,
    todo: Vec<(Arc<Annotation>, PageId)>,
    placed: HashMap<Uuid, ArticleId>,
    /// How well annotations were found that were looked for since this was last asked for.
    news: Vec<(Uuid, AnchorState)>,
}

impl Marks {
    /// The marks of an article.
    pub fn of(&self, id: ArticleId) -> Mark {
        self.marks.get(&id).copied().unwrap_or_default()
    }

    /// Whether an article counts as read.
    pub fn is_read(&self, id: ArticleId) -> bool {
        self.read.contains(&id)
    }

    /// Changes whether an article counts as read.
    pub fn set_read(&mut self, id: ArticleId, read: bool) {
        if read {
            self.read.insert(id);
        } else {
            self.read.remove(&id);
        }
    }

    /// The article that an annotation is in, once it was found.
    pub fn article_of(&self, annotation: Uuid) -> Option<ArticleId> {
        self.placed.get(&annotation).copied()
    }

    /// Takes in the pages of a library that are new or changed: which articles are read, where the annotations are.
    pub fn set_library(&mut self, library: &Library, notebook: Option<&Notebook>) {
        let Some(notebook) = notebook else { return };
        for page in library.pages() {
            let (text, version) = (page.summary.text, page.version());
            match self.asked.insert(page.id, version) {
                Some(before) if before == version => continue,
                Some(_) => self.read.retain(|id| id.page != page.id),
                None => {}
            }
            for (index, article) in (0..).zip(page.articles()) {
                if notebook.reading(&ArticleKey::from_marks(text, article.mark)).read {
                    self.read.insert(ArticleId { page: page.id, index });
                }
            }
        }
        self.set_notes(library, notebook);
    }

    /// Begins anew after the annotations changed.
    pub fn set_notes(&mut self, library: &Library, notebook: &Notebook) {
        let all: Vec<Arc<Annotation>> = notebook.find(&Filter::default()).cloned().collect();
        let sums = library
            .pages()
            .iter()
            .flat_map(|page| [(page.summary.text, page.id), (page.summary.sha256.into(), page.id)]);
        let by_sum: HashMap<Fingerprint, PageId> =
            if all.is_empty() { HashMap::new() } else { sums.collect() };
        self.marks.clear();
        self.placed.clear();
        self.todo.clear();
        for annotation in all {
            let page = &annotation.target.page;
            let here = library.page_at(&PageKey(page.path.as_str().into())).map(|entry| entry.id);
            let Some(id) = here.or_else(|| by_sum.get(&page.bytes).or(by_sum.get(&page.text)).copied())
            else {
                continue;
            };
            let Some(version) = library.page(id).map(|entry| entry.version()) else { continue };
            match self.found.get(&(annotation.id, annotation.revision, id, version)) {
                Some(&found) => self.place(&annotation, found),
                None => self.todo.push((annotation, id)),
            }
        }
    }

    /// Finds the articles of annotations for a few milliseconds. `true` when some were found.
    pub fn work(&mut self, library: &Library) -> bool {
        /// How long a frame may wait for this.
        const PATIENCE: Duration = Duration::from_millis(4);
        let begun = Instant::now();
        let mut any = false;
        while begun.elapsed() < PATIENCE {
            let Some((annotation, page)) = self.todo.pop() else { return any };
            let Some(version) = library.page(page).map(|entry| entry.version()) else { continue };
            let Some(found) = find(library, &annotation, page) else { continue };
            self.found.insert((annotation.id, annotation.revision, page, version), found);
            self.place(&annotation, found);
            any = true;
        }
        any
    }

    /// Whether annotations are still to be found.
    pub fn is_working(&self) -> bool {
        !self.todo.is_empty()
    }

    /// How well annotations were found, each told once.
    pub fn take_news(&mut self) -> Vec<(Uuid, AnchorState)> {
        std::mem::take(&mut self.news)
    }

    fn place(&mut self, annotation: &Annotation, (place, state): Found) {
        self.news.push((annotation.id, state));
        let Some(place) = place else { return };
        self.placed.insert(annotation.id, place);
        let mark = self.marks.entry(place).or_default();
        match annotation.motivation {
            Motivation::Bookmarking => mark.bookmark = true,
            _ => mark.note = true,
        }
    }
}

/// The article that an annotation is in and how well it was found; `None` where the page cannot be read.
fn find(library: &Library, annotation: &Annotation, page: PageId) -> Option<Found> {
    let content = library.content(page).ok()?;
    let anchor = locate(annotation, &content.page);
    let index = content.segmentation.articles.iter().position(|article| anchor.is_in(&content.page, article));
    Some((index.map(|index| ArticleId { page, index: index as u32 }), anchor.state))
}

//! Which articles of the library are read, bookmarked or annotated.
//!
//! The notebook knows pages, quotes and places; the list wants articles. Finding the article of an annotation
//! takes its page's text, so that is done a little at a time.

use crate::archive::{ArticleId, Library, PageId, PageKey};
use crate::notebook::{Annotation, ArticleKey, Filter, Fingerprint, Motivation, Notebook, locate};
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

/// The marks of all articles, as far as they are known by now.
#[derive(Default)]
pub struct Marks {
    marks: HashMap<ArticleId, Mark>,
    read: HashSet<ArticleId>,
    /// The pages whose articles were asked for, by their text: pages arrive many times while an archive loads.
    asked: HashMap<PageId, Fingerprint>,
    /// Where annotations are on pages of these bytes; `None` for one that is in no article there.
    found: HashMap<(Uuid, PageId, [u8; 32]), Option<ArticleId>>,
    todo: Vec<(Arc<Annotation>, PageId)>,
    placed: HashMap<Uuid, ArticleId>,
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
            let text = page.summary.text;
            match self.asked.insert(page.id, text) {
                Some(before) if before == text => continue,
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
        let by_bytes: HashMap<Fingerprint, PageId> = if all.is_empty() {
            HashMap::new()
        } else {
            library.pages().iter().map(|page| (page.summary.sha256.into(), page.id)).collect()
        };
        self.marks.clear();
        self.placed.clear();
        self.todo.clear();
        for annotation in all {
            let page = &annotation.target.page;
            let here = library.page_at(&PageKey(page.path.as_str().into())).map(|entry| entry.id);
            let Some(id) = here.or_else(|| by_bytes.get(&page.bytes).copied()) else { continue };
            let sum = library.page(id).map(|entry| entry.summary.sha256).unwrap_or_default();
            match self.found.get(&(annotation.id, id, sum)) {
                Some(&place) => self.place(&annotation, place),
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
            let sum = library.page(page).map(|entry| entry.summary.sha256).unwrap_or_default();
            let place = find(library, &annotation, page);
            self.found.insert((annotation.id, page, sum), place);
            self.place(&annotation, place);
            any = true;
        }
        any
    }

    /// Whether annotations are still to be found.
    pub fn is_working(&self) -> bool {
        !self.todo.is_empty()
    }

    fn place(&mut self, annotation: &Annotation, place: Option<ArticleId>) {
        let Some(place) = place else { return };
        self.placed.insert(annotation.id, place);
        let mark = self.marks.entry(place).or_default();
        match annotation.motivation {
            Motivation::Bookmarking => mark.bookmark = true,
            _ => mark.note = true,
        }
    }
}

fn find(library: &Library, annotation: &Annotation, page: PageId) -> Option<ArticleId> {
    let content = library.content(page).ok()?;
    let anchor = locate(annotation, &content.page);
    let index =
        content.segmentation.articles.iter().position(|article| anchor.is_in(&content.page, article))?;
    Some(ArticleId { page, index: index as u32 })
}

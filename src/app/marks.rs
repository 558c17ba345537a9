//! Which articles of the library are read, bookmarked or annotated.
//!
//! The notebook knows pages, quotes and places; the list wants articles. Finding the article of an annotation
//! takes its page's text, so that is done a little at a time.

use crate::archive::{ArticleId, Library, PageEntry, PageId, PageKey, PageVersion};
use crate::notebook::{
    AnchorState, Annotation, ArticleKey, Fingerprint, Motivation, Notebook, PageRef, locate,
};
use crate::segmentation::Article;
use std::cell::LazyCell;
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
        let by_sum: LazyCell<HashMap<Fingerprint, PageId>, _> = LazyCell::new(|| {
            let sums = |page: &Arc<PageEntry>| [page.summary.text, page.summary.sha256.into()];
            library.pages().iter().flat_map(|page| sums(page).map(|sum| (sum, page.id))).collect()
        });
        let home = |page: &PageRef| {
            let here = library.page_at(&PageKey(page.path.as_str().into())).map(|entry| entry.id);
            let id = here.or_else(|| by_sum.get(&page.bytes).or(by_sum.get(&page.text)).copied())?;
            Some((id, library.page(id)?.version()))
        };
        self.marks.clear();
        self.placed.clear();
        self.todo.clear();
        for (annotation, (id, version)) in notebook.on_pages(home) {
            match self.found.get(&(annotation.id, annotation.revision, id, version)) {
                Some(&found) => self.place(annotation, found),
                None => self.todo.push((annotation.clone(), id)),
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
            self.news.push((annotation.id, found.1));
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
        let Some(place) = place else { return };
        self.placed.insert(annotation.id, place);
        let mark = self.marks.entry(place).or_default();
        match (state, annotation.motivation) {
            (AnchorState::Check | AnchorState::NotFound, _) => mark.check = true,
            (_, Motivation::Bookmarking) => mark.bookmark = true,
            _ => mark.note = true,
        }
    }
}

/// The article that an annotation is in, or the one of its name where its words are gone, and how well it was found;
/// `None` where the page cannot be read.
fn find(library: &Library, annotation: &Annotation, page: PageId) -> Option<Found> {
    let content = library.content(page).ok()?;
    let anchor = locate(annotation, &content.page);
    let title = &annotation.target.article.title;
    let is_its = |article: &Article| match anchor.state {
        AnchorState::NotFound => article.display_title() == *title,
        _ => anchor.is_in(&content.page, article),
    };
    let index = content.segmentation.articles.iter().position(is_its);
    Some((index.map(|index| ArticleId { page, index: index as u32 }), anchor.state))
}

#[cfg(test)]
mod tests {
    use super::super::action::{Action, Overlay};
    use super::super::reading::{TextPosition, TextRange};
    use super::super::testing::Bench;
    use super::super::{files, writing};
    use crate::notebook::AnchorState;

    const PAGE: &str =
        "江边新桥合龙\n\n　　本报讯 昨天上午，江边的新桥合龙，两岸的人都来看热闹，孩子们跑在最前面。\n";

    /// The state of a highlight of “两岸的人都来看热闹” and the list's mark, once its page reads as told.
    fn found_in(text: &str) -> (Option<AnchorState>, super::Mark, String) {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        let open = bench.state.reader.open.as_ref().unwrap();
        let (paragraph, body) =
            open.document.paragraphs.iter().enumerate().find(|(_, p)| p.text.contains("热闹")).unwrap();
        let start = body.text.find("两岸").unwrap();
        let end = start + "两岸的人都来看热闹".len();
        let at = |byte| TextPosition::new(paragraph, byte);
        bench.act(Action::Select(Some(TextRange { start: at(start), end: at(end) })));
        bench.act(Action::Highlight(2));
        let path = bench.state.archive.path.clone().unwrap();
        std::fs::write(path.join("江报/2031-01-02/01.txt"), text).unwrap();
        bench.act(Action::Rescan);
        loop {
            files::poll(&mut bench.state);
            writing::poll(&mut bench.state);
            let read = bench.state.archive.progress.is_none() && !bench.state.marks.is_working();
            if read && bench.state.reader.open.as_ref().is_some_and(|open| open.page().text() == text) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let id = bench.state.notes.listed[0];
        bench.state.notices.clear();
        bench.act(Action::ShowAnnotation(id));
        let mut told: String = bench.state.notices.iter().map(|notice| notice.text.as_str()).collect();
        if let (Some(Overlay::Kept), Some(kept)) = (bench.state.overlay, &bench.state.notes.kept) {
            told += kept.why.zh;
            told.extend(kept.marked.iter().map(|&line| kept.lines[line].as_str()));
        }
        let article = bench.state.reader.open.as_ref().unwrap().id;
        (bench.state.notes.state_of(id), bench.state.marks.of(article), told)
    }

    #[test]
    fn the_list_marks_what_was_not_found_for_certain() {
        let (state, mark, told) = found_in(&PAGE.replace("昨天上午，", ""));
        assert_eq!((state, mark.note, mark.check), (Some(AnchorState::Replaced), true, false));
        assert_eq!(told, "");
        let (state, mark, told) = found_in(&PAGE.replace("两岸的人都来看热闹", "两崖旳人都夹看热鬧"));
        assert_eq!((state, mark.note, mark.check), (Some(AnchorState::Check), false, true));
        assert_eq!(told, "");
        // Words that are gone are told as such, not as a page that is gone, and shown where they stood.
        let (state, mark, told) = found_in(&PAGE.replace("，两岸的人都来看热闹", ""));
        assert_eq!((state, mark.note, mark.check), (Some(AnchorState::NotFound), false, true));
        assert!(told.contains("找不到") && told.contains("两岸的人都来看热闹"), "{told}");
    }
}

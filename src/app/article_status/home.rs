//! Page of the open archive that a note is on.
//!
//! A page is known by what is on it, and by its path last:
//!
//! 1. The page with the same bytes or the same normalised text, wherever it is now; of several, the one at its path. What
//!    stands at the path then is another page.
//! 2. Where there is none, the page at the path if it shares text with the page that was kept, and the pages around it
//!    that are for the most part made of that text: parts of a page that was split, a page that was renamed and
//!    converted. A page other than the one at the path holds a note only if the words stand there for certain, in
//!    their surroundings, and on no second such page; else the person is asked.
//! 3. Else the note's page is gone: it is not in the archive.

use crate::anchor::{Anchor, AnchorState, Kinship, PageRef};
use crate::archive::{Library, PageId, PageVersion};
use crate::notebook::{Annotation, locate};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Share of a text that two versions of one page have in common at least.
const SAME_PAGE: f32 = 0.25;
/// Share of the kept text that the page at the path has where no other page needs to be looked at.
const WHOLE: f32 = 0.6;
/// Share of another page that comes from the kept text where it is a part of that.
const PART: f32 = 0.5;

/// The page that a note is on by rule 1: where the person said that it is, else where it was made.
pub fn by_content(library: &Library, note: &Annotation) -> Option<PageId> {
    places(note).find_map(|page| library.page_with(page)).map(|entry| entry.id)
}

fn places(note: &Annotation) -> impl Iterator<Item = &PageRef> {
    note.confirmed.iter().chain([&note.target]).map(|target| &target.page)
}

/// The pages that a note may be on.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The page of rule 1, or those that may be a page of rule 2, the ones at its path last.
    pub pages: Vec<PageId>,
    /// Number of these that are there by their path.
    at_path: usize,
    /// Sum that tells the pages as they are from others: that by content, or all of them.
    pub key: u64,
    /// Whether it is known by content.
    pub known: bool,
}

impl Home {
    /// Looks for the pages that a note may be on; pages around its own only where all pages have arrived.
    pub fn new(library: &Library, note: &Annotation, all_there: bool) -> Home {
        let mut home = Home::default();
        if let Some(page) = by_content(library, note) {
            (home.known, home.pages) = (true, vec![page]);
        } else {
            // A page that was the whole file then may be any of its pages now.
            let mut paths: Vec<PageId> =
                places(note).flat_map(|page| library.pages_of(&page.path)).map(|entry| entry.id).collect();
            paths.sort_unstable();
            paths.dedup();
            if all_there {
                home.pages = library.pages_near(&note.target.page);
                home.pages.retain(|page| !paths.contains(page));
            }
            home.at_path = paths.len();
            home.pages.extend(paths);
        }
        let mut hasher = DefaultHasher::new();
        let version = |page: &PageId| library.page(*page).map(|entry| entry.version());
        let versions: Vec<(PageId, Option<PageVersion>)> =
            home.pages.iter().map(|page| (*page, version(page))).collect();
        (home.known, home.at_path, versions).hash(&mut hasher);
        home.key = hasher.finish();
        home
    }
}

/// A search of rule 2 for the notes of one page, page by page.
pub struct Search {
    /// The page's text; `None` where none was kept, as of imported notes.
    kept: Option<Kinship>,
    /// Pages still to be looked at, the next one last.
    unseen: Vec<PageId>,
    /// Number of these that are there by their path, the last ones.
    at_path: usize,
    /// Pages found to be the page, at its path or elsewhere.
    here: Vec<PageId>,
    elsewhere: Vec<PageId>,
}

impl Search {
    /// Begins a search with the text of the page as it was.
    pub fn new(home: &Home, kept: Option<&str>) -> Search {
        let kept = kept.map(Kinship::new);
        let unseen = home.pages.clone();
        Search { kept, unseen, at_path: home.at_path, here: Vec::new(), elsewhere: Vec::new() }
    }

    /// Looks at one more page; `false` where there is none.
    pub fn look(&mut self, library: &Library) -> bool {
        let Some(id) = self.unseen.pop() else { return false };
        let is_at_path = self.at_path > 0;
        self.at_path = self.at_path.saturating_sub(1);
        let Some(kept) = &self.kept else {
            // Of an imported note no more is known than its path and its words.
            self.here.extend(is_at_path.then_some(id));
            return true;
        };
        let Ok(content) = library.content(id) else { return true };
        let page = Kinship::new(content.page.text());
        let (there, from) = (kept.share_on(&page), page.share_on(kept));
        if is_at_path && there.max(from) >= SAME_PAGE {
            self.here.push(id);
            if there >= WHOLE {
                self.unseen.drain(..self.unseen.len() - self.at_path);
            }
        } else if !is_at_path && from >= PART {
            self.elsewhere.push(id);
        }
        true
    }

    /// The page that a note is on and where on it; `None` where its page is gone.
    pub fn find(&self, library: &Library, note: &Annotation) -> Option<(PageId, Anchor)> {
        let locate_on = |&id: &PageId| {
            let content = library.content(id).ok()?;
            Some((id, locate(note, &content.page)))
        };
        let is_sure =
            |(_, anchor): &(PageId, Anchor)| anchor.state <= AnchorState::Replaced && anchor.in_context;
        let here: Vec<(PageId, Anchor)> = self.here.iter().filter_map(locate_on).collect();
        if let Some(sure) = here.iter().position(is_sure) {
            return here.into_iter().nth(sure);
        }
        let mut elsewhere: Vec<(PageId, Anchor)> =
            self.elsewhere.iter().filter_map(locate_on).filter(is_sure).collect();
        if elsewhere.is_empty() {
            return here.into_iter().min_by_key(|(_, anchor)| anchor.state);
        }
        let state = if elsewhere.len() > 1 { AnchorState::Check } else { AnchorState::Replaced };
        let (id, anchor) = elsewhere.swap_remove(0);
        Some((id, Anchor { state, ..anchor }))
    }
}

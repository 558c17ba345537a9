//! The articles to check first, with the reasons.

use crate::anchor::ArticleKey;
use crate::app::reader::article::{SURE, percent};
use crate::archive::{ArticleId, ArticleSummary, Library, PageEntry};
use std::collections::{HashMap, HashSet};

/// Reason to check an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It may be that it is not whole, or that it is more than one; how sure the engine is, in percent.
    Extent(u8),
    /// It has no title.
    Untitled,
    /// It has hardly any text: so many characters.
    Short(u32),
    /// The day of its page is not known.
    NoDate,
    /// The number of its page is not known.
    NoPage,
}

impl Doubt {
    /// Whether a title or text is lacking.
    pub fn is_lack(self) -> bool {
        matches!(self, Doubt::Untitled | Doubt::Short(_))
    }
}

/// Certainty that an article lacks in the order of the queue for a title or text that it lacks, in percent.
pub const LACK: u8 = 20;

/// An article to check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// The article.
    pub id: ArticleId,
    /// The smaller the earlier.
    rank: f32,
    /// Whether the person put it off: it comes after the others.
    pub put_off: bool,
    /// Whether it was dealt with since the queue was made.
    pub done: bool,
}

/// The articles to check, the most doubtful first, those that were put off last.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    items: Vec<Item>,
    places: HashMap<ArticleId, usize>,
    /// Articles that the person found right or put right.
    pub checked: usize,
}

/// Reasons to check an article; none where it is as good as any.
pub fn doubts(page: &PageEntry, article: &ArticleSummary) -> Vec<Doubt> {
    /// Characters of an article that is hardly one.
    const SHORT: u32 = 30;
    if is_checked(article) {
        return Vec::new();
    }
    let extent = (article.confidence < SURE).then_some(Doubt::Extent(percent(article.confidence)));
    let untitled = article.untitled.then_some(Doubt::Untitled);
    let short = (article.characters < SHORT).then_some(Doubt::Short(article.characters));
    let mut doubts: Vec<Doubt> = [extent, untitled, short].into_iter().flatten().collect();
    if !doubts.is_empty() {
        doubts.extend(page.label.date.is_none().then_some(Doubt::NoDate));
        doubts.extend(page.label.page.is_none().then_some(Doubt::NoPage));
    }
    doubts
}

/// Whether the person looked at an article: it was found right, or put right.
pub fn is_checked(article: &ArticleSummary) -> bool {
    article.corrected || article.said.as_ref().is_some_and(|said| said.checked)
}

impl Queue {
    /// The queue of a library; `put_off` are the articles that the person put off.
    pub(super) fn of(library: &Library, put_off: &HashSet<String>) -> Queue {
        let (mut items, mut checked) = (Vec::new(), 0);
        for (id, page, article) in library.articles() {
            checked += usize::from(is_checked(article));
            let doubts = doubts(page, article);
            if doubts.is_empty() {
                continue;
            }
            let lacks = doubts.iter().filter(|doubt| doubt.is_lack()).count();
            let rank = article.confidence - f32::from(LACK) / 100.0 * lacks as f32;
            let put_off = !put_off.is_empty()
                && put_off.contains(&ArticleKey::from_marks(page.summary.text, article.mark).0);
            items.push(Item { id, rank, put_off, done: false });
        }
        items.sort_by(|a, b| a.put_off.cmp(&b.put_off).then(a.rank.total_cmp(&b.rank)));
        let places = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
        Queue { items, places, checked }
    }

    /// The articles, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Place of an article in the queue.
    pub fn place(&self, id: ArticleId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// Number of articles that are left, and of those among them that were put off.
    pub fn left(&self) -> (usize, usize) {
        let left = || self.items.iter().filter(|item| !item.done);
        (left().count(), left().filter(|item| item.put_off).count())
    }

    /// The first article from a place on that was not dealt with, else from the beginning; those that were put off last.
    pub(super) fn next(&self, from: usize) -> Option<ArticleId> {
        let (before, after) = self.items.split_at(from.min(self.items.len()));
        let mut left = after.iter().chain(before).filter(|item| !item.done);
        let first = left.clone().find(|item| !item.put_off);
        first.or_else(|| left.next()).map(|item| item.id)
    }

    pub(super) fn deal_with(&mut self, id: ArticleId) {
        if let Some(at) = self.place(id) {
            self.items[at].done = true;
        }
    }

    pub(super) fn put_off(&mut self, id: ArticleId) {
        if let Some(at) = self.place(id) {
            self.items[at].put_off = true;
        }
    }
}

//! The list of articles as rows: grouped, sorted, filtered, with groups open or closed.
//!
//! It is made anew whenever the library or what the list shows changes, and holds no text: a row's words are
//! looked up when it is drawn, so that 100,000 articles cost a few bytes each.

use crate::app::settings::{Grouping, Sort};
use crate::app::theme::height;
use crate::archive::{ArticleId, ArticleSummary, IssueKey, Library, PageEntry, PageId};
use jiff::civil::Date;
use rayon::slice::ParallelSliceMut;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Subject of a heading; it stays the same while pages arrive. Most are pages, so that the words of others are elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// All issues of a day.
    Date(Option<Date>),
    /// A newspaper.
    Paper(Box<str>),
    /// An issue of a newspaper.
    Issue(Box<IssueKey>),
    /// A page.
    Page(PageId),
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// The heading of a group.
    Heading {
        /// The group.
        group: Arc<Group>,
        /// Number of headings that it lies under.
        level: u8,
        /// Number of articles in it.
        articles: u32,
        /// Whether its rows follow.
        open: bool,
    },
    /// An article.
    Article(ArticleId),
}

/// Height of an article's row, in points.
pub const ARTICLE_HEIGHT: u32 = height::ARTICLE;
/// Height of a heading, in points.
pub const HEADING_HEIGHT: u32 = height::HEADING;

/// The rows and where they are: the articles in their order, and the headings among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    headings: Vec<Heading>,
    /// Number of rows.
    rows: usize,
    /// The articles in the order of the list, those of closed groups among them.
    order: Vec<ArticleId>,
    /// The first letter of each one's title: what is asked of all of them for a key.
    firsts: Vec<char>,
}

/// A heading among the rows.
#[derive(Clone, Debug, PartialEq)]
struct Heading {
    /// Its row.
    row: u32,
    /// Number of articles of the order before it.
    before: u32,
    group: Arc<Group>,
    level: u8,
    articles: u32,
    open: bool,
}

/// Shape of a list: how it is to be made.
pub struct Shape<'a> {
    /// Its grouping.
    pub grouping: Grouping,
    /// Its sorting.
    pub sort: Sort,
    /// The groups that are closed.
    pub closed: &'a HashSet<Group>,
}

impl Listing {
    /// Makes the list of the articles that `passes` lets through.
    pub fn new(
        library: &Library,
        shape: &Shape<'_>,
        passes: impl Fn(ArticleId, &PageEntry, &ArticleSummary) -> bool,
    ) -> Listing {
        let mut maker = Maker { library, shape, passes, listing: Listing::with_room(library) };
        let mut issues: Vec<usize> = (0..library.issues().len()).collect();
        let newest = shape.sort == Sort::Newest;
        let by_date = |&i: &usize| library.issues()[i].key.date;
        if matches!(shape.grouping, Grouping::Date | Grouping::Flat | Grouping::Page) {
            // Stable: issues of one day stay in the order of their papers. Those without a date come last.
            issues.sort_by(|a, b| in_time(by_date(a), by_date(b), newest));
        }
        match shape.grouping {
            Grouping::Flat => maker.flat(&issues),
            Grouping::Page => issues.iter().for_each(|&issue| maker.pages(issue, 0, true)),
            Grouping::Date => {
                for day in issues.chunk_by(|a, b| by_date(a) == by_date(b)) {
                    maker.group(Group::Date(by_date(&day[0])), 0, |maker, open| {
                        day.iter().for_each(|&issue| maker.pages(issue, 1, open));
                    });
                }
            }
            Grouping::Paper => {
                for paper in library.papers() {
                    maker.group(Group::Paper(paper.name.as_str().into()), 0, |maker, open| {
                        let mut issues: Vec<usize> = paper.issues.clone().collect();
                        issues.sort_by(|a, b| in_time(by_date(a), by_date(b), newest));
                        for issue in issues {
                            maker.issue(issue, open);
                        }
                    });
                }
            }
        }
        maker.listing.close()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// A row.
    pub fn row(&self, at: usize) -> Option<Row> {
        Some(match self.place(at)? {
            Place::Heading(heading) => {
                let Heading { group, level, articles, open, .. } = heading;
                Row::Heading { group: group.clone(), level: *level, articles: *articles, open: *open }
            }
            Place::Article(at) => Row::Article(self.order[at]),
        })
    }

    /// The articles in the order of the list, those of closed groups among them.
    pub fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// Articles of the order that a row stands for: one, or those of a group.
    pub fn articles_of(&self, row: usize) -> Range<u32> {
        match self.place(row) {
            Some(Place::Heading(heading)) => heading.before..heading.before + heading.articles,
            Some(Place::Article(at)) => at as u32..at as u32 + 1,
            None => 0..0,
        }
    }

    /// Height of all rows, in points.
    pub fn height(&self) -> f32 {
        self.top(self.rows)
    }

    /// Top and bottom of a row, in points from the first row's top.
    pub fn extent(&self, row: usize) -> Option<(f32, f32)> {
        (row < self.rows).then(|| (self.top(row), self.top(row + 1)))
    }

    /// The rows that are seen between two heights.
    pub fn visible(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.first_row(|at| self.top(at) > top).saturating_sub(1);
        first.min(self.rows)..self.first_row(|at| self.top(at) >= bottom).min(self.rows)
    }

    /// Whether a row is a heading under no other.
    pub fn is_outer(&self, row: usize) -> bool {
        matches!(self.place(row), Some(Place::Heading(Heading { level: 0, .. })))
    }

    /// The outermost heading that the rows at a height are under, where it is above that itself.
    pub fn heading_above(&self, height: f32) -> Option<usize> {
        let first = self.first_row(|at| self.top(at) >= height);
        let above = &self.headings[..self.headings_before(first)];
        above.iter().rfind(|heading| heading.level == 0).map(|heading| heading.row as usize)
    }

    /// The nearest heading above a row that it lies under, or for a heading the next one that it lies under.
    pub fn heading_of(&self, row: usize) -> Option<usize> {
        let level = match self.place(row)? {
            Place::Heading(heading) => heading.level,
            Place::Article(_) => u8::MAX,
        };
        let above = &self.headings[..self.headings_before(row)];
        above.iter().rfind(|heading| heading.level < level).map(|heading| heading.row as usize)
    }

    /// Index of a row that is about the same thing. It looks at all of them.
    pub fn find(&self, row: &Row) -> Option<usize> {
        let id = match row {
            Row::Heading { group, .. } => {
                let heading = self.headings.iter().find(|heading| heading.group == *group)?;
                return Some(heading.row as usize);
            }
            Row::Article(id) => id,
        };
        self.row_of(self.order.iter().position(|other| other == id)?)
    }

    /// The row of the next article that fits by its title's first letter and itself, from a row on and then from the top.
    pub fn next_that(&self, from: usize, mut fits: impl FnMut(char, ArticleId) -> bool) -> Option<usize> {
        let start = match self.place(from)? {
            Place::Heading(heading) => heading.before as usize,
            Place::Article(at) => at,
        };
        let fits = |at: &usize| fits(self.firsts[*at], self.order[*at]);
        (start..self.order.len()).chain(0..start).filter(fits).find_map(|at| self.row_of(at))
    }

    /// The row of an article by its place in the order; `None` in a closed group.
    fn row_of(&self, place: usize) -> Option<usize> {
        // Of the headings that have so many articles before them its own is the last.
        let heading =
            self.headings.partition_point(|heading| heading.before as usize <= place).checked_sub(1);
        let at = heading.map_or(place, |at| {
            let Heading { row, before, .. } = self.headings[at];
            row as usize + 1 + place - before as usize
        });
        matches!(self.place(at), Some(Place::Article(other)) if other == place).then_some(at)
    }

    /// Room for all articles of a library: while it grew a list would take half as much again.
    fn with_room(library: &Library) -> Listing {
        let articles = library.article_count();
        Listing {
            order: Vec::with_capacity(articles),
            firsts: Vec::with_capacity(articles),
            ..Listing::default()
        }
    }

    fn place(&self, row: usize) -> Option<Place<'_>> {
        if row >= self.rows {
            return None;
        }
        let Some(last) = self.headings_before(row + 1).checked_sub(1) else {
            return Some(Place::Article(row));
        };
        let heading = &self.headings[last];
        Some(match row - heading.row as usize {
            0 => Place::Heading(heading),
            past => Place::Article(heading.before as usize + past - 1),
        })
    }

    /// Number of headings above a row.
    fn headings_before(&self, row: usize) -> usize {
        self.headings.partition_point(|heading| (heading.row as usize) < row)
    }

    /// Top of a row or, of the row behind the last, the bottom of all.
    fn top(&self, row: usize) -> f32 {
        let headings = self.headings_before(row);
        (headings as u32 * HEADING_HEIGHT + (row - headings) as u32 * ARTICLE_HEIGHT) as f32
    }

    /// The first row, or the place behind the last, for which something holds that holds for all below it.
    fn first_row(&self, holds: impl Fn(usize) -> bool) -> usize {
        let (mut from, mut to) = (0, self.rows + 1);
        while from < to {
            let middle = from.midpoint(to);
            if holds(middle) { to = middle } else { from = middle + 1 }
        }
        from
    }

    fn close(mut self) -> Listing {
        self.order.shrink_to_fit();
        self.firsts.shrink_to_fit();
        self
    }
}

/// Meaning of a row.
enum Place<'a> {
    Heading(&'a Heading),
    /// The article at a place of the order.
    Article(usize),
}

/// Earlier first, or later first; without a date last either way.
fn in_time(a: Option<Date>, b: Option<Date>, newest: bool) -> std::cmp::Ordering {
    let missing_last = a.is_none().cmp(&b.is_none());
    missing_last.then_with(|| if newest { b.cmp(&a) } else { a.cmp(&b) })
}

struct Maker<'a, F> {
    library: &'a Library,
    shape: &'a Shape<'a>,
    passes: F,
    listing: Listing,
}

impl<F: Fn(ArticleId, &PageEntry, &ArticleSummary) -> bool> Maker<'_, F> {
    /// Puts a heading over what `add` adds; takes it back if that is nothing.
    fn group(&mut self, group: Group, level: u8, add: impl FnOnce(&mut Self, bool)) {
        self.group_in(group, level, true, add);
    }

    fn group_in(&mut self, group: Group, level: u8, shown: bool, add: impl FnOnce(&mut Self, bool)) {
        let open = shown && !self.shape.closed.contains(&group);
        let (headings, before) = (self.listing.headings.len(), self.listing.order.len() as u32);
        if shown {
            let row = self.listing.rows as u32;
            let heading = Heading { row, before, group: Arc::new(group), level, articles: 0, open };
            self.listing.headings.push(heading);
            self.listing.rows += 1;
        }
        add(self, open);
        let count = self.listing.order.len() as u32 - before;
        if shown && count > 0 {
            self.listing.headings[headings].articles = count;
        } else if shown {
            self.listing.rows = self.listing.headings[headings].row as usize;
            self.listing.headings.truncate(headings);
        }
    }

    fn issue(&mut self, issue: usize, shown: bool) {
        let key = self.library.issues()[issue].key.clone();
        self.group_in(Group::Issue(key.into()), 1, shown, |maker, open| maker.pages(issue, 2, open));
    }

    fn pages(&mut self, issue: usize, level: u8, shown: bool) {
        for at in self.library.issues()[issue].pages.clone() {
            let page = &self.library.pages()[at];
            self.group_in(Group::Page(page.id), level, shown, |maker, open| {
                let articles = maker.of_page(page);
                maker.add(articles, open);
            });
        }
    }

    fn flat(&mut self, issues: &[usize]) {
        let library = self.library;
        let mut articles = Vec::with_capacity(library.article_count());
        for &issue in issues {
            for page in &library.pages()[library.issues()[issue].pages.clone()] {
                articles.extend(self.of_page(page));
            }
        }
        self.add(articles, true);
    }

    fn of_page<'b>(&self, page: &'b PageEntry) -> Vec<(ArticleId, &'b ArticleSummary)> {
        let ids = (0..).map(|index| ArticleId { page: page.id, index });
        ids.zip(page.articles()).filter(|(id, article)| (self.passes)(*id, page, article)).collect()
    }

    fn add(&mut self, mut articles: Vec<(ArticleId, &ArticleSummary)>, shown: bool) {
        match self.shape.sort {
            Sort::Oldest | Sort::Newest => {}
            Sort::Title => articles.par_sort_by(|a, b| a.1.title().cmp(b.1.title())),
            Sort::Longest => articles.par_sort_by_key(|a| std::cmp::Reverse(a.1.characters)),
            Sort::Doubt => articles.par_sort_by(|a, b| a.1.confidence.total_cmp(&b.1.confidence)),
        }
        self.listing.rows += if shown { articles.len() } else { 0 };
        for (id, article) in articles {
            self.listing.order.push(id);
            self.listing.firsts.push(article.title().chars().find(|c| c.is_alphanumeric()).unwrap_or('\0'));
        }
    }
}

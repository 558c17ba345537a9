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

/// Subject of a heading; it stays the same while pages arrive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// All issues of a day.
    Date(Option<Date>),
    /// A newspaper.
    Paper(String),
    /// An issue of a newspaper.
    Issue(IssueKey),
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

impl Row {
    /// Whether two rows are about the same thing.
    pub fn is_same(&self, other: &Row) -> bool {
        match (self, other) {
            (Row::Heading { group: a, .. }, Row::Heading { group: b, .. }) => a == b,
            (Row::Article(a), Row::Article(b)) => a == b,
            _ => false,
        }
    }
}

/// Height of an article's row, in points.
pub const ARTICLE_HEIGHT: u32 = height::ARTICLE;
/// Height of a heading, in points.
pub const HEADING_HEIGHT: u32 = height::HEADING;

/// The rows and where they are.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    rows: Vec<Row>,
    /// The first letter of each row's title: what is asked of all of them for a key.
    firsts: Vec<char>,
    /// The top of each row in points, and the bottom of the last.
    tops: Vec<u32>,
    /// Number of articles of the order before each row.
    before: Vec<u32>,
    /// The headings that lie under no other.
    outer: Vec<u32>,
    /// The articles in the order of the list, those of closed groups among them.
    order: Vec<ArticleId>,
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
                    maker.group(Group::Paper(paper.name.clone()), 0, |maker, open| {
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

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The first letter of each row's title; of a heading `'\0'`.
    pub fn firsts(&self) -> &[char] {
        &self.firsts
    }

    /// The articles in the order of the list, those of closed groups among them.
    pub fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// Articles of the order that a row stands for: one, or those of a group.
    pub fn articles_of(&self, row: usize) -> Range<u32> {
        let (Some(&start), Some(row)) = (self.before.get(row), self.rows.get(row)) else { return 0..0 };
        let count = if let Row::Heading { articles, .. } = row { *articles } else { 1 };
        start..start + count
    }

    /// Height of all rows, in points.
    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0) as f32
    }

    /// Top and bottom of a row, in points from the first row's top.
    pub fn extent(&self, row: usize) -> Option<(f32, f32)> {
        Some((*self.tops.get(row)? as f32, *self.tops.get(row + 1)? as f32))
    }

    /// The rows that are seen between two heights.
    pub fn visible(&self, top: f32, bottom: f32) -> Range<usize> {
        let first = self.tops.partition_point(|&t| t as f32 <= top).saturating_sub(1);
        let last = self.tops.partition_point(|&t| (t as f32) < bottom);
        first.min(self.rows.len())..last.min(self.rows.len())
    }

    /// Whether a row is a heading under no other.
    pub fn is_outer(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Heading { level: 0, .. }))
    }

    /// The outermost heading that the rows at a height are under, where it is above that itself.
    pub fn heading_above(&self, height: f32) -> Option<usize> {
        let first = self.tops.partition_point(|&top| (top as f32) < height);
        let after = self.outer.partition_point(|&row| (row as usize) < first);
        after.checked_sub(1).map(|at| self.outer[at] as usize)
    }

    /// Index of a row that is about the same thing. It looks at all of them.
    pub fn find(&self, row: &Row) -> Option<usize> {
        let Row::Article(id) = row else { return self.rows.iter().position(|other| other.is_same(row)) };
        let place = self.order.iter().position(|other| other == id)? as u32;
        // Of the rows that have so many articles before them its own is the last.
        let at = self.before.partition_point(|&before| before <= place).checked_sub(1)?;
        (self.rows[at] == *row).then_some(at)
    }

    /// Room for all articles of a library: while it grew a list would take half as much again.
    fn with_room(library: &Library) -> Listing {
        let rows = library.article_count();
        Listing {
            rows: Vec::with_capacity(rows),
            firsts: Vec::with_capacity(rows),
            tops: Vec::with_capacity(rows),
            before: Vec::with_capacity(rows),
            order: Vec::with_capacity(rows),
            outer: Vec::new(),
        }
    }

    fn push(&mut self, row: Row, first: char) {
        let height = if matches!(row, Row::Article(_)) { ARTICLE_HEIGHT } else { HEADING_HEIGHT };
        let top = self.tops.last().copied().unwrap_or(0);
        if self.tops.is_empty() {
            self.tops.push(0);
        }
        self.tops.push(top + height);
        let shown = u32::from(matches!(row, Row::Article(_)));
        self.before.push(self.order.len() as u32 - shown);
        self.rows.push(row);
        self.firsts.push(first);
    }

    fn close(mut self) -> Listing {
        if self.tops.is_empty() {
            self.tops.push(0);
        }
        self.outer = (0..self.rows.len()).filter(|&row| self.is_outer(row)).map(|row| row as u32).collect();
        self.rows.shrink_to_fit();
        self.firsts.shrink_to_fit();
        self.tops.shrink_to_fit();
        self.before.shrink_to_fit();
        self.order.shrink_to_fit();
        self
    }
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
        let (rows, articles) = (self.listing.rows.len(), self.listing.order.len());
        if shown {
            self.listing.push(Row::Heading { group: Arc::new(group), level, articles: 0, open }, '\0');
        }
        add(self, open);
        let count = (self.listing.order.len() - articles) as u32;
        match self.listing.rows.get_mut(rows) {
            Some(Row::Heading { articles, .. }) if shown && count > 0 => *articles = count,
            _ if shown => {
                self.listing.rows.truncate(rows);
                self.listing.firsts.truncate(rows);
                self.listing.tops.truncate(rows + 1);
                self.listing.before.truncate(rows);
            }
            _ => {}
        }
    }

    fn issue(&mut self, issue: usize, shown: bool) {
        let key = self.library.issues()[issue].key.clone();
        self.group_in(Group::Issue(key), 1, shown, |maker, open| maker.pages(issue, 2, open));
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
        let mut articles = Vec::new();
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
        for (id, article) in articles {
            self.listing.order.push(id);
            if shown {
                let first = article.title().chars().find(|c| c.is_alphanumeric());
                self.listing.push(Row::Article(id), first.unwrap_or('\0'));
            }
        }
    }
}

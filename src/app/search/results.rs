//! The results of the full-text search that stay: what was found, in order, narrowed by facets, and the way from one to
//! the next.

use super::names::Names;
use super::saved::Searches;
use crate::app::article_list::selection::Selection;
use crate::app::direction::Direction;
use crate::app::store::Store;
use crate::archive::ArticleId;
use crate::notebook::Filter;
use crate::search::facets::{Lane, PagePlace};
use crate::search::store::HitPlace;
use crate::search::{Facets, Narrowing, Order, Query, QueryError, Snippet};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};

/// Subject of a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Subject {
    /// What the query says.
    #[default]
    Query,
    /// What an article is about, by words that tell it; the query has them as well, for what is lit.
    Like {
        /// The article.
        article: ArticleId,
        /// Its title.
        title: String,
        /// The words.
        words: Vec<String>,
    },
    /// All articles.
    All,
}

/// Question that is asked of the full text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// Its subject.
    pub subject: Subject,
    /// Query as typed.
    pub query: String,
    /// Order of the results.
    pub order: Order,
    /// Narrowing of the results that are shown.
    pub narrowing: Narrowing,
}

/// Answer of the full text: what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// By which query.
    pub query: String,
    /// Whether all that was found is there and counted; else these rows are the first of it.
    pub is_counted: bool,
    /// Error in the query where it could not be understood.
    pub error: Option<QueryError>,
    /// The articles that are shown, in order.
    pub rows: Vec<Row>,
    /// Number of articles, narrowed or not.
    pub articles: usize,
    /// Counts by newspaper, time and page.
    pub facets: Facets,
    /// Names in the first of the articles, once they were asked for and read.
    pub names: Option<Names>,
}

impl Default for Answer {
    fn default() -> Answer {
        Answer {
            query: String::new(),
            is_counted: true,
            error: None,
            rows: Vec::new(),
            articles: 0,
            facets: Facets::default(),
            names: None,
        }
    }
}

impl Answer {
    /// The articles of the rows, in order.
    pub fn ids(&self) -> Vec<ArticleId> {
        self.rows.iter().map(|row| row.id).collect()
    }
}

/// Grouping of the chart over time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// All articles in one.
    #[default]
    Together,
    /// By newspaper.
    Papers,
    /// By section.
    Sections,
}

impl Grouping {
    /// The facets' lanes of this grouping.
    pub fn lanes(self, facets: &Facets) -> &[Lane] {
        match self {
            Grouping::Together => &[],
            Grouping::Papers => &facets.lanes[0],
            Grouping::Sections => &facets.lanes[1],
        }
    }
}

/// An article that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The article.
    pub id: ArticleId,
    /// Hits in it and in the rows before it.
    pub upto: u32,
}

/// The words of an article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Words around a hit.
    pub snippet: Snippet,
    /// All hits, in reading order.
    pub places: Vec<HitPlace>,
}

/// A facet's value that narrows the results.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// A newspaper.
    Paper(String),
    /// A page.
    Page(PagePlace),
    /// A section.
    Section(String),
    /// Days of a newspaper or of a section, by its name.
    Lane(Grouping, String, RangeInclusive<Date>),
    /// Days; the same again takes them back.
    Days(RangeInclusive<Date>),
}

/// Move of the cursor in the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// By so many rows.
    By(isize),
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Actions of the person on the results.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Show the pane or take it away.
    Toggle,
    /// Put the best, the newest or the oldest first.
    SortBy(Order),
    /// Choose a facet's value, or take the choice back.
    Choose(Choice),
    /// Take all choices back.
    ChooseNothing,
    /// Group the chart over time.
    Group(Grouping),
    /// Read the first articles for names.
    WantNames,
    /// Show a line for each hit, or the articles.
    ShowLines(bool),
    /// Move the cursor.
    Move(Move),
    /// Pick the article of a row to do something with, or no longer.
    Pick(usize),
    /// Pick everything from where picking began to a row.
    PickTo(usize),
    /// Move the cursor and pick everything from where picking began.
    PickMove(Move),
    /// Pick all that are shown.
    PickAll,
    /// Pick nothing.
    PickNone,
    /// Open a hit of a row; by its place among the article's hits.
    Open {
        /// The row.
        row: usize,
        /// The hit.
        place: usize,
        /// Whether the keyboard stays in the results.
        stay: bool,
    },
    /// The words of these rows come into view.
    Want(Range<usize>),
    /// Show the notes.
    ShowNotes,
    /// Look for something again.
    Ask(String),
    /// Keep the query, or give it up.
    ToggleSaved(String),
    /// Forget what was looked for, but for what is kept.
    ForgetHistory,
}

/// The results.
#[derive(Default)]
pub struct Results {
    /// Whether the pane is shown.
    pub is_shown: bool,
    /// The question that is asked.
    pub question: Question,
    /// The answer so far.
    pub answer: Answer,
    /// Counts of all that the query finds, narrowed or not: what can be chosen stays in its place by them.
    pub whole: Facets,
    /// Whether the answer to the question is still to come.
    pub is_waiting: bool,
    /// The words of rows that were in view.
    pub words: HashMap<ArticleId, Words>,
    /// The rows whose words were asked for last.
    pub(super) wanted: Range<usize>,
    /// Grouping of the chart over time.
    pub grouping: Grouping,
    /// Whether the names of the answer were asked for.
    pub(super) names_wanted: bool,
    /// Whether there is a line for each hit.
    pub by_line: bool,
    /// The row that the cursor is on.
    pub cursor: usize,
    /// In the line view, which of the row's hits.
    pub line: usize,
    /// Counts requests to show a row or line, and which it is.
    pub reveal: (u64, usize),
    /// Whether the first row is to be opened when it is there.
    pub opens_first: bool,
    /// The articles that are picked together, by their rows.
    pub picked: Selection,
    /// The row where picking began.
    pub(super) anchor: Option<usize>,
    /// Number of the person's notes that have the same words.
    pub notes: usize,
    /// Searches that were made before, and those that are kept.
    pub searches: Searches,
}

impl Question {
    /// Whether nothing is asked.
    pub fn is_blank(&self) -> bool {
        self.subject == Subject::Query && self.query.trim().is_empty()
    }
}

impl Results {
    /// Query by which the rows that are shown were found; `None` where nothing was looked for.
    pub fn query_in_sight(&self) -> Option<&str> {
        let is_of_query = self.is_shown && self.question.subject == Subject::Query;
        is_of_query.then_some(self.answer.query.trim()).filter(|query| !query.is_empty())
    }

    /// Number of hits in the rows.
    pub fn hits(&self) -> usize {
        self.answer.rows.last().map_or(0, |row| row.upto as usize)
    }

    /// Number of hits before a row.
    pub fn hits_before(&self, row: usize) -> usize {
        let before = row.checked_sub(1).and_then(|before| self.answer.rows.get(before));
        before.map_or(0, |row| row.upto as usize)
    }

    /// The row of a hit, counted over all rows, and its place there.
    pub fn row_of(&self, hit: usize) -> (usize, usize) {
        let row = self.answer.rows.partition_point(|row| row.upto as usize <= hit);
        (row, hit - self.hits_before(row))
    }

    /// The article at the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        self.answer.rows.get(self.cursor).map(|row| row.id)
    }

    /// The row of an article.
    pub(super) fn row_with(&self, id: ArticleId) -> Option<usize> {
        self.answer.rows.iter().position(|row| row.id == id)
    }

    /// The row after another or before it, round at the ends.
    pub(super) fn next_row(&self, row: usize, direction: Direction) -> usize {
        let count = self.answer.rows.len().max(1);
        let step = if direction == Direction::Next { 1 } else { count - 1 };
        (row + step) % count
    }

    /// Puts the cursor on a row and in view.
    pub fn go_to(&mut self, row: usize, line: usize) {
        (self.cursor, self.line) = (row, line);
        self.show(self.place());
    }

    /// Whether there is a line for each hit; where nothing was looked for, there are none.
    pub fn is_by_line(&self) -> bool {
        self.by_line && self.question.subject != Subject::All
    }

    /// Place of the cursor, as a row or a line.
    pub fn place(&self) -> usize {
        if self.is_by_line() { self.hits_before(self.cursor) + self.line } else { self.cursor }
    }

    /// Brings a row or line into view.
    pub(super) fn show(&mut self, place: usize) {
        self.reveal = (self.reveal.0 + 1, place);
    }

    /// Moves the cursor; in the line view from hit to hit.
    pub(super) fn move_cursor(&mut self, step: Move) {
        let count = if self.is_by_line() { self.hits() } else { self.answer.rows.len() };
        let to = match step {
            Move::By(by) => self.place().saturating_add_signed(by),
            Move::First => 0,
            Move::Last => usize::MAX,
        };
        let to = to.min(count.saturating_sub(1));
        let (row, line) = if self.is_by_line() { self.row_of(to) } else { (to, 0) };
        self.go_to(row, line);
    }

    /// The articles that are picked, in the order of the rows.
    pub fn picked(&self) -> Vec<ArticleId> {
        self.picked.articles(&self.answer.ids()).collect()
    }

    /// Picks the article of a row too, or no longer. The one at the cursor was picked first, as a plain press does.
    pub(super) fn pick(&mut self, row: usize) {
        if self.picked.is_empty() && row != self.cursor && self.current().is_some() {
            self.picked.add(&span(self.cursor, self.cursor));
        }
        self.picked.toggle(&span(row, row));
        self.anchor = Some(row);
        self.go_to(row, 0);
    }

    /// Picks everything from where picking began to a row.
    pub(super) fn pick_to(&mut self, row: usize) {
        let from = *self.anchor.get_or_insert(self.cursor);
        self.picked = Selection::default();
        self.picked.add(&span(from, row));
        if self.cursor != row {
            self.go_to(row, 0);
        }
    }

    /// Moves the cursor and picks everything from where picking began.
    pub(super) fn pick_move(&mut self, step: Move) {
        self.anchor.get_or_insert(self.cursor);
        self.move_cursor(step);
        self.pick_to(self.cursor);
    }

    /// Picks all that are shown, or nothing.
    pub(super) fn pick_all(&mut self, all: bool) {
        let count = if all && self.answer.is_counted { self.answer.rows.len() } else { 0 };
        (self.picked, self.anchor) = (Selection::first(count), None);
    }

    /// Chooses a value or takes the choice back.
    pub(super) fn choose(&mut self, choice: Choice) {
        fn toggle<T: Ord>(chosen: &mut BTreeSet<T>, value: T) {
            if !chosen.remove(&value) {
                chosen.insert(value);
            }
        }
        let narrowing = &mut self.question.narrowing;
        match choice {
            Choice::Paper(paper) => toggle(&mut narrowing.papers, paper),
            Choice::Page(place) => toggle(&mut narrowing.pages, place),
            Choice::Section(section) => toggle(&mut narrowing.sections, section),
            Choice::Lane(grouping, name, days) => {
                let names = match grouping {
                    Grouping::Sections => &mut narrowing.sections,
                    Grouping::Papers | Grouping::Together => &mut narrowing.papers,
                };
                *names = [name].into();
                narrowing.days = Some(days);
            }
            Choice::Days(days) => {
                narrowing.days = Some(days).filter(|days| narrowing.days.as_ref() != Some(days))
            }
        }
    }

    /// Whether the words of some of these rows are missing and were not asked for.
    pub fn lacks(&self, rows: &Range<usize>) -> bool {
        let is_missing = |row: &Row| !self.words.contains_key(&row.id);
        let rows_there = self.answer.rows.get(rows.clone());
        self.wanted != *rows && rows_there.is_some_and(|rows| rows.iter().any(is_missing))
    }

    /// Whether there are articles that were not read for names.
    pub fn wants_names(&self) -> bool {
        !self.names_wanted && self.answer.is_counted && !self.answer.rows.is_empty()
    }

    /// Takes an answer in; the cursor stays on its article.
    pub(super) fn take(&mut self, answer: Answer) {
        /// Rows whose words are remembered over another order or choice.
        const REMEMBERED: usize = 2000;
        let current = self.current();
        if answer.query != self.answer.query || self.words.len() > REMEMBERED {
            self.words.clear();
        }
        let row = |id| answer.rows.iter().position(|row| row.id == id);
        let cursor = current.filter(|_| answer.query == self.answer.query).and_then(row);
        (self.cursor, self.line) = (cursor.unwrap_or(0), cursor.map_or(0, |_| self.line));
        if !self.picked.is_empty() {
            self.picked = self.picked.moved(&self.answer.ids(), &answer.ids());
        }
        self.anchor = None;
        if self.question.narrowing.is_empty() && answer.is_counted {
            self.whole = answer.facets.clone();
        }
        // The names of before stay in their place until those of the answer are read.
        let names = self.answer.names.take().filter(|_| answer.query == self.answer.query);
        (self.answer, self.is_waiting, self.wanted) = (Answer { names, ..answer }, false, 0..0);
        self.names_wanted = false;
    }

    /// Filter for notes: the query's words, of alternatives the first.
    pub fn words_for_notes(&self) -> Filter {
        let query = Query::read(&self.answer.query).0;
        let words: Vec<&str> =
            query.wanted.iter().filter_map(|terms| terms.first()).map(|term| &*term.text).collect();
        Filter { words: words.join(" "), ..Filter::default() }
    }

    pub(super) fn count_notes(&self, store: &Store) -> usize {
        let filter = self.words_for_notes();
        let book = store.book.as_ref().filter(|_| !filter.words.is_empty());
        book.map_or(0, |book| book.list(&filter).len())
    }

    /// Takes words of rows in.
    pub(super) fn take_words(&mut self, words: Vec<(ArticleId, Words)>) {
        self.words.extend(words);
    }
}

/// The rows from one to another, whichever comes first.
fn span(from: usize, to: usize) -> Range<u32> {
    from.min(to) as u32..from.max(to) as u32 + 1
}

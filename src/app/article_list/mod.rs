//! The list of articles: its rows, cursor, groups and filters.

pub mod listing;
mod order;
pub mod selection;
pub mod selection_bar;
pub mod view;

use super::article_status::Marks;
use super::context::{Context, Outbox};
use super::effect::{Arrival, Effect, Effects};
use super::panels::Focus;
use crate::archive::{ArticleId, Library};
use listing::{Group, Listing, Row};
use order::Order;
use rustc_hash::FxHashMap;
use selection::Selection;
use std::collections::HashSet;
use uuid::Uuid;

/// Condition on the articles that the list shows; several must hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// Not read yet.
    Unread,
    /// Bookmarked.
    Bookmarked,
    /// With highlights or notes.
    Annotated,
    /// Of low confidence.
    Doubtful,
    /// Without a printed title.
    Untitled,
}

impl Filter {
    /// All filters, in the order in which they are offered.
    pub const ALL: [Filter; 5] =
        [Filter::Unread, Filter::Bookmarked, Filter::Annotated, Filter::Doubtful, Filter::Untitled];
}

/// Narrowing of the list to some articles, beside its filters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Narrowing {
    /// The articles of a collection.
    Collection(Uuid),
    /// Articles with a tag.
    Tag(String),
}

/// Articles that something is to be done with.
#[derive(Clone, Debug, PartialEq)]
pub enum Which {
    /// Those that are chosen; where none is, the open one.
    Chosen,
    /// The open one.
    Open,
    /// The open one and the other instalments of its serial, in their order.
    Serial,
    /// These.
    These(Vec<ArticleId>),
}

/// Move of the list's cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMove {
    /// By so many rows.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Into the group, or opens it.
    In,
    /// Out to the heading, or closes the group.
    Out,
}

/// Actions on the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Move the cursor.
    Move(ListMove),
    /// Put the cursor on a row.
    Cursor(usize),
    /// Choose the article of a row or a group's, or no longer.
    Choose(usize),
    /// Choose everything from where choosing began to a row.
    ChooseTo(usize),
    /// Move the cursor and choose everything from where choosing began.
    ChooseMove(ListMove),
    /// Choose or no longer choose what the cursor is on.
    ChooseCursor,
    /// Choose everything that is listed.
    ChooseAll,
    /// Choose nothing.
    ChooseNone,
    /// Show the articles of a collection or a tag alone, or all again.
    Narrow(Option<Narrowing>),
    /// Open or close the group at a row.
    ToggleGroup(usize),
    /// Open what the cursor is on.
    OpenCursor {
        /// Whether the keyboard stays in the list.
        stay: bool,
    },
    /// Letters typed into the list: the cursor goes to the next title that begins with them.
    TypeAhead(String),
    /// Switch a filter on or off.
    ToggleFilter(Filter),
    /// Show all articles.
    ClearFilters,
    /// Put the keyboard into the list.
    Focus,
    /// The list was scrolled.
    Scrolled,
}

/// News of the thread that makes long lists.
#[derive(Debug)]
pub enum Event {
    /// The list that was ordered from the archive of this number.
    Made(u64, Listing),
}

/// The list of articles.
pub struct List {
    outbox: Outbox<Event>,
    /// The rows.
    pub listing: Listing,
    /// Row that the cursor is on, and where that was found.
    cursor: Option<Row>,
    cursor_at: Option<usize>,
    /// Counts requests to show the cursor's row.
    pub reveal: u64,
    /// Whether the row of the article that the archive was opened at stays in its place of the window, however many rows
    /// come before it: until the person goes elsewhere.
    pub settles: bool,
    /// The filters that are on.
    pub filters: HashSet<Filter>,
    /// The collection or the tag of which the articles are shown alone.
    pub narrowing: Option<Narrowing>,
    /// The articles that are chosen together.
    pub selection: Selection,
    /// Row where choosing began.
    anchor: Option<Row>,
    /// The groups that are closed.
    pub closed: HashSet<Group>,
    /// Whether the rows are to be made anew.
    pub stale: bool,
    /// Whether they are being made on a thread.
    is_made: bool,
    /// Counts the archives that were opened.
    archive: u64,
    /// Articles of the longest list that is made within a frame; longer ones are made on a thread.
    at_once: usize,
}

impl List {
    /// A list without rows, whose threads have an outbox.
    pub fn new(outbox: Outbox<Event>) -> List {
        List {
            outbox,
            listing: Listing::default(),
            cursor: None,
            cursor_at: None,
            reveal: 0,
            settles: true,
            filters: HashSet::new(),
            narrowing: None,
            selection: Selection::default(),
            anchor: None,
            closed: HashSet::new(),
            stale: false,
            is_made: false,
            archive: 0,
            at_once: 10_000,
        }
    }

    /// The list of another archive: the filters stay, numbers of pages and articles are those of one loader.
    pub fn emptied(&self) -> List {
        List {
            filters: self.filters.clone(),
            stale: true,
            // Requests to show a row are counted on, so that the view notices the next.
            reveal: self.reveal,
            archive: self.archive + 1,
            ..List::new(self.outbox.clone())
        }
    }

    /// Makes the rows anew where they are no longer true: at once, or as soon as a thread has made them.
    pub fn refresh(&mut self, cx: &Context, marks: &Marks) {
        if self.is_made || !std::mem::take(&mut self.stale) {
            return;
        }
        let order = Order::new(self, cx, marks);
        if cx.library.article_count() <= self.at_once {
            return self.set_listing(order.make());
        }
        let (outbox, archive) = (self.outbox.clone(), self.archive);
        self.is_made = true;
        std::thread::spawn(move || outbox.send(Event::Made(archive, order.make())));
    }

    /// Whether rows are still to come.
    pub fn is_waiting(&self) -> bool {
        self.is_made || self.stale
    }

    /// Takes in what the thread made.
    pub fn take(&mut self, event: Event) {
        let Event::Made(archive, listing) = event;
        if archive == self.archive {
            self.is_made = false;
            self.set_listing(listing);
        }
    }

    fn set_listing(&mut self, listing: Listing) {
        self.selection = self.selection.moved(self.listing.order(), listing.order());
        let before = std::mem::replace(&mut self.listing, listing);
        if before.order().len() > self.at_once {
            // To free so many rows takes longer than a frame has.
            std::thread::spawn(move || drop(before));
        }
        self.find_cursor();
    }

    /// Index of the row that the cursor is on.
    pub fn cursor_at(&self) -> Option<usize> {
        self.cursor_at
    }

    fn find_cursor(&mut self) {
        self.cursor_at = self.cursor.as_ref().and_then(|row| self.listing.find(row));
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, marks: &Marks, effects: &mut Effects) {
        self.settles = false;
        self.refresh(cx, marks);
        let cursor = self.cursor_at;
        let rows = self.listing.len();
        match action {
            Action::Choose(at) => self.choose(at, cursor),
            Action::ChooseTo(at) => self.choose_to(at, cursor),
            Action::ChooseMove(step) => {
                self.anchor = self.anchor.take().or(self.cursor.clone());
                self.update(Action::Move(step), cx, marks, effects);
                if let Some(at) = self.cursor_at {
                    self.choose_to(at, Some(at));
                }
            }
            Action::ChooseCursor => {
                if let Some(at) = cursor {
                    self.selection.toggle(&self.listing.articles_of(at));
                    self.anchor = self.cursor.clone();
                }
            }
            Action::ChooseAll => self.selection = Selection::first(self.listing.order().len()),
            Action::ChooseNone => (self.selection, self.anchor) = (Selection::default(), None),
            Action::Narrow(narrowing) => {
                if narrowing.is_some() {
                    // The results may lie over it.
                    effects.push(Effect::ShowList(true));
                }
                self.narrowing = narrowing;
                self.stale = true;
                self.reveal += 1;
            }
            Action::Move(ListMove::By(by)) => {
                let last = rows.saturating_sub(1);
                self.put_cursor(cursor.map_or(0, |at| at.saturating_add_signed(by).min(last)));
            }
            Action::Move(ListMove::First) => self.put_cursor(0),
            Action::Move(ListMove::Last) => self.put_cursor(rows.saturating_sub(1)),
            Action::Move(ListMove::In) => match cursor.and_then(|at| Some((at, self.listing.row(at)?))) {
                Some((at, Row::Heading { open: false, .. })) => self.toggle_group(at),
                Some((at, Row::Heading { .. })) => self.put_cursor(at + 1),
                Some((_, Row::Article(_))) | None => {}
            },
            Action::Move(ListMove::Out) => {
                let Some(at) = cursor else { return };
                if let Some(Row::Heading { open: true, .. }) = self.listing.row(at) {
                    return self.toggle_group(at);
                }
                if let Some(at) = self.listing.heading_of(at) {
                    self.put_cursor(at);
                }
            }
            Action::Cursor(at) => {
                (self.selection, self.anchor) = (Selection::default(), None);
                self.put_cursor(at);
            }
            Action::ToggleGroup(at) => self.toggle_group(at),
            Action::OpenCursor { stay } => match (cursor, &self.cursor) {
                (_, Some(Row::Article(id))) => {
                    effects.push(Effect::Visit(*id, Arrival::Left));
                    if !stay {
                        effects.push(Effect::Focus(Focus::Article));
                    }
                }
                (Some(at), Some(Row::Heading { .. })) => self.toggle_group(at),
                (None, Some(Row::Heading { .. })) | (_, None) => {}
            },
            Action::TypeAhead(typed) => {
                let from = cursor.unwrap_or(0);
                // The row under the cursor counts too, so that more letters narrow down.
                let typed = typed.to_lowercase();
                let key = &typed[..typed.chars().next().map_or(0, char::len_utf8)];
                // Most titles are told by their first letters, of which there are few: to look each up would take too long
                // for a frame.
                let mut known = FxHashMap::default();
                let mut may_begin = |first: char| {
                    *known.entry(first).or_insert_with(|| begins_with(first.encode_utf8(&mut [0; 4]), key))
                };
                let found = self.listing.next_that(from, |first, id| {
                    may_begin(first)
                        && cx.library.article(id).is_some_and(|article| begins_with(article.title(), &typed))
                });
                if let Some(at) = found {
                    self.put_cursor(at);
                }
            }
            Action::ToggleFilter(filter) => {
                if !self.filters.remove(&filter) {
                    self.filters.insert(filter);
                }
                self.stale = true;
                self.reveal += 1;
            }
            Action::ClearFilters => {
                self.filters.clear();
                self.narrowing = None;
                self.stale = true;
                self.reveal += 1;
            }
            Action::Focus => {
                effects.push(Effect::LeaveAlone);
                effects.push(Effect::ShowList(true));
                if self.cursor.is_none() {
                    self.put_cursor(0);
                }
                effects.push(Effect::Focus(Focus::List));
            }
            Action::Scrolled => {}
        }
    }

    /// Shows all again where the collection that the list is narrowed to is gone.
    pub fn keep_to_collections(&mut self, is_there: impl Fn(Uuid) -> bool) {
        if matches!(self.narrowing, Some(Narrowing::Collection(id)) if !is_there(id)) {
            (self.narrowing, self.stale) = (None, true);
            self.reveal += 1;
        }
    }

    /// Whether not all articles are shown.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty() || self.narrowing.is_some()
    }

    /// The articles that are meant; `open` is the one that is open.
    pub fn articles(&self, which: &Which, open: Option<ArticleId>) -> Vec<ArticleId> {
        match which {
            Which::These(articles) => articles.clone(),
            Which::Chosen if !self.selection.is_empty() => {
                self.selection.articles(self.listing.order()).collect()
            }
            // Which instalments there are is asked of the library before.
            Which::Chosen | Which::Open | Which::Serial => open.into_iter().collect(),
        }
    }

    /// Chooses the articles of a row too, or no longer; `cursor` is the row it is on.
    fn choose(&mut self, at: usize, cursor: Option<usize>) {
        // The article that is shown as open was chosen first, as a plain press does.
        if let (true, Some(Row::Article(_)), Some(cursor)) =
            (self.selection.is_empty(), &self.cursor, cursor.filter(|cursor| *cursor != at))
        {
            self.selection.add(&self.listing.articles_of(cursor));
        }
        self.selection.toggle(&self.listing.articles_of(at));
        self.anchor = self.listing.row(at);
        self.put_cursor(at);
    }

    /// Chooses everything from where choosing began to a row.
    fn choose_to(&mut self, at: usize, cursor: Option<usize>) {
        let from = self.anchor.as_ref().and_then(|row| self.listing.find(row)).or(cursor).unwrap_or(at);
        self.anchor = self.listing.row(from);
        // A group that is closed stands for its articles; one that is open has them as rows.
        let (first, last) = (from.min(at), from.max(at));
        let part = self.listing.articles_of(last);
        let is_open = matches!(self.listing.row(last), Some(Row::Heading { open: true, .. }));
        let end = if is_open { part.start } else { part.end };
        self.selection = Selection::default();
        self.selection.add(&(self.listing.articles_of(first).start..end));
        self.put_cursor(at);
    }

    /// Puts the cursor on an article, opening the groups it is in.
    pub fn show(&mut self, id: ArticleId, cx: &Context, marks: &Marks) {
        self.refresh(cx, marks);
        let row = Row::Article(id);
        if self.listing.find(&row).is_none() && self.listing.order().contains(&id) {
            for group in groups_of(&cx.library, id) {
                self.stale |= self.closed.remove(&group);
            }
            self.refresh(cx, marks);
        }
        self.settles &= self.cursor.is_none();
        self.cursor = Some(row);
        self.find_cursor();
        self.reveal += 1;
    }

    fn put_cursor(&mut self, at: usize) {
        if let Some(row) = self.listing.row(at) {
            (self.cursor, self.cursor_at) = (Some(row), Some(at));
            self.reveal += 1;
        }
    }

    fn toggle_group(&mut self, at: usize) {
        let Some(Row::Heading { group, .. }) = self.listing.row(at) else { return };
        if !self.closed.remove(&*group) {
            self.closed.insert((*group).clone());
        }
        self.stale = true;
        self.put_cursor(at);
    }
}

/// The groups that an article can lie in.
fn groups_of(library: &Library, id: ArticleId) -> Vec<Group> {
    let Some(page) = library.page(id.page) else { return Vec::new() };
    vec![
        Group::Date(page.issue.date),
        Group::Paper(page.issue.paper.as_str().into()),
        Group::Issue(Box::new((*page.issue).clone())),
        Group::Page(page.id),
    ]
}

/// Whether a title begins with what was typed, or its characters' pinyin with these letters: `djgy` for 大江公园.
/// Marks and letter case do not count.
fn begins_with(title: &str, typed: &str) -> bool {
    use pinyin::ToPinyin;
    // Hundreds of thousands of titles are asked for one key: nothing is put together for it.
    let letters = || title.chars().filter(|c| c.is_alphanumeric());
    let initial = |c: char| c.to_pinyin().and_then(|sound| sound.plain().chars().next()).unwrap_or(c);
    let begins = |letters: &mut dyn Iterator<Item = char>| typed.chars().all(|c| letters.next() == Some(c));
    begins(&mut letters().flat_map(char::to_lowercase)) || begins(&mut letters().map(initial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::{Grouping, Sort};
    use crate::app::testing::Bench;
    use crate::app::{annotations, article_status, navigation, settings};

    fn titles(bench: &Bench) -> Vec<String> {
        let list = &bench.state.list.listing;
        let title = |id: &ArticleId| bench.state.archive.library.article(*id).map(|a| a.title().to_owned());
        list.order().iter().filter_map(title).collect()
    }

    #[test]
    fn the_list_is_grouped_and_sorted_as_asked() {
        let mut bench = Bench::two_papers();
        for grouping in Grouping::ALL {
            bench.act(settings::Action::GroupBy(grouping));
            assert_eq!(bench.state.list.listing.order().len(), 4, "{grouping:?}");
            let headings = bench.state.list.listing.len() - 4;
            let expected = match grouping {
                Grouping::Date => 2 + 4,
                Grouping::Paper => 2 + 3 + 4,
                Grouping::Page => 4,
                Grouping::Flat => 0,
            };
            assert_eq!(headings, expected, "{grouping:?}");
        }
        bench.act(settings::Action::SortBy(Sort::Newest));
        assert!(titles(&bench)[0].starts_with("冰灯"), "{:?}", titles(&bench));
        bench.act(settings::Action::SortBy(Sort::Oldest));
        assert!(titles(&bench)[3].starts_with("冰灯"));
    }

    #[test]
    fn typing_ahead_finds_a_title_by_its_characters_or_initials_past_headings_and_groups_that_went() {
        let page = |title: &str| format!("{title}\n\n　　本报讯 这里写着一条短消息，说明昨天发生的事情。\n");
        let files = [
            ("江报/2031-01-02/01.txt", page("渡口新船下水")),
            ("江报/2031-01-03/01.txt", page("“冰灯”游园会开幕")),
            ("江报/2031-01-04/01.txt", page("渡口老船退役")),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let mut bench = Bench::new(&files);
        let ahead = |bench: &mut Bench, typed: &str| {
            bench.act(Action::Move(ListMove::First));
            bench.act(Action::TypeAhead(typed.into()));
            match &bench.state.list.cursor {
                Some(Row::Article(id)) => {
                    bench.state.archive.library.article(*id).unwrap().title().to_owned()
                }
                _ => String::new(),
            }
        };
        let found = ["渡口老", "冰", "BD", "dkx", "无"].map(|typed| ahead(&mut bench, typed));
        assert_eq!(found, ["渡口老船退役", "“冰灯”游园会开幕", "“冰灯”游园会开幕", "渡口新船下水", ""]);
        let middle = bench.state.list.listing.order()[1];
        bench.act(navigation::Action::Open(middle));
        bench.wait();
        bench.act(Action::ToggleFilter(Filter::Bookmarked));
        bench.act(annotations::Action::ToggleBookmark);
        bench.frame();
        bench.refresh();
        let listing = &bench.state.list.listing;
        let articles = (0..listing.len()).filter(|&at| matches!(listing.row(at), Some(Row::Article(_))));
        assert_eq!(articles.count(), 1);
        assert!(listing.next_that(0, |first, _| first == '冰').is_some());
    }

    #[test]
    fn a_closed_group_hides_its_rows_until_one_is_opened() {
        let mut bench = Bench::two_papers();
        let rows = bench.state.list.listing.len();
        bench.act(Action::ToggleGroup(0));
        assert!(bench.state.list.listing.len() < rows);
        assert_eq!(bench.state.list.listing.order().len(), 4);
        let first = bench.state.list.listing.order()[0];
        bench.act(navigation::Action::Open(first));
        assert_eq!(bench.state.list.listing.len(), rows, "the open article is shown in the list");
    }

    #[test]
    fn a_long_list_is_made_on_a_thread_and_is_the_same() {
        let mut bench = Bench::two_papers();
        let others = [Some(Filter::Unread), Some(Filter::Bookmarked), None];
        for (grouping, sort, filter) in Grouping::ALL.into_iter().flat_map(|grouping| {
            let of_grouping = Sort::ALL.into_iter().map(move |sort| (grouping, sort));
            of_grouping.flat_map(|(grouping, sort)| others.map(|filter| (grouping, sort, filter)))
        }) {
            bench.act(Action::ClearFilters);
            bench.act(settings::Action::GroupBy(grouping));
            bench.act(settings::Action::SortBy(sort));
            filter.into_iter().for_each(|filter| bench.act(Action::ToggleFilter(filter)));
            let at_once = bench.state.list.listing.clone();
            (bench.state.list.at_once, bench.state.list.stale) = (0, true);
            bench.refresh();
            let begun = std::time::Instant::now();
            while bench.state.list.is_waiting() {
                bench.frame();
                assert!(begun.elapsed().as_secs() < 30, "waited in vain");
            }
            bench.state.list.at_once = 10_000;
            let made = &bench.state.list.listing;
            assert_eq!(*made, at_once);
        }
        // A list of an archive that was left is not taken in.
        bench.state.list.is_made = true;
        bench.state.list.take(Event::Made(0, Listing::default()));
        assert!(bench.state.list.is_made && !bench.state.list.listing.is_empty());
    }

    #[test]
    fn rows_and_headings_are_found_where_they_are() {
        let mut bench = Bench::two_papers();
        bench.act(settings::Action::GroupBy(Grouping::Paper));
        bench.act(Action::ToggleGroup(2));
        let listing = &bench.state.list.listing;
        for at in 0..listing.len() {
            assert_eq!(listing.find(&listing.row(at).unwrap()), Some(at));
            let height = listing.extent(at).unwrap().1;
            let above = (0..=at).rev().find(|&row| listing.is_outer(row));
            assert_eq!(listing.heading_above(height), above);
        }
        let is_article = |at: &usize| matches!(listing.row(*at), Some(Row::Article(_)));
        let shown = (0..listing.len()).filter(is_article).count();
        assert!(shown < listing.order().len(), "a closed group hides some");
        let hidden = listing.order().iter().filter(|id| listing.find(&Row::Article(**id)).is_none());
        assert_eq!(hidden.count(), listing.order().len() - shown);
    }

    #[test]
    fn rows_are_found_by_their_height() {
        let bench = Bench::two_papers();
        let listing = &bench.state.list.listing;
        for at in 0..listing.len() {
            let (top, bottom) = listing.extent(at).unwrap();
            assert_eq!(listing.visible(top + 1.0, bottom - 1.0), at..at + 1);
        }
        assert_eq!(listing.visible(0.0, listing.height()), 0..listing.len());
        assert_eq!(listing.extent(listing.len()), None);
    }

    #[test]
    fn filters_hold_together_and_marks_feed_them() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleFilter(Filter::Bookmarked));
        assert!(titles(&bench).is_empty());
        bench.act(annotations::Action::ToggleBookmark);
        bench.frame();
        bench.refresh();
        assert_eq!(titles(&bench), [bench.title()]);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 1);
        bench.act(article_status::Action::ToggleRead);
        bench.act(Action::ClearFilters);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 3);
    }

    #[test]
    fn rows_are_chosen_one_by_one_in_stretches_and_by_groups() {
        let mut bench = Bench::two_papers();
        bench.act(settings::Action::GroupBy(Grouping::Flat));
        let order = bench.state.list.listing.order().to_vec();
        let chosen = |bench: &Bench| {
            let chosen = bench.state.list.articles(&Which::Chosen, None);
            let place = |id: &ArticleId| order.iter().position(|other| other == id).unwrap();
            chosen.iter().map(place).collect::<Vec<_>>()
        };
        bench.act(Action::Cursor(0));
        bench.act(Action::Choose(2));
        assert_eq!(chosen(&bench), [0, 2], "the row that was pressed before is chosen too");
        bench.act(Action::Choose(0));
        assert_eq!(chosen(&bench), [2]);
        bench.act(Action::Choose(1));
        bench.act(Action::ChooseTo(3));
        assert_eq!(chosen(&bench), [1, 2, 3]);
        bench.act(Action::ChooseMove(ListMove::First));
        assert_eq!(chosen(&bench), [0, 1], "from where choosing began");
        bench.act(Action::ChooseMove(ListMove::By(1)));
        assert_eq!(chosen(&bench), [1]);
        bench.act(Action::Cursor(3));
        assert!(bench.state.list.selection.is_empty());
        let open = bench.state.reader.open.as_ref().map(|open| open.id);
        assert_eq!(bench.state.list.articles(&Which::Chosen, open), Vec::from_iter(open));
        // A group stands for its articles, open or closed.
        bench.act(settings::Action::GroupBy(Grouping::Paper));
        bench.act(Action::ToggleGroup(0));
        bench.act(Action::Choose(0));
        let Some(Row::Heading { articles, open: false, .. }) = bench.state.list.listing.row(0) else {
            panic!("a closed paper comes first")
        };
        assert_eq!(bench.state.list.selection.len(), articles as usize);
        bench.act(Action::ChooseAll);
        assert_eq!(bench.state.list.selection.len(), 4);
        bench.act(crate::app::message::Action::Escape);
        assert!(bench.state.list.selection.is_empty());
    }
}

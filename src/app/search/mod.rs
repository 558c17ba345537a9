//! Search: articles by title while one types, by their text, and words in the article at hand.

pub mod chart;
mod facets_view;
mod full_text;
mod names;
pub mod results;
pub mod results_view;
pub mod rows_view;
pub mod saved;
mod titles;
pub mod view;
pub mod word_lists;

use super::article_status::Marks;
use super::context::{Context, Outbox};
use super::direction::Direction;
use super::effect::{Arrival, Effect, Effects, Reveal};
use super::panels::{Focus, Panel};
use super::reader::article::OpenArticle;
use super::reading::{TextPosition, TextRange};
use super::store::Store;
use super::strings;
use crate::archive::{ArticleId, Source};
use crate::han::words;
use crate::search::{Field, HitSpan, Query, Ticket, TitleHit, places_in};
use crate::segmentation::Role;
use full_text::{FullText, News};
use results::{Grouping, Question, Results, Subject};
use saved::Searches;
use std::ops::Range;
use std::path::PathBuf;
use titles::Titles;

/// Titles that are shown at most: nobody reads further than that.
pub const MOST_HITS: usize = 200;

/// Scope of a search: titles, texts or the open article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// In the titles.
    #[default]
    Titles,
    /// In the text of all articles.
    Text,
    /// In the open article.
    Here,
}

/// Query of the person and what was found.
pub struct Find {
    outbox: Outbox<Event>,
    /// Whether the list under the box is shown.
    pub open: bool,
    /// Query that was typed.
    pub query: String,
    /// The titles that were found, best first.
    pub hits: Vec<Hit>,
    /// The chosen title, or the chosen row of the results.
    pub chosen: usize,
    /// Scope of the search.
    pub mode: Mode,
    /// Number of articles that have in their text what no title has.
    pub in_text: Option<usize>,
    /// Results of the search in the text.
    pub results: Results,
    /// Number of pages in the index of the text, and of all; `None` before anything is known.
    pub indexed: Option<(usize, usize)>,
    /// Reason why there is no index.
    pub no_index: Option<String>,
    /// Places in the open article where what is looked for occurs.
    pub places: Vec<TextRange>,
    /// The one of them that is looked at.
    pub place: usize,
    /// The row of the results that they are those of, wherever the cursor is.
    of_row: Option<usize>,
    text: Option<FullText>,
    titles: Option<Titles>,
    /// Whether titles were asked for that have not been told yet.
    pub is_waiting: bool,
    /// Whether the person wants the best of them opened once they are.
    opens_first: bool,
}

/// Actions on the search.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Put the keyboard into the search box, for titles, for text or for the open article.
    Open(Mode),
    /// Set the query.
    SetQuery(String),
    /// Move among the hits.
    MoveHit(Direction),
    /// Choose a hit.
    ChooseHit(usize),
    /// Open the chosen hit; of the text, show all that was found, too.
    OpenHit,
    /// Leave the search.
    Close,
    /// Go to the next or previous place of what is looked for, in this article or in the next of the results.
    StepPlace(Direction),
    /// Look for articles that are like the open one: the same story in other papers and on other days.
    Alike,
    /// Show all articles over time, by newspaper or section.
    Timeline,
    /// Do something with the results.
    Results(results::Action),
}

/// News of the search of the text.
#[derive(Debug)]
pub enum Event {
    /// Titles that were found.
    Titles(Ticket, Vec<Hit>),
    /// Of the full text.
    Text(News),
}

/// An article that was found by its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub id: ArticleId,
    /// Bytes of its title to light.
    pub title: Vec<Range<usize>>,
    /// Bytes of its kicker to light.
    pub kicker: Vec<Range<usize>>,
}

impl Hit {
    fn of_title(hit: TitleHit<ArticleId>) -> Hit {
        let of = |fields: &[Field]| {
            hit.lit.iter().filter(|lit| fields.contains(&lit.field)).map(|lit| lit.range.clone()).collect()
        };
        // An untitled article is listed by its first words.
        Hit { id: hit.id, title: of(&[Field::Title, Field::Lead]), kicker: of(&[Field::Kicker]) }
    }
}

/// A question for articles that are about the same as one; `None` where hardly any word tells what that is.
fn like(open: &OpenArticle) -> Option<Question> {
    /// Words that are asked for.
    const WORDS: usize = 16;
    let article = open.article();
    let text: Vec<&str> = article.texts(Role::Paragraph).chain(article.texts(Role::Verse)).collect();
    let words = words::telling(&article.title().unwrap_or_default(), &text.join("\n"), WORDS);
    let query = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR ");
    let is_told = words.len() > 1;
    let subject = Subject::Like { article: open.id, title: open.title(), words };
    is_told.then(|| Question { subject, query, ..Question::default() })
}

impl Find {
    /// Nothing looked for yet.
    pub fn new(outbox: Outbox<Event>, searches: Searches) -> Find {
        Find {
            outbox,
            open: false,
            query: String::new(),
            hits: Vec::new(),
            chosen: 0,
            mode: Mode::default(),
            in_text: None,
            results: Results { searches, ..Results::default() },
            indexed: None,
            no_index: None,
            places: Vec::new(),
            place: 0,
            of_row: None,
            text: None,
            titles: None,
            is_waiting: false,
            opens_first: false,
        }
    }

    /// The search of another archive, whose index is kept among the caches.
    pub fn emptied(&self, archive: Option<(PathBuf, Source)>) -> Find {
        let [outbox, titles] = [&self.outbox; 2].map(Outbox::clone);
        let start =
            |(cache, source)| FullText::start(cache, source, move |news| outbox.send(Event::Text(news)));
        let told = move |ticket, hits| titles.send(Event::Titles(ticket, hits));
        let titles = Some(Titles::start(archive.clone(), told));
        let text = archive.map(start);
        Find { text, titles, ..Find::new(self.outbox.clone(), self.results.searches.clone()) }
    }

    /// Carries an action out; `open` is the open article.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        open: Option<&OpenArticle>,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        match action {
            Action::Open(mode) => self.open(mode, open, effects),
            Action::SetQuery(query) => {
                self.query = query;
                (self.open, self.chosen) = (true, 0);
                self.search(open, effects);
            }
            Action::MoveHit(direction) => {
                let last = self.listed().saturating_sub(1);
                self.chosen = match direction {
                    Direction::Next if self.chosen >= last => 0,
                    Direction::Next => self.chosen + 1,
                    Direction::Previous if self.chosen == 0 => last,
                    Direction::Previous => self.chosen - 1,
                };
            }
            Action::ChooseHit(at) => self.chosen = at,
            Action::OpenHit => self.open_hit(cx, store, effects),
            Action::Close => self.open = false,
            Action::StepPlace(direction) => self.step_place(direction, cx, open, effects),
            Action::Alike => match open.and_then(like) {
                Some(question) => self.put(question, effects),
                None => effects.hint(cx.t(strings::NOTHING_TELLING)),
            },
            Action::Timeline => {
                // Of one newspaper the sections tell more.
                let is_one = cx.library.papers().len() < 2;
                self.results.grouping = if is_one { Grouping::Sections } else { Grouping::Papers };
                self.put(Question { subject: Subject::All, ..Question::default() }, effects);
            }
            Action::Results(action) => self.update_results(action, open, store, effects),
        }
    }

    /// Searches made before, which stand under the box until something is typed; in the pane, where that is shown.
    pub fn earlier(&self) -> Vec<&String> {
        let are_offered = self.mode == Mode::Text && !self.results.is_shown && self.query.trim().is_empty();
        self.results.searches.all().filter(|_| are_offered).collect()
    }

    /// The one of them that the keyboard has come to: at first it is at none.
    pub fn chosen_earlier(&self) -> Option<usize> {
        self.chosen.checked_sub(1)
    }

    /// Number of hits in the list under the box.
    pub fn listed(&self) -> usize {
        /// Articles found by their text that are listed under the box: all of them are in the pane.
        const FIRST: usize = 20;
        let earlier = self.earlier().len();
        if earlier > 0 {
            return earlier + 1;
        }
        match self.mode {
            Mode::Titles => self.hits.len(),
            Mode::Text => self.results.answer.rows.len().min(FIRST),
            Mode::Here => 0,
        }
    }

    fn open(&mut self, mode: Mode, open: Option<&OpenArticle>, effects: &mut Effects) {
        (self.mode, self.open, self.chosen) = (mode, true, 0);
        effects.push(Effect::LeaveAlone);
        effects.push(Effect::Focus(Focus::Search));
        self.search(open, effects);
    }

    fn open_hit(&mut self, cx: &Context, store: &mut Store, effects: &mut Effects) {
        let is_blank = self.query.trim().is_empty();
        match self.mode {
            Mode::Here if self.places.is_empty() && !is_blank => {
                return effects.hint(cx.t(strings::NOT_HERE));
            }
            Mode::Here => return self.step_here(Direction::Next, effects),
            _ if is_blank => {
                let chosen = self.chosen_earlier().and_then(|at| self.earlier().get(at).copied().cloned());
                let Some(query) = chosen else { return };
                return self.update_results(results::Action::Ask(query), None, store, effects);
            }
            // What was found before is not what is typed now.
            Mode::Titles if self.is_waiting => return self.opens_first = true,
            Mode::Titles if self.hits.is_empty() && self.in_text > Some(0) => {
                self.mode = Mode::Text;
                self.ask(effects);
                self.show_results(0, store, effects);
            }
            Mode::Titles => {
                let Some(hit) = self.hits.get(self.chosen) else { return };
                effects.push(Effect::Focus(Focus::Article));
                effects.push(Effect::Visit(hit.id, Arrival::Left));
            }
            Mode::Text => self.show_results(self.chosen, store, effects),
        }
        self.open = false;
    }

    /// Shows all that was found, and opens one of them, the first where it is still to come.
    fn show_results(&mut self, row: usize, store: &mut Store, effects: &mut Effects) {
        self.results.searches.remember(&self.query, store);
        self.results.is_shown = true;
        effects.push(Effect::Focus(Focus::Results));
        self.results.opens_first = self.results.is_waiting;
        if !self.results.is_waiting {
            self.visit_row(row, 0, effects);
        }
    }

    /// Takes in pages that arrived or changed; `all_there`: whether all have arrived.
    pub fn set_library(&mut self, cx: &Context, all_there: bool) {
        if let Some(titles) = &self.titles {
            titles.set_library(&cx.library, all_there);
        }
        if let Some(text) = &self.text {
            text.set_library(&cx.library, all_there);
        }
    }

    fn search(&mut self, open: Option<&OpenArticle>, effects: &mut Effects) {
        match self.mode {
            Mode::Titles => effects.push(Effect::AskTitles),
            // What is shown and was not typed stays until something is.
            Mode::Text if self.query.trim().is_empty() && self.results.question.subject != Subject::Query => {
            }
            Mode::Text if self.results.question.query == self.query => {}
            Mode::Text => self.ask(effects),
            Mode::Here => {
                if let Some(open) = open {
                    self.of_row = None;
                    self.places = places(&self.query, open);
                    self.look_at(0, effects);
                }
            }
        }
    }

    /// Asks for titles like what is in the box.
    pub fn ask_titles(&mut self, marks: &Marks) {
        if let Some(titles) = &self.titles {
            (self.is_waiting, self.opens_first) = (true, false);
            titles.ask(&self.query, marks.noted(&self.query));
        }
    }

    /// Asks the full text the question of the results.
    pub fn ask_text(&mut self, marks: &Marks) {
        if let Some(text) = &self.text {
            text.ask(self.results.question.clone(), marks.noted(&self.results.question.query));
        }
    }

    /// Whether what is shown depends on the notes that there are.
    pub fn asks_notes(&self) -> bool {
        self.results.is_shown && Query::read(&self.results.question.query).0.asks_notes()
    }

    /// Counts the articles that have in their text what no title has.
    pub fn count_in_text(&self, marks: &Marks) {
        if let Some(text) = &self.text {
            text.count(&self.query, marks.noted(&self.query));
        }
    }

    fn take_titles(&mut self, hits: Vec<Hit>, cx: &Context, store: &mut Store, effects: &mut Effects) {
        self.is_waiting = false;
        if self.mode != Mode::Titles || !self.open {
            return;
        }
        self.hits = hits.into_iter().filter(|hit| cx.library.article(hit.id).is_some()).collect();
        self.chosen = self.chosen.min(self.hits.len().saturating_sub(1));
        self.in_text = None;
        if self.hits.is_empty() && !self.query.trim().is_empty() {
            effects.push(Effect::CountInText);
        }
        if std::mem::take(&mut self.opens_first) && !self.hits.is_empty() {
            self.open_hit(cx, store, effects);
        }
    }

    /// Asks the full text what is in the box.
    fn ask(&mut self, effects: &mut Effects) {
        let order = self.results.question.order;
        self.results.question = Question { query: self.query.clone(), order, ..Default::default() };
        self.results.pick_all(false);
        self.ask_again(effects);
    }

    /// Asks something that is not typed, and shows the answer in the pane.
    fn put(&mut self, question: Question, effects: &mut Effects) {
        self.query.clear();
        // What was lit for other words goes with them.
        (self.places, self.of_row) = (Vec::new(), None);
        self.results.question = Question { order: self.results.question.order, ..question };
        self.results.pick_all(false);
        (self.results.is_shown, self.open) = (true, false);
        effects.push(Effect::LeaveAlone);
        effects.push(Effect::Focus(Focus::Results));
        self.ask_again(effects);
    }

    fn ask_again(&mut self, effects: &mut Effects) {
        self.results.is_waiting = self.text.is_some();
        effects.push(Effect::AskText);
    }

    /// Takes in what the threads tell.
    pub fn take(&mut self, event: Event, cx: &Context, store: &mut Store, effects: &mut Effects) {
        match event {
            // What was asked before something else was.
            Event::Titles(ticket, _) if ticket.is_stale() => {}
            Event::Titles(_, hits) => self.take_titles(hits, cx, store, effects),
            Event::Text(news) => self.take_news(news, store, effects),
        }
    }

    fn take_news(&mut self, news: News, store: &Store, effects: &mut Effects) {
        match news {
            News::Indexed(pages, total) => (self.indexed, self.no_index) = (Some((pages, total)), None),
            News::NoIndex(reason) => self.no_index = Some(reason),
            News::Answered(ticket, answer) if !ticket.is_stale() => {
                let rows = &self.results.answer.rows;
                let of = self.of_row.take().and_then(|row| rows.get(row)).map(|row| row.id);
                let of = of.filter(|_| answer.query == self.results.answer.query);
                self.results.take(*answer);
                self.of_row = of.and_then(|id| self.results.row_with(id));
                self.results.notes = self.results.count_notes(store);
                if std::mem::take(&mut self.results.opens_first) {
                    self.visit_row(0, 0, effects);
                }
            }
            News::Shown(ticket, words) if !ticket.is_stale() => self.results.take_words(words),
            News::Counted(ticket, articles) if !ticket.is_stale() => self.in_text = Some(articles),
            News::Named(ticket, names) if !ticket.is_stale() => self.results.answer.names = Some(names),
            // What was asked before something else was.
            News::Answered(..) | News::Shown(..) | News::Counted(..) | News::Named(..) => {}
        }
    }

    fn update_results(
        &mut self,
        action: results::Action,
        open: Option<&OpenArticle>,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        use results::Action;
        match action {
            Action::Toggle if self.results.is_shown => {
                self.results.is_shown = false;
                effects.push(Effect::Focus(Focus::Article));
            }
            Action::Toggle => {
                self.results.is_shown = true;
                effects.push(Effect::LeaveAlone);
                if self.results.question.is_blank() {
                    self.open(Mode::Text, open, effects);
                } else {
                    effects.push(Effect::Focus(Focus::Results));
                }
            }
            Action::SortBy(order) => {
                self.results.question.order = order;
                self.ask_again(effects);
                self.results.show(0);
            }
            Action::Choose(choice) => {
                self.results.choose(choice);
                self.ask_again(effects);
                self.results.show(0);
            }
            Action::ChooseNothing => {
                self.results.question.narrowing = Default::default();
                self.ask_again(effects);
            }
            Action::Group(grouping) => self.results.grouping = grouping,
            Action::WantNames => {
                self.results.names_wanted = true;
                let first = self.results.answer.rows.iter().take(names::READ).map(|row| row.id);
                if let Some(text) = &self.text {
                    text.name(first.collect());
                }
            }
            Action::ShowLines(by_line) => {
                self.results.by_line = by_line;
                self.results.show(self.results.place());
            }
            Action::Move(step) => self.results.move_cursor(step),
            Action::Pick(row) => self.results.pick(row),
            Action::PickTo(row) => self.results.pick_to(row),
            Action::PickMove(step) => self.results.pick_move(step),
            Action::PickAll => self.results.pick_all(true),
            Action::PickNone => self.results.pick_all(false),
            Action::Open { row, place, stay } => {
                self.visit_row(row, place, effects);
                effects.push(Effect::Focus(if stay { Focus::Results } else { Focus::Article }));
            }
            Action::Want(rows) => {
                self.results.wanted = rows.clone();
                if let Some(text) = &self.text {
                    text.show(rows);
                }
            }
            Action::Ask(query) => {
                (self.query, self.mode) = (query, Mode::Text);
                self.ask(effects);
                self.show_results(0, store, effects);
                self.open = false;
            }
            Action::ShowNotes => effects.push(Effect::ShowPanel(Panel::Notes)),
            Action::ToggleSaved(query) => self.results.searches.toggle(&query, store),
            Action::ForgetHistory => self.results.searches.forget_history(store),
        }
    }

    /// Opens the article of a row of the results at one of its hits.
    fn visit_row(&mut self, row: usize, place: usize, effects: &mut Effects) {
        let Some(id) = self.results.answer.rows.get(row).map(|row| row.id) else { return };
        self.results.go_to(row, place);
        let query = self.results.answer.query.clone();
        let arrival = if query.is_empty() { Arrival::Left } else { Arrival::Hits { query, place } };
        effects.push(Effect::Visit(id, arrival));
    }

    /// Number of the hit that is looked at, and of all: over all results, or in the open article where another is.
    pub fn position(&self) -> Option<(Option<usize>, usize)> {
        let at = (!self.places.is_empty()).then_some(self.place);
        match (at, self.of_row) {
            (Some(at), Some(row)) => {
                let results = &self.results;
                let upto = results.answer.rows.get(row)?.upto as usize;
                Some((Some((results.hits_before(row) + at + 1).min(upto)), results.hits()))
            }
            (Some(at), None) => Some((Some(at + 1), self.places.len())),
            // Of what is alike the words were not looked for.
            _ if self.results.query_in_sight().is_some() && self.results.hits() > 0 => {
                Some((None, self.results.hits()))
            }
            _ => None,
        }
    }

    /// Whether the places are those of a row of the results.
    pub fn is_of_results(&self) -> bool {
        self.of_row.is_some()
    }

    /// Goes from place to place, round at the ends: over all results or in the open article. Looks for what is in the box
    /// where there are no places yet.
    fn step_place(
        &mut self,
        direction: Direction,
        cx: &Context,
        open: Option<&OpenArticle>,
        effects: &mut Effects,
    ) {
        let results = &self.results;
        // The pane may be put away, and what was found still stands in the box.
        let is_of_box = self.mode == Mode::Text && self.query == results.answer.query;
        if self.places.is_empty() && (results.is_shown || is_of_box) && !results.answer.rows.is_empty() {
            return self.visit_row(self.results.cursor, 0, effects);
        }
        if !self.places.is_empty() {
            let is_last = match direction {
                Direction::Next => self.place + 1 == self.places.len(),
                Direction::Previous => self.place == 0,
            };
            let Some(row) = self.of_row.filter(|_| is_last) else {
                return self.step_here(direction, effects);
            };
            let place = if direction == Direction::Next { 0 } else { usize::MAX };
            return self.visit_row(self.results.next_row(row, direction), place, effects);
        }
        let Some(open) = open else { return };
        if self.query.trim().is_empty() {
            return self.open(Mode::Here, Some(open), effects);
        }
        self.show_places(&self.query.clone(), 0, open, effects);
        if self.places.is_empty() {
            effects.hint(cx.t(strings::NOT_HERE));
        }
    }

    fn step_here(&mut self, direction: Direction, effects: &mut Effects) {
        let count = self.places.len();
        if count > 0 {
            let step = if direction == Direction::Next { 1 } else { count - 1 };
            self.look_at((self.place + step) % count, effects);
        }
    }

    /// Marks in the article that was opened what the results found in it, however one came to it.
    pub fn mark_places(&mut self, open: &OpenArticle) {
        let row = self.results.row_with(open.id);
        let Some(row) = row.filter(|_| self.results.is_shown && !self.results.answer.query.is_empty()) else {
            return;
        };
        if self.results.cursor != row {
            self.results.go_to(row, 0);
        }
        self.find_places(&self.results.answer.query.clone(), open);
    }

    /// Marks what a query finds in the article that was opened, and shows one of the places.
    pub fn show_places(&mut self, query: &str, place: usize, open: &OpenArticle, effects: &mut Effects) {
        self.find_places(query, open);
        self.look_at(place.min(self.places.len().saturating_sub(1)), effects);
    }

    fn find_places(&mut self, query: &str, open: &OpenArticle) {
        self.place = 0;
        self.places = places(query, open);
        let is_of_cursor = self.results.answer.query == query && self.results.current() == Some(open.id);
        self.of_row = is_of_cursor.then_some(self.results.cursor);
        if let Some(words) =
            self.results.words.get(&open.id).filter(|_| is_of_cursor && self.places.is_empty())
        {
            // What stands over the end of the page is known to the index alone.
            self.places = words.places.iter().filter_map(|place| range_of(&place.span, open)).collect();
        }
    }

    fn look_at(&mut self, place: usize, effects: &mut Effects) {
        self.place = place;
        if let Some(row) = self.of_row {
            self.results.go_to(row, place);
        }
        if let Some(&range) = self.places.get(place) {
            effects.push(Effect::Reveal(Reveal::Look(range)));
        }
    }
}

/// Places of a query's words in an article.
fn places(query: &str, open: &OpenArticle) -> Vec<TextRange> {
    let spans = places_in(&Query::read(query).0, open.article());
    spans.iter().filter_map(|span| range_of(span, open)).collect()
}

/// A hit as a range of the text that is read; `None` where the article is another one now.
fn range_of(span: &HitSpan, open: &OpenArticle) -> Option<TextRange> {
    let paragraph = open.document.paragraphs.iter().position(|paragraph| paragraph.block == span.block)?;
    open.document.paragraphs[paragraph].text.get(span.range.clone())?;
    let place = |byte| TextPosition::new(paragraph, byte);
    Some(TextRange { start: place(span.range.start), end: place(span.range.end) })
}

#[cfg(test)]
mod tests;

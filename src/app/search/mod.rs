//! Search: articles by title while one types, or by their text.

mod full_text;
pub mod view;

use super::context::{Context, Outbox};
use super::direction::Direction;
use super::effect::{Arrival, Effect, Effects, Reveal};
use super::panels::Focus;
use super::reader::article::OpenArticle;
use super::reading::{TextPosition, TextRange};
use super::strings;
use crate::archive::{ArticleId, Library};
use crate::search::{
    Field, HitSpan, LibraryTitles, Order, Query, Snippet, TextHit, TextIndex, Ticket, TitleHit, index_article,
};
use full_text::{Answer, FullText};
use std::ops::Range;

/// Hits that are shown at most: nobody reads further than that.
pub const MOST_HITS: usize = 200;

/// Field that is searched: titles or text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// In the titles.
    #[default]
    Titles,
    /// In the text of all articles.
    Text,
}

/// Query of the person and what was found.
pub struct Find {
    outbox: Outbox<Event>,
    /// Whether the hits are shown.
    pub open: bool,
    /// What is looked for.
    pub query: String,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// The chosen hit.
    pub chosen: usize,
    /// Where is looked.
    pub mode: Mode,
    /// How far the text is searched; `None` for titles.
    pub progress: Option<Progress>,
    /// What of the query could not be understood, in words.
    pub error: Option<String>,
    /// Where what is looked for occurs in the open article.
    pub places: Vec<TextRange>,
    /// The one of them that is looked at.
    pub place: usize,
    text: Option<FullText>,
    titles: LibraryTitles,
}

/// Actions on the search.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Put the keyboard into the search box, for titles or for text.
    Open(Mode),
    /// What is looked for.
    SetQuery(String),
    /// Move among the hits.
    MoveHit(Direction),
    /// Choose a hit.
    ChooseHit(usize),
    /// Open the chosen hit.
    OpenHit,
    /// Leave the search.
    Close,
    /// Go to the next or previous place in the open article of what is looked for.
    StepPlace(Direction),
}

/// News of the search of the text.
#[derive(Debug)]
pub struct Event(Answer);

/// Progress of the search of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pages that were searched.
    pub pages: usize,
    /// Pages of the library.
    pub total: usize,
    /// Articles that were found.
    pub articles: usize,
    /// Places that were found in them.
    pub occurrences: usize,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The article.
    pub id: ArticleId,
    /// Bytes of its title to light.
    pub title: Vec<Range<usize>>,
    /// Bytes of its kicker to light.
    pub kicker: Vec<Range<usize>>,
    /// Words of its text around a hit, when the text was searched.
    pub snippet: Option<Snippet>,
    /// Where in its blocks the hits are.
    pub spans: Vec<HitSpan>,
}

impl Hit {
    fn of_title(hit: TitleHit<ArticleId>) -> Hit {
        let of = |fields: &[Field]| {
            hit.lit.iter().filter(|lit| fields.contains(&lit.field)).map(|lit| lit.range.clone()).collect()
        };
        // An untitled article is listed by its first words.
        Hit {
            id: hit.id,
            title: of(&[Field::Title, Field::Lead]),
            kicker: of(&[Field::Kicker]),
            snippet: None,
            spans: Vec::new(),
        }
    }

    fn of_text(hit: TextHit<ArticleId>) -> Hit {
        Hit {
            id: hit.id,
            title: Vec::new(),
            kicker: Vec::new(),
            snippet: Some(hit.snippet),
            spans: hit.spans,
        }
    }
}

impl Find {
    /// Nothing looked for yet.
    pub fn new(outbox: Outbox<Event>) -> Find {
        Find {
            outbox,
            open: false,
            query: String::new(),
            hits: Vec::new(),
            chosen: 0,
            mode: Mode::default(),
            progress: None,
            error: None,
            places: Vec::new(),
            place: 0,
            text: None,
            titles: LibraryTitles::default(),
        }
    }

    /// The search of another archive.
    pub fn emptied(&self) -> Find {
        Find::new(self.outbox.clone())
    }

    /// Carries an action out; `open` is the open article.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        open: Option<&OpenArticle>,
        effects: &mut Effects,
    ) {
        match action {
            Action::Open(mode) => self.open(mode, cx, effects),
            Action::SetQuery(query) => {
                self.query = query;
                self.open = true;
                self.chosen = 0;
                self.search(cx);
            }
            Action::MoveHit(direction) => {
                let last = self.hits.len().saturating_sub(1);
                self.chosen = match direction {
                    Direction::Next if self.chosen >= last => 0,
                    Direction::Next => self.chosen + 1,
                    Direction::Previous if self.chosen == 0 => last,
                    Direction::Previous => self.chosen - 1,
                };
            }
            Action::ChooseHit(at) => self.chosen = at,
            Action::OpenHit => {
                if let Some(hit) = self.hits.get(self.chosen) {
                    self.open = false;
                    effects.push(Effect::Focus(Focus::Article));
                    effects.push(Effect::Visit(hit.id, Arrival::Hits(hit.spans.clone())));
                }
            }
            Action::Close => self.open = false,
            Action::StepPlace(direction) => self.step_place(direction, cx, open, effects),
        }
    }

    fn open(&mut self, mode: Mode, cx: &Context, effects: &mut Effects) {
        if self.mode != mode {
            self.mode = mode;
            self.hits.clear();
        }
        self.open = true;
        effects.push(Effect::LeaveTextOnly);
        effects.push(Effect::Focus(Focus::Search));
        self.search(cx);
    }

    /// Takes in pages that arrived or changed.
    pub fn set_library(&mut self, cx: &Context) {
        self.titles.set_library(&cx.library);
        if let Some(text) = &self.text {
            text.set_library(cx.library.clone());
        }
        if self.open {
            self.search(cx);
        }
    }

    fn search(&mut self, cx: &Context) {
        if self.mode == Mode::Text {
            let text = self.text.get_or_insert_with(|| {
                let outbox = self.outbox.clone();
                let text = FullText::start(move |answer| outbox.send(Event(answer)));
                text.set_library(cx.library.clone());
                text
            });
            return text.ask(&self.query);
        }
        (self.progress, self.error) = (None, None);
        let hits = self.titles.index().search(&self.query, MOST_HITS, &Ticket::fresh()).unwrap_or_default();
        self.set_hits(hits.into_iter().map(Hit::of_title), &cx.library);
    }

    /// Takes in what the search of the text found.
    pub fn take(&mut self, Event(answer): Event, cx: &Context) {
        // What was asked of a thread that searched another archive, or before something else was asked.
        if self.mode != Mode::Text || answer.ticket.is_stale() {
            return;
        }
        self.progress = Some(Progress {
            pages: answer.pages,
            total: answer.total,
            articles: answer.results.articles,
            occurrences: answer.results.occurrences,
        });
        self.error = answer.error.map(|error| error.in_words(cx.language));
        self.set_hits(answer.results.hits.into_iter().map(Hit::of_text), &cx.library);
    }

    fn set_hits(&mut self, hits: impl Iterator<Item = Hit>, library: &Library) {
        self.hits = hits.filter(|hit| library.article(hit.id).is_some()).collect();
        self.chosen = self.chosen.min(self.hits.len().saturating_sub(1));
    }

    /// Goes from place to place in the open article, round at its ends; looks for what is in the box where there are
    /// none yet.
    fn step_place(
        &mut self,
        direction: Direction,
        cx: &Context,
        open: Option<&OpenArticle>,
        effects: &mut Effects,
    ) {
        let count = self.places.len();
        if count > 0 {
            let step = if direction == Direction::Next { 1 } else { count - 1 };
            return self.look_at((self.place + step) % count, effects);
        }
        let Some(open) = open else { return };
        let query = Query::read(&self.query).0;
        if query.is_empty() {
            return self.open(Mode::Text, cx, effects);
        }
        let mut index = TextIndex::new();
        index_article(&mut index, &open.entry, open.id.index, open.article());
        let found = index.search(&query, Order::default(), 1, &Ticket::fresh());
        match found.and_then(|found| found.hits.into_iter().next()) {
            Some(hit) => self.show_places(&hit.spans, open, effects),
            None => effects.hint(cx.t(strings::NOT_HERE)),
        }
    }

    /// Marks the hits in the article that was opened and shows the first.
    pub fn show_places(&mut self, spans: &[HitSpan], open: &OpenArticle, effects: &mut Effects) {
        let range = |span: &HitSpan| {
            let paragraph =
                open.document.paragraphs.iter().position(|paragraph| paragraph.block == span.block)?;
            let place = |byte| TextPosition::new(paragraph, byte);
            Some(TextRange { start: place(span.range.start), end: place(span.range.end) })
        };
        self.places = spans.iter().filter_map(range).collect();
        self.look_at(0, effects);
    }

    fn look_at(&mut self, place: usize, effects: &mut Effects) {
        self.place = place;
        if let Some(&range) = self.places.get(place) {
            effects.push(Effect::Reveal(Reveal::Look(range)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::message;
    use crate::app::testing::Bench;

    #[test]
    fn places_in_the_article_are_gone_through_round_and_round() {
        let page = "水渠通水\n\n　　本报讯 水渠昨天通水，沿渠的人都来看水。\n";
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", page)]);
        bench.act(Action::StepPlace(Direction::Next));
        assert!(bench.state.find.open, "without words they are asked for");
        bench.act(Action::SetQuery("水渠".to_owned()));
        bench.act(Action::StepPlace(Direction::Next));
        let text = |bench: &Bench| {
            let (find, open) = (&bench.state.find, bench.state.reader.open.as_ref().unwrap());
            open.document.text(find.places[find.place])
        };
        assert_eq!((bench.state.find.places.len(), text(&bench)), (2, "水渠".to_owned()));
        bench.act(Action::StepPlace(Direction::Previous));
        assert_eq!(bench.state.find.place, 1);
        bench.act(Action::StepPlace(Direction::Next));
        assert_eq!(bench.state.find.place, 0);
        bench.act(Action::Close);
        bench.act(message::Action::Escape);
        assert!(bench.state.find.places.is_empty());
    }
}

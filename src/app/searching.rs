//! Finding articles: by title while one types, or by their text.

use super::action::{Action, Along};
use super::fulltext::FullText;
use super::reading::{TextPosition, TextRange};
use super::state::{Focus, NoticeKind, State};
use super::{language as words, update as window};
use crate::archive::{ArticleId, IssueKey, Library, PageId, PageVersion};
use crate::search::{
    Field, HitSpan, Order, Query, Snippet, TextHit, TextIndex, Ticket, TitleHit, TitleIndex, TitleRow,
};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Hits that are shown at most: nobody reads further than that.
pub const MOST_HITS: usize = 200;

/// Where is looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// In the titles.
    #[default]
    Titles,
    /// In the text of all articles.
    Text,
}

/// What is looked for and what was found.
#[derive(Default)]
pub struct Find {
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
    text: Option<FullText>,
    titles: TitleIndex<ArticleId>,
    /// The pages whose titles are in the index, as they were.
    indexed: HashMap<PageId, (PageVersion, IssueKey)>,
}

/// How far the text is searched.
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

/// Forgets an archive that is left.
pub fn reset(state: &mut State) {
    state.find = Find::default();
}

/// Takes in the titles of pages that arrived or changed.
pub fn add_titles(state: &mut State) {
    let (find, library) = (&mut state.find, &state.archive.library);
    let stale: HashSet<PageId> = find
        .indexed
        .iter()
        .filter(|(id, was)| {
            library.page(**id).is_none_or(|page| (page.version(), &page.issue) != (was.0, &was.1))
        })
        .map(|(id, _)| *id)
        .collect();
    if !stale.is_empty() {
        find.titles.retain(|id| !stale.contains(&id.page));
        find.indexed.retain(|id, _| !stale.contains(id));
    }
    for page in library.pages() {
        if find.indexed.contains_key(&page.id) {
            continue;
        }
        find.indexed.insert(page.id, (page.version(), page.issue.clone()));
        for (index, article) in (0..).zip(page.articles()) {
            let (title, lead) = if article.untitled { ("", &*article.title) } else { (&*article.title, "") };
            let row = TitleRow {
                title,
                kicker: &article.kicker,
                subtitle: "",
                lead,
                paper: &page.issue.paper,
                date: page.issue.date,
            };
            find.titles.add(ArticleId { page: page.id, index }, &row);
        }
    }
    if let Some(text) = &find.text {
        text.set_library(library.clone());
    }
    if find.open {
        search(state);
    }
}

fn search(state: &mut State) {
    let find = &mut state.find;
    if find.mode == Mode::Text {
        let text = find.text.get_or_insert_with(|| {
            let text = FullText::start(state.wake.clone());
            text.set_library(state.archive.library.clone());
            text
        });
        return text.ask(&find.query);
    }
    (find.progress, find.error) = (None, None);
    let hits = find.titles.search(&find.query, MOST_HITS, &Ticket::fresh()).unwrap_or_default();
    find.hits =
        hits.into_iter().map(Hit::of_title).filter(|hit| exists(&state.archive.library, hit.id)).collect();
    find.chosen = find.chosen.min(find.hits.len().saturating_sub(1));
}

/// Takes in what the search of the text found.
pub fn poll(state: &mut State) {
    let find = &mut state.find;
    let Some(answer) = find.text.as_ref().and_then(FullText::poll) else { return };
    if find.mode != Mode::Text || answer.query != find.query {
        return;
    }
    find.progress = Some(Progress {
        pages: answer.pages,
        total: answer.total,
        articles: answer.results.articles,
        occurrences: answer.results.occurrences,
    });
    let language = state.settings.language.unwrap_or(state.system_language);
    find.error = answer.error.map(|error| error.in_words(language));
    let library = &state.archive.library;
    find.hits =
        answer.results.hits.into_iter().map(Hit::of_text).filter(|hit| exists(library, hit.id)).collect();
    find.chosen = find.chosen.min(find.hits.len().saturating_sub(1));
}

fn exists(library: &Library, id: ArticleId) -> bool {
    library.article(id).is_some()
}

/// Carries out an action on the search.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::FindTitles | Action::FindText => {
            let mode = if action == Action::FindText { Mode::Text } else { Mode::Titles };
            if state.find.mode != mode {
                state.find.mode = mode;
                state.find.hits.clear();
            }
            state.find.open = true;
            state.focused = false;
            state.focus = Some(Focus::Find);
            search(state);
        }
        Action::SetQuery(query) => {
            state.find.query = query;
            state.find.open = true;
            state.find.chosen = 0;
            search(state);
        }
        Action::MoveHit(along) => {
            let find = &mut state.find;
            let last = find.hits.len().saturating_sub(1);
            find.chosen = match along {
                Along::Next if find.chosen >= last => 0,
                Along::Next => find.chosen + 1,
                Along::Previous if find.chosen == 0 => last,
                Along::Previous => find.chosen - 1,
            };
        }
        Action::ChooseHit(at) => state.find.chosen = at,
        Action::OpenHit => {
            if let Some(hit) = state.find.hits.get(state.find.chosen).cloned() {
                state.find.open = false;
                state.focus = Some(Focus::Article);
                window::update(state, Action::OpenArticle(hit.id));
                show_hits(state, &hit.spans);
            }
        }
        Action::CloseFind => state.find.open = false,
        Action::StepHit(along) => step_hit(state, along),
        _ => {}
    }
}

/// Goes from hit to hit in the open article, round at its ends; looks for what is in the box where there are none yet.
fn step_hit(state: &mut State, along: Along) {
    let count = state.reader.hits.len();
    if count > 0 {
        let step = if along == Along::Next { 1 } else { count - 1 };
        return look_at_hit(state, (state.reader.hit + step) % count);
    }
    let Some(open) = &state.reader.open else { return };
    let query = Query::read(&state.find.query).0;
    if query.is_empty() {
        return update(state, Action::FindText);
    }
    let mut index = TextIndex::new();
    index.add(open.id, open.entry.printed(), open.article());
    let found = index.search(&query, Order::default(), 1, &Ticket::fresh());
    match found.and_then(|found| found.hits.into_iter().next()) {
        Some(hit) => show_hits(state, &hit.spans),
        None => state.tell(NoticeKind::Info, state.t(words::NOT_HERE)),
    }
}

/// Marks the hits in the article that was opened and shows the first.
fn show_hits(state: &mut State, spans: &[HitSpan]) {
    let Some(open) = &state.reader.open else { return };
    let range = |span: &HitSpan| {
        let paragraph =
            open.document.paragraphs.iter().position(|paragraph| paragraph.block == span.block)?;
        let place = |byte| TextPosition::new(paragraph, byte);
        Some(TextRange { start: place(span.range.start), end: place(span.range.end) })
    };
    state.reader.hits = spans.iter().filter_map(range).collect();
    look_at_hit(state, 0);
}

fn look_at_hit(state: &mut State, hit: usize) {
    state.reader.hit = hit;
    if let Some(&range) = state.reader.hits.get(hit) {
        state.reader.look_at(range);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;

    #[test]
    fn places_in_the_article_are_gone_through_round_and_round() {
        let page = "水渠通水\n\n　　本报讯 水渠昨天通水，沿渠的人都来看水。\n";
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", page)]);
        bench.act(Action::StepHit(Along::Next));
        assert!(bench.state.find.open, "without words they are asked for");
        bench.act(Action::SetQuery("水渠".to_owned()));
        bench.act(Action::StepHit(Along::Next));
        let text = |bench: &Bench| {
            let (reader, open) = (&bench.state.reader, bench.state.reader.open.as_ref().unwrap());
            open.document.text(reader.hits[reader.hit])
        };
        assert_eq!((bench.state.reader.hits.len(), text(&bench)), (2, "水渠".to_owned()));
        bench.act(Action::StepHit(Along::Previous));
        assert_eq!(bench.state.reader.hit, 1);
        bench.act(Action::StepHit(Along::Next));
        assert_eq!(bench.state.reader.hit, 0);
        bench.act(Action::CloseFind);
        bench.act(Action::Escape);
        assert!(bench.state.reader.hits.is_empty());
    }
}

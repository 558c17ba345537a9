//! Finding articles: by title while one types.

use super::action::{Action, Along};
use super::state::{Focus, State};
use super::update;
use crate::archive::{ArticleId, Library, PageId};
use crate::search::Ticket;
use crate::search::titles::{Field, TitleHit, TitleIndex, TitleRow};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Hits that are shown at most: nobody reads further than that.
pub const MOST_HITS: usize = 200;

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
    titles: TitleIndex<ArticleId>,
    /// The pages whose titles are in the index, by their bytes.
    indexed: HashMap<PageId, [u8; 32]>,
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
        .filter(|(id, sum)| library.page(**id).is_none_or(|page| page.summary.sha256 != **sum))
        .map(|(id, _)| *id)
        .collect();
    if !stale.is_empty() {
        find.titles.retain(|id| !stale.contains(&id.page));
        find.indexed.retain(|id, _| !stale.contains(id));
    }
    for page in library.pages() {
        if find.indexed.insert(page.id, page.summary.sha256).is_some() {
            continue;
        }
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
    if find.open {
        search(state);
    }
}

fn search(state: &mut State) {
    let find = &mut state.find;
    let hits = find.titles.search(&find.query, MOST_HITS, &Ticket::fresh()).unwrap_or_default();
    find.hits =
        hits.into_iter().map(Hit::of_title).filter(|hit| exists(&state.archive.library, hit.id)).collect();
    find.chosen = find.chosen.min(find.hits.len().saturating_sub(1));
}

fn exists(library: &Library, id: ArticleId) -> bool {
    library.article(id).is_some()
}

/// Carries out an action on the search.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::FindTitles => {
            state.find.open = true;
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
            if let Some(hit) = state.find.hits.get(state.find.chosen) {
                let id = hit.id;
                state.find.open = false;
                state.focus = Some(Focus::Article);
                update::update(state, Action::OpenArticle(id));
            }
        }
        Action::CloseFind => {
            state.find.open = false;
            state.focus = Some(Focus::Article);
        }
        _ => {}
    }
}

//! Articles that are opened, left and put beside each other.

use super::notes::notes_changed;
use super::with;
use crate::app::effect::{Arrival, Reveal};
use crate::app::panels::Focus;
use crate::app::reader::Beside;
use crate::app::reading::{Decoration, DecorationKind};
use crate::app::state::State;
use crate::archive::{ArticleId, PageId};

/// Opens an article and puts it after the one seen before; says whether it could be opened.
pub(super) fn visit(state: &mut State, id: ArticleId) -> bool {
    let opened = open(state, id);
    if opened {
        state.history.remember(id);
    }
    opened
}

/// Opens the first of some articles whose page can be read; says whether there was one, or none was asked for.
pub(super) fn visit_first(state: &mut State, ids: &[ArticleId]) -> bool {
    /// Pages in a row that are tried: where so many cannot be read, the person decides whether to go on.
    const TRIED: usize = 8;
    let mut tried: Vec<PageId> = Vec::new();
    for &id in ids {
        if tried.len() == TRIED {
            break;
        }
        if tried.contains(&id.page) {
            continue;
        }
        if visit(state, id) || state.archive.awaited.is_some() || !state.archive.is_there() {
            return true;
        }
        tried.push(id.page);
    }
    !tried.is_empty()
}

/// Opens an article without touching the history; says whether that could be done.
pub(super) fn open(state: &mut State, id: ArticleId) -> bool {
    leave_article(state);
    let cx = state.context();
    match state.reader.read(&cx.library, &cx.settings, id) {
        Ok(article) => {
            (state.archive.wanted, state.archive.awaited) = (None, None);
            state.reader.set_open(article);
            state.page_image.bare = None;
            forget_passing(state);
            enter_article(state);
            state.list.show(id, &cx, &state.marks);
            true
        }
        Err(error) => {
            state.reader.hold = None;
            with(state, |state, cx, effects| state.archive.cannot_open(id, &error, cx, effects));
            false
        }
    }
}

/// Keeps the place in the article that is left, and the note being written.
pub(super) fn leave_article(state: &mut State) {
    if state.notes.editing.is_some() {
        state.notes.close_editor(state.reader.open.as_ref(), &mut state.store);
        notes_changed(state);
    }
    state.reader.keep_place(&mut state.store);
}

/// Takes up the notes of the article that was opened, and the place where the person left it.
pub(super) fn enter_article(state: &mut State) {
    let open = state.reader.open.as_ref();
    state.notes.set_article(open, &state.marks, &mut state.store);
    state.notes.recent = None;
    if let Some(open) = open {
        state.archive.keep_place(open, &mut state.store);
    }
    state.reader.take_up_place(&state.store);
}

/// Forgets what was for the article that was open: what was looked for in it, looked up, read aloud.
fn forget_passing(state: &mut State) {
    state.find.places.clear();
    (state.look_up.text, state.aloud.speech) = (None, None);
    if let Some(open) = &state.reader.open {
        state.find.mark_places(open);
    }
}

/// What is marked in the open article, as it stays when that stands beside another.
fn marked(state: &State) -> Vec<Decoration> {
    let hits = state.find.places.iter().map(|&range| Decoration {
        range,
        kind: DecorationKind::SearchHit,
        id: u64::MAX,
    });
    state.notes.decorations().into_iter().chain(hits).collect()
}

/// Shows what an article was opened for.
pub(super) fn arrive(state: &mut State, arrival: &Arrival) {
    match arrival {
        Arrival::Left => {}
        Arrival::At(range) => state.reader.show(Reveal::Select(*range)),
        Arrival::Hits { query, place } => with(state, |state, _, effects| {
            if let Some(open) = &state.reader.open {
                state.find.show_places(query, *place, open, effects);
            }
        }),
    }
}

/// Puts the open article beside itself, where it stays while others are opened.
pub(super) fn put_beside(state: &mut State) {
    let Some(id) = state.reader.open.as_ref().map(|open| open.id) else { return };
    // A page that cannot be read any more is told of when it is opened.
    if let Ok(open) = state.reader.read(&state.archive.library, &state.settings, id) {
        state.reader.beside = Some(Beside { open, marks: marked(state) });
    }
}

/// Makes the article beside the open one.
pub(super) fn switch_side(state: &mut State) {
    let Some(id) = state.reader.beside.as_ref().map(|beside| beside.open.id) else { return };
    leave_article(state);
    state.history.remember(id);
    state.reader.switch_side(marked(state));
    forget_passing(state);
    enter_article(state);
    // It is where the person left it: nothing is to be scrolled.
    state.reader.reveal = None;
    state.layout.focus = Some(Focus::Article);
}

//! Notes and what they stand on: brought into view, and told of to the rooms that show them.

use super::articles::visit;
use super::with;
use crate::anchor::{ArticleHint, Target};
use crate::app::annotations::Whereabouts;
use crate::app::effect::Reveal;
use crate::app::panels::Alone;
use crate::app::reader::article::page_ref;
use crate::app::state::State;
use crate::app::{page_image, strings};
use crate::archive::ArticleId;
use uuid::Uuid;

/// Shows what the notebook has now, and puts its corrections in force.
pub(super) fn notes_changed(state: &mut State) {
    if let Some(book) = &state.store.book {
        state.marks.set_notes(book);
        state.list.stale = true;
    }
    if state.find.asks_notes() {
        state.find.ask_text(&state.marks);
    }
    state.notes.refresh(state.reader.open.as_ref(), &state.marks, &mut state.store);
    state.collections.refresh(&state.store);
    let collections = &state.collections.all;
    state.list.keep_to_collections(|id| collections.iter().any(|(one, _)| one.id == id));
    if state.correcting.enforce(&state.store) {
        state.archive.correct();
    }
}

/// Brings an annotation into view, or the article that it was in.
pub(super) fn look_at(state: &mut State, id: Uuid, article: Option<ArticleId>) {
    let article = article.or(state.marks.article_of(id));
    if let Some(article) = article.filter(|id| state.reader.open.as_ref().is_none_or(|open| open.id != *id)) {
        visit(state, article);
    }
    match state.notes.range_of(id) {
        Some(range) => state.reader.show(Reveal::Look(range)),
        // What was had back is still to be found.
        None if article.is_none() && state.store.has(id) => state.notes.wanted = Some(id),
        None => {}
    }
}

/// The page without articles that is looked at, as what an annotation is on.
pub(super) fn whole_page(state: &State) -> Option<Target> {
    let library = &state.archive.library;
    let entry = library.page(state.page_image.bare?)?;
    let content = library.content(entry.id).ok()?;
    let article = ArticleHint { title: entry.title(state.language()), ..ArticleHint::default() };
    Some(Target { page: page_ref(entry, &content), article, ..Target::default() })
}

/// Opens the article of an annotation and shows its place.
pub(super) fn show_annotation(state: &mut State, id: Uuid) {
    if state.notes.range_of(id).is_none() {
        let is_loading = state.archive.progress.is_some();
        match state.notes.whereabouts(id, is_loading, &state.marks, &state.store) {
            Whereabouts::In(article) => {
                visit(state, article);
            }
            Whereabouts::OnPage(page) => {
                state.layout.alone = Some(Alone::Page);
                return with(state, |state, cx, effects| {
                    let look = page_image::Action::Look(page);
                    state.page_image.update(look, cx, &state.reader, effects);
                });
            }
            Whereabouts::NotYet => return state.notes.wanted = Some(id),
            Whereabouts::Nowhere(why) => {
                return with(state, |state, cx, effects| {
                    state.notes.show_snapshot(id, why, cx, &state.store, effects);
                });
            }
            Whereabouts::Unknown => {
                return with(state, |_, cx, effects| effects.warn(cx.t(strings::NO_SUCH_NOTE)));
            }
        }
    }
    match state.notes.range_of(id) {
        Some(range) => state.reader.show(Reveal::Select(range)),
        None => with(state, |state, cx, effects| {
            state.notes.show_snapshot(id, strings::WORDS_LOST, cx, &state.store, effects);
        }),
    }
}

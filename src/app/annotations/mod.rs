//! Annotations: bookmarks, highlights and notes, made, written and found again.

mod notes;
pub mod page_snapshot;
pub mod page_snapshot_view;
pub mod view;

pub use notes::{Editing, Notes, Placed, recover_drafts};

use super::article_status::Marks;
use super::context::Context;
use super::effect::{Effect, Effects};
use super::panels::Panel;
use super::reader::Reader;
use super::reader::article::OpenArticle;
use super::reading::TextRange;
use super::store::Store;
use super::strings::{self, Phrase};
use crate::anchor::{AnchorState, Target};
use crate::archive::{ArticleId, PageId};
use crate::notebook::{Annotation, Body, Filter, Motivation, locate};
use crate::segmentation::{ByteSpan, Page};
use page_snapshot::PageSnapshot;
use std::sync::Arc;
use uuid::Uuid;

/// Actions on annotations.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Add or remove the bookmark.
    ToggleBookmark,
    /// Highlight the selection in a colour, 0 to 4.
    Highlight(u8),
    /// Begin a note on the selection or the article.
    StartNote,
    /// Open an annotation for editing.
    Edit(Uuid),
    /// The text of the note being edited.
    SetText(String),
    /// The tags of the note being edited, separated by spaces.
    SetTags(String),
    /// Keep what was typed at once: the person went on to something else.
    KeepDraft,
    /// Finish editing.
    CloseNote,
    /// Delete an annotation.
    Delete(Uuid),
    /// An annotation was pressed in the text, or something else was.
    Press(Option<Uuid>),
    /// Delete the annotation under the selection or pressed last.
    DeleteAtHand,
    /// Give an annotation another colour.
    Recolor(Uuid, u8),
    /// Show an annotation in its article.
    Show(Uuid),
    /// Have a deleted annotation back.
    Restore(Uuid),
    /// The annotation is where the program found it.
    ConfirmPlace(Uuid),
    /// The annotation is about the selected words.
    AttachToSelection(Uuid),
    /// The filter of what the panel shows.
    FilterBy(Box<Filter>),
}

/// Whereabouts of an annotation that is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In this article.
    In(ArticleId),
    /// On this page as a whole.
    OnPage(PageId),
    /// It is not known yet.
    NotYet,
    /// On no page of the archive, for this reason.
    Nowhere(Phrase),
    /// There is no such annotation.
    Unknown,
}

impl Notes {
    /// Carries an action out.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        reader: &Reader,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        match action {
            Action::ToggleBookmark => self.toggle_bookmark(reader, store, effects),
            Action::Highlight(color) => self.highlight(color, cx, reader, store, effects),
            Action::StartNote => self.start_note(reader, store, effects),
            Action::Edit(id) => self.edit_stored(id, reader, store, effects),
            Action::SetText(text) => {
                if let Some(editing) = &mut self.editing {
                    editing.text = text;
                    // From the first key on: who types without a pause is kept safe as well.
                    editing.changed.get_or_insert(cx.now);
                }
            }
            Action::SetTags(tags) => {
                if let Some(editing) = &mut self.editing {
                    editing.tags = tags;
                    editing.changed.get_or_insert(cx.now);
                }
            }
            Action::KeepDraft => self.go_on(f64::INFINITY, reader, store, effects),
            Action::CloseNote => {
                self.close_editor(reader.open.as_ref(), store);
                effects.push(Effect::NotesChanged);
            }
            Action::Delete(id) => self.delete(id, cx, store, effects),
            Action::Press(id) => self.recent = id,
            Action::DeleteAtHand => match self.at_hand(reader.selection) {
                Some(placed) => self.delete(placed.annotation.id, cx, store, effects),
                None => effects.hint(cx.t(strings::NO_MARK_HERE)),
            },
            Action::Recolor(id, color) => {
                if store.book.as_ref().is_some_and(|book| book.get(id).is_some()) {
                    store.write(|book| book.update(id, |annotation| annotation.body.color = Some(color)));
                }
                // The note being written keeps the colour when it is closed.
                if let Some(editing) = self.editing.as_mut().filter(|editing| editing.annotation.id == id) {
                    editing.annotation.body.color = Some(color);
                }
                effects.push(Effect::NotesChanged);
            }
            Action::Show(id) => effects.push(Effect::ShowAnnotation(id)),
            Action::FilterBy(filter) => {
                self.filter = *filter;
                self.set_listed(store);
            }
            Action::Restore(id) => {
                if store.write(|book| book.restore(id)) {
                    effects.push(Effect::NotesChanged);
                }
            }
            Action::ConfirmPlace(id) => {
                let Some((open, placed)) = reader.open.as_ref().zip(self.placed(id)) else { return };
                let spans = locate(&placed.annotation, open.page()).spans;
                confirm(id, open, &spans, cx, store, effects);
            }
            Action::AttachToSelection(id) => match reader.open.as_ref().zip(reader.selection) {
                Some((open, range)) => confirm(id, open, &open.to_source(range), cx, store, effects),
                None => effects.hint(cx.t(strings::SELECT_FIRST)),
            },
        }
    }

    /// Bookmarks a page as a whole, which has no article, or takes that back; or begins the note on it, or goes on with it.
    pub fn update_on_page(
        &mut self,
        motivation: Motivation,
        target: Target,
        (cx, reader): (&Context, &Reader),
        store: &mut Store,
        effects: &mut Effects,
    ) {
        let Some(book) = &store.book else { return };
        let is_it = |note: &&Arc<Annotation>| {
            let on = &note.target;
            on.selectors.is_empty() && on.page.bytes == target.page.bytes && note.motivation == motivation
        };
        let old = book.on_page(&target.page).iter().find(is_it).map(|note| note.id);
        match (motivation, old) {
            (Motivation::Bookmarking, Some(id)) => {
                store.write(|book| book.delete(id));
                effects.info(cx.t(strings::DELETED));
            }
            (_, Some(id)) => return self.edit_stored(id, reader, store, effects),
            (Motivation::Bookmarking, None) => {
                let bookmark = Annotation::new(motivation, target, Body::default());
                store.write(|book| book.create(&bookmark, &Page::default()));
                effects.info(cx.t(strings::BOOKMARKED));
            }
            (_, None) => {
                self.close_editor(reader.open.as_ref(), store);
                self.edit(Annotation::new(motivation, target, Body::default()), false);
                return effects.push(Effect::ShowPanel(Panel::Notes));
            }
        }
        effects.push(Effect::NotesChanged);
    }

    /// Keeps what was typed when the person paused; a note that is kept for the first time is listed from now on.
    pub fn go_on(&mut self, now: f64, reader: &Reader, store: &mut Store, effects: &mut Effects) {
        let is_new = self.editing.as_ref().is_some_and(|editing| !editing.stored);
        self.keep_draft(now, reader.open.as_ref(), store);
        if is_new && self.editing.as_ref().is_some_and(|editing| editing.stored) {
            effects.push(Effect::NotesChanged);
        }
    }

    /// Whether something is typed that is not kept yet.
    pub fn is_typing(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.changed.is_some())
    }

    /// The whereabouts of an annotation that is to be shown and is not in the open article.
    pub fn whereabouts(&self, id: Uuid, is_loading: bool, marks: &Marks, store: &Store) -> Whereabouts {
        if store.book.as_ref().is_none_or(|book| book.get(id).is_none()) {
            return Whereabouts::Unknown;
        }
        if let Some(page) = marks.page_of(id) {
            return Whereabouts::OnPage(page);
        }
        match marks.article_of(id) {
            Some(article) => Whereabouts::In(article),
            None if is_loading || marks.is_working() => Whereabouts::NotYet,
            None if store.state_of(id) == Some(AnchorState::NotFound) => {
                Whereabouts::Nowhere(strings::WORDS_LOST)
            }
            None => Whereabouts::Nowhere(strings::NOT_IN_ARCHIVE),
        }
    }

    /// Shows the page that a note was made on, for one that cannot be shown where it is.
    pub fn show_snapshot(
        &mut self,
        id: Uuid,
        why: Phrase,
        cx: &Context,
        store: &Store,
        effects: &mut Effects,
    ) {
        if let Some(snapshot) = PageSnapshot::show(id, why, cx, store, effects) {
            self.snapshot = Some(snapshot);
        }
    }

    fn toggle_bookmark(&mut self, reader: &Reader, store: &mut Store, effects: &mut Effects) {
        match self.bookmark().map(|placed| placed.annotation.id) {
            Some(id) => {
                store.write(|book| book.delete(id));
            }
            None => {
                let Some(open) = &reader.open else { return };
                create(Motivation::Bookmarking, target_of(open, None), Body::default(), open, store);
            }
        }
        effects.push(Effect::NotesChanged);
    }

    /// Highlights the selection. The words of a highlight again, or the highlight made last: recoloured, or taken back
    /// when it has that colour already and no note.
    fn highlight(
        &mut self,
        color: u8,
        cx: &Context,
        reader: &Reader,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        let Some(open) = &reader.open else { return };
        let selection = reader.selection;
        let same = selection.and_then(|range| self.at(range).filter(|placed| placed.ranges == [range]));
        let id = same.map(|placed| placed.annotation.id).or(self.recent.filter(|_| selection.is_none()));
        let old = id.and_then(|id| store.book.as_ref()?.get(id).cloned()).filter(|old| !old.deleted);
        match (old, selection) {
            (Some(old), _) if old.body.color == Some(color) && old.body.note.is_empty() => {
                store.write(|book| book.delete(old.id));
                self.recent = None;
            }
            (Some(old), _) => {
                store.write(|book| book.update(old.id, |annotation| annotation.body.color = Some(color)));
                self.recent = Some(old.id);
            }
            (None, Some(range)) => {
                let target = target_of(open, Some(range));
                let body = Body { color: Some(color), ..Body::default() };
                self.recent = create(Motivation::Highlighting, target, body, open, store);
            }
            (None, None) => return effects.hint(cx.t(strings::SELECT_FIRST)),
        }
        // The selection would hide the colour.
        effects.push(Effect::ClearSelection);
        effects.push(Effect::NotesChanged);
    }

    fn delete(&mut self, id: Uuid, cx: &Context, store: &mut Store, effects: &mut Effects) {
        self.editing.take_if(|editing| editing.annotation.id == id);
        self.recent.take_if(|recent| *recent == id);
        store.write(|book| book.delete(id));
        effects.push(Effect::NotesChanged);
        effects.info(cx.t(strings::DELETED));
    }

    /// Begins a note on the highlight under the selection or the one made last, on the selection, or on the article.
    fn start_note(&mut self, reader: &Reader, store: &mut Store, effects: &mut Effects) {
        let Some(open) = &reader.open else { return };
        let selection = reader.selection;
        let old = selection.and_then(|range| self.at(range)).map(|placed| placed.annotation.id);
        if let Some(id) = old.or(self.recent.filter(|_| selection.is_none())) {
            return self.edit_stored(id, reader, store, effects);
        }
        let target = target_of(open, selection);
        // A note on words marks them, so that they are seen in the text.
        let body = Body { color: selection.map(|_| 0), ..Body::default() };
        let note = Annotation::new(Motivation::Commenting, target, body);
        self.close_editor(Some(open), store);
        self.edit(note, false);
        effects.push(Effect::ShowPanel(Panel::Notes));
    }

    fn edit_stored(&mut self, id: Uuid, reader: &Reader, store: &mut Store, effects: &mut Effects) {
        self.close_editor(reader.open.as_ref(), store);
        let note = store.book.as_ref().and_then(|book| book.get(id)).map(|note| Annotation::clone(note));
        if let Some(note) = note {
            self.edit(note, true);
            effects.push(Effect::ShowPanel(Panel::Notes));
        }
    }
}

/// Puts a new annotation into the notebook; says which it is.
fn create(
    motivation: Motivation,
    target: Target,
    body: Body,
    open: &OpenArticle,
    store: &mut Store,
) -> Option<Uuid> {
    let annotation = Annotation::new(motivation, target, body);
    store.write(|book| book.create(&annotation, open.page())).then_some(annotation.id)
}

/// Keeps where the person says that an annotation is.
fn confirm(
    id: Uuid,
    open: &OpenArticle,
    spans: &[ByteSpan],
    cx: &Context,
    store: &mut Store,
    effects: &mut Effects,
) {
    if store.write(|book| book.confirm(id, Target::of_spans(&open.at, open.page(), spans))) {
        effects.push(Effect::NotesChanged);
        effects.info(cx.t(strings::PLACE_KEPT));
    }
}

/// Words of the open article or the article itself, with the names that exports call it by.
fn target_of(open: &OpenArticle, range: Option<TextRange>) -> Target {
    let mut target = match range {
        Some(range) => Target::of_spans(&open.at, open.page(), &open.to_source(range)),
        None => Target::of_article(&open.at, open.page(), open.article()),
    };
    target.article = open.hint();
    target
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;
    use crate::app::{article_status, import_export};

    #[test]
    fn a_folder_that_goes_away_while_open_is_told() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        let begun = std::time::Instant::now();
        // The index of the text is in the folder, too: while it is written, the folder cannot be removed.
        while std::fs::remove_dir_all(&bench.state.data_dir).is_err() {
            assert!(
                begun.elapsed() < std::time::Duration::from_secs(20),
                "the folder is written to for ever"
            );
            bench.frame();
        }
        bench.act(article_status::Action::ReachedEnd);
        while !bench.state.notices.iter().any(|notice| notice.text.contains("全部重新保存")) {
            assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", bench.state.notices);
            bench.frame();
        }
        // Once, and it stays until it is read.
        bench.state.notices = Default::default();
        bench.frame();
        assert_eq!(&*bench.state.notices, []);
    }

    #[test]
    fn a_store_that_was_restored_is_told() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        bench.reopen_notebook(|folder| {
            let path = folder.join("notebook.db");
            let mut bytes = std::fs::read(&path).unwrap();
            bytes.iter_mut().skip(100).step_by(7).for_each(|byte| *byte ^= 0x55);
            std::fs::write(&path, bytes).unwrap();
        });
        bench.frame();
        let told: Vec<&str> = bench.state.notices.iter().map(|notice| notice.text.as_str()).collect();
        assert!(told.iter().any(|text| text.contains("恢复") && text.contains("damaged")), "{told:?}");
        assert_eq!(bench.state.notes.listed.len(), 1);
    }

    #[test]
    fn a_highlight_without_a_title_is_given_it_and_nothing_else_changes() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_ref().unwrap();
        let title = open.article().display_title();
        let target = Target::of_spans(&open.at, open.page(), &open.to_source(open.whole()));
        assert_eq!(target.article.title, "");
        let body = Body { note: "旧版本里写的".into(), tags: vec!["旧".into()], color: Some(3) };
        let old = Annotation::new(Motivation::Highlighting, target, body);
        let book = bench.state.store.book.as_mut().unwrap();
        book.create(&old, open.page()).wait().unwrap();
        let before = book.get(old.id).unwrap().clone();
        bench.with(|_, _, effects| effects.push(Effect::NotesChanged));
        let book = bench.state.store.book.as_mut().unwrap();
        let named = book.get(old.id).unwrap().clone();
        assert_eq!(named.target.article.title, title);
        let expected = Annotation {
            target: Target { article: named.target.article.clone(), ..before.target.clone() },
            revision: 2,
            ..Annotation::clone(&before)
        };
        assert_eq!(*named, expected);
        assert_eq!(bench.state.notes.here[0].annotation, named);
        // It is given once, and what is undone is still what the person did last.
        bench.with(|_, _, effects| effects.push(Effect::NotesChanged));
        assert_eq!(bench.state.store.book.as_ref().unwrap().get(old.id).unwrap().revision, 2);
        bench.act(import_export::Action::Undo);
        assert!(bench.state.notes.listed.is_empty());
        bench.act(import_export::Action::Redo);
        bench.reopen_notebook(|_| {});
        assert_eq!(bench.state.store.book.as_ref().unwrap().get(old.id).unwrap().target.article.title, title);
    }
}

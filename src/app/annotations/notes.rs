//! Annotations as the window holds them: those of the open page, those that the panel lists, the note being written.

use super::page_snapshot::PageSnapshot;
use crate::anchor::AnchorState;
use crate::app::article_status::Marks;
use crate::app::reader::article::OpenArticle;
use crate::app::reading::{Decoration, DecorationKind, TextRange};
use crate::app::store::Store;
use crate::notebook::{Annotation, Body, Filter, Motivation, locate};
use crate::segmentation::Page;
use std::sync::Arc;
use uuid::Uuid;

/// An annotation of the open page.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The annotation.
    pub annotation: Arc<Annotation>,
    /// Certainty with which its words were found.
    pub state: AnchorState,
    /// Its places in the open article; empty when it is elsewhere on the page.
    pub ranges: Vec<TextRange>,
}

/// The note being written.
#[derive(Clone, Debug)]
pub struct Editing {
    /// The annotation as it was, or a new one.
    pub annotation: Annotation,
    /// Whether the notebook has it.
    pub stored: bool,
    /// Whether it was begun here, so that undo takes it back as one.
    is_new: bool,
    /// The text as typed.
    pub text: String,
    /// The tags as typed.
    pub tags: String,
    /// Time when the text was changed without being kept since, in seconds since the window opened.
    pub changed: Option<f64>,
}

impl Editing {
    fn body(&self) -> Body {
        let tags = self.tags.split([' ', '\u{3000}', ',', '，', '、']).map(|tag| tag.trim_start_matches('#'));
        let mut kept: Vec<String> = Vec::new();
        for tag in tags.filter(|tag| !tag.is_empty()) {
            if !kept.iter().any(|other| other == tag) {
                kept.push(tag.to_owned());
            }
        }
        Body { note: self.text.clone(), tags: kept, color: self.annotation.body.color }
    }

    /// The draft that is kept while typing: enough to have the note back.
    fn draft(&self) -> String {
        serde_json::to_string(&self.body()).unwrap_or_default()
    }
}

/// Annotations as the window holds them.
#[derive(Default)]
pub struct Notes {
    /// The annotations of the open page.
    pub here: Vec<Placed>,
    /// The note being written.
    pub editing: Option<Editing>,
    /// Filter of what the panel lists.
    pub filter: Filter,
    /// All tags with how often each is used, the most frequent first.
    pub tags: Vec<(String, usize)>,
    /// The newspapers with annotations.
    pub papers: Vec<String>,
    /// The annotations that the panel lists, the newest first.
    pub listed: Vec<Uuid>,
    /// The highlight that was made or pressed last, as long as nothing else was selected: further keys are for it.
    pub recent: Option<Uuid>,
    /// An annotation to show as soon as its page is there.
    pub wanted: Option<Uuid>,
    /// The page of a note that has no place in the archive any more, as last shown.
    pub snapshot: Option<PageSnapshot>,
}

impl Notes {
    /// Takes up what the notebook has now.
    pub fn refresh(&mut self, open: Option<&OpenArticle>, marks: &Marks, store: &mut Store) {
        self.set_article(open, marks, store);
        self.set_choices(store);
        self.set_listed(store);
    }

    /// Finds the annotations of a page anew: those that [`Marks`] has on it. Where the page itself is gone from the
    /// archive, or was changed since it was opened, those that were made on it as it is shown.
    pub fn set_article(&mut self, open: Option<&OpenArticle>, marks: &Marks, store: &mut Store) {
        self.here.clear();
        let (Some(book), Some(open)) = (&mut store.book, open) else { return };
        let (page, is_listed) = (open.id.page, marks.has(open.id.page, open.content.version()));
        let is_here = |note: &Annotation| match is_listed {
            true => marks.is_on(note, page),
            false => note.confirmed.iter().chain([&note.target]).any(|on| on.page.text == open.at.text),
        };
        let mut here: Vec<(Arc<Annotation>, AnchorState)> = book
            .on_page(&open.at)
            .into_iter()
            .filter(|note| is_here(note))
            .map(|note| (note, AnchorState::Exact))
            .collect();
        for (id, state) in marks.searched_on(page).filter(|_| is_listed) {
            here.retain(|(note, _)| note.id != id);
            here.extend(book.get(id).map(|note| (note.clone(), state)));
        }
        here.sort_by_key(|(note, _)| note.id);
        let mut unnamed = Vec::new();
        for (annotation, at_best) in here {
            let anchor = locate(&annotation, open.page());
            let state = anchor.state.max(at_best);
            let ranges = if anchor.is_in(open.page(), open.article()) {
                merged(anchor.spans.iter().flat_map(|span| open.from_source(*span)).collect())
            } else {
                Vec::new()
            };
            if is_listed {
                book.set_state(annotation.id, state);
            }
            let sure = state <= AnchorState::Replaced && !ranges.is_empty();
            if sure && annotation.target.article.title.is_empty() {
                unnamed.push(annotation.id);
            }
            self.here.push(Placed { annotation, state, ranges });
        }
        if unnamed.is_empty() {
            return;
        }
        // Older versions did not keep what the article of a highlight is called.
        store.write_quietly(|book| {
            let pending = book.name_articles(unnamed.iter().map(|&id| (id, open.hint())).collect());
            for placed in self.here.iter_mut().filter(|placed| unnamed.contains(&placed.annotation.id)) {
                placed.annotation =
                    book.get(placed.annotation.id).cloned().unwrap_or(placed.annotation.clone());
            }
            Some(pending)
        });
    }

    /// Lists the panel's annotations anew.
    pub fn set_listed(&mut self, store: &Store) {
        self.listed = store.book.as_ref().map(|book| book.list(&self.filter)).unwrap_or_default();
    }

    /// Takes up what the panel offers to filter by.
    pub fn set_choices(&mut self, store: &Store) {
        let Some(book) = &store.book else { return };
        (self.tags, self.papers) = (book.tags(), book.papers());
    }

    /// Takes up how well annotations were found.
    pub fn set_states(&mut self, states: Vec<(Uuid, AnchorState)>, store: &mut Store) {
        let Some(book) = &mut store.book else { return };
        states.into_iter().for_each(|(id, state)| book.set_state(id, state));
        if self.filter.state.is_some() {
            self.set_listed(store);
        }
    }

    /// An annotation of the open page.
    pub fn placed(&self, id: Uuid) -> Option<&Placed> {
        self.here.iter().find(|placed| placed.annotation.id == id)
    }

    /// The bookmark of the open article.
    pub fn bookmark(&self) -> Option<&Placed> {
        let mut here = self.here.iter().filter(|placed| !placed.ranges.is_empty());
        here.find(|placed| placed.annotation.motivation == Motivation::Bookmarking)
    }

    /// The highlight or note that lies over a place of the open article.
    pub fn at(&self, range: TextRange) -> Option<&Placed> {
        let touches = |other: &TextRange| other.start < range.end && range.start < other.end;
        let mut here = self.here.iter().filter(|placed| is_about_words(&placed.annotation));
        here.find(|placed| placed.ranges.iter().any(touches))
    }

    /// The highlight or note that keys and menus are for: that under the selection or, without one, that pressed last.
    pub fn at_hand(&self, selection: Option<TextRange>) -> Option<&Placed> {
        match selection {
            Some(range) => self.at(range),
            None => self.placed(self.recent?),
        }
    }

    /// Whether the notebook has what was typed as a draft, and the note not yet.
    pub fn is_draft(&self, store: &Store) -> bool {
        let Some(editing) = &self.editing else { return false };
        let kept = store.book.as_ref().and_then(|book| book.get(editing.annotation.id));
        editing.stored && kept.is_none_or(|kept| kept.body != editing.body())
    }

    /// Decorations painted in the open article; the id of each is its place in `here`.
    pub fn decorations(&self) -> Vec<Decoration> {
        let mut out = Vec::new();
        for (id, placed) in (0..).zip(&self.here) {
            let kinds = self.kinds(placed);
            for &range in &placed.ranges {
                out.extend(kinds.iter().map(|&kind| Decoration { range, kind, id }));
            }
        }
        out
    }

    /// Kinds of decoration that an annotation's words have, the lowest first.
    pub fn kinds(&self, placed: &Placed) -> Vec<DecorationKind> {
        let body = &placed.annotation.body;
        if !is_about_words(&placed.annotation) {
            return Vec::new();
        }
        let is_noted = !body.note.is_empty() || body.color.is_none();
        let kinds = [
            body.color.map(DecorationKind::Highlight),
            (placed.state == AnchorState::Check).then_some(DecorationKind::Doubt),
            is_noted.then_some(DecorationKind::Note),
            (self.recent == Some(placed.annotation.id)).then_some(DecorationKind::Pressed),
        ];
        kinds.into_iter().flatten().collect()
    }

    /// The first place of an annotation of the open page in the open article.
    pub fn range_of(&self, id: Uuid) -> Option<TextRange> {
        self.placed(id)?.ranges.first().copied()
    }

    /// Begins to write: a new note, or one that is there.
    pub fn edit(&mut self, annotation: Annotation, stored: bool) {
        self.editing = Some(Editing {
            text: annotation.body.note.clone(),
            tags: annotation.body.tags.join(" "),
            annotation,
            stored,
            is_new: !stored,
            changed: None,
        });
    }

    /// Keeps what was typed when the person paused, or at once.
    pub fn keep_draft(&mut self, now: f64, open: Option<&OpenArticle>, store: &mut Store) {
        /// Seconds without a key after which what was typed is kept.
        const PAUSE: f64 = 0.4;
        let (Some(_), Some(editing)) = (&store.book, &mut self.editing) else { return };
        if editing.changed.is_none_or(|changed| now - changed < PAUSE) {
            return;
        }
        let body = editing.body();
        if editing.stored {
            store.write(|book| book.set_draft(&editing.annotation.id.to_string(), &editing.draft()));
        } else if !body.note.trim().is_empty() || !body.tags.is_empty() {
            // A page that is annotated as a whole has no text.
            let blank = Page::default();
            let is_blank = editing.annotation.target.selectors.is_empty();
            let Some(page) = open.map(OpenArticle::page).filter(|_| !is_blank).or(is_blank.then_some(&blank))
            else {
                return;
            };
            editing.annotation.body = body;
            editing.stored = true;
            store.write(|book| book.create(&editing.annotation, page));
        }
        editing.changed = None;
    }

    /// Ends writing: the note becomes what was typed.
    pub fn close_editor(&mut self, open: Option<&OpenArticle>, store: &mut Store) {
        self.keep_draft(f64::INFINITY, open, store);
        let (Some(book), Some(editing)) = (&mut store.book, self.editing.take()) else { return };
        if !editing.stored {
            return;
        }
        let (id, body) = (editing.annotation.id, editing.body());
        let mut pending = Vec::new();
        if book.get(id).is_some_and(|kept| kept.body != body) {
            let change = |annotation: &mut Annotation| annotation.body = body;
            pending.push(if editing.is_new { book.complete(id, change) } else { book.update(id, change) });
        }
        if book.draft(&id.to_string()).is_some() {
            pending.push(book.drop_draft(&id.to_string()));
        }
        pending.into_iter().for_each(|pending| store.watch(pending));
    }
}

/// Whether an annotation marks words, and not the article alone.
fn is_about_words(annotation: &Annotation) -> bool {
    match annotation.motivation {
        Motivation::Bookmarking | Motivation::Classifying => false,
        Motivation::Tagging => annotation.body.color.is_some() || !annotation.body.note.is_empty(),
        Motivation::Highlighting | Motivation::Commenting => true,
    }
}

/// Has notes back that were being written when the program ended; says how many.
pub fn recover_drafts(store: &mut Store) -> usize {
    let Some(book) = &mut store.book else { return 0 };
    let (mut pending, mut recovered) = (Vec::new(), 0);
    for (name, draft) in book.drafts() {
        let (Ok(id), Ok(body)) = (name.parse::<Uuid>(), serde_json::from_str::<Body>(&draft)) else {
            continue;
        };
        if book.get(id).is_some_and(|kept| !kept.deleted && kept.body != body) {
            pending.push(book.update(id, |annotation| annotation.body = body));
            recovered += 1;
        }
        pending.push(book.drop_draft(&name));
    }
    pending.into_iter().for_each(|pending| store.watch(pending));
    recovered
}

/// Ranges in reading order, those that touch made one.
fn merged(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<TextRange> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

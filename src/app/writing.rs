//! Everything that writes into the notebook: bookmarks, highlights, notes, read marks, settings, places.

use super::action::{Action, Panel};
use super::article::OpenArticle;
use super::language as words;
use super::reading::TextRange;
use super::state::{Effect, NoticeKind, State};
use super::{correcting, kept, stepping, update};
use crate::archive::{ArticleId, PageId, PageKey};
use crate::language::Language;
use crate::notebook::{
    AnchorState, Annotation, Body, Fault, Motivation, Notebook, Notice, PageRef, Reading, Request, Status,
    Target, locate,
};
use crate::segmentation::ByteSpan;
use crate::segmentation::decode::Encoding;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Under what name the notebook keeps the window's settings.
const SETTINGS: &str = "window";

/// Opens the notebook and takes the settings and the archives opened before out of it.
pub fn open_notebook(state: &mut State) {
    let wake = state.wake.clone();
    match Notebook::open_and_wake(&state.data_dir, move || wake()) {
        Ok(book) => {
            let settings: Option<super::settings::Settings> = book.setting(SETTINGS);
            state.settings = settings.unwrap_or_default().clamped();
            state.recent = book.recent().into_iter().map(|recent| recent.folder).collect();
            let status = book.status();
            state.notes.book = Some(book);
            state.notes.notices_told = 0;
            tell_news(state, &status);
            let recovered = state.notes.recover_drafts();
            if recovered > 0 {
                let text = words::RECOVERED.fill(state.language(), &[&recovered]);
                state.tell(NoticeKind::Info, text);
            }
            state.notes.set_choices();
            state.notes.set_listed();
            correcting::enforce(state);
        }
        Err(error) => {
            let reason = state.language().pick(error.chinese(), error.to_string());
            let text = words::NO_NOTEBOOK.fill(state.language(), &[&reason]);
            state.tell(NoticeKind::Error, text);
        }
    }
}

/// Tells what happened to the notebook's files since this was last asked.
fn tell_news(state: &mut State, status: &Status) {
    let news = status.notices.iter().skip(state.notes.notices_told).cloned();
    state.notes.notices_told = status.notices.len();
    news.for_each(|notice| tell(state, notice));
}

/// Tells what happened to the notebook's files.
fn tell(state: &mut State, notice: Notice) {
    let language = state.language();
    let (kind, text) = match notice {
        Notice::Restored { fault, notes, missing, kept_in } => {
            (NoticeKind::Error, restored(language, &fault, notes, missing, kept_in.as_deref()))
        }
        Notice::LogDamaged { whole: true } => (NoticeKind::Warning, words::LOG_DAMAGED.get(language).into()),
        Notice::LogDamaged { whole: false } => (NoticeKind::Error, words::LOG_LOST.get(language).into()),
        Notice::SavedAgain { notes, dir, kept_in } => {
            let text = words::SAVED_AGAIN.fill(language, &[&notes, &dir.display()]);
            (NoticeKind::Error, sentences(language, [Some(text), kept(language, kept_in.as_deref())]))
        }
        Notice::ForeignFiles { kept_in } => {
            (NoticeKind::Warning, words::FOREIGN_FILES.fill(language, &[&kept_in.display()]))
        }
        Notice::NetworkDrive(kind) => (NoticeKind::Warning, words::NETWORK_DRIVE.fill(language, &[&kind])),
        Notice::NotUnderstood(count) => (NoticeKind::Error, words::NOT_UNDERSTOOD.fill(language, &[&count])),
    };
    state.tell(kind, text);
}

/// What was wrong with the store, what there is now, and what may be missing.
fn restored(
    language: Language,
    fault: &Fault,
    notes: usize,
    missing: Option<u64>,
    kept_in: Option<&Path>,
) -> String {
    let fault = match fault {
        Fault::Gone => words::STORE_GONE.get(language).into(),
        Fault::Empty => words::STORE_EMPTY.get(language).into(),
        Fault::Damaged(what) => words::STORE_DAMAGED.fill(language, &[what]),
        Fault::Behind(saves) => words::STORE_BEHIND.fill(language, &[saves]),
        Fault::Foreign => words::STORE_FOREIGN.get(language).into(),
        Fault::NoNotebook => words::STORE_NO_NOTEBOOK.get(language).into(),
        Fault::OtherCopy => words::STORE_OTHER_COPY.get(language).into(),
    };
    let missing = match missing {
        Some(0) => words::NOTHING_MISSING.get(language).into(),
        Some(saves) => words::SAVES_MISSING.fill(language, &[&saves]),
        None => words::MAYBE_MISSING.get(language).into(),
    };
    let now = words::STORE_RESTORED.fill(language, &[&notes]);
    sentences(language, [Some(fault), Some(now), Some(missing), kept(language, kept_in)])
}

fn kept(language: Language, place: Option<&Path>) -> Option<String> {
    place.map(|place| words::STORE_KEPT.fill(language, &[&place.display()]))
}

fn sentences<const N: usize>(language: Language, sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(language.pick("", " "))
}

/// Carries out an action on the person's own data.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::ReadTo(byte) => state.notes.place = byte,
        Action::ReachedEnd => set_read(state, true),
        Action::ToggleRead => {
            let read = !state.is_read();
            set_read(state, read);
        }
        Action::ToggleBookmark => toggle_bookmark(state),
        Action::Highlight(color) => highlight(state, color),
        Action::StartNote => start_note(state),
        Action::EditNote(id) => {
            let open = state.reader.open.as_ref();
            state.notes.close_editor(open);
            let note =
                state.notes.book.as_ref().and_then(|book| book.get(id)).map(|note| Annotation::clone(note));
            if let Some(note) = note {
                state.notes.edit(note, true);
                state.panel = Some(Panel::Notes);
            }
        }
        Action::NoteText(text) => {
            if let Some(editing) = &mut state.notes.editing {
                editing.text = text;
                // From the first key on: who types without a pause is kept safe as well.
                editing.changed.get_or_insert(state.now);
            }
        }
        Action::NoteTags(tags) => {
            if let Some(editing) = &mut state.notes.editing {
                editing.tags = tags;
                editing.changed.get_or_insert(state.now);
            }
        }
        Action::CloseNote => {
            state.notes.close_editor(state.reader.open.as_ref());
            changed(state);
        }
        Action::Delete(id) => {
            if state.notes.editing.as_ref().is_some_and(|editing| editing.annotation.id == id) {
                state.notes.editing = None;
            }
            state.notes.delete(id);
            changed(state);
            state.tell(NoticeKind::Info, state.t(words::DELETED));
        }
        Action::Recolor(id, color) => {
            state.notes.change(id, |annotation| annotation.body.color = Some(color));
            // The note being written keeps the colour when it is closed.
            if let Some(editing) = state.notes.editing.as_mut().filter(|editing| editing.annotation.id == id)
            {
                editing.annotation.body.color = Some(color);
            }
            changed(state);
        }
        Action::ShowAnnotation(id) => show(state, id),
        Action::FilterNotes(filter) => {
            state.notes.filter = *filter;
            state.notes.set_listed();
        }
        Action::RestoreNote(id) => {
            if let Some(book) = &mut state.notes.book {
                let pending = book.restore(id);
                state.notes.watch(pending);
                changed(state);
            }
        }
        Action::ConfirmPlace(id) => {
            let Some((open, placed)) = state.reader.open.as_ref().zip(state.notes.placed(id)) else { return };
            let spans = locate(&placed.annotation, open.page()).spans;
            confirm(state, id, &spans);
        }
        Action::AttachToSelection(id) => match state.reader.open.as_ref().zip(state.reader.selection) {
            Some((open, range)) => {
                let spans = open.to_source(range);
                confirm(state, id, &spans);
            }
            None => state.tell(NoticeKind::Info, state.t(words::SELECT_FIRST)),
        },
        Action::Undo | Action::Redo => stepping::again(state, action),
        Action::Copy => copy(state, words::COPIED_PRINTED, |open, range| open.document.text(range)),
        Action::CopyShown => copy(state, words::COPIED_SHOWN, |open, range| {
            open.shown.document.text(open.shown.from_printed(range))
        }),
        Action::CopyWithCitation => copy(state, words::COPIED, |open, range| {
            format!("{}\n\n{}", open.document.text(range), open.entry.citation(open.article()).gbt7714())
        }),
        Action::CopyAsQuotation => copy(state, words::COPIED_QUOTATION, |open, range| {
            open.entry.citation(open.article()).quotation(&open.document.text(range))
        }),
        _ => {}
    }
}

/// Keeps where the person says that an annotation is.
fn confirm(state: &mut State, id: Uuid, spans: &[ByteSpan]) {
    let (Some(book), Some(open)) = (&mut state.notes.book, &state.reader.open) else { return };
    let pending = book.confirm(id, Target::of_spans(&open.at, open.page(), spans));
    state.notes.watch(pending);
    changed(state);
    state.tell(NoticeKind::Info, state.t(words::PLACE_KEPT));
}

/// Shows what the notebook has now.
pub fn changed(state: &mut State) {
    if let Some(book) = &state.notes.book {
        state.marks.set_notes(book);
        state.list.stale = true;
    }
    state.notes.set_article(state.reader.open.as_ref(), &state.marks);
    state.notes.set_choices();
    state.notes.set_listed();
    correcting::enforce(state);
}

/// Keeps the settings.
pub fn keep_settings(state: &mut State) {
    if let Some(book) = &mut state.notes.book {
        let pending = book.set_setting(SETTINGS, &state.settings);
        state.notes.watch_quietly(pending);
    }
}

/// Under what name the notebook keeps the encodings that the person chose for pages of an archive.
fn encodings_name(archive: Option<&Path>) -> String {
    format!("encodings:{}", archive.map(|path| path.display().to_string()).unwrap_or_default())
}

/// The encodings that the person chose for pages of an archive.
pub fn encodings(state: &State, archive: Option<&Path>) -> HashMap<Arc<str>, Encoding> {
    let kept: Option<Vec<(Arc<str>, Encoding)>> =
        state.notes.book.as_ref().and_then(|book| book.setting(&encodings_name(archive)));
    kept.unwrap_or_default().into_iter().collect()
}

/// Keeps the encoding that the person chose for a page, or forgets it.
pub fn keep_encoding(state: &mut State, page: PageId, encoding: Option<Encoding>) {
    let library = &state.archive.library;
    let unreadable = || library.unreadable().iter().find(|file| file.id == Some(page));
    let listed = library.page(page).map(|page| page.file.path.clone());
    let Some(path) = listed.or_else(|| unreadable().map(|file| file.path.clone())) else { return };
    let archive = state.archive.path.clone();
    let mut kept: Vec<(Arc<str>, Encoding)> = encodings(state, archive.as_deref()).into_iter().collect();
    kept.retain(|(other, _)| *other != path);
    kept.extend(encoding.map(|encoding| (path, encoding)));
    kept.sort();
    if let Some(book) = &mut state.notes.book {
        let pending = book.set_setting(&encodings_name(archive.as_deref()), &kept);
        state.notes.watch_quietly(pending);
    }
}

/// Under what name the notebook keeps what the person calls the newspapers of an archive.
fn names_name(archive: Option<&Path>) -> String {
    format!("papers:{}", archive.map(|path| path.display().to_string()).unwrap_or_default())
}

/// What the person calls the newspapers of an archive, by the names found.
pub fn names(state: &State, archive: Option<&Path>) -> HashMap<String, String> {
    state.notes.book.as_ref().and_then(|book| book.setting(&names_name(archive))).unwrap_or_default()
}

/// Keeps that a newspaper of the open archive is to be called otherwise than now; gives all its names.
pub fn name_paper(state: &mut State, now: &str, new: &str) -> HashMap<String, String> {
    let archive = state.archive.path.clone();
    let mut names = names(state, archive.as_deref());
    let mut found: Vec<String> =
        names.iter().filter(|(_, name)| *name == now).map(|(found, _)| found.clone()).collect();
    if found.is_empty() {
        found.push(now.to_owned());
    }
    let new = new.trim();
    for found in found {
        if new.is_empty() || new == found {
            names.remove(&found);
        } else {
            names.insert(found, new.to_owned());
        }
    }
    if let Some(book) = &mut state.notes.book {
        let pending = book.set_setting(&names_name(archive.as_deref()), &names);
        state.notes.watch(pending);
    }
    names
}

/// Puts an archive at the head of those opened before.
pub fn remember(state: &mut State, folder: &Path) {
    if let Some(book) = &mut state.notes.book {
        let pending = book.add_recent(folder);
        state.recent = book.recent().into_iter().map(|recent| recent.folder).collect();
        state.notes.watch_quietly(pending);
    }
}

/// Takes in what the store has to say, keeps what is being typed, and finds a few more annotations.
pub fn poll(state: &mut State) {
    let is_new = state.notes.editing.as_ref().is_some_and(|editing| !editing.stored);
    state.notes.keep_draft(state.now, state.reader.open.as_ref(), false);
    if is_new && state.notes.editing.as_ref().is_some_and(|editing| editing.stored) {
        changed(state);
    }
    state.notes.poll();
    let status = state.notes.book.as_ref().map(Notebook::status).unwrap_or_default();
    tell_news(state, &status);
    tell_troubles(state, status);
    if state.marks.work(state.notes.book.as_ref()) {
        state.list.stale = true;
    }
    let news = state.marks.take_news();
    if !news.is_empty() {
        state.notes.set_states(news);
    }
    let open = state.reader.open.as_ref();
    if open.is_some_and(|open| state.marks.is_stirred(open.id.page)) {
        state.notes.set_article(open, &state.marks);
    }
    for request in state.notes.book.as_ref().map(Notebook::handed_over).unwrap_or_default() {
        state.effects.push(Effect::Raise);
        match request {
            Request::Show => {}
            Request::Open(folder) => update::update(state, Action::OpenPath(folder)),
            Request::Annotation(id) => show(state, id),
        }
    }
    let settled = state.archive.progress.is_none() && !state.marks.is_working();
    if let Some(id) = state.notes.wanted.take_if(|_| settled) {
        show(state, id);
    }
}

/// Tells each trouble of the store when it comes, once, and takes the words away when it has passed.
fn tell_troubles(state: &mut State, status: Status) {
    let language = state.language();
    let refused = [(status.read_only, words::NOT_WRITTEN_TO), (status.error, words::NOT_KEPT)];
    let refused = refused.into_iter().filter_map(|(error, phrase)| {
        let error = error?;
        Some(phrase.fill(language, &[&language.pick(error.chinese(), error.to_string())]))
    });
    let low_space = status.low_space.then(|| words::LOW_SPACE.get(language).to_owned());
    let troubles: Vec<String> = refused.chain(low_space).collect();
    let before = std::mem::replace(&mut state.notes.troubles, troubles.clone());
    let passed = |text: &String| before.contains(text) && !troubles.contains(text);
    state.notices.retain(|notice| !passed(&notice.text));
    for trouble in troubles.iter().filter(|trouble| !before.contains(trouble)) {
        state.tell(NoticeKind::Error, trouble);
    }
}

// Reading.

/// Under what name the notebook keeps the page and the article read last in an archive.
fn place_name(state: &State) -> String {
    let archive = state.archive.path.as_ref().map(|path| path.display().to_string());
    format!("place:{}", archive.unwrap_or_default())
}

/// The article read last in the open archive: `None` where none was, `Some(None)` while its page is not there.
pub fn last_place(state: &State) -> Option<Option<ArticleId>> {
    let (book, name) = (state.notes.book.as_ref()?, place_name(state));
    // Kept without the page's place in its file while files had one page each.
    let first = || book.setting(&name).map(|(path, article): (Arc<str>, u32)| (path, article, 0));
    let (path, index, of_file) = book.setting(&name).or_else(first)?;
    let page = state.archive.library.page_at(&PageKey { path, index: of_file });
    let page = page.filter(|page| index < page.articles().len() as u32);
    Some(page.map(|page| ArticleId { page: page.id, index }))
}

/// Takes up the notes of the article that was opened, and the place where the person left it.
pub fn enter_article(state: &mut State) {
    state.notes.set_article(state.reader.open.as_ref(), &state.marks);
    (state.notes.place, state.notes.recent) = (None, None);
    let name = place_name(state);
    let (Some(book), Some(open)) = (&mut state.notes.book, &state.reader.open) else { return };
    let place = (open.entry.file.path.clone(), open.id.index, open.id.page.index);
    let pending = book.set_setting(&name, &place);
    let reading = book.reading(&open.key);
    state.notes.watch_quietly(pending);
    if let Some(at) = reading.at_byte.and_then(|byte| open.position_of(byte)) {
        state.reader.go_on(at);
    }
}

/// Keeps the place in the article that is left, and the note being written.
pub fn leave_article(state: &mut State) {
    if state.notes.editing.is_some() {
        update(state, Action::CloseNote);
    }
    let place = state.notes.place.take();
    let (Some(book), Some(open)) = (&mut state.notes.book, &state.reader.open) else { return };
    let before = book.reading(&open.key);
    if place.is_some() && before.at_byte != place {
        let pending = book.set_reading(&open.key, &Reading { at_byte: place, ..before });
        state.notes.watch_quietly(pending);
    }
}

fn set_read(state: &mut State, read: bool) {
    let (Some(book), Some(open)) = (&mut state.notes.book, &state.reader.open) else { return };
    let before = book.reading(&open.key);
    if before.read == read {
        return;
    }
    let pending = book.set_reading(&open.key, &Reading { read, ..before });
    state.marks.set_read(open.id, read);
    state.notes.watch_quietly(pending);
    // A list of unread articles keeps the one being read until the filter is set anew.
}

// Notes.

fn toggle_bookmark(state: &mut State) {
    match state.notes.bookmark().map(|placed| placed.annotation.id) {
        Some(id) => state.notes.delete(id),
        None => {
            let Some(open) = &state.reader.open else { return };
            let target = target_of(open, None);
            state.notes.create(Motivation::Bookmarking, target, Body::default(), open);
        }
    }
    changed(state);
}

/// Highlights the selection. The words of a highlight again, or the highlight made last: recoloured, or taken back
/// when it has that colour already and no note.
fn highlight(state: &mut State, color: u8) {
    let Some(open) = &state.reader.open else { return };
    let selection = state.reader.selection;
    let same = selection.and_then(|range| state.notes.at(range).filter(|placed| placed.ranges == [range]));
    let id = same.map(|placed| placed.annotation.id).or(state.notes.recent.filter(|_| selection.is_none()));
    let old = id.and_then(|id| state.notes.book.as_ref()?.get(id).cloned()).filter(|old| !old.deleted);
    match (old, selection) {
        (Some(old), _) if old.body.color == Some(color) && old.body.note.is_empty() => {
            state.notes.delete(old.id);
            state.notes.recent = None;
        }
        (Some(old), _) => {
            state.notes.change(old.id, |annotation| annotation.body.color = Some(color));
            state.notes.recent = Some(old.id);
        }
        (None, Some(range)) => {
            let target = target_of(open, Some(range));
            let body = Body { color: Some(color), ..Body::default() };
            state.notes.recent = state.notes.create(Motivation::Highlighting, target, body, open);
        }
        (None, None) => return state.tell(NoticeKind::Info, state.t(words::SELECT_FIRST)),
    }
    // The selection would hide the colour.
    state.reader.selection = None;
    changed(state);
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

/// Begins a note on the highlight under the selection or the one made last, on the selection, or on the article.
fn start_note(state: &mut State) {
    let Some(open) = &state.reader.open else { return };
    let selection = state.reader.selection;
    let old = selection.and_then(|range| state.notes.at(range)).map(|placed| placed.annotation.id);
    if let Some(id) = old.or(state.notes.recent.filter(|_| selection.is_none())) {
        return update(state, Action::EditNote(id));
    }
    let target = target_of(open, selection);
    // A note on words marks them, so that they are seen in the text.
    let body = Body { color: selection.map(|_| 0), ..Body::default() };
    let note = Annotation::new(Motivation::Commenting, target, body);
    state.notes.close_editor(state.reader.open.as_ref());
    state.notes.edit(note, false);
    state.panel = Some(Panel::Notes);
}

/// Opens the article of an annotation and shows its place.
fn show(state: &mut State, id: Uuid) {
    let here = |state: &State| {
        let placed = state.notes.here.iter().find(|placed| placed.annotation.id == id)?;
        placed.ranges.first().copied()
    };
    if here(state).is_none() {
        match state.marks.article_of(id) {
            _ if state.notes.book.as_ref().is_none_or(|book| book.get(id).is_none()) => {
                return state.tell(NoticeKind::Warning, state.t(words::NO_SUCH_NOTE));
            }
            Some(article) => update::update(state, Action::OpenArticle(article)),
            None if state.archive.progress.is_some() || state.marks.is_working() => {
                state.notes.wanted = Some(id);
                return;
            }
            None if state.notes.state_of(id) == Some(AnchorState::NotFound) => {
                return kept::show(state, id, words::WORDS_LOST);
            }
            None => return kept::show(state, id, words::NOT_IN_ARCHIVE),
        }
    }
    match here(state) {
        Some(range) => state.reader.show(range),
        None => kept::show(state, id, words::WORDS_LOST),
    }
}

/// Puts the selection, or else the article, on the clipboard.
fn copy(state: &mut State, told: words::Phrase, text: impl FnOnce(&OpenArticle, TextRange) -> String) {
    let Some(open) = &state.reader.open else { return };
    let range = state.reader.selection.unwrap_or_else(|| open.whole());
    let text = text(open, range);
    state.effects.push(Effect::Copy(text));
    state.tell(NoticeKind::Info, state.t(told));
}

/// Annotations with their pages as these are now, where they are in the open archive: as the person calls the
/// newspapers, at the paths where the pages are.
pub fn named(state: &State, annotations: Vec<Arc<Annotation>>) -> Vec<Arc<Annotation>> {
    let named = |mut annotation: Arc<Annotation>| {
        let now = page_now(state, &annotation);
        if now != annotation.target.page {
            Arc::make_mut(&mut annotation).target.page = now;
        }
        annotation
    };
    annotations.into_iter().map(named).collect()
}

/// The page of an annotation as it is called now, where it is in the open archive; else as it was.
pub fn page_now(state: &State, annotation: &Annotation) -> PageRef {
    let was = &annotation.target.page;
    let entry = state.marks.article_of(annotation.id).and_then(|id| state.archive.library.page(id.page));
    let Some(entry) = entry else { return was.clone() };
    PageRef {
        path: entry.file.path.to_string(),
        paper: Some(entry.issue.paper.clone()),
        date: entry.issue.date.map(|date| date.to_string()).or(was.date.clone()),
        label: entry.label.page.as_ref().map(ToString::to_string).or(was.label.clone()),
        ..was.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;
    use crate::notebook::StoreError;

    #[test]
    fn what_may_be_missing_is_said_and_nothing_else() {
        let place = Path::new("/notes/damaged/1");
        let say = |language, missing, kept| restored(language, &Fault::Behind(84), 43, missing, kept);
        for (language, all, some, unknown) in [
            (Language::Chinese, "已知保存过的都在", "最后 7 次保存的内容可能缺失", "无从查证"),
            (
                Language::English,
                "is there",
                "the last 7 times may be missing",
                "nothing is left that could tell",
            ),
        ] {
            let none = say(language, Some(0), Some(place));
            assert!(none.contains(all) && none.contains("84") && none.contains("43"), "{none}");
            assert!(none.contains("/notes/damaged/1"), "{none}");
            let lost = say(language, Some(7), None);
            assert!(lost.contains(some) && !lost.contains(all) && !lost.contains("damaged/1"), "{lost}");
            let unknown_lost = say(language, None, None);
            assert!(unknown_lost.contains(unknown) && !unknown_lost.contains(all), "{unknown_lost}");
        }
    }

    #[test]
    fn a_folder_that_goes_away_while_open_is_told() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        std::fs::remove_dir_all(&bench.state.data_dir).unwrap();
        bench.act(Action::ReachedEnd);
        let begun = std::time::Instant::now();
        while !bench.state.notices.iter().any(|notice| notice.text.contains("全部重新保存")) {
            assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", bench.state.notices);
            poll(&mut bench.state);
        }
        // Once, and it stays until it is read.
        bench.state.notices.clear();
        poll(&mut bench.state);
        assert_eq!(bench.state.notices, []);
    }

    #[test]
    fn a_store_that_was_restored_is_told() {
        let mut bench = Bench::two_papers();
        update(&mut bench.state, Action::ToggleBookmark);
        // Closing waits for the disk.
        bench.state.notes.book = None;
        let path = bench.state.data_dir.join("notebook.db");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.iter_mut().skip(100).step_by(7).for_each(|byte| *byte ^= 0x55);
        std::fs::write(&path, bytes).unwrap();
        open_notebook(&mut bench.state);
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
        let book = bench.state.notes.book.as_mut().unwrap();
        book.create(&old, open.page()).wait().unwrap();
        let before = book.get(old.id).unwrap().clone();
        changed(&mut bench.state);
        let book = bench.state.notes.book.as_mut().unwrap();
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
        changed(&mut bench.state);
        assert_eq!(bench.state.notes.book.as_ref().unwrap().get(old.id).unwrap().revision, 2);
        update(&mut bench.state, Action::Undo);
        assert!(bench.state.notes.listed.is_empty());
        update(&mut bench.state, Action::Redo);
        bench.state.notes.book = None;
        open_notebook(&mut bench.state);
        assert_eq!(bench.state.notes.book.as_ref().unwrap().get(old.id).unwrap().target.article.title, title);
    }

    #[test]
    fn a_trouble_is_told_when_it_comes_and_goes_when_it_has_passed() {
        let mut bench = Bench::two_papers();
        bench.state.notices.clear();
        let full = || Status { error: Some(StoreError::DiskFull), ..Status::default() };
        tell_troubles(&mut bench.state, full());
        assert!(bench.state.notices[0].text.contains("磁盘已满"));
        // Closed by the person while it lasts, it does not come back.
        bench.state.notices.clear();
        tell_troubles(&mut bench.state, full());
        assert_eq!(bench.state.notices.len(), 0);
        tell_troubles(&mut bench.state, Status::default());
        tell_troubles(&mut bench.state, full());
        assert_eq!(bench.state.notices.len(), 1);
        tell_troubles(&mut bench.state, Status::default());
        assert_eq!(bench.state.notices.len(), 0);
    }
}

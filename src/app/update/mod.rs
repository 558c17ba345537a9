//! The one place where the state changes: messages are handed to their rooms, and what the rooms ask for is carried out.

mod articles;
mod notes;

use super::annotations;
use super::article_list::{self, Which};
use super::article_status;
use super::calendar;
use super::context::Context;
use super::effect::{Effect, Effects, WindowRequest};
use super::import_export::{self, Exported};
use super::message::{Action, Event, Message};
use super::navigation;
use super::navigation::Position;
use super::open_archive;
use super::page_image;
use super::panels::{Alone, Focus, Overlay, Panel};
use super::settings::Settings;
use super::state::State;
use super::strings;
use crate::archive::{ArticleId, Library};
use crate::notebook::{Motivation, Request};
use articles::{arrive, enter_article, leave_article, open, put_beside, switch_side, visit, visit_first};
use notes::{look_at, notes_changed, show_annotation, whole_page};
use std::path::PathBuf;

/// Takes in what threads told and goes on with what is done a little in each frame. `now`: seconds since the window
/// opened.
pub fn begin_frame(state: &mut State, now: f64) {
    take_news(state);
    update(state, Message::News(Event::Frame(now)));
}

/// Takes in what threads told.
pub(super) fn take_news(state: &mut State) {
    let news: Vec<Event> = state.news.try_iter().collect();
    for event in news {
        update(state, Message::News(event));
    }
}

/// Makes the list anew where it is no longer true.
pub fn refresh_list(state: &mut State) {
    if state.list.stale {
        let cx = state.context();
        state.list.refresh(&cx, &state.marks);
    }
}

/// Carries a message out.
pub fn update(state: &mut State, message: Message) {
    let (cx, mut effects) = (state.context(), Effects::default());
    match message {
        Message::User(action) => act(state, action, &cx, &mut effects),
        Message::News(event) => take(state, event, &cx, &mut effects),
    }
    carry_out(state, effects);
}

/// Hands an action to its room.
fn act(state: &mut State, action: Action, cx: &Context, effects: &mut Effects) {
    let open = state.reader.open.as_ref();
    match action {
        Action::Archive(action) => {
            state.archive.update(action, cx, &mut state.store, &state.correcting.in_force, effects);
        }
        // The results are in the list's place.
        Action::List(article_list::Action::Focus) if state.find.results.is_shown => {
            effects.push(Effect::LeaveAlone);
            effects.push(Effect::Focus(Focus::Results));
        }
        Action::List(action) => state.list.update(action, cx, &state.marks, effects),
        Action::Go(navigation::Action::StepPage(direction)) if state.layout.alone == Some(Alone::Page) => {
            let here = state.page_image.page(&cx.library, &state.reader).map(|page| page.id);
            navigation::step_sheet(here, direction, cx, effects);
        }
        Action::Go(action) => {
            state.list.refresh(cx, &state.marks);
            let position = Position { open, list: &state.list, marks: &state.marks };
            state.history.update(action, cx, position, effects);
        }
        Action::Reader(action) => state.reader.update(action, cx, effects),
        Action::Status(mut action) => {
            if let article_status::Action::Mark { which, .. } = &mut action {
                settle(state, which);
            }
            let open = state.reader.open.as_ref();
            state.marks.update(action, open, &state.list, &mut state.store);
        }
        Action::Search(action) => state.find.update(action, cx, open, &mut state.store, effects),
        Action::Notes(action @ (annotations::Action::ToggleBookmark | annotations::Action::StartNote))
            if state.layout.alone == Some(Alone::Page) && state.page_image.bare.is_some() =>
        {
            let Some(target) = whole_page(state) else { return };
            let motivation = match action {
                annotations::Action::ToggleBookmark => Motivation::Bookmarking,
                _ => Motivation::Commenting,
            };
            let store = &mut state.store;
            state.notes.update_on_page(motivation, target, (cx, &state.reader), store, effects);
        }
        Action::Notes(action) => state.notes.update(action, cx, &state.reader, &mut state.store, effects),
        Action::Calendar(action) => state.calendar.update(action, cx, effects),
        Action::Review(action) => {
            let is_shown = state.layout.panel == Some(Panel::Review);
            state.review.update(action, cx, (&state.reader, is_shown), &mut state.store, effects);
        }
        Action::Collections(action) => {
            state.collections.update(action, cx, &mut state.store, effects);
        }
        Action::Correct(action) => {
            state.correcting.update(action, cx, &state.reader, &mut state.store, effects);
        }
        Action::Exchange(mut action) => {
            if let import_export::Action::Articles(_, which) = &mut action {
                settle(state, which);
            }
            let exported = Exported {
                listed: &state.notes.listed,
                marks: &state.marks,
                list: &state.list,
                open: open.map(|open| open.id),
                query: state.find.results.query_in_sight(),
                font: state.user_font.font.as_ref(),
            };
            state.exchange.update(action, cx, exported, &mut state.store, effects);
        }
        Action::PageImage(action) => {
            use page_image::Action::{Resize, ToggleCatch};
            let is_shown = state.layout.alone == Some(Alone::Page)
                || state.layout.panel == Some(Panel::PageImage) && state.layout.alone.is_none();
            if matches!(action, Resize(_) | ToggleCatch) && !is_shown {
                effects.push(Effect::LeaveAlone);
                effects.push(Effect::ShowPanel(Panel::PageImage));
            }
            state.page_image.update(action, cx, &state.reader, effects);
        }
        Action::Print(action) => {
            state.printing.update(action, cx, &state.reader, state.user_font.font.as_ref());
        }
        Action::Speech(action) => state.aloud.update(action, cx, &state.reader, effects),
        Action::Dictionary(action) => state.look_up.update(action, cx, &state.reader, effects),
        Action::Settings(action) => {
            change_settings(state, |settings| settings.update(action, cx.language, effects));
        }
        Action::Layout(action) => state.layout.update(action, cx, open.is_some(), effects),
        Action::Notices(action) => state.notices.update(action),
        Action::Escape => escape(state),
    }
}

/// Hands news to their room.
fn take(state: &mut State, event: Event, cx: &Context, effects: &mut Effects) {
    match event {
        Event::Archive(event) => state.archive.take(event, cx, &mut state.store, effects),
        Event::List(event) => state.list.take(event),
        Event::Search(event) => state.find.take(event, cx, &mut state.store, effects),
        Event::Correct(event) => state.correcting.take(event),
        Event::Exchange(event) => state.exchange.take(event, cx, &mut state.store, effects),
        Event::Review(event) => {
            let open = state.reader.open.as_ref().map(|open| open.id);
            state.review.take(event, open, cx, effects);
        }
        Event::PageImage(event) => state.page_image.take(event, cx, effects),
        Event::Print(event) => state.printing.take(event, cx, effects),
        Event::Font(event) => {
            let is_shown = state.layout.panel == Some(Panel::Settings);
            state.user_font.take(event, cx, is_shown, effects);
        }
        Event::Frame(now) => frame(state, now),
        Event::SystemTheme { dark } => state.system_dark = dark,
        Event::Returned => state.archive.came_back(),
        Event::Left => {
            // Nobody knows what comes next: the machine may be put to sleep and never wake.
            state.notes.go_on(f64::INFINITY, &state.reader, &mut state.store, effects);
            state.collections.keep(&mut state.store, effects);
            state.reader.keep_place(&mut state.store);
        }
        Event::Closing => {
            leave_article(state);
            state.collections.keep(&mut state.store, effects);
        }
    }
}

/// Carries out what rooms asked for, in order.
pub(super) fn carry_out(state: &mut State, effects: Effects) {
    for effect in effects {
        carry_out_one(state, effect);
    }
}

fn carry_out_one(state: &mut State, effect: Effect) {
    match effect {
        Effect::Tell(kind, text) => state.notices.tell(kind, text, state.now),
        Effect::Offer(text, command) => state.notices.offer(text, command, state.now),
        Effect::TellIfClosed(..) if state.layout.overlay.is_some() => {}
        Effect::TellIfClosed(kind, text) => state.notices.tell(kind, text, state.now),
        Effect::Untell(texts) => state.notices.untell(&texts),
        Effect::Request(request) => state.requests.push(request),

        Effect::Focus(focus) => state.layout.focus = Some(focus),
        Effect::ShowPanel(panel) => {
            state.layout.panel = Some(panel);
            // What lies over the panel would be above it.
            state.find.open = false;
            // Beside the page there is room for it.
            state.layout.alone.take_if(|alone| *alone == Alone::Text);
            if panel == Panel::Settings {
                state.user_font.list_families();
            } else if panel == Panel::Review {
                state.review.begin();
            } else if panel == Panel::Calendar {
                let open = state.reader.open.as_ref().map(|open| open.id.page);
                state.calendar.show_page(&state.archive.library, open);
            }
        }
        Effect::ShowDay(day) => {
            with(state, |state, cx, effects| {
                state.calendar.update(calendar::Action::Day(day), cx, effects);
            });
        }
        Effect::ShowOverlay(overlay) => {
            state.layout.overlay = Some(overlay);
            state.exchange.prepare(overlay);
            if overlay == Overlay::Print {
                state.printing.refused = None;
            }
            if overlay == Overlay::Open {
                with(state, |state, _, effects| state.archive.forget_refused(effects));
            }
        }
        Effect::CloseOverlay => state.layout.overlay = None,
        Effect::LeaveAlone => {
            if state.layout.alone.take() == Some(Alone::Page) {
                state.layout.panel = Some(Panel::PageImage);
            }
        }
        Effect::ShowList(shown) => {
            // The results are in the list's place.
            let was_covered = std::mem::take(&mut state.find.results.is_shown);
            change_settings(state, |settings| settings.list = shown || was_covered);
        }

        Effect::OpenPath(path) => open_path(state, path),
        Effect::ArchiveReplaced => empty(state),
        Effect::LibraryChanged { all_there } => library_changed(state, all_there),
        Effect::LibraryComplete => {
            let cx = state.context();
            state.find.set_library(&cx, true);
            let library = &state.archive.library;
            if !state.marks.has_all(library) {
                state.marks.set_library(library, true, state.store.book.as_ref());
                state.list.stale = true;
            }
        }
        Effect::ArchiveLost => {
            // What was read stays to be read, but no note is where the archive was.
            state.marks.set_library(&Library::default(), true, state.store.book.as_ref());
            state.list.stale = true;
        }

        Effect::Visit(id, arrival) => {
            if visit(state, id) {
                arrive(state, &arrival);
            }
        }
        Effect::VisitFirst(ids, or_tell) => {
            if !visit_first(state, &ids) {
                let mut effects = Effects::default();
                effects.hint(or_tell);
                carry_out(state, effects);
            }
        }
        Effect::LookAtPage(page) => {
            with(state, |state, cx, effects| {
                let action = page_image::Action::Look(page);
                state.page_image.update(action, cx, &state.reader, effects);
            });
        }
        Effect::Revisit(id) => {
            open(state, id);
        }
        Effect::PutBeside => put_beside(state),
        Effect::SwitchSide => switch_side(state),
        Effect::Reveal(reveal) => state.reader.show(reveal),
        Effect::Selected(range) => {
            state.look_up.text = None;
            if range.is_some() {
                state.notes.recent = None;
            }
        }
        Effect::ClearSelection => {
            state.reader.deselect();
        }
        Effect::Hold(line) => state.reader.hold = Some(line),
        Effect::ScriptChanged => show_script(state),

        Effect::AskTitles => state.find.ask_titles(&state.marks),
        Effect::AskText => state.find.ask_text(&state.marks),
        Effect::CountInText => state.find.count_in_text(&state.marks),

        Effect::ShowAnnotation(id) => show_annotation(state, id),
        Effect::LookAt(id, article) => look_at(state, id, article),
        Effect::CorrectAll(corrections) => {
            with(state, |state, cx, effects| state.exchange.correct(corrections, cx, effects));
        }
        Effect::NotesChanged => notes_changed(state),
        Effect::StatusChanged => {
            state.list.stale = true;
            if state.find.asks_notes() {
                state.find.ask_text(&state.marks);
            }
        }
    }
}

/// Lets a room do something, and carries out what it asks for.
pub(super) fn with<R>(state: &mut State, room: impl FnOnce(&mut State, &Context, &mut Effects) -> R) -> R {
    let (cx, mut effects) = (state.context(), Effects::default());
    let outcome = room(state, &cx, &mut effects);
    carry_out(state, effects);
    outcome
}

/// Settles which articles are meant, where that is not for the list to say: while the results stand in its place, what is
/// chosen is chosen among them.
fn settle(state: &State, which: &mut Which) {
    let open = state.reader.open.as_ref().map(|open| open.id);
    match which {
        Which::Chosen if state.find.results.is_shown => {
            let picked = state.find.results.picked();
            *which = Which::These(if picked.is_empty() { open.into_iter().collect() } else { picked });
        }
        Which::Serial => {
            let serials = state.archive.library.serials();
            *which = Which::These(open.map(|open| serials.parts(open)).unwrap_or_default());
        }
        Which::Chosen | Which::Open | Which::These(_) => {}
    }
}

/// Goes on with everything that is done a little in each frame.
fn frame(state: &mut State, now: f64) {
    state.now = now;
    state.notices.expire(now);
    open_by_itself(state);
    if state.layout.overlay != Some(Overlay::Everywhere) {
        state.correcting.everywhere = None;
    }
    with(state, |state, cx, effects| {
        state.notes.go_on(now, &state.reader, &mut state.store, effects);
        state.store.follow(cx.language, effects);
    });
    if state.layout.panel == Some(Panel::Calendar) {
        state.calendar.refresh(&state.archive.library);
    }
    if state.layout.panel == Some(Panel::Review) && state.archive.progress.is_none() {
        let cx = state.context();
        state.review.refresh(&cx, &state.store);
    }
    with(state, |state, _, effects| state.collections.go_on(now, &mut state.store, effects));
    with(state, |state, _, effects| state.marks.go_on(&mut state.store, effects));
    let found = state.marks.take_news();
    if !found.is_empty() {
        state.notes.set_states(found, &mut state.store);
    }
    let open = state.reader.open.as_ref();
    if open.is_some_and(|open| state.marks.is_stirred(open.id.page)) {
        state.notes.set_article(open, &state.marks, &mut state.store);
    }
    for request in state.store.handed_over() {
        state.requests.push(WindowRequest::Raise);
        match request {
            Request::Show => {}
            Request::Open(folder) => open_path(state, folder),
            Request::Annotation(id) => show_annotation(state, id),
        }
    }
    let settled = state.archive.progress.is_none() && !state.marks.is_working();
    if let Some(id) = state.notes.wanted.take_if(|_| settled) {
        show_annotation(state, id);
    }
    with(state, |state, cx, effects| {
        state.exchange.go_on(cx, &mut state.store, effects);
        state.aloud.go_on(cx, effects);
        state.user_font.follow(cx, effects);
    });
}

/// Opens an archive, or what a link leads to.
fn open_path(state: &mut State, path: PathBuf) {
    with(state, |state, cx, effects| {
        let action = open_archive::Action::OpenPath(path);
        state.archive.update(action, cx, &mut state.store, &state.correcting.in_force, effects);
    });
}

/// Numbers of pages and articles are those of one loader: what was known of the archive before is forgotten.
fn empty(state: &mut State) {
    leave_article(state);
    state.list = state.list.emptied();
    state.reader = state.reader.emptied();
    state.page_image.bare = None;
    state.find = state.find.emptied(state.archive.place());
    state.history = Default::default();
    state.aloud = Default::default();
    state.look_up = Default::default();
    state.marks = Default::default();
    if let Some(book) = &mut state.store.book {
        let path = state.archive.path.as_ref().map(|path| path.display().to_string());
        book.set_archive(&path.unwrap_or_default());
    }
    state.calendar = Default::default();
    state.review = state.review.emptied();
    enter_article(state);
}

fn library_changed(state: &mut State, all_there: bool) {
    let cx = state.context();
    state.list.stale = true;
    state.marks.set_library(&cx.library, all_there, state.store.book.as_ref());
    state.find.set_library(&cx, all_there);
    if let Some(id) = state.reader.changed(&cx.library) {
        // The person may have asked for another meanwhile, which comes once it is there.
        let awaited = state.archive.awaited;
        open(state, id);
        state.archive.awaited = awaited;
    }
}

/// Opens the article whose page was found changed, and the article to begin with, once they are there.
fn open_by_itself(state: &mut State) {
    if let Some(id) = state.archive.changed_article() {
        visit(state, id);
    }
    let cx = state.context();
    state.list.refresh(&cx, &state.marks);
    let order = state.list.listing.order();
    let is_made = !state.list.is_waiting();
    if let Some(first) = state.archive.first_article(is_made.then_some(order), &cx, &state.store) {
        let ids: Vec<ArticleId> = std::iter::once(first).chain(order.iter().copied().take(5_000)).collect();
        visit_first(state, &ids);
    }
}

/// Changes settings and keeps them.
fn change_settings(state: &mut State, change: impl FnOnce(&mut Settings)) {
    let before = state.settings.clone();
    change(&mut state.settings);
    if state.settings == before {
        return;
    }
    if state.settings.grouping != before.grouping || state.settings.sort != before.sort {
        state.list.stale = true;
        state.list.reveal += 1;
    }
    if state.settings.language != before.language {
        // What was told in the other language has been read by now; only what went wrong stays.
        state.notices.forget_done();
    }
    if state.settings.script != before.script {
        state.reader.as_printed = false;
        show_script(state);
    }
    state.store.keep(Settings::NAME, &state.settings);
}

/// Shows the open article in the script that is wanted, and says which it is.
fn show_script(state: &mut State) {
    state.reader.set_script(&state.settings);
    with(state, |state, cx, effects| {
        let script = cx.t(strings::script(state.reader.script(&cx.settings)));
        effects.info(cx.fill(strings::SCRIPT_IS, &[&script]));
    });
}

/// Escape closes one thing at a time, the uppermost first.
fn escape(state: &mut State) {
    if state.layout.overlay.take().is_some() {
        return;
    }
    if std::mem::take(&mut state.page_image.catches) {
        return;
    }
    if state.notes.editing.is_some() {
        state.notes.close_editor(state.reader.open.as_ref(), &mut state.store);
        return notes_changed(state);
    }
    if std::mem::take(&mut state.find.open) {
        state.layout.focus = Some(Focus::Article);
        return;
    }
    let results = &mut state.find.results;
    let chosen = if results.is_shown { &mut results.picked } else { &mut state.list.selection };
    if !chosen.is_empty() {
        *chosen = Default::default();
        return;
    }
    if state.look_up.text.take().is_some() || state.reader.deselect() {
        return;
    }
    if !std::mem::take(&mut state.find.places).is_empty() {
        return;
    }
    if state.layout.alone.take().is_some() {
        // Not where it was before: nothing else has had it here.
        state.layout.focus = Some(Focus::Article);
        return;
    }
    if state.layout.panel.take().is_some() {
        return;
    }
    state.find.results.is_shown = false;
    state.layout.focus = Some(Focus::Article);
}

#[cfg(test)]
mod tests;

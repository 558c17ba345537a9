//! The one place where the state changes.

use super::action::{Action, Along, ListMove, Overlay, Panel};
use super::article::OpenArticle;
use super::listing::{Group, Listing, Row, Shape};
use super::reading::TextPosition;
use super::settings::Settings;
use super::speech::{Progress, Speech, Voice};
use super::state::{Beside, Effect, Focus, NoticeKind, Reader, Side, State};
use super::theme::ThemeChoice;
use super::{correcting, exchange, files, language as words, own_font, printing, searching, writing};
use crate::archive::{ArticleId, PageError, PageId};
use crate::dictionary::Dictionary;
use crate::variants::Script;

/// From this confidence on, an article is not marked as doubtful.
pub const SURE: f32 = 0.6;

/// Carries an action out.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::OpenPath(_)
        | Action::PickFolder
        | Action::OpenSample
        | Action::Rescan
        | Action::CancelLoading
        | Action::SetEncoding(..)
        | Action::NamePaper(..) => files::update(state, action),

        Action::OpenArticle(id) => {
            state.reader.hits.clear();
            visit(state, id);
        }
        Action::OpenAt(id, range) => {
            visit(state, id);
            state.reader.show(range);
        }
        Action::StepArticle(along) => step_article(state, along),
        Action::StepPage(along) => step_page(state, along),
        Action::StepIssue(along) => step_issue(state, along),
        Action::NextUnread => step_to(state, words::NO_MORE_UNREAD, |state, id| !state.marks.is_read(id)),
        Action::NextDoubtful => step_to(state, words::NO_MORE_DOUBTFUL, |state, id| {
            state.archive.library.article(id).is_some_and(|article| article.confidence < SURE)
        }),
        Action::History(along) => history(state, along),
        Action::FollowJump => follow_jump(state),
        Action::StepPart(along) => step_part(state, along),
        Action::ToggleBeside => toggle_beside(state),
        Action::SwitchSide => switch_side(state),
        Action::StepSubhead(along) => step_subhead(state, along),
        Action::GoTo(at) => state.reader.go_on(at),

        Action::MoveList(_)
        | Action::ListCursor(_)
        | Action::ToggleGroup(_)
        | Action::OpenCursor { .. }
        | Action::TypeAhead(_)
        | Action::ToggleFilter(_)
        | Action::ClearFilters
        | Action::FocusList => list(state, action),
        Action::SetGrouping(grouping) => change_settings(state, |settings| settings.grouping = grouping),
        Action::SetSort(sort) => change_settings(state, |settings| settings.sort = sort),
        Action::ToggleList => {
            let hidden = std::mem::take(&mut state.focused);
            change_settings(state, |settings| settings.list = hidden || !settings.list);
        }

        Action::FindTitles
        | Action::FindText
        | Action::SetQuery(_)
        | Action::MoveHit(_)
        | Action::ChooseHit(_)
        | Action::OpenHit
        | Action::CloseFind => searching::update(state, action),

        Action::Select(range) => {
            state.reader.selection = range.filter(|range| !range.is_empty());
            state.reader.lookup = None;
            if state.reader.selection.is_some() {
                state.notes.recent = None;
            }
        }
        Action::LookUp => look_up(state),
        Action::ReadAloud => read_aloud(state),
        Action::PauseReading => {
            if let Some(speech) = &mut state.reader.speech {
                speech.toggle_pause();
            }
        }
        Action::SelectLine(line) => {
            let range = state.reader.open.as_ref().and_then(|open| open.block_range(open.block_of(line)?));
            if let Some(range) = range {
                state.reader.show(range);
            }
        }

        Action::Caret(_) | Action::Correct(..) | Action::Withdraw(_) => correcting::update(state, action),

        Action::ReadTo(_)
        | Action::ReachedEnd
        | Action::ToggleBookmark
        | Action::Highlight(_)
        | Action::StartNote
        | Action::EditNote(_)
        | Action::NoteText(_)
        | Action::NoteTags(_)
        | Action::CloseNote
        | Action::Delete(_)
        | Action::Recolor(..)
        | Action::ShowAnnotation(_)
        | Action::RestoreNote(_)
        | Action::ConfirmPlace(_)
        | Action::AttachToSelection(_)
        | Action::FilterNotes(_)
        | Action::ToggleRead
        | Action::Undo
        | Action::Redo
        | Action::Copy
        | Action::CopyShown
        | Action::CopyWithCitation
        | Action::CopyAsQuotation => writing::update(state, action),

        Action::Show(Overlay::Export | Overlay::Import | Overlay::BackUp | Overlay::Restore)
        | Action::ExportForm(_)
        | Action::ExportListed(_)
        | Action::ExchangePath(_)
        | Action::PickForExchange(_)
        | Action::Export
        | Action::BackUp
        | Action::ReadIncoming
        | Action::Merge
        | Action::CancelExchange => exchange::update(state, action),

        Action::TogglePanel(panel) => {
            state.panel = if state.panel == Some(panel) && !state.focused { None } else { Some(panel) };
            if state.panel == Some(Panel::Settings) {
                own_font::list_families(state);
            }
            state.focused = false;
        }
        Action::Print { path, then_open } => printing::print(state, path, then_open),
        Action::PickPrint(path) => printing::pick(state, &path),
        Action::Show(Overlay::Print) if state.reader.open.is_none() => {}
        Action::Show(overlay) => state.overlay = Some(overlay),
        Action::CloseOverlay => state.overlay = None,
        Action::Dismiss(id) => state.notices.retain(|notice| notice.id != id),
        Action::Escape => escape(state),
        Action::Set(settings) => change_settings(state, |now| *now = *settings),
        Action::TextSize(along) => {
            let step = if along == Along::Next { 1.0 } else { -1.0 };
            change_settings(state, |settings| settings.text_size += step);
        }
        Action::ResetTextSize => {
            change_settings(state, |settings| settings.text_size = Settings::default().text_size)
        }
        Action::NextTheme => next_theme(state),
        Action::ToggleSerif => change_settings(state, |settings| settings.serif = !settings.serif),
        Action::ToggleVertical => change_settings(state, |settings| settings.vertical = !settings.vertical),
        Action::NextColumns => change_settings(state, |settings| settings.columns = settings.columns % 3 + 1),
        Action::NextScript => next_script(state),
        Action::ToggleAsPrinted if state.settings.script == Script::AsPrinted => {
            state.tell(NoticeKind::Info, state.t(words::IS_AS_PRINTED));
        }
        Action::ToggleAsPrinted => {
            state.reader.as_printed ^= true;
            show_script(state);
        }
        Action::ToggleFocus => state.focused ^= true,
        Action::ToggleLanguage => {
            let other = state.language().pick(words::Language::English, words::Language::Chinese);
            change_settings(state, |settings| settings.language = Some(other));
        }
        Action::Fullscreen => state.effects.push(Effect::Fullscreen),
        Action::Quit => state.effects.push(Effect::Close),
    }
}

/// Makes the list anew where it is no longer true.
pub fn refresh_list(state: &mut State) {
    if !std::mem::take(&mut state.list.stale) {
        return;
    }
    let shape =
        Shape { grouping: state.settings.grouping, sort: state.settings.sort, closed: &state.list.closed };
    let (filters, marks) = (&state.list.filters, &state.marks);
    state.list.listing = Listing::new(&state.archive.library, &shape, |id, _, article| {
        use super::action::Filter;
        filters.iter().all(|filter| match filter {
            Filter::Unread => !marks.is_read(id),
            Filter::Bookmarked => marks.of(id).bookmark,
            Filter::Annotated => marks.of(id).note,
            Filter::Doubtful => article.confidence < SURE,
            Filter::Untitled => article.untitled,
        })
    });
}

/// Changes settings and keeps them.
pub fn change_settings(state: &mut State, change: impl FnOnce(&mut Settings)) {
    let before = state.settings.clone();
    change(&mut state.settings);
    state.settings = state.settings.clone().clamped();
    if state.settings == before {
        return;
    }
    state.list.stale |= state.settings.grouping != before.grouping || state.settings.sort != before.sort;
    if state.settings.script != before.script {
        state.reader.as_printed = false;
        show_script(state);
    }
    writing::keep_settings(state);
}

fn next_script(state: &mut State) {
    let next = match state.settings.script {
        Script::AsPrinted => Script::Simplified,
        Script::Simplified => Script::Traditional,
        _ => Script::AsPrinted,
    };
    change_settings(state, |settings| settings.script = next);
}

/// Shows the open article in the script that is wanted, and says which it is.
fn show_script(state: &mut State) {
    let script = state.script();
    let reader = &mut state.reader;
    for open in reader.open.iter_mut().chain(reader.beside.as_mut().map(|beside| &mut beside.open)) {
        open.show_in(script);
    }
    let text = words::SCRIPT_IS.fill(state.language(), &[&state.t(words::script(script))]);
    state.tell(NoticeKind::Info, text);
}

fn next_theme(state: &mut State) {
    let all = ThemeChoice::ALL;
    let at = all.iter().position(|&choice| choice == state.settings.theme).unwrap_or(0);
    let next = all[(at + 1) % all.len()];
    change_settings(state, |settings| settings.theme = next);
    let name = match next {
        ThemeChoice::System => words::FOLLOW_SYSTEM,
        ThemeChoice::Fixed(super::theme::Theme::Light) => words::LIGHT,
        ThemeChoice::Fixed(super::theme::Theme::Sepia) => words::SEPIA,
        ThemeChoice::Fixed(super::theme::Theme::Dark) => words::DARK,
    };
    let text = words::THEME_IS.fill(state.language(), &[&state.t(name)]);
    state.tell(NoticeKind::Info, text);
}

/// Escape closes one thing at a time, the uppermost first.
fn escape(state: &mut State) {
    if state.overlay.take().is_some() {
        return;
    }
    if state.notes.editing.is_some() {
        return update(state, Action::CloseNote);
    }
    if state.find.open {
        state.focus = Some(Focus::Article);
        return update(state, Action::CloseFind);
    }
    if state.reader.lookup.take().is_some() {
        return;
    }
    if state.reader.selection.take().is_some() || std::mem::take(&mut state.focused) {
        return;
    }
    if state.panel.take().is_none() {
        state.focus = Some(Focus::Article);
    }
}

// Moving about.

/// Opens an article and puts it after the one seen before.
fn visit(state: &mut State, id: ArticleId) {
    remember(&mut state.reader, id);
    open(state, id);
}

/// Puts an article after the one seen before.
fn remember(reader: &mut Reader, id: ArticleId) {
    if reader.history.get(reader.at) != Some(&id) {
        /// Articles that back and forward remember.
        const REMEMBERED: usize = 500;
        reader.history.truncate(reader.at + 1);
        reader.history.push(id);
        if reader.history.len() > REMEMBERED {
            reader.history.remove(0);
        }
        reader.at = reader.history.len() - 1;
    }
}

/// Puts the open article beside itself, where it stays while others are opened; or takes the other one away.
fn toggle_beside(state: &mut State) {
    if state.reader.beside.take().is_some() {
        state.reader.side = Side::Left;
        return;
    }
    let Some(open) = &state.reader.open else { return };
    state.reader.serial += 1;
    let again = OpenArticle::read(&state.archive.library, open.id, state.reader.serial, state.script());
    // A page that cannot be read any more is told of when it is opened.
    if let Ok(again) = again {
        state.reader.beside = Some(Beside { open: again, marks: state.notes.decorations() });
    }
}

/// Makes the article beside the open one.
fn switch_side(state: &mut State) {
    let Some(beside) = state.reader.beside.take() else { return };
    writing::leave_article(state);
    let marks = state.notes.decorations();
    remember(&mut state.reader, beside.open.id);
    let left = state.reader.open.replace(beside.open);
    let reader = &mut state.reader;
    reader.beside = left.map(|open| Beside { open, marks });
    reader.side = reader.side.other();
    (reader.selection, reader.lookup, reader.speech) = (None, None, None);
    reader.hits.clear();
    writing::enter_article(state);
    // It is where the person left it: nothing is to be scrolled.
    state.reader.reveal = None;
    state.focus = Some(Focus::Article);
}

/// Opens an article without touching the history.
pub fn open(state: &mut State, id: ArticleId) {
    writing::leave_article(state);
    state.reader.serial += 1;
    match OpenArticle::read(&state.archive.library, id, state.reader.serial, state.script()) {
        Ok(article) => {
            state.archive.wanted = None;
            (state.reader.selection, state.reader.lookup, state.reader.speech) = (None, None, None);
            state.reader.reveal = None;
            state.reader.open = Some(article);
            writing::enter_article(state);
            show_in_list(state, id);
        }
        Err(PageError::Changed) => {
            state.tell(NoticeKind::Warning, state.t(words::PAGE_CHANGED));
            files::update(state, Action::Rescan);
        }
        Err(error) => {
            let path = state.archive.library.page(id.page).map(|page| page.file.path.to_string());
            let reason = error.in_words(state.language());
            let text = words::PAGE_UNREADABLE.fill(state.language(), &[&path.unwrap_or_default(), &reason]);
            state.tell(NoticeKind::Error, text);
        }
    }
}

/// Puts the list's cursor on an article, opening the groups it is in.
fn show_in_list(state: &mut State, id: ArticleId) {
    refresh_list(state);
    let row = Row::Article(id);
    if state.list.listing.find(&row).is_none() && state.list.listing.order().contains(&id) {
        for group in groups_of(state, id) {
            state.list.stale |= state.list.closed.remove(&group);
        }
        refresh_list(state);
    }
    state.list.cursor = Some(row);
    state.list.reveal += 1;
}

/// The groups that an article can lie in.
fn groups_of(state: &State, id: ArticleId) -> Vec<Group> {
    let Some(page) = state.archive.library.page(id.page) else { return Vec::new() };
    vec![
        Group::Date(page.issue.date),
        Group::Paper(page.issue.paper.clone()),
        Group::Issue(page.issue.clone()),
        Group::Page(page.id),
    ]
}

fn step_article(state: &mut State, along: Along) {
    refresh_list(state);
    let order = state.list.listing.order();
    let at = state.reader.open.as_ref().and_then(|open| order.iter().position(|&id| id == open.id));
    let next = match (at, along) {
        (None, _) => order.first(),
        (Some(at), Along::Next) => order.get(at + 1),
        (Some(at), Along::Previous) => at.checked_sub(1).and_then(|at| order.get(at)),
    };
    match next.copied() {
        Some(id) => update(state, Action::OpenArticle(id)),
        None => at_the_end(state, along),
    }
}

fn at_the_end(state: &mut State, along: Along) {
    let phrase = if along == Along::Next { words::AT_LAST } else { words::AT_FIRST };
    state.tell(NoticeKind::Info, state.t(phrase));
}

/// The page that is open, as a place in the library's pages.
fn open_page(state: &State) -> Option<usize> {
    state.archive.library.position(state.reader.open.as_ref()?.id.page)
}

fn first_article(state: &mut State, page: PageId) {
    update(state, Action::OpenArticle(ArticleId { page, index: 0 }));
}

fn step_page(state: &mut State, along: Along) {
    let pages = state.archive.library.pages();
    let has_articles = |&at: &usize| !pages[at].articles().is_empty();
    let next = match (open_page(state), along) {
        (None, _) => (0..pages.len()).find(has_articles),
        (Some(at), Along::Next) => (at + 1..pages.len()).find(has_articles),
        (Some(at), Along::Previous) => (0..at).rev().find(has_articles),
    };
    match next.map(|at| pages[at].id) {
        Some(page) => first_article(state, page),
        None => at_the_end(state, along),
    }
}

fn step_issue(state: &mut State, along: Along) {
    let library = &state.archive.library;
    let page = open_page(state).unwrap_or(0);
    let at = library.issues().iter().position(|issue| issue.pages.contains(&page)).unwrap_or(0);
    let next = match along {
        Along::Next => library.issues().get(at + 1),
        Along::Previous => at.checked_sub(1).and_then(|at| library.issues().get(at)),
    };
    let first = next.and_then(|issue| {
        library.pages()[issue.pages.clone()]
            .iter()
            .find(|page| !page.articles().is_empty())
            .map(|page| page.id)
    });
    match first {
        Some(page) => first_article(state, page),
        None => at_the_end(state, along),
    }
}

/// Opens the next article of the list that is like this, beginning again at the top.
fn step_to(state: &mut State, none: words::Phrase, is_wanted: impl Fn(&State, ArticleId) -> bool) {
    refresh_list(state);
    let order = state.list.listing.order();
    let at = state.reader.open.as_ref().and_then(|open| order.iter().position(|&id| id == open.id));
    let start = at.map_or(0, |at| at + 1);
    let next =
        order[start..].iter().chain(&order[..start.saturating_sub(1)]).find(|&&id| is_wanted(state, id));
    match next.copied() {
        Some(id) => update(state, Action::OpenArticle(id)),
        None => state.tell(NoticeKind::Info, state.t(none)),
    }
}

fn history(state: &mut State, along: Along) {
    let reader = &mut state.reader;
    if !reader.can_step(along == Along::Next) {
        return;
    }
    reader.at = if along == Along::Next { reader.at + 1 } else { reader.at - 1 };
    let id = reader.history[reader.at];
    open(state, id);
}

/// Reads the open article aloud from the selection or from what is in view, or stops reading.
fn read_aloud(state: &mut State) {
    if state.reader.speech.take().is_some() {
        return;
    }
    let Some(open) = &state.reader.open else { return };
    let top = state.notes.place.and_then(|byte| open.position_of(byte)).unwrap_or_default();
    let from = state.reader.selection.map_or(top, |range| range.start);
    let voices = Voice::all();
    if voices.is_empty() {
        return state.tell(NoticeKind::Warning, state.t(words::NO_SPEECH));
    }
    state.reader.speech = Some(Speech::new(voices, &open.document, from));
}

/// Goes on reading aloud, and keeps the sentence in view.
pub fn poll_speech(state: &mut State) {
    let Some(speech) = &mut state.reader.speech else { return };
    let progress = speech.poll();
    let sentence = speech.sentence();
    match progress {
        Progress::Same => {}
        Progress::Next => {
            if let Some(range) = sentence {
                state.reader.look_at(range);
            }
        }
        Progress::Done => {
            state.reader.speech = None;
            state.tell(NoticeKind::Info, state.t(words::ALL_READ));
        }
        Progress::Failed => {
            state.reader.speech = None;
            state.tell(NoticeKind::Warning, state.t(words::SPEECH_FAILED));
        }
    }
}

/// Looks the selection up in the dictionary, which is unpacked the first time.
fn look_up(state: &mut State) {
    if state.reader.lookup.take().is_some() {
        return;
    }
    let Some((open, range)) = state.reader.open.as_ref().zip(state.reader.selection) else {
        return state.tell(NoticeKind::Info, state.t(words::SELECT_WORD));
    };
    state.reader.lookup = Some(open.document.text(range));
    let wake = state.wake.clone();
    Dictionary::load(move || wake());
}

/// Goes to the next subhead below the top of what is seen, or the previous one above it.
fn step_subhead(state: &mut State, along: Along) {
    let Some(open) = &state.reader.open else { return };
    let top = state.notes.place.and_then(|byte| open.position_of(byte)).unwrap_or_default();
    let starts: Vec<TextPosition> =
        std::iter::once(TextPosition::default()).chain(open.subheads().map(|range| range.start)).collect();
    let next = match along {
        Along::Next => starts.iter().find(|&&at| at > top),
        Along::Previous => starts.iter().rfind(|&&at| at < top),
    };
    match next.copied() {
        Some(at) => state.reader.go_on(at),
        None if starts.len() == 1 => state.tell(NoticeKind::Info, state.t(words::NO_SUBHEADS)),
        None => {}
    }
}

/// Opens the article that goes on where a jump line of this one points: on that page of the same issue, the one
/// whose own jump line points back here, else the first.
fn follow_jump(state: &mut State) {
    let Some(open) = &state.reader.open else { return };
    let library = &state.archive.library;
    let here = open.entry.label.page.as_ref().map(|page| page.number);
    let Some((_, number)) = open.jumps().into_iter().find(|(_, number)| Some(*number) != here) else {
        return state.tell(NoticeKind::Info, state.t(words::NO_JUMP));
    };
    let issue = library.issues().iter().find(|issue| issue.key == open.entry.issue);
    let pages = issue.map(|issue| &library.pages()[issue.pages.clone()]).unwrap_or_default();
    let target = pages.iter().find(|page| page.label.page.as_ref().is_some_and(|page| page.number == number));
    let Some(target) = target.map(|page| page.id) else {
        let text = words::JUMP_MISSING.fill(state.language(), &[&number]);
        return state.tell(NoticeKind::Warning, text);
    };
    let title = open.article().title();
    let back = library.content(target).ok().and_then(|content| {
        let articles = &content.segmentation.articles;
        let points_here = |article: &crate::segmentation::Article| {
            let mut jumps = article.texts(crate::segmentation::Role::Jump);
            jumps.any(|text| super::article::jump_page(text).is_some_and(|page| Some(page) == here))
        };
        let same_title = |article: &crate::segmentation::Article| title.is_some() && article.title() == title;
        articles.iter().position(same_title).or_else(|| articles.iter().position(points_here))
    });
    update(state, Action::OpenArticle(ArticleId { page: target, index: back.unwrap_or(0) as u32 }));
}

fn step_part(state: &mut State, along: Along) {
    let Some(open) = &state.reader.open else { return };
    let serials = state.archive.library.serials();
    let (target, none) = match along {
        Along::Next => (serials.next(open.id).map(|link| link.to), words::NO_NEXT_PART),
        Along::Previous => (serials.previous(open.id).map(|link| link.from), words::NO_PREVIOUS_PART),
    };
    match target {
        Some(id) => update(state, Action::OpenArticle(id)),
        None => state.tell(NoticeKind::Info, state.t(none)),
    }
}

// The list.

fn list(state: &mut State, action: Action) {
    refresh_list(state);
    let cursor = state.list.cursor.as_ref().and_then(|row| state.list.listing.find(row));
    let rows = state.list.listing.rows().len();
    match action {
        Action::MoveList(ListMove::By(by)) => {
            let at = cursor.map_or(0, |at| at.saturating_add_signed(by).min(rows.saturating_sub(1)));
            put_cursor(state, at);
        }
        Action::MoveList(ListMove::First) => put_cursor(state, 0),
        Action::MoveList(ListMove::Last) => put_cursor(state, rows.saturating_sub(1)),
        Action::MoveList(ListMove::In) => match cursor.map(|at| (at, &state.list.listing.rows()[at])) {
            Some((at, Row::Heading { open: false, .. })) => toggle_group(state, at),
            Some((at, Row::Heading { .. })) => put_cursor(state, at + 1),
            _ => {}
        },
        Action::MoveList(ListMove::Out) => {
            let Some(at) = cursor else { return };
            let rows = state.list.listing.rows();
            let level = match &rows[at] {
                Row::Heading { open: true, .. } => return toggle_group(state, at),
                Row::Heading { level, .. } => *level,
                Row::Article(_) => u8::MAX,
            };
            let outer =
                rows[..at].iter().rposition(|row| matches!(row, Row::Heading { level: l, .. } if *l < level));
            if let Some(at) = outer {
                put_cursor(state, at);
            }
        }
        Action::ListCursor(at) => put_cursor(state, at),
        Action::ToggleGroup(at) => toggle_group(state, at),
        Action::OpenCursor { stay } => match (cursor, state.list.cursor.clone()) {
            (_, Some(Row::Article(id))) => {
                update(state, Action::OpenArticle(id));
                if !stay {
                    state.focus = Some(Focus::Article);
                }
            }
            (Some(at), Some(Row::Heading { .. })) => toggle_group(state, at),
            _ => {}
        },
        Action::TypeAhead(typed) => {
            let from = cursor.unwrap_or(0);
            let rows = state.list.listing.rows();
            // The row under the cursor counts too, so that more letters narrow down.
            let begins = |row: &Row| match row {
                Row::Article(id) => state
                    .archive
                    .library
                    .article(*id)
                    .is_some_and(|article| begins_with(&article.title, &typed)),
                Row::Heading { .. } => false,
            };
            let found = (from..rows.len()).chain(0..from).find(|&at| begins(&rows[at]));
            if let Some(at) = found {
                put_cursor(state, at);
            }
        }
        Action::ToggleFilter(filter) => {
            if !state.list.filters.remove(&filter) {
                state.list.filters.insert(filter);
            }
            state.list.stale = true;
            state.list.reveal += 1;
        }
        Action::ClearFilters => {
            state.list.filters.clear();
            state.list.stale = true;
            state.list.reveal += 1;
        }
        Action::FocusList => {
            state.focused = false;
            if !state.settings.list {
                change_settings(state, |settings| settings.list = true);
            }
            if state.list.cursor.is_none() {
                put_cursor(state, 0);
            }
            state.focus = Some(Focus::List);
        }
        _ => {}
    }
}

/// Whether a title begins with what was typed, or its characters' pinyin with these letters: `djgy` for 大江公园.
/// Marks and letter case do not count.
fn begins_with(title: &str, typed: &str) -> bool {
    use pinyin::ToPinyin;
    let typed = typed.to_lowercase();
    let letters = || title.chars().filter(|c| c.is_alphanumeric());
    let as_it_is: String = letters().take(typed.chars().count()).flat_map(char::to_lowercase).collect();
    let initial = |c: char| c.to_pinyin().and_then(|sound| sound.plain().chars().next()).unwrap_or(c);
    let by_sound: String = letters().take(typed.len()).map(initial).collect();
    as_it_is == typed || by_sound == typed
}

fn put_cursor(state: &mut State, at: usize) {
    if let Some(row) = state.list.listing.rows().get(at) {
        state.list.cursor = Some(row.clone());
        state.list.reveal += 1;
    }
}

fn toggle_group(state: &mut State, at: usize) {
    let Some(Row::Heading { group, .. }) = state.list.listing.rows().get(at).cloned() else { return };
    if !state.list.closed.remove(&group) {
        state.list.closed.insert(group);
    }
    state.list.stale = true;
    put_cursor(state, at);
}

#[cfg(test)]
mod tests {
    use super::super::action::Filter;
    use super::super::notes::Saving;
    use super::super::reading::TextRange;
    use super::super::settings::{Grouping, Sort};
    use super::super::testing::Bench;
    use super::*;

    fn titles(bench: &Bench) -> Vec<String> {
        let list = &bench.state.list.listing;
        let title = |id: &ArticleId| bench.state.archive.library.article(*id).map(|a| a.title.clone());
        list.order().iter().filter_map(title).collect()
    }

    #[test]
    fn steps_follow_the_list_and_history_goes_back() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Next));
        let second = bench.title();
        assert_ne!(first, second);
        bench.act(Action::StepArticle(Along::Next));
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), second);
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), first);
        assert!(!bench.state.reader.can_step(false));
        bench.act(Action::History(Along::Next));
        assert_eq!(bench.title(), second);
        // A new way taken from here forgets the one not taken.
        bench.act(Action::StepIssue(Along::Next));
        assert!(!bench.state.reader.can_step(true));
    }

    #[test]
    fn the_ends_are_told_and_nothing_moves() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Previous));
        assert_eq!((bench.title(), bench.state.notices.len()), (first, 1));
        bench.act(Action::StepArticle(Along::Previous));
        assert_eq!(bench.state.notices.len(), 1, "told once");
    }

    #[test]
    fn the_list_is_grouped_and_sorted_as_asked() {
        let mut bench = Bench::two_papers();
        for grouping in Grouping::ALL {
            bench.act(Action::SetGrouping(grouping));
            assert_eq!(bench.state.list.listing.order().len(), 4, "{grouping:?}");
            let headings = bench.state.list.listing.rows().len() - 4;
            let expected = match grouping {
                Grouping::Date => 2 + 4,
                Grouping::Paper => 2 + 3 + 4,
                Grouping::Page => 4,
                Grouping::Flat => 0,
            };
            assert_eq!(headings, expected, "{grouping:?}");
        }
        bench.act(Action::SetSort(Sort::Newest));
        assert!(titles(&bench)[0].starts_with("冰灯"), "{:?}", titles(&bench));
        bench.act(Action::SetSort(Sort::Oldest));
        assert!(titles(&bench)[3].starts_with("冰灯"));
    }

    #[test]
    fn a_closed_group_hides_its_rows_until_one_is_opened() {
        let mut bench = Bench::two_papers();
        let rows = bench.state.list.listing.rows().len();
        bench.act(Action::ToggleGroup(0));
        assert!(bench.state.list.listing.rows().len() < rows);
        assert_eq!(bench.state.list.listing.order().len(), 4);
        let first = bench.state.list.listing.order()[0];
        bench.act(Action::OpenArticle(first));
        assert_eq!(bench.state.list.listing.rows().len(), rows, "the open article is shown in the list");
    }

    #[test]
    fn rows_are_found_by_their_height() {
        let bench = Bench::two_papers();
        let listing = &bench.state.list.listing;
        for at in 0..listing.rows().len() {
            let (top, bottom) = listing.extent(at).unwrap();
            assert_eq!(listing.visible(top + 1.0, bottom - 1.0), at..at + 1);
        }
        assert_eq!(listing.visible(0.0, listing.height()), 0..listing.rows().len());
        assert_eq!(listing.extent(listing.rows().len()), None);
    }

    #[test]
    fn filters_hold_together_and_marks_feed_them() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleFilter(Filter::Bookmarked));
        assert!(titles(&bench).is_empty());
        bench.act(Action::ToggleBookmark);
        writing::poll(&mut bench.state);
        refresh_list(&mut bench.state);
        assert_eq!(titles(&bench), [bench.title()]);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 1);
        bench.act(Action::ToggleRead);
        bench.act(Action::ClearFilters);
        bench.act(Action::ToggleFilter(Filter::Unread));
        assert_eq!(titles(&bench).len(), 3);
    }

    #[test]
    fn saved_is_said_only_when_the_store_says_so() {
        let mut bench = Bench::two_papers();
        assert_eq!(bench.state.notes.saving, Saving::Idle);
        bench.act(Action::ToggleBookmark);
        assert_eq!(bench.state.notes.saving, Saving::Pending);
        let begun = std::time::Instant::now();
        while bench.state.notes.saving != Saving::Saved {
            writing::poll(&mut bench.state);
            assert!(begun.elapsed().as_secs() < 30);
        }
    }

    #[test]
    fn escape_closes_one_thing_at_a_time() {
        let mut bench = Bench::two_papers();
        bench.act(Action::TogglePanel(Panel::Source));
        bench.act(Action::FindTitles);
        bench.act(Action::Show(Overlay::Help));
        bench.act(Action::Escape);
        assert!(bench.state.overlay.is_none() && bench.state.find.open);
        bench.act(Action::Escape);
        assert!(!bench.state.find.open && bench.state.panel.is_some());
        bench.act(Action::Escape);
        assert!(bench.state.panel.is_none());
    }

    #[test]
    fn settings_are_kept_and_stay_in_their_ranges() {
        let mut bench = Bench::two_papers();
        for _ in 0..99 {
            bench.act(Action::TextSize(Along::Next));
        }
        assert_eq!(bench.state.settings.text_size, *Settings::TEXT_SIZES.end());
        let kept: Option<Settings> = bench.state.notes.book.as_ref().unwrap().setting("window");
        assert_eq!(kept.as_ref(), Some(&bench.state.settings));
    }

    #[test]
    fn instalments_lead_to_each_other() {
        let part = |number: char| {
            format!(
                "山里人家{number}\n\n　　雨下了三天，山路断了，他只好在屋里等着，把旧事又想了一遍。\n　　（未完）\n"
            )
        };
        let mut bench =
            Bench::new(&[("江报/2031-01-02/04.txt", &part('①')), ("江报/2031-01-09/04.txt", &part('②'))]);
        let first = bench.state.reader.open.as_ref().unwrap().id;
        bench.act(Action::StepPart(Along::Next));
        let second = bench.state.reader.open.as_ref().unwrap().id;
        assert_ne!(first.page, second.page);
        bench.act(Action::StepPart(Along::Next));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, second);
        assert!(!bench.state.notices.is_empty());
        bench.act(Action::StepPart(Along::Previous));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, first);
    }

    #[test]
    fn another_script_changes_what_is_shown_and_nothing_else() {
        let mut bench = Bench::two_papers();
        let printed = bench.state.reader.open.as_ref().unwrap().document.clone();
        bench.act(Action::NextScript);
        bench.act(Action::NextScript);
        assert_eq!(bench.state.settings.script, Script::Traditional);
        let open = bench.state.reader.open.as_ref().unwrap();
        assert_eq!(open.document, printed);
        let shown = &open.shown.document.paragraphs[1].text;
        assert!(shown.contains("這裏寫着一條短消息"), "{shown}");
        let at = printed.paragraphs[1].text.find("发生").unwrap();
        let range = TextRange { start: TextPosition::new(1, at), end: TextPosition::new(1, at + 6) };
        bench.act(Action::Select(Some(range)));
        bench.act(Action::Copy);
        bench.act(Action::CopyShown);
        let copied = [Effect::Copy("发生".into()), Effect::Copy("發生".into())];
        assert_eq!(bench.state.effects, copied);
        // One key to the original and back; the setting stays.
        bench.act(Action::ToggleAsPrinted);
        assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.document, printed);
        bench.act(Action::StepArticle(Along::Next));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.script, Script::AsPrinted);
        bench.act(Action::ToggleAsPrinted);
        assert_eq!(bench.state.reader.open.as_ref().unwrap().shown.script, Script::Traditional);
    }

    #[test]
    fn two_articles_side_by_side_change_places_with_all_that_is_theirs() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        bench.act(Action::ToggleBeside);
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Next));
        let second = bench.title();
        assert_ne!(first, second);
        assert!(!bench.state.is_bookmarked());
        bench.act(Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (first.clone(), Side::Right));
        assert!(bench.state.is_bookmarked(), "the notes are those of the article that is read now");
        bench.act(Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (second, Side::Left));
        bench.act(Action::ToggleBeside);
        assert!(bench.state.reader.beside.is_none());
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), first);
    }

    #[test]
    fn subheads_are_stepped_through_and_the_ends_stay() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_mut().unwrap();
        open.document.paragraphs[1].role = crate::segmentation::Role::Subhead;
        bench.act(Action::StepSubhead(Along::Next));
        let asked = bench.state.reader.reveal.map(|(_, reveal)| reveal);
        assert_eq!(asked, Some(super::super::state::Reveal::Top(TextPosition::new(1, 0))));
        let span = bench.state.reader.open.as_ref().unwrap();
        let byte = span.to_source(span.block_range(1).unwrap())[0].start;
        bench.act(Action::ReadTo(Some(byte)));
        let before = bench.state.reader.reveals;
        bench.act(Action::StepSubhead(Along::Next));
        assert_eq!(bench.state.reader.reveals, before, "there is none below");
        bench.act(Action::StepSubhead(Along::Previous));
        assert_eq!(bench.state.reader.reveals, before + 1);
    }

    #[test]
    fn a_note_is_undone_as_one_however_long_it_was_written() {
        let mut bench = Bench::two_papers();
        bench.act(Action::StartNote);
        for text in ["明天", "明天去看看"] {
            bench.act(Action::NoteText(text.into()));
            // A pause after which what was typed is kept.
            bench.state.now += 1.0;
            writing::poll(&mut bench.state);
        }
        bench.act(Action::NoteText("明天去看看冰灯".into()));
        bench.act(Action::CloseNote);
        let notes = |bench: &Bench| -> Vec<String> {
            let book = bench.state.notes.book.as_ref().unwrap();
            book.find(&Default::default()).map(|note| note.body.note.clone()).collect()
        };
        assert_eq!(notes(&bench), ["明天去看看冰灯"]);
        bench.act(Action::Undo);
        assert_eq!(notes(&bench), [""; 0]);
        bench.act(Action::Redo);
        assert_eq!(notes(&bench), ["明天去看看冰灯"]);
        // A later change is a thing of its own.
        let id = bench.state.notes.listed[0];
        bench.act(Action::EditNote(id));
        bench.act(Action::NoteText("去过了".into()));
        bench.act(Action::CloseNote);
        bench.act(Action::Undo);
        assert_eq!(notes(&bench), ["明天去看看冰灯"]);
    }

    #[test]
    fn a_jump_line_leads_to_its_page() {
        let story = concat!(
            "　　本报讯 昨天上午，江上的大桥顺利合龙，工人们在桥头挥手庆祝，两岸居民站在堤上观看。\n",
            "　　大桥全长两千八百米，双向六车道，两侧留出了自行车道和人行道，预计明年春天通车。\n",
        );
        let first = format!("大桥合龙\n\n{story}　　（下转第2版）\n");
        let second = format!("大桥合龙\n\n　　（上接第1版）\n{story}");
        let mut bench =
            Bench::new(&[("江报/2031-01-02/01.txt", &first), ("江报/2031-01-02/02.txt", &second)]);
        let here = bench.state.reader.open.as_ref().map(|open| open.id.page);
        let jumps: Vec<u16> =
            bench.state.reader.open.iter().flat_map(|open| open.jumps()).map(|(_, page)| page).collect();
        assert_eq!(jumps, [2]);
        bench.act(Action::FollowJump);
        let label = |bench: &Bench| {
            let open = bench.state.reader.open.as_ref()?;
            Some(open.entry.file.path.to_string())
        };
        assert_eq!(label(&bench).as_deref(), Some("江报/2031-01-02/02.txt"));
        // And back by the jump line of the other page.
        bench.act(Action::FollowJump);
        assert_eq!(bench.state.reader.open.as_ref().map(|open| open.id.page), here);
        assert!(bench.state.notices.is_empty());
    }
}

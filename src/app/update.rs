//! The one place where the state changes.

use super::action::{Action, Along, Overlay, Panel};
use super::settings::Settings;
use super::speech::{Progress, Speech, Voice};
use super::state::{Effect, Focus, NoticeKind, State};
use super::theme::ThemeChoice;
use super::{
    browsing, correcting, exchange, files, language as words, moving, own_font, printing, searching, writing,
};
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

        Action::OpenArticle(_)
        | Action::OpenAt(..)
        | Action::StepArticle(_)
        | Action::StepPage(_)
        | Action::StepIssue(_)
        | Action::NextUnread
        | Action::NextDoubtful
        | Action::History(_)
        | Action::FollowJump
        | Action::StepPart(_)
        | Action::ToggleBeside
        | Action::SwitchSide
        | Action::StepSubhead(_)
        | Action::GoTo(_) => moving::update(state, action),

        Action::MoveList(_)
        | Action::ListCursor(_)
        | Action::ToggleGroup(_)
        | Action::OpenCursor { .. }
        | Action::TypeAhead(_)
        | Action::ToggleFilter(_)
        | Action::ClearFilters
        | Action::FocusList => browsing::update(state, action),
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
        | Action::StepHit(_)
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
        | Action::Merge(_)
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

/// Changes settings and keeps them.
pub fn change_settings(state: &mut State, change: impl FnOnce(&mut Settings)) {
    let before = state.settings.clone();
    change(&mut state.settings);
    state.settings = state.settings.clone().clamped();
    if state.settings == before {
        return;
    }
    state.list.stale |= state.settings.grouping != before.grouping || state.settings.sort != before.sort;
    if state.settings.language != before.language {
        // What was told in the other language has been read by now; only what went wrong stays.
        state.notices.retain(|notice| notice.kind != NoticeKind::Info);
    }
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
    if state.reader.selection.take().is_some() {
        return;
    }
    if !std::mem::take(&mut state.reader.hits).is_empty() || std::mem::take(&mut state.focused) {
        return;
    }
    if state.panel.take().is_none() {
        state.focus = Some(Focus::Article);
    }
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

#[cfg(test)]
mod tests {
    use super::super::notes::Saving;
    use super::super::reading::{TextPosition, TextRange};
    use super::super::testing::Bench;
    use super::*;

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
}

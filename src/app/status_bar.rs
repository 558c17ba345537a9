//! The line at the bottom: the archive, how far it is loaded, what could not be read, whether notes are saved.

use super::import_export::Exchange;
use super::import_export::view::progress;
use super::open_archive::{self, Archive};
use super::panels::Overlay;
use super::search::Find;
use super::speech::{self, ReadingAloud};
use super::store::Saving;
use super::theme::{height, size, space};
use super::view::View;
use super::{commands, layout, strings, widgets};
use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

/// State of the rooms that the line shows.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// The archive that is open.
    pub archive: &'a Archive,
    /// Notes going out and coming in, where no dialog says how that goes.
    pub exchange: Option<&'a Exchange>,
    /// The search.
    pub find: &'a Find,
    /// Reading aloud.
    pub aloud: &'a ReadingAloud,
    /// Whether what was written is safe.
    pub saving: Saving,
    /// Whether the last of it is a draft of the note being written.
    pub is_draft: bool,
}

/// Draws the line.
pub fn show(ui: &mut Ui, view: &mut View<'_>, line: Line<'_>) {
    ui.horizontal_centered(|ui| {
        // The line is lower than buttons are elsewhere.
        (ui.spacing_mut().interact_size.y, ui.spacing_mut().button_padding.y) = (height::CHIP, 1.0);
        let archive = line.archive;
        let small = |text: String| RichText::new(text).size(size::SMALL);
        let name = archive.path.as_ref().map_or(view.t(strings::SAMPLE), |_| &archive.name);
        let name = Button::new(small(name.to_owned())).frame_when_inactive(false);
        if ui.add(name).on_hover_text(view.t(strings::OPEN_TITLE)).clicked() {
            view.push(layout::Action::Show(Overlay::Open));
        }
        let (pages, articles) = archive.counts();
        widgets::soft(ui, view.palette, view.fill(strings::COUNTS, &[&pages, &articles]));
        if let Some(progress) = archive.progress {
            let bar = ProgressBar::new(progress.share()).desired_width(140.0).desired_height(6.0);
            ui.add(bar);
            let text = view.fill(strings::LOADING, &[&progress.done, &progress.total]);
            widgets::soft(ui, view.palette, text);
            if ui.add(Button::new(small(view.t(strings::CANCEL).into()))).clicked() {
                view.push(open_archive::Action::CancelLoading);
            }
        }
        if let Some(exchange) = line.exchange {
            progress(ui, view, exchange);
        }
        let unreadable = archive.unreadable();
        if unreadable > 0 {
            let text = small(view.fill(strings::UNREADABLE_COUNT, &[&unreadable])).color(view.palette.warn);
            if ui.add(Button::new(text).frame_when_inactive(false)).clicked() {
                view.push(layout::Action::Show(Overlay::Unreadable));
            }
        }
        places(ui, view, line.find);
        speech(ui, view, line.aloud);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (text, color) = match line.saving {
                Saving::Idle => return,
                Saving::Pending => (view.t(strings::SAVING), view.palette.soft),
                Saving::Saved if line.is_draft => (view.t(strings::DRAFT_KEPT), view.palette.soft),
                Saving::Saved => (view.t(strings::SAVED), view.palette.good),
                Saving::ReadOnly => (view.t(strings::ONLY_READ), view.palette.error),
                Saving::Failed => (view.t(strings::NOT_SAVED), view.palette.error),
            };
            ui.add_space(space::XS);
            ui.label(RichText::new(text).size(size::SMALL).color(color));
        });
    });
}

/// Number of the place shown of what is looked for, with the way to the others.
fn places(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let Some((Some(at), count)) = find.position() else { return };
    let phrase = if find.is_of_results() { strings::HIT_OF_RESULTS } else { strings::HIT_PLACE };
    widgets::soft(ui, view.palette, view.fill(phrase, &[&at, &count]));
    for command in ["previous-hit", "next-hit"].into_iter().filter_map(commands::command) {
        let text = RichText::new(view.t(command.label)).size(size::SMALL);
        if ui.add(Button::new(text)).on_hover_text(widgets::tooltip(ui, view, command)).clicked() {
            view.push(command.action.clone());
        }
    }
}

/// Progress of reading an article aloud, with what stops it.
fn speech(ui: &mut Ui, view: &mut View<'_>, aloud: &ReadingAloud) {
    let Some(speech) = &aloud.speech else { return };
    let (at, count) = speech.count();
    widgets::soft(ui, view.palette, view.fill(strings::READING, &[&at, &count]));
    let pause = if speech.is_paused() { strings::GO_ON } else { strings::PAUSE };
    for (label, action) in [(pause, speech::Action::Pause), (strings::STOP_READING, speech::Action::Toggle)] {
        let text = RichText::new(view.t(label)).size(size::SMALL);
        if ui.add(Button::new(text)).clicked() {
            view.push(action);
        }
    }
}

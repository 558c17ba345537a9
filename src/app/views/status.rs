//! The line at the bottom: the archive, how far it is loaded, what could not be read, whether notes are saved.

use super::{View, kit};
use crate::app::action::{Action, Overlay};
use crate::app::commands;
use crate::app::language as words;
use crate::app::notes::Saving;
use crate::app::theme::{size, space};
use egui::{Align, Button, Layout, ProgressBar, RichText, Ui};

/// Draws the line.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal_centered(|ui| {
        let state = view.state;
        let small = |text: String| RichText::new(text).size(size::SMALL);
        let name = state.archive.path.as_ref().map_or(view.t(words::SAMPLE), |_| &state.archive.name);
        let name = Button::new(small(name.to_owned())).frame_when_inactive(false);
        if ui.add(name).on_hover_text(view.t(words::OPEN_TITLE)).clicked() {
            view.push(Action::Show(Overlay::Open));
        }
        let (pages, articles) = state.archive.counts();
        kit::soft(ui, view.palette, view.fill(words::COUNTS, &[&pages, &articles]));
        if let Some(progress) = state.archive.progress {
            let bar = ProgressBar::new(progress.share()).desired_width(140.0).desired_height(6.0);
            ui.add(bar);
            let text = view.fill(words::LOADING, &[&progress.done, &progress.total]);
            kit::soft(ui, view.palette, text);
            if ui.add(Button::new(small(view.t(words::CANCEL).into()))).clicked() {
                view.push(Action::CancelLoading);
            }
        }
        if state.overlay.is_none() {
            super::exchange::progress(ui, view);
        }
        let unreadable = state.archive.unreadable();
        if unreadable > 0 {
            let text = small(view.fill(words::UNREADABLE_COUNT, &[&unreadable])).color(view.palette.warn);
            if ui.add(Button::new(text).frame_when_inactive(false)).clicked() {
                view.push(Action::Show(Overlay::Unreadable));
            }
        }
        hits(ui, view);
        speech(ui, view);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (text, color) = match &state.notes.saving {
                Saving::Idle => return,
                Saving::Pending => (view.t(words::SAVING), view.palette.soft),
                Saving::Saved => (view.t(words::SAVED), view.palette.good),
                Saving::ReadOnly => (view.t(words::ONLY_READ), view.palette.error),
                Saving::Failed => (view.t(words::NOT_SAVED), view.palette.error),
            };
            ui.add_space(space::XS);
            ui.label(RichText::new(text).size(size::SMALL).color(color));
        });
    });
}

/// Which place of what is looked for is shown, with the way to the others.
fn hits(ui: &mut Ui, view: &mut View<'_>) {
    let reader = &view.state.reader;
    if reader.hits.is_empty() {
        return;
    }
    kit::soft(ui, view.palette, view.fill(words::HIT_PLACE, &[&(reader.hit + 1), &reader.hits.len()]));
    for command in ["previous-hit", "next-hit"].into_iter().filter_map(commands::command) {
        let text = RichText::new(view.t(command.label)).size(size::SMALL);
        if ui.add(Button::new(text)).on_hover_text(kit::tooltip(ui, view, command)).clicked() {
            view.push(command.action.clone());
        }
    }
}

/// How far an article is read aloud, with what stops it.
fn speech(ui: &mut Ui, view: &mut View<'_>) {
    let Some(speech) = &view.state.reader.speech else { return };
    let (at, count) = speech.count();
    kit::soft(ui, view.palette, view.fill(words::READING, &[&at, &count]));
    let pause = if speech.is_paused() { words::GO_ON } else { words::PAUSE };
    for (label, action) in [(pause, Action::PauseReading), (words::STOP_READING, Action::ReadAloud)] {
        let text = RichText::new(view.t(label)).size(size::SMALL);
        if ui.add(Button::new(text)).clicked() {
            view.push(action);
        }
    }
}

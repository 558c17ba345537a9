//! Choosing an archive: by path, by the system's dialog, from those opened before, or the sample.

use super::{View, kit};
use crate::app::action::Action;
use crate::app::files;
use crate::app::language as words;
use crate::app::theme::{size, space};
use egui::{Key, RichText, Role as WidgetRole, TextEdit, Ui, WidgetInfo, vec2};

/// Draws the page.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    kit::section(ui, view.palette, view.t(words::OPEN_PATH));
    let (label, hint) = (view.t(words::OPEN_PATH), view.t(words::OPEN_PATH_HINT));
    let mut enter = false;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 110.0).max(120.0);
        let field = ui.add(
            TextEdit::singleline(&mut view.buffers.path)
                .hint_text(hint)
                .desired_width(width)
                .margin(vec2(space::S, space::S)),
        );
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
        if view.buffers.focused != Some("open") {
            view.buffers.focused = Some("open");
            field.request_focus();
        }
        enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        enter |= kit::primary(ui, view.palette, view.t(words::OPEN)).clicked();
    });
    if enter && let Some(path) = files::typed_path(&view.buffers.path) {
        view.push(Action::CloseOverlay);
        view.push(Action::OpenPath(path));
    }
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if ui.button(view.t(words::CHOOSE_FOLDER)).clicked() {
            view.push(Action::PickFolder);
        }
        if ui.button(view.t(words::OPEN_SAMPLE)).clicked() {
            view.push(Action::CloseOverlay);
            view.push(Action::OpenSample);
        }
    });
    kit::soft(ui, view.palette, view.t(words::DROP_HINT));
    let state = view.state;
    if !state.recent.is_empty() {
        kit::section(ui, view.palette, view.t(words::RECENT));
        for folder in &state.recent {
            let text = RichText::new(folder.display().to_string()).size(size::BODY);
            if ui.add(egui::Button::new(text).frame_when_inactive(false).truncate()).clicked() {
                view.push(Action::CloseOverlay);
                view.push(Action::OpenPath(folder.clone()));
            }
        }
    }
}

//! Choosing an archive: by path, by the system's dialog, from those opened before, or the sample.

use super::Archive;
use crate::app::file_dialog::typed_path;
use crate::app::theme::{size, space};
use crate::app::view::View;
use crate::app::{strings, widgets};
use egui::{Key, RichText, Role as WidgetRole, TextEdit, Ui, WidgetInfo, vec2};

/// Draws the page.
pub fn show(ui: &mut Ui, view: &mut View<'_>, archive: &Archive, typed: &mut String) {
    widgets::section(ui, view.palette, view.t(strings::OPEN_PATH));
    let (label, hint) = (view.t(strings::OPEN_PATH), view.t(strings::OPEN_PATH_HINT));
    let mut enter = false;
    ui.horizontal(|ui| {
        /// Points of the field at least.
        const FIELD: f32 = 120.0;
        let button = egui::WidgetText::from(view.t(strings::OPEN)).into_galley(
            ui,
            Some(egui::TextWrapMode::Extend),
            f32::INFINITY,
            egui::TextStyle::Button,
        );
        let button = button.size().x + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x;
        let field = TextEdit::singleline(typed).hint_text(hint).margin(vec2(space::S, space::S));
        let width = (ui.available_width() - button - 2.0 * space::S).max(FIELD);
        let field = ui.add(field.desired_width(width));
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
        if *view.focused != Some("open") {
            *view.focused = Some("open");
            field.request_focus();
        }
        enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if enter {
            // What is refused is written anew.
            field.request_focus();
        }
        enter |= widgets::primary(ui, view.palette, view.t(strings::OPEN)).clicked();
    });
    if enter && let Some(path) = typed_path(typed) {
        view.push(super::Action::OpenPath(path));
    }
    standing(ui, view, archive);
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if ui.button(view.t(strings::CHOOSE_FOLDER)).clicked() {
            view.push(super::Action::ChooseFolder);
        }
        if ui.button(view.t(strings::OPEN_SAMPLE)).clicked() {
            view.push(super::Action::OpenSample);
        }
    });
    widgets::soft(ui, view.palette, view.t(strings::DROP_HINT));
    if !archive.recent.is_empty() {
        widgets::section(ui, view.palette, view.t(strings::RECENT));
        for folder in &archive.recent {
            let text = RichText::new(folder.display().to_string()).size(size::BODY);
            if ui.add(egui::Button::new(text).frame_when_inactive(false).truncate()).clicked() {
                view.push(super::Action::OpenPath(folder.clone()));
            }
        }
    }
}

/// That a folder is being looked through, or why it was not opened.
fn standing(ui: &mut Ui, view: &View<'_>, archive: &Archive) {
    if archive.is_opening() {
        ui.horizontal(|ui| {
            ui.spinner();
            widgets::soft(ui, view.palette, view.t(strings::OPENING));
        });
    } else if let Some(reason) = &archive.refused {
        ui.label(RichText::new(reason).color(view.palette.error));
    }
}

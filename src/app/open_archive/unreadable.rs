//! The files that could not be read, each with its reason.

use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line};
use crate::app::{strings, widgets};
use crate::archive::PageError;
use crate::segmentation::decode::Encoding;
use egui::{Key, ScrollArea, TextEdit, Ui};

/// Height of a file's row, in points.
const ROW: f32 = height::FOUND;

/// Name of the field that had the keyboard last.
const PASSWORD: &str = "password";

/// Draws the list.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    let files = view.cx.library.unreadable();
    let hint = if files.is_empty() { strings::ALL_READABLE } else { strings::UNREADABLE_HINT };
    widgets::soft(ui, view.palette, view.t(hint));
    ui.add_space(space::S);
    if files.iter().any(|file| file.reason == PageError::Password) {
        password(ui, view);
        ui.add_space(space::S);
    } else if *view.focused == Some(PASSWORD) {
        // While the archive is read again no file is locked; a field that comes back has the keyboard again.
        *view.focused = None;
    }
    let area = ScrollArea::vertical().max_height(ROW * 8.0).auto_shrink([false, true]);
    area.show_rows(ui, ROW - ui.spacing().item_spacing.y, files.len(), |ui, rows| {
        widgets::scroll_by_keys(ui);
        for file in &files[rows] {
            ui.horizontal(|ui| {
                ui.set_height(ROW - ui.spacing().item_spacing.y);
                // What is locked is of no other encoding.
                let page = file.id.filter(|_| file.reason != PageError::Password);
                let width = ui.available_width() - if page.is_some() { 120.0 } else { 0.0 };
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.label(one_line(ui, &file.path, size::BODY, view.palette.ink, width));
                    let reason = file.reason.in_words(view.cx.language);
                    let line = one_line(ui, &reason, size::SMALL, view.palette.warn, width);
                    ui.label(line).on_hover_text(reason);
                });
                let Some(page) = page else { return };
                ui.menu_button(view.fill(strings::ENCODING, &[&view.t(strings::AUTOMATIC)]), |ui| {
                    for encoding in Encoding::ALL {
                        if ui.button(encoding.name()).clicked() {
                            view.push(super::Action::SetEncoding(page, Some(encoding)));
                            ui.close();
                        }
                    }
                });
            });
        }
    });
}

/// A field for the password of encrypted files. It has the keyboard until they open.
fn password(ui: &mut Ui, view: &mut View<'_>) {
    let id = ui.scope_id().with("password");
    // Not kept by egui, either, which would write it down.
    let (mut typed, mut tried): (String, bool) = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        let label = ui.label(view.t(strings::PASSWORD));
        let field = ui.add(TextEdit::singleline(&mut typed).password(true)).labelled_by(label.id);
        let mut wants = view.focused.replace(PASSWORD) != Some(PASSWORD);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if (ui.button(view.t(strings::UNLOCK)).clicked() || entered) && !typed.is_empty() {
            view.push(super::Action::Unlock(std::mem::take(&mut typed)));
            (tried, wants) = (true, true);
        }
        if wants {
            field.request_focus();
        }
    });
    if tried && typed.is_empty() {
        ui.colored_label(view.palette.warn, view.t(strings::STILL_LOCKED));
    }
    ui.data_mut(|data| data.insert_temp(id, (typed, tried)));
}

//! Saving the article as a PDF file.

use super::Printing;
use crate::app::file_dialog;
use crate::app::reader::article::OpenArticle;
use crate::app::theme::space;
use crate::app::view::View;
use crate::app::{strings, widgets};
use egui::{Button, Key, RichText, Role as WidgetRole, TextEdit, Ui, WidgetInfo, vec2};
use std::path::PathBuf;

/// Path typed into the dialog.
#[derive(Default)]
pub struct Typed {
    /// The file that the article is to be saved in.
    path: String,
    /// The file that the system's dialog had chosen when the field was last filled.
    chosen: Option<PathBuf>,
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    printing: &Printing,
    open: Option<&OpenArticle>,
    typed: &mut Typed,
) {
    let label = view.t(strings::PRINT_PATH);
    if *view.focused != Some("print") {
        let title = open.map(OpenArticle::title).unwrap_or_default();
        typed.path = file_dialog::in_documents(&title, "pdf").display().to_string();
        typed.chosen.clone_from(&printing.chosen);
    }
    if typed.chosen != printing.chosen {
        typed.chosen.clone_from(&printing.chosen);
        typed.path = typed.chosen.iter().map(|path| path.display().to_string()).collect();
    }
    widgets::section(ui, view.palette, label);
    let field =
        TextEdit::singleline(&mut typed.path).desired_width(f32::INFINITY).margin(vec2(space::S, space::S));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    if *view.focused != Some("print") {
        *view.focused = Some("print");
        field.request_focus();
    }
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if enter {
        // What is refused is written anew.
        field.request_focus();
    }
    ui.add_space(space::S);
    if let Some(reason) = &printing.refused {
        ui.label(RichText::new(reason).color(view.palette.error));
    }
    widgets::soft(ui, view.palette, view.t(strings::PRINT_HINT));
    ui.add_space(space::M);
    let path = PathBuf::from(typed.path.trim());
    ui.horizontal_wrapped(|ui| {
        if widgets::primary(ui, view.palette, view.t(strings::SAVE)).clicked() || enter {
            view.push(super::Action::Save { path: path.clone(), then_open: false });
        }
        let tall = |text: &str| Button::new(text).min_size(vec2(0.0, widgets::BUTTON));
        if ui.add(tall(view.t(strings::SAVE_AND_OPEN))).clicked() {
            view.push(super::Action::Save { path: path.clone(), then_open: true });
        }
        if ui.add(tall(view.t(strings::CHOOSE_PLACE))).clicked() {
            view.push(super::Action::Choose(path.clone()));
        }
    });
}

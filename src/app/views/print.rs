//! Saving the article as a PDF file.

use super::{View, kit};
use crate::app::action::Action;
use crate::app::language as words;
use crate::app::printing;
use crate::app::theme::space;
use egui::{Button, Key, Role as WidgetRole, TextEdit, Ui, WidgetInfo, vec2};
use std::path::PathBuf;

/// Draws the page.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    let label = view.t(words::PRINT_PATH);
    if view.buffers.focused != Some("print") {
        view.buffers.print = printing::default_path(view.state).display().to_string();
        view.buffers.print_chosen = view.state.printing.chosen.clone();
    }
    if view.buffers.print_chosen != view.state.printing.chosen {
        view.buffers.print_chosen = view.state.printing.chosen.clone();
        view.buffers.print =
            view.buffers.print_chosen.iter().map(|path| path.display().to_string()).collect();
    }
    kit::section(ui, view.palette, label);
    let field = TextEdit::singleline(&mut view.buffers.print)
        .desired_width(f32::INFINITY)
        .margin(vec2(space::S, space::S));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    if view.buffers.focused != Some("print") {
        view.buffers.focused = Some("print");
        field.request_focus();
    }
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::S);
    kit::soft(ui, view.palette, view.t(words::PRINT_HINT));
    ui.add_space(space::M);
    let path = PathBuf::from(view.buffers.print.trim());
    ui.horizontal_wrapped(|ui| {
        if kit::primary(ui, view.palette, view.t(words::SAVE)).clicked() || enter {
            view.push(Action::Print { path: path.clone(), then_open: false });
        }
        let tall = |text: &str| Button::new(text).min_size(vec2(0.0, kit::BUTTON));
        if ui.add(tall(view.t(words::SAVE_AND_OPEN))).clicked() {
            view.push(Action::Print { path: path.clone(), then_open: true });
        }
        if ui.add(tall(view.t(words::CHOOSE_PLACE))).clicked() {
            view.push(Action::PickPrint(path.clone()));
        }
    });
}

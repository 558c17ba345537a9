//! The welcome above the sample: that it is the sample, and the way to the person's own papers.

use super::{Action, Archive};
use crate::app::icons::Icon;
use crate::app::panels::Overlay;
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::{layout, settings, strings, widgets};
use egui::{FontId, Ui};

/// Draws the welcome.
pub fn show(ui: &mut Ui, view: &mut View<'_>, archive: &Archive) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        // On one line in a window of any width: the words take the room that the buttons leave.
        let font = FontId::proportional(size::BODY);
        let width = |text: &str| {
            ui.painter().layout_no_wrap(text.into(), font.clone(), view.palette.ink).size().x + space::XXL
        };
        let recent = if archive.recent.is_empty() { 0.0 } else { width(view.t(strings::RECENT)) };
        let room = ui.available_width() - width(view.t(strings::OPEN_OWN)) - recent - widgets::BUTTON;
        let text = view.t(strings::WELCOME);
        let line = one_line(ui, text, size::BODY, view.palette.ink, room);
        let is_cut = line.elided;
        let label = ui.label(line);
        if is_cut {
            label.on_hover_text(text);
        }
        if widgets::primary(ui, view.palette, view.t(strings::OPEN_OWN)).clicked() {
            view.push(layout::Action::Show(Overlay::Open));
        }
        if !archive.recent.is_empty() {
            ui.menu_button(view.t(strings::RECENT), |ui| {
                for folder in &archive.recent {
                    if ui.button(folder.display().to_string()).clicked() {
                        view.push(Action::OpenPath(folder.clone()));
                        ui.close();
                    }
                }
            });
        }
        if widgets::icon_button(ui, view.palette, Icon::Close, view.t(strings::DISMISS), None).clicked() {
            let settings = settings::Settings { welcome: false, ..view.cx.settings.clone() };
            view.push(settings::Action::Set(Box::new(settings)));
        }
    });
}

//! The welcome above the sample: that it is the sample, and the way to the person's own papers.

use super::{Action, Archive};
use crate::app::icons::Icon;
use crate::app::panels::Overlay;
use crate::app::theme::space;
use crate::app::view::View;
use crate::app::{layout, settings, strings, widgets};
use egui::{Ui, vec2};

/// Draws the welcome.
pub fn show(ui: &mut Ui, view: &mut View<'_>, archive: &Archive) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        ui.label(view.t(strings::WELCOME));
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

//! The bar at the top: menu, moving about, the search box, and what can be opened beside the article.

use super::{View, find, kit};
use crate::app::action::{Action, Panel};
use crate::app::commands::{self, COMMANDS, Group};
use crate::app::icons::Icon;
use crate::app::language as words;
use crate::app::theme::space;
use egui::{Align, Button, Layout, Ui};

/// Points of the narrowest search box with its distances.
const FIELD: f32 = 100.0;
/// Buttons for going back and forward.
const STEPS: usize = 2;
/// Buttons behind the search box.
const PANELS: usize = 6;

/// Draws the bar.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        menu(ui, view);
        let state = view.state;
        kit::command_button(ui, view, "list", Icon::Sidebar, state.settings.list, true);
        // What a narrow window has no room for is in the menu; the search box is only here.
        let fits = ((ui.available_width() - FIELD) / (kit::BUTTON + space::XS)) as usize;
        if fits >= STEPS + PANELS {
            kit::command_button(ui, view, "back", Icon::Back, false, state.reader.can_step(false));
            kit::command_button(ui, view, "forward", Icon::Forward, false, state.reader.can_step(true));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let on = |panel| state.panel == Some(panel);
            let reading = state.reader.open.is_some();
            let marked = state.is_bookmarked();
            let ribbon = if marked { Icon::Bookmarked } else { Icon::Bookmark };
            let buttons: [_; PANELS] = [
                ("settings", Icon::Settings, on(Panel::Settings), true),
                ("theme", Icon::Theme, false, true),
                ("notes", Icon::Note, on(Panel::Notes), true),
                ("why", Icon::Why, on(Panel::Why), reading),
                ("source", Icon::Source, on(Panel::Source), reading),
                ("bookmark", ribbon, marked, reading),
            ];
            for (id, icon, on, enabled) in buttons.into_iter().take(fits.max(1)) {
                kit::command_button(ui, view, id, icon, on, enabled);
            }
            ui.add_space(space::S);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| find::field(ui, view));
        });
    });
}

fn menu(ui: &mut Ui, view: &mut View<'_>) {
    let label = view.t(words::MENU);
    let response = kit::icon_button(ui, view.palette, Icon::Menu, label, false);
    egui::Popup::menu(&response).accessible_name(label).show(|ui| {
        ui.set_min_width(180.0);
        for group in Group::ALL {
            ui.menu_button(view.t(group.label()), |ui| {
                ui.set_min_width(260.0);
                if group == Group::Archive {
                    recent(ui, view);
                }
                for command in COMMANDS.iter().filter(|command| command.group == group) {
                    let mut button = Button::new(view.t(command.label));
                    if let Some(shortcut) = command.shortcuts.first() {
                        button = button.shortcut_text(commands::keys(ui.ctx(), shortcut));
                    }
                    if ui.add(button).on_hover_text(view.t(command.help)).clicked() {
                        view.push(command.action.clone());
                        ui.close();
                    }
                }
            });
        }
    });
}

fn recent(ui: &mut Ui, view: &mut View<'_>) {
    let state = view.state;
    if state.recent.is_empty() {
        return;
    }
    ui.menu_button(view.t(words::RECENT), |ui| {
        for folder in &state.recent {
            if ui.button(folder.display().to_string()).clicked() {
                view.push(Action::OpenPath(folder.clone()));
                ui.close();
            }
        }
    });
    ui.separator();
}

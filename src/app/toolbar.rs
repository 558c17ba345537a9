//! The bar at the top: menu, moving about, the search box, and what can be opened beside the article.

use super::commands::{self, COMMANDS, Group};
use super::direction::Direction;
use super::icons::Icon;
use super::layout::WindowLayout;
use super::navigation::History;
use super::open_archive::{self, Archive};
use super::panels::Panel;
use super::search::Find;
use super::search::view::{Scroll, field};
use super::theme::space;
use super::view::View;
use super::{strings, widgets};
use egui::{Align, Button, Layout, Ui};

/// Points of the narrowest search box with its distances.
const FIELD: f32 = 100.0;
/// Buttons for going back and forward.
const STEPS: usize = 2;
/// Buttons behind the search box.
const PANELS: usize = 6;

/// State of the rooms that the bar shows.
#[derive(Clone, Copy)]
pub struct Bar<'a> {
    /// The archive that is open, and those that were.
    pub archive: &'a Archive,
    /// The articles seen.
    pub history: &'a History,
    /// What is looked for.
    pub find: &'a Find,
    /// Which panel is open, and where the keyboard is to go.
    pub layout: &'a WindowLayout,
    /// Whether an article is open.
    pub is_reading: bool,
    /// Whether it is bookmarked.
    pub is_bookmarked: bool,
}

/// Draws the bar.
pub fn show(ui: &mut Ui, view: &mut View<'_>, bar: Bar<'_>, scroll: &mut Scroll) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        menu(ui, view, bar.archive);
        let is_listed = view.cx.settings.list;
        widgets::command_button(ui, view, "list", Icon::Sidebar, is_listed, true);
        // What a narrow window has no room for is in the menu; the search box is only here.
        let fits = ((ui.available_width() - FIELD) / (widgets::BUTTON + space::XS)) as usize;
        if fits >= STEPS + PANELS {
            let can_step = |direction| bar.history.can_step(direction);
            widgets::command_button(ui, view, "back", Icon::Back, false, can_step(Direction::Previous));
            widgets::command_button(ui, view, "forward", Icon::Forward, false, can_step(Direction::Next));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let on = |panel| bar.layout.panel == Some(panel);
            let (reading, marked) = (bar.is_reading, bar.is_bookmarked);
            let ribbon = if marked { Icon::Bookmarked } else { Icon::Bookmark };
            let buttons: [_; PANELS] = [
                ("settings", Icon::Settings, on(Panel::Settings), true),
                ("theme", Icon::Theme, false, true),
                ("notes", Icon::Note, on(Panel::Notes), true),
                ("why", Icon::Why, on(Panel::Evidence), reading),
                ("source", Icon::Source, on(Panel::Source), reading),
                ("bookmark", ribbon, marked, reading),
            ];
            for (id, icon, on, enabled) in buttons.into_iter().take(fits.max(1)) {
                widgets::command_button(ui, view, id, icon, on, enabled);
            }
            ui.add_space(space::S);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                field(ui, view, bar.find, bar.layout.focus, scroll);
            });
        });
    });
}

fn menu(ui: &mut Ui, view: &mut View<'_>, archive: &Archive) {
    let label = view.t(strings::MENU);
    let response = widgets::icon_button(ui, view.palette, Icon::Menu, label, false);
    egui::Popup::menu(&response).accessible_name(label).show(|ui| {
        ui.set_min_width(180.0);
        for group in Group::ALL {
            ui.menu_button(view.t(group.label()), |ui| {
                ui.set_min_width(260.0);
                if group == Group::Archive {
                    recent(ui, view, archive);
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

fn recent(ui: &mut Ui, view: &mut View<'_>, archive: &Archive) {
    if archive.recent.is_empty() {
        return;
    }
    ui.menu_button(view.t(strings::RECENT), |ui| {
        for folder in &archive.recent {
            if ui.button(folder.display().to_string()).clicked() {
                view.push(open_archive::Action::OpenPath(folder.clone()));
                ui.close();
            }
        }
    });
    ui.separator();
}

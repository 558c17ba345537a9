//! All commands with their keys, and about the program.

use super::commands::{self, COMMANDS, Group};
use super::panels::Overlay;
use super::theme::{size, space};
use super::view::View;
use super::{layout, strings, widgets};
use egui::{RichText, ScrollArea, Ui, vec2};
use std::path::Path;

/// Draws the list of commands in as many columns as there is room for.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    /// A column wide enough for a sentence of help, in points.
    const COLUMN: f32 = 380.0;
    let columns = ((ui.available_width() / COLUMN) as usize).clamp(1, 2);
    let left = [Group::Archive, Group::View, Group::Notes];
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        widgets::beside_bar(ui);
        widgets::scroll_by_keys(ui);
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.columns(columns, |uis| {
            for group in Group::ALL {
                let column = usize::from(columns > 1 && !left.contains(&group));
                group_of_commands(&mut uis[column], view, group);
            }
        });
    });
}

fn group_of_commands(ui: &mut Ui, view: &View<'_>, group: Group) {
    ui.add_space(space::S);
    ui.label(RichText::new(view.t(group.label())).size(size::ROW).color(view.palette.accent));
    ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
    for command in COMMANDS.iter().filter(|command| command.group == group) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(view.t(command.label)).color(view.palette.ink));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                for shortcut in command.shortcuts.iter().rev() {
                    let keys = commands::keys(ui.ctx(), shortcut);
                    let keys = RichText::new(keys).size(size::SMALL).color(view.palette.ink);
                    egui::Frame::new()
                        .fill(view.palette.hover)
                        .corner_radius(4.0)
                        .inner_margin(egui::Margin::symmetric(6, 1))
                        .show(ui, |ui| ui.label(keys));
                }
            });
        });
        widgets::soft(ui, view.palette, view.t(command.help));
        ui.add_space(space::XS);
    }
}

/// Draws what there is to know about the program.
pub fn about(ui: &mut Ui, view: &mut View<'_>, data_dir: &Path) {
    ui.label(RichText::new("剪报 Jianbao").size(size::DISPLAY).color(view.palette.ink));
    widgets::soft(ui, view.palette, format!("{} {}", view.t(strings::VERSION), env!("CARGO_PKG_VERSION")));
    ui.add_space(space::S);
    ui.label(view.t(strings::ABOUT_TEXT));
    ui.add_space(space::S);
    widgets::section(ui, view.palette, view.t(strings::ABOUT_DATA));
    ui.label(data_dir.display().to_string());
    widgets::section(ui, view.palette, view.t(strings::ABOUT_LICENCE));
    ui.label("MIT / Apache-2.0 · Noto CJK: SIL OFL 1.1 · CC-CEDICT: CC BY-SA 4.0");
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        for (phrase, overlay) in [(strings::LICENCES, Overlay::Licences), (strings::MANUAL, Overlay::Manual)]
        {
            if ui.button(view.t(phrase)).clicked() {
                view.push(layout::Action::Show(overlay));
            }
        }
    });
}

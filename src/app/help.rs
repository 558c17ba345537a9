//! All commands with their keys, and about the program.

use super::commands::{self, COMMANDS, Command, Group};
use super::panels::Overlay;
use super::theme::{size, space};
use super::view::View;
use super::{keys, layout, settings, strings, widgets};
use egui::{Event, Key, RichText, Role as WidgetRole, ScrollArea, Ui, WidgetInfo, vec2};
use std::path::Path;

/// The command that the next key is for, and the one that has the key that was pressed for it.
pub type Asked = Option<(&'static Command, Option<&'static Command>)>;

/// Draws the list of commands in as many columns as there is room for; each can be given another key.
pub fn show(ui: &mut Ui, view: &mut View<'_>, asked: &mut Asked) {
    /// A column wide enough for a sentence of help, in points.
    const COLUMN: f32 = 380.0;
    let columns = ((ui.available_width() / COLUMN) as usize).clamp(1, 2);
    take_key(ui, view, asked);
    let left = [Group::Archive, Group::View, Group::Notes];
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        widgets::beside_bar(ui);
        widgets::scroll_by_keys(ui);
        ui.spacing_mut().item_spacing.x = space::XL;
        ui.columns(columns, |uis| {
            for group in Group::ALL {
                let column = usize::from(columns > 1 && !left.contains(&group));
                group_of_commands(&mut uis[column], view, group, asked);
            }
        });
    });
}

/// Gives the command that is asked for the key that is pressed; Escape leaves it as it is.
fn take_key(ui: &Ui, view: &mut View<'_>, asked: &mut Asked) {
    let Some((command, _)) = *asked else { return };
    let pressed = ui.input_mut(|input| {
        let is_one =
            |event: &Event| matches!(event, Event::Key { key, pressed: true, .. } if !keys::is_held(*key));
        let at = input.events.iter().position(is_one)?;
        let Event::Key { key, modifiers, .. } = input.events.remove(at) else { return None };
        Some((key, keys::pressed(key, modifiers)))
    });
    let Some((key, shortcut)) = pressed else { return };
    let taken = commands::other_with(shortcut, command, &view.cx.settings.keys);
    *asked = taken.filter(|_| key != Key::Escape).map(|other| (command, Some(other)));
    if key != Key::Escape && taken.is_none() {
        view.push(settings::Action::SetKey(command.id, Some(shortcut)));
    }
}

fn group_of_commands(ui: &mut Ui, view: &mut View<'_>, group: Group, asked: &mut Asked) {
    ui.add_space(space::S);
    ui.label(RichText::new(view.t(group.label())).size(size::ROW).color(view.palette.accent));
    ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
    for command in COMMANDS.iter().filter(|command| command.group == group) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(view.t(command.label)).color(view.palette.ink));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let own = &view.cx.settings.keys;
                let is_own = own.own(command.id).is_some();
                let shown = commands::keys_of(command, own);
                let shown: Vec<String> = shown.iter().map(|key| commands::keys(ui.ctx(), key)).collect();
                let text = match *asked {
                    Some((one, Some(other))) if one.id == command.id => {
                        view.fill(strings::KEY_TAKEN, &[&view.t(other.label)])
                    }
                    Some((one, None)) if one.id == command.id => view.t(strings::PRESS_A_KEY).to_owned(),
                    _ if shown.is_empty() => "…".to_owned(),
                    _ => shown.join("  "),
                };
                let color = if is_own { view.palette.accent } else { view.palette.ink };
                let button = egui::Button::new(RichText::new(text).size(size::SMALL).color(color)).small();
                let name = view.fill(strings::CHANGE_KEY, &[&view.t(command.label)]);
                let button = ui.add(button);
                button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &name));
                if button.on_hover_text(&name).clicked() {
                    *asked = Some((command, None));
                }
                if is_own && key_as_before(ui, view) {
                    view.push(settings::Action::SetKey(command.id, None));
                }
            });
        });
        widgets::soft(ui, view.palette, view.t(command.help));
        ui.add_space(space::XS);
    }
}

/// A press gives a command its own key back; no higher than the key beside it, so that no row below moves when it comes.
fn key_as_before(ui: &mut Ui, view: &View<'_>) -> bool {
    let label = view.t(strings::KEY_AS_BEFORE);
    let button = ui.add(egui::Button::new(RichText::new("×").size(size::SMALL)).small());
    button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, label));
    button.on_hover_text(label).clicked()
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

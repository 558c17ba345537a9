//! The main menu: the commands in their groups, parted by lines, each with its keys, what is on marked, and what cannot be
//! done now grey.

use super::commands::{COMMANDS, Command, Group};
use super::icons::{self, Icon};
use super::message::Action;
use super::open_archive;
use super::page_image::Sheet;
use super::state::State;
use super::theme::{Palette, height, size, space};
use super::view::View;
use super::{layout, strings, widgets};
use egui::{
    FontId, Popup, Rect, Response, Role as WidgetRole, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

/// Height of an item, in points.
const ITEM: f32 = height::ITEM;
/// Width of the marks before the names, in points.
const MARKS: f32 = 28.0;
/// Least width of a group's menu, in points.
const WIDTH: f32 = 290.0;

/// Commands before which there is a line, by name.
pub const AFTER_LINE: [&str; 21] = [
    "print",
    "quit",
    "larger",
    "theme",
    "outline",
    "read-aloud",
    "language",
    "next-unread",
    "back",
    "beside",
    "next-subhead",
    "find-titles",
    "go-list",
    "bookmark",
    "highlight-1",
    "read",
    "copy",
    "export-articles",
    "article-here",
    "paragraph-here",
    "role-title",
];

/// Standing of a command: what the menu shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Of what is switched, whether it is on.
    pub on: Option<bool>,
    /// Whether it can be done now.
    pub enabled: bool,
}

impl Standing {
    /// The standing of a command now.
    pub fn of(command: &Command, state: &State) -> Standing {
        let (layout, settings) = (&state.layout, &state.settings);
        let open = state.reader.open.as_ref();
        let on = match (&command.action, command.id) {
            (Action::Layout(layout::Action::TogglePanel(panel)), _) => Some(layout.panel == Some(*panel)),
            (_, "list") => Some(settings.list),
            (_, "vertical") => Some(settings.vertical),
            (Action::Layout(layout::Action::ToggleAlone(alone)), _) => Some(layout.alone == Some(*alone)),
            (_, "as-printed") => Some(state.reader.as_printed),
            (_, "beside") => Some(state.reader.beside.is_some()),
            (_, "read-aloud") => Some(state.aloud.speech.is_some()),
            (_, "bookmark") => Some(state.is_bookmarked()),
            (_, "read") => Some(open.is_some_and(|open| state.marks.is_read(open.id))),
            _ => None,
        };
        let has_mark = || state.notes.at_hand(state.reader.selection).is_some();
        let book = state.store.book.as_ref();
        use super::direction::Direction::{Next, Previous};
        let enabled = match command.id {
            "cancel-loading" => state.archive.progress.is_some(),
            "unreadable" => state.archive.unreadable() > 0,
            "back" => state.history.can_step(Previous),
            "forward" => state.history.can_step(Next),
            "follow" => open.is_some_and(|open| !open.jumps().is_empty()),
            "collect-serial" => open
                .zip(state.archive.library.known_serials())
                .is_some_and(|(open, serials)| serials.is_part(open.id)),
            "other-side" => state.reader.beside.is_some(),
            "pause" => state.aloud.speech.is_some(),
            "delete-mark" => has_mark(),
            "look-up" => state.reader.selection.is_some(),
            id if id.starts_with("highlight-") => state.reader.selection.is_some() || has_mark(),
            "undo" => book.is_some_and(|book| book.can_undo()),
            "redo" => book.is_some_and(|book| book.can_redo()),
            "page-larger" | "page-smaller" | "page-width" | "page-whole" | "catch-lines" => state
                .page_image
                .page(&state.archive.library, &state.reader)
                .is_some_and(|page| Sheet::of_page(page).is_some()),
            "copy-picture" | "save-picture" => open.is_some_and(|open| Sheet::of(open).is_some()),
            "print" | "source" | "why" | "outline" | "page-image" | "beside" | "bookmark" | "note"
            | "read" | "read-aloud" | "copy" | "copy-shown" | "copy-citation" | "copy-quotation" => {
                open.is_some()
            }
            _ => command.group != Group::Correct || open.is_some(),
        };
        Standing { on, enabled }
    }
}

/// Draws the button and, while it is open, the menu.
pub fn show(ui: &mut Ui, view: &mut View<'_>, state: &State) {
    let label = view.t(strings::MENU);
    let response = widgets::icon_button(ui, view.palette, Icon::Menu, label, None);
    Popup::menu(&response).accessible_name(label).show(|ui| {
        ui.set_min_width(180.0);
        for group in Group::ALL {
            ui.menu_button(view.t(group.label()), |ui| {
                ui.set_width(width_of(ui, view, group));
                let room = ui.ctx().content_rect().height() - space::XXL;
                ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    if group == Group::Archive {
                        recent(ui, view, &state.archive.recent);
                    }
                    for command in COMMANDS.iter().filter(|command| command.group == group) {
                        if AFTER_LINE.contains(&command.id) {
                            ui.separator();
                        }
                        let standing = Standing::of(command, state);
                        let (name, keys) =
                            (view.t(command.label), widgets::key_of(ui, view, command).unwrap_or_default());
                        let item = item(ui, view.palette, name, &keys, standing);
                        if widgets::told_beside(item, view.t(command.help)).clicked() {
                            view.push(command.action.clone());
                            ui.close();
                        }
                    }
                });
            });
        }
    });
}

/// Width of a group's menu: that of its widest item, so that keys stand near their names.
fn width_of(ui: &Ui, view: &View<'_>, group: Group) -> f32 {
    let of_group = COMMANDS.iter().filter(|command| command.group == group);
    let widths = of_group.map(|command| {
        let keys = widgets::key_of(ui, view, command).unwrap_or_default();
        let of = |text: &str, size| {
            ui.painter().layout_no_wrap(text.into(), FontId::proportional(size), view.palette.ink).size().x
        };
        around(of(view.t(command.label), size::BODY), of(&keys, size::SMALL))
    });
    widths.fold(WIDTH, f32::max)
}

/// Width of an item around a name and keys of these widths.
fn around(name: f32, keys: f32) -> f32 {
    MARKS + name + space::XL + keys + space::M
}

fn recent(ui: &mut Ui, view: &mut View<'_>, recent: &[std::path::PathBuf]) {
    if recent.is_empty() {
        return;
    }
    ui.menu_button(view.t(strings::RECENT), |ui| {
        for folder in recent {
            if ui.button(folder.display().to_string()).clicked() {
                view.push(open_archive::Action::OpenPath(folder.clone()));
                ui.close();
            }
        }
    });
}

/// An item of a menu: its mark, its name, its keys.
pub fn item(ui: &mut Ui, palette: &Palette, name: &str, keys: &str, standing: Standing) -> Response {
    let Standing { on, enabled } = standing;
    let of =
        |text: &str, size, color| ui.painter().layout_no_wrap(text.into(), FontId::proportional(size), color);
    let ink = if enabled { palette.ink } else { palette.soft.gamma_multiply(0.6) };
    let (name_text, keys) = (of(name, size::BODY, ink), of(keys, size::SMALL, palette.soft));
    let width = around(name_text.size().x, keys.size().x);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(ui.available_width()), ITEM), sense);
    let role = if on.is_some() { WidgetRole::MenuItemCheckBox } else { WidgetRole::MenuItem };
    response.widget_info(|| WidgetInfo { selected: on, ..WidgetInfo::labeled(role, enabled, name) });
    if enabled {
        widgets::ground(ui, palette, rect, &response, false);
    }
    if on == Some(true) {
        let mark =
            Rect::from_center_size(pos2(rect.left() + MARKS / 2.0, rect.center().y), Vec2::splat(16.0));
        icons::paint(ui.painter(), mark, Icon::Check, palette.accent);
    }
    let at = |x: f32, height: f32| pos2(x, rect.center().y - height / 2.0);
    let right = rect.right() - space::M - keys.size().x;
    ui.painter().galley(at(rect.left() + MARKS, name_text.size().y), name_text.clone(), ink);
    ui.painter().galley(at(right, keys.size().y), keys.clone(), palette.soft);
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::annotations;
    use crate::app::panels::Panel;
    use crate::app::testing::Bench;

    fn standing(bench: &Bench, id: &str) -> Standing {
        Standing::of(crate::app::commands::command(id).unwrap(), &bench.state)
    }

    #[test]
    fn lines_stand_before_commands_that_there_are_and_begin_no_group() {
        for id in AFTER_LINE {
            let at = COMMANDS.iter().position(|command| command.id == id).expect(id);
            assert_eq!(COMMANDS[at].group, COMMANDS[at - 1].group, "{id}");
        }
    }

    #[test]
    fn what_is_on_is_marked_and_what_cannot_be_done_is_grey() {
        let mut bench = Bench::two_papers();
        assert_eq!(standing(&bench, "notes").on, Some(false));
        bench.act(layout::Action::TogglePanel(Panel::Notes));
        assert_eq!(standing(&bench, "notes").on, Some(true));
        assert_eq!((standing(&bench, "settings").on, standing(&bench, "open").on), (Some(false), None));
        assert!(!standing(&bench, "undo").enabled && !standing(&bench, "follow").enabled);
        assert!(!standing(&bench, "highlight-1").enabled && standing(&bench, "bookmark").enabled);
        bench.act(annotations::Action::ToggleBookmark);
        assert_eq!(standing(&bench, "bookmark"), Standing { on: Some(true), enabled: true });
        assert!(standing(&bench, "undo").enabled && !standing(&bench, "redo").enabled);
    }
}

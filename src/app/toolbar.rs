//! The bar at the top: menu, moving about, the search box, and what can be opened beside the article.

use super::direction::Direction;
use super::icons::Icon;
use super::layout::WindowLayout;
use super::navigation::History;
use super::panels::Panel;
use super::search::Find;
use super::search::view::{Scroll, field};
use super::theme::space;
use super::view::View;
use super::widgets;
use egui::{Align, Layout, Ui, vec2};

/// Points of the narrowest search box with its distances.
const FIELD: f32 = 100.0;
/// Buttons for going back and forward.
const STEPS: usize = 2;
/// Buttons behind the search box.
const PANELS: usize = 6;

/// State of the rooms that the bar shows.
#[derive(Clone, Copy)]
pub struct Bar<'a> {
    /// The articles seen.
    pub history: &'a History,
    /// The search.
    pub find: &'a Find,
    /// Layout of the window: the panel that is open, and where the keyboard is to go.
    pub layout: &'a WindowLayout,
    /// Whether an article is open.
    pub is_reading: bool,
    /// Whether it is bookmarked.
    pub is_bookmarked: bool,
}

/// Draws the bar, which begins with what `menu` draws.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    bar: Bar<'_>,
    scroll: &mut Scroll,
    menu: impl FnOnce(&mut Ui, &mut View<'_>),
) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        menu(ui, view);
        let is_listed = view.cx.settings.list;
        widgets::command_button(ui, view, "list", Icon::Sidebar, Some(is_listed), true);
        // What a narrow window has no room for is in the menu; the search box is only here.
        let button = widgets::BUTTON + space::XS;
        let fits = ((ui.available_width() - FIELD) / button) as usize;
        if fits >= STEPS + PANELS {
            let can_step = |direction| bar.history.can_step(direction);
            widgets::command_button(ui, view, "back", Icon::Back, None, can_step(Direction::Previous));
            widgets::command_button(ui, view, "forward", Icon::Forward, None, can_step(Direction::Next));
        }
        let on = |panel| Some(bar.layout.panel == Some(panel));
        let (reading, marked) = (bar.is_reading, bar.is_bookmarked);
        let ribbon = if marked { Icon::Bookmarked } else { Icon::Bookmark };
        let buttons: [_; PANELS] = [
            ("bookmark", ribbon, Some(marked), reading),
            ("source", Icon::Source, on(Panel::Source), reading),
            ("why", Icon::Why, on(Panel::Evidence), reading),
            ("notes", Icon::Note, on(Panel::Notes), true),
            ("theme", Icon::Theme, None, true),
            ("settings", Icon::Settings, on(Panel::Settings), true),
        ];
        let shown = &buttons[PANELS - fits.clamp(1, PANELS)..];
        let room = vec2(ui.available_width() - shown.len() as f32 * button - space::S, ui.available_height());
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room.x);
            field(ui, view, bar.find, bar.layout.focus, scroll);
        });
        for &(id, icon, on, enabled) in shown {
            widgets::command_button(ui, view, id, icon, on, enabled);
        }
    });
}

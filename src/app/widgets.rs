//! Widgets: small pieces that every view uses: what they look like and how a screen reader calls them.

use super::commands::{self, Command};
use super::icons::{self, Icon};
use super::strings::Phrase;
use super::theme::{Palette, RADIUS, height, size, space, stroke};
use super::view::View;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Color32, EventFilter, FontId, Id, Key, Modifiers, Rect, RectAlign, Response, RichText,
    Role as WidgetRole, Sense, Stroke, StrokeKind, TextEdit, Tooltip, Ui, Vec2, WidgetInfo, vec2,
};
use std::ops::Range;

/// Side of an icon button, in points.
pub const BUTTON: f32 = height::BUTTON;

/// A button that is an icon. `label` is its tooltip and its accessible name; `on` says of what is switched whether it is
/// on.
pub fn icon_button(ui: &mut Ui, palette: &Palette, icon: Icon, label: &str, on: Option<bool>) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(BUTTON), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo {
        selected: on,
        ..WidgetInfo::labeled(WidgetRole::Button, enabled, label)
    });
    let on = on == Some(true);
    if ui.is_rect_visible(rect) {
        ground(ui, palette, rect, &response, on);
        let color = if !enabled {
            palette.rule
        } else if on {
            palette.accent
        } else {
            palette.ink
        };
        icons::paint(ui.painter(), rect.shrink(6.0), icon, color);
    }
    hint(ui, response, label)
}

/// Says more of what is pointed at, unless a dialog has come over it.
pub fn hint(ui: &Ui, response: Response, text: &str) -> Response {
    if is_reached(ui) { response.on_hover_text(text).on_disabled_hover_text(text) } else { response }
}

/// The same right beside the pointer, for what is large.
pub fn hint_at_pointer(ui: &Ui, response: Response, text: &str) -> Response {
    if is_reached(ui) { response.on_hover_text_at_pointer(text) } else { response }
}

/// Whether no dialog is above.
pub fn is_reached(ui: &Ui) -> bool {
    ui.memory(|memory| memory.allows_interaction(ui.layer_id()))
}

/// The ground of a thing to press: under the pointer, chosen, and with a ring where the keyboard is.
pub fn ground(ui: &Ui, palette: &Palette, rect: Rect, response: &Response, chosen: bool) {
    let fill = if chosen {
        palette.chosen
    } else if response.hovered() && ui.is_enabled() {
        palette.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, f32::from(RADIUS), fill);
    if response.has_focus() {
        focus_ring(ui, palette, rect);
    }
}

/// The ring around what the keyboard is on.
pub fn focus_ring(ui: &Ui, palette: &Palette, rect: Rect) {
    let ring = Stroke::new(stroke::FOCUS, palette.accent);
    ui.painter().rect_stroke(rect.shrink(1.0), f32::from(RADIUS), ring, StrokeKind::Inside);
}

/// The line over what has the keyboard as a whole.
pub fn focus_line(ui: &Ui, palette: &Palette, x: egui::Rangef, y: f32) {
    ui.painter().hline(x, y, Stroke::new(stroke::FOCUS, palette.accent));
}

/// Lets the keys scroll what is shown in the scroll area around, unless text is being typed.
pub fn scroll_by_keys(ui: &Ui) {
    /// Points of a step, and more points than anything is long.
    const STEP: f32 = 48.0;
    const FAR: f32 = 1e6;
    if ui.ctx().text_edit_focused() {
        return;
    }
    let page = (ui.clip_rect().height() - STEP).max(STEP);
    let steps = [
        (Key::ArrowDown, STEP),
        (Key::ArrowUp, -STEP),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Space, page),
        (Key::End, FAR),
        (Key::Home, -FAR),
    ];
    let mut by = 0.0;
    ui.input_mut(|input| {
        for (key, step) in steps {
            by += input.count_and_consume_key(Modifiers::NONE, key) as f32 * step;
        }
    });
    if by != 0.0 {
        ui.scroll_with_delta(vec2(0.0, -by));
    }
}

/// A command as an icon in a bar; pressing it pushes the command's action.
pub fn command_button(
    ui: &mut Ui,
    view: &mut View<'_>,
    id: &str,
    icon: Icon,
    on: Option<bool>,
    enabled: bool,
) -> Response {
    let Some(command) = commands::command(id) else { return ui.response() };
    let label = tooltip(ui, view, command);
    let response = ui.add_enabled_ui(enabled, |ui| icon_button(ui, view.palette, icon, &label, on)).inner;
    if response.clicked() {
        view.push(command.action.clone());
    }
    response
}

/// The first shortcut of a command, as it is shown beside its name.
pub fn key_of(ui: &Ui, view: &View<'_>, command: &Command) -> Option<String> {
    let keys = commands::keys_of(command, &view.cx.settings.keys);
    keys.first().map(|key| commands::keys(ui.ctx(), key))
}

/// A command's name and its first shortcut.
pub fn tooltip(ui: &Ui, view: &View<'_>, command: &Command) -> String {
    let label = view.t(command.label);
    match key_of(ui, view, command) {
        Some(key) => format!("{label} ({key})"),
        None => label.to_owned(),
    }
}

/// Makes room for the items of a menu, as the main menu has it.
pub fn menu_items(ui: &mut Ui, width: f32) {
    ui.set_min_width(width);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().button_padding.x = space::S;
}

/// A command in a menu by a name, with its key where that does the same.
pub fn menu_command(
    ui: &mut Ui,
    view: &View<'_>,
    command: &Command,
    name: Phrase,
    has_key: bool,
) -> Response {
    let key = key_of(ui, view, command).filter(|_| has_key);
    let name = view.t(name);
    with_key(ui, egui::Button::new(name), name, (key, view.palette.soft))
}

/// A button with its key, in an ink, beside its name; a screen reader hears the key as that.
pub fn with_key(
    ui: &mut Ui,
    button: egui::Button<'_>,
    name: &str,
    (key, ink): (Option<String>, Color32),
) -> Response {
    let Some(key) = key else { return ui.add(button) };
    let response = ui.add(button.shortcut_text(RichText::new(&key).size(size::SMALL).color(ink)));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, response.enabled(), name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
    response
}

/// A small heading inside a panel.
pub fn section(ui: &mut Ui, palette: &Palette, text: &str) {
    ui.add_space(space::S);
    ui.label(RichText::new(text).size(size::SMALL).color(palette.soft));
}

/// Begins what is scrolled: leaves room for the scroll bar, which floats over it, and keeps in view what the keyboard comes
/// to.
pub fn beside_bar(ui: &mut Ui) {
    ui.set_max_width(ui.available_width() - space::M);
    follow_focus(ui);
}

/// Scrolls to what the keyboard came to, where it is inside and out of view. What the mouse pressed is in view.
fn follow_focus(ui: &Ui) {
    /// Seconds in which a press may have brought the keyboard.
    const OF_PRESS: f32 = 0.5;
    let focused = ui.memory(|memory| memory.focused());
    let before = ui.data_mut(|data| {
        let seen = data.get_temp_mut_or_default::<Option<Id>>(ui.unique_id().with("focus"));
        std::mem::replace(seen, focused)
    });
    let is_pressed =
        ui.input(|input| input.pointer.any_down() || input.pointer.time_since_last_click() < OF_PRESS);
    let Some(focused) = focused.filter(|_| focused != before && !is_pressed) else { return };
    let inside = ui.unique_id();
    let place = ui.ctx().viewport(|viewport| {
        let widgets = &viewport.prev_pass.widgets;
        let place = widgets.get(focused)?.rect;
        let mut around = std::iter::successors(Some(focused), |id| {
            widgets.get(*id).map(|widget| widget.parent_id).filter(|parent| parent != id)
        });
        around.any(|id| id == inside).then_some(place)
    });
    let view = ui.clip_rect();
    if let Some(place) = place.filter(|place| place.top() < view.top() || place.bottom() > view.bottom()) {
        ui.scroll_to_rect(place, None);
    }
}

/// Text that stands back.
pub fn soft(ui: &mut Ui, palette: &Palette, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).size(size::SMALL).color(palette.soft))
}

/// A button filled with the accent: the one thing to do here.
pub fn primary(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    primary_with_key(ui, palette, text, None)
}

/// The same with its key beside its name.
pub fn primary_with_key(ui: &mut Ui, palette: &Palette, text: &str, key: Option<String>) -> Response {
    let label = RichText::new(text).color(palette.on_accent);
    let button = egui::Button::new(label).fill(palette.accent).min_size(vec2(0.0, BUTTON));
    let add = |ui: &mut Ui| {
        let states = &mut ui.visuals_mut().widgets;
        for state in [&mut states.inactive, &mut states.hovered, &mut states.active] {
            state.bg_stroke = Stroke::NONE;
        }
        with_key(ui, button, text, (key, palette.on_accent))
    };
    let response = ui.scope(add).inner;
    if response.has_focus() {
        // A ring of the accent would not be seen on the accent.
        let ring = Stroke::new(stroke::FOCUS, palette.on_accent);
        let inside = response.rect.shrink(stroke::FOCUS);
        ui.painter().rect_stroke(inside, f32::from(RADIUS) - stroke::FOCUS, ring, StrokeKind::Inside);
    }
    response
}

/// Empty state of a view, when there is nothing to show: one line, what to do, and the buttons of `add_contents`.
pub fn empty_state(
    ui: &mut Ui,
    palette: &Palette,
    title: &str,
    hint: &str,
    add_contents: impl FnOnce(&mut Ui),
) {
    let height = ui.available_height();
    ui.vertical_centered(|ui| {
        ui.add_space((height * 0.3 - space::XXL).max(space::L));
        ui.label(RichText::new(title).size(size::HEADING).color(palette.ink));
        ui.add_space(space::XS);
        ui.label(RichText::new(hint).color(palette.soft));
        ui.add_space(space::L);
        add_contents(ui);
    });
}

/// A toggle in a row of filters.
pub fn chip(ui: &mut Ui, palette: &Palette, text: &str, on: bool) -> Response {
    chip_of(ui, palette, text, on, (WidgetRole::Button, Sense::click()))
}

/// A few values side by side, one of them on, as radio buttons: one stop for the tab key, where the arrows choose. Gives
/// what was chosen.
pub fn choices<T: PartialEq, S: AsRef<str>>(
    ui: &mut Ui,
    palette: &Palette,
    chosen: &T,
    values: impl IntoIterator<Item = (T, S)>,
) -> Option<T> {
    let mut values: Vec<(T, S)> = values.into_iter().collect();
    let count = values.len();
    let at = values.iter().position(|(value, _)| value == chosen);
    let chips: Vec<Response> = values
        .iter()
        .enumerate()
        .map(|(number, (_, text))| {
            let sense = if number == at.unwrap_or(0) { Sense::click() } else { Sense::CLICK };
            chip_of(ui, palette, text.as_ref(), Some(number) == at, (WidgetRole::RadioButton, sense))
        })
        .collect();
    let mut pressed = chips.iter().position(Response::clicked);
    if let Some(from) = chips.iter().position(Response::has_focus) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(chips[from].id, filter));
        let arrows = [
            (Key::ArrowRight, 1),
            (Key::ArrowDown, 1),
            (Key::ArrowLeft, count - 1),
            (Key::ArrowUp, count - 1),
        ];
        let step = arrows
            .into_iter()
            .find(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key)));
        if let Some((_, by)) = step {
            let to = (from + by) % count;
            chips[to].request_focus();
            pressed = Some(to);
        }
    }
    pressed.map(|number| values.swap_remove(number).0)
}

fn chip_of(
    ui: &mut Ui,
    palette: &Palette,
    text: &str,
    on: bool,
    (role, sense): (WidgetRole, Sense),
) -> Response {
    let font = FontId::proportional(size::SMALL);
    let color = if on { palette.accent } else { palette.soft };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let (rect, response) =
        ui.allocate_exact_size(galley.size() + vec2(space::M + space::XS, space::S), sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(role, enabled, on, text));
    ground(ui, palette, rect, &response, on);
    if !on && !response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            f32::from(RADIUS),
            Stroke::new(stroke::HAIR, palette.rule),
            StrokeKind::Inside,
        );
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, color);
    response
}

/// A line with icon buttons at its right end, drawn as one reads, which is how the tab key goes: `left` has the room that
/// so many buttons leave.
pub fn with_buttons<S>(
    ui: &mut Ui,
    shown: &mut S,
    buttons: usize,
    left: impl FnOnce(&mut Ui, &mut S),
    right: impl FnOnce(&mut Ui, &mut S),
) {
    ui.spacing_mut().item_spacing.x = space::XS;
    let taken = buttons as f32 * (BUTTON + space::XS);
    let room = vec2((ui.available_width() - taken).max(0.0), BUTTON);
    ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_width(room.x);
        ui.spacing_mut().item_spacing.x = space::S;
        left(ui, shown);
    });
    right(ui, shown);
}

/// The head of a side panel: its title and a button that closes it.
pub fn panel_head(ui: &mut Ui, palette: &Palette, title: &str, close: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).size(size::HEADING).color(palette.ink));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            icon_button(ui, palette, Icon::Close, close, None).clicked()
        })
        .inner
    })
    .inner
}

/// Says beside an item of a menu what it does, so that the items below it stay in sight.
pub fn told_beside(item: Response, text: &str) -> Response {
    let mut tooltip = Tooltip::for_enabled(&item);
    tooltip.popup = tooltip.popup.align(RectAlign::RIGHT_START).align_alternatives(&[RectAlign::LEFT_START]);
    tooltip.show(|ui| ui.label(text));
    item
}

/// Tells a screen reader of a row what it is called and whether it is chosen, which makes it no switch.
pub fn row_info(response: &Response, role: WidgetRole, is_chosen: bool, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, response.enabled(), name));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
}

/// Selects all of a field that the keyboard came to, so that what is typed takes its place.
pub fn select_all(ui: &Ui, field: &Response, text: &str) {
    select(ui, field, 0..text.chars().count());
}

/// Selects some characters of a field, the cursor behind them.
pub fn select(ui: &Ui, field: &Response, characters: Range<usize>) {
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    let [start, end] = [characters.start, characters.end].map(CCursor::new);
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), field.id);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::{self, Theme};
    use egui::{Context, RawInput, Shape};

    /// What a widget takes without and with the keyboard, and the strokes of the rectangles that are drawn then.
    fn drawn(add: impl Fn(&mut Ui) -> Response) -> [(Vec2, Vec<Stroke>); 2] {
        let ctx = Context::default();
        ctx.all_styles_mut(|style| *style = theme::style(Theme::Light, true));
        [false, true].map(|focused| {
            let mut size = Vec2::ZERO;
            let mut shapes = Vec::new();
            for _ in 0..3 {
                let mut output = ctx.run_ui(RawInput::default(), |ui| {
                    let response = add(ui);
                    if focused {
                        response.request_focus();
                    }
                    size = response.rect.size();
                });
                output.textures_delta.clear();
                shapes = std::mem::take(&mut output.shapes);
            }
            let strokes = shapes.into_iter().filter_map(|shape| match shape.shape {
                Shape::Rect(rect) => Some(rect.stroke),
                _ => None,
            });
            (size, strokes.collect())
        })
    }

    #[test]
    fn the_one_thing_to_do_shows_that_it_has_the_keyboard() {
        let palette = Palette::of(Theme::Light);
        let [(size, without), (still, with)] = drawn(|ui| primary(ui, palette, "保存"));
        let is_ring = |stroke: &Stroke| stroke.width > 0.0 && stroke.color == palette.on_accent;
        assert_eq!((without.iter().any(is_ring), with.iter().any(is_ring)), (false, true), "{with:?}");
        assert_eq!(size, still, "it does not grow");
    }

    #[test]
    fn a_field_is_as_large_with_the_keyboard_as_without() {
        let [(size, _), (still, _)] = drawn(|ui| {
            ui.add(
                TextEdit::singleline(&mut String::new()).margin(vec2(space::S, space::S)).desired_width(90.0),
            )
        });
        assert_eq!(size, still);
    }
}

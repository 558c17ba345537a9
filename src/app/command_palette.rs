//! The command palette: every command, found by a few letters of its name in either language.

use super::commands::{COMMANDS, Command};
use super::theme::{height, size, space};
use super::view::View;
use super::{layout, strings, widgets};
use egui::{Align2, FontId, Key, Role as WidgetRole, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Height of a line, in points.
const ROW: f32 = height::OFFER;

/// Words typed into the palette, and the chosen line.
#[derive(Default)]
pub struct Typed {
    text: String,
    row: usize,
}

/// Draws the palette.
pub fn show(ui: &mut Ui, view: &mut View<'_>, typed: &mut Typed) {
    let hint = view.t(strings::PALETTE_HINT);
    let field = ui.add(
        TextEdit::singleline(&mut typed.text)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(vec2(space::M, space::S)),
    );
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, hint));
    if *view.focused != Some("palette") {
        *view.focused = Some("palette");
        *typed = Typed::default();
        field.request_focus();
    }
    let found = matching(&typed.text);
    if field.changed() {
        typed.row = 0;
    }
    let (up, down, enter) = ui.input_mut(|input| {
        (
            input.consume_key(egui::Modifiers::NONE, Key::ArrowUp),
            input.consume_key(egui::Modifiers::NONE, Key::ArrowDown),
            input.key_pressed(Key::Enter),
        )
    });
    let last = found.len().saturating_sub(1);
    let row = &mut typed.row;
    *row = (*row).min(last);
    if up {
        *row = if *row == 0 { last } else { *row - 1 };
    }
    if down {
        *row = if *row == last { 0 } else { *row + 1 };
    }
    let chosen = *row;
    ui.add_space(space::XS);
    if found.is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::NOTHING_FOUND));
    }
    ScrollArea::vertical().max_height(ROW * 9.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, command) in found.iter().enumerate() {
            line(ui, view, command, index == chosen, (up || down) && index == chosen);
        }
    });
    if let Some(command) = found.get(chosen) {
        // Below the list, where it covers none of it.
        ui.add_space(space::XS);
        widgets::soft(ui, view.palette, view.t(command.help));
    }
    if enter && let Some(command) = found.get(chosen) {
        run(view, command);
    }
}

fn line(ui: &mut Ui, view: &mut View<'_>, command: &'static Command, chosen: bool, reveal: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let label = view.t(command.label);
    widgets::row_info(&response, WidgetRole::ListBoxOption, chosen, label);
    widgets::ground(ui, view.palette, rect, &response, chosen);
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let painter = ui.painter();
    painter.text(
        inner.left_center(),
        Align2::LEFT_CENTER,
        label,
        FontId::proportional(size::BODY),
        view.palette.ink,
    );
    if let Some(keys) = widgets::key_of(ui, view, command) {
        let font = FontId::proportional(size::SMALL);
        painter.text(inner.right_center(), Align2::RIGHT_CENTER, keys, font, view.palette.soft);
    }
    if reveal {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        run(view, command);
    }
}

fn run(view: &mut View<'_>, command: &Command) {
    view.push(layout::Action::CloseOverlay);
    view.push(command.action.clone());
}

/// The commands whose names match what is typed, best first; all of them while nothing is.
fn matching(query: &str) -> Vec<&'static Command> {
    let query = query.trim();
    if query.is_empty() {
        return COMMANDS.iter().collect();
    }
    let matcher = SkimMatcherV2::default();
    let mut found: Vec<(i64, &Command)> = COMMANDS
        .iter()
        .filter_map(|command| {
            let names = [command.label.zh, command.label.en, command.help.zh, command.id];
            names
                .iter()
                .filter_map(|name| matcher.fuzzy_match(name, query))
                .max()
                .map(|score| (score, command))
        })
        .collect();
    found.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
    found.into_iter().map(|(_, command)| command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_in_both_languages() {
        assert_eq!(matching("bookm")[0].id, "bookmark");
        assert_eq!(matching("书签")[0].id, "bookmark");
        assert!(matching("qqqxxq").is_empty());
        assert_eq!(matching("").len(), COMMANDS.len());
    }
}

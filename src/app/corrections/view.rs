//! Putting right what was taken apart wrongly: a menu at a line, and the corrections of the page.

use super::words::says;
use super::{Action, Fix};
use crate::app::commands::{COMMANDS, Command, Group};
use crate::app::icons::Icon;
use crate::app::reader::article::OpenArticle;
use crate::app::store::Store;
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line};
use crate::app::{menu, message, strings, widgets};
use crate::correction::{Correction, Reason};
use crate::segmentation::{Article, LineNo};
use egui::{CollapsingHeader, Response, Role as WidgetRole, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Height of a line of a list, in points.
const ROW: f32 = height::OFFER;

/// Two menus about the place where the person is: where articles and paragraphs begin, and what its lines are.
pub fn menus(ui: &mut Ui, view: &mut View<'_>) {
    ui.menu_button(view.t(strings::CORRECT), |ui| some(ui, view, None, false));
    roles(ui, view, None);
}

/// Menu items about a line or, without one, about the place where the person is.
pub fn items(ui: &mut Ui, view: &mut View<'_>, line: Option<LineNo>) {
    some(ui, view, line, false);
    ui.separator();
    roles(ui, view, line);
}

/// The action of a command about a line or, without one, about the place where the person is; `None` where it is about no
/// place.
pub fn about(command: &Command, line: Option<LineNo>) -> Option<Action> {
    match &command.action {
        message::Action::Correct(Action::Correct(fix, _)) => Some(Action::Correct(*fix, line)),
        message::Action::Correct(Action::Choose(_)) => Some(Action::Choose(line.into_iter().collect())),
        _ => None,
    }
}

fn roles(ui: &mut Ui, view: &mut View<'_>, line: Option<LineNo>) {
    ui.menu_button(view.t(strings::THIS_IS), |ui| some(ui, view, line, true));
}

/// The items that give lines a role, or the others.
fn some(ui: &mut Ui, view: &mut View<'_>, line: Option<LineNo>, of_roles: bool) {
    widgets::menu_items(ui, 220.0);
    for command in COMMANDS.iter().filter(|command| command.group == Group::Correct) {
        let Some(action) = about(command, line) else { continue };
        let is_role = matches!(action, Action::Correct(Fix::Role(_), _));
        if is_role != of_roles {
            continue;
        }
        if menu::AFTER_LINE.contains(&command.id) && !is_role {
            ui.separator();
        }
        let item = widgets::menu_command(ui, view, command, command.label, line.is_none());
        if widgets::told_beside(item, view.t(command.help)).clicked() {
            view.push(action);
            ui.close();
        }
    }
}

/// Dialog that asks which article of the open page some of its lines belong to.
pub fn belongs(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, lines: &[LineNo]) {
    /// Characters of a line that tell it from others.
    const FIRST: usize = 24;
    /// Lines that are named.
    const NAMED: usize = 6;
    for &line in lines.iter().take(NAMED) {
        let words: String = open.page().line(line).trim().chars().take(FIRST).collect();
        widgets::soft(ui, view.palette, words);
    }
    if lines.len() > NAMED {
        widgets::soft(ui, view.palette, view.fill(strings::MORE_LINES, &[&(lines.len() - NAMED)]));
    }
    widgets::section(ui, view.palette, view.t(strings::BELONG_TO));
    let articles = &open.content.segmentation.articles;
    let titles = articles.iter().enumerate().map(|(at, article)| (Some(at), article.display_title()));
    let none = (None, view.t(strings::BELONG_TO_NONE).to_owned());
    let is_all_in = |article: &Article| {
        lines.iter().all(|line| article.blocks.iter().any(|block| block.lines.contains(line)))
    };
    ScrollArea::vertical().max_height(ROW * 9.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (article, title) in titles.chain([none]) {
            let is_host = article.is_some_and(|article| is_all_in(&articles[article]));
            let row = row_to_press(ui, view, &title, is_host);
            if *view.focused != Some("belongs") && !is_host {
                *view.focused = Some("belongs");
                row.request_focus();
            }
            if row.clicked() {
                view.push(Action::Belong(article));
            }
        }
    });
}

/// A line of a list as wide as there is room; where nothing would come of pressing it, it is only said.
fn row_to_press(ui: &mut Ui, view: &View<'_>, title: &str, is_idle: bool) -> Response {
    let sense = if is_idle { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, !is_idle, is_idle, title));
    widgets::ground(ui, view.palette, rect, &response, is_idle);
    let line = one_line(ui, title, size::BODY, view.palette.ink, rect.width() - 2.0 * space::M);
    let place = pos2(rect.left() + space::M, rect.center().y - line.size().y / 2.0);
    ui.painter().galley(place, line, view.palette.ink);
    response
}

/// The corrections of the open page, each to be given up; those that do not hold say why.
pub fn list(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, store: &Store) {
    let corrections = store.book.as_ref().map(|book| book.corrections(&open.at));
    let corrections = corrections.unwrap_or_default();
    if corrections.is_empty() {
        return;
    }
    let title = view.fill(strings::CORRECTIONS, &[&corrections.len()]);
    CollapsingHeader::new(title).id_salt("corrections").default_open(true).show(ui, |ui| {
        for correction in &corrections {
            let conflicts = &open.content.conflicts;
            let conflict = conflicts.iter().find(|conflict| conflict.correction == correction.id);
            row(ui, view, correction, conflict.map(|conflict| conflict.reason));
        }
    });
}

fn row(ui: &mut Ui, view: &mut View<'_>, correction: &Correction, conflict: Option<Reason>) {
    let mut says = says(view.cx, correction);
    let mut color = view.palette.ink;
    if let Some(reason) = conflict {
        color = view.palette.warn;
        says = format!("{says} · {}", view.t(reason_name(reason)));
    }
    ui.horizontal(|ui| {
        let width = ui.available_width() - 2.0 * (widgets::BUTTON + space::M);
        let (rect, _) = ui.allocate_exact_size(vec2(width, widgets::BUTTON), Sense::hover());
        let line = one_line(ui, &says, size::SMALL, color, width);
        ui.painter().galley(pos2(rect.left(), rect.center().y - line.size().y / 2.0), line, color);
        let name = view.fill(strings::EVERYWHERE_OF, &[&says]);
        if widgets::icon_button(ui, view.palette, Icon::Search, &name, None).clicked() {
            view.push(Action::Everywhere(Some(correction.id)));
        }
        let name = view.fill(strings::GIVE_UP, &[&says]);
        if widgets::icon_button(ui, view.palette, Icon::Close, &name, None).clicked() {
            view.push(Action::Withdraw(correction.id));
        }
    });
}

fn reason_name(reason: Reason) -> strings::Phrase {
    match reason {
        Reason::NotFound => strings::CONFLICT_NOT_FOUND,
        Reason::Unsure => strings::CONFLICT_UNSURE,
        Reason::Contradicted => strings::CONFLICT_CONTRADICTED,
    }
}

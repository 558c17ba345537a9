//! Putting right what was taken apart wrongly: a menu at a line, and the corrections of the page.

use super::Action;
use crate::anchor::Target;
use crate::app::commands::{self, COMMANDS, Group};
use crate::app::icons::Icon;
use crate::app::reader::article::OpenArticle;
use crate::app::store::Store;
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line, role_name};
use crate::app::{message, strings, widgets};
use crate::correction::Correction;
use crate::correction::{Operation, Reason};
use crate::segmentation::LineNo;
use egui::{Button, CollapsingHeader, Sense, Ui, pos2, vec2};

/// The items as a menu of their own.
pub fn menu(ui: &mut Ui, view: &mut View<'_>, line: Option<LineNo>) {
    ui.menu_button(view.t(strings::CORRECT), |ui| items(ui, view, line));
}

/// Menu items about a line or, without one, about the place where the person is.
pub fn items(ui: &mut Ui, view: &mut View<'_>, line: Option<LineNo>) {
    ui.set_min_width(220.0);
    for command in COMMANDS.iter().filter(|command| command.group == Group::Correct) {
        let message::Action::Correct(Action::Correct(fix, _)) = command.action else { continue };
        let mut button = Button::new(view.t(command.label));
        if let Some(shortcut) = command.shortcuts.first().filter(|_| line.is_none()) {
            button = button.shortcut_text(commands::keys(ui.ctx(), shortcut));
        }
        if ui.add(button).on_hover_text(view.t(command.help)).clicked() {
            view.push(Action::Correct(fix, line));
            ui.close();
        }
    }
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
    let mut says = says(view, correction);
    let mut color = view.palette.ink;
    if let Some(reason) = conflict {
        color = view.palette.warn;
        says = format!("{says} · {}", view.t(reason_name(reason)));
    }
    ui.horizontal(|ui| {
        let width = ui.available_width() - widgets::BUTTON - space::M;
        let (rect, _) = ui.allocate_exact_size(vec2(width, widgets::BUTTON), Sense::hover());
        let line = one_line(ui, &says, size::SMALL, color, width);
        ui.painter().galley(pos2(rect.left(), rect.center().y - line.size().y / 2.0), line, color);
        let name = view.fill(strings::GIVE_UP, &[&says]);
        if widgets::icon_button(ui, view.palette, Icon::Close, &name, None).clicked() {
            view.push(Action::Withdraw(correction.id));
        }
    });
}

fn says(view: &View<'_>, correction: &Correction) -> String {
    let words_of = |target: &Target| -> String {
        /// Characters that tell a line from others.
        const FIRST: usize = 12;
        target.quote().trim().chars().take(FIRST).collect()
    };
    match &correction.operation {
        Operation::ArticleBegins { at } => view.fill(strings::SAYS_ARTICLE, &[&words_of(at)]),
        Operation::ParagraphBegins { at } => view.fill(strings::SAYS_PARAGRAPH, &[&words_of(at)]),
        Operation::JoinArticles { first, second } => {
            view.fill(strings::SAYS_JOIN_ARTICLES, &[&words_of(first), &words_of(second)])
        }
        Operation::JoinParagraphs { first, second } => {
            view.fill(strings::SAYS_JOIN_PARAGRAPHS, &[&words_of(first), &words_of(second)])
        }
        Operation::HasRole { lines, role } => {
            view.fill(strings::SAYS_ROLE, &[&words_of(lines), &view.t(role_name(*role))])
        }
        Operation::BelongsTo { lines, article } => {
            view.fill(strings::SAYS_BELONGS, &[&words_of(lines), &words_of(article)])
        }
    }
}

fn reason_name(reason: Reason) -> strings::Phrase {
    match reason {
        Reason::NotFound => strings::CONFLICT_NOT_FOUND,
        Reason::Unsure => strings::CONFLICT_UNSURE,
        Reason::Contradicted => strings::CONFLICT_CONTRADICTED,
    }
}

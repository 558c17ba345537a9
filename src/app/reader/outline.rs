//! The outline of the open article: how long it is, and its subheads to jump to.

use super::{Action, Reader};
use crate::app::panels::Panel;
use crate::app::reading::TextPosition;
use crate::app::theme::space;
use crate::app::view::{View, panel_head};
use crate::app::{strings, widgets};
use crate::segmentation::Role;
use egui::{Button, ScrollArea, Ui};

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, reader: &Reader) {
    panel_head(ui, view, strings::OUTLINE, Panel::Outline);
    let Some(open) = &reader.open else { return };
    let (characters, minutes) = open.length();
    widgets::soft(ui, view.palette, view.fill(strings::LENGTH, &[&characters, &minutes]));
    ui.add_space(space::S);
    let paragraphs = &open.shown.document.paragraphs;
    let title = paragraphs.iter().find(|paragraph| paragraph.role == Role::Title).or(paragraphs.first());
    let title = title.map(|title| (TextPosition::default(), &title.text));
    let subheads = open.subheads().map(|range| range.start);
    let subheads = subheads.map(|at| (at, &paragraphs[at.paragraph].text));
    let rows: Vec<(TextPosition, &String)> = title.into_iter().chain(subheads).collect();
    let top = reader.top();
    let here = rows.iter().rposition(|(at, _)| *at <= top).unwrap_or(0);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (index, (at, text)) in rows.iter().enumerate() {
            let row = ui.horizontal(|ui| {
                ui.add_space(if index == 0 { 0.0 } else { space::M });
                ui.add(Button::selectable(index == here, text.as_str()).wrap())
            });
            if row.inner.clicked() {
                view.push(Action::GoTo(*at));
            }
        }
        if rows.len() < 2 {
            ui.add_space(space::S);
            widgets::soft(ui, view.palette, view.t(strings::NO_SUBHEADS));
        }
    });
}

//! The meanings of what is selected, beside it.

use crate::app::theme::{size, space};
use crate::app::view::View;
use crate::app::{strings, widgets};
use crate::dictionary::{Dictionary, Entry};
use crate::han::variants::{Script, fold_text};
use egui::{Area, Frame, Id, Order, Rect, RichText, ScrollArea, Ui, pos2};

/// Draws the card beside the place of the selection.
pub fn show(ui: &Ui, view: &mut View<'_>, text: &str, script: Script, selection: Rect) {
    /// Width and height of the card, in points.
    const WIDTH: f32 = 360.0;
    const HEIGHT: f32 = 260.0;
    let room = ui.max_rect();
    // The bar of highlights lies above the selection.
    let below = selection.bottom() + space::S;
    let top =
        if below + HEIGHT < room.bottom() { below } else { selection.top() - HEIGHT - space::XXL * 1.5 };
    let area = Area::new(Id::unique("meanings"))
        .order(Order::Foreground)
        .fixed_pos(pos2(selection.left(), top.max(room.top())))
        .constrain_to(room);
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(view.palette.bar).inner_margin(space::M).show(ui, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(egui::accesskit::Role::Dialog);
                node.set_label(view.t(strings::DICTIONARY));
            });
            ui.set_width(WIDTH.min(room.width() - space::XXL));
            if widgets::panel_head(ui, view.palette, view.t(strings::DICTIONARY), view.t(strings::CLOSE)) {
                view.push(super::Action::Toggle);
            }
            ScrollArea::vertical().max_height(HEIGHT - space::XXL * 2.0).show(ui, |ui| {
                ui.set_width(ui.available_width());
                match Dictionary::bundled() {
                    Some(dictionary) => list(ui, view, &dictionary.look_up(text), script),
                    None => drop(widgets::soft(ui, view.palette, view.t(strings::OPENING))),
                }
            });
            widgets::soft(ui, view.palette, "CC-CEDICT · CC BY-SA 4.0");
        });
    });
}

fn list(ui: &mut Ui, view: &View<'_>, found: &[(String, Vec<Entry<'_>>)], script: Script) {
    if found.is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::NO_WORD));
    }
    for (word, entries) in found {
        for entry in entries {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(heads(word, entry, script)).size(size::HEADING));
                ui.label(RichText::new(&entry.pinyin).size(size::ROW).color(view.palette.accent));
            });
            for (number, meaning) in (1..).zip(&entry.meanings) {
                ui.label(format!("{number}. {meaning}"));
            }
            ui.add_space(space::S);
        }
    }
}

/// A word as it was printed or is shown, and its other form where that differs.
fn heads(word: &str, entry: &Entry<'_>, script: Script) -> String {
    let traditional = match script {
        Script::AsPrinted => word == entry.traditional || fold_text(word) != word,
        Script::Simplified => false,
        _ => true,
    };
    let (first, other) = if traditional {
        (entry.traditional, entry.simplified)
    } else {
        (entry.simplified, entry.traditional)
    };
    if first == other { first.to_owned() } else { format!("{first}（{other}）") }
}

//! The page of a note as it was, with the note's words marked.

use super::page_snapshot::PageSnapshot;
use crate::app::source::printable;
use crate::app::theme::{height, size, space};
use crate::app::view::View;
use crate::app::widgets;
use egui::{Label, Rect, RichText, ScrollArea, TextWrapMode, Ui, vec2};
use uuid::Uuid;

/// Height of a line, in points.
const ROW: f32 = height::LINE;

/// Draws the page. `revealed` is the note whose words were scrolled to.
pub fn show(ui: &mut Ui, view: &View<'_>, kept: &PageSnapshot, revealed: &mut Option<Uuid>) {
    widgets::soft(ui, view.palette, view.t(kept.why));
    let place = [kept.page.paper.as_deref(), kept.page.date.as_deref(), Some(&kept.page.path)];
    widgets::soft(ui, view.palette, place.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    ui.add_space(space::S);
    ui.spacing_mut().item_spacing.y = 0.0;
    let room = (ui.ctx().content_rect().bottom() - ui.cursor().top() - space::XXL).clamp(ROW, ROW * 20.0);
    let mut area = ScrollArea::both().max_height(room).min_scrolled_height(room).auto_shrink([false, true]);
    if *revealed != Some(kept.note) {
        *revealed = Some(kept.note);
        let first = kept.marked.first().map_or(0.0, |&line| line as f32 * ROW);
        area = area.vertical_scroll_offset((first - room * 0.25).max(0.0));
    }
    area.show_rows(ui, ROW, kept.lines.len(), |ui, rows| {
        widgets::scroll_by_keys(ui);
        for at in rows {
            let marked = kept.marked.binary_search(&at).is_ok();
            let ink = if marked { view.palette.ink } else { view.palette.soft };
            let text = RichText::new(printable(&kept.lines[at])).size(size::BODY).color(ink);
            ui.horizontal(|ui| {
                ui.set_height(ROW);
                if marked {
                    let bar = Rect::from_min_size(ui.max_rect().min, vec2(3.0, ROW));
                    ui.painter().rect_filled(bar, 0.0, view.palette.accent);
                }
                ui.add_space(space::M);
                // The keyboard does not stop at nothing.
                if kept.lines[at].trim().is_empty() {
                    return;
                }
                ui.add(Label::new(text).selectable(true).wrap_mode(TextWrapMode::Extend));
            });
        }
    });
}

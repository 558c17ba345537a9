//! Evidence for how the page was taken apart: role, confidence and reasons of each block.

use super::panels::Panel;
use super::reader::Reader;
use super::reader::article::{SURE, percent};
use super::theme::{height, size, space};
use super::view::{View, article_panel, one_line, role_tint};
use super::{reader, strings, widgets};
use crate::segmentation::{Block, Evidence, Role, question};
use egui::{
    FontId, Rangef, Rect, RichText, Role as WidgetRole, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Height of a block's row, in points.
const ROW: f32 = height::PAIR;

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, reader: &Reader) {
    let open = article_panel(ui, view, strings::WHY, Panel::Evidence, reader.open.as_ref());
    let Some(open) = open else { return };
    let confidence = open.article().confidence;
    let color = if confidence < SURE { view.palette.warn } else { view.palette.good };
    let text = view.fill(strings::ARTICLE_SURE, &[&percent(confidence)]);
    ui.label(RichText::new(text).color(color));
    let chosen = reader.block().unwrap_or(0);
    let blocks = &open.article().blocks;
    let ctx = ui.ctx().clone();
    match open.explained(move || ctx.request_repaint()) {
        Some(explained) => explained.get(chosen).into_iter().for_each(|block| evidence(ui, view, block)),
        None => {
            ui.spinner();
        }
    }
    widgets::section(ui, view.palette, view.t(strings::BLOCKS));
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt("blocks").show_rows(
        ui,
        ROW,
        blocks.len(),
        |ui, rows| {
            for at in rows {
                row(ui, view, &blocks[at], at == chosen);
            }
        },
    );
}

fn row(ui: &mut Ui, view: &mut View<'_>, block: &Block, chosen: bool) {
    let palette = view.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let role = view.t(strings::role_name(block.role));
    let text = block.text.as_str();
    let words: String = text.chars().take(40).collect();
    widgets::row_info(&response, WidgetRole::ListItem, chosen, &format!("{role} {words}"));
    widgets::ground(ui, palette, rect, &response, chosen);
    let tint = Rect::from_min_size(rect.min + vec2(4.0, 8.0), vec2(4.0, ROW - 16.0));
    let color = match block.role {
        _ if chosen => palette.accent,
        // Its tint is all but the panel's own ground.
        Role::Paragraph => palette.rule,
        role => role_tint(palette, role),
    };
    ui.painter().rect_filled(tint, 2.0, color);
    let left = rect.left() + space::L;
    let first = block.lines.iter().min().map_or(0, |line| line.0);
    let last = block.lines.iter().max().map_or(0, |line| line.0);
    let sure = percent(block.role_confidence.min(block.boundary_confidence));
    let phrase = if first == last { strings::BLOCK_HEAD_LINE } else { strings::BLOCK_HEAD };
    let head = view.fill(phrase, &[&role, &first, &last, &sure]);
    let color =
        if block.role_confidence.min(block.boundary_confidence) < SURE { palette.warn } else { palette.soft };
    let head = one_line(ui, &head, size::SMALL, color, rect.right() - left);
    let body = one_line(ui, &words, size::BODY, palette.ink, rect.right() - left - space::S);
    ui.painter().galley(pos2(left, rect.top() + 5.0), head, color);
    ui.painter().galley(pos2(left, rect.top() + 22.0), body, palette.ink);
    if response.clicked()
        && let Some(&line) = block.lines.first()
    {
        view.push(reader::Action::SelectLine(line));
    }
}

/// The evidence of a block as bars: to the right what spoke for it, to the left what spoke against. What does not fit
/// into half of the panel is scrolled to.
fn evidence(ui: &mut Ui, view: &View<'_>, block: &Block) {
    let palette = view.palette;
    let role = view.t(strings::role_name(block.role));
    widgets::section(ui, palette, &view.fill(strings::EVIDENCE, &[&role]));
    let sure =
        view.fill(strings::SURE_OF, &[&percent(block.role_confidence), &percent(block.boundary_confidence)]);
    widgets::soft(ui, palette, sure);
    if block.gap_before {
        ui.label(RichText::new(view.t(strings::GAP)).size(size::SMALL).color(palette.warn));
    }
    if block.evidence.is_empty() {
        widgets::soft(ui, palette, view.t(strings::NO_EVIDENCE));
    }
    let most = block.evidence.iter().map(|evidence| evidence.weight.abs()).fold(0.1, f32::max);
    let room = ui.available_height() / 2.0;
    ScrollArea::vertical().auto_shrink([false, true]).max_height(room).id_salt("evidence").show(ui, |ui| {
        widgets::beside_bar(ui);
        ui.spacing_mut().item_spacing.y = space::XS;
        for evidence in &block.evidence {
            bar(ui, view, evidence, most);
        }
    });
}

/// One piece of evidence: what was asked, on as many lines as it takes, and its weight, the longest bar being `most`.
fn bar(ui: &mut Ui, view: &View<'_>, evidence: &Evidence, most: f32) {
    /// Shares of the width that the words have and that a bar takes to either side of its middle.
    const WORDS: f32 = 0.62;
    const BAR: f32 = 0.17;
    let palette = view.palette;
    let (chinese, english) = question(&evidence.rule);
    let asked = view.cx.language.pick(chinese, english);
    let width = ui.available_width();
    let font = FontId::proportional(size::SMALL);
    let words = ui.painter().layout(asked.to_owned(), font, palette.ink, width * WORDS);
    let (rect, response) = ui.allocate_exact_size(vec2(width, words.size().y), Sense::hover());
    let spoken = format!("{asked} {:+.2}", evidence.weight);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
    ui.painter().galley(rect.min, words, palette.ink);
    let middle = rect.left() + width * (1.0 - BAR);
    let end = middle + width * BAR * (evidence.weight / most).clamp(-1.0, 1.0);
    // A bar as high as half a line, in the middle of its words.
    let height = Rangef::point(rect.center().y).expand(size::SMALL / 3.0);
    let color = if evidence.weight >= 0.0 { palette.good } else { palette.error };
    ui.painter().rect_filled(Rect::from_x_y_ranges(middle.min(end)..=middle.max(end), height), 2.0, color);
    response.on_hover_text(spoken);
}

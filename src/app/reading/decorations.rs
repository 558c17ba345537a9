//! Decorations drawn behind and beside the text: selection, highlights, hits, links, notes, missing characters.

use super::decoration::{Decoration, DecorationKind};
use super::document::{Document, TextRange};
use super::flow::Flow;
use super::paint::Canvas;
use super::pane::Shown;
use super::style::{Direction, ReadingStyle};
use egui::{Align2, Color32, FontId, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, Ui};

/// Places found while decorations were drawn.
#[derive(Default)]
pub(super) struct Marks {
    /// The decoration under the pointer.
    pub hovered: Option<u64>,
    /// Whether that leads somewhere.
    pub hovered_link: bool,
    /// Rectangle of the selection.
    pub selection: Option<Rect>,
    /// The same where that is what was pressed last.
    pub pressed: Option<Rect>,
}

/// Draws the marks of the lines in view.
#[expect(clippy::too_many_arguments, reason = "one frame's state, each part borrowed by itself")]
pub(super) fn paint_marks(
    ui: &Ui,
    document: &Document,
    style: &ReadingStyle,
    decorations: &[Decoration],
    selected: Option<TextRange>,
    shown: &[Shown],
    canvas: &Canvas,
    flow: &Flow,
    pointer: Option<Pos2>,
) -> Marks {
    let mut marks = Marks::default();
    let colours = &style.colours;
    for line in shown {
        let rect_of = |range: TextRange| {
            let len = document.paragraphs[line.slot.at.paragraph].text.len();
            let bytes = range.within(line.slot.at.paragraph, len)?;
            let mut covered = line
                .placed
                .glyphs
                .iter()
                .filter(|g| bytes.start < g.bytes.end as usize && (g.bytes.start as usize) < bytes.end);
            let first = covered.next()?;
            let last = covered.next_back().unwrap_or(first);
            (last.to > first.from).then(|| canvas.text_rect(&line.slot, first.from, last.to))
        };
        let mut bars = 0.0;
        for decoration in decorations {
            let Some(rect) = rect_of(decoration.range) else { continue };
            let mut under = pointer.is_some_and(|pos| rect.contains(pos));
            let line_below = |width: f32, colour: Color32| {
                let stroke = Stroke::new(width, colour);
                match canvas.direction {
                    Direction::Horizontal => ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, stroke),
                    Direction::Vertical => ui.painter().vline(rect.right() - 1.0, rect.y_range(), stroke),
                };
            };
            match decoration.kind {
                DecorationKind::Highlight(colour) => {
                    let colour = colours.highlights[usize::from(colour) % colours.highlights.len()];
                    ui.painter().rect_filled(rect, 2.0, colour);
                    let bar = paint_bar(ui, style, line, canvas, bars, colour);
                    under |= pointer.is_some_and(|pos| bar.expand(2.0).contains(pos));
                    bars += 1.0;
                }
                DecorationKind::SearchHit => {
                    ui.painter().rect_filled(rect, 2.0, colours.hit);
                }
                DecorationKind::CurrentHit => {
                    ui.painter().rect_filled(rect, 2.0, colours.current_hit);
                }
                DecorationKind::Spoken => {
                    ui.painter().rect_filled(rect, 2.0, colours.spoken);
                }
                DecorationKind::Pressed => {
                    let around = Stroke::new(1.5, colours.accent);
                    ui.painter().rect_stroke(rect.expand(1.0), 2.0, around, StrokeKind::Outside);
                    marks.pressed = Some(marks.pressed.map_or(rect, |all: Rect| all.union(rect)));
                }
                DecorationKind::Listed(list) => {
                    line_below(3.0, colours.highlights[usize::from(list) % colours.highlights.len()]);
                    // It is no mark of the notebook.
                    under = false;
                }
                DecorationKind::Link => line_below(1.0, colours.accent),
                DecorationKind::Note => line_below(1.5, colours.accent),
                DecorationKind::Doubt => {
                    let ends = match canvas.direction {
                        Direction::Horizontal => [rect.left_bottom(), rect.right_bottom()],
                        Direction::Vertical => [rect.right_top(), rect.right_bottom()],
                    };
                    let stroke = Stroke::new(2.0, colours.accent);
                    ui.painter().extend(Shape::dashed_line(&ends, stroke, 5.0, 4.0));
                }
            }
            let begins_here = decoration.range.start.paragraph == line.slot.at.paragraph
                && line.slot.line.bytes().contains(&decoration.range.start.byte);
            if decoration.kind == DecorationKind::Note && begins_here {
                let mark = paint_note_mark(ui, style, line, canvas, flow);
                under |= pointer.is_some_and(|pos| mark.expand(4.0).contains(pos));
            }
            if under {
                marks.hovered = Some(decoration.id);
                marks.hovered_link = matches!(decoration.kind, DecorationKind::Link | DecorationKind::Note);
            }
        }
        if let Some(rect) = selected.and_then(rect_of) {
            ui.painter().rect_filled(rect, 0.0, colours.selection);
            marks.selection = Some(marks.selection.map_or(rect, |all| all.union(rect)));
        }
    }
    marks
}

/// A bar in the margin before a line with a highlight, in its colour, beside as many `others`.
fn paint_bar(
    ui: &Ui,
    style: &ReadingStyle,
    line: &Shown,
    canvas: &Canvas,
    others: f32,
    colour: Color32,
) -> Rect {
    /// Its breadth and its distance from the text and from the next one, in ems.
    const BREADTH: f32 = 0.2;
    const GAP: f32 = 0.5;
    const STEP: f32 = 0.3;
    let end = line.slot.inline - (GAP + STEP * others) * style.size;
    let block = Rangef::new(line.slot.block, line.slot.block + line.slot.style.pitch);
    let rect = canvas.rect(Rangef::new(end - BREADTH * style.size, end), block);
    ui.painter().rect_filled(rect, 0.0, colour);
    rect
}

/// A small sheet in the margin beside a line.
fn paint_note_mark(ui: &Ui, style: &ReadingStyle, line: &Shown, canvas: &Canvas, flow: &Flow) -> Rect {
    /// Its side and its distance from the text, in ems.
    const SIDE: f32 = 0.55;
    const GAP: f32 = 0.5;
    let em = style.size;
    let middle = line.slot.block + line.slot.style.pitch / 2.0;
    let start = line.slot.inline + flow.measure + GAP * em;
    let block = Rangef::new(middle - SIDE * em / 2.0, middle + SIDE * em / 2.0);
    let rect = canvas.rect(Rangef::new(start, start + SIDE * em), block);
    ui.painter().rect_filled(rect, 2.0, style.colours.accent);
    for n in 1..=2 {
        let y = rect.top() + rect.height() * n as f32 / 3.0;
        ui.painter().hline(
            rect.x_range().shrink(rect.width() * 0.2),
            y,
            Stroke::new(1.0, ui.visuals().panel_fill),
        );
    }
    rect
}

/// A box with the code point of a character that no font has.
pub(super) fn paint_missing(ui: &Ui, c: char, rect: Rect, colour: Color32) {
    let painter = ui.painter();
    painter.rect_stroke(rect, 1.0, Stroke::new(1.0, colour), StrokeKind::Inside);
    let code = format!("{:04X}", c as u32);
    let (top, bottom) = code.split_at(code.len() / 2);
    let font = FontId::monospace(rect.height() * 0.42);
    painter.text(rect.center(), Align2::CENTER_BOTTOM, top, font.clone(), colour);
    painter.text(rect.center(), Align2::CENTER_TOP, bottom, font, colour);
}

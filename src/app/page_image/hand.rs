//! The person's hand on the page: words are selected by dragging over them, lines caught with a frame drawn around them.

use super::look::{At, Look};
use super::{Action, Drawn};
use crate::app::reader::article::OpenArticle;
use crate::app::reading::TextRange;
use crate::app::view::View;
use crate::app::{corrections, reader};
use crate::facsimile::letter_near;
use crate::han::words;
use crate::segmentation::layout::Rect as Place;
use crate::segmentation::{ByteSpan, LineNo};
use egui::{Color32, CursorIcon, Painter, PointerButton, Pos2, Rect, Response, Stroke, StrokeKind, Ui, vec2};

/// What dragging does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Grab {
    /// Moves the page.
    Page,
    /// Selects words, from this one on.
    Words(ByteSpan),
    /// Catches lines, with a frame from this corner on.
    Lines(Pos2),
}

/// The hand on the page.
#[derive(Default)]
pub struct Hand {
    grab: Option<Grab>,
    /// The frame that is being drawn, on the page.
    frame: Option<Place>,
}

impl Hand {
    /// Takes in dragging; `catches`: whether that catches lines whatever it begins on.
    pub fn drag(
        &mut self,
        (ui, view): (&Ui, &mut View<'_>),
        open: Option<&OpenArticle>,
        response: &Response,
        look: &mut Look,
        (whole, room): (&Drawn, Rect),
        catches: bool,
    ) {
        let at = look.at(whole, room);
        let (origin, shift, touched) =
            ui.input(|input| (input.pointer.press_origin(), input.modifiers.shift, input.any_touches()));
        if response.drag_started_by(PointerButton::Primary)
            && let Some(origin) = origin.map(|origin| at.place(origin))
        {
            let word = open.filter(|_| !touched).and_then(|open| letter_at(open, origin));
            self.grab = Some(match word {
                _ if open.is_some() && (catches || shift) => Grab::Lines(origin),
                Some(word) => Grab::Words(word),
                None => Grab::Page,
            });
        }
        let Some(grab) = self.grab else {
            let over = ui.input(|input| input.pointer.hover_pos()).filter(|_| ui.rect_contains_pointer(room));
            if catches && over.is_some() {
                ui.set_cursor_icon(CursorIcon::Crosshair);
            } else if open.zip(over).is_some_and(|(open, over)| letter_at(open, at.place(over)).is_some()) {
                ui.set_cursor_icon(CursorIcon::Text);
            }
            return;
        };
        if let (Some(pointer), true) = (response.interact_pointer_pos(), response.dragged()) {
            match (grab, open) {
                (Grab::Page, _) | (_, None) => {
                    ui.set_cursor_icon(CursorIcon::Grabbing);
                    look.move_by(response.drag_delta(), whole, room);
                }
                (Grab::Words(from), Some(open)) => {
                    let to = at.place(pointer);
                    let to = letter_near(open.page(), own_lines(open), (to.x, to.y)).unwrap_or(from);
                    // Taken in when the pointer moves: the words stay selected where it rests.
                    if let Some(range) =
                        between(open, from, to).filter(|_| response.drag_delta() != egui::Vec2::ZERO)
                    {
                        view.push(reader::Action::SelectShown(range));
                    }
                }
                (Grab::Lines(from), _) => {
                    let to = at.place(pointer);
                    let (left, top) = (from.x.min(to.x), from.y.min(to.y));
                    self.frame = Some(Place { left, top, right: from.x.max(to.x), bottom: from.y.max(to.y) });
                }
            }
            if grab != Grab::Page {
                look.move_by(outside(pointer, room), whole, room);
                ui.ctx().request_repaint();
            }
        }
        if !response.dragged() {
            self.grab = None;
            if let Some((frame, open)) = self.frame.take().zip(open) {
                let lines = lines_in(open, &frame).map(|(line, _)| line).collect::<Vec<_>>();
                if catches {
                    view.push(Action::ToggleCatch);
                }
                view.push(corrections::Action::Choose(lines));
            }
        }
    }

    /// Paints the frame, and one around each line that it catches.
    pub fn paint(&self, painter: &Painter, open: &OpenArticle, at: &At, accent: Color32) {
        let Some(frame) = &self.frame else { return };
        for (_, line) in lines_in(open, frame) {
            painter.rect_filled(at.screen(&line), 0.0, accent.gamma_multiply(0.2));
        }
        painter.rect_stroke(at.screen(frame), 0.0, Stroke::new(1.5, accent), StrokeKind::Middle);
    }
}

/// Distance of the pointer from the room as a step that brings what is there nearer.
fn outside(pointer: Pos2, room: Rect) -> egui::Vec2 {
    /// Share of the distance that is gone in a frame.
    const SPEED: f32 = 0.1;
    (room.clamp(pointer) - pointer) * SPEED
}

/// The word of the open article at a place of the page.
pub fn word_at(open: &OpenArticle, at: Pos2) -> Option<TextRange> {
    let position = open.position_of(letter_at(open, at)?.start)?;
    let word = words::at(&open.document.paragraphs.get(position.paragraph)?.text, position.byte);
    let mut range = TextRange { start: position, end: position };
    (range.start.byte, range.end.byte) = (word.start, word.end);
    Some(range)
}

/// The character of the open article nearest to a place of the page, where one of its lines is no farther than an em.
fn letter_at(open: &OpenArticle, at: Pos2) -> Option<ByteSpan> {
    let layout = open.page().layout()?;
    let is_near = |line: &LineNo| {
        let set = open.page().index(*line).and_then(|line| layout.lines.get(line));
        set.is_some_and(|set| {
            let (place, em) = (set.place, set.size);
            (place.left - em..place.right + em).contains(&at.x)
                && (place.top - em..place.bottom + em).contains(&at.y)
        })
    };
    letter_near(open.page(), own_lines(open).filter(is_near), (at.x, at.y))
}

fn own_lines(open: &OpenArticle) -> impl Iterator<Item = LineNo> {
    open.article().blocks.iter().flat_map(|block| block.lines.iter().copied())
}

/// The text from one character of the page to another, both with it.
fn between(open: &OpenArticle, a: ByteSpan, b: ByteSpan) -> Option<TextRange> {
    let (a, b) = (*open.from_source(a).first()?, *open.from_source(b).first()?);
    Some(TextRange { start: a.start.min(b.start), end: a.end.max(b.end) })
}

/// The printed lines of the page whose middle is in a frame.
fn lines_in<'a>(open: &'a OpenArticle, frame: &'a Place) -> impl Iterator<Item = (LineNo, Place)> {
    let rect =
        Rect::from_min_max(vec2(frame.left, frame.top).to_pos2(), vec2(frame.right, frame.bottom).to_pos2());
    let lines = open.page().layout().into_iter().flat_map(|layout| &layout.lines);
    let printed = open.page().line_numbers().zip(lines).filter(|(_, line)| line.size > 0.0);
    let places = printed.map(|(number, line)| (number, line.place));
    places.filter(move |(_, place)| {
        let middle = vec2(place.left + place.right, place.top + place.bottom) / 2.0;
        rect.contains(middle.to_pos2())
    })
}

//! The person's mouse and keys: selecting, copying, scrolling.

use super::document::{Document, TextPosition};
use super::flow::Flow;
use super::paint::Canvas;
use super::pane::{Frame, ReadingPane, byte_at};
use super::style::Direction;
use super::style::ReadingStyle;
use crate::han::words;
use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

/// Step on which a key takes the caret.
#[derive(Clone, Copy)]
enum Step {
    Character(bool),
    Word(bool),
    Line(bool),
    Paragraph(bool),
    LineEdge(bool),
    TextEdge(bool),
}

impl Step {
    /// Whether it takes the caret along without Shift: keys for lines and ends scroll.
    fn is_of_caret(self) -> bool {
        matches!(self, Step::Character(_) | Step::Word(_) | Step::Paragraph(_))
    }
}

impl ReadingPane {
    /// Selects by pressing, dragging, and clicking twice or three times.
    pub(super) fn mouse(
        &mut self,
        ui: &Ui,
        response: &Response,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        canvas: &Canvas,
    ) {
        let Some(pos) = response.interact_pointer_pos() else { return };
        let at = self.hit(ui, document, style, flow, canvas, pos);
        let (pressed, shift, origin) =
            ui.input(|i| (i.pointer.primary_pressed(), i.modifiers.shift, i.pointer.press_origin()));
        if pressed {
            response.request_focus();
            (self.glide, self.shows_caret) = (None, false);
            let anchor = self.selection.map(|(anchor, _)| anchor).filter(|_| shift);
            self.selection = Some((anchor.unwrap_or(at), at));
        }
        // Where frames are slow, the press and its release come in one.
        if response.triple_clicked() {
            let len = document.paragraphs.get(at.paragraph).map_or(0, |p| p.text.len());
            self.selection = Some((TextPosition::new(at.paragraph, 0), TextPosition::new(at.paragraph, len)));
        } else if response.double_clicked() {
            let at = self.touched(ui, document, style, flow, canvas, pos);
            self.select_word(document, at);
        } else if !pressed && response.dragged_by(egui::PointerButton::Primary) {
            if let Some((_, caret)) = &mut self.selection {
                *caret = at;
            } else if let Some(origin) = origin {
                self.selection = Some((self.hit(ui, document, style, flow, canvas, origin), at));
            }
            self.scroll_while_dragging(ui, pos, style.direction);
        } else if response.secondary_clicked() {
            response.request_focus();
            if !self.selection().is_some_and(|range| range.start <= at && at <= range.end) {
                let at = self.touched(ui, document, style, flow, canvas, pos);
                self.select_word(document, at);
            }
        }
    }

    fn select_word(&mut self, document: &Document, at: TextPosition) {
        let Some(paragraph) = document.paragraphs.get(at.paragraph) else { return };
        let word = words::at(&paragraph.text, at.byte);
        self.selection =
            Some((TextPosition::new(at.paragraph, word.start), TextPosition::new(at.paragraph, word.end)));
    }

    /// Scrolls on while the pointer is held outside the view, the faster the farther.
    fn scroll_while_dragging(&mut self, ui: &Ui, pos: egui::Pos2, direction: Direction) {
        /// Screens of distance per second and point outside.
        const SPEED: f32 = 8.0;
        let clip = ui.clip_rect();
        let outside = match direction {
            Direction::Horizontal => (pos.y - clip.bottom()).max(0.0) - (clip.top() - pos.y).max(0.0),
            Direction::Vertical => (clip.left() - pos.x).max(0.0) - (pos.x - clip.right()).max(0.0),
        };
        if outside != 0.0 {
            self.shift += outside * SPEED * ui.input(|i| i.stable_dt).min(0.1);
            ui.ctx().request_repaint();
        }
    }

    /// Takes keys while the text has the focus; keys that only scroll also while nothing has it. Says whether the
    /// selection is to be copied.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        frame: &Frame,
    ) -> bool {
        let nothing_focused = ui.memory(|m| m.focused().is_none());
        if !response.has_focus() && (!nothing_focused || self.passive) {
            return false;
        }
        if response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: self.selection().is_some(),
                ..Default::default()
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        }
        let copy =
            self.selection().is_some() && ui.input(|i| i.events.iter().any(|e| matches!(e, Event::Copy)));
        let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
        if response.has_focus() {
            if pressed(Modifiers::COMMAND, Key::A) {
                self.selection = Some((TextPosition::default(), document.end()));
            }
            for (modifiers, key, step) in steps(style.direction) {
                if pressed(modifiers | Modifiers::SHIFT, key) {
                    let from = self.selection.map_or(self.anchor, |(from, _)| from);
                    let caret = self.stepped(ui, document, style, flow, step);
                    self.selection = Some((from, caret));
                } else if step.is_of_caret() && pressed(modifiers, key) {
                    // Where there was none it is first shown.
                    let caret = match self.selection {
                        Some(_) => self.stepped(ui, document, style, flow, step),
                        None => self.anchor,
                    };
                    self.selection = Some((caret, caret));
                }
            }
            if self.selection().is_some() && pressed(Modifiers::NONE, Key::Escape) {
                self.clear_selection();
            }
        }
        let line = style.size * style.line_height;
        let page = flow.page();
        let (forward, back) = match style.direction {
            Direction::Horizontal => (Key::ArrowDown, Key::ArrowUp),
            Direction::Vertical => (Key::ArrowLeft, Key::ArrowRight),
        };
        let end = flow.extent + 2.0 * frame.margin - frame.view;
        let from = self.glide.unwrap_or(self.offset);
        let goals = [
            (Modifiers::SHIFT, Key::Space, from - page),
            (Modifiers::NONE, Key::Space, from + page),
            (Modifiers::NONE, Key::PageDown, from + page),
            (Modifiers::NONE, Key::PageUp, from - page),
            (Modifiers::NONE, forward, from + 2.0 * line),
            (Modifiers::NONE, back, from - 2.0 * line),
            (Modifiers::NONE, Key::Home, 0.0),
            (Modifiers::NONE, Key::End, end),
        ];
        for (modifiers, key, goal) in goals {
            if pressed(modifiers, key) {
                self.glide_to(ui, style, goal.clamp(0.0, end.max(0.0)));
            }
        }
        copy
    }

    fn glide_to(&mut self, ui: &Ui, style: &ReadingStyle, goal: f32) {
        if style.animate {
            self.glide = Some(goal);
        } else {
            self.shift += goal - self.offset;
        }
        ui.ctx().request_repaint();
    }

    /// The place to which a step takes the caret, which is brought into view.
    fn stepped(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        step: Step,
    ) -> TextPosition {
        let caret = self.selection.map_or(self.anchor, |(_, caret)| caret);
        let keeps_goal = matches!(step, Step::Line(_));
        let caret = match step {
            Step::Character(forward) => neighbour(document, caret, forward),
            Step::Word(forward) => {
                let next = neighbour(document, caret, forward);
                match document.paragraphs.get(next.paragraph) {
                    Some(paragraph) if next.paragraph == caret.paragraph => {
                        let inside = if forward { caret.byte } else { next.byte };
                        let word = words::at(&paragraph.text, inside);
                        TextPosition::new(next.paragraph, if forward { word.end } else { word.start })
                    }
                    _ => next,
                }
            }
            Step::Line(forward) => self.line_away(ui, document, style, flow, caret, forward),
            Step::Paragraph(true) => match caret.paragraph + 1 {
                next if next < document.paragraphs.len() => TextPosition::new(next, 0),
                _ => document.end(),
            },
            Step::Paragraph(false) => {
                TextPosition::new(caret.paragraph.saturating_sub(usize::from(caret.byte == 0)), 0)
            }
            Step::LineEdge(end) => {
                let line = flow.slot(flow.line_of(caret)).map(|slot| slot.line);
                line.map_or(caret, |l| {
                    TextPosition::new(caret.paragraph, if end { l.end } else { l.start } as usize)
                })
            }
            Step::TextEdge(end) => {
                if end {
                    document.end()
                } else {
                    TextPosition::default()
                }
            }
        };
        if !keeps_goal {
            self.goal = None;
        }
        self.shows_caret = true;
        self.bring_into_view(caret);
        caret
    }

    /// The place a line before or after another, as far along its line.
    fn line_away(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        caret: TextPosition,
        forward: bool,
    ) -> TextPosition {
        let at = flow.line_of(caret);
        let Some(here) = flow.slot(at) else { return caret };
        let placed = self.placed(ui, document, style, flow, &here);
        let along = placed
            .glyphs
            .iter()
            .find(|g| g.bytes.start as usize >= caret.byte)
            .map_or(placed.width, |g| g.from);
        let goal = *self.goal.get_or_insert(along * here.style.size);
        let there = if forward { flow.next(at) } else { flow.previous(at) };
        let Some(slot) = there.and_then(|at| flow.slot(at)) else { return caret };
        let placed = self.placed(ui, document, style, flow, &slot);
        let byte = byte_at(&placed, goal / slot.style.size).unwrap_or(slot.line.start as usize);
        TextPosition::new(slot.at.paragraph, byte)
    }
}

/// The place one character on or back, across paragraphs.
fn neighbour(document: &Document, at: TextPosition, forward: bool) -> TextPosition {
    let Some(paragraph) = document.paragraphs.get(at.paragraph) else { return document.end() };
    if forward {
        match paragraph.text[at.byte..].chars().next() {
            Some(c) => TextPosition::new(at.paragraph, at.byte + c.len_utf8()),
            None if at.paragraph + 1 < document.paragraphs.len() => TextPosition::new(at.paragraph + 1, 0),
            None => at,
        }
    } else {
        match paragraph.text[..at.byte].chars().next_back() {
            Some(c) => TextPosition::new(at.paragraph, at.byte - c.len_utf8()),
            None if at.paragraph > 0 => {
                TextPosition::new(at.paragraph - 1, document.paragraphs[at.paragraph - 1].text.len())
            }
            None => at,
        }
    }
}

/// The keys that move the caret; arrows follow the way that lines run.
fn steps(direction: Direction) -> [(Modifiers, Key, Step); 12] {
    let (back, on, up, down) = match direction {
        Direction::Horizontal => (Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown),
        Direction::Vertical => (Key::ArrowUp, Key::ArrowDown, Key::ArrowRight, Key::ArrowLeft),
    };
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    [
        (command, back, Step::Word(false)),
        (command, on, Step::Word(true)),
        (command, up, Step::Paragraph(false)),
        (command, down, Step::Paragraph(true)),
        (command, Key::Home, Step::TextEdge(false)),
        (command, Key::End, Step::TextEdge(true)),
        (none, back, Step::Character(false)),
        (none, on, Step::Character(true)),
        (none, up, Step::Line(false)),
        (none, down, Step::Line(true)),
        (none, Key::Home, Step::LineEdge(false)),
        (none, Key::End, Step::LineEdge(true)),
    ]
}

//! The widget: state kept between frames, and one frame of it.

use super::advances::Advances;
use super::decoration::{Decoration, DecorationKind};
use super::decorations::{paint_marks, paint_missing};
use super::described::describe;
use super::document::{Document, TextPosition, TextRange};
use super::flow::{Flow, LineAt, Room, Slot, setting};
use super::paint::{Canvas, Composer, Display};
use super::style::{Direction, ReadingStyle};
use crate::app::theme::stroke;
use crate::han::words;
use crate::typography::{PlacedLine, break_lines, place};
use egui::containers::scroll_area::{DragScroll, ScrollSource};
use egui::{Pos2, Rect, Response, ScrollArea, Sense, Ui, Vec2, vec2};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The reading pane's state; one for each pane, kept between frames.
#[derive(Default)]
pub struct ReadingPane {
    advances: Advances,
    pub(super) flow: Option<Flow>,
    /// Key of what `flow` was made from.
    flow_key: u64,
    /// Place where the person began to select, and that where the caret is now.
    pub(super) selection: Option<(TextPosition, TextPosition)>,
    /// Whether the caret is shown: keys moved it.
    pub(super) shows_caret: bool,
    /// The place to bring into view in the next frame.
    target: Option<Target>,
    /// The first place in view, kept there when lines change.
    pub(super) anchor: TextPosition,
    /// End of a glide, in points from the text's start.
    pub(super) glide: Option<f32>,
    /// Distance to move the view in the next frame, in points.
    pub(super) shift: f32,
    /// Distance of the text's start before the view, in points.
    pub(super) offset: f32,
    /// Distance of the line of `anchor` in the view, in points from its start.
    anchor_shift: f32,
    /// Key of the fonts that `advances` is of.
    fonts_key: u64,
    /// Whether keys are for another pane while nothing has the keyboard.
    pub(super) passive: bool,
    /// The distance along lines that Up and Down keep, in points.
    pub(super) goal: Option<f32>,
}

/// Target that is to be brought into view.
#[derive(Clone, Copy, Debug)]
enum Target {
    /// This place at the pane's start.
    Start(TextPosition),
    /// This place anywhere in view.
    Anywhere(TextPosition),
}

/// Output of a frame of the reading pane: what happened in it.
#[derive(Clone, Debug)]
pub struct ReadingOutput {
    /// The selected text; `None` where nothing is selected.
    pub selection: Option<TextRange>,
    /// Rectangle on the screen of the selection or, without one, of what was pressed last, for a toolbar beside it;
    /// `None` if it is out of view.
    pub selection_rect: Option<Rect>,
    /// The columns of text on the screen; what the pane has beside them is white.
    pub columns: Rect,
    /// Whether the person asked the system's way for the selection to be copied.
    pub copy: bool,
    /// Whether the selection was finished in this frame: the button was let go, or a key changed it.
    pub selection_done: bool,
    /// The decoration that was clicked.
    pub clicked: Option<u64>,
    /// The decoration under the pointer.
    pub hovered: Option<u64>,
    /// Place where a context menu was asked for, and the text there.
    pub context_menu: Option<(Pos2, TextPosition)>,
    /// The text in view; `None` for an empty document.
    pub visible: Option<TextRange>,
    /// Progress of the view through the text, 0 to 1.
    pub progress: f32,
    /// The pane's response: focus, hover, and where [`egui::Popup::context_menu`] attaches.
    pub response: Response,
}

/// A line in view with its glyphs' places.
pub(super) struct Shown {
    pub slot: Slot,
    pub placed: PlacedLine,
    pub display: Display,
}

impl ReadingPane {
    /// A pane without selection at the start of its text.
    pub fn new() -> ReadingPane {
        ReadingPane::default()
    }

    /// Brings a place to the start of the pane in the next frame.
    pub fn scroll_to(&mut self, at: TextPosition) {
        self.target = Some(Target::Start(at));
    }

    /// Selects text and brings its start into view.
    pub fn select(&mut self, range: TextRange) {
        self.selection = Some((range.start, range.end));
        self.target = Some(Target::Anywhere(range.start));
    }

    /// Brings text into view without selecting it, moving as little as it takes.
    pub fn reveal(&mut self, range: TextRange) {
        self.target = Some(Target::Anywhere(range.start));
    }

    /// Whether keys are for this pane while nothing has the keyboard: of two panes side by side only one takes them,
    /// under an overlay none.
    pub fn take_keys(&mut self, takes: bool) {
        self.passive = !takes;
    }

    /// Follows a change of the document's words: the same text stays selected and at the top.
    pub fn rewrite(&mut self, selection: Option<TextRange>, top: TextPosition) {
        self.selection = selection.map(|range| (range.start, range.end));
        self.anchor = top;
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        (self.selection, self.shows_caret) = (None, false);
    }

    /// The selected range, if any text is selected.
    pub fn selection(&self) -> Option<TextRange> {
        self.selection.map(|(a, b)| TextRange::between(a, b)).filter(|range| !range.is_empty())
    }

    /// The place that was pressed last, or the end of the selection that moves.
    pub fn caret(&self) -> Option<TextPosition> {
        self.selection.map(|(_, caret)| caret)
    }

    /// The selected text as it is shown; empty where nothing is selected.
    pub fn selected_text(&self, document: &Document) -> String {
        self.selection().map(|range| document.text(range)).unwrap_or_default()
    }

    /// The first place in view: what to remember as the reading position.
    pub fn position(&self) -> TextPosition {
        self.anchor
    }

    /// Forgets selection and position: call it before another document is shown.
    pub fn reset(&mut self) {
        *self = ReadingPane { advances: std::mem::take(&mut self.advances), ..Default::default() };
        self.target = Some(Target::Start(TextPosition::default()));
    }

    /// Shows a document in all the room there is, and says what the person did.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        document: &Document,
        style: &ReadingStyle,
        decorations: &[Decoration],
    ) -> ReadingOutput {
        let repaint = ui.ctx().clone();
        words::load(move || repaint.request_repaint());
        // The caller may have changed the document since.
        self.selection = self.selection.map(|(a, b)| (document.clamp(a), document.clamp(b)));
        let frame = Frame::new(ui, style);
        let flow = self.lay_out(ui, document, style, frame.room);
        let offset = self.next_offset(ui, document, style, &flow, &frame);

        // egui measures the offset from the left also where text starts at the right.
        let length = flow.extent + 2.0 * frame.margin;
        let travel = (length - frame.view).max(0.0);
        let offset = offset.clamp(0.0, travel);
        let is_vertical = style.direction == Direction::Vertical;
        let area = if is_vertical {
            ScrollArea::horizontal().horizontal_scroll_offset(travel - offset)
        } else {
            ScrollArea::vertical().vertical_scroll_offset(offset)
        };
        let source = ScrollSource { drag: DragScroll::Never, ..Default::default() };
        let scrolled =
            area.id_salt("reading").auto_shrink(false).scroll_source(source).show_viewport(ui, |ui, _| {
                let size = if is_vertical {
                    vec2(length.max(frame.view), frame.breadth)
                } else {
                    vec2(frame.breadth, length.max(frame.view))
                };
                let (content, _) = ui.allocate_exact_size(size, Sense::hover());
                self.show(ui, content, document, style, decorations, &flow, &frame)
            });
        let Vec2 { x, y } = scrolled.state.clamped_offset();
        self.offset = if is_vertical { travel - x } else { y };
        if (self.offset - offset).abs() > 0.5 {
            // The person took hold of the bar or the wheel.
            self.glide = None;
        }
        let mut output = scrolled.inner;
        output.progress = if travel > 0.0 { (self.offset / travel).clamp(0.0, 1.0) } else { 1.0 };
        self.flow = Some(flow);
        output
    }

    /// The lines for this frame: those of the last one, if nothing has changed.
    fn lay_out(&mut self, ui: &Ui, document: &Document, style: &ReadingStyle, room: Room) -> Flow {
        ui.ctx().fonts_mut(|fonts| {
            let mut hasher = FxHasher::default();
            let definitions = fonts.definitions();
            let user = definitions.font_data.get("user").map(|data| std::ptr::from_ref(&**data) as usize);
            (user, definitions.families.len()).hash(&mut hasher);
            let fonts_key = hasher.finish();
            if fonts_key != self.fonts_key {
                (self.advances, self.fonts_key) = (Advances::default(), fonts_key);
            }
            let numbers = [
                style.size,
                style.line_height,
                style.indent_ems,
                style.paragraph_spacing,
                room.inline,
                room.block,
            ];
            numbers.map(f32::to_bits).hash(&mut hasher);
            (style.typeface, style.measure, style.justify, style.hanging, style.direction, style.columns)
                .hash(&mut hasher);
            words::ready().hash(&mut hasher);
            for paragraph in &document.paragraphs {
                (paragraph.role, &paragraph.text, paragraph.gap_before).hash(&mut hasher);
            }
            let key = hasher.finish();
            match self.flow.take() {
                Some(flow) if key == self.flow_key => flow,
                _ => {
                    self.flow_key = key;
                    let flow = Flow::new(document, style, room, &mut self.advances, fonts);
                    if let Some(slot) = flow.slot(flow.line_of(self.anchor)) {
                        self.offset = slot.block - self.anchor_shift;
                    }
                    flow
                }
            }
        })
    }

    /// Offset of the view in this frame, in points from the content's start.
    fn next_offset(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        frame: &Frame,
    ) -> f32 {
        let slot = |at: TextPosition| flow.slot(flow.line_of(document.clamp(at)));
        match self.target.take() {
            Some(Target::Start(at)) => {
                self.glide = None;
                self.offset = slot(at).map_or(0.0, |slot| slot.block + frame.margin / 2.0);
                if at == TextPosition::default() {
                    self.offset = 0.0;
                }
            }
            Some(Target::Anywhere(at)) => {
                if let Some(slot) = slot(at) {
                    let (start, end) = (slot.block, slot.block + slot.style.pitch + 2.0 * frame.margin);
                    if start < self.offset || end > self.offset + frame.view {
                        self.glide = None;
                        self.offset = slot.block + frame.margin - frame.view / 3.0;
                    }
                }
            }
            None => {}
        }
        self.offset += std::mem::take(&mut self.shift);
        if style.direction == Direction::Vertical && ui.rect_contains_pointer(ui.max_rect()) {
            // A wheel has one axis, and it goes on through the text.
            self.offset -= ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta.y));
        }
        if let Some(goal) = self.glide {
            /// Share of the way that is gone in a second, as a rate of decay.
            const RATE: f32 = 16.0;
            let step = 1.0 - (-RATE * ui.input(|i| i.stable_dt).min(0.1)).exp();
            let left = goal - self.offset;
            if left.abs() < 0.5 {
                (self.offset, self.glide) = (goal, None);
            } else {
                self.offset += left * step;
                ui.ctx().request_repaint();
            }
        }
        self.offset
    }

    /// Draws what is in view and takes the mouse and the keys.
    #[expect(clippy::too_many_arguments, reason = "one frame's state, each part borrowed by itself")]
    fn show(
        &mut self,
        ui: &mut Ui,
        content: Rect,
        document: &Document,
        style: &ReadingStyle,
        decorations: &[Decoration],
        flow: &Flow,
        frame: &Frame,
    ) -> ReadingOutput {
        let clip = ui.clip_rect();
        let side = (frame.breadth - flow.breadth()) / 2.0;
        let pixels_per_point = ui.pixels_per_point();
        let round = |v: f32| (v * pixels_per_point).round() / pixels_per_point;
        let origin = match style.direction {
            Direction::Horizontal => {
                Pos2::new(round(content.left() + side), round(content.top() + frame.margin))
            }
            Direction::Vertical => {
                Pos2::new(round(content.right() - frame.margin), round(content.top() + side))
            }
        };
        let canvas = Canvas { origin, direction: style.direction, pixels_per_point };
        let (from, to) = match style.direction {
            Direction::Horizontal => (canvas.place(clip.left_top()).1, canvas.place(clip.right_bottom()).1),
            Direction::Vertical => (canvas.place(clip.right_top()).1, canvas.place(clip.left_bottom()).1),
        };
        let shown = self.place_lines(ui, document, style, flow, flow.visible(from, to));
        let response =
            ui.interact(content.intersect(clip), ui.scope_id().with("text"), Sense::click_and_drag());
        let shown_caret = self.caret().filter(|_| self.shows_caret);
        let told = self.selection().or(shown_caret.map(|at| TextRange::between(at, at)));
        describe(ui, &response, document, style, (&shown, told), &canvas, flow);

        let before = self.selection;
        self.mouse(ui, &response, document, style, flow, &canvas);
        let copy = self.keys(ui, &response, document, style, flow, frame);

        let pointer = response.hover_pos();
        let selected = self.selection();
        let marks = paint_marks(ui, document, style, decorations, selected, &shown, &canvas, flow, pointer);
        let gaps = self.place_gaps(ui, document, style, flow, &shown);
        self.paint_text(ui, document, style, decorations, (&shown, &gaps), canvas);
        if self.shows_caret && selected.is_none() && response.has_focus() {
            self.paint_caret(ui, document, style, flow, &canvas);
        }
        if marks.hovered_link {
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        } else if response.hovered() {
            let text = if style.direction == Direction::Vertical {
                egui::CursorIcon::VerticalText
            } else {
                egui::CursorIcon::Text
            };
            ui.set_cursor_icon(text);
        }

        let whole = shown.iter().find(|s| s.slot.block >= from - 1.0).or(shown.first());
        if let Some(first) = whole {
            self.anchor = TextPosition::new(first.slot.at.paragraph, first.slot.line.start as usize);
            self.anchor_shift = first.slot.block - self.offset;
        }
        let visible = whole.zip(shown.last()).map(|(_, last)| {
            TextRange::between(
                self.anchor,
                TextPosition::new(last.slot.at.paragraph, last.slot.line.end as usize),
            )
        });
        let asked_at = response.interact_pointer_pos().filter(|_| response.secondary_clicked());
        let context_menu = asked_at.map(|pos| (pos, self.hit(ui, document, style, flow, &canvas, pos)));
        let clicked = response.clicked() && selected.is_none();
        let key_moved = before != self.selection && !response.dragged();
        ReadingOutput {
            selection: selected,
            selection_rect: if selected.is_some() { marks.selection } else { marks.pressed },
            columns: match style.direction {
                Direction::Horizontal => {
                    Rect::from_x_y_ranges(origin.x..=origin.x + flow.breadth(), clip.y_range())
                }
                Direction::Vertical => {
                    Rect::from_x_y_ranges(clip.x_range(), origin.y..=origin.y + flow.breadth())
                }
            },
            copy,
            selection_done: selected.is_some() && (response.drag_stopped() || key_moved),
            clicked: marks.hovered.filter(|_| clicked),
            hovered: marks.hovered,
            context_menu,
            visible,
            progress: 0.0,
            response,
        }
    }

    /// Sets the glyphs of the lines in view.
    fn place_lines(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        slots: Vec<Slot>,
    ) -> Vec<Shown> {
        ui.ctx().fonts_mut(|fonts| {
            let place_one = |slot: Slot| {
                let text = &document.paragraphs[slot.at.paragraph].text;
                let metrics = self.advances.of(slot.style.face, fonts);
                let placed = place(text, &slot.line, &metrics, &setting(style, &slot.style, flow.measure));
                let display = Display::new(text, &placed, &metrics, style.direction);
                Shown { slot, placed, display }
            };
            slots.into_iter().map(place_one).collect()
        })
    }

    /// Sets the words that stand where text is missing, before the lines in view that follow.
    fn place_gaps(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        shown: &[Shown],
    ) -> Vec<Shown> {
        let look = style.gap();
        let setting = setting(style, &look, flow.measure);
        let is_behind = |at: LineAt| {
            at.line == 0 && document.paragraphs[at.paragraph].gap_before && !style.missing.is_empty()
        };
        ui.ctx().fonts_mut(|fonts| {
            let metrics = self.advances.of(look.face, fonts);
            let Some(&line) = break_lines(style.missing, &metrics, &setting).first() else {
                return Vec::new();
            };
            let before = |line_behind: &Shown| {
                let block = line_behind.slot.block - look.pitch - look.after;
                let slot = Slot { block, style: look, line, ..line_behind.slot };
                let placed = place(style.missing, &line, &metrics, &setting);
                let display = Display::new(style.missing, &placed, &metrics, style.direction);
                Shown { slot, placed, display }
            };
            shown.iter().filter(|shown| is_behind(shown.slot.at)).map(before).collect()
        })
    }

    fn paint_text(
        &self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        decorations: &[Decoration],
        (shown, gaps): (&[Shown], &[Shown]),
        canvas: Canvas,
    ) {
        let links: Vec<&Decoration> = decorations.iter().filter(|d| d.kind == DecorationKind::Link).collect();
        let (shape, missing) = ui.ctx().fonts_mut(|fonts| {
            let mut composer = Composer::new(canvas, fonts);
            for line in shown {
                let ink = if line.slot.style.quiet { style.colours.quiet } else { style.colours.text };
                let paragraph = line.slot.at.paragraph;
                let len = document.paragraphs[paragraph].text.len();
                let linked: Vec<_> = links.iter().filter_map(|d| d.range.within(paragraph, len)).collect();
                let colour = |byte: u32| {
                    if linked.iter().any(|range| range.contains(&(byte as usize))) {
                        style.colours.accent
                    } else {
                        ink
                    }
                };
                composer.line(&line.slot, &line.placed, &line.display, colour);
            }
            for gap in gaps {
                composer.line(&gap.slot, &gap.placed, &gap.display, |_| style.colours.quiet);
            }
            composer.finish()
        });
        ui.painter().extend(shape);
        for (c, rect) in missing {
            paint_missing(ui, c, rect, style.colours.quiet);
        }
    }

    fn paint_caret(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        canvas: &Canvas,
    ) {
        let Some(at) = self.caret() else { return };
        let Some(slot) = flow.slot(flow.line_of(at)) else { return };
        let placed = self.placed(ui, document, style, flow, &slot);
        let behind = placed.glyphs.iter().find(|glyph| glyph.bytes.start as usize >= at.byte);
        let along = behind.map_or(placed.width, |glyph| glyph.from);
        let place = canvas.text_rect(&slot, along, along).expand(stroke::FOCUS / 2.0);
        ui.painter().rect_filled(place, 0.0, style.colours.accent);
    }

    /// The glyphs of one line.
    pub(super) fn placed(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        slot: &Slot,
    ) -> PlacedLine {
        ui.ctx().fonts_mut(|fonts| {
            let text = &document.paragraphs[slot.at.paragraph].text;
            let metrics = self.advances.of(slot.style.face, fonts);
            place(text, &slot.line, &metrics, &setting(style, &slot.style, flow.measure))
        })
    }

    /// Brings a place into view in the next frame, moving as little as it takes.
    pub(super) fn bring_into_view(&mut self, at: TextPosition) {
        self.target = Some(Target::Anywhere(at));
    }

    /// The line nearest to a point of the screen, its glyphs, and how far along it the point is, in ems.
    fn line_at(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        canvas: &Canvas,
        pos: Pos2,
    ) -> Option<(Slot, PlacedLine, f32)> {
        let (inline, block) = canvas.place(pos);
        let slot = flow.nearest(inline, block)?;
        let placed = self.placed(ui, document, style, flow, &slot);
        let at = (inline - slot.inline) / slot.style.size;
        Some((slot, placed, at))
    }

    /// The gap between characters nearest to a point of the screen.
    pub(super) fn hit(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        canvas: &Canvas,
        pos: Pos2,
    ) -> TextPosition {
        let Some((slot, placed, at)) = self.line_at(ui, document, style, flow, canvas, pos) else {
            return TextPosition::default();
        };
        TextPosition::new(slot.at.paragraph, byte_at(&placed, at).unwrap_or(slot.line.start as usize))
    }

    /// The start of the character at a point of the screen: on its second half [`ReadingPane::hit`] is behind it.
    pub(super) fn touched(
        &mut self,
        ui: &Ui,
        document: &Document,
        style: &ReadingStyle,
        flow: &Flow,
        canvas: &Canvas,
        pos: Pos2,
    ) -> TextPosition {
        let Some((slot, placed, at)) = self.line_at(ui, document, style, flow, canvas, pos) else {
            return TextPosition::default();
        };
        let glyph = placed.glyphs.iter().rfind(|glyph| glyph.from <= at).or(placed.glyphs.first());
        TextPosition::new(
            slot.at.paragraph,
            glyph.map_or(slot.line.start, |glyph| glyph.bytes.start) as usize,
        )
    }
}

/// The byte of the gap between glyphs nearest to a distance along a line, in ems.
pub(super) fn byte_at(line: &PlacedLine, at: f32) -> Option<usize> {
    let after = line.glyphs.iter().find(|glyph| at < (glyph.from + glyph.to) / 2.0);
    after
        .map(|glyph| glyph.bytes.start as usize)
        .or_else(|| line.glyphs.last().map(|glyph| glyph.bytes.end as usize))
}

/// The room of one frame in points.
pub(super) struct Frame {
    /// For text.
    pub room: Room,
    /// White around the text.
    pub margin: f32,
    /// Length of the view across the lines.
    pub view: f32,
    /// Length of the view along the lines.
    pub breadth: f32,
}

impl Frame {
    fn new(ui: &Ui, style: &ReadingStyle) -> Frame {
        /// White around the text in ems: room for note marks.
        const MARGIN: f32 = 1.75;
        let size = ui.available_size();
        let margin = style.size * MARGIN;
        let (breadth, view) = match style.direction {
            Direction::Horizontal => (size.x, size.y),
            Direction::Vertical => (size.y, size.x),
        };
        let room = Room { inline: (breadth - 2.0 * margin).max(1.0), block: (view - 2.0 * margin).max(1.0) };
        Frame { room, margin, view, breadth }
    }
}

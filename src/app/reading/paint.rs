//! Glyphs of placed lines as egui's meshes.
//!
//! egui shapes and rasterises each line; its quads are then moved to where the typesetter wants them, turned in
//! vertical lines, and dashes in a row are joined. The mesh travels in a [`Galley`], whose texture coordinates
//! are in texels until it is drawn, so that the glyph atlas may still grow in the same frame.

use super::advances::FaceMetrics;
use super::flow::Slot;
use super::style::Direction;
use crate::app::fonts::Face;
use crate::fonts::has_bold;
use crate::typography::{BASELINE, Class, Glyph, PlacedLine, Turn};
use egui::epaint::text::{FontsView, Glyph as Drawn, LayoutJob, TextFormat};
use egui::epaint::{Mesh, TextShape, Vertex};
use egui::{Color32, FontId, Galley, Pos2, Rangef, Rect, Shape, pos2, vec2};
use std::sync::Arc;

/// Glyphs of faces without a heavier weight are drawn again at this distance, in ems.
const EMBOLDEN: f32 = 0.025;

/// Maps places in the content to the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Canvas {
    /// Corner where the content begins: top left, or top right in vertical text.
    pub origin: Pos2,
    pub direction: Direction,
    pub pixels_per_point: f32,
}

impl Canvas {
    /// The rectangle of a range along the lines and one across them, in points.
    pub fn rect(&self, inline: Rangef, block: Rangef) -> Rect {
        let o = self.origin;
        match self.direction {
            Direction::Horizontal => Rect::from_min_max(
                pos2(o.x + inline.min, o.y + block.min),
                pos2(o.x + inline.max, o.y + block.max),
            ),
            Direction::Vertical => Rect::from_min_max(
                pos2(o.x - block.max, o.y + inline.min),
                pos2(o.x - block.min, o.y + inline.max),
            ),
        }
    }

    /// A point of the screen as distances along and across the lines.
    pub fn place(&self, at: Pos2) -> (f32, f32) {
        match self.direction {
            Direction::Horizontal => (at.x - self.origin.x, at.y - self.origin.y),
            Direction::Vertical => (at.y - self.origin.y, self.origin.x - at.x),
        }
    }

    /// Rectangle of a stretch of text in a line, as high as the line's ems.
    pub fn text_rect(&self, slot: &Slot, from: f32, to: f32) -> Rect {
        // Marks behind text are a little taller than the em, however far the lines are apart.
        const TALL: f32 = 1.3;
        let size = slot.style.size;
        let middle = slot.block + slot.style.pitch / 2.0;
        let half = (size * TALL).min(slot.style.pitch) / 2.0;
        let inline = Rangef::new(slot.inline + from * size, slot.inline + to * size);
        self.rect(inline, Rangef::new(middle - half, middle + half))
    }

    fn is_vertical(&self) -> bool {
        self.direction == Direction::Vertical
    }

    fn round(&self, points: f32) -> f32 {
        (points * self.pixels_per_point).round() / self.pixels_per_point
    }
}

/// Collects the glyphs of the lines of one frame.
pub(super) struct Composer<'a, 'f> {
    pub canvas: Canvas,
    pub fonts: &'a mut FontsView<'f>,
    mesh: Mesh,
    template: Option<Arc<Galley>>,
    /// Characters that no font has, and their boxes.
    pub missing: Vec<(char, Rect)>,
}

/// A quad before it is turned, relative to the glyph's origin on the baseline.
struct Quad {
    rect: Rect,
    uv: Rect,
}

impl<'a, 'f> Composer<'a, 'f> {
    pub fn new(canvas: Canvas, fonts: &'a mut FontsView<'f>) -> Composer<'a, 'f> {
        Composer { canvas, fonts, mesh: Mesh::default(), template: None, missing: Vec::new() }
    }

    /// Adds a line; `colour` gives the colour of the character at a byte of the paragraph.
    pub fn line(
        &mut self,
        slot: &Slot,
        placed: &PlacedLine,
        display: &Display,
        colour: impl Fn(u32) -> Color32,
    ) {
        let size = slot.style.size;
        let format =
            TextFormat { font_id: FontId::new(size, slot.style.face.family()), ..Default::default() };
        let mut job = LayoutJob::single_section(display.text.clone(), format);
        job.break_on_newline = false;
        let galley = self.fonts.layout_job(job);
        let Some(row) = galley.rows.first() else { return };
        let mut drawn = row.glyphs.as_slice();
        let mut word: Option<(f32, f32, f32)> = None;
        for (i, glyph) in placed.glyphs.iter().enumerate() {
            let (own, rest) = drawn.split_at(usize::from(display.counts[i]).min(drawn.len()));
            drawn = rest;
            let Some(first) = own.first() else { continue };
            let box_start = slot.inline + glyph.at * size;
            if let Some(c) = display.missing(i) {
                let inline = Rangef::new(box_start, box_start + glyph.advance * size);
                let middle = slot.block + slot.style.pitch / 2.0;
                let square = self.canvas.rect(inline, Rangef::new(middle - size / 2.0, middle + size / 2.0));
                self.missing.push((c, square.shrink(size * 0.06)));
                continue;
            }
            // A font may draw dashes in a row as one, which is the first one's and stands in the middle of their room.
            let is_one = |(drawn, placed): &(&Drawn, &Glyph)| {
                glyph.class == Class::Dash && placed.class == Class::Dash && drawn.advance_width == 0.0
            };
            let swallowed = rest.iter().zip(&placed.glyphs[i + 1..]).take_while(is_one).count();
            let is_long = swallowed > 0;
            // The letters of a word keep the distances that the font's kerning gave them.
            let pen = match word {
                Some((end, pen, x)) if glyph.class.is_western() && (glyph.at - end).abs() < 1e-4 => {
                    pen + first.pos.x - x
                }
                _ => {
                    let width = own.iter().map(|g| g.advance_width).sum::<f32>() / size;
                    let ink = width - swallowed as f32 * glyph.advance;
                    self.canvas.round(box_start + glyph.inset(ink, self.canvas.is_vertical()) * size)
                }
            };
            word = glyph.class.is_western().then_some((glyph.at + glyph.advance, pen, first.pos.x));
            let neighbours = [i.checked_sub(1), Some(i + 1)]
                .map(|n| n.and_then(|n| placed.glyphs.get(n)).is_some_and(|n| n.class == Class::Dash));
            let joined = match neighbours {
                [before, _] if is_long => [before, false],
                _ if glyph.class == Class::Dash => neighbours,
                _ => [false; 2],
            };
            let ink = colour(glyph.bytes.start);
            self.glyph(slot, glyph, own, pen, joined, ink);
        }
        self.template.get_or_insert(galley);
    }

    /// Adds the quads of one glyph whose origin is `pen` points along its line.
    fn glyph(
        &mut self,
        slot: &Slot,
        glyph: &Glyph,
        own: &[Drawn],
        pen: f32,
        joined: [bool; 2],
        ink: Color32,
    ) {
        let size = slot.style.size;
        let width: f32 = own.iter().map(|g| g.advance_width).sum();
        let squeeze =
            if glyph.turn == Turn::Together { (glyph.advance * size / width).min(1.0) } else { 1.0 };
        let start = own.first().map_or(0.0, |g| g.pos.x);
        for drawn in own.iter().filter(|g| !g.uv_rect.is_nothing()) {
            let uv = drawn.uv_rect;
            let min = vec2((drawn.pos.x - start) * squeeze, 0.0) + vec2(uv.offset.x * squeeze, uv.offset.y);
            let mut quad = Quad {
                rect: Rect::from_min_size(min.to_pos2(), vec2(uv.size.x * squeeze, uv.size.y)),
                uv: Rect::from_min_max(
                    pos2(f32::from(uv.min[0]), f32::from(uv.min[1])),
                    pos2(f32::from(uv.max[0]), f32::from(uv.max[1])),
                ),
            };
            let ink = if drawn.is_color { Color32::WHITE } else { ink };
            self.join(&mut quad, glyph, size, joined);
            let corners = self.corners(slot, glyph, &quad.rect, pen, width * squeeze);
            self.quad(corners, quad.uv, ink);
            if slot.style.emboldened || slot.style.face == Face::SerifBold && self.is_light(drawn.chr) {
                let shift =
                    vec2(self.canvas.round(size * EMBOLDEN).max(1.0 / self.canvas.pixels_per_point), 0.0);
                self.quad(corners.map(|corner| corner + shift), quad.uv, ink);
            }
        }
    }

    /// Whether a character of a headline is drawn by a font of regular weight: one that the semibold lacks, or all
    /// of them where a font of the person's own comes first.
    fn is_light(&self, c: char) -> bool {
        self.fonts.definitions().font_data.contains_key("user") || !has_bold(c)
    }

    /// Draws a dash to the edge of its box where another dash follows or precedes it.
    fn join(&self, quad: &mut Quad, glyph: &Glyph, size: f32, joined: [bool; 2]) {
        let length = glyph.advance * size;
        let middle = quad.uv.center();
        let upright_in_vertical = self.canvas.direction == Direction::Vertical && glyph.turn == Turn::Upright;
        // The joined end shows the middle of the stroke, so that no soft edge marks the seam.
        if upright_in_vertical {
            let top = -(0.5 + BASELINE) * size;
            if joined[0] {
                (quad.rect.min.y, quad.uv.min.y) = (top, middle.y);
            }
            if joined[1] {
                (quad.rect.max.y, quad.uv.max.y) = (top + length, middle.y);
            }
        } else {
            if joined[0] {
                (quad.rect.min.x, quad.uv.min.x) = (0.0, middle.x);
            }
            if joined[1] {
                (quad.rect.max.x, quad.uv.max.x) = (length, middle.x);
            }
        }
    }

    /// The corners of a quad on the screen: left top, right top, left bottom, right bottom of the unturned glyph.
    fn corners(&self, slot: &Slot, glyph: &Glyph, rect: &Rect, pen: f32, width: f32) -> [Pos2; 4] {
        let Canvas { origin, direction, .. } = self.canvas;
        let size = slot.style.size;
        let middle = slot.block + slot.style.pitch / 2.0;
        let corners = [rect.left_top(), rect.right_top(), rect.left_bottom(), rect.right_bottom()];
        match (direction, glyph.turn) {
            (Direction::Horizontal, _) => {
                let base = vec2(
                    self.canvas.round(origin.x + pen),
                    self.canvas.round(origin.y + middle + BASELINE * size),
                );
                corners.map(|corner| corner + base)
            }
            (Direction::Vertical, Turn::Turned) => {
                let base = vec2(
                    self.canvas.round(origin.x - middle - BASELINE * size),
                    self.canvas.round(origin.y + pen),
                );
                corners.map(|corner| pos2(-corner.y, corner.x) + base)
            }
            (Direction::Vertical, Turn::Upright | Turn::Together) => {
                let base = vec2(
                    self.canvas.round(origin.x - middle - width / 2.0),
                    self.canvas.round(origin.y + pen + (0.5 + BASELINE) * size),
                );
                corners.map(|corner| corner + base)
            }
        }
    }

    fn quad(&mut self, corners: [Pos2; 4], uv: Rect, color: Color32) {
        let index = self.mesh.vertices.len() as u32;
        let uvs = [uv.left_top(), uv.right_top(), uv.left_bottom(), uv.right_bottom()];
        self.mesh.vertices.extend(corners.iter().zip(uvs).map(|(&pos, uv)| Vertex { pos, uv, color }));
        self.mesh.add_triangle(index, index + 1, index + 2);
        self.mesh.add_triangle(index + 2, index + 1, index + 3);
    }

    /// The glyphs of all lines as one shape, and the characters without a glyph.
    pub fn finish(self) -> (Option<Shape>, Vec<(char, Rect)>) {
        let shape = self.template.filter(|_| !self.mesh.is_empty()).and_then(|template| {
            let mut galley = (*template).clone();
            galley.rows.truncate(1);
            let placed = galley.rows.first_mut()?;
            placed.pos = Pos2::ZERO;
            let row = Arc::make_mut(&mut placed.row);
            row.glyphs.clear();
            row.visuals.mesh_bounds = self.mesh.calc_bounds();
            row.visuals.glyph_index_start = 0;
            row.visuals.glyph_vertex_range = 0..self.mesh.vertices.len();
            galley.mesh_bounds = row.visuals.mesh_bounds;
            galley.rect = row.visuals.mesh_bounds;
            galley.num_vertices = self.mesh.vertices.len();
            galley.num_indices = self.mesh.indices.len();
            row.visuals.mesh = self.mesh;
            Some(Shape::Text(TextShape::new(Pos2::ZERO, Arc::new(galley), Color32::BLACK)))
        });
        (shape, self.missing)
    }
}

/// The characters to draw for a line: vertical forms in vertical text, blanks for what no font has.
pub(super) struct Display {
    /// The text for egui, without line ends.
    pub text: String,
    /// Characters of `text` for each glyph.
    pub counts: Vec<u8>,
    missing: Vec<(usize, char)>,
}

impl Display {
    pub fn new(
        text: &str,
        placed: &PlacedLine,
        metrics: &FaceMetrics<'_, '_>,
        direction: Direction,
    ) -> Display {
        let mut out = Display { text: String::new(), counts: Vec::new(), missing: Vec::new() };
        for (i, glyph) in placed.glyphs.iter().enumerate() {
            let mut count = 0;
            for (n, c) in text[glyph.bytes.start as usize..glyph.bytes.end as usize].chars().enumerate() {
                let shown = match c {
                    _ if glyph.class.is_space() => ' ',
                    _ => glyph.form(c, direction == Direction::Vertical),
                };
                // A font without the vertical form draws the mark as it is.
                let shown = if shown != c && metrics.get(shown).is_none() { c } else { shown };
                let known = metrics.get(shown).is_some();
                if !known && n == 0 {
                    out.missing.push((i, c));
                }
                out.text.push(if known { shown } else { ' ' });
                count += 1;
            }
            out.counts.push(count);
        }
        out
    }

    /// The character of a glyph that no font has.
    fn missing(&self, glyph: usize) -> Option<char> {
        self.missing.iter().find(|(i, _)| *i == glyph).map(|(_, c)| *c)
    }
}

//! The content of one page: glyphs where the typesetter wants them.

use super::font::{Fonts, Typeface, Way};
use super::tags::Tag;
use crate::typography::{BASELINE, Glyph, PlacedLine, Turn};
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Name, Rect, Str, TextStr};
use std::ops::Range;

/// Look of a run of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub typeface: Typeface,
    /// Points.
    pub size: f32,
    /// 0 is black, 1 white.
    pub grey: f32,
    /// Whether glyphs are drawn with an outline, since the typeface has no heavier weight.
    pub emboldened: bool,
}

/// Canvas of a page: where text begins on it and which way it runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Canvas {
    /// Left top corner of the text, or right top in vertical text; y grows upwards.
    pub origin: (f32, f32),
    pub is_vertical: bool,
}

impl Canvas {
    /// The point of the page at distances along and across the lines.
    pub fn point(&self, along: f32, across: f32) -> (f32, f32) {
        let (x, y) = self.origin;
        if self.is_vertical { (x - across, y - along) } else { (x + along, y - across) }
    }

    /// The part of the page between two distances across the lines, as far along them as a length.
    pub fn area(&self, across: Range<f32>, length: f32) -> Rect {
        let [(x1, y1), (x2, y2)] = [self.point(0.0, across.start), self.point(length, across.end)];
        Rect::new(x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2))
    }
}

/// The content of a page.
pub(super) struct Sheet {
    content: Content,
    /// The font, the way it writes and the size that were set last.
    set: Option<(usize, Way, f32)>,
    /// Whether glyphs are being drawn with an outline.
    heavy: bool,
    /// Number of lines that are tagged.
    tagged: i32,
}

impl Sheet {
    pub fn new() -> Sheet {
        Sheet { content: Content::new(), set: None, heavy: false, tagged: 0 }
    }

    /// Draws a line whose middle is `middle` points across the lines from the origin; gives its number where it has a tag.
    pub fn line(
        &mut self,
        fonts: &mut Fonts,
        canvas: Canvas,
        look: Look,
        (text, line, middle): (&str, &PlacedLine, f32),
        tag: Option<Tag>,
    ) -> Option<i32> {
        let last = line.glyphs.last()?;
        let bytes = line.glyphs[0].bytes.start as usize..last.bytes.end as usize;
        // What is copied and searched is the text, whatever white and vertical forms the line has.
        let number = tag.map(|tag| {
            self.content.begin_marked_content_with_properties(tag.name()).properties().identify(self.tagged);
            self.tagged += 1;
            self.tagged - 1
        });
        // Of its own: some programs look for it on a span alone.
        let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
        span.properties().actual_text(TextStr(text[bytes].trim_end()));
        drop(span);
        self.content.begin_text().set_fill_gray(look.grey);
        let mut missing = Vec::new();
        for glyph in line.glyphs.iter().filter(|glyph| !glyph.class.is_space()) {
            if let Some(c) = self.glyph(fonts, canvas, look, text, glyph, middle) {
                missing.push((c, glyph));
            }
        }
        self.set_heavy(false, look);
        if let (true, Some((face, Way::Along, size))) = (canvas.is_vertical, self.set) {
            // Programs that look for text take the whole line to run the way that its last font does.
            self.set_font(fonts, face, Way::Down, size);
            self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        }
        self.content.end_text().end_marked_content();
        if number.is_some() {
            self.content.end_marked_content();
        }
        self.set = None;
        for (c, glyph) in missing {
            self.artifact(|sheet| sheet.missing(fonts, canvas, look, c, glyph, middle));
        }
        number
    }

    /// Draws what is no part of the text.
    pub fn artifact(&mut self, draw: impl FnOnce(&mut Sheet)) {
        self.content.begin_marked_content(Name(b"Artifact"));
        draw(self);
        self.content.end_marked_content();
    }

    /// Draws a glyph; gives the character back that no font has.
    fn glyph(
        &mut self,
        fonts: &mut Fonts,
        canvas: Canvas,
        look: Look,
        text: &str,
        glyph: &Glyph,
        middle: f32,
    ) -> Option<char> {
        let size = look.size;
        let own: Vec<char> = text[glyph.bytes.start as usize..glyph.bytes.end as usize].chars().collect();
        let find = |fonts: &mut Fonts, c: char| {
            let form = glyph.form(c, canvas.is_vertical);
            fonts.glyph(look.typeface, form, c).or_else(|| fonts.glyph(look.typeface, c, c))
        };
        let drawn: Vec<_> = own.iter().map(|&c| find(fonts, c)).collect();
        // Marks that no font has stand on a letter that is there.
        if drawn.first().is_none_or(Option::is_none) {
            return own.first().copied();
        }
        let width: f32 = drawn.iter().flatten().map(|drawn| drawn.advance).sum();
        let squeeze = if glyph.turn == Turn::Together { (glyph.advance / width).min(1.0) } else { 1.0 };
        let mut pen = (glyph.at + glyph.inset(width, canvas.is_vertical)) * size;
        let (x, y) = canvas.origin;
        let mut across = 0.0;
        for drawn in drawn.into_iter().flatten() {
            let matrix = match (canvas.is_vertical, glyph.turn) {
                (false, _) => [1.0, 0.0, 0.0, 1.0, x + pen, y - middle - BASELINE * size],
                (true, Turn::Turned) => [0.0, -1.0, 1.0, 0.0, x - middle - BASELINE * size, y - pen],
                // Downwards a glyph hangs from the middle of its upper edge, 0.88 em above the base line as PDF has it.
                (true, Turn::Upright) if own.len() == 1 => [1.0, 0.0, 0.0, 1.0, x - middle, y - pen],
                (true, _) => {
                    let left = x - middle - width * squeeze * size / 2.0 + across;
                    [squeeze, 0.0, 0.0, 1.0, left, y - pen - (0.5 + BASELINE) * size]
                }
            };
            let hangs = canvas.is_vertical && glyph.turn == Turn::Upright && own.len() == 1;
            self.set_font(fonts, drawn.face, if hangs { Way::Down } else { Way::Along }, size);
            self.set_heavy(look.emboldened || look.typeface.is_light(drawn.face), look);
            self.content.set_text_matrix(matrix).show(Str(&drawn.id.to_be_bytes()));
            let step = drawn.advance * squeeze * size;
            if canvas.is_vertical && glyph.turn != Turn::Turned { across += step } else { pen += step }
        }
        None
    }

    fn set_font(&mut self, fonts: &mut Fonts, face: usize, way: Way, size: f32) {
        if self.set != Some((face, way, size)) {
            self.content.set_font(fonts.resource(face, way), size);
            self.set = Some((face, way, size));
        }
    }

    /// Draws the glyphs that follow with an outline, or no longer.
    fn set_heavy(&mut self, heavy: bool, look: Look) {
        /// Width of the outline in ems.
        const OUTLINE: f32 = 0.025;
        if heavy && !self.heavy {
            self.content.set_stroke_gray(look.grey).set_line_width(look.size * OUTLINE);
            self.content.set_text_rendering_mode(TextRenderingMode::FillStroke);
        } else if !heavy && self.heavy {
            self.content.set_text_rendering_mode(TextRenderingMode::Fill);
        }
        self.heavy = heavy;
    }

    /// A box with the code point of a character that no font has.
    fn missing(
        &mut self,
        fonts: &mut Fonts,
        canvas: Canvas,
        look: Look,
        c: char,
        glyph: &Glyph,
        middle: f32,
    ) {
        let side = look.size * 0.88;
        let (x, y) = canvas.origin;
        let start = glyph.at * look.size;
        let (left, top) = if canvas.is_vertical {
            (x - middle - side / 2.0, y - start)
        } else {
            (x + start, y - middle + side / 2.0)
        };
        self.content.save_state().set_stroke_gray(look.grey).set_line_width(0.4);
        self.content.rect(left, top - side, side, side).stroke().restore_state();
        let code = format!("{:04X}", c as u32);
        let (upper, lower) = code.split_at(code.len() / 2);
        for (row, digits) in [upper, lower].into_iter().enumerate() {
            let look = Look { size: side * 0.4, typeface: Typeface::Sans, ..look };
            let baseline = top - side * (0.45 + 0.42 * row as f32);
            self.plain(fonts, look, (left + side * 0.08, baseline), digits);
        }
    }

    /// Draws text as it comes, from a point of its baseline.
    fn plain(&mut self, fonts: &mut Fonts, look: Look, (x, y): (f32, f32), text: &str) {
        let mut pen = x;
        let place = |c: char| {
            let at = pen;
            pen += fonts.glyph(look.typeface, c, c).map_or(0.0, |drawn| drawn.advance * look.size);
            (c, at)
        };
        let characters: Vec<(char, f32)> = text.chars().map(place).collect();
        self.characters(fonts, look, y, &characters);
    }

    /// Draws characters at places along a base line; those that no font has are left out.
    pub fn characters(&mut self, fonts: &mut Fonts, look: Look, y: f32, characters: &[(char, f32)]) {
        self.content.begin_text().set_fill_gray(look.grey);
        for &(c, x) in characters {
            let Some(drawn) = fonts.glyph(look.typeface, c, c) else { continue };
            self.set_font(fonts, drawn.face, Way::Along, look.size);
            self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]).show(Str(&drawn.id.to_be_bytes()));
        }
        self.content.end_text();
        self.set = None;
    }

    /// A thin rule between two points.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.content.save_state().set_stroke_gray(0.6).set_line_width(0.4);
        self.content.move_to(from.0, from.1).line_to(to.0, to.1).stroke().restore_state();
    }

    /// The content as PDF keeps it, before compression.
    pub fn finish(self) -> Vec<u8> {
        self.content.finish().into_vec()
    }
}

//! The characters that a PDF page draws, each with its place, and what else is drawn there.

use super::codes::Codes;
use crate::segmentation::layout::Rect;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro_interpret::hayro_syntax::object::{Dict, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect as Box, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Characters of one page at most: a printed page has some ten thousand.
const MOST_CHARACTERS: usize = 150_000;
/// Things drawn on one page at most; a form that draws itself many times over has no end otherwise.
const MOST_DRAWN: usize = 8_000_000;
/// Pictures and areas of one page at most, and the longest time that a page may take.
const MOST_AREAS: usize = 500;
const LONGEST: Duration = Duration::from_secs(4);
/// Things drawn between two looks at the clock.
const EVERY: usize = 256;
/// How far two drawings of one character may be from each other to be one printed twice, in ems.
const OVERPRINT: f32 = 0.15;
/// How far text stands from the nearest quarter turn, in degrees, where it is aslant and not a scan's.
const ASLANT: f64 = 15.0;
/// What stands in for a character that the file does not tell.
const UNKNOWN: char = '\u{fffd}';

/// A character drawn on a page.
#[derive(Clone, Debug)]
pub(super) struct Character {
    pub c: char,
    /// Its box: an em high, its advance wide.
    pub place: Rect,
    /// Type size in points.
    pub size: f32,
    /// Its font, by [`Drawn::fonts`].
    pub font: Option<u16>,
    pub bold: bool,
    /// Whether it is of text whose characters stand one below the other.
    pub vertical: bool,
    /// Quarter turns clockwise that it is turned by.
    pub turn: u8,
    /// Degrees clockwise that it is turned by, where it stands aslant.
    pub slant: Option<u16>,
    /// Its box as it is read, where the one on the page does not say.
    pub read: Option<Rect>,
    /// Which string drawn at once it is of.
    pub run: u32,
    /// Whether it is drawn, but not to be seen.
    pub hidden: bool,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// In the order of drawing, each once.
    pub characters: Vec<Character>,
    /// Names of fonts, without what marks a subset.
    pub fonts: Vec<String>,
    /// Pictures and filled or framed areas.
    pub areas: Vec<Rect>,
    /// Rules: long thin lines, across and down.
    pub rules: Vec<Rect>,
    /// Characters that the file does not tell.
    pub lost: u32,
    /// Characters printed a second time over themselves.
    pub repeated: u32,
    /// Whether any text is drawn to be seen, and any that is not.
    pub seen: bool,
    pub hidden: bool,
}

impl Drawn {
    /// Drops what was recognised of text that is printed: a hidden character whose middle a visible one covers.
    fn drop_recognised(&mut self) {
        /// Points of a cell by which characters are found.
        const CELL: f32 = 16.0;
        let cell = |x: f32, y: f32| ((x / CELL) as i32, (y / CELL) as i32);
        let mut printed: HashMap<(i32, i32), Vec<Rect>> = HashMap::new();
        for character in self.characters.iter().filter(|c| !c.hidden && !c.c.is_whitespace()) {
            let place = character.place;
            let ((left, top), (right, bottom)) =
                (cell(place.left, place.top), cell(place.right, place.bottom));
            // Of huge type a few cells will do.
            for at in (left..=right).take(8).flat_map(|x| (top..=bottom).take(8).map(move |y| (x, y))) {
                printed.entry(at).or_default().push(place);
            }
        }
        let before = self.characters.len();
        self.characters.retain(|character| {
            let Rect { left, top, right, bottom } = character.place;
            let (x, y) = ((left + right) / 2.0, (top + bottom) / 2.0);
            let covers = |place: &Rect| {
                (place.left..=place.right).contains(&x) && (place.top..=place.bottom).contains(&y)
            };
            !character.hidden || !printed.get(&cell(x, y)).is_some_and(|places| places.iter().any(covers))
        });
        self.repeated += (before - self.characters.len()) as u32;
    }
}

/// Ends the interpretation of a page that draws without end.
pub(super) struct TooMuch;

/// Listens to the drawing of a page.
pub(super) struct Listener<'p, 'a> {
    page: &'p Page<'a>,
    width: f32,
    height: f32,
    drawn: Drawn,
    /// Of each marked content that is open, at which character it begins and what it is told to be.
    marked: Vec<Option<(usize, Vec<char>)>>,
    runs: u32,
    count: usize,
    begun: Instant,
    codes: Option<Codes>,
    fonts: HashMap<String, u16>,
    /// Places of the characters drawn so far, in cells of a few points.
    places: HashMap<(char, i32, i32), Vec<u32>>,
}

impl<'p, 'a> Listener<'p, 'a> {
    pub fn new(page: &'p Page<'a>, (width, height): (f32, f32)) -> Listener<'p, 'a> {
        Listener {
            page,
            width,
            height,
            drawn: Drawn::default(),
            marked: Vec::new(),
            runs: 0,
            count: 0,
            begun: Instant::now(),
            codes: None,
            fonts: HashMap::new(),
            places: HashMap::new(),
        }
    }

    /// What was drawn so far.
    pub fn take(&mut self) -> Drawn {
        let mut drawn = std::mem::take(&mut self.drawn);
        if drawn.seen && drawn.hidden {
            drawn.drop_recognised();
        }
        drawn
    }

    fn count(&mut self, things: usize) {
        let before = self.count / EVERY;
        self.count += things;
        let is_late = self.count / EVERY > before && self.begun.elapsed() > LONGEST;
        if is_late || self.count > MOST_DRAWN || self.drawn.characters.len() > MOST_CHARACTERS {
            // No panic: nobody is told but who waits for it.
            std::panic::resume_unwind(std::boxed::Box::new(TooMuch));
        }
    }

    fn is_on_page(&self, place: &Rect) -> bool {
        let (x, y) = ((place.left + place.right) / 2.0, (place.top + place.bottom) / 2.0);
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// The number of a run's font, and whether it is bold.
    fn font(&mut self, glyph: &Glyph<'_>) -> (Option<u16>, bool) {
        let Glyph::Outline(outline) = glyph else { return (None, false) };
        let Some(data) = outline.font_data() else { return (None, false) };
        let Some(name) = data.postscript_name else { return (None, data.weight.is_some_and(|w| w >= 600)) };
        let bold = data.weight.is_some_and(|weight| weight >= 600) || name.to_lowercase().contains("bold");
        let next = self.fonts.len() as u16;
        let fonts = &mut self.drawn.fonts;
        let number = *self.fonts.entry(name).or_insert_with_key(|name| {
            fonts.push(name.clone());
            next
        });
        (Some(number), bold)
    }

    /// The text of a glyph; what the file does not tell is counted.
    fn text(&mut self, glyph: &Glyph<'_>) -> String {
        let told = match glyph.as_unicode() {
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) => Some(text),
            None => None,
        };
        let told = told.filter(|text| !text.is_empty() && text.chars().all(|c| c != '\0' && c != UNKNOWN));
        told.or_else(|| {
            let page = self.page;
            self.codes.get_or_insert_with(|| Codes::of(page)).text(glyph)
        })
        .unwrap_or_else(|| {
            self.drawn.lost += 1;
            UNKNOWN.to_string()
        })
    }

    /// Whether a character is printed here already; that one is bold then, if it is a little aside or its outline is drawn.
    fn is_repeated(&mut self, character: &Character, is_outline: bool) -> bool {
        let Character { c, place, size, .. } = character;
        let near = size * OVERPRINT;
        let cell = (size / 2.0).max(0.5);
        let (x, y) = ((place.left / cell) as i32, (place.top / cell) as i32);
        for at in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (*c, x + dx, y + dy))) {
            for &other in self.places.get(&at).into_iter().flatten() {
                let other = &mut self.drawn.characters[other as usize];
                let far = (other.place.left - place.left).abs().max((other.place.top - place.top).abs());
                if far <= near && (other.size / size - 1.0).abs() < 0.1 {
                    other.bold |= far > 0.0 || is_outline;
                    return true;
                }
            }
        }
        self.places.entry((*c, x, y)).or_default().push(self.drawn.characters.len() as u32);
        false
    }

    fn draw_area(&mut self, area: Box, transform: Affine) {
        /// Points of the smallest area that is more than a rule: the ground of one line.
        const SMALLEST: f32 = 10.0;
        /// How thick a rule is at most, and how long at least, in points.
        const THICKEST: f32 = 3.0;
        const LONGEST_DASH: f32 = 24.0;
        let area = rect((transform * area.to_path(0.1)).bounding_box());
        let whole = area.width() > 0.9 * self.width && area.height() > 0.9 * self.height;
        if area.width() >= SMALLEST
            && area.height() >= SMALLEST
            && !whole
            && self.is_on_page(&area)
            && self.drawn.areas.len() < MOST_AREAS
        {
            self.drawn.areas.push(area);
        } else if area.width().min(area.height()) < THICKEST
            && area.width().max(area.height()) > LONGEST_DASH
            && self.is_on_page(&area)
            && self.drawn.rules.len() < MOST_AREAS
        {
            self.drawn.rules.push(area);
        }
    }
}

/// The characters of a text string; none where it is not in Unicode.
fn unicode(text: &[u8]) -> Vec<char> {
    match text {
        [0xfe, 0xff, text @ ..] => {
            encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.chars().collect()
        }
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8_lossy(text).chars().collect(),
        _ => Vec::new(),
    }
}

fn rect(of: Box) -> Rect {
    Rect { left: of.x0 as f32, top: of.y0 as f32, right: of.x1 as f32, bottom: of.y1 as f32 }
}

impl<'a> Device<'a> for Listener<'_, 'a> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        /// Above and below the base line that an em reaches, in thousandths of it.
        const EM: (f64, f64) = (880.0, -120.0);
        let glyphs = run.glyphs();
        self.count(glyphs.len());
        let Some(first) = glyphs.first() else { return };
        self.runs += 1;
        let (font, bold) = self.font(first);
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let hidden = matches!(mode, DrawMode::Invisible);
        let is_outline = matches!(mode, DrawMode::Stroke(stroke) if stroke.line_width > 0.0);
        let origins: Vec<Point> =
            glyphs.iter().map(|glyph| props.transform * glyph.transform() * Point::ZERO).collect();
        for (at, glyph) in glyphs.iter().enumerate() {
            let transform = props.transform * glyph.transform();
            let [a, b, c, d, ..] = transform.as_coeffs();
            let up = c.hypot(d);
            let size = (up * 1000.0) as f32;
            if !size.is_finite() || size < 0.5 || !origins[at].is_finite() {
                continue;
            }
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            // A font that stands in for one that is not in the file is stretched to its widths.
            let along = if (0.4..2.5).contains(&(a.hypot(b) / up)) { a.hypot(b) } else { up };
            let mut advance =
                if vertical { 1000.0 } else { f64::from(advance.unwrap_or(500.0)) * along / up };
            if let Some(next) = origins.get(at + 1).filter(|_| !vertical) {
                let step = (*next - origins[at]).hypot() / up;
                if step > 0.0 {
                    advance = advance.min(step);
                }
            }
            let unit = Affine::new([a / a.hypot(b) * up, b / a.hypot(b) * up, c, d, 0.0, 0.0]);
            let em = Box::new(0.0, EM.1, advance.max(1.0), EM.0);
            let place = (unit * em.to_path(0.1)).bounding_box() + origins[at].to_vec2();
            // Down the page is down: text that stands upright goes on to the right, or down.
            let angle = b.atan2(a).to_degrees();
            let turn = (angle / 90.0).round().rem_euclid(4.0) as u8;
            let is_aslant = (angle - (angle / 90.0).round() * 90.0).abs() > ASLANT;
            let slant = is_aslant.then(|| angle.rem_euclid(360.0) as u16);
            let read = is_aslant.then(|| {
                let origin = Affine::rotate(-angle.to_radians()) * origins[at];
                let read = Box::new(0.0, -EM.0 * up, advance.max(1.0) * up, -EM.1 * up);
                rect(read + origin.to_vec2())
            });
            let text = self.text(glyph);
            let count = text.chars().count() as f32;
            for (part, c) in text.chars().enumerate() {
                let whole = rect(place);
                let place = if count > 1.0 && turn.is_multiple_of(2) {
                    let width = whole.width() / count;
                    let left = whole.left + part as f32 * width;
                    Rect { left, right: left + width, ..whole }
                } else {
                    whole
                };
                let run = self.runs;
                let character =
                    Character { c, place, size, font, bold, vertical, turn, slant, read, run, hidden };
                if !self.is_on_page(&place) {
                    continue;
                }
                self.drawn.seen |= !hidden && !c.is_whitespace();
                self.drawn.hidden |= hidden && !c.is_whitespace();
                if !c.is_whitespace() && self.is_repeated(&character, is_outline) {
                    self.drawn.repeated += u32::from(!is_outline);
                    continue;
                }
                self.drawn.characters.push(character);
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        /// Parts of the outline of a rectangle at most: other shapes are drawings.
        const SIMPLE: usize = 6;
        self.count(1);
        if path.elements().len() <= SIMPLE {
            self.draw_area(path.bounding_box(), props.transform);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        let size = Box::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.draw_area(size, props.transform);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.count(1);
        let told = properties.and_then(|properties| properties.get::<Text<'_>>(ACTUAL_TEXT));
        self.marked.push(told.map(|text| (self.drawn.characters.len(), unicode(text.as_bytes()))));
    }

    fn end_marked_content(&mut self) {
        let Some((from, told)) = self.marked.pop().flatten() else { return };
        // Where it tells as many characters as there are, it tells which each of them is.
        let drawn = self.drawn.characters.get_mut(from..).unwrap_or_default();
        if drawn.len() == told.len() {
            drawn.iter_mut().zip(told).for_each(|(character, c)| character.c = c);
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(1);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

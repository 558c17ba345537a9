//! Guard against pages that cost too much to draw, before they are drawn: the renderer itself cannot be stopped.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::pattern::Pattern;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use hayro::kurbo::BezPath;
use std::time::{Duration, Instant};

/// Glyphs and parts of outlines of one page at most.
const MOST_DRAWN: usize = 4_000_000;
/// Longest time that a page may take to be gone through.
const LONGEST: Duration = Duration::from_secs(4);
/// Pixels of a picture on the page at most.
const MOST_PIXELS: f64 = 2e8;
/// Copies of a pattern's cell inside it at most.
const MOST_COPIES: f64 = 1e4;
/// Things drawn between two looks at the clock.
const EVERY: usize = 256;

/// Ends the interpretation of a page that is too much.
struct TooMuch;

/// Goes through the drawing of a page, patterns, masks and drawn glyphs with it, and draws nothing.
pub(super) struct Guard {
    count: usize,
    begun: Instant,
}

impl Guard {
    pub fn new() -> Guard {
        Guard { count: 0, begun: Instant::now() }
    }

    fn count(&mut self, things: usize) {
        let before = self.count / EVERY;
        self.count += things;
        let is_late = self.count / EVERY > before && self.begun.elapsed() > LONGEST;
        self.refuse(is_late || self.count > MOST_DRAWN);
    }

    fn refuse(&self, is_too_much: bool) {
        if is_too_much {
            // No panic: nobody is told but who waits for it.
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    fn props<'a>(&mut self, props: &DrawProps<'a>, mode: &DrawMode) {
        if let Some(mask) = &props.soft_mask {
            mask.interpret(self);
        }
        let Paint::Pattern(pattern) = &props.paint else { return };
        let Pattern::Tiling(tiling) = &**pattern else { return };
        let copies = |length: f64, step: f32| (length / f64::from(step.abs())).ceil();
        let (across, down) =
            (copies(tiling.bbox.width(), tiling.x_step), copies(tiling.bbox.height(), tiling.y_step));
        self.refuse(across * down > MOST_COPIES);
        tiling.interpret(self, tiling.matrix, matches!(mode, DrawMode::Stroke(_)));
    }
}

impl<'a> Device<'a> for Guard {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(path.elements().len());
        self.props(&props, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(run.glyphs().len());
        self.props(&props, mode);
        for glyph in run.glyphs() {
            if let Glyph::Type3(drawn) = &**glyph {
                drawn.interpret(self, props.transform, glyph.transform(), &props.paint);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.count(1);
        self.refuse(f64::from(image.width()) * f64::from(image.height()) > MOST_PIXELS);
        if let Some(mask) = props.soft_mask {
            mask.interpret(self);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.count(clip.path.elements().len());
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(1);
        if let Some(mask) = mask {
            mask.interpret(self);
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

//! What of the page is looked at: its place and size, and the wheel and the keys that change them.

use super::{Action, Drawn, Of, PageImage, Resize, Sheet, Wish};
use crate::app::reader::article::OpenArticle;
use crate::app::view::View;
use crate::archive::PageContent;
use crate::facsimile::region;
use crate::segmentation::layout::Rect as Place;
use egui::{EventFilter, Key, PointerButton, Pos2, Rect, Response, Ui, Vec2, pos2, vec2};
use std::sync::Arc;
use std::time::Duration;

/// Times that the page is magnified at most beyond the room's width.
const MOST_ZOOM: f32 = 12.0;
/// Factor of one step larger.
const STEP: f32 = 1.25;

/// Where the page is on the screen.
#[derive(Clone, Copy)]
pub struct At {
    /// The part of the window that shows it.
    pub room: Rect,
    corner: Vec2,
    /// Points of the screen for one of the page.
    scale: f32,
}

impl At {
    /// A place of the page on the screen.
    pub fn screen(&self, place: &Place) -> Rect {
        let at = |x, y| self.room.min + (vec2(x, y) - self.corner) * self.scale;
        Rect::from_min_max(at(place.left, place.top), at(place.right, place.bottom))
    }

    /// The place of the page at a point of the screen.
    pub fn place(&self, at: Pos2) -> Pos2 {
        ((at - self.room.min) / self.scale + self.corner).to_pos2()
    }
}

/// What of the page is looked at.
#[derive(Default)]
pub struct Look {
    sheet: Option<Sheet>,
    /// Number of the opening of an article that it is of.
    serial: u64,
    /// Times the room's width; 0 before anything was looked at.
    zoom: f32,
    /// Whether all of the page stays in view.
    fits_page: bool,
    /// The place of the page at the room's top left corner, in points of the page.
    corner: Vec2,
    /// The place that was brought into view last.
    shown: Option<Place>,
    /// The change of size that was made last.
    resized: u64,
    /// The part that would be sharper drawn anew, and since when it stands still.
    still: Option<(Wish, f64)>,
    /// Where each article of a page stands.
    regions: Option<(Arc<PageContent>, Vec<Vec<Place>>)>,
}

impl Look {
    /// Where each article of the page stands.
    pub fn regions(&self) -> &[Vec<Place>] {
        self.regions.as_ref().map_or(&[], |(_, regions)| regions)
    }

    /// Where the page is on the screen.
    pub fn at(&self, whole: &Drawn, room: Rect) -> At {
        At { room, corner: self.corner, scale: self.scale(whole, room) }
    }

    /// Points of the screen for one of the page.
    fn scale(&self, whole: &Drawn, room: Rect) -> f32 {
        room.width() / whole.size.0 * self.zoom
    }

    /// Begins with the whole page in view, where nothing was looked at before.
    pub fn begin_with_page(&mut self) {
        self.fits_page |= self.zoom == 0.0;
    }

    /// Looks at a page, from its top where it is another than before; says whether it is.
    pub fn turn_to(&mut self, sheet: &Sheet, whole: &Drawn, room: Rect) -> bool {
        if self.zoom == 0.0 {
            self.zoom = 1.0;
        }
        let is_other = self.sheet.as_ref() != Some(sheet);
        if is_other {
            (self.sheet, self.corner) = (Some(sheet.clone()), Vec2::ZERO);
        }
        self.clamp(whole, room);
        is_other
    }

    /// Goes to the article that was opened, unless it can be seen.
    pub fn follow(&mut self, open: &OpenArticle, sheet: &Sheet, whole: &Drawn, room: Rect) {
        if self.regions.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &open.content)) {
            let articles = &open.content.segmentation.articles;
            let regions = articles.iter().map(|article| region(&open.content.page, article)).collect();
            self.regions = Some((open.content.clone(), regions));
        }
        let is_other = self.turn_to(sheet, whole, room);
        let is_new = std::mem::replace(&mut self.serial, open.serial) != open.serial;
        if (is_new || is_other)
            && let Some(first) = self.regions().get(open.id.index as usize).and_then(|r| r.first()).copied()
        {
            self.bring(&first, whole, room);
        }
    }

    /// Follows what is selected or looked at in the text; `None` where that is not on the page.
    pub fn follow_words(&mut self, first: Option<Place>, whole: &Drawn, room: Rect) {
        if first != std::mem::replace(&mut self.shown, first)
            && let Some(place) = first
        {
            self.bring(&place, whole, room);
        }
    }

    /// Brings the beginning of a place into view, where it is not.
    fn bring(&mut self, place: &Place, whole: &Drawn, room: Rect) {
        /// White above what is gone to, as a share of what is seen.
        const ABOVE: f32 = 0.1;
        let seen = Rect::from_min_size(self.corner.to_pos2(), room.size() / self.scale(whole, room));
        if !seen.contains(pos2(place.left, place.top)) {
            self.corner = vec2(place.left, place.top) - seen.size() * ABOVE;
            self.clamp(whole, room);
        }
    }

    /// Keeps the page in the room.
    fn clamp(&mut self, whole: &Drawn, room: Rect) {
        let page = Vec2::from(whole.size);
        let fit = (room.height() / page.y / (room.width() / page.x)).min(1.0);
        self.zoom = if self.fits_page { fit } else { self.zoom.clamp(fit, MOST_ZOOM) };
        let spare = page - room.size() / self.scale(whole, room);
        // What is narrower than the room stands in its middle, what is lower at its top.
        self.corner.x = if spare.x > 0.0 { self.corner.x.clamp(0.0, spare.x) } else { spare.x / 2.0 };
        self.corner.y = self.corner.y.clamp(0.0, spare.y.max(0.0));
    }

    /// Magnifies; what is at a place of the screen stays there.
    fn magnify(&mut self, factor: f32, fixed: Pos2, whole: &Drawn, room: Rect) {
        let before = self.scale(whole, room);
        self.fits_page = false;
        self.zoom = (self.zoom * factor).clamp(0.01, MOST_ZOOM);
        self.corner += (fixed - room.min) * (1.0 / before - 1.0 / self.scale(whole, room));
        self.clamp(whole, room);
    }

    /// Makes the change of size that was asked for last; what is seen of an article stays where it is.
    pub fn resize(&mut self, request: Option<(u64, Resize)>, article: u32, whole: &Drawn, room: Rect) {
        let Some((number, resize)) = request.filter(|(number, _)| *number != self.resized) else { return };
        self.resized = number;
        let at = self.at(whole, room);
        let region = self.regions().get(article as usize).into_iter().flatten();
        let mut seen = region.map(|place| at.screen(place).intersect(room)).filter(Rect::is_positive);
        let fixed = seen.next().unwrap_or(room).center();
        match resize {
            Resize::Larger => self.magnify(STEP, fixed, whole, room),
            Resize::Smaller => self.magnify(1.0 / STEP, fixed, whole, room),
            Resize::FitWidth => self.magnify(1.0 / self.zoom, fixed, whole, room),
            Resize::FitPage => {
                self.fits_page = true;
                self.clamp(whole, room);
            }
        }
    }

    /// Moves the page on the screen.
    pub fn move_by(&mut self, by: Vec2, whole: &Drawn, room: Rect) {
        self.corner -= by / self.scale(whole, room);
        self.clamp(whole, room);
    }

    /// Follows the wheel, pinching, and the keys where the keyboard is on the page.
    pub fn roll(&mut self, ui: &Ui, response: &Response, whole: &Drawn, room: Rect) {
        /// Points of the screen that an arrow key moves the page.
        const ARROW: f32 = 60.0;
        /// Share of the room that a page key moves it.
        const LEAF: f32 = 0.9;
        let mut by = Vec2::ZERO;
        if ui.rect_contains_pointer(room) {
            let (factor, scrolled) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
            by += scrolled;
            if let Some(pointer) = ui.input(|input| input.pointer.hover_pos()).filter(|_| factor != 1.0) {
                self.magnify(factor, pointer, whole, room);
            }
        }
        if response.has_focus() {
            let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
            let pressed = |key| ui.input(|input| input.num_presses(key)) as f32;
            by.x += (pressed(Key::ArrowLeft) - pressed(Key::ArrowRight)) * ARROW;
            by.y += (pressed(Key::ArrowUp) - pressed(Key::ArrowDown)) * ARROW;
            let leaves = pressed(Key::PageUp) - pressed(Key::PageDown) - pressed(Key::Space);
            by.y += leaves * LEAF * room.height();
            let all = whole.size.1 * self.scale(whole, room);
            by.y += (pressed(Key::Home) - pressed(Key::End)) * all;
        }
        if response.dragged_by(PointerButton::Middle) {
            by += response.drag_delta();
        }
        self.move_by(by, whole, room);
    }

    /// Wants the part that is seen drawn at its size, once it stands still.
    pub fn sharpen(&mut self, ui: &Ui, view: &mut View<'_>, image: &PageImage, whole: &Drawn, room: Rect) {
        /// Seconds that it stands still.
        const STILL: f64 = 0.15;
        /// Difference in size at which the picture of the whole page does.
        const SAME: f32 = 0.02;
        let pixels = self.scale(whole, room) * ui.pixels_per_point();
        let drawn = whole.image.width() as f32 / whole.size.0;
        let Some(sheet) = self.sheet.clone().filter(|_| (pixels / drawn - 1.0).abs() > SAME) else {
            self.still = None;
            return;
        };
        let seen = self.corner + room.size() / self.scale(whole, room);
        // At whole pixels, or it would be drawn between those of the screen.
        let low = |edge: f32| (edge.max(0.0) * pixels).floor() / pixels;
        let high = |edge: f32, most: f32| (edge.min(most) * pixels).ceil() / pixels;
        let part = Place {
            left: low(self.corner.x),
            top: low(self.corner.y),
            right: high(seen.x, whole.size.0),
            bottom: high(seen.y, whole.size.1),
        };
        let wish = Wish { sheet, of: Of::Part(part), width: part.width() * pixels, most: most_pixels(ui) };
        let now = view.cx.now;
        if self.still.as_ref().is_none_or(|(before, _)| *before != wish) {
            self.still = Some((wish.clone(), now));
        }
        let since = self.still.as_ref().map_or(now, |(_, since)| *since);
        if now - since < STILL {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(STILL));
        } else if !image.has(&wish) {
            view.push(Action::Draw(wish));
        }
    }
}

/// Pixels of a texture's side at most.
pub fn most_pixels(ui: &Ui) -> f32 {
    ui.input(|input| input.max_texture_side) as f32
}

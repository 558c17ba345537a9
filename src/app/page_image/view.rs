//! The page beside the article: its picture, the open article lit and the others to be pressed.

use super::{Action, Drawn, PageImage, Sheet, Wish};
use crate::app::icons::Icon;
use crate::app::panels::Panel;
use crate::app::reader::Reader;
use crate::app::reader::article::OpenArticle;
use crate::app::theme::space;
use crate::app::view::{View, article_panel};
use crate::app::{navigation, reader, strings, widgets};
use crate::archive::{ArticleId, PageContent};
use crate::facsimile::region;
use crate::segmentation::layout::Rect as Place;
use egui::{
    Align, Color32, ColorImage, CursorIcon, EventFilter, ImageData, Key, Layout, Painter, Pos2, Rect,
    Role as WidgetRole, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};
use std::sync::Arc;
use std::time::Duration;

/// Times that the page is magnified at most beyond the panel's width.
const MOST_ZOOM: f32 = 12.0;
/// Factor of one press on a magnifying button.
const STEP: f32 = 1.25;
/// What is left of the light on the page around the open article.
const DIMMED: u8 = 200;

/// What of the page is looked at, and the textures that show it.
#[derive(Default)]
pub struct Look {
    sheet: Option<Sheet>,
    /// Of which opening of an article it is.
    serial: u64,
    /// Times the panel's width; 0 before anything was looked at.
    zoom: f32,
    /// The place of the page at the panel's top left corner, in points of the page.
    corner: Vec2,
    /// The part that would be sharper drawn anew, and since when it stands still.
    still: Option<(Wish, f64)>,
    /// Where each article of a page stands.
    regions: Option<(Arc<PageContent>, Vec<Vec<Place>>)>,
    /// The pictures of the whole page and of a part.
    textures: [Option<(Arc<ColorImage>, TextureHandle)>; 2],
}

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, reader: &Reader, image: &PageImage, look: &mut Look) {
    let open = article_panel(ui, view, strings::PAGE_IMAGE, Panel::PageImage, reader.open.as_ref());
    let Some(open) = open else { return };
    let Some(sheet) = Sheet::of(open) else {
        let (title, hint) = (view.t(strings::NO_PAGE_IMAGE), view.t(strings::NO_PAGE_IMAGE_HINT));
        return widgets::empty_state(ui, view.palette, title, hint, |_| {});
    };
    let zoomed = bar(ui, view, open);
    let room = ui.available_rect_before_wrap();
    match image.whole(&sheet) {
        None => {
            let fineness = ui.pixels_per_point();
            let wish = Wish { sheet, part: None, width: room.width() * fineness, most: most_pixels(ui) };
            if !image.has(&wish) {
                view.push(Action::Draw(wish));
            }
            ui.spinner();
        }
        Some(Err(reason)) => {
            let reason = reason.in_words(view.cx.language);
            ui.colored_label(view.palette.warn, view.fill(strings::CANNOT_BE_SHOWN, &[&reason]));
        }
        Some(Ok(whole)) => {
            look.follow(open, &sheet, whole, room);
            if let Some(factor) = zoomed {
                // Back to the panel's width, or by a step.
                look.magnify(factor.unwrap_or(1.0 / look.zoom), room.center(), whole, room);
            }
            page(ui, view, open, (whole, image.part(&sheet)), look, room);
            look.sharpen(ui, view, image, whole, room);
        }
    }
}

/// Pixels of a texture's side at most.
fn most_pixels(ui: &Ui) -> f32 {
    ui.input(|input| input.max_texture_side) as f32
}

/// The bar above the page: its neighbours, which it is, and its size. Gives the factor of a button that was pressed, an
/// inner `None` for that of the panel's width.
fn bar(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) -> Option<Option<f32>> {
    let mut zoomed = None;
    ui.horizontal(|ui| {
        widgets::command_button(ui, view, "previous-page", Icon::Up, None, true);
        widgets::command_button(ui, view, "next-page", Icon::Down, None, true);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let buttons = [
                (Icon::Width, strings::FIT_WIDTH, None),
                (Icon::Plus, strings::ZOOM_IN, Some(STEP)),
                (Icon::Minus, strings::ZOOM_OUT, Some(1.0 / STEP)),
            ];
            for (icon, label, factor) in buttons {
                if widgets::icon_button(ui, view.palette, icon, view.t(label), None).clicked() {
                    zoomed = Some(factor);
                }
            }
            let title = open.entry.title(view.cx.language);
            ui.add(egui::Label::new(egui::RichText::new(title).color(view.palette.soft)).truncate());
        });
    });
    ui.add_space(space::XS);
    zoomed
}

/// Shows the page, and takes in what the mouse and the keys do there.
fn page(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    (whole, part): (&Drawn, Option<&Drawn>),
    look: &mut Look,
    room: Rect,
) {
    let response = ui.allocate_rect(room, Sense::drag());
    let name = view.fill(strings::PAGE_IMAGE_OF, &[&open.entry.title(view.cx.language)]);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &name));
    look.move_by(ui, &response, whole, room);
    let hovered = articles(ui, view, open, look, whole, room);
    let painter = ui.painter().with_clip_rect(room);
    let scale = look.scale(whole, room);
    let pictures: Vec<(&Drawn, egui::TextureId)> = [Some(whole), part]
        .into_iter()
        .zip(&mut look.textures)
        .filter_map(|(drawn, texture)| drawn.map(|drawn| (drawn, texture_of(ui, texture, &drawn.image))))
        .collect();
    let at = At { room, corner: look.corner, scale };
    let (width, height) = whole.size;
    let paper = Place { left: 0.0, top: 0.0, right: width, bottom: height };
    let regions = look.regions.as_ref().map_or(&[][..], |(_, regions)| regions);
    let here = regions.get(open.id.index as usize).filter(|region| !region.is_empty());
    let ground = if here.is_some() { Color32::from_gray(DIMMED) } else { Color32::WHITE };
    at.paint(&painter, &pictures, &paper, ground);
    let other = hovered.filter(|&index| index != open.id.index as usize).and_then(|index| regions.get(index));
    for (region, width) in
        other.into_iter().map(|region| (region, 1.0)).chain(here.map(|region| (region, 2.0)))
    {
        // What is lit covers the lines between its rectangles: their outline is left.
        for place in region {
            let stroke = Stroke::new(width, view.palette.accent);
            painter.rect_stroke(at.screen(place), 0.0, stroke, StrokeKind::Outside);
        }
        for place in region {
            at.paint(&painter, &pictures, place, Color32::WHITE);
        }
    }
    if response.has_focus() {
        widgets::focus_ring(ui, view.palette, room);
    }
}

/// The articles of the page as things to press; gives the one under the pointer.
fn articles(
    ui: &Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    look: &Look,
    whole: &Drawn,
    room: Rect,
) -> Option<usize> {
    let at = At { room, corner: look.corner, scale: look.scale(whole, room) };
    let mut hovered = None;
    let regions = look.regions.as_ref().map_or(&[][..], |(_, regions)| regions);
    for (index, (region, article)) in regions.iter().zip(&open.content.segmentation.articles).enumerate() {
        let here = index == open.id.index as usize;
        let areas = region.iter().map(|place| at.screen(place).intersect(room));
        for (nth, area) in areas.filter(|area| area.is_positive()).enumerate() {
            // The keyboard goes to an article once.
            let sense = if nth == 0 { Sense::click() } else { Sense::CLICK };
            let response = ui.interact(area, ui.scope_id().with(("article", index, nth)), sense);
            let sure = (article.confidence * 100.0).round();
            let words = view.fill(strings::ROLE_SURE, &[&article.display_title(), &sure]);
            response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, here, &words));
            if response.has_focus() {
                widgets::focus_ring(ui, view.palette, area);
            }
            if response.hovered() || response.has_focus() {
                hovered = Some(index);
            }
            if response.clicked() {
                let pressed = response.interact_pointer_pos().map(|pointer| at.place(pointer));
                if !here {
                    view.push(navigation::Action::Open(ArticleId {
                        page: open.id.page,
                        index: index as u32,
                    }));
                } else if let Some(line) = pressed.and_then(|place| line_at(open, place)) {
                    view.push(reader::Action::SelectLine(line));
                }
            }
            if !here {
                response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(words);
            }
        }
    }
    hovered
}

/// The line of the page at a place of it.
fn line_at(open: &OpenArticle, place: Pos2) -> Option<crate::segmentation::LineNo> {
    let holds = |rect: &Place| {
        (rect.left..rect.right).contains(&place.x) && (rect.top..rect.bottom).contains(&place.y)
    };
    let layout = open.page().layout()?;
    let mut lines = open.page().line_numbers().zip(&layout.lines);
    lines.find(|(_, line)| holds(&line.place)).map(|(number, _)| number)
}

/// The texture of a picture, made anew where it showed another.
fn texture_of(
    ui: &Ui,
    texture: &mut Option<(Arc<ColorImage>, TextureHandle)>,
    image: &Arc<ColorImage>,
) -> egui::TextureId {
    texture.take_if(|(shown, _)| !Arc::ptr_eq(shown, image));
    let make = || {
        let data = ImageData::Color(image.clone());
        (image.clone(), ui.ctx().load_texture("page image", data, TextureOptions::LINEAR))
    };
    texture.get_or_insert_with(make).1.id()
}

/// Where the page is on the screen.
#[derive(Clone, Copy)]
struct At {
    room: Rect,
    corner: Vec2,
    /// Points of the screen for one of the page.
    scale: f32,
}

impl At {
    fn screen(&self, place: &Place) -> Rect {
        let at = |x, y| self.room.min + (vec2(x, y) - self.corner) * self.scale;
        Rect::from_min_max(at(place.left, place.top), at(place.right, place.bottom))
    }

    fn place(&self, at: Pos2) -> Pos2 {
        ((at - self.room.min) / self.scale + self.corner).to_pos2()
    }

    /// Paints what pictures have of a place, each over the one before.
    fn paint(&self, painter: &Painter, pictures: &[(&Drawn, egui::TextureId)], place: &Place, tint: Color32) {
        for (drawn, texture) in pictures {
            let all = &drawn.part;
            let (left, right) = (place.left.max(all.left), place.right.min(all.right));
            let (top, bottom) = (place.top.max(all.top), place.bottom.min(all.bottom));
            if left >= right || top >= bottom {
                continue;
            }
            let uv = |x: f32, y: f32| pos2((x - all.left) / all.width(), (y - all.top) / all.height());
            let seen = self.screen(&Place { left, top, right, bottom });
            painter.image(*texture, seen, Rect::from_min_max(uv(left, top), uv(right, bottom)), tint);
        }
    }
}

impl Look {
    /// Points of the screen for one of the page.
    fn scale(&self, whole: &Drawn, room: Rect) -> f32 {
        room.width() / whole.size.0 * self.zoom
    }

    /// Goes to the article that was opened, unless it can be seen.
    fn follow(&mut self, open: &OpenArticle, sheet: &Sheet, whole: &Drawn, room: Rect) {
        if self.regions.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &open.content)) {
            let articles = &open.content.segmentation.articles;
            let regions = articles.iter().map(|article| region(&open.content.page, article)).collect();
            self.regions = Some((open.content.clone(), regions));
        }
        if self.zoom == 0.0 {
            self.zoom = 1.0;
        }
        if self.serial == open.serial && self.sheet.as_ref() == Some(sheet) {
            return self.clamp(whole, room);
        }
        if self.sheet.as_ref() != Some(sheet) {
            (self.sheet, self.corner) = (Some(sheet.clone()), Vec2::ZERO);
        }
        self.serial = open.serial;
        self.clamp(whole, room);
        /// White above what was gone to, as a share of what is seen.
        const ABOVE: f32 = 0.1;
        let seen = Rect::from_min_size(self.corner.to_pos2(), room.size() / self.scale(whole, room));
        let regions = self.regions.iter().flat_map(|(_, regions)| regions.get(open.id.index as usize));
        if let Some(first) = regions.flatten().next()
            && !seen.contains(pos2(first.left, first.top))
        {
            self.corner = vec2(first.left, first.top) - seen.size() * ABOVE;
            self.clamp(whole, room);
        }
    }

    /// Keeps the page in the panel.
    fn clamp(&mut self, whole: &Drawn, room: Rect) {
        let page = Vec2::from(whole.size);
        let fit = room.height() / page.y / (room.width() / page.x);
        self.zoom = self.zoom.clamp(fit.min(1.0), MOST_ZOOM);
        let spare = page - room.size() / self.scale(whole, room);
        // What is narrower than the panel stands in its middle, what is lower at its top.
        self.corner.x = if spare.x > 0.0 { self.corner.x.clamp(0.0, spare.x) } else { spare.x / 2.0 };
        self.corner.y = self.corner.y.clamp(0.0, spare.y.max(0.0));
    }

    /// Magnifies; what is at a place of the screen stays there.
    fn magnify(&mut self, factor: f32, fixed: Pos2, whole: &Drawn, room: Rect) {
        let before = self.scale(whole, room);
        self.zoom = (self.zoom * factor).clamp(0.01, MOST_ZOOM);
        self.corner += (fixed - room.min) * (1.0 / before - 1.0 / self.scale(whole, room));
        self.clamp(whole, room);
    }

    /// Follows dragging, the wheel, pinching, and arrow keys where the keyboard is on the page.
    fn move_by(&mut self, ui: &Ui, response: &egui::Response, whole: &Drawn, room: Rect) {
        /// Points of the screen that an arrow key moves the page.
        const ARROW: f32 = 60.0;
        let mut by = response.drag_delta();
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
            let pressed = |key| ui.input(|input| input.num_presses(key)) as f32 * ARROW;
            by.x += pressed(Key::ArrowLeft) - pressed(Key::ArrowRight);
            by.y += pressed(Key::ArrowUp) - pressed(Key::ArrowDown);
        }
        if response.dragged() {
            ui.set_cursor_icon(CursorIcon::Grabbing);
        }
        self.corner -= by / self.scale(whole, room);
        self.clamp(whole, room);
    }

    /// Wants the part that is seen drawn at its size, once it stands still.
    fn sharpen(&mut self, ui: &Ui, view: &mut View<'_>, image: &PageImage, whole: &Drawn, room: Rect) {
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
        let wish = Wish { sheet, part: Some(part), width: part.width() * pixels, most: most_pixels(ui) };
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

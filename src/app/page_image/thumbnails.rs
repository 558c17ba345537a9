//! The pages of the open article's issue as thumbnails, drawn as they come into view.

use super::look::most_pixels;
use super::view::texture_of;
use super::{Action, Of, PageImage, Sheet, Wish};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::{strings, widgets};
use crate::archive::{PageEntry, PageId};
use egui::{
    Color32, ColorImage, Panel, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind,
    TextureHandle, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Width of a thumbnail in points.
const WIDTH: f32 = 108.0;
/// Height of a thumbnail, and of the line below it.
const HEIGHT: f32 = 150.0;
const LINE: f32 = 22.0;

/// A picture and what the window holds of it.
type Uploaded = (Arc<ColorImage>, TextureHandle);

/// The textures of the thumbnails that are in view, and the page that was scrolled to.
#[derive(Default)]
pub struct Thumbnails {
    textures: Vec<(PageId, Option<Uploaded>)>,
    shown: Option<PageId>,
}

/// Draws the column; nothing where the issue has this page alone.
pub fn show(ui: &mut Ui, view: &mut View<'_>, here: PageId, image: &PageImage, kept: &mut Thumbnails) {
    let library = view.cx.library.clone();
    let Some(at) = library.position(here) else { return };
    let issue = library.issues().iter().find(|issue| issue.pages.contains(&at));
    let Some(pages) = issue.map(|issue| issue.pages.clone()).filter(|pages| pages.len() > 1) else { return };
    let place = at - pages.start;
    let pages = &library.pages()[pages];
    let row = HEIGHT + LINE + space::S;
    Panel::left("thumbnails").resizable(false).exact_size(WIDTH + space::L + space::M).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().auto_shrink(false);
        if kept.shown.replace(here) != Some(here) {
            area = area
                .vertical_scroll_offset((row * (place as f32 + 0.5) - ui.available_height() / 2.0).max(0.0));
        }
        area.show_rows(ui, row, pages.len(), |ui, rows| {
            let in_view = &pages[rows];
            kept.textures.retain(|(id, _)| in_view.iter().any(|page| page.id == *id));
            for page in in_view {
                thumbnail(ui, view, page, page.id == here, image, kept);
            }
        });
    });
}

fn thumbnail(
    ui: &mut Ui,
    view: &mut View<'_>,
    page: &PageEntry,
    is_here: bool,
    image: &PageImage,
    kept: &mut Thumbnails,
) {
    let palette = view.palette;
    let (rect, response) =
        ui.allocate_exact_size(vec2(WIDTH + space::M, HEIGHT + LINE + space::S), Sense::click());
    let title = page.title(view.cx.language);
    let name = view.fill(strings::PAGE_OF_ISSUE, &[&title]);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, is_here, &name));
    let slot =
        Rect::from_center_size(rect.center_top() + vec2(0.0, space::XS + HEIGHT / 2.0), vec2(WIDTH, HEIGHT));
    let sheet = Sheet::of_page(page);
    let drawn = sheet.as_ref().and_then(|sheet| image.thumbnail(sheet));
    let size = match &drawn {
        Some(Ok(drawn)) => {
            let scale = (WIDTH / drawn.size.0).min(HEIGHT / drawn.size.1);
            vec2(drawn.size.0, drawn.size.1) * scale
        }
        _ => slot.size(),
    };
    // Right above its name, also where it is broad.
    let paper = Rect::from_center_size(slot.center_bottom() - vec2(0.0, size.y / 2.0), size);
    let ground = Rect::from_min_max(pos2(rect.left(), paper.top() - space::XS), rect.max);
    widgets::ground(ui, palette, ground, &response, is_here);
    match drawn {
        Some(Ok(drawn)) => {
            let at = kept.textures.iter().position(|(id, _)| *id == page.id);
            let at = at.unwrap_or_else(|| {
                kept.textures.push((page.id, None));
                kept.textures.len() - 1
            });
            let texture = texture_of(ui, &mut kept.textures[at].1, &drawn.image);
            let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, paper, all, Color32::WHITE);
            outline(ui, paper, if is_here { palette.accent } else { palette.rule });
        }
        drawn => {
            outline(ui, paper, palette.rule);
            if let (Some(sheet), None, false) = (sheet, drawn, image.is_at_thumbnails()) {
                let width = WIDTH * ui.pixels_per_point();
                view.push(Action::Draw(Wish { sheet, of: Of::Thumbnail, width, most: most_pixels(ui) }));
            }
        }
    }
    let line = one_line(ui, &title, size::SMALL, palette.soft, WIDTH);
    let below = pos2(rect.center().x - line.size().x / 2.0, slot.bottom() + space::XS);
    ui.painter().galley(below, line, palette.soft);
    if response.clicked() {
        view.push(Action::Look(page.id));
    }
}

fn outline(ui: &Ui, rect: Rect, color: Color32) {
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, color), StrokeKind::Outside);
}

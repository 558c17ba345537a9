//! The page beside the article or alone in the window: its picture, the open article lit and the others to be pressed.

use super::hand::{Hand, word_at};
use super::look::{At, Look, most_pixels};
use super::marks::{Marks, printed};
use super::thumbnails::{self, Thumbnails};
use super::{Action, Drawn, Of, PageImage, Sheet, Wish};
use crate::app::effect::Reveal;
use crate::app::icons::Icon;
use crate::app::panels::{Focus, Panel};
use crate::app::reader::article::{OpenArticle, percent};
use crate::app::reader::view::{Shows, menu};
use crate::app::reading::{TextPosition, TextRange};
use crate::app::theme::space;
use crate::app::view::{View, article_panel};
use crate::app::{annotations, navigation, reader, strings, widgets};
use crate::archive::{ArticleId, PageEntry};
use crate::segmentation::layout::Rect as Place;
use egui::{
    Color32, ColorImage, CursorIcon, Id, ImageData, Painter, Rect, Response, RichText, Role as WidgetRole,
    Sense, Stroke, StrokeKind, TextureHandle, TextureId, TextureOptions, Ui, WidgetInfo, pos2,
};
use std::sync::Arc;

/// What is left of the light on the page around the open article.
const DIMMED: u8 = 200;

/// The page on the screen: what of it is looked at, what is marked, and the textures that show it.
#[derive(Default)]
pub struct PageView {
    look: Look,
    marks: Marks,
    hand: Hand,
    /// The pictures of the whole page and of a part.
    textures: [Option<(Arc<ColorImage>, TextureHandle)>; 2],
    thumbnails: Thumbnails,
    /// The id of the page in egui, where it was drawn.
    pub id: Option<Id>,
}

/// Pictures of the page with their textures, each finer than the one before.
pub struct Painting<'a>(Vec<(&'a Drawn, TextureId)>);

impl Painting<'_> {
    /// Paints what the pictures have of a place, each over the one before.
    pub fn paint(&self, painter: &Painter, at: &At, place: &Place, tint: Color32) {
        for (drawn, texture) in &self.0 {
            let all = &drawn.part;
            let (left, right) = (place.left.max(all.left), place.right.min(all.right));
            let (top, bottom) = (place.top.max(all.top), place.bottom.min(all.bottom));
            if left >= right || top >= bottom {
                continue;
            }
            let uv = |x: f32, y: f32| pos2((x - all.left) / all.width(), (y - all.top) / all.height());
            let seen = at.screen(&Place { left, top, right, bottom });
            painter.image(*texture, seen, Rect::from_min_max(uv(left, top), uv(right, bottom)), tint);
        }
    }
}

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, shows: Shows<'_>, image: &PageImage, page: &mut PageView) {
    let open = shows.reader.open.as_ref();
    if let Some(open) = article_panel(ui, view, strings::PAGE_IMAGE, Panel::PageImage, open) {
        bar(ui, view, &open.entry, (shows, image), false);
        sheet(ui, view, &open.entry, (shows, image), page);
    }
}

/// Draws the page alone in the window, beside it the pages of its issue.
pub fn alone(ui: &mut Ui, view: &mut View<'_>, shows: Shows<'_>, image: &PageImage, page: &mut PageView) {
    /// Points of the window that the thumbnails want.
    const THUMBNAILS_FROM: f32 = 640.0;
    let library = view.cx.library.clone();
    let Some(entry) = image.page(&library, shows.reader) else {
        let (title, hint) = (view.t(strings::NOTHING_OPEN), view.t(strings::NOTHING_OPEN_HINT));
        return widgets::empty_state(ui, view.palette, title, hint, |_| {});
    };
    if ui.available_width() >= THUMBNAILS_FROM {
        thumbnails::show(ui, view, entry.id, image, &mut page.thumbnails);
    }
    egui::CentralPanel::no_frame().show(ui, |ui| {
        bar(ui, view, entry, (shows, image), true);
        page.look.begin_with_page();
        sheet(ui, view, entry, (shows, image), page);
        if shows.layout.focus == Some(Focus::Article)
            && let Some(id) = page.id
        {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    });
}

/// The bar above the page: its neighbours, which it is, and what can be done with it.
fn bar(
    ui: &mut Ui,
    view: &mut View<'_>,
    entry: &PageEntry,
    (shows, image): (Shows<'_>, &PageImage),
    is_alone: bool,
) {
    /// Points that the page's title keeps: enough for its number and its section, whichever page comes next.
    const TITLE: f32 = 200.0;
    let marked = shows.is_bookmarked;
    let ribbon = if marked { Icon::Bookmarked } else { Icon::Bookmark };
    let page = [("bookmark", ribbon, Some(marked)), ("page-alone", Icon::Full, Some(is_alone))];
    let looks = [
        ("page-smaller", Icon::Minus, None),
        ("page-larger", Icon::Plus, None),
        ("page-whole", Icon::Page, None),
        ("page-width", Icon::Width, None),
        ("catch-lines", Icon::Frame, Some(image.catches)),
    ];
    let button = widgets::BUTTON + space::XS;
    let has_picture = Sheet::of_page(entry).is_some();
    let look = |ui: &mut Ui, view: &mut View<'_>, (id, icon, on)| {
        let button = widgets::command_button(ui, view, id, icon, on, has_picture);
        if widgets::is_reached(ui) {
            button.on_disabled_hover_text(view.t(strings::NO_PAGE_IMAGE));
        }
    };
    let on_one_line = ui.available_width() >= TITLE + button * (2 + page.len() + looks.len()) as f32;
    let beside = if on_one_line { looks.len() } else { 0 } + page.len();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let left = |ui: &mut Ui, view: &mut View<'_>| {
            widgets::command_button(ui, view, "previous-page", Icon::Up, None, true);
            widgets::command_button(ui, view, "next-page", Icon::Down, None, true);
            let mut title = entry.title(view.cx.language);
            if is_alone {
                title = [&entry.issue.paper, &entry.issue.title(view.cx.language), &*title].join("  ·  ");
            }
            if entry.articles().is_empty() {
                title = format!("{title}  ·  {}", view.t(strings::NO_ARTICLES_HERE));
            }
            ui.add(egui::Label::new(RichText::new(title).color(view.palette.soft)).truncate());
        };
        widgets::with_buttons(ui, view, beside, left, |ui, view| {
            for one in looks.into_iter().filter(|_| on_one_line) {
                look(ui, view, one);
            }
            for (id, icon, on) in page {
                widgets::command_button(ui, view, id, icon, on, true);
            }
        });
    });
    if !on_one_line {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            for one in looks {
                look(ui, view, one);
            }
        });
    }
    ui.add_space(space::XS);
}

/// The page in the room that is left, or why it is not there.
fn sheet(
    ui: &mut Ui,
    view: &mut View<'_>,
    entry: &PageEntry,
    (shows, image): (Shows<'_>, &PageImage),
    page: &mut PageView,
) {
    let room = ui.available_rect_before_wrap();
    page.id = None;
    let Some(sheet) = Sheet::of_page(entry) else {
        let (title, hint) = (view.t(strings::NO_PAGE_IMAGE), view.t(strings::NO_PAGE_IMAGE_HINT));
        return widgets::empty_state(ui, view.palette, title, hint, |_| {});
    };
    let whole = match image.whole(&sheet) {
        None => {
            let width = room.width() * ui.pixels_per_point();
            let wish = Wish { sheet, of: Of::Whole, width, most: most_pixels(ui) };
            if !image.has(&wish) {
                view.push(Action::Draw(wish));
            }
            ui.spinner();
            return;
        }
        Some(Err(reason)) => {
            let reason = reason.in_words(view.cx.language);
            ui.colored_label(view.palette.warn, view.fill(strings::CANNOT_BE_SHOWN, &[&reason]));
            return;
        }
        Some(Ok(whole)) => whole,
    };
    let open = shows.reader.open.as_ref().filter(|open| open.id.page == entry.id);
    let response = ui.allocate_rect(room, Sense::drag().union(Sense::FOCUSABLE));
    let name = view.fill(strings::PAGE_IMAGE_OF, &[&entry.title(view.cx.language)]);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &name));
    page.id = Some(response.id);
    if response.drag_started() {
        response.request_focus();
    }
    match open {
        Some(open) => {
            page.look.follow(open, &sheet, whole, room);
            page.marks.follow(open, shows);
            let revealed = shows.reader.reveal.map(|(_, reveal)| match reveal {
                Reveal::Select(range) | Reveal::Look(range) => range,
                Reveal::Top(at) => letter(at),
            });
            let words = shows.reader.selection.or(revealed);
            let first = words.and_then(|range| printed(open, range).first().copied());
            page.look.follow_words(first, whole, room);
        }
        None => drop(page.look.turn_to(&sheet, whole, room)),
    }
    page.look.resize(image.resize, open.map_or(u32::MAX, |open| open.id.index), whole, room);
    page.look.roll(ui, &response, whole, room);
    let hand = (ui as &Ui, &mut *view);
    page.hand.drag(hand, open, &response, &mut page.look, (whole, room), image.catches);
    let at = page.look.at(whole, room);
    let hovered = open.and_then(|open| articles(ui, view, open, shows, page, &at));
    let pictures = [Some(whole), image.part(&sheet)].into_iter().zip(&mut page.textures);
    let painting = Painting(
        pictures
            .filter_map(|(drawn, texture)| drawn.map(|drawn| (drawn, texture_of(ui, texture, &drawn.image))))
            .collect(),
    );
    paint(ui, view, open.map(|open| (open, hovered)), whole, &painting, page, &at);
    if response.has_focus() {
        widgets::focus_ring(ui, view.palette, room);
    }
    page.look.sharpen(ui, view, image, whole, room);
}

/// The character at a place of the text.
fn letter(at: TextPosition) -> TextRange {
    TextRange { start: at, end: TextPosition::new(at.paragraph, at.byte + 1) }
}

/// Paints the page: the open article and the one under the pointer lit, the rest dimmed, and what is marked.
fn paint(
    ui: &Ui,
    view: &View<'_>,
    open: Option<(&OpenArticle, Option<usize>)>,
    whole: &Drawn,
    painting: &Painting<'_>,
    page: &PageView,
    at: &At,
) {
    let painter = ui.painter().with_clip_rect(at.room);
    let paper = Place { left: 0.0, top: 0.0, right: whole.size.0, bottom: whole.size.1 };
    let Some((open, hovered)) = open else { return painting.paint(&painter, at, &paper, Color32::WHITE) };
    let regions = page.look.regions();
    let here = regions.get(open.id.index as usize).filter(|region| !region.is_empty());
    let ground = if here.is_some() { Color32::from_gray(DIMMED) } else { Color32::WHITE };
    painting.paint(&painter, at, &paper, ground);
    let other = hovered.filter(|&index| index != open.id.index as usize).and_then(|index| regions.get(index));
    let lit = other.into_iter().map(|region| (region, 1.0)).chain(here.map(|region| (region, 2.0)));
    for (region, width) in lit {
        // What is lit covers the lines between its rectangles: their outline is left.
        for place in region {
            let stroke = Stroke::new(width, view.palette.accent);
            painter.rect_stroke(at.screen(place), 0.0, stroke, StrokeKind::Outside);
        }
        for place in region {
            painting.paint(&painter, at, place, Color32::WHITE);
        }
    }
    page.marks.paint(&painter, at, painting, view.palette.accent);
    page.hand.paint(&painter, open, at, view.palette.accent);
}

/// The articles of the page as things to press; gives the one under the pointer.
fn articles(
    ui: &Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    shows: Shows<'_>,
    page: &PageView,
    at: &At,
) -> Option<usize> {
    let mut hovered = None;
    let articles = page.look.regions().iter().zip(&open.content.segmentation.articles);
    for (index, (region, article)) in articles.enumerate() {
        let here = index == open.id.index as usize;
        let areas = region.iter().map(|place| at.screen(place).intersect(at.room));
        for (nth, area) in areas.filter(|area| area.is_positive()).enumerate() {
            // The keyboard goes to an article once.
            let sense = if nth == 0 { Sense::click() } else { Sense::CLICK };
            let response = ui.interact(area, ui.scope_id().with(("article", index, nth)), sense);
            let sure = percent(article.confidence);
            let words = view.fill(strings::ROLE_SURE, &[&article.display_title(), &sure]);
            response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, here, &words));
            if response.has_focus() {
                widgets::focus_ring(ui, view.palette, area);
            }
            if response.hovered() || response.has_focus() {
                hovered = Some(index);
            }
            if here {
                in_open(ui, view, open, shows, page, (&response, at));
            } else {
                if response.clicked() {
                    let id = ArticleId { page: open.id.page, index: index as u32 };
                    view.push(navigation::Action::Open(id));
                }
                widgets::hint_at_pointer(ui, response.on_hover_cursor(CursorIcon::PointingHand), &words);
            }
        }
    }
    hovered
}

/// Takes in what is pressed in the open article: a mark, a word, with two presses the paragraph.
fn in_open(
    ui: &Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    shows: Shows<'_>,
    page: &PageView,
    (response, at): (&Response, &At),
) {
    let pressed = response.interact_pointer_pos().map(|pointer| at.place(pointer));
    let hovered = ui.input(|input| input.pointer.hover_pos()).filter(|_| response.hovered());
    let note_at = |place| shows.notes.here.get(page.marks.note_at(place)?);
    if let Some(placed) = hovered.and_then(|pointer| note_at(at.place(pointer)))
        && !placed.annotation.body.note.is_empty()
    {
        widgets::hint_at_pointer(ui, response.clone(), &placed.annotation.body.note);
    }
    let word = pressed.and_then(|place| word_at(open, place));
    if response.double_clicked() {
        let paragraph = word.and_then(|word| open.document.paragraphs.get(word.start.paragraph));
        if let Some(range) = paragraph.and_then(|paragraph| open.block_range(paragraph.block)) {
            view.push(reader::Action::SelectShown(range));
        }
    } else if response.clicked()
        && let Some(placed) = pressed.and_then(note_at)
    {
        view.push(annotations::Action::Press(Some(placed.annotation.id)));
        view.push(annotations::Action::Show(placed.annotation.id));
    } else if response.clicked() || response.secondary_clicked() {
        let selection = shows.reader.selection;
        let is_selected =
            |word: &TextRange| selection.is_some_and(|all| all.start <= word.start && word.end <= all.end);
        if let Some(word) = word.filter(|word| response.clicked() || !is_selected(word)) {
            view.push(reader::Action::SelectShown(word));
        }
    }
    menu(view, open, response, shows);
}

/// The texture of a picture, made anew where it showed another.
pub fn texture_of(
    ui: &Ui,
    texture: &mut Option<(Arc<ColorImage>, TextureHandle)>,
    image: &Arc<ColorImage>,
) -> TextureId {
    texture.take_if(|(shown, _)| !Arc::ptr_eq(shown, image));
    let make = || {
        let data = ImageData::Color(image.clone());
        (image.clone(), ui.ctx().load_texture("page image", data, TextureOptions::LINEAR))
    };
    texture.get_or_insert_with(make).1.id()
}

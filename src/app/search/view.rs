//! The search box and what it finds.

use super::{Action, Find, Hit, Mode};
use crate::app::direction::Direction;
use crate::app::icons::{self, Icon};
use crate::app::panels::Focus;
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::{strings, widgets};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Area, Color32, FontId, Frame, Id, Key, Modifiers, Order, Rect, Role as WidgetRole, ScrollArea, Sense,
    TextEdit, TextFormat, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::Range;

/// Height of a hit, in points.
const ROW: f32 = 50.0;
/// Width of the box, in points.
const WIDTH: f32 = 420.0;

/// Scrolling of the hits, and where they are on the screen.
#[derive(Default)]
pub struct Scroll {
    /// The hit that was scrolled into view.
    revealed: Option<usize>,
    /// The list of hits on the screen.
    rect: Option<Rect>,
}

/// Draws the box in the bar; `focus` says where the keyboard is to go.
pub fn field(ui: &mut Ui, view: &mut View<'_>, find: &Find, focus: Option<Focus>, scroll: &mut Scroll) {
    let width = (ui.available_width() - space::L).min(WIDTH);
    if width < 80.0 {
        return;
    }
    ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
    let mut query = find.query.clone();
    let label = view.t(if find.mode == Mode::Text { strings::FIND_TEXT } else { strings::FIND_TITLES });
    let field = ui.add(
        TextEdit::singleline(&mut query)
            .id(Id::unique("find"))
            .hint_text(label)
            .desired_width(width)
            .margin(egui::Margin { left: 30, right: 8, top: 6, bottom: 6 }),
    );
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    let lens =
        Rect::from_center_size(pos2(field.rect.left() + 17.0, field.rect.center().y), vec2(18.0, 18.0));
    icons::paint(ui.painter(), lens, Icon::Search, view.palette.soft);
    if focus == Some(Focus::Search) {
        field.request_focus();
        let mut typed = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::new(0),
            egui::text::CCursor::new(query.chars().count()),
        );
        typed.cursor.set_char_range(Some(all));
        typed.store(ui.ctx(), field.id);
    }
    if field.changed() {
        view.push(Action::SetQuery(query));
    } else if field.gained_focus() && !find.open {
        view.push(Action::Open(find.mode));
    }
    if field.has_focus() {
        let (up, down) = ui.input_mut(|input| {
            let none = Modifiers::NONE;
            (input.consume_key(none, Key::ArrowUp), input.consume_key(none, Key::ArrowDown))
        });
        if up {
            view.push(Action::MoveHit(Direction::Previous));
        }
        if down {
            view.push(Action::MoveHit(Direction::Next));
        }
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        view.push(Action::OpenHit);
    }
    if find.open && !find.query.trim().is_empty() {
        hits(ui, view, find, field.rect, scroll);
    }
    // A press anywhere else ends the search, but leaves the words in the box.
    let pressed_elsewhere = field.clicked_elsewhere()
        && ui
            .input(|input| input.pointer.interact_pos())
            .is_some_and(|at| !scroll.rect.is_some_and(|rect| rect.contains(at)));
    if find.open && pressed_elsewhere {
        view.push(Action::Close);
    }
}

fn hits(ui: &Ui, view: &mut View<'_>, find: &Find, under: Rect, scroll: &mut Scroll) {
    let found = &find.hits;
    let area = Area::new(Id::unique("hits"))
        .order(Order::Foreground)
        .fixed_pos(under.left_bottom() + vec2(0.0, space::XS))
        .constrain_to(ui.ctx().content_rect());
    let response = area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(view.palette.bar).show(ui, |ui| {
            let frame = Frame::popup(ui.style()).total_margin().sum().x;
            ui.set_width((under.width() - frame).max(310.0).min(ui.ctx().content_rect().width() - frame));
            modes(ui, view, find);
            if found.is_empty() {
                let done = find.progress.is_none_or(|progress| progress.pages >= progress.total);
                let none = if find.mode == Mode::Text { strings::NO_TEXT } else { strings::NO_TITLES };
                if done {
                    widgets::soft(ui, view.palette, view.t(none));
                }
                return;
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            let reveal = scroll.revealed.replace(find.chosen) != Some(find.chosen);
            // An area gives its content the room of the frame before; a list that grows takes what the window has.
            let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - space::M;
            let most = room.clamp(ROW, ROW * 8.0);
            let rows =
                ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true]);
            rows.show(ui, |ui| {
                for (at, hit) in found.iter().enumerate() {
                    let chosen = at == find.chosen;
                    row(ui, view, (at, hit), chosen, reveal && chosen);
                }
            });
        });
    });
    scroll.rect = Some(response.response.rect);
}

/// Where is looked, and how far that is.
fn modes(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (mode, name) in [(Mode::Titles, strings::IN_TITLES), (Mode::Text, strings::IN_TEXT)] {
            if widgets::chip(ui, view.palette, view.t(name), find.mode == mode).clicked() {
                view.push(Action::Open(mode));
            }
        }
        if let Some(progress) = find.progress {
            let text = view.fill(strings::TEXT_FOUND, &[&progress.articles, &progress.occurrences]);
            widgets::soft(ui, view.palette, text);
            if progress.pages < progress.total {
                ui.spinner();
                let text = view.fill(strings::TEXT_SEARCHED, &[&progress.pages, &progress.total]);
                widgets::soft(ui, view.palette, text);
            }
        }
    });
    if let Some(error) = &find.error {
        ui.label(egui::RichText::new(error).size(size::SMALL).color(view.palette.warn));
    }
    ui.add_space(space::XS);
}

fn row(ui: &mut Ui, view: &mut View<'_>, (at, hit): (usize, &Hit), chosen: bool, reveal: bool) {
    let library = &view.cx.library;
    let (Some(article), Some(page)) = (library.article(hit.id), library.page(hit.id.page)) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let spoken = view.fill(strings::HIT, &[&article.title]);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, chosen, &spoken));
    if reveal {
        response.scroll_to_me(None);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    widgets::ground(ui, view.palette, rect, &response, chosen);
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let title = lit(ui, view, &article.title, &hit.title, size::ROW, view.palette.ink, inner.width());
    ui.painter().galley(pos2(inner.left(), rect.top() + 6.0), title, view.palette.ink);
    let below = pos2(inner.left(), rect.top() + 28.0);
    if let Some(snippet) = &hit.snippet {
        let words = lit(ui, view, &snippet.text, &snippet.lit, size::SMALL, view.palette.soft, inner.width());
        ui.painter().galley(below, words, view.palette.soft);
        clicked(view, at, &response);
        return;
    }
    let place = format!(
        "{}  {}  {}",
        page.issue.paper,
        page.issue.title(view.cx.language),
        page.title(view.cx.language)
    );
    let mut left = 0.0;
    if !article.kicker.is_empty() {
        let color = view.palette.soft;
        let kicker = lit(ui, view, &article.kicker, &hit.kicker, size::SMALL, color, inner.width() * 0.5);
        left = kicker.size().x + space::M;
        ui.painter().galley(below, kicker, color);
    }
    let place = one_line(ui, &place, size::SMALL, view.palette.soft, inner.width() - left);
    ui.painter().galley(below + vec2(left, 0.0), place, view.palette.soft);
    clicked(view, at, &response);
}

fn clicked(view: &mut View<'_>, at: usize, response: &egui::Response) {
    if response.clicked() {
        view.push(Action::ChooseHit(at));
        view.push(Action::OpenHit);
    }
}

/// Text on one line with some of its bytes lit.
fn lit(
    ui: &Ui,
    view: &View<'_>,
    text: &str,
    ranges: &[Range<usize>],
    size: f32,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let plain = TextFormat { font_id: FontId::proportional(size), color, ..TextFormat::default() };
    let marked = TextFormat { color: view.palette.ink, background: view.palette.hit, ..plain.clone() };
    let mut job = LayoutJob::default();
    let mut at = 0;
    for range in ranges {
        let (Some(before), Some(hit)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        job.append(before, 0.0, plain.clone());
        job.append(hit, 0.0, marked.clone());
        at = range.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job.wrap =
        TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

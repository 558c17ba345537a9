//! The search box and what it finds.

use super::results_view::{offer, progress, searches, wrong};
use super::rows_view::{want, words_in};
use super::{Action, Find, Mode};
use crate::app::context::Context;
use crate::app::direction::Direction;
use crate::app::icons::{self, Icon};
use crate::app::panels::Focus;
use crate::app::theme::{height, size, space};
use crate::app::view::{View, hanging, one_line};
use crate::app::{commands, strings, widgets};
use crate::archive::ArticleId;
use crate::search::Snippet;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Area, Color32, FontId, Frame, Galley, Id, Key, Modifiers, Order, Rect, RichText, Role as WidgetRole,
    ScrollArea, Sense, TextEdit, TextFormat, Ui, WidgetInfo, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// Height of a hit, in points.
const ROW: f32 = height::FOUND;
/// Width of the box, in points.
const WIDTH: f32 = 420.0;
/// Width of the box from which it says which hit is looked at, in points.
const COUNTED: f32 = 240.0;

/// Width of the way to a neighbour of the hit, in points.
const ARROW: f32 = 28.0;

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
    let label = view.t(match find.mode {
        Mode::Titles => strings::FIND_TITLES,
        Mode::Text => strings::FIND_TEXT,
        Mode::Here => strings::FIND_HERE,
    });
    let counted = counted(ui, view, find, width);
    // A long query ends before what is counted.
    let right = counted.as_ref().map_or(8, |text| (text.size().x + 2.0 * ARROW) as i8);
    let field = ui.add(
        TextEdit::singleline(&mut query)
            .id(Id::unique("find"))
            .hint_text(label)
            .desired_width(width)
            .margin(egui::Margin { left: 30, right, top: 6, bottom: 6 }),
    );
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    let lens =
        Rect::from_center_size(pos2(field.rect.left() + 17.0, field.rect.center().y), vec2(18.0, 18.0));
    icons::paint(ui.painter(), lens, Icon::Search, view.palette.soft);
    if focus == Some(Focus::Search) {
        field.request_focus();
        widgets::select_all(ui, &field, &query);
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
        let back = find.mode == Mode::Here && ui.input(|input| input.modifiers.shift);
        view.push(if back { Action::StepPlace(Direction::Previous) } else { Action::OpenHit });
        // In the article one goes on from place to place with the same key; without words one goes nowhere.
        if find.mode == Mode::Here || find.query.trim().is_empty() {
            field.request_focus();
        }
    }
    // The list under the box takes no key that leaves the box.
    let is_left = find.open && ui.input(|input| input.key_pressed(Key::Tab));
    if is_left {
        view.push(Action::Close);
    }
    if let Some(text) = counted {
        position(ui, view, text, field.rect);
    }
    if find.open && !is_left {
        hits(ui, view, find, field.rect, scroll);
    }
    if find.open
        && field.clicked_elsewhere()
        && let Some(at) = ui.input(|input| input.pointer.interact_pos())
    {
        if scroll.rect.is_some_and(|rect| rect.contains(at)) {
            // Beside the hits, a press does nothing, and takes the keyboard nowhere.
            field.request_focus();
        } else {
            // Anywhere else it ends the search, but leaves the words in the box.
            view.push(Action::Close);
        }
    }
}

/// Number of the hit that is looked at, and of all, where the box is wide enough.
fn counted(ui: &Ui, view: &View<'_>, find: &Find, width: f32) -> Option<Arc<Galley>> {
    let (at, count) = find.position().filter(|_| width > COUNTED)?;
    let at = at.map_or("–".to_owned(), |at| at.to_string());
    Some(one_line(ui, &format!("{at} / {count}"), size::SMALL, view.palette.soft, COUNTED))
}

/// What is counted, at the right end of the box, and the ways to the neighbours of the hit.
fn position(ui: &mut Ui, view: &mut View<'_>, text: Arc<Galley>, under: Rect) {
    let step = |right: f32| Rect::from_center_size(pos2(right, under.center().y), vec2(22.0, 24.0));
    let (next, mut left) = (step(under.right() - ARROW / 2.0), under.right() - ARROW);
    left -= text.size().x;
    ui.painter().galley(pos2(left, under.center().y - text.size().y / 2.0), text, view.palette.soft);
    for (rect, icon, id) in
        [(step(left - 14.0), Icon::Back, "previous-hit"), (next, Icon::Forward, "next-hit")]
    {
        let Some(command) = commands::command(id) else { continue };
        let label = widgets::tooltip(ui, view, command);
        let response = ui.interact(rect, Id::unique(("step", id)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &label));
        widgets::ground(ui, view.palette, rect, &response, false);
        icons::paint(ui.painter(), rect.shrink(5.0), icon, view.palette.ink);
        if response.on_hover_text(label).clicked() {
            view.push(command.action.clone());
        }
    }
}

fn hits(ui: &Ui, view: &mut View<'_>, find: &Find, under: Rect, scroll: &mut Scroll) {
    let area = Area::new(Id::unique("hits"))
        .order(Order::Foreground)
        .fixed_pos(under.left_bottom() + vec2(0.0, space::XS))
        .constrain_to(ui.ctx().content_rect());
    let response = area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(view.palette.bar).show(ui, |ui| {
            let frame = Frame::popup(ui.style()).total_margin().sum().x;
            ui.set_width((under.width() - frame).max(310.0).min(ui.ctx().content_rect().width() - frame));
            modes(ui, view, find);
            if find.query.trim().is_empty() {
                // What was looked for before stands in the pane where that is shown.
                if find.mode == Mode::Text && !find.results.is_shown {
                    let chosen = find.chosen_earlier();
                    let is_new = scroll.revealed.replace(find.chosen) != Some(find.chosen);
                    scrolled(ui, f32::INFINITY).show(ui, |ui| {
                        let chosen = chosen.map(|at| (at, is_new));
                        searches(ui, view, &find.results.searches, chosen);
                    });
                }
                return;
            }
            if find.mode == Mode::Text && find.results.is_shown {
                return; // The pane lists what is found as it is typed.
            }
            let count = find.listed();
            if count == 0 {
                if find.mode != Mode::Here && !find.results.is_waiting {
                    offer(ui, view, find);
                }
                return;
            }
            ui.spacing_mut().item_spacing.y = 0.0;
            let reveal = scroll.revealed.replace(find.chosen) != Some(find.chosen);
            scrolled(ui, ROW * 8.0).show(ui, |ui| {
                for at in 0..count {
                    let chosen = at == find.chosen;
                    row(ui, view, (find, at), chosen, reveal && chosen);
                }
            });
            if find.mode == Mode::Text {
                want(view, &find.results, 0..count);
                let all = find.results.answer.rows.len();
                ui.horizontal(|ui| {
                    // In line with the rows above.
                    ui.add_space(space::M);
                    let text = RichText::new(view.fill(strings::ALL_IN_PANE, &[&all])).size(size::SMALL);
                    if ui.link(text).clicked() {
                        view.push(Action::OpenHit);
                    }
                });
            }
        });
    });
    scroll.rect = Some(response.response.rect);
}

/// A list under the box, as high as its rows, at most so many points, and what the window has: an area gives its content the
/// room of the frame before, in which a list could not grow.
fn scrolled(ui: &Ui, most: f32) -> ScrollArea {
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - space::M;
    let most = room.max(ROW).min(most);
    ScrollArea::vertical().max_height(most).min_scrolled_height(most).auto_shrink([false, true])
}

/// Scopes of the search, and how far it is.
fn modes(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let modes = [
            (Mode::Titles, strings::IN_TITLES),
            (Mode::Text, strings::IN_TEXT),
            (Mode::Here, strings::IN_ARTICLE),
        ];
        let modes = modes.map(|(mode, name)| (mode, view.t(name)));
        if let Some(mode) = widgets::choices(ui, view.palette, &find.mode, modes) {
            view.push(Action::Open(mode));
        }
        if find.mode == Mode::Text {
            progress(ui, view, find);
        }
    });
    if let Some(error) = find.results.answer.error.as_ref().filter(|_| find.mode == Mode::Text) {
        wrong(ui, view, error);
    }
    ui.add_space(space::XS);
}

fn row(ui: &mut Ui, view: &mut View<'_>, (find, at): (&Find, usize), chosen: bool, reveal: bool) {
    let cx = view.cx;
    let hit = find.hits.get(at).filter(|_| find.mode == Mode::Titles);
    let found = find.results.answer.rows.get(at).map(|row| row.id);
    let Some(id) = hit.map(|hit| hit.id).or(found) else { return };
    let Some((title, place)) = place_of(cx, id) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let spoken = view.fill(strings::HIT, &[&format!("{title}, {place}")]);
    widgets::row_info(&response, WidgetRole::ListItem, chosen, &spoken);
    if reveal {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        view.push(Action::ChooseHit(at));
        view.push(Action::OpenHit);
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = view.palette;
    widgets::ground(ui, palette, rect, &response, chosen);
    let inner = rect.shrink2(vec2(space::M, 0.0));
    let printed = printed(ui, view, id, &place, inner.width());
    let room = inner.width() - printed.size().x - space::M;
    let places = find.results.words.get(&id).map(|words| &words.places[..]).unwrap_or_default();
    let ranges = hit.map_or_else(|| words_in(title, places), |hit| hit.title.clone());
    let title = lit(ui, view, title, &ranges, size::ROW, palette.ink, room);
    let base = rect.top() + 6.0 + title.size().y;
    let right = pos2(inner.right() - printed.size().x, base - printed.size().y - 1.0);
    let left = inner.left() - hanging(&title, size::ROW);
    ui.painter().galley(pos2(left, rect.top() + 6.0), title, palette.ink);
    ui.painter().galley(right, printed, palette.soft);
    let snippet = find.results.words.get(&id).map(|words| &words.snippet);
    let quiet = |text, ranges| lit(ui, view, text, ranges, size::SMALL, palette.soft, inner.width());
    let words = match (hit, snippet) {
        (None, Some(snippet)) => around_hit(ui, view, snippet, inner.width()),
        _ => {
            let details = view.cx.library.details(id);
            match hit.filter(|_| !details.kicker.is_empty()) {
                Some(hit) => quiet(&details.kicker, &hit.kicker),
                None => quiet(&details.lead, &[]),
            }
        }
    };
    ui.painter().galley(pos2(inner.left(), rect.top() + 28.0), words, palette.soft);
}

/// Title of an article, and where it was printed: paper, day, page.
pub fn place_of(cx: &Context, id: ArticleId) -> Option<(&str, String)> {
    let library = &cx.library;
    let (page, article) = (library.page(id.page)?, library.article(id)?);
    let issue = page.issue.date.map_or_else(|| page.issue.title(cx.language), |date| date.to_string());
    let number = page.label.page.as_ref().map(|number| number.title(cx.language));
    let mut parts: Vec<String> =
        [Some(page.issue.paper.clone()), Some(issue), number].into_iter().flatten().collect();
    // An issue without a date goes by its folder, as its paper may.
    parts.dedup();
    Some((article.title(), parts.join(" ")))
}

/// Source of an article at the end of its title's line: where it was printed; without the paper where room is short.
pub fn printed(ui: &Ui, view: &View<'_>, id: ArticleId, place: &str, width: f32) -> Arc<Galley> {
    let quiet = |text: &str| one_line(ui, text, size::SMALL, view.palette.soft, width * 0.5);
    let whole = quiet(place);
    let paper = view.cx.library.page(id.page).map_or("", |page| &page.issue.paper);
    if whole.elided { quiet(place.trim_start_matches(paper).trim_start()) } else { whole }
}

/// A snippet on one line, cut at its beginning where else its first hit were not seen.
pub fn around_hit(ui: &Ui, view: &View<'_>, snippet: &Snippet, width: f32) -> Arc<Galley> {
    /// Characters that are left before the hit.
    const BEFORE: usize = 6;
    let fits = (width / size::SMALL) as usize;
    let Snippet { text, lit: hits } = snippet;
    let cut = hits.first().filter(|hit| text[..hit.end].chars().count() > fits).map_or(0, |hit| {
        text[..hit.start].char_indices().rev().take(BEFORE).last().map_or(hit.start, |(at, _)| at)
    });
    let mark = if cut > 0 { "…" } else { "" };
    let shown = format!("{mark}{}", &text[cut..]);
    let moved = |at: usize| at - cut + mark.len();
    let hits: Vec<_> = hits.iter().map(|hit| moved(hit.start)..moved(hit.end)).collect();
    lit(ui, view, &shown, &hits, size::SMALL, view.palette.soft, width)
}

/// Text on one line with some of its bytes lit.
pub fn lit(
    ui: &Ui,
    view: &View<'_>,
    text: &str,
    ranges: &[Range<usize>],
    size: f32,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
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

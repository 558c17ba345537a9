//! The pane of results: what was found and how much, its facets and chart, and a row for each article or each hit. Only
//! the rows in view are drawn.

use super::chart::{self, Marked};
use super::export::Form;
use super::results::{Action, Choice, Move, Results, Row};
use super::saved::Searches;
use super::view::{around_hit, lit, place_of, printed};
use super::{Find, Mode};
use crate::app::icons::Icon;
use crate::app::panels::Focus;
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::{annotations, widgets};
use crate::archive::{ArticleId, PageNumber};
use crate::search::Order;
use crate::search::facets::PagePlace;
use egui::{
    Align, EventFilter, Id, Key, Layout, Modifiers, Popup, Rect, RichText, Role as WidgetRole, ScrollArea,
    Sense, Ui, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;
use std::ops::Range;

/// Height of an article's row and of a hit's line, in points.
const ROW: f32 = 50.0;
const LINE: f32 = 28.0;

/// Under what name egui knows the rows.
pub fn id() -> Id {
    Id::unique("results")
}

/// Scrolling of the rows, and what is marked in the chart.
#[derive(Default)]
pub struct Scroll {
    /// The request to show the cursor's row that was carried out.
    revealed: u64,
    /// How far the rows are scrolled, in points.
    offset: f32,
    marked: Marked,
}

/// Draws the pane; `open` is the open article, `focus` says where the keyboard is to go.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    find: &Find,
    (open, focus): (Option<ArticleId>, Option<Focus>),
    scroll: &mut Scroll,
) {
    let results = &find.results;
    head(ui, view, results);
    if results.question.query.trim().is_empty() {
        return searches(ui, view, &results.searches);
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    told(ui, view, find);
    if !results.answer.facets.papers.is_empty() || !results.question.narrowing.is_empty() {
        chart::show(ui, view, results, &mut scroll.marked);
        facets(ui, view, results);
        shape(ui, view, find);
    }
    ui.add_space(space::XS);
    rows(ui, view, results, (open, focus), scroll);
}

/// What is looked for, whether it is kept, and what closes the pane.
fn head(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    ui.horizontal(|ui| {
        ui.set_min_height(widgets::BUTTON);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            if widgets::icon_button(ui, view.palette, Icon::Close, view.t(strings::CLOSE), false).clicked() {
                view.push(super::Action::Results(Action::Toggle));
            }
            let query = &results.question.query;
            let is_blank = query.trim().is_empty();
            if !is_blank {
                history(ui, view, &results.searches);
                let is_saved = results.searches.is_saved(query);
                let icon = if is_saved { Icon::Bookmarked } else { Icon::Bookmark };
                let label = view.t(if is_saved { strings::FORGET_SEARCH } else { strings::KEEP_SEARCH });
                if widgets::icon_button(ui, view.palette, icon, label, is_saved).clicked() {
                    view.push(super::Action::Results(Action::ToggleSaved(query.clone())));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = if is_blank { view.t(strings::RESULTS) } else { query };
                let text = one_line(ui, title, size::HEADING, view.palette.ink, ui.available_width());
                ui.label(text);
            });
        });
    });
}

/// A menu of what was looked for before.
fn history(ui: &mut Ui, view: &mut View<'_>, searches_of: &Searches) {
    let label = view.t(strings::SEARCHES);
    let button = widgets::icon_button(ui, view.palette, Icon::Search, label, false);
    Popup::menu(&button).accessible_name(label).show(|ui| {
        ui.set_min_width(220.0);
        searches(ui, view, searches_of);
    });
}

/// Searches that are kept and those of before; a press looks again.
pub fn searches(ui: &mut Ui, view: &mut View<'_>, searches: &Searches) {
    if searches.saved.is_empty() && searches.history.is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::QUERY_HINT));
        return;
    }
    for (title, queries) in
        [(strings::SAVED_SEARCHES, &searches.saved), (strings::HISTORY, &searches.history)]
    {
        if queries.is_empty() {
            continue;
        }
        widgets::section(ui, view.palette, view.t(title));
        for query in queries {
            let button = egui::Button::new(query).frame_when_inactive(false).truncate();
            if ui.add(button).clicked() {
                view.push(super::Action::Results(Action::Ask(query.clone())));
                ui.close();
            }
        }
    }
    if !searches.history.is_empty() {
        ui.add_space(space::S);
        if ui.link(RichText::new(view.t(strings::FORGET_HISTORY)).size(size::SMALL)).clicked() {
            view.push(super::Action::Results(Action::ForgetHistory));
        }
    }
}

/// How much was found, and what stands in the way of finding more.
fn told(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let (results, palette) = (&find.results, view.palette);
    let (shown, hits) = (results.answer.rows.len(), results.hits());
    ui.horizontal_wrapped(|ui| {
        let mut text = view.fill(chart::articles(shown), &[&shown]);
        if shown < results.answer.articles {
            text = view.fill(strings::OF_ALL, &[&text, &results.answer.articles]);
        }
        let places = if hits == 1 { strings::ONE_PLACE } else { strings::SOME_PLACES };
        widgets::soft(ui, palette, format!("{text} · {}", view.fill(places, &[&hits])));
        if results.notes > 0 {
            let text = view.fill(strings::NOTES_TOO, &[&results.notes]);
            if ui.link(RichText::new(text).size(size::SMALL)).clicked() {
                view.push(annotations::Action::FilterBy(Box::new(results.words_for_notes())));
                view.push(super::Action::Results(Action::ShowNotes));
            }
        }
        progress(ui, view, find);
    });
    if let Some(error) = &results.answer.error {
        let text = RichText::new(error.in_words(view.cx.language)).size(size::SMALL).color(palette.warn);
        ui.label(text);
    }
}

/// How far the index is, while it is not complete.
pub fn progress(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    if let Some(reason) = &find.no_index {
        let text = view.fill(strings::NO_INDEX, &[reason]);
        ui.label(RichText::new(text).size(size::SMALL).color(view.palette.error));
        return;
    }
    // Before all pages are loaded, the index can be as far as they are.
    let (pages, total) = (find.indexed.map_or(0, |(pages, _)| pages), view.cx.library.pages().len());
    if pages < total {
        ui.add(egui::Spinner::new().size(size::SMALL));
        widgets::soft(ui, view.palette, view.fill(strings::INDEXED, &[&pages, &total]));
    }
}

fn facets(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let (facets, narrowing) = (&results.answer.facets, &results.question.narrowing);
    let mut papers: Vec<(&String, usize)> = facets.papers.iter().map(|(paper, n)| (paper, *n)).collect();
    papers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let papers = papers.into_iter().map(|(paper, count)| Value {
        name: paper.clone(),
        count,
        is_chosen: narrowing.papers.contains(paper),
        choice: Choice::Paper(paper.clone()),
    });
    facet(ui, view, strings::PAPER, papers.collect());
    let years = facets.years.iter().rev().filter_map(|(&year, &count)| {
        let days = Date::new(year, 1, 1).ok()?..=Date::new(year, 12, 31).ok()?;
        let is_chosen = narrowing.days.as_ref() == Some(&days);
        Some(Value { name: year.to_string(), count, is_chosen, choice: Choice::Days(days) })
    });
    facet(ui, view, strings::YEAR, years.collect());
    let pages = facets.pages.iter().map(|(place, &count)| Value {
        name: page_name(view, place),
        count,
        is_chosen: narrowing.pages.contains(place),
        choice: Choice::Page(place.clone()),
    });
    facet(ui, view, strings::PAGE_NUMBER, pages.collect());
    if !narrowing.is_empty() {
        ui.horizontal_wrapped(|ui| {
            if let Some(days) = &narrowing.days {
                let text = format!("{} – {}  ×", days.start(), days.end());
                if widgets::chip(ui, view.palette, &text, true).clicked() {
                    view.push(super::Action::Results(Action::Choose(Choice::Days(days.clone()))));
                }
            }
            if ui.link(RichText::new(view.t(strings::CHOOSE_NOTHING)).size(size::SMALL)).clicked() {
                view.push(super::Action::Results(Action::ChooseNothing));
            }
        });
    }
}

fn page_name(view: &View<'_>, (part, number): &PagePlace) -> String {
    let number = PageNumber { part: part.clone(), number: *number, last: None, others: Vec::new() };
    number.title(view.cx.language)
}

/// A value of a facet.
struct Value {
    name: String,
    count: usize,
    is_chosen: bool,
    choice: Choice,
}

/// A facet on one line: its first values, and the others in a menu.
fn facet(ui: &mut Ui, view: &mut View<'_>, name: Phrase, mut values: Vec<Value>) {
    /// Points of the facet's name, and those kept for the menu's button.
    const NAME: f32 = 36.0;
    const MORE: f32 = 34.0;
    if values.len() < 2 && !values.iter().any(|value| value.is_chosen) {
        return;
    }
    // What is chosen can be taken back without looking for it.
    values.sort_by_key(|value| !value.is_chosen);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let (_, rect) = ui.allocate_space(vec2(NAME, size::SMALL + space::S));
        let text = one_line(ui, view.t(name), size::SMALL, view.palette.soft, NAME);
        ui.painter().galley(
            pos2(rect.left(), rect.center().y - text.size().y / 2.0),
            text,
            view.palette.soft,
        );
        for at in 0..values.len() {
            let label = format!("{} {}", values[at].name, values[at].count);
            let font = egui::FontId::proportional(size::SMALL);
            let width = ui.painter().layout_no_wrap(label.clone(), font, view.palette.soft).size().x;
            let is_last = at + 1 == values.len();
            if ui.available_width() < width + space::L + if is_last { 0.0 } else { MORE } {
                return more(ui, view, name, &values[at..]);
            }
            if widgets::chip(ui, view.palette, &label, values[at].is_chosen).clicked() {
                view.push(super::Action::Results(Action::Choose(values[at].choice.clone())));
            }
        }
    });
}

fn more(ui: &mut Ui, view: &mut View<'_>, name: Phrase, values: &[Value]) {
    let label = view.fill(strings::MORE_OF, &[&view.t(name), &values.len()]);
    let button = widgets::chip(ui, view.palette, "…", false);
    button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &label));
    Popup::menu(&button).accessible_name(label).show(|ui| {
        /// Values of a menu at most: the rest is asked for in words.
        const MOST: usize = 300;
        ui.set_min_width(160.0);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for value in values.iter().take(MOST) {
                let label = format!("{} {}", value.name, value.count);
                if ui.selectable_label(value.is_chosen, label).clicked() {
                    view.push(super::Action::Results(Action::Choose(value.choice.clone())));
                    ui.close();
                }
            }
        });
    });
}

/// The order of the rows, and what a row is.
fn shape(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let results = &find.results;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let orders = [
            (Order::Relevance, strings::BY_RELEVANCE),
            (Order::Newest, strings::NEWEST),
            (Order::Oldest, strings::OLDEST),
        ];
        for (order, name) in orders {
            let on = results.question.order == order;
            if widgets::chip(ui, view.palette, view.t(name), on).clicked() {
                view.push(super::Action::Results(Action::SortBy(order)));
            }
        }
        ui.add_space(space::S);
        if widgets::chip(ui, view.palette, view.t(strings::BY_LINE), results.by_line).clicked() {
            view.push(super::Action::Results(Action::ShowLines(!results.by_line)));
        }
        ui.add_enabled_ui(!find.is_exporting && !results.answer.rows.is_empty(), |ui| export(ui, view));
        if find.is_exporting {
            ui.add(egui::Spinner::new().size(size::SMALL));
        }
    });
}

/// A menu of the forms in which what is shown can be written to a file.
fn export(ui: &mut Ui, view: &mut View<'_>) {
    let label = view.t(strings::EXPORT_RESULTS);
    let button = widgets::chip(ui, view.palette, label, false);
    Popup::menu(&button).accessible_name(label).show(|ui| {
        ui.set_min_width(140.0);
        for form in Form::ALL {
            if ui.button(form.name()).clicked() {
                view.push(super::Action::Results(Action::Export(form)));
                ui.close();
            }
        }
    });
}

fn rows(
    ui: &mut Ui,
    view: &mut View<'_>,
    results: &Results,
    (open, focus): (Option<ArticleId>, Option<Focus>),
    scroll: &mut Scroll,
) {
    let room = ui.available_rect_before_wrap();
    let whole = ui.interact(room, id(), Sense::focusable_noninteractive());
    whole.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, view.t(strings::RESULTS)));
    if focus == Some(Focus::Results) {
        whole.request_focus();
    }
    let count = if results.by_line { results.hits() } else { results.answer.rows.len() };
    if count == 0 {
        if results.is_waiting {
            ui.spinner();
        } else if results.answer.articles == 0 {
            widgets::empty_state(
                ui,
                view.palette,
                view.t(strings::NO_TEXT),
                view.t(strings::QUERY_HINT),
                |_| {},
            );
        }
        return;
    }
    let height = if results.by_line { LINE } else { ROW };
    let focused = whole.has_focus();
    if focused {
        keys(ui, view, results, room.height() / height);
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("results");
    let cursor = results.place();
    let (request, shown) = results.reveal;
    if scroll.revealed != request {
        scroll.revealed = request;
        let (top, margin) = (shown as f32 * height, height.min(room.height() / 3.0));
        if top < scroll.offset {
            area = area.vertical_scroll_offset((top - margin).max(0.0));
        } else if top + height > scroll.offset + room.height() {
            area = area.vertical_scroll_offset(top + height + margin - room.height());
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let output = area.show_rows(ui, height, count, |ui, range| {
        want(view, results, &range);
        for at in range {
            let (row, place) = if results.by_line { results.row_of(at) } else { (at, 0) };
            let Some(&shown) = results.answer.rows.get(row) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
            let is_open = open == Some(shown.id) && (!results.by_line || at == cursor);
            widgets::ground(ui, view.palette, rect, &response, is_open);
            let spoken = if results.by_line {
                line(ui, view, results, (shown, place), rect)
            } else {
                article(ui, view, results, shown, rect)
            };
            response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, at == cursor, &spoken));
            if at == cursor && focused {
                widgets::focus_ring(ui, view.palette, rect);
            }
            if response.clicked() {
                view.push(super::Action::Results(Action::Open { row, place, stay: true }));
            }
        }
    });
    scroll.offset = output.state.clamped_offset().y;
}

/// Asks for the words of rows in view that have none yet.
fn want(view: &mut View<'_>, results: &Results, range: &Range<usize>) {
    if range.is_empty() {
        return;
    }
    let rows = if results.by_line {
        results.row_of(range.start).0..results.row_of(range.end - 1).0 + 1
    } else {
        range.clone()
    };
    let is_missing = |row: &Row| !results.words.contains_key(&row.id);
    if results.answer.rows.get(rows.clone()).is_some_and(|rows| rows.iter().any(is_missing)) {
        view.push(super::Action::Results(Action::Want(rows)));
    }
}

/// Keys while the keyboard is in the rows; `page` is how many are in view.
fn keys(ui: &Ui, view: &mut View<'_>, results: &Results, page: f32) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
    let page = page.max(2.0) as isize - 1;
    let moves = [
        (Key::ArrowDown, Move::By(1)),
        (Key::ArrowUp, Move::By(-1)),
        (Key::PageDown, Move::By(page)),
        (Key::PageUp, Move::By(-page)),
        (Key::Home, Move::First),
        (Key::End, Move::Last),
    ];
    let none = Modifiers::NONE;
    for (key, step) in moves {
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(none, key)) {
            view.push(super::Action::Results(Action::Move(step)));
        }
    }
    let (enter, stay) =
        ui.input_mut(|input| (input.consume_key(none, Key::Enter), input.consume_key(none, Key::Space)));
    if enter || stay {
        let (row, place) = (results.cursor, if results.by_line { results.line } else { 0 });
        view.push(super::Action::Results(Action::Open { row, place, stay }));
    }
}

/// Draws an article on two lines: its title and where it was printed, and its words around a hit. Gives what a screen
/// reader says.
fn article(ui: &Ui, view: &View<'_>, results: &Results, row: Row, rect: Rect) -> String {
    let Some((title, place)) = place_of(view.cx, row.id) else { return String::new() };
    let (palette, words) = (view.palette, results.words.get(&row.id));
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let place_text = printed(ui, view, row.id, &place, inner.width());
    let left = inner.width() - place_text.size().x - space::M;
    let ranges = words.map(|words| words_in(title, &words.places)).unwrap_or_default();
    let shown = lit(ui, view, title, &ranges, size::ROW, palette.ink, left);
    let base = rect.top() + 6.0 + shown.size().y;
    let right = pos2(inner.right() - place_text.size().x, base - place_text.size().y - 1.0);
    ui.painter().galley(pos2(inner.left(), rect.top() + 6.0), shown, palette.ink);
    ui.painter().galley(right, place_text, palette.soft);
    let Some(words) = words else { return format!("{title}, {place}") };
    let snippet = &words.snippet;
    let shown = around_hit(ui, view, snippet, inner.width());
    ui.painter().galley(pos2(inner.left(), rect.top() + 28.0), shown, palette.soft);
    format!("{title}, {place}. {}", snippet.text)
}

/// The bytes of a title that are among the words of hits.
fn words_in(title: &str, places: &[crate::search::store::HitPlace]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for place in places.iter().filter(|place| !place.words.is_empty()) {
        for (at, words) in title.match_indices(&place.words) {
            let range = at..at + words.len();
            if !ranges.iter().any(|other| other.start < range.end && range.start < other.end) {
                ranges.push(range);
            }
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// Draws a hit on one line, its words in the middle, and at the right where it was printed. Gives what a screen reader
/// says.
fn line(ui: &Ui, view: &View<'_>, results: &Results, (row, at): (Row, usize), rect: Rect) -> String {
    let palette = view.palette;
    let Some(place) = results.words.get(&row.id).and_then(|words| words.places.get(at)) else {
        return String::new();
    };
    let date = view.cx.library.page(row.id.page).and_then(|page| page.issue.date);
    let date =
        one_line(ui, &date.map(|date| date.to_string()).unwrap_or_default(), size::SMALL, palette.soft, 80.0);
    let inner = rect.shrink2(vec2(space::S, 0.0));
    let room = inner.width() - date.size().x - space::S;
    let [before, after] = place.around.each_ref().map(|text| text.replace(['\n', '\r'], " "));
    let words = lit(ui, view, &place.words, &[0..place.words.len()], size::BODY, palette.ink, room);
    let middle = inner.left() + ((room - words.size().x) / 2.0).max(0.0);
    let top = rect.center().y - words.size().y / 2.0;
    // What stands before is cut at its beginning: its end is nearest.
    let font = egui::FontId::proportional(size::BODY);
    let before_text = ui.painter().layout_no_wrap(before.clone(), font, palette.soft);
    let clip = Rect::from_min_max(pos2(inner.left(), rect.top()), pos2(middle, rect.bottom()));
    let left = middle - before_text.size().x;
    ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).galley(
        pos2(left, top),
        before_text,
        palette.soft,
    );
    let behind = middle + words.size().x;
    let after_text = one_line(ui, &after, size::BODY, palette.soft, inner.left() + room - behind);
    ui.painter().galley(pos2(middle, top), words, palette.ink);
    ui.painter().galley(pos2(behind, top), after_text, palette.soft);
    let spoken = format!("{before}{}{after}, {}", place.words, date.text());
    ui.painter().galley(pos2(inner.right() - date.size().x, top + 1.0), date, palette.soft);
    spoken
}

/// What the list under the box shows where nothing is found: what to do next.
pub fn offer(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let none = if find.mode == Mode::Text { strings::NO_TEXT } else { strings::NO_TITLES };
    let Some(articles) = find.in_text.filter(|articles| *articles > 0 && find.mode == Mode::Titles) else {
        widgets::soft(ui, view.palette, view.t(none));
        return;
    };
    let text = view.fill(strings::IN_TEXT_INSTEAD, &[&articles]);
    if ui.button(text).clicked() {
        view.push(super::Action::OpenHit);
    }
}

//! The list of articles under their issues and pages. Only the rows in view are drawn.

use super::listing::{ARTICLE_HEIGHT, Group, Row};
use super::{Action, Filter, List, ListMove, Narrowing, Which, selection_bar};
use crate::app::article_status::Marks;
use crate::app::collections::Collections;
use crate::app::icons::{self, Icon};
use crate::app::navigation;
use crate::app::panels::Focus;
use crate::app::reader::article::SURE;
use crate::app::settings::{self, Grouping, Sort};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{Palette, size, space};
use crate::app::view::{View, hanging, one_line};
use crate::app::widgets;
use crate::archive::{ArticleId, Details};
use egui::{
    EventFilter, FontId, Id, Key, Pos2, Rect, Response, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// Seconds without a letter after which type-ahead begins anew.
const TYPE_AHEAD: f64 = 1.0;

/// Under what name egui knows the list.
pub fn id() -> Id {
    Id::unique("articles")
}

/// Scrolling of the list, and letters typed into it.
#[derive(Default)]
pub struct Scroll {
    /// The request to show the list's cursor that was carried out.
    revealed: u64,
    /// Scroll offset of the list, in points.
    offset: f32,
    /// Letters typed into the list, and when the last one was.
    type_ahead: (String, f64),
}

/// State of other rooms that the list shows.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Marks of articles: read, bookmarked, annotated.
    pub marks: &'a Marks,
    /// The article that is open.
    pub open: Option<ArticleId>,
    /// Whether pages are still to come.
    pub is_loading: bool,
    /// Part of the window that the keyboard is to go to.
    pub focus: Option<Focus>,
    /// The collections, one of which the list may be narrowed down to.
    pub collections: &'a Collections,
}

/// Draws the list.
pub fn show(ui: &mut Ui, view: &mut View<'_>, list: &List, around: Around<'_>, scroll: &mut Scroll) {
    head(ui, view, list, around.collections);
    let menu = |ui: &mut Ui, view: &mut View<'_>| selection_bar::menu(ui, view, list, &Which::Chosen);
    selection_bar::show(ui, view, list.selection.len(), Action::ChooseNone.into(), menu);
    let listing = &list.listing;
    if listing.is_empty() {
        return empty(ui, view, list, around.is_loading);
    }
    let id = id();
    let room = ui.available_rect_before_wrap();
    let whole = ui.interact(room, id, Sense::focusable_noninteractive());
    whole.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, view.t(strings::LIST)));
    if around.focus == Some(Focus::List) {
        whole.request_focus();
    }
    let focused = whole.has_focus();
    if focused {
        widgets::focus_line(ui, view.palette, room.x_range(), room.top() - 1.0);
        keys(ui, view, id, room.height(), scroll);
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("rows");
    let cursor = list.cursor_at();
    if list.settles {
        /// Share of the list's height above the row.
        const ABOVE: f32 = 0.3;
        let is_scrolled = ui.rect_contains_pointer(room)
            && ui.input(|input| input.smooth_scroll_delta().y != 0.0 || input.pointer.any_pressed());
        if is_scrolled {
            view.push(Action::Scrolled);
        } else if let Some((top, _)) = cursor.and_then(|at| listing.extent(at)) {
            area = area.vertical_scroll_offset((top - room.height() * ABOVE).max(0.0));
            scroll.revealed = list.reveal;
        }
    } else if scroll.revealed != list.reveal {
        scroll.revealed = list.reveal;
        if let Some((top, bottom)) = cursor.and_then(|at| listing.extent(at)) {
            let now = scroll.offset;
            // A row that is in view stays where it is; one that is not comes to the nearer edge, with a row around.
            let margin = room.height().min(80.0);
            if top < now {
                area = area.vertical_scroll_offset((top - margin).max(0.0));
            } else if bottom > now + room.height() {
                area = area.vertical_scroll_offset(bottom - room.height() + margin);
            }
        }
    }
    let rows = UiBuilder::new().accessibility_parent(id);
    let output = ui
        .scope_builder(rows, |ui| {
            area.show_viewport(ui, |ui, viewport| {
                ui.set_height(listing.height());
                let origin = ui.max_rect().min;
                let width = ui.max_rect().width();
                let above = listing.heading_above(viewport.top());
                let visible = listing.visible(viewport.top(), viewport.bottom());
                let next =
                    visible.clone().find(|&at| above.is_some_and(|above| at > above) && listing.is_outer(at));
                let next = next.and_then(|at| listing.extent(at)).map_or(f32::INFINITY, |(top, _)| top);
                let drawn = visible.filter(|&at| above != Some(at)).chain(above);
                for at in drawn {
                    let Some(((mut top, mut bottom), about)) = listing.extent(at).zip(listing.row(at)) else {
                        continue;
                    };
                    let stays = above == Some(at);
                    if stays {
                        // The day stays at the top while its articles pass below it, until the next one pushes it away.
                        let height = bottom - top;
                        top = viewport.top().min(next - height);
                        bottom = top + height;
                    }
                    let rect = Rect::from_min_max(
                        pos2(origin.x, origin.y + top),
                        pos2(origin.x + width, origin.y + bottom),
                    );
                    if stays {
                        let ground = rect.expand2(vec2(space::S, 0.0));
                        ui.painter().rect_filled(ground, 0.0, view.palette.shelf);
                        ui.painter().hline(
                            ground.x_range(),
                            ground.bottom(),
                            Stroke::new(1.0, view.palette.rule),
                        );
                    }
                    let rect = rect.shrink2(vec2(0.0, 1.0));
                    let is_cursor = cursor == Some(at);
                    let response = match &about {
                        Row::Heading { group, level, articles, open } => {
                            heading(ui, view, at, rect, (group, *level, *articles, *open))
                        }
                        Row::Article(article) => {
                            let chosen = list.selection.covers(&listing.articles_of(at));
                            row(ui, view, (at, chosen), rect, *article, around)
                        }
                    };
                    if is_cursor && focused {
                        widgets::focus_ring(ui, view.palette, rect);
                    }
                    place_in_set(ui, &response, at, listing.len());
                    pressed(ui, view, (at, &about), &response);
                    response.context_menu(|ui| {
                        let articles = listing.articles_of(at);
                        let which = if list.selection.covers(&articles) {
                            Which::Chosen
                        } else {
                            let order = &listing.order()[articles.start as usize..articles.end as usize];
                            Which::These(order.to_vec())
                        };
                        selection_bar::menu(ui, view, list, &which);
                    });
                }
            })
        })
        .inner;
    scroll.offset = output.state.clamped_offset().y;
}

/// Response to a press of a row: it is opened, or chosen with others.
fn pressed(ui: &Ui, view: &mut View<'_>, (at, row): (usize, &Row), response: &Response) {
    if !response.clicked() {
        return;
    }
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.shift {
        view.push(Action::ChooseTo(at));
        view.push(Action::Focus);
    } else if modifiers.command {
        view.push(Action::Choose(at));
        view.push(Action::Focus);
    } else {
        view.push(Action::Cursor(at));
        match row {
            Row::Article(article) => view.push(navigation::Action::Open(*article)),
            Row::Heading { .. } => view.push(Action::ToggleGroup(at)),
        }
        // The arrows go on from here.
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
}

fn head(ui: &mut Ui, view: &mut View<'_>, list: &List, collections: &Collections) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        // Side by side in a list of any width, each as wide as its words where there is room for both: what were wider
        // would push the rows out of it.
        ui.spacing_mut().button_padding.x = space::S;
        let room = ui.available_width() - space::XS;
        let wide = |ui: &Ui, phrase: Phrase| {
            let font = FontId::proportional(size::BODY);
            let words =
                ui.painter().layout_no_wrap(view.t(phrase).to_owned(), font, view.palette.ink).size().x;
            words + ui.spacing().icon_width + 3.0 * space::S + 1.0
        };
        let (mut grouping, mut sort) = (view.cx.settings.grouping, view.cx.settings.sort);
        let needed = [wide(ui, grouping_name(grouping)), wide(ui, sort_name(sort))];
        let spare = (room - needed[0] - needed[1]) / 2.0;
        let [left, right] = needed.map(|needed| (needed + spare).min(150.0));
        choose(ui, view, strings::GROUPING, &mut grouping, &Grouping::ALL, (grouping_name, left));
        if grouping != view.cx.settings.grouping {
            view.push(settings::Action::GroupBy(grouping));
        }
        choose(ui, view, strings::SORTING, &mut sort, &Sort::ALL, (sort_name, right));
        if sort != view.cx.settings.sort {
            view.push(settings::Action::SortBy(sort));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for filter in Filter::ALL {
            let on = list.filters.contains(&filter);
            if widgets::chip(ui, view.palette, view.t(filter_name(filter)), on).clicked() {
                view.push(Action::ToggleFilter(filter));
            }
        }
        if let Some(narrowing) = &list.narrowing {
            let text = match narrowing {
                Narrowing::Tag(tag) => view.fill(strings::NARROWED_BY_TAG, &[tag]),
                Narrowing::Collection(id) => {
                    let one = collections.all.iter().find(|(one, _)| one.id == *id);
                    view.fill(strings::NARROWED_BY_COLLECTION, &[&one.map_or("", |(one, _)| &one.name)])
                }
            };
            if widgets::chip(ui, view.palette, &format!("{text} ×"), true).clicked() {
                view.push(Action::Narrow(None));
            }
        }
    });
    ui.add_space(space::XS);
}

fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    view: &View<'_>,
    name: Phrase,
    value: &mut T,
    all: &[T],
    (label, width): (fn(T) -> Phrase, f32),
) {
    let name = view.t(name);
    let now = view.t(label(*value));
    let response = egui::ComboBox::from_id_salt(name)
        .selected_text(now)
        .width(width)
        .truncate()
        .show_ui(ui, |ui| {
            for &one in all {
                ui.selectable_value(value, one, view.t(label(one)));
            }
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ComboBox, true, format!("{name} {now}")));
}

fn grouping_name(grouping: Grouping) -> Phrase {
    match grouping {
        Grouping::Date => strings::BY_DATE,
        Grouping::Paper => strings::BY_PAPER,
        Grouping::Page => strings::BY_PAGE,
        Grouping::Flat => strings::FLAT,
    }
}

fn sort_name(sort: Sort) -> Phrase {
    match sort {
        Sort::Oldest => strings::OLDEST,
        Sort::Newest => strings::NEWEST,
        Sort::Title => strings::BY_TITLE,
        Sort::Longest => strings::LONGEST,
        Sort::Doubt => strings::DOUBTFUL_FIRST,
    }
}

fn filter_name(filter: Filter) -> Phrase {
    match filter {
        Filter::Unread => strings::UNREAD,
        Filter::Bookmarked => strings::WITH_BOOKMARK,
        Filter::Annotated => strings::WITH_NOTES,
        Filter::Doubtful => strings::DOUBTFUL,
        Filter::Untitled => strings::UNTITLED,
    }
}

fn empty(ui: &mut Ui, view: &mut View<'_>, list: &List, is_loading: bool) {
    let library = &view.cx.library;
    if is_loading {
        ui.vertical_centered(|ui| {
            ui.add_space(space::XXL);
            ui.spinner();
            widgets::soft(ui, view.palette, view.t(strings::FIRST_PAGES));
        });
    } else if !list.is_filtered() && !library.pages().is_empty() {
        let (title, hint) = (view.t(strings::NO_ARTICLES), view.t(strings::NO_ARTICLES_HINT));
        widgets::empty_state(ui, view.palette, title, hint, |_| {});
    } else if !library.pages().is_empty() {
        let (title, hint) = (view.t(strings::ALL_FILTERED), view.t(strings::ALL_FILTERED_HINT));
        let mut clear = false;
        widgets::empty_state(ui, view.palette, title, hint, |ui| {
            clear = ui.button(view.t(strings::CLEAR_FILTERS)).clicked();
        });
        if clear {
            view.push(Action::ClearFilters);
        }
    }
}

/// Keys while the keyboard is in the list.
fn keys(ui: &Ui, view: &mut View<'_>, id: Id, height: f32, scroll: &mut Scroll) {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let page = (height / ARTICLE_HEIGHT as f32).max(2.0) as isize - 1;
    let moves = [
        (Key::ArrowDown, ListMove::By(1)),
        (Key::ArrowUp, ListMove::By(-1)),
        (Key::PageDown, ListMove::By(page)),
        (Key::PageUp, ListMove::By(-page)),
        (Key::Home, ListMove::First),
        (Key::End, ListMove::Last),
        (Key::ArrowRight, ListMove::In),
        (Key::ArrowLeft, ListMove::Out),
    ];
    let none = egui::Modifiers::NONE;
    for (key, step) in moves {
        // Before the plain key, which is taken with Shift too.
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(egui::Modifiers::SHIFT, key)) {
            view.push(Action::ChooseMove(step));
        }
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(none, key)) {
            view.push(Action::Move(step));
        }
    }
    let (all, this) = ui.input_mut(|input| {
        let command = egui::Modifiers::COMMAND;
        (input.consume_key(command, Key::A), input.consume_key(command, Key::Space))
    });
    if all {
        view.push(Action::ChooseAll);
    }
    if this {
        view.push(Action::ChooseCursor);
    }
    let (enter, space) =
        ui.input_mut(|input| (input.consume_key(none, Key::Enter), input.consume_key(none, Key::Space)));
    if enter || space {
        view.push(Action::OpenCursor { stay: space });
    }
    let typed: String = ui.input(|input| {
        input
            .events
            .iter()
            .filter_map(|event| if let egui::Event::Text(text) = event { Some(text.as_str()) } else { None })
            .collect()
    });
    if !typed.trim().is_empty() {
        let now = ui.input(|input| input.time);
        let (text, last) = &mut scroll.type_ahead;
        if now - *last > TYPE_AHEAD {
            text.clear();
        }
        text.push_str(&typed);
        *last = now;
        let text = text.clone();
        view.push(Action::TypeAhead(text));
    }
}

fn heading(
    ui: &Ui,
    view: &View<'_>,
    at: usize,
    rect: Rect,
    (group, level, articles, open): (&Group, u8, u32, bool),
) -> Response {
    let title = group_title(view, group);
    let response = row_response(ui, at, rect);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::TreeItem, enabled, &title));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(open);
        node.set_level(usize::from(level) + 1);
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    widgets::ground(ui, view.palette, rect, &response, false);
    let palette = view.palette;
    // Days and papers are told from the pages under them by size and ink; all begin at one edge.
    let (size, color) = if level == 0 { (size::BODY, palette.ink) } else { (size::SMALL, palette.soft) };
    let arrow = Rect::from_center_size(pos2(rect.right() - space::M, rect.center().y), vec2(12.0, 12.0));
    icons::paint(ui.painter(), arrow, if open { Icon::Down } else { Icon::Back }, palette.soft);
    let count = FontId::proportional(size::SMALL);
    let count = ui.painter().layout_no_wrap(articles.to_string(), count, palette.soft);
    let left = rect.left() + space::M;
    let end = arrow.left() - space::XS - count.size().x;
    let text = one_line(ui, &title, size, color, end - left - space::XS);
    ui.painter().galley(pos2(left, rect.center().y - text.size().y / 2.0), text, color);
    ui.painter().galley(pos2(end, rect.center().y - count.size().y / 2.0), count, palette.soft);
    response
}

fn group_title(view: &View<'_>, group: &Group) -> String {
    let library = &view.cx.library;
    match group {
        Group::Date(Some(date)) => {
            let weekday = date.weekday().to_monday_zero_offset() as usize;
            let number = |n: i8| view.cx.language.pick(n.to_string(), format!("{n:02}"));
            let (month, day) = (number(date.month()), number(date.day()));
            view.fill(strings::DATE, &[&date.year(), &month, &day, &view.t(strings::WEEKDAYS[weekday])])
        }
        Group::Date(None) => view.t(strings::NO_DATE).to_owned(),
        Group::Paper(name) => name.to_string(),
        Group::Issue(issue) => issue.title(view.cx.language),
        Group::Page(id) => {
            let Some(page) = library.page(*id) else { return String::new() };
            let title = page.title(view.cx.language);
            match view.cx.settings.grouping {
                Grouping::Page => {
                    format!("{} {title}", view.cx.issue(&page.issue))
                }
                Grouping::Date if library.papers().len() > 1 => format!("{} {title}", page.issue.paper),
                _ => title,
            }
        }
    }
}

fn row(
    ui: &Ui,
    view: &View<'_>,
    (at, chosen): (usize, bool),
    rect: Rect,
    id: ArticleId,
    around: Around<'_>,
) -> Response {
    let response = row_response(ui, at, rect);
    let Some(article) = view.cx.library.article(id) else { return response };
    let open = around.open == Some(id);
    widgets::row_info(&response, WidgetRole::ListItem, open || chosen, article.title());
    let palette = view.palette;
    let (read, mark) = (around.marks.is_read(id), around.marks.of(id));
    let marks = [
        (mark.bookmark, Icon::Bookmarked, palette.accent, strings::BOOKMARKED),
        (mark.note, Icon::Note, palette.soft, strings::ANNOTATED),
        (mark.check, Icon::Note, palette.warn, strings::TO_CHECK),
        (article.corrected, Icon::Check, palette.good, strings::HAS_CORRECTIONS),
        (article.confidence < SURE, Icon::Why, palette.warn, strings::DOUBTFUL),
    ];
    let marks = || marks.iter().filter(|(on, ..)| *on);
    // Without headings the row itself says where it is from.
    let from = (view.cx.settings.grouping == Grouping::Flat)
        .then(|| view.cx.library.page(id.page))
        .flatten()
        .map(|page| view.cx.issue(&page.issue));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let state = view.t(if read { strings::READ } else { strings::UNREAD });
        let told = marks().map(|(.., name)| view.t(*name));
        node.set_description(
            [state].into_iter().chain(told).chain(from.as_deref()).collect::<Vec<_>>().join(" · "),
        );
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    widgets::ground(ui, palette, rect, &response, open || chosen);
    let left = rect.left() + space::M;
    let mut right = rect.right() - space::S;
    let mut told = Vec::new();
    let mut shown = Vec::new();
    for (_, icon, color, name) in marks() {
        shown.push((right - 7.0, *icon, *color));
        right -= 18.0;
        told.push(view.t(*name));
    }
    let ink = if read { palette.soft } else { palette.ink };
    let title = one_line(ui, article.title(), size::ROW, ink, right - left - space::XS);
    let hang = hanging(&title, size::ROW);
    let whole = title.elided.then_some(article.title());
    // An untitled article is called by its first words; the lead goes on from there.
    let opening = article.title().trim_end_matches('…');
    let Details { kicker, byline, lead } = &view.cx.library.details(id);
    let lead = lead.strip_prefix(opening).filter(|_| article.untitled).unwrap_or(lead);
    let second = [kicker, byline, lead.trim_start()];
    let mut second = second.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    if second.is_empty() {
        second = view.fill(strings::CHARACTERS, &[&article.characters]);
    }
    let end = rect.right() - space::S;
    let from = one_line(ui, &from.unwrap_or_default(), size::SMALL, palette.soft, (end - left) * 0.6);
    let gap = if from.size().x > 0.0 { space::S } else { 0.0 };
    let second = one_line(ui, &second, size::SMALL, palette.soft, end - left - from.size().x - gap);
    let top = rect.center().y - (title.size().y + 3.0 + second.size().y) / 2.0;
    let middle = top + title.size().y / 2.0;
    let under = pos2(left, top + title.size().y + 3.0);
    for (center, icon, color) in shown {
        let place = Rect::from_center_size(pos2(center, middle), vec2(14.0, 14.0));
        icons::paint(ui.painter(), place, icon, color);
    }
    if chosen {
        tick(ui, palette, pos2(rect.left(), middle));
    }
    ui.painter().galley(pos2(left - hang, top), title, ink);
    ui.painter().galley(pos2(end - from.size().x, under.y), from, palette.soft);
    let second_hang = hanging(&second, size::SMALL);
    ui.painter().galley(under - vec2(second_hang, 0.0), second, palette.soft);
    let told = (!told.is_empty()).then(|| told.join(" · "));
    let hint: Vec<&str> = whole.into_iter().chain(told.as_deref()).collect();
    if hint.is_empty() { response } else { response.on_hover_text(hint.join("\n")) }
}

/// The mark before a row that is chosen with others; `at` is the middle of the row's left edge.
pub fn tick(ui: &Ui, palette: &Palette, at: Pos2) {
    let place = Rect::from_center_size(at + vec2(6.0, 0.0), vec2(12.0, 12.0));
    icons::paint(ui.painter(), place, Icon::Check, palette.accent);
}

/// Tells a screen reader which of how many rows it is.
fn place_in_set(ui: &Ui, response: &Response, at: usize, count: usize) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(at);
        node.set_size_of_set(count);
    });
}

/// The response of a row: clicked with the mouse, but no stop of the tab key, since the list as a whole is one.
fn row_response(ui: &Ui, at: usize, rect: Rect) -> Response {
    ui.interact(rect, ui.scope_id().with(("row", at)), Sense::CLICK)
}

//! The rows of the results: an article on two lines, or a line for each hit. Only those in view are drawn.

use super::chart::Marked;
use super::results::{Action, Move, Results, Row, Subject};
use super::view::{around_hit, lit, place_of, printed};
use crate::app::article_list::{Which, selection_bar, view::tick};
use crate::app::panels::Focus;
use crate::app::strings;
use crate::app::theme::{height, size, space, width};
use crate::app::view::{View, hanging, one_line};
use crate::app::widgets;
use crate::archive::ArticleId;
use crate::search::store::HitPlace;
use egui::{
    EventFilter, FontId, Id, Key, Modifiers, Rect, Role as WidgetRole, ScrollArea, Sense, Ui, WidgetInfo,
    pos2, vec2,
};
use std::ops::Range;

/// Height of an article's row and of a hit's line, in points.
const ROW: f32 = height::FOUND;
const LINE: f32 = height::ITEM;
/// Middle of an article's title in its row, and beginning of its second line, in points.
const TITLE: f32 = 16.0;
const SECOND: f32 = 28.0;

/// Under what name egui knows the rows.
pub fn id() -> Id {
    Id::unique("results")
}

/// Scrolling of the rows, and what is marked in the chart.
#[derive(Default)]
pub struct Scroll {
    /// The request to show the cursor's row that was carried out.
    revealed: u64,
    /// Scroll offset of the rows, in points.
    offset: f32,
    /// The marked part of the chart, or of each of its lanes.
    pub(super) marked: Vec<Marked>,
    /// Height of what is chosen from above the rows, in points, once it was drawn.
    pub(super) above: Option<f32>,
}

/// Draws the rows; `open` is the open article, `focus` says where the keyboard is to go.
pub fn rows(
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
    let by_line = results.is_by_line();
    let count = if by_line { results.hits() } else { results.answer.rows.len() };
    if count == 0 {
        if results.is_waiting {
            ui.spinner();
        } else if results.answer.articles == 0 {
            let error = results.answer.error.as_ref().map(|error| error.in_words(view.cx.language));
            let (title, hint) = match results.question.subject {
                Subject::Like { .. } => (strings::NONE_ALIKE, view.t(strings::NONE_ALIKE_HINT)),
                Subject::Query | Subject::All => match &error {
                    Some(error) => (strings::QUERY_WRONG, error.as_str()),
                    None => (strings::NO_TEXT, view.t(strings::QUERY_HINT)),
                },
            };
            widgets::empty_state(ui, view.palette, view.t(title), hint, |_| {});
        }
        return;
    }
    let columns = by_line.then(|| Columns::of(ui, view, results, inner(room).width()));
    let on_one_line = columns.is_some_and(|columns| !columns.is_below);
    let height = if on_one_line { LINE } else { ROW };
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
        let of_line = |at: usize| if by_line { results.row_of(at).0 } else { at };
        want(view, results, of_line(range.start)..of_line(range.end.saturating_sub(1)) + 1);
        for at in range {
            let (row, place) = if by_line { results.row_of(at) } else { (at, 0) };
            let Some(&shown) = results.answer.rows.get(row) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::CLICK);
            let is_open = open == Some(shown.id) && (!by_line || at == cursor);
            let is_picked = results.picked.covers(&(row as u32..row as u32 + 1));
            widgets::ground(ui, view.palette, rect, &response, is_open || is_picked);
            let spoken = match columns {
                Some(columns) => line(ui, view, results, (shown, place), (rect, columns)),
                None => article(ui, view, results, shown, rect),
            };
            let is_selected = at == cursor || is_picked;
            widgets::row_info(&response, WidgetRole::ListItem, is_selected, &spoken);
            if is_picked {
                tick(
                    ui,
                    view.palette,
                    pos2(rect.left(), if on_one_line { rect.center().y } else { rect.top() + TITLE }),
                );
            }
            if at == cursor && focused {
                widgets::focus_ring(ui, view.palette, rect);
            }
            response.context_menu(|ui| {
                let which = if is_picked { Which::Chosen } else { Which::These(vec![shown.id]) };
                selection_bar::menu_of(ui, view, &which, super::Action::Results(Action::PickAll));
            });
            if response.clicked() {
                pressed(ui, view, row, place);
            }
        }
    });
    scroll.offset = output.state.clamped_offset().y;
}

/// What a press of a row does: it is opened, or picked with others.
fn pressed(ui: &Ui, view: &mut View<'_>, row: usize, place: usize) {
    let modifiers = ui.input(|input| input.modifiers);
    let actions = match (modifiers.shift, modifiers.command) {
        (true, _) => vec![Action::PickTo(row)],
        (_, true) => vec![Action::Pick(row)],
        _ => vec![Action::PickNone, Action::Open { row, place, stay: true }],
    };
    for action in actions {
        view.push(super::Action::Results(action));
    }
    // The arrows go on from here.
    ui.memory_mut(|memory| memory.request_focus(id()));
}

/// Asks for the words of rows in view that have none yet.
pub fn want(view: &mut View<'_>, results: &Results, rows: Range<usize>) {
    if results.lacks(&rows) {
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
        // Before the plain key, which is taken with Shift too.
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(Modifiers::SHIFT, key)) {
            view.push(super::Action::Results(Action::PickMove(step)));
        }
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(none, key)) {
            view.push(super::Action::Results(Action::Move(step)));
        }
    }
    let (all, this) = ui.input_mut(|input| {
        let command = Modifiers::COMMAND;
        (input.consume_key(command, Key::A), input.consume_key(command, Key::Space))
    });
    if all {
        view.push(super::Action::Results(Action::PickAll));
    }
    if this {
        view.push(super::Action::Results(Action::Pick(results.cursor)));
    }
    let (enter, stay) =
        ui.input_mut(|input| (input.consume_key(none, Key::Enter), input.consume_key(none, Key::Space)));
    if enter || stay {
        let (row, place) = (results.cursor, if results.is_by_line() { results.line } else { 0 });
        view.push(super::Action::Results(Action::Open { row, place, stay }));
    }
}

/// The place of a row's words: beside them are those of the mark of what is picked and of the scroll bar.
fn inner(rect: Rect) -> Rect {
    let left = rect.left() + width::TICK;
    Rect::from_min_max(pos2(left, rect.top()), rect.right_bottom() - vec2(space::L, 0.0))
}

/// Draws an article on two lines: its title and where it was printed, and its words around a hit. Gives what a screen
/// reader says.
fn article(ui: &Ui, view: &View<'_>, results: &Results, row: Row, rect: Rect) -> String {
    let Some((title, place)) = place_of(view.cx, row.id) else { return String::new() };
    let (palette, words) = (view.palette, results.words.get(&row.id));
    let inner = inner(rect);
    let place_text = printed(ui, view, row.id, &place, inner.width());
    let left = inner.width() - place_text.size().x - space::M;
    let ranges = words.map(|words| words_in(title, &words.places)).unwrap_or_default();
    let shown = lit(ui, view, title, &ranges, size::ROW, palette.ink, left);
    let base = rect.top() + 6.0 + shown.size().y;
    let right = pos2(inner.right() - place_text.size().x, base - place_text.size().y - 1.0);
    let left = inner.left() - hanging(&shown, size::ROW);
    ui.painter().galley(pos2(left, rect.top() + 6.0), shown, palette.ink);
    let second = paper_below(ui, view, row.id, place_text.text(), inner);
    ui.painter().galley(right, place_text, palette.soft);
    let Some(words) = words else {
        // Where nothing was looked for, the first words say what it is about.
        if results.answer.query.is_empty() {
            let details = view.cx.library.details(row.id);
            let lead = one_line(ui, &details.lead, size::SMALL, palette.soft, second.width());
            ui.painter().galley(second.min, lead, palette.soft);
            return format!("{title}, {place}. {}", details.lead);
        }
        return format!("{title}, {place}");
    };
    let snippet = &words.snippet;
    let shown = around_hit(ui, view, snippet, second.width());
    ui.painter().galley(second.min, shown, palette.soft);
    format!("{title}, {place}. {}", snippet.text)
}

/// Draws the newspaper at the beginning of the second line, where there are several and it has no room in the first. Gives
/// the room for what goes on behind it.
fn paper_below(ui: &Ui, view: &View<'_>, id: ArticleId, first: &str, inner: Rect) -> Rect {
    /// Share of the line that it has at most.
    const SHARE: f32 = 0.4;
    let mut room = Rect::from_min_max(pos2(inner.left(), inner.top() + SECOND), inner.right_bottom());
    let library = &view.cx.library;
    let paper = library.page(id.page).map_or("", |page| &page.issue.paper);
    if library.papers().len() > 1 && !first.starts_with(paper) {
        let paper = one_line(ui, paper, size::SMALL, view.palette.ink, room.width() * SHARE);
        let width = paper.size().x + space::S;
        ui.painter().galley(room.min, paper, view.palette.ink);
        room.min.x += width;
    }
    room
}

/// The bytes of a title that are among the words of hits.
pub fn words_in(title: &str, places: &[HitPlace]) -> Vec<Range<usize>> {
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

/// The columns of the place where each hit was printed.
#[derive(Clone, Copy)]
struct Columns {
    /// Width of the newspaper and of the date, in points; where there is one newspaper, it has none.
    paper: f32,
    date: f32,
    /// Whether they stand below the words, which have too little room beside them.
    is_below: bool,
}

impl Columns {
    /// The columns of some results, in so many points.
    fn of(ui: &Ui, view: &View<'_>, results: &Results, room: f32) -> Columns {
        /// Points that the words keep, and those that a newspaper has at most.
        const WORDS: f32 = 240.0;
        const PAPER: f32 = 84.0;
        let wide = |text: &str| one_line(ui, text, size::SMALL, view.palette.soft, PAPER).size().x;
        let papers = &results.whole.papers;
        let has_papers = view.cx.library.papers().len() > 1;
        let paper = papers.keys().filter(|_| has_papers).map(|paper| wide(paper)).fold(0.0, f32::max);
        let paper = if paper > 0.0 { paper + space::S } else { paper };
        let date = wide("0000-00-00");
        Columns { paper, date, is_below: room - paper - date < WORDS }
    }
}

/// Draws a hit, its words in the middle of a line, and in columns behind or below it where it was printed. Gives what a
/// screen reader says.
fn line(
    ui: &Ui,
    view: &View<'_>,
    results: &Results,
    (row, at): (Row, usize),
    (rect, columns): (Rect, Columns),
) -> String {
    let palette = view.palette;
    let Some(place) = results.words.get(&row.id).and_then(|words| words.places.get(at)) else {
        return String::new();
    };
    let Some((_, printed)) = place_of(view.cx, row.id) else { return String::new() };
    let issue = view.cx.library.page(row.id.page).map(|page| &page.issue);
    let date = issue.and_then(|issue| issue.date).map(|date| date.to_string()).unwrap_or_default();
    let date = one_line(ui, &date, size::SMALL, palette.soft, columns.date);
    let paper = issue.map(|issue| &*issue.paper).filter(|_| columns.paper > 0.0).unwrap_or_default();
    let paper = one_line(ui, paper, size::SMALL, palette.soft, columns.paper);
    let inner = inner(rect);
    let (room, middle_y) = if columns.is_below {
        (inner.width(), rect.top() + TITLE)
    } else {
        (inner.width() - columns.paper - columns.date - space::S, rect.center().y)
    };
    let [before, after] = place.around.each_ref().map(|text| text.replace(['\n', '\r'], " "));
    let words = lit(
        ui,
        view,
        &place.words,
        std::slice::from_ref(&(0..place.words.len())),
        size::BODY,
        palette.ink,
        room,
    );
    let middle = inner.left() + ((room - words.size().x) / 2.0).max(0.0);
    let top = middle_y - words.size().y / 2.0;
    // What stands before is cut at its beginning: its end is nearest.
    let font = FontId::proportional(size::BODY);
    let before_text = ui.painter().layout_no_wrap(before.clone(), font, palette.soft);
    let left = middle - before_text.size().x;
    // No half of a character is left of what is cut.
    let mut letters = before_text.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| left + glyph.pos.x);
    let first = letters.find(|x| *x >= inner.left()).unwrap_or(middle);
    let clip = Rect::from_min_max(pos2(first, rect.top()), pos2(middle, rect.bottom()));
    ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).galley(
        pos2(left, top),
        before_text,
        palette.soft,
    );
    let behind = middle + words.size().x;
    let after_text = one_line(ui, &after, size::BODY, palette.soft, inner.left() + room - behind);
    ui.painter().galley(pos2(middle, top), words, palette.ink);
    ui.painter().galley(pos2(behind, top), after_text, palette.soft);
    let mut corner = if columns.is_below {
        pos2(inner.left(), rect.top() + SECOND)
    } else {
        pos2(inner.left() + room + space::S, top + 1.0)
    };
    ui.painter().galley(corner, paper, palette.soft);
    corner.x += columns.paper;
    ui.painter().galley(corner, date, palette.soft);
    format!("{before}{}{after}, {printed}", place.words)
}

//! The panel of the calendar: a month of days, the day that is shown with its issues as a whole, and going to a date.

use super::typed_date::TypedDate;
use super::{Action, Calendar, DayState, Row, month_from};
use crate::app::article_list::Which;
use crate::app::icons::Icon;
use crate::app::import_export::articles::Deed;
use crate::app::panels::{Overlay, Panel};
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line, panel_head};
use crate::app::{import_export, navigation, strings, widgets};
use crate::archive::ArticleId;
use crate::language::Language;
use egui::{
    Align2, EventFilter, FontId, Id, Key, Modifiers, Popup, Rect, Response, Role as WidgetRole, ScrollArea,
    Sense, TextEdit, Ui, WidgetInfo, pos2, vec2,
};
use jiff::ToSpan;
use jiff::civil::Date;

/// Height of a day, in points.
const DAY: f32 = 30.0;
/// Height of a row of the day that is shown, in points.
const ROW: f32 = height::ITEM;

/// Text that is half typed.
#[derive(Default)]
pub struct Typed {
    date: String,
    /// The frame in which the panel was drawn last: where it was not in the one before, it was opened.
    drawn: u64,
    /// Whether the keyboard is among the articles of the day.
    in_rows: bool,
}

/// Draws the panel; `open` is the article that is open.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    calendar: &Calendar,
    open: Option<ArticleId>,
    typed: &mut Typed,
) {
    panel_head(ui, view, strings::CALENDAR, Panel::Calendar);
    /// Points that the day has where month and day are scrolled together.
    const DAY_IN_LOW: f32 = 260.0;
    if ui.available_height() >= height::LOW {
        let rows = ui.available_height();
        return inside(ui, view, calendar, open, typed, rows);
    }
    ScrollArea::vertical().auto_shrink(false).id_salt("calendar").show(ui, |ui| {
        widgets::beside_bar(ui);
        inside(ui, view, calendar, open, typed, DAY_IN_LOW);
    });
}

/// Everything below the head; the day has no more points than `rows`.
fn inside(
    ui: &mut Ui,
    view: &mut View<'_>,
    calendar: &Calendar,
    open: Option<ArticleId>,
    typed: &mut Typed,
    rows: f32,
) {
    go_to(ui, view, typed);
    papers(ui, view, calendar);
    let Some(day) = calendar.day else {
        return drop(widgets::soft(ui, view.palette, view.t(strings::NO_DATED_ISSUES)));
    };
    month(ui, view, calendar, day);
    let counts = [&calendar.there() as &dyn std::fmt::Display, &calendar.missing.len(), &calendar.undated];
    let counted = if calendar.undated == 0 { strings::DAYS_COUNTED } else { strings::DAYS_COUNTED_UNDATED };
    widgets::soft(ui, view.palette, view.fill(counted, &counts));
    missing(ui, view, calendar);
    let others = calendar.in_other_years(day);
    if !others.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            widgets::soft(ui, view.palette, view.t(strings::IN_OTHER_YEARS));
            for other in others {
                if widgets::chip(ui, view.palette, &other.year().to_string(), false).clicked() {
                    view.push(Action::Day(other));
                }
            }
        });
    }
    ui.separator();
    ui.scope(|ui| {
        ui.set_max_height(rows);
        whole_day(ui, view, calendar, day, open, typed);
    });
}

/// A menu of the days that lack an issue, each of which is gone to; where there are none, nothing.
fn missing(ui: &mut Ui, view: &mut View<'_>, calendar: &Calendar) {
    if calendar.missing.is_empty() {
        return;
    }
    let label = view.t(strings::MISSING_DAYS);
    let button = widgets::chip(ui, view.palette, label, false);
    Popup::menu(&button).accessible_name(label).show(|ui| {
        let days: Vec<Date> = calendar.missing.iter().copied().collect();
        let area = ScrollArea::vertical().max_height(ROW * 10.0);
        area.show_rows(ui, ROW, days.len(), |ui, rows| {
            ui.set_min_width(160.0);
            for &day in &days[rows] {
                if ui.button(name_of(view, day)).clicked() {
                    view.push(Action::Day(day));
                    ui.close();
                }
            }
        });
    });
}

fn go_to(ui: &mut Ui, view: &mut View<'_>, typed: &mut Typed) {
    let label = view.t(strings::GO_TO_DATE);
    let field = TextEdit::singleline(&mut typed.date).hint_text(view.t(strings::GO_TO_DATE_HINT));
    let field = ui.add(field.desired_width(f32::INFINITY).margin(vec2(space::S, space::S)));
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    let frame = ui.ctx().cumulative_frame_nr();
    if std::mem::replace(&mut typed.drawn, frame) + 1 < frame {
        field.request_focus();
        widgets::select_all(ui, &field, &typed.date);
    }
    // The key is taken: among the days it would open an article.
    let is_entered =
        field.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if is_entered && !typed.date.trim().is_empty() {
        view.push(Action::GoTo(typed.date.clone()));
        // From the day that was gone to the arrows and Enter lead on; what is refused is written anew.
        let is_date = TypedDate::read(&typed.date).is_some();
        ui.memory_mut(|memory| memory.request_focus(if is_date { days() } else { field.id }));
    }
}

fn papers(ui: &mut Ui, view: &mut View<'_>, calendar: &Calendar) {
    let papers = view.cx.library.papers();
    if papers.len() < 2 {
        return;
    }
    let all = view.t(strings::ALL_PAPERS);
    let name = view.t(strings::PAPER);
    let now = calendar.paper.as_deref().unwrap_or(all);
    let mut chosen = None;
    let combo =
        egui::ComboBox::from_id_salt("paper of the calendar").selected_text(now).width(ui.available_width());
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(calendar.paper.is_none(), all).clicked() {
            chosen = Some(None);
        }
        for paper in papers {
            if ui.selectable_label(calendar.paper.as_ref() == Some(&paper.name), &paper.name).clicked() {
                chosen = Some(Some(paper.name.clone()));
            }
        }
    });
    let label = format!("{name} {now}");
    response.response.widget_info(|| WidgetInfo::labeled(WidgetRole::ComboBox, true, &label));
    if let Some(paper) = chosen {
        view.push(Action::Paper(paper));
    }
}

/// Under what name egui knows the days of the month.
fn days() -> Id {
    Id::unique("days")
}

/// The month of a day, with ways to others.
fn month(ui: &mut Ui, view: &mut View<'_>, calendar: &Calendar, day: Date) {
    ui.add_space(space::XS);
    let left = |ui: &mut Ui, (view, go): &mut (&mut View<'_>, Option<Date>)| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (icon, label, months) in
            [(Icon::Back, strings::PREVIOUS_MONTH, -1), (Icon::Forward, strings::NEXT_MONTH, 1)]
        {
            if widgets::icon_button(ui, view.palette, icon, view.t(label), None).clicked() {
                *go = Some(moved(day, months));
            }
        }
        ui.add_space(space::S);
        let name = view
            .cx
            .language
            .pick(format!("{}年{}月", day.year(), day.month()), format!("{}-{:02}", day.year(), day.month()));
        ui.label(egui::RichText::new(name).size(size::ROW).color(view.palette.ink));
    };
    let right = |ui: &mut Ui, (view, _): &mut (&mut View<'_>, Option<Date>)| {
        for (icon, label, by) in
            [(Icon::Up, strings::PREVIOUS_ISSUE, -1), (Icon::Down, strings::NEXT_ISSUE, 1)]
        {
            if widgets::icon_button(ui, view.palette, icon, view.t(label), None).clicked() {
                view.push(Action::Step(by));
            }
        }
    };
    let mut shown = (&mut *view, None);
    ui.horizontal(|ui| widgets::with_buttons(ui, &mut shown, 2, left, right));
    let mut go = shown.1;
    let first = day.first_of_month();
    let before = i64::from(first.weekday().to_monday_zero_offset());
    let weeks = (before + i64::from(first.days_in_month()) + 6) / 7;
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), DAY * (weeks as f32 + 0.7)), Sense::hover());
    let id = days();
    let whole = ui.interact(rect, id, Sense::focusable_noninteractive());
    whole.widget_info(|| WidgetInfo::labeled(WidgetRole::Grid, true, view.t(strings::CALENDAR)));
    if whole.has_focus() {
        go = keys(ui, view, id, calendar, day).or(go);
    }
    let width = rect.width() / 7.0;
    let font = FontId::proportional(size::SMALL);
    for (at, name) in strings::WEEKDAYS.iter().enumerate() {
        let center = pos2(rect.left() + width * (at as f32 + 0.5), rect.top() + DAY * 0.3);
        let name = view.t(*name).trim_start_matches('周');
        ui.painter().text(center, Align2::CENTER_CENTER, name, font.clone(), view.palette.soft);
    }
    for number in 0..i64::from(first.days_in_month()) {
        let one = first.saturating_add(number.days());
        let (row, column) = ((before + number) / 7, (before + number) % 7);
        let corner = pos2(rect.left() + width * column as f32, rect.top() + DAY * (row as f32 + 0.7));
        let cell = Rect::from_min_size(corner, vec2(width, DAY)).shrink(1.5);
        if cell_of(ui, view, calendar, (one, day), cell, whole.has_focus()).clicked() {
            whole.request_focus();
            go = Some(one);
        }
    }
    if let Some(day) = go {
        view.push(Action::Day(day));
    }
}

/// The newspapers that lack an issue on a day, in words.
fn lacking(view: &View<'_>, calendar: &Calendar, day: Date) -> String {
    view.fill(strings::PAPERS_MISSING, &[&calendar.lacking(day).join("、")])
}

fn cell_of(
    ui: &Ui,
    view: &View<'_>,
    calendar: &Calendar,
    (one, shown): (Date, Date),
    cell: Rect,
    focused: bool,
) -> Response {
    let palette = view.palette;
    let state = calendar.state(one);
    let response = ui.interact(cell, ui.scope_id().with(("day", one.day())), Sense::CLICK);
    let told = match state {
        DayState::There(issues) => view.fill(strings::ISSUES_COUNTED, &[&issues]),
        DayState::Partly(issues) => {
            let there = view.fill(strings::ISSUES_COUNTED, &[&issues]);
            format!("{there} · {}", lacking(view, calendar, one))
        }
        DayState::Missing => view.t(strings::DAY_MISSING).to_owned(),
        DayState::Outside => String::new(),
    };
    let name = format!("{one} {told}");
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, one == shown, &name));
    widgets::ground(ui, palette, cell, &response, one == shown);
    let font = FontId::proportional(size::BODY);
    let color = match state {
        DayState::Outside => palette.soft,
        _ => palette.ink,
    };
    ui.painter().text(cell.center() - vec2(0.0, 3.0), Align2::CENTER_CENTER, one.day(), font, color);
    let under = pos2(cell.center().x, cell.bottom() - 5.0);
    /// Points of a mark from the middle, where there are two.
    const APART: f32 = 4.0;
    let there = |at| ui.painter().circle_filled(at, 2.5, palette.accent);
    let missing = |at| ui.painter().circle_stroke(at, 2.5, egui::Stroke::new(1.5, palette.warn));
    match state {
        DayState::There(_) => drop(there(under)),
        DayState::Missing => drop(missing(under)),
        DayState::Partly(_) => {
            there(under - vec2(APART, 0.0));
            missing(under + vec2(APART, 0.0));
        }
        DayState::Outside => {}
    }
    if one == shown && focused {
        widgets::focus_ring(ui, palette, cell);
    }
    if told.is_empty() { response } else { response.on_hover_text(told) }
}

/// The same day of another month, or the last of that month.
fn moved(day: Date, months: i32) -> Date {
    let month = month_from(day, months);
    let last = i64::from(month.days_in_month()) - 1;
    month.saturating_add(last.min(i64::from(day.day()) - 1).days())
}

/// Keys while the keyboard is among the days: which day they lead to.
fn keys(ui: &Ui, view: &mut View<'_>, id: Id, calendar: &Calendar, day: Date) -> Option<Date> {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let ways: [(Key, Date); 8] = [
        (Key::ArrowLeft, day.saturating_sub(1.days())),
        (Key::ArrowRight, day.saturating_add(1.days())),
        (Key::ArrowUp, day.saturating_sub(7.days())),
        (Key::ArrowDown, day.saturating_add(7.days())),
        (Key::PageUp, moved(day, -1)),
        (Key::PageDown, moved(day, 1)),
        (Key::Home, calendar.first().unwrap_or(day)),
        (Key::End, calendar.last().unwrap_or(day)),
    ];
    let first =
        calendar.rows.iter().find_map(|row| if let Row::Article(id) = row { Some(*id) } else { None });
    ui.input_mut(|input| {
        if let Some(first) = first.filter(|_| input.consume_key(Modifiers::NONE, Key::Enter)) {
            view.push(navigation::Action::Open(first));
        }
        ways.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, day)| day)
    })
}

/// The day that is shown: its issues, their pages and articles.
fn whole_day(
    ui: &mut Ui,
    view: &mut View<'_>,
    calendar: &Calendar,
    day: Date,
    open: Option<ArticleId>,
    typed: &mut Typed,
) {
    if calendar.rows.is_empty() {
        widgets::soft(ui, view.palette, view.fill(strings::NO_ISSUE_ON, &[&name_of(view, day)]));
        ui.horizontal_wrapped(|ui| {
            for near in calendar.around(day).into_iter().flatten() {
                if widgets::chip(ui, view.palette, &name_of(view, near), false).clicked() {
                    view.push(Action::Day(near));
                }
            }
        });
        return;
    }
    if !calendar.lacking(day).is_empty() {
        let text = egui::RichText::new(lacking(view, calendar, day));
        ui.label(text.size(size::SMALL).color(view.palette.warn));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().auto_shrink(false).id_salt(("day", day));
    area.show_rows(ui, ROW, calendar.rows.len(), |ui, rows| {
        widgets::beside_bar(ui);
        // The tab key comes to the first article; from there on it and the arrows go to the others.
        let (mut is_stop, was_in) = (true, std::mem::take(&mut typed.in_rows));
        for at in rows {
            let is_article = matches!(calendar.rows[at], Row::Article(_));
            let sense = if is_article && is_stop { Sense::click() } else { Sense::CLICK };
            is_stop &= was_in || !is_article;
            typed.in_rows |= row(ui, view, calendar, &calendar.rows[at], open, sense);
        }
    });
}

fn name_of(view: &View<'_>, day: Date) -> String {
    match view.cx.language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => day.to_string(),
    }
}

/// Draws a row; says whether the keyboard is on it.
fn row(
    ui: &mut Ui,
    view: &mut View<'_>,
    calendar: &Calendar,
    row: &Row,
    open: Option<ArticleId>,
    sense: Sense,
) -> bool {
    let (palette, library) = (view.palette, view.cx.library.clone());
    let width = ui.available_width();
    if let Row::Issue(issue) = row {
        // From the right: the title takes the room that the button leaves.
        let from_right = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(width, ROW), from_right, |ui| {
            // Short, so that the issue's name has room.
            let label = egui::RichText::new(view.t(strings::EXPORT_RESULTS)).size(size::SMALL);
            let button = ui.add(egui::Button::new(label).frame_when_inactive(false));
            let name = view.t(strings::EXPORT_ISSUE);
            button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, name));
            if button.on_hover_text(name).clicked() {
                let which = Which::These(calendar.articles_of(issue));
                view.push(import_export::Action::Articles(Deed::Ask(Overlay::Articles), which));
            }
            let room = ui.available_width();
            let title = view.cx.issue(issue);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let mut text = one_line(ui, &title, size::BODY, palette.accent, room);
                if text.elided {
                    // The day is chosen above: where there is room for one of them, it is the newspaper's.
                    text = one_line(ui, &issue.paper, size::BODY, palette.accent, room);
                }
                ui.label(text).on_hover_text(title);
            });
        });
        return false;
    }
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), sense);
    let (text, left, font, color) = match row {
        Row::Issue(_) => return false,
        Row::Page(page) => {
            let title = library.page(*page).map(|page| page.title(view.cx.language)).unwrap_or_default();
            (title, 4.0, size::SMALL, palette.soft)
        }
        Row::Article(id) => {
            let title = library.article(*id).map(|article| article.title().to_owned()).unwrap_or_default();
            widgets::ground(ui, palette, rect, &response, open == Some(*id));
            if response.clicked() {
                view.push(navigation::Action::Open(*id));
            }
            (title, 14.0, size::BODY, palette.ink)
        }
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ListItem, true, &text));
    let text = one_line(ui, &text, font, color, width - left - space::S);
    ui.painter().galley(pos2(rect.left() + left, rect.center().y - text.size().y / 2.0), text, color);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.has_focus()
}

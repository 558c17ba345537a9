//! The panel of the review: the article at hand with the reasons to check it, what is next, and how the archive is.

use super::health::Counts;
use super::queue::{Doubt, Item, LACK, doubts};
use super::{Action, Review, Tab};
use crate::app::corrections::view as corrections_view;
use crate::app::icons::{self, Icon};
use crate::app::panels::Panel;
use crate::app::reader::Reader;
use crate::app::reader::article::{OpenArticle, SURE, percent};
use crate::app::strings::Phrase;
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line, panel_head};
use crate::app::{calendar, commands, navigation, strings, widgets};
use egui::{
    Align2, Button, FontId, Rect, RichText, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

/// Height of a row, in points.
const ROW: f32 = height::PAIR;
/// Height of the chart of an archive's health, in points.
const CHART: f32 = 72.0;

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, review: &Review, reader: &Reader) {
    panel_head(ui, view, strings::REVIEW, Panel::Review);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let tabs = [(Tab::Queue, view.t(strings::CHECK_FIRST)), (Tab::Health, view.t(strings::HEALTH))];
        if let Some(tab) = widgets::choices(ui, view.palette, &review.tab, tabs) {
            view.push(Action::Show(tab));
        }
    });
    ui.add_space(space::S);
    if !review.is_made() {
        ui.spinner();
        return;
    }
    /// Points that the list has where article and list are scrolled together.
    const LIST_IN_LOW: f32 = 300.0;
    match review.tab {
        Tab::Queue if ui.available_height() >= height::LOW => {
            let rows = ui.available_height();
            queue(ui, view, review, reader, rows);
        }
        Tab::Queue => {
            ScrollArea::vertical().auto_shrink(false).id_salt("queue").show(ui, |ui| {
                widgets::beside_bar(ui);
                queue(ui, view, review, reader, LIST_IN_LOW);
            });
        }
        Tab::Health => health(ui, view, review),
    }
}

/// The article at hand and the list, which has no more points than `rows`.
fn queue(ui: &mut Ui, view: &mut View<'_>, review: &Review, reader: &Reader, rows: f32) {
    let (left, put_off) = review.queue.left();
    let done = review.queue.items().len() - left;
    let checked = review.queue.checked + done;
    let bar = egui::ProgressBar::new(checked as f32 / (checked + left).max(1) as f32);
    let bar = bar.desired_width(ui.available_width()).desired_height(6.0);
    ui.add(bar.fill(view.palette.accent));
    widgets::soft(ui, view.palette, view.fill(strings::REVIEWED, &[&checked, &left, &put_off]));
    if let Some(open) = &reader.open {
        at_hand(ui, view, review, open);
    }
    widgets::section(ui, view.palette, view.t(strings::CHECK_NEXT));
    if review.queue.items().is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::NOTHING_TO_CHECK));
        return;
    }
    widgets::soft(ui, view.palette, view.fill(strings::CHECK_ORDER, &[&LACK]));
    let open = reader.open.as_ref().map(|open| open.id);
    ui.spacing_mut().item_spacing.y = 0.0;
    let items = review.queue.items();
    let area = ScrollArea::vertical().auto_shrink(false).id_salt("review");
    area.max_height(rows).show_rows(ui, ROW, items.len(), |ui, rows| {
        widgets::beside_bar(ui);
        for item in &items[rows] {
            row(ui, view, item, open == Some(item.id));
        }
    });
}

/// The open article: why it is to be checked, and what can be done.
fn at_hand(ui: &mut Ui, view: &mut View<'_>, review: &Review, open: &OpenArticle) {
    let library = view.cx.library.clone();
    let Some(article) = library.article(open.id) else { return };
    let title = one_line(ui, article.title(), size::ROW, view.palette.ink, ui.available_width());
    ui.label(title);
    // Above the reasons, of which each article has more or fewer: what is pressed stays where it is.
    ui.horizontal_wrapped(|ui| {
        let key = |id: &str, ui: &Ui| widgets::key_of(ui, view, commands::command(id)?);
        let (accept, skip) = (key("review-accept", ui), key("review-skip", ui));
        if widgets::primary_with_key(ui, view.palette, view.t(strings::ACCEPT), accept).clicked() {
            view.push(Action::Accept);
        }
        ui.menu_button(view.t(strings::CORRECT), |ui| corrections_view::items(ui, view, None));
        let name = view.t(strings::SKIP);
        if widgets::with_key(ui, Button::new(name), name, (skip, view.palette.soft)).clicked() {
            view.push(Action::Skip);
        }
    });
    let mut reasons: Vec<String> =
        doubts(&open.entry, article).into_iter().map(|doubt| in_words(view, doubt)).collect();
    let is_done = review.queue.place(open.id).is_none_or(|at| review.queue.items()[at].done);
    if reasons.is_empty() || is_done {
        reasons = vec![view.t(strings::CHECKED_OR_SURE).to_owned()];
    } else {
        reasons.extend(weakest(view, open));
    }
    for reason in reasons {
        ui.label(RichText::new(format!("· {reason}")).size(size::SMALL).color(view.palette.soft));
    }
}

/// A reason in words.
pub fn in_words(view: &View<'_>, doubt: Doubt) -> String {
    match doubt {
        Doubt::Extent(sure) => view.fill(strings::DOUBT_EXTENT, &[&sure]),
        Doubt::Untitled => view.t(strings::DOUBT_UNTITLED).to_owned(),
        Doubt::Short(characters) => view.fill(strings::DOUBT_SHORT, &[&characters]),
        Doubt::NoDate => view.t(strings::DOUBT_NO_DATE).to_owned(),
        Doubt::NoPage => view.t(strings::DOUBT_NO_PAGE).to_owned(),
    }
}

/// The two weakest places of an article: a block that may begin elsewhere or be something else, or text that lacks.
fn weakest(view: &View<'_>, open: &OpenArticle) -> Vec<String> {
    /// Characters by which a block is known.
    const WORDS: usize = 14;
    let mut found: Vec<(f32, String)> = Vec::new();
    for (at, block) in open.article().blocks.iter().enumerate() {
        let words: String = block.text.as_str().chars().take(WORDS).collect();
        if block.gap_before {
            found.push((0.0, view.fill(strings::DOUBT_GAP, &[&words])));
        }
        let sure = block.boundary_confidence;
        if at > 0 && sure < SURE {
            found.push((sure, view.fill(strings::DOUBT_BOUNDARY, &[&words])));
        }
        let sure = block.role_confidence;
        if sure < SURE {
            let role = view.t(strings::role_name(block.role));
            found.push((sure, view.fill(strings::DOUBT_ROLE, &[&words, &role])));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().take(2).map(|(_, reason)| reason).collect()
}

fn row(ui: &mut Ui, view: &mut View<'_>, item: &Item, is_open: bool) {
    let library = view.cx.library.clone();
    let (Some(page), Some(article)) = (library.page(item.id.page), library.article(item.id)) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let palette = view.palette;
    widgets::ground(ui, palette, rect, &response, is_open);
    let place = view.cx.issue(&page.issue);
    // All that its place in the list goes by.
    let put_off = (item.put_off && !item.done).then(|| view.t(strings::PUT_OFF).to_owned());
    let sure = view.fill(strings::SURE, &[&percent(article.confidence)]);
    let lacks = doubts(page, article).into_iter().filter(|doubt| doubt.is_lack());
    let lacks = lacks.map(|doubt| in_words(view, doubt)).collect::<Vec<_>>();
    let second =
        put_off.into_iter().chain([sure]).chain(lacks).chain([place]).collect::<Vec<_>>().join(" · ");
    let name = format!("{} · {second}", article.title());
    widgets::row_info(&response, WidgetRole::ListItem, is_open, &name);
    let left = rect.left() + space::S;
    let right = rect.right() - space::S - if item.done { 20.0 } else { 0.0 };
    let ink = if item.done { palette.soft } else { palette.ink };
    let title = one_line(ui, article.title(), size::BODY, ink, right - left);
    let second = one_line(ui, &second, size::SMALL, palette.soft, right - left);
    ui.painter().galley(pos2(left, rect.top() + 5.0), title, ink);
    ui.painter().galley(pos2(left, rect.top() + 25.0), second, palette.soft);
    if item.done {
        let tick = Rect::from_center_size(pos2(rect.right() - space::M, rect.center().y), vec2(14.0, 14.0));
        icons::paint(ui.painter(), tick, Icon::Check, palette.good);
    }
    if response.clicked() {
        view.push(navigation::Action::Open(item.id));
    }
}

/// How the archive is: counts, a chart of days and doubts over time, and the papers one by one.
fn health(ui: &mut Ui, view: &mut View<'_>, review: &Review) {
    let (months, all) = review.health.over_time();
    ScrollArea::vertical().auto_shrink(false).id_salt("health").show(ui, |ui| {
        widgets::beside_bar(ui);
        // Days of several newspapers add up to more than there are.
        let is_sum = review.health.papers.len() > 1;
        counts(ui, view, &all, if is_sum { strings::HEALTH_ISSUE_DAYS } else { strings::HEALTH_COVERAGE });
        if review.health.unreadable > 0 {
            let text = view.fill(strings::HEALTH_UNREADABLE, &[&review.health.unreadable]);
            ui.label(RichText::new(text).color(view.palette.warn));
        }
        if !months.is_empty() {
            widgets::section(ui, view.palette, view.t(strings::HEALTH_DAYS));
            chart(ui, view, &months);
        }
        for (paper, months) in &review.health.papers {
            if review.health.papers.len() < 2 {
                break;
            }
            widgets::section(ui, view.palette, paper);
            let mut of_paper = Counts::default();
            months.values().chain(review.health.undated.get(paper)).for_each(|one| of_paper.add(one));
            counts(ui, view, &of_paper, strings::HEALTH_COVERAGE);
        }
        ui.add_space(space::S);
        if ui.button(view.t(strings::EXPORT_HEALTH)).clicked() {
            view.push(Action::Export);
        }
    });
}

fn counts(ui: &mut Ui, view: &View<'_>, counts: &Counts, coverage: Phrase) {
    let share = |part: usize| (part as f32 / counts.articles.max(1) as f32 * 100.0).round();
    for (phrase, values) in
        [(coverage, [counts.days, counts.missing]), (strings::HEALTH_SIZE, [counts.pages, counts.articles])]
    {
        ui.label(view.fill(phrase, &[&values[0], &values[1]]));
    }
    let doubt = view
        .fill(strings::HEALTH_DOUBT, &[&share(counts.doubtful), &share(counts.untitled), &counts.checked]);
    ui.label(doubt);
}

/// Bars of the months, or of years where there are many: days with an issue, above them those without, and below how many
/// articles are doubtful. A press goes to that time in the calendar.
fn chart(ui: &mut Ui, view: &mut View<'_>, months: &[(jiff::civil::Date, Counts)]) {
    /// Months that are shown one by one at most.
    const BY_MONTH: usize = 60;
    let by_year = months.len() > BY_MONTH;
    let mut bars: Vec<(jiff::civil::Date, Counts)> = Vec::new();
    for &(month, counts) in months {
        match bars.last_mut() {
            Some((start, sum)) if by_year && start.year() == month.year() => sum.add(&counts),
            _ => bars.push((month, counts)),
        }
    }
    let strip = space::S;
    let axis = size::SMALL + space::XS;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), CHART + strip + axis), Sense::click());
    let width = rect.width() / bars.len() as f32;
    let at = |x: f32| (((x - rect.left()) / width).max(0.0) as usize).min(bars.len() - 1);
    let cx = view.cx;
    let name = |at: usize| {
        let (month, counts) = &bars[at];
        let time = month.strftime(if by_year { "%Y" } else { "%Y-%m" }).to_string();
        let doubtful = (counts.doubtful as f32 / counts.articles.max(1) as f32 * 100.0).round();
        cx.fill(strings::HEALTH_BAR, &[&time, &counts.days, &counts.missing, &doubtful])
    };
    let hovered = response.hover_pos().map(|pos| at(pos.x));
    let label = hovered.map_or_else(|| cx.t(strings::HEALTH_DAYS).to_owned(), name);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &label));
    let (palette, painter) = (view.palette, ui.painter());
    let most = bars.iter().map(|(_, one)| one.days + one.missing).max().unwrap_or(1).max(1) as f32;
    let base = rect.top() + CHART;
    for (number, (_, one)) in bars.iter().enumerate() {
        let left = rect.left() + number as f32 * width;
        let gap = if width > 4.0 { 1.0 } else { 0.0 };
        let x = left + gap..=(left + width - gap).max(left + gap + 1.0);
        let height = |days: usize| days as f32 / most * CHART;
        let there = Rect::from_x_y_ranges(x.clone(), base - height(one.days)..=base);
        let color = if hovered == Some(number) { palette.accent } else { palette.soft };
        painter.rect_filled(there, 1.0, color);
        let lacking = Rect::from_x_y_ranges(x.clone(), there.top() - height(one.missing)..=there.top());
        if one.missing > 0 {
            painter.rect_stroke(lacking, 1.0, Stroke::new(1.0, palette.rule), egui::StrokeKind::Inside);
        }
        let doubt = one.doubtful as f32 / one.articles.max(1) as f32;
        let below = Rect::from_x_y_ranges(x, base + 3.0..=base + strip);
        painter.rect_filled(below, 1.0, palette.warn.gamma_multiply(doubt.clamp(0.06, 1.0)));
    }
    let font = FontId::proportional(size::SMALL);
    let ends = [(0, rect.left(), Align2::LEFT_TOP), (bars.len() - 1, rect.right(), Align2::RIGHT_TOP)];
    for (at, x, align) in ends.into_iter().take(bars.len()) {
        let time = bars[at].0.strftime(if by_year { "%Y" } else { "%Y-%m" }).to_string();
        painter.text(pos2(x, base + strip + 2.0), align, time, font.clone(), palette.soft);
    }
    if response.has_focus() {
        widgets::focus_ring(ui, palette, rect);
    }
    let pressed = response.interact_pointer_pos().filter(|_| response.clicked()).map(|pos| at(pos.x));
    if let Some(at) = pressed.or(response.clicked().then_some(0)) {
        view.push(calendar::Action::Look(bars[at].0));
    }
    if let Some(at) = hovered {
        response.on_hover_text_at_pointer(name(at));
    }
}

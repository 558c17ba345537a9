//! The chart of what was found over time: pressed or dragged over, it narrows the results to those days.

use super::Action;
use super::results::{self, Choice, Grouping, Results};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use crate::search::facets::{Chart, Unit};
use egui::{
    Align2, EventFilter, FontId, Key, Modifiers, Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// Height of the bars, in points.
pub const HEIGHT: f32 = 48.0;
/// Height of the bars of a newspaper or a section, in points.
const LANE: f32 = 20.0;

/// Bars that are chosen by keys or being dragged over, from the first touched to the last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// The ends; `None` where nothing is marked.
    ends: Option<(usize, usize)>,
}

/// Draws the chart of the results, where there is something to see: in one, or a lane for each newspaper or section.
pub fn show(ui: &mut Ui, view: &mut View<'_>, results: &Results, marked: &mut Vec<Marked>) {
    /// Lanes at most: those with the most articles.
    const MOST: usize = 6;
    /// Points of a lane's name.
    const NAME: f32 = 84.0;
    let facets = &results.answer.facets;
    let whole = &results.whole;
    if whole.chart.bars.len() < 2 && whole.lanes.iter().all(|lanes| lanes.len() < 2) {
        return;
    }
    grouping(ui, view, results);
    let grouping = results.grouping;
    let lanes = grouping.lanes(facets);
    let lanes = &lanes[..lanes.len().min(MOST)];
    marked.resize_with(lanes.len().max(1), Marked::default);
    let name = view.t(strings::OVER_TIME);
    let highest = |chart: &Chart| chart.bars.iter().map(|bar| bar.articles).max().unwrap_or(0);
    if lanes.is_empty() {
        // A single bar says nothing, but that of a choice keeps its place.
        if whole.chart.bars.len() < 2 {
            return;
        }
        if facets.chart.bars.is_empty() {
            ui.add_space(HEIGHT);
            return;
        }
        let most = highest(&facets.chart);
        let chart = Drawn { name, chart: &facets.chart, most, height: HEIGHT, has_axis: true };
        if let Some(days) = bars(ui, view, chart, &mut marked[0]) {
            view.push(Action::Results(results::Action::Choose(Choice::Days(days))));
        }
        return;
    }
    // One scale for all: what is printed more is higher.
    let most = lanes.iter().map(|lane| highest(&lane.chart)).max().unwrap_or(0);
    for (at, (lane, marked)) in lanes.iter().zip(marked).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let (_, rect) = ui.allocate_space(vec2(NAME, LANE));
            let text = one_line(ui, &lane.name, size::SMALL, view.palette.ink, NAME);
            let left_middle = pos2(rect.left(), rect.center().y - text.size().y / 2.0);
            ui.painter().galley(left_middle, text, view.palette.ink);
            let name = format!("{name}, {}", lane.name);
            let has_axis = at + 1 == lanes.len();
            let chart = Drawn { name: &name, chart: &lane.chart, most, height: LANE, has_axis };
            if let Some(days) = bars(ui, view, chart, marked) {
                let choice = Choice::Lane(grouping, lane.name.clone(), days);
                view.push(Action::Results(results::Action::Choose(choice)));
            }
        });
    }
}

/// The ways to group the chart, where there is more than one.
fn grouping(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let groupings = [
        (Grouping::Together, strings::TOGETHER),
        (Grouping::Papers, strings::EACH_PAPER),
        (Grouping::Sections, strings::EACH_SECTION),
    ];
    let has_some =
        |grouping: Grouping| grouping == results.grouping || grouping.lanes(&results.whole).len() > 1;
    let groupings = groupings.into_iter().filter(|(one, _)| *one == Grouping::Together || has_some(*one));
    let groupings: Vec<_> = groupings.collect();
    if groupings.len() < 2 {
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let groupings = groupings.into_iter().map(|(grouping, name)| (grouping, view.t(name)));
        if let Some(grouping) = widgets::choices(ui, view.palette, &results.grouping, groupings) {
            view.push(Action::Results(results::Action::Group(grouping)));
        }
    });
}

/// A chart as it is to be drawn.
struct Drawn<'a> {
    /// What a screen reader calls it.
    name: &'a str,
    chart: &'a Chart,
    /// Number of articles of a bar as high as there is room.
    most: usize,
    /// Height of the bars, in points.
    height: f32,
    /// Whether its first and last time stand below.
    has_axis: bool,
}

/// Draws bars; gives the days that the person chooses.
fn bars(
    ui: &mut Ui,
    view: &View<'_>,
    Drawn { name, chart, most, height, has_axis }: Drawn<'_>,
    marked: &mut Marked,
) -> Option<RangeInclusive<Date>> {
    let count = chart.bars.len();
    if count == 0 {
        return None;
    }
    let axis = if has_axis { size::SMALL + space::XS } else { 0.0 };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height + axis), Sense::click_and_drag());
    let bars = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - axis));
    let width = bars.width() / count as f32;
    let at = |x: f32| (((x - bars.left()) / width).max(0.0) as usize).min(count - 1);
    let hovered = response.hover_pos().map(|pos| at(pos.x));

    if let Some(pos) = response.interact_pointer_pos() {
        let is_pressed =
            response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed());
        if is_pressed || response.clicked() {
            marked.ends = Some((at(pos.x), at(pos.x)));
        } else if let Some((_, to)) = marked.ends.as_mut().filter(|_| response.dragged()) {
            *to = at(pos.x);
        }
    }
    let mut chosen = response.clicked() || response.drag_stopped();
    if response.has_focus() {
        chosen |= keys(ui, &response, marked, count);
    } else if !response.is_pointer_button_down_on() && !chosen {
        marked.ends = None;
    }
    let days = marked.ends.filter(|_| chosen).and_then(|(from, to)| chart.days(from, to));
    if days.is_some() {
        marked.ends = None;
    }

    let told = marked.ends.map(|(_, to)| to).or(hovered);
    let label = match told {
        Some(bar) => format!("{name}: {}", tooltip(view, chart, bar)),
        None => name.to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &label));
    if ui.is_rect_visible(rect) {
        paint(ui, view, (chart, most), (rect, bars), (marked, hovered));
        if has_axis {
            ends(ui, view, chart, rect, bars.bottom() + 2.0);
        }
        if response.has_focus() {
            widgets::focus_ring(ui, view.palette, rect);
        }
    }
    if let Some(bar) = told {
        widgets::hint_at_pointer(ui, response, &tooltip(view, chart, bar));
    }
    days
}

/// Left and right go from bar to bar, with Shift over several; Enter chooses. Says whether it did.
fn keys(ui: &Ui, response: &egui::Response, marked: &mut Marked, count: usize) -> bool {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (from, to) = marked.ends.unwrap_or((0, 0));
    for (key, next) in [(Key::ArrowLeft, to.saturating_sub(1)), (Key::ArrowRight, (to + 1).min(count - 1))] {
        // Asked for the plain key, egui takes the one with Shift as well.
        let (extended, plain) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::SHIFT, key), input.consume_key(Modifiers::NONE, key))
        });
        if plain || extended {
            let next = if marked.ends.is_none() { 0 } else { next };
            marked.ends = Some((if extended { from } else { next }, next));
        }
    }
    marked.ends.is_some() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
}

fn paint(
    ui: &Ui,
    view: &View<'_>,
    (chart, most): (&Chart, usize),
    (rect, bars): (Rect, Rect),
    (marked, hovered): (&Marked, Option<usize>),
) {
    let (palette, painter) = (view.palette, ui.painter());
    let count = chart.bars.len();
    let width = bars.width() / count as f32;
    let left = |bar: usize| bars.left() + bar as f32 * width;
    let most = most.max(1) as f32;
    if let Some((from, to)) = marked.ends {
        let (from, to) = (from.min(to).min(count - 1), from.max(to).min(count - 1));
        let ground = Rect::from_min_max(pos2(left(from), bars.top()), pos2(left(to + 1), bars.bottom()));
        painter.rect_filled(ground, 0.0, palette.chosen);
    }
    let gap = if width > 4.0 { 1.0 } else { 0.0 };
    for (at, bar) in chart.bars.iter().enumerate().filter(|(_, bar)| bar.articles > 0) {
        // The smallest number is still seen.
        let height = (bar.articles as f32 / most * bars.height()).max(2.0);
        let shape = Rect::from_min_max(
            pos2(left(at) + gap, bars.bottom() - height),
            pos2((left(at + 1) - gap).max(left(at) + gap + 1.0), bars.bottom()),
        );
        painter.rect_filled(shape, 1.0, if hovered == Some(at) { palette.accent } else { palette.soft });
    }
    painter.hline(rect.x_range(), bars.bottom(), (1.0, palette.rule));
}

/// Writes the first and the last time below the bars.
fn ends(ui: &Ui, view: &View<'_>, chart: &Chart, rect: Rect, base: f32) {
    let [Some(first), Some(last)] = [chart.bars.first(), chart.bars.last()] else { return };
    let ends = [(first, rect.left(), Align2::LEFT_TOP), (last, rect.right(), Align2::RIGHT_TOP)];
    // Of one bar the time is said once.
    for (bar, x, align) in ends.into_iter().take(chart.bars.len()) {
        let font = FontId::proportional(size::SMALL);
        let time = name(chart.unit, *bar.days.start());
        ui.painter().text(pos2(x, base), align, time, font, view.palette.soft);
    }
}

fn tooltip(view: &View<'_>, chart: &Chart, bar: usize) -> String {
    let Some(bar) = chart.bars.get(bar) else { return String::new() };
    let count = articles(bar.articles);
    format!("{} · {}", name(chart.unit, *bar.days.start()), view.fill(count, &[&bar.articles]))
}

/// Words for a number of articles.
pub fn articles(count: usize) -> Phrase {
    if count == 1 { strings::ONE_ARTICLE } else { strings::SOME_ARTICLES }
}

/// Name of a length of time that begins on a day.
fn name(unit: Unit, start: Date) -> String {
    match unit {
        Unit::Year => start.year().to_string(),
        Unit::Month => start.strftime("%Y-%m").to_string(),
        Unit::Day => start.to_string(),
    }
}

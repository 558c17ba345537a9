//! The chart of what was found over time: pressed or dragged over, it narrows the results to those days.

use super::Action;
use super::results::{self, Choice, Results};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::View;
use crate::app::widgets;
use crate::search::facets::{Chart, Unit};
use egui::{
    Align2, EventFilter, FontId, Key, Modifiers, Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

/// Height of the bars, in points.
const HEIGHT: f32 = 48.0;

/// Bars that are chosen by keys or being dragged over, from the first touched to the last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// The ends; `None` where nothing is marked.
    ends: Option<(usize, usize)>,
}

/// Draws the chart of the results, where there is something to see.
pub fn show(ui: &mut Ui, view: &mut View<'_>, results: &Results, marked: &mut Marked) {
    let chart = &results.answer.facets.chart;
    let count = chart.bars.len();
    if count < 2 {
        return;
    }
    let axis = size::SMALL + space::XS;
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + axis), Sense::click_and_drag());
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
    if let Some(days) = marked.ends.filter(|_| chosen).and_then(|(from, to)| chart.days(from, to)) {
        marked.ends = None;
        view.push(Action::Results(results::Action::Choose(Choice::Days(days))));
    }

    let told = marked.ends.map(|(_, to)| to).or(hovered);
    let label = match told {
        Some(bar) => format!("{}: {}", view.t(strings::OVER_TIME), tooltip(view, chart, bar)),
        None => view.t(strings::OVER_TIME).to_owned(),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &label));
    if ui.is_rect_visible(rect) {
        paint(ui, view, chart, (rect, bars), (marked, hovered));
        if response.has_focus() {
            widgets::focus_ring(ui, view.palette, rect);
        }
    }
    if let Some(bar) = told {
        widgets::hint_at_pointer(ui, response, &tooltip(view, chart, bar));
    }
}

/// Left and right go from bar to bar, with Shift over several; Enter chooses. Says whether it did.
fn keys(ui: &Ui, response: &egui::Response, marked: &mut Marked, count: usize) -> bool {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (from, to) = marked.ends.unwrap_or((0, 0));
    for (key, next) in [(Key::ArrowLeft, to.saturating_sub(1)), (Key::ArrowRight, (to + 1).min(count - 1))] {
        let (plain, extended) = ui.input_mut(|input| {
            (input.consume_key(Modifiers::NONE, key), input.consume_key(Modifiers::SHIFT, key))
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
    chart: &Chart,
    (rect, bars): (Rect, Rect),
    (marked, hovered): (&Marked, Option<usize>),
) {
    let (palette, painter) = (view.palette, ui.painter());
    let count = chart.bars.len();
    let width = bars.width() / count as f32;
    let left = |bar: usize| bars.left() + bar as f32 * width;
    let most = chart.bars.iter().map(|bar| bar.articles).max().unwrap_or(1).max(1) as f32;
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
    let font = FontId::proportional(size::SMALL);
    let (first, last) = (&chart.bars[0].days, &chart.bars[count - 1].days);
    let base = bars.bottom() + 2.0;
    painter.text(
        pos2(rect.left(), base),
        Align2::LEFT_TOP,
        name(chart.unit, *first.start()),
        font.clone(),
        palette.soft,
    );
    painter.text(
        pos2(rect.right(), base),
        Align2::RIGHT_TOP,
        name(chart.unit, *last.start()),
        font,
        palette.soft,
    );
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

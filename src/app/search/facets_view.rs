//! The facets of the results: newspapers, years and pages with their numbers of articles, to be chosen and taken back.

use super::results::{Action, Choice, Results, Subject};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use crate::archive::PageNumber;
use crate::search::facets::PagePlace;
use egui::{Popup, RichText, Role as WidgetRole, ScrollArea, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

/// Draws a line for each facet that has something to choose from.
pub fn show(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let (facets, narrowing) = (&results.answer.facets, &results.question.narrowing);
    let mut papers: Vec<(&String, usize)> = facets.papers.iter().map(|(paper, n)| (paper, *n)).collect();
    papers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let papers = papers.into_iter().map(|(paper, count)| Value {
        name: paper.clone(),
        count,
        is_chosen: narrowing.papers.contains(paper),
        press: Action::Choose(Choice::Paper(paper.clone())),
    });
    facet(ui, view, (strings::PAPER, 2), papers.collect());
    let years = facets.years.iter().rev().filter_map(|(&year, &count)| {
        let days = Date::new(year, 1, 1).ok()?..=Date::new(year, 12, 31).ok()?;
        let is_chosen = narrowing.days.as_ref() == Some(&days);
        Some(Value { name: year.to_string(), count, is_chosen, press: Action::Choose(Choice::Days(days)) })
    });
    facet(ui, view, (strings::YEAR, 2), years.collect());
    let pages = facets.pages.iter().map(|(place, &count)| Value {
        name: page_name(view, place),
        count,
        is_chosen: narrowing.pages.contains(place),
        press: Action::Choose(Choice::Page(place.clone())),
    });
    facet(ui, view, (strings::PAGE_NUMBER, 2), pages.collect());
    let mut sections: Vec<(&String, usize)> = facets.sections.iter().map(|(name, n)| (name, *n)).collect();
    sections.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let sections = sections.into_iter().map(|(name, count)| Value {
        name: name.clone(),
        count,
        is_chosen: narrowing.sections.contains(name),
        press: Action::Choose(Choice::Section(name.clone())),
    });
    facet(ui, view, (strings::SECTION, 2), sections.collect());
    names(ui, view, results);
    if !narrowing.is_empty() {
        ui.horizontal_wrapped(|ui| {
            if let Some(days) = &narrowing.days {
                let (first, last) = (days.start(), days.end());
                let text = if first == last { first.to_string() } else { format!("{first} – {last}") };
                let text = format!("{text}  ×");
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

/// Lines of persons and places in what was found; a press looks for them, too.
fn names(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let Some(names) = &results.answer.names else {
        if results.wants_names() {
            view.push(super::Action::Results(Action::WantNames));
        }
        return;
    };
    for (phrase, found) in [(strings::PERSONS, &names.persons), (strings::PLACES, &names.places)] {
        let value = |(name, count): &(String, usize)| {
            let also = match results.question.subject {
                Subject::Query => format!("{} \"{name}\"", results.question.query.trim()),
                Subject::Like { .. } | Subject::All => format!("\"{name}\""),
            };
            Value { name: name.clone(), count: *count, is_chosen: false, press: Action::Ask(also) }
        };
        facet(ui, view, (phrase, 1), found.iter().map(value).collect());
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
    /// What a press of it does.
    press: Action,
}

/// A facet on one line: its first values, and the others in a menu; where there are fewer than `least`, none of it.
fn facet(ui: &mut Ui, view: &mut View<'_>, (name, least): (Phrase, usize), mut values: Vec<Value>) {
    /// Points of the facet's name, and those kept for the menu's button.
    const NAME: f32 = 48.0;
    const MORE: f32 = 34.0;
    if values.len() < least && !values.iter().any(|value| value.is_chosen) {
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
                view.push(super::Action::Results(values[at].press.clone()));
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
                    view.push(super::Action::Results(value.press.clone()));
                    ui.close();
                }
            }
        });
    });
}

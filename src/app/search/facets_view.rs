//! The facets of the results: newspapers, years and pages with their numbers of articles, to be chosen and taken back.

use super::names::READ;
use super::results::{Action, Choice, Results, Subject};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use crate::archive::PageNumber;
use crate::search::facets::PagePlace;
use egui::{Popup, Role as WidgetRole, ScrollArea, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// Draws a line for each facet that has something to choose from.
pub fn show(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let (facets, narrowing) = (&results.answer.facets, &results.question.narrowing);
    let whole = &results.whole;
    let mut papers: Vec<(&String, usize)> = facets.papers.iter().map(|(paper, n)| (paper, *n)).collect();
    papers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let papers = papers.into_iter().map(|(paper, count)| Value {
        name: paper.clone(),
        count,
        is_chosen: narrowing.papers.contains(paper),
        press: Action::Choose(Choice::Paper(paper.clone())),
    });
    facet(ui, view, (strings::PAPER, whole.papers.len() > 1), papers.collect());
    let years = facets.years.iter().rev().filter_map(|(&year, &count)| {
        let days = days_of(year)?;
        let is_chosen = narrowing.days.as_ref() == Some(&days);
        Some(Value { name: year.to_string(), count, is_chosen, press: Action::Choose(Choice::Days(days)) })
    });
    facet(ui, view, (strings::YEAR, whole.years.len() > 1), years.collect());
    let pages = facets.pages.iter().map(|(place, &count)| Value {
        name: page_name(view, place),
        count,
        is_chosen: narrowing.pages.contains(place),
        press: Action::Choose(Choice::Page(place.clone())),
    });
    facet(ui, view, (strings::PAGE_NUMBER, whole.pages.len() > 1), pages.collect());
    let mut sections: Vec<(&String, usize)> = facets.sections.iter().map(|(name, n)| (name, *n)).collect();
    sections.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let sections = sections.into_iter().map(|(name, count)| Value {
        name: name.clone(),
        count,
        is_chosen: narrowing.sections.contains(name),
        press: Action::Choose(Choice::Section(name.clone())),
    });
    facet(ui, view, (strings::SECTION, whole.sections.len() > 1), sections.collect());
    names(ui, view, results);
    let is_year = |days: &RangeInclusive<Date>| {
        let year = days.start().year();
        facets.years.contains_key(&year) && days_of(year).as_ref() == Some(days)
    };
    if let Some(days) = narrowing.days.as_ref().filter(|days| !is_year(days)) {
        let (first, last) = (days.start(), days.end());
        let text = if first == last { first.to_string() } else { format!("{first} – {last}") };
        if widgets::chip(ui, view.palette, &format!("{text}  ×"), true).clicked() {
            view.push(super::Action::Results(Action::Choose(Choice::Days(days.clone()))));
        }
    }
}

/// The days of a year.
fn days_of(year: i16) -> Option<RangeInclusive<Date>> {
    Some(Date::new(year, 1, 1).ok()?..=Date::new(year, 12, 31).ok()?)
}

/// Lines of persons and places in what was found; a press looks for them, too.
fn names(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    if results.wants_names() {
        view.push(super::Action::Results(Action::WantNames));
    }
    if results.answer.rows.is_empty() {
        return;
    }
    if results.answer.rows.len() > READ {
        widgets::soft(ui, view.palette, view.fill(strings::NAMES_AMONG, &[&READ]));
    }
    let names = results.answer.names.as_ref();
    let lines = [
        (strings::PERSONS, names.map(|names| &names.persons[..])),
        (strings::PLACES, names.map(|names| &names.places[..])),
    ];
    for (phrase, found) in lines {
        let found = match found {
            // Their lines are kept for them: what is below stays under the pointer when they come, and when there are none.
            None | Some([]) => {
                let none = if found.is_some() { view.t(strings::NONE_THERE) } else { "" };
                line(ui, view, phrase, |ui, view| drop(widgets::soft(ui, view.palette, none)));
                continue;
            }
            Some(found) => found,
        };
        let value = |(name, count): &(String, usize)| {
            let also = match results.question.subject {
                Subject::Query => format!("{} \"{name}\"", results.question.query.trim()),
                Subject::Like { .. } | Subject::All => format!("\"{name}\""),
            };
            Value { name: name.clone(), count: *count, is_chosen: false, press: Action::Ask(also) }
        };
        facet(ui, view, (phrase, true), found.iter().map(value).collect());
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

impl Value {
    fn label(&self) -> String {
        format!("{} ({})", self.name, self.count)
    }
}

/// A facet on one line: its first values, and the others in a menu; where it is not there, none of it.
fn facet(ui: &mut Ui, view: &mut View<'_>, (name, is_there): (Phrase, bool), mut values: Vec<Value>) {
    if !is_there && !values.iter().any(|value| value.is_chosen) {
        return;
    }
    line(ui, view, name, |ui, view| {
        if values.is_empty() {
            return drop(widgets::soft(ui, view.palette, view.t(strings::NONE_THERE)));
        }
        // What is pressed stays where it is; what was chosen in the menu comes first, to be taken back without opening it.
        let mut rest = values.split_off(in_reach(ui, view, &values));
        rest.sort_by_key(|value| !value.is_chosen);
        let far = rest.split_off(rest.partition_point(|value| value.is_chosen));
        values = rest.into_iter().chain(values).chain(far).collect();
        let near = in_reach(ui, view, &values);
        for value in &values[..near] {
            if widgets::chip(ui, view.palette, &value.label(), value.is_chosen).clicked() {
                view.push(super::Action::Results(value.press.clone()));
            }
        }
        if near < values.len() {
            more(ui, view, name, &values[near..]);
        }
    });
}

/// A line that begins with a name.
fn line(ui: &mut Ui, view: &mut View<'_>, name: Phrase, inside: impl FnOnce(&mut Ui, &mut View<'_>)) {
    /// Points of the name.
    const NAME: f32 = 48.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let text = one_line(ui, view.t(name), size::SMALL, view.palette.soft, NAME);
        // As high as a chip: a line without one has its place too.
        let (_, rect) = ui.allocate_space(vec2(NAME, text.size().y + space::S));
        ui.painter().galley(
            pos2(rect.left(), rect.center().y - text.size().y / 2.0),
            text,
            view.palette.soft,
        );
        inside(ui, view);
    });
}

/// Number of the first values that there is room for beside the menu of the others.
fn in_reach(ui: &Ui, view: &View<'_>, values: &[Value]) -> usize {
    /// Points kept for the menu's button.
    const MORE: f32 = 34.0;
    let mut left = ui.available_width();
    let fits = |(at, value): &(usize, &Value)| {
        let font = egui::FontId::proportional(size::SMALL);
        let text = ui.painter().layout_no_wrap(value.label(), font, view.palette.soft);
        let needed = text.size().x + space::L;
        let has_room = left >= needed + if at + 1 == values.len() { 0.0 } else { MORE };
        left -= needed + space::XS;
        has_room
    };
    values.iter().enumerate().take_while(fits).count()
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
                if ui.selectable_label(value.is_chosen, value.label()).clicked() {
                    view.push(super::Action::Results(value.press.clone()));
                    ui.close();
                }
            }
        });
    });
}

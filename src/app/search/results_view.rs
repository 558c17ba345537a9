//! The pane of results: what was found and how much, its facets and chart, its order, and its rows.

use super::results::{Action, Results, Subject};
use super::rows_view::Scroll;
use super::saved::Searches;
use super::{Find, Mode, chart, facets_view, rows_view};
use crate::app::article_list::{Which, selection_bar};
use crate::app::icons::Icon;
use crate::app::panels::Focus;
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line};
use crate::app::{annotations, import_export, strings, widgets};
use crate::archive::ArticleId;
use crate::file_error::reason_of_message;
use crate::search::{Order, Query, QueryError};
use egui::{Popup, RichText, Ui, vec2};

/// Draws the pane; `around`: the open article, and where the keyboard is to go.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    find: &Find,
    around: (Option<ArticleId>, Option<Focus>),
    scroll: &mut Scroll,
) {
    let results = &find.results;
    head(ui, view, results);
    let all = super::Action::Results(Action::PickAll);
    selection_bar::show(
        ui,
        view,
        results.picked.len(),
        super::Action::Results(Action::PickNone).into(),
        |ui, view| selection_bar::menu_of(ui, view, &Which::Chosen, all),
    );
    if results.question.is_blank() {
        return searches(ui, view, &results.searches, None);
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    // What is chosen from is lower than what is found: of that as much as can be is to be seen.
    ui.spacing_mut().interact_size.y = height::CHIP;
    told(ui, view, find);
    /// Share of the pane that what is above the rows has at most.
    const ABOVE: f32 = 0.45;
    let most = ui.available_height() * ABOVE;
    if !results.answer.is_counted {
        /// Lines of chips that are usual above the rows, with the room between them.
        const LINES: f32 = 8.0;
        // The counts come into this place: the rows stay in theirs.
        let height = scroll.above.unwrap_or(chart::HEIGHT + LINES * height::CHIP);
        ui.allocate_space(vec2(ui.available_width(), height.min(most)));
        shape(ui, view, find);
    } else if !results.answer.facets.papers.is_empty() || !results.question.narrowing.is_empty() {
        let area = egui::ScrollArea::vertical()
            .max_height(most)
            .auto_shrink([false, true])
            .id_salt("facets")
            .show(ui, |ui| {
                widgets::beside_bar(ui);
                chart::show(ui, view, results, &mut scroll.marked);
                ui.add_space(space::XS);
                facets_view::show(ui, view, results);
            });
        scroll.above = Some(area.inner_rect.height());
        shape(ui, view, find);
    }
    ui.add_space(space::XS);
    rows_view::rows(ui, view, results, around, scroll);
}

/// Head of the pane: the query, whether it is kept, and what closes the pane.
fn head(ui: &mut Ui, view: &mut View<'_>, results: &Results) {
    let query = &results.question.query;
    let has_history = !results.question.is_blank();
    let can_be_kept = results.question.subject == Subject::Query && has_history;
    let buttons = 1 + usize::from(has_history) + usize::from(can_be_kept);
    let title = |ui: &mut Ui, view: &mut View<'_>| {
        let title = match &results.question.subject {
            Subject::Query if query.trim().is_empty() => view.t(strings::RESULTS).to_owned(),
            Subject::Query => query.clone(),
            Subject::Like { title, .. } => view.fill(strings::LIKE_TITLE, &[title]),
            Subject::All => view.t(strings::TIMELINE).to_owned(),
        };
        let text = one_line(ui, &title, size::HEADING, view.palette.ink, ui.available_width());
        ui.label(text);
    };
    let right = |ui: &mut Ui, view: &mut View<'_>| {
        if can_be_kept {
            let is_saved = results.searches.is_saved(query);
            let icon = if is_saved { Icon::Bookmarked } else { Icon::Bookmark };
            let label = view.t(if is_saved { strings::FORGET_SEARCH } else { strings::KEEP_SEARCH });
            if widgets::icon_button(ui, view.palette, icon, label, Some(is_saved)).clicked() {
                view.push(super::Action::Results(Action::ToggleSaved(query.clone())));
            }
        }
        if has_history {
            history(ui, view, &results.searches);
        }
        if widgets::icon_button(ui, view.palette, Icon::Close, view.t(strings::CLOSE), None).clicked() {
            view.push(super::Action::Results(Action::Toggle));
        }
    };
    ui.horizontal(|ui| widgets::with_buttons(ui, view, buttons, title, right));
}

/// A menu of what was looked for before.
fn history(ui: &mut Ui, view: &mut View<'_>, searches_of: &Searches) {
    let label = view.t(strings::SEARCHES);
    let button = widgets::icon_button(ui, view.palette, Icon::Search, label, None);
    Popup::menu(&button).accessible_name(label).show(|ui| {
        ui.set_min_width(220.0);
        searches(ui, view, searches_of, None);
    });
}

/// Searches that are kept and those of before; a press looks again. `chosen`: the one that the keyboard has come to, and
/// whether just now.
pub fn searches(ui: &mut Ui, view: &mut View<'_>, searches: &Searches, chosen: Option<(usize, bool)>) {
    if searches.saved.is_empty() && searches.history.is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::QUERY_HINT));
        return;
    }
    let saved = searches.saved.len();
    for (at, query) in searches.all().enumerate() {
        if at == 0 || at == saved {
            let title = if at < saved { strings::SAVED_SEARCHES } else { strings::HISTORY };
            widgets::section(ui, view.palette, view.t(title));
        }
        let chosen = chosen.filter(|(chosen, _)| *chosen == at);
        let button = ui.add(egui::Button::selectable(chosen.is_some(), query).truncate());
        if chosen.is_some_and(|(_, is_new)| is_new) {
            button.scroll_to_me(None);
        }
        if button.clicked() {
            view.push(super::Action::Results(Action::Ask(query.clone())));
            ui.close();
        }
    }
    if !searches.history.is_empty() {
        ui.add_space(space::S);
        if ui.link(RichText::new(view.t(strings::FORGET_HISTORY)).size(size::SMALL)).clicked() {
            view.push(super::Action::Results(Action::ForgetHistory));
        }
    }
}

/// Number of results, and what stands in the way of finding more.
fn told(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let (results, palette) = (&find.results, view.palette);
    let (shown, hits) = (results.answer.rows.len(), results.hits());
    ui.horizontal_wrapped(|ui| {
        if !results.answer.is_counted {
            // Nothing can be done with all of them yet.
            ui.add(egui::Spinner::new().size(size::SMALL));
            return;
        }
        let mut text = view.fill(chart::articles(shown), &[&shown]);
        if shown < results.answer.articles {
            text = view.fill(strings::OF_ALL, &[&text, &results.answer.articles]);
        }
        // Days and newspapers alone stand at no place of a text.
        if results.question.subject == Subject::Query && hits > 0 {
            let places = if hits == 1 { strings::ONE_PLACE } else { strings::SOME_PLACES };
            text = format!("{text} · {}", view.fill(places, &[&hits]));
        }
        widgets::soft(ui, palette, text);
        if results.notes > 0 {
            let text = view.fill(strings::NOTES_TOO, &[&results.notes]);
            if ui.link(RichText::new(text).size(size::SMALL)).clicked() {
                view.push(annotations::Action::FilterBy(Box::new(results.words_for_notes())));
                view.push(super::Action::Results(Action::ShowNotes));
            }
        }
        let are_all = results.picked.len() == shown;
        let choose = if are_all { strings::CHOOSE_NONE } else { strings::CHOOSE_ALL };
        if shown > 0 && ui.link(RichText::new(view.t(choose)).size(size::SMALL)).clicked() {
            let action = if are_all { Action::PickNone } else { Action::PickAll };
            view.push(super::Action::Results(action));
        }
        if !results.question.narrowing.is_empty()
            && ui.link(RichText::new(view.t(strings::CHOOSE_NOTHING)).size(size::SMALL)).clicked()
        {
            view.push(super::Action::Results(Action::ChooseNothing));
        }
        progress(ui, view, find);
    });
    if let Some(error) = results.answer.error.as_ref().filter(|_| results.answer.articles > 0) {
        wrong(ui, view, error);
    }
}

/// Progress of the index, while it is not complete.
pub fn progress(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    if let Some(reason) = &find.no_index {
        let text = view.fill(strings::NO_INDEX, &[&reason_of_message(reason, view.cx.language)]);
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

/// The order of the rows, and what a row is.
fn shape(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    let results = &find.results;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let by_itself = match results.question.subject {
            Subject::Query | Subject::Like { .. } => strings::BY_RELEVANCE,
            Subject::All => strings::BY_PAPER,
        };
        let orders = [
            (Order::Relevance, by_itself),
            (Order::Newest, strings::NEWEST),
            (Order::Oldest, strings::OLDEST),
        ];
        let orders = orders.map(|(order, name)| (order, view.t(name)));
        if let Some(order) = widgets::choices(ui, view.palette, &results.question.order, orders) {
            view.push(super::Action::Results(Action::SortBy(order)));
        }
        ui.add_space(space::S);
        if results.question.subject != Subject::All
            && widgets::chip(ui, view.palette, view.t(strings::BY_LINE), results.by_line).clicked()
        {
            view.push(super::Action::Results(Action::ShowLines(!results.by_line)));
        }
        let export = |ui: &mut Ui| widgets::chip(ui, view.palette, view.t(strings::EXPORT_RESULTS), false);
        let has_rows = results.answer.is_counted && !results.answer.rows.is_empty();
        if ui.add_enabled(has_rows, export).clicked() {
            let articles = results.answer.ids();
            let name = match &results.question.subject {
                Subject::Query => results.answer.query.clone(),
                Subject::Like { title, .. } => title.clone(),
                Subject::All => view.t(strings::TIMELINE).to_owned(),
            };
            view.push(import_export::Action::ExportFound(name, articles));
        }
    });
}

/// What is wrong with a query.
pub fn wrong(ui: &mut Ui, view: &View<'_>, error: &QueryError) {
    let text = RichText::new(error.in_words(view.cx.language));
    ui.label(text.size(size::SMALL).color(view.palette.warn));
}

/// Suggestions under the box where nothing is found: what to do next.
pub fn offer(ui: &mut Ui, view: &mut View<'_>, find: &Find) {
    if find.mode == Mode::Titles && find.is_waiting {
        return;
    }
    let Some(articles) = find.in_text.filter(|articles| *articles > 0 && find.mode == Mode::Titles) else {
        let none = if find.mode == Mode::Text { strings::NO_TEXT } else { strings::NO_TITLES };
        match Query::read(&find.query).1 {
            Some(error) if find.mode == Mode::Titles => wrong(ui, view, &error),
            // It stands above already.
            Some(_) => {}
            None => drop(widgets::soft(ui, view.palette, view.t(none))),
        }
        return;
    };
    let text = view.fill(strings::IN_TEXT_INSTEAD, &[&articles]);
    if ui.button(text).clicked() {
        view.push(super::Action::OpenHit);
    }
}

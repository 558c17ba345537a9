//! The notes panel: the note being written, and all bookmarks, highlights and notes.

use super::{Action, Editing, Notes};
use crate::anchor::AnchorState;
use crate::app::article_status::Marks;
use crate::app::icons::{self, Icon};
use crate::app::panels::Panel;
use crate::app::store::{Saving, Store};
use crate::app::strings::{self, Phrase};
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line, panel_head};
use crate::app::{commands, widgets};
use crate::notebook::{Annotation, COLORS, Filter, Motivation};
use egui::{
    Button, CollapsingHeader, ComboBox, Id, Key, KeyboardShortcut, Label, Modifiers, Rect, Response,
    RichText, Role as WidgetRole, ScrollArea, Sense, Stroke, TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use uuid::Uuid;

/// Height of an annotation's card, in points.
const CARD: f32 = height::CARD;
/// Half of what a line of a card takes, in points.
const HALF_LINE: f32 = 11.5;
/// Height below which the panel shows its filters only when asked, in points.
const SHORT: f32 = 350.0;
/// Greatest width of a field for a date, in points.
const DATE: f32 = 130.0;
/// Height that a note is given at least, in points.
const MIN_NOTE: f32 = 120.0;

/// Draws the panel. `focused` is the note whose field has had the keyboard since it was opened.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    notes: &Notes,
    (store, marks): (&Store, &Marks),
    focused: &mut Option<Uuid>,
) {
    panel_head(ui, view, strings::NOTES, Panel::Notes);
    if let Some(editing) = &notes.editing {
        editor(ui, view, editing, (store, notes.is_draft(store)), focused);
        ui.separator();
    }
    filter(ui, view, notes);
    let listed = &notes.listed;
    if listed.is_empty() {
        let (title, hint) = if notes.filter == Filter::default() {
            (view.t(strings::NO_NOTES), view.t(strings::NO_NOTES_HINT))
        } else {
            (view.t(strings::NOTHING_FOUND), view.t(strings::ALL_FILTERED_HINT))
        };
        widgets::empty_state(ui, view.palette, title, hint, |_| {});
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt("annotations").show_rows(
        ui,
        CARD,
        listed.len(),
        |ui, rows| {
            let book = store.book.as_ref();
            for id in &listed[rows] {
                if let Some(note) = book.and_then(|book| book.get(*id)) {
                    card(ui, view, note, store.state_of(*id), marks);
                }
            }
        },
    );
}

fn editor(
    ui: &mut Ui,
    view: &mut View<'_>,
    editing: &Editing,
    (store, is_draft): (&Store, bool),
    focused: &mut Option<Uuid>,
) {
    let palette = view.palette;
    let quote = editing.annotation.target.quote();
    if !quote.is_empty() {
        let galley = one_line(ui, &quote, size::BODY, palette.soft, ui.available_width() - space::M);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        let color = editing
            .annotation
            .body
            .color
            .map_or(palette.rule, |color| palette.highlights[usize::from(color) % 5]);
        ui.painter().rect_filled(bar, 1.0, color);
        ui.painter().galley(rect.min + vec2(space::S + 2.0, 0.0), galley, palette.soft);
    }
    let state = store.state_of(editing.annotation.id);
    if matches!(state, Some(AnchorState::Check | AnchorState::NotFound | AnchorState::Gone)) {
        stood(ui, view, &editing.annotation);
    }
    let mut text = editing.text.clone();
    let label = view.t(strings::NOTE_TEXT);
    // As high however much is written, so that what stands below it stays under the pointer.
    let height = (ui.available_height() * 0.25).max(MIN_NOTE);
    let area = ScrollArea::vertical().id_salt("long note");
    let area = area.max_height(height).min_scrolled_height(height).auto_shrink(false);
    let field = area.show(ui, |ui| {
        ui.add(
            TextEdit::multiline(&mut text)
                // A cursor of its own for each note: that of another one is in the midst of this.
                .id_salt(("note", editing.annotation.id))
                .hint_text(view.t(strings::NOTE_HINT))
                .min_size(vec2(0.0, height))
                .desired_width(f32::INFINITY)
                .margin(vec2(space::S, space::S)),
        )
    });
    let field = field.inner;
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    let done = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
    let mut is_left = field.lost_focus();
    let is_done = field.has_focus() && ui.input_mut(|input| input.consume_shortcut(&done));
    if field.changed() {
        view.push(Action::SetText(text));
    }
    // Asked again until it is had: the text may have been given the keyboard in the same frame.
    if field.has_focus() {
        *focused = Some(editing.annotation.id);
    } else if *focused != Some(editing.annotation.id) {
        field.request_focus();
        ui.ctx().request_repaint();
    }
    let mut tags = editing.tags.clone();
    let label = view.t(strings::TAGS);
    let field = ui.add(
        TextEdit::singleline(&mut tags).hint_text(view.t(strings::TAGS_HINT)).desired_width(f32::INFINITY),
    );
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    if field.changed() {
        view.push(Action::SetTags(tags));
    }
    is_left |= field.lost_focus();
    if is_left {
        view.push(Action::KeepDraft);
    }
    let id = editing.annotation.id;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if editing.annotation.motivation != Motivation::Bookmarking {
            for color in 0..COLORS {
                if swatch(ui, view, color, editing.annotation.body.color == Some(color)) {
                    view.push(Action::Recolor(id, color));
                }
            }
        }
        if state == Some(AnchorState::Check) && ui.button(view.t(strings::CONFIRM_PLACE)).clicked() {
            view.push(Action::ConfirmPlace(id));
        }
    });
    ui.horizontal(|ui| {
        // Beside it the key would have no room in a narrow panel.
        let hint = format!("{} ({})", view.t(strings::DONE), commands::keys(ui.ctx(), &done));
        if widgets::primary(ui, palette, view.t(strings::DONE)).on_hover_text(hint).clicked() || is_done {
            view.push(Action::CloseNote);
        }
        if ui.add_enabled(editing.stored, Button::new(view.t(strings::DELETE))).clicked() {
            view.push(Action::Delete(editing.annotation.id));
        }
        // "Saved" is the store's word, and only for what was typed last.
        let saving = store.saving;
        let settled = matches!(saving, Saving::Saved | Saving::Idle);
        let saved = editing.changed.is_none() && editing.stored && settled;
        let (text, color) = if saved && is_draft {
            (strings::DRAFT_KEPT, palette.soft)
        } else if saved {
            (strings::SAVED, palette.good)
        } else if saving == Saving::ReadOnly {
            (strings::ONLY_READ, palette.error)
        } else if saving == Saving::Failed {
            (strings::NOT_SAVED, palette.error)
        } else if editing.text.is_empty() && !editing.stored {
            return;
        } else {
            (strings::SAVING, palette.soft)
        };
        ui.label(RichText::new(view.t(text)).size(size::SMALL).color(color));
    });
}

/// Surroundings of the words when they were marked, for words that are no longer there or in doubt.
fn stood(ui: &mut Ui, view: &View<'_>, note: &Annotation) {
    let plain = |text: &str| text.lines().map(str::trim).collect::<String>();
    let (soft, ink) = (view.palette.soft, view.palette.ink);
    let mut job = egui::text::LayoutJob::default();
    let mut push = |text: &str, color| {
        job.append(text, 0.0, egui::TextFormat::simple(egui::FontId::proportional(size::SMALL), color));
    };
    push(view.t(strings::STOOD_SO), soft);
    for selector in &note.target.selectors {
        push(&format!("…{}", plain(&selector.quote.prefix)), soft);
        push(&plain(&selector.quote.exact), ink);
        push(&format!("{}…", plain(&selector.quote.suffix)), soft);
    }
    ScrollArea::vertical().id_salt("stood").max_height(MIN_NOTE).show(ui, |ui| ui.label(job));
}

/// Filters of the panel: words, kind, colour, tag, newspaper, dates, state.
fn filter(ui: &mut Ui, view: &mut View<'_>, notes: &Notes) {
    let mut new = notes.filter.clone();
    let field = text_field(ui, view.t(strings::FIND_NOTES), &mut new.words, f32::INFINITY);
    // From the words one goes to what was found, past all else that is asked for.
    let [down, enter] = [Key::ArrowDown, Key::Enter].map(|key| ui.input(|input| input.key_pressed(key)));
    let leads_on = field.has_focus() && down || field.lost_focus() && enter;
    if let Some(&first) = notes.listed.first().filter(|_| leads_on) {
        ui.memory_mut(|memory| memory.request_focus(card_id(first)));
    }
    if ui.available_height() < SHORT {
        // What is listed needs the room.
        CollapsingHeader::new(view.t(strings::FILTERS)).show(ui, |ui| choices(ui, view, notes, &mut new));
    } else {
        choices(ui, view, notes, &mut new);
    }
    ui.add_space(space::XS);
    if new != notes.filter {
        view.push(Action::FilterBy(Box::new(new)));
    }
}

/// All that a filter asks for but words.
fn choices(ui: &mut Ui, view: &View<'_>, notes: &Notes, new: &mut Filter) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let kinds = [
            None,
            Some(Motivation::Bookmarking),
            Some(Motivation::Highlighting),
            Some(Motivation::Commenting),
        ];
        let kinds = kinds.map(|kind| (kind, view.t(kind.map_or(strings::ALL_NOTES, kind_name))));
        if let Some(kind) = widgets::choices(ui, view.palette, &new.motivation, kinds) {
            new.motivation = kind;
        }
        if widgets::chip(ui, view.palette, view.t(strings::DELETED_NOTES), new.deleted).clicked() {
            new.deleted = !new.deleted;
        }
    });
    // The two stay side by side, as wide as there is room.
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - ui.spacing().item_spacing.x) / 2.0).min(DATE);
        for (name, date) in [(strings::DATE_FROM, &mut new.from), (strings::DATE_TO, &mut new.to)] {
            let mut typed = date.clone().unwrap_or_default();
            text_field(ui, view.t(name), &mut typed, width);
            *date = Some(typed.trim().to_owned()).filter(|date| !date.is_empty());
        }
    });
    if [&new.from, &new.to].into_iter().flatten().any(|date| !is_date_or_beginning(date)) {
        ui.label(RichText::new(view.t(strings::NO_DATE_SO)).size(size::SMALL).color(view.palette.error));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for color in 0..COLORS {
            if swatch(ui, view, color, new.color == Some(color)) {
                new.color = if new.color == Some(color) { None } else { Some(color) };
            }
        }
        let tags = notes.tags.iter().map(|(tag, _)| (tag.clone(), tag.clone()));
        let any = view.t(strings::ANY);
        choose(ui, view.t(strings::ANY_TAG), any, &mut new.tag, tags);
        let papers = notes.papers.iter().map(|paper| (paper.clone(), paper.clone()));
        choose(ui, view.t(strings::ANY_PAPER), any, &mut new.paper, papers);
        let states = STATES.map(|state| (state, view.t(state_name(state)).to_owned()));
        choose(ui, view.t(strings::ANY_STATE), any, &mut new.state, states.into_iter());
        let count = view.fill(strings::NOTES_COUNT, &[&notes.listed.len()]);
        ui.add(Label::new(RichText::new(count).size(size::SMALL).color(view.palette.soft)).extend());
        if *new != Filter::default()
            && widgets::chip(ui, view.palette, view.t(strings::NO_FILTERS), false).clicked()
        {
            *new = Filter::default();
        }
    });
}

/// Whether a date is one that the filter understands: `1954`, `1954-07`, `1954-07-09`.
fn is_date_or_beginning(date: &str) -> bool {
    let whole = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    whole.parse::<jiff::civil::Date>().is_ok()
}

fn text_field(ui: &mut Ui, label: &str, text: &mut String, width: f32) -> Response {
    let field = ui.add(TextEdit::singleline(text).hint_text(label).desired_width(width));
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    field
}

/// One of many values, or any; the same one again is any.
fn choose<T: Clone + PartialEq>(
    ui: &mut Ui,
    name: &str,
    any: &str,
    value: &mut Option<T>,
    all: impl Iterator<Item = (T, String)>,
) {
    let all: Vec<(T, String)> = all.collect();
    let now = all.iter().find(|(one, _)| value.as_ref() == Some(one)).map_or(name, |(_, label)| label);
    let response = ComboBox::from_id_salt(name)
        .selected_text(now)
        .width(76.0)
        .truncate()
        .show_ui(ui, |ui| {
            ui.selectable_value(value, None, any);
            for (one, label) in &all {
                ui.selectable_value(value, Some(one.clone()), label);
            }
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ComboBox, true, format!("{name} {now}")));
}

/// The states in the order in which they are offered.
const STATES: [AnchorState; 5] =
    [AnchorState::Exact, AnchorState::Replaced, AnchorState::Check, AnchorState::NotFound, AnchorState::Gone];

/// Name of a state.
pub fn state_name(state: AnchorState) -> Phrase {
    match state {
        AnchorState::Exact => strings::ANCHOR_EXACT,
        AnchorState::Replaced => strings::ANCHOR_REPLACED,
        AnchorState::Check => strings::ANCHOR_CHECK,
        AnchorState::NotFound => strings::ANCHOR_NOT_FOUND,
        AnchorState::Gone => strings::ANCHOR_GONE,
    }
}

fn kind_name(kind: Motivation) -> Phrase {
    match kind {
        Motivation::Bookmarking => strings::BOOKMARKS,
        Motivation::Highlighting => strings::HIGHLIGHTS,
        Motivation::Commenting => strings::COMMENTS,
        Motivation::Tagging => strings::TAGS,
        Motivation::Classifying => strings::COLLECTIONS,
    }
}

/// Under what name egui knows the card of an annotation.
fn card_id(annotation: Uuid) -> Id {
    Id::unique(("annotation", annotation))
}

fn card(ui: &mut Ui, view: &mut View<'_>, note: &Annotation, state: Option<AnchorState>, marks: &Marks) {
    let palette = view.palette;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CARD), Sense::hover());
    let response = ui.interact(rect, card_id(note.id), Sense::click());
    let quote = note.target.quote();
    let spoken = format!("{} {quote} {}", view.t(kind_name(note.motivation)), note.body.note);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &spoken));
    let inner = rect.shrink2(vec2(0.0, 3.0));
    widgets::ground(ui, palette, inner, &response, false);
    let bar = Rect::from_min_size(inner.min + vec2(2.0, 6.0), vec2(4.0, inner.height() - 12.0));
    let color = note.body.color.map_or(palette.rule, |color| palette.highlights[usize::from(color) % 5]);
    ui.painter().rect_filled(bar, 2.0, color);
    let left = inner.left() + space::L;
    let width = inner.right() - left - space::S;
    let tags: String = note.body.tags.iter().map(|tag| format!(" #{tag}")).collect();
    let written = format!("{}{tags}", note.body.note);
    // Where nothing was written, the place says which article the words are from.
    let title = &note.target.article.title;
    let (second, color) = match written.trim() {
        "" if *title != quote => (title.as_str(), palette.soft),
        written => (written, palette.ink),
    };
    // Where that is what was marked, the other two lines stand together in the middle.
    let apart = if second.is_empty() { 0.0 } else { HALF_LINE };
    let (top, bottom) = (inner.top() + 5.0 + HALF_LINE - apart, inner.bottom() - 22.0 - HALF_LINE + apart);
    let second = one_line(ui, second, size::BODY, color, width);
    ui.painter().galley(pos2(left, inner.top() + 28.0), second, color);
    // A highlight is known by its colour.
    let icon = match note.motivation {
        Motivation::Bookmarking => Some(Icon::Bookmarked),
        Motivation::Highlighting => None,
        _ => Some(Icon::Note),
    };
    if let Some(icon) = icon {
        let place = Rect::from_min_size(pos2(left, top + 2.0), Vec2::splat(14.0));
        icons::paint(ui.painter(), place, icon, palette.accent);
    }
    let indent = if icon.is_some() { 20.0 } else { 0.0 };
    let first = one_line(ui, &quote, size::BODY, palette.ink, width - indent);
    ui.painter().galley(pos2(left + indent, top), first, palette.ink);
    let page = marks.page_now(note);
    let mut meta: Vec<String> = [&page.paper, &page.date].into_iter().flatten().cloned().collect();
    meta.extend(page.label.as_ref().map(|label| view.fill(strings::PAGE_LABEL, &[label])));
    meta.insert(0, view.t(state.map_or(strings::ANCHOR_UNKNOWN, state_name)).to_owned());
    let color = if state == Some(AnchorState::Exact) { palette.soft } else { palette.warn };
    let third = one_line(ui, &meta.join(" · "), size::SMALL, color, width);
    ui.painter().galley(pos2(left, bottom), third, color);
    if response.clicked() {
        view.push(Action::Show(note.id));
    }
    response.context_menu(|ui| card_menu(ui, view, note, state));
    if response.has_focus() {
        let (edit, delete) = ui.input(|input| (input.key_pressed(Key::F2), input.key_pressed(Key::Delete)));
        if edit {
            view.push(Action::Edit(note.id));
        }
        if delete {
            view.push(if note.deleted { Action::Restore(note.id) } else { Action::Delete(note.id) });
        }
    }
    if response.double_clicked() {
        view.push(Action::Edit(note.id));
    }
}

fn card_menu(ui: &mut Ui, view: &mut View<'_>, note: &Annotation, state: Option<AnchorState>) {
    let mut item = |ui: &mut Ui, name: Phrase, action: Action| {
        if ui.button(view.t(name)).clicked() {
            view.push(action);
            ui.close();
        }
    };
    widgets::menu_items(ui, 140.0);
    if note.deleted {
        return item(ui, strings::RESTORE_NOTE, Action::Restore(note.id));
    }
    item(ui, strings::EDIT, Action::Edit(note.id));
    item(ui, strings::DELETE, Action::Delete(note.id));
    if state == Some(AnchorState::Check) {
        item(ui, strings::CONFIRM_PLACE, Action::ConfirmPlace(note.id));
    }
    if state != Some(AnchorState::Exact) {
        item(ui, strings::ATTACH, Action::AttachToSelection(note.id));
    }
    if note.motivation != Motivation::Bookmarking {
        ui.horizontal(|ui| {
            for color in 0..COLORS {
                if swatch(ui, view, color, note.body.color == Some(color)) {
                    view.push(Action::Recolor(note.id, color));
                    ui.close();
                }
            }
        });
    }
}

/// A highlight colour to press.
pub fn swatch(ui: &mut Ui, view: &View<'_>, color: u8, on: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(26.0), Sense::click());
    let name = view.t(strings::COLORS[usize::from(color) % 5]);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, on, name));
    let palette = view.palette;
    let circle = rect.center();
    ui.painter().circle(
        circle,
        9.0,
        palette.highlights[usize::from(color) % 5],
        Stroke::new(1.0, palette.soft),
    );
    if on || response.has_focus() || response.hovered() {
        ui.painter().circle_stroke(circle, 12.0, Stroke::new(2.0, palette.accent));
    }
    response.on_hover_text(format!("{name} ({})", color + 1)).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_the_filter_is_a_day_or_its_beginning() {
        assert!(["1954", "1954-07", "1954-07-09"].into_iter().all(is_date_or_beginning));
        for wrong in ["54", "1954-13", "1954-7", "1954.07.09", "去年", "1954-02-30"] {
            assert!(!is_date_or_beginning(wrong), "{wrong}");
        }
    }
}

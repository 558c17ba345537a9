//! The panel of collections: all of them and the tags, or one with its note and what is in it.

use super::{Action, Collections};
use crate::app::article_list::{self, List, Narrowing};
use crate::app::article_status::Marks;
use crate::app::icons::Icon;
use crate::app::panels::Panel;
use crate::app::strings;
use crate::app::theme::{height, size, space};
use crate::app::view::{View, one_line, panel_head};
use crate::app::{import_export, widgets};
use crate::export::annotations;
use crate::notebook::{Annotation, COLORS, Collection};
use egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, Role as WidgetRole, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};
use uuid::Uuid;

/// Height of a row, in points.
const ROW: f32 = height::PAIR;
/// Rows of the note that are seen at once.
const NOTE_ROWS: usize = 3;

/// The member that the keyboard is on, and what is shown.
#[derive(Default)]
pub struct Cursor {
    at: usize,
    /// The collection that is shown; `None` where all are.
    shown: Option<Uuid>,
}

/// State of other rooms that the panel shows.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The list, which can show one collection alone.
    pub list: &'a List,
    /// Marks that know the articles of members.
    pub marks: &'a Marks,
    /// All tags, with how often each is used.
    pub tags: &'a [(String, usize)],
    /// Whether pages are still to come.
    pub is_loading: bool,
}

/// Draws the panel.
pub fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    collections: &Collections,
    around: Around<'_>,
    cursor: &mut Cursor,
) {
    panel_head(ui, view, strings::COLLECTIONS, Panel::Collections);
    match collections.now() {
        Some(now) => one(ui, view, collections, now, around, cursor),
        None => all(ui, view, collections, around, cursor.shown.take()),
    }
}

/// Draws all collections and tags; `left`: the collection that was just left, whose row has the keyboard then.
fn all(ui: &mut Ui, view: &mut View<'_>, collections: &Collections, around: Around<'_>, left: Option<Uuid>) {
    if ui.button(view.t(strings::BEGIN_COLLECTION)).clicked() {
        view.push(Action::Begin);
    }
    ui.add_space(space::S);
    if collections.all.is_empty() && around.tags.is_empty() {
        let (title, hint) = (view.t(strings::NO_COLLECTIONS), view.t(strings::NO_COLLECTIONS_HINT));
        return widgets::empty_state(ui, view.palette, title, hint, |_| {});
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt("collections").show(ui, |ui| {
        widgets::beside_bar(ui);
        for (one, count) in &collections.all {
            let row = name(ui, view, one, *count);
            if left == Some(one.id) {
                row.request_focus();
            }
            if row.clicked() {
                view.push(Action::Open(Some(one.id)));
            }
        }
        if around.tags.is_empty() {
            return;
        }
        widgets::section(ui, view.palette, view.t(strings::TAGS));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            /// Tags that a panel has room for; the others are found by typing.
            const MOST: usize = 60;
            for (tag, count) in around.tags.iter().take(MOST) {
                let narrowing = Narrowing::Tag(tag.clone());
                let on = around.list.narrowing.as_ref() == Some(&narrowing);
                if widgets::chip(ui, view.palette, &format!("{tag} ({count})"), on).clicked() {
                    view.push(article_list::Action::Narrow((!on).then_some(narrowing)));
                }
            }
        });
    });
}

/// A collection as a row: its colour, its name, how much is in it.
pub fn name(ui: &mut Ui, view: &View<'_>, one: &Collection, count: usize) -> Response {
    let palette = view.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let enabled = ui.is_enabled();
    response
        .widget_info(|| WidgetInfo::labeled(WidgetRole::Button, enabled, format!("{} {count}", one.name)));
    widgets::ground(ui, palette, rect, &response, false);
    let color = one.color.map_or(palette.rule, |color| palette.highlights[usize::from(color) % 5]);
    ui.painter().circle_filled(pos2(rect.left() + 10.0, rect.center().y), 5.0, color);
    let number = one_line(ui, &count.to_string(), size::SMALL, palette.soft, 60.0);
    let left = rect.left() + 22.0;
    let text =
        one_line(ui, &one.name, size::BODY, palette.ink, rect.right() - left - number.size().x - space::L);
    ui.painter().galley(pos2(left, rect.center().y - text.size().y / 2.0), text, palette.ink);
    let place = pos2(rect.right() - number.size().x - space::S, rect.center().y - number.size().y / 2.0);
    ui.painter().galley(place, number, palette.soft);
    response
}

fn one(
    ui: &mut Ui,
    view: &mut View<'_>,
    collections: &Collections,
    now: &Collection,
    around: Around<'_>,
    cursor: &mut Cursor,
) {
    let palette = view.palette;
    let mut changed = now.clone();
    let enters = cursor.shown != Some(now.id);
    if enters {
        (cursor.shown, cursor.at) = (Some(now.id), 0);
    }
    let is_new = now.name == view.t(strings::NEW_COLLECTION);
    ui.horizontal(|ui| {
        let back = widgets::icon_button(ui, palette, Icon::Back, view.t(strings::ALL_COLLECTIONS), None);
        if back.clicked() {
            view.push(Action::Open(None));
        }
        if enters {
            back.request_focus();
        }
        let label = view.t(strings::COLLECTION_NAME);
        let field = TextEdit::singleline(&mut changed.name)
            .desired_width(f32::INFINITY)
            .margin(vec2(space::S, space::S));
        let field = ui.add(field.id_salt(("collection", now.id)));
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
        if enters && is_new {
            field.request_focus();
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for color in 0..COLORS {
            let on = now.color == Some(color);
            let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
            let label = view.t(strings::COLORS[usize::from(color)]);
            response.widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, true, on, label));
            widgets::ground(ui, palette, rect, &response, on);
            ui.painter().circle_filled(rect.center(), 7.0, palette.highlights[usize::from(color) % 5]);
            if response.on_hover_text(label).clicked() {
                changed.color = (!on).then_some(color);
            }
        }
    });
    ui.add_space(space::XS);
    let label = view.t(strings::COLLECTION_NOTE);
    ScrollArea::vertical().id_salt("collection's note").max_height(90.0).show(ui, |ui| {
        let field = TextEdit::multiline(&mut changed.note)
            .id_salt(("collection's note", now.id))
            .hint_text(label)
            .desired_rows(NOTE_ROWS)
            .desired_width(f32::INFINITY)
            .margin(vec2(space::S, space::S));
        ui.add(field).widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    });
    if changed != *now {
        view.push(Action::Change(Box::new(changed)));
    }
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let narrowing = Narrowing::Collection(now.id);
        let on = around.list.narrowing.as_ref() == Some(&narrowing);
        if widgets::chip(ui, palette, view.t(strings::ONLY_IN_LIST), on).clicked() {
            view.push(article_list::Action::Narrow((!on).then_some(narrowing)));
        }
        if widgets::chip(ui, palette, view.t(strings::EXPORT_ARTICLES), false).clicked() {
            view.push(import_export::Action::ExportCollection(now.id));
        }
        if widgets::chip(ui, palette, view.t(strings::DELETE_COLLECTION), false).clicked() {
            view.push(Action::Delete(now.id));
        }
    });
    widgets::section(ui, palette, &view.fill(strings::ARTICLES_COUNTED, &[&collections.members.len()]));
    members(ui, view, &collections.members, around, cursor, enters && !is_new);
}

/// Draws what is in a collection; `enters`: it is to have the keyboard, since the collection was opened just now.
fn members(
    ui: &mut Ui,
    view: &mut View<'_>,
    members: &[std::sync::Arc<Annotation>],
    around: Around<'_>,
    cursor: &mut Cursor,
    enters: bool,
) {
    if members.is_empty() {
        return drop(widgets::soft(ui, view.palette, view.t(strings::NOTHING_COLLECTED)));
    }
    cursor.at = cursor.at.min(members.len() - 1);
    let id = Id::unique("members");
    let whole = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
    whole.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, view.t(strings::COLLECTIONS)));
    if enters {
        whole.request_focus();
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("members");
    if whole.has_focus() && keys(ui, view, id, members, cursor) {
        let middle = cursor.at as f32 * ROW - ui.available_height() / 2.0;
        area = area.vertical_scroll_offset(middle.max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, ROW, members.len(), |ui, rows| {
        widgets::beside_bar(ui);
        for at in rows {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
            member(ui, view, (at, &members[at]), around, rect, &response);
            if whole.has_focus() && cursor.at == at {
                widgets::focus_ring(ui, view.palette, rect);
            }
            if response.clicked() || response.secondary_clicked() {
                cursor.at = at;
                whole.request_focus();
            }
            if response.clicked() {
                view.push(Action::Show(members[at].id));
            }
            response.context_menu(|ui| {
                widgets::menu_items(ui, 140.0);
                let member = members[at].id;
                let last = members.len() - 1;
                let moves = [
                    (strings::MOVE_UP, at.saturating_sub(1), at > 0),
                    (strings::MOVE_DOWN, at + 1, at < last),
                    (strings::MOVE_FIRST, 0, at > 0),
                    (strings::MOVE_LAST, last, at < last),
                ];
                for (phrase, to, can) in moves {
                    if ui.add_enabled(can, egui::Button::new(view.t(phrase))).clicked() {
                        view.push(Action::Move { member, to });
                        cursor.at = to;
                        whole.request_focus();
                        ui.close();
                    }
                }
                ui.separator();
                if ui.button(view.t(strings::TAKE_OUT)).clicked() {
                    view.push(Action::Remove(member));
                    whole.request_focus();
                    ui.close();
                }
            });
        }
    });
}

fn member(
    ui: &Ui,
    view: &View<'_>,
    (at, member): (usize, &Annotation),
    around: Around<'_>,
    rect: Rect,
    response: &Response,
) {
    let palette = view.palette;
    let citation = annotations::citation(member);
    let article = around.marks.article_of(member.id);
    let missing = !around.is_loading && article.is_none();
    let ink = if missing { palette.soft } else { palette.ink };
    let place = match article.and_then(|id| view.cx.library.page(id.page)) {
        Some(page) => {
            let language = view.cx.language;
            [page.issue.paper.clone(), page.issue.title(language), page.title(language)].join(" ")
        }
        None if missing => view.t(strings::NOT_IN_THIS_ARCHIVE).to_owned(),
        None => citation.source_line(),
    };
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetRole::ListItem, enabled, format!("{} {} {place}", at + 1, citation.title))
    });
    widgets::ground(ui, palette, rect, response, false);
    let number = one_line(ui, &(at + 1).to_string(), size::SMALL, palette.soft, 40.0);
    let left = rect.left() + 26.0;
    let title = one_line(ui, &citation.title, size::BODY, ink, rect.right() - left);
    let below = one_line(ui, &place, size::SMALL, palette.soft, rect.right() - left);
    let top = rect.center().y - (title.size().y + below.size().y) / 2.0;
    let under = pos2(left, top + title.size().y);
    ui.painter().galley(pos2(left - number.size().x - space::S, top + 2.0), number, palette.soft);
    ui.painter().galley(pos2(left, top), title, ink);
    ui.painter().galley(under, below, palette.soft);
}

/// Keys while the keyboard is among the members; says whether the cursor moved.
fn keys(
    ui: &Ui,
    view: &mut View<'_>,
    id: Id,
    members: &[std::sync::Arc<Annotation>],
    cursor: &mut Cursor,
) -> bool {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let (at, last, member) = (cursor.at, members.len() - 1, members[cursor.at].id);
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::SHIFT, Key::ArrowUp) && at > 0 {
            cursor.at = at - 1;
            view.push(Action::Move { member, to: cursor.at });
        } else if input.consume_key(Modifiers::SHIFT, Key::ArrowDown) && at < last {
            cursor.at = at + 1;
            view.push(Action::Move { member, to: cursor.at });
        } else if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            cursor.at = at.saturating_sub(1);
        } else if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            cursor.at = (at + 1).min(last);
        } else if input.consume_key(Modifiers::NONE, Key::Home) {
            cursor.at = 0;
        } else if input.consume_key(Modifiers::NONE, Key::End) {
            cursor.at = last;
        } else if input.consume_key(Modifiers::NONE, Key::Delete) {
            view.push(Action::Remove(member));
        } else if input.consume_key(Modifiers::NONE, Key::Enter) {
            view.push(Action::Show(member));
        }
    });
    cursor.at != at
}

//! The dialogs in which articles are put into a collection, tagged, or written out.

use super::articles::Deed;
use super::form::Form;
use super::view::{outcome, path};
use super::{Action, Choosing, Exchange};
use crate::app::article_list::Which;
use crate::app::collections::{Collections, view as collections_view};
use crate::app::settings;
use crate::app::strings::{self, Phrase};
use crate::app::theme::{RADIUS, size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use crate::export::Format;
use egui::{Frame, Key, Modifiers, Response, Role as WidgetRole, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

/// Draws the dialog for writing articles out.
pub fn export(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    let chosen = &exchange.chosen;
    widgets::soft(ui, view.palette, view.fill(strings::ARTICLES_COUNTED, &[&chosen.articles.len()]));
    widgets::section(ui, view.palette, view.t(strings::EXPORT_FORM));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        // What comes back in is a collection.
        let is_offered = |form: &Form| *form != Form::Collection || chosen.collection.is_some();
        let forms = Form::ALL.into_iter().filter(is_offered).map(|form| (form, view.t(form.name())));
        if let Some(form) = widgets::choices(ui, view.palette, &chosen.form, forms) {
            view.push(Action::SetForm(form));
        }
    });
    widgets::soft(ui, view.palette, view.t(chosen.form.purpose()));
    ui.add_enabled_ui(chosen.form.can_be_parted() && chosen.articles.len() > 1, |ui| {
        widgets::section(ui, view.palette, view.t(strings::FILES));
        ui.horizontal(|ui| {
            let files = [(false, view.t(strings::IN_ONE_FILE)), (true, view.t(strings::A_FILE_EACH))];
            if let Some(parted) = widgets::choices(ui, view.palette, &chosen.is_folder(), files) {
                view.push(Action::SetParted(parted));
            }
        });
    });
    if chosen.form == Form::Articles(Format::Pdf) && chosen.articles.len() > 1 {
        let mut settings = view.cx.settings.clone();
        if ui.checkbox(&mut settings.flows, view.t(strings::FLOWS)).changed() {
            view.push(settings::Action::Set(Box::new(settings)));
        }
    }
    if chosen.form.can_show() {
        super::view::clippings(ui, view, chosen.clippings);
    }
    let (name, choosing) = if chosen.is_folder() {
        (strings::INTO_FOLDER, Choosing::Folder)
    } else {
        (strings::WRITE_TO, Choosing::Save)
    };
    path(ui, view, exchange, (name, choosing, strings::EXPORT, Action::WriteArticles));
    outcome(ui, view, exchange);
    sample(ui, view, exchange);
}

/// How what is written begins: below all that is pressed, which stays where it is.
fn sample(ui: &mut Ui, view: &View<'_>, exchange: &Exchange) {
    let lines = &exchange.sample.lines;
    if lines.is_empty() {
        return;
    }
    widgets::section(ui, view.palette, view.t(strings::EXPORT_BEGINS));
    let frame = Frame::new().fill(view.palette.field).inner_margin(space::S).corner_radius(RADIUS);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in lines {
            let line = one_line(ui, line, size::SMALL, view.palette.ink, ui.available_width());
            ui.label(line);
        }
    });
}

/// Draws the dialog for putting articles into a collection.
pub fn collect(
    ui: &mut Ui,
    view: &mut View<'_>,
    exchange: &Exchange,
    collections: &Collections,
    typed: &mut String,
) {
    let articles = &exchange.chosen.articles;
    widgets::soft(ui, view.palette, view.fill(strings::ARTICLES_COUNTED, &[&articles.len()]));
    let field = field(ui, view, strings::COLLECTION_NAME, strings::COLLECT_HINT, typed);
    let words = typed.trim().to_lowercase();
    // A hand on the mouse needs no name; it can be given later.
    let name = if words.is_empty() { view.t(strings::NEW_COLLECTION) } else { typed.trim() }.to_owned();
    let matches = collections.all.iter().filter(|(one, _)| one.name.to_lowercase().contains(&words));
    let is_same = |one: &str| one.to_lowercase() == name.to_lowercase();
    let same = collections.all.iter().find(|(one, _)| is_same(&one.name)).map(|(one, _)| one.id);
    let mut deed = None;
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !words.is_empty() {
        deed = Some(same.map_or_else(|| Deed::CollectInNew(typed.clone()), Deed::Collect));
    }
    // From the field the arrow leads to those that are listed under it.
    let mut to_first =
        field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (one, count) in matches {
            let row = collections_view::name(ui, view, one, *count);
            if std::mem::take(&mut to_first) {
                row.request_focus();
            }
            if row.clicked() {
                deed = Some(Deed::Collect(one.id));
            }
        }
    });
    if same.is_none() {
        ui.add_space(space::S);
        if widgets::primary(ui, view.palette, &view.fill(strings::COLLECT_IN_NEW, &[&name])).clicked() {
            deed = Some(Deed::CollectInNew(name));
        }
    }
    if let Some(deed) = deed {
        typed.clear();
        view.push(Action::Articles(deed, Which::These(articles.clone())));
    }
}

/// Draws the dialog for giving articles tags.
pub fn tag(
    ui: &mut Ui,
    view: &mut View<'_>,
    exchange: &Exchange,
    tags: &[(String, usize)],
    typed: &mut String,
) {
    /// Tags that are offered.
    const MOST: usize = 30;
    let articles = &exchange.chosen.articles;
    widgets::soft(ui, view.palette, view.fill(strings::ARTICLES_COUNTED, &[&articles.len()]));
    let field = field(ui, view, strings::TAGS, strings::TAG_HINT, typed);
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let given = super::articles::tags_of(typed);
        for (tag, _) in tags.iter().take(MOST) {
            if widgets::chip(ui, view.palette, tag, given.contains(tag)).clicked() && !given.contains(tag) {
                *typed = format!("{} {tag}", typed.trim()).trim().to_owned();
            }
        }
    });
    ui.add_space(space::S);
    let does = widgets::primary(ui, view.palette, view.t(strings::TAG_THEM_NOW)).clicked();
    if (does || enter) && !typed.trim().is_empty() {
        view.push(Action::Articles(Deed::Tag(std::mem::take(typed)), Which::These(articles.clone())));
    }
}

/// A field that has the keyboard when its dialog opens.
fn field(ui: &mut Ui, view: &mut View<'_>, name: Phrase, hint: Phrase, typed: &mut String) -> Response {
    widgets::section(ui, view.palette, view.t(name));
    let field = TextEdit::singleline(typed).hint_text(view.t(hint)).desired_width(f32::INFINITY);
    let field = ui.add(field.margin(vec2(space::S, space::S)));
    let label = view.t(name);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
    if *view.focused != Some(name.en) {
        *view.focused = Some(name.en);
        field.request_focus();
    }
    field
}

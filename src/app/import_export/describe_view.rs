//! The dialog in which articles are described.

use super::describe::{Action, Describing, Extent, Part, Trial};
use super::view::outcome;
use super::{Action as ExchangeAction, Exchange};
use crate::app::strings;
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use egui::text::{CCursor, CCursorRange};
use egui::{
    ComboBox, Grid, Key, Response, RichText, Role as WidgetRole, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

/// Width of the fields' names, in points.
const NAMES: f32 = 76.0;
/// Share of the dialog that what the pattern makes of paths has, and its height at most, in points.
const TRIAL: f32 = 0.25;
const MOST_OF_TRIAL: f32 = 120.0;
/// The words that stand for something in a pattern, as they are offered.
const WORDS: [&str; 8] = ["{paper}", "{date}", "{year}", "{month}", "{day}", "{page}", "{section}", "*"];

/// Draws the dialog.
pub fn show(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    let describing = &exchange.describing;
    let has_pattern = matches!(describing.extent, Extent::Folder(_));
    let mut room = ui.available_height() - widgets::BUTTON * 2.0 - space::XL;
    // What the pattern makes of paths has a place of its own: it is seen while one types, and moves nothing that is pressed.
    let below = if has_pattern { (room * TRIAL).min(MOST_OF_TRIAL) } else { 0.0 };
    if has_pattern {
        room -= below + ui.spacing().item_spacing.y;
    }
    let mut enter = false;
    ScrollArea::vertical().max_height(room.max(120.0)).auto_shrink([false, true]).show(ui, |ui| {
        widgets::beside_bar(ui);
        let counts: [&dyn std::fmt::Display; 2] = [&describing.articles.len(), &describing.pages.len()];
        widgets::soft(ui, view.palette, view.fill(strings::DESCRIBED_COUNTED, &counts));
        let (of_article, of_page) = Part::ALL.split_at(Part::OF_ARTICLE);
        widgets::section(ui, view.palette, view.t(strings::OF_ARTICLES));
        enter |= fields(ui, view, describing, of_article);
        widgets::section(ui, view.palette, view.t(strings::WHERE_PRINTED));
        extent(ui, view, describing);
        if has_pattern {
            // Right below what it is asked for by: the fields below are seldom typed into for so many pages.
            enter |= pattern(ui, view, describing);
            ui.add_space(space::S);
        }
        enter |= fields(ui, view, describing, of_page);
        ui.add_space(space::XS);
        widgets::soft(ui, view.palette, view.t(strings::DESCRIBE_HINT));
    });
    if has_pattern {
        ui.allocate_ui(vec2(ui.available_width(), below), |ui| {
            ui.separator();
            ScrollArea::vertical().id_salt("trial").auto_shrink(false).show(ui, |ui| {
                widgets::beside_bar(ui);
                trial(ui, view, describing);
            });
        });
    }
    ui.add_space(space::S);
    ui.horizontal(|ui| {
        if widgets::primary(ui, view.palette, view.t(strings::KEEP)).clicked() || enter {
            push(view, Action::Save);
        }
        if ui.button(view.t(strings::TAKE_BACK_SAID)).clicked() {
            push(view, Action::TakeBack);
        }
    });
    outcome(ui, view, exchange);
}

fn push(view: &mut View<'_>, action: Action) {
    view.push(ExchangeAction::Describe(action));
}

/// Fields of some parts; says whether Enter was pressed in one.
fn fields(ui: &mut Ui, view: &mut View<'_>, describing: &Describing, parts: &[Part]) -> bool {
    let mut enter = false;
    Grid::new(("description", parts[0].name().en)).num_columns(2).spacing(vec2(space::S, space::XS)).show(
        ui,
        |ui| {
            for &part in parts {
                let at = part as usize;
                let label = ui.horizontal(|ui| {
                    ui.set_min_width(NAMES);
                    ui.label(view.t(part.name()))
                });
                // Several articles do not have one title.
                let one = part != Part::Title || describing.articles.len() == 1;
                let mut typed = describing.typed[at].clone();
                let hint = match &describing.now[at] {
                    _ if !one => view.t(strings::ONE_AT_A_TIME),
                    Some(known) if known.is_empty() => view.t(strings::NOT_KNOWN),
                    Some(known) => known,
                    None => view.t(strings::VARIOUS),
                };
                let field = TextEdit::singleline(&mut typed)
                    .hint_text(RichText::new(hint).color(view.palette.soft.gamma_multiply(0.7)))
                    .desired_width(f32::INFINITY)
                    .margin(vec2(space::S, 6.0));
                let field = ui.add_enabled(one, field).labelled_by(label.response.id);
                let name = view.t(part.name());
                field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, one, name));
                if one && view.focused.is_none() {
                    *view.focused = Some("describe");
                    field.request_focus();
                }
                if field.gained_focus() && !field.is_pointer_button_down_on() {
                    widgets::select_all(ui, &field, &typed);
                }
                if field.changed() {
                    push(view, Action::Type(part, typed));
                }
                enter |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                ui.end_row();
                if describing.wrong == Some(part) {
                    if ui.memory(|memory| memory.focused().is_none()) {
                        field.request_focus();
                    }
                    ui.label("");
                    let wrong = if part == Part::Date { strings::NO_DAY_SO } else { strings::NO_PAGE_SO };
                    ui.label(RichText::new(view.t(wrong)).size(size::SMALL).color(view.palette.error));
                    ui.end_row();
                }
            }
        },
    );
    enter
}

/// How far what is said reaches: these pages, a folder, the archive.
fn extent(ui: &mut Ui, view: &mut View<'_>, describing: &Describing) {
    let folders = describing.folders(&view.cx.library);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let now = match &describing.extent {
            Extent::Folder(folder) if !folder.is_empty() => Some(folder),
            _ => None,
        };
        let folder =
            now.or(folders.first()).map(|folder| (Extent::Folder(folder.clone()), strings::THIS_FOLDER));
        let extents = [(Extent::Pages, strings::THESE_PAGES)].into_iter().chain(folder);
        let extents = extents.chain([(Extent::Folder(String::new()), strings::WHOLE_ARCHIVE)]);
        let extents = extents.map(|(extent, name)| (extent, view.t(name)));
        if let Some(extent) = widgets::choices(ui, view.palette, &describing.extent, extents) {
            push(view, Action::SetExtent(extent));
        }
        if let Some(now) = now {
            let folders_of = ComboBox::from_id_salt("folder").selected_text(now).width(200.0).truncate();
            folders_of.show_ui(ui, |ui| {
                for folder in &folders {
                    if ui.selectable_label(folder == now, folder).clicked() {
                        push(view, Action::SetExtent(Extent::Folder(folder.clone())));
                    }
                }
            });
        }
    });
    ui.add_space(space::XS);
}

/// The pattern of paths; says whether Enter was pressed.
fn pattern(ui: &mut Ui, view: &mut View<'_>, describing: &Describing) -> bool {
    widgets::section(ui, view.palette, view.t(strings::PATH_PATTERN));
    let mut typed = describing.pattern.clone();
    let hint = describing.path_to_show(&view.cx.library).unwrap_or_default();
    let field = TextEdit::singleline(&mut typed)
        // As high as what is typed: nothing below moves.
        .hint_text(RichText::new(&hint).monospace())
        .font(egui::TextStyle::Monospace)
        .desired_width(f32::INFINITY)
        .margin(vec2(space::S, 6.0));
    let field = ui.add(field);
    let name = view.t(strings::PATH_PATTERN);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, name));
    let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if field.has_focus() {
        // A press of a word takes the keyboard away and the selection with it.
        let state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
        let range = state.cursor.char_range().map(|range| range.as_sorted_char_range());
        let range = range.map(|range| [range.start.0, range.end.0]);
        ui.data_mut(|data| data.insert_temp(field.id, range.unwrap_or_default()));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for word in WORDS {
            if widgets::chip(ui, view.palette, word, describing.pattern.contains(word)).clicked() {
                put_word(ui, &field, &mut typed, word);
            }
        }
        let from_path = |ui: &mut Ui| widgets::chip(ui, view.palette, view.t(strings::FROM_PATH), false);
        if ui.add_enabled(typed.is_empty(), from_path).clicked() {
            typed = hint;
            field.request_focus();
        }
    });
    if typed != describing.pattern {
        push(view, Action::SetPattern(typed));
    }
    enter
}

/// What the pattern makes of some paths, or why it is none.
fn trial(ui: &mut Ui, view: &View<'_>, describing: &Describing) {
    match &describing.trial {
        None => drop(widgets::soft(ui, view.palette, view.t(strings::TRIAL_HERE))),
        Some(Err(error)) => {
            let text = error.in_words(view.cx.language);
            ui.label(RichText::new(text).size(size::SMALL).color(view.palette.error));
        }
        Some(Ok(trial)) => show_trial(ui, view, trial),
    }
}

/// Puts a word into a pattern in place of what is selected of it, or where the cursor is.
fn put_word(ui: &Ui, field: &Response, pattern: &mut String, word: &str) {
    let count = pattern.chars().count();
    let chosen = ui.data(|data| data.get_temp(field.id)).unwrap_or([count; 2]);
    let [start, end] =
        chosen.map(|at| pattern.char_indices().nth(at).map_or(pattern.len(), |(byte, _)| byte));
    pattern.replace_range(start..end, word);
    let behind = CCursor::new(pattern[..start + word.len()].chars().count());
    let mut state = TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(behind)));
    state.store(ui.ctx(), field.id);
    field.request_focus();
}

fn show_trial(ui: &mut Ui, view: &View<'_>, trial: &Trial) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.spacing_mut().interact_size.y = 0.0;
    let color = if trial.fit == trial.looked { view.palette.good } else { view.palette.warn };
    let text = view.fill(strings::PATTERN_FITS, &[&trial.fit, &trial.looked]);
    ui.label(RichText::new(text).size(size::SMALL).color(color));
    let width = ui.available_width();
    for (path, says) in &trial.samples {
        let path = one_line(ui, path, size::SMALL, view.palette.soft, width * 0.45);
        match says {
            Ok(says) => {
                ui.horizontal(|ui| {
                    ui.label(path);
                    ui.label(one_line(ui, &says.in_words(), size::SMALL, view.palette.ink, width * 0.5));
                });
            }
            // The reason has a line of its own, where it is read to its end.
            Err(misfit) => {
                ui.label(path);
                let reason = RichText::new(misfit.in_words(view.cx.language)).size(size::SMALL);
                ui.indent("reason", |ui| ui.label(reason.color(view.palette.warn)));
            }
        }
    }
}

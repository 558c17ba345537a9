//! The dialogs in which notes go out and come in.

use super::{Action, Choosing, Exchange, Ready};
use crate::app::panels::Overlay;
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::widgets;
use crate::export::NoteFormat;
use crate::notebook::Preview;
use egui::{Key, ProgressBar, RichText, Role as WidgetRole, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

/// Height of what stands around the preview of a merge, the window's edges included, in points.
const AROUND: f32 = 340.0;
/// Height that the preview has at least, in points.
const MIN_PREVIEW: f32 = 60.0;

/// Draws the dialog for writing notes out.
/// `all` and `listed`: how many notes there are, and how many the notes panel lists.
pub fn export(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange, (all, listed): (usize, usize)) {
    widgets::section(ui, view.palette, view.t(strings::EXPORT_FORM));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        let formats = NoteFormat::ALL.into_iter().map(|format| (format, format.name(view.cx.language)));
        if let Some(format) = widgets::choices(ui, view.palette, &exchange.format, formats) {
            view.push(Action::SetFormat(format));
        }
    });
    widgets::section(ui, view.palette, view.t(strings::EXPORT_WHICH));
    ui.horizontal(|ui| {
        let which = [
            (false, view.fill(strings::ALL_OF_THEM, &[&all])),
            (true, view.fill(strings::ONLY_LISTED, &[&listed])),
        ];
        if let Some(listed) = widgets::choices(ui, view.palette, &exchange.listed_only, which) {
            view.push(Action::SetListedOnly(listed));
        }
    });
    if exchange.format == NoteFormat::Cards {
        clippings(ui, view, exchange.chosen.clippings);
    }
    let choosing = if exchange.format.extension().is_some() { Choosing::Save } else { Choosing::Folder };
    path(ui, view, exchange, (strings::WRITE_TO, choosing, strings::EXPORT, Action::Export));
    outcome(ui, view, exchange);
}

/// Draws the dialog for a backup.
pub fn back_up(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    widgets::soft(ui, view.palette, view.t(strings::BACK_UP_HINT));
    path(ui, view, exchange, (strings::INTO_FOLDER, Choosing::Folder, strings::BACK_UP, Action::BackUp));
    outcome(ui, view, exchange);
}

/// Draws the dialog for reading notes in.
pub fn import(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange, overlay: Overlay) {
    let restoring = overlay == Overlay::Restore;
    widgets::soft(
        ui,
        view.palette,
        view.t(if restoring { strings::RESTORE_HINT } else { strings::IMPORT_HINT }),
    );
    path(ui, view, exchange, (strings::READ_FROM, Choosing::File, strings::LOOK, Action::ReadIncoming));
    if restoring && exchange.ready.is_none() {
        snapshots(ui, view, exchange);
    }
    if let Some(ready) = &exchange.ready {
        preview(ui, view, ready);
    }
    outcome(ui, view, exchange);
}

/// Whether articles are shown as they were printed, too.
pub(super) fn clippings(ui: &mut Ui, view: &mut View<'_>, mut on: bool) {
    let box_ = ui.checkbox(&mut on, view.t(strings::WITH_CLIPPINGS));
    if box_.on_hover_text(view.t(strings::WITH_CLIPPINGS_HINT)).changed() {
        view.push(Action::SetClippings(on));
    }
}

/// The path, typed or chosen, and what is done with it.
pub(super) fn path(
    ui: &mut Ui,
    view: &mut View<'_>,
    exchange: &Exchange,
    (name, choosing, does, action): (Phrase, Choosing, Phrase, Action),
) {
    widgets::section(ui, view.palette, view.t(name));
    let label = view.t(name);
    let mut path = exchange.path.clone();
    ui.add_enabled_ui(exchange.job.is_none(), |ui| {
        let field = ui.add(
            TextEdit::singleline(&mut path).desired_width(f32::INFINITY).margin(vec2(space::S, space::S)),
        );
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
        // Whatever it is called: a form may want a file or a folder.
        if view.focused.is_none() {
            *view.focused = Some("path");
            field.request_focus();
        }
        if field.gained_focus() && !field.is_pointer_button_down_on() {
            widgets::select(ui, &field, path.chars().count()..path.chars().count());
        }
        if field.changed() {
            view.push(Action::SetPath(path));
        }
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if enter {
            // What was refused is written anew.
            field.request_focus();
        }
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            if widgets::primary(ui, view.palette, view.t(does)).clicked() || enter {
                view.push(action);
            }
            let choose =
                if choosing == Choosing::Folder { strings::CHOOSE_FOLDER } else { strings::CHOOSE_FILE };
            if ui.button(view.t(choose)).clicked() {
                view.push(Action::Choose(choosing));
            }
            if choosing == Choosing::File && ui.button(view.t(strings::CHOOSE_FOLDER)).clicked() {
                view.push(Action::Choose(Choosing::Folder));
            }
        });
    });
}

/// The job under way, or the outcome of the last.
pub(super) fn outcome(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    if exchange.job.is_some() || exchange.outcome.is_some() {
        ui.add_space(space::S);
    }
    progress(ui, view, exchange);
    if let Some((well, text)) = &exchange.outcome {
        let color = if *well { view.palette.good } else { view.palette.error };
        ui.label(RichText::new(text).color(color));
        if *well && exchange.written.is_some() && ui.button(view.t(strings::SHOW_WRITTEN)).clicked() {
            view.push(Action::ShowWritten);
        }
    }
}

/// Progress of what is being done, with a way to stop it; nothing while nothing is.
pub fn progress(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    let Some(job) = &exchange.job else { return };
    ui.horizontal(|ui| {
        match job.done {
            Some((done, total)) => {
                let bar = ProgressBar::new(done as f32 / total as f32);
                ui.add(bar.desired_width(140.0).desired_height(6.0));
                widgets::soft(ui, view.palette, format!("{} {done} / {total}", view.t(job.what)));
            }
            None => {
                ui.spinner();
                widgets::soft(ui, view.palette, view.t(job.what));
            }
        }
        let stop = RichText::new(view.t(strings::CANCEL)).size(size::SMALL);
        if !job.is_stopping() && ui.button(stop).clicked() {
            view.push(Action::Cancel);
        }
    });
}

/// The copies that the notebook made of itself.
fn snapshots(ui: &mut Ui, view: &mut View<'_>, exchange: &Exchange) {
    let snapshots = &exchange.snapshots;
    if snapshots.is_empty() {
        return;
    }
    widgets::section(ui, view.palette, view.t(strings::SNAPSHOTS));
    ScrollArea::vertical().max_height(180.0).auto_shrink([false, true]).show(ui, |ui| {
        for snapshot in snapshots {
            let date = &snapshot.date;
            let date = match (date.get(..4), date.get(4..6), date.get(6..)) {
                (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
                _ => date.clone(),
            };
            let text = view.fill(strings::SNAPSHOT, &[&date, &snapshot.records]);
            if ui.add(egui::Button::new(text).frame_when_inactive(false)).clicked() {
                view.push(Action::SetPath(snapshot.path.display().to_string()));
                view.push(Action::ReadIncoming);
            }
        }
    });
}

/// Preview of a merge.
fn preview(ui: &mut Ui, view: &mut View<'_>, ready: &Ready) {
    let palette = view.palette;
    let preview = &ready.preview;
    widgets::section(ui, palette, &view.fill(strings::WOULD_DO, &[&ready.path.display()]));
    let counts = [
        (strings::WOULD_ADD, preview.added),
        (strings::WOULD_CHANGE, preview.changed),
        (strings::WOULD_DELETE, preview.deleted),
        (strings::WOULD_KEEP_BOTH, preview.kept_both),
        (strings::WOULD_LEAVE, preview.unchanged),
        (strings::WOULD_TAKE_OTHERS, preview.others),
    ];
    // In a small window what stands above and below keeps its place.
    let room = (ui.ctx().content_rect().height() - AROUND).max(MIN_PREVIEW);
    ScrollArea::vertical().id_salt("preview").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        for (phrase, count) in counts {
            let color = if count == 0 { palette.soft } else { palette.ink };
            ui.label(RichText::new(view.fill(phrase, &[&count])).color(color));
        }
        if preview.stay_deleted > 0 {
            let text = view.fill(strings::STAY_DELETED, &[&preview.stay_deleted]);
            ui.label(RichText::new(text).color(palette.warn));
        }
        for sample in &ready.samples {
            let text = format!("“{}” {}", sample.target.quote(), sample.body.note);
            let line = one_line(ui, &text, size::SMALL, palette.soft, ui.available_width());
            ui.label(line);
        }
    });
    ui.add_space(space::S);
    let nothing = Preview { unchanged: 0, ..preview.clone() } == Preview::default();
    if nothing {
        widgets::soft(ui, palette, view.t(strings::NOTHING_NEW));
        return;
    }
    ui.horizontal(|ui| {
        if widgets::primary(ui, palette, view.t(strings::MERGE)).clicked() {
            view.push(Action::Merge(false));
        }
        let revive = view.fill(strings::MERGE_REVIVING, &[&preview.stay_deleted]);
        if preview.stay_deleted > 0 && ui.button(revive).clicked() {
            view.push(Action::Merge(true));
        }
    });
    widgets::soft(ui, palette, view.t(strings::MERGE_HINT));
}

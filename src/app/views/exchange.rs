//! The dialogs in which notes go out and come in.

use super::{View, kit, one_line};
use crate::app::action::{Action, Overlay};
use crate::app::exchange::{Form, Ready};
use crate::app::language::{self as words, Phrase};
use crate::app::state::Picking;
use crate::app::theme::{size, space};
use crate::notebook::Preview;
use egui::{Key, ProgressBar, RichText, Role as WidgetRole, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

/// Height of what stands around the preview of a merge, the window's edges included, in points.
const AROUND: f32 = 340.0;
/// Height that the preview has at least, in points.
const MIN_PREVIEW: f32 = 60.0;

/// Draws the dialog for writing notes out.
pub fn export(ui: &mut Ui, view: &mut View<'_>) {
    let state = view.state;
    kit::section(ui, view.palette, view.t(words::EXPORT_FORM));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for form in Form::ALL {
            if kit::chip(ui, view.palette, view.t(form.name()), state.exchange.form == form).clicked() {
                view.push(Action::ExportForm(form));
            }
        }
    });
    kit::section(ui, view.palette, view.t(words::EXPORT_WHICH));
    ui.horizontal(|ui| {
        let all = state.notes.book.as_ref().map_or(0, |book| book.find(&Default::default()).count());
        for (listed, phrase, count) in
            [(false, words::ALL_OF_THEM, all), (true, words::ONLY_LISTED, state.notes.listed.len())]
        {
            let on = state.exchange.listed_only == listed;
            if kit::chip(ui, view.palette, &view.fill(phrase, &[&count]), on).clicked() {
                view.push(Action::ExportListed(listed));
            }
        }
    });
    let picking = if state.exchange.form.extension().is_some() { Picking::Save } else { Picking::Folder };
    path(ui, view, words::WRITE_TO, picking, words::EXPORT, Action::Export);
    outcome(ui, view);
}

/// Draws the dialog for a backup.
pub fn back_up(ui: &mut Ui, view: &mut View<'_>) {
    kit::soft(ui, view.palette, view.t(words::BACK_UP_HINT));
    path(ui, view, words::INTO_FOLDER, Picking::Folder, words::BACK_UP, Action::BackUp);
    outcome(ui, view);
}

/// Draws the dialog for reading notes in.
pub fn import(ui: &mut Ui, view: &mut View<'_>, overlay: Overlay) {
    let restoring = overlay == Overlay::Restore;
    kit::soft(ui, view.palette, view.t(if restoring { words::RESTORE_HINT } else { words::IMPORT_HINT }));
    path(ui, view, words::READ_FROM, Picking::File, words::LOOK, Action::ReadIncoming);
    if restoring && view.state.exchange.ready.is_none() {
        snapshots(ui, view);
    }
    if let Some(ready) = &view.state.exchange.ready {
        preview(ui, view, ready);
    }
    outcome(ui, view);
}

/// The path, typed or chosen, and what is done with it.
fn path(ui: &mut Ui, view: &mut View<'_>, name: Phrase, picking: Picking, does: Phrase, action: Action) {
    kit::section(ui, view.palette, view.t(name));
    let state = view.state;
    let label = view.t(name);
    let mut path = state.exchange.path.clone();
    ui.add_enabled_ui(state.exchange.job.is_none(), |ui| {
        let field = ui.add(
            TextEdit::singleline(&mut path).desired_width(f32::INFINITY).margin(vec2(space::S, space::S)),
        );
        field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, label));
        if view.buffers.focused != Some(name.en) {
            view.buffers.focused = Some(name.en);
            field.request_focus();
        }
        if field.changed() {
            view.push(Action::ExchangePath(path));
        }
        let enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if enter {
            // What was refused is written anew.
            field.request_focus();
        }
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            if kit::primary(ui, view.palette, view.t(does)).clicked() || enter {
                view.push(action);
            }
            let choose = if picking == Picking::Folder { words::CHOOSE_FOLDER } else { words::CHOOSE_FILE };
            if ui.button(view.t(choose)).clicked() {
                view.push(Action::PickForExchange(picking));
            }
            if picking == Picking::File && ui.button(view.t(words::CHOOSE_FOLDER)).clicked() {
                view.push(Action::PickForExchange(Picking::Folder));
            }
        });
    });
}

/// What is being done, or how it went.
fn outcome(ui: &mut Ui, view: &mut View<'_>) {
    ui.add_space(space::S);
    progress(ui, view);
    if let Some((well, text)) = &view.state.exchange.outcome {
        let color = if *well { view.palette.good } else { view.palette.error };
        ui.label(RichText::new(text).color(color));
    }
}

/// What is being done, with a way to stop it; nothing while nothing is.
pub fn progress(ui: &mut Ui, view: &mut View<'_>) {
    let Some(job) = &view.state.exchange.job else { return };
    ui.horizontal(|ui| {
        match job.done {
            Some((done, total)) => {
                let bar = ProgressBar::new(done as f32 / total as f32);
                ui.add(bar.desired_width(140.0).desired_height(6.0));
                kit::soft(ui, view.palette, format!("{} {done} / {total}", view.t(job.what)));
            }
            None => {
                ui.spinner();
                kit::soft(ui, view.palette, view.t(job.what));
            }
        }
        let stop = RichText::new(view.t(words::CANCEL)).size(size::SMALL);
        if !job.is_stopping() && ui.button(stop).clicked() {
            view.push(Action::CancelExchange);
        }
    });
}

/// The copies that the notebook made of itself.
fn snapshots(ui: &mut Ui, view: &mut View<'_>) {
    let snapshots = &view.state.exchange.snapshots;
    if snapshots.is_empty() {
        return;
    }
    kit::section(ui, view.palette, view.t(words::SNAPSHOTS));
    ScrollArea::vertical().max_height(180.0).auto_shrink([false, true]).show(ui, |ui| {
        for snapshot in snapshots {
            let date = &snapshot.date;
            let date = match (date.get(..4), date.get(4..6), date.get(6..)) {
                (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
                _ => date.clone(),
            };
            let text = view.fill(words::SNAPSHOT, &[&date, &snapshot.records]);
            if ui.add(egui::Button::new(text).frame_when_inactive(false)).clicked() {
                view.push(Action::ExchangePath(snapshot.path.display().to_string()));
                view.push(Action::ReadIncoming);
            }
        }
    });
}

/// What a merge would do.
fn preview(ui: &mut Ui, view: &mut View<'_>, ready: &Ready) {
    let palette = view.palette;
    let preview = &ready.preview;
    kit::section(ui, palette, &view.fill(words::WOULD_DO, &[&ready.path.display()]));
    let counts = [
        (words::WOULD_ADD, preview.added),
        (words::WOULD_CHANGE, preview.changed),
        (words::WOULD_DELETE, preview.deleted),
        (words::WOULD_KEEP_BOTH, preview.kept_both),
        (words::WOULD_LEAVE, preview.unchanged),
        (words::WOULD_TAKE_OTHERS, preview.others),
    ];
    // In a small window what stands above and below keeps its place.
    let room = (ui.ctx().content_rect().height() - AROUND).max(MIN_PREVIEW);
    ScrollArea::vertical().id_salt("preview").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        for (phrase, count) in counts {
            let color = if count == 0 { palette.soft } else { palette.ink };
            ui.label(RichText::new(view.fill(phrase, &[&count])).color(color));
        }
        if preview.stay_deleted > 0 {
            let text = view.fill(words::STAY_DELETED, &[&preview.stay_deleted]);
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
        kit::soft(ui, palette, view.t(words::NOTHING_NEW));
        return;
    }
    ui.horizontal(|ui| {
        if kit::primary(ui, palette, view.t(words::MERGE)).clicked() {
            view.push(Action::Merge(false));
        }
        let revive = view.fill(words::MERGE_REVIVING, &[&preview.stay_deleted]);
        if preview.stay_deleted > 0 && ui.button(revive).clicked() {
            view.push(Action::Merge(true));
        }
    });
    kit::soft(ui, palette, view.t(words::MERGE_HINT));
}

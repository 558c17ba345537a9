//! The dialog of the same everywhere: a correction, and the places where it is proposed, to be chosen or left out.

use super::Action as CorrectAction;
use super::everywhere::{Action, Everywhere, Hit};
use super::words::says;
use crate::app::icons::{self, Icon};
use crate::app::theme::{RADIUS, height, size, space};
use crate::app::view::{View, one_line};
use crate::app::{strings, widgets};
use crate::correction::Zone;
use egui::{
    ProgressBar, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

/// Height of a place's row, in points.
const ROW: f32 = height::PAIR;

/// Draws the dialog.
pub fn show(ui: &mut Ui, view: &mut View<'_>, everywhere: &Everywhere) {
    ui.label(says(view.cx, &everywhere.correction));
    widgets::soft(ui, view.palette, view.t(strings::EVERYWHERE_HINT));
    if view.cx.library.papers().len() > 1 {
        ui.horizontal(|ui| {
            let papers = [(false, everywhere.paper.as_str()), (true, view.t(strings::ALL_PAPERS))];
            let chosen = widgets::choices(ui, view.palette, &everywhere.all_papers, papers);
            if let Some(all) = chosen.filter(|all| *all != everywhere.all_papers) {
                push(view, Action::AllPapers(all));
            }
        });
    }
    ui.add_space(space::XS);
    let (done, pages) = everywhere.looked;
    let (hits, chosen) = (everywhere.hits.len(), everywhere.chosen());
    if everywhere.is_looking() {
        let bar = ProgressBar::new(done as f32 / pages.max(1) as f32).desired_height(6.0);
        ui.add(bar.desired_width(ui.available_width()).fill(view.palette.accent));
    }
    ui.horizontal_wrapped(|ui| {
        widgets::soft(ui, view.palette, view.fill(strings::EVERYWHERE_FOUND, &[&done, &hits, &chosen]));
        for (all, name) in [(true, strings::CHOOSE_ALL), (false, strings::CHOOSE_NONE)] {
            if hits > 0 && ui.link(egui::RichText::new(view.t(name)).size(size::SMALL)).clicked() {
                push(view, Action::ToggleAll(all));
            }
        }
    });
    let room = (ui.available_height() - widgets::BUTTON - space::L).max(ROW * 2.0);
    let area = ScrollArea::vertical().max_height(room).auto_shrink([false, true]).id_salt("everywhere");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW, hits, |ui, range| {
            for at in range {
                row(ui, view, at, &everywhere.hits[at]);
            }
        });
    });
    ui.add_space(space::S);
    let text = view.fill(strings::CORRECT_PLACES, &[&chosen]);
    let button = ui.add_enabled_ui(chosen > 0, |ui| widgets::primary(ui, view.palette, &text)).inner;
    if chosen > 0 && *view.focused != Some("everywhere") {
        *view.focused = Some("everywhere");
        button.request_focus();
    }
    if button.clicked() {
        push(view, Action::Correct);
    }
}

fn push(view: &mut View<'_>, action: Action) {
    view.push(CorrectAction::Like(action));
}

/// Draws a place: a box to choose it by, its words between those around them, where it is and what it is now.
fn row(ui: &mut Ui, view: &mut View<'_>, at: usize, hit: &Hit) {
    let Some(page) = view.cx.library.page(hit.page) else { return };
    let (language, palette) = (view.cx.language, view.palette);
    let zone = match hit.like.zone {
        Zone::Head => strings::AT_HEAD,
        Zone::Foot => strings::AT_FOOT,
        Zone::Inside => strings::INSIDE,
    };
    let printed = format!("{} {}", view.cx.issue(&page.issue), page.title(language));
    let now = view.fill(strings::NOW_IS, &[&view.t(strings::role_name(hit.like.now))]);
    let place = format!("{printed} · {} · {now}", view.t(zone));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let spoken = format!("{}, {place}", hit.words);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::CheckBox, true, hit.chosen, &spoken));
    widgets::ground(ui, palette, rect, &response, false);
    let mark = Rect::from_center_size(pos2(rect.left() + space::L, rect.center().y), Vec2::splat(18.0));
    ui.painter().rect_stroke(
        mark,
        f32::from(RADIUS) / 2.0,
        Stroke::new(1.0, palette.soft),
        StrokeKind::Inside,
    );
    if hit.chosen {
        icons::paint(ui.painter(), mark.shrink(1.0), Icon::Check, palette.accent);
    }
    let left = mark.right() + space::M;
    let width = rect.right() - space::M - left;
    let words = one_line(ui, &hit.words, size::BODY, palette.ink, width);
    let [before, after] = &hit.around;
    let beside = [("↑ ", before), ("↓ ", after)]
        .map(|(sign, words)| (!words.is_empty()).then(|| format!("{sign}{words}")));
    let beside = beside.into_iter().flatten().collect::<Vec<_>>().join("  ");
    let room = width - words.size().x - space::M;
    let beside = one_line(ui, &beside, size::SMALL, palette.soft, room);
    let top = rect.top() + 5.0;
    let right = pos2(left + words.size().x + space::M, top + words.size().y - beside.size().y - 1.0);
    ui.painter().galley(pos2(left, top), words, palette.ink);
    if room > ROW {
        ui.painter().galley(right, beside, palette.soft);
    }
    let place = one_line(ui, &place, size::SMALL, palette.soft, width);
    ui.painter().galley(pos2(left, rect.top() + 27.0), place, palette.soft);
    if response.clicked() {
        push(view, Action::Toggle(at));
    }
}

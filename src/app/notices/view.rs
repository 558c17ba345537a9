//! What happened and what to do about it, in the corner, never in the way.

use super::Notices;
use crate::app::effect::NoticeKind;
use crate::app::icons::{self, Icon};
use crate::app::theme::space;
use crate::app::view::View;
use crate::app::{strings, widgets};
use egui::{Align2, Area, Frame, Id, Order, RichText, Ui, Vec2, vec2};

/// Draws the notices, the latest at the bottom.
pub fn show(ui: &Ui, view: &mut View<'_>, notices: &Notices) {
    if notices.is_empty() {
        return;
    }
    let area = Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-space::L, -space::XXL));
    area.show(ui.ctx(), |ui| {
        for notice in notices.iter() {
            let (icon, color) = match notice.kind {
                NoticeKind::Info => (Icon::Check, view.palette.good),
                NoticeKind::Warning => (Icon::Warning, view.palette.warn),
                NoticeKind::Error => (Icon::Warning, view.palette.error),
            };
            let frame = Frame::popup(ui.style()).fill(view.palette.field).inner_margin(space::M);
            frame.show(ui, |ui| {
                ui.set_max_width(380.0);
                ui.horizontal_top(|ui| {
                    let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), egui::Sense::hover());
                    icons::paint(ui.painter(), rect, icon, color);
                    ui.vertical(|ui| {
                        ui.set_max_width(290.0);
                        ui.label(RichText::new(&notice.text).color(view.palette.ink));
                    });
                    if widgets::icon_button(ui, view.palette, Icon::Close, view.t(strings::DISMISS), false)
                        .clicked()
                    {
                        view.push(super::Action::Dismiss(notice.id));
                    }
                });
            });
        }
    });
}

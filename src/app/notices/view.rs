//! Notices of what happened and what to do about it, at one place, never in the way.

use super::Notices;
use crate::app::effect::NoticeKind;
use crate::app::icons::{self, Icon};
use crate::app::theme::{space, width};
use crate::app::view::View;
use crate::app::{commands, strings, widgets};
use egui::{
    Align2, Area, Frame, Id, Label, Margin, Order, Pos2, Rect, RichText, Sense, TextStyle, Ui, Vec2, vec2,
};

/// Place of the notices in the window.
pub struct Place {
    /// Point that they begin from.
    pub at: Pos2,
    /// Edge of them that is there.
    pub pivot: Align2,
    /// Width that they may have, in points.
    pub width: f32,
}

/// Draws the notices, the latest at the bottom; dialogs and menus lie above them.
pub fn show(ui: &Ui, view: &mut View<'_>, notices: &Notices, place: Place) {
    /// Points of the icon.
    const ICON: f32 = 20.0;
    if notices.is_empty() {
        return;
    }
    let width = width::NOTICE.min(place.width - space::S);
    let area = Area::new(Id::unique("notices"))
        .order(Order::Middle)
        .pivot(place.pivot)
        .fixed_pos(place.at)
        .constrain_to(ui.ctx().content_rect());
    area.show(ui.ctx(), |ui| {
        for notice in notices.iter() {
            let (icon, color) = match notice.kind {
                NoticeKind::Info => (Icon::Check, view.palette.good),
                NoticeKind::Hint => (Icon::Why, view.palette.soft),
                NoticeKind::Warning => (Icon::Warning, view.palette.warn),
                NoticeKind::Error => (Icon::Warning, view.palette.error),
            };
            let frame = Frame::popup(ui.style())
                .fill(view.palette.field)
                .inner_margin(Margin::symmetric(space::S as i8, 0));
            frame.show(ui, |ui| {
                ui.set_width(width - 2.0 * space::S);
                ui.horizontal_top(|ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(ICON, widgets::BUTTON), Sense::hover());
                    let rect = Rect::from_center_size(rect.center(), Vec2::splat(ICON));
                    icons::paint(ui.painter(), rect, icon, color);
                    ui.vertical(|ui| {
                        let beside = widgets::BUTTON + ui.spacing().item_spacing.x;
                        ui.set_width((ui.available_width() - beside).max(60.0));
                        ui.spacing_mut().item_spacing.y = 0.0;
                        // The first line stands in the middle of the button beside it.
                        let line = ui.text_style_height(&TextStyle::Body);
                        let edge = (widgets::BUTTON - line) / 2.0;
                        ui.add_space(edge);
                        ui.add(Label::new(RichText::new(&notice.text).color(view.palette.ink)).wrap());
                        if let Some(command) = notice.offer.and_then(commands::command) {
                            ui.add_space(space::XS);
                            if ui.button(widgets::tooltip(ui, view, command)).clicked() {
                                view.push(command.action.clone());
                                view.push(super::Action::Dismiss(notice.id));
                            }
                        }
                        ui.add_space(edge);
                    });
                    let dismiss = view.t(strings::DISMISS);
                    if widgets::icon_button(ui, view.palette, Icon::Close, dismiss, None).clicked() {
                        view.push(super::Action::Dismiss(notice.id));
                    }
                });
            });
        }
    });
}

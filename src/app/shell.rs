//! The application: what eframe calls every frame.

use super::language::{self, Language};
use super::{Options, theme};

/// The window and everything in it.
pub struct Window {
    language: Language,
}

impl Window {
    /// Makes the window's contents for an egui context.
    pub fn new(ctx: &egui::Context, options: Options) -> Window {
        let style = theme::style(theme::Theme::Light, false);
        ctx.set_theme(egui::Theme::Light);
        ctx.set_style_of(egui::Theme::Light, style);
        Window { language: options.language.unwrap_or_else(Language::of_system) }
    }

    /// Draws one frame.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        egui::CentralPanel::default_margins().show(ui, |ui| {
            ui.centered_and_justified(|ui| ui.heading(language::EMPTY_TITLE.get(self.language)));
        });
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        Window::ui(self, ui);
    }
}

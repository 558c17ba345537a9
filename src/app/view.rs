//! View: what every view is given, and the few pieces of text that several of them show.

use super::context::Context;
use super::layout;
use super::message::Action;
use super::panels::Panel;
use super::reader::article::OpenArticle;
use super::strings::{self, Phrase};
use super::theme::Palette;
use super::widgets;
use crate::segmentation::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, TextFormat, Ui};
use std::fmt::Display;
use std::sync::Arc;

/// Surroundings of every view: what all rooms may read, colours, and a way to push actions.
pub struct View<'a> {
    /// Context that every room may read.
    pub cx: &'a Context,
    /// The colours.
    pub palette: &'static Palette,
    /// Actions that the person brings about.
    pub actions: &'a mut Vec<Action>,
    /// The dialog whose field has asked for the keyboard.
    pub focused: &'a mut Option<&'static str>,
}

impl View<'_> {
    /// A phrase in the window's language.
    pub fn t(&self, phrase: Phrase) -> &'static str {
        self.cx.t(phrase)
    }

    /// A phrase with values in it.
    pub fn fill(&self, phrase: Phrase, values: &[&dyn Display]) -> String {
        self.cx.fill(phrase, values)
    }

    /// Brings an action of some room about.
    pub fn push(&mut self, action: impl Into<Action>) {
        self.actions.push(action.into());
    }
}

/// Begins a panel: its head with a button that closes it.
pub fn panel_head(ui: &mut Ui, view: &mut View<'_>, title: Phrase, panel: Panel) {
    if widgets::panel_head(ui, view.palette, view.t(title), view.t(strings::CLOSE)) {
        view.push(layout::Action::TogglePanel(panel));
    }
}

/// Begins a panel about the open article: its head and, where nothing is open, a word of that.
pub fn article_panel<'a>(
    ui: &mut Ui,
    view: &mut View<'_>,
    title: Phrase,
    panel: Panel,
    open: Option<&'a OpenArticle>,
) -> Option<&'a OpenArticle> {
    panel_head(ui, view, title, panel);
    if open.is_none() {
        let (title, hint) = (view.t(strings::NOTHING_OPEN), view.t(strings::NOTHING_OPEN_HINT));
        widgets::empty_state(ui, view.palette, title, hint, |_| {});
    }
    open
}

/// Text on one line, cut with … where it does not fit.
pub fn one_line(ui: &Ui, text: &str, size: f32, color: Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat { font_id: FontId::proportional(size), color, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.replace(['\n', '\r'], " "), format);
    job.wrap = TextWrapping {
        max_width: width.max(0.0),
        max_rows: 1,
        break_anywhere: true,
        ..TextWrapping::default()
    };
    ui.painter().layout_job(job)
}

/// Overhang of a line that begins with a wide opening mark, so that its first character stands at the edge.
pub fn hanging(title: &Galley, size: f32) -> f32 {
    const OPENING: [char; 8] = ['“', '‘', '「', '『', '《', '〈', '（', '【'];
    let first = title.rows.first().and_then(|row| row.glyphs.first());
    let is_wide = first.is_some_and(|glyph| OPENING.contains(&glyph.chr) && glyph.advance_width > size * 0.8);
    if is_wide { size / 2.0 } else { 0.0 }
}

/// The ground of a role's lines.
pub fn role_tint(palette: &Palette, role: Role) -> Color32 {
    let index = match role {
        Role::Kicker | Role::Title | Role::Subtitle | Role::Subhead => 0,
        Role::Paragraph | Role::Verse => 1,
        Role::Byline => 2,
        Role::Caption | Role::Credit => 3,
        Role::Jump => 4,
        Role::Furniture => 5,
    };
    palette.tints[index]
}

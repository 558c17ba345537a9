//! The design system: the themes, and egui's style made from the tokens.
//!
//! The look is that of a well-kept reading room: paper, ink, hairlines, and one accent, the red of a seal.
//! Every pair of ink and ground that the window uses is listed in [`Palette::pairs`] and tested for contrast.

use egui::style::{KineticScrollStyle, ScrollStyle};
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2,
};
use serde::{Deserialize, Serialize};

use super::tokens::{DARK, LIGHT, SEPIA};
pub use super::tokens::{Palette, RADIUS, height, motion, opacity, size, space, stroke, width};

/// The themes there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// White paper by day.
    Light,
    /// Aged paper.
    Sepia,
    /// Night.
    Dark,
}

/// Theme that the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Light or dark as the system is.
    #[default]
    System,
    /// This one.
    Fixed(Theme),
}

impl ThemeChoice {
    /// All choices, in the order in which they are offered and cycled through.
    pub const ALL: [ThemeChoice; 4] = [
        ThemeChoice::System,
        ThemeChoice::Fixed(Theme::Light),
        ThemeChoice::Fixed(Theme::Sepia),
        ThemeChoice::Fixed(Theme::Dark),
    ];

    /// The theme to draw, given whether the system is dark.
    pub fn resolve(self, system_dark: bool) -> Theme {
        match self {
            ThemeChoice::Fixed(theme) => theme,
            ThemeChoice::System if system_dark => Theme::Dark,
            ThemeChoice::System => Theme::Light,
        }
    }
}

impl Palette {
    /// The palette of a theme.
    pub const fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Sepia => &SEPIA,
            Theme::Dark => &DARK,
        }
    }

    /// Every pair of (text, ground) that the window draws, with what it is.
    pub fn pairs(&self) -> Vec<(&'static str, Color32, Color32)> {
        let mut pairs = vec![("button", self.on_accent, self.accent)];
        for ground in [self.paper, self.shelf, self.bar, self.field] {
            pairs.push(("text", self.ink, ground));
            pairs.push(("soft text", self.soft, ground));
            pairs.push(("link", self.accent, ground));
            pairs.push(("warning", self.warn, ground));
            pairs.push(("error", self.error, ground));
            pairs.push(("all well", self.good, ground));
        }
        for ground in [self.hover, self.chosen] {
            pairs.push(("row", self.ink, ground));
            pairs.push(("row's second line", self.soft, ground));
            pairs.push(("row's mark", self.accent, ground));
            pairs.push(("row's doubt", self.warn, ground));
        }
        let grounds = self.highlights.iter().chain(&self.tints).chain([&self.hit, &self.current_hit]);
        pairs.extend(grounds.map(|&ground| ("text on a colour", self.ink, ground)));
        pairs.extend(self.tints.iter().map(|&ground| ("line number on a tint", self.soft, ground)));
        pairs
    }
}

/// Contrast of two colours by WCAG 2.1, 1 to 21.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    fn luminance(color: Color32) -> f32 {
        let [r, g, b, _] = color.to_array().map(|channel| {
            let c = f32::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// egui's style for a theme; `reduced_motion` turns every animation off.
pub fn style(theme: Theme, reduced_motion: bool) -> Style {
    let p = Palette::of(theme);
    let radius = CornerRadius::same(RADIUS);
    let mut visuals = if p.dark { Visuals::dark() } else { Visuals::light() };
    let widgets = &mut visuals.widgets;
    for (state, fill, weak, stroke, text) in [
        (&mut widgets.noninteractive, p.bar, p.bar, Stroke::new(1.0, p.rule), p.ink),
        (&mut widgets.inactive, p.hover, p.hover, Stroke::NONE, p.ink),
        // A field under the pointer keeps its edge.
        (&mut widgets.hovered, p.chosen, p.chosen, Stroke::new(1.0, p.rule), p.ink),
        (&mut widgets.active, p.chosen, p.chosen, Stroke::new(2.0, p.accent), p.ink),
        (&mut widgets.open, p.chosen, p.chosen, Stroke::NONE, p.ink),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = weak;
        state.bg_stroke = stroke;
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    widgets.inactive.bg_stroke = Stroke::new(1.0, p.rule);
    visuals.selection.bg_fill = p.chosen;
    // Of whole points, which egui takes off a field's margin: a field is as high with the keyboard as without.
    visuals.selection.stroke = Stroke::new(stroke::FOCUS, p.accent);
    visuals.hyperlink_color = p.accent;
    visuals.weak_text_color = Some(p.soft);
    visuals.faint_bg_color = p.shelf;
    visuals.extreme_bg_color = p.field;
    visuals.code_bg_color = p.hover;
    visuals.warn_fg_color = p.warn;
    visuals.error_fg_color = p.error;
    visuals.panel_fill = p.bar;
    visuals.window_fill = p.bar;
    visuals.window_stroke = Stroke::new(1.0, p.rule);
    visuals.window_corner_radius = CornerRadius::same(RADIUS * 2);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS + 2);
    let depth = Color32::from_black_alpha(if p.dark { 120 } else { 38 });
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: depth };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: depth };
    visuals.text_cursor.stroke = Stroke::new(1.5, p.accent);
    visuals.slider_trailing_fill = true;

    let mut style = Style { visuals, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::new(size::SMALL, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(size::BODY, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(size::BODY, FontFamily::Proportional)),
        (TextStyle::Heading, FontId::new(size::HEADING, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(size::BODY, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(space::S, space::S);
    style.spacing.button_padding = vec2(space::M, space::XS);
    style.spacing.menu_margin = Margin::same(space::XS as i8);
    style.spacing.window_margin = Margin::same(space::L as i8);
    style.spacing.interact_size = vec2(28.0, 28.0);
    style.spacing.slider_width = 160.0;
    style.spacing.scroll = ScrollStyle {
        // A list that is put at a row while it still grows would spring back from its end, and go on moving.
        kinetic: KineticScrollStyle { rubber_band: false, ..KineticScrollStyle::default() },
        // As soft as what stands back: in full ink it would be the brightest thing by night.
        dormant_handle_opacity: opacity::REST,
        active_handle_opacity: opacity::NEAR,
        interact_handle_opacity: opacity::UNDER,
        ..ScrollStyle::floating()
    };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = motion::TOOLTIP;
    if reduced_motion {
        style.animation_time = 0.0;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tokens::rgb;

    const THEMES: [Theme; 3] = [Theme::Light, Theme::Sepia, Theme::Dark];

    #[test]
    fn every_pair_of_ink_and_ground_is_readable() {
        for theme in THEMES {
            for (what, text, ground) in Palette::of(theme).pairs() {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{theme:?}: {what}, {text:?} on {ground:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::WHITE, Color32::WHITE) - 1.0).abs() < 0.01);
        assert!((contrast(rgb(0x767676), Color32::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn the_system_decides_only_when_asked() {
        assert_eq!(ThemeChoice::System.resolve(true), Theme::Dark);
        assert_eq!(ThemeChoice::System.resolve(false), Theme::Light);
        assert_eq!(ThemeChoice::Fixed(Theme::Sepia).resolve(true), Theme::Sepia);
    }

    #[test]
    fn a_scroll_bar_is_seen_and_stands_back_from_the_text_under_the_pointer_too() {
        for theme in THEMES {
            let (p, bar) = (Palette::of(theme), style(theme, true).spacing.scroll);
            for ground in [p.paper, p.shelf] {
                let seen = |share: f32| contrast(ground.lerp_to_gamma(p.ink, share), ground);
                let (under, text) = (seen(bar.interact_handle_opacity), contrast(p.ink, ground));
                assert!((3.0..text * 0.6).contains(&under), "{theme:?}: {under:.1} of {text:.1}");
                assert!(seen(bar.active_handle_opacity) < under);
            }
        }
    }

    #[test]
    fn reduced_motion_stops_animations() {
        assert_eq!(style(Theme::Light, true).animation_time, 0.0);
        assert!(style(Theme::Light, false).animation_time > 0.0);
    }
}

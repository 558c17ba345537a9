//! The design system: one palette a theme, one scale of spaces, one scale of type, and egui's style made from them.
//!
//! The look is that of a well-kept reading room: paper, ink, hairlines, and one accent, the red of a seal.
//! Every pair of ink and ground that the window uses is listed in [`Palette::pairs`] and tested for contrast.

use egui::style::ScrollStyle;
use egui::{
    Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2,
};
use serde::{Deserialize, Serialize};

/// Spaces in points; nothing in the window uses another.
pub mod space {
    /// Between things that are one thing.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Inside cards and rows.
    pub const M: f32 = 12.0;
    /// Between groups.
    pub const L: f32 = 16.0;
    /// Around pages of text.
    pub const XL: f32 = 24.0;
    /// Around empty states.
    pub const XXL: f32 = 40.0;
}

/// Sizes of type in points.
pub mod size {
    /// Marks, counts, shortcuts.
    pub const SMALL: f32 = 12.0;
    /// Everything that is pressed or read in passing.
    pub const BODY: f32 = 14.0;
    /// Titles in lists.
    pub const ROW: f32 = 15.0;
    /// Headings of panels.
    pub const HEADING: f32 = 18.0;
    /// The one line of an empty state.
    pub const DISPLAY: f32 = 26.0;
}

/// Widths of what stands beside and over the text, in points.
pub mod width {
    use std::ops::RangeInclusive;

    /// Share of the window that the list has at first, and its bounds.
    pub const LIST: (f32, RangeInclusive<f32>) = (0.27, 220.0..=360.0);
    /// The same of the panel: one width whatever it shows, so that going from one to another sets no text anew.
    pub const PANEL: (f32, RangeInclusive<f32>) = (0.3, 240.0..=420.0);
    /// Greatest width of a notice.
    pub const NOTICE: f32 = 420.0;

    /// The size of a share of a window, within its bounds.
    pub fn of(window: f32, (share, bounds): (f32, RangeInclusive<f32>)) -> f32 {
        (window * share).clamp(*bounds.start(), *bounds.end())
    }
}

/// Times in seconds.
pub mod motion {
    /// Time for which the pointer rests on something before more is said of it.
    pub const TOOLTIP: f32 = 0.4;
    /// Time for which the word of what was done stands.
    pub const BRIEF: f64 = 6.0;
    /// Time for which a word of what needs care stands.
    pub const LONG: f64 = 15.0;
}

/// Radius of every corner, in points.
pub const RADIUS: u8 = 6;

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

/// Every colour of a theme, by what it is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Whether the ground is dark.
    pub dark: bool,
    /// Ground of the text that is read.
    pub paper: Color32,
    /// Ground of lists and panels.
    pub shelf: Color32,
    /// Ground of bars.
    pub bar: Color32,
    /// Ground of fields to type in.
    pub field: Color32,
    /// Ground under the pointer.
    pub hover: Color32,
    /// Ground of what is chosen.
    pub chosen: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that stands back.
    pub soft: Color32,
    /// Links, focus, what is on.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Colour of what needs care.
    pub warn: Color32,
    /// Colour of what went wrong.
    pub error: Color32,
    /// Colour of what is safe.
    pub good: Color32,
    /// Hairlines.
    pub rule: Color32,
    /// Grounds of the five highlights: yellow, green, blue, pink, violet.
    pub highlights: [Color32; 5],
    /// Ground of a search hit.
    pub hit: Color32,
    /// Ground of the search hit that is looked at.
    pub current_hit: Color32,
    /// Grounds of source lines by role: headings, body, people, pictures, jumps, furniture.
    pub tints: [Color32; 6],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    dark: false,
    paper: rgb(0xfdfcf9),
    shelf: rgb(0xf4f1ea),
    bar: rgb(0xf9f7f2),
    field: rgb(0xffffff),
    hover: rgb(0xebe6db),
    chosen: rgb(0xe4dccb),
    ink: rgb(0x23211d),
    soft: rgb(0x645e52),
    accent: rgb(0x9f2d24),
    on_accent: rgb(0xffffff),
    warn: rgb(0x835000),
    error: rgb(0xa8201a),
    good: rgb(0x2b6437),
    rule: rgb(0xdcd6c8),
    highlights: [rgb(0xfae79a), rgb(0xcdeab8), rgb(0xc3dff5), rgb(0xf8cfd6), rgb(0xdfd2f3)],
    hit: rgb(0xf7e3b2),
    current_hit: rgb(0xf2bd6b),
    tints: [rgb(0xf6dcd5), rgb(0xf1ede2), rgb(0xd9e8d3), rgb(0xd6e4f0), rgb(0xe6dcf0), rgb(0xe6e5e1)],
};

const SEPIA: Palette = Palette {
    dark: false,
    paper: rgb(0xf6eedb),
    shelf: rgb(0xede3cb),
    bar: rgb(0xf1e8d3),
    field: rgb(0xfbf5e6),
    hover: rgb(0xe4d8bb),
    chosen: rgb(0xdccda9),
    ink: rgb(0x35291a),
    soft: rgb(0x5f4f36),
    accent: rgb(0x8c2a17),
    on_accent: rgb(0xfff8ea),
    warn: rgb(0x704300),
    error: rgb(0x941a12),
    good: rgb(0x2a5730),
    rule: rgb(0xd6c7a5),
    highlights: [rgb(0xf5d97a), rgb(0xc9dc9c), rgb(0xbbd6dd), rgb(0xf0bfb8), rgb(0xd8c4de)],
    hit: rgb(0xf0d694),
    current_hit: rgb(0xe8ac55),
    tints: [rgb(0xf0d0bd), rgb(0xede2c6), rgb(0xd3dfba), rgb(0xcfdcdb), rgb(0xdfd1dd), rgb(0xdfd7c5)],
};

const DARK: Palette = Palette {
    dark: true,
    paper: rgb(0x1c1b19),
    shelf: rgb(0x161514),
    bar: rgb(0x191817),
    field: rgb(0x242320),
    hover: rgb(0x2a2825),
    chosen: rgb(0x38342d),
    ink: rgb(0xdfd9cd),
    soft: rgb(0xa69e90),
    accent: rgb(0xe8937a),
    on_accent: rgb(0x221512),
    warn: rgb(0xe0ae5e),
    error: rgb(0xf08a7e),
    good: rgb(0x8fc596),
    rule: rgb(0x35322d),
    highlights: [rgb(0x55491a), rgb(0x2f4a28), rgb(0x244660), rgb(0x5c2f39), rgb(0x443660)],
    hit: rgb(0x4e4119),
    current_hit: rgb(0x7a5410),
    tints: [rgb(0x42292a), rgb(0x26241f), rgb(0x27351f), rgb(0x1f3140), rgb(0x332a40), rgb(0x2b2b2a)],
};

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
        (&mut widgets.hovered, p.chosen, p.chosen, Stroke::NONE, p.ink),
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
    visuals.selection.stroke = Stroke::new(1.5, p.accent);
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
        // As soft as what stands back: in full ink it would be the brightest thing by night.
        dormant_handle_opacity: 0.25,
        active_handle_opacity: 0.35,
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
    fn reduced_motion_stops_animations() {
        assert_eq!(style(Theme::Light, true).animation_time, 0.0);
        assert!(style(Theme::Light, false).animation_time > 0.0);
    }
}

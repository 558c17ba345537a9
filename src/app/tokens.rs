//! Design tokens: every colour, space, size, height and time of the window's look, as data. [`super::theme`] makes egui's
//! style from them; a view takes them by name and has no number of its own for what another view shows too.

use egui::Color32;

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
    /// Place of the mark of a chosen row, before its words.
    pub const TICK: f32 = 14.0;
    /// Greatest width of a notice.
    pub const NOTICE: f32 = 420.0;

    /// The size of a share of a window, within its bounds.
    pub fn of(window: f32, (share, bounds): (f32, RangeInclusive<f32>)) -> f32 {
        (window * share).clamp(*bounds.start(), *bounds.end())
    }
}

/// Heights in points.
pub mod height {
    /// Line of a page's source.
    pub const LINE: f32 = 24.0;
    /// Entry of a menu, day's row of the calendar, hit on one line.
    pub const ITEM: f32 = 28.0;
    /// Row of chips.
    pub const CHIP: f32 = 24.0;
    /// Icon to press, and what is to be as high.
    pub const BUTTON: f32 = 32.0;
    /// Command or article that a dialog offers.
    pub const OFFER: f32 = 34.0;
    /// Two lines in a panel.
    pub const PAIR: f32 = 46.0;
    /// Two lines of something found, with its date and newspaper.
    pub const FOUND: f32 = 50.0;
    /// Article of the list, in whole points so that a long list is added up exactly.
    pub const ARTICLE: u32 = 56;
    /// Heading of the list.
    pub const HEADING: u32 = 32;
    /// Note in the panel of notes.
    pub const CARD: f32 = 84.0;
    /// The bar at the top.
    pub const TOOLBAR: f32 = 48.0;
    /// The line at the bottom.
    pub const STATUS: f32 = 30.0;
    /// Panel below which its parts are scrolled together.
    pub const LOW: f32 = 560.0;
}

/// Shares of the ink that the handle of a scroll bar has.
pub mod opacity {
    /// At rest.
    pub const REST: f32 = 0.25;
    /// With the pointer over what it scrolls.
    pub const NEAR: f32 = 0.35;
    /// With the pointer over it.
    pub const UNDER: f32 = 0.6;
}

/// Strokes in points.
pub mod stroke {
    /// Between parts, and around what is not filled.
    pub const HAIR: f32 = 1.0;
    /// Around what has the keyboard.
    pub const FOCUS: f32 = 2.0;
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

/// A colour by its six digits.
pub const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// White paper by day.
pub const LIGHT: Palette = Palette {
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

/// Aged paper.
pub const SEPIA: Palette = Palette {
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

/// Night.
pub const DARK: Palette = Palette {
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

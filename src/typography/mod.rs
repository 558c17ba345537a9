//! Chinese typesetting: where lines break and where each glyph stands.
//!
//! Pure: text, advances and a [`Setting`] in, lines and places out, all in ems; it knows no window and no
//! font file. The rules are those of W3C's "Requirements for Chinese Text Layout" (CLREQ) and GB/T 15834:
//!
//! 1. closing marks never start a line and opening marks never end one ([`class`]);
//! 2. ……, ——, numbers with their units, and words are never broken;
//! 3. a line that comes out uneven is first reduced (spaces, then marks), then pushed in or out, and at last
//!    stretched evenly ([`place`]); it is broken where it needs the least of that, and where a long word would
//!    still leave it loose the lines before help out;
//! 4. a mark takes one em, two in a row one and a half, at a line's edge a half; 、，。 may hang;
//! 5. a quarter em stands between Han and Latin or digits, but not at line ends nor beside marks;
//! 6. first lines are indented, last lines are left as they are and hold more than one character;
//! 7. headings are balanced over their lines and not broken inside words ([`break_heading`]);
//! 8. vertical lines have upright Han, turned words, vertical marks, and short numbers upright together.
//!
//! Work is in two steps, so that a long text is re-broken at once when a window changes: [`break_lines`] finds
//! the lines of a paragraph, [`place`] sets the glyphs of one line that is about to be seen.

mod breaking;
pub mod class;
mod even;
mod heading;
mod place;
mod unit;
pub mod vertical;

pub use breaking::{Line, break_lines};
pub use class::Class;
pub use heading::break_heading;
pub use place::{BASELINE, Glyph, PlacedLine, Turn, place};

/// Metrics that the typesetter asks of a font.
pub trait Metrics {
    /// The advance of a character in ems; Han characters and full-width marks are taken as one em unasked.
    fn advance(&self, c: char) -> f32;

    /// By how much two letters of a word stand farther apart than their advances say, in ems; below 0 closer.
    fn kerning(&self, _before: char, _after: char) -> f32 {
        0.0
    }
}

impl<F: Fn(char) -> f32> Metrics for F {
    fn advance(&self, c: char) -> f32 {
        self(c)
    }
}

/// Setting of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Length of a line in ems.
    pub measure: f32,
    /// Indent of the first line in ems.
    pub indent: f32,
    /// Whether every line but the last fills the measure exactly.
    pub justify: bool,
    /// Whether 、，。 at a line's end hang outside the measure.
    pub hanging: bool,
    /// Whether lines run from top to bottom.
    pub vertical: bool,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting { measure: 30.0, indent: 2.0, justify: true, hanging: false, vertical: false }
    }
}

#[cfg(test)]
mod clreq;
#[cfg(test)]
mod tests;

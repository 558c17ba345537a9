//! The reading pane: an article set in lines, selected, marked and scrolled.
//!
//! [`crate::typography`] decides where lines break and glyphs stand; this room measures with egui's fonts,
//! keeps the lines of the document (`flow`), draws those that can be seen (`paint`) and takes the person's
//! mouse and keys (`pane`).

mod advances;
mod decoration;
mod decorations;
mod described;
mod document;
mod flow;
mod input;
mod paint;
mod pane;
mod style;

pub use decoration::{Decoration, DecorationKind};
pub use document::{Document, Paragraph, TextPosition, TextRange};
pub use pane::{ReadingOutput, ReadingPane};
pub use style::{Direction, ReadingColours, ReadingStyle, Typeface};

#[cfg(test)]
mod tests;

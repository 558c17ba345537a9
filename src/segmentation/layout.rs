//! The layout of a page: where its lines stand on the paper and how they are set, as a source with positions tells it.
//!
//! Plain data: whoever reads PDF files, or another source that knows places, makes it; the engine asks it.

use super::Role;
use serde::{Deserialize, Serialize};

/// A rectangle on a page, in points (1/72 inch) from the page's top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Its left edge.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Its right edge.
    pub right: f32,
    /// Its lower edge.
    pub bottom: f32,
}

impl Rect {
    /// Width.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Height.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The smallest rectangle that holds all; `None` where there are none.
    pub fn around<'a>(rects: impl IntoIterator<Item = &'a Rect>) -> Option<Rect> {
        rects.into_iter().copied().reduce(|all, rect| all.union(&rect))
    }
}

/// Layout of a page: the places of its lines on the paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The page's width in points.
    pub width: f32,
    /// The page's height in points.
    pub height: f32,
    /// The fonts of its lines by name, without what marks a subset.
    pub fonts: Vec<String>,
    /// For each line of the page, blank ones among them, how it is set.
    pub lines: Vec<LineLayout>,
    /// Pictures and tinted areas without text.
    pub pictures: Vec<Rect>,
}

/// Layout of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineLayout {
    /// The box around its characters.
    pub place: Rect,
    /// The box of each character of the line; empty ones for white space that only the text has.
    pub letters: Vec<Rect>,
    /// Its type size in points; 0 for a blank line.
    pub size: f32,
    /// Its font in [`Layout::fonts`].
    pub font: Option<u16>,
    /// Whether it is set bold, or printed twice over itself.
    pub bold: bool,
    /// Whether it is of the body, but for words in another type that it begins with.
    pub leads: bool,
    /// Whether its characters stand one below the other.
    pub vertical: bool,
    /// The region of the page that it stands in, in reading order from 1: lines that nothing but columns parts.
    pub region: u32,
    /// What its place says that it is: a caption, right below a picture, or a heading within the columns of a text.
    pub told: Option<Role>,
}

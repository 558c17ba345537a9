//! Where things stand on a page. One unit is an em of the body type; y grows downwards.

use crate::segmentation::Role;

/// A glyph on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub ch: char,
    /// Left edge.
    pub x: f32,
    /// The font's own width of it, whatever the next glyph's place.
    pub width: f32,
}

/// A line of glyphs of one size, part of one block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetLine {
    /// The block that it belongs to.
    pub block: usize,
    /// Where it comes within its block.
    pub at: usize,
    /// Baseline.
    pub y: f32,
    /// Type size.
    pub size: f32,
    /// Glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The frame it stands in; one number a frame over the whole file.
    pub frame: usize,
    /// Begins a text thread of the file's own, which some extractors set off by a space and no blank line.
    pub bead: bool,
}

impl SetLine {
    /// Left edge of the first glyph.
    pub(super) fn left(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |g| g.x)
    }

    /// Right edge of the last glyph.
    pub(super) fn right(&self) -> f32 {
        self.glyphs.last().map_or(0.0, |g| g.x + g.width)
    }
}

/// A block of the right answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetBlock {
    /// Its article; `None` for furniture.
    pub article: Option<usize>,
    /// What it is.
    pub role: Role,
    /// What a reader should see, where overprinting makes the lines say something else.
    pub text: Option<String>,
}

/// Pages of one file set in type, lines in the order in which the file draws them.
#[derive(Clone, Debug, Default)]
pub(super) struct SetFile {
    /// Blocks in reading order within each article.
    pub blocks: Vec<SetBlock>,
    /// Lines of each page.
    pub pages: Vec<Vec<SetLine>>,
    /// Which articles have text missing; one entry an article.
    pub open: Vec<bool>,
    frames: usize,
}

impl SetFile {
    /// A new block.
    pub(super) fn block(&mut self, article: Option<usize>, role: Role) -> usize {
        self.blocks.push(SetBlock { article, role, text: None });
        self.blocks.len() - 1
    }

    /// The number of a new frame.
    pub(super) fn frame(&mut self) -> usize {
        self.frames += 1;
        self.frames
    }
}

/// A place for one line of body type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// Left edge.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Ems that fit.
    pub measure: f32,
    /// The frame it belongs to.
    pub frame: usize,
}

/// A rectangle in a column that text must keep clear of, or go beside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Obstacle {
    /// The column of the region, from 0.
    pub column: usize,
    /// First row that it takes.
    pub top: usize,
    /// Rows that it takes.
    pub rows: usize,
    /// Ems left for text beside it; 0 where nothing fits.
    pub beside: f32,
    /// Whether it stands at the left, so that the text beside it starts further right.
    pub left: bool,
}

/// A region of equal columns that a body runs through.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Left edge of the first column.
    pub x: f32,
    /// Baseline of the first row.
    pub y: f32,
    /// How many columns.
    pub columns: usize,
    /// Ems of a column.
    pub measure: f32,
    /// Ems between columns.
    pub gutter: f32,
    /// Ems between baselines.
    pub leading: f32,
    /// Rows of each column but the last, which takes what is left.
    pub rows: usize,
    /// What the text must keep clear of.
    pub obstacles: Vec<Obstacle>,
}

/// Ems below which no text is set beside a picture.
const LEAST_MEASURE: f32 = 2.0;

impl Region {
    /// The left edge of a column.
    pub(super) fn column_x(&self, column: usize) -> f32 {
        self.x + column as f32 * (self.measure + self.gutter)
    }

    /// Full lines that fit in its rows, the narrow ones for their share.
    pub(super) fn free_rows(&self) -> f32 {
        let lost = |o: &Obstacle| {
            o.rows.min(self.rows.saturating_sub(o.top)) as f32 * (1.0 - o.beside / self.measure)
        };
        (self.rows * self.columns) as f32 - self.obstacles.iter().map(lost).sum::<f32>()
    }

    /// Slots in reading order; the last column never ends. `frames` names each column's frame.
    pub(super) fn slots<'a>(&'a self, frames: &'a [usize]) -> impl Iterator<Item = Slot> + 'a {
        (0..self.columns).flat_map(move |column| {
            let rows = if column + 1 == self.columns { usize::MAX } else { self.rows };
            (0..rows).filter_map(move |row| {
                let blocked = self
                    .obstacles
                    .iter()
                    .find(|o| o.column == column && row >= o.top && row < o.top + o.rows);
                let (measure, shift) = match blocked {
                    Some(o) if o.beside < LEAST_MEASURE => return None,
                    Some(o) => (o.beside, if o.left { self.measure - o.beside } else { 0.0 }),
                    None => (self.measure, 0.0),
                };
                Some(Slot {
                    x: self.column_x(column) + shift,
                    y: self.y + row as f32 * self.leading,
                    measure,
                    frame: frames[column],
                })
            })
        })
    }
}

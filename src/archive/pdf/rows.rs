//! Rows of columns: texts side by side that begin at one height, and the headlines that stand over them.
//!
//! A headline belongs to the columns that it stands over, and these go down to the next headline in each.

use super::blocks::{Block, GUTTER, Kind, overlap};
use super::order::BAND;
use crate::segmentation::layout::Rect;

/// White between a headline and its text, in ems of the body, and between two parts of one headline, in ems of that.
const BELOW_HEADLINE: f32 = 4.0;
pub(super) const INSIDE_HEADLINE: f32 = 1.5;

/// A headline with all its parts.
pub(super) struct Head {
    /// From the top down.
    pub blocks: Vec<usize>,
    pub place: Rect,
    /// The row that it stands over, or beside.
    pub row: Option<usize>,
}

/// The blocks of a part of the page as rows of columns.
pub(super) struct Rows<'a> {
    /// From the top down.
    pub blocks: &'a [Block],
    /// The topmost block of each column of each row.
    pub rows: Vec<Vec<usize>>,
    pub heads: Vec<Head>,
    size: f32,
    /// The nearest block above each.
    above: Vec<Option<usize>>,
    /// Whether each is of a headline.
    is_head: Vec<bool>,
    /// The block at the top of the column that each stands in.
    root: Vec<usize>,
}

impl<'a> Rows<'a> {
    /// Rows of blocks that are sorted by their tops, of a page whose body's type is of this size.
    pub fn new(blocks: &'a [Block], size: f32) -> Rows<'a> {
        let mut out = Rows {
            blocks,
            rows: Vec::new(),
            heads: Vec::new(),
            size,
            above: (0..blocks.len()).map(|at| nearest_above(blocks, at, size)).collect(),
            is_head: Vec::new(),
            root: Vec::new(),
        };
        let carries = |at: usize| {
            blocks.iter().zip(&out.above).any(|(below, &above)| above == Some(at) && below.kind == Kind::Text)
        };
        let (mut is_head, mut root) = (vec![false; blocks.len()], Vec::new());
        for (at, block) in blocks.iter().enumerate() {
            let over = out.above[at];
            is_head[at] = match block.kind {
                Kind::Head => true,
                Kind::Small => over.is_some_and(|over| is_head[over]) && carries(at),
                _ => false,
            };
            let white = over.map_or(f32::MAX, |over| block.read.top - blocks[over].read.bottom);
            root.push(match over {
                Some(over) if !is_head[at] && !is_head[over] && white < BAND * size => root[over],
                _ => at,
            });
        }
        (out.is_head, out.root) = (is_head, root);
        out.rows = out.find_rows();
        out.heads = out.find_heads();
        out
    }

    /// The blocks of a column from its topmost down.
    pub fn flow(&self, top: usize) -> impl Iterator<Item = usize> {
        (0..self.blocks.len()).filter(move |&at| self.root[at] == top && !self.is_head[at])
    }

    /// Whether a text right to the left of a column runs beside its top.
    pub fn is_left_of(&self, flow: &[usize], top: usize) -> bool {
        let own = &self.blocks[top].read;
        flow.iter().map(|&at| &self.blocks[at].read).any(|other| {
            (0.0..GUTTER * self.size).contains(&(own.left - other.right))
                && other.top < own.top + self.size
                && own.top < other.bottom
        })
    }

    /// Whether a text is the nearest above a column.
    pub fn is_above(&self, flow: &[usize], top: usize) -> bool {
        flow.iter().any(|&at| self.above[top] == Some(at))
    }

    fn find_rows(&self) -> Vec<Vec<usize>> {
        let place = |at: usize| &self.blocks[at].read;
        let mut tops: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| self.root[at] == at && !self.is_head[at]).collect();
        tops.sort_by(|&a, &b| place(a).left.total_cmp(&place(b).left));
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for at in tops {
            let is_beside = |row: &&mut Vec<usize>| {
                let last = place(row[row.len() - 1]);
                (last.top - place(at).top).abs() < self.size
                    && (0.0..GUTTER * self.size).contains(&(place(at).left - last.right))
            };
            match rows.iter_mut().find(is_beside) {
                Some(row) => row.push(at),
                None => rows.push(vec![at]),
            }
        }
        rows.sort_by(|a, b| place(a[0]).top.total_cmp(&place(b[0]).top));
        rows
    }

    fn find_heads(&self) -> Vec<Head> {
        let mut heads: Vec<Vec<usize>> = Vec::new();
        for at in (0..self.blocks.len()).filter(|&at| self.is_head[at]) {
            let own = &self.blocks[at];
            let is_below = |head: &&mut Vec<usize>| {
                head.iter().map(|&other| &self.blocks[other]).any(|other| {
                    overlap(&other.read, &own.read) > 0.0
                        && own.read.top - other.read.bottom < INSIDE_HEADLINE * own.size.max(other.size)
                })
            };
            match heads.iter_mut().find(is_below) {
                Some(head) => head.push(at),
                None => heads.push(vec![at]),
            }
        }
        let head = |blocks: Vec<usize>| {
            let place = Rect::around(blocks.iter().map(|&at| &self.blocks[at].read)).unwrap_or_default();
            Head { row: self.row_of(&place), blocks, place }
        };
        heads.into_iter().map(head).collect()
    }

    fn row_of(&self, head: &Rect) -> Option<usize> {
        let first = |row: &Vec<usize>| &self.blocks[row[0]].read;
        let is_under = |row: &Vec<usize>| {
            let white = first(row).top - head.bottom;
            (-0.5 * self.size..BELOW_HEADLINE * self.size).contains(&white)
                && row.iter().any(|&top| overlap(&self.blocks[top].read, head) > 0.0)
        };
        // A headline may stand in a column of its own, left of its text.
        let is_beside = |row: &Vec<usize>| {
            (-self.size..GUTTER * self.size + head.width()).contains(&(first(row).left - head.right))
                && (head.top - 2.0 * self.size..head.bottom).contains(&first(row).top)
        };
        self.rows.iter().position(is_under).or_else(|| self.rows.iter().position(is_beside))
    }
}

fn nearest_above(blocks: &[Block], at: usize, size: f32) -> Option<usize> {
    let own = &blocks[at].read;
    let is_over = |other: &usize| {
        let place = &blocks[*other].read;
        *other != at
            && place.bottom <= own.top + 0.5 * size
            && overlap(place, own) > 0.3 * place.width().min(own.width())
    };
    let over = (0..at).filter(is_over);
    over.max_by(|&a, &b| blocks[a].read.bottom.total_cmp(&blocks[b].read.bottom))
}

//! Columns of text side by side.

use super::blocks::{Block, Kind};
use crate::segmentation::layout::Rect;

/// A column of a part of the page.
pub(super) struct Column<'b> {
    pub left: f32,
    pub right: f32,
    /// From the top down.
    pub blocks: Vec<&'b Block>,
}

impl<'b> Column<'b> {
    pub fn new(of: impl Iterator<Item = usize>, blocks: &'b [Block]) -> Column<'b> {
        let blocks: Vec<&Block> = of.map(|at| &blocks[at]).collect();
        let place = Rect::around(blocks.iter().map(|block| &block.read)).unwrap_or_default();
        Column { left: place.left, right: place.right, blocks }
    }

    /// Whether it is a picture with no more than what it shows.
    pub fn is_picture(&self) -> bool {
        let is_picture = |block: &&Block| matches!(block.kind, Kind::Picture | Kind::Caption);
        let is_small = |block: &&Block| block.kind == Kind::Small || is_picture(block);
        self.blocks.iter().any(is_picture) && self.blocks.iter().all(is_small)
    }

    pub fn is_frame(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block.kind, Kind::Frame | Kind::Photo))
    }

    pub fn top(&self) -> f32 {
        self.blocks.iter().map(|block| block.read.top).fold(f32::MAX, f32::min)
    }

    pub fn text_top(&self) -> f32 {
        let texts =
            self.blocks.iter().filter(|block| matches!(block.kind, Kind::Text | Kind::Subhead | Kind::Brief));
        texts.map(|block| block.read.top).fold(f32::MAX, f32::min)
    }

    pub fn bottom(&self) -> f32 {
        self.blocks.iter().map(|block| block.read.bottom).fold(f32::MIN, f32::max)
    }
}

/// Blocks column by column, each from the top down, then what is said of pictures among them: the text runs around these.
pub(super) fn in_columns(mut blocks: Vec<Block>, size: f32) -> Vec<Block> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut edges: Vec<(f32, f32)> = blocks
        .iter()
        .filter(|block| block.kind == Kind::Text)
        .map(|block| (block.read.left, block.read.right))
        .collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (left, right) in edges {
        match columns.last_mut() {
            Some(column) if left < column.1 - size => column.1 = column.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    let column = |block: &Block| {
        let middle = block.read.left + size;
        columns.partition_point(|(left, _)| *left <= middle)
    };
    let is_caption = |block: &Block| block.kind == Kind::Caption;
    blocks.sort_by(|a, b| {
        (is_caption(a).cmp(&is_caption(b)))
            .then(column(a).cmp(&column(b)))
            .then(a.read.top.total_cmp(&b.read.top))
    });
    blocks
}

//! `pdftotext` with no option, and pdfminer: blocks of lines in an order of reading, whatever the stream's own is.
//!
//! Follows what Poppler is known to do (`TextPage::coalesce`): Breuel's rules of order, but blocks that stand like the
//! cells of a table are read row by row, so that the columns of two articles one above the other are mixed.

use super::{OutLine, line_text};
use crate::training::typesetter::geometry::SetLine;

/// Gap, in ems of the type, that is read as a space.
const WORD_GAP: f32 = 0.15;
/// Drop between baselines, in ems of the type, within which lines are one block.
const BLOCK_DROP: f32 = 1.8;

/// Lines of one frame and size that follow closely, and the room around them.
struct Block<'a> {
    lines: Vec<&'a SetLine>,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    size: f32,
    /// How far the block could widen to either side before it met another.
    room: [f32; 2],
}

impl<'a> Block<'a> {
    fn new(line: &'a SetLine) -> Block<'a> {
        Block {
            lines: vec![line],
            left: line.left(),
            right: line.right(),
            top: line.y - line.size,
            bottom: line.y,
            size: line.size,
            room: [f32::MIN, f32::MAX],
        }
    }

    fn takes(&self, line: &SetLine) -> bool {
        let last = self.lines[self.lines.len() - 1];
        last.frame == line.frame
            && (last.size - line.size).abs() < 0.05 * line.size
            && (0.0..=BLOCK_DROP * line.size).contains(&(line.y - last.y))
    }

    fn add(&mut self, line: &'a SetLine) {
        self.left = self.left.min(line.left());
        self.right = self.right.max(line.right());
        self.bottom = line.y;
        self.lines.push(line);
    }

    /// Narrows the room by a block that stands at the same height.
    fn meet(&mut self, other: &Bounds) {
        if other.top < self.bottom && other.bottom > self.top {
            let middle = (self.left + self.right) / 2.0;
            if other.right < middle {
                self.room[0] = self.room[0].max(other.right.min(self.left));
            } else if other.left > middle {
                self.room[1] = self.room[1].min(other.left.max(self.right));
            }
        }
    }

    fn bounds(&self) -> Bounds {
        Bounds { left: self.left, right: self.right, top: self.top, bottom: self.bottom }
    }
}

/// A rectangle.
#[derive(Clone, Copy)]
struct Bounds {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Bounds {
    fn shares_width(&self, other: &Bounds) -> bool {
        self.left <= other.right && other.left <= self.right
    }

    fn shares_height(&self, other: &Bounds) -> bool {
        self.top <= other.bottom && other.top <= self.bottom
    }

    fn above(&self, other: &Bounds) -> bool {
        self.shares_width(other) && self.top < other.top
    }

    fn around(&self, other: &Bounds) -> Bounds {
        Bounds {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Blocks that stand like the cells of a table: each with one to its right, one below and one below that to the right.
/// Gives the table of each block.
fn tables(blocks: &[Bounds]) -> Vec<Option<usize>> {
    let mut table: Vec<Option<usize>> = vec![None; blocks.len()];
    let mut count = 0;
    for (i, block) in blocks.iter().enumerate() {
        let (mut right, mut below, mut across): (Option<usize>, Option<usize>, Option<usize>) =
            (None, None, None);
        for (j, other) in blocks.iter().enumerate().filter(|(j, _)| *j != i) {
            let (to_right, lower) = (other.left > block.right, other.top > block.bottom);
            let nearer =
                |to: Option<usize>, of: fn(&Bounds) -> f32| to.is_none_or(|k| of(other) < of(&blocks[k]));
            if block.shares_height(other) && to_right {
                right = if nearer(right, |b| b.left) { Some(j) } else { right };
            } else if block.shares_width(other) && lower {
                below = if nearer(below, |b| b.top) { Some(j) } else { below };
            } else if to_right && lower && nearer(across, |b| b.left) && nearer(across, |b| b.top) {
                across = Some(j);
            }
        }
        let (Some(right), Some(below), Some(across)) = (right, below, across) else { continue };
        let [r, b, c] = [right, below, across].map(|k| &blocks[k]);
        let apart = |x: &Bounds, y: &Bounds| !x.shares_width(y) && !x.shares_height(y);
        if b.shares_width(c)
            || r.shares_height(c)
            || !apart(r, b)
            || !c.shares_width(r)
            || !c.shares_height(b)
        {
            continue;
        }
        let cells = [i, right, below, across];
        let number = cells.iter().find_map(|&k| table[k]).unwrap_or(count);
        count = count.max(number + 1);
        cells.iter().for_each(|&k| table[k] = table[k].or(Some(number)));
    }
    table
}

/// Blocks in the order of reading, a blank line where the text can no longer flow on, or after each block where `apart` says so.
pub(in crate::training::typesetter) fn ordered(lines: &[SetLine], apart: bool) -> Vec<OutLine> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines.iter().filter(|line| !line.glyphs.is_empty()) {
        match blocks.iter_mut().rev().take(2).find(|block| block.takes(line)) {
            Some(block) => block.add(line),
            None => blocks.push(Block::new(line)),
        }
    }
    blocks.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    let bounds: Vec<Bounds> = blocks.iter().map(Block::bounds).collect();
    for (i, block) in blocks.iter_mut().enumerate() {
        let others = bounds.iter().enumerate().filter(|(j, _)| *j != i);
        others.for_each(|(_, other)| block.meet(other));
    }
    let mut out: Vec<OutLine> = Vec::new();
    // Room and type size of the flow so far.
    let mut flow: Option<([f32; 2], f32)> = None;
    for block in Order::of(&bounds).into_iter().map(|i| &blocks[i]) {
        let fits = |(room, size): ([f32; 2], f32)| {
            block.size <= size + 0.01 && block.left >= room[0] && block.right <= room[1]
        };
        let goes_on = flow.filter(|&flow| !apart && fits(flow));
        if goes_on.is_none() && flow.is_some() {
            out.push(OutLine::default());
        }
        let room =
            goes_on.map_or(block.room, |(room, _)| [room[0].max(block.room[0]), room[1].min(block.room[1])]);
        flow = Some((room, block.size));
        out.extend(block.lines.iter().map(|line| line_text(line, WORD_GAP)));
    }
    out
}

/// The walk over blocks that puts before each what is to be read before it.
struct Order<'a> {
    blocks: &'a [Bounds],
    /// Each block with the whole of its table.
    whole: Vec<Bounds>,
    tables: Vec<Option<usize>>,
    visited: Vec<bool>,
    order: Vec<usize>,
}

impl Order<'_> {
    fn of(blocks: &[Bounds]) -> Vec<usize> {
        let tables = tables(blocks);
        let whole = |i: usize| match tables[i] {
            None => blocks[i],
            table => {
                let cells = (0..blocks.len()).filter(|&k| tables[k] == table);
                cells.fold(blocks[i], |all, k| all.around(&blocks[k]))
            }
        };
        let whole = (0..blocks.len()).map(whole).collect();
        let visited = vec![false; blocks.len()];
        let mut walk = Order { blocks, whole, tables, visited, order: Vec::new() };
        (0..blocks.len()).for_each(|i| walk.visit(i));
        walk.order
    }

    fn visit(&mut self, at: usize) {
        if std::mem::replace(&mut self.visited[at], true) {
            return;
        }
        for i in 0..self.blocks.len() {
            if !self.visited[i] && self.comes_before(i, at) {
                self.visit(i);
            }
        }
        self.order.push(at);
    }

    /// Cells of a table row by row; else what is above, and what is to the left unless something stands between.
    fn comes_before(&self, i: usize, at: usize) -> bool {
        if self.tables[at].is_some() && self.tables[i] == self.tables[at] {
            let (cell, this) = (&self.blocks[i], &self.blocks[at]);
            return cell.bottom <= this.top || cell.right <= this.left && cell.top <= this.bottom;
        }
        let (other, this) = (&self.whole[i], &self.whole[at]);
        other.above(this)
            || other.right < this.left
                && !self.whole.iter().any(|between| this.above(between) && between.above(other))
    }
}

//! Poppler: `pdftotext`, raw (stream order, no blank lines), with the layout kept (columns side by side), and with no
//! option, blocks in an order of reading.

use super::{OutLine, line_text};
use crate::training::typesetter::geometry::SetLine;

/// Gap, in ems of the type, that is read as a space.
const WORD_GAP: f32 = 0.15;
/// Characters of plain text to an em of body type.
const GRID: f32 = 2.0;

/// Stream order, a line each.
pub(in crate::training::typesetter) fn raw(lines: &[SetLine]) -> Vec<OutLine> {
    lines.iter().map(|line| line_text(line, WORD_GAP)).collect()
}

/// Lines of one height side by side, each at its place across the page.
pub(in crate::training::typesetter) fn layout(lines: &[SetLine], tolerance: f32) -> Vec<OutLine> {
    let mut sorted: Vec<&SetLine> = lines.iter().collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left().total_cmp(&b.left())));
    let mut rows: Vec<Vec<&SetLine>> = Vec::new();
    for line in sorted {
        match rows.last_mut() {
            Some(row) if (row[0].y - line.y).abs() <= tolerance => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    let mut out: Vec<OutLine> = Vec::new();
    let mut last_y: Option<f32> = None;
    for mut row in rows {
        row.sort_by(|a, b| a.left().total_cmp(&b.left()));
        if last_y.is_some_and(|y| row[0].y - y > 2.2) {
            out.push(OutLine::default());
        }
        last_y = Some(row[0].y);
        let mut text = OutLine::default();
        for line in row {
            let column = (line.left() * GRID) as usize;
            let used: usize = text.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            let spaces = column.saturating_sub(used).max(if used > 0 { 2 } else { 0 });
            text.text.extend(std::iter::repeat_n(' ', spaces));
            let piece = line_text(line, WORD_GAP);
            text.text.push_str(&piece.text);
            text.from.extend(piece.from);
        }
        out.push(text);
    }
    out
}

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
    fn meet(&mut self, left: f32, right: f32, top: f32, bottom: f32) {
        if top < self.bottom && bottom > self.top {
            let middle = (self.left + self.right) / 2.0;
            if right < middle {
                self.room[0] = self.room[0].max(right.min(self.left));
            } else if left > middle {
                self.room[1] = self.room[1].min(left.max(self.right));
            }
        }
    }

    /// Whether it stands above the other, their widths overlapping.
    fn above(&self, other: &Block) -> bool {
        self.left <= other.right && other.left <= self.right && self.top < other.top
    }

    fn left_of(&self, other: &Block) -> bool {
        self.right < other.left
    }
}

/// Blocks in the order of reading (Breuel's rules: what is above comes first, and what is to the left unless something
/// stands between), a blank line where the text can no longer flow on, or after each block where `apart` says so.
pub(in crate::training::typesetter) fn ordered(lines: &[SetLine], apart: bool) -> Vec<OutLine> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines.iter().filter(|line| !line.glyphs.is_empty()) {
        match blocks.iter_mut().rev().take(2).find(|block| block.takes(line)) {
            Some(block) => block.add(line),
            None => blocks.push(Block::new(line)),
        }
    }
    blocks.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    let bounds: Vec<[f32; 4]> = blocks.iter().map(|b| [b.left, b.right, b.top, b.bottom]).collect();
    for (i, block) in blocks.iter_mut().enumerate() {
        let others = bounds.iter().enumerate().filter(|(j, _)| *j != i);
        others.for_each(|(_, &[left, right, top, bottom])| block.meet(left, right, top, bottom));
    }
    let mut order = Vec::new();
    let mut visited = vec![false; blocks.len()];
    for i in 0..blocks.len() {
        visit(i, &blocks, &mut visited, &mut order);
    }
    let mut out: Vec<OutLine> = Vec::new();
    // Room and type size of the flow so far.
    let mut flow: Option<([f32; 2], f32)> = None;
    for block in order.into_iter().map(|i| &blocks[i]) {
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

fn visit(at: usize, blocks: &[Block], visited: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut visited[at], true) {
        return;
    }
    let this = &blocks[at];
    for i in 0..blocks.len() {
        let other = &blocks[i];
        let first = || {
            other.above(this)
                || other.left_of(this)
                    && !blocks.iter().any(|between| this.above(between) && between.above(other))
        };
        if !visited[i] && first() {
            visit(i, blocks, visited, order);
        }
    }
    order.push(at);
}

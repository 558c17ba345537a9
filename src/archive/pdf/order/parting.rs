//! Where columns side by side are parted into regions: at the edges that cost least.

use super::super::blocks::{Block, Kind, LEADING, overlap};
use super::super::columns::Column;
use super::{Orderer, ends_a_sentence, is_marked, moved};
use crate::segmentation::layout::Rect;
use crate::segmentation::{is_bulleted, is_dateline};
use std::ops::Range;

/// Columns of a part of the page at most; what has more is no page.
const MOST_COLUMNS: usize = 40;
/// What it costs to take columns for regions, as negative logarithms of how often that is right: a region that begins
/// without an indent, and so below a headline of its own; one that begins where a sentence runs on; one without a
/// headline, and one that is a brief; a headline on both sides of an edge; and to take for one region what has another
/// headline, begins with a dateline, is next to a frame, is longer than the column before it, or begins beside its
/// headline with a mark that briefs have.
const FLUSH: f32 = 8.0;
const FLUSH_BELOW_HEADLINE: f32 = 3.0;
const UNFINISHED: f32 = 6.0;
const UNTITLED: f32 = 3.5;
const BRIEF: f32 = 1.2;
const CROSSED: f32 = 8.0;
const SECOND_HEADLINE: f32 = 6.0;
const DATELINE: f32 = 4.0;
const FRAME: f32 = 5.0;
const SHORTER: f32 = 2.5;
const HIGHER: f32 = 4.0;
/// The same for each column that ends higher than one before it, as the last of a text does; and lines by which columns of
/// one text may end at different heights.
const UNEVEN: f32 = 3.0;
const LAST_LINES: f32 = 1.3;
/// The same where the column is in another type than the one before it, and where a rule between them goes up beside a
/// headline; and a column of another type that begins without an indent.
const OTHER_TYPE: f32 = 4.5;
const RULED_OFF: f32 = 5.0;
const FLUSH_OF_OTHER_TYPE: f32 = 1.0;
/// What it costs to begin a region with a column under no headline that is as high as the one before it.
const LEVEL: f32 = 1.5;

impl Orderer<'_> {
    /// The stretches of columns that are regions of their own, from the left to the right: those that cost least.
    pub(super) fn stretches(&self, blocks: &[Block]) -> Vec<Range<usize>> {
        let columns = self.columns(blocks);
        let count = columns.len();
        let whole = || std::iter::once(0..count).collect();
        if !(2..=MOST_COLUMNS).contains(&count) {
            return whole();
        }
        // A headline beside the columns is of the nearest.
        let mut heads = self.top_heads(blocks);
        let (first, last) = (columns[0].left, columns[count - 1].right);
        for head in &mut heads {
            *head = moved(head, first, last);
            // One that runs down between two columns is of the right one.
            let middle = (head.left + head.right) / 2.0;
            let is_between = |pair: &&[Column<'_>]| pair[0].right < middle && middle < pair[1].left;
            if let Some(pair) = columns.windows(2).find(is_between).filter(|_| head.height() > head.width()) {
                *head = moved(head, pair[1].left, last);
            }
        }
        // A headline further down that an edge would cut holds the columns on both sides of it together.
        let is_cut = |edge: f32| {
            blocks.iter().any(|block| block.kind == Kind::Head && self.crosses(&block.read, edge))
        };
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for stretch in self.parted(&columns, &heads) {
            match stretches.last_mut() {
                Some(before) if is_cut(columns[stretch.start].left) => before.end = stretch.end,
                _ => stretches.push(stretch),
            }
        }
        stretches
    }

    /// Where columns side by side are parted at least cost.
    pub(super) fn parted(&self, columns: &[Column<'_>], heads: &[Rect]) -> Vec<Range<usize>> {
        let count = columns.len();
        // A column that begins higher than all before it begins beside their headline.
        let is_higher = |at: usize| {
            let top = |column: &Column<'_>| column.text_top();
            columns[..at].iter().all(|before| top(before) > top(&columns[at]) + 1.5 * self.body.size)
        };
        let breaks =
            (1..count).map(|at| self.break_costs(&columns[at - 1], &columns[at], heads, is_higher(at)));
        let before: Vec<[f32; 2]> = std::iter::once([0.0; 2]).chain(breaks).collect();
        // The least cost of the first columns, and where the last stretch of them begins.
        let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
        for to in 1..=count {
            let cost = |from: usize| {
                let inside: f32 = before[from + 1..to].iter().map(|costs| costs[1]).sum();
                let edge = if from > 0 { before[from][0] } else { 0.0 };
                best[from].0 + edge + inside + self.stretch_cost(&columns[from..to], heads)
            };
            let costs = (0..to).map(|from| (cost(from), from));
            best.push(costs.fold((f32::MAX, 0), |a, b| if b.0 < a.0 { b } else { a }));
        }
        let mut out = Vec::new();
        let mut to = count;
        while to > 0 {
            out.push(best[to].1..to);
            to = best[to].1;
        }
        out.reverse();
        out
    }

    /// The columns that the texts of some blocks stand in, by their edges.
    pub(super) fn columns<'b>(&self, blocks: &'b [Block]) -> Vec<Column<'b>> {
        let mut columns: Vec<Column<'b>> = Vec::new();
        let is_column = |block: &&Block| !matches!(block.kind, Kind::Head | Kind::Label);
        let mut wide: Vec<&Block> = blocks.iter().filter(is_column).collect();
        wide.sort_by(|a, b| a.read.left.total_cmp(&b.read.left));
        for block in wide {
            match columns.last_mut() {
                Some(column) if block.read.left < column.right + 0.3 * self.body.size => {
                    column.right = column.right.max(block.read.right);
                    column.blocks.push(block);
                }
                _ => {
                    let Rect { left, right, .. } = block.read;
                    columns.push(Column { left, right, blocks: vec![block] });
                }
            }
        }
        for column in &mut columns {
            column.blocks.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        }
        columns
    }

    /// The headlines with no text above them, those that are parts of one together.
    fn top_heads(&self, blocks: &[Block]) -> Vec<Rect> {
        let is_above = |a: &Rect, b: &Rect| a.bottom <= b.top + self.body.size && overlap(a, b) > 0.0;
        let texts = || blocks.iter().filter(|block| block.kind == Kind::Text);
        let mut heads: Vec<Rect> = Vec::new();
        let mut found: Vec<&Block> = blocks
            .iter()
            .filter(|block| {
                block.kind == Kind::Head && !texts().any(|text| is_above(&text.read, &block.read))
            })
            .collect();
        // Briefs side by side have the first of them for a headline.
        let briefs = blocks.iter().filter(|block| block.kind == Kind::Brief).map(|block| block.read);
        heads.extend(briefs.reduce(|a, b| a.union(&b)));
        found.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        for block in found {
            match heads.iter_mut().find(|head| overlap(head, &block.read) > 0.0) {
                Some(head) => *head = head.union(&block.read),
                None => heads.push(block.read),
            }
        }
        heads
    }

    /// What it costs to begin a region with a column, and to go on in it with what is left of it.
    fn break_costs(
        &self,
        left: &Column<'_>,
        right: &Column<'_>,
        heads: &[Rect],
        is_higher: bool,
    ) -> [f32; 2] {
        let is_frame = |column: &Column<'_>| {
            column.blocks.iter().any(|block| matches!(block.kind, Kind::Frame | Kind::Photo))
        };
        if is_frame(left) || is_frame(right) {
            return [0.0, FRAME];
        }
        if right.is_picture() || left.is_picture() {
            return [0.5, 2.0];
        }
        let first = right.blocks.iter().find(|block| block.kind == Kind::Text);
        let Some(first) = first else { return [1.0, 0.0] };
        let opens = self.is_indented(first, first.lines[0]) || self.says(first.lines[0], is_marked);
        let is_own = |head: &Rect| {
            left.right <= head.left
                && head.left < right.right
                && head.bottom <= first.read.top + self.body.size
        };
        let last = left.blocks.iter().rfind(|block| block.kind == Kind::Text);
        let last = last.and_then(|block| block.lines.last());
        let is_other = last.is_some_and(|&last| self.is_other_type(last, first.lines[0]));
        let (mut begins, mut goes_on) = match opens {
            true => (0.0, 0.7),
            false if is_other => (FLUSH_OF_OTHER_TYPE, 0.0),
            false if heads.iter().any(is_own) => (FLUSH_BELOW_HEADLINE, 0.0),
            false => (FLUSH, 0.0),
        };
        if opens && self.says(first.lines[0], is_dateline) {
            goes_on += DATELINE;
        }
        if is_other {
            goes_on += if is_higher { OTHER_TYPE + HIGHER } else { OTHER_TYPE };
        }
        let is_over = |head: &Rect| head.left < right.right && right.left < head.right;
        if (left.top() - right.top()).abs() < self.body.size && !heads.iter().any(is_over) {
            begins += LEVEL;
        }
        if self.is_ruled_off(left, right, heads) {
            goes_on += RULED_OFF;
        }
        if let Some(&line) = last {
            let is_full = left.right - self.lines[line].read.right < self.body.size;
            if is_full && !self.says(line, ends_a_sentence) {
                begins += UNFINISHED;
            } else if opens && is_higher && self.says(first.lines[0], is_bulleted) {
                goes_on += HIGHER;
            }
        }
        // Columns of one text end at one height, but for the last.
        if left.bottom() + LAST_LINES * LEADING * self.body.size < right.bottom() {
            goes_on += SHORTER;
        }
        [begins, goes_on]
    }

    /// Whether a headline stands on both sides of an edge.
    fn crosses(&self, head: &Rect, edge: f32) -> bool {
        head.left + self.body.size < edge && edge < head.right - self.body.size
    }

    /// What it costs to take columns for one region.
    fn stretch_cost(&self, columns: &[Column<'_>], heads: &[Rect]) -> f32 {
        let (left, right) = (columns[0].left, columns[columns.len() - 1].right);
        let inside = |head: &&Rect| {
            let middle = (head.left + head.right) / 2.0;
            left <= middle && middle <= right
        };
        let crosses = |head: &&Rect| self.crosses(head, left) || self.crosses(head, right);
        let count = heads.iter().filter(inside).count();
        let crossed = heads.iter().filter(crosses).count();
        let is_own = columns.iter().all(|column| column.is_picture() || column.is_frame());
        let first = columns[0].blocks.iter().find(|block| block.kind == Kind::Text);
        let is_brief = first.is_some_and(|block| self.says(block.lines[0], is_dateline));
        let of_heads = match count {
            0 if is_own => 0.0,
            0 if is_brief => BRIEF,
            0 => UNTITLED,
            _ => SECOND_HEADLINE * (count - 1) as f32,
        };
        of_heads + CROSSED * crossed as f32 + UNEVEN * self.uneven(columns) as f32
    }

    /// How many columns of text that others follow end higher than one before them: a text's last one does.
    fn uneven(&self, columns: &[Column<'_>]) -> usize {
        let has_text = |column: &&Column<'_>| column.blocks.iter().any(|block| block.kind == Kind::Text);
        let bottoms: Vec<f32> = columns.iter().filter(has_text).map(Column::bottom).collect();
        let Some((_, bottoms)) = bottoms.split_last() else { return 0 };
        let (mut lowest, mut count) = (f32::MIN, 0);
        for bottom in bottoms {
            count += usize::from(bottom + LAST_LINES * LEADING * self.body.size < lowest);
            lowest = lowest.max(*bottom);
        }
        count
    }

    /// Whether a rule between two columns goes up beside a headline over one of them, and no higher: one that is as high
    /// as the columns of a text parts these alone.
    fn is_ruled_off(&self, left: &Column<'_>, right: &Column<'_>, heads: &[Rect]) -> bool {
        let size = self.body.size;
        let (upper, lower) = {
            let (a, b) = (left.text_top(), right.text_top());
            (a.min(b), a.max(b))
        };
        let over =
            |head: &&Rect| head.left < right.right && left.left < head.right && head.bottom < lower + size;
        let top = heads.iter().filter(over).map(|head| head.top).fold(upper, f32::min);
        self.rules.iter().any(|rule| {
            (left.right - 0.5 * size..right.left + 0.5 * size).contains(&rule.left)
                && (top - 3.0 * size..lower - 1.5 * size).contains(&rule.top)
                && rule.bottom > lower + 2.0 * size
        })
    }
}

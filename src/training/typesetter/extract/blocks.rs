//! `pdftotext` with no option, and pdfminer: blocks of lines in an order of reading, whatever the stream's own is.
//!
//! Does what Poppler's `TextPage::coalesce` does with text in rows: words grow into blocks, Breuel's rules put the blocks
//! in order, but those that stand like the cells of a table are read row by row, so that the columns of two articles
//! one above the other are mixed.

use super::{OutLine, order::Order, words::Block};
use crate::training::typesetter::geometry::SetLine;

/// Room above a block, in ems of the type before it, within which text flows on.
const FLOW_DROP: f32 = 2.5;

/// Height and depth of fonts' boxes in ems: of fonts that fill their em, and of those with room for other scripts.
pub(in crate::training::typesetter) const FONT_BOXES: [[f32; 2]; 2] = [[0.88, 0.12], [1.151, 0.286]];

/// Blocks in the order of reading, a blank line where the text can no longer flow on, or after each block where `apart` says so.
pub(in crate::training::typesetter) fn ordered(
    lines: &[SetLine],
    font: [f32; 2],
    apart: bool,
) -> Vec<OutLine> {
    let mut blocks: Vec<Option<Block>> = Block::of(lines, font).into_iter().map(Some).collect();
    let (bounds, sizes): (Vec<_>, Vec<_>) = blocks.iter().flatten().map(|b| (b.bounds, b.size)).unzip();
    let mut out: Vec<OutLine> = Vec::new();
    // Room of the flow so far, and its last block.
    let mut flow: Option<([f32; 2], usize)> = None;
    for i in Order::of(&bounds, &sizes) {
        let fits = |room: [f32; 2]| bounds[i].left >= room[0] && bounds[i].right <= room[1];
        let room = bounds[i].room(&bounds);
        let goes_on = flow.filter(|&(room, last)| {
            !apart
                && sizes[i] <= sizes[last]
                && bounds[i].top > bounds[last].top
                && bounds[i].top - bounds[last].bottom <= FLOW_DROP * sizes[last]
                && fits(room)
                && fits(bounds[last].room(&bounds))
        });
        if goes_on.is_none() && flow.is_some() {
            out.push(OutLine::default());
        }
        flow = Some((goes_on.map_or(room, |(room, _)| room), i));
        out.extend(blocks[i].take().map(Block::lines).into_iter().flatten());
    }
    out
}

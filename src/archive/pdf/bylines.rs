//! Lines of authors in the body's own type, told from the columns that they stand over.

use super::blocks::{Block, Body, Kind, overlap};
use crate::segmentation::layout::Rect;

/// White above such a line at most, in ems of its headline, and below it, in ems of the body.
const ABOVE: f32 = 1.2;
const BELOW: f32 = 4.0;
/// How far the middle of the line may be from that of its headline, and how far its text begins to the left of it at
/// least, in ems of the body.
const ASIDE: f32 = 1.0;
const LEFT: f32 = 2.7;

/// Takes a line in the middle of its headline, right below that, for none of the columns where its text begins below it at
/// an edge further to the left.
pub(super) fn bylines(mut blocks: Vec<Block>, body: &Body) -> Vec<Block> {
    for block in &mut blocks {
        block.inside = bylines(std::mem::take(&mut block.inside), body);
    }
    let found: Vec<bool> = blocks.iter().map(|block| is_byline(block, &blocks, body.size)).collect();
    for (block, _) in blocks.iter_mut().zip(found).filter(|(_, found)| *found) {
        block.kind = Kind::Small;
    }
    blocks
}

fn is_byline(line: &Block, blocks: &[Block], size: f32) -> bool {
    let own = &line.read;
    let middle = |place: &Rect| (place.left + place.right) / 2.0;
    let is_over = |head: &Block| {
        head.kind == Kind::Head
            && (middle(&head.read) - middle(own)).abs() < ASIDE * size
            && (-0.5 * size..ABOVE * head.size).contains(&(own.top - head.read.bottom))
    };
    let is_under = |text: &Block| {
        text.kind == Kind::Text
            && text.read.left < own.left - LEFT * size
            && overlap(&text.read, own) > 0.0
            && (-0.5 * size..BELOW * size).contains(&(text.read.top - own.bottom))
    };
    line.kind == Kind::Text
        && line.lines.len() == 1
        && blocks.iter().any(is_over)
        && blocks.iter().any(is_under)
}

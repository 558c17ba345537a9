//! Roles of an article's blocks, decided by the article as a whole.

use super::Role;
use super::confidence::Joins;
use super::fragment::{Fragment, RawBlock};
use super::headline;
use super::inference::Inference;
use super::page_context::PageContext;
use super::photo_story;
use super::verse;
use super::weights::Weights;

/// A block of an article whose roles are decided.
pub(crate) struct DecidedBlock {
    pub block: RawBlock,
    /// The log-odds by which the part of the article that begins with it was joined to the others.
    pub joined: Option<f32>,
}

/// The blocks of an article, in page order.
pub(crate) fn decide(
    fragments: &mut [Fragment],
    members: &[usize],
    joins: &Joins,
    inference: &Inference,
    context: &PageContext,
    weights: &Weights,
) -> Vec<DecidedBlock> {
    headline::settle(fragments, members, inference, context, &weights.headline);
    part_verse(fragments, members, context);
    photo_story::settle(fragments, members, inference, context.page, &weights.photo_story);
    let blocks = members.iter().enumerate().flat_map(|(part, &u)| {
        let joined = (part > 0).then(|| joins.of_fragment(u));
        let blocks = fragments[u].blocks.iter().enumerate();
        blocks.map(move |(k, block)| DecidedBlock { block: block.clone(), joined: joined.filter(|_| k == 0) })
    });
    blocks.collect()
}

/// Makes the lines of verse among an article's paragraphs blocks of their own.
pub(super) fn part_verse(fragments: &mut [Fragment], members: &[usize], context: &PageContext) {
    let is_line = |i: usize| context.poems[i] == Some(verse::Part::Line);
    for &u in members {
        if !fragments[u].lines().any(is_line) {
            continue;
        }
        let mut blocks: Vec<RawBlock> = Vec::new();
        for block in &fragments[u].blocks {
            for part in block.lines.chunk_by(|&a, &b| !is_line(a) && !is_line(b)) {
                let verse = block.role == Role::Paragraph && is_line(part[0]);
                let role = if verse { Role::Verse } else { block.role };
                let decision = block.decision.filter(|_| part[0] == block.lines[0]);
                blocks.push(RawBlock { role, lines: part.to_vec(), decision });
            }
        }
        fragments[u].blocks = blocks;
    }
}

//! An article made ready for the full-text search, and the places in it of what is looked for.

use super::code;
use super::folding::{Patches, fold_block, fold_query};
use super::query::Query;
use super::scan::{HitSpan, Plan};
use crate::citation;
use crate::segmentation::{Article, Role};

/// The blocks of an article folded one behind the other; gives the bytes of the heading.
pub(super) fn fold_article(article: &Article, text: &mut Vec<u8>, patches: &mut Patches) -> u32 {
    let start = text.len();
    let (mut heading, mut in_heading) = (0, true);
    patches.restart();
    for block in &article.blocks {
        fold_block(block.text.as_str(), patches, |c| code::push(text, c));
        in_heading &= !matches!(block.role, Role::Paragraph | Role::Verse);
        if in_heading && matches!(block.role, Role::Kicker | Role::Title | Role::Subtitle) {
            heading = text.len() - start;
        }
    }
    heading as u32
}

/// Names of those who signed an article, folded, one a line.
pub(super) fn authors(article: &Article) -> String {
    fold_names(article.texts(Role::Byline).flat_map(citation::authors))
}

/// Names folded, one a line.
pub(super) fn fold_names(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().map(|name| fold_query(&name)).collect::<Vec<_>>().join("\n")
}

/// The places of a query's terms in an article, in reading order, whatever else the query asks.
pub fn places_in(query: &Query, article: &Article) -> Vec<HitSpan> {
    let (mut text, mut patches) = (Vec::new(), Patches::default());
    let heading = fold_article(article, &mut text, &mut patches);
    let unfolded = patches.unfold(&text, 0..patches.len());
    Plan::new(query).show(&text, heading as usize, None, &unfolded).spans
}

//! From extracted lines and the blocks that their characters came from to a page with its right answer.

use super::{extract::OutLine, geometry::SetFile};
use crate::{
    evaluation::{GoldArticle, GoldBlock, LabelledPage},
    segmentation::{LineNo, Page, Role},
};
use std::collections::BTreeMap;

/// The labelled page of a file's lines. A line with text of two blocks belongs to the one with more of it.
pub(super) fn label(name: String, file: &SetFile, lines: &[OutLine], line_end: &str) -> LabelledPage {
    let mut text = String::new();
    let mut found: BTreeMap<usize, Vec<(usize, LineNo)>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            text.push_str(line_end);
        }
        text.push_str(&line.text);
        // A headline cut between its halves may leave a line of spaces, which nobody sees.
        if line.text.trim().is_empty() {
            continue;
        }
        let mut shares: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for &(block, at, count) in &line.from {
            let share = shares.entry(block).or_insert((0, at));
            share.0 += count;
            share.1 = share.1.min(at);
        }
        if let Some((block, (_, at))) =
            shares.iter().max_by_key(|(block, share)| (share.0, usize::MAX - **block))
        {
            found.entry(*block).or_default().push((*at, LineNo(i as u32 + 1)));
        }
    }
    let mut out = LabelledPage { name, page: Page::new(text), ..Default::default() };
    let mut articles: Vec<GoldArticle> = (file.open.iter().enumerate())
        .map(|(i, &open)| GoldArticle { name: format!("a{i}"), open, blocks: Vec::new() })
        .collect();
    for (block, mut places) in found {
        places.sort();
        let lines: Vec<LineNo> = places.into_iter().map(|(_, line)| line).collect();
        let set = &file.blocks[block];
        match set.article {
            Some(article) if set.role != Role::Furniture => {
                articles[article].blocks.push(GoldBlock { role: set.role, lines, text: set.text.clone() });
            }
            _ => out.furniture.extend(lines),
        }
    }
    out.articles = articles.into_iter().filter(|a| !a.blocks.is_empty()).collect();
    for (i, article) in out.articles.iter_mut().enumerate() {
        article.name = format!("a{i}");
    }
    out.furniture.sort();
    out
}

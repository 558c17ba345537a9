//! Double spacing: a blank line after every line, whatever it ends.

use super::super::Page;
use super::{Restored, Strip};

/// Fewer lines are no page.
const FEWEST: usize = 8;
/// Share of the lines that end in the middle of a sentence, as only lines of a column do.
const WRAPPED: f32 = 0.3;
/// Share of those that are as long as most, within an em.
const ALIKE: f32 = 0.5;
/// Characters that a column has at most; longer lines are paragraphs.
const WIDEST: usize = 45;

/// Takes out the blank lines that double spacing put in.
pub(super) fn close_up(page: &Page, out: &mut Restored) {
    let strips = &out.strips;
    let breaks: Vec<usize> = strips.iter().skip(1).map(|strip| strip.blanks).collect();
    if strips.len() < FEWEST || breaks.contains(&0) || !is_wrapped(page, strips) {
        return;
    }
    // Where the page's own blank lines were doubled, too, there are three for one.
    let tripled = !breaks.contains(&2);
    for strip in &mut out.strips {
        strip.blanks = if tripled { strip.blanks.saturating_sub(1).div_ceil(2) } else { strip.blanks.saturating_sub(1) };
    }
}

/// Whether lines end where a column does, and not where a sentence does.
fn is_wrapped(page: &Page, strips: &[Strip]) -> bool {
    let open: Vec<usize> = strips
        .iter()
        .filter(|strip| strip.text(page).next_back().is_some_and(|c| !"。！？…”』」：；.!?:;".contains(c)))
        .map(|strip| strip.text(page).count())
        .collect();
    let mut often = [0usize; WIDEST + 2];
    open.iter().for_each(|&length| often[length.min(WIDEST + 1)] += 1);
    let alike = (1..WIDEST).map(|n| often[n - 1] + often[n] + often[n + 1]).max().unwrap_or(0);
    open.len() as f32 >= WRAPPED * strips.len() as f32 && alike as f32 >= ALIKE * open.len() as f32
}

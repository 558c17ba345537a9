//! The column measure 栏宽 around each line: the width that most of its neighbours fill.
//!
//! A page has several measures (wide columns, narrow ones beside a picture), so each line has its own, found among
//! the lines within [`REACH`] of it and weighted by nearness. A line that fills the measure runs on; a line short of
//! it ends a paragraph; one two ems short began one, its indent stripped by the extractor.

use super::line::Lines;

/// Lines looked at on each side.
const REACH: usize = 9;
/// Ems by which a full line may miss the measure: punctuation is compressed, Latin is not whole ems.
const SLACK: f32 = 0.6;
/// Ems of a first-line indent.
const INDENT: f32 = 2.0;
/// Narrower candidates are no column, in ems.
const NARROWEST: f32 = 4.0;
/// Support below which the widest neighbour is taken instead: there is no column here.
const WEAKEST: f32 = 1.2;

/// Candidates on both sides of a line and itself.
const WINDOW: usize = 2 * REACH + 1;

/// Sets [`super::line::Line::measure`] of every line.
pub(crate) fn set_measures(page: &mut Lines) {
    let widths: Vec<(f32, f32)> = page.lines.iter().map(|l| (l.narrow, l.wide)).collect();
    let n = widths.len();
    let width = |i: usize| (widths[i].0 + widths[i].1) / 2.0;
    // Row `j`: how line `j` votes for the measure of each line within twice the reach of it, so that each vote is
    // counted once for all the lines that it bears on. Beyond the page's ends there is no measure to vote for.
    const FAR: usize = 2 * REACH;
    let beyond = std::iter::repeat_n(f32::NAN, FAR);
    let measures: Vec<f32> = beyond.clone().chain((0..n).map(width)).chain(beyond).collect();
    let votes: Vec<[f32; 2 * FAR + 1]> = measures
        .windows(2 * FAR + 1)
        .zip(&widths)
        .map(|(around, &widths)| {
            let mut row = [0.0; 2 * FAR + 1];
            row.iter_mut().zip(around).for_each(|(slot, &measure)| *slot = vote(measure, widths));
            row
        })
        .collect();
    let nearness: [f32; REACH + 1] = std::array::from_fn(|distance| 1.0 + distance as f32 / 5.0);
    for i in 0..n {
        let near = i.saturating_sub(REACH)..(i + REACH + 1).min(n);
        let mut support = [0f32; WINDOW];
        for j in near.clone() {
            // The candidates i - REACH .. i + REACH, as line `j`'s row has them.
            let row = &votes[j][i + REACH - j..][..WINDOW];
            let nearness = nearness[i.abs_diff(j)];
            for (sum, vote) in support.iter_mut().zip(row) {
                *sum += vote / nearness;
            }
        }
        let mut best = (WEAKEST, near.clone().map(width).fold(0.0, f32::max));
        for candidate in near {
            let support = support[candidate + REACH - i];
            if width(candidate) >= NARROWEST && support > best.0 {
                best = (support, width(candidate));
            }
        }
        page.lines[i].measure = best.1;
    }
}

/// Evidence of a line for a measure: it fills it, it fills it but for an indent, or it is too wide for it.
fn vote(measure: f32, (narrow, wide): (f32, f32)) -> f32 {
    let width = (narrow + wide) / 2.0;
    // Without short-cuts between the conditions, so that many measures are voted on at once.
    let fills = (narrow - SLACK <= measure) & (measure <= wide + SLACK) & ((width - measure).abs() <= 1.0);
    let indented = (measure - INDENT - width).abs() <= 0.8;
    let too_wide = width > measure + 1.2;
    if fills {
        1.0
    } else if indented {
        0.35
    } else if too_wide {
        -0.6
    } else {
        0.0
    }
}

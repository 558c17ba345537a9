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

/// Sets [`super::line::Line::measure`] of every line.
pub(crate) fn set_measures(page: &mut Lines) {
    let widths: Vec<(f32, f32)> = page.lines.iter().map(|l| (l.narrow, l.wide)).collect();
    for i in 0..widths.len() {
        let near = i.saturating_sub(REACH)..(i + REACH + 1).min(widths.len());
        let mut best = (WEAKEST, widths[near.clone()].iter().map(|(n, w)| (n + w) / 2.0).fold(0.0, f32::max));
        for candidate in near.clone() {
            let measure = (widths[candidate].0 + widths[candidate].1) / 2.0;
            if measure < NARROWEST {
                continue;
            }
            let support: f32 =
                near.clone().map(|j| vote(measure, widths[j]) / (1.0 + i.abs_diff(j) as f32 / 5.0)).sum();
            if support > best.0 {
                best = (support, measure);
            }
        }
        page.lines[i].measure = best.1;
    }
}

/// How far a line speaks for a measure: it fills it, it fills it but for an indent, or it is too wide for it.
fn vote(measure: f32, (narrow, wide): (f32, f32)) -> f32 {
    let width = (narrow + wide) / 2.0;
    if narrow - SLACK <= measure && measure <= wide + SLACK && (width - measure).abs() <= 1.0 {
        1.0
    } else if (measure - INDENT - width).abs() <= 0.8 {
        0.35
    } else if width > measure + 1.2 {
        -0.6
    } else {
        0.0
    }
}

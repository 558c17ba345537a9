//! Lines that would be stretched too far because a long word did not fit: their white is spread over the lines before.

use super::Setting;
use super::breaking::{AS_UNEVEN, EPSILON, READILY};
use super::unit::{Unit, head_trim, kern, may_part, may_stretch, reducible, tail_trim};
use std::ops::Range;

/// A line is loose where its characters stand farther apart than this, in ems.
const LOOSE: f32 = 0.08;
/// Lines before a loose one that give it some of their characters.
const LINES: usize = 4;
/// Number of units that the end of a line may move back.
const REACH: usize = 10;

/// Moves the ends of lines before loose lines back, so that together they are as even as can be. The number of lines
/// stays.
pub(super) fn even_out(units: &[Unit], ends: &mut [usize], setting: &Setting) {
    for at in 1..ends.len().saturating_sub(1) {
        for from in (at.saturating_sub(LINES)..at).rev() {
            if unevenness(units, ends[at - 1]..ends[at], setting) <= LOOSE {
                break;
            }
            spread(units, ends, from, at, setting);
        }
    }
}

/// Sets the lines `from..=at` anew, where that makes them more even.
fn spread(units: &[Unit], ends: &mut [usize], from: usize, at: usize, setting: &Setting) {
    let start = if from == 0 { 0 } else { ends[from - 1] };
    // The ends that a line may have, each with the least cost of the lines up to it and the end of the line before.
    let mut ways: Vec<Vec<(usize, f32, usize)>> = vec![vec![(start, 0.0, 0)]];
    for line in from..=at {
        let least = if line == at { ends[line] } else { ends[line].saturating_sub(REACH) };
        // A run that is longer than a line was cut, and stays so.
        let lawful = |end: &usize| may_part(&units[*end - 1], &units[*end]);
        let before = &ways[line - from];
        let way = |end: usize| {
            let costs = before.iter().enumerate().filter(|(_, (begin, ..))| *begin < end);
            let costs = costs.map(|(i, (begin, cost, _))| {
                (end, cost + unevenness(units, *begin..end, setting).powi(2), i)
            });
            costs.min_by(|a, b| a.1.total_cmp(&b.1))
        };
        ways.push((least.max(start + 1)..=ends[line]).filter(lawful).filter_map(way).collect());
    }
    let Some(&(_, cost, mut chosen)) = ways.last().and_then(|ways| ways.last()) else { return };
    if !cost.is_finite() {
        return;
    }
    for line in (from..at).rev() {
        let (end, _, before) = ways[line - from + 1][chosen];
        (ends[line], chosen) = (end, before);
    }
}

/// Distance between the characters of a line, in ems each, or what looks as uneven as that; without bound where
/// the line is too long.
fn unevenness(units: &[Unit], line: Range<usize>, setting: &Setting) -> f32 {
    let indent = if line.start == 0 { setting.indent } else { 0.0 };
    let units = &units[line];
    let inked = units.iter().rposition(|unit| !unit.class.is_space()).map_or(0, |i| i + 1);
    let units = &units[..inked];
    let Some((first, last)) = units.first().zip(units.last()) else { return 0.0 };
    let joints = || units.windows(2).map(|pair| (&pair[0], &pair[1]));
    let advances: f32 = units.iter().map(|unit| unit.advance).sum();
    let kerns: f32 = joints().map(|(b, a)| kern(b, a)).sum();
    let trims = head_trim(first, indent) + tail_trim(last, setting.hanging);
    let spare = setting.measure - indent - (advances + kerns - trims);
    if spare >= -EPSILON {
        let places = joints().filter(|(b, a)| may_stretch(b, a)).count();
        return spare.max(0.0) / places.max(1) as f32;
    }
    let give: f32 = joints().flat_map(|(b, a)| reducible(b, a)).sum();
    let crowded = -spare / give;
    if crowded <= READILY { crowded * AS_UNEVEN } else { f32::INFINITY }
}

//! Headings: lines of like length that break between words.

use super::breaking::{EPSILON, Line, break_lines, lines};
use super::unit::{Unit, head_trim, kern, may_part, tail_trim, units};
use super::{Class, Metrics, Setting};

/// Cost of a break inside a word, in squared ems of unevenness.
const INSIDE_WORD: f32 = 9.0;
/// Worth of a break at a space, or after a comma or dash, in squared ems of unevenness.
const AT_PAUSE: f32 = -16.0;
/// Headings longer than this are paragraphs in all but name, and are broken as such.
const LONGEST: usize = 400;

/// Breaks a heading into as few lines as it needs, of like length, between words where that can be.
///
/// `words` are the bytes at which words begin, in order. The setting's indent counts for every line.
pub fn break_heading(text: &str, words: &[usize], metrics: &impl Metrics, setting: &Setting) -> Vec<Line> {
    let fewest = break_lines(text, metrics, setting);
    let units = units(text, metrics, setting, &mut false);
    if fewest.len() < 2 || units.len() > LONGEST {
        return fewest;
    }
    balanced(&units, words, setting, fewest.len()).map_or(fewest, |ends| lines(text, &units, &ends))
}

/// The ends of `count` lines with the least cost; `None` where no such lines fit.
fn balanced(units: &[Unit], words: &[usize], setting: &Setting, count: usize) -> Option<Vec<usize>> {
    let n = units.len();
    let total = width(units, setting);
    let ideal = total / count as f32;
    // best[k][i]: least cost of setting the first i units on k lines, and where the last of them starts.
    let mut best = vec![vec![(f32::INFINITY, 0); n + 1]; count + 1];
    best[0][0].0 = 0.0;
    for k in 1..=count {
        for end in 1..=n {
            let price = match end {
                _ if end == n => 0.0,
                _ if !may_part(&units[end - 1], &units[end]) => continue,
                _ => break_price(&units[end - 1], &units[end], words),
            };
            for start in (0..end).rev() {
                let wide = width(&units[start..end], setting);
                if wide > setting.measure + EPSILON {
                    break;
                }
                let cost = best[k - 1][start].0 + (wide - ideal).powi(2) + price;
                if cost < best[k][end].0 {
                    best[k][end] = (cost, start);
                }
            }
        }
    }
    best[count][n].0.is_finite().then(|| {
        let mut ends = vec![n; count];
        for k in (1..count).rev() {
            ends[k - 1] = best[k + 1][ends[k]].1;
        }
        ends
    })
}

/// Cost of a break between two units besides unevenness.
fn break_price(before: &Unit, after: &Unit, words: &[usize]) -> f32 {
    if before.class.is_space() || matches!(before.class, Class::Comma | Class::Colon | Class::Dash) {
        AT_PAUSE
    } else if words.binary_search(&(after.start as usize)).is_ok() {
        0.0
    } else {
        INSIDE_WORD
    }
}

/// Width of a line in ems, its edges trimmed.
fn width(units: &[Unit], setting: &Setting) -> f32 {
    let inked = units.iter().rposition(|u| !u.class.is_space()).map_or(0, |i| i + 1);
    let units = &units[..inked];
    let Some((first, last)) = units.first().zip(units.last()) else { return 0.0 };
    let advances: f32 = units.iter().map(|u| u.advance).sum();
    let kerns: f32 = units.windows(2).map(|pair| kern(&pair[0], &pair[1])).sum();
    setting.indent + advances + kerns - head_trim(first, 0.0) - tail_trim(last, setting.hanging)
}

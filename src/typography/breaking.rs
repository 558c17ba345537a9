//! Line breaks of a paragraph.

use super::even::even_out;
use super::unit::{Unit, head_trim, kern, may_part, may_stretch, reducible, tail_trim, units};
use super::{Metrics, Setting};
use std::ops::Range;

/// A line of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// First byte in the paragraph's text.
    pub start: u32,
    /// One past the last byte, spaces at the line's end included.
    pub end: u32,
    /// Whether it is the paragraph's first line, which is indented.
    pub first: bool,
    /// Whether it is the paragraph's last line, which is not stretched.
    pub last: bool,
    /// Whether a straight quotation mark is open where the line begins.
    pub(super) open_quote: bool,
}

impl Line {
    /// The bytes of the line in the paragraph's text.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Rounding errors of sums of advances, in ems.
pub(super) const EPSILON: f32 = 1e-3;

/// Share of the white of marks and spaces that a line gives up to take in one more character.
pub(super) const READILY: f32 = 0.5;
/// Distance between the characters of a stretched line, in ems each, at which it looks as uneven as a line whose
/// marks and spaces gave up all their white: a tenth of an em more between Han is seen at once, while marks have half
/// an em to give.
pub(super) const AS_UNEVEN: f32 = 0.1;

/// Breaks a paragraph into lines. A text without characters has one empty line.
///
/// A line break breaks no rule of the module's list unless a single word or run of marks is longer than the
/// measure; such a run is cut where the line is full. The text has no line ends of its own; any would be spaces.
pub fn break_lines(text: &str, metrics: &impl Metrics, setting: &Setting) -> Vec<Line> {
    let units = units(text, metrics, setting, &mut false);
    let mut ends = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let indent = if start == 0 { setting.indent } else { 0.0 };
        start = next_break(&units, start, setting, indent);
        ends.push(start);
    }
    widen_last(&units, &mut ends, setting);
    if setting.justify {
        even_out(&units, &mut ends, setting);
    }
    lines(text, &units, &ends)
}

/// The lines that end before the given units.
pub(super) fn lines(text: &str, units: &[Unit], ends: &[usize]) -> Vec<Line> {
    if units.is_empty() {
        return vec![Line { start: 0, end: text.len() as u32, first: true, last: true, open_quote: false }];
    }
    let mut open_quote = false;
    let mut start = 0;
    let last = ends.len().saturating_sub(1);
    let line = |(i, &end): (usize, &usize)| {
        let line = Line {
            start: units[start].start,
            end: units[end - 1].end(),
            first: i == 0,
            last: i == last,
            open_quote,
        };
        let quotes =
            units[start..end].iter().filter(|u| u.len == 1 && text.as_bytes()[u.start as usize] == b'"');
        open_quote ^= quotes.count() % 2 == 1;
        start = end;
        line
    };
    ends.iter().enumerate().map(line).collect()
}

/// End of the line that starts at a unit: one past its last unit.
fn next_break(units: &[Unit], start: usize, setting: &Setting, indent: f32) -> usize {
    let room = setting.measure - indent + EPSILON;
    // Width so far, the width up to the last ink, by how much the line could be reduced, and in how many places it
    // could be stretched.
    let (mut pen, mut inked, mut give, mut joints) = (-head_trim(&units[start], indent), 0.0, 0.0, 0.0);
    // The longest line so far that needs no reducing, and by how much each place of it would be stretched.
    let mut fits: Option<(usize, f32)> = None;
    for (i, unit) in units.iter().enumerate().skip(start) {
        if i > start {
            pen += kern(&units[i - 1], unit);
            give += reducible(&units[i - 1], unit).iter().sum::<f32>();
            joints += f32::from(u8::from(may_stretch(&units[i - 1], unit)));
        }
        pen += unit.advance;
        if !unit.class.is_space() {
            inked = pen - tail_trim(unit, setting.hanging);
            // No mark that follows can bring the line back within the measure.
            if inked - give > room {
                return fits.map_or_else(|| forced_break(units, start, i), |(end, _)| end);
            }
        }
        if i + 1 == units.len() || may_part(unit, &units[i + 1]) {
            if inked <= room {
                fits = Some((i + 1, (room - inked) / f32::max(joints, 1.0)));
                continue;
            }
            // Reducing comes before stretching, but not where hardly anything is to be stretched, nor at the price of
            // crowded marks.
            let crowded = (inked - room) / give;
            let reduces = match fits {
                None => crowded <= 1.0,
                Some((_, stretched)) => {
                    let is_better = i + 1 == units.len() || crowded * AS_UNEVEN < stretched;
                    setting.justify && crowded <= READILY && is_better
                }
            };
            if reduces {
                return i + 1;
            }
        }
    }
    fits.map_or(units.len(), |(end, _)| end)
}

/// Place to cut a run that is longer than a line: before the unit that is too much, or before the marks that
/// would then start the next line where there is more before them.
fn forced_break(units: &[Unit], start: usize, full: usize) -> usize {
    let full = full.max(start + 1);
    // The end of the text, too, is a place to cut: its last unit may alone be wider than the line.
    let may_start = |at: usize| units.get(at).is_none_or(|unit| !unit.class.never_starts());
    let allowed = |at: &usize| may_start(*at) && !units[*at - 1].class.never_ends();
    (start + 1..=full).rev().find(allowed).filter(|at| at - start > (full - start) / 2).unwrap_or(full)
}

/// Takes more into a last line that would hold only one character, if the line before can spare it.
fn widen_last(units: &[Unit], ends: &mut [usize], setting: &Setting) {
    /// The most that the line before gives away, as a share of its length.
    const SPARE: f32 = 0.15;
    let [.., at, end] = *ends else { return };
    let before = if let [.., before, _, _] = *ends { before } else { 0 };
    if units[at..end].iter().filter(|u| u.class.is_text()).count() > 1 {
        return;
    }
    let earlier = (before + 1..at).rev().find(|&i| may_part(&units[i - 1], &units[i]));
    if let Some(earlier) = earlier {
        let moved: f32 = units[earlier..at].iter().map(|u| u.advance).sum();
        if moved <= setting.measure * SPARE {
            ends[ends.len() - 2] = earlier;
        }
    }
}

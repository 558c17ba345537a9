//! Binning: lengths, widths, marks and words in a few classes each.

use crate::han::character::is_han;
use crate::segmentation::cue::{Cue, Cues};
use crate::segmentation::line::{Line, PAGE_EDGE};

/// Numbers of classes of lengths, of how full a line is, of how it ends and of how it begins.
pub(super) const LENGTHS: u32 = 11;
pub(super) const FILLS: u32 = 8;
pub(super) const ENDS: u32 = 7;
pub(super) const STARTS: u32 = 5;

/// The cues of a line that are asked of it at the edges of a block.
pub(super) fn at_edges(line: &Line) -> impl Iterator<Item = u32> {
    (0..Cue::AT_EDGES).filter(|cue| line.cues.bits() >> cue & 1 == 1)
}

/// Class of a change of the column's width.
pub(super) fn change_of(ems: f32) -> u32 {
    if ems < -3.0 {
        0
    } else if ems < -1.2 {
        1
    } else if ems <= 1.2 {
        2
    } else if ems <= 3.0 {
        3
    } else {
        4
    }
}

pub(super) fn length_of(characters: usize) -> u32 {
    match characters {
        0..=2 => 0,
        3..=4 => 1,
        5..=6 => 2,
        7..=8 => 3,
        9..=10 => 4,
        11..=13 => 5,
        14..=16 => 6,
        17..=20 => 7,
        21..=26 => 8,
        27..=40 => 9,
        _ => 10,
    }
}

pub(super) fn fill_of(line: &Line) -> u32 {
    let short_by = line.measure - line.width();
    if line.narrow > line.measure + 2.5 {
        7
    } else if line.narrow > line.measure + 1.0 {
        6
    } else if line.wide >= line.measure - 0.9 {
        5
    } else if (short_by - 2.0).abs() <= 0.7 {
        4
    } else {
        match line.width() / line.measure.max(1.0) {
            r if r < 0.25 => 0,
            r if r < 0.5 => 1,
            r if r < 0.75 => 2,
            _ => 3,
        }
    }
}

/// Class of a line at the beginning of a stretch: 0 full, 1 two ems short, 2 short, 3 wider than the column, 4 with a closing mark.
pub(super) fn starts_of(line: &Line, text: &[char]) -> u32 {
    debug_assert!(!text.is_empty());
    if line.cues.has(Cue::ClosingStart) {
        4
    } else if line.narrow > line.measure + 1.5 {
        3
    } else {
        line.fullness()
    }
}

pub(super) fn ends_of(cues: Cues) -> u32 {
    if cues.has(Cue::SentenceEnd) {
        0
    } else if cues.has(Cue::PauseEnd) {
        1
    } else if cues.has(Cue::EnumerationCommaEnd) {
        2
    } else if cues.has(Cue::ColonEnd) {
        3
    } else if cues.has(Cue::ClosingEnd) {
        4
    } else if cues.any(&[Cue::OpeningEnd, Cue::DashEnd]) {
        5
    } else {
        6
    }
}

pub(super) fn blank_of(lines: u8) -> u32 {
    match lines {
        0 => 0,
        1 => 1,
        PAGE_EDGE => 3,
        _ => 2,
    }
}

pub(super) fn measure_of(ems: f32) -> u32 {
    [8.5, 12.5, 16.5, 22.5, 32.5].iter().filter(|&&m| ems > m).count() as u32
}

/// 0 narrower, 1 alike, 2 wider, within an em.
pub(super) fn against(width: f32, other: f32) -> u32 {
    if width < other - 1.2 {
        0
    } else if width <= other + 1.2 {
        1
    } else {
        2
    }
}

pub(super) fn share_of(share: f32) -> u32 {
    [0.08, 0.22, 0.4, 0.65].iter().filter(|&&s| share > s).count() as u32
}

pub(super) fn cohesion_of(share: f32) -> u32 {
    [0.01, 0.04, 0.08, 0.14, 0.24].iter().filter(|&&s| share > s).count() as u32
}

pub(super) fn depth_of(deviations: f32) -> u32 {
    [0.5, 1.5, 3.0].iter().filter(|&&s| deviations > s).count() as u32
}

pub(super) fn association_of(nats: f32) -> u32 {
    [-1.0, 0.0, 1.0, 2.5, 4.0].iter().filter(|&&s| nats > s).count() as u32
}

pub(super) fn word_of(frequency: f32) -> u32 {
    [0.0, 1.5, 2.5].iter().filter(|&&s| frequency > s).count() as u32
}

/// 0 Han, 1 digit, 2 Latin, 3 opening or closing mark, 4 else.
pub(super) fn letter_of(c: Option<&char>) -> u32 {
    match c {
        Some(&c) if is_han(c) => 0,
        Some(c) if c.is_numeric() => 1,
        Some(c) if c.is_alphabetic() => 2,
        Some(c) if "“”‘’（）《》「」『』〈〉【】()".contains(*c) => 3,
        _ => 4,
    }
}

/// A number cut in two, or cut from its unit.
pub(super) fn splits_number(a: &[char], b: &[char]) -> bool {
    let digit = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || *c == '〇');
    digit(a.last())
        && b.first().is_some_and(|c| {
            c.is_ascii_digit() || "年月日时分个万亿多余％%家名人次项元米公吨千百点户℃.-".contains(*c)
        })
}

//! Places of the glyphs of one line.

use super::breaking::{EPSILON, Line};
use super::unit::{Unit, head_trim, kern, may_stretch, reducible, tail_trim, units};
use super::{Class, Metrics, Setting, vertical};
use std::ops::Range;

/// Turn of a glyph in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// As it is read.
    Upright,
    /// Turned a quarter to the right, as Latin words are in vertical lines.
    Turned,
    /// Two or three digits side by side in one em of a vertical line.
    Together,
}

/// A glyph of a placed line: mostly one character.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Bytes in the paragraph's text.
    pub bytes: Range<u32>,
    /// Its class.
    pub class: Class,
    /// Start of the glyph's own box, in ems from the line's start; below 0 where the box's white half is cut.
    pub at: f32,
    /// Length of the glyph's own box in ems.
    pub advance: f32,
    /// Start of what is left of the box in the line: what a selection covers.
    pub from: f32,
    /// End of what is left of the box in the line.
    pub to: f32,
    /// Its turn.
    pub turn: Turn,
}

/// Baseline below the middle of a line, in ems: Han fonts put it 0.88 em below the top of the em box.
pub const BASELINE: f32 = 0.38;

impl Glyph {
    /// Origin of the font's own glyphs, `ink` ems wide together, within the box, in ems: a box may be wider
    /// or narrower than what a font has.
    pub fn inset(&self, ink: f32, is_vertical: bool) -> f32 {
        if is_vertical {
            // Along a vertical line every upright glyph is an em long, and only interpuncts have less room.
            return if self.turn == Turn::Upright { (self.advance - 1.0).min(0.0) / 2.0 } else { 0.0 };
        }
        let spare = self.advance - ink;
        match self.class {
            Class::Opening => spare.max(0.0),
            Class::Han | Class::Iteration | Class::Joiner | Class::Dash | Class::Ellipsis => spare / 2.0,
            _ => 0.0,
        }
    }

    /// The character to draw for one of the glyph's: the vertical form of a mark in vertical text, an apostrophe that
    /// is no quotation mark.
    pub fn form(&self, c: char, is_vertical: bool) -> char {
        match c {
            '’' if self.class == Class::Latin => '\'',
            _ if is_vertical && self.turn == Turn::Upright => vertical::form(c),
            _ => c,
        }
    }
}

/// A line with the places of its glyphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlacedLine {
    /// The glyphs in the order of the text; spaces at the line's end are there, without width.
    pub glyphs: Vec<Glyph>,
    /// End of the ink of the line, in ems from its start; hanging marks do not count.
    pub width: f32,
}

/// By how much a space or a gap may grow before all white grows, in ems.
const SPACE_GROWTH: f32 = 0.125;
/// The most that white between two characters may grow, in ems; a line that needs more stays short.
const MOST_GROWTH: f32 = 1.0;

/// Sets one line of a paragraph.
pub fn place(text: &str, line: &Line, metrics: &impl Metrics, setting: &Setting) -> PlacedLine {
    let indent = if line.first { setting.indent } else { 0.0 };
    let units = units(&text[line.bytes()], metrics, setting, &mut { line.open_quote });
    let inked = units.iter().rposition(|u| !u.class.is_space()).map_or(0, |i| i + 1);
    let Some((first, last)) = units[..inked].first().zip(units[..inked].last()) else {
        return PlacedLine { glyphs: blanks(&units, line.start, indent), width: indent };
    };
    let trim = head_trim(first, indent);
    let end_trim = tail_trim(last, setting.hanging);
    let whites = whites(&units[..inked], setting, line, setting.measure - indent + trim + end_trim);

    let mut glyphs: Vec<Glyph> = Vec::with_capacity(units.len());
    let mut pen = indent - trim;
    let mut front_cut = trim;
    for (i, unit) in units[..inked].iter().enumerate() {
        let white = whites.get(i).copied().unwrap_or(0.0);
        let own_white = if unit.class.white_after() { 0.5 } else { 0.0 };
        let cut = if i + 1 == inked { own_white } else { (-white).clamp(0.0, own_white) };
        glyphs.push(Glyph {
            bytes: line.start + unit.start..line.start + unit.end(),
            class: unit.class,
            at: pen,
            advance: unit.advance,
            from: pen + front_cut,
            to: pen + unit.advance - cut,
            turn: turn(text, line, unit, setting.vertical),
        });
        front_cut = ((-white).max(0.0) - cut).max(0.0);
        pen += unit.advance + white;
    }
    let width = pen - end_trim;
    glyphs.extend(blanks(&units[inked..], line.start, pen));
    PlacedLine { glyphs, width }
}

/// Spaces that take no room.
fn blanks(units: &[Unit], offset: u32, at: f32) -> Vec<Glyph> {
    let blank = |unit: &Unit| Glyph {
        bytes: offset + unit.start..offset + unit.end(),
        class: unit.class,
        at,
        advance: 0.0,
        from: at,
        to: at,
        turn: Turn::Upright,
    };
    units.iter().map(blank).collect()
}

/// The white after each unit but the last, adjusted to fill `room` ems.
fn whites(units: &[Unit], setting: &Setting, line: &Line, room: f32) -> Vec<f32> {
    let joints = || units.windows(2).map(|pair| (&pair[0], &pair[1]));
    let mut whites: Vec<f32> = joints().map(|(b, a)| kern(b, a)).collect();
    let natural: f32 = units.iter().map(|u| u.advance).sum::<f32>() + whites.iter().sum::<f32>();
    let mut rest = room - natural;
    if rest < -EPSILON {
        // One kind of white gives after the other, each in proportion.
        let gives: Vec<[f32; 3]> = joints().map(|(b, a)| reducible(b, a)).collect();
        for kind in 0..3 {
            let total: f32 = gives.iter().map(|give| give[kind]).sum();
            if total > 0.0 {
                let share = (-rest / total).clamp(0.0, 1.0);
                whites.iter_mut().zip(&gives).for_each(|(white, give)| *white -= share * give[kind]);
                rest += share * total;
            }
        }
    } else if setting.justify && !line.last && rest > EPSILON {
        let is_space = |b: &Unit, a: &Unit| b.class == Class::Space || kern(b, a) > 0.0;
        let spaces: Vec<bool> = joints().map(|(b, a)| is_space(b, a) && may_stretch(b, a)).collect();
        let free: Vec<bool> = joints().map(|(b, a)| may_stretch(b, a)).collect();
        let count = |flags: &[bool]| flags.iter().filter(|&&flag| flag).count() as f32;
        let growth = (rest / count(&spaces).max(1.0)).min(SPACE_GROWTH);
        let even = (rest - growth * count(&spaces)) / count(&free).max(1.0);
        if count(&free) > 0.0 && even <= MOST_GROWTH {
            for (i, white) in whites.iter_mut().enumerate() {
                *white += if spaces[i] { growth } else { 0.0 } + if free[i] { even } else { 0.0 };
            }
        }
    }
    whites
}

/// Turn of a unit.
fn turn(text: &str, line: &Line, unit: &Unit, is_vertical: bool) -> Turn {
    if !is_vertical {
        return Turn::Upright;
    }
    let start = (line.start + unit.start) as usize;
    let own = &text[start..start + usize::from(unit.len)];
    let turned = own.chars().next().is_some_and(vertical::is_turned);
    match unit.class {
        Class::Han if own.len() > 1 && own.bytes().all(|b| b.is_ascii_digit()) => Turn::Together,
        Class::Han if own.bytes().all(|b| b.is_ascii_digit()) => Turn::Upright,
        _ if turned => Turn::Turned,
        _ => Turn::Upright,
    }
}

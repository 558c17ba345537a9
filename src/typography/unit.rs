//! Text as a run of units: what stands together in one box.

use super::class::may_break;
use super::{Class, Metrics, Setting, vertical};

/// A character with its marks, or a short number set upright in a vertical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    /// First byte in the text.
    pub start: u32,
    /// Bytes.
    pub len: u8,
    /// Its class, quotation marks and points settled by their neighbours.
    pub class: Class,
    /// Width in ems before any adjustment.
    pub advance: f32,
    /// Whether it is 。！？, whose white parts sentences.
    pub ends_sentence: bool,
    /// Whether it goes with what stands before it, whatever its class: a part of a number.
    pub stays: bool,
}

/// White between Han and Latin or digits, in ems (CLREQ: a quarter em).
pub(super) const HAN_LATIN_GAP: f32 = 0.25;
/// Width that a space keeps when a line is reduced, in ems: with less the words beside it look like one.
const LEAST_SPACE: f32 = 0.18;
/// Width of an interpunct in ems (GB/T 15834: half a character).
const INTERPUNCT: f32 = 0.5;

impl Unit {
    /// One past the last byte.
    pub fn end(&self) -> u32 {
        self.start + u32::from(self.len)
    }
}

/// Takes a text apart into units. `open_quote` tells whether a straight quotation mark is still open where the
/// text begins, and is left as it stands at the text's end.
pub(super) fn units(
    text: &str,
    metrics: &impl Metrics,
    setting: &Setting,
    open_quote: &mut bool,
) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(text.len() / 3 + 1);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let start = (text.len() - rest.len()) as u32;
        let mut class = Class::of(c);
        let mut len = c.len_utf8();
        let before = out.last().map(|unit| unit.class);
        let after = rest[len..].chars().next().map(Class::of);
        let inside = |class: Option<Class>| class.is_some_and(Class::is_western);
        match class {
            Class::Mark => {
                rest = &rest[len..];
                match out.last_mut() {
                    Some(base) if usize::from(base.len) + len <= usize::from(u8::MAX) => {
                        base.len += len as u8
                    }
                    _ => out.push(Unit {
                        start,
                        len: len as u8,
                        class: Class::Glue,
                        advance: 0.0,
                        ends_sentence: false,
                        stays: false,
                    }),
                }
                continue;
            }
            Class::Digit if setting.vertical => {
                let digits = vertical::short_number(text, start as usize, before);
                if digits > 0 {
                    (class, len) = (Class::Han, digits);
                }
            }
            // The vertical forms of ：；！？ fill their em.
            Class::Colon if setting.vertical => class = Class::Joiner,
            // An apostrophe inside a word; a point, comma or colon inside a number.
            Class::Closing if c == '’' && before == Some(Class::Latin) && after == Some(Class::Latin) => {
                class = Class::Latin;
            }
            Class::LatinClosing if matches!(c, '.' | ',' | ':') && inside(before) && inside(after) => {
                class = Class::Latin;
            }
            Class::Space if parts_thousands(text, start as usize) => class = Class::Glue,
            Class::Latin if c == '"' => {
                class = if *open_quote { Class::LatinClosing } else { Class::LatinOpening };
                *open_quote = !*open_quote;
            }
            _ => {}
        }
        let advance = match class {
            Class::Han if c >= '\u{2E80}' || c.is_ascii_digit() => 1.0,
            Class::Opening
            | Class::Closing
            | Class::Comma
            | Class::Colon
            | Class::WideSpace
            | Class::Iteration => 1.0,
            Class::Ellipsis => 1.0,
            Class::Dash => match c {
                '⸺' => 2.0,
                '⸻' => 3.0,
                _ => 1.0,
            },
            Class::Joiner if matches!(c, '·' | '‧' | '•') => INTERPUNCT,
            Class::Latin if c == '’' => metrics.advance('\''),
            _ => metrics.advance(c),
        };
        // A word is as long as it is drawn, with its letters moved together by the font.
        if let Some(last) = out.last_mut().filter(|last| last.class.is_western() && class.is_western()) {
            let letter = text[last.start as usize..].chars().next().unwrap_or(c);
            last.advance += metrics.kerning(letter, c);
        }
        let ends_sentence = matches!(c, '。' | '！' | '？' | '．' | '｡');
        out.push(Unit { start, len: len as u8, class, advance, ends_sentence, stays: false });
        rest = &rest[len..];
    }
    settle_spaces(text, &mut out);
    settle_numbers(text, &mut out);
    out
}

/// Keeps full-width digits of one number together, what stands behind the stroke of a fraction, and the dash between two
/// numbers with the first of them: ５／８, 8月-10月.
fn settle_numbers(text: &str, units: &mut [Unit]) {
    let at = |unit: &Unit| text[unit.start as usize..].chars().next().unwrap_or(' ');
    let is_wide = |c: char| ('０'..='９').contains(&c);
    let is_digit = |c: char| c.is_ascii_digit() || is_wide(c);
    for i in 1..units.len() {
        let (before, c) = (at(&units[i - 1]), at(&units[i]));
        let of_number = i > 1 && is_digit(at(&units[i - 2]));
        let is_point = matches!(before, '．' | '：') && is_wide(c);
        let in_number = (is_wide(c) && is_wide(before)) || (of_number && (before == '／' || is_point));
        let is_dash =
            matches!(c, '-' | '–' | '－') && units.get(i + 1).is_some_and(|next| is_digit(at(next)));
        let inked = units[..i].iter().rfind(|unit| !unit.class.is_space()).map_or(' ', at);
        let is_range =
            is_dash && (is_digit(inked) || matches!(inked, '年' | '月' | '日' | '号' | '时' | '時' | '点'));
        units[i].stays = in_number || is_range;
    }
}

/// Whether a line may be broken between two neighbours.
#[inline]
pub(super) fn may_part(before: &Unit, after: &Unit) -> bool {
    !after.stays && may_break(before.class, after.class)
}

/// A space between Han and a word is the quarter em that stands there without it, and one between a number and
/// its unit does not break.
fn settle_spaces(text: &str, units: &mut [Unit]) {
    for i in 1..units.len().saturating_sub(1) {
        if units[i].class != Class::Space {
            continue;
        }
        if wants_gap(&units[i - 1], &units[i + 1]) {
            units[i].advance = HAN_LATIN_GAP;
        } else if units[i - 1].class == Class::Digit && starts_with_unit(&text[units[i + 1].start as usize..])
        {
            units[i].class = Class::Glue;
        }
    }
}

/// Whether the space at a byte parts the thousands of a number, as in 12 000 (GB/T 15835), and no list of numbers.
pub(super) fn parts_thousands(text: &str, space: usize) -> bool {
    /// Characters on each side that are looked at: more than any number has.
    const NEAR: usize = 16;
    let is_part = |c: &char| c.is_ascii_digit() || Class::of(*c) == Class::Space;
    let groups = |run: String| run.trim().split(char::is_whitespace).map(str::len).collect::<Vec<_>>();
    let before = groups(text[..space].chars().rev().take_while(is_part).take(NEAR).collect());
    let after = groups(text[space..].chars().take_while(is_part).take(NEAR).collect());
    let thousands = |groups: &[usize]| groups.iter().all(|&digits| digits == 3);
    let [inner @ .., first] = &before[..] else { return false };
    text[..space].ends_with(|c: char| c.is_ascii_digit())
        && (1..=3).contains(first)
        && thousands(inner)
        && thousands(&after)
        && before.len() + after.len() <= 4
}

/// Whether a text begins with a unit of measure written in Latin letters or with a per-cent sign.
fn starts_with_unit(text: &str) -> bool {
    /// Units of the International System and of trade that newspapers print after numbers.
    const UNITS: [&str; 30] = [
        "mm", "cm", "dm", "m", "km", "mg", "g", "kg", "t", "ml", "mL", "l", "L", "ha", "s", "min", "h", "Hz",
        "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "V", "kV", "A", "K", "Pa",
    ];
    let word = &text[..text.find(|c| Class::of(c) != Class::Latin).unwrap_or(text.len())];
    UNITS.contains(&word) || text.chars().next().is_some_and(|c| Class::of(c) == Class::Unit)
}

/// Whether a quarter em belongs between two neighbours.
#[inline]
pub(super) fn wants_gap(before: &Unit, after: &Unit) -> bool {
    let han = |unit: &Unit| matches!(unit.class, Class::Han | Class::Iteration);
    // Full-width signs such as ％ and ￥ have white of their own.
    let western = |unit: &Unit| {
        unit.class.is_western() || matches!(unit.class, Class::Unit | Class::Currency) && unit.advance < 1.0
    };
    (han(before) && western(after)) || (western(before) && han(after))
}

/// White added (above 0) or taken (below 0) between two neighbours before any adjustment, in ems.
#[inline]
pub(super) fn kern(before: &Unit, after: &Unit) -> f32 {
    let (b, a) = (before.class, after.class);
    // Two marks in a row keep one and a half em: half an em of the white between them goes.
    if (b.white_after() && (a.white_after() || a == Class::Opening))
        || (b == Class::Opening && a == Class::Opening)
    {
        -0.5
    } else if wants_gap(before, after) {
        HAN_LATIN_GAP
    } else {
        0.0
    }
}

/// By how much the white between two neighbours can be reduced, in ems: of spaces, of marks inside sentences, and
/// of marks that end one. CLREQ lets them give in this order.
#[inline]
pub(super) fn reducible(before: &Unit, after: &Unit) -> [f32; 3] {
    let kern = kern(before, after);
    let space = match before.class {
        // A printed space between Han and a word is as the gap that is set where none is printed.
        Class::Space if before.advance == HAN_LATIN_GAP => HAN_LATIN_GAP / 2.0,
        Class::Space => (before.advance - LEAST_SPACE).max(0.0),
        _ => kern.max(0.0) / 2.0,
    };
    let white = |has: bool| if has { 0.5 } else { 0.0 };
    let marks = white(before.class.white_after()) + white(after.class == Class::Opening) + kern.min(0.0);
    let marks = marks.max(0.0);
    if before.ends_sentence { [space, 0.0, marks] } else { [space, marks, 0.0] }
}

/// Whether white may be set between two neighbours when a line is stretched.
#[inline]
pub(super) fn may_stretch(before: &Unit, after: &Unit) -> bool {
    use Class::*;
    let word = |class| matches!(class, Digit | Latin | LatinOpening | LatinClosing | Unit | Currency | Glue);
    let (b, a) = (before.class, after.class);
    !(a.is_space() || (word(b) && word(a)) || (b == Dash && a == Dash) || (b == Ellipsis && a == Ellipsis))
}

/// White cut from the front of a line: the half of an opening mark, but not behind an indent.
#[inline]
pub(super) fn head_trim(first: &Unit, indent: f32) -> f32 {
    if first.class == Class::Opening && indent <= 0.0 { 0.5 } else { 0.0 }
}

/// Width of the last mark of a line that does not count: its white half, or all of it where it hangs.
#[inline]
pub(super) fn tail_trim(last: &Unit, hanging: bool) -> f32 {
    match last.class {
        Class::Comma if hanging => 1.0,
        class if class.white_after() => 0.5,
        _ => 0.0,
    }
}

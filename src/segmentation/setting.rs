//! Setting of lines beside the body of their page: type size, place in the column, region; where a source tells.

use super::Page;
use super::layout::{LineLayout, Rect};
use super::line::{Lines, Setting};
use super::line_kind::Kind;
use std::collections::HashMap;

/// Least type size of a headline over the body's, that of a title, and the likeness of two sizes that are taken as one.
pub(super) const HEADLINE: f32 = 1.12;
pub(super) const TITLE: f32 = 1.35;
pub(super) const ALIKE: f32 = 0.97;
/// Lines on each side among which a line's column is found.
const REACH: usize = 80;
/// White above a line beyond the usual that parts a paragraph from the one before it, in ems.
const SPACED: f32 = 0.25;

/// The settings of lines; none where the page has no layout.
pub(super) fn settings(page: &Page, lines: &Lines) -> Vec<Setting> {
    let Some(layout) = page.layout() else { return Vec::new() };
    let none = LineLayout::default();
    let places: Vec<&LineLayout> = lines
        .lines
        .iter()
        .map(|line| page.index(line.no).and_then(|at| layout.lines.get(at)).unwrap_or(&none))
        .collect();
    let (size, font) = body(&layout.lines);
    let own = own_bodies(&layout.lines, (size, font));
    let is_body = |line: &LineLayout| {
        is_alike(line, own.get(&line.region).copied().unwrap_or((size, font))) && line.told.is_none()
    };
    let white = |at: usize| white_above(places[at.checked_sub(1)?], places[at]);
    let usual = usual(
        (1..places.len()).filter(|&at| is_body(places[at]) && is_body(places[at - 1])).filter_map(white),
    );
    let setting = |at: usize| {
        let line = places[at];
        let em = line.size.max(1.0);
        let (from, to) = along(line);
        let near = &places[at.saturating_sub(REACH)..(at + REACH).min(places.len())];
        let (mut left, mut right) = (from, to);
        for other in near.iter().filter(|other| other.region == line.region && is_body(other)) {
            let (a, b) = along(other);
            if to.min(b) - from.max(a) > 0.6 * (to - from).min(b - a) {
                (left, right) = (left.min(a), right.max(b));
            }
        }
        let (before, behind) = ((from - left) / em, (right - to) / em);
        Setting {
            region: line.region,
            scale: line.size / size,
            is_body: is_body(line),
            is_centred: before > 2.7 && (before - behind).abs() < 1.0,
            is_flush: before < 0.7,
            is_indented: (1.4..2.7).contains(&before),
            width: (to - from) / em,
            measure: (right - left) / em,
            is_below: white(at).is_some(),
            is_spaced: white(at).is_some_and(|white| white > usual + SPACED),
            leads: line.leads,
            told: line.told,
        }
    };
    (0..places.len()).map(setting).collect()
}

/// Whether a line is in a type.
fn is_alike(line: &LineLayout, (size, font): (f32, Option<u16>)) -> bool {
    (line.size / size - 1.0).abs() < 0.06 && line.font == font
}

/// The type of each region that is a text in another type than the page's body: a note, or words of the editors.
fn own_bodies(lines: &[LineLayout], of_page: (f32, Option<u16>)) -> HashMap<u32, (f32, Option<u16>)> {
    /// Lines of a text at least; what is shorter is a caption or a credit.
    const LEAST: usize = 6;
    let mut regions: HashMap<u32, Vec<&LineLayout>> = HashMap::new();
    for line in lines.iter().filter(|line| line.size > 0.0 && line.told.is_none()) {
        regions.entry(line.region).or_default().push(line);
    }
    let own = |lines: &[&LineLayout]| {
        let own = body(lines.iter().copied());
        let count = lines.iter().filter(|line| is_alike(line, own)).count();
        // Below a headline of its own it says what a picture shows.
        let is_other = |line: &&LineLayout| is_alike(line, of_page) || line.size > HEADLINE * of_page.0;
        (count >= LEAST && !lines.iter().any(is_other)).then_some(own)
    };
    regions.iter().filter_map(|(region, lines)| Some((*region, own(lines)?))).collect()
}

/// Type size and font that most of these lines are set in.
fn body<'a>(lines: impl IntoIterator<Item = &'a LineLayout>) -> (f32, Option<u16>) {
    let mut counts: Vec<((i32, Option<u16>), usize)> = Vec::new();
    for line in lines {
        let style = ((line.size * 10.0).round() as i32, line.font);
        match counts.iter_mut().find(|(other, _)| *other == style) {
            Some((_, count)) => *count += line.letters.len(),
            None => counts.push((style, line.letters.len())),
        }
    }
    let ((size, font), _) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap_or(((10, None), 0));
    (size.max(1) as f32 / 10.0, font)
}

/// White between two lines of which the second stands right below the first in its column, in ems of that.
fn white_above(above: &LineLayout, line: &LineLayout) -> Option<f32> {
    /// White between lines of one column at most, in ems.
    const MOST: f32 = 3.0;
    let ((a, b), (from, to)) = (along(above), along(line));
    let down = |line: &LineLayout| match line.vertical {
        true => (-line.place.right, -line.place.left),
        false => (line.place.top, line.place.bottom),
    };
    let white = (down(line).0 - down(above).1) / line.size.max(1.0);
    let is_below =
        above.vertical == line.vertical && b.min(to) > a.max(from) && (-0.5..MOST).contains(&white);
    is_below.then_some(white)
}

/// The white that most lines have above them.
fn usual(white: impl Iterator<Item = f32>) -> f32 {
    let mut all: Vec<f32> = white.collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f32::MAX)
}

/// Beginning and end of a line along its column.
fn along(line: &LineLayout) -> (f32, f32) {
    let Rect { left, top, right, bottom } = line.place;
    if line.vertical { (top, bottom) } else { (left, right) }
}

/// Gives lines of the body's type the widths that they have on the paper.
pub(super) fn set_measures(page: &mut Lines) {
    for (line, setting) in page.lines.iter_mut().zip(&page.settings).filter(|(_, setting)| setting.is_body) {
        (line.narrow, line.wide, line.measure) = (setting.width, setting.width, setting.measure);
    }
}

/// Kind of a line as it looks from afar, where its type tells.
pub(super) fn kind(page: &Lines, i: usize, kind: Kind) -> Kind {
    let Some(setting) = page.settings.get(i) else { return kind };
    if setting.scale >= HEADLINE
        && (kind.is_text() || setting.scale >= TITLE)
        && kind != Kind::NumberedHeading
    {
        Kind::Heading
    } else if setting.is_body && !setting.is_centred && kind == Kind::Heading {
        Kind::of_text(&page.lines[i])
    } else {
        kind
    }
}

/// Whether a line is of smaller type than a headline's.
pub(super) fn is_small(page: &Lines, i: usize) -> bool {
    page.settings.get(i).is_some_and(|setting| setting.scale < HEADLINE)
}

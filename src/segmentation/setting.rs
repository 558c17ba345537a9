//! Setting of lines beside the body of their page: type size, place in the column, region; where a source tells.

use super::layout::{LineLayout, Rect};
use super::line::{Lines, Setting};
use super::line_kind::Kind;
use super::{Layout, Page};

/// Least type size of a headline over the body's, that of a title, and the likeness of two sizes that are taken as one.
pub(super) const HEADLINE: f32 = 1.12;
pub(super) const TITLE: f32 = 1.35;
pub(super) const ALIKE: f32 = 0.97;
/// Lines on each side among which a line's column is found.
const REACH: usize = 80;

/// The settings of lines; none where the page has no layout.
pub(super) fn settings(page: &Page, lines: &Lines) -> Vec<Setting> {
    let Some(layout) = page.layout() else { return Vec::new() };
    let none = LineLayout::default();
    let places: Vec<&LineLayout> = lines
        .lines
        .iter()
        .map(|line| page.index(line.no).and_then(|at| layout.lines.get(at)).unwrap_or(&none))
        .collect();
    let (size, font) = body(layout);
    let is_body = |line: &LineLayout| (line.size / size - 1.0).abs() < 0.06 && line.font == font;
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
        }
    };
    (0..places.len()).map(setting).collect()
}

/// Type size and font that most of a page is set in.
fn body(layout: &Layout) -> (f32, Option<u16>) {
    let mut counts: Vec<((i32, Option<u16>), usize)> = Vec::new();
    for line in &layout.lines {
        let style = ((line.size * 10.0).round() as i32, line.font);
        match counts.iter_mut().find(|(other, _)| *other == style) {
            Some((_, count)) => *count += line.letters.len(),
            None => counts.push((style, line.letters.len())),
        }
    }
    let ((size, font), _) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap_or(((10, None), 0));
    (size.max(1) as f32 / 10.0, font)
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

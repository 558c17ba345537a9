//! Words on the paper: where a span of a page's text is printed, and which character is printed at a place.

use crate::segmentation::layout::{LineLayout, Rect};
use crate::segmentation::{ByteSpan, LineNo, Page};

/// Places where a span of a page's text is printed, in points: a rectangle for each line, as high as the line. Empty
/// where nobody knows where its lines are.
pub fn places(page: &Page, span: ByteSpan) -> Vec<Rect> {
    let mut places = Vec::new();
    if span.start >= span.end {
        return places;
    }
    let (first, last) = (page.line_at(span.start), page.line_at(span.end - 1));
    for line in (first.0..=last.0).map(LineNo) {
        let own =
            letters(page, line).filter(|(letter, _)| letter.start < span.end && span.start < letter.end);
        let mut rects = own.map(|(_, place)| place).peekable();
        let Some(set) = rects.peek().and_then(|_| page.layout()?.lines.get(page.index(line)?)) else {
            continue;
        };
        let Some(run) = rects.reduce(|all, place| all.union(&place)) else { continue };
        places.push(match runs_down(set) {
            true => Rect { left: set.place.left, right: set.place.right, ..run },
            false => Rect { top: set.place.top, bottom: set.place.bottom, ..run },
        });
    }
    places
}

/// Whether a line goes down the paper: vertical text, and text that is turned.
fn runs_down(line: &LineLayout) -> bool {
    let printed = || line.letters.iter().filter(|letter| letter.width() > 0.0);
    let (Some(first), Some(last)) = (printed().next(), printed().next_back()) else { return line.vertical };
    line.vertical || (last.top - first.top).abs() > (last.left - first.left).abs()
}

/// The character of these lines that is printed nearest to a place in points; `None` where they have none.
pub fn letter_near(
    page: &Page,
    lines: impl IntoIterator<Item = LineNo>,
    (x, y): (f32, f32),
) -> Option<ByteSpan> {
    let beside = |low: f32, at: f32, high: f32| (low - at).max(at - high).max(0.0);
    let distance =
        |place: &Rect| beside(place.left, x, place.right).hypot(beside(place.top, y, place.bottom));
    let letters = lines.into_iter().flat_map(|line| letters(page, line));
    letters.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(letter, _)| letter)
}

/// The characters of a line that are printed, each with its place.
fn letters(page: &Page, line: LineNo) -> impl Iterator<Item = (ByteSpan, Rect)> {
    let set = page.layout().zip(page.index(line)).and_then(|(layout, at)| layout.lines.get(at));
    let places = set.map_or(&[][..], |set| &set.letters);
    let start = page.span(line).start;
    let spans = page.line(line).char_indices().map(move |(at, c)| {
        let start = start + at as u32;
        ByteSpan { start, end: start + c.len_utf8() as u32 }
    });
    let is_printed = |(_, place): &(ByteSpan, Rect)| place.width() > 0.0 && place.height() > 0.0;
    spans.zip(places.iter().copied()).filter(is_printed)
}

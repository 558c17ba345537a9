//! Columns that stand side by side on the lines of a page, as some programs take them out of a PDF.

use crate::segmentation::ByteSpan;

/// Lines that must share a gutter for it to be one.
const FEWEST_LINES: usize = 4;
/// Half widths of white space that part columns.
const GUTTER: usize = 2;

/// White space from one place of a line to another, in half widths from the line's start.
type Blank = (usize, usize);

/// A line and the white space on it that may be a gutter's.
struct Line {
    /// Each visible character: its place in half widths and its bytes in the text.
    chars: Vec<(usize, ByteSpan)>,
    blanks: Vec<Blank>,
}

impl Line {
    fn new(text: &str, start: usize) -> Line {
        let (mut chars, mut blanks) = (Vec::new(), Vec::new());
        let (mut column, mut blank_from) = (0, 0);
        for (at, c) in text.char_indices() {
            if c.is_whitespace() {
                column = if c == '\t' { (column / 8 + 1) * 8 } else { column + width(c) };
                continue;
            }
            if column >= blank_from + GUTTER {
                blanks.push((blank_from, column));
            }
            let at = start + at;
            chars.push((column, ByteSpan { start: at as u32, end: (at + c.len_utf8()) as u32 }));
            column += width(c);
            blank_from = column;
        }
        blanks.push((blank_from, usize::MAX));
        Line { chars, blanks }
    }

    /// White space with text on both sides.
    fn gaps(&self) -> impl Iterator<Item = Blank> + '_ {
        self.blanks.iter().copied().filter(|&(from, to)| from > 0 && to < usize::MAX)
    }
}

fn width(c: char) -> usize {
    if c < '\u{1100}' { 1 } else { 2 }
}

/// The parts of a text, column after column wherever at least [`FEWEST_LINES`] lines share a gutter, line after line
/// elsewhere; `None` where no lines do.
pub(super) fn cells(text: &str) -> Option<Vec<ByteSpan>> {
    let mut start = 0;
    let lines: Vec<Line> = text
        .split_inclusive('\n')
        .map(|line| {
            start += line.len();
            Line::new(line, start - line.len())
        })
        .collect();
    let (mut cells, mut found, mut at) = (Vec::new(), false, 0);
    while at < lines.len() {
        let (gutters, end) = side_by_side(&lines[at..]);
        found |= end > 1;
        let run = &lines[at..at + end];
        for column in 0..=gutters.len() {
            for line in run {
                let in_column = |place: usize| gutters.iter().filter(|gutter| gutter.0 <= place).count();
                let mut chars = line.chars.iter().filter(|(place, _)| in_column(*place) == column);
                if let Some((_, first)) = chars.next() {
                    let last = chars.next_back().map_or(first, |(_, last)| last);
                    cells.push(ByteSpan { start: first.start, end: last.end });
                }
            }
        }
        at += end;
    }
    found.then_some(cells)
}

/// The gutters that the first of these lines share and how many lines that are; none and one where they share none.
fn side_by_side(lines: &[Line]) -> (Vec<Blank>, usize) {
    let mut gutters: Vec<Blank> = lines[0].gaps().collect();
    let (mut end, mut parted) = (1, 1);
    for (at, line) in lines.iter().enumerate().skip(1) {
        let narrowed = gutters.iter().flat_map(|gutter| {
            line.blanks.iter().map(move |blank| (gutter.0.max(blank.0), gutter.1.min(blank.1)))
        });
        let shared: Vec<Blank> = narrowed.filter(|(from, to)| *to >= from + GUTTER).collect();
        // Gaps by chance go at the first lines; a line that goes over a gutter later on stands below the columns.
        if shared.is_empty() || shared.len() < gutters.len() && at >= FEWEST_LINES {
            break;
        }
        gutters = shared;
        parted += usize::from(line.gaps().next().is_some());
        end = at + 1;
    }
    if parted < FEWEST_LINES || gutters.is_empty() { (Vec::new(), 1) } else { (gutters, end) }
}

//! The document broken into lines and arranged: where each line is, before any glyph is drawn.
//!
//! Places are in two directions, so that horizontal and vertical text are one case: *inline*, along a line, and
//! *block*, across the lines. The lines of a document make one strip; with several columns the strip is cut into
//! pieces that stand side by side, and the rows of columns follow each other in the block direction.

use super::advances::Advances;
use super::document::{Document, TextPosition};
use super::style::{Direction, ReadingStyle, RoleStyle};
use crate::han::words;
use crate::typography::{Line, Setting, break_heading, break_lines};
use egui::epaint::text::FontsView;

/// The room for text in points, along lines and across them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Room {
    pub inline: f32,
    pub block: f32,
}

/// The lines of one paragraph.
#[derive(Debug)]
struct Set {
    lines: Vec<Line>,
    style: RoleStyle,
    /// Beginning of its first line in the strip, in points.
    top: f64,
}

/// A piece of the strip: a column.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Its first line.
    first: LineAt,
    /// Beginning of that line in the strip.
    top: f64,
}

/// A line of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineAt {
    pub paragraph: usize,
    pub line: usize,
}

/// Place of a line in the content, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub at: LineAt,
    /// Start along the line.
    pub inline: f32,
    /// Start across the lines.
    pub block: f32,
    pub style: RoleStyle,
    pub line: Line,
}

/// A document broken into lines for one style and one room.
#[derive(Debug)]
pub(super) struct Flow {
    sets: Vec<Set>,
    pieces: Vec<Piece>,
    columns: usize,
    /// Length of a body line in points.
    pub measure: f32,
    /// From the start of one column to the start of the next.
    stride: f32,
    /// From the start of one row of columns to the start of the next.
    row: f32,
    /// Length of the content across the lines.
    pub extent: f32,
    pub room: Room,
}

/// The longest line, in ems, that the style's free measure takes (CLREQ: up to about forty).
const LONGEST: f32 = 38.0;
/// The shortest column worth having, in ems.
const SHORTEST_COLUMN: f32 = 14.0;
/// The shortest column that is balanced with its neighbours, in lines.
const LEAST_COLUMN: f32 = 8.0;
/// White between columns, in ems.
const GUTTER: f32 = 2.5;

impl Flow {
    /// Breaks a document into lines.
    pub fn new(
        document: &Document,
        style: &ReadingStyle,
        room: Room,
        advances: &mut Advances,
        fonts: &mut FontsView<'_>,
    ) -> Flow {
        let em = style.size;
        let ems_for = |columns: f32| ((room.inline - (columns - 1.0) * GUTTER * em) / columns / em).floor();
        let columns = (2..=usize::from(style.columns))
            .rev()
            .find(|&n| ems_for(n as f32) >= SHORTEST_COLUMN)
            .unwrap_or(1);
        let wanted = style.measure.map_or(LONGEST, f32::from);
        let measure = ems_for(columns as f32).min(wanted).max(1.0) * em;
        let mut sets = Vec::with_capacity(document.paragraphs.len());
        let mut top = 0.0;
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            let role = style.of(paragraph.role);
            let setting = setting(style, &role, measure);
            let metrics = advances.of(role.face, fonts);
            let lines = if role.balanced {
                break_heading(&paragraph.text, &words::starts(&paragraph.text), &metrics, &setting)
            } else {
                break_lines(&paragraph.text, &metrics, &setting)
            };
            if let Some(before) = index.checked_sub(1).map(|before| document.paragraphs[before].role) {
                top += f64::from(style.between(before, paragraph.role) + role.before);
            }
            if paragraph.gap_before {
                let gap = style.gap();
                top += f64::from(gap.pitch + gap.after);
            }
            let length = lines.len() as f64 * f64::from(role.pitch);
            sets.push(Set { lines, style: role, top });
            top += length + f64::from(role.after);
        }
        let end = sets.last().map_or(0.0, |set| top - f64::from(set.style.after));
        let mut flow = Flow {
            sets,
            pieces: Vec::new(),
            columns,
            measure,
            stride: measure + GUTTER * em,
            row: room.block + GUTTER * em,
            extent: end as f32,
            room,
        };
        flow.cut(f64::from(LEAST_COLUMN * em * style.line_height));
        flow
    }

    /// Cuts the strip into columns as long as the room; one column is the whole strip. The columns of the last row
    /// end alike, unless they would be shorter than `least` points.
    fn cut(&mut self, least: f64) {
        /// Halvings of the room that find the length of the last columns to less than a line.
        const HALVINGS: usize = 10;
        let start = Piece { first: LineAt { paragraph: 0, line: 0 }, top: 0.0 };
        if self.columns == 1 {
            self.pieces.push(start);
            return;
        }
        let room = f64::from(self.room.block);
        self.pieces = self.cut_from(start, room);
        let rows = self.pieces.len().div_ceil(self.columns);
        self.extent = rows as f32 * self.row - (self.row - self.room.block);

        let last_row = (rows - 1) * self.columns;
        let begin = self.pieces[last_row];
        let fit = |length: f64| self.cut_from(begin, length).len() <= self.columns;
        let (mut short, mut long) = (least.min(room), room);
        if fit(short) {
            long = short;
        }
        for _ in 0..HALVINGS {
            let middle = (short + long) / 2.0;
            *(if fit(middle) { &mut long } else { &mut short }) = middle;
        }
        let last = self.cut_from(begin, long);
        self.pieces.truncate(last_row);
        self.pieces.extend(last);
        // A short text stands in the middle of the room whatever columns it could have had.
        self.columns = self.columns.min(self.pieces.len());
    }

    /// Cuts the strip from a line on into columns of a length.
    fn cut_from(&self, start: Piece, length: f64) -> Vec<Piece> {
        let mut pieces = vec![start];
        let mut top = start.top;
        for (paragraph, set) in self.sets.iter().enumerate().skip(start.first.paragraph) {
            let pitch = f64::from(set.style.pitch);
            let from = if paragraph == start.first.paragraph { start.first.line } else { 0 };
            for line in from..set.lines.len() {
                let at = set.top + line as f64 * pitch;
                if at + pitch - top <= length || at <= top {
                    continue;
                }
                let mut first = self.whole_start(LineAt { paragraph, line });
                if pieces.last().is_some_and(|piece| piece.first >= first) {
                    first = LineAt { paragraph, line };
                }
                let set = &self.sets[first.paragraph];
                top = set.top + first.line as f64 * f64::from(set.style.pitch);
                pieces.push(Piece { first, top });
            }
        }
        pieces
    }

    /// Line where a column that would begin at a line had better begin: a paragraph leaves no single line at the foot
    /// of a column nor at the head of the next, and a heading goes with the text below it.
    fn whole_start(&self, at: LineAt) -> LineAt {
        let LineAt { mut paragraph, mut line } = at;
        let lines = self.sets[paragraph].lines.len();
        if line + 1 == lines && lines > 3 {
            line -= 1;
        } else if line == 1 {
            line = 0;
        }
        while line == 0 && paragraph > 0 && self.sets[paragraph - 1].style.balanced {
            paragraph -= 1;
        }
        LineAt { paragraph, line }
    }

    /// Length of the content along the lines.
    pub fn breadth(&self) -> f32 {
        self.measure + (self.columns - 1) as f32 * self.stride
    }

    /// Distance that a page key goes, in points: a row of columns, or the view but for the line that is read last.
    pub fn page(&self) -> f32 {
        let pitch = self.sets.last().map_or(0.0, |set| set.style.pitch);
        if self.columns > 1 { self.row } else { (self.room.block - pitch).max(pitch) }
    }

    /// The first lines of the columns.
    #[cfg(test)]
    pub fn column_starts(&self) -> Vec<LineAt> {
        self.pieces.iter().map(|piece| piece.first).collect()
    }

    /// Number of lines of a paragraph.
    #[cfg(test)]
    pub fn lines_of(&self, paragraph: usize) -> usize {
        self.sets[paragraph].lines.len()
    }

    /// Number of the column that a line stands in.
    fn piece(&self, at: LineAt) -> usize {
        self.pieces.partition_point(|piece| piece.first <= at).saturating_sub(1)
    }

    /// Place of a line; `None` if there is no such line.
    pub fn slot(&self, at: LineAt) -> Option<Slot> {
        let set = self.sets.get(at.paragraph)?;
        let line = *set.lines.get(at.line)?;
        let piece = self.piece(at);
        let top = set.top + at.line as f64 * f64::from(set.style.pitch);
        let row = (piece / self.columns) as f64 * f64::from(self.row);
        Some(Slot {
            at,
            inline: (piece % self.columns) as f32 * self.stride,
            block: (row + top - self.pieces[piece].top) as f32,
            style: set.style,
            line,
        })
    }

    /// The line that holds a place of the text.
    pub fn line_of(&self, at: TextPosition) -> LineAt {
        let paragraph = at.paragraph.min(self.sets.len().saturating_sub(1));
        let lines = self.sets.get(paragraph).map_or(&[][..], |set| &set.lines);
        let line = lines.partition_point(|line| line.start as usize <= at.byte).saturating_sub(1);
        LineAt { paragraph, line }
    }

    /// The line after another.
    pub fn next(&self, at: LineAt) -> Option<LineAt> {
        let set = self.sets.get(at.paragraph)?;
        let next = if at.line + 1 < set.lines.len() {
            LineAt { line: at.line + 1, ..at }
        } else {
            LineAt { paragraph: at.paragraph + 1, line: 0 }
        };
        (next.paragraph < self.sets.len()).then_some(next)
    }

    /// The line before another.
    pub fn previous(&self, at: LineAt) -> Option<LineAt> {
        if at.line > 0 {
            return Some(LineAt { line: at.line - 1, ..at });
        }
        let paragraph = at.paragraph.checked_sub(1)?;
        Some(LineAt { paragraph, line: self.sets[paragraph].lines.len().saturating_sub(1) })
    }

    /// The lines that can be seen in a part of the content from `from` to `to` points across the lines.
    pub fn visible(&self, from: f32, to: f32) -> Vec<Slot> {
        let mut out = Vec::new();
        for piece in self.pieces_between(from, to) {
            let end = self.pieces.get(piece + 1).map(|next| next.first);
            let row = (piece / self.columns) as f64 * f64::from(self.row);
            let mut at =
                Some(self.first_line_ending_after(piece, f64::from(from) - row + self.pieces[piece].top));
            while let Some(line) = at.filter(|at| end.is_none_or(|end| *at < end)) {
                let Some(slot) = self.slot(line) else { break };
                if slot.block > to {
                    break;
                }
                out.push(slot);
                at = self.next(line);
            }
        }
        out
    }

    /// The columns that lie in a part of the content.
    fn pieces_between(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        if self.columns == 1 {
            return 0..1;
        }
        let first = (from / self.row).floor().max(0.0) as usize * self.columns;
        let last = ((to / self.row).floor().max(0.0) as usize + 1) * self.columns;
        first.min(self.pieces.len())..last.min(self.pieces.len())
    }

    /// The first line of a column that ends after a point of the strip.
    fn first_line_ending_after(&self, piece: usize, strip: f64) -> LineAt {
        let paragraph = self.sets.partition_point(|set| set.top <= strip).saturating_sub(1);
        let line = self.sets.get(paragraph).map_or(0, |set| {
            let line = ((strip - set.top) / f64::from(set.style.pitch)).floor().max(0.0) as usize;
            line.min(set.lines.len().saturating_sub(1))
        });
        LineAt { paragraph, line }.max(self.pieces[piece].first)
    }

    /// The line nearest to a point of the content.
    pub fn nearest(&self, inline: f32, block: f32) -> Option<Slot> {
        if self.sets.is_empty() {
            return None;
        }
        let column = ((inline + (self.stride - self.measure) / 2.0) / self.stride).floor().max(0.0) as usize;
        let row = if self.columns == 1 { 0 } else { (block / self.row).floor().max(0.0) as usize };
        let piece = (row * self.columns + column.min(self.columns - 1)).min(self.pieces.len() - 1);
        let row = (piece / self.columns) as f64 * f64::from(self.row);
        let strip = f64::from(block) - row + self.pieces[piece].top;
        let mut at = self.first_line_ending_after(piece, strip);
        if let Some(next) = self.pieces.get(piece + 1)
            && at >= next.first
        {
            at = self.previous(next.first)?;
        }
        self.slot(at)
    }
}

/// Setting of a paragraph of a role in lines of `measure` points.
pub(super) fn setting(style: &ReadingStyle, role: &RoleStyle, measure: f32) -> Setting {
    Setting {
        measure: measure / role.size,
        indent: role.indent,
        justify: style.justify && !role.balanced,
        hanging: style.hanging,
        vertical: style.direction == Direction::Vertical,
    }
}

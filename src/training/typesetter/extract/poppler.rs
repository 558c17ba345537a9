//! Poppler: `pdftotext`, raw (stream order, no blank lines) and with the layout kept (columns side by side).

use super::{OutLine, line_text};
use crate::training::typesetter::geometry::SetLine;

/// Gap, in ems of the type, that is read as a space.
const WORD_GAP: f32 = 0.15;
/// Characters of plain text to an em of body type.
const GRID: f32 = 2.0;

/// Stream order, a line each.
pub(in crate::training::typesetter) fn raw(lines: &[SetLine]) -> Vec<OutLine> {
    lines.iter().map(|line| line_text(line, WORD_GAP)).collect()
}

/// Lines of one height side by side, each at its place across the page.
pub(in crate::training::typesetter) fn layout(lines: &[SetLine], tolerance: f32) -> Vec<OutLine> {
    let mut sorted: Vec<&SetLine> = lines.iter().collect();
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left().total_cmp(&b.left())));
    let mut rows: Vec<Vec<&SetLine>> = Vec::new();
    for line in sorted {
        match rows.last_mut() {
            Some(row) if (row[0].y - line.y).abs() <= tolerance => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    let mut out: Vec<OutLine> = Vec::new();
    let mut last_y: Option<f32> = None;
    for mut row in rows {
        row.sort_by(|a, b| a.left().total_cmp(&b.left()));
        if last_y.is_some_and(|y| row[0].y - y > 2.2) {
            out.push(OutLine::default());
        }
        last_y = Some(row[0].y);
        let mut text = OutLine::default();
        for line in row {
            let column = (line.left() * GRID) as usize;
            let used: usize = text.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            let spaces = column.saturating_sub(used).max(if used > 0 { 2 } else { 0 });
            text.text.extend(std::iter::repeat_n(' ', spaces));
            let piece = line_text(line, WORD_GAP);
            text.text.push_str(&piece.text);
            text.from.extend(piece.from);
        }
        out.push(text);
    }
    out
}

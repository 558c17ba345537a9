//! MuPDF: `mutool draw -F text`, a block of lines for each paragraph it believes in, a blank line between.

use super::{OutLine, line_text};
use crate::training::typesetter::geometry::SetLine;

/// Gap, in ems of the type, that is read as a space.
const WORD_GAP: f32 = 0.2;
/// How far, in ems, a line may begin from where the one before began, in the same block.
const SAME_EDGE: f32 = 0.05;
/// Drop, in ems of the type, above which a block ends.
const DROP: f32 = 2.2;

/// Blocks: a new one where the text jumps and, where `edges` says so, at every line that begins elsewhere than the one
/// before: an indented first line is a block of its own.
pub(in crate::training::typesetter) fn blocks(lines: &[SetLine], edges: bool) -> Vec<OutLine> {
    let mut out = Vec::new();
    let mut before: Option<&SetLine> = None;
    for line in lines {
        if let Some(b) = before {
            let moved = b.frame != line.frame || (b.size - line.size).abs() > 0.01;
            let drop = line.y - b.y;
            let gap = !(0.0..=DROP * line.size).contains(&drop);
            let elsewhere = edges && (line.left() - b.left()).abs() > SAME_EDGE;
            if moved || gap || elsewhere {
                out.push(OutLine::default());
            }
        }
        out.push(line_text(line, WORD_GAP));
        before = Some(line);
    }
    out
}

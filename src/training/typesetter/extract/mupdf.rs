//! MuPDF: `mutool draw -F text`, a block of lines for each paragraph it believes in, a blank line between.

use super::{OutLine, line_text};
use crate::training::typesetter::geometry::SetLine;

/// Gap, in ems of the type, that is read as a space.
const WORD_GAP: f32 = 0.2;

/// Blocks: a new one at another frame, at another size, or at an indent where `indents` says so.
pub(in crate::training::typesetter) fn blocks(lines: &[SetLine], indents: bool) -> Vec<OutLine> {
    let mut out = Vec::new();
    let mut before: Option<&SetLine> = None;
    for line in lines {
        if let Some(b) = before {
            let moved = b.frame != line.frame || (b.size - line.size).abs() > 0.01;
            let drop = line.y - b.y;
            let gap = !(0.0..=2.2 * line.size).contains(&drop);
            let indented = indents && line.left() - b.left() > 1.2 * line.size;
            if moved || gap || indented {
                out.push(OutLine::default());
            }
        }
        out.push(line_text(line, WORD_GAP));
        before = Some(line);
    }
    out
}

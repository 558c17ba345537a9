//! Blocks for tests.

use crate::segmentation::{Block, LineNo, Page, ReflowedText, Role};

/// A block of these lines of a page, half sure.
pub(crate) fn block(page: &Page, role: Role, lines: &[u32]) -> Block {
    let lines: Vec<LineNo> = lines.iter().copied().map(LineNo).collect();
    Block {
        role,
        text: ReflowedText::join(page, &lines),
        lines,
        role_confidence: 0.5,
        boundary_confidence: 0.5,
        evidence: Vec::new(),
        gap_before: false,
    }
}

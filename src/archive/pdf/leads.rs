//! Words in another type that lines of the body begin with: of briefs, and of a text's paragraphs.

use super::blocks::Body;
use super::glyphs::Character;
use super::lines::Line;
use crate::han::character::is_han;

/// Han characters of such words, and of the rest of the line, at least.
const LEAST: usize = 2;

/// Tells the lines that begin with such words from those that are in another type.
pub(super) fn mark(lines: &mut [Line], body: &Body) {
    for line in lines {
        let is_own = |one: &&Character| !one.bold && body.is_type(one.size, one.font);
        let han = || line.characters.iter().filter(|one| is_han(one.c));
        let led = han().take_while(|one| !is_own(one)).count();
        let mut rest = han().skip(led);
        if led >= LEAST && han().count() >= led + LEAST && rest.all(|one| is_own(&one)) {
            (line.leads, line.font, line.bold, line.size) = (true, body.font, false, body.size);
        }
    }
}

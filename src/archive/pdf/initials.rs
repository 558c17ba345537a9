//! Initials: the first character of a text, set as high as several of its lines, which begin beside it.

use super::blocks::Body;
use super::lines::Line;

/// How much larger than the body's the type of an initial is at least.
const LARGER: f32 = 1.6;
/// Characters of it at most: an opening mark may stand before it.
const CHARACTERS: usize = 2;
/// White between it and the lines beside it at most, in ems of these.
const GAP: f32 = 1.2;
/// Lines beside it at least.
const LEAST: usize = 2;
/// White between these and the next line, which begins where the initial does, at most, in ems.
const BELOW: f32 = 1.2;

/// Puts initials before the lines that they begin.
pub(super) fn joined(mut lines: Vec<Line>) -> Vec<Line> {
    let body = Body::of(&lines).size;
    let initials: Vec<(usize, Vec<usize>)> =
        (0..lines.len()).filter_map(|at| Some((at, beside(&lines, at, body)?))).collect();
    for (initial, beside) in &initials {
        let left = lines[*initial].read.left;
        let characters = std::mem::take(&mut lines[*initial].characters);
        lines[beside[0]].characters.splice(0..0, characters);
        for &at in beside {
            (lines[at].read.left, lines[at].place.left) = (left, left);
        }
    }
    lines.retain(|line| !line.characters.is_empty());
    lines
}

/// The lines that begin beside an initial, from the top down.
fn beside(lines: &[Line], at: usize, body: f32) -> Option<Vec<usize>> {
    let initial = &lines[at];
    let own = initial.read;
    if initial.characters.len() > CHARACTERS || initial.size < LARGER * body || initial.place != own {
        return None;
    }
    let is_beside = |line: &Line| {
        let middle = (line.read.top + line.read.bottom) / 2.0;
        line.size * LARGER <= initial.size
            && (own.top - 0.3 * line.size..own.bottom + 0.3 * line.size).contains(&middle)
            && (-0.3 * line.size..GAP * line.size).contains(&(line.read.left - own.right))
    };
    let mut beside: Vec<usize> = (0..lines.len()).filter(|&at| is_beside(&lines[at])).collect();
    beside.sort_by(|&a, &b| lines[a].read.top.total_cmp(&lines[b].read.top));
    let first = &lines[*beside.first()?];
    let is_alike = |line: &Line| (line.size / first.size - 1.0).abs() < 0.06;
    let is_level = |a: f32, b: f32| (a - b).abs() < 0.5 * first.size;
    let is_below = |line: &Line, above: &Line, left: f32| {
        is_alike(line)
            && is_level(line.read.left, left)
            && (-0.3 * first.size..BELOW * first.size).contains(&(line.read.top - above.read.bottom))
    };
    // White below an initial may hold one more line off.
    let more =
        (0..lines.len()).find(|&at| is_below(&lines[at], &lines[beside[beside.len() - 1]], first.read.left));
    beside.extend(more);
    let last = &lines[beside[beside.len() - 1]];
    let is_one = |line: &Line| is_alike(line) && is_level(line.read.left, first.read.left);
    let are_one = beside.iter().all(|&at| is_one(&lines[at]));
    let goes_on = || lines.iter().any(|line| is_below(line, last, own.left));
    (beside.len() >= LEAST && are_one && goes_on()).then_some(beside)
}

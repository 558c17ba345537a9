//! Parts of a page by the way that their text runs: most of it, texts that run another way in a place of their own, and
//! what stands aslant.

use super::lines::{Line, Way};
use crate::segmentation::layout::Rect;

/// How near lines of one text are to each other, in ems.
const NEAR: f32 = 2.5;
/// Lines and characters of the smallest text of its own; what has fewer is a headline or a credit.
const LEAST_LINES: usize = 3;
const LEAST_CHARACTERS: usize = 30;

/// A text that runs one way.
struct Group {
    way: Way,
    place: Rect,
    lines: Vec<Line>,
}

/// The parts of a page with the way of each, that of most of the page first, what stands aslant last.
pub(super) fn parts(lines: Vec<Line>) -> Vec<(Way, Vec<Line>)> {
    let main = main_way(&lines);
    let (mut of_main, mut aslant, mut groups) = (Vec::new(), Vec::new(), Vec::<Group>::new());
    for line in lines {
        if line.way.is_aslant() {
            aslant.push(line);
        } else if line.way == main {
            of_main.push(line);
        } else {
            let (way, near) = (line.way, grown(&line.place, NEAR * line.size));
            let mut group = Group { way, place: line.place, lines: Vec::new() };
            let is_near = |other: &mut Group| other.way == way && meet(&other.place, &near);
            for other in groups.extract_if(.., is_near) {
                group.place = group.place.union(&other.place);
                group.lines.extend(other.lines);
            }
            group.lines.push(line);
            groups.push(group);
        }
    }
    let mut parts = vec![(main, of_main)];
    for group in groups {
        let characters = group.lines.iter().map(|line| line.characters.len()).sum::<usize>();
        if group.lines.len() >= LEAST_LINES && characters >= LEAST_CHARACTERS {
            parts.push((group.way, group.lines));
        } else {
            parts[0].1.extend(group.lines);
        }
    }
    parts.extend(aslant.first().map(|line| line.way).map(|way| (way, aslant)));
    parts
}

/// The way that most of a page's characters run.
fn main_way(lines: &[Line]) -> Way {
    let count = |way: Way| {
        lines.iter().filter(|line| line.way == way).map(|line| line.characters.len()).sum::<usize>()
    };
    let ways = (0..4).map(Way).rev();
    ways.max_by_key(|way| count(*way)).unwrap_or_default()
}

fn grown(rect: &Rect, by: f32) -> Rect {
    let Rect { left, top, right, bottom } = *rect;
    Rect { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
}

fn meet(a: &Rect, b: &Rect) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

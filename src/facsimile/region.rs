//! The region of an article: where it stands on its page, as a few rectangles without a line of another.

use crate::segmentation::layout::{LineLayout, Rect};
use crate::segmentation::{Article, Page, Role};

/// White between two parts of an article at most that are one on the paper, in points.
pub(super) const NEAR: f32 = 40.0;
/// White around a rectangle, in points, where there is room.
const MARGIN: f32 = 4.0;
/// Rectangles that are compared with each other; what has more is no article.
const MOST: usize = 32;

/// Region of an article on its page, in points, in reading order: rectangles around its lines and the pictures that it
/// speaks of, which hold no line of another article. Empty where nobody knows where its lines are.
pub fn region(page: &Page, article: &Article) -> Vec<Rect> {
    let Some(layout) = page.layout() else { return Vec::new() };
    let mut is_own = vec![false; layout.lines.len()];
    let mut captions: Vec<&LineLayout> = Vec::new();
    let mut rects: Vec<Rect> = Vec::new();
    for block in &article.blocks {
        for at in block.lines.iter().filter_map(|&line| page.index(line)) {
            let line = &layout.lines[at];
            is_own[at] = true;
            if line.size > 0.0 {
                rects.push(line.place);
                captions.extend((block.role == Role::Caption).then_some(line));
            }
        }
    }
    let (own, others): (Vec<_>, Vec<_>) =
        layout.lines.iter().zip(&is_own).filter(|(line, _)| line.size > 0.0).partition(|(_, own)| **own);
    let places = |lines: Vec<(&LineLayout, &bool)>| lines.iter().map(|(line, _)| line.place).collect();
    let (own, others): (Vec<Rect>, Vec<Rect>) = (places(own), places(others));
    // A frame around the article alone is its own, and a picture beside its caption.
    rects.extend(layout.pictures.iter().filter(|picture| {
        let holds = |lines: &[Rect]| lines.iter().any(|line| overlap(picture, line) > 0.0);
        let is_shown = |caption: &&LineLayout| is_beside(picture, caption);
        !holds(&others) && (holds(&own) || captions.iter().any(is_shown))
    }));
    // Boxes of lines touch where they are set tight; their ink does not.
    let cores: Vec<Rect> =
        others.iter().map(|line| grown(line, -line.width().min(line.height()) / 20.0)).collect();
    let joins = |a: &Rect, b: &Rect| {
        let both = a.union(b);
        distance(a, b) <= NEAR && !cores.iter().any(|other| overlap(&both, other) > 0.0)
    };
    let mut region = merged(rects, joins);
    let paper = Rect { left: 0.0, top: 0.0, right: layout.width, bottom: layout.height };
    region.iter_mut().for_each(|rect| *rect = with_margin(*rect, &others, &paper));
    region
}

/// Rectangles that are merged where that is allowed: with the one before, as lines follow each other, then any two.
fn merged(rects: Vec<Rect>, joins: impl Fn(&Rect, &Rect) -> bool) -> Vec<Rect> {
    let mut out: Vec<Rect> = Vec::new();
    for rect in rects {
        if out.iter().any(|other| other.union(&rect) == *other) {
            continue;
        }
        out.push(rect);
        while let [.., before, last] = out[..] {
            if !joins(&before, &last) {
                break;
            }
            out.truncate(out.len() - 2);
            out.push(before.union(&last));
        }
    }
    let mut at = 0;
    while at < out.len() && out.len() <= MOST {
        match (at + 1..out.len()).find(|&other| joins(&out[at], &out[other])) {
            Some(other) => {
                let other = out.remove(other);
                out[at] = out[at].union(&other);
                at = 0;
            }
            None => at += 1,
        }
    }
    out
}

/// A rectangle with white around it, on each side where no other line stands.
fn with_margin(rect: Rect, others: &[Rect], paper: &Rect) -> Rect {
    let covered = |rect: &Rect| others.iter().map(|other| overlap(rect, other)).sum::<f32>();
    let before = covered(&rect);
    let mut out = rect;
    let sides: [fn(&mut Rect); 4] = [
        |rect| rect.left -= MARGIN,
        |rect| rect.top -= MARGIN,
        |rect| rect.right += MARGIN,
        |rect| rect.bottom += MARGIN,
    ];
    for side in sides {
        let mut wider = out;
        side(&mut wider);
        if covered(&wider) <= before {
            out = wider;
        }
    }
    Rect {
        left: out.left.max(paper.left),
        top: out.top.max(paper.top),
        right: out.right.min(paper.right),
        bottom: out.bottom.min(paper.bottom),
    }
}

fn grown(rect: &Rect, by: f32) -> Rect {
    Rect { left: rect.left - by, top: rect.top - by, right: rect.right + by, bottom: rect.bottom + by }
}

/// The area that two rectangles share.
fn overlap(a: &Rect, b: &Rect) -> f32 {
    let width = a.right.min(b.right) - a.left.max(b.left);
    let height = a.bottom.min(b.bottom) - a.top.max(b.top);
    width.max(0.0) * height.max(0.0)
}

/// Distance of two rectangles from each other along the worse axis.
pub(super) fn distance(a: &Rect, b: &Rect) -> f32 {
    let across = a.left.max(b.left) - a.right.min(b.right);
    let down = a.top.max(b.top) - a.bottom.min(b.bottom);
    across.max(down).max(0.0)
}

/// Whether a caption is printed next to a picture: a few ems from it and not past its corner.
fn is_beside(picture: &Rect, caption: &LineLayout) -> bool {
    const FAR: f32 = 3.0;
    let near = grown(picture, FAR * caption.size);
    let line = &caption.place;
    let is_within = |low: f32, high: f32, from: f32, to: f32| (from..to).contains(&((low + high) / 2.0));
    overlap(&near, line) > 0.0
        && (is_within(line.left, line.right, picture.left, picture.right)
            || is_within(line.top, line.bottom, picture.top, picture.bottom))
}

//! Blocks of a page: lines that follow each other in one column and one type, frames, pictures.

use super::lines::Line;
use crate::segmentation::layout::Rect;

/// How much larger than the body's a headline's type is at least.
const HEADLINE: f32 = 1.12;
/// White between two lines of a block at most, in ems.
pub(super) const LEADING: f32 = 1.2;
/// White between columns at most, in ems of the body.
pub(super) const GUTTER: f32 = 4.0;

/// Points of the smallest picture.
const SMALLEST_PICTURE: f32 = 20.0;

/// Lines that say what a picture shows, at most.
const CAPTION_LINES: usize = 12;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of larger type than the body.
    Head,
    /// Of the body's type.
    Text,
    /// A heading within a text's columns.
    Subhead,
    /// The headline of a brief, which stands in the same columns as others.
    Brief,
    /// The heading of a column on a ground of its own.
    Label,
    /// A few lines of other type: authors, captions, notes.
    Small,
    /// A frame with all that is in it.
    Frame,
    /// A picture.
    Picture,
    /// A picture with what it shows and its title.
    Photo,
    /// A picture with what is said below it: of the text that it stands in.
    Caption,
}

/// Lines of one type below each other, or a frame or picture.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    /// Its box as it is read.
    pub read: Rect,
    /// Its lines from the top down.
    pub lines: Vec<usize>,
    pub size: f32,
    /// The blocks in a frame.
    pub inside: Vec<Block>,
}

/// The type that most of a page is set in.
pub(super) struct Body {
    pub size: f32,
    pub font: Option<u16>,
}

impl Body {
    pub fn of(lines: &[Line]) -> Body {
        let mut counts: Vec<((i32, Option<u16>), usize)> = Vec::new();
        for line in lines {
            let style = ((line.size * 10.0).round() as i32, line.font);
            match counts.iter_mut().find(|(other, _)| *other == style) {
                Some((_, count)) => *count += line.characters.len(),
                None => counts.push((style, line.characters.len())),
            }
        }
        let best = counts.iter().max_by_key(|(_, count)| *count);
        let (size, font) = best.map_or((100, None), |(style, _)| *style);
        Body { size: size as f32 / 10.0, font }
    }

    fn is_own(&self, line: &Line) -> bool {
        self.is_type(line.size, line.font)
    }

    /// Whether a type is the body's, but for its weight.
    pub fn is_type(&self, size: f32, font: Option<u16>) -> bool {
        (size / self.size - 1.0).abs() < 0.06 && font == self.font
    }
}

/// Whether two stretches from the left to the right have most of the narrower one in common.
fn is_below(a: &Rect, b: &Rect) -> bool {
    overlap(a, b) > 0.5 * a.width().min(b.width())
}

/// Whether a line begins as a paragraph does right below a block that ends before it: 山。
fn is_indented_below(block: &Rect, line: &Line) -> bool {
    (1.4..2.7).contains(&((line.read.left - block.left) / line.size))
        && block.right < line.read.left + 0.5 * line.size
        && block.bottom < line.read.top + 0.5 * line.size
}

/// Whether a line is the short rest of an indented one right above it.
fn is_rest_below(block: &Block, line: &Line) -> bool {
    /// The least width of a line that has a rest, in ems.
    const FULL: f32 = 6.0;
    block.lines.len() == 1
        && (1.4..2.7).contains(&((block.read.left - line.read.left) / line.size))
        && line.read.right < block.read.left + 0.5 * line.size
        && block.read.width() > FULL * line.size
        && block.read.bottom < line.read.top + 0.5 * line.size
}

/// Whether a block is a line that runs down beside the others.
pub(super) fn runs_down(block: &Block) -> bool {
    block.lines.len() == 1 && block.read.height() > 2.0 * block.size
}

pub(super) fn overlap(a: &Rect, b: &Rect) -> f32 {
    a.right.min(b.right) - a.left.max(b.left)
}

/// Gathers lines that follow each other in one column and one type.
pub(super) fn blocks(lines: &[Line], body: &Body, rules: &[Rect]) -> Vec<Block> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| {
        (lines[a].read.top.total_cmp(&lines[b].read.top))
            .then(lines[a].read.left.total_cmp(&lines[b].read.left))
    });
    let mut blocks: Vec<Block> = Vec::new();
    for at in order {
        let line = &lines[at];
        // The block right above: the lowest that it stands below.
        let above = blocks
            .iter_mut()
            .filter(|block| {
                block.read.bottom > line.read.top - 3.0 * line.size
                    && (is_below(&block.read, &line.read)
                        || is_indented_below(&block.read, line)
                        || is_rest_below(block, line))
            })
            .max_by(|a, b| a.read.bottom.total_cmp(&b.read.bottom));
        match above {
            Some(block) if goes_on(block, line, lines) && !is_ruled_off(&block.read, line, rules) => {
                block.read = block.read.union(&line.read);
                block.lines.push(at);
            }
            _ => blocks.push(Block {
                kind: Kind::Text,
                read: line.read,
                lines: vec![at],
                size: line.size,
                inside: Vec::new(),
            }),
        }
    }
    for block in &mut blocks {
        let first = &lines[block.lines[0]];
        let short = block.lines.len() <= 3;
        block.kind = if block.size > body.size * HEADLINE || first.bold && short && block.size >= body.size {
            Kind::Head
        } else if body.is_own(first) || !short {
            Kind::Text
        } else {
            Kind::Small
        };
    }
    blocks
}

/// Whether a line below a block is of it.
fn goes_on(block: &Block, line: &Line, lines: &[Line]) -> bool {
    let last = &lines[block.lines[block.lines.len() - 1]];
    let gap = line.read.top - last.read.bottom;
    let usual = match block.lines[..] {
        [.., a, b] => lines[b].read.top - lines[a].read.bottom,
        _ => LEADING * line.size,
    };
    let alike =
        (last.size / line.size - 1.0).abs() < 0.06 && last.font == line.font && last.bold == line.bold;
    alike
        && last.way == line.way
        && -0.5 * line.size < gap
        && gap < (usual + 0.5 * line.size).min(LEADING * line.size)
}

/// Whether a rule as wide as its column goes between a block and a line below it.
fn is_ruled_off(block: &Rect, line: &Line, rules: &[Rect]) -> bool {
    rules.iter().any(|rule| {
        let size = line.size;
        (block.bottom - 0.1 * size..line.read.top + 0.1 * size).contains(&rule.top)
            && rule.height() < size
            && rule.left < block.left + size
            && rule.right > block.right - size
    })
}

/// Puts the blocks in frames into blocks of their own; areas without text are pictures.
pub(super) fn framed(mut blocks: Vec<Block>, areas: &[Rect]) -> Vec<Block> {
    let mut areas: Vec<Rect> = areas.to_vec();
    // The inner ones first.
    areas.sort_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
    areas.dedup_by(|a, b| {
        (a.left - b.left).abs() < 3.0
            && (a.top - b.top).abs() < 3.0
            && (a.right - b.right).abs() < 3.0
            && (a.bottom - b.bottom).abs() < 3.0
    });
    let all = blocks.len();
    for area in areas {
        let holds = |block: &Block| {
            let (x, y) =
                ((block.read.left + block.read.right) / 2.0, (block.read.top + block.read.bottom) / 2.0);
            (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y)
        };
        let (inside, outside): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(holds);
        let lines = inside.iter().map(|block| block.lines.len()).sum::<usize>();
        let framed = |kind, inside| Block { kind, read: area, lines: Vec::new(), size: 0.0, inside };
        let is_label = matches!(&inside[..], [label] if is_label(label, &area, &outside));
        blocks = outside;
        if is_label {
            blocks.extend(inside.into_iter().map(|label| Block { kind: Kind::Label, ..label }));
        } else if lines == 0 && inside.is_empty() {
            // What is smaller is an ornament.
            if area.width().min(area.height()) >= SMALLEST_PICTURE {
                blocks.push(framed(Kind::Picture, Vec::new()));
            }
        } else if lines >= 3 && inside.len() < all {
            blocks.push(framed(Kind::Frame, inside));
        } else {
            blocks.extend(inside);
        }
    }
    blocks
}

/// Whether an area is the ground of a few words over a headline or over briefs.
fn is_label(block: &Block, area: &Rect, others: &[Block]) -> bool {
    /// Width of the words and height of their ground at most, in ems.
    const WIDTH: f32 = 8.5;
    const HEIGHT: f32 = 2.4;
    /// White below them at most, in ems.
    const BELOW: f32 = 4.0;
    let size = block.size;
    let is_below = |other: &Block| {
        matches!(other.kind, Kind::Head | Kind::Text)
            && (-0.5 * size..BELOW * size).contains(&(other.read.top - block.read.bottom))
            && overlap(&other.read, area) > -WIDTH * size
    };
    block.lines.len() == 1
        && block.read.width() < WIDTH * size
        && area.width() < block.read.width() + 4.0 * size
        && area.height() < HEIGHT * size
        && others.iter().any(is_below)
}

/// Puts pictures, what is said of them below and a title beneath that into blocks of their own.
pub(super) fn photos(mut blocks: Vec<Block>, lines: &[Line], body: &Body) -> Vec<Block> {
    for block in &mut blocks {
        block.inside = photos(std::mem::take(&mut block.inside), lines, body);
    }
    let below = |blocks: &[Block], upper: &Rect, of: &Rect, near: f32| {
        let near = |block: &&Block| {
            let white = block.read.top - upper.bottom;
            -2.0 < white && white < near && overlap(&block.read, of) > 0.6 * block.read.width()
        };
        blocks.iter().filter(near).map(|block| block.read).reduce(|a, b| if b.top < a.top { b } else { a })
    };
    let at = |blocks: &[Block], place: Rect| blocks.iter().position(|block| block.read == place);
    let pictures: Vec<Rect> =
        blocks.iter().filter(|block| block.kind == Kind::Picture).map(|block| block.read).collect();
    for picture in pictures {
        let Some(caption) = below(&blocks, &picture, &picture, 2.0 * body.size) else { continue };
        let Some(caption_at) = at(&blocks, caption) else { continue };
        let is_said = |block: &Block| {
            matches!(block.kind, Kind::Text | Kind::Small) && !body.is_own(&lines[block.lines[0]])
        };
        if !is_said(&blocks[caption_at]) {
            continue;
        }
        let title = below(&blocks, &caption, &picture, 3.0 * body.size);
        let title = title.and_then(|title| at(&blocks, title)).filter(|&at| {
            let title = &blocks[at];
            // A headline that is nearer to what is below it is none of the picture.
            let next = below(&blocks, &title.read, &picture, f32::MAX);
            title.kind == Kind::Head
                && next.map_or(f32::MAX, |next| next.top - title.read.bottom)
                    >= 1.2 * (title.read.top - caption.bottom)
        });
        let said = Block { kind: Kind::Caption, ..blocks[caption_at].clone() };
        let whole = match title {
            Some(title_at) => {
                let title = blocks[title_at].clone();
                let read = picture.union(&caption).union(&title.read);
                let inside = vec![title, said];
                Block { kind: Kind::Photo, read, lines: Vec::new(), size: 0.0, inside }
            }
            None if said.lines.len() <= CAPTION_LINES => {
                let mut whole = Block { read: picture.union(&caption), ..said };
                // Below it, who took the picture.
                let credit = below(&blocks, &caption, &picture, body.size).and_then(|of| at(&blocks, of));
                if let Some(credit) = credit.map(|at| &blocks[at]).filter(|block| block.kind == Kind::Small) {
                    whole.read = whole.read.union(&credit.read);
                    whole.lines.extend(&credit.lines);
                }
                whole
            }
            None => continue,
        };
        let gone: Vec<usize> = match whole.kind {
            Kind::Photo => whole.inside.iter().flat_map(|block| block.lines.clone()).collect(),
            _ => whole.lines.clone(),
        };
        blocks.retain(|block| {
            block.read != picture && !block.lines.first().is_some_and(|line| gone.contains(line))
        });
        blocks.push(whole);
    }
    blocks
}

/// The text of a line.
pub(super) fn said(line: usize, lines: &[Line]) -> String {
    lines[line].characters.iter().map(|character| character.c).collect()
}

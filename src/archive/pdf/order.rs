//! The order in which a page's lines are read, by their places: regions of the page one after the other, in each the
//! headline first, then its columns.
//!
//! Lines that follow each other in one column and one type are a block. The page is cut along white bands from edge to
//! edge of what is left (a recursive XY cut: Nagy and Seth 1984), but only where the blocks say that something ends
//! there: a band above a headline or a frame parts two articles, one below a headline does not; a gutter parts two
//! articles where a headline begins the column beside it and its text does not go on with what stood before.

use super::lines::Line;
use crate::segmentation::layout::Rect;
use std::ops::Range;

/// How much larger than the body's a headline's type is at least.
const HEADLINE: f32 = 1.12;
/// White between two lines of a block at most, in ems.
const LEADING: f32 = 1.2;
/// White that parts two regions whatever stands below it, in ems of the body, and below a headline, in ems of that.
const BAND: f32 = 2.4;
const BAND_BELOW_HEADLINE: f32 = 2.0;
/// Regions inside one another that are cut.
const DEEPEST: usize = 60;

/// A line in its place in the order.
#[derive(Debug)]
pub(super) struct Ordered {
    pub line: Line,
    /// The region it is of, from 1.
    pub region: u32,
    /// Whether it begins two ems to the right of its column.
    pub indented: bool,
    /// Whether a region or another kind of text begins with it.
    pub parted: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Of larger type than the body.
    Head,
    /// Of the body's type.
    Text,
    /// A few lines of other type: authors, captions, notes.
    Small,
    /// A frame with all that is in it.
    Frame,
    /// A picture.
    Picture,
}

/// Lines of one type below each other, or a frame or picture.
#[derive(Clone, Debug)]
struct Block {
    kind: Kind,
    /// Its box as it is read.
    read: Rect,
    /// Its lines from the top down.
    lines: Vec<usize>,
    size: f32,
    /// The blocks in a frame.
    inside: Vec<Block>,
}

/// Puts the lines of a page in order; `areas` are frames and pictures as they are read.
pub(super) fn order(lines: Vec<Line>, areas: &[Rect]) -> Vec<Ordered> {
    let body = Body::of(&lines);
    let blocks = blocks(&lines, &body);
    let blocks = framed(blocks, areas);
    let page = Orderer { lines: &lines, body: &body, lefts: Vec::new() };
    let page = Orderer { lefts: page.lefts(&blocks), ..page };
    let mut regions = Vec::new();
    page.cut(blocks, DEEPEST, &mut regions);
    let mut out: Vec<(usize, u32, bool, bool)> = Vec::with_capacity(lines.len());
    for (region, blocks) in (1..).zip(&regions) {
        let mut before: Option<Kind> = None;
        for block in blocks {
            for (at, &line) in block.lines.iter().enumerate() {
                let parted =
                    before.is_none() || at == 0 && (before == Some(Kind::Head)) != (block.kind == Kind::Head);
                out.push((line, region, page.is_indented(block, line), parted));
                before = Some(block.kind);
            }
        }
    }
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let placed = |(at, region, indented, parted): (usize, u32, bool, bool)| {
        Some(Ordered { line: lines[at].take()?, region, indented, parted })
    };
    out.into_iter().filter_map(placed).collect()
}

/// The type that most of a page is set in.
struct Body {
    size: f32,
    font: Option<u16>,
    /// Whether paragraphs begin with an indent.
    indents: bool,
}

impl Body {
    fn of(lines: &[Line]) -> Body {
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
        Body { size: size as f32 / 10.0, font, indents: true }
    }

    fn is_own(&self, line: &Line) -> bool {
        (line.size / self.size - 1.0).abs() < 0.06 && line.font == self.font
    }
}

/// Whether two stretches from the left to the right have most of the narrower one in common.
fn is_below(a: &Rect, b: &Rect) -> bool {
    overlap(a, b) > 0.5 * a.width().min(b.width())
}

fn overlap(a: &Rect, b: &Rect) -> f32 {
    a.right.min(b.right) - a.left.max(b.left)
}

/// Gathers lines that follow each other in one column and one type.
fn blocks(lines: &[Line], body: &Body) -> Vec<Block> {
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
                        || -overlap(&block.read, &line.read) < 0.3 * line.size && body.is_own(line))
            })
            .max_by(|a, b| a.read.bottom.total_cmp(&b.read.bottom));
        match above {
            Some(block) if goes_on(block, line, lines) => {
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

/// Puts the blocks in frames into blocks of their own; areas without text are pictures.
fn framed(mut blocks: Vec<Block>, areas: &[Rect]) -> Vec<Block> {
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
        blocks = outside;
        let framed = |kind, inside| Block { kind, read: area, lines: Vec::new(), size: 0.0, inside };
        if lines == 0 && inside.is_empty() {
            blocks.push(framed(Kind::Picture, Vec::new()));
        } else if lines >= 3 && inside.len() < all {
            blocks.push(framed(Kind::Frame, inside));
        } else {
            blocks.extend(inside);
        }
    }
    blocks
}

struct Orderer<'a> {
    lines: &'a [Line],
    body: &'a Body,
    /// Where columns begin.
    lefts: Vec<f32>,
}

impl Orderer<'_> {
    fn lefts(&self, blocks: &[Block]) -> Vec<f32> {
        let mut lefts: Vec<f32> = Vec::new();
        for block in blocks {
            if block.kind == Kind::Text && block.lines.len() >= 3 {
                lefts.push(block.read.left);
            }
            lefts.extend(self.lefts(&block.inside));
        }
        lefts.sort_by(f32::total_cmp);
        lefts.dedup_by(|a, b| (*a - *b).abs() < 1.0);
        lefts
    }

    /// Whether a line begins about two ems to the right of its column.
    fn is_indented(&self, block: &Block, line: usize) -> bool {
        if block.kind == Kind::Head {
            return false;
        }
        let line = &self.lines[line];
        let left = if block.lines.len() >= 3 {
            block.read.left
        } else {
            let near = |left: &&f32| **left <= line.read.left + 0.3 * line.size;
            self.lefts.iter().rev().find(near).copied().unwrap_or(block.read.left)
        };
        (1.4..2.7).contains(&((line.read.left - left) / line.size))
    }

    /// Cuts a part of the page into regions, in reading order.
    fn cut(&self, mut blocks: Vec<Block>, depth: usize, regions: &mut Vec<Vec<Block>>) {
        if depth == 0 || blocks.len() < 2 {
            return self.region(blocks, depth, regions);
        }
        blocks.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        let bands = self.bands(&blocks);
        if !bands.is_empty() {
            let mut rest = blocks;
            let mut done = 0;
            for at in bands {
                let below = rest.split_off(at - done);
                self.cut(std::mem::replace(&mut rest, below), depth - 1, regions);
                done = at;
            }
            return self.cut(rest, depth - 1, regions);
        }
        blocks.sort_by(|a, b| a.read.left.total_cmp(&b.read.left));
        let gutters = self.gutters(&blocks);
        if gutters.is_empty() {
            return self.region(blocks, depth, regions);
        }
        let mut from = 0;
        for to in gutters.into_iter().chain([blocks.len()]) {
            self.cut(blocks[from..to].to_vec(), depth - 1, regions);
            from = to;
        }
    }

    /// Where white bands part regions: places in blocks that are sorted by their tops.
    fn bands(&self, blocks: &[Block]) -> Vec<usize> {
        let mut out = Vec::new();
        let mut lowest = 0;
        for at in 1..blocks.len() {
            if blocks[at - 1].read.bottom > blocks[lowest].read.bottom {
                lowest = at - 1;
            }
            let (above, below) = (&blocks[lowest], &blocks[at]);
            let white = below.read.top - above.read.bottom;
            if white <= 0.0 {
                continue;
            }
            let beside = |block: &&Block| block.read.top < below.read.top + self.body.size;
            let begins = blocks[at..]
                .iter()
                .take_while(beside)
                .any(|block| matches!(block.kind, Kind::Head | Kind::Frame));
            let parts = if above.kind == Kind::Head {
                white > BAND_BELOW_HEADLINE * above.size
            } else if above.kind == Kind::Frame {
                true
            } else {
                begins || white > BAND * self.body.size
            };
            if parts {
                out.push(at);
            }
        }
        out
    }

    /// Where gutters part regions: places in blocks that are sorted by their left edges.
    fn gutters(&self, blocks: &[Block]) -> Vec<usize> {
        let mut columns: Vec<Range<usize>> = Vec::new();
        let (mut from, mut right) = (0, f32::MIN);
        for (at, block) in blocks.iter().enumerate() {
            if at > from && block.read.left > right + 0.3 * self.body.size {
                columns.push(from..at);
                from = at;
            }
            right = right.max(block.read.right);
        }
        columns.push(from..blocks.len());
        let mut out = Vec::new();
        let mut from = 0;
        for pair in columns.windows(2) {
            if self.parts(&blocks[from..pair[0].end], &blocks[pair[1].clone()]) {
                from = pair[1].start;
                out.push(from);
            }
        }
        out
    }

    /// Whether a gutter parts what is left of it from the column to the right of it.
    fn parts(&self, left: &[Block], right: &[Block]) -> bool {
        let has_head = |blocks: &[Block]| blocks.iter().any(|b| matches!(b.kind, Kind::Head | Kind::Frame));
        let Some(first) = right.iter().min_by(|a, b| a.read.top.total_cmp(&b.read.top)) else { return false };
        if first.kind == Kind::Frame || left.iter().all(|block| block.kind == Kind::Frame) {
            return true;
        }
        if !has_head(left) {
            return false;
        }
        let begins = match first.kind {
            Kind::Head => true,
            // A name above the headline or a picture with its title below.
            Kind::Small | Kind::Picture => right
                .iter()
                .filter(|block| block.read.top > first.read.top)
                .min_by(|a, b| a.read.top.total_cmp(&b.read.top))
                .is_some_and(|next| next.kind == Kind::Head),
            _ => false,
        };
        begins && self.opens(right)
    }

    /// Whether the first text of some blocks begins with a paragraph.
    fn opens(&self, blocks: &[Block]) -> bool {
        let text = blocks.iter().filter(|block| block.kind == Kind::Text);
        let Some(first) = text.min_by(|a, b| a.read.top.total_cmp(&b.read.top)) else { return true };
        !self.body.indents || self.is_indented(first, first.lines[0])
    }

    /// A part of the page that nothing but columns parts: its headline, then column by column.
    fn region(&self, blocks: Vec<Block>, depth: usize, regions: &mut Vec<Vec<Block>>) {
        let (mut own, mut frames) = (Vec::new(), Vec::new());
        for block in blocks {
            match block.kind {
                Kind::Frame => frames.push(block),
                Kind::Picture => {}
                _ => own.push(block),
            }
        }
        let above = |block: &Block, kind: Kind| {
            own.iter().any(|other| {
                other.kind == kind
                    && other.read.bottom <= block.read.top + 0.5 * block.size
                    && overlap(&other.read, &block.read) > 0.0
            })
        };
        let is_head: Vec<bool> = own
            .iter()
            .map(|block| match block.kind {
                Kind::Head => !above(block, Kind::Text),
                Kind::Small => !above(block, Kind::Text) && above(block, Kind::Head),
                _ => false,
            })
            .collect();
        let (mut heads, mut flow) = (Vec::new(), Vec::new());
        for (block, is_head) in own.into_iter().zip(is_head) {
            if is_head { heads.push(block) } else { flow.push(block) }
        }
        heads.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        heads.extend(in_columns(flow, self.body.size));
        if !heads.is_empty() {
            regions.push(heads);
        }
        frames.sort_by(|a, b| a.read.top.total_cmp(&b.read.top).then(a.read.left.total_cmp(&b.read.left)));
        for frame in frames {
            if depth > 0 {
                self.framed(frame.inside, depth, regions);
            }
        }
    }

    /// What is in a frame is of one region, but for bands that part it.
    fn framed(&self, blocks: Vec<Block>, depth: usize, regions: &mut Vec<Vec<Block>>) {
        self.cut(blocks, depth - 1, regions);
    }
}

/// Blocks column by column, each from the top down.
fn in_columns(mut blocks: Vec<Block>, size: f32) -> Vec<Block> {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let mut edges: Vec<(f32, f32)> = blocks
        .iter()
        .filter(|block| block.kind == Kind::Text)
        .map(|block| (block.read.left, block.read.right))
        .collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (left, right) in edges {
        match columns.last_mut() {
            Some(column) if left < column.1 - size => column.1 = column.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    let column = |block: &Block| {
        let middle = block.read.left + size;
        columns.partition_point(|(left, _)| *left <= middle)
    };
    blocks.sort_by(|a, b| column(a).cmp(&column(b)).then(a.read.top.total_cmp(&b.read.top)));
    blocks
}

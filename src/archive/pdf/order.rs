//! The order in which a page's lines are read, by their places: regions of the page one after the other, in each the
//! headline first, then its columns.
//!
//! Lines that follow each other in one column and one type are a block. The page is cut along white bands from edge to
//! edge of what is left (a recursive XY cut: Nagy and Seth 1984), but only where the blocks say that something ends
//! there: a band above a headline or a frame parts two articles, one below a headline does not; a gutter parts two
//! articles where a headline begins the column beside it and its text does not go on with what stood before.

use super::lines::Line;
use crate::segmentation::is_dateline;
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

/// Columns of a part of the page at most; what has more is no page.
const MOST_COLUMNS: usize = 40;
/// What it costs to take columns for regions, as negative logarithms of how often that is right: a region that begins
/// without an indent; one that begins where a sentence runs on; one without a headline, and one that is a brief; a headline on both sides of an
/// edge; and to take for one region what has another headline, begins with a dateline, is next to a frame, or is longer
/// than the column before it.
const FLUSH: f32 = 8.0;
const UNFINISHED: f32 = 6.0;
const UNTITLED: f32 = 3.5;
const BRIEF: f32 = 1.2;
const CROSSED: f32 = 8.0;
const SECOND_HEADLINE: f32 = 6.0;
const DATELINE: f32 = 4.0;
const FRAME: f32 = 5.0;
const SHORTER: f32 = 2.5;

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
    /// A picture with what it shows and its title.
    Photo,
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
    let blocks = photos(framed(blocks, areas), &lines, &body);
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

/// Lines in the order of drawing, as one region.
pub(super) fn as_drawn(lines: Vec<Line>) -> Vec<Ordered> {
    lines.into_iter().map(|line| Ordered { line, region: 1, indented: false, parted: false }).collect()
}

/// The type that most of a page is set in.
struct Body {
    size: f32,
    font: Option<u16>,
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
        Body { size: size as f32 / 10.0, font }
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

/// Puts pictures, what is said of them below and a title beneath that into blocks of their own.
fn photos(mut blocks: Vec<Block>, lines: &[Line], body: &Body) -> Vec<Block> {
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
        let Some(title) = below(&blocks, &caption, &picture, 3.0 * body.size) else { continue };
        let Some(title_at) = at(&blocks, title).filter(|&at| blocks[at].kind == Kind::Head) else { continue };
        // A headline that is nearer to what is below it is none of the picture.
        let next =
            below(&blocks, &title, &picture, f32::MAX).map_or(f32::MAX, |next| next.top - title.bottom);
        if next < 1.2 * (title.top - caption.bottom) {
            continue;
        }
        let inside = vec![blocks[title_at].clone(), blocks[caption_at].clone()];
        let gone = [picture, caption, title];
        blocks.retain(|block| !gone.contains(&block.read));
        let read = picture.union(&caption).union(&title);
        blocks.push(Block { kind: Kind::Photo, read, lines: Vec::new(), size: 0.0, inside });
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
        let stretches = self.stretches(&blocks);
        if stretches.len() < 2 {
            return self.region(blocks, depth, regions);
        }
        let edges: Vec<f32> = {
            let columns = self.columns(&blocks);
            stretches[1..].iter().map(|stretch| columns[stretch.start].left).collect()
        };
        let mut parts: Vec<Vec<Block>> = stretches.iter().map(|_| Vec::new()).collect();
        for block in blocks {
            let middle = (block.read.left + block.read.right) / 2.0;
            parts[edges.partition_point(|edge| *edge <= middle)].push(block);
        }
        for part in parts {
            self.cut(part, depth - 1, regions);
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
            let begins = blocks[at..].iter().take_while(beside).any(|block| self.begins(block, above, white));
            let heads = blocks[at..].iter().take_while(beside).filter(|block| block.kind == Kind::Head);
            let parts = if above.kind == Kind::Head {
                // A column heading stands above several headlines side by side.
                let label =
                    blocks[..at].iter().filter(|block| block.read.bottom > above.read.top).count() == 1;
                white > BAND_BELOW_HEADLINE * above.size || label && heads.count() > 1
            } else if matches!(above.kind, Kind::Frame | Kind::Photo) {
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

    /// Whether an article begins with a block so far below another.
    fn begins(&self, block: &Block, above: &Block, white: f32) -> bool {
        match block.kind {
            Kind::Head | Kind::Frame | Kind::Photo => true,
            Kind::Text if above.kind == Kind::Text => {
                let first = block.lines[0];
                white > 0.8 * self.body.size
                    && self.is_indented(block, first)
                    && self.says(first, is_dateline)
            }
            _ => false,
        }
    }

    /// The stretches of columns that are regions of their own, from the left to the right: those that cost least.
    fn stretches(&self, blocks: &[Block]) -> Vec<Range<usize>> {
        let columns = self.columns(blocks);
        let count = columns.len();
        let whole = || std::iter::once(0..count).collect();
        if !(2..=MOST_COLUMNS).contains(&count) {
            return whole();
        }
        // A headline beside the columns is of the nearest.
        let mut heads = self.top_heads(blocks);
        let (first, last) = (columns[0].left, columns[count - 1].right);
        for head in &mut heads {
            let middle = (head.left + head.right) / 2.0;
            let moved = middle.clamp(first, last) - middle;
            (head.left, head.right) = (head.left + moved, head.right + moved);
        }
        let before: Vec<[f32; 2]> = (0..count)
            .map(|at| if at == 0 { [0.0; 2] } else { self.break_costs(&columns[at - 1], &columns[at]) })
            .collect();
        // The least cost of the first columns, and where the last stretch of them begins.
        let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
        for to in 1..=count {
            let cost = |from: usize| {
                let inside: f32 = before[from + 1..to].iter().map(|costs| costs[1]).sum();
                let edge = if from > 0 { before[from][0] } else { 0.0 };
                best[from].0 + edge + inside + self.stretch_cost(&columns[from..to], &heads)
            };
            let costs = (0..to).map(|from| (cost(from), from));
            best.push(costs.fold((f32::MAX, 0), |a, b| if b.0 < a.0 { b } else { a }));
        }
        let mut out = Vec::new();
        let mut to = count;
        while to > 0 {
            out.push(best[to].1..to);
            to = best[to].1;
        }
        out.reverse();
        if out.len() < 2 { whole() } else { out }
    }

    /// The columns that the texts of some blocks stand in, by their edges.
    fn columns<'b>(&self, blocks: &'b [Block]) -> Vec<Column<'b>> {
        let mut columns: Vec<Column<'b>> = Vec::new();
        let is_column = |block: &&Block| block.kind != Kind::Head;
        let mut wide: Vec<&Block> = blocks.iter().filter(is_column).collect();
        wide.sort_by(|a, b| a.read.left.total_cmp(&b.read.left));
        for block in wide {
            match columns.last_mut() {
                Some(column) if block.read.left < column.right + 0.3 * self.body.size => {
                    column.right = column.right.max(block.read.right);
                    column.blocks.push(block);
                }
                _ => {
                    let Rect { left, right, .. } = block.read;
                    columns.push(Column { left, right, blocks: vec![block] });
                }
            }
        }
        for column in &mut columns {
            column.blocks.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        }
        columns
    }

    /// The headlines with no text above them, those that are parts of one together.
    fn top_heads(&self, blocks: &[Block]) -> Vec<Rect> {
        let is_above = |a: &Rect, b: &Rect| a.bottom <= b.top + self.body.size && overlap(a, b) > 0.0;
        let texts = || blocks.iter().filter(|block| block.kind == Kind::Text);
        let mut heads: Vec<Rect> = Vec::new();
        let mut found: Vec<&Block> = blocks
            .iter()
            .filter(|block| {
                block.kind == Kind::Head && !texts().any(|text| is_above(&text.read, &block.read))
            })
            .collect();
        found.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        for block in found {
            match heads.iter_mut().find(|head| overlap(head, &block.read) > 0.0) {
                Some(head) => *head = head.union(&block.read),
                None => heads.push(block.read),
            }
        }
        heads
    }

    /// What it costs to begin a region with a column, and to go on in it with what is left of it.
    fn break_costs(&self, left: &Column<'_>, right: &Column<'_>) -> [f32; 2] {
        let is_frame = |column: &Column<'_>| {
            column.blocks.iter().any(|block| matches!(block.kind, Kind::Frame | Kind::Photo))
        };
        if is_frame(left) || is_frame(right) {
            return [0.0, FRAME];
        }
        if right.is_picture() || left.is_picture() {
            return [0.5, 2.0];
        }
        let first = right.blocks.iter().find(|block| block.kind == Kind::Text);
        let Some(first) = first else { return [1.0, 0.0] };
        let opens = self.is_indented(first, first.lines[0]);
        let (mut begins, mut goes_on) = if opens { (0.0, 0.7) } else { (FLUSH, 0.0) };
        if opens && self.says(first.lines[0], is_dateline) {
            goes_on += DATELINE;
        }
        let last = left.blocks.iter().rfind(|block| block.kind == Kind::Text);
        if let Some(&line) = last.and_then(|block| block.lines.last()) {
            let is_full = left.right - self.lines[line].read.right < self.body.size;
            if is_full && !self.says(line, ends_a_sentence) {
                begins += UNFINISHED;
            }
        }
        // Columns of one text end at one height, but for the last.
        if left.bottom() + 1.3 * LEADING * self.body.size < right.bottom() {
            goes_on += SHORTER;
        }
        [begins, goes_on]
    }

    /// What it costs to take columns for one region.
    fn stretch_cost(&self, columns: &[Column<'_>], heads: &[Rect]) -> f32 {
        let (left, right) = (columns[0].left, columns[columns.len() - 1].right);
        let inside = |head: &&Rect| {
            let middle = (head.left + head.right) / 2.0;
            left <= middle && middle <= right
        };
        let slack = self.body.size;
        let crosses = |head: &&Rect| {
            let over = |edge: f32| head.left + slack < edge && edge < head.right - slack;
            over(left) || over(right)
        };
        let count = heads.iter().filter(inside).count();
        let crossed = heads.iter().filter(crosses).count();
        let is_own = columns.iter().all(|column| column.is_picture() || column.is_frame());
        let first = columns[0].blocks.iter().find(|block| block.kind == Kind::Text);
        let is_brief = first.is_some_and(|block| self.says(block.lines[0], is_dateline));
        let of_heads = match count {
            0 if is_own => 0.0,
            0 if is_brief => BRIEF,
            0 => UNTITLED,
            _ => SECOND_HEADLINE * (count - 1) as f32,
        };
        of_heads + CROSSED * crossed as f32
    }

    fn says(&self, line: usize, what: fn(&str) -> bool) -> bool {
        let text: String = self.lines[line].characters.iter().map(|character| character.c).collect();
        what(text.trim())
    }

    /// A part of the page that nothing but columns parts: its headline, then column by column.
    fn region(&self, blocks: Vec<Block>, depth: usize, regions: &mut Vec<Vec<Block>>) {
        let (mut own, mut frames) = (Vec::new(), Vec::new());
        for block in blocks {
            match block.kind {
                Kind::Frame | Kind::Photo => frames.push(block),
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
            match frame.kind {
                Kind::Photo => regions.push(frame.inside),
                _ if depth > 0 => self.cut(frame.inside, depth - 1, regions),
                _ => regions.push(frame.inside),
            }
        }
    }
}

/// A column of a part of the page.
struct Column<'b> {
    left: f32,
    right: f32,
    /// From the top down.
    blocks: Vec<&'b Block>,
}

impl Column<'_> {
    /// Whether it is a picture with no more than what it shows.
    fn is_picture(&self) -> bool {
        let pictures = self.blocks.iter().filter(|block| block.kind == Kind::Picture).count();
        pictures > 0 && self.blocks.iter().all(|block| matches!(block.kind, Kind::Picture | Kind::Small))
    }

    fn is_frame(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block.kind, Kind::Frame | Kind::Photo))
    }

    fn bottom(&self) -> f32 {
        self.blocks.iter().map(|block| block.read.bottom).fold(f32::MIN, f32::max)
    }
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '”', '’', '…', '）', ')', '』', '」', '：'])
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

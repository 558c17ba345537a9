//! The order in which a page's lines are read, by their places: regions of the page one after the other, in each the
//! headline first, then its columns.
//!
//! Lines that follow each other in one column and one type are a block. The page is cut along white bands from edge to
//! edge of what is left (a recursive XY cut: Nagy and Seth 1984), but only where the blocks say that something ends
//! there: a band above a headline or a frame parts two articles, one below a headline does not; a gutter parts two
//! articles where a headline begins the column beside it and its text does not go on with what stood before. What is
//! left with several headlines is taken apart by [rows of columns](super::rows).

use super::blocks::{Block, Body, GUTTER, Kind, blocks, framed, overlap, photos, runs_down, said};
use super::bylines::bylines;
use super::columns::{Column, in_columns};
use super::leads;
use super::lines::Line;
use super::rows::{INSIDE_HEADLINE, Rows};
use super::subheads::subheads;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Role, is_bulleted, is_dateline, is_page_line, is_section_name};

mod parting;
#[cfg(test)]
mod tests;

/// White that parts two regions whatever stands below it, in ems of the body, and below a headline, in ems of that.
pub(super) const BAND: f32 = 2.4;
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
    /// What its place says that it is.
    pub told: Option<Role>,
}

/// How much larger than the body's the type of a column's name is at most: in larger type it is a headline.
const LABEL: f32 = 1.6;
/// Puts the lines of a page in order; `areas` are frames and pictures, `rules` long thin lines, as they are read.
pub(super) fn order(mut lines: Vec<Line>, areas: &[Rect], rules: &[Rect]) -> Vec<Ordered> {
    let body = Body::of(&lines);
    leads::mark(&mut lines, &body);
    let blocks = blocks(&lines, &body, rules);
    let blocks = bylines(photos(framed(blocks, areas), &lines, &body), &body);
    let blocks = subheads(blocks, &lines, &body);
    let frames = blocks.iter().filter(|block| block.kind == Kind::Frame).map(|block| block.read).collect();
    let page = Orderer { lines: &lines, body: &body, rules, frames, lefts: Vec::new() };
    let page = Orderer { lefts: page.lefts(&blocks), ..page };
    let (head, blocks, foot) = page.edges(blocks);
    let mut regions = Vec::new();
    page.cut(blocks, DEEPEST, &mut regions);
    let regions = page.rejoined(regions);
    let mut out: Vec<(usize, u32, bool, bool, Option<Role>)> = Vec::with_capacity(lines.len());
    let (mut region, mut is_labelled) = (0, false);
    for blocks in std::iter::once(&head).chain(&regions).chain(std::iter::once(&foot)) {
        let mut before: Option<(Kind, usize)> = None;
        let marked = page.are_marked(blocks, is_labelled);
        is_labelled = matches!(&blocks[..], [label] if label.kind == Kind::Label);
        for block in blocks {
            for (at, &line) in block.lines.iter().enumerate() {
                let opens = match before {
                    Some((_, last)) if marked => page.opens_brief(line, last),
                    Some(_) => at == 0 && block.kind == Kind::Brief,
                    None => true,
                };
                region += u32::from(opens);
                let is_head = |kind| kind == Kind::Head;
                let turns = |(kind, _)| at == 0 && is_head(kind) != is_head(block.kind);
                let parted = opens || before.is_some_and(turns);
                let told = match block.kind {
                    Kind::Caption => Some(Role::Caption),
                    Kind::Subhead => Some(Role::Subhead),
                    _ => None,
                };
                out.push((line, region, page.is_indented(block, line), parted, told));
                before = Some((block.kind, line));
            }
        }
    }
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let placed = |(at, region, indented, parted, told): (usize, u32, bool, bool, Option<Role>)| {
        Some(Ordered { line: lines[at].take()?, region, indented, parted, told })
    };
    out.into_iter().filter_map(placed).collect()
}

/// Lines in the order of drawing, as one region.
pub(super) fn as_drawn(lines: Vec<Line>) -> Vec<Ordered> {
    let ordered = |(at, line)| Ordered { line, region: 1, indented: false, parted: at == 0, told: None };
    lines.into_iter().enumerate().map(ordered).collect()
}

struct Orderer<'a> {
    lines: &'a [Line],
    body: &'a Body,
    rules: &'a [Rect],
    frames: Vec<Rect>,
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

    /// The line at the head of the page, the rest, and the one at its foot, where they name the page or who made it.
    fn edges(&self, mut blocks: Vec<Block>) -> (Vec<Block>, Vec<Block>, Vec<Block>) {
        let is_line = |block: &Block| {
            block.lines.len() == 1 && matches!(block.kind, Kind::Head | Kind::Text | Kind::Small)
        };
        let is_named = |row: &[Block]| row.iter().any(|block| self.says(block.lines[0], is_page_line));
        blocks.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        let (mut count, mut bottom) = (0, f32::MAX);
        while let Some(block) = blocks.get(count).filter(|block| block.read.top < bottom) {
            bottom = if count == 0 { block.read.bottom } else { bottom.max(block.read.bottom) };
            count += 1;
        }
        let is_head = count > 1 && blocks[..count].iter().all(is_line) && is_named(&blocks[..count]);
        let rest = if is_head { blocks.split_off(count) } else { std::mem::take(&mut blocks) };
        let (mut head, mut rest) = (blocks, rest);
        head.sort_by(|a, b| a.read.left.total_cmp(&b.read.left));
        let bottom = rest.iter().map(|block| block.read.bottom).fold(f32::MIN, f32::max);
        let is_last = |block: &Block| block.read.bottom > bottom - 0.5 * block.size && is_line(block);
        let is_foot = |at: &usize| {
            let block = &rest[*at];
            let over = rest.iter().enumerate().filter(|(other, _)| other != at);
            is_last(block)
                && self.says(block.lines[0], is_page_line)
                && over.map(|(_, other)| other.read.bottom).fold(f32::MIN, f32::max) < block.read.top
        };
        let foot = (0..rest.len()).find(is_foot).map(|at| rest.remove(at));
        (head, rest, foot.into_iter().collect())
    }

    /// Whether a region under the name of a column has no headline and begins as briefs do.
    fn are_marked(&self, region: &[Block], is_labelled: bool) -> bool {
        let is_name = |block: &Block| {
            block.kind == Kind::Head && block.size < LABEL * self.body.size && block.lines.len() == 1
        };
        let is_led = |block: &Block| block.lines.first().is_some_and(|&line| self.lines[line].leads);
        let region = match region {
            [name, rest @ ..] if is_name(name) && self.says(name.lines[0], is_section_name) => rest,
            // A few words of any kind where others in another type begin what stands below them.
            [name, rest @ ..]
                if is_name(name)
                    && self.says(name.lines[0], is_short)
                    && rest.first().is_some_and(is_led) =>
            {
                rest
            }
            _ if is_labelled => region,
            _ => return false,
        };
        let first = region.iter().find_map(|block| block.lines.first());
        first.is_some_and(|&line| self.has_mark(line))
            && region.iter().all(|block| !matches!(block.kind, Kind::Head | Kind::Brief))
    }

    /// Whether a brief begins with a line that follows another.
    fn opens_brief(&self, line: usize, last: usize) -> bool {
        let is_name =
            |line| self.says(line, is_section_name) || self.lines[line].size > 1.06 * self.body.size;
        self.has_mark(line) && (self.says(last, ends_a_sentence) || is_name(last))
    }

    /// Whether a line begins as briefs do.
    fn has_mark(&self, line: usize) -> bool {
        self.lines[line].leads || self.says(line, is_marked)
    }

    /// Whether a line begins about two ems to the right of its column.
    fn is_indented(&self, block: &Block, line: usize) -> bool {
        if matches!(block.kind, Kind::Head | Kind::Brief | Kind::Label) {
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
            // A headline that runs down to the left of a column is of it.
            let edge = |at: usize| {
                let (before, left) = (columns[at - 1].right, columns[at].left);
                let down = blocks.iter().filter(|block| {
                    let place = &block.read;
                    block.kind == Kind::Head
                        && runs_down(block)
                        && before <= place.left
                        && place.right <= left
                });
                down.map(|block| block.read.left).fold(left, f32::min)
            };
            stretches[1..].iter().map(|stretch| edge(stretch.start)).collect()
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
            let begins =
                |block: &Block| self.begins(block, above, white) || is_kicker(block, &blocks[at..], white);
            let begins = blocks[at..].iter().take_while(beside).any(begins);
            // Where a heading follows its text no band goes through.
            let follows = |block: &Block| {
                matches!(block.kind, Kind::Subhead | Kind::Brief)
                    && blocks[..at].iter().any(|other| {
                        other.kind == Kind::Text
                            && overlap(&other.read, &block.read) > 0.0
                            && block.read.top - other.read.bottom < BAND * self.body.size
                    })
            };
            let is_ruled =
                matches!(above.kind, Kind::Text | Kind::Small) && self.is_ruled_across(blocks, above, below);
            if white <= BAND * self.body.size
                && !is_ruled
                && blocks[at..].iter().take_while(beside).any(follows)
            {
                continue;
            }
            let heads = blocks[at..].iter().take_while(beside).filter(|block| block.kind == Kind::Head);
            let parts = if above.kind == Kind::Label {
                true
            } else if above.kind == Kind::Head {
                // A column heading stands above several headlines side by side.
                let label =
                    blocks[..at].iter().filter(|block| block.read.bottom > above.read.top).count() == 1;
                white > BAND_BELOW_HEADLINE * above.size || label && heads.count() > 1
            } else if matches!(above.kind, Kind::Frame | Kind::Photo) {
                true
            } else {
                begins || is_ruled || white > BAND * self.body.size
            };
            let from = out.last().copied().unwrap_or(0);
            if parts
                && (above.kind == Kind::Head || !is_headline_cut(&blocks[from..at], &blocks[at..], above))
            {
                out.push(at);
            }
        }
        out
    }

    /// Whether a rule from edge to edge of some blocks goes between two of them.
    fn is_ruled_across(&self, blocks: &[Block], above: &Block, below: &Block) -> bool {
        let size = self.body.size;
        let Some(all) = Rect::around(blocks.iter().map(|block| &block.read)) else { return false };
        self.rules.iter().any(|rule| {
            rule.left < all.left + 2.0 * size
                && rule.right > all.right - 2.0 * size
                && rule.top > above.read.bottom - 0.1 * size
                && rule.bottom < below.read.top + 0.1 * size
        })
    }

    /// Which frame a block stands in.
    fn frame_of(&self, block: &Block) -> Option<usize> {
        self.frames.iter().position(|frame| frame.union(&block.read) == *frame)
    }

    /// Whether two lines are in types that one text is not set in.
    fn is_other_type(&self, a: usize, b: usize) -> bool {
        let [a, b] = [a, b].map(|at| &self.lines[at]);
        a.font != b.font || (a.size / b.size - 1.0).abs() > 0.03
    }

    /// Whether an article begins with a block so far below another.
    fn begins(&self, block: &Block, above: &Block, white: f32) -> bool {
        match block.kind {
            Kind::Head | Kind::Label | Kind::Frame | Kind::Photo => true,
            Kind::Text if above.kind == Kind::Text => {
                let first = block.lines[0];
                white > 0.8 * self.body.size
                    && self.is_indented(block, first)
                    && self.says(first, is_dateline)
            }
            _ => false,
        }
    }

    fn says(&self, line: usize, what: fn(&str) -> bool) -> bool {
        what(said(line, self.lines).trim())
    }

    /// The regions of a part of the page that has several headlines and no white from edge to edge: each row of columns is
    /// parted where headlines stand over it; one without a headline goes on with what is left of it, or above it and not
    /// at its end.
    fn by_rows(&self, rows: &Rows<'_>, pictures: &[Rect]) -> Vec<Vec<Block>> {
        let blocks = rows.blocks;
        let mut regions: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for (at, row) in rows.rows.iter().enumerate() {
            let columns: Vec<Column<'_>> =
                row.iter().map(|&top| Column::new(rows.flow(top), blocks)).collect();
            let (first, last) = (columns[0].left, columns[columns.len() - 1].right);
            // A headline beside the columns is of the nearest.
            let over: Vec<(usize, Rect)> = rows
                .heads
                .iter()
                .enumerate()
                .filter(|(_, head)| head.row == Some(at))
                .map(|(number, head)| (number, moved(&head.place, first, last)))
                .collect();
            let places: Vec<Rect> = over.iter().map(|(_, place)| *place).collect();
            for stretch in self.parted(&columns, &places) {
                let (left, right) = (columns[stretch.start].left, columns[stretch.end - 1].right);
                let slack = self.body.size;
                let is_over = |place: &Rect| {
                    (left - slack..=right + slack).contains(&((place.left + place.right) / 2.0))
                };
                let own = over.iter().filter(|(_, place)| is_over(place));
                let mut head: Vec<usize> =
                    own.flat_map(|(number, _)| rows.heads[*number].blocks.clone()).collect();
                head.sort_unstable();
                let flow: Vec<usize> = row[stretch].iter().flat_map(|&top| rows.flow(top)).collect();
                let begins = blocks[flow[0]].lines.first().is_some_and(|&line| self.says(line, is_dateline));
                let first = |flow: &[usize]| {
                    flow.iter()
                        .map(|&at| &blocks[at])
                        .find_map(|block| (block.kind == Kind::Text).then(|| block.lines[0]))
                };
                let is_alike = |other: &[usize]| match (first(other), first(&flow)) {
                    (Some(a), Some(b)) => !self.is_other_type(a, b),
                    _ => true,
                };
                let find = |is_it: &dyn Fn(&[usize]) -> bool| {
                    regions.iter().position(|(_, other)| is_it(other) && is_alike(other))
                };
                let is_over = |other: &[usize]| {
                    rows.is_above(other, flow[0]) && !self.ends_above(other, flow[0], blocks, pictures)
                };
                let before = find(&|other| rows.is_left_of(other, flow[0])).or_else(|| find(&is_over));
                match before.filter(|_| head.is_empty() && !begins) {
                    Some(before) => regions[before].1.extend(flow),
                    None => regions.push((head, flow)),
                }
            }
        }
        let alone = rows.heads.iter().filter(|head| head.row.is_none());
        regions.extend(alone.map(|head| (head.blocks.clone(), Vec::new())));
        let mut taken = vec![false; blocks.len()];
        let mut take = |of: Vec<usize>| -> Vec<Block> {
            let free = of.into_iter().filter(|&at| !std::mem::replace(&mut taken[at], true));
            free.map(|at| blocks[at].clone()).collect()
        };
        let mut out: Vec<Vec<Block>> = Vec::new();
        for (head, flow) in regions {
            let mut region = take(head);
            region.extend(in_columns(take(flow), self.body.size));
            out.push(region);
        }
        out.extend((0..blocks.len()).map(|at| take(vec![at])));
        out.retain(|region| !region.is_empty());
        let top = |region: &[Block]| region.iter().map(|block| block.read.top).fold(f32::MAX, f32::min);
        out.sort_by(|a, b| top(a).total_cmp(&top(b)));
        out
    }

    /// Whether a text ends before a column begins with a paragraph below it, and no picture parts them.
    fn ends_above(&self, text: &[usize], top: usize, blocks: &[Block], pictures: &[Rect]) -> bool {
        let first = &blocks[top];
        let last = text.iter().map(|&at| &blocks[at]).rfind(|block| block.kind == Kind::Text);
        let is_between = |picture: &Rect| {
            overlap(picture, &first.read) > 0.0
                && picture.top < first.read.top
                && last.is_none_or(|last| last.read.bottom < picture.bottom)
        };
        first.kind == Kind::Text
            && self.is_indented(first, first.lines[0])
            && last.and_then(|last| last.lines.last()).is_none_or(|&line| self.says(line, ends_a_sentence))
            && !pictures.iter().any(is_between)
    }

    /// Puts columns that white parts from their headline back to it: they begin where its other columns do, beside the
    /// last of them.
    fn rejoined(&self, regions: Vec<Vec<Block>>) -> Vec<Vec<Block>> {
        let size = self.body.size;
        let mut out: Vec<Vec<Block>> = Vec::new();
        for region in regions {
            let Some(first) = region.first() else { continue };
            let goes_on = |other: &&mut Vec<Block>| {
                other.first().is_some_and(|block| block.kind == Kind::Head)
                    && other.iter().any(|block| {
                        let gap = first.read.left - block.read.right;
                        block.kind == Kind::Text
                            && !self.is_other_type(block.lines[0], first.lines[0])
                            && self.frame_of(block) == self.frame_of(first)
                            && (0.0..GUTTER * size).contains(&gap)
                            && (block.read.top - first.read.top).abs() < 0.5 * size
                    })
            };
            let is_rest = first.kind == Kind::Text
                && region.iter().all(|block| block.kind != Kind::Head)
                && !self.says(first.lines[0], is_dateline);
            match out.iter_mut().find(goes_on).filter(|_| is_rest) {
                Some(other) => other.extend(region),
                None => out.push(region),
            }
        }
        out
    }

    /// A part of the page that nothing but columns parts: its headline, then column by column.
    fn region(&self, blocks: Vec<Block>, depth: usize, regions: &mut Vec<Vec<Block>>) {
        let (mut own, mut frames, mut pictures) = (Vec::new(), Vec::new(), Vec::new());
        for block in blocks {
            match block.kind {
                Kind::Frame | Kind::Photo => frames.push(block),
                Kind::Picture => pictures.push(block.read),
                Kind::Label => regions.push(vec![block]),
                _ => own.push(block),
            }
        }
        own.sort_by(|a, b| a.read.top.total_cmp(&b.read.top));
        let rows = Rows::new(&own, self.body.size);
        if rows.heads.len() > 1 {
            regions.extend(self.by_rows(&rows, &pictures));
            own.clear();
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

/// Whether a small block stands right over a headline, nearer to it than to what is so far above, as a kicker does.
fn is_kicker(block: &Block, blocks: &[Block], above: f32) -> bool {
    block.kind == Kind::Small
        && blocks.iter().any(|head| {
            let white = head.read.top - block.read.bottom;
            head.kind == Kind::Head
                && (-0.5 * block.size..(INSIDE_HEADLINE * head.size).min(above)).contains(&white)
                && overlap(&head.read, &block.read) > 0.0
        })
}

/// Whether a band below some blocks would part a headline from what stands right below it, where the lowest of them is of a
/// headline beside it: this one may end in the row of its neighbour's first line.
fn is_headline_cut(above: &[Block], below: &[Block], lowest: &Block) -> bool {
    /// White below such a headline at most, in ems of it.
    const NEAR: f32 = 0.8;
    let is_text = |block: &Block| !matches!(block.kind, Kind::Head | Kind::Small | Kind::Label);
    let is_under = |head: &Block, block: &Block| {
        block.read.top > head.read.top && overlap(&block.read, &head.read) > 0.0
    };
    let is_near = |head: &Block, block: &Block| block.read.top - head.read.bottom < NEAR * head.size;
    let heads = || above.iter().filter(|head| head.kind == Kind::Head);
    heads().any(|head| {
        heads()
            .any(|other| overlap(&other.read, &lowest.read) > 0.0 && overlap(&other.read, &head.read) <= 0.0)
            && !above.iter().any(|block| is_text(block) && is_under(head, block))
            && below.iter().any(|block| is_under(head, block) && is_near(head, block))
    })
}

/// A headline whose middle is brought between two edges.
fn moved(head: &Rect, first: f32, last: f32) -> Rect {
    let middle = (head.left + head.right) / 2.0;
    let by = middle.clamp(first, last.max(first)) - middle;
    Rect { left: head.left + by, right: head.right + by, ..*head }
}

/// Whether a brief begins with a line: with a mark, or with its headline in brackets.
fn is_marked(text: &str) -> bool {
    is_bulleted(text) || text.starts_with('【')
}

/// Whether a text is as short as the name of a column.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 6
}

fn ends_a_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '”', '’', '…', '）', ')', '』', '」', '：'])
}

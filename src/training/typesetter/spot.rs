//! Headlines that stand over some of their columns, amid them or upright beside their text.

use super::{
    article::HEAD_LEADING,
    geometry::{Glyph, Obstacle, SetLine},
    plan::PagePlan,
    random::Random,
    story::Story,
    style::Style,
};
use crate::segmentation::Role;

/// Characters of a title that may run downwards, at most.
const UPRIGHT: usize = 12;
/// Rows of text that go around a headline, at least: of fewer none would be left under it.
const ROWS_AROUND: f32 = 30.0;
/// Room around a headline in ems of body type, and beside one that runs downwards.
const AIR: f32 = 0.5;
const UPRIGHT_AIR: f32 = 1.5;

/// The place of a headline in the columns of its article.
pub(super) struct HeadSpot {
    /// Its first column.
    pub column: usize,
    /// How many columns it stands over.
    pub columns: usize,
    /// Rows of text above it.
    pub row: usize,
    /// Top of the article's highest column.
    pub y: f32,
    /// Whether it runs downwards.
    pub upright: bool,
}

impl PagePlan<'_> {
    /// Ems that columns take side by side.
    pub(super) fn across(&self, columns: usize) -> f32 {
        columns as f32 * (self.style.measure + self.style.gutter) - self.style.gutter
    }

    /// Where a headline stands that is not over all columns of its article, given the top of each.
    pub(super) fn head_spot(&self, story: &Story, article: usize, tops: &[f32]) -> Option<HeadSpot> {
        let grid = self.style.grid;
        let mut chance = self.chance.fork(article as u64 + 1);
        let [amid, upright, wrapped] =
            [grid.amid, grid.upright, grid.wrapped].map(|share| chance.chance(share));
        let lone = matches!(story.head.as_slice(), [title]
            if title.role == Role::Title && title.text().chars().count() <= UPRIGHT);
        let upright = upright && lone && story.bylines.is_empty();
        let long = story.chars() as f32 / self.style.measure >= ROWS_AROUND;
        let (amid, wrapped) = (amid && long, wrapped && long && story.section.is_empty());
        let reach = |of: fn(f32, f32) -> f32| tops.iter().copied().reduce(of).unwrap_or(0.0);
        if story.head.is_empty() || story.body.is_empty() || !(amid || upright || wrapped) {
            return None;
        }
        let y = if wrapped { reach(f32::min) } else { reach(f32::max) };
        // The widest run of columns that begin at the top.
        let runs = tops.chunk_by(|a, b| (*a <= y) == (*b <= y));
        let (mut column, mut columns, mut before) = (0, 0, 0);
        for run in runs {
            if run[0] <= y && run.len() > columns {
                (column, columns) = (before, run.len());
            }
            before += run.len();
        }
        let mut row = 0;
        if upright {
            column += if chance.chance(0.5) { 0 } else { columns - 1 };
            columns = 1;
        } else if amid {
            let fewer = chance.int(1, columns);
            column += chance.below(columns - fewer + 1);
            columns = fewer;
            if chance.chance(0.4) {
                row = self.above(story, tops.len(), &mut chance);
            }
        }
        Some(HeadSpot { column, columns, row, y, upright })
    }

    /// Rows of text over a headline amid its columns.
    fn above(&self, story: &Story, columns: usize, chance: &mut Random) -> usize {
        let rows = story.chars() as f32 / self.style.measure / columns as f32;
        chance.int(0, (rows / 2.0) as usize)
    }
}

impl HeadSpot {
    /// What the text must keep clear of: what stands above its columns, and the headline.
    pub(super) fn obstacles(
        &self,
        tops: &[f32],
        height: f32,
        head: &[SetLine],
        style: &Style,
    ) -> Vec<Obstacle> {
        let rows = |ems: f32| (ems / style.leading).ceil() as usize;
        let mut out = Vec::new();
        for (column, top) in tops.iter().enumerate().filter(|(_, top)| **top > self.y) {
            out.push(Obstacle { column, top: 0, rows: rows(top - self.y), beside: 0.0, left: false });
        }
        let size = head.iter().map(|line| line.size).fold(0.0, f32::max);
        let beside = if self.upright { (style.measure - size - UPRIGHT_AIR).max(0.0) } else { 0.0 };
        for column in self.column..self.column + self.columns {
            out.push(Obstacle { column, top: self.row, rows: rows(height + AIR), beside, left: true });
        }
        out
    }
}

/// Sets the lines of a headline downwards from a place at the left, a character under the other; gives their height.
pub(super) fn upend(head: &mut Vec<SetLine>, left: f32) -> f32 {
    let mut y = 0.0;
    let mut out = Vec::new();
    for line in head.drain(..) {
        for (i, &glyph) in line.glyphs.iter().enumerate() {
            y += if out.is_empty() { line.size } else { HEAD_LEADING * line.size };
            let glyphs = vec![Glyph { x: left, ..glyph }];
            out.push(SetLine { at: line.at + i, y, glyphs, ..line });
        }
    }
    *head = out;
    y
}

#[cfg(test)]
mod tests {
    use super::super::style::Grid;
    use super::super::{Pool, SourceArticle, extract::blocks, set_in_print};
    use super::*;

    fn pages(grid: Grid) -> Vec<super::super::SetFile> {
        let text = format!(
            "kind: news\ndate: 2024-01-05\ntitle: 新桥通车了\n---\n{}",
            "新桥昨日通车，两岸的人都来看，孩子们跑在最前面，老人说等了三十年。\n".repeat(24)
        );
        let articles = [SourceArticle::parse(&text).unwrap()];
        let pool = Pool::new(&articles);
        let page = |seed| set_in_print(&pool, |style| style.grid = grid, &mut Random::new(seed, 0));
        (0..30).map(page).collect()
    }

    #[test]
    fn hardly_any_text_is_set_over_a_headline_amid_its_columns() {
        let grid = Grid { rows: true, amid: 0.7, upright: 0.3, wrapped: 0.5 };
        let (mut titles, mut covered) = (0, 0);
        for file in pages(grid) {
            let titled = |line: &&SetLine| file.blocks[line.block].role == Role::Title;
            let lines = &file.pages[0];
            for title in lines.iter().filter(titled) {
                let over = |line: &&SetLine| {
                    line.left() < title.right() - 0.1
                        && title.left() < line.right() - 0.6
                        && line.y > title.y - 0.8 * title.size
                        && line.y - 0.8 * line.size < title.y
                };
                let mut text = lines
                    .iter()
                    .filter(|line| !matches!(file.blocks[line.block].role, Role::Title | Role::Furniture));
                titles += 1;
                covered += usize::from(text.any(|line| over(&line)));
            }
        }
        assert!(titles > 100 && covered * 25 < titles, "{covered} of {titles}");
    }

    #[test]
    fn blocks_in_rows_part_headlines_from_their_texts() {
        let apart = |grid| -> usize {
            let follows = |file: &super::super::SetFile| {
                let read = blocks::ordered(&file.pages[0], blocks::FONT_BOXES[0], false);
                let of: Vec<usize> = read.iter().filter_map(|line| Some(line.from.first()?.0)).collect();
                let block = |at: usize| &file.blocks[of[at]];
                let titles = (1..of.len())
                    .filter(|&at| block(at - 1).role == Role::Title && block(at).role != Role::Title);
                titles.filter(|&at| block(at).article != block(at - 1).article).count()
            };
            pages(grid).iter().map(follows).sum()
        };
        let grid = Grid { rows: true, amid: 1.0, upright: 0.0, wrapped: 0.5 };
        let (usual, amid) = (apart(Grid::default()), apart(grid));
        assert!(amid > usual, "{usual} {amid}");
    }
}

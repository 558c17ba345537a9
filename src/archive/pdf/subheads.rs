//! Headings within the columns of a text, told from headlines.
//!
//! In type little larger than the body's one that stands right below its text, or at its top where the columns beside it
//! begin, is such a heading. In larger type it may as well be the headline of a brief below another: there all headings of
//! one type are looked at together. Where most stand within columns, and beside most of these the text goes on in a column
//! that begins as high and has no headline, these are.

use super::blocks::{Block, Body, GUTTER, Kind, overlap, runs_down, said};
use super::lines::Line;
use super::rows::INSIDE_HEADLINE;
use crate::segmentation::layout::Rect;
use crate::segmentation::{is_dateline, is_enumerated, is_section_name};

/// How much larger than the body's the type of a heading within columns is at most, by itself and among others.
const SMALL: f32 = 1.3;
const LARGE: f32 = 1.9;
/// Lines of such a heading at most.
const LINES: usize = 3;
/// White above or below it at most, in ems of the body.
const AIR: f32 = 4.0;
/// How much lower than the column beside it one at the top of a column may stand, in ems of the body.
const LOWER: f32 = 2.2;
/// How far a paragraph is indented at most, in ems.
const INDENT: f32 = 2.7;
/// White above one that is alone in its type, at most, in ems of the body.
const CLOSE: f32 = 1.6;

/// Tells the headings within columns from headlines, those in frames by the frame they stand in.
pub(super) fn subheads(mut blocks: Vec<Block>, lines: &[Line], body: &Body) -> Vec<Block> {
    for block in &mut blocks {
        block.inside = subheads(std::mem::take(&mut block.inside), lines, body);
    }
    let page = Headings { blocks: &blocks, lines, body };
    let mut found: Vec<bool> = blocks.iter().map(|block| page.is_small_subhead(block)).collect();
    let mut rest: Vec<usize> =
        (0..blocks.len()).filter(|&at| page.is_alone(&blocks[at]) && !found[at]).collect();
    while let Some(&first) = rest.first() {
        let (alike, others): (Vec<usize>, Vec<usize>) =
            rest.iter().partition(|&&at| page.is_alike(&blocks[first], &blocks[at]));
        page.subheads_among(&alike).iter().for_each(|&at| found[at] = true);
        rest = others;
    }
    let is_alike = |at: usize| {
        blocks.iter().zip(&found).any(|(other, &found)| found && page.is_alike(&blocks[at], other))
    };
    let firsts: Vec<usize> = (0..blocks.len())
        .filter(|&at| page.is_first_of_text(&blocks[at]) || page.is_numbered(&blocks[at]))
        .filter(|&at| !found[at] && is_alike(at))
        .collect();
    firsts.into_iter().for_each(|at| found[at] = true);
    let briefs = page.briefs();
    for (at, block) in blocks.iter_mut().enumerate() {
        if briefs[at] {
            block.kind = Kind::Brief;
        } else if found[at] {
            block.kind = Kind::Subhead;
        }
    }
    blocks
}

/// What of a column stands above a heading in it.
struct Above {
    /// Where its text may begin.
    tops: Vec<f32>,
    right: f32,
}

struct Headings<'a> {
    blocks: &'a [Block],
    lines: &'a [Line],
    body: &'a Body,
}

impl Headings<'_> {
    fn is_near(&self, white: f32) -> bool {
        (-0.5 * self.body.size..AIR * self.body.size).contains(&white)
    }

    fn is_within(&self, own: &Rect, other: &Rect) -> bool {
        other.left - self.body.size < own.left && own.right < other.right + self.body.size
    }

    /// Whether a block is a heading of a few lines, in type so much larger than the body's at most.
    fn is_heading(&self, block: &Block, most: f32) -> bool {
        block.kind == Kind::Head
            && block.size < most * self.body.size
            && block.lines.len() <= LINES
            && !runs_down(block)
    }

    /// Whether a heading is no line above or below a headline in larger type; at the top of a column below one it may be.
    fn is_alone(&self, block: &Block) -> bool {
        let own = &block.read;
        let is_beside = |other: &Block| {
            let white = (own.top - other.read.bottom).max(other.read.top - own.bottom);
            other.kind == Kind::Head
                && other.size > 1.1 * block.size
                && overlap(&other.read, own) > 0.0
                && white < INSIDE_HEADLINE * other.size
        };
        block.kind == Kind::Head && (self.is_at_top(block) || !self.blocks.iter().any(is_beside))
    }

    /// Whether a heading stands where a column beside it begins, or the white above it lower.
    fn is_level(&self, own: &Rect, other: &Rect) -> bool {
        (-0.8..LOWER).contains(&((own.top - other.top) / self.body.size))
    }

    /// Whether two headings are in one type.
    fn is_alike(&self, a: &Block, b: &Block) -> bool {
        let [x, y] = [a, b].map(|block| &self.lines[block.lines[0]]);
        (a.size / b.size - 1.0).abs() < 0.06 && x.font == y.font && x.bold == y.bold
    }

    /// Whether a block is of the column that a heading stands in: its text, or another heading in the same type.
    fn is_flow(&self, block: &Block, other: &Block) -> bool {
        match other.kind {
            // Its last line may be shorter than the heading, its first one indented, and all that there is of it; and all
            // lines of a list or poem.
            Kind::Text => {
                let indent = (other.read.left - block.read.left) / self.body.size;
                let may_be = || other.lines.len() == 1 || self.is_below_text(block);
                self.is_within(&block.read, &other.read)
                    || indent.abs() < 0.5
                    || (0.0..INDENT).contains(&indent) && may_be()
            }
            Kind::Head => other.lines.len() <= LINES && (other.size / block.size - 1.0).abs() < 0.06,
            _ => false,
        }
    }

    /// The nearest block below a heading.
    fn below(&self, block: &Block) -> Option<&Block> {
        let own = &block.read;
        let is_below = |other: &&Block| {
            other.read.top > own.bottom - 0.5 * self.body.size && overlap(&other.read, own) > 0.0
        };
        self.blocks.iter().filter(is_below).min_by(|a, b| a.read.top.total_cmp(&b.read.top))
    }

    /// What of its column stands right below a heading.
    fn text_of(&self, block: &Block) -> Option<&Block> {
        let right_below = |block: &Block| {
            self.below(block).filter(|below| self.is_near(below.read.top - block.read.bottom))
        };
        // A picture with what it shows may stand between.
        let below = right_below(block)?;
        let below = if below.kind == Kind::Caption { right_below(below)? } else { below };
        self.is_flow(block, below).then_some(below)
    }

    /// Whether text of its column, which opens no report, stands right below a heading.
    fn heads(&self, block: &Block) -> bool {
        self.text_of(block).is_some_and(|text| {
            text.kind != Kind::Text || !is_dateline(said(text.lines[0], self.lines).trim())
        })
    }

    /// What of its column stands right above a heading.
    fn follows(&self, block: &Block) -> Option<&Block> {
        let own = &block.read;
        let is_above = |other: &&Block| {
            self.is_flow(block, other)
                && overlap(&other.read, own) > 0.0
                && self.is_near(own.top - other.read.bottom)
        };
        self.blocks.iter().filter(is_above).max_by(|a, b| a.read.bottom.total_cmp(&b.read.bottom))
    }

    /// Whether any text stands right above a heading.
    fn is_below_text(&self, block: &Block) -> bool {
        let own = &block.read;
        self.blocks.iter().any(|other| {
            other.kind == Kind::Text
                && overlap(&other.read, own) > 0.0
                && self.is_near(own.top - other.read.bottom)
        })
    }

    /// Whether a picture with what it shows stands right above a heading.
    fn is_below_picture(&self, block: &Block) -> bool {
        self.blocks.iter().any(|other| {
            other.kind == Kind::Caption
                && self.is_within(&block.read, &other.read)
                && self.is_near(block.read.top - other.read.bottom)
        })
    }

    /// Whether a heading stands at the top of its column, as high as a column on the left begins.
    fn is_at_top(&self, block: &Block) -> bool {
        let own = &block.read;
        let left = self.left_of_column(block);
        self.blocks.iter().filter(|other| other.kind == Kind::Text).any(|other| {
            self.is_level(own, &other.read)
                && (0.0..GUTTER * self.body.size).contains(&(left - other.read.right))
        })
    }

    /// Whether a heading stands at the top of its column, below a headline, as high as a column on the
    /// right begins.
    fn is_first_of_text(&self, block: &Block) -> bool {
        let own = &block.read;
        let begins_beside = |text: &Block| {
            self.blocks.iter().filter(|other| self.is_of_column(block, other)).any(|other| {
                self.is_level(own, &other.read)
                    && (0.0..GUTTER * self.body.size).contains(&(other.read.left - text.read.right))
            })
        };
        let is_over = |head: &Block| {
            head.kind == Kind::Head
                && head.size > 1.1 * block.size
                && overlap(&head.read, own) > 0.0
                && (0.0..2.0 * AIR * self.body.size).contains(&(own.top - head.read.bottom))
        };
        self.is_heading(block, LARGE)
            && self.heads(block)
            && self.text_of(block).is_some_and(begins_beside)
            && self.blocks.iter().any(is_over)
    }

    /// Whether a line in smaller type stands right over a heading, as over a headline.
    fn has_kicker(&self, block: &Block) -> bool {
        self.blocks.iter().any(|other| {
            other.kind == Kind::Head
                && other.lines.len() == 1
                && other.size < 0.9 * block.size
                && overlap(&other.read, &block.read) > 0.0
                && (-0.5 * self.body.size..self.body.size).contains(&(block.read.top - other.read.bottom))
        })
    }

    fn is_small_subhead(&self, block: &Block) -> bool {
        // What is no larger than the body may be bold by its outline alone.
        let is_other =
            block.kind == Kind::Small && block.size > 0.94 * self.body.size && block.lines.len() <= LINES;
        (self.is_heading(block, SMALL) || is_other)
            && self.heads(block)
            && (self.is_at_top(block)
                || block.kind == Kind::Head && self.follows(block).is_some()
                || is_other && self.is_below_picture(block))
    }

    /// Which headings are the headlines of briefs: two at least in columns that begin with one right below
    /// the name of a column.
    fn briefs(&self) -> Vec<bool> {
        let has_text = |block: &Block| self.is_heading(block, LARGE) && self.text_of(block).is_some();
        let first_of = |block: &Block| has_text(block).then(|| self.first_of_columns(block)).flatten();
        let firsts: Vec<Option<usize>> = self.blocks.iter().map(first_of).collect();
        let are_many = |first: usize| firsts.iter().filter(|other| **other == Some(first)).count() > 1;
        firsts.iter().map(|first| first.is_some_and(are_many)).collect()
    }

    /// The heading in the same type that the columns of a heading begin with, where the name of a column stands over it.
    fn first_of_columns(&self, block: &Block) -> Option<usize> {
        let mut top = block;
        // From column to column, each once.
        for _ in 0..self.blocks.len() {
            let over = self.right_above(block, top);
            top = match over {
                Some(over) if self.is_of_column(block, over) => over,
                Some(over) if self.is_headline(over) => return None,
                _ => match self.column_before(block, top) {
                    Some(before) => before,
                    None => break,
                },
            };
        }
        let at = self.blocks.iter().position(|other| std::ptr::eq(other, top))?;
        let over = self.right_above(block, top)?;
        (top.kind == Kind::Head && matches!(over.kind, Kind::Head | Kind::Label)).then_some(at)
    }

    fn is_of_column(&self, block: &Block, other: &Block) -> bool {
        other.kind == Kind::Text || other.kind == Kind::Head && self.is_alike(block, other)
    }

    /// Whether a heading is more than the name of a column.
    fn is_headline(&self, block: &Block) -> bool {
        block.kind == Kind::Head && !is_section_name(said(block.lines[0], self.lines).trim())
    }

    /// The nearest block right above another, near enough to be of its column or its headline.
    fn right_above(&self, block: &Block, below: &Block) -> Option<&Block> {
        let own = &below.read;
        let is_above = |other: &&Block| {
            let white = own.top - other.read.bottom;
            let most = AIR * self.body.size.max(0.5 * other.size);
            other.read.top < own.top
                && (-0.5 * self.body.size..most).contains(&white)
                && overlap(&other.read, own) > 0.0
                && (self.is_of_column(block, other)
                    || matches!(other.kind, Kind::Head | Kind::Small | Kind::Label))
        };
        self.blocks.iter().filter(is_above).max_by(|a, b| a.read.bottom.total_cmp(&b.read.bottom))
    }

    /// The top of the column right before that which begins with a block, where it begins as high.
    fn column_before(&self, block: &Block, top: &Block) -> Option<&Block> {
        let left = if top.kind == Kind::Head { self.left_of_column(top) } else { top.read.left };
        self.blocks.iter().find(|other| {
            let right = match other.kind {
                Kind::Head => self.below(other).map_or(other.read.right, |below| below.read.right),
                _ => other.read.right,
            };
            self.is_of_column(block, other)
                && (other.read.top - top.read.top).abs() < self.body.size
                && (0.0..GUTTER * self.body.size).contains(&(left - right))
        })
    }

    /// The headings within columns among all that are in one type, where most of them are.
    fn subheads_among(&self, alike: &[usize]) -> Vec<usize> {
        /// Share of them that are, and of these those beside which the text goes on.
        const MOST: f32 = 0.6;
        const RUN_ON: f32 = 0.3;
        let found: Vec<usize> =
            alike.iter().copied().filter(|&at| self.is_in_column(&self.blocks[at])).collect();
        let blocks = || found.iter().map(|&at| &self.blocks[at]);
        let runs_on = |block: &&Block| self.next_columns(block).any(|column| !self.is_headed(column));
        // One by itself may be the headline of a brief, which has more white above it.
        let is_close = |block: &Block| {
            self.follows(block)
                .is_some_and(|above| block.read.top - above.read.bottom < CLOSE * self.body.size)
        };
        let are_most = found.len() as f32 >= MOST * alike.len() as f32
            && blocks().filter(runs_on).count() as f32 >= RUN_ON * found.len() as f32
            && (found.len() > 1 || blocks().all(is_close));
        if are_most {
            return found;
        }
        // Those with numbers are in one column, too.
        let is_numbered = |at: &usize| {
            let block = &self.blocks[*at];
            self.is_numbered(block) && self.follows(block).is_some()
        };
        alike.iter().copied().filter(is_numbered).collect()
    }

    /// Whether a heading stands above a text of its column, below one, or below one that goes on in the next column.
    fn is_in_column(&self, block: &Block) -> bool {
        let is_last = || {
            let is_other = |below: &Block| {
                !self.is_near(below.read.top - block.read.bottom)
                    || below.kind == Kind::Head && !self.is_alike(block, below)
            };
            self.below(block).is_none_or(is_other) && self.next_columns(block).next().is_some()
        };
        self.is_heading(block, LARGE)
            && !self.has_kicker(block)
            && (self.heads(block) && (self.follows(block).is_some() || self.is_at_top(block)) || is_last())
    }

    /// Whether a heading over a text begins with a number.
    fn is_numbered(&self, block: &Block) -> bool {
        self.is_heading(block, LARGE)
            && self.heads(block)
            && is_enumerated(said(block.lines[0], self.lines).trim())
    }

    /// The tops of the columns right beside that in which a heading follows a text, where they begin as high.
    fn next_columns(&self, block: &Block) -> impl Iterator<Item = &Block> {
        let column = self.follows(block).map(|above| self.column_above(block, above));
        column.into_iter().flat_map(move |column| {
            self.blocks.iter().filter(move |other| {
                let left = match other.kind {
                    Kind::Text => other.read.left,
                    Kind::Head if self.is_alike(block, other) => self.left_of_column(other),
                    _ => return false,
                };
                column.tops.iter().any(|top| (other.read.top - top).abs() < self.body.size)
                    && (0.0..GUTTER * self.body.size).contains(&(left - column.right))
            })
        })
    }

    /// Where the column of a heading begins: it may be centred.
    fn left_of_column(&self, block: &Block) -> f32 {
        self.below(block).map_or(block.read.left, |below| below.read.left.min(block.read.left))
    }

    /// A heading's column above a block of it, from heading to text to heading.
    fn column_above(&self, block: &Block, from: &Block) -> Above {
        let (mut top, mut under, mut right) = (from, None, from.read.right);
        while let Some(above) = self.blocks.iter().find(|other| {
            self.is_of_column(block, other)
                && overlap(&other.read, &top.read) > 0.0
                && other.read.top < top.read.top
                && self.is_near(top.read.top - other.read.bottom)
        }) {
            (top, under, right) = (above, Some(top), right.max(above.read.right));
        }
        // A line of authors stands over its first column alone.
        let second = match top.lines[..] {
            [_, second, ..] => Some(self.lines[second].read.top),
            _ => under.map(|under| under.read.top),
        };
        Above { tops: std::iter::once(top.read.top).chain(second).collect(), right }
    }

    /// Whether a headline stands over a column and no other.
    fn is_headed(&self, column: &Block) -> bool {
        self.blocks.iter().any(|head| {
            head.kind == Kind::Head
                && self.is_within(&head.read, &column.read)
                && self.is_near(column.read.top - head.read.bottom)
        })
    }
}

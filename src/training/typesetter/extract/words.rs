//! Words and blocks, as Poppler knows them: what stands closely in a row, and rows that stand closely.

use super::{OutLine, order::Bounds};
use crate::training::typesetter::geometry::{Glyph, SetLine};

/// Gap, in ems of the type, that parts words; and that is read as a space between words of a line.
const WORD_GAP: f32 = 0.5;
const SPACE: f32 = 0.15;
/// Gap, in ems of the type, below which words of a block are one line, and how far they may overlap.
const LINE_GAP: f32 = 1.5;
const OVERLAP: f32 = 0.5;
/// Ems of body type that baselines are sorted into rows by: four points of nine.
const ROW: f32 = 4.0 / 9.0;
/// Rows that the leftmost word is looked for in, lest a block begin with a raised mark.
const FIRST_ROWS: i32 = 4;
/// Drop between baselines, in ems of the type, within which lines are one block, and words one line.
const BLOCK_DROP: f32 = 1.5;
const LINE_DROP: f32 = 0.5;
/// Gap, in ems of the type, within which words beside a block are part of it; and within which few words are.
const BESIDE: f32 = 0.7;
const NEAR: f32 = 1.0;
const FEW: usize = 3;
/// By what share of it a size may differ from a block's: of lines above and below, of words beside it, of few near it.
const LINE_SIZES: f32 = 0.05;
const WORD_SIZES: f32 = 0.6;
const NEAR_SIZES: f32 = 0.2;
/// Ems of the type within which the same word again is one drawn twice to look bold.
const SAME: f32 = 0.1;

/// Glyphs of a set line without a wide gap.
struct Word<'a> {
    line: &'a SetLine,
    glyphs: &'a [Glyph],
    bounds: Bounds,
}

impl<'a> Word<'a> {
    fn new(line: &'a SetLine, glyphs: &'a [Glyph], [height, depth]: [f32; 2]) -> Word<'a> {
        let end = &glyphs[glyphs.len() - 1];
        let bounds = Bounds {
            left: glyphs[0].x,
            right: end.x + end.width,
            top: line.y - height * line.size,
            bottom: line.y + depth * line.size,
        };
        Word { line, glyphs, bounds }
    }

    fn row(&self) -> i32 {
        (self.line.y / ROW).floor() as i32
    }

    /// Whether it is another drawn over itself.
    fn again(&self, other: &Word) -> bool {
        let near = |a: f32, b: f32| (a - b).abs() < SAME * self.line.size;
        near(self.bounds.left, other.bounds.left)
            && near(self.line.y, other.line.y)
            && self.glyphs.iter().map(|g| g.ch).eq(other.glyphs.iter().map(|g| g.ch))
    }
}

/// Words of a page that are in no block yet, by rows, from left to right in each.
struct Pool<'a>(Vec<Word<'a>>);

impl<'a> Pool<'a> {
    fn of(lines: &'a [SetLine], font: [f32; 2]) -> Pool<'a> {
        let mut words: Vec<Word> = Vec::new();
        for line in lines {
            let apart = |a: &Glyph, b: &Glyph| (b.x - a.x - a.width).abs() <= WORD_GAP * line.size;
            for glyphs in line.glyphs.chunk_by(apart) {
                let word = Word::new(line, glyphs, font);
                if !words.iter().any(|other| word.again(other)) {
                    words.push(word);
                }
            }
        }
        Pool::sorted(words)
    }

    fn sorted(mut words: Vec<Word<'a>>) -> Pool<'a> {
        words.sort_by(|a, b| (a.row().cmp(&b.row())).then(a.bounds.left.total_cmp(&b.bounds.left)));
        Pool(words)
    }

    /// The leftmost word of the first rows.
    fn first(&mut self) -> Option<Word<'a>> {
        let top = self.0.first()?.row();
        let rows = self.0.iter().enumerate().take_while(|(_, word)| word.row() < top + FIRST_ROWS);
        let (at, _) = rows.min_by(|(_, a), (_, b)| a.bounds.left.total_cmp(&b.bounds.left))?;
        Some(self.0.remove(at))
    }
}

/// Words that stand together.
pub(super) struct Block<'a> {
    words: Vec<Word<'a>>,
    /// What it takes of the page.
    pub bounds: Bounds,
    /// Size of its first word.
    pub size: f32,
    /// Highest and lowest baseline of its lines.
    base: [f32; 2],
}

impl<'a> Block<'a> {
    /// All blocks of a page, in the order in which they are found. The font's box is so high above the baseline and so
    /// deep below it, in ems.
    pub(super) fn of(lines: &'a [SetLine], font: [f32; 2]) -> Vec<Block<'a>> {
        let mut pool = Pool::of(lines, font);
        let mut out = Vec::new();
        while let Some(word) = pool.first() {
            let (bounds, size, base) = (word.bounds, word.line.size, [word.line.y; 2]);
            let mut block = Block { words: vec![word], bounds, size, base };
            while block.grow(&mut pool) {}
            out.push(block);
        }
        out
    }

    /// Takes what is next to it; whether there was anything.
    fn grow(&mut self, pool: &mut Pool<'a>) -> bool {
        let drop = BLOCK_DROP * self.size;
        let of_size =
            |block: &Block, word: &Word, most: f32| (word.line.size - block.size).abs() < most * block.size;
        let follows = |block: &Block, word: &Word| {
            of_size(block, word, LINE_SIZES) && block.bounds.gap(&word.bounds) < 0.0
        };
        let above = self.take(pool, true, |block, word| {
            (block.base[0] - drop..block.base[0]).contains(&word.line.y) && follows(block, word)
        });
        self.base[0] = above.unwrap_or(self.base[0]);
        let below = self.take(pool, false, |block, word| {
            word.line.y > block.base[1] && word.line.y <= block.base[1] + drop && follows(block, word)
        });
        self.base[1] = below.unwrap_or(self.base[1]);
        let beside = self.take(pool, false, |block, word| {
            block.has_row(word)
                && of_size(block, word, WORD_SIZES)
                && block.bounds.gap(&word.bounds) < BESIDE * block.size
        });
        if above.or(below).or(beside).is_some() {
            return true;
        }
        [true, false].into_iter().fold(false, |found, left| {
            let near = |block: &Block, word: &Word| {
                let gap = if left {
                    block.bounds.left - word.bounds.right
                } else {
                    word.bounds.left - block.bounds.right
                };
                block.has_row(word)
                    && of_size(block, word, NEAR_SIZES)
                    && (0.0..NEAR * block.size).contains(&gap)
            };
            let mut rows: Vec<i32> = pool.0.iter().filter(|word| near(self, word)).map(Word::row).collect();
            rows.dedup();
            if rows.is_empty() || rows.len() > FEW {
                return found;
            }
            let mut last = None;
            self.take(pool, false, |block, word| {
                let takes = last != Some(word.row()) && near(block, word);
                last = if takes { Some(word.row()) } else { last };
                takes
            });
            let lines = self.words.iter().map(|word| word.line.y);
            self.base = lines.fold(self.base, |[top, end], y| [top.min(y), end.max(y)]);
            true
        })
    }

    /// Whether a word stands on one of its lines.
    fn has_row(&self, word: &Word) -> bool {
        let slack = LINE_DROP * self.size;
        (self.base[0] - slack..=self.base[1] + slack).contains(&word.line.y)
    }

    /// Takes the words that `belongs` is true of, row by row; gives the last one's baseline.
    fn take(
        &mut self,
        pool: &mut Pool<'a>,
        upwards: bool,
        mut belongs: impl FnMut(&Block, &Word) -> bool,
    ) -> Option<f32> {
        let mut rows: Vec<Vec<Word>> = Vec::new();
        for word in std::mem::take(&mut pool.0) {
            match rows.last_mut() {
                Some(row) if row[0].row() == word.row() => row.push(word),
                _ => rows.push(vec![word]),
            }
        }
        let mut last = None;
        let mut left = Vec::new();
        if upwards {
            rows.reverse();
        }
        for mut row in rows {
            let mut kept = Vec::new();
            for word in row.drain(..) {
                if belongs(self, &word) {
                    self.bounds = self.bounds.around(&word.bounds);
                    last = Some(word.line.y);
                    self.words.push(word);
                } else {
                    kept.push(word);
                }
            }
            left.push(kept);
        }
        if upwards {
            left.reverse();
        }
        pool.0 = left.into_iter().flatten().collect();
        last
    }

    /// Its words as lines of text.
    pub(super) fn lines(self) -> Vec<OutLine> {
        let mut pool = Pool::sorted(self.words);
        let mut lines: Vec<Vec<Word>> = Vec::new();
        while let Some(first) = pool.first() {
            let mut line = vec![first];
            while let Some(at) = next_of(&line, &pool.0) {
                line.push(pool.0.remove(at));
            }
            lines.push(line);
        }
        lines.sort_by(|a, b| {
            a[0].line.y.total_cmp(&b[0].line.y).then(a[0].bounds.left.total_cmp(&b[0].bounds.left))
        });
        lines.iter().map(|words| text(words)).collect()
    }
}

/// Which word goes on with a line.
fn next_of(line: &[Word], pool: &[Word]) -> Option<usize> {
    let (first, last) = (&line[0], &line[line.len() - 1]);
    let size = first.line.size;
    let mut best: Option<usize> = None;
    let mut row = None;
    for (i, word) in pool.iter().enumerate() {
        // The first of each row alone is asked.
        if row == Some(word.row()) || (word.line.y - first.line.y).abs() > LINE_DROP * size {
            continue;
        }
        row = Some(word.row());
        let gap = word.bounds.left - last.bounds.right;
        if gap < -OVERLAP * size {
            return None;
        }
        if gap < LINE_GAP * size && best.is_none_or(|b| word.bounds.left < pool[b].bounds.left) {
            best = Some(i);
        }
    }
    best
}

/// Words of one line as text, a space where they stand apart.
fn text(words: &[Word]) -> OutLine {
    let mut out = OutLine::default();
    let mut end = None;
    for word in words {
        for glyph in word.glyphs {
            if end.is_some_and(|end| glyph.x - end > SPACE * word.line.size) {
                out.space();
            }
            out.push(glyph.ch, word.line);
            end = Some(glyph.x + glyph.width);
        }
    }
    out
}

//! Blocks that an extractor wrote row by row, put back into the order of their columns.
//!
//! Such an extractor writes the end of a column, then whatever stands below it, and the top of the next column long after.
//! A block that breaks off in the middle of a sentence, before a headline, is missing what another block begins with in
//! the middle of one. Where a page has several such breaks, each block that surely goes on from another follows it.

use super::super::cohesion::pairs_of;
use super::super::cue::Cue;
use super::super::line::{Line, Lines, PAGE_EDGE};
use super::gutter::joined;
use crate::han::lexicon::Lexicon;
use rustc_hash::FxHashSet;

/// Blocks within which the other half of a sentence is looked for.
const REACH: usize = 60;
/// Breaks that are mended on a page at least, if any are.
const FEWEST: usize = 2;
/// Times that the page is gone through: what was put in order brings other halves nearer to each other.
const ROUNDS: usize = 4;
/// Ems by which a full line may miss its measure, and a paragraph's first line, its indent stripped.
const FULL: f32 = 0.9;
const NEARLY_FULL: f32 = 2.7;
/// Characters of the shortest line of running text, and of the longest that ends a sentence alone at a column's top.
const SHORTEST: usize = 8;
const LONGEST_TAIL: usize = 20;
/// Characters on each side whose pairs are compared.
const WORDS: usize = 160;
/// Lines from which a block's height says something.
const LEAST_COLUMN: usize = 4;
/// Log-odds from which a block goes on in another: where the page is not known to be in rows, and where it is.
const SURE: f32 = 0.5;
const LIKELY: f32 = 0.0;

/// Evidence for a block that goes on in another, not the next.
///
/// In order: anything; nats that the characters that meet belong together; columns of one width; the share of the shorter
/// one's pairs of characters that the other has; the logarithm of how many blocks it is further on; that what comes next
/// begins with a headline; that what comes next may go on; what would speak for that; that both are columns of one height;
/// and that the second is the higher.
pub(crate) type Signs = [f32; 10];

/// Log-odds that each sign adds: logistic regression, by `train rows`, over those of 4,000 pages of the project's own
/// typesetter that are in rows (845 breaks that go on, of 281,577). No page of a paper was asked.
const WEIGHTS: Signs = [-1.28, 0.60, 0.08, 7.13, -1.50, -0.56, -1.35, -0.41, 1.88, 0.54];

/// Lines between blanks.
struct Block {
    lines: std::ops::Range<usize>,
    /// Whether it breaks off in the middle of a sentence.
    open: bool,
    /// Whether it may begin in the middle of one.
    middle: bool,
    /// Whether it begins with what may be a headline.
    headed: bool,
    /// Whether it was found to go on from the block before it, and whether it stands where it stood.
    goes_on: bool,
    stayed: bool,
}

/// Puts the blocks of a page in order, if they are in rows; whether it did.
pub(crate) fn put_in_order(page: &mut Lines) -> bool {
    let mut blocks = blocks(page);
    let mut found = links(page, &blocks, SURE);
    if found.len() < FEWEST {
        return false;
    }
    for _ in 0..ROUNDS {
        blocks = ordered(blocks, &found);
        found = links(page, &blocks, LIKELY);
        if found.is_empty() {
            break;
        }
    }
    let old = std::mem::take(&mut page.lines);
    let mut place = vec![0; old.len()];
    for block in &blocks {
        block.lines.clone().zip(page.lines.len()..).for_each(|(from, to)| place[from] = to);
        page.lines.extend_from_slice(&old[block.lines.clone()]);
        let at = page.lines.len() - block.lines.len();
        if at == 0 {
            page.lines[at].blank_before = PAGE_EDGE;
        } else if block.goes_on {
            page.lines[at].blank_before = 0;
        } else if !block.stayed {
            page.lines[at].blank_before = 1;
        }
    }
    page.again.iter_mut().for_each(|(of, _)| *of = place[*of]);
    page.again.sort_unstable();
    true
}

fn blocks(page: &Lines) -> Vec<Block> {
    let lines = &page.lines;
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..=lines.len() {
        if end < lines.len() && lines[end].blank_before == 0 {
            continue;
        }
        if start == end {
            break;
        }
        let (first, last) = (&lines[start], &lines[end - 1]);
        let prose = |line: &Line| line.wide >= line.measure - NEARLY_FULL && line.len() >= SHORTEST;
        let ends = |line: &Line| line.cues.any(&[Cue::SentenceEnd, Cue::ColonEnd]);
        let tail = end - start == 1 && ends(first) && first.len() < LONGEST_TAIL;
        let opens = first.indented
            || first.cues.any(&[
                Cue::Dateline,
                Cue::Byline,
                Cue::EnumeratorHan,
                Cue::Bullet,
                Cue::Square,
                Cue::DashStart,
            ]);
        out.push(Block {
            lines: start..end,
            open: last.wide >= last.measure - FULL && last.len() >= SHORTEST && !ends(last),
            middle: !opens && (prose(first) || tail),
            headed: !prose(first) && !tail,
            goes_on: false,
            stayed: true,
        });
        start = end;
    }
    out
}

/// Blocks that go on in another, not the next, so surely.
fn links(page: &Lines, blocks: &[Block], sure: f32) -> Vec<(usize, usize)> {
    let score = |signs: Signs| signs.iter().zip(WEIGHTS).map(|(sign, weight)| sign * weight).sum::<f32>();
    let scored = candidates(page, blocks).into_iter().map(|(a, b, signs)| (score(signs), a, b));
    let mut scored: Vec<(f32, usize, usize)> = scored.filter(|(score, ..)| *score >= sure).collect();
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut from, mut to) = (FxHashSet::default(), FxHashSet::default());
    scored.retain(|&(_, a, b)| {
        let free = !from.contains(&a) && !to.contains(&b);
        free && from.insert(a) && to.insert(b)
    });
    scored.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// The breaks of a page as it stands that may be mended: the line before, the line that may go on, and what speaks for it.
#[cfg(any(test, feature = "training"))]
pub(crate) fn breaks(page: &Lines) -> Vec<(usize, usize, Signs)> {
    let blocks = blocks(page);
    let lines =
        |(a, b, signs): (usize, usize, Signs)| (blocks[a].lines.end - 1, blocks[b].lines.start, signs);
    candidates(page, &blocks).into_iter().map(lines).collect()
}

/// Blocks that may go on in another, not the next, and what speaks for it.
fn candidates(page: &Lines, blocks: &[Block]) -> Vec<(usize, usize, Signs)> {
    let flag = |on: bool| f32::from(u8::from(on));
    let alike = |a: &Block, b: &Block| {
        (page.lines[a.lines.end - 1].measure - page.lines[b.lines.start].measure).abs() <= 1.0
    };
    let meet = |a: &Block, b: &Block| joined(page.text(a.lines.end - 1), page.text(b.lines.start));
    let height = |block: &Block| block.lines.len();
    let heads: Vec<FxHashSet<u32>> = blocks
        .iter()
        .map(|b| if b.middle { words(page, b.lines.clone()) } else { FxHashSet::default() })
        .collect();
    let mut out = Vec::new();
    for a in 0..blocks.len().saturating_sub(1) {
        let (block, next) = (&blocks[a], &blocks[a + 1]);
        if !block.open || next.goes_on {
            continue;
        }
        let next_may = !next.headed && next.middle;
        let next_meets = meet(block, next) + if alike(block, next) { 1.0 } else { -1.0 };
        let tail = words(page, block.lines.clone().rev());
        let is_column = height(block) >= LEAST_COLUMN;
        for b in (a + 2..blocks.len().min(a + REACH)).filter(|&b| blocks[b].middle && !blocks[b].goes_on) {
            let both = heads[b].intersection(&tail).count() as f32;
            let shorter = heads[b].len().min(tail.len()).max(20) as f32;
            let signs = [
                1.0,
                meet(block, &blocks[b]),
                flag(alike(block, &blocks[b])),
                both / shorter,
                ((b - a) as f32).ln(),
                flag(next.headed),
                flag(next_may),
                if next_may { next_meets } else { 0.0 },
                flag(is_column && height(block).abs_diff(height(&blocks[b])) <= 1),
                flag(height(&blocks[b]) > height(block) + 1),
            ];
            out.push((a, b, signs));
        }
    }
    out
}

/// The pairs of characters of some lines, up to [`WORDS`] characters.
fn words(page: &Lines, lines: impl Iterator<Item = usize>) -> FxHashSet<u32> {
    let mut out = FxHashSet::default();
    let mut left = WORDS;
    for i in lines {
        out.extend(pairs_of(page.text(i), Lexicon::get()));
        left = left.saturating_sub(page.lines[i].len());
        if left == 0 {
            break;
        }
    }
    out
}

/// The blocks in the order that the links ask for: what goes on elsewhere brings along what follows it there, up to the
/// next headline.
fn ordered(blocks: Vec<Block>, links: &[(usize, usize)]) -> Vec<Block> {
    let mut next = vec![None; blocks.len()];
    let mut claimed = vec![false; blocks.len()];
    for &(a, b) in links {
        next[a] = Some(b);
        claimed[b] = true;
    }
    let mut order: Vec<(usize, bool)> = Vec::with_capacity(blocks.len());
    let mut done = vec![false; blocks.len()];
    // A link leads onward, so that each chain has its beginning.
    for start in (0..blocks.len()).filter(|&block| !claimed[block]) {
        let (mut at, mut moved) = (Some((start, false)), false);
        while let Some((block, linked)) = at.filter(|&(block, _)| !done[block]) {
            done[block] = true;
            order.push((block, linked));
            moved |= linked;
            let follows = |b: usize| b < blocks.len() && !claimed[b] && !blocks[b].headed && !done[b];
            at = next[block]
                .map(|b| (b, true))
                .or_else(|| (moved && follows(block + 1)).then_some((block + 1, false)));
        }
    }
    let mut blocks: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut before = None;
    let mut out = Vec::with_capacity(blocks.len());
    for (i, linked) in order {
        let Some(mut block) = blocks[i].take() else { continue };
        block.goes_on |= linked;
        block.stayed &= before.is_none_or(|before: usize| before + 1 == i);
        before = Some(i);
        out.push(block);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::segmentation::Page;
    use crate::segmentation::line::Lines;

    /// Two reports, each in two columns, and a third.
    const BLOCKS: [&str; 5] = [
        "北岭缆车通车\n本报讯昨日北岭新装的缆车正式通\n车，头一趟坐了六十位上山的茶农\n和学生去往山顶的古寺，山上的村",
        "旧书摊有了家\n本报讯经过两个月的整修文庙旁边\n的旧书市场前天开门，八十多个书\n摊统一挂牌，屋顶换了透光的琉璃",
        "核桃今年早熟\n入秋以来气温比往年偏高山上核桃\n提前十天成熟，乡镇抓紧采收。",
        "民往后去镇里不用走半天石板路。\n北岭新装的缆车头一趟坐了上山的\n茶农去往山顶的古寺，山上的茶农\n和学生免票。",
        "，旧书市场的书摊屋顶也都换了，\n书摊统一挂牌，屋顶换了透光的琉\n璃，旧的书市前天开门。",
    ];

    fn firsts(blocks: [&str; 5]) -> Vec<u32> {
        let lines = Lines::read(&Page::new(blocks.join("\n\n")));
        lines.lines.iter().map(|line| line.no.0).collect()
    }

    #[test]
    fn columns_in_rows_are_put_in_order() {
        let wanted = [1, 2, 3, 4, 15, 16, 17, 18, 6, 7, 8, 9, 20, 21, 22, 11, 12, 13];
        assert_eq!(firsts(BLOCKS), wanted);
    }

    #[test]
    fn columns_in_order_stay() {
        let [a, b, c, d, e] = BLOCKS;
        let order = firsts([a, d, b, e, c]);
        assert!(order.is_sorted(), "{order:?}");
    }
}

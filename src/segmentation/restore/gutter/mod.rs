//! Columns side by side in one line, parted at the gutters between them.
//!
//! A gutter is blank over many lines, and beside it lines of running text end and begin, cut wherever the column ended.
//! A table's cells, the halves of a couplet and names in a row are not cut so: they stay where they are.

mod find;
mod order;

use super::super::{ByteSpan, Page};
use super::{Restored, Strip, span_of};
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use find::{Cell, Gutter};
use unicode_width::UnicodeWidthChar;

/// Rows of side by side text that a page has at least.
const FEWEST: usize = 4;
/// Blanks between two words of one cell are fewer.
const APART: usize = 2;
/// Places from one tab stop to the next, and where tabs alone part columns of any width.
const TAB: usize = 8;
const FAR_TAB: usize = 512;
/// Places by which a paragraph's first line may be indented.
const INDENT: usize = 4;

/// Width of a character in places: as many as on a terminal, where two kinds of fonts are told apart, or one each, as
/// some extractors count.
type Width = fn(char) -> usize;
const WIDTHS: [Width; 3] = [|_| 1, |c| c.width_cjk().unwrap_or(0), |c| c.width().unwrap_or(0)];

/// Parts the columns and puts them one after the other.
pub(super) fn part(page: &Page, out: &mut Restored) {
    let suspect = |strip: &&Strip| {
        let text = &page.text()[strip.span.range()];
        let mut before = ' ';
        let mut wide = |c: char| {
            let wide = c.is_whitespace() && (c > '\u{2000}' || c == '\t' || before.is_whitespace());
            before = c;
            wide
        };
        text.contains(&mut wide) || strip.lead.chars().count() > 2 * INDENT
    };
    if out.strips.iter().filter(suspect).count() < FEWEST {
        return;
    }
    let texts: Vec<Vec<(u32, char)>> =
        out.strips.iter().map(|strip| strip.characters(page).collect()).collect();
    let tabbed = texts.iter().filter(|text| text.iter().any(|(_, c)| *c == '\t')).count();
    let far = (tabbed * 2 > texts.len()).then_some((WIDTHS[0], FAR_TAB));
    let readings = WIDTHS.map(|width| (width, TAB)).into_iter().chain(far).map(|(width, tab)| {
        let cells = cells(&out.strips, &texts, width, tab);
        let gutters = find::gutters(&cells, &|a, b| belong(&texts, &cells[a], &cells[b]));
        let merged = merged(cells, &gutters);
        // A measure that is not the page's own finds gutters, too, but few that are straight for long.
        let straight = gutters.iter().map(|gutter| gutter.support).max().unwrap_or(0);
        // A rule alone is no cell, so that there may be fewer cells than lines.
        ((merged.len() + straight).saturating_sub(texts.len()), merged, gutters)
    });
    let best = readings.reduce(|best, other| if other.0 > best.0 { other } else { best });
    let Some((_, cells, gutters)) = best.filter(|(apart, ..)| *apart >= FEWEST) else { return };
    let meet = |a: usize, b: usize| belong(&texts, &cells[a], &cells[b]);
    out.parted = true;
    let old = std::mem::take(&mut out.strips);
    drop_rules(page, &old, &texts, &cells, out);
    for column in order::columns(&cells, &gutters, &meet) {
        let (left, pitch) = (left_of(&cells, &column), pitch_of(&cells, &column));
        let mut above: Option<usize> = None;
        for cell in column.into_iter().map(|i| &cells[i]) {
            let (strip, text) = (&old[cell.strip], &texts[cell.strip]);
            let whole = cell.characters.len() == text.len();
            let part = if whole { strip.clone() } else { piece(strip, text, cell) };
            let indent = cell.x.start.saturating_sub(left);
            let lead = " ".repeat(if indent <= INDENT { indent } else { 0 });
            // From a column's end to the next one's top there is no telling.
            let blanks = above.map_or(1, |above| ((cell.row - above) / pitch).saturating_sub(1));
            above = Some(cell.row);
            out.strips.push(Strip { lead, blanks, ..part });
        }
    }
}

/// Tells of the rules between columns, which are in no cell of theirs.
fn drop_rules(page: &Page, strips: &[Strip], texts: &[Vec<(u32, char)>], cells: &[Cell], out: &mut Restored) {
    let mut inside: Vec<Vec<bool>> = texts.iter().map(|text| vec![false; text.len()]).collect();
    cells.iter().for_each(|cell| inside[cell.strip][cell.characters.clone()].fill(true));
    for ((strip, text), inside) in strips.iter().zip(texts).zip(inside) {
        if inside.contains(&true) {
            // What an entity stands for was told with it.
            let is_own = |(start, c): &(u32, char)| page.text()[*start as usize..].starts_with(*c);
            let outside = text.iter().zip(&inside).filter(|(_, inside)| !**inside).map(|(letter, _)| letter);
            let rules = outside.filter(|letter| !letter.1.is_whitespace() && is_own(letter));
            out.taken.extend(rules.map(span_of));
        } else {
            out.aside.push(strip.clone());
        }
    }
}

/// The place where most lines of a column begin.
fn left_of(cells: &[Cell], column: &[usize]) -> usize {
    let mut starts: Vec<usize> = column.iter().map(|&i| cells[i].x.start).collect();
    starts.sort_unstable();
    let often = starts.chunk_by(|a, b| a == b).max_by_key(|same| (same.len(), usize::MAX - same[0]));
    often.map_or(0, |same| same[0])
}

/// Commonest step of a column from line to line, in rows.
fn pitch_of(cells: &[Cell], column: &[usize]) -> usize {
    let mut steps: Vec<usize> = column
        .windows(2)
        .map(|pair| cells[pair[1]].row - cells[pair[0]].row)
        .filter(|&step| step > 0)
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or(1)
}

/// The part of a strip that a cell holds.
fn piece(strip: &Strip, text: &[(u32, char)], cell: &Cell) -> Strip {
    let own = &text[cell.characters.clone()];
    let (start, (last, c)) = (own[0].0, own[own.len() - 1]);
    let span = ByteSpan { start, end: last + c.len_utf8() as u32 };
    let letters = strip.letters.is_some().then(|| own.to_vec());
    Strip { span, letters, new_sheet: strip.new_sheet && cell.characters.start == 0, ..strip.clone() }
}

/// The runs of characters without a wide blank between them.
fn cells(strips: &[Strip], texts: &[Vec<(u32, char)>], width: Width, tab: usize) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::new();
    let mut row = 0;
    for (i, (strip, text)) in strips.iter().zip(texts).enumerate() {
        row += 1 + strip.blanks + if strip.new_sheet { find::SHEET } else { 0 };
        let advance = |x: usize, c: char| if c == '\t' { (x / tab + 1) * tab } else { x + width(c) };
        let mut x = strip.lead.chars().fold(0, advance);
        let mut end = None;
        for (at, &(_, c)) in text.iter().enumerate() {
            let next = advance(x, c);
            if !c.is_whitespace() && !is_rule(text, at) {
                match out.last_mut() {
                    Some(cell) if end.is_some_and(|end| x < end + APART) => {
                        (cell.x.end, cell.characters.end) = (next, at + 1)
                    }
                    _ => out.push(Cell { row, x: x..next, strip: i, characters: at..at + 1, open: true }),
                }
                end = Some(next);
            }
            x = next;
        }
    }
    out.iter_mut().for_each(|cell| cell.open = is_open(texts[cell.strip][cell.characters.end - 1].1));
    out
}

/// Whether a character is of a rule between columns, with blanks beside it.
fn is_rule(text: &[(u32, char)], at: usize) -> bool {
    let blank = |at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|(_, c)| c.is_whitespace());
    "|｜│┃║┊┆¦".contains(text[at].1) && blank(at.checked_sub(1)) && blank(Some(at + 1))
}

/// Whether a line that ends with a character ends in the middle of a sentence.
fn is_open(c: char) -> bool {
    !"。！？…”』」：；.!?:;".contains(c)
}

/// Cells of a row that no gutter parts are one.
fn merged(cells: Vec<Cell>, gutters: &[Gutter]) -> Vec<Cell> {
    let mut gutters: Vec<&Gutter> = gutters.iter().collect();
    gutters.sort_by_key(|gutter| *gutter.rows.start());
    let mut out: Vec<Cell> = Vec::with_capacity(cells.len());
    let (mut next, mut here): (usize, Vec<&Gutter>) = (0, Vec::new());
    for cell in cells {
        while let Some(gutter) = gutters.get(next).filter(|gutter| *gutter.rows.start() <= cell.row) {
            here.push(gutter);
            next += 1;
        }
        here.retain(|gutter| *gutter.rows.end() >= cell.row);
        match out.last_mut() {
            Some(before)
                if before.strip == cell.strip
                    && !here.iter().any(|of| before.x.end < of.x.end && of.x.start < cell.x.start) =>
            {
                before.x.end = cell.x.end;
                before.characters.end = cell.characters.end;
                before.open = cell.open;
            }
            _ => out.push(cell),
        }
    }
    out
}

/// Fit of the end of a cell and the beginning of another, in nats.
fn belong(texts: &[Vec<(u32, char)>], before: &Cell, after: &Cell) -> f32 {
    let of = |cell: &Cell| &texts[cell.strip][cell.characters.clone()];
    let (before, after) = (of(before), of(after));
    let tail: Vec<char> = before[before.len().saturating_sub(4)..].iter().map(|(_, c)| *c).collect();
    let head: Vec<char> = after.iter().take(4).map(|(_, c)| *c).collect();
    // A sentence in Latin letters goes on with a small one; a table's cell has few words.
    let words = |cell: &[(u32, char)]| cell.iter().filter(|(_, c)| *c == ' ').count() >= 2;
    if let (Some(x), Some(y)) = (tail.last(), head.first())
        && y.is_lowercase()
        && (x.is_lowercase() || *x == ',')
        && words(before)
        && words(after)
    {
        return GOES_ON;
    }
    joined(&tail, &head)
}

/// Weight of a mark that no sentence begins with, or of a number cut in two.
const CUT: f32 = 2.5;
/// Weight of a word across the break, and of a sentence that goes on.
const WORD: f32 = 2.0;
const GOES_ON: f32 = 1.5;

/// Fit of the characters before and after a break, in nats.
pub(in super::super::super) fn joined(before: &[char], after: &[char]) -> f32 {
    let (Some(&x), Some(&y)) = (before.last(), after.first()) else { return 0.0 };
    let lexicon = Lexicon::get();
    if "，。、；：？！”’）》".contains(y) || x.is_ascii_digit() && y.is_ascii_digit() {
        CUT
    } else if is_han(x) && is_han(y) {
        let tail = before.iter().rev().take_while(|c| is_han(**c)).count();
        let head = after.iter().take_while(|c| is_han(**c)).count();
        let word = lexicon.straddle(&before[before.len() - tail..], &after[..head]) > 0.0;
        lexicon.association(x, y).min(4.0) + if word { WORD } else { 0.0 }
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const LEFT: [&str; 9] = [
        "北岭缆车通车",
        "本报讯昨日一大早北岭新装的缆",
        "车正式通车，头一趟就坐了六十",
        "位上山的茶农和学生，山上的村",
        "民往后不用再走半天石板路。",
        "缆车每日上下三十六趟，全程二",
        "十分钟，车票三元，孩子和老年",
        "人免票，节假日里还要再添开八",
        "趟车，方便山上山下的乡亲。",
    ];
    const RIGHT: [&str; 7] = [
        "旧书摊有了家",
        "本报讯经过两个月整修文庙旁旧",
        "书市场前天开门，八十多个摊位",
        "统一挂牌，屋顶换了透光的琉璃",
        "瓦，雨天也能慢慢地翻书看。",
        "管理旧书市场的人说摊位租金头",
        "两年照旧，老摊主优先续租。",
    ];

    /// The columns beside one another, the right one at so many places by a measure of characters.
    fn beside(columns: &[&[&str]], at: usize, width: fn(char) -> usize, blank: &str) -> String {
        let rows = columns.iter().map(|column| column.len()).max().unwrap_or(0);
        let mut out = String::new();
        for row in 0..rows {
            let mut line = String::new();
            for (i, column) in columns.iter().enumerate() {
                while line.chars().map(width).sum::<usize>() < i * at {
                    line.push_str(blank);
                }
                line.push_str(column.get(row).unwrap_or(&""));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    fn one_after_the_other(columns: &[&[&str]]) -> Vec<String> {
        columns.iter().flat_map(|column| column.iter().map(|line| line.to_string())).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).iter().map(|line| line.trim().to_string()).collect()
    }

    #[test]
    fn columns_are_parted_whatever_blanks_are_between_them() {
        let both: [&[&str]; 2] = [&LEFT, &RIGHT];
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        let right = RIGHT.iter().map(|right| format!("\t{right}")).chain(std::iter::repeat(String::new()));
        let tabs: String = LEFT.iter().zip(right).map(|(left, right)| format!("{left}{right}\n")).collect();
        let rules = ["│"; 7];
        let ruled = beside(&[&LEFT, &rules, &RIGHT], 32, wide, " ");
        for text in [
            beside(&both, 34, wide, " "),
            beside(&both, 34, wide, "\u{3000}"),
            beside(&both, 34, wide, "\u{a0}"),
            beside(&both, 20, |_| 1, " "),
            tabs,
        ] {
            assert_eq!(texts(&text), one_after_the_other(&both[..]), "{text}");
        }
        let read = texts(&ruled);
        assert!(
            read.iter().all(|line| !line.contains('│')) && read.contains(&RIGHT[3].to_string()),
            "{read:?}"
        );
    }

    #[test]
    fn columns_of_english_are_parted_and_its_tables_are_not() {
        let left = [
            "The old ferry of the town",
            "carried its last passengers",
            "on Friday evening, and the",
            "mayor thanked the crew who",
            "had worked on it for years.",
        ];
        let right = [
            "Readers may swap books in",
            "the park from Saturday on,",
            "and nobody has to pay for",
            "a stall before the summer",
            "of next year, it was said.",
        ];
        let both: [&[&str]; 2] = [&left, &right];
        assert_eq!(texts(&beside(&both, 32, |_| 1, " ")), one_after_the_other(&both));
        let table = "wheat flour       per sack      40\nrice, long        per sack      38\n".repeat(4);
        assert_eq!(texts(&table), table.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_tab_before_a_paragraph_is_an_indent() {
        let text: String = LEFT.iter().map(|line| format!("\t{line}\n{line}\n")).collect();
        assert_eq!(texts(&text), text.lines().map(str::trim).collect::<Vec<_>>());
    }

    #[test]
    fn a_headline_over_several_columns_comes_before_them() {
        let three: [&[&str]; 3] = [&LEFT[1..5], &LEFT[5..], &RIGHT[1..]];
        let columns = beside(&three, 34, |c| if c.is_ascii() { 1 } else { 2 }, " ");
        let text = format!("北岭山里人家盼望多年的新缆车和旧书市场前后两天都开了门真好\n{columns}");
        let mut wanted = vec!["北岭山里人家盼望多年的新缆车和旧书市场前后两天都开了门真好".to_string()];
        wanted.extend(one_after_the_other(&three));
        assert_eq!(texts(&text), wanted);
    }

    #[test]
    fn columns_whose_rows_do_not_meet_are_parted() {
        let pad = " ".repeat(34);
        let rows = LEFT.iter().zip(RIGHT.iter());
        let text: String = rows.map(|(left, right)| format!("{left}\n{pad}{right}\n")).collect();
        let both: [&[&str]; 2] = [&LEFT[..7], &RIGHT];
        assert_eq!(texts(&text), one_after_the_other(&both));
    }

    #[test]
    fn lines_that_make_no_gutter_are_left_as_they_are() {
        let text = "|\n!\t\u{e}\na\ta\n!\t\u{e}\n¡\t¡";
        assert_eq!(texts(text), text.lines().map(str::trim).collect::<Vec<_>>());
    }

    #[test]
    fn tables_couplets_names_and_spread_headlines_are_not_torn() {
        let table =
            "城镇居民人均收入        32100元      增长5%\n农村居民收入            12300元      增长7%\n"
                .repeat(4);
        let couplets =
            "春江水暖鸭先知，      桃花三两枝初放。\n千帆竞发过澜溪，      万里归来又一年。\n".repeat(5);
        let names = "何　闻　　吴　岚　　丁一鸣　　石　见\n白云川　　祝远山　　乔石林　　何　闻\n".repeat(5);
        let spread = "澜　　溪　　渡　　口　　开　　通\n往　　来　　方　　便　　票　　价\n".repeat(4);
        for text in [table, couplets, names, spread] {
            assert_eq!(texts(&text), text.lines().collect::<Vec<_>>());
        }
    }
}

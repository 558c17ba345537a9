//! Vertical text: one character a line, or rows read across its columns.

use super::super::cue::{Cue, Cues};
use super::super::{ByteSpan, Page};
use super::gutter;
use super::{Restored, Strip};
use crate::han::character::{is_han, is_ignorable};
use crate::han::lexicon::Lexicon;

/// Lines of one character that are no accident.
const FEWEST: usize = 12;
/// Share of a page's lines that have one.
const NEARLY_ALL: f32 = 0.9;
/// Blank places that begin a paragraph; one parts two words.
const INDENT: usize = 2;
/// Characters within which a report's opening is looked for: a headline runs on into it.
const OPENING: usize = 60;
/// Rows and columns of a grid.
const ROWS: usize = 5;
/// Rows that are asked how their characters belong together.
const ASKED: usize = 60;
/// Pairs of characters that tell.
const PAIRS: usize = 40;
/// Nats by which characters belong together down rather than across, for a text that is read down; and above which those
/// across do read.
const DOWN: f32 = 0.3;
const DOWN_CLOSE: f32 = 0.8;
const READS: f32 = -0.9;

/// Doubt about a text that was turned, so that no line ends where it ended in print, and about one that reads neither way.
const TURNED: f32 = 0.5;
const UNREADABLE: f32 = 0.9;

/// A character with its place.
type Letter = (u32, char);

/// Reads vertical text downwards; tells where that cannot be done.
pub(super) fn turn(page: &Page, out: &mut Restored) {
    let single = out.strips.iter().filter(|strip| strip.text(page).count() == 1).count();
    if single >= FEWEST && single as f32 >= NEARLY_ALL * out.strips.len() as f32 {
        out.strips = joined(page, std::mem::take(&mut out.strips));
        out.doubt = TURNED;
        return;
    }
    out.strips = headlines(page, std::mem::take(&mut out.strips));
    let mut strips = Vec::with_capacity(out.strips.len());
    let old = std::mem::take(&mut out.strips);
    let mut kinds: Vec<_> = old.iter().map(|strip| (grid(page, strip), close_row(page, strip))).collect();
    let mut rest = &old[..];
    for kinds in kinds.chunk_by_mut(|a, b| (a.0.is_some(), a.1.is_some()) == (b.0.is_some(), b.1.is_some())) {
        let (rows, after) = rest.split_at(kinds.len());
        rest = after;
        let is_spaced = kinds[0].0.is_some();
        let cells = kinds.iter_mut().filter_map(|(spaced, close)| spaced.take().or_else(|| close.take()));
        let cells: Vec<Vec<Letter>> = cells.collect();
        let (across, down) = if cells.len() >= ROWS { belonging(&cells) } else { (0.0, 0.0) };
        let enough = if is_spaced { DOWN } else { DOWN_CLOSE };
        if down > across + enough && across < READS {
            strips.extend(columns(rows, &cells));
            out.doubt = out.doubt.max(TURNED);
        } else {
            if is_spaced && cells.len() >= ROWS && across < READS && cells.len() * 2 > old.len() {
                out.doubt = UNREADABLE;
            }
            strips.extend_from_slice(rows);
        }
    }
    out.strips = strips;
}

/// Headlines that stand one character a line between other text, each in a line.
fn headlines(page: &Page, strips: Vec<Strip>) -> Vec<Strip> {
    /// Nats a character of what reads; a list such as 甲乙丙丁 has more.
    const ALONG: std::ops::Range<f32> = -0.5..1.5;
    /// Lines of one.
    const LENGTH: std::ops::RangeInclusive<usize> = 4..=20;
    let single = |strip: &Strip| {
        let mut text = strip.text(page);
        text.next().filter(|_| text.next().is_none()).filter(|c| is_han(*c))
    };
    let mut out = Vec::with_capacity(strips.len());
    for run in strips.chunk_by(|a, b| single(a).is_some() == single(b).is_some() && b.blanks == 0) {
        let text: Vec<char> = run.iter().map_while(single).collect();
        let pairs = text.windows(2).map(|two| Lexicon::get().association(two[0], two[1]));
        let reads = ALONG.contains(&(pairs.sum::<f32>() / text.len() as f32));
        if LENGTH.contains(&text.len()) && text.len() == run.len() && reads {
            let letters: Vec<Letter> = run.iter().flat_map(|strip| strip.characters(page)).collect();
            out.push(Strip {
                blanks: run[0].blanks,
                lead: run[0].lead.clone(),
                ..made(page, &run[0], &letters)
            });
        } else {
            out.extend_from_slice(run);
        }
    }
    out
}

/// Lines of one character as paragraphs; a line across, as a page's head is, stays one.
fn joined(page: &Page, strips: Vec<Strip>) -> Vec<Strip> {
    /// Characters of a number or a mark that stand beside one another in a column, at most.
    const BESIDE: usize = 4;
    let mut paragraphs: Vec<(Strip, Vec<Letter>)> = Vec::new();
    let mut was_across = false;
    for strip in strips {
        let letters = strip.characters(page);
        let is_across = letters.clone().count() > BESIDE;
        let goes_on = strip.blanks < INDENT && !strip.new_sheet && !is_across && !was_across;
        was_across = is_across;
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some((_, text)) => {
                if strip.blanks > 0
                    && let Some(&(byte, _)) = text.last()
                {
                    text.push((byte, ' '));
                }
                text.extend(letters);
            }
            None => {
                let text = letters.collect();
                paragraphs.push((strip, text));
            }
        }
    }
    let mut out = Vec::new();
    for (strip, text) in paragraphs {
        let characters: Vec<char> = text.iter().map(|(_, c)| *c).collect();
        let opening = (1..characters.len().min(OPENING))
            .find(|&at| !characters[at].is_whitespace() && Cues::of(&characters[at..]).has(Cue::Dateline));
        let (head, body) = text.split_at(opening.unwrap_or(0));
        out.extend(
            [head, body].into_iter().filter(|part| !part.is_empty()).map(|part| made(page, &strip, part)),
        );
    }
    out
}

/// A strip of letters that stand on many lines.
fn made(page: &Page, like: &Strip, letters: &[Letter]) -> Strip {
    let no = page.line_at(letters[0].0);
    let span = ByteSpan { start: letters[0].0, end: letters[0].0 + letters[0].1.len_utf8() as u32 };
    Strip { no, span, letters: Some(letters.to_vec()), lead: String::new(), blanks: 0, ..like.clone() }
}

/// The cells of a row, one character each: parted by blanks, or not at all. `None` for any other line.
fn grid(page: &Page, strip: &Strip) -> Option<Vec<Letter>> {
    let lead = strip.lead.chars().map(|c| (strip.span.start, c));
    let all: Vec<Letter> = lead.chain(strip.characters(page)).collect();
    let blank = |letter: &Letter| letter.1.is_whitespace();
    let spaced = all.len() > 2 * ROWS && all.iter().skip(1).step_by(2).all(blank);
    spaced.then(|| all.into_iter().step_by(2).collect())
}

/// The cells of a row of Han and marks without blanks between them; `None` for any other line.
fn close_row(page: &Page, strip: &Strip) -> Option<Vec<Letter>> {
    /// The longest row.
    const WIDEST: usize = 60;
    let lead = strip.lead.chars().map(|c| (strip.span.start, c));
    let all: Vec<Letter> = lead.chain(strip.characters(page)).collect();
    let is_latin = |letter: &Letter| letter.1.is_ascii_alphanumeric();
    let words =
        all.windows(2).any(|two| two.iter().all(is_latin)) || all.iter().any(|(_, c)| is_ignorable(*c));
    let han = all.iter().filter(|(_, c)| is_han(*c)).count();
    (all.len() <= WIDEST && han > 1 && !words).then_some(all)
}

/// Strength with which characters next to each other and below each other belong together, in nats a pair.
fn belonging(rows: &[Vec<Letter>]) -> (f32, f32) {
    let lexicon = Lexicon::get();
    let (mut across, mut down) = (Vec::new(), Vec::new());
    let pair = |a: Option<&Letter>, b: Option<&Letter>, to: &mut Vec<f32>| {
        if let (Some((_, a)), Some((_, b))) = (a, b)
            && is_han(*a)
            && is_han(*b)
        {
            to.push(lexicon.association(*a, *b));
        }
    };
    for at in 0..rows.len().min(ASKED) {
        for (x, letter) in rows[at].iter().enumerate() {
            pair(Some(letter), rows[at].get(x + 1), &mut across);
            pair(Some(letter), rows.get(at + 1).and_then(|row| row.get(x)), &mut down);
        }
    }
    let mean = |pairs: &[f32]| {
        if pairs.len() < PAIRS { 0.0 } else { pairs.iter().sum::<f32>() / pairs.len() as f32 }
    };
    (mean(&across), mean(&down))
}

/// The columns of a grid from right to left, or from left to right where their ends go on so.
fn columns(rows: &[Strip], cells: &[Vec<Letter>]) -> Vec<Strip> {
    let widest = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = Vec::with_capacity(widest);
    let last = &cells[cells.len() - 1];
    let goes_on = |from: usize, to: usize| match (last.get(from), cells[0].get(to)) {
        (Some((_, a)), Some((_, b))) => gutter::joined(&[*a], &[*b]),
        _ => 0.0,
    };
    let ways = (1..widest).map(|x| (goes_on(x, x - 1), goes_on(x - 1, x)));
    let (left, right) = ways.fold((0.0, 0.0), |sum, way| (sum.0 + way.0, sum.1 + way.1));
    let order: Vec<usize> = if right > left { (0..widest).collect() } else { (0..widest).rev().collect() };
    for x in order {
        let letters: Vec<Letter> = cells.iter().filter_map(|row| row.get(x)).copied().collect();
        let first = letters.iter().position(|(_, c)| !c.is_whitespace());
        let row = cells.iter().zip(rows).filter(|(row, _)| row.get(x).is_some()).nth(first.unwrap_or(0));
        if let (Some((_, like)), Some(strip)) = (row, rows[0].with(letters)) {
            let end = strip.span.start
                + strip.letters.iter().flatten().next().map_or(0, |(_, c)| c.len_utf8()) as u32;
            let span = ByteSpan { end, ..strip.span };
            out.push(Strip { no: like.no, span, blanks: 0, ..strip });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::Page;
    use super::super::restore;
    use super::super::tests::read;

    const TEXT: &str = "本报讯昨日北岭新装的缆车正式通车头一趟坐了六十位上山的茶农和学生山上的村子往后去镇里不用再走半天的石板路缆车每日上下三十六趟全程要一刻钟车票三元孩子和军人免票节假日里还要再添开八趟";

    #[test]
    fn one_character_a_line_is_read_down() {
        let text: String = format!("北岭缆车通车{TEXT}").chars().map(|c| format!("{c}\n")).collect();
        assert_eq!(read(&text), ["北岭缆车通车", TEXT]);
        let head = "澜溪日报\n2031年1月2日 第3版\n\n";
        let below: Vec<String> =
            read(&format!("{head}{text}")).iter().map(|line| line.trim().into()).collect();
        assert_eq!(below[below.len() - 2..], ["北岭缆车通车", TEXT], "below a page's head");
        let number = text.replace("三\n十\n六", "36");
        assert_eq!(read(&number), ["北岭缆车通车", &TEXT.replace("三十六", "36")]);
    }

    #[test]
    fn rows_of_vertical_text_are_read_from_right_to_left() {
        let characters: Vec<char> = TEXT.chars().collect();
        let columns: Vec<&[char]> = characters.chunks(10).collect();
        let row =
            |y: usize| columns.iter().rev().map(move |column| column.get(y).copied().unwrap_or('\u{3000}'));
        let rows = |blank: &str| -> String {
            (0..10).map(|y| row(y).map(String::from).collect::<Vec<_>>().join(blank) + "\n").collect()
        };
        let wanted: Vec<String> = columns.iter().map(|column| column.iter().collect()).collect();
        assert_eq!(read(&rows("\u{3000}")), wanted);
        assert_eq!(read(&rows("")), wanted);
        let turned: String =
            rows("").lines().map(|row| row.chars().rev().collect::<String>() + "\n").collect();
        assert_eq!(read(&turned), wanted, "from left to right");
        let dated = format!("澜溪日报 2031年1月2日\n{}", rows(""));
        assert_eq!(read(&dated)[1..], wanted[..]);
    }

    #[test]
    fn rows_of_names_and_narrow_columns_are_read_across() {
        let names = "何闻\n吴岚\n丁一鸣\n石见\n白云川\n祝远山\n乔石林\n".repeat(8);
        let column: String = TEXT
            .chars()
            .collect::<Vec<_>>()
            .chunks(6)
            .map(|line| line.iter().collect::<String>() + "\n")
            .collect();
        for text in [names, column] {
            assert_eq!(read(&text), text.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_headline_set_downwards_between_texts_is_a_line() {
        let text =
            "本报讯昨日北岭新装的缆车正式通车。\n山\n村\n通\n了\n缆\n车\n头一趟坐了六十位上山的茶农。\n";
        assert_eq!(read(text)[1], "山村通了缆车");
        let list = "本题四个选项各有一字。\n甲\n乙\n丙\n丁\n请选出读音不同的一个。\n";
        assert_eq!(read(list), list.lines().collect::<Vec<_>>());
    }

    #[test]
    fn spread_lines_are_read_across_and_nonsense_is_told() {
        let characters: Vec<char> = TEXT.chars().collect();
        let spread = |characters: &[char]| -> String {
            let line =
                |line: &[char]| line.iter().map(|c| c.to_string()).collect::<Vec<_>>().join(" ") + "\n";
            characters.chunks(13).map(line).collect()
        };
        let page = Page::new(spread(&characters));
        assert_eq!(read(page.text()), page.text().lines().collect::<Vec<_>>());
        assert!(restore(&page).doubt == 0.0);
        let mut mixed = characters.clone();
        mixed.sort_by_key(|c| (*c as u32).wrapping_mul(2_654_435_761) >> 16);
        assert!(restore(&Page::new(spread(&mixed))).doubt > 0.8);
    }
}

//! Headlines across the columns of their text, which an extractor wrote above one of the later columns: the text breaks
//! off before them and goes on right below.

use super::Role;
use super::block_order::{breaks_off, may_be_in_rows, opens};
use super::chain_weights::UNIT;
use super::crf::Scores;
use super::cue::Cue;
use super::line::{Line, Lines};
use super::line_kind::Era;
use super::page_context::PageContext;
use crate::han::character::is_han;
use crate::han::sequence::Sequences;
use std::ops::Range;

/// Lines of a headline at most, and its Han characters at least.
const LINES: usize = 4;
const SHORTEST: usize = 4;
/// Lines of text below it at least, and how wide they are at least, in ems.
const TEXT: usize = 3;
const NARROWEST: f32 = 8.0;
/// Ems by which a line of running text may miss its column, by which a paragraph's first line does at most, its indent
/// stripped, and by which a headline goes beyond the column at least.
const FULL: f32 = 1.4;
const INDENT: f32 = 2.8;
const BEYOND: f32 = 2.0;
/// Nats by which the text before a break calls for what follows it, from which that goes on; and by which another text calls
/// for it more.
const CALLED: f32 = 1.0;
const MORE: f32 = 2.0;
/// Strength with which such lines are no text, in nats.
const STRENGTH: f32 = 6.0;

/// Adds to a page's scores what stands above columns that go on in the middle of a paragraph.
pub(super) fn hold(scores: &mut Scores<i16>, context: &PageContext) {
    let page = context.page;
    if context.era != Era::Modern || !may_be_in_rows(page) {
        return;
    }
    let steps = (STRENGTH / UNIT) as i16;
    let blocks = Blocks::of(page);
    for headline in (0..blocks.starts.len() - 1).filter_map(|at| blocks.headline(at)) {
        scores.part(headline.start, steps);
        for i in headline {
            scores.favour(i, Role::Paragraph, -steps);
            scores.favour(i, Role::Subhead, -steps);
            scores.favour(i, Role::Title, steps);
        }
    }
}

/// The blocks of lines that blank lines part.
struct Blocks<'a> {
    page: &'a Lines,
    sequences: &'static Sequences,
    /// The first line of each; the end of all.
    starts: Vec<usize>,
    /// Last lines of blocks in the middle of a sentence that the next block does not take up.
    open: Vec<usize>,
}

impl<'a> Blocks<'a> {
    fn of(page: &'a Lines) -> Blocks<'a> {
        let begins = |i: &usize| page.lines[*i].blank_before > 0;
        let mut starts: Vec<usize> = (0..page.lines.len()).filter(begins).collect();
        starts.push(page.lines.len());
        let mut blocks = Blocks { page, sequences: Sequences::get(), starts, open: Vec::new() };
        let lasts = blocks.starts[1..].iter().map(|&next| next - 1).filter(|&last| breaks_off(page, last));
        let goes_on = |last: usize| last + 1 < page.lines.len() && blocks.calls(last, last + 1) >= CALLED;
        blocks.open = lasts.filter(|&last| !goes_on(last)).collect();
        blocks
    }

    /// How much the text of one line calls for that of another, in nats.
    fn calls(&self, from: usize, to: usize) -> f32 {
        self.sequences.across(self.page.text(from), self.page.text(to)).iter().sum()
    }

    /// The headline that a block begins with, if the rest are lines of one column that go on with a text before it.
    fn headline(&self, at: usize) -> Option<Range<usize>> {
        let (lines, block) = (&self.page.lines, self.starts[at]..self.starts[at + 1]);
        let longest = block.len().saturating_sub(TEXT).min(LINES);
        (1..=longest).map(|count| block.start..block.start + count).find(|headline| {
            let text = headline.end..block.end;
            let column = Column::of(self.page, text.clone());
            let first = &lines[text.start];
            let full = text.clone().filter(|&i| column.is_full(&lines[i])).count();
            let own = self.calls(headline.end - 1, text.start);
            let called = |&last: &usize| {
                last < block.start && self.calls(last, text.start) >= (own + MORE).max(CALLED)
            };
            full * 3 >= text.len() * 2
                && column.is_full(first)
                && !first.indented
                && !opens(first)
                && headline.clone().all(|i| column.is_headline(self.page, i))
                && own < CALLED
                && (headline.clone().all(|i| column.is_crossed(&lines[i])) || self.open.iter().any(called))
        })
    }
}

/// Width of a column in ems, with all punctuation compressed, and with none.
struct Column {
    narrow: f32,
    wide: f32,
}

impl Column {
    fn of(page: &Lines, lines: Range<usize>) -> Column {
        let widest =
            |width: fn(&Line) -> f32| page.lines[lines.clone()].iter().map(width).fold(0.0, f32::max);
        Column { narrow: widest(|line| line.narrow), wide: widest(|line| line.wide) }
    }

    fn is_full(&self, line: &Line) -> bool {
        self.wide >= NARROWEST && self.wide - line.wide < FULL
    }

    /// Whether a line is wider than the column.
    fn is_crossed(&self, line: &Line) -> bool {
        line.narrow - self.wide >= BEYOND
    }

    /// Whether a line is a headline beside it: wider or narrower, and no sentence.
    fn is_headline(&self, page: &Lines, i: usize) -> bool {
        let line = &page.lines[i];
        (self.narrow - line.wide > INDENT || self.is_crossed(line))
            && page.text(i).iter().filter(|c| is_han(**c)).count() >= SHORTEST
            && !opens(line)
            && !line.cues.any(&[
                Cue::SentenceEnd,
                Cue::StopInside,
                Cue::CommaInside,
                Cue::PauseEnd,
                Cue::ColonEnd,
                Cue::Credit,
                Cue::CreditEnd,
                Cue::Caption,
                Cue::JumpTo,
                Cue::JumpFrom,
                Cue::PageLabel,
                Cue::OpeningStart,
            ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "北岭缆车通车\n本报讯昨日北岭新装的缆车正式通\n车，头一趟坐了六十位上山的茶农\n和学生去往山顶的古寺，山上的村";
    const SECOND: &str = "旧书摊有了家\n本报讯经过两个月的整修文庙旁边\n的旧书市场前天开门，八十多个书\n摊统一挂牌，屋顶全换成透光的玻";
    const REST: &str =
        "民往后去镇里不用走半天石板路。\n北岭新装的缆车每半小时开一班，\n山上的茶农说下山卖茶方便多了。";
    const OTHER: &str =
        "璃，下雨天也能安心翻书，隔壁还\n开了一家茶馆，老书客们坐着喝茶\n聊书，一坐就是一个下午的光景。";

    fn headlines(blocks: &[&str]) -> Vec<String> {
        let page = Lines::read(&crate::segmentation::Page::new(blocks.join("\n\n")));
        let found = Blocks::of(&page);
        let headlines = (0..found.starts.len() - 1).filter_map(|at| found.headline(at));
        headlines.map(|lines| lines.flat_map(|i| page.text(i)).collect()).collect()
    }

    #[test]
    fn a_line_above_a_column_that_takes_up_another_text_is_a_headline() {
        let second = SECOND.split_once('\n').unwrap().1;
        let column = format!("旧书摊有了家\n{OTHER}");
        assert_eq!(headlines(&[FIRST, second, REST, &column]), ["旧书摊有了家"]);
    }

    #[test]
    fn a_line_wider_than_its_column_is_a_headline() {
        let column = format!("文庙旁边的旧书市场整修以后开门迎来老书客\n{OTHER}");
        assert_eq!(headlines(&[FIRST, SECOND, REST, &column]), ["文庙旁边的旧书市场整修以后开门迎来老书客"]);
    }

    #[test]
    fn a_paragraphs_first_line_is_no_headline() {
        let paragraph =
            "茶馆的掌柜说来喝茶的多是\n老书客，也有学生来写功课，到了\n周末要排队等座，茶钱两块一位。";
        assert!(headlines(&[FIRST, SECOND, REST, paragraph, OTHER]).is_empty());
    }

    #[test]
    fn a_title_above_its_beginning_is_left_to_the_reading() {
        assert!(headlines(&[FIRST, SECOND, REST, OTHER]).is_empty());
    }
}

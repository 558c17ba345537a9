//! A page as the features see it: what each line is like from afar, how the page was extracted and punctuated, which marks
//! are open, which counts run on.

use super::Role;
use super::author::is_signed_by;
use super::author_place::{NamedBelow, is_pen_name_below, is_rest_of_name, named_below};
use super::cohesion::{Cohesion, Words};
use super::cue::Cue;
use super::headings::Headings;
use super::latin;
use super::line::{Line, Lines, PAGE_EDGE};
use super::line_kind::{Era, Kind, era};
use super::masthead::{self, Mastheads};
use super::note;
use super::picture_lines;
use super::setting;
use super::verse;
use super::watch::Watch;
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use crate::han::numeral;

/// Number of lengths of a stretch of prose.
pub(super) const STRETCHES: u32 = 6;

/// Way of extraction, which changes what blank lines and widths mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Blank lines between some lines.
    Blanks,
    /// A blank line after nearly every line.
    DoubleSpaced,
    /// A line is a paragraph.
    Unwrapped,
    /// No blank lines.
    Solid,
}

/// Share of breaks with a blank line from which a page counts as double-spaced, and below which as solid.
const DOUBLE_SPACED: f32 = 0.85;
const SOLID: f32 = 0.02;
/// Breaks on each side over which the way of extraction is judged: it may change inside a page.
const WAY_REACH: usize = 30;
/// Measure in ems from which lines are paragraphs.
const UNWRAPPED: f32 = 45.0;

/// A page with what is asked of it more than once.
pub(crate) struct PageContext<'a> {
    pub page: &'a Lines,
    pub(super) kinds: Vec<Kind>,
    pub(super) ways: Vec<Way>,
    /// Quotes and brackets left open after each line, within its stretch of text.
    pub(super) open_marks: Vec<(u8, u8)>,
    /// For each line, kind of enumerator × 4 + relation to the last of that kind.
    pub(super) enumerators: Vec<Option<u32>>,
    /// For each heading, the length of the run of headings around it, its index in it, and what comes after the run.
    heading_runs: Vec<(usize, usize, Kind)>,
    /// For each line of prose, how long its stretch is and whether a picture's label or credit stands at its ends.
    pub(super) stretches: Vec<Option<u32>>,
    pub(super) cohesion: Cohesion,
    pub(super) headings: Headings,
    pub(super) era: Era,
    /// Lines that are authors by their place alone.
    pub(super) pen_names: Vec<usize>,
    /// Lines at a headline's end that name a person by their form.
    pub(super) named: Vec<(usize, NamedBelow)>,
    /// What the paper says of itself at the page's head and foot.
    pub(super) mastheads: Mastheads,
    /// Role of each line that is of a note at an article's end.
    pub(super) notes: Vec<Option<Role>>,
    /// Role of each line that a picture tells by plain form.
    pub(super) pictures: Vec<Option<Role>>,
    /// Part of each line in a poem.
    pub(super) poems: Vec<Option<verse::Part>>,
    /// Part of each line where an article in English begins.
    pub(super) latin: Vec<Option<latin::Part>>,
    /// Whether the page keeps first-line indents: 0 no, 1 some, 2 many.
    pub(super) indenting: u32,
    /// Whether each line of text is a whole paragraph.
    pub(super) paragraph_a_line: bool,
}

impl<'a> PageContext<'a> {
    /// A page's context; `None` where it was given up.
    pub(super) fn new(page: &'a Lines, lexicon: &Lexicon, watch: &Watch) -> Option<PageContext<'a>> {
        let era = era(page, lexicon);
        let kind = |(i, line)| setting::kind(page, i, kind_of(line));
        let mut kinds: Vec<Kind> = page.lines.iter().enumerate().map(kind).collect();
        let pen_names: Vec<usize> = (1..kinds.len())
            .filter(|&i| is_pen_name_below(page, &kinds, lexicon, i) || is_rest_of_name(page, i))
            .collect();
        pen_names.iter().for_each(|&i| kinds[i] = Kind::Byline);
        let named: Vec<(usize, NamedBelow)> =
            (1..kinds.len()).filter_map(|i| Some((i, named_below(page, &kinds, era, i)?))).collect();
        let poems = verse::poems(page, &kinds, era, lexicon);
        let mut latin = latin::parts(page);
        for (i, part) in latin.iter_mut().enumerate().filter(|(i, _)| latin::is_latin(page.text(*i))) {
            match poems[i] {
                Some(verse::Part::Title) => *part = Some(latin::Part::Headline),
                Some(verse::Part::Poet) => *part = Some(latin::Part::Byline),
                // It may be worded as a headline is.
                Some(verse::Part::Line) => *part = None,
                _ => {}
            }
        }
        for (kind, part) in kinds.iter_mut().zip(&latin) {
            *kind = part.map_or(*kind, latin::Part::kind);
        }
        let is_heading: Vec<bool> = kinds.iter().map(|k| k.is_heading()).collect();
        let words = Words::new(page, lexicon, &watch.part(0.0, 0.5))?;
        Some(PageContext {
            page,
            ways: ways(page),
            open_marks: open_marks(page),
            enumerators: enumerators(page),
            heading_runs: heading_runs(&kinds, &is_heading),
            stretches: stretches(page, &kinds),
            cohesion: Cohesion::new(page, &is_heading, &words, &watch.part(0.5, 1.0))?,
            headings: Headings::new(page, &kinds, &words),
            pen_names: if era == Era::Old { Vec::new() } else { pen_names },
            named,
            mastheads: masthead::mastheads(page),
            notes: note::notes(page, &kinds, era),
            pictures: if era == Era::Old {
                vec![None; kinds.len()]
            } else {
                picture_lines::told(page, &kinds)
            },
            paragraph_a_line: is_paragraph_a_line(page, &kinds),
            poems,
            latin,
            kinds,
            era,
            indenting: {
                let indented = page.lines.iter().filter(|l| l.indented).count();
                u32::from(indented > 0) + u32::from(indented * 12 > page.lines.len())
            },
        })
    }

    pub(super) fn kind(&self, i: isize) -> Kind {
        usize::try_from(i).ok().and_then(|i| self.kinds.get(i)).copied().unwrap_or(Kind::Edge)
    }

    pub(super) fn measure(&self, i: isize) -> f32 {
        usize::try_from(i).ok().and_then(|i| self.page.lines.get(i)).map_or(0.0, |l| l.measure)
    }

    pub(super) fn blank_after(&self, i: usize) -> u8 {
        self.page.lines.get(i + 1).map_or(PAGE_EDGE, |l| l.blank_before)
    }

    /// Length of the run of headings around a line, its index in it, and what comes after the run; 0 outside one.
    pub(super) fn heading_run(&self, i: usize) -> (usize, usize, Kind) {
        self.heading_runs[i]
    }

    /// Number of lines on both sides that begin with the same two characters: captions of one story often do.
    pub(super) fn alike_beginnings(&self, i: usize) -> u32 {
        let start = |i: usize| self.page.text(i).get(..2).filter(|t| t.iter().all(|c| is_han(*c)));
        let Some(own) = start(i) else { return 0 };
        let near = [i.checked_sub(1), Some(i + 1).filter(|&j| j < self.page.lines.len())];
        near.into_iter().flatten().filter(|&j| start(j) == Some(own)).count() as u32
    }

    /// Whether a line signs the text above it: one that has come to its end, with no author at its head, and a headline is below
    /// or nothing.
    pub(super) fn is_signature(&self, i: usize) -> bool {
        /// Most lines of a headline that an author's can be among.
        const HEADLINE: usize = 4;
        let below = self.kind(i as isize + 1);
        if !is_signed_by(self.page.text(i)) || below != Kind::Edge && !below.is_heading() {
            return false;
        }
        let text = (0..i).rev().take_while(|&j| self.kinds[j].is_text()).count();
        let ends = text > 0 && self.page.lines[i - 1].cues.has(Cue::SentenceEnd);
        let head = (0..i - text).rev().take(HEADLINE);
        ends && !head.take_while(|&j| !self.kinds[j].is_text()).any(|j| self.kinds[j] == Kind::Byline)
    }

    /// The page's first lines, its last lines, or thereabouts.
    pub(super) fn place(&self, i: usize) -> u32 {
        let left = self.page.lines.len() - 1 - i;
        match (i, left) {
            (0, _) => 0,
            (1..=2, _) => 1,
            (_, 0) => 5,
            (_, 1..=2) => 4,
            (3..=8, _) => 2,
            _ => 3,
        }
    }
}

/// Longest line that can be a heading, in characters.
const LONGEST_HEADING: usize = 34;

/// Whether lines are paragraphs, as in what was typed or copied from a website: some are longer than most columns are wide,
/// and all end where a sentence does.
fn is_paragraph_a_line(page: &Lines, kinds: &[Kind]) -> bool {
    /// Characters that make a line long, such lines at least, and characters of a line that tells.
    const LONG: usize = 20;
    const FEWEST: usize = 2;
    const TELLING: usize = 8;
    /// How many lines there are for one that ends otherwise.
    const FOR_ONE: usize = 30;
    let texts =
        || page.lines.iter().zip(kinds).filter(|(line, kind)| kind.is_text() && line.len() >= TELLING);
    let is_open = |line: &Line| !line.cues.any(&[Cue::SentenceEnd, Cue::ColonEnd, Cue::ClosingEnd]);
    let open = texts().filter(|(line, _)| is_open(line)).count();
    let long = texts().filter(|(line, _)| line.len() >= LONG && !is_open(line)).count();
    long >= FEWEST && open * FOR_ONE <= texts().count()
}

fn kind_of(line: &Line) -> Kind {
    let cues = line.cues;
    let prose = cues.any(&[Cue::StopInside, Cue::PauseEnd])
        || cues.has(Cue::SentenceEnd) && !cues.any(&[Cue::QuestionEnd, Cue::ExclamationEnd]);
    let short = line.len() <= LONGEST_HEADING;
    if short && cues.any(&[Cue::JumpTo, Cue::JumpFrom]) {
        Kind::Jump
    } else if cues.has(Cue::Dateline) {
        Kind::Dateline
    } else if short && cues.has(Cue::CreditEnd) {
        Kind::Picture
    } else if cues.any(&[Cue::Byline, Cue::PenName, Cue::NameOnly])
        || cues.has(Cue::Square) && short && !prose
    {
        Kind::Byline
    } else if cues.any(&[Cue::Credit, Cue::Caption]) {
        Kind::Picture
    } else if cues.has(Cue::Bullet) {
        Kind::Bullet
    } else if short && !prose && cues.any(&[Cue::Imprint, Cue::PageLabel, Cue::PaperName, Cue::Weekday])
        || cues.has(Cue::Date) && !prose
    {
        Kind::Imprint
    } else if short
        && !prose
        && !cues.any(&[Cue::ClosingStart, Cue::EnumerationCommaEnd])
        && !is_full_prose(line)
    {
        if cues.any(&[Cue::EnumeratorHan, Cue::EnumeratorBracket, Cue::EnumeratorDigit, Cue::EnumeratorWord])
        {
            Kind::NumberedHeading
        } else {
            Kind::Heading
        }
    } else if line.narrow > line.measure + 2.5 {
        Kind::Wide
    } else {
        Kind::of_text(line)
    }
}

fn heading_runs(kinds: &[Kind], headings: &[bool]) -> Vec<(usize, usize, Kind)> {
    let mut out = Vec::with_capacity(kinds.len());
    for run in headings.chunk_by(|a, b| a == b) {
        let after = kinds.get(out.len() + run.len()).copied().unwrap_or(Kind::Edge);
        let of_line = |index| if run[0] { (run.len(), index, after) } else { (0, 0, Kind::Edge) };
        out.extend((0..run.len()).map(of_line));
    }
    out
}

/// Length of each stretch of prose × what stands before it × what stands after it: 1 a credit, 2 a label of pictures.
fn stretches(page: &Lines, kinds: &[Kind]) -> Vec<Option<u32>> {
    let prose = Kind::is_text;
    // A label is looked for behind a credit, too.
    let sign = |near: &mut dyn Iterator<Item = usize>| {
        near.take(2)
            .take_while(|&i| !prose(kinds[i]))
            .map(|i| {
                let cues = page.lines[i].cues;
                if cues.has(Cue::PhotoLabel) { 2 } else { u32::from(cues.has(Cue::CreditEnd)) }
            })
            .max()
            .unwrap_or(0)
    };
    let mut out = vec![None; kinds.len()];
    let mut start = 0;
    while start < kinds.len() {
        let end = start + kinds[start..].iter().take_while(|k| prose(**k)).count();
        if end > start {
            let length = [2, 5, 9, 16, 30].iter().filter(|&&l| end - start > l).count() as u32;
            let (before, after) = (sign(&mut (0..start).rev()), sign(&mut (end..kinds.len())));
            out[start..end].fill(Some((length * 3 + before) * 3 + after));
        }
        start = end + 1;
    }
    out
}

/// A line as wide as its column is body, whatever its punctuation, unless the column is made of headings.
fn is_full_prose(line: &Line) -> bool {
    (line.width() - line.measure).abs() <= 0.9 && line.len() >= 7
        || (line.width() + 2.0 - line.measure).abs() <= 0.6 && line.cues.has(Cue::CommaInside)
}

fn ways(page: &Lines) -> Vec<Way> {
    let n = page.lines.len();
    (0..n)
        .map(|i| {
            let near = i.saturating_sub(WAY_REACH).max(1)..(i + WAY_REACH + 1).min(n);
            let breaks = near.len().max(1) as f32;
            let blanks = page.lines[near.start.min(n)..near.end.max(near.start).min(n)]
                .iter()
                .filter(|l| l.blank_before > 0)
                .count() as f32;
            if page.lines[i].measure > UNWRAPPED {
                Way::Unwrapped
            } else if blanks >= DOUBLE_SPACED * breaks {
                Way::DoubleSpaced
            } else if blanks <= SOLID * breaks {
                Way::Solid
            } else {
                Way::Blanks
            }
        })
        .collect()
}

/// Lines after which an unclosed mark is forgotten: it was closed out of sight, or never.
const FORGET_OPEN: usize = 14;

fn open_marks(page: &Lines) -> Vec<(u8, u8)> {
    let (mut quotes, mut brackets, mut age) = (0u8, 0u8, 0usize);
    (0..page.lines.len())
        .map(|i| {
            for &c in page.text(i) {
                match c {
                    '“' | '「' | '『' => (quotes, age) = (quotes.saturating_add(1), 0),
                    '”' | '」' | '』' => quotes = quotes.saturating_sub(1),
                    '（' | '(' | '《' | '〔' | '【' => (brackets, age) = (brackets.saturating_add(1), 0),
                    '）' | ')' | '》' | '〕' | '】' => brackets = brackets.saturating_sub(1),
                    _ => {}
                }
            }
            age += 1;
            if age > FORGET_OPEN {
                (quotes, brackets) = (0, 0);
            }
            (quotes, brackets)
        })
        .collect()
}

/// Whether an enumerator carries on its own kind's count: 0 first, 1 next, 2 back to one, 3 out of order.
fn enumerators(page: &Lines) -> Vec<Option<u32>> {
    let mut last = [0u32; 5];
    (0..page.lines.len())
        .map(|i| {
            let text = page.text(i);
            let cues = page.lines[i].cues;
            let kinds =
                [Cue::EnumeratorHan, Cue::EnumeratorBracket, Cue::EnumeratorDigit, Cue::EnumeratorWord];
            let kind = kinds.iter().position(|&cue| cues.has(cue))?;
            let number = number_of(text);
            let relation = match number {
                _ if last[kind] == 0 => 0,
                n if n == last[kind] + 1 => 1,
                1 => 2,
                _ => 3,
            };
            last[kind] = number;
            Some(kind as u32 * 4 + relation)
        })
        .collect()
}

/// The first number of a line: 二十一、 is 21, （3） is 3; 0 for none.
fn number_of(text: &[char]) -> u32 {
    let inside = text.iter().copied().skip_while(|c| "（(第其".contains(*c));
    // Nothing on a page is numbered by the hundred; full-width figures are results and prices more often.
    let counts = |c: &char| *c == '十' || numeral::digit(*c).is_some() && !('０'..='９').contains(c);
    numeral::value(inside.take_while(counts)).0.min(999)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, segment};

    #[test]
    fn lines_that_are_paragraphs_are_not_joined() {
        let texts = |page: &str| -> Vec<String> {
            let found = segment(&Page::new(page.into()));
            found.articles.iter().flat_map(|a| a.texts(Role::Paragraph).map(str::to_owned)).collect()
        };
        let typed = [
            "停了半年的渡口昨天重新有船，头一班坐满了人，岸上还排着长队，卖早点的小摊也跟着回来了。",
            "管渡口的人说，船先试开一个月，钟点贴在候船廊的墙上，坐船仍收一块钱。",
            "在街口修伞的老汉说，没有船的日子他少做了一半生意，如今总算听见汽笛了。",
        ];
        assert_eq!(texts(&format!("渡口昨日开航\n\n{}\n", typed.join("\n\n"))), typed);
        assert_eq!(texts(&format!("渡口昨日开航\n{}\n", typed.join("\n"))), typed);
        // A wide column: its lines end anywhere.
        let column: Vec<char> = typed.concat().chars().collect();
        let lines: Vec<String> = column.chunks(26).map(|line| line.iter().collect()).collect();
        assert_eq!(texts(&format!("渡口昨日开航\n{}\n", lines.join("\n"))).len(), 1);
        // A narrow one below two long captions.
        let narrow: Vec<String> = column.chunks(13).map(|line| line.iter().collect()).collect();
        let captions = "图为昨日开航的第一班船，岸上排着长队，坐满了两岸的人。\n图为候船廊墙上贴着的钟点，坐船仍收一块钱，老人免费。\n";
        let page = format!("渡口昨日开航\n{}\n\n{captions}", narrow.join("\n"));
        assert!(texts(&page).iter().any(|text| text.contains("排着长队，卖早点")), "{:?}", texts(&page));
    }

    #[test]
    fn a_heading_knows_its_run_its_place_in_it_and_what_follows() {
        use Kind::*;
        let kinds = [Heading, NumberedHeading, Heading, EndFull, Heading, Byline, OpenFull, Heading];
        let headings = kinds.map(|kind| matches!(kind, Heading | NumberedHeading));
        let found = heading_runs(&kinds, &headings);
        let numbers: Vec<(usize, usize)> = found.iter().map(|run| (run.0, run.1)).collect();
        assert_eq!(numbers, [(3, 0), (3, 1), (3, 2), (0, 0), (1, 0), (0, 0), (0, 0), (1, 0)]);
        let after = [EndFull, EndFull, EndFull, Edge, Byline, Edge, Edge, Edge];
        assert!(found.iter().zip(after).all(|(run, after)| run.2 == after));
    }
}

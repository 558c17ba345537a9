//! The headings of a page seen together: what stands beside each, how far apart they are, which are alike.
//!
//! One heading alone may open an article or a section of one. What tells is the page's own habit (if every article
//! here is opened by a dateline, a heading without one is a subhead; if none is, its lack says nothing), how the texts on
//! both sides end, begin and speak of the same, and whether other headings nearby have its form.

use super::cohesion::Words;
use super::cue::Cue;
use super::line::Lines;
use super::line_kind::Kind;
use std::ops::Range;

/// Number of values of [`Run::habit`].
pub(super) const HABITS: u32 = 4 * 3 * 2;
/// Number of values of [`Run::like`].
pub(super) const LIKENESSES: u32 = 10;
/// Number of values of [`Run::spacing`].
pub(super) const SPACINGS: u32 = 25;
/// Number of values of [`Run::parallel`].
pub(super) const PARALLELS: u32 = 6;
/// Number of values of [`Run::between`].
pub(super) const BETWEEN: u32 = CLOSES * OPENS;
/// Number of values of [`Run::seam`].
pub(super) const SEAMS: u32 = 8;

const OPENS: u32 = 8;
const CLOSES: u32 = 5;

/// Headings that follow each other without text between them.
pub(super) struct Run {
    /// Number of headings of the page that have an opening formula or an author's line, and whether this one has.
    pub habit: u32,
    /// Likeness to the headings that have one: 2 where none has, 9 for such a heading itself.
    pub like: u32,
    /// Lines of text before it and after it, up to the next heading.
    pub spacing: u32,
    /// Headings nearby of the same form.
    pub parallel: u32,
    /// End of the text before it and beginning of the text after it.
    pub between: u32,
    /// Excess over chance of the words that the texts on both sides share.
    pub seam: u32,
}

/// The headings of a page.
pub(super) struct Headings {
    runs: Vec<Run>,
    /// For each line one more than its run; 0 for none.
    of_line: Vec<u32>,
}

impl Headings {
    pub(super) fn new(page: &Lines, kinds: &[Kind], words: &Words) -> Headings {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut of_line = vec![0; kinds.len()];
        for i in (0..kinds.len()).filter(|&i| kinds[i].is_heading()) {
            match ranges.last_mut() {
                Some(last) if last.end == i => last.end = i + 1,
                _ => ranges.push(i..i + 1),
            }
            of_line[i] = ranges.len() as u32;
        }
        let all = Survey { page, kinds, words, ranges: &ranges };
        let opened: Vec<u32> = ranges.iter().map(|run| all.opened(run)).collect();
        let many = opened.iter().filter(|o| **o > 0).count();
        let share = match (many, opened.len()) {
            (0, _) => 0,
            (many, all) if many * 3 < all => 1,
            (many, all) if many * 3 < all * 2 => 2,
            _ => 3,
        };
        let typical = all.typical(&opened);
        let runs = (0..ranges.len()).map(|r| {
            let run = &ranges[r];
            Run {
                habit: (share * 3 + opened[r]) * 2 + u32::from(run.len() > 1),
                like: if opened[r] > 0 { 9 } else { typical.as_ref().map_or(2, |t| all.likeness(run, t)) },
                spacing: all.distance(r.checked_sub(1).map_or(0, |b| ranges[b].end)..run.start) * 5
                    + all.distance(run.end..ranges.get(r + 1).map_or(kinds.len(), |next| next.start)),
                parallel: all.parallel(r, &opened),
                between: all.closes(run) * OPENS + all.opens(run),
                seam: all.seam(r),
            }
        });
        let runs = runs.collect();
        Headings { runs, of_line }
    }

    /// The run that a line stands in.
    pub(super) fn of(&self, line: usize) -> Option<&Run> {
        self.runs.get((self.of_line[line] as usize).checked_sub(1)?)
    }
}

/// Facts about a page that every run asks for.
struct Survey<'a> {
    page: &'a Lines,
    kinds: &'a [Kind],
    words: &'a Words,
    ranges: &'a [Range<usize>],
}

/// Look of the headings that surely open an article: blank lines before and after, width.
struct Typical {
    blanks: (bool, bool),
    width: f32,
}

/// Lines beside a heading that may stand between it and its text.
const BESIDE: usize = 2;
/// Lines of text on each side of a heading that are compared.
const REACH: usize = 18;

impl Survey<'_> {
    /// 1: an opening formula or an author's line follows; 2: an author's line stands before; 0: neither.
    fn opened(&self, run: &Range<usize>) -> u32 {
        let opener = |i: usize| matches!(self.kinds.get(i), Some(Kind::Dateline | Kind::Byline));
        let before = run.start.checked_sub(1).map(|i| self.kinds[i]);
        if opener(run.end) {
            1
        } else if before == Some(Kind::Byline) {
            2
        } else {
            0
        }
    }

    fn blanks(&self, run: &Range<usize>) -> (bool, bool) {
        let blank = |i: usize| self.page.lines.get(i).is_none_or(|line| line.blank_before > 0);
        (blank(run.start), blank(run.end))
    }

    fn width(&self, run: &Range<usize>) -> f32 {
        run.clone().map(|i| self.page.lines[i].width()).fold(0.0, f32::max)
    }

    fn typical(&self, opened: &[u32]) -> Option<Typical> {
        let sure: Vec<&Range<usize>> =
            self.ranges.iter().zip(opened).filter(|(_, o)| **o == 1).map(|(run, _)| run).collect();
        let most =
            |of: &dyn Fn(&Range<usize>) -> bool| 2 * sure.iter().filter(|run| of(run)).count() > sure.len();
        let mut widths: Vec<f32> = sure.iter().map(|run| self.width(run)).collect();
        widths.sort_by(f32::total_cmp);
        let width = *widths.get(widths.len() / 2)?;
        Some(Typical { blanks: (most(&|r| self.blanks(r).0), most(&|r| self.blanks(r).1)), width })
    }

    /// From 3: blank lines as theirs or not, and narrower, alike or wider.
    fn likeness(&self, run: &Range<usize>, typical: &Typical) -> u32 {
        let same = u32::from(self.blanks(run) == typical.blanks);
        let width = self.width(run) / typical.width.max(1.0);
        3 + same * 3 + if width < 0.75 { 0 } else { 1 + u32::from(width > 1.34) }
    }

    fn is_text(&self, i: usize) -> bool {
        self.kinds[i].is_text()
    }

    /// Number of lines of text, in five steps.
    fn distance(&self, lines: Range<usize>) -> u32 {
        let text = lines.filter(|&i| self.is_text(i)).count();
        [1, 5, 13, 31].iter().filter(|&&from| text >= from).count() as u32
    }

    /// 0 no heading nearby of its form, 1 one, 2 more; and whether one of them has an opening formula.
    fn parallel(&self, r: usize, opened: &[u32]) -> u32 {
        let form = |run: &Range<usize>| {
            let (line, text) = (&self.page.lines[run.start], self.page.text(run.start));
            let cues = line.cues;
            let shape = [Cue::Halves, Cue::CommaInside, Cue::QuestionEnd, Cue::Wrapped, Cue::ColonEnd];
            (text.len(), run.len(), shape.map(|cue| cues.has(cue)), text.first().copied())
        };
        let own = form(&self.ranges[r]);
        let near = r.saturating_sub(3)..(r + 4).min(self.ranges.len());
        let alike = near.filter(|&o| {
            let other = form(&self.ranges[o]);
            o != r
                && own.1 == other.1
                && own.2 == other.2
                && (own.0.abs_diff(other.0) <= 1 || own.3 == other.3 && own.0.abs_diff(other.0) <= 4)
        });
        let alike: Vec<usize> = alike.collect();
        alike.len().min(2) as u32 * 2 + u32::from(alike.iter().any(|&o| opened[o] == 1))
    }

    /// End of the text before: 0 there is none, 1 a sentence on a short line, 2 a sentence, 3 signed or noted, 4 open.
    fn closes(&self, run: &Range<usize>) -> u32 {
        let Some(i) = run.start.checked_sub(1) else { return 0 };
        let line = &self.page.lines[i];
        let cues = line.cues;
        if !self.is_text(i) || cues.any(&[Cue::SignedEnd, Cue::NoticeEnd]) {
            3
        } else if !cues.has(Cue::SentenceEnd) {
            4
        } else {
            2 - u32::from(line.fullness() == 2)
        }
    }

    /// Beginning of the text after.
    fn opens(&self, run: &Range<usize>) -> u32 {
        let Some(i) = (run.end..(run.end + BESIDE + 1).min(self.kinds.len())).find(|&i| self.is_text(i))
        else {
            return 0;
        };
        let cues = self.page.lines[i].cues;
        let enumerators = [
            Cue::EnumeratorHan,
            Cue::EnumeratorBracket,
            Cue::EnumeratorDigit,
            Cue::EnumeratorWord,
            Cue::Bullet,
        ];
        if cues.has(Cue::Dateline) {
            1
        } else if cues.has(Cue::TimeStart) {
            2
        } else if cues.any(&[Cue::Connective, Cue::Speaker]) {
            3
        } else if cues.has(Cue::OpeningStart) {
            4
        } else if cues.any(&enumerators) {
            5
        } else {
            6 + u32::from(i > run.end)
        }
    }

    /// Excess over chance of the words that the texts on both sides share, from 1, far less, to 7; 0 for no text.
    fn seam(&self, r: usize) -> u32 {
        let run = &self.ranges[r];
        let first = r.checked_sub(1).map_or(0, |b| self.ranges[b].end).max(run.start.saturating_sub(REACH));
        let last = self.ranges.get(r + 1).map_or(self.kinds.len(), |next| next.start).min(run.end + REACH);
        match self.words.surprise(first..run.start, run.end..last) {
            Some(more) => 1 + surprise_of(more),
            None => 0,
        }
    }
}

/// A surprise in seven steps.
pub(super) fn surprise_of(deviations: f32) -> u32 {
    [-1.5, -0.5, 0.5, 1.5, 3.0, 5.0].iter().filter(|&&s| deviations > s).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Page;
    use crate::segmentation::feature::Extractor;

    const FERRY: &str =
        "望江镇的渡口昨天通航，头一班渡船载着四十多位乡亲\n过江，船老大何闻说渡口修了两年，乡亲盼了两年。\n";
    const FERRY_AGAIN: &str =
        "渡口两岸的乡亲从前要绕行三十里，如今渡船一刻钟\n一班，船老大何闻每天要在江上来回四十多趟。\n";
    const ORCHARD: &str =
        "云岭县的果园里苹果熟了，果农忙着采摘装箱，收购商\n的货车在村口排起长队，今年价钱比去年涨了两成。\n";

    /// Facts about the heading on a line of a page.
    fn ask<T>(text: String, line: usize, of: impl Fn(&Run) -> T) -> T {
        let page = Page::new(text);
        let lines = Lines::read(&page);
        let extractor = Extractor::new();
        of(extractor.context(&lines).headings.of(line).expect("a heading"))
    }

    #[test]
    fn a_heading_without_a_dateline_stands_out_where_the_others_have_one() {
        let dated = "渡口通航\n本报讯（记者 何闻）昨天，望江镇的渡口通航了。\n";
        let bare = "果园丰收\n云岭县的果园里苹果熟了，果农忙着采摘装箱。\n";
        let habit = |text: String, line| ask(text, line, |run| (run.habit, run.like));
        let among_dated = habit(format!("{dated}\n{dated}\n{dated}\n{bare}"), 6);
        let among_bare = habit(format!("{bare}\n{bare}\n{bare}\n{bare}"), 6);
        assert_ne!(among_dated.0, among_bare.0);
        // None is known to open an article on the second page, so none can be like it.
        assert_eq!(among_bare.1, 2);
        assert!((3..9).contains(&among_dated.1));
    }

    #[test]
    fn a_seam_is_where_the_subject_changes() {
        let seam = |after: &str| {
            let page = format!("{FERRY}{FERRY_AGAIN}\n又一件事\n\n{after}\n{ORCHARD}{ORCHARD}");
            ask(page, 4, |run| run.seam)
        };
        assert!(seam(FERRY_AGAIN) > seam(ORCHARD), "{} {}", seam(FERRY_AGAIN), seam(ORCHARD));
    }

    #[test]
    fn headings_of_one_form_are_parallel_and_others_are_not() {
        let page = |second: &str| format!("修渡口\n{FERRY}\n{second}\n{ORCHARD}");
        let parallel = |second| ask(page(second), 0, |run| run.parallel);
        assert!(parallel("种果树") > parallel("云岭县果园 苹果丰收引来八方客商"));
    }
}

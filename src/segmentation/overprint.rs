//! Overprint 阴影字, 描边字: words that a page prints twice over themselves, or three times, which an extractor gives as one line
//! that says everything as often or as equal lines.
//!
//! What is said twice says nothing of why: a refrain, a cheer, a telephone number, two equal rows of a table look the
//! same. So a second sign is asked for: marks that are doubled, too, or a pointer at a picture before them; or else the
//! place of a headline, between a text that ends and one that begins, words enough, and other overprint on the page.

use super::cue::Cue;
use super::fold::{Fold, FoldKind};
use super::line::Lines;
use super::note;
use super::{ByteSpan, Page};
use crate::han::character::{CLOSING, OPENING, is_han, is_mark};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Share of a line's characters that must be printed twice for the line to count as overprinted.
const OVERPRINTED: f32 = 0.8;
/// Characters that an overprinted text has at least, to tell it from words such as 走走停停.
const SHORTEST: usize = 3;
/// Characters that are each printed twice from which a line is no row of words such as those.
const APART: usize = 7;
/// Characters of a line beyond which it is no headline and no caption.
const LONGEST: usize = 400;
/// Pointers at pictures, which go with the overprint.
const POINTERS: &str = "▲▶▼◀△▷▽◁";
/// What a cheer or a refrain ends with.
const CALLS: &str = "吧啊呀哟呢嘛嗨呵啦哦";
/// Ornaments before headlines and names.
const ORNAMENTS: &str = "■□●○◆◇★☆◎";
/// Lines of a headline that are printed again one after the other.
const BLOCK: usize = 3;
/// Times that words are printed at most.
const MOST_TIMES: usize = 5;
/// Least score of words that are said twice without a sign of their own.
const ENOUGH: i32 = 5;
/// Han from which a headline is long enough to tell by that.
const WORDY: usize = 6;
/// Characters of a byline that a mark leads, at most: ○何闻.
const SIGNATURE: usize = 8;
/// Ems from which a line may be running text.
const TEXT: f32 = 9.0;
/// Lines beside some that make a row of headlines.
const ROW: usize = 4;
/// Lines of such a row on either side of some at most: a page has hardly more headlines.
const LONGEST_ROW: usize = 200;
/// What a page says of itself.
const FURNITURE: [Cue; 5] = [Cue::PageLabel, Cue::Date, Cue::PaperName, Cue::SectionName, Cue::Weekday];

/// Words that may be overprinted.
struct Candidate {
    /// The lines that have them, those that print them again among them.
    lines: Range<usize>,
    /// Of one line, which characters to keep; of several, how many lines are printed again.
    how: How,
    /// Times that all of it is said.
    times: usize,
    /// Different parts that are each said twice.
    parts: usize,
    /// Whether it has a sign of its own.
    signed: bool,
}

enum How {
    Within(Vec<bool>),
    Lines(usize),
}

/// Reads overprint once; whether there was any.
pub(crate) fn undo(lines: &mut Lines, page: &Page) -> bool {
    let candidates = candidates(lines);
    if candidates.is_empty() {
        return false;
    }
    let mut accepted: Vec<bool> = candidates.iter().map(|c| c.signed).collect();
    let counts = counts(lines);
    let groups: Vec<&[Candidate]> = candidates.chunk_by(|a, b| a.lines.end == b.lines.start).collect();
    // Twice: what is found tells of the rest of the page.
    for _ in 0..2 {
        let elsewhere = |group: &[Candidate]| {
            let all = candidates.iter().zip(&accepted);
            all.filter(|(c, accepted)| **accepted && !group.iter().any(|g| g.lines == c.lines)).count() > 0
        };
        let mut next = Vec::with_capacity(accepted.len());
        let mut first = 0;
        for group in &groups {
            let whole = group[0].lines.start..group[group.len() - 1].lines.end;
            let beside = accepted[first..first + group.len()].contains(&true);
            let score = place(lines, &whole).or_else(|| in_row(lines, &whole)).map_or(0, |place| {
                let parts: usize = group.iter().map(|c| c.parts).sum();
                let said: usize = whole.clone().flat_map(|i| lines.text(i)).filter(|c| is_han(**c)).count()
                    / group[0].times;
                place + i32::from(said >= WORDY) + 2 * i32::from(parts > 1) + i32::from(elsewhere(group))
            });
            for candidate in *group {
                let headline = is_headline(lines, candidate, &counts, beside);
                next.push(candidate.signed || headline && (beside || score >= ENOUGH));
            }
            first += group.len();
        }
        accepted = next;
    }
    let found: Vec<Candidate> =
        candidates.into_iter().zip(accepted).filter(|(_, ok)| *ok).map(|(c, _)| c).collect();
    found.iter().for_each(|candidate| fold(lines, page, candidate));
    drop_repeated(lines, &found);
    !found.is_empty()
}

/// Lines that say everything twice, and runs of lines that follow twice.
fn candidates(lines: &Lines) -> Vec<Candidate> {
    let n = lines.lines.len();
    let mut out = Vec::new();
    let mut i = 0;
    while i < n {
        let again = |k: usize, times: usize| {
            i + times * k <= n && (i..i + (times - 1) * k).all(|j| lines.text(j) == lines.text(j + k))
        };
        if let Some(k) = (1..=BLOCK).find(|k| again(*k, 2)) {
            let times = (3..=MOST_TIMES).take_while(|times| again(k, *times)).last().unwrap_or(2);
            let whole = i..i + times * k;
            i = whole.end;
            out.push(Candidate { lines: whole, how: How::Lines(k), times, parts: 1, signed: false });
            continue;
        }
        let text = lines.text(i);
        let twice = doubled(text).or_else(|| doubled_apart(text)).map(|found| (2, found));
        out.extend(twice.or_else(|| Some((3, thrice(text)?))).map(|(times, (keep, parts, signed))| {
            Candidate { lines: i..i + 1, how: How::Within(keep), times, parts, signed }
        }));
        i += 1;
    }
    out
}

/// Of a line that says nearly everything twice: which characters to keep, how many different parts it has, and whether
/// doubled marks or a pointer say that it is overprint.
fn doubled(text: &[char]) -> Option<(Vec<bool>, usize, bool)> {
    if text.len() < 2 * SHORTEST || text.len() > LONGEST {
        return None;
    }
    let enough = OVERPRINTED * text.len() as f32;
    let mut keep: Vec<bool> = text.iter().map(|c| !POINTERS.contains(*c)).collect();
    let (mut i, mut once, mut longest, mut parts, mut marks) = (0, 0, 0, 0, 0);
    while i < text.len() {
        let Some(n) = longest_square(&text[i..]) else {
            // Given up as soon as too much was printed once: most lines are read in a few characters.
            (i, once) = (i + 1, once + 1);
            if ((text.len() - once) as f32) < enough {
                return None;
            }
            continue;
        };
        let part = &text[i..i + n];
        if part.iter().any(|c| *c != part[0]) {
            (longest, parts) = (longest.max(n), parts + 1);
        } else if n == 1
            && (is_mark(part[0], OPENING)
                || is_mark(part[0], CLOSING)
                || POINTERS.contains(part[0])
                || ORNAMENTS.contains(part[0]))
        {
            marks += 1;
        }
        keep[i + n..i + 2 * n].fill(false);
        i += 2 * n;
    }
    let pointer = POINTERS.contains(text[0]) && longest > SHORTEST;
    // 哈哈哈哈 and 走走停停 are words, not a text printed twice; of words such as these no line has many.
    let letters = text.len() / 2 - marks;
    let apart = longest < SHORTEST && (marks > 0 && letters > SHORTEST || letters >= APART);
    (longest >= SHORTEST || apart).then_some((keep, parts.max(1), marks > 0 || pointer))
}

/// The same of a line that says everything twice with a space between.
fn doubled_apart(text: &[char]) -> Option<(Vec<bool>, usize, bool)> {
    let (first, second) = text.split_at(text.len() / 2);
    let again = second.split_first().is_some_and(|(space, second)| *space == ' ' && first == second);
    let pointer = first.first().is_some_and(|c| POINTERS.contains(*c)) && first.len() > SHORTEST + 1;
    let keep = |i: usize| i < first.len() && !(pointer && i == 0);
    again.then(|| ((0..text.len()).map(keep).collect(), 1, pointer))
}

/// The same of one that says everything three times, with spaces between or without.
fn thrice(text: &[char]) -> Option<(Vec<bool>, usize, bool)> {
    let length = text.len() / 3;
    let rest = |from: usize| if text.get(from) == Some(&' ') { from + 1 } else { from };
    let second = rest(length);
    let third = rest(second + length);
    let again = length >= SHORTEST
        && text.len() <= LONGEST
        && third + length == text.len()
        && text[..length] == text[second..second + length]
        && text[..length] == text[third..];
    again.then(|| ((0..text.len()).map(|i| i < length).collect(), 1, false))
}

/// The longest stretch that a text begins with and goes on with again.
fn longest_square(text: &[char]) -> Option<usize> {
    // How far the text from each place on is as its beginning (the Z-function).
    let mut z = vec![0; text.len()];
    let (mut left, mut right, mut found) = (0, 0, None);
    for i in 1..text.len() {
        let mut same = if i < right { z[i - left].min(right - i) } else { 0 };
        while i + same < text.len() && text[same] == text[i + same] {
            same += 1;
        }
        z[i] = same;
        if i + same > right {
            (left, right) = (i, i + same);
        }
        if same >= i {
            found = Some(i);
        }
    }
    found
}

/// Count of each line on the page.
fn counts(lines: &Lines) -> FxHashMap<Vec<char>, usize> {
    let mut counts = FxHashMap::default();
    (0..lines.lines.len()).for_each(|i| *counts.entry(lines.text(i).to_vec()).or_default() += 1);
    counts
}

/// Whether words that are said twice may be a headline: no number, no item of a list, no cheer, nothing that the page
/// says again. `beside` says that a line next to it is printed twice.
fn is_headline(
    lines: &Lines,
    candidate: &Candidate,
    counts: &FxHashMap<Vec<char>, usize>,
    beside: bool,
) -> bool {
    let (copies, within) = match candidate.how {
        How::Within(_) => (1, candidate.times),
        How::Lines(_) => (candidate.times, 1),
    };
    candidate.lines.clone().all(|i| {
        let (text, line) = (lines.text(i), &lines.lines[i]);
        let half = &text[..text.len() / within];
        let han = half.iter().filter(|c| is_han(**c)).count();
        // Three times the same are parts of a line, too.
        let parted = line.cues.has(Cue::Parts) && within < 3;
        let list =
            [Cue::Number, Cue::Bullet, Cue::EnumeratorDigit, Cue::EnumeratorHan, Cue::Imprint, Cue::Address];
        let fields = text.contains(&' ') && text.iter().any(char::is_ascii_digit) && !line.letter_spaced;
        // Beside another line of the same headline a short one will do.
        (han > SHORTEST || beside && han > 1 && copies > 1)
            && han * 2 >= half.len()
            && !parted
            && !line.cues.any(&list)
            && !line.cues.any(&[Cue::ExclamationEnd, Cue::PauseEnd, Cue::ColonEnd])
            && !text.ends_with(&['。'])
            && !fields
            // A cheer is worded as speech is, and said three times sooner than two.
            && (candidate.times == 2 || half.last().is_some_and(|c| !CALLS.contains(*c)))
            && longest_square(half).is_none_or(|n| 2 * n < half.len())
            && counts.get(text) == Some(&copies)
    })
}

/// Likeness of lines' place to a headline's: two points for each side on which a text, or the page, ends or begins right
/// there, one where a line or two are between, one more before the opening of a report or its author; `None` where neither is
/// near.
fn place(lines: &Lines, whole: &Range<usize>) -> Option<i32> {
    let page = &lines.lines;
    let cue = |i: usize, cues: &[Cue]| page[i].cues.any(cues);
    let (mut before, mut above, mut text_above) = (2, 0, false);
    for i in (0..whole.start).rev() {
        let ends = cue(i, &[Cue::SentenceEnd, Cue::ClosingEnd, Cue::SignedEnd, Cue::Credit, Cue::Imprint])
            || note::is_labelled(lines.text(i));
        if ends && (i.saturating_sub(3)..=i).any(|i| is_text(lines, i)) {
            text_above = true;
            break;
        }
        if is_signature(lines, i) {
            break;
        }
        if !cue(i, &FURNITURE) {
            (before, above) = (1, above + 1);
        }
        if above > 2 || whole.start - i > 5 {
            return None;
        }
    }
    let mut after = 2;
    let mut between = 0;
    for i in whole.end.. {
        if i == page.len() {
            // The last headline of a page belongs to a text above it.
            if before < 2 || between > 0 || !text_above {
                return None;
            }
            break;
        }
        let begins =
            [Cue::Dateline, Cue::ReporterInside, Cue::Byline, Cue::PenName, Cue::NameOnly, Cue::Square];
        if is_signature(lines, i) || cue(i, &begins) || is_text(lines, i) {
            // 本报讯 opens a report, and above it is its headline.
            after += i32::from(cue(i, &[Cue::Dateline]) || is_signature(lines, i));
            break;
        }
        (after, between) = (1, between + 1);
        if between > 2 {
            return None;
        }
    }
    Some(before + after)
}

/// Likeness of the place of lines to a headline's where all headlines of a page stand below its texts: no line around them is of
/// a text, and one of them is letter-spaced, or names an author.
fn in_row(lines: &Lines, whole: &Range<usize>) -> Option<i32> {
    let page = &lines.lines;
    let text = [Cue::SentenceEnd, Cue::PauseEnd, Cue::ExclamationEnd, Cue::CommaInside, Cue::StopInside];
    let is_in = |i: &usize| {
        let cues = page[*i].cues;
        !cues.any(&text) && (cues.has(Cue::EnumerationCommaInside) || !is_text(lines, *i))
    };
    let above = (0..whole.start).rev().take(LONGEST_ROW).take_while(is_in).count();
    let below = (whole.end..page.len()).take(LONGEST_ROW).take_while(is_in).count();
    let mut others = (whole.start - above..whole.start).chain(whole.end..whole.end + below);
    let mut rest = whole.end + below..page.len();
    let is_row = above + below >= ROW
        && rest.all(|i| page[i].cues.any(&FURNITURE))
        && others.any(|i| page[i].letter_spaced || is_signature(lines, i));
    is_row.then_some(4)
}

/// Whether a line names an author behind a mark or a reporter's trade.
fn is_signature(lines: &Lines, i: usize) -> bool {
    let text = lines.text(i);
    is_mark(text[0], "□○◎◇") && text.len() <= SIGNATURE || lines.lines[i].cues.has(Cue::Byline)
}

/// Whether a line is of running text: with a pause inside, or as full as the line after it without an end.
fn is_text(lines: &Lines, i: usize) -> bool {
    let line = &lines.lines[i];
    let full = |line: &super::line::Line| (line.width() - line.measure).abs() <= 1.5;
    let runs_on = || {
        let open = !line.cues.any(&[Cue::SentenceEnd, Cue::ClosingEnd, Cue::Halves, Cue::Parts]);
        let next = lines.lines.get(i + 1);
        open && full(line) && next.is_some_and(full) && lines.text(i) != lines.text(i + 1)
    };
    line.width() >= TEXT
        && (line.cues.any(&[Cue::CommaInside, Cue::StopInside, Cue::EnumerationCommaInside]) || runs_on())
}

/// Records what is read once.
fn fold(lines: &mut Lines, page: &Page, candidate: &Candidate) {
    let mut spans = Vec::new();
    match &candidate.how {
        How::Within(keep) => {
            for (at, _) in keep.iter().enumerate().filter(|(_, keep)| !**keep) {
                let start = lines.bytes(candidate.lines.start)[at];
                let len = page.text()[start as usize..].chars().next().map_or(0, char::len_utf8) as u32;
                spans.push(ByteSpan { start, end: start + len });
            }
        }
        How::Lines(k) => {
            let copies = candidate.lines.start + k..candidate.lines.end;
            spans.extend(copies.map(|i| page.span(lines.lines[i].no)));
        }
    }
    // What was folded there before is part of it.
    lines.folds.retain(|fold| !spans.iter().any(|s| s.start <= fold.span.start && fold.span.end <= s.end));
    lines.folds.extend(spans.into_iter().map(|span| Fold { kind: FoldKind::Overprint, span }));
}

/// Takes out the characters and the lines that print again.
fn drop_repeated(lines: &mut Lines, found: &[Candidate]) {
    let mut keep = vec![true; lines.chars.len()];
    let mut again = vec![None; lines.lines.len()];
    for candidate in found {
        let first = candidate.lines.start;
        lines.lines[first].overprinted = true;
        match &candidate.how {
            How::Within(of_line) => {
                let start = lines.lines[first].start as usize;
                keep[start..start + of_line.len()].copy_from_slice(of_line);
            }
            How::Lines(k) => {
                lines.lines[first..first + k].iter_mut().for_each(|line| line.overprinted = true);
                (first + k..candidate.lines.end).for_each(|i| again[i] = Some(first + (i - first) % k));
            }
        }
    }
    lines.folds.sort_by_key(|fold| fold.span.start);
    let mut index = Vec::with_capacity(again.len());
    let mut kept = 0;
    for of in &again {
        index.push(kept);
        kept += usize::from(of.is_none());
    }
    for (i, of) in again.iter().enumerate() {
        if let Some(of) = of {
            lines.again.push((index[*of], lines.lines[i].no));
            let line = &lines.lines[i];
            keep[line.start as usize..line.end as usize].fill(false);
        }
    }
    lines.again.sort_unstable();
    lines.retain(&keep);
    let mut of = again.iter();
    lines.lines.retain(|_| of.next().is_some_and(Option::is_none));
}

#[cfg(test)]
mod tests {
    use super::super::{LineNo, ReflowedText};
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let lines = Lines::read(&Page::new(text.into()));
        (0..lines.lines.len()).map(|i| lines.text(i).iter().collect()).collect()
    }

    /// A page with lines between a text that ends and one that begins.
    fn between(lines: &[&str]) -> Vec<String> {
        let page = [
            "三月的渡口，春水涨了一尺，往来的",
            "船只比冬天多了三成，管理所加开了",
            "早晚两班，方便两岸的居民。",
            &lines.join("\n"),
            "老街的石板路，昨天铺完了最后一段，",
            "两旁的店铺重新开了张，街上从早到",
            "晚都有人。",
        ];
        let read = read(&page.join("\n"));
        read[3..read.len() - 3].to_vec()
    }

    #[test]
    fn doubled_marks_and_pointers_tell_overprint() {
        assert_eq!(read("▲▲秋收现场秋收现场（（本报摄本报摄））"), ["秋收现场（本报摄）"]);
        assert_eq!(read("▶村民在渡口候船村民在渡口候船"), ["村民在渡口候船"]);
        assert_eq!(read("（（秋秋收收现现场场热热闹闹））"), ["（秋收现场热闹）"]);
        assert_eq!(read("■■秋秋收收现现场场热热闹闹"), ["■秋收现场热闹"]);
        assert_eq!(read("▲村民在渡口候船 ▲村民在渡口候船"), ["村民在渡口候船"]);
        assert_eq!(read("■■ 八八九九"), ["■■ 八八九九"]);
        assert!(Lines::read(&Page::new("▲▲秋收现场秋收现场".into())).lines[0].overprinted);
    }

    #[test]
    fn what_is_said_twice_without_another_sign_stays() {
        for text in [
            "回来吧回来吧",
            "一江春水向东流一江春水向东流",
            "加油加油加油加油",
            "63216321",
            "456456",
            "哈哈哈哈哈哈",
            "走走停停看看想想",
            "说说笑笑打打闹闹来来往往",
            "▲加油加油",
        ] {
            assert_eq!(read(text), [text]);
            assert_eq!(between(&["春风十里，", text, "船儿摇"]), ["春风十里，", text, "船儿摇"]);
        }
    }

    #[test]
    fn a_headline_printed_over_itself_is_one_in_a_line_and_in_several() {
        assert_eq!(between(&["老街石板路铺通老街石板路铺通"]), ["老街石板路铺通"]);
        assert_eq!(between(&["老街石板路铺通", "老街石板路铺通"]), ["老街石板路铺通"]);
        assert_eq!(between(&["老街石板路铺通 老街石板路铺通"]), ["老街石板路铺通"]);
        for times in 3..=5 {
            assert_eq!(between(&vec!["老街石板路铺通"; times]), ["老街石板路铺通"], "{times}");
        }
        for three in
            ["老街石板路铺通老街石板路铺通老街石板路铺通", "老街石板路铺通 老街石板路铺通 老街石板路铺通"]
        {
            assert_eq!(between(&[three]), ["老街石板路铺通"]);
        }
        assert_eq!(between(&["老街石板路", "老街石板路", "通了", "通了"]), ["老街石板路", "通了"]);
        assert_eq!(between(&["老老街街石石板板路路铺铺通通了了"]), ["老街石板路铺通了"]);
        let signed = ["百年老街换新颜", "老街石板路铺通", "老街石板路铺通", "○何闻"];
        assert_eq!(between(&signed), ["百年老街换新颜", "老街石板路铺通", "○何闻"]);
        let report = ["百年老街换新颜", "老街石板路铺通", "老街石板路铺通", "本报讯 昨天老街开街。"];
        assert_eq!(between(&report), ["百年老街换新颜", "老街石板路铺通", "本报讯 昨天老街开街。"]);
        assert_eq!(between(&["石板路通", "石板路通", "老街开张", "老街开张"]), ["石板路通", "老街开张"]);
        assert_eq!(
            between(&["老街石板路通", "店铺又开张", "老街石板路通", "店铺又开张"]),
            ["老街石板路通", "店铺又开张"]
        );
    }

    #[test]
    fn headlines_printed_twice_are_read_once_in_a_row_of_headlines_below_the_texts() {
        let text = "三月的渡口，春水涨了一尺，往来的\n船只比冬天多了三成，管理所加开了\n早晚两班，方便两岸的居民。\n";
        let row = |lines: &[&str]| {
            let read = read(&format!("{text}{}", lines.join("\n")));
            read[3..].to_vec()
        };
        let signed = [
            "渡口加开早晚两班",
            "本报记者 何闻",
            "老街石板路铺通",
            "老街石板路铺通",
            "果园里的苹果熟了",
            "夜市搬到河西",
        ];
        assert_eq!(row(&signed).len(), 5);
        let spaced = [
            "渡口加开早晚两班",
            "老街石板路铺通",
            "老街石板路铺通",
            "果 园 里 的 苹 果 熟 了",
            "镇上修好候船廊",
            "夜市搬到河西",
        ];
        assert_eq!(row(&spaced).len(), 5);
        // A song at a page's end has neither.
        let song =
            ["春水弯弯向东流", "离家的人在渡口", "渡口的人回来吧", "渡口的人回来吧", "船儿摇到家", "灯儿亮"];
        assert_eq!(row(&song).len(), 6);
    }

    #[test]
    fn overprint_elsewhere_on_the_page_is_a_sign() {
        let text = ["船票涨价的消息，昨天在渡口传开了，", "许多人没有信。"].join("\n");
        let short = ["渡口春早", "渡口春早"];
        assert_eq!(between(&short), short);
        let more = between(&["老街石板路铺通", "老街石板路铺通", &text, "渡口春早", "渡口春早"]);
        assert_eq!(
            (more[0].as_str(), more.last().unwrap().as_str(), more.len()),
            ("老街石板路铺通", "渡口春早", 4)
        );
    }

    #[test]
    fn equal_lines_of_songs_lists_and_tables_stay() {
        for lines in [
            &["回来吧回来吧", "回来吧回来吧"][..],
            &["渡口的人们加油！", "渡口的人们加油！"],
            &["春风十里，", "归来吧 归来吧", "船儿摇"],
            &["归来吧", "归来吧", "通了", "通了"],
            &["获奖名单如下：", "澜溪第一小学", "澜溪第一小学"],
            &["学校", "澜溪第一小学", "澜溪第一小学", "澜溪第二小学"],
            &["三等奖 何闻 吴岚 丁一", "三等奖 何闻 吴岚 丁一"],
            &["二路车 10 分一班", "二路车 10 分一班"],
            &["● 澜溪第一小学", "● 澜溪第一小学"],
            &["63218888", "63218888"],
            &["（一）", "（一）"],
            &[
                "春水弯弯向东流",
                "离家的人在渡口",
                "渡口的人回来吧",
                "渡口的人回来吧",
                "船儿摇到家",
                "灯儿亮",
                "夜未央",
            ],
            &["渡口的人回来吧", "渡口的人回来吧", "渡口的人回来吧"],
            &["归来吧归来吧归来吧"],
            &["老街石板路铺通", "老街石板路铺通", "渡口春早", "老街石板路铺通"],
        ] {
            assert_eq!(between(lines), lines);
        }
    }

    #[test]
    fn a_repeated_line_leads_to_the_one_that_is_read() {
        let text = "老街石板路铺通\n老街石板路铺通\n本报讯（记者 何闻）昨天，老街开街。";
        let page = Page::new(text.into());
        let lines = Lines::read(&page);
        assert_eq!(lines.printed_again(0).collect::<Vec<_>>(), [LineNo(2)]);
        assert!(lines.indices(LineNo(2)).eq([0]) && lines.indices(LineNo(3)).eq([1]));
        let read = ReflowedText::join(&page, &[LineNo(1), LineNo(2)]);
        assert_eq!(read.as_str(), "老街石板路铺通");
        assert_eq!(read.folds(), [Fold { kind: FoldKind::Overprint, span: page.span(LineNo(2)) }]);
    }

    #[test]
    fn squares_are_found_as_one_by_one() {
        let slowly = |text: &[char]| (1..=text.len() / 2).rev().find(|&n| text[..n] == text[n..2 * n]);
        for text in ["江江城", "江城江城江城江城", "江城江江城江渡", "渡口", "口口口口口", ""]
        {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(longest_square(&text), slowly(&text), "{text:?}");
        }
    }
}

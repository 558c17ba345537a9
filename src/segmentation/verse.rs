//! Verse: lines that must stay lines.
//!
//! What tells verse from a narrow column is that its lines end where a phrase ends: no word is cut, few lines are as long as
//! the longest, and few or all end with a mark. What tells it from a list or a pile of headlines is that its lines are
//! sentences, that all have one length of five or seven, or that its head says so: 七律, 西江月, 词 and 曲 by somebody. Verse in
//! Latin letters is told by other signs, in `stanza`.

mod stanza;

use super::Role;
use super::author::credits_song;
use super::cue::Cue;
use super::line::{Line, Lines};
use super::line_kind::{Era, Kind};
use super::wording::binding;
use super::wording::{han_head, han_tail};
use crate::han::character::is_han;
use crate::han::lexicon::{Lexicon, WordClass};
use crate::han::numeral;
use crate::han::verse_form::is_verse_form;
use std::ops::Range;

/// Part of a line in a poem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The title of the first poem.
    Title,
    /// The poet.
    Poet,
    /// A line of verse.
    Line,
    /// The title of a poem that follows another, or the number of a part.
    Heading,
}

/// The lines around a poem's own that say what it is called and whose it is.
type Head = Vec<(usize, Part)>;

impl Part {
    /// The role that the lines of a part are read in.
    pub(super) fn role(self) -> Role {
        match self {
            Part::Title => Role::Title,
            Part::Poet => Role::Byline,
            Part::Line => Role::Paragraph,
            Part::Heading => Role::Subhead,
        }
    }
}

/// Longest line of verse, in characters.
const LONGEST: usize = 22;
/// Fewest lines of free verse, under a poet's name and without one, and of lines of one length.
const FEWEST: usize = 5;
const FEWEST_UNSIGNED: usize = 10;
const FEWEST_REGULAR: usize = 4;
/// Cues that no line of verse has.
const NEVER: [Cue; 21] = [
    Cue::Dateline,
    Cue::ReporterInside,
    Cue::Imprint,
    Cue::PageLabel,
    Cue::Date,
    Cue::JumpTo,
    Cue::JumpFrom,
    Cue::Address,
    Cue::Bullet,
    Cue::EnumeratorBracket,
    Cue::EnumeratorDigit,
    Cue::MostlyLatin,
    Cue::NoHan,
    Cue::Number,
    Cue::PhotoLabel,
    Cue::CreditEnd,
    Cue::Caption,
    Cue::Speaker,
    Cue::Parts,
    Cue::StopInside,
    Cue::NoticeEnd,
];

/// For each line what it is in a poem; `None` for most pages' every line.
pub(super) fn poems(page: &Lines, kinds: &[Kind], era: Era, lexicon: &Lexicon) -> Vec<Option<Part>> {
    let mut out = stanza::poems(page);
    let mut start = 0;
    while start < kinds.len() {
        let end = (start..kinds.len()).find(|&i| !can_be_verse(page, i)).unwrap_or(kinds.len());
        let last = before_the_next(page, kinds, start..end);
        let mut after = if last < end { last } else { end + 1 };
        // Where no poem begins one may below the next blank line: the last line of a text is as short as verse.
        let is_parted = |i: &usize| page.lines[*i].blank_before > page.lines[i - 1].blank_before;
        let next = (start + 1..last)
            .find(is_parted)
            .filter(|&i| page.lines[i - 1].cues.has(Cue::SentenceEnd))
            .unwrap_or(after);
        if let Some((mut head, mut lines)) = head_and_lines(page, kinds, start..last)
            && (begins(page, kinds, start) || start > 0 && out[start - 1] == Some(Part::Line))
            && let cut = cut_words(page, lexicon, lines.clone())
            && (cut <= 1 || cut * 12 <= lines.len())
        {
            let numbers: Vec<usize> = lines.clone().filter(|&i| is_part_number(page.text(i))).collect();
            let verse: Vec<usize> = lines.clone().filter(|i| !numbers.contains(i)).collect();
            let signed = head.iter().any(|(_, part)| *part == Part::Poet);
            let said = head.iter().any(|(i, _)| says_verse(page.text(*i)));
            let heads = if let Some(mut heads) = regular(page, &verse).filter(|_| cut == 0) {
                // Below the last poem stands the next article's, above the first its own title.
                let signed_below = lines.end < last;
                while !signed_below && heads.pop_if(|heading| *heading + 1 == lines.end).is_some() {
                    lines.end -= 1;
                    after = lines.end;
                }
                if head.is_empty() && heads.first() == Some(&lines.start) {
                    head.push((heads.remove(0), Part::Title));
                    lines.start += 1;
                }
                heads
            } else if said && is_set_line_by_line(page, &verse)
                || era == Era::Modern && is_free(page, &verse, signed)
            {
                headings(page, lexicon, start, lines.clone())
            } else {
                start = next;
                continue;
            };
            for (i, part) in head {
                out[i] = Some(part);
            }
            out[lines].fill(Some(Part::Line));
            for i in heads.into_iter().chain(numbers) {
                out[i] = Some(Part::Heading);
            }
            start = after;
        } else {
            start = next;
        }
    }
    for lines in (1..kinds.len()).filter_map(|i| quoted(page, lexicon, i)) {
        if out[lines.clone()].iter().all(Option::is_none) {
            out[lines].fill(Some(Part::Line));
        }
    }
    out
}

/// The lines of a poem or song that a text quotes behind a colon: of one length, and much narrower than its column.
fn quoted(page: &Lines, lexicon: &Lexicon, start: usize) -> Option<Range<usize>> {
    /// Most of the column's width that a line of it takes.
    const NARROW: f32 = 0.7;
    let before = &page.lines[start - 1];
    if !before.cues.has(Cue::ColonEnd) {
        return None;
    }
    let column = page.lines[start.saturating_sub(2)..start].iter().map(Line::width).fold(0.0, f32::max);
    let han = |i: usize| han_count(page, i);
    let is_line = |i: usize| {
        let line = &page.lines[i];
        can_be_verse(page, i) && line.width() <= NARROW * column && han(i) == han(start)
    };
    let end = (start..page.lines.len()).find(|&i| !is_line(i)).unwrap_or(page.lines.len());
    let lines: Vec<usize> = (start..end).collect();
    (is_regular(page, &lines) && cut_words(page, lexicon, start..end) == 0).then_some(start..end)
}

/// Whether a poem without a title begins that the text above it announces: 感賦四絕、 and lines of fourteen characters.
pub(super) fn is_announced(page: &Lines, kinds: &[Kind], era: Era, i: usize) -> bool {
    let length = |i: usize| page.lines[i].len();
    let regular = |i: usize| {
        page.lines.get(i).is_some_and(|line| matches!(line.len(), 5 | 7 | 10 | 14))
            && page.text(i).iter().all(|c| is_han(*c))
    };
    // Behind a full stop two such lines are a headline in a modern paper.
    let leads_on = |c: &char| matches!(c, '：' | '，') || era == Era::Old && matches!(c, '、' | '。');
    i > 1
        && kinds[i - 1].is_text()
        && page.text(i - 1).last().is_some_and(leads_on)
        && regular(i)
        && regular(i + 1)
        && length(i) == length(i + 1)
        && !(regular(i - 1) && length(i - 1) == length(i))
        && speaks_of_verse(page, i - 1)
}

/// Whether a text that comes to a line's end speaks of verse there: 作诗, 感賦, 四絕.
fn speaks_of_verse(page: &Lines, i: usize) -> bool {
    /// Characters that are looked at.
    const NEAR: usize = 20;
    let text = [page.text(i - 1), page.text(i)].concat();
    let near = &text[text.len().saturating_sub(NEAR)..];
    let counted = |pair: &[char]| numeral::is_numeral(pair[0]) && "绝絕律首阕闋".contains(pair[1]);
    near.iter().any(|c| "诗詩赋賦吟咏詠".contains(*c)) || near.windows(2).any(counted)
}

/// End of a run that goes on, short as they are, with the lines of the next article's headline: under a column's name, or
/// with another author over its text though the poem has its own.
fn before_the_next(page: &Lines, kinds: &[Kind], run: Range<usize>) -> usize {
    /// Most lines of a headline, its author's among them.
    const HEADLINE: usize = 6;
    let is_author = |i: usize| kinds[i] == Kind::Byline;
    let signed = run.clone().take(4).any(is_author);
    let parted = |i: usize| {
        let (line, before) = (&page.lines[i], &page.lines[i - 1]);
        line.blank_before > before.blank_before || line.lead && !before.lead
    };
    // Another title and another poet, behind the last line of a poem with marks or apart from it.
    let follows = |i: usize| {
        page.lines[i - 1].cues.has(Cue::SentenceEnd)
            && !page.lines[i].cues.any(&[Cue::SentenceEnd, Cue::PauseEnd])
    };
    let titled = |i: &usize| (parted(*i) || follows(*i)) && !is_author(*i) && is_author(i + 1);
    if let Some(next) = (run.start + 4..run.end.saturating_sub(2)).find(titled).filter(|_| signed) {
        return next;
    }
    // An author in parts, 某馆 白 露, is no line of verse: the headline stands above and the text below.
    let is_text = |i: usize| kinds.get(i).is_some_and(|kind| kind.is_text());
    let in_parts = page.lines.get(run.end).is_some_and(|line| line.cues.any(&[Cue::Parts, Cue::Halves]));
    let by_another = signed && in_parts && !is_text(run.end) && is_text(run.end + 1);
    if !(is_text(run.end) || by_another) || run.len() <= FEWEST_REGULAR {
        return run.end;
    }
    let from = run.end.saturating_sub(HEADLINE).max(run.start + FEWEST_REGULAR + 1);
    // A word in a frame of its own over a headline is the name of a column.
    let named = |&i: &usize| {
        let line = &page.lines[i];
        let framed = line.lead && line.len() <= 4 && page.lines[i + 1].blank_before > 0;
        framed || line.cues.any(&[Cue::SectionName, Cue::ColumnLabel])
    };
    let authored = |i: &usize| by_another || signed && (i + 1..run.end).any(is_author);
    let heads = || (from..run.end).rev().filter(|&i| parted(i));
    // A report's opening has its headline right above it.
    let reported = || {
        let opens = page.lines[run.end].cues.any(&[Cue::Dateline, Cue::ReporterInside]);
        heads().next().filter(|_| opens)
    };
    heads().find(named).or_else(|| heads().find(authored)).or_else(reported).unwrap_or(run.end)
}

/// Whether the line of a text can be one of a poem.
fn can_be_verse(page: &Lines, i: usize) -> bool {
    let line = &page.lines[i];
    let label = page.lines.get(i + 1).is_some_and(|below| below.cues.has(Cue::Number) && below.len() > 3);
    line.len() <= LONGEST && !label && (!line.cues.any(&NEVER) || is_part_number(page.text(i)))
}

/// Whether a line numbers the parts of a poem and does nothing else: 其一, （二）, 3.
fn is_part_number(text: &[char]) -> bool {
    let inner = match text {
        ['（' | '(', inner @ .., '）' | ')'] => inner,
        ['其' | '之', inner @ ..] | ['第', inner @ .., '首' | '章' | '节'] => inner,
        _ => text,
    };
    (1..=2).contains(&inner.len()) && inner.iter().all(|c| numeral::is_numeral(*c) || ('①'..='⑳').contains(c))
}

/// Whether the head of a text says that it is verse: 七律·登楼, 西江月, 渡口（组诗）, 归来（歌词）, 某某词 某某曲.
fn says_verse(text: &[char]) -> bool {
    let mut parts = text.split(|c| !is_han(*c));
    parts.any(|part| is_verse_form(part) || matches!(part, ['歌', '词' | '詞'])) || credits_song(text)
}

/// The poem's title and the poet above the lines, and the lines.
fn head_and_lines(page: &Lines, kinds: &[Kind], run: Range<usize>) -> Option<(Head, Range<usize>)> {
    let is_poet = |i: usize| kinds[i] == Kind::Byline;
    let poet = run.clone().take(4).rfind(|&i| is_poet(i));
    let first = match poet {
        Some(poet) => poet + 1,
        None if says_verse(page.text(run.start)) => run.start + 1,
        // Without a poet a title is known by the blank line below it.
        None if page.lines.get(run.start + 1).is_some_and(|next| next.blank_before > 0) => run.start + 1,
        None => run.start,
    };
    let mut end = run.end;
    // Below a poet's lines a name alone is one of them: 高一点.
    let is_line = |i: usize| poet.is_some() && page.text(i).iter().all(|c| is_han(*c));
    while end > first && is_poet(end - 1) && !is_line(end - 1) {
        end -= 1;
    }
    // A title that could be a name stands above the poet: 童谣.
    let named = first > run.start + 1 && is_poet(run.start);
    let is_head_poet = |i: usize| is_poet(i) && !(named && i == run.start);
    let head = (run.start..first).map(|i| (i, if is_head_poet(i) { Part::Poet } else { Part::Title }));
    let signed = (end..run.end).map(|i| (i, Part::Poet));
    (first < end).then(|| (head.chain(signed).collect(), first..end))
}

/// Whether nothing goes on into a line from the text before it.
fn begins(page: &Lines, kinds: &[Kind], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|i| !kinds[i].is_text() || page.lines[i].cues.has(Cue::SentenceEnd))
}

/// Number of words that are cut where lines end; in verse two that meet by chance make one now and then.
fn cut_words(page: &Lines, lexicon: &Lexicon, lines: Range<usize>) -> usize {
    let straddle = |i: usize| lexicon.straddle(han_tail(page.text(i - 1)), han_head(page.text(i)));
    lines.skip(1).filter(|&i| straddle(i) > 0.0).count()
}

/// The share of lines that something holds for.
fn share(lines: &[usize], holds: impl Fn(usize) -> bool) -> f32 {
    lines.iter().filter(|&&i| holds(i)).count() as f32 / lines.len().max(1) as f32
}

/// Number of Han characters in a line.
fn han_count(page: &Lines, i: usize) -> usize {
    page.text(i).iter().filter(|c| is_han(**c)).count()
}

/// The titles between poems in the old styles; `None` where some other line is there.
fn regular(page: &Lines, lines: &[usize]) -> Option<Vec<usize>> {
    let han = |i: usize| han_count(page, i);
    // A title is shorter or longer than the lines around it and has no mark.
    let is_title = |i: usize| {
        !matches!(han(i), 5 | 7 | 10 | 14)
            && !page.lines[i].cues.any(&[Cue::SentenceEnd, Cue::PauseEnd, Cue::CommaInside])
    };
    let mut poems = lines.split(|&i| is_title(i)).filter(|poem| !poem.is_empty()).peekable();
    let titles: Vec<usize> = lines.iter().copied().filter(|&i| is_title(i)).collect();
    (poems.peek().is_some() && poems.all(|poem| is_regular(page, poem))).then_some(titles)
}

/// Lines most of which end with a mark or before their column does, as the lines of a song or of words to a tune.
fn is_set_line_by_line(page: &Lines, lines: &[usize]) -> bool {
    const ENDS: [Cue; 2] = [Cue::SentenceEnd, Cue::PauseEnd];
    let stops = share(lines, |i| page.lines[i].cues.has(Cue::StopInside));
    let widest = lines.iter().map(|&i| page.lines[i].width()).fold(0.0, f32::max);
    let ends = |i: usize| page.lines[i].cues.any(&ENDS) || page.lines[i].width() < widest - 1.0;
    lines.len() >= FEWEST_REGULAR && stops == 0.0 && share(lines, ends) >= 0.5
}

/// Lines of five or seven characters, or two such with a comma between.
fn is_regular(page: &Lines, lines: &[usize]) -> bool {
    let cues = |i: usize| page.lines[i].cues;
    let han = |i: usize| han_count(page, i);
    let Some(&first) = lines.first() else { return false };
    let length = han(first);
    let marked = share(lines, |i| cues(i).any(&[Cue::SentenceEnd, Cue::PauseEnd]));
    let paired = matches!(length, 10 | 14);
    lines.len() * (1 + usize::from(paired)) >= FEWEST_REGULAR
        && lines.len().is_multiple_of(2)
        && lines.iter().all(|&i| han(i) == length)
        && (matches!(length, 5 | 7) && (marked == 0.0 || marked == 1.0)
            || paired && marked == 1.0 && lines.iter().all(|&i| cues(i).has(Cue::CommaInside)))
}

/// Lines of different lengths with few marks that are worded as speech is.
fn is_free(page: &Lines, lines: &[usize], signed: bool) -> bool {
    const MARKS: [Cue; 5] = [
        Cue::SentenceEnd,
        Cue::PauseEnd,
        Cue::CommaInside,
        Cue::EnumerationCommaInside,
        Cue::EnumerationCommaEnd,
    ];
    const OTHERS: [Cue; 4] = [Cue::Halves, Cue::NameOnly, Cue::Byline, Cue::PlaceOnly];
    let cues = |i: usize| page.lines[i].cues;
    /// Ems that no column is as narrow as.
    const NARROW: f32 = 6.0;
    let widest = lines.iter().map(|&i| page.lines[i].width()).fold(0.0, f32::max);
    lines.len() >= if signed { FEWEST } else { FEWEST_UNSIGNED }
        && share(lines, |i| cues(i).any(&MARKS)) <= 0.15
        && (widest <= NARROW || share(lines, |i| page.lines[i].width() >= widest - 1.0) <= 0.5)
        && share(lines, |i| cues(i).any(&OTHERS)) <= 0.2
        && share(lines, |i| page.text(i).iter().any(char::is_ascii_digit)) <= 0.1
        && share(lines, |i| binding(page.text(i)) > 0) >= 0.3
}

/// The titles of the poems that follow the first: as many as its title says, or what stands alone between blank lines.
fn headings(page: &Lines, lexicon: &Lexicon, title: usize, lines: Range<usize>) -> Vec<usize> {
    let blank = |i: usize| page.lines.get(i).is_some_and(|line| line.blank_before > 0);
    let mut alone: Vec<usize> = lines
        .clone()
        .filter(|&i| i > lines.start && blank(i) && blank(i + 1) && page.lines[i].len() <= 8)
        .collect();
    alone.extend(lines.clone().filter(|&i| page.lines[i].cues.has(Cue::EnumeratorHan)));
    let more = more_poems(page.text(title));
    if alone.is_empty() && more > 0 {
        // A stanza that begins with a short line which is a thing's name.
        let is_named = |i: usize| {
            let text = page.text(i);
            let noun = [WordClass::Noun, WordClass::Name, WordClass::Place].map(|class| class as usize);
            (2..=6).contains(&text.len())
                && binding(text) == 0
                && lexicon.last_class(han_tail(text)).is_none_or(|class| noun.contains(&class))
        };
        let starts = lines.clone().filter(|&i| i > lines.start && blank(i) && !blank(i + 1) && is_named(i));
        let starts: Vec<usize> = starts.collect();
        alone.extend(&starts[starts.len().saturating_sub(more)..]);
        // Of so many poems by one title the first has its own, too.
        if !alone.is_empty()
            && blank(lines.start)
            && is_named(lines.start)
            && !page.text(title).contains(&'外')
        {
            alone.push(lines.start);
        }
    }
    alone
}

/// Number of further poems that a title speaks of: （外一首） one, （三首） two.
fn more_poems(title: &[char]) -> usize {
    let Some(at) = title.iter().position(|c| *c == '首' || *c == '题') else { return 0 };
    let Some(number) = at.checked_sub(1).and_then(|i| numeral::digit(title[i])).filter(|n| *n > 0) else {
        return 0;
    };
    let besides = at >= 2 && title[at - 2] == '外';
    number as usize - usize::from(!besides)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, Role, segment};

    const FREE: &str = "雪落在望江的屋檐上\n没有人说话\n一只鸟\n从河那边飞过来\n它的翅膀\n带着去年的风\n\n\
        我把灯点亮了\n等你\n等一条路慢慢变白\n";

    fn lines_of(text: &str, wanted: Part) -> Vec<usize> {
        let page = Page::new(text.into());
        let lines = Lines::read(&page);
        let extractor = crate::segmentation::feature::Extractor::new();
        let poems = extractor.context(&lines).poems.clone();
        (0..poems.len()).filter(|&i| poems[i] == Some(wanted)).collect()
    }

    #[test]
    fn a_poem_that_a_text_announces_is_of_it_and_a_headline_there_is_not() {
        let text =
            "渡口人家\n（老聃）\n瀾水之畔、舊有渡口、春來水漲、舟子往來\n不絕、昨偕友人過此、感賦二絕、\n";
        let poem = "春水初生綠滿洲渡頭楊柳繫扁舟\n舟人指點江南岸一帶青山是故丘\n";
        let next =
            "米市近聞\n（醒）\n昨日米市開盤、上米每石十二元、較前日漲\n五角、米商言、客米來少、故價又漲、\n";
        let articles = |page: String| segment(&Page::new(page)).articles;
        let found = articles(format!("{text}{poem}{next}"));
        let lines = |k: usize| found[k].blocks.iter().flat_map(|block| &block.lines).count();
        assert_eq!((found.len(), lines(0)), (2, 6), "{found:?}");
        let lines = Lines::read(&Page::new(format!("{text}{poem}{next}")));
        let kinds = crate::segmentation::feature::Extractor::new().context(&lines).kinds.clone();
        assert_eq!((2..8).filter(|&i| is_announced(&lines, &kinds, Era::Old, i)).collect::<Vec<_>>(), [4]);
        // A modern headline of two lines below a text that speaks of the law, or of a poet.
        for end in ["大家说要学好法律。", "他把这件事写成了一首诗。"] {
            let page = format!(
                "渡口人家\n渡口昨日通航，两岸群众都来看，\n{end}\n果园里面采摘忙\n满山苹果红又香\n果园昨日开园。\n"
            );
            let lines = Lines::read(&Page::new(page));
            let kinds = crate::segmentation::feature::Extractor::new().context(&lines).kinds.clone();
            assert!(!(2..6).any(|i| is_announced(&lines, &kinds, Era::Modern, i)), "{end}");
        }
    }

    #[test]
    fn a_song_that_a_text_quotes_keeps_its_lines_and_a_list_of_names_does_not() {
        let text = |quoted: &str| {
            format!(
                "渡口记事\n本报记者 何闻\n\n昨天傍晚，我又到澜溪老渡口，江面上起了风，摆渡的老\n人坐在船头唱起他自己编的歌，唱的是：\n{quoted}唱完他笑了，说这歌唱了三十年，一个字也没有改过，往\n后有了大桥，恐怕就没有人听了。\n"
            )
        };
        let song = "清早起来解缆绳\n江上雾气白蒙蒙\n对岸有人招手喊\n一篙撑到水当中\n";
        let verse = |page: String| {
            let found = segment(&Page::new(page));
            assert_eq!(found.articles.len(), 1, "{found:?}");
            found.articles[0].texts(Role::Verse).count()
        };
        assert_eq!(verse(text(song)), 4);
        assert_eq!(verse(text("江风吹白发，\n渔火照孤篷。\n旧渡无人问，\n新桥一望通。\n")), 4);
        // One line below it is text, too, and no caption.
        let poem = "江风吹白发，\n渔火照孤篷。\n旧渡无人问，\n新桥一望通。\n年年春水绿，\n岁岁杏花红。\n莫道归期晚，\n扁舟月色中。\n";
        let short = format!(
            "渡口记事\n本报记者 何闻\n\n昨天傍晚，我又到澜溪老渡口，江面上起了风，摆渡的老\n人坐在船头念起一首诗：\n{poem}念完他笑了，说这诗写了三十年，一个字也没有改过。\n"
        );
        let found = segment(&Page::new(short));
        assert_eq!(found.articles[0].texts(Role::Paragraph).count(), 2, "{found:?}");
        // Of other lengths, and in the middle of a sentence.
        assert_eq!(verse(text("老船工何大\n修桥的苗师傅\n卖豆浆的吴大娘\n上学的娃\n")), 0);
    }

    #[test]
    fn a_verse_without_a_poet_has_the_title_above_and_not_the_one_below() {
        let page = "江边小唱\n清早起来解缆绳\n江上雾气白蒙蒙\n对岸有人招手喊\n一篙撑到水当中\n\n澜溪新建渡口码头\n昨天上午，澜溪镇新建的渡口码头正式开工，预计明年春\n天可以建成，建成以后渡船每半小时一班。\n";
        let found = segment(&Page::new(page.into()));
        let titles: Vec<&str> = found.articles.iter().flat_map(|a| a.texts(Role::Title)).collect();
        assert_eq!(titles, ["江边小唱", "澜溪新建渡口码头"], "{found:?}");
        assert_eq!(found.articles[0].texts(Role::Verse).count(), 4);
    }

    #[test]
    fn two_words_that_meet_between_lines_of_verse_are_no_cut_word() {
        // 短短 is a word.
        let bridge = "新修的石桥很短\n短得装不下一声咳嗽\n可它把两个村子\n连成了一个村子\n\n桥下的水不知道\n\
            还是一样地流\n桥上的人知道\n脚步轻了许多\n";
        let wheat = "风一吹\n满坡都是碎金子\n爷爷说\n别出声\n让它们自己响一会儿\n";
        let text = format!("石桥\n乔石林\n{bridge}\n麦子熟了\n祝远山\n{wheat}");
        assert_eq!(lines_of(&text, Part::Line), (2..10).chain(12..17).collect::<Vec<_>>());
        let column = "石桥\n乔石林\n新修的石桥很短可是\n它把两个村子连成了\n一个村子村里的老人\n说每天都要来桥上走\n一走看看河里的水涨\n";
        assert!(lines_of(column, Part::Line).is_empty());
    }

    #[test]
    fn free_verse_is_known_by_its_lines() {
        let text = format!("初雪\n何闻\n{FREE}");
        assert_eq!(lines_of(&text, Part::Line), (2..11).collect::<Vec<_>>());
        assert_eq!(lines_of(&text, Part::Title), [0]);
        assert_eq!(lines_of(&text, Part::Poet), [1]);
    }

    #[test]
    fn a_headline_whose_author_has_an_office_before_the_name_is_no_line_of_the_poem_above() {
        let text = "入夏以来，江边的香樟树上蝉声如雨，孩子们举着竹竿从早粘到晚。\n有人来信问，知了在地下要住多少年，是不是每一只都一样，夏天过后又去了哪里。\n";
        let page = format!("初雪\n何闻\n{FREE}\n知了为什么\n住在地下\n\n市博物馆 吴 岚\n{text}");
        assert_eq!(lines_of(&page, Part::Line), (2..11).collect::<Vec<_>>());
        // Nobody's name: the poem's last stanza.
        let page = format!("初雪\n何闻\n{FREE}\n知了为什么\n住在地下\n\n{text}");
        assert_eq!(lines_of(&page, Part::Line), (2..13).collect::<Vec<_>>());
    }

    #[test]
    fn lines_of_five_or_seven_are_verse() {
        let marked = "江畔早行\n吴岚\n晓雾锁江楼，\n孤帆下远洲。\n一声渔笛起，\n惊散满汀鸥。\n";
        assert_eq!(lines_of(marked, Part::Line), [2, 3, 4, 5]);
        let paired = "江畔早行\n吴岚\n晓雾锁江楼，孤帆下远洲。\n一声渔笛起，惊散满汀鸥。\n明月来窗下，清风到枕头。\n何须问归路，处处是春秋。\n";
        assert_eq!(lines_of(paired, Part::Line), [2, 3, 4, 5]);
    }

    #[test]
    fn a_second_poem_has_its_title() {
        let text = format!("初雪（外一首）\n何闻\n{FREE}\n山门\n石头坐在石头上\n它们都不说\n从前的事\n");
        assert_eq!(lines_of(&text, Part::Heading), [11]);
    }

    #[test]
    fn poems_one_after_the_other_have_their_titles_and_poets() {
        let text = format!("初雪\n何闻\n{FREE}\n渡口\n吴岚\n{FREE}");
        assert_eq!((lines_of(&text, Part::Title), lines_of(&text, Part::Poet)), (vec![0, 11], vec![1, 12]));
        let text = format!("诗二首\n何闻\n\n初雪\n{FREE}\n山门\n石头坐在石头上\n它们都不说\n从前的事\n");
        assert_eq!(lines_of(&text, Part::Heading), [2, 12]);
        let text =
            format!("初雪（组诗）\n何闻\n一、望江\n{FREE}\n二、山门\n石头坐在石头上\n它们都不说\n从前的事\n");
        assert_eq!(lines_of(&text, Part::Heading), [2, 12]);
        let text = "江畔早行\n吴岚\n晓雾锁江楼，孤帆下远洲。\n一声渔笛起，惊散满汀鸥。\n\n夜泊\n何闻\n明月来窗下，清风到枕头。\n何须问归路，处处是春秋。\n";
        assert_eq!(lines_of(text, Part::Line), [2, 3, 6, 7]);
    }

    #[test]
    fn parts_of_a_poem_are_numbered_and_poems_in_the_old_styles_have_titles() {
        let (first, second) = (
            "晓雾锁江楼，\n孤帆下远洲。\n一声渔笛起，\n惊散满汀鸥。\n",
            "明月来窗下，\n清风到枕头。\n何须问归路，\n处处是春秋。\n",
        );
        for [one, two] in [["其一", "其二"], ["（一）", "（二）"], ["一", "二"], ["夜泊", "清晨早起"]]
        {
            let text = format!("望江杂咏\n吴岚\n{one}\n{first}{two}\n{second}");
            assert_eq!(lines_of(&text, Part::Heading), [2, 7], "{one}");
            assert_eq!(lines_of(&text, Part::Poet), [1], "{one}");
            assert_eq!(lines_of(&text, Part::Line).len(), 8, "{one}");
        }
        let text = format!("五绝·夜泊\n吴岚\n{first}五绝·早起\n何闻\n{second}");
        assert_eq!((lines_of(&text, Part::Title), lines_of(&text, Part::Poet)), (vec![0, 6], vec![1, 7]));
        // A list of what is to be done.
        let list = "渡口须知\n其一\n老人先上船\n其二\n孩子坐中间\n其三\n不带火柴上船\n";
        assert_eq!(lines_of(list, Part::Line), [] as [usize; 0]);
    }

    #[test]
    fn words_to_a_tune_and_of_a_song_are_known_by_their_head() {
        let tune = "西江月·望江\n吴岚\n帆影东风渡口，\n炊烟细雨人家。\n小桥流水绕桑麻，\n最是清明初夏。\n";
        assert_eq!(lines_of(tune, Part::Line), [2, 3, 4, 5]);
        let song =
            "渡口的歌\n何闻词 吴岚曲\n青石板路通码头，\n你慢慢走慢慢走\n灯笼照着桥那边，\n有人等你到深夜。\n";
        assert_eq!(lines_of(song, Part::Line), [2, 3, 4, 5]);
        assert_eq!(lines_of(song, Part::Poet), [1]);
        let labelled =
            "渡口谣\n词：何闻 曲：吴岚\n江水弯弯\n小船儿漂啊漂\n划到渡口边\n船公给我一块糕\n啊 渡口边\n";
        assert_eq!(lines_of(labelled, Part::Line), [2, 3, 4, 5, 6]);
        let news = "歌曲征集\n何闻说\n青石板路通码头，\n你慢慢走慢慢走\n灯笼照着桥那边，\n有人等你到深夜。\n";
        assert_eq!(lines_of(news, Part::Line), [] as [usize; 0]);
    }

    #[test]
    fn a_poem_ends_where_the_next_article_begins() {
        let report =
            "入夏以来，江边的香樟树上蝉声如雨，有小读者来信问，知了在地下\n要住多少年，这里请专家来答。\n";
        for head in ["\n知了在地下\n住多少年\n\n吴岚\n", " 科普\n\n知了在地下\n住多少年\n"]
        {
            let text = format!("初雪\n何闻\n\n{FREE}{head}{report}");
            assert_eq!(lines_of(&text, Part::Line), (2..11).collect::<Vec<_>>(), "{head}");
        }
        // A poem signed at its end, text behind it, keeps its last stanza.
        let text = format!("初雪\n\n{FREE}\n天亮了\n路也白了\n吴岚\n{report}");
        assert!(!lines_of(&text, Part::Line).is_empty());
    }

    #[test]
    fn a_poem_between_reports_is_known() {
        let report = "　　本报讯（记者 何闻）昨天下午，望江镇的渡口开航，头一班渡船载着四十多位乡亲\n过江。\n　　船老大说，修了两年。\n";
        let text = format!("渡口开航\n{report}\n初雪\n吴岚\n{FREE}\n老街修缮一新\n{report}");
        assert_eq!(lines_of(&text, Part::Title), [4]);
        assert_eq!(lines_of(&text, Part::Line), (6..15).collect::<Vec<_>>());
    }

    #[test]
    fn a_last_line_that_could_be_a_name_is_verse_below_a_poet() {
        let lines = "一只船\n在水上睡着\n它梦见\n两岸都是桃花\n江水把它的名字\n";
        assert_eq!(lines_of(&format!("渡口\n何闻\n{lines}高一点\n"), Part::Poet), [1]);
        assert_eq!(
            lines_of(&format!("渡口\n何闻\n{lines}抬高\n（吴岚 译）\n"), Part::Line),
            [2, 3, 4, 5, 6, 7]
        );
        assert_eq!(lines_of(&format!("渡口\n\n{lines}{lines}何闻\n"), Part::Poet), [11]);
    }

    #[test]
    fn a_title_that_could_be_a_name_is_one_above_a_poet() {
        let rhyme = "童谣\n何闻\n小渡船，摇一摇，\n摇到北岸摘樱桃。\n樱桃红，樱桃甜，\n装满竹篮乘回船。\n";
        assert_eq!((lines_of(rhyme, Part::Title), lines_of(rhyme, Part::Poet)), (vec![0], vec![1]));
    }

    #[test]
    fn lines_too_short_for_any_column_may_be_alike() {
        let text = "在望江（组诗）\n何闻\n\n一\n我把灯放在\n你的窗台上\n像一片月光\n落在水里\n\n二\n雪下了一夜\n望江的桥\n一座一座\n白到天明\n";
        assert_eq!(lines_of(text, Part::Heading), [2, 7]);
        assert_eq!(lines_of(text, Part::Line).len(), 8);
    }

    #[test]
    fn short_lines_of_other_kinds_are_no_verse() {
        for text in [
            // A narrow column.
            "望江镇的渡口昨天\n通航了，头一班渡\n船载着四十多位乡\n亲过江，船老大何\n闻说，渡口修了两\n年，乡亲们也盼了\n两年。\n",
            // The end of a paragraph and the headlines behind it.
            "何闻说，渡口两岸的乡亲从前要绕行\n三十里，如今有了渡船，方便得多\n了，大家都说好。\n果园丰收\n云岭县的苹果\n卖到了省城\n老街换了样\n",
            // A list of names.
            "何闻\n吴岚\n丘青禾\n方青山\n何小溪\n吴大江\n丘岚\n",
            // A table of results.
            "望江队3比1胜云岭队\n澜溪队2比2平望江队\n云岭队0比0平澜溪队\n望江队1比0胜澜溪队\n云岭队2比1胜望江队\n澜溪队5比3胜云岭队\n",
            // A pile of headlines.
            "渡口通航\n果园丰收引来客商\n老街修缮一新\n水厂扩建完工\n山村通了公交车\n学校添置图书\n",
        ] {
            assert_eq!(lines_of(text, Part::Line), [] as [usize; 0], "{text}");
        }
    }

    #[test]
    fn a_poem_is_one_article_and_each_of_its_lines_stays_one() {
        let found = segment(&Page::new(format!("初雪\n何闻\n{FREE}")));
        assert_eq!(found.articles.len(), 1);
        assert_eq!(found.articles[0].title().as_deref(), Some("初雪"));
        assert_eq!(found.articles[0].texts(Role::Byline).collect::<Vec<_>>(), ["何闻"]);
        assert_eq!(found.articles[0].texts(Role::Verse).count(), 9);
    }
}

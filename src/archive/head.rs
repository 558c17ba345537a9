//! 报头: what the lines at a page's edges say of it.

use super::date::{find_date, may_have_date, number};
use super::label::PageLabel;
use super::naming::{is_counted, is_notice, is_paper_name, is_section, latin_title, section_line};
use super::number::{PageNumber, bundle, is_special, latin_page, named_page, page_number, page_with_section};
use super::part::{BARS, Part, narrow, without_range};
use crate::han::character::{is_han, is_ignorable};
use crate::han::numeral::{is_numeral, is_zero};
use crate::han::variants::as_meant;
use crate::segmentation::Page;
use crate::segmentation::latin::DAYS;
use crate::segmentation::restore::unmarked;

impl PageLabel {
    /// Reads the lines at the top and the bottom of a page. Only lines that say nothing else are believed.
    pub fn from_header(page: &Page) -> PageLabel {
        /// Lines that are looked at, at either end.
        const EDGE: usize = 12;
        /// Lines around a date or a page number among which a name is a masthead and no headline.
        const MASTHEAD: usize = 4;
        let meant = |line: &str| -> String {
            unmarked(line).chars().filter(|c| !is_ignorable(*c)).map(as_meant).collect()
        };
        let lines: Vec<String> = page.lines().map(|(_, line)| meant(line).trim().to_string()).collect();
        let mut lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        join_lines(&mut lines, EDGE);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let bottom = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
        let edges = (0..lines.len().min(EDGE)).chain(bottom..lines.len());
        let mut found: Vec<(usize, PageLabel)> =
            edges.filter_map(|at| header_line(lines[at]).map(|label| (at, label))).collect();
        // A day below a text may be its author's: that of the issue has the paper, the page or the day of the week beside it.
        let text = lines.iter().position(|line| ends_masthead(line)).unwrap_or(lines.len());
        let says_issue = |at: usize, said: &PageLabel| {
            said.paper.is_some()
                || said.page.is_some()
                || lines[at]
                    .split_whitespace()
                    .any(|word| !word.starts_with(|c: char| c.is_numeric()) && is_counted(word))
        };
        let issue: Vec<usize> = found
            .iter()
            .filter(|(at, said)| *at > text && says_issue(*at, said))
            .map(|(at, _)| *at)
            .collect();
        found.retain(|(at, _)| *at < text || issue.iter().any(|of| of.abs_diff(*at) <= MASTHEAD));
        // `G20` alone may open a headline; with a date beside it, it is a page.
        let sure = |at: usize, said: &PageLabel| {
            let is_marked =
                lines[at].contains('版') || page_marker(lines[at]).is_some() || is_folio(lines[at], said);
            said.date.is_some() || said.page.is_some() && is_marked
        };
        let folios: Vec<usize> =
            found.iter().filter(|(at, said)| sure(*at, said)).map(|(at, _)| *at).collect();
        let beside = |at: usize| folios.iter().any(|folio| folio.abs_diff(at) <= MASTHEAD);
        let said = || found.iter().filter(|(at, _)| beside(*at)).map(|(_, said)| said);
        let mut label = said().fold(PageLabel::default(), PageLabel::or);
        // A name in Latin letters stands beside the paper's own.
        let own = said().filter_map(|said| said.paper.as_ref()).find(|paper| !paper.is_ascii());
        label.paper = own.cloned().or(label.paper);
        let head = &lines[..lines.len().min(EDGE)];
        let mut label = label.or(&bare_lines(head, &beside));
        if let Some(page) = label.page.as_mut().filter(|page| page.part.is_empty()) {
            // B叠 in a line of its own.
            let letter = |(at, line): (usize, &&str)| bundle(line).filter(|_| beside(at));
            page.part = head.iter().enumerate().find_map(letter).unwrap_or_default();
        }
        label
    }
}

/// Puts a day or a name that stands over several lines into one: 2 above 2031年1月, 澜溪 above 日报.
fn join_lines(lines: &mut Vec<String>, edge: usize) {
    let weekday = |line: &String| line.split_whitespace().any(is_weekday);
    let length = |line: &String| line.chars().filter(|c| !c.is_whitespace()).count();
    for count in (2..=6).rev() {
        for at in 0..(lines.len().min(edge) + 1).saturating_sub(count) {
            let window = &lines[at..at + count];
            let around = at.saturating_sub(1)..(at + count + 1).min(lines.len());
            let is_told = window.iter().any(|line| line.contains('日')) || lines[around].iter().any(weekday);
            let is_day =
                count <= 3 && is_told && window.iter().all(|line| length(line) <= 12 && is_of_date(line));
            let last = if count == 2 { window[1].as_str() } else { "报" };
            let is_name = window.iter().all(|line| length(line) == 1)
                || count == 2 && length(&window[0]) <= 4 && DAILIES.contains(&last);
            let joined = if is_day && window.iter().all(|line| find_date(line).is_none()) {
                let forward = window.join(" ");
                let backward = window.iter().rev().map(String::as_str).collect::<Vec<_>>().join(" ");
                [forward, backward].into_iter().find(|line| find_date(line).is_some())
            } else {
                Some(window.concat()).filter(|name| is_name && is_paper_name(name))
            };
            if let Some(joined) = joined {
                lines.splice(at..at + count, [joined]);
                return join_lines(lines, edge);
            }
        }
    }
}

/// What the names of newspapers end with, as it stands on a line of its own.
const DAILIES: [&str; 8] = ["日报", "日報", "晚报", "晚報", "早报", "早報", "时报", "時報"];

/// Whether a word is a day of the week: 星期四.
fn is_weekday(word: &str) -> bool {
    word.contains("星期") && is_counted(word)
}

/// Whether a line is a piece of a date, or a day of the week.
fn is_of_date(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| !is_weekday(word));
    words.flat_map(str::chars).all(|c| is_numeral(c) || is_zero(c) || "年月日民國国中華华.-/·".contains(c))
}

/// Label from lines that are nothing but a number or a section, among those that a masthead is beside: `03`, `民生`.
fn bare_lines(lines: &[&str], beside: &dyn Fn(usize) -> bool) -> PageLabel {
    let mut label = PageLabel::default();
    let head = lines.iter().position(|line| ends_masthead(line)).unwrap_or(lines.len());
    for (at, line) in lines[..head].iter().enumerate().filter(|(at, _)| beside(*at)) {
        let line = &line.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = line.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let number =
            number(line).filter(|_| digits && line.chars().count() <= 3).and_then(|n| page_number("", n));
        // 03 要闻
        let squeezed: String = line.chars().filter(|c| c.is_alphanumeric()).collect();
        if let Some((page, section)) = page_with_section(&narrow(&squeezed)).filter(|_| label.page.is_none())
        {
            (label.page, label.section) = (Some(page), Some(section));
        }
        label.page =
            label.page.or(number).or_else(|| latin_page(&narrow(line)).filter(|page| !page.part.is_empty()));
        // A section stands right above or below the number; elsewhere it may be a headline.
        let numbered = |other: Option<&&str>| {
            other.is_some_and(|other| {
                self::number(other).is_some() || header_line(other).is_some_and(|said| said.page.is_some())
            })
        };
        if label.section.is_none() && (numbered(lines.get(at + 1)) || at > 0 && numbered(lines.get(at - 1))) {
            label.section = section_line(line);
        }
    }
    label
}

/// Whether a line is of a text, below what a page's head says.
fn ends_masthead(line: &str) -> bool {
    /// Characters of the longest line of a masthead that says nothing of the page: editors, addresses.
    const LONGEST: usize = 40;
    header_line(line).is_none() && (line.chars().count() > LONGEST || line.contains(['，', '。']))
}

/// The section that a label names: 版名：民生.
fn labelled_section(line: &str) -> Option<String> {
    let behind = ["版名", "版面名称", "版面"].iter().find_map(|label| line.split(label).nth(1))?;
    let said = behind.trim_start().strip_prefix([':', '：'])?;
    // 版面：第3版 民生
    let mut words = said.split_whitespace().filter(|word| Part::read(word).page.is_none());
    words.next().filter(|word| is_section(word)).map(str::to_string)
}

/// The page's label on a line of the page that says nothing else.
pub(super) fn header_line(line: &str) -> Option<PageLabel> {
    /// Characters of the longest line of a masthead or a folio.
    const LONGEST: usize = 60;
    let length = line.chars().filter(|c| !c.is_whitespace()).count();
    if length > LONGEST || line.contains(['。', '！', '？', '；', '“', '”']) || !may_say(line) {
        return None;
    }
    said_by(line, length)
}

/// The number of the page that begins behind a line which says so and nothing else: `--- Page 3 ---`, `=== 第3页 ===`.
pub(super) fn page_marker(line: &str) -> Option<PageNumber> {
    let bare = line.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let is_framed = !line.starts_with(char::is_alphanumeric) && !line.ends_with(char::is_alphanumeric);
    let (name, digits) = bare.split_once(char::is_whitespace).unwrap_or(("", ""));
    if name.eq_ignore_ascii_case("page") && digits.bytes().all(|b| b.is_ascii_digit()) {
        return page_number("", digits.parse().ok()?);
    }
    let numbered: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    named_page(&numbered).filter(|_| is_framed && numbered.starts_with('第'))
}

/// Whether a line is a page's letter and number with a nought, and its section or nothing: A05 民生. G20 is no page.
pub(super) fn is_folio(line: &str, said: &PageLabel) -> bool {
    let mut text = line.chars();
    let padded = text.next().is_some_and(|c| c.is_ascii_uppercase())
        && text.next() == Some('0')
        && text.next().is_some_and(|c| c.is_ascii_digit());
    let rest = text.as_str();
    let is_named = || said.section.as_deref().is_some_and(|section| rest.trim() == section);
    padded && (rest.is_empty() || rest.starts_with(char::is_whitespace) && is_named())
}

/// Whether a line has a sign without which none says anything of its page: most lines of a text have not, and are soon told.
fn may_say(line: &str) -> bool {
    // Page numbers, special parts, newspapers' names.
    let is_sign = |c: char| {
        c.is_ascii_graphic()
            || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
            || matches!(c, '版' | '特' | '增' | '号' | '號' | '专' | '專' | '报' | '報' | '刊' | '闻')
    };
    line.contains(is_sign) || may_have_date(line)
}

/// The label on a line of so many characters.
fn said_by(line: &str, length: usize) -> Option<PageLabel> {
    let line = &narrow(&squeezed(&unmarked(line)));
    let date = find_date(line);
    let rest = date.as_ref().map_or(line.to_string(), |(_, bytes)| without_range(line, bytes.clone(), bytes));
    let part = Part { title: english_title(&rest), ..Part::read(&rest) };
    let mut label = PageLabel { date: date.as_ref().map(|(date, _)| *date), ..PageLabel::default() };
    // Only beside the page's number is a word a section: 报名时间 2024年1月5日 is none.
    if part.page.is_some() {
        (label.page, label.section) = (part.page.clone(), part.section.clone());
    }
    // 民生新闻 beside 澜溪日报 is a section.
    let papers = || part.words.iter().filter(|word| is_paper_name(word));
    let named = papers().find(|word| word.ends_with(['报', '報'])).or_else(|| papers().next());
    label.paper = part.title.clone().or_else(|| named.cloned());
    if label.paper.is_some() && label.section.is_none() {
        label.section = part.words.iter().find(|word| is_special(word)).cloned();
    }
    // 澜溪日报 | 03 | 民生
    let both = label.paper.is_some() && date.is_some();
    let alone = || if both { lone_number(&rest) } else { number_at_edge(&rest, &part) };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let beside_section = || words.windows(2).find_map(|two| page_with_section(&two.concat()));
    if let Some((page, section)) =
        beside_section().filter(|_| label.page.is_none() && (label.paper.is_some() || date.is_some()))
    {
        (label.page, label.section) = (Some(page), Some(section));
    } else if let Some(page) = barred_number(line, &part)
        .or_else(alone)
        .filter(|_| label.page.is_none() && (label.paper.is_some() || date.is_some()))
    {
        let named = || part.words.iter().find(|word| section_line(word).is_some());
        (label.page, label.section) = (Some(page), part.section.clone().or_else(|| named().cloned()));
    }
    if let Some(page) = label.page.as_mut().filter(|page| page.part.is_empty()) {
        page.part = part.words.iter().find_map(|word| bundle(word)).unwrap_or_default();
    }
    // 澜溪日报·民生, 澜溪日报 民生
    if let (Some(paper), None) = (&label.paper, &label.page)
        && let [first, second] = &part.words[..]
    {
        let beside = [first, second].into_iter().find(|word| *word != paper);
        label.section = beside.filter(|word| section_line(word).is_some()).cloned().or(label.section);
    }
    label.page = label.page.or_else(|| page_marker(line));
    let labelled = labelled_section(line);
    label.section = labelled.clone().or(label.section);
    let said = label.date.is_some() || label.page.is_some() || labelled.is_some();
    let both = label.date.is_some() && label.page.is_some();
    let dated = date.map_or(0, |(_, bytes)| line[bytes].chars().filter(|c| !c.is_whitespace()).count());
    // A line of prose may hold a date or a page: then most of it is something else.
    let other: usize = if part.title.is_some() {
        0
    } else {
        part.words
            .iter()
            .filter(|word| !is_paper_name(word) && !is_almanac(word) && Some(*word) != label.section.as_ref())
            // Its name in Latin letters.
            .filter(|word| label.paper.is_none() || !word.bytes().all(|b| b.is_ascii_uppercase()))
            .map(|word| word.chars().count())
            .sum()
    };
    if both || said && (other <= 12 || dated * 2 >= length) || label.paper.is_some() && other == 0 {
        Some(label)
    } else {
        None
    }
}

/// Whether a word is of the weather or of the old calendar, as they stand beside a day.
fn is_almanac(word: &str) -> bool {
    const WEATHER: &str = "今日天晚间白夜明到小中大暴雷阵雨雪晴阴多云转雾霾风力级偏微东南西北最高低气温陣陰雲轉霧風級東溫℃°C~～";
    let is_weather = |c: char| c.is_ascii_digit() || WEATHER.contains(c);
    ["农历", "農曆", "夏历", "夏曆", "阴历", "陰曆"].iter().any(|calendar| word.starts_with(calendar))
        || word.chars().all(is_weather)
}

/// A line without the spaces of letter-spaced words: 江 城 日 报.
fn squeezed(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let dated = words.contains(&"年") && words.contains(&"月");
    let single = |word: &&str| word.chars().count() == 1 && (dated || !word.is_ascii());
    let spaced = words.len() > 2 && words.iter().all(single);
    if spaced {
        words.concat()
    } else {
        // 澜 溪 日 报 2031年1月2日
        let is_han = |word: &str| word.chars().count() == 1 && word.contains(is_han);
        let mut out = String::new();
        for (at, word) in words.iter().enumerate() {
            let joins = at > 0 && is_han(words[at - 1]) && is_han(word);
            out.push_str(if at == 0 || joins { "" } else { " " });
            out.push_str(word);
        }
        out.replace("第 ", "第").replace(" 版", if out.contains('第') { "版" } else { " 版" })
    }
}

/// The one number of a line that has paper and day as well, where no word beside it says that it counts something.
fn lone_number(rest: &str) -> Option<PageNumber> {
    const COUNTED: [&str; 12] = ["第", "总", "總", "期", "号", "號", "版", "页", "今日", "共", "℃", "元"];
    let words: Vec<&str> = rest.split(is_gap).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let at = words.iter().position(|word| is_number(word))?;
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|i| words.get(i));
    let is_counted =
        |word: &str| COUNTED.iter().any(|counted| word.contains(counted)) && !word.contains("星期");
    let counts = beside.into_iter().any(|word| is_counted(word));
    if counts || words[at + 1..].iter().any(|word| is_number(word)) {
        None
    } else {
        page_number("", number(words[at])?)
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || BARS.contains(c)
}

/// The one number of a line, at its beginning or end, where beside a day or a paper it has nothing but a section and editors.
fn number_at_edge(rest: &str, part: &Part) -> Option<PageNumber> {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let mut words = rest.split(is_gap).filter(|word| !word.is_empty());
    let at_edge = words.next().is_some_and(is_number) || words.next_back().is_some_and(is_number);
    let named = || part.words.iter().chain(&part.section);
    let is_edited = named().any(|word| is_notice(word));
    let is_aside = |word: &String| is_edited || is_paper_name(word) || section_line(word).is_some();
    lone_number(rest).filter(|_| at_edge && named().all(is_aside))
}

/// The newspaper's name in a line of Latin letters, without the day of the week, the page and what says what they are:
/// Newspaper: Lanxi Daily.
fn english_title(rest: &str) -> Option<String> {
    const ASIDE: [&str; 10] =
        ["newspaper", "paper", "title", "date", "issue", "page", "pages", "p", "pp", "the"];
    let is_day = |word: &str| DAYS.iter().any(|day| word == *day || word == &day[..3]);
    let is_aside = |word: &str| ASIDE.contains(&word) || is_day(word);
    let words = rest.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let words = words.filter(|word| !is_aside(&word.to_lowercase()));
    let words: Vec<&str> =
        words.filter(|word| number(word).is_none() && latin_page(word).is_none()).collect();
    latin_title(&words.join(" "))
}

/// The one number of a line between bars or at its end, where it counts nothing.
fn barred_number(line: &str, part: &Part) -> Option<PageNumber> {
    let [(n, 1..=3)] = part.numbers[..] else { return None };
    let line = line.trim();
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    line.match_indices(digits).map(|(at, _)| at).find_map(|begin| {
        let (before, rest) = line.split_at(begin);
        let end = rest.find(|c| !digits(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let is_bar = |c: char| BARS.contains(c) || "·•—".contains(c);
        let barred = |c: Option<char>| c.is_none_or(is_bar);
        let (left, right) = (before.trim_end().chars().last(), after.trim_start().chars().next());
        let alone = !before.ends_with(digits)
            && number(word) == Some(n)
            && barred(left)
            && (barred(right)
                || left.is_none() && after.starts_with(char::is_whitespace)
                || before.is_empty());
        let between = alone && (left.is_some() || right.is_some_and(is_bar));
        if between { page_number("", n) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_without_a_sign_says_nothing_of_its_page(
            line in "[版面组叠特增号專外报刊闻新周第期页今共至、·•|/ \u{3000}年月日元初正闰民国光绪康德甲辰子农历一二三十廿百〇零○O0１Ａa&+W大同要民生社]{0,14}",
        ) {
            let length = line.chars().filter(|c| !c.is_whitespace()).count();
            prop_assert!(may_say(&line) || said_by(&line, length).is_none(), "{:?}", said_by(&line, length));
        }
    }

    #[test]
    fn most_lines_of_a_text_are_told_by_their_signs_alone() {
        for (line, expected) in [
            ("昨日上午，江边的船工们把新造的渡船", false),
            ("一江两岸的人都来看热闹，五六个孩子", false),
            ("澜溪日报", true),
            ("二〇三一", true),
            ("光 绪 甲 辰 六 月 十 八 日", true),
            ("第三版", true),
        ] {
            assert_eq!(may_say(line), expected, "{line}");
        }
    }
}

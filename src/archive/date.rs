//! Dates as file names and page lines write them.

mod token;
mod week;

use super::lunar;
use crate::han::numeral::is_numeral;
use jiff::civil::Date;
use std::ops::Range;
pub(super) use token::may_have_date;
use token::{Kind, Token, tokens};
use week::{week, week_before};

/// The last complete date in a text and its bytes: `2024-01-05`, `20240105`, `2024年/1月5日`, `1931.4.5`,
/// `二〇二四年一月五日`, `民國二十年四月五日`, `光緒三十年六月十八日`, `Mar 5, 2024`; of a range, as issues of several days
/// have it, and of a week, `2024年第31周` or `2024-W31`, the first day. A lunar date is read where its year is known, which
/// 农历甲辰年 does not say. Of `15-03-2024` and `03-15-2024` the month is the number that can be one.
pub fn find_date(text: &str) -> Option<(Date, Range<usize>)> {
    let tokens = tokens(text);
    let mut best: Option<(Date, Range<usize>)> = None;
    for i in 0..tokens.len() {
        if let Some((date, bytes)) = date_at(&tokens, i) {
            best = match best {
                // The end of a range, or a day inside the date before.
                Some((first, before)) if bytes.start < before.end => Some((first, before)),
                Some((first, before)) if first < date && is_range(&text[before.end..bytes.start]) => {
                    Some((first, before.start..bytes.end))
                }
                _ => Some((date, bytes)),
            };
        }
    }
    let (date, bytes) = best.or_else(|| short_date(text))?;
    let end = bytes.end + range_end(&text[bytes.end..]);
    Some((date, bytes.start..end))
}

/// Whether what stands between two dates makes them the first and the last day of one issue.
fn is_range(between: &str) -> bool {
    let marks: String = between.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(
        marks.as_str(),
        "至" | "到"
            | "-"
            | "--"
            | "~"
            | "～"
            | "〜"
            | "—"
            | "——"
            | "–"
            | "－"
            | "、"
            | "&"
            | "和"
            | "_"
            | "to"
    )
}

/// Number of bytes behind a date that name the last day of its range: `至17日`, `~02-17`.
fn range_end(after: &str) -> usize {
    const TO: [char; 7] = ['至', '到', '~', '～', '〜', '—', '–'];
    let rest = after.trim_start();
    let Some(rest) = rest.strip_prefix(TO) else { return 0 };
    let numbers = |c: char| is_numeral(c) || "-.月日号號 ".contains(c);
    let end = rest.find(|c| !numbers(c)).unwrap_or(rest.len());
    let last = rest[..end].trim_end();
    // Without a day it may be pages: 2024-01-05~3版.
    let is_day = last.ends_with(['日', '号', '號'])
        || !rest[end..].starts_with(['版', '页']) && last.contains(['-', '.']);
    if is_day { after.len() - rest.len() + last.len() } else { 0 }
}

/// A date of which a folder or a file tells two digits of the year or the years of the Republic: `240305`,
/// `24-03-05`, `1130305`. It is the whole part of a path, or the last word of one.
fn short_date(text: &str) -> Option<(Date, Range<usize>)> {
    let mut found = None;
    let mut begin = 0;
    for part in text.split('/') {
        let folder = begin + part.len() < text.len();
        // The last word or, of three numbers, any.
        let words = || part.rsplit([' ', '_', '\u{3000}']);
        let three = |word: &&str| {
            let numbers: Vec<&str> = word.split(['-', '.']).collect();
            numbers.len() == 3
                && numbers.iter().all(|n| n.len() == 2 && n.bytes().all(|b| b.is_ascii_digit()))
        };
        // 24_3_5, 24 03 05: a folder that is nothing else.
        let spaced = folder && part.split([' ', '_']).count() == 3;
        let word = if spaced { part } else { words().find(three).or_else(|| words().next()).unwrap_or(part) };
        let bare = word.trim_start_matches(['\'', '’', '‘']);
        let numbers: Vec<&str> = bare.split(['-', '.', '_', '－', ' ']).collect();
        let digits = numbers.iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let whole = word.len() == part.len();
        let is_folder = folder && whole;
        let value = |n: &str| n.parse::<u32>().unwrap_or(0);
        // Archives of our own days: of 191205 nobody can say whether it is of 1912 or of 2019.
        let year = |yy: u32| if yy < 50 { 2000 + yy } else { 1900 + yy };
        let date = match numbers.as_slice() {
            [one] if digits && one.len() == 6 && (folder || !whole) => {
                let n = value(one);
                let is_month = YEARS.contains(&(n / 100)) && (1..=12).contains(&(n % 100));
                if is_month { None } else { civil(year(n / 10_000), n / 100 % 100, n % 100) }
            }
            [one] if digits && one.len() == 7 && (100..130).contains(&(value(one) / 10_000)) => {
                let n = value(one);
                civil(1911 + n / 10_000, n / 100 % 100, n % 100)
            }
            [y, m, d] if digits && y.len() == 2 && (is_folder || m.len() == 2 && d.len() == 2) => {
                civil(year(value(y)), value(m), value(d))
            }
            [y, m, d] if digits && is_folder && (100..130).contains(&value(y)) => {
                civil(1911 + value(y), value(m), value(d))
            }
            _ => None,
        };
        if let Some(date) = date {
            let start = begin + part.rfind(word).unwrap_or_default();
            found = Some((date, start..start + word.len()));
        }
        begin += part.len() + 1;
    }
    found
}

/// Years that a newspaper page can be of.
const YEARS: Range<u32> = 1800..2100;

/// The value of a number as people write it: `12`, `１２`, `十二`, `廿九`, `一百三十`.
pub(super) fn number(text: &str) -> Option<u32> {
    match tokens(text).as_slice() {
        [Token { kind: Kind::Digits(value, 1..=9), .. }] => Some(*value as u32),
        [Token { kind: Kind::Han(value, _), .. }] => Some(*value),
        _ => None,
    }
}

/// The date whose year stands at a token.
fn date_at(tokens: &[Token], i: usize) -> Option<(Date, Range<usize>)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let begin = tokens[i].bytes.start;
    let found = |date: Option<Date>, last: usize| Some((date?, begin..tokens[last].bytes.end));
    let mut is_lunar = false;
    let (year, after) = match kind(i)? {
        Kind::Digits(n, 4) => (n as u32, i + 1),
        // 20240105, also with a page number or a time behind it.
        Kind::Digits(n, length @ (8 | 10..=12 | 14)) => {
            let n = (n / 10u64.pow(length as u32 - 8)) as u32;
            let day_first = || day_before(n / 1_000_000, n / 10_000 % 100, n % 10_000);
            let date = civil(n / 10_000, n / 100 % 100, n % 100);
            return found(date.or_else(|| day_first().filter(|_| length == 8)), i);
        }
        // 2024/24年3月5日: alone it may be a year of the Republic or of any century.
        Kind::Digits(n, 2) if kind(i + 1) == Some(Kind::Year) => (full_year(&tokens[..i], n as u32)?, i + 1),
        Kind::Digits(_, 1 | 2) => return day_before_year(tokens, i),
        // 202401/05
        Kind::Digits(n, 6) => {
            let (day, last) = day_after(tokens, gap(tokens, i + 1, Kind::Month)?)?;
            return found(civil(n as u32 / 100, n as u32 % 100, day), last);
        }
        Kind::Han(n, Some(4)) => (n, i + 1),
        // 一千九百三十二年
        Kind::Han(n, None) if n > 999 && kind(i + 1) == Some(Kind::Year) => (n, i + 1),
        // 113年3月5日, 一一三年三月五日: the year of the Republic, which names of no folder say.
        Kind::Digits(n @ 100..130, 3) if kind(i + 1) == Some(Kind::Year) => (1911 + n as u32, i + 1),
        Kind::Han(n @ 100..130, None | Some(3)) if kind(i + 1) == Some(Kind::Year) => (1911 + n, i + 1),
        Kind::Named(month) => return english_date(tokens, i, month),
        Kind::Era(before, of_lunar) => {
            is_lunar = of_lunar;
            // 民國/24年, of folders.
            let is_apart = kind(i + 1) == Some(Kind::Border) && kind(i + 3) == Some(Kind::Year);
            let at = i + 1 + usize::from(is_apart || kind(i + 1) == Some(Kind::Mark));
            match kind(at)? {
                // 1924 began a cycle, and so did 1804.
                Kind::Cycle(n) => ((1804 + n..).step_by(60).find(|year| *year > before)?, at + 1),
                Kind::Digits(n, 1..=3) => (before + n as u32, at + 1),
                Kind::Han(n, _) => (before + n.min(999), at + 1),
                Kind::First => (before + 1, at + 1),
                _ => return None,
            }
        }
        _ => return None,
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let is_year = kind(after) == Some(Kind::Year);
    let of_cycle = matches!(kind(after - 1), Some(Kind::Cycle(_)));
    // 光緒甲辰六月十八日, 2024Mar05
    let is_glued = of_cycle || matches!(kind(after), Some(Kind::Named(_)));
    let past_year = gap(tokens, after, Kind::Year).or(is_glued.then_some(after));
    let mut starts: Vec<usize> = past_year.into_iter().collect();
    // 民國四十一年（一九五二年）十月一日, （一九五二年）十月一日, 光緒三十年歲次甲辰六月十八日
    let past_brackets = past_year.and_then(|at| past_brackets(tokens, at));
    starts.extend(past_brackets);
    let is_open = |at: Option<usize>| at.and_then(kind) == Some(Kind::Open);
    let is_bracketed = is_year && kind(after + 1) == Some(Kind::Close) && is_open(i.checked_sub(1));
    starts.extend(is_bracketed.then_some(after + 2));
    let is_cycle = |at: &usize| is_lunar && matches!(kind(*at), Some(Kind::Cycle(_)));
    let cycle = past_year.and_then(|at| (at..at + 3).find(is_cycle));
    starts.extend(cycle.map(|at| gap(tokens, at + 1, Kind::Year).unwrap_or(at + 1)));
    // Month and day may stand in a later folder or behind the number: 2024/1月/1月5日, 2024年第65期(3月5日).
    let solar = |at: usize| {
        let written = |at: usize| small(tokens, at).is_some();
        kind(at + 1) == Some(Kind::Month) && kind(at + 3) == Some(Kind::Day) && written(at) && written(at + 2)
    };
    let counted = (after..tokens.len()).filter(|&at| {
        let counts = |token: &Token| matches!(token.kind, Kind::Counter | Kind::Week);
        (is_year || kind(after) == Some(Kind::Ordinal))
            && !is_lunar
            && solar(at)
            && tokens[after..at].iter().any(counts)
    });
    let counted: Vec<usize> = counted.collect();
    starts.extend((after..tokens.len()).filter(|&at| kind(at) == Some(Kind::Border)).map(|at| at + 1));
    starts.extend(counted);
    // 1998-2005/2001年/3月/5日: a month is the month of the year before it.
    let names_year = |at: usize| matches!(kind(at), Some(Kind::Digits(n, 4)) if YEARS.contains(&(n as u32)));
    let next_year = (past_brackets.unwrap_or(after)..tokens.len())
        .find(|&at| names_year(at) && kind(at + 1) != Some(Kind::Counter));
    starts.retain(|&at| next_year.is_none_or(|year| at <= year));
    for at in starts {
        if let Some((date, last)) = lunar_date(tokens, year, at, is_lunar) {
            return found(Some(date), last);
        }
        if is_lunar {
            continue;
        }
        let (month, next) = match kind(at) {
            // 2024/0105
            Some(Kind::Digits(n, 4)) => match civil(year, n as u32 / 100, n as u32 % 100) {
                Some(date) => return found(Some(date), at),
                None => continue,
            },
            Some(Kind::Digits(n, 1 | 2)) => (n as u32, at + 1),
            Some(Kind::Han(n, _)) => (n, at + 1),
            Some(Kind::First) if kind(at + 1) == Some(Kind::Month) => (1, at + 1),
            Some(Kind::Named(month)) => (month, at + 1),
            _ => continue,
        };
        let is_glued = matches!(kind(at), Some(Kind::Named(_))).then_some(next);
        let day = gap(tokens, next, Kind::Month).or(is_glued).and_then(|at| day_after(tokens, at));
        if let Some((day, last)) = day
            && let Some(date) = civil(year, month, day)
        {
            return found(Some(date), last);
        }
    }
    // 十月一日（一九五二年）
    if let Some(at) = i.checked_sub(5).filter(|&at| is_bracketed && solar(at)) {
        let month =
            gap(tokens, at + 1, Kind::Month).and_then(|day| day_after(tokens, day)).zip(small(tokens, at));
        let date = month.and_then(|((day, _), month)| civil(year, month, day));
        return date.map(|date| (date, tokens[at].bytes.start..tokens[after + 1].bytes.end));
    }
    week(tokens, year, after, begin).or_else(|| week_before(tokens, year, i))
}

/// The number of one or two digits, or in Han characters, at a token.
fn small(tokens: &[Token], at: usize) -> Option<u32> {
    match tokens.get(at)?.kind {
        Kind::Digits(n, 1 | 2) => Some(n as u32),
        Kind::Han(n, _) => Some(n),
        _ => None,
    }
}

/// Past brackets at a token that hold no day.
fn past_brackets(tokens: &[Token], at: usize) -> Option<usize> {
    /// Tokens in the brackets at most: 岁次甲辰, 一九五二年.
    const LONGEST: usize = 8;
    if tokens.get(at)?.kind != Kind::Open {
        return None;
    }
    let inside = tokens[at + 1..].iter().take(LONGEST).take_while(|token| token.kind != Kind::Close).count();
    let holds_day = tokens[at + 1..at + 1 + inside].iter().any(|token| token.kind == Kind::Month);
    let close = at + 1 + inside;
    (!holds_day && tokens.get(close)?.kind == Kind::Close).then_some(close + 1)
}

/// The day of the solar calendar that month and day at a token are, where something says that they are lunar or
/// `is_lunar`; and the last token that belongs to it.
fn lunar_date(tokens: &[Token], year: u32, at: usize, is_lunar: bool) -> Option<(Date, usize)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let month = at
        + tokens[at.min(tokens.len())..]
            .iter()
            .take_while(|t| matches!(t.kind, Kind::Mark | Kind::Lunar))
            .count();
    let is_leap = kind(month) == Some(Kind::Leap);
    let month = month + usize::from(is_leap);
    let number = match kind(month)? {
        Kind::LunarMonth(n) => n,
        Kind::First => 1,
        _ => small(tokens, month)?,
    };
    let day = gap(tokens, month + 1, Kind::Month)?;
    let day = day + usize::from(kind(day) == Some(Kind::Lunar));
    let said =
        tokens[at..day].iter().any(|t| matches!(t.kind, Kind::Lunar | Kind::Leap | Kind::LunarMonth(_)));
    let (day, last) = day_after(tokens, day).filter(|_| said || is_lunar)?;
    Some((lunar::solar(year, number, is_leap, day)?, last))
}

/// `15-03-2024`, `03-15-2024`: day, month and year in digits, the first of them at a token, where one of the first two
/// can be no month or both are the same.
fn day_before_year(tokens: &[Token], i: usize) -> Option<(Date, Range<usize>)> {
    let [first, Token { kind: Kind::Mark, .. }, second, Token { kind: Kind::Mark, .. }, year] =
        tokens.get(i..i + 5)?
    else {
        return None;
    };
    let (Kind::Digits(a, 1 | 2), Kind::Digits(b, 1 | 2), Kind::Digits(y, 4)) =
        (first.kind, second.kind, year.kind)
    else {
        return None;
    };
    Some((day_before(a as u32, b as u32, y as u32)?, first.bytes.start..year.bytes.end))
}

/// The date of day and month before a year, in either order, where one of them can be no month or both are the same.
fn day_before(a: u32, b: u32, year: u32) -> Option<Date> {
    let (day, month) = if a > 12 || a == b { (a, b) } else { (b, a) };
    civil(year, month, day).filter(|_| day > 12 || day == month)
}

/// The year before a token whose last two digits are these.
fn full_year(before: &[Token], digits: u32) -> Option<u32> {
    before
        .iter()
        .rev()
        .find_map(|token| match token.kind {
            Kind::Digits(n, 4) => Some(n as u32),
            Kind::Han(n, Some(4)) => Some(n),
            _ => None,
        })
        .filter(|year| YEARS.contains(year) && year % 100 == digits)
}

/// `Mar 5, 2024`, `March 5th 2024`, `5 March 2024`, the month standing at a token.
fn english_date(tokens: &[Token], i: usize, month: u32) -> Option<(Date, Range<usize>)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let number = |i: usize, digits: Range<usize>| match kind(i) {
        Some(Kind::Digits(n, length)) if digits.contains(&length) => Some(n as u32),
        _ => None,
    };
    let past =
        |i: usize| i + tokens[i.min(tokens.len())..].iter().take_while(|t| t.kind == Kind::Mark).count();
    // st, nd, rd, th
    let past_ordinal =
        |i: usize| if kind(i) == Some(Kind::Other) && kind(i + 1) == Some(Kind::Other) { i + 2 } else { i };
    let next = past(i + 1);
    // Mar052024
    if let Some(n) = number(next, 5..7) {
        return Some((civil(n % 10_000, month, n / 10_000)?, tokens[i].bytes.start..tokens[next].bytes.end));
    }
    if let Some(day) = number(next, 1..3) {
        let at = past(past_ordinal(next + 1));
        let year = number(at, 4..5)?;
        return Some((civil(year, month, day)?, tokens[i].bytes.start..tokens[at].bytes.end));
    }
    let year = number(next, 4..5)?;
    let before = (0..i).rev().find(|&at| kind(at) != Some(Kind::Mark))?;
    let day = number(before, 1..3).map(|day| (day, before)).or_else(|| {
        let at = before.checked_sub(2)?;
        Some((number(at, 1..3).filter(|_| past_ordinal(at + 1) == before + 1)?, at))
    });
    let (day, at) = day?;
    Some((civil(year, month, day)?, tokens[at].bytes.start..tokens[next].bytes.end))
}

/// Past the marks between two numbers of a date: at least one of the unit, a border or a mark.
fn gap(tokens: &[Token], from: usize, unit: Kind) -> Option<usize> {
    let passes = |kind: Kind| kind == unit || matches!(kind, Kind::Border | Kind::Mark);
    let past = tokens[from.min(tokens.len())..].iter().take_while(|token| passes(token.kind)).count();
    (past > 0).then_some(from + past)
}

/// The day at a token and the last token that belongs to it.
fn day_after(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let day = small(tokens, at)?;
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.kind == Kind::Mark) {
        next += 1;
    }
    match tokens.get(next).map(|token| token.kind) {
        Some(Kind::Day) => Some((day, next)),
        // 2024年/1月/1月5日 and 2024/1/3版: that number is no day.
        Some(Kind::Month | Kind::Year | Kind::Counter | Kind::Week) => None,
        _ => Some((day, at)),
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::find_date;

    #[test]
    fn dates_in_all_spellings() {
        for (text, expected) in [
            ("2024-03-05", "2024-03-05"),
            ("2024‐03‐05", "2024-03-05"),
            ("２０２４．３．５", "2024-03-05"),
            ("2024年3月5号", "2024-03-05"),
            ("2024年三月五日", "2024-03-05"),
            ("二〇二四年三月五日", "2024-03-05"),
            ("二０二四年三月五日", "2024-03-05"),
            ("二0二四年三月五日", "2024-03-05"),
            ("二O二四年三月五日", "2024-03-05"),
            ("二○二四年三月五日", "2024-03-05"),
            ("二零二四年叁月伍日", "2024-03-05"),
            ("贰零贰肆年叁月伍日", "2024-03-05"),
            ("二〇二四年十二月三十一日", "2024-12-31"),
            ("一千九百三十二年一月二十八日", "1932-01-28"),
            ("西曆一千九百三十二年一月二十八日", "1932-01-28"),
            ("民國廿一年一月廿八日", "1932-01-28"),
            ("民国21年1月28日", "1932-01-28"),
            ("中華民國一百一十三年三月五日", "2024-03-05"),
            ("113年3月5日", "2024-03-05"),
            ("聯合報/1130305/A12", "2024-03-05"),
            ("澜溪日报/240305/03", "2024-03-05"),
            ("澜溪日报/24-03-05/03", "2024-03-05"),
            ("澜溪日报/24.03.05/03", "2024-03-05"),
            ("澜溪日报_240305", "2024-03-05"),
            ("澜溪日报/980305/03", "1998-03-05"),
            ("Mar 5, 2024", "2024-03-05"),
            ("Tuesday, March 5, 2024", "2024-03-05"),
            ("March 5th, 2024", "2024-03-05"),
            ("5 March 2024", "2024-03-05"),
            ("5th March, 2024", "2024-03-05"),
            ("05-Mar-2024", "2024-03-05"),
            ("2024-Mar-05", "2024-03-05"),
            ("Sept. 3, 1931", "1931-09-03"),
            ("2024年第65期(3月5日)", "2024-03-05"),
            ("2024年 总第1234期 3月5日", "2024-03-05"),
            ("2024年第1999期(3月5日)", "2024-03-05"),
            ("澜溪日报（1998—2005）/2001年/3月/5日/3版", "2001-03-05"),
            ("1998/2001/0305", "2001-03-05"),
            // Issues of several days: the first.
            ("2024-02-10至2024-02-17合刊", "2024-02-10"),
            ("20240305-20240306", "2024-03-05"),
            ("2024-02-10~02-17", "2024-02-10"),
            ("2024年2月10日至17日", "2024-02-10"),
            ("日期：2024-03-05 版次：3", "2024-03-05"),
            ("2024年2月10日—2月17日", "2024-02-10"),
            ("2024年2月10日、2024年2月11日", "2024-02-10"),
            ("2023年12月31日至2024年1月2日", "2023-12-31"),
            // A week: its first day.
            ("2024年第31周", "2024-07-29"),
            ("2024年第三十一週", "2024-07-29"),
            ("2024-W31", "2024-07-29"),
            ("2024W31/3版", "2024-07-29"),
            ("2024-W31-3/05", "2024-07-31"),
            ("2024年第31周（7月31日）", "2024-07-31"),
            // Lunar days.
            ("光绪三十年六月十八日", "1904-07-30"),
            ("光緒卅二年三月初五日", "1906-03-29"),
            ("光緒甲辰年六月十八日", "1904-07-30"),
            ("光緒三十年歲次甲辰六月十八日", "1904-07-30"),
            ("宣統元年正月廿五", "1909-02-15"),
            ("大清宣统元年闰二月初一日", "1909-03-22"),
            ("同治九年閏十月廿一日", "1870-12-13"),
            ("民國廿五年三月初五", "1936-03-27"),
            ("民国25年农历3月5日", "1936-03-27"),
            ("民國廿五年舊曆臘月廿九", "1937-02-10"),
            ("2024年正月廿五", "2024-03-05"),
            // The same year said twice.
            ("民國四十一年（一九五二年）十月一日", "1952-10-01"),
            ("一九五二年（民國四十一年）十月一日", "1952-10-01"),
            ("2024年（甲辰年）3月5日", "2024-03-05"),
            ("十月一日（一九五二年）", "1952-10-01"),
            ("（一九五二年）十月一日", "1952-10-01"),
            ("民國41年(1952)10月1日", "1952-10-01"),
            ("光绪三十年（1904年）六月十八日", "1904-07-30"),
            ("光緒甲辰六月十八日", "1904-07-30"),
            ("民國二十五年國曆三月五日", "1936-03-05"),
            ("光緒三十年（一九〇四年）六月十八日", "1904-07-30"),
            // Other signs for 0, other marks.
            ("二Ο二四年三月五日", "2024-03-05"),
            ("二⭕二四年三月五日", "2024-03-05"),
            ("2O24年O3月O5日", "2024-03-05"),
            ("二〇二四、三、五", "2024-03-05"),
            ("2024‧03‧05", "2024-03-05"),
            ("2024∕03∕05", "2024-03-05"),
            // Two digits of the year or three of the Republic's, as a whole folder.
            ("澜溪日报/24.3.5/03", "2024-03-05"),
            ("澜溪日报/24_03_05/03", "2024-03-05"),
            ("澜溪日报/24 3 5/03", "2024-03-05"),
            ("澜溪日报/'24-03-05/03", "2024-03-05"),
            ("瀾溪報/113.03.05/A12", "2024-03-05"),
            ("瀾溪報/113-3-5/A12", "2024-03-05"),
            ("民113-03-05", "2024-03-05"),
            ("一一三年三月五日", "2024-03-05"),
            ("一百一十三年三月五日", "2024-03-05"),
            // Issues, days first, weeks before their year.
            ("2024第65期3月5日", "2024-03-05"),
            ("2024年第65号(3月5日)", "2024-03-05"),
            ("5th of March 2024", "2024-03-05"),
            ("15-03-2024", "2024-03-15"),
            ("03.15.2024", "2024-03-15"),
            ("5-5-2024", "2024-05-05"),
            ("20240305001", "2024-03-05"),
            ("第31周 2024年", "2024-07-29"),
            ("第三十一周（二〇二四年）", "2024-07-29"),
            ("Week 31, 2024", "2024-07-29"),
            ("2024 Week 31", "2024-07-29"),
            // Nothing between the numbers, or colons.
            ("15032024", "2024-03-15"),
            ("03152024", "2024-03-15"),
            ("澜溪日报/05052024/03", "2024-05-05"),
            ("Mar052024", "2024-03-05"),
            ("Mar52024", "2024-03-05"),
            ("2024Mar05", "2024-03-05"),
            ("2024:03:05", "2024-03-05"),
            ("2024:03:05 08:15:30", "2024-03-05"),
            // 有 before the ones.
            ("民國二十有五年三月五日", "1936-03-05"),
            ("光緒三十有二年十有二月二十有五日", "1907-02-07"),
            // Two digits of a year that is said besides.
            ("澜溪日报/2024/24年3月5日/03", "2024-03-05"),
            ("澜溪日报/1998年/98年3月5日", "1998-03-05"),
            ("瀾溪報/民國/24年3月5日/03", "1935-03-05"),
            ("W31 2024", "2024-07-29"),
        ] {
            let found = find_date(text).map(|(date, _)| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "农历三月初五",
            "240399/03",
            "191205",
            "123456",
            "13-14-15",
            "99年3月5日",
            "may 2024",
            "market 5, 2024",
            "2024年第65期",
            "第113期",
            "12345678",
            "9130305",
            // No such month, day or week, or no year.
            "光緒三十年閏六月十八日",
            "光緒三十年六月三十日",
            "农历甲辰年正月初五",
            "(一九五二年)",
            "2024年第54周",
            "2024年三周年",
            "2024-05周报",
            "2024年第31次",
            "2024/W04",
            // Either may be the month.
            "05-03-2024",
            "农民113-03-05",
            "第31期 2024年",
            "三周 2024年",
            "24.3.5",
            "2024 O3",
            "03052024",
            "31022024",
            "2024 3:05",
            "2024:03",
            "Mar053024",
            "澜溪日报/24年3月5日/03",
            "澜溪日报/2023/24年3月5日/03",
            "二十有五年三月五日",
        ] {
            assert_eq!(find_date(text), None, "{text}");
        }
        // Two dates that are no range: the last, as in a folder of a year's first issue with each issue in it.
        assert_eq!(
            find_date("2024-01-01/2024-03-05").map(|(date, _)| date.to_string()).as_deref(),
            Some("2024-03-05")
        );
        // The number behind a date is the page's, not the end of a range.
        for text in ["20240305-06", "20240305_2-12", "2024-03-05~3版"] {
            assert_eq!(find_date(text).map(|(_, bytes)| bytes.end < text.len()), Some(true), "{text}");
        }
    }
}

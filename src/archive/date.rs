//! Dates as file names and page lines write them.

use jiff::civil::Date;
use std::ops::Range;

/// The last complete date in a text and its bytes: `2024-01-05`, `20240105`, `2024年/1月5日`, `1931.4.5`,
/// `二〇二四年一月五日`, `民國二十年四月五日`. Lunar dates are left alone: they name another day.
pub fn find_date(text: &str) -> Option<(Date, Range<usize>)> {
    let tokens = tokens(text);
    let mut best = None;
    for i in 0..tokens.len() {
        if let Some(found) = date_at(&tokens, i) {
            best = Some(found);
        }
    }
    best
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// A number in digits, with how many there are.
    Digits(u64, usize),
    /// A number in Han characters; the length is given where they stand for digits one by one.
    Han(u32, Option<usize>),
    /// The name of an era; the year before its first.
    Era(u32),
    Year,
    Month,
    Day,
    /// 元: the first year of an era or month of a year.
    First,
    /// The border between two parts of a path.
    Border,
    /// Other marks that may stand between the numbers of a date.
    Mark,
    /// 版, 期, …: the number before it is no day.
    Counter,
    Other,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    bytes: Range<usize>,
}

/// Eras whose years follow the solar calendar: the name and the year before their first.
const ERAS: [(&str, u32); 9] = [
    ("民國", 1911),
    ("民国", 1911),
    ("康德", 1933),
    ("大同", 1931),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("平成", 1988),
    ("令和", 2018),
];

/// Years that a newspaper page can be of.
const YEARS: Range<u32> = 1800..2100;

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let era = ERAS.iter().find(|(name, _)| rest.starts_with(name));
        let (kind, length) = if let Some((name, before)) = era {
            (Kind::Era(*before), name.len())
        } else if digit(c).is_some() {
            let run = run_of(rest, |c| digit(c).is_some());
            let value = run
                .chars()
                .filter_map(digit)
                .fold(0u64, |n, d| n.saturating_mul(10).saturating_add(d.into()));
            (Kind::Digits(value, run.chars().count()), run.len())
        } else if han_digit(c).is_some() || han_tens(c).is_some() {
            let run = run_of(rest, |c| han_digit(c).is_some() || han_tens(c).is_some());
            (han_number(run), run.len())
        } else {
            let kind = match c {
                '年' => Kind::Year,
                '月' => Kind::Month,
                '日' | '号' | '號' => Kind::Day,
                '元' => Kind::First,
                '/' => Kind::Border,
                '版' | '期' | '张' | '張' | '页' | '頁' | '时' | '時' => Kind::Counter,
                '-' | '_' | '.' | ' ' | '\u{3000}' | '－' | '—' | '–' | '．' | '·' | ',' | '，' => {
                    Kind::Mark
                }
                _ => Kind::Other,
            };
            (kind, c.len_utf8())
        };
        out.push(Token { kind, bytes: at..at + length });
        at += length;
    }
    out
}

fn run_of(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    &text[..end]
}

/// The value of an ASCII or full-width digit.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

fn han_digit(c: char) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    match c {
        '零' | '○' => Some(0),
        '两' | '兩' => Some(2),
        _ => DIGITS.chars().position(|d| d == c).map(|d| d as u32),
    }
}

fn han_tens(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '廿' | '卄' => Some(20),
        '卅' => Some(30),
        '卌' => Some(40),
        '百' => Some(100),
        _ => None,
    }
}

fn han_number(run: &str) -> Kind {
    if run.chars().all(|c| han_digit(c).is_some()) {
        let value =
            run.chars().filter_map(han_digit).fold(0u32, |n, d| n.saturating_mul(10).saturating_add(d));
        return Kind::Han(value, Some(run.chars().count()));
    }
    let (mut sum, mut open) = (0u32, None);
    for c in run.chars() {
        match (han_digit(c), han_tens(c)) {
            (Some(d), _) => open = Some(d),
            (None, Some(unit @ (10 | 100))) => sum = sum.saturating_add(open.take().unwrap_or(1) * unit),
            (None, Some(tens)) => sum = sum.saturating_add(tens),
            (None, None) => {}
        }
    }
    Kind::Han(sum.saturating_add(open.unwrap_or(0)), None)
}

/// The value of a number as people write it: `12`, `１２`, `十二`, `廿九`, `一百三十`.
pub(super) fn number(text: &str) -> Option<u32> {
    match tokens(text).as_slice() {
        [Token { kind: Kind::Digits(value, 1..=9), .. }] => Some(*value as u32),
        [Token { kind: Kind::Han(value, _), .. }] => Some(*value),
        _ => None,
    }
}

/// Whether a character can stand in a [`number`].
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || han_digit(c).is_some() || han_tens(c).is_some()
}

/// The date whose year stands at a token.
fn date_at(tokens: &[Token], i: usize) -> Option<(Date, Range<usize>)> {
    let kind = |i: usize| tokens.get(i).map(|token| token.kind);
    let begin = tokens[i].bytes.start;
    let found = |date: Option<Date>, last: usize| Some((date?, begin..tokens[last].bytes.end));
    let (year, after) = match kind(i)? {
        Kind::Digits(n, 4) => (n as u32, i + 1),
        // 20240105, also with a page number or a time behind it.
        Kind::Digits(n, length @ (8 | 10 | 12 | 14)) => {
            let n = (n / 10u64.pow(length as u32 - 8)) as u32;
            return found(civil(n / 10_000, n / 100 % 100, n % 100), i);
        }
        // 202401/05
        Kind::Digits(n, 6) => {
            let (day, last) = day_after(tokens, gap(tokens, i + 1, Kind::Month)?)?;
            return found(civil(n as u32 / 100, n as u32 % 100, day), last);
        }
        Kind::Han(n, Some(4)) => (n, i + 1),
        Kind::Era(before) => {
            let at = i + 1 + usize::from(kind(i + 1) == Some(Kind::Mark));
            match kind(at)? {
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
    let mut starts = vec![gap(tokens, after, Kind::Year)?];
    // Month and day may stand in a later folder: 2024/1月/1月5日.
    starts.extend((after..tokens.len()).filter(|&at| kind(at) == Some(Kind::Border)).map(|at| at + 1));
    for at in starts {
        let (month, next) = match kind(at) {
            // 2024/0105
            Some(Kind::Digits(n, 4)) => match civil(year, n as u32 / 100, n as u32 % 100) {
                Some(date) => return found(Some(date), at),
                None => continue,
            },
            Some(Kind::Digits(n, 1 | 2)) => (n as u32, at + 1),
            Some(Kind::Han(n, _)) => (n, at + 1),
            Some(Kind::First) if kind(at + 1) == Some(Kind::Month) => (1, at + 1),
            _ => continue,
        };
        let day = gap(tokens, next, Kind::Month).and_then(|at| day_after(tokens, at));
        if let Some((day, last)) = day
            && let Some(date) = civil(year, month, day)
        {
            return found(Some(date), last);
        }
    }
    None
}

/// Past the marks between two numbers of a date: at least one of the unit, a border or a mark.
fn gap(tokens: &[Token], from: usize, unit: Kind) -> Option<usize> {
    let passes = |kind: Kind| kind == unit || matches!(kind, Kind::Border | Kind::Mark);
    let past = tokens[from.min(tokens.len())..].iter().take_while(|token| passes(token.kind)).count();
    (past > 0).then_some(from + past)
}

/// The day at a token and the last token that belongs to it.
fn day_after(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let day = match tokens.get(at)?.kind {
        Kind::Digits(n, 1 | 2) => n as u32,
        Kind::Han(n, _) => n,
        _ => return None,
    };
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| token.kind == Kind::Mark) {
        next += 1;
    }
    match tokens.get(next).map(|token| token.kind) {
        Some(Kind::Day) => Some((day, next)),
        // 2024年/1月/1月5日 and 2024/1/3版: that number is no day.
        Some(Kind::Month | Kind::Year | Kind::Counter) => None,
        _ => Some((day, at)),
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

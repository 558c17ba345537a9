//! Tokens that dates are made of: numbers in digits and Han characters, eras, names of months, units and marks.

use crate::han::character::is_han;
use crate::han::numeral::{self, arabic, is_han_numeral, is_numeral, is_zero};
use crate::segmentation::latin::month_of;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What a token is in a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A number in digits, with how many there are.
    Digits(u64, usize),
    /// A number in Han characters; the length is given where they stand for digits one by one.
    Han(u32, Option<usize>),
    /// The name of an era: the year before its first, and whether its years are lunar.
    Era(u32, bool),
    /// A year of the cycle of sixty: 甲辰.
    Cycle(u32),
    /// 初 or 农历: what follows is lunar.
    Lunar,
    /// 闰: the month behind it is the second of its number.
    Leap,
    /// 正, 冬 or 腊 before 月.
    LunarMonth(u32),
    Year,
    Month,
    Day,
    /// A month by its English name.
    Named(u32),
    /// 元: the first year of an era or month of a year.
    First,
    /// The border between two parts of a path.
    Border,
    /// Other marks that may stand between the numbers of a date.
    Mark,
    /// 版, 期, …: the number before it is no day.
    Counter,
    /// 周, and W before a number.
    Week,
    /// 第: the number behind it is one of a row.
    Ordinal,
    Open,
    Close,
    Other,
}

/// A number, a name or a mark, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub bytes: Range<usize>,
}

/// Eras: the name, the year before the first, and whether the years are lunar.
const ERAS: [(&str, u32, bool); 21] = [
    ("民國", 1911, false),
    ("民国", 1911, false),
    ("洪憲", 1915, false),
    ("洪宪", 1915, false),
    ("康德", 1933, false),
    ("大同", 1931, false),
    ("昭和", 1925, false),
    ("大正", 1911, false),
    ("明治", 1867, false),
    ("平成", 1988, false),
    ("令和", 2018, false),
    ("嘉慶", 1795, true),
    ("嘉庆", 1795, true),
    ("道光", 1820, true),
    ("咸豐", 1850, true),
    ("咸丰", 1850, true),
    ("同治", 1861, true),
    ("光緒", 1874, true),
    ("光绪", 1874, true),
    ("宣統", 1908, true),
    ("宣统", 1908, true),
];

/// Names of the lunar calendar before a month.
const LUNAR: [&str; 8] = ["农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "夏历", "夏曆"];

/// Names of the other one.
const SOLAR: [&str; 10] = ["国历", "國曆", "阳历", "陽曆", "新历", "新曆", "公历", "公曆", "西历", "西曆"];

/// The signs of the cycle of sixty years.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Characters that a token of several begins with, but for numbers: most of a text are none.
static FIRSTS: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    let names = ERAS.iter().map(|(name, ..)| name).chain(&LUNAR).chain(&SOLAR);
    names.filter_map(|name| name.chars().next()).chain(STEMS.chars()).collect()
});

/// Whether there can be a date in a text: soon told, and true of every text that [`find_date`](super::find_date) finds one in, whatever white
/// space is in it.
pub(in crate::archive) fn may_have_date(text: &str) -> bool {
    /// Han digits of a year.
    const YEAR: usize = 4;
    let (mut before, mut run) = ('\0', 0);
    text.chars().filter(|c| !c.is_whitespace()).any(|c| {
        run = if is_han_numeral(c) || is_zero(c) { run + 1 } else { 0 };
        let is_era = || ERAS.iter().any(|(name, ..)| name.chars().eq([before, c]));
        let says = run >= YEAR || c == '年' || c.is_ascii_alphabetic() || arabic(c).is_some();
        let says = says || FIRSTS.contains(&before) && is_era();
        let says = says || before == '民' && run > 0;
        before = c;
        says
    })
}

/// The tokens of a text, in order and without gaps.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let after = &rest[c.len_utf8()..];
        // 民113-03-05, but not 农民113.
        let is_short = c == '民' && !text[..at].ends_with(is_han) && after.starts_with(is_numeral);
        let named = if FIRSTS.contains(&c) { named(rest) } else { None };
        let (kind, length) = if let Some(named) = named {
            named
        } else if is_short {
            (Kind::Era(1911, false), c.len_utf8())
        } else if let Some(run) = digits(rest) {
            let value = run
                .chars()
                .map(|c| arabic(c).unwrap_or(0))
                .fold(0u64, |n, d| n.saturating_mul(10).saturating_add(d.into()));
            (Kind::Digits(value, run.chars().count()), run.len())
        } else if is_han_numeral(c) {
            let run = han_run(rest);
            (han_number(run), run.len())
        } else if let Some((month, length)) = month_name(text, at) {
            (Kind::Named(month), length)
        } else if let Some((kind, length)) = english_word(text, at) {
            (kind, length)
        } else {
            let kind = match c {
                '年' => Kind::Year,
                '第' => Kind::Ordinal,
                // 第65号 is an issue.
                '号' | '號' if text[..at].trim_end_matches(is_numeral).ends_with('第') => Kind::Counter,
                '月' => Kind::Month,
                '日' | '号' | '號' => Kind::Day,
                '元' => Kind::First,
                '闰' | '閏' => Kind::Leap,
                '初' if after.starts_with(is_han_numeral) => Kind::Lunar,
                '正' if after.starts_with('月') => Kind::LunarMonth(1),
                '冬' if after.starts_with('月') => Kind::LunarMonth(11),
                '腊' | '臘' if after.starts_with('月') => Kind::LunarMonth(12),
                // 三周年 is no week, nor is a 周报.
                '周' | '週' if !after.starts_with(['年', '岁', '歲', '报', '報', '刊', '末']) => {
                    Kind::Week
                }
                'W' if after.starts_with(|c: char| c.is_ascii_digit()) => Kind::Week,
                '(' | '（' | '[' | '〔' | '【' => Kind::Open,
                ')' | '）' | ']' | '〕' | '】' => Kind::Close,
                '/' => Kind::Border,
                // 版次：3 counts nothing.
                '版' if after.starts_with(['次', '名', '面', '号', '號']) => Kind::Other,
                '版' | '期' | '张' | '張' | '页' | '頁' | '时' | '時' => Kind::Counter,
                '-' | '_' | '.' | ' ' | '\u{3000}' | '－' | '—' | '–' | '．' | '·' | ',' | '，'
                | '\u{2010}' | '\u{2011}' | '\u{2012}' | '−' | '\\' | '、' | '‧' | '・' | '•' | '∕' | '⁄' => {
                    Kind::Mark
                }
                _ => Kind::Other,
            };
            (kind, c.len_utf8())
        };
        out.push(Token { kind, bytes: at..at + length });
        at += length;
    }
    // 2024:03:05, as cameras write it; the colon of 2024 3:05 is of a time.
    for at in 4..out.len() {
        let is_colon = |token: &Token| matches!(&text[token.bytes.clone()], ":" | "：");
        if let [
            Token { kind: Kind::Digits(_, 4), .. },
            first,
            Token { kind: Kind::Digits(_, 1 | 2), .. },
            second,
            Token { kind: Kind::Digits(_, 1 | 2), .. },
        ] = &mut out[at - 4..=at]
            && is_colon(first)
            && is_colon(second)
        {
            (first.kind, second.kind) = (Kind::Mark, Kind::Mark);
        }
    }
    out
}

/// The era, the calendar or the year of the cycle that a text begins with, and its length.
fn named(text: &str) -> Option<(Kind, usize)> {
    if let Some((name, before, is_lunar)) = ERAS.iter().find(|(name, ..)| text.starts_with(name)) {
        return Some((Kind::Era(*before, *is_lunar), name.len()));
    }
    let begins = |name: &&&str| text.starts_with(**name);
    let lunar = || LUNAR.iter().find(begins).map(|name| (Kind::Lunar, name.len()));
    let solar = || SOLAR.iter().find(begins).map(|name| (Kind::Mark, name.len()));
    lunar().or_else(solar).or_else(|| Some((Kind::Cycle(cycle(text)?), 2 * '甲'.len_utf8())))
}

/// The place in the cycle of sixty years of the sign that a text begins with: 甲子 is 0.
fn cycle(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let (stem, branch) = (chars.next()?, chars.next()?);
    let stem = STEMS.chars().position(|c| c == stem)?;
    let branch = BRANCHES.chars().position(|c| c == branch)?;
    (0..60).find(|n| (n % 10, n % 12) == (stem as u32, branch as u32))
}

fn run_of(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    &text[..end]
}

/// The Han numerals that a text begins with; 有 may stand before the ones: 二十有五.
fn han_run(text: &str) -> &str {
    let belongs = |c| is_han_numeral(c) || is_zero(c);
    let run = run_of(text, belongs);
    let ones = text[run.len()..].strip_prefix('有').filter(|_| run.ends_with(['十', '百']));
    let ones = ones.map_or("", |ones| run_of(ones, belongs));
    if ones.is_empty() { run } else { &text[..run.len() + '有'.len_utf8() + ones.len()] }
}

/// The digits that a text begins with. Before a unit a letter may stand for 0: 2O24年.
fn digits(text: &str) -> Option<&str> {
    let run = run_of(text, |c| arabic(c).is_some() || is_zero(c) && !is_han_numeral(c));
    let is_meant = run.contains(|c| arabic(c).is_some()) && text[run.len()..].starts_with(['年', '月', '日']);
    let run = if is_meant { run } else { run_of(text, |c| arabic(c).is_some()) };
    (!run.is_empty()).then_some(run)
}

/// The kind of an English word of dates at a byte of a text, and its length.
fn english_word(text: &str, at: usize) -> Option<(Kind, usize)> {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let word = run_of(&text[at..], is_letter);
    let kind = match word.to_ascii_lowercase().as_str() {
        "of" => Kind::Mark,
        "week" | "wk" => Kind::Week,
        _ => return None,
    };
    (!text[..at].ends_with(is_letter)).then_some((kind, word.len()))
}

/// The month whose English name is the word at a byte of a text, and the word's length.
fn month_name(text: &str, at: usize) -> Option<(u32, usize)> {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    if text[..at].ends_with(is_letter) {
        return None;
    }
    let word = run_of(&text[at..], is_letter).to_ascii_lowercase();
    Some((month_of(&word)?, word.len()))
}

fn han_number(run: &str) -> Kind {
    let (value, by_digits) = numeral::value(run.chars());
    Kind::Han(value, by_digits.then(|| run.chars().count()))
}

//! 版次: the numbers of pages, as paths and the heads of pages write them.

use super::date::number;
use super::naming::section_line;
use crate::han::numeral::{digit, is_han_numeral, is_numeral};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A page's number within its issue: 版次, or the numbers of pages printed as one. Compares by part of the paper, then by
/// number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageNumber {
    /// The part's letter, upper case, or 特, 增, 号外; empty in papers without parts.
    pub part: String,
    /// The number, from 1; of several pages the first.
    pub number: u16,
    /// The last page of a sheet of several that follow each other: 2-3版.
    pub last: Option<u16>,
    /// The other pages of a sheet of some that do not: 第1、4版.
    pub others: Vec<u16>,
}

impl PageNumber {
    /// `第3版`, `A02版`; in English `page 3`, `page A02`.
    pub fn title(&self, language: Language) -> String {
        match (language, self.part.is_empty()) {
            (Language::Chinese, true) => format!("第{self}版"),
            (Language::Chinese, false) => format!("{self}版"),
            (Language::English, _) => format!("page {self}"),
        }
    }

    /// The numbers of all pages of the sheet: 2 and 3 of 2-3版.
    pub fn numbers(&self) -> impl Iterator<Item = u16> + '_ {
        (self.number..=self.last.unwrap_or(self.number)).chain(self.others.iter().copied())
    }
}

impl std::fmt::Display for PageNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |number: u16| match self.part.as_str() {
            "" => number.to_string(),
            part if part.is_ascii() => format!("{part}{number:02}"),
            part => format!("{part}{number}"),
        };
        write!(f, "{}", shown(self.number))?;
        if let Some(last) = self.last {
            write!(f, "-{}", shown(last))?;
        }
        self.others.iter().try_for_each(|number| write!(f, ", {}", shown(*number)))
    }
}

/// The largest page number that is believed.
const MOST_PAGES: u32 = 400;

/// Page number in a word as `第3版`, `A02版`, `头版`, with what stands before and after it.
pub(super) fn page_mark(word: &str) -> Option<(&str, PageNumber, &str)> {
    for (at, mark) in word.match_indices('版') {
        let before = &word[..at];
        let after = &word[at + mark.len()..];
        if let Some(name) = before.strip_suffix(['头', '頭']) {
            return Some((name.trim_end_matches('第'), page_number("", 1)?, after));
        }
        let digits = before.trim_end_matches(is_numeral);
        let Some(n) = number(&before[digits.len()..]) else { continue };
        if let Some((name, part)) = special(digits) {
            return Some((name, page_number(part, n)?, after));
        }
        // A第3版 is 第A3版.
        let digits = digits.strip_suffix('第').filter(|word| is_lettered(word)).unwrap_or(digits);
        let name = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let part = &digits[name.len()..];
        // 今日八版, 共4版: how many pages there are.
        let total = ["今日", "本期", "今天", "共", "全"].iter().any(|word| name.ends_with(word));
        let (name, part) = if part.len() > 1 { (digits, "") } else { (name, part) };
        let (n, last) = neighbours(&before[digits.len()..]).map_or((n, None), |(n, last)| (n, Some(last)));
        if let Some(page) = page_number(part, n).filter(|_| !total) {
            let page = PageNumber { last: last.map(|last| last as u16), ..page };
            return Some((name.trim_end_matches('第'), page, after));
        }
    }
    None
}

/// Whether a word ends with a Latin letter by itself.
fn is_lettered(word: &str) -> bool {
    let mut letters = word.chars().rev().map(|c| c.is_ascii_alphabetic());
    letters.next() == Some(true) && letters.next() != Some(true)
}

/// The first and the last of pages that follow each other, in one run of Han numerals: 三四 are 3 and 4, 十二三 12 and 13.
fn neighbours(numerals: &str) -> Option<(u32, u32)> {
    let of = |c: char| digit(c).filter(|n| *n > 0 && is_han_numeral(c));
    let tens = numerals.trim_end_matches(|c| of(c).is_some());
    let ones: Vec<u32> = numerals[tens.len()..].chars().filter_map(of).collect();
    let before = if tens.is_empty() { 0 } else { number(tens).filter(|n| n % 10 == 0)? };
    let follow = ones.len() > 1 && ones.windows(2).all(|two| two[1] == two[0] + 1);
    follow.then(|| (before + ones[0], before + ones[ones.len() - 1]))
}

/// Pages printed as one sheet: `2-3版`, `第1至4版`, `第01、04版`, `A02-A03`, `03+04`. The bytes, and the numbers.
pub(super) fn page_range(text: &str) -> Option<(Range<usize>, PageNumber)> {
    /// A number with its part's letter: where it begins, and what it says.
    fn number_before(text: &str) -> Option<(usize, &str, u32, usize)> {
        let digits = text.trim_end_matches(is_numeral);
        let numerals = &text[digits.len()..];
        let letters = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let part = if is_lettered(digits) { &digits[letters.len()..] } else { "" };
        let begin = digits.len() - part.len();
        let begin = text[..begin].strip_suffix('第').map_or(begin, str::len);
        let (begin, part) = match special(&text[..begin]).filter(|_| part.is_empty()) {
            Some((name, sign)) => (name.len(), sign),
            None => (begin, part),
        };
        Some((begin, part, number(numerals)?, numerals.chars().count()))
    }
    const JOINED: [char; 16] =
        ['-', '–', '—', '－', '~', '～', '至', '到', '/', '、', ',', '，', '和', '&', '+', '_'];
    /// Words that say that pages follow, or that they are one sheet.
    const PAGES: [&str; 6] = ["p", "pp", "pages", "通版", "跨版", "连版"];
    // 04-05通版
    let before = |at: usize| text[..at].trim_end_matches(['通', '跨', '联', '聯', '连', '連', ' ']).len();
    let marks = text.match_indices('版').map(|(at, mark)| (before(at), at + mark.len()));
    for (at, end) in marks.chain([(text.trim_end().len(), text.trim_end().len())]) {
        let marked = end > at;
        let Some((mut begin, mut part, mut first, mut digits)) = number_before(&text[..at]) else { continue };
        let (last, mut list, mut is_range, mut is_list) = (first, Vec::new(), false, false);
        let mut count = 1;
        loop {
            let before = text[..begin].trim_end_matches([' ', '版']);
            let Some(joint) = before.chars().last().filter(|c| JOINED.contains(c)) else { break };
            let before = before[..before.len() - joint.len_utf8()].trim_end_matches([' ', '版']);
            let Some((at, own, n, length)) = number_before(before) else { break };
            // 1-03 is the third page of the first edition.
            let edition = length < digits && length == 1;
            if n >= first
                || length > 3
                || edition && text[begin..].trim_start_matches('第').starts_with('0')
                || !own.is_empty() && own != part && !part.is_empty()
                // A03_A04, but 2024_03.
                || joint == '_' && own.is_empty()
            {
                break;
            }
            part = if part.is_empty() { own } else { part };
            list.push(first);
            is_range |= !"、,，和&+/".contains(joint);
            is_list |= "、,，&+".contains(joint);
            (begin, first, digits, count) = (at, n, length, count + 1);
        }
        // 02-03 may be a day as well.
        let name = text[..begin].trim_matches(['.', ' ']).to_lowercase();
        let is_named = PAGES.contains(&name.as_str());
        let said = marked || is_named || (!part.is_empty() || is_list) && name.is_empty();
        if count < 2 || !said {
            continue;
        }
        let begin = if is_named { 0 } else { begin };
        // P3-P4 are of no part.
        let part = if part.eq_ignore_ascii_case("p") { "" } else { part };
        let mut page = page_number(part, first).filter(|_| (1..=MOST_PAGES).contains(&last))?;
        list.reverse();
        if is_range {
            page.last = Some(last as u16);
        } else {
            page.others = list.into_iter().map(|n| n as u16).collect();
        }
        return Some((begin..end, page));
    }
    None
}

/// Names of issues and parts outside the count, and the sign of their pages.
const SPECIAL: [(&str, &str); 11] = [
    ("特刊", "特"),
    ("特", "特"),
    ("增刊", "增"),
    ("增", "增"),
    ("号外", "号外"),
    ("號外", "號外"),
    ("专刊", "专"),
    ("專刊", "專"),
    ("专", "专"),
    ("專", "專"),
    ("T刊", "T"),
];

/// The name of a special part that a word ends with: what stands before it, and its sign.
fn special(word: &str) -> Option<(&str, &'static str)> {
    let word = word.strip_suffix('第').unwrap_or(word);
    SPECIAL.iter().find_map(|(name, sign)| Some((word.strip_suffix(name)?, *sign)))
}

/// Whether a word names what is printed outside the count of pages: `号外`, `特刊`.
pub(super) fn is_special(word: &str) -> bool {
    word.chars().count() > 1 && SPECIAL.iter().any(|(name, _)| *name == word)
}

/// `特1`, `特刊01`, `增2`, `号外1`.
pub(super) fn special_page(word: &str) -> Option<PageNumber> {
    if let Some(numerals) = ["版次", "版面", "版"].iter().find_map(|name| word.strip_prefix(name)) {
        return page_number("", number(numerals)?);
    }
    let lettered = SPECIAL.iter().filter_map(|(name, _)| word.strip_prefix(name)).find_map(latin_page);
    if let Some(page) = lettered.filter(|page| !page.part.is_empty()) {
        return Some(page);
    }
    let name = word.trim_end_matches(is_numeral);
    // C叠05
    if let Some(letter) = bundle(name).filter(|letter| letter.is_ascii()) {
        return page_number(&letter, number(&word[name.len()..])?);
    }
    let (before, sign) = special(name)?;
    if before.is_empty() { page_number(sign, number(&word[name.len()..])?) } else { None }
}

/// A page's number and its section in one word, either first: `B02要闻`, `03民生`, `要闻03`.
pub(super) fn page_with_section(word: &str) -> Option<(PageNumber, String)> {
    let read = |number: &str, section: &str| {
        let digits = number.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let part = &number[..number.len() - digits.len()];
        let is_number = part.len() <= 1 && (1..=3).contains(&digits.len()) && digits.parse::<u32>().is_ok();
        let section = section_line(section).filter(|_| is_number)?;
        Some((page_number(part, digits.parse().ok()?)?, section))
    };
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    let (before, after) = (word.trim_start_matches(alphanumeric), word.trim_end_matches(alphanumeric));
    read(&word[..word.len() - before.len()], before).or_else(|| read(&word[after.len()..], after))
}

/// The letter or sign of a part of a paper: `C叠`, `C组`, `特刊`.
pub(super) fn bundle(word: &str) -> Option<String> {
    if let Some((_, sign)) = SPECIAL.iter().find(|(name, _)| is_special(word) && *name == word) {
        return Some((*sign).to_owned());
    }
    let letter = word.trim_end_matches(['叠', '疊', '组', '組']);
    let letter = Some(letter).filter(|letter| letter.len() < word.len())?;
    (letter.len() == 1 && letter.is_ascii() && letter.chars().all(|c| c.is_ascii_alphabetic()))
        .then(|| letter.to_uppercase())
}

/// `第3面`, `3页`: a scan is named so, and means 第3版.
pub(super) fn named_page(name: &str) -> Option<PageNumber> {
    let counted = name.strip_suffix(['面', '页', '頁'])?;
    page_number("", number(counted.trim_start_matches('第'))?)
}

/// `p3`, `page12`, `A02`.
pub(super) fn latin_page(word: &str) -> Option<PageNumber> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &word[letters.len()..];
    if letters.is_empty() || digits.is_empty() || digits.len() > 3 {
        return None;
    }
    match letters.to_lowercase().as_str() {
        "p" | "pp" | "pg" | "page" => page_number("", digits.parse().ok()?),
        // v1 is a volume, n2 a number.
        "v" | "n" => None,
        part if part.bytes().all(|b| b.is_ascii_alphabetic())
            && (part.len() == 1 || matches!(part.as_bytes(), [a, b] if a == b)) =>
        {
            page_number(part, digits.parse().ok()?)
        }
        _ => None,
    }
}

pub(super) fn page_number(part: &str, n: u32) -> Option<PageNumber> {
    let valid = (1..=MOST_PAGES).contains(&n);
    valid.then(|| PageNumber { part: part.to_uppercase(), number: n as u16, last: None, others: Vec::new() })
}

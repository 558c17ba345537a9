//! Content of one part of a path, or of one line of a page's head: a page's number, a section, words and numbers.

use super::date::number;
use super::naming::{
    is_counted, is_notice, is_paper_name, is_section, is_version, latin_title, without_publisher,
    without_version,
};
use super::number::{
    PageNumber, latin_page, page_mark, page_number, page_range, page_with_section, special_page,
};
use crate::han::variants::as_meant;
use std::ops::Range;

/// Content of one part of a path.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// A newspaper's name of several words.
    pub(super) title: Option<String>,
    pub(super) page: Option<PageNumber>,
    pub(super) section: Option<String>,
    /// Words that are neither number nor page mark, in order.
    pub(super) words: Vec<String>,
    /// Numbers standing alone, with how many digits they have.
    pub(super) numbers: Vec<(u32, usize)>,
    /// Whether no section is named any more: editors and addresses follow.
    pub(super) closed: bool,
}

impl Part {
    pub(super) fn read(text: &str) -> Part {
        let text = &with_letters_joined(text);
        let mut part = Part { title: latin_title(text), ..Part::default() };
        let mut expects_number = false;
        let mut after_page = false;
        let mut rest = text.to_owned();
        if let Some((bytes, page)) = page_range(text) {
            (part.page, after_page) = (Some(page), true);
            part.take_words(&text[..bytes.start], false);
            rest = text[bytes.end..].to_owned();
        }
        let words: Vec<&str> = rest.split(is_separator).filter(|word| !word.is_empty()).collect();
        for (at, &word) in words.iter().enumerate() {
            let word = without_version(word);
            let lower = word.to_lowercase();
            let beside =
                [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| words.get(at));
            if is_label(word) || is_period(word) && beside.copied().any(is_year) {
                expects_number |= word.starts_with("版面");
                continue;
            }
            if let Some((before, page, after)) = page_mark(word) {
                part.page = part.page.take().or(Some(page));
                part.take_word(before, false);
                part.take_word(after, true);
                after_page = true;
            } else if let Some((page, section)) = page_with_section(word) {
                part.page = part.page.take().or(Some(page));
                part.section = part.section.take().or(Some(section));
                after_page = true;
            } else if let Some(n) = number(word) {
                if std::mem::take(&mut expects_number) && part.page.is_none() {
                    part.page = page_number("", n);
                    after_page = true;
                } else {
                    part.numbers.push((n, word.chars().count()));
                }
            } else if let Some(page) = latin_page(word).or_else(|| special_page(word)) {
                part.page = part.page.take().or(Some(page));
                after_page = true;
            } else if matches!(lower.as_str(), "p" | "pp" | "pg" | "page" | "版" | "版次" | "版号") {
                expects_number = true;
            } else if !is_counted(word) {
                part.take_word(word, after_page || !part.numbers.is_empty());
            }
        }
        part
    }

    /// Takes the words before a page's numbers.
    pub(super) fn take_words(&mut self, text: &str, behind: bool) {
        for word in text.split(is_separator).filter(|word| !word.is_empty() && number(word).is_none()) {
            self.take_word(word.trim_end_matches('第'), behind);
        }
    }

    /// Takes a word, as the section where it stands behind the page's number.
    pub(super) fn take_word(&mut self, word: &str, behind: bool) {
        let word = without_publisher(word);
        if word.is_empty() || is_version(word) {
            return;
        }
        self.closed |= behind && is_notice(word);
        if behind && !self.closed && self.section.is_none() && is_section(word) && !is_paper_name(word) {
            self.section = Some(word.to_string());
        } else {
            self.words.push(word.to_string());
        }
    }

    /// A number without a mark is the page's where the file's name has nothing else to be counted: beside a paper or a
    /// day that is known, or alone and as short as pages are numbered; 001 numbers a picture.
    pub(super) fn bare_number(&self, known: bool) -> Option<PageNumber> {
        let jumbled = self.words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
        let alone = self.words.is_empty() && matches!(self.numbers[..], [(_, 1 | 2)]);
        if jumbled || !(known || alone) {
            return None;
        }
        let padded = |n: u32, digits: usize| digits <= 5 && n < 10u32.pow(digits as u32 - 1);
        let short =
            || self.numbers.iter().filter(|(n, digits)| *n > 0 && (*digits <= 3 || padded(*n, *digits)));
        let two_digits = short().find(|(_, digits)| *digits == 2);
        two_digits.or_else(|| short().next()).and_then(|(n, _)| page_number("", *n))
    }

    /// The first word that can name a paper when no word says that it does.
    pub(super) fn plain_name(&self) -> Option<String> {
        const GENERAL: [&str; 31] = [
            "nw", "node", "content", "layout", "html", "pages", "page", "text", "texts", "txt", "data",
            "archive", "archives", "ocr", "output", "out", "corpus", "files", "new", "recto", "verso",
            "utf8", "gbk", "报纸", "報紙", "版面", "文本", "文字", "数据", "归档", "资料",
        ];
        let plain = |word: &&String| {
            word.chars().count() >= 2
                && !word.chars().any(|c| c.is_ascii_digit())
                && !word.ends_with(['叠', '疊', '张', '張', '版', '期', '辑', '輯'])
                && !word.contains(['历', '曆'])
                && !GENERAL.contains(&word.to_lowercase().as_str())
        };
        self.words.iter().find(plain).cloned()
    }
}

/// A text with the letter of a page's part on its number again: A-03, A_3, A 03版, A 叠.
fn with_letters_joined(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let joins = |i: usize| {
        let part = at(i.checked_sub(1));
        "-－–_ ".contains(chars[i])
            && part.is_ascii_uppercase()
            && part != 'P'
            && !at(i.checked_sub(2)).is_alphanumeric()
            && (at(Some(i + 1)).is_ascii_digit() || "叠疊".contains(at(Some(i + 1))))
            && !(i + 1..i + 5).all(|i| at(Some(i)).is_ascii_digit())
    };
    (0..chars.len()).filter(|&i| !joins(i)).map(|i| chars[i]).collect()
}

/// Whether a word of a page's head says what the next one is: 版名, 报纸名称.
fn is_label(word: &str) -> bool {
    const LABELS: [&str; 16] = [
        "版名",
        "版面",
        "版面名称",
        "版面名",
        "栏目",
        "报纸",
        "报刊",
        "报名",
        "报纸名称",
        "报刊名称",
        "刊名",
        "来源",
        "日期",
        "出版日期",
        "出版时间",
        "发行日期",
    ];
    LABELS.contains(&word)
}

/// Whether a word is a week or a quarter of a year: the W44 of 2019-W44.
fn is_period(word: &str) -> bool {
    let number = word.strip_prefix(['W', 'w', 'Q', 'q']).and_then(|digits| digits.parse::<u32>().ok());
    number.is_some_and(|number| (1..=53).contains(&number))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

/// Bars and ornaments between the parts of a masthead.
pub(super) const BARS: &str = "|｜丨‖│┃∣/\\=<>★☆◆◇●■▪";

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || BARS.contains(c)
        || matches!(
            c,
            '-' | '_'
                | '.'
                | ','
                | '，'
                | '、'
                | '：'
                | ':'
                | '·'
                | '•'
                | '—'
                | '–'
                | '－'
                | '#'
                | '@'
                | '+'
                | '»'
                | '›'
                | '→'
                | '…'
        )
        || matches!(
            c,
            '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '〔' | '〕' | '《' | '》' | '「' | '」'
        )
}

/// Full-width letters, digits and marks in their usual width, and radicals as the characters that they stand for.
pub(super) fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => as_meant(c),
    };
    text.chars().map(narrow).collect()
}

/// A text with a range blanked but for the borders of folders in it. Two or three digits after a date written in eight
/// stay: they number the page.
pub(super) fn without_range(text: &str, blank: Range<usize>, date: &Range<usize>) -> String {
    let taken = &text[date.clone()];
    let tail = if (10..=11).contains(&taken.len()) && taken.bytes().all(|b| b.is_ascii_digit()) {
        &taken[8..]
    } else {
        ""
    };
    let borders: String = text[blank.clone()].chars().filter(|c| *c == '/').collect();
    format!("{} {borders}{tail} {}", &text[..blank.start], &text[blank.end..])
}

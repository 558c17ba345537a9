//! Which paper, day, page and section a file is: read off its path, else off the lines at the page's edges.

use super::date::{find_date, is_numeral, number};
use crate::export::Citation;
use crate::language::Language;
use crate::segmentation::Page;
use crate::variants::{as_meant, is_ignorable};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A page's number within its issue: 版次. Compares by part of the paper, then by number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageNumber {
    /// The part's letter, upper case; empty in papers without parts.
    pub part: String,
    /// The number, from 1.
    pub number: u16,
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
}

impl std::fmt::Display for PageNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.part.is_empty() {
            write!(f, "{}", self.number)
        } else {
            write!(f, "{}{:02}", self.part, self.number)
        }
    }
}

/// What is known about where a page was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLabel {
    /// The newspaper's name.
    pub paper: Option<String>,
    /// The day of the issue.
    pub date: Option<Date>,
    /// 版次.
    pub page: Option<PageNumber>,
    /// The page's section, for instance 要闻.
    pub section: Option<String>,
}

/// The largest page number that is believed.
const MOST_PAGES: u32 = 400;

impl PageLabel {
    /// Reads a path inside an archive, its parts joined by `/`. `around` is the path of the archive itself,
    /// for what the path inside leaves open: an archive may be one issue, or one year of a paper.
    pub fn from_path(path: &str, around: &str) -> PageLabel {
        let path = &narrow(without_extension(path));
        let inner = find_date(path);
        let full = format!("{}/{path}", around.trim_end_matches('/'));
        let date = inner.clone().or_else(|| find_date(&full)).map(|(date, _)| date);
        // The date is taken out, so that its numbers are not read again. The borders of its folders stay.
        let rest = match inner {
            Some((_, bytes)) => without_range(path, bytes),
            None => match find_date(&full) {
                Some((_, bytes)) => {
                    let from = full.len() - path.len();
                    without_range(path, bytes.start.max(from) - from..bytes.end.max(from) - from)
                }
                None => path.to_string(),
            },
        };
        let parts: Vec<Part> = rest.split('/').map(Part::read).collect();
        let dated_file = path.rsplit('/').next().and_then(find_date).is_some();
        let Some((file, folders)) = parts.split_last() else { return PageLabel::default() };
        let mut label = PageLabel { date, ..PageLabel::default() };
        label.page = std::iter::once(file).chain(folders.iter().rev()).find_map(|part| part.page.clone());
        if label.page.is_none() {
            label.page = file.bare_number(date.is_some());
        }
        label.section =
            std::iter::once(file).chain(folders.iter().rev()).find_map(|part| part.section.clone());
        let outer: Vec<Part> = around.split('/').map(|part| Part::read(&without_date(part))).collect();
        let named = std::iter::once(file).chain(folders.iter().rev()).chain(outer.iter().rev());
        label.paper = named
            .flat_map(|part| part.words.iter())
            .find(|word| is_paper_name(word))
            .cloned()
            .or_else(|| folders.iter().find_map(Part::plain_name))
            .or_else(|| if dated_file { file.plain_name() } else { None });
        if label.section.is_none() && date.is_some() && label.page.is_none() {
            label.section = file.words.iter().find(|word| is_section(word) && !is_paper_name(word)).cloned();
        }
        if label.section == label.paper {
            label.section = None;
        }
        label
    }

    /// The labels of the pages of the file at a path, each with its own `header`: what the path says and, failing that, the
    /// header. Of one page of several the header comes first in what tells it from the others: the path is the whole
    /// file's, and its number and section at most the first page's.
    pub fn of_file(path: &str, around: &str, headers: &[&PageLabel]) -> Vec<PageLabel> {
        let of_path = PageLabel::from_path(path, around);
        if let [header] = headers {
            return vec![of_path.or(header)];
        }
        let label = |(at, header): (usize, &&PageLabel)| {
            let own = PageLabel { paper: None, ..PageLabel::clone(header) };
            let takes_number = at == 0 && own.page.is_none();
            let (page, section) = (of_path.page.clone(), of_path.section.clone());
            let (page, section) = if takes_number { (page, section) } else { (None, None) };
            own.or(&PageLabel { page, section, ..of_path.clone() }).or(header)
        };
        headers.iter().enumerate().map(label).collect()
    }

    /// Reads the lines at the top and the bottom of a page. Only lines that say nothing else are believed.
    pub fn from_header(page: &Page) -> PageLabel {
        /// Lines that are looked at, at either end.
        const EDGE: usize = 12;
        /// Lines around a date or a page number among which a name is a masthead and no headline.
        const MASTHEAD: usize = 4;
        let meant =
            |line: &str| -> String { line.chars().filter(|c| !is_ignorable(*c)).map(as_meant).collect() };
        let lines: Vec<String> = page.lines().map(|(_, line)| meant(line).trim().to_string()).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        let bottom = lines.len().saturating_sub(EDGE).max(EDGE.min(lines.len()));
        let edges = (0..lines.len().min(EDGE)).chain(bottom..lines.len());
        let found: Vec<(usize, PageLabel)> =
            edges.filter_map(|at| header_line(lines[at]).map(|label| (at, label))).collect();
        // `G20` alone may open a headline; with a date beside it, it is a page.
        let sure = |at: usize, said: &PageLabel| {
            said.date.is_some() || said.page.is_some() && lines[at].contains('版')
        };
        let folios: Vec<usize> =
            found.iter().filter(|(at, said)| sure(*at, said)).map(|(at, _)| *at).collect();
        let beside = |at: usize| folios.iter().any(|folio| folio.abs_diff(at) <= MASTHEAD);
        found
            .iter()
            .filter(|(at, _)| beside(*at))
            .fold(PageLabel::default(), |label, (_, said)| label.or(said))
    }

    /// A reference to the page at a path of an archive; `paper` is the name of its issue's newspaper.
    pub fn citation(&self, paper: &str, path: &str) -> Citation {
        Citation {
            paper: paper.to_string(),
            date: self.date,
            page: self.page.as_ref().map(ToString::to_string).unwrap_or_default(),
            section: self.section.clone().unwrap_or_default(),
            path: path.to_string(),
            ..Citation::default()
        }
    }

    /// This label, its gaps filled from another.
    pub fn or(mut self, other: &PageLabel) -> PageLabel {
        self.paper = self.paper.or_else(|| other.paper.clone());
        self.date = self.date.or(other.date);
        self.page = self.page.or_else(|| other.page.clone());
        self.section = self.section.or_else(|| other.section.clone());
        self
    }
}

/// What one part of a path says.
#[derive(Debug, Default)]
struct Part {
    page: Option<PageNumber>,
    section: Option<String>,
    /// Words that are neither number nor page mark, in order.
    words: Vec<String>,
    /// Numbers standing alone, with how many digits they have.
    numbers: Vec<(u32, usize)>,
}

impl Part {
    fn read(text: &str) -> Part {
        let mut part = Part::default();
        let mut expects_number = false;
        let mut after_page = false;
        for word in text.split(is_separator).filter(|word| !word.is_empty()) {
            let lower = word.to_lowercase();
            if let Some((before, page, after)) = page_mark(word) {
                part.page = part.page.take().or(Some(page));
                part.take_word(before, false);
                part.take_word(after, true);
                after_page = true;
            } else if let Some(n) = number(word) {
                if std::mem::take(&mut expects_number) && part.page.is_none() {
                    part.page = page_number("", n);
                    after_page = true;
                } else {
                    part.numbers.push((n, word.chars().count()));
                }
            } else if let Some(page) = latin_page(word) {
                part.page = part.page.take().or(Some(page));
                after_page = true;
            } else if matches!(lower.as_str(), "p" | "pg" | "page" | "版") {
                expects_number = true;
            } else if !is_counted(word) {
                part.take_word(word, after_page || !part.numbers.is_empty());
            }
        }
        part
    }

    /// Takes a word, as the section where it stands behind the page's number.
    fn take_word(&mut self, word: &str, behind: bool) {
        if word.is_empty() {
            return;
        }
        if behind && self.section.is_none() && is_section(word) && !is_paper_name(word) {
            self.section = Some(word.to_string());
        } else {
            self.words.push(word.to_string());
        }
    }

    /// A number without a mark is the page's where the file's name has nothing else to be counted: beside a
    /// date, or alone.
    fn bare_number(&self, dated: bool) -> Option<PageNumber> {
        let jumbled = self.words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
        if jumbled || !(dated || self.words.is_empty() && self.numbers.len() == 1) {
            return None;
        }
        let short = || self.numbers.iter().filter(|(n, digits)| *digits <= 3 && *n > 0);
        let two_digits = short().find(|(_, digits)| *digits == 2);
        two_digits.or_else(|| short().next()).and_then(|(n, _)| page_number("", *n))
    }

    /// The first word that can name a paper when no word says that it does.
    fn plain_name(&self) -> Option<String> {
        const GENERAL: [&str; 26] = [
            "pages", "page", "text", "texts", "txt", "data", "archive", "archives", "ocr", "output", "out",
            "corpus", "files", "new", "recto", "verso", "utf8", "gbk", "报纸", "報紙", "版面", "文本",
            "文字", "数据", "归档", "资料",
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

fn is_separator(c: char) -> bool {
    c.is_whitespace()
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
                | '|'
                | '｜'
                | '+'
        )
        || matches!(
            c,
            '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '〔' | '〕' | '《' | '》' | '「' | '」'
        )
}

/// What stands before and after `第3版`, `A02版`, `头版` in a word, and the page.
fn page_mark(word: &str) -> Option<(&str, PageNumber, &str)> {
    for (at, mark) in word.match_indices('版') {
        let before = &word[..at];
        let after = &word[at + mark.len()..];
        if let Some(name) = before.strip_suffix(['头', '頭']) {
            return Some((name.trim_end_matches('第'), page_number("", 1)?, after));
        }
        let digits = before.trim_end_matches(is_numeral);
        let Some(n) = number(&before[digits.len()..]) else { continue };
        let name = digits.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let part = &digits[name.len()..];
        // 今日八版, 共4版: how many pages there are.
        let total = ["今日", "本期", "今天", "共", "全"].iter().any(|word| name.ends_with(word));
        let (name, part) = if part.len() > 1 { (digits, "") } else { (name, part) };
        if let Some(page) = page_number(part, n).filter(|_| !total) {
            return Some((name.trim_end_matches('第'), page, after));
        }
    }
    None
}

/// `p3`, `page12`, `A02`.
fn latin_page(word: &str) -> Option<PageNumber> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &word[letters.len()..];
    if letters.is_empty() || digits.is_empty() || digits.len() > 3 {
        return None;
    }
    match letters.to_lowercase().as_str() {
        "p" | "pg" | "page" => page_number("", digits.parse().ok()?),
        // v1 is a volume, n2 a number.
        "v" | "n" => None,
        part if part.len() == 1 && part.is_ascii() => page_number(part, digits.parse().ok()?),
        _ => None,
    }
}

fn page_number(part: &str, n: u32) -> Option<PageNumber> {
    let valid = (1..=MOST_PAGES).contains(&n);
    valid.then(|| PageNumber { part: part.to_uppercase(), number: n as u16 })
}

/// `第123期`, `星期五`, `2024年`, `一月`: says when or which issue, but is no name.
fn is_counted(word: &str) -> bool {
    let core = word
        .trim_start_matches(['第', '总', '總'])
        .trim_end_matches(['期', '号', '號', '年', '月', '日', '张', '張', '卷']);
    if core.len() < word.len() && number(core).is_some() {
        return true;
    }
    ["星期", "礼拜", "禮拜", "周", "週"].iter().any(|week| {
        word.strip_prefix(week)
            .is_some_and(|day| day.chars().count() == 1 && "一二三四五六日天".contains(day))
    })
}

/// Whether a word names a newspaper: 报 at its end, but for an edition's name behind it.
fn is_paper_name(word: &str) -> bool {
    const GENERAL: [&str; 7] = ["报", "報", "日报", "晚报", "电子报", "数字报", "剪报"];
    const NOTICES: [&str; 11] =
        ["简报", "簡報", "通报", "预报", "預報", "公报", "海报", "捷报", "喜报", "汇报", "举报"];
    let name = match word.rfind(['报', '報']) {
        Some(at) => {
            let after = &word[at..].chars().skip(1).collect::<String>();
            let edition = after.is_empty() || after.ends_with(['版', '刊']) && after.chars().count() <= 5;
            edition && !GENERAL.contains(&word) && !NOTICES.iter().any(|end| word.ends_with(end))
        }
        None => {
            let lower = word.to_lowercase();
            ["时报", "周刊", "新闻", "daily", "times", "news", "gazette", "herald"]
                .iter()
                .any(|end| lower.ends_with(end))
        }
    };
    name && (2..=16).contains(&word.chars().count()) && !word.chars().any(|c| c.is_ascii_digit())
}

/// Whether a word can name a section: a few Han characters.
fn is_section(word: &str) -> bool {
    let han = word.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).count();
    (2..=10).contains(&word.chars().count()) && han * 2 > word.chars().count()
}

/// The page's label on a line of the page that says nothing else.
pub(super) fn header_line(line: &str) -> Option<PageLabel> {
    /// Characters of the longest line of a masthead or a folio.
    const LONGEST: usize = 60;
    let length = line.chars().filter(|c| !c.is_whitespace()).count();
    if length > LONGEST || line.contains(['。', '！', '？', '；', '“', '”']) {
        return None;
    }
    let date = find_date(line);
    let rest = date.as_ref().map_or(line.to_string(), |(_, bytes)| without_range(line, bytes.clone()));
    let part = Part::read(&rest);
    let mut label = PageLabel { date: date.as_ref().map(|(date, _)| *date), ..PageLabel::default() };
    // Only beside the page's number is a word a section: 报名时间 2024年1月5日 is none.
    if part.page.is_some() {
        (label.page, label.section) = (part.page, part.section);
    }
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    label.paper = part.words.iter().find(|word| is_paper_name(word)).cloned();
    if label.paper.is_none() && is_paper_name(&squeezed) {
        label.paper = Some(squeezed);
    }
    let said = label.date.is_some() || label.page.is_some();
    let both = label.date.is_some() && label.page.is_some();
    let dated = date.map_or(0, |(_, bytes)| line[bytes].chars().filter(|c| !c.is_whitespace()).count());
    // A line of prose may hold a date or a page: then most of it is something else.
    let other: usize =
        part.words.iter().filter(|word| !is_paper_name(word)).map(|word| word.chars().count()).sum();
    if both || said && (other <= 12 || dated * 2 >= length) || label.paper.is_some() && other == 0 {
        Some(label)
    } else {
        None
    }
}

/// Full-width letters, digits and marks in their usual width.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// A path without an extension of a page's file.
fn without_extension(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension))
            if matches!(extension.to_lowercase().as_str(), "txt" | "text" | "md" | "markdown" | "pdf")
                && !stem.is_empty() =>
        {
            stem
        }
        _ => path,
    }
}

fn without_date(text: &str) -> String {
    find_date(text).map_or_else(|| text.to_string(), |(_, bytes)| without_range(text, bytes))
}

/// A text with a range blanked but for the borders of folders in it. Two digits after a date written in eight
/// stay: they number the page.
fn without_range(text: &str, bytes: std::ops::Range<usize>) -> String {
    let taken = &text[bytes.clone()];
    let tail = if taken.len() == 10 && taken.bytes().all(|b| b.is_ascii_digit()) { &taken[8..] } else { "" };
    let borders: String = taken.chars().filter(|c| *c == '/').collect();
    format!("{} {borders}{tail} {}", &text[..bytes.start], &text[bytes.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paths with what they say: paper, date, page, section; `-` for nothing.
    const PATHS: &[(&str, &str, &str, &str, &str, &str)] = &[
        // around, path, paper, date, page, section
        ("", "江城日报/2024-01-05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("", "江城日报/2024-01-05/A03.pdf", "江城日报", "2024-01-05", "A03", "-"),
        ("", "江城日报/2024/01/05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("", "江城日报/2024年/1月5日/第03版：要闻.txt", "江城日报", "2024-01-05", "3", "要闻"),
        ("", "江城日报/2024年/1月/1月5日/A02版 民生.txt", "江城日报", "2024-01-05", "A02", "民生"),
        ("", "江城日报20240105第3版要闻.txt", "江城日报", "2024-01-05", "3", "要闻"),
        ("", "jcrb_20240105_03.txt", "jcrb", "2024-01-05", "3", "-"),
        ("", "jcrb2024010503.txt", "jcrb", "2024-01-05", "3", "-"),
        ("", "jcrb-20240105-1-03.txt", "jcrb", "2024-01-05", "3", "-"),
        ("", "民國二十年四月五日/第二版.txt", "-", "1931-04-05", "2", "-"),
        ("", "民国20年4月5日 第十二版.txt", "-", "1931-04-05", "12", "-"),
        ("", "民國元年元月三日.txt", "-", "1912-01-03", "-", "-"),
        ("", "1931-4-5/p3.txt", "-", "1931-04-05", "3", "-"),
        ("", "1931.4.5/recto_p1.txt", "-", "1931-04-05", "1", "-"),
        ("", "xb_1931-04-05_verso_p2.txt", "xb", "1931-04-05", "2", "-"),
        ("", "二〇二四年一月五日/头版.txt", "-", "2024-01-05", "1", "-"),
        ("", "２０２４－０１－０５/Ａ０２.txt", "-", "2024-01-05", "A02", "-"),
        ("", "江城晚报海外版/202401/05/B11.TXT", "江城晚报海外版", "2024-01-05", "B11", "-"),
        ("", "2024/0105/07-副刊.txt", "-", "2024-01-05", "7", "副刊"),
        ("", "2024/2024-01/2024-01-05/要闻.txt", "-", "2024-01-05", "-", "要闻"),
        ("", "2024-01-05/A叠/A08.txt", "-", "2024-01-05", "A08", "-"),
        ("/data/江城日报/2024", "01/05/03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("/data/江城日报/2024-01-05", "03.txt", "江城日报", "2024-01-05", "3", "-"),
        ("/data/江城日报", "第12期/第3版.txt", "江城日报", "-", "3", "-"),
        ("", "000_1bc97c5c6a0ca03d.txt", "-", "-", "-", "-"),
        ("", "0125_03aa.txt", "-", "-", "-", "-"),
        ("", "2024-13-45/03.txt", "-", "-", "3", "-"),
        ("", "江城日报/2023-02-29/03.txt", "江城日报", "-", "3", "-"),
        ("", "2024/03版/02.txt", "-", "-", "3", "-"),
        ("", "农历甲辰年正月初五/二版.txt", "-", "-", "2", "-"),
        ("", "第03版.txt", "-", "-", "3", "-"),
        ("", "今日八版.txt", "-", "-", "-", "-"),
    ];

    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map_or("-".to_string(), |value| value.to_string())
    }

    /// The first lines of pages, joined by `|`, with what they say: paper, date, page, section.
    const HEADERS: &[(&str, &str, &str, &str, &str)] = &[
        ("第二版民國九年十月三日|江聲報|米價又漲", "江聲報", "1920-10-03", "2", "-"),
        ("民國十九年十月四日|星期六|第七百號", "-", "1930-10-04", "-", "-"),
        ("江城日报 2024年1月5日 星期五|03版 要闻|责任编辑 何平", "江城日报", "2024-01-05", "3", "要闻"),
        ("2024年1月5日　星期五　农历腊月廿四　今日八版", "-", "2024-01-05", "-", "-"),
        ("A02 民生|2024-01-05", "-", "2024-01-05", "A02", "民生"),
        ("2024年1月5日，一场春雨之后茶农们上山采茶", "-", "-", "-", "-"),
        ("防汛简报|本报讯 昨日，全市召开会议", "-", "-", "-", "-"),
        ("第三版民國九年十月三日江聲報館印行庚申年八月廿二日星期日", "-", "1920-10-03", "3", "-"),
        ("报名时间：2024年1月5日 2024年1月9日 现场确认", "-", "-", "-", "-"),
        ("江城⽇报|2024年3⽉5⽇|第3\u{ad}版 ⺠生", "江城日报", "2024-03-05", "3", "民生"),
        ("G20 峰会开幕|本报讯", "-", "-", "-", "-"),
        ("江城晚报|两河口的老船工", "-", "-", "-", "-"),
        ("新华社北京3月3日电 记者获悉，2019年4月5日起执行新价格", "-", "-", "-", "-"),
    ];

    #[test]
    fn header_lines_say_paper_date_page_and_section() {
        for (lines, paper, date, page, section) in HEADERS {
            let label = PageLabel::from_header(&Page::new(lines.replace('|', "\n")));
            let got = [shown(label.paper), shown(label.date), shown(label.page), shown(label.section)];
            assert_eq!(got, [*paper, *date, *page, *section].map(String::from), "{lines}");
        }
    }

    #[test]
    fn paths_say_paper_date_page_and_section() {
        for (around, path, paper, date, page, section) in PATHS {
            let label = PageLabel::from_path(path, around);
            let got = [shown(label.paper), shown(label.date), shown(label.page), shown(label.section)];
            assert_eq!(got, [*paper, *date, *page, *section].map(String::from), "{path}");
        }
    }

    #[test]
    fn of_several_pages_each_says_itself_which_it_is() {
        let header = |lines: &str| PageLabel::from_header(&Page::new(lines.into()));
        let labels = |headers: &[&str]| -> Vec<[String; 4]> {
            let headers: Vec<PageLabel> = headers.iter().map(|lines| header(lines)).collect();
            let headers: Vec<&PageLabel> = headers.iter().collect();
            let label = |PageLabel { paper, date, page, section }| {
                [shown(paper), shown(date), shown(page), shown(section)]
            };
            PageLabel::of_file("lxrb/2031-01-02/03.txt", "", &headers).into_iter().map(label).collect()
        };
        let (third, fourth) = ("澜溪日报 第05版 民生", "澜溪日报 2031年1月3日 第04版");
        assert_eq!(labels(&[third]), [["lxrb", "2031-01-02", "3", "民生"]]);
        assert_eq!(
            labels(&[third, fourth]),
            [["lxrb", "2031-01-02", "5", "民生"], ["lxrb", "2031-01-03", "4", "-"]]
        );
        // What has no number has the file's if it is the first.
        assert_eq!(labels(&["", fourth, ""])[0][2..], ["3", "-"]);
        assert_eq!(labels(&["", fourth, ""])[2], ["lxrb", "2031-01-02", "-", "-"]);
    }

    proptest::proptest! {
        /// Whatever a path or a page's first lines are, reading them ends with a label.
        #[test]
        fn nothing_breaks_the_reading(
            path in "([0-9０-９一二十〇廿元百民國国康德年月日号/._ -]|第|版|[A-Za-zＡ]|报|[^0-9]){0,30}",
            around in "([0-9/年月日-]|报){0,12}",
        ) {
            PageLabel::from_path(&path, &around);
            PageLabel::from_header(&Page::new(path.replace('/', "\n")));
        }
    }
}

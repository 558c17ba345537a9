//! Parting of a file into pages: where one ends and the next begins.
//!
//! A page is known by its head: the lines at its top that say nothing but paper, date, 版次 and section. A file is cut
//! before a head that names another page than the one before it:
//!
//! - behind a form feed: any head with another number, or a masthead with its date again;
//! - elsewhere: a head with a date and another number or day;
//! - a head without a date (第03版：民生): only with a higher number, where a text has ended.
//!
//! Sheets whose numbers stand at their feet are cut at the form feeds between them.
//!
//! No head: a folio that repeats the page's number, a jump line, a mention in prose, a table of contents (several page
//! lines with hardly a word between them, or below 导读). A form feed alone parts nothing: it stands within pages as
//! well, and a sheet that does not say which page it is goes on with the one before. Time is linear in the text.

use super::head::{header_line, is_folio, page_marker};
use super::label::PageLabel;
use super::number::PageNumber;
use crate::han::numeral::is_numeral;
use crate::segmentation::{LineNo, Page};

/// Lines of a head at most, and lines between a form feed and a head.
const HEAD: usize = 4;
/// Characters of a line of a head that says nothing of these, as 星期二 or a section alone.
const ASIDE: usize = 6;
/// Characters of the shortest page that is believed.
const SHORTEST: usize = 12;
/// Characters between two page lines below which they are a table of contents.
const APART: usize = 60;

/// A page of a file, with what its lines and those of the pages before it say of paper, date and 版次.
pub(super) fn pages(whole: Page) -> Vec<(Page, PageLabel)> {
    let cuts = cuts(&whole);
    let mut before = PageLabel::default();
    let labelled = |page: Page| {
        let mut label = PageLabel::from_header(&page);
        label.paper = label.paper.or_else(|| before.paper.take());
        label.date = label.date.or(before.date);
        before = label.clone();
        (page, label)
    };
    whole.cut(&cuts).into_iter().map(labelled).collect()
}

/// A line that is not blank.
struct Line<'a> {
    no: LineNo,
    text: &'a str,
    /// Whether a form feed stands between it and the line before.
    fed: bool,
    /// Whether blank lines do.
    parted: bool,
    said: Option<PageLabel>,
}

/// Lines that say nothing but which page they are on.
struct Head {
    /// Places of its first line and of the one behind its last.
    lines: std::ops::Range<usize>,
    label: PageLabel,
    fed: bool,
    /// Characters of text before it, from the beginning of the file.
    text: usize,
}

impl Head {
    /// Whether it is a head wherever it stands.
    fn is_sure(&self) -> bool {
        self.fed || self.label.date.is_some()
    }
}

/// The lines that pages begin with, but for the first.
fn cuts(page: &Page) -> Vec<LineNo> {
    let lines = lines(page);
    if let Some(cuts) = cuts_above_feet(&lines) {
        return cuts;
    }
    let (heads, text) = heads(&lines);
    // The text ahead of each head, up to the next one that is sure.
    let mut ahead = vec![0; heads.len()];
    let mut next = text;
    for (head, ahead) in heads.iter().zip(&mut ahead).rev() {
        *ahead = next - head.text;
        if head.is_sure() {
            next = head.text;
        }
    }
    let mut cuts = Vec::new();
    let mut now: Option<PageLabel> = None;
    let mut begun = 0;
    for (at, head) in heads.iter().enumerate() {
        let is_first = now.is_none() && head.lines.start < HEAD && !(head.fed && head.text >= SHORTEST);
        let is_text = head.text - begun >= SHORTEST && ahead[at] >= SHORTEST;
        let is_listed = !head.is_sure() && !is_first && is_in_contents(&lines, &heads, at);
        if is_listed {
            continue;
        }
        let differs = match &now {
            None => head.fed && !is_first,
            Some(now) => is_other(now, head) && (head.is_sure() || ends_a_text(&lines, head.lines.start)),
        };
        if differs && is_text {
            cuts.push(lines[head.lines.start].no);
            (now, begun) = (Some(head.label.clone()), head.text);
        } else if is_first || head.is_sure() {
            now = Some(now.unwrap_or_default().or(&head.label));
        }
    }
    cuts
}

/// The lines that sheets begin with behind form feeds, where each has its page at its foot and none at its head.
fn cuts_above_feet(lines: &[Line<'_>]) -> Option<Vec<LineNo>> {
    let sheets: Vec<&[Line<'_>]> = lines.chunk_by(|_, next| !next.fed).collect();
    let page = |line: &Line<'_>| line.said.as_ref()?.page.clone();
    let feet: Vec<PageNumber> = sheets
        .iter()
        .map(|sheet| {
            let foot = page(sheet.last()?)?;
            let headed = sheet[..sheet.len() - 1].iter().take(HEAD).any(|line| page(line).is_some());
            (!headed && sheet.len() > 1).then_some(foot)
        })
        .collect::<Option<_>>()?;
    let differ = feet.windows(2).all(|two| two[0] != two[1]);
    (feet.len() > 1 && differ).then(|| sheets[1..].iter().map(|sheet| sheet[0].no).collect())
}

/// Whether a head is that of another page than `now`.
fn is_other(now: &PageLabel, head: &Head) -> bool {
    let Head { label, fed, .. } = head;
    let other_day = label.date.is_some() && now.date.is_some() && label.date != now.date;
    match (&label.page, &now.page) {
        (Some(page), Some(before)) if page == before => other_day,
        (Some(page), Some(before)) => {
            let same_paper = label.paper.is_none() || label.paper == now.paper;
            head.is_sure() || same_paper && is_after(page, before)
        }
        (Some(_), None) => head.is_sure(),
        // 实行网上申报 has the form of a newspaper's name: only the same one again is a masthead.
        (None, _) => *fed || other_day && label.paper.is_some() && label.paper == now.paper,
    }
}

fn is_after(page: &PageNumber, before: &PageNumber) -> bool {
    page.part != before.part || page.number > before.number
}

/// Whether the text before a line seems to have come to its end.
fn ends_a_text(lines: &[Line<'_>], at: usize) -> bool {
    let closed =
        |before: &Line<'_>| before.text.ends_with(['。', '！', '？', '”', '’', '）', ')', '…', '】']);
    lines[at].parted || at.checked_sub(1).is_none_or(|before| closed(&lines[before]))
}

/// Whether a page line is one of a table of contents.
fn is_in_contents(lines: &[Line<'_>], heads: &[Head], at: usize) -> bool {
    const HEADINGS: [&str; 8] = ["导读", "導讀", "导览", "要目", "提要", "看点", "索引", "目录"];
    let near = |other: Option<&Head>| {
        other.is_some_and(|other| {
            !other.fed
                && other.label.page != heads[at].label.page
                && other.text.abs_diff(heads[at].text) < APART
        })
    };
    let below = lines[..heads[at].lines.start].iter().rev().take(HEAD);
    near(at.checked_sub(1).map(|before| &heads[before]))
        || near(heads.get(at + 1).filter(|next| !next.is_sure()))
        || below
            .filter(|line| length(line.text) <= 12)
            .any(|line| HEADINGS.iter().any(|word| line.text.contains(word)))
}

fn lines(page: &Page) -> Vec<Line<'_>> {
    let mut found: Vec<Line<'_>> = Vec::new();
    let (mut fed, mut parted) = (false, false);
    for (no, line) in page.lines() {
        let text = line.trim();
        let begin = line.len() - line.trim_start().len();
        fed |= line[..begin].contains('\u{c}');
        if text.is_empty() {
            parted = true;
            continue;
        }
        let said = header_line(text).filter(|said| is_own(text, said));
        found.push(Line { no, text, fed, parted, said });
        (fed, parted) = (line[begin + text.len()..].contains('\u{c}'), false);
    }
    found
}

/// Whether a line that names a page can be a line of that page's head: 下转第3版 cannot, nor can （原载江城日报第3版）.
fn is_own(text: &str, said: &PageLabel) -> bool {
    const ELSEWHERE: [&str; 14] =
        ["转", "轉", "接", "见", "見", "载", "載", "摘自", "选自", "来源", "刊于", "刊登", "刊发", "据"];
    if said.page.is_none() {
        return true;
    }
    let is_marker = page_marker(text).is_some() || is_folio(text, said);
    let is_marked = text.ends_with(['）', ')'])
        && (is_marker || text.chars().skip(1).all(|c| is_numeral(c) || "第版）)".contains(c)));
    if text.starts_with(['（', '(']) && !is_marked || ELSEWHERE.iter().any(|word| text.contains(word)) {
        return false;
    }
    if said.date.is_some() || said.paper.is_some() {
        return true;
    }
    // Without 版 it may be anything: G20, A4; but not --- Page 3 ---.
    let Some((before, after)) = text.split_once('版') else { return is_marker };
    let numeral = |c: char| is_numeral(c) || c.is_ascii_alphanumeric() || "第头頭".contains(c);
    let name = before.trim_end_matches(numeral);
    let glued = after.chars().take_while(|c| c.is_alphanumeric()).count();
    let section = said.section.as_deref().map_or(0, length);
    [length(name), glued, section].into_iter().all(|length| length <= ASIDE)
        && !name.contains(['报', '報', '在', '看', '共'])
        && !after.starts_with(['的', '上', '刊', '所', '和', '至', '、'])
}

/// The heads, and how many characters of text there are in all.
fn heads(lines: &[Line<'_>]) -> (Vec<Head>, usize) {
    let mut heads: Vec<Head> = Vec::new();
    let (mut text, mut at) = (0, 0);
    while at < lines.len() {
        let head = head_at(lines, at);
        match head {
            Some((label, end)) => {
                let free = heads.last().map_or(0, |head| head.lines.end);
                let fed = (free.max((at + 1).saturating_sub(HEAD))..=at).rev().find(|&i| lines[i].fed);
                let first = fed.unwrap_or(at);
                let text_before = text - lines[first..at].iter().map(|line| length(line.text)).sum::<usize>();
                heads.push(Head { lines: first..end, label, fed: fed.is_some(), text: text_before });
                at = end;
            }
            None => {
                text += length(lines[at].text);
                at += 1;
            }
        }
    }
    (heads, text)
}

/// The label of the head that begins with a line, and the line where it ends.
fn head_at(lines: &[Line<'_>], at: usize) -> Option<(PageLabel, usize)> {
    let mut label = lines[at].said.clone()?;
    let mut end = at + 1;
    for (i, line) in lines.iter().enumerate().take(at + HEAD).skip(at + 1) {
        match &line.said {
            _ if line.fed => break,
            // The next page's, or another line of a table of contents.
            Some(said) if said.page.is_some() && label.page.is_some() => break,
            Some(said) => (label, end) = (label.or(said), i + 1),
            None if length(line.text) <= ASIDE => {}
            None => break,
        }
    }
    let is_head = label.page.is_some() || label.date.is_some() && (label.paper.is_some() || at < HEAD);
    is_head.then_some((label, end))
}

/// Number of characters of a text, blanks aside.
fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "澜溪渡口昨日开航，两岸的人都来看热闹，孩子们跑在最前面。\n何闻在桥头写下这一天，说水比往年都清，鱼也比往年多。\n集市迁到城北以后，卖菜的人都说秤是新的。\n";

    /// The pages of a file: the number of each and the line that it begins with. `~` stands for a text.
    fn parted(file: &str) -> Vec<(String, u32)> {
        let file = file.replace('|', "\n").replace('~', &format!("\n{TEXT}"));
        let whole = Page::new(file.clone());
        let found = pages(whole);
        assert_eq!(found.iter().map(|(page, _)| page.text()).collect::<String>(), file);
        let number = |label: &PageLabel| label.page.as_ref().map_or("-".into(), ToString::to_string);
        found.iter().map(|(page, label)| (number(label), page.first_line().0)).collect()
    }

    fn check(files: &[(&str, &[&str])]) {
        for (file, numbers) in files {
            let found: Vec<String> = parted(file).into_iter().map(|(number, _)| number).collect();
            assert_eq!(&found, numbers, "{file}");
        }
    }

    #[test]
    fn a_head_behind_a_form_feed_begins_a_page() {
        check(&[
            ("澜溪日报|2031年1月2日|第03版 民生~\u{c}澜溪日报|2031年1月2日|第04版 文化~", &["3", "4"]),
            ("第一版~\u{c}第二版~\u{c}第三版~", &["1", "2", "3"]),
            // The number falls, as where parts of a paper follow each other; the head comes after a line of its own.
            ("B08版 副刊~\u{c}A01版~", &["B08", "A01"]),
            ("第1版~\u{c}|今天晴|第2版~", &["1", "2"]),
            // A front page whose masthead is a picture.
            ("~\u{c}第2版 要闻~", &["-", "2"]),
        ]);
        assert_eq!(parted("第1版~\u{c}\n\n第2版~"), [("1".into(), 1), ("2".into(), 7)]);
    }

    #[test]
    fn a_number_at_the_foot_of_each_sheet_is_its_page() {
        check(&[
            ("~第5版|\u{c}~第6版", &["5", "6"]),
            ("~A05|\u{c}~A06 民生", &["A05", "A06"]),
            // The first has none.
            ("~\u{c}~第6版", &["-", "6"]),
            // One page on two sheets.
            ("~第6版|\u{c}~第6版", &["6"]),
        ]);
    }

    #[test]
    fn a_letter_and_a_padded_number_name_a_page() {
        check(&[("A05 民生~|A06 文化~", &["A05", "A06"]), ("G20 峰会~|G20 会期~", &["-"])]);
    }

    #[test]
    fn a_masthead_again_begins_a_page() {
        check(&[
            ("澜溪日报|2031年1月2日|第03版 民生~|澜溪日报|2031年1月2日|第04版 文化~", &["3", "4"]),
            ("澜溪日报 2031年1月2日 第1版~澜溪日报 2031年1月2日 第2版~", &["1", "2"]),
            // The next day's, without numbers or with the same.
            ("澜溪日报|2031年1月2日~澜溪日报|2031年1月3日~", &["-", "-"]),
            ("澜溪日报 2031年1月2日 第1版~澜溪日报 2031年1月3日 第1版~", &["1", "1"]),
            ("澜溪日报|2031年1月2日~第2版 2031年1月2日~", &["-", "2"]),
            // A folio at the foot of one page and one at the head of the next.
            ("~第1版 2031年1月2日|第2版 2031年1月2日~", &["1", "2"]),
        ]);
    }

    #[test]
    fn a_page_line_alone_begins_a_page_where_a_text_has_ended() {
        check(&[
            ("第01版：要闻~第02版：民生~", &["1", "2"]),
            ("A02版~A03版~B01版~", &["A02", "A03", "B01"]),
            ("第二版~|第三版 文化~第十二版~", &["2", "3", "12"]),
            ("要闻 01版~民生 02版~", &["1", "2"]),
            ("（第3版）~（第4版）~", &["3", "4"]),
            ("(3版)~(4版)~", &["3", "4"]),
            ("--- Page 3 ---~--- Page 4 ---~", &["3", "4"]),
            ("[Page 3]~[Page 4]~", &["3", "4"]),
            ("=== 第3页 ===~=== 第4页 ===~", &["3", "4"]),
            ("Page 3~Page 4~", &["3", "4"]),
            ("第01版：要闻~\u{c}第02版：民生~第03版~", &["1", "2", "3"]),
        ]);
    }

    #[test]
    fn a_form_feed_alone_parts_no_page() {
        check(&[
            ("第3版 2031年1月2日~\u{c}~", &["3"]),
            ("~\u{c}~", &["-"]),
            ("第1版~\u{c}~\u{c}第2版~", &["1", "2"]),
            ("第1版~\u{c}第1版~", &["1"]),
        ]);
    }

    #[test]
    fn what_only_speaks_of_a_page_begins_none() {
        check(&[
            // The page's own folio again.
            ("第3版 2031年1月2日~第3版 2031年1月2日~", &["3"]),
            ("第03版：民生~第03版：民生~", &["3"]),
            // Jump lines, and where a text was first printed.
            ("第1版~（下转第3版）~", &["1"]),
            ("第1版~下转 第3版~详见第四版~", &["1"]),
            ("第1版~第3页~Page 3 of 9~-- 3 --~", &["1"]),
            ("第1版~（紧接第五版）|~", &["1"]),
            ("澜溪日报 2031年1月2日 第1版~（原载《江声报》2030年12月1日第3版）~", &["1"]),
            // Prose, its line broken before the mention.
            ("第1版~昨日本报|第3版刊登的消息|~", &["1"]),
            ("第1版~昨日本报第3版|~", &["1"]),
            ("第1版~第3版的消息说，新桥|昨日通车。~", &["1"]),
            ("第1版~据《江声报》|第3版|~", &["1"]),
            // A number that falls, without a sign besides.
            ("第3版~第1版~", &["3"]),
            // Of a page without a head the one folio is its own.
            ("~第3版~", &["3"]),
            ("~第3版 2031年1月2日~", &["3"]),
            // A line of prose that ends with a word like a newspaper's name.
            ("澜溪日报 2031年1月2日~将|于2031年3月1日实行网上申报|。~", &["-"]),
            ("2031年1月2日~将|于2031年3月1日实行网上申报|。~", &["-"]),
        ]);
    }

    #[test]
    fn a_table_of_contents_begins_no_page() {
        check(&[
            ("澜溪日报|2031年1月2日|第01版|今日导读|第2版 新桥通车|第3版 渡口迎新~", &["1"]),
            ("第01版|第2版|老街市搬进新棚|第3版|渡口迎来大船~", &["1"]),
            ("第01版~今日导读||第2版 新桥通车||~", &["1"]),
            ("第01版~|第2版 新桥||第3版 渡口||第4版 茶山||~", &["1"]),
            ("第01版 要闻~第2版 新桥|第3版 渡口|第4版 茶山~|第02版 新桥~", &["1", "2"]),
        ]);
    }

    #[test]
    fn a_page_without_a_text_is_none() {
        check(&[("第1版 2031年1月2日~第2版 2031年1月2日", &["1"]), ("第1版~\u{c}第2版\n", &["1"])]);
    }

    #[test]
    fn paper_and_day_hold_until_others_are_named() {
        let file = format!(
            "澜溪日报 2031年1月2日 第1版\n{TEXT}\u{c}第2版 副刊\n{TEXT}\u{c}2031年1月3日 第1版\n{TEXT}"
        );
        let said = |(_, label): (Page, PageLabel)| {
            [label.paper, label.date.map(|date| date.to_string()), label.section]
                .map(Option::unwrap_or_default)
        };
        let said: Vec<[String; 3]> = pages(Page::new(file)).into_iter().map(said).collect();
        let day = |date: &str, section: &str| ["澜溪日报", date, section].map(String::from);
        assert_eq!(said, [day("2031-01-02", ""), day("2031-01-02", "副刊"), day("2031-01-03", "")]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_lost_whatever_a_file_holds(
            lines in proptest::collection::vec("第[0-9三]版|A02版 要闻|\u{c}|澜溪日报 2031年1月[1-9]日|江上的船都回来了，灯也亮了。|.{0,9}", 0..40),
        ) {
            let file = lines.join("\n");
            let whole = Page::new(file);
            let parts = pages(whole.clone());
            let joined = |page: &Page| page.lines().map(|(no, line)| (no, line.to_owned())).collect::<Vec<_>>();
            proptest::prop_assert_eq!(parts.iter().flat_map(|(page, _)| joined(page)).collect::<Vec<_>>(), joined(&whole));
        }
    }
}

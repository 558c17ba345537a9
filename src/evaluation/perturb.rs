//! Labelled pages changed in ways that no reader would mind, to see whether the engine does.

use super::LabelledPage;
use crate::han::character::is_han;
use crate::han::variants::{Converter, Script};
use crate::segmentation::line::Lines;
use crate::segmentation::{LineNo, Page, Role};
use std::collections::{HashMap, HashSet};

/// A way to change a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Paragraphs set anew in columns four fifths as wide.
    Rewrapped,
    /// A paragraph a line.
    Joined,
    /// No blank lines.
    WithoutBlanks,
    /// Blank lines that come and go as gaps are measured a little otherwise.
    OtherBlanks,
    /// Half-width punctuation.
    HalfWidth,
    /// Two Han characters of a hundred misread.
    Noisy,
    /// The articles in the opposite order.
    Reordered,
    /// Every line indented by four spaces.
    Indented,
    /// Two blank lines where there was one, and one after every line.
    DoubleSpaced,
    /// Each line between `<p>` and `</p>`.
    Tagged,
    /// Headlines marked as headings of Markdown.
    Hashed,
    /// Lines with their numbers.
    Numbered,
    /// Running feet: a page ends every so many lines.
    Footed,
    /// Traditional characters.
    Traditional,
}

impl Change {
    /// Changes of the text itself or its layout, which are learned from.
    pub const TAUGHT: [Change; 6] = [
        Change::Rewrapped,
        Change::WithoutBlanks,
        Change::OtherBlanks,
        Change::HalfWidth,
        Change::Noisy,
        Change::Reordered,
    ];
    /// Changes of what is around the text alone, which are to be undone before the page is read.
    pub const FORMATTING: [Change; 6] = [
        Change::Indented,
        Change::DoubleSpaced,
        Change::Tagged,
        Change::Hashed,
        Change::Numbered,
        Change::Footed,
    ];

    /// All changes, as tables list them.
    pub fn all() -> impl Iterator<Item = Change> {
        Change::TAUGHT.into_iter().chain(Change::FORMATTING).chain([Change::Joined, Change::Traditional])
    }

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Change::Rewrapped => "re-wrapped",
            Change::Joined => "paragraph a line",
            Change::WithoutBlanks => "without blanks",
            Change::OtherBlanks => "other blanks",
            Change::HalfWidth => "half-width",
            Change::Noisy => "2 % misread",
            Change::Reordered => "reordered",
            Change::Indented => "indented",
            Change::DoubleSpaced => "double-spaced",
            Change::Tagged => "<p>",
            Change::Hashed => "# headings",
            Change::Numbered => "line numbers",
            Change::Footed => "running feet",
            Change::Traditional => "Traditional",
        }
    }
}

/// Share of the old measure that re-wrapped columns have.
const NARROWER: f32 = 0.8;
/// One Han character of so many is misread.
const MISREAD: u64 = 50;
/// One gap of so many is closed.
const CLOSED: u64 = 6;
/// One of so many lines gets a gap before it.
const OPENED: u64 = 60;

/// Lines from one running foot to the next.
const SHEET: usize = 40;

/// A new page: its lines, each with the line of the old page that it stands for, or none for a blank one and furniture.
type Rows = Vec<(Option<LineNo>, String)>;

/// A labelled page with a change made to it, the same each time.
pub fn change(page: &LabelledPage, change: Change) -> LabelledPage {
    let old = page.page.lines().map(|(no, line)| ((!line.trim().is_empty()).then_some(no), line.to_owned()));
    let rows: Rows = match change {
        Change::Rewrapped => rewrapped(page, |measure| (measure * NARROWER).round().max(6.0) as usize),
        Change::Joined => rewrapped(page, |_| usize::MAX),
        Change::WithoutBlanks => old.filter(|(no, _)| no.is_some()).collect(),
        Change::OtherBlanks => other_blanks(old.collect()),
        Change::HalfWidth => old.map(|(no, line)| (no, half_width(&line))).collect(),
        Change::Noisy => noisy(old.collect()),
        Change::Traditional => {
            let converter = Converter::new(Script::Traditional);
            old.map(|(no, line)| (no, converter.convert(&line))).collect()
        }
        Change::Reordered => reordered(page, old.collect()),
        Change::Indented => around(old, |_, _, line| format!("    {line}")),
        Change::DoubleSpaced => old.flat_map(|row| [row, (None, String::new())]).collect(),
        Change::Tagged => around(old, |_, _, line| format!("<p>{line}</p>")),
        Change::Hashed => {
            let blocks = page.articles.iter().flat_map(|a| &a.blocks).filter(|b| b.role == Role::Title);
            let titles: HashSet<LineNo> = blocks.flat_map(|b| b.lines.clone()).collect();
            around(old, |_, no, line| format!("{}{line}", if titles.contains(&no) { "# " } else { "" }))
        }
        Change::Numbered => around(old, |i, _, line| format!("{i:>6}\t{line}")),
        Change::Footed => {
            let foot =
                |i: usize| (i % SHEET == SHEET - 1).then(|| (None, format!("第 {} 页", i / SHEET + 1)));
            old.enumerate().flat_map(|(i, row)| std::iter::once(row).chain(foot(i))).collect()
        }
    };
    let formatted = Change::FORMATTING.contains(&change);
    let same_text = !matches!(change, Change::HalfWidth | Change::Noisy | Change::Traditional);
    let mut places: HashMap<LineNo, Vec<LineNo>> = HashMap::new();
    for (i, (no, _)) in rows.iter().enumerate() {
        if let Some(no) = no {
            places.entry(*no).or_default().push(LineNo(i as u32 + 1));
        }
    }
    let moved = |lines: &[LineNo]| -> Vec<LineNo> {
        lines.iter().flat_map(|no| places.get(no).cloned().unwrap_or_default()).collect()
    };
    let mut out = page.clone();
    out.page = Page::new(rows.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n"));
    for block in out.articles.iter_mut().flat_map(|a| &mut a.blocks) {
        if formatted {
            block
                .text
                .get_or_insert_with(|| block.lines.iter().map(|&no| page.page.line(no).trim()).collect());
        }
        block.lines = moved(&block.lines);
        block.text = block.text.take().filter(|_| same_text);
    }
    let added =
        out.page.lines().zip(&rows).filter(|((_, line), (no, _))| no.is_none() && !line.trim().is_empty());
    out.furniture = moved(&page.furniture).into_iter().chain(added.map(|((no, _), _)| no)).collect();
    out
}

/// Lines that are not blank with something around them, by their place from 1.
fn around(
    rows: impl Iterator<Item = (Option<LineNo>, String)>,
    with: impl Fn(usize, LineNo, &str) -> String,
) -> Rows {
    let shown = |(i, (no, line)): (usize, (Option<LineNo>, String))| match no {
        Some(at) => (no, with(i + 1, at, &line)),
        None => (no, line),
    };
    rows.enumerate().map(shown).collect()
}

/// Lines of a paragraph that follow each other are set anew in another measure; what breaks into a paragraph still does.
fn rewrapped(page: &LabelledPage, other: impl Fn(f32) -> usize) -> Rows {
    let lines = Lines::read(&page.page);
    let mut paragraph: HashMap<LineNo, usize> = HashMap::new();
    let blocks = page.articles.iter().flat_map(|a| &a.blocks).enumerate();
    for (number, block) in blocks.filter(|(_, b)| b.role == Role::Paragraph) {
        paragraph.extend(block.lines.iter().map(|&no| (no, number)));
    }
    let mut out = Rows::new();
    let mut i = 0;
    while i < lines.lines.len() {
        let line = &lines.lines[i];
        for _ in 0..if i == 0 { 0 } else { line.blank_before } {
            out.push((None, String::new()));
        }
        let of = paragraph.get(&line.no);
        let run = lines.lines[i..].iter().take_while(|l| paragraph.get(&l.no) == of && of.is_some()).count();
        let measure = other(line.measure);
        if run < 2 {
            out.push((Some(line.no), page.page.line(line.no).to_owned()));
            i += 1;
            continue;
        }
        let first = page.page.line(line.no);
        let indent = &first[..first.len() - first.trim_start().len()];
        let text: String = lines.lines[i..i + run].iter().map(|l| page.page.line(l.no).trim()).collect();
        let letters: Vec<char> = text.chars().collect();
        // The first line has an indent, kept by the extractor or stripped.
        let head = letters.len().min(measure.saturating_sub(2));
        let rows = std::iter::once(&letters[..head]).chain(letters[head..].chunks(measure));
        for (row, letters) in rows.enumerate() {
            let indent = if row == 0 { indent } else { "" };
            out.push((Some(line.no), format!("{indent}{}", letters.iter().collect::<String>())));
        }
        i += run;
    }
    out
}

fn half_width(line: &str) -> String {
    let narrow = |c: char| match c {
        '，' => ',',
        '。' => '.',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        c => c,
    };
    line.chars().map(narrow).collect()
}

fn noisy(rows: Rows) -> Rows {
    let all: Vec<char> = rows.iter().flat_map(|(_, line)| line.chars()).filter(|c| is_han(*c)).collect();
    let mut random = 1;
    let misread = |c: char, random: &mut u64| {
        let hit = is_han(c) && splitmix(random).is_multiple_of(MISREAD);
        if hit { all[(splitmix(random) % all.len() as u64) as usize] } else { c }
    };
    rows.into_iter().map(|(no, line)| (no, line.chars().map(|c| misread(c, &mut random)).collect())).collect()
}

fn other_blanks(rows: Rows) -> Rows {
    let mut random = 1;
    let mut out = Rows::new();
    let mut closing = false;
    for row in rows {
        let blank = row.0.is_none();
        let before = out.last().is_some_and(|(no, _)| no.is_none());
        if blank && !before {
            closing = closing || splitmix(&mut random).is_multiple_of(CLOSED);
        } else if !blank {
            let gap = !before && !closing && splitmix(&mut random).is_multiple_of(OPENED);
            out.extend(gap.then(|| (None, String::new())));
            closing = false;
        }
        if !(blank && closing) {
            out.push(row);
        }
    }
    out
}

/// Furniture stays with the article before it, or above all.
fn reordered(page: &LabelledPage, rows: Rows) -> Rows {
    let mut owner: HashMap<LineNo, usize> = HashMap::new();
    for (number, article) in page.articles.iter().enumerate() {
        owner.extend(article.blocks.iter().flat_map(|b| &b.lines).map(|&no| (no, number)));
    }
    let mut top = Rows::new();
    let mut parts: Vec<(usize, Rows)> = Vec::new();
    let mut current: Option<usize> = None;
    // Blank lines go with the line after them.
    let mut blanks = 0;
    for (no, line) in rows {
        let Some(no) = no else {
            blanks += 1;
            continue;
        };
        current = owner.get(&no).copied().or(current);
        let part = match current {
            None => &mut top,
            Some(number) => {
                let known = parts.iter().position(|(known, _)| *known == number);
                let index = known.unwrap_or(parts.len());
                if known.is_none() {
                    parts.push((number, Rows::new()));
                }
                &mut parts[index].1
            }
        };
        part.extend(std::iter::repeat_n((None, String::new()), std::mem::take(&mut blanks)));
        part.push((Some(no), line));
    }
    top.into_iter().chain(parts.into_iter().rev().flat_map(|(_, rows)| rows)).collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_keeps_every_line_in_one_block() {
        let text = "春耕\n\n村里的人都下地去了，田埂上站着\n几个孩子，手里拿着风筝，等风来\n，又等了半日。\n天黑了才回家。\n\n2版\n秋收\n谷子黄了，镰刀磨好了，只等天\n晴。\n";
        let gold = "article a\ntitle 1\np 3-5\np 6\narticle b\ntitle 9\np 10-11\nfurniture 8\n";
        let page = LabelledPage::parse("x", Page::new(text.into()), gold).unwrap();
        let count = |page: &LabelledPage| page.page.text().chars().filter(|c| !c.is_whitespace()).count();
        for way in Change::TAUGHT.into_iter().chain([Change::Joined]) {
            let changed = change(&page, way);
            changed.check().unwrap();
            assert_eq!(count(&changed), count(&page), "{}", way.name());
            let few_gaps = way == Change::OtherBlanks;
            assert!(few_gaps || changed.page.text() != page.page.text(), "{}", way.name());
        }
        let lines = change(&page, Change::Reordered);
        assert_eq!(lines.page.line(lines.articles[1].blocks[0].lines[0]), "秋收");
    }

    #[test]
    fn what_is_put_around_a_text_is_no_part_of_what_is_to_be_read() {
        let text = "春耕\n\n村里的人都下地去了。\n".to_owned() + &"天黑了才回家。\n".repeat(60);
        let gold = "article a\ntitle 1\np 3-63\n";
        let page = LabelledPage::parse("x", Page::new(text), gold).unwrap();
        for way in Change::FORMATTING {
            let changed = change(&page, way);
            changed.check().unwrap();
            assert_ne!(changed.page.text(), page.page.text(), "{}", way.name());
            let title = &changed.articles[0].blocks[0];
            assert_eq!(title.text.as_deref(), Some("春耕"));
            assert!(changed.page.line(title.lines[0]).contains("春耕"));
            assert_eq!(changed.furniture.len(), usize::from(way == Change::Footed), "{}", way.name());
        }
    }

    #[test]
    fn a_page_in_traditional_has_the_same_lines() {
        let gold = "article a\ntitle 1\np 3\n";
        let page =
            LabelledPage::parse("x", Page::new("渡口开通\n\n两岸的人都来了。\n".into()), gold).unwrap();
        let changed = change(&page, Change::Traditional);
        changed.check().unwrap();
        assert_eq!(changed.page.text().trim_end(), "渡口開通\n\n兩岸的人都來了。");
    }

    #[test]
    fn gaps_come_and_go_and_lines_stay() {
        let text = "春耕开始\n村里的人都下地去了\n\n".repeat(200);
        let rows: Vec<String> = (0..200).map(|i| format!("p {}-{}", i * 3 + 1, i * 3 + 2)).collect();
        let gold = format!("article a\n{}\n", rows.join("\n"));
        let page = LabelledPage::parse("x", Page::new(text), &gold).unwrap();
        let changed = change(&page, Change::OtherBlanks);
        changed.check().unwrap();
        let after = |word: &str, then: &str| changed.page.text().matches(&format!("{word}\n{then}")).count();
        let (closed, opened) = (after("下地去了", "春耕"), after("春耕开始", "\n"));
        assert!((10..80).contains(&closed) && (1..20).contains(&opened), "{closed} {opened}");
    }
}

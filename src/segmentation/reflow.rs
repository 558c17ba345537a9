//! Lines joined into clean text that remembers where each character came from.

use super::line::{Lines, is_han};
use super::{ByteSpan, LineNo, Page, Role};
use serde::{Deserialize, Serialize};

/// A run of bytes copied unchanged from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// First byte in the reflowed text.
    at: u32,
    /// First byte in the page's text.
    from: u32,
    /// Bytes.
    len: u32,
}

/// Reflowed text and its offset map: what was printed, without line ends, letter-spacing or overprint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReflowedText {
    text: String,
    runs: Vec<Run>,
}

impl ReflowedText {
    /// Joins lines of a page as one paragraph.
    pub fn join(page: &Page, lines: &[LineNo]) -> ReflowedText {
        let all = Lines::read(page);
        let members: Vec<usize> = lines.iter().flat_map(|no| all.indices(*no)).collect();
        ReflowedText::of(page, &all, &members, Role::Paragraph)
    }

    /// Joins lines of a page as one block of a role: line ends, letter-spacing, overprint and stray spaces undone.
    pub(crate) fn of(page: &Page, lines: &Lines, members: &[usize], role: Role) -> ReflowedText {
        let length = members.iter().map(|&i| lines.text(i).len() + 1).sum();
        let (mut chars, mut bytes) = (Vec::<char>::with_capacity(length), Vec::with_capacity(length));
        for &i in members {
            let text = lines.text(i);
            // Two Latin words cut at a line end are two words; a space there was never printed.
            if let (Some(last), Some(first)) = (chars.last(), text.first())
                && last.is_ascii_alphabetic()
                && first.is_ascii_alphabetic()
            {
                chars.push(' ');
                bytes.push(u32::MAX);
            }
            chars.extend_from_slice(text);
            bytes.extend_from_slice(lines.bytes(i));
        }
        let mut out = ReflowedText::default();
        out.text.reserve(length * 3);
        let mut span = ByteSpan { start: 0, end: 0 };
        for (i, (&c, &byte)) in chars.iter().zip(&bytes).enumerate() {
            if c == ' ' {
                if let Some(space) = kept_space(&chars, i, role) {
                    out.copy(page, span);
                    span.start = span.end;
                    out.insert(space);
                }
                continue;
            }
            if byte != span.end {
                out.copy(page, span);
                span.start = byte;
            }
            // An entity's character is not the page's own.
            if page.text().as_bytes()[byte as usize] == b'&' && c != '&' {
                out.copy(page, ByteSpan { start: span.start, end: byte });
                out.insert(c.encode_utf8(&mut [0; 4]));
                (span.start, span.end) = (byte, byte);
                continue;
            }
            // The page's own character: a mark may be read as a wider one than was printed.
            let printed = page.text()[byte as usize..].chars().next().map_or(0, char::len_utf8);
            span.end = byte + printed as u32;
        }
        out.copy(page, span);
        out
    }

    /// Appends bytes of the page.
    pub fn copy(&mut self, page: &Page, span: ByteSpan) {
        if span.end <= span.start {
            return;
        }
        let at = self.text.len() as u32;
        self.text.push_str(&page.text()[span.range()]);
        match self.runs.last_mut() {
            Some(run) if run.from + run.len == span.start && run.at + run.len == at => {
                run.len += span.end - span.start
            }
            _ => self.runs.push(Run { at, from: span.start, len: span.end - span.start }),
        }
    }

    /// Appends text that the page does not have, such as the space between two Latin words cut at a line end.
    pub fn insert(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The part that came from some lines, with what was inserted inside that part.
    pub fn of_lines(&self, page: &Page, lines: &[LineNo]) -> ReflowedText {
        let mut out = ReflowedText::default();
        let mut end = None;
        for run in &self.runs {
            if !lines.contains(&page.line_at(run.from)) {
                end = None;
                continue;
            }
            if let Some(end) = end {
                out.insert(&self.text[end as usize..run.at as usize]);
            }
            out.copy(page, ByteSpan { start: run.from, end: run.from + run.len });
            end = Some(run.at + run.len);
        }
        out
    }

    /// Appends another text; two Latin words that meet get a space between them.
    pub fn append(&mut self, page: &Page, other: &ReflowedText) {
        let latin = |c: char| c.is_ascii_alphanumeric();
        if self.text.ends_with(latin) && other.text.starts_with(latin) {
            self.insert(" ");
        }
        let mut end = 0;
        for run in &other.runs {
            self.insert(&other.text[end as usize..run.at as usize]);
            self.copy(page, ByteSpan { start: run.from, end: run.from + run.len });
            end = run.at + run.len;
        }
        self.insert(&other.text[end as usize..]);
    }

    /// The clean text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The places in the page that a range of bytes of the clean text came from, in order of the clean text.
    pub fn to_source(&self, range: std::ops::Range<usize>) -> Vec<ByteSpan> {
        let (start, end) = (range.start as u32, range.end as u32);
        let first = self.runs.partition_point(|run| run.at + run.len <= start);
        self.runs[first..]
            .iter()
            .take_while(|run| run.at < end)
            .map(|run| ByteSpan {
                start: run.from + start.max(run.at) - run.at,
                end: run.from + end.min(run.at + run.len) - run.at,
            })
            .collect()
    }

    /// The ranges of the clean text that show a span of the page, in order of the clean text.
    pub fn from_source(&self, span: ByteSpan) -> Vec<std::ops::Range<usize>> {
        self.runs
            .iter()
            .filter(|run| run.from < span.end && span.start < run.from + run.len)
            .map(|run| {
                let start = span.start.max(run.from) - run.from + run.at;
                let end = span.end.min(run.from + run.len) - run.from + run.at;
                start as usize..end as usize
            })
            .collect()
    }
}

/// The space between names and trades inside a paragraph: not the page's own, so that no search stumbles over it.
const NAME_SPACE: &str = "\u{2002}";
/// The space between the halves of a headline.
const HALVES_SPACE: &str = "\u{3000}";
/// Characters between brackets within which a space parts names.
const NAME_REACH: usize = 40;

/// What a printed space becomes. One convention: none between Han and digits, Latin or marks; between Han none in
/// running text, where it only fills a line, but one between names and between the halves of a headline.
fn kept_space(text: &[char], at: usize, role: Role) -> Option<&'static str> {
    let before = text[..at].iter().rev().find(|c| **c != ' ').copied()?;
    let after = text[at + 1..].iter().find(|c| **c != ' ').copied()?;
    if at > 0 && text[at - 1] == ' ' {
        return None;
    }
    if (before.is_ascii_alphanumeric() || ".,;:!?".contains(before)) && after.is_ascii_alphanumeric() {
        return Some(" ");
    }
    let word = |c: char| is_han(c) || "“”‘’《》「」『』（）".contains(c);
    if !word(before) || !word(after) {
        return None;
    }
    match role {
        Role::Paragraph | Role::Caption => {
            let named = is_han(before) && is_han(after) && (names_around(text, at) || role == Role::Caption);
            (named && !splits_name(text, at)).then_some(NAME_SPACE)
        }
        Role::Byline | Role::Credit | Role::Jump => (!splits_name(text, at)).then_some(NAME_SPACE),
        _ => Some(HALVES_SPACE),
    }
}

/// Whether a space stands in brackets that name reporters: （记者 …　通讯员 …）.
fn names_around(text: &[char], at: usize) -> bool {
    let open = text[..at].iter().rev().take(NAME_REACH).position(|c| matches!(c, '（' | '('));
    let closed = text[..at].iter().rev().take(NAME_REACH).position(|c| matches!(c, '）' | ')' | '。'));
    let Some(open) = open.filter(|o| closed.is_none_or(|c| *o < c)) else { return false };
    let inside: String =
        text[at - open - 1..].iter().take(NAME_REACH).take_while(|c| !matches!(c, '）' | ')')).collect();
    ["记者", "通讯员", "記者", "通訊員", "摄", "特约", "实习", "评论员"]
        .iter()
        .any(|trade| inside.contains(trade))
}

/// Whether a space stands inside a two-character name that was spread to three: 吴 岚.
fn splits_name(text: &[char], at: usize) -> bool {
    let alone = |c: Option<&char>| c.is_none_or(|c| !is_han(*c));
    let first_alone = at >= 1 && alone(at.checked_sub(2).and_then(|i| text.get(i)));
    let second_alone = alone(text.get(at + 2));
    first_alone && second_alone && text.get(at + 1).is_some_and(|c| is_han(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reflow(text: &str, role: Role) -> String {
        let page = Page::new(text.into());
        let lines = Lines::read(&page);
        let all: Vec<usize> = (0..lines.lines.len()).collect();
        ReflowedText::of(&page, &lines, &all, role).as_str().into()
    }

    #[test]
    fn stray_spaces_go_and_latin_words_stay_apart() {
        assert_eq!(
            reflow("产量 达到 12 万吨 ，比去年\n增长 3.5 %", Role::Paragraph),
            "产量达到12万吨，比去年增长3.5%"
        );
        assert_eq!(
            reflow("采用 Open Source\nHardware 方案", Role::Paragraph),
            "采用Open Source Hardware方案"
        );
    }

    #[test]
    fn names_keep_their_distance_but_not_inside() {
        let got = reflow("本报讯 （记者 何闻 通讯员 吴 岚）昨日开工", Role::Paragraph);
        assert_eq!(got, "本报讯（记者\u{2002}何闻\u{2002}通讯员\u{2002}吴岚）昨日开工");
        assert_eq!(reflow("本报记者 管 斌", Role::Byline), "本报记者\u{2002}管斌");
    }

    #[test]
    fn halves_of_a_headline_stay_apart() {
        assert_eq!(reflow("千帆竞发 百舸争流", Role::Title), "千帆竞发\u{3000}百舸争流");
    }

    #[test]
    fn every_character_leads_back_to_its_place_on_the_page() {
        let page = Page::new("　　山 高 水 长\n落霞与孤鹜 齐飞\n".into());
        let lines = Lines::read(&page);
        let text = ReflowedText::of(&page, &lines, &[0, 1], Role::Paragraph);
        for (at, c) in text.as_str().char_indices() {
            let [span] = text.to_source(at..at + c.len_utf8())[..] else { panic!("{c} has one place") };
            assert_eq!(&page.text()[span.range()], c.to_string());
            assert!(text.from_source(span).into_iter().eq(std::iter::once(at..at + c.len_utf8())));
        }
    }
}

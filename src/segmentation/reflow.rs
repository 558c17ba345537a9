//! Lines joined into clean text that remembers where each character came from.

use super::fold::{Fold, FoldKind};
use super::line::Lines;
use super::spacing::{Joint, joint, kept_space};
use super::{ByteSpan, LineNo, Page, Role};
use crate::han::variants::as_meant;
use serde::{Deserialize, Serialize};

/// A run of bytes of the page: copied, or read as what they mean, which is as many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// First byte in the reflowed text.
    at: u32,
    /// First byte in the page's text.
    from: u32,
    /// Bytes.
    len: u32,
}

/// Reflowed text and its offset map: what was printed, without line ends, letter-spacing or overprint. All that is
/// visible on its lines is in the text or among its folds; only white space goes unsaid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReflowedText {
    text: String,
    runs: Vec<Run>,
    folds: Vec<Fold>,
}

impl ReflowedText {
    /// Joins lines of a page as one paragraph.
    pub fn join(page: &Page, lines: &[LineNo]) -> ReflowedText {
        let all = Lines::read(page);
        let mut members: Vec<usize> = lines.iter().flat_map(|no| all.indices(*no)).collect();
        // A line that is printed again is read once.
        members.dedup();
        ReflowedText::of(page, &all, &members, Role::Paragraph)
    }

    /// Joins lines of a page as one block of a role: line ends, letter-spacing, overprint, divided words and stray spaces
    /// undone.
    pub(crate) fn of(page: &Page, lines: &Lines, members: &[usize], role: Role) -> ReflowedText {
        let length = members.iter().map(|&i| lines.text(i).len() + 1).sum();
        let (mut chars, mut bytes) = (Vec::<char>::with_capacity(length), Vec::with_capacity(length));
        let mut out = ReflowedText::default();
        out.text.reserve(length * 3);
        for no in lines.numbers(page, members) {
            out.folds.extend(lines.folds_in(page.span(no)));
        }
        let mut span = ByteSpan { start: 0, end: 0 };
        for (m, &i) in members.iter().enumerate() {
            let start = chars.len();
            chars.extend_from_slice(lines.text(i));
            bytes.extend_from_slice(lines.bytes(i));
            let joint = members.get(m + 1).map(|&next| joint(lines, i, next, role));
            let end = if joint == Some(Joint::Divided) { chars.len() - 1 } else { chars.len() };
            let mut at = start;
            while at < end {
                if chars[at] == ' ' {
                    let gap = at..at + chars[at..].iter().take_while(|c| **c == ' ').count();
                    at = gap.end;
                    if let Some(space) = kept_space(&chars, gap, start..chars.len(), role, lines.lines[i].row)
                    {
                        out.copy(page, span);
                        span.start = span.end;
                        out.insert(space);
                    }
                    continue;
                }
                if bytes[at] != span.end {
                    out.copy(page, span);
                    span.start = bytes[at];
                }
                let printed = ByteSpan { start: bytes[at], end: bytes[at] + printed(page, bytes[at]) };
                // The character that an entity stands for is not the page's own.
                if chars[at] != '&' && &page.text()[printed.range()] == "&" {
                    out.copy(page, ByteSpan { end: printed.start, ..span });
                    out.insert(chars[at].encode_utf8(&mut [0; 4]));
                    out.folds.push(Fold { kind: FoldKind::Markup, span: printed });
                    span.start = printed.end;
                }
                span.end = printed.end;
                at += 1;
            }
            match joint {
                Some(Joint::Divided) => {
                    let start = bytes[end];
                    let span = ByteSpan { start, end: start + printed(page, start) };
                    out.folds.push(Fold { kind: FoldKind::Hyphen, span });
                }
                Some(Joint::Space(space)) => {
                    out.copy(page, span);
                    span.start = span.end;
                    out.insert(space);
                }
                Some(Joint::Close) | None => {}
            }
        }
        out.copy(page, span);
        out.folds.sort_by_key(|fold| fold.span.start);
        out
    }

    /// Appends bytes of the page, each character as it is meant.
    pub fn copy(&mut self, page: &Page, span: ByteSpan) {
        if span.end <= span.start {
            return;
        }
        let at = self.text.len() as u32;
        self.text.extend(page.text()[span.range()].chars().map(as_meant));
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
        out.folds.extend(self.folds.iter().filter(|fold| lines.contains(&page.line_at(fold.span.start))));
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
        self.folds.extend(&other.folds);
    }

    /// Folds of its lines: what is not in the text, or stands there as another character.
    pub fn folds(&self) -> &[Fold] {
        &self.folds
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

    /// From which byte of the clean text on the words are of which line of the page.
    pub fn lines(&self, page: &Page) -> Vec<(u32, LineNo)> {
        let mut lines: Vec<_> = self.runs.iter().map(|run| (run.at, page.line_at(run.from))).collect();
        lines.dedup_by_key(|(_, line)| *line);
        lines
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

/// Number of bytes of the character at a byte of the page: a mark may be read as a wider one than was printed.
fn printed(page: &Page, byte: u32) -> u32 {
    page.text()[byte as usize..].chars().next().map_or(0, char::len_utf8) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_leads_back_to_its_place_on_the_page() {
        let page = Page::new("　　山 高 水 ⻓\n落霞与孤鹜 ⻬⻜\n".into());
        let lines = Lines::read(&page);
        let text = ReflowedText::of(&page, &lines, &[0, 1], Role::Paragraph);
        for (at, c) in text.as_str().char_indices() {
            let [span] = text.to_source(at..at + c.len_utf8())[..] else { panic!("{c} has one place") };
            assert_eq!(page.text()[span.range()].chars().map(as_meant).collect::<String>(), c.to_string());
            assert!(text.from_source(span).into_iter().eq(std::iter::once(at..at + c.len_utf8())));
        }
    }

    #[test]
    fn what_is_not_in_the_text_is_folded_where_it_stood() {
        let page = Page::new("渔\u{ad}⻔in-\nstalled".into());
        let text = ReflowedText::join(&page, &[LineNo(1), LineNo(2)]);
        assert_eq!(text.as_str(), "渔门installed");
        let folds = |text: &ReflowedText| -> Vec<(FoldKind, String)> {
            text.folds().iter().map(|fold| (fold.kind, page.text()[fold.span.range()].to_owned())).collect()
        };
        use FoldKind::{Form, Hyphen, Ignorable};
        let all = [(Ignorable, "\u{ad}".into()), (Form, "⻔".into()), (Hyphen, "-".into())];
        assert_eq!(folds(&text), all);
        // Parted and put together again, by corrections, it keeps them.
        let (mut first, second) = (text.of_lines(&page, &[LineNo(1)]), text.of_lines(&page, &[LineNo(2)]));
        first.append(&page, &second);
        assert_eq!(folds(&first), all);
    }
}

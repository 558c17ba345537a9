//! Lines joined into clean text that remembers where each character came from.

use super::{ByteSpan, LineNo, Page};
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
    /// Joins lines of a page, each without the white space around it.
    pub fn join(page: &Page, lines: &[LineNo]) -> ReflowedText {
        let mut out = ReflowedText::default();
        for &no in lines {
            let span = page.span(no);
            let line = page.line(no);
            let inner = line.trim();
            let lead = (line.len() - line.trim_start().len()) as u32;
            out.copy(
                page,
                ByteSpan { start: span.start + lead, end: span.start + lead + inner.len() as u32 },
            );
        }
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

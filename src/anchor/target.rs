//! Places in a text as they are kept: the page, the words and what stood around them, after the selectors of the W3C Web
//! Annotation model.

use super::{Fingerprint, NormalText};
use crate::citation::authors_of;
use crate::segmentation::{Article, ByteSpan, LineNo, Page, Role};
use serde::{Deserialize, Serialize};

/// Visible characters of the page kept before and after a quote, to tell it from look-alikes.
pub(super) const CONTEXT: usize = 32;

/// Page that an annotation is on. The sums say so; the rest finds and cites it when they no longer match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageRef {
    /// Sum of the file's raw bytes.
    pub bytes: Fingerprint,
    /// Sum of the normalised text ([`NormalText`]): survives re-wrapping and re-encoding.
    pub text: Fingerprint,
    /// Path of the file as it was, relative to its archive; a hint.
    pub path: String,
    /// Name of the newspaper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Date of the issue as `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// 版次 as printed in a citation, for instance `03`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

impl PageRef {
    /// Sums up a page; paper, date and label are for the caller to fill in.
    pub fn new(raw: &[u8], page: &Page, path: &str) -> PageRef {
        PageRef {
            bytes: Fingerprint::of(raw),
            text: NormalText::new(page.text()).fingerprint(),
            path: path.to_owned(),
            ..PageRef::default()
        }
    }
}

/// W3C `TextQuoteSelector`: the words themselves and the words around them, as the page has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextQuoteSelector {
    /// The words, line ends included.
    pub exact: String,
    /// The text before them on the page.
    pub prefix: String,
    /// The text after them on the page.
    pub suffix: String,
}

/// W3C `TextPositionSelector`: where in the page's decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextPositionSelector {
    /// First character, counted from 0.
    pub start: u64,
    /// One past the last character.
    pub end: u64,
    /// First byte of the decoded UTF-8 text.
    pub start_byte: u32,
    /// One past the last byte.
    pub end_byte: u32,
    /// First character in the normalised text ([`NormalText`]).
    pub start_normal: u32,
}

/// One unbroken stretch of a page. A selection across columns has several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selector {
    /// The words and their surroundings.
    pub quote: TextQuoteSelector,
    /// Their place.
    pub position: TextPositionSelector,
}

/// Target of an annotation: stretches of one page, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The page.
    pub page: PageRef,
    /// The stretches; none for an annotation on the page as a whole.
    pub selectors: Vec<Selector>,
    /// Title of the article as it was.
    pub article: ArticleHint,
}

/// Heading of an annotation's article when it was made: for lists and citations, never for finding it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleHint {
    /// The title, or the first words of an untitled article.
    pub title: String,
    /// The line below the title.
    pub subtitle: String,
    /// The byline as printed.
    pub byline: String,
    /// The authors, as byline, lead and end name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// 版面: the section of the page it stood on, for instance `要闻`; for the caller to fill in.
    pub section: String,
}

impl ArticleHint {
    /// The heading of an article; its section is for the caller to fill in.
    pub fn of(article: &Article) -> ArticleHint {
        let joined = |role| article.texts(role).collect::<Vec<_>>().join("\u{3000}");
        ArticleHint {
            title: article.display_title(),
            subtitle: joined(Role::Subtitle),
            byline: joined(Role::Byline),
            authors: authors_of(article),
            section: String::new(),
        }
    }
}

impl Target {
    /// Spans of a page in reading order. Spans with nothing but white space between them become one stretch.
    /// A span that is empty or does not fall on characters of the page is left out.
    pub fn of_spans(at: &PageRef, page: &Page, spans: &[ByteSpan]) -> Target {
        let text = page.text();
        let mut stretches: Vec<ByteSpan> = Vec::new();
        for &span in spans {
            if text.get(span.range()).is_none_or(str::is_empty) {
                continue;
            }
            match stretches.last_mut() {
                Some(last)
                    if last.end <= span.start
                        && text[last.end as usize..span.start as usize].trim().is_empty() =>
                {
                    last.end = span.end
                }
                _ => stretches.push(span),
            }
        }
        let selectors = stretches.into_iter().map(|span| Selector::new(text, span)).collect();
        Target { page: at.clone(), selectors, ..Target::default() }
    }

    /// An article: known by the line where it begins on the page, however it is segmented later.
    pub fn of_article(at: &PageRef, page: &Page, article: &Article) -> Target {
        Target::of_spans(at, page, &[article.beginning(page)]).within(article)
    }

    /// Lines of the page: of those that several articles share, what is of this one.
    pub fn of_lines(at: &PageRef, page: &Page, article: &Article, lines: &[LineNo]) -> Target {
        let parts: Vec<_> = lines.iter().map(|&line| article.part_of_line(page, line)).collect();
        Target::of_spans(at, page, &parts)
    }

    /// The target with the name of its article.
    pub fn within(self, article: &Article) -> Target {
        Target { article: ArticleHint::of(article), ..self }
    }

    /// The quoted words without line ends: what a list shows.
    pub fn quote(&self) -> String {
        let mut quote = String::new();
        for selector in &self.selectors {
            push_joined(&mut quote, &selector.quote.exact);
        }
        quote
    }
}

/// Appends printed lines as running text: no space between Han characters, one between Latin words.
fn push_joined(out: &mut String, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if out.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            out.push(' ');
        }
        out.push_str(line);
    }
}

impl Selector {
    /// A span of a text, which must lie on character boundaries.
    pub(super) fn new(text: &str, span: ByteSpan) -> Selector {
        let (before, exact, after) =
            (&text[..span.start as usize], &text[span.range()], &text[span.end as usize..]);
        let visible = |(_, c): &(usize, char)| !c.is_whitespace();
        let prefix = before.char_indices().rev().filter(visible).nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let suffix = after.char_indices().filter(visible).nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        let start = before.chars().count() as u64;
        Selector {
            quote: TextQuoteSelector {
                exact: exact.to_owned(),
                prefix: before[prefix..].to_owned(),
                suffix: after[..suffix].to_owned(),
            },
            position: TextPositionSelector {
                start,
                end: start + exact.chars().count() as u64,
                start_byte: span.start,
                end_byte: span.end,
                start_normal: NormalText::new(before).chars().len() as u32,
            },
        }
    }
}

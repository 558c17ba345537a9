//! What a person can put into the notebook, after the W3C Web Annotation model.

use super::{Fingerprint, Membership, NormalText};
use crate::export::authors_of;
use crate::segmentation::{Article, ByteSpan, Page, ReflowedText, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use uuid::Uuid;

/// Visible characters of the page kept before and after a quote, to tell it from look-alikes.
pub(super) const CONTEXT: usize = 32;

/// How many highlight colours there are.
pub const COLORS: u8 = 5;

/// Why a person made an annotation; the names are those of the W3C vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motivation {
    /// A place or an article to come back to.
    Bookmarking,
    /// Words marked in a colour.
    Highlighting,
    /// A note on words or on an article.
    Commenting,
    /// Topics only.
    Tagging,
    /// An article put into a collection.
    Classifying,
}

impl Motivation {
    /// All of them, in the order of a list.
    pub const ALL: [Motivation; 5] = [
        Motivation::Bookmarking,
        Motivation::Highlighting,
        Motivation::Commenting,
        Motivation::Tagging,
        Motivation::Classifying,
    ];

    /// The word of the W3C vocabulary.
    pub fn name(self) -> &'static str {
        match self {
            Motivation::Bookmarking => "bookmarking",
            Motivation::Highlighting => "highlighting",
            Motivation::Commenting => "commenting",
            Motivation::Tagging => "tagging",
            Motivation::Classifying => "classifying",
        }
    }

    /// The motivation of a [`Motivation::name`].
    pub fn from_name(name: &str) -> Option<Motivation> {
        Motivation::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// Which page an annotation is on. The sums say so; the rest finds and cites it when they no longer match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageRef {
    /// Sum of the file's raw bytes.
    pub bytes: Fingerprint,
    /// Sum of the normalised text ([`NormalText`]): survives re-wrapping and re-encoding.
    pub text: Fingerprint,
    /// Where the file was, relative to its archive; a hint.
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
    /// What comes before them on the page.
    pub prefix: String,
    /// What comes after them on the page.
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

/// What an annotation is about: stretches of one page, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// The page.
    pub page: PageRef,
    /// The stretches; none for an annotation on the page as a whole.
    pub selectors: Vec<Selector>,
    /// What the article was called.
    pub article: ArticleHint,
}

/// How an annotation's article was headed when it was made: for lists and citations, never for finding it.
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
    /// What an article is called; its section is for the caller to fill in.
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

    /// A selection in a block's clean text, in bytes of that text.
    pub fn of_reflowed(at: &PageRef, page: &Page, block: &ReflowedText, range: Range<usize>) -> Target {
        Target::of_spans(at, page, &block.to_source(range))
    }

    /// An article: known by the line where it begins on the page, however it is segmented later.
    pub fn of_article(at: &PageRef, page: &Page, article: &Article) -> Target {
        Target::of_spans(at, page, &[page.span(article.first_line())]).within(article)
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

/// What the person wrote or chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// The note; empty where there is none.
    pub note: String,
    /// Topics, without `#`.
    pub tags: Vec<String>,
    /// The highlight's colour, 0 to [`COLORS`] - 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u8>,
}

/// A bookmark, a highlight or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its name for ever (UUID version 7).
    pub id: Uuid,
    /// What it is for.
    pub motivation: Motivation,
    /// What the person wrote.
    pub body: Body,
    /// What it is about, as it was when it was made; never rewritten, but that an article without a name is given one.
    pub target: Target,
    /// Where the person said it is, after the page had changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Target>,
    /// The collection it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Membership>,
    /// When it was made, by the machine's clock; for display only.
    pub created: Timestamp,
    /// When it was last changed, by the machine's clock; for display only.
    #[serde(skip)]
    pub modified: Timestamp,
    /// How often it was written, from 1; 0 before the notebook has it.
    #[serde(skip)]
    pub revision: u64,
    /// Deleted, and still there to be had back.
    #[serde(skip)]
    pub deleted: bool,
}

impl Annotation {
    /// A new one, not yet in a notebook.
    pub fn new(motivation: Motivation, target: Target, body: Body) -> Annotation {
        let now = Timestamp::now();
        Annotation {
            id: Uuid::now_v7(),
            motivation,
            body,
            target,
            confirmed: None,
            collection: None,
            created: now,
            modified: now,
            revision: 0,
            deleted: false,
        }
    }

    /// An article put into a collection.
    pub fn in_collection(target: Target, at: Membership) -> Annotation {
        let annotation = Annotation::new(Motivation::Classifying, target, Body::default());
        Annotation { collection: Some(at), ..annotation }
    }
}

/// Which article a reading position or a read mark belongs to: the page's normalised text and the line where the
/// article begins, so that it outlives re-wrapping of the file's name, folder and encoding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey(pub(super) String);

impl ArticleKey {
    /// The key of an article of a page.
    pub fn new(at: &PageRef, page: &Page, article: &Article) -> ArticleKey {
        ArticleKey::from_marks(at.text, ArticleKey::line_mark(page, article))
    }

    /// The key out of the sum of the page's normalised text and [`ArticleKey::line_mark`], for lists that do not
    /// hold the text.
    pub fn from_marks(text: Fingerprint, line: u64) -> ArticleKey {
        ArticleKey(format!("{text}:{line:016x}"))
    }

    /// What tells an article from the others of its page: a sum of the line where it begins.
    pub fn line_mark(page: &Page, article: &Article) -> u64 {
        NormalText::new(page.line(article.first_line())).fingerprint().mark()
    }
}

/// How far a person is in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// Marked as read.
    pub read: bool,
    /// The first byte of the page's decoded text that was visible at the top; `None` at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_byte: Option<u32>,
}

/// An archive that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentArchive {
    /// Its folder.
    pub folder: std::path::PathBuf,
    /// When it was last opened, by the machine's clock.
    pub opened: Timestamp,
}

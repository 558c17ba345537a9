//! The JSON line of a page: `assets/schema/segment.json` says the same for programs.

use super::segment::FoundPage;
use super::terminal;
use crate::archive::{Origin, PageError};
use crate::language::Language;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Block, Evidence, LineNo, Page};
use serde::Serialize;
use std::io::Write;

/// The version of the records; a change that readers would notice raises it, and the schema's with it.
const VERSION: u32 = 1;

/// A file. What is not known is null; what is said of paper, date and page is its first page's.
#[derive(Default, Serialize)]
struct JsonFile<'a> {
    version: u32,
    path: Option<&'a str>,
    #[serde(flatten)]
    label: JsonLabel<'a>,
    encoding: Option<&'a str>,
    encoding_confidence: Option<f32>,
    replaced: u32,
    /// Size of each page, in points, where places on it are known.
    page_sizes: Vec<[f32; 2]>,
    articles: Vec<JsonArticle<'a>>,
    furniture: Vec<JsonBlock<'a>>,
    error: Option<JsonError>,
}

#[derive(Default, Serialize)]
struct JsonLabel<'a> {
    paper: Option<&'a str>,
    date: Option<String>,
    page: Option<String>,
    section: Option<&'a str>,
}

impl<'a> JsonLabel<'a> {
    fn of(page: &'a FoundPage) -> JsonLabel<'a> {
        JsonLabel {
            paper: page.label.paper.as_deref(),
            date: page.label.date.map(|date| date.to_string()),
            page: page.label.page.as_ref().map(|page| page.to_string()),
            section: page.label.section.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct JsonArticle<'a> {
    title: Option<String>,
    /// As the person says them.
    authors: Option<Vec<String>>,
    /// Of the page that it is on: a file may have several.
    #[serde(flatten)]
    label: JsonLabel<'a>,
    confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a [Evidence]>,
    blocks: Vec<JsonBlock<'a>>,
}

#[derive(Serialize)]
struct JsonBlock<'a> {
    role: &'a str,
    text: &'a str,
    lines: &'a [LineNo],
    /// On which page of the file it is, from 1.
    on: usize,
    /// Box of each of its lines: left, top, right and bottom edges in points from the page's top left corner.
    boxes: Option<Vec<[f32; 4]>>,
    role_confidence: f32,
    boundary_confidence: f32,
    gap_before: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a [Evidence]>,
}

/// Error in place of a page of which there is nothing.
#[derive(Serialize)]
struct JsonError {
    kind: &'static str,
    message: String,
}

/// Writes the line of a file: its pages, at least one, or why there are none.
pub(super) fn write(
    out: &mut impl Write,
    path: &str,
    read: &Result<Vec<FoundPage>, PageError>,
    language: Language,
) -> std::io::Result<()> {
    let path = (!path.is_empty()).then_some(path);
    let file = match read {
        Ok(pages) => of_pages(pages),
        Err(reason) => JsonFile {
            error: Some(JsonError { kind: reason.kind(), message: reason.in_words(language) }),
            ..JsonFile::default()
        },
    };
    terminal::json_line(out, &JsonFile { version: VERSION, path, ..file })
}

fn of_pages(pages: &[FoundPage]) -> JsonFile<'_> {
    let (encoding, encoding_confidence, replaced) = match pages[0].content.origin {
        Origin::Text { encoding, confidence, replaced } => {
            (Some(encoding.name()), Some(confidence), replaced)
        }
        Origin::Pdf(read) => (None, None, read.lost),
    };
    let articles = |(at, page)| {
        let FoundPage { content, wholes, .. }: &FoundPage = page;
        content.segmentation.articles.iter().enumerate().map(move |(i, article)| JsonArticle {
            title: content.title(article),
            authors: content
                .described
                .article(&content.page, article)
                .and_then(|said| said.says.each_author()),
            label: JsonLabel::of(page),
            confidence: article.confidence,
            evidence: wholes.as_ref().map(|wholes| &wholes.articles[i][..]),
            blocks: blocks(&article.blocks, &content.page, at, wholes.is_some()),
        })
    };
    let furniture = |(at, page)| {
        let FoundPage { content, wholes, .. }: &FoundPage = page;
        blocks(&content.segmentation.furniture, &content.page, at, wholes.is_some())
    };
    let size = |page: &FoundPage| page.content.page.layout().map(|layout| [layout.width, layout.height]);
    JsonFile {
        label: JsonLabel::of(&pages[0]),
        encoding,
        encoding_confidence,
        replaced,
        page_sizes: pages.iter().filter_map(size).collect(),
        articles: pages.iter().enumerate().flat_map(articles).collect(),
        furniture: pages.iter().enumerate().flat_map(furniture).collect(),
        ..JsonFile::default()
    }
}

fn blocks<'a>(blocks: &'a [Block], page: &Page, at: usize, explain: bool) -> Vec<JsonBlock<'a>> {
    let places = |lines: &[LineNo]| {
        let layout = page.layout()?;
        let place = |line: &LineNo| Some(layout.lines.get(page.index(*line)?)?.place);
        let edges = |place: Rect| [place.left, place.top, place.right, place.bottom];
        Some(lines.iter().filter_map(place).map(edges).collect())
    };
    let block = |block: &'a Block| JsonBlock {
        role: block.role.name(),
        text: block.text.as_str(),
        lines: &block.lines,
        on: at + 1,
        boxes: places(&block.lines),
        role_confidence: block.role_confidence,
        boundary_confidence: block.boundary_confidence,
        gap_before: block.gap_before,
        evidence: explain.then_some(&block.evidence),
    };
    blocks.iter().map(block).collect()
}

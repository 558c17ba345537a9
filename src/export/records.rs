//! Articles as records for other programs: JSON Lines and CSV, always as printed.

use super::document::Document;
use super::escape;
use crate::citation::byline::Contributor;
use crate::segmentation::{LineNo, Role};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the JSON records; a change that readers would notice raises it.
const VERSION: u32 = 2;

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    paper: Option<&'a str>,
    date: Option<String>,
    page: Option<&'a str>,
    section: Option<&'a str>,
    path: Option<&'a str>,
    lines: Option<(u32, u32)>,
    title: String,
    untitled: bool,
    authors: &'a [String],
    /// Whether there are authors who are not named.
    and_others: bool,
    /// All who had a part in it, with the part.
    contributors: &'a [Contributor],
    confidence: f32,
    citation: String,
    text: String,
    blocks: Vec<BlockRecord<'a>>,
}

#[derive(Serialize)]
struct BlockRecord<'a> {
    role: Role,
    text: &'a str,
    lines: &'a [LineNo],
    gap_before: bool,
}

/// The text where it is known: what is not is null, as the date is.
fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// One object on a line.
pub fn write_json(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let (citation, article) = (document.citation, document.article);
    let blocks = article.blocks.iter().map(|block| BlockRecord {
        role: block.role,
        text: block.text.as_str(),
        lines: &block.lines,
        gap_before: block.gap_before,
    });
    let record = Record {
        version: VERSION,
        paper: known(&citation.paper),
        date: citation.date.map(|date| date.to_string()),
        page: known(&citation.page),
        section: known(&citation.section),
        path: known(&citation.path),
        lines: citation.lines,
        title: article.display_title(),
        untitled: article.is_untitled(),
        authors: &citation.authors,
        and_others: citation.and_others,
        contributors: &citation.contributors,
        confidence: article.confidence,
        citation: citation.gbt7714(),
        text: document.body(),
        blocks: blocks.collect(),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// The head line of a table; the columns are called as the members of the JSON records.
pub fn begin_csv(out: &mut dyn Write) -> io::Result<()> {
    escape::begin_csv(
        [
            "paper",
            "date",
            "page",
            "section",
            "title",
            "subtitle",
            "authors",
            "contributors",
            "text",
            "path",
            "lines",
            "citation",
        ],
        out,
    )
}

/// One row an article.
pub fn write_row(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let citation = document.citation;
    let others: Vec<String> =
        citation.others().map(|one| format!("{} ({})", one.name, one.part.name())).collect();
    let row = [
        citation.paper.clone(),
        citation.date.map(|date| date.to_string()).unwrap_or_default(),
        citation.page.clone(),
        citation.section.clone(),
        document.article.display_title(),
        citation.subtitle.clone(),
        citation.authors.join("；"),
        others.join("；"),
        document.body(),
        citation.path.clone(),
        citation.lines.map(|(first, last)| format!("{first}–{last}")).unwrap_or_default(),
        citation.gbt7714(),
    ];
    escape::write_row(row, out)
}

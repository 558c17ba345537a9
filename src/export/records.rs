//! Articles as records for other programs: JSON Lines and CSV, always as printed.

use super::document::Document;
use super::escape::csv;
use crate::segmentation::{LineNo, Role};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the JSON records; a change that readers would notice raises it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'a> {
    version: u32,
    paper: &'a str,
    date: Option<String>,
    page: &'a str,
    section: &'a str,
    path: &'a str,
    lines: Option<(u32, u32)>,
    title: String,
    untitled: bool,
    authors: &'a [String],
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
        paper: &citation.paper,
        date: citation.date.map(|date| date.to_string()),
        page: &citation.page,
        section: &citation.section,
        path: &citation.path,
        lines: citation.lines,
        title: article.display_title(),
        untitled: article.is_untitled(),
        authors: &citation.authors,
        confidence: article.confidence,
        citation: citation.gbt7714(),
        text: document.body(),
        blocks: blocks.collect(),
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}

/// A head line. It begins with a byte-order mark: without it Excel takes Chinese for another encoding.
pub fn begin_csv(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\u{feff}报纸,日期,版次,版面,标题,副题,作者,正文,文件,行,引文\r\n")
}

/// One row an article.
pub fn write_row(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let citation = document.citation;
    let lines = citation.lines.map(|(first, last)| format!("{first}–{last}"));
    let row = [
        citation.paper.as_str(),
        &citation.date.map(|date| date.to_string()).unwrap_or_default(),
        &citation.page,
        &citation.section,
        &document.article.display_title(),
        &citation.subtitle,
        &citation.authors.join("；"),
        &document.body(),
        &citation.path,
        &lines.unwrap_or_default(),
        &citation.gbt7714(),
    ];
    write!(out, "{}\r\n", row.map(csv).join(","))
}

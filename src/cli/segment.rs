//! `segment`: the articles of pages, printed.

use super::arguments::{Format, SegmentOptions};
use super::meter::Meter;
use super::outline::Outline;
use super::{Outcome, complain, tell_forbidden, terminal};
use crate::archive::{
    ArchiveError, IssueKey, Limits, Listing, Origin, PageContent, PageError, PageFile, PageLabel, RULES_FILE,
    Rules, Source, read_pages, readable_path,
};
use crate::export::{self, Citation, Document};
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Block, Evidence, LineNo, Page, WholeEvidence, explain};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::sync::atomic::AtomicBool;

/// A page with its articles and what is known of it.
pub(super) struct FoundPage<'a> {
    /// The path of its file as it was given.
    pub path: &'a str,
    /// Paper, date, page and section.
    pub label: PageLabel,
    /// The issue it belongs to.
    pub issue: IssueKey,
    /// Its text and articles.
    pub content: Cow<'a, PageContent>,
    /// Why its articles are what they are, where that was asked.
    pub wholes: Option<WholeEvidence>,
}

/// Runs the command.
pub(super) fn run(options: &SegmentOptions, language: Language) -> std::io::Result<Outcome> {
    let mut sources = Vec::new();
    for path in &options.paths {
        match Source::open(path) {
            Ok(source) => sources.push(source),
            Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
        }
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.map_or(0, std::num::NonZeroUsize::get))
        .build()
        .map_err(std::io::Error::other)?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut outline = Outline::new(language);
    let (mut outcome, mut forbidden) = (Outcome::Done, 0);
    for source in &sources {
        let ended = each_file(source, options.encoding, &pool, language, |mut pages| {
            for page in pages.iter_mut().filter(|_| options.explain) {
                let content = page.content.to_mut();
                page.wholes = Some(explain(&content.page, &content.favours, &mut content.segmentation));
            }
            match options.format {
                Format::Outline => pages.iter().try_for_each(|page| outline.page(&mut out, page)),
                Format::Jsonl => json_line(&mut out, &pages),
                Format::Markdown => pages.iter().try_for_each(|page| {
                    forbidden += markdown(&mut out, page, language)?;
                    Ok(())
                }),
            }
        })?;
        if ended != Outcome::Done {
            outcome = ended;
        }
    }
    out.flush()?;
    tell_forbidden(forbidden, language);
    Ok(outcome)
}

/// Prints the outline of a whole archive.
pub(super) fn outline_of(source: &Source, language: Language) -> std::io::Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new().build().map_err(std::io::Error::other)?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut outline = Outline::new(language);
    let print = |pages: Vec<FoundPage<'_>>| pages.iter().try_for_each(|page| outline.page(&mut out, page));
    let outcome = each_file(source, None, &pool, language, print)?;
    out.flush()?;
    Ok(outcome)
}

/// Takes all pages of a source apart and hands them on, file by file in the order of their paths. Only a few files are in
/// memory at a time. Files that cannot be read are named on standard error.
pub(super) fn each_file(
    source: &Source,
    encoding: Option<Encoding>,
    pool: &rayon::ThreadPool,
    language: Language,
    mut take: impl FnMut(Vec<FoundPage<'_>>) -> std::io::Result<()>,
) -> std::io::Result<Outcome> {
    let limits = Limits::default();
    let listing = match source.list(&limits, &AtomicBool::new(false)) {
        Ok(listing) => listing,
        Err(error) => return Ok(complain(error.in_words(language), Outcome::SomeUnreadable)),
    };
    let rules = match Rules::of(source) {
        Ok(rules) => rules,
        Err(reason) => {
            return Ok(complain(format!("{RULES_FILE}: {}", reason.in_words(language)), Outcome::Usage));
        }
    };
    let (name, around) = (source.name(), source.around());
    let shown = |path: &str| match source {
        Source::Folder(folder) => readable_path(&folder.join(path)),
        Source::File(file) => readable_path(file),
        Source::Sample => path.to_string(),
    };
    let unread = |path: &str, reason: &PageError| {
        complain(format!("{}: {}", shown(path), reason.in_words(language)), Outcome::SomeUnreadable)
    };
    let Listing { files, skipped, others } = listing;
    let meter = Meter::new(files.len());
    let (mut outcome, mut pages) = (Outcome::Done, 0);
    for skipped in &skipped {
        outcome = unread(&skipped.path, &skipped.reason);
    }
    for batch in batches(&files) {
        let read = |file: &PageFile| {
            meter.page(|watch| read_pages(file, encoding, limits.bytes_of(&file.path), &rules, watch))
        };
        let contents: Vec<Result<Vec<PageContent>, PageError>> =
            pool.install(|| batch.par_iter().map(read).collect());
        meter.clear();
        for (file, content) in batch.iter().zip(&contents) {
            match content {
                Ok(of_file) => {
                    pages += of_file.len();
                    let path = &*shown(&file.path);
                    let headers: Vec<&PageLabel> = of_file.iter().map(|content| &content.header).collect();
                    let labels = PageLabel::of_file(&file.path, &around, &headers);
                    let found = |(label, content)| {
                        let issue = IssueKey::of(&label, &file.path, &name);
                        FoundPage { path, label, issue, content: Cow::Borrowed(content), wholes: None }
                    };
                    take(labels.into_iter().zip(of_file).map(found).collect())?;
                }
                Err(reason) => outcome = unread(&file.path, reason),
            }
        }
    }
    if pages == 0 {
        outcome = complain(ArchiveError::NoPages { name, others }.in_words(language), Outcome::NoPages);
    }
    Ok(outcome)
}

/// Files in groups that are small enough to be in memory together and large enough to keep all cores busy.
fn batches(files: &[PageFile]) -> impl Iterator<Item = &[PageFile]> {
    /// Bytes of the files in memory together.
    const BYTES: u64 = 16 << 20;
    /// Files in memory together.
    const FILES: usize = 256;
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |file: &&PageFile| {
            bytes += file.bytes;
            bytes <= BYTES
        };
        let count = rest.iter().take(FILES).take_while(fits).count().max(1).min(rest.len());
        let (batch, later) = rest.split_at(count);
        rest = later;
        (!batch.is_empty()).then_some(batch)
    })
}

/// A page under a heading of its own; says how many signs were left out.
fn markdown(out: &mut impl Write, page: &FoundPage<'_>, language: Language) -> std::io::Result<usize> {
    let articles = &page.content.segmentation.articles;
    let place = page.label.citation(page.path);
    let citations: Vec<Citation> =
        articles.iter().map(|article| place.clone().with_article(article)).collect();
    let documents: Vec<Document<'_>> =
        citations.iter().zip(articles).map(|(citation, article)| Document { citation, article }).collect();
    let number = page.label.page.as_ref().map(|number| number.title(language));
    let heading: Vec<String> = [page.issue.paper.clone(), page.issue.title(language)]
        .into_iter()
        .chain(number)
        .chain(page.label.section.clone())
        .collect();
    let options = export::Options { title: heading.join(" "), ..Default::default() };
    export::write(&documents, export::Format::Markdown, &options, out)?;
    Ok(documents.iter().map(Document::forbidden).sum())
}

/// A file: what is said of its first page stands for all where the articles do not say which page they are on.
#[derive(Serialize)]
struct JsonFile<'a> {
    path: &'a str,
    #[serde(flatten)]
    label: JsonLabel<'a>,
    encoding: Option<&'a str>,
    encoding_confidence: f32,
    replaced: u32,
    /// How large each page is, in points, where places on it are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    page_sizes: Vec<[f32; 2]>,
    articles: Vec<JsonArticle<'a>>,
    furniture: Vec<JsonBlock<'a>>,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    paper: Option<&'a str>,
    date: Option<String>,
    page: Option<String>,
    section: Option<&'a str>,
}

impl<'a> JsonLabel<'a> {
    fn of(page: &'a FoundPage<'_>) -> JsonLabel<'a> {
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
    /// Of the page that it is on, where the file has several.
    #[serde(flatten)]
    label: Option<JsonLabel<'a>>,
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
    /// Where each of its lines stands, and on which page of the file, from 1: left, top, right and bottom edges in points
    /// from the page's top left corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    boxes: Option<Vec<[f32; 4]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<usize>,
    role_confidence: f32,
    boundary_confidence: f32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    gap_before: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a [Evidence]>,
}

fn json_line(out: &mut impl Write, pages: &[FoundPage<'_>]) -> std::io::Result<()> {
    let Some(first) = pages.first() else { return Ok(()) };
    let (encoding, confidence, replaced) = match first.content.origin {
        Origin::Text { encoding, confidence, replaced } => (Some(encoding.name()), confidence, replaced),
        Origin::Pdf(read) => (None, 1.0, read.lost),
    };
    let articles = |(at, page)| {
        let FoundPage { content, wholes, .. }: &FoundPage<'_> = page;
        content.segmentation.articles.iter().enumerate().map(move |(i, article)| JsonArticle {
            title: article.title(),
            label: (pages.len() > 1).then(|| JsonLabel::of(page)),
            confidence: article.confidence,
            evidence: wholes.as_ref().map(|wholes| &wholes.articles[i][..]),
            blocks: json_blocks(&article.blocks, &content.page, at, wholes.is_some()),
        })
    };
    let size = |page: &FoundPage<'_>| page.content.page.layout().map(|layout| [layout.width, layout.height]);
    let line = JsonFile {
        path: first.path,
        label: JsonLabel::of(first),
        encoding,
        encoding_confidence: confidence,
        replaced,
        page_sizes: pages.iter().filter_map(size).collect(),
        articles: pages.iter().enumerate().flat_map(articles).collect(),
        furniture: pages
            .iter()
            .enumerate()
            .flat_map(|(at, FoundPage { content, wholes, .. })| {
                json_blocks(&content.segmentation.furniture, &content.page, at, wholes.is_some())
            })
            .collect(),
    };
    terminal::json_line(out, &line)
}

fn json_blocks<'a>(blocks: &'a [Block], page: &Page, at: usize, explain: bool) -> Vec<JsonBlock<'a>> {
    let places = |lines: &[LineNo]| {
        let layout = page.layout()?;
        let place = |line: &LineNo| Some(layout.lines.get(page.index(*line)?)?.place);
        let edges = |place: Rect| [place.left, place.top, place.right, place.bottom];
        Some(lines.iter().filter_map(place).map(edges).collect())
    };
    blocks
        .iter()
        .map(|block| JsonBlock {
            role: block.role.name(),
            text: block.text.as_str(),
            lines: &block.lines,
            boxes: places(&block.lines),
            on: page.layout().map(|_| at + 1),
            role_confidence: block.role_confidence,
            boundary_confidence: block.boundary_confidence,
            gap_before: block.gap_before,
            evidence: explain.then_some(&block.evidence),
        })
        .collect()
}

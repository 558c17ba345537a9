//! `segment`: the articles of pages, printed.

use super::arguments::{Format, SegmentOptions};
use super::meter::Meter;
use super::outline::Outline;
use super::{Outcome, complain, ordered, tell_forbidden, terminal};
use crate::archive::{
    ArchiveError, IssueKey, Limits, Listing, Origin, PageContent, PageError, PageFile, PageLabel, RULES_FILE,
    Rules, Source, read_pages, readable_path,
};
use crate::citation::Citation;
use crate::export::{self, Document};
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use crate::segmentation::layout::Rect;
use crate::segmentation::{Block, Evidence, LineNo, Page, WholeEvidence, explain};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// A page with its articles and what is known of it.
pub(super) struct FoundPage {
    /// The path of its file as it was given.
    pub path: String,
    /// Paper, date, page and section.
    pub label: PageLabel,
    /// The issue it belongs to.
    pub issue: IssueKey,
    /// Its text and articles.
    pub content: PageContent,
    /// Why its articles are what they are, where that was asked.
    pub wholes: Option<WholeEvidence>,
}

/// Runs the command.
pub(super) fn run(options: &SegmentOptions, language: Language) -> std::io::Result<Outcome> {
    if options.resume && options.format != Format::Jsonl {
        let (chinese, english) = ("--resume 只用于 --format jsonl", "--resume goes with --format jsonl");
        return Ok(complain(language.pick(chinese, english), Outcome::Usage));
    }
    let mut sources = Vec::new();
    for path in &options.paths {
        match Source::open(path) {
            Ok(source) => sources.push(source),
            Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
        }
    }
    let (mut out, written) = open_output(options)?;
    let job =
        Job { encoding: options.encoding, threads: threads(options.threads), written: &written, language };
    let mut outline = Outline::new(language);
    let (mut outcome, mut forbidden) = (Outcome::Done, 0);
    let explained = |mut pages: Vec<FoundPage>| {
        for page in pages.iter_mut().filter(|_| options.explain) {
            let content = &mut page.content;
            page.wholes = Some(explain(&content.page, &content.hints, &mut content.segmentation));
        }
        pages
    };
    for source in &sources {
        let ended = match options.format {
            Format::Outline => job.each_file(source, explained, |pages: Vec<FoundPage>| {
                pages.iter().try_for_each(|page| outline.page(&mut out, page))
            }),
            // The threads write what they read.
            Format::Jsonl => {
                let line = |pages: Vec<FoundPage>| {
                    let mut line = Vec::new();
                    json_line(&mut line, &explained(pages)).map(|()| line)
                };
                job.each_file(source, line, |line| out.write_all(&line?))
            }
            Format::Markdown => {
                let text = |pages: Vec<FoundPage>| {
                    let mut text = Vec::new();
                    let count: std::io::Result<usize> =
                        pages.iter().map(|page| markdown(&mut text, page, language)).sum();
                    count.map(|count| (text, count))
                };
                job.each_file(source, text, |written| {
                    let (text, count) = written?;
                    forbidden += count;
                    out.write_all(&text)
                })
            }
        }?;
        if ended != Outcome::Done {
            outcome = ended;
        }
    }
    out.flush()?;
    tell_forbidden(forbidden, language);
    Ok(outcome)
}

/// How many threads are asked for: one a core unless said.
fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// Where the output goes, and the files that are in it already where it is gone on with. A line that was broken off is
/// cut away.
fn open_output(options: &SegmentOptions) -> std::io::Result<(Box<dyn Write>, HashSet<String>)> {
    #[derive(Deserialize)]
    struct Line {
        path: String,
    }
    let told = |path: &Path, error: std::io::Error| {
        std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    };
    let mut written = HashSet::new();
    let Some(path) = &options.output else {
        return Ok((Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout().lock())), written));
    };
    let file = if options.resume {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| told(path, error))?;
        let (mut lines, mut line, mut whole) = (BufReader::new(&file), Vec::new(), 0);
        while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
            let Ok(Line { path }) = serde_json::from_slice(&line) else { break };
            written.insert(path);
            whole += line.len() as u64;
            line.clear();
        }
        file.set_len(whole)?;
        (&file).seek(SeekFrom::End(0))?;
        file
    } else {
        File::create_new(path).map_err(|error| told(path, error))?
    };
    Ok((Box::new(BufWriter::with_capacity(1 << 16, file)), written))
}

/// Prints the outline of a whole archive.
pub(super) fn outline_of(source: &Source, language: Language) -> std::io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut outline = Outline::new(language);
    let job = Job { encoding: None, threads: threads(None), written: &HashSet::new(), language };
    let print = |pages: Vec<FoundPage>| pages.iter().try_for_each(|page| outline.page(&mut out, page));
    let outcome = job.each_file(source, |pages| pages, print)?;
    out.flush()?;
    Ok(outcome)
}

/// Hands on the pages of the one file that a source is, taken apart.
pub(super) fn of_file(
    source: &Source,
    language: Language,
    take: impl FnMut(Vec<FoundPage>) -> std::io::Result<()>,
) -> std::io::Result<Outcome> {
    let job = Job { encoding: None, threads: 1, written: &HashSet::new(), language };
    job.each_file(source, |pages| pages, take)
}

/// How files are taken apart.
struct Job<'a> {
    encoding: Option<Encoding>,
    threads: usize,
    /// Paths of files that are left out.
    written: &'a HashSet<String>,
    language: Language,
}

impl Job<'_> {
    /// Takes all pages of a source apart; `make` does on all threads with the pages of a file what can be done there, `take`
    /// gets it file by file in the order of their paths. Only a few files are in memory at a time. Files that cannot be read
    /// are named on standard error.
    fn each_file<R: Send>(
        &self,
        source: &Source,
        make: impl Fn(Vec<FoundPage>) -> R + Sync,
        mut take: impl FnMut(R) -> std::io::Result<()>,
    ) -> std::io::Result<Outcome> {
        let language = self.language;
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
        let Listing { mut files, skipped, others } = listing;
        let (listed, mut outcome) = (files.len(), Outcome::Done);
        files.retain(|file| !self.written.contains(&*shown(&file.path)));
        let mut any = files.len() < listed;
        let meter = Meter::new(files.len());
        for skipped in &skipped {
            outcome = unread(&skipped.path, &skipped.reason);
        }
        let read = |file: &PageFile| -> Result<Option<R>, PageError> {
            let contents = meter
                .page(|watch| read_pages(file, self.encoding, limits.bytes_of(&file.path), &rules, watch))?;
            let headers: Vec<&PageLabel> = contents.iter().map(|content| &content.header).collect();
            let labels = PageLabel::of_file(&file.path, &around, &headers);
            let path = shown(&file.path);
            let found = |(label, content)| {
                let issue = IssueKey::of(&label, &file.path, &name);
                FoundPage { path: path.clone(), label, issue, content, wholes: None }
            };
            let pages: Vec<FoundPage> = labels.into_iter().zip(contents).map(found).collect();
            Ok((!pages.is_empty()).then(|| make(pages)))
        };
        ordered::each(&files, self.threads, read, |file, made| {
            match made {
                Ok(Some(made)) => {
                    any = true;
                    meter.clear();
                    take(made)?;
                }
                Ok(None) => {}
                Err(reason) => {
                    meter.clear();
                    outcome = unread(&file.path, &reason);
                }
            }
            Ok::<(), std::io::Error>(())
        })?;
        if !any {
            outcome = complain(ArchiveError::NoPages { name, others }.in_words(language), Outcome::NoPages);
        }
        Ok(outcome)
    }
}

/// A page under a heading of its own; says how many signs were left out.
fn markdown(out: &mut impl Write, page: &FoundPage, language: Language) -> std::io::Result<usize> {
    let articles = &page.content.segmentation.articles;
    let place = page.label.citation(&page.path);
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

fn json_line(out: &mut impl Write, pages: &[FoundPage]) -> std::io::Result<()> {
    let Some(first) = pages.first() else { return Ok(()) };
    let (encoding, confidence, replaced) = match first.content.origin {
        Origin::Text { encoding, confidence, replaced } => (Some(encoding.name()), confidence, replaced),
        Origin::Pdf(read) => (None, 1.0, read.lost),
    };
    let articles = |(at, page)| {
        let FoundPage { content, wholes, .. }: &FoundPage = page;
        content.segmentation.articles.iter().enumerate().map(move |(i, article)| JsonArticle {
            title: article.title(),
            label: (pages.len() > 1).then(|| JsonLabel::of(page)),
            confidence: article.confidence,
            evidence: wholes.as_ref().map(|wholes| &wholes.articles[i][..]),
            blocks: json_blocks(&article.blocks, &content.page, at, wholes.is_some()),
        })
    };
    let size = |page: &FoundPage| page.content.page.layout().map(|layout| [layout.width, layout.height]);
    let line = JsonFile {
        path: &first.path,
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

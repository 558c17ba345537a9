//! `segment`: the articles of pages, printed.

use super::arguments::{Format, Framing, SegmentOptions};
use super::by_hand::Said;
use super::meter::Meter;
use super::outline::Outline;
#[cfg(feature = "parquet")]
use super::parquet::Table;
use super::resume::behind_records;
use super::stream::{Given, Record, Records, is_standard};
use super::{Outcome, complain, form_is_unknown, ordered, page_record, tell_forbidden};
use crate::archive::{
    ArchiveError, ByHand, IssueKey, Limits, Listing, PageContent, PageError, PageFile, PageLabel, RULES_FILE,
    Rules, Source, read_pages, readable_path,
};
use crate::citation::Citation;
use crate::export::{self, Document};
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use crate::segmentation::{Watch, WholeEvidence, explain};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// A page with its articles and what is known of it.
pub(super) struct FoundPage {
    /// The path of its file as it was given; empty where it is not known.
    pub path: String,
    /// Paper, date, page and section.
    pub label: PageLabel,
    /// The issue it belongs to.
    pub issue: IssueKey,
    /// Its text and articles.
    pub content: PageContent,
    /// Evidence for its articles, where that was asked.
    pub wholes: Option<WholeEvidence>,
}

/// Input that a path on the command line stands for.
enum Input {
    /// A folder or a file.
    Archive(Source),
    /// Standard input or a pipe.
    Stream(PathBuf),
}

impl Input {
    fn open(path: &Path) -> Result<Input, ArchiveError> {
        let is_pipe = || std::fs::metadata(path).is_ok_and(|meta| !meta.is_dir() && !meta.is_file());
        if is_standard(path) || is_pipe() {
            return Ok(Input::Stream(path.to_owned()));
        }
        Source::open(path).map(Input::Archive)
    }
}

/// Runs the command.
pub(super) fn run(
    options: &SegmentOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let said = Said::of(asked_dir.as_deref());
    let of_standard = options.paths.iter().any(|path| is_standard(path));
    let format = match options.form(if of_standard { Format::Jsonl } else { Format::Outline }) {
        Ok(format) => format,
        Err(why) => return Ok(form_is_unknown(&why, language)),
    };
    let mut inputs = Vec::new();
    for path in &options.paths {
        match Input::open(path) {
            Ok(input) => inputs.push(input),
            Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
        }
    }
    let streams = inputs.iter().any(|input| matches!(input, Input::Stream(_)));
    if options.resume && (format != Format::Jsonl || streams) {
        let (chinese, english) =
            ("--resume 只用于文件与 --format jsonl", "--resume goes with files and --format jsonl");
        return Ok(complain(language.pick(chinese, english), Outcome::Usage));
    }
    let (mut out, written) = open_output(options)?;
    let job = Job {
        encoding: options.encoding,
        framing: options.input,
        threads: threads(options.threads),
        written: &written,
        said: &said,
        language,
    };
    let mut outline = Outline::new(language);
    let (mut outcome, mut forbidden) = (Outcome::Done, 0);
    let explained = |mut pages: Vec<FoundPage>| {
        for page in pages.iter_mut().filter(|_| options.explain) {
            let content = &mut page.content;
            page.wholes = Some(explain(&content.page, &content.hints, &mut content.segmentation));
        }
        pages
    };
    // The threads write what they read.
    let as_line = |path: &str, read: Result<Vec<FoundPage>, PageError>| {
        let mut line = Vec::new();
        page_record::write(&mut line, path, &read.map(explained), language).map(|()| line)
    };
    #[cfg(feature = "parquet")]
    let mut table = match format {
        Format::Parquet => Some(Table::new(std::mem::replace(&mut out, Box::new(std::io::sink())))?),
        _ => None,
    };
    for input in inputs {
        let ended = match format {
            Format::Outline => job.each(
                input,
                |_, read| read.map(explained).unwrap_or_default(),
                |pages| match pages {
                    Some(pages) => pages.iter().try_for_each(|page| outline.page(&mut out, page)),
                    None => out.flush(),
                },
            ),
            Format::Jsonl => job.each(input, as_line, |line| match line {
                Some(line) => out.write_all(&line?),
                None => out.flush(),
            }),
            #[cfg(feature = "parquet")]
            Format::Parquet => job.each(input, as_line, |line| match (line, &mut table) {
                (Some(line), Some(table)) => table.add(&line?),
                _ => Ok(()),
            }),
            Format::Markdown => job.each(
                input,
                |_, read| {
                    let mut text = Vec::new();
                    let pages = read.unwrap_or_default();
                    let count: std::io::Result<usize> =
                        pages.iter().map(|page| markdown(&mut text, page, language)).sum();
                    count.map(|count| (text, count))
                },
                |written| {
                    let Some(written) = written else { return out.flush() };
                    let (text, count) = written?;
                    forbidden += count;
                    out.write_all(&text)
                },
            ),
        }?;
        if ended != Outcome::Done {
            outcome = ended;
        }
    }
    #[cfg(feature = "parquet")]
    table.map_or(Ok(()), Table::finish)?;
    out.flush()?;
    tell_forbidden(forbidden, language);
    Ok(outcome)
}

/// Number of threads that are asked for: one a core unless said.
fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
}

/// The output, and the files that are in it already where it is gone on with. A line that was broken off is
/// cut away.
fn open_output(options: &SegmentOptions) -> std::io::Result<(Box<dyn Write + Send>, HashSet<String>)> {
    #[derive(Deserialize)]
    struct Line {
        path: String,
    }
    let mut written = HashSet::new();
    let Some(path) = &options.output else {
        return Ok((Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout())), written));
    };
    let file = if options.resume {
        behind_records(path, |line| {
            written.insert(serde_json::from_slice::<Line>(line).ok()?.path);
            Some(true)
        })?
    } else {
        File::create_new(path)?
    };
    Ok((Box::new(BufWriter::with_capacity(1 << 16, file)), written))
}

/// Prints the outline of a whole archive.
pub(super) fn outline_of(
    source: &Source,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut outline = Outline::new(language);
    let print = |pages: Vec<FoundPage>| pages.iter().try_for_each(|page| outline.page(&mut out, page));
    let outcome = each_page(source, threads(None), asked_dir, language, print)?;
    out.flush()?;
    Ok(outcome)
}

/// Hands on the pages of the one file that a source is, taken apart.
pub(super) fn of_file(
    source: &Source,
    asked_dir: Option<PathBuf>,
    language: Language,
    mut take: impl FnMut(Vec<FoundPage>) -> std::io::Result<()>,
) -> std::io::Result<Outcome> {
    each_page(source, 1, asked_dir, language, |pages| if pages.is_empty() { Ok(()) } else { take(pages) })
}

fn each_page(
    source: &Source,
    threads: usize,
    asked_dir: Option<PathBuf>,
    language: Language,
    mut take: impl FnMut(Vec<FoundPage>) -> std::io::Result<()>,
) -> std::io::Result<Outcome> {
    let said = Said::of(asked_dir.as_deref());
    let (encoding, framing, written) = (None, Framing::Auto, &HashSet::new());
    let job = Job { encoding, framing, threads, written, said: &said, language };
    let make = |_: &str, read: Result<_, _>| read.unwrap_or_default();
    job.each(Input::Archive(source.clone()), make, |pages| pages.map_or(Ok(()), &mut take))
}

/// Job of taking files apart.
struct Job<'a> {
    encoding: Option<Encoding>,
    framing: Framing,
    threads: usize,
    /// Paths of files that are left out.
    written: &'a HashSet<String>,
    /// What the person said of pages.
    said: &'a Said,
    language: Language,
}

impl Job<'_> {
    /// Takes all pages of an input apart; `make` does on all threads with the path of a file and its pages, or why there
    /// are none, what can be done there; `take` gets it file by file in their order, and `None` before a wait. Only a few
    /// files are in memory at a time. Files that cannot be read are named on standard error.
    fn each<R: Send>(
        &self,
        input: Input,
        make: impl Fn(&str, Result<Vec<FoundPage>, PageError>) -> R + Sync,
        take: impl FnMut(Option<R>) -> std::io::Result<()>,
    ) -> std::io::Result<Outcome> {
        match input {
            Input::Archive(source) => self.each_file(&source, make, take),
            Input::Stream(path) => self.each_record(&path, make, take),
        }
    }

    fn each_file<R: Send>(
        &self,
        source: &Source,
        make: impl Fn(&str, Result<Vec<FoundPage>, PageError>) -> R + Sync,
        mut take: impl FnMut(Option<R>) -> std::io::Result<()>,
    ) -> std::io::Result<Outcome> {
        let language = self.language;
        let listing = match source.list(&Limits::default(), &AtomicBool::new(false)) {
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
        let Listing { mut files, skipped, others } = listing;
        let (listed, mut outcome) = (files.len(), Outcome::Done);
        files.retain(|file| !self.written.contains(&*shown(&file.path)));
        let (mut any, mut failures) = (files.len() < listed, skipped.len());
        let meter = Meter::new(files.len());
        let by_hand = ByHand::new(&name, &self.said.corrections, self.said.names(source), &files);
        for skipped in &skipped {
            outcome = unread(&shown(&skipped.path), &skipped.reason, language);
        }
        let encoding = self.encoding;
        let work = |file: PageFile| {
            let path = shown(&file.path);
            let label = PageLabel::from_path(&file.path, &around);
            let read = meter.page(|watch| read(&path, &file, &label, encoding, (&rules, &by_hand), watch));
            let reason = read.as_ref().err().cloned();
            (make(&path, read), reason.map(|reason| (path, reason)))
        };
        ordered::each(
            files.into_iter(),
            |_| 0,
            self.threads,
            work,
            |made| {
                let Some((made, failed)) = made else { return take(None) };
                meter.clear();
                match failed {
                    Some((path, reason)) => {
                        failures += 1;
                        outcome = unread(&path, &reason, language);
                    }
                    None => any = true,
                }
                take(Some(made))
            },
        )?;
        if !any {
            let none = ArchiveError::NoPages { name, others, unread: failures };
            outcome = complain(none.in_words(language), Outcome::NoPages);
        }
        Ok(outcome)
    }

    fn each_record<R: Send>(
        &self,
        path: &Path,
        make: impl Fn(&str, Result<Vec<FoundPage>, PageError>) -> R + Sync,
        mut take: impl FnMut(Option<R>) -> std::io::Result<()>,
    ) -> std::io::Result<Outcome> {
        let language = self.language;
        let (mut outcome, mut number) = (Outcome::Done, 0);
        let name = language.pick("标准输入", "standard input");
        let by_hand = ByHand::new(name, &self.said.corrections, HashMap::new(), &[]);
        let encoding = self.encoding;
        let work = |record: Record| {
            let given = Given::of(record, path, encoding);
            let read = given.page.and_then(|(file, label, wish)| {
                read(&given.path, &file, &label, wish, (&Rules::default(), &by_hand), &Watch::nobody())
            });
            let reason = read.as_ref().err().cloned();
            (make(&given.path, read), reason)
        };
        let (opened, framing) = (path.to_owned(), self.framing);
        let records = std::iter::once_with(move || Records::open(&opened, framing)).flatten();
        ordered::each(records, Record::weight, self.threads, work, |made| {
            let Some((made, failed)) = made else { return take(None) };
            number += 1;
            if let Some(reason) = failed {
                outcome = unread(&format!("{}:{number}", path.display()), &reason, language);
            }
            take(Some(made))
        })?;
        Ok(outcome)
    }
}

/// Reads a file, of which this much is known as a whole, and takes its pages apart by the archive's rules, put
/// right by hand.
fn read(
    path: &str,
    file: &PageFile,
    label: &PageLabel,
    wish: Option<Encoding>,
    (rules, by_hand): (&Rules, &ByHand),
    watch: &Watch,
) -> Result<Vec<FoundPage>, PageError> {
    let mut contents = read_pages(file, wish, Limits::default().bytes_of(&file.path), rules, watch)?;
    let labels = by_hand.put_right(file, label, &mut contents);
    let found =
        |((label, issue), content)| FoundPage { path: path.to_owned(), label, issue, content, wholes: None };
    Ok(labels.into_iter().zip(contents).map(found).collect())
}

/// Names a file that cannot be read.
fn unread(name: &str, reason: &PageError, language: Language) -> Outcome {
    complain(format!("{name}: {}", reason.in_words(language)), Outcome::SomeUnreadable)
}

/// A page under a heading of its own; says how many signs were left out.
fn markdown(out: &mut impl Write, page: &FoundPage, language: Language) -> std::io::Result<usize> {
    let articles = &page.content.segmentation.articles;
    let cite = |article| page.content.citation(&page.label, &page.path, article);
    let citations: Vec<Citation> = articles.iter().map(cite).collect();
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

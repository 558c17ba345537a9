//! `search`: articles by what stands in them or by their titles.

use super::arguments::{SearchFormat, SearchOptions};
use super::by_hand::Said;
use super::meter::Meter;
use super::resume::Resumed;
use super::terminal::{json_line, lit, sanitize};
use super::{Outcome, complain};
use crate::archive::{
    ArchiveError, ArticleId, IssueKey, Library, LoadEvent, LoadOptions, Loader, PageId, PageKey, PageLabel,
    PageNumber, Source, cache_dir, page_title,
};
use crate::file_error::FileError;
use crate::language::Language;
use crate::notebook::{Annotation, Filter, data_dir, locate};
use crate::search::store::{Found, PageRecord, StoreHit, StoreResults};
use crate::search::{
    ArchiveText, Facets, Field, LibraryTitles, Noted, Order, Query, Remark, Seen, Snippet, Ticket, TitleHit,
    Wanted,
};
use crate::segmentation::{Article, LineNo};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An article that was found, as it is printed.
struct Hit {
    page: PageRecord,
    /// Its place among the page's articles.
    article: u32,
    title: String,
    untitled: bool,
    kicker: String,
    first_line: LineNo,
    /// Bytes of the title to light.
    lit: Vec<Range<usize>>,
    /// The words around a hit in the text.
    snippet: Snippet,
    /// The hits in the text: block, words, lines.
    spans: Vec<(usize, String, Vec<LineNo>)>,
}

/// Runs the command.
pub(super) fn run(
    options: &SearchOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let query = match Query::parse(&options.query) {
        Ok(query) => query,
        Err(error) => {
            // In titles only letters are compared.
            let read = Query::read(&options.query).0;
            if !(options.titles && error.leaves_words() && !read.is_empty()) {
                return Ok(complain(error.in_words(language), Outcome::Usage));
            }
            read
        }
    };
    if options.resume && (options.format != SearchFormat::Jsonl || options.counts) {
        let words = language.pick(
            "--resume 只用于 --format jsonl 的各条结果",
            "--resume goes with the results of --format jsonl, a line each",
        );
        return Ok(complain(words, Outcome::Usage));
    }
    let (mut out, done) = open_output(options, language)?;
    let said = Said::of(asked_dir.as_deref());
    let (hits, count, is_whole, outcome) = if options.titles {
        let dir = text_dir(asked_dir.as_deref());
        let (library, outcome) = match load(&options.path, asked_dir, &said, language) {
            Ok(loaded) => loaded,
            Err(outcome) => return Ok(outcome),
        };
        let noted = noted(&library, &said, &query);
        let hits = titles(&library, &dir, options, noted.as_ref())?;
        let count = hits.len();
        (hits, count, true, outcome)
    } else {
        let hits = if options.counts { 0 } else { options.limit };
        let wanted = Wanted { hits, counts: options.counts };
        let source = match Source::open(&options.path) {
            Ok(source) => source,
            Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
        };
        let (results, outcome) =
            match answer(&source, asked_dir, &said, (&query, options.order.into(), wanted), language)? {
                Ok(answered) => answered,
                Err(outcome) => return Ok(outcome),
            };
        if options.counts {
            print_counts(&mut out, &results, options.format)?;
        }
        let count = results.articles;
        (results.hits.into_iter().map(Hit::from).collect(), count, results.is_whole, outcome)
    };
    let colours = options.output.is_none() && std::io::stdout().is_terminal();
    for hit in hits.get(done..).unwrap_or_default() {
        match options.format {
            SearchFormat::Text => print_hit(&mut out, hit, language, colours)?,
            SearchFormat::Jsonl => json_hit(&mut out, hit)?,
        }
    }
    out.flush()?;
    let told = if is_whole {
        language.pick(format!("找到 {count} 篇"), format!("{count} found"))
    } else {
        let [chinese, english] = [format!("前 {count} 篇，还有更多"), format!("the first {count} of more")];
        language.pick(chinese + "（--counts 数全部）", english + " (--counts counts all)")
    };
    eprintln!("{told}");
    Ok(outcome)
}

/// The output, and how many of the articles are in it already; the last of them is written once more.
fn open_output(options: &SearchOptions, language: Language) -> std::io::Result<(Box<dyn Write>, usize)> {
    let Some(path) = &options.output else {
        return Ok((Box::new(BufWriter::with_capacity(1 << 16, std::io::stdout())), 0));
    };
    if options.resume {
        let resumed = Resumed::open(path, 0, false, language)?;
        let done = resumed.records.saturating_sub(1);
        return Ok((Box::new(resumed), done));
    }
    Ok((Box::new(BufWriter::new(File::create_new(path)?)), 0))
}

/// Answers a query out of the full text on disk, which is brought up to date first where the archive changed.
fn answer(
    source: &Source,
    asked_dir: Option<PathBuf>,
    said: &Said,
    (query, order, wanted): (&Query, Order, Wanted),
    language: Language,
) -> std::io::Result<Result<(StoreResults, Outcome), Outcome>> {
    let outcome_of = |text: &ArchiveText| {
        let complaints = text.complaints(language);
        complaints.iter().fold(Outcome::Done, |_, complaint| complain(complaint, Outcome::SomeUnreadable))
    };
    let dir = text_dir(asked_dir.as_deref());
    let text = ArchiveText::open(&dir, source).map(|text| text.as_said(said.mark(source)));
    // Which articles notes are on is found out in their pages.
    if let Some(text) = text.as_ref().filter(|_| !query.asks_notes()) {
        let results = text.answer_at_once(query, order, wanted).or_else(|| {
            let known = text.is_current(&text.look());
            known.then(|| text.store().search(query, order, wanted, &Ticket::fresh()).ok()?)?
        });
        if let Some(results) = results {
            return Ok(Ok((results, outcome_of(text))));
        }
    }
    let seen = text.as_ref().map(ArchiveText::look);
    let (library, outcome) = match load_source(source.clone(), asked_dir, said, language) {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let noted = noted(&library, said, query);
    let (Some(mut text), Some(seen)) = (text, seen) else { return Ok(Err(outcome)) };
    let results = fresh_answer(&mut text, &library, &seen, (query, order, wanted), noted.as_ref())?;
    Ok(Ok((results, outcome)))
}

/// Brings the full text up to date with a library and answers a query out of it.
fn fresh_answer(
    text: &mut ArchiveText,
    library: &Library,
    seen: &Seen,
    (query, order, wanted): (&Query, Order, Wanted),
    noted: Option<&Noted>,
) -> std::io::Result<StoreResults> {
    let accepts = |found: &Found| {
        noted.is_none_or(|noted| found.id(library).is_some_and(|article| noted.accepts(article)))
    };
    let ask = |text: &mut ArchiveText| {
        let meter = Meter::new(library.pages().len());
        let go_on = |done: usize, all: usize| {
            meter.show(done as f32 / all.max(1) as f32);
            true
        };
        text.update(library, seen, &go_on)?;
        meter.clear();
        text.store().search_where(query, order, wanted, &Ticket::fresh(), accepts)
    };
    // A damaged store is made anew; where nothing can be kept there is one among temporary files for this once.
    let mut results = ask(text);
    if results.is_err() {
        text.clear();
        results = ask(text);
    }
    let results = results.or_else(|_| {
        let dir = std::env::temp_dir().join(format!("jianbao-{}", std::process::id()));
        let results = ask(&mut text.elsewhere(&dir));
        // The system clears its temporary files in the end.
        let _ = std::fs::remove_dir_all(dir);
        results
    });
    Ok(results.map_err(FileError::at(&std::env::temp_dir()))?.unwrap_or_default())
}

/// The articles of a library that answer a query, the oldest first: path and place of the page, place on the page.
pub(super) fn found_in(
    library: &Library,
    path: &Path,
    asked_dir: Option<PathBuf>,
    said: &Said,
    query: &Query,
) -> std::io::Result<Vec<ArticleId>> {
    let noted = noted(library, said, query);
    let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
    let source = Source::open(path).map_err(std::io::Error::other)?;
    let text = ArchiveText::open(&text_dir(asked_dir.as_deref()), &source).ok_or_else(missing)?;
    let mut text = text.as_said(said.mark(&source));
    let seen = text.look();
    let all = Wanted { hits: usize::MAX, counts: false };
    let results = fresh_answer(&mut text, library, &seen, (query, Order::Oldest, all), noted.as_ref())?;
    let id = |hit: StoreHit| {
        let key = PageKey { path: hit.page.path.as_str().into(), index: hit.page.index };
        Some(ArticleId { page: library.page_at(&key)?.id, index: hit.article })
    };
    Ok(results.hits.into_iter().filter_map(id).collect())
}

/// Folder of full texts: beside the caches or, where there can be none, among temporary files.
fn text_dir(asked_dir: Option<&Path>) -> PathBuf {
    data_dir(asked_dir).map_or_else(|| std::env::temp_dir().join("jianbao"), |dir| cache_dir(&dir))
}

/// Loads an archive to its end, out of the cache where it is unchanged; what is wrong with it is told.
pub(super) fn load(
    path: &Path,
    asked_dir: Option<PathBuf>,
    said: &Said,
    language: Language,
) -> Result<(Library, Outcome), Outcome> {
    let source = Source::open(path).map_err(|error| complain(error.in_words(language), Outcome::Usage))?;
    load_source(source, asked_dir, said, language)
}

fn load_source(
    source: Source,
    asked_dir: Option<PathBuf>,
    said: &Said,
    language: Language,
) -> Result<(Library, Outcome), Outcome> {
    /// Bytes of pages in memory: enough for the pages of one file that is read page by page.
    const KEPT: usize = 32 << 20;
    let failed = |error: ArchiveError, outcome| complain(error.in_words(language), outcome);
    let cache_dir = data_dir(asked_dir.as_deref()).map(|dir| cache_dir(&dir));
    let options = LoadOptions {
        cache_dir,
        keep_bytes: Some(KEPT),
        corrections: said.corrections.clone(),
        names: said.names(&source),
        ..LoadOptions::default()
    };
    let loader = Loader::start(source, options);
    let mut library = Library::default();
    let meter = Meter::new(0);
    while let Some(event) = loader.wait() {
        match event {
            LoadEvent::Library(newer) => library = newer,
            LoadEvent::Progress(progress) => meter.show(progress.share()),
            LoadEvent::Finished { .. } => break,
            LoadEvent::Failed(error) => return Err(failed(error, Outcome::SomeUnreadable)),
        }
    }
    meter.clear();
    let mut outcome = Outcome::Done;
    for page in library.unreadable() {
        outcome =
            complain(format!("{}: {}", page.path, page.reason.in_words(language)), Outcome::SomeUnreadable);
    }
    if let Some(error) = library.no_pages() {
        return Err(failed(error, Outcome::NoPages));
    }
    Ok((library, outcome))
}

/// The articles whose titles are most like the query, best first; the titles are kept in a folder for the next time.
fn titles(
    library: &Library,
    dir: &Path,
    options: &SearchOptions,
    noted: Option<&Noted>,
) -> std::io::Result<Vec<Hit>> {
    let source = Source::open(&options.path).map_err(std::io::Error::other)?;
    let mut titles = LibraryTitles::open(dir, &source);
    let accepts = |article| noted.is_none_or(|noted| noted.accepts(article));
    let ask = |titles: &mut LibraryTitles| {
        titles.set_library(library);
        titles.index().search_where(&options.query, options.limit, &Ticket::fresh(), accepts)
    };
    let mut found = ask(&mut titles);
    if found.is_err() {
        titles.clear();
        found = ask(&mut titles);
    }
    titles.save_while(true, || true);
    let hit = |hit: TitleHit<ArticleId>| {
        // An untitled article is listed by its first words.
        let listed = |field: &Field| matches!(field, Field::Title | Field::Lead);
        let (page, article) = (library.page(hit.id.page)?, library.article(hit.id)?);
        Some(Hit {
            page: PageRecord::of(page),
            article: hit.id.index,
            title: article.title().to_owned(),
            untitled: article.untitled,
            kicker: library.details(hit.id).kicker,
            first_line: article.first_line,
            lit: hit.lit.into_iter().filter(|lit| listed(&lit.field)).map(|lit| lit.range).collect(),
            snippet: Snippet::default(),
            spans: Vec::new(),
        })
    };
    Ok(found?.unwrap_or_default().into_iter().filter_map(hit).collect())
}

/// The choice of a library's articles that a query makes by notes and tags, where it asks for any. A note is on the page
/// of its text or, where that is gone, of its path.
fn noted(library: &Library, said: &Said, query: &Query) -> Option<Noted> {
    let book = said.book.as_ref().filter(|_| query.asks_notes());
    let Some(book) = book else { return Noted::new(query, []) };
    let filter = Filter::default();
    let mut by_page: BTreeMap<PageId, Vec<&Annotation>> = BTreeMap::new();
    for note in book.find(&filter).filter(|note| !(note.body.note.is_empty() && note.body.tags.is_empty())) {
        let places = || note.confirmed.iter().chain([&note.target]).map(|target| &target.page);
        let page = places().find_map(|page| library.page_with(page));
        let page = page.or_else(|| places().find_map(|page| library.pages_of(&page.path).next()));
        if let Some(page) = page {
            by_page.entry(page.id).or_default().push(note);
        }
    }
    let mut remarks = Vec::new();
    for (page, notes) in by_page {
        let Ok(content) = library.content_once(page) else { continue };
        for note in notes {
            let anchor = locate(note, &content.page);
            let its = |article: &Article| anchor.is_in(&content.page, article);
            if let Some(index) = content.segmentation.articles.iter().position(its) {
                let article = ArticleId { page, index: index as u32 };
                remarks.push(Remark { article, note: &note.body.note, tags: &note.body.tags });
            }
        }
    }
    Noted::new(query, remarks)
}

impl From<StoreHit> for Hit {
    fn from(hit: StoreHit) -> Hit {
        Hit {
            page: hit.page,
            article: hit.article,
            title: hit.title,
            untitled: hit.untitled,
            kicker: hit.kicker,
            first_line: hit.first_line,
            lit: Vec::new(),
            snippet: hit.snippet,
            spans: hit.places.into_iter().map(|place| (place.span.block, place.words, place.lines)).collect(),
        }
    }
}

/// Prints a hit: the title, where it was printed and where it is, and the words around it.
fn print_hit(out: &mut impl Write, hit: &Hit, language: Language, colours: bool) -> std::io::Result<()> {
    let first = hit.spans.first().and_then(|(_, _, lines)| lines.first().copied());
    let line = first.unwrap_or(hit.first_line).0;
    let kicker = if hit.kicker.is_empty() { String::new() } else { format!("{}\u{3000}", hit.kicker) };
    writeln!(out, "{}{}", sanitize(&kicker), lit(&hit.title, &hit.lit, colours))?;
    let PageRecord { path, paper, .. } = &hit.page;
    let label = label(&hit.page);
    let issue = IssueKey::of(&label, path, paper).title(language);
    let place = format!("{paper} {issue} {}  {path}:{line}", page_title(&label, path, language));
    writeln!(out, "    {}", sanitize(&place))?;
    if !hit.snippet.text.is_empty() {
        writeln!(out, "    {}", lit(&hit.snippet.text, &hit.snippet.lit, colours))?;
    }
    Ok(())
}

fn label(page: &PageRecord) -> PageLabel {
    PageLabel {
        paper: Some(page.paper.clone()),
        date: page.date,
        page: page.number.clone(),
        section: page.section.clone(),
        ..PageLabel::default()
    }
}

#[derive(Serialize)]
struct JsonHit<'a> {
    path: &'a str,
    paper: Option<&'a str>,
    date: Option<String>,
    page: Option<String>,
    title: &'a str,
    untitled: bool,
    /// Place among the articles of the page, from 0.
    article: u32,
    /// Line where the article begins.
    line: LineNo,
    snippet: &'a str,
    hits: Vec<JsonSpan<'a>>,
}

#[derive(Serialize)]
struct JsonSpan<'a> {
    block: usize,
    text: &'a str,
    lines: &'a [LineNo],
}

fn json_hit(out: &mut impl Write, hit: &Hit) -> std::io::Result<()> {
    let line = JsonHit {
        path: &hit.page.path,
        paper: hit.page.named.as_deref(),
        date: hit.page.date.map(|date| date.to_string()),
        page: hit.page.number.as_ref().map(ToString::to_string),
        title: &hit.title,
        untitled: hit.untitled,
        article: hit.article,
        line: hit.first_line,
        snippet: &hit.snippet.text,
        hits: hit.spans.iter().map(|(block, text, lines)| JsonSpan { block: *block, text, lines }).collect(),
    };
    json_line(out, &line)
}

/// Counts of articles for each newspaper, year and page.
#[derive(Serialize)]
struct JsonCounts<'a> {
    articles: usize,
    occurrences: usize,
    papers: &'a BTreeMap<String, usize>,
    years: &'a BTreeMap<i16, usize>,
    pages: BTreeMap<String, usize>,
}

fn print_counts(out: &mut impl Write, results: &StoreResults, format: SearchFormat) -> std::io::Result<()> {
    let Facets { papers, years, pages, .. } = &results.facets;
    let page = |(part, number): &(String, u16)| {
        PageNumber { part: part.clone(), number: *number, last: None, others: Vec::new() }.to_string()
    };
    if format == SearchFormat::Jsonl {
        let StoreResults { articles, occurrences, .. } = results;
        let pages = pages.iter().map(|(place, count)| (page(place), *count)).collect();
        let (articles, occurrences) = (*articles, *occurrences);
        return json_line(out, &JsonCounts { articles, occurrences, papers, years, pages });
    }
    papers.iter().try_for_each(|(paper, count)| writeln!(out, "paper:{}\t{count}", sanitize(paper)))?;
    years.iter().try_for_each(|(year, count)| writeln!(out, "date:{year}\t{count}"))?;
    pages.iter().try_for_each(|(place, count)| writeln!(out, "page:{}\t{count}", page(place)))
}

//! `search`: articles by what stands in them or by their titles.

use super::arguments::{SearchFormat, SearchOptions};
use super::meter::Meter;
use super::terminal::{harmless, json_line, lit};
use super::{Outcome, complain};
use crate::archive::{
    ArchiveError, ArticleId, Library, LoadEvent, LoadOptions, Loader, PageContent, PageError, Source,
    cache_dir,
};
use crate::language::Language;
use crate::notebook::data_dir;
use crate::search::{Field, HitSpan, LibraryText, LibraryTitles, Order, Query, Snippet, Ticket};
use crate::segmentation::LineNo;
use serde::Serialize;
use std::io::{BufWriter, IsTerminal, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An article that was found.
pub(super) struct Hit {
    pub id: ArticleId,
    /// Bytes of the listed title to light.
    title: Vec<Range<usize>>,
    /// The words around a hit in the text.
    snippet: Snippet,
    /// The hits in the text.
    spans: Vec<HitSpan>,
}

/// Runs the command.
pub(super) fn run(
    options: &SearchOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let query = match Query::parse(&options.query) {
        Ok(query) => query,
        Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
    };
    let (library, mut outcome) = match load(&options.path, asked_dir, language) {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let mut unread = |path: &str, reason: &PageError| {
        outcome = complain(format!("{path}: {}", reason.in_words(language)), Outcome::SomeUnreadable);
    };
    let (hits, count) = if options.titles {
        titles(&library, options)
    } else {
        full_text(&library, &query, options.order.into(), options.limit, &mut unread)
    };
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let colours = std::io::stdout().is_terminal();
    for hit in &hits {
        let Some(page) = library.page(hit.id.page) else { continue };
        match library.content(hit.id.page) {
            Ok(content) => match options.format {
                SearchFormat::Text => print_hit(&mut out, &library, hit, &content, language, colours)?,
                SearchFormat::Jsonl => json_hit(&mut out, &library, hit, &content)?,
            },
            Err(reason) => unread(&page.file.path, &reason),
        }
    }
    out.flush()?;
    eprintln!("{}", language.pick(format!("找到 {count} 篇"), format!("{count} found")));
    Ok(outcome)
}

/// Loads an archive to its end, out of the cache where it is unchanged; what is wrong with it is told.
pub(super) fn load(
    path: &Path,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> Result<(Library, Outcome), Outcome> {
    let failed = |error: ArchiveError, outcome| complain(error.in_words(language), outcome);
    let source = Source::open(path).map_err(|error| failed(error, Outcome::Usage))?;
    let cache_dir = data_dir(asked_dir.as_deref()).map(|dir| cache_dir(&dir));
    let loader = Loader::start(source, LoadOptions { cache_dir, ..LoadOptions::default() });
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

/// The articles whose titles are most like the query, best first, and how many there are.
fn titles(library: &Library, options: &SearchOptions) -> (Vec<Hit>, usize) {
    let mut titles = LibraryTitles::default();
    titles.set_library(library);
    let found = titles.index().search(&options.query, options.limit, &Ticket::fresh()).unwrap_or_default();
    let hits: Vec<Hit> = found
        .into_iter()
        .map(|hit| {
            // An untitled article is listed by its first words.
            let listed = |field: &Field| matches!(field, Field::Title | Field::Lead);
            let title = hit.lit.into_iter().filter(|lit| listed(&lit.field)).map(|lit| lit.range).collect();
            Hit { id: hit.id, title, snippet: Snippet::default(), spans: Vec::new() }
        })
        .collect();
    let count = hits.len();
    (hits, count)
}

/// The articles that answer a query, in the order asked for, and how many there are in all.
pub(super) fn full_text(
    library: &Library,
    query: &Query,
    order: Order,
    limit: usize,
    unread: &mut impl FnMut(&str, &PageError),
) -> (Vec<Hit>, usize) {
    /// Pages whose articles are in memory together.
    const TOGETHER: usize = 256;
    let mut text = LibraryText::default();
    text.set_library(library.clone());
    while text.is_missing_pages() {
        text.read(TOGETHER, &mut |page, reason| unread(&page.file.path, reason));
    }
    let Some(found) = text.index().search(query, order, limit, &Ticket::fresh()) else {
        return (Vec::new(), 0);
    };
    let hit = |hit: crate::search::TextHit<ArticleId>| Hit {
        id: hit.id,
        title: Vec::new(),
        snippet: hit.snippet,
        spans: hit.spans,
    };
    (found.hits.into_iter().map(hit).collect(), found.articles)
}

/// The lines of the page on which a hit stands.
fn lines_of(content: &PageContent, article: u32, span: &HitSpan) -> Vec<LineNo> {
    let Some(article) = content.segmentation.articles.get(article as usize) else { return Vec::new() };
    let Some(block) = article.blocks.get(span.block) else { return Vec::new() };
    let places = block.text.to_source(span.range.clone());
    let mut lines: Vec<LineNo> = places.iter().map(|place| content.page.line_at(place.start)).collect();
    lines.dedup();
    lines
}

/// Prints a hit: the title, where it was printed and where it is, and the words around it.
fn print_hit(
    out: &mut impl Write,
    library: &Library,
    hit: &Hit,
    content: &PageContent,
    language: Language,
    colours: bool,
) -> std::io::Result<()> {
    let (Some(page), Some(article)) = (library.page(hit.id.page), library.article(hit.id)) else {
        return Ok(());
    };
    let first = hit.spans.first().and_then(|span| lines_of(content, hit.id.index, span).first().copied());
    let line = first.unwrap_or(article.first_line).0;
    let kicker =
        if article.kicker.is_empty() { String::new() } else { format!("{}\u{3000}", article.kicker) };
    writeln!(out, "{}{}", harmless(&kicker), lit(&article.title, &hit.title, colours))?;
    let issue = page.issue.title(language);
    let place = format!("{} {issue} {}  {}:{line}", page.issue.paper, page.title(language), page.file.path);
    writeln!(out, "    {}", harmless(&place))?;
    if !hit.snippet.text.is_empty() {
        writeln!(out, "    {}", lit(&hit.snippet.text, &hit.snippet.lit, colours))?;
    }
    Ok(())
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
    /// Where the article begins.
    line: LineNo,
    snippet: &'a str,
    hits: Vec<JsonSpan<'a>>,
}

#[derive(Serialize)]
struct JsonSpan<'a> {
    block: usize,
    text: &'a str,
    lines: Vec<LineNo>,
}

fn json_hit(
    out: &mut impl Write,
    library: &Library,
    hit: &Hit,
    content: &PageContent,
) -> std::io::Result<()> {
    let (Some(page), Some(article)) = (library.page(hit.id.page), library.article(hit.id)) else {
        return Ok(());
    };
    let blocks = content.segmentation.articles.get(hit.id.index as usize).map_or(&[][..], |a| &a.blocks);
    let span = |span: &HitSpan| {
        let text = blocks.get(span.block)?.text.as_str().get(span.range.clone())?;
        Some(JsonSpan { block: span.block, text, lines: lines_of(content, hit.id.index, span) })
    };
    let line = JsonHit {
        path: &page.file.path,
        paper: page.label.paper.as_deref(),
        date: page.issue.date.map(|date| date.to_string()),
        page: page.label.page.as_ref().map(ToString::to_string),
        title: &article.title,
        untitled: article.untitled,
        article: hit.id.index,
        line: article.first_line,
        snippet: &hit.snippet.text,
        hits: hit.spans.iter().filter_map(span).collect(),
    };
    json_line(out, &line)
}

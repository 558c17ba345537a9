//! `export`: articles or references to them in an open format.

use super::arguments::{ExportForm, ExportOptions};
use super::search::{full_text, load};
use super::{Outcome, complain, tell_forbidden};
use crate::archive::{ArticleId, Library, PageContent, PageError, PageId};
use crate::export::{self, Citation, Document, Format};
use crate::language::Language;
use crate::search::{Order, Query};
use crate::segmentation::Article;
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// Runs the command.
pub(super) fn run(
    options: &ExportOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let query = match options.query.as_deref().map(Query::parse).transpose() {
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
    let ids: Vec<ArticleId> = match &query {
        Some(query) => {
            let (hits, _) = full_text(&library, query, Order::Oldest, usize::MAX, &mut unread);
            hits.iter().map(|hit| hit.id).collect()
        }
        None => library.articles().map(|(id, _, _)| id).collect(),
    };
    let contents = contents(&library, &ids, &mut unread);
    let cited: Vec<(Citation, &Article)> = ids
        .iter()
        .filter_map(|id| {
            let article = contents.get(&id.page)?.segmentation.articles.get(id.index as usize)?;
            Some((library.page(id.page)?.citation(article), article))
        })
        .collect();
    let documents: Vec<Document<'_>> =
        cited.iter().map(|(citation, article)| Document { citation, article }).collect();
    let title = options.query.clone().unwrap_or_else(|| library.name().to_string());
    let markdown = options.format == ExportForm::Articles(Format::Markdown);
    match &options.output {
        Some(folder) if markdown && folder.is_dir() => {
            let at = |path: PathBuf, e: std::io::Error| {
                std::io::Error::new(e.kind(), format!("{}: {e}", path.display()))
            };
            for note in export::notes(&documents, &export::Options::default()) {
                let path = folder.join(note.file_name);
                let file = std::fs::File::create_new(&path)
                    .and_then(|mut file| file.write_all(note.text.as_bytes()));
                file.map_err(|e| at(path, e))?;
            }
        }
        Some(path) => {
            let file = std::fs::File::create_new(path)
                .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
            write(&documents, options.format, title, BufWriter::new(file))?;
        }
        None => write(&documents, options.format, title, BufWriter::new(std::io::stdout().lock()))?,
    }
    tell_forbidden(documents.iter().map(Document::forbidden).sum(), language);
    Ok(outcome)
}

/// The pages of articles in full.
fn contents(
    library: &Library,
    ids: &[ArticleId],
    unread: &mut impl FnMut(&str, &PageError),
) -> HashMap<PageId, Arc<PageContent>> {
    let mut found = HashMap::new();
    for id in ids {
        let std::collections::hash_map::Entry::Vacant(vacant) = found.entry(id.page) else { continue };
        match library.content(id.page) {
            Ok(content) => {
                vacant.insert(content);
            }
            Err(reason) => {
                let path = library.page(id.page).map_or("", |page| &page.file.path);
                unread(path, &reason);
            }
        }
    }
    found
}

fn write(
    documents: &[Document<'_>],
    form: ExportForm,
    title: String,
    mut out: impl Write,
) -> std::io::Result<()> {
    match form {
        ExportForm::Articles(format) => {
            let made = jiff::Timestamp::now();
            export::write(
                documents,
                format,
                &export::Options { title, made, ..Default::default() },
                &mut out,
            )?;
        }
        ExportForm::References(style) => {
            let citations: Vec<Citation> =
                documents.iter().map(|document| document.citation.clone()).collect();
            out.write_all(export::citation::bibliography(&citations, style).as_bytes())?;
        }
    }
    out.flush()
}

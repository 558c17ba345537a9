//! `export`: articles or references to them in an open format.

use super::arguments::{ExportForm, ExportOptions, is_folder};
use super::by_hand::Said;
use super::meter::Meter;
use super::resume::Resumed;
use super::search::{found_in, load};
use super::{Outcome, complain, form_is_unknown, ordered, tell_forbidden};
use crate::archive::{ArticleId, Library, PageContent, PageEntry, PageError};
use crate::citation::Bibliography;
use crate::export::{self, Document, Draft, Format, Notes, Print, Stream};
use crate::facsimile::Scissors;
use crate::file_error::FileError;
use crate::language::Language;
use crate::search::Query;
use crate::segmentation::Article;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

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
    let form = match options.form() {
        Ok(form) => form,
        Err(why) => return Ok(form_is_unknown(&why, language)),
    };
    if options.clippings && form != ExportForm::Articles(Format::Epub) {
        let words = language.pick("只有 EPUB 附原版剪报", "only EPUB has clippings");
        return Ok(complain(words, Outcome::Usage));
    }
    let (is_table, is_lines) =
        (form == ExportForm::Articles(Format::Csv), form == ExportForm::Articles(Format::Jsonl));
    if options.resume && !is_table && !is_lines {
        let words = language.pick(
            "--resume 只用于 jsonl 与 csv：别的格式不是一篇一条，写了一半的须重写",
            "--resume goes with jsonl and csv: in other formats an article is no record, and half a file is written anew",
        );
        return Ok(complain(words, Outcome::Usage));
    }
    let said = Said::of(asked_dir.as_deref());
    let (library, mut outcome) = match load(&options.path, asked_dir.clone(), &said, language) {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    if query.is_none() && outcome == Outcome::Done && library.articles().next().is_none() {
        let words = language.pick("这些版面上没有文章", "there is no article on these pages");
        return Ok(complain(words, Outcome::NoPages));
    }
    let ids: Vec<ArticleId> = match &query {
        Some(query) => found_in(&library, &options.path, asked_dir, &said, query)?,
        None => library.articles().map(|(id, _, _)| id).collect(),
    };
    if query.is_some() && ids.is_empty() {
        let words = language.pick(
            "没有文章符合检索式，写出的是空的",
            "no article answers the query: what is written is empty",
        );
        complain(words, outcome);
    }
    let mut unread = |path: &str, reason: &PageError| {
        outcome = complain(format!("{path}: {}", reason.in_words(language)), Outcome::SomeUnreadable);
    };
    let title = options.query.clone().unwrap_or_else(|| library.name().to_string());
    let ExportOptions { flow: flows, clippings, .. } = *options;
    let mut writing = Writing { library: &library, ids: &ids, form, flows, clippings, title };
    let markdown = form == ExportForm::Articles(Format::Markdown);
    let forbidden = match &options.output {
        Some(folder) if markdown && is_folder(folder) => writing.write_notes(folder, &mut unread)?,
        Some(folder) if is_folder(folder) => {
            let words = language.pick(
                "只有 Markdown 写成文件夹，别的格式请写出文件名",
                "only Markdown is written as a folder: name a file for other formats",
            );
            return Ok(complain(format!("{}: {words}", folder.display()), Outcome::Usage));
        }
        Some(path) if options.resume => {
            let heads = usize::from(is_table);
            let mut out = Resumed::open(path, heads, is_table, language)?;
            // The last article is written once more, to see that it is the same.
            let done = out.records.saturating_sub(heads + 1);
            writing.ids = ids.get(done..).unwrap_or_default();
            writing.write(&mut out, &mut unread)?
        }
        Some(path) if is_table || is_lines => {
            let file = File::create_new(path)?;
            writing.write(&mut BufWriter::new(file), &mut unread).inspect_err(|_| {
                // Half a file is in the way of the next try.
                let _ = std::fs::remove_file(path);
            })?
        }
        Some(path) => write_whole(&writing, path, &mut unread)?,
        None => writing.write(&mut BufWriter::new(std::io::stdout().lock()), &mut unread)?,
    };
    tell_forbidden(forbidden, language);
    Ok(outcome)
}

/// Writes a file that gets its name once it is whole: half an EPUB that was broken off would look like one.
fn write_whole(
    writing: &Writing<'_>,
    path: &Path,
    unread: &mut impl FnMut(&str, &PageError),
) -> std::io::Result<usize> {
    if path.try_exists()? {
        return Err(std::io::ErrorKind::AlreadyExists.into());
    }
    let mut draft = Draft::new(path)?;
    let forbidden = writing.write(&mut BufWriter::new(draft.file()), unread)?;
    draft.finish()?;
    Ok(forbidden)
}

/// Articles to be written, and their form.
struct Writing<'a> {
    library: &'a Library,
    ids: &'a [ArticleId],
    form: ExportForm,
    /// Whether articles follow one another on a page.
    flows: bool,
    /// Whether articles are shown as they were printed, too.
    clippings: bool,
    title: String,
}

impl Writing<'_> {
    /// Writes the articles; gives how many signs were left out.
    fn write(
        &self,
        out: &mut dyn Write,
        unread: &mut impl FnMut(&str, &PageError),
    ) -> std::io::Result<usize> {
        let made = jiff::Timestamp::now();
        let print = Print { flows: self.flows, ..Print::default() };
        let options = export::Options { title: self.title.clone(), made, print, ..Default::default() };
        let mut forbidden = 0;
        match self.form {
            ExportForm::Articles(format) => {
                let mut stream = Stream::new(format, &options, self.ids.len() != 1, out)?;
                let mut scissors = self.clippings.then(Scissors::default);
                self.each(unread, |page, content, article| {
                    let citation = page.citation(article);
                    let document = Document { citation: &citation, article };
                    forbidden += document.forbidden();
                    // What cannot be drawn is there as text.
                    let clipping =
                        scissors.as_mut().and_then(|scissors| scissors.cut(page, content, article).ok());
                    stream.add_clipped(&document, clipping.as_deref())
                })?;
                stream.finish()?;
            }
            ExportForm::References(style) => {
                let mut bibliography = Bibliography::new(style);
                self.each(unread, |page, _, article| {
                    let citation = page.citation(article);
                    forbidden += Document { citation: &citation, article }.forbidden();
                    out.write_all(bibliography.add(&citation).as_bytes())
                })?;
                out.write_all(bibliography.end().as_bytes())?;
            }
        }
        out.flush().map(|()| forbidden)
    }

    /// Writes each article into a file of its own in a folder; gives how many signs were left out.
    fn write_notes(
        &self,
        folder: &Path,
        unread: &mut impl FnMut(&str, &PageError),
    ) -> std::io::Result<usize> {
        std::fs::create_dir_all(folder)?;
        let (mut notes, mut forbidden) = (Notes::new(&export::Options::default()), 0);
        self.each(unread, |page, _, article| {
            let citation = page.citation(article);
            let document = Document { citation: &citation, article };
            forbidden += document.forbidden();
            let note = notes.add(&document);
            let path = folder.join(note.file_name);
            File::create_new(&path)
                .and_then(|mut file| file.write_all(note.text.as_bytes()))
                .map_err(FileError::at(&path))
        })?;
        Ok(forbidden)
    }

    /// Reads the pages on all cores, a few at a time, and hands their articles on in order.
    fn each(
        &self,
        unread: &mut impl FnMut(&str, &PageError),
        mut take: impl FnMut(&PageEntry, &PageContent, &Article) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let of_page: Vec<Vec<ArticleId>> =
            self.ids.chunk_by(|a, b| a.page == b.page).map(<[_]>::to_vec).collect();
        let meter = Meter::new(of_page.len());
        let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let read = |ids: Vec<ArticleId>| {
            let content = meter.page(|_| self.library.content_once(ids[0].page));
            (ids, content)
        };
        ordered::each(
            of_page.into_iter(),
            |_| 0,
            threads,
            read,
            |read| {
                let Some((ids, content)) = read else { return Ok(()) };
                let Some(page) = self.library.page(ids[0].page) else { return Ok(()) };
                let content = match content {
                    Ok(content) => content,
                    Err(reason) => {
                        meter.clear();
                        unread(&page.file.path, &reason);
                        return Ok(());
                    }
                };
                content.articles(&ids).try_for_each(|article| take(page, &content, article))
            },
        )?;
        meter.clear();
        Ok(())
    }
}

//! `clip`: an article cut out of its page as it was printed.

use super::arguments::ClipOptions;
use super::segment::{FoundPage, of_file};
use super::{Outcome, complain};
use crate::archive::{Limits, PageError, Source};
use crate::export::picture_pdf;
use crate::facsimile::{NoPicture, Renderer, clip};
use crate::language::Language;
use crate::segmentation::Article;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Runs the command.
pub(super) fn run(
    options: &ClipOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> io::Result<Outcome> {
    let refuse = |chinese, english| Ok(complain(language.pick(chinese, english), Outcome::Usage));
    let source = match Source::open(&options.path) {
        Ok(source @ Source::File(_)) => source,
        Ok(_) => return refuse("请指定一个 PDF 文件，而不是文件夹", "name a PDF file, not a folder"),
        Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
    };
    if options.output.is_none() && io::stdout().is_terminal() {
        return refuse("图片不能显示在终端上，请加 --output", "a terminal shows no picture: add --output");
    }
    let mut ended = Ok(Outcome::Done);
    let read = of_file(&source, asked_dir, language, |pages| {
        ended = cut(options, &source, &pages, language);
        Ok(())
    })?;
    if read == Outcome::Done { ended } else { Ok(read) }
}

/// Cuts the article that is asked for out of one of the file's pages, and writes it.
fn cut(
    options: &ClipOptions,
    source: &Source,
    pages: &[FoundPage],
    language: Language,
) -> io::Result<Outcome> {
    let refuse =
        |chinese: String, english: String| Ok(complain(language.pick(chinese, english), Outcome::Usage));
    let count = pages.len();
    let Some(page) = pages.get(options.page.get() - 1) else {
        return refuse(format!("文件只有 {count} 页"), format!("pages in the file: {count}"));
    };
    if page.content.page.layout().is_none() {
        return Ok(complain(NoPicture::OnlyText.in_words(language), Outcome::Usage));
    }
    let (number, articles) = (options.article, &page.content.segmentation.articles);
    let Some(article) = articles.get(number.get() - 1) else {
        let count = articles.len();
        return refuse(
            format!("没有第 {number} 篇：本页共 {count} 篇"),
            format!("there is no article {number}; articles on the page: {count}"),
        );
    };
    match clipping(options, source, page, article) {
        Ok(bytes) => write(options, &bytes).map(|()| Outcome::Done),
        Err(reason) => {
            let words = format!("{}: {}", page.path, reason.in_words(language));
            Ok(complain(words, Outcome::SomeUnreadable))
        }
    }
}

/// The file that holds the clipping.
fn clipping(
    options: &ClipOptions,
    source: &Source,
    page: &FoundPage,
    article: &Article,
) -> Result<Vec<u8>, NoPicture> {
    let cited = page.label.citation(&page.path).source_line();
    let cited = if cited.is_empty() { source.name() } else { cited };
    let number = options.page.get() - 1;
    let file = Renderer::open(bytes_of(source).map_err(NoPicture::File)?)?;
    let picture = clip(&file, (number, &page.content.page), article, &cited, options.zoom)?;
    let ending = options.output.as_deref().and_then(|path| path.extension());
    let bytes = if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
        let size = (picture.width, picture.height);
        let title = page.content.title(article).unwrap_or_else(|| article.display_title());
        picture_pdf(&title, &picture.rgb(), size, 1.0 / options.zoom)
    } else {
        picture.png()
    };
    bytes.map_err(|error| NoPicture::File(error.into()))
}

/// The bytes of a source of one file.
fn bytes_of(source: &Source) -> Result<Vec<u8>, PageError> {
    let limits = Limits::default();
    let listing = source.list(&limits, &AtomicBool::new(false));
    let listing = listing.map_err(|error| PageError::System(error.to_string()))?;
    let file = listing.files.first().ok_or(PageError::Gone)?;
    file.read(limits.bytes_of(&file.path))
}

fn write(options: &ClipOptions, bytes: &[u8]) -> io::Result<()> {
    let Some(path) = &options.output else { return io::stdout().lock().write_all(bytes) };
    std::fs::File::create_new(path).and_then(|mut file| file.write_all(bytes))
}

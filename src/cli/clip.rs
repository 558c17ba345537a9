//! `clip`: an article cut out of its page as it was printed.

use super::arguments::ClipOptions;
use super::segment::{FoundPage, each_file};
use super::{Outcome, complain};
use crate::archive::{Limits, Source};
use crate::export::picture_pdf;
use crate::facsimile::{NoPicture, Renderer, clip};
use crate::language::Language;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::AtomicBool;

/// Runs the command.
pub(super) fn run(options: &ClipOptions, language: Language) -> io::Result<Outcome> {
    let refuse =
        |(chinese, english): (String, String)| Ok(complain(language.pick(chinese, english), Outcome::Usage));
    let source = match Source::open(&options.path) {
        Ok(source @ Source::File(_)) => source,
        Ok(_) => return refuse(("请指定一个 PDF 文件".into(), "name a PDF file, not a folder".into())),
        Err(error) => return Ok(complain(error.in_words(language), Outcome::Usage)),
    };
    if options.output.is_none() && io::stdout().is_terminal() {
        let (chinese, english) =
            ("图片不能显示在终端上，请加 --output", "a terminal shows no picture: add --output");
        return refuse((chinese.into(), english.into()));
    }
    let pool = rayon::ThreadPoolBuilder::new().build().map_err(io::Error::other)?;
    let mut done = Ok(Outcome::Done);
    let read = each_file(&source, None, &pool, language, |pages| {
        let number = options.article.get();
        let Some(page) = pages.get(options.page.get() - 1) else {
            let count = pages.len();
            done = refuse((format!("文件只有 {count} 页"), format!("the file has {count} pages")));
            return Ok(());
        };
        let count = page.content.segmentation.articles.len();
        done = match cut(options, &source, page) {
            None => refuse((
                format!("本版没有第 {number} 篇，共有 {count} 篇"),
                format!("no article {number}: the page has {count}"),
            )),
            Some(Err(reason)) => Ok(complain(
                format!("{}: {}", page.path, reason.in_words(language)),
                if reason == NoPicture::OnlyText { Outcome::Usage } else { Outcome::SomeUnreadable },
            )),
            Some(Ok(bytes)) => write(options, &bytes).map(|()| Outcome::Done),
        };
        Ok(())
    })?;
    if read == Outcome::Done { done } else { Ok(read) }
}

/// The file that holds the clipping; `None` where there is no such article.
fn cut(options: &ClipOptions, source: &Source, page: &FoundPage<'_>) -> Option<Result<Vec<u8>, NoPicture>> {
    let content = &page.content;
    // A page of text is refused whatever article is asked for.
    if content.page.layout().is_none() {
        return Some(Err(NoPicture::OnlyText));
    }
    let article = content.segmentation.articles.get(options.article.get() - 1)?;
    let cited = page.label.citation(page.path).source_line();
    let cited = if cited.is_empty() { source.name() } else { cited };
    let made = || {
        let limits = Limits::default();
        let listing = source.list(&limits, &AtomicBool::new(false)).map_err(|error| error.to_string());
        let files =
            listing.map_err(|reason| NoPicture::File(crate::archive::PageError::System(reason)))?.files;
        let file = files.first().ok_or(NoPicture::NoPage)?;
        let bytes = file.read(limits.bytes_of(&file.path)).map_err(NoPicture::File)?;
        let number = options.page.get() - 1;
        let picture = clip(&Renderer::open(bytes)?, (number, &content.page), article, &cited, options.zoom)?;
        let is_pdf = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("pdf");
        let bytes = if options.output.as_deref().and_then(|path| path.extension()).is_some_and(is_pdf) {
            let size = (picture.width, picture.height);
            picture_pdf(&article.display_title(), &picture.rgb(), size, 1.0 / options.zoom)
        } else {
            picture.png()
        };
        bytes.map_err(|error| NoPicture::File(error.into()))
    };
    Some(made())
}

fn write(options: &ClipOptions, bytes: &[u8]) -> io::Result<()> {
    let Some(path) = &options.output else { return io::stdout().lock().write_all(bytes) };
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
}

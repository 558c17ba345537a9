//! Export of what was found, to a file of the person's choice on a thread of its own.

use crate::app::file_dialog;
use crate::app::import_export::file::{Failure, Part};
use crate::archive::{ArticleId, Library};
use crate::citation::{Citation, CitationStyle, bibliography};
use crate::export::{self, Document, Format, Stream};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Form of an export: the articles, or references to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The articles.
    Articles(Format),
    /// References to them.
    References(CitationStyle),
}

impl Form {
    /// All forms that can be written article by article, in the order of the menu.
    pub const ALL: [Form; 9] = [
        Form::Articles(Format::Markdown),
        Form::Articles(Format::Text),
        Form::Articles(Format::Epub),
        Form::Articles(Format::Csv),
        Form::Articles(Format::Jsonl),
        Form::References(CitationStyle::Gbt7714),
        Form::References(CitationStyle::Ris),
        Form::References(CitationStyle::Bibtex),
        Form::References(CitationStyle::CslJson),
    ];

    /// Its name in every language.
    pub fn name(self) -> &'static str {
        match self {
            Form::Articles(Format::Markdown) => "Markdown",
            Form::Articles(Format::Text) => "TXT",
            Form::Articles(Format::Epub) => "EPUB",
            Form::Articles(Format::Csv) => "CSV",
            Form::Articles(Format::Jsonl) => "JSONL",
            Form::Articles(Format::Html) => "HTML",
            Form::Articles(Format::Pdf) => "PDF",
            Form::References(CitationStyle::Gbt7714) => "GB/T 7714-2015",
            Form::References(CitationStyle::Gbt7714In2025) => "GB/T 7714-2025",
            Form::References(CitationStyle::Ris) => "RIS",
            Form::References(CitationStyle::Bibtex) => "BibTeX",
            Form::References(CitationStyle::CslJson) => "CSL-JSON",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Form::Articles(format) => format.extension(),
            Form::References(style) => style.extension(),
        }
    }
}

/// Result of an export.
#[derive(Debug)]
pub enum Exported {
    /// Nobody chose a file.
    Nowhere,
    /// It is written there, so many articles; those of pages that cannot be read are missing.
    Written(PathBuf, usize),
    /// It could not be written.
    Failed(Failure),
}

/// Articles to be written.
pub struct Export {
    /// As what.
    pub form: Form,
    /// Title of the collection: the query.
    pub title: String,
    /// The library that they are from.
    pub library: Library,
    /// The articles, in order.
    pub articles: Vec<ArticleId>,
}

impl Export {
    /// Asks for a file with the system's dialog and writes it; `tell` is called on the thread that did. Where the system
    /// has no dialog, the file is a new one among the person's documents.
    pub fn start(self, tell: impl FnOnce(Exported) + Send + 'static) {
        let extension = self.form.extension();
        let proposed = file_dialog::in_documents(&self.title, extension);
        let dialog = file_dialog::beginning_at(&proposed).add_filter(self.form.name(), &[extension]);
        let begun = Instant::now();
        file_dialog::ask(
            move || dialog.save_file(),
            move |chosen| {
                let never_shown = file_dialog::was_never_shown(0.0, begun.elapsed().as_secs_f64());
                let Some(path) = chosen.or_else(|| never_shown.then(|| file_dialog::unused(&proposed)))
                else {
                    return tell(Exported::Nowhere);
                };
                tell(match self.write(&path) {
                    Ok(articles) => Exported::Written(path, articles),
                    Err(failure) => Exported::Failed(failure),
                });
            },
        );
    }

    /// Writes all articles; gives how many there are. The file is not there before it is whole.
    fn write(&self, path: &Path) -> Result<usize, Failure> {
        let mut part = Part::new(path, true)?;
        let mut out = BufWriter::new(part.file());
        let count = self.write_to(&mut out).and_then(|count| out.flush().map(|()| count));
        drop(out);
        let count = count.map_err(|error| Failure::Io(path.to_owned(), error))?;
        part.finish().map(|_| count)
    }

    fn write_to(&self, out: &mut dyn Write) -> io::Result<usize> {
        match self.form {
            Form::Articles(format) => {
                let made = jiff::Timestamp::now();
                let options = export::Options { title: self.title.clone(), made, ..Default::default() };
                let mut stream = Stream::new(format, &options, self.articles.len() != 1, out)?;
                let count = self.each(|document| stream.add(&document))?;
                stream.finish().map(|()| count)
            }
            Form::References(style) => {
                let mut citations: Vec<Citation> = Vec::new();
                let count = self.each(|document| {
                    citations.push(document.citation.clone());
                    Ok(())
                })?;
                out.write_all(bibliography(&citations, style).as_bytes())?;
                Ok(count)
            }
        }
    }

    /// Reads article by article; gives how many could be read.
    fn each(&self, mut take: impl FnMut(Document<'_>) -> io::Result<()>) -> io::Result<usize> {
        let mut count = 0;
        for (ids, read) in self.library.pages_in_turn(&self.articles) {
            let Some((page, content)) = read else { continue };
            for article in content.articles(ids) {
                take(Document { citation: &page.citation(article), article })?;
                count += 1;
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    #[test]
    fn every_form_is_written_whole_and_in_order() {
        let bench = Bench::two_papers();
        let library = bench.state.archive.library.clone();
        let mut articles: Vec<ArticleId> = library.articles().map(|(id, _, _)| id).collect();
        articles.reverse();
        let titles: Vec<String> =
            articles.iter().map(|id| library.article(*id).unwrap().title.clone()).collect();
        let folder = tempfile::tempdir().unwrap();
        for form in Form::ALL {
            let (library, articles) = (library.clone(), articles.clone());
            let export = Export { form, title: "短消息".into(), library, articles };
            let path = folder.path().join(format!("out.{}", form.extension()));
            assert_eq!(export.write(&path).unwrap(), 4, "{form:?}");
            let text = std::fs::read(&path).unwrap();
            if form == Form::Articles(Format::Epub) {
                continue;
            }
            let text = String::from_utf8(text).unwrap();
            let places: Vec<usize> = titles.iter().map(|title| text.find(title).expect("a title")).collect();
            assert!(places.is_sorted(), "{form:?}: {places:?}");
        }
        assert!(
            std::fs::read_dir(folder.path()).unwrap().all(|entry| {
                entry.unwrap().path().extension().is_some_and(|extension| extension != "part")
            })
        );
    }

    #[test]
    fn where_nothing_can_be_written_nothing_is_left() {
        let bench = Bench::two_papers();
        let library = bench.state.archive.library.clone();
        let articles = library.articles().map(|(id, _, _)| id).collect();
        let form = Form::Articles(Format::Csv);
        let export = Export { form, title: String::new(), library, articles };
        let folder = tempfile::tempdir().unwrap();
        // A folder is in the file's place.
        let path = folder.path().join("out.csv");
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("x"), "").unwrap();
        assert!(export.write(&path).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

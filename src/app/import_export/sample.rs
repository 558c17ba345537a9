//! Sample of an export: how what is written of the articles begins in the form that is chosen, seen before anything is written.

use super::form::Form;
use crate::archive::{ArticleId, Library};
use crate::citation::bibliography;
use crate::export::{self, Document, Format, Notes, Options};

/// Sample as the dialog shows it.
#[derive(Default)]
pub struct Sample {
    /// Its lines; none while it is read, and where the form is no text.
    pub lines: Vec<String>,
    /// Numbers the samples that were asked for: what comes late is of another form.
    asked: u64,
}

impl Sample {
    /// The sample that is asked for next, with its number, where a form is text.
    pub fn next(&mut self, form: Form) -> Option<u64> {
        let asked = self.asked + 1;
        *self = Sample { asked, ..Sample::default() };
        is_text(form).then_some(asked)
    }

    /// Takes in what was read for the sample of a number.
    pub fn take(&mut self, asked: u64, lines: Vec<String>) {
        if self.asked == asked {
            self.lines = lines;
        }
    }
}

/// Whether a form is text that a person reads as it is.
fn is_text(form: Form) -> bool {
    match form {
        Form::Articles(format) => {
            matches!(format, Format::Markdown | Format::Text | Format::Csv | Format::Jsonl)
        }
        Form::References(_) => true,
        Form::Clippings | Form::Collection => false,
    }
}

/// The first lines of what is written of articles: of several, the first two, which stand as all do.
pub fn beginning(
    library: &Library,
    articles: &[ArticleId],
    (form, parted): (Form, bool),
    options: &Options,
) -> Option<Vec<String>> {
    /// Characters of a line at most: a whole text may be on one.
    const LONGEST: usize = 200;
    /// Lines at most.
    const LINES: usize = 6;
    let pages = library.pages_in_turn(articles).filter_map(|(of_page, read)| Some((of_page, read?)));
    let pages: Vec<_> = pages.collect();
    let found = pages.iter().flat_map(|(of_page, (entry, content))| {
        content.articles(of_page).map(move |article| (entry.citation(article), article))
    });
    let found: Vec<_> = found.take(if parted { 1 } else { 2 }).collect();
    let documents: Vec<_> = found.iter().map(|(citation, article)| Document { citation, article }).collect();
    let first = documents.first()?;
    let text = match form {
        Form::References(style) => {
            let citations: Vec<_> = found.iter().map(|(citation, _)| citation.clone()).collect();
            bibliography(&citations, style)
        }
        Form::Articles(Format::Markdown) if parted => Notes::new(options).add(first).text,
        Form::Articles(format) => {
            let mut bytes = Vec::new();
            export::write(&documents, format, options, &mut bytes).ok()?;
            String::from_utf8(bytes).ok()?
        }
        Form::Clippings | Form::Collection => return None,
    };
    let lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    Some(lines.take(LINES).map(|line| line.chars().take(LONGEST).collect()).collect())
}

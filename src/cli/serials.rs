//! `serials`: the articles that go on over pages and issues.

use super::Outcome;
use super::arguments::{SearchFormat, SerialsOptions};
use super::by_hand::Said;
use super::search::load;
use super::terminal::{json_line, sanitize};
use crate::archive::{ArticleId, Library};
use crate::language::Language;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

#[derive(Serialize)]
struct JsonPart<'a> {
    path: &'a str,
    /// Its place among the page's articles, from 0.
    article: u32,
    paper: &'a str,
    date: Option<String>,
    page: Option<String>,
    title: &'a str,
    /// Instalments before this one that are not here.
    missing: u16,
    /// Probability, 0 to 1, that it goes on from the one before; none for the first.
    confidence: Option<f32>,
}

/// Runs the command.
pub(super) fn run(
    options: &SerialsOptions,
    asked_dir: Option<PathBuf>,
    language: Language,
) -> std::io::Result<Outcome> {
    let said = Said::of(asked_dir.as_deref());
    let (library, outcome) = match load(&options.path, asked_dir, &said, language) {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut count = 0;
    for chain in library.serials().chains() {
        let first = chain.first().and_then(|link| part(&library, link.from, None, 0));
        let rest =
            chain.iter().filter_map(|link| part(&library, link.to, Some(link.confidence), link.missing));
        let parts: Vec<JsonPart<'_>> = first.into_iter().chain(rest).collect();
        match options.format {
            SearchFormat::Jsonl => {
                json_line(&mut out, &parts)?;
            }
            SearchFormat::Text => {
                parts.iter().try_for_each(|part| print(&mut out, part, language))?;
                writeln!(out)?;
            }
        }
        count += 1;
    }
    out.flush()?;
    eprintln!("{}", language.pick(format!("找到 {count} 个"), format!("{count} found")));
    Ok(outcome)
}

fn part(library: &Library, id: ArticleId, confidence: Option<f32>, missing: u16) -> Option<JsonPart<'_>> {
    let (page, article) = (library.page(id.page)?, library.article(id)?);
    Some(JsonPart {
        path: &page.file.path,
        article: id.index,
        paper: &page.issue.paper,
        date: page.issue.date.map(|date| date.to_string()),
        page: page.label.page.as_ref().map(ToString::to_string),
        title: article.title(),
        missing,
        confidence,
    })
}

/// `98%  2024-07-17  04  title`, the share being that of the link to the line above.
fn print(out: &mut impl Write, part: &JsonPart<'_>, language: Language) -> std::io::Result<()> {
    if part.missing > 0 {
        let missing = part.missing;
        writeln!(out, "      {}", language.pick(format!("缺 {missing} 篇"), format!("{missing} missing")))?;
    }
    let sure = part.confidence.map_or(String::new(), |sure| format!("{:.0}%", sure * 100.0));
    let date = part.date.as_deref().unwrap_or_default();
    let page = part.page.as_deref().unwrap_or_default();
    writeln!(out, "{sure:>4}  {}  {date:<10}  {page:>3}  {}", sanitize(part.paper), sanitize(part.title))
}

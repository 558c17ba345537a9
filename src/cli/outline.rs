//! The outline of pages, for people: issues, pages, titles and how sure each is.

use super::segment::FoundPage;
use super::terminal::sanitize;
use crate::archive::{IssueKey, reading_in_words};
use crate::language::Language;
use crate::segmentation::{Article, Block, Evidence, Role, question};
use std::io::Write;

/// Prints pages one after another under the headings of their issues.
pub(super) struct Outline {
    language: Language,
    issue: Option<IssueKey>,
}

impl Outline {
    /// An outline in a language.
    pub fn new(language: Language) -> Outline {
        Outline { language, issue: None }
    }

    /// Prints a page: a heading where a new issue begins, the page, its articles and, where asked, its blocks
    /// with the rules that decided them.
    pub fn page(&mut self, out: &mut impl Write, page: &FoundPage) -> std::io::Result<()> {
        let language = self.language;
        if self.issue.as_ref() != Some(&page.issue) {
            let heading = format!("{}  {}", page.issue.paper, page.issue.title(language));
            writeln!(out, "{}", sanitize(&heading))?;
            self.issue = Some(page.issue.clone());
        }
        let number = page.label.page.as_ref().map(|number| number.title(language));
        let name: Vec<String> = number.into_iter().chain(page.label.section.clone()).collect();
        writeln!(out, "  {}  {}", sanitize(&name.join(" ")), sanitize(&page.path))?;
        if let Some(words) = reading_in_words(&page.content, language) {
            writeln!(out, "      {words}")?;
        }
        let placing = language.pick("标题位置", "where headlines are");
        page.wholes.iter().try_for_each(|wholes| explain_whole(out, placing, &wholes.page, language))?;
        for (i, article) in page.content.segmentation.articles.iter().enumerate() {
            self.article(out, i + 1, article, page.content.title(article))?;
            if let Some(wholes) = &page.wholes {
                explain_whole(out, language.pick("全篇", "as a whole"), &wholes.articles[i], language)?;
                article.blocks.iter().try_for_each(|block| explain_block(out, block, language))?;
            }
        }
        if page.wholes.is_some() {
            page.content
                .segmentation
                .furniture
                .iter()
                .try_for_each(|block| explain_block(out, block, language))?;
        }
        Ok(())
    }

    fn article(
        &self,
        out: &mut impl Write,
        number: usize,
        article: &Article,
        title: Option<String>,
    ) -> std::io::Result<()> {
        let untitled = if title.is_none() { self.language.pick("（无题）", "(untitled) ") } else { "" };
        let kicker: Vec<&str> = article.texts(Role::Kicker).collect();
        let kicker =
            if kicker.is_empty() { String::new() } else { format!("{}\u{3000}", kicker.join("\u{3000}")) };
        writeln!(
            out,
            "    {number:>3}  {:>3.0}%  {}{untitled}{}",
            article.confidence * 100.0,
            sanitize(&kicker),
            sanitize(&title.unwrap_or_else(|| article.display_title()))
        )
    }
}

/// Question of a piece of evidence, in words.
fn asked(rule: &str, language: Language) -> &str {
    let (chinese, english) = question(rule);
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Pieces of evidence in words, with their weights.
fn in_words(evidence: &[Evidence], language: Language) -> String {
    let words = evidence.iter().map(|e| format!("{} {:+.1}", asked(&e.rule, language), e.weight));
    words.collect::<Vec<_>>().join(", ")
}

/// Prints what was asked of the page or of an article as a whole, in one line.
fn explain_whole(
    out: &mut impl Write,
    what: &str,
    evidence: &[Evidence],
    language: Language,
) -> std::io::Result<()> {
    if evidence.is_empty() {
        return Ok(());
    }
    writeln!(out, "           {what}  {}", in_words(evidence, language))
}

/// A block in one line: role, line numbers, first words, confidence, and the strongest evidence.
fn explain_block(out: &mut impl Write, block: &Block, language: Language) -> std::io::Result<()> {
    /// Characters that show which block it is.
    const WORDS: usize = 16;
    let words: String = block.text.as_str().chars().take(WORDS).collect();
    let (first, last) = (block.lines.iter().min(), block.lines.iter().max());
    let lines = match (first, last) {
        (Some(first), Some(last)) => format!("{}-{}", first.0, last.0),
        _ => String::new(),
    };
    writeln!(
        out,
        "           {:<9} {lines:<9} {}  {:.0}% / {:.0}%  {}",
        block.role.name(),
        sanitize(&words),
        block.role_confidence * 100.0,
        block.boundary_confidence * 100.0,
        in_words(&block.evidence, language)
    )
}

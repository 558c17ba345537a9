//! A page with its right answer, and the text form it is kept in.
//!
//! A `.gold` file holds `article NAME [open]` rows, each followed by its blocks in reading order, one
//! `ROLE LINES [= TEXT]` a row; LINES are numbers and ranges of the page's lines; TEXT is what a reader should
//! see where that is not simply the lines joined. `furniture LINES` rows stand apart. Every non-blank line of
//! the page is in exactly one row.

use crate::segmentation::{LineNo, Page, Role};
use std::{collections::BTreeMap, fmt::Write};

/// A block of a gold article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldBlock {
    /// Its role; never [`Role::Furniture`].
    pub role: Role,
    /// Its lines in reading order.
    pub lines: Vec<LineNo>,
    /// The text a reader should see, where it differs from the lines joined without white space.
    pub text: Option<String>,
}

/// An article as it ought to be found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldArticle {
    /// A name without spaces, unique on the page.
    pub name: String,
    /// Whether text of it is missing on the page, so that breaks inside are not certain.
    pub open: bool,
    /// Blocks in reading order.
    pub blocks: Vec<GoldBlock>,
}

/// A page and its right answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelledPage {
    /// A short name: the file's stem.
    pub name: String,
    /// The page.
    pub page: Page,
    /// The articles.
    pub articles: Vec<GoldArticle>,
    /// Lines that are furniture.
    pub furniture: Vec<LineNo>,
}

/// Reason why a gold text could not be used: the row and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// Row of the gold text, from 1; 0 where the whole is wrong.
    pub row: usize,
    /// Message that says what is wrong.
    pub message: String,
}

impl std::fmt::Display for GoldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}: {}", self.row, self.message)
    }
}

impl std::error::Error for GoldError {}

impl LabelledPage {
    /// Reads a gold text for a page and checks that it covers each non-blank line once.
    pub fn parse(name: &str, page: Page, gold: &str) -> Result<LabelledPage, GoldError> {
        let mut out = LabelledPage { name: name.into(), page, ..Default::default() };
        for (index, row) in gold.lines().enumerate() {
            let bad = |message: &str| GoldError { row: index + 1, message: message.into() };
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let (head, rest) = row.split_once(' ').ok_or_else(|| bad("a row is ROLE LINES"))?;
            if head == "article" {
                let mut words = rest.split_whitespace();
                let name = words.next().ok_or_else(|| bad("an article wants a name"))?.to_owned();
                out.articles.push(GoldArticle { name, open: words.any(|w| w == "open"), blocks: Vec::new() });
                continue;
            }
            let (spans, text) = match rest.split_once(" = ") {
                Some((spans, text)) => (spans, Some(text.to_owned())),
                None => (rest, None),
            };
            let lines = parse_lines(spans).ok_or_else(|| bad("lines are numbers and ranges"))?;
            match Role::from_name(head).ok_or_else(|| bad("unknown role"))? {
                Role::Furniture => out.furniture.extend(lines),
                role => {
                    let article = out.articles.last_mut().ok_or_else(|| bad("a block before any article"))?;
                    article.blocks.push(GoldBlock { role, lines, text });
                }
            }
        }
        out.check()?;
        Ok(out)
    }

    /// Checks that each non-blank line of the page stands in exactly one block.
    pub fn check(&self) -> Result<(), GoldError> {
        let mut seen: BTreeMap<LineNo, u32> = BTreeMap::new();
        let blocks = self.articles.iter().flat_map(|a| &a.blocks);
        for line in blocks.flat_map(|b| &b.lines).chain(&self.furniture) {
            *seen.entry(*line).or_default() += 1;
        }
        for (no, line) in self.page.lines() {
            let wanted = u32::from(!line.trim().is_empty());
            let found = seen.remove(&no).unwrap_or(0);
            if found != wanted {
                let message = format!("{}: line {} stands in {found} blocks", self.name, no.0);
                return Err(GoldError { row: 0, message });
            }
        }
        match seen.keys().next() {
            Some(no) => {
                Err(GoldError { row: 0, message: format!("{}: there is no line {}", self.name, no.0) })
            }
            None => Ok(()),
        }
    }

    /// Writes the gold text that [`LabelledPage::parse`] reads.
    pub fn gold(&self) -> String {
        let mut out = String::new();
        for article in &self.articles {
            let open = if article.open { " open" } else { "" };
            let _ = writeln!(out, "article {}{open}", article.name);
            for block in &article.blocks {
                let _ = write!(out, "{} {}", block.role.name(), format_lines(&block.lines));
                if let Some(text) = &block.text {
                    let _ = write!(out, " = {text}");
                }
                out.push('\n');
            }
        }
        for line in &self.furniture {
            let _ = writeln!(out, "furniture {}", line.0);
        }
        out
    }
}

fn parse_lines(spans: &str) -> Option<Vec<LineNo>> {
    let mut lines = Vec::new();
    for part in spans.split_whitespace() {
        let (a, b) = part.split_once('-').unwrap_or((part, part));
        let (a, b) = (a.parse::<u32>().ok()?, b.parse::<u32>().ok()?);
        lines.extend((a..=b).map(LineNo));
    }
    Some(lines)
}

fn format_lines(lines: &[LineNo]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = lines;
    while let [first, ..] = rest {
        let run = rest.iter().zip(first.0..).take_while(|(line, want)| line.0 == *want).count();
        let last = rest[run - 1];
        parts.push(if run > 1 { format!("{}-{}", first.0, last.0) } else { first.0.to_string() });
        rest = &rest[run..];
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_text_survives_a_round_trip_and_notices_a_missing_line() {
        let page = Page::new("甲\n\n乙\n丙\n丁".into());
        let gold = "article a open\ntitle 1\np 3-4 = 乙丙\nfurniture 5\n";
        let parsed = LabelledPage::parse("x", page.clone(), gold).unwrap();
        assert_eq!(parsed.gold(), gold);
        assert!(LabelledPage::parse("x", page, "article a\np 1 3-4\n").is_err());
    }
}

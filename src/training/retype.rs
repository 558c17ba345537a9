//! Labelled pages typed anew, as a person or a careful converter leaves them: the indent kept, lines joined or not,
//! blank lines between articles, between paragraphs or nowhere, a few articles a page.

use crate::evaluation::{GoldArticle, GoldBlock, LabelledPage, splitmix};
use crate::segmentation::{LineNo, Page, Role};

/// Most articles of a retyped page.
const MOST_ARTICLES: u64 = 4;

/// Manner in which a page is typed.
struct Manner {
    indent: &'static str,
    /// Whether a paragraph is one line.
    joined: bool,
    blank_between_paragraphs: bool,
    blank_after_headline: bool,
    blank_between_articles: bool,
}

/// Some articles of a page typed anew, headline first; `None` where the page has none with text.
pub(crate) fn retype(page: &LabelledPage, random: &mut u64) -> Option<LabelledPage> {
    let mut chance = |n: u64| splitmix(random) % n;
    let manner = Manner {
        indent: ["\u{3000}\u{3000}", "\u{3000}\u{3000}", "    ", "  ", ""][chance(5) as usize],
        joined: chance(3) > 0,
        blank_between_paragraphs: chance(3) == 0,
        blank_after_headline: chance(2) == 0,
        blank_between_articles: chance(4) > 0,
    };
    let whole: Vec<&GoldArticle> = page
        .articles
        .iter()
        .filter(|a| !a.open && a.blocks.iter().any(|b| b.role == Role::Paragraph))
        .collect();
    let first = chance(whole.len().max(1) as u64) as usize;
    let count = 1 + chance(MOST_ARTICLES) as usize;
    let mut out = LabelledPage { name: format!("{}-typed", page.name), ..Default::default() };
    let mut lines: Vec<String> = Vec::new();
    for article in whole.iter().skip(first).take(count) {
        if manner.blank_between_articles && !lines.is_empty() {
            lines.push(String::new());
        }
        out.articles.push(type_article(article, page, &manner, &mut lines));
    }
    out.page = Page::new(lines.join("\n"));
    (!out.articles.is_empty() && out.check().is_ok()).then_some(out)
}

fn type_article(
    article: &GoldArticle,
    page: &LabelledPage,
    manner: &Manner,
    lines: &mut Vec<String>,
) -> GoldArticle {
    let mut typed = GoldArticle { name: article.name.clone(), ..Default::default() };
    let mut before: Option<Role> = None;
    for block in &article.blocks {
        let is_head = |r: Role| matches!(r, Role::Kicker | Role::Title | Role::Subtitle);
        let blank = match before {
            Some(head) if is_head(head) && !is_head(block.role) => manner.blank_after_headline,
            Some(_) if !is_head(block.role) => manner.blank_between_paragraphs,
            _ => false,
        };
        if blank {
            lines.push(String::new());
        }
        let printed: Vec<&str> = block.lines.iter().map(|no| page.page.line(*no).trim()).collect();
        let printed = match (&block.text, manner.joined || is_head(block.role)) {
            (Some(text), true) => vec![text.clone()],
            (None, true) => vec![printed.concat()],
            _ => printed.iter().map(|line| line.to_string()).collect(),
        };
        let first = lines.len() as u32 + 1;
        let indented = matches!(block.role, Role::Paragraph | Role::Subhead);
        for (i, line) in printed.iter().enumerate() {
            lines.push(if i == 0 && indented { format!("{}{line}", manner.indent) } else { line.clone() });
        }
        typed.blocks.push(GoldBlock {
            role: block.role,
            lines: (first..=lines.len() as u32).map(LineNo).collect(),
            text: None,
        });
        before = Some(block.role);
    }
    typed
}

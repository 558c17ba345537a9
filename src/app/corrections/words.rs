//! Corrections in words.

use crate::anchor::Target;
use crate::app::context::Context;
use crate::app::strings;
use crate::correction::{Correction, Operation};

/// A correction in words.
pub fn says(cx: &Context, correction: &Correction) -> String {
    let words_of = |target: &Target| -> String {
        /// Characters that tell a line from others.
        const FIRST: usize = 12;
        target.quote().trim().chars().take(FIRST).collect()
    };
    match &correction.operation {
        Operation::ArticleBegins { at } => cx.fill(strings::SAYS_ARTICLE, &[&words_of(at)]),
        Operation::ParagraphBegins { at } => cx.fill(strings::SAYS_PARAGRAPH, &[&words_of(at)]),
        Operation::JoinArticles { first, second } => {
            cx.fill(strings::SAYS_JOIN_ARTICLES, &[&words_of(first), &words_of(second)])
        }
        Operation::ArticleIs { article, says } => {
            cx.fill(strings::SAYS_DESCRIBED, &[&words_of(article), &says.in_words()])
        }
        Operation::ArticleIsRight { article } => cx.fill(strings::SAYS_RIGHT, &[&words_of(article)]),
        Operation::PageIs { says, .. } => cx.fill(strings::SAYS_PAGE, &[&says.in_words()]),
        Operation::FolderIs { folder, says, .. } => {
            cx.fill(strings::SAYS_DESCRIBED, &[&folder.path, &says.in_words()])
        }
        Operation::JoinParagraphs { first, second } => {
            cx.fill(strings::SAYS_JOIN_PARAGRAPHS, &[&words_of(first), &words_of(second)])
        }
        Operation::HasRole { lines, role } => {
            cx.fill(strings::SAYS_ROLE, &[&words_of(lines), &cx.t(strings::role_name(*role))])
        }
        Operation::BelongsTo { lines, article } => {
            cx.fill(strings::SAYS_BELONGS, &[&words_of(lines), &words_of(article)])
        }
    }
}

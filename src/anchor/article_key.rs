//! Names of articles that outlive a page's path and encoding.

use super::{Fingerprint, NormalText, PageRef};
use crate::segmentation::{Article, Page};

/// Key of the article that a reading position or a read mark belongs to: the page's normalised text and the line where
/// the article begins, so that it outlives re-wrapping of the file's name, folder and encoding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey(pub(crate) String);

impl ArticleKey {
    /// The key of an article of a page.
    pub fn new(at: &PageRef, page: &Page, article: &Article) -> ArticleKey {
        ArticleKey::from_marks(at.text, ArticleKey::line_mark(page, article))
    }

    /// The key out of the sum of the page's normalised text and [`ArticleKey::line_mark`], for lists that do not
    /// hold the text.
    pub fn from_marks(text: Fingerprint, line: u64) -> ArticleKey {
        ArticleKey(format!("{text}:{line:016x}"))
    }

    /// What [`ArticleKey::from_marks`] made it of; `None` where it is none of its keys.
    pub fn parts(&self) -> Option<(Fingerprint, u64)> {
        let (text, line) = self.0.split_once(':')?;
        Some((Fingerprint::parse(text)?, u64::from_str_radix(line, 16).ok()?))
    }

    /// Sum of the line where an article begins, which tells it from the others of its page.
    pub fn line_mark(page: &Page, article: &Article) -> u64 {
        NormalText::new(&page.text()[article.beginning(page).range()]).fingerprint().mark()
    }
}

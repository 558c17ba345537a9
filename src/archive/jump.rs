//! Jump lines followed: the article that 下转第3版 leads to.

use super::{ArticleId, Library, PageEntry};
use crate::segmentation::{Article, Role};
use crate::serial::jump_page;

/// Target of the jump lines of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JumpTarget {
    /// To this article.
    Article(ArticleId),
    /// To a page of this number, which the archive does not have.
    Missing(u16),
    /// Nowhere: no jump line names another page.
    None,
}

impl Library {
    /// The target of an article that goes on: on the page of the same issue that its jump line names, the article of
    /// the same title, else the one whose own jump line points back here, else the first.
    pub fn jump_target(&self, page: &PageEntry, article: &Article) -> JumpTarget {
        let number_of = |page: &PageEntry| page.label.page.as_ref().map(|page| page.number);
        let here = number_of(page);
        let mut jumps = article.texts(Role::Jump).filter_map(jump_page);
        let Some(number) = jumps.find(|number| Some(*number) != here) else { return JumpTarget::None };
        let issue = self.issues().iter().find(|issue| issue.key == *page.issue);
        let pages = issue.map(|issue| &self.pages()[issue.pages.clone()]).unwrap_or_default();
        let Some(target) = pages.iter().find(|page| number_of(page) == Some(number)) else {
            return JumpTarget::Missing(number);
        };
        let title = article.title();
        let back = self.content(target.id).ok().and_then(|content| {
            let articles = &content.segmentation.articles;
            let points_here = |article: &Article| {
                article.texts(Role::Jump).any(|text| jump_page(text).is_some_and(|page| Some(page) == here))
            };
            let same_title = |article: &Article| title.is_some() && article.title() == title;
            articles.iter().position(same_title).or_else(|| articles.iter().position(points_here))
        });
        JumpTarget::Article(ArticleId { page: target.id, index: back.unwrap_or(0) as u32 })
    }
}

//! Order for a list: everything that it is made of, as a value that a thread can work on.

use super::listing::{Group, Listing, Shape};
use super::{Filter, List, Narrowing};
use crate::app::article_status::{Marks, Status};
use crate::app::context::Context;
use crate::app::reader::article::SURE;
use crate::app::settings::{Grouping, Sort};
use crate::archive::{ArticleId, ArticleSummary, Library, PageEntry};
use std::collections::HashSet;
use std::sync::Arc;

/// Order for a list of a library's articles, grouped, sorted and filtered as they are to be.
pub(super) struct Order {
    library: Library,
    grouping: Grouping,
    sort: Sort,
    closed: HashSet<Group>,
    filters: HashSet<Filter>,
    status: Arc<Status>,
    /// The articles to which the list is narrowed.
    narrowed: Option<HashSet<ArticleId>>,
}

impl Order {
    /// The list that is shown, of what there is now.
    pub fn new(list: &List, cx: &Context, marks: &Marks) -> Order {
        let narrowed = |narrowing: &Narrowing| {
            marks.articles_with(|note| match narrowing {
                Narrowing::Collection(id) => note.collection.is_some_and(|member| member.id == *id),
                Narrowing::Tag(tag) => note.body.tags.contains(tag),
            })
        };
        Order {
            library: cx.library.clone(),
            grouping: cx.settings.grouping,
            sort: cx.settings.sort,
            closed: list.closed.clone(),
            filters: list.filters.clone(),
            status: marks.status(),
            narrowed: list.narrowing.as_ref().map(narrowed),
        }
    }

    /// Makes it.
    pub fn make(&self) -> Listing {
        let shape = Shape { grouping: self.grouping, sort: self.sort, closed: &self.closed };
        Listing::new(&self.library, &shape, |id, page, article| self.passes(id, page, article))
    }

    fn passes(&self, id: ArticleId, page: &PageEntry, article: &ArticleSummary) -> bool {
        self.filters.iter().all(|filter| match filter {
            Filter::Unread => !self.status.is_read(page, article),
            Filter::Bookmarked => self.status.of(id).bookmark,
            Filter::Annotated => self.status.of(id).note,
            Filter::Doubtful => article.confidence < SURE,
            Filter::Untitled => article.untitled,
        }) && self.narrowed.as_ref().is_none_or(|narrowed| narrowed.contains(&id))
    }
}

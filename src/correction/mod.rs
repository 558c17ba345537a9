//! The person's corrections of a segmentation: operations on quoted lines, done again on every new segmentation. Pure.
//!
//! A correction never names an article or a block by number: it quotes lines. [`apply`] finds them on the page as
//! annotations are found, changes the segmentation, and in the end looks whether every correction holds. One that does
//! not is a [`Conflict`] for the person to review; nothing is dropped in silence, and every line stays on the page.

mod active;
mod description;
mod likeness;
mod replay;
#[cfg(test)]
mod testing;

pub use active::Corrections;
pub use description::{Described, Description, Folder, Saying};
pub use likeness::{Like, Likeness, Zone};
pub use replay::{Corrected, apply, ends, is_corrected, is_so_already};

use crate::anchor::{PageRef, Target};
use crate::segmentation::Role;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Operation of a correction: what the person says about lines of a page, or about where it was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Operation {
    /// An article begins with this line.
    ArticleBegins {
        /// Its first line.
        at: Target,
    },
    /// Two articles are one: the second goes on where the first ends.
    JoinArticles {
        /// Lines of the first.
        first: Target,
        /// Lines of the second.
        second: Target,
    },
    /// A paragraph begins with this line.
    ParagraphBegins {
        /// Its first line.
        at: Target,
    },
    /// Two paragraphs are one.
    JoinParagraphs {
        /// Lines of the first.
        first: Target,
        /// Lines of the second.
        second: Target,
    },
    /// These lines play this part: the title, a caption, furniture.
    HasRole {
        /// The lines.
        lines: Target,
        /// Their part.
        role: Role,
    },
    /// These lines belong to the article of those.
    BelongsTo {
        /// The lines.
        lines: Target,
        /// Lines of the article.
        article: Target,
    },
    /// The article of these lines is so.
    ArticleIs {
        /// Its first line.
        article: Target,
        /// Its title and authors.
        says: Description,
    },
    /// The article that begins and ends with these lines is right as it is.
    ArticleIsRight {
        /// Its first and its last line.
        article: Target,
    },
    /// The page with these lines is so.
    PageIs {
        /// Some lines of it.
        page: Target,
        /// Its paper, day, number and section.
        says: Description,
    },
    /// The pages of a folder are so.
    FolderIs {
        /// The folder.
        folder: Folder,
        /// Paper, day, number and section that they have in common.
        says: Description,
        /// Pattern that reads these off their paths; empty where there is none.
        pattern: String,
    },
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its name for ever (UUID version 7); also the order in which corrections are done.
    pub id: Uuid,
    /// Its operation.
    pub operation: Operation,
    /// Time when it was made, by the machine's clock; for display only.
    pub created: Timestamp,
}

impl Correction {
    /// The page it is about; `None` where it is about a folder.
    pub fn page(&self) -> Option<&PageRef> {
        match &self.operation {
            Operation::ArticleBegins { at } | Operation::ParagraphBegins { at } => Some(&at.page),
            Operation::JoinArticles { first, .. } | Operation::JoinParagraphs { first, .. } => {
                Some(&first.page)
            }
            Operation::HasRole { lines, .. } | Operation::BelongsTo { lines, .. } => Some(&lines.page),
            Operation::ArticleIs { article, .. } | Operation::ArticleIsRight { article } => {
                Some(&article.page)
            }
            Operation::PageIs { page, .. } => Some(&page.page),
            Operation::FolderIs { .. } => None,
        }
    }
}

/// Reason why a correction does not hold on a segmentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Its lines are not on the page.
    NotFound,
    /// Its lines are probably on the page; it was not done.
    Unsure,
    /// A later correction says otherwise.
    Contradicted,
}

/// A correction that does not hold, to be reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conflict {
    /// The correction.
    pub correction: Uuid,
    /// The reason.
    pub reason: Reason,
}

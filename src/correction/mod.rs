//! The person's corrections of a segmentation: operations on quoted lines, done again on every new segmentation. Pure.
//!
//! A correction never names an article or a block by number: it quotes lines. [`apply`] finds them on the page as
//! annotations are found, changes the segmentation, and in the end looks whether every correction holds. One that does
//! not is a [`Conflict`] for the person to review; nothing is dropped in silence, and every line stays on the page.

mod active;
mod replay;

pub use active::Corrections;
pub use replay::{apply, is_corrected};

use crate::anchor::{PageRef, Target};
use crate::segmentation::Role;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Operation of a correction: what the person says about lines of a page.
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
    /// The page it is about.
    pub fn page(&self) -> &PageRef {
        match &self.operation {
            Operation::ArticleBegins { at } | Operation::ParagraphBegins { at } => &at.page,
            Operation::JoinArticles { first, .. } | Operation::JoinParagraphs { first, .. } => &first.page,
            Operation::HasRole { lines, .. } | Operation::BelongsTo { lines, .. } => &lines.page,
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

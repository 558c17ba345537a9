//! Folds: stretches of the page that a reader does not see as they are printed.

use super::ByteSpan;
use serde::{Deserialize, Serialize};

/// Reason why a stretch of the page is not in the reflowed text as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FoldKind {
    /// It has no shape: soft hyphens, joiners, variation selectors, controls.
    Ignorable,
    /// It is printed twice over itself, or points at a picture beside that.
    Overprint,
    /// It divides a word at a line's end.
    Hyphen,
    /// It is in the text, as the character that it means: a radical, a vertical form of a mark.
    Form,
    /// It is a mark about the text: a tag, an entity, a heading's #, a line's number.
    Markup,
}

/// A stretch of the page that is folded away, and may be unfolded: the page has it still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// The reason.
    pub kind: FoldKind,
    /// Its place on the page.
    pub span: ByteSpan,
}

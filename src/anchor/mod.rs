//! Anchors, which find a place in a text again: its page, its words and what stood around them. Pure.
//!
//! ```text
//! span ─Target→ kept ─Locator→ Anchor: the span on the page as it is now, and how sure that is
//! ```
//!
//! - [`Target`]: words on a page with their surroundings; [`PageRef`]: the page, by its sums and its path.
//! - [`Locator`]: finds them on a page that may have been wrapped, spaced, converted or scanned anew.
//! - [`NormalText`], [`Fingerprint`]: what stays the same of a text, and its sum.
//! - [`Kinship`]: how much of one page is on another.
//! - [`ArticleKey`]: an article by the line where it begins.

mod approx;
mod article_key;
mod columns;
mod fingerprint;
mod kinship;
mod locator;
mod normal_text;
mod page_index;
mod pattern;
mod target;
#[cfg(test)]
pub(crate) mod testing;

pub use article_key::ArticleKey;
pub use fingerprint::Fingerprint;
pub use kinship::Kinship;
pub use locator::{Anchor, AnchorState, Locator};
pub use normal_text::NormalText;
pub(crate) use page_index::PageIndex;
pub use target::{ArticleHint, PageRef, Selector, Target, TextPositionSelector, TextQuoteSelector};

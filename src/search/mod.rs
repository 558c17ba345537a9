//! Finding articles: titles as one types, and the full text.
//!
//! - [`TitleIndex`]: fuzzy, by characters in any script or by pinyin; see [`titles`].
//! - [`TextIndex`]: exact, every place of every article; see [`text`].
//! - [`TextStore`]: the same on disk, for archives that do not change much between two questions; see [`store`].
//! - [`Query`]: what a person types, read into terms and filters; see [`query`].
//! - [`ArchiveText`]: the store of one archive, beside its cache.
//! - [`LibraryTitles`], [`LibraryText`]: both for the articles of a library, kept up to date.
//! - [`Generation`]: how a newer question makes an older one stop.

mod archive_text;
mod folding;
mod generation;
mod library;
pub mod query;
mod snippet;
pub mod store;
pub mod text;
pub mod titles;

pub use archive_text::{ArchiveText, Seen};
pub use generation::{Generation, Ticket};
pub use library::{LibraryText, LibraryTitles, index_article};
pub use query::{Printed, Query, QueryError};
pub use snippet::Snippet;
pub use store::TextStore;
pub use text::{HitSpan, Order, TextHit, TextIndex, TextResults};
pub use titles::{Field, Lit, TitleHit, TitleIndex, TitleRow};

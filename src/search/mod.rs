//! Finding articles: titles as one types, and the full text.
//!
//! - [`TitleIndex`]: fuzzy, by characters in any script or by pinyin; see [`titles`].
//! - [`TextStore`]: the full text on disk, exact, every place of every article; see [`store`].
//! - [`Facets`]: what was found, counted; see [`facets`].
//! - [`Query`]: what a person types, read into terms and filters; see [`query`].
//! - [`Noted`]: the notes and tags that a query asks for.
//! - [`ArchiveText`]: the store of one archive, beside its cache.
//! - [`LibraryTitles`]: the titles of a library, kept up to date.
//! - [`Generation`]: how a newer question makes an older one stop.

mod archive_text;
mod article;
mod checked;
mod code;
pub mod facets;
mod folding;
mod generation;
mod library;
mod noted;
mod packed;
mod page_record;
pub mod query;
mod scan;
mod snippet;
pub mod store;
pub mod titles;

pub use archive_text::{ArchiveText, Seen};
pub use article::places_in;
pub use facets::{Facets, Narrowing};
pub use generation::{Generation, Ticket};
pub use library::LibraryTitles;
pub use noted::{Noted, Remark};
pub use query::{Query, QueryError};
pub use scan::HitSpan;
pub use snippet::Snippet;
pub use store::{Order, TextStore, Wanted};
pub use titles::{Field, Lit, TitleHit, TitleIndex, TitleRow};

#[cfg(test)]
mod tests;

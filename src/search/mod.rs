//! Finding articles: titles as one types, and the full text.
//!
//! - [`TitleIndex`]: fuzzy, by characters in any script or by pinyin; see [`titles`].
//! - [`Generation`]: how a newer question makes an older one stop.

mod generation;
pub mod titles;

pub use generation::{Generation, Ticket};
pub use titles::{Field, Lit, TitleHit, TitleIndex, TitleRow};

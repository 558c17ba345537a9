//! Articles and annotations in open formats.
//!
//! Pure: values in, text or bytes out; whoever calls writes the file.

pub mod byline;
pub mod citation;

pub use byline::authors;
pub use citation::{Citation, CitationStyle};

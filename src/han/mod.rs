//! The Chinese script and its words, as every other room needs them. Pure.
//!
//! - [`character`]: classes of characters.
//! - [`variants`]: Simplified and Traditional forms, for display and for search.
//! - `lexicon`: which characters are a word, of what class, how often.
//! - [`words`]: where words begin and end.

pub mod character;
pub(crate) mod lexicon;
pub mod variants;
pub mod words;

//! The Chinese script and its words, as every other room needs them. Pure.
//!
//! - [`character`]: classes of characters.
//! - [`numeral`]: numbers in Arabic and Han numerals.
//! - [`surname`]: family names.
//! - [`people`]: names of other peoples of China.
//! - [`person`]: persons among the words of a text.
//! - [`place`]: places by their names.
//! - [`continuation`]: 下转, 上接, 未完.
//! - [`variants`]: Simplified and Traditional forms, for display and for search.
//! - `lexicon`: which characters are a word, of what class, how often.
//! - `sequence`: which characters follow which in running text.
//! - [`verse_form`]: 七律, 西江月: forms of verse and the tunes of 词.
//! - [`words`]: where words begin and end.

pub mod character;
pub mod continuation;
pub(crate) mod lexicon;
pub mod numeral;
pub mod people;
pub mod person;
pub mod place;
pub(crate) mod sequence;
pub mod surname;
pub mod variants;
pub mod verse_form;
pub mod words;

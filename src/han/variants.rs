//! 简繁: Simplified and Traditional forms of Chinese, for display and for search.
//!
//! Two different needs. Search folds each character by itself, so that positions stay the same. Display
//! converts by words, so that one form with two counterparts (发: 發 or 髮) is right; see [`Converter`].

mod convert;
mod fold;

pub use convert::{ConvertedText, Converter, Script, is_traditional};
pub use fold::{as_meant, fold_char, fold_text};

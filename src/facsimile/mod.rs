//! Facsimiles 影印: the page as the paper printed it, where an article stands on it, and the article cut out.
//!
//! ```text
//! PDF bytes ─Renderer→ Picture of a page, or of a part of it at a zoom
//! words of the text, Layout ─places→ rectangles ─letter_near→ words
//! article, Layout ─region→ rectangles ─clipping→ Picture: the cuts one below the other, and where they are from
//! ```
//!
//! A page is drawn in a thread of its file's own; what draws without end, or more than memory holds, is given up
//! (`guard`), and nothing that a file does is a crash.

mod clipping;
mod guard;
mod picture;
mod region;
mod render;
mod words;

pub use clipping::{Scissors, clip};
pub use picture::Picture;
pub use region::region;
pub use render::Renderer;
pub use words::{letter_near, places};

use crate::archive::PageError;
use crate::language::Language;

/// Reason why there is no picture.
#[derive(Clone, Debug, PartialEq)]
pub enum NoPicture {
    /// The file cannot be read.
    File(PageError),
    /// The file has no page of this number.
    NoPage,
    /// The page is text: nobody knows how it was printed.
    OnlyText,
    /// It would have too many pixels.
    TooLarge,
    /// It takes too long or too much memory to draw, or is damaged.
    GivenUp,
}

impl NoPicture {
    /// The reason in a few words, without a full stop.
    pub fn in_words(&self, language: Language) -> String {
        let (chinese, english) = match self {
            NoPicture::File(reason) => return reason.in_words(language),
            NoPicture::NoPage => ("文件中没有这一页", "the file has no such page"),
            NoPicture::OnlyText => {
                ("本页是文本，没有原版图像", "a page of text has no picture of how it was printed")
            }
            NoPicture::TooLarge => ("图像过大，请减小放大倍数", "the picture would be too large: zoom less"),
            NoPicture::GivenUp => {
                ("本页过于复杂或已损坏，无法绘出", "the page is too much to draw, or damaged")
            }
        };
        language.pick(chinese, english).into()
    }
}

#[cfg(test)]
mod tests;

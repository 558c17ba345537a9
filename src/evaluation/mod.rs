//! Labelled pages, and how well a segmentation fits them.
//!
//! `gold` reads the right answers, `score` counts how near a segmentation comes to them, `perturb` changes a page in ways that no
//! reader would mind, with its answers. Built only with the feature `training` and for tests, like `training`, which stands on it.

mod gold;
pub(crate) mod perturb;
pub(crate) mod score;

pub use gold::{GoldArticle, GoldBlock, GoldError, LabelledPage};
pub(crate) use perturb::splitmix;

//! Training of the engine's weights: labelled pages set by a typesetter of our own, and the trainer.
//!
//! Built only with the feature `training`; nothing here is in the shipped program.

mod article_models;
mod block_order;
mod calibrate;
mod command;
mod labels;
mod lessons;
mod lexicon;
mod matrix;
mod real;
mod recipe;
mod retype;
mod sequences;
mod trainer;
mod typesetter;

pub use command::{TrainCommand, run};
pub use typesetter::{
    SampleFile, SourceArticle, SourcePart, labelled_pages, load_articles, pages_in_rows, printed_pages,
    sample_files,
};

//! Recipe of the weights: what they are made from, and what the file says of it.

use super::command::{labelled_folder, makes, sources};
use super::{lessons, matrix};
use crate::segmentation::engine::Engine;
use crate::segmentation::feature::Extractor;
use crate::segmentation::weights::{Header, Weights};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Recipe of weights: what they are learned from, and measured on.
#[derive(clap::Args, Debug)]
pub struct Recipe {
    /// Folders with `pages/*.txt` and `gold/*.gold`, each with the weight of its pages: `DIR=WEIGHT`.
    #[arg(long)]
    set: Vec<String>,
    /// Number of pages to set of the project's own articles.
    #[arg(long, default_value_t = 2000)]
    typeset: usize,
    /// Folder of the articles.
    #[arg(long, default_value = "assets/articles")]
    articles: PathBuf,
    /// Articles of real papers to be set as well: a file of JSON rows, packed by gzip or not.
    #[arg(long)]
    text: Vec<PathBuf>,
    /// Number of times that each page is seen.
    #[arg(long, default_value_t = 12)]
    epochs: usize,
    /// Labelled folders whose figures the file tells: `NAME=DIR`.
    #[arg(long)]
    measured: Vec<String>,
}

impl Recipe {
    /// The weights.
    pub(super) fn learn(&self) -> Result<Weights, String> {
        let mut lessons = lessons::own(&sources(&self.articles, &self.text)?, self.typeset, &[]);
        for set in &self.set {
            let (dir, weight) = weighted(set);
            let weight: f32 = weight.parse().map_err(|_| format!("{set}: the weight is no number"))?;
            lessons.extend(lessons::of_set(labelled_folder(dir)?, weight));
        }
        Ok(lessons::learn(&lessons, self.epochs, &Extractor::new()))
    }

    /// The file of weights that were made so.
    pub(super) fn print(&self, weights: Weights) -> Result<String, String> {
        let engine = Engine::with(weights);
        let header = Header {
            made: self.command(),
            sets: self.sets()?,
            figures: self.figures(&engine)?,
            ..Header::default()
        };
        Ok(engine.weights.print(&header, &engine.extractor))
    }

    /// The command, with what a set is called and not where it lies.
    fn command(&self) -> String {
        let mut out = format!("train weights --typeset {} --epochs {}", self.typeset, self.epochs);
        for text in &self.text {
            out += &format!(" --text {}", name(text));
        }
        for set in &self.set {
            let (dir, weight) = weighted(set);
            out += &format!(" --set {}={weight}", name(dir));
        }
        out
    }

    /// The sets that are learned from, each with the hash of its files.
    fn sets(&self) -> Result<Vec<String>, String> {
        let folders =
            self.set.iter().flat_map(|set| ["pages", "gold"].map(|part| (weighted(set).0, Some(part))));
        let own = [&self.articles].into_iter().chain(&self.text).map(|path| (path.as_path(), None));
        let hashed = |(path, part): (&Path, Option<&str>)| {
            let place = part.map_or_else(|| path.to_owned(), |part| path.join(part));
            let part = part.map(|part| format!("/{part}")).unwrap_or_default();
            Ok(format!("{}{part} {}", name(path), hash(&place)?))
        };
        own.chain(folders).map(hashed).collect()
    }

    fn figures(&self, engine: &Engine) -> Result<Vec<String>, String> {
        let figures = |make: &matrix::Make| {
            let tally = matrix::measure(&make.pages, engine);
            let names = ["article_b3", "article_exact", "article_whole", "title_exact", "role", "break_f1"];
            let found = [
                tally.article_b3(),
                tally.article_exact(),
                tally.article_whole(),
                tally.title_exact(),
                tally.role(),
                tally.break_f1(),
            ];
            let words = names.iter().zip(found).map(|(name, figure)| format!(" {name} {figure:.3}"));
            make.name.clone() + &words.collect::<String>()
        };
        Ok(makes(&self.measured, false)?.iter().map(figures).collect())
    }
}

/// A folder and the weight of its pages.
fn weighted(set: &str) -> (&Path, &str) {
    let (dir, weight) = set.split_once('=').unwrap_or((set, "1"));
    (Path::new(dir), weight)
}

/// The name of a file or folder, without where it lies.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The hash of a file, or of the names and texts of a folder's files.
fn hash(path: &Path) -> Result<String, String> {
    let mut hash = Sha256::new();
    let mut files: Vec<PathBuf> = match path.read_dir() {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => vec![path.to_owned()],
    };
    files.sort();
    for file in files {
        hash.update(name(&file));
        hash.update(std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

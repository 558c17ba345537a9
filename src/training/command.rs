//! The commands of the example `train`: they make the data files that the engine embeds.

use super::lessons;
use super::matrix::{self, Make};
use super::recipe::{self, Recipe};
use super::{
    SourceArticle, block_order, calibrate, labelled_pages, lexicon, load_articles, pages_in_rows,
    printed_pages, real, sample_files, sequences,
};
use crate::evaluation::LabelledPage;
use crate::evaluation::perturb::{self, Change};
use crate::evaluation::score::Tally;
use crate::han::sequence::Sequences;
use crate::segmentation::engine::{Engine, WEIGHTS};
use crate::segmentation::feature::Extractor;
use crate::segmentation::weights::Weights;
use crate::segmentation::{Page, Segmentation};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Seed of the layouts that the order of blocks is learned from.
const BLOCKS_SEED: u64 = 20260401;

/// Seed of the pages that are printed as PDF files.
const PRINTED_SEED: u64 = 20260402;

/// Commands of training: what to make.
#[derive(clap::Subcommand, Debug)]
pub enum TrainCommand {
    /// The word table, out of a jieba dictionary.
    Lexicon {
        /// The dictionary: `word frequency tag` rows.
        dictionary: PathBuf,
        /// File that the table goes to.
        #[arg(long, default_value = "assets/lexicon/lexicon.bin")]
        out: PathBuf,
    },
    /// The table of sequences of characters, counted in articles.
    Sequences {
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Files of further articles, as `weights` reads them.
        #[arg(long)]
        text: Vec<PathBuf>,
        /// File that the table goes to.
        #[arg(long, default_value = "assets/lexicon/sequences.bin")]
        out: PathBuf,
    },
    /// The engine's weights, out of labelled pages.
    Weights {
        /// Recipe that they are learned from.
        #[command(flatten)]
        recipe: Recipe,
        /// File that the weights go to.
        #[arg(long, default_value = "assets/weights.txt")]
        out: PathBuf,
    },
    /// Learns anew how sure the engine is of articles and blocks, its other weights as they are.
    Sureness {
        /// File of weights, whose sureness is written anew.
        weights: PathBuf,
        /// Number of pages to set of the project's own articles.
        #[arg(long, default_value_t = 6000)]
        typeset: usize,
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Files of further articles, as `weights` reads them.
        #[arg(long)]
        text: Vec<PathBuf>,
    },
    /// Trains with each make of pages left out in turn and prints how well each make is then taken apart.
    ///
    /// A make is a source of pages with habits of its own: a folder of labelled pages, or a family of the typesetter's
    /// styles. What is said of a make that was in training says little; the mean over the others is what counts.
    Matrix {
        /// Folders with `pages` and `gold` that are trained on in turn: `NAME=DIR`.
        #[arg(long)]
        make: Vec<String>,
        /// Folders that are measured on and never trained on: `NAME=DIR`.
        #[arg(long)]
        measured: Vec<String>,
        /// Number of pages to set of the project's own articles.
        #[arg(long, default_value_t = 1500)]
        typeset: usize,
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Articles of real papers to be set as well.
        #[arg(long)]
        text: Vec<PathBuf>,
        /// Number of times that each page is seen.
        #[arg(long, default_value_t = 4)]
        epochs: usize,
    },
    /// Sets pages of the project's own articles and writes them with their gold, to be looked at.
    Typeset {
        /// Number of pages.
        #[arg(long, default_value_t = 20)]
        count: usize,
        /// Seed of the layouts.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Print each page as a PDF file.
        #[arg(long)]
        printed: bool,
        /// Folder that `pages` and `gold` go to.
        #[arg(long)]
        out: PathBuf,
    },
    /// Prints the weights by which blocks in rows are put in order, learned from pages of the project's own typesetter.
    BlockOrder {
        /// Weights other than the program's, by which the pages are read.
        #[arg(long)]
        weights: Option<PathBuf>,
        /// Number of pages to set.
        #[arg(long, default_value_t = 4000)]
        typeset: usize,
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Files of further articles, as `weights` reads them.
        #[arg(long)]
        text: Vec<PathBuf>,
        /// Labelled sets on which the weights are tried.
        #[arg(long)]
        measured: Vec<PathBuf>,
    },
    /// Makes the sample archive anew: `assets/sample` and its right answers in `tests/golden/sample`.
    Sample {
        /// The project's folder.
        #[arg(long, default_value = ".")]
        project: PathBuf,
    },
    /// Prints how sure the engine is of labelled pages and how often it is right.
    Calibrate {
        /// Weights other than the program's.
        #[arg(long)]
        weights: Option<PathBuf>,
        /// Folders with `pages/*.txt` and `gold/*.gold`.
        #[arg(required = true)]
        sets: Vec<PathBuf>,
    },
    /// Prints the figures of labelled pages, and of the same pages changed in ways that no reader would mind.
    Perturb {
        /// Weights other than the program's.
        #[arg(long)]
        weights: Option<PathBuf>,
        /// Fail where a change lowers article_b3 by more than this.
        #[arg(long, default_value_t = 1.0)]
        most: f64,
        /// Folders with `pages/*.txt` and `gold/*.gold`.
        #[arg(required = true)]
        sets: Vec<PathBuf>,
    },
    /// Prints the figures of labelled sets, each a make of its own, and their mean.
    Score {
        /// Weights other than the program's.
        #[arg(long)]
        weights: Option<PathBuf>,
        /// Number of pages to set of the project's own articles, print as PDF files and read with their places.
        #[arg(long, default_value_t = 0)]
        printed: usize,
        /// Folder of the articles.
        #[arg(long, default_value = "assets/articles")]
        articles: PathBuf,
        /// Folders with `pages/*.txt` and `gold/*.gold`: `NAME=DIR`.
        sets: Vec<String>,
    },
    /// Takes pages apart with other weights than the program's: one JSON object a page.
    Predict {
        /// The weights.
        #[arg(long)]
        weights: PathBuf,
        /// Page files or folders of them.
        pages: Vec<PathBuf>,
    },
}

/// Runs a command; the error is a sentence for the person.
pub fn run(command: TrainCommand) -> Result<(), String> {
    match command {
        TrainCommand::Lexicon { dictionary, out } => write(&out, &lexicon::compile(&read(&dictionary)?)?),
        TrainCommand::Sequences { articles, text, out } => {
            write(&out, &sequences::compile(&sources(&articles, &text)?))
        }
        TrainCommand::Weights { recipe, out } => write(&out, recipe.print(recipe.learn()?)?.as_bytes()),
        TrainCommand::Sureness { weights: path, typeset, articles, text } => {
            let (mut header, weights) = Weights::parse_without_sureness(&read(&path)?, &Extractor::new())
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let engine = lessons::sureness(Engine::with(weights), &sources(&articles, &text)?, typeset);
            let made = header.made.split(", then ").next().unwrap_or_default();
            header.made = format!("{made}, then train sureness --typeset {typeset}");
            text.iter().for_each(|text| header.made += &format!(" --text {}", recipe::name(text)));
            write(&path, engine.weights.print(&header, &engine.extractor).as_bytes())
        }
        TrainCommand::Matrix { make, measured, typeset, articles, text, epochs } => {
            let mut all = makes(&make, true)?;
            all.extend(makes(&measured, false)?);
            matrix::print(&sources(&articles, &text)?, all, typeset, epochs);
            Ok(())
        }
        TrainCommand::Score { weights, printed, articles, sets } => {
            let mut all = makes(&sets, false)?;
            if printed > 0 {
                let files = printed_pages(&load_articles(&articles)?, PRINTED_SEED, printed)?;
                let pages = files.into_iter().flat_map(|file| file.pages).collect();
                all.push(Make { name: "printed".into(), pages, taught: false });
            }
            matrix::print_figures(&all.iter().collect::<Vec<_>>(), None, &engine(weights.as_deref())?);
            Ok(())
        }
        TrainCommand::Typeset { count, seed, articles, printed, out } => {
            for folder in ["pages", "gold"] {
                let folder = out.join(folder);
                std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
            }
            let articles = load_articles(&articles)?;
            if printed {
                for file in printed_pages(&articles, seed, count)? {
                    write(&out.join("pages").join(&file.path), &file.bytes)?;
                    for page in file.pages {
                        write(&out.join(format!("gold/{}.gold", page.name)), page.gold().as_bytes())?;
                    }
                }
                return Ok(());
            }
            for page in labelled_pages(&articles, seed, count) {
                write(&out.join(format!("pages/{}.txt", page.name)), page.page.text().as_bytes())?;
                write(&out.join(format!("gold/{}.gold", page.name)), page.gold().as_bytes())?;
            }
            Ok(())
        }
        TrainCommand::BlockOrder { weights, typeset, articles, text, measured } => {
            let engine = engine(weights.as_deref())?;
            let [half, other] = halves(sources(&articles, &text)?);
            // What the sequences were counted in would call for itself.
            let counted = Sequences::read(sequences::compile(&other).leak());
            let pages = pages_in_rows(&half, BLOCKS_SEED, typeset);
            let mut asked = block_order::asked(&pages, &engine, &counted, None);
            let alone = block_order::fit(&asked);
            asked.extend(block_order::asked(&pages, &engine, &counted, Some(&alone)));
            let found = block_order::fit(&asked);
            println!("{:.2?}\n{:.2?}\n{:.3?}", found.link, found.end, block_order::right(&asked, &found));
            for set in &measured {
                let asked =
                    block_order::asked(&labelled_folder(set)?, &engine, Sequences::get(), Some(&found));
                println!("{} {:.3?}", set.display(), block_order::right(&asked, &found));
            }
            Ok(())
        }
        TrainCommand::Sample { project } => make_sample(&project),
        TrainCommand::Calibrate { weights, sets } => {
            let engine = engine(weights.as_deref())?;
            for set in &sets {
                let table = calibrate::reliability(&labelled_folder(set)?, &engine);
                println!("{}\n{table}", set.display());
            }
            Ok(())
        }
        TrainCommand::Perturb { weights, most, sets } => {
            let engine = engine(weights.as_deref())?;
            let mut lowest = 0.0f64;
            for set in &sets {
                println!("{}", set.display());
                lowest = lowest.min(perturbed(&labelled_folder(set)?, &engine));
            }
            if lowest < -most { Err(format!("article_b3 falls by {:.4}", -lowest)) } else { Ok(()) }
        }
        TrainCommand::Predict { weights, pages } => {
            let engine = engine(Some(&weights))?;
            for path in text_files(&pages)? {
                let page = Page::new(read(&path)?);
                println!("{}", row(&path, &engine.segment(&page, &[])));
            }
            Ok(())
        }
    }
}

/// Labelled folders given as `NAME=DIR`.
pub(super) fn makes(given: &[String], taught: bool) -> Result<Vec<Make>, String> {
    let make = |name: &String| {
        let (name, dir) = name.split_once('=').ok_or_else(|| format!("{name}: not NAME=DIR"))?;
        Ok(Make { name: name.into(), pages: labelled_folder(Path::new(dir))?, taught })
    };
    given.iter().map(make).collect()
}

/// The project's own articles, and those of texts from elsewhere.
pub(super) fn sources(articles: &Path, texts: &[PathBuf]) -> Result<Vec<SourceArticle>, String> {
    let mut out = load_articles(articles)?;
    for text in texts {
        out.extend(real::load(text)?);
    }
    Ok(out)
}

/// The articles in two halves, of which each has every second.
fn halves(articles: Vec<SourceArticle>) -> [Vec<SourceArticle>; 2] {
    let mut out = [Vec::new(), Vec::new()];
    for (at, article) in articles.into_iter().enumerate() {
        out[at % 2].push(article);
    }
    out
}

/// An engine with the weights of a file, or with the program's.
fn engine(weights: Option<&Path>) -> Result<Engine, String> {
    let text = weights.map_or_else(|| Ok(WEIGHTS.to_owned()), read)?;
    Engine::new(&text)
        .map_err(|error| format!("{}: {error}", weights.unwrap_or(Path::new("weights")).display()))
}

/// Prints the figures of pages as they are and changed in each way; gives the lowest move of article_b3.
fn perturbed(pages: &[LabelledPage], engine: &Engine) -> f64 {
    println!("                  article_b3   moved  exact  title   role  break");
    let mut lowest = 0.0f64;
    let mut before: Option<f64> = None;
    let changes = Change::all();
    for change in std::iter::once(None).chain(changes.map(Some)) {
        let mut tally = Tally::default();
        for page in pages {
            let page = change.map_or_else(|| page.clone(), |change| perturb::change(page, change));
            tally.add(&page, &engine.segment(&page.page, &[]));
        }
        let b3 = tally.article_b3();
        let moved = b3 - *before.get_or_insert(b3);
        let name = change.map_or("as it is", Change::name);
        lowest = lowest.min(moved);
        let [exact, title, role, breaks] =
            [tally.article_exact(), tally.title_exact(), tally.role(), tally.break_f1()];
        println!("{name:16} {b3:>12.4} {moved:>+7.4} {exact:.4} {title:.4} {role:.4} {breaks:.4}");
    }
    lowest
}

fn make_sample(project: &Path) -> Result<(), String> {
    let (archive, golden) = (project.join("assets/sample"), project.join("tests/golden/sample"));
    let files = sample_files(&load_articles(&project.join("assets/articles"))?)?;
    // Only what is made here is removed: other files may stand beside the papers.
    let papers: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|f| Path::new(&f.path).components().next())
        .map(|paper| archive.join(paper))
        .collect();
    for folder in papers.iter().chain([&golden]).filter(|f| f.exists()) {
        std::fs::remove_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    for file in files {
        let golds = file
            .pages
            .iter()
            .map(|page| (golden.join(format!("{}.gold", page.name)), page.gold().into_bytes()));
        for (path, bytes) in golds.chain([(archive.join(&file.path), file.bytes.clone())]) {
            let folder = path.parent().unwrap_or(project);
            std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
            write(&path, &bytes)?;
        }
    }
    Ok(())
}

fn row(path: &Path, found: &Segmentation) -> serde_json::Value {
    let block = |b: &crate::segmentation::Block| serde_json::json!({"role": b.role, "text": b.text.as_str(), "lines": b.lines});
    serde_json::json!({
        "path": path,
        "articles": found.articles.iter().map(|a| serde_json::json!({"confidence": a.confidence, "blocks": a.blocks.iter().map(block).collect::<Vec<_>>()})).collect::<Vec<_>>(),
        "furniture": found.furniture.iter().map(block).collect::<Vec<_>>(),
    })
}

pub(super) fn labelled_folder(dir: &Path) -> Result<Vec<LabelledPage>, String> {
    text_files(&[dir.join("pages")])?
        .into_iter()
        .map(|path| {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let gold = read(&dir.join("gold").join(format!("{stem}.gold")))?;
            LabelledPage::parse(&stem, Page::new(read(&path)?), &gold).map_err(|e| format!("{stem}: {e}"))
        })
        .collect()
}

/// The files themselves and the `.txt` files of the folders, by name.
fn text_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    for path in paths {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut files: Vec<PathBuf> = entries
            .flatten()
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|x| x == "txt"))
            .collect();
        files.sort();
        out.extend(files);
    }
    Ok(out)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

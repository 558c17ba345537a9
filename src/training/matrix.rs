//! The matrix of makes: how well each is taken apart by weights that have seen all makes but one.

use super::typesetter::{Family, labelled_pages};
use super::{SourceArticle, lessons};
use crate::evaluation::LabelledPage;
use crate::evaluation::score::Tally;
use crate::segmentation::engine::Engine;
use crate::segmentation::feature::Extractor;
use rayon::prelude::*;

/// A source of pages with habits of its own.
pub(crate) struct Make {
    pub name: String,
    pub pages: Vec<LabelledPage>,
    /// Whether it is trained on where it is not left out.
    pub taught: bool,
}

/// One article of so many is kept from training, for the pages of the typesetter's families that are measured on.
const KEPT: usize = 6;
/// Seed of these pages, and how many are set to choose them from.
const SEED: u64 = 20270101;
const SET: usize = 600;
/// Weight of pages of a labelled set in training.
const WEIGHT: f32 = 1.0;

/// Trains with each make left out in turn and prints a table a training.
pub(crate) fn print(articles: &[SourceArticle], makes: Vec<Make>, typeset: usize, epochs: usize) {
    let (kept, taught): (Vec<_>, Vec<_>) =
        articles.iter().cloned().enumerate().partition(|(i, _)| i % KEPT == 0);
    let [kept, taught] = [kept, taught].map(|of| of.into_iter().map(|(_, a)| a).collect::<Vec<_>>());
    let own = labelled_pages(&kept, SEED, SET);
    let families = Family::ALL.map(|family| {
        let pages = own.iter().filter(|page| family.has(page)).cloned().collect();
        (family, Make { name: family.name().into(), pages, taught: true })
    });
    print_row(&families, &makes, &taught, None, typeset, epochs);
    let sets = makes.iter().filter(|make| make.taught).map(|make| make.name.as_str());
    for left_out in sets.chain(Family::ALL.map(Family::name)) {
        print_row(&families, &makes, &taught, Some(left_out), typeset, epochs);
    }
}

/// Trains on all makes but one and prints what comes of each.
fn print_row(
    families: &[(Family, Make)],
    makes: &[Make],
    articles: &[SourceArticle],
    left_out: Option<&str>,
    typeset: usize,
    epochs: usize,
) {
    let out: Vec<Family> =
        families.iter().filter(|(_, make)| Some(make.name.as_str()) == left_out).map(|(f, _)| *f).collect();
    let mut lessons = lessons::own(articles, typeset, &out);
    let unseen = |make: &Make| !make.taught || Some(make.name.as_str()) == left_out;
    for make in makes.iter().filter(|make| !unseen(make)) {
        lessons.extend(lessons::of_set(make.pages.clone(), WEIGHT));
    }
    let extractor = Extractor::new();
    let engine = Engine::with(lessons::learn(&lessons, epochs, &extractor));
    println!("trained on all but {}", left_out.unwrap_or("what is only measured on"));
    let all: Vec<&Make> = makes.iter().chain(families.iter().map(|(_, make)| make)).collect();
    print_figures(&all, left_out, &engine);
    println!();
}

/// Prints how makes are taken apart and the mean over those that were not in training.
pub(crate) fn print_figures(makes: &[&Make], left_out: Option<&str>, engine: &Engine) {
    println!("                     article_b3  exact  whole  title  break   join");
    let unseen = |make: &Make| !make.taught || Some(make.name.as_str()) == left_out;
    let count = makes.iter().filter(|make| unseen(make)).count();
    let mut mean = [0.0; FIGURES];
    for make in makes {
        let figures = figures(&measure(&make.pages, engine));
        if unseen(make) {
            mean.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure / count as f64);
        }
        println!("{}", row(&make.name, figures, if unseen(make) { "" } else { "  in training" }));
    }
    if count > 0 {
        println!("{}", row("mean of the unseen", mean, ""));
    }
}

/// Tally of an engine on labelled pages.
pub(crate) fn measure(pages: &[LabelledPage], engine: &Engine) -> Tally {
    let found: Vec<_> = pages.par_iter().map(|page| engine.segment(&page.page, &[])).collect();
    let mut tally = Tally::default();
    pages.iter().zip(&found).for_each(|(page, found)| tally.add(page, found));
    tally
}

/// Number of figures of a row.
const FIGURES: usize = 6;

fn figures(tally: &Tally) -> [f64; FIGURES] {
    [
        tally.article_b3(),
        tally.article_exact(),
        tally.article_whole(),
        tally.title_exact(),
        tally.break_f1(),
        tally.join_errors(),
    ]
}

fn row(name: &str, [b3, exact, whole, title, breaks, join]: [f64; FIGURES], remark: &str) -> String {
    format!("{name:20} {b3:>10.4} {exact:>6.3} {whole:>6.3} {title:>6.3} {breaks:>6.3} {join:>6.1}{remark}")
}

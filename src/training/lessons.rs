//! Lessons that the weights are learned from: pages of the project's own typesetter and of labelled sets, and how.

use super::trainer::{self, Plan, WeightedPage};
use super::typesetter::{Family, labelled_pages};
use super::{SourceArticle, article_models, calibrate, retype};
use crate::evaluation::LabelledPage;
use crate::evaluation::perturb::{self, Change};
use crate::segmentation::engine::Engine;
use crate::segmentation::feature::Extractor;
use crate::segmentation::weights::Weights;

/// Seed of the layouts that the weights are learned from.
const SEED: u64 = 20260101;
/// Seed of the layouts that its sureness is learned from where it is learned anew.
const SURENESS_SEED: u64 = 20260403;
/// Every how manieth of the own pages is typed anew as well.
const RETYPED: usize = 3;
/// Every how manieth of the own pages is changed as other extractors and readers would have it.
const CHANGED_EVERY: usize = 6;
/// Weight of each change of a page of a labelled set beside the page itself.
const CHANGED: f32 = 0.1;

/// Pages of the articles in styles of all families but those left out, some of them changed, some typed anew.
pub(crate) fn own(articles: &[SourceArticle], count: usize, left_out: &[Family]) -> Vec<WeightedPage> {
    let mut random = SEED;
    let mut lessons = Vec::new();
    for (i, page) in labelled_pages(articles, SEED, count).into_iter().enumerate() {
        if left_out.iter().any(|family| family.has(&page)) {
            continue;
        }
        let fold = i % trainer::FOLDS;
        let retyped = if i % RETYPED == 0 { retype::retype(&page, &mut random) } else { None };
        lessons.extend(retyped.map(|page| WeightedPage { page, weight: 1.0, fold }));
        let page = if i % CHANGED_EVERY == 1 {
            perturb::change(&page, Change::TAUGHT[i / CHANGED_EVERY % Change::TAUGHT.len()])
        } else {
            page
        };
        lessons.push(WeightedPage { page, weight: 1.0, fold });
    }
    lessons
}

/// Pages of a labelled set, each with its changes.
pub(crate) fn of_set(pages: Vec<LabelledPage>, weight: f32) -> impl Iterator<Item = WeightedPage> {
    pages.into_iter().enumerate().flat_map(move |(i, page)| {
        let changed = Change::TAUGHT.map(|way| (perturb::change(&page, way), CHANGED * weight));
        let fold = i % trainer::FOLDS;
        let pages = std::iter::once((page, weight)).chain(changed);
        pages.map(move |(page, weight)| WeightedPage { page, weight, fold })
    })
}

/// The engine with its sureness learned anew, from pages in layouts that its other weights were not learned from.
pub(crate) fn sureness(engine: Engine, articles: &[SourceArticle], count: usize) -> Engine {
    let pages = labelled_pages(articles, SURENESS_SEED, count).into_iter();
    let lessons: Vec<WeightedPage> = pages.map(|page| WeightedPage { page, weight: 1.0, fold: 0 }).collect();
    let mut engines = [engine];
    article_models::learn_sureness(&lessons, &mut engines);
    let [engine] = engines;
    engine
}

/// All weights: of lines, and of what is judged once lines have been read.
pub(crate) fn learn(lessons: &[WeightedPage], epochs: usize, extractor: &Extractor) -> Weights {
    let plan = Plan { epochs, seed: 1 };
    let learned = |fold: Option<usize>| {
        let chosen: Vec<&WeightedPage> = lessons.iter().filter(|l| Some(l.fold) != fold).collect();
        let chain = trainer::train(&chosen, plan, extractor, |epoch, likelihood| {
            eprintln!("epoch {epoch}: {likelihood:.4} nats a line");
        });
        Weights { chain, ..Weights::zero(extractor) }
    };
    let mut engines: Vec<Engine> =
        (0..trainer::FOLDS).map(|fold| Engine::with(learned(Some(fold)))).collect();
    let mut weights = learned(None);
    article_models::learn(lessons, &mut engines, &mut weights);
    weights.doubt = calibrate::fit(lessons, &engines);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_family_left_out_are_in_no_lesson() {
        let text = "kind: news\ndate: 2024-01-05\ntitle: 新桥通车\n---\n新桥昨日通车，两岸的人都来看，孩子们跑在最前面。\n";
        let articles = [SourceArticle::parse(text).unwrap()];
        let all = own(&articles, 60, &[]);
        let without = own(&articles, 60, &[Family::After]);
        assert!(all.iter().any(|lesson| Family::After.has(&lesson.page)));
        assert!(!without.is_empty() && !without.iter().any(|lesson| Family::After.has(&lesson.page)));
    }
}

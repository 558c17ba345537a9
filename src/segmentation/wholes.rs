//! What the judges of wholes say, in words: of where the page puts its headlines, of each article, of what was joined, of
//! headlines and of stories told in captions.

use super::Evidence;
use super::choice::{self, Outcome};
use super::engine::Engine;
use super::headline;
use super::judge;
use super::pair;
use super::sure::{self, Joins};
use super::template::{Question, evidence};
use super::told;
use super::verse;
use super::view::View;
use super::watch::Watch;
use rustc_hash::FxHashMap;

/// Pieces of evidence that a judge gives.
const KEPT: usize = 4;

/// All that is asked of wholes.
pub(crate) fn questions() -> impl Iterator<Item = &'static Question> {
    (choice::questions().chain(pair::questions()).chain(headline::questions()))
        .chain(sure::questions().into_iter().flatten())
        .chain(told::questions().into_iter().flatten())
}

/// The evidence of the judges of wholes.
#[derive(Default)]
pub(crate) struct Said {
    /// For this placing of headlines over the next best.
    pub page: Vec<Evidence>,
    /// That an article is whole and nothing but itself, by its first line.
    pub articles: FxHashMap<usize, Vec<Evidence>>,
    /// For the role of the block that begins with a line, or for its being joined to its article.
    pub blocks: FxHashMap<usize, Vec<Evidence>>,
}

/// The best of a page's outcomes, and what was said of it.
pub(crate) fn best(engine: &Engine, view: &View, mut outcomes: Vec<Outcome>) -> (Outcome, Said) {
    let mut said = Said::default();
    let weights = &engine.weights;
    let liked = |outcome: &Outcome| -> Vec<f32> {
        choice::features(outcome).iter().zip(&weights.choice).map(|(f, w)| f * w).collect()
    };
    outcomes.sort_by(|a, b| choice::score(b, weights).total_cmp(&choice::score(a, weights)));
    if let [best, next, ..] = &outcomes[..] {
        let more: Vec<f32> = liked(best).iter().zip(liked(next)).map(|(a, b)| a - b).collect();
        said.page = evidence(choice::questions(), &more, KEPT);
    }
    let mut found = outcomes.swap_remove(0);
    let joins = Joins::of(&found);
    for (article, members) in found.articles.iter().enumerate() {
        let says = judge::contributions(&weights.sure, &sure::features(&found, &joins, article));
        let [questions, _] = sure::questions();
        let first = members.iter().map(|&u| found.units[u].first_line()).min().unwrap_or(0);
        said.articles.insert(first, evidence(questions.into_iter(), &says, KEPT));
    }
    said.of_joins(engine, view, &found);
    for members in &found.articles {
        said.of_headlines(&found, members, view, engine);
        headline::settle(&mut found.units, members, &found.read, view, weights);
        verse::settle(&mut found.units, members, view);
        for asked in told::in_question(&found.units, members, &found.read, view.page, weights) {
            let mut says = judge::contributions(asked.judge(weights), &asked.features);
            if asked.odds <= 0.0 {
                says.iter_mut().for_each(|says| *says = -*says);
            }
            let first = found.units[asked.unit].blocks[asked.block].lines[0];
            said.add(first, evidence(asked.questions().into_iter(), &says, KEPT));
        }
    }
    (found, said)
}

impl Said {
    fn add(&mut self, line: usize, evidence: Vec<Evidence>) {
        self.blocks.entry(line).or_default().extend(evidence);
    }

    /// Of each part of an article but the first, why it was joined to what it was most surely joined to.
    fn of_joins(&mut self, engine: &Engine, view: &View, found: &Outcome) {
        let owners = found.owners();
        let mut best: FxHashMap<usize, (f32, Vec<f32>)> = FxHashMap::default();
        let n = judge::size(pair::PAIR_FEATURES);
        let take = |pair: pair::Pair, features: &[f32; pair::PAIR_FEATURES]| {
            let [a, b] = pair.units();
            if owners[a] != owners[b] {
                return;
            }
            let kind = usize::from(pair.kind);
            let says = judge::contributions(&engine.weights.pairs[kind * n..(kind + 1) * n], features);
            for unit in [a, b] {
                let most = best.entry(unit).or_insert((f32::MIN, Vec::new()));
                if pair.odds > most.0 {
                    *most = (pair.odds, says.clone());
                }
            }
        };
        // Nobody gives it up.
        let _ = pair::each(&found.units, view, &found.read, engine, &Watch::nobody(), take);
        for &unit in found.articles.iter().flat_map(|members| members.iter().skip(1)) {
            if let Some((_, says)) = best.get(&unit) {
                self.add(found.units[unit].first_line(), evidence(pair::questions(), says, KEPT));
            }
        }
    }

    /// Of each line of a headline, why it has its role over the next best way to read them all.
    fn of_headlines(&mut self, found: &Outcome, members: &[usize], view: &View, engine: &Engine) {
        let weights = &engine.weights.headline;
        for headline in headline::headlines(&found.units, members, &found.read, view) {
            let mut ways: Vec<&headline::Way> = headline.ways.iter().collect();
            ways.sort_by(|a, b| {
                headline::score(&b.features, weights).total_cmp(&headline::score(&a.features, weights))
            });
            for (k, &line) in headline.lines.iter().enumerate() {
                if let Some(next) = ways.iter().find(|way| way.roles[k] != ways[0].roles[k]) {
                    let more = headline::says(&ways[0].features, &next.features, weights);
                    self.add(line, evidence(headline::questions(), &more, KEPT));
                }
            }
        }
    }
}

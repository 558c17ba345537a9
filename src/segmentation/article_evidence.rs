//! Evidence of the judges of wholes, in words: of where the page puts its headlines, of each article, of what was joined, of
//! headlines and of stories told in captions.

use super::Evidence;
use super::article_roles;
use super::confidence::{self, Joins};
use super::engine::Engine;
use super::headline;
use super::headline_placement;
use super::hypothesis::Hypothesis;
use super::mlp;
use super::page_context::PageContext;
use super::pair;
use super::photo_story;
use super::template::evidence;
use super::watch::Watch;
use rustc_hash::FxHashMap;

/// Pieces of evidence that a judge gives.
const KEPT: usize = 4;

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
pub(crate) fn best(
    engine: &Engine,
    context: &PageContext,
    mut outcomes: Vec<Hypothesis>,
) -> (Hypothesis, Said) {
    let mut said = Said::default();
    let weights = &engine.weights;
    let liked = |outcome: &Hypothesis| -> Vec<f32> {
        headline_placement::features(outcome).iter().zip(&weights.choice).map(|(f, w)| f * w).collect()
    };
    outcomes.sort_by(|a, b| {
        headline_placement::score(b, &weights.choice)
            .total_cmp(&headline_placement::score(a, &weights.choice))
    });
    if let [best, next, ..] = &outcomes[..] {
        let more: Vec<f32> = liked(best).iter().zip(liked(next)).map(|(a, b)| a - b).collect();
        said.page = evidence(headline_placement::questions(), &more, KEPT);
    }
    let mut found = outcomes.swap_remove(0);
    let joins = Joins::of(&found);
    let features = confidence::features(&found, &joins, context.page);
    for (members, features) in found.articles.iter().zip(features) {
        let says = mlp::contributions(&weights.sure, &features);
        let [questions, _] = confidence::questions();
        let first = members.iter().map(|&u| found.fragments[u].first_line()).min().unwrap_or(0);
        said.articles.insert(first, evidence(questions.into_iter(), &says, KEPT));
    }
    said.of_joins(engine, context, &found);
    for members in &found.articles {
        said.of_headlines(&found, members, context, engine);
        headline::settle(&mut found.fragments, members, &found.inference, context, &weights.headline);
        article_roles::part_verse(&mut found.fragments, members, context);
        for asked in photo_story::in_question(
            &found.fragments,
            members,
            &found.inference,
            context.page,
            &weights.photo_story,
        ) {
            let mut says = mlp::contributions(asked.judge(&weights.photo_story), &asked.features);
            if asked.odds <= 0.0 {
                says.iter_mut().for_each(|says| *says = -*says);
            }
            let first = found.fragments[asked.fragment].blocks[asked.block].lines[0];
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
    fn of_joins(&mut self, engine: &Engine, context: &PageContext, found: &Hypothesis) {
        let owners = found.owners();
        let mut best: FxHashMap<usize, (f32, Vec<f32>)> = FxHashMap::default();
        let n = mlp::size(pair::PAIR_FEATURES);
        let take = |pair: pair::Pair, features: &[f32; pair::PAIR_FEATURES]| {
            let [a, b] = pair.fragments();
            if owners[a] != owners[b] {
                return;
            }
            let kind = usize::from(pair.kind);
            let says = mlp::contributions(&engine.weights.pairs[kind * n..(kind + 1) * n], features);
            for fragment in [a, b] {
                let most = best.entry(fragment).or_insert((f32::MIN, Vec::new()));
                if pair.odds > most.0 {
                    *most = (pair.odds, says.clone());
                }
            }
        };
        // Nobody gives it up.
        let _ = pair::each(
            &found.fragments,
            context,
            &found.inference,
            &engine.pair_scorer(),
            &Watch::nobody(),
            take,
        );
        for &fragment in found.articles.iter().flat_map(|members| members.iter().skip(1)) {
            if let Some((_, says)) = best.get(&fragment) {
                self.add(found.fragments[fragment].first_line(), evidence(pair::questions(), says, KEPT));
            }
        }
    }

    /// Of each line of a headline, why it has its role over the next best way to read them all.
    fn of_headlines(
        &mut self,
        found: &Hypothesis,
        members: &[usize],
        context: &PageContext,
        engine: &Engine,
    ) {
        let weights = &engine.weights.headline;
        for headline in headline::headlines(&found.fragments, members, &found.inference, context) {
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

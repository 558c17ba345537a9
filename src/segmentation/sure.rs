//! How sure it is that an article is whole and nothing but itself, and that a block is what it is held for.
//!
//! An article's weakest place decides most: a paragraph that might begin another article, a part joined by little, a
//! headline next to it that was nearly its own. A block is as sure as the reading of its lines, but where its article is
//! in doubt so is what it is held for. Small judges make probabilities of these.

use super::Role;
use super::choice::Outcome;
use super::engine::Doubt;
use super::judge;
use super::state::{READ, Step};
use super::unit::UnitKind;
use super::weights::Weights;

/// What is asked of an article.
const QUESTIONS: &[&str] = &[
    "bias",
    "how little another article begins inside a part",
    "how surely an article begins where it does",
    "how surely its weakest part was joined",
    "a single part",
    "how nearly another part was joined",
    "no headline",
    "no text",
    "number of parts",
    "length",
    "number of articles on the page",
];

/// Number of features of an article.
pub(crate) const SURE_FEATURES: usize = QUESTIONS.len();

/// The log-odds that stand for certainty.
const CERTAIN: f32 = 8.0;

/// How strongly the units of a page hold together, in log-odds.
pub(crate) struct Joins {
    /// By which each unit was joined to the others of its article.
    of_unit: Vec<f32>,
    /// By which another part was nearly joined to each article.
    rival: Vec<f32>,
}

impl Joins {
    pub(crate) fn of(found: &Outcome) -> Joins {
        let owners = found.owners();
        let (mut of_unit, mut rival) =
            (vec![-CERTAIN; found.units.len()], vec![-CERTAIN; found.articles.len()]);
        for pair in &found.pairs {
            let [x, y] = pair.units().map(|u| owners[u]);
            let (table, places) = if x == y { (&mut of_unit, pair.units()) } else { (&mut rival, [x, y]) };
            places.into_iter().for_each(|at| table[at] = table[at].max(pair.odds));
        }
        Joins { of_unit, rival }
    }

    /// The log-odds by which a part of an article was joined to the others.
    pub(crate) fn of_unit(&self, unit: usize) -> f32 {
        self.of_unit[unit]
    }
}

/// The features of an article by its number.
pub(crate) fn features(found: &Outcome, joins: &Joins, article: usize) -> Vec<f32> {
    let Outcome { read, units, articles, .. } = found;
    let members = &articles[article];
    let begins =
        |i: usize| if i == 0 { 1.0 } else { read.marginals.steps[i][Step::Article as usize].min(1.0) };
    let log_odds = |p: f32| (p / (1.0 - p)).ln().clamp(-CERTAIN, CERTAIN);
    let inside = members
        .iter()
        .flat_map(|&u| units[u].blocks.iter().skip(1).map(|b| 1.0 - begins(b.lines[0])))
        .fold(1.0, f32::min);
    let first = members[0];
    // The units of one of the reading's articles follow each other.
    let opens = first == 0 || units[first - 1].fragment != units[first].fragment;
    let joined = members.iter().skip(1).map(|&u| joins.of_unit(u)).fold(CERTAIN, f32::min);
    let flag = |on: bool| f32::from(u8::from(on));
    let has = |kind| members.iter().any(|&u| units[u].kind == kind);
    let lines: usize = members.iter().map(|&u| units[u].lines().count()).sum();
    vec![
        1.0,
        log_odds(inside) / 4.0,
        if opens { log_odds(begins(units[first].first_line())) / 4.0 } else { 0.0 },
        joined / 4.0,
        flag(members.len() == 1),
        joins.rival[article].min(CERTAIN) / 4.0,
        flag(!has(UnitKind::Head)),
        flag(!has(UnitKind::Body)),
        (members.len() as f32).ln(),
        (lines as f32).ln() / 4.0,
        (articles.len() as f32).ln() / 4.0,
    ]
}

/// The probability that an article's extent is right, by its number.
pub(crate) fn probability(found: &Outcome, joins: &Joins, article: usize, weights: &Weights) -> f32 {
    judge::probability(judge::log_odds(&weights.sure, &features(found, joins, article)))
}

/// What is asked of a block; its role follows.
const BLOCK_QUESTIONS: &[&str] = &[
    "bias",
    "how likely the reading holds its role",
    "how likely that of its least likely line",
    "the whole article was asked of its role",
    "how strongly it asked for it",
    "the reading had another",
    "how likely the reading begins it",
    "joined as a part",
    "how surely",
    "part of an article",
    "how sure that is",
    "length",
];

/// Number of features of a block.
pub(crate) const BLOCK_SURE_FEATURES: usize = BLOCK_QUESTIONS.len() + READ.len();
/// What is told of a block: whether its role is right, and whether it begins where it does in its article.
pub(crate) const BLOCK_JUDGES: usize = 2;

/// What is known of a block.
pub(crate) struct Asked {
    pub role: Role,
    /// The probability of the role for each line.
    pub lines: Vec<f32>,
    /// How strongly the whole article asks for the role, in log-odds, and whether the reading had another.
    pub settled: Option<(f32, bool)>,
    /// The probability that it begins where it does.
    pub begins: f32,
    /// The log-odds by which it was joined to its article.
    pub joined: Option<f32>,
    /// How sure its article is.
    pub article: Option<f32>,
}

impl Asked {
    /// The block's features.
    pub(crate) fn features(&self) -> Vec<f32> {
        let flag = |on: bool| f32::from(u8::from(on));
        let odds = |p: f32| Doubt::log_odds(p).min(CERTAIN) / 4.0;
        let n = self.lines.len() as f32;
        let mean = self.lines.iter().sum::<f32>() / n;
        let least = self.lines.iter().copied().fold(1.0, f32::min);
        let (asked_for, changed) = self.settled.unwrap_or((0.0, false));
        let mut out = vec![
            1.0,
            odds(mean),
            odds(least),
            flag(self.settled.is_some()),
            asked_for.min(CERTAIN) / 4.0,
            flag(changed),
            odds(self.begins),
            flag(self.joined.is_some()),
            self.joined.unwrap_or(0.0) / 4.0,
            flag(self.article.is_some()),
            self.article.map_or(0.0, odds),
            n.ln(),
        ];
        out.extend(READ.map(|role| flag(role == self.role)));
        out
    }
}

/// The probabilities that a block's role is right, and that it begins where it does in its article.
pub(crate) fn of_block(features: &[f32], weights: &Weights) -> [f32; BLOCK_JUDGES] {
    let n = judge::size(BLOCK_SURE_FEATURES);
    std::array::from_fn(|k| {
        judge::probability(judge::log_odds(&weights.blocks[k * n..(k + 1) * n], features))
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, of_block};
    use crate::segmentation::engine::Engine;
    use crate::segmentation::{Page, Role, segment};

    #[test]
    fn a_block_is_in_doubt_where_its_lines_or_its_article_are() {
        let sure = |line: f32, article: f32| {
            let asked = Asked {
                role: Role::Caption,
                lines: vec![0.99, line],
                settled: None,
                begins: 0.95,
                joined: None,
                article: Some(article),
            };
            of_block(&asked.features(), &Engine::get().weights)
        };
        let [role, boundary] = sure(0.99, 0.95);
        assert!(role > 0.9 && boundary > 0.9, "{role} {boundary}");
        assert!(sure(0.6, 0.95)[0] < role);
        assert!(sure(0.99, 0.1)[0] < role && sure(0.99, 0.1)[1] < boundary);
    }

    #[test]
    fn a_page_of_one_article_is_sure_of_it() {
        let text = "澜溪渡口开通\n\n本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n\n\
            渡口每天开行二十班，老人和学生免费。\n";
        let found = segment(&Page::new(text.into()));
        assert_eq!(found.articles.len(), 1);
        assert!(found.articles[0].confidence > 0.7, "{}", found.articles[0].confidence);
    }
}

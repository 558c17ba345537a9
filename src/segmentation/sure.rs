//! How sure it is that an article is whole and nothing but itself.
//!
//! Its weakest place decides most: a paragraph that might begin another article, a part joined by little, a headline
//! next to it that was nearly its own. Logistic regression makes a probability of these.

use super::choice::Outcome;
use super::judge;
use super::state::Step;
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

/// The article's features.
pub(crate) fn features(found: &Outcome, members: &[usize]) -> Vec<f32> {
    let Outcome { read, units, pairs, articles, .. } = found;
    let begins =
        |i: usize| if i == 0 { 1.0 } else { read.marginals.steps[i][Step::Article as usize].min(1.0) };
    let log_odds = |p: f32| (p / (1.0 - p)).ln().clamp(-CERTAIN, CERTAIN);
    let inside = members
        .iter()
        .flat_map(|&u| units[u].blocks.iter().skip(1).map(|b| 1.0 - begins(b.lines[0])))
        .fold(1.0, f32::min);
    let first = members[0];
    let opens = !units[..first].iter().any(|u| u.fragment == units[first].fragment);
    let joined = members.iter().skip(1).map(|&u| joins(found, members, u)).fold(CERTAIN, f32::min);
    let rival = pairs
        .iter()
        .filter(|p| members.contains(&p.a) != members.contains(&p.b))
        .map(|p| p.odds)
        .fold(-CERTAIN, f32::max);
    let flag = |on: bool| f32::from(u8::from(on));
    let has = |kind| members.iter().any(|&u| units[u].kind == kind);
    let lines: usize = members.iter().map(|&u| units[u].lines().count()).sum();
    vec![
        1.0,
        log_odds(inside) / 4.0,
        if opens { log_odds(begins(units[first].first_line())) / 4.0 } else { 0.0 },
        joined / 4.0,
        flag(members.len() == 1),
        rival.min(CERTAIN) / 4.0,
        flag(!has(UnitKind::Head)),
        flag(!has(UnitKind::Body)),
        (members.len() as f32).ln(),
        (lines as f32).ln() / 4.0,
        (articles.len() as f32).ln() / 4.0,
    ]
}

/// The log-odds by which a part of an article was joined to the others.
pub(crate) fn joins(found: &Outcome, members: &[usize], unit: usize) -> f32 {
    found
        .pairs
        .iter()
        .filter(|p| p.a == unit && members.contains(&p.b) || p.b == unit && members.contains(&p.a))
        .map(|p| p.odds)
        .fold(-CERTAIN, f32::max)
}

/// The probability that an article's extent is right.
pub(crate) fn probability(found: &Outcome, members: &[usize], weights: &Weights) -> f32 {
    judge::probability(judge::log_odds(&weights.sure, &features(found, members)))
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, segment};

    #[test]
    fn a_page_of_one_article_is_sure_of_it() {
        let text = "澜溪渡口开通\n\n本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n\n\
            渡口每天开行二十班，老人和学生免费。\n";
        let found = segment(&Page::new(text.into()));
        assert_eq!(found.articles.len(), 1);
        assert!(found.articles[0].confidence > 0.7, "{}", found.articles[0].confidence);
    }
}

//! Whether an article is told in the captions of its pictures.
//!
//! Line by line such a story reads like any other; what tells it is the whole: a label of pictures for a headline, a
//! photographer's name, a few short paragraphs. So this is decided once an article is put together, by logistic
//! regression like the pairs of units; and so is whether a block beside paragraphs is a caption indeed.

use super::Role;
use super::cue::Cue;
use super::engine::{Read, Settled};
use super::judge;
use super::line::Lines;
use super::state::Grammar;
use super::unit::{RawBlock, Unit};
use super::weights::Weights;
use rustc_hash::FxHashMap;

/// What is asked of an article.
const QUESTIONS: &[&str] = &[
    "bias",
    "a label of pictures for a headline",
    "a headline of its own",
    "a byline",
    "a photographer's name",
    "a subhead",
    "opens like a report",
    "length of the text",
    "share of the text read as captions",
    "all of it read as captions",
    "the reading's log-odds",
];

/// Number of features of an article.
pub(crate) const TOLD_FEATURES: usize = QUESTIONS.len();

/// The article's features; `None` where nothing speaks of pictures.
pub(crate) fn features(units: &[Unit], members: &[usize], read: &Read, page: &Lines) -> Option<Vec<f32>> {
    let blocks: Vec<&RawBlock> = members.iter().flat_map(|&u| &units[u].blocks).collect();
    let has_cue = |b: &RawBlock, cue| b.lines.iter().any(|&i| page.lines[i].cues.has(cue));
    let of_role = |role: Role| blocks.iter().filter(move |b| b.role == role);
    let label = of_role(Role::Title).chain(of_role(Role::Kicker)).any(|b| has_cue(b, Cue::PhotoLabel));
    let title = of_role(Role::Title).any(|b| !has_cue(b, Cue::PhotoLabel));
    // A note at an article's end is a credit, too, but names the writer as a byline does.
    let photographer = |b: &RawBlock| has_cue(b, Cue::Credit);
    let credit =
        of_role(Role::Credit).any(|b| photographer(b)) || blocks.iter().any(|b| has_cue(b, Cue::CreditEnd));
    let byline = of_role(Role::Byline).next().is_some() || of_role(Role::Credit).any(|b| !photographer(b));
    let chars =
        |role: Role| of_role(role).flat_map(|b| &b.lines).map(|&i| page.lines[i].len()).sum::<usize>();
    let (captions, text) = (chars(Role::Caption), chars(Role::Paragraph));
    if captions + text == 0 || captions == 0 && !label && !credit {
        return None;
    }
    let lines: Vec<usize> = of_role(Role::Caption)
        .chain(of_role(Role::Paragraph))
        .flat_map(|b| b.lines.iter().copied())
        .collect();
    let odds = lines.iter().map(|&i| caption_odds(read, i)).sum::<f32>() / lines.len().max(1) as f32;
    let flag = |on: bool| f32::from(u8::from(on));
    Some(vec![
        1.0,
        flag(label),
        flag(title),
        flag(byline),
        flag(credit),
        flag(of_role(Role::Subhead).next().is_some()),
        flag(blocks.iter().any(|b| has_cue(b, Cue::Dateline))),
        ((captions + text) as f32 / 100.0).ln(),
        captions as f32 / (captions + text) as f32,
        flag(text == 0),
        odds / 4.0,
    ])
}

/// The log-odds that a line is a caption and not of a paragraph.
fn caption_odds(read: &Read, line: usize) -> f32 {
    let grammar = Grammar::get();
    let states = &read.marginals.states[line * grammar.states.len()..];
    let probability = |role: Role| {
        let of_role = grammar.states.iter().zip(states).filter(|(s, _)| s.role == role);
        of_role.map(|(_, p)| p).sum::<f32>().max(1e-4)
    };
    (probability(Role::Caption) / probability(Role::Paragraph)).ln()
}

/// What is asked of a block that was read as a caption in an article that has paragraphs too.
const BLOCK_QUESTIONS: &[&str] = &[
    "bias",
    "its lines",
    "cues of a caption or a credit",
    "the reading's log-odds",
    "right behind a paragraph",
    "right behind another caption",
    "right before a credit",
    "as wide as the paragraph before",
    "begins with a number",
    "ends a sentence",
    "people or a scene",
];

/// Number of features of a block.
pub(crate) const BLOCK_FEATURES: usize = BLOCK_QUESTIONS.len();

/// The blocks of an article that were read as captions beside paragraphs: unit, block, features.
pub(crate) fn captions(
    units: &[Unit],
    members: &[usize],
    read: &Read,
    page: &Lines,
) -> Vec<(usize, usize, Vec<f32>)> {
    let has_text = members.iter().any(|&u| units[u].blocks.iter().any(|b| b.role == Role::Paragraph));
    if !has_text {
        return Vec::new();
    }
    let mut role_of = FxHashMap::default();
    for block in members.iter().flat_map(|&u| &units[u].blocks) {
        role_of.extend(block.lines.iter().map(|&i| (i, block.role)));
    }
    let flag = |on: bool| f32::from(u8::from(on));
    let mut out = Vec::new();
    for &u in members {
        for (b, block) in units[u].blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Caption) {
            let (first, last) = (block.lines[0], block.lines[block.lines.len() - 1]);
            let any = |cues: &[Cue]| block.lines.iter().any(|&i| page.lines[i].cues.any(cues));
            let before = first.checked_sub(1).and_then(|i| role_of.get(&i)).copied();
            let odds = block.lines.iter().map(|&i| caption_odds(read, i)).sum::<f32>();
            let measure = |i: usize| page.lines[i].measure;
            out.push((
                u,
                b,
                vec![
                    1.0,
                    (block.lines.len() as f32).ln(),
                    flag(any(&[Cue::Caption, Cue::Credit, Cue::CreditEnd])),
                    odds / block.lines.len() as f32 / 4.0,
                    flag(before == Some(Role::Paragraph)),
                    flag(before == Some(Role::Caption)),
                    flag(role_of.get(&(last + 1)) == Some(&Role::Credit)),
                    flag(first > 0 && (measure(first) - measure(first - 1)).abs() < 1.0),
                    flag(page.text(first).first().is_some_and(|c| c.is_numeric())),
                    flag(page.lines[last].cues.has(Cue::SentenceEnd)),
                    flag(any(&[Cue::People, Cue::Scene])),
                ],
            ));
        }
    }
    out
}

/// Gives an article's text the roles that the whole speaks for: all captions, no captions, or some of them paragraphs.
/// The result is how strongly that was asked for, for the first line of each block that was in question.
pub(crate) fn settle(
    units: &mut [Unit],
    members: &[usize],
    read: &Read,
    page: &Lines,
    weights: &Weights,
) -> Vec<Settled> {
    let odds = |features: &[f32], weights: &[f32]| judge::log_odds(weights, features);
    let blocks = |role: Role| -> Vec<(usize, usize)> {
        let of_unit = |u: usize| units[u].blocks.iter().enumerate().map(move |(b, block)| (u, b, block.role));
        members.iter().flat_map(|&u| of_unit(u)).filter(|at| at.2 == role).map(|(u, b, _)| (u, b)).collect()
    };
    let article = features(units, members, read, page).map(|features| odds(&features, &weights.told));
    let (paragraphs, captioned) = (blocks(Role::Paragraph), blocks(Role::Caption));
    // Each block in question, with the log-odds that it is a caption.
    let asked: Vec<(usize, usize, f32)> = match article {
        Some(odds) if odds > 0.0 || paragraphs.is_empty() => {
            paragraphs.into_iter().chain(captioned).map(|(u, b)| (u, b, odds)).collect()
        }
        _ => {
            let judged = captions(units, members, read, page).into_iter();
            let judged = judged.map(|(u, b, features)| (u, b, odds(&features, &weights.captions)));
            let text = paragraphs.into_iter().filter_map(|(u, b)| article.map(|odds| (u, b, odds)));
            judged.chain(text).collect()
        }
    };
    asked
        .into_iter()
        .map(|(u, b, odds)| {
            let block = &mut units[u].blocks[b];
            let role = if odds > 0.0 { Role::Caption } else { Role::Paragraph };
            let changed = std::mem::replace(&mut block.role, role) != role;
            Settled { line: block.lines[0], odds: odds.abs(), changed }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, Segmentation, segment};

    const STORY: &str = "4月8日，望江镇的油菜花开了，沿着河堤一直铺到山\n脚下，引来不少城里人。\n\n\
        河堤上的步道也修好了，从渡口到水闸一共三里，中间\n设了两处歇脚的亭子。\n";

    fn roles(found: &Segmentation) -> Vec<Role> {
        found.articles.iter().flat_map(|a| &a.blocks).map(|b| b.role).collect()
    }

    #[test]
    fn a_story_under_a_label_of_pictures_is_told_in_captions() {
        let page = Page::new(format!("图片报道\n记者 何闻 摄\n\n{STORY}"));
        let roles = roles(&segment(&page));
        assert!(roles.contains(&Role::Caption) && !roles.contains(&Role::Paragraph), "{roles:?}");
    }

    #[test]
    fn a_report_without_a_headline_is_no_caption() {
        let page = Page::new(
            "本报讯 昨日上午，望江镇第三座跨江大桥合龙，预计明年春节前通车。\n桥面留出了自行车道。\n".into(),
        );
        let roles = roles(&segment(&page));
        assert!(!roles.contains(&Role::Caption), "{roles:?}");
    }

    #[test]
    fn the_same_story_under_a_headline_is_told_in_paragraphs() {
        let page = Page::new(format!("望江镇油菜花开引客来\n本报记者 何闻\n\n{STORY}"));
        let roles = roles(&segment(&page));
        assert!(roles.contains(&Role::Paragraph) && !roles.contains(&Role::Caption), "{roles:?}");
    }
}

//! Explanation of each block: the features that spoke loudest, for and against, in words.
//!
//! A decision is weighed against its runner-up: the weight of a feature in an explanation is how much it speaks for
//! the state that was chosen over the likeliest state of another role, or for the step that was taken over the
//! likeliest other step. Features of one template are added up, so that each question is answered once.

use super::article_evidence;
use super::engine::{Engine, NOTE, RULE};
use super::feature::{BREAK_TEMPLATES, LINE_TEMPLATES};
use super::grammar::{COLUMNS, Grammar};
use super::template::{self, Question};
use super::weights;
use super::{Article, Block, Evidence, LineNo, Page, Role, RoleHint, Segmentation};
use rustc_hash::FxHashMap;

/// Pieces of evidence a block keeps.
const KEPT: usize = 6;
/// Weaker evidence is not worth a line, in log-odds.
const WEAKEST: f32 = 0.05;

/// [`Evidence::rule`] of a [`RoleHint`].
const OWN_RULE: &str = "own-rule";
/// The rule by which a line's form says that it is a note at an article's end.
const END_NOTE: &str = "end-note";

/// Evidence from outside the engine's tables, in Chinese and in English, by the name that [`Evidence::rule`] has.
const OTHERS: [(&str, [&str; 2]); 3] = [
    ("correction", ["您的更正", "what you put right"]),
    (OWN_RULE, ["自定的规则", "a rule of your own"]),
    (END_NOTE, ["文末附注的写法", "form of a note at an article's end"]),
];

/// The questions of all tables.
fn questions() -> impl Iterator<Item = &'static Question> {
    template::questions(LINE_TEMPLATES)
        .chain(template::questions(BREAK_TEMPLATES))
        .chain(weights::questions())
}

/// Question of a rule in words, in Chinese and in English; the rule's own name where it is unknown.
pub fn question(rule: &str) -> (&str, &str) {
    let others = OTHERS.iter().find(|(name, _)| *name == rule).map(|(_, words)| *words);
    let words = others.or_else(|| questions().find(|asked| asked.name == rule).map(|asked| asked.words));
    words.map_or((rule, rule), |[zh, en]| (zh, en))
}

/// Evidence of wholes: of the page, and of each of its articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WholeEvidence {
    /// Evidence for the habit of placing headlines that was taken, over the next likeliest.
    pub page: Vec<Evidence>,
    /// For each article, what speaks for and against its being whole and nothing but itself.
    pub articles: Vec<Vec<Evidence>>,
}

/// Fills in the evidence of every block of a page that [`super::segment_with_hints`] took apart, behind what others said of
/// it, and tells what was asked of wholes.
pub fn explain(page: &Page, hints: &[RoleHint], found: &mut Segmentation) -> WholeEvidence {
    let engine = Engine::get();
    let lines = engine.lines(page, hints);
    let context = engine.extractor.context(&lines);
    let features = engine.extractor.read(&context);
    let (outcome, mut said) = article_evidence::best(engine, &context, engine.outcomes(&context, hints));
    let inference = outcome.inference;
    let mut hinted: FxHashMap<LineNo, Vec<Role>> = FxHashMap::default();
    hints.iter().for_each(|hint| hinted.entry(hint.line).or_default().push(hint.role));
    let grammar = Grammar::get();
    let states = grammar.states.len();
    let first_line = |block: &Block| {
        let first = block.text.to_source(0..block.text.as_str().len()).first()?.start;
        lines.index_at(page, first)
    };
    let of_article =
        |article: &Article| said.articles.remove(&article.blocks.iter().filter_map(first_line).min()?);
    let articles = found.articles.iter().map(of_article).map(Option::unwrap_or_default).collect();
    let blocks = found.articles.iter_mut().flat_map(|a| &mut a.blocks).chain(&mut found.furniture);
    for block in blocks {
        let Some(i) = first_line(block) else { continue };
        let mut sums: FxHashMap<&'static str, f32> = FxHashMap::default();
        for &role in hinted.get(&lines.lines[i].no).into_iter().flatten() {
            let sign = if role == block.role { 1.0 } else { -1.0 };
            *sums.entry(OWN_RULE).or_default() += sign * RULE;
        }
        if let Some(role) = context.notes[i] {
            *sums.entry(END_NOTE).or_default() += if block.role == role { NOTE } else { -NOTE };
        }
        let chosen = inference.reading.states[i];
        let probability = |s: usize| inference.marginals.states[i * states + s];
        let other = (0..states)
            .filter(|&s| grammar.states[s].role != grammar.states[chosen].role)
            .max_by(|&a, &b| probability(a).total_cmp(&probability(b)));
        if let Some(other) = other {
            for &f in &features.line[i] {
                let row = f as usize * states;
                let weight = engine.weights.chain.line[row + chosen] - engine.weights.chain.line[row + other];
                *sums.entry(engine.extractor.line_space.template(f)).or_default() += weight;
            }
        }
        if i > 0 {
            let taken = grammar.moves[inference.reading.moves[i]];
            let row: Vec<f32> = (0..grammar.moves.len()).map(|m| inference.marginals.of_move(i, m)).collect();
            let other = (0..row.len())
                .filter(|&m| grammar.moves[m].step != taken.step)
                .max_by(|&a, &b| row[a].total_cmp(&row[b]))
                .map(|m| grammar.moves[m].column as usize);
            if let Some(other) = other {
                for &f in &features.of_break[i] {
                    let at = f as usize * COLUMNS;
                    let weight = engine.weights.chain.of_break[at + taken.column as usize]
                        - engine.weights.chain.of_break[at + other];
                    *sums.entry(engine.extractor.break_space.template(f)).or_default() += weight;
                }
            }
        }
        let mut evidence: Vec<Evidence> = sums
            .into_iter()
            .filter(|(_, weight)| weight.abs() >= WEAKEST)
            .map(|(rule, weight)| Evidence { rule: rule.into(), weight })
            .collect();
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.rule.cmp(&b.rule)));
        evidence.truncate(KEPT);
        block.evidence.extend(evidence);
        block.evidence.extend(said.blocks.remove(&i).into_iter().flatten());
    }
    WholeEvidence { page: said.page, articles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::segment;

    #[test]
    fn no_two_tables_ask_by_one_name() {
        let mut wholes: Vec<&str> = weights::questions().map(|asked| asked.name).collect();
        let lines = template::questions(LINE_TEMPLATES).chain(template::questions(BREAK_TEMPLATES));
        let lines: Vec<&str> = lines.map(|asked| asked.name).chain(OTHERS.map(|(name, _)| name)).collect();
        let count = wholes.len();
        wholes.sort_unstable();
        wholes.dedup();
        assert_eq!(wholes.len(), count);
        assert!(wholes.iter().all(|name| !lines.contains(name)));
    }

    /// The names of what speaks of wholes on a page.
    fn asked_of_wholes(text: &str) -> Vec<String> {
        let page = Page::new(text.into());
        let mut found = segment(&page);
        let whole = explain(&page, &[], &mut found);
        assert_eq!(whole.articles.len(), found.articles.len());
        assert!(whole.articles.iter().all(|evidence| evidence.iter().any(|e| e.rule.starts_with("sure-"))));
        let blocks = found.articles.iter().flat_map(|a| &a.blocks).flat_map(|b| &b.evidence);
        blocks.chain(&whole.page).map(|e| e.rule.clone()).filter(|rule| question(rule).0 != rule).collect()
    }

    #[test]
    fn what_judges_ask_of_headlines_joins_and_captions_is_told_in_words() {
        let text = "县交通局今年办成一件实事\n澜溪渡口开通\n\n\
            本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n";
        let story = "图片报道\n记者 何闻 摄\n\n4月8日，望江镇的油菜花开了，沿着河堤一直铺到山\n脚下，引来不少城里人。\n";
        let asked = [asked_of_wholes(text), asked_of_wholes(story)].concat();
        for judge in ["headline-", "pair-", "told-"] {
            assert!(asked.iter().any(|rule| rule.starts_with(judge)), "{judge} {asked:?}");
        }
    }

    #[test]
    fn a_dateline_speaks_for_the_paragraph_that_it_opens() {
        let text = "本报讯（记者 何闻）近日，望江镇新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n\n望江镇渡口开通\n";
        let page = Page::new(text.into());
        let mut found = segment(&page);
        explain(&page, &[], &mut found);
        let mut blocks = found.articles.iter().flat_map(|a| &a.blocks);
        assert!(blocks.any(|b| b.evidence.iter().any(|e| e.rule == "cue" && e.weight > 0.0)));
    }
}

//! Confidence that an article is whole and nothing but itself, and that a block is what it is held for.
//!
//! An article's weakest place decides most: a paragraph that might begin another article, a part joined by little, a
//! headline next to it that was nearly its own. A block is as sure as the reading of its lines, but where its article is
//! in doubt so is what it is held for. Small judges make probabilities of these.

use super::Role;
use super::fragment::FragmentKind;
use super::grammar::{READ, Step};
use super::hypothesis::Hypothesis;
use super::inference::PlattScaling;
use super::mlp;
use super::template::{self, Answer, Question, Template, values, width};
use Answer::{Flag, Value, Which};

/// Facts about an article.
struct OfArticle {
    /// Probability that no other article begins inside a part, and that it begins where it does.
    inside: f32,
    begins: Option<f32>,
    /// The log-odds by which its weakest part was joined, and by which another nearly was.
    joined: f32,
    rival: f32,
    parts: usize,
    headed: bool,
    told: bool,
    lines: usize,
    /// Articles on the page.
    articles: usize,
}

/// Function that answers a question about an article.
type Ask = fn(&OfArticle) -> Answer;

const fn ask(name: &'static str, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, 1, words, answer)
}

/// Questions about an article.
const ARTICLE: &[Template<Ask>] = &[
    ask("sure-bias", ["文章完整的多寡", "how common whole articles are"], |_| Value(1.0)),
    ask(
        "sure-inside",
        ["篇中像有另一篇起头", "how little another article begins inside a part"],
        |a| Value(log_odds(a.inside) / 4.0),
    ),
    ask("sure-begins", ["起头处有多确定", "how surely an article begins where it does"], |a| {
        Value(a.begins.map_or(0.0, |begins| log_odds(begins) / 4.0))
    }),
    ask("sure-joined", ["最弱的一处拼接", "how surely its weakest part was joined"], |a| {
        Value(a.joined / 4.0)
    }),
    ask("sure-single", ["仅一部分", "a single part"], |a| Flag(a.parts == 1)),
    ask("sure-rival", ["另有部分几乎拼入", "how nearly another part was joined"], |a| {
        Value(a.rival.min(CERTAIN) / 4.0)
    }),
    ask("sure-no-headline", ["无标题", "no headline"], |a| Flag(!a.headed)),
    ask("sure-no-text", ["无正文", "no text"], |a| Flag(!a.told)),
    ask("sure-parts", ["部分数", "number of parts"], |a| Value((a.parts as f32).ln())),
    ask("sure-length", ["行数", "length"], |a| Value((a.lines as f32).ln() / 4.0)),
    ask("sure-page", ["全版文章数", "number of articles on the page"], |a| {
        Value((a.articles as f32).ln() / 4.0)
    }),
];

/// Number of features of an article.
pub(crate) const CONFIDENCE_FEATURES: usize = width(ARTICLE);

/// The log-odds of a probability, up to certainty.
fn log_odds(p: f32) -> f32 {
    (p / (1.0 - p)).ln().clamp(-CERTAIN, CERTAIN)
}

/// The log-odds that stand for certainty.
const CERTAIN: f32 = 8.0;

/// Strength with which the fragments of a page hold together, in log-odds.
pub(crate) struct Joins {
    /// By which each fragment was joined to the others of its article.
    of_fragment: Vec<f32>,
    /// By which another part was nearly joined to each article.
    rival: Vec<f32>,
}

impl Joins {
    pub(crate) fn of(found: &Hypothesis) -> Joins {
        let owners = found.owners();
        let (mut of_fragment, mut rival) =
            (vec![-CERTAIN; found.fragments.len()], vec![-CERTAIN; found.articles.len()]);
        for pair in &found.pairs {
            let [x, y] = pair.fragments().map(|u| owners[u]);
            let (table, places) =
                if x == y { (&mut of_fragment, pair.fragments()) } else { (&mut rival, [x, y]) };
            places.into_iter().for_each(|at| table[at] = table[at].max(pair.odds));
        }
        Joins { of_fragment, rival }
    }

    /// The log-odds by which a part of an article was joined to the others.
    pub(crate) fn of_fragment(&self, fragment: usize) -> f32 {
        self.of_fragment[fragment]
    }
}

/// The features of an article by its number.
pub(crate) fn features(found: &Hypothesis, joins: &Joins, article: usize) -> Vec<f32> {
    let Hypothesis { inference, fragments, articles, .. } = found;
    let members = &articles[article];
    let begins =
        |i: usize| if i == 0 { 1.0 } else { inference.marginals.steps[i][Step::Article as usize].min(1.0) };
    let inside = members
        .iter()
        .flat_map(|&u| fragments[u].blocks.iter().skip(1).map(|b| 1.0 - begins(b.lines[0])))
        .fold(1.0, f32::min);
    let first = members[0];
    // The fragments of one of the reading's articles follow each other.
    let opens = first == 0 || fragments[first - 1].article != fragments[first].article;
    let joined = members.iter().skip(1).map(|&u| joins.of_fragment(u)).fold(CERTAIN, f32::min);
    let has = |kind| members.iter().any(|&u| fragments[u].kind == kind);
    let article = OfArticle {
        inside,
        begins: opens.then(|| begins(fragments[first].first_line())),
        joined,
        rival: joins.rival[article],
        parts: members.len(),
        headed: has(FragmentKind::Head),
        told: has(FragmentKind::Body),
        lines: members.iter().map(|&u| fragments[u].lines().count()).sum(),
        articles: articles.len(),
    };
    values(ARTICLE, |ask| ask(&article))
}

/// The probability that an article's extent is right, by its number.
pub(crate) fn probability(found: &Hypothesis, joins: &Joins, article: usize, weights: &[f32]) -> f32 {
    mlp::probability(mlp::log_odds(weights, &features(found, joins, article)))
}

/// Function that answers a question about a block.
type AskBlock = fn(&Asked) -> Answer;

const fn ask_block(
    name: &'static str,
    values: u32,
    words: [&'static str; 2],
    answer: AskBlock,
) -> Template<AskBlock> {
    Template::new(name, values, words, answer)
}

/// Questions about a block.
const BLOCK: &[Template<AskBlock>] = &[
    ask_block("block-bias", 1, ["判断正确的多寡", "how common right blocks are"], |_| Value(1.0)),
    ask_block("block-role", 1, ["逐行判断的把握", "how likely the reading holds its role"], |b| {
        Value(odds(b.lines.iter().sum::<f32>() / b.lines.len() as f32))
    }),
    ask_block(
        "block-weakest-line",
        1,
        ["最没把握的一行", "how likely that of its least likely line"],
        |b| Value(odds(b.lines.iter().copied().fold(1.0, f32::min))),
    ),
    ask_block("block-asked", 1, ["曾通盘看其角色", "the whole article was asked of its role"], |b| {
        Flag(b.settled.is_some())
    }),
    ask_block("block-asked-for", 1, ["通盘看的把握", "how strongly it asked for it"], |b| {
        Value(b.settled.map_or(0.0, |(odds, _)| odds).min(CERTAIN) / 4.0)
    }),
    ask_block("block-changed", 1, ["逐行判断另有所指", "the reading had another role"], |b| {
        Flag(b.settled.is_some_and(|(_, changed)| changed))
    }),
    ask_block("block-begins", 1, ["起头处有多确定", "how likely the reading begins it"], |b| {
        Value(odds(b.begins))
    }),
    ask_block("block-joined", 1, ["由拼接而来", "joined as a part"], |b| Flag(b.joined.is_some())),
    ask_block("block-joined-for", 1, ["拼接的把握", "how surely it was joined"], |b| {
        Value(b.joined.unwrap_or(0.0) / 4.0)
    }),
    ask_block("block-article", 1, ["属于某篇", "part of an article"], |b| Flag(b.article.is_some())),
    ask_block("block-article-sure", 1, ["该篇有多确定", "how sure its article is"], |b| {
        Value(b.article.map_or(0.0, odds))
    }),
    ask_block("block-length", 1, ["行数", "number of lines"], |b| Value((b.lines.len() as f32).ln())),
    ask_block("block-which", READ.len() as u32, ["是何角色", "which role it is"], |b| {
        Which(READ.iter().position(|role| *role == b.role))
    }),
];

/// The log-odds of a probability, as far as a page's sums tell, up to certainty.
fn odds(p: f32) -> f32 {
    PlattScaling::log_odds(p).min(CERTAIN) / 4.0
}

/// Number of features of a block.
pub(crate) const BLOCK_CONFIDENCE_FEATURES: usize = width(BLOCK);
/// The questions that are asked of an article, and of a block.
pub(crate) fn questions() -> [Vec<&'static Question>; 2] {
    [template::questions(ARTICLE).collect(), template::questions(BLOCK).collect()]
}

/// Number of judgements of a block: whether its role is right, and whether it begins where it does in its article.
pub(crate) const BLOCK_JUDGES: usize = 2;

/// Facts about a block.
pub(crate) struct Asked {
    pub role: Role,
    /// The probability of the role for each line.
    pub lines: Vec<f32>,
    /// Log-odds with which the whole article asks for the role, and whether the reading had another.
    pub settled: Option<(f32, bool)>,
    /// The probability that it begins where it does.
    pub begins: f32,
    /// The log-odds by which it was joined to its article.
    pub joined: Option<f32>,
    /// Confidence of its article.
    pub article: Option<f32>,
}

impl Asked {
    /// The block's features.
    pub(crate) fn features(&self) -> Vec<f32> {
        values(BLOCK, |ask| ask(self))
    }
}

/// The probabilities that a block's role is right, and that it begins where it does in its article.
pub(crate) fn of_block(features: &[f32], weights: &[f32]) -> [f32; BLOCK_JUDGES] {
    let n = mlp::size(BLOCK_CONFIDENCE_FEATURES);
    std::array::from_fn(|k| mlp::probability(mlp::log_odds(&weights[k * n..(k + 1) * n], features)))
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
            of_block(&asked.features(), &Engine::get().weights.blocks)
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

//! Confidence that an article is whole and nothing but itself, and that a block is what it is held for.
//!
//! An article's weakest place decides most: a paragraph that might begin another article, a part joined by little, a
//! headline next to it that was nearly its own. A block is as sure as the reading of its lines, but where its article is
//! in doubt so is what it is held for. Small judges make probabilities of these.

use super::Role;
use super::cue::Cue;
use super::fragment::{FragmentKind, RawBlock};
use super::grammar::{READ, Step};
use super::hypothesis::Hypothesis;
use super::inference::PlattScaling;
use super::line::Lines;
use super::mlp;
use super::template::{self, Answer, Question, Template, values, width};
use Answer::{Flag, Value, Which};
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Articles on the page, and those of them without a headline or without text.
    articles: usize,
    halves: usize,
    /// Share of the headline's pairs of characters that the text has.
    overlap: f32,
    headlines: usize,
    bylines: usize,
    /// Whether a byline at its edge may be its neighbour's.
    byline_between: bool,
    dateline_inside: bool,
    text_behind_note: bool,
    open_end: bool,
    /// Whether its text goes on elsewhere, or comes from there.
    jumps: bool,
    glued: bool,
    /// Times that its lines go back on the page, and whether those of any article do.
    back: usize,
    reordered: bool,
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
    ask(
        "sure-halves",
        ["全版缺标题或正文的文章", "articles of the page without headline or text"],
        |a| Value(a.halves as f32 / a.articles as f32),
    ),
    ask("sure-words", ["正文用到标题的词语", "words of the headline that the text has"], |a| {
        Value(a.overlap)
    }),
    ask("sure-headlines", ["不止一处标题", "more headlines than one"], |a| Flag(a.headlines > 1)),
    ask("sure-bylines", ["不止一处署名", "more bylines than one"], |a| Flag(a.bylines > 1)),
    ask("sure-byline-between", ["两篇之间的署名", "a byline between two articles"], |a| {
        Flag(a.byline_between)
    }),
    ask("sure-dateline-inside", ["篇中又有电头", "another dateline inside"], |a| {
        Flag(a.dateline_inside)
    }),
    ask("sure-note-inside", ["文末附注之后又有正文", "text behind a note at the end"], |a| {
        Flag(a.text_behind_note)
    }),
    ask("sure-open-end", ["末句未完", "the last sentence is not ended"], |a| Flag(a.open_end)),
    ask("sure-jumps", ["有转版或接版", "jumps to or from another page"], |a| Flag(a.jumps)),
    ask("sure-glued", ["标题中有空档", "a gap inside the headline"], |a| Flag(a.glued)),
    ask("sure-back", ["各行次序有回头", "lines that go back on the page"], |a| {
        Value((1.0 + a.back as f32).ln())
    }),
    ask("sure-reordered", ["版面分块经过重排", "blocks of the page were put in order"], |a| {
        Flag(a.reordered)
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

/// The features of each article.
pub(crate) fn features(found: &Hypothesis, joins: &Joins, page: &Lines) -> Vec<Vec<f32>> {
    let of_page = OfPage::of(found, page);
    (0..found.articles.len())
        .map(|article| {
            let facts = of_article(found, joins, page, &of_page, article);
            values(ARTICLE, |ask| ask(&facts))
        })
        .collect()
}

/// Facts about a whole page that are asked of each of its articles.
struct OfPage {
    /// The article of each line.
    of_line: FxHashMap<usize, usize>,
    /// Articles without a headline or without text.
    halves: usize,
    reordered: bool,
}

impl OfPage {
    fn of(found: &Hypothesis, page: &Lines) -> OfPage {
        let members = || found.articles.iter().enumerate();
        let lines = members().flat_map(|(article, members)| {
            members.iter().flat_map(move |&u| found.fragments[u].lines().map(move |i| (i, article)))
        });
        let has = |members: &[usize], kind| members.iter().any(|&u| found.fragments[u].kind == kind);
        let is_half = |(_, members): &(usize, &Vec<usize>)| {
            !has(members, FragmentKind::Head) || !has(members, FragmentKind::Body)
        };
        OfPage {
            of_line: lines.collect(),
            halves: members().filter(is_half).count(),
            reordered: page.lines.windows(2).any(|pair| pair[1].no < pair[0].no),
        }
    }

    fn is_of_another(&self, i: usize, article: usize) -> bool {
        self.of_line.get(&i).is_some_and(|owner| *owner != article)
    }
}

fn of_article(
    found: &Hypothesis,
    joins: &Joins,
    page: &Lines,
    of_page: &OfPage,
    article: usize,
) -> OfArticle {
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
    let count = |kind| members.iter().filter(|&&u| fragments[u].kind == kind).count();
    let mut blocks: Vec<&RawBlock> = members.iter().flat_map(|&u| &fragments[u].blocks).collect();
    blocks.sort_by_key(|block| block.lines[0]);
    let of_role = |role| blocks.iter().filter(move |block| block.role == role);
    let paragraphs: Vec<usize> =
        of_role(Role::Paragraph).flat_map(|block| block.lines.iter().copied()).collect();
    let notes = members
        .iter()
        .filter(|&&u| fragments[u].kind == FragmentKind::Body)
        .flat_map(|&u| &fragments[u].blocks)
        .filter(|block| block.role == Role::Credit);
    let first_note = notes.map(|block| block.lines[0]).min();
    let is_head = |block: &&&RawBlock| matches!(block.role, Role::Kicker | Role::Title | Role::Subtitle);
    let heads = || blocks.iter().filter(is_head).flat_map(|block| block.lines.iter().copied());
    let byline_between = |block: &&RawBlock| {
        let (first, last) = (block.lines[0], block.lines[block.lines.len() - 1]);
        match block.role {
            Role::Byline => first > 0 && of_page.is_of_another(first - 1, article),
            Role::Title | Role::Subtitle => {
                page.lines.get(last + 1).is_some_and(|below| below.cues.any(NAMED))
                    && of_page.is_of_another(last + 1, article)
            }
            _ => false,
        }
    };
    let mut lines: Vec<usize> = blocks.iter().flat_map(|block| block.lines.iter().copied()).collect();
    lines.sort_unstable();
    OfArticle {
        inside,
        begins: opens.then(|| begins(fragments[first].first_line())),
        joined,
        rival: joins.rival[article],
        parts: members.len(),
        headed: count(FragmentKind::Head) > 0,
        told: count(FragmentKind::Body) > 0,
        lines: lines.len(),
        articles: articles.len(),
        halves: of_page.halves,
        overlap: overlap(found, members),
        headlines: count(FragmentKind::Head),
        bylines: of_role(Role::Byline).count(),
        byline_between: blocks.iter().any(byline_between),
        dateline_inside: paragraphs.iter().skip(1).any(|&i| page.lines[i].cues.has(Cue::Dateline)),
        text_behind_note: first_note.is_some_and(|note| paragraphs.last().is_some_and(|&last| note < last)),
        open_end: paragraphs.last().is_some_and(|&i| {
            !page.lines[i].cues.any(&[
                Cue::SentenceEnd,
                Cue::ClosingEnd,
                Cue::QuestionEnd,
                Cue::ExclamationEnd,
            ])
        }),
        jumps: of_role(Role::Jump).next().is_some(),
        glued: heads().any(|i| page.lines[i].cues.any(&[Cue::Halves, Cue::Parts])),
        back: lines.windows(2).filter(|pair| page.lines[pair[1]].no < page.lines[pair[0]].no).count(),
        reordered: of_page.reordered,
    }
}

/// Marks of a line that names an author.
const NAMED: &[Cue] = &[Cue::Byline, Cue::NameOnly, Cue::PenName, Cue::Square];

/// Share of the pairs of characters of an article's headline that its text has; 0 without either.
fn overlap(found: &Hypothesis, members: &[usize]) -> f32 {
    let pairs = |kind| {
        let of_kind = members.iter().map(|&u| &found.fragments[u]).filter(move |u| u.kind == kind);
        of_kind.flat_map(|fragment| fragment.pairs.iter().map(|pair| pair.0))
    };
    let text: FxHashSet<u32> = pairs(FragmentKind::Body).collect();
    let (known, all) = pairs(FragmentKind::Head)
        .fold((0, 0), |(known, all), pair| (known + usize::from(text.contains(&pair)), all + 1));
    known as f32 / all.max(1) as f32
}

/// The probability that each article's extent is right.
pub(crate) fn probabilities(found: &Hypothesis, joins: &Joins, page: &Lines, weights: &[f32]) -> Vec<f32> {
    let odds = |features: &Vec<f32>| mlp::probability(mlp::log_odds(weights, features));
    features(found, joins, page).iter().map(odds).collect()
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
    use super::{Asked, Joins, features, of_block, questions};
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
    fn what_speaks_against_an_article_is_asked_of_it() {
        let answer = |question: &str, text: &str| {
            let engine = Engine::get();
            let lines = engine.lines(&Page::new(text.into()), &[]);
            let outcome = engine.outcome(&engine.extractor.context(&lines), &[]);
            let features = features(&outcome, &Joins::of(&outcome), &lines);
            assert_eq!(features.len(), 1, "{text}");
            features[0][questions()[0].iter().position(|q| q.name == question).unwrap()]
        };
        let whole = "澜溪渡口开通\n\n本报讯（记者 何闻）4月8日，澜溪新建的渡口开通，两岸群\n众往来不必再绕行三十里山路。\n";
        let cut = whole.replace("三十里山路。", "三十里山");
        assert_eq!([whole, &cut].map(|text| answer("sure-open-end", text)), [0.0, 1.0]);
        let other = whole.replace("澜溪渡口开通\n", "老人免费就餐\n");
        assert!(answer("sure-words", whole) > 0.5 && answer("sure-words", &other) < 0.2);
        let jumping = format!("{whole}（下转第三版）\n");
        assert_eq!([whole, &jumping].map(|text| answer("sure-jumps", text)), [0.0, 1.0]);
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

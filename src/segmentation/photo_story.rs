//! Whether an article is told in the captions of its pictures.
//!
//! Line by line such a story reads like any other; what tells it is the whole: a label of pictures for a headline, a
//! photographer's name, a few short paragraphs. So this is decided once an article is put together, by logistic
//! regression like the pairs of fragments; and so is whether a block beside paragraphs is a caption indeed.

use super::Role;
use super::cue::Cue;
use super::fragment::{Fragment, RawBlock, RoleDecision};
use super::grammar::Grammar;
use super::inference::Inference;
use super::line::Lines;
use super::mlp;
use super::picture_lines::is_pointer;
use super::template::{self, Answer, Question, Template, values, width};
use Answer::{Flag, Value};
use rustc_hash::FxHashMap;

/// Facts about an article that speaks of pictures.
struct OfArticle {
    label: bool,
    title: bool,
    byline: bool,
    credit: bool,
    subhead: bool,
    dateline: bool,
    /// Characters of captions and of paragraphs.
    captions: usize,
    text: usize,
    /// The mean log-odds of a line that it is of a caption and not of a paragraph.
    odds: f32,
}

/// Function that answers a question about an article.
type Ask = fn(&OfArticle) -> Answer;

const fn ask(name: &'static str, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, 1, words, answer)
}

/// Questions about an article.
const ARTICLE: &[Template<Ask>] = &[
    ask("told-bias", ["这类文章多寡", "how common such articles are"], |_| Value(1.0)),
    ask("told-label", ["以图片栏目为题", "a label of pictures for a headline"], |a| Flag(a.label)),
    ask("told-title", ["另有标题", "a headline of its own"], |a| Flag(a.title)),
    ask("told-byline", ["有署名", "a byline"], |a| Flag(a.byline)),
    ask("told-photographer", ["有摄影者", "a photographer's name"], |a| Flag(a.credit)),
    ask("told-subhead", ["有小标题", "a subhead"], |a| Flag(a.subhead)),
    ask("told-dateline", ["以电头起头", "opens like a report"], |a| Flag(a.dateline)),
    ask("told-length", ["正文长短", "length of the text"], |a| {
        Value(((a.captions + a.text) as f32 / 100.0).ln())
    }),
    ask("told-share", ["读作图说的比例", "share of the text read as captions"], |a| {
        Value(a.captions as f32 / (a.captions + a.text) as f32)
    }),
    ask("told-all", ["全读作图说", "all of it read as captions"], |a| Flag(a.text == 0)),
    ask("told-odds", ["逐行判断", "what the reading of its lines says"], |a| Value(a.odds / 4.0)),
];

/// Number of features of an article.
pub(crate) const STORY_FEATURES: usize = width(ARTICLE);

/// The article's features; `None` where nothing speaks of pictures.
pub(crate) fn features(
    fragments: &[Fragment],
    members: &[usize],
    inference: &Inference,
    page: &Lines,
) -> Option<Vec<f32>> {
    let blocks: Vec<&RawBlock> = members.iter().flat_map(|&u| &fragments[u].blocks).collect();
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
    // A caption that points to its picture stands beside a text.
    let points = |b: &&RawBlock| is_pointer(page.text(b.lines[0])[0]);
    if text > 0 && of_role(Role::Caption).any(points) {
        return None;
    }
    if captions + text == 0 || captions == 0 && !label && !credit {
        return None;
    }
    let lines: Vec<usize> = of_role(Role::Caption)
        .chain(of_role(Role::Paragraph))
        .flat_map(|b| b.lines.iter().copied())
        .collect();
    let odds = lines.iter().map(|&i| caption_odds(inference, i)).sum::<f32>() / lines.len().max(1) as f32;
    let article = OfArticle {
        label,
        title,
        byline,
        credit,
        subhead: of_role(Role::Subhead).next().is_some(),
        dateline: blocks.iter().any(|b| has_cue(b, Cue::Dateline)),
        captions,
        text,
        odds,
    };
    Some(values(ARTICLE, |ask| ask(&article)))
}

/// The log-odds that a line is a caption and not of a paragraph.
fn caption_odds(inference: &Inference, line: usize) -> f32 {
    let grammar = Grammar::get();
    let states = &inference.marginals.states[line * grammar.states.len()..];
    let probability = |role: Role| {
        let of_role = grammar.states.iter().zip(states).filter(|(s, _)| s.role == role);
        of_role.map(|(_, p)| p).sum::<f32>().max(1e-4)
    };
    (probability(Role::Caption) / probability(Role::Paragraph)).ln()
}

/// A block that was read as a caption, and what several questions ask of it.
struct OfCaption<'a> {
    page: &'a Lines,
    block: &'a RawBlock,
    first: usize,
    last: usize,
    /// The roles of the lines before and after.
    before: Option<Role>,
    after: Option<Role>,
    /// The sum of its lines' log-odds.
    odds: f32,
}

impl OfCaption<'_> {
    fn any(&self, cues: &[Cue]) -> bool {
        self.block.lines.iter().any(|&i| self.page.lines[i].cues.any(cues))
    }

    fn same_measure(&self) -> bool {
        let measure = |i: usize| self.page.lines[i].measure;
        self.first > 0 && (measure(self.first) - measure(self.first - 1)).abs() < 1.0
    }
}

/// Function that answers a question about a caption.
type AskCaption = for<'a> fn(&OfCaption<'a>) -> Answer;

const fn ask_caption(
    name: &'static str,
    words: [&'static str; 2],
    answer: AskCaption,
) -> Template<AskCaption> {
    Template::new(name, 1, words, answer)
}

/// Questions about a block that was read as a caption in an article that has paragraphs too.
const CAPTION: &[Template<AskCaption>] = &[
    ask_caption("caption-bias", ["图说多寡", "how common captions are"], |_| Value(1.0)),
    ask_caption("caption-lines", ["图说的行数", "a caption's lines"], |a| {
        Value((a.block.lines.len() as f32).ln())
    }),
    ask_caption("caption-cues", ["图说或摄影的标志", "cues of a caption or a credit"], |a| {
        Flag(a.any(&[Cue::Caption, Cue::Credit, Cue::CreditEnd]))
    }),
    ask_caption("caption-odds", ["逐行判断", "what the reading of its lines says"], |a| {
        Value(a.odds / a.block.lines.len() as f32 / 4.0)
    }),
    ask_caption("caption-behind-text", ["紧接正文", "right behind a paragraph"], |a| {
        Flag(a.before == Some(Role::Paragraph))
    }),
    ask_caption("caption-behind-caption", ["紧接另一图说", "right behind another caption"], |a| {
        Flag(a.before == Some(Role::Caption))
    }),
    ask_caption("caption-before-credit", ["后有摄影者", "right before a credit"], |a| {
        Flag(a.after == Some(Role::Credit))
    }),
    ask_caption("caption-width", ["与前段同宽", "as wide as the paragraph before"], |a| {
        Flag(a.same_measure())
    }),
    ask_caption("caption-number", ["以数字起头", "begins with a number"], |a| {
        Flag(a.page.text(a.first).first().is_some_and(|c| c.is_numeric()))
    }),
    ask_caption("caption-sentence", ["以句末标点收尾", "ends a sentence"], |a| {
        Flag(a.page.lines[a.last].cues.has(Cue::SentenceEnd))
    }),
    ask_caption("caption-people", ["写人物或场景", "people or a scene"], |a| {
        Flag(a.any(&[Cue::People, Cue::Scene]))
    }),
];

/// Number of features of a block.
pub(crate) const BLOCK_FEATURES: usize = width(CAPTION);

/// The questions that are asked of an article, and of a caption.
pub(crate) fn questions() -> [Vec<&'static Question>; 2] {
    [template::questions(ARTICLE).collect(), template::questions(CAPTION).collect()]
}

/// The blocks of an article that were read as captions beside paragraphs: fragment, block, features.
pub(crate) fn captions(
    fragments: &[Fragment],
    members: &[usize],
    inference: &Inference,
    page: &Lines,
) -> Vec<(usize, usize, Vec<f32>)> {
    let has_text = members.iter().any(|&u| fragments[u].blocks.iter().any(|b| b.role == Role::Paragraph));
    if !has_text {
        return Vec::new();
    }
    let mut role_of = FxHashMap::default();
    for block in members.iter().flat_map(|&u| &fragments[u].blocks) {
        role_of.extend(block.lines.iter().map(|&i| (i, block.role)));
    }
    let mut out = Vec::new();
    for &u in members {
        for (b, block) in fragments[u].blocks.iter().enumerate().filter(|(_, b)| b.role == Role::Caption) {
            let (first, last) = (block.lines[0], block.lines[block.lines.len() - 1]);
            let a = OfCaption {
                page,
                block,
                first,
                last,
                before: first.checked_sub(1).and_then(|i| role_of.get(&i)).copied(),
                after: role_of.get(&(last + 1)).copied(),
                odds: block.lines.iter().map(|&i| caption_odds(inference, i)).sum::<f32>(),
            };
            out.push((u, b, values(CAPTION, |ask| ask(&a))));
        }
    }
    out
}

/// The weights of articles told in captions, and of captions beside paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryWeights {
    pub article: Vec<f32>,
    pub caption: Vec<f32>,
}

impl StoryWeights {
    /// All zero.
    pub(crate) fn zero() -> StoryWeights {
        StoryWeights {
            article: vec![0.0; mlp::size(STORY_FEATURES)],
            caption: vec![0.0; mlp::size(BLOCK_FEATURES)],
        }
    }
}

/// A block that is asked whether it is a caption.
pub(crate) struct InQuestion {
    pub fragment: usize,
    pub block: usize,
    /// The log-odds of a yes.
    pub odds: f32,
    /// Features that it was judged by: the article's, or its own.
    pub features: Vec<f32>,
    by_itself: bool,
}

impl InQuestion {
    /// The weights that it was judged by.
    pub(crate) fn judge<'w>(&self, weights: &'w StoryWeights) -> &'w [f32] {
        if self.by_itself { &weights.caption } else { &weights.article }
    }

    /// The questions that it was judged by.
    pub(crate) fn questions(&self) -> Vec<&'static Question> {
        let [article, caption] = questions();
        if self.by_itself { caption } else { article }
    }
}

/// The blocks of an article that are asked whether they are captions: all together, or each by itself.
pub(crate) fn in_question(
    fragments: &[Fragment],
    members: &[usize],
    inference: &Inference,
    page: &Lines,
    weights: &StoryWeights,
) -> Vec<InQuestion> {
    let blocks = |role: Role| -> Vec<(usize, usize)> {
        let of_fragment =
            |u: usize| fragments[u].blocks.iter().enumerate().map(move |(b, block)| (u, b, block.role));
        members
            .iter()
            .flat_map(|&u| of_fragment(u))
            .filter(|at| at.2 == role)
            .map(|(u, b, _)| (u, b))
            .collect()
    };
    let article = features(fragments, members, inference, page);
    let silent = is_silent(fragments, members, page);
    let article = article.map(|features| {
        let odds = mlp::log_odds(&weights.article, &features);
        (if silent { odds.min(-SILENT) } else { odds }, features)
    });
    let of_article = |(fragment, block): (usize, usize)| {
        let (odds, features) = article.clone()?;
        Some(InQuestion { fragment, block, odds, features, by_itself: false })
    };
    let (paragraphs, captioned) = (blocks(Role::Paragraph), blocks(Role::Caption));
    match &article {
        Some((odds, _)) if *odds > 0.0 || paragraphs.is_empty() => {
            paragraphs.into_iter().chain(captioned).filter_map(of_article).collect()
        }
        _ => {
            let judged = captions(fragments, members, inference, page).into_iter().map(
                |(fragment, block, features)| {
                    let odds = mlp::log_odds(&weights.caption, &features);
                    InQuestion { fragment, block, odds, features, by_itself: true }
                },
            );
            judged.chain(paragraphs.into_iter().filter_map(of_article)).collect()
        }
    }
}

/// Evidence, in nats, that a text of some length that never speaks of a picture is told in none.
const SILENT: f32 = 3.0;

/// Whether an article of a paragraph a line never speaks of pictures: no column's width can say that it stands under one.
fn is_silent(fragments: &[Fragment], members: &[usize], page: &Lines) -> bool {
    /// Characters of a paragraph in a line of its own.
    const PARAGRAPH: usize = 30;
    const PICTURES: [Cue; 5] = [Cue::Caption, Cue::Credit, Cue::CreditEnd, Cue::PhotoLabel, Cue::Scene];
    let blocks = || members.iter().flat_map(|&u| &fragments[u].blocks);
    let mut texts = blocks().filter(|b| matches!(b.role, Role::Caption | Role::Paragraph)).peekable();
    texts.peek().is_some()
        && texts.all(|b| b.lines.len() == 1 && page.lines[b.lines[0]].len() >= PARAGRAPH)
        && !blocks().flat_map(|b| &b.lines).any(|&i| page.lines[i].cues.any(&PICTURES))
}

/// Gives an article's text the roles that the whole speaks for: all captions, no captions, or some of them paragraphs.
pub(crate) fn settle(
    fragments: &mut [Fragment],
    members: &[usize],
    inference: &Inference,
    page: &Lines,
    weights: &StoryWeights,
) {
    for InQuestion { fragment, block, odds, .. } in in_question(fragments, members, inference, page, weights)
    {
        let block = &mut fragments[fragment].blocks[block];
        let role = if odds > 0.0 { Role::Caption } else { Role::Paragraph };
        let changed = std::mem::replace(&mut block.role, role) != role;
        block.decision = Some(RoleDecision { odds: odds.abs(), changed });
    }
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
    fn text_beside_a_caption_that_points_to_its_picture_is_body() {
        let caption = "▲渡船靠岸了。 何闻 摄\n";
        for mark in ["▲", "▼"] {
            let caption = caption.replace('▲', mark);
            let page = Page::new(format!("望江镇河堤披新装\n{}{caption}", STORY.replace("\n\n", "\n")));
            let found = segment(&page);
            let captions: Vec<&str> = found.articles.iter().flat_map(|a| a.texts(Role::Caption)).collect();
            assert_eq!(captions.len(), 1, "{mark}: {captions:?}");
            assert!(captions[0].starts_with(mark));
        }
        // A picture alone keeps its caption, and a mark before a brief points to none.
        let alone = segment(&Page::new(format!("望江镇河堤披新装\n{caption}")));
        assert!(!roles(&alone).contains(&Role::Paragraph), "{alone:?}");
        let brief = Page::new(format!("{STORY}▲望江镇的油菜花开了，引来不少城里人。\n"));
        let lines = Lines::read(&brief);
        let extractor = crate::segmentation::feature::Extractor::new();
        assert!(extractor.context(&lines).pictures.iter().all(Option::is_none));
    }

    #[test]
    fn a_few_lines_over_their_photographers_are_of_the_picture() {
        let text = "“再快一点！”四月八日，望江镇小学的操场上，孩子们正\n在练习跑步，老师在一旁数着圈数。\n";
        let report = "本报讯（记者 何闻）果园里的苹果熟了，果农忙着采摘\n装箱，货车在村口排起长队。\n";
        let of = |text: &str, credit: &str| {
            let page = Page::new(format!("苹果红了\n\n{text}\n  {credit}\n\n晨跑长精神\n\n{report}"));
            let lines = Lines::read(&page);
            let extractor = crate::segmentation::feature::Extractor::new();
            let context = extractor.context(&lines);
            (context.pictures[1], context.pictures[3])
        };
        assert_eq!(of(text, "何闻 吴岚摄影报道"), (Some(Role::Caption), Some(Role::Credit)));
        assert_eq!(of(text, "何闻 摄"), (Some(Role::Caption), None));
        assert_eq!(of(report, "何闻 摄").0, None);
        assert_eq!(of(text, "何闻 吴岚").0, None);
        let paragraphs = "　　操场上，孩子们正在练习跑步。\n　　老师在一旁数着圈数。\n";
        assert_eq!(of(paragraphs, "何闻 摄").0, None);
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
    fn long_paragraphs_that_speak_of_no_picture_are_no_captions() {
        let text =
            "入夏以来，澜溪县雨水比往年多，河边的稻田早早灌足了水，各镇都在抢种晚稻，田埂上从早到晚都有人。";
        let page = Page::new(format!("第2版(综合)\n专栏:\n\n  晚稻抢种 田头正忙\n{text}\n{text}\n{text}\n"));
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

//! Questions about two fragments of a page.

use super::Traits;
use crate::segmentation::Role;
use crate::segmentation::cue::{Cue, Cues};
use crate::segmentation::grammar::HABITS;
use crate::segmentation::template::{Answer, Template};
use Answer::{Flag, Value, Which};

/// Position of a pair, each under each habit of the page: first then second next to each other with the first a headline
/// (or whatever is no headline), the same with the second a headline, with one fragment between, further.
const LIES: usize = 4;

/// Two fragments of a page, and what several questions ask of them.
pub(super) struct OfPair<'a> {
    pub kind: usize,
    /// Whether the reading has them in one article.
    pub same: bool,
    /// Probability that an article begins between them.
    pub doubt: f32,
    pub runs_on: f32,
    /// Whether both are text.
    pub text: bool,
    /// The cues of the last line of the first and of the first line of the second.
    pub cues: [Cues; 2],
    pub second_role: Role,
    pub traits: [&'a Traits; 2],
    /// The words that they share, how many more than with the next best, whether each is the other's best.
    pub shared: f32,
    pub shared_lead: f32,
    pub shared_best: f32,
    /// The same of one topic.
    pub topic: f32,
    pub topic_lead: f32,
    pub topic_best: f32,
    /// Whether they have one place in their order.
    pub order: f32,
    pub lie: usize,
    pub habit: usize,
}

impl OfPair<'_> {
    fn photo(&self) -> bool {
        self.traits.iter().any(|traits| traits.label)
    }

    /// Questions that count where they stand side by side; what they speak of decides more where they do not.
    fn near(&self, says: f32) -> Answer {
        Value(if self.lie < 2 { says } else { 0.0 })
    }

    fn apart(&self, says: f32) -> Answer {
        Value(if self.lie < 2 { 0.0 } else { says })
    }
}

/// Function that answers a question about a pair.
pub(super) type Ask = for<'a> fn(&OfPair<'a>) -> Answer;

const fn ask(name: &'static str, values: u32, words: [&'static str; 2], answer: Ask) -> Template<Ask> {
    Template::new(name, values, words, answer)
}

/// Questions about a pair.
pub(super) const PAIR: &[Template<Ask>] = &[
    ask("pair-bias", 1, ["两部分同篇的多寡", "how common such pairs are"], |_| Value(1.0)),
    ask("pair-same-reading", 1, ["逐行判断为同一篇", "the reading has them in one article"], |p| {
        Flag(p.same)
    }),
    ask("pair-doubt", 1, ["其间像有文章起头", "an article may begin between them"], |p| {
        Value(if p.same { p.doubt } else { p.doubt - 1.0 })
    }),
    ask("pair-runs-on", 1, ["句子接着往下", "the sentence runs on"], |p| Value(p.runs_on)),
    ask("pair-complete", 1, ["前文句子已完", "the sentence is complete"], |p| {
        Flag(p.text && p.cues[0].has(Cue::SentenceEnd))
    }),
    ask("pair-count", 1, ["编号相续", "the count runs on"], |p| {
        Flag(p.text && p.cues[1].any(&[Cue::EnumeratorHan, Cue::EnumeratorBracket, Cue::EnumeratorWord]))
    }),
    ask("pair-opens", 1, ["后文像文章起头", "the second opens like an article"], |p| {
        Flag(p.text && p.cues[1].any(&[Cue::Dateline, Cue::Square, Cue::JumpFrom]))
    }),
    ask("pair-subhead", 1, ["后文以小标题起头", "the second opens with a subhead"], |p| {
        Flag(p.text && p.second_role == Role::Subhead)
    }),
    ask("pair-long", 1, ["两部分都长", "both are long"], |p| Flag(p.traits.iter().all(|t| t.lines > 8))),
    ask("pair-short", 1, ["有一部分很短", "one is short"], |p| {
        Flag(p.traits.iter().any(|t| t.lines <= 2))
    }),
    ask("pair-first-headed", 1, ["前者已有标题", "the first has a headline"], |p| {
        Flag(p.traits[0].headed && !p.same)
    }),
    ask("pair-second-headed", 1, ["后者已有标题", "the second has a headline"], |p| {
        Flag(p.traits[1].headed && !p.same)
    }),
    ask("pair-byline", 1, ["只有署名", "one is a byline alone"], |p| {
        Flag(p.traits.iter().any(|t| t.only_byline))
    }),
    ask("pair-kicker", 1, ["只有引题", "the first is a kicker alone"], |p| Flag(p.traits[0].only_kicker)),
    ask("pair-label-picture", 1, ["图片栏目与图", "a label of pictures and a picture"], |p| {
        Flag(p.photo() && p.kind == 3)
    }),
    ask("pair-label-text", 1, ["图片栏目与正文", "a label of pictures and a text"], |p| {
        Flag(p.photo() && p.kind == 0)
    }),
    ask("pair-goes-on", 1, ["下转他处", "the first goes on elsewhere"], |p| {
        Flag(p.text && p.cues[0].has(Cue::JumpTo))
    }),
    ask("pair-signed", 1, ["两部分都有署名", "both are signed"], |p| {
        Flag(p.traits.iter().all(|t| t.signed))
    }),
    ask("pair-shared-near", 1, ["相邻：共用的词语", "side by side: words that both have"], |p| {
        p.near(p.shared)
    }),
    ask(
        "pair-shared-lead-near",
        1,
        ["相邻：共用词语多过别处", "side by side: more words than with the next best"],
        |p| p.near(p.shared_lead),
    ),
    ask(
        "pair-shared-best-near",
        1,
        ["相邻：共用词语互为最多", "side by side: most words for both"],
        |p| p.near(p.shared_best),
    ),
    ask("pair-topic-near", 1, ["相邻：说同一事", "side by side: they speak of one topic"], |p| {
        p.near(p.topic)
    }),
    ask(
        "pair-topic-lead-near",
        1,
        ["相邻：说同一事胜过别处", "side by side: of one topic more than with the next best"],
        |p| p.near(p.topic_lead),
    ),
    ask(
        "pair-topic-best-near",
        1,
        ["相邻：互为最相关", "side by side: most of one topic for both"],
        |p| p.near(p.topic_best),
    ),
    ask(
        "pair-order-near",
        1,
        ["相邻：次序相当", "side by side: they have one place in their order"],
        |p| p.near(p.order),
    ),
    ask("pair-shared-apart", 1, ["隔开：共用的词语", "apart: words that both have"], |p| {
        p.apart(p.shared)
    }),
    ask(
        "pair-shared-lead-apart",
        1,
        ["隔开：共用词语多过别处", "apart: more words than with the next best"],
        |p| p.apart(p.shared_lead),
    ),
    ask(
        "pair-shared-best-apart",
        1,
        ["隔开：共用词语互为最多", "apart: most words for both"],
        |p| p.apart(p.shared_best),
    ),
    ask("pair-topic-apart", 1, ["隔开：说同一事", "apart: they speak of one topic"], |p| {
        p.apart(p.topic)
    }),
    ask(
        "pair-topic-lead-apart",
        1,
        ["隔开：说同一事胜过别处", "apart: of one topic more than with the next best"],
        |p| p.apart(p.topic_lead),
    ),
    ask("pair-topic-best-apart", 1, ["隔开：互为最相关", "apart: most of one topic for both"], |p| {
        p.apart(p.topic_best)
    }),
    ask("pair-order-apart", 1, ["隔开：次序相当", "apart: they have one place in their order"], |p| {
        p.apart(p.order)
    }),
    ask(
        "pair-lie",
        (LIES * HABITS) as u32,
        ["位置与全版标题的习惯", "how they lie, under the page's habit"],
        |p| Which(Some(p.lie * HABITS + p.habit)),
    ),
];

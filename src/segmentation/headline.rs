//! Roles of a headline's lines beside each other: kicker, title, subtitle, or captions that stand beside them.
//!
//! Line by line the first half of a long title looks like a kicker, and two captions like two kickers. With the article
//! known, every order of roles that the lines could have is weighed as a whole, by learned weights.

mod asked;

use super::Role;
use super::author_place::NamedBelow;
use super::cohesion::pairs_of;
use super::crf::Marginals;
use super::cue::Cue;
use super::fragment::{Fragment, FragmentKind, RawBlock, RoleDecision};
use super::inference::Inference;
use super::layout_evidence;
use super::line::Line;
use super::page_context::PageContext;
use super::setting;
use super::template::{self, Question, fill};
use super::wording::{han_head, han_tail};
use crate::han::character::{CLOSING, OPENING};
use crate::han::lexicon::Lexicon;
use asked::{BREAK, LINE, OF_BREAK, OF_LINE, OF_WHOLE, OfBreak, OfLine, OfWhole, READ_AS, WHOLE};
use rustc_hash::FxHashMap;

/// Roles that are weighed, in the order in which they may follow each other; captions may stand at either end.
const ROLES: [Role; 4] = [Role::Kicker, Role::Title, Role::Subtitle, Role::Caption];
const CAPTION: usize = 3;

/// Strength of marks of HTML or Markdown for a heading, and against what they do not mark, in nats.
pub(super) const MARKED: f32 = 6.0;

/// The probabilities of the reading.
const AS_READ: std::ops::Range<usize> = OF_WHOLE - 4..OF_WHOLE - 2;

/// Number of features of a way to read a headline.
pub(crate) const HEADLINE_FEATURES: usize =
    ROLES.len() * OF_LINE + ROLES.len() * ROLES.len() * OF_BREAK + OF_WHOLE;

/// Longer runs are left as they were read.
const LONGEST: usize = 8;

/// One way to read the lines of a headline: a role for each, and the features that are not zero.
pub(crate) struct Way {
    pub roles: Vec<usize>,
    pub features: Vec<(u16, f32)>,
}

/// The lines of a headline, the roles they were read as, and every way to read them.
pub(crate) struct Headline {
    pub lines: Vec<usize>,
    as_read: Vec<usize>,
    pub ways: Vec<Way>,
}

/// The headlines of an article that could be read in more than one way.
pub(crate) fn headlines(
    fragments: &[Fragment],
    members: &[usize],
    inference: &Inference,
    context: &PageContext,
) -> Vec<Headline> {
    let blocks = || members.iter().flat_map(|&u| &fragments[u].blocks);
    let role_of: FxHashMap<usize, Role> =
        blocks().flat_map(|b| b.lines.iter().map(|&i| (i, b.role))).collect();
    let mut seeds: Vec<usize> =
        blocks().filter(|b| is_head(b.role)).flat_map(|b| b.lines.iter().copied()).collect();
    seeds.sort_unstable();
    let text = blocks().filter(|b| b.role == Role::Paragraph).flat_map(|b| &b.lines).max();
    let mut words: Vec<u32> = members
        .iter()
        .filter(|&&u| fragments[u].kind == FragmentKind::Body)
        .flat_map(|&u| fragments[u].pairs.iter().map(|p| p.0))
        .collect();
    words.sort_unstable();
    let lines = &context.page.lines;
    let in_run = |i: usize| match role_of.get(&i) {
        Some(Role::Caption) => !lines[i].cues.any(&[Cue::StopInside, Cue::Credit, Cue::CreditEnd]),
        Some(role) => is_head(*role) || matches!(role, Role::Byline | Role::Credit),
        None => false,
    };
    // What says of itself that it is a byline or a credit is not asked.
    const NAMED: &[Cue] =
        &[Cue::Byline, Cue::Square, Cue::PenName, Cue::NameOnly, Cue::Credit, Cue::CreditEnd];
    let is_asked = |&i: &usize| match role_of[&i] {
        // Nor is one whose type has told.
        Role::Byline => {
            !lines[i].cues.any(NAMED)
                && !context.pen_names.contains(&i)
                && !context.named.contains(&(i, NamedBelow::Author))
                && context.latin[i].is_none()
                && !setting::is_small(context.page, i)
        }
        role => role != Role::Credit,
    };
    let mut out = Vec::new();
    let mut done = 0;
    for seed in seeds {
        if seed < done {
            continue;
        }
        let mut first = seed;
        while first > done && in_run(first - 1) {
            first -= 1;
        }
        let mut end = seed + 1;
        while end < lines.len() && in_run(end) {
            end += 1;
        }
        done = end;
        let run: Vec<usize> = (first..end).filter(is_asked).collect();
        if run.len() < 2 || run.len() > LONGEST {
            continue;
        }
        let last = text.is_some_and(|&t| t < first);
        let asked = Asked { context, words: &words, last, marginals: &inference.marginals };
        let of_run: Vec<&Line> = run.iter().map(|&i| &lines[i]).collect();
        let lines_say: Vec<_> = (0..run.len()).map(|k| asked.of_line(k, &run)).collect();
        let breaks_say: Vec<_> = run.windows(2).map(|pair| asked.of_break(pair[0], pair[1])).collect();
        let as_read: Vec<usize> = run
            .iter()
            .map(|i| match role_of[i] {
                Role::Kicker => 0,
                Role::Title => 1,
                Role::Caption => 3,
                _ => 2,
            })
            .collect();
        let ways = orders(run.len()).into_iter().map(|roles| {
            let features = asked.features(&run, &roles, &as_read, &of_run, &lines_say, &breaks_say);
            Way { roles, features }
        });
        let ways = ways.collect();
        out.push(Headline { lines: run, as_read, ways });
    }
    out
}

/// Whether a role is one of a headline's lines.
pub(super) fn is_head(role: Role) -> bool {
    matches!(role, Role::Kicker | Role::Title | Role::Subtitle)
}

/// Every order of roles: captions, kickers, at least one line of the title, subtitles, captions.
fn orders(n: usize) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    for before in 0..n {
        for kickers in 0..n - before {
            for titles in 1..=(n - before - kickers).min(4) {
                for subtitles in 0..=(n - before - kickers - titles) {
                    let after = n - before - kickers - titles - subtitles;
                    if before > 0 && after > 0 {
                        continue;
                    }
                    let counts =
                        [(CAPTION, before), (0, kickers), (1, titles), (2, subtitles), (CAPTION, after)];
                    out.push(counts.iter().flat_map(|&(role, n)| std::iter::repeat_n(role, n)).collect());
                }
            }
        }
    }
    out
}

/// Facts that the features of a way are made of.
struct Asked<'a> {
    context: &'a PageContext<'a>,
    /// The pairs of characters of the article's text, sorted.
    words: &'a [u32],
    /// Whether the headline stands after the text.
    last: bool,
    marginals: &'a Marginals,
}

impl Asked<'_> {
    /// The features of a way; what the lines and their breaks say is the same in every way, but for which role they say it of.
    fn features(
        &self,
        run: &[usize],
        roles: &[usize],
        as_read: &[usize],
        lines: &[&Line],
        lines_say: &[[f32; OF_LINE]],
        breaks_say: &[[f32; OF_BREAK]],
    ) -> Vec<(u16, f32)> {
        let mut out = vec![0f32; HEADLINE_FEATURES];
        let mut add = |at: usize, values: &[f32]| {
            out[at..at + values.len()].iter_mut().zip(values).for_each(|(slot, value)| *slot += value);
        };
        for ((&i, &role), says) in run.iter().zip(roles).zip(lines_say) {
            let probability = self.marginals.of_role(i, ROLES[role]).max(1e-3);
            add(role * OF_LINE, says);
            add(role * OF_LINE + READ_AS, &[probability.ln() / 3.0]);
        }
        let breaks = ROLES.len() * OF_LINE;
        for (pair, says) in roles.windows(2).zip(breaks_say) {
            add(breaks + (pair[0] * ROLES.len() + pair[1]) * OF_BREAK, says);
        }
        let whole = breaks + ROLES.len() * ROLES.len() * OF_BREAK;
        let asked = OfWhole { lines, roles, as_read, last: self.last };
        fill(WHOLE, &mut out[whole..], |ask| ask(&asked));
        out.into_iter().enumerate().filter(|(_, v)| *v != 0.0).map(|(f, v)| (f as u16, v)).collect()
    }

    fn line(&self, i: usize) -> &Line {
        &self.context.page.lines[i]
    }

    /// Answers of a run's line whatever its role; the reading's probability, which has one for each, is left at 0.
    fn of_line(&self, k: usize, run: &[usize]) -> [f32; OF_LINE] {
        let i = run[k];
        let text = self.context.page.text(i);
        let pairs: Vec<u32> = pairs_of(text, Lexicon::get()).collect();
        let known = pairs.iter().filter(|p| self.words.binary_search(p).is_ok()).count();
        let asked = OfLine {
            line: self.line(i),
            text,
            overlap: known as f32 / pairs.len().max(1) as f32,
            k,
            count: run.len(),
            widest: run.iter().map(|&i| self.line(i).width()).fold(0.0, f32::max),
            measure: run[0].checked_sub(1).map_or(0.0, |before| self.line(before).measure),
        };
        let mut out = [0.0; OF_LINE];
        fill(LINE, &mut out, |ask| ask(&asked));
        out
    }

    fn of_break(&self, a: usize, b: usize) -> [f32; OF_BREAK] {
        let texts = [a, b].map(|i| self.context.page.text(i));
        let asked = OfBreak {
            lexicon: Lexicon::get(),
            lines: [a, b].map(|i| self.line(i)),
            texts,
            parted: b > a + 1,
            tail: han_tail(texts[0]),
            head: han_head(texts[1]),
        };
        let mut out = [0.0; OF_BREAK];
        fill(BREAK, &mut out, |ask| ask(&asked));
        out
    }
}

/// Score of a way by its features.
pub(crate) fn score(features: &[(u16, f32)], weights: &[f32]) -> f32 {
    features.iter().map(|&(f, value)| weights[usize::from(f)] * value).sum()
}

/// Gives the lines of an article's headlines the roles that suit them best as a whole.
pub(crate) fn settle(
    fragments: &mut [Fragment],
    members: &[usize],
    inference: &Inference,
    context: &PageContext,
    weights: &[f32],
) {
    /// A share of all ways that is as good as none.
    const LEAST: f32 = 1e-4;
    let set = |headline: &Headline, quoted: &[usize], way: &Way| {
        let parted = quoted.iter().filter(|&&k| way.roles[k] != way.roles[k + 1]).count();
        layout_evidence::speaks_for(context.page, &headline.lines, |at| ROLES[way.roles[at]])
            - MARKED * (unmarked_titles(headline, way, context) + parted) as f32
    };
    let mut decided: FxHashMap<usize, (Role, RoleDecision)> = FxHashMap::default();
    for headline in headlines(fragments, members, inference, context) {
        let quoted = quoted_breaks(&headline, context);
        let of_way = |way: &Way| score(&way.features, weights) + set(&headline, &quoted, way);
        let scores: Vec<f32> = headline.ways.iter().map(of_way).collect();
        let best = (1..scores.len()).fold(0, |best, w| if scores[w] > scores[best] { w } else { best });
        let way = &headline.ways[best];
        for (k, &role) in way.roles.iter().enumerate() {
            let (mut same, mut other) = (0.0, LEAST);
            for (way, score) in headline.ways.iter().zip(&scores) {
                let sum = if way.roles[k] == role { &mut same } else { &mut other };
                *sum += (score - scores[best]).exp();
            }
            let decision = RoleDecision { odds: (same / other).ln(), changed: role != headline.as_read[k] };
            decided.insert(headline.lines[k], (ROLES[role], decision));
        }
    }
    for &u in members {
        if fragments[u].blocks.iter().flat_map(|b| &b.lines).any(|i| decided.contains_key(i)) {
            fragments[u].blocks = recast(&fragments[u].blocks, &decided);
        }
    }
}

/// The number of lines that a way calls a title though marks of HTML or Markdown pass over them and not over their neighbours.
fn unmarked_titles(headline: &Headline, way: &Way, context: &PageContext) -> usize {
    let is_marked = |i: &usize| context.page.lines[*i].heading;
    if !headline.lines.iter().any(is_marked) {
        return 0;
    }
    headline
        .lines
        .iter()
        .zip(&way.roles)
        .filter(|(i, role)| !is_marked(i) && ROLES[**role] == Role::Title)
        .count()
}

/// The breaks between a headline's lines that a quotation, a bracket or the name of a work goes across.
fn quoted_breaks(headline: &Headline, context: &PageContext) -> Vec<usize> {
    let is_pair = |c: &&char| OPENING.contains(**c) || CLOSING.contains(**c);
    let is_quoted = |k: &usize| {
        let [before, after] = [*k, k + 1].map(|k| context.page.text(headline.lines[k]));
        before.iter().rev().find(is_pair).is_some_and(|c| OPENING.contains(*c))
            && after.iter().find(is_pair).is_some_and(|c| CLOSING.contains(*c))
    };
    (0..headline.lines.len() - 1).filter(is_quoted).collect()
}

/// The blocks with other roles for some lines. Lines that become of one title are one block; others stay as they were cut.
fn recast(blocks: &[RawBlock], decided: &FxHashMap<usize, (Role, RoleDecision)>) -> Vec<RawBlock> {
    let mut out: Vec<RawBlock> = Vec::new();
    for block in blocks {
        for (k, &i) in block.lines.iter().enumerate() {
            let decided = decided.get(&i);
            let role = decided.map_or(block.role, |(role, _)| *role);
            match out.last_mut() {
                Some(last)
                    if last.role == role && (k > 0 || role == Role::Title && block.role != Role::Title) =>
                {
                    last.lines.push(i);
                }
                _ => {
                    let decision = decided.map(|(_, decision)| *decision);
                    out.push(RawBlock { decision, ..RawBlock::new(role, vec![i]) });
                }
            }
        }
    }
    out
}

/// Difference that each question, in the order of [`questions`], makes between one way and another.
pub(crate) fn says(way: &[(u16, f32)], other: &[(u16, f32)], weights: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; OF_LINE + OF_BREAK + OF_WHOLE];
    let (breaks, whole) = (ROLES.len() * OF_LINE, HEADLINE_FEATURES - OF_WHOLE);
    for (features, sign) in [(way, 1.0), (other, -1.0)] {
        for &(f, value) in features {
            let f = usize::from(f);
            let question = if f < breaks {
                f % OF_LINE
            } else if f < whole {
                OF_LINE + (f - breaks) % OF_BREAK
            } else {
                OF_LINE + OF_BREAK + f - whole
            };
            out[question] += sign * weights[f] * value;
        }
    }
    out
}

/// The questions that are asked of a line, of a break and of the whole.
pub(crate) fn questions() -> impl Iterator<Item = &'static Question> {
    template::questions(LINE).chain(template::questions(BREAK)).chain(template::questions(WHOLE))
}

/// Whether a feature says how the lines were read, and not what they are.
#[cfg_attr(not(feature = "training"), allow(dead_code))]
pub(crate) fn is_hearsay(feature: u16) -> bool {
    let feature = usize::from(feature);
    let whole = HEADLINE_FEATURES - OF_WHOLE;
    feature < ROLES.len() * OF_LINE && feature % OF_LINE == READ_AS
        || feature >= whole && AS_READ.contains(&(feature - whole))
}

/// The number of a role among those that are weighed.
#[cfg_attr(not(feature = "training"), allow(dead_code))]
pub(crate) fn number(role: Role) -> Option<usize> {
    ROLES.iter().position(|r| *r == role)
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, Role, segment};

    const TEXT: &str = "本报讯（记者 何闻）4月8日，记者从云岭县水务局获悉，今年以来该县加快农村供\n\
        水工程建设，铺设管道三百二十公里，新建水厂四座，让七万多名村民喝上了放心水。\n\n\
        据介绍，云岭县山高坡陡，不少村子一到旱季就缺水。为了让水翻过山来，施工人员\n\
        在半山腰建起泵站，再用管道把水送进各家各户。\n\n";

    fn roles(headline: &str) -> Vec<Role> {
        let found = segment(&Page::new(format!("{TEXT}{headline}\n")));
        let mut lines: Vec<_> = found
            .articles
            .iter()
            .flat_map(|a| &a.blocks)
            .flat_map(|b| b.lines.iter().map(|no| (*no, b.role)))
            .collect();
        lines.sort();
        lines
            .split_off(lines.len() - headline.lines().filter(|line| !line.is_empty()).count())
            .into_iter()
            .map(|(_, role)| role)
            .collect()
    }

    #[test]
    fn a_title_in_two_lines_is_one_title() {
        assert_eq!(roles("云岭县加快推进\n农村供水工程建设"), [Role::Title, Role::Title]);
        assert_eq!(roles("云岭县农村供水工程建设\n和饮水安全提升加快推进"), [Role::Title, Role::Title]);
    }

    #[test]
    fn a_kicker_stays_above_its_title() {
        assert_eq!(roles("方青山在云岭县调研时指出\n加快农村供水工程建设"), [Role::Kicker, Role::Title]);
    }

    #[test]
    fn a_quotation_is_not_parted_between_kicker_and_title() {
        for headline in ["云岭“引水\n\n上山”工程让村民喝上放心水", "云岭《水务\n\n手记》出版"]
        {
            assert_eq!(roles(headline), [Role::Title; 2], "{headline}");
        }
    }

    #[test]
    fn a_genre_or_a_column_over_a_title_is_its_kicker() {
        for name in ["记者手记", "●灯下漫笔●", "述评"] {
            assert_eq!(roles(&format!("{name}\n\n让水翻过山来")), [Role::Kicker, Role::Title], "{name}");
        }
        // Half of a title is as short.
        assert_eq!(roles("引水上山还要走\n\n三百里路"), [Role::Title; 2]);
    }

    #[test]
    fn a_document_is_a_title_by_its_name_and_text_where_it_is_spoken_of() {
        assert_eq!(roles("县水务局 关于加强渡口安全管理的通知"), [Role::Title]);
        let spoken_of =
            "县水务局关于加强渡口安全管理的通知印发后，各乡镇都立了警示牌，还请了老船\n工来讲课。";
        assert_eq!(roles(spoken_of), [Role::Paragraph; 2]);
    }

    #[test]
    fn captions_between_text_and_title_are_no_kickers() {
        for headline in [
            "村民正在家门口接水\n施工人员正在检修供水管道\n\n让水翻过山来",
            "云岭县村民在家门口接水\n施工人员检修供水管道\n\n云岭县农村供水工程让水翻过山来",
        ] {
            assert_eq!(roles(headline), [Role::Caption, Role::Caption, Role::Title], "{headline}");
        }
    }
}

//! Joined headlines: those of two articles side by side, which extraction wrote in one line with a blank between them.
//!
//! A blank stands in many headlines. One is parted only where what stands before the blank is of one text, what stands
//! after it of the next, and neither takes up the other.

use super::Role;
use super::cohesion::pairs_of;
use super::crf::Reading;
use super::fragment::{self, Fragment, FragmentKind, RawBlock};
use super::line::Lines;
use super::shared::{above_silence, nats_of};
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Han characters of a headline at least.
const SHORTEST: usize = 4;
/// Lines of a text, before or after a break, that are compared with a headline.
const REACH: usize = 40;
/// Lines between a headline and its text at most: a page has hardly more.
const PAGE: usize = 1000;
/// Words added to each text, none of which any headline has, as a few words of a short text say little.
const SMOOTH: f32 = 60.0;
/// Nats by which a headline speaks of its own text rather than of its neighbour, at least.
const LEAST: f32 = 1.5;
/// Share of what it says of its own text that it may say of the neighbour.
const SHARED: f32 = 0.25;

/// A blank at which a line of a page is parted.
pub(crate) struct Seam {
    /// The index of the line.
    pub line: usize,
    /// The place of the blank in its text.
    pub at: usize,
    /// The first line of the second headline's text.
    pub second: usize,
}

/// Whether a page has lines that may be headlines of two articles.
pub(crate) fn may_be(page: &Lines) -> bool {
    page.settings.is_empty() && (0..page.lines.len()).any(|i| blanks(page.text(i)).next().is_some())
}

/// The blanks of a page's headlines at which one article's ends and another's begins, by a reading of its lines.
pub(crate) fn seams(page: &Lines, reading: &Reading) -> Vec<Seam> {
    if !may_be(page) {
        return Vec::new();
    }
    let (fragments, _) = fragment::fragments(reading, page);
    let heading = |block: &RawBlock| matches!(block.role, Role::Title | Role::Subtitle | Role::Kicker);
    let headings = fragments.iter().flat_map(|fragment| &fragment.blocks).filter(|block| heading(block));
    let candidates: Vec<(usize, usize)> = headings
        .flat_map(|block| &block.lines)
        .flat_map(|&line| blanks(page.text(line)).map(move |at| (line, at)))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let (breaks, words) = (breaks(&fragments), Words::of(page));
    let seam = |&(line, at): &(usize, usize)| {
        let text = page.text(line);
        let [before, after] = [&text[..at], &text[at + 1..]].map(words_of);
        let parted = |(left, right): &(Range<usize>, Range<usize>)| {
            let says = |half: &[u32], own, other| {
                let (own, other) = (words.speak(half, own), words.speak(half, other));
                (own >= LEAST && other <= SHARED * own).then_some(own - other)
            };
            Some((says(&before, left, right)? + says(&after, right, left)?, right.start))
        };
        let near = breaks.iter().filter(|(left, _)| left.end.abs_diff(line) <= PAGE);
        let (_, second) = near.filter_map(parted).max_by(|a, b| a.0.total_cmp(&b.0))?;
        Some(Seam { line, at, second })
    };
    candidates.iter().filter_map(seam).collect()
}

/// The single blanks of a line with a headline on either side.
fn blanks(text: &[char]) -> impl Iterator<Item = usize> {
    let is_headline = |half: &[char]| half.iter().filter(|c| is_han(**c)).count() >= SHORTEST;
    (1..text.len())
        .filter(move |&at| text[at] == ' ' && is_headline(&text[..at]) && is_headline(&text[at + 1..]))
}

/// The lines before and after each place where a text may end and another begin.
fn breaks(fragments: &[Fragment]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let mut before: Option<Range<usize>> = None;
    for fragment in fragments {
        if fragment.kind == FragmentKind::Head {
            before = None;
            continue;
        }
        let (first, end) = (fragment.first_line(), fragment.last_line() + 1);
        let starts = fragment.blocks.iter().map(|block| block.lines[0]);
        for start in starts {
            let left = if start == first { before.clone() } else { Some(first..start) };
            if let Some(left) = left {
                let left = left.start.max(left.end.saturating_sub(REACH))..left.end;
                out.push((left, start..end.min(start + REACH)));
            }
        }
        before = Some(first..end);
    }
    out
}

/// The words of a text, each once.
fn words_of(text: &[char]) -> Vec<u32> {
    let mut seen = FxHashSet::default();
    pairs_of(text, Lexicon::get()).filter(|&word| seen.insert(word)).collect()
}

/// Words of a page.
struct Words {
    /// Of each word the lines that have it, once for each time.
    places: FxHashMap<u32, Vec<usize>>,
    /// Words before each line; all.
    before: Vec<f32>,
}

impl Words {
    fn of(page: &Lines) -> Words {
        let (mut places, mut before) = (FxHashMap::<u32, Vec<usize>>::default(), vec![0.0]);
        for i in 0..page.lines.len() {
            let words: Vec<u32> = pairs_of(page.text(i), Lexicon::get()).collect();
            before.push(before[i] + words.len() as f32);
            words.into_iter().for_each(|word| places.entry(word).or_default().push(i));
        }
        Words { places, before }
    }

    /// Excess likelihood of the words of a headline above some lines over others, in nats.
    fn speak(&self, headline: &[u32], lines: &Range<usize>) -> f32 {
        let length = self.before[lines.end] - self.before[lines.start] + SMOOTH;
        let all = self.before[self.before.len() - 1];
        let nats = |word: &u32| {
            let places = &self.places[word];
            let until = |line: usize| places.partition_point(|&place| place < line);
            let count = (until(lines.end) - until(lines.start)) as f32;
            if count > 0.0 { above_silence(nats_of(count / length, places.len() as f32 / all)) } else { 0.0 }
        };
        headline.iter().map(nats).sum()
    }
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Article, Page, Role, segment};

    const FERRY: &str = "　　本报讯（记者 何闻）昨天上午，澜溪镇新建的渡口正式通航，头一班渡船载着四十多位乡亲过江。新渡口的候船廊可以遮风避雨，渡船每半小时一班，乡亲们往来两岸不必再绕行三十里。\n　　镇里的船工说，渡口通航以后，每天有八百多人乘渡船过江，赶集的日子更多。\n";
    const ORCHARD: &str = "　　望江县的果园里苹果熟了，果农们忙着采摘装箱。县里的农技员说，今年雨水匀，苹果的甜度比去年高，收购商的货车在村口排起长队，果农的收入能多两成。\n　　果园旁边新修了冷库，装不下的苹果先存起来，等年前再卖。\n";

    const CABLE: &str = "　　本报讯（记者 吴岚）北岭新装的缆车前天开动，头一趟坐了六十位上山的茶农和学生。缆车用的是风力发的电，遇到大风自动停车，修理站设在半山的亭子旁。\n　　往年茶农挑着鲜叶下山要走两个时辰，如今一刻钟就到。\n";
    const MARKET: &str = "　　本报讯（记者 苗一禾）经过两个月的整修，文庙旁边的旧书市场重新开门，八十多个书摊统一挂牌，屋顶全换成透光的玻璃，雨天也能安心翻书。\n　　旧书市场里开了修书铺，两位老师傅现场补书页、换书脊，不少人抱着家里的旧书来排队。\n";

    fn titles(page: String) -> Vec<String> {
        let title = |article: &Article| article.texts(Role::Title).collect::<Vec<_>>().concat();
        segment(&Page::new(page)).articles.iter().map(title).collect()
    }

    #[test]
    fn headlines_of_two_articles_in_one_line_are_parted() {
        let joined = "澜溪新渡口通航 望江果园苹果丰收\n";
        let others = format!("北岭缆车开动\n\n{CABLE}\n旧书市场重新开门\n\n{MARKET}");
        let wanted = ["澜溪新渡口通航", "望江果园苹果丰收", "北岭缆车开动", "旧书市场重新开门"];
        assert_eq!(titles(format!("{joined}\n{FERRY}\n{ORCHARD}\n{others}")), wanted);
        assert_eq!(titles(format!("{FERRY}\n{ORCHARD}\n{joined}\n{others}")), wanted);
    }

    #[test]
    fn a_headline_with_a_blank_over_one_text_stays_whole() {
        let found =
            titles(format!("澜溪新渡口通航 乡亲不必再绕行\n\n{FERRY}\n望江果园苹果丰收\n\n{ORCHARD}"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("通航") && found[0].contains("绕行"), "{found:?}");
    }
}

//! Headlines that stand apart from their texts, matched with them in order: what two headlines claim is cut between
//! what the one speaks of and what the other does.
//!
//! Where a page has its headlines in one place, two texts that meet may show no sign of it but that there are more
//! headlines than texts, and two headlines that meet none but that there are more texts. Headlines stand in the order of
//! their texts, so the likeliest matching of the one sequence with the other tells where either ends.

use super::Role;
use super::cohesion::pairs_of;
use super::fragment::{Fragment, FragmentKind, Kinds, RawBlock};
use super::grammar::{HABITS, Habit, Step};
use super::inference::{Inference, PlattScaling};
use super::page_context::PageContext;
use super::pair::Pair;
use super::shared::{above_silence, nats_of};
use crate::han::lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

/// Parts of headlines times parts of texts above which a page is left as it is: no newspaper's page has as many.
const MOST: usize = 1 << 13;
/// Lines of a headline at most.
const LINES_OF_HEADLINE: usize = 8;
/// Probability of an article's beginning below which nothing is cut.
const LEAST: f32 = 0.0005;
/// Cost of a headline without a text, in nats.
const IDLE: f32 = 5.0;
/// Cost of a text without a headline, in nats.
const BARE: f32 = 3.0;
/// Cost of pictures without a headline, in nats.
const UNTITLED: f32 = 0.5;
/// Smoothing: words added to each text, none of which any headline has, as a few words of a short text say little.
const SMOOTH: f32 = 60.0;
/// The most that the reading's own doubt of a break is worth, in nats.
const MOST_DOUBT: f32 = 6.0;
/// Share of what a headline's words say that counts: pairs of characters overlap and say most things twice.
const NEW: f32 = 0.5;

/// Strength with which a headline and a text that were matched are of one article, and others are not, in nats.
const MATCHED: f32 = 4.0;

/// A part of a fragment that is not cut further: lines of a headline, paragraphs of a text.
struct Part {
    /// Its first line.
    line: usize,
    /// Log-odds that an article begins with it.
    begins: f32,
    /// Cost of leaving it without the other, in nats.
    alone: f32,
    words: Vec<u32>,
}

/// Cuts fragments of a page with its headlines in one place where that gives more headlines a text of their own, and tells of
/// each fragment the article that it was matched for.
pub(super) fn cut(
    fragments: &mut Vec<Fragment>,
    context: &PageContext,
    inference: &Inference,
) -> Vec<Option<usize>> {
    let (heads, texts) = apart(fragments, context, inference);
    if heads.len() < 2 || heads.len() * texts.len() > MOST {
        return vec![None; fragments.len()];
    }
    let mut begins = FxHashMap::default();
    for (article, (head, text)) in
        Matching::new(fragments, &heads, &texts).likeliest().into_iter().enumerate()
    {
        let of_both = head.and(text).map(|_| article);
        begins.extend(head.into_iter().chain(text).map(|line| (line, of_both)));
    }
    split(fragments, &begins, context);
    let is_part: FxHashSet<usize> = heads.iter().chain(&texts).map(|part| part.line).collect();
    let mut last = [None; 2];
    let of_fragment = |fragment: &Fragment| {
        let last = &mut last[usize::from(fragment.kind == FragmentKind::Head)];
        if let Some(article) = begins.get(&fragment.first_line()) {
            *last = *article;
        }
        if is_part.contains(&fragment.first_line()) { *last } else { None }
    };
    fragments.iter().map(of_fragment).collect()
}

/// Overrides the odds of pairs of fragments by what was matched: of one article, or of two.
pub(super) fn hold(pairs: &mut [Pair], articles: &[Option<usize>]) {
    for pair in pairs {
        if let [Some(a), Some(b)] = pair.fragments().map(|u| articles[u]) {
            pair.odds = if a == b { pair.odds.max(MATCHED) } else { pair.odds.min(-MATCHED) };
        }
    }
}

/// The parts of the headlines that the reading gave no text, and of the texts that it gave no headline, if the page has
/// its headlines in one place.
fn apart(fragments: &[Fragment], context: &PageContext, inference: &Inference) -> (Vec<Part>, Vec<Part>) {
    if inference.reading.set % HABITS != Habit::Apart as usize {
        return Default::default();
    }
    let kinds = Kinds::of(fragments);
    let has = |u: &Fragment, kind: FragmentKind| kinds.beside(u, kind);
    let is_apart = |u: &&Fragment| match u.kind {
        FragmentKind::Head => !has(u, FragmentKind::Body) && !has(u, FragmentKind::Picture),
        FragmentKind::Body => !has(u, FragmentKind::Head),
        FragmentKind::Picture => !has(u, FragmentKind::Head) && !has(u, FragmentKind::Body),
    };
    let (heads, texts): (Vec<&Fragment>, Vec<&Fragment>) =
        fragments.iter().filter(is_apart).partition(|u| u.kind == FragmentKind::Head);
    let parts = |fragments: Vec<&Fragment>| {
        fragments.into_iter().flat_map(|fragment| parts(fragment, context, inference)).collect()
    };
    (parts(heads), parts(texts))
}

/// The parts of a fragment.
fn parts(fragment: &Fragment, context: &PageContext, inference: &Inference) -> Vec<Part> {
    let lexicon = Lexicon::get();
    let alone = match fragment.kind {
        FragmentKind::Head => IDLE,
        FragmentKind::Body => BARE,
        FragmentKind::Picture => UNTITLED,
    };
    let mut out: Vec<Part> = Vec::new();
    for raw in &fragment.blocks {
        for (at, &line) in raw.lines.iter().enumerate() {
            let p = inference.marginals.steps[line][Step::Article as usize];
            let may_begin = fragment.kind == FragmentKind::Head
                || matches!(raw.role, Role::Paragraph | Role::Subhead) && at == 0;
            if out.is_empty() || may_begin && p > LEAST {
                let begins = PlattScaling::log_odds(p).clamp(-MOST_DOUBT, MOST_DOUBT);
                out.push(Part { line, begins, alone, words: Vec::new() });
            }
            if let Some(part) = out.last_mut() {
                part.words.extend(pairs_of(context.page.text(line), lexicon));
            }
        }
    }
    out
}

/// Facts about the parts of headlines and of texts.
struct Matching<'a> {
    heads: &'a [Part],
    texts: &'a [Part],
    /// Of each part of a headline its words: their number in `sums`, and their share of the page elsewhere.
    words: Vec<Vec<(usize, f32)>>,
    /// For each word of a headline how often it stands in the texts before each part.
    sums: Vec<Vec<f32>>,
    /// Words in the texts before each part.
    lengths: Vec<f32>,
}

impl<'a> Matching<'a> {
    fn new(fragments: &[Fragment], heads: &'a [Part], texts: &'a [Part]) -> Matching<'a> {
        let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
        for &word in heads.iter().flat_map(|head| &head.words) {
            let next = numbers.len();
            numbers.entry(word).or_insert(next);
        }
        let mut occurrences = vec![0.0; numbers.len()];
        let mut page = 0.0;
        for (word, count) in fragments.iter().flat_map(|fragment| &fragment.pairs) {
            page += count;
            if let Some(&number) = numbers.get(word) {
                occurrences[number] += count;
            }
        }
        let mut sums = vec![vec![0.0]; numbers.len()];
        let mut lengths = vec![0.0];
        for text in texts {
            lengths.push(lengths[lengths.len() - 1] + text.words.len() as f32);
            sums.iter_mut().for_each(|sums| sums.push(sums[sums.len() - 1]));
            for word in &text.words {
                if let Some(sum) = numbers.get(word).and_then(|&number| sums[number].last_mut()) {
                    *sum += 1.0;
                }
            }
        }
        let of_head = |head: &Part| {
            let mut words = head.words.clone();
            words.sort_unstable();
            let of_page = |same: &[u32]| {
                let number = numbers[&same[0]];
                (number, (occurrences[number] - same.len() as f32) / page)
            };
            words.chunk_by(|a, b| a == b).map(of_page).collect()
        };
        Matching { heads, texts, words: heads.iter().map(of_head).collect(), sums, lengths }
    }

    /// Excess likelihood of the words of a headline's part above some texts over others, in nats.
    fn speaks(&self, head: usize, from: usize, to: usize) -> f32 {
        let length = self.lengths[to] - self.lengths[from];
        let word = |&(number, of_page): &(usize, f32)| {
            let count = self.sums[number][to] - self.sums[number][from];
            if count > 0.0 { above_silence(nats_of(count / (length + SMOOTH), of_page)) } else { 0.0 }
        };
        NEW * self.words[head].iter().map(word).sum::<f32>()
    }

    /// The lines that begin a headline or a text in the likeliest matching.
    fn likeliest(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let (n, k) = (self.heads.len(), self.texts.len());
        // best[h][t]: the first h parts of headlines matched with the first t of texts; and after which that is best.
        let mut best = vec![vec![f32::NEG_INFINITY; k + 1]; n + 1];
        let mut after = vec![vec![(0, 0); k + 1]; n + 1];
        best[0][0] = 0.0;
        let reach = |h: usize| h.saturating_sub(LINES_OF_HEADLINE)..h;
        for t in 0..=k {
            for s in 0..t {
                let begins = self.texts[s].begins;
                // What the headlines before each say of these texts.
                let mut said = vec![0.0];
                said.extend((0..n).scan(0.0, |sum, g| {
                    *sum += self.speaks(g, s, t);
                    Some(*sum)
                }));
                for h in 0..=n {
                    let bare = best[h][s] + begins - self.texts[s].alone;
                    let mut top = (bare, (h, s));
                    for g in reach(h) {
                        let with = best[g][s] + self.heads[g].begins + begins + said[h] - said[g];
                        if with > top.0 {
                            top = (with, (g, s));
                        }
                    }
                    if top.0 > best[h][t] {
                        (best[h][t], after[h][t]) = top;
                    }
                }
            }
            for h in 0..=n {
                for g in reach(h) {
                    let idle = best[g][t] + self.heads[g].begins - self.heads[g].alone;
                    if idle > best[h][t] {
                        (best[h][t], after[h][t]) = (idle, (g, t));
                    }
                }
            }
        }
        let (mut at, mut out) = ((n, k), Vec::new());
        while at != (0, 0) {
            let before = after[at.0][at.1];
            let head = (before.0 < at.0).then(|| self.heads[before.0].line);
            let text = (before.1 < at.1).then(|| self.texts[before.1].line);
            out.push((head, text));
            at = before;
        }
        out
    }
}

/// Cuts fragments before lines of theirs; what follows is of other articles of the reading.
fn split(fragments: &mut Vec<Fragment>, begins: &FxHashMap<usize, Option<usize>>, context: &PageContext) {
    let lexicon = Lexicon::get();
    let mut out: Vec<Fragment> = Vec::with_capacity(fragments.len() + begins.len());
    let mut later = 0;
    for fragment in std::mem::take(fragments) {
        let (kind, first) = (fragment.kind, out.len());
        for RawBlock { role, lines, .. } in fragment.blocks {
            let whole = lines.chunk_by(|_, next| !begins.contains_key(next));
            for lines in whole.map(<[usize]>::to_vec) {
                if out.len() > first && !begins.contains_key(&lines[0]) {
                    out[first..].last_mut().unwrap().blocks.push(RawBlock::new(role, lines));
                    continue;
                }
                later += usize::from(out.len() > first);
                let blocks = vec![RawBlock::new(role, lines)];
                out.push(Fragment { kind, blocks, article: fragment.article + later, pairs: Vec::new() });
            }
        }
        if out.len() == first + 1 {
            out[first].pairs = fragment.pairs;
        } else {
            out[first..].iter_mut().for_each(|fragment| fragment.count_pairs(context.page, lexicon));
        }
    }
    *fragments = out;
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [&str; 3] = ["粮站仓库收稻谷", "柳林小学兴跳绳", "北岭茶园采茶忙"];
    /// Two paragraphs to each headline.
    const TEXTS: [&str; 6] = [
        "粮站的仓库里堆满了新收的稻谷，站长逐袋查看成色，把潮的挑出来再晒一遍",
        "仓库外面，送粮的车排出二里地，稻谷一直收到半夜",
        "柳林小学的孩子们这几天都在操场上练习跳绳，从一年级到六年级都来了",
        "体育老师把跳绳编进了早操，孩子们跳得满头大汗，操场上尘土飞扬",
        "入夏以来，北岭茶园的采茶姑娘天不亮就上山，背着竹篓一路唱歌",
        "茶园的主人说，今年雨水好，茶叶比去年多收三成，采茶的人手不够用",
    ];

    /// Parts of which the first begins an article and the reading was in doubt of the others.
    fn parts(texts: &[&str], first_line: usize, alone: f32) -> Vec<Part> {
        let part = |(at, text): (usize, &&str)| {
            let chars: Vec<char> = text.chars().collect();
            let words = pairs_of(&chars, Lexicon::get()).collect();
            Part { line: first_line + at, begins: if at == 0 { 2.0 } else { -0.2 }, alone, words }
        };
        texts.iter().enumerate().map(part).collect()
    }

    /// Headlines and the texts that they come to, by their first lines.
    fn matched(heads: &[&str], texts: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
        let (heads, texts) = (parts(heads, 100, IDLE), parts(texts, 0, BARE));
        let fragment = |kind, parts: &[Part]| {
            let mut words: Vec<u32> = parts.iter().flat_map(|part| part.words.iter().copied()).collect();
            words.sort_unstable();
            let pairs = words.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect();
            Fragment { kind, blocks: Vec::new(), article: 0, pairs }
        };
        let fragments = [fragment(FragmentKind::Body, &texts), fragment(FragmentKind::Head, &heads)];
        let mut found = Matching::new(&fragments, &heads, &texts).likeliest();
        found.reverse();
        found
    }

    #[test]
    fn texts_and_headlines_that_meet_without_a_sign_are_cut_by_what_they_speak_of() {
        assert_eq!(
            matched(&HEADS, &TEXTS),
            [(Some(100), Some(0)), (Some(101), Some(2)), (Some(102), Some(4))]
        );
    }

    #[test]
    fn two_lines_of_one_headline_keep_one_text() {
        let heads = [HEADS[0], "送粮的车排到半夜", HEADS[1]];
        assert_eq!(matched(&heads, &TEXTS[..4]), [(Some(100), Some(0)), (Some(102), Some(2))]);
    }

    #[test]
    fn one_text_below_one_headline_is_not_cut() {
        assert_eq!(matched(&HEADS[..1], &TEXTS[..2]), [(Some(100), Some(0))]);
    }

    #[test]
    fn a_text_that_has_lost_its_headline_takes_no_others() {
        let found = matched(&[HEADS[0], HEADS[2]], &TEXTS);
        assert_eq!((found[0], found[found.len() - 1]), ((Some(100), Some(0)), (Some(101), Some(4))));
    }
}

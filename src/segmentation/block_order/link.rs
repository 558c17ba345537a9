//! Links between pieces of text: which goes on in which.
//!
//! Of each piece it is asked in which other it goes on, or whether its article ends with it: a conditional logit model over
//! all pieces near it (McFadden 1974). Of the likeliest links those are taken, the surest first, that no surer one contradicts.
//! Then all is asked once more with the surest known: what is put together tells more of what it speaks of, which pieces
//! are taken, and that those beside the two of a link are often linked as well.

use super::super::line::Lines;
use super::super::restore::joined;
use super::piece::{BEGINNINGS, Beginning, ENDINGS, Kind, Piece, spread};
use crate::han::sequence::Sequences;
use rustc_hash::{FxHashMap, FxHashSet};

/// Pieces of text before and after one in which it may go on: a newspaper's page has hardly more.
pub(super) const REACH: usize = 80;
/// Lines from which a piece's height says something.
const LEAST_COLUMN: usize = 4;
/// Ems by which columns of one width differ at most.
const SAME_MEASURE: f32 = 1.2;
/// Occurrences of a word in a piece that count.
const MOST: f32 = 2.0;
/// Likeness that the likest of all has at least.
const LEAST_TOPIC: f32 = 0.02;
/// Pairs of characters added to a piece, as a few of a short one say little.
const SMOOTH: f32 = 10.0;

/// Probability from which a link is taken as known when the others are asked anew.
const KNOWN: f32 = 0.8;

/// Number of signs for a link, and for an end.
pub(crate) const LINK_SIGNS: usize = 24 + ENDINGS * BEGINNINGS;
pub(crate) const END_SIGNS: usize = 5 + ENDINGS;

/// Log-odds that each sign adds.
#[derive(Debug, PartialEq)]
pub(crate) struct LinkWeights {
    pub link: [f32; LINK_SIGNS],
    pub end: [f32; END_SIGNS],
}

/// By `train block-order --typeset 1600 --text ARTICLES`.
const WEIGHTS: LinkWeights = LinkWeights {
    link: [
        -1.09, 1.20, -0.31, -0.08, 0.21, -0.60, -0.21, 1.20, 2.73, 0.34, 0.54, 1.56, 0.20, 0.61, -0.15, 0.84,
        -0.21, 0.15, -1.18, -2.94, 0.86, -0.20, -2.43, 0.08, 1.71, 1.76, 0.42, 0.68, 0.86, -2.44, 1.47, 1.60,
        0.17, 0.20, 0.37, -3.20, 0.26, 0.61, 0.42, 0.14, 0.18, -2.26, 0.47, -0.18, 0.59, 0.65, 0.72, -2.45,
        -0.47, -1.30, -0.38, 0.01, 0.60, -2.61, -1.75, -1.98, -1.23, -0.83, -0.88, -2.95,
    ],
    end: [0.81, 0.31, -0.16, 2.31, -0.52, -2.61, -1.50, 0.42, 0.47, 0.96, 1.91],
};

/// A piece of text that goes on in another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub from: usize,
    pub to: usize,
    pub probability: f32,
}

/// What is asked of a piece: in which it goes on, if in any.
pub(crate) struct Question {
    /// The piece.
    pub piece: usize,
    /// The others, and what speaks for each.
    pub others: Vec<(usize, [f32; LINK_SIGNS])>,
    /// What speaks for its being the last of its article.
    pub end: [f32; END_SIGNS],
}

/// The links of a page, the surest first; no two from one piece or to one, and no circle.
pub(super) fn links(page: &Lines, pieces: &[Piece]) -> Vec<Link> {
    let context = LinkContext::new(page, pieces, Sequences::get());
    let sure = sure_links(context.questions(&[]), &WEIGHTS);
    chosen(context.questions(&sure), &WEIGHTS, 0.0)
}

/// The links that are sure by what is asked of each piece alone.
pub(crate) fn sure_links(questions: Vec<Question>, weights: &LinkWeights) -> Vec<Link> {
    chosen(questions, weights, KNOWN)
}

/// The likeliest links of at least a probability, the surest first.
fn chosen(questions: Vec<Question>, weights: &LinkWeights, least: f32) -> Vec<Link> {
    let mut found = Vec::new();
    for question in questions {
        let dot = |signs: &[f32], weights: &[f32]| signs.iter().zip(weights).map(|(s, w)| s * w).sum::<f32>();
        let end = dot(&question.end, &weights.end);
        let scores: Vec<f32> = question.others.iter().map(|(_, signs)| dot(signs, &weights.link)).collect();
        let top = scores.iter().copied().fold(end, f32::max);
        let all: f32 = scores.iter().chain([&end]).map(|score| (score - top).exp()).sum();
        for (&(to, _), score) in question.others.iter().zip(scores) {
            let probability = (score - top).exp() / all;
            // What most likely ends its article goes on nowhere.
            if score > end && probability >= least {
                found.push(Link { from: question.piece, to, probability });
            }
        }
    }
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability).then((a.from, a.to).cmp(&(b.from, b.to))));
    let (mut next, mut before) = (FxHashSet::default(), FxHashMap::default());
    found.retain(|link| {
        let first = || std::iter::successors(Some(link.from), |at: &usize| before.get(at).copied()).last();
        let free = !next.contains(&link.from) && !before.contains_key(&link.to) && first() != Some(link.to);
        if free {
            next.insert(link.from);
            before.insert(link.to, link.from);
        }
        free
    });
    found
}

/// What the pieces of a page are judged by: pairs of characters and how few pieces have them, what stands in it elsewhere,
/// and what running text calls for.
pub(crate) struct LinkContext<'a> {
    page: &'a Lines,
    pieces: &'a [Piece],
    sequences: &'a Sequences,
    /// Weight of a pair of characters: the logarithm of the share of pieces that have it, reversed.
    weights: FxHashMap<u32, f32>,
    /// How often each two and three characters follow each other on the page.
    runs: FxHashMap<[char; 3], u32>,
}

impl<'a> LinkContext<'a> {
    pub(crate) fn new(page: &'a Lines, pieces: &'a [Piece], sequences: &'a Sequences) -> LinkContext<'a> {
        let count = pieces.len() as f32;
        let weights = spread(pieces).into_iter().filter(|(_, of)| *of > 1.0);
        let weights = weights.map(|(word, of)| (word, (count / of).ln())).collect();
        let mut runs = FxHashMap::default();
        for piece in pieces {
            let text: Vec<char> = piece.lines.clone().flat_map(|i| page.text(i)).copied().collect();
            for at in 1..text.len() {
                *runs.entry([text[at - 1], text[at], '\0']).or_default() += 1;
                if at > 1 {
                    *runs.entry([text[at - 2], text[at - 1], text[at]]).or_default() += 1;
                }
            }
        }
        LinkContext { page, pieces, sequences, weights, runs }
    }

    /// What is asked of each piece of text on a page, of which some links are known.
    pub(crate) fn questions(&self, links: &[Link]) -> Vec<Question> {
        let pieces = self.pieces;
        let chains = Chains::new(pieces, links);
        let texts: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].kind == Kind::Text).collect();
        let near =
            |i: usize| (i.saturating_sub(REACH)..texts.len().min(i + REACH + 1)).filter(move |&j| j != i);
        // Of each text and those after it: `None` where they are known to be of one.
        let mut known = FxHashMap::default();
        let mut topic = |a: usize, b: usize| {
            let (a, b) = (chains.of[a].min(chains.of[b]), chains.of[a].max(chains.of[b]));
            let of_both = || self.topic(&chains.words[a], &chains.words[b]);
            (a != b).then(|| *known.entry((a, b)).or_insert_with(of_both))
        };
        let mut topics: Vec<Vec<Option<f32>>> = Vec::with_capacity(texts.len());
        for i in 0..texts.len() {
            topics.push((i + 1..texts.len().min(i + REACH + 1)).map(|j| topic(texts[i], texts[j])).collect());
        }
        let topic = |i: usize, j: usize| topics[i.min(j)][i.abs_diff(j) - 1];
        let likest: Vec<f32> =
            (0..texts.len()).map(|i| near(i).filter_map(|j| topic(i, j)).fold(0.0, f32::max)).collect();
        let of_text = |i: usize| {
            let (a, rival) = (texts[i], |i: usize, topic: f32| topic / (likest[i] + LEAST_TOPIC));
            let others = near(i).map(|j| {
                let topic = topic(i, j).unwrap_or(likest[i]);
                let topics = [topic, rival(i, topic), rival(j, topic)];
                (texts[j], self.signs([a, texts[j]], &chains, topics))
            });
            Question { piece: a, others: others.collect(), end: end(pieces, a, &chains) }
        };
        (0..texts.len()).map(of_text).collect()
    }

    /// Signs that a piece of text goes on in another: of the words of both how alike they are, and that beside the likest of
    /// either.
    fn signs(&self, [a, b]: [usize; 2], chains: &Chains, [topic, of_a, of_b]: [f32; 3]) -> [f32; LINK_SIGNS] {
        let (page, pieces) = (self.page, self.pieces);
        let (from, to) = (&pieces[a], &pieces[b]);
        let middle = to.begins == Beginning::Full;
        let headed = b > 0 && pieces[b - 1].kind == Kind::Head;
        let before_head = pieces.get(a + 1).is_some_and(|next| next.kind == Kind::Head);
        let (tail, head) = (page.text(from.lines.end - 1), page.text(to.lines.start));
        let [word, once, again, pair, of_three] = if from.is_cut() {
            let ([once, again], [pair, of_three]) =
                (self.across(tail, head), self.sequences.across(tail, head));
            [joined(tail, head), once, again, pair, of_three]
        } else {
            [0.0; 5]
        };
        let (next, behind) = (b == a + 1, b < a);
        let distance = (b.abs_diff(a) as f32).ln();
        let height = |piece: &Piece| piece.lines.len();
        let column = height(from) >= LEAST_COLUMN;
        let linked = chains.next[a] == Some(b);
        let beside = |a: Option<usize>, b: Option<usize>| {
            a.zip(b).is_some_and(|(a, b)| chains.next.get(a).is_some_and(|next| *next == Some(b)))
        };
        let mut out = [0.0; LINK_SIGNS];
        let (form, meets) = out.split_at_mut(LINK_SIGNS - ENDINGS * BEGINNINGS);
        meets[from.ends as usize * BEGINNINGS + to.begins as usize] = 1.0;
        form.copy_from_slice(&[
            flag(headed),
            flag(headed && middle),
            flag(before_head),
            flag(before_head && from.is_cut()),
            flag(column && height(from).abs_diff(height(to)) <= 1),
            flag(height(to) > height(from) + 1),
            topic,
            of_a,
            of_b,
            word,
            once,
            again,
            pair,
            of_three,
            flag((from.measure - to.measure).abs() <= SAME_MEASURE),
            flag(next),
            flag(next && from.is_cut() && middle),
            flag(next && !from.is_cut()),
            distance,
            flag(behind),
            flag(behind) * distance,
            flag(linked),
            flag(!linked && chains.has_before[b]),
            flag(beside(Some(a + 1), Some(b + 1)) || beside(a.checked_sub(1), b.checked_sub(1))),
        ]);
        out
    }

    /// Overlap of what two chains speak of: words that few pieces have.
    fn topic(&self, a: &ChainWords, b: &ChainWords) -> f32 {
        let (a, b) = if b.pairs.len() < a.pairs.len() { (b, a) } else { (a, b) };
        let (mut sum, mut rest) = (0.0, b.pairs.as_slice());
        for (word, count) in &a.pairs {
            let skipped = rest.partition_point(|(other, _)| other < word);
            rest = &rest[skipped..];
            if let Some((other, times)) = rest.first()
                && other == word
            {
                sum += count.min(*times).min(MOST) * self.weights.get(word).copied().unwrap_or(0.0);
            }
        }
        sum / ((a.length * b.length).sqrt() + SMOOTH)
    }

    /// Whether the characters that meet follow each other elsewhere on the page: of two up to three times, as a share;
    /// and how many of the two runs of three.
    fn across(&self, tail: &[char], head: &[char]) -> [f32; 2] {
        let (&[.., x, y], &[z, ref more @ ..]) = (tail, head) else { return [0.0; 2] };
        let times = |run: [char; 3]| self.runs.get(&run).copied().unwrap_or(0);
        let over = more.first().map_or(0, |&w| times([y, z, w]).min(1));
        [times([y, z, '\0']).min(3) as f32 / 3.0, (times([x, y, z]).min(1) + over) as f32]
    }
}

fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

/// Signs that a piece of text is the last of its article.
fn end(pieces: &[Piece], a: usize, chains: &Chains) -> [f32; END_SIGNS] {
    let next = |kind: Kind| flag(pieces.get(a + 1).is_some_and(|next| next.kind == kind));
    let mut out = [0.0; END_SIGNS];
    let (form, ends) = out.split_at_mut(END_SIGNS - ENDINGS);
    ends[pieces[a].ends as usize] = 1.0;
    form.copy_from_slice(&[
        1.0,
        next(Kind::Head),
        next(Kind::Aside),
        flag(a + 1 == pieces.len()),
        flag(chains.next[a].is_some()),
    ]);
    out
}

/// Pieces that are known to go on in one another.
struct Chains {
    next: Vec<Option<usize>>,
    has_before: Vec<bool>,
    /// The chain of each piece.
    of: Vec<usize>,
    /// The words of each chain.
    words: Vec<ChainWords>,
}

/// Pairs of characters of a chain, sorted, with how often it has each; and their number.
struct ChainWords {
    pairs: Vec<(u32, f32)>,
    length: f32,
}

impl Chains {
    fn new(pieces: &[Piece], links: &[Link]) -> Chains {
        let (mut next, mut has_before) = (vec![None; pieces.len()], vec![false; pieces.len()]);
        for link in links {
            next[link.from] = Some(link.to);
            has_before[link.to] = true;
        }
        let mut out = Chains { next, has_before, of: vec![0; pieces.len()], words: Vec::new() };
        for first in (0..pieces.len()).filter(|&piece| !out.has_before[piece]) {
            let mut pairs: Vec<(u32, f32)> = Vec::new();
            let mut length = 0.0;
            let mut piece = Some(first);
            while let Some(at) = piece {
                out.of[at] = out.words.len();
                pairs.extend(&pieces[at].pairs);
                length += pieces[at].length;
                piece = out.next[at];
            }
            pairs.sort_by_key(|pair| pair.0);
            pairs.dedup_by(|b, a| {
                a.0 == b.0 && {
                    a.1 += b.1;
                    true
                }
            });
            out.words.push(ChainWords { pairs, length });
        }
        out
    }
}

//! Links between pieces of text: which goes on in which.
//!
//! Of each piece it is asked in which other it goes on, or whether its article ends with it: a conditional logit model over
//! all pieces near it (McFadden 1974). Of the likeliest links those are taken, the surest first, that no surer one contradicts.

use super::super::line::Lines;
use super::super::restore::joined;
use super::piece::{Kind, Piece, spread};
use rustc_hash::FxHashMap;

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

/// Number of signs for a link, and for an end.
pub(crate) const LINK_SIGNS: usize = 26;
pub(crate) const END_SIGNS: usize = 7;

/// Log-odds that each sign adds, of a link and of an end: by `train block-order --typeset 1600 --text ARTICLES --weights FILE`,
/// where FILE had learned from no labelled set.
const LINK: [f32; LINK_SIGNS] = [
    -1.47, 1.66, -0.33, 0.43, 0.21, -0.48, -0.03, 1.30, 2.61, -2.08, 0.47, 1.02, 1.74, -0.39, 1.36, -0.75,
    -0.49, -2.44, 0.98, 0.35, -1.09, -2.80, 0.77, 0.25, 0.34, 0.28,
];
const END: [f32; END_SIGNS] = [0.92, -1.75, 2.08, 0.33, -0.09, 0.56, 1.92];

/// A piece of text that goes on in another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
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
    let mut found = Vec::new();
    for question in questions(page, pieces) {
        let dot = |signs: &[f32], weights: &[f32]| signs.iter().zip(weights).map(|(s, w)| s * w).sum::<f32>();
        let end = dot(&question.end, &END);
        let scores: Vec<f32> = question.others.iter().map(|(_, signs)| dot(signs, &LINK)).collect();
        let top = scores.iter().copied().fold(end, f32::max);
        let all: f32 = scores.iter().chain([&end]).map(|score| (score - top).exp()).sum();
        for (&(to, _), score) in question.others.iter().zip(scores) {
            // What most likely ends its article goes on nowhere.
            if score > end {
                found.push(Link { from: question.piece, to, probability: (score - top).exp() / all });
            }
        }
    }
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability).then((a.from, a.to).cmp(&(b.from, b.to))));
    let (mut next, mut before) = (vec![None; pieces.len()], vec![None; pieces.len()]);
    found.retain(|link| {
        let first = std::iter::successors(Some(link.from), |&piece: &usize| before[piece]).last();
        let free = next[link.from].is_none() && before[link.to].is_none() && first != Some(link.to);
        if free {
            (next[link.from], before[link.to]) = (Some(link.to), Some(link.from));
        }
        free
    });
    found
}

/// What is asked of each piece of text on a page.
pub(crate) fn questions(page: &Lines, pieces: &[Piece]) -> Vec<Question> {
    let words = Words::new(page, pieces);
    let texts: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].kind == Kind::Text).collect();
    let near = |i: usize| (i.saturating_sub(REACH)..texts.len().min(i + REACH + 1)).filter(move |&j| j != i);
    // Of each text and those after it.
    let after =
        |i: usize| (i + 1..texts.len().min(i + REACH + 1)).map(|j| words.topic(texts[i], texts[j])).collect();
    let topics: Vec<Vec<f32>> = (0..texts.len()).map(after).collect();
    let topic = |i: usize, j: usize| topics[i.min(j)][i.abs_diff(j) - 1];
    let likest: Vec<f32> =
        (0..texts.len()).map(|i| near(i).map(|j| topic(i, j)).fold(0.0, f32::max)).collect();
    let of_text = |i: usize| {
        let (a, rival) = (texts[i], |i: usize, topic: f32| topic / (likest[i] + LEAST_TOPIC));
        let others = near(i).map(|j| {
            let topic = topic(i, j);
            let signs = signs(page, pieces, [a, texts[j]], &words, [topic, rival(i, topic), rival(j, topic)]);
            (texts[j], signs)
        });
        Question { piece: a, others: others.collect(), end: end(pieces, a) }
    };
    (0..texts.len()).map(of_text).collect()
}

fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

/// Signs that a piece of text goes on in another: of the words of both how alike they are, and that beside the likest of
/// either.
fn signs(
    page: &Lines,
    pieces: &[Piece],
    [a, b]: [usize; 2],
    words: &Words,
    [topic, of_a, of_b]: [f32; 3],
) -> [f32; LINK_SIGNS] {
    let (from, to) = (&pieces[a], &pieces[b]);
    let meets = from.open && to.middle;
    let headed = b > 0 && pieces[b - 1].kind == Kind::Head;
    let before_head = pieces.get(a + 1).is_some_and(|next| next.kind == Kind::Head);
    let [once, again] = if from.open { words.across(page, from, to) } else { [0.0; 2] };
    let (next, behind) = (b == a + 1, b < a);
    let distance = (b.abs_diff(a) as f32).ln();
    let height = |piece: &Piece| piece.lines.len();
    let column = height(from) >= LEAST_COLUMN;
    [
        flag(headed),
        flag(headed && to.middle),
        flag(before_head),
        flag(before_head && from.open),
        flag(column && height(from).abs_diff(height(to)) <= 1),
        flag(height(to) > height(from) + 1),
        topic,
        of_a,
        of_b,
        flag(from.signed),
        if from.open { joined(page.text(from.lines.end - 1), page.text(to.lines.start)) } else { 0.0 },
        once,
        again,
        flag((from.measure - to.measure).abs() <= SAME_MEASURE),
        flag(meets),
        flag(from.open && !to.middle),
        flag(!from.open && to.middle),
        flag(to.dateline),
        flag(next),
        flag(next && meets),
        distance,
        flag(behind),
        flag(behind) * distance,
        flag(to.short && height(to) == 1),
        flag(next && !from.open),
        flag(height(to) == 1),
    ]
}

/// Signs that a piece of text is the last of its article.
fn end(pieces: &[Piece], a: usize) -> [f32; END_SIGNS] {
    let piece = &pieces[a];
    let next = |kind: Kind| flag(pieces.get(a + 1).is_some_and(|next| next.kind == kind));
    [
        1.0,
        flag(piece.open),
        flag(piece.signed),
        next(Kind::Head),
        next(Kind::Aside),
        flag(piece.short),
        flag(a + 1 == pieces.len()),
    ]
}

/// The words of a page's pieces: pairs of characters and how few pieces have them, and what stands in it elsewhere.
struct Words<'a> {
    pieces: &'a [Piece],
    /// Weight of a pair of characters: the logarithm of the share of pieces that have it, reversed.
    weights: FxHashMap<u32, f32>,
    /// How often each two and three characters follow each other on the page.
    runs: FxHashMap<[char; 3], u32>,
}

impl<'a> Words<'a> {
    fn new(page: &Lines, pieces: &'a [Piece]) -> Words<'a> {
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
        Words { pieces, weights, runs }
    }

    /// Overlap of what two pieces speak of: words that few others have.
    fn topic(&self, a: usize, b: usize) -> f32 {
        let [a, b] = [a, b].map(|at| &self.pieces[at]);
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
    fn across(&self, page: &Lines, from: &Piece, to: &Piece) -> [f32; 2] {
        let (tail, head) = (page.text(from.lines.end - 1), page.text(to.lines.start));
        let (&[.., x, y], &[z, ref more @ ..]) = (tail, head) else { return [0.0; 2] };
        let times = |run: [char; 3]| self.runs.get(&run).copied().unwrap_or(0);
        let over = more.first().map_or(0, |&w| times([y, z, w]).min(1));
        [times([y, z, '\0']).min(3) as f32 / 3.0, (times([x, y, z]).min(1) + over) as f32]
    }
}

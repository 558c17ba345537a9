//! Headlines of texts whose pieces were put together: what each speaks of, and where it stands.

use super::link::REACH;
use super::piece::{Kind, Piece, spread};
use rustc_hash::FxHashMap;

/// Weight of a word's share of a text: a word that is one in so many makes half a nat and more.
const SHARE: f32 = 60.0;
/// Words added to each text, as a few of a short one say little.
const SMOOTH: f32 = 30.0;
/// Worth of standing right before a text's first piece, or beside a picture, in nats.
const BESIDE: f32 = 1.5;
/// Cost of the logarithm of how far off it stands.
const AFAR: f32 = 0.15;
/// Worth of standing right beside another part of a headline.
const NEXT: f32 = 3.0;
/// Nats above which a fit is no clearer, so that sums of odds stay numbers.
const MOST_NATS: f32 = 300.0;
/// Nats by which a headline must fit a text better than any other, taken with how much it does better than other headlines,
/// to be moved.
const CLEARLY: f32 = -3.0;

/// The parts of the headline of each chain, by their pieces: first one for each that speaks most clearly of it, then what is
/// left, for the chain that it fits best or beside whose headline it stands.
pub(super) fn of_chains(pieces: &[Piece], chains: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let heads: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].kind == Kind::Head).collect();
    let fits = fits(pieces, chains, &heads);
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); chains.len()];
    let mut taken = vec![false; pieces.len()];
    for (clearly, head, chain) in clearest(&fits) {
        if clearly >= CLEARLY && !taken[head] && out[chain].is_empty() {
            taken[head] = true;
            out[chain].push(head);
        }
    }
    for (head, chain) in in_rows(pieces, &out) {
        taken[head] = true;
        out[chain].push(head);
    }
    let first = out.clone();
    for of_head in fits.chunk_by(|a, b| a.head == b.head).filter(|of_head| !taken[of_head[0].head]) {
        let worth = |fit: &&Fit| {
            let beside = first[fit.chain].first().map_or(0.0, |&other| closeness(pieces, fit.head, other));
            fit.nats + NEXT * beside
        };
        let best = of_head.iter().max_by(|a, b| worth(a).total_cmp(&worth(b)));
        if let Some(fit) = best.filter(|fit| worth(fit) > 0.0) {
            out[fit.chain].push(fit.head);
        }
    }
    out.iter_mut().for_each(|heads| heads.sort_unstable());
    out
}

/// Parts of headlines side by side that an extractor wrote in rows, for instance the titles and the names below them: of a
/// row whose parts have no chain those of the row next to it, where that has as many parts.
fn in_rows(pieces: &[Piece], headlines: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut chain_of = vec![None; pieces.len()];
    for (chain, heads) in headlines.iter().enumerate() {
        heads.iter().for_each(|&head| chain_of[head] = Some(chain));
    }
    let all: Vec<usize> = (0..pieces.len()).collect();
    let mut out = Vec::new();
    for run in all.chunk_by(|&a, &b| pieces[a].kind == Kind::Head && pieces[b].kind == Kind::Head) {
        let rows: Vec<&[usize]> =
            run.chunk_by(|&a, &b| chain_of[a].is_some() == chain_of[b].is_some()).collect();
        for rows in rows.windows(2).filter(|rows| rows[0].len() > 1 && rows[0].len() == rows[1].len()) {
            // One of the two rows has chains, the other none.
            for (&above, &below) in rows[0].iter().zip(rows[1]) {
                let head = if chain_of[above].is_none() { above } else { below };
                out.extend(chain_of[above].or(chain_of[below]).map(|chain| (head, chain)));
            }
        }
    }
    out
}

/// A headline and a chain near it.
struct Fit {
    head: usize,
    chain: usize,
    /// What the chain says of the headline, and how it stands to it, in nats.
    nats: f32,
}

/// How each headline fits each chain near it, headline by headline.
fn fits(pieces: &[Piece], chains: &[Vec<usize>], heads: &[usize]) -> Vec<Fit> {
    let spread = spread(pieces);
    let count = pieces.len() as f32;
    let nats = |head: usize, chain: &[usize]| {
        let length = chain.iter().map(|&at| pieces[at].length).sum::<f32>() + SMOOTH;
        let times = |word: u32| chain.iter().map(|&at| pieces[at].times(word)).sum::<f32>();
        let rare = |word: u32| (1.0 + count / spread[&word]).ln();
        let said = |&(word, _): &(u32, f32)| (1.0 + SHARE * times(word) / length * rare(word)).ln();
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let beside = first == head + 1 || pieces[first].kind == Kind::Picture && head == last + 1;
        let far = (1.0 + first.abs_diff(head) as f32).ln();
        pieces[head].pairs.iter().map(said).sum::<f32>() + if beside { BESIDE } else { 0.0 } - AFAR * far
    };
    let mut out = Vec::new();
    for &head in heads {
        let near = chains.iter().enumerate().filter(|(_, chain)| chain[0].abs_diff(head) <= REACH);
        out.extend(near.map(|(at, chain)| Fit { head, chain: at, nats: nats(head, chain) }));
    }
    out
}

/// The fits from the clearest on: over all that the headline could come to, and all that could come to the chain, in nats.
fn clearest(fits: &[Fit]) -> Vec<(f32, usize, usize)> {
    let (mut of_head, mut of_chain) = (FxHashMap::default(), FxHashMap::default());
    for fit in fits {
        let odds = f64::from(fit.nats.min(MOST_NATS)).exp();
        *of_head.entry(fit.head).or_insert(0.0) += odds;
        *of_chain.entry(fit.chain).or_insert(0.0) += odds;
    }
    let clearly = |fit: &Fit| {
        let rivals: f64 = of_head[&fit.head].ln() + of_chain[&fit.chain].ln();
        2.0 * fit.nats.min(MOST_NATS) - rivals as f32
    };
    let mut out: Vec<_> = fits.iter().map(|fit| (clearly(fit), fit.head, fit.chain)).collect();
    out.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    out
}

/// Closeness of two parts of headlines that have none but such between them.
fn closeness(pieces: &[Piece], a: usize, b: usize) -> f32 {
    let mut between = a.min(b) + 1..a.max(b);
    let count = between.len();
    if between.all(|at| pieces[at].kind == Kind::Head) { 1.0 / (1.0 + count as f32) } else { 0.0 }
}

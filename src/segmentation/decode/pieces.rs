//! A file that is in several encodings: pages, or parts of one, that were put together as bytes.
//!
//! Viterbi over the pieces of the file: each piece has its points in each encoding, by how much it looks like
//! Chinese, and each change of encoding has a price.

use super::{Encoding, points};

/// The encodings that bytes of a file change between.
const BETWEEN: [Encoding; 3] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5];

/// Points that a change to or from UTF-8 costs: more than a damaged character or two could ever gain by it.
pub const CHANGE: f32 = 12.0;

/// Points that a change between two encodings costs, by their places in [`BETWEEN`]. GB18030 and Big5 use the same bytes,
/// so that a line of signs and rare characters may look like either.
fn price(from: usize, to: usize) -> f32 {
    match (from, to) {
        _ if from == to => 0.0,
        (0, _) | (_, 0) => CHANGE,
        _ => 4.0 * CHANGE,
    }
}

/// Points of a wide character of a piece that is UTF-8 without a fault, besides its own: other encodings are that by
/// chance about once in fifty a character.
const FAULTLESS: f32 = 6.0;

/// A file read piece by piece.
pub struct Pieces {
    /// Its text.
    pub text: String,
    /// Whether more than one encoding is in it.
    pub mixed: bool,
    /// Points that it has more than in any one encoding.
    pub gain: f32,
}

/// Reads bytes in the encodings that give the most points.
pub fn read(bytes: &[u8]) -> Pieces {
    let pieces: Vec<&[u8]> = cut(bytes).collect();
    let scores: Vec<[f32; 3]> = pieces.iter().map(|piece| BETWEEN.map(|e| score(piece, e))).collect();
    let mut best = [0.0; 3];
    // Where each piece in each encoding comes from.
    let mut from: Vec<[usize; 3]> = Vec::with_capacity(pieces.len());
    for scores in &scores {
        let ways: [(usize, f32); 3] =
            std::array::from_fn(|to| highest(&std::array::from_fn(|at| best[at] - price(at, to))));
        from.push(ways.map(|(at, _)| at));
        best = std::array::from_fn(|to| ways[to].1 + scores[to]);
    }
    let (mut at, most) = highest(&best);
    let mut chosen = vec![0; pieces.len()];
    for (i, from) in from.iter().enumerate().rev() {
        chosen[i] = at;
        at = from[at];
    }
    let alone = highest(&std::array::from_fn(|at| scores.iter().map(|scores| scores[at]).sum())).1;
    let (mut text, mut start, mut end) = (String::with_capacity(bytes.len() * 3 / 2), 0, 0);
    for (i, piece) in pieces.iter().enumerate() {
        end += piece.len();
        if chosen.get(i + 1) != Some(&chosen[i]) {
            text.push_str(&BETWEEN[chosen[i]].read(&bytes[start..end]));
            start = end;
        }
    }
    let mixed = chosen.windows(2).any(|two| two[0] != two[1]);
    Pieces { text, mixed, gain: most - alone }
}

/// Bytes in pieces, each to the end of a byte that is part of no longer character in any of the encodings.
fn cut(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte < 0x30)
}

fn score(piece: &[u8], encoding: Encoding) -> f32 {
    if piece.is_ascii() {
        return 0.0;
    }
    let text = encoding.read(piece);
    let faultless = encoding == Encoding::Utf8 && !text.contains(char::REPLACEMENT_CHARACTER);
    let wide = text.chars().filter(|c| *c >= '\u{800}').count() as f32;
    points(&text).0 + if faultless { wide * FAULTLESS } else { 0.0 }
}

fn highest(scores: &[f32; 3]) -> (usize, f32) {
    // Of equals the first, the most usual encoding.
    let better = |best: (usize, f32), at: usize| if scores[at] > best.1 { (at, scores[at]) } else { best };
    (1..3).fold((0, scores[0]), better)
}

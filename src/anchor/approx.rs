//! Approximate matching of a pattern in a text: bit-parallel search, then alignment of the few places found.

use rustc_hash::FxHashMap;

/// Edit distances of a pattern to its best match ending after each character of a text: Myers' bit-parallel
/// algorithm (Journal of the ACM 46, 1999) in blocks of 64 pattern characters, as restated by Hyyrö (2003).
pub(super) fn distances(pattern: &[char], text: &[char]) -> Vec<u32> {
    const WORD: usize = 64;
    let blocks = pattern.len().div_ceil(WORD);
    let mut equal: FxHashMap<char, Vec<u64>> = FxHashMap::default();
    for (at, &c) in pattern.iter().enumerate() {
        equal.entry(c).or_insert_with(|| vec![0; blocks])[at / WORD] |= 1 << (at % WORD);
    }
    let nowhere = vec![0; blocks];
    let mut plus = vec![!0u64; blocks];
    let mut minus = vec![0u64; blocks];
    let mut distance = pattern.len() as i64;
    let mut out = Vec::with_capacity(text.len());
    for c in text {
        let equal = equal.get(c).unwrap_or(&nowhere);
        // A match may begin anywhere, so nothing is carried into the first block.
        let mut carry = 0i64;
        for block in 0..blocks {
            let last = if block + 1 == blocks { (pattern.len() - 1) % WORD } else { WORD - 1 };
            let (pv, mv) = (plus[block], minus[block]);
            let xv = equal[block] | mv;
            let eq = equal[block] | u64::from(carry < 0);
            let xh = ((eq & pv).wrapping_add(pv) ^ pv) | eq;
            let mut ph = mv | !(xh | pv);
            let mut mh = pv & xh;
            let out_carry = (ph >> last & 1) as i64 - (mh >> last & 1) as i64;
            ph = ph << 1 | u64::from(carry > 0);
            mh = mh << 1 | u64::from(carry < 0);
            plus[block] = mh | !(xv | ph);
            minus[block] = ph & xv;
            carry = out_carry;
        }
        distance += carry;
        out.push(distance as u32);
    }
    out
}

/// Alignment of a pattern with a text: the place of each of its characters.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For each pattern character, the text character it lies on, and whether they are the same; `None` where the
    /// text lacks it.
    pub places: Vec<Option<(usize, bool)>>,
}

/// The alignment of a whole pattern with some part of a text that needs the fewest edits.
pub(super) fn align(pattern: &[char], text: &[char]) -> Alignment {
    let width = text.len() + 1;
    let mut cost = vec![0u32; (pattern.len() + 1) * width];
    for (row, c) in pattern.iter().enumerate() {
        let (above, here) = cost.split_at_mut((row + 1) * width);
        let above = &above[row * width..];
        here[0] = above[0] + 1;
        for (column, d) in text.iter().enumerate() {
            here[column + 1] =
                (above[column] + u32::from(c != d)).min(above[column + 1] + 1).min(here[column] + 1);
        }
    }
    let bottom = &cost[pattern.len() * width..];
    let mut column = (0..width).min_by_key(|&at| bottom[at]).unwrap_or(0);
    let mut places = vec![None; pattern.len()];
    let mut row = pattern.len();
    while row > 0 {
        let here = cost[row * width + column];
        let same = column > 0 && pattern[row - 1] == text[column - 1];
        if column > 0 && here == cost[(row - 1) * width + column - 1] + u32::from(!same) {
            places[row - 1] = Some((column - 1, same));
            row -= 1;
            column -= 1;
        } else if here == cost[(row - 1) * width + column] + 1 {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    Alignment { places }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's table, for comparison.
    fn slow(pattern: &[char], text: &[char]) -> Vec<u32> {
        let mut column: Vec<u32> = (0..=pattern.len() as u32).collect();
        let mut out = Vec::new();
        for c in text {
            let mut diagonal = column[0];
            for row in 1..column.len() {
                let best = (diagonal + u32::from(pattern[row - 1] != *c))
                    .min(column[row] + 1)
                    .min(column[row - 1] + 1);
                diagonal = std::mem::replace(&mut column[row], best);
            }
            out.push(column[pattern.len()]);
        }
        out
    }

    proptest! {
        #[test]
        fn bits_say_what_the_table_says(pattern in "[甲乙丙]{1,150}", text in "[甲乙丙]{0,200}") {
            let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            let expected = slow(&pattern, &text);
            prop_assert_eq!(&distances(&pattern, &text), &expected);
            let best = expected.into_iter().min().unwrap_or(u32::MAX).min(pattern.len() as u32);
            let aligned = align(&pattern, &text);
            let same = aligned.places.iter().flatten().filter(|place| place.1).count();
            prop_assert!(pattern.len() - same <= best as usize);
        }
    }
}

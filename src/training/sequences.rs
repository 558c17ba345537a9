//! The table of sequences of characters (`han::sequence`), counted in articles.

use super::lexicon::table;
use super::typesetter::{SourceArticle, SourcePart};
use crate::han::lexicon::{Lexicon, hash_word};
use std::collections::HashMap;

/// Occurrences from which a sequence of two characters is in the table, and of three.
const LEAST: [u32; 2] = [2, 3];
/// Occurrences of what was never seen, by the length of what stands before it, shared out as if nothing stood there.
const UNSEEN: [f64; 2] = [3.0, 2.0];
/// Characters that no text had yet.
const UNKNOWN: f64 = 4000.0;
/// Nats that the table holds.
const MOST: f64 = 8.0;
const FEWEST: f64 = -4.0;

/// The bytes of the table.
pub(crate) fn compile<'a>(articles: impl IntoIterator<Item = &'a SourceArticle>) -> Vec<u8> {
    let lexicon = Lexicon::get();
    let (mut ones, mut twos, mut threes) =
        (HashMap::<char, u32>::new(), HashMap::<[char; 2], u32>::new(), HashMap::<[char; 3], u32>::new());
    for text in articles.into_iter().flat_map(|article| article.parts.iter().map(SourcePart::text)) {
        let text: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| lexicon.simplify(c)).collect();
        text.iter().for_each(|&c| *ones.entry(c).or_default() += 1);
        text.array_windows().for_each(|&two| *twos.entry(two).or_default() += 1);
        text.array_windows().for_each(|&three| *threes.entry(three).or_default() += 1);
    }
    let all: f64 = ones.values().map(|&n| f64::from(n)).sum();
    let alone = |c: char| (f64::from(ones[&c]) + 0.5) / (all + UNKNOWN);
    let after_one = |[a, b]: [char; 2]| {
        (f64::from(twos[&[a, b]]) + UNSEEN[0] * alone(b)) / (f64::from(ones[&a]) + UNSEEN[0])
    };
    let after_two = |[a, b, c]: [char; 3]| {
        let seen = f64::from(threes[&[a, b, c]]) + UNSEEN[1] * after_one([b, c]);
        seen / (f64::from(twos[&[a, b]]) + UNSEEN[1])
    };
    let row = |sequence: &[char], ratio: f64| {
        (hash_word(sequence), ((ratio.ln().clamp(FEWEST, MOST) + 16.0) * 1000.0).round() as u16)
    };
    // What is not in the table is as one that was never seen.
    let of_one = ones.iter().map(|(&c, &n)| row(&[c], UNSEEN[0] / (f64::from(n) + UNSEEN[0])));
    let of_two = twos.iter().filter(|(_, n)| **n >= LEAST[0]);
    let of_two = of_two.map(|(two, _)| row(two, after_one(*two) / alone(two[1])));
    let of_three = threes.iter().filter(|(_, n)| **n >= LEAST[1]);
    let of_three = of_three.map(|(three, _)| row(three, after_two(*three) / after_one([three[1], three[2]])));
    let rows = table(of_one.chain(of_two).chain(of_three), u16::MAX);
    rows.iter().flat_map(|(hash, value)| hash.to_le_bytes().into_iter().chain(value.to_le_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::sequence::Sequences;

    #[test]
    fn what_often_follows_is_called_for() {
        let text = "渡口的船工在渡口等船，码头的船工在码头等船。".repeat(3);
        let article = SourceArticle { parts: vec![SourcePart::Paragraph(text)], ..Default::default() };
        let table = Sequences::read(compile([&article]).leak());
        let across = |before: &str, after: &str| {
            let [before, after] = [before, after].map(|text| text.chars().collect::<Vec<_>>());
            table.across(&before, &after)
        };
        let [seen, of_three] = across("在渡", "口等");
        let [unseen, nothing] = across("在渡", "船口");
        assert!(seen > 1.0 && unseen < -0.5 && nothing == 0.0, "{seen} {unseen} {nothing}");
        let [_, more] = across("工在", "渡口");
        assert!(more > 0.0 && of_three > 0.0, "the one before says more: {more} {of_three}");
        assert_eq!(across("渡", "口"), [0.0; 2], "too little to say anything");
        assert_eq!(compile([&article]), compile([&article]), "the same on each run");
    }
}

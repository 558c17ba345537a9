//! A few words around a hit.

use std::ops::Range;

/// A stretch of a block with its hits, to show under a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words as printed, with `…` where the block goes on.
    pub text: String,
    /// Bytes of `text` to light.
    pub lit: Vec<Range<usize>>,
}

/// Characters of context before the first hit.
const BEFORE: usize = 12;
/// Hits that are looked at for the best place: a block of a thousand hits is about its word everywhere.
const CONSIDERED: usize = 100;
const GOES_ON: &str = "…";

impl Snippet {
    /// About `chars` characters of a block around the hit where most hits are near. `hits` are bytes of the
    /// block, rising; a block without hits gives its beginning.
    pub fn new(block: &str, hits: &[Range<usize>], chars: usize) -> Snippet {
        let starts: Vec<usize> = block.char_indices().map(|(at, _)| at).collect();
        let char_at = |byte: usize| starts.partition_point(|&start| start < byte);
        let near = |first: &Range<usize>| {
            let end = char_at(first.start) + chars.saturating_sub(BEFORE);
            let after = &hits[hits.partition_point(|hit| hit.start < first.start)..];
            after.iter().take_while(|hit| char_at(hit.end) <= end).count()
        };
        // The first of the best: `max_by_key` alone would take the last.
        let first_hits = &hits[..hits.len().min(CONSIDERED)];
        let best = first_hits.iter().rev().max_by_key(|hit| near(hit)).map_or(0, |hit| char_at(hit.start));
        let mut first = best.saturating_sub(BEFORE);
        // Begin with a sentence where one begins close by.
        if let Some(stop) =
            (first..best).rev().find(|&i| block[starts[i]..].starts_with(['。', '！', '？', '；']))
        {
            first = stop + 1;
        }
        while first < best && block[starts[first]..].starts_with(char::is_whitespace) {
            first += 1;
        }
        let last = (first + chars).min(starts.len());
        first = first.min(last.saturating_sub(chars));
        let byte = |char: usize| starts.get(char).copied().unwrap_or(block.len());
        let (from, to) = (byte(first), byte(last));
        let mut text = String::with_capacity(to - from + 6);
        if first > 0 {
            text.push_str(GOES_ON);
        }
        let lead = text.len();
        text.push_str(&block[from..to]);
        if last < starts.len() {
            text.push_str(GOES_ON);
        }
        let lit = hits
            .iter()
            .map(|hit| hit.start.max(from)..hit.end.min(to))
            .filter(|hit| hit.start < hit.end)
            .map(|hit| hit.start - from + lead..hit.end - from + lead)
            .collect();
        Snippet { text, lit }
    }
}

#[cfg(test)]
mod tests {
    use super::Snippet;

    fn lit(block: &str, needle: &str, chars: usize) -> (String, Vec<String>) {
        let hits: Vec<_> = block.match_indices(needle).map(|(at, s)| at..at + s.len()).collect();
        let snippet = Snippet::new(block, &hits, chars);
        let lit = snippet.lit.iter().map(|range| snippet.text[range.clone()].to_string()).collect();
        (snippet.text, lit)
    }

    #[test]
    fn short_blocks_are_shown_whole() {
        assert_eq!(lit("老街修缮过半。", "修缮", 40), ("老街修缮过半。".into(), vec!["修缮".into()]));
        assert_eq!(lit("", "修缮", 40), (String::new(), vec![]));
    }

    #[test]
    fn long_blocks_are_cut_around_the_hit() {
        let block =
            format!("{}桥面结冰，慢行。{}", "一二三四五六七八九十".repeat(5), "甲乙丙丁戊".repeat(20));
        let (text, lit) = lit(&block, "结冰", 30);
        assert_eq!(lit, ["结冰"]);
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
        assert_eq!(text.chars().count(), 32);
    }

    #[test]
    fn the_place_with_most_hits_is_shown() {
        let block = format!("桥{}桥与桥与桥", "。".repeat(100));
        assert_eq!(lit(&block, "桥", 20).1.len(), 3);
    }

    #[test]
    fn a_hit_at_the_end_fills_the_width() {
        let block = format!("{}桥", "路".repeat(100));
        let (text, lit) = lit(&block, "桥", 20);
        assert_eq!((text.chars().count(), lit.len()), (21, 1));
    }
}

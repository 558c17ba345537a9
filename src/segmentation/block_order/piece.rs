//! Pieces of a page: lines that surely belong together, as an extractor kept them.

use super::super::Role;
use super::super::cohesion::pairs_of;
use super::super::crf::Reading;
use super::super::cue::Cue;
use super::super::fragment::{FragmentKind, fragments};
use super::super::line::{Line, Lines};
use crate::han::lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Ems by which a full line may miss its measure, and a paragraph's first line, its indent stripped.
const FULL: f32 = 0.9;
/// Characters of the shortest line of running text.
const SHORTEST: usize = 6;

/// Kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Kicker, title, subtitle, and a byline next to them.
    Head,
    /// Paragraphs, and what stands among them.
    Text,
    /// Captions and credits.
    Picture,
    /// Furniture.
    Aside,
}

/// Lines that surely belong together.
pub(crate) struct Piece {
    pub kind: Kind,
    pub lines: Range<usize>,
    /// Its pairs of characters, sorted, with how often it has each; and their number.
    pub pairs: Vec<(u32, f32)>,
    pub length: f32,
    /// The width of its widest line, in ems.
    pub measure: f32,
    pub begins: Beginning,
    pub ends: Ending,
}

/// How a piece begins: as a report does, or by what its first line lacks of its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// A full line, as in the middle of a paragraph.
    Full,
    NearlyFull,
    /// Two ems less, as where an indent was left out.
    Indented,
    Short,
    /// It has no other line.
    Alone,
    Dateline,
}

/// How a piece ends: whether with a mark that ends sentences, and with how full a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    CutFull,
    CutNearlyFull,
    CutShort,
    EndedFull,
    EndedShort,
    /// With a name or the like.
    Bracket,
}

pub(super) const BEGINNINGS: usize = Beginning::Dateline as usize + 1;
pub(super) const ENDINGS: usize = Ending::Bracket as usize + 1;

impl Piece {
    /// Whether it breaks off in the middle of a sentence.
    pub(super) fn is_cut(&self) -> bool {
        matches!(self.ends, Ending::CutFull | Ending::CutNearlyFull | Ending::CutShort)
    }

    /// How often it has a pair of characters.
    pub(super) fn times(&self, word: u32) -> f32 {
        self.pairs.binary_search_by_key(&word, |pair| pair.0).map_or(0.0, |at| self.pairs[at].1)
    }
}

/// Number of pieces that have each pair of characters.
pub(super) fn spread(pieces: &[Piece]) -> FxHashMap<u32, f32> {
    let mut spread = FxHashMap::default();
    for (word, _) in pieces.iter().flat_map(|piece| &piece.pairs) {
        *spread.entry(*word).or_default() += 1.0;
    }
    spread
}

/// Whether a line is full and ends in the middle of a sentence.
pub(crate) fn breaks_off(page: &Lines, i: usize) -> bool {
    let line = &page.lines[i];
    line.wide >= line.measure - FULL
        && line.len() >= SHORTEST
        && !line.cues.any(&[Cue::SentenceEnd, Cue::ColonEnd])
}

/// Whether a line begins a paragraph whatever its width.
pub(crate) fn opens(line: &Line) -> bool {
    line.cues.any(&[Cue::Dateline, Cue::Byline, Cue::EnumeratorHan, Cue::Bullet, Cue::Square, Cue::DashStart])
}

/// Whether a line may go on in the middle of a sentence.
pub(super) fn goes_on_in_the_middle(page: &Lines, i: usize) -> bool {
    let line = &page.lines[i];
    let tail = line.cues.any(&[Cue::SentenceEnd, Cue::ColonEnd]);
    !line.indented && !opens(line) && (tail || line.wide >= line.measure - FULL && line.len() >= SHORTEST)
}

/// The pieces of a page as it was read: cut at blank lines, and where what it was read as changes.
pub(crate) fn pieces(page: &Lines, reading: &Reading) -> Vec<Piece> {
    let (fragments, _) = fragments(reading, page);
    let mut read_as = vec![(Kind::Aside, usize::MAX); page.lines.len()];
    for (at, fragment) in fragments.iter().enumerate() {
        let kind = match fragment.kind {
            FragmentKind::Head => Kind::Head,
            FragmentKind::Body => Kind::Text,
            FragmentKind::Picture => Kind::Picture,
        };
        fragment.lines().for_each(|line| read_as[line] = (kind, at));
    }
    let lines: Vec<usize> = (0..page.lines.len()).collect();
    let together = |&a: &usize, &b: &usize| read_as[a] == read_as[b] && page.lines[b].blank_before == 0;
    let mut is_byline = vec![false; page.lines.len()];
    let blocks = fragments.iter().flat_map(|fragment| &fragment.blocks);
    let bylines = blocks.filter(|block| block.role == Role::Byline);
    bylines.flat_map(|block| &block.lines).for_each(|&line| is_byline[line] = true);
    let mut after_head = false;
    let piece = |lines: &[usize]| {
        let read = read_as[lines[0]].0;
        // Names below a headline are of it, also where the text right below was taken for theirs.
        let kind = if after_head && lines.iter().all(|&line| is_byline[line]) { Kind::Head } else { read };
        after_head = kind == Kind::Head;
        piece(page, kind, lines[0]..lines[0] + lines.len())
    };
    lines.chunk_by(together).map(piece).collect()
}

fn piece(page: &Lines, kind: Kind, lines: Range<usize>) -> Piece {
    let mut pairs: Vec<u32> = lines.clone().flat_map(|i| pairs_of(page.text(i), Lexicon::get())).collect();
    pairs.sort_unstable();
    let measure = lines.clone().map(|i| page.lines[i].wide).fold(0.0, f32::max);
    Piece {
        kind,
        length: pairs.len() as f32,
        pairs: pairs.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect(),
        measure,
        begins: beginning(page, &lines, measure),
        ends: ending(page, lines.end - 1, measure),
        lines,
    }
}

fn beginning(page: &Lines, lines: &Range<usize>, measure: f32) -> Beginning {
    let first = &page.lines[lines.start];
    match measure - first.wide {
        _ if first.cues.has(Cue::Dateline) => Beginning::Dateline,
        _ if lines.len() == 1 => Beginning::Alone,
        lacks if lacks < 0.7 => Beginning::Full,
        lacks if lacks < 1.4 => Beginning::NearlyFull,
        lacks if lacks < 2.6 => Beginning::Indented,
        _ => Beginning::Short,
    }
}

fn ending(page: &Lines, last: usize, measure: f32) -> Ending {
    const ENDS: &str = "。！？：；…”\"』」—";
    let lacks = measure - page.lines[last].wide;
    match page.text(last).last() {
        Some('）' | ')') => Ending::Bracket,
        Some(&c) if ENDS.contains(c) && lacks < 1.0 => Ending::EndedFull,
        Some(&c) if ENDS.contains(c) => Ending::EndedShort,
        _ if lacks < 1.0 => Ending::CutFull,
        _ if lacks < 2.6 => Ending::CutNearlyFull,
        _ => Ending::CutShort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Page;

    /// Digits and compressed marks make a line narrower than its column.
    #[test]
    fn a_narrow_last_line_without_a_mark_breaks_off() {
        let ends = |last: &str| {
            let page = Lines::read(&Page::new(format!("山上核桃提前十天成熟，乡镇抓紧\n{last}")));
            ending(&page, 1, 15.0)
        };
        assert_eq!(ends("采收，打算本月22日前全部卖"), Ending::CutNearlyFull);
        assert_eq!(ends("采收，打算本月全部卖完。"), Ending::EndedShort);
        assert_eq!(ends("山上核桃提前十天成熟，乡镇抓紧"), Ending::CutFull);
        assert_eq!(ends("采收完毕。（江文）"), Ending::Bracket);
    }
}

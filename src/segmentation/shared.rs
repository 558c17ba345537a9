//! Overlap of what one fragment speaks of and another, for all fragments near each other, and what that is beside the
//! next best.
//!
//! Two fragments of a newspaper's page are near; where a file holds a month of them, [`REACH`] keeps the work in step with
//! its length: a table has so many columns at most, and each fragment remembers the best two of its row.

use super::fragment::{Fragment, FragmentKind};
use rustc_hash::FxHashMap;

/// Fragments further apart than this are not weighed against each other: no newspaper's page has as many.
pub(crate) const REACH: usize = 256;

/// Weight of the other fragment's own words against the page's when it is asked how likely a word is in it.
const OWN_WORDS: f32 = 0.4;
/// Excess over the next best that a fragment has at most, and that where there is no other.
const NO_RIVAL: f32 = 0.4;

/// Excess of a topic over that of two fragments that share no word.
pub(crate) fn above_silence(topic: f32) -> f32 {
    (topic - (1.0 - OWN_WORDS).ln()).max(0.0)
}

/// Nats that a word speaks for a fragment of whose words it is a share, beside its share of the page.
pub(super) fn nats_of(own: f32, of_page: f32) -> f32 {
    (1.0 - OWN_WORDS + OWN_WORDS * own / of_page).ln()
}

/// Words that fragments share.
pub(super) struct Shared {
    /// Share of the shorter one's words that the other has, words that many fragments have counting less.
    pub words: Table,
    /// Excess likelihood of the shorter one's words in the other over the whole page: mean nats a word.
    pub topic: Table,
}

impl Shared {
    pub(super) fn new(fragments: &[Fragment], reach: usize) -> Shared {
        let index = Index::new(fragments);
        let page: f32 = index.lengths.iter().sum();
        let silent = (1.0 - OWN_WORDS).ln();
        let (mut words, mut topic) = (Table::new(fragments.len(), reach), Table::new(fragments.len(), reach));
        let (mut both, mut nats, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        for (small, fragment) in fragments.iter().enumerate() {
            let near = small.saturating_sub(reach)..fragments.len().min(small + reach + 1);
            let longer = |other: usize| (fragments[other].pairs.len(), other) > (fragment.pairs.len(), small);
            // Every fragment near takes the next word's nats at once: those of a word it lacks, or its own.
            for column in [&mut both, &mut nats] {
                column.clear();
                column.resize(near.len(), 0f32);
            }
            terms.clear();
            terms.resize(near.len(), silent);
            let mut all = 0.0;
            for (&word, &(_, count)) in index.of_fragment(small).iter().zip(&fragment.pairs) {
                let Word { fragments: spread, occurrences, .. } = index.words[word as usize];
                all += 1.0 / spread;
                let having =
                    || index.having(word, &near).iter().filter(|place| longer(place.fragment as usize));
                for place in having() {
                    let at = place.fragment as usize - near.start;
                    let own = place.count / index.lengths[place.fragment as usize];
                    let of_page = (occurrences - count) / page;
                    both[at] += 1.0 / spread;
                    terms[at] = nats_of(own, of_page);
                }
                nats.iter_mut().zip(&terms).for_each(|(sum, term)| *sum += term);
                having().for_each(|place| terms[place.fragment as usize - near.start] = silent);
            }
            let count = fragment.pairs.len().max(1) as f32;
            for other in near.clone().filter(|&other| longer(other)) {
                let at = other - near.start;
                words.set(small, other, if all > 0.0 { both[at] / all } else { 0.0 });
                topic.set(small, other, nats[at] / count);
            }
        }
        for table in [&mut words, &mut topic] {
            table.rank(fragments);
        }
        Shared { words, topic }
    }

    /// Likeness of what a headline and a text speak of, never less than a little.
    pub(super) fn affinity(&self, a: usize, b: usize) -> f32 {
        /// Worth of two fragments that stand in order though they share no word.
        const ORDER: f32 = 0.1;
        ORDER + self.words.get(a, b) + above_silence(self.topic.get(a, b))
    }
}

/// A number for every two fragments that are near.
pub(super) struct Table {
    /// Later fragments that a row has room for.
    width: usize,
    cells: Vec<f32>,
    /// For each fragment the best of its row among fragments of each kind.
    best: Vec<[Best; 3]>,
}

/// The highest of some numbers, whose it is, and the highest of all others.
#[derive(Clone, Copy)]
struct Best {
    top: f32,
    fragment: u32,
    next: f32,
}

impl Best {
    const NONE: Best = Best { top: f32::NEG_INFINITY, fragment: u32::MAX, next: f32::NEG_INFINITY };

    fn offer(&mut self, fragment: usize, value: f32) {
        if value > self.top {
            *self = Best { top: value, fragment: fragment as u32, next: self.top };
        } else {
            self.next = self.next.max(value);
        }
    }

    /// The highest of the numbers that are not a fragment's.
    fn but(&self, fragment: usize) -> f32 {
        if self.fragment == fragment as u32 { self.next } else { self.top }
    }
}

impl Table {
    fn new(fragments: usize, reach: usize) -> Table {
        let width = reach.min(fragments.saturating_sub(1));
        Table { width, cells: vec![0.0; fragments * width], best: vec![[Best::NONE; 3]; fragments] }
    }

    fn at(&self, a: usize, b: usize) -> usize {
        let (a, b) = (a.min(b), a.max(b));
        debug_assert!(a < b && b - a <= self.width);
        a * self.width + b - a - 1
    }

    fn get(&self, a: usize, b: usize) -> f32 {
        self.cells[self.at(a, b)]
    }

    fn set(&mut self, a: usize, b: usize, value: f32) {
        let at = self.at(a, b);
        self.cells[at] = value;
    }

    /// Finds the best of every row.
    fn rank(&mut self, fragments: &[Fragment]) {
        for a in 0..fragments.len() {
            for b in a + 1..fragments.len().min(a + self.width + 1) {
                let value = self.get(a, b);
                self.best[a][fragments[b].kind as usize].offer(b, value);
                self.best[b][fragments[a].kind as usize].offer(a, value);
            }
        }
    }

    /// The entry of two fragments, how far it is above the next best of either, and whether it is the best of both.
    pub(super) fn standing(&self, fragments: &[Fragment], a: usize, b: usize) -> (f32, f32, bool) {
        let own = self.get(a, b);
        let of = |fragment: usize, kind: FragmentKind| self.best[fragment][kind as usize];
        let other = of(a, fragments[b].kind).but(b).max(of(b, fragments[a].kind).but(a));
        (own, (own - other).min(NO_RIVAL), own > other)
    }
}

/// The words of a page (its pairs of characters), numbered as they come, with the fragments that have them.
struct Index {
    words: Vec<Word>,
    /// The words of each fragment in its order, fragment after fragment, and where each fragment's begin; the end of all.
    of_fragments: Vec<u32>,
    starts: Vec<usize>,
    places: Vec<Place>,
    /// Number of words of each fragment, each as often as it has it.
    lengths: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Word {
    /// In how many fragments it is, and how often on the page.
    fragments: f32,
    occurrences: f32,
    /// One past its last of [`Index::places`].
    end: usize,
}

/// A fragment that has a word, and how often.
#[derive(Clone, Copy, Default)]
struct Place {
    fragment: u32,
    count: f32,
}

impl Index {
    fn new(fragments: &[Fragment]) -> Index {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut out = Index {
            words: Vec::new(),
            of_fragments: Vec::with_capacity(fragments.iter().map(|u| u.pairs.len()).sum()),
            starts: vec![0],
            places: Vec::new(),
            lengths: fragments.iter().map(|u| u.pairs.iter().map(|p| p.1).sum()).collect(),
        };
        for fragment in fragments {
            for &(pair, count) in &fragment.pairs {
                let word = *numbers.entry(pair).or_insert(out.words.len() as u32);
                if word as usize == out.words.len() {
                    out.words.push(Word { fragments: 0.0, occurrences: 0.0, end: 0 });
                }
                let at = &mut out.words[word as usize];
                (at.fragments, at.occurrences) = (at.fragments + 1.0, at.occurrences + count);
                // How many places it has, until they are laid out.
                at.end += 1;
                out.of_fragments.push(word);
            }
            out.starts.push(out.of_fragments.len());
        }
        let mut end = 0;
        for word in &mut out.words {
            (word.end, end) = (end, end + word.end);
        }
        out.places.resize(end, Place::default());
        for (fragment, of_fragment) in fragments.iter().enumerate() {
            let words = &out.of_fragments[out.starts[fragment]..out.starts[fragment + 1]];
            for (&word, &(_, count)) in words.iter().zip(&of_fragment.pairs) {
                let end = &mut out.words[word as usize].end;
                out.places[*end] = Place { fragment: fragment as u32, count };
                *end += 1;
            }
        }
        out
    }

    /// The words of a fragment.
    fn of_fragment(&self, fragment: usize) -> &[u32] {
        &self.of_fragments[self.starts[fragment]..self.starts[fragment + 1]]
    }

    /// The fragments of a range that have a word.
    fn having(&self, word: u32, range: &std::ops::Range<usize>) -> &[Place] {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.words[before].end);
        let places = &self.places[start..self.words[word as usize].end];
        let before = |bound: usize| places.partition_point(|place| (place.fragment as usize) < bound);
        &places[before(range.start)..before(range.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Role;
    use crate::segmentation::fragment::RawBlock;

    /// Fragments of few words that come back often, the same for the same seed.
    fn fragments(seed: u64, count: usize) -> Vec<Fragment> {
        let mut state = seed;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..count)
            .map(|line| {
                let mut pairs: Vec<(u32, f32)> =
                    (0..draw(12)).map(|_| (draw(30) as u32, 1.0 + draw(3) as f32)).collect();
                pairs.sort_unstable_by_key(|pair| pair.0);
                pairs.dedup_by_key(|pair| pair.0);
                let kind = [FragmentKind::Head, FragmentKind::Body, FragmentKind::Picture][draw(3) as usize];
                let blocks = vec![RawBlock::new(Role::Paragraph, vec![line])];
                Fragment { kind, blocks, article: line, pairs }
            })
            .collect()
    }

    /// The share and the topic of two fragments as they are defined, word by word.
    fn defined(fragments: &[Fragment], a: usize, b: usize) -> (f32, f32) {
        let (a, b) = (a.min(b), a.max(b));
        let (small, large) =
            if fragments[a].pairs.len() <= fragments[b].pairs.len() { (a, b) } else { (b, a) };
        let length = |u: &Fragment| u.pairs.iter().map(|p| p.1).sum::<f32>();
        let page: f32 = fragments.iter().map(length).sum();
        let (mut all, mut both, mut nats) = (0.0, 0.0, 0.0);
        for &(word, count) in &fragments[small].pairs {
            let of = |u: &Fragment| u.pairs.iter().find(|p| p.0 == word).map(|p| p.1);
            let (spread, occurrences) =
                fragments.iter().filter_map(of).fold((0.0, 0.0), |s, n| (s.0 + 1.0, s.1 + n));
            all += 1.0 / spread;
            match of(&fragments[large]) {
                Some(there) => {
                    both += 1.0 / spread;
                    let (own, of_page) = (there / length(&fragments[large]), (occurrences - count) / page);
                    nats += (1.0 - OWN_WORDS + OWN_WORDS * own / of_page).ln();
                }
                None => nats += (1.0 - OWN_WORDS).ln(),
            }
        }
        (if all > 0.0 { both / all } else { 0.0 }, nats / fragments[small].pairs.len().max(1) as f32)
    }

    /// Standing of two fragments in a table as that is defined: against every other fragment near.
    fn stands(
        fragments: &[Fragment],
        reach: usize,
        of: &dyn Fn(usize, usize) -> f32,
        a: usize,
        b: usize,
    ) -> (f32, f32, bool) {
        let best_other = |of_fragment: usize, than: usize| {
            (0..fragments.len())
                .filter(|&c| c != of_fragment && c != than && c.abs_diff(of_fragment) <= reach)
                .filter(|&c| fragments[c].kind == fragments[than].kind)
                .map(|c| of(of_fragment, c))
                .fold(f32::NEG_INFINITY, f32::max)
        };
        let (own, other) = (of(a, b), best_other(a, b).max(best_other(b, a)));
        (own, (own - other).min(NO_RIVAL), own > other)
    }

    #[test]
    fn tables_hold_what_is_defined_to_the_last_bit_and_standings_too() {
        for (seed, count, reach) in [(1, 40, REACH), (2, 60, 7), (3, 2, REACH), (4, 1, REACH), (5, 0, 7)] {
            let fragments = fragments(seed, count);
            let shared = Shared::new(&fragments, reach);
            let near = |a: usize| a + 1..count.min(a + reach + 1);
            for (a, b) in (0..count).flat_map(|a| near(a).map(move |b| (a, b))) {
                let words = |a: usize, b: usize| defined(&fragments, a, b).0;
                let topic = |a: usize, b: usize| defined(&fragments, a, b).1;
                assert_eq!(shared.words.standing(&fragments, a, b), stands(&fragments, reach, &words, a, b));
                assert_eq!(shared.topic.standing(&fragments, a, b), stands(&fragments, reach, &topic, a, b));
            }
        }
    }

    #[test]
    fn a_table_grows_with_the_page_and_not_with_its_square() {
        let cells = |count: usize| Shared::new(&fragments(6, count), 8).words.cells.len();
        assert_eq!(cells(400), 2 * cells(200));
    }
}

//! How much of what one unit speaks of another speaks of, for all units near each other, and what that is beside the
//! next best.
//!
//! Two units of a newspaper's page are near; where a file holds a month of them, [`REACH`] keeps the work in step with
//! its length: a table has so many columns at most, and each unit remembers the best two of its row.

use super::unit::{Unit, UnitKind};
use rustc_hash::FxHashMap;

/// Units further apart than this are not weighed against each other: no newspaper's page has as many.
pub(crate) const REACH: usize = 256;

/// Weight of the other unit's own words against the page's when it is asked how likely a word is in it.
const OWN_WORDS: f32 = 0.4;
/// How far above the next best a unit is taken to be at most, and where there is no other.
const NO_RIVAL: f32 = 0.4;

/// How far a topic is above that of two units that share no word.
pub(crate) fn above_silence(topic: f32) -> f32 {
    (topic - (1.0 - OWN_WORDS).ln()).max(0.0)
}

/// Nats that a word speaks for a unit of whose words it is a share, beside its share of the page.
pub(super) fn nats_of(own: f32, of_page: f32) -> f32 {
    (1.0 - OWN_WORDS + OWN_WORDS * own / of_page).ln()
}

/// What units share.
pub(super) struct Shared {
    /// Share of the shorter one's words that the other has, words that many units have counting less.
    pub words: Table,
    /// How much likelier the shorter one's words are in the other than on the whole page: mean nats a word.
    pub topic: Table,
}

impl Shared {
    pub(super) fn new(units: &[Unit], reach: usize) -> Shared {
        let index = Index::new(units);
        let page: f32 = index.lengths.iter().sum();
        let silent = (1.0 - OWN_WORDS).ln();
        let (mut words, mut topic) = (Table::new(units.len(), reach), Table::new(units.len(), reach));
        let (mut both, mut nats, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        for (small, unit) in units.iter().enumerate() {
            let near = small.saturating_sub(reach)..units.len().min(small + reach + 1);
            let longer = |other: usize| (units[other].pairs.len(), other) > (unit.pairs.len(), small);
            // Every unit near takes the next word's nats at once: those of a word it lacks, or its own.
            for column in [&mut both, &mut nats] {
                column.clear();
                column.resize(near.len(), 0f32);
            }
            terms.clear();
            terms.resize(near.len(), silent);
            let mut all = 0.0;
            for (&word, &(_, count)) in index.of_unit(small).iter().zip(&unit.pairs) {
                let Word { units: spread, occurrences, .. } = index.words[word as usize];
                all += 1.0 / spread;
                let having = || index.having(word, &near).iter().filter(|place| longer(place.unit as usize));
                for place in having() {
                    let at = place.unit as usize - near.start;
                    let own = place.count / index.lengths[place.unit as usize];
                    let of_page = (occurrences - count) / page;
                    both[at] += 1.0 / spread;
                    terms[at] = nats_of(own, of_page);
                }
                nats.iter_mut().zip(&terms).for_each(|(sum, term)| *sum += term);
                having().for_each(|place| terms[place.unit as usize - near.start] = silent);
            }
            let count = unit.pairs.len().max(1) as f32;
            for other in near.clone().filter(|&other| longer(other)) {
                let at = other - near.start;
                words.set(small, other, if all > 0.0 { both[at] / all } else { 0.0 });
                topic.set(small, other, nats[at] / count);
            }
        }
        for table in [&mut words, &mut topic] {
            table.rank(units);
        }
        Shared { words, topic }
    }

    /// How much a headline and a text speak of the same, never less than a little.
    pub(super) fn affinity(&self, a: usize, b: usize) -> f32 {
        /// What two units that stand in order are worth though they share no word.
        const ORDER: f32 = 0.1;
        ORDER + self.words.get(a, b) + above_silence(self.topic.get(a, b))
    }
}

/// A number for every two units that are near.
pub(super) struct Table {
    /// Later units that a row has room for.
    width: usize,
    cells: Vec<f32>,
    /// For each unit the best of its row among units of each kind.
    best: Vec<[Best; 3]>,
}

/// The highest of some numbers, whose it is, and the highest of all others.
#[derive(Clone, Copy)]
struct Best {
    top: f32,
    unit: u32,
    next: f32,
}

impl Best {
    const NONE: Best = Best { top: f32::NEG_INFINITY, unit: u32::MAX, next: f32::NEG_INFINITY };

    fn offer(&mut self, unit: usize, value: f32) {
        if value > self.top {
            *self = Best { top: value, unit: unit as u32, next: self.top };
        } else {
            self.next = self.next.max(value);
        }
    }

    /// The highest of the numbers that are not a unit's.
    fn but(&self, unit: usize) -> f32 {
        if self.unit == unit as u32 { self.next } else { self.top }
    }
}

impl Table {
    fn new(units: usize, reach: usize) -> Table {
        let width = reach.min(units.saturating_sub(1));
        Table { width, cells: vec![0.0; units * width], best: vec![[Best::NONE; 3]; units] }
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
    fn rank(&mut self, units: &[Unit]) {
        for a in 0..units.len() {
            for b in a + 1..units.len().min(a + self.width + 1) {
                let value = self.get(a, b);
                self.best[a][units[b].kind as usize].offer(b, value);
                self.best[b][units[a].kind as usize].offer(a, value);
            }
        }
    }

    /// The entry of two units, how far it is above the next best of either, and whether it is the best of both.
    pub(super) fn standing(&self, units: &[Unit], a: usize, b: usize) -> (f32, f32, bool) {
        let own = self.get(a, b);
        let of = |unit: usize, kind: UnitKind| self.best[unit][kind as usize];
        let other = of(a, units[b].kind).but(b).max(of(b, units[a].kind).but(a));
        (own, (own - other).min(NO_RIVAL), own > other)
    }
}

/// The words of a page (its pairs of characters), numbered as they come, with the units that have them.
struct Index {
    words: Vec<Word>,
    /// The words of each unit in its order, unit after unit, and where each unit's begin; the end of all.
    of_units: Vec<u32>,
    starts: Vec<usize>,
    places: Vec<Place>,
    /// How many words each unit has, each as often as it has it.
    lengths: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Word {
    /// In how many units it is, and how often on the page.
    units: f32,
    occurrences: f32,
    /// One past its last of [`Index::places`].
    end: usize,
}

/// A unit that has a word, and how often.
#[derive(Clone, Copy, Default)]
struct Place {
    unit: u32,
    count: f32,
}

impl Index {
    fn new(units: &[Unit]) -> Index {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut out = Index {
            words: Vec::new(),
            of_units: Vec::with_capacity(units.iter().map(|u| u.pairs.len()).sum()),
            starts: vec![0],
            places: Vec::new(),
            lengths: units.iter().map(|u| u.pairs.iter().map(|p| p.1).sum()).collect(),
        };
        for unit in units {
            for &(pair, count) in &unit.pairs {
                let word = *numbers.entry(pair).or_insert(out.words.len() as u32);
                if word as usize == out.words.len() {
                    out.words.push(Word { units: 0.0, occurrences: 0.0, end: 0 });
                }
                let at = &mut out.words[word as usize];
                (at.units, at.occurrences) = (at.units + 1.0, at.occurrences + count);
                // How many places it has, until they are laid out.
                at.end += 1;
                out.of_units.push(word);
            }
            out.starts.push(out.of_units.len());
        }
        let mut end = 0;
        for word in &mut out.words {
            (word.end, end) = (end, end + word.end);
        }
        out.places.resize(end, Place::default());
        for (unit, of_unit) in units.iter().enumerate() {
            let words = &out.of_units[out.starts[unit]..out.starts[unit + 1]];
            for (&word, &(_, count)) in words.iter().zip(&of_unit.pairs) {
                let end = &mut out.words[word as usize].end;
                out.places[*end] = Place { unit: unit as u32, count };
                *end += 1;
            }
        }
        out
    }

    /// The words of a unit.
    fn of_unit(&self, unit: usize) -> &[u32] {
        &self.of_units[self.starts[unit]..self.starts[unit + 1]]
    }

    /// The units of a range that have a word.
    fn having(&self, word: u32, range: &std::ops::Range<usize>) -> &[Place] {
        let start = (word as usize).checked_sub(1).map_or(0, |before| self.words[before].end);
        let places = &self.places[start..self.words[word as usize].end];
        let before = |bound: usize| places.partition_point(|place| (place.unit as usize) < bound);
        &places[before(range.start)..before(range.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::Role;
    use crate::segmentation::unit::RawBlock;

    /// Units of few words that come back often, the same for the same seed.
    fn units(seed: u64, count: usize) -> Vec<Unit> {
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
                let kind = [UnitKind::Head, UnitKind::Body, UnitKind::Picture][draw(3) as usize];
                let blocks = vec![RawBlock { role: Role::Paragraph, lines: vec![line] }];
                Unit { kind, blocks, fragment: line, pairs }
            })
            .collect()
    }

    /// The share and the topic of two units as they are defined, word by word.
    fn defined(units: &[Unit], a: usize, b: usize) -> (f32, f32) {
        let (a, b) = (a.min(b), a.max(b));
        let (small, large) = if units[a].pairs.len() <= units[b].pairs.len() { (a, b) } else { (b, a) };
        let length = |u: &Unit| u.pairs.iter().map(|p| p.1).sum::<f32>();
        let page: f32 = units.iter().map(length).sum();
        let (mut all, mut both, mut nats) = (0.0, 0.0, 0.0);
        for &(word, count) in &units[small].pairs {
            let of = |u: &Unit| u.pairs.iter().find(|p| p.0 == word).map(|p| p.1);
            let (spread, occurrences) =
                units.iter().filter_map(of).fold((0.0, 0.0), |s, n| (s.0 + 1.0, s.1 + n));
            all += 1.0 / spread;
            match of(&units[large]) {
                Some(there) => {
                    both += 1.0 / spread;
                    let (own, of_page) = (there / length(&units[large]), (occurrences - count) / page);
                    nats += (1.0 - OWN_WORDS + OWN_WORDS * own / of_page).ln();
                }
                None => nats += (1.0 - OWN_WORDS).ln(),
            }
        }
        (if all > 0.0 { both / all } else { 0.0 }, nats / units[small].pairs.len().max(1) as f32)
    }

    /// How two units stand in a table as that is defined: against every other unit near.
    fn stands(
        units: &[Unit],
        reach: usize,
        of: &dyn Fn(usize, usize) -> f32,
        a: usize,
        b: usize,
    ) -> (f32, f32, bool) {
        let best_other = |of_unit: usize, than: usize| {
            (0..units.len())
                .filter(|&c| c != of_unit && c != than && c.abs_diff(of_unit) <= reach)
                .filter(|&c| units[c].kind == units[than].kind)
                .map(|c| of(of_unit, c))
                .fold(f32::NEG_INFINITY, f32::max)
        };
        let (own, other) = (of(a, b), best_other(a, b).max(best_other(b, a)));
        (own, (own - other).min(NO_RIVAL), own > other)
    }

    #[test]
    fn tables_hold_what_is_defined_to_the_last_bit_and_standings_too() {
        for (seed, count, reach) in [(1, 40, REACH), (2, 60, 7), (3, 2, REACH), (4, 1, REACH), (5, 0, 7)] {
            let units = units(seed, count);
            let shared = Shared::new(&units, reach);
            let near = |a: usize| a + 1..count.min(a + reach + 1);
            for (a, b) in (0..count).flat_map(|a| near(a).map(move |b| (a, b))) {
                let words = |a: usize, b: usize| defined(&units, a, b).0;
                let topic = |a: usize, b: usize| defined(&units, a, b).1;
                assert_eq!(shared.words.standing(&units, a, b), stands(&units, reach, &words, a, b));
                assert_eq!(shared.topic.standing(&units, a, b), stands(&units, reach, &topic, a, b));
            }
        }
    }

    #[test]
    fn a_table_grows_with_the_page_and_not_with_its_square() {
        let cells = |count: usize| Shared::new(&units(6, count), 8).words.cells.len();
        assert_eq!(cells(400), 2 * cells(200));
    }
}

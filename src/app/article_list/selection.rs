//! Articles chosen in the list together.
//!
//! They are kept as stretches of the list's order: choosing a hundred thousand costs what choosing one does.

use crate::archive::ArticleId;
use std::collections::HashSet;
use std::ops::Range;

/// The articles that are chosen, as stretches of the list's order: ascending, apart from each other, none empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<Range<u32>>);

impl Selection {
    /// The first `count` articles.
    pub fn first(count: usize) -> Selection {
        let mut all = Selection::default();
        all.add(&(0..count as u32));
        all
    }

    /// Number of articles that are chosen.
    pub fn len(&self) -> usize {
        self.0.iter().map(|part| (part.end - part.start) as usize).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a stretch, not an empty one, is chosen from end to end.
    pub fn covers(&self, part: &Range<u32>) -> bool {
        let after = self.0.partition_point(|one| one.start <= part.start);
        after > 0 && part.start < part.end && part.end <= self.0[after - 1].end
    }

    /// Chooses a stretch too.
    pub fn add(&mut self, part: &Range<u32>) {
        if part.is_empty() {
            return;
        }
        let from = self.0.partition_point(|one| one.end < part.start);
        let to = self.0.partition_point(|one| one.start <= part.end);
        let touched = &self.0[from..to];
        let start = touched.first().map_or(part.start, |first| first.start.min(part.start));
        let end = touched.last().map_or(part.end, |last| last.end.max(part.end));
        self.0.splice(from..to, std::iter::once(start..end));
    }

    /// No longer chooses a stretch.
    pub fn remove(&mut self, part: &Range<u32>) {
        if part.is_empty() {
            return;
        }
        let cut = |one: &Range<u32>| [one.start..one.end.min(part.start), one.start.max(part.end)..one.end];
        self.0 = self.0.iter().flat_map(cut).filter(|one| one.start < one.end).collect();
    }

    /// Chooses a stretch, or no longer where it was chosen.
    pub fn toggle(&mut self, part: &Range<u32>) {
        if self.covers(part) {
            self.remove(part);
        } else {
            self.add(part);
        }
    }

    /// The articles that are chosen, in the order of the list.
    pub fn articles<'a>(&'a self, order: &'a [ArticleId]) -> impl Iterator<Item = ArticleId> + 'a {
        self.0.iter().filter_map(|part| order.get(part.start as usize..part.end as usize)).flatten().copied()
    }

    /// The same articles in a list that was made anew, those that are still in it.
    pub fn moved(&self, before: &[ArticleId], now: &[ArticleId]) -> Selection {
        if self.is_empty() || before == now {
            return self.clone();
        }
        let chosen: HashSet<ArticleId> = self.articles(before).collect();
        let mut moved = Selection::default();
        for (at, _) in (0..).zip(now).filter(|(_, id)| chosen.contains(id)) {
            match moved.0.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => moved.0.push(at..at + 1),
            }
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;
    use proptest::prelude::*;

    proptest! {
        /// Stretches do what a set of numbers does.
        #[test]
        fn a_selection_is_a_set(steps in prop::collection::vec((0u8..3, 0u32..40, 0u32..12), 0..40)) {
            let (mut selection, mut set) = (Selection::default(), std::collections::BTreeSet::new());
            for (what, start, length) in steps {
                let part = start..start + length;
                let covered = length > 0 && part.clone().all(|n| set.contains(&n));
                prop_assert_eq!(selection.covers(&part), covered);
                match what {
                    0 => selection.add(&part),
                    1 => selection.remove(&part),
                    _ => selection.toggle(&part),
                }
                if what == 0 || what == 2 && !covered {
                    set.extend(part);
                } else {
                    part.for_each(|n| {
                        set.remove(&n);
                    });
                }
                prop_assert_eq!(selection.0.iter().cloned().flatten().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
                prop_assert!(selection.0.windows(2).all(|pair| pair[0].end < pair[1].start));
                prop_assert_eq!(selection.len(), set.len());
            }
        }
    }

    #[test]
    fn a_selection_stays_with_its_articles_when_the_list_is_made_anew() {
        let bench = Bench::two_papers();
        let before = bench.state.list.listing.order().to_vec();
        let mut now = before.clone();
        now.reverse();
        let mut selection = Selection::default();
        selection.add(&(0..2));
        let moved = selection.moved(&before, &now);
        assert_eq!(moved.articles(&now).collect::<Vec<_>>(), [before[1], before[0]]);
        let gone = selection.moved(&before, &now[..3]);
        assert_eq!(gone.articles(&now).collect::<Vec<_>>(), [before[1]]);
    }
}

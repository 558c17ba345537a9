//! Collections (资料夹) of articles, each with a note of its own.
//!
//! A collection is a record; what is in it is an annotation each, which says so by its [`Membership`]. So its articles are
//! found again as bookmarks are, and what two notebooks put into one collection comes together when they merge.

use super::{Annotation, Motivation};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use uuid::Uuid;

/// Ranks between two neighbours at first: room for many moves before anything is ranked anew.
const STRIDE: i64 = 1 << 32;

/// A collection of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Its name for ever (UUID version 7).
    pub id: Uuid,
    /// Name that the person gave it.
    pub name: String,
    /// Note that the person wrote about it; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Its colour, one of those of highlights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<u8>,
    /// Time when it was made, by the machine's clock; for display only.
    pub created: Timestamp,
}

impl Collection {
    /// A new one, not yet in a notebook.
    pub fn new(name: &str) -> Collection {
        let (id, created) = (Uuid::now_v7(), Timestamp::now());
        Collection { id, name: name.trim().to_owned(), note: String::new(), color: None, created }
    }
}

/// Membership of an annotation in a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The collection.
    pub id: Uuid,
    /// Its place there: the smaller the earlier; of equal ones the older.
    pub rank: i64,
}

/// So many ranks after the last one.
pub fn ranks_after(last: Option<i64>, count: usize) -> impl Iterator<Item = i64> {
    let mut rank = last.unwrap_or(0);
    std::iter::repeat_with(move || {
        rank = rank.saturating_add(STRIDE);
        rank
    })
    .take(count)
}

/// The rank that comes between two neighbours; `None` where there is none left.
pub(super) fn rank_between(before: Option<i64>, after: Option<i64>) -> Option<i64> {
    match (before, after) {
        (None, None) => Some(STRIDE),
        (Some(before), None) => before.checked_add(STRIDE),
        (None, Some(after)) => after.checked_sub(STRIDE),
        (Some(before), Some(after)) => {
            let middle = before.midpoint(after);
            (before < middle && middle < after).then_some(middle)
        }
    }
}

/// Members in their order without those that two notebooks both had put in.
pub(super) fn each_once(members: impl Iterator<Item = Arc<Annotation>>) -> Vec<Arc<Annotation>> {
    let (mut seen, sums) = (HashSet::new(), RandomState::new());
    // A note is a thing of its own; what only says that an article is in it, says so once.
    let place = |one: &Annotation| {
        let note = (one.motivation != Motivation::Classifying).then_some(one.id);
        let quote = one.target.selectors.first().map(|first| (&first.quote.exact, &first.quote.prefix));
        sums.hash_one((note, one.target.page.text, quote))
    };
    members.filter(|one| seen.insert(place(one))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever is put between whatever, the order of the ranks is that of a list; where there is no room, it says so.
        #[test]
        fn ranks_keep_the_order_of_a_list(places in prop::collection::vec(any::<prop::sample::Index>(), 0..200)) {
            let mut ranks: Vec<i64> = ranks_after(None, 3).collect();
            for place in places {
                let at = place.index(ranks.len() + 1);
                let before = at.checked_sub(1).map(|before| ranks[before]);
                let Some(rank) = rank_between(before, ranks.get(at).copied()) else { continue };
                ranks.insert(at, rank);
                prop_assert!(ranks.is_sorted() && ranks.windows(2).all(|pair| pair[0] != pair[1]));
            }
        }
    }

    #[test]
    fn where_there_is_no_room_between_two_ranks_it_is_said() {
        assert_eq!(rank_between(Some(4), Some(5)), None);
        assert_eq!(rank_between(Some(4), Some(4)), None);
        assert_eq!(rank_between(Some(i64::MAX), None), None);
        assert_eq!(rank_between(Some(4), Some(6)), Some(5));
    }
}

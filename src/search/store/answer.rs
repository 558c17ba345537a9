//! A query while it is answered, block by block: those first in which the best articles may stand, so that the first
//! ones are known long before all that answer are counted.

use super::segment::{Candidate, Days, Segment};
use super::{Found, StoreHit, TextStore};
use crate::archive::natural_order;
use crate::search::facets::{Facets, Narrowing};
use crate::search::scan::Plan;
use crate::search::{Query, Ticket};
use rayon::prelude::*;
use std::cmp::Ordering;
use std::io::Result;
use std::sync::Arc;

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The best first: articles with the words in their headings, then those that have them often; the newest of such
    /// first.
    #[default]
    Relevance,
    /// The newest issue first; articles without a date last.
    Newest,
    /// The oldest issue first; articles without a date last.
    Oldest,
}

impl Order {
    /// The order of two articles that were found.
    pub fn compare(self, a: &Found, b: &Found) -> Ordering {
        let (a_date, b_date) = (a.page().date, b.page().date);
        let by_order = match self {
            Order::Relevance => {
                b.weight.relevance.total_cmp(&a.weight.relevance).then_with(|| b_date.cmp(&a_date))
            }
            Order::Newest => b_date.cmp(&a_date),
            Order::Oldest => (a_date.is_none(), a_date).cmp(&(b_date.is_none(), b_date)),
        };
        by_order
            .then_with(|| natural_order(&a.page().path, &b.page().path))
            .then_with(|| (a.page().index, a.article).cmp(&(b.page().index, b.article)))
    }

    /// The order of the best that two may have, by their relevance and their days.
    fn of_best(self, (a, a_days): (f32, Days), (b, b_days): (f32, Days)) -> Ordering {
        match self {
            Order::Relevance => b.total_cmp(&a).then(b_days.last.cmp(&a_days.last)),
            Order::Newest => b_days.last.cmp(&a_days.last),
            Order::Oldest => a_days.first.cmp(&b_days.first),
        }
    }
}

/// Extent of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Articles with their words at most.
    pub hits: usize,
    /// Whether all that answer are counted.
    pub counts: bool,
}

/// Results of a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreResults {
    /// Whether all that answer are counted; else there are more than those with their words.
    pub is_whole: bool,
    /// Number of articles in all.
    pub articles: usize,
    /// Number of hits that they have in all.
    pub occurrences: usize,
    /// Articles by newspaper, year and page.
    pub facets: Facets,
    /// The first of them in order.
    pub hits: Vec<StoreHit>,
}

impl StoreResults {
    fn counted(found: &[Found], hits: Vec<StoreHit>, is_whole: bool) -> StoreResults {
        let facets = Facets::of(found.iter().map(Found::page), &Narrowing::default());
        let occurrences = found.iter().map(Found::occurrences).sum();
        StoreResults { is_whole, articles: found.len(), occurrences, facets, hits }
    }
}

/// A query while it is answered.
pub struct Answering<'a> {
    store: &'a TextStore,
    plan: Plan<'a>,
    order: Order,
    /// The blocks that were not looked into, by segment, the one with the best last.
    left: Vec<(usize, Candidate)>,
    /// What was found so far.
    found: Vec<Found>,
}

impl TextStore {
    /// The articles that answer a query, in an order, as many with their words as are `wanted`, and what they are counted
    /// by. All cores work on it. `None` when the ticket became stale on the way.
    ///
    /// # Errors
    /// Where the store is damaged: [`TextStore::clear`] it and update it.
    pub fn search(
        &self,
        query: &Query,
        order: Order,
        wanted: Wanted,
        ticket: &Ticket,
    ) -> Result<Option<StoreResults>> {
        self.search_where(query, order, wanted, ticket, |_| true)
    }

    /// The same of the articles that `accepts` lets through.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn search_where(
        &self,
        query: &Query,
        order: Order,
        wanted: Wanted,
        ticket: &Ticket,
        accepts: impl Fn(&Found) -> bool,
    ) -> Result<Option<StoreResults>> {
        let mut answering = self.answer(query, order)?;
        let Some(first) = answering.first(wanted.hits, ticket, &accepts)? else { return Ok(None) };
        let show =
            |_: &mut _, found| if ticket.is_stale() { Ok(None) } else { self.show(found, query).map(Some) };
        let Some(hits) = worked(first.iter().collect(), show)? else { return Ok(None) };
        if !wanted.counts && !answering.is_done() {
            return Ok(Some(StoreResults::counted(&first, hits, false)));
        }
        let Some(mut all) = answering.all(ticket)? else { return Ok(None) };
        all.retain(accepts);
        Ok(Some(StoreResults::counted(&all, hits, true)))
    }

    /// All articles that answer a query, in no order. All cores work on it. `None` when the ticket became stale on the way.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn find(&self, query: &Query, ticket: &Ticket) -> Result<Option<Vec<Found>>> {
        self.answer(query, Order::default())?.all(ticket)
    }

    /// Begins to answer a query: the blocks are known that may answer.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn answer<'a>(&'a self, query: &'a Query, order: Order) -> Result<Answering<'a>> {
        let candidates = |_: &mut _, (number, segment): (usize, &Arc<Segment>)| {
            let candidates = segment.candidates(query)?;
            let all: Vec<(usize, Candidate)> = candidates.into_iter().map(|one| (number, one)).collect();
            Ok(Some(all))
        };
        let segments: &[Arc<Segment>] = if query.is_empty() { &[] } else { &self.segments[..] };
        let mut left =
            worked(segments.iter().enumerate().collect(), candidates)?.unwrap_or_default().concat();
        let best = |(_, candidate): &(usize, Candidate)| (candidate.relevance, candidate.days);
        left.sort_by(|a, b| order.of_best(best(b), best(a)));
        Ok(Answering { store: self, plan: Plan::new(query), order, left, found: Vec::new() })
    }
}

impl Answering<'_> {
    /// Goes on until the first articles of those that `accepts` lets through are known, and gives them in order. `None`
    /// when the ticket became stale on the way.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn first(
        &mut self,
        limit: usize,
        ticket: &Ticket,
        accepts: impl Fn(&Found) -> bool,
    ) -> Result<Option<Vec<Found>>> {
        /// Blocks that are looked into together at first; later as many as this part of those before.
        const FEW: usize = 8;
        const PART: usize = 4;
        let mut first: Vec<Found> = Vec::new();
        let (mut seen, mut blocks) = (0, 0);
        loop {
            first.extend(self.found[seen..].iter().filter(|found| accepts(found)).cloned());
            seen = self.found.len();
            first.sort_unstable_by(|a, b| self.order.compare(a, b));
            first.truncate(limit);
            let is_known = first.len() == limit && first.last().is_none_or(|last| self.is_before_rest(last));
            if is_known || self.is_done() {
                return Ok(Some(first));
            }
            let together = FEW.max(blocks / PART);
            blocks += together;
            if !self.go_on(together, ticket)? {
                return Ok(None);
            }
        }
    }

    /// Whether an article comes before all that may still be found.
    fn is_before_rest(&self, found: &Found) -> bool {
        self.left.last().is_none_or(|(_, rest)| {
            let own = (found.weight.relevance, Days::of(found.page().date));
            self.order.of_best(own, (rest.relevance, rest.days)) == Ordering::Less
        })
    }

    /// Whether all blocks were looked into.
    pub fn is_done(&self) -> bool {
        self.left.is_empty()
    }

    /// All articles that answer, in no order. `None` when the ticket became stale on the way.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn all(mut self, ticket: &Ticket) -> Result<Option<Vec<Found>>> {
        /// Blocks that are looked into together: what they have is in memory twice for a moment.
        const TOGETHER: usize = 512;
        while !self.is_done() {
            if !self.go_on(TOGETHER, ticket)? {
                return Ok(None);
            }
        }
        Ok(Some(self.found))
    }

    /// Looks into the next blocks; says whether somebody still wants the answer.
    fn go_on(&mut self, blocks: usize, ticket: &Ticket) -> Result<bool> {
        let scan = |buffer: &mut Vec<u8>, (segment, candidate): (usize, Candidate)| {
            if ticket.is_stale() {
                return Ok(None);
            }
            self.store.scan(segment, candidate.block as usize, &self.plan, buffer).map(Some)
        };
        let next = self.left.split_off(self.left.len().saturating_sub(blocks));
        let Some(found) = worked(next, scan)? else { return Ok(false) };
        found.into_iter().for_each(|of_block| self.found.extend(of_block));
        Ok(true)
    }
}

/// What becomes of some pieces of work, each done with a buffer at hand; `None` where one of them is not done. All cores
/// work on it, but few pieces are done before others are awake.
fn worked<T: Send, R: Send>(
    pieces: Vec<T>,
    work: impl Fn(&mut Vec<u8>, T) -> Result<Option<R>> + Sync + Send,
) -> Result<Option<Vec<R>>> {
    const FEW: usize = 24;
    if pieces.len() > FEW {
        return pieces.into_par_iter().map_init(Vec::new, work).collect();
    }
    let mut buffer = Vec::new();
    pieces.into_iter().map(|piece| work(&mut buffer, piece)).collect()
}

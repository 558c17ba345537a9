//! Full text: every article that holds what was asked for, wherever it stands in a sentence.
//!
//! The reflowed text of the articles, folded, is kept in chunks and scanned. So a phrase of any length is
//! found at any place, over the page's line ends, in either script; no word list decides what can be found.

use super::Ticket;
mod scan;

use super::folding::{BLOCK_END, Patches, fold_block};
use super::query::Query;
use super::snippet::Snippet;
use crate::segmentation::{Article, Role};
use crate::variants::fold_text;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use scan::{Found, Plan};
use std::ops::Range;

/// Folded bytes of a chunk: the grain of parallel work and of noticing that nobody waits any more.
const CHUNK_BYTES: usize = 4 << 20;
/// Characters of a snippet.
const SNIPPET_CHARS: usize = 64;

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The best first: more hits for its length, hits in the heading.
    #[default]
    Relevance,
    /// The newest issue first; articles without a date last.
    Newest,
    /// The oldest issue first; articles without a date last.
    Oldest,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct TextResults<Id> {
    /// How many articles there are in all.
    pub articles: usize,
    /// How many hits they have in all.
    pub occurrences: usize,
    /// The first of them in order.
    pub hits: Vec<TextHit<Id>>,
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct TextHit<Id> {
    /// The article.
    pub id: Id,
    /// Hits of the query's terms, in reading order.
    pub spans: Vec<HitSpan>,
    /// The words around a hit.
    pub snippet: Snippet,
    /// The block that the snippet is from.
    pub snippet_block: usize,
}

/// A hit inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitSpan {
    /// The block, counted from 0 as [`Article::blocks`] has them.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// The texts of articles made ready for search. Articles are added as pages arrive; `Id` is whatever names one.
#[derive(Clone, Debug)]
pub struct TextIndex<Id> {
    chunks: Vec<Chunk<Id>>,
    /// Names of newspapers, folded.
    papers: Vec<String>,
    paper_numbers: FxHashMap<String, u32>,
}

impl<Id> Default for TextIndex<Id> {
    fn default() -> Self {
        TextIndex { chunks: Vec::new(), papers: Vec::new(), paper_numbers: FxHashMap::default() }
    }
}

#[derive(Clone, Debug)]
struct Chunk<Id> {
    text: String,
    patches: Patches,
    docs: Vec<Doc<Id>>,
}

#[derive(Clone, Debug)]
struct Doc<Id> {
    /// `None` where it was taken out.
    id: Option<Id>,
    /// Bytes of the chunk's text; it ends where the next begins.
    text: Range<u32>,
    /// Bytes of the heading, from the beginning of the text.
    heading: u32,
    patches: Range<u32>,
    date: Option<Date>,
    /// Place in the index's `papers`.
    paper: u32,
}

impl<Id: Copy + Send + Sync> TextIndex<Id> {
    /// An index without articles.
    pub fn new() -> TextIndex<Id> {
        TextIndex::default()
    }

    /// How many articles there are, those taken out not counted.
    pub fn len(&self) -> usize {
        self.chunks.iter().flat_map(|chunk| &chunk.docs).filter(|doc| doc.id.is_some()).count()
    }

    /// Whether there are no articles.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of text and differences that are kept.
    pub fn bytes(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.text.len() + chunk.patches.len()).sum()
    }

    /// Adds an article.
    pub fn add(&mut self, id: Id, paper: &str, date: Option<Date>, article: &Article) {
        let paper = self.paper_number(paper);
        if self.chunks.last().is_none_or(|chunk| chunk.text.len() >= CHUNK_BYTES) {
            self.chunks.push(Chunk { text: String::new(), patches: Patches::default(), docs: Vec::new() });
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        let (start, patches) = (chunk.text.len() as u32, chunk.patches.len() as u32);
        let (mut heading, mut in_heading) = (0, true);
        chunk.patches.restart();
        for block in &article.blocks {
            fold_block(block.text.as_str(), &mut chunk.text, &mut chunk.patches);
            in_heading &= !matches!(block.role, Role::Paragraph | Role::Verse);
            if in_heading && matches!(block.role, Role::Kicker | Role::Title | Role::Subtitle) {
                heading = chunk.text.len() as u32 - start;
            }
        }
        let text = start..chunk.text.len() as u32;
        let patches = patches..chunk.patches.len() as u32;
        chunk.docs.push(Doc { id: Some(id), text, heading, patches, date, paper });
    }

    /// Takes out articles that are gone. Their text is kept until the index is dropped.
    pub fn retain(&mut self, keep: impl Fn(&Id) -> bool) {
        for doc in self.chunks.iter_mut().flat_map(|chunk| &mut chunk.docs) {
            if doc.id.as_ref().is_some_and(|id| !keep(id)) {
                doc.id = None;
            }
        }
    }

    /// The articles that answer a query, in an order, the first `limit` of them with their hits. All cores work
    /// on it. `None` when the ticket became stale on the way.
    pub fn search(
        &self,
        query: &Query,
        order: Order,
        limit: usize,
        ticket: &Ticket,
    ) -> Option<TextResults<Id>> {
        if query.is_empty() {
            return Some(TextResults { articles: 0, occurrences: 0, hits: Vec::new() });
        }
        let plan = Plan::new(query);
        let papers: Vec<bool> = self.papers.iter().map(|paper| query.filters.accept_paper(paper)).collect();
        let found: Vec<Vec<Found>> = self
            .chunks
            .par_iter()
            .enumerate()
            .map(|(number, chunk)| (!ticket.is_stale()).then(|| plan.scan(number, chunk, &papers)))
            .collect::<Option<_>>()?;
        let mut found: Vec<Found> = found.into_iter().flatten().collect();
        let articles = found.len();
        let occurrences = found.iter().map(|f| f.occurrences as usize).sum();
        keep_first(&mut found, limit, order);
        let hits: Vec<Option<TextHit<Id>>> = found
            .par_iter()
            .map(|found| (!ticket.is_stale()).then(|| self.hit(found, &plan)))
            .collect::<Option<_>>()?;
        Some(TextResults { articles, occurrences, hits: hits.into_iter().flatten().collect() })
    }

    fn hit(&self, found: &Found, plan: &Plan) -> Option<TextHit<Id>> {
        let chunk = &self.chunks[found.chunk];
        let doc = &chunk.docs[found.doc];
        let text = chunk.text_of(doc);
        let unfolded = chunk.patches.unfold(text, doc.patches.start as usize..doc.patches.end as usize);
        let mut spans: Vec<HitSpan> = plan
            .places(text, chunk.heading_of(doc))
            .filter_map(|place| unfolded.original(place))
            .map(|(block, range)| HitSpan { block, range })
            .collect();
        spans.sort_unstable_by_key(|span| (span.block, span.range.start));
        // Terms may overlap; what is lit is lit once.
        spans.dedup_by(|next, span| {
            let overlap = next.block == span.block && next.range.start < span.range.end;
            span.range.end = if overlap { span.range.end.max(next.range.end) } else { span.range.end };
            overlap
        });
        // The heading is shown anyway: the snippet is from the body, where the body has a hit or at least text.
        let body = chunk.heading_of(doc).matches(BLOCK_END).count();
        let block = spans
            .iter()
            .map(|span| span.block)
            .chain(0..unfolded.blocks.len())
            .find(|&block| block >= body && !unfolded.blocks[block].is_empty())
            .unwrap_or(0);
        let here: Vec<Range<usize>> =
            spans.iter().filter(|span| span.block == block).map(|span| span.range.clone()).collect();
        let snippet = unfolded.blocks.get(block).map(|text| Snippet::new(text, &here, SNIPPET_CHARS));
        Some(TextHit { id: doc.id?, spans, snippet: snippet.unwrap_or_default(), snippet_block: block })
    }

    fn paper_number(&mut self, paper: &str) -> u32 {
        let folded = fold_text(paper);
        if let Some(&number) = self.paper_numbers.get(&folded) {
            return number;
        }
        let number = self.papers.len() as u32;
        self.papers.push(folded.clone());
        self.paper_numbers.insert(folded, number);
        number
    }
}

impl<Id> Chunk<Id> {
    fn text_of(&self, doc: &Doc<Id>) -> &str {
        &self.text[doc.text.start as usize..doc.text.end as usize]
    }

    fn heading_of(&self, doc: &Doc<Id>) -> &str {
        &self.text_of(doc)[..doc.heading as usize]
    }
}

/// Leaves the first `limit` of an order, in that order. Equals stay in the order of adding.
fn keep_first(found: &mut Vec<Found>, limit: usize, order: Order) {
    let compare = |a: &Found, b: &Found| {
        let by_order = match order {
            Order::Relevance => b.relevance.total_cmp(&a.relevance).then(b.date.cmp(&a.date)),
            Order::Newest => b.date.cmp(&a.date),
            Order::Oldest => (a.date.is_none(), a.date).cmp(&(b.date.is_none(), b.date)),
        };
        by_order.then((a.chunk, a.doc).cmp(&(b.chunk, b.doc)))
    };
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, compare);
    }
    found.truncate(limit);
    found.sort_unstable_by(compare);
}

#[cfg(test)]
mod tests;

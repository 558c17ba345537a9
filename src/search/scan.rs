//! One pass over a stretch of folded text: which of its articles answer.

use crate::search::code;
use crate::search::folding::{BLOCK_END, Unfolded};
use crate::search::query::{Printed, Query, Term};
use crate::search::snippet::Snippet;
use memchr::memmem::Finder;
use std::ops::Range;

/// A hit inside a block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitSpan {
    /// The block, counted from 0 as [`Article::blocks`](crate::segmentation::Article::blocks) has them.
    pub block: usize,
    /// Bytes of the block's text.
    pub range: Range<usize>,
}

/// An article while it is asked.
pub struct Doc<'a> {
    /// Its folded text, in the code of [`code`].
    pub text: &'a [u8],
    /// Bytes of the heading, from the beginning of the text.
    pub heading: usize,
    /// Its source: where and when it was printed.
    pub printed: Printed<'a>,
    /// Names of those who signed it, folded, one a line.
    pub authors: &'a str,
    /// Title that the person gave it, likewise.
    pub title: &'a [u8],
    /// Words with which it goes on elsewhere.
    pub ahead: Option<Ahead<'a>>,
}

/// The words with which an article goes on on another page.
#[derive(Clone, Copy)]
pub struct Ahead<'a> {
    /// End of the text that goes on.
    pub end: usize,
    /// The words, likewise.
    pub words: &'a [u8],
}

impl Ahead<'_> {
    /// The part in the text of a term's place that begins in it and ends in the words ahead.
    pub fn place(&self, finder: &Finder, text: &[u8]) -> Option<Range<usize>> {
        let most = finder.needle().len().checked_sub(1)?;
        let start = self.end.saturating_sub(most);
        // Neither part is as long as the term: whatever is found has a share in both.
        let both = [&text[start..self.end], &self.words[..self.words.len().min(most)]].concat();
        finder.find(&both).map(|at| start + at..self.end)
    }
}

/// Weight of an article as an answer.
#[derive(Clone, Copy, Debug)]
pub struct Weight {
    /// Hits of the wanted terms.
    pub occurrences: u32,
    /// Relevance, for order only.
    pub relevance: f32,
}

/// Parts of an article that was found which are shown.
pub struct Shown {
    /// Hits of the query's terms, in reading order.
    pub spans: Vec<HitSpan>,
    /// The words around a hit.
    pub snippet: Snippet,
    /// The block that the snippet is from.
    pub snippet_block: usize,
}

/// A query made ready for scanning.
pub struct Plan<'q> {
    pub query: &'q Query,
    wanted: Vec<Vec<Finder<'static>>>,
    unwanted: Vec<Finder<'static>>,
    titles: Vec<Finder<'static>>,
    not_titles: Vec<Finder<'static>>,
}

/// All places of a term, without overlaps.
fn places<'t>(finder: &'t Finder, text: &'t [u8]) -> impl Iterator<Item = Range<usize>> + 't {
    finder.find_iter(text).map(|at| at..at + finder.needle().len())
}

fn has(finder: &Finder, text: &[u8]) -> bool {
    finder.find(text).is_some()
}

impl<'q> Plan<'q> {
    /// Makes a query ready.
    pub fn new(query: &'q Query) -> Plan<'q> {
        let finder = |term: &Term| Finder::new(&code::encode(&term.folded)).into_owned();
        let finders = |terms: &[Term]| terms.iter().map(finder).collect::<Vec<_>>();
        Plan {
            query,
            wanted: query.wanted.iter().map(|terms| finders(terms)).collect(),
            unwanted: finders(&query.unwanted),
            titles: finders(&query.filters.titles),
            not_titles: finders(&query.filters.not_titles),
        }
    }

    /// Goes through the articles that may answer; `end` says where each ends in the text, `goes_on` which of them may answer
    /// by words that are elsewhere.
    pub fn scan<D>(
        &self,
        text: &[u8],
        docs: &[D],
        (end, goes_on): (impl Fn(&D) -> usize, impl Fn(&D) -> bool),
        mut ask: impl FnMut(usize),
    ) {
        // The longest is likely to be the rarest: the scan jumps from one of its hits to the next.
        let single =
            self.wanted.iter().filter_map(|terms| if let [one] = &terms[..] { Some(one) } else { None });
        match single.max_by_key(|finder| finder.needle().len()) {
            Some(lead) => {
                let (mut from, mut next) = (0, 0);
                while next < docs.len() {
                    let at = lead.find(&text[from..]).map(|at| from + at);
                    let hit = at.map_or(docs.len(), |at| docs.partition_point(|doc| end(doc) <= at));
                    (next..hit).filter(|&doc| goes_on(&docs[doc])).for_each(&mut ask);
                    let Some(doc) = docs.get(hit) else { return };
                    ask(hit);
                    (from, next) = (end(doc), hit + 1);
                }
            }
            None => (0..docs.len()).for_each(ask),
        }
    }

    /// Hits and relevance of an article that answers; `None` for one that does not.
    pub fn weigh(&self, doc: &Doc) -> Option<Weight> {
        /// As in BM25: how fast more hits stop to count.
        const SATURATION: f32 = 1.2;
        /// As in BM25: how much a long article is held against it.
        const LENGTH: f32 = 0.5;
        /// Bytes of an article of middling length.
        const MIDDLING: f32 = 1600.0;
        /// A term in the heading counts as much as it can count in the body.
        const HEADING: f32 = 1.0;

        let (text, heading) = (doc.text, &doc.text[..doc.heading]);
        let in_title = |term: &Finder| has(term, heading) || has(term, doc.title);
        let filters = &self.query.filters;
        let answers = filters.accept_date(doc.printed.date)
            && filters.accept_page(doc.printed.page)
            && filters.accept_authors(doc.authors)
            && self.titles.iter().all(in_title)
            && !self.not_titles.iter().any(in_title)
            && !self.unwanted.iter().any(|term| has(term, text))
            && self.query.near.iter().all(|near| self.is_near(text, near.first, near.within));
        if !answers {
            return None;
        }
        let length = 1.0 - LENGTH + LENGTH * text.len() as f32 / MIDDLING;
        let (mut occurrences, mut relevance) = (0, 0.0);
        for terms in &self.wanted {
            let over =
                |term: &Finder| usize::from(doc.ahead.is_some_and(|ahead| ahead.place(term, text).is_some()));
            let count =
                terms.iter().map(|term| term.find_iter(text).count() + over(term)).sum::<usize>() as u32;
            if count == 0 {
                return None;
            }
            occurrences += count;
            relevance += count as f32 / (count as f32 + SATURATION * length);
            relevance += if terms.iter().any(|term| has(term, heading)) { HEADING } else { 0.0 };
        }
        Some(Weight { occurrences, relevance })
    }

    /// Whether a wanted term and the next stand near each other, in either order.
    fn is_near(&self, text: &[u8], first: usize, within: usize) -> bool {
        let all = |terms: &[Finder]| {
            let mut all: Vec<Range<usize>> = terms.iter().flat_map(|term| places(term, text)).collect();
            all.sort_unstable_by_key(|place| place.start);
            all
        };
        let (ones, others) = (all(&self.wanted[first]), all(&self.wanted[first + 1]));
        let fits = |from: usize, to: usize| from >= to || code::count(&text[from..to]) <= within;
        ones.iter().any(|one| {
            let after = others.partition_point(|other| other.start < one.start);
            let next = others[after..].iter().find(|other| *other != one);
            let before = others[..after].last();
            next.is_some_and(|next| fits(one.end, next.start))
                || before.is_some_and(|before| fits(before.end, one.start))
        })
    }

    /// Places to light in an article and the words of it to show: the wanted terms, and in the heading those of the
    /// title filters.
    pub fn show(&self, text: &[u8], heading: usize, ahead: Option<Ahead>, unfolded: &Unfolded) -> Shown {
        /// Characters of a snippet.
        const SNIPPET_CHARS: usize = 64;
        let wanted = self.wanted.iter().flatten().flat_map(|term| places(term, text));
        let titles = self.titles.iter().flat_map(|term| places(term, &text[..heading]));
        let over = self.wanted.iter().flatten().filter_map(|term| ahead?.place(term, text));
        let mut spans: Vec<HitSpan> = wanted
            .chain(titles)
            .chain(over)
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
        let body = text[..heading].iter().filter(|byte| **byte == BLOCK_END as u8).count();
        let block = spans
            .iter()
            .map(|span| span.block)
            .chain(0..unfolded.blocks.len())
            .find(|&block| block >= body && !unfolded.blocks[block].is_empty())
            .unwrap_or(0);
        let here: Vec<Range<usize>> =
            spans.iter().filter(|span| span.block == block).map(|span| span.range.clone()).collect();
        let snippet = unfolded.blocks.get(block).map(|text| Snippet::new(text, &here, SNIPPET_CHARS));
        Shown { spans, snippet: snippet.unwrap_or_default(), snippet_block: block }
    }
}

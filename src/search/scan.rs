//! One pass over a stretch of folded text for each term: which of its articles answer.

use crate::search::code;
use crate::search::folding::{BLOCK_END, Unfolded};
use crate::search::query::{Query, Term};
use crate::search::snippet::Snippet;
use memchr::memmem::Finder;
use std::cmp::Reverse;
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
    /// Its folded text, in the code of [`code`]: bytes of the stretch.
    pub text: Range<usize>,
    /// Bytes of the heading, from the beginning of the text.
    pub heading: usize,
    /// Title that the person gave it, in the same code.
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

/// Hits of some terms in an article.
#[derive(Clone, Copy, Default)]
struct Hits {
    count: u32,
    in_heading: bool,
    /// Whether one of them stands there [`OFTEN`].
    often: bool,
}

/// Places in an article from which on it has a term often.
pub const OFTEN: u8 = 3;
/// What a heading and an article that have a term, and often, count for: that an article has it in its heading tells more.
pub const IN_HEADING: f32 = 2.0;
pub const HAS_OFTEN: f32 = 1.0;

/// A query made ready for scanning.
pub struct Plan<'q> {
    pub query: &'q Query,
    wanted: Vec<Vec<Finder<'static>>>,
    /// The places of these in the order in which they are looked for.
    order: Vec<usize>,
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

/// Hits of any of some terms in each of the articles of a stretch, counted in those that are asked.
fn hits_of(terms: &[Finder], text: &[u8], docs: &[Doc], asked: &[usize]) -> Vec<Hits> {
    let mut hits = vec![Hits::default(); docs.len()];
    // Texts that follow one another are gone through at once: each ends with a mark that no term has.
    for run in asked.chunk_by(|one, next| docs[*one].text.end == docs[*next].text.start) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let (start, end) = (docs[first].text.start, docs[last].text.end);
        for term in terms {
            let length = term.needle().len();
            let (mut doc, mut times) = (first, 0);
            for at in term.find_iter(&text[start..end]).map(|at| start + at) {
                while docs[doc].text.end <= at {
                    (doc, times) = (doc + 1, 0);
                }
                times += 1;
                hits[doc].count += 1;
                hits[doc].often |= times == u32::from(OFTEN);
                hits[doc].in_heading |= at + length <= docs[doc].text.start + docs[doc].heading;
            }
            for &doc in run {
                let over = docs[doc].ahead.and_then(|ahead| ahead.place(term, &text[docs[doc].text.clone()]));
                hits[doc].count += u32::from(over.is_some());
            }
        }
    }
    hits
}

/// Weight of an article with so many hits of each of the wanted. Relevance goes by few steps: what an article can have at
/// most is known from the rows of its block, so that the first ones are found without looking at all.
fn weight(hits: impl Iterator<Item = Hits>) -> Weight {
    let mut weight = Weight { occurrences: 0, relevance: 0.0 };
    for Hits { count, in_heading, often } in hits {
        weight.occurrences += count;
        weight.relevance += f32::from(u8::from(in_heading)) * IN_HEADING;
        weight.relevance += f32::from(u8::from(often)) * HAS_OFTEN;
    }
    weight
}

impl<'q> Plan<'q> {
    /// Makes a query ready.
    pub fn new(query: &'q Query) -> Plan<'q> {
        let finder = |term: &Term| Finder::new(&code::encode(&term.folded)).into_owned();
        let finders = |terms: &[Term]| terms.iter().map(finder).collect::<Vec<_>>();
        let wanted: Vec<Vec<Finder>> = query.wanted.iter().map(|terms| finders(terms)).collect();
        // The longest is likely to be the rarest, alternatives are not.
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        let shortest = |terms: &[Finder]| terms.iter().map(|term| term.needle().len()).min();
        order.sort_by_key(|&place| (wanted[place].len(), Reverse(shortest(&wanted[place]))));
        Plan {
            query,
            wanted,
            order,
            unwanted: finders(&query.unwanted),
            titles: finders(&query.filters.titles),
            not_titles: finders(&query.filters.not_titles),
        }
    }

    /// The articles of a stretch whose words answer, in order; where, when and by whom they were printed is not asked.
    pub fn scan(&self, text: &[u8], docs: &[Doc]) -> Vec<(usize, Weight)> {
        let mut answering: Vec<usize> = (0..docs.len()).collect();
        let mut hits = vec![Vec::new(); self.wanted.len()];
        for &place in &self.order {
            hits[place] = hits_of(&self.wanted[place], text, docs, &answering);
            answering.retain(|doc| hits[place][*doc].count > 0);
        }
        answering.retain(|doc| self.accepts(text, &docs[*doc]));
        answering.into_iter().map(|doc| (doc, weight(hits.iter().map(|hits| hits[doc])))).collect()
    }

    /// Whether an article that has all wanted terms answers.
    fn accepts(&self, text: &[u8], doc: &Doc) -> bool {
        let text = &text[doc.text.clone()];
        let in_title = |term: &Finder| has(term, &text[..doc.heading]) || has(term, doc.title);
        self.titles.iter().all(in_title)
            && !self.not_titles.iter().any(in_title)
            && !self.unwanted.iter().any(|term| has(term, text))
            && self.query.near.iter().all(|near| self.is_near(text, near.first, near.within))
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

//! One pass over a chunk: which of its articles answer.

use super::{Chunk, Doc};
use crate::search::query::{Query, Term};
use jiff::civil::Date;
use memchr::memmem::Finder;
use std::ops::Range;

/// An article that answers, before its words are looked up.
pub struct Found {
    /// Place in the index's chunks.
    pub chunk: usize,
    /// Place in the chunk's articles.
    pub doc: usize,
    /// The day of its issue.
    pub date: Option<Date>,
    /// Hits of the wanted terms.
    pub occurrences: u32,
    /// How good it is, for order only.
    pub relevance: f32,
}

/// A query made ready for scanning.
pub struct Plan<'q> {
    query: &'q Query,
    /// The longest first: it is likely to be the rarest, and the scan jumps from one of its hits to the next.
    wanted: Vec<Needle<'q>>,
    unwanted: Vec<Needle<'q>>,
    titles: Vec<Needle<'q>>,
    not_titles: Vec<Needle<'q>>,
}

/// A term made ready.
struct Needle<'q> {
    finder: Finder<'q>,
    /// Whether it begins with a Latin letter or digit, and so must begin a word.
    word: bool,
}

impl<'q> Needle<'q> {
    fn new(term: &'q Term) -> Needle<'q> {
        let word = term.folded.starts_with(|c: char| c.is_ascii_alphanumeric());
        Needle { finder: Finder::new(term.folded.as_bytes()), word }
    }

    /// The first place at or behind a byte.
    fn find(&self, text: &str, mut from: usize) -> Option<usize> {
        loop {
            let at = from + self.finder.find(&text.as_bytes()[from..])?;
            if !self.word || at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric() {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// All places, without overlaps.
    fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let len = self.finder.needle().len();
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = self.find(text, from)?;
            from = at + len;
            Some(at..from)
        })
    }
}

impl<'q> Plan<'q> {
    /// Makes a query ready.
    pub fn new(query: &'q Query) -> Plan<'q> {
        let needles = |terms: &'q [Term]| terms.iter().map(Needle::new).collect::<Vec<_>>();
        let mut wanted = needles(&query.wanted);
        wanted.sort_by_key(|needle| std::cmp::Reverse(needle.finder.needle().len()));
        Plan {
            query,
            wanted,
            unwanted: needles(&query.unwanted),
            titles: needles(&query.filters.titles),
            not_titles: needles(&query.filters.not_titles),
        }
    }

    /// The articles of a chunk that answer. `papers` says which newspapers are asked for.
    pub fn scan<Id>(&self, number: usize, chunk: &Chunk<Id>, papers: &[bool]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut answer = |doc: usize| {
            if let Some((occurrences, relevance)) = self.weigh(chunk, &chunk.docs[doc], papers) {
                let date = chunk.docs[doc].date;
                found.push(Found { chunk: number, doc, date, occurrences, relevance });
            }
        };
        match self.wanted.first() {
            Some(lead) => {
                let mut from = 0;
                while let Some(at) = lead.find(&chunk.text, from) {
                    let doc = chunk.docs.partition_point(|doc| doc.text.end as usize <= at);
                    answer(doc);
                    from = chunk.docs[doc].text.end as usize;
                }
            }
            None => (0..chunk.docs.len()).for_each(answer),
        }
        found
    }

    /// Hits and relevance of an article that answers; `None` for one that does not.
    fn weigh<Id>(&self, chunk: &Chunk<Id>, doc: &Doc<Id>, papers: &[bool]) -> Option<(u32, f32)> {
        /// As in BM25: how fast more hits stop to count.
        const SATURATION: f32 = 1.2;
        /// As in BM25: how much a long article is held against it.
        const LENGTH: f32 = 0.5;
        /// Bytes of an article of middling length.
        const MIDDLING: f32 = 2400.0;
        /// A term in the heading counts as much as it can count in the body.
        const HEADING: f32 = 1.0;

        doc.id.as_ref()?;
        let (text, heading) = (chunk.text_of(doc), chunk.heading_of(doc));
        let has = |needle: &Needle, text: &str| needle.find(text, 0).is_some();
        let answers = papers[doc.paper as usize]
            && self.query.filters.accept_date(doc.date)
            && self.titles.iter().all(|needle| has(needle, heading))
            && !self.not_titles.iter().any(|needle| has(needle, heading))
            && !self.unwanted.iter().any(|needle| has(needle, text));
        if !answers {
            return None;
        }
        let length = 1.0 - LENGTH + LENGTH * text.len() as f32 / MIDDLING;
        let (mut occurrences, mut relevance) = (0, 0.0);
        for needle in &self.wanted {
            let count = needle.places(text).count() as u32;
            if count == 0 {
                return None;
            }
            occurrences += count;
            relevance += count as f32 / (count as f32 + SATURATION * length);
            relevance += if has(needle, heading) { HEADING } else { 0.0 };
        }
        Some((occurrences, relevance))
    }

    /// What to light in an article: the wanted terms, and in the heading those of the title filters.
    pub fn places<'t>(&'t self, text: &'t str, heading: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let wanted = self.wanted.iter().flat_map(move |needle| needle.places(text));
        wanted.chain(self.titles.iter().flat_map(move |needle| needle.places(heading)))
    }
}

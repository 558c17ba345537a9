//! Full text: every article that holds what was asked for, wherever it stands in a sentence.
//!
//! The reflowed text of the articles, folded, is kept in chunks and scanned. So a phrase of any length is
//! found at any place, over the page's line ends, in either script; no word list decides what can be found.

pub(super) mod scan;

use super::Ticket;
use super::folding::{Patches, fold_block, fold_query};
use super::query::{Printed, Query};
use super::snippet::Snippet;
use crate::citation::authors as authors_of_byline;
use crate::han::variants::fold_text;
use crate::segmentation::{Article, Role};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use scan::{Plan, Shown, Weight};
use std::cmp::Ordering;
use std::ops::Range;

/// Folded bytes of a chunk: the grain of parallel work and of noticing that nobody waits any more.
const CHUNK_BYTES: usize = 4 << 20;

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
    page: Option<(String, u16)>,
    authors: String,
}

/// An article that answers, before its words are looked up.
struct Found {
    chunk: usize,
    doc: usize,
    date: Option<Date>,
    weight: Weight,
}

/// The blocks of an article folded one behind the other; gives the bytes of the heading.
pub(super) fn fold_article(article: &Article, text: &mut String, patches: &mut Patches) -> u32 {
    let start = text.len();
    let (mut heading, mut in_heading) = (0, true);
    patches.restart();
    for block in &article.blocks {
        fold_block(block.text.as_str(), text, patches);
        in_heading &= !matches!(block.role, Role::Paragraph | Role::Verse);
        if in_heading && matches!(block.role, Role::Kicker | Role::Title | Role::Subtitle) {
            heading = text.len() - start;
        }
    }
    heading as u32
}

/// Who signed an article, folded, one a line.
pub(super) fn authors(article: &Article) -> String {
    let names = article.texts(Role::Byline).flat_map(authors_of_byline);
    names.map(|name| fold_query(&name)).collect::<Vec<_>>().join("\n")
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
    pub fn add(&mut self, id: Id, printed: Printed<'_>, article: &Article) {
        let paper = self.paper_number(printed.paper);
        if self.chunks.last().is_none_or(|chunk| chunk.text.len() >= CHUNK_BYTES) {
            self.chunks.push(Chunk { text: String::new(), patches: Patches::default(), docs: Vec::new() });
        }
        let Some(chunk) = self.chunks.last_mut() else { return };
        let (start, patches) = (chunk.text.len() as u32, chunk.patches.len() as u32);
        let heading = fold_article(article, &mut chunk.text, &mut chunk.patches);
        chunk.docs.push(Doc {
            id: Some(id),
            text: start..chunk.text.len() as u32,
            heading,
            patches: patches..chunk.patches.len() as u32,
            date: printed.date,
            paper,
            page: printed.page.map(|(part, number)| (part.to_owned(), number)),
            authors: authors(article),
        });
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
            .map(|(number, chunk)| (!ticket.is_stale()).then(|| chunk.scan(number, &plan, &papers)))
            .collect::<Option<_>>()?;
        let mut found: Vec<Found> = found.into_iter().flatten().collect();
        let articles = found.len();
        let occurrences = found.iter().map(|f| f.weight.occurrences as usize).sum();
        // Equals stay in the order of adding.
        keep_first(&mut found, limit, |a, b| {
            let by_order = order.compare((a.weight.relevance, a.date), (b.weight.relevance, b.date));
            by_order.then((a.chunk, a.doc).cmp(&(b.chunk, b.doc)))
        });
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
        let Shown { spans, snippet, snippet_block } =
            plan.show(text.as_bytes(), doc.heading as usize, None, &unfolded);
        Some(TextHit { id: doc.id?, spans, snippet, snippet_block })
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

    /// The articles that answer. `papers` says which newspapers are asked for.
    fn scan(&self, number: usize, plan: &Plan, papers: &[bool]) -> Vec<Found> {
        let mut found = Vec::new();
        plan.scan(
            self.text.as_bytes(),
            &self.docs,
            (|doc: &Doc<Id>| doc.text.end as usize, |_: &Doc<Id>| false),
            |place| {
                let doc = &self.docs[place];
                let asked = scan::Doc {
                    text: self.text_of(doc).as_bytes(),
                    heading: doc.heading as usize,
                    printed: Printed {
                        paper: "",
                        date: doc.date,
                        page: doc.page.as_ref().map(|(part, number)| (&**part, *number)),
                    },
                    authors: &doc.authors,
                    ahead: None,
                };
                if doc.id.is_some()
                    && papers[doc.paper as usize]
                    && let Some(weight) = plan.weigh(&asked)
                {
                    found.push(Found { chunk: number, doc: place, date: doc.date, weight });
                }
            },
        );
        found
    }
}

impl Order {
    /// How two articles stand to each other, by what is known before their words are looked up.
    pub(super) fn compare(self, a: (f32, Option<Date>), b: (f32, Option<Date>)) -> Ordering {
        match self {
            Order::Relevance => b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)),
            Order::Newest => b.1.cmp(&a.1),
            Order::Oldest => (a.1.is_none(), a.1).cmp(&(b.1.is_none(), b.1)),
        }
    }
}

/// Leaves the first `limit` of what was found, in order.
pub(super) fn keep_first<T>(found: &mut Vec<T>, limit: usize, compare: impl Fn(&T, &T) -> Ordering) {
    if found.len() > limit && limit > 0 {
        found.select_nth_unstable_by(limit - 1, &compare);
    }
    found.truncate(limit);
    found.sort_unstable_by(compare);
}

#[cfg(test)]
mod tests;

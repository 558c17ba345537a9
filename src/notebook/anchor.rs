//! Finding the words of an annotation on a page that may have changed.

use super::{Annotation, NormalText, Selector, Target};
use crate::segmentation::{Article, ByteSpan, Page};

/// How well the words of an annotation were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnchorState {
    /// The same words in the same place.
    Exact,
    /// Found for certain, in another place or spelt a little otherwise.
    Replaced,
    /// Probably here: the person should look.
    Check,
    /// Not on this page.
    NotFound,
}

/// Where an annotation is on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// How sure that is: the least sure of its stretches.
    pub state: AnchorState,
    /// The stretches of the page in reading order; empty where nothing was found.
    pub spans: Vec<ByteSpan>,
}

impl Anchor {
    /// Whether the first stretch begins in an article.
    pub fn is_in(&self, page: &Page, article: &Article) -> bool {
        self.spans.first().is_some_and(|span| {
            let line = page.line_at(span.start);
            article.blocks.iter().any(|block| block.lines.contains(&line))
        })
    }
}

/// Finds an annotation on a page.
pub fn locate(annotation: &Annotation, page: &Page) -> Anchor {
    locate_target(&annotation.target, page)
}

fn locate_target(target: &Target, page: &Page) -> Anchor {
    let mut state = AnchorState::Exact;
    let mut spans = Vec::new();
    let mut normal = None;
    for selector in &target.selectors {
        let found = if is_in_place(selector, page.text()) {
            let position = selector.position;
            (AnchorState::Exact, Some(ByteSpan { start: position.start_byte, end: position.end_byte }))
        } else {
            search(selector, normal.get_or_insert_with(|| NormalText::new(page.text())))
        };
        state = state.max(found.0);
        spans.extend(found.1);
    }
    Anchor { state, spans }
}

/// Whether the very words with their surroundings are where they were.
fn is_in_place(selector: &Selector, text: &str) -> bool {
    let (quote, position) = (&selector.quote, selector.position);
    let (start, end) = (position.start_byte as usize, position.end_byte as usize);
    text.get(start..end) == Some(&quote.exact)
        && text[..start].ends_with(&quote.prefix)
        && text[end..].starts_with(&quote.suffix)
}

fn search(selector: &Selector, page: &NormalText) -> (AnchorState, Option<ByteSpan>) {
    let quote = NormalText::new(&selector.quote.exact);
    let words = quote.chars();
    if words.is_empty() {
        return (AnchorState::NotFound, None);
    }
    let mut hits = page.chars().windows(words.len()).enumerate().filter(|(_, window)| *window == words);
    match (hits.next(), hits.next()) {
        (Some((at, _)), None) => (AnchorState::Replaced, Some(page.source(at..at + words.len()))),
        (Some((at, _)), Some(_)) => (AnchorState::Check, Some(page.source(at..at + words.len()))),
        _ => (AnchorState::NotFound, None),
    }
}

//! Finding the words of an annotation on a page that may have changed.
//!
//! In three steps, each for what the one before leaves:
//!
//! 1. The same words with the same surroundings in the same place: exact.
//! 2. The page's normalised text is the one it was, so the place in it still holds, whatever became of line ends,
//!    spaces and widths: exact.
//! 3. Candidates by approximate matching of the words with their surroundings, Simplified and Traditional taken for the
//!    same. The best one is taken without asking only if the words differ no more than the noise around them explains
//!    and have both their ends, if the surroundings (or many words) speak for it and do not stand elsewhere, and if no
//!    other place is nearly as good. Else the person is asked, or nothing is said to be found. Where columns stand side
//!    by side, they are read one after the other, too; words that lie on several of their lines are always asked about.

use super::columns;
use super::pattern::{Found, Pattern, Range};
use super::target::CONTEXT;
use super::{Fingerprint, NormalText, Selector, Target, TextQuoteSelector};
use crate::han::variants::{Converter, Script, fold_char};
use crate::segmentation::{Article, ByteSpan, Page};
use std::cell::OnceCell;

/// Quotes longer than this, in characters, are found by their two ends: comparing them whole costs the square.
const LONG_QUOTE: usize = 600;
/// Characters of such a quote looked for at each end.
const QUOTE_END: usize = 200;
/// Share of its length by which such a quote may have grown or shrunk between its ends.
const GROWTH: f32 = 0.25;

/// Certainty with which the words of an annotation were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnchorState {
    /// The same words in the same place; only line ends, spaces and widths may differ.
    Exact,
    /// Found for certain, in another place or spelt a little otherwise.
    Replaced,
    /// Probably here: the person should look.
    Check,
    /// Not on this page.
    NotFound,
    /// Its page is not in the open archive.
    Gone,
}

/// Place of an annotation on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its certainty: that of the least sure of its stretches.
    pub state: AnchorState,
    /// The stretches of the page in reading order; empty where nothing was found.
    pub spans: Vec<ByteSpan>,
    /// Whether what stood around them stands around them still, as far as the page goes.
    pub in_context: bool,
}

impl Anchor {
    /// Whether the first stretch begins in an article.
    pub fn is_in(&self, page: &Page, article: &Article) -> bool {
        self.spans.first().is_some_and(|span| {
            let line = page.line_at(span.start);
            let part = article.part_of_line(page, line);
            article.blocks.iter().any(|block| block.lines.contains(&line))
                && part.start < span.end
                && span.start < part.end
        })
    }
}

/// A page prepared for finding annotations on it.
pub struct Locator<'a> {
    page: &'a Page,
    view: OnceCell<View>,
    columns: OnceCell<Option<(Vec<usize>, Vec<char>)>>,
}

/// The page as steps 2 and 3 look at it.
struct View {
    normal: NormalText,
    fingerprint: Fingerprint,
    /// The normalised characters in the form that stands for all their forms.
    folded: Vec<char>,
}

impl<'a> Locator<'a> {
    /// Prepares a page. Costs nothing until an annotation is not in its old place.
    pub fn new(page: &'a Page) -> Locator<'a> {
        Locator { page, view: OnceCell::new(), columns: OnceCell::new() }
    }

    /// Finds the one of two targets that is surely there: where the person last said it is, else where it was made.
    pub fn locate_either(&self, confirmed: Option<&Target>, made: &Target) -> Anchor {
        match confirmed.map(|target| self.locate(target)) {
            Some(anchor) if anchor.state <= AnchorState::Replaced => anchor,
            _ => self.locate(made),
        }
    }

    /// Finds the stretches of a target.
    pub fn locate(&self, target: &Target) -> Anchor {
        let mut anchor = Anchor { state: AnchorState::Exact, spans: Vec::new(), in_context: true };
        if target.selectors.is_empty() && self.view().fingerprint != target.page.text {
            // It is about the page as a whole, and this is another one or the page has changed.
            anchor = Anchor { state: AnchorState::Check, in_context: false, ..anchor };
        }
        for selector in &target.selectors {
            let found = self.locate_selector(selector, target.page.text);
            anchor.state = anchor.state.max(found.state);
            anchor.spans.extend(found.spans);
            anchor.in_context &= found.in_context;
        }
        anchor
    }

    fn locate_selector(&self, selector: &Selector, made_on: Fingerprint) -> Anchor {
        let exact = |span| Anchor { state: AnchorState::Exact, spans: vec![span], in_context: true };
        let position = selector.position;
        if is_in_place(selector, self.page.text()) {
            return exact(ByteSpan { start: position.start_byte, end: position.end_byte });
        }
        let View { normal, fingerprint, folded } = self.view();
        let quote = NormalText::new(&selector.quote.exact);
        let start = position.start_normal as usize;
        let range = start..start + quote.chars().len();
        if *fingerprint == made_on && normal.chars().get(range.clone()) == Some(quote.chars()) {
            return exact(normal.source(range));
        }
        let found = search(selector, folded);
        match self.columns() {
            Some((order, chars)) => in_one_column(found, search(selector, chars), order, normal),
            None => found.anchor(|range| vec![normal.source(range)]),
        }
    }

    fn view(&self) -> &View {
        self.view.get_or_init(|| {
            let normal = NormalText::new(self.page.text());
            let (fingerprint, folded) = (normal.fingerprint(), fold(&normal));
            View { normal, fingerprint, folded }
        })
    }

    /// The places of normalised characters with these, folded, as they follow each other where columns that stand side
    /// by side are read one after the other; `None` where none do.
    fn columns(&self) -> Option<&(Vec<usize>, Vec<char>)> {
        let columns = self.columns.get_or_init(|| {
            let cells = columns::cells(self.page.text())?;
            let View { normal, folded, .. } = self.view();
            let order: Vec<usize> =
                cells.iter().flat_map(|cell| normal.at_byte(cell.start)..normal.at_byte(cell.end)).collect();
            let chars = order.iter().map(|&at| folded[at]).collect();
            Some((order, chars))
        });
        columns.as_ref()
    }
}

/// The better of what was found on the lines as they are and in the columns one after the other. Only words that are
/// there letter by letter, in their surroundings and in one column, are certain, if the two do not say otherwise.
fn in_one_column(lines: Found, columns: Found, order: &[usize], normal: &NormalText) -> Anchor {
    let runs: Vec<Range> = order[columns.range.clone()]
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| run[0]..run[run.len() - 1] + 1)
        .collect();
    let agree = runs == [lines.range.clone()];
    let first = order.iter().position(|&at| at == lines.range.start).unwrap_or(0);
    let crosses = !order[first..].iter().copied().take(lines.range.len()).eq(lines.range.clone());
    let is_clear = |found: &Found| found.state <= AnchorState::Replaced && found.is_same && found.in_context;
    let by_lines = is_clear(&lines) && !crosses;
    let by_columns = is_clear(&columns) && runs.len() == 1;
    let is_certain = if by_lines { agree || runs.is_empty() } else { by_columns };
    let mut best = if runs.is_empty() { lines } else { columns };
    if !is_certain {
        best.state = best.state.max(AnchorState::Check);
    }
    best.anchor(|range| {
        if runs.is_empty() {
            vec![normal.source(range)]
        } else {
            runs.into_iter().map(|run| normal.source(run)).collect()
        }
    })
}

/// Normalised characters in the form that stands for all their forms.
fn fold(text: &NormalText) -> Vec<char> {
    text.chars().iter().copied().map(fold_char).collect()
}

/// Whether the very words with their surroundings are where they were.
fn is_in_place(selector: &Selector, text: &str) -> bool {
    let (quote, position) = (&selector.quote, selector.position);
    let (start, end) = (position.start_byte as usize, position.end_byte as usize);
    start < end
        && text.get(start..end) == Some(&quote.exact)
        && text[..start].ends_with(&quote.prefix)
        && text[end..].starts_with(&quote.suffix)
}

impl Found {
    /// The same in the page's text, to which `spans` translates what was found.
    fn anchor(self, spans: impl FnOnce(Range) -> Vec<ByteSpan>) -> Anchor {
        let Found { state, range, in_context, .. } = self;
        let spans = if range.is_empty() { Vec::new() } else { spans(range) };
        Anchor { state, spans, in_context }
    }
}

/// Step 3, in normalised and folded characters: the words as they are, and where that is not certain, in the words of
/// Taiwan and of the mainland.
fn search(selector: &Selector, page: &[char]) -> Found {
    let TextQuoteSelector { exact, prefix, suffix } = &selector.quote;
    let folded = |text: &str| fold(&NormalText::new(text));
    let parts = [prefix, exact, suffix].map(|text| folded(text));
    let mut best = search_parts(&parts, page);
    for words in [Converter::new(Script::Taiwan), Converter::to_mainland_words()] {
        if best.state <= AnchorState::Replaced {
            break;
        }
        let others = [prefix, exact, suffix].map(|text| folded(&words.convert(text)));
        if others != parts {
            let found = search_parts(&others, page);
            best = if found.state < best.state { found } else { best };
        }
    }
    best
}

/// The middle part between the others.
fn search_parts([before, quote, after]: &[Vec<char>; 3], page: &[char]) -> Found {
    let (before, after) = (last(before), first(after));
    if quote.len() <= LONG_QUOTE {
        return Pattern::new(before, quote, after).find(page);
    }
    let (head, tail) = (&quote[..QUOTE_END], &quote[quote.len() - QUOTE_END..]);
    let begin = Pattern::new(before, head, first(&quote[QUOTE_END..])).find(page);
    let end = Pattern::new(last(&quote[..quote.len() - QUOTE_END]), tail, after).find(page);
    match (begin.range.is_empty(), end.range.is_empty()) {
        (false, false) if begin.range.start < end.range.end => {
            let range = begin.range.start..end.range.end;
            let grown = range.len().abs_diff(quote.len()) as f32 / quote.len() as f32;
            let state = if grown > GROWTH { AnchorState::Check } else { begin.state.max(end.state) };
            Found {
                state,
                range,
                in_context: begin.in_context && end.in_context,
                is_same: begin.is_same && end.is_same,
            }
        }
        // One end alone shows where to look.
        (false, true) => Found { state: AnchorState::Check, ..begin },
        (true, false) => Found { state: AnchorState::Check, ..end },
        _ => Found::NOWHERE,
    }
}

/// As much as is kept of what comes before a quote; an import may bring more.
fn last(chars: &[char]) -> &[char] {
    &chars[chars.len().saturating_sub(CONTEXT)..]
}

/// As much as is kept of what comes after a quote.
fn first(chars: &[char]) -> &[char] {
    &chars[..chars.len().min(CONTEXT)]
}

#[cfg(test)]
mod tests;

//! Which annotations a list shows.

use super::table::{Row, TAG};
use super::{AnchorState, Motivation};
use memchr::memmem::Finder;

/// What an annotation must be like; what is left empty does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur in the quote, the note, the tags, the title, the paper's name or the path;
    /// letter case does not count.
    pub words: String,
    /// A tag it must carry.
    pub tag: Option<String>,
    /// Its colour.
    pub color: Option<u8>,
    /// Its motivation.
    pub motivation: Option<Motivation>,
    /// The earliest date of its issue, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// The latest date of its issue, `YYYY-MM-DD`.
    pub to: Option<String>,
    /// The newspaper's name.
    pub paper: Option<String>,
    /// How well it was found when its page was last open ([`super::Notebook::set_state`]).
    pub state: Option<AnchorState>,
    /// Show what was deleted, and nothing else.
    pub deleted: bool,
}

/// A filter made ready for many annotations.
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    /// What must occur in the text.
    words: Vec<Finder<'static>>,
}

impl<'a> Sieve<'a> {
    pub fn new(filter: &'a Filter) -> Sieve<'a> {
        let words = filter.words.to_lowercase();
        let tag = filter.tag.as_ref().map(|tag| format!("{TAG}{}{TAG}", tag.to_lowercase()));
        let needles = words.split_whitespace().map(str::to_owned).chain(tag);
        Sieve { filter, words: needles.map(|word| Finder::new(&word).into_owned()).collect() }
    }

    /// Whether a row is to be shown, its state aside.
    pub fn admits(&self, row: &Row, text: &[u8]) -> bool {
        let filter = self.filter;
        let date = row.date.as_ref().map(|date| &date[..]);
        row.deleted == filter.deleted
            && filter.motivation.is_none_or(|motivation| row.motivation == motivation)
            && filter.color.is_none_or(|color| row.color == Some(color))
            && filter.from.as_deref().is_none_or(|from| date.is_some_and(|date| date >= from.as_bytes()))
            && filter.to.as_deref().is_none_or(|to| date.is_some_and(|date| date <= to.as_bytes()))
            && self.words.iter().all(|word| word.find(text).is_some())
            // What the text has folded together is told apart last.
            && filter.tag.as_ref().is_none_or(|tag| row.annotation.body.tags.contains(tag))
            && filter.paper.as_ref().is_none_or(|paper| row.annotation.target.page.paper.as_ref() == Some(paper))
    }
}

//! Which annotations a list shows.

use super::{AnchorState, Annotation, Motivation, shelf::Shelved};
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
    words: Vec<Finder<'static>>,
}

impl<'a> Sieve<'a> {
    pub fn new(filter: &'a Filter) -> Sieve<'a> {
        let words = filter.words.to_lowercase();
        Sieve { filter, words: words.split_whitespace().map(|word| Finder::new(word).into_owned()).collect() }
    }

    /// Whether an annotation is to be shown, its state aside.
    pub fn admits(&self, shelved: &Shelved) -> bool {
        let (filter, annotation) = (self.filter, &*shelved.annotation);
        let (body, page) = (&annotation.body, &annotation.target.page);
        let date = page.date.as_deref();
        annotation.deleted == filter.deleted
            && filter.motivation.is_none_or(|motivation| annotation.motivation == motivation)
            && filter.color.is_none_or(|color| body.color == Some(color))
            && filter.tag.as_ref().is_none_or(|tag| body.tags.contains(tag))
            && filter.paper.as_ref().is_none_or(|paper| page.paper.as_ref() == Some(paper))
            && filter.from.as_deref().is_none_or(|from| date.is_some_and(|date| date >= from))
            && filter.to.as_deref().is_none_or(|to| date.is_some_and(|date| date <= to))
            && self.words.iter().all(|word| word.find(shelved.folded.as_bytes()).is_some())
    }
}

/// The text in which the words of a filter are looked for, in lower case.
pub(super) fn folded(annotation: &Annotation) -> String {
    let (body, target) = (&annotation.body, &annotation.target);
    let paper = target.page.paper.as_deref().unwrap_or_default();
    let mut text = [&target.quote(), &body.note, &target.article.title, paper, &target.page.path].join("\n");
    for tag in &body.tags {
        text.push('\n');
        text.push_str(tag);
    }
    text.to_lowercase()
}

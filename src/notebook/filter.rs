//! Which annotations a list shows.

use super::{Annotation, Motivation};

/// What an annotation must be like; what is left empty does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur in the quote, the note, the tags, the paper's name or the path; letter case does not count.
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
    /// Show what was deleted, and nothing else.
    pub deleted: bool,
}

impl Filter {
    /// Whether an annotation is to be shown.
    pub fn admits(&self, annotation: &Annotation) -> bool {
        let (body, page) = (&annotation.body, &annotation.target.page);
        let date = page.date.as_deref();
        annotation.deleted == self.deleted
            && self.motivation.is_none_or(|m| annotation.motivation == m)
            && self.color.is_none_or(|color| body.color == Some(color))
            && self.tag.as_ref().is_none_or(|tag| body.tags.contains(tag))
            && self.paper.as_ref().is_none_or(|paper| page.paper.as_ref() == Some(paper))
            && self.from.as_deref().is_none_or(|from| date.is_some_and(|date| date >= from))
            && self.to.as_deref().is_none_or(|to| date.is_some_and(|date| date <= to))
            && (self.words.trim().is_empty() || self.has_words(annotation))
    }

    fn has_words(&self, annotation: &Annotation) -> bool {
        let text = haystack(annotation);
        self.words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The text in which the words of a filter are looked for.
fn haystack(annotation: &Annotation) -> String {
    let (body, page) = (&annotation.body, &annotation.target.page);
    let paper = page.paper.as_deref().unwrap_or_default();
    let mut text = [&annotation.target.quote(), &body.note, paper, &page.path].join("\n");
    for tag in &body.tags {
        text.push('\n');
        text.push_str(tag);
    }
    text.to_lowercase()
}

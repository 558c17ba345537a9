//! Decorations: what is marked in the text, and what that means.

use super::document::TextRange;

/// Meaning of a decoration, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecorationKind {
    /// A highlight in one of five colours, 0 to 4.
    Highlight(u8),
    /// A note: underlined, with a mark in the margin.
    Note,
    /// Words of which it is not certain that they are the ones meant: a broken line below.
    Doubt,
    /// Place that the person pressed last: a line around.
    Pressed,
    /// Hit of a search.
    SearchHit,
    /// The search hit that is being looked at.
    CurrentHit,
    /// Text that leads somewhere.
    Link,
    /// Word of a list of the person's own, by the list's number: a line below in its colour.
    Listed(u8),
    /// The sentence that is being read aloud.
    Spoken,
}

/// Something marked in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decoration {
    /// The text that is marked.
    pub range: TextRange,
    /// Its meaning.
    pub kind: DecorationKind,
    /// The caller's name for it, handed back when it is pointed at or clicked.
    pub id: u64,
}

//! A row's letters: what is left of its fields for matching, and where each letter stands.

use crate::han::variants::fold_char;

/// The part of an article's heading that a letter stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 主题.
    Title,
    /// 引题.
    Kicker,
    /// 副题.
    Subtitle,
    /// The first words of an untitled article.
    Lead,
}

impl Field {
    /// All fields, in the order of a [`super::TitleRow`].
    pub const ALL: [Field; 4] = [Field::Title, Field::Kicker, Field::Subtitle, Field::Lead];

    /// Worth of a match in this field, in thousandths of one in the title.
    pub(super) fn worth(self) -> i32 {
        match self {
            Field::Title => 1000,
            Field::Kicker | Field::Subtitle => 900,
            Field::Lead => 850,
        }
    }
}

/// A folded letter and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The folded character.
    pub folded: char,
    /// The character as it stands in the field.
    pub printed: char,
    /// The field it stands in.
    pub field: Field,
    /// Its first byte in the field.
    pub at: u16,
    /// Its bytes in the field.
    pub bytes: u8,
}

/// Separates the fields of a stored row; a control character that no field keeps.
pub const SEPARATOR: char = '\u{1f}';

/// Characters of a field that are kept: headlines are short, and a page of text without a title end must not
/// slow the search.
pub const FIELD_CHARS: usize = 120;

/// The letters of a stored row: marks and spaces are left out, so that `绿道·公园` is found by 绿道公园.
pub fn letters(stored: &str) -> Vec<Letter> {
    let mut out = Vec::with_capacity(stored.len() / 3);
    for (text, field) in stored.split(SEPARATOR).zip(Field::ALL) {
        for (at, c) in text.char_indices() {
            let folded = fold_char(c);
            if is_letter(folded) {
                let (at, bytes) = (at as u16, c.len_utf8() as u8);
                out.push(Letter { folded, printed: c, field, at, bytes });
            }
        }
    }
    out
}

/// Whether a folded character takes part in matching.
pub fn is_letter(folded: char) -> bool {
    // Nearly all are Han, of which the tables tell slowly.
    matches!(folded, '\u{4e00}'..='\u{9fff}') || folded.is_alphanumeric() || "%+#@&$¥℃".contains(folded)
}

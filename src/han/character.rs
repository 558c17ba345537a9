//! Classes of characters: Han, without a shape, without a place in any text.

use std::borrow::Cow;

/// Opening marks: never the last of a line.
pub const OPENING: &str = "“‘（(《〈〔「『【[﹁﹃︵";
/// Closing marks: never the first of a line.
pub const CLOSING: &str = "”’）)》〉〕」』】]﹂﹄︶";

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that bind a label to the names beside it: 文/何闻, 作者：何闻.
pub const BINDING: &str = ":：/／∕⁄|｜∣┃│‖¦\\＼丨";

/// Points between the parts of a name: 阿依古丽·买买提.
pub const POINTS: &str = "·•・･‧⋅∙．";

/// Whether a character is one of some marks; no mark is Han, which is quickly seen.
pub fn is_mark(c: char, marks: &str) -> bool {
    !is_han(c) && marks.contains(c)
}

/// Whether a character has no shape and no place in a word (Unicode's Default_Ignorable_Code_Point and the controls that
/// are no white space): soft hyphens, joiners, marks of direction, variation selectors, fillers, tags.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1b}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a code point is set aside by Unicode never to be a character.
pub fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

/// Whether a character is left out of every format: controls, which a terminal obeys and XML and TeX refuse; changes
/// of direction and what else makes a screen show other than what is there; code points that are no characters.
pub fn is_forbidden(c: char) -> bool {
    let code = c as u32;
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFC}')
        || matches!(code, 0xE0000..=0xE007F)
        || is_noncharacter(c)
}

/// A text without what no format may hold; see [`is_forbidden`].
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) { text.replace(is_forbidden, "").into() } else { text.into() }
}

//! Vertical lines: the forms that marks take, what is turned, and short numbers.

use super::Class;
use super::unit::parts_thousands;

/// The most digits that are set upright together (纵中横).
const MOST_TOGETHER: usize = 3;

/// The form of a character in a vertical line: ﹃ for “, ︒ for 。, ︱ for —; others are themselves.
///
/// Double and single quotation marks become ﹃﹄ and ﹁﹂ (GB/T 15834, vertical texts).
pub fn form(c: char) -> char {
    match c {
        '，' => '︐',
        '、' => '︑',
        '。' => '︒',
        '：' => '︓',
        '；' => '︔',
        '！' => '︕',
        '？' => '︖',
        '（' => '︵',
        '）' => '︶',
        '｛' => '︷',
        '｝' => '︸',
        '〔' => '︹',
        '〕' => '︺',
        '【' => '︻',
        '】' => '︼',
        '《' => '︽',
        '》' => '︾',
        '〈' => '︿',
        '〉' => '﹀',
        '「' | '‘' => '﹁',
        '」' | '’' => '﹂',
        '『' | '“' => '﹃',
        '』' | '”' => '﹄',
        '［' => '﹇',
        '］' => '﹈',
        '〖' => '︗',
        '〗' => '︘',
        '…' => '︙',
        '‥' => '︰',
        '—' | '―' => '︱',
        '–' => '︲',
        '＿' => '︳',
        _ => c,
    }
}

/// Whether a character is turned a quarter to the right in a vertical line: words, and the full-width signs
/// that run along the line but have no vertical form.
pub fn is_turned(c: char) -> bool {
    matches!(c, '～' | '〜' | '⸺' | '⸻' | '⋯' | '｜' | 'ー' | '─' | '＝' | '＜' | '＞' | '－')
        || matches!(
            Class::of(c),
            Class::Latin
                | Class::Digit
                | Class::LatinOpening
                | Class::LatinClosing
                | Class::Space
                | Class::Glue
        )
        || matches!(c, '%' | '$' | '£' | '¥' | '€')
}

/// Number of digits at a byte of a text that are set upright together: 1 to 3 that are a number by themselves, else 0.
pub(super) fn short_number(text: &str, start: usize, before: Option<Class>) -> usize {
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let end = start + digits;
    let mut rest = text[end..].chars().map(Class::of);
    let goes_on = match rest.next() {
        Some(Class::LatinClosing) => rest.next().is_some_and(Class::is_western),
        Some(Class::Space) => parts_thousands(text, end),
        Some(class) => class.is_western() || class == Class::LatinOpening,
        None => false,
    };
    // A space that parts thousands is glue by now.
    let joins = |class: Class| {
        use Class::*;
        matches!(class, Latin | Digit | Currency | LatinClosing | Glue)
    };
    if digits > MOST_TOGETHER || goes_on || before.is_some_and(joins) { 0 } else { digits }
}

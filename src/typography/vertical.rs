//! Vertical lines: the forms that marks take, what is turned, and short numbers.

use super::Class;

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

/// How many digits at a text's start are set upright together: 1 to 3 that are a number by themselves, else 0.
pub(super) fn short_number(text: &str, before: Option<Class>) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let joins =
        |class: Class| matches!(class, Class::Latin | Class::Digit | Class::Currency | Class::LatinClosing);
    let mut rest = text[digits..].chars().map(Class::of);
    let goes_on = match rest.next() {
        Some(Class::LatinClosing) => rest.next().is_some_and(Class::is_western),
        Some(class) => class.is_western() || class == Class::LatinOpening,
        None => false,
    };
    if digits > MOST_TOGETHER || goes_on || before.is_some_and(joins) { 0 } else { digits }
}

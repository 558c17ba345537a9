//! Character classes: what a character may do at a line's start and end, and what white it can give.

/// Class of a character for the typesetter.
///
/// The classes follow W3C's "Requirements for Chinese Text Layout" (CLREQ), sections on line-start and
/// line-end prohibition and on punctuation width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Han characters, kana, hangul, and every full-width sign without a rule of its own.
    Han,
    /// 々 〻 ー and small kana: a Han character that does not start a line.
    Iteration,
    /// （「『《“: white in its first half; never ends a line.
    Opening,
    /// ）」』》”: white in its second half; never starts a line.
    Closing,
    /// 、，。．: white in its second half; never starts a line; may hang.
    Comma,
    /// ：；！？: white in its second half; never starts a line.
    Colon,
    /// · ・ ～ ／: never starts a line.
    Joiner,
    /// —: never starts a line, and pairs stay together.
    Dash,
    /// …: never starts a line, and pairs stay together.
    Ellipsis,
    /// ％ ‰ ℃ °: stays with the number before it.
    Unit,
    /// ￥ ＄ $ €: stays with the number after it.
    Currency,
    /// 0 to 9.
    Digit,
    /// Letters of the scripts that are written in words, and the signs inside words.
    Latin,
    /// ( [ {: opens before a Latin word.
    LatinOpening,
    /// , . ; : ! ? ) ] }: closes a Latin word.
    LatinClosing,
    /// The space between words; vanishes at a line end.
    Space,
    /// U+3000; vanishes at a line end.
    WideSpace,
    /// A space that does not break.
    Glue,
    /// Combining marks, variation selectors and joiners: part of what stands before them.
    Mark,
}

impl Class {
    /// The class of a character by itself; quotation marks count as full-width ones.
    #[inline]
    pub fn of(c: char) -> Class {
        use Class::*;
        match c {
            '\u{3400}'..='\u{9FFF}' => Han,
            '0'..='9' => Digit,
            ' ' | '\t' | '\n' | '\r' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}' | '\u{205F}' => {
                Space
            }
            '\u{3000}' => WideSpace,
            '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}' => Glue,
            '（' | '「' | '『' | '【' | '《' | '〈' | '〔' | '［' | '｛' | '“' | '‘' | '〖' | '〘' | '〚'
            | '〝' | '｟' => Opening,
            '）' | '」' | '』' | '】' | '》' | '〉' | '〕' | '］' | '｝' | '”' | '’' | '〗' | '〙' | '〛'
            | '〞' | '〟' | '｠' => Closing,
            '、' | '，' | '。' | '．' | '﹐' | '﹑' | '﹒' | '｡' | '､' => Comma,
            '：' | '；' | '！' | '？' | '﹔' | '﹕' | '﹖' | '﹗' | '‼' | '⁇' | '⁈' | '⁉' => {
                Colon
            }
            '·' | '・' | '‧' | '•' | '～' | '〜' | '／' | '＼' | '｜' => Joiner,
            '—' | '―' | '⸺' | '⸻' | '─' => Dash,
            '…' | '⋯' | '‥' => Ellipsis,
            '％' | '‰' | '℃' | '℉' | '°' | '′' | '″' | '%' | '￠' | '㎎' | '㎏' | '㎜' | '㎝' | '㎞'
            | '㎡' | '㏄' => Unit,
            '￥' | '¥' | '＄' | '$' | '£' | '￡' | '€' | '№' => Currency,
            '々' | '〻' | 'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ'
            | 'ゃ' | 'ゅ' | 'ょ' | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' => {
                Iteration
            }
            '(' | '[' | '{' => LatinOpening,
            ')' | ']' | '}' | ',' | '.' | ';' | ':' | '!' | '?' => LatinClosing,
            '×' => Han,
            '\u{200C}'
            | '\u{200D}'
            | '\u{300}'..='\u{36F}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{302A}'..='\u{302F}' => Mark,
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{3099}' | '\u{309A}' => Mark,
            '\u{21}'..='\u{2AF}'
            | '\u{370}'..='\u{58F}'
            | '\u{1E00}'..='\u{1FFF}'
            | '\u{2010}'..='\u{2013}' => Latin,
            _ => Han,
        }
    }

    /// Whether the class must not stand at a line's start.
    #[inline]
    pub fn never_starts(self) -> bool {
        use Class::*;
        matches!(
            self,
            Closing
                | Comma
                | Colon
                | Joiner
                | Dash
                | Ellipsis
                | Unit
                | Iteration
                | LatinClosing
                | Space
                | WideSpace
                | Glue
                | Mark
        )
    }

    /// Whether the class must not stand at a line's end.
    #[inline]
    pub fn never_ends(self) -> bool {
        matches!(self, Class::Opening | Class::LatinOpening | Class::Currency | Class::Glue)
    }

    /// Whether the glyph's second half is white.
    #[inline]
    pub fn white_after(self) -> bool {
        matches!(self, Class::Closing | Class::Comma | Class::Colon)
    }

    /// Whether the class is part of a word or number of a script that is written with spaces.
    #[inline]
    pub fn is_western(self) -> bool {
        matches!(self, Class::Digit | Class::Latin)
    }

    /// Whether the class is white space that vanishes at a line's end.
    #[inline]
    pub fn is_space(self) -> bool {
        matches!(self, Class::Space | Class::WideSpace)
    }

    /// Whether there is ink that a reader would call a character rather than a mark.
    #[inline]
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Class::Han | Class::Iteration | Class::Digit | Class::Latin | Class::Unit | Class::Currency
        )
    }
}

/// Whether a line may be broken between two neighbours.
#[inline]
pub fn may_break(before: Class, after: Class) -> bool {
    use Class::*;
    if after.never_starts() || before.never_ends() {
        return false;
    }
    match (before, after) {
        // Words, numbers, and numbers with what is written close to them.
        (Digit | Latin, Digit | Latin) => false,
        (LatinClosing, Digit | Latin | LatinOpening) => false,
        (Digit | Latin | Unit, LatinOpening) => false,
        (Unit, Digit | Latin) => false,
        (Latin, Currency) => false,
        _ => true,
    }
}

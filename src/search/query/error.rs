//! Errors of queries, in words that say what to type instead.

use crate::language::Language;

/// Reason why a query was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// A filter without a value.
    Empty {
        /// The filter as typed, for instance `date:`.
        filter: String,
    },
    /// A word behind `date:` that is no date.
    NotADate {
        /// As typed.
        text: String,
    },
    /// A word behind `page:` that is no page.
    NotAPage {
        /// As typed.
        text: String,
    },
    /// A range of days that ends before it begins.
    Backwards {
        /// As typed.
        text: String,
    },
    /// An operator without the words that it joins.
    NoWord {
        /// The operator as typed.
        operator: String,
    },
    /// A `NEAR/` without the number of characters.
    NoDistance {
        /// As typed.
        text: String,
    },
    /// A quotation mark without the other one.
    Unclosed {
        /// The mark.
        mark: char,
    },
    /// A word with a bracket that lacks the other one.
    Bracket {
        /// As typed.
        text: String,
    },
    /// A group that cannot be joined as it is.
    Group {
        /// As typed.
        text: String,
    },
    /// A word of punctuation alone.
    Signs {
        /// As typed.
        text: String,
    },
    /// A word with a `*` for anything.
    Wildcard {
        /// As typed.
        text: String,
    },
    /// A name with a colon that is no filter's.
    NoFilter {
        /// The name as typed.
        name: String,
    },
    /// An operator in small letters.
    Small {
        /// As typed.
        operator: String,
    },
    /// An operator that nothing parts from the words beside it.
    Joined {
        /// The operator.
        operator: String,
        /// As typed.
        text: String,
    },
    /// Nothing to find at all.
    Nothing,
}

impl QueryError {
    /// The error in words: what is wrong and what to type instead.
    pub fn in_words(&self, language: Language) -> String {
        match self {
            QueryError::Empty { filter } => language.pick(
                format!("“{filter}”后面还没有内容。请紧接着输入，例如 paper:晚报、date:2024-01、title:改革。"),
                format!("Nothing follows “{filter}”. Type its value right behind it, as in paper:晚报, date:2024-01 or title:改革."),
            ),
            QueryError::NotADate { text } => language.pick(
                format!("“{text}”不是日期。请写成 2024、2024-01、2024-01-05、2024-01..2024-06 或 01-05（每年这一天）。要找这几个字，请加引号。"),
                format!("“{text}” is no date. Write 2024, 2024-01, 2024-01-05, 2024-01..2024-06 or 01-05 (that day of every year). To find it as text, quote it."),
            ),
            QueryError::NotAPage { text } => language.pick(
                format!("“{text}”不是版次。请写成 3、A02 或 1..4。要找这几个字，请加引号。"),
                format!("“{text}” is no page. Write 3, A02 or 1..4. To find it as text, quote it."),
            ),
            QueryError::Backwards { text } => language.pick(
                format!("“{text}”的结束日期早于开始日期。请把较早的日期写在前面。"),
                format!("“{text}” ends before it begins. Put the earlier date first."),
            ),
            QueryError::NoWord { operator } => language.pick(
                format!("“{operator}”缺少相连的词，应写成 渡口 OR 码头、渡口 NEAR/10 票价、渡口 NOT 码头。要找的就是这个词，请加引号。"),
                format!("“{operator}” lacks a word, as in 渡口 OR 码头, 渡口 NEAR/10 票价 or 渡口 NOT 码头. To find the word itself, quote it."),
            ),
            QueryError::NoDistance { text } => language.pick(
                format!("“{text}”没有说明字数，应写成 渡口 NEAR/10 票价。"),
                format!("“{text}” does not say how many characters. Write 渡口 NEAR/10 票价."),
            ),
            QueryError::Unclosed { mark } => language.pick(
                format!("引号 {mark} 没有成对。请补上另一半。"),
                format!("The quotation mark {mark} is not closed. Type the other one."),
            ),
            QueryError::Bracket { text } => language.pick(
                format!("“{text}”中的括号没有成对，应写成 (渡口 OR 码头) 票价。要找括号本身，请加引号。"),
                format!("The bracket in “{text}” is not closed. Write (渡口 OR 码头) 票价. To find the bracket itself, quote it."),
            ),
            QueryError::Group { text } => language.pick(
                format!("“{text}”不能这样相连：OR 两边的括号里只能有词，- 和 NEAR 旁的括号里只能是用 OR 相连的词。应写成 (渡口 OR 码头) NEAR/10 票价 -(驳船 OR 汽笛)。"),
                format!("“{text}” cannot be joined like this: brackets beside OR hold words alone, those beside - and NEAR words with OR between them. Write (渡口 OR 码头) NEAR/10 票价 -(驳船 OR 汽笛)."),
            ),
            QueryError::Signs { text } => language.pick(
                format!("“{text}”只是符号，没有要找的词。请写出词，如 渡口、渡口 -码头（- 紧靠词前）。要找符号本身，请加引号。"),
                format!("“{text}” is punctuation alone. Write words, as in 渡口 or 渡口 -码头 with the - right before its word. To find the sign itself, quote it."),
            ),
            QueryError::Wildcard { text } => language.pick(
                format!("“{text}”中的 * 不代表任意文字。词的任何一段都找得到，写出这一段即可，如 渡口。要找 * 本身，请加引号。"),
                format!("The * in “{text}” does not stand for anything. Any part of a word is found: write that part, as in 渡口. To find the * itself, quote it."),
            ),
            QueryError::NoFilter { name } => language.pick(
                format!("没有“{name}”这样的条件。可用 paper: date: page: title: author: note: tag:，如 title:渡口。要找这几个字，请加引号。"),
                format!("There is no filter “{name}”. There are paper: date: page: title: author: note: tag:, as in title:渡口. To find the word itself, quote it."),
            ),
            QueryError::Small { operator } => language.pick(
                format!("“{operator}”须大写，应写成 渡口 OR 码头、渡口 NOT 码头；两词都要有，隔一个空格即可。要找的就是这个词，请加引号。"),
                format!("“{operator}” joins words in capitals only, as in 渡口 OR 码头 or 渡口 NOT 码头; a space wants both words. To find the word itself, quote it."),
            ),
            QueryError::Joined { operator, text } => language.pick(
                format!("“{text}”里的 {operator} 两边要有空格，应写成 渡口 {operator} 码头。要找的就是这几个字，请加引号。"),
                format!("{operator} in “{text}” wants a space on either side, as in 渡口 {operator} 码头. To find it as text, quote it."),
            ),
            QueryError::Nothing => language.pick(
                "检索式中没有要找的词。请写出词，如 渡口。".into(),
                "There is nothing to find in the query. Write words, as in 渡口.".into(),
            ),
        }
    }
}

impl QueryError {
    /// Whether the words are there to be looked for all the same.
    pub fn leaves_words(&self) -> bool {
        use QueryError::{Bracket, Joined, Small, Unclosed, Wildcard};
        matches!(self, Bracket { .. } | Joined { .. } | Small { .. } | Unclosed { .. } | Wildcard { .. })
    }
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Language::English))
    }
}

impl std::error::Error for QueryError {}

//! What the window says, in Chinese and in English, in one table.

use std::fmt::Display;

pub use crate::language::Language;

/// One thing the window says, in both languages. `{0}`, `{1}` … stand for values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// 中文.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Phrase {
    /// A phrase out of its two wordings.
    pub const fn new(zh: &'static str, en: &'static str) -> Phrase {
        Phrase { zh, en }
    }

    /// The wording in a language.
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The wording with its values put in.
    pub fn fill(self, language: Language, values: &[&dyn Display]) -> String {
        let mut rest = self.get(language);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}').map(|i| open + i) else { break };
            match rest[open + 1..close].parse::<usize>().ok().and_then(|i| values.get(i)) {
                Some(value) => out.push_str(&value.to_string()),
                None => out.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        out + rest
    }
}

macro_rules! phrases {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(#[doc = $en] pub const $name: Phrase = Phrase::new($zh, $en);)*
        /// Every phrase, for tests.
        #[cfg(test)]
        const ALL: &[(&str, Phrase)] = &[$((stringify!($name), $name),)*];
    };
}

phrases! {
    PROGRAM: "剪报", "Jianbao";
    EMPTY_TITLE: "还没有打开资料库", "No archive is open";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_decides_the_language() {
        assert_eq!(Language::of_locale("zh_TW.UTF-8"), Language::Chinese);
        assert_eq!(Language::of_locale("zh-Hans"), Language::Chinese);
        assert_eq!(Language::of_locale("en_US"), Language::English);
        assert_eq!(Language::of_locale("C"), Language::English);
    }

    #[test]
    fn values_are_put_in_by_number() {
        let phrase = Phrase::new("{1}中的{0}", "{0} of {1}");
        assert_eq!(phrase.fill(Language::Chinese, &[&3, &"甲"]), "甲中的3");
        assert_eq!(phrase.fill(Language::English, &[&3, &"A"]), "3 of A");
        assert_eq!(phrase.fill(Language::English, &[&3]), "3 of {1}", "a missing value is seen, not lost");
    }

    #[test]
    fn both_wordings_are_there_and_take_the_same_values() {
        for (name, phrase) in ALL {
            assert!(!phrase.zh.is_empty() && !phrase.en.is_empty(), "{name}");
            for i in 0..4 {
                let hole = format!("{{{i}}}");
                assert_eq!(phrase.zh.contains(&hole), phrase.en.contains(&hole), "{name}: {hole}");
            }
        }
    }
}

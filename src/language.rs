//! The two languages that the program speaks to a person.

use serde::{Deserialize, Serialize};

/// A language of the program's own words; pages are shown as they are whatever this is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Chinese, in Simplified characters.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language of a locale such as `zh_CN.UTF-8`; English for every locale that is not Chinese.
    pub fn of_locale(locale: &str) -> Language {
        if locale.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
    }

    /// The language that the person's system speaks.
    pub fn of_system() -> Language {
        sys_locale::get_locale().map_or(Language::Chinese, |locale| Language::of_locale(&locale))
    }

    /// The other one.
    pub fn other(self) -> Language {
        self.pick(Language::English, Language::Chinese)
    }

    /// The language of a name: `zh`, `zh-CN`, `en`, `en_GB.UTF-8`, ….
    pub fn from_name(name: &str) -> Option<Language> {
        let name = name.trim().to_ascii_lowercase();
        match name.split(['-', '_', '.']).next() {
            Some("zh") => Some(Language::Chinese),
            Some("en") => Some(Language::English),
            _ => None,
        }
    }

    /// One of two texts.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}

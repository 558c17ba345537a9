//! Settings: what the person chose; kept in the notebook's settings store.

pub mod user_font;
pub mod view;

use super::direction::Direction;
use super::effect::Effects;
use super::keys::Keys;
use super::strings::{self, Language};
use super::theme::{Theme, ThemeChoice};
use crate::han::variants::Script;
use egui::KeyboardShortcut;
use serde::{Deserialize, Serialize};

/// Grouping of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grouping {
    /// Dates, then the pages of each.
    #[default]
    Date,
    /// Newspapers, then their issues, then their pages.
    Paper,
    /// Pages only.
    Page,
    /// No headings.
    Flat,
}

impl Grouping {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Grouping; 4] = [Grouping::Date, Grouping::Paper, Grouping::Page, Grouping::Flat];
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    /// Earliest issue first, articles as printed.
    #[default]
    Oldest,
    /// Latest issue first, articles as printed.
    Newest,
    /// Inside each group, by title.
    Title,
    /// Inside each group, the longest first.
    Longest,
    /// Inside each group, the least certain first.
    Doubt,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Sort; 5] = [Sort::Oldest, Sort::Newest, Sort::Title, Sort::Longest, Sort::Doubt];
}

/// Everything that can be set. Fields that a stored version lacks take their defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The window's language; `None` follows the system.
    pub language: Option<Language>,
    /// Light, sepia, dark or as the system is.
    pub theme: ThemeChoice,
    /// Size of the text that is read, in points.
    pub text_size: f32,
    /// Longest line, in ems.
    pub measure: u16,
    /// From base line to base line, in ems.
    pub line_height: f32,
    /// 宋体 rather than 黑体.
    pub serif: bool,
    /// A font of the person's own before the bundled ones: a file, or a family of the system's fonts.
    pub font: Option<String>,
    /// Whether 、，。 hang outside the measure at a line's end.
    pub hanging: bool,
    /// In PDF files an article begins below the one before it.
    pub flows: bool,
    /// Lines end flush.
    pub justify: bool,
    /// Top to bottom, right to left.
    pub vertical: bool,
    /// The script that articles are shown in; nothing that is kept or copied changes with it.
    pub script: Script,
    /// Columns side by side, 1 to 3.
    pub columns: u8,
    /// Letters by themselves are commands while the text has the keyboard.
    pub letters: bool,
    /// No animations.
    pub reduced_motion: bool,
    /// Size of the whole window's contents, 1 being the system's own.
    pub scale: f32,
    /// Whether the sample is said to be the sample.
    pub welcome: bool,
    /// Whether the list is shown.
    pub list: bool,
    /// Grouping of the list.
    pub grouping: Grouping,
    /// The order of the list.
    pub sort: Sort,
    /// Keys that the person gave commands.
    pub keys: Keys,
    /// Lists of words that are underlined in every article, one a line.
    pub word_lists: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            language: None,
            theme: ThemeChoice::System,
            text_size: 18.0,
            measure: 36,
            line_height: 1.75,
            serif: true,
            font: None,
            hanging: false,
            flows: false,
            justify: true,
            vertical: false,
            script: Script::AsPrinted,
            columns: 1,
            letters: true,
            reduced_motion: false,
            scale: 1.0,
            welcome: true,
            list: true,
            grouping: Grouping::default(),
            sort: Sort::default(),
            keys: Keys::default(),
            word_lists: String::new(),
        }
    }
}

/// Actions on settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Take these settings.
    Set(Box<Settings>),
    /// Group the list.
    GroupBy(Grouping),
    /// Sort the list.
    SortBy(Sort),
    /// Larger or smaller text.
    TextSize(Direction),
    /// The text size as it was at first.
    ResetTextSize,
    /// The next theme.
    NextTheme,
    /// 宋体 or 黑体.
    ToggleSerif,
    /// Horizontal or vertical.
    ToggleVertical,
    /// One, two, three columns.
    NextColumns,
    /// As printed, Simplified, Traditional.
    NextScript,
    /// The other language.
    ToggleLanguage,
    /// Give the command of a name another key; `None` for those that it had at first.
    SetKey(&'static str, Option<KeyboardShortcut>),
}

impl Settings {
    /// Under what name the notebook keeps them.
    pub const NAME: &'static str = "window";
    /// Least and greatest text size, in points.
    pub const TEXT_SIZES: std::ops::RangeInclusive<f32> = 12.0..=40.0;
    /// Least and greatest measure, in ems.
    pub const MEASURES: std::ops::RangeInclusive<u16> = 12..=60;
    /// Least and greatest line height, in ems.
    pub const LINE_HEIGHTS: std::ops::RangeInclusive<f32> = 1.3..=2.4;
    /// Least and greatest scale of the window.
    pub const SCALES: std::ops::RangeInclusive<f32> = 0.75..=3.0;

    /// Carries an action out; `language` is what the window speaks now.
    pub fn update(&mut self, action: Action, language: Language, effects: &mut Effects) {
        match action {
            Action::Set(settings) => *self = *settings,
            Action::GroupBy(grouping) => self.grouping = grouping,
            Action::SortBy(sort) => self.sort = sort,
            Action::TextSize(Direction::Next) => self.text_size += 1.0,
            Action::TextSize(Direction::Previous) => self.text_size -= 1.0,
            Action::ResetTextSize => self.text_size = Settings::default().text_size,
            Action::NextTheme => {
                self.theme = next_theme(self.theme);
                let text = strings::THEME_IS.fill(language, &[&theme_name(self.theme).get(language)]);
                effects.info(text);
            }
            Action::ToggleSerif => self.serif ^= true,
            Action::ToggleVertical => self.vertical ^= true,
            Action::NextColumns => self.columns = self.columns % 3 + 1,
            Action::NextScript => {
                self.script = match self.script {
                    Script::AsPrinted => Script::Simplified,
                    Script::Simplified => Script::Traditional,
                    Script::Traditional | Script::Taiwan | Script::HongKong => Script::AsPrinted,
                };
            }
            Action::SetKey(id, key) => self.keys.set(id, key),
            Action::ToggleLanguage => {
                self.language = Some(language.pick(Language::English, Language::Chinese));
            }
        }
        *self = self.clone().clamped();
    }

    /// Puts every number back into its range: a stored value may come from anywhere.
    pub fn clamped(mut self) -> Settings {
        let fallback = Settings::default();
        fn clamp(value: f32, range: std::ops::RangeInclusive<f32>, fallback: f32) -> f32 {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { fallback }
        }
        self.text_size = clamp(self.text_size, Settings::TEXT_SIZES, fallback.text_size);
        self.line_height = clamp(self.line_height, Settings::LINE_HEIGHTS, fallback.line_height);
        self.scale = clamp(self.scale, Settings::SCALES, fallback.scale);
        self.measure = self.measure.clamp(*Settings::MEASURES.start(), *Settings::MEASURES.end());
        self.columns = self.columns.clamp(1, 3);
        self
    }
}

fn next_theme(theme: ThemeChoice) -> ThemeChoice {
    let all = ThemeChoice::ALL;
    let at = all.iter().position(|&choice| choice == theme).unwrap_or(0);
    all[(at + 1) % all.len()]
}

/// Name of a choice of theme.
pub fn theme_name(theme: ThemeChoice) -> strings::Phrase {
    match theme {
        ThemeChoice::System => strings::FOLLOW_SYSTEM,
        ThemeChoice::Fixed(Theme::Light) => strings::LIGHT,
        ThemeChoice::Fixed(Theme::Sepia) => strings::SEPIA,
        ThemeChoice::Fixed(Theme::Dark) => strings::DARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_version_open() -> Result<(), serde_json::Error> {
        let old: Settings = serde_json::from_str(r#"{"text_size":22.0,"unknown":1}"#)?;
        assert_eq!(old.text_size, 22.0);
        assert_eq!(old.measure, Settings::default().measure);
        Ok(())
    }

    #[test]
    fn wild_numbers_are_tamed() {
        let wild =
            Settings { text_size: f32::NAN, measure: 0, columns: 9, scale: 1e9, ..Settings::default() };
        let tame = wild.clamped();
        assert_eq!((tame.text_size, tame.measure, tame.columns, tame.scale), (18.0, 12, 3, 3.0));
    }
}

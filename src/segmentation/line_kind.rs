//! Kinds of lines, as they look from afar, and how a page is punctuated.

use super::cue::Cue;
use super::line::{Line, Lines};
use crate::han::lexicon::Lexicon;

/// Number of [`Kind`]s.
pub(super) const KINDS: u32 = 15;
/// Kind of a line as it looks from afar; [`KINDS`] of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Edge,
    Jump,
    Dateline,
    Byline,
    Picture,
    Bullet,
    NumberedHeading,
    Heading,
    EndFull,
    EndShort,
    OpenFull,
    OpenIndented,
    OpenShort,
    Imprint,
    Wide,
}

impl Kind {
    pub(super) fn is_heading(self) -> bool {
        matches!(self, Kind::Heading | Kind::NumberedHeading)
    }

    /// The kind of a line of text.
    pub(super) fn of_text(line: &Line) -> Kind {
        match (line.cues.has(Cue::SentenceEnd), line.fullness()) {
            (true, 2) => Kind::EndShort,
            (true, _) => Kind::EndFull,
            (false, 0) => Kind::OpenFull,
            (false, 1) => Kind::OpenIndented,
            _ => Kind::OpenShort,
        }
    }

    /// Whether a line goes on as running text does.
    pub(super) fn is_text(self) -> bool {
        use Kind::*;
        matches!(self, Dateline | Bullet | EndFull | EndShort | OpenFull | OpenIndented | OpenShort | Wide)
    }
}

/// Punctuation of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Era {
    /// With ，and 。
    #[default]
    Modern,
    /// With 、alone, or not at all, as papers did before modern punctuation.
    Old,
}

/// Share of Traditional characters from which a page without ，is old, not merely without sentences.
const TRADITIONAL: f32 = 0.1;

/// The punctuation of a page.
pub(super) fn era(page: &Lines, lexicon: &Lexicon) -> Era {
    let count = |mark: char| page.chars.iter().filter(|c| **c == mark).count();
    // 一、 counts a part and pauses nowhere.
    let parts = page.lines.iter().filter(|line| line.cues.has(Cue::EnumeratorHan)).count();
    let (commas, pauses) = (count('，'), count('、').saturating_sub(parts));
    let traditional = || page.chars.iter().filter(|c| lexicon.simplify(**c) != **c).count() as f32;
    let old = commas * 3 < pauses || commas == 0 && traditional() >= TRADITIONAL * page.chars.len() as f32;
    if old { Era::Old } else { Era::Modern }
}

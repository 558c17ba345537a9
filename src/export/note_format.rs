//! Forms in which notes go out: one to come back in without loss, and those for reading elsewhere.

use super::annotations::{self as written, Card};
use super::hypothesis;
use crate::citation::CitationStyle;
use crate::language::Language;
use crate::notebook::{Annotation, Copier, StoreError};
use std::sync::Arc;

/// Form in which notes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteFormat {
    /// W3C Web Annotation, without loss.
    #[default]
    JsonLd,
    /// Hypothesis' own form for import.
    Hypothesis,
    /// Markdown, by article.
    MarkdownByArticle,
    /// Markdown, by tag.
    MarkdownByTag,
    /// A table.
    Csv,
    /// 资料卡片, a file each.
    Cards,
    /// 资料卡片 in one document.
    CardsInOne,
    /// References to the articles.
    References(CitationStyle),
}

/// Notes as they are written.
pub enum WrittenNotes {
    /// The text of one file.
    Text(String),
    /// A file each.
    Cards(Vec<Card>),
}

impl NoteFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [NoteFormat; 12] = [
        NoteFormat::JsonLd,
        NoteFormat::Hypothesis,
        NoteFormat::MarkdownByArticle,
        NoteFormat::MarkdownByTag,
        NoteFormat::Csv,
        NoteFormat::Cards,
        NoteFormat::CardsInOne,
        NoteFormat::References(CitationStyle::Gbt7714),
        NoteFormat::References(CitationStyle::Gbt7714In2025),
        NoteFormat::References(CitationStyle::Ris),
        NoteFormat::References(CitationStyle::CslJson),
        NoteFormat::References(CitationStyle::Bibtex),
    ];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            NoteFormat::JsonLd => ("JSON-LD（可再导入）", "JSON-LD (comes back in)"),
            NoteFormat::Hypothesis => ("Hypothesis（供其导入）", "Hypothesis (for its import)"),
            NoteFormat::MarkdownByArticle => ("Markdown 按文章", "Markdown by article"),
            NoteFormat::MarkdownByTag => ("Markdown 按标签", "Markdown by tag"),
            NoteFormat::Csv => ("CSV 表格", "CSV table"),
            NoteFormat::Cards => ("资料卡片（一卡一文件）", "Cards, a file each"),
            NoteFormat::CardsInOne => ("资料卡片（合为一份）", "Cards in one file"),
            NoteFormat::References(CitationStyle::Gbt7714) => ("GB/T 7714—2015", "GB/T 7714-2015"),
            NoteFormat::References(CitationStyle::Gbt7714In2025) => ("GB/T 7714—2025", "GB/T 7714-2025"),
            NoteFormat::References(CitationStyle::Ris) => ("RIS", "RIS"),
            NoteFormat::References(CitationStyle::CslJson) => ("CSL-JSON", "CSL-JSON"),
            NoteFormat::References(CitationStyle::Bibtex) => ("BibTeX", "BibTeX"),
        };
        language.pick(chinese, english)
    }

    /// The form of a name of the command line.
    pub fn from_name(name: &str) -> Option<NoteFormat> {
        match name {
            "jsonld" => Some(NoteFormat::JsonLd),
            "hypothesis" => Some(NoteFormat::Hypothesis),
            "md" => Some(NoteFormat::MarkdownByArticle),
            "md-by-tag" => Some(NoteFormat::MarkdownByTag),
            "csv" => Some(NoteFormat::Csv),
            "cards" => Some(NoteFormat::CardsInOne),
            "card-files" => Some(NoteFormat::Cards),
            _ => CitationStyle::from_name(name).map(NoteFormat::References),
        }
    }

    /// The extension of its file; `None` where it is a folder of files.
    pub fn extension(self) -> Option<&'static str> {
        match self {
            NoteFormat::JsonLd => Some("jsonld"),
            NoteFormat::Hypothesis => Some("json"),
            NoteFormat::MarkdownByArticle | NoteFormat::MarkdownByTag => Some("md"),
            NoteFormat::Csv => Some("csv"),
            NoteFormat::Cards => None,
            NoteFormat::CardsInOne => Some("txt"),
            NoteFormat::References(style) => Some(style.extension()),
        }
    }

    /// Writes annotations; `copier` has the same ones, with all that the notebook knows of them.
    ///
    /// # Errors
    /// When the notebook's files cannot be read.
    pub fn write(
        self,
        annotations: &[Arc<Annotation>],
        copier: &Copier,
        language: Language,
    ) -> Result<WrittenNotes, StoreError> {
        Ok(WrittenNotes::Text(match self {
            NoteFormat::JsonLd => copier.export()?,
            NoteFormat::Hypothesis => hypothesis::write(annotations),
            NoteFormat::MarkdownByArticle => written::markdown_by_article(annotations, language),
            NoteFormat::MarkdownByTag => written::markdown_by_tag(annotations, language),
            NoteFormat::Csv => written::csv(annotations),
            NoteFormat::Cards => return Ok(WrittenNotes::Cards(written::cards(annotations, language))),
            NoteFormat::CardsInOne => {
                let cards = written::cards(annotations, language);
                cards.iter().map(|card| card.text.as_str()).collect::<Vec<_>>().join("\n")
            }
            NoteFormat::References(style) => written::citations(annotations, style),
        }))
    }
}

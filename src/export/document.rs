//! An article on its way out: what a format shows, in order.

use super::Citation;
use crate::segmentation::{Article, Role};
use crate::variants::Converter;

/// Stands where text is missing on the page.
pub const GAP: &str = "〔此处原文有缺〕";

/// An article and where it was printed.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Where, and by whom.
    pub citation: &'a Citation,
    /// The words.
    pub article: &'a Article,
}

/// A piece of a document as a reader meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// 引题.
    Kicker(String),
    /// 主题, or the first words of an untitled article: one in each document.
    Title(String),
    /// 副题.
    Subtitle(String),
    /// 署名.
    Byline(String),
    /// 正文.
    Paragraph(String),
    /// 小标题.
    Subhead(String),
    /// 图说, 摄影 and 转接行.
    Aside(String),
    /// Text is missing here.
    Gap,
}

impl Part {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Part::Kicker(text)
            | Part::Title(text)
            | Part::Subtitle(text)
            | Part::Byline(text)
            | Part::Paragraph(text)
            | Part::Subhead(text)
            | Part::Aside(text) => text,
            Part::Gap => GAP,
        }
    }
}

impl Document<'_> {
    /// The heading, then the rest in reading order, in a script. Page furniture is left out.
    pub fn parts(&self, converter: Converter) -> Vec<Part> {
        let converter = self.converter(converter);
        let convert = |text: &str| converter.convert(text);
        let heading = |role: Role, part: fn(String) -> Part| {
            self.article
                .texts(role)
                .filter(|text| !text.is_empty())
                .map(move |text| part(converter.convert(text)))
        };
        let mut parts: Vec<Part> = heading(Role::Kicker, Part::Kicker).collect();
        parts.push(Part::Title(convert(&self.article.display_title())));
        parts.extend(heading(Role::Subtitle, Part::Subtitle));
        for block in &self.article.blocks {
            let part = match block.role {
                Role::Kicker | Role::Title | Role::Subtitle | Role::Furniture => continue,
                Role::Byline => Part::Byline,
                Role::Paragraph => Part::Paragraph,
                Role::Subhead => Part::Subhead,
                Role::Caption | Role::Credit | Role::Jump => Part::Aside,
            };
            if block.gap_before {
                parts.push(Part::Gap);
            }
            if !block.text.is_empty() {
                parts.push(part(convert(block.text.as_str())));
            }
        }
        parts
    }

    /// What it is called, in a script.
    pub fn heading(&self, converter: Converter) -> String {
        self.converter(converter).convert(&self.article.display_title())
    }

    /// The converter for the script that it is printed in.
    fn converter(&self, converter: Converter) -> Converter {
        converter.for_texts(self.article.blocks.iter().map(|block| block.text.as_str()))
    }

    /// Where it was printed: the citation, and the place in the files where that is known.
    pub fn source(&self) -> Vec<String> {
        [self.citation.gbt7714(), self.citation.place()].into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The body's paragraphs and subheads as printed, a line each, and one where text is missing.
    pub fn body(&self) -> String {
        let body = |role| matches!(role, Role::Paragraph | Role::Subhead);
        let blocks = self.article.blocks.iter().filter(|block| body(block.role));
        let lines =
            blocks.flat_map(|block| block.gap_before.then_some(GAP).into_iter().chain([block.text.as_str()]));
        lines.collect::<Vec<_>>().join("\n")
    }
}

//! An article on its way out: what a format shows, in order.

use crate::citation::Citation;
use crate::han::character::{is_forbidden, plain};
use crate::han::variants::Converter;
use crate::segmentation::{Article, LineNo, Role};
use std::borrow::Cow;

/// Stands where text is missing on the page.
pub const GAP: &str = "〔此处原文有缺〕";

/// An article and where it was printed.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its citation: where it was printed, and by whom.
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
    /// 诗行: a line of verse.
    Verse(String),
    /// The end of a stanza.
    StanzaEnd,
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
            | Part::Aside(text)
            | Part::Verse(text) => text,
            Part::StanzaEnd => "",
            Part::Gap => GAP,
        }
    }
}

impl<'a> Document<'a> {
    /// The documents of articles with their citations.
    pub fn all(articles: &'a [(Citation, Article)]) -> Vec<Document<'a>> {
        articles.iter().map(|(citation, article)| Document { citation, article }).collect()
    }

    /// Number of its signs that no format may hold; see [`is_forbidden`].
    pub fn forbidden(&self) -> usize {
        let Citation { paper, page, section, path, .. } = self.citation;
        let texts = [paper, page, section, path].map(String::as_str);
        self.texts().chain(texts).flat_map(str::chars).filter(|c| is_forbidden(*c)).count()
    }

    /// Its parts without these signs; the article's text then no longer leads back to the page.
    pub(super) fn without_forbidden(&self) -> (Cow<'a, Citation>, Cow<'a, Article>) {
        if self.forbidden() == 0 {
            return (Cow::Borrowed(self.citation), Cow::Borrowed(self.article));
        }
        let mut article = self.article.clone();
        for block in &mut article.blocks {
            let text = std::mem::take(&mut block.text);
            block.text.insert(&plain(text.as_str()));
        }
        let mut citation = self.citation.clone();
        let Citation { paper, page, title, subtitle, authors, section, path, .. } = &mut citation;
        for text in [paper, page, title, subtitle, section, path].into_iter().chain(authors) {
            *text = plain(text).into_owned();
        }
        (Cow::Owned(citation), Cow::Owned(article))
    }

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
        parts.push(Part::Title(self.heading(converter)));
        parts.extend(heading(Role::Subtitle, Part::Subtitle));
        // The page's line after the last line of verse.
        let mut next_line = None;
        for block in &self.article.blocks {
            let goes_on = block.role == Role::Verse && block.lines.first().copied() == next_line;
            if next_line.is_some() && !goes_on {
                parts.push(Part::StanzaEnd);
            }
            let last = block.lines.last().filter(|_| block.role == Role::Verse);
            next_line = last.map(|no| LineNo(no.0 + 1));
            let part = match block.role {
                Role::Kicker | Role::Title | Role::Subtitle | Role::Furniture => continue,
                Role::Byline => Part::Byline,
                Role::Paragraph => Part::Paragraph,
                Role::Subhead => Part::Subhead,
                Role::Verse => Part::Verse,
                Role::Caption | Role::Credit | Role::Jump => Part::Aside,
            };
            if block.gap_before {
                parts.push(Part::Gap);
            }
            if !block.text.is_empty() {
                parts.push(part(convert(block.text.as_str())));
            }
        }
        if next_line.is_some() {
            parts.push(Part::StanzaEnd);
        }
        parts
    }

    /// Its heading, in a script; never nothing, which a book's table of contents may not hold.
    pub fn heading(&self, converter: Converter) -> String {
        let title = self.converter(converter).convert(&self.article.display_title());
        if title.trim().is_empty() { "—".to_owned() } else { title }
    }

    /// The converter for the script that it is printed in.
    fn converter(&self, converter: Converter) -> Converter {
        converter.for_texts(self.texts())
    }

    /// The words of its blocks.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.article.blocks.iter().map(|block| block.text.as_str())
    }

    /// The source of the article: the citation, and the place in the files where that is known.
    pub fn source(&self) -> Vec<String> {
        [self.citation.gbt7714(), self.citation.place()].into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The body's paragraphs, verse and subheads as printed, a line each, and one where text is missing.
    pub fn body(&self) -> String {
        let is_text = |role| matches!(role, Role::Paragraph | Role::Subhead | Role::Verse);
        // Of news in pictures the captions are the text.
        let has_text = self.article.blocks.iter().any(|block| is_text(block.role));
        let body = |role| if has_text { is_text(role) } else { role == Role::Caption };
        let blocks = self.article.blocks.iter().filter(|block| body(block.role));
        let lines =
            blocks.flat_map(|block| block.gap_before.then_some(GAP).into_iter().chain([block.text.as_str()]));
        lines.collect::<Vec<_>>().join("\n")
    }
}

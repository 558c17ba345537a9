//! Descriptions (著录): where an article was printed and who wrote it, as the person says it.

use super::{Correction, Operation};
use crate::anchor::PageRef;
use crate::segmentation::{Article, Page};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Description of an article, a page or all pages of a folder. What is `None` is not said; an empty text says that there
/// is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Description {
    /// The newspaper.
    pub paper: Option<String>,
    /// The day of the issue.
    pub date: Option<Date>,
    /// 版次.
    pub page: Option<String>,
    /// The page's section, for instance 要闻.
    pub section: Option<String>,
    /// The article's title.
    pub title: Option<String>,
    /// Those who wrote it, parted by 、 or spaces.
    pub authors: Option<String>,
}

impl Description {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Description::default()
    }

    /// This description, its gaps filled from another.
    pub fn or(self, other: &Description) -> Description {
        Description {
            paper: self.paper.or_else(|| other.paper.clone()),
            date: self.date.or(other.date),
            page: self.page.or_else(|| other.page.clone()),
            section: self.section.or_else(|| other.section.clone()),
            title: self.title.or_else(|| other.title.clone()),
            authors: self.authors.or_else(|| other.authors.clone()),
        }
    }

    /// The description on one line: what is said, parted by dots.
    pub fn in_words(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let all = [&self.title, &self.authors, &self.paper, &date, &self.page, &self.section];
        let said = all.into_iter().flatten().map(|text| if text.is_empty() { "—" } else { text });
        said.collect::<Vec<_>>().join(" · ")
    }

    /// The authors one by one.
    pub fn each_author(&self) -> Option<Vec<String>> {
        let between = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，' | ';' | '；');
        let authors = self.authors.as_ref()?.split(between).filter(|name| !name.is_empty());
        Some(authors.map(str::to_owned).collect())
    }
}

/// A folder of pages, as it can be found again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Folder {
    /// Name of the archive as it was.
    pub archive: String,
    /// Its path in the archive as it was; empty for the whole archive.
    pub path: String,
    /// Some of its pages: where they are now, it is.
    pub pages: Vec<PageRef>,
}

/// Saying in force: what is said of something, and by which corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// Description of the thing.
    pub says: Description,
    /// The corrections that say so.
    pub by: Vec<Uuid>,
    /// Whether the person found it right as it is.
    pub checked: bool,
}

impl Saying {
    /// The title that it gives.
    pub fn title(&self) -> Option<&str> {
        self.says.title.as_deref().filter(|title| !title.is_empty())
    }

    /// Takes a later description in, which goes before those before it.
    fn add(&mut self, correction: &Correction, says: &Description) {
        self.says = says.clone().or(&self.says);
        self.by.push(correction.id);
    }
}

/// Sayings about a page and its articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// About the page.
    pub page: Saying,
    /// About articles, each known by the byte of the page that it begins with.
    pub articles: Vec<(u32, Saying)>,
}

impl Described {
    /// Takes a correction in where it describes the page or the article that begins with this byte.
    pub(super) fn add(&mut self, correction: &Correction, article: Option<u32>) {
        match (&correction.operation, article) {
            (Operation::PageIs { says, .. }, _) => self.page.add(correction, says),
            (Operation::ArticleIs { says, .. }, Some(byte)) => self.of_article(byte).add(correction, says),
            (Operation::ArticleIsRight { .. }, Some(byte)) => self.of_article(byte).checked = true,
            _ => {}
        }
    }

    fn of_article(&mut self, byte: u32) -> &mut Saying {
        let at = self.articles.iter().position(|(at, _)| *at == byte).unwrap_or(self.articles.len());
        if at == self.articles.len() {
            self.articles.push((byte, Saying::default()));
        }
        &mut self.articles[at].1
    }

    /// About an article of the page.
    pub fn article(&self, page: &Page, article: &Article) -> Option<&Saying> {
        if self.articles.is_empty() {
            return None;
        }
        let begins = article.beginning(page).start;
        self.articles.iter().find(|(at, _)| *at == begins).map(|(_, saying)| saying)
    }
}

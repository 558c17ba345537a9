//! Keys of pages, articles and issues.

use super::label::PageLabel;
use crate::language::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A page of one [`Loader`](super::Loader): the same file keeps its number over rescans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId {
    /// The file's number.
    pub file: u32,
    /// The page's place in the file, from 0.
    pub index: u32,
}

/// A page in what outlives a run: its file and its place in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageKey {
    /// The file's path inside the archive.
    pub path: Arc<str>,
    /// The page's place in the file, from 0.
    pub index: u32,
}

/// An article of a page, counted from 0 as the segmentation has them. It holds while the page is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId {
    /// The page.
    pub page: PageId,
    /// Its place in [`PageEntry::articles`](super::PageEntry::articles) and in the articles of the page's segmentation.
    pub index: u32,
}

/// An issue of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IssueKey {
    /// The newspaper's name or, where that is unknown, what its folder or the archive is called.
    pub paper: String,
    /// The day; `None` where neither path nor page tells it.
    pub date: Option<Date>,
    /// The folder of the pages, to tell issues without a date apart; empty where the date is known.
    pub folder: String,
}

impl IssueKey {
    /// The issue of a page with this label at this path of the archive called `archive`.
    pub fn of(label: &PageLabel, path: &str, archive: &str) -> IssueKey {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        IssueKey {
            paper: label.called(archive).to_string(),
            date: label.date,
            folder: if label.date.is_some() { String::new() } else { folder.to_string() },
        }
    }

    /// The title of the issue beside its paper's name: its date, its folder, or that it has no date.
    pub fn title(&self, language: Language) -> String {
        match self.date {
            Some(date) => match language {
                Language::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
                Language::English => date.to_string(),
            },
            None if self.folder.is_empty() => language.pick("未注明日期", "No date").to_string(),
            None => self.folder.clone(),
        }
    }
}

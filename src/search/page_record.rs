//! Record of a page: what the full text knows of it beside its words.

use crate::archive::PageNumber;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Record of where a page is and was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRecord {
    /// The path of its file inside the archive.
    pub path: String,
    /// Its place in the file, from 0.
    pub index: u32,
    /// Name of its newspaper in lists.
    pub paper: String,
    /// The newspaper's name, where something says it.
    pub named: Option<String>,
    /// The day of its issue.
    pub date: Option<Date>,
    /// Its part and number.
    pub number: Option<PageNumber>,
    /// Its section, for instance 要闻.
    pub section: Option<String>,
}

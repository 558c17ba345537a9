//! A folder of pages: what is in it, which paper, issue and page each file is, and the library they make.
//!
//! ```text
//! Source ─list→ PageFile ─read→ bytes ─decode→ text ─part→ Pages ─segment→ PageEntries ─→ Library snapshot
//!                  └──────────── unchanged: PageEntries out of the cache ──────────────┘
//! ```
//!
//! The folder is never written to; links in it are not followed; only regular files are read, each up to a
//! size. A [`Loader`] works in the background and hands out [`Library`] snapshots, which are immutable and
//! cheap to clone. The result is the same on any number of threads.

mod by_hand;
mod cache;
mod date;
mod details;
mod error;
mod folders;
mod given;
mod head;
mod jump;
mod keys;
mod label;
mod library;
mod loader;
mod lunar;
mod name;
mod naming;
mod number;
mod order;
mod part;
mod parting;
mod path_pattern;
pub(crate) mod pdf;
mod quality;
mod reading;
mod rhythm;
mod rules;
mod source;

pub use by_hand::ByHand;
pub use cache::cache_dir;
pub(crate) use cache::{ENGINE, archive_name};
pub use date::find_date;
pub use details::Details;
pub use error::{ArchiveError, PageError};
pub use folders::{FolderDescription, below};
pub use given::keep_articles;
pub use jump::JumpTarget;
pub use keys::{ArticleId, IssueKey, PageId, PageKey};
pub use label::{PageLabel, lone_page_number};
pub(crate) use library::page_title;
pub use library::{
    ArticleSummary, Issue, Library, PageContent, PageEntry, PageSummary, PageVersion, Paper, UnreadablePage,
};
pub use loader::{LoadEvent, LoadOptions, Loader, Progress};
pub use name::readable_path;
pub use number::PageNumber;
pub use order::natural_order;
pub use path_pattern::{Misfit, PathPattern, PatternError};
pub use pdf::{PdfText, give_password};
pub use quality::reading_in_words;
pub use reading::{Origin, read_pages};
pub use rhythm::missing_days;
pub use rules::{RULES_FILE, Rule, Rules};
pub use source::{Kinds, Limits, Listing, PageFile, Place, Skipped, Source, path_of_address};

//! Articles given with a page, labelled by hand for instance: a loader shows them in the place of the engine's.

use super::cache::{ArticlesKey, Cache, Keep, Packed, Row, Stamp};
use super::error::PageError;
use super::library::PageSummary;
use super::pdf::Wanted;
use super::reading::read_known_pages;
use super::rules::Rules;
use super::source::{PageFile, Source};
use crate::segmentation::{Segmentation, Watch};
use std::path::Path;

/// Keeps the articles of a file's pages, one segmentation a page, in the archive's cache below `cache_dir`. Does nothing
/// where there can be no cache.
pub fn keep_articles(
    cache_dir: &Path,
    source: &Source,
    file: &PageFile,
    given: Vec<Segmentation>,
) -> Result<(), PageError> {
    let stamp = Stamp::now(file);
    let rules = Rules::of(source).unwrap_or_default();
    let mut given = given.into_iter();
    let pages =
        read_known_pages(file, None, u64::MAX, &rules, &Watch::nobody(), Wanted::All, |_, _| given.next())?;
    if let Some(cache) = Cache::open(cache_dir, source, &rules.name()) {
        let articles = pages
            .iter()
            .map(|page| (ArticlesKey::new(&page.version()), Packed::new(&page.page, &page.segmentation)))
            .collect();
        let row = Row { stamp, wish: None, summaries: pages.iter().map(PageSummary::of).collect() };
        cache.keep(&[Keep { path: &file.path, row, articles }], std::iter::empty());
    }
    Ok(())
}

//! Pages of a text, read and taken apart as those of a file in an archive.

use jianbao::archive::{Limits, PageContent, Rules, Source, read_pages};
use jianbao::segmentation::Watch;
use std::sync::atomic::AtomicBool;

/// The pages of a file that has this text.
pub fn pages_of(text: &str) -> Vec<PageContent> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.txt");
    std::fs::write(&path, text).expect("a file");
    let listing = Source::open(&path).and_then(|file| file.list(&Limits::default(), &AtomicBool::new(false)));
    let file = &listing.expect("a file").files[0];
    let watch = Watch::new(&|_| true);
    read_pages(file, None, u64::MAX, &Rules::default(), &watch).expect("its pages")
}

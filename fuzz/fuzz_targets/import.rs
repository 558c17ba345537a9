//! Whatever a file of annotations says, it is read or refused, and what was read can be looked at.
#![no_main]

use jianbao::notebook::{Notebook, report};
use jianbao::language::Language;
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(incoming) = Notebook::read_export(text) else { return };
    let annotations: Vec<_> = incoming.annotations().map(Arc::new).collect();
    report::markdown_by_article(&annotations, Language::Chinese);
    report::csv(&annotations);
    report::cards(&annotations, Language::English);
});

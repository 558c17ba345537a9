//! The checks of the fuzz targets without a fuzzer: chance, and the seeds with something changed.
//!
//! `PROPTEST_CASES=5000 cargo test --test fuzz` tries for longer. `replay` is tried where it is, in `notebook::fuzzing`.

#[path = "../fuzz/checks.rs"]
mod checks;

use jianbao::anchor::TextQuoteSelector;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The files of a target's seeds.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let files = folder.read_dir().expect("seeds").map(|file| file.expect("a seed").path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    files.into_iter().map(|file| std::fs::read(file).expect("a seed")).collect()
}

/// Bytes of chance, or a seed with some of its bytes replaced by others.
fn bytes(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let chance = || prop::collection::vec(any::<u8>(), 0..40);
    let changed = (select(seeds(target)), prop::collection::vec((any::<[Index; 2]>(), chance()), 0..4));
    let changed = changed.prop_map(|(mut seed, changes)| {
        for (places, with) in changes {
            let [at, length] = places;
            let at = at.index(seed.len() + 1);
            let end = (at + length.index(40)).min(seed.len());
            seed.splice(at..end, with);
        }
        seed
    });
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..400), 3 => changed]
}

/// The same as text.
fn text(target: &str) -> impl Strategy<Value = String> + use<> {
    bytes(target).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 1000, ..ProptestConfig::default() })]

    #[test]
    fn bytes_are_a_page_or_no_text(data in bytes("decode")) {
        checks::decode(&data);
    }

    #[test]
    fn any_text_is_taken_apart_and_nothing_lost(text in text("segment")) {
        checks::segment(&text);
    }

    #[test]
    fn a_pdf_file_is_read_and_drawn_or_refused(data in bytes("pdf")) {
        checks::pdf(&data);
    }

    #[test]
    fn a_file_of_annotations_is_read_or_refused(text in text("import")) {
        checks::import(&text);
    }

    #[test]
    fn what_a_selector_finds_is_on_the_page(
        page in text("segment"),
        quote in ["\\PC{0,12}", "\\PC{0,6}", "\\PC{0,6}"],
        cut in any::<[Index; 2]>(),
        places in any::<[u16; 3]>(),
    ) {
        let [mut exact, prefix, suffix] = quote;
        let characters: Vec<char> = page.chars().collect();
        let [from, to] = cut.map(|cut| cut.index(characters.len() + 1));
        if from < to {
            exact = characters[from..to].iter().collect();
        }
        checks::anchor(page, TextQuoteSelector { exact, prefix, suffix }, places);
    }
}

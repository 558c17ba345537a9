//! A selector that says anything, on a page of anything.
#![no_main]

#[path = "../checks.rs"]
#[allow(dead_code)]
mod checks;

use jianbao::notebook::TextQuoteSelector;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input {
    page: String,
    exact: String,
    prefix: String,
    suffix: String,
    places: [u16; 3],
}

fuzz_target!(|input: Input| {
    let Input { page, exact, prefix, suffix, places } = input;
    checks::anchor(page, TextQuoteSelector { exact, prefix, suffix }, places);
});

//! Whatever a selector says, looking for it ends and finds only what is on the page.
#![no_main]

use jianbao::notebook::{
    AnchorState, Locator, PageRef, Selector, Target, TextPositionSelector, TextQuoteSelector,
};
use jianbao::segmentation::Page;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input {
    page: String,
    exact: String,
    prefix: String,
    suffix: String,
    start_byte: u16,
    end_byte: u16,
    start_normal: u16,
}

fuzz_target!(|input: Input| {
    let page = Page::new(input.page);
    let quote = TextQuoteSelector { exact: input.exact, prefix: input.prefix, suffix: input.suffix };
    let position = TextPositionSelector {
        start_byte: input.start_byte.into(),
        end_byte: input.end_byte.into(),
        start_normal: input.start_normal.into(),
        ..TextPositionSelector::default()
    };
    let target = Target {
        page: PageRef::new(b"", &page, ""),
        selectors: vec![Selector { quote, position }],
        ..Target::default()
    };
    let anchor = Locator::new(&page).locate_target(&target);
    for span in &anchor.spans {
        assert!(page.text().get(span.range()).is_some());
    }
    assert!(anchor.state == AnchorState::NotFound || !anchor.spans.is_empty() || page.text().is_empty());
});

//! What must hold whatever comes in: the bodies of the fuzz targets, and of `tests/fuzz.rs`, which tries them without a fuzzer.

use jianbao::anchor::{
    AnchorState, Locator, PageRef, Selector, Target, TextPositionSelector, TextQuoteSelector,
};
use jianbao::archive::{PageFile, Place, Rules, read_pages};
use jianbao::export::annotations as written;
use jianbao::facsimile::{Renderer, region};
use jianbao::han::variants::as_meant;
use jianbao::language::Language;
use jianbao::notebook::Notebook;
use jianbao::segmentation::decode::{Encoding, decode as read};
use jianbao::segmentation::{Page, Segmentation, Watch, segment as take_apart};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Bytes are a page in whatever encoding they are held for, or no text; the same each time.
pub fn decode(bytes: &[u8]) {
    for wish in Encoding::ALL.into_iter().map(Some).chain([None]) {
        let Ok(found) = read(bytes, wish) else { continue };
        let text = found.page.text();
        assert!((0.0..=1.0).contains(&found.confidence), "{} is no probability", found.confidence);
        assert_eq!(found.replaced, text.matches('\u{FFFD}').count());
        assert!(wish.is_none_or(|wish| wish == found.encoding));
        assert!(read(bytes, wish).is_ok_and(|again| again == found));
    }
}

/// Any text is taken apart, nothing of it is lost, and the same each time.
pub fn segment(text: &str) {
    let page = Page::new(text.to_owned());
    let found = take_apart(&page);
    is_whole(&page, &found);
    assert!(take_apart(&page) == found);
}

/// Each line that is not blank stands in a block, each place of the page in no more than one, and each character of a block
/// leads back to the page.
pub fn is_whole(page: &Page, found: &Segmentation) {
    let (mut seen, mut places) = (BTreeSet::new(), BTreeSet::new());
    let blocks = found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture);
    for block in blocks {
        let lines: BTreeSet<u32> = block.lines.iter().map(|line| line.0).collect();
        assert_eq!(lines.len(), block.lines.len(), "a block has each line once");
        seen.extend(lines);
        for (at, c) in block.text.as_str().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let spans = block.text.to_source(at..at + c.len_utf8());
            assert_eq!(spans.len(), 1, "{c:?} has one place");
            assert!(page.text()[spans[0].range()].chars().map(as_meant).eq([c]), "{c:?} is printed there");
            assert!(block.lines.contains(&page.line_at(spans[0].start)));
            assert!(places.insert(spans[0].start), "{c:?} is shown once");
        }
        for confidence in [block.role_confidence, block.boundary_confidence] {
            assert!((0.0..=1.0).contains(&confidence), "{confidence} is no probability");
        }
    }
    let wanted: BTreeSet<u32> =
        page.lines().filter(|(_, line)| !line.trim().is_empty()).map(|(no, _)| no.0).collect();
    assert_eq!(seen, wanted);
}

/// A PDF file is read and drawn as far as it can be, or refused, and neither takes long; what is read has its place.
pub fn pdf(bytes: &[u8]) {
    /// Longest time for either, on a busy machine.
    const LONGEST: Duration = Duration::from_secs(15);
    let begun = Instant::now();
    let file = PageFile {
        path: "01.pdf".into(),
        place: Place::Memory(bytes.into()),
        bytes: bytes.len() as u64,
        changed: 0,
        identity: 0,
        text: None,
    };
    let read = read_pages(&file, None, bytes.len() as u64, &Rules::default(), &Watch::new(&|_| true));
    assert!(begun.elapsed() < LONGEST, "read in {:?}", begun.elapsed());
    for content in read.iter().flatten() {
        let Some(layout) = content.page.layout() else { continue };
        assert_eq!(layout.lines.len(), content.page.line_count());
        for article in &content.segmentation.articles {
            let region = region(&content.page, article);
            assert!(region.iter().all(|place| place.width() >= 0.0 && place.height() >= 0.0), "{region:?}");
        }
    }
    let begun = Instant::now();
    if let Ok(renderer) = Renderer::open(bytes.to_vec()) {
        let sizes =
            (0..renderer.page_count().min(1)).filter_map(|page| Some((page, renderer.page_size(page)?)));
        for (page, (width, height)) in sizes {
            let _ = renderer.draw(page, 200.0 / width.max(height), None);
        }
    }
    assert!(begun.elapsed() < LONGEST * 2, "drawn in {:?}", begun.elapsed());
}

/// A file of annotations is read or refused, and what was read can be looked at.
pub fn import(text: &str) {
    let Ok(incoming) = Notebook::read_export(text) else { return };
    let annotations: Vec<_> = incoming.annotations().map(Arc::new).collect();
    written::markdown_by_article(&annotations, Language::Chinese);
    written::csv(&annotations);
    written::cards(&annotations, Language::English);
}

/// Whatever a selector says, looking for it ends and finds only what is on the page.
pub fn anchor(page: String, quote: TextQuoteSelector, [start_byte, end_byte, start_normal]: [u16; 3]) {
    let page = Page::new(page);
    let position = TextPositionSelector {
        start_byte: start_byte.into(),
        end_byte: end_byte.into(),
        start_normal: start_normal.into(),
        ..TextPositionSelector::default()
    };
    let target = Target {
        page: PageRef::new(b"", &page, ""),
        selectors: vec![Selector { quote, position }],
        ..Target::default()
    };
    let anchor = Locator::new(&page).locate(&target);
    for span in &anchor.spans {
        assert!(page.text().get(span.range()).is_some());
    }
    assert!(anchor.state == AnchorState::NotFound || !anchor.spans.is_empty() || page.text().is_empty());
}

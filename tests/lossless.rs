//! Nothing of a page is lost: what is visible on it is in the text of a block or in a fold, and both lead back to it byte
//! for byte.

use jianbao::han::variants::as_meant;
use jianbao::segmentation::{FoldKind, LineNo, Page, ReflowedText, Segmentation, segment};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The page put together again of its blocks' texts and folds; white space, of which blocks say nothing, is the page's.
fn undone(page: &Page, found: &Segmentation) -> Result<String, String> {
    let mut pieces: BTreeMap<u32, String> = BTreeMap::new();
    let mut put = |at: u32, text: String| match pieces.insert(at, text) {
        None => Ok(()),
        Some(other) => Err(format!("{other:?} at byte {at} is said twice")),
    };
    for block in found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture) {
        let text = &block.text;
        for (at, c) in text.as_str().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let [span] = text.to_source(at..at + c.len_utf8())[..] else {
                return Err(format!("{c:?} has not one place"));
            };
            let form = text.folds().iter().find(|fold| fold.kind == FoldKind::Form && fold.span == span);
            let printed = form.map_or(c.to_string(), |fold| page.text()[fold.span.range()].to_owned());
            if printed.chars().map(as_meant).ne([c]) {
                return Err(format!("{c:?} is not what {printed:?} means"));
            }
            put(span.start, printed)?;
        }
        for fold in text.folds().iter().filter(|fold| fold.kind != FoldKind::Form) {
            let folded = &page.text()[fold.span.range()];
            for (at, c) in folded.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                put(fold.span.start + at as u32, c.to_string())?;
            }
        }
    }
    let blank = page.text().char_indices().filter(|(_, c)| c.is_whitespace());
    blank.for_each(|(at, c)| drop(pieces.insert(at as u32, c.to_string())));
    Ok(pieces.into_values().collect())
}

/// Lines as newspapers, extractors and nobody have them.
fn line() -> impl Strategy<Value = String> {
    let headline = "[春夏秋冬江城大桥通车会议居民]{4,12}";
    prop_oneof![
        4 => "[春夏秋冬江城大桥通车会议居民年月日的了，、]{8,24}[。，；”]?",
        2 => Just(String::new()),
        2 => headline.prop_map(|text| format!("{text}\n{text}")),
        1 => headline.prop_map(|text| format!("▲▲{text}{text}（（{text}{text}））")),
        1 => (headline, headline).prop_map(|(a, b)| format!("{a}\n{b}\n{a}\n{b}")),
        1 => headline.prop_map(|text| text.chars().flat_map(|c| [c, ' ']).collect()),
        1 => "[a-z]{1,6}( [a-zé€&]{1,6}){0,4}(-|\u{ad})",
        1 => "[a-z]{1,6}( [A-Za-z0-9.,%-]{1,6}){0,6}",
        1 => "[队赛]{1,2}( [0-9]{1,2}){1,6}",
        1 => "[⻓⻛⻢⻔⽯⽇⼤\u{f9ba}\u{f967}\u{fa0e}︐︒︵︶﹁渔船\u{ad}\u{200d}\u{fe00}\u{34f}\u{115f}\u{2060}\u{e0041}]{1,16}",
        1 => "[\u{ad}\u{200b}\u{feff} ]{1,4}",
        1 => "[江\u{c}\u{b}\u{85}\u{2028}\u{2029}\r ]{1,8}",
        1 => ("[江城 加油a-b-]{1,4}", 1..600_usize).prop_map(|(text, times)| text.repeat(times)),
        1 => "\\PC{0,40}",
        1 => "(?s).{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_page_comes_back_byte_for_byte(lines in prop::collection::vec(line(), 0..90), crlf in any::<bool>()) {
        let page = Page::new(lines.join(if crlf { "\r\n" } else { "\n" }));
        prop_assert_eq!(undone(&page, &segment(&page)), Ok(page.text().to_owned()));
    }
}

#[test]
fn a_page_with_everything_folded_comes_back() {
    let page = Page::new(
        "三月的渡口，春水涨了一尺，往来的\n⻛浪小，管理所加开了早晚两班。\n老街石板路铺通\n老街石板路铺通\n\
         本报讯︵记者 何闻︶昨天，老\u{ad}街开街，用in-\nstalled的灯。\n▲▲秋收现场秋收现场"
            .into(),
    );
    let found = segment(&page);
    let kinds =
        found.articles.iter().flat_map(|a| &a.blocks).chain(&found.furniture).flat_map(|b| b.text.folds());
    let kinds: Vec<FoldKind> = kinds.map(|fold| fold.kind).collect();
    for kind in [FoldKind::Ignorable, FoldKind::Overprint, FoldKind::Hyphen, FoldKind::Form] {
        assert!(kinds.contains(&kind), "{kind:?} is not in {kinds:?}");
    }
    assert_eq!(undone(&page, &found), Ok(page.text().to_owned()));
}

/// A way that takes the square of a line's length would be hours on its way to the end.
#[test]
fn a_line_as_long_as_a_book_is_read_to_its_end() {
    const LENGTH: usize = 300_000;
    for part in [
        "江",
        "江水",
        "江水东流，",
        "江 ",
        "江  ",
        " ",
        "a ",
        "a-",
        "（",
        "归来吧归来吧",
        "（（江江",
        "3 ",
        "\u{ad}江",
        "⻛",
    ] {
        let mut text = part.repeat(LENGTH / part.chars().count());
        text = format!("口{text}口");
        let page = Page::new(text);
        let read = ReflowedText::join(&page, &[LineNo(1)]);
        assert!(read.as_str().starts_with('口') && read.as_str().ends_with('口'), "{part:?}");
    }
}

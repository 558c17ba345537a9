//! Queries over a small store: what is found, where its words are, in what order.

use super::store::{StoreResults, StoredPage, ToldHeading};
use super::{Order, Query, Ticket, Wanted, places_in};
use crate::archive::PageNumber;
use crate::search::TextStore;
use crate::search::store::PageRecord;
use crate::segmentation::{Article, Block, LineNo, Page, ReflowedText, Role};
use jiff::civil::{Date, date};
use std::ops::Range;

/// A page of one article out of lines `role text`; a text with `/` is printed on several lines.
fn article(lines: &str) -> (Page, Article) {
    let lines: Vec<(&str, &str)> =
        lines.lines().map(str::trim).filter_map(|line| line.split_once(' ')).collect();
    let printed: Vec<String> = lines.iter().map(|(_, text)| text.replace('/', "\n")).collect();
    let page = Page::new(printed.join("\n"));
    let (mut blocks, mut next) = (Vec::new(), 1);
    for ((role, _), text) in lines.iter().zip(&printed) {
        let lines: Vec<LineNo> = (next..).take(text.lines().count()).map(LineNo).collect();
        next += lines.len() as u32;
        // Copied as printed: what the reflow undoes is not the search's affair.
        let mut text = ReflowedText::default();
        lines.iter().for_each(|&line| text.copy(&page, page.span(line)));
        blocks.push(Block {
            role: Role::from_name(role).expect("a role"),
            text,
            lines,
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
            gap_before: false,
        });
    }
    (page, Article { blocks, confidence: 1.0 })
}

type Given = (&'static str, Option<Date>, Option<(&'static str, u16)>, &'static str);

const PAGES: [Given; 4] = [
    (
        "临江日报",
        Some(date(2024, 1, 5)),
        Some(("", 1)),
        "
            kicker 旧貌新颜
            title 老街修缮过半
            byline 本报记者 吴 岚
            p 记者从市住建/局获悉，老街修缮工/程已完成过半。
            p 居民盼望早日回迁，修缮期间公交改道。",
    ),
    (
        "临江晚报",
        Some(date(2024, 6, 30)),
        Some(("A", 2)),
        "
            title 公交改道通知
            p 因老街施工，10路、210路公交车绕行。ＡＩ调度上线。",
    ),
    (
        "江城周刊",
        None,
        Some(("", 3)),
        "
            title 憶老街
            p 那條老街，石板路，舊書攤；「慢慢走」。老街，老街。",
    ),
    (
        "临江日报",
        Some(date(1998, 1, 5)),
        None,
        "
            title 短讯
            p 今日无事。",
    ),
];

/// Asks a store of the four pages; each is called by its place.
fn search_first(typed: &str, order: Order, limit: usize) -> StoreResults {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let mark = |place: usize| [place as u8; 16];
    let read = |place: usize| {
        let (paper, date, number, lines) = PAGES[place];
        let (page, article) = article(lines);
        let number =
            number.map(|(part, number)| PageNumber { part: part.into(), number, last: None, others: vec![] });
        let (path, paper) = (place.to_string(), paper.to_owned());
        let record = PageRecord { path, paper, date, number, ..PageRecord::default() };
        Some(StoredPage::new(mark(place), record, &page, &[article], |_| None, |_| ToldHeading::default()))
    };
    let marks: Vec<_> = (0..PAGES.len()).map(mark).collect();
    store.update(&marks, Vec::new(), read, &|_, _| true).expect("a disk");
    let query = Query::read(typed).0;
    let wanted = Wanted { hits: limit, counts: true };
    store.search(&query, order, wanted, &Ticket::fresh()).expect("sound").expect("fresh")
}

fn search(typed: &str, order: Order) -> StoreResults {
    search_first(typed, order, 10)
}

fn in_order(typed: &str, order: Order) -> Vec<u8> {
    search(typed, order).hits.iter().map(|hit| hit.page.path.parse().expect("a place")).collect()
}

fn ids(typed: &str) -> Vec<u8> {
    let mut ids = in_order(typed, Order::Relevance);
    ids.sort_unstable();
    ids
}

#[test]
fn finds_phrases_words_and_what_is_not_there() {
    for (typed, expected) in [
        ("老街", &[0, 1, 2][..]),
        ("老街 公交", &[0, 1]),
        ("老街 -公交", &[2]),
        ("\"老街修缮\"", &[0]),
        ("街修", &[0]),
        // Over line ends, in the other script, in another width, with other quotation marks.
        ("住建局", &[0]),
        ("修缮工程已完成过半", &[0]),
        ("旧书摊", &[2]),
        ("老街，舊", &[]),
        ("\"ai调度\"", &[1]),
        ("“慢慢走”", &[2]),
        ("吴岚", &[0]),
        // Not over the end of a block.
        ("过半本报", &[]),
        ("过半。居民", &[]),
        // Inside numbers and Latin words too.
        ("10路", &[1]),
        ("210路", &[1]),
        ("0路、", &[1]),
        ("i调度", &[1]),
        // Filters.
        ("paper:日报", &[0, 3]),
        ("paper:临江 老街", &[0, 1]),
        ("-paper:晚报 公交", &[0]),
        ("date:2024-01..2024-06", &[0, 1]),
        ("date:01-05", &[0, 3]),
        ("title:老街", &[0, 2]),
        ("title:旧貌新颜", &[0]),
        ("title:公交 老街", &[1]),
        ("公交 -title:公交", &[0]),
        ("老街 date:1998", &[]),
        ("author:吴岚", &[0]),
        ("老街 -author:吴岚", &[1, 2]),
        ("page:3 老街", &[2]),
        // One of several, and near each other.
        ("回迁 OR 石板路", &[0, 2]),
        ("回迁 OR 石板路 公交", &[0]),
        ("老街 NOT 公交", &[2]),
        ("居民 NEAR/1 回迁", &[]),
        ("居民 NEAR/4 回迁", &[0]),
        ("回迁 NEAR/4 居民", &[0]),
        ("老街 NEAR/1 老街", &[2]),
        ("", &[]),
    ] {
        assert_eq!(ids(typed), expected, "{typed}");
    }
}

#[test]
fn hits_point_into_the_blocks() {
    let results = search("修缮", Order::Relevance);
    assert_eq!((results.articles, results.occurrences), (1, 3));
    let places = [(1, 6..12), (3, 36..42), (4, 27..33)];
    let spans: Vec<(usize, Range<usize>)> =
        results.hits[0].places.iter().map(|place| (place.span.block, place.span.range.clone())).collect();
    assert_eq!(spans, places);
    let query = Query::parse("修缮 date:1998").expect("a query");
    let open = places_in(&query, &article(PAGES[0].3).1);
    assert_eq!(open.into_iter().map(|span| (span.block, span.range)).collect::<Vec<_>>(), places);
    assert_eq!(results.hits[0].snippet_block, 3);
    let snippet = &results.hits[0].snippet;
    assert_eq!(snippet.lit.iter().map(|lit| &snippet.text[lit.clone()]).collect::<Vec<_>>(), ["修缮"]);
}

#[test]
fn hits_are_lit_as_printed_and_once() {
    let results = search("ai调度 ai", Order::Relevance);
    let hit = &results.hits[0];
    assert_eq!(hit.places.len(), 1);
    let snippet = &hit.snippet;
    assert_eq!(&snippet.text[snippet.lit[0].clone()], "ＡＩ调度");
    let named = search("吴岚", Order::Relevance);
    assert_eq!(
        {
            let span = &named.hits[0].places[0].span;
            (span.block, span.range.clone())
        },
        (2, 13..20)
    );
}

#[test]
fn results_come_in_order() {
    let order = |order| in_order("老街", order);
    assert_eq!(order(Order::Newest), [1, 0, 2]);
    assert_eq!(order(Order::Oldest), [0, 1, 2]);
    assert_eq!(order(Order::Relevance), [2, 0, 1]);
}

#[test]
fn a_limit_cuts_the_list_but_not_the_count() {
    let results = search_first("老街", Order::Newest, 1);
    assert_eq!((results.articles, results.hits.len(), &*results.hits[0].page.path), (3, 1, "1"));
    let none = search_first("老街", Order::Newest, 0);
    assert_eq!((none.articles, none.hits.len()), (3, 0));
}

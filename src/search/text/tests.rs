use super::*;
use crate::segmentation::{Block, LineNo, Page, ReflowedText};
use jiff::civil::date;

/// An article out of lines `role text`; a text with `/` is printed on several lines.
fn article(lines: &str) -> Article {
    let mut blocks = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (role, text) = line.split_once(' ').unwrap_or((line, ""));
        let page = Page::new(text.replace('/', "\n"));
        let lines: Vec<LineNo> = page.lines().map(|(no, _)| no).collect();
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
    Article { blocks, confidence: 1.0 }
}

fn index() -> TextIndex<u8> {
    let mut index = TextIndex::new();
    let articles = [
        (
            "临江日报",
            Some(date(2024, 1, 5)),
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
            "
            title 公交改道通知
            p 因老街施工，10路、210路公交车绕行。ＡＩ调度上线。",
        ),
        (
            "江城周刊",
            None,
            "
            title 憶老街
            p 那條老街，石板路，舊書攤；「慢慢走」。老街，老街。",
        ),
        (
            "临江日报",
            Some(date(1998, 1, 5)),
            "
            title 短讯
            p 今日无事。",
        ),
    ];
    for (id, (paper, date, lines)) in articles.into_iter().enumerate() {
        let page = [Some(("", 1)), Some(("A", 2)), Some(("", 3)), None][id];
        index.add(id as u8, Printed { paper, date, page }, &article(lines));
    }
    index
}

fn search(typed: &str, order: Order) -> TextResults<u8> {
    let query = Query::parse(typed).expect("a query");
    index().search(&query, order, 10, &Ticket::fresh()).expect("fresh")
}

fn ids(typed: &str) -> Vec<u8> {
    let mut ids: Vec<u8> = search(typed, Order::Relevance).hits.iter().map(|hit| hit.id).collect();
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
    let spans: Vec<(usize, Range<usize>)> =
        results.hits[0].spans.iter().map(|span| (span.block, span.range.clone())).collect();
    assert_eq!(spans, [(1, 6..12), (3, 36..42), (4, 27..33)]);
    assert_eq!(results.hits[0].snippet_block, 3);
    let snippet = &results.hits[0].snippet;
    assert_eq!(snippet.lit.iter().map(|lit| &snippet.text[lit.clone()]).collect::<Vec<_>>(), ["修缮"]);
}

#[test]
fn hits_are_lit_as_printed_and_once() {
    let results = search("ai调度 ai", Order::Relevance);
    let hit = &results.hits[0];
    assert_eq!(hit.spans.len(), 1);
    let snippet = &hit.snippet;
    assert_eq!(&snippet.text[snippet.lit[0].clone()], "ＡＩ调度");
    let named = search("吴岚", Order::Relevance);
    assert_eq!((named.hits[0].spans[0].block, named.hits[0].spans[0].range.clone()), (2, 13..20));
}

#[test]
fn results_come_in_order() {
    let order = |order| search("老街", order).hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(order(Order::Newest), [1, 0, 2]);
    assert_eq!(order(Order::Oldest), [0, 1, 2]);
    assert_eq!(order(Order::Relevance), [2, 0, 1]);
}

#[test]
fn a_limit_cuts_the_list_but_not_the_count() {
    let query = Query::parse("老街").expect("a query");
    let results = index().search(&query, Order::Newest, 1, &Ticket::fresh()).expect("fresh");
    assert_eq!((results.articles, results.hits.len(), results.hits[0].id), (3, 1, 1));
    let none = index().search(&query, Order::Newest, 0, &Ticket::fresh()).expect("fresh");
    assert_eq!((none.articles, none.hits.len()), (3, 0));
}

#[test]
fn articles_taken_out_are_not_found_and_stale_questions_not_answered() {
    let mut index = index();
    index.retain(|&id| id != 2);
    let query = Query::parse("老街").expect("a query");
    let results = index.search(&query, Order::Newest, 9, &Ticket::fresh()).expect("fresh");
    assert_eq!((results.articles, index.len()), (2, 3));
    let generation = crate::search::Generation::default();
    let ticket = generation.next();
    generation.next();
    assert_eq!(index.search(&query, Order::Newest, 9, &ticket), None);
}

#[test]
fn many_chunks_give_the_same_answer_on_any_number_of_threads() {
    let mut index = TextIndex::new();
    let filler = format!("p {}", "某日无事可记".repeat(4000));
    for id in 0..100_u32 {
        let lines = if id % 7 == 3 { format!("{filler}\np 桥面结冰第{id}次") } else { filler.clone() };
        index.add(id, Printed { paper: "甲报", ..Printed::default() }, &article(&lines));
    }
    assert!(index.chunks.len() > 1);
    let query = Query::parse("桥面结冰").expect("a query");
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| index.search(&query, Order::Relevance, 50, &Ticket::fresh())).expect("fresh")
    };
    let one = run(1);
    assert_eq!(
        one.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(),
        (3..100).step_by(7).collect::<Vec<_>>()
    );
    assert_eq!(one, run(3));
}

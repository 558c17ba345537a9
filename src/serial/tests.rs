use super::*;
use crate::segmentation::{Article, Block, LineNo};
use crate::segmentation::{Page, ReflowedText, Role};

/// An article of blocks `ROLE TEXT`, on page `page` of issue `issue`.
fn article(id: u32, issue: usize, page: u16, blocks: &[(Role, &str)]) -> Candidate<u32> {
    let text = blocks.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n");
    let whole = Page::new(text);
    let block = |(i, &(role, _)): (usize, &(Role, &str))| Block {
        role,
        lines: vec![LineNo(i as u32 + 1)],
        text: ReflowedText::join(&whole, &[LineNo(i as u32 + 1)]),
        role_confidence: 1.0,
        boundary_confidence: 1.0,
        evidence: Vec::new(),
        gap_before: false,
    };
    let article = Article { blocks: blocks.iter().enumerate().map(block).collect(), confidence: 1.0 };
    Candidate { id, paper: 0, issue, page, marks: Marks::of(&article) }
}

use Role::{Jump, Kicker, Paragraph as P, Title};

/// The links, which are the same among all articles and among those that marks lead to.
fn links(articles: &[Candidate<u32>]) -> Vec<(u32, u32, u16)> {
    let of = |serials: Serials<u32>| {
        serials.chains().flatten().map(|link| (link.from, link.to, link.missing)).collect::<Vec<_>>()
    };
    let mut sought = Sought::default();
    articles.iter().for_each(|article| sought.add(article.paper, article.issue, &article.marks));
    let kept: Vec<_> = articles.iter().filter(|article| sought.has(article)).cloned().collect();
    let found = of(Serials::link(kept));
    assert_eq!(found, of(Serials::link(articles.to_vec())));
    found
}

#[test]
fn numbered_instalments_are_linked_both_ways() {
    let articles = [
        article(1, 0, 4, &[(Title, "竹篮打水①"), (P, "天没亮他就出了门。"), (Jump, "（未完）")]),
        article(
            2,
            1,
            4,
            &[(Title, "竹篮打水②"), (Jump, "（接上期）"), (P, "水声越来越近。"), (Jump, "（未完）")],
        ),
        article(3, 2, 4, &[(Title, "竹籃打水③"), (Jump, "（接上期）"), (P, "他终于笑了。")]),
    ];
    assert_eq!(links(&articles), [(1, 2, 0), (2, 3, 0)]);
    let serials = Serials::link(articles);
    assert_eq!(serials.previous(3).map(|link| link.from), Some(2));
    assert!(serials.next(1).is_some_and(|link| link.confidence > 0.95));
    assert_eq!(serials.next(3), None);
}

#[test]
fn a_missing_instalment_is_counted_and_lowers_the_confidence() {
    let articles = [
        article(1, 0, 2, &[(Kicker, "“一盏灯”系列报道之一"), (Title, "点灯"), (P, "夜深了。")]),
        article(2, 5, 2, &[(Kicker, "“一盏灯”系列报道之三"), (Title, "熄灯"), (P, "天亮了。")]),
    ];
    assert_eq!(links(&articles), [(1, 2, 1)]);
    assert!(Serials::link(articles).next(1).is_some_and(|link| link.confidence < 0.85));
}

#[test]
fn a_column_is_no_serial() {
    let day = |id, issue| article(id, issue, 3, &[(Title, "今日天气"), (P, "晴，东南风三级。")]);
    assert_eq!(links(&[day(1, 0), day(2, 1), day(3, 2)]), []);
    let column =
        |id, issue, title| article(id, issue, 3, &[(Kicker, "灯下闲话"), (Title, title), (P, "一杯茶。")]);
    assert_eq!(links(&[column(1, 0, "说雨"), column(2, 1, "说雪")]), []);
}

#[test]
fn serials_of_like_titles_are_kept_apart() {
    let part = |id, issue, title: &str| {
        article(id, issue, 4, &[(Title, title), (P, "话说当年。"), (Jump, "（未完）")])
    };
    let articles = [
        part(1, 0, "山里的歌①"),
        part(2, 0, "山里的歌声①"),
        part(3, 1, "山里的歌声②"),
        part(4, 1, "山里的歌②"),
    ];
    assert_eq!(links(&articles), [(1, 4, 0), (2, 3, 0)]);
}

#[test]
fn a_second_serial_of_the_same_name_begins_anew() {
    let part = |id, issue, title: &str| article(id, issue, 4, &[(Title, title), (P, "话说当年。")]);
    let articles = [
        part(1, 0, "旧事（上）"),
        part(2, 1, "旧事（下）"),
        part(3, 2, "旧事（上）"),
        part(4, 3, "旧事（下）"),
    ];
    assert_eq!(links(&articles), [(1, 2, 0), (3, 4, 0)]);
}

#[test]
fn unnumbered_instalments_are_linked_by_name_and_mark() {
    let articles = [
        article(1, 0, 4, &[(Title, "江畔夢"), (P, "且聽下囘分解、（未完）")]),
        article(2, 0, 4, &[(Title, "小評"), (P, "此事未完全解決、官廳宜速辦。")]),
        article(3, 1, 4, &[(Title, "江畔夢"), (P, "却說那日、二人相對無言。（未完）")]),
    ];
    assert_eq!(links(&articles), [(1, 3, 0)]);
}

#[test]
fn a_jump_leads_to_its_page_and_to_the_right_article() {
    let front = article(
        1,
        0,
        1,
        &[(Title, "今年要办十件实事"), (P, "第一件，修路；第二件，架"), (Jump, "（下转3版）")],
    );
    let rest =
        article(2, 0, 3, &[(Title, "十件实事怎么办"), (Jump, "（上接1版）"), (P, "桥；第三件，栽树。")]);
    let other = article(3, 0, 3, &[(Title, "球队赢了"), (P, "昨晚的比赛精彩。")]);
    let stray = article(4, 0, 4, &[(Title, "十件实事有回响"), (Jump, "（上接2版）"), (P, "居民叫好。")]);
    assert_eq!(links(&[front, rest, other, stray]), [(1, 2, 0)]);
}

#[test]
fn a_jump_to_a_page_of_strangers_leads_nowhere() {
    let front = article(1, 0, 1, &[(Title, "春耕正忙"), (P, "田里"), (Jump, "（下转3版）")]);
    let other = article(2, 0, 3, &[(Title, "球队赢了"), (P, "昨晚的比赛精彩。")]);
    assert_eq!(links(&[front, other]), []);
}

#[test]
fn parts_that_lead_round_make_a_chain_and_no_ring() {
    let onward = |page| Marks { onward: Some(Onward::Page(page)), cut: true, ..Marks::default() };
    let marks = [onward(2), onward(3), onward(1)];
    let candidate =
        |i: usize| Candidate { id: i, paper: 0, issue: 0, page: i as u16 + 1, marks: marks[i].clone() };
    let found = Serials::link([0, 1, 2].map(candidate));
    let chains: Vec<usize> = found.chains().map(|chain| chain.len()).collect();
    assert_eq!(chains, [2]);
}

#[test]
fn articles_that_none_may_go_on_from_any_more_are_forgotten() {
    // A column whose every title bears a number, in a paper of many issues.
    let part = |i: usize| Some((Part::Number(i as u16 + 1), 0));
    let marks = |i: usize| Marks { part: part(i), ..Marks::default().called("", ["江上往事"]) };
    let candidate =
        |i: usize| Candidate { id: i, paper: 0, issue: i / 4, page: (i % 4) as u16 + 1, marks: marks(i) };
    let mut linking = Linking::default();
    (0..REACH * 8).for_each(|i| linking.take(candidate(i)));
    assert_eq!(
        (linking.named["江上往事"].len(), linking.marked.len(), linking.issue.len()),
        (COLUMN, REACH, 4)
    );
    linking.take(Candidate { paper: 1, ..candidate(0) });
    assert_eq!((linking.named["江上往事"].len(), linking.marked.len(), linking.issue.len()), (1, 1, 1));
}

#[test]
fn a_jump_line_finds_its_page_among_many_articles() {
    // More than are looked at from one, all of other names, and the one that is meant in their middle.
    let other = |i: usize| Marks::default().called("", [&*format!("渡口{i}号")]);
    let mut marks: Vec<Marks> = (0..REACH * 2).map(other).collect();
    let named = Marks::default().called("", ["江上往事"]);
    marks[REACH] = Marks { back: Some(Onward::Page(3)), ..named.clone() };
    marks.insert(0, Marks { onward: Some(Onward::Page(4)), cut: true, ..named });
    let page = |i: usize| if i == 0 { 3 } else { 4 };
    let candidates: Vec<_> = (0..marks.len())
        .map(|i| Candidate { id: i, paper: 0, issue: 0, page: page(i), marks: marks[i].clone() })
        .collect();
    let found = Serials::link(candidates);
    assert_eq!(found.next(0).map(|link| link.to), Some(REACH + 1));
}

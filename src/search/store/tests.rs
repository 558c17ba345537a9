use super::*;
use crate::archive::PageNumber;
use crate::search::Generation;
use crate::segmentation::segment;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

const WORDS: [&str; 20] = [
    "渡口", "码头", "2024年", "茶馆", "書攤", "邮差", "木匠", "第15期", "ＡＩ", "Big Data", "河水", "山路",
    "5G网", "石桥", "戏台", "，", "。", "水车", "驳船", "210路",
];

const ALL: Wanted = Wanted { hits: 1000, counts: true };

/// A page of sentences that look random.
fn text(number: u64) -> String {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut word = || WORDS[rng.next_u32() as usize % WORDS.len()];
    let title: String = (0..4).map(|_| word()).collect();
    let mut text = format!("{title}\n\n　　本报讯");
    for _ in 0..60 {
        for _ in 0..6 {
            text.push_str(word());
        }
        text.push('\n');
    }
    text
}

fn stored(number: u64) -> (StoredPage, Vec<String>) {
    let page = Page::new(text(number));
    let articles = segment(&page).articles;
    let printed =
        PageNumber { part: String::new(), number: 1 + (number % 4) as u16, last: None, others: Vec::new() };
    let record = PageRecord {
        path: format!("江报/{number}.txt"),
        paper: if number.is_multiple_of(2) { "江报" } else { "河报" }.into(),
        date: Some(jiff::civil::date(2000 + (number % 3) as i16, 1, 1)),
        number: Some(printed),
        ..PageRecord::default()
    };
    let folded = articles.iter().map(|article| {
        let mut text = Vec::new();
        fold_article(article, &mut text, &mut Patches::default());
        code::chars(&text).map(|(_, c)| c).collect()
    });
    (
        StoredPage::new(mark(number), record, &page, &articles, |_| None, |_| ToldHeading::default()),
        folded.collect(),
    )
}

fn mark(number: u64) -> Mark {
    u128::from(number).to_le_bytes()
}

fn update(store: &mut TextStore, numbers: &[u64]) -> bool {
    let marks: Vec<Mark> = numbers.iter().map(|number| mark(*number)).collect();
    let read = |place: usize| Some(stored(numbers[place]).0);
    store.update(&marks, b"note".to_vec(), read, &|_, _| true).expect("a disk")
}

fn ask(store: &TextStore, typed: &str) -> StoreResults {
    let query = Query::parse(typed).expect("a query");
    store.search(&query, Order::Relevance, ALL, &Ticket::fresh()).expect("sound").expect("fresh")
}

fn paths(store: &TextStore, typed: &str) -> Vec<String> {
    let mut paths: Vec<String> = ask(store, typed).hits.iter().map(|hit| hit.page.path.clone()).collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn any_substring_is_found_where_a_plain_scan_finds_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let numbers: Vec<u64> = (0..40).collect();
    update(&mut store, &numbers);
    let texts: Vec<(u64, Vec<String>)> = numbers.iter().map(|number| (*number, stored(*number).1)).collect();
    let all: Vec<char> = texts.iter().flat_map(|(_, texts)| texts).flat_map(|text| text.chars()).collect();
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    for round in 0..200 {
        let (at, length) = (rng.next_u32() as usize % (all.len() - 12), 1 + round % 12);
        let phrase: String = all[at..at + length].iter().collect();
        if phrase.contains(['\n', '"']) || phrase.trim() != phrase {
            continue;
        }
        let of = |texts: &[String]| texts.iter().map(|text| text.matches(&*phrase).count()).sum::<usize>();
        let expected: Vec<(String, usize)> =
            texts.iter().map(|(number, texts)| (format!("江报/{number}.txt"), of(texts))).collect();
        let results = ask(&store, &format!("\"{phrase}\""));
        assert_eq!(results.occurrences, expected.iter().map(|(_, count)| count).sum::<usize>(), "{phrase}");
        let mut found: Vec<&str> = results.hits.iter().map(|hit| &*hit.page.path).collect();
        let mut expected: Vec<&str> =
            expected.iter().filter(|(_, count)| *count > 0).map(|(path, _)| &**path).collect();
        found.sort();
        found.dedup();
        expected.sort();
        assert_eq!(found, expected, "{phrase}");
    }
}

#[test]
fn words_together_are_found_where_a_plain_scan_finds_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let numbers: Vec<u64> = (0..40).collect();
    update(&mut store, &numbers);
    let texts: Vec<String> = numbers.iter().flat_map(|number| stored(*number).1).collect();
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let words = ["渡口码头", "茶馆", "茶馆邮差木匠", "馆", "石桥戏台", "2024年", "1", "驳船驳船", "不在此处"];
    for _ in 0..60 {
        let [a, b, c] = std::array::from_fn(|_| words[rng.next_u32() as usize % words.len()]);
        let count = |text: &String, word: &str| text.matches(word).count();
        type Counts<'a> = &'a dyn Fn(&String) -> Option<usize>;
        let cases: [(String, Counts); 4] = [
            (format!("{a} {b}"), &|text| {
                let counts = [count(text, a), count(text, b)];
                counts.iter().all(|count| *count > 0).then(|| counts.iter().sum())
            }),
            (format!("{a} OR {b} OR {c}"), &|text| {
                Some([a, b, c].iter().map(|word| count(text, word)).sum())
            }),
            (format!("({a} OR {b}) {c}"), &|text| {
                let counts = [count(text, a) + count(text, b), count(text, c)];
                counts.iter().all(|count| *count > 0).then(|| counts.iter().sum())
            }),
            (format!("{a} -{b}"), &|text| (count(text, b) == 0).then(|| count(text, a))),
        ];
        for (typed, plain) in cases {
            let plain: Vec<usize> = texts.iter().filter_map(plain).filter(|count| *count > 0).collect();
            let found = ask(&store, &typed);
            assert_eq!((found.articles, found.occurrences), (plain.len(), plain.iter().sum()), "{typed}");
        }
    }
}

#[test]
fn the_first_articles_are_the_same_whether_all_are_counted_or_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &(0..60).collect::<Vec<_>>());
    let mut early = 0;
    for typed in [
        "渡口",
        "茶馆",
        "车",
        "邮差木匠",
        "渡口 OR 茶馆 OR 石桥",
        "渡口 茶馆",
        "title:渡口",
        "渡口 page:2",
        "paper:江报",
    ] {
        let query = Query::parse(typed).expect("a query");
        for order in [Order::Relevance, Order::Newest, Order::Oldest] {
            let ask = |hits, counts| {
                let wanted = Wanted { hits, counts };
                store.search(&query, order, wanted, &Ticket::fresh()).expect("sound").expect("fresh")
            };
            let all = ask(1000, true);
            for limit in [0, 1, 3, 20] {
                let first = ask(limit, false);
                early += usize::from(!first.is_whole);
                assert_eq!(first.hits, all.hits[..limit.min(all.hits.len())], "{typed} {order:?} {limit}");
                assert!(all.is_whole && (!first.is_whole || first.articles == all.articles));
                assert_eq!(ask(limit, true), StoreResults { hits: first.hits, ..all.clone() });
            }
        }
    }
    assert!(early > 60, "{early} were known before all were");
}

#[test]
fn a_title_by_the_person_is_found_among_many_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let marks: Vec<Mark> = (0..40).map(mark).collect();
    let read = |place: usize| {
        let page = Page::new(text(place as u64));
        let articles = segment(&page).articles;
        let record = PageRecord { path: format!("{place}.txt"), ..PageRecord::default() };
        let title = |article| (place == 7 && article == 0).then(|| "灯塔誌".to_owned());
        let told = |article| ToldHeading { title: title(article), authors: None };
        Some(StoredPage::new(marks[place], record, &page, &articles, |_| None, told))
    };
    store.update(&marks, Vec::new(), read, &|_, _| true).expect("a disk");
    assert_eq!(paths(&store, "title:灯塔志"), ["7.txt"]);
    assert_eq!(ask(&store, "灯塔志").articles, 0, "it is no word of the page");
}

#[test]
fn hits_tell_their_words_and_lines() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let page = Page::new("渡口開航\n\n　　本报讯 澜溪渡\n口昨天開航。\n".to_owned());
    let articles = segment(&page).articles;
    let record = || PageRecord { path: "a.txt".into(), ..PageRecord::default() };
    let read =
        |_| Some(StoredPage::new(mark(1), record(), &page, &articles, |_| None, |_| ToldHeading::default()));
    store.update(&[mark(1)], Vec::new(), read, &|_, _| true).expect("a disk");
    let hit = &ask(&store, "渡口 title:开航").hits[0];
    let spans: Vec<(&str, Vec<u32>)> = hit
        .places
        .iter()
        .map(|place| (&*place.words, place.lines.iter().map(|line| line.0).collect()))
        .collect();
    assert_eq!(spans, [("渡口", vec![1]), ("開航", vec![1]), ("渡口", vec![3, 4])]);
    assert_eq!(hit.places[2].around, ["本报讯\u{2002}澜溪", "昨天開航。"]);
    assert_eq!((&*hit.title, hit.first_line.0), ("渡口開航", 1));
    assert_eq!(&hit.snippet.text[hit.snippet.lit[0].clone()], "渡口");
}

#[test]
fn a_phrase_is_found_over_the_end_of_a_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    let one = |text: &str| {
        let page = Page::new(text.to_owned());
        let articles = segment(&page).articles;
        (page, articles)
    };
    let (page, articles) = one("渡口開航\n\n　　本报讯 澜溪渡口昨天開航，两岸的人都来坐\n");
    let (_, next) = one("渡口開航\n\n　　船过河。渡口的老人说，船票两元。\n");
    let record = || PageRecord { path: "a.txt".into(), ..PageRecord::default() };
    // Enough other pages that the rows are asked.
    let read = |place: usize| {
        let onward = |_| (place == 0).then(|| next[0].clone());
        let text = if place == 0 { (page.clone(), articles.clone()) } else { one(&text(place as u64)) };
        Some(StoredPage::new(mark(place as u64), record(), &text.0, &text.1, onward, |_| {
            ToldHeading::default()
        }))
    };
    let marks: Vec<Mark> = (0..12).map(mark).collect();
    store.update(&marks, Vec::new(), read, &|_, _| true).expect("a disk");
    for (typed, count) in [("来坐船过河", 1), ("坐船", 1), ("来坐 过河", 0), ("船票两元", 0), ("开航两", 0)]
    {
        assert_eq!(ask(&store, typed).occurrences, count, "{typed}");
    }
    let hit = &ask(&store, "都来坐船过").hits[0];
    assert_eq!((&*hit.places[0].words, &hit.places[0].lines[..]), ("都来坐", &[LineNo(3)][..]));
}

#[test]
fn articles_are_counted_by_paper_year_and_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &(0..12).collect::<Vec<_>>());
    let results = ask(&store, "渡口");
    assert_eq!(results.articles, results.facets.papers.values().sum::<usize>());
    assert_eq!(results.facets.papers.keys().collect::<Vec<_>>(), ["江报", "河报"]);
    assert_eq!(results.facets.years.keys().copied().collect::<Vec<_>>(), [2000, 2001, 2002]);
    assert_eq!(results.facets.pages.len(), 4);
    assert_eq!(ask(&store, "渡口 paper:河").facets.papers.len(), 1);
    assert_eq!(ask(&store, "渡口 page:2").articles, results.facets.pages[&(String::new(), 2)]);
}

#[test]
fn an_update_reads_only_what_is_new_and_drops_what_is_gone() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &[1, 2, 3]);
    let reads = std::sync::Mutex::new(Vec::new());
    let read = |place: usize| {
        reads.lock().unwrap().push(place);
        Some(stored(5).0)
    };
    store.update(&[mark(1), mark(3), mark(5)], Vec::new(), read, &|_, _| true).expect("a disk");
    assert_eq!(*reads.lock().unwrap(), [2]);
    let mut fresh = TextStore::open(&dir.path().join("fresh"), "");
    update(&mut fresh, &[5, 3, 1]);
    for store in [&store, &TextStore::open(dir.path(), "")] {
        assert_eq!(store.pages(), 3);
        assert_eq!(ask(store, "渡口"), ask(&fresh, "渡口"), "the order of adding is not seen");
    }
    assert_eq!(TextStore::open(dir.path(), "another engine").pages(), 0);
}

#[test]
fn many_small_updates_become_one_segment() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    for last in 0..20 {
        update(&mut store, &(0..=last).collect::<Vec<_>>());
    }
    assert!(store.segments.len() <= MOST_SMALL + 1, "{}", store.segments.len());
    let mut fresh = TextStore::open(&dir.path().join("fresh"), "");
    update(&mut fresh, &(0..20).collect::<Vec<_>>());
    assert_eq!(ask(&store, "茶馆"), ask(&fresh, "茶馆"));
    let files = std::fs::read_dir(dir.path()).expect("a folder").flatten();
    assert!(files.filter(|file| file.path().extension().is_some()).count() <= store.segments.len());
}

#[test]
fn an_update_broken_off_goes_on_and_ends_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let numbers: Vec<u64> = (0..200).collect();
    let marks: Vec<Mark> = numbers.iter().map(|number| mark(*number)).collect();
    let mut store = TextStore::open(dir.path(), "");
    let read = |place: usize| Some(stored(numbers[place]).0);
    let ended = store.update(&marks, b"note".to_vec(), read, &|done, _| done < 64).expect("a disk");
    assert!(!ended && store.note().is_empty());
    assert_eq!(store.pages(), 64);
    assert!(update(&mut store, &numbers));
    assert_eq!((store.pages(), store.note()), (200, &b"note"[..]));
    assert_eq!(paths(&store, "渡口").len(), 200);
}

#[test]
fn damage_is_noticed_wherever_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let numbers: Vec<u64> = (0..8).collect();
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &numbers);
    let sound = ask(&store, "渡口");
    for name in ["index", "0.text"] {
        let path = dir.path().join(name);
        let bytes = std::fs::read(&path).expect("a file");
        for at in (0..bytes.len()).step_by(bytes.len() / 97 + 1).chain([bytes.len() - 1]) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            std::fs::write(&path, &damaged).expect("a disk");
            let store = TextStore::open(dir.path(), "");
            let query = Query::parse("渡口").expect("a query");
            let found = store.search(&query, Order::Relevance, ALL, &Ticket::fresh());
            let same = found.as_ref().is_ok_and(|found| found.as_ref() == Some(&sound));
            assert!(found.is_err() || store.pages() == 0 || same, "{name} at {at}");
        }
        std::fs::write(&path, &bytes[..bytes.len() / 2]).expect("a disk");
        assert_eq!(TextStore::open(dir.path(), "").pages(), 0);
        std::fs::write(&path, &bytes).expect("a disk");
    }
    std::fs::write(dir.path().join("0.text"), b"").expect("a disk");
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &numbers);
    assert_eq!(ask(&store, "渡口"), sound);
}

#[test]
fn a_stale_question_is_not_answered() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = TextStore::open(dir.path(), "");
    update(&mut store, &[1]);
    let generation = Generation::default();
    let ticket = generation.next();
    generation.next();
    let query = Query::parse("渡口").expect("a query");
    assert_eq!(store.search(&query, Order::Newest, ALL, &ticket).expect("sound"), None);
}

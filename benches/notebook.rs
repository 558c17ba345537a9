//! A notebook of 100,000 annotations: opening it, filtering it within a frame, a page with 1,000 highlights.
//!
//! `cargo bench --bench notebook --no-default-features`; `ANNOTATIONS=10000` for a smaller one.

use jianbao::notebook::{Annotation, Body, Filter, Locator, Motivation, Notebook, PageRef, Target};
use jianbao::segmentation::{LineNo, Page};
use std::time::{Duration, Instant};

/// A frame at 60 Hz.
const FRAME: Duration = Duration::from_millis(16);
/// Highlights on each page.
const ON_A_PAGE: usize = 1_000;

fn page(number: usize) -> Page {
    let mut text = String::new();
    for line in 0..900 {
        text.push_str(&format!("第{number}期第{line}行记着河边的集市与渡口\n"));
    }
    Page::new(text)
}

/// The slowest and the middle one of some runs.
fn timed(name: &str, runs: usize, mut run: impl FnMut() -> usize) -> Duration {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..runs {
        let begun = Instant::now();
        found = run();
        times.push(begun.elapsed());
    }
    times.sort();
    let worst = times[runs - 1];
    println!("{name:44} {found:7} found, median {:8.2?}, worst {worst:8.2?}", times[runs / 2]);
    worst
}

fn main() {
    let total: usize = std::env::var("ANNOTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let dir = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    let mut last = None;
    let mut book = Notebook::open(dir.path()).expect("a new notebook");
    for number in 0..total / ON_A_PAGE {
        let page = page(number);
        let mut at = PageRef::new(page.text().as_bytes(), &page, &format!("1950/{number:04}.txt"));
        at.paper = Some(["河津日报", "山口晚报"][number % 2].into());
        at.date = Some(format!("19{:02}-0{}-1{}", 50 + number % 40, 1 + number % 9, number % 10));
        for n in 0..ON_A_PAGE {
            let span = page.span(LineNo((n % 890) as u32 + 1));
            let body = Body {
                note: format!("第{n}条笔记，关于集市的来历"),
                tags: vec![format!("主题{}", n % 50)],
                color: Some((n % 5) as u8),
            };
            let target = Target::of_spans(&at, &page, &[span]);
            last = Some(book.create(&Annotation::new(Motivation::Highlighting, target, body), &page));
        }
    }
    last.expect("annotations").wait().expect("saved");
    println!("{total} annotations written in {:.1?}", begun.elapsed());
    drop(book);
    let begun = Instant::now();
    let book = Notebook::open(dir.path()).expect("the notebook");
    println!("opened, every row checked, in {:.2?}", begun.elapsed());

    let filters = [
        ("all", Filter::default()),
        ("a word in every note", Filter { words: "来历".into(), ..Filter::default() }),
        ("two words, few", Filter { words: "第7期 第77条".into(), ..Filter::default() }),
        ("a word nowhere", Filter { words: "飞艇".into(), ..Filter::default() }),
        ("tag and colour", Filter { tag: Some("主题7".into()), color: Some(2), ..Filter::default() }),
        (
            "paper, dates and a word",
            Filter {
                paper: Some("河津日报".into()),
                from: Some("1960-01-01".into()),
                to: Some("1969-12-31".into()),
                words: "集市".into(),
                ..Filter::default()
            },
        ),
    ];
    let mut missed = 0;
    for (name, filter) in &filters {
        missed += usize::from(timed(name, 30, || book.find(filter).count()) > FRAME);
    }
    let page = page(3);
    let at = PageRef::new(page.text().as_bytes(), &page, "1950/0003.txt");
    missed += usize::from(
        timed("highlights of a page, each located", 30, || {
            let locator = Locator::new(&page);
            book.on_page(&at).iter().map(|annotation| locator.locate(annotation).spans.len()).sum()
        }) > FRAME,
    );
    println!("{missed} of {} took longer than a frame of {FRAME:?}", filters.len() + 1);
}

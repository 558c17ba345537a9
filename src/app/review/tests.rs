//! The queue is gone through by keys alone, and what was done with it stays.

use super::*;
use crate::app::panels::Panel;
use crate::app::testing::Bench;
use crate::app::{import_export, layout};
use std::time::{Duration, Instant};

/// Two pages, each with a text that no headline stands over, and a page that is as good as any.
fn bench() -> Bench {
    let body = "昨天上午，江边的船工们把新造的渡船推下水，两岸的人都来看热闹，孩子们跑在最前面。";
    let page = |words: &str| format!("　　本报讯 {words}{body}\n　　{body}\n");
    let good = format!("渡口新船下水\n\n　　本报讯 {body}\n　　{body}\n");
    Bench::new(&[
        ("江报/2031-01-02/01.txt", &good),
        ("江报/2031-01-03/01.txt", &page("头一条。")),
        ("江报/2031-01-04/01.txt", &page("第二条。")),
    ])
}

fn settle(bench: &mut Bench, what: &str, is_so: impl Fn(&Bench) -> bool) {
    let begun = Instant::now();
    while bench.state.archive.progress.is_some() || !is_so(bench) {
        bench.frame();
        bench.refresh();
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn open(bench: &Bench) -> String {
    bench.state.reader.open.as_ref().map(|open| open.entry.file.path.to_string()).unwrap_or_default()
}

fn left(bench: &Bench) -> (usize, usize) {
    bench.state.review.queue.left()
}

#[test]
fn doubtful_articles_come_one_after_the_other_and_stay_checked() {
    let mut bench = bench();
    bench.act(layout::Action::TogglePanel(Panel::Review));
    settle(&mut bench, "no queue", |bench| left(bench) == (2, 0) && open(bench).contains("-03/"));
    let open_one = bench.state.reader.open.as_ref().unwrap().id;
    let library = &bench.state.archive.library;
    let why = queue::doubts(library.page(open_one.page).unwrap(), library.article(open_one).unwrap());
    assert!(why.contains(&Doubt::Untitled), "{why:?}");
    bench.act(Action::Skip);
    assert!(open(&bench).contains("-04/"), "{}", open(&bench));
    assert_eq!(left(&bench), (2, 1));
    bench.act(Action::Accept);
    assert!(open(&bench).contains("-03/"), "what was put off comes again at the end");
    let checked = |bench: &Bench| bench.state.review.queue.checked;
    settle(&mut bench, "it is not kept", |bench| checked(bench) == 1 && left(bench) == (1, 1));
    // Kept over a restart.
    let path = bench.state.archive.path.clone().unwrap();
    bench.reopen_notebook(|_| {});
    bench.act(crate::app::open_archive::Action::OpenPath(path));
    bench.wait();
    settle(&mut bench, "it is forgotten", |bench| checked(bench) == 1 && left(bench) == (1, 1));
}

#[test]
fn what_was_found_right_is_sure_until_that_is_undone() {
    let mut bench = bench();
    bench.act(layout::Action::TogglePanel(Panel::Review));
    settle(&mut bench, "no queue", |bench| left(bench).0 == 2);
    bench.act(Action::Accept);
    let sure = |bench: &Bench| {
        bench.state.archive.library.articles().filter(|(.., article)| article.confidence == 1.0).count()
    };
    settle(&mut bench, "it is not sure", |bench| left(bench).0 == 1 && sure(bench) == 1);
    bench.act(import_export::Action::Undo);
    settle(&mut bench, "it is still sure", |bench| left(bench).0 == 2 && sure(bench) == 0);
}

#[test]
fn what_is_checked_without_the_panel_leads_nowhere() {
    let mut bench = bench();
    bench.act(layout::Action::TogglePanel(Panel::Review));
    settle(&mut bench, "no queue", |bench| left(bench).0 == 2);
    bench.act(layout::Action::TogglePanel(Panel::Review));
    let before = open(&bench);
    for (action, told) in [(Action::Skip, strings::PUT_OFF_ONE), (Action::Accept, strings::CHECKED_ONE)] {
        bench.act(action);
        assert_eq!(open(&bench), before);
        assert_eq!(bench.state.notices.iter().last().map(|notice| notice.text.as_str()), Some(told.zh));
    }
    assert_eq!(left(&bench), (1, 0));
}

//! What is said by hand is seen wherever it counts, and is found again.

use super::*;
use crate::app::article_list::Which;
use crate::app::import_export::{self, articles::Deed};
use crate::app::message::Action as WindowAction;
use crate::app::panels::Overlay;
use crate::app::testing::Bench;
use crate::app::{open_archive, search};
use std::time::{Duration, Instant};

fn settle(bench: &mut Bench, what: &str, is_so: impl Fn(&Bench) -> bool) {
    let begun = Instant::now();
    while bench.state.exchange.job.is_some() || bench.state.archive.progress.is_some() || !is_so(bench) {
        bench.frame();
        bench.refresh();
        let library = &bench.state.archive.library;
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{what}: {:?} {:?} {:?}",
            library.pages().iter().map(|page| (&page.file.path, &page.label)).collect::<Vec<_>>(),
            library.folders(),
            bench.state.archive.progress,
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Opens the dialog about the articles of these titles.
fn ask(bench: &mut Bench, titles: &[&str]) {
    let library = &bench.state.archive.library;
    let wanted = library.articles().filter(|(_, _, article)| titles.contains(&article.title()));
    let articles: Vec<ArticleId> = wanted.map(|(id, ..)| id).collect();
    assert_eq!(articles.len(), titles.len());
    bench.act(import_export::Action::Articles(Deed::Ask(Overlay::Describe), Which::These(articles)));
}

fn act(bench: &mut Bench, action: Action) {
    bench.act(import_export::Action::Describe(action));
}

fn say(bench: &mut Bench, said: &[(Part, &str)]) {
    said.iter().for_each(|(part, typed)| act(bench, Action::Type(*part, (*typed).into())));
    act(bench, Action::Save);
}

fn titles(bench: &Bench) -> Vec<String> {
    bench.state.archive.library.articles().map(|(.., article)| article.title().to_owned()).collect()
}

/// References to all articles.
fn references(bench: &Bench) -> Vec<String> {
    let library = &bench.state.archive.library;
    let page = |page: &Arc<PageEntry>| {
        let content = library.content_once(page.id).ok();
        let articles = content.map(|content| content.segmentation.articles.clone()).unwrap_or_default();
        articles.iter().map(|one| page.citation(one).gbt7714()).collect::<Vec<_>>()
    };
    library.pages().iter().flat_map(page).collect()
}

fn found(bench: &mut Bench, query: &str, articles: usize) {
    bench.act(search::Action::Results(search::results::Action::Ask(query.into())));
    settle(bench, query, |bench| {
        let find = &bench.state.find;
        !find.results.is_waiting && find.results.answer.rows.len() == articles
    });
}

#[test]
fn a_title_and_an_author_are_those_of_list_citation_and_search_until_they_are_taken_back() {
    let mut bench = Bench::two_papers();
    ask(&mut bench, &["渡口新船下水"]);
    say(&mut bench, &[(Part::Title, "两岸添新渡"), (Part::Authors, "何闻、苏岸")]);
    let is_said = |bench: &Bench| titles(bench).iter().any(|title| title == "两岸添新渡");
    settle(&mut bench, "the title is not taken", is_said);
    assert!(references(&bench).contains(&"何闻, 苏岸. 两岸添新渡[N]. 江报, 2031-01-02(1).".to_owned()));
    found(&mut bench, "author:苏岸", 1);
    found(&mut bench, "title:添新渡", 1);
    found(&mut bench, "title:新船", 1);
    // Of the same article something is said once more; the rest stays.
    ask(&mut bench, &["两岸添新渡"]);
    assert_eq!(bench.state.exchange.describing.typed[1], "何闻、苏岸");
    say(&mut bench, &[(Part::Authors, "-")]);
    let no_authors = "两岸添新渡[N]. 江报, 2031-01-02(1).";
    settle(&mut bench, "the authors stay", |bench| references(bench).contains(&no_authors.to_owned()));
    let corrections = |bench: &Bench| bench.state.store.book.as_ref().unwrap().all_corrections().count();
    assert_eq!(corrections(&bench), 1, "what is said anew replaces what was said");
    bench.act(import_export::Action::Undo);
    bench.act(import_export::Action::Undo);
    settle(&mut bench, "it is not undone", |bench| !is_said(bench));
    bench.act(import_export::Action::Redo);
    settle(&mut bench, "it is not done again", is_said);
    ask(&mut bench, &["两岸添新渡"]);
    act(&mut bench, Action::TakeBack);
    settle(&mut bench, "it is not taken back", |bench| !is_said(bench) && corrections(bench) == 0);
}

#[test]
fn a_page_is_of_the_day_that_is_said_after_its_text_changed_and_its_folder_moved() {
    let mut bench = Bench::two_papers();
    ask(&mut bench, &["冬菜供应充足"]);
    say(&mut bench, &[(Part::Date, "民国二十年四月五日"), (Part::Paper, "河声"), (Part::Page, "A2")]);
    let place = " 河声, 1931-04-05(A02).";
    let is_said = |bench: &Bench| references(bench).iter().filter(|one| one.ends_with(place)).count() == 1;
    settle(&mut bench, "the day is not taken", is_said);
    found(&mut bench, "paper:河声 date:1931 page:A02", 1);
    let root = bench.state.archive.path.clone().unwrap();
    let page = root.join("江报/2031-01-02/02.txt");
    let text = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, format!("早市开张\n\n　　本报讯 早市今天开张，人来人往。\n\n{text}")).unwrap();
    bench.act(open_archive::Action::Rescan);
    settle(&mut bench, "the page is not read", |bench| titles(bench).len() == 5);
    assert_eq!(references(&bench).iter().filter(|one| one.ends_with(place)).count(), 2);
    std::fs::write(&page, text).unwrap();
    std::fs::rename(root.join("江报"), root.join("旧报")).unwrap();
    bench.act(open_archive::Action::Rescan);
    settle(&mut bench, "the page is lost", |bench| titles(bench).len() == 4 && is_said(bench));
    // Another page at its path is another page.
    let other = "新桥合龙\n\n　　本报讯 江上的新桥昨天合龙，工人们在桥上合影。\n";
    std::fs::remove_file(root.join("旧报/2031-01-02/02.txt")).unwrap();
    std::fs::create_dir_all(root.join("江报/2031-01-02")).unwrap();
    std::fs::write(root.join("江报/2031-01-02/02.txt"), other).unwrap();
    bench.act(open_archive::Action::Rescan);
    settle(&mut bench, "the page is not read", |bench| titles(bench).contains(&"新桥合龙".to_owned()));
    assert!(!references(&bench).iter().any(|one| one.ends_with(place)));
}

#[test]
fn several_articles_keep_what_each_was_said_to_be() {
    let mut bench = Bench::two_papers();
    ask(&mut bench, &["渡口新船下水"]);
    say(&mut bench, &[(Part::Authors, "何闻")]);
    let authors = |bench: &Bench| -> Vec<String> {
        let pages = bench.state.archive.library.pages();
        pages.iter().flat_map(|page| page.details()).map(|details| details.byline).collect()
    };
    settle(&mut bench, "no author", |bench| authors(bench).contains(&"何闻".to_owned()));
    ask(&mut bench, &["渡口新船下水", "冬菜供应充足"]);
    assert_eq!(bench.state.exchange.describing.typed[1], "", "they have none in common");
    say(&mut bench, &[(Part::Section, "城乡")]);
    let sections = |bench: &Bench| {
        let pages = bench.state.archive.library.pages().iter();
        pages.filter(|page| page.label.section.as_deref() == Some("城乡")).count()
    };
    settle(&mut bench, "no section", |bench| sections(bench) == 2);
    assert!(authors(&bench).contains(&"何闻".to_owned()));
}

#[test]
fn a_folder_is_read_by_a_pattern_also_in_what_comes_later_and_where_it_moves() {
    let page = |title: &str| format!("{title}\n\n　　本报讯 这里写着一条短消息，说明昨天发生的事情。\n");
    let (first, second) = (page("渡口新船下水"), page("冬菜供应充足"));
    let mut bench = Bench::new(&[("甲/s_19310405_7/x-2.txt", &first), ("甲/s_19310406_7/x-3.txt", &second)]);
    ask(&mut bench, &["渡口新船下水"]);
    act(&mut bench, Action::SetExtent(Extent::Folder("甲".into())));
    act(&mut bench, Action::Type(Part::Paper, "河声".into()));
    act(&mut bench, Action::SetPattern("{paper".into()));
    assert!(matches!(bench.state.exchange.describing.trial, Some(Err(_))));
    act(&mut bench, Action::SetPattern("{page}".into()));
    act(&mut bench, Action::Save);
    assert!(bench.state.layout.overlay.is_some(), "what no path is like is not kept");
    act(&mut bench, Action::SetPattern("s_{year}{month}{day}_*/x-{page}".into()));
    let Some(Ok(trial)) = bench.state.exchange.describing.trial.clone() else { panic!("no trial") };
    assert_eq!((trial.looked, trial.fit), (2, 2));
    act(&mut bench, Action::Save);
    let said = |bench: &Bench| {
        let mut said: Vec<String> = references(bench);
        said.retain(|one| one.contains(" 河声, 1931-04-0"));
        said.len()
    };
    settle(&mut bench, "the folder is not described", |bench| said(bench) == 2);
    let root = bench.state.archive.path.clone().unwrap();
    std::fs::create_dir_all(root.join("甲/s_19310407_9")).unwrap();
    std::fs::write(root.join("甲/s_19310407_9/x-4.txt"), page("山路除雪完成")).unwrap();
    std::fs::create_dir_all(root.join("乙/s_19310407_9")).unwrap();
    std::fs::write(root.join("乙/s_19310407_9/x-4.txt"), page("冰灯游园会开幕")).unwrap();
    bench.act(open_archive::Action::Rescan);
    settle(&mut bench, "what came later is not described", |bench| titles(bench).len() == 4);
    assert_eq!(said(&bench), 3, "another folder is another folder");
    std::fs::create_dir(root.join("丙")).unwrap();
    std::fs::rename(root.join("甲"), root.join("丙/丁")).unwrap();
    bench.act(open_archive::Action::Rescan);
    settle(&mut bench, "the folder is lost", |bench| said(bench) == 3);
    // Opened anew, out of the cache, it is so from the beginning.
    bench.act(WindowAction::Archive(open_archive::Action::OpenPath(root)));
    bench.wait();
    assert_eq!(said(&bench), 3);
    bench.act(import_export::Action::Undo);
    settle(&mut bench, "it is not undone", |bench| said(bench) == 0);
}

#[test]
fn what_is_no_day_or_page_keeps_the_dialog_and_the_words() {
    let mut bench = Bench::two_papers();
    for (part, typed) in [(Part::Date, "昨天"), (Part::Date, "1931-04"), (Part::Page, "副刊")] {
        ask(&mut bench, &["渡口新船下水"]);
        say(&mut bench, &[(part, typed)]);
        let describing = &bench.state.exchange.describing;
        assert_eq!((describing.wrong, describing.typed[part as usize].as_str()), (Some(part), typed));
        assert_eq!(bench.state.layout.overlay, Some(Overlay::Describe));
    }
}

#[test]
fn what_is_said_goes_into_another_notebook() {
    let mut bench = Bench::two_papers();
    ask(&mut bench, &["渡口新船下水"]);
    act(&mut bench, Action::SetExtent(Extent::Folder(String::new())));
    say(&mut bench, &[(Part::Title, "两岸添新渡"), (Part::Paper, "河声")]);
    let is_said =
        |bench: &Bench| references(bench).contains(&"两岸添新渡[N]. 河声, 2031-01-02(1).".to_owned());
    settle(&mut bench, "it is not said", is_said);
    let exported = bench.state.store.book.as_ref().unwrap().export().unwrap();
    bench.act(import_export::Action::Undo);
    settle(&mut bench, "it is not undone", |bench| !is_said(bench));
    bench.reopen_notebook(|dir| {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        }
    });
    let book = bench.state.store.book.as_mut().unwrap();
    book.merge(&Notebook::read_export(&exported).unwrap()).wait().unwrap();
    let path = bench.state.archive.path.clone().unwrap();
    bench.state.take_up_notebook();
    bench.act(open_archive::Action::OpenPath(path));
    bench.wait();
    settle(&mut bench, "it did not come over", is_said);
}

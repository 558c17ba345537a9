//! Opening archives: what stays, what is said, and where one goes on.

use crate::bench::{Bench, CTRL, NONE, Shape, folder};
use crate::given;
use crate::{PAGES, archive, days_of_pages, of_size};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::Queryable;
use jianbao::language::Language;

#[test]
fn a_wrong_folder_leaves_what_is_read_and_says_so_in_its_dialog() {
    let ((archive, data), wrong) = (archive(), folder());
    for name in ["1.zip", "2.zip", "a.doc"] {
        std::fs::write(wrong.path().join(name), "x").expect("a file");
    }
    let mut bench = Bench::open(&archive, &data);
    bench.press(CTRL, Key::O);
    bench.type_text(wrong.path().to_str().expect("a path in UTF-8"));
    bench.press(NONE, Key::Enter);
    bench.wait("the reason", |state| state.archive.refused.is_some());
    bench.steps();
    assert!(bench.has("2 ZIP、1 DOC") && bench.has("先解开"));
    assert!(bench.look(|state| state.layout.overlay.is_some()) && bench.told().is_empty());
    assert_eq!(bench.look(|state| state.archive.counts().0), 3);
    let recent = bench.look(|state| state.archive.recent.clone());
    assert!(recent.iter().all(|folder| !folder.starts_with(wrong.path())) && recent.len() == 1, "{recent:?}");
    // Once a page is there, it is an archive like any other.
    std::fs::write(wrong.path().join("1.txt"), "渡口茶馆重开\n\n　　渡口茶馆昨天重新开门迎客。\n")
        .expect("a page");
    bench.press(NONE, Key::Enter);
    bench.wait("the other archive", |state| state.archive.counts().0 == 1 && state.reader.open.is_some());
    bench.steps();
    assert!(bench.look(|state| state.layout.overlay.is_none() && state.archive.recent.len() == 2));
}

#[test]
fn an_archive_without_a_page_shows_one_empty_state() {
    let (empty, data) = (folder(), folder());
    let mut bench = Bench::unopened(Some(empty.path()), &data, Language::Chinese, Shape::default());
    bench.wait("the end", |state| state.archive.progress.is_none());
    bench.steps();
    assert_eq!(bench.harness.query_all_by_label_contains("没有找到版面").count(), 1);
    assert!(!bench.has("还没有打开文章") && bench.has("打开资料库"));
    assert!(bench.look(|state| state.archive.recent.is_empty()));
}

#[test]
fn the_sample_is_said_to_be_the_sample_until_that_is_dismissed() {
    let data = folder();
    let mut bench = Bench::shaped(None, &data, Language::English, Shape::default());
    assert!(bench.has("sample papers") && bench.has("Open your own archive"));
    bench.click("Open your own archive");
    assert!(bench.look(|state| state.layout.overlay.is_some()));
    bench.press(NONE, Key::Escape);
    bench.click("Dismiss");
    assert!(!bench.has("sample papers"));
}

#[test]
fn the_article_read_last_stands_at_its_place_of_the_list_again() {
    let (archive, data) = (folder(), folder());
    given::archive(&days_of_pages(30), archive.path(), data.path());
    let title = "江堤公园第17期";
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    for _ in 0..17 {
        bench.press(NONE, Key::J);
    }
    drop(bench);
    let row = |bench: &Bench| bench.harness.get_by_role_and_label(Role::ListItem, title).rect();
    let bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    let list = bench.harness.get_by_role_and_label(Role::List, "文章目录").rect();
    let place = (row(&bench).top() - list.top()) / list.height();
    assert!((0.28..0.33).contains(&place), "{place}");
    let mut bench = bench;
    bench.press(NONE, Key::J);
    assert!(
        (row(&bench).top() - list.top()) / list.height() - place < 0.01,
        "the list stays while one reads on"
    );
}

#[test]
fn a_folder_by_which_paper_and_issue_go_is_named_once() {
    let pages = [("匣三/a-1.txt", PAGES[0].1), ("匣三/b-2.txt", PAGES[1].1)];
    let (bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    assert!(bench.has("匣三") && !bench.has("匣三  ·  匣三"));
}

#[test]
fn an_archive_that_is_opened_again_stands_where_it_was_left() {
    let ((other, data), archive) = (archive(), folder());
    given::archive(&days_of_pages(30), archive.path(), data.path());
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    for _ in 0..17 {
        bench.press(NONE, Key::J);
    }
    for (folder, pages) in [(&other, 3), (&archive, 30)] {
        bench.press(CTRL, Key::O);
        bench.press(CTRL, Key::A);
        bench.type_text(folder.path().to_str().expect("a path in UTF-8"));
        bench.press(NONE, Key::Enter);
        bench.wait("the archive", |state| {
            let archive = &state.archive;
            archive.counts().0 == pages && archive.progress.is_none() && state.reader.open.is_some()
        });
        bench.steps();
    }
    let list = bench.harness.get_by_role_and_label(Role::List, "文章目录").rect();
    let row = bench.harness.get_by_role_and_label(Role::ListItem, "江堤公园第17期").rect();
    assert!(
        list.y_range().contains(row.top()) && list.y_range().contains(row.bottom()),
        "{row:?} in {list:?}"
    );
}

#[test]
fn the_dialog_of_archives_offers_the_systems_chooser_and_those_opened_before() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(CTRL, Key::O);
    assert!(bench.has("选择文件夹…") && bench.has(&archive.path().display().to_string()));
}

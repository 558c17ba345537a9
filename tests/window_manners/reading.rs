//! The text, its source and its page beside it.

use crate::bench::{Bench, NONE, Shape, folder};
use crate::given;
use crate::{BODY, archive, days_of_pages};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::panels::Panel;
use jianbao::app::store::Saving;
use jianbao::language::Language;

#[test]
fn two_articles_side_by_side_are_seen_beside_a_panel() {
    let (archive, data) = archive();
    let shape = Shape { size: vec2(1276.0, 800.0), ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    bench.press(NONE, Key::F8);
    bench.press(NONE, Key::Backslash);
    bench.press(NONE, Key::J);
    assert!(bench.has(BODY) && bench.has("收下一名年轻徒弟"), "both are there");
}

#[test]
fn a_screen_reader_has_the_text_by_characters_and_knows_the_selection() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::S);
    bench.harness.get_by_label_contains("正文 　　本报讯").click();
    bench.steps();
    let document = bench.harness.get_by_role(Role::Document);
    let node = document.accesskit_node();
    assert!(node.supports_text_ranges());
    let text = node.document_range().text();
    assert!(text.starts_with("江堤公园月底开放\n") && text.contains(BODY), "{text}");
    let selected = node.text_selection().expect("a selection").text();
    assert!(selected.starts_with("本报讯") && selected.contains(BODY), "{selected}");
}

#[test]
fn the_wheel_with_ctrl_changes_the_text_size_over_the_text_alone() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    let size = |bench: &Bench| bench.look(|state| state.settings.text_size);
    let before = size(&bench);
    let zoom = |bench: &mut Bench, at: Pos2, factor: f32| {
        bench.harness.event(egui::Event::PointerMoved(at));
        bench.harness.step();
        bench.harness.event(egui::Event::Zoom(factor));
        bench.steps();
    };
    let text = bench.paragraph(BODY).center();
    zoom(&mut bench, text, 1.25);
    let larger = size(&bench);
    assert!(larger > before, "{larger}");
    zoom(&mut bench, text, 0.6);
    assert!(size(&bench) < larger);
    let now = size(&bench);
    zoom(&mut bench, Pos2::new(60.0, 400.0), 1.5);
    assert_eq!(size(&bench), now);
}

#[test]
fn the_source_opens_at_the_place_that_is_read() {
    let (archive, data) = (folder(), folder());
    let lines: String = (1..=120)
        .map(|n| format!("　　第{n}天，江水又涨了一尺，两岸的人家把东西搬到楼上，渡船停了，集市也散了。\n"))
        .collect();
    std::fs::write(archive.path().join("20310102_01.txt"), format!("江水日记\n\n{lines}")).expect("a page");
    let mut bench = Bench::open(&archive, &data);
    for _ in 0..4 {
        bench.press(NONE, Key::PageDown);
    }
    bench.wait("the page", |state| state.reader.place.is_some());
    bench.press(NONE, Key::S);
    assert_eq!(bench.look(|state| state.layout.panel), Some(Panel::Source));
    assert!(!bench.has("1 主题 江水日记"), "the source is not at the beginning");
}

#[test]
fn the_ways_to_look_at_a_page_are_in_reach_of_a_narrow_panel() {
    let (archive, data) = (folder(), folder());
    given::archive(&days_of_pages(2), archive.path(), data.path());
    let small = Shape { size: vec2(800.0, 600.0), ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::English, small);
    bench.press(NONE, Key::F4);
    let window = Rect::from_min_size(Pos2::ZERO, small.size);
    for name in ["Magnify the page", "Shrink the page", "Fit the width", "Fit the page"] {
        let button = bench.harness.query_all_by_label_contains(name).next();
        let button = button.unwrap_or_else(|| panic!("no {name}"));
        assert!(window.contains_rect(button.rect()), "{name}: {:?}", button.rect());
        assert!(button.accesskit_node().is_disabled(), "of text there is nothing to magnify");
    }
}

#[test]
fn the_article_at_hand_is_joined_with_the_next_without_a_selection() {
    let (archive, data) = (folder(), folder());
    let page = "渡口新船下水\n\n　　本报讯 昨天，新造的渡船在渡口下水，两岸的人都来看热闹。\n\n山路除雪完成\n\n　　本报讯 山路上的雪昨天除完，车辆恢复通行，两天没有出门的人赶去集市。\n";
    std::fs::write(archive.path().join("20310102_01.txt"), page).expect("a page");
    let mut bench = Bench::open(&archive, &data);
    let articles = bench.look(|state| state.archive.counts().1);
    assert_eq!(articles, 2);
    bench.press(Modifiers::SHIFT, Key::N);
    bench.wait("the correction", |state| state.archive.counts().1 == 1);
}

#[test]
fn going_from_article_to_article_writes_little() {
    let (archive, data) = (folder(), folder());
    given::archive(&days_of_pages(30), archive.path(), data.path());
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    for _ in 0..29 {
        bench.press(NONE, Key::J);
        bench.wait("the disk", |state| state.store.saving != Saving::Pending);
    }
    let log = std::fs::read_dir(data.path().join("log")).expect("the log");
    let files = log.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("its records"));
    let longest = files.flat_map(|file| file.lines().map(str::len).collect::<Vec<_>>()).max();
    // What was gone to before is remembered by none of the later records.
    assert!(longest.is_some_and(|longest| longest < 600), "{longest:?}");
}

#[test]
fn an_article_counts_as_read_after_a_moment_that_suits_its_length_or_when_its_end_was_come_to() {
    let (archive, data) = (folder(), folder());
    let line = "p 　　江水又涨了一尺，两岸的人家把东西搬到楼上，渡船停了，集市也散了。\n";
    let page = |title: &str, lines: usize| format!("article 0.9\ntitle {title}\n\n{}", line.repeat(lines));
    let pages = [
        ("江报/2031-01-01/01.txt", page("渡船停航", 1)),
        ("江报/2031-01-02/01.txt", page("江水日记", 5)),
        ("江报/2031-01-03/01.txt", page("江水长记", 80)),
    ];
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (*path, text.as_str())).collect();
    given::archive(&pages, archive.path(), data.path());
    let mut bench = Bench::open(&archive, &data);
    let is_read = |bench: &Bench| {
        bench.look(|state| state.marks.is_read(state.reader.open.as_ref().expect("an article").id))
    };
    let after = |bench: &mut Bench, seconds: f32| {
        bench.harness.run_steps((seconds / Shape::default().tick) as usize);
        is_read(bench)
    };
    bench.press(NONE, Key::K);
    assert!(!after(&mut bench, 1.0) && after(&mut bench, 3.0), "a few words are read in three seconds");
    // One that is seen whole is not read by being opened; a dialog before it is no reading.
    bench.press(NONE, Key::J);
    assert!(!after(&mut bench, 3.0));
    bench.press(NONE, Key::F1);
    assert!(!after(&mut bench, 20.0));
    bench.press(NONE, Key::Escape);
    assert!(!after(&mut bench, 3.0) && after(&mut bench, 6.0));
    // One that is longer than the window is read at its end, however soon one comes there.
    bench.press(NONE, Key::J);
    assert!(!after(&mut bench, 30.0));
    bench.press(NONE, Key::End);
    assert!(after(&mut bench, 0.5));
}

#[test]
fn the_title_of_a_page_is_told_whole_above_its_image() {
    let page = "article 0.9\ntitle 渡船停航\n\np 　　江水又涨了一尺。\n";
    for size in [vec2(1920.0, 1080.0), vec2(1280.0, 800.0), vec2(800.0, 600.0)] {
        let (archive, data) = (folder(), folder());
        given::archive(
            &[("江报/2031-01-02/江报20310102第2版经济观察.txt", page)],
            archive.path(),
            data.path(),
        );
        let shape = Shape { size, ..Shape::default() };
        let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
        bench.press(Modifiers::SHIFT, Key::S);
        // Six characters of 14 points, and a digit and a space.
        let width = bench.rect("第2版 经济观察").width();
        assert!(width > 90.0, "{width} at {size}");
    }
}

//! Articles over time by newspaper and section, those that are about the same, and the names in what was found: by keys,
//! by the mouse and in both languages.
#![cfg(feature = "window")]

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::language::Language;
use tempfile::TempDir;

const SHIFT: Modifiers = Modifiers::SHIFT;

/// Two papers over some days; two articles of them on the same.
const PAGES: [(&str, &str); 5] = [
    (
        "江城晚报/2031-03-01/01版-要闻.txt",
        "article 0.9\ntitle 武汉渡口新船下水\n\np 　　新船昨天从武汉开到重庆，船长陈水根掌舵，乘客三百人。\n",
    ),
    (
        "江城晚报/2031-03-02/01版-要闻.txt",
        "article 0.9\ntitle 老街修鞋匠收了新徒弟\n\np 　　六十岁的修鞋匠在老街守了四十年。\n",
    ),
    (
        "江城晚报/2031-03-03/02版-副刊.txt",
        "article 0.9\ntitle 江边的早晨\n\np 　　早晨的江边有人钓鱼，有人唱戏。\n",
    ),
    (
        "江城晚报/2031-03-04/02版-副刊.txt",
        "article 0.9\ntitle 雨天的书店\n\np 　　下雨的日子，书店里坐满了人。\n",
    ),
    (
        "澜溪日报/2031-03-02/01.txt",
        "article 0.9\ntitle 船长谈新船\n\np 　　陈水根昨天在武汉说，新船走得稳，重庆的乘客很多。\n",
    ),
];

fn open(language: Language) -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    let bench = Bench::shaped(Some(archive.path()), &data, language, Shape::default());
    (bench, [archive, data])
}

impl Bench {
    fn rows(&self) -> usize {
        self.look(|state| state.find.results.answer.rows.len())
    }

    fn wait_for_rows(&mut self, rows: usize) {
        self.wait("the rows", |state| {
            !state.find.results.is_waiting && state.find.results.answer.rows.len() == rows
        });
        self.steps();
    }

    fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    fn press_named(&mut self, name: &str) {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.steps();
    }

    fn focused(&self) -> String {
        let focused = self.harness.root().children_recursive().find(|node| node.is_focused());
        focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    }
}

#[test]
fn a_stretch_of_a_newspaper_is_pressed_and_taken_back() {
    let (mut bench, _folders) = open(Language::Chinese);
    bench.press(CTRL | SHIFT, Key::T);
    bench.wait_for_rows(5);
    assert!(bench.has("时间线：全部文章") && bench.has("按时间, 江城晚报") && bench.has("按时间, 澜溪日报"));
    assert!(bench.has("早晨的江边有人钓鱼"), "the first words stand where there are no hits");
    // The first of the four days, at the left end of the lane.
    let lane = bench.harness.query_all_by_label_contains("按时间, 江城晚报").next().expect("a lane").rect();
    let pos = lane.left_center() + egui::vec2(4.0, 0.0);
    bench.harness.event(egui::Event::PointerMoved(pos));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        bench.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
        bench.harness.step();
    }
    bench.wait_for_rows(1);
    assert!(bench.has("2031-03-01  ×"), "what narrows is said");
    bench.press_named("取消全部筛选");
    bench.wait_for_rows(5);
}

#[test]
fn sections_are_lanes_too_and_keys_choose_among_their_days() {
    let (mut bench, _folders) = open(Language::English);
    bench.press(CTRL | SHIFT, Key::T);
    bench.wait_for_rows(5);
    bench.press_named("Each section");
    assert!(bench.has("Over time, 副刊") && !bench.has("Over time, 澜溪日报"));
    for _ in 0..60 {
        if bench.focused().starts_with("Over time, 副刊") {
            break;
        }
        bench.press(NONE, Key::Tab);
    }
    assert!(bench.focused().starts_with("Over time, 副刊"), "{}", bench.focused());
    for _ in 0..3 {
        bench.press(NONE, Key::ArrowRight);
    }
    bench.press(SHIFT, Key::ArrowRight);
    let told = bench.focused();
    assert!(told.contains("2031-03-04"), "{told}");
    bench.press(NONE, Key::Enter);
    bench.wait_for_rows(2);
    assert!(bench.has("江边的早晨") && bench.has("雨天的书店"));
}

#[test]
fn what_is_about_the_same_is_found_without_words_in_the_box() {
    let (mut bench, _folders) = open(Language::Chinese);
    bench.press(SHIFT, Key::F2);
    bench.wait_for_rows(1);
    assert!(bench.has("与《武汉渡口新船下水》相近"));
    assert_eq!(bench.look(|state| state.find.query.clone()), "");
    let rows: Vec<String> = {
        let list = bench.harness.query_all_by_role(Role::ListItem);
        list.filter_map(|node| node.accesskit_node().label()).collect()
    };
    assert!(rows.iter().any(|row| row.starts_with("船长谈新船, 澜溪日报 2031-03-02")), "{rows:?}");
    bench.press(NONE, Key::Enter);
    assert!(bench.look(|state| !state.find.places.is_empty()), "what is the same is lit");
}

#[test]
fn names_in_the_results_are_listed_and_looked_for() {
    let (mut bench, _folders) = open(Language::Chinese);
    bench.press(CTRL | SHIFT, Key::F);
    bench.type_text("新船");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 2);
    bench.press(NONE, Key::Enter);
    let below = |bench: &Bench| bench.harness.get_by_label("按相关").rect();
    let before = below(&bench);
    bench.wait("the names", |state| state.find.results.answer.names.is_some());
    bench.steps();
    assert_eq!(below(&bench), before, "what is pressed stays where it is when the names come");
    assert!(bench.has("武汉 (2)") && bench.has("重庆 (2)") && bench.has("陈水根 (2)"));
    assert!(!bench.has("篇中的人名和地名"), "all were read for names");
    bench.press_named("陈水根 (2)");
    assert_eq!(bench.look(|state| state.find.query.clone()), "新船 \"陈水根\"");
    bench.wait_for_rows(2);
    assert_eq!(bench.rows(), 2);
}

#[test]
fn names_of_the_first_articles_alone_are_said_to_be_of_these() {
    let article = |n: usize| format!("article 0.9\ntitle 第{n}号渡船\n\np 　　渡船昨天从武汉开到重庆。\n\n");
    let page: String = (1..=201).map(article).collect();
    let (archive, data) = (folder(), folder());
    given::archive(&[("江城晚报/2031-03-01/01.txt", &*page)], archive.path(), data.path());
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    bench.press(CTRL | SHIFT, Key::F);
    bench.type_text("渡船");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 201);
    bench.press(NONE, Key::Enter);
    bench.wait("the names", |state| state.find.results.answer.names.is_some());
    bench.steps();
    assert!(bench.has("前 200 篇中的人名和地名") && bench.has("武汉 (200)"));
}

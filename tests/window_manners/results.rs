//! The pane of what was found: counted, chosen, narrowed, opened.

use crate::bench::{Bench, CTRL, NONE};
use crate::{PAGES, archive, of_size, with_found};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::state::State;
use jianbao::language::Language;

#[test]
fn the_line_at_the_bottom_counts_places_as_the_search_box_does() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(CTRL | Modifiers::SHIFT, Key::F);
    bench.type_text("公");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 2);
    bench.press(NONE, Key::Enter);
    bench.wait("a place", |state| !state.find.places.is_empty());
    bench.steps();
    let ways = bench.harness.query_all_by_label_contains("下一处").map(|node| node.rect());
    let way = ways.max_by(|a, b| a.top().total_cmp(&b.top())).expect("the way to the next");
    assert!(way.height() < 28.0 && way.bottom() < 798.0, "it stands in the line: {way:?}");
    for _ in 0..4 {
        bench.steps();
        let (at, all) = bench.look(|state| state.find.position()).expect("a place");
        let told = format!("结果中第 {} / {all} 处", at.expect("a number"));
        assert!(bench.has(&told), "{told}");
        bench.press(NONE, Key::F3);
    }
}

#[test]
fn a_pane_without_results_says_once_how_to_look_for_some() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::F2);
    assert_eq!(bench.harness.query_all_by_label_contains("可用 OR").count(), 1);
    bench.type_text("没有的字");
    bench.wait("the search", |state| !state.find.results.is_waiting && state.find.indexed == Some((3, 3)));
    bench.steps();
    assert_eq!(bench.harness.query_all_by_label_contains("可用 OR").count(), 1);
    assert_eq!(bench.harness.query_all_by_label_contains("正文里没有这样的文字").count(), 1);
}

#[test]
fn what_was_found_is_opened_beside_and_collected_by_the_mouse() {
    let (mut bench, _folders) = with_found(&PAGES, "下", 2);
    let [first, other] = ["老街修鞋匠", "三条公交线路"].map(|title| {
        let mut rows = bench.harness.query_all_by_role(Role::ListItem);
        let row = rows.find(|row| row.accesskit_node().label().is_some_and(|name| name.starts_with(title)));
        (title, row.expect("a row").rect().center())
    });
    bench.press_at(first.1, egui::PointerButton::Primary, 1);
    bench.press_at(other.1, egui::PointerButton::Secondary, 1);
    bench.click("并排打开");
    let beside = bench.look(|state| {
        let title = |open: &jianbao::app::reader::article::OpenArticle| open.article().display_title();
        let beside = state.reader.beside.as_ref().map(|beside| title(&beside.open));
        [state.reader.open.as_ref().map(title), beside].map(Option::unwrap_or_default)
    });
    assert!(beside[0].starts_with(other.0) && beside[1].starts_with(first.0), "{beside:?}");
    bench.press_at(other.1, egui::PointerButton::Secondary, 1);
    bench.click("收入资料夹…");
    assert!(bench.has("文章 1 篇"));
}

#[test]
fn days_alone_stand_at_no_place_and_a_single_bar_is_not_drawn() {
    let pages = [
        ("澜溪日报/2031-03-04/01版-要闻.txt", PAGES[0].1),
        ("澜溪日报/2031-03-04/02版-副刊.txt", PAGES[1].1),
        ("澜溪日报/2031-03-05/01版-要闻.txt", PAGES[2].1),
    ];
    let (mut bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    let mut ask = |query: &str, rows: usize| {
        bench.press(CTRL | Modifiers::SHIFT, Key::F);
        bench.press(CTRL, Key::A);
        bench.type_text(query);
        bench.wait("the search", |state| {
            !state.find.results.is_waiting && state.find.results.answer.rows.len() == rows
        });
        bench.press(NONE, Key::Enter);
        bench.steps();
        (bench.has(" 处"), bench.harness.query_all_by_label("按时间").next().is_some())
    };
    assert_eq!(ask("date:2031-03-04", 2), (false, false));
    assert_eq!(ask("公园 OR 修鞋匠 OR 公交", 3), (true, true));
}

#[test]
fn all_that_was_found_is_chosen_by_a_key_and_by_a_press_and_collected() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    let picked = |bench: &Bench| bench.look(|state| state.find.results.picked().len());
    bench.press(CTRL, Key::A);
    assert!(picked(&bench) == 3 && bench.has("已选 3 篇"));
    bench.press(CTRL | Modifiers::SHIFT, Key::E);
    assert!(
        bench.look(|state| state.exchange.path.ends_with("的 OR 下 3.md")),
        "{}",
        bench.look(|state| state.exchange.path.clone())
    );
    bench.press(NONE, Key::Escape);
    bench.press(Modifiers::SHIFT, Key::D);
    assert!(bench.has("文章 3 篇"), "the dialog is about all of them");
    bench.type_text("江边");
    bench.press(NONE, Key::Enter);
    bench.wait("the collection", |state| state.collections.all.first().is_some_and(|(_, count)| *count == 3));
    bench.press(NONE, Key::Escape);
    assert_eq!((picked(&bench), bench.has("已选")), (0, false));
    assert!(bench.look(|state| state.find.results.is_shown), "Escape takes back one thing at a time");
    bench.click("全选");
    assert_eq!(picked(&bench), 3);
    bench.click("取消选择");
    assert_eq!(picked(&bench), 0);
    // A press beside the rows leaves the keys to them.
    bench.click("近的在前");
    bench.wait("the order", |state| !state.find.results.is_waiting);
    bench.steps();
    bench.press(CTRL, Key::A);
    assert_eq!(picked(&bench), 3);
}

#[test]
fn some_that_were_found_are_chosen_one_by_one_and_keep_their_choice_in_another_order() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    let picked = |bench: &Bench| {
        let mut picked = bench.look(|state| state.find.results.picked());
        picked.sort();
        picked
    };
    bench.press(Modifiers::SHIFT, Key::ArrowDown);
    let two = picked(&bench);
    assert_eq!(two.len(), 2);
    bench.click("近的在前");
    bench.wait("the order", |state| !state.find.results.is_waiting);
    assert_eq!(picked(&bench), two);
    bench.press(Modifiers::SHIFT, Key::G);
    assert!(bench.has("文章 2 篇"));
    bench.press(NONE, Key::Escape);
    // A plain press is about one.
    let row = bench.harness.query_all_by_role(Role::ListItem).next().expect("a row").rect();
    bench.press_at(row.center(), egui::PointerButton::Primary, 1);
    assert_eq!(picked(&bench), []);
    bench.press(CTRL, Key::Space);
    assert_eq!(picked(&bench).len(), 1);
    // Other words have other results.
    bench.press(CTRL | Modifiers::SHIFT, Key::F);
    bench.press(CTRL, Key::A);
    bench.type_text("公园");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 1);
    assert_eq!(picked(&bench), []);
}

#[test]
fn what_narrows_the_results_stays_under_the_pointer() {
    let pages = [
        ("江报/2030-03-04/01.txt", PAGES[0].1),
        ("江报/2031-03-04/01.txt", PAGES[1].1),
        ("江报/2032-03-04/01.txt", PAGES[2].1),
    ];
    let (mut bench, _folders) = with_found(&pages, "的 OR 下", 3);
    let year = |bench: &Bench| bench.rect("2030 (1)");
    let before = year(&bench);
    for rows in [1, 3] {
        bench.press_at(before.center(), egui::PointerButton::Primary, 1);
        bench.wait("the choice", |state| {
            !state.find.results.is_waiting && state.find.results.answer.rows.len() == rows
        });
        bench.steps();
        assert_eq!(year(&bench), before, "{rows}");
    }
}

#[test]
fn two_that_were_found_stand_side_by_side_with_their_hits_and_either_is_put_away_by_the_mouse() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    bench.press(NONE, Key::Enter);
    let open = |bench: &Bench| bench.look(|state| state.reader.open.as_ref().map(|open| open.id));
    let first = open(&bench);
    let row = bench.harness.query_all_by_role(Role::ListItem).nth(1).expect("a row").rect();
    bench.press_at(row.center(), egui::PointerButton::Secondary, 1);
    bench.click("并排打开");
    let hits = |state: &State| {
        let beside = state.reader.beside.as_ref().map_or(0, |beside| beside.marks.len());
        (state.find.places.len(), beside)
    };
    assert!(bench.look(|state| hits(state).0 > 0 && hits(state).1 > 0));
    bench.press(NONE, Key::F7);
    assert!(bench.look(|state| hits(state).0 > 0 && hits(state).1 > 0));
    assert_eq!(bench.harness.query_all_by_label("收起这一篇").count(), 2);
    // That of the one at the left: the other stays.
    let close = bench.harness.query_all_by_label("收起这一篇").map(|node| node.rect());
    let close = close.min_by(|a, b| a.left().total_cmp(&b.left())).expect("two of them");
    assert_eq!(open(&bench), first, "it stood at the right");
    bench.press_at(close.center(), egui::PointerButton::Primary, 1);
    assert_eq!((open(&bench), bench.look(|state| state.reader.beside.is_none())), (first, true));
}

#[test]
fn the_place_that_is_counted_is_that_of_the_text_whatever_is_chosen_among_the_rows() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    bench.press(NONE, Key::Enter);
    bench.press(NONE, Key::F2);
    bench.press(NONE, Key::F2);
    let position = |bench: &Bench| bench.look(|state| state.find.position());
    let before = position(&bench);
    assert_eq!(before.map(|(at, _)| at), Some(Some(1)));
    for (modifiers, key) in [(NONE, Key::ArrowDown), (CTRL, Key::Space), (Modifiers::SHIFT, Key::ArrowDown)] {
        bench.press(modifiers, key);
        assert!(bench.look(|state| state.find.results.cursor > 0));
        assert_eq!(position(&bench), before, "{key:?}");
    }
    bench.click("近的在前");
    bench.wait("the order", |state| !state.find.results.is_waiting);
    // In another order it has another number; the next place is the one after it.
    let (at, count) = position(&bench).expect("a place");
    bench.press(NONE, Key::F3);
    assert_eq!(position(&bench), Some((at.map(|at| at % count + 1), count)));
}

#[test]
fn the_ways_to_the_hits_around_stand_in_the_search_box() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    bench.press(NONE, Key::Enter);
    let field = bench.harness.query_all_by_role(Role::TextInput).map(|node| node.rect());
    let field = field.min_by(|a, b| a.top().total_cmp(&b.top())).expect("the search box");
    for (name, at) in [("下一处", 2), ("上一处", 1)] {
        let step = bench.harness.query_all_by_label_contains(name).map(|node| node.rect());
        let step = step.min_by(|a, b| a.top().total_cmp(&b.top())).expect(name);
        assert!(field.contains_rect(step), "{name}: {step:?} in {field:?}");
        bench.press_at(step.center(), egui::PointerButton::Primary, 1);
        assert_eq!(bench.look(|state| state.find.position()).map(|(at, _)| at), Some(Some(at)), "{name}");
    }
}

#[test]
fn rows_stay_where_they_are_when_the_names_come_and_where_there_are_none() {
    for (query, rows, has_none) in [("公园 OR 公交", 2, true), ("的 OR 下", 3, true)] {
        let (mut bench, _folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
        bench.press(CTRL | Modifiers::SHIFT, Key::F);
        bench.type_text(query);
        bench.wait("the search", |state| state.find.results.answer.rows.len() == rows);
        bench.harness.key_press_modifiers(NONE, Key::Enter);
        let mut tops = Vec::new();
        let mut after = 0;
        while after < 8 {
            bench.harness.step();
            tops.extend(bench.harness.query_all_by_role(Role::ListItem).next().map(|row| row.rect().top()));
            let has_names = bench.look(|state| state.find.results.answer.names.is_some());
            after += usize::from(has_names && bench.look(|state| state.find.results.is_shown));
        }
        tops.dedup();
        assert_eq!(tops.len(), 1, "{query}: {tops:?}");
        assert_eq!(bench.harness.query_all_by_label("没有").count() > 0, has_none, "{query}");
    }
}

//! Dialogs, menus and panels: what stands in them fits and stays where it is.

use crate::bench::{Bench, CTRL, NONE};
use crate::{BODY, PAGES, of_size};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;
use jianbao::language::Language;

#[test]
fn values_beside_sliders_end_before_the_scroll_bar() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(800.0, 600.0), Language::English);
    bench.press(CTRL, Key::Comma);
    bench.steps();
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "A font of your own").rect().right();
    let sliders = bench.harness.query_all_by_role(Role::SpinButton).map(|node| node.rect().right());
    let rights: Vec<f32> = sliders.collect();
    assert!(!rights.is_empty() && rights.iter().all(|right| *right <= field), "{rights:?} and {field}");
}

#[test]
fn a_dialog_grows_downwards_and_what_is_pressed_in_it_stays_where_it_is() {
    let (mut bench, folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    bench.press(CTRL | Modifiers::SHIFT, Key::E);
    let button = |bench: &Bench| bench.harness.get_by_role_and_label(Role::Button, "导出").rect();
    let before = button(&bench);
    bench.press(CTRL, Key::A);
    bench.type_text(&folders[1].path().join("out.md").display().to_string());
    bench.harness.get_by_role_and_label(Role::Button, "导出").click();
    bench.steps();
    bench.wait("the file", |state| state.exchange.outcome.is_some());
    bench.steps();
    assert!(button(&bench).center().distance(before.center()) < 2.0, "{:?} and {before:?}", button(&bench));
    // It is proposed again beside the file that was written.
    bench.click("RIS");
    assert!(bench.look(|state| state.exchange.path.starts_with(&*folders[1].path().display().to_string())));
    assert!(bench.has("Zotero"), "what the form is for is said");
}

#[test]
fn menus_of_corrections_fit_a_small_window() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(800.0, 600.0), Language::English);
    let text = bench.paragraph(BODY).center();
    for name in ["Correct", "This is..."] {
        bench.press_at(text, egui::PointerButton::Secondary, 1);
        bench.click(name);
        bench.steps();
        let last = if name == "Correct" { "Join with the next paragraph" } else { "This is page furniture" };
        let (last, window) = (bench.rect(last), Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)));
        assert!(window.contains_rect(last), "{name}: {last:?}");
        bench.press(NONE, Key::Escape);
        bench.press(NONE, Key::Escape);
    }
}

#[test]
fn a_file_that_is_no_export_of_notes_is_refused_in_words_of_the_program() {
    let (mut bench, folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    let file = folders[1].path().join("notes.jsonld");
    std::fs::write(&file, "{ no notes").expect("a file");
    bench.press(CTRL, Key::I);
    bench.press(CTRL, Key::A);
    bench.type_text(&file.display().to_string());
    bench.press(NONE, Key::Enter);
    bench.wait("the reason", |state| state.exchange.outcome.is_some());
    bench.steps();
    assert!(
        bench.has("这不是导出的笔记") && !bench.has("expected"),
        "{:?}",
        bench.look(|state| state.exchange.outcome.clone())
    );
    assert!(bench.look(|state| state.layout.overlay.is_some()), "its dialog stays");
}

#[test]
fn the_count_of_notes_stands_on_one_line_in_a_small_window() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(800.0, 600.0), Language::Chinese);
    bench.press(NONE, Key::F8);
    bench.press(NONE, Key::Tab);
    let count = bench.rect("0 条");
    assert!(count.height() < 24.0, "{count:?}");
}

//! Highlights, notes and what can be done with them: no press moves the text.

use crate::bench::{Bench, CTRL, NONE, Shape};
use crate::{BODY, archive};
use egui::accesskit::{Role, Toggled};
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::effect::NoticeKind;
use jianbao::app::store::Saving;
use jianbao::language::Language;

#[test]
fn a_press_on_a_highlight_moves_no_text_and_shows_what_can_be_done_with_it() {
    let (archive, data) = archive();
    let shape = Shape { tick: 0.05, ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    bench.highlight();
    let before = bench.paragraph(BODY);
    let at = before.left_top() + vec2(60.0, 12.0);
    bench.press_at(at, egui::PointerButton::Primary, 1);
    assert_eq!((bench.paragraph(BODY), bench.look(|state| state.layout.panel)), (before, None));
    let green = bench.harness.get_by_label("绿色");
    assert_eq!(green.accesskit_node().toggled(), Some(Toggled::True));
    let bar = bench.rect("绿色");
    assert!(bar.left() > before.right(), "the bar is beside the text: {bar:?}");
    // Two presses select the word that was pressed, not another.
    bench.harness.run_steps(20);
    bench.press_at(at, egui::PointerButton::Primary, 2);
    assert_eq!(bench.paragraph(BODY), before);
    let word = bench.look(|state| {
        let open = state.reader.open.as_ref()?;
        Some(open.document.text(state.reader.selection?))
    });
    let word = word.expect("a word");
    assert!("本报讯 沿江新建的江堤公园".contains(&word), "{word}");
}

#[test]
fn a_highlight_is_recoloured_and_deleted_from_its_menu_and_by_a_key() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.highlight();
    let at = bench.paragraph(BODY).left_top() + vec2(60.0, 12.0);
    bench.press_at(at, egui::PointerButton::Secondary, 1);
    assert!(bench.has("编辑批注") && bench.has("删除这处划线"));
    assert_eq!(bench.harness.query_all_by_label("绿色").count(), 1, "menu and bar are not there at once");
    bench.click("蓝色");
    assert_eq!(bench.look(|state| state.notes.here[0].annotation.body.color), Some(2));
    bench.press(NONE, Key::Escape);
    bench.press_at(at, egui::PointerButton::Primary, 1);
    bench.press(NONE, Key::Delete);
    assert_eq!(bench.notes(), 0);
    bench.press(CTRL, Key::Z);
    assert_eq!(bench.notes(), 1);
    // With nothing there to delete, that is said, and nothing happens.
    bench.press(NONE, Key::Escape);
    bench.press_at(at + vec2(0.0, 300.0), egui::PointerButton::Primary, 1);
    bench.press(NONE, Key::Delete);
    assert_eq!(bench.notes(), 1);
    assert!(bench.told().iter().any(|(kind, _)| *kind == NoticeKind::Hint));
}

#[test]
fn going_from_panel_to_panel_and_writing_a_note_set_no_text_anew() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::F8);
    let text = bench.paragraph(BODY);
    for key in [Key::S, Key::I, Key::F8, Key::H] {
        bench.press(NONE, key);
        assert_eq!(bench.paragraph(BODY), text, "{key:?}");
    }
    bench.press(NONE, Key::N);
    let done = bench.rect("完成");
    for words in ["一", "明天去看看江堤公园，带上相机和去年的地图。", "\n二\n三\n四\n五\n六\n七\n八"]
    {
        bench.type_text(words);
        bench.wait("what is typed", |state| {
            state.notes.editing.as_ref().is_some_and(|editing| editing.stored && editing.changed.is_none())
        });
        bench.steps();
        assert_eq!((bench.paragraph(BODY), bench.rect("完成")), (text, done), "{words}");
    }
}

#[test]
fn what_is_typed_into_a_note_is_called_a_draft_until_the_note_has_it() {
    let (archive, data) = archive();
    for (language, draft, saved) in
        [(Language::Chinese, "草稿已存", "已保存"), (Language::English, "Draft kept", "Saved")]
    {
        let mut bench = Bench::shaped(Some(archive.path()), &data, language, Shape::default());
        let settle = |bench: &mut Bench| {
            bench.wait("the disk", |state| {
                state.store.saving == Saving::Saved
                    && state.notes.editing.as_ref().is_none_or(|editing| editing.changed.is_none())
            });
            bench.steps();
        };
        bench.press(NONE, Key::N);
        bench.type_text("明天去看看");
        settle(&mut bench);
        bench.type_text("，带上相机");
        settle(&mut bench);
        let count = |bench: &Bench, words: &str| bench.harness.query_all_by_label_contains(words).count();
        assert_eq!((count(&bench, draft), count(&bench, saved)), (2, 0), "beside the note and at the bottom");
        bench.press(NONE, Key::Escape);
        settle(&mut bench);
        assert_eq!((count(&bench, draft), count(&bench, saved)), (0, 1));
    }
}

#[test]
fn a_note_that_is_pressed_twice_has_the_keyboard_however_the_presses_fall_into_frames() {
    let (archive, data) = archive();
    let mut bench = Bench::shaped(
        Some(archive.path()),
        &data,
        Language::Chinese,
        Shape { tick: 0.02, ..Shape::default() },
    );
    bench.press(NONE, Key::N);
    bench.type_text("地图");
    bench.press(NONE, Key::Escape);
    bench.harness.run_steps(50);
    let card = bench.rect("地图").center();
    for frames in (0..27).map(|n| [n % 3, n / 3 % 3, n / 9, 0]) {
        bench.harness.event(egui::Event::PointerMoved(card));
        bench.steps();
        for (at, frames) in frames.into_iter().enumerate() {
            bench.harness.event(egui::Event::PointerButton {
                pos: card,
                button: egui::PointerButton::Primary,
                pressed: at % 2 == 0,
                modifiers: NONE,
            });
            bench.harness.run_steps(frames);
        }
        bench.harness.run_steps(8);
        assert_eq!(bench.focused().map(|(_, name)| name).as_deref(), Some("批注内容"), "{frames:?}");
        bench.press(NONE, Key::Escape);
        bench.harness.run_steps(50);
    }
}

#[test]
fn the_bar_of_a_selection_stands_beside_the_text_and_the_keyboard_stays_in_it() {
    let (archive, data) = archive();
    let shape = Shape { tick: 0.05, ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    let text = bench.paragraph(BODY);
    bench.press_at(text.left_top() + vec2(60.0, 12.0), egui::PointerButton::Primary, 2);
    for name in ["绿色", "查词典"] {
        let button = bench.rect(name);
        assert!(button.left() > text.right(), "{name}: {button:?} beside {text:?}");
    }
    // With its menu open, it is not there.
    bench.press_at(text.left_top() + vec2(60.0, 12.0), egui::PointerButton::Secondary, 1);
    assert_eq!(bench.harness.query_all_by_label("绿色").count(), 1);
    bench.press(NONE, Key::Escape);
    bench.press(NONE, Key::Num2);
    bench.press_at(text.left_top() + vec2(300.0, 12.0), egui::PointerButton::Primary, 1);
    bench.press_at(text.left_top() + vec2(60.0, 12.0), egui::PointerButton::Primary, 1);
    assert_eq!(bench.focused().map(|(role, _)| role), Some(Role::Document), "after a press on a highlight");
}

#[test]
fn the_menu_of_a_note_edits_and_deletes_it() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::N);
    bench.type_text("地图");
    bench.press(NONE, Key::Escape);
    let card = bench.rect("地图").center();
    bench.press_at(card, egui::PointerButton::Secondary, 1);
    bench.click("编辑");
    assert_eq!(bench.focused().map(|(_, name)| name).as_deref(), Some("批注内容"));
    bench.press(NONE, Key::Escape);
    bench.press_at(card, egui::PointerButton::Secondary, 1);
    bench.harness.get_by_label("删除").click();
    bench.steps();
    assert_eq!(bench.notes(), 0);
}

#[test]
fn a_date_that_the_filter_of_notes_does_not_understand_is_told() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::F8);
    bench.harness.get_by_role_and_label(Role::TextInput, "自某年月").click();
    bench.steps();
    for (typed, is_told) in [("去年", true), ("2031-03", false)] {
        bench.press(CTRL, Key::A);
        bench.type_text(typed);
        assert_eq!(bench.has("日期写作"), is_told, "{typed}");
    }
}

#[test]
fn a_note_is_done_by_a_key_and_the_text_has_the_keyboard() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::N);
    bench.type_text("查地图");
    bench.press(CTRL, Key::Enter);
    bench.wait("the note", |state| state.notes.editing.is_none());
    bench.steps();
    let notes = bench.look(|state| {
        let here = state.notes.here.iter();
        here.map(|placed| placed.annotation.body.note.clone()).collect::<Vec<_>>()
    });
    assert_eq!(notes, ["查地图"], "with no line end of its own");
    assert_eq!(bench.focused().map(|(role, _)| role), Some(Role::Document));
}

//! What has the keyboard, where it goes, and when letters are commands.

use crate::bench::{Bench, CTRL, NONE, Shape};
use crate::{BODY, PAGES, archive, of_size};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::state::State;
use jianbao::language::Language;

#[test]
fn letters_are_commands_only_where_text_or_list_has_the_keyboard() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    assert_eq!(bench.focused().map(|(role, _)| role), Some(Role::Document), "the text has it at first");
    bench.press(CTRL, Key::Comma);
    for _ in 0..40 {
        bench.press(NONE, Key::Tab);
        if let Some((Role::Slider | Role::CheckBox, _)) = bench.focused() {
            break;
        }
    }
    assert!(matches!(bench.focused(), Some((Role::Slider | Role::CheckBox, _))), "{:?}", bench.focused());
    bench.press(NONE, Key::B);
    bench.press(NONE, Key::N);
    assert!(!bench.look(State::is_bookmarked) && bench.look(|state| state.notes.editing.is_none()));
    // Closed with its panel, what had the keyboard gives it to the text.
    bench.press(CTRL, Key::Comma);
    assert_eq!(bench.focused().map(|(role, _)| role), Some(Role::Document));
    bench.press(NONE, Key::B);
    assert!(bench.look(State::is_bookmarked));
}

#[test]
fn letters_can_be_kept_from_being_commands() {
    let (archive, data) = archive();
    let shape = Shape { size: vec2(1280.0, 1600.0), ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    bench.press(CTRL, Key::Comma);
    bench.click("单个字母即命令");
    bench.press(CTRL, Key::Comma);
    bench.press(NONE, Key::B);
    bench.press(Modifiers::SHIFT, Key::J);
    assert!(!bench.look(State::is_bookmarked) && bench.has(BODY));
    bench.press(CTRL, Key::D);
    assert!(bench.look(State::is_bookmarked));
}

#[test]
fn a_field_that_refuses_its_value_keeps_the_keyboard_and_the_words_and_says_why() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(CTRL, Key::Comma);
    bench.harness.get_by_role_and_label(Role::TextInput, "自备字体").click();
    bench.steps();
    bench.type_text("没有的字体");
    bench.press(NONE, Key::Enter);
    bench.wait("the reason", |state| state.user_font.refused.is_some());
    bench.steps();
    assert!(bench.has("用不了字体“没有的字体”"));
    bench.press(NONE, Key::N);
    bench.type_text("b");
    assert!(bench.look(|state| state.notes.editing.is_none()), "what is typed goes into the field");
    assert_eq!(bench.focused(), Some((Role::TextInput, "自备字体".into())));
    assert!(bench.told().is_empty(), "the reason is beside the field alone");
}

#[test]
fn the_bar_is_tabbed_through_from_left_to_right() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    let names = ["书签", "版面原文", "判断依据", "笔记面板", "切换主题", "设置"];
    bench.press(CTRL, Key::F);
    bench.press(NONE, Key::Tab);
    let mut seen = Vec::new();
    for _ in names {
        seen.extend(bench.focused().map(|(_, name)| name));
        bench.press(NONE, Key::Tab);
    }
    assert!(seen.iter().zip(names).all(|(seen, name)| seen.starts_with(name)), "{seen:?}");
}

#[test]
fn the_field_of_a_password_has_the_keyboard_until_the_file_opens() {
    let (archive, data) = archive();
    let locked = include_bytes!("../../src/archive/pdf/locked-too.pdf");
    std::fs::write(archive.path().join("澜溪日报/2031-03-05/02.pdf"), locked).unwrap();
    let mut bench = Bench::open(&archive, &data);
    bench.wait("the file", |state| state.archive.unreadable() == 1);
    bench.press(CTRL, Key::K);
    bench.type_text("读不出");
    bench.press(NONE, Key::Enter);
    bench.steps();
    let field = bench.focused();
    assert!(field.as_ref().is_some_and(|(role, _)| *role == Role::PasswordInput), "{field:?}");
    // A wrong one leaves the keyboard where it is, to be typed again.
    for (word, unreadable) in [("渡口", 1), ("lantern", 0)] {
        bench.type_text(word);
        let before = bench.look(|state| state.archive.library.generation());
        bench.press(NONE, Key::Enter);
        // The archive is read again, and meanwhile there is no field.
        bench.wait("an answer", move |state| {
            let archive = &state.archive;
            archive.progress.is_none()
                && archive.unreadable() == unreadable
                && archive.library.generation() != before
        });
        bench.steps();
        if unreadable == 1 {
            assert_eq!(bench.focused(), field);
            assert!(bench.has("仍有文件未能打开"));
        }
    }
}

#[test]
fn the_tab_key_goes_from_the_text_into_the_panel_and_on_to_the_line_at_the_bottom() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::F8);
    assert_eq!(bench.focused().map(|focused| focused.0), Some(Role::Document));
    bench.press(NONE, Key::Tab);
    assert_eq!(bench.focused(), Some((Role::Button, "关闭".to_owned())));
    bench.press(NONE, Key::Tab);
    assert_eq!(bench.focused(), Some((Role::TextInput, "查找笔记".to_owned())));
    bench.press(Modifiers::SHIFT, Key::Tab);
    bench.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(bench.focused().map(|focused| focused.0), Some(Role::Document));
}

#[test]
fn the_keyboard_goes_back_to_where_it_was_before_a_dialog() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    for open in [(Modifiers::SHIFT, Key::D), (CTRL, Key::K)] {
        bench.press(NONE, Key::L);
        bench.press(open.0, open.1);
        bench.press(NONE, Key::Escape);
        assert_eq!(bench.focused().map(|focused| focused.0), Some(Role::List), "{open:?}");
    }
    // A command that leads elsewhere leads there.
    bench.press(CTRL, Key::K);
    bench.type_text("日历");
    bench.press(NONE, Key::Enter);
    bench.steps();
    assert_eq!(bench.focused().map(|focused| focused.0), Some(Role::TextInput));
}

#[test]
fn a_collection_that_is_opened_and_left_by_keys_keeps_the_keyboard() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(Modifiers::SHIFT, Key::D);
    bench.type_text("公园");
    bench.press(NONE, Key::Enter);
    bench.wait("the collection", |state| state.collections.all.first().is_some_and(|(_, count)| *count == 1));
    bench.press(Modifiers::SHIFT, Key::F8);
    let reach = |bench: &mut Bench, name: &str| {
        for _ in 0..40 {
            if bench.focused().is_some_and(|(_, label)| label.starts_with(name)) {
                return bench.press(NONE, Key::Enter);
            }
            bench.press(NONE, Key::Tab);
        }
        panic!("no {name}");
    };
    reach(&mut bench, "公园 1");
    assert_eq!(bench.focused().map(|(role, _)| role), Some(Role::List), "its articles have the keyboard");
    reach(&mut bench, "所有资料夹");
    assert!(bench.focused().is_some_and(|(_, name)| name == "公园 1"), "{:?}", bench.focused());
}

#[test]
fn from_the_words_that_notes_are_found_by_a_key_leads_to_what_was_found() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    for title in ["江堤公园", "老街修鞋匠"] {
        assert!(bench.has(title));
        bench.press(NONE, Key::B);
        bench.press(NONE, Key::J);
    }
    bench.press(NONE, Key::F8);
    for key in [Key::ArrowDown, Key::Enter] {
        while bench.focused() != Some((Role::TextInput, "查找笔记".to_owned())) {
            bench.press(NONE, Key::Tab);
        }
        bench.press(NONE, key);
        assert!(
            bench.focused().is_some_and(|(_, name)| name.contains("老街修鞋匠")),
            "{key:?}: {:?}",
            bench.focused()
        );
    }
    bench.press(NONE, Key::ArrowDown);
    assert!(bench.focused().is_some_and(|(_, name)| name.contains("江堤公园")), "{:?}", bench.focused());
    bench.press(NONE, Key::Enter);
    assert!(bench.has(BODY));
}

#[test]
fn what_the_keyboard_comes_to_is_in_view() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(800.0, 600.0), Language::Chinese);
    let place = |bench: &Bench| {
        let all = bench.harness.root().children_recursive().find(|node| node.is_focused());
        all.map(|node| node.rect())
    };
    for (modifiers, key) in [(CTRL, Key::Comma), (Modifiers::SHIFT, Key::I)] {
        bench.press(modifiers, key);
        if key == Key::Comma {
            bench.press(NONE, Key::F12);
        }
        let mut lowest = 0.0_f32;
        for _ in 0..24 {
            bench.press(NONE, Key::Tab);
            bench.steps();
            let place = place(&bench).expect("the keyboard is somewhere");
            assert!(place.top() >= 0.0 && place.bottom() <= 600.0, "{:?} at {place:?}", bench.focused());
            lowest = lowest.max(place.bottom());
        }
        assert!(lowest > 400.0, "it comes down to the edge");
        bench.press(NONE, Key::Escape);
    }
}

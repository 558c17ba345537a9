//! What is told of what was done or refused, and where it stands.

use crate::bench::{Bench, CTRL, NONE, Shape, folder};
use crate::{BODY, archive};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::Queryable;
use jianbao::app::effect::NoticeKind;
use jianbao::app::state::State;
use jianbao::language::Language;
use std::path::Path;

#[test]
fn undo_says_what_it_undid_and_is_of_the_archive_at_hand() {
    let ((archive, data), other) = (archive(), folder());
    std::fs::write(other.path().join("1.txt"), "渡口茶馆重开\n\n　　渡口茶馆昨天重新开门迎客。\n")
        .expect("a page");
    let mut bench = Bench::open(&archive, &data);
    bench.press(NONE, Key::B);
    bench.press(NONE, Key::J);
    bench.press(CTRL, Key::Z);
    assert!(bench.has("已撤销：添加《江堤公园月底开放》的书签"));
    assert!(bench.has(BODY), "and shows it: {:?}", bench.told());
    bench.press(CTRL | Modifiers::SHIFT, Key::Z);
    assert!(bench.has("已重做：添加《江堤公园月底开放》的书签") && bench.look(State::is_bookmarked));
    let open = |bench: &mut Bench, path: &Path, pages: usize| {
        bench.press(CTRL, Key::O);
        bench.press(CTRL, Key::A);
        bench.type_text(path.to_str().expect("a path in UTF-8"));
        bench.press(NONE, Key::Enter);
        bench.wait("the archive", |state| {
            state.archive.counts().0 == pages
                && state.archive.progress.is_none()
                && state.reader.open.is_some()
        });
        bench.steps();
    };
    open(&mut bench, other.path(), 1);
    bench.press(CTRL, Key::Z);
    assert!(bench.has("没有可撤销的改动") && bench.told().iter().any(|(kind, _)| *kind == NoticeKind::Hint));
    open(&mut bench, archive.path(), 3);
    assert!(bench.look(State::is_bookmarked), "nothing was undone elsewhere");
    bench.press(CTRL, Key::Z);
    assert!(!bench.look(State::is_bookmarked));
}

#[test]
fn a_refusal_has_no_tick_and_notices_stay_off_panels() {
    let (archive, data) = archive();
    for size in [vec2(1280.0, 800.0), vec2(800.0, 600.0), vec2(480.0, 360.0)] {
        let shape = Shape { size, tick: 0.01, ..Shape::default() };
        let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
        bench.press(NONE, Key::K);
        let told = bench.told();
        assert!(matches!(&told[..], [(NoticeKind::Hint, text)] if text.contains("第一篇")), "{told:?}");
        bench.press(CTRL, Key::Comma);
        bench.press(NONE, Key::Escape);
        bench.press(CTRL, Key::Comma);
        let notice = bench.rect("已经是第一篇");
        let window = Rect::from_min_size(Pos2::ZERO, size);
        assert!(window.contains_rect(notice), "{notice:?} in {size:?}");
    }
}

#[test]
fn a_notice_stands_over_the_line_at_the_bottom_and_not_over_the_text() {
    let (archive, data) = (folder(), folder());
    let lines: String =
        (1..=60).map(|n| format!("　　第{n}天，江水又涨了一尺，渡船停了，集市也散了。\n")).collect();
    std::fs::write(archive.path().join("20310102_01.txt"), format!("江水日记\n\n{lines}")).expect("a page");
    for size in [vec2(1280.0, 800.0), vec2(800.0, 600.0)] {
        let shape = Shape { size, tick: 0.01, ..Shape::default() };
        let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
        bench.press(NONE, Key::K);
        let (notice, text) = (bench.rect("已经是第一篇"), bench.harness.get_by_role(Role::Document).rect());
        assert!(notice.top() >= text.bottom() - 4.0, "{notice:?} over {text:?} at {size:?}");
    }
}

#[test]
fn no_tooltip_of_the_bar_stays_above_a_dialog() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    let button = bench.rect("笔记面板").center();
    bench.harness.event(egui::Event::PointerMoved(button));
    bench.harness.run_steps(8);
    let tips = |bench: &Bench| bench.harness.query_all_by_label_contains("笔记面板 (F8)").count();
    assert_eq!(tips(&bench), 2, "the button and its tooltip");
    bench.press(CTRL, Key::O);
    assert_eq!(tips(&bench), 1);
}

#[test]
fn a_notice_covers_no_panel() {
    let (archive, data) = archive();
    let shape = Shape { tick: 0.01, ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    bench.press(CTRL, Key::Comma);
    bench.press(CTRL, Key::K);
    bench.type_text("上一篇");
    bench.press(NONE, Key::Enter);
    let (notice, panel) = (bench.rect("已经是第一篇"), bench.rect("正文字体"));
    assert!(notice.right() < panel.left(), "{notice:?} over {panel:?}");
}

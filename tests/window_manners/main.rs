//! Manners of the window: what no press and no key may do, and what must be said and shown.
#![cfg(feature = "window")]

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::effect::NoticeKind;
use jianbao::app::panels::Panel;
use jianbao::app::state::State;
use jianbao::app::store::Saving;
use jianbao::language::Language;
use std::path::Path;
use tempfile::TempDir;

/// A small archive: two issues of one paper, three pages of one article each.
const PAGES: [(&str, &str); 3] = [
    (
        "澜溪日报/2031-03-04/01.txt",
        "article 0.9\ntitle 江堤公园月底开放\n\n\
         p 　　本报讯 沿江新建的江堤公园将于本月底开放。公园全长三公里，设有步道和观景台。\n\
         p 　　园内种植了本地乔木四百余株，夜间照明已经调试完毕。\n",
    ),
    (
        "澜溪日报/2031-03-04/02.txt",
        "article 0.9\ntitle 老街修鞋匠收了新徒弟\n\n\
         p 　　六十岁的修鞋匠在老街守了四十年，上周收下一名年轻徒弟。\n",
    ),
    (
        "澜溪日报/2031-03-05/01.txt",
        "article 0.9\ntitle 三条公交线路延长末班车\n\n\
         p 　　从下周起，三条公交线路的末班车延后一小时发车。\n",
    ),
];

/// Two archives of other papers beside each other, and a folder for the notebook.
fn archive() -> (TempDir, TempDir) {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    (archive, data)
}

/// Words of the first article's body.
const BODY: &str = "公园全长三公里";

impl Bench {
    fn open(archive: &TempDir, data: &TempDir) -> Bench {
        Bench::shaped(Some(archive.path()), data, Language::Chinese, Shape::default())
    }

    fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    /// Place of the paragraph with these words.
    fn paragraph(&self, words: &str) -> Rect {
        let mut all = self.harness.query_all_by_role(Role::Paragraph);
        let has_words = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().label().is_some_and(|label| label.contains(words))
        };
        all.find(has_words).unwrap_or_else(|| panic!("no {words}")).rect()
    }

    fn rect(&self, name: &str) -> Rect {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).rect()
    }

    fn click(&mut self, name: &str) {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.steps();
    }

    /// Presses a point of the window and lets go, as often as asked.
    fn press_at(&mut self, pos: Pos2, button: egui::PointerButton, times: usize) {
        self.harness.event(egui::Event::PointerMoved(pos));
        for _ in 0..times {
            for pressed in [true, false] {
                let modifiers = Modifiers::NONE;
                self.harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            }
            self.harness.step();
        }
        self.steps();
    }

    /// Highlights the body of the first article in green; the panel is closed again.
    fn highlight(&mut self) {
        self.press(NONE, Key::S);
        self.harness.get_by_label_contains("正文 　　本报讯").click();
        self.steps();
        self.press(NONE, Key::Num2);
        self.press(NONE, Key::S);
        self.press(NONE, Key::Escape);
    }

    fn notes(&self) -> usize {
        self.look(|state| state.notes.here.len())
    }

    fn told(&self) -> Vec<(NoticeKind, String)> {
        self.look(|state| state.notices.iter().map(|notice| (notice.kind, notice.text.clone())).collect())
    }

    /// The role of what has the keyboard, and its name.
    fn focused(&self) -> Option<(Role, String)> {
        let focused = self.harness.root().children_recursive().find(|node| node.is_focused())?;
        let node = focused.accesskit_node();
        Some((node.role(), node.label().unwrap_or_default()))
    }
}

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
fn the_line_at_the_bottom_counts_places_as_the_search_box_does() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    bench.press(CTRL | Modifiers::SHIFT, Key::F);
    bench.type_text("公");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 2);
    bench.press(NONE, Key::Enter);
    bench.wait("a place", |state| !state.find.places.is_empty());
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
fn the_day_stays_at_the_top_and_rows_without_headings_say_where_they_are_from() {
    let (archive, data) = (folder(), folder());
    let pages: Vec<(String, String)> = (1..=30)
        .map(|page| {
            let title = format!("江边第{page}号渡口换新船");
            let text =
                format!("article 0.9\ntitle {title}\n\np 　　第{page}号渡口的新船昨天下水，载客六十人。\n");
            (format!("澜溪日报/2031-03-04/{page:02}.txt"), text)
        })
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    given::archive(&pages, archive.path(), data.path());
    let mut bench = Bench::open(&archive, &data);
    let top = bench.harness.get_by_role_and_label(Role::TreeItem, "2031年3月4日 周二").rect();
    bench.press(NONE, Key::L);
    bench.press(NONE, Key::End);
    bench.steps();
    assert!(bench.harness.query_by_role_and_label(Role::ListItem, "江边第2号渡口换新船").is_none());
    let day = bench.harness.get_by_role_and_label(Role::TreeItem, "2031年3月4日 周二").rect();
    assert!((day.top() - top.top()).abs() < 2.0, "{day:?} at {top:?}");
    // Regrouped, the row that the cursor is on is still in view.
    bench.click("按日期");
    bench.click("按版面");
    let row = bench.harness.get_by_role_and_label(Role::ListItem, "江边第30号渡口换新船").rect();
    assert!(row.bottom() < 780.0 && row.top() > 60.0, "{row:?}");
}

#[test]
fn rows_and_dialogs_tell_a_screen_reader_what_they_are() {
    let (archive, data) = archive();
    let mut bench = Bench::open(&archive, &data);
    let row = bench.harness.get_by_role_and_label(Role::ListItem, "老街修鞋匠收了新徒弟");
    let node = row.accesskit_node();
    assert_eq!(node.description().as_deref(), Some("未读"));
    let mut above = std::iter::successors(node.parent(), |node| node.parent());
    assert!(above.any(|node| node.role() == Role::List), "a row is in the list");
    assert!(node.position_in_set().is_some() && node.size_of_set().is_some());
    for name in ["菜单", "后退", "下一篇", "切换主题"] {
        let button = bench.harness.query_all_by_label_contains(name).next().expect(name);
        assert_eq!(button.accesskit_node().toggled(), None, "{name} is no switch");
    }
    bench.press(CTRL, Key::O);
    bench.harness.get_by_role_and_label(Role::Dialog, "打开资料库");
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
fn rows_of_a_narrow_list_end_inside_it() {
    let (archive, data) = archive();
    let shape = Shape { size: vec2(800.0, 500.0), ..Shape::default() };
    let bench = Bench::shaped(Some(archive.path()), &data, Language::English, shape);
    let list = bench.harness.get_by_role(Role::List).rect();
    let row = bench.harness.get_by_role_and_label(Role::ListItem, "老街修鞋匠收了新徒弟").rect();
    let text = bench.paragraph(BODY);
    assert!(row.right() <= list.right() && list.right() < text.left(), "{row:?} in {list:?} by {text:?}");
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
fn the_field_of_a_password_has_the_keyboard_until_the_file_opens() {
    let (archive, data) = archive();
    let locked = include_bytes!("../src/archive/pdf/locked-too.pdf");
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

/// So many pages of one article each, a day apart.
fn days_of_pages(count: usize) -> Vec<(String, String)> {
    let page = |at: usize| {
        let path = format!("江城晚报/2031-03-{:02}/01.txt", at + 1);
        (path, format!("article 0.9\ntitle 江堤公园第{at}期\n\np 　　沿江新建的江堤公园将于本月底开放。\n"))
    };
    (0..count).map(page).collect()
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
        let rect = button.unwrap_or_else(|| panic!("no {name}")).rect();
        assert!(window.contains_rect(rect), "{name}: {rect:?}");
    }
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

/// A window of a size over some given pages.
fn of_size(pages: &[(&str, &str)], size: egui::Vec2, language: Language) -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    given::archive(pages, archive.path(), data.path());
    let shape = Shape { size, ..Shape::default() };
    (Bench::shaped(Some(archive.path()), &data, language, shape), [archive, data])
}

/// A window over pages with so many articles found by a query, and the pane of them.
fn with_found(pages: &[(&str, &str)], query: &str, count: usize) -> (Bench, [TempDir; 2]) {
    let (mut bench, folders) = of_size(pages, vec2(1280.0, 800.0), Language::Chinese);
    bench.press(CTRL | Modifiers::SHIFT, Key::F);
    bench.type_text(query);
    bench.wait("the search", |state| state.find.results.answer.rows.len() == count);
    bench.press(NONE, Key::Enter);
    // With the names all is there that has a place above the rows.
    let has_names = |state: &State| state.find.results.answer.names.is_some();
    bench.wait("the rows", |state| state.find.results.words.len() == count && has_names(state));
    bench.steps();
    (bench, folders)
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
fn an_issue_of_the_calendar_is_called_by_its_paper_where_there_is_no_room_for_its_day() {
    let wide = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    let small = of_size(&PAGES, vec2(800.0, 600.0), Language::Chinese);
    for ((mut bench, _folders), [whole, short]) in [(wide, [true, false]), (small, [false, true])] {
        bench.press(CTRL | Modifiers::SHIFT, Key::G);
        bench.steps();
        let has = |name: &str| bench.harness.query_all_by_label(name).next().is_some();
        assert_eq!([has("澜溪日报 2031年3月4日"), has("澜溪日报")], [whole, short]);
    }
}

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
fn days_that_lack_an_issue_are_listed_and_gone_to() {
    // On three of the four Mondays there is one.
    let days = (1..=28).filter(|day| *day != 10);
    let pages: Vec<(String, &str)> =
        days.map(|day| (format!("澜溪日报/2031-03-{day:02}/01.txt"), PAGES[0].1)).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let (mut bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    bench.press(CTRL | Modifiers::SHIFT, Key::G);
    bench.steps();
    bench.click("缺报的日子…");
    bench.click("2031年3月10日");
    assert!(bench.has("2031年3月10日没有报纸"));
    let (mut bench, _folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    bench.press(CTRL | Modifiers::SHIFT, Key::G);
    bench.steps();
    assert!(bench.has("有报 2 天") && !bench.has("缺报的日子…"));
}

#[test]
fn all_that_was_found_is_chosen_by_a_key_and_by_a_press_and_collected() {
    let (mut bench, _folders) = with_found(&PAGES, "的 OR 下", 3);
    let picked = |bench: &Bench| bench.look(|state| state.find.results.picked().len());
    bench.press(CTRL, Key::A);
    assert!(picked(&bench) == 3 && bench.has("已选 3 篇"));
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
fn what_is_chosen_in_a_list_that_is_not_seen_is_left_alone() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    bench.press(NONE, Key::L);
    bench.press(CTRL, Key::A);
    assert!(bench.has("已选 3 篇"));
    bench.press(CTRL | Modifiers::SHIFT, Key::T);
    bench.wait("the timeline", |state| state.find.results.answer.rows.len() == 3);
    bench.press(Modifiers::SHIFT, Key::D);
    assert!(bench.has("文章 1 篇"), "the open one");
    bench.press(NONE, Key::Escape);
    bench.press(NONE, Key::Escape);
    assert_eq!(bench.look(|state| state.list.selection.len()), 3);
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
fn a_folder_by_which_paper_and_issue_go_is_named_once() {
    let pages = [("匣三/a-1.txt", PAGES[0].1), ("匣三/b-2.txt", PAGES[1].1)];
    let (bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    assert!(bench.has("匣三") && !bench.has("匣三  ·  匣三"));
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

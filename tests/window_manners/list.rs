//! The list of articles and the calendar of issues.

use crate::bench::{Bench, CTRL, NONE, Shape, folder};
use crate::given;
use crate::{BODY, PAGES, archive, of_size};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::language::Language;

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
    assert_eq!((node.toggled(), node.is_selected()), (None, Some(false)), "a row is chosen, not switched on");
    for name in ["菜单", "后退", "下一篇", "切换主题"] {
        let button = bench.harness.query_all_by_label_contains(name).next().expect(name);
        assert_eq!(button.accesskit_node().toggled(), None, "{name} is no switch");
    }
    bench.press(CTRL, Key::O);
    bench.harness.get_by_role_and_label(Role::Dialog, "打开资料库");
    bench.press(NONE, Key::Escape);
    bench.press(CTRL, Key::K);
    let offered = bench.harness.get_by_role_and_label(Role::ListBoxOption, "显示或隐藏目录");
    assert_eq!(offered.accesskit_node().toggled(), None, "what the palette offers is no switch");
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
fn rows_say_what_is_marked_and_where_they_are_from_where_no_heading_does() {
    let doubtful = PAGES[2].1.replace("article 0.9", "article 0.2");
    let pages = [PAGES[0], PAGES[1], (PAGES[2].0, doubtful.as_str())];
    let (mut bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    let said = |bench: &Bench, title: &str| {
        let row = bench.harness.get_by_role_and_label(Role::ListItem, title);
        row.accesskit_node().description().unwrap_or_default()
    };
    bench.press(NONE, Key::B);
    bench.press(NONE, Key::M);
    assert_eq!(said(&bench, "江堤公园月底开放"), "已读 · 有书签");
    assert!(
        said(&bench, "三条公交线路延长末班车").starts_with("未读 · 存疑"),
        "{}",
        said(&bench, "三条公交线路延长末班车")
    );
    bench.click("按日期");
    bench.click("不分组");
    assert_eq!(said(&bench, "老街修鞋匠收了新徒弟"), "未读 · 澜溪日报 2031年3月4日");
}

#[test]
fn the_list_counts_characters_as_the_text_does() {
    let pages = [PAGES[0], ("澜溪日报/2031-03-06/01.txt", "article 0.9\ntitle 渡口停航\n")];
    let (mut bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    for _ in 0..2 {
        let [listed, read] = bench.look(|state| {
            let open = state.reader.open.as_ref().expect("an article");
            let article = state.archive.library.article(open.id).expect("its row");
            [article.characters as usize, open.length().0]
        });
        assert_eq!(listed, read);
        assert!(bench.has(&format!("{read} 字 · 约")));
        bench.press(NONE, Key::J);
    }
}

#[test]
fn the_time_that_reading_takes_is_not_called_as_the_state_read() {
    let (bench, _folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::English);
    assert!(bench.has("1 min to read") && !bench.has("1 min read"));
}

#[test]
fn a_row_has_a_menu_of_what_can_be_done_with_its_article() {
    let (mut bench, _folders) = of_size(&PAGES, vec2(1280.0, 800.0), Language::Chinese);
    let row = bench.harness.get_by_role_and_label(Role::ListItem, "老街修鞋匠收了新徒弟").rect();
    bench.press_at(row.center(), egui::PointerButton::Secondary, 1);
    bench.click("收入资料夹…");
    assert!(bench.has("文章 1 篇"));
    bench.press(NONE, Key::Escape);
    assert!(bench.has(BODY), "the article that is read stays");
}

#[test]
fn the_menu_of_an_instalment_collects_its_serial_and_others_offer_none() {
    let part = |number| {
        format!("article 0.9\ntitle 渡口旧事（{number}）\n\np 　　老船夫在渡口等了一夜，江上起了雾。\n")
    };
    let [first, second] = ["一", "二"].map(part);
    let pages = [("江报/2031-01-01/04.txt", &*first), ("江报/2031-01-08/04.txt", &*second), PAGES[1]];
    let (mut bench, _folders) = of_size(&pages, vec2(1280.0, 800.0), Language::Chinese);
    bench.wait("the serials", |state| state.archive.library.known_serials().is_some());
    let mut offers = |title: &str| {
        let row = bench.harness.get_by_role_and_label(Role::ListItem, title).rect();
        bench.press_at(row.center(), egui::PointerButton::Secondary, 1);
        let offers = bench.has("整部连载收入资料夹…");
        if offers {
            bench.click("整部连载收入资料夹…");
            assert!(bench.has("文章 2 篇"));
        }
        bench.press(NONE, Key::Escape);
        offers
    };
    assert!(offers("渡口旧事（二）") && !offers("老街修鞋匠收了新徒弟"));
}

//! Describing articles, going through what is doubtful, and giving commands other keys: in the window, by keys and names.
#![cfg(feature = "window")]

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::panels::{Overlay, Panel};
use jianbao::language::Language;
use tempfile::TempDir;

const SHIFT: Modifiers = Modifiers::SHIFT;

/// Two pages of one paper: an article that is sure, and one that is not.
const PAGES: [(&str, &str); 2] = [
    (
        "江城晚报/2031-03-04/01.txt",
        "article 0.9\ntitle 江堤公园月底开放\n\n\
         p 　　本报讯 沿江新建的江堤公园将于本月底开放。公园全长三公里，设有步道和观景台。\n",
    ),
    (
        "江城晚报/2031-03-05/01.txt",
        "article 0.2\ntitle 三条公交线路延长末班车\n\n\
         p 　　从下周起，三条公交线路的末班车延后一小时发车，夜班工人对此表示欢迎。\n",
    ),
];

fn open() -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    let bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    (bench, [archive, data])
}

impl Bench {
    /// References to all articles.
    fn references(&self) -> Vec<String> {
        self.look(|state| {
            let library = &state.archive.library;
            let cited = library.pages().iter().filter_map(|page| {
                let content = library.content_once(page.id).ok()?;
                Some(page.citation(content.segmentation.articles.first()?).gbt7714())
            });
            cited.collect()
        })
    }

    fn focused(&self) -> String {
        let focused = self.harness.root().children_recursive().find(|node| node.is_focused());
        focused.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    }

    fn press_named(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.steps();
    }
}

#[test]
fn an_article_and_its_page_are_described_by_keys_alone() {
    let (mut bench, _folders) = open();
    bench.press(SHIFT, Key::I);
    assert_eq!(bench.look(|state| state.layout.overlay), Some(Overlay::Describe));
    assert_eq!(bench.focused(), "题名");
    bench.type_text("江边的新公园");
    let mut tabs = 0;
    while bench.focused() != "日期" {
        bench.press(NONE, Key::Tab);
        tabs += 1;
        assert!(tabs < 12, "the day is never reached");
    }
    bench.type_text("昨天");
    bench.press(NONE, Key::Enter);
    assert_eq!(bench.look(|state| state.layout.overlay), Some(Overlay::Describe), "it is no day");
    assert_eq!(bench.focused(), "日期", "the field keeps the keyboard");
    bench.press(CTRL, Key::A);
    bench.type_text("1931-04-05");
    bench.press(NONE, Key::Enter);
    bench.wait("the description", |state| {
        let mut pages = state.archive.library.pages().iter();
        pages.any(|page| page.label.date.is_some_and(|date| date.year() == 1931))
    });
    let said = "江边的新公园[N]. 江城晚报, 1931-04-05(1).".to_owned();
    assert!(bench.references().contains(&said), "{:?}", bench.references());
    bench.steps();
    assert!(
        bench.harness.query_all_by_label_contains("1931年4月5日").next().is_some(),
        "the list has the day"
    );
    // The headline stays as it is printed; over it stands what the person calls it.
    bench.press(NONE, Key::Home);
    assert!(bench.harness.query_all_by_label("著录题名：江边的新公园").next().is_some());
    bench.press(CTRL, Key::Z);
    bench.wait("the undo", |state| {
        state
            .archive
            .library
            .pages()
            .iter()
            .all(|page| page.label.date.is_some_and(|date| date.year() == 2031))
    });
    let told = bench.look(|state| state.notices.iter().last().map(|notice| notice.text.clone()));
    assert!(told.is_some_and(|told| told.contains("著录“江边的新公园")), "the undo says what it undid");
}

#[test]
fn what_is_doubtful_is_opened_explained_and_accepted() {
    let (mut bench, _folders) = open();
    bench.press(NONE, Key::F10);
    bench.wait("the queue", |state| {
        let open = state.reader.open.as_ref().map(|open| open.article().display_title());
        open.is_some_and(|title| title.starts_with("三条公交"))
    });
    bench.steps();
    assert_eq!(bench.look(|state| state.layout.panel), Some(Panel::Review));
    assert!(bench.harness.query_all_by_label_contains("起止不一定对，把握 20%").next().is_some());
    let key = |name: &str| {
        let button = bench.harness.get_by_label(name);
        button.accesskit_node().data().keyboard_shortcut().map(str::to_owned)
    };
    assert_eq!([key("无误"), key("以后再查")], ["Y", "Shift+Y"].map(|key| Some(key.to_owned())));
    bench.press_named("无误");
    bench.wait("the acceptance", |state| {
        state.review.queue.checked == 1
            && state.archive.library.articles().all(|(.., article)| article.confidence > 0.6)
    });
    bench.press_named("资料库概况");
    assert!(bench.harness.query_by_label("导出为 CSV…").is_some());
}

#[test]
fn a_row_to_check_says_all_that_its_place_goes_by() {
    let page = |paper: &str, given: &str| (format!("{paper}/2031-03-04/01.txt"), given.to_owned());
    let body = "p 　　六十岁的修鞋匠在老街守了四十年，街坊们都认识他，昨天他终于收了一个徒弟。\n";
    let pages = [
        page("江城晚报", &format!("article 0.52\ntitle 老街修鞋匠\n\n{body}")),
        page("澜溪日报", &format!("article 0.598\n\n{body}")),
        page("山城周报", &format!("article 0.3\ntitle 修鞋匠收徒弟\n\n{body}")),
    ];
    let (archive, data) = (folder(), folder());
    given::archive(&pages, archive.path(), data.path());
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    bench.press(NONE, Key::F10);
    bench.wait("the queue", |state| state.review.is_made());
    bench.steps();
    let rows: Vec<String> = {
        let rows = bench.harness.query_all_by_role(Role::ListItem);
        rows.filter_map(|row| row.accesskit_node().label()).filter(|name| name.contains("把握")).collect()
    };
    let told: Vec<Option<&str>> = rows.iter().map(|row| Some(row.split_once(" · ")?.1)).collect();
    assert!(
        matches!(told[..], [Some(first), Some(second), Some(third)]
        if first.starts_with("把握 30% · 山城周报")
            && second.starts_with("把握 59% · 没有标题 · 澜溪日报")
            && third.starts_with("把握 52% · 江城晚报")),
        "{rows:?}"
    );
    let ways = "把握小的在前，没有标题、字太少的各按少 20% 排";
    assert!(bench.harness.query_all_by_label_contains(ways).next().is_some());
}

#[test]
fn a_press_in_the_list_leaves_the_arrows_to_the_list() {
    let (mut bench, _folders) = open();
    let title = |bench: &Bench| {
        bench.look(|state| state.reader.open.as_ref().map(|open| open.article().display_title()))
    };
    bench.harness.get_by_role_and_label(Role::ListItem, "江堤公园月底开放").click();
    bench.steps();
    bench.press(NONE, Key::ArrowDown);
    bench.press(NONE, Key::ArrowDown);
    bench.press(NONE, Key::ArrowDown);
    bench.press(NONE, Key::Enter);
    assert_eq!(title(&bench).as_deref(), Some("三条公交线路延长末班车"));
}

#[test]
fn a_command_is_given_another_key_and_has_its_old_one_back() {
    let (mut bench, _folders) = open();
    let title = |bench: &Bench| {
        bench.look(|state| state.reader.open.as_ref().map(|open| open.article().display_title()))
    };
    let first = title(&bench);
    bench.press(NONE, Key::F1);
    bench.press_named("改“下一篇”的键");
    bench.press(NONE, Key::K);
    assert!(bench.harness.query_by_label_contains("改“下一篇”的键").is_some(), "another command has it");
    bench.press(NONE, Key::F13);
    bench.press(NONE, Key::Escape);
    bench.press(NONE, Key::J);
    assert_eq!(title(&bench), first, "the old key does nothing");
    bench.press(NONE, Key::F13);
    assert_ne!(title(&bench), first);
    bench.press(NONE, Key::K);
    bench.press(NONE, Key::F1);
    bench.press_named("恢复原来的键");
    bench.press(NONE, Key::Escape);
    bench.press(NONE, Key::J);
    assert_ne!(title(&bench), first);
}

#[test]
fn a_command_is_given_a_key_that_is_pressed_with_others_held() {
    let (mut bench, _folders) = open();
    bench.press(NONE, Key::F1);
    let below = |bench: &Bench| bench.harness.get_by_label("改“下一版”的键").rect();
    let before = below(&bench);
    bench.press_named("改“下一篇”的键");
    // A keyboard tells of Ctrl and Shift before it tells of the key.
    bench.press(CTRL, Key::ControlLeft);
    bench.press(CTRL | SHIFT, Key::ShiftLeft);
    assert_eq!(bench.look(|state| state.settings.keys.own("next")), None);
    bench.press(CTRL | SHIFT, Key::F13);
    let own = bench.look(|state| state.settings.keys.own("next")).expect("a key");
    assert_eq!((own.modifiers, own.logical_key), (CTRL | SHIFT, Key::F13));
    assert_eq!(below(&bench), before, "no row moves");
}

#[test]
fn a_title_is_put_right_by_changing_what_is_there_and_what_is_left_alone_is_not_said() {
    let (mut bench, _folders) = open();
    bench.press(SHIFT, Key::I);
    let title = "江堤公园月底开放";
    let typed = |bench: &Bench| bench.look(|state| state.exchange.describing.typed[0].clone());
    assert_eq!(typed(&bench), title);
    bench.press(NONE, Key::End);
    bench.press(NONE, Key::Backspace);
    bench.type_text("园");
    assert_eq!(typed(&bench), "江堤公园月底开园");
    bench.press(NONE, Key::Enter);
    bench.wait("the description", |state| {
        state.archive.library.pages().iter().any(|page| page.articles()[0].title() == "江堤公园月底开园")
    });
    let told = bench.look(|state| state.store.book.as_ref().map(|book| book.all_corrections().count()));
    assert_eq!(told, Some(1), "of the page nothing was said");
}

#[test]
fn a_pattern_is_made_of_a_path_by_putting_words_in_place_of_what_is_selected() {
    let (mut bench, _folders) = open();
    bench.press(SHIFT, Key::I);
    bench.press_named("整个资料库");
    bench.press_named("从这个路径起");
    let pattern = |bench: &Bench| bench.look(|state| state.exchange.describing.pattern.clone());
    let path = pattern(&bench);
    assert!(path.ends_with("/01"), "{path}");
    assert_eq!(bench.focused(), "按路径读取");
    bench.press(NONE, Key::End);
    bench.press(SHIFT, Key::ArrowLeft);
    bench.press(SHIFT, Key::ArrowLeft);
    bench.press_named("{page}");
    assert_eq!(pattern(&bench), path.replace("/01", "/{page}"));
    bench.type_text("x");
    assert!(pattern(&bench).ends_with("{page}x"), "one types on behind the word");
}

#[test]
fn what_is_pressed_to_make_a_pattern_stays_under_the_pointer_in_a_small_window() {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    let shape = Shape { size: egui::vec2(800.0, 720.0), ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::English, shape);
    bench.press(SHIFT, Key::I);
    let rect = |bench: &Bench, name: &str| bench.harness.get_by_label(name).rect();
    bench.press_named("The whole archive");
    bench.harness.get_by_role_and_label(Role::TextInput, "Read off the paths").focus();
    bench.harness.run_steps(30);
    let chips = ["{paper}", "{page}", "*", "Begin with this path"];
    let places = |bench: &Bench| chips.map(|name| rect(bench, name));
    let before = places(&bench);
    assert!(before.iter().all(|chip| chip.right() < rect(&bench, "Close").right()), "{before:?}");
    for name in ["Begin with this path", "{page}"] {
        bench.press_named(name);
        bench.harness.run_steps(30);
        assert_eq!(places(&bench), before, "{name}");
    }
    assert!(bench.harness.query_all_by_label_contains("Of 2 paths tried").next().is_some());
}

#[test]
fn what_a_pattern_makes_of_paths_is_seen_while_it_is_typed() {
    let pages = [PAGES[0], ("江城晚报/31-03-05/01.txt", PAGES[1].1)];
    let (archive, data) = (folder(), folder());
    given::archive(&pages, archive.path(), data.path());
    let shape = Shape { size: egui::vec2(1280.0, 640.0), ..Shape::default() };
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, shape);
    bench.press(SHIFT, Key::I);
    bench.press_named("整个资料库");
    bench.harness.get_by_role_and_label(Role::TextInput, "按路径读取").focus();
    bench.steps();
    bench.type_text("{paper}/{year}-{month}-{day}/{page}");
    bench.harness.run_steps(30);
    let button = bench.harness.get_by_label("保存").rect();
    for told in ["抽看 2 个路径，1 个相符", "{year} 要四位数字，{month}、{day} 各一两位，这里是“31”"]
    {
        let told = bench.harness.query_all_by_label_contains(told).next().expect(told).rect();
        assert!(told.bottom() <= button.top(), "{told:?} above {button:?}");
    }
}

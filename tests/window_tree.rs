//! The tree that a screen reader walks, view by view: what each is called, what stands in it, and that whatever takes the
//! keyboard has a name.
#![cfg(feature = "window")]

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::corrections::everywhere::Everywhere;
use jianbao::app::panels::{Overlay, Panel};
use jianbao::language::Language;

const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// Two papers, two pages of them with a section.
const PAGES: [(&str, &str); 3] = [
    (
        "江城晚报/2031-03-04/01版-要闻.txt",
        "article 0.9\ntitle 江堤公园月底开放\nsubhead 步道三公里\n\n\
         p 　　本报讯 沿江新建的江堤公园将于本月底开放，请见第二版。公园设有步道和观景台。\njump 下转第2版\n",
    ),
    (
        "江城晚报/2031-03-05/02版-副刊.txt",
        "article 0.4\ntitle 老街修鞋匠收了新徒弟\n\np 　　六十岁的修鞋匠在老街守了四十年，公园里的人都认识。\n",
    ),
    ("澜溪日报/2031-03-05/01.txt", "article 0.9\ntitle 公园的票价\n\np 　　公园的票价昨天公布，每人两元。\n"),
];

/// A view: the keys that lead to it, with what is typed after them, in Chinese and in English where it differs, and some of
/// what must be in it, by role and by the beginning of its name in Chinese and in English.
struct View {
    name: &'static str,
    keys: &'static [(Modifiers, Key)],
    typed: &'static str,
    has: &'static [(Role, &'static str, &'static str)],
}

const fn view(
    name: &'static str,
    keys: &'static [(Modifiers, Key)],
    has: &'static [(Role, &'static str, &'static str)],
) -> View {
    View { name, keys, typed: "", has }
}

const VIEWS: [View; 37] = [
    view(
        "reading",
        &[],
        &[
            (Role::List, "文章目录", "List of articles"),
            (Role::ListItem, "江堤公园月底开放", "江堤公园月底开放"),
            (Role::Document, "江堤公园月底开放", "江堤公园月底开放"),
            (Role::TextInput, "查找标题", "Find"),
            (Role::Button, "菜单", "Menu"),
        ],
    ),
    view("source", &[(NONE, Key::F6)], &[(Role::Button, "关闭", "Close")]),
    view("page image", &[(NONE, Key::F4)], &[(Role::Button, "关闭", "Close")]),
    view("why", &[(NONE, Key::I)], &[(Role::Button, "关闭", "Close")]),
    view("outline", &[(NONE, Key::H)], &[(Role::Button, "步道三公里", "步道三公里")]),
    view("notes", &[(NONE, Key::F8)], &[(Role::TextInput, "", "")]),
    view("a note", &[(NONE, Key::N)], &[(Role::Button, "完成", "Done")]),
    view("collections", &[(SHIFT, Key::F8)], &[(Role::Button, "关闭", "Close")]),
    view("calendar", &[(CTRL_SHIFT, Key::G)], &[(Role::Button, "关闭", "Close")]),
    view("review", &[(NONE, Key::F10)], &[(Role::Button, "无误", "Right")]),
    view("settings", &[(CTRL, Key::Comma)], &[(Role::Slider, "", "")]),
    view(
        "timeline",
        &[(CTRL_SHIFT, Key::T)],
        &[
            (Role::List, "检索结果", "Search results"),
            (Role::Button, "按时间, 江城晚报", "Over time, 江城晚报"),
            (Role::RadioButton, "各报分列", "Each paper"),
        ],
    ),
    View {
        name: "results",
        keys: &[(CTRL_SHIFT, Key::F)],
        typed: "公园",
        has: &[
            (Role::List, "检索结果", "Search results"),
            (Role::ListItem, "江堤公园月底开放, 江城晚报", "江堤公园月底开放, 江城晚报"),
        ],
    },
    view("opening", &[(CTRL, Key::O)], &[(Role::Dialog, "打开资料库", "Open")]),
    view("palette", &[(CTRL, Key::K)], &[(Role::Dialog, "命令面板", "Command palette")]),
    view("help", &[(NONE, Key::F1)], &[(Role::Dialog, "按键", "Keys")]),
    view("manual", &[(SHIFT, Key::F1)], &[(Role::Dialog, "使用手册", "Manual")]),
    view("export", &[(CTRL, Key::E)], &[(Role::Dialog, "导出", "Export")]),
    view("describing", &[(SHIFT, Key::I)], &[(Role::TextInput, "题名", "Title")]),
    view("printing", &[(CTRL, Key::P)], &[(Role::Dialog, "", "")]),
    view(
        "several articles",
        &[(NONE, Key::L), (CTRL, Key::A)],
        &[(Role::Button, "收入资料夹", "Put into a collection")],
    ),
    view(
        "side by side",
        &[(NONE, Key::Backslash), (NONE, Key::J)],
        &[(Role::Button, "收起这一篇", "Close this one")],
    ),
    view("found here", &[(CTRL, Key::G)], &[(Role::RadioButton, "本文", "This article")]),
    view("text alone", &[(NONE, Key::Z)], &[(Role::Document, "", "")]),
    view("page alone", &[(SHIFT, Key::Z)], &[(Role::Button, "书签", "Bookmark")]),
    view("collecting", &[(SHIFT, Key::D)], &[(Role::Dialog, "收入资料夹", "Put into a collection")]),
    view("tagging", &[(SHIFT, Key::G)], &[(Role::Dialog, "加标签", "Tag")]),
    view("articles out", &[(CTRL_SHIFT, Key::E)], &[(Role::Dialog, "导出文章", "Export articles")]),
    view("notes in", &[(CTRL, Key::I)], &[(Role::Dialog, "导入或合并笔记", "Import or merge notes")]),
    view("a copy of the notes", &[(CTRL_SHIFT, Key::B)], &[(Role::Dialog, "备份笔记", "Back up the notes")]),
    View {
        name: "licences",
        keys: &[(CTRL, Key::K)],
        typed: "许可证/Licences",
        has: &[(Role::Dialog, "许可证", "Licences")],
    },
    View {
        name: "about",
        keys: &[(CTRL, Key::K)],
        typed: "关于剪报/About Jianbao",
        has: &[(Role::Dialog, "关于剪报", "About Jianbao")],
    },
    View {
        name: "restoring",
        keys: &[(CTRL, Key::K)],
        typed: "恢复笔记/Restore notes",
        has: &[
            (Role::Dialog, "恢复笔记", "Restore notes"),
            (Role::TextInput, "从这个路径读", "Read from this path"),
        ],
    },
    View {
        name: "unreadable files",
        keys: &[(CTRL, Key::K)],
        typed: "读不出的文件/Unreadable files",
        has: &[(Role::Dialog, "读不出的文件", "Unreadable files"), (Role::Button, "编码", "Encoding")],
    },
    view(
        "dictionary",
        &[(CTRL, Key::A), (NONE, Key::W)],
        &[(Role::Dialog, "词典", "Dictionary"), (Role::Button, "关闭", "Close")],
    ),
    view(
        "belonging",
        &[(CTRL, Key::A), (SHIFT, Key::B)],
        &[(Role::Dialog, "属于哪一篇", "Which article"), (Role::Button, "不属于任何文章", "None")],
    ),
    // The last: what is put right stays so.
    view(
        "the same everywhere",
        &[(CTRL, Key::A), (SHIFT, Key::T), (SHIFT, Key::E)],
        &[
            (Role::Dialog, "别处同样更正", "The same everywhere"),
            (Role::RadioButton, "全部报纸", "All papers"),
        ],
    ),
];

/// The name of something: text that can be selected is its own.
fn name_of(node: &egui_kittest::Node<'_>) -> Option<String> {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value().filter(|_| node.role() == Role::Label))
}

/// Roles that say nothing of what something is.
const VAGUE: [Role; 3] = [Role::Unknown, Role::GenericContainer, Role::Group];

impl Bench {
    /// Whatever takes the keyboard or can be pressed, and has no name, or none of what it is.
    fn nameless(&self) -> Vec<String> {
        let all = self.harness.root().children_recursive();
        let wrong = all.filter(|node| {
            let is_named = name_of(node).is_some_and(|name| !name.trim().is_empty());
            let node = node.accesskit_node();
            let node_data = node.data();
            let takes = |action| node_data.supports_action(action);
            // A scroll bar is for the pointer: keys scroll what has the keyboard.
            let is_reached = takes(Action::Focus) || takes(Action::Click) && node.role() != Role::ScrollBar;
            is_reached && (!is_named || VAGUE.contains(&node.role()))
        });
        wrong.map(|node| format!("{node:?}")).collect()
    }

    /// What takes the keyboard and is cut by the left or the right edge of the window.
    fn cut(&self, width: f32) -> Vec<String> {
        let all = self.harness.root().children_recursive();
        let takes =
            |node: &egui_kittest::Node<'_>| node.accesskit_node().data().supports_action(Action::Focus);
        let cut = all
            .filter(|node| takes(node) && (node.rect().left() < -0.5 || node.rect().right() > width + 0.5));
        cut.map(|node| format!("{node:?} {:?}", node.rect())).collect()
    }

    /// Fails where something that is reached has no name or is cut.
    fn check(&self, name: &str, language: Language, size: Vec2) {
        let wrong = self.nameless();
        assert!(wrong.is_empty(), "{name} at {size:?}, {language:?}: {}", wrong.join("\n"));
        let cut = self.cut(size.x);
        assert!(cut.is_empty(), "{name} at {size:?}, {language:?}: {}", cut.join("\n"));
    }

    fn has_node(&self, role: Role, name: &str) -> bool {
        self.harness.root().children_recursive().any(|node| {
            let is_called = name_of(&node).is_some_and(|its| its.starts_with(name));
            node.accesskit_node().role() == role && is_called
        })
    }
}

fn walk(language: Language, size: Vec2) {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    std::fs::write(archive.path().join("江城晚报/坏版.txt"), [0, 159, 146, 150, 0, 1, 2].repeat(40))
        .expect("a file");
    let shape = Shape { size, ..Shape::default() };
    for View { name, keys, typed, has } in VIEWS {
        let mut bench = Bench::shaped(Some(archive.path()), &data, language, shape);
        for &(modifiers, key) in keys {
            bench.press(modifiers, key);
        }
        if !typed.is_empty() {
            let (zh, en) = typed.split_once('/').unwrap_or((typed, typed));
            bench.type_text(language.pick(zh, en));
            let is_search = bench.look(|state| state.find.open);
            bench.wait("the search", |state| !is_search || state.find.results.answer.rows.len() == 3);
            bench.press(NONE, Key::Enter);
            bench.wait("the words", |state| !is_search || state.find.results.words.len() == 3);
        }
        bench.wait("what threads tell", |state| {
            let is_reviewed = state.layout.panel != Some(Panel::Review) || state.review.is_made();
            let is_looking = |everywhere: &Everywhere| everywhere.looked.0 < everywhere.looked.1;
            is_reviewed
                && !state.find.results.is_waiting
                && !state.correcting.everywhere.as_ref().is_some_and(is_looking)
        });
        bench.harness.run_steps(6);
        bench.check(name, language, size);
        if size.x > 1000.0 {
            for (role, zh, en) in has {
                let wanted = language.pick(*zh, *en);
                assert!(bench.has_node(*role, wanted), "{name}, {language:?}: no {role:?} {wanted}");
            }
        }
    }
}

#[test]
fn whatever_takes_the_keyboard_has_a_name_and_a_role_in_every_view() {
    walk(Language::Chinese, vec2(1280.0, 800.0));
}

#[test]
fn it_has_them_in_english_and_in_a_small_window() {
    walk(Language::English, vec2(1280.0, 800.0));
    walk(Language::English, vec2(800.0, 600.0));
}

/// What has the keyboard: its name, and its place.
fn focused(bench: &Bench) -> Option<(String, egui::Rect)> {
    let node = bench.harness.root().children_recursive().find(|node| node.is_focused())?;
    Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
}

#[test]
fn the_tab_key_goes_along_lines_as_one_reads() {
    /// Points that the middles of things on one line differ by at most, and the height of a thing on a line.
    const LINE: f32 = 4.0;
    const HEIGHT: f32 = 40.0;
    const STOPS: usize = 30;
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    let of =
        ["reading", "page image", "results", "several articles", "side by side", "page alone", "calendar"];
    for View { name, keys, typed, .. } in VIEWS.into_iter().filter(|view| of.contains(&view.name)) {
        let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
        for &(modifiers, key) in keys {
            bench.press(modifiers, key);
        }
        if !typed.is_empty() {
            bench.type_text(typed);
            bench.wait("the search", |state| state.find.results.answer.rows.len() == 3);
            bench.press(NONE, Key::Enter);
        }
        let (mut first, mut last) = (None, None::<(String, egui::Rect)>);
        for _ in 0..STOPS {
            bench.press(NONE, Key::Tab);
            let now = focused(&bench);
            // Behind the last comes the first again.
            if last.is_some() && now == first {
                break;
            }
            first = first.or_else(|| now.clone());
            if let Some(((before, a), (after, b))) = last.as_ref().zip(now.as_ref()) {
                let are_on_one_line = (a.center().y - b.center().y).abs() < LINE
                    && a.height().max(b.height()) < HEIGHT
                    && before != after;
                assert!(
                    !are_on_one_line || a.left() < b.left(),
                    "{name}: {before} {a:?}, then {after} {b:?}"
                );
            }
            last = now;
        }
        assert!(last.is_some(), "{name}: nothing has the keyboard");
    }
}

#[test]
fn the_page_of_a_note_that_is_gone_has_them_too() {
    for (language, size) in [
        (Language::Chinese, vec2(1280.0, 800.0)),
        (Language::English, vec2(1280.0, 800.0)),
        (Language::English, vec2(800.0, 600.0)),
    ] {
        let (archive, data) = (folder(), folder());
        given::archive(&PAGES, archive.path(), data.path());
        let shape = Shape { size, ..Shape::default() };
        let mut bench = Bench::shaped(Some(archive.path()), &data, language, shape);
        bench.press(NONE, Key::B);
        // What is open stays open, and is another button of that name.
        bench.press(Modifiers::SHIFT, Key::J);
        std::fs::remove_file(archive.path().join(PAGES[0].0)).expect("the page goes");
        bench.press(NONE, Key::F5);
        bench.wait("the other pages", |state| {
            state.archive.progress.is_none()
                && !state.marks.is_working()
                && state.archive.library.pages().len() == 2
        });
        bench.press(NONE, Key::F8);
        let mut rows = bench.harness.query_all_by_role(Role::Button);
        let is_it = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().label().is_some_and(|label| label.contains("江堤公园月底开放"))
        };
        rows.find(is_it).expect("the bookmark").click();
        drop(rows);
        bench.steps();
        bench.wait("the page as it was", |state| state.layout.overlay == Some(Overlay::PageSnapshot));
        bench.harness.run_steps(6);
        bench.check("the kept page", language, size);
        let (dialog, text) = ("做笔记时的版面", "The page when the note was made");
        assert!(bench.has_node(Role::Dialog, language.pick(dialog, text)), "{language:?}");
        assert!(bench.has_node(Role::Label, "江堤公园月底开放"), "{language:?}: its lines");
    }
}

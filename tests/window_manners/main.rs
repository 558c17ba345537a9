//! Manners of the window: what no press and no key may do, and what must be said and shown.
#![cfg(feature = "window")]

#[path = "../bench/mod.rs"]
mod bench;
#[path = "../given/mod.rs"]
mod given;

mod archives;
mod dialogs;
mod highlights;
mod keyboard;
mod list;
mod reading;
mod results;
mod telling;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::effect::NoticeKind;
use jianbao::app::state::State;
use jianbao::language::Language;
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

/// So many pages of one article each, a day apart.
fn days_of_pages(count: usize) -> Vec<(String, String)> {
    let page = |at: usize| {
        let path = format!("江城晚报/2031-03-{:02}/01.txt", at + 1);
        (path, format!("article 0.9\ntitle 江堤公园第{at}期\n\np 　　沿江新建的江堤公园将于本月底开放。\n"))
    };
    (0..count).map(page).collect()
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

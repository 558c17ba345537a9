//! A correction that is proposed for other pages: what is listed, what is left out, and what becomes of it.
#![cfg(feature = "window")]

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::Role as NodeRole;
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::panels::Overlay;
use jianbao::app::state::State;
use jianbao::language::Language;
use jianbao::segmentation::Role;
use tempfile::TempDir;

const SHIFT: Modifiers = Modifiers::SHIFT;

/// Three issues of a paper whose column heading was taken for the first article's title, with such a line inside the last
/// page; and an issue of another.
fn pages() -> Vec<(String, String)> {
    let page = |paper: &str, day: usize, inside: &str| {
        let body = format!("p 　　第{day}号渡口的新船昨天下水，载客六十人。\n- 两岸的人都来看热闹。\n");
        let body = body.repeat(8);
        let head = format!("article 0.9\ntitle 文史园地 第{day}期\ntitle 第{day}号渡口换新船\n");
        (format!("{paper}/2031-03-0{day}/01.txt"), format!("{head}\n{body}{inside}{body}"))
    };
    vec![
        page("澜溪日报", 4, ""),
        page("澜溪日报", 5, ""),
        page("澜溪日报", 6, "p 文史园地 第1期\n"),
        page("山城日报", 7, ""),
    ]
}

/// A window over them, the first of the three open.
fn open(language: Language) -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    given::archive(&pages(), archive.path(), data.path());
    let mut bench = Bench::shaped(Some(archive.path()), &data, language, Shape::default());
    bench.press_row(NodeRole::ListItem, "文史园地 第4期");
    (bench, [archive, data])
}

fn label_of(node: &Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

impl Bench {
    /// Presses the row of a role whose name begins so.
    fn press_row(&mut self, role: NodeRole, name: &str) {
        let mut rows = self.harness.query_all_by_role(role).filter(|node| label_of(node).starts_with(name));
        rows.next().unwrap_or_else(|| panic!("no {name}")).click();
        drop(rows);
        self.steps();
    }

    /// Makes the open page's heading furniture, by its line and a command.
    fn correct_heading(&mut self, language: Language) {
        self.press(NONE, Key::F6);
        let line = format!("{} 文史园地 第4期", language.pick("主题", "title"));
        self.harness.query_all_by_label_contains(&line).next().expect("the heading").click();
        self.steps();
        self.press(CTRL, Key::K);
        self.type_text(language.pick("这是版面附件", "This is page furniture"));
        self.press(NONE, Key::Enter);
        self.wait("the correction", |state| headings(state)[0] == [Role::Furniture]);
        self.steps();
    }

    fn wait_for_places(&mut self, pages: usize) {
        self.wait("the places", |state| {
            state.correcting.everywhere.as_ref().is_some_and(|everywhere| everywhere.looked == (pages, pages))
        });
        self.steps();
    }

    fn hits(&self) -> Vec<(String, bool)> {
        self.look(|state| {
            let everywhere = state.correcting.everywhere.as_ref().expect("it is proposed");
            everywhere.hits.iter().map(|hit| (hit.words.clone(), hit.chosen)).collect()
        })
    }
}

/// For each page of the paper, the roles of its lines that are like the heading.
fn headings(state: &State) -> Vec<Vec<Role>> {
    let library = &state.archive.library;
    let pages = library.pages().iter().filter(|page| page.issue.paper == "澜溪日报");
    let of_page = |page: &std::sync::Arc<jianbao::archive::PageEntry>| {
        let Ok(content) = library.content_once(page.id) else { return Vec::new() };
        let found = &content.segmentation;
        let blocks = found.articles.iter().flat_map(|article| &article.blocks).chain(&found.furniture);
        let like = blocks.filter(|block| block.text.as_str().starts_with("文史园地"));
        like.map(|block| block.role).collect()
    };
    pages.map(of_page).collect()
}

#[test]
fn a_correction_is_proposed_for_lines_alike_and_done_where_they_are_chosen_as_one_step() {
    let (mut bench, _folders) = open(Language::Chinese);
    bench.press(SHIFT, Key::E);
    assert!(bench.look(|state| state.correcting.everywhere.is_none()), "nothing was corrected yet");
    bench.correct_heading(Language::Chinese);
    let (title, body, furniture) = (Role::Title, Role::Paragraph, Role::Furniture);
    let before = [vec![furniture], vec![title], vec![title, body]];
    assert_eq!(bench.look(headings), before);
    bench.press(SHIFT, Key::E);
    bench.wait_for_places(3);
    let head = |day: usize| format!("文史园地 第{day}期");
    let inside = "文史园地 第1期";
    assert_eq!(bench.hits(), [(head(5), true), (head(6), true), (inside.into(), false)]);
    let row = format!("{inside}, 澜溪日报 2031年3月6日");
    assert_eq!(bench.harness.query_all_by_label_contains(&row).count(), 1, "with words and place");
    assert_eq!(bench.look(headings), before, "nothing is done yet");
    // One is left out by the mouse, one taken in; then it is done by a key, for the button has the keyboard.
    for words in [&*head(5), inside] {
        bench.press_row(NodeRole::CheckBox, words);
    }
    for _ in 0..40 {
        let focused = bench.harness.root().children_recursive().find(|node| node.is_focused());
        if focused.is_some_and(|node| label_of(&node).starts_with("更正选上的 2 处")) {
            break;
        }
        bench.press(NONE, Key::Tab);
    }
    bench.press(NONE, Key::Enter);
    let done = [vec![furniture], vec![title], vec![furniture, furniture]];
    bench.wait("the corrections", move |state| headings(state) == done);
    assert!(bench.look(|state| state.layout.overlay.is_none()));
    let count = |bench: &Bench| {
        bench.look(|state| state.store.book.as_ref().map_or(0, |book| book.all_corrections().count()))
    };
    assert_eq!(count(&bench), 3, "they are corrections like any other");
    // One step back; the correction that it began with stays.
    bench.press(CTRL, Key::Z);
    bench.wait("the step back", move |state| headings(state) == before);
    assert_eq!(count(&bench), 1);
}

#[test]
fn after_a_correction_it_is_offered_elsewhere_and_other_papers_are_looked_through_when_asked() {
    let (mut bench, _folders) = open(Language::English);
    bench.correct_heading(Language::English);
    let offer = bench.harness.query_all_by_label_contains("The same everywhere... (").next();
    offer.expect("an offer").click();
    bench.steps();
    assert_eq!(bench.look(|state| state.layout.overlay), Some(Overlay::Everywhere));
    bench.wait_for_places(3);
    assert_eq!(bench.hits().len(), 3);
    for (name, hits) in [("All papers", 4), ("Choose none", 4)] {
        bench.harness.get_by_label(name).click();
        bench.steps();
        bench.wait_for_places(4);
        assert_eq!(bench.hits().len(), hits);
    }
    assert!(bench.hits().iter().all(|(_, chosen)| !chosen));
    bench.press(NONE, Key::Escape);
    assert!(
        bench.look(|state| state.correcting.everywhere.is_none()),
        "what is looked for ends with the dialog"
    );
}

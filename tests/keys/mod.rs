//! What is reached and done by keys alone without many steps, and by the mouse alone.

use crate::bench::{Bench, CTRL, NONE, Shape, folder};
use crate::given;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::state::State;
use jianbao::correction::{Correction, Operation};
use jianbao::language::Language;
use std::sync::Arc;
use tempfile::TempDir;

const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// Two papers on two days; one page has two articles.
const PAGES: [(&str, &str); 3] = [
    (
        "渡口日报/2031-06-01/01.txt",
        "article 0.9\ntitle 北岸堤坝合龙\n\np 　　北岸堤坝昨天合龙，比计划早了十天。\n\
         p 　　工地上还留着三百人，要把坝顶铺平。\n\
         article 0.9\ntitle 夜市搬到河西\n\np 　　夜市从下周起搬到河西广场。\n",
    ),
    ("渡口日报/2031-06-02/01.txt", "article 0.9\ntitle 堤坝展览开幕\n\np 　　堤坝的老照片今天起展出。\n"),
    (
        "河西晚报/2031-06-02/01.txt",
        "article 0.9\ntitle 河西桥通车\n\np 　　河西桥今天通车，堤坝上的路也修好了。\n",
    ),
];

impl Bench {
    /// What has the keyboard: its role and its name.
    fn keyboard(&self) -> (Role, String) {
        let mut all = self.harness.root().children_recursive();
        let node = all.find(|node| node.is_focused()).expect("something has the keyboard");
        (node.accesskit_node().role(), node.accesskit_node().label().unwrap_or_default())
    }

    fn is_of(&self, title: &str) -> bool {
        self.look(|state| is_open(state, title))
    }

    fn wait_for_article(&mut self, title: &str) {
        self.wait("the article", |state| is_open(state, title));
        self.steps();
    }
}

fn is_open(state: &State, title: &str) -> bool {
    let now = state.reader.open.as_ref().and_then(|open| open.article().title());
    now.is_some_and(|now| now == title)
}

fn opened() -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    given::archive(&PAGES, archive.path(), data.path());
    (Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default()), [archive, data])
}

#[test]
fn the_form_of_an_export_is_one_stop_of_the_tab_key_and_chosen_by_arrows() {
    let (mut bench, _folders) = opened();
    bench.press(CTRL_SHIFT, Key::E);
    bench.press(SHIFT, Key::Tab);
    assert_eq!(bench.keyboard(), (Role::RadioButton, "Markdown".to_owned()));
    bench.press(NONE, Key::ArrowRight);
    bench.press(NONE, Key::ArrowRight);
    assert_eq!(bench.keyboard().1, "HTML");
    assert!(bench.look(|state| state.exchange.path.ends_with(".html")));
    // From the first one goes on to the last, and the tab key leads out.
    for _ in 0..3 {
        bench.press(NONE, Key::ArrowLeft);
    }
    assert_eq!(bench.keyboard().1, "PNG 剪报");
    bench.press(NONE, Key::Tab);
    assert_eq!(bench.keyboard().0, Role::TextInput);
}

#[test]
fn arrows_go_through_the_forms_of_several_articles_whether_each_has_a_file_or_not() {
    let (mut bench, _folders) = opened();
    bench.press(NONE, Key::L);
    bench.press(CTRL, Key::A);
    bench.press(CTRL_SHIFT, Key::E);
    assert_eq!(bench.keyboard().0, Role::TextInput);
    for _ in 0..2 {
        bench.press(SHIFT, Key::Tab);
    }
    assert_eq!(bench.keyboard(), (Role::RadioButton, "Markdown".to_owned()));
    for _ in 0..13 {
        bench.press(NONE, Key::ArrowRight);
        assert_eq!(bench.keyboard().0, Role::RadioButton, "{:?}", bench.keyboard());
    }
}

#[test]
fn how_an_export_begins_is_seen_before_it_is_written() {
    let (mut bench, _folders) = opened();
    let begins =
        |state: &State, with: &str| state.exchange.sample.lines.iter().any(|line| line.contains(with));
    bench.press(CTRL_SHIFT, Key::E);
    bench.wait("Markdown", |state| begins(state, "# 北岸堤坝合龙"));
    bench.steps();
    assert!(bench.harness.query_all_by_label_contains("# 北岸堤坝合龙").next().is_some());
    bench.press(SHIFT, Key::Tab);
    for _ in 0..9 {
        bench.press(NONE, Key::ArrowRight);
    }
    assert_eq!(bench.keyboard().1, "RIS");
    bench.wait("RIS", |state| begins(state, "TY  - NEWS"));
    // What is no text has none.
    for _ in 0..3 {
        bench.press(NONE, Key::ArrowRight);
    }
    assert!(bench.look(|state| state.exchange.sample.lines.is_empty()));
}

#[test]
fn the_tab_key_passes_by_the_edges_of_panels() {
    let (mut bench, _folders) = opened();
    bench.press(SHIFT, Key::F8);
    for (modifiers, steps) in [(NONE, 40), (SHIFT, 40)] {
        for _ in 0..steps {
            bench.press(modifiers, Key::Tab);
            assert_ne!(bench.keyboard().0, Role::Splitter, "nobody sees that it has the keyboard");
        }
    }
}

#[test]
fn a_key_leads_into_the_panel_and_the_next_ones_to_what_is_in_it() {
    let (mut bench, _folders) = opened();
    bench.press(NONE, Key::F12);
    assert_eq!(bench.keyboard().0, Role::Document, "there is none");
    bench.press(NONE, Key::L);
    bench.press(SHIFT, Key::F8);
    bench.press(NONE, Key::F12);
    assert_eq!(bench.keyboard().1, "关闭");
    bench.press(NONE, Key::Tab);
    assert_eq!(bench.keyboard().1, "新建资料夹");
}

#[test]
fn a_day_that_is_typed_leads_among_the_days_and_to_its_articles() {
    let (mut bench, _folders) = opened();
    for (typed, title) in [("2031-06-02", "河西桥通车"), ("2031-6-1", "北岸堤坝合龙")] {
        // What was typed before does not stand in the way.
        bench.press(CTRL_SHIFT, Key::G);
        bench.type_text(typed);
        bench.press(NONE, Key::Enter);
        assert_eq!(bench.keyboard().0, Role::Grid);
        assert!(!bench.is_of(title), "the day is shown, and nothing opened");
        bench.press(NONE, Key::Enter);
        bench.wait_for_article(title);
        bench.press(CTRL_SHIFT, Key::G);
    }
    bench.press(CTRL_SHIFT, Key::G);
    bench.type_text("明天");
    bench.press(NONE, Key::Enter);
    assert_eq!(bench.keyboard().0, Role::TextInput, "what is no day is written anew");
    // Beside the days: the newspapers' lack, the export, its articles.
    bench.type_text("2031-06-01");
    bench.press(NONE, Key::Enter);
    while bench.keyboard().0 != Role::ListItem {
        bench.press(NONE, Key::Tab);
    }
    bench.press(NONE, Key::ArrowDown);
    assert_eq!(bench.keyboard(), (Role::ListItem, "夜市搬到河西".to_owned()));
    bench.press(NONE, Key::Enter);
    bench.wait_for_article("夜市搬到河西");
}

#[test]
fn a_block_that_is_chosen_by_keys_is_put_right_by_the_next_key() {
    let (mut bench, _folders) = opened();
    bench.press(NONE, Key::I);
    while !bench.keyboard().1.contains("工地上") {
        bench.press(NONE, Key::Tab);
    }
    bench.press(NONE, Key::Enter);
    assert_eq!(bench.keyboard().0, Role::Document);
    bench.press(SHIFT, Key::A);
    bench.wait("the cut", |state| state.list.listing.order().len() == 5);
}

#[test]
fn the_line_that_tells_of_all_that_was_found_is_pressed_too() {
    let (mut bench, _folders) = opened();
    bench.press(CTRL_SHIFT, Key::F);
    bench.type_text("堤坝");
    bench.wait("the search", |state| state.find.results.answer.rows.len() == 3);
    bench.steps();
    bench.harness.get_by_label("回车在结果栏列出全部 3 篇").click();
    bench.steps();
    assert!(bench.look(|state| state.find.results.is_shown && !state.find.open));
}

#[test]
fn the_picture_that_is_saved_is_of_the_open_article_whatever_is_chosen_in_the_list() {
    let (mut bench, _folders) = opened();
    bench.press(NONE, Key::L);
    bench.press(CTRL, Key::A);
    bench.press(CTRL, Key::K);
    bench.type_text("存为图片");
    bench.press(NONE, Key::Enter);
    assert_eq!(bench.look(|state| state.exchange.chosen.articles.len()), 1);
}

#[test]
fn a_list_of_a_collection_that_is_deleted_shows_all_again() {
    let (mut bench, _folders) = opened();
    bench.press(SHIFT, Key::D);
    bench.type_text("堤坝");
    bench.press(NONE, Key::Enter);
    bench.wait("the collection", |state| state.collections.all.first().is_some_and(|(_, count)| *count == 1));
    bench.press(SHIFT, Key::F8);
    for name in ["堤坝 1", "目录中只看这些", "删除资料夹"] {
        bench.harness.query_all_by_label_contains(name).last().unwrap_or_else(|| panic!("no {name}")).click();
        bench.steps();
        if name == "目录中只看这些" {
            bench.wait("the narrowing", |state| state.list.listing.order().len() == 1);
        }
    }
    bench.wait("all articles", |state| state.list.listing.order().len() == 4);
}

#[test]
fn what_is_typed_at_once_after_a_key_that_opens_a_field_stands_in_the_field() {
    let (mut bench, _folders) = opened();
    let letters = |bench: &mut Bench, modifiers: Modifiers, key: Key| {
        let event = |key, modifiers, pressed| egui::Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        // One slow frame has them all.
        let mut events = vec![event(key, modifiers, true), event(key, modifiers, false)];
        for (key, text) in [(Key::B, "b"), (Key::J, "j")] {
            events.push(event(key, NONE, true));
            events.push(egui::Event::Text(text.into()));
            events.push(event(key, NONE, false));
        }
        bench.harness.input_mut().events.extend(events);
        bench.steps();
        bench.steps();
        let all: Vec<_> = bench.harness.root().children_recursive().collect();
        let field = all.iter().find(|node| node.is_focused()).expect("a field");
        (field.accesskit_node().role(), field.value().unwrap_or_default())
    };
    for (modifiers, key) in [
        (CTRL, Key::F),
        (CTRL_SHIFT, Key::F),
        (CTRL, Key::G),
        (CTRL, Key::K),
        (NONE, Key::N),
        (SHIFT, Key::D),
        (SHIFT, Key::G),
        (CTRL_SHIFT, Key::G),
    ] {
        assert_eq!(letters(&mut bench, modifiers, key), (Role::TextInput, "bj".to_owned()), "{key:?}");
        bench.press(NONE, Key::Escape);
    }
    assert!(bench.is_of("北岸堤坝合龙"), "no letter was a command");
    assert!(bench.look(|state| state.notes.listed.len() < 2), "there is the note and no bookmark");
}

#[test]
fn the_arrow_leads_from_a_name_that_is_typed_to_the_collections_that_are_like_it() {
    let (mut bench, _folders) = opened();
    for (typed, keys) in [("堤坝史料", &[Key::Enter][..]), ("堤", &[Key::ArrowDown, Key::Enter])] {
        bench.press(SHIFT, Key::D);
        bench.type_text(typed);
        keys.iter().for_each(|&key| bench.press(NONE, key));
        bench.wait("the collecting", |state| state.layout.overlay.is_none() && !state.is_busy());
        bench.press(NONE, Key::J);
    }
    bench.wait("both", |state| state.collections.all.iter().any(|(_, count)| *count == 2));
    assert_eq!(
        bench.look(|state| state.collections.all.len()),
        1,
        "none is made of what was typed of a name"
    );
}

/// The lines at which the person said that an article begins.
fn beginnings(bench: &Bench) -> Vec<String> {
    bench.look(|state| {
        let all = state.store.book.iter().flat_map(|book| book.all_corrections());
        let of = |one: Arc<Correction>| match &one.operation {
            Operation::ArticleBegins { at } => Some(at.quote()),
            _ => None,
        };
        all.filter_map(of).collect()
    })
}

#[test]
fn a_caret_that_keys_move_says_where_an_article_is_cut() {
    let (mut bench, _folders) = opened();
    let caret = |bench: &Bench| bench.look(|state| state.reader.caret.map(|at| at.paragraph));
    bench.press(NONE, Key::ArrowDown);
    assert_eq!(caret(&bench), None, "it scrolls");
    for paragraph in [0, 1, 2] {
        bench.press(CTRL, Key::ArrowDown);
        assert_eq!(caret(&bench), Some(paragraph));
    }
    assert!(bench.look(|state| state.reader.selection.is_none()));
    bench.press(SHIFT, Key::ArrowRight);
    bench.press(NONE, Key::Escape);
    assert_eq!(caret(&bench), None, "it goes with what is selected");
    for _ in 0..4 {
        bench.press(CTRL, Key::ArrowDown);
    }
    bench.press(CTRL, Key::ArrowUp);
    assert_eq!(caret(&bench), Some(2), "first to the beginning of its own");
    // What is selected begins where it is.
    bench.press(SHIFT, Key::ArrowRight);
    bench.press(SHIFT, Key::ArrowRight);
    let selected = bench.look(|state| {
        let open = state.reader.open.as_ref().expect("an article");
        state.reader.selection.map(|range| open.document.text(range)).unwrap_or_default()
    });
    assert_eq!(selected, "工地");
    bench.press(NONE, Key::ArrowLeft);
    assert!(bench.look(|state| state.reader.selection.is_none()));
    bench.press(SHIFT, Key::A);
    assert_eq!(beginnings(&bench), ["工地上还留着三百人，要把坝顶铺平。"]);
}

#[test]
fn a_line_of_the_source_is_put_right_by_keys() {
    let (mut bench, _folders) = opened();
    bench.press(NONE, Key::S);
    bench.press(NONE, Key::F12);
    assert_eq!(bench.keyboard(), (Role::List, "版面原文".to_owned()));
    // Over the blank line to the second paragraph.
    bench.press(NONE, Key::ArrowDown);
    bench.press(NONE, Key::ArrowDown);
    bench.press(NONE, Key::B);
    assert!(!bench.look(State::is_bookmarked), "other letters are no commands there");
    bench.press(SHIFT, Key::A);
    assert_eq!(beginnings(&bench), ["工地上还留着三百人，要把坝顶铺平。"]);
    assert_eq!(bench.keyboard().0, Role::List, "the keyboard stays");
    bench.press(NONE, Key::End);
    bench.press(NONE, Key::Enter);
    bench.wait_for_article("夜市搬到河西");
}

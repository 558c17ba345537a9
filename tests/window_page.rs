//! The page as it was printed: in the panel and alone in the window, its words and lines under the hand.
#![cfg(feature = "window")]

mod bench;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use jianbao::app::context::Outbox;
use jianbao::app::page_image::{Of, PageImage, Sheet, Wish};
use jianbao::app::panels::{Alone, Overlay, Panel};
use jianbao::app::reading::TextRange;
use jianbao::app::state::State;
use jianbao::archive::{PageFile, Place};
use jianbao::citation::Citation;
use jianbao::export::{self, Document, Format};
use jianbao::facsimile::{NoPicture, places, region};
use jianbao::language::Language;
use jianbao::segmentation::{ByteSpan, LineNo, Page, layout};
use std::path::Path;
use tempfile::TempDir;

impl Bench {
    fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    fn title(&self) -> String {
        self.look(|state| state.reader.open.as_ref().expect("an article").article().display_title())
    }

    fn rect(&self, name: &str) -> Rect {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).rect()
    }

    fn click(&mut self, name: &str) {
        self.harness.query_all_by_label_contains(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.steps();
    }

    /// Whether the menu of the text offers something.
    fn offers(&mut self, name: &str) -> bool {
        self.harness.query_all_by_role(Role::Paragraph).next().expect("text").click_secondary();
        self.steps();
        let has = self.has(name);
        self.press(NONE, Key::Escape);
        has
    }

    /// Moves the pointer to a place, presses it there, goes to another and lets go.
    fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        let button = PointerButton::Primary;
        self.harness.event(Event::PointerMoved(from));
        self.harness.step();
        self.harness
            .event_modifiers(Event::PointerButton { pos: from, button, pressed: true, modifiers }, modifiers);
        self.harness.step();
        for share in [0.3, 0.7, 1.0] {
            self.harness.event_modifiers(Event::PointerMoved(from.lerp(to, share)), modifiers);
            self.harness.step();
        }
        self.harness
            .event_modifiers(Event::PointerButton { pos: to, button, pressed: false, modifiers }, modifiers);
        self.steps();
    }

    /// Presses a place and lets go at once.
    fn press_at(&mut self, pos: Pos2) {
        self.harness.event(Event::PointerMoved(pos));
        self.harness.step();
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: NONE });
        }
        self.steps();
    }

    /// Waits until the open article's page is drawn.
    fn wait_for_page(&mut self) {
        self.wait("the page", |state| {
            sheet(state)
                .is_some_and(|sheet| state.page_image.whole(&sheet).is_some_and(|drawn| drawn.is_ok()))
        });
        self.steps();
    }

    /// Where a place of the page is on the screen, with all of the page in view.
    fn on_screen(&self, place: &layout::Rect) -> Rect {
        let (title, first) = self.look(|state| {
            let open = state.reader.open.as_ref().expect("an article");
            (open.article().display_title(), region(open.page(), open.article())[0])
        });
        let shown = self.rect(&format!("{title}，把握"));
        let scale = shown.width() / first.width();
        let at = |x, y| shown.min + vec2(x - first.left, y - first.top) * scale;
        Rect::from_min_max(at(place.left, place.top), at(place.right, place.bottom))
    }
}

fn sheet(state: &State) -> Option<Sheet> {
    Sheet::of(state.reader.open.as_ref()?)
}

/// A window over an issue of several printed pages, with the page of the open article alone in it.
fn page_alone(language: Language) -> (Bench, [TempDir; 2]) {
    let (archive, data) = (folder(), folder());
    let printed = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/澜溪日报/2024-07-31.pdf");
    let issue = archive.path().join("澜溪日报");
    std::fs::create_dir_all(&issue).expect("a folder");
    std::fs::copy(printed, issue.join("2024-07-31.pdf")).expect("an issue");
    let mut bench = Bench::shaped(Some(archive.path()), &data, language, Shape::default());
    bench.press(Modifiers::SHIFT, Key::Z);
    bench.wait_for_page();
    (bench, [archive, data])
}

/// A run of body text of the open article: its range, and where its first and last characters are printed.
fn run_of_text(state: &State) -> (TextRange, layout::Rect, layout::Rect) {
    let open = state.reader.open.as_ref().expect("an article");
    let longest =
        open.document.paragraphs.iter().enumerate().max_by_key(|(_, paragraph)| paragraph.text.len());
    let (index, paragraph) = longest.expect("a paragraph");
    let ends: Vec<usize> = paragraph.text.char_indices().map(|(at, _)| at).collect();
    let at = |nth: usize| jianbao::app::reading::TextPosition::new(index, ends[nth]);
    let range = TextRange { start: at(3), end: at(40) };
    let spans: Vec<ByteSpan> = open.to_source(range);
    let place = |byte: u32| places(open.page(), ByteSpan { start: byte, end: byte + 1 })[0];
    (range, place(spans[0].start), place(spans[spans.len() - 1].end - 1))
}

#[test]
fn words_dragged_over_on_the_page_are_selected_in_the_text_and_highlighted_by_a_key() {
    let (mut bench, _folders) = page_alone(Language::Chinese);
    let (range, first, last) = bench.look(run_of_text);
    let (from, to) = (bench.on_screen(&first).center(), bench.on_screen(&last).center());
    bench.drag(from, to, NONE);
    assert_eq!(bench.look(|state| state.reader.selection), Some(range));
    bench.press(NONE, Key::Num2);
    assert_eq!(bench.look(|state| (state.notes.here.len(), state.reader.selection)), (1, None));
    // A press on a word selects it and leaves the highlight, one on the highlight takes that to hand.
    bench.press(NONE, Key::Escape);
    assert_eq!(bench.look(|state| state.layout.alone), None);
    bench.press(Modifiers::SHIFT, Key::Z);
    let title = bench.look(|state| {
        let open = state.reader.open.as_ref().expect("an article");
        places(open.page(), open.to_source(open.whole())[0])[0]
    });
    bench.press_at(bench.on_screen(&title).center());
    let (words, first) = bench.look(|state| {
        let open = state.reader.open.as_ref().expect("an article");
        let selected = state.reader.selection.map(|range| open.document.text(range));
        (selected.expect("a word"), open.document.paragraphs[0].text.clone())
    });
    assert!(!words.is_empty() && words != first && first.contains(&words), "{words} of {first}");
    assert!(bench.look(|state| state.notes.at_hand(None).is_none()));
    // The text has it selected, too, once it is seen again.
    bench.press(Modifiers::SHIFT, Key::Z);
    assert!(bench.look(|state| state.reader.selection.is_some()));
    bench.press(NONE, Key::Escape);
    bench.press(Modifiers::SHIFT, Key::Z);
    bench.press_at(from);
    assert!(bench.look(|state| state.notes.at_hand(None).is_some()));
}

#[test]
fn what_is_said_of_an_article_on_the_page_stays_above_no_dialog() {
    let (mut bench, _folders) = page_alone(Language::Chinese);
    let other = bench.look(|state| {
        let open = state.reader.open.as_ref().expect("an article");
        let mut others = open.content.segmentation.articles.iter();
        others.find(|article| *article != open.article()).expect("another").display_title()
    });
    let name = format!("{other}，把握");
    let told = |bench: &Bench| bench.harness.query_all_by_label_contains(&name).count();
    let alone = told(&bench);
    bench.harness.event(Event::PointerMoved(bench.rect(&name).center()));
    bench.harness.run_steps(8);
    assert_eq!(told(&bench), alone + 1);
    bench.press(CTRL, Key::O);
    assert_eq!(told(&bench), alone);
}

#[test]
fn the_bar_above_the_page_overlaps_nowhere_and_shows_the_bookmark() {
    let (archive, data) = (folder(), folder());
    std::fs::write(archive.path().join("20310102_01.pdf"), printed_page()).expect("a page");
    for (size, all) in [(vec2(800.0, 600.0), false), (vec2(1600.0, 900.0), true)] {
        let shape = Shape { size, ..Shape::default() };
        let mut bench = Bench::shaped(Some(archive.path()), &data, Language::English, shape);
        bench.press(Modifiers::SHIFT, Key::S);
        bench.wait_for_page();
        let panel = bench.rect("Page image: ");
        let names = [
            "Previous page",
            "Next page",
            "Fit the width",
            "The page alone",
            "Magnify the page",
            "Shrink the page",
        ];
        let shown: Vec<Rect> = names
            .iter()
            .flat_map(|name| bench.harness.query_all_by_label_contains(name).map(|node| node.rect()))
            .filter(|rect| rect.bottom() <= panel.top() && rect.left() >= panel.left() - 8.0)
            .collect();
        for (at, one) in shown.iter().enumerate() {
            let beside = shown[at + 1..].iter().find(|other| one.shrink(1.0).intersects(other.shrink(1.0)));
            assert_eq!(beside, None, "{one:?} at {size:?}");
        }
        let is_off = |node: egui_kittest::Node<'_>| node.accesskit_node().is_disabled();
        assert!(!bench.harness.query_all_by_label_contains("Magnify the page").any(is_off));
        assert!(shown.len() >= 3 && (!all || bench.has("Shrink the page")), "{shown:?} at {size:?}");
    }
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    bench.press(Modifiers::SHIFT, Key::Z);
    bench.wait_for_page();
    let is_on = |bench: &Bench| {
        let node = bench.harness.query_all_by_label_contains("书签 (B)").next().expect("a ribbon");
        node.accesskit_node().toggled()
    };
    let off = is_on(&bench);
    bench.click("书签 (B)");
    assert!(bench.look(State::is_bookmarked) && is_on(&bench) != off);
}

#[test]
fn dragging_where_no_words_are_moves_the_page() {
    let (mut bench, _folders) = page_alone(Language::Chinese);
    let title = format!("{}，把握", bench.title());
    let all_in_view = bench.rect(&title);
    bench.press(NONE, Key::Equals);
    bench.press(NONE, Key::Equals);
    let before = bench.rect(&title);
    assert_ne!(before, all_in_view);
    let room = bench.rect("版面图像：");
    bench.drag(room.center_top() + vec2(0.0, 4.0), room.center_top() + vec2(0.0, 64.0), NONE);
    assert!(bench.look(|state| state.reader.selection.is_none()));
    assert!(bench.rect(&title).top() > before.top(), "the page went down with the hand");
    // Back to all of it, with the keys alone.
    bench.press(NONE, Key::Num0);
    assert_eq!(bench.rect(&title), all_in_view);
}

#[test]
fn the_page_alone_has_its_issue_beside_it_and_every_key_of_the_text() {
    let (mut bench, _folders) = page_alone(Language::English);
    let first = bench.title();
    assert!(bench.has("In this issue: ") && !bench.has("Show or hide the list"));
    let page = bench.look(|state| state.reader.open.as_ref().map(|open| open.id.page));
    bench.wait("thumbnails", |state| {
        let pages = state.archive.library.pages().iter().filter_map(|page| Sheet::of_page(page));
        pages.filter(|sheet| state.page_image.thumbnail(sheet).is_some()).count() >= 2
    });
    bench.press(Modifiers::SHIFT, Key::J);
    assert_ne!(bench.look(|state| state.reader.open.as_ref().map(|open| open.id.page)), page);
    bench.press(Modifiers::SHIFT, Key::K);
    assert_eq!(bench.title(), first);
    bench.press(NONE, Key::B);
    assert!(bench.look(State::is_bookmarked));
    // A note is written beside the page, and what is looked for is shown beside the text.
    bench.press(NONE, Key::N);
    bench.type_text("ask the printer");
    let typed = bench.look(|state| state.notes.editing.as_ref().map(|editing| editing.text.clone()));
    assert!(typed.as_deref() == Some("ask the printer") && bench.has("In this issue: "));
    bench.press(NONE, Key::Escape);
    bench.press(NONE, Key::Escape);
    assert_eq!(bench.look(|state| (state.layout.alone, state.layout.panel)), (None, Some(Panel::Notes)));
    bench.press(Modifiers::SHIFT, Key::F4);
    assert_eq!(bench.look(|state| state.layout.alone), Some(Alone::Page));
    bench.press(CTRL, Key::G);
    assert_eq!(bench.look(|state| (state.layout.alone, state.layout.panel)), (None, Some(Panel::PageImage)));
}

/// A PDF file of pages with a grey field and no text, all alike.
fn scanned_pages(count: usize) -> Vec<u8> {
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + page)).collect();
    let page = |page: usize| {
        format!("{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 3 0 R>>endobj\n", 4 + page)
    };
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\n\
         3 0 obj<</Length 24>>stream\n0.5 g 20 20 100 100 re f\nendstream endobj\n{}trailer<</Root 1 0 R>>\n%%EOF",
        (0..count).map(page).collect::<String>()
    )
    .into_bytes()
}

#[test]
fn pages_without_text_are_looked_at_and_turned_among_the_others() {
    let (archive, data) = (folder(), folder());
    let issue = archive.path().join("江城晚报/2031-03-04");
    std::fs::create_dir_all(&issue).expect("a folder");
    std::fs::write(issue.join("01.pdf"), scanned_pages(1)).expect("a page");
    std::fs::write(issue.join("02.pdf"), scanned_pages(1)).expect("a page");
    let mut bench = Bench::unopened(Some(archive.path()), &data, Language::Chinese, Shape::default());
    bench.wait("the pages", |state| {
        state.archive.progress.is_none() && state.archive.library.pages().len() == 2
    });
    bench.steps();
    bench.click("看版面");
    let drawn = |state: &State| -> Vec<bool> {
        let pages = state.archive.library.pages().iter().filter_map(|page| Sheet::of_page(page));
        pages.map(|sheet| matches!(state.page_image.whole(&sheet), Some(Ok(_)))).collect()
    };
    bench.wait("the first page", |state| drawn(state) == [true, false]);
    bench.steps();
    assert!(bench.has("没有文字，只有图像") && bench.has("本期：第2版"));
    bench.press(Modifiers::SHIFT, Key::J);
    bench.wait("the second page", |state| drawn(state) == [true, true]);
    // With a page of text among them, each is where it belongs.
    std::fs::write(issue.join("03.pdf"), printed_page()).expect("a page");
    bench.press(NONE, Key::F5);
    bench.wait("the third page", |state| state.archive.library.pages().len() == 3);
    bench.press(Modifiers::SHIFT, Key::J);
    bench.wait("the article", |state| state.reader.open.is_some() && state.page_image.bare.is_none());
    bench.press(Modifiers::SHIFT, Key::K);
    assert!(bench.look(|state| state.page_image.bare.is_some()));
}

#[test]
fn a_page_that_is_a_picture_is_bookmarked_and_annotated_as_a_whole_and_filed_by_its_day() {
    let (archive, data) = (folder(), folder());
    let issue = archive.path().join("江城晚报");
    std::fs::create_dir_all(&issue).expect("a folder");
    std::fs::write(issue.join("2031-03-04.pdf"), scanned_pages(3)).expect("pages");
    let mut bench = Bench::unopened(Some(archive.path()), &data, Language::Chinese, Shape::default());
    bench.wait("the pages", |state| {
        state.archive.progress.is_none() && state.archive.library.pages().len() == 3
    });
    let day = bench.look(|state| state.archive.library.pages()[1].issue.date.map(|date| date.to_string()));
    assert_eq!(day.as_deref(), Some("2031-03-04"));
    bench.steps();
    bench.click("看版面");
    bench.press(Modifiers::SHIFT, Key::J);
    let second = bench.look(|state| state.page_image.bare).expect("a page");
    assert_eq!(second.index, 1);
    bench.press(NONE, Key::B);
    assert!(bench.look(State::is_bookmarked), "the ribbon above the page says so");
    bench.press(NONE, Key::N);
    bench.type_text("问印厂");
    bench.press(NONE, Key::Escape);
    bench.wait("the notes", |state| state.notes.listed.len() == 2 && state.notes.editing.is_none());
    // Pages that look alike are others, and each note leads back to its own.
    bench.press(Modifiers::SHIFT, Key::J);
    assert_ne!(bench.look(|state| state.page_image.bare), Some(second));
    assert!(!bench.look(State::is_bookmarked));
    let pages = |state: &State| -> Vec<_> {
        state.notes.listed.iter().map(|note| state.marks.page_of(*note)).collect()
    };
    bench.wait("their pages", move |state| pages(state) == [Some(second); 2]);
    bench.press(Modifiers::SHIFT, Key::F4);
    bench.steps();
    bench.click("问印厂");
    bench.steps();
    assert_eq!(
        bench.look(|state| (state.page_image.bare, state.layout.alone)),
        (Some(second), Some(Alone::Page))
    );
    // The bookmark is taken back by the same key.
    bench.press(NONE, Key::B);
    bench.wait("one note", |state| state.notes.listed.len() == 1);
}

#[test]
fn lines_caught_on_the_page_go_to_the_article_that_is_chosen_and_back() {
    let (mut bench, _folders) = page_alone(Language::Chinese);
    // The first line of another article of the page, and the article that has it.
    let (line, place, host) = bench.look(|state| {
        let open = state.reader.open.as_ref().expect("an article");
        let mut others = open.content.segmentation.articles.iter().enumerate();
        let (host, other) = others.find(|(at, _)| *at != open.id.index as usize).expect("another article");
        let line = other.blocks.last().expect("a block").lines[0];
        let place =
            open.page().layout().expect("a layout").lines[open.page().index(line).expect("a line")].place;
        (line, place, host)
    });
    let host_of = |state: &State, line: LineNo| {
        let open = state.reader.open.as_ref()?;
        let has_line = |article: &jianbao::segmentation::Article| {
            article.blocks.iter().any(|block| block.lines.contains(&line))
        };
        open.content.segmentation.articles.iter().position(has_line)
    };
    let title = bench.title();
    let caught = bench.on_screen(&place).expand(1.5);
    bench.drag(caught.min, caught.max, Modifiers::SHIFT);
    assert_eq!(
        bench.look(|state| (state.layout.overlay, state.correcting.lines.clone())),
        (Some(Overlay::Belongs), vec![line])
    );
    bench.harness.get_by_role_and_label(Role::Button, &title).click();
    bench.steps();
    bench.wait("the correction", |state| {
        host_of(state, line) == state.reader.open.as_ref().map(|open| open.id.index as usize)
    });
    assert_eq!(bench.title(), title);
    bench.press(CTRL, Key::Z);
    bench.wait("the correction taken back", |state| host_of(state, line) == Some(host));
    // By a button and the keyboard: a frame without lines says so, and Escape ends it.
    bench.click("在版面上圈选");
    let room = bench.rect("版面图像：");
    bench.drag(room.left_bottom() + vec2(4.0, -40.0), room.left_bottom() + vec2(30.0, -20.0), NONE);
    assert!(bench.look(|state| !state.page_image.catches && state.layout.overlay.is_none()));
    assert!(bench.has("框中没有文字行"));
    let words = bench.look(run_of_text);
    let (from, to) = (bench.on_screen(&words.1).center(), bench.on_screen(&words.2).center());
    bench.drag(from, to, NONE);
    bench.press(Modifiers::SHIFT, Key::B);
    assert_eq!(bench.look(|state| state.layout.overlay), Some(Overlay::Belongs));
    bench.press(NONE, Key::Enter);
    bench.wait("the correction", |state| {
        state.store.book.as_ref().is_some_and(|book| book.all_corrections().count() == 1)
    });
}

/// A PDF page as the program itself sets it: an article and, below it, where it is from.
fn printed_page() -> Vec<u8> {
    let text = "旧渡口建起观鸟台\n\n　　本报讯 旧渡口的观鸟台昨天建成，候鸟飞来时可以登台观看。\n";
    let found = jianbao::segmentation::segment(&Page::new(text.into()));
    let (citation, mut bytes) = (Citation::default(), Vec::new());
    let documents = [Document { citation: &citation, article: &found.articles[0] }];
    export::write(&documents, Format::Pdf, &export::Options::default(), &mut bytes).expect("a PDF file");
    bytes
}

#[test]
fn the_page_is_shown_as_printed_and_a_press_on_another_article_opens_it() {
    let (archive, data) = (folder(), folder());
    let issue = archive.path().join("江城晚报/2031-03-04");
    std::fs::create_dir_all(&issue).expect("a folder");
    std::fs::write(issue.join("01.pdf"), printed_page()).expect("a page");
    std::fs::write(issue.join("02.txt"), "园丁节下周举行\n\n　　本报讯 园丁节定于下周举行。\n")
        .expect("a page");
    let mut bench = Bench::shaped(Some(archive.path()), &data, Language::Chinese, Shape::default());
    assert!(bench.title().starts_with("旧渡口"));
    bench.press(Modifiers::SHIFT, Key::S);
    assert_eq!(bench.look(|state| state.layout.panel), Some(Panel::PageImage));
    bench.wait_for_page();
    assert!(bench.has("版面图像：") && bench.has("旧渡口建起观鸟台，把握"));
    assert!(bench.offers("复制为图片"));
    bench.harness.get_by_label("放大版面 (=)").click();
    bench.wait("the part that is magnified", |state| {
        sheet(state).is_some_and(|sheet| state.page_image.part(&sheet).is_some())
    });
    // What stands below is another to the window, whatever it is taken for.
    let below = bench.look(|state| {
        let open = state.reader.open.as_ref()?;
        Some(open.content.segmentation.articles.get(1)?.display_title())
    });
    let below = below.expect("a second article");
    bench.harness.get_by_label("版面适合宽度 (9)").click();
    bench.steps();
    bench.harness.query_all_by_label_contains(&format!("{below}，把握")).next().expect("its region").click();
    bench.steps();
    assert_eq!(bench.title(), below);
    bench.press(Modifiers::SHIFT, Key::J);
    assert!(bench.title().starts_with("园丁节"));
    assert!(bench.has("这一版没有图像") && !bench.has("，把握"));
    assert!(!bench.offers("复制为图片"), "there is none of a page of text");
}

#[test]
fn pictures_of_the_last_few_pages_alone_are_kept() {
    let mut image = PageImage::new(Outbox::new(|_| {}));
    let sheet = |index| {
        let (path, place) = ("01.pdf".into(), Place::Program(b""));
        let file = PageFile { path, place, bytes: 0, changed: 0, identity: 0, text: None };
        Sheet { file: file.into(), index }
    };
    for index in 0..9 {
        let wish = Wish { sheet: sheet(index), of: Of::Whole, width: 1.0, most: 1.0 };
        image.keep(wish, Err(NoPicture::GivenUp));
    }
    let kept: Vec<usize> = (0..9).filter(|&index| image.whole(&sheet(index)).is_some()).collect();
    assert_eq!(kept, [5, 6, 7, 8]);
    for index in 0..200 {
        let wish = Wish { sheet: sheet(index), of: Of::Thumbnail, width: 1.0, most: 1.0 };
        image.keep(wish, Err(NoPicture::GivenUp));
    }
    assert_eq!((0..200).filter(|&index| image.thumbnail(&sheet(index)).is_some()).count(), 64);
}

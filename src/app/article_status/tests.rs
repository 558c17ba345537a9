//! Notes in archives whose files change.

use super::Mark;
use crate::anchor::AnchorState;
use crate::app::panels::Overlay;
use crate::app::reading::{TextPosition, TextRange};
use crate::app::testing::Bench;
use crate::app::{annotations, navigation, open_archive, reader, strings};
use crate::archive::{ArticleId, Library, PageKey};
use crate::han::variants::{Converter, Script};
use std::path::Path;
use uuid::Uuid;

const PAGE: &str =
    "江边新桥合龙\n\n　　本报讯 昨天上午，江边的新桥合龙，两岸的人都来看热闹，孩子们跑在最前面。\n";

/// The state of a highlight of “两岸的人都来看热闹” and the list's mark, once its page reads as told.
fn found_in(text: &str) -> (Option<AnchorState>, Mark, String) {
    let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
    let open = bench.state.reader.open.as_ref().unwrap();
    let (paragraph, body) =
        open.document.paragraphs.iter().enumerate().find(|(_, p)| p.text.contains("热闹")).unwrap();
    let start = body.text.find("两岸").unwrap();
    let end = start + "两岸的人都来看热闹".len();
    let at = |byte| TextPosition::new(paragraph, byte);
    bench.act(reader::Action::Select(Some(TextRange { start: at(start), end: at(end) })));
    bench.act(annotations::Action::Highlight(2));
    let path = bench.state.archive.path.clone().unwrap();
    std::fs::write(path.join("江报/2031-01-02/01.txt"), text).unwrap();
    bench.act(open_archive::Action::Rescan);
    loop {
        bench.frame();
        bench.frame();
        let read = bench.state.archive.progress.is_none() && !bench.state.marks.is_working();
        if read && bench.state.reader.open.as_ref().is_some_and(|open| open.page().text() == text) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let id = bench.state.notes.listed[0];
    bench.state.notices = Default::default();
    bench.act(annotations::Action::Show(id));
    let mut told: String = bench.state.notices.iter().map(|notice| notice.text.as_str()).collect();
    if let (Some(Overlay::PageSnapshot), Some(kept)) =
        (bench.state.layout.overlay, &bench.state.notes.snapshot)
    {
        told += kept.why.zh;
        told.extend(kept.marked.iter().map(|&line| kept.lines[line].as_str()));
    }
    let article = bench.state.reader.open.as_ref().unwrap().id;
    (bench.state.store.state_of(id), bench.state.marks.of(article), told)
}

#[test]
fn the_list_marks_what_was_not_found_for_certain() {
    let (state, mark, told) = found_in(&PAGE.replace("昨天上午，", ""));
    assert_eq!((state, mark.note, mark.check), (Some(AnchorState::Replaced), true, false));
    assert_eq!(told, "");
    let (state, mark, told) = found_in(&PAGE.replace("两岸的人都来看热闹", "两崖旳人都夹看热闲"));
    assert_eq!((state, mark.note, mark.check), (Some(AnchorState::Check), false, true));
    assert_eq!(told, "");
    // Words that are gone are told as such, not as a page that is gone, and shown where they stood.
    let (state, mark, told) = found_in(&PAGE.replace("，两岸的人都来看热闹", ""));
    assert_eq!((state, mark.note, mark.check), (Some(AnchorState::NotFound), false, true));
    assert!(told.contains("找不到") && told.contains("两岸的人都来看热闹"), "{told}");
}

const BRIDGE: &str = "木桥修好了\n\n　　澜溪上的木桥昨天修好，两岸的人又能来往。何闻在桥头写下这一天，说水比往年都清，孩子们在桥上跑了一下午，不肯回家吃饭。\n";
const MARKET: &str = "集市迁到城北\n\n　　卖菜的摊子多了，买菜的人也多了。管事的说，雨天有棚，冬天有火，秤是新的，少一两赔一斤，请街坊们放心来。\n";
const LAMPS: &str = "河灯今夜放\n\n　　渡口从黄昏起不许停船。灯用油纸糊成，共三百盏，由学堂的学生送到水边，风大时改在后日，锣声为号。\n";

/// Lets everything in the background come to its end.
fn settle(bench: &mut Bench) {
    let begun = std::time::Instant::now();
    loop {
        bench.frame();
        bench.frame();
        if bench.state.archive.progress.is_none() && !bench.state.marks.is_working() {
            break;
        }
        assert!(begun.elapsed().as_secs() < 30, "it does not settle");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    // What came last is told in the next frame.
    bench.frame();
}

/// Does something to the archive's folder and scans it again.
fn rescan(bench: &mut Bench, change: impl FnOnce(&Path)) {
    change(&bench.state.archive.path.clone().unwrap());
    bench.act(open_archive::Action::Rescan);
    settle(bench);
}

/// Opens the first article of a page.
fn open(bench: &mut Bench, path: &str) {
    let page = bench.state.archive.library.page_at(&PageKey { path: path.into(), index: 0 }).expect(path).id;
    bench.act(navigation::Action::Open(ArticleId { page, index: 0 }));
}

/// Bookmarks the first article of a page.
fn bookmark(bench: &mut Bench, path: &str) -> Uuid {
    open(bench, path);
    bench.act(annotations::Action::ToggleBookmark);
    settle(bench);
    bench.state.notes.listed[0]
}

/// Marks words of a page.
fn highlight(bench: &mut Bench, path: &str, words: &str) -> Uuid {
    open(bench, path);
    highlight_here(bench, words)
}

/// Marks words of whichever article they are in.
fn highlight_anywhere(bench: &mut Bench, words: &str) -> Uuid {
    let library = bench.state.archive.library.clone();
    let has = |id: &ArticleId| {
        let content = library.content(id.page).unwrap();
        let article = &content.segmentation.articles[id.index as usize];
        article.blocks.iter().any(|block| block.text.as_str().contains(words))
    };
    let id = library.articles().map(|(id, _, _)| id).find(has).expect(words);
    bench.act(navigation::Action::Open(id));
    highlight_here(bench, words)
}

/// Marks words of the article that is open.
fn highlight_here(bench: &mut Bench, words: &str) -> Uuid {
    let open = bench.state.reader.open.as_ref().unwrap();
    let paragraphs = open.document.paragraphs.iter().enumerate();
    let (paragraph, start) =
        paragraphs.filter_map(|(at, p)| Some((at, p.text.find(words)?))).next().expect(words);
    let at = |byte| TextPosition::new(paragraph, byte);
    bench.act(reader::Action::Select(Some(TextRange { start: at(start), end: at(start + words.len()) })));
    bench.act(annotations::Action::Highlight(1));
    settle(bench);
    bench.state.notes.listed[0]
}

/// Certainty with which a note is found, where the list, the pane and the exports have it, which must be one place.
fn place(bench: &mut Bench, id: Uuid) -> (Option<AnchorState>, Option<String>) {
    let state = bench.state.store.state_of(id);
    let article = bench.state.marks.article_of(id);
    let page = article.map(|article| bench.state.archive.library.page(article.page).unwrap().clone());
    let marked = |mark: Mark| mark.bookmark || mark.note || mark.check;
    let pages: Vec<_> = bench.state.archive.library.pages().to_vec();
    for entry in pages {
        let is_home = page.as_ref().is_some_and(|page| page.id == entry.id);
        open(bench, &entry.file.path);
        let mark = bench.state.marks.of(bench.state.reader.open.as_ref().unwrap().id);
        let placed = bench.state.notes.placed(id).map(|placed| placed.state);
        assert_eq!(marked(mark), is_home, "the list's mark on {}", entry.file.path);
        assert_eq!(placed, state.filter(|_| is_home), "the pane's note on {}", entry.file.path);
    }
    assert_eq!(bench.state.store.state_of(id), state, "looking does not change it");
    if let Some(page) = &page {
        let note = bench.state.store.book.as_ref().unwrap().get(id).unwrap().clone();
        let told = bench.state.marks.named(vec![note]);
        assert_eq!(told[0].target.page.path, *page.file.path, "the exports' path");
    }
    (state, page.map(|page| page.file.path.to_string()))
}

fn at(path: &str) -> (Option<AnchorState>, Option<String>) {
    (Some(AnchorState::Exact), Some(path.to_owned()))
}

const GONE: (Option<AnchorState>, Option<String>) = (Some(AnchorState::Gone), None);

#[test]
fn notes_go_with_their_page_when_files_are_swapped_renumbered_or_moved() {
    let files = [("江报/01.txt", BRIDGE), ("江报/02.txt", MARKET)];
    let mut bench = Bench::new(&files);
    let (bridge, market) = (bookmark(&mut bench, "江报/01.txt"), bookmark(&mut bench, "江报/02.txt"));
    rescan(&mut bench, |root| {
        std::fs::write(root.join("江报/01.txt"), MARKET).unwrap();
        std::fs::write(root.join("江报/02.txt"), BRIDGE).unwrap();
    });
    bench.act(annotations::Action::Show(bridge));
    assert_eq!(bench.title(), "木桥修好了");
    // Each page has one mark, so one note after the other is looked at.
    let delete = |bench: &mut Bench, id| {
        bench.act(annotations::Action::Delete(id));
        settle(bench);
    };
    delete(&mut bench, market);
    assert_eq!(place(&mut bench, bridge), at("江报/02.txt"));
    rescan(&mut bench, |root| {
        std::fs::rename(root.join("江报/02.txt"), root.join("江报/03.txt")).unwrap();
        std::fs::rename(root.join("江报/01.txt"), root.join("江报/02.txt")).unwrap();
        std::fs::write(root.join("江报/01.txt"), LAMPS).unwrap();
    });
    assert_eq!(place(&mut bench, bridge), at("江报/03.txt"));
    rescan(&mut bench, |root| std::fs::rename(root.join("江报"), root.join("旧报")).unwrap());
    assert_eq!(place(&mut bench, bridge), at("旧报/03.txt"));
    // Of two pages with the same text, the one at the path is meant.
    rescan(&mut bench, |root| {
        std::fs::create_dir(root.join("江报")).unwrap();
        std::fs::write(root.join("江报/01.txt"), BRIDGE).unwrap();
    });
    assert_eq!(place(&mut bench, bridge), at("江报/01.txt"));
}

#[test]
fn notes_are_on_their_page_when_a_file_becomes_several_and_its_pages_come_and_go() {
    const WORDS: [&str; 2] = ["水比往年都清", "少一两赔一斤"];
    let mut bench = Bench::new(&[("江报/a.txt", &format!("{BRIDGE}\n{MARKET}"))]);
    let mut notes = WORDS.map(|words| highlight_anywhere(&mut bench, words)).to_vec();
    // Which page of the file each note is on, as the list, the pane and the source have it.
    let check = |bench: &mut Bench, notes: &[Uuid], wanted: &[(u32, AnchorState)]| {
        for (note, (index, state)) in notes.iter().zip(wanted) {
            let id = bench.state.marks.article_of(*note).expect("it is found");
            bench.act(navigation::Action::Open(id));
            assert_eq!(id.page.index, *index);
            assert_eq!(bench.state.store.state_of(*note), Some(*state));
            assert_eq!(bench.state.notes.placed(*note).map(|placed| placed.state), Some(*state));
        }
    };
    let write = |bench: &mut Bench, pages: &[&str]| {
        let text: Vec<String> =
            (1..).zip(pages).map(|(n, page)| format!("第{n}版 2031年1月2日\n{page}")).collect();
        rescan(bench, |root| std::fs::write(root.join("江报/a.txt"), text.join("\u{c}")).unwrap());
    };
    write(&mut bench, &[BRIDGE, MARKET]);
    assert_eq!(bench.state.archive.library.pages().len(), 2);
    check(&mut bench, &notes, &[(0, AnchorState::Replaced), (1, AnchorState::Replaced)]);
    // What is noted on a page of several is known by that page alone.
    notes.push(highlight_anywhere(&mut bench, "管事的说，雨天有棚"));
    write(&mut bench, &[LAMPS, MARKET]);
    check(&mut bench, &notes[2..], &[(1, AnchorState::Exact)]);
    let swapped = format!("第2版 2031年1月2日\n{MARKET}\u{c}第3版 2031年1月2日\n{LAMPS}");
    rescan(&mut bench, |root| std::fs::write(root.join("江报/a.txt"), swapped).unwrap());
    check(&mut bench, &notes[2..], &[(0, AnchorState::Exact)]);
}

#[test]
fn a_note_of_one_archive_does_not_stand_in_another_with_the_same_paths() {
    let mut bench = Bench::new(&[("江报/01.txt", BRIDGE)]);
    let note = bookmark(&mut bench, "江报/01.txt");
    let first = bench.state.archive.path.clone().unwrap();
    let other = tempfile::tempdir().unwrap();
    std::fs::create_dir(other.path().join("江报")).unwrap();
    std::fs::write(other.path().join("江报/01.txt"), MARKET).unwrap();
    let go = |bench: &mut Bench, path: &Path| {
        bench.act(open_archive::Action::OpenPath(path.to_owned()));
        bench.wait();
        settle(bench);
    };
    go(&mut bench, other.path());
    assert_eq!(place(&mut bench, note), GONE);
    go(&mut bench, &first);
    assert_eq!(place(&mut bench, note), at("江报/01.txt"));
    // But it does where the other archive has the same page.
    std::fs::write(other.path().join("江报/02.txt"), BRIDGE).unwrap();
    go(&mut bench, other.path());
    assert_eq!(place(&mut bench, note), at("江报/02.txt"));
}

#[test]
fn the_same_boilerplate_in_two_papers_is_not_taken_for_the_others() {
    const NOTICE: &str = "　　本报地址在澜溪桥东第七号，电话二百三十四，投稿请写明住址，不用不退。\n";
    let (bridge, market) = (format!("{BRIDGE}\n{NOTICE}"), format!("{MARKET}\n{NOTICE}"));
    let mut bench = Bench::new(&[("江报/01.txt", &bridge), ("江报/02.txt", &market)]);
    let note = highlight(&mut bench, "江报/01.txt", "投稿请写明住址，不用不退");
    // Neither beside its page nor at its path.
    rescan(&mut bench, |root| std::fs::remove_file(root.join("江报/01.txt")).unwrap());
    assert_eq!(place(&mut bench, note), GONE);
    rescan(&mut bench, |root| {
        std::fs::write(root.join("江报/01.txt"), format!("{LAMPS}{LAMPS}{LAMPS}")).unwrap();
    });
    assert_eq!(place(&mut bench, note), GONE);
    // But its own page, changed, is known by the rest of what is on it.
    let changed = bridge.replace("昨天修好", "前天才修好").replace("不肯回家", "不愿回家");
    rescan(&mut bench, |root| std::fs::write(root.join("江报/01.txt"), &changed).unwrap());
    let (state, page) = place(&mut bench, note);
    assert_eq!((state, page.as_deref()), (Some(AnchorState::Replaced), Some("江报/01.txt")));
}

#[test]
fn notes_of_a_page_that_went_away_say_so_and_come_back_with_it() {
    let mut bench = Bench::new(&[("江报/01.txt", BRIDGE), ("江报/02.txt", MARKET)]);
    let note = bookmark(&mut bench, "江报/01.txt");
    let kept = |bench: &mut Bench| {
        bench.act(annotations::Action::Show(note));
        assert_eq!(bench.state.layout.overlay.take(), Some(Overlay::PageSnapshot));
        let kept = bench.state.notes.snapshot.take().unwrap();
        assert!(kept.why == strings::NOT_IN_ARCHIVE && kept.lines[0] == "木桥修好了");
    };
    open(&mut bench, "江报/02.txt");
    let back = |root: &Path| std::fs::write(root.join("江报/01.txt"), BRIDGE).unwrap();
    rescan(&mut bench, |root| std::fs::remove_file(root.join("江报/01.txt")).unwrap());
    assert_eq!(place(&mut bench, note), GONE);
    kept(&mut bench);
    rescan(&mut bench, back);
    assert_eq!(place(&mut bench, note), at("江报/01.txt"));
    rescan(&mut bench, |root| {
        std::fs::write(root.join("江报/01.txt"), [0u8, 159, 146, 150, 0, 1, 255].repeat(900)).unwrap()
    });
    assert_eq!(place(&mut bench, note), GONE);
    kept(&mut bench);
    rescan(&mut bench, back);
    assert_eq!(place(&mut bench, note), at("江报/01.txt"));
    // The whole folder, as when a disk is unplugged: the articles stay to be read, the notes say that it is gone.
    let root = bench.state.archive.path.clone().unwrap();
    let away = root.with_extension("away");
    rescan(&mut bench, |root| std::fs::rename(root, &away).unwrap());
    assert_eq!(bench.state.store.state_of(note), Some(AnchorState::Gone));
    open(&mut bench, "江报/02.txt");
    kept(&mut bench);
    rescan(&mut bench, |root| std::fs::rename(&away, root).unwrap());
    assert_eq!(place(&mut bench, note), at("江报/01.txt"));
}

#[test]
fn what_was_cancelled_says_of_no_note_that_its_page_is_gone() {
    let mut bench = Bench::new(&[("江报/01.txt", BRIDGE)]);
    let note = bookmark(&mut bench, "江报/01.txt");
    let empty = Library::default();
    bench.state.marks.set_library(&empty, false, bench.state.store.book.as_ref());
    assert_eq!(bench.state.marks.take_news(), []);
    bench.state.marks.set_library(&empty, true, bench.state.store.book.as_ref());
    assert_eq!(bench.state.marks.take_news(), [(note, AnchorState::Gone)]);
}

#[test]
fn each_note_of_a_page_split_in_two_is_on_its_half() {
    let both = format!("{BRIDGE}\n{MARKET}");
    let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", &both)]);
    let bridge = highlight(&mut bench, "江报/2031-01-02/01.txt", "桥头写下这一天");
    rescan(&mut bench, |root| {
        let folder = root.join("江报/2031-01-02");
        std::fs::rename(folder.join("01.txt"), folder.join("01a.txt")).unwrap();
        std::fs::write(folder.join("01a.txt"), MARKET).unwrap();
        std::fs::write(folder.join("01b.txt"), BRIDGE).unwrap();
    });
    let found = |page: &str| (Some(AnchorState::Replaced), Some(page.to_owned()));
    assert_eq!(place(&mut bench, bridge), found("江报/2031-01-02/01b.txt"));
    // Twice beside its path, neither is taken without asking.
    rescan(&mut bench, |root| {
        std::fs::write(root.join("江报/2031-01-02/01c.txt"), BRIDGE).unwrap();
    });
    assert_eq!(place(&mut bench, bridge).0, Some(AnchorState::Check));
}

#[test]
fn a_page_converted_and_renamed_at_once_keeps_its_notes() {
    let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", BRIDGE), ("江报/2031-01-02/02.txt", LAMPS)]);
    let note = highlight(&mut bench, "江报/2031-01-02/01.txt", "何闻在桥头写下");
    let traditional = Converter::new(Script::Taiwan).convert(BRIDGE);
    assert_ne!(traditional, BRIDGE);
    rescan(&mut bench, |root| {
        std::fs::remove_file(root.join("江报/2031-01-02/01.txt")).unwrap();
        std::fs::write(root.join("江报/2031-01-02/A01.txt"), traditional).unwrap();
    });
    let found = (Some(AnchorState::Replaced), Some("江报/2031-01-02/A01.txt".to_owned()));
    assert_eq!(place(&mut bench, note), found);
}

#[test]
fn a_note_attached_to_another_page_is_on_that_page() {
    let mut bench = Bench::new(&[("江报/01.txt", BRIDGE), ("江报/02.txt", MARKET)]);
    let note = highlight(&mut bench, "江报/01.txt", "水比往年都清");
    open(&mut bench, "江报/02.txt");
    let start = TextPosition::new(1, 0);
    bench.act(reader::Action::Select(Some(TextRange { start, end: TextPosition::new(1, 9) })));
    bench.act(annotations::Action::AttachToSelection(note));
    settle(&mut bench);
    assert_eq!(place(&mut bench, note), at("江报/02.txt"));
}

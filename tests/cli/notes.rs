//! Notes, and what is said by hand.

use super::*;

#[test]
fn what_holds_no_notes_is_refused_and_a_preview_makes_no_notebook() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    fs::write(dir.path().join("short.db"), "SQLite format 3").unwrap();
    fs::write(dir.path().join("none.jsonld"), "[]").unwrap();
    let import = |path: &str, more: &[&str]| {
        let told = jianbao(&[&["--data-dir", "data", "notes", "import", path], more].concat(), dir.path());
        (told.status.code(), text(&told.stderr).to_owned())
    };
    for (path, reason) in [
        ("empty", "notebook.db is not there"),
        ("elsewhere.jsonld", "elsewhere.jsonld is not there"),
        ("short.db", "short.db: nothing was changed"),
    ] {
        let (status, told) = import(path, &[]);
        assert!(status == Some(1) && told.contains(reason), "{path}: {told}");
    }
    #[cfg(unix)]
    {
        // A pipe that nobody writes into would be waited for.
        Command::new("mkfifo").arg(dir.path().join("pipe.jsonld")).status().unwrap();
        let (status, told) = import("pipe.jsonld", &[]);
        assert!(status == Some(1) && told.contains("is no regular file"), "{told}");
    }
    assert_eq!(import("none.jsonld", &["--preview"]).0, Some(0));
    assert!(!dir.path().join("data/notebook.db").exists());
}

#[test]
fn notes_are_written_in_open_formats() {
    use jianbao::anchor::{PageRef, Target};
    use jianbao::notebook::{Annotation, Body, Motivation, Notebook};
    use jianbao::segmentation::{ByteSpan, Page};
    let dir = tempfile::tempdir().unwrap();
    let refused = jianbao(&["notes", "export"], dir.path());
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(!dir.path().join("data").exists(), "looking makes no notebook");
    let page = Page::new("江边的集市散了，人都过了渡口。\n".into());
    let at = PageRef::new(page.text().as_bytes(), &page, "澜溪晚报/01.txt");
    let target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 12 }]);
    let body = Body { note: "找何闻核实".into(), tags: vec!["集市".into()], color: None };
    let note = Annotation::new(Motivation::Commenting, target, body);
    let mut book = Notebook::open(&dir.path().join("data")).unwrap();
    book.create(&note, &page).wait().unwrap();
    drop(book);
    for format in ["jsonld", "hypothesis", "md", "md-by-tag", "csv", "cards"] {
        let printed = printed(&["notes", "export", "--format", format], dir.path(), 0);
        assert!(printed.contains("找何闻核实") && printed.contains("江边的集"), "{format}: {printed}");
    }
    for format in ["gbt7714", "gbt7714-2025", "ris", "bibtex", "csl"] {
        assert!(
            printed(&["notes", "export", "--format", format], dir.path(), 0).contains("江边的集"),
            "{format}"
        );
    }
    printed(&["notes", "export", "--format", "card-files"], dir.path(), 2);
    let args = ["notes", "export", "--format", "card-files", "--output", "out"];
    printed(&args, dir.path(), 0);
    let card = fs::read_dir(dir.path().join("out")).unwrap().next().unwrap().unwrap().path();
    assert!(fs::read_to_string(card).unwrap().contains("找何闻核实"));
    assert!(!jianbao(&args, dir.path()).status.success(), "nothing is written over");
    printed(&["notes", "export", "--format", "csv", "--all"], dir.path(), 2);

    // Out, and into a notebook that is not there yet; a second time nothing comes in.
    printed(&["notes", "export", "--format", "jsonld", "--output", "notes.jsonld"], dir.path(), 0);
    let refused = command_in("zh", &["notes", "backup", "no/such/folder"], dir.path()).output().unwrap();
    let told = text(&refused.stderr);
    assert!(told.contains("“no/such/folder”：没有这个文件或文件夹") && !told.contains("笔记本"), "{told}");
    fs::create_dir(dir.path().join("copies")).unwrap();
    let copy = printed(&["notes", "backup", "copies"], dir.path(), 0);
    for (from, other) in [("notes.jsonld", "second"), (copy.trim(), "third"), ("data", "fourth")] {
        let import = |more: &[&str]| {
            let told = jianbao(&[&["--data-dir", other, "notes", "import", from], more].concat(), dir.path());
            assert!(told.status.success(), "{}", text(&told.stderr));
            text(&told.stderr).to_owned()
        };
        assert!(import(&["--preview"]).starts_with("1 added,"), "{from}");
        assert!(import(&[]).starts_with("1 added,"), "{from}: a preview takes nothing in");
        assert!(import(&[]).starts_with("0 added,"), "{from}");
        let args = ["--data-dir", other, "notes", "export", "--format", "md"];
        assert!(printed(&args, dir.path(), 0).contains("找何闻核实"), "{from}");
    }
    fs::write(dir.path().join("none.jsonld"), "{").unwrap();
    printed(&["notes", "import", "none.jsonld"], dir.path(), 1);
}

#[test]
fn notes_are_read_while_the_window_has_them_open() {
    use jianbao::anchor::{PageRef, Target};
    use jianbao::notebook::{Annotation, Body, Motivation, Notebook};
    use jianbao::segmentation::{ByteSpan, Page};
    let dir = tempfile::tempdir().unwrap();
    let page = Page::new("江边的集市散了，人都过了渡口。\n".into());
    let at = PageRef::new(page.text().as_bytes(), &page, "澜溪晚报/01.txt");
    let target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 12 }]);
    let body = Body { note: "找何闻核实".into(), tags: vec!["集市".into()], color: None };
    let note = Annotation::new(Motivation::Commenting, target, body);
    let mut open = Notebook::open(&dir.path().join("data")).unwrap();
    open.create(&note, &page).wait().unwrap();
    for format in ["md", "jsonld", "csl"] {
        let printed = printed(&["notes", "export", "--format", format], dir.path(), 0);
        assert!(printed.contains("江边的集"), "{format}: {printed}");
    }
    assert!(
        printed(&["notes", "export", "--format", "jsonld", "--all"], dir.path(), 0).contains("找何闻核实")
    );
    fs::create_dir(dir.path().join("copies")).unwrap();
    let copy = printed(&["notes", "backup", "copies"], dir.path(), 0);
    let copies = fs::read_dir(dir.path().join("copies")).unwrap().count();
    assert_eq!(copies, 1, "a copy is one file");
    // Whoever writes is still told; what was open goes on as if nobody had looked.
    printed(&["notes", "import", copy.trim()], dir.path(), 1);
    open.create(&Annotation::new(Motivation::Bookmarking, note.target.clone(), Body::default()), &page)
        .wait()
        .unwrap();
    drop(open);
    let told = jianbao(&["--data-dir", "other", "notes", "import", copy.trim()], dir.path());
    assert!(text(&told.stderr).starts_with("1 added,"), "{}", text(&told.stderr));
    assert_eq!(Notebook::open(&dir.path().join("data")).unwrap().find(&Default::default()).count(), 2);
}

/// What was said by hand in the window, kept in the notebook of the archive's folder.
fn say(dir: &Path) {
    use jianbao::anchor::{PageRef, Target};
    use jianbao::correction::{Correction, Description, Folder, Operation};
    use jianbao::segmentation::Page;
    let path = "江城日报/2024-01-05/02.txt";
    let page = Page::new(STORY.to_owned());
    let at = PageRef::new(STORY.as_bytes(), &page, path);
    let line = |words: &str| page.lines().find(|(_, line)| line.contains(words)).unwrap().0;
    let lines = |words: &[&str]| {
        Target::of_spans(&at, &page, &words.iter().map(|words| page.span(line(words))).collect::<Vec<_>>())
    };
    let said = |text: &str| Some(text.to_owned());
    let mut book = jianbao::notebook::Notebook::open(&dir.join("data")).unwrap();
    let article = lines(&["第三座跨江"]);
    let says = Description {
        title: said("大桥合龙记"), authors: said("何平、何闻"), ..Default::default()
    };
    let of_article = Operation::ArticleIs { article, says };
    let says = Description { section: said("要闻"), ..Default::default() };
    let of_page = Operation::PageIs { page: lines(&["本报讯", "据市交通局"]), says };
    let folder = Folder { archive: "pages".into(), path: "江城日报".into(), pages: vec![at.clone()] };
    let says = Description { paper: said("江城晚报"), ..Default::default() };
    let of_folder = Operation::FolderIs { folder, says, pattern: "*/{*}/{page}".into() };
    for operation in [of_article, of_page, of_folder] {
        book.correct(&Correction::new(operation), &page).wait().unwrap();
    }
}

#[test]
fn what_is_said_by_hand_is_said_by_every_command() {
    let dir = archive();
    let ask = |args: &[&str]| printed(args, dir.path(), 0);
    let before = ask(&["search", "pages", "大桥", "--format", "jsonl"]);
    assert!(before.contains("江城日报") && !before.contains("江城晚报"));
    say(dir.path());
    // Also where the window has the notebook open.
    let _open = jianbao::notebook::Notebook::open(&dir.path().join("data")).unwrap();
    let jsonl = ask(&["segment", "pages", "--format", "jsonl"]);
    let pages: Vec<serde_json::Value> =
        jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let titles = |page: &serde_json::Value| {
        page["articles"].as_array().unwrap().iter().map(|one| one["title"].clone()).collect::<Vec<_>>()
    };
    // All three pages are the same text: what is said of one page goes with its text and with its path.
    assert_eq!(pages[0]["paper"], "江城晚报");
    assert_eq!(pages[0]["section"], "要闻");
    assert_eq!(titles(&pages[0]), ["大桥合龙记"]);
    assert_eq!(pages[0]["articles"][0]["authors"], serde_json::json!(["何平", "何闻"]));
    assert_eq!(pages[2]["paper"], "江城晚报");
    assert!(ask(&["segment", "pages"]).contains("大桥合龙记"));
    assert!(ask(&["segment", "pages", "--format", "markdown"]).contains("何平"));
    // At once after an answer, and by the title that was given.
    let found = ask(&["search", "pages", "title:合龙记", "--format", "jsonl"]);
    assert!(found.contains("大桥合龙记") && found.contains("江城晚报"), "{found}");
    assert!(ask(&["search", "pages", "author:何闻"]).contains("大桥合龙记"));
    let cited = ask(&["export", "pages", "--format", "gbt7714"]);
    assert!(cited.contains("何平, 何闻. 大桥合龙记[N]. 江城晚报, 2024-01-05(2)"), "{cited}");
    // Without it, all is as printed.
    fs::remove_dir_all(dir.path().join("data")).unwrap();
    assert_eq!(ask(&["search", "pages", "大桥", "--format", "jsonl"]), before);
}

//! The program run as a person runs it in a terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program without a display and with a data folder of its own, speaking English.
fn jianbao(args: &[&str], folder: &Path) -> Output {
    command(args, folder).output().unwrap()
}

fn command(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command.args(args).args(["--lang", "en"]).current_dir(folder);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command.env("JIANBAO_DATA_DIR", folder.join("data"));
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Standard output, after making sure of the exit code.
fn printed(args: &[&str], folder: &Path, code: i32) -> String {
    let output = jianbao(args, folder);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout).to_string()
}

const STORY: &str = "\n\
    本报讯（记者 何平）昨日上午，江\n\
    城市第三座跨江大桥合龙。大桥全长\n\
    2860米，预计明年春节前通车。\n\
    \n\
    据市交通局介绍，大桥双向六车道，\n\
    两侧留出了自行车道和人行道，还装了\n\
    隔音屏。通车以后，从东岸到西岸只要\n\
    五分钟。\n\
    \n\
    “以后去对岸买菜，不用再等渡船\n\
    了。”家住东岸的退休教师说。\n\
    \n\
    第三座跨江大桥合龙\n\
    \n\
    ——预计明年春节前通车\n";

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
        ("short.db", "nothing was changed"),
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

/// A folder with pages of two issues, one of them in GB18030.
fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = dir.path().join("pages").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("江城日报/2024-01-05/02.txt", STORY.as_bytes());
    write("江城日报/2024-01-05/10.txt", STORY.as_bytes());
    write("江城日报/2024-01-06/第01版：要闻.txt", &encoding_rs::GB18030.encode(STORY).0);
    dir
}

#[test]
fn jsonl_holds_every_line_of_every_page_in_the_order_of_the_paths() {
    let dir = archive();
    let out = printed(&["segment", "pages", "--format", "jsonl"], dir.path(), 0);
    let pages: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let field = |name: &str| -> Vec<String> {
        pages.iter().map(|page| page[name].as_str().unwrap_or("-").to_string()).collect()
    };
    assert_eq!(
        field("path"),
        ["02.txt", "10.txt", "第01版：要闻.txt"]
            .iter()
            .zip(["05", "05", "06"])
            .map(|(name, day)| format!("pages/江城日报/2024-01-{day}/{name}"))
            .collect::<Vec<_>>()
    );
    assert_eq!(field("paper"), ["江城日报"; 3]);
    assert_eq!(field("date"), ["2024-01-05", "2024-01-05", "2024-01-06"]);
    assert_eq!(field("page"), ["2", "10", "1"]);
    assert_eq!(field("section"), ["-", "-", "要闻"]);
    assert_eq!(field("encoding"), ["utf-8", "utf-8", "gb18030"]);
    for page in &pages {
        let blocks = page["articles"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|article| article["blocks"].as_array().unwrap());
        let blocks: Vec<_> = blocks.chain(page["furniture"].as_array().unwrap()).collect();
        let mut lines: Vec<u64> = blocks
            .iter()
            .flat_map(|block| block["lines"].as_array().unwrap())
            .map(|n| n.as_u64().unwrap())
            .collect();
        lines.sort();
        let printed = (1..).zip(STORY.lines()).filter(|(_, line)| !line.is_empty()).map(|(n, _)| n);
        assert_eq!(lines, printed.collect::<Vec<u64>>());
        assert!(blocks.iter().all(|block| block.get("evidence").is_none()));
    }
    let explained = printed(&["segment", "pages", "--format", "jsonl", "--explain"], dir.path(), 0);
    assert!(explained.contains("\"evidence\":["));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let dir = archive();
    for i in 0..40 {
        fs::write(dir.path().join(format!("pages/{i}.txt")), STORY.repeat(i % 3 + 1)).unwrap();
    }
    let with =
        |threads| printed(&["segment", "pages", "--format", "jsonl", "--threads", threads], dir.path(), 0);
    let one = with("1");
    assert_eq!(one.lines().count(), 43);
    assert_eq!(one, with("4"));
}

#[test]
fn the_outline_names_issues_pages_and_titles() {
    let dir = archive();
    let out = printed(&["segment", "pages"], dir.path(), 0);
    let headings: Vec<&str> = out.lines().filter(|line| !line.starts_with("    ")).collect();
    assert_eq!(
        headings,
        [
            "江城日报  2024-01-05",
            "  page 2  pages/江城日报/2024-01-05/02.txt",
            "  page 10  pages/江城日报/2024-01-05/10.txt",
            "江城日报  2024-01-06",
            "  page 1 要闻  pages/江城日报/2024-01-06/第01版：要闻.txt",
        ]
    );
    assert_eq!(out.matches("第三座跨江大桥合龙").count(), 3, "{out}");
}

#[test]
fn unreadable_pages_are_named_and_the_others_printed() {
    let dir = archive();
    fs::write(dir.path().join("pages/picture.txt"), b"\xFF\xD8\xFF\xE0\0\x10JFIF").unwrap();
    let output = jianbao(&["segment", "pages", "--format", "jsonl"], dir.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "jianbao: pages/picture.txt: not text but a JPEG picture\n");
    let records: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.iter().filter(|record| record["error"].is_null()).count(), 3);
    let unread = records.iter().find(|record| !record["error"].is_null()).unwrap();
    assert_eq!(
        (&unread["path"], &unread["error"]["kind"]),
        (&"pages/picture.txt".into(), &"not-text".into())
    );
    assert_eq!(unread["error"]["message"], "not text but a JPEG picture");
    let outline = jianbao(&["segment", "pages"], dir.path());
    assert_eq!((outline.status.code(), text(&outline.stdout).contains("picture")), (Some(1), false));
}

#[test]
fn one_file_and_another_encoding_can_be_asked_for() {
    let dir = archive();
    let path = "pages/江城日报/2024-01-06/第01版：要闻.txt";
    let out = printed(&["segment", path, "--format", "jsonl", "--encoding", "gbk"], dir.path(), 0);
    assert!(out.contains(&format!("\"path\":\"{path}\"")) && out.contains("大桥合龙"));
    let wrong = jianbao(&["segment", path, "--format", "jsonl", "--encoding", "big5"], dir.path());
    assert!(!text(&wrong.stdout).contains("大桥合龙"));
}

#[test]
fn what_makes_no_sense_is_told_and_ends_with_2() {
    let dir = archive();
    for args in [
        &["segment"][..],
        &["segment", "nowhere"],
        &["segment", "pages", "--format", "xml"],
        &["segment", "pages", "--encoding", "latin1"],
        &["segment", "pages", "--threads", "0"],
        &["nowhere"],
        &["pages", "segment"],
        &["pages", "segment", "pages"],
    ] {
        let output = jianbao(args, dir.path());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn global_options_stand_before_a_command_or_behind_it() {
    let dir = archive();
    let notes = dir.path().join("notes");
    let before = ["--data-dir", "notes", "search", "pages", "通车", "--limit", "1"];
    let behind = ["search", "pages", "通车", "--limit", "1", "--data-dir", "notes"];
    let found = printed(&before, dir.path(), 0);
    assert!(found.contains("通车") && notes.is_dir(), "{found}");
    fs::remove_dir_all(&notes).unwrap();
    assert_eq!(printed(&behind, dir.path(), 0), found);
    assert!(notes.is_dir());
    let chinese = Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(["--lang=zh", "segment", "nowhere"])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert!(text(&chinese.stderr).contains("找不到"), "{}", text(&chinese.stderr));
}

#[test]
fn help_and_version_are_no_errors() {
    let dir = archive();
    assert!(printed(&["--version"], dir.path(), 0).contains(env!("CARGO_PKG_VERSION")));
    assert!(
        printed(&["segment", "--help"], dir.path(), 0).contains("Folders of pages, page files and pipes")
    );
    let chinese =
        Command::new(env!("CARGO_BIN_EXE_jianbao")).args(["--lang", "zh", "--help"]).output().unwrap();
    assert!(text(&chinese.stdout).contains("输出版面中的文章"));
}

#[test]
fn without_a_display_the_outline_is_printed() {
    let dir = archive();
    let output = jianbao(&["pages"], dir.path());
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("the outline follows"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("江城日报  2024-01-05"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = archive();
    for i in 0..60 {
        fs::write(dir.path().join(format!("pages/{i}.txt")), STORY.repeat(4)).unwrap();
    }
    let mut child = command(&["segment", "pages", "--format", "jsonl"], dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

/// The program leaves an archive as it was.
#[test]
fn nothing_is_written_to_the_archive() {
    fn listing(folder: &Path, out: &mut Vec<(std::path::PathBuf, std::time::SystemTime)>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            out.push((entry.path(), entry.metadata().unwrap().modified().unwrap()));
            if entry.path().is_dir() {
                listing(&entry.path(), out);
            }
        }
    }
    let dir = archive();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    listing(&dir.path().join("pages"), &mut before);
    printed(&["segment", "pages"], dir.path(), 0);
    printed(&["pages"], dir.path(), 0);
    listing(&dir.path().join("pages"), &mut after);
    assert_eq!(before, after);
}

#[test]
fn search_finds_text_over_line_ends_and_says_where() {
    let dir = archive();
    fs::write(dir.path().join("pages/江城日报/2024-01-06/02.txt"), STORY).unwrap();
    let out =
        printed(&["search", "pages", "江城市第三座 date:2024-01-05", "--format", "jsonl"], dir.path(), 0);
    let hits: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut paths: Vec<&str> = hits.iter().map(|hit| hit["path"].as_str().unwrap()).collect();
    paths.sort();
    assert_eq!(paths, ["江城日报/2024-01-05/02.txt", "江城日报/2024-01-05/10.txt"]);
    assert_eq!(hits[0]["hits"][0]["lines"], serde_json::json!([2, 3]));
    let shown = printed(&["search", "pages", "通车", "--limit", "1"], dir.path(), 0);
    assert_eq!(shown.lines().count(), 3, "{shown}");
    assert!(shown.contains("通车"), "{shown}");
    assert_eq!(printed(&["search", "pages", "航班"], dir.path(), 0), "");
}

#[test]
fn search_finds_titles_by_pinyin_and_a_wrong_query_is_told() {
    let dir = archive();
    let out = printed(&["search", "pages", "kuajiang daqiao", "--titles"], dir.path(), 0);
    assert_eq!(out.matches("第三座跨江大桥合龙").count(), 3, "{out}");
    let wrong = jianbao(&["search", "pages", "date:soon"], dir.path());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("is no date"));
}

#[test]
fn articles_and_references_are_written_in_open_formats() {
    let dir = archive();
    let all = printed(&["segment", "pages", "--format", "markdown"], dir.path(), 0);
    assert_eq!(all.matches("大桥双向六车道，两侧留出了自行车道").count(), 3, "{all}");
    let some = printed(&["export", "pages", "date:2024-01-06"], dir.path(), 0);
    assert_eq!(some.matches("大桥双向六车道，两侧留出了自行车道").count(), 1, "{some}");
    fs::create_dir(dir.path().join("notes")).unwrap();
    printed(&["export", "pages", "date:2024-01-06", "--output", "notes"], dir.path(), 0);
    let notes: Vec<_> =
        fs::read_dir(dir.path().join("notes")).unwrap().map(|note| note.unwrap().path()).collect();
    assert!(
        !notes.is_empty()
            && notes.iter().all(|note| fs::read_to_string(note).unwrap().starts_with("---\ntitle: "))
    );
    let references = printed(&["export", "pages", "自行车道", "--format", "gbt7714"], dir.path(), 0);
    assert_eq!(references.lines().count(), 3);
    assert!(references.contains("[N]. 江城日报, 2024-01-05(2)."), "{references}");
    printed(&["export", "pages", "--format", "epub", "--output", "a.epub"], dir.path(), 0);
    printed(&["export", "pages", "--format", "pdf", "--output", "a.pdf"], dir.path(), 0);
    assert!(fs::read(dir.path().join("a.pdf")).is_ok_and(|bytes| bytes.starts_with(b"%PDF-")));
    assert!(fs::read(dir.path().join("a.epub")).unwrap().starts_with(b"PK"));
    let again = jianbao(&["export", "pages", "--format", "epub", "--output", "a.epub"], dir.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("a.epub"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_that_finds_no_room_names_its_file_and_leaves_none() {
    let dir = archive();
    // A file may grow by nothing, as on a full disk, and the signal that tells so is not heeded.
    let program = env!("CARGO_BIN_EXE_jianbao");
    let script = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{program}' --lang en export pages --format csv --output a.csv 2>&1 | cat"
    );
    let output = Command::new("sh").args(["-c", &script]).current_dir(dir.path()).output().unwrap();
    assert!(text(&output.stdout).contains("a.csv: "), "{output:?}");
    assert!(!dir.path().join("a.csv").exists(), "half a file is in the way of the next try");
    printed(&["export", "pages", "--format", "csv", "--output", "a.csv"], dir.path(), 0);
}

#[test]
fn no_newspaper_is_made_up_from_a_folder_or_a_file() {
    let dir = tempfile::tempdir().unwrap();
    for path in ["下载/001.txt", "剪报2019/a.txt", "seeds/2031-01-02/03.txt"] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, STORY).unwrap();
    }
    for folder in ["下载", "剪报2019", "seeds", "下载/001.txt"] {
        let ris = printed(&["export", folder, "--format", "ris"], dir.path(), 0);
        assert!(ris.contains("TI  - ") && !ris.contains("T2  - "), "{ris}");
        let record = printed(&["segment", folder, "--format", "jsonl"], dir.path(), 0);
        assert!(record.contains("\"paper\":null"), "{record}");
    }
    let dated = printed(&["export", "seeds", "--format", "gbt7714"], dir.path(), 0);
    assert!(dated.contains("[N]. 2031-01-02(3)."), "{dated}");
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

#[test]
fn articles_are_found_by_what_was_noted_on_them() {
    use jianbao::anchor::{PageRef, Target};
    use jianbao::notebook::{Annotation, Body, Motivation, Notebook};
    use jianbao::segmentation::{ByteSpan, Page};
    let dir = tempfile::tempdir().unwrap();
    let page = |title: &str| format!("{title}\n\n　　本报讯 江边的集市散了，人都过了渡口，船也靠了岸。\n");
    let files = [("江报/2031-01-02/01.txt", "渡口新船下水"), ("江报/2031-01-03/01.txt", "集市迁到城北")];
    for (path, title) in files {
        let path = dir.path().join("papers").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, page(title)).unwrap();
    }
    let found = |query: &str| {
        let printed = printed(&["search", "papers", query, "--format", "jsonl"], dir.path(), 0);
        files.map(|(_, title)| printed.contains(&format!("\"title\":\"{title}\"")))
    };
    assert_eq!(found("渡口 tag:集市"), [false, false], "there is no notebook");
    assert_eq!(found("渡口 -tag:集市"), [true, true]);
    let noted = Page::new(page("渡口新船下水"));
    let at = PageRef::new(noted.text().as_bytes(), &noted, "江报/2031-01-02/01.txt");
    let from = noted.text().find("船也").unwrap() as u32;
    let target = Target::of_spans(&at, &noted, &[ByteSpan { start: from, end: from + 6 }]);
    let body = Body { note: "找何闻核实".into(), tags: vec!["集市".into()], color: None };
    let mut book = Notebook::open(&dir.path().join("data")).unwrap();
    book.create(&Annotation::new(Motivation::Commenting, target, body), &noted).wait().unwrap();
    drop(book);
    for (query, expected) in [
        ("渡口", [true, true]),
        ("渡口 tag:集市", [true, false]),
        ("tag:集市", [true, false]),
        ("渡口 note:何聞", [true, false]),
        ("渡口 -note:何闻", [false, true]),
        ("tag:集", [false, false]),
    ] {
        assert_eq!(found(query), expected, "{query}");
    }
    let titles = printed(&["search", "papers", "集市 -tag:集市", "--titles"], dir.path(), 0);
    assert!(titles.contains("集市迁到城北"), "{titles}");
    let exported = printed(&["export", "papers", "tag:集市", "--format", "jsonl"], dir.path(), 0);
    assert!(exported.contains("渡口新船下水") && !exported.contains("集市迁到城北"), "{exported}");
}

#[test]
fn a_folder_without_a_page_is_told_and_ends_with_3() {
    let dir = tempfile::tempdir().unwrap();
    for path in ["papers/江报/03.htm", "papers/江报/04.doc", "papers/05.doc"] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    for args in [
        &["segment", "papers"][..],
        &["export", "papers", "--format", "epub", "--output", "x.epub"],
        &["search", "papers", "桥"],
        &["search", "papers", "qiao", "--titles"],
        &["serials", "papers"],
    ] {
        let output = jianbao(args, dir.path());
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(3), ""), "{args:?}");
        let told = text(&output.stderr);
        assert!(told.contains("is a page") && told.contains("2 DOC, 1 HTM"), "{args:?}: {told}");
    }
    assert!(!dir.path().join("x.epub").exists());
    assert!(printed(&["export", "--help"], dir.path(), 0).contains("3 no file is a page"));
    // A page among them is enough.
    fs::write(dir.path().join("papers/06.txt"), STORY).unwrap();
    printed(&["segment", "papers"], dir.path(), 0);
}

#[test]
fn what_a_terminal_would_obey_is_in_no_output_and_told_where_it_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let hostile = STORY
        .replace("跨江", "跨\x1b[2J\x1b]8;;http://example.org\x07江")
        .replace("合龙", "合\u{9b}\u{202e}龙\u{ffff}");
    fs::create_dir_all(dir.path().join("江报/2031-01-02")).unwrap();
    fs::write(dir.path().join("江报/2031-01-02/01.txt"), hostile).unwrap();
    let hazard = |c: char| c.is_control() && !"\n\r\t".contains(c) || "\u{202e}\u{ffff}".contains(c);
    for format in ["md", "txt", "html", "jsonl", "csv", "gbt7714", "ris", "bibtex", "csl"] {
        let output = jianbao(&["export", "江报", "--format", format], dir.path());
        assert!(text(&output.stdout).contains("座跨"), "{format}");
        assert!(!text(&output.stdout).contains(hazard), "{format}");
        let told = text(&output.stderr);
        assert!(told.contains("signs that are no text were left out") && told.lines().count() == 1, "{told}");
    }
    for args in
        [&["segment", "江报"][..], &["search", "江报", "车道"], &["segment", "江报", "--format", "markdown"]]
    {
        assert!(!printed(args, dir.path(), 0).contains(hazard), "{args:?}");
    }
    // What is for programs says all that is no mere control, in escapes.
    let line = printed(&["segment", "江报", "--format", "jsonl"], dir.path(), 0);
    assert!(!line.contains(hazard) && line.contains("\\uffff"));
}

#[test]
fn several_encodings_in_one_file_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = [&encoding_rs::GB18030.encode(STORY).0[..], STORY.as_bytes()].concat();
    fs::write(dir.path().join("1.txt"), bytes).unwrap();
    let outline = printed(&["segment", "1.txt"], dir.path(), 0);
    assert!(outline.contains("several encodings in one file"), "{outline}");
    let line: serde_json::Value =
        serde_json::from_str(&printed(&["segment", "1.txt", "--format", "jsonl"], dir.path(), 0)).unwrap();
    assert_eq!((&line["encoding"], &line["replaced"]), (&"mixed".into(), &0.into()));
    let all = line.to_string();
    assert_eq!(all.matches("据市交通局介绍").count(), 2, "{all}");
    // A page in one encoding is not spoken of.
    fs::write(dir.path().join("2.txt"), STORY).unwrap();
    assert!(!printed(&["segment", "2.txt"], dir.path(), 0).contains("encoding"));
}

#[test]
fn each_article_of_a_file_of_several_pages_is_cited_with_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let page = |number: &str| format!("江城日报\n2024年1月5日 星期五\n第{number}版 民生\n{STORY}");
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/20240105.txt"), format!("{}\u{c}{}", page("02"), page("03"))).unwrap();
    // One object a file, whose lines are the file's.
    let out = printed(&["segment", "pages", "--format", "jsonl"], dir.path(), 0);
    let file: serde_json::Value = serde_json::from_str(&out).unwrap();
    let articles = file["articles"].as_array().unwrap();
    let place = |article: &serde_json::Value| {
        let lines = article["blocks"].as_array().unwrap().iter().flat_map(|b| b["lines"].as_array().unwrap());
        (article["page"].as_str().unwrap().to_owned(), lines.map(|n| n.as_u64().unwrap()).min().unwrap())
    };
    assert_eq!(articles.iter().map(place).collect::<Vec<_>>(), [("2".into(), 5), ("3".into(), 24)]);
    assert_eq!((&file["page"], file["furniture"].as_array().unwrap().len()), (&"2".into(), 6));
    let outline = printed(&["segment", "pages"], dir.path(), 0);
    assert!(outline.contains("page 2 民生") && outline.contains("page 3 民生"), "{outline}");
    let cited = printed(&["export", "pages", "--format", "gbt7714"], dir.path(), 0);
    assert!(cited.contains("2024-01-05(2)") && cited.contains("2024-01-05(3)"), "{cited}");
    let found = printed(&["search", "pages", "隔音屏"], dir.path(), 0);
    assert!(found.contains("20240105.txt:11") && found.contains("20240105.txt:30"), "{found}");
}

#[test]
fn an_article_is_cut_out_of_a_pdf_page_and_what_has_no_picture_is_refused_with_a_word() {
    let dir = archive();
    printed(&["export", "pages", "--format", "pdf", "--output", "03.pdf"], dir.path(), 0);
    printed(&["clip", "03.pdf", "1", "--page", "2", "--output", "a.png", "--zoom", "2"], dir.path(), 0);
    printed(&["clip", "03.pdf", "1", "--output", "a.pdf"], dir.path(), 0);
    let starts = |name: &str, mark: &[u8]| fs::read(dir.path().join(name)).unwrap().starts_with(mark);
    assert!(starts("a.png", b"\x89PNG") && starts("a.pdf", b"%PDF-"));
    // A pipe takes the picture as it is; a file that is there is not written over.
    let piped = jianbao(&["clip", "03.pdf", "1", "--page", "2", "--zoom", "2"], dir.path());
    assert_eq!(piped.stdout, fs::read(dir.path().join("a.png")).unwrap());
    assert_eq!(jianbao(&["clip", "03.pdf", "1", "--output", "a.png"], dir.path()).status.code(), Some(1));
    // The picture as a PDF page is a page without text.
    assert!(printed(&["segment", "a.pdf"], dir.path(), 0).contains("this page is a picture"));
    let text_page = "pages/江城日报/2024-01-05/02.txt";
    for (args, word) in [
        (&["clip", text_page, "1"][..], "a page of text has no picture"),
        (&["clip", text_page, "99"], "a page of text has no picture"),
        (&["clip", "03.pdf", "99"], "there is no article 99"),
        (&["clip", "03.pdf", "1", "--page", "99"], "pages in the file: 4"),
        (&["clip", "a.pdf", "1"], "there is no article 1"),
        (&["clip", "pages", "1"], "not a folder"),
        (&["clip", "03.pdf", "1", "--zoom", "1e9"], "0.1–20"),
    ] {
        let output = jianbao(args, dir.path());
        let said = text(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(word), "{args:?}: {said}");
    }
    fs::write(dir.path().join("b.pdf"), "%PDF-1.4 nothing").unwrap();
    let damaged = jianbao(&["clip", "b.pdf", "1"], dir.path());
    assert!(damaged.status.code() == Some(3) && text(&damaged.stderr).contains("damaged"));
}

#[test]
fn a_file_is_what_its_name_ends_with_or_it_is_refused() {
    let dir = archive();
    printed(&["export", "pages", "--output", "03.pdf"], dir.path(), 0);
    for (args, word) in [
        (&["clip", "03.pdf", "1", "--page", "2", "--output", "c.jpg"][..], ".png, .pdf"),
        (&["clip", "03.pdf", "1", "--page", "2", "--output", "c"], ".png, .pdf"),
        (&["export", "pages", "--output", "c.docx"], "add --format"),
        (&["export", "pages", "--output", "c.json"], "add --format"),
    ] {
        let output = jianbao(args, dir.path());
        let said = text(&output.stderr);
        assert!(output.status.code() == Some(2) && said.contains(word), "{args:?}: {said}");
        assert!(!dir.path().join(args[args.len() - 1]).exists());
    }
    let starts = |name: &str, mark: &str| {
        printed(&["export", "pages", "--output", name], dir.path(), 0);
        fs::read(dir.path().join(name)).unwrap().starts_with(mark.as_bytes())
    };
    assert!(starts("c.epub", "PK") && starts("c.ris", "TY  - ") && starts("c.JSONL", "{"));
    assert!(starts("c", "#") && starts("c.md", "#"));
    printed(&["export", "pages", "--format", "csl", "--output", "c.json"], dir.path(), 0);
    printed(&["segment", "pages", "--output", "pages.jsonl"], dir.path(), 0);
    assert!(fs::read_to_string(dir.path().join("pages.jsonl")).unwrap().starts_with('{'));
    printed(&["segment", "pages", "--output", "pages.md"], dir.path(), 0);
    assert!(fs::read_to_string(dir.path().join("pages.md")).unwrap().contains("# "));
}

#[test]
fn a_new_folder_is_made_for_the_files_of_articles() {
    let dir = archive();
    printed(&["export", "pages", "--output", "notes/of/may/"], dir.path(), 0);
    assert!(fs::read_dir(dir.path().join("notes/of/may")).unwrap().count() > 2);
    let said =
        text(&jianbao(&["export", "pages", "--format", "csv", "--output", "tables/"], dir.path()).stderr)
            .to_owned();
    assert!(said.contains("tables/: only Markdown"), "{said}");
}

#[test]
fn pages_without_an_article_make_no_empty_book() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/01.txt"), "").unwrap();
    printed(&["export", "pages", "--output", "a.epub"], dir.path(), 3);
    assert!(!dir.path().join("a.epub").exists());
}

#[test]
fn a_query_that_is_not_whole_is_told_instead_of_finding_nothing() {
    let dir = archive();
    for (query, word) in [
        ("\"", "is not closed"),
        ("大桥 NEAR/10", "lacks a word"),
        ("大桥 OR", "lacks a word"),
        ("(大桥 OR 渡船) 通车", "quote it"),
        ("", "nothing to find"),
    ] {
        for command in ["search", "export"] {
            let output = jianbao(&[command, "pages", query], dir.path());
            let said = text(&output.stderr);
            assert!(output.status.code() == Some(2) && said.contains(word), "{command} {query}: {said}");
        }
    }
    // Titles are compared by their letters alone.
    assert!(printed(&["search", "pages", "跨江（大桥", "--titles"], dir.path(), 0).contains("跨江大桥"));
}

#[test]
fn what_clap_says_is_in_the_language_that_was_asked_for() {
    let dir = archive();
    let said = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        let output = command.args(["--lang", "zh"]).args(args).current_dir(dir.path()).output().unwrap();
        format!("{}{}", text(&output.stdout), text(&output.stderr))
    };
    for (args, words) in [
        (&["segment", "pages", "--formt", "md"][..], &["没有参数 --formt", "是不是 --format"][..]),
        (&["export", "pages", "--format", "doc"], &["--format <FORMAT> 的值不能是“doc”", "gbt7714"]),
        (&["export"], &["缺少 <PATH>", "用法："]),
        (&["search", "pages", "桥", "--titles", "--counts"], &["不能并用"]),
        (&["search", "pages", "桥", "--order", "up"], &["可用：relevance、newest、oldest"]),
        (&["pages", "search", "pages", "桥"], &["PATH 只用于打开窗口"]),
        (&["clip", "a.pdf", "1", "--output", "c.jpg"], &["不能是“c.jpg”", ".png, .pdf"]),
        (&["export", "--help"], &["用法：", "选项：", "显示帮助"]),
        (&["notes"], &["用法：", "命令："]),
    ] {
        let said = said(args);
        assert!(words.iter().all(|word| said.contains(word)), "{args:?}: {said}");
        for english in ["error:", "Usage", "Options", "Commands", "For more", "Print"] {
            assert!(!said.contains(english), "{args:?}: {said}");
        }
    }
}

#[test]
fn a_folder_of_damaged_files_is_not_called_empty() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("scans")).unwrap();
    fs::write(dir.path().join("scans/01.pdf"), "%PDF-1.4 nothing").unwrap();
    fs::write(dir.path().join("scans/02.pdf"), "%PDF-1.4 nothing").unwrap();
    for args in [&["segment", "scans"][..], &["search", "scans", "桥"], &["export", "scans"]] {
        let output = jianbao(args, dir.path());
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(said.contains("could not be read: 2") && !said.contains("no other files"), "{said}");
    }
}

#[test]
fn a_book_has_clippings_where_they_are_asked_for_and_no_other_form_has_them() {
    let dir = archive();
    printed(&["export", "pages", "--format", "pdf", "--output", "03.pdf"], dir.path(), 0);
    printed(&["export", "03.pdf", "--format", "epub", "--output", "a.epub"], dir.path(), 0);
    printed(&["export", "03.pdf", "--format", "epub", "--clippings", "--output", "b.epub"], dir.path(), 0);
    let pictures = |name: &str| {
        let bytes = fs::read(dir.path().join(name)).unwrap();
        bytes.windows(8).filter(|window| window == b".png\x89PNG").count()
    };
    assert!(pictures("a.epub") == 0 && pictures("b.epub") > 0);
    let refused = jianbao(&["export", "03.pdf", "--format", "md", "--clippings"], dir.path());
    assert!(refused.status.code() == Some(2) && text(&refused.stderr).contains("only EPUB has clippings"));
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

/// The paths of the pages on which a search finds something.
fn found(query: &str, folder: &Path) -> Vec<String> {
    let out = printed(&["search", "pages", query, "--format", "jsonl"], folder, 0);
    let path = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).unwrap()["path"].as_str().unwrap().to_owned()
    };
    let mut paths: Vec<String> = out.lines().map(path).collect();
    paths.sort();
    paths
}

#[test]
fn the_full_text_on_disk_follows_the_archive() {
    let dir = archive();
    let second = dir.path().join("pages/江城日报/2024-01-05/02.txt");
    assert_eq!(found("860米", dir.path()).len(), 3, "inside a number, too");
    assert!(dir.path().join("data/cache").read_dir().unwrap().flatten().any(|file| file.path().is_dir()));
    // Changed in its place, gone, and new.
    fs::write(&second, STORY.replace("自行车道", "鸟道")).unwrap();
    assert_eq!(found("鸟道", dir.path()), ["江城日报/2024-01-05/02.txt"]);
    assert_eq!(found("自行车道", dir.path()).len(), 2);
    fs::remove_file(&second).unwrap();
    assert_eq!(found("大桥", dir.path()).len(), 2);
    fs::write(second.with_file_name("03.txt"), STORY.replace("自行车道", "骑楼")).unwrap();
    assert_eq!(found("骑楼", dir.path()), ["江城日报/2024-01-05/03.txt"]);
    // A damaged index is made anew without a word.
    for file in
        dir.path().join("data/cache").read_dir().unwrap().flatten().filter(|file| file.path().is_dir())
    {
        for file in file.path().read_dir().unwrap().flatten() {
            fs::write(file.path(), b"no index").unwrap();
        }
    }
    let output = jianbao(&["search", "pages", "骑楼 OR 自行车道"], dir.path());
    assert_eq!(text(&output.stderr), "3 found\n");
    // Where nothing can be kept the answer is the same.
    fs::write(dir.path().join("nowhere"), "").unwrap();
    let lost = jianbao(&["search", "pages", "骑楼 OR 自行车道", "--data-dir", "nowhere"], dir.path());
    assert_eq!((lost.status.code(), text(&lost.stderr)), (Some(0), "3 found\n"));
}

#[test]
fn articles_are_counted_by_newspaper_year_and_page() {
    let dir = archive();
    let counts = printed(&["search", "pages", "大桥", "--counts"], dir.path(), 0);
    assert_eq!(counts, "paper:江城日报\t3\ndate:2024\t3\npage:1\t1\npage:2\t1\npage:10\t1\n");
    let json = printed(&["search", "pages", "大桥 page:2", "--counts", "--format", "jsonl"], dir.path(), 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["articles"], &json["pages"]), (&1.into(), &serde_json::json!({ "2": 1 })));
}

#[test]
fn an_output_broken_off_is_gone_on_with() {
    let dir = archive();
    let whole = printed(&["segment", "pages", "--format", "jsonl"], dir.path(), 0);
    let second = whole.find('\n').unwrap() + 1;
    let out = dir.path().join("out.jsonl");
    let args = ["segment", "pages", "--format", "jsonl", "--output", "out.jsonl"];
    for broken in [0, 9, second - 1, second, second + 40, whole.len()] {
        fs::write(&out, &whole.as_bytes()[..broken]).unwrap();
        printed(&[&args[..], &["--resume"]].concat(), dir.path(), 0);
        assert!(fs::read_to_string(&out).unwrap() == whole, "broken off at {broken}");
    }
    assert_eq!(jianbao(&args, dir.path()).status.code(), Some(1), "what is there is not overwritten");
    let outline = jianbao(&["segment", "pages", "--output", "out.txt", "--resume"], dir.path());
    assert_eq!(outline.status.code(), Some(2));
}

#[test]
fn killed_at_any_moment_the_index_ends_the_same() {
    let dir = archive();
    let pages = dir.path().join("pages/江城日报");
    for day in 1..30 {
        fs::create_dir(pages.join(format!("2024-02-{day:02}"))).unwrap_or_default();
        let story = STORY.replace("2860", &format!("{}", day * 37));
        fs::write(pages.join(format!("2024-02-{day:02}/01.txt")), story).unwrap();
    }
    let undisturbed = found("大桥", dir.path());
    for moment in 0..12 {
        fs::remove_dir_all(dir.path().join("data")).unwrap();
        let mut child = command(&["search", "pages", "大桥"], dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(moment * 25));
        child.kill().unwrap();
        child.wait().unwrap();
        // The first process may have ended before there was a folder.
        fs::create_dir_all(dir.path().join("data")).unwrap();
        assert_eq!(found("大桥", dir.path()), undisturbed, "killed after {} ms", moment * 25);
    }
}

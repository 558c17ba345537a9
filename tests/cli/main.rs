//! The program run as a person runs it in a terminal.

mod export;
mod notes;
mod resume;
mod search;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program without a display and with a data folder of its own, speaking English.
fn jianbao(args: &[&str], folder: &Path) -> Output {
    command(args, folder).output().unwrap()
}

fn command(args: &[&str], folder: &Path) -> Command {
    command_in("en", args, folder)
}

fn command_in(language: &str, args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command.args(args).args(["--lang", language]).current_dir(folder);
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

//! Search, its queries and its index on disk.

use super::*;

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
fn a_query_that_asks_for_nothing_is_a_wrong_call_and_told() {
    let dir = archive();
    for query in ["()", "foo:", "AND", "or", "*", "(大桥", "\"大桥"] {
        for command in ["search", "export"] {
            let told = |language| {
                let asked = command_in(language, &[command, "pages", query], dir.path()).output().unwrap();
                assert_eq!(asked.status.code(), Some(2), "{command} {query}");
                text(&asked.stderr).to_owned()
            };
            let (english, chinese) = (told("en"), told("zh"));
            let advice = ["rite ", "quote", "as in", "Type"];
            assert!(advice.iter().any(|words| english.contains(words)), "{english}");
            assert!(["请", "应写成"].iter().any(|words| chinese.contains(words)), "{chinese}");
        }
        assert_eq!(jianbao(&["search", "pages", query], dir.path()).stdout, b"", "{query}");
    }
    // In titles only letters are compared, but some have to be there.
    for (query, status) in [("()", 2), ("*", 2), ("(大桥", 0), ("大桥 or", 0), ("\"大桥", 0)] {
        let asked = jianbao(&["search", "pages", query, "--titles"], dir.path());
        assert_eq!(asked.status.code(), Some(status), "{query}");
    }
    assert!(printed(&["search", "pages", "(大桥 OR 渡口) 双向"], dir.path(), 0).contains("大桥"));
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
fn a_query_that_is_not_whole_is_told_instead_of_finding_nothing() {
    let dir = archive();
    for (query, word) in [
        ("\"", "is not closed"),
        ("大桥 NEAR/10", "lacks a word"),
        ("大桥 OR", "lacks a word"),
        ("(大桥 OR 渡船 通车", "quote it"),
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

/// What a person finds in an archive.
fn all_found(folder: &Path) -> Vec<String> {
    let asked: [&[&str]; 4] = [
        &["大桥"],
        &["860米", "--order", "newest"],
        &["大桥 -骑楼", "--counts"],
        &["kuajiang daqiao", "--titles"],
    ];
    asked.iter().map(|asked| printed(&[&["search", "pages"][..], asked].concat(), folder, 0)).collect()
}

/// Kills the program at moments spread over the time that it takes to open and index an archive, new to it or changed since
/// the last kill, and looks at what the next one finds.
fn kills(times: u32) {
    let dir = archive();
    let pages = dir.path().join("pages/江城日报");
    let write = |day: u32, words: &str| {
        fs::create_dir_all(pages.join(format!("2024-02-{day:02}"))).unwrap();
        let story = STORY.replace("2860", &format!("{}", day * 37)).replace("自行车道", words);
        fs::write(pages.join(format!("2024-02-{day:02}/01.txt")), story).unwrap();
    };
    let lay = |is_changed: bool| {
        (1..30).for_each(|day| write(day, if is_changed && day % 5 == 0 { "骑楼" } else { "自行车道" }));
        if is_changed {
            fs::remove_file(pages.join("2024-02-07/01.txt")).unwrap();
        }
    };
    let data = dir.path().join("data");
    let search = || {
        let mut command = command(&["search", "pages", "大桥"], dir.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    lay(true);
    let begun = std::time::Instant::now();
    assert!(search().wait().unwrap().success());
    let whole = begun.elapsed();
    let undisturbed = all_found(dir.path());
    for kill in 0..times {
        if kill % 2 == 0 {
            // There is no folder where the first process was killed before it made one.
            let _ = fs::remove_dir_all(&data);
        }
        lay(kill % 2 == 1);
        let mut child = search();
        std::thread::sleep(whole * kill / times);
        child.kill().unwrap();
        child.wait().unwrap();
        if kill % 2 == 1 {
            assert_eq!(all_found(dir.path()), undisturbed, "kill {kill} of {times}");
        }
    }
}

#[test]
fn killed_at_any_moment_the_index_ends_the_same() {
    kills(12);
}

#[test]
#[ignore = "minutes"]
fn killed_a_hundred_times_the_index_ends_the_same() {
    kills(100);
}

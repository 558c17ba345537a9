//! The program as a filter: pages come by a pipe and go as JSON lines, which a schema describes.

mod schema;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const STORY: &str = "渡口今日开航
\u{3000}\u{3000}本报讯（记者 何闻）停了半年的澜溪渡口今天重新有船，头一班坐满了人，
岸上还排着长队，卖早点的小摊也跟着回来了。
\u{3000}\u{3000}管渡口的人说，船先试开一个月，钟点贴在候船廊的墙上。
";

/// `jianbao segment` with these arguments, its input and output open.
fn start(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_jianbao"))
        .args(["--lang", "en", "segment"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Output for an input that is written while the output is read.
fn filtered(args: &[&str], input: Vec<u8>) -> Output {
    let mut child = start(args);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

/// The records of an output, after making sure of the exit status.
fn records(output: &Output, code: i32) -> Vec<Value> {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{told}");
    output.stdout.split_inclusive(|c| *c == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect()
}

fn from(input: impl Into<Vec<u8>>, code: i32) -> Vec<Value> {
    records(&filtered(&["-"], input.into()), code)
}

/// The titles of each record's articles.
fn titles(records: &[Value]) -> Vec<Vec<&str>> {
    let articles = records.iter().map(|record| record["articles"].as_array().unwrap());
    articles
        .map(|articles| articles.iter().filter_map(|article| article["title"].as_str()).collect())
        .collect()
}

/// A line of JSON.
fn line(object: Value) -> String {
    format!("{object}\n")
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    BASE64_STANDARD.encode(bytes)
}

#[test]
fn pages_parted_by_nul_or_form_feed_come_out_in_their_order() {
    for separator in ["\0", "\x0c"] {
        let pages =
            [STORY.into(), STORY.replace("渡口", "码头"), String::new(), STORY.replace("渡口", "车站")];
        let wanted = vec![vec!["渡口今日开航"], vec!["码头今日开航"], vec![], vec!["车站今日开航"]];
        // With a separator at the end, without one, and without a line end.
        for end in [separator, "", "\n"] {
            let found = from(pages.join(separator).trim_end().to_owned() + end, 0);
            assert_eq!(titles(&found), wanted, "{separator:?} {end:?}");
            assert!(found.iter().all(|record| record["path"].is_null() && record["error"].is_null()));
        }
    }
    assert_eq!(titles(&from(STORY, 0)), [["渡口今日开航"]], "one page alone");
    for nothing in ["", "\n", "\0", "\x0c\n"] {
        // Between the beginning and a separator there is a page, though an empty one.
        let count = usize::from(nothing.contains('\0') || nothing.contains('\x0c'));
        assert_eq!(from(nothing, 0).len(), count, "{nothing:?}");
    }
}

#[test]
fn what_is_told_of_a_page_goes_before_what_its_path_and_its_lines_say() {
    let headed = format!("澜溪日报 2031年1月2日 第05版 民生\n{STORY}");
    let objects = [
        json!({ "path": "澜溪日报/2031-01-02/03.txt", "text": STORY }),
        json!({ "path": "澜溪日报/2031-01-02/03.txt", "text": STORY, "paper": "瀾埠晚报", "date": "1931-04-05", "page": "A02" }),
        json!({ "text": headed }),
        json!({ "text": headed, "date": 19_310_405, "page": 7.0, "section": "副刊", "more": [1] }),
        json!({ "path": "scan.pdf", "text": STORY, "paper": "", "date": null }),
        json!({ "bytes": base64(&encoding_rs::GB18030.encode(STORY).0), "paper": "瀾埠晚报" }),
    ];
    let found = from(objects.map(line).concat(), 0);
    let said = |record: &Value| {
        ["paper", "date", "page", "section"].map(|name| record[name].as_str().unwrap_or("-").to_owned())
    };
    let wanted = [
        ["澜溪日报", "2031-01-02", "3", "-"],
        ["瀾埠晚报", "1931-04-05", "A02", "-"],
        ["澜溪日报", "2031-01-02", "5", "民生"],
        ["澜溪日报", "1931-04-05", "7", "副刊"],
        ["-", "-", "-", "-"],
        ["瀾埠晚报", "-", "-", "-"],
    ];
    assert_eq!(found.iter().map(said).collect::<Vec<_>>(), wanted);
    assert_eq!(found[0]["path"], "澜溪日报/2031-01-02/03.txt");
    assert_eq!(found[5]["encoding"], "gb18030");
    assert!(titles(&found).iter().all(|titles| *titles == ["渡口今日开航"]), "{found:?}");
    assert!(found.iter().all(|record| record["articles"][0]["date"] == record["date"]));
}

#[test]
fn a_broken_record_is_an_error_in_its_place_and_the_others_are_read() {
    let good = || line(json!({ "path": "a", "text": STORY }));
    let broken: [(&[u8], Value); 9] = [
        (b"{\"path\": \"b\", \"text\": \"\xe6\xb8", Value::Null),
        (b"{\"text\": \"\xff\xfe\"}", Value::Null),
        (b"[1]", Value::Null),
        (b"no JSON", Value::Null),
        (br#"{"path": "b"}"#, json!("b")),
        (br#"{"path": "b", "text": "x", "bytes": "eA=="}"#, json!("b")),
        (br#"{"path": "b", "bytes": "%%%"}"#, json!("b")),
        (br#"{"path": "b", "text": "x", "date": "soon"}"#, json!("b")),
        (br#"{"path": "b", "text": "x", "page": "none"}"#, json!("b")),
    ];
    for (bytes, path) in broken {
        let input = [good().as_bytes(), bytes, b"\r\n\n", good().trim_end().as_bytes()].concat();
        let output = filtered(&["-"], input);
        let found = records(&output, 1);
        let shown = String::from_utf8_lossy(bytes);
        assert_eq!(
            found.iter().map(|r| r["error"]["kind"].clone()).collect::<Vec<_>>(),
            [json!(null), json!("record"), json!(null)],
            "{shown}"
        );
        assert_eq!((&found[1]["path"], &found[1]["articles"]), (&path, &json!([])), "{shown}");
        assert!(found[1]["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
        assert!(
            String::from_utf8_lossy(&output.stderr).starts_with("jianbao: -:2: a wrong record: "),
            "{output:?}"
        );
    }
    let picture = json!({ "path": "b", "bytes": base64(b"\xFF\xD8\xFF\xE0\0\x10JFIF") });
    assert_eq!(from(line(picture), 1)[0]["error"]["kind"], "not-text");
}

#[test]
fn bytes_that_are_no_utf_8_are_read_in_their_encoding() {
    let gbk = encoding_rs::GB18030.encode(STORY).0.into_owned();
    let found = from([&gbk[..], b"\0", STORY.as_bytes(), b"\0", &gbk].concat(), 0);
    assert_eq!(
        found.iter().map(|r| r["encoding"].as_str().unwrap()).collect::<Vec<_>>(),
        ["gb18030", "utf-8", "gb18030"]
    );
    assert!(titles(&found).iter().all(|titles| *titles == ["渡口今日开航"]));
    // Torn in the middle of a character.
    let torn = STORY.as_bytes()[..STORY.len() - 2].to_vec();
    assert_eq!(titles(&from(torn, 0)), [["渡口今日开航"]]);
    let (wide, big): (Vec<u8>, _) =
        (STORY.encode_utf16().flat_map(u16::to_le_bytes).collect(), b"\xFF\xFE".to_vec());
    assert_eq!(titles(&from([big, wide].concat(), 0)), [["渡口今日开航"]], "NUL is no separator in UTF-16");
    // Base64 in lines, without padding.
    let mut lines = base64(&gbk).trim_end_matches('=').to_owned();
    lines.insert_str(76, "\r\n");
    assert_eq!(titles(&from(line(json!({ "bytes": lines })), 0)), [["渡口今日开航"]]);
}

#[test]
fn how_pages_are_parted_can_be_said() {
    let two = format!("{{引\n{STORY}\x0c{STORY}");
    assert_eq!(from(two.clone(), 1).len(), 9, "it looks like JSON: each line is a record");
    assert_eq!(records(&filtered(&["-", "--input", "form-feed"], two.clone().into()), 0).len(), 2);
    assert_eq!(records(&filtered(&["-", "--input", "nul"], two.clone().into()), 0).len(), 1);
    assert_eq!(records(&filtered(&["-", "--input", "file"], two.into()), 0).len(), 1);
    let outline = filtered(&["-", "--format", "outline"], STORY.into());
    assert!(String::from_utf8_lossy(&outline.stdout).contains("渡口今日开航"));
    let resumed = filtered(&["-", "--output", "/nowhere/x", "--resume"], Vec::new());
    assert_eq!(resumed.status.code(), Some(2));
}

#[test]
fn ten_thousand_pages_go_through_with_a_broken_one_in_their_middle() {
    let pages = |range: std::ops::Range<usize>| -> String {
        range
            .map(|i| line(json!({ "path": i.to_string(), "text": format!("第{i}班渡船\n开了。\n") })))
            .collect()
    };
    let input = format!("{}{{\"text\": 5}}\n{}", pages(0..5000), pages(5001..10_000));
    let found = from(input, 1);
    assert_eq!(found.len(), 10_000);
    for (i, record) in found.iter().enumerate() {
        let wanted = if i == 5000 { Value::Null } else { json!(i.to_string()) };
        assert_eq!((&record["path"], record["error"].is_null()), (&wanted, i != 5000));
    }
    let some = pages(0..300);
    let with = |threads| filtered(&["-", "--threads", threads], some.clone().into()).stdout;
    assert!(with("1") == with("3"));
}

#[test]
fn all_that_is_printed_is_as_the_schema_says() {
    let schema = |text| serde_json::from_str::<Value>(text).unwrap();
    let segment = schema(include_str!("../assets/schema/segment.json"));
    let export = schema(include_str!("../assets/schema/export.json"));
    let run = |args: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command.args(["--lang", "en", "--data-dir"]).arg(dir.path()).args(args).output().unwrap()
    };
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    let pages = records(&run(&["segment", sample, "--format", "jsonl", "--explain"]), 0);
    let articles = records(&run(&["export", sample, "--format", "jsonl"]), 0);
    let dir = tempfile::tempdir().unwrap();
    let pdf = dir.path().join("a.pdf").display().to_string();
    let page = format!("{sample}/{}", pages[0]["path"].as_str().unwrap().rsplit_once("sample/").unwrap().1);
    assert_eq!(run(&["export", &page, "--format", "pdf", "--output", &pdf]).status.code(), Some(0));
    let placed = records(&run(&["segment", &pdf, "--format", "jsonl"]), 0);
    assert!(placed[0]["articles"][0]["blocks"][0]["boxes"].is_array(), "places are printed, too");
    let broken = from("{\n{\"bytes\": \"/9j/4AAQSkZJRg==\"}", 1);
    let mut count = 0;
    for (record, schema) in [(pages, &segment), (placed, &segment), (broken, &segment), (articles, &export)]
        .iter()
        .flat_map(|(records, schema)| records.iter().map(move |record| (record, *schema)))
    {
        assert_eq!(schema::faults(record, schema, schema, ""), Vec::<String>::new());
        count += 1;
    }
    assert!(count > 100, "{count}");
    // The names that it lists are all that there are.
    let listed =
        |path: &str| segment.pointer(path).unwrap().as_array().unwrap().iter().filter_map(Value::as_str);
    let roles = jianbao::segmentation::Role::ALL.map(jianbao::segmentation::Role::name);
    assert!(listed("/$defs/block/properties/role/enum").eq(roles));
    use jianbao::segmentation::decode::Encoding;
    assert!(listed("/properties/encoding/enum").eq(Encoding::ALL.map(Encoding::name)));
    // It can be broken.
    let mut wrong = from(STORY, 0).remove(0);
    wrong["articles"][0]["blocks"][0]["role"] = "headline".into();
    wrong["date"] = "soon".into();
    wrong.as_object_mut().unwrap().remove("error");
    assert_eq!(schema::faults(&wrong, &segment, &segment, "").len(), 3);
}

#[test]
fn whoever_waits_for_an_answer_gets_it_before_the_next_question() {
    let mut child = start(&["-"]);
    let (mut ask, mut answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for i in 0..3 {
        ask.write_all(line(json!({ "path": i.to_string(), "text": STORY })).as_bytes()).unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["path"], i.to_string());
    }
    drop(ask);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_ends_it_quietly_though_the_input_stays_open() {
    let mut child = start(&["-"]);
    let mut input = child.stdin.take().unwrap();
    drop(child.stdout.take());
    let _ = input.write_all(line(json!({ "text": STORY })).repeat(3).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    drop(input);
}

/// Runs a line of the shell with the program as `$0`.
#[cfg(unix)]
fn shell(command: &str, folder: &Path) -> String {
    let output = Command::new("bash")
        .args(["-c", command, env!("CARGO_BIN_EXE_jianbao")])
        .current_dir(folder)
        .output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn links_and_pipes_that_are_named_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("澜溪日报/2031-01-02");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(dir.path().join("a.txt"), STORY).unwrap();
    std::os::unix::fs::symlink(dir.path().join("a.txt"), dir.path().join("link")).unwrap();
    let record = |command: &str| -> Value { serde_json::from_str(&shell(command, dir.path())).unwrap() };
    let link = record("$0 segment link --format jsonl");
    let stdin = record("cat a.txt | $0 segment /dev/stdin --format jsonl");
    let substituted = record("$0 segment <(cat a.txt) --format jsonl");
    let fifo = record(
        "mkfifo 澜溪日报/2031-01-02/03.txt; cat a.txt > 澜溪日报/2031-01-02/03.txt & $0 segment 澜溪日报/2031-01-02/03.txt --format jsonl",
    );
    for record in [&link, &stdin, &substituted, &fifo] {
        assert_eq!(record["articles"][0]["title"], "渡口今日开航");
    }
    // The name of a descriptor is none of a page; that of a pipe may be.
    assert_eq!(
        [&stdin["path"], &stdin["page"], &substituted["path"], &substituted["page"]],
        [&Value::Null; 4]
    );
    assert_eq!((&fifo["date"], &fifo["page"]), (&"2031-01-02".into(), &"3".into()));
    // In a folder a pipe is left aside, as a link is: nobody named it.
    let walked = shell("$0 --lang en segment . 2>&1", dir.path());
    assert!(
        walked.contains("03.txt: not a regular file") && walked.contains("link: a link, not followed"),
        "{walked}"
    );
}

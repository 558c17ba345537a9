//! What is written out of articles.

use super::*;

#[test]
fn an_ending_that_is_another_form_than_asked_for_is_refused() {
    let dir = archive();
    for (output, format) in [("x.epub", "csv"), ("x.EPUB", "pdf"), ("x.csv", "gbt7714"), ("x.txt", "epub")] {
        let refused = jianbao(&["export", "pages", "--format", format, "--output", output], dir.path());
        assert_eq!(refused.status.code(), Some(2), "{output} {format}");
        assert!(text(&refused.stderr).contains("--format"), "{}", text(&refused.stderr));
        assert!(!dir.path().join(output).exists());
    }
    for (output, format) in [("a.txt", "gbt7714"), ("b.json", "csl"), ("c.markdown", "md"), ("d.data", "csv")]
    {
        printed(&["export", "pages", "--format", format, "--output", output], dir.path(), 0);
    }
    printed(&["segment", "pages", "--format", "jsonl", "--output", "s.md"], dir.path(), 2);
    printed(&["segment", "pages", "--format", "jsonl", "--output", "s.found"], dir.path(), 0);
}

#[test]
fn a_file_that_cannot_be_written_is_named_with_what_to_do() {
    let dir = archive();
    fs::write(dir.path().join("there.csv"), "").unwrap();
    let long = format!("{}.csv", "长".repeat(300));
    for (output, chinese) in [
        ("no/such/x.csv", "没有这个文件或文件夹"),
        ("there.csv", "已经存在"),
        ("there.csv/x.csv", "不是文件夹"),
        (&long, "名字过长"),
    ] {
        for command in ["export", "segment"] {
            let args = [command, "pages", "--output", output];
            let refused = command_in("zh", &args, dir.path()).output().unwrap();
            let told = text(&refused.stderr);
            assert!(told.contains(output) && told.contains(chinese) && told.contains('请'), "{told}");
            assert!(!told.contains("os error"), "{told}");
            assert_eq!(refused.status.code(), Some(1), "{told}");
        }
    }
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
    assert!(text(&output.stdout).contains("“a.csv”: "), "{output:?}");
    assert!(!dir.path().join("a.csv").exists(), "half a file is in the way of the next try");
    printed(&["export", "pages", "--format", "csv", "--output", "a.csv"], dir.path(), 0);
}

#[test]
fn a_book_has_its_name_once_it_is_whole_and_what_was_broken_off_is_in_nobodys_way() {
    let dir = archive();
    fs::write(dir.path().join("a.epub.part"), "half").unwrap();
    printed(&["export", "pages", "--output", "a.epub"], dir.path(), 0);
    assert!(fs::read(dir.path().join("a.epub")).unwrap().starts_with(b"PK"));
    assert!(!dir.path().join("a.epub.part").exists());
    printed(&["export", "pages", "--output", "a.epub"], dir.path(), 1);
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

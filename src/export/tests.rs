use super::*;
use crate::citation::{Citation, CitationStyle};
use crate::segmentation::{Article, Block, LineNo, Page, ReflowedText, Role};
use std::io::Read;

fn article() -> Article {
    let page = Page::new(
        "旧貌新颜\n老街<修缮>过半\n居民盼回迁\n□本报记者 何砚秋 通讯员 吴 岚\n*昨日*，记者获悉\n工程过半。\n分两期\n=末段&完。\n图为老街\n"
            .into(),
    );
    let roles = [
        (Role::Kicker, 1..=1),
        (Role::Title, 2..=2),
        (Role::Subtitle, 3..=3),
        (Role::Byline, 4..=4),
        (Role::Paragraph, 5..=6),
        (Role::Subhead, 7..=7),
        (Role::Paragraph, 8..=8),
        (Role::Caption, 9..=9),
    ];
    let blocks = roles.map(|(role, lines)| {
        let lines: Vec<LineNo> = lines.map(LineNo).collect();
        Block {
            role,
            text: ReflowedText::join(&page, &lines),
            gap_before: lines[0] == LineNo(8),
            lines,
            role_confidence: 1.0,
            boundary_confidence: 1.0,
            evidence: Vec::new(),
        }
    });
    Article { blocks: blocks.to_vec(), confidence: 0.9 }
}

fn citation() -> Citation {
    let place = Citation {
        paper: "临江晚报".into(),
        date: Some(jiff::civil::date(2024, 1, 5)),
        page: "03".into(),
        path: "2024/03.txt".into(),
        ..Citation::default()
    };
    place.with_article(&article())
}

fn export(count: usize, format: Format, script: Script) -> Vec<u8> {
    let (article, citation) = (article(), citation());
    let documents = vec![Document { citation: &citation, article: &article }; count];
    let options = Options { title: "老街 & 夜市".into(), script, ..Options::default() };
    let mut out = Vec::new();
    write(&documents, format, &options, &mut out).expect("memory takes everything");
    out
}

fn text(count: usize, format: Format) -> String {
    String::from_utf8(export(count, format, Script::AsPrinted)).expect("UTF-8")
}

#[test]
fn missing_text_is_told_in_every_format_of_text() {
    for format in [Format::Markdown, Format::Text, Format::Html, Format::Jsonl, Format::Csv] {
        assert_eq!(text(1, format).matches(document::GAP).count(), 1, "{format:?}");
    }
}

#[test]
fn a_citation_is_made_of_an_article() {
    let citation = citation();
    assert_eq!(citation.title, "老街<修缮>过半");
    assert_eq!(citation.subtitle, "居民盼回迁");
    assert_eq!(citation.authors, ["何砚秋", "吴岚"]);
    assert_eq!(citation.lines, Some((1, 9)));
}

#[test]
fn markdown_has_headings_escapes_and_the_source() {
    let one = text(1, Format::Markdown);
    assert!(one.starts_with("**旧貌新颜**\n\n# 老街\\<修缮\\>过半\n"), "{one}");
    assert!(one.contains("\n\\*昨日\\*，记者获悉工程过半。\n"));
    assert!(one.contains("\n## 分两期\n\n*〔此处原文有缺〕*\n\n\\=末段\\&完。\n\n> 图为老街\n"));
    assert!(one.contains("\\[N\\]. 临江晚报, 2024-01-05(03).  \n2024/03.txt:1-9\n"));
    let two = text(2, Format::Markdown);
    assert!(two.starts_with("# 老街 \\& 夜市\n\n") && two.matches("\n## 老街").count() == 2);
}

#[test]
fn a_note_says_in_its_front_matter_what_is_known_of_the_article() {
    let (article, citation) = (article(), citation());
    let (document, mut notes) =
        (Document { citation: &citation, article: &article }, Notes::new(&Options::default()));
    let notes = [notes.add(&document), notes.add(&document)];
    let names: Vec<&str> = notes.iter().map(|note| note.file_name.as_str()).collect();
    assert_eq!(
        names,
        ["2024-01-05 临江晚报 (03) 老街修缮过半.md", "2024-01-05 临江晚报 (03) 老街修缮过半 2.md"]
    );
    let front = "---\ntitle: \"老街<修缮>过半\"\nsubtitle: \"居民盼回迁\"\nauthors:\n  - \"何砚秋\"\n  - \"吴岚\"\nnewspaper: \"临江晚报\"\ndate: \"2024-01-05\"\npage: \"03\"\nsource: \"2024/03.txt:1-9\"\n---\n\n";
    assert!(notes[0].text.starts_with(front), "{}", notes[0].text);
    assert!(notes[0].text[front.len()..].starts_with("**旧貌新颜**\n\n# 老街"), "{}", notes[0].text);
}

#[test]
fn plain_text_is_indented() {
    let text = text(2, Format::Text);
    assert!(text.contains("\n　　*昨日*，记者获悉工程过半。\n"));
    assert_eq!(text.matches("────").count(), 5);
}

#[test]
fn html_escapes_and_links_its_contents() {
    let two = text(2, Format::Html);
    assert!(two.contains("<h1>老街 &amp; 夜市</h1>") && two.contains("<h2>老街&lt;修缮&gt;过半</h2>"));
    assert!(two.contains("<a href=\"#a2\">") && two.contains("<article id=\"a2\">"));
    assert!(!text(1, Format::Html).contains("<nav>"));
}

#[test]
fn an_article_of_html_in_traditional_characters_says_so() {
    assert!(!text(1, Format::Html).contains("lang=\"zh-Hant\""));
    let (mut article, citation) = (article(), citation());
    let page = Page::new("渡船每日開行，兩岸來往的人較舊時為多，縣裡還將添設碼頭。".repeat(3));
    article.blocks[4].text = ReflowedText::join(&page, &[LineNo(1)]);
    let document = Document { citation: &citation, article: &article };
    let options = Options::default();
    let mut out = Vec::new();
    write(&[document], Format::Html, &options, &mut out).expect("memory takes everything");
    let found = String::from_utf8(out).expect("UTF-8");
    assert!(found.contains("<html lang=\"zh\">") && found.contains("<article id=\"a1\" lang=\"zh-Hant\">"));
}

#[test]
fn the_captions_are_the_text_of_news_in_pictures() {
    let mut article = article();
    article.blocks.retain(|block| matches!(block.role, Role::Title | Role::Caption));
    let citation = Citation::default().with_article(&article);
    assert_eq!(citation.summary, "图为老街");
    assert_eq!(Document { citation: &citation, article: &article }.body(), "图为老街");
}

#[test]
fn many_articles_of_html_stand_in_order_behind_their_contents() {
    let many = text(40, Format::Html);
    let (contents, articles) = many.split_once("</ol></nav>\n").expect("contents");
    assert_eq!(contents.matches("<li>").count(), 40);
    let place = |number: usize| articles.find(&format!("<article id=\"a{number}\">")).expect("an article");
    let places: Vec<usize> = (1..=40).map(place).collect();
    assert!(places.is_sorted() && articles.ends_with("</article>\n</body>\n</html>\n"));
}

#[test]
fn notes_of_one_name_are_told_apart_by_the_next_free_number() {
    let (article, mut notes) = (article(), Notes::new(&Options::default()));
    let names = ["Ab", "AB", "Ab 2", "Ab", "b"].map(|title| {
        let lines = vec![LineNo(1)];
        let text = ReflowedText::join(&Page::new(title.into()), &lines);
        let block = Block { role: Role::Title, text, lines, ..article.blocks[0].clone() };
        let article = Article { blocks: vec![block], ..article };
        notes.add(&Document { citation: &Citation::default(), article: &article }).file_name
    });
    assert_eq!(names, ["Ab.md", "AB 2.md", "Ab 2 2.md", "Ab 3.md", "b.md"]);
}

#[test]
fn the_words_are_converted_and_the_citation_is_not() {
    let html = String::from_utf8(export(1, Format::Html, Script::Traditional)).expect("UTF-8");
    assert!(html.contains("工程過半。") && html.contains("lang=\"zh-Hant\""));
    assert!(html.contains("老街&lt;修缮&gt;过半: 居民盼回迁[N]"));
}

#[test]
fn jsonl_is_an_object_a_line() {
    let text = text(2, Format::Jsonl);
    let records: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["date"], "2024-01-05");
    assert_eq!(
        (&records[0]["paper"], &records[0]["section"]),
        (&"临江晚报".into(), &serde_json::Value::Null)
    );
    assert_eq!(records[0]["blocks"][4]["role"], "p");
    assert_eq!(records[0]["blocks"][4]["lines"], serde_json::json!([5, 6]));
    assert_eq!(records[1]["text"], "*昨日*，记者获悉工程过半。\n分两期\n〔此处原文有缺〕\n=末段&完。");
}

#[test]
fn csv_has_a_row_an_article() {
    let text = text(2, Format::Csv);
    assert!(text.starts_with("\u{feff}paper,date,page,"));
    assert_eq!(text.matches("\r\n").count(), 3);
    assert!(text.contains(",何砚秋；吴岚,"));
}

/// The files of a ZIP archive, read by its directory.
fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let half = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let word = |at: usize| half(at) | half(at + 2) << 16;
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = word(end + 16);
    let mut files = Vec::new();
    for _ in 0..half(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        let (method, crc, packed, size) = (half(at + 10), word(at + 16), word(at + 20), word(at + 24));
        let (name_len, local) = (half(at + 28), word(at + 42));
        let name = String::from_utf8(bytes[at + 46..at + 46 + name_len].to_vec()).expect("a name");
        let start = local + 30 + half(local + 26) + half(local + 28);
        let data = &bytes[start..start + packed];
        let mut plain = Vec::new();
        match method {
            0 => plain.extend(data),
            _ => drop(flate2::read::DeflateDecoder::new(data).read_to_end(&mut plain).expect("deflate")),
        }
        let mut sum = flate2::Crc::new();
        sum.update(&plain);
        assert_eq!((sum.sum() as usize, plain.len()), (crc, size), "{name}");
        files.push((name, plain));
        at += 46 + name_len;
    }
    files
}

#[test]
fn epub_lists_every_file_it_has() {
    let bytes = export(3, Format::Epub, Script::Taiwan);
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let files = unzip(&bytes);
    let file = |name: &str| {
        let data = &files.iter().find(|(known, _)| known == name).expect(name).1;
        String::from_utf8(data.clone()).expect("UTF-8")
    };
    let package = file("EPUB/package.opf");
    assert!(
        package.contains("<dc:language>zh-Hant-TW</dc:language>") && package.contains("1970-01-01T00:00:00Z")
    );
    for (name, _) in files.iter().filter(|(name, _)| name.starts_with("EPUB/") && !name.ends_with(".opf")) {
        let href = name.trim_start_matches("EPUB/");
        assert_eq!(package.matches(&format!("href=\"{href}\"")).count(), 1, "{href}");
    }
    let nav = file("EPUB/nav.xhtml");
    // Three articles below an issue and a page, and the list of pages.
    assert_eq!(nav.matches("<li>").count(), 3 + 2 + 1);
    for part in [
        "<li><a href=\"a00001.xhtml\">《临江晚报》2024年1月5日</a>\n<ol>\n<li><a href=\"a00001.xhtml\">第03版</a>\n<ol>\n<li>",
        "<li><a href=\"a00001.xhtml#page\">《临江晚报》2024年1月5日 第03版</a></li>",
    ] {
        assert!(nav.contains(part), "{part}: {nav}");
    }
    let marks =
        files.iter().filter(|(_, data)| memchr::memmem::find(data, b"role=\"doc-pagebreak\"").is_some());
    assert_eq!(marks.count(), 1, "the page begins once");
    for told in [
        "<dc:publisher>临江晚报</dc:publisher>",
        "<dc:creator>临江晚报</dc:creator>",
        "<dc:date>2024-01-05</dc:date>",
        "<meta property=\"schema:accessMode\">textual</meta>",
        "properties=\"cover-image\"",
    ] {
        assert!(package.contains(told), "{told}: {package}");
    }
    assert!(file("EPUB/cover.svg").contains(">老街 &amp; 夜市</text>"));
    assert!(file("EPUB/a00003.xhtml").contains("<h1>老街&lt;修繕&gt;過半</h1>"));
    assert_eq!(bytes, export(3, Format::Epub, Script::Taiwan));
}

#[test]
fn a_book_says_who_wrote_its_one_article_and_nothing_that_is_not_known() {
    let package = |citation: &Citation, count: usize, script| {
        let article = article();
        let documents = vec![Document { citation, article: &article }; count];
        let mut out = Vec::new();
        write(&documents, Format::Epub, &Options { script, ..Options::default() }, &mut out).expect("memory");
        (entry(&out, "EPUB/package.opf"), entry(&out, "EPUB/nav.xhtml"))
    };
    let (one, _) = package(&citation(), 1, Script::AsPrinted);
    assert!(
        one.contains("<dc:creator>何砚秋</dc:creator>") && !one.contains("<dc:creator>临江晚报"),
        "{one}"
    );
    assert!(one.contains("<dc:language>zh-Hans</dc:language>"));
    let (unknown, nav) = package(&Citation::default(), 2, Script::Traditional);
    for name in ["dc:creator", "dc:publisher", "dc:date", "dc:coverage", "dc:source", "pageNavigation"] {
        assert!(!unknown.contains(name), "{name}: {unknown}");
    }
    assert!(unknown.contains("<dc:language>zh-Hant</dc:language>"));
    assert!(nav.matches("<li>").count() == 2 && !nav.contains("page-list"), "{nav}");
}

#[test]
fn a_book_that_is_begun_for_one_article_is_called_as_that_is() {
    let title = |several, given: &str| {
        let (article, citation) = (article(), citation());
        let (mut out, options) = (Vec::new(), Options { title: given.into(), ..Options::default() });
        let mut stream = Stream::new(Format::Epub, &options, several, &mut out).expect("memory");
        let document = Document { citation: &citation, article: &article };
        stream.add_clipped(&document, Some(b"\x89PNG")).and_then(|()| stream.finish()).expect("memory");
        let package = entry(&out, "EPUB/package.opf");
        let (_, title) = package.split_once("<dc:title>").expect("a title");
        title.split_once('<').expect("its end").0.to_owned()
    };
    assert_eq!(
        [title(false, ""), title(false, "夜市"), title(true, "")],
        ["老街&lt;修缮&gt;过半", "夜市", "剪报"]
    );
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.extension()), Some(format));
    }
    assert_eq!(Format::from_name("Markdown"), Some(Format::Markdown));
    assert_eq!(Format::from_name("docx"), None);
}

#[test]
fn pdf_has_a_page_an_article_and_only_the_glyphs_it_uses() {
    let one = export(1, Format::Pdf, Script::AsPrinted);
    assert!(one.starts_with(b"%PDF-1.") && one.trim_ascii_end().ends_with(b"%%EOF"));
    let count = |bytes: &[u8], wanted: &str| memchr::memmem::find_iter(bytes, wanted).count();
    assert_eq!(count(&one, "/Type /Page\n"), 1);
    assert!(one.len() < 120_000, "{} bytes", one.len());
    let two = export(2, Format::Pdf, Script::AsPrinted);
    assert_eq!((count(&two, "/Type /Page\n"), count(&two, "/Type /Outlines")), (2, 1));
    // The glyphs are embedded once, however many articles there are.
    assert!(two.len() < one.len() + 10_000, "{} and {} bytes", one.len(), two.len());
    assert_eq!(count(&export(0, Format::Pdf, Script::AsPrinted), "/Type /Page\n"), 1);
    // Three have their contents before them, and need two pages where they flow on.
    assert_eq!(count(&export(3, Format::Pdf, Script::AsPrinted), "/Type /Page\n"), 1 + 3);
    let flowing = pdf_of(3, Print { flows: true, ..Print::default() });
    assert_eq!(count(&flowing, "/Type /Page\n"), 1 + 2);
}

fn pdf_of(count: usize, print: Print) -> Vec<u8> {
    let (article, citation) = (article(), citation());
    let documents = vec![Document { citation: &citation, article: &article }; count];
    let mut out = Vec::new();
    write(&documents, Format::Pdf, &Options { print, ..Options::default() }, &mut out).expect("memory");
    out
}

#[test]
fn a_pdf_file_tells_a_screen_reader_what_is_a_heading_and_where_a_link_leads() {
    let pdf = pdf_of(3, Print::default());
    let count = |what: &str| memchr::memmem::find_iter(&pdf, what).count();
    for once in
        ["/Marked true", "/Type /StructTreeRoot", "/S /Document", "/S /TOC", "<dc:title>", "/PageLabels"]
    {
        assert_eq!(count(once), 1, "{once}");
    }
    for (of_each, more) in
        [("/S /Art", 0), ("/S /H2", 0), ("/S /Link", 0), ("/Subtype /Link", 0), ("/S /H1", 1)]
    {
        assert_eq!(count(of_each), 3 + more, "{of_each}");
    }
    // Every line that is marked on a page is in the tree, and nothing else of it.
    let marks: usize = contents_of(&pdf).iter().map(|page| page.matches("/MCID").count()).sum();
    assert!(marks > 30 && count("/Type /MCR") == marks, "{marks}");
    let artifacts: usize = contents_of(&pdf).iter().map(|page| page.matches("/Artifact BMC").count()).sum();
    assert_eq!(artifacts, 4 * 2 + 3, "numbers, sources at the foot, rules above the source");
}

#[test]
fn long_contents_of_a_pdf_file_list_each_article_once_on_full_pages() {
    const COUNT: usize = 250;
    let pdf = pdf_of(COUNT, Print::default());
    let count = |what: &str| memchr::memmem::find_iter(&pdf, what).count();
    assert_eq!((count("/S /Link"), count("/Subtype /Link"), count("/S /TOC")), (COUNT, COUNT, 1));
    let lists: Vec<usize> = contents_of(&pdf).iter().map(|page| page.matches("/Link").count()).collect();
    let lists: Vec<usize> = lists.into_iter().filter(|lines| *lines > 0).collect();
    assert_eq!(lists.iter().sum::<usize>(), COUNT);
    let (last, full) = lists.split_last().expect("contents");
    assert!(full[1..].iter().all(|lines| *lines == full[1]) && full[0] < full[1], "{lists:?}");
    assert!(*last <= full[1] && lists.len() > 4, "{lists:?}");
    // Each key of the tree leads to one thing.
    let mut keys: Vec<i32> = Vec::new();
    for name in ["/StructParent ", "/StructParents "] {
        for at in memchr::memmem::find_iter(&pdf, name) {
            let rest = &pdf[at + name.len()..];
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            keys.push(std::str::from_utf8(&rest[..digits]).expect("digits").parse().expect("a number"));
        }
    }
    keys.sort_unstable();
    assert!(keys.iter().copied().eq(0..keys.len() as i32), "{keys:?}");
}

/// What is drawn on the pages of a PDF file.
fn contents_of(pdf: &[u8]) -> Vec<String> {
    let streams = memchr::memmem::find_iter(pdf, b"stream\n").filter(|at| !pdf[..*at].ends_with(b"end"));
    let inflated = |at: usize| {
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut out).ok()?;
        String::from_utf8(out).ok().filter(|text| text.contains("EMC"))
    };
    streams.filter_map(inflated).collect()
}

/// A PDF file of one article.
fn printed(print: Print, font: Option<FontFile>) -> Vec<u8> {
    let (article, citation) = (article(), citation());
    let documents = [Document { citation: &citation, article: &article }];
    let mut out = Vec::new();
    write(&documents, Format::Pdf, &Options { print, font, ..Options::default() }, &mut out).expect("memory");
    out
}

#[test]
fn pdf_is_set_in_a_font_of_the_person_s_own_unless_that_forbids_it() {
    let has = |pdf: &[u8], name: &str| memchr::memmem::find(pdf, name.as_bytes()).is_some();
    let own = |data: Vec<u8>| printed(Print::default(), Some(FontFile { data, index: 0 }));
    let pdf = own(crate::fonts::SANS.to_vec());
    assert!(has(&pdf, "/JIANBA+Own") && !has(&pdf, "/JIANBA+Noto"));
    // One with CFF outlines, as most `.otf` files have: the characters it lacks are drawn by the bundled fonts.
    let pdf = own(include_bytes!("../../tests/golden/cff.otf").to_vec());
    assert!(has(&pdf, "/CIDFontType0C") && has(&pdf, "/JIANBA+Own") && has(&pdf, "/JIANBA+Noto"));
    // `fsType` says that nobody may embed it.
    let mut forbidden = crate::fonts::SANS.to_vec();
    let tables = forbidden[12..].chunks(16);
    let os2 = tables.clone().find(|entry| entry.starts_with(b"OS/2")).expect("a font has this table");
    let at = u32::from_be_bytes(os2[8..12].try_into().expect("four bytes")) as usize;
    forbidden[at + 8..at + 10].copy_from_slice(&[0, 2]);
    let pdf = own(forbidden);
    assert!(!has(&pdf, "/JIANBA+Own") && has(&pdf, "/JIANBA+Noto"));
}

#[test]
fn vertical_pages_are_read_column_by_column_from_the_right() {
    let pdf = printed(Print { vertical: true, ..Print::default() }, None);
    assert!(memchr::memmem::find(&pdf, b"/Identity-V").is_some());
    // How a program that knows nothing of the article takes the words from the page.
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), &pdf).expect("a file");
    let Ok(output) = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output() else {
        return println!("skipped: pdftotext is not installed");
    };
    let text: String = String::from_utf8_lossy(&output.stdout).split_whitespace().collect();
    let article = article();
    let mut from = 0;
    for block in &article.blocks {
        let words: String = block.text.as_str().split_whitespace().collect();
        let at =
            text[from..].find(&words).unwrap_or_else(|| panic!("{words} is not where it belongs in {text}"));
        from += at + words.len();
    }
}

/// A text file of a book.
fn entry(book: &[u8], name: &str) -> String {
    let data = unzip(book).into_iter().find(|(known, _)| known == name).expect(name).1;
    String::from_utf8(data).expect("UTF-8")
}

/// Signs that a terminal would obey or that readers of a format refuse are in no format, be it compressed; words are.
#[test]
fn signs_that_are_no_text_leave_in_no_format() {
    let (mut article, mut citation) = (article(), citation());
    const SIGNS: &str = "\u{1b}\u{9b}\u{7}\u{202e}\u{2066}\u{fdd0}\u{ffff}\u{10fffe}\0";
    for block in &mut article.blocks {
        block.text.insert(SIGNS);
    }
    citation.paper.push_str(SIGNS);
    let citation = citation.with_article(&article);
    let document = Document { citation: &citation, article: &article };
    assert_eq!(document.forbidden(), (article.blocks.len() + 1) * SIGNS.chars().count());
    let forbidden = |text: &str| {
        text.contains(crate::han::character::is_forbidden) || SIGNS.chars().any(|c| text.contains(c))
    };
    for format in Format::ALL {
        let mut out = Vec::new();
        let options = Options { title: format!("老街{SIGNS}"), ..Options::default() };
        write(&[document, document], format, &options, &mut out).unwrap();
        if format == Format::Epub {
            for name in ["EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/a00001.xhtml"] {
                let text = entry(&out, name);
                assert!(text.contains("老街") && !forbidden(&text), "{name}");
            }
        } else if format != Format::Pdf {
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains("工程过半") && !forbidden(&text), "{format:?}");
            // Nor as an escape that a reader turns into the sign again.
            assert!(!text.contains("\\u") && !text.contains("&#x"), "{format:?}");
        }
    }
    for style in CitationStyle::ALL {
        let text = citation.format(style);
        assert!(text.contains("老街") && !forbidden(&text) && !text.contains("\\u"), "{style:?} {text}");
    }
    let clean = Document { citation: &self::citation(), article: &self::article() };
    assert_eq!(clean.forbidden(), 0);
}

/// A book whose contents hold an empty anchor is refused by readers.
#[test]
fn an_article_that_shows_nothing_still_has_a_heading() {
    let mut article = article();
    article.blocks.truncate(2);
    article.blocks.iter_mut().for_each(|block| block.text = ReflowedText::default());
    let citation = Citation::default();
    let mut out = Vec::new();
    write(
        &[Document { citation: &citation, article: &article }],
        Format::Epub,
        &Options::default(),
        &mut out,
    )
    .unwrap();
    let nav = entry(&out, "EPUB/nav.xhtml");
    assert!(nav.contains(">—</a>") && !nav.contains("\"></a>") && !nav.contains("<title></title>"), "{nav}");
}

#[test]
fn verse_keeps_its_lines_and_its_stanzas_in_every_format() {
    let page = Page::new("初雪\n何闻\n雪落在屋檐上\n没有人说话\n\n我把灯点亮了\n等你\n".into());
    let lines = [
        (Role::Title, 1),
        (Role::Byline, 2),
        (Role::Verse, 3),
        (Role::Verse, 4),
        (Role::Verse, 6),
        (Role::Verse, 7),
    ];
    let blocks = lines.map(|(role, no)| Block {
        role,
        text: ReflowedText::join(&page, &[LineNo(no)]),
        gap_before: false,
        lines: vec![LineNo(no)],
        role_confidence: 1.0,
        boundary_confidence: 1.0,
        evidence: Vec::new(),
    });
    let (article, citation) = (Article { blocks: blocks.to_vec(), confidence: 0.9 }, citation());
    let export = |format| {
        let mut out = Vec::new();
        let documents = [Document { citation: &citation, article: &article }];
        write(&documents, format, &Options::default(), &mut out).expect("memory takes everything");
        String::from_utf8_lossy(&out).into_owned()
    };
    assert!(export(Format::Text).contains("雪落在屋檐上\n没有人说话\n\n我把灯点亮了\n等你\n"));
    assert!(export(Format::Markdown).contains("雪落在屋檐上  \n没有人说话  \n\n我把灯点亮了  \n等你  \n\n"));
    let html = export(Format::Html);
    assert_eq!(html.matches("<p class=\"verse\">").count(), 6);
    assert!(html.contains("没有人说话</p>\n<p class=\"verse\">&#160;</p>\n<p class=\"verse\">我把灯点亮了"));
    assert!(!export(Format::Pdf).is_empty());
}

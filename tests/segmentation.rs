//! Promises of the engine on any page: nothing is lost, the same page gives the same result, every character leads
//! back to its place.

#[path = "../fuzz/checks.rs"]
#[allow(dead_code)]
mod checks;

use checks::is_whole as check;
use jianbao::segmentation::{Page, Role, Segmentation, segment};
use proptest::prelude::*;

/// Lines as newspapers have them and as nobody has them.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[春夏秋冬江城大桥通车会议居民年月日的了]{1,24}[。，；”]?",
        2 => Just(String::new()),
        1 => "本报讯（记者 [王李张][明华]）[新旧桥路街灯]{3,20}",
        1 => "[一二三四五六七八九十]{1,2}、[规划建设管理]{2,10}",
        1 => "[ \u{3000}\t]{0,4}[a-zA-Z0-9 .,%]{1,30}",
        1 => "[▲▶●□“”‘’（）《》——……]{1,8}",
        1 => "\\PC{0,40}",
        1 => Just("\u{c}".to_owned()),
    ]
}

/// Lines as a page has them that came out of another format with its columns side by side.
fn marked_line() -> impl Strategy<Value = String> {
    let cell = || "[春夏秋冬江城大桥通车会议居民年月日的了]{8,12}";
    prop_oneof![
        4 => (cell(), cell()).prop_map(|(a, b)| format!("{a:\u{3000}<14}{b}")),
        1 => cell().prop_map(|a| format!("<p>{a}</p>")),
        1 => cell().prop_map(|a| format!("# **{a}**")),
        1 => "第[1-9]页 共9页",
        1 => "[春夏秋冬]",
        1 => line(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_lost_where_columns_and_marks_are_read(lines in prop::collection::vec(marked_line(), 0..60)) {
        let page = Page::new(lines.join("\n"));
        check(&page, &segment(&page));
    }

    #[test]
    fn nothing_is_lost_on_any_page(lines in prop::collection::vec(line(), 0..60), crlf in any::<bool>()) {
        let page = Page::new(lines.join(if crlf { "\r\n" } else { "\n" }));
        check(&page, &segment(&page));
    }

    #[test]
    fn nothing_is_lost_in_any_text(text in "(?s).{0,400}") {
        let page = Page::new(text);
        check(&page, &segment(&page));
    }
}

#[test]
fn the_sample_loses_nothing_and_threads_change_nothing() {
    let mut pages = Vec::new();
    collect(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &mut pages);
    assert!(pages.len() >= 20);
    let alone: Vec<Segmentation> = pages.iter().map(segment).collect();
    for (page, found) in pages.iter().zip(&alone) {
        check(page, found);
    }
    let together: Vec<Segmentation> = std::thread::scope(|scope| {
        let workers: Vec<_> = pages.iter().map(|page| scope.spawn(|| segment(page))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a result")).collect()
    });
    assert_eq!(alone, together);
}

#[test]
fn a_line_as_long_as_a_book_is_one_paragraph() {
    let page = Page::new("江水东流，".repeat(50_000));
    let found = segment(&page);
    check(&page, &found);
}

/// The role and the text of each block of a page's articles.
fn blocks(text: &str) -> Vec<(Role, String)> {
    let found = segment(&Page::new(text.into()));
    let blocks = found.articles.into_iter().flat_map(|a| a.blocks);
    blocks.map(|b| (b.role, b.text.as_str().to_owned())).collect()
}

#[test]
fn no_paragraph_ends_inside_a_word() {
    let text = "澜溪渡口换新船\n　　本报讯（记者 何闻）澜溪渡口日前换了一艘新船，造船厂为Hydro-\nsteam公司，型号为LX-\n\
                300，详情见www.lan-\nxi.example/boat.html，订票电话010-\n63218888，可提前三天预订。\n\
                \u{3000}\u{3000}该船采用eco\u{ad}\nnomy方式，航行成本降低，居民表示满意。\n";
    let paragraphs: Vec<String> =
        blocks(text).into_iter().filter(|(role, _)| *role == Role::Paragraph).map(|(_, text)| text).collect();
    let first = "本报讯（记者\u{2002}何闻）澜溪渡口日前换了一艘新船，造船厂为Hydrosteam公司，型号为LX-300，\
                 详情见www.lan-xi.example/boat.html，订票电话010-63218888，可提前三天预订。";
    assert_eq!(paragraphs, [first, "该船采用economy方式，航行成本降低，居民表示满意。"]);
}

#[test]
fn a_headline_printed_twice_over_itself_is_read_once_and_heads_its_article() {
    let text = "本报讯（记者何闻）三月的渡口，春水\n涨了一尺，往来的船只比冬天多了三成，\n管理所加开了早晚两班。\n\
                渡口加开早晚班\n渡口加开早晚班\n\
                老街的石板路，昨天铺完了最后一段，\n两旁的店铺重新开了张，街上从早到晚\n都有人，孩子们也跑来看热闹。\n\
                老街石板路铺通\n店铺重新开张\n老街石板路铺通\n店铺重新开张\n";
    let found = segment(&Page::new(text.into()));
    let titles: Vec<_> = found.articles.iter().map(|a| a.title().unwrap_or_default()).collect();
    assert_eq!(titles, ["渡口加开早晚班", "老街石板路铺通\u{3000}店铺重新开张"]);
    let lines =
        |article: usize| found.articles[article].blocks[0].lines.iter().map(|no| no.0).collect::<Vec<_>>();
    assert_eq!((lines(0), lines(1)), (vec![4, 5], vec![9, 11, 10, 12]));
}

#[test]
fn a_refrain_and_a_number_that_say_something_twice_are_kept() {
    let text = "渡口（歌词）\n何闻词 吴岚曲\n春水弯弯向东流，\n回来吧回来吧\n离家的人在渡口，\n63216321\n回来吧回来吧\n\
                \u{3000}\u{3000}填词的何闻说，曲子是夜里摇橹时哼出来的，盼着乡亲们都会唱。\n";
    let all: String = blocks(text).into_iter().map(|(_, text)| text).collect();
    assert_eq!((all.matches("回来吧").count(), all.matches("63216321").count()), (4, 1), "{all}");
}

fn collect(folder: &std::path::Path, pages: &mut Vec<Page>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, pages);
        } else if let Ok(text) = std::fs::read_to_string(&path)
            && path.extension().is_some_and(|x| x == "txt")
        {
            pages.push(Page::new(text));
        }
    }
}

use super::*;

const TITLES: [&str; 14] = [
    "供热计费办法调整今年铺开",
    "老街修缮过半 居民盼早日回迁",
    "重庆路口新增三处行人过街天桥",
    "臺灣水果展銷會週末開鑼",
    "AI芯片企业落户高新区",
    "长江禁渔期首日查获非法捕捞船",
    "女子足球队主场逆转",
    "市民热议调整供热分户账单",
    "银行网点适老化改造完成",
    "绿道串起十二座公园",
    "支教老师的第一堂课",
    "西安站台迎来返乡客流",
    "先进工作者名单公示",
    "夜市经济点亮江滨",
];

fn index() -> TitleIndex<usize> {
    let mut index = TitleIndex::new();
    for (id, title) in TITLES.iter().enumerate() {
        index.add(id, &TitleRow { title, ..TitleRow::default() });
    }
    index
}

fn first(query: &str) -> Option<&'static str> {
    let hits = index().search(query, 10, &Ticket::fresh()).unwrap().expect("nobody asked again");
    hits.first().map(|hit| TITLES[hit.id])
}

#[test]
fn finds_what_was_meant() {
    for (query, start) in [
        // As it stands, across marks, in another width or case.
        ("供热计费", "供热计费"),
        ("过半居民", "老街"),
        ("ａｉ芯片", "AI"),
        // A character dropped, swapped, added, wrong.
        ("供热计办法调整", "供热计费"),
        ("老街缮修过半", "老街"),
        ("长江禁渔期的首日", "长江"),
        ("夜市经计点亮", "夜市"),
        // Words in another order.
        ("调整供热计费", "供热计费"),
        ("公园绿道", "绿道"),
        ("回迁 老街", "老街"),
        // Either script finds the other.
        ("台湾水果展销会周末", "臺灣"),
        ("銀行網點", "银行"),
    ] {
        let found = first(query).unwrap_or("nothing");
        assert!(found.starts_with(start), "{query} found {found}");
    }
}

#[test]
fn words_come_before_characters_that_only_meet() {
    // 和 and 服务 meet in the first and in the last, which has the word besides: that is what is lit.
    let titles = ["和服务农户的人同行", "老城里的和服展柜", "和服与旗袍同台展出", "改进和服务，办和服展"];
    let mut index = TitleIndex::new();
    for (id, title) in titles.iter().enumerate() {
        index.add(id, &TitleRow { title, ..TitleRow::default() });
    }
    let hits = index.search("和服", 9, &Ticket::fresh()).unwrap().expect("fresh");
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [2, 1, 3, 0]);
    assert_eq!(hits[2].lit, [Lit { field: Field::Title, range: 21..27 }]);
}

#[test]
fn a_query_with_a_character_missing_is_not_worth_less_for_the_words_it_cuts() {
    let worth = |query: &str, title: &str| {
        let needle = Needle::new(query.chars().collect());
        needle.score(&letters(title), 0).map(|found| found.score)
    };
    // 图书馆 is cut before 书; the other title has no words.
    assert_eq!(worth("书馆放", "图书馆开放"), worth("乙丙戊", "甲乙丙丁戊"));
}

#[test]
fn finds_by_sound() {
    for (query, start) in [
        ("gongrejifei", "供热计费"),
        ("grjf", "供热计费"),
        ("gongrejf", "供热计费"),
        ("grjifei", "供热计费"),
        ("gongrejife", "供热计费"),
        ("供热jifei", "供热计费"),
        ("gong re ji fei", "供热计费"),
        // Heteronyms: 重庆 and 长江 and 银行, each by the sound it has there.
        ("chongqing", "重庆"),
        ("changjiang", "长江"),
        ("yinhang", "银行"),
        ("lvdao", "绿道"),
        ("ludao", "绿道"),
        ("lüdao", "绿道"),
        ("nvzi", "女子"),
        ("ysjj", "夜市"),
        ("xianzhan", "西安"),
        ("xianjin", "先进"),
        ("twsg", "臺灣"),
        ("aixp", "AI"),
        // As it is spoken where n and ng are one.
        ("xiangjing", "先进"),
    ] {
        let found = first(query).unwrap_or("nothing");
        assert!(found.starts_with(start), "{query} found {found}");
    }
}

#[test]
fn finds_nothing_where_nothing_is() {
    for query in ["", "  ，。", "核电", "zzzz", "航天员出舱", "qwrtp"] {
        assert_eq!(first(query), None, "{query}");
    }
}

#[test]
fn lights_what_matched() {
    let lit = |query: &str| {
        let hits = index().search(query, 1, &Ticket::fresh()).unwrap().expect("fresh");
        let title = TITLES[hits[0].id];
        hits[0].lit.iter().map(|lit| &title[lit.range.clone()]).collect::<Vec<_>>().join("|")
    };
    assert_eq!(lit("供热计费"), "供热计费");
    assert_eq!(lit("过半居民"), "过半|居民");
    assert_eq!(lit("grjf"), "供热计费");
    assert_eq!(lit("夜市经计点亮"), "夜市经|点亮");
    assert_eq!(lit("老街缮修过半"), "老街修缮过半");
    assert_eq!(lit("台湾水果"), "臺灣水果");
}

#[test]
fn other_fields_are_found_and_lit_but_titles_come_first() {
    let mut index = TitleIndex::new();
    let row = TitleRow { title: "春耕正当时", kicker: "夜市开张", ..TitleRow::default() };
    index.add('a', &row);
    index.add('b', &TitleRow { title: "夜市开张", ..TitleRow::default() });
    index.add('c', &TitleRow { lead: "昨晚，夜市开张的消息", ..TitleRow::default() });
    let hits = index.search("夜市开张", 9, &Ticket::fresh()).unwrap().expect("fresh");
    assert_eq!(hits.iter().map(|hit| hit.id).collect::<String>(), "bac");
    assert_eq!(hits[1].lit, [Lit { field: Field::Kicker, range: 0..12 }]);
    assert_eq!(hits[2].lit, [Lit { field: Field::Lead, range: 9..21 }]);
}

#[test]
fn rows_can_be_taken_out_and_newer_ones_come_first() {
    let mut index = TitleIndex::new();
    for (id, day) in [(1, 3), (2, 5), (3, 4)] {
        let date = Some(jiff::civil::date(2024, 1, day));
        index.add(id, &TitleRow { title: "今日天气", date, ..TitleRow::default() });
    }
    let ids = |index: &TitleIndex<i32>| -> Vec<i32> {
        index.search("天气", 9, &Ticket::fresh()).unwrap().expect("fresh").iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&index), [2, 3, 1]);
    index.retain(|&id| id != 2);
    assert_eq!(ids(&index), [3, 1]);
    assert_eq!(index.len(), 2);
}

#[test]
fn a_stale_question_is_not_answered() {
    let generation = super::super::Generation::default();
    let ticket = generation.next();
    generation.next();
    assert_eq!(index().search("供热", 9, &ticket).unwrap(), None);
}

#[test]
fn filters_and_exclusions_hold_for_titles_too() {
    let mut index = TitleIndex::new();
    for (id, title, paper, day) in
        [(1, "公园开放", "临江日报", 1), (2, "公园闭园", "临江晚报", 2), (3, "绿道通车", "临江晚报", 3)]
    {
        let date = Some(jiff::civil::date(2024, 1, day));
        index.add(id, &TitleRow { title, paper, date, ..TitleRow::default() });
    }
    for (typed, expected) in [
        ("公园", &[2, 1][..]),
        ("公园 paper:晚报", &[2]),
        ("公园 -闭园", &[1]),
        ("date:2024-01-02..", &[3, 2]),
        ("gongyuan date:2024-01-01", &[1]),
        ("title:绿道", &[3]),
        ("-公园", &[3]),
        // Still being typed.
        ("公园 date:", &[2, 1]),
    ] {
        let hits = index.search(typed, 9, &Ticket::fresh()).unwrap().expect("fresh");
        assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), expected, "{typed}");
    }
}

/// The best answers by sound for invented titles.
fn heard(titles: &[&'static str], query: &str) -> Vec<&'static str> {
    let mut index = TitleIndex::new();
    for (id, title) in titles.iter().enumerate() {
        index.add(id, &TitleRow { title, ..TitleRow::default() });
    }
    let hits = index.search(query, 10, &Ticket::fresh()).unwrap().expect("nobody asked again");
    let mut found: Vec<&str> = hits.iter().map(|hit| titles[hit.id]).collect();
    found.sort_unstable();
    found
}

#[test]
fn u_with_dots_is_typed_as_u_as_v_and_as_it_is() {
    const HEARD: [&str; 6] =
        ["女工夜校开班", "旅客吕某拾金不昧", "掠影澜溪", "绿皮车停开", "努力种树", "路边新绿"];
    for (typed, titles) in [
        (&["nugong", "nvgong", "nügong", "nug", "ng"][..], &["女工夜校开班"][..]),
        (&["luke", "lvke", "lükelü", "lukelu", "lkl"], &["旅客吕某拾金不昧"]),
        (&["lueying", "lveying", "lüeying", "luey"], &["掠影澜溪"]),
        (&["lupiche", "lvpiche"], &["绿皮车停开"]),
        // What is no ü has no v.
        (&["nuli"], &["努力种树"]),
        (&["lubian"], &["路边新绿"]),
        (&["nvli", "lvbian"], &[]),
    ] {
        for typed in typed {
            let found = heard(&HEARD, typed);
            assert!(titles.iter().all(|title| found.contains(title)), "{typed}: {found:?}");
            assert!(!titles.is_empty() || found.is_empty(), "{typed}: {found:?}");
        }
    }
}

#[test]
fn a_character_sounds_as_it_is_printed_and_as_what_it_is_folded_to() {
    const HEARD: [&str; 7] =
        ["名著重印", "顯著好轉", "乾坤灣通船", "甚囂塵上", "神祇像修復", "干部下乡", "看着江面"];
    for (typed, title) in [
        ("mingzhu", "名著重印"),
        ("mz", "名著重印"),
        ("xianzhu", "顯著好轉"),
        ("qiankun", "乾坤灣通船"),
        ("qk", "乾坤灣通船"),
        ("shenxiao", "甚囂塵上"),
        ("shenqi", "神祇像修復"),
        ("ganbu", "干部下乡"),
        ("kanzhe", "看着江面"),
    ] {
        assert!(heard(&HEARD, typed).contains(&title), "{typed}: {:?}", heard(&HEARD, typed));
    }
    // A character of today has no sounds of those that were folded to it.
    for typed in ["qianbuxia", "kanzhujiang"] {
        assert_eq!(heard(&HEARD, typed), [""; 0], "{typed}");
    }
}

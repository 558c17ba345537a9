//! The order of a page with rules, pictures within columns, notes in another type and briefs.

use super::super::tests::{at, column, lines, one, stacked, titles};
use crate::segmentation::{Role, segment};

/// A text in another font than that of the rest.
fn in_other_type(x: f32, y: f32, texts: &[&str]) -> String {
    let line = |(row, text): (usize, &&str)| {
        let codes: String =
            encoding_rs::GBK.encode(text).0.iter().map(|byte| format!("{byte:02X}")).collect();
        format!("BT /G 10 Tf 1 0 0 1 {x} {} Tm <{codes}> Tj ET\n", y - 14.0 * row as f32)
    };
    texts.iter().enumerate().map(line).collect()
}

fn rule(from: (f32, f32), to: (f32, f32)) -> String {
    format!("0.5 w {} {} m {} {} l S\n", from.0, from.1, to.0, to.1)
}

/// How many regions a page has.
fn regions(content: &str) -> u32 {
    one(content).0.layout().unwrap().lines.iter().map(|line| line.region).max().unwrap()
}

/// A headline and its text in one column.
fn report() -> String {
    let text = [
        "\u{3000}\u{3000}新建的渡口昨日",
        "开通，群众往来不必",
        "再绕行。",
        "\u{3000}\u{3000}大家都去看船。",
    ];
    at(50.0, 270.0, 18.0, "渡口开通") + &column(40.0, 240.0, &text)
}

const NOTE: &[&str] = &[
    "\u{3000}\u{3000}山中的茶园今年",
    "雨水调匀，好茶叶比",
    "去年多收了两成。",
    "\u{3000}\u{3000}价钱也不低。",
];

#[test]
fn a_rule_that_goes_up_beside_a_headline_parts_a_note_from_the_text() {
    let page = report() + &column(150.0, 270.0, NOTE);
    assert_eq!(regions(&(rule((140.0, 285.0), (140.0, 190.0)) + &page)), 2);
    // One that is as high as the text parts its columns alone.
    assert_eq!(regions(&(rule((140.0, 250.0), (140.0, 190.0)) + &report() + &column(150.0, 240.0, NOTE))), 1);
}

#[test]
fn a_column_in_another_type_is_no_part_of_the_text_beside_it() {
    assert_eq!(regions(&(report() + &in_other_type(150.0, 240.0, NOTE))), 2);
    assert_eq!(regions(&(report() + &column(150.0, 240.0, NOTE))), 1);
}

#[test]
fn a_rule_from_edge_to_edge_parts_what_stands_below_it_however_near() {
    let below = column(40.0, 180.0, &["\u{3000}\u{3000}云岭的茶农前天", "开园，新茶比去年多", "了三成。"]);
    assert_eq!(regions(&(report() + &rule((38.0, 193.0), (132.0, 193.0)) + &below)), 2);
    // A short one is an ornament within the text.
    assert_eq!(regions(&(report() + &rule((70.0, 193.0), (95.0, 193.0)) + &below)), 1);
    assert_eq!(regions(&(report() + &below)), 1);
}

#[test]
fn what_a_picture_shows_is_read_behind_the_text_that_runs_around_it() {
    let text = column(40.0, 240.0, &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来再不"])
        + &column(40.0, 160.0, &["必绕行。大家都去看", "了大船，高高兴兴。"]);
    let page = |picture: &str| {
        at(50.0, 270.0, 18.0, "渡口开通") + picture + &at(42.0, 176.0, 8.0, "图为渡口的清晨") + &text
    };
    let (page, _) = one(&page("0.5 g 40 186 90 34 re f 0 g\n"));
    assert_eq!(
        lines(&page).iter().map(|line| line.trim()).collect::<Vec<_>>(),
        [
            "渡口开通",
            "新建的渡口昨日",
            "开通，群众往来再不",
            "必绕行。大家都去看",
            "了大船，高高兴兴。",
            "图为渡口的清晨"
        ]
    );
    let found = segment(&page);
    let caption = found.articles[0].blocks.iter().find(|block| block.text.as_str().contains("清晨"));
    assert_eq!(caption.map(|block| block.role), Some(Role::Caption));
}

#[test]
fn a_small_line_that_no_picture_stands_over_keeps_its_place_in_the_column() {
    let page = at(50.0, 270.0, 18.0, "渡口开通")
        + &column(40.0, 240.0, &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众都来了。"])
        + &at(42.0, 210.0, 8.0, "（船票两元一张）")
        + &column(40.0, 194.0, &["\u{3000}\u{3000}大家都去看大船", "，高高兴兴。"]);
    assert_eq!(lines(&one(&page).0)[3], "（船票两元一张）");
}

#[test]
fn briefs_with_marks_below_the_name_of_a_column_are_articles() {
    let briefs = |name: f32, mark: &str| {
        let first = [format!("{mark}新建的渡口昨日开"), "通，两岸群众都来了。".to_owned()];
        let second = [format!("{mark}云岭的茶农开园采"), "茶。（何闻）".to_owned()];
        let third = [format!("{mark}石桥头的新桥昨天"), "通车，行人走老桥。".to_owned()];
        let text: Vec<&str> = first.iter().chain(&second).chain(&third).map(String::as_str).collect();
        let page = at(40.0, 270.0, name, "简讯") + &column(40.0, 245.0, &text);
        segment(&one(&page).0).articles.len()
    };
    assert_eq!(briefs(13.0, "■"), 3);
    assert_eq!(briefs(13.0, "【短讯】"), 3);
    // In a headline's type it is the headline of them all.
    assert_eq!(briefs(20.0, "■"), 1);
    // A list of things below such a name is one.
    assert_eq!(briefs(13.0, "其一"), 1);
}

#[test]
fn a_headline_that_runs_down_is_of_the_column_on_its_right() {
    let down = |pitch: f32| -> String {
        let each = ["渡", "口", "开", "通", "了"].iter().enumerate();
        each.map(|(row, text)| at(140.0, 262.0 - pitch * row as f32, 16.0, text)).collect()
    };
    let left = ["\u{3000}\u{3000}山中的茶园今", "年雨水调匀，好茶", "叶多收了两成。"];
    let text = ["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行，都去看船。"];
    for pitch in [17.0, 24.0] {
        let page = at(40.0, 270.0, 16.0, "茶山丰收")
            + &column(40.0, 245.0, &left)
            + &down(pitch)
            + &column(170.0, 262.0, &text);
        assert_eq!(titles(&page), ["茶山丰收", "渡口开通了"], "{pitch}");
    }
    // Characters of the body's size below one another, as far apart as lines, are a column of a table.
    let table = stacked(40.0, 262.0, 10.0, &["船"]) + &column(60.0, 262.0, &["一", "二", "三"]);
    assert!(
        one(&(table + &column(170.0, 262.0, &text)))
            .0
            .layout()
            .unwrap()
            .lines
            .iter()
            .all(|line| !line.vertical)
    );
}

/// The roles of the lines of a page, by what they begin with.
fn role(content: &str, begins: &str) -> Option<Role> {
    let found = segment(&one(content).0);
    let blocks = found.articles.iter().flat_map(|article| &article.blocks);
    blocks.into_iter().find(|block| block.text.as_str().contains(begins)).map(|block| block.role)
}

#[test]
fn a_heading_in_a_title_s_type_within_columns_is_no_title() {
    let texts = ["\u{3000}\u{3000}新建的渡口昨日开", "通，群众往来不必再", "绕行。大家都去看船"];
    let rest = ["\u{3000}\u{3000}老人和学生都免费", "，渡口每天开船二十", "四班，一早就有人来"];
    let page = |second: f32| {
        at(100.0, 280.0, 20.0, "澜溪渡口开通")
            + &column(40.0, 250.0, &texts)
            + &at(40.0, 204.0, 14.5, "船票两元")
            + &column(40.0, 186.0, &rest)
            + &column(160.0, second, &texts)
            + &at(160.0, second - 46.0, 14.5, "末班在晚")
            + &column(160.0, second - 64.0, &rest)
    };
    assert_eq!(titles(&page(250.0)), ["澜溪渡口开通"]);
    assert_eq!(role(&page(250.0), "船票两元"), Some(Role::Subhead));
    // Where nothing goes on beside them they are the headlines of briefs.
    assert!(titles(&page(225.0)).len() > 1);
}

#[test]
fn a_note_in_a_type_of_its_own_is_text_and_no_caption() {
    let note: Vec<&str> = NOTE.iter().chain(&NOTE[..3]).copied().collect();
    let more = column(40.0, 184.0, &["\u{3000}\u{3000}船票两元，老人", "免费，学生也免费。"].repeat(5));
    let page = |picture: &str| report() + &more + picture + &in_other_type(150.0, 240.0, &note);
    assert_eq!(role(&page(""), "山中的茶园"), Some(Role::Paragraph));
    // Right below a picture it says what that shows.
    let picture = "0.5 g 146 254 100 30 re f 0 g\n";
    assert_eq!(role(&page(picture), "山中的茶园"), Some(Role::Caption));
}

#[test]
fn white_parts_paragraphs_where_none_is_indented() {
    let texts = ["新建的渡口昨日开", "通，群众都不必再", "绕行，去看大船。"];
    let paragraphs = |between: f32| {
        let text: String = (0..3).map(|at| column(40.0, 240.0 - between * at as f32, &texts)).collect();
        let found = segment(&one(&(at(40.0, 270.0, 18.0, "渡口开通") + &text)).0);
        let blocks = found.articles.iter().flat_map(|article| &article.blocks);
        blocks.filter(|block| block.role == Role::Paragraph).count()
    };
    assert_eq!(paragraphs(50.0), 3);
    assert_eq!(paragraphs(42.0), 1);
}

#[test]
fn a_headline_that_ends_in_the_row_of_its_neighbour_s_first_line_keeps_its_text() {
    let neighbour = |y: f32| {
        at(180.0, y, 14.0, "茶山丰收")
            + &at(180.0, y - 16.0, 8.0, "本报记者何闻")
            + &column(170.0, y - 34.0, &["\u{3000}\u{3000}云岭的茶农昨日", "开园，新茶比去年多", "了三成。"])
    };
    let left = at(50.0, 270.0, 22.0, "渡口开通")
        + &at(56.0, 246.0, 12.0, "老人免票")
        + &column(
            40.0,
            222.0,
            &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行，都去看船。"],
        );
    assert_eq!(titles(&(left.clone() + &neighbour(278.0))), ["渡口开通", "茶山丰收"]);
    // Below the end of a text a headline begins another row.
    assert_eq!(titles(&(left + &neighbour(170.0))), ["渡口开通", "茶山丰收"]);
}

#[test]
fn a_note_in_a_frame_beside_a_text_is_none_of_its_columns() {
    let page = report() + &column(150.0, 240.0, NOTE);
    assert_eq!(regions(&("0.9 g 144 180 110 72 re f 0 g\n".to_owned() + &page)), 2);
    // A ground below all of it parts nothing.
    assert_eq!(regions(&("0.9 g 30 170 240 120 re f 0 g\n".to_owned() + &page)), 1);
}

#[test]
fn a_line_of_authors_in_the_body_s_type_does_not_make_two_columns_one() {
    let page = |x: f32| {
        let text = ["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行。渡口每天都"];
        at(85.0, 275.0, 20.0, "澜溪渡口开通")
            + &at(x, 256.0, 10.0, "本报记者何闻吴岚")
            + &column(40.0, 236.0, &text)
            + &column(160.0, 236.0, &["开船二十四班，最后", "一班在晚上，老人和", "学生都免费。"])
    };
    let firsts = |x: f32| -> Vec<String> {
        let (page, _) = one(&page(x));
        lines(&page).into_iter().map(|line| line.trim().chars().take(2).collect()).collect()
    };
    let read = ["澜溪", "本报", "新建", "开通", "再绕", "开船", "一班", "学生"];
    assert_eq!(firsts(105.0), read);
    // One at the edge of the first column stands in it.
    assert_eq!(firsts(40.0), read);
}

#[test]
fn a_heading_that_begins_a_text_is_like_those_further_down_in_it() {
    let text = ["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行。"];
    let page = |further: f32| {
        at(80.0, 280.0, 20.0, "澜溪渡口开通")
            + &at(40.0, 250.0, 12.5, "船票两元")
            + &column(40.0, 232.0, &text)
            + &at(40.0, 186.0, further, "末班在晚")
            + &column(40.0, 168.0, &text)
            + &column(
                160.0,
                250.0,
                &["老人和学生都免费。", "渡口每天开船，两岸", "的群众一早就来了，", "大家都去看大船。"],
            )
    };
    assert_eq!(role(&page(12.5), "船票两元"), Some(Role::Subhead));
    // Where none is like it, it is of the headline.
    assert_ne!(role(&page(10.0), "船票两元"), Some(Role::Subhead));
}

#[test]
fn bold_words_below_the_name_of_a_column_begin_briefs() {
    let bold = |x: f32, y: f32, text: &str| at(x, y, 10.0, text) + &at(x + 0.3, y, 10.0, text);
    let briefs = |name: f32, lead: usize| -> usize {
        let texts = [
            ["新建的渡口昨日开通", "，两岸群众都来了。"],
            ["云岭的茶农前天开园", "，新茶比去年多些。"],
            ["石桥头的新桥已通车", "，行人仍走老桥去。"],
        ];
        let each = texts.iter().enumerate().map(|(row, text)| {
            let y = 245.0 - 28.0 * row as f32;
            let words: String = text[0].chars().take(lead).collect();
            column(40.0, y, text) + &bold(40.0, y, &words)
        });
        let page = at(40.0, 270.0, name, "简讯") + &each.collect::<String>();
        segment(&one(&page).0).articles.len()
    };
    assert_eq!(briefs(13.0, 5), 3);
    // Below a headline they are emphasized words of one text, and without them nothing parts it.
    assert_eq!(briefs(20.0, 5), 1);
    assert_eq!(briefs(13.0, 0), 1);
}

#[test]
fn an_initial_as_high_as_two_lines_is_of_the_first() {
    let beside = column(72.0, 240.0, &["建的渡口昨天开", "通，群众往来再"]);
    let below = column(40.0, 212.0, &["也不必绕行山路了。", "大家都去看大船，高", "高兴兴地上船过江。"]);
    let initial = at(40.0, 228.0, 28.0, "新");
    let read = |content: &str| lines(&one(content).0).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(read(&(initial.clone() + &beside + &below))[0], "新建的渡口昨天开");
    // A number beside two lines that nothing goes on under stands alone.
    assert!(
        read(&(initial + &beside + &column(72.0, 212.0, &["也不必绕行了。"])))
            .iter()
            .any(|line| line == "新")
    );
}

#[test]
fn a_text_in_another_type_that_begins_beside_a_headline_is_no_column_of_its_text() {
    // Neither begins with an indent.
    assert_eq!(regions(&(report() + &in_other_type(150.0, 270.0, &NOTE[1..]))), 2);
    assert_eq!(regions(&(report() + &column(150.0, 270.0, &NOTE[1..]))), 1);
}

#[test]
fn a_picture_between_a_heading_and_its_text_parts_nothing() {
    let text = ["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行，去看大船。"];
    let page = |size: f32| {
        at(80.0, 280.0, 20.0, "澜溪渡口开通")
            + &column(40.0, 250.0, &text)
            + &at(40.0, 204.0, size, "船票两元")
            + "0.5 g 40 160 90 34 re f 0 g\n"
            + &at(42.0, 150.0, 8.0, "图为渡口的清晨")
            + &column(40.0, 132.0, &text)
            + &column(160.0, 250.0, &text.repeat(3))
    };
    assert_eq!(role(&page(12.5), "船票两元"), Some(Role::Subhead));
    assert_eq!(titles(&page(12.5)), ["澜溪渡口开通"]);
    // In the headline's type it is another's.
    assert_ne!(role(&page(20.0), "船票两元"), Some(Role::Subhead));
}

const TEXT: &[&str] = &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", "再绕行，去看大船。"];

#[test]
fn a_gap_in_a_headline_is_a_space_where_no_column_begins_behind_it() {
    let page = |second: f32| {
        at(40.0, 276.0, 24.0, "澜溪渡口开通")
            + &at(40.0, 254.0, 13.0, "老人免票")
            + &at(106.0, 254.0, 13.0, "学生免票")
            + &column(40.0, 232.0, TEXT)
            + &column(second, 232.0, TEXT)
    };
    let read = |content: &str| lines(&one(content).0).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert!(read(&page(150.0)).iter().any(|line| line == "老人免票 学生免票"));
    // Over a gutter it parts two headlines.
    let narrow = at(40.0, 254.0, 13.0, "老人免票")
        + &at(106.0, 254.0, 13.0, "学生免票")
        + &column(40.0, 232.0, &["渡口昨", "日开通"])
        + &column(104.0, 232.0, &["山中的", "新茶园"]);
    assert!(read(&narrow).iter().any(|line| line == "学生免票"));
}

#[test]
fn a_gap_in_a_list_is_a_space_where_lines_below_run_past_it() {
    let list = |last: &str| {
        at(40.0, 240.0, 10.0, "豆油四元")
            + &at(92.0, 240.0, 10.0, "鸡蛋五元")
            + &at(40.0, 226.0, 10.0, "粳米")
            + &at(72.0, 226.0, 10.0, "面粉二元三角")
            + &column(40.0, 212.0, &[last])
    };
    let read = |content: &str| lines(&one(content).0).len();
    assert_eq!(read(&list("本周菜价比上周平稳")), 3);
    // Where none does, they may be columns.
    assert_eq!(read(&list("粳米")), 5);
}

#[test]
fn a_heading_at_the_top_of_a_column_may_stand_a_line_lower_than_the_text_beside_it() {
    let page = |lower: f32| {
        at(80.0, 285.0, 20.0, "澜溪渡口开通")
            + &column(40.0, 258.0, TEXT)
            + &at(40.0, 200.0, 12.0, "船票两元")
            + &column(40.0, 172.0, TEXT)
            + &at(160.0, 258.0 - lower, 12.0, "末班在晚")
            + &column(160.0, 230.0 - lower, &TEXT.repeat(2))
    };
    assert_eq!(role(&page(14.0), "末班在晚"), Some(Role::Subhead));
    assert_eq!(titles(&page(14.0)), ["澜溪渡口开通"]);
    // One much lower heads a text of its own.
    assert_ne!(role(&page(50.0), "末班在晚"), Some(Role::Subhead));
}

#[test]
fn headings_with_numbers_in_one_column_are_of_its_text() {
    let page = |headings: [&str; 2]| {
        let heading = |row: usize| at(40.0, 279.0 - 84.0 * row as f32, 14.0, headings[row - 1]);
        let texts: String = (0..3).map(|row| column(40.0, 258.0 - 84.0 * row as f32, TEXT)).collect();
        // Beside it nothing goes on.
        at(40.0, 282.0, 14.0, "渡口开通") + &texts + &heading(1) + &heading(2) + &column(200.0, 120.0, NOTE)
    };
    assert_eq!(role(&page(["一、船票两元", "二、末班在晚"]), "末班在晚"), Some(Role::Subhead));
    // Without them they are headlines.
    assert_eq!(role(&page(["船票两元一张", "末班船在晚上"]), "末班船在晚上"), Some(Role::Title));
}

#[test]
fn a_text_ends_with_the_column_that_is_shorter_than_those_before_it() {
    let page = |second: usize| {
        let text = ["船票每人只要两元，", "老人和学生都免费。"].repeat(4);
        at(80.0, 270.0, 20.0, "澜溪渡口开通")
            + &column(40.0, 240.0, &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必"])
            + &column(40.0, 212.0, &text[..6])
            + &column(145.0, 240.0, &text[..second])
            + &column(250.0, 270.0, NOTE)
    };
    assert_eq!(regions(&page(4)), 2);
    // Where none is, the next may begin beside the headline.
    assert_eq!(regions(&page(8)), 1);
}

#[test]
fn a_paragraph_below_the_end_of_a_text_and_white_is_none_of_it() {
    let text = ["船票每人只要两元，", "老人和学生都免费。"].repeat(4);
    // No white goes from edge to edge: the headlines stand in a whirl.
    let page = |last: &str, picture: &str| {
        at(40.0, 270.0, 16.0, "渡口开通")
            + &column(40.0, 245.0, &["\u{3000}\u{3000}新建的渡口昨日", "开通，群众往来不必", last])
            + picture
            + &column(40.0, 166.0, &["\u{3000}\u{3000}山中的茶园今年", "雨水调匀。"])
            + &at(150.0, 270.0, 20.0, "澜溪两岸茶山今年丰收")
            + &column(145.0, 245.0, &text)
            + &column(250.0, 245.0, &text[..2])
            + &at(255.0, 200.0, 16.0, "石桥通车")
            + &column(250.0, 175.0, &text)
            + &at(60.0, 115.0, 20.0, "旧书摊有了新家")
            + &column(40.0, 90.0, &text[..2])
            + &column(145.0, 90.0, &text[..2])
    };
    assert_eq!(regions(&page("再绕行。", "")), 5);
    // In the middle of a sentence, or around a picture, it goes on.
    assert_eq!(regions(&page("再绕行三十里的山路", "")), 4);
    assert_eq!(regions(&page("再绕行。", "0.5 g 40 182 90 28 re f 0 g\n")), 4);
}

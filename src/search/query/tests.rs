//! Queries as they are typed.

use super::*;
use crate::language::Language;
use jiff::civil::date;

fn parse(typed: &str) -> Query {
    Query::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"))
}

fn texts<'a>(terms: impl IntoIterator<Item = &'a Term>) -> Vec<&'a str> {
    terms.into_iter().map(|term| term.text.as_str()).collect()
}

#[test]
fn operators_stand_between_words() {
    let query = parse("渡口 OR 码头 | 驳船 NEAR/5 汽笛 NOT 站台 AND 信号灯");
    let wanted: Vec<Vec<&str>> = query.wanted.iter().map(texts).collect();
    assert_eq!(wanted, [vec!["渡口", "码头", "驳船"], vec!["汽笛"], vec!["信号灯"]]);
    assert_eq!(query.near, [Near { first: 0, within: 5 }]);
    assert_eq!(texts(&query.unwanted), ["站台"]);
}

#[test]
fn an_operator_without_its_words_is_told_and_left_out() {
    for (typed, operator, words) in [
        ("OR", "OR", 0),
        ("渡口 OR", "OR", 1),
        ("渡口 NEAR/10", "NEAR/10", 1),
        ("NEAR/10 渡口", "NEAR/10", 1),
        ("AND 渡口", "AND", 1),
        ("NOT", "NOT", 0),
        ("渡口 NOT", "NOT", 1),
        ("渡口 OR AND 码头", "AND", 1),
        ("渡口 OR -码头", "OR", 1),
        ("渡口 | date:2024", "|", 1),
        ("-渡口 OR 码头", "OR", 1),
        ("渡口 date:2024 NEAR 码头", "NEAR", 2),
    ] {
        let (query, error) = Query::read(typed);
        assert_eq!(error, Some(QueryError::NoWord { operator: operator.into() }), "{typed}");
        assert_eq!(query.wanted.len(), words, "{typed}");
    }
    let wrong = Query::parse("渡口 NEAR/x 码头");
    assert_eq!(wrong, Err(QueryError::NoDistance { text: "NEAR/x".into() }));
    for (typed, words) in [
        ("\"OR\"", 1),
        ("NOTE ORAN", 2),
        ("渡口 AND NOT 码头", 1),
        ("date:2024 AND 渡口", 1),
        ("NOT paper:晚报 渡口", 1),
    ] {
        assert_eq!(parse(typed).wanted.len(), words, "{typed}");
    }
}

#[test]
fn marks_and_brackets_without_their_other_halves_are_told() {
    for (typed, mark) in [("\"", '"'), ("渡口 “支付 方", '“'), ("渡口\"", '"'), ("title:「渡口", '「')]
    {
        assert_eq!(Query::parse(typed), Err(QueryError::Unclosed { mark }), "{typed}");
    }
    for (typed, text) in [("(渡口 OR 码头 票价", "(渡口"), ("渡口）", "渡口）"), ("渡口 ((码头)", "((码头)")]
    {
        assert_eq!(Query::parse(typed), Err(QueryError::Bracket { text: text.into() }), "{typed}");
    }
    // What is whole, or quoted, is looked for as it is.
    for typed in ["渡口（上）", "(渡口)", "\"渡口（\"", "“(渡口”", "他说“好", "5\"3\""] {
        parse(typed);
    }
    for typed in ["", "  　", "\"\""] {
        assert_eq!(Query::parse(typed), Err(QueryError::Nothing), "{typed}");
        assert!(Query::read(typed).0.is_empty());
    }
}

#[test]
fn brackets_around_white_space_or_a_filter_group() {
    for (typed, wanted) in [
        ("(渡口 OR 码头) 票价", "渡口|码头 票价"),
        ("（渡口 OR 码头）票价", "渡口|码头 票价"),
        ("票价 (渡口 OR (码头 OR 驳船))", "票价 渡口|码头|驳船"),
        ("(渡口 票价) OR 码头", "渡口|码头 票价|码头"),
        ("(渡口 票价) OR (码头 汽笛)", "渡口|码头 渡口|汽笛 票价|码头 票价|汽笛"),
        ("(渡口 AND 码头) 票价", "渡口 码头 票价"),
        ("(\"渡口 (上\" OR 码头) 票价", "渡口 (上|码头 票价"),
        ("(\"渡口\") 票价", "(\"渡口\") 票价"),
    ] {
        let found: Vec<String> = parse(typed).wanted.iter().map(|terms| texts(terms).join("|")).collect();
        assert_eq!(found.join(" "), wanted, "{typed}");
    }
    let query = parse("(渡口 OR 码头) NEAR/5 票价 -(驳船 OR 汽笛) (paper:晚报)");
    assert_eq!((query.near, query.wanted.len()), (vec![Near { first: 0, within: 5 }], 2));
    assert_eq!(texts(&query.unwanted), ["驳船", "汽笛"]);
    assert!(!query.filters.accept_paper("临江日报"));
    // What cannot be joined is told and left out.
    for (typed, text, words) in [
        ("票价 -(渡口 码头)", "-(渡口 码头)", 1),
        ("(渡口 码头) NEAR 票价", "(渡口 码头) NEAR 票价", 2),
        ("票价 OR (渡口 -码头)", "票价 OR (渡口 -码头)", 1),
        ("票价 NEAR 渡口 OR (码头 汽笛)", "渡口 OR (码头 汽笛)", 2),
    ] {
        let (query, error) = Query::read(typed);
        assert_eq!(error, Some(QueryError::Group { text: text.into() }), "{typed}");
        assert_eq!((query.wanted.len(), query.unwanted.len()), (words, 0), "{typed}");
    }
    let deep = format!("{}渡口 码头{}", "( ".repeat(5000), " )".repeat(5000));
    assert!(matches!(Query::read(&deep).1, Some(QueryError::Bracket { .. } | QueryError::Signs { .. })));
}

#[test]
fn what_asks_for_nothing_is_told_with_what_to_write_instead() {
    let signs = |text: &str| QueryError::Signs { text: text.into() };
    let wildcard = |text: &str| QueryError::Wildcard { text: text.into() };
    let no_filter = |name: &str| QueryError::NoFilter { name: name.into() };
    let joined =
        |operator: &str, text: &str| QueryError::Joined { operator: operator.into(), text: text.into() };
    let small = |operator: &str| QueryError::Small { operator: operator.into() };
    for (typed, error, words) in [
        ("渡口OR码头", joined("OR", "渡口OR码头"), 1),
        ("渡口 NOT码头", joined("NOT", "NOT码头"), 2),
        ("渡口NEAR 码头", joined("NEAR", "渡口NEAR"), 2),
        ("()", signs("()"), 0),
        ("( )", signs("( )"), 0),
        ("*", signs("*"), 0),
        ("？", signs("？"), 0),
        ("渡口 -", signs("-"), 1),
        ("title:…", signs("…"), 0),
        ("渡口*", wildcard("渡口*"), 1),
        ("渡*口", wildcard("渡*口"), 1),
        ("foo:", no_filter("foo:"), 0),
        ("Foo：", no_filter("Foo:"), 0),
        ("渡口 newspaper:晚报", no_filter("newspaper:"), 1),
        ("or", small("or"), 1),
        ("渡口 or 码头", small("or"), 3),
        ("AI and 渡口", small("and"), 3),
    ] {
        let (query, found) = Query::read(typed);
        assert_eq!(found.as_ref(), Some(&error), "{typed}");
        assert_eq!(query.wanted.len(), words, "{typed}");
        assert_eq!(Query::parse(typed), Err(error), "{typed}");
    }
    for typed in [
        "\"()\"",
        "\"*\"",
        "\"渡口*\"",
        "\"foo:\"",
        "\"or\"",
        "\"渡口OR码头\"",
        "AND门",
        "卡拉OK厅",
        "渡口ORE码头",
    ] {
        assert_eq!(parse(typed).wanted.len(), 1, "{typed}");
    }
}

#[test]
fn pages_and_authors_in_many_forms() {
    let page = |part: &str, number| PageNumber { part: part.into(), number, last: None, others: vec![] };
    for typed in ["page:3", "版:第3版", "page:1..4", "版次：３"] {
        assert!(parse(typed).filters.accept_page(Some(&page("", 3))), "{typed}");
    }
    assert!(
        parse("page:A2").filters.accept_page(Some(&page("A", 2)))
            && parse("page:A1..8").filters.accept_page(Some(&page("A", 8)))
    );
    let (a, b, thirteen) = (page("A", 3), page("B", 1), page("", 13));
    for (typed, page) in
        [("page:3", Some(&a)), ("page:3", None), ("page:3", Some(&thirteen)), ("page:a1..2", Some(&b))]
    {
        assert!(!parse(typed).filters.accept_page(page), "{typed}");
    }
    for typed in ["page:头版", "page:4..1", "page:A1..B2", "-page:3"] {
        assert!(matches!(Query::parse(typed), Err(QueryError::NotAPage { .. })), "{typed}");
    }
    assert!(parse("author:何聞").filters.accept_authors("吴岚\n何闻"));
    assert!(!parse("-作者:何闻").filters.accept_authors("何闻"));
}

#[test]
fn a_sheet_of_several_pages_is_found_by_each_of_them() {
    let sheet = PageNumber { part: String::new(), number: 2, last: Some(3), others: vec![6] };
    for (typed, is_asked) in
        [("page:2", true), ("page:3", true), ("page:6", true), ("page:4", false), ("page:4..5", false)]
    {
        assert_eq!(parse(typed).filters.accept_page(Some(&sheet)), is_asked, "{typed}");
    }
}

#[test]
fn words_phrases_and_exclusions() {
    let query = parse("医保　改革 \"支付 方式\" -药店 「回迁」“老街”修缮 -\"夜市 经济\"");
    assert_eq!(texts(query.wanted.iter().flatten()), ["医保", "改革", "支付 方式", "回迁", "老街", "修缮"]);
    assert_eq!(texts(&query.unwanted), ["药店", "夜市 经济"]);
}

#[test]
fn what_only_looks_like_syntax_is_a_word() {
    for typed in [
        "评论:好",
        "3:2",
        "10-20",
        "—药店",
        "http://a",
        "A*算法",
        "5*8",
        "*ST澜溪",
        "(上)",
        "渡口（上）",
        "C:盘",
        "C:",
        "TEL:0571",
        "他说:",
        "时间:上午",
        "时间：14:00",
        "版:头版",
        "日期:待定",
        "bread and butter",
        "★",
        "为什么？",
        "8÷2",
    ] {
        let query = parse(typed);
        assert!(query.unwanted.is_empty() && query.filters == Filters::default(), "{typed}");
        assert!(!query.wanted.is_empty(), "{typed}");
    }
}

#[test]
fn an_open_quotation_reaches_to_the_end() {
    assert_eq!(texts(Query::read("\"支付 方").0.wanted.iter().flatten()), ["支付 方"]);
}

#[test]
fn filters_have_names_in_both_languages() {
    for typed in ["paper:晚报 title:改革", "报纸：晚报 标题：改革", "PAPER:晚報 题名:\"改革\""]
    {
        let query = parse(typed);
        assert!(query.wanted.is_empty(), "{typed}");
        assert!(query.filters.accept_paper("临江晚报") && !query.filters.accept_paper("临江日报"));
        assert_eq!(query.filters.titles[0].folded, "改革", "{typed}");
    }
    let query = parse("-paper:晚报 -title:启事");
    assert!(!query.filters.accept_paper("临江晚报") && query.filters.accept_paper("临江日报"));
    assert_eq!(texts(&query.filters.not_titles), ["启事"]);
}

#[test]
fn dates_in_many_forms() {
    let accepts =
        |typed: &str, year, month, day| parse(typed).filters.accept_date(Some(date(year, month, day)));
    for typed in [
        "date:2024",
        "date:2024-01",
        "date:2024-01-05",
        "date:20240105",
        "date:202401",
        "date:2024/1/5",
        "date:2024.1.5",
        "日期:2024年1月5日",
        "date:2024年",
        "date:01-05",
        "date:1月5日",
        "date:2023-11..2024-02",
        "date:2024-01-05..2024-01-05",
        "date:..2024-01-05",
        "date:2024-01-05..",
        "date:2023至2024",
        "date:1999 date:2024",
    ] {
        assert!(accepts(typed, 2024, 1, 5), "{typed}");
    }
    for typed in
        ["date:2023", "date:2024-02", "date:..2023", "date:2024-01-06..", "date:01-06", "date:20240104"]
    {
        assert!(!accepts(typed, 2024, 1, 5), "{typed}");
    }
    assert!(accepts("date:2024-02", 2024, 2, 29) && accepts("date:02-29", 2024, 2, 29));
    assert!(!parse("date:2024").filters.accept_date(None));
}

#[test]
fn what_is_not_right_yet_is_left_out_while_typing() {
    let (query, error) = Query::read("公园 date:2024-1x 老街 paper:");
    assert_eq!(texts(query.wanted.iter().flatten()), ["公园", "老街"]);
    assert_eq!(query.filters, Filters::default());
    assert_eq!(error, Some(QueryError::NotADate { text: "2024-1x".into() }));
}

#[test]
fn errors_say_what_was_typed_and_what_to_do() {
    for (typed, word) in [
        ("date:", "date:"),
        ("医保 报纸： ", "报纸："),
        ("date:昨天", "昨天"),
        ("date:2024-13", "2024-13"),
        ("date:2024-02-30", "2024-02-30"),
        ("date:..", ".."),
        ("date:2024..01-05", "2024..01-05"),
        ("-date:2024", "-date:2024"),
        ("date:2024-06..2024-01", "2024-06..2024-01"),
    ] {
        let error = Query::parse(typed).expect_err(typed);
        for language in [Language::Chinese, Language::English] {
            assert!(error.in_words(language).contains(word), "{typed}: {error}");
        }
    }
}

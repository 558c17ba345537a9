//! Corrections one by one, then at random: no line is ever lost.

use super::*;
use crate::anchor::testing::Dice;
use crate::anchor::{ArticleKey, PageRef};
use crate::correction::Description;
use crate::correction::testing::block;
use crate::segmentation::{ByteSpan, ReflowedText};

const TEXT: &str = "渡口通航\n本报讯 两岸居民昨日\n乘上了头班船。\n票价两元。\n\n山路拓宽\n去年冬天动工，\n今年春天完成。\n\n天气晴\n";

/// All in one article, the weather in the furniture.
fn found(page: &Page) -> Segmentation {
    let blocks = vec![
        block(page, Role::Title, &[1]),
        block(page, Role::Paragraph, &[2, 3, 4]),
        block(page, Role::Paragraph, &[6, 7, 8]),
    ];
    let furniture = vec![block(page, Role::Furniture, &[10])];
    Segmentation { articles: vec![Article { blocks, confidence: 0.5 }], furniture }
}

fn quote(page: &Page, words: &str) -> Target {
    let at = PageRef::new(page.text().as_bytes(), page, "a.txt");
    let start = page.text().find(words).unwrap() as u32;
    Target::of_spans(&at, page, &[ByteSpan { start, end: start + words.len() as u32 }])
}

/// `role lines|lines / …` of each article, then the furniture.
fn outline(segmentation: &Segmentation) -> Vec<String> {
    let blocks = |blocks: &[Block]| {
        let shown = blocks.iter().map(|block| {
            let lines: Vec<String> = block.lines.iter().map(|line| line.0.to_string()).collect();
            format!("{} {}", block.role.name(), lines.join(","))
        });
        shown.collect::<Vec<_>>().join(" / ")
    };
    let articles = segmentation.articles.iter().map(|article| blocks(&article.blocks));
    articles.chain([format!("({})", blocks(&segmentation.furniture))]).collect()
}

fn corrected(operations: &[Operation]) -> (Segmentation, Vec<Conflict>) {
    let page = Page::new(TEXT.into());
    let corrections: Vec<Correction> = operations.iter().cloned().map(Correction::new).collect();
    let Corrected { segmentation, conflicts, .. } = apply(&page, found(&page), &corrections);
    (segmentation, conflicts)
}

fn outlined(operations: &[Operation]) -> Vec<String> {
    let (segmentation, conflicts) = corrected(operations);
    assert_eq!(conflicts, []);
    outline(&segmentation)
}

#[test]
fn a_subhead_that_an_article_begins_with_is_its_title() {
    let page = Page::new(TEXT.into());
    let with_subhead = || {
        let mut found = found(&page);
        let parted = [block(&page, Role::Subhead, &[6]), block(&page, Role::Paragraph, &[7, 8])];
        found.articles[0].blocks.splice(2.., parted);
        found
    };
    let outlined = |operation: Operation| {
        let done = apply(&page, with_subhead(), &[Correction::new(operation)]);
        assert_eq!(done.conflicts, []);
        outline(&done.segmentation)
    };
    let begins = outlined(Operation::ArticleBegins { at: quote(&page, "山路拓宽") });
    assert_eq!(begins, ["title 1 / p 2,3,4", "title 6 / p 7,8", "(furniture 10)"]);
    // Where a paragraph begins it stays what it is.
    let paragraph = outlined(Operation::ParagraphBegins { at: quote(&page, "山路拓宽") });
    assert_eq!(paragraph, ["title 1 / p 2,3,4 / subhead 6 / p 7,8", "(furniture 10)"]);
    let body = outlined(Operation::ArticleBegins { at: quote(&page, "去年冬天动工") });
    assert_eq!(body, ["title 1 / p 2,3,4 / subhead 6", "p 7,8", "(furniture 10)"]);
}

#[test]
fn an_article_begins_and_its_first_line_is_the_title() {
    let page = Page::new(TEXT.into());
    let begins = Operation::ArticleBegins { at: quote(&page, "山路拓宽") };
    assert_eq!(outlined(std::slice::from_ref(&begins)), ["title 1 / p 2,3,4", "p 6,7,8", "(furniture 10)"]);
    let title = Operation::HasRole { lines: quote(&page, "山路拓宽"), role: Role::Title };
    let (segmentation, conflicts) = corrected(&[begins, title]);
    assert_eq!(conflicts, []);
    assert_eq!(outline(&segmentation), ["title 1 / p 2,3,4", "title 6 / p 7,8", "(furniture 10)"]);
    assert_eq!(segmentation.articles[1].title().as_deref(), Some("山路拓宽"));
    assert_eq!(segmentation.articles[1].blocks[1].text.as_str(), "去年冬天动工，今年春天完成。");
    assert_eq!(segmentation.articles[1].blocks[0].evidence[0].rule, "correction");
}

#[test]
fn paragraphs_part_and_join() {
    let page = Page::new(TEXT.into());
    let begins = Operation::ParagraphBegins { at: quote(&page, "票价") };
    assert_eq!(
        outlined(std::slice::from_ref(&begins)),
        ["title 1 / p 2,3 / p 4 / p 6,7,8", "(furniture 10)"]
    );
    let join = Operation::JoinParagraphs {
        first: quote(&page, "票价两元"),
        second: quote(&page, "山路拓宽"),
    };
    let (segmentation, conflicts) = corrected(&[begins, join]);
    assert_eq!((outline(&segmentation)[0].as_str(), conflicts), ("title 1 / p 2,3 / p 4,6,7,8", vec![]));
    assert_eq!(
        segmentation.articles[0].blocks[2].text.as_str(),
        "票价两元。山路拓宽去年冬天动工，今年春天完成。"
    );
}

#[test]
fn lines_go_to_other_articles_and_in_and_out_of_the_furniture() {
    let page = Page::new(TEXT.into());
    let begins = Operation::ArticleBegins { at: quote(&page, "山路拓宽") };
    let belongs =
        Operation::BelongsTo { lines: quote(&page, "票价两元"), article: quote(&page, "今年春天") };
    let furniture = Operation::HasRole { lines: quote(&page, "渡口通航"), role: Role::Furniture };
    let caption = Operation::HasRole { lines: quote(&page, "天气晴"), role: Role::Caption };
    assert_eq!(
        outlined(&[begins.clone(), belongs, furniture, caption]),
        ["p 2,3", "p 4 / p 6,7,8 / caption 10", "(furniture 1)"]
    );
    let join =
        Operation::JoinArticles { first: quote(&page, "头班船"), second: quote(&page, "去年冬天") };
    let (segmentation, conflicts) = corrected(&[begins, join]);
    assert_eq!(outline(&segmentation), ["title 1 / p 2,3,4 / p 6,7,8", "(furniture 10)"]);
    assert_eq!(conflicts.iter().map(|c| c.reason).collect::<Vec<_>>(), [Reason::Contradicted]);
}

/// A page of two columns side by side, of an article each.
fn columns() -> (Page, Segmentation) {
    let rows = "渡口通航    菜场搬迁\n两岸往来，    摊位编号，\n今后方便。    有棚遮雨。\n";
    let page = Page::new(rows.into());
    let part = |role: Role, words: &[&str], lines: &[u32]| {
        let mut block = block(&page, role, lines);
        block.text = ReflowedText::default();
        for word in words {
            let start = rows.find(word).unwrap() as u32;
            block.text.copy(&page, ByteSpan { start, end: start + word.len() as u32 });
        }
        block
    };
    let article = |blocks| Article { blocks, confidence: 0.5 };
    let articles = vec![
        article(vec![
            part(Role::Title, &["渡口通航"], &[1]),
            part(Role::Paragraph, &["两岸往来，", "今后方便。"], &[2, 3]),
        ]),
        article(vec![part(Role::Paragraph, &["菜场搬迁", "摊位编号，", "有棚遮雨。"], &[1, 2, 3])]),
    ];
    (page, Segmentation { articles, furniture: Vec::new() })
}

#[test]
fn two_articles_that_begin_in_one_line_are_marked_and_described_each_for_itself() {
    let (page, found) = columns();
    let [left, right] = &found.articles[..] else { panic!("two articles") };
    assert_ne!(ArticleKey::line_mark(&page, left), ArticleKey::line_mark(&page, right));
    let at = PageRef::new(page.text().as_bytes(), &page, "a.txt");
    let target = Target::of_article(&at, &page, right);
    let anchor = Locator::new(&page).locate(&target);
    assert!(anchor.is_in(&page, right) && !anchor.is_in(&page, left));
    let says = Description { title: Some("菜场".into()), ..Description::default() };
    let described =
        apply(&page, found.clone(), &[Correction::new(Operation::ArticleIs { article: target, says })])
            .described;
    assert!(described.article(&page, right).is_some() && described.article(&page, left).is_none());
    // A line that an article has for itself is all its own, signs that its text leaves out among them.
    let page = Page::new("渔\u{ad}港  新灯塔\n".into());
    let whole = Article { blocks: vec![block(&page, Role::Title, &[1])], confidence: 0.5 };
    assert_eq!(whole.beginning(&page), page.span(LineNo(1)));
}

#[test]
fn of_columns_side_by_side_only_what_is_quoted_is_corrected() {
    let (page, found) = columns();
    let texts = |operation: Operation| -> Vec<String> {
        let corrected = apply(&page, found.clone(), &[Correction::new(operation)]);
        let (found, conflicts) = (corrected.segmentation, corrected.conflicts);
        assert_eq!(conflicts, []);
        let articles = found.articles.iter().map(|article| &article.blocks[..]).chain([&found.furniture[..]]);
        let shown = |block: &Block| format!("{} {}", block.role.name(), block.text.as_str());
        articles.map(|blocks| blocks.iter().map(shown).collect::<Vec<_>>().join(" / ")).collect()
    };
    let left = "title 渡口通航 / p 两岸往来，今后方便。";
    let title = Operation::HasRole { lines: quote(&page, "菜场搬迁"), role: Role::Title };
    assert_eq!(texts(title), [left, "title 菜场搬迁 / p 摊位编号，有棚遮雨。", ""]);
    let aside = Operation::HasRole { lines: quote(&page, "有棚遮雨。"), role: Role::Furniture };
    assert_eq!(texts(aside), [left, "p 菜场搬迁摊位编号，", "furniture 有棚遮雨。"]);
    let parted = Operation::ParagraphBegins { at: quote(&page, "有棚遮雨。") };
    assert_eq!(texts(parted), [left, "p 菜场搬迁摊位编号， / p 有棚遮雨。", ""]);
    let moved = Operation::BelongsTo {
        lines: quote(&page, "今后方便。"),
        article: quote(&page, "摊位编号，"),
    };
    assert_eq!(
        texts(moved),
        ["title 渡口通航 / p 两岸往来，", "p 菜场搬迁摊位编号，有棚遮雨。 / p 今后方便。", ""]
    );
}

#[test]
fn corrections_hold_on_a_page_that_was_wrapped_anew_and_say_so_when_lines_are_gone() {
    let page = Page::new(TEXT.into());
    let corrections = [
        Correction::new(Operation::ArticleBegins { at: quote(&page, "山路拓宽") }),
        Correction::new(Operation::HasRole { lines: quote(&page, "天气晴"), role: Role::Caption }),
    ];
    let other = Page::new(TEXT.replace('，', "，\n").replace("天气晴\n", ""));
    let blocks = vec![block(&other, Role::Paragraph, &[1, 2, 3, 4, 6, 7, 8, 9])];
    let segmentation =
        Segmentation { articles: vec![Article { blocks, confidence: 0.5 }], furniture: vec![] };
    let Corrected { segmentation, conflicts, .. } = apply(&other, segmentation, &corrections);
    assert_eq!(segmentation.articles.len(), 2);
    assert_eq!(segmentation.articles[1].first_line(), LineNo(6));
    assert_eq!(conflicts, [Conflict { correction: corrections[1].id, reason: Reason::NotFound }]);
}

/// Whatever is corrected, in whatever order: every line stays in one block, and every block says its lines.
#[test]
fn no_line_is_lost_or_doubled() {
    let page = Page::new(TEXT.into());
    let mut dice = Dice::new(7);
    let words = [
        "渡口通航",
        "两岸居民昨日\n乘上",
        "乘上了头班船",
        "票价",
        "山路拓宽\n去年冬天",
        "今年春天",
        "天气晴",
    ];
    for _ in 0..500 {
        let mut operations = Vec::new();
        for _ in 0..1 + dice.below(6) {
            let (one, other) = (quote(&page, words[dice.below(7)]), quote(&page, words[dice.below(7)]));
            operations.push(match dice.below(6) {
                0 => Operation::ArticleBegins { at: one },
                1 => Operation::JoinArticles { first: one, second: other },
                2 => Operation::ParagraphBegins { at: one },
                3 => Operation::JoinParagraphs { first: one, second: other },
                4 => Operation::HasRole { lines: one, role: Role::ALL[dice.below(10)] },
                _ => Operation::BelongsTo { lines: one, article: other },
            });
        }
        let (segmentation, _) = corrected(&operations);
        let blocks = || segmentation.articles.iter().flat_map(|a| &a.blocks).chain(&segmentation.furniture);
        let mut lines: Vec<u32> = blocks().flat_map(|b| &b.lines).map(|line| line.0).collect();
        lines.sort_unstable();
        assert_eq!(lines, [1, 2, 3, 4, 6, 7, 8, 10], "{operations:?}");
        for block in blocks() {
            assert_eq!(
                block.text.as_str(),
                ReflowedText::join(&page, &block.lines).as_str(),
                "{operations:?}"
            );
        }
        assert!(segmentation.articles.iter().all(|article| !article.blocks.is_empty()));
    }
}

//! Likeness of corrections: lines of other pages that have the form of those a correction is about, so that the same can
//! be proposed for them.
//!
//! Likeness is of the form alone: the same characters but for blanks and numbers, as mastheads, column headings and
//! credits have them from issue to issue. Where on the page the lines stand says how much alike they are.

use super::replay::holds;
use super::{Described, Operation};
use crate::anchor::{Locator, NormalText, PageRef, Target};
use crate::han::numeral;
use crate::segmentation::{LineNo, Page, Role, Segmentation};

/// Likeness to the lines of a correction.
#[derive(Clone, Debug)]
pub struct Likeness {
    operation: Operation,
    forms: Vec<String>,
    zone: Zone,
}

/// Lines that are alike, and the correction of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// The lines.
    pub lines: Vec<LineNo>,
    /// The same correction of them.
    pub operation: Operation,
    /// The part that the first of them plays now.
    pub now: Role,
    /// Place on the page where they stand.
    pub zone: Zone,
    /// Whether the lines of the correction stand at the same place of their page.
    pub same_zone: bool,
}

/// Place on a page, by the lines that are not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Among the first lines.
    Head,
    /// Among the last lines.
    Foot,
    /// Between them.
    Inside,
}

impl Zone {
    /// The zone of the `at`-th of so many lines.
    fn of(at: usize, lines: usize) -> Zone {
        /// Lines at the head and at the foot of a page that furniture takes up.
        const EDGE: usize = 6;
        let edge = EDGE.min(lines / 2);
        match at {
            _ if at < edge => Zone::Head,
            _ if at + edge >= lines => Zone::Foot,
            _ => Zone::Inside,
        }
    }
}

impl Likeness {
    /// Likeness to the lines that a correction is about, on their page; `None` where it is about one article or page
    /// alone, or about lines that say nothing by their form.
    pub fn of(page: &Page, operation: &Operation) -> Option<Likeness> {
        let target = subject(operation)?;
        let spans = Locator::new(page).locate(target).spans;
        let lines = lines_of(page);
        let is_in = |line: LineNo| {
            let of_line = page.span(line);
            spans.iter().any(|span| span.start < of_line.end && of_line.start < span.end)
        };
        let first = lines.iter().position(|(line, _)| is_in(*line))?;
        let zone = Zone::of(first, lines.len());
        let these = lines.iter().filter(|(line, _)| is_in(*line)).map(|(_, form)| form.clone());
        // A bare number inside a page may be anything.
        let mut forms: Vec<String> = these.filter(|form| says(form) || zone != Zone::Inside).collect();
        if !is_of_each_line(operation) {
            forms.truncate(1);
        }
        (!forms.is_empty()).then(|| Likeness { operation: operation.clone(), forms, zone })
    }

    /// The lines of a page that are alike and not so yet as the correction says.
    pub fn on(&self, at: &PageRef, page: &Page, found: &Segmentation, described: &Described) -> Vec<Like> {
        let lines = lines_of(page);
        let zone_of = |at: usize| Zone::of(at, lines.len());
        let is_like = |&at: &usize| {
            let form = &lines[at].1;
            self.forms.contains(form) && (says(form) || zone_of(at) == self.zone)
        };
        let (mut likes, mut next) = (Vec::new(), 0);
        while let Some(start) = (next..lines.len()).find(is_like) {
            next = start + 1;
            if is_of_each_line(&self.operation) {
                next += (next..lines.len()).take_while(is_like).count();
            }
            let these: Vec<LineNo> = lines[start..next].iter().map(|(line, _)| *line).collect();
            let Some(operation) = self.correction_of(&these, at, page, found, described) else { continue };
            let mut blocks = found.articles.iter().flat_map(|article| &article.blocks);
            let block = blocks.find(|block| block.lines.contains(&these[0]));
            let (now, zone) = (block.map_or(Role::Furniture, |block| block.role), zone_of(start));
            likes.push(Like { lines: these, operation, now, zone, same_zone: zone == self.zone });
        }
        likes
    }

    /// The correction of lines of another page; `None` where nothing is to be put right.
    fn correction_of(
        &self,
        lines: &[LineNo],
        at: &PageRef,
        page: &Page,
        found: &Segmentation,
        described: &Described,
    ) -> Option<Operation> {
        let quote = |lines: &[LineNo]| {
            let spans: Vec<_> = lines.iter().map(|&line| page.span(line)).collect();
            Target::of_spans(at, page, &spans)
        };
        let first = lines[0];
        let begins = || found.articles.iter().position(|article| article.first_line() == first);
        let operation = match &self.operation {
            Operation::HasRole { role, .. } => Operation::HasRole { lines: quote(lines), role: *role },
            Operation::ArticleBegins { .. } => Operation::ArticleBegins { at: quote(lines) },
            Operation::ParagraphBegins { .. } => Operation::ParagraphBegins { at: quote(lines) },
            Operation::JoinArticles { .. } => {
                let before = &found.articles[begins()?.checked_sub(1)?];
                let first = Target::of_lines(at, page, before, &[before.first_line()]);
                Operation::JoinArticles { first, second: quote(lines) }
            }
            Operation::JoinParagraphs { .. } => {
                let blocks = found.articles.iter().flat_map(|article| article.blocks.windows(2));
                let mut beside = blocks.filter(|two| two[1].lines.first() == Some(&first));
                let two = beside.find(|two| two[0].role == two[1].role)?;
                Operation::JoinParagraphs { first: quote(&[*two[0].lines.last()?]), second: quote(lines) }
            }
            Operation::ArticleIs { says, .. } => {
                let article = &found.articles[begins()?];
                let said = described.article(page, article).is_some_and(|said| said.says == *says);
                let article = Target::of_article(at, page, article);
                return (!said).then(|| Operation::ArticleIs { article, says: says.clone() });
            }
            Operation::BelongsTo { .. }
            | Operation::ArticleIsRight { .. }
            | Operation::PageIs { .. }
            | Operation::FolderIs { .. } => return None,
        };
        (!holds(page, found, &operation)).then_some(operation)
    }
}

/// The lines by whose form others are alike; `None` where a correction is about one article or page alone.
fn subject(operation: &Operation) -> Option<&Target> {
    match operation {
        Operation::ArticleBegins { at } | Operation::ParagraphBegins { at } => Some(at),
        Operation::JoinArticles { second, .. } | Operation::JoinParagraphs { second, .. } => Some(second),
        Operation::HasRole { lines, .. } => Some(lines),
        Operation::ArticleIs { article, .. } => Some(article),
        Operation::BelongsTo { .. }
        | Operation::ArticleIsRight { .. }
        | Operation::PageIs { .. }
        | Operation::FolderIs { .. } => None,
    }
}

/// Whether a correction says the same of each of its lines, so that each is alike by itself.
fn is_of_each_line(operation: &Operation) -> bool {
    matches!(operation, Operation::HasRole { .. })
}

/// Whether a form has words, and not numbers and marks alone.
fn says(form: &str) -> bool {
    form.chars().any(char::is_alphabetic)
}

/// The lines of a page that are not blank, each with its form.
fn lines_of(page: &Page) -> Vec<(LineNo, String)> {
    page.lines().map(|(line, text)| (line, form(text))).filter(|(_, form)| !form.is_empty()).collect()
}

/// Form of a line: its characters without blanks, a sign for each number and for each day of a week.
fn form(line: &str) -> String {
    /// The sign.
    const NUMBER: char = '#';
    let mut form = String::new();
    for &c in NormalText::new(line).chars() {
        let of_week = matches!(c, '日' | '天') && (form.ends_with("星期") || form.ends_with('周'));
        if !(numeral::is_numeral(c) || of_week) {
            form.push(c);
        } else if !form.ends_with(NUMBER) {
            form.push(NUMBER);
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::super::testing::block;
    use super::*;
    use crate::segmentation::{Article, Block};

    fn at(page: &Page) -> PageRef {
        PageRef::new(page.text().as_bytes(), page, "a.txt")
    }

    fn quote(page: &Page, line: u32) -> Target {
        Target::of_spans(&at(page), page, &[page.span(LineNo(line))])
    }

    /// A page whose first line, a masthead, was taken for a title, with lines between head and foot.
    fn page(masthead: &str, inside: &str) -> (Page, Segmentation) {
        let body: String = (1..=14).map(|n| format!("江水又涨了{}。\n", "一尺".repeat(n))).collect();
        let page = Page::new(format!("{masthead}\n渡口通航\n{body}{inside}\n{body}"));
        let lines: Vec<u32> = (3..=page.line_count() as u32).collect();
        let blocks = vec![
            block(&page, Role::Title, &[1]),
            block(&page, Role::Title, &[2]),
            block(&page, Role::Paragraph, &lines),
        ];
        (page, Segmentation { articles: vec![Article { blocks, confidence: 0.5 }], furniture: Vec::new() })
    }

    fn likes(likeness: &Likeness, (page, found): &(Page, Segmentation)) -> Vec<Like> {
        likeness.on(&at(page), page, found, &Described::default())
    }

    #[test]
    fn a_masthead_of_another_day_is_alike_and_a_headline_is_not() {
        let (first, _) = page("澜溪日报 2031年3月4日 星期二 第01版", "水位");
        let furniture = Operation::HasRole { lines: quote(&first, 1), role: Role::Furniture };
        let likeness = Likeness::of(&first, &furniture).unwrap();
        let other = page("澜溪日报　二〇三一年十一月十六日　星期日　第12版", "水位");
        let found = likes(&likeness, &other);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (&found[0].lines[..], found[0].now, found[0].same_zone),
            (&[LineNo(1)][..], Role::Title, true)
        );
        let Operation::HasRole { lines, role: Role::Furniture } = &found[0].operation else { panic!() };
        assert!(lines.quote().starts_with("澜溪日报"));
        assert_eq!(likes(&likeness, &page("澜溪日报3月4日出版百年纪念刊", "水位")), []);
    }

    #[test]
    fn what_stands_elsewhere_on_the_page_is_told_apart_and_what_is_right_already_is_none() {
        let (first, _) = page("读者来信", "水位");
        let furniture = Operation::HasRole { lines: quote(&first, 1), role: Role::Furniture };
        let likeness = Likeness::of(&first, &furniture).unwrap();
        let inside = likes(&likeness, &page("渡船", "读者来信"));
        assert_eq!(
            inside.iter().map(|like| (like.zone, like.same_zone)).collect::<Vec<_>>(),
            [(Zone::Inside, false)]
        );
        let mut right = page("读者来信", "水位");
        let moved = right.1.articles[0].blocks.remove(0);
        right.1.furniture.push(Block { role: Role::Furniture, ..moved });
        assert_eq!(likes(&likeness, &right), []);
    }

    #[test]
    fn each_line_of_a_correction_is_alike_by_itself() {
        let (first, _) = page("文史园地 第4期", "水位");
        let spans = [first.span(LineNo(1)), first.span(LineNo(2))];
        let lines = Target::of_spans(&at(&first), &first, &spans);
        let likeness = Likeness::of(&first, &Operation::HasRole { lines, role: Role::Furniture }).unwrap();
        let mut other = page("文史园地 第5期", "水位");
        assert_eq!(likes(&likeness, &other)[0].lines, [LineNo(1), LineNo(2)], "they stand together there");
        let text = other.0.text().replace("渡口通航", "山路拓宽");
        other.0 = Page::new(text);
        let found = likes(&likeness, &other);
        assert_eq!(found.iter().map(|like| &like.lines[..]).collect::<Vec<_>>(), [[LineNo(1)]]);
    }

    #[test]
    fn a_bare_number_is_alike_at_the_same_edge_alone() {
        let (first, _) = page("12", "30");
        let of = |line| {
            Likeness::of(&first, &Operation::HasRole { lines: quote(&first, line), role: Role::Furniture })
        };
        assert!(of(17).is_none(), "a number inside says nothing");
        let likeness = of(1).unwrap();
        assert_eq!(likes(&likeness, &page("7", "9")).len(), 1);
        assert_eq!(likes(&likeness, &page("渡船", "9")).len(), 0);
    }

    #[test]
    fn articles_and_paragraphs_are_cut_and_joined_where_the_same_line_stands() {
        let (first, _) = page("渡船", "■相关链接");
        let other = page("木桥", "■相关链接");
        let line = LineNo(17);
        let at = || quote(&first, line.0);
        let only = |operation: &Operation, of: &(Page, Segmentation)| {
            let found = likes(&Likeness::of(&first, operation).unwrap(), of);
            assert!(found.len() < 2);
            found.into_iter().next()
        };
        let begins = only(&Operation::ArticleBegins { at: at() }, &other).unwrap();
        assert_eq!(begins.lines, [line]);
        assert!(only(&Operation::ParagraphBegins { at: at() }, &other).is_some());
        // Where it begins an article, it can be joined to the one before; where it does not, it cannot.
        let join = Operation::JoinArticles { first: quote(&first, 2), second: at() };
        assert_eq!(only(&join, &other), None);
        let mut parted = page("木桥", "■相关链接");
        let rest: Vec<u32> = (17..=parted.0.line_count() as u32).collect();
        let lines: Vec<u32> = (3..17).collect();
        parted.1.articles[0].blocks[2] = block(&parted.0, Role::Paragraph, &lines);
        let blocks = vec![block(&parted.0, Role::Paragraph, &rest)];
        parted.1.articles.push(Article { blocks, confidence: 0.5 });
        let joined = only(&join, &parted).unwrap();
        let Operation::JoinArticles { first, second } = joined.operation else { panic!() };
        assert_eq!((first.quote().as_str(), second.quote().as_str()), ("木桥", "■相关链接"));
        assert_eq!(only(&Operation::ArticleBegins { at: at() }, &parted), None, "it begins one already");
    }

    #[test]
    fn what_is_said_of_one_article_or_page_is_proposed_for_no_other() {
        let (first, _) = page("渡船", "水位");
        for operation in [
            Operation::BelongsTo { lines: quote(&first, 3), article: quote(&first, 2) },
            Operation::ArticleIsRight { article: quote(&first, 2) },
        ] {
            assert!(Likeness::of(&first, &operation).is_none());
        }
    }
}

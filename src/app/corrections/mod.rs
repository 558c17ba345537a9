//! Corrections: what the program took apart wrongly put right. What is said is kept in the notebook and done again
//! whenever the page is read.

pub mod everywhere;
pub mod everywhere_view;
pub mod view;
pub mod words;

use super::context::{Context, Outbox};
use super::direction::Direction;
use super::effect::{Effect, Effects};
use super::panels::Overlay;
use super::reader::Reader;
use super::reader::article::OpenArticle;
use super::store::Store;
use super::strings;
use crate::anchor::Target;
use crate::correction::{Correction, Corrections, Likeness, Operation, ends, is_so_already};
use crate::segmentation::{Article, Block, LineNo, Role};
use everywhere::Everywhere;
use uuid::Uuid;

/// Kind of correction at a place of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// An article begins here.
    ArticleHere,
    /// A paragraph begins here.
    ParagraphHere,
    /// The article goes on with the next one of the page, or went on from the one before.
    JoinArticle(Direction),
    /// The paragraph goes on with the next one, or went on from the one before.
    JoinParagraph(Direction),
    /// The lines play this part.
    Role(Role),
}

/// Actions on corrections.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Put something right at a line of the page; without one, where the person is.
    Correct(Fix, Option<LineNo>),
    /// Ask which article some lines of the page belong to; without any, those where the person is.
    Choose(Vec<LineNo>),
    /// The lines that were asked about belong to this article of the page; `None` for none.
    Belong(Option<usize>),
    /// Give a correction up.
    Withdraw(Uuid),
    /// Propose a correction of the page for lines like its own on other pages; without one, the latest.
    Everywhere(Option<Uuid>),
    /// Do something with what is proposed.
    Like(everywhere::Action),
}

/// News of the threads that look for lines like those of a correction.
#[derive(Debug)]
pub enum Event {
    /// Lines were found.
    Found(everywhere::Found),
}

/// Corrections as the window holds them.
pub struct Correcting {
    outbox: Outbox<Event>,
    /// Those in force, shared with the threads that take pages apart.
    pub in_force: Corrections,
    /// Lines of the open page whose article is asked for.
    pub lines: Vec<LineNo>,
    /// Places where a correction is proposed, while the dialog is there.
    pub everywhere: Option<Everywhere>,
}

impl Correcting {
    /// No correction in force.
    pub fn new(outbox: Outbox<Event>) -> Correcting {
        Correcting { outbox, in_force: Corrections::default(), lines: Vec::new(), everywhere: None }
    }

    /// Carries an action out.
    pub fn update(
        &mut self,
        action: Action,
        cx: &Context,
        reader: &Reader,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        match action {
            Action::Correct(fix, line) => {
                let Some(open) = &reader.open else { return };
                let operation = operation(reader, open, fix, line);
                correct(operation, open, cx, store, effects);
            }
            Action::Choose(lines) => {
                let Some(open) = &reader.open else { return };
                self.lines = if lines.is_empty() { lines_here(reader, open) } else { lines };
                match self.lines.is_empty() {
                    true => effects.hint(cx.t(strings::NO_LINES_CAUGHT)),
                    false => effects.push(Effect::ShowOverlay(Overlay::Belongs)),
                }
            }
            Action::Belong(article) => {
                let Some(open) = &reader.open else { return };
                effects.push(Effect::CloseOverlay);
                let operation = belonging(open, std::mem::take(&mut self.lines), article);
                correct(operation, open, cx, store, effects);
            }
            Action::Withdraw(id) => {
                if let Some(open) = &reader.open {
                    effects.push(Effect::Hold(open.article().first_line()));
                }
                if store.write(|book| book.withdraw(id)) {
                    effects.push(Effect::NotesChanged);
                    effects.info(cx.t(strings::WITHDRAWN));
                }
            }
            Action::Everywhere(id) => {
                let (Some(open), Some(book)) = (&reader.open, &store.book) else { return };
                let of_page = book.corrections(&open.at);
                let asked = of_page.into_iter().rev().filter(|one| id.is_none_or(|id| id == one.id));
                let mut begun = asked.filter_map(|one| Everywhere::begin(one, open, cx, &self.outbox));
                self.everywhere = begun.next();
                match self.everywhere {
                    Some(_) => effects.push(Effect::ShowOverlay(Overlay::Everywhere)),
                    None => effects.hint(cx.t(strings::NOTHING_EVERYWHERE)),
                }
            }
            Action::Like(action) => {
                if let Some(everywhere) = &mut self.everywhere {
                    everywhere.update(action, cx, &self.outbox, effects);
                }
            }
        }
    }

    /// Takes in what a thread tells.
    pub fn take(&mut self, event: Event) {
        let Event::Found(found) = event;
        if let Some(everywhere) = &mut self.everywhere {
            everywhere.take(found);
        }
    }

    /// Puts the corrections of the notebook in force; says whether there are others now, so that pages are to be taken
    /// apart again.
    pub fn enforce(&self, store: &Store) -> bool {
        store.book.as_ref().is_some_and(|book| self.in_force.set(book.all_corrections()))
    }
}

/// Keeps an operation and does it; the article of the line beside it is shown afterwards.
fn correct(
    operation: Option<(Operation, LineNo)>,
    open: &OpenArticle,
    cx: &Context,
    store: &mut Store,
    effects: &mut Effects,
) {
    let Some((operation, hold)) = operation else {
        return effects.hint(cx.t(strings::NOTHING_TO_CORRECT));
    };
    if is_so_already(open.page(), &open.content.segmentation, &operation) {
        let so = words::says(cx, &Correction::new(operation));
        return effects.hint(cx.fill(strings::SO_ALREADY, &[&so]));
    }
    let is_like_others = Likeness::of(open.page(), &operation).is_some();
    if !store.write(|book| book.correct(&Correction::new(operation), open.page())) {
        return;
    }
    effects.push(Effect::Hold(hold));
    effects.push(Effect::ClearSelection);
    effects.push(Effect::NotesChanged);
    match is_like_others {
        true => effects.push(Effect::Offer(cx.t(strings::CORRECTED).into(), "everywhere")),
        false => effects.info(cx.t(strings::CORRECTED)),
    }
}

/// Operation about a line of the page or, without one, about the place where the person is; and a line of the
/// article to be shown afterwards.
fn operation(
    reader: &Reader,
    open: &OpenArticle,
    fix: Fix,
    line: Option<LineNo>,
) -> Option<(Operation, LineNo)> {
    let quote = |lines: &[LineNo]| quote(open, lines);
    let selected = reader.selection.map(|range| open.lines(range)).unwrap_or_default();
    let selected = if line.is_none_or(|line| selected.contains(&line)) { selected } else { Vec::new() };
    // What is said of the whole article wants no place in it.
    let of_article = || matches!(fix, Fix::JoinArticle(_)).then(|| open.article().first_line());
    let here =
        line.or(selected.first().copied()).or_else(|| line_at_caret(reader, open)).or_else(of_article)?;
    let articles = &open.content.segmentation.articles;
    let has_it = |article: &Article| block_of(&article.blocks, here).is_some();
    // Columns side by side share lines.
    let host = Some(open.id.index as usize).filter(|_| has_it(open.article()));
    let host = host.or_else(|| articles.iter().position(has_it));
    Some(match fix {
        Fix::ArticleHere => (Operation::ArticleBegins { at: quote(&[here]) }, here),
        Fix::ParagraphHere => (Operation::ParagraphBegins { at: quote(&[here]) }, here),
        Fix::JoinArticle(direction) => {
            let (first, second) = neighbours(host?, direction)?;
            let (first, second) = (articles.get(first)?, articles.get(second)?);
            let begins =
                |article: &Article| Target::of_lines(&open.at, open.page(), article, &[article.first_line()]);
            (Operation::JoinArticles { first: begins(first), second: begins(second) }, first.first_line())
        }
        Fix::JoinParagraph(direction) => {
            let blocks = &articles[host?].blocks;
            let (first, second) = neighbours(block_of(blocks, here)?, direction)?;
            let (first, second) = (blocks.get(first)?, blocks.get(second)?);
            if first.role != second.role {
                return None;
            }
            let (last, next) = (*first.lines.last()?, *second.lines.first()?);
            (Operation::JoinParagraphs { first: quote(&[last]), second: quote(&[next]) }, here)
        }
        Fix::Role(role) => {
            let lines = match (line, host) {
                _ if !selected.is_empty() => selected,
                (Some(line), _) => vec![line],
                (None, host) => {
                    let blocks = &articles[host?].blocks;
                    blocks[block_of(blocks, here)?].lines.clone()
                }
            };
            // What leaves the article is not to be followed out of it.
            let rest = host.and_then(|host| other_line(&articles[host], &lines));
            let hold = if role == Role::Furniture { rest.unwrap_or(here) } else { here };
            (Operation::HasRole { lines: quote(&lines), role }, hold)
        }
    })
}

/// Correction that says that an article is right as it is.
pub fn right_as_it_is(open: &OpenArticle) -> Correction {
    let mut ends = ends(open.article()).to_vec();
    ends.sort_unstable();
    ends.dedup();
    Correction::new(Operation::ArticleIsRight { article: quote(open, &ends) })
}

/// Operation by which lines of the page belong to one of its articles, or to none, and a line of the article to be shown
/// afterwards: the open one, unless nothing is left of it.
fn belonging(
    open: &OpenArticle,
    mut lines: Vec<LineNo>,
    article: Option<usize>,
) -> Option<(Operation, LineNo)> {
    let articles = &open.content.segmentation.articles;
    let host = article.and_then(|article| articles.get(article));
    let is_there = |line: &LineNo| host.is_some_and(|host| block_of(&host.blocks, *line).is_some());
    lines.retain(|line| !is_there(line));
    let first = *lines.first()?;
    let rest = other_line(open.article(), &lines);
    let lines = quote(open, &lines);
    Some(match host {
        None => (Operation::HasRole { lines, role: Role::Furniture }, rest.unwrap_or(first)),
        Some(host) => {
            let known_by = host.first_line();
            let article = Target::of_lines(&open.at, open.page(), host, &[known_by]);
            (Operation::BelongsTo { lines, article }, rest.unwrap_or(known_by))
        }
    })
}

/// Lines of the page as corrections know them, those of the open article that it shares by its part.
fn quote(open: &OpenArticle, lines: &[LineNo]) -> Target {
    Target::of_lines(&open.at, open.page(), open.article(), lines)
}

/// The first line of an article that is not among these.
fn other_line(article: &Article, lines: &[LineNo]) -> Option<LineNo> {
    let all = article.blocks.iter().flat_map(|block| &block.lines);
    all.copied().find(|line| !lines.contains(line))
}

/// The lines that are selected or, without a selection, those of the block where the person is.
fn lines_here(reader: &Reader, open: &OpenArticle) -> Vec<LineNo> {
    match reader.selection {
        Some(range) => open.lines(range),
        None => reader.block().map_or(Vec::new(), |block| open.article().blocks[block].lines.clone()),
    }
}

/// A place and its neighbour, in order.
fn neighbours(at: usize, direction: Direction) -> Option<(usize, usize)> {
    match direction {
        Direction::Next => Some((at, at + 1)),
        Direction::Previous => Some((at.checked_sub(1)?, at)),
    }
}

fn block_of(blocks: &[Block], line: LineNo) -> Option<usize> {
    blocks.iter().position(|block| block.lines.contains(&line))
}

fn line_at_caret(reader: &Reader, open: &OpenArticle) -> Option<LineNo> {
    let caret = reader.caret?;
    let paragraph = open.document.paragraphs.get(caret.paragraph)?;
    let block = open.article().blocks.get(paragraph.block)?;
    let at = caret.byte.min(paragraph.text.len());
    match block.text.to_source(at..paragraph.text.len()).first() {
        Some(span) => Some(open.page().line_at(span.start)),
        None => block.lines.last().copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;
    use crate::app::{import_export, navigation, open_archive, reader};
    use std::time::{Duration, Instant};

    const PAGE: &str = "渡口新船下水\n\n　　本报讯 昨天，新造的渡船在渡口下水。\n　　船长三十米，可载两百人。\n　　山路除雪完成，车辆恢复通行。\n";

    fn settle(bench: &mut Bench, is_so: impl Fn(&Bench) -> bool) {
        let begun = Instant::now();
        while !is_so(bench) {
            bench.frame();
            bench.refresh();
            assert!(begun.elapsed() < Duration::from_secs(30), "the correction is not done");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn articles(bench: &Bench) -> usize {
        bench.state.archive.library.article_count()
    }

    #[test]
    fn who_goes_elsewhere_before_a_cut_is_done_stays_there() {
        let other = "夜市搬迁\n\n　　本报讯 夜市从下周起搬到河西广场。\n";
        let page = format!("{PAGE}\n{other}");
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", &page)]);
        assert_eq!(articles(&bench), 2);
        bench.act(Action::Correct(Fix::ArticleHere, Some(LineNo(5))));
        // Its number may be another by now.
        let is_other =
            |id| bench.state.archive.library.article(id).is_some_and(|one| one.title() == "夜市搬迁");
        let other = bench.state.archive.library.articles().map(|(id, ..)| id).find(|id| is_other(*id));
        bench.act(navigation::Action::Open(other.expect("the other article")));
        settle(&mut bench, |bench| articles(bench) == 3 && bench.title() == "夜市搬迁");
    }

    #[test]
    fn a_cut_is_kept_undone_and_given_up() {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        let before = articles(&bench);
        bench.act(Action::Correct(Fix::ArticleHere, Some(LineNo(5))));
        settle(&mut bench, |bench| articles(bench) == before + 1);
        assert!(bench.title().starts_with("山路除雪"), "the new article is shown: {}", bench.title());
        let corrected = |bench: &Bench| {
            bench.state.archive.library.articles().filter(|(_, _, article)| article.corrected).count()
        };
        assert_eq!(corrected(&bench), 1);
        bench.act(Action::Correct(Fix::Role(Role::Title), Some(LineNo(5))));
        settle(&mut bench, |bench| {
            bench.state.reader.open.as_ref().is_some_and(|open| !open.article().is_untitled())
        });
        // Undone one by one, done again.
        for undone in ["是主题", "始于“山路除雪"] {
            bench.act(import_export::Action::Undo);
            let told =
                bench.state.notices.iter().last().map(|notice| notice.text.clone()).unwrap_or_default();
            assert!(told.contains(undone), "it is said what was undone: {told}");
        }
        settle(&mut bench, |bench| articles(bench) == before);
        assert_eq!(corrected(&bench), 0);
        bench.act(import_export::Action::Redo);
        settle(&mut bench, |bench| articles(bench) == before + 1);
        // Kept over a restart of the archive.
        let path = bench.state.archive.path.clone().unwrap();
        bench.act(open_archive::Action::OpenPath(path));
        bench.wait();
        assert_eq!(articles(&bench), before + 1);
        // Joined again by another correction, then both given up.
        let second = bench.state.archive.library.articles().map(|(id, ..)| id).nth(before).unwrap();
        bench.act(navigation::Action::Open(second));
        bench.act(Action::Correct(Fix::JoinArticle(Direction::Previous), Some(LineNo(5))));
        settle(&mut bench, |bench| articles(bench) == before);
        let ids: Vec<_> =
            bench.state.store.book.as_ref().unwrap().all_corrections().map(|one| one.id).collect();
        assert_eq!(ids.len(), 2);
        for id in ids {
            bench.act(Action::Withdraw(id));
        }
        settle(&mut bench, |bench| articles(bench) == before && corrected(bench) == 0);
    }

    #[test]
    fn paragraphs_part_and_join_where_the_caret_is() {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        let blocks =
            |bench: &Bench| bench.state.reader.open.as_ref().map_or(0, |open| open.article().blocks.len());
        let before = blocks(&bench);
        let open = bench.state.reader.open.as_ref().unwrap();
        let at = open.block_range(open.block_of(LineNo(4)).unwrap()).unwrap().start;
        bench.act(reader::Action::Caret(Some(at)));
        bench.act(Action::Correct(Fix::JoinParagraph(Direction::Next), None));
        settle(&mut bench, |bench| blocks(bench) == before - 1);
        bench.act(Action::Correct(Fix::ParagraphHere, Some(LineNo(5))));
        settle(&mut bench, |bench| blocks(bench) == before);
        // No paragraph goes on from a headline.
        bench.act(Action::Correct(Fix::JoinParagraph(Direction::Previous), Some(LineNo(3))));
        assert_eq!(bench.state.store.book.as_ref().unwrap().all_corrections().count(), 2);
    }

    #[test]
    fn what_is_so_already_is_said_to_be_and_not_kept() {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        for (fix, line, so) in [
            (Fix::ArticleHere, 1, "文章始于“渡口新船下水”"),
            (Fix::ParagraphHere, 4, "段落始于“船长三十米"),
            (Fix::Role(Role::Title), 1, "“渡口新船下水”是主题"),
        ] {
            bench.act(Action::Correct(fix, Some(LineNo(line))));
            let told = bench.state.notices.iter().last().map(|notice| notice.text.clone());
            assert!(told.as_ref().is_some_and(|told| told.contains(so)), "{fix:?}: {told:?}");
        }
        let kept = |bench: &Bench| bench.state.store.book.as_ref().unwrap().all_corrections().count();
        assert_eq!(kept(&bench), 0);
        bench.act(Action::Correct(Fix::Role(Role::Subtitle), Some(LineNo(1))));
        assert_eq!(kept(&bench), 1, "another role is");
    }
}

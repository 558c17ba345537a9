//! Putting right what the program took apart wrongly. What is said is kept in the notebook and done again whenever the
//! page is read.

use super::action::{Action, Along};
use super::article::OpenArticle;
use super::language as words;
use super::state::{NoticeKind, State};
use super::writing;
use crate::notebook::correction::Operation;
use crate::notebook::{Correction, Target};
use crate::segmentation::{Block, LineNo, Role};

/// What can be put right at a place of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// An article begins here.
    ArticleHere,
    /// A paragraph begins here.
    ParagraphHere,
    /// The article goes on with the next one of the page, or went on from the one before.
    JoinArticle(Along),
    /// The paragraph goes on with the next one, or went on from the one before.
    JoinParagraph(Along),
    /// The lines play this part.
    Role(Role),
}

/// Carries out an action on corrections.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::Caret(caret) => state.reader.caret = caret,
        Action::Correct(fix, line) => correct(state, fix, line),
        Action::Withdraw(id) => {
            if let Some(open) = &state.reader.open {
                state.reader.hold = Some(open.article().first_line());
            }
            if let Some(book) = &mut state.notes.book {
                let pending = book.withdraw(id);
                state.notes.watch(pending);
                writing::changed(state);
                state.tell(NoticeKind::Info, state.t(words::WITHDRAWN));
            }
        }
        _ => {}
    }
}

fn correct(state: &mut State, fix: Fix, line: Option<LineNo>) {
    let Some(open) = &state.reader.open else { return };
    let Some((operation, hold)) = operation(state, open, fix, line) else {
        return state.tell(NoticeKind::Info, state.t(words::NOTHING_TO_CORRECT));
    };
    let Some(book) = &mut state.notes.book else { return };
    let pending = book.correct(&Correction::new(operation), open.page());
    state.notes.watch(pending);
    state.reader.hold = Some(hold);
    state.reader.selection = None;
    writing::changed(state);
    state.tell(NoticeKind::Info, state.t(words::CORRECTED));
}

/// What is said about a line of the page or, without one, about the place where the person is; and a line of the
/// article to be shown afterwards.
fn operation(
    state: &State,
    open: &OpenArticle,
    fix: Fix,
    line: Option<LineNo>,
) -> Option<(Operation, LineNo)> {
    let page = open.page();
    let quote = |lines: &[LineNo]| {
        let spans: Vec<_> = lines.iter().map(|&line| page.span(line)).collect();
        Target::of_spans(&open.at, page, &spans)
    };
    let selected = state.reader.selection.map(|range| open.lines(range)).unwrap_or_default();
    let selected = if line.is_none_or(|line| selected.contains(&line)) { selected } else { Vec::new() };
    let here = line.or(selected.first().copied()).or_else(|| line_at_caret(state, open))?;
    let articles = &open.content.segmentation.articles;
    let host = articles.iter().position(|article| block_of(&article.blocks, here).is_some());
    Some(match fix {
        Fix::ArticleHere => (Operation::ArticleBegins { at: quote(&[here]) }, here),
        Fix::ParagraphHere => (Operation::ParagraphBegins { at: quote(&[here]) }, here),
        Fix::JoinArticle(along) => {
            let (first, second) = neighbours(host?, along)?;
            let line = |at: usize| articles.get(at).map(|article| article.first_line());
            let (first, second) = (line(first)?, line(second)?);
            (Operation::JoinArticles { first: quote(&[first]), second: quote(&[second]) }, first)
        }
        Fix::JoinParagraph(along) => {
            let blocks = &articles[host?].blocks;
            let (first, second) = neighbours(block_of(blocks, here)?, along)?;
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
            let rest = host.and_then(|host| {
                let all = articles[host].blocks.iter().flat_map(|block| &block.lines);
                all.copied().find(|line| !lines.contains(line))
            });
            let hold = if role == Role::Furniture { rest.unwrap_or(here) } else { here };
            (Operation::HasRole { lines: quote(&lines), role }, hold)
        }
    })
}

/// A place and its neighbour, in order.
fn neighbours(at: usize, along: Along) -> Option<(usize, usize)> {
    match along {
        Along::Next => Some((at, at + 1)),
        Along::Previous => Some((at.checked_sub(1)?, at)),
    }
}

fn block_of(blocks: &[Block], line: LineNo) -> Option<usize> {
    blocks.iter().position(|block| block.lines.contains(&line))
}

fn line_at_caret(state: &State, open: &OpenArticle) -> Option<LineNo> {
    let caret = state.reader.caret?;
    let paragraph = open.document.paragraphs.get(caret.paragraph)?;
    let block = open.article().blocks.get(paragraph.block)?;
    let at = caret.byte.min(paragraph.text.len());
    match block.text.to_source(at..paragraph.text.len()).first() {
        Some(span) => Some(open.page().line_at(span.start)),
        None => block.lines.last().copied(),
    }
}

/// Puts the corrections of the notebook in force; pages that have others now are taken apart again.
pub fn enforce(state: &State) {
    let Some(book) = &state.notes.book else { return };
    if state.notes.corrections.set(book.all_corrections())
        && let Some(loader) = &state.archive.loader
    {
        loader.correct();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::super::{browsing, files};
    use super::*;
    use std::time::{Duration, Instant};

    const PAGE: &str = "渡口新船下水\n\n　　本报讯 昨天，新造的渡船在渡口下水。\n　　船长三十米，可载两百人。\n　　山路除雪完成，车辆恢复通行。\n";

    fn settle(bench: &mut Bench, is_so: impl Fn(&State) -> bool) {
        let begun = Instant::now();
        while !is_so(&bench.state) {
            files::poll(&mut bench.state);
            browsing::refresh_list(&mut bench.state);
            assert!(begun.elapsed() < Duration::from_secs(30), "the correction is not done");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn articles(state: &State) -> usize {
        state.archive.library.article_count()
    }

    #[test]
    fn a_cut_is_kept_undone_and_given_up() {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        let before = articles(&bench.state);
        bench.act(Action::Correct(Fix::ArticleHere, Some(LineNo(5))));
        settle(&mut bench, |state| articles(state) == before + 1);
        assert!(bench.title().starts_with("山路除雪"), "the new article is shown: {}", bench.title());
        let corrected = |state: &State| {
            state.archive.library.articles().filter(|(_, _, article)| article.corrected).count()
        };
        assert_eq!(corrected(&bench.state), 1);
        bench.act(Action::Correct(Fix::Role(Role::Title), Some(LineNo(5))));
        settle(&mut bench, |state| {
            state.reader.open.as_ref().is_some_and(|open| !open.article().is_untitled())
        });
        // Undone one by one, done again.
        bench.act(Action::Undo);
        bench.act(Action::Undo);
        settle(&mut bench, |state| articles(state) == before);
        assert_eq!(corrected(&bench.state), 0);
        bench.act(Action::Redo);
        settle(&mut bench, |state| articles(state) == before + 1);
        // Kept over a restart of the archive.
        let path = bench.state.archive.path.clone().unwrap();
        bench.act(Action::OpenPath(path));
        bench.wait();
        assert_eq!(articles(&bench.state), before + 1);
        // Joined again by another correction, then both given up.
        let second = bench.state.archive.library.articles().map(|(id, ..)| id).nth(before).unwrap();
        bench.act(Action::OpenArticle(second));
        bench.act(Action::Correct(Fix::JoinArticle(Along::Previous), Some(LineNo(5))));
        settle(&mut bench, |state| articles(state) == before);
        let ids: Vec<_> =
            bench.state.notes.book.as_ref().unwrap().all_corrections().map(|one| one.id).collect();
        assert_eq!(ids.len(), 2);
        for id in ids {
            bench.act(Action::Withdraw(id));
        }
        settle(&mut bench, |state| articles(state) == before && corrected(state) == 0);
    }

    #[test]
    fn paragraphs_part_and_join_where_the_caret_is() {
        let mut bench = Bench::new(&[("江报/2031-01-02/01.txt", PAGE)]);
        let blocks = |state: &State| state.reader.open.as_ref().map_or(0, |open| open.article().blocks.len());
        let before = blocks(&bench.state);
        let open = bench.state.reader.open.as_ref().unwrap();
        let at = open.block_range(open.block_of(LineNo(4)).unwrap()).unwrap().start;
        bench.act(Action::Caret(Some(at)));
        bench.act(Action::Correct(Fix::JoinParagraph(Along::Next), None));
        settle(&mut bench, |state| blocks(state) == before - 1);
        bench.act(Action::Correct(Fix::ParagraphHere, Some(LineNo(5))));
        settle(&mut bench, |state| blocks(state) == before);
        // No paragraph goes on from a headline.
        bench.act(Action::Correct(Fix::JoinParagraph(Along::Previous), Some(LineNo(3))));
        assert_eq!(bench.state.notes.book.as_ref().unwrap().all_corrections().count(), 2);
    }
}

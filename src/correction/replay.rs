//! Corrections done on a segmentation.

use super::{Conflict, Correction, Described, Operation, Reason};
use crate::anchor::{AnchorState, Locator, Target};
use crate::segmentation::{Article, Block, ByteSpan, Evidence, LineNo, Page, Role, Segmentation};
use std::borrow::Borrow;
use std::collections::BTreeSet;

/// The name under which a correction stands among the evidence of a block.
const EVIDENCE: &str = "correction";
/// Its weight in log-odds: the person is right.
const WEIGHT: f32 = 10.0;

/// A page with its corrections done.
#[derive(Clone, Debug, Default)]
pub struct Corrected {
    /// Its segmentation.
    pub segmentation: Segmentation,
    /// Sayings about it and its articles.
    pub described: Described,
    /// The corrections that do not hold.
    pub conflicts: Vec<Conflict>,
}

/// Does corrections, in order of their ids, on a segmentation of the page. Every line that was in one block before is in
/// one block after; corrections that do not hold in the end are told.
pub fn apply(page: &Page, found: Segmentation, corrections: &[impl Borrow<Correction>]) -> Corrected {
    let mut ordered: Vec<&Correction> = corrections.iter().map(Borrow::borrow).collect();
    ordered.sort_by_key(|correction| correction.id);
    let locator = Locator::new(page);
    let mut replay = Replay { page, segmentation: found };
    let mut conflicts = Vec::new();
    let mut done = Vec::new();
    for correction in ordered {
        match Lines::find(&locator, page, &correction.operation) {
            Ok(lines) => {
                replay.perform(&correction.operation, &lines);
                done.push((correction, lines));
            }
            Err(reason) => conflicts.push(Conflict { correction: correction.id, reason }),
        }
    }
    let mut described = Described::default();
    for (correction, lines) in done {
        let holds = replay.holds(&correction.operation, &lines);
        let is_check = matches!(correction.operation, Operation::ArticleIsRight { .. });
        // An article that was put right since is another one, to be looked at again.
        if is_check && !holds {
            continue;
        }
        if !holds {
            conflicts.push(Conflict { correction: correction.id, reason: Reason::Contradicted });
        }
        let article = lines.these.lines.first().and_then(|&line| replay.article_of(line, &lines.these));
        if let Some(at) = article.filter(|_| is_check) {
            replay.segmentation.articles[at].confidence = 1.0;
        }
        let begins = article.map(|at| replay.segmentation.articles[at].beginning(page).start);
        described.add(correction, begins);
    }
    replay.segmentation.articles.sort_by_key(Article::first_line);
    Corrected { segmentation: replay.segmentation, described, conflicts }
}

/// Whether a segmentation is as an operation says already.
pub(super) fn holds(page: &Page, found: &Segmentation, operation: &Operation) -> bool {
    let replay = Replay { page, segmentation: found.clone() };
    let lines = Lines::find(&Locator::new(page), page, operation);
    lines.is_ok_and(|lines| replay.holds(operation, &lines))
}

/// Whether an operation changes nothing of a segmentation, because it is as that says already.
pub fn is_so_already(page: &Page, found: &Segmentation, operation: &Operation) -> bool {
    let parts = |found: &Segmentation| -> Vec<Vec<(Role, Vec<LineNo>)>> {
        let blocks = found.articles.iter().map(|article| &article.blocks).chain([&found.furniture]);
        let part = |block: &Block| (block.role, block.lines.clone());
        blocks.map(|blocks| blocks.iter().map(part).collect()).collect()
    };
    let correction = Correction::new(operation.clone());
    holds(page, found, operation)
        && parts(&apply(page, found.clone(), &[&correction]).segmentation) == parts(found)
}

/// The lines an operation names: the ones it is about and, where there are two, the others.
struct Lines {
    these: Quote,
    those: Quote,
}

/// Lines of the page, and what of them is quoted: columns side by side share lines.
#[derive(Default)]
struct Quote {
    lines: BTreeSet<LineNo>,
    spans: Vec<ByteSpan>,
}

impl Quote {
    /// Whether a block, which has a line, has what is quoted of it.
    fn is_of(&self, block: &Block, line: ByteSpan) -> bool {
        let on_line =
            |span: &ByteSpan| ByteSpan { start: span.start.max(line.start), end: span.end.min(line.end) };
        let mut spans = self.spans.iter().map(on_line).filter(|span| span.start < span.end);
        spans.any(|span| !block.text.from_source(span).is_empty())
    }
}

impl Lines {
    fn find(locator: &Locator<'_>, page: &Page, operation: &Operation) -> Result<Lines, Reason> {
        // What is probably on a page at its old path shows that it is that page.
        let is_page = matches!(operation, Operation::PageIs { .. });
        let lines_of = |target: &Target| {
            let anchor = locator.locate(target);
            let mut lines = BTreeSet::new();
            for span in anchor.spans.iter().filter(|span| span.end > span.start) {
                let (first, last) = (page.line_at(span.start), page.line_at(span.end - 1));
                lines.extend(
                    (first.0..=last.0).map(LineNo).filter(|&line| !page.line(line).trim().is_empty()),
                );
            }
            match anchor.state {
                AnchorState::Exact | AnchorState::Replaced if !lines.is_empty() => {
                    Ok(Quote { lines, spans: anchor.spans })
                }
                AnchorState::Check if is_page && !lines.is_empty() => {
                    Ok(Quote { lines, spans: anchor.spans })
                }
                AnchorState::Check => Err(Reason::Unsure),
                _ => Err(Reason::NotFound),
            }
        };
        let (these, those) = match operation {
            Operation::ArticleBegins { at } | Operation::ParagraphBegins { at } => (at, None),
            Operation::JoinArticles { first, second } | Operation::JoinParagraphs { first, second } => {
                (second, Some(first))
            }
            Operation::HasRole { lines, .. } => (lines, None),
            Operation::BelongsTo { lines, article } => (lines, Some(article)),
            Operation::ArticleIs { article, .. } | Operation::ArticleIsRight { article } => (article, None),
            Operation::PageIs { page, .. } => (page, None),
            Operation::FolderIs { .. } => return Err(Reason::NotFound),
        };
        let those = those.map(lines_of).transpose()?.unwrap_or_default();
        Ok(Lines { these: lines_of(these)?, those })
    }
}

/// Seat of a block: in an article or, without one, in the furniture.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seat {
    article: Option<usize>,
    block: usize,
}

struct Replay<'a> {
    page: &'a Page,
    segmentation: Segmentation,
}

impl Replay<'_> {
    fn perform(&mut self, operation: &Operation, lines: &Lines) {
        let Some(first) = lines.these.lines.first().copied() else { return };
        match operation {
            Operation::ArticleBegins { .. } => self.begin_article(first, &lines.these),
            Operation::ParagraphBegins { .. } => drop(self.split_before(first, &lines.these)),
            Operation::JoinArticles { .. } => self.join_articles(first, lines),
            Operation::JoinParagraphs { .. } => self.join_paragraphs(first, lines),
            Operation::HasRole { role: Role::Furniture, .. } => {
                for mut block in self.take_out(&lines.these) {
                    block.role = Role::Furniture;
                    mark(&mut block);
                    self.segmentation.furniture.push(block);
                }
                self.segmentation.furniture.sort_by_key(|block| block.lines.first().copied());
            }
            Operation::HasRole { role, .. } => self.give_role(*role, first, &lines.these),
            Operation::BelongsTo { .. } => {
                let Some(&host) = lines.those.lines.first() else { return };
                let host = self.article_of(host, &lines.those);
                // Lines cannot be moved into an article that they alone make up: they are there already.
                if host.is_some() && self.article_of(first, &lines.these) == host {
                    return;
                }
                let blocks = self.take_out(&lines.these);
                self.put(blocks, host);
            }
            Operation::ArticleIs { .. }
            | Operation::ArticleIsRight { .. }
            | Operation::PageIs { .. }
            | Operation::FolderIs { .. } => {}
        }
        self.segmentation.articles.retain(|article| !article.blocks.is_empty());
    }

    fn holds(&self, operation: &Operation, lines: &Lines) -> bool {
        let articles = |quote: &Quote| -> BTreeSet<Option<usize>> {
            quote.lines.iter().map(|&line| self.article_of(line, quote)).collect()
        };
        let Some(&first) = lines.these.lines.first() else { return false };
        let seat = self.seat(first, &lines.these);
        match operation {
            Operation::ArticleBegins { .. } => seat.is_some_and(|seat| {
                let begins = seat.article.is_some() && self.block(seat).lines.first() == Some(&first);
                // Headlines and what the person moved may have been put before it.
                let before =
                    seat.article.map_or(&[][..], |at| &self.segmentation.articles[at].blocks[..seat.block]);
                begins
                    && before.iter().all(|block| rank(block.role) < rank(Role::Paragraph) || is_marked(block))
            }),
            Operation::ParagraphBegins { .. } => {
                seat.is_some_and(|seat| self.block(seat).lines.first() == Some(&first))
            }
            Operation::JoinArticles { .. } => {
                let article = seat.and_then(|seat| seat.article);
                article.is_some() && articles(&lines.those).contains(&article)
            }
            Operation::JoinParagraphs { .. } => {
                lines.those.lines.last().is_some_and(|&last| self.seat(last, &lines.those) == seat)
            }
            Operation::HasRole { role, .. } => lines.these.lines.iter().all(|&line| {
                self.seat(line, &lines.these).is_some_and(|seat| self.block(seat).role == *role)
            }),
            Operation::BelongsTo { .. } => {
                let hosts = articles(&lines.those);
                !hosts.contains(&None) && articles(&lines.these).is_subset(&hosts)
            }
            Operation::ArticleIs { .. } => seat.is_some_and(|seat| seat.article.is_some()),
            Operation::ArticleIsRight { .. } => seat.and_then(|seat| seat.article).is_some_and(|at| {
                let article = &self.segmentation.articles[at];
                lines.these.lines == ends(article).into_iter().collect()
            }),
            Operation::PageIs { .. } => true,
            Operation::FolderIs { .. } => false,
        }
    }

    fn begin_article(&mut self, line: LineNo, quote: &Quote) {
        let Some(seat) = self.split_before(line, quote) else { return };
        let mut blocks = match seat.article {
            None => vec![self.segmentation.furniture.remove(seat.block)],
            Some(_) if seat.block == 0 => return,
            Some(at) => self.segmentation.articles[at].blocks.split_off(seat.block),
        };
        // A subhead that an article begins with is its headline.
        blocks[0].role = match blocks[0].role {
            Role::Furniture => Role::Paragraph,
            Role::Subhead => Role::Title,
            role => role,
        };
        blocks[0].gap_before = false;
        mark(&mut blocks[0]);
        self.segmentation.articles.push(Article { blocks, confidence: 1.0 });
    }

    fn join_articles(&mut self, line: LineNo, lines: &Lines) {
        let host = lines.those.lines.first().and_then(|&line| self.article_of(line, &lines.those));
        let (Some(host), Some(guest)) = (host, self.article_of(line, &lines.these)) else { return };
        if host == guest {
            return;
        }
        let mut blocks = std::mem::take(&mut self.segmentation.articles[guest].blocks);
        mark(&mut blocks[0]);
        self.segmentation.articles[host].blocks.extend(blocks);
        self.segmentation.articles[host].confidence = 1.0;
    }

    fn join_paragraphs(&mut self, line: LineNo, lines: &Lines) {
        let Some(&last) = lines.those.lines.last() else { return };
        // Whatever else the two blocks hold stays with them: the second begins with its quoted line.
        let Some(second) = self.split_before(line, &lines.these) else { return };
        let guest = self.remove(second);
        let Some(first) = self.seat(last, &lines.those) else {
            // The first was the same block and is gone with it; it never was two.
            self.insert(second, guest);
            return;
        };
        let page = self.page;
        let host = self.block_mut(first);
        host.text.append(page, &guest.text);
        host.lines.extend(guest.lines);
        mark(host);
    }

    fn give_role(&mut self, role: Role, first: LineNo, quote: &Quote) {
        let host = self.article_of(first, quote);
        if host.is_some() && rank(role) == rank(Role::Paragraph) {
            // It stays where it is read; only its part is another.
            for &line in &quote.lines {
                if let Some(seat) = self.set_apart(line, quote) {
                    let block = self.block_mut(seat);
                    block.role = role;
                    mark(block);
                }
            }
            return;
        }
        // Headlines go to the head of their article; lines out of the furniture to the article before them.
        let host = host.or_else(|| self.article_before(first));
        let mut blocks = self.take_out(quote);
        blocks.iter_mut().for_each(|block| block.role = role);
        match host.filter(|&at| !self.segmentation.articles[at].blocks.is_empty()) {
            Some(host) => self.put(blocks, Some(host)),
            None => {
                blocks.iter_mut().for_each(mark);
                self.segmentation.articles.push(Article { blocks, confidence: 1.0 });
            }
        }
    }

    /// Puts blocks into an article: headlines to its head in their order, others by their place on the page.
    fn put(&mut self, blocks: Vec<Block>, host: Option<usize>) {
        let Some(at) = host else {
            self.segmentation.furniture.extend(blocks);
            return;
        };
        let article = &mut self.segmentation.articles[at].blocks;
        for mut block in blocks {
            if block.role == Role::Furniture {
                block.role = Role::Paragraph;
            }
            mark(&mut block);
            let head = article.iter().take_while(|other| rank(other.role) <= rank(block.role).min(3)).count();
            let place = if rank(block.role) < rank(Role::Paragraph) {
                head
            } else {
                let after =
                    article[head..].iter().position(|other| other.lines.first() > block.lines.first());
                after.map_or(article.len(), |after| head + after)
            };
            article.insert(place, block);
        }
    }

    /// Takes lines out of their blocks; each run of a block's lines comes out as a block, in order of the page.
    /// An article may be left without any.
    fn take_out(&mut self, quote: &Quote) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        for &line in &quote.lines {
            // The lines after the first of a run come out with it.
            if let Some(seat) = self.set_apart(line, quote) {
                out.push(self.remove(seat));
            }
        }
        out
    }

    /// Makes the run of a block's lines that begins with a line a block of its own, and says where it is.
    fn set_apart(&mut self, line: LineNo, quote: &Quote) -> Option<Seat> {
        let seat = self.seat(line, quote)?;
        let block = self.block(seat);
        let at = block.lines.iter().position(|&other| other == line)?;
        // A line inside a run that was set apart before.
        let seat =
            if at > 0 && quote.lines.contains(&block.lines[at - 1]) { seat } else { self.split_at(seat, at) };
        if let Some(next) = self.block(seat).lines.iter().position(|line| !quote.lines.contains(line)) {
            self.split_at(seat, next);
        }
        Some(seat)
    }

    /// Makes a line the first of its block, and says where that block is now.
    fn split_before(&mut self, line: LineNo, quote: &Quote) -> Option<Seat> {
        let seat = self.seat(line, quote)?;
        let at = self.block(seat).lines.iter().position(|&other| other == line)?;
        Some(self.split_at(seat, at))
    }

    /// Parts a block before its `at`-th line, and says where what begins with that is now.
    fn split_at(&mut self, seat: Seat, at: usize) -> Seat {
        if at == 0 {
            return seat;
        }
        let page = self.page;
        let block = self.block_mut(seat);
        let mut rest = block.clone();
        rest.lines = block.lines.split_off(at);
        rest.text = block.text.of_lines(page, &rest.lines);
        rest.gap_before = false;
        block.text = block.text.of_lines(page, &block.lines);
        mark(&mut rest);
        let next = Seat { block: seat.block + 1, ..seat };
        self.insert(next, rest);
        next
    }

    /// The block that has a line; where several share it, the one that has what is quoted of it.
    fn seat(&self, line: LineNo, quote: &Quote) -> Option<Seat> {
        let of = |article: Option<usize>| move |(block, it)| (Seat { article, block }, it);
        let articles = self.segmentation.articles.iter().enumerate();
        let mut seats = articles
            .flat_map(|(at, article)| article.blocks.iter().enumerate().map(of(Some(at))))
            .chain(self.segmentation.furniture.iter().enumerate().map(of(None)))
            .filter(|(_, block): &(Seat, &Block)| block.lines.contains(&line));
        let first = seats.next()?;
        let quoted = |(_, block): &(Seat, &Block)| quote.is_of(block, self.page.span(line));
        Some(std::iter::once(first).chain(seats).find(quoted).unwrap_or(first).0)
    }

    fn article_of(&self, line: LineNo, quote: &Quote) -> Option<usize> {
        self.seat(line, quote)?.article
    }

    /// The article with the last line before this one.
    fn article_before(&self, line: LineNo) -> Option<usize> {
        let lines = self.segmentation.articles.iter().enumerate().flat_map(|(at, article)| {
            article.blocks.iter().flat_map(|block| &block.lines).map(move |&other| (other, at))
        });
        lines.filter(|(other, _)| *other < line).max().map(|(_, at)| at)
    }

    fn blocks(&mut self, seat: Seat) -> &mut Vec<Block> {
        match seat.article {
            Some(at) => &mut self.segmentation.articles[at].blocks,
            None => &mut self.segmentation.furniture,
        }
    }

    fn block(&self, seat: Seat) -> &Block {
        match seat.article {
            Some(at) => &self.segmentation.articles[at].blocks[seat.block],
            None => &self.segmentation.furniture[seat.block],
        }
    }

    fn block_mut(&mut self, seat: Seat) -> &mut Block {
        &mut self.blocks(seat)[seat.block]
    }

    fn remove(&mut self, seat: Seat) -> Block {
        self.blocks(seat).remove(seat.block)
    }

    fn insert(&mut self, seat: Seat, block: Block) {
        self.blocks(seat).insert(seat.block, block);
    }
}

/// The first and the last line of an article as it is read.
pub fn ends(article: &Article) -> [LineNo; 2] {
    let last = article.blocks.last().and_then(|block| block.lines.last().copied());
    [article.first_line(), last.unwrap_or(article.first_line())]
}

/// Whether the person put something right in an article.
pub fn is_corrected(article: &Article) -> bool {
    article.blocks.iter().any(is_marked)
}

/// Notes on a block that the person said so.
fn mark(block: &mut Block) {
    block.boundary_confidence = 1.0;
    block.role_confidence = 1.0;
    if !is_marked(block) {
        block.evidence.insert(0, Evidence { rule: EVIDENCE.into(), weight: WEIGHT });
    }
}

fn is_marked(block: &Block) -> bool {
    block.evidence.first().is_some_and(|evidence| evidence.rule == EVIDENCE)
}

/// The order of headlines at the head of an article; everything else comes after them.
fn rank(role: Role) -> u8 {
    match role {
        Role::Kicker => 0,
        Role::Title => 1,
        Role::Subtitle => 2,
        Role::Byline => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests;

//! Navigation from article to article: by the list, by pages and issues, back and forward, along jump lines and
//! serials.

use super::article_list::List;
use super::article_status::Marks;
use super::context::Context;
use super::direction::Direction;
use super::effect::{Arrival, Effect, Effects};
use super::page_image::Sheet;
use super::reader::article::{OpenArticle, SURE};
use super::reading::TextRange;
use super::strings;
use crate::archive::{ArticleId, JumpTarget, PageEntry, PageId};
use std::sync::Arc;

/// The articles seen.
#[derive(Debug, Default)]
pub struct History {
    /// In order.
    seen: Vec<ArticleId>,
    /// Index of the open one.
    at: usize,
}

/// Ways to another article.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Open an article.
    Open(ArticleId),
    /// Open an article and show a place in it.
    OpenAt(ArticleId, TextRange),
    /// The next or previous article of the list.
    StepArticle(Direction),
    /// The next or previous page.
    StepPage(Direction),
    /// The next or previous issue.
    StepIssue(Direction),
    /// The next article that is not read.
    NextUnread,
    /// The next article of low confidence.
    NextDoubtful,
    /// Back or forward among the articles seen.
    Step(Direction),
    /// Open the page that the article's jump line names.
    FollowJump,
    /// The next or previous instalment of the serial.
    StepPart(Direction),
}

/// Position of the person: the open article, the list, what is read.
#[derive(Clone, Copy)]
pub struct Position<'a> {
    /// The article that is open.
    pub open: Option<&'a OpenArticle>,
    /// The list of articles.
    pub list: &'a List,
    /// Marks that know which articles are read.
    pub marks: &'a Marks,
}

impl History {
    /// Puts an article after the one seen before.
    pub fn remember(&mut self, id: ArticleId) {
        /// Articles that back and forward remember.
        const REMEMBERED: usize = 500;
        if self.seen.get(self.at) == Some(&id) {
            return;
        }
        self.seen.truncate(self.at + 1);
        self.seen.push(id);
        if self.seen.len() > REMEMBERED {
            self.seen.remove(0);
        }
        self.at = self.seen.len() - 1;
    }

    /// Whether there is an article to go back or forward to.
    pub fn can_step(&self, direction: Direction) -> bool {
        self.stepped(direction).is_some()
    }

    fn stepped(&self, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Next => Some(self.at + 1).filter(|at| *at < self.seen.len()),
            Direction::Previous => self.at.checked_sub(1),
        }
    }

    /// Carries an action out.
    pub fn update(&mut self, action: Action, cx: &Context, position: Position<'_>, effects: &mut Effects) {
        match action {
            Action::Open(id) => effects.push(Effect::Visit(id, Arrival::Left)),
            Action::OpenAt(id, range) => effects.push(Effect::Visit(id, Arrival::At(range))),
            Action::StepArticle(direction) => {
                effects
                    .push(Effect::VisitFirst(next_articles(position, direction), at_the_end(cx, direction)));
            }
            Action::StepPage(direction) => {
                effects
                    .push(Effect::VisitFirst(next_pages(cx, position, direction), at_the_end(cx, direction)));
            }
            Action::StepIssue(direction) => {
                effects
                    .push(Effect::VisitFirst(next_issue(cx, position, direction), at_the_end(cx, direction)));
            }
            Action::NextUnread => {
                let next = next_like(position, |id| !position.marks.is_read(id));
                effects.push(Effect::VisitFirst(next, cx.t(strings::NO_MORE_UNREAD).into()));
            }
            Action::NextDoubtful => {
                let doubtful = |id| cx.library.article(id).is_some_and(|article| article.confidence < SURE);
                let next = next_like(position, doubtful);
                effects.push(Effect::VisitFirst(next, cx.t(strings::NO_MORE_DOUBTFUL).into()));
            }
            Action::Step(direction) => {
                if let Some(at) = self.stepped(direction) {
                    self.at = at;
                    effects.push(Effect::Revisit(self.seen[at]));
                }
            }
            Action::FollowJump => follow_jump(cx, position, effects),
            Action::StepPart(direction) => step_part(cx, position, direction, effects),
        }
    }
}

/// Articles that are tried at most, where pages cannot be read: those of more pages than anyone waits for.
const TRIED: usize = 5_000;

/// The articles of the list after the open one or before it, the nearest first.
fn next_articles(position: Position<'_>, direction: Direction) -> Vec<ArticleId> {
    let order = position.list.listing.order();
    let at = position.open.and_then(|open| order.iter().position(|&id| id == open.id));
    match (at, direction) {
        (None, _) => order.iter().take(TRIED).copied().collect(),
        (Some(at), Direction::Next) => order[at + 1..].iter().take(TRIED).copied().collect(),
        (Some(at), Direction::Previous) => order[..at].iter().rev().take(TRIED).copied().collect(),
    }
}

fn at_the_end(cx: &Context, direction: Direction) -> String {
    cx.t(if direction == Direction::Next { strings::AT_LAST } else { strings::AT_FIRST }).into()
}

/// The page that is open, as a place in the library's pages.
fn open_page(cx: &Context, position: Position<'_>) -> Option<usize> {
    cx.library.position(position.open?.id.page)
}

/// The first articles of pages that have any.
fn first_articles<'a>(pages: impl Iterator<Item = &'a Arc<PageEntry>>) -> Vec<ArticleId> {
    let pages = pages.filter(|page| !page.articles().is_empty()).take(TRIED);
    pages.map(|page| ArticleId { page: page.id, index: 0 }).collect()
}

fn next_pages(cx: &Context, position: Position<'_>, direction: Direction) -> Vec<ArticleId> {
    let pages = cx.library.pages();
    match (open_page(cx, position), direction) {
        (None, _) => first_articles(pages.iter()),
        (Some(at), Direction::Next) => first_articles(pages[at + 1..].iter()),
        (Some(at), Direction::Previous) => first_articles(pages[..at].iter().rev()),
    }
}

/// Looks at the next or previous page that can be looked at as it was printed or has articles.
pub fn step_sheet(here: Option<PageId>, direction: Direction, cx: &Context, effects: &mut Effects) {
    let pages = cx.library.pages();
    let at = here.and_then(|page| cx.library.position(page));
    let is_there = |page: &&Arc<PageEntry>| !page.articles().is_empty() || Sheet::of_page(page).is_some();
    let next = match (at, direction) {
        (None, _) => pages.iter().find(is_there),
        (Some(at), Direction::Next) => pages[at + 1..].iter().find(is_there),
        (Some(at), Direction::Previous) => pages[..at].iter().rfind(is_there),
    };
    match next {
        Some(page) => effects.push(Effect::LookAtPage(page.id)),
        None => effects.hint(at_the_end(cx, direction)),
    }
}

fn next_issue(cx: &Context, position: Position<'_>, direction: Direction) -> Vec<ArticleId> {
    let issues = cx.library.issues();
    let page = open_page(cx, position).unwrap_or(0);
    let at = issues.iter().position(|issue| issue.pages.contains(&page)).unwrap_or(0);
    let next = match direction {
        Direction::Next => issues.get(at + 1),
        Direction::Previous => at.checked_sub(1).and_then(|at| issues.get(at)),
    };
    let pages = next.map_or(&[][..], |issue| &cx.library.pages()[issue.pages.clone()]);
    first_articles(pages.iter())
}

/// The articles of the list that are like this, from the open one on and then from the top.
fn next_like(position: Position<'_>, is_wanted: impl Fn(ArticleId) -> bool) -> Vec<ArticleId> {
    let order = position.list.listing.order();
    let at = position.open.and_then(|open| order.iter().position(|&id| id == open.id));
    let start = at.map_or(0, |at| at + 1);
    let next = order[start..].iter().chain(&order[..start.saturating_sub(1)]);
    next.copied().filter(|&id| is_wanted(id)).take(TRIED).collect()
}

fn follow_jump(cx: &Context, position: Position<'_>, effects: &mut Effects) {
    let Some(open) = position.open else { return };
    match cx.library.jump_target(&open.entry, open.article()) {
        JumpTarget::Article(id) => effects.push(Effect::Visit(id, Arrival::Left)),
        JumpTarget::Missing(page) => effects.warn(cx.fill(strings::JUMP_MISSING, &[&page])),
        JumpTarget::None => effects.hint(cx.t(strings::NO_JUMP)),
    }
}

fn step_part(cx: &Context, position: Position<'_>, direction: Direction, effects: &mut Effects) {
    let Some(open) = position.open else { return };
    let serials = cx.library.serials();
    let (target, none) = match direction {
        Direction::Next => (serials.next(open.id).map(|link| link.to), strings::NO_NEXT_PART),
        Direction::Previous => (serials.previous(open.id).map(|link| link.from), strings::NO_PREVIOUS_PART),
    };
    match target {
        Some(id) => effects.push(Effect::Visit(id, Arrival::Left)),
        None => effects.hint(cx.t(none)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::reader::Side;
    use crate::app::reading::TextPosition;
    use crate::app::testing::Bench;
    use crate::app::{annotations, effect, open_archive, reader};

    #[test]
    fn steps_follow_the_list_and_history_goes_back() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Direction::Next));
        let second = bench.title();
        assert_ne!(first, second);
        bench.act(Action::StepArticle(Direction::Next));
        bench.act(Action::Step(Direction::Previous));
        assert_eq!(bench.title(), second);
        bench.act(Action::Step(Direction::Previous));
        assert_eq!(bench.title(), first);
        assert!(!bench.state.history.can_step(Direction::Previous));
        bench.act(Action::Step(Direction::Next));
        assert_eq!(bench.title(), second);
        // A new way taken from here forgets the one not taken.
        bench.act(Action::StepIssue(Direction::Next));
        assert!(!bench.state.history.can_step(Direction::Next));
    }

    #[test]
    fn the_ends_are_told_and_nothing_moves() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Direction::Previous));
        assert_eq!((bench.title(), bench.state.notices.len()), (first, 1));
        bench.act(Action::StepArticle(Direction::Previous));
        assert_eq!(bench.state.notices.len(), 1, "told once");
    }

    /// Writes a file anew with the size and time it had.
    fn rewrite(bench: &Bench, path: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) {
        let path = bench.state.archive.path.as_ref().unwrap().join(path);
        let time = std::fs::metadata(&path).unwrap().modified().unwrap();
        let before = std::fs::read(&path).unwrap();
        let after = change(before.clone());
        assert_eq!(before.len(), after.len());
        std::fs::write(&path, after).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }

    fn renamed(text: Vec<u8>) -> Vec<u8> {
        String::from_utf8(text).unwrap().replace("渡口", "码头").into_bytes()
    }

    /// Loads an archive of long ago by its cache, so that no text is in memory and its time says that it is settled.
    fn from_cache() -> Bench {
        let mut bench = Bench::two_papers();
        let root = bench.state.archive.path.clone().unwrap();
        let old = std::time::SystemTime::now() - std::time::Duration::from_secs(100);
        for page in bench.state.archive.library.pages() {
            let file = std::fs::File::options().write(true).open(root.join(&*page.file.path)).unwrap();
            file.set_modified(old).unwrap();
        }
        // The first has the new times read in, the second finds all in the cache.
        for _ in 0..2 {
            bench.act(open_archive::Action::OpenPath(root.clone()));
            bench.wait();
        }
        bench
    }

    #[test]
    fn a_page_written_anew_with_the_same_size_and_time_is_opened_as_it_is_now() {
        let mut bench = from_cache();
        rewrite(&bench, "江报/2031-01-02/01.txt", renamed);
        bench.act(Action::StepArticle(Direction::Next));
        assert!(!bench.title().starts_with("码头"), "it is not read yet");
        bench.wait();
        assert_eq!((&*bench.title(), bench.state.archive.awaited), ("码头新船下水", None));
        let listed = &bench.state.list.listing;
        let titles: Vec<&str> = listed.order().iter().map(|&id| title_of(&bench, id)).collect();
        assert!(titles.contains(&"码头新船下水"), "{titles:?}");
    }

    fn title_of(bench: &Bench, id: ArticleId) -> &str {
        bench.state.archive.library.article(id).unwrap().title()
    }

    #[test]
    fn what_is_to_be_opened_first_is_tried_once_and_the_archive_scanned_no_more_than_once() {
        let mut bench = from_cache();
        let root = bench.state.archive.path.clone().unwrap();
        bench.act(open_archive::Action::OpenPath(root));
        // The place read last is on a page that was written anew meanwhile.
        while bench.state.archive.is_opening() {
            std::thread::sleep(std::time::Duration::from_millis(2));
            bench.take_news();
        }
        bench.state.list.stale = true;
        bench.state.archive.progress = None;
        let first = bench.state.archive.library.pages()[0].file.path.to_string();
        rewrite(&bench, &first, |text| String::from_utf8(text).unwrap().replace("完成", "结束").into_bytes());
        bench.wait();
        assert_eq!(bench.title(), "山路除雪结束");
        // What is still to come of the first scan comes to an end, and no scan follows it.
        let begun = std::time::Instant::now();
        let (mut generation, mut rested) = (0, 0);
        while rested < 50 {
            assert!(begun.elapsed().as_secs() < 30, "the archive is scanned again and again");
            bench.frame();
            std::thread::sleep(std::time::Duration::from_millis(2));
            let now = bench.state.archive.library.generation();
            rested = if now == generation { rested + 1 } else { 0 };
            generation = now;
        }
        assert_eq!((bench.state.archive.wanted, bench.state.archive.progress), (None, None));
    }

    #[test]
    fn a_page_that_can_no_longer_be_read_is_passed_over_and_named() {
        let mut bench = from_cache();
        let third = title_of(&bench, bench.state.list.listing.order()[2]).to_owned();
        rewrite(&bench, "江报/2031-01-02/01.txt", |text| vec![0; text.len()]);
        bench.act(Action::StepArticle(Direction::Next));
        assert_eq!(bench.title(), third);
        bench.wait();
        let library = &bench.state.archive.library;
        let unreadable: Vec<&str> = library.unreadable().iter().map(|file| &*file.path).collect();
        assert_eq!((unreadable, library.pages().len()), (vec!["江报/2031-01-02/01.txt"], 3));
        // Nor is it believed the next time.
        let root = bench.state.archive.path.clone().unwrap();
        bench.act(open_archive::Action::OpenPath(root));
        bench.wait();
        assert_eq!(bench.state.archive.unreadable(), 1);
    }

    #[test]
    fn an_encrypted_file_is_shown_once_its_password_is_given() {
        let mut bench = from_cache();
        let root = bench.state.archive.path.clone().unwrap();
        let locked = include_bytes!("../../archive/pdf/locked-too.pdf");
        std::fs::write(root.join("江报/2031-01-02/09.pdf"), locked).unwrap();
        bench.act(open_archive::Action::Rescan);
        bench.wait();
        let pages = bench.state.archive.library.pages().len();
        assert_eq!(bench.state.archive.unreadable(), 1);
        bench.act(open_archive::Action::Unlock("lantern".into()));
        bench.wait();
        assert_eq!(
            (bench.state.archive.unreadable(), bench.state.archive.library.pages().len()),
            (0, pages + 1)
        );
    }

    #[test]
    fn a_drive_that_is_taken_out_and_put_in_again_loses_nothing() {
        let mut bench = from_cache();
        let (title, pages) = (bench.title(), bench.state.archive.library.pages().to_vec());
        let root = bench.state.archive.path.clone().unwrap();
        let away = root.with_extension("away");
        std::fs::rename(&root, &away).unwrap();
        bench.act(Action::StepArticle(Direction::Next));
        bench.wait();
        assert_eq!(bench.title(), title, "what is open stays to be read");
        assert!(!bench.state.notices.is_empty());
        std::fs::rename(&away, &root).unwrap();
        bench.act(open_archive::Action::Rescan);
        bench.wait();
        assert_eq!(bench.state.archive.library.pages(), pages);
        bench.act(Action::StepArticle(Direction::Next));
        assert_ne!(bench.title(), title);
    }

    #[test]
    fn instalments_lead_to_each_other() {
        let part = |number: char| {
            format!(
                "山里人家{number}\n\n　　雨下了三天，山路断了，他只好在屋里等着，把旧事又想了一遍。\n　　（未完）\n"
            )
        };
        let mut bench =
            Bench::new(&[("江报/2031-01-02/04.txt", &part('①')), ("江报/2031-01-09/04.txt", &part('②'))]);
        let first = bench.state.reader.open.as_ref().unwrap().id;
        bench.act(Action::StepPart(Direction::Next));
        let second = bench.state.reader.open.as_ref().unwrap().id;
        assert_ne!(first.page, second.page);
        bench.act(Action::StepPart(Direction::Next));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, second);
        assert!(!bench.state.notices.is_empty());
        bench.act(Action::StepPart(Direction::Previous));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, first);
    }

    #[test]
    fn two_articles_side_by_side_change_places_with_all_that_is_theirs() {
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        bench.act(reader::Action::ToggleBeside);
        let first = bench.title();
        bench.act(Action::StepArticle(Direction::Next));
        let second = bench.title();
        assert_ne!(first, second);
        assert!(!bench.state.is_bookmarked());
        bench.act(reader::Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (first.clone(), Side::Right));
        assert!(bench.state.is_bookmarked(), "the notes are those of the article that is read now");
        bench.act(reader::Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (second, Side::Left));
        bench.act(reader::Action::ToggleBeside);
        assert!(bench.state.reader.beside.is_none());
        bench.act(Action::Step(Direction::Previous));
        assert_eq!(bench.title(), first);
    }

    #[test]
    fn subheads_are_stepped_through_and_the_ends_stay() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_mut().unwrap();
        open.document.paragraphs[1].role = crate::segmentation::Role::Subhead;
        bench.act(reader::Action::StepSubhead(Direction::Next));
        let asked = bench.state.reader.reveal.map(|(_, reveal)| reveal);
        assert_eq!(asked, Some(effect::Reveal::Top(TextPosition::new(1, 0))));
        let span = bench.state.reader.open.as_ref().unwrap();
        let byte = span.to_source(span.block_range(1).unwrap())[0].start;
        bench.act(reader::Action::ReadTo(Some(byte)));
        let before = bench.state.reader.reveals;
        bench.act(reader::Action::StepSubhead(Direction::Next));
        assert_eq!(bench.state.reader.reveals, before, "there is none below");
        bench.act(reader::Action::StepSubhead(Direction::Previous));
        assert_eq!(bench.state.reader.reveals, before + 1);
    }

    #[test]
    fn a_jump_line_leads_to_its_page() {
        let story = concat!(
            "　　本报讯 昨天上午，江上的大桥顺利合龙，工人们在桥头挥手庆祝，两岸居民站在堤上观看。\n",
            "　　大桥全长两千八百米，双向六车道，两侧留出了自行车道和人行道，预计明年春天通车。\n",
        );
        let first = format!("大桥合龙\n\n{story}　　（下转第2版）\n");
        let second = format!("大桥合龙\n\n　　（上接第1版）\n{story}");
        let mut bench =
            Bench::new(&[("江报/2031-01-02/01.txt", &first), ("江报/2031-01-02/02.txt", &second)]);
        let here = bench.state.reader.open.as_ref().map(|open| open.id.page);
        let jumps: Vec<u16> =
            bench.state.reader.open.iter().flat_map(|open| open.jumps()).map(|(_, page)| page).collect();
        assert_eq!(jumps, [2]);
        bench.act(Action::FollowJump);
        let label = |bench: &Bench| {
            let open = bench.state.reader.open.as_ref()?;
            Some(open.entry.file.path.to_string())
        };
        assert_eq!(label(&bench).as_deref(), Some("江报/2031-01-02/02.txt"));
        // And back by the jump line of the other page.
        bench.act(Action::FollowJump);
        assert_eq!(bench.state.reader.open.as_ref().map(|open| open.id.page), here);
        assert!(bench.state.notices.is_empty());
    }
}

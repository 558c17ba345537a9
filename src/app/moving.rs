//! Going from article to article: by the list, by pages and issues, back and forward, along jump lines and serials,
//! and between two side by side.

use super::action::{Action, Along};
use super::article::OpenArticle;
use super::browsing::{refresh_list, show_in_list};
use super::reading::TextPosition;
use super::state::{Beside, Focus, NoticeKind, Reader, Side, State};
use super::update::{SURE, update as carry_out};
use super::{files, language as words, writing};
use crate::archive::{ArticleId, PageEntry, PageError, PageId};
use std::sync::Arc;

/// Carries an action out that goes elsewhere.
pub fn update(state: &mut State, action: Action) {
    match action {
        Action::OpenArticle(id) => {
            visit(state, id);
        }
        Action::OpenAt(id, range) => {
            let opened = visit(state, id);
            if opened {
                state.reader.show(range);
            }
        }
        Action::StepArticle(along) => step_article(state, along),
        Action::StepPage(along) => step_page(state, along),
        Action::StepIssue(along) => step_issue(state, along),
        Action::NextUnread => step_to(state, words::NO_MORE_UNREAD, |state, id| !state.marks.is_read(id)),
        Action::NextDoubtful => step_to(state, words::NO_MORE_DOUBTFUL, |state, id| {
            state.archive.library.article(id).is_some_and(|article| article.confidence < SURE)
        }),
        Action::History(along) => history(state, along),
        Action::FollowJump => follow_jump(state),
        Action::StepPart(along) => step_part(state, along),
        Action::ToggleBeside => toggle_beside(state),
        Action::SwitchSide => switch_side(state),
        Action::StepSubhead(along) => step_subhead(state, along),
        Action::GoTo(at) => state.reader.go_on(at),
        _ => {}
    }
}

/// Opens an article and puts it after the one seen before; says whether it could be opened.
pub fn visit(state: &mut State, id: ArticleId) -> bool {
    let opened = open(state, id);
    if opened {
        remember(&mut state.reader, id);
    }
    opened
}

/// Opens the first of some articles whose page can be read; says whether there was one, or none was asked for.
pub fn visit_first(state: &mut State, ids: &[ArticleId]) -> bool {
    /// Pages in a row that are tried: where so many cannot be read, the person decides whether to go on.
    const TRIED: usize = 8;
    let mut tried: Vec<PageId> = Vec::new();
    for &id in ids {
        if tried.len() == TRIED {
            break;
        }
        if tried.contains(&id.page) {
            continue;
        }
        if visit(state, id) || state.archive.awaited.is_some() || !state.archive.is_there() {
            return true;
        }
        tried.push(id.page);
    }
    !tried.is_empty()
}

/// Puts an article after the one seen before.
fn remember(reader: &mut Reader, id: ArticleId) {
    if reader.history.get(reader.at) != Some(&id) {
        /// Articles that back and forward remember.
        const REMEMBERED: usize = 500;
        reader.history.truncate(reader.at + 1);
        reader.history.push(id);
        if reader.history.len() > REMEMBERED {
            reader.history.remove(0);
        }
        reader.at = reader.history.len() - 1;
    }
}

/// Puts the open article beside itself, where it stays while others are opened; or takes the other one away.
fn toggle_beside(state: &mut State) {
    if state.reader.beside.take().is_some() {
        state.reader.side = Side::Left;
        return;
    }
    let Some(open) = &state.reader.open else { return };
    state.reader.serial += 1;
    let again = OpenArticle::read(&state.archive.library, open.id, state.reader.serial, state.script());
    // A page that cannot be read any more is told of when it is opened.
    if let Ok(again) = again {
        state.reader.beside = Some(Beside { open: again, marks: state.notes.decorations() });
    }
}

/// Makes the article beside the open one.
fn switch_side(state: &mut State) {
    let Some(beside) = state.reader.beside.take() else { return };
    writing::leave_article(state);
    let marks = state.notes.decorations();
    remember(&mut state.reader, beside.open.id);
    let left = state.reader.open.replace(beside.open);
    let reader = &mut state.reader;
    reader.beside = left.map(|open| Beside { open, marks });
    reader.side = reader.side.other();
    (reader.selection, reader.lookup, reader.speech) = (None, None, None);
    reader.hits.clear();
    writing::enter_article(state);
    // It is where the person left it: nothing is to be scrolled.
    state.reader.reveal = None;
    state.focus = Some(Focus::Article);
}

/// Opens an article without touching the history; says whether that could be done.
pub fn open(state: &mut State, id: ArticleId) -> bool {
    writing::leave_article(state);
    state.reader.serial += 1;
    match OpenArticle::read(&state.archive.library, id, state.reader.serial, state.script()) {
        Ok(article) => {
            (state.archive.wanted, state.archive.awaited) = (None, None);
            state.reader.hits.clear();
            (state.reader.selection, state.reader.lookup, state.reader.speech) = (None, None, None);
            state.reader.reveal = None;
            state.reader.open = Some(article);
            writing::enter_article(state);
            show_in_list(state, id);
            true
        }
        Err(error) => {
            cannot_open(state, id, &error);
            false
        }
    }
}

/// Says why an article cannot be opened, and has its page read again: it is another one now, to be opened once it is
/// there, or belongs among the files that cannot be read.
fn cannot_open(state: &mut State, id: ArticleId, error: &PageError) {
    let page = state.archive.library.page(id.page).cloned();
    let before = state.archive.awaited.take();
    match (error, &page) {
        // A file that was changed once more while it was read again is not waited for without end.
        (PageError::Changed, Some(page)) if before.is_none_or(|(awaited, _)| awaited.page != id.page) => {
            state.archive.awaited = Some((id, page.version()));
            state.tell(NoticeKind::Warning, state.t(words::PAGE_CHANGED));
        }
        _ => {
            let path = page.as_ref().map(|page| page.file.path.to_string());
            let reason = error.in_words(state.language());
            let text = words::PAGE_UNREADABLE.fill(state.language(), &[&path.unwrap_or_default(), &reason]);
            state.tell(NoticeKind::Error, text);
        }
    }
    if page.is_some() {
        files::reread(state, id.page);
    }
}

fn step_article(state: &mut State, along: Along) {
    refresh_list(state);
    let order = state.list.listing.order();
    let at = state.reader.open.as_ref().and_then(|open| order.iter().position(|&id| id == open.id));
    let next: Vec<ArticleId> = match (at, along) {
        (None, _) => order.to_vec(),
        (Some(at), Along::Next) => order[at + 1..].to_vec(),
        (Some(at), Along::Previous) => order[..at].iter().rev().copied().collect(),
    };
    if !visit_first(state, &next) {
        at_the_end(state, along);
    }
}

fn at_the_end(state: &mut State, along: Along) {
    let phrase = if along == Along::Next { words::AT_LAST } else { words::AT_FIRST };
    state.tell(NoticeKind::Info, state.t(phrase));
}

/// The page that is open, as a place in the library's pages.
fn open_page(state: &State) -> Option<usize> {
    state.archive.library.position(state.reader.open.as_ref()?.id.page)
}

/// The first articles of pages that have any.
fn first_articles<'a>(pages: impl Iterator<Item = &'a Arc<PageEntry>>) -> Vec<ArticleId> {
    let pages = pages.filter(|page| !page.articles().is_empty());
    pages.map(|page| ArticleId { page: page.id, index: 0 }).collect()
}

fn step_page(state: &mut State, along: Along) {
    let pages = state.archive.library.pages();
    let next = match (open_page(state), along) {
        (None, _) => first_articles(pages.iter()),
        (Some(at), Along::Next) => first_articles(pages[at + 1..].iter()),
        (Some(at), Along::Previous) => first_articles(pages[..at].iter().rev()),
    };
    if !visit_first(state, &next) {
        at_the_end(state, along);
    }
}

fn step_issue(state: &mut State, along: Along) {
    let library = &state.archive.library;
    let page = open_page(state).unwrap_or(0);
    let at = library.issues().iter().position(|issue| issue.pages.contains(&page)).unwrap_or(0);
    let next = match along {
        Along::Next => library.issues().get(at + 1),
        Along::Previous => at.checked_sub(1).and_then(|at| library.issues().get(at)),
    };
    let pages = next.map_or(&[][..], |issue| &library.pages()[issue.pages.clone()]);
    if !visit_first(state, &first_articles(pages.iter())) {
        at_the_end(state, along);
    }
}

/// Opens the next article of the list that is like this, beginning again at the top.
fn step_to(state: &mut State, none: words::Phrase, is_wanted: impl Fn(&State, ArticleId) -> bool) {
    refresh_list(state);
    let order = state.list.listing.order();
    let at = state.reader.open.as_ref().and_then(|open| order.iter().position(|&id| id == open.id));
    let start = at.map_or(0, |at| at + 1);
    let next = order[start..].iter().chain(&order[..start.saturating_sub(1)]);
    let next: Vec<ArticleId> = next.copied().filter(|&id| is_wanted(state, id)).collect();
    if !visit_first(state, &next) {
        state.tell(NoticeKind::Info, state.t(none));
    }
}

fn history(state: &mut State, along: Along) {
    let reader = &mut state.reader;
    if !reader.can_step(along == Along::Next) {
        return;
    }
    reader.at = if along == Along::Next { reader.at + 1 } else { reader.at - 1 };
    let id = reader.history[reader.at];
    open(state, id);
}

/// Goes to the next subhead below the top of what is seen, or the previous one above it.
fn step_subhead(state: &mut State, along: Along) {
    let Some(open) = &state.reader.open else { return };
    let top = state.notes.place.and_then(|byte| open.position_of(byte)).unwrap_or_default();
    let starts: Vec<TextPosition> =
        std::iter::once(TextPosition::default()).chain(open.subheads().map(|range| range.start)).collect();
    let next = match along {
        Along::Next => starts.iter().find(|&&at| at > top),
        Along::Previous => starts.iter().rfind(|&&at| at < top),
    };
    match next.copied() {
        Some(at) => state.reader.go_on(at),
        None if starts.len() == 1 => state.tell(NoticeKind::Info, state.t(words::NO_SUBHEADS)),
        None => {}
    }
}

/// Opens the article that goes on where a jump line of this one points: on that page of the same issue, the one
/// whose own jump line points back here, else the first.
fn follow_jump(state: &mut State) {
    let Some(open) = &state.reader.open else { return };
    let library = &state.archive.library;
    let here = open.entry.label.page.as_ref().map(|page| page.number);
    let Some((_, number)) = open.jumps().into_iter().find(|(_, number)| Some(*number) != here) else {
        return state.tell(NoticeKind::Info, state.t(words::NO_JUMP));
    };
    let issue = library.issues().iter().find(|issue| issue.key == open.entry.issue);
    let pages = issue.map(|issue| &library.pages()[issue.pages.clone()]).unwrap_or_default();
    let target = pages.iter().find(|page| page.label.page.as_ref().is_some_and(|page| page.number == number));
    let Some(target) = target.map(|page| page.id) else {
        let text = words::JUMP_MISSING.fill(state.language(), &[&number]);
        return state.tell(NoticeKind::Warning, text);
    };
    let title = open.article().title();
    let back = library.content(target).ok().and_then(|content| {
        let articles = &content.segmentation.articles;
        let points_here = |article: &crate::segmentation::Article| {
            let mut jumps = article.texts(crate::segmentation::Role::Jump);
            jumps.any(|text| super::article::jump_page(text).is_some_and(|page| Some(page) == here))
        };
        let same_title = |article: &crate::segmentation::Article| title.is_some() && article.title() == title;
        articles.iter().position(same_title).or_else(|| articles.iter().position(points_here))
    });
    carry_out(state, Action::OpenArticle(ArticleId { page: target, index: back.unwrap_or(0) as u32 }));
}

fn step_part(state: &mut State, along: Along) {
    let Some(open) = &state.reader.open else { return };
    let serials = state.archive.library.serials();
    let (target, none) = match along {
        Along::Next => (serials.next(open.id).map(|link| link.to), words::NO_NEXT_PART),
        Along::Previous => (serials.previous(open.id).map(|link| link.from), words::NO_PREVIOUS_PART),
    };
    match target {
        Some(id) => carry_out(state, Action::OpenArticle(id)),
        None => state.tell(NoticeKind::Info, state.t(none)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;

    #[test]
    fn steps_follow_the_list_and_history_goes_back() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Next));
        let second = bench.title();
        assert_ne!(first, second);
        bench.act(Action::StepArticle(Along::Next));
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), second);
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), first);
        assert!(!bench.state.reader.can_step(false));
        bench.act(Action::History(Along::Next));
        assert_eq!(bench.title(), second);
        // A new way taken from here forgets the one not taken.
        bench.act(Action::StepIssue(Along::Next));
        assert!(!bench.state.reader.can_step(true));
    }

    #[test]
    fn the_ends_are_told_and_nothing_moves() {
        let mut bench = Bench::two_papers();
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Previous));
        assert_eq!((bench.title(), bench.state.notices.len()), (first, 1));
        bench.act(Action::StepArticle(Along::Previous));
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
            bench.act(Action::OpenPath(root.clone()));
            bench.wait();
        }
        bench
    }

    #[test]
    fn a_page_written_anew_with_the_same_size_and_time_is_opened_as_it_is_now() {
        let mut bench = from_cache();
        rewrite(&bench, "江报/2031-01-02/01.txt", renamed);
        bench.act(Action::StepArticle(Along::Next));
        assert!(!bench.title().starts_with("码头"), "it is not read yet");
        bench.wait();
        assert_eq!((&*bench.title(), bench.state.archive.awaited), ("码头新船下水", None));
        let listed = &bench.state.list.listing;
        let titles: Vec<&str> = listed.order().iter().map(|&id| title_of(&bench, id)).collect();
        assert!(titles.contains(&"码头新船下水"), "{titles:?}");
    }

    fn title_of(bench: &Bench, id: ArticleId) -> &str {
        &bench.state.archive.library.article(id).unwrap().title
    }

    #[test]
    fn what_is_to_be_opened_first_is_tried_once_and_the_archive_scanned_no_more_than_once() {
        let mut bench = from_cache();
        let root = bench.state.archive.path.clone().unwrap();
        bench.act(Action::OpenPath(root));
        // The place read last is on a page that was written anew meanwhile.
        while bench.state.archive.library.pages().is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(2));
            for event in bench.state.archive.loader.as_ref().unwrap().poll() {
                if let crate::archive::LoadEvent::Library(library) = event {
                    bench.state.archive.library = library;
                }
            }
        }
        bench.state.list.stale = true;
        bench.state.archive.progress = None;
        let first = bench.state.archive.library.pages()[0].file.path.to_string();
        rewrite(&bench, &first, |text| String::from_utf8(text).unwrap().replace("完成", "结束").into_bytes());
        bench.wait();
        assert_eq!(bench.title(), "山路除雪结束");
        let generation = bench.state.archive.library.generation();
        for _ in 0..50 {
            files::poll(&mut bench.state);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert_eq!(bench.state.archive.library.generation(), generation);
        assert_eq!((bench.state.archive.wanted, bench.state.archive.progress), (None, None));
    }

    #[test]
    fn a_page_that_can_no_longer_be_read_is_passed_over_and_named() {
        let mut bench = from_cache();
        let third = title_of(&bench, bench.state.list.listing.order()[2]).to_owned();
        rewrite(&bench, "江报/2031-01-02/01.txt", |text| vec![0; text.len()]);
        bench.act(Action::StepArticle(Along::Next));
        assert_eq!(bench.title(), third);
        bench.wait();
        let library = &bench.state.archive.library;
        let unreadable: Vec<&str> = library.unreadable().iter().map(|file| &*file.path).collect();
        assert_eq!((unreadable, library.pages().len()), (vec!["江报/2031-01-02/01.txt"], 3));
        // Nor is it believed the next time.
        let root = bench.state.archive.path.clone().unwrap();
        bench.act(Action::OpenPath(root));
        bench.wait();
        assert_eq!(bench.state.archive.unreadable(), 1);
    }

    #[test]
    fn a_drive_that_is_taken_out_and_put_in_again_loses_nothing() {
        let mut bench = from_cache();
        let (title, pages) = (bench.title(), bench.state.archive.library.pages().to_vec());
        let root = bench.state.archive.path.clone().unwrap();
        let away = root.with_extension("away");
        std::fs::rename(&root, &away).unwrap();
        bench.act(Action::StepArticle(Along::Next));
        bench.wait();
        assert_eq!(bench.title(), title, "what is open stays to be read");
        assert!(!bench.state.notices.is_empty());
        std::fs::rename(&away, &root).unwrap();
        bench.act(Action::Rescan);
        bench.wait();
        assert_eq!(bench.state.archive.library.pages(), pages);
        bench.act(Action::StepArticle(Along::Next));
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
        bench.act(Action::StepPart(Along::Next));
        let second = bench.state.reader.open.as_ref().unwrap().id;
        assert_ne!(first.page, second.page);
        bench.act(Action::StepPart(Along::Next));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, second);
        assert!(!bench.state.notices.is_empty());
        bench.act(Action::StepPart(Along::Previous));
        assert_eq!(bench.state.reader.open.as_ref().unwrap().id, first);
    }

    #[test]
    fn two_articles_side_by_side_change_places_with_all_that_is_theirs() {
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        bench.act(Action::ToggleBeside);
        let first = bench.title();
        bench.act(Action::StepArticle(Along::Next));
        let second = bench.title();
        assert_ne!(first, second);
        assert!(!bench.state.is_bookmarked());
        bench.act(Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (first.clone(), Side::Right));
        assert!(bench.state.is_bookmarked(), "the notes are those of the article that is read now");
        bench.act(Action::SwitchSide);
        assert_eq!((bench.title(), bench.state.reader.side), (second, Side::Left));
        bench.act(Action::ToggleBeside);
        assert!(bench.state.reader.beside.is_none());
        bench.act(Action::History(Along::Previous));
        assert_eq!(bench.title(), first);
    }

    #[test]
    fn subheads_are_stepped_through_and_the_ends_stay() {
        let mut bench = Bench::two_papers();
        let open = bench.state.reader.open.as_mut().unwrap();
        open.document.paragraphs[1].role = crate::segmentation::Role::Subhead;
        bench.act(Action::StepSubhead(Along::Next));
        let asked = bench.state.reader.reveal.map(|(_, reveal)| reveal);
        assert_eq!(asked, Some(super::super::state::Reveal::Top(TextPosition::new(1, 0))));
        let span = bench.state.reader.open.as_ref().unwrap();
        let byte = span.to_source(span.block_range(1).unwrap())[0].start;
        bench.act(Action::ReadTo(Some(byte)));
        let before = bench.state.reader.reveals;
        bench.act(Action::StepSubhead(Along::Next));
        assert_eq!(bench.state.reader.reveals, before, "there is none below");
        bench.act(Action::StepSubhead(Along::Previous));
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

//! Long tasks on many notes, a merge, an undo, a redo: done a little in each frame, with a way to stop, which takes
//! them back.

use super::file::Failure;
use super::{Exchange, Job, Work};
use crate::app::article_status::Marks;
use crate::app::context::Context;
use crate::app::corrections::words::says;
use crate::app::effect::{Effect, Effects};
use crate::app::store::Store;

use crate::app::strings::{self, Phrase};
use crate::archive::ArticleId;
use crate::correction::Operation;
use crate::notebook::{Deed, DeedKind, Motivation, Notebook, Preview, Step, StoreError};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// A step of many notes under way.
pub struct LongTask {
    step: Step,
    ending: Ending,
}

/// Way through what was done.
#[derive(Clone, Copy)]
pub enum Way {
    /// Back.
    Undo,
    /// And on again.
    Redo,
}

/// Kind of a long task: what is told at its end.
#[derive(Clone)]
pub enum Ending {
    /// Result of a merge.
    Merged(Preview),
    /// So many articles were bookmarked.
    Bookmarked(usize),
    /// So many articles were given tags.
    Tagged(usize),
    /// A tag was taken off so many articles.
    Untagged(usize, String),
    /// So many articles were put into a collection of this name.
    Collected(usize, String),
    /// So many places were put right.
    Corrected(usize),
    /// Articles, pages or a folder were described.
    Described,
    /// A description was taken back.
    DescriptionTaken,
    /// The last change was taken back: what it was, and in which article.
    Undone(Option<Deed>, Option<ArticleId>),
    /// It was done again.
    Redone(Option<Deed>, Option<ArticleId>),
}

impl Exchange {
    /// Takes the last change back or does it again.
    pub(super) fn again(
        &mut self,
        way: Way,
        cx: &Context,
        marks: &Marks,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        let (begin, nothing): (fn(&mut Notebook) -> Option<Step>, _) = match way {
            Way::Redo => (Notebook::begin_redo, strings::NOTHING_TO_REDO),
            Way::Undo => (Notebook::begin_undo, strings::NOTHING_TO_UNDO),
        };
        if let Some(Job { work: Work::Step(_), .. }) = &self.job {
            return effects.hint(cx.t(strings::STEP_UNDER_WAY));
        }
        let Some(book) = &mut store.book else { return };
        match begin(book) {
            Some(step) => {
                let deed = step.deed();
                let annotation = deed.as_ref().and_then(|deed| deed.annotation.as_ref());
                let article = annotation.and_then(|annotation| marks.article_of(annotation.id));
                let ending = match way {
                    Way::Undo => Ending::Undone(deed, article),
                    Way::Redo => Ending::Redone(deed, article),
                };
                self.begin(step, ending, cx, store, effects);
            }
            None => effects.hint(cx.t(nothing)),
        }
    }

    /// Begins a step. What is short is done at once, whatever else is going on.
    pub(super) fn begin(
        &mut self,
        mut step: Step,
        ending: Ending,
        cx: &Context,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        /// Records that are done within a frame.
        const SHORT: usize = 200;
        let Some(book) = &mut store.book else { return };
        if step.progress().1 <= SHORT {
            let refused = book.go_on(&mut step, SHORT).err();
            return self.end(LongTask { step, ending }, refused, cx, store, effects);
        }
        if self.job.is_some() {
            step.turn_back();
            let _ = book.end(step);
            return effects.hint(cx.t(strings::STEP_UNDER_WAY));
        }
        let what = match ending {
            Ending::Undone(..) => strings::UNDOING,
            Ending::Redone(..) => strings::REDOING,
            _ => strings::MERGING,
        };
        let done = Some(step.progress());
        let work = Work::Step(Box::new(LongTask { step, ending }));
        self.job = Some(Job { what, done, work, cancel: Arc::default() });
        self.go_on(cx, store, effects);
    }

    /// Goes on with the step for a part of a frame.
    pub fn go_on(&mut self, cx: &Context, store: &mut Store, effects: &mut Effects) {
        /// Longest time that a frame may wait for this.
        const PATIENCE: Duration = Duration::from_millis(6);
        /// Records between two looks at the clock.
        const TOGETHER: usize = 50;
        let Some(Job { work: Work::Step(task), cancel, done, what }) = &mut self.job else { return };
        let Some(book) = &mut store.book else { return };
        let begun = Instant::now();
        let (mut refused, step) = (None, &mut task.step);
        if cancel.load(Ordering::Relaxed) && !step.is_turned_back() {
            step.turn_back();
            *what = strings::TAKING_BACK;
        }
        while !step.is_done() && refused.is_none() && begun.elapsed() < PATIENCE {
            refused = book.go_on(step, TOGETHER).err();
        }
        *done = Some(step.progress());
        if refused.is_none() && !step.is_done() {
            return (cx.wake)();
        }
        if let Some(Job { work: Work::Step(task), .. }) = self.job.take() {
            self.end(*task, refused, cx, store, effects);
        }
    }

    fn end(
        &mut self,
        LongTask { mut step, ending }: LongTask,
        refused: Option<StoreError>,
        cx: &Context,
        store: &mut Store,
        effects: &mut Effects,
    ) {
        let Some(book) = &mut store.book else { return };
        if refused.is_some() {
            step.turn_back();
            // Nothing is refused where something is only put back.
            let _ = book.go_on(&mut step, usize::MAX);
        }
        let stopped = step.is_turned_back();
        let pending = book.end(step);
        store.watch(pending);
        effects.push(Effect::NotesChanged);
        if stopped {
            let failure = refused.map_or(Failure::Stopped, Failure::Notebook);
            return self.refuse(&failure, cx, effects);
        }
        match ending {
            Ending::Merged(Preview { added, changed, deleted, kept_both, .. }) => {
                effects.push(Effect::CloseOverlay);
                effects.info(cx.fill(strings::MERGED, &[&added, &changed, &deleted, &kept_both]));
            }
            Ending::Bookmarked(count) => effects.info(cx.fill(strings::SOME_BOOKMARKED, &[&count])),
            Ending::Tagged(count) => effects.info(cx.fill(strings::SOME_TAGGED, &[&count])),
            Ending::Untagged(count, tag) => {
                effects.info(cx.fill(strings::SOME_UNTAGGED, &[&count, &tag]));
            }
            Ending::Collected(count, name) => {
                effects.info(cx.fill(strings::SOME_COLLECTED, &[&count, &name]))
            }
            Ending::Corrected(count) => effects.info(cx.fill(strings::SOME_CORRECTED, &[&count])),
            Ending::Described => effects.info(cx.t(strings::DESCRIBED)),
            Ending::DescriptionTaken => effects.info(cx.t(strings::DESCRIPTION_TAKEN)),
            Ending::Undone(deed, article) => show(strings::UNDID, deed, article, cx, effects),
            Ending::Redone(deed, article) => show(strings::REDID, deed, article, cx, effects),
        }
    }
}

/// Says what was taken back or done again, and shows where that was.
fn show(done: Phrase, deed: Option<Deed>, article: Option<ArticleId>, cx: &Context, effects: &mut Effects) {
    let what = deed.as_ref().map(|deed| named(deed, cx)).unwrap_or_default();
    effects.info(cx.fill(done, &[&what]));
    if let Some(annotation) = deed.filter(|deed| deed.count == 1).and_then(|deed| deed.annotation) {
        effects.push(Effect::LookAt(annotation.id, article));
    }
}

/// A deed as it is called: what was done, and to what; of several things the first, and how many there are.
fn named(deed: &Deed, cx: &Context) -> String {
    /// Characters by which words are known.
    const KNOWN_BY: usize = 20;
    let shortened = |words: &str| {
        let mut short: String = words.chars().take(KNOWN_BY).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        short
    };
    let what = match (&deed.collection, &deed.annotation, &deed.correction) {
        // A collection that is made with what is in it is one thing.
        (Some(collection), ..) => cx.fill(strings::COLLECTION_NAMED, &[&shortened(&collection.name)]),
        (_, Some(annotation), _) => {
            let (what, words) = match annotation.motivation {
                Motivation::Bookmarking => (strings::BOOKMARK_ON, annotation.target.article.title.clone()),
                Motivation::Classifying => (strings::MEMBER, annotation.target.article.title.clone()),
                Motivation::Highlighting => (strings::HIGHLIGHT_OF, annotation.target.quote()),
                Motivation::Tagging => (strings::TAGS_ON, annotation.target.article.title.clone()),
                Motivation::Commenting => (strings::NOTE_ON, annotation.body.note.clone()),
            };
            let words = if words.trim().is_empty() { annotation.target.quote() } else { words };
            cx.fill(what, &[&shortened(&words)])
        }
        (.., Some(correction)) => {
            let what = match &correction.operation {
                Operation::ArticleIs { says, .. } | Operation::PageIs { says, .. } => {
                    cx.fill(strings::A_DESCRIPTION, &[&shortened(&says.in_words())])
                }
                Operation::FolderIs { folder, says, .. } => {
                    let words = format!("{} {}", folder.path, says.in_words());
                    cx.fill(strings::A_DESCRIPTION, &[&shortened(words.trim())])
                }
                Operation::ArticleIsRight { article } => {
                    cx.fill(strings::SAYS_RIGHT, &[&shortened(&article.quote())])
                }
                _ => says(cx, correction),
            };
            return if deed.count > 1 { cx.fill(strings::AND_OTHERS, &[&what, &deed.count]) } else { what };
        }
        (None, None, None) => return cx.fill(strings::CHANGES, &[&deed.count]),
    };
    let verb = match deed.kind {
        DeedKind::Added => strings::ADDING,
        DeedKind::Deleted => strings::DELETING,
        DeedKind::Changed | DeedKind::Corrected => strings::CHANGING,
    };
    let is_one = deed.count == 1 || deed.collection.is_some();
    let what = if is_one { what } else { cx.fill(strings::AND_OTHERS, &[&what, &deed.count]) };
    cx.fill(verb, &[&what])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{PageRef, Target};
    use crate::app::article_list::Which;
    use crate::app::import_export::articles::Deed;
    use crate::app::testing::Bench;
    use crate::app::{annotations, import_export};
    use crate::notebook::{Annotation, Body, Filter, Motivation};
    use crate::segmentation::{ByteSpan, Page};

    /// A notebook's export with many notes on one page.
    fn export(count: usize) -> String {
        let dir = tempfile::tempdir().unwrap();
        let mut book = Notebook::open(dir.path()).unwrap();
        let page = Page::new("江边的集市散了，人都过了渡口。\n".into());
        let at = PageRef::new(page.text().as_bytes(), &page, "别处/01.txt");
        for number in 0..count {
            let target = Target::of_spans(&at, &page, &[ByteSpan { start: 0, end: 6 }]);
            let body = Body { note: format!("第{number}条"), ..Body::default() };
            let _ = book.create(&Annotation::new(Motivation::Commenting, target, body), &page);
        }
        book.export().unwrap()
    }

    fn merge(bench: &mut Bench, json: &str) {
        let step = Step::merge(Notebook::read_export(json).unwrap());
        bench.with(|state, cx, effects| {
            let ending = Ending::Merged(Preview::default());
            state.exchange.begin(step, ending, cx, &mut state.store, effects);
        });
    }

    /// Goes on to the end; says in how many frames.
    fn finish(bench: &mut Bench) -> usize {
        let begun = Instant::now();
        (0..)
            .find(|_| {
                assert!(begun.elapsed() < Duration::from_secs(60), "the step does not end");
                bench.frame();
                bench.state.exchange.job.is_none()
            })
            .unwrap()
    }

    fn count(bench: &Bench) -> usize {
        bench.state.notes.listed.len()
    }

    #[test]
    fn many_notes_are_merged_undone_and_done_again_over_frames() {
        const MANY: usize = 4000;
        let json = export(MANY);
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        merge(&mut bench, &json);
        assert!(bench.state.exchange.job.is_some() && finish(&mut bench) > 0);
        assert_eq!(count(&bench), MANY + 1);
        for (action, left) in [
            (import_export::Action::Undo, 1),
            (import_export::Action::Redo, MANY + 1),
            (import_export::Action::Undo, 1),
        ] {
            bench.act(action);
            assert!(finish(&mut bench) > 0);
            assert_eq!(count(&bench), left);
        }
        // The bookmark was made before.
        bench.act(import_export::Action::Undo);
        assert_eq!(count(&bench), 0);
    }

    #[test]
    fn tags_that_are_taken_back_are_not_called_a_note() {
        let mut bench = Bench::two_papers();
        let article = bench.state.list.listing.order()[0];
        let tag = Deed::Tag("冬".into());
        bench.act(import_export::Action::Articles(tag, Which::These(vec![article])));
        finish(&mut bench);
        let title = bench.state.archive.library.article(article).unwrap().title().to_owned();
        bench.act(import_export::Action::Undo);
        finish(&mut bench);
        let said = bench.state.notices.iter().last().unwrap();
        assert_eq!(said.text, format!("已撤销：添加《{title}》的标签。"));
    }

    #[test]
    fn what_is_stopped_leaves_no_trace() {
        const MANY: usize = 3000;
        let json = export(MANY);
        let mut bench = Bench::two_papers();
        bench.act(annotations::Action::ToggleBookmark);
        let deleted = Filter { deleted: true, ..Filter::default() };
        let stop = |bench: &mut Bench| {
            assert!(bench.state.exchange.job.as_ref().unwrap().done.unwrap().0 > 0);
            bench.act(import_export::Action::Cancel);
            finish(bench);
            assert!(!bench.state.exchange.outcome.take().unwrap().0);
        };
        merge(&mut bench, &json);
        stop(&mut bench);
        let book = bench.state.store.book.as_ref().unwrap();
        assert_eq!((count(&bench), book.list(&deleted).len(), book.papers().len()), (1, 0, 1));
        // The bookmark is what was done last.
        bench.act(import_export::Action::Undo);
        bench.act(import_export::Action::Redo);
        assert_eq!(count(&bench), 1);
        merge(&mut bench, &json);
        finish(&mut bench);
        bench.act(import_export::Action::Undo);
        stop(&mut bench);
        assert_eq!(count(&bench), MANY + 1);
        bench.act(import_export::Action::Undo);
        finish(&mut bench);
        assert_eq!(count(&bench), 1);
        // Closing waits for the disk; what is there then is what memory had.
        bench.reopen_notebook(|_| {});
        assert_eq!(count(&bench), 1);
    }

    #[test]
    fn what_is_not_ended_is_not_on_the_disk() {
        const MANY: usize = 3000;
        let json = export(MANY);
        let mut bench = Bench::two_papers();
        let close_and_open = |bench: &mut Bench| {
            bench.state.exchange.job = None;
            bench.reopen_notebook(|_| {});
        };
        merge(&mut bench, &json);
        assert!(bench.state.exchange.job.is_some());
        close_and_open(&mut bench);
        assert_eq!(count(&bench), 0);
        merge(&mut bench, &json);
        finish(&mut bench);
        bench.act(import_export::Action::Undo);
        assert!(bench.state.exchange.job.is_some());
        close_and_open(&mut bench);
        assert_eq!(count(&bench), MANY);
    }

    #[test]
    fn what_is_written_while_an_undo_is_under_way_stays() {
        const MANY: usize = 3000;
        let mut bench = Bench::two_papers();
        merge(&mut bench, &export(MANY));
        finish(&mut bench);
        bench.act(import_export::Action::Undo);
        let book = bench.state.store.book.as_mut().unwrap();
        // The last ones are taken back first; this one is still there.
        let id = *book.list(&Filter::default()).last().unwrap();
        book.update(id, |note| note.body.note = "还在写".into()).wait().unwrap();
        bench.act(import_export::Action::Undo);
        assert!(bench.state.exchange.job.is_some(), "one step at a time");
        finish(&mut bench);
        assert_eq!(bench.state.notes.listed, [id]);
        bench.act(import_export::Action::Redo);
        assert_eq!(bench.state.notes.listed, [id], "after a change nothing is done again");
        bench.reopen_notebook(|_| {});
        assert_eq!(bench.state.notes.listed, [id]);
        let book = bench.state.store.book.as_ref().unwrap();
        assert_eq!(book.get(id).unwrap().body.note, "还在写");
    }
}

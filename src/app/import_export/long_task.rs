//! Long tasks on many notes, a merge, an undo, a redo: done a little in each frame, with a way to stop, which takes
//! them back.

use super::file::Failure;
use super::{Exchange, Job, Work};
use crate::app::context::Context;
use crate::app::effect::{Effect, Effects};
use crate::app::store::Store;
use crate::app::strings;
use crate::notebook::{Notebook, Preview, Step, StoreError};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// A step of many notes under way.
pub struct LongTask {
    step: Step,
    ending: Ending,
}

/// Kind of a long task: what is told at its end.
#[derive(Clone)]
pub enum Ending {
    /// What a merge did.
    Merged(Preview),
    /// The last change was taken back.
    Undone,
    /// It was done again.
    Redone,
}

impl Exchange {
    /// Takes the last change back or does it again.
    pub(super) fn again(&mut self, ending: Ending, cx: &Context, store: &mut Store, effects: &mut Effects) {
        let (begin, nothing): (fn(&mut Notebook) -> Option<Step>, _) = match ending {
            Ending::Redone => (Notebook::begin_redo, strings::NOTHING_TO_REDO),
            Ending::Undone | Ending::Merged(_) => (Notebook::begin_undo, strings::NOTHING_TO_UNDO),
        };
        if let Some(Job { work: Work::Step(_), .. }) = &self.job {
            return effects.info(cx.t(strings::STEP_UNDER_WAY));
        }
        let Some(book) = &mut store.book else { return };
        match begin(book) {
            Some(step) => self.begin(step, ending, cx, store, effects),
            None => effects.info(cx.t(nothing)),
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
            return effects.info(cx.t(strings::STEP_UNDER_WAY));
        }
        let what = match ending {
            Ending::Merged(_) => strings::MERGING,
            Ending::Undone => strings::UNDOING,
            Ending::Redone => strings::REDOING,
        };
        let done = Some(step.progress());
        let work = Work::Step(Box::new(LongTask { step, ending }));
        self.job = Some(Job { what, done, work, cancel: Arc::default() });
        self.go_on(cx, store, effects);
    }

    /// Goes on with the step for a part of a frame.
    pub fn go_on(&mut self, cx: &Context, store: &mut Store, effects: &mut Effects) {
        /// How long a frame may wait for this.
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
            Ending::Undone => effects.info(cx.t(strings::UNDONE)),
            Ending::Redone => effects.info(cx.t(strings::REDONE)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{PageRef, Target};
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

//! Steps of many notes, a merge, an undo, a redo: done a little in each frame, with a way to stop, which takes them back.

use super::action::Action;
use super::exchange::{Failure, Job, Work, refuse};
use super::language as words;
use super::state::{NoticeKind, State};
use super::writing;
use crate::notebook::{Notebook, Preview, Step, StoreError};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// What is told at the end of a step.
#[derive(Clone)]
pub(super) enum Ending {
    Merged(Preview),
    Undone,
    Redone,
}

/// Takes the last change back or does it again.
pub fn again(state: &mut State, action: Action) {
    let (begin, ending, nothing): (fn(&mut Notebook) -> Option<Step>, _, _) = match action {
        Action::Redo => (Notebook::begin_redo, Ending::Redone, words::NOTHING_TO_REDO),
        _ => (Notebook::begin_undo, Ending::Undone, words::NOTHING_TO_UNDO),
    };
    if let Some(Job { work: Work::Step(..), .. }) = &state.exchange.job {
        return state.tell(NoticeKind::Info, state.t(words::STEP_UNDER_WAY));
    }
    let Some(book) = &mut state.notes.book else { return };
    match begin(book) {
        Some(step) => start(state, step, ending),
        None => state.tell(NoticeKind::Info, state.t(nothing)),
    }
}

/// Begins a step. What is short is done at once, whatever else is going on.
pub(super) fn start(state: &mut State, mut step: Step, ending: Ending) {
    /// Records that are done within a frame.
    const SHORT: usize = 200;
    let Some(book) = &mut state.notes.book else { return };
    if step.progress().1 <= SHORT {
        let stopped = book.go_on(&mut step, SHORT).err();
        return end(state, step, ending, stopped);
    }
    if state.exchange.job.is_some() {
        step.turn_back();
        let _ = book.end(step);
        return state.tell(NoticeKind::Info, state.t(words::STEP_UNDER_WAY));
    }
    let what = match ending {
        Ending::Merged(_) => words::MERGING,
        Ending::Undone => words::UNDOING,
        Ending::Redone => words::REDOING,
    };
    let done = Some(step.progress());
    let work = Work::Step(Box::new(step), ending);
    state.exchange.job = Some(Job { what, done, work, cancel: Arc::default() });
    go_on(state);
}

/// Goes on with the step for a part of a frame.
pub(super) fn go_on(state: &mut State) {
    /// How long a frame may wait for this.
    const PATIENCE: Duration = Duration::from_millis(6);
    /// Records between two looks at the clock.
    const TOGETHER: usize = 50;
    let Some(Job { work: Work::Step(step, _), cancel, done, what }) = &mut state.exchange.job else { return };
    let Some(book) = &mut state.notes.book else { return };
    let begun = Instant::now();
    let mut refused = None;
    if cancel.load(Ordering::Relaxed) && !step.is_turned_back() {
        step.turn_back();
        *what = words::TAKING_BACK;
    }
    while !step.is_done() && refused.is_none() && begun.elapsed() < PATIENCE {
        refused = book.go_on(step, TOGETHER).err();
    }
    *done = Some(step.progress());
    if refused.is_none() && !step.is_done() {
        return (state.wake)();
    }
    let Some(Job { work: Work::Step(step, ending), .. }) = state.exchange.job.take() else { return };
    end(state, *step, ending, refused);
}

fn end(state: &mut State, mut step: Step, ending: Ending, refused: Option<StoreError>) {
    let Some(book) = &mut state.notes.book else { return };
    if refused.is_some() {
        step.turn_back();
        // Nothing is refused where something is only put back.
        let _ = book.go_on(&mut step, usize::MAX);
    }
    let stopped = step.is_turned_back();
    let pending = book.end(step);
    state.notes.watch(pending);
    writing::changed(state);
    if stopped {
        return refuse(state, refused.map_or(Failure::Stopped, Failure::Notebook));
    }
    let text = match ending {
        Ending::Merged(Preview { added, changed, deleted, kept_both, .. }) => {
            state.overlay = None;
            words::MERGED.fill(state.language(), &[&added, &changed, &deleted, &kept_both])
        }
        Ending::Undone => state.t(words::UNDONE).into(),
        Ending::Redone => state.t(words::REDONE).into(),
    };
    state.tell(NoticeKind::Info, text);
}

#[cfg(test)]
mod tests {
    use super::super::testing::Bench;
    use super::*;
    use crate::notebook::{Annotation, Body, Filter, Motivation, PageRef, Target};
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
        start(&mut bench.state, step, Ending::Merged(Preview::default()));
    }

    /// Goes on to the end; says in how many frames.
    fn finish(bench: &mut Bench) -> usize {
        let begun = Instant::now();
        (0..)
            .find(|_| {
                assert!(begun.elapsed() < Duration::from_secs(60), "the step does not end");
                go_on(&mut bench.state);
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
        bench.act(Action::ToggleBookmark);
        merge(&mut bench, &json);
        assert!(bench.state.exchange.job.is_some() && finish(&mut bench) > 0);
        assert_eq!(count(&bench), MANY + 1);
        for (action, left) in [(Action::Undo, 1), (Action::Redo, MANY + 1), (Action::Undo, 1)] {
            bench.act(action);
            assert!(finish(&mut bench) > 0);
            assert_eq!(count(&bench), left);
        }
        // The bookmark was made before.
        bench.act(Action::Undo);
        assert_eq!(count(&bench), 0);
    }

    #[test]
    fn what_is_stopped_leaves_no_trace() {
        const MANY: usize = 3000;
        let json = export(MANY);
        let mut bench = Bench::two_papers();
        bench.act(Action::ToggleBookmark);
        let deleted = Filter { deleted: true, ..Filter::default() };
        let stop = |bench: &mut Bench| {
            assert!(bench.state.exchange.job.as_ref().unwrap().done.unwrap().0 > 0);
            bench.act(Action::CancelExchange);
            finish(bench);
            assert!(!bench.state.exchange.outcome.take().unwrap().0);
        };
        merge(&mut bench, &json);
        stop(&mut bench);
        let book = bench.state.notes.book.as_ref().unwrap();
        assert_eq!((count(&bench), book.list(&deleted).len(), book.papers().len()), (1, 0, 1));
        // The bookmark is what was done last.
        bench.act(Action::Undo);
        bench.act(Action::Redo);
        assert_eq!(count(&bench), 1);
        merge(&mut bench, &json);
        finish(&mut bench);
        bench.act(Action::Undo);
        stop(&mut bench);
        assert_eq!(count(&bench), MANY + 1);
        bench.act(Action::Undo);
        finish(&mut bench);
        assert_eq!(count(&bench), 1);
        // Closing waits for the disk; what is there then is what memory had.
        bench.state.notes.book = None;
        writing::open_notebook(&mut bench.state);
        assert_eq!(count(&bench), 1);
    }

    #[test]
    fn what_is_not_ended_is_not_on_the_disk() {
        const MANY: usize = 3000;
        let json = export(MANY);
        let mut bench = Bench::two_papers();
        let close_and_open = |bench: &mut Bench| {
            bench.state.exchange.job = None;
            bench.state.notes.book = None;
            writing::open_notebook(&mut bench.state);
        };
        merge(&mut bench, &json);
        assert!(bench.state.exchange.job.is_some());
        close_and_open(&mut bench);
        assert_eq!(count(&bench), 0);
        merge(&mut bench, &json);
        finish(&mut bench);
        bench.act(Action::Undo);
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
        bench.act(Action::Undo);
        let book = bench.state.notes.book.as_mut().unwrap();
        // The last ones are taken back first; this one is still there.
        let id = *book.list(&Filter::default()).last().unwrap();
        book.update(id, |note| note.body.note = "还在写".into()).wait().unwrap();
        bench.act(Action::Undo);
        assert!(bench.state.exchange.job.is_some(), "one step at a time");
        finish(&mut bench);
        assert_eq!(bench.state.notes.listed, [id]);
        bench.act(Action::Redo);
        assert_eq!(bench.state.notes.listed, [id], "after a change nothing is done again");
        bench.state.notes.book = None;
        writing::open_notebook(&mut bench.state);
        assert_eq!(bench.state.notes.listed, [id]);
        let book = bench.state.notes.book.as_ref().unwrap();
        assert_eq!(book.get(id).unwrap().body.note, "还在写");
    }
}

//! Work on all cores whose results come in the order of the items.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{TryRecvError, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Items of each thread that are in memory at once, with those whose results wait for one before them.
const AHEAD: usize = 16;
/// Bytes of items in memory from which on no more are taken in.
const HEAVY: usize = 64 << 20;

/// Does `work` on items on several threads and gives the results to `take` in the items' order, and `None` where the next
/// one is not ready: what is written should go out before the wait. Only a few items are in memory, of `weight` bytes each:
/// whoever is quick waits for the slow. Ends with the first error, also while `items` is waiting for its next one.
pub(super) fn each<T: Send + 'static, R: Send, E>(
    items: impl Iterator<Item = T> + Send + 'static,
    weight: fn(&T) -> usize,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(Option<R>) -> Result<(), E>,
) -> Result<(), E> {
    let threads = threads.max(1);
    let queue = Arc::new(Queue { state: Mutex::default(), changed: Condvar::new(), most: threads * AHEAD });
    let (tell, results) = channel();
    let feed = Closing(queue.clone());
    // Not in the scope, whose end would wait for it.
    std::thread::spawn(move || {
        for item in items {
            if !feed.0.put(weight(&item), item) {
                return;
            }
        }
    });
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (tell, queue, work) = (tell.clone(), &queue, &work);
            scope.spawn(move || {
                while let Some((place, weight, item)) = queue.next() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    if tell.send((place, weight, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        // Both go before the threads are waited for, which then end with what they have in hand.
        let (results, _closing) = (results, Closing(queue.clone()));
        let (mut due, mut early) = (0, BTreeMap::<usize, _>::new());
        loop {
            while let Some((weight, result)) = early.remove(&due) {
                let result: std::thread::Result<R> = result;
                take(Some(result.unwrap_or_else(|panic| resume_unwind(panic))))?;
                queue.taken(weight);
                due += 1;
            }
            let result = match results.try_recv() {
                Err(TryRecvError::Empty) => {
                    take(None)?;
                    results.recv().ok()
                }
                result => result.ok(),
            };
            // The threads end when there is no more to do.
            let Some((place, weight, result)) = result else { return Ok(()) };
            early.insert(place, (weight, result));
        }
    })
}

/// Items that wait for a thread.
struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    /// Items in memory at most.
    most: usize,
}

struct State<T> {
    /// Each with its place and its weight.
    waiting: VecDeque<(usize, usize, T)>,
    /// Number of items so far.
    count: usize,
    /// Number of them in memory, waiting or worked on or with a result that was not taken, and their weight.
    held: usize,
    weight: usize,
    is_closed: bool,
}

impl<T> Default for State<T> {
    fn default() -> State<T> {
        State { waiting: VecDeque::new(), count: 0, held: 0, weight: 0, is_closed: false }
    }
}

impl<T> Queue<T> {
    /// Adds an item when there is room; `false` if nobody wants it any more.
    fn put(&self, weight: usize, item: T) -> bool {
        let mut state = self.when(|state| state.is_closed || state.held < self.most && state.weight < HEAVY);
        if state.is_closed {
            return false;
        }
        let place = state.count;
        state.waiting.push_back((place, weight, item));
        state.count += 1;
        state.held += 1;
        state.weight += weight;
        self.changed.notify_all();
        true
    }

    /// The next item, waited for; `None` at the end.
    fn next(&self) -> Option<(usize, usize, T)> {
        self.when(|state| state.is_closed || !state.waiting.is_empty()).waiting.pop_front()
    }

    /// Makes room: a result was taken.
    fn taken(&self, weight: usize) {
        let mut state = self.state();
        state.held -= 1;
        state.weight -= weight;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn when(&self, ready: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        let wait = self.changed.wait_while(self.state(), |state| !ready(state));
        wait.unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes a queue when it goes.
struct Closing<T>(Arc<Queue<T>>);

impl<T> Drop for Closing<T> {
    fn drop(&mut self) {
        self.0.state().is_closed = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_and_few_at_a_time() {
        let (begun, mut taken) = (AtomicUsize::new(0), Vec::new());
        let work = |item: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(Duration::from_micros(if item.is_multiple_of(7) { 300 } else { 1 }));
            item * 2
        };
        let take = |result: Option<usize>| {
            assert!(begun.load(Ordering::Relaxed) <= taken.len() + 3 * AHEAD);
            taken.extend(result);
            Ok::<(), ()>(())
        };
        assert_eq!(each(0..500, |_| 0, 3, work, take), Ok(()));
        assert_eq!(taken, (0..500).map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn of_heavy_items_one_at_a_time_is_worked_on() {
        let at_once = AtomicUsize::new(0);
        let work = |_| {
            let before = at_once.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(2));
            at_once.fetch_sub(1, Ordering::SeqCst);
            before
        };
        let take = |before: Option<usize>| if before.unwrap_or(0) == 0 { Ok(()) } else { Err(()) };
        assert_eq!(each(0..20, |_| HEAVY, 4, work, take), Ok(()));
    }

    #[test]
    fn the_first_error_ends_the_work() {
        let done = AtomicUsize::new(0);
        let work = |item| {
            done.fetch_add(1, Ordering::Relaxed);
            item
        };
        assert_eq!(
            each(0..10_000, |_| 0, 2, work, |item| if item == Some(5) { Err(5) } else { Ok(()) }),
            Err(5)
        );
        assert!(done.into_inner() < 100);
        assert_eq!(each(std::iter::empty::<()>(), |()| 0, 2, |()| (), |_| Ok::<(), ()>(())), Ok(()));
    }

    #[test]
    fn what_is_ready_is_taken_while_the_next_item_is_waited_for() {
        let (give, items) = channel::<u32>();
        give.send(1).unwrap();
        let mut taken = 0;
        // The sender stays: without an error the iterator would wait for ever.
        let take = |result: Option<u32>| {
            taken += result.unwrap_or(0);
            if result.is_none() && taken > 0 { Err("all is taken") } else { Ok(()) }
        };
        assert_eq!(each(items.into_iter(), |_| 0, 2, |item| item, take), Err("all is taken"));
        drop(give);
    }
}

//! Work on all cores whose results come in the order of the items.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::channel;

/// Does `work` on items on several threads and gives the results to `take` in the items' order. Only a few of them are in
/// memory: whoever is quick waits for the slow. Ends with the first error.
pub(super) fn each<T: Sync, R: Send, E>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), E>,
) -> Result<(), E> {
    /// Results of a thread that may wait for one before them.
    const AHEAD: usize = 16;
    let (give, jobs) = channel::<usize>();
    let (tell, results) = channel();
    let (jobs, work) = (Mutex::new(jobs), &work);
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let (tell, jobs) = (tell.clone(), &jobs);
            scope.spawn(move || {
                let next = || jobs.lock().ok()?.recv().ok();
                while let Some(place) = next() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&items[place])));
                    if tell.send((place, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        let mut places = 0..items.len();
        // Dropped at the end, be it an early one: the threads end with it.
        let mut give_next = move || places.next().is_some_and(|place| give.send(place).is_ok());
        (0..threads * AHEAD).for_each(|_| {
            give_next();
        });
        let mut early = BTreeMap::new();
        for (place, item) in items.iter().enumerate() {
            while !early.contains_key(&place) {
                // The threads live as long as there is work to be given.
                let Ok((place, result)) = results.recv() else { return Ok(()) };
                early.insert(place, result);
            }
            match early.remove(&place) {
                Some(Ok(result)) => take(item, result)?,
                Some(Err(panic)) => resume_unwind(panic),
                None => {}
            }
            give_next();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_few_at_a_time() {
        let items: Vec<usize> = (0..500).collect();
        let (begun, mut taken) = (AtomicUsize::new(0), Vec::new());
        let work = |&item: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(std::time::Duration::from_micros(if item % 7 == 0 { 300 } else { 1 }));
            item * 2
        };
        let take = |_: &usize, result: usize| {
            assert!(begun.load(Ordering::Relaxed) <= taken.len() + 3 * 16 + 1);
            taken.push(result);
            Ok::<(), ()>(())
        };
        assert_eq!(each(&items, 3, work, take), Ok(()));
        assert_eq!(taken, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_ends_the_work() {
        let items: Vec<usize> = (0..10_000).collect();
        let done = AtomicUsize::new(0);
        let work = |_: &usize| done.fetch_add(1, Ordering::Relaxed);
        assert_eq!(each(&items, 2, work, |item, _| if *item == 5 { Err(5) } else { Ok(()) }), Err(5));
        assert!(done.into_inner() < 100);
        assert_eq!(each(&[], 2, |_: &usize| (), |_, ()| Ok::<(), ()>(())), Ok(()));
    }
}

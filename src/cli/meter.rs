//! Progress of a command that takes its time, on a terminal's standard error.

use crate::segmentation::Watch;
use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A command is not worth a word before it has taken so long.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two words.
const PACE: Duration = Duration::from_millis(100);

/// Meter of a command's progress with its pages; told where somebody looks on.
pub(super) struct Meter {
    pages: usize,
    /// Thousandths of pages that are done.
    done: AtomicUsize,
    begun: Instant,
    /// Time of the next word, and whether one stands on the line; `None` where nobody looks on.
    line: Option<Mutex<(Instant, bool)>>,
}

impl Meter {
    pub(super) fn new(pages: usize) -> Meter {
        let line = (Instant::now() + PATIENCE, false);
        let line = std::io::stderr().is_terminal().then_some(Mutex::new(line));
        Meter { pages, done: AtomicUsize::new(0), begun: Instant::now(), line }
    }

    /// Reads a page and counts it as it goes; from any thread.
    pub(super) fn page<T>(&self, read: impl FnOnce(&Watch) -> T) -> T {
        let own = Cell::new(0);
        let count = |share: f32| {
            let thousandths = (share * 1000.0) as usize;
            let before = own.replace(thousandths);
            let done = self.done.fetch_add(thousandths - before, Ordering::Relaxed) + thousandths - before;
            self.show(done as f32 / 1000.0 / self.pages.max(1) as f32);
            true
        };
        let out = read(&Watch::new(&count));
        count(1.0);
        out
    }

    /// Says how far it is, from 0 to 1, if it is time to.
    pub(super) fn show(&self, share: f32) {
        let Some(Ok(mut line)) = self.line.as_ref().map(Mutex::try_lock) else { return };
        if Instant::now() >= line.0 {
            *line = (Instant::now() + PACE, true);
            write(&format!("\r\x1b[K{}", in_words(share, self.pages, self.begun.elapsed())));
        }
    }

    /// Wipes the line, for what is said next.
    pub(super) fn clear(&self) {
        let Some(line) = &self.line else { return };
        let mut line = line.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut line.1) {
            write("\r\x1b[K");
        }
    }
}

/// Progress in words: the share done, pages a second where they are counted, and how long it will take still.
fn in_words(share: f32, pages: usize, passed: Duration) -> String {
    let mut words = format!("{:.1}%", share * 100.0);
    let (share, passed) = (f64::from(share), passed.as_secs_f64());
    if share > 0.0 && passed > 0.0 {
        if pages > 0 {
            words += &format!("  {:.0}/s", share * pages as f64 / passed);
        }
        let left = (passed / share - passed).max(0.0) as u64;
        words += &format!("  -{}:{:02}:{:02}", left / 3600, left / 60 % 60, left % 60);
    }
    words
}

/// A terminal that is gone is no reason to stop.
fn write(text: &str) {
    let mut err = std::io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_once_however_often_they_tell() {
        let meter = Meter { pages: 2, done: AtomicUsize::new(0), begun: Instant::now(), line: None };
        let page = "渡口今日开通\n　　两岸群众往来不必再绕行三十里山路。\n".repeat(40);
        let page = crate::segmentation::Page::new(page);
        let read = |watch: &Watch| crate::segmentation::segment_watched(&page, &[], watch);
        assert!((0..2).all(|_| meter.page(read).is_some()));
        assert_eq!(meter.done.into_inner(), 2000);
    }

    #[test]
    fn rate_and_time_left_are_told() {
        assert_eq!(in_words(0.25, 400, Duration::from_secs(50)), "25.0%  2/s  -0:02:30");
        assert_eq!(in_words(0.5, 0, Duration::from_secs(3661)), "50.0%  -1:01:01");
        assert_eq!(in_words(0.0, 9, Duration::ZERO), "0.0%");
    }
}

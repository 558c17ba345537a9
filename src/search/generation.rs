//! Cancelling by generation: the newest question wins, older ones notice and stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers questions. Clones share one count: a worker answers with the [`Ticket`], the window drops what is
/// no longer asked.
#[derive(Clone, Debug, Default)]
pub struct Generation(Arc<AtomicU64>);

/// One question's number.
#[derive(Clone, Debug, Default)]
pub struct Ticket {
    current: Arc<AtomicU64>,
    number: u64,
}

impl Generation {
    /// Begins a new question; all tickets before become stale.
    pub fn next(&self) -> Ticket {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Ticket { current: Arc::clone(&self.0), number }
    }
}

impl Ticket {
    /// A ticket that never becomes stale.
    pub fn fresh() -> Ticket {
        Ticket::default()
    }

    /// Whether a newer question was asked.
    pub fn is_stale(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_ticket_is_good() {
        let generation = Generation::default();
        let first = generation.next();
        assert!(!first.is_stale());
        let second = generation.clone().next();
        assert!(first.is_stale() && !second.is_stale());
        assert!(!Ticket::fresh().is_stale());
    }
}

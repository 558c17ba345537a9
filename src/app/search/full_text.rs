//! Searching the text of all articles, on a thread of its own: it reads the pages one after the other and answers
//! with what it has so far, so that the window never waits.

use crate::archive::{ArticleId, Library};
use crate::search::{Generation, LibraryText, Order, Query, QueryError, TextResults, Ticket};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

enum Ask {
    Library(Library),
    Query(String, Ticket),
}

/// Hits of the text found so far.
#[derive(Debug)]
pub struct Answer {
    /// Which question is answered; stale where another one was asked since, or the search was given up.
    pub ticket: Ticket,
    /// The articles.
    pub results: TextResults<ArticleId>,
    /// What of the query could not be understood.
    pub error: Option<QueryError>,
    /// Pages that were searched.
    pub pages: usize,
    /// Pages of the library.
    pub total: usize,
}

/// The thread and the way to it. It ends when this is dropped.
pub struct FullText {
    asks: Sender<Ask>,
    generation: Generation,
}

impl FullText {
    /// Starts the thread; `tell` is called there with what was found.
    pub fn start(tell: impl Fn(Answer) + Send + 'static) -> FullText {
        let (asks, asked) = channel();
        std::thread::spawn(move || Searcher::new(tell).work(&asked));
        FullText { asks, generation: Generation::default() }
    }

    /// The library to search from now on.
    pub fn set_library(&self, library: Library) {
        // A thread that ended has nobody to search for.
        let _ = self.asks.send(Ask::Library(library));
    }

    /// What to look for from now on.
    pub fn ask(&self, query: &str) {
        let _ = self.asks.send(Ask::Query(query.to_owned(), self.generation.next()));
    }
}

impl Drop for FullText {
    fn drop(&mut self) {
        // Nobody wants the answers to what was asked.
        self.generation.next();
    }
}

struct Searcher<F> {
    tell: F,
    text: LibraryText,
    question: Option<(String, Ticket)>,
    answered: Instant,
}

impl<F: Fn(Answer)> Searcher<F> {
    fn new(tell: F) -> Searcher<F> {
        Searcher { tell, text: LibraryText::default(), question: None, answered: Instant::now() }
    }

    fn work(mut self, asks: &Receiver<Ask>) {
        /// While pages are read, what was found is told this often.
        const PACE: Duration = Duration::from_millis(400);
        loop {
            let ask = if self.text.is_missing_pages() {
                asks.try_recv()
            } else {
                asks.recv().map_err(|_| TryRecvError::Disconnected)
            };
            match ask {
                Ok(Ask::Library(library)) => self.text.set_library(library),
                Ok(Ask::Query(query, ticket)) => {
                    self.question = Some((query, ticket));
                    self.answer();
                }
                Err(TryRecvError::Empty) => {
                    // A page that cannot be read now is told of where the archive is loaded.
                    self.text.read(1, &mut |_, _| {});
                    if !self.text.is_missing_pages() || self.answered.elapsed() > PACE {
                        self.answer();
                    }
                }
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    fn answer(&mut self) {
        self.answered = Instant::now();
        let Some((typed, ticket)) = &self.question else { return };
        let (query, error) = Query::read(typed);
        let most = super::MOST_HITS;
        let Some(results) = self.text.index().search(&query, Order::default(), most, ticket) else { return };
        let (pages, total) = self.text.progress();
        (self.tell)(Answer { ticket: ticket.clone(), results, error, pages, total });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_stale_once_something_else_is_asked_or_the_search_given_up() {
        let (tell, told) = channel();
        let text = FullText::start(move |answer| drop(tell.send(answer)));
        let wait = || told.recv_timeout(Duration::from_secs(30)).expect("an answer");
        text.ask("渡口");
        let first = wait();
        assert!(!first.ticket.is_stale());
        text.ask("集市");
        let second = wait();
        assert!(first.ticket.is_stale() && !second.ticket.is_stale());
        drop(text);
        assert!(second.ticket.is_stale());
    }
}

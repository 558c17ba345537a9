//! The titles of the open archive on a thread of their own: neither pages that arrive nor questions hold up the window.

use super::{Hit, MOST_HITS};
use crate::archive::Library;
use crate::search::{Generation, LibraryTitles, Noted, Ticket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Requests to the thread.
enum Ask {
    Library(Library),
    Question(String, Option<Noted>, Ticket),
    End,
}

/// The thread and the way to it. It ends when this is dropped.
pub struct Titles {
    asks: Sender<Ask>,
    questions: Generation,
    /// Whether something was asked that the thread has not heard of.
    is_asked: Arc<AtomicBool>,
}

impl Titles {
    /// Starts the thread; `tell` is called there with what a question found.
    pub fn start(tell: impl Fn(Ticket, Vec<Hit>) + Send + 'static) -> Titles {
        let (asks, asked) = channel();
        let is_asked = Arc::new(AtomicBool::new(false));
        let hears = is_asked.clone();
        std::thread::spawn(move || work(&asked, &hears, tell));
        Titles { asks, questions: Generation::default(), is_asked }
    }

    /// The library whose titles are searched from now on.
    pub fn set_library(&self, library: &Library) {
        let _ = self.asks.send(Ask::Library(library.clone()));
    }

    /// Sets the question to be answered from now on, anew whenever titles come or go; `noted` are the notes that it asks
    /// for.
    pub fn ask(&self, query: &str, noted: Option<Noted>) {
        let _ = self.asks.send(Ask::Question(query.to_owned(), noted, self.questions.next()));
        self.is_asked.store(true, Ordering::Release);
    }
}

impl Drop for Titles {
    fn drop(&mut self) {
        self.questions.next();
        let _ = self.asks.send(Ask::End);
        self.is_asked.store(true, Ordering::Release);
    }
}

fn work(asked: &Receiver<Ask>, is_asked: &AtomicBool, tell: impl Fn(Ticket, Vec<Hit>)) {
    let (mut titles, mut library, mut question) = (LibraryTitles::default(), None, None);
    // The library whose titles are not all taken in stays to be gone on with.
    while let Some(first) = if library.is_some() { Some(None) } else { asked.recv().ok().map(Some) } {
        is_asked.store(false, Ordering::Release);
        let mut is_new = false;
        for ask in first.into_iter().chain(asked.try_iter()) {
            match ask {
                Ask::Library(newer) => library = Some(newer),
                Ask::Question(query, noted, ticket) => {
                    (question, is_new) = (Some((query, noted, ticket)), true)
                }
                Ask::End => return,
            }
        }
        if !is_new && let Some(newer) = &library {
            if !titles.set_library_while(newer, || !is_asked.load(Ordering::Acquire)) {
                continue;
            }
            library = None;
        }
        let Some((query, noted, ticket)) = &question else { continue };
        let accepts = |id| noted.as_ref().is_none_or(|noted| noted.accepts(id));
        if let Some(hits) = titles.index().search_where(query, MOST_HITS, ticket, accepts) {
            tell(ticket.clone(), hits.into_iter().map(Hit::of_title).collect());
        }
    }
}

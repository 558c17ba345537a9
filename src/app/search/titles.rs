//! The titles of the open archive on a thread of their own: neither pages that arrive nor questions hold up the window.

use super::{Hit, MOST_HITS};
use crate::archive::{Library, Source};
use crate::search::{Generation, LibraryTitles, Noted, Ticket};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Requests to the thread.
enum Ask {
    /// A library, and whether all its pages have arrived.
    Library(Library, bool),
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
    /// Starts the thread over an archive whose titles are kept among the caches, if they are; `tell` is called there with
    /// what a question found.
    pub fn start(
        archive: Option<(PathBuf, Source)>,
        tell: impl Fn(Ticket, Vec<Hit>) + Send + 'static,
    ) -> Titles {
        let (asks, asked) = channel();
        let is_asked = Arc::new(AtomicBool::new(false));
        let hears = is_asked.clone();
        std::thread::spawn(move || {
            let open = |(cache, source): (PathBuf, Source)| LibraryTitles::open(&cache, &source);
            work(archive.map(open).unwrap_or_default(), &asked, &hears, tell);
        });
        Titles { asks, questions: Generation::default(), is_asked }
    }

    /// The library whose titles are searched from now on; `all_there`: whether all its pages have arrived.
    pub fn set_library(&self, library: &Library, all_there: bool) {
        let _ = self.asks.send(Ask::Library(library.clone(), all_there));
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

/// Work that is left when a question comes, and is gone on with behind its answer.
enum Left {
    Nothing,
    /// Taking in titles.
    Library,
    /// Writing them to disk.
    Saving,
}

fn work(
    mut titles: LibraryTitles,
    asked: &Receiver<Ask>,
    is_asked: &AtomicBool,
    tell: impl Fn(Ticket, Vec<Hit>),
) {
    let (mut library, mut question, mut left) = (Library::default(), None, Left::Nothing);
    let mut is_all_there = false;
    while let Some(first) = match left {
        Left::Nothing => asked.recv().ok().map(Some),
        Left::Library | Left::Saving => Some(None),
    } {
        is_asked.store(false, Ordering::Release);
        let go_on = || !is_asked.load(Ordering::Acquire);
        let mut is_new = false;
        for ask in first.into_iter().chain(asked.try_iter()) {
            match ask {
                Ask::Library(newer, all_there) => {
                    (library, is_all_there, left) = (newer, all_there, Left::Library);
                }
                Ask::Question(query, noted, ticket) => {
                    (question, is_new) = (Some((query, noted, ticket)), true);
                }
                Ask::End => return,
            }
        }
        match left {
            _ if is_new => {}
            Left::Nothing => {}
            Left::Library if !titles.set_library_while(&library, go_on) => continue,
            Left::Library => left = Left::Saving,
            Left::Saving => {
                if titles.save_while(is_all_there, go_on) {
                    left = Left::Nothing;
                }
                continue;
            }
        }
        let Some((query, noted, ticket)) = &question else { continue };
        let accepts = |id| noted.as_ref().is_none_or(|noted| noted.accepts(id));
        match titles.index().search_where(query, MOST_HITS, ticket, accepts) {
            Ok(Some(hits)) => tell(ticket.clone(), hits.into_iter().map(Hit::of_title).collect()),
            Ok(None) => {}
            Err(_) => {
                // What is kept on disk is damaged: the titles are taken in anew.
                titles.clear();
                left = Left::Library;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{LoadEvent, LoadOptions, Loader, archive_name};
    use std::time::{Duration, Instant};

    #[test]
    fn titles_whose_file_is_damaged_are_found_without_a_word() {
        let (archive, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for issue in 1..=28 {
            let text =
                format!("澜溪新桥{issue}通车\n\n　　昨天，澜溪第{issue}座桥通了车，两岸的人都来看。\n");
            std::fs::write(archive.path().join(format!("203101{issue:02}_01.txt")), text).unwrap();
        }
        let source = Source::open(archive.path()).unwrap();
        let loader = Loader::start(source.clone(), LoadOptions::default());
        let mut library = Library::default();
        while let Some(event) = loader.wait() {
            match event {
                LoadEvent::Library(newer) => library = newer,
                LoadEvent::Finished { .. } => break,
                _ => {}
            }
        }
        let hits = || {
            let (told, heard) = channel();
            let titles =
                Titles::start(Some((cache.path().to_owned(), source.clone())), move |ticket, hits| {
                    let _ = told.send((ticket, hits));
                });
            titles.set_library(&library, true);
            titles.ask("新桥", None);
            // As titles come the question is answered once more.
            let until = Instant::now() + Duration::from_secs(20);
            loop {
                let (_, hits): (Ticket, Vec<Hit>) = heard.recv_timeout(Duration::from_secs(20)).unwrap();
                if hits.len() == 28 || Instant::now() > until {
                    return (titles, hits);
                }
            }
        };
        let (titles, expected) = hits();
        assert_eq!(expected.len(), 28);
        let folder = format!("{}.titles", archive_name(&source).unwrap());
        let file = cache.path().join(folder).join("index");
        let until = Instant::now() + Duration::from_secs(20);
        while !file.exists() {
            std::thread::sleep(Duration::from_millis(20));
            assert!(Instant::now() < until, "the titles were written");
        }
        drop(titles);
        let mut bytes = std::fs::read(&file).unwrap();
        // The directory at the end stays: the file is opened, and what it holds does not fit.
        let half = bytes.len() / 2;
        bytes[..half].iter_mut().for_each(|byte| *byte ^= 1);
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(hits().1, expected);
    }
}

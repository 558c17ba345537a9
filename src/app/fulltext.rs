//! Searching the text of all articles, on a thread of its own: it reads the pages one after the other and answers
//! with what it has so far, so that the window never waits.

use super::state::Wake;
use crate::archive::{ArticleId, IssueKey, Library, PageId, PageVersion};
use crate::search::{Generation, Order, Query, QueryError, TextIndex, TextResults, Ticket};
use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

enum Ask {
    Library(Library),
    Query(String, Ticket),
}

/// What was found so far.
#[derive(Debug)]
pub struct Answer {
    /// The query, as typed.
    pub query: String,
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
    answers: Receiver<Answer>,
    generation: Generation,
}

impl FullText {
    /// Starts the thread; `wake` is called when there is an answer.
    pub fn start(wake: Wake) -> FullText {
        let (asks, asked) = channel();
        let (tell, answers) = channel();
        std::thread::spawn(move || Searcher::new(tell, wake).work(&asked));
        FullText { asks, answers, generation: Generation::default() }
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

    /// The latest answer since the last call. Never waits.
    pub fn poll(&self) -> Option<Answer> {
        self.answers.try_iter().last()
    }
}

struct Searcher {
    tell: Sender<Answer>,
    wake: Wake,
    library: Library,
    index: TextIndex<ArticleId>,
    /// The pages in the index, by their bytes.
    indexed: HashMap<PageId, (PageVersion, IssueKey)>,
    /// Pages that are still to be read, the next one last.
    todo: Vec<PageId>,
    question: Option<(String, Ticket)>,
    answered: Instant,
}

impl Searcher {
    fn new(tell: Sender<Answer>, wake: Wake) -> Searcher {
        Searcher {
            tell,
            wake,
            library: Library::default(),
            index: TextIndex::new(),
            indexed: HashMap::new(),
            todo: Vec::new(),
            question: None,
            answered: Instant::now(),
        }
    }

    fn work(mut self, asks: &Receiver<Ask>) {
        /// While pages are read, what was found is told this often.
        const PACE: Duration = Duration::from_millis(400);
        loop {
            let ask = if self.todo.is_empty() {
                asks.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                asks.try_recv()
            };
            match ask {
                Ok(Ask::Library(library)) => self.take(library),
                Ok(Ask::Query(query, ticket)) => {
                    self.question = Some((query, ticket));
                    self.answer();
                }
                Err(TryRecvError::Empty) => {
                    self.read_page();
                    if self.todo.is_empty() || self.answered.elapsed() > PACE {
                        self.answer();
                    }
                }
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    fn take(&mut self, library: Library) {
        let is_same = |id: PageId, was: &(PageVersion, IssueKey)| {
            library.page(id).is_some_and(|page| (page.version(), &page.issue) == (was.0, &was.1))
        };
        let stale: HashSet<PageId> =
            self.indexed.iter().filter(|(id, was)| !is_same(**id, was)).map(|(id, _)| *id).collect();
        if !stale.is_empty() {
            self.index.retain(|id| !stale.contains(&id.page));
            self.indexed.retain(|id, _| !stale.contains(id));
        }
        let missing = library.pages().iter().rev().map(|page| page.id);
        self.todo = missing.filter(|id| !self.indexed.contains_key(id)).collect();
        self.library = library;
    }

    fn read_page(&mut self) {
        let Some(id) = self.todo.pop() else { return };
        // A page that cannot be read now is told of where the archive is loaded.
        let (Some(page), Ok(content)) = (self.library.page(id), self.library.content(id)) else { return };
        for (index, article) in (0..).zip(&content.segmentation.articles) {
            self.index.add(ArticleId { page: id, index }, page.printed(), article);
        }
        self.indexed.insert(id, (page.version(), page.issue.clone()));
    }

    fn answer(&mut self) {
        self.answered = Instant::now();
        let Some((typed, ticket)) = &self.question else { return };
        let (query, error) = Query::read(typed);
        let most = super::searching::MOST_HITS;
        let Some(results) = self.index.search(&query, Order::default(), most, ticket) else { return };
        let answer = Answer {
            query: typed.clone(),
            results,
            error,
            pages: self.indexed.len(),
            total: self.library.pages().len(),
        };
        if self.tell.send(answer).is_ok() {
            (self.wake)();
        }
    }
}

//! The full text of the open archive on two threads of its own, so that the window never waits: one brings the index on
//! disk up to date with the library, the other answers out of it.

use super::names::Names;
use super::results::{Answer, Question, Row, Subject, Words};
use crate::archive::{ArticleId, Library, PageEntry, Source};
use crate::search::store::{Found, PageRecord, StoreHit};
use crate::search::{ArchiveText, Facets, Generation, Noted, Order, Query, Seen, Ticket};
use std::cell::Cell;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Articles that are told with their words before all are counted.
const FIRST: usize = 40;

/// News of the threads.
#[derive(Debug)]
pub enum News {
    /// So many pages of so many are in the index; equal where it is as the library is.
    Indexed(usize, usize),
    /// The index can be kept nowhere.
    NoIndex(String),
    /// A question is answered; stale where another one was asked since.
    Answered(Ticket, Box<Answer>),
    /// The words of some rows of an answer.
    Shown(Ticket, Vec<(ArticleId, Words)>),
    /// Number of articles that a query finds of which only that was asked.
    Counted(Ticket, usize),
    /// Names in the first articles of an answer.
    Named(Ticket, Names),
}

/// Requests to the thread that answers.
enum Ask {
    Library(Library),
    Text(ArchiveText),
    Question(Question, Option<Noted>, Ticket),
    Show(Range<usize>),
    Names(Vec<ArticleId>),
    Count(String, Option<Noted>, Ticket),
}

/// Requests to the thread that indexes.
enum Given {
    /// A library, and whether all its pages have arrived.
    Library(Library, bool),
    /// That the index is damaged.
    Damaged,
}

/// The threads and the way to them. They end when this is dropped.
pub struct FullText {
    asks: Sender<Ask>,
    given: Sender<Given>,
    questions: Generation,
    counts: Generation,
    /// Its one ticket grows stale when nobody wants the index any more.
    life: Generation,
}

impl FullText {
    /// Starts the threads over an archive whose index is kept among the caches; `tell` is called there.
    pub fn start(
        cache: PathBuf,
        source: Source,
        tell: impl Fn(News) + Clone + Send + Sync + 'static,
    ) -> FullText {
        let ((asks, asked), (given, library)) = (channel(), channel());
        let life = Generation::default();
        let (answers, alive, told) = (asks.clone(), life.next(), tell.clone());
        std::thread::spawn(move || {
            if let Some(text) = ArchiveText::open(&cache, &source) {
                Indexer { text, temporary: None, answers, alive, tell: told }.work(&library);
            }
        });
        let damaged = given.clone();
        std::thread::spawn(move || Searcher::new(damaged, tell).work(&asked));
        let (questions, counts) = Default::default();
        FullText { asks, given, questions, counts, life }
    }

    // A thread that ended has nobody to answer: what it is told then is lost on purpose.

    /// The library to search from now on; `all_there`: whether all its pages have arrived.
    pub fn set_library(&self, library: &Library, all_there: bool) {
        let _ = self.asks.send(Ask::Library(library.clone()));
        let _ = self.given.send(Given::Library(library.clone(), all_there));
    }

    /// Sets the question to be answered from now on; `noted` are the notes that it asks for.
    pub fn ask(&self, question: Question, noted: Option<Noted>) {
        let _ = self.asks.send(Ask::Question(question, noted, self.questions.next()));
    }

    /// Wants the words of some rows of the last answer.
    pub fn show(&self, rows: Range<usize>) {
        let _ = self.asks.send(Ask::Show(rows));
    }

    /// Wants the names in the first articles of the last answer.
    pub fn name(&self, articles: Vec<ArticleId>) {
        let _ = self.asks.send(Ask::Names(articles));
    }

    /// Wants the number of articles that a query finds.
    pub fn count(&self, query: &str, noted: Option<Noted>) {
        let _ = self.asks.send(Ask::Count(query.to_owned(), noted, self.counts.next()));
    }
}

impl Drop for FullText {
    fn drop(&mut self) {
        for generation in [&self.questions, &self.counts, &self.life] {
            generation.next();
        }
    }
}

/// The thread that brings the index up to date.
struct Indexer<F> {
    text: ArchiveText,
    /// The folder of the index where the caches take none; removed at the end.
    temporary: Option<PathBuf>,
    answers: Sender<Ask>,
    alive: Ticket,
    tell: F,
}

impl<F> Drop for Indexer<F> {
    fn drop(&mut self) {
        self.remove_temporary();
    }
}

impl<F> Indexer<F> {
    fn remove_temporary(&mut self) {
        if let Some(folder) = self.temporary.take() {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl<F: Fn(News) + Send + Sync> Indexer<F> {
    fn work(mut self, given: &Receiver<Given>) {
        // Reading pages must not keep the threads that answer questions.
        let spare = std::thread::available_parallelism().map_or(1, |cores| (cores.get() - 1).max(1));
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(spare).build() else { return };
        self.hand_on();
        let pages = self.text.store().pages();
        (self.tell)(News::Indexed(pages, pages));
        let (mut latest, mut done) = (None, None);
        while let Ok(first) = given.recv() {
            for given in std::iter::once(first).chain(given.try_iter()) {
                match given {
                    Given::Library(library, all_there) => latest = Some((library, all_there)),
                    Given::Damaged => {
                        self.text.clear();
                        done = None;
                    }
                }
            }
            let Some((library, all_there)) = &latest else { continue };
            // While a known archive is loaded, most of its pages seem to be gone.
            let grows = self.text.store().pages() < library.pages().len();
            if done == Some(library.generation()) || !(*all_there || grows) {
                continue;
            }
            // The window shows serials once they were found here.
            library.serials();
            match pool.install(|| self.update(library)) {
                Ok(true) => done = Some(library.generation()),
                Ok(false) => return,
                Err(error) => {
                    (self.tell)(News::NoIndex(error.to_string()));
                    continue;
                }
            }
            self.hand_on();
            let pages = library.pages().len();
            (self.tell)(News::Indexed(pages, pages));
        }
    }

    /// Says whether it came to its end. A damaged index is made anew, and where it cannot be kept among the caches it is
    /// among temporary files.
    fn update(&mut self, library: &Library) -> std::io::Result<bool> {
        let mut ended = self.try_update(library);
        if ended.is_err() {
            self.text.clear();
            ended = self.try_update(library);
        }
        if ended.is_err() {
            let folder = std::env::temp_dir().join(format!("jianbao-{}", Uuid::now_v7()));
            self.text = self.text.elsewhere(&folder);
            self.remove_temporary();
            self.temporary = Some(folder);
            ended = self.try_update(library);
        }
        ended
    }

    fn try_update(&mut self, library: &Library) -> std::io::Result<bool> {
        /// Pause between the times at which what is indexed so far can be found.
        const PACE: Duration = Duration::from_secs(3);
        let (told, before) = (Cell::new(Instant::now()), self.text.clone());
        let (answers, alive, tell) = (&self.answers, &self.alive, &self.tell);
        let go_on = |done: usize, missing: usize| {
            let all = library.pages().len();
            // The last page is in the index once that is written and can be asked.
            if done < missing {
                tell(News::Indexed((all + done).saturating_sub(missing), all));
            }
            if told.get().elapsed() > PACE {
                told.set(Instant::now());
                let _ = answers.send(Ask::Text(before.reopened()));
            }
            !alive.is_stale()
        };
        self.text.update(library, &Seen::unknown(), &go_on)
    }

    fn hand_on(&self) {
        let _ = self.answers.send(Ask::Text(self.text.clone()));
    }
}

/// The thread that answers.
struct Searcher<F> {
    damaged: Sender<Given>,
    tell: F,
    library: Library,
    text: Option<ArchiveText>,
    question: Option<(Question, Option<Noted>, Ticket)>,
    /// Subject and query of the last question: of another one the first articles are told at once.
    answered: Option<(Subject, String)>,
    /// The last query and what was found by it, in order.
    query: Query,
    found: Vec<Found>,
    count: Option<(String, Option<Noted>, Ticket)>,
}

impl<F: Fn(News) + Clone + Send + 'static> Searcher<F> {
    fn new(damaged: Sender<Given>, tell: F) -> Searcher<F> {
        let (library, query) = Default::default();
        let (text, question, answered, found, count) = (None, None, None, Vec::new(), None);
        Searcher { damaged, tell, library, text, question, answered, query, found, count }
    }

    fn work(mut self, asks: &Receiver<Ask>) {
        while let Ok(first) = asks.recv() {
            let (mut is_new, mut shown) = (false, Vec::new());
            for ask in std::iter::once(first).chain(asks.try_iter()) {
                is_new |= !matches!(ask, Ask::Show(_) | Ask::Names(_) | Ask::Count(..));
                match ask {
                    Ask::Library(library) => self.library = library,
                    Ask::Text(text) => self.text = Some(text),
                    Ask::Question(question, noted, ticket) => self.question = Some((question, noted, ticket)),
                    Ask::Show(rows) => shown.push(rows),
                    Ask::Names(articles) => self.name(articles),
                    Ask::Count(query, noted, ticket) => self.count = Some((query, noted, ticket)),
                }
            }
            let Some(text) = self.text.clone() else { continue };
            let done = if is_new { self.answer(&text) } else { Ok(()) }
                .and_then(|()| shown.into_iter().try_for_each(|rows| self.show(&text, rows)))
                .and_then(|()| self.count(&text));
            if done.is_err() {
                let _ = self.damaged.send(Given::Damaged);
            }
        }
    }

    fn answer(&mut self, text: &ArchiveText) -> std::io::Result<()> {
        // What was found holds for the text that it was found in; its room goes before there is a new answer.
        self.found = Vec::new();
        let Some((question, noted, ticket)) = self.question.clone() else { return Ok(()) };
        let (query, error) = Query::read(&question.query);
        let typed = Some((question.subject.clone(), question.query.clone()));
        let is_new = std::mem::replace(&mut self.answered, typed.clone()) != typed;
        let is_noted = |id| noted.as_ref().is_none_or(|noted| noted.accepts(id));
        let found = match &question.subject {
            Subject::Query => {
                let mut answering = text.store().answer(&query, question.order)?;
                if is_new {
                    let accepts = |found: &Found| {
                        question.narrowing.accepts(found.page())
                            && found.id(&self.library).is_some_and(is_noted)
                    };
                    let Some(first) = answering.first(FIRST, &ticket, accepts)? else { return Ok(()) };
                    if !answering.is_done() {
                        let told = Answer { is_counted: false, error: error.clone(), ..Answer::default() };
                        self.tell_rows(&question, &query, first, told, &ticket);
                        self.show(text, 0..FIRST)?;
                    }
                }
                answering.all(&ticket)?
            }
            Subject::Like { words, .. } => text.store().alike(words, &ticket)?,
            Subject::All => return self.answer_all(),
        };
        let Some(mut found) = found else { return Ok(()) };
        let is_itself = |id| matches!(question.subject, Subject::Like { article, .. } if article == id);
        // A page that is not in the library yet, or no more, cannot be opened.
        Found::retain_in(&mut found, &self.library, |id| is_noted(id) && !is_itself(id));
        let pages = found.iter().map(Found::page);
        let (facets, articles) = (Facets::of(pages, &question.narrowing), found.len());
        found.retain(|found| question.narrowing.accepts(found.page()));
        found.sort_unstable_by(|a, b| question.order.compare(a, b));
        self.tell_rows(
            &question,
            &query,
            found,
            Answer { error, articles, facets, ..Answer::default() },
            &ticket,
        );
        Ok(())
    }

    /// Tells what was found, in order; the rows are still to be put into the answer.
    fn tell_rows(
        &mut self,
        question: &Question,
        query: &Query,
        found: Vec<Found>,
        answer: Answer,
        ticket: &Ticket,
    ) {
        let mut upto = 0;
        let row = |found: &Found| {
            upto += found.occurrences() as u32;
            Some(Row { id: found.id(&self.library)?, upto })
        };
        let mut rows = Vec::with_capacity(found.len());
        rows.extend(found.iter().filter_map(row));
        let answer = Answer { query: question.query.clone(), rows, ..answer };
        (self.query, self.found) = (query.clone(), found);
        (self.tell)(News::Answered(ticket.clone(), Box::new(answer)));
    }

    /// Answers with all articles, in order of the library or of their days.
    fn answer_all(&self) -> std::io::Result<()> {
        let Some((question, _, ticket)) = &self.question else { return Ok(()) };
        let pages = self.library.pages().iter().map(|page| (page, PageRecord::of(page)));
        let mut pages: Vec<_> = pages.collect();
        let of_articles = pages.iter().flat_map(|(page, record)| page.articles().iter().map(move |_| record));
        let facets = Facets::of(of_articles, &question.narrowing);
        pages.retain(|(_, record)| question.narrowing.accepts(record));
        match question.order {
            Order::Relevance => {}
            Order::Newest => pages.sort_by_key(|(_, record)| std::cmp::Reverse(record.date)),
            Order::Oldest => pages.sort_by_key(|(_, record)| (record.date.is_none(), record.date)),
        }
        let ids = |page: &PageEntry| {
            let page_id = page.id;
            (0..page.articles().len() as u32).map(move |index| ArticleId { page: page_id, index })
        };
        let rows = pages.iter().flat_map(|(page, _)| ids(page)).map(|id| Row { id, upto: 0 }).collect();
        let articles = self.library.article_count();
        let answer = Answer { rows, articles, facets, ..Answer::default() };
        (self.tell)(News::Answered(ticket.clone(), Box::new(answer)));
        Ok(())
    }

    /// Reads articles for names, on a thread of its own: what is asked meanwhile is answered at once.
    fn name(&self, articles: Vec<ArticleId>) {
        let Some((.., ticket)) = &self.question else { return };
        let (library, ticket, tell) = (self.library.clone(), ticket.clone(), self.tell.clone());
        std::thread::spawn(move || {
            if let Some(names) = Names::of(&articles, &library, &ticket) {
                tell(News::Named(ticket, names));
            }
        });
    }

    fn show(&self, text: &ArchiveText, rows: Range<usize>) -> std::io::Result<()> {
        let Some((.., ticket)) = &self.question else { return Ok(()) };
        let rows = self.found.get(rows.start..rows.end.min(self.found.len())).unwrap_or_default();
        let words = rows.iter().filter_map(|found| {
            let id = found.id(&self.library)?;
            let words = |hit: StoreHit| (id, Words { snippet: hit.snippet, places: hit.places });
            Some(text.store().show(found, &self.query).map(words))
        });
        (self.tell)(News::Shown(ticket.clone(), words.collect::<std::io::Result<_>>()?));
        Ok(())
    }

    fn count(&mut self, text: &ArchiveText) -> std::io::Result<()> {
        let Some((query, noted, ticket)) = self.count.take() else { return Ok(()) };
        if let Some(mut found) = text.store().find(&Query::read(&query).0, &ticket)? {
            let accepts =
                |noted: &Noted, found: &Found| found.id(&self.library).is_some_and(|id| noted.accepts(id));
            found.retain(|found| noted.as_ref().is_none_or(|noted| accepts(noted, found)));
            (self.tell)(News::Counted(ticket, found.len()));
        }
        Ok(())
    }
}

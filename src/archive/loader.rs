//! The background worker that turns a source into library snapshots.

use super::error::{ArchiveError, PageError};
use super::label::PageLabel;
use super::library::{
    ContentStore, IssueKey, Library, PageContent, PageEntry, PageId, PageSummary, UnreadablePage,
};
use super::source::{Limits, Listing, PageFile, Source};
use crate::segmentation::decode::{Encoding, decode};
use crate::segmentation::segment;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// How an archive is loaded.
#[derive(Clone, Default)]
pub struct LoadOptions {
    /// Threads that take pages apart; `None` for one a core.
    pub threads: Option<NonZeroUsize>,
    /// How much is taken in.
    pub limits: Limits,
    /// Called from the worker when there is something to [`Loader::poll`], for instance to repaint.
    pub wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// How far loading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Page files found; 0 while the folder is being listed.
    pub total: usize,
    /// Of these, done: shown or found unreadable.
    pub done: usize,
    /// Of these, unchanged since they were last taken apart.
    pub unchanged: usize,
}

/// What the worker has to tell.
#[derive(Clone, Debug)]
pub enum LoadEvent {
    /// Loading went on.
    Progress(Progress),
    /// There are new pages, or pages changed or went: the snapshot that replaces the one before.
    Library(Library),
    /// Loading ended.
    Finished {
        /// How far it came.
        progress: Progress,
        /// Whether it was cancelled; what was ready stays.
        cancelled: bool,
        /// How long it took.
        elapsed: Duration,
    },
    /// The archive cannot be opened.
    Failed(ArchiveError),
}

enum Command {
    Scan,
    SetEncoding(PageId, Option<Encoding>),
}

/// A background worker over one source. Dropping it ends the work.
pub struct Loader {
    commands: Sender<Command>,
    events: Receiver<LoadEvent>,
    cancel: Arc<AtomicBool>,
}

impl Loader {
    /// Begins to load a source in the background.
    pub fn start(source: Source, options: LoadOptions) -> Loader {
        let (commands, todo) = channel();
        let (tell, events) = channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let mut worker = Worker::new(source, options, tell, cancel.clone());
        std::thread::spawn(move || {
            while let Ok(command) = todo.recv() {
                worker.obey(command);
            }
        });
        let loader = Loader { commands, events, cancel };
        loader.rescan();
        loader
    }

    /// What happened since the last call, oldest first. Never waits.
    pub fn poll(&self) -> Vec<LoadEvent> {
        self.events.try_iter().collect()
    }

    /// Waits for the next event; `None` when the worker is gone.
    pub fn wait(&self) -> Option<LoadEvent> {
        self.events.recv().ok()
    }

    /// Looks for new, changed and removed files: cheap where nothing changed. Also goes on after a cancel.
    pub fn rescan(&self) {
        self.send(Command::Scan);
    }

    /// Reads a page in this encoding from now on, or in the most likely one again.
    pub fn set_encoding(&self, page: PageId, encoding: Option<Encoding>) {
        self.send(Command::SetEncoding(page, encoding));
    }

    /// Ends the loading that is under way; what is ready stays.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    fn send(&self, command: Command) {
        self.cancel.store(false, Ordering::Relaxed);
        // A worker that ended has said so by its closed event channel.
        let _ = self.commands.send(command);
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// Reads a page file and takes it apart. `limit` is the most bytes that are read.
pub fn read_page(file: &PageFile, wish: Option<Encoding>, limit: u64) -> Result<PageContent, PageError> {
    let bytes = file.read(limit)?;
    let decoded = decode(&bytes, wish)?;
    let segmentation = segment(&decoded.page);
    Ok(PageContent {
        segmentation,
        sha256: Sha256::digest(&bytes).into(),
        page: decoded.page,
        encoding: decoded.encoding,
        encoding_confidence: decoded.confidence,
        replaced: decoded.replaced,
    })
}

/// What is known of a file.
struct Known {
    id: PageId,
    file: PageFile,
    wish: Option<Encoding>,
    /// The page or why there is none; `None` until it was read.
    outcome: Option<Result<PageSummary, PageError>>,
}

struct Worker {
    source: Source,
    options: LoadOptions,
    tell: Sender<LoadEvent>,
    cancel: Arc<AtomicBool>,
    contents: Arc<ContentStore>,
    /// In natural order of the paths, as listed.
    known: Vec<Known>,
    skipped: Vec<UnreadablePage>,
    ids: HashMap<Arc<str>, PageId>,
    generation: u64,
}

impl Worker {
    fn new(source: Source, options: LoadOptions, tell: Sender<LoadEvent>, cancel: Arc<AtomicBool>) -> Worker {
        Worker {
            source,
            options,
            tell,
            cancel,
            contents: Arc::default(),
            known: Vec::new(),
            skipped: Vec::new(),
            ids: HashMap::new(),
            generation: 0,
        }
    }

    fn obey(&mut self, command: Command) {
        let begun = Instant::now();
        match command {
            Command::Scan => match self.source.list(&self.options.limits, &self.cancel) {
                Ok(listing) => self.take_listing(listing),
                Err(error) => return self.say(LoadEvent::Failed(error)),
            },
            Command::SetEncoding(page, wish) => {
                for known in self.known.iter_mut().filter(|known| known.id == page && known.wish != wish) {
                    known.wish = wish;
                    known.outcome = None;
                }
            }
        }
        let progress = self.read_pages();
        let cancelled = self.cancel.load(Ordering::Relaxed);
        self.say(LoadEvent::Finished { progress, cancelled, elapsed: begun.elapsed() });
    }

    /// Keeps what is known of files that did not change.
    fn take_listing(&mut self, listing: Listing) {
        let mut before: HashMap<Arc<str>, Known> =
            self.known.drain(..).map(|known| (known.file.path.clone(), known)).collect();
        for file in listing.files {
            let next = PageId(self.ids.len() as u32);
            let id = *self.ids.entry(file.path.clone()).or_insert(next);
            let known = match before.remove(&file.path) {
                Some(known) if known.file == file => known,
                Some(known) => Known { file, outcome: None, ..known },
                None => Known { id, file, wish: None, outcome: None },
            };
            self.known.push(known);
        }
        self.skipped = listing
            .skipped
            .into_iter()
            .map(|skipped| UnreadablePage { id: None, path: skipped.path, reason: skipped.reason })
            .collect();
    }

    /// Reads all pages that have not been read yet, publishing as it goes.
    fn read_pages(&mut self) -> Progress {
        let todo: Vec<usize> = (0..self.known.len()).filter(|&i| self.known[i].outcome.is_none()).collect();
        let unchanged = self.known.len() - todo.len();
        let mut progress = Progress { total: self.known.len(), done: unchanged, unchanged };
        self.say(LoadEvent::Progress(progress));
        let jobs: Vec<(usize, PageId, PageFile, Option<Encoding>)> = todo
            .iter()
            .map(|&i| (i, self.known[i].id, self.known[i].file.clone(), self.known[i].wish))
            .collect();
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZeroUsize::get).min(jobs.len());
        let (give, results) = channel();
        let next = AtomicUsize::new(0);
        let (cancel, contents) = (self.cancel.clone(), self.contents.clone());
        let limit = self.options.limits.file_bytes;
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (give, jobs, next, cancel, contents) = (give.clone(), &jobs, &next, &cancel, &contents);
                scope.spawn(move || {
                    while !cancel.load(Ordering::Relaxed) {
                        let Some((i, id, file, wish)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else {
                            return;
                        };
                        let outcome = read_page(file, *wish, limit).map(|content| {
                            let summary = PageSummary::of(&content);
                            contents.offer(*id, Arc::new(content));
                            summary
                        });
                        if give.send((*i, outcome)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(give);
            let mut pace = Pace::new();
            for (i, outcome) in results {
                self.known[i].outcome = Some(outcome);
                progress.done += 1;
                if pace.is_due() {
                    self.publish();
                    self.say(LoadEvent::Progress(progress));
                    pace.rest();
                }
            }
        });
        self.publish();
        progress
    }

    fn publish(&mut self) {
        self.generation += 1;
        let mut pages = Vec::new();
        let mut unreadable = self.skipped.clone();
        let name = self.source.name();
        let around = self.source.around();
        for known in &self.known {
            match &known.outcome {
                Some(Ok(summary)) => pages.push(Arc::new(entry(known, summary, &name, &around))),
                Some(Err(reason)) => unreadable.push(UnreadablePage {
                    id: Some(known.id),
                    path: known.file.path.clone(),
                    reason: reason.clone(),
                }),
                None => {}
            }
        }
        let library = Library::new(name, self.generation, pages, unreadable, self.contents.clone());
        self.say(LoadEvent::Library(library));
    }

    fn say(&self, event: LoadEvent) {
        // Nobody listens any more once the loader is dropped; the cancel flag ends the work.
        let _ = self.tell.send(event);
        if let Some(wake) = &self.options.wake {
            wake();
        }
    }
}

fn entry(known: &Known, summary: &PageSummary, archive: &str, around: &str) -> PageEntry {
    let label = PageLabel::from_path(&known.file.path, around).or(&summary.header);
    let issue = IssueKey::of(&label, &known.file.path, archive);
    PageEntry {
        id: known.id,
        file: known.file.clone(),
        label,
        issue,
        wish: known.wish,
        summary: summary.clone(),
    }
}

/// When the next snapshot is due. A snapshot of many pages takes time to build, so the pauses grow with it.
struct Pace {
    due: Instant,
    began: Instant,
}

impl Pace {
    /// The shortest time between two snapshots.
    const SHORTEST: Duration = Duration::from_millis(60);

    fn new() -> Pace {
        let now = Instant::now();
        Pace { due: now, began: now }
    }

    fn is_due(&mut self) -> bool {
        self.began = Instant::now();
        self.began >= self.due
    }

    fn rest(&mut self) {
        self.due = Instant::now() + Pace::SHORTEST.max(self.began.elapsed() * 10);
    }
}

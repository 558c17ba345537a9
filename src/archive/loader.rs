//! The background worker that turns a source into library snapshots.

use super::cache::{Cache, Row, Stamp};
use super::error::{ArchiveError, PageError};
use super::label::PageLabel;
use super::library::{
    ContentStore, IssueKey, Library, PageContent, PageEntry, PageId, PageKey, PageSummary, UnreadablePage,
};
use super::source::{Limits, Listing, PageFile, Source};
use crate::segmentation::decode::{Encoding, decode};
use crate::segmentation::segment;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::PathBuf;
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
    /// Where what was found is kept between runs; see [`cache_dir`](super::cache_dir). `None`: nowhere.
    pub cache_dir: Option<PathBuf>,
    /// Encodings that the person asked for, by the page's path inside the archive.
    pub encodings: HashMap<PageKey, Encoding>,
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
    /// Of these, not taken apart because they are as they were the last time.
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
    take_apart(&bytes, Sha256::digest(&bytes).into(), wish)
}

fn take_apart(bytes: &[u8], sha256: [u8; 32], wish: Option<Encoding>) -> Result<PageContent, PageError> {
    let decoded = decode(bytes, wish)?;
    Ok(PageContent {
        segmentation: segment(&decoded.page),
        sha256,
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
    read: Option<Read>,
}

/// What reading a file gave.
struct Read {
    stamp: Stamp,
    outcome: Result<Arc<PageEntry>, PageError>,
}

/// A file to read.
struct Job {
    /// Its place among the known files.
    place: usize,
    id: PageId,
    file: PageFile,
    wish: Option<Encoding>,
    /// What was found in it before; it holds if the fingerprint is the same.
    before: Option<PageSummary>,
}

/// What is the same for all pages of an archive.
struct Context {
    name: String,
    around: String,
    limits: Limits,
    contents: Arc<ContentStore>,
    cancel: Arc<AtomicBool>,
}

impl Context {
    fn entry(
        &self,
        id: PageId,
        file: &PageFile,
        wish: Option<Encoding>,
        summary: PageSummary,
    ) -> Arc<PageEntry> {
        let label = PageLabel::from_path(&file.path, &self.around).or(&summary.header);
        let issue = IssueKey::of(&label, &file.path, &self.name);
        Arc::new(PageEntry { id, file: file.clone(), label, issue, wish, summary })
    }

    /// Does a job; says whether the file's bytes are the ones that were found before.
    fn run(&self, job: &Job) -> (Read, bool) {
        let stamp = Stamp::now(&job.file);
        let mut same = false;
        let mut read = || {
            let bytes = job.file.read(self.limits.file_bytes)?;
            let sha256: [u8; 32] = Sha256::digest(&bytes).into();
            let summary = match &job.before {
                Some(summary) if summary.sha256 == sha256 => {
                    same = true;
                    summary.clone()
                }
                _ => {
                    let content = take_apart(&bytes, sha256, job.wish)?;
                    let summary = PageSummary::of(&content);
                    self.contents.offer(job.id, Arc::new(content));
                    summary
                }
            };
            Ok(self.entry(job.id, &job.file, job.wish, summary))
        };
        let outcome = read();
        (Read { stamp, outcome }, same)
    }
}

struct Worker {
    source: Source,
    options: LoadOptions,
    tell: Sender<LoadEvent>,
    context: Arc<Context>,
    cache: Option<Cache>,
    /// In natural order of the paths, as listed.
    known: Vec<Known>,
    skipped: Vec<UnreadablePage>,
    ids: HashMap<Arc<str>, PageId>,
    generation: u64,
}

impl Worker {
    fn new(source: Source, options: LoadOptions, tell: Sender<LoadEvent>, cancel: Arc<AtomicBool>) -> Worker {
        let context = Arc::new(Context {
            name: source.name(),
            around: source.around(),
            limits: options.limits,
            contents: Arc::default(),
            cancel,
        });
        let cache = options.cache_dir.as_deref().and_then(|dir| Cache::open(dir, source.path()));
        let (known, skipped, ids) = Default::default();
        Worker { source, options, tell, context, cache, known, skipped, ids, generation: 0 }
    }

    fn obey(&mut self, command: Command) {
        let begun = Instant::now();
        let changed = match command {
            Command::Scan => match self.source.list(&self.options.limits, &self.context.cancel) {
                // A listing that was broken off would look as if files were gone.
                Ok(_) if self.is_cancelled() => false,
                Ok(listing) => self.take_listing(listing),
                Err(error) => return self.say(LoadEvent::Failed(error)),
            },
            Command::SetEncoding(page, wish) => {
                for known in self.known.iter_mut().filter(|known| known.id == page && known.wish != wish) {
                    known.wish = wish;
                    known.read = None;
                }
                false
            }
        };
        let progress = self.read_pages(changed);
        let cancelled = self.is_cancelled();
        self.say(LoadEvent::Finished { progress, cancelled, elapsed: begun.elapsed() });
    }

    fn is_cancelled(&self) -> bool {
        self.context.cancel.load(Ordering::Relaxed)
    }

    /// Keeps what is known of files that did not change; says whether files came or went.
    fn take_listing(&mut self, listing: Listing) -> bool {
        let mut before: HashMap<Arc<str>, Known> =
            self.known.drain(..).map(|known| (known.file.path.clone(), known)).collect();
        let mut changed = self.generation == 0;
        for file in listing.files {
            let next = PageId(self.ids.len() as u32);
            let id = *self.ids.entry(file.path.clone()).or_insert(next);
            let known = match before.remove(&file.path) {
                Some(known) if known.read.as_ref().is_some_and(|read| read.stamp.holds(&file)) => known,
                Some(known) => Known { file, read: None, ..known },
                None => {
                    changed = true;
                    let wish = self.options.encodings.get(&PageKey(file.path.clone())).copied();
                    Known { id, file, wish, read: None }
                }
            };
            self.known.push(known);
        }
        let skipped: Vec<UnreadablePage> = listing
            .skipped
            .into_iter()
            .map(|skipped| UnreadablePage { id: None, path: skipped.path, reason: skipped.reason })
            .collect();
        changed |= !before.is_empty() || skipped != self.skipped;
        self.skipped = skipped;
        changed
    }

    /// Reads all files that have not been read as they are now, publishing as it goes. `changed` says that
    /// there is something to publish even if none has to be read.
    fn read_pages(&mut self, changed: bool) -> Progress {
        let mut rows = match &self.cache {
            Some(cache) if self.known.iter().any(|known| known.read.is_none()) => cache.rows(),
            _ => HashMap::new(),
        };
        let mut jobs = Vec::new();
        for (place, known) in self.known.iter_mut().enumerate().filter(|(_, known)| known.read.is_none()) {
            let row = rows.remove(&*known.file.path).filter(|row| row.wish == known.wish);
            match row {
                Some(row) if row.stamp.holds(&known.file) => {
                    let entry = self.context.entry(known.id, &known.file, known.wish, row.summary);
                    known.read = Some(Read { stamp: row.stamp, outcome: Ok(entry) });
                }
                row => jobs.push(Job {
                    place,
                    id: known.id,
                    file: known.file.clone(),
                    wish: known.wish,
                    before: row.map(|row| row.summary),
                }),
            }
        }
        let unchanged = self.known.len() - jobs.len();
        let mut progress = Progress { total: self.known.len(), done: unchanged, unchanged };
        self.say(LoadEvent::Progress(progress));
        let mut fresh = Vec::new();
        self.run_jobs(&jobs, &mut progress, &mut fresh);
        if changed || !jobs.is_empty() {
            self.publish();
        }
        let there: HashSet<&str> = self.known.iter().map(|known| &*known.file.path).collect();
        rows.retain(|path, _| !there.contains(path.as_str()));
        self.keep(&fresh, rows);
        progress
    }

    /// Runs jobs on all threads and takes their results in as they come.
    fn run_jobs(&mut self, jobs: &[Job], progress: &mut Progress, fresh: &mut Vec<usize>) {
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZeroUsize::get).min(jobs.len());
        let (give, results) = channel();
        let next = AtomicUsize::new(0);
        let context = self.context.clone();
        let context = &*context;
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (give, next) = (give.clone(), &next);
                scope.spawn(move || {
                    while !context.cancel.load(Ordering::Relaxed) {
                        let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                        if give.send((job.place, context.run(job))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(give);
            let mut pace = Pace::new();
            for (place, (read, same)) in results {
                self.known[place].read = Some(read);
                progress.done += 1;
                progress.unchanged += usize::from(same);
                fresh.push(place);
                if pace.is_due() {
                    self.publish();
                    self.say(LoadEvent::Progress(*progress));
                    pace.rest();
                }
            }
        });
    }

    /// Keeps what was read for the next run and forgets the files that are gone.
    fn keep(&mut self, fresh: &[usize], gone: HashMap<String, Row>) {
        let Some(cache) = &mut self.cache else { return };
        let pages = fresh.iter().filter_map(|&place| {
            let known = &self.known[place];
            let read = known.read.as_ref()?;
            let entry = read.outcome.as_ref().ok()?;
            Some((&*known.file.path, read.stamp, known.wish, &entry.summary))
        });
        cache.keep(pages, gone.keys().map(String::as_str));
    }

    fn publish(&mut self) {
        self.generation += 1;
        let mut pages = Vec::new();
        let mut unreadable = self.skipped.clone();
        for known in &self.known {
            match known.read.as_ref().map(|read| &read.outcome) {
                Some(Ok(entry)) => pages.push(entry.clone()),
                Some(Err(reason)) => unreadable.push(UnreadablePage {
                    id: Some(known.id),
                    path: known.file.path.clone(),
                    reason: reason.clone(),
                }),
                None => {}
            }
        }
        let context = &self.context;
        let library =
            Library::new(context.name.clone(), self.generation, pages, unreadable, context.contents.clone());
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

#[cfg(test)]
mod tests;

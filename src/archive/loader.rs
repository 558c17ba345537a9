//! The background worker that turns a source into library snapshots.

use super::by_hand::label_of;
use super::cache::{ArticlesKey, Cache, Keep, Packed, Row, Stamp};
use super::details::DetailsFile;
use super::error::{ArchiveError, PageError};
use super::folders::Folders;
use super::keys::{IssueKey, PageId};
use super::label::PageLabel;
use super::library::{ContentStore, Library, PageContent, PageEntry, PageSummary, UnreadablePage, page_ref};
use super::order::natural_order;
use super::pdf::Wanted;
use super::reading::read_known_pages;
use super::rules::{RULES_FILE, Rules};
use super::source::{Kinds, Limits, Listing, PageFile, Skipped, Source};
use crate::anchor::Fingerprint;
use crate::correction::{Corrections, Saying};
use crate::segmentation::Watch;
use crate::segmentation::decode::Encoding;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Options for loading an archive.
#[derive(Clone, Default)]
pub struct LoadOptions {
    /// Threads that take pages apart; `None` for one a core.
    pub threads: Option<NonZeroUsize>,
    /// Limits of how much is taken in.
    pub limits: Limits,
    /// Folder of what was found, kept between runs; see [`cache_dir`](super::cache_dir). `None`: nowhere.
    pub cache_dir: Option<PathBuf>,
    /// Bytes of page contents that are kept in memory; `None` for as many as a window wants.
    pub keep_bytes: Option<usize>,
    /// Encodings that the person asked for, by the file's path inside the archive.
    pub encodings: HashMap<Arc<str>, Encoding>,
    /// Corrections of pages by the person.
    pub corrections: Corrections,
    /// Paths of files inside the archive that the person wants to see first.
    pub first: Vec<Arc<str>>,
    /// Names that the person gave newspapers, by the names found in paths and on pages.
    pub names: HashMap<String, String>,
    /// Called from the worker when there is something to [`Loader::poll`], for instance to repaint.
    pub wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// Progress of loading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Page files found; 0 while the folder is being listed.
    pub total: usize,
    /// Of these, done: shown or found unreadable.
    pub done: usize,
    /// Part done of those under way, in thousandths of a page.
    pub begun: usize,
    /// Of these, not taken apart because they are as they were the last time.
    pub unchanged: usize,
}

impl Progress {
    /// Share that is loaded, from 0 to 1.
    pub fn share(&self) -> f32 {
        (self.done as f32 + self.begun as f32 / 1000.0) / self.total.max(1) as f32
    }
}

/// News of the worker.
#[derive(Clone, Debug)]
pub enum LoadEvent {
    /// Loading went on.
    Progress(Progress),
    /// There are new pages, or pages changed or went: the snapshot that replaces the one before.
    Library(Library),
    /// Loading ended.
    Finished {
        /// Progress that it made.
        progress: Progress,
        /// Whether it was cancelled; what was ready stays.
        cancelled: bool,
        /// Time that it took.
        elapsed: Duration,
    },
    /// The archive cannot be opened.
    Failed(ArchiveError),
}

enum Command {
    Scan,
    Reread(PageId),
    SetEncoding(PageId, Option<Encoding>),
    Correct,
    SetNames(HashMap<String, String>),
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
        let cancelled = cancel.clone();
        std::thread::spawn(move || {
            let mut worker = Worker::new(source, options, tell, cancelled);
            while let Ok(command) = todo.recv() {
                worker.obey(command);
            }
        });
        let loader = Loader { commands, events, cancel };
        loader.rescan();
        loader
    }

    /// The events since the last call, oldest first. Never waits.
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

    /// Reads a page's file again that could not be shown, whatever its file's size and time say, and looks for other changes.
    pub fn reread(&self, page: PageId) {
        self.send(Command::Reread(page));
    }

    /// Reads a page's file in this encoding from now on, or in the most likely one again.
    pub fn set_encoding(&self, page: PageId, encoding: Option<Encoding>) {
        self.send(Command::SetEncoding(page, encoding));
    }

    /// Looks which pages have other corrections now than they were taken apart with, and does these.
    pub fn correct(&self) {
        self.send(Command::Correct);
    }

    /// Calls newspapers by these names from now on, by the names found in paths and on pages.
    pub fn set_names(&self, names: HashMap<String, String>) {
        self.send(Command::SetNames(names));
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

/// File as far as it is known.
struct Known {
    id: u32,
    file: Arc<PageFile>,
    wish: Option<Encoding>,
    read: Option<Read>,
    /// Whether it was found to be other than its size and time say: what is kept of it is not believed.
    doubted: bool,
}

impl Known {
    /// Whether what was read is surely what the file holds now.
    fn holds(&self, file: &PageFile) -> bool {
        !self.doubted && self.read.as_ref().is_some_and(|read| read.stamp.holds(file))
    }
}

/// Result of reading a file.
struct Read {
    stamp: Stamp,
    outcome: Result<Vec<Arc<PageEntry>>, PageError>,
}

/// A file to read.
struct Job {
    /// Its place among the known files.
    place: usize,
    id: u32,
    file: Arc<PageFile>,
    wish: Option<Encoding>,
}

/// News of a thread.
enum Told {
    /// Progress with its page, in thousandths.
    Begun(usize),
    Done(Box<Done>),
}

/// Result of a job.
struct Done {
    place: usize,
    read: Read,
    /// The descriptions of folders by which its pages are labelled.
    folders: Arc<Folders>,
    /// Whether the articles of all pages were known already.
    known: bool,
    /// The articles of each page, packed for the cache where there is one and they were not known.
    articles: Vec<Option<Packed>>,
}

/// Context of all pages of an archive: what is the same for them.
struct Context {
    name: String,
    around: String,
    limits: Limits,
    names: RwLock<HashMap<String, String>>,
    folders: RwLock<Arc<Folders>>,
    contents: Arc<ContentStore>,
    cache: Option<Arc<Cache>>,
    issues: Mutex<HashSet<Arc<IssueKey>>>,
    /// File for what only rows in sight show; `None` where it stays in memory.
    details: Option<Arc<DetailsFile>>,
    cancel: Arc<AtomicBool>,
}

impl Context {
    /// The descriptions of folders now.
    fn folders(&self) -> Arc<Folders> {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same key for all pages of an issue.
    fn shared(&self, issue: IssueKey) -> Arc<IssueKey> {
        let mut issues = self.issues.lock().unwrap_or_else(PoisonError::into_inner);
        issues.get(&issue).cloned().unwrap_or_else(|| {
            let issue = Arc::new(issue);
            issues.insert(issue.clone());
            issue
        })
    }

    /// The pages of a file.
    fn entries(
        &self,
        id: u32,
        file: &Arc<PageFile>,
        wish: Option<Encoding>,
        summaries: Vec<PageSummary>,
    ) -> Vec<Arc<PageEntry>> {
        let headers: Vec<PageLabel> = summaries.iter().map(|summary| summary.details.header()).collect();
        let labels = PageLabel::of_file(&file.path, &self.around, &headers.iter().collect::<Vec<_>>());
        let names = self.names.read().unwrap_or_else(PoisonError::into_inner);
        let of_folder = self.folders().describe(&file.path);
        let entry = |(index, (label, mut summary)): (u32, (PageLabel, PageSummary))| {
            if let Some(file) = &self.details {
                summary.details.move_to(file);
            }
            let nothing = Saying::default();
            let said = (summary.said.as_deref().unwrap_or(&nothing), &of_folder);
            let (label, issue) = label_of(label, &file.path, &self.name, said, &names);
            let issue = self.shared(issue);
            let id = PageId { file: id, index };
            Arc::new(PageEntry { id, file: file.clone(), label, issue, wish, summary })
        };
        (0..).zip(labels.into_iter().zip(summaries)).map(entry).collect()
    }

    /// Gives the pages of a file that was read their labels once more.
    fn label_anew(&self, known: &mut Known) {
        if let Some(Read { outcome: Ok(pages), .. }) = &mut known.read {
            let summaries = pages.iter().map(|page| page.summary.clone()).collect();
            *pages = self.entries(known.id, &known.file, known.wish, summaries);
        }
    }

    /// Whether what is known of a file's pages has the corrections of now.
    fn is_corrected<'a>(&self, file: &PageFile, mut pages: impl Iterator<Item = &'a PageSummary>) -> bool {
        let corrections = &self.contents.corrections;
        let mark = |page: &PageSummary| corrections.mark(&page_ref(&file.path, &page.sha256, page.text));
        pages.all(|page| page.corrected == if corrections.is_empty() { 0 } else { mark(page) })
    }

    /// Whether what is kept of a file is what it holds now.
    fn holds(&self, row: &Row, file: &PageFile, wish: Option<Encoding>) -> bool {
        row.wish == wish && row.stamp.holds(file) && self.is_corrected(file, row.summaries.iter())
    }

    /// A file as it was read the last time.
    fn known(&self, id: u32, file: &Arc<PageFile>, wish: Option<Encoding>, row: Row) -> Read {
        Read { stamp: row.stamp, outcome: Ok(self.entries(id, file, wish, row.summaries)) }
    }

    /// Reads a job's page, saying how far it is; `None` where loading was cancelled meanwhile.
    fn run(&self, job: &Job, say: &dyn Fn(f32)) -> Option<Done> {
        let (stamp, folders) = (Stamp::now(&job.file), self.folders());
        let mut known = Vec::new();
        let rules = &self.contents.rules;
        let go_on = |share| {
            say(share);
            !self.cancel.load(Ordering::Relaxed)
        };
        let watch = Watch::new(&go_on);
        let limit = self.limits.bytes_of(&job.file.path);
        let read = read_known_pages(&job.file, job.wish, limit, rules, &watch, Wanted::All, |key, page| {
            let segmentation = self.cache.as_ref().and_then(|cache| cache.articles(key, page));
            known.push(segmentation.is_some());
            segmentation
        });
        if let Err(PageError::Stopped) = read {
            return None;
        }
        let mut articles = Vec::new();
        let outcome = read.map(|mut pages| {
            let packed = |(content, known): (&PageContent, &bool)| {
                if self.cache.is_some() && !known {
                    Packed::new(&content.page, &content.segmentation)
                } else {
                    None
                }
            };
            // The cache keeps what the engine found: a correction can be taken back.
            articles = pages.iter().zip(&known).map(packed).collect();
            PageContent::correct(&mut pages, &self.contents.corrections, &job.file.path);
            let summaries = pages.iter().map(PageSummary::of).collect();
            for (index, content) in (0..).zip(pages) {
                self.contents.offer(PageId { file: job.id, index }, Arc::new(content));
            }
            self.entries(job.id, &job.file, job.wish, summaries)
        });
        let known = outcome.is_ok() && known.iter().all(|known| *known);
        Some(Done { place: job.place, read: Read { stamp, outcome }, folders, known, articles })
    }
}

struct Worker {
    source: Source,
    options: LoadOptions,
    tell: Sender<LoadEvent>,
    context: Arc<Context>,
    /// In natural order of the paths, as listed.
    known: Vec<Known>,
    skipped: Vec<UnreadablePage>,
    others: Kinds,
    ids: HashMap<Arc<str>, u32>,
    generation: u64,
}

impl Worker {
    fn new(source: Source, options: LoadOptions, tell: Sender<LoadEvent>, cancel: Arc<AtomicBool>) -> Worker {
        // What is wrong with the rules is said when the archive is scanned.
        let rules = Rules::of(&source).unwrap_or_default();
        let context = Worker::context(&source, &options, cancel, rules);
        let (known, skipped, others, ids) = Default::default();
        Worker { source, options, tell, context, known, skipped, others, ids, generation: 0 }
    }

    fn context(
        source: &Source,
        options: &LoadOptions,
        cancel: Arc<AtomicBool>,
        rules: Rules,
    ) -> Arc<Context> {
        let cache_dir = options.cache_dir.as_deref();
        let cache = cache_dir.and_then(|dir| Cache::open(dir, source, &rules.name())).map(Arc::new);
        Arc::new(Context {
            name: source.name(),
            around: source.around(),
            limits: options.limits,
            names: RwLock::new(options.names.clone()),
            folders: RwLock::default(),
            issues: Mutex::default(),
            contents: Arc::new(ContentStore::new(
                options.keep_bytes,
                cache.clone(),
                options.corrections.clone(),
                rules,
            )),
            cache,
            details: cache_dir.and_then(DetailsFile::new).map(Arc::new),
            cancel,
        })
    }

    /// Takes in the rules of the person's own; where they changed, every page is taken apart anew. Says what is wrong
    /// with them.
    fn take_rules(&mut self) -> Option<Skipped> {
        let (rules, wrong) = match Rules::of(&self.source) {
            Ok(rules) => (rules, None),
            Err(reason) => (Rules::default(), Some(Skipped { path: RULES_FILE.into(), reason })),
        };
        if rules != self.context.contents.rules {
            self.options.names = self.context.names.read().unwrap_or_else(PoisonError::into_inner).clone();
            self.known.iter_mut().for_each(|known| known.read = None);
            self.context = Worker::context(&self.source, &self.options, self.context.cancel.clone(), rules);
        }
        wrong
    }

    fn obey(&mut self, command: Command) {
        let begun = Instant::now();
        if let Command::Reread(page) = command {
            self.known
                .iter_mut()
                .filter(|known| known.id == page.file)
                .for_each(|known| known.doubted = true);
        }
        if self.generation == 0 {
            self.show_first();
        }
        let changed = match command {
            Command::Scan | Command::Reread(_) => {
                match self.source.list(&self.options.limits, &self.context.cancel) {
                    // A listing that was broken off would look as if files were gone.
                    Ok(_) if self.is_cancelled() => false,
                    Ok(mut listing) => {
                        listing.skipped.extend(self.take_rules());
                        self.take_listing(listing)
                    }
                    Err(error) => return self.say(LoadEvent::Failed(error)),
                }
            }
            Command::SetEncoding(page, wish) => {
                for known in self.known.iter_mut().filter(|known| known.id == page.file && known.wish != wish)
                {
                    known.wish = wish;
                    known.read = None;
                    let key = known.file.path.clone();
                    // Its file may go and come back.
                    match wish {
                        Some(wish) => self.options.encodings.insert(key, wish),
                        None => self.options.encodings.remove(&key),
                    };
                }
                false
            }
            Command::Correct => {
                for known in &mut self.known {
                    let read = known.read.as_ref().map(|read| &read.outcome);
                    if let Some(Ok(pages)) = read
                        && !self.context.is_corrected(&known.file, pages.iter().map(|page| &page.summary))
                    {
                        known.read = None;
                    }
                }
                false
            }
            Command::SetNames(names) => {
                *self.context.names.write().unwrap_or_else(PoisonError::into_inner) = names;
                self.known.iter_mut().for_each(|known| self.context.label_anew(known));
                true
            }
        };
        let progress = self.read_pages(changed);
        let cancelled = self.is_cancelled();
        self.say(LoadEvent::Finished { progress, cancelled, elapsed: begun.elapsed() });
    }

    /// Looks where the folders are that the person described, by the pages that were read; where they are elsewhere than
    /// before, pages are labelled anew. Says whether they are.
    fn find_folders(&mut self) -> bool {
        fn sums(summary: &PageSummary) -> [Fingerprint; 2] {
            [summary.sha256.into(), summary.text]
        }
        let pages = self.known.iter().filter_map(|known| {
            let pages = known.read.as_ref()?.outcome.as_ref().ok()?;
            Some(pages.iter().map(|page| (&*known.file.path, sums(&page.summary))))
        });
        let corrections = self.context.contents.corrections.folders();
        let mut folders = self.context.folders.write().unwrap_or_else(PoisonError::into_inner);
        let found = Folders::find(&folders, &corrections, &self.context.name, pages.flatten());
        if **folders == found {
            return false;
        }
        *folders = Arc::new(found);
        drop(folders);
        self.known.iter_mut().for_each(|known| self.context.label_anew(known));
        true
    }

    /// Shows the first files that are as they were the last time, and those that the person wants to see first, while all
    /// others are still to be looked at.
    fn show_first(&mut self) {
        /// As many as a person can look at meanwhile.
        const FIRST: usize = 500;
        let Some(cache) = &self.context.cache else { return };
        let mut rows: Vec<(String, Row)> = cache.first_rows(FIRST, &self.options.first).into_iter().collect();
        rows.sort_by(|(a, _), (b, _)| natural_order(a, b));
        for (path, row) in rows {
            let Some(file) = self.source.look_up(&path).map(Arc::new) else { continue };
            let (id, wish) = (self.ids.len() as u32, self.options.encodings.get(&file.path).copied());
            if self.context.holds(&row, &file, wish) {
                self.ids.insert(file.path.clone(), id);
                let read = Some(self.context.known(id, &file, wish, row));
                self.known.push(Known { id, file, wish, read, doubted: false });
            }
        }
        if !self.known.is_empty() {
            self.publish();
        }
    }

    fn is_cancelled(&self) -> bool {
        self.context.cancel.load(Ordering::Relaxed)
    }

    /// Keeps what is known of files that did not change; says whether files came or went.
    fn take_listing(&mut self, listing: Listing) -> bool {
        let mut before: HashMap<Arc<str>, Known> =
            self.known.drain(..).map(|known| (known.file.path.clone(), known)).collect();
        let mut changed = self.generation == 0;
        self.known.reserve_exact(listing.files.len());
        for file in listing.files.into_iter().map(Arc::new) {
            let next = self.ids.len() as u32;
            let id = *self.ids.entry(file.path.clone()).or_insert(next);
            let known = match before.remove(&file.path) {
                Some(known) if known.holds(&file) => known,
                Some(known) => Known { file, read: None, ..known },
                None => {
                    changed = true;
                    let wish = self.options.encodings.get(&file.path).copied();
                    Known { id, file, wish, read: None, doubted: false }
                }
            };
            self.known.push(known);
        }
        let skipped: Vec<UnreadablePage> = listing
            .skipped
            .into_iter()
            .map(|skipped| UnreadablePage { id: None, path: skipped.path, reason: skipped.reason })
            .collect();
        changed |= !before.is_empty() || skipped != self.skipped || listing.others != self.others;
        (self.skipped, self.others) = (skipped, listing.others);
        changed
    }

    /// Reads all files that have not been read as they are now, publishing as it goes. `changed` says that
    /// there is something to publish even if none has to be read.
    fn read_pages(&mut self, mut changed: bool) -> Progress {
        /// What a row of the cache is.
        enum Kept {
            /// Of a file at this place, that is as it was.
            Of(usize, Read),
            /// Of a file that is gone.
            Gone(String),
        }
        let mut gone = Vec::new();
        if let Some(cache) = &self.context.cache
            && self.known.iter().any(|known| known.read.is_none())
        {
            let of_file = |(place, known): (usize, &Known)| (known.file.path.clone(), place);
            let places: HashMap<Arc<str>, usize> = self.known.iter().enumerate().map(of_file).collect();
            let take = |path: &str, row: Row| {
                let Some(&place) = places.get(path) else { return Some(Kept::Gone(path.to_owned())) };
                let Known { id, file, wish, read, doubted } = &self.known[place];
                let holds = read.is_none() && !doubted && self.context.holds(&row, file, *wish);
                holds.then(|| Kept::Of(place, self.context.known(*id, file, *wish, row)))
            };
            for kept in cache.rows(take) {
                match kept {
                    Kept::Of(place, read) => (self.known[place].read, changed) = (Some(read), true),
                    Kept::Gone(path) => gone.push(path),
                }
            }
        }
        changed |= self.find_folders();
        let unread = (0..).zip(&self.known).filter(|(_, known)| known.read.is_none());
        let job = |(place, known): (usize, &Known)| Job {
            place,
            id: known.id,
            file: known.file.clone(),
            wish: known.wish,
        };
        let mut jobs: Vec<Job> = unread.map(job).collect();
        jobs.sort_by_key(|job| !self.options.first.contains(&job.file.path));
        let unchanged = self.known.len() - jobs.len();
        let mut progress = Progress { total: self.known.len(), done: unchanged, begun: 0, unchanged };
        self.say(LoadEvent::Progress(progress));
        self.run_jobs(&jobs, &mut progress);
        if changed || !jobs.is_empty() {
            self.publish();
        }
        // What is left is of files that are gone; so many at once are rather on a drive that is not there now.
        if let Some(cache) = &self.context.cache
            && gone.len() <= self.known.len()
        {
            cache.keep(&[], gone.iter().map(String::as_str));
        }
        progress
    }

    /// Runs jobs on all threads and takes their results in as they come.
    fn run_jobs(&mut self, jobs: &[Job], progress: &mut Progress) {
        /// Pages that are kept in the cache together.
        const TOGETHER: usize = 256;
        /// Time after which fewer are kept: what is lost where the program is killed.
        const AT_MOST: Duration = Duration::from_secs(1);
        let threads = self.options.threads.or_else(|| std::thread::available_parallelism().ok());
        let threads = threads.map_or(1, NonZeroUsize::get).min(jobs.len());
        let (give, results) = channel();
        let next = AtomicUsize::new(0);
        let context = self.context.clone();
        let context = &*context;
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let (give, next) = (give.clone(), &next);
                scope.spawn(move || {
                    let told = Cell::new(Instant::now());
                    let say = |share: f32| {
                        if told.get().elapsed() >= Pace::SHORTEST {
                            told.set(Instant::now());
                            // Who does not listen any more cancels.
                            let _ = give.send((thread, Told::Begun((share * 1000.0) as usize)));
                        }
                    };
                    while !context.cancel.load(Ordering::Relaxed) {
                        let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                        let Some(done) = context.run(job, &say) else { return };
                        if give.send((thread, Told::Done(Box::new(done)))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(give);
            let mut pace = Pace::new();
            let (mut fresh, mut kept) = (Vec::new(), Instant::now());
            let mut begun = vec![0; threads];
            for (thread, told) in results {
                begun[thread] = if let Told::Begun(thousandths) = told { thousandths } else { 0 };
                progress.begun = begun.iter().sum();
                let Told::Done(done) = told else {
                    self.say(LoadEvent::Progress(*progress));
                    continue;
                };
                let Done { place, read, folders, known, articles } = *done;
                self.known[place].read = Some(read);
                // A folder may have been found while the page was read.
                if !Arc::ptr_eq(&folders, &context.folders()) {
                    context.label_anew(&mut self.known[place]);
                }
                self.known[place].doubted = false;
                progress.done += 1;
                progress.unchanged += usize::from(known);
                fresh.push((place, articles));
                if fresh.len() >= TOGETHER || kept.elapsed() >= AT_MOST {
                    self.keep(std::mem::take(&mut fresh));
                    kept = Instant::now();
                }
                if pace.is_due() {
                    self.publish();
                    self.say(LoadEvent::Progress(*progress));
                    pace.rest();
                }
            }
            self.keep(fresh);
        });
        progress.begun = 0;
    }

    /// Keeps for the next run what was read, and forgets what can no longer be read.
    fn keep(&self, fresh: Vec<(usize, Vec<Option<Packed>>)>) {
        let Some(cache) = &self.context.cache else { return };
        let (mut files, mut unreadable) = (Vec::new(), Vec::new());
        for (place, articles) in fresh {
            let Known { file, wish, read, .. } = &self.known[place];
            match read {
                Some(Read { stamp, outcome: Ok(pages) }) => {
                    let summaries = pages.iter().map(|page| page.summary.clone()).collect();
                    let row = Row { stamp: *stamp, wish: *wish, summaries };
                    let keys = pages.iter().map(|page| ArticlesKey::new(&page.version()));
                    let articles = keys.zip(articles).collect();
                    files.push(Keep { path: &file.path, row, articles });
                }
                _ => unreadable.push(&*file.path),
            }
        }
        cache.keep(&files, unreadable.into_iter());
    }

    fn publish(&mut self) {
        // A page of a folder may have been read just now.
        self.find_folders();
        self.generation += 1;
        let mut pages = Vec::new();
        let mut unreadable = self.skipped.clone();
        for known in &self.known {
            match known.read.as_ref().map(|read| &read.outcome) {
                Some(Ok(of_file)) => pages.extend_from_slice(of_file),
                Some(Err(reason)) => unreadable.push(UnreadablePage {
                    id: Some(PageId { file: known.id, index: 0 }),
                    path: known.file.path.clone(),
                    reason: reason.clone(),
                }),
                None => {}
            }
        }
        let context = &self.context;
        let aside = (unreadable, self.others.clone());
        let library = Library::new(
            context.name.clone(),
            self.generation,
            pages,
            aside,
            context.folders(),
            context.contents.clone(),
        );
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

/// Pace of snapshots. A snapshot of many pages takes time to build, so the pauses grow with it.
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

//! The thread that owns the store, so that the window never waits for a disk.

use super::data_dir::{DataDir, Opened};
use super::record::{Kind, Record, count_notes};
use super::recovery::Memory;
use super::{Notice, Request, StoreError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Time that the writer sleeps when nothing happens before it tries again what the disk refused.
const RETRY: Duration = Duration::from_millis(500);
/// Number of times that it sleeps before it tries to have a reserve again.
const RESERVE_EVERY: u32 = 6;

/// Proof that a change is on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved(());

impl Saved {
    /// For a change that changed nothing.
    pub(super) fn already() -> Saved {
        Saved(())
    }
}

/// A change on its way to the disk. The change itself is already in memory; dropping this does not undo it.
#[derive(Debug)]
#[must_use = "only the answer says that a change is saved"]
pub struct Pending(Receiver<Result<Saved, StoreError>>);

impl Pending {
    /// Waits for the disk.
    pub fn wait(self) -> Result<Saved, StoreError> {
        self.0.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// The answer if there is one by now. Gives it once; afterwards an error says that the writer has no more to say.
    pub fn poll(&self) -> Option<Result<Saved, StoreError>> {
        match self.0.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(gone())),
        }
    }

    pub(super) fn answered(answer: Result<Saved, StoreError>) -> Pending {
        let (sender, receiver) = mpsc::channel();
        // The receiver is right here, so sending cannot fail.
        let _ = sender.send(answer);
        Pending(receiver)
    }
}

fn gone() -> StoreError {
    StoreError::Io("the writer has ended".into())
}

/// Status of the notebook on the disk: what a status line shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Records in memory that are not on the disk yet.
    pub unsaved: usize,
    /// Reason why the disk refused them the last time; they are tried again until it takes them.
    pub error: Option<StoreError>,
    /// Reason why nothing is written in this session, where that is so.
    pub read_only: Option<StoreError>,
    /// The disk is so full that the reserve was given up; what is saved is saved.
    pub low_space: bool,
    /// Notices of what happened to the files, at the start and since; the newest last.
    pub notices: Vec<Notice>,
}

pub(super) enum Command {
    Write(Vec<Record>, Sender<Result<Saved, StoreError>>),
    Read(Kind, String, Sender<Result<Option<Record>, StoreError>>),
    ReadAll(Sender<Result<Vec<Record>, StoreError>>),
    Copy(PathBuf, Sender<Result<(), StoreError>>),
}

/// A way to ask the writer thread, from any thread. While one is kept, the thread goes on.
#[derive(Clone)]
pub(super) struct WriterHandle(Sender<Command>);

impl WriterHandle {
    /// Asks the store for a record that is not kept in memory; waits.
    pub fn read(&self, kind: Kind, key: &str) -> Result<Option<Record>, StoreError> {
        self.ask(|sender| Command::Read(kind, key.to_owned(), sender))
    }

    /// Everything saved so far, checked; waits.
    pub fn read_all(&self) -> Result<Vec<Record>, StoreError> {
        self.ask(Command::ReadAll)
    }

    /// A compact, checked copy of everything saved so far; waits.
    pub fn copy_to(&self, path: PathBuf) -> Result<(), StoreError> {
        self.ask(|sender| Command::Copy(path, sender))
    }

    fn ask<T>(
        &self,
        command: impl FnOnce(Sender<Result<T, StoreError>>) -> Command,
    ) -> Result<T, StoreError> {
        let (sender, receiver) = mpsc::channel();
        // If the thread is gone, the answer's channel closes, and that is what the caller sees.
        let _ = self.0.send(command(sender));
        receiver.recv().unwrap_or_else(|_| Err(gone()))
    }
}

/// The window's end of the writer thread.
pub(super) struct Writer {
    line: Option<WriterHandle>,
    thread: Option<JoinHandle<()>>,
    status: Arc<Mutex<Status>>,
    handed_over: Receiver<Request>,
}

impl Writer {
    /// Starts the thread. `wake` is called on it after each answer.
    pub fn start(
        dir: &Path,
        vault: DataDir,
        status: Status,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Writer, StoreError> {
        let (commands, receiver) = mpsc::channel();
        let (requests, handed_over) = mpsc::channel();
        let status = Arc::new(Mutex::new(status));
        let desk = Desk {
            dir: dir.to_owned(),
            files: Files::Open(Box::new(vault)),
            status: status.clone(),
            backlog: Vec::new(),
            requests,
            slept: 0,
        };
        let thread =
            std::thread::Builder::new().name("notebook".into()).spawn(move || desk.run(&receiver, &wake))?;
        Ok(Writer { line: Some(WriterHandle(commands)), thread: Some(thread), status, handed_over })
    }

    /// Sends records to the disk.
    pub fn write(&self, records: Vec<Record>) -> Pending {
        let (sender, receiver) = mpsc::channel();
        self.status().unsaved += records.len();
        if let Some(WriterHandle(commands)) = &self.line {
            let _ = commands.send(Command::Write(records, sender));
        }
        Pending(receiver)
    }

    /// A way to ask the thread for more.
    pub fn line(&self) -> Result<&WriterHandle, StoreError> {
        self.line.as_ref().ok_or_else(gone)
    }

    /// Requests of second launches since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        self.handed_over.try_iter().collect()
    }

    pub fn status(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.line = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The thread's own state.
struct Desk {
    dir: PathBuf,
    files: Files,
    status: Arc<Mutex<Status>>,
    /// Records that the disk refused, oldest first.
    backlog: Vec<Record>,
    requests: Sender<Request>,
    /// Number of times that nothing happened.
    slept: u32,
}

/// The notebook's files.
enum Files {
    Open(Box<DataDir>),
    /// They went away, and there is no place yet to write them again.
    Gone(Memory),
}

impl Desk {
    fn run(mut self, commands: &Receiver<Command>, wake: &dyn Fn()) {
        loop {
            match commands.recv_timeout(RETRY) {
                Ok(Command::Write(records, answer)) => {
                    // Whatever else is waiting goes to the disk in the same commit.
                    let mut batch = records;
                    let mut answers = vec![answer];
                    let mut other = None;
                    while let Ok(command) = commands.try_recv() {
                        match command {
                            Command::Write(records, answer) => {
                                batch.extend(records);
                                answers.push(answer);
                            }
                            command => {
                                other = Some(command);
                                break;
                            }
                        }
                    }
                    let result = self.save(batch);
                    for answer in answers {
                        let _ = answer.send(result.clone());
                    }
                    other.into_iter().for_each(|command| self.answer(command));
                    wake();
                }
                Ok(command) => self.answer(command),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    if self.idle() {
                        wake();
                    }
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        if !self.is_settled() {
            let _ = self.save(Vec::new());
        }
        if let Files::Open(vault) = self.files {
            vault.close();
        }
    }

    /// Whether everything is on the disk and the files are where they were.
    fn is_settled(&self) -> bool {
        self.backlog.is_empty() && matches!(&self.files, Files::Open(vault) if vault.is_in_place())
    }

    /// Work while nobody writes; says whether the window should look.
    fn idle(&mut self) -> bool {
        if !self.is_settled() {
            // The window shows that it is tried again.
            let before = self.status().clone();
            let _ = self.save(Vec::new());
            return *self.status() != before;
        }
        let Files::Open(vault) = &mut self.files else { return false };
        let requests = vault.handed_over();
        let mut news = !requests.is_empty();
        requests.into_iter().for_each(|request| drop(self.requests.send(request)));
        // A snapshot that fails is tried again; the store and the log are whole without it.
        let _ = vault.snapshot_if_due();
        self.slept += 1;
        let low = self.status().low_space;
        if low && self.slept.is_multiple_of(RESERVE_EVERY) && self.has_reserve() {
            self.status().low_space = false;
            news = true;
        }
        news
    }

    fn has_reserve(&self) -> bool {
        matches!(&self.files, Files::Open(vault) if vault.make_reserve())
    }

    fn status(&self) -> MutexGuard<'_, Status> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&mut self, command: Command) {
        match (command, &self.files) {
            (Command::Write(records, answer), _) => drop(answer.send(self.save(records))),
            (Command::Read(kind, key, answer), Files::Open(vault)) => {
                drop(answer.send(vault.record(kind, &key)));
            }
            (Command::Read(kind, key, answer), Files::Gone(memory)) => {
                let mut all = memory.records.iter().chain(&self.backlog).rev();
                drop(answer.send(Ok(all.find(|record| record.kind == kind && record.key == key).cloned())));
            }
            (Command::ReadAll(answer), Files::Open(vault)) => drop(answer.send(vault.records())),
            (Command::ReadAll(answer), Files::Gone(memory)) => drop(answer.send(Ok(memory.records.clone()))),
            (Command::Copy(path, answer), Files::Open(vault)) => drop(answer.send(vault.copy_to(&path))),
            (Command::Copy(_, answer), Files::Gone(_)) => {
                drop(answer.send(Err(self.status().error.clone().unwrap_or_else(gone))));
            }
        }
    }

    /// Commits the backlog and the new records together; on failure all of them are the backlog. Only what is in files
    /// that are still there when it was written is saved: where they went away, everything is written again.
    fn save(&mut self, records: Vec<Record>) -> Result<Saved, StoreError> {
        self.backlog.extend(records);
        let mut result = self.write();
        if let Some(damage) = self.is_lost(&result) {
            self.abandon(damage);
            result = self.write();
        }
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        match &result {
            Ok(gave_up_reserve) => {
                status.low_space |= gave_up_reserve;
                status.unsaved = status.unsaved.saturating_sub(self.backlog.len());
                status.error = None;
                self.backlog.clear();
            }
            Err(error) => status.error = Some(error.clone()),
        }
        result.map(|_| Saved(()))
    }

    fn write(&mut self) -> Result<bool, StoreError> {
        let mut news = Vec::new();
        if let Files::Gone(memory) = &self.files {
            let opened = DataDir::open(&self.dir, Some(memory));
            let Opened { vault, notices, .. } =
                opened.map_err(|error| StoreError::Vanished(Box::new(error)))?;
            self.files = Files::Open(Box::new(vault));
            // Where it is was told at the start.
            news.extend(notices.into_iter().filter(|notice| !matches!(notice, Notice::NetworkDrive(_))));
        }
        let result = match &mut self.files {
            Files::Open(vault) => vault.write(&self.backlog),
            Files::Gone(_) => Err(gone()),
        };
        for notice in &mut news {
            // With what waited for a place.
            if let (Notice::SavedAgain { notes, .. }, Files::Open(vault)) = (notice, &self.files) {
                *notes = vault.records().map_or(*notes, |records| count_notes(&records));
            }
        }
        self.status().notices.extend(news);
        result
    }

    /// Whether the files went away, or are so damaged that nothing can be written to them: then what is wrong with them.
    fn is_lost(&self, result: &Result<bool, StoreError>) -> Option<Option<String>> {
        match (&self.files, result) {
            (Files::Gone(_), _) => None,
            (Files::Open(vault), _) if !vault.is_in_place() => Some(None),
            (_, Err(StoreError::Damaged(what))) => Some(Some(what.clone())),
            _ => None,
        }
    }

    fn abandon(&mut self, damage: Option<String>) {
        let nothing = Files::Gone(Memory::default());
        if let Files::Open(vault) = std::mem::replace(&mut self.files, nothing) {
            self.files = Files::Gone(vault.abandon(damage));
        }
    }
}

//! The thread that owns the store, so that the window never waits for a disk.

use super::record::{Kind, Record};
use super::vault::Vault;
use super::{Request, StoreError};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the writer sleeps when nothing happens before it tries again what the disk refused.
const RETRY: Duration = Duration::from_millis(500);

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

/// Something that happened at the start and that the person should know; nothing has to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The store was damaged and is restored from the log and the snapshots.
    Restored {
        /// What was wrong with it.
        what: String,
        /// How many records the restored store has.
        records: usize,
        /// Where the damaged store is kept.
        kept_in: PathBuf,
    },
    /// The second copy was damaged; the store is whole and a new copy is made.
    LogDamaged,
    /// The notebook is on a network drive of this kind, where "saved" is what the server makes of it.
    NetworkDrive(String),
    /// So many records could not be understood; they are kept as they are.
    NotUnderstood(usize),
}

/// How the notebook stands with the disk: what a status line shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Records in memory that are not on the disk yet.
    pub unsaved: usize,
    /// Why the disk refused them the last time; they are tried again until it takes them.
    pub error: Option<StoreError>,
    /// Why nothing is written in this session, where that is so.
    pub read_only: Option<StoreError>,
    /// The disk is so full that the reserve was given up; what is saved is saved.
    pub low_space: bool,
    /// What happened at the start.
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
pub(super) struct Line(Sender<Command>);

impl Line {
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
    line: Option<Line>,
    thread: Option<JoinHandle<()>>,
    status: Arc<Mutex<Status>>,
    handed_over: Receiver<Request>,
}

impl Writer {
    /// Starts the thread. `wake` is called on it after each answer.
    pub fn start(
        vault: Vault,
        status: Status,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Writer, StoreError> {
        let (commands, receiver) = mpsc::channel();
        let (requests, handed_over) = mpsc::channel();
        let status = Arc::new(Mutex::new(status));
        let desk = Desk { vault, status: status.clone(), backlog: Vec::new(), requests };
        let thread =
            std::thread::Builder::new().name("notebook".into()).spawn(move || desk.run(&receiver, &wake))?;
        Ok(Writer { line: Some(Line(commands)), thread: Some(thread), status, handed_over })
    }

    /// Sends records to the disk.
    pub fn write(&self, records: Vec<Record>) -> Pending {
        let (sender, receiver) = mpsc::channel();
        self.status().unsaved += records.len();
        if let Some(Line(commands)) = &self.line {
            let _ = commands.send(Command::Write(records, sender));
        }
        Pending(receiver)
    }

    /// A way to ask the thread for more.
    pub fn line(&self) -> Result<&Line, StoreError> {
        self.line.as_ref().ok_or_else(gone)
    }

    /// What second launches asked for since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        self.handed_over.try_iter().collect()
    }

    pub fn status(&self) -> std::sync::MutexGuard<'_, Status> {
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
    vault: Vault,
    status: Arc<Mutex<Status>>,
    /// Records that the disk refused, oldest first.
    backlog: Vec<Record>,
    requests: Sender<Request>,
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
        if !self.backlog.is_empty() {
            let _ = self.save(Vec::new());
        }
        self.vault.close();
    }

    /// What is done when nobody writes; says whether the window should look.
    fn idle(&mut self) -> bool {
        let requests = self.vault.handed_over();
        let news = !requests.is_empty();
        requests.into_iter().for_each(|request| drop(self.requests.send(request)));
        if !self.backlog.is_empty() {
            return self.save(Vec::new()).is_ok() || news;
        }
        // A snapshot that fails is tried again; the store and the log are whole without it.
        let _ = self.vault.snapshot_if_due();
        news
    }

    fn answer(&mut self, command: Command) {
        match command {
            Command::Write(records, answer) => drop(answer.send(self.save(records))),
            Command::Read(kind, key, answer) => drop(answer.send(self.vault.record(kind, &key))),
            Command::ReadAll(answer) => drop(answer.send(self.vault.records())),
            Command::Copy(path, answer) => drop(answer.send(self.vault.copy_to(&path))),
        }
    }

    /// Commits the backlog and the new records together; on failure all of them are the backlog.
    fn save(&mut self, records: Vec<Record>) -> Result<Saved, StoreError> {
        self.backlog.extend(records);
        let result = self.vault.write(&self.backlog);
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
}

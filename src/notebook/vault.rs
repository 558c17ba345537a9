//! The notebook's folder: store, log, snapshots, and what happens at the start when one of them is not what it was.
//!
//! ```text
//! notebook.db (-wal)   the store
//! notebook.lock        held by the one process that writes
//! log/00000001.jsonl   every record as it was written
//! snapshots/…db        whole copies
//! damaged/1/…          stores that were found damaged, for ever
//! reserve              a megabyte to give up when the disk is full
//! inbox/               folders that a second launch hands over
//! ```

use super::log::{self, Log};
use super::record::{Kind, Record};
use super::snapshot;
use super::store::{Store, salvage_from};
use super::{Notice, Request, StoreError, network};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Bytes given up when the disk is full, enough for a checkpoint and a note.
const RESERVE: usize = 1 << 20;
/// Bytes of log after which a snapshot is due.
const LOG_FOR_SNAPSHOT: u64 = 4 << 20;
/// Age of the last snapshot after which the next is due.
const SNAPSHOT_AGE: Duration = Duration::from_secs(3600);

/// How long a second process waits for the first one to leave before it is told.
const LEAVING: Duration = Duration::from_millis(500);

/// The open folder. Only the writer thread has one.
pub(super) struct Vault {
    dir: PathBuf,
    store: Store,
    log: Log,
    /// Whether something was written since the last snapshot.
    changed: bool,
    /// Held open for its lock.
    _lock: File,
}

/// What was found at the start.
pub(super) struct Opened {
    pub vault: Vault,
    pub records: Vec<Record>,
    pub notices: Vec<Notice>,
}

impl Vault {
    /// Opens a folder for writing, restoring the store if it is damaged.
    pub fn open(dir: &Path) -> Result<Opened, StoreError> {
        fs::create_dir_all(dir)?;
        let lock = lock(dir, LEAVING)?;
        let mut notices = Vec::new();
        let log_dir = dir.join("log");
        let segments = log::segments(&log_dir)?;
        let path = dir.join("notebook.db");
        let known = !segments.is_empty() || !snapshot::list(&dir.join("snapshots")).is_empty();
        let opened = if known && !fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
            Err(StoreError::Damaged("the store is gone".into()))
        } else {
            Store::open(&path).and_then(|store| Ok((store.records()?, store.log_end()?, store)))
        };
        let (mut records, mut store, log_end) = match opened {
            Ok((records, log_end, store)) => (records, store, log_end),
            Err(StoreError::Damaged(what)) => {
                let (records, store, kept_in) = restore(dir)?;
                notices.push(Notice::Restored { what, records: records.len(), kept_in });
                (records, store, (0, 0))
            }
            Err(error) => return Err(error),
        };

        // What the log has and the store has not: the store lost its own log, or the last commit was cut off. A
        // restored store has it all.
        let restored = !notices.is_empty();
        let mut damaged = log_end.0 > 0 && segments.last().is_none_or(|&last| last < log_end.0);
        let mut newest = index(&mut records);
        let mut tail = Vec::new();
        let mut end = None;
        for &segment in segments.iter().filter(|&&segment| segment >= log_end.0 && !restored) {
            let read = log::read(&log_dir, segment)?;
            damaged |= read.damaged || segment == log_end.0 && read.bytes < log_end.1;
            end = Some((segment, read.bytes));
            tail.extend(read.records.into_iter().filter(|record| newest.take(record)));
        }
        let log = match end {
            Some((segment, bytes)) if !damaged && log_end.0 > 0 => Log::resume(&log_dir, segment, bytes)?,
            _ => Log::begin(&log_dir)?,
        };
        if damaged {
            // The store is whole; a new file and a new snapshot make the second copy whole again.
            notices.push(Notice::LogDamaged);
        }
        if !tail.is_empty() {
            store.write(&tail, log.end())?;
        }
        let records = newest.into_records();
        let changed = damaged || restored;
        let mut vault = Vault { dir: dir.to_owned(), store, log, changed, _lock: lock };
        if changed {
            // On a full disk there is none; it is tried again when there is room.
            let _ = vault.snapshot();
        }
        vault.make_reserve();
        notices.extend(network::drive(dir).map(Notice::NetworkDrive));
        Ok(Opened { vault, records, notices })
    }

    /// Writes records to the log and the store, all or none; they are on the disk when this returns. A full disk
    /// costs the reserve first: then the answer is `Ok(true)`.
    pub fn write(&mut self, records: &[Record]) -> Result<bool, StoreError> {
        match self.try_write(records) {
            Err(StoreError::DiskFull) if fs::remove_file(self.dir.join("reserve")).is_ok() => {
                self.try_write(records).map(|()| true)
            }
            result => result.map(|()| false),
        }
    }

    fn try_write(&mut self, records: &[Record]) -> Result<(), StoreError> {
        let before = self.log.end();
        self.log.append(records)?;
        self.store.write(records, self.log.end()).inspect_err(|_| self.log.take_back(before))?;
        self.changed = true;
        Ok(())
    }

    /// One record out of the store.
    pub fn record(&self, kind: Kind, key: &str) -> Result<Option<Record>, StoreError> {
        self.store.record(kind, key)
    }

    /// All records out of the store, checked.
    pub fn records(&self) -> Result<Vec<Record>, StoreError> {
        self.store.records()
    }

    /// Takes a snapshot if something was written and the last one is old or the log is long.
    pub fn snapshot_if_due(&mut self) -> Result<(), StoreError> {
        if !self.changed {
            return Ok(());
        }
        // No snapshot yet counts as an old one, and so does one from the future.
        let taken = fs::metadata(self.dir.join("snapshots")).and_then(|dir| dir.modified());
        let old = taken
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok())
            .is_none_or(|age| age >= SNAPSHOT_AGE);
        if old || self.log.end().1 >= LOG_FOR_SNAPSHOT {
            self.snapshot()?;
        }
        Ok(())
    }

    fn snapshot(&mut self) -> Result<(), StoreError> {
        let needed = snapshot::take(&self.dir.join("snapshots"), &self.store, self.log.end())?;
        self.log = Log::begin(&self.dir.join("log"))?;
        self.store.write(&[], self.log.end())?;
        self.log.forget_before(needed)?;
        self.changed = false;
        Ok(())
    }

    /// A compact copy of the store for a backup, checked.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.store.copy_to(path)?;
        let copied = Store::read_copy(path)?.len() as u64;
        if copied == self.store.count() {
            Ok(())
        } else {
            Err(StoreError::Damaged("the copy lacks records".into()))
        }
    }

    /// What second launches asked for since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        super::handover::take(&self.dir)
    }

    /// Brings the store in order before the program ends.
    pub fn close(mut self) {
        // Whatever fails here is done again at the next start; everything is already on the disk.
        let _ = self.snapshot_if_due();
        let _ = self.store.checkpoint();
    }

    fn make_reserve(&self) {
        let path = self.dir.join("reserve");
        if fs::metadata(&path).is_ok_and(|file| file.len() == RESERVE as u64) {
            return;
        }
        // Not zeros, which some file systems keep as nothing.
        let filled = File::create(&path).and_then(|mut file| file.write_all(&vec![0xa5; RESERVE]));
        if filled.is_err() {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether another process has the notebook of a folder open.
pub fn is_open_elsewhere(dir: &Path) -> bool {
    dir.join("notebook.lock").exists() && matches!(lock(dir, Duration::ZERO), Err(StoreError::InUse))
}

/// Takes the lock; an error if another process has it and does not give it up in so long. A process that is about to
/// become another program holds it for a moment, too.
fn lock(dir: &Path, patience: Duration) -> Result<File, StoreError> {
    let file =
        fs::OpenOptions::new().create(true).truncate(false).write(true).open(dir.join("notebook.lock"))?;
    let asked = Instant::now();
    loop {
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) if asked.elapsed() < patience => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(fs::TryLockError::WouldBlock) => return Err(StoreError::InUse),
            // A file system without locks: SQLite's own lock must do.
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(file),
        }
    }
}

/// Builds the store anew from everything whole in the damaged one, in the log and in the snapshots. The damaged one is
/// moved aside, and only after the new one is written and checked.
fn restore(dir: &Path) -> Result<(Vec<Record>, Store, PathBuf), StoreError> {
    let new = dir.join("notebook.new");
    for name in ["notebook.new", "notebook.new-wal", "notebook.new-shm"] {
        let _ = fs::remove_file(dir.join(name));
    }
    let records = everything(dir).into_records();
    let mut store = Store::open(&new)?;
    store.write(&records, (0, 0))?;
    store.checkpoint()?;
    if store.records()?.len() != records.len() {
        return Err(StoreError::Damaged("the restored store lacks records".into()));
    }
    drop(store);

    let kept_in = (1..).map(|n| dir.join("damaged").join(n.to_string())).find(|path| !path.exists());
    let kept_in = kept_in.unwrap_or_else(|| dir.join("damaged"));
    fs::create_dir_all(&kept_in)?;
    for name in ["notebook.db", "notebook.db-wal", "notebook.db-shm"] {
        if dir.join(name).exists() {
            fs::rename(dir.join(name), kept_in.join(name))?;
        }
    }
    fs::rename(&new, dir.join("notebook.db"))?;
    log::sync_dir(dir)?;
    Ok((records, Store::open(&dir.join("notebook.db"))?, kept_in))
}

/// Every whole record of a folder, the newest version of each. Nothing in the folder is changed.
fn everything(dir: &Path) -> Newest {
    let mut newest = Newest::default();
    let mut all = salvage_copy(dir);
    let log_dir = dir.join("log");
    for segment in log::segments(&log_dir).unwrap_or_default() {
        all.extend(log::read(&log_dir, segment).unwrap_or_default().records);
    }
    all.extend(snapshot::salvage_all(&dir.join("snapshots")));
    for record in &all {
        newest.take(record);
    }
    newest
}

/// The whole records of a store that must not be touched, its write-ahead log included: read from a copy elsewhere.
fn salvage_copy(dir: &Path) -> Vec<Record> {
    let place = std::env::temp_dir().join(format!("jianbao-{}", uuid::Uuid::now_v7()));
    let copy = || -> Result<Vec<Record>, StoreError> {
        fs::create_dir(&place)?;
        for name in ["notebook.db", "notebook.db-wal"] {
            if dir.join(name).exists() {
                fs::copy(dir.join(name), place.join(name))?;
            }
        }
        Ok(salvage_from(&rusqlite::Connection::open(place.join("notebook.db"))?))
    };
    let records = copy().unwrap_or_default();
    let _ = fs::remove_dir_all(&place);
    records
}

/// Reads a folder that must not be written to: read-only, or of a newer program.
pub(super) fn look(dir: &Path) -> Vec<Record> {
    everything(dir).into_records()
}

/// The newest version of each record.
#[derive(Default)]
struct Newest(BTreeMap<(Kind, String), Record>);

fn index(records: &mut Vec<Record>) -> Newest {
    Newest(records.drain(..).map(|record| ((record.kind, record.key.clone()), record)).collect())
}

impl Newest {
    /// Takes a record if it is newer than the one there is, and says whether.
    fn take(&mut self, record: &Record) -> bool {
        let key = (record.kind, record.key.clone());
        let newer = self.0.get(&key).is_none_or(|old| old.revision < record.revision);
        if newer {
            self.0.insert(key, record.clone());
        }
        newer
    }

    fn into_records(self) -> Vec<Record> {
        self.0.into_values().collect()
    }
}

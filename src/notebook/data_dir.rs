//! The notebook's folder: store, log, snapshots, and what happens when one of them is not what it was.
//!
//! ```text
//! notebook.db (-wal)   the store
//! notebook.lock        held by the one process that writes; notes how far the notebook has come
//! log/00000001.jsonl   every record as it was written
//! snapshots/…db        whole copies
//! damaged/1/…          stores that were not what they should have been, as they were found, for ever
//! reserve              a megabyte to give up when the disk is full
//! inbox/               folders that a second launch hands over
//! ```

use super::lock::Lock;
use super::log::Log;
use super::opening::{self, Ready};
use super::place::Place;
use super::record::{Kind, Record};
use super::recovery::{Copies, Memory};
use super::snapshot;
use super::store::Store;
use super::{Notice, Request, StoreError, network};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Names the folder instead of the platform's own.
const DATA_DIR_VARIABLE: &str = "JIANBAO_DATA_DIR";

/// Bytes given up when the disk is full, enough for a checkpoint and a note.
const RESERVE: usize = 1 << 20;
/// Bytes of log after which a snapshot is due.
const LOG_FOR_SNAPSHOT: u64 = 4 << 20;
/// Age of the last snapshot after which the next is due.
const SNAPSHOT_AGE: Duration = Duration::from_secs(3600);

/// Time that a second process waits for the first one to leave before it is told.
const LEAVING: Duration = Duration::from_millis(500);

/// Folder of the notebook: the one asked for, else that of `JIANBAO_DATA_DIR`, else the platform's place for a
/// program's local data. `None` where the platform has none.
pub fn data_dir(asked: Option<&Path>) -> Option<PathBuf> {
    asked
        .map(Path::to_owned)
        .or_else(|| std::env::var_os(DATA_DIR_VARIABLE).filter(|dir| !dir.is_empty()).map(PathBuf::from))
        .or_else(|| Some(directories::ProjectDirs::from("", "", "jianbao")?.data_local_dir().to_owned()))
}

/// The open folder. Only the writer thread has one.
pub(super) struct DataDir {
    dir: PathBuf,
    store: Store,
    log: Log,
    lock: Lock,
    place: Place,
    /// Whether something was written since the last snapshot.
    changed: bool,
}

/// Notebook's folder as it was found at the start, with its records.
pub(super) struct Opened {
    pub vault: DataDir,
    pub records: Vec<Record>,
    pub notices: Vec<Notice>,
    /// Whether there was no room for the reserve.
    pub low_space: bool,
}

impl DataDir {
    /// Opens a folder for writing, and makes its store anew where it is damaged, behind or another notebook's. `memory` is
    /// what is to be in it whatever is found.
    pub fn open(dir: &Path, memory: Option<&Memory>) -> Result<Opened, StoreError> {
        fs::create_dir_all(dir)?;
        let mut lock = Lock::take(dir, LEAVING)?;
        let copies = Copies::look(dir, lock.noted(), memory)?;
        let opened = match opening::open(dir, &copies) {
            Err(StoreError::DiskFull) if fs::remove_file(dir.join("reserve")).is_ok() => {
                opening::open(dir, &copies)
            }
            opened => opened,
        };
        let Ready { mut store, records, log, mut notices, mended } = opened?;
        let point = store.point();
        store.write(&[], log.end(), point)?;
        lock.note(point);
        let place = Place::of(&files(dir, &log));
        let mut vault = DataDir { dir: dir.to_owned(), store, log, lock, place, changed: mended };
        if mended {
            // On a full disk there is none; it is tried again when there is room.
            let _ = vault.snapshot();
        }
        let low_space = !vault.make_reserve();
        notices.extend(network::drive(dir).map(Notice::NetworkDrive));
        Ok(Opened { vault, records, notices, low_space })
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
        if records.is_empty() {
            return Ok(());
        }
        let before = self.log.end();
        let point = self.store.point().after(records);
        self.log.append(records, point)?;
        self.store.write(records, self.log.end(), point).inspect_err(|_| self.log.take_back(before))?;
        self.lock.note(point);
        self.changed = true;
        Ok(())
    }

    /// Whether the files are still where they were opened.
    pub fn is_in_place(&self) -> bool {
        self.place.holds() && fs::metadata(self.log.path()).is_ok_and(|file| file.len() >= self.log.end().1)
    }

    /// Lets the files go, which went away or cannot be written to for the damage told, and keeps what they held.
    pub fn abandon(self, damage: Option<String>) -> Memory {
        let (records, complete) =
            self.store.records().map_or_else(|_| (self.store.salvage(), false), |records| (records, true));
        let point = self.store.point();
        self.store.abandon();
        Memory { records, complete, point, damage }
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
        let point = self.store.point();
        self.log = Log::begin(&self.dir.join("log"), self.log.end().0, point)?;
        self.place = Place::of(&files(&self.dir, &self.log));
        self.store.write(&[], self.log.end(), point)?;
        self.log.forget_before(needed)?;
        self.changed = false;
        Ok(())
    }

    /// A compact copy of the store for a backup, checked.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.store.copy_to(path)?;
        let copied = Store::read_copy(path)?.0.len() as u64;
        if copied == self.store.count() {
            Ok(())
        } else {
            Err(StoreError::Damaged("the copy lacks records".into()))
        }
    }

    /// Requests of second launches since the last call.
    pub fn handed_over(&self) -> Vec<Request> {
        super::single_instance::take(&self.dir)
    }

    /// Brings the store in order before the program ends.
    pub fn close(mut self) {
        // Whatever fails here is done again at the next start; everything is already on the disk.
        let _ = self.snapshot_if_due();
        let _ = self.store.close();
    }

    /// Makes the reserve, and says whether there is one.
    pub fn make_reserve(&self) -> bool {
        let path = self.dir.join("reserve");
        if fs::metadata(&path).is_ok_and(|file| file.len() == RESERVE as u64) {
            return true;
        }
        // Not zeros, which some file systems keep as nothing.
        let filled = File::create(&path).and_then(|mut file| file.write_all(&vec![0xa5; RESERVE]));
        if filled.is_err() {
            let _ = fs::remove_file(&path);
        }
        filled.is_ok()
    }
}

/// The store of a folder.
pub(super) fn store_path(dir: &Path) -> PathBuf {
    dir.join("notebook.db")
}

/// The files without which nothing is kept.
fn files(dir: &Path, log: &Log) -> [PathBuf; 4] {
    [store_path(dir), dir.join("notebook.db-wal"), Lock::path(dir), log.path()]
}

//! The file that says which process has the notebook open, and how far it had come: a witness when the log is lost.

use super::StoreError;
use super::point::{Point, Stamp};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The lock of a folder, held for as long as this is.
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock; an error if another process has it and does not give it up in so long. A process that is about to
    /// become another program holds it for a moment, too.
    pub fn take(dir: &Path, patience: Duration) -> Result<Lock, StoreError> {
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(Lock::path(dir))?;
        let asked = Instant::now();
        loop {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) if asked.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
                // A file system without locks: SQLite's own lock must do.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Lock(file)),
            }
        }
    }

    pub fn path(dir: &Path) -> PathBuf {
        dir.join("notebook.lock")
    }

    /// Point to which the notebook of a folder had come when it was last noted.
    pub fn last(dir: &Path) -> Option<Point> {
        let text = fs::read_to_string(Lock::path(dir)).ok()?;
        serde_json::from_str::<Stamp>(&text).ok()?.point()
    }

    /// [`Lock::last`] of the lock that is held.
    pub fn noted(&mut self) -> Option<Point> {
        let mut text = String::new();
        self.0.seek(SeekFrom::Start(0)).ok()?;
        self.0.read_to_string(&mut text).ok()?;
        serde_json::from_str::<Stamp>(&text).ok()?.point()
    }

    /// Notes how far the notebook has come. It is not synced, and may fail: a witness, not a copy.
    pub fn note(&mut self, point: Point) {
        /// More than any stamp has, so that one is always overwritten as a whole.
        const LENGTH: usize = 256;
        let stamp = serde_json::to_string(&Stamp::new(point, 0)).unwrap_or_default();
        let _ = self.0.seek(SeekFrom::Start(0));
        let _ = self.0.write_all(format!("{stamp:<LENGTH$}").as_bytes());
    }
}

/// Whether another process has the notebook of a folder open.
pub fn is_open_elsewhere(dir: &Path) -> bool {
    Lock::path(dir).exists() && matches!(Lock::take(dir, Duration::ZERO), Err(StoreError::InUse))
}

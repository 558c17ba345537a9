//! Notices about the notebook's files that the person should know; nothing has to be done about them.

use std::path::PathBuf;

/// Something that happened to the notebook's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The store was not what it should have been and is made anew from all copies.
    Restored {
        /// Fault that it had.
        fault: Fault,
        /// Notes that it has now.
        notes: usize,
        /// Number of changes, those made last, that may be missing: `Some(0)` if none is, `None` if nobody can tell.
        missing: Option<u64>,
        /// Folder where the store is kept as it was found, if there was one.
        kept_in: Option<PathBuf>,
    },
    /// The second copy was damaged or gone and is made anew.
    LogDamaged {
        /// Whether it is known that the store lacks nothing.
        whole: bool,
    },
    /// Files of another notebook lay among the copies of this one, and are kept elsewhere.
    ForeignFiles {
        /// Folder that they went to.
        kept_in: PathBuf,
    },
    /// The folder or a file in it went away while the notebook was open, and everything is written again.
    SavedAgain {
        /// Notes that were written.
        notes: usize,
        /// Folder that they were written to.
        dir: PathBuf,
        /// Folder where a store is kept that was found there instead.
        kept_in: Option<PathBuf>,
    },
    /// The notebook is on a network drive of this kind, where "saved" is what the server makes of it.
    NetworkDrive(String),
    /// So many records could not be understood; they are kept as they are.
    NotUnderstood(usize),
}

/// Fault of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was not there.
    Gone,
    /// It held nothing, though the notebook had been written to.
    Empty,
    /// It could not be read whole; the words say where.
    Damaged(String),
    /// It lacked changes, so many, that were made later: an older copy, or one without its write-ahead log.
    Behind(u64),
    /// It was another notebook's.
    Foreign,
    /// It was another program's, and no notebook at all.
    NoNotebook,
    /// It came from a copy of this notebook that was written to elsewhere; the notes of both are together now.
    OtherCopy,
}

//! Identity of open files, so that it is known when they go away: what is written to a deleted file is lost in silence.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// Files with what tells each from another one of its name.
pub(super) struct Place(Vec<(PathBuf, Option<Identity>)>);

impl Place {
    pub fn of(files: &[PathBuf]) -> Place {
        Place(files.iter().map(|path| (path.clone(), identity(path))).collect())
    }

    /// Whether the same files are still there.
    pub fn holds(&self) -> bool {
        self.0.iter().all(|(path, known)| known.is_some() && identity(path) == *known)
    }
}

fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|file| of(&file))
}

#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn of(file: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (file.dev(), file.ino())
}

#[cfg(not(unix))]
type Identity = Option<std::time::SystemTime>;

#[cfg(not(unix))]
fn of(file: &Metadata) -> Identity {
    file.created().ok()
}

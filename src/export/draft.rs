//! Draft of a file that is written whole or not at all: under another name until it is finished, and gone where it never is.

use std::fs::{self, File};
use std::io::Result;
use std::path::{Path, PathBuf};

/// Draft of a file.
pub struct Draft {
    /// The path of the file when it is done.
    path: PathBuf,
    draft: PathBuf,
    file: File,
}

impl Draft {
    /// Begins a file beside its place.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(path: &Path) -> Result<Draft> {
        let mut draft = path.as_os_str().to_owned();
        draft.push(".part");
        let draft = PathBuf::from(draft);
        Ok(Draft { path: path.to_owned(), file: File::create(&draft)?, draft })
    }

    /// The path of the file when it is done.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file that its bytes go to.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts it in its place, over what is there.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.draft, &self.path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it is in its place there is nothing to take away.
        let _ = fs::remove_file(&self.draft);
    }
}

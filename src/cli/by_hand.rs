//! What the person said in the window of an archive's pages and articles, for the commands.

use crate::anchor::Fingerprint;
use crate::archive::Source;
use crate::correction::Corrections;
use crate::notebook::{Notebook, data_dir, setting_of};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Folder of the notebook, where there is one: who only looks makes none.
pub(super) fn notebook_dir(asked_dir: Option<&Path>) -> Option<PathBuf> {
    data_dir(asked_dir).filter(|dir| dir.join("notebook.db").is_file())
}

/// Sayings of the person about archives.
#[derive(Default)]
pub(super) struct Said {
    /// Corrections and descriptions.
    pub corrections: Corrections,
    /// The notebook, as it was when it was looked at.
    pub book: Option<Notebook>,
}

impl Said {
    /// Those in the notebook, which may be open in the window meanwhile.
    pub fn of(asked_dir: Option<&Path>) -> Said {
        let Some(dir) = notebook_dir(asked_dir) else { return Said::default() };
        let (corrections, book) = (Corrections::default(), Notebook::look(&dir));
        corrections.set(book.all_corrections());
        Said { corrections, book: Some(book) }
    }

    /// Names of newspapers in an archive, by the names found in paths and on pages.
    pub fn names(&self, source: &Source) -> HashMap<String, String> {
        let path = match source {
            Source::Folder(path) | Source::File(path) => Some(path.as_path()),
            Source::Sample => None,
        };
        let names = self.book.as_ref().and_then(|book| book.setting(&setting_of("papers", path)));
        names.unwrap_or_default()
    }

    /// Mark that tells what is said of an archive from what was said before.
    pub fn mark(&self, source: &Source) -> u64 {
        let mut names: Vec<(String, String)> = self.names(source).into_iter().collect();
        names.sort();
        let names: Vec<&[u8]> = names.iter().flat_map(|(a, b)| [a.as_bytes(), b.as_bytes()]).collect();
        self.corrections.mark_of_all() ^ Fingerprint::of_fields(&names).mark()
    }
}

//! Descriptions of folders: what the person says of all pages in one, wherever it is now.

use super::path_pattern::PathPattern;
use crate::anchor::Fingerprint;
use crate::correction::{Correction, Description, Folder, Operation};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Description of a folder of the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct FolderDescription {
    /// The correction that says so.
    pub correction: Uuid,
    /// The folder's path in the archive; empty for the whole archive.
    pub folder: String,
    /// Description of all its pages.
    pub says: Description,
    /// Pattern of their paths below it; empty where there is none.
    pub pattern: String,
    read: Option<PathPattern>,
}

/// The descriptions of an archive's folders, the outer before the inner, the older before the newer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folders(pub(super) Vec<FolderDescription>);

impl Folders {
    /// Finds the folders that corrections are about among the pages of an archive, each page with its path and its sums. A folder is
    /// where some of its pages are that were kept; where none is any more, where it was `before`, or at its path in the
    /// archive of its name.
    pub(super) fn find<'a>(
        before: &Folders,
        corrections: &[Arc<Correction>],
        archive: &str,
        pages: impl Iterator<Item = (&'a str, [Fingerprint; 2])>,
    ) -> Folders {
        if corrections.is_empty() {
            return Folders::default();
        }
        let folders = corrections.iter().filter_map(|correction| match &correction.operation {
            Operation::FolderIs { folder, says, pattern } => Some((correction.id, folder, says, pattern)),
            _ => None,
        });
        let folders: Vec<_> = folders.collect();
        // The folders that a page is kept of, by its sums and by its path.
        let mut kept: HashMap<Fingerprint, Vec<(usize, &str)>> = HashMap::new();
        let mut paths: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, (_, folder, ..)) in folders.iter().enumerate() {
            for page in &folder.pages {
                let tail = page.path.strip_prefix(folder.path.as_str()).unwrap_or(&page.path);
                for sum in [page.bytes, page.text] {
                    kept.entry(sum).or_default().push((at, tail.trim_start_matches('/')));
                }
                paths.entry(&page.path).or_default().push(at);
            }
        }
        let mut places: Vec<Option<String>> = vec![None; folders.len()];
        let mut at_path = vec![false; folders.len()];
        for (path, sums) in pages {
            for sum in sums {
                for &(at, tail) in kept.get(&sum).into_iter().flatten() {
                    if let Some(folder) = path.strip_suffix(tail).filter(|_| places[at].is_none())
                        && (folder.is_empty() || folder.ends_with('/'))
                    {
                        places[at] = Some(folder.trim_end_matches('/').to_owned());
                    }
                }
            }
            paths.get(path).into_iter().flatten().for_each(|&at| at_path[at] = true);
        }
        let here =
            |(at, (correction, folder, says, pattern)): (usize, (Uuid, &Folder, &Description, &String))| {
                let by_name = (at_path[at] && folder.archive == archive).then(|| folder.path.clone());
                let was =
                    || before.0.iter().find(|one| one.correction == correction).map(|one| one.folder.clone());
                let folder = places[at].take().or_else(was).or(by_name)?;
                let read = PathPattern::parse(pattern).ok().filter(|_| !pattern.is_empty());
                let (says, pattern) = (says.clone(), pattern.clone());
                Some(FolderDescription { correction, folder, says, pattern, read })
            };
        let mut all: Vec<FolderDescription> = folders.into_iter().enumerate().filter_map(here).collect();
        all.sort_by_key(|one| one.folder.len());
        Folders(all)
    }

    /// What is said of the page at a path: the innermost folder says it first, in a folder the newest, and each by words
    /// before its pattern.
    pub(super) fn describe(&self, path: &str) -> Description {
        let mut says = Description::default();
        for one in self.0.iter().rev() {
            let Some(below) = one.below(path) else { continue };
            says = says.or(&one.says);
            if let Some(read) = one.read.as_ref().and_then(|pattern| pattern.read(below).ok()) {
                says = says.or(&read);
            }
        }
        says
    }
}

impl FolderDescription {
    /// The part of a path below the folder; `None` where it is elsewhere.
    fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        below(&self.folder, path)
    }
}

/// The part of a path below a folder; `None` where it is elsewhere.
pub fn below<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

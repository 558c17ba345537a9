//! Files and folders that the person names: by the system's dialog or by typing.

use crate::archive::path_of_address;
use crate::export::escape::file_name;
use rfd::FileDialog;
use std::path::{Path, PathBuf};

/// Asks on a thread of its own, since the dialog blocks until it is answered; `tell` is called there with the answer.
pub fn ask(
    show: impl FnOnce() -> Option<PathBuf> + Send + 'static,
    tell: impl FnOnce(Option<PathBuf>) + Send + 'static,
) {
    // A dialog that fails is one that was not answered.
    std::thread::spawn(|| tell(std::panic::catch_unwind(std::panic::AssertUnwindSafe(show)).unwrap_or(None)));
}

/// A dialog that proposes this file.
pub fn beginning_at(proposed: &Path) -> FileDialog {
    let mut dialog = FileDialog::new();
    if let Some(folder) = proposed.parent() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = proposed.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    dialog
}

/// Path where something of this title is saved unless the person says otherwise.
pub fn in_documents(title: &str, extension: &str) -> PathBuf {
    let folders = directories::UserDirs::new();
    let folder = folders.as_ref().map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned());
    folder.unwrap_or_else(std::env::temp_dir).join(format!("{}.{extension}", file_name(title)))
}

/// Whether a dialog that was not answered with a path was never shown: the system has none.
pub fn was_never_shown(asked: f64, now: f64) -> bool {
    /// Seconds in which nobody answers a dialog.
    const TOO_FAST: f64 = 0.3;
    now - asked < TOO_FAST
}

/// The path that a person typed or pasted: quotes, `file://` and `~` are taken for what they mean.
pub fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'', '“', '”']);
    if text.is_empty() {
        return None;
    }
    if let Some(path) = path_of_address(text) {
        return Some(path);
    }
    match text.strip_prefix("~/") {
        Some(rest) => Some(directories::UserDirs::new()?.home_dir().join(rest)),
        None => Some(PathBuf::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_path_is_taken_as_meant() {
        assert_eq!(typed_path(" \"/a b/c\" "), Some(PathBuf::from("/a b/c")));
        assert_eq!(typed_path("file:///papers"), Some(PathBuf::from("/papers")));
        assert_eq!(typed_path("file:///%E6%8A%A5/a%20b%"), Some(PathBuf::from("/报/a b%")));
        assert_eq!(typed_path("  "), None);
        assert!(typed_path("~/papers").is_none_or(|path| path.is_absolute()));
    }
}

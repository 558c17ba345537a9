//! Errors of the notebook, in words that say what to do.

use crate::file_error::{FileError, reason_of_message};
use crate::language::Language;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Reason why the notebook could not be opened, read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Another window has the notebook open.
    InUse,
    /// The disk is full; what was written stays in memory and is tried again.
    DiskFull,
    /// The notebook's folder may not be written to.
    ReadOnly,
    /// A newer program wrote the notebook: its format and the newest one known here. It is only read.
    Newer {
        /// Format of the store.
        found: i64,
        /// Newest format this program writes.
        known: i64,
    },
    /// The store does not hold what was written; the words say where.
    Damaged(String),
    /// A file that was to be imported, restored or merged is not what it should be; nothing was changed.
    Invalid(String),
    /// A file that was to be imported is no JSON; the line and column where that shows.
    NotJson(usize, usize),
    /// There is no such file or folder to be imported; nothing was changed.
    NotThere(PathBuf),
    /// What was to be imported is a pipe, a device or the like; nothing was changed.
    NoFile(PathBuf),
    /// There is no such annotation.
    Missing,
    /// The folder went away while the notebook was open, and cannot be made again for this reason; everything stays in
    /// memory and is tried again.
    Vanished(Box<StoreError>),
    /// A file beside the notebook cannot be read or written: a backup, what is to be imported.
    File(FileError),
    /// The system refused; its own words.
    Io(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::InUse => {
                write!(f, "the notebook is open in another window; use that one or close it")
            }
            StoreError::DiskFull => {
                write!(f, "the disk is full; free some space, it is tried again")
            }
            StoreError::ReadOnly => {
                write!(
                    f,
                    "the notebook's folder is read-only; change its permissions or choose another with --data-dir"
                )
            }
            StoreError::Newer { found, known } => write!(
                f,
                "the notebook was written by a newer Jianbao (format {found}, this one writes {known}); it is only read, please update"
            ),
            StoreError::Damaged(what) => write!(f, "the notebook is damaged: {what}"),
            StoreError::Invalid(what) => write!(f, "nothing was changed: {what}"),
            StoreError::NotJson(line, column) => write!(
                f,
                "nothing was changed: the file is no export of notes, which is JSON (line {line}, column {column})"
            ),
            StoreError::NotThere(path) => write!(f, "{} is not there, check the path.", path.display()),
            StoreError::NoFile(path) => write!(f, "{} is no regular file.", path.display()),
            StoreError::Missing => write!(f, "there is no such annotation"),
            StoreError::Vanished(why) => write!(
                f,
                "the notebook's folder is gone; all notes are in memory and are saved again as soon as there is a place; leave the program open ({why})"
            ),
            StoreError::File(error) => error.fmt(f),
            StoreError::Io(what) => {
                write!(f, "the notebook could not be reached: {}", reason_of_message(what, Language::English))
            }
        }
    }
}

impl StoreError {
    /// This error of reading or writing a file that is not the notebook's own.
    pub(super) fn about(self, path: &Path) -> StoreError {
        let (kind, message) = match self {
            StoreError::DiskFull => (io::ErrorKind::StorageFull, String::new()),
            StoreError::ReadOnly => (io::ErrorKind::PermissionDenied, String::new()),
            StoreError::Io(message) => (io::ErrorKind::Other, message),
            other => return other,
        };
        StoreError::File(FileError::new(path, kind, message))
    }

    /// The same words in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            StoreError::InUse => "笔记本已在另一个窗口中打开，请使用那个窗口或先将其关闭".into(),
            StoreError::DiskFull => "磁盘已满，请腾出空间，程序会自动重试".into(),
            StoreError::ReadOnly => "笔记本文件夹只读，请修改权限或用 --data-dir 另选文件夹".into(),
            StoreError::Newer { found, known } => {
                format!("笔记本由更新版本的剪报写成（格式 {found}，本版为 {known}），只能读取，请升级程序")
            }
            StoreError::Damaged(what) => format!("笔记本已损坏：{what}"),
            StoreError::Invalid(what) => format!("未作任何改动：{what}"),
            StoreError::NotJson(line, column) => {
                format!(
                    "未作任何改动：这不是导出的笔记，导出的笔记是 JSON 文件（第 {line} 行第 {column} 列有误）"
                )
            }
            StoreError::NotThere(path) => format!("找不到 {}，请检查路径。", path.display()),
            StoreError::NoFile(path) => format!("{} 不是普通文件。", path.display()),
            StoreError::Missing => "没有这条批注".into(),
            StoreError::Vanished(why) => {
                format!(
                    "笔记本文件夹不见了，笔记都还在内存里，有了存放之处就会全部重新保存，请勿关闭程序（{}）",
                    why.chinese()
                )
            }
            StoreError::File(error) => error.in_words(Language::Chinese),
            StoreError::Io(what) => format!("无法访问笔记本：{}", reason_of_message(what, Language::Chinese)),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::Io(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DiskFull) => StoreError::DiskFull,
            Some(ReadOnly | PermissionDenied) => StoreError::ReadOnly,
            Some(DatabaseBusy | DatabaseLocked) => StoreError::InUse,
            Some(DatabaseCorrupt | NotADatabase) => StoreError::Damaged(error.to_string()),
            Some(_) => StoreError::Io(error.to_string()),
            // A column of the wrong type: no row of ours.
            None => StoreError::Damaged(error.to_string()),
        }
    }
}

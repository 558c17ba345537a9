//! Errors of the system about files, in words: which file, what happened and what to do.

use crate::language::Language;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// An error about a file, which it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    path: PathBuf,
    kind: ErrorKind,
    /// Message of the system.
    message: String,
}

impl FileError {
    /// An error about the file at a path.
    pub fn new(path: &Path, kind: ErrorKind, message: impl ToString) -> FileError {
        FileError { path: path.to_owned(), kind, message: message.to_string() }
    }

    /// Names the file at a path in an error, unless that names one.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> io::Error {
        move |error| {
            let kind = error.kind();
            let is_named = error.get_ref().is_some_and(|inner| inner.is::<FileError>());
            if is_named { error } else { io::Error::new(kind, FileError::new(path, kind, error)) }
        }
    }

    /// The error in words.
    pub fn in_words(&self, language: Language) -> String {
        let (path, reason) = (self.path.display(), reason(self.kind, &self.message, language));
        language.pick(format!("“{path}”：{reason}。"), format!("“{path}”: {reason}."))
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Language::English))
    }
}

impl std::error::Error for FileError {}

/// What happened and what to do, without a full stop; what is not common is in the system's own words, which `message` has.
pub fn reason(kind: ErrorKind, message: &str, language: Language) -> String {
    let (chinese, english) = match kind {
        ErrorKind::NotFound => {
            ("没有这个文件或文件夹，请检查路径", "there is no such file or folder, check the path")
        }
        ErrorKind::PermissionDenied => (
            "没有访问权限，请修改权限或换一个位置",
            "permission is denied, change it or choose another place",
        ),
        ErrorKind::AlreadyExists => (
            "已经存在，不会覆盖，请换一个名字",
            "it is there already and is not written over, choose another name",
        ),
        ErrorKind::IsADirectory => ("是文件夹，请写出文件名", "it is a folder, name a file"),
        ErrorKind::NotADirectory => {
            ("路径中有一段不是文件夹，请检查路径", "a part of the path is no folder, check the path")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("磁盘已满，请腾出空间", "the disk is full, free some space")
        }
        ErrorKind::FileTooLarge => {
            ("文件过大，请分几次写", "the file becomes too large, write it in several parts")
        }
        ErrorKind::ReadOnlyFilesystem => {
            ("所在磁盘只读，请换一个位置", "the disk is read-only, choose another place")
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("正被别的程序使用，请关闭后再试", "it is in use, close what uses it and try again")
        }
        ErrorKind::TimedOut => (
            "没有及时响应，请检查磁盘或网络后再试",
            "there was no answer in time, check the disk or the network and try again",
        ),
        ErrorKind::InvalidFilename => {
            ("名字过长或不合规则，请换一个名字", "the name is too long or not allowed, choose another")
        }
        _ => return language.pick(format!("系统报告了错误（{message}）"), message.to_owned()),
    };
    language.pick(chinese, english).into()
}

/// The same of a message of the system's that was kept without its kind.
pub fn reason_of_message(message: &str, language: Language) -> String {
    let code = message.rsplit_once("(os error ").and_then(|(_, code)| code.split_once(')')?.0.parse().ok());
    let kind = code.map_or(ErrorKind::Other, |code| io::Error::from_raw_os_error(code).kind());
    reason(kind, message, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_are_told_in_the_persons_language() {
        let missing = std::fs::read("no/such/file").unwrap_err();
        let message = missing.to_string();
        let named = FileError::at(Path::new("甲/乙"))(missing);
        let error = named.get_ref().and_then(|error| error.downcast_ref::<FileError>()).expect("its own");
        assert_eq!(error.in_words(Language::Chinese), "“甲/乙”：没有这个文件或文件夹，请检查路径。");
        assert!(named.to_string().starts_with("“甲/乙”: there is no such file or folder"), "{named}");
        // What names its file already goes on naming it.
        assert!(FileError::at(Path::new("丙"))(named).to_string().contains("甲/乙"));
        assert_eq!(reason_of_message(&message, Language::Chinese), "没有这个文件或文件夹，请检查路径");
        assert_eq!(reason_of_message("odd", Language::Chinese), "系统报告了错误（odd）");
        assert_eq!(reason_of_message("odd", Language::English), "odd");
        use ErrorKind::*;
        for kind in [
            PermissionDenied,
            AlreadyExists,
            IsADirectory,
            NotADirectory,
            StorageFull,
            ReadOnlyFilesystem,
            ResourceBusy,
            TimedOut,
            InvalidFilename,
        ] {
            assert!(!reason(kind, "odd", Language::Chinese).contains("odd"), "{kind}");
        }
    }
}

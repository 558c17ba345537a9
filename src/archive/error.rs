//! Errors of an archive and of a page, each with its words for a person.

use super::source::Kinds;
use crate::file_error::reason_of_message;
use crate::language::Language;
use crate::segmentation::decode::{FileKind, NotText};
use serde::{Deserialize, Serialize};

/// Reason why an archive as a whole cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// There is nothing at the path.
    Missing {
        /// The path as it was given.
        path: String,
    },
    /// The folder cannot be read.
    Unreadable {
        /// The path as it was given.
        path: String,
        /// Message of the system.
        reason: String,
    },
    /// No file in it is a page.
    NoPages {
        /// Name of the archive.
        name: String,
        /// Kinds of the files that are there instead.
        others: Kinds,
        /// Number of files that would be pages, could they be read.
        unread: usize,
    },
}

impl ArchiveError {
    /// The error in words: what happened and what to do, in one or two sentences.
    pub fn in_words(&self, language: Language) -> String {
        match self {
            ArchiveError::Missing { path } => language.pick(
                format!("找不到“{path}”。请检查路径，或另选一个文件夹。"),
                format!("There is nothing at “{path}”. Check the path or choose another folder."),
            ),
            ArchiveError::Unreadable { path, reason } => language.pick(
                format!("无法读取“{path}”：{}。", reason_of_message(reason, language)),
                format!("“{path}” cannot be read: {}.", reason_of_message(reason, language)),
            ),
            ArchiveError::NoPages { name, unread: unread @ 1.., .. } => language.pick(
                format!("“{name}”里没有读得出的版面：{unread} 个文件都读不出。"),
                format!("No page in “{name}” can be read: files that could not be read: {unread}."),
            ),
            ArchiveError::NoPages { name, others, .. } => {
                let kinds = others.in_words(language);
                let (chinese, english) = if kinds.is_empty() {
                    ("没有其他文件".to_owned(), "there are no other files".to_owned())
                } else {
                    (format!("只有 {kinds}"), format!("there are {kinds}"))
                };
                let unpack = if others.has_packed() {
                    language.pick("压缩包请先解开。", " Unpack the archives first.")
                } else {
                    ""
                };
                language.pick(
                    format!("“{name}”里没有版面（{chinese}）。版面是 .pdf、.txt、.md 或没有扩展名的文件。{unpack}"),
                    format!(
                        "No file in “{name}” is a page ({english}). Pages are files .pdf, .txt, .md or without an extension.{unpack}"
                    ),
                )
            }
        }
    }
}

impl std::fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Language::English))
    }
}

impl std::error::Error for ArchiveError {}

/// Reason why a file of the archive is not shown as a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PageError {
    /// It is no longer there.
    Gone,
    /// It was changed after it was taken apart; a rescan takes the new text in.
    Changed,
    /// It was given up before it was taken apart; a rescan goes on with it.
    Stopped,
    /// The person may not read it.
    NoPermission,
    /// A pipe, a socket, a device or a folder where a file should be.
    NotAFile,
    /// A link; links are not followed.
    Link,
    /// Larger than the limit.
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The largest size in bytes that is read.
        limit: u64,
    },
    /// A folder deeper than the limit: its files are not listed.
    TooDeep {
        /// The most folders inside one another.
        limit: usize,
    },
    /// More files than the limit: the rest are not listed.
    TooMany {
        /// The most pages of one archive.
        limit: usize,
    },
    /// The rules in it make no sense.
    Rules {
        /// The line, from 1.
        line: usize,
        /// Message that says what is wrong with it.
        message: String,
    },
    /// It is no text.
    NotText(NotText),
    /// Text beside a PDF file of the same name, which is read instead.
    BesidePdf,
    /// A PDF file that opens with a password only.
    Password,
    /// A PDF file that is encrypted in a way that is not known.
    Encrypted,
    /// A PDF file of which nothing can be read.
    Damaged,
    /// Anything else that the system says.
    System(String),
    /// A record from a pipe that is no page, nor anything that holds one.
    Record(String),
}

impl PageError {
    /// The reason in a few words, without a full stop.
    pub fn in_words(&self, language: Language) -> String {
        let (chinese, english) = match self {
            PageError::Gone => ("文件已不在原处".into(), "the file is no longer there".into()),
            PageError::Changed => {
                ("文件已被修改，请重新扫描".into(), "the file was changed, rescan the archive".into())
            }
            PageError::Stopped => ("已停止".into(), "stopped".into()),
            PageError::NoPermission => ("没有读取权限".into(), "no permission to read it".into()),
            PageError::NotAFile => ("不是普通文件".into(), "not a regular file".into()),
            PageError::Link => ("是链接，未跟随".into(), "a link, not followed".into()),
            PageError::TooLarge { bytes, limit } => (
                format!("文件过大（{}，上限 {}）", in_megabytes(*bytes), in_megabytes(*limit)),
                format!("too large ({}, the limit is {})", in_megabytes(*bytes), in_megabytes(*limit)),
            ),
            PageError::TooDeep { limit } => (
                format!("文件夹层数过深（上限 {limit} 层），其中文件未列出"),
                format!("nested too deeply (the limit is {limit} folders), its files are not listed"),
            ),
            PageError::TooMany { limit } => (
                format!("文件过多（上限 {limit} 个），其余未列出"),
                format!("too many files (the limit is {limit}), the rest are not listed"),
            ),
            PageError::Rules { line, message } => (
                format!("规则有误，第 {line} 行：{message}"),
                format!("wrong rule in line {line}: {message}"),
            ),
            PageError::NotText(NotText::Kind(kind)) => (
                format!("不是文本，而是{}", kind_in_chinese(*kind)),
                format!("not text but {}", kind_in_english(*kind)),
            ),
            PageError::NotText(NotText::Binary { share }) => (
                format!("不是文本（{:.0}% 为控制字符或无法解码）", share * 100.0),
                format!("not text ({:.0}% control characters or undecodable)", share * 100.0),
            ),
            PageError::NotText(NotText::NoReading) => (
                "不是文本，或编码无法识别（可手动指定编码）".into(),
                "not text, or in no known encoding (one can be set by hand)".into(),
            ),
            PageError::NotText(NotText::LongLine { bytes }) => (
                format!("有一行长达 {}，不是报纸版面", in_megabytes(*bytes as u64)),
                format!("one line of {}: not a newspaper page", in_megabytes(*bytes as u64)),
            ),
            PageError::BesidePdf => (
                "与同名 PDF 是同一版，已读 PDF".into(),
                "the same page as the PDF file beside it, which is read".into(),
            ),
            PageError::Password => (
                "PDF 设有密码：请在“读不出的文件”中输入，或以 --password 给出".into(),
                "a PDF file that opens with a password only: enter it under “Unreadable files”, or give it by --password"
                    .into(),
            ),
            PageError::Encrypted => {
                ("PDF 的加密方式无法识别".into(), "a PDF file encrypted in an unknown way".into())
            }
            PageError::Damaged => {
                ("PDF 已损坏，无法读取".into(), "a damaged PDF file, nothing of it can be read".into())
            }
            PageError::System(reason) => return reason_of_message(reason, language),
            PageError::Record(reason) => (format!("记录有误：{reason}"), format!("a wrong record: {reason}")),
        };
        language.pick(chinese, english)
    }

    /// The reason in a word for programs, which never changes.
    pub fn kind(&self) -> &'static str {
        match self {
            PageError::Gone => "gone",
            PageError::Changed => "changed",
            PageError::Stopped => "stopped",
            PageError::NoPermission => "no-permission",
            PageError::NotAFile => "not-a-file",
            PageError::Link => "link",
            PageError::TooLarge { .. } => "too-large",
            PageError::TooDeep { .. } => "too-deep",
            PageError::TooMany { .. } => "too-many",
            PageError::Rules { .. } => "rules",
            PageError::NotText(_) => "not-text",
            PageError::BesidePdf => "beside-pdf",
            PageError::Password => "password",
            PageError::Encrypted => "encrypted",
            PageError::Damaged => "damaged",
            PageError::System(_) => "system",
            PageError::Record(_) => "record",
        }
    }
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Language::English))
    }
}

impl std::error::Error for PageError {}

impl From<std::io::Error> for PageError {
    fn from(error: std::io::Error) -> PageError {
        match error.kind() {
            std::io::ErrorKind::NotFound => PageError::Gone,
            std::io::ErrorKind::PermissionDenied => PageError::NoPermission,
            _ => PageError::System(error.to_string()),
        }
    }
}

impl From<NotText> for PageError {
    fn from(reason: NotText) -> PageError {
        PageError::NotText(reason)
    }
}

fn in_megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

fn kind_in_chinese(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Jpeg => "JPEG 图片",
        FileKind::Png => "PNG 图片",
        FileKind::Gif => "GIF 图片",
        FileKind::Tiff => "TIFF 图片",
        FileKind::Pdf => "PDF 文件",
        FileKind::Zip => "ZIP 压缩包或办公文档",
        FileKind::Gzip => "gzip 压缩包",
        FileKind::Office => "旧版办公文档",
        FileKind::Rtf => "RTF 文档",
        FileKind::Djvu => "DjVu 文件",
        FileKind::Sqlite => "数据库",
        FileKind::Program => "程序",
    }
}

fn kind_in_english(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Jpeg => "a JPEG picture",
        FileKind::Png => "a PNG picture",
        FileKind::Gif => "a GIF picture",
        FileKind::Tiff => "a TIFF picture",
        FileKind::Pdf => "a PDF file",
        FileKind::Zip => "a ZIP archive or an office document",
        FileKind::Gzip => "a gzip archive",
        FileKind::Office => "an old office document",
        FileKind::Rtf => "an RTF document",
        FileKind::Djvu => "a DjVu file",
        FileKind::Sqlite => "a database",
        FileKind::Program => "a program",
    }
}

//! Sources of page files: listing them and reading them, safely.

use super::error::{ArchiveError, PageError};
use super::name::{exact, readable, unpercented};
use super::order::natural_order;
use crate::language::Language;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Limits of how much of a folder is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the largest file that is read. A printed page has about 20 kB of text.
    pub file_bytes: u64,
    /// Folders inside one another, the archive's own not counted.
    pub depth: usize,
    /// Page files of one archive.
    pub pages: usize,
}

impl Limits {
    /// Bytes of the largest file of this name that is read: a PDF file has pictures beside its text.
    pub fn bytes_of(&self, path: &str) -> u64 {
        const PICTURES: u64 = 16;
        if is_pdf_name(path) { self.file_bytes * PICTURES } else { self.file_bytes }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { file_bytes: 32 << 20, depth: 32, pages: 1_000_000 }
    }
}

/// Source of an archive's pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// All page files in a folder and in the folders inside it.
    Folder(PathBuf),
    /// One file, taken for a page whatever its name.
    File(PathBuf),
    /// The papers that come with the program.
    Sample,
}

/// The papers that come with the program.
static SAMPLE: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// Place of a page file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    Disk(Arc<Path>),
    /// In the program.
    Program(&'static [u8]),
    /// Here, come by a pipe for instance.
    Memory(Arc<[u8]>),
}

/// A file that is taken for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its path inside the archive, parts joined by `/`; names in other encodings are read, bytes that make no sense in
    /// any are written `\xNN`.
    pub path: Arc<str>,
    /// Its place.
    pub place: Place,
    /// Its size in bytes when it was listed.
    pub bytes: u64,
    /// Time when it was changed, in nanoseconds since 1970; 0 where the system does not know.
    pub changed: i64,
    /// Identity that tells it from another file, or from itself written anew, under the same path with the same size
    /// and time; 0 where the system does not know.
    pub identity: u64,
    /// Of a PDF file the text of the same name beside it, which is read where the PDF file has none.
    pub text: Option<Place>,
}

/// A file or folder that was found and left aside.
#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    /// Its path inside the archive.
    pub path: Arc<str>,
    /// The reason.
    pub reason: PageError,
}

/// Contents of an archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The page files in natural order of their paths.
    pub files: Vec<PageFile>,
    /// Files and folders that would have been a page, or hold pages, and were left aside.
    pub skipped: Vec<Skipped>,
    /// Files of other kinds.
    pub others: Kinds,
}

/// Number of files of each kind, by their extensions in capitals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds(BTreeMap<String, usize>);

impl Kinds {
    /// Counts a file that is no page.
    fn count(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
        // What has a page's extension or none is a note about the archive: it goes by its name.
        let kind = if is_page_name(&format!("1.{extension}")) { name } else { extension };
        *self.0.entry(kind.to_uppercase()).or_default() += 1;
    }

    /// Whether there are files in which others are packed.
    pub fn has_packed(&self) -> bool {
        const PACKED: [&str; 8] = ["ZIP", "RAR", "7Z", "TAR", "GZ", "TGZ", "BZ2", "XZ"];
        PACKED.iter().any(|kind| self.0.contains_key(*kind))
    }

    /// The kinds, the most frequent first: `3 DOC, 1 ZIP`; empty where there are none.
    pub fn in_words(&self, language: Language) -> String {
        /// Kinds that are named.
        const NAMED: usize = 8;
        let mut kinds: Vec<(&String, &usize)> = self.0.iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut named: Vec<String> =
            kinds.iter().take(NAMED).map(|(kind, count)| format!("{count} {kind}")).collect();
        if kinds.len() > NAMED {
            named.push("…".into());
        }
        named.join(language.pick("、", ", "))
    }
}

impl Source {
    /// A source for a path that a person gave: a folder or a single file.
    pub fn open(path: &Path) -> Result<Source, ArchiveError> {
        let shown = path.display().to_string();
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => Ok(Source::Folder(path.to_path_buf())),
            Ok(_) => Ok(Source::File(path.to_path_buf())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(ArchiveError::Missing { path: shown }),
            Err(e) => Err(ArchiveError::Unreadable { path: shown, reason: e.to_string() }),
        }
    }

    /// The folder or file; `None` for the sample.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Source::Folder(path) | Source::File(path) => Some(path),
            Source::Sample => None,
        }
    }

    /// The name of the archive: that of its folder or file.
    pub fn name(&self) -> String {
        let Some(path) = self.path() else { return "样例".to_string() };
        let real = path.canonicalize();
        let path = real.as_deref().unwrap_or(path);
        path.file_name().map_or_else(|| path.display().to_string(), readable)
    }

    /// The folders around the page files, outermost first, joined by `/`: they may tell paper and date.
    pub fn around(&self) -> String {
        /// Folders that are looked at; those further out say where the archive is kept, not what it is.
        const NEAREST: usize = 4;
        let folder = match self {
            Source::Folder(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
            Source::File(path) => {
                let path = path.canonicalize().unwrap_or_else(|_| path.clone());
                path.parent().map(Path::to_path_buf).unwrap_or_default()
            }
            Source::Sample => return String::new(),
        };
        let parts: Vec<String> = folder.iter().map(readable).filter(|part| part != "/").collect();
        parts[parts.len().saturating_sub(NEAREST)..].join("/")
    }

    /// A page file at a path inside a folder, where it can be told from its name alone that it is one and there is nothing
    /// beside it.
    pub fn look_up(&self, path: &str) -> Option<PageFile> {
        let Source::Folder(root) = self else { return None };
        let place = root.join(path);
        let meta =
            std::fs::symlink_metadata(&place).ok().filter(|meta| meta.is_file() && !is_pdf_name(path))?;
        Some(PageFile::new(path.into(), place, &meta))
    }

    /// Lists the page files. `cancel` ends it early with what was found so far.
    pub fn list(&self, limits: &Limits, cancel: &AtomicBool) -> Result<Listing, ArchiveError> {
        match self {
            Source::Folder(root) => {
                let mut walk = Walk { limits, cancel, found: Listing::default(), full: false };
                let entries = std::fs::read_dir(root).map_err(|e| ArchiveError::Unreadable {
                    path: root.display().to_string(),
                    reason: e.to_string(),
                })?;
                walk.folder(entries, "", 0);
                let mut found = walk.found;
                tell_apart(&mut found.files, root);
                found.skipped.extend(pair(&mut found.files));
                found.files.sort_by(|a, b| natural_order(&a.path, &b.path));
                found.skipped.sort_by(|a, b| natural_order(&a.path, &b.path));
                Ok(found)
            }
            Source::File(place) => {
                let name = place.file_name().map(readable).unwrap_or_default();
                // A link that the person names is what the person means.
                let place = place.canonicalize().unwrap_or_else(|_| place.clone());
                let meta = std::fs::metadata(&place).map_err(|e| ArchiveError::Unreadable {
                    path: place.display().to_string(),
                    reason: e.to_string(),
                })?;
                Ok(Listing { files: vec![PageFile::new(name.into(), place, &meta)], ..Listing::default() })
            }
            Source::Sample => {
                let mut files = Vec::new();
                embedded_files(&SAMPLE, &mut files);
                files.sort_by(|a: &PageFile, b| natural_order(&a.path, &b.path));
                Ok(Listing { files, ..Listing::default() })
            }
        }
    }
}

impl PageFile {
    fn new(path: Arc<str>, place: PathBuf, meta: &Metadata) -> PageFile {
        let (changed, identity) = (changed(meta), identity(meta));
        PageFile { path, place: Place::Disk(place.into()), bytes: meta.len(), changed, identity, text: None }
    }

    /// A file whose bytes are here already.
    pub fn in_memory(path: &str, bytes: Vec<u8>) -> PageFile {
        let (path, size) = (path.into(), bytes.len() as u64);
        PageFile {
            path,
            place: Place::Memory(bytes.into()),
            bytes: size,
            changed: 0,
            identity: 0,
            text: None,
        }
    }

    /// Reads the file: a regular file of at most `limit` bytes, checked after it is open, so that a pipe
    /// cannot block and a link put in its place is not followed.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>, PageError> {
        self.place.read(limit)
    }

    /// Reads the text beside the file; `None` where there is none that can be read.
    pub fn read_text(&self, limit: u64) -> Option<Vec<u8>> {
        self.text.as_ref()?.read(limit).ok()
    }
}

impl Place {
    fn read(&self, limit: u64) -> Result<Vec<u8>, PageError> {
        let place = match self {
            Place::Disk(place) => place,
            Place::Program(bytes) => return Ok(bytes.to_vec()),
            Place::Memory(bytes) => return Ok(bytes.to_vec()),
        };
        let file = open_regular(place)?;
        let meta = file.metadata()?;
        if meta.len() > limit {
            return Err(PageError::TooLarge { bytes: meta.len(), limit });
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
        // The file may grow while it is read.
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(PageError::TooLarge { bytes: bytes.len() as u64, limit });
        }
        Ok(bytes)
    }
}

/// Gives files of one path, whose names are in several encodings, the paths that their bytes are.
fn tell_apart(files: &mut [PageFile], root: &Path) {
    let mut count: HashMap<Arc<str>, usize> = HashMap::new();
    files.iter().for_each(|file| *count.entry(file.path.clone()).or_default() += 1);
    for file in files.iter_mut().filter(|file| count[&file.path] > 1) {
        let Place::Disk(place) = &file.place else { continue };
        let parts: Vec<String> = place.strip_prefix(root).unwrap_or(place).iter().map(exact).collect();
        file.path = parts.join("/").into();
    }
}

/// Leaves files of text aside that stand beside a PDF file of the same name, which holds their text with its places.
fn pair(files: &mut Vec<PageFile>) -> Vec<Skipped> {
    let stem =
        |path: &str| path.rsplit_once('.').map(|(stem, ending)| (stem.to_owned(), ending.to_lowercase()));
    let pdf = |(stem, ending): (String, String)| (ending == "pdf").then_some(stem);
    let pdfs: HashSet<String> = files.iter().filter_map(|file| pdf(stem(&file.path)?)).collect();
    let (mut texts, mut skipped) = (HashMap::new(), Vec::new());
    files.retain_mut(|file| {
        let own = stem(&file.path).filter(|(stem, ending)| ending != "pdf" && pdfs.contains(stem));
        let Some((stem, _)) = own else { return true };
        skipped.push(Skipped { path: file.path.clone(), reason: PageError::BesidePdf });
        texts.entry(stem).or_insert(file.place.clone());
        false
    });
    for file in files.iter_mut() {
        let own = stem(&file.path).and_then(pdf).and_then(|stem| texts.get(&stem));
        file.text = own.cloned();
    }
    skipped
}

/// The page files of a folder in the program.
fn embedded_files(folder: &include_dir::Dir<'static>, out: &mut Vec<PageFile>) {
    folder.dirs().for_each(|folder| embedded_files(folder, out));
    for file in folder.files() {
        let path: Vec<String> = file.path().iter().map(readable).collect();
        let path = path.join("/");
        if is_page_name(&path) {
            let bytes = file.contents();
            let place = Place::Program(bytes);
            out.push(PageFile {
                path: path.into(),
                place,
                bytes: bytes.len() as u64,
                changed: 0,
                identity: 0,
                text: None,
            });
        }
    }
}

fn open_regular(place: &Path) -> Result<File, PageError> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW | libc::O_NOCTTY | libc::O_CLOEXEC);
    }
    let file = options.open(place).map_err(|error| {
        #[cfg(unix)]
        match error.raw_os_error() {
            Some(libc::ELOOP) => return PageError::Link,
            // A socket cannot be opened, nor a pipe that nobody holds.
            Some(libc::ENXIO) => return PageError::NotAFile,
            _ => {}
        }
        PageError::from(error)
    })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(PageError::NotAFile) }
}

fn changed(meta: &Metadata) -> i64 {
    let since = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |t| i64::try_from(t.as_nanos()).unwrap_or(0))
}

/// A mix of the inode and of when anything about it was changed last, which no program sets at will.
#[cfg(unix)]
fn identity(meta: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let changed = meta.ctime().wrapping_mul(1_000_000_000).wrapping_add(meta.ctime_nsec());
    meta.ino().rotate_left(32) ^ changed as u64
}

#[cfg(not(unix))]
fn identity(_meta: &Metadata) -> u64 {
    0
}

struct Walk<'a> {
    limits: &'a Limits,
    cancel: &'a AtomicBool,
    found: Listing,
    /// Whether the most page files are found: the walk ends.
    full: bool,
}

impl Walk<'_> {
    fn folder(&mut self, entries: std::fs::ReadDir, prefix: &str, depth: usize) {
        for entry in entries {
            if self.cancel.load(Ordering::Relaxed) || self.full {
                return;
            }
            match entry {
                Ok(entry) => self.entry(&entry, prefix, depth),
                Err(error) => self.skip(prefix, error.into()),
            }
        }
    }

    fn entry(&mut self, entry: &std::fs::DirEntry, prefix: &str, depth: usize) {
        let name = entry.file_name();
        let part = readable(&name);
        if part.starts_with('.') {
            return;
        }
        let path = if prefix.is_empty() { part } else { format!("{prefix}/{part}") };
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => return self.skip(&path, error.into()),
        };
        if kind.is_dir() {
            if depth >= self.limits.depth {
                return self.skip(&path, PageError::TooDeep { limit: self.limits.depth });
            }
            return match std::fs::read_dir(entry.path()) {
                Ok(entries) => self.folder(entries, &path, depth + 1),
                Err(error) => self.skip(&path, error.into()),
            };
        }
        if !is_page_name(&path) {
            // A link without a page's name may be a folder of pages: say that it was not followed.
            if kind.is_symlink() {
                return self.skip(&path, PageError::Link);
            }
            return self.found.others.count(&path);
        }
        if kind.is_symlink() {
            return self.skip(&path, PageError::Link);
        }
        if !kind.is_file() {
            return self.skip(&path, PageError::NotAFile);
        }
        let meta = match entry.metadata() {
            Ok(meta) => meta,
            Err(error) => return self.skip(&path, error.into()),
        };
        let limit = self.limits.bytes_of(&path);
        if meta.len() > limit {
            return self.skip(&path, PageError::TooLarge { bytes: meta.len(), limit });
        }
        if self.found.files.len() == self.limits.pages {
            self.full = true;
            return self.skip(&path, PageError::TooMany { limit: self.limits.pages });
        }
        self.found.files.push(PageFile::new(path.into(), entry.path(), &meta));
    }

    fn skip(&mut self, path: &str, reason: PageError) {
        self.found.skipped.push(Skipped { path: path.into(), reason });
    }
}

/// Whether a path has the name of a PDF file.
pub(super) fn is_pdf_name(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("pdf"))
}

/// Whether a path inside an archive has the name of a page: text by its extension, or no extension at all.
/// Notes about the archive are no pages.
fn is_page_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let (stem, extension) = match name.rsplit_once('.') {
        // `No.3` or `2024.1.5`: what follows the point is no extension.
        Some((_, extension)) if extension.chars().any(|c| c.is_ascii_digit() || !c.is_ascii()) => {
            (&*name, "")
        }
        Some((stem, extension)) => (stem, extension),
        None => (&*name, ""),
    };
    const NOTES: [&str; 12] = [
        "readme",
        "license",
        "licence",
        "copying",
        "changelog",
        "notice",
        "authors",
        "makefile",
        "说明",
        "說明",
        "读我",
        "目录说明",
    ];
    matches!(extension, "txt" | "text" | "md" | "markdown" | "pdf" | "") && !NOTES.contains(&stem)
}

/// The path that a `file://` address means, as file managers hand them over; `None` for another text.
pub fn path_of_address(text: &str) -> Option<PathBuf> {
    // Between the slashes a host may be named, which can only be this one.
    let path = text.strip_prefix("file://")?.trim_start_matches("localhost");
    Some(PathBuf::from(String::from_utf8(unpercented(path)).unwrap_or_else(|_| path.to_owned())))
}

//! Cache of what was found in the pages of an archive, kept between runs outside the archive.
//!
//! A cache can be lost at any time without harm: where it cannot be opened, read or written, pages are taken
//! apart again. What is kept of a file is believed if it has the same size, time and identity and the engine is the
//! same; where these do not settle it, the fingerprint of its bytes does. Every row carries a checksum: a damaged one
//! is as good as none.

use super::library::{PageSummary, PageVersion};
use super::source::{PageFile, Source};
use crate::segmentation::decode::Encoding;
use crate::segmentation::{Page, Segmentation};
use rusqlite::{Connection, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The engine that took the pages apart: it changes whenever the code or the weights do.
pub(crate) const ENGINE: &str = env!("JIANBAO_ENGINE");

/// The form of the tables; what is packed in them changes with the engine only.
const FORM: i64 = 7;

/// A file changed less than this before it was read may have been changed again in the same tick of its file
/// system's clock: 2 s is FAT's.
const TICK: Duration = Duration::from_secs(2);

/// Folder of the caches of archives, kept by a program whose own data is in `data_dir`: the platform's folder
/// for caches, or below `data_dir` where the person chose another than the platform's.
pub fn cache_dir(data_dir: &Path) -> PathBuf {
    match directories::ProjectDirs::from("", "", "jianbao") {
        Some(dirs) if dirs.data_local_dir() == data_dir => dirs.cache_dir().to_path_buf(),
        _ => data_dir.join("cache"),
    }
}

/// The state in which a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    bytes: u64,
    changed: i64,
    identity: u64,
    /// Time when it was read, in nanoseconds since 1970.
    read: i64,
}

impl Stamp {
    /// The stamp of a file that is about to be read.
    pub fn now(file: &PageFile) -> Stamp {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Stamp {
            bytes: file.bytes,
            changed: file.changed,
            identity: file.identity,
            read: i64::try_from(now.as_nanos()).unwrap_or(i64::MAX),
        }
    }

    /// Whether the file is surely as it was when it was read.
    pub fn holds(&self, file: &PageFile) -> bool {
        let settled = self.read.saturating_sub(self.changed) > TICK.as_nanos() as i64;
        let same = (self.bytes, self.changed, self.identity) == (file.bytes, file.changed, file.identity);
        settled && self.changed != 0 && same
    }
}

/// Row of the cache: what is kept of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    pub stamp: Stamp,
    /// The encoding that the person asked for when it was read.
    pub wish: Option<Encoding>,
    /// Of each of its pages, in order.
    pub summaries: Vec<PageSummary>,
}

/// A file that was read, to be kept.
pub(super) struct Keep<'a> {
    pub path: &'a str,
    pub row: Row,
    /// The articles of each page, under which name; packed where they are not kept already.
    pub articles: Vec<(ArticlesKey, Option<Packed>)>,
}

/// The checksum of what is kept under a name: a row that a damaged file gives out under another's is not believed
/// either.
fn checksum(name: &[u8], kept: &[u8]) -> [u8; 16] {
    let digest =
        Sha256::new().chain_update(name.len().to_le_bytes()).chain_update(name).chain_update(kept).finalize();
    let mut sum = [0; 16];
    sum.copy_from_slice(&digest[..16]);
    sum
}

/// The articles of a page in a compact form.
pub(super) struct Packed(Vec<u8>);

impl Packed {
    /// Packs the articles of a page; `None` if that cannot be done. Whoever opens them has the page, so that its words
    /// need not be kept once more.
    pub fn new(page: &Page, segmentation: &Segmentation) -> Option<Packed> {
        pack(segmentation, page.text()).map(Packed)
    }

    /// The articles; `None` beside another page than theirs.
    fn open(&self, page: &Page) -> Option<Segmentation> {
        unpack(&self.0, page.text())
    }
}

/// Packs a value beside a text that is there when it is unpacked: what is in the text takes next to no room.
fn pack(what: &impl Serialize, beside: &str) -> Option<Vec<u8>> {
    /// The fastest level: the cache is written while the person waits for pages.
    const LEVEL: i32 = 1;
    let mut compressor = zstd::bulk::Compressor::with_dictionary(LEVEL, beside.as_bytes()).ok()?;
    // Beside another text the checksum does not fit.
    compressor.include_checksum(true).ok()?;
    compressor.compress(&postcard::to_stdvec(what).ok()?).ok()
}

fn unpack<T: DeserializeOwned>(packed: &[u8], beside: &str) -> Option<T> {
    /// Bytes of the articles of the largest page.
    const LARGEST: usize = 1 << 30;
    let mut decompressor = zstd::bulk::Decompressor::with_dictionary(beside.as_bytes()).ok()?;
    postcard::from_bytes(&decompressor.decompress(packed, LARGEST).ok()?).ok()
}

/// The name under which the articles of a page are kept: they depend on its text, its encoding, the number of its first
/// line and what the person's rules say of its lines, so that a copied or renamed file is known, too.
pub(super) struct ArticlesKey(Vec<u8>);

impl ArticlesKey {
    /// The name for a version of a page, whatever was corrected on it.
    pub fn new(version: &PageVersion) -> ArticlesKey {
        let PageVersion { sha256, encoding, first_line, hinted, .. } = version;
        let (first, hinted) = (first_line.0.to_le_bytes(), hinted.to_le_bytes());
        ArticlesKey(
            [&sha256[..], &first, &hinted, encoding.map_or("PDF", Encoding::name).as_bytes()].concat(),
        )
    }
}

/// The name of an archive's files in the folder of caches; `None` where the archive is not there.
pub(crate) fn archive_name(archive: &Source) -> Option<String> {
    let place = archive.path().map(Path::canonicalize).transpose().ok()?.unwrap_or_default();
    let digest = Sha256::digest(place.as_os_str().as_encoded_bytes());
    Some(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// The kept pages of one archive. Each connection is locked for one thread at a time, and that for reading never for long:
/// the window waits for it.
#[derive(Debug)]
pub(super) struct Cache {
    /// `None` once it is damaged beyond use and could not be begun anew. Where both are locked this one is first.
    writer: Mutex<Option<Connection>>,
    reader: Mutex<Option<Connection>>,
    path: PathBuf,
    rules: String,
}

impl Cache {
    /// Opens the cache of an archive in a folder; a damaged one, or one of another engine or of other rules, begins
    /// anew. `None` where there can be none, or another program keeps it locked.
    pub fn open(dir: &Path, archive: &Source, rules: &str) -> Option<Cache> {
        let name = archive_name(archive)?;
        std::fs::create_dir_all(dir).ok()?;
        let path = dir.join(format!("{name}.sqlite"));
        let writer = match prepare(&path, rules) {
            Ok(writer) => writer,
            Err(error) if passes(&error) => return None,
            Err(_) => begin_anew(&path, rules)?,
        };
        let reader = Mutex::new(connect(&path).ok());
        Some(Cache { writer: Mutex::new(Some(writer)), reader, path, rules: rules.to_owned() })
    }

    /// What `take` makes of all files by their paths, in no order, but for those whose rows are damaged. All cores work on
    /// it: no more rows than they have at hand are in memory.
    pub fn rows<T: Send>(&self, take: impl Fn(&str, Row) -> Option<T> + Sync) -> Vec<T> {
        // Who reads so long has a connection for it.
        let read = connect(&self.path).and_then(|own| read_rows(&own, "", [], &take));
        let again = || self.with(&self.writer, |writer| read_rows(writer, "", [], &take));
        read.ok().or_else(again).unwrap_or_default()
    }

    /// The first files by their paths, and these if they are there.
    pub fn first_rows(&self, most: usize, and: &[Arc<str>]) -> HashMap<String, Row> {
        let take = |path: &str, row| Some((path.to_owned(), row));
        let first = |reader: &mut Connection| {
            let mut rows: HashMap<String, Row> =
                read_rows(reader, "order by path limit ?", [most as i64], &take)?.into_iter().collect();
            for path in and {
                rows.extend(read_rows(reader, "where path = ?", [&**path], &take)?);
            }
            Ok(rows)
        };
        self.with(&self.reader, first).unwrap_or_default()
    }

    /// The articles of a page.
    pub fn articles(&self, key: &ArticlesKey, page: &Page) -> Option<Segmentation> {
        let (packed, sum): (Vec<u8>, Vec<u8>) = self.with(&self.reader, |connection| {
            let mut statement =
                connection.prepare_cached("select packed, sum from articles where key = ?")?;
            let mut rows = statement.query([&key.0])?;
            rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
        })??;
        if sum != checksum(&key.0, &packed) {
            return None;
        }
        Packed(packed).open(page)
    }

    /// Keeps files and forgets others, all or nothing. What fails is taken apart again next time.
    pub fn keep<'a>(&self, files: &[Keep<'a>], gone: impl Iterator<Item = &'a str>) {
        // A full disk or a second window that is writing: the cache stays as it was.
        let _ = self.with(&self.writer, |connection| write(connection, files, gone));
    }

    /// Works on the tables; `None` where that fails. Where they are not as they were made, so that it would fail for
    /// good, the cache begins anew.
    fn with<T>(
        &self,
        connection: &Mutex<Option<Connection>>,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Option<T> {
        let error = match work(lock(connection).as_mut()?) {
            Ok(done) => return Some(done),
            Err(error) => error,
        };
        if !passes(&error) {
            let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
            (*writer, *reader) = (None, None);
            *writer = begin_anew(&self.path, &self.rules);
            *reader = connect(&self.path).ok();
        }
        None
    }
}

/// Whether an error says nothing against the tables.
fn passes(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    let passing = [
        Code::DatabaseBusy,
        Code::DatabaseLocked,
        Code::DiskFull,
        Code::ReadOnly,
        Code::SystemIoFailure,
        Code::OutOfMemory,
    ];
    error.sqlite_error_code().is_some_and(|code| passing.contains(&code))
}

fn lock(connection: &Mutex<Option<Connection>>) -> MutexGuard<'_, Option<Connection>> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bytes of a file's row as they are kept: its path, its row and the checksum.
type Kept = [Vec<u8>; 3];

/// What `take` makes of the rows of files, of those that are asked for.
fn read_rows<T: Send>(
    connection: &Connection,
    which: &str,
    values: impl rusqlite::Params,
    take: &(impl Fn(&str, Row) -> Option<T> + Sync),
) -> rusqlite::Result<Vec<T>> {
    /// Rows that one thread unpacks in one go.
    const TOGETHER: usize = 256;
    /// Such stretches that wait to be unpacked at most: reading is quicker, and an archive of decades would be in memory
    /// twice.
    const WAITING: usize = 16;
    let open = |[path, kept, sum]: &Kept| {
        let row = (sum[..] == checksum(path, kept)).then(|| unpack(kept, ""))??;
        take(std::str::from_utf8(path).ok()?, row)
    };
    let mut statement = connection.prepare(&format!("select path, row, sum from file {which}"))?;
    let mut rows = statement.query(values)?;
    let (give, opened) = channel();
    let (mut all, mut waiting) = (Vec::new(), 0);
    rayon::in_place_scope(|scope| -> rusqlite::Result<()> {
        let mut read = || -> rusqlite::Result<Option<Kept>> {
            let Some(row) = rows.next()? else { return Ok(None) };
            Ok(Some([row.get_ref(0)?, row.get_ref(1)?, row.get_ref(2)?].map(|column| {
                // A column of another kind is as good as an empty one: no checksum fits it.
                column.as_bytes().map(<[u8]>::to_vec).unwrap_or_default()
            })))
        };
        loop {
            let together: Vec<Kept> =
                std::iter::from_fn(|| read().transpose()).take(TOGETHER).collect::<rusqlite::Result<_>>()?;
            if together.is_empty() {
                return Ok(());
            }
            if waiting == WAITING {
                all.extend(opened.recv().unwrap_or_default());
                waiting -= 1;
            }
            waiting += 1;
            let give = give.clone();
            // Who waits for it is still here.
            scope.spawn(move |_| {
                let _ = give.send(together.iter().filter_map(open).collect::<Vec<T>>());
            });
        }
    })?;
    drop(give);
    all.extend(opened.into_iter().flatten());
    Ok(all)
}

fn write<'a>(
    connection: &mut Connection,
    files: &[Keep<'a>],
    gone: impl Iterator<Item = &'a str>,
) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("insert or replace into file values (?, ?, ?)")?;
        let mut unname = transaction.prepare("delete from page where path = ?")?;
        let mut name = transaction.prepare("insert or replace into page values (?, ?)")?;
        let mut keep =
            transaction.prepare("insert or replace into articles (key, packed, sum) values (?, ?, ?)")?;
        for Keep { path, row, articles } in files {
            let Some(kept) = pack(row, "") else { continue };
            let sum = checksum(path.as_bytes(), &kept);
            insert.execute(params![path, kept, sum])?;
            unname.execute([path])?;
            for (ArticlesKey(key), packed) in articles {
                name.execute(params![path, key])?;
                if let Some(Packed(packed)) = packed {
                    keep.execute(params![key, packed, checksum(key, packed)])?;
                }
            }
        }
        let mut delete = transaction.prepare("delete from file where path = ?")?;
        let mut forgotten = 0;
        for path in gone {
            forgotten += delete.execute([path])?;
            unname.execute([path])?;
        }
        if forgotten > 0 {
            transaction.execute("delete from articles where key not in (select key from page)", [])?;
        }
    }
    transaction.commit()
}

/// An empty cache in the place of one that is damaged.
fn begin_anew(path: &Path, rules: &str) -> Option<Connection> {
    for ending in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        // What cannot be removed cannot be opened anew either.
        let _ = std::fs::remove_file(file);
    }
    prepare(path, rules).ok()
}

/// A connection for reading: who asks is waiting.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_millis(100))?;
    Ok(connection)
}

fn prepare(path: &Path, rules: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    // Whoever closes the cache locks it until all is in its place.
    connection.busy_timeout(Duration::from_secs(3))?;
    // A file's row has some 2 KB, articles some 4: in pages of that size most would have a second one, nearly empty.
    connection.pragma_update(None, "page_size", 16384)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "normal")?;
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let drop = "drop table if exists file; drop table if exists page; drop table if exists articles; drop table if exists engine;";
    match form {
        FORM => {}
        0 => connection.pragma_update(None, "user_version", FORM)?,
        // The whole file is as that form has it, not the tables alone.
        _ => return Err(rusqlite::Error::InvalidQuery),
    }
    let create = "create table if not exists engine (name text primary key) without rowid;
        create table if not exists file (
            path text primary key, row blob not null, sum blob not null) without rowid;
        create table if not exists page (path text, key blob, primary key (path, key)) without rowid;
        create table if not exists articles (key blob not null unique, packed blob not null, sum blob not null);";
    connection.execute_batch(create)?;
    let engine = format!("{ENGINE}{rules}");
    let same: i64 =
        connection.query_row("select count(*) from engine where name = ?", [&engine], |row| row.get(0))?;
    if same == 0 {
        connection.execute_batch(drop)?;
        connection.execute_batch(create)?;
        connection.execute("insert into engine values (?)", [&engine])?;
    }
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::segment;

    /// A page of words that no compression knows, other ones for each `seed`.
    fn page(mut seed: u64) -> Page {
        let mut word = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_u32(0x4e00 + (seed >> 33) as u32 % 3000).unwrap_or('一')
        };
        let mut line = || (0..18).map(|_| word()).collect::<String>() + "\n";
        Page::new(format!("渡口运客\n\n　　{}。\n", (0..80).map(|_| line()).collect::<String>().trim_end()))
    }

    #[test]
    fn a_cache_that_is_locked_is_waited_for_and_never_begun_anew() {
        let (archive, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let source = Source::open(archive.path()).unwrap();
        let open = || Cache::open(dir.path(), &source, "");
        let cache = open().unwrap();
        cache.with(&cache.writer, |writer| writer.execute("insert into page values ('a', x'00')", []));
        let path = cache.path.clone();
        drop(cache);
        let locked = Connection::open(&path).unwrap();
        locked.pragma_update(None, "locking_mode", "exclusive").unwrap();
        locked.execute("insert into page values ('b', x'00')", []).unwrap();
        assert!(open().is_none());
        let opened = std::thread::scope(|scope| {
            let opened = scope.spawn(open);
            std::thread::sleep(Duration::from_millis(200));
            drop(locked);
            opened.join().unwrap().unwrap()
        });
        let count =
            |writer: &mut Connection| writer.query_row("select count(*) from page", [], |row| row.get(0));
        assert_eq!(opened.with(&opened.writer, count), Some(2));
    }

    #[test]
    fn articles_are_packed_beside_their_page_and_open_beside_no_other() {
        let (own, other) = (page(7), page(11));
        let found = segment(&own);
        let packed = Packed::new(&own, &found).unwrap();
        assert!(packed.0.len() * 3 < own.text().len(), "{} of {}", packed.0.len(), own.text().len());
        assert_eq!(packed.open(&own), Some(found));
        assert_eq!(packed.open(&other), None);
        assert_eq!(packed.open(&Page::new(String::new())), None);
    }
}

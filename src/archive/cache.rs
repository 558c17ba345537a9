//! What was found in the pages of an archive, kept between runs outside the archive.
//!
//! A cache can be lost at any time without harm: where it cannot be opened, read or written, pages are taken
//! apart again. A row is believed if the file has the same size and time and the engine is the same; where the
//! time does not settle it, the file's fingerprint does.

use super::library::PageSummary;
use super::source::PageFile;
use crate::segmentation::decode::Encoding;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The engine that took the pages apart: it changes whenever the code or the weights do.
const ENGINE: &str = env!("JIANBAO_ENGINE");

/// The form of the tables and of the summaries in them.
const FORM: i64 = 1;

/// A file changed less than this before it was read may have been changed again in the same tick of its file
/// system's clock: 2 s is FAT's.
const TICK: Duration = Duration::from_secs(2);

/// Where the caches of archives are kept: below `data_dir` where the person chose one, else in the platform's
/// folder for caches; `None` where there is none.
pub fn cache_dir(data_dir: Option<&Path>) -> Option<PathBuf> {
    match data_dir {
        Some(dir) => Some(dir.join("cache")),
        None => directories::ProjectDirs::from("", "", "jianbao").map(|dirs| dirs.cache_dir().to_path_buf()),
    }
}

/// The state in which a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    changed: i64,
    /// When it was read, in nanoseconds since 1970.
    read: i64,
}

impl Stamp {
    /// The stamp of a file that is about to be read.
    pub fn now(file: &PageFile) -> Stamp {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Stamp {
            bytes: file.bytes,
            changed: file.changed,
            read: i64::try_from(now.as_nanos()).unwrap_or(i64::MAX),
        }
    }

    /// Whether the file is surely as it was when it was read.
    pub fn holds(&self, file: &PageFile) -> bool {
        let settled = self.read.saturating_sub(self.changed) > TICK.as_nanos() as i64;
        settled && self.changed != 0 && self.bytes == file.bytes && self.changed == file.changed
    }
}

/// What is kept of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub stamp: Stamp,
    /// The encoding that the person asked for when it was read.
    pub wish: Option<Encoding>,
    pub summary: PageSummary,
}

/// The kept pages of one archive.
pub(super) struct Cache {
    connection: Connection,
}

impl Cache {
    /// Opens the cache of an archive in a folder; a damaged one, or one of another engine, begins anew. `None`
    /// where there can be none.
    pub fn open(dir: &Path, archive: &Path) -> Option<Cache> {
        let archive = archive.canonicalize().ok()?;
        let digest = Sha256::digest(archive.as_os_str().as_encoded_bytes());
        let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        std::fs::create_dir_all(dir).ok()?;
        let path = dir.join(format!("{name}.sqlite"));
        Cache::prepare(&path)
            .or_else(|_| {
                for ending in ["", "-wal", "-shm"] {
                    // What cannot be removed cannot be opened anew either.
                    let _ = std::fs::remove_file(dir.join(format!("{name}.sqlite{ending}")));
                }
                Cache::prepare(&path)
            })
            .ok()
    }

    fn prepare(path: &Path) -> rusqlite::Result<Cache> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_millis(500))?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if form != FORM {
            connection.execute_batch("drop table if exists page; drop table if exists engine;")?;
            connection.pragma_update(None, "user_version", FORM)?;
        }
        connection.execute_batch(
            "create table if not exists engine (name text primary key) without rowid;
             create table if not exists page (
                 path text primary key, bytes integer not null, changed integer not null, read integer not null,
                 wish text, summary text not null) without rowid;",
        )?;
        let cache = Cache { connection };
        let same =
            cache.connection.query_row("select count(*) from engine where name = ?", [ENGINE], |row| {
                row.get::<_, i64>(0)
            })?;
        if same == 0 {
            cache.connection.execute_batch("delete from page; delete from engine;")?;
            cache.connection.execute("insert into engine values (?)", [ENGINE])?;
        }
        Ok(cache)
    }

    /// All rows by the path of their page; none where the cache is damaged.
    pub fn rows(&self) -> HashMap<String, Row> {
        self.read_rows().unwrap_or_default()
    }

    fn read_rows(&self) -> rusqlite::Result<HashMap<String, Row>> {
        let mut statement =
            self.connection.prepare("select path, bytes, changed, read, wish, summary from page")?;
        let mut found = HashMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Ok(summary) = serde_json::from_str(row.get_ref(5)?.as_str()?) else { continue };
            let stamp =
                Stamp { bytes: row.get::<_, i64>(1)? as u64, changed: row.get(2)?, read: row.get(3)? };
            let wish: Option<String> = row.get(4)?;
            let wish = wish.as_deref().and_then(Encoding::from_name);
            found.insert(row.get(0)?, Row { stamp, wish, summary });
        }
        Ok(found)
    }

    /// Keeps pages and forgets others, all or nothing. What fails is taken apart again next time.
    pub fn keep<'a>(
        &mut self,
        pages: impl Iterator<Item = (&'a str, Stamp, Option<Encoding>, &'a PageSummary)>,
        gone: impl Iterator<Item = &'a str>,
    ) {
        let write = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            {
                let mut insert =
                    transaction.prepare("insert or replace into page values (?, ?, ?, ?, ?, ?)")?;
                for (path, stamp, wish, summary) in pages {
                    let Ok(summary) = serde_json::to_string(summary) else { continue };
                    let wish = wish.map(Encoding::name);
                    insert.execute(params![
                        path,
                        stamp.bytes as i64,
                        stamp.changed,
                        stamp.read,
                        wish,
                        summary
                    ])?;
                }
                let mut delete = transaction.prepare("delete from page where path = ?")?;
                for path in gone {
                    delete.execute([path])?;
                }
            }
            transaction.commit()
        };
        // A full disk or a second window that is writing: the cache stays as it was.
        let _ = write();
    }
}

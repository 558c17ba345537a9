//! The SQLite file: one table of records, each with its sum, and one row about them all.
//!
//! Write-ahead log, `synchronous=FULL`, `locking_mode=EXCLUSIVE`: the settings that lost nothing to killed processes,
//! power cuts and full disks. SQLite's own check does not see a changed letter, so each row carries a sum, and
//! because a row may also vanish, `meta` carries the number of rows and the sum of their sums. It says as well whose the
//! store is and how far it has come, and is sealed by a sum of its own.

use super::StoreError;
use super::log::LogEnd;
use super::point::Point;
use super::record::{Kind, Record};
use crate::anchor::Fingerprint;
use rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use std::fs::{self, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The store's format, kept in `user_version`. 0 is a file without tables; 1 did not say how far it has come, 2
/// knew no collections.
pub(super) const FORMAT: i64 = 3;

/// The bytes at the beginning of a file of SQLite.
const HEADER: usize = 100;

/// Tally of rows: their number and the sum of their sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    count: i64,
    sum: Fingerprint,
}

/// The row about all records.
#[derive(Clone, Copy)]
struct Meta {
    format: i64,
    tally: Tally,
    /// End of the log at the last commit.
    log_end: LogEnd,
    /// Point to which the store has come; format 1 does not say.
    point: Option<Point>,
    /// Whether a program has it open: then a write-ahead log belongs to it.
    open: bool,
}

/// An open store. Only the writer thread has one.
pub(super) struct Store {
    db: Connection,
    meta: Meta,
    lacks_wal: bool,
}

impl Store {
    /// Makes a store in a file that holds nothing.
    pub fn create(path: &Path, point: Point) -> Result<Store, StoreError> {
        let db = connect(path, READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let meta = Meta {
            format: FORMAT,
            tally: Tally::default(),
            log_end: (0, 0),
            point: Some(point),
            open: false,
        };
        let mut store = Store { db, meta, lacks_wal: false };
        store.settle()?;
        store.db.execute_batch(
            "BEGIN IMMEDIATE;
             CREATE TABLE record(
                 kind TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, modified INTEGER NOT NULL,
                 deleted INTEGER NOT NULL, parents BLOB NOT NULL, body TEXT NOT NULL, sum BLOB NOT NULL,
                 PRIMARY KEY(kind, key)) WITHOUT ROWID;",
        )?;
        store.meta.create(&store.db)?;
        store.db.execute_batch("COMMIT")?;
        store.take_up(point)?;
        Ok(store)
    }

    /// Opens a store and reads all its records, every sum checked, without changing a byte of its files; `None` if it
    /// holds nothing, not even tables. [`Store::take_up`] before it is written to.
    pub fn look(path: &Path) -> Result<Option<(Store, Vec<Record>)>, StoreError> {
        let mut header = Vec::new();
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        file.take(HEADER as u64).read_to_end(&mut header)?;
        // SQLite takes such a file for a new one, and throws the write-ahead log away.
        match header.len() {
            HEADER => {}
            0 | 1 if !has_wal(path) => return Ok(None),
            length => return Err(StoreError::Damaged(format!("cut to {length} bytes"))),
        }
        // Copies by SQLite do not say that they are in this mode.
        let lacks_wal = header[19] == 2 && !wal(path).exists();
        match Store::examine(path) {
            Ok(Some(_)) if !is_header_sound(&header) => {
                Err(StoreError::Damaged("the file's header was changed".into()))
            }
            Ok(Some((mut store, records))) => {
                store.lacks_wal = lacks_wal && store.meta.open;
                Ok(Some((store, records)))
            }
            // Where the file can be read, it is not the disk that fails.
            Err(StoreError::Io(what)) if fs::read(path).is_ok() => Err(StoreError::Damaged(what)),
            result => result,
        }
    }

    fn examine(path: &Path) -> Result<Option<(Store, Vec<Record>)>, StoreError> {
        let db = connect(path, READ_WRITE)?;
        let Some(meta) = read_meta(&db)? else { return Ok(None) };
        let records = checked_records(&db, meta.tally)?;
        Ok(Some((Store { db, meta, lacks_wal: false }, records)))
    }

    /// Makes the store one that is written to, of the newest format; a store of the first one comes to stand at `point`.
    pub fn take_up(&mut self, point: Point) -> Result<(), StoreError> {
        self.settle()?;
        let tx = self.db.transaction()?;
        let old = self.meta.point.is_none();
        let meta = Meta { format: FORMAT, open: true, point: self.meta.point.or(Some(point)), ..self.meta };
        if old {
            tx.execute_batch("DROP TABLE meta")?;
            meta.create(&tx)?;
        } else {
            meta.write(&tx)?;
            tx.pragma_update(None, "user_version", FORMAT)?;
        }
        tx.commit()?;
        self.meta = meta;
        // The file itself is to say that it is open.
        self.checkpoint()
    }

    fn settle(&self) -> Result<(), StoreError> {
        let mode: String = self.db.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(StoreError::Io(format!("journal mode {mode}")));
        }
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "wal_autocheckpoint", 1000)?;
        self.db.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        Ok(())
    }

    /// Writes records, all or none, but those of which there is a later version: a step of many records may be written
    /// after what was changed meanwhile. The store then stands at `point`. They are on the disk when this returns.
    pub fn write(&mut self, records: &[Record], log_end: LogEnd, point: Point) -> Result<(), StoreError> {
        let mut meta = Meta { log_end, point: Some(point), ..self.meta };
        let tally = &mut meta.tally;
        let tx = self.db.transaction()?;
        {
            let mut old = tx.prepare_cached("SELECT sum, revision FROM record WHERE kind=?1 AND key=?2")?;
            let mut put = tx.prepare_cached(
                "INSERT OR REPLACE INTO record(kind, key, revision, modified, deleted, parents, body, sum)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            for record in records {
                let before: Option<(Vec<u8>, i64)> = old
                    .query_row(params![record.kind.name(), record.key], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                match before {
                    Some((_, revision)) if revision as u64 > record.revision => continue,
                    Some((sum, _)) => tally.sum.toggle(sum_of(&sum)?),
                    None => tally.count += 1,
                }
                tally.sum.toggle(record.sum);
                put.execute(params![
                    record.kind.name(),
                    record.key,
                    record.revision as i64,
                    record.modified,
                    record.deleted,
                    parents_to_blob(&record.parents),
                    record.body,
                    record.sum.bytes().as_slice(),
                ])?;
            }
        }
        meta.write(&tx)?;
        tx.commit()?;
        self.meta = meta;
        Ok(())
    }

    /// End of the log at the last commit; (0, 0) where it was not yet begun.
    pub fn log_end(&self) -> LogEnd {
        self.meta.log_end
    }

    /// Point to which a store that was written to has come; nowhere, one of the first format.
    pub fn point(&self) -> Point {
        self.meta.point.unwrap_or_default()
    }

    /// Point to which the store has come, where it says so.
    pub fn known_point(&self) -> Option<Point> {
        self.meta.point
    }

    /// Number of records.
    pub fn count(&self) -> u64 {
        self.meta.tally.count as u64
    }

    /// Whether the store was open in a program and has lost its write-ahead log since, with whatever that held.
    pub fn lacks_wal(&self) -> bool {
        self.lacks_wal
    }

    /// All records, every sum checked.
    pub fn records(&self) -> Result<Vec<Record>, StoreError> {
        checked_records(&self.db, self.meta.tally)
    }

    /// The whole records, whatever else there is.
    pub fn salvage(&self) -> Vec<Record> {
        salvage_from(&self.db)
    }

    /// One record.
    pub fn record(&self, kind: Kind, key: &str) -> Result<Option<Record>, StoreError> {
        let mut statement = self.db.prepare_cached(&format!("{SELECT} WHERE kind=?1 AND key=?2"))?;
        let row = statement.query_row(params![kind.name(), key], |row| Ok(read(row))).optional()?;
        row.transpose()
    }

    /// A compact copy of the whole store in a new file, synced.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.db.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        // Opened for writing, since Windows syncs nothing else.
        OpenOptions::new().write(true).open(path)?.sync_all()?;
        Ok(())
    }

    /// Writes records into a new file as [`Store::copy_to`] does, synced: a copy of a store that others have open.
    pub fn write_copy(path: &Path, records: &[Record], point: Point) -> Result<(), StoreError> {
        let mut store = Store::create(path, point)?;
        store.write(records, (0, 0), point)?;
        // No write-ahead log belongs to a copy.
        store.db.pragma_update(None, "journal_mode", "DELETE")?;
        store.close()
    }

    /// All records of a copy, every sum checked, and how far it had come; the file is not written to.
    pub fn read_copy(path: &Path) -> Result<(Vec<Record>, Option<Point>), StoreError> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let meta = read_meta(&db)?.ok_or_else(|| StoreError::Damaged("the file holds no notebook".into()))?;
        Ok((checked_records(&db, meta.tally)?, meta.point))
    }

    /// Moves the write-ahead log into the store's file.
    fn checkpoint(&self) -> Result<(), StoreError> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Closes the store in order.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.meta.open = false;
        let tx = self.db.transaction()?;
        self.meta.write(&tx)?;
        tx.commit()?;
        self.checkpoint()
    }

    /// Lets the store go without touching any file: what is at its path may not be its own any more.
    pub fn abandon(self) {
        let _ = self.db.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }
}

const READ_WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// A connection that changes nothing until it is told to write.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let db = Connection::open_with_flags(path, flags)?;
    // A second process waits a little for the first one to leave, then is told.
    db.busy_timeout(std::time::Duration::from_millis(500))?;
    db.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    Ok(db)
}

/// The write-ahead log beside a store.
fn wal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn has_wal(path: &Path) -> bool {
    fs::metadata(wal(path)).is_ok_and(|file| file.len() > 0)
}

/// Whether the bytes that are the same in every store are as they must be. SQLite reads past most of them, and then
/// refuses to write, or writes what it cannot read.
fn is_header_sound(header: &[u8]) -> bool {
    let same = |at: usize, bytes: &[u8]| header.get(at..at + bytes.len()) == Some(bytes);
    let (rollback, wal) = (same(18, &[1, 1]), same(18, &[2, 2]));
    // Room for payload; no vacuum by itself; UTF-8, or not said before there is a table; bytes for later.
    (rollback || wal)
        && same(20, &[0, 64, 32, 32])
        && (same(52, &[0, 0, 0, 0, 0, 0, 0, 1]) || same(52, &[0; 8]))
        && same(64, &[0; 4])
        && same(72, &[0; 20])
}

const SELECT: &str = "SELECT kind, key, revision, modified, deleted, parents, body, sum FROM record";

impl Meta {
    /// Makes the table, in a transaction.
    fn create(&self, db: &Connection) -> Result<(), StoreError> {
        db.execute_batch(&format!(
            "CREATE TABLE meta(format INTEGER NOT NULL, count INTEGER NOT NULL, sum BLOB NOT NULL,
                 log_segment INTEGER NOT NULL, log_bytes INTEGER NOT NULL, notebook BLOB NOT NULL,
                 writes INTEGER NOT NULL, mark INTEGER NOT NULL, open INTEGER NOT NULL, seal INTEGER NOT NULL);
             INSERT INTO meta VALUES ({FORMAT}, 0, x'', 0, 0, x'', 0, 0, 0, 0);
             PRAGMA user_version = {FORMAT};"
        ))?;
        self.write(db)
    }

    fn write(&self, db: &Connection) -> Result<(), StoreError> {
        let point = self.point.unwrap_or_default();
        let mut update = db.prepare_cached(
            "UPDATE meta SET format=?1, count=?2, sum=?3, log_segment=?4, log_bytes=?5, notebook=?6, writes=?7, mark=?8,
                 open=?9, seal=?10",
        )?;
        update.execute(params![
            self.format,
            self.tally.count,
            self.tally.sum.bytes().as_slice(),
            self.log_end.0 as i64,
            self.log_end.1 as i64,
            point.notebook.as_bytes().as_slice(),
            point.writes as i64,
            point.mark as i64,
            self.open,
            self.seal(),
        ])?;
        Ok(())
    }

    fn seal(&self) -> i64 {
        let point = self.point.unwrap_or_default();
        let numbers = [
            self.format,
            self.tally.count,
            self.log_end.0 as i64,
            self.log_end.1 as i64,
            point.writes as i64,
            point.mark as i64,
            i64::from(self.open),
        ];
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        Fingerprint::of_fields(&[&numbers, self.tally.sum.bytes(), point.notebook.as_bytes()]).mark() as i64
    }
}

/// The row about all records, its seal checked; `None` in a file without tables, [`StoreError::Invalid`] in one of another
/// program. A store of a newer program is an error of
/// its own, but not one that only seems so: a single bit of its number is changed, and its row is of a known format.
fn read_meta(db: &Connection) -> Result<Option<Meta>, StoreError> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let (tables, own): (i64, i64) = db.query_row(
        "SELECT count(*), count(*) FILTER (WHERE name IN ('record', 'meta')) FROM sqlite_schema",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if version == 0 && tables == 0 {
        return Ok(None);
    }
    if tables > 0 && own == 0 {
        return Err(StoreError::Invalid("the file is another program's and no notebook".into()));
    }
    match read_row(db) {
        Ok(meta) if meta.format == version && version <= FORMAT => Ok(Some(meta)),
        Ok(meta)
            if meta.format <= FORMAT && (version <= FORMAT || (version ^ meta.format).count_ones() == 1) =>
        {
            Err(StoreError::Damaged(format!("the number of its format was changed to {version}")))
        }
        Ok(meta) => Err(StoreError::Newer { found: meta.format.max(version), known: FORMAT }),
        Err(_) if version > FORMAT => Err(StoreError::Newer { found: version, known: FORMAT }),
        Err(error) => Err(error),
    }
}

fn read_row(db: &Connection) -> Result<Meta, StoreError> {
    let mut statement = db.prepare("SELECT * FROM meta")?;
    let first = statement.column_count() == 4;
    let (meta, seal) = statement.query_row([], |row| {
        let at = usize::from(!first);
        let sum: Vec<u8> = row.get(at + 1)?;
        let tally = Tally { count: row.get(at)?, sum: Fingerprint::from_bytes(&sum).unwrap_or_default() };
        let log_end = (row.get::<_, i64>(at + 2)? as u64, row.get::<_, i64>(at + 3)? as u64);
        let mut meta = Meta { format: 1, tally, log_end, point: None, open: false };
        if first {
            return Ok((meta, None));
        }
        meta.format = row.get(0)?;
        meta.point = Some(Point {
            notebook: uuid::Uuid::from_slice(&row.get::<_, Vec<u8>>(5)?).unwrap_or_default(),
            writes: row.get::<_, i64>(6)? as u64,
            mark: row.get::<_, i64>(7)? as u64,
        });
        meta.open = row.get(8)?;
        Ok((meta, Some(row.get::<_, i64>(9)?)))
    })?;
    if seal.is_some_and(|seal| seal != meta.seal()) {
        return Err(StoreError::Damaged("the row about all records was changed".into()));
    }
    Ok(meta)
}

/// The whole records of a file that may be damaged or newer, read from both ends, and how far it had come where it says
/// so. Its write-ahead log is read, too, and nothing is changed.
pub(super) fn salvage(path: &Path) -> (Vec<Record>, Option<Point>) {
    // SQLite would take it for a new one.
    if fs::metadata(path).is_ok_and(|file| file.len() < HEADER as u64) {
        return (Vec::new(), None);
    }
    match connect(path, READ_WRITE) {
        Ok(db) => (salvage_from(&db), read_row(&db).ok().and_then(|meta| meta.point)),
        Err(_) => (Vec::new(), None),
    }
}

fn salvage_from(db: &Connection) -> Vec<Record> {
    let mut records = Vec::new();
    for order in ["ASC", "DESC"] {
        let select = format!("{SELECT} ORDER BY kind {order}, key {order}");
        let Ok(mut statement) = db.prepare(&select) else { continue };
        let Ok(mut rows) = statement.query([]) else { continue };
        let mut broken = true;
        loop {
            match rows.next() {
                Ok(Some(row)) => records.extend(read(row)),
                Ok(None) => {
                    broken = false;
                    break;
                }
                Err(_) => break,
            }
        }
        if !broken {
            break;
        }
    }
    records
}

/// All records of an open store; an error if one is damaged, missing or too many.
fn checked_records(db: &Connection, tally: Tally) -> Result<Vec<Record>, StoreError> {
    let mut found = Tally::default();
    let mut records = Vec::new();
    let mut statement = db.prepare(SELECT)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let record = read(row)?;
        found.count += 1;
        found.sum.toggle(record.sum);
        records.push(record);
    }
    if found != tally {
        return Err(StoreError::Damaged("rows are missing".into()));
    }
    Ok(records)
}

/// A row, its sum checked.
fn read(row: &Row<'_>) -> Result<Record, StoreError> {
    let name: String = row.get(0)?;
    let sum: Vec<u8> = row.get(7)?;
    let parents: Vec<u8> = row.get(5)?;
    let record = Record {
        kind: Kind::from_name(&name).ok_or_else(|| StoreError::Damaged(format!("a row of kind {name:?}")))?,
        key: row.get(1)?,
        revision: row.get::<_, i64>(2)? as u64,
        modified: row.get(3)?,
        deleted: row.get(4)?,
        parents: parents
            .chunks_exact(8)
            .map(|b| u64::from_le_bytes(b.try_into().unwrap_or_default()))
            .collect(),
        body: row.get(6)?,
        sum: sum_of(&sum)?,
    };
    if !parents.len().is_multiple_of(8) || !record.is_whole() {
        return Err(StoreError::Damaged(format!("{} {} was changed", name, record.key)));
    }
    Ok(record)
}

fn parents_to_blob(parents: &[u64]) -> Vec<u8> {
    parents.iter().flat_map(|mark| mark.to_le_bytes()).collect()
}

fn sum_of(bytes: &[u8]) -> Result<Fingerprint, StoreError> {
    Fingerprint::from_bytes(bytes).ok_or_else(|| StoreError::Damaged("a sum of the wrong length".into()))
}

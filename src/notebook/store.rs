//! The SQLite file: one table of records, each with its sum, and a sum over them all.
//!
//! Write-ahead log, `synchronous=FULL`, `locking_mode=EXCLUSIVE`: the settings that lost nothing to killed processes,
//! power cuts and full disks. SQLite's own check does not see a changed letter, so each row carries a sum, and
//! because a row may also vanish, `meta` carries the number of rows and the sum of their sums.

use super::log::LogEnd;
use super::record::{Kind, Record};
use super::{Fingerprint, StoreError};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};
use std::path::Path;

/// The store's format, kept in `user_version`. 0 is a file without tables.
pub(super) const FORMAT: i64 = 1;

/// How many rows there are and the sum of their sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    count: i64,
    sum: Fingerprint,
}

/// An open store. Only the writer thread has one.
pub(super) struct Store {
    db: Connection,
    tally: Tally,
}

impl Store {
    /// Opens or makes the store and locks it. Its rows are not yet checked: see [`Store::records`].
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let db = Connection::open(path)?;
        // A second process waits a little for the first one to leave, then is told.
        db.busy_timeout(std::time::Duration::from_millis(500))?;
        let found = format(&db)?;
        if found > FORMAT {
            return Err(StoreError::Newer { found, known: FORMAT });
        }
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let mode: String = db.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(StoreError::Io(format!("journal mode {mode}")));
        }
        db.pragma_update(None, "synchronous", "FULL")?;
        if found == 0 {
            create(&db)?;
        }
        let tally = read_tally(&db)?;
        Ok(Store { db, tally })
    }

    /// Writes records, all or none, but those of which there is a later version: a step of many records may be written
    /// after what was changed meanwhile. They are on the disk when this returns.
    pub fn write(&mut self, records: &[Record], log_end: LogEnd) -> Result<(), StoreError> {
        let mut tally = self.tally;
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
            tx.execute(
                "UPDATE meta SET count=?1, sum=?2, log_segment=?3, log_bytes=?4",
                params![tally.count, tally.sum.bytes().as_slice(), log_end.0 as i64, log_end.1 as i64],
            )?;
        }
        tx.commit()?;
        self.tally = tally;
        Ok(())
    }

    /// Where the log was at the last commit.
    pub fn log_end(&self) -> Result<LogEnd, StoreError> {
        Ok(self.db.query_row("SELECT log_segment, log_bytes FROM meta", [], |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64))
        })?)
    }

    /// How many records there are.
    pub fn count(&self) -> u64 {
        self.tally.count as u64
    }

    /// All records, every sum checked.
    pub fn records(&self) -> Result<Vec<Record>, StoreError> {
        checked_records(&self.db)
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
        std::fs::OpenOptions::new().write(true).open(path)?.sync_all()?;
        Ok(())
    }

    /// All records of a copy, every sum checked; the file is not written to.
    pub fn read_copy(path: &Path) -> Result<Vec<Record>, StoreError> {
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found = format(&db)?;
        if found > FORMAT {
            return Err(StoreError::Newer { found, known: FORMAT });
        }
        checked_records(&db)
    }

    /// Moves the write-ahead log into the store's file.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}

const SELECT: &str = "SELECT kind, key, revision, modified, deleted, parents, body, sum FROM record";

/// The format of a store.
fn format(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// The whole records of a file that may be damaged or newer, read from both ends; nothing is written to it. A
/// write-ahead log beside it is not looked at: see [`super::vault`].
pub(super) fn salvage(path: &Path) -> Vec<Record> {
    let Ok(db) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY) else {
        return Vec::new();
    };
    salvage_from(&db)
}

/// [`salvage`] from an open store.
pub(super) fn salvage_from(db: &Connection) -> Vec<Record> {
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

fn create(db: &Connection) -> Result<(), StoreError> {
    // A store that has tables but no version is not ours or is damaged: leave it alone.
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(StoreError::Damaged("the store has no version".into()));
    }
    db.execute_batch(&format!(
        "BEGIN IMMEDIATE;
         CREATE TABLE record(
             kind TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, modified INTEGER NOT NULL,
             deleted INTEGER NOT NULL, parents BLOB NOT NULL, body TEXT NOT NULL, sum BLOB NOT NULL,
             PRIMARY KEY(kind, key)) WITHOUT ROWID;
         CREATE TABLE meta(count INTEGER NOT NULL, sum BLOB NOT NULL,
             log_segment INTEGER NOT NULL, log_bytes INTEGER NOT NULL);
         INSERT INTO meta VALUES (0, zeroblob(32), 0, 0);
         PRAGMA user_version = {FORMAT};
         COMMIT;"
    ))?;
    Ok(())
}

fn read_tally(db: &Connection) -> Result<Tally, StoreError> {
    let (count, sum): (i64, Vec<u8>) =
        db.query_row("SELECT count, sum FROM meta", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Tally { count, sum: sum_of(&sum)? })
}

/// All records of an open store; an error if one is damaged, missing or too many.
fn checked_records(db: &Connection) -> Result<Vec<Record>, StoreError> {
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
    if found != read_tally(db)? {
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

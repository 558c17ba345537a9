//! Opening of a notebook's folder: what its store is found to be, and how it is made whole where it is not.

use super::data_dir::store_path;
use super::log::{self, Log};
use super::point::Point;
use super::record::{Kind, Record, count_notes};
use super::recovery::{Copies, Gathered, Tail};
use super::store::{Store, salvage};
use super::{Fault, Notice, StoreError};
use crate::anchor::Fingerprint;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A folder that can be written to.
pub(super) struct Ready {
    pub store: Store,
    pub records: Vec<Record>,
    pub log: Log,
    pub notices: Vec<Notice>,
    /// Whether something was made anew, after which a snapshot is due.
    pub mended: bool,
}

/// A store as it was found; nothing of it is changed yet.
enum Seen {
    Gone,
    Empty,
    Damaged(String),
    NoNotebook,
    Whole(Box<Store>, Vec<Record>),
}

/// Opens a folder whose copies are these.
pub(super) fn open(dir: &Path, copies: &Copies<'_>) -> Result<Ready, StoreError> {
    match look(&store_path(dir), copies)? {
        Seen::Gone | Seen::Empty if !copies.exist() => begin(dir),
        Seen::Whole(store, records) => match copies.follow(&store)? {
            Some(tail) => go_on(dir, *store, records, tail, copies),
            None => mend(dir, Seen::Whole(store, records), copies),
        },
        seen => mend(dir, seen, copies),
    }
}

fn look(path: &Path, copies: &Copies<'_>) -> Result<Seen, StoreError> {
    if !path.exists() {
        return Ok(Seen::Gone);
    }
    if let Some(damage) = copies.known_damage() {
        return Ok(Seen::Damaged(damage.to_owned()));
    }
    match Store::look(path) {
        Ok(Some((store, records))) => Ok(Seen::Whole(Box::new(store), records)),
        Ok(None) => Ok(Seen::Empty),
        Err(StoreError::Invalid(_)) => Ok(Seen::NoNotebook),
        Err(StoreError::Damaged(what)) => Ok(Seen::Damaged(what)),
        Err(error) => Err(error),
    }
}

/// Begins a notebook where there is none.
fn begin(dir: &Path) -> Result<Ready, StoreError> {
    let point = Point::start(Uuid::now_v7());
    let store = Store::create(&store_path(dir), point)?;
    let log = Log::begin(&log_dir(dir), 0, point)?;
    Ok(Ready { store, records: Vec::new(), log, notices: Vec::new(), mended: false })
}

/// Goes on where a program ended or was killed: then the log may have what the store has not.
fn go_on(
    dir: &Path,
    mut store: Store,
    mut records: Vec<Record>,
    tail: Tail,
    copies: &Copies<'_>,
) -> Result<Ready, StoreError> {
    store.take_up(tail.point)?;
    let log = match tail.end {
        Some((segment, bytes)) => Log::resume(&log_dir(dir), segment, bytes)?,
        None => Log::begin(&log_dir(dir), copies.last_segment().max(store.log_end().0), tail.point)?,
    };
    if !tail.records.is_empty() {
        store.write(&tail.records, log.end(), tail.point)?;
        records = store.records()?;
    }
    Ok(Ready { store, records, log, notices: Vec::new(), mended: false })
}

/// Makes a notebook whole whose store or copies are not what they should be.
fn mend(dir: &Path, seen: Seen, copies: &Copies<'_>) -> Result<Ready, StoreError> {
    let at = match &seen {
        Seen::Whole(store, _) => store.known_point(),
        _ => None,
    };
    let mut owner = copies.owner(at);
    let mut all = copies.gather(owner);
    let foreign = match &seen {
        Seen::Whole(_, records) => at.map_or(all.is_foreign(records), |at| Some(at.notebook) != owner),
        _ => false,
    };
    // A notebook in which nothing was written gives way to the one that was put in its place.
    let gives_way = foreign && at.is_some() && !all.has_notes();
    if gives_way {
        owner = at.map(|at| at.notebook);
        all = copies.gather(owner);
    }
    let fault = match seen {
        Seen::Gone => Fault::Gone,
        Seen::Empty => Fault::Empty,
        Seen::NoNotebook => Fault::NoNotebook,
        Seen::Damaged(what) => {
            let (records, point) = salvage(&store_path(dir));
            if point.is_none_or(|point| Some(point.notebook) == owner) {
                all.take_damaged(records, point);
            }
            Fault::Damaged(what)
        }
        Seen::Whole(store, _) if foreign && !gives_way => {
            drop(store);
            Fault::Foreign
        }
        Seen::Whole(store, records) => {
            let elsewhere = at.is_some_and(|at| all.went_elsewhere(at));
            let writes =
                at.zip(all.furthest()).map(|(at, furthest)| furthest.writes.saturating_sub(at.writes));
            all.end_is_known |= at.is_some() && !store.lacks_wal();
            all.take(records.iter().cloned(), at);
            let differ = all.differ_from(&records);
            // A program of the first format that was killed may have left the log one write ahead.
            let ahead = if at.is_none() { copies.last_write_after(store.log_end())? } else { 0 };
            if !elsewhere && all.missing() == 0 && differ <= ahead {
                let sound = gives_way || at.is_none() && (all.log_is_sound() || !copies.exist());
                let whole = all.end_is_known;
                let mut ready = keep(dir, *store, all, copies)?;
                let log_damaged = (!sound).then_some(Notice::LogDamaged { whole });
                ready.notices.retain(|_| !gives_way);
                ready.notices.extend(log_damaged);
                return Ok(ready);
            }
            let behind = writes.filter(|writes| *writes > 0).unwrap_or(differ);
            if elsewhere { Fault::OtherCopy } else { Fault::Behind(behind.max(1)) }
        }
    };
    rebuild(dir, all, fault, copies)
}

/// Goes on with a store that lacks nothing, with a new log.
fn keep(dir: &Path, mut store: Store, all: Gathered, copies: &Copies<'_>) -> Result<Ready, StoreError> {
    let foreign = set_aside(dir, &all.foreign)?;
    let past = copies.last_segment().max(store.log_end().0);
    let records = all.into_records();
    // Where it does not say yet how far it has come.
    let point = store.known_point().unwrap_or_else(|| Point::start(id_of(&records)).after(&records));
    store.take_up(point)?;
    let log = Log::begin(&log_dir(dir), past, point)?;
    store.write(&records, log.end(), point)?;
    let notices = foreign.map(|kept_in| Notice::ForeignFiles { kept_in }).into_iter().collect();
    Ok(Ready { store, records, log, notices, mended: true })
}

/// Makes the store anew from everything that was found. The one that is there is moved aside as it was found, and only
/// after the new one is written and checked.
fn rebuild(dir: &Path, all: Gathered, fault: Fault, copies: &Copies<'_>) -> Result<Ready, StoreError> {
    let new = dir.join("notebook.new");
    for name in ["notebook.new", "notebook.new-wal", "notebook.new-shm"] {
        let _ = fs::remove_file(dir.join(name));
    }
    let furthest = all.furthest();
    let missing = all.end_is_known.then(|| all.missing());
    let files = ["notebook.db", "notebook.db-wal", "notebook.db-shm", "notebook.db-journal"];
    let foreign = all.foreign.clone();
    let records = all.into_records();
    let point = furthest.unwrap_or_else(|| Point::start(id_of(&records))).after(&records);
    let mut store = Store::create(&new, point)?;
    store.write(&records, (0, 0), point)?;
    if store.records()?.len() != records.len() {
        return Err(StoreError::Damaged("the restored store lacks records".into()));
    }
    store.close()?;

    let kept_in = set_aside(dir, &files.map(PathBuf::from))?;
    let foreign = set_aside(dir, &foreign)?;
    fs::rename(&new, store_path(dir))?;
    log::sync_dir(dir)?;
    let Some((mut store, records)) = Store::look(&store_path(dir))? else {
        return Err(StoreError::Damaged("the restored store is empty".into()));
    };
    store.take_up(point)?;
    let log = Log::begin(&log_dir(dir), copies.last_segment(), point)?;
    let notes = count_notes(&records);
    let mut notices: Vec<Notice> =
        foreign.map(|kept_in| Notice::ForeignFiles { kept_in }).into_iter().collect();
    notices.extend(if copies.are_in_memory() {
        Some(Notice::SavedAgain { notes, dir: dir.to_owned(), kept_in })
    } else if records.is_empty() && missing == Some(0) {
        // Nothing was ever written.
        None
    } else {
        Some(Notice::Restored { fault, notes, missing, kept_in })
    });
    Ok(Ready { store, records, log, notices, mended: true })
}

/// Moves what there is of these into a folder of its own under `damaged`, and says which.
fn set_aside(dir: &Path, names: &[PathBuf]) -> Result<Option<PathBuf>, StoreError> {
    let there: Vec<&PathBuf> = names.iter().filter(|name| dir.join(name).exists()).collect();
    if there.is_empty() {
        return Ok(None);
    }
    let place = (1..).map(|n| dir.join("damaged").join(n.to_string())).find(|path| !path.exists());
    let place = place.unwrap_or_else(|| dir.join("damaged"));
    for name in there {
        let to = place.join(name);
        fs::create_dir_all(to.parent().unwrap_or(&place))?;
        fs::rename(dir.join(name), to)?;
    }
    Ok(Some(place))
}

/// The name of a notebook that has none yet, after its first note: copies of it come to the same.
pub(super) fn id_of(records: &[Record]) -> Uuid {
    let notes = records.iter().filter(|record| record.kind == Kind::Annotation);
    let first = notes.map(|note| note.key.as_str()).min();
    first.map_or_else(Uuid::now_v7, |first| Fingerprint::of(first.as_bytes()).name())
}

fn log_dir(dir: &Path) -> PathBuf {
    dir.join("log")
}

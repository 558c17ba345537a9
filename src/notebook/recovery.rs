//! Recovery: what the copies of a notebook hold - log, snapshots, what the lock noted, memory - and what they say of
//! its store. Nothing is changed here.

use super::lock::Lock;
use super::log::{self, LogEnd, Segment, Write};
use super::merge::{Outcome, meet};
use super::point::Point;
use super::record::{Kind, Record};
use super::snapshot::{self, Snapshot};
use super::store::{Store, salvage};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A notebook whose files went away while it was open.
#[derive(Default)]
pub(super) struct Memory {
    pub records: Vec<Record>,
    /// Whether these are all.
    pub complete: bool,
    /// Point to which it had come.
    pub point: Point,
    /// Damage of the store that is there, if that is known.
    pub damage: Option<String>,
}

/// All copies of a notebook but its store.
pub(super) struct Copies<'a> {
    log: PathBuf,
    segments: Vec<u64>,
    snapshots: Vec<Snapshot>,
    /// Point to which it had come as the lock noted it.
    noted: Option<Point>,
    memory: Option<&'a Memory>,
}

/// The log from where a store is.
pub(super) struct Tail {
    /// Records written after it.
    pub records: Vec<Record>,
    /// Point of the notebook after them.
    pub point: Point,
    /// End of the log, where it goes on; `None` where a new file is to be begun.
    pub end: Option<LogEnd>,
}

impl<'a> Copies<'a> {
    pub fn look(dir: &Path, noted: Option<Point>, memory: Option<&'a Memory>) -> io::Result<Copies<'a>> {
        let log = dir.join("log");
        let segments = log::segments(&log)?;
        Ok(Copies { log, segments, snapshots: snapshot::list(&dir.join("snapshots")), noted, memory })
    }

    /// Whether the notebook was ever written to, as far as these say.
    pub fn exist(&self) -> bool {
        !self.segments.is_empty()
            || !self.snapshots.is_empty()
            || self.memory.is_some()
            || self.noted.is_some_and(|noted| noted.writes > 0)
    }

    /// Damage of the store that is there, as memory knows it.
    pub fn known_damage(&self) -> Option<&str> {
        self.memory?.damage.as_deref()
    }

    /// Whether the notebook is open, and its files went away.
    pub fn are_in_memory(&self) -> bool {
        self.memory.is_some()
    }

    /// The last file of the log that any of these know of.
    pub fn last_segment(&self) -> u64 {
        let snapshots = self.snapshots.iter().map(|snapshot| snapshot.segment);
        self.segments.iter().copied().chain(snapshots).max().unwrap_or(0)
    }

    /// Points to which the notebook has come, as the copies but the log say.
    fn witnesses(&self) -> impl Iterator<Item = Point> {
        let snapshots = self.snapshots.iter().filter_map(|snapshot| snapshot.point);
        snapshots.chain(self.noted).chain(self.memory.map(|memory| memory.point))
    }

    /// Point to which the notebook has come, as the log has it.
    fn log_point(&self) -> Option<Point> {
        let read = |&segment: &u64| log::read(&self.log, segment).ok().and_then(|read| last_point(&read));
        self.segments.iter().rev().find_map(read)
    }

    /// Owner of the folder: memory knows, else most of store, lock, snapshots and log say, the later first.
    pub fn owner(&self, store: Option<Point>) -> Option<Uuid> {
        let log = self.log_point();
        let snapshot = self.snapshots.iter().rev().find_map(|snapshot| snapshot.point);
        let votes: Vec<Uuid> =
            [store, self.noted, snapshot, log].into_iter().flatten().map(|point| point.notebook).collect();
        let most = votes.iter().max_by_key(|id| votes.iter().filter(|other| other == id).count()).copied();
        self.memory.map(|memory| memory.point.notebook).or(most)
    }

    /// The log after a store, where store and copies are all as a program that ended or was killed leaves them: the log
    /// may be one write ahead. `None` sends to [`Copies::gather`].
    pub fn follow(&self, store: &Store) -> io::Result<Option<Tail>> {
        let Some(at) = store.known_point() else { return Ok(None) };
        let own = || self.witnesses().filter(|point| point.notebook == at.notebook);
        let foreign = |snapshot: &Snapshot| snapshot.point.is_some_and(|point| point.notebook != at.notebook);
        if self.snapshots.iter().any(foreign) {
            return Ok(None);
        }
        // A copy that stands alone, or a store that was made just before the program was killed.
        let has_log = store.log_end().0 > 0;
        let is_new = || !has_log && own().chain(self.log_point()).all(|point| point.writes <= at.writes);
        if !store.lacks_wal() && (!self.exist() || is_new()) {
            return Ok(Some(Tail { records: Vec::new(), point: at, end: None }));
        }
        let mut points = Vec::new();
        let mut after: Option<Vec<Write>> = None;
        let mut end = None;
        for &segment in self.segments.iter().filter(|&&segment| segment >= store.log_end().0) {
            let read = log::read(&self.log, segment)?;
            if read.damaged {
                return Ok(None);
            }
            let Some(start) = read.start else {
                // Killed as it was begun.
                end = None;
                continue;
            };
            end = Some((segment, read.bytes));
            points.push(start);
            if start == at {
                after = Some(Vec::new());
            }
            for write in read.writes {
                let Some(point) = write.point else { return Ok(None) };
                points.push(point);
                if let Some(after) = &mut after {
                    after.push(write);
                }
                if point == at {
                    after = Some(Vec::new());
                }
            }
        }
        let (Some(after), Some(&last)) = (after.filter(|after| after.len() <= 1), points.last()) else {
            return Ok(None);
        };
        let strays =
            |point: Point| points.iter().any(|other| other.writes == point.writes && *other != point);
        let agreed = points.iter().all(|point| point.notebook == at.notebook)
            && own().all(|point| point.writes <= last.writes && !strays(point));
        let records = after.into_iter().flat_map(|write| write.records).collect();
        Ok(agreed.then_some(Tail { records, point: last, end }))
    }

    /// Number of records that the log has in one write after a place in it; 0 if there are none, or several writes.
    pub fn last_write_after(&self, end: LogEnd) -> io::Result<u64> {
        let mut after = Vec::new();
        for &segment in self.segments.iter().filter(|&&segment| segment >= end.0) {
            let writes = log::read(&self.log, segment)?.writes.into_iter();
            after.extend(writes.filter(|write| segment > end.0 || write.end > end.1));
        }
        Ok(if let [one] = &after[..] { one.records.len() as u64 } else { 0 })
    }

    /// Everything whole in the copies of this notebook.
    pub fn gather(&self, owner: Option<Uuid>) -> Gathered {
        let foreign = |point: Option<Point>| point.is_some_and(|point| Some(point.notebook) != owner);
        let mut all = Gathered { log_is_sound: !self.segments.is_empty(), ..Gathered::default() };
        all.points.extend(self.witnesses().filter(|&point| !foreign(Some(point))));
        all.end_is_known = self.memory.is_some() || self.noted.is_some_and(|noted| !foreign(Some(noted)));
        all.reached.extend(owner.map(Point::start));
        if let Some(memory) = self.memory {
            all.take(memory.records.iter().cloned(), memory.complete.then_some(memory.point));
        }
        for snapshot in self.snapshots.iter().rev() {
            match Store::read_copy(&snapshot.path) {
                _ if foreign(snapshot.point) => all.foreign.extend(relative("snapshots", &snapshot.path)),
                Ok((records, point)) if !foreign(point) => all.take(records, point),
                Ok(_) => all.foreign.extend(relative("snapshots", &snapshot.path)),
                Err(_) => all.take(salvage(&snapshot.path).0, None),
            }
        }
        for &segment in &self.segments {
            let Ok(read) = log::read(&self.log, segment) else {
                all.log_is_sound = false;
                continue;
            };
            if foreign(last_point(&read)) {
                all.foreign.extend(relative("log", &log::path(&self.log, segment)));
                continue;
            }
            all.log_is_sound &= !read.damaged;
            all.points.extend(read.start);
            let mut before = read.start;
            for write in read.writes {
                let follows = before.is_some_and(|before| all.reached.contains(&before));
                before = write.point;
                all.points.extend(write.point);
                all.take(write.records, write.point.filter(|_| follows));
            }
            all.log_end = before.or(all.log_end);
        }
        all.log_is_sound &= all.foreign.is_empty();
        all.end_is_known |= all.log_is_sound;
        all.log_agrees = all.log_is_sound && self.noted.is_some() && all.log_end == self.noted;
        all
    }
}

fn relative(dir: &str, path: &Path) -> Option<PathBuf> {
    Some(Path::new(dir).join(path.file_name()?))
}

fn last_point(segment: &Segment) -> Option<Point> {
    segment.writes.iter().rev().find_map(|write| write.point).or(segment.start)
}

/// Records found in the copies of a notebook, and in its store where that is taken in, too.
#[derive(Default)]
pub(super) struct Gathered {
    newest: BTreeMap<(Kind, String), Record>,
    /// Points at which everything up to them was found.
    reached: BTreeSet<Point>,
    /// Points that the notebook is known to have come to.
    points: BTreeSet<Point>,
    log_is_sound: bool,
    log_end: Option<Point>,
    /// Whether the log's end is what the lock noted.
    log_agrees: bool,
    /// Files of another notebook, by their names in the folder.
    pub foreign: Vec<PathBuf>,
    /// Whether the last of the points is known to be the last there was.
    pub end_is_known: bool,
}

impl Gathered {
    /// Takes records in, and that everything up to a point was found. The later version of a record counts; where two came
    /// from neither each other, as in copies that went different ways, both are kept.
    pub fn take(&mut self, records: impl IntoIterator<Item = Record>, point: Option<Point>) {
        self.reached.extend(point);
        self.points.extend(point);
        for record in records {
            let key = (record.kind, record.key.clone());
            let Some(old) = self.newest.get(&key) else {
                self.newest.insert(key, record);
                continue;
            };
            if record.kind == Kind::Page || record.sum == old.sum {
                continue;
            }
            let (later, earlier) =
                if record.revision > old.revision { (&record, old) } else { (old, &record) };
            // Past so many versions it is not known where one came from.
            if later.revision > earlier.revision && later.parents.len() >= later.kind.remembered() {
                if later == &record {
                    self.newest.insert(key, record);
                }
                continue;
            }
            match meet(Some(old), &record) {
                Outcome::Keep => {}
                Outcome::Take(record) => drop(self.newest.insert(key, record)),
                Outcome::Both { winner, copy } => {
                    self.newest.insert(key, winner);
                    self.newest.entry((copy.kind, copy.key.clone())).or_insert(copy);
                }
            }
        }
    }

    /// Takes in what could be read of a damaged store, and how far it had come.
    pub fn take_damaged(&mut self, records: Vec<Record>, point: Option<Point>) {
        self.take(records, None);
        self.points.extend(point);
    }

    /// The furthest point that the notebook is known to have come to.
    pub fn furthest(&self) -> Option<Point> {
        self.points.iter().copied().max_by_key(|point| point.writes)
    }

    /// Number of writes that are known to have been made and may not be among what was found.
    pub fn missing(&self) -> u64 {
        let points = || self.points.iter().zip(self.points.iter().skip(1));
        let forked = points().any(|(one, next)| one.writes == next.writes);
        let lacking = self.points.iter().filter(|point| !self.reached.contains(point)).map(|point| {
            // On one way, who is further has what was before.
            let reached = self.reached.iter().filter(|reached| !forked || reached.writes < point.writes);
            point.writes.saturating_sub(reached.map(|reached| reached.writes).max().unwrap_or(0))
        });
        lacking.max().unwrap_or(0)
    }

    /// Whether a store that is at a point has gone another way than these.
    pub fn went_elsewhere(&self, at: Point) -> bool {
        let ahead = self.furthest().is_some_and(|furthest| furthest.writes < at.writes);
        self.points.iter().any(|point| point.writes == at.writes && *point != at) || self.log_agrees && ahead
    }

    /// Whether there are notes here, and none of them is among these records, though they have some.
    pub fn is_foreign(&self, records: &[Record]) -> bool {
        let mut notes = records.iter().filter(|record| record.kind.is_text()).peekable();
        notes.peek().is_some()
            && self.has_notes()
            && notes.all(|note| !self.newest.contains_key(&(note.kind, note.key.clone())))
    }

    /// Whether there is anything that the person wrote.
    pub fn has_notes(&self) -> bool {
        self.newest.keys().any(|(kind, _)| kind.is_text())
    }

    /// Number of records that are not as they are among these.
    pub fn differ_from(&self, records: &[Record]) -> u64 {
        let same = |record: &&Record| {
            self.newest.get(&(record.kind, record.key.clone())).is_some_and(|newest| newest.sum == record.sum)
        };
        (self.newest.len() - records.iter().filter(same).count()) as u64
    }

    pub fn log_is_sound(&self) -> bool {
        self.log_is_sound
    }

    pub fn into_records(self) -> Vec<Record> {
        self.newest.into_values().collect()
    }
}

/// Reads a folder that must not be written to: read-only, of a newer program, or another notebook's.
pub(super) fn look(dir: &Path) -> Vec<Record> {
    let (records, point) = salvage_copy(dir);
    let Ok(copies) = Copies::look(dir, Lock::last(dir), None) else { return records };
    let owner = copies.owner(point);
    let mut all = copies.gather(owner);
    if point.is_none_or(|point| Some(point.notebook) == owner) {
        all.take(records, None);
    }
    all.into_records()
}

/// The whole records of a store that must not be touched, its write-ahead log included: read from a copy elsewhere.
fn salvage_copy(dir: &Path) -> (Vec<Record>, Option<Point>) {
    let place = std::env::temp_dir().join(format!("jianbao-{}", Uuid::now_v7()));
    let copy = || -> io::Result<_> {
        fs::create_dir(&place)?;
        for name in ["notebook.db", "notebook.db-wal"] {
            if dir.join(name).exists() {
                fs::copy(dir.join(name), place.join(name))?;
            }
        }
        Ok(salvage(&place.join("notebook.db")))
    };
    let found = copy().unwrap_or_default();
    let _ = fs::remove_dir_all(&place);
    found
}

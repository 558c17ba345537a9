//! The second copy: every record as it was written, one line of JSON each, in numbered files that only grow.
//!
//! A write is synced here before the store commits it, so the log is never behind the store. Before its records stands a
//! line that says where the notebook is after it and how many they are: at the end of a file they count only if all of
//! them are there. Each file begins with where the notebook was when it was begun. Each line carries its own sum, so a
//! damaged one is known; the lines around it still count.

use super::point::{Point, Stamp};
use super::record::Record;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};

/// End of the log: the number of its last file and the bytes in it.
pub(super) type LogEnd = (u64, u64);

/// The end of the log, open for writing.
pub(super) struct Log {
    dir: PathBuf,
    segment: u64,
    file: File,
    bytes: u64,
}

/// Number of records that were written together, as an older program wrote it before them: twice, so that a damaged
/// number is known. It wrote nothing before a single one.
#[derive(Serialize, Deserialize)]
struct Together {
    together: [usize; 2],
}

/// Records that were written together.
#[derive(Default)]
pub(super) struct Write {
    /// Point of the notebook afterwards; `None` where an older program wrote it or not all of it is whole.
    pub point: Option<Point>,
    /// The whole records.
    pub records: Vec<Record>,
    /// Bytes of the file up to its end.
    pub end: u64,
}

/// Contents of a file of the log.
#[derive(Default)]
pub(super) struct Segment {
    /// Point of the notebook when the file was begun; `None` where an older program began it.
    pub start: Option<Point>,
    pub writes: Vec<Write>,
    /// Whether other lines than an unfinished last one could not be read.
    pub damaged: bool,
    /// Bytes up to the end of the last line, or of the last records written together, that is finished.
    pub bytes: u64,
}

#[cfg(any(test, fuzzing))]
impl Segment {
    pub fn records(self) -> impl Iterator<Item = Record> {
        self.writes.into_iter().flat_map(|write| write.records)
    }
}

impl Log {
    /// Begins a new file after all that there are, and after `past`.
    pub fn begin(dir: &Path, past: u64, at: Point) -> io::Result<Log> {
        fs::create_dir_all(dir)?;
        let last = segments(dir)?.last().map_or(0, |last| *last);
        let segment = last.max(past) + 1;
        let mut file = OpenOptions::new().append(true).create_new(true).open(path(dir, segment))?;
        let line = line(&Stamp::new(at, 0))?;
        file.write_all(&line)?;
        file.sync_data()?;
        sync_dir(dir)?;
        Ok(Log { dir: dir.to_owned(), segment, file, bytes: line.len() as u64 })
    }

    /// Goes on with the last file, after its last finished line.
    pub fn resume(dir: &Path, segment: u64, bytes: u64) -> io::Result<Log> {
        let file = OpenOptions::new().append(true).open(path(dir, segment))?;
        file.set_len(bytes)?;
        Ok(Log { dir: dir.to_owned(), segment, file, bytes })
    }

    /// Appends a write that leads to a point and syncs; on failure nothing is appended.
    pub fn append(&mut self, records: &[Record], to: Point) -> io::Result<()> {
        // What could not be taken back the last time.
        if self.file.metadata()?.len() > self.bytes {
            self.file.set_len(self.bytes)?;
        }
        let mut lines = line(&Stamp::new(to, records.len()))?;
        for record in records {
            lines.extend(line(record)?);
        }
        let result = self.file.write_all(&lines).and_then(|()| self.file.sync_data());
        match result {
            Ok(()) => self.bytes += lines.len() as u64,
            Err(_) => self.take_back(self.end()),
        }
        result
    }

    /// Takes back what was appended after `end`: the store refused it.
    pub fn take_back(&mut self, end: LogEnd) {
        if end.0 == self.segment {
            self.bytes = end.1;
            // If this fails, it is tried before the next write; if there is none, the lines are taken as written at the
            // next start, which loses nothing.
            let _ = self.file.set_len(end.1);
        }
    }

    pub fn end(&self) -> LogEnd {
        (self.segment, self.bytes)
    }

    /// The file that is written to.
    pub fn path(&self) -> PathBuf {
        path(&self.dir, self.segment)
    }

    /// Deletes the files before `first` but never the one that is written to: a snapshot holds what they held.
    pub fn forget_before(&self, first: u64) -> io::Result<()> {
        let first = first.min(self.segment);
        for segment in segments(&self.dir)?.into_iter().filter(|&segment| segment < first) {
            fs::remove_file(path(&self.dir, segment))?;
        }
        Ok(())
    }
}

fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

/// The numbers of the files of a log, ascending; none where there is no log.
pub(super) fn segments(dir: &Path) -> io::Result<Vec<u64>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        found.extend(name.to_str().and_then(|name| name.strip_suffix(".jsonl")?.parse::<u64>().ok()));
    }
    found.sort_unstable();
    Ok(found)
}

/// Reads one file of a log.
pub(super) fn read(dir: &Path, segment: u64) -> io::Result<Segment> {
    read_lines(BufReader::new(File::open(path(dir, segment))?))
}

/// Reads the lines of one file.
pub(super) fn read_lines(mut reader: impl BufRead) -> io::Result<Segment> {
    let mut out = Segment::default();
    let mut line = Vec::new();
    let mut bytes = 0;
    // How many lines of records written together are to come.
    let mut to_come = 0usize;
    loop {
        line.clear();
        bytes += reader.read_until(b'\n', &mut line)? as u64;
        if line.last() != Some(&b'\n') {
            if to_come > 0 {
                out.writes.pop();
            }
            out.finish();
            return Ok(out);
        }
        let first = out.bytes == 0 && out.writes.is_empty();
        if let Some(record) = serde_json::from_slice::<Record>(&line).ok().filter(Record::is_whole) {
            match out.writes.last_mut().filter(|_| to_come > 0) {
                Some(write) => write.records.push(record),
                None => out.writes.push(Write { records: vec![record], ..Write::default() }),
            }
            to_come = to_come.saturating_sub(1);
        } else if let Some((point, records)) = together(&line) {
            out.damaged |= to_come > 0 || records == 0 && !first;
            out.break_off(to_come);
            if records == 0 {
                out.start = point.filter(|_| first);
            } else {
                out.writes.push(Write { point, ..Write::default() });
            }
            to_come = records;
        } else {
            out.damaged = true;
            out.break_off(to_come);
            to_come = to_come.saturating_sub(1);
        }
        if to_come == 0 {
            out.bytes = bytes;
            if let Some(write) = out.writes.last_mut() {
                write.end = bytes;
            }
        }
    }
}

/// The point after the records that follow a line, and how many they are, as that line says.
fn together(line: &[u8]) -> Option<(Option<Point>, usize)> {
    if let Ok(stamp) = serde_json::from_slice::<Stamp>(line) {
        return Some((Some(stamp.point()?), stamp.records));
    }
    match serde_json::from_slice(line) {
        Ok(Together { together: [count, again] }) if count == again && count > 0 => Some((None, count)),
        _ => None,
    }
}

impl Segment {
    /// Takes the point of the last write away where lines of it are still to come that will not.
    fn break_off(&mut self, to_come: usize) {
        if let Some(write) = self.writes.last_mut().filter(|_| to_come > 0) {
            write.point = None;
        }
    }

    /// Takes the points away of writes that do not hold what was written.
    fn finish(&mut self) {
        let mut before = self.start;
        for write in &mut self.writes {
            let true_point = before.map(|before| before.after(&write.records));
            before = write.point;
            // After a damaged line there is nothing to hold the next one against.
            if write.point.is_some() && true_point.is_some() && write.point != true_point {
                write.point = None;
                self.damaged = true;
            }
        }
    }
}

/// Makes a folder's new and renamed entries last through a power cut, where the system lets one.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// A file of a log.
pub(super) fn path(dir: &Path, segment: u64) -> PathBuf {
    dir.join(format!("{segment:08}.jsonl"))
}

#[cfg(test)]
mod tests {
    use super::super::record::Kind;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever becomes of the file, what is read from it was written to it.
        #[test]
        fn damaged_lines_are_left_out(at in 0usize..3000, bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let dir = tempfile::tempdir().unwrap();
            let start = Point::start(uuid::Uuid::from_u128(7));
            let mut log = Log::begin(dir.path(), 0, start).unwrap();
            let written: Vec<Record> =
                (0..6).map(|n| Record::next(None, Kind::Setting, &n.to_string(), format!("\"第{n}项\""), false)).collect();
            log.append(&written, start.after(&written)).unwrap();
            prop_assert_eq!(&read(dir.path(), 1).unwrap().records().collect::<Vec<_>>(), &written);
            let mut file = fs::read(path(dir.path(), 1)).unwrap();
            let at = at.min(file.len());
            let end = (at + bytes.len()).min(file.len());
            file.splice(at..end, bytes);
            fs::write(path(dir.path(), 1), &file).unwrap();
            let found = read(dir.path(), 1).unwrap();
            let (noticed, last) = (found.damaged || found.bytes < log.end().1, found.writes.last().and_then(|w| w.point));
            let records: Vec<Record> = found.records().collect();
            prop_assert!(records.iter().all(|record| written.contains(record)));
            prop_assert!(records.len() == written.len() || noticed);
            prop_assert!(records.len() == written.len() || last.is_none());
        }
    }

    #[test]
    fn records_written_together_count_only_if_all_are_there() {
        let dir = tempfile::tempdir().unwrap();
        let start = Point::start(uuid::Uuid::from_u128(7));
        let mut log = Log::begin(dir.path(), 0, start).unwrap();
        let record = |n: u32| Record::next(None, Kind::Setting, &n.to_string(), n.to_string(), false);
        let first = [record(0)];
        log.append(&first, start.after(&first)).unwrap();
        let before = log.end();
        let together: Vec<Record> = (1..4).map(record).collect();
        let end = start.after(&first).after(&together);
        log.append(&together, end).unwrap();
        let whole = fs::read(path(dir.path(), 1)).unwrap();
        for cut in before.1 as usize..whole.len() {
            let found = read_lines(&whole[..cut]).unwrap();
            assert_eq!(
                (found.bytes, found.damaged, found.records().count()),
                (before.1, false, 1),
                "cut at {cut}"
            );
        }
        let found = read_lines(&whole[..]).unwrap();
        assert_eq!((found.start, found.bytes, found.damaged), (Some(start), log.end().1, false));
        assert_eq!(found.writes[1].point, Some(end));
        // A number that was damaged takes nothing with it, whatever it says.
        let damaged = String::from_utf8(whole).unwrap().replace("\"records\":3", "\"records\":7");
        let found = read_lines(damaged.as_bytes()).unwrap();
        assert_eq!((found.damaged, found.records().count()), (true, 4));
    }

    #[test]
    fn a_write_that_is_cut_out_is_missed() {
        let dir = tempfile::tempdir().unwrap();
        let mut at = Point::start(uuid::Uuid::from_u128(7));
        let mut log = Log::begin(dir.path(), 0, at).unwrap();
        for n in 0..3 {
            let record = [Record::next(None, Kind::Setting, &n.to_string(), n.to_string(), false)];
            at = at.after(&record);
            log.append(&record, at).unwrap();
        }
        let whole = fs::read_to_string(path(dir.path(), 1)).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        let without = [&lines[..3], &lines[5..]].concat().join("\n") + "\n";
        let found = read_lines(without.as_bytes()).unwrap();
        assert_eq!((found.damaged, found.writes.last().unwrap().point), (true, None));
    }

    #[test]
    fn what_an_older_program_wrote_is_read() {
        let record = |n: u32| Record::next(None, Kind::Setting, &n.to_string(), n.to_string(), false);
        let lines =
            [line(&record(0)), line(&Together { together: [2, 2] }), line(&record(1)), line(&record(2))];
        let file: Vec<u8> = lines.into_iter().flat_map(Result::unwrap).collect();
        let found = read_lines(&file[..]).unwrap();
        assert_eq!((found.damaged, found.writes.len(), found.writes[1].records.len()), (false, 2, 2));
        let found = read_lines(&file[..file.len() - 1]).unwrap();
        assert_eq!((found.damaged, found.records().count()), (false, 1));
    }

    #[test]
    fn the_file_that_is_written_to_is_never_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let log = Log::begin(dir.path(), 0, Point::start(uuid::Uuid::from_u128(7))).unwrap();
        log.forget_before(9).unwrap();
        assert_eq!(segments(dir.path()).unwrap(), [1]);
    }
}

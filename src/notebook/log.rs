//! The second copy: every record as it was written, one line of JSON each, in numbered files that only grow.
//!
//! A line is written and synced before the store commits, so the log is never behind the store. Each record carries its
//! own sum, so a damaged line is known; the lines around it still count. Records that were written together stand after a
//! line that says how many they are: at the end of a file they count only if all of them are there.

use super::record::Record;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Where the log ends: the number of its last file and the bytes in it.
pub(super) type LogEnd = (u64, u64);

/// The end of the log, open for writing.
pub(super) struct Log {
    dir: PathBuf,
    segment: u64,
    file: File,
    bytes: u64,
}

/// The line before records that were written together: how many they are, twice, so that a damaged number is known.
#[derive(Serialize, Deserialize)]
struct Together {
    together: [usize; 2],
}

/// What a file of the log holds.
#[derive(Default)]
pub(super) struct Segment {
    /// The whole records.
    pub records: Vec<Record>,
    /// Whether other lines than an unfinished last one could not be read.
    pub damaged: bool,
    /// Bytes up to the end of the last line, or of the last records written together, that is finished.
    pub bytes: u64,
}

impl Log {
    /// Begins a new file after all that there are.
    pub fn begin(dir: &Path) -> io::Result<Log> {
        fs::create_dir_all(dir)?;
        let segment = segments(dir)?.last().map_or(1, |last| last + 1);
        let file = OpenOptions::new().append(true).create_new(true).open(path(dir, segment))?;
        sync_dir(dir)?;
        Ok(Log { dir: dir.to_owned(), segment, file, bytes: 0 })
    }

    /// Goes on with the last file, after its last finished line.
    pub fn resume(dir: &Path, segment: u64, bytes: u64) -> io::Result<Log> {
        let file = OpenOptions::new().append(true).open(path(dir, segment))?;
        file.set_len(bytes)?;
        Ok(Log { dir: dir.to_owned(), segment, file, bytes })
    }

    /// Appends records and syncs; on failure nothing is appended.
    pub fn append(&mut self, records: &[Record]) -> io::Result<()> {
        let mut lines = Vec::new();
        if records.len() > 1 {
            serde_json::to_writer(&mut lines, &Together { together: [records.len(); 2] })?;
            lines.push(b'\n');
        }
        for record in records {
            serde_json::to_writer(&mut lines, record)?;
            lines.push(b'\n');
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
        // If even this fails, the lines stay: at the next start they are taken as written, which loses nothing.
        if end.0 == self.segment && self.file.set_len(end.1).is_ok() {
            self.bytes = end.1;
        }
    }

    pub fn end(&self) -> LogEnd {
        (self.segment, self.bytes)
    }

    /// Deletes the files before `first`: a snapshot holds what they held.
    pub fn forget_before(&self, first: u64) -> io::Result<()> {
        for segment in segments(&self.dir)?.into_iter().filter(|&segment| segment < first) {
            fs::remove_file(path(&self.dir, segment))?;
        }
        Ok(())
    }
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
    // How many lines of records written together are to come, and how many records there were before them.
    let (mut to_come, mut before) = (0usize, 0);
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)? as u64;
        if line.last() != Some(&b'\n') {
            if to_come > 0 {
                out.records.truncate(before);
            }
            return Ok(out);
        }
        bytes += read;
        to_come = to_come.saturating_sub(1);
        match serde_json::from_slice::<Record>(&line) {
            Ok(record) if record.is_whole() => out.records.push(record),
            _ => match serde_json::from_slice::<Together>(&line) {
                Ok(Together { together: [count, again] }) if count == again => {
                    (to_come, before) = (count, out.records.len());
                }
                _ => out.damaged = true,
            },
        }
        if to_come == 0 {
            out.bytes = bytes;
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

fn path(dir: &Path, segment: u64) -> PathBuf {
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
            let mut log = Log::begin(dir.path()).unwrap();
            let written: Vec<Record> =
                (0..6).map(|n| Record::next(None, Kind::Setting, &n.to_string(), format!("\"第{n}项\""), false)).collect();
            log.append(&written).unwrap();
            prop_assert_eq!(&read(dir.path(), 1).unwrap().records, &written);
            let mut file = fs::read(path(dir.path(), 1)).unwrap();
            let at = at.min(file.len());
            let end = (at + bytes.len()).min(file.len());
            file.splice(at..end, bytes);
            fs::write(path(dir.path(), 1), &file).unwrap();
            let found = read(dir.path(), 1).unwrap();
            prop_assert!(found.records.iter().all(|record| written.contains(record)));
            prop_assert!(found.records.len() == written.len() || found.damaged || found.bytes < log.end().1);
        }
    }

    #[test]
    fn records_written_together_count_only_if_all_are_there() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = Log::begin(dir.path()).unwrap();
        let record = |n: u32| Record::next(None, Kind::Setting, &n.to_string(), n.to_string(), false);
        log.append(&[record(0)]).unwrap();
        let before = log.end();
        let together: Vec<Record> = (1..4).map(record).collect();
        log.append(&together).unwrap();
        let whole = fs::read(path(dir.path(), 1)).unwrap();
        for cut in before.1 as usize..whole.len() {
            let found = read_lines(&whole[..cut]).unwrap();
            assert_eq!(
                (found.records.len(), found.bytes, found.damaged),
                (1, before.1, false),
                "cut at {cut}"
            );
        }
        let found = read_lines(&whole[..]).unwrap();
        assert_eq!((found.records.len(), found.bytes), (4, log.end().1));
        // A number that was damaged takes nothing with it, whatever it says.
        let damaged = String::from_utf8(whole).unwrap().replace("[3,3]", "[7,3]");
        let found = read_lines(damaged.as_bytes()).unwrap();
        assert_eq!((found.records.len(), found.damaged), (4, true));
    }
}

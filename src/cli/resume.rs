//! An output of records that was broken off, gone on with behind its last whole record.

use crate::language::Language;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Error, ErrorKind, Result, Seek, SeekFrom, Write};
use std::path::Path;

/// Output of records that is gone on with.
pub(super) struct Resumed {
    file: BufWriter<File>,
    /// Number of whole records in it.
    pub records: usize,
    /// Bytes that are written once more first, and are as they were.
    known: Vec<u8>,
    language: Language,
}

/// Opens a file, or a new one, and cuts away what is behind its last whole record. `is_record` is asked of a line, or of
/// several that it said are none yet, whether they are a record; `None` where nothing more is.
pub(super) fn behind_records(path: &Path, mut is_record: impl FnMut(&[u8]) -> Option<bool>) -> Result<File> {
    let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    let (mut lines, mut read, mut whole) = (BufReader::new(&file), Vec::new(), 0);
    while lines.read_until(b'\n', &mut read)? > 0 && read.ends_with(b"\n") {
        match is_record(&read) {
            Some(true) => {
                whole += read.len() as u64;
                read.clear();
            }
            Some(false) => {}
            None => break,
        }
    }
    file.set_len(whole)?;
    (&file).seek(SeekFrom::End(0))?;
    Ok(file)
}

impl Resumed {
    /// Opens a file, or a new one, and cuts away a record that was broken off. What is written next begins with the first
    /// `heads` records and the last one as they are there. In a `table` a line may end inside quotes.
    pub fn open(path: &Path, heads: usize, table: bool, language: Language) -> Result<Resumed> {
        let (mut records, mut head, mut last) = (0, Vec::new(), Vec::new());
        let file = behind_records(path, |record| {
            // A line end inside quotes: the record goes on.
            if table && record.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
                return Some(false);
            }
            let kept = if records < heads { &mut head } else { &mut last };
            if records >= heads {
                kept.clear();
            }
            kept.extend(record);
            records += 1;
            Some(true)
        })?;
        head.append(&mut last);
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Resumed { file, records, known: head, language })
    }

    fn differs(&self) -> Error {
        let (chinese, english) = (
            "其中最后一条与现在要写的不同：资料库、命令或程序已变，请另写一个文件",
            "its last record is not what would be written now: the archive, the command or the program changed; write \
             another file",
        );
        Error::new(ErrorKind::InvalidData, self.language.pick(chinese, english))
    }
}

impl Write for Resumed {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let again = bytes.len().min(self.known.len());
        if bytes[..again] != self.known[..again] {
            return Err(self.differs());
        }
        self.known.drain(..again);
        self.file.write_all(&bytes[again..])?;
        Ok(bytes.len())
    }

    /// At the end; an error where less was written than is there.
    fn flush(&mut self) -> Result<()> {
        if self.known.is_empty() { self.file.flush() } else { Err(self.differs()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wherever_it_was_broken_off_the_end_is_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        // The second row has a line end inside quotes.
        let rows = ["a,b\r\n", "1,\"two\r\nlines, \"\"so\"\"\"\r\n", "2,x\r\n", "3,y\r\n"];
        let whole = rows.concat();
        for broken in 0..=whole.len() {
            std::fs::write(&path, &whole[..broken]).unwrap();
            let mut out = Resumed::open(&path, 1, true, Language::English).unwrap();
            let done = out.records;
            assert_eq!(done, (1..5).take_while(|n| rows[..*n].concat().len() <= broken).count());
            out.write_all(rows[0].as_bytes()).unwrap();
            rows[done.saturating_sub(1).max(1)..]
                .iter()
                .for_each(|row| out.write_all(row.as_bytes()).unwrap());
            out.flush().unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), whole, "broken off at {broken}");
        }
        let mut out = Resumed::open(&path, 1, true, Language::English).unwrap();
        out.write_all(b"a,b\r\n").unwrap();
        assert!(out.write_all(b"3,z\r\n").is_err(), "the archive is another now");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
    }
}

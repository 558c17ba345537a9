//! Titles on disk: the fields of rows and the lists of their grams, in one file.
//!
//! ```text
//! fields of some rows …  lists of some grams …  dates and newspapers of all rows  directory
//! ```
//!
//! Only the directory and the dates are held in memory; fields and lists are read by the question that asks for them.

use super::postings::Gram;
use super::row::{Field, SEPARATOR};
use crate::search::checked::{self, Stretch, damaged};
use crate::search::packed;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Result;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Rows whose fields are read together.
pub const TOGETHER: usize = 16;
/// Bytes of lists that are read together, where one alone is not longer.
pub const LISTS: usize = if cfg!(test) { 64 } else { 4 << 10 };
/// Bytes of lists that stay in memory for the next question.
const RECENT: usize = 16 << 20;
/// Bytes of a row's date and newspaper.
pub const NUMBERS: usize = 8;

/// Directory of the file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    /// The form of the file and what its rows were made by.
    pub form: String,
    pub rows: u32,
    pub fields: Vec<Stretch>,
    /// Lists by rising grams, and the first of each stretch.
    pub lists: Vec<(Gram, Stretch)>,
    pub numbers: Vec<Stretch>,
    /// Names of newspapers, folded.
    pub papers: Vec<String>,
    /// The characters that are in titles, as printed.
    pub printed: String,
    /// Note of who wrote it: what the rows are of.
    pub note: Vec<u8>,
}

/// The file, open.
#[derive(Debug)]
pub struct Kept {
    file: File,
    pub directory: Directory,
    recent: Mutex<Recent>,
}

/// What was read last.
#[derive(Debug, Default)]
struct Recent {
    fields: Option<(usize, Vec<u8>)>,
    lists: FxHashMap<usize, Arc<Vec<u8>>>,
    bytes: usize,
}

/// The list of a gram as it stands in the file.
#[derive(Clone, Debug)]
pub struct KeptList {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl KeptList {
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

impl Kept {
    /// Opens a file of this form.
    pub fn open(path: &Path, form: &str) -> Result<Kept> {
        let file = File::open(path)?;
        let directory: Directory = checked::directory(&file)?;
        if directory.form != form {
            return Err(damaged());
        }
        Ok(Kept { file, directory, recent: Mutex::default() })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.directory.rows as usize
    }

    /// The numbers of all rows, each of its date and its newspaper.
    pub fn numbers(&self) -> Result<Vec<u8>> {
        let parts: Vec<Vec<u8>> =
            self.directory.numbers.iter().map(|part| part.read(&self.file)).collect::<Result<_>>()?;
        let numbers = parts.concat();
        if numbers.len() == self.rows() * NUMBERS { Ok(numbers) } else { Err(damaged()) }
    }

    /// Makes use of the fields of a row.
    pub fn fields<T>(&self, row: usize, used: impl FnOnce(&str) -> T) -> Result<T> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let number = row / TOGETHER;
        let bytes = match &recent.fields {
            Some((known, bytes)) if *known == number => bytes,
            _ => {
                let stretch = self.directory.fields.get(number).ok_or_else(damaged)?;
                &recent.fields.insert((number, stretch.read(&self.file)?)).1
            }
        };
        // Each field has its end.
        let mut ends = memchr::memchr_iter(SEPARATOR as u8, bytes);
        let mut end = |fields: usize| ends.nth(fields - 1).map(|at| at + 1).ok_or_else(damaged);
        let start = if row.is_multiple_of(TOGETHER) { 0 } else { end(row % TOGETHER * Field::ALL.len())? };
        let fields = &bytes[start..end(Field::ALL.len())?];
        std::str::from_utf8(fields).map(used).map_err(|_| damaged())
    }

    /// The lists of those grams that the file has, by their places among `grams`, which rise.
    pub fn lists(&self, grams: &[Gram]) -> Result<Vec<(usize, KeptList)>> {
        let mut found = Vec::new();
        let mut next = 0;
        while let Some(gram) = grams.get(next) {
            let after = self.directory.lists.partition_point(|(first, _)| first <= gram);
            let upto = self.directory.lists.get(after).map(|(first, _)| *first);
            let Some(number) = after.checked_sub(1) else {
                next += 1;
                continue;
            };
            let bytes = self.stretch(number)?;
            let mut entries = Entries::new(&bytes);
            let mut entry = entries.next();
            while let Some(gram) = grams.get(next).filter(|gram| upto.is_none_or(|upto| **gram < upto)) {
                while entry.as_ref().is_some_and(|(at, ..)| at < gram) {
                    entry = entries.next();
                }
                if let Some((at, range)) = &entry
                    && at == gram
                {
                    found.push((next, KeptList { bytes: bytes.clone(), range: range.clone() }));
                }
                next += 1;
            }
        }
        Ok(found)
    }

    /// All lists of a stretch.
    pub fn lists_of(&self, number: usize) -> Result<Vec<(Gram, KeptList)>> {
        let bytes = Arc::new(self.directory.lists[number].1.read(&self.file)?);
        let list = |(gram, range)| (gram, KeptList { bytes: bytes.clone(), range });
        Ok(Entries::new(&bytes).map(list).collect())
    }

    fn stretch(&self, number: usize) -> Result<Arc<Vec<u8>>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = recent.lists.get(&number) {
            return Ok(bytes.clone());
        }
        let bytes = Arc::new(self.directory.lists[number].1.read(&self.file)?);
        if recent.bytes > RECENT {
            recent.lists.clear();
            recent.bytes = 0;
        }
        recent.bytes += bytes.len();
        recent.lists.insert(number, bytes.clone());
        Ok(bytes)
    }
}

/// The entries of a stretch of lists: the gram's distance to the one before, the length of its list, the list.
struct Entries<'a> {
    /// Number of bytes of the stretch, and those that are still to be read.
    length: usize,
    rest: &'a [u8],
    gram: u64,
}

impl<'a> Entries<'a> {
    fn new(bytes: &'a [u8]) -> Entries<'a> {
        Entries { length: bytes.len(), rest: bytes, gram: 0 }
    }
}

impl Iterator for Entries<'_> {
    type Item = (Gram, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.gram += packed::take(&mut self.rest)?;
        let length = packed::take(&mut self.rest)? as usize;
        let start = self.length - self.rest.len();
        self.rest = self.rest.get(length..)?;
        Some((Gram(self.gram), start..start + length))
    }
}

/// Appends an entry behind one of another gram, 0 where it is the first of its stretch.
pub fn push_entry(bytes: &mut Vec<u8>, before: Gram, gram: Gram, list: &[u8]) {
    packed::push(bytes, gram.0 - before.0);
    packed::push(bytes, list.len() as u64);
    bytes.extend(list);
}

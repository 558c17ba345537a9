//! Writing an index into a file, a little at a time, so that questions need not wait for it.

use super::TitleIndex;
use super::kept::{Directory, LISTS, NUMBERS, TOGETHER, push_entry};
use super::postings::{Gram, List, Postings};
use crate::search::checked::{Stretch, Writer};
use jiff::civil::Date;
use std::io::Result;
use std::path::{Path, PathBuf};

/// The form of the file.
const FORM: u32 = 1;
/// Number of a row that is gone.
const GONE: u32 = u32::MAX;
/// Rows, or lists that are in memory alone, that are written in one go.
const STEP: usize = if cfg!(test) { 5 } else { 1024 };

/// The form of a file whose rows are made by what has this form.
pub fn form(form: &str) -> String {
    format!("{FORM} {form}")
}

fn pack_numbers(date: Option<Date>, paper: u32) -> [u8; NUMBERS] {
    let day = date
        .map_or(0, |date| i32::from(date.year()) << 9 | i32::from(date.month()) << 5 | i32::from(date.day()));
    let ([a, b, c, d], [e, f, g, h]) = (day.to_le_bytes(), paper.to_le_bytes());
    [a, b, c, d, e, f, g, h]
}

/// A row's date and newspaper.
pub fn unpack_numbers([a, b, c, d, e, f, g, h]: [u8; NUMBERS]) -> (Option<Date>, u32) {
    let day = i32::from_le_bytes([a, b, c, d]);
    let date = Date::new((day >> 9) as i16, (day >> 5 & 0xf) as i8, (day & 0x1f) as i8);
    (date.ok(), u32::from_le_bytes([e, f, g, h]))
}

/// A file that is written of an index, which must not change meanwhile.
#[derive(Debug)]
pub struct Saving {
    out: Writer,
    beside: PathBuf,
    path: PathBuf,
    directory: Directory,
    /// The number in the file of each row.
    numbers: Vec<u32>,
    /// The grams that are in memory, rising.
    added: Vec<Gram>,
    /// Rows, stretches of lists and grams in memory that are written.
    row: usize,
    stretch: usize,
    gram: usize,
    /// The stretch that is open.
    open: Vec<u8>,
    first: Gram,
    last: Gram,
}

impl Saving {
    /// Begins a file with the rows that have names, written beside its place until it is whole.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn new<Id>(index: &TitleIndex<Id>, path: &Path, form: &str, note: Vec<u8>) -> Result<Saving> {
        let beside = path.with_extension("new");
        let mut added: Vec<Gram> = index.added.keys().copied().collect();
        added.sort_unstable();
        let mut rows = 0;
        let mut number = |id: &Option<Id>| {
            rows += u32::from(id.is_some());
            if id.is_some() { rows - 1 } else { GONE }
        };
        let numbers = index.ids.iter().map(&mut number).collect();
        let directory = Directory {
            form: self::form(form),
            rows,
            papers: index.papers.clone(),
            printed: index.sounds.printed().collect(),
            note,
            ..Directory::default()
        };
        Ok(Saving {
            out: Writer::create(&beside)?,
            beside,
            path: path.to_owned(),
            directory,
            numbers,
            added,
            row: 0,
            stretch: 0,
            gram: 0,
            open: Vec::new(),
            first: Gram(0),
            last: Gram(0),
        })
    }

    /// Goes on as long as `go_on` says so; says whether the file is whole.
    ///
    /// # Errors
    /// Those of the disk, and where the file of the index is damaged.
    pub fn go_on<Id: Copy>(&mut self, index: &TitleIndex<Id>, go_on: impl Fn() -> bool) -> Result<bool> {
        while self.row < self.numbers.len() {
            if !go_on() {
                return Ok(false);
            }
            self.write_rows(index)?;
        }
        let stretches = index.kept.as_ref().map_or(0, |kept| kept.directory.lists.len());
        while self.stretch < stretches || self.gram < self.added.len() {
            if !go_on() {
                return Ok(false);
            }
            self.write_lists(index)?;
        }
        Ok(true)
    }

    /// Puts the whole file in its place.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn finish<Id>(mut self, index: &TitleIndex<Id>) -> Result<()> {
        self.end_lists()?;
        let live =
            (0..).zip(&self.numbers).filter(|(_, number)| **number != GONE).map(|(row, _): (usize, _)| row);
        let numbers: Vec<u8> =
            live.flat_map(|row| pack_numbers(index.dates[row], index.paper_of[row])).collect();
        let numbers: Result<Vec<Stretch>> =
            numbers.chunks(1 << 20).map(|part| self.out.write(part)).collect();
        self.directory.numbers = numbers?;
        self.out.finish(&self.directory)?;
        std::fs::rename(self.beside, self.path)
    }

    fn write_rows<Id: Copy>(&mut self, index: &TitleIndex<Id>) -> Result<()> {
        let upto = self.numbers.len().min(self.row + STEP);
        for row in self.row..upto {
            let number = self.numbers[row] as usize;
            if self.numbers[row] != GONE {
                index.fields(row as u32, |fields| self.open.extend(fields.as_bytes()))?;
                if (number + 1).is_multiple_of(TOGETHER) || number + 1 == self.directory.rows as usize {
                    self.directory.fields.push(self.out.write(&self.open)?);
                    self.open.clear();
                }
            }
        }
        self.row = upto;
        Ok(())
    }

    /// Writes the lists of the next stretch of the index's file with those in memory before its end, or some of those
    /// behind its last one.
    fn write_lists<Id>(&mut self, index: &TitleIndex<Id>) -> Result<()> {
        let Some(kept) = index.kept.as_ref().filter(|kept| self.stretch < kept.directory.lists.len()) else {
            let upto = self.added.len().min(self.gram + STEP);
            return (self.gram..upto).try_for_each(|_| self.write_added(index));
        };
        for (gram, list) in kept.lists_of(self.stretch)? {
            while self.added.get(self.gram).is_some_and(|added| *added < gram) {
                self.write_added(index)?;
            }
            let both = self.added.get(self.gram) == Some(&gram);
            let added = index.added.get(&gram).filter(|_| both);
            self.gram += usize::from(both);
            self.write_list(gram, &List { kept: Some(list), added })?;
        }
        self.stretch += 1;
        Ok(())
    }

    /// Writes the next list that is in memory alone.
    fn write_added<Id>(&mut self, index: &TitleIndex<Id>) -> Result<()> {
        let gram = self.added[self.gram];
        self.gram += 1;
        self.write_list(gram, &List { kept: None, added: index.added.get(&gram) })
    }

    fn write_list(&mut self, gram: Gram, list: &List) -> Result<()> {
        let mut rows = Postings::default();
        list.each(|row| {
            let number = self.numbers[row as usize];
            if number != GONE {
                rows.push(number);
            }
        });
        if rows.bytes().is_empty() {
            return Ok(());
        }
        if self.open.is_empty() {
            (self.first, self.last) = (gram, Gram(0));
        }
        push_entry(&mut self.open, self.last, gram, rows.bytes());
        self.last = gram;
        if self.open.len() >= LISTS { self.end_lists() } else { Ok(()) }
    }

    fn end_lists(&mut self) -> Result<()> {
        if !self.open.is_empty() {
            self.directory.lists.push((self.first, self.out.write(&self.open)?));
            self.open.clear();
        }
        Ok(())
    }
}

//! A file of the store: pages in blocks, bit rows in front of them, never changed once it is written.
//!
//! ```text
//! block … block  rows of each table … rows  directory  place of the directory
//!   └ what is asked: pages and articles, folded text · what is shown, compressed: titles, differences, lines
//! ```
//!
//! Everything carries a checksum and is read where it is needed: a file is neither mapped nor kept in memory.

use super::grams::{FewMarks, Marks, ROWS, of_phrase};
use super::{PageRecord, StoredPage, rows};
use crate::search::Query;
use crate::search::checked::{self, Stretch, damaged, pack, unpack};
use crate::search::code;
use crate::search::folding::BLOCK_END;
use crate::search::scan::{Ahead, Doc, HAS_OFTEN, IN_HEADING, OFTEN};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::Result;
use std::ops::Range;
use std::path::Path;

/// Folded bytes of a block: the grain of reading. A page is never divided.
const BLOCK_BYTES: usize = if cfg!(test) { 1 << 10 } else { 48 << 10 };
/// Blocks of a full segment.
const MOST_BLOCKS: usize = if cfg!(test) { 32 } else { 480 };
/// Below this all blocks are looked into.
const FEWEST_BLOCKS: usize = if cfg!(test) { 4 } else { 64 };

/// A table of rows.
#[derive(Clone, Copy)]
enum Table {
    /// What stands in a block at all.
    Anywhere,
    /// What stands in a heading or in a title that the person gave.
    Heading,
    /// What an article has often.
    Often,
}

impl Table {
    /// Rows that are read together: most of them are empty in headings.
    fn group(self) -> usize {
        match self {
            Table::Anywhere => 256,
            Table::Heading | Table::Often => 2048,
        }
    }
}

/// Record of an article: what searches ask of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocRecord<'b> {
    /// Its place among the articles of its page.
    pub article: u32,
    /// Place of its page in the block.
    pub page: u32,
    /// End of its text in the block.
    pub end: u32,
    /// Bytes of its heading.
    pub heading: u32,
    /// Bytes at the end of its text that are the first words of another page, where it goes on.
    pub ahead: u32,
    /// End of the part of its text that goes on there.
    pub goes_on: u32,
    /// Names of those who signed it, folded, one a line.
    #[serde(borrow)]
    pub authors: Cow<'b, str>,
    /// Title that the person gave it, folded and in its code; empty where none.
    #[serde(borrow)]
    pub title: Cow<'b, [u8]>,
}

/// Details of an article that are shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    pub title: String,
    pub kicker: String,
    pub untitled: bool,
    pub first_line: u32,
    /// The way from folded text to the blocks.
    pub patches: Vec<u8>,
    /// Of each block, from which byte on its words are of which line of the page, each less what is before it.
    pub lines: Vec<Vec<(u32, u32)>>,
}

/// Head of a block: its pages, each packed by itself, and its articles.
type Head<'b> = (Vec<&'b [u8]>, Vec<DocRecord<'b>>);

#[derive(Clone, Copy, Serialize, Deserialize)]
struct BlockPlace {
    /// Head and text.
    asked: Stretch,
    /// What is shown of its articles.
    shown: Stretch,
    /// Bytes of the head.
    head: u32,
    /// Bytes of what is shown before it was compressed.
    unpacked: u32,
    /// Number of its first page in the segment.
    first_page: u32,
    /// The days of its pages.
    days: Days,
}

/// First and last of some days, by numbers that rise with them; nothing between the ends where there is none.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Days {
    pub first: i32,
    pub last: i32,
}

impl Days {
    const NONE: Days = Days { first: i32::MAX, last: i32::MIN };

    /// Those of one day.
    pub fn of(date: Option<Date>) -> Days {
        date.map_or(Days::NONE, |date| {
            let number = (i32::from(date.year()) * 16 + i32::from(date.month())) * 32 + i32::from(date.day());
            Days { first: number, last: number }
        })
    }

    fn and(self, other: Days) -> Days {
        Days { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// A block that may have articles that answer.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    pub block: u32,
    /// The relevance of an article of it at most.
    pub relevance: f32,
    /// The days of its pages.
    pub days: Days,
}

#[derive(Serialize, Deserialize)]
struct Directory {
    blocks: Vec<BlockPlace>,
    /// Rows of each table in groups; none where all blocks are looked into.
    tables: [Vec<Stretch>; 3],
    /// The identities of the pages, one behind the other.
    marks: Vec<u8>,
}

/// A block that was read into a buffer.
pub struct Block<'b> {
    pages: Vec<&'b [u8]>,
    pub docs: Vec<DocRecord<'b>>,
    /// Number of the first page in the segment.
    pub first_page: u32,
    /// The folded text of all articles.
    pub text: &'b [u8],
}

impl<'b> Block<'b> {
    /// The record of a page.
    pub fn page(&self, place: u32) -> Result<PageRecord> {
        unpack(self.pages.get(place as usize).ok_or_else(damaged)?)
    }

    /// The articles as a query asks them.
    pub fn asked(&self) -> Vec<Doc<'_>> {
        let mut start = 0;
        let asked = |doc| {
            let doc: &DocRecord = doc;
            let [from, end, ahead] = [start, doc.end as usize, doc.ahead as usize];
            start = end;
            let (text, words) = (from..end - ahead, &self.text[end - ahead..end]);
            let ahead = (ahead > 0).then_some(Ahead { end: doc.goes_on as usize, words });
            Doc { text, heading: doc.heading as usize, title: &doc.title, ahead }
        };
        self.docs.iter().map(asked).collect()
    }
}

/// A segment that can be asked.
pub struct Segment {
    file: File,
    directory: Directory,
}

impl Segment {
    pub fn open(path: &Path) -> Result<Segment> {
        let file = File::open(path)?;
        let directory = checked::directory(&file)?;
        Ok(Segment { file, directory })
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        self.directory.blocks.len()
    }

    /// Whether another page would begin a new segment.
    pub fn is_small(&self) -> bool {
        self.blocks() < FEWEST_BLOCKS
    }

    /// The identities of the pages by their numbers.
    pub fn marks(&self) -> impl Iterator<Item = [u8; 16]> + '_ {
        self.directory.marks.as_chunks().0.iter().copied()
    }

    /// The blocks that may have articles that answer a query.
    pub fn candidates(&self, query: &Query) -> Result<Vec<Candidate>> {
        let mut all = vec![0xff; self.blocks().div_ceil(8)];
        let both =
            |all: &mut Vec<u8>, bits: Vec<u8>| all.iter_mut().zip(bits).for_each(|(all, bits)| *all &= bits);
        let wanted =
            || query.wanted.iter().map(|terms| terms.iter().map(|term| &*term.folded).collect::<Vec<_>>());
        for phrases in wanted() {
            both(&mut all, self.having(Table::Anywhere, &phrases)?);
        }
        for title in &query.filters.titles {
            both(&mut all, self.having(Table::Heading, &[&title.folded])?);
        }
        if all.iter().all(|bits| *bits == 0) {
            return Ok(Vec::new());
        }
        let mut steps = Vec::new();
        for phrases in wanted() {
            steps.push((self.having(Table::Heading, &phrases)?, IN_HEADING));
            steps.push((self.having(Table::Often, &phrases)?, HAS_OFTEN));
        }
        let is_set = |bits: &[u8], block: usize| bits[block / 8] & 1 << (block % 8) != 0;
        let candidate = |(block, place): (usize, &BlockPlace)| {
            let reached = steps.iter().filter(|(bits, _)| is_set(bits, block));
            let relevance = reached.fold(0.0_f32, |sum, (_, step)| sum + *step);
            is_set(&all, block).then_some(Candidate { block: block as u32, relevance, days: place.days })
        };
        Ok(self.directory.blocks.iter().enumerate().filter_map(candidate).collect())
    }

    /// The blocks that may have one of some phrases by a table, a bit each.
    fn having(&self, table: Table, phrases: &[&str]) -> Result<Vec<u8>> {
        let groups = &self.directory.tables[table as usize];
        let bytes = self.blocks().div_ceil(8);
        if groups.is_empty() {
            return Ok(vec![0xff; bytes]);
        }
        let mut any = vec![0; bytes];
        for phrase in phrases {
            let mut of_phrase_bits = vec![0xff; bytes];
            for row in of_phrase(phrase) {
                let group = groups.get(row / table.group()).ok_or_else(damaged)?.read(&self.file)?;
                let bits = rows::nth(&group, row % table.group(), bytes).ok_or_else(damaged)?;
                of_phrase_bits.iter_mut().zip(&bits).for_each(|(all, bits)| *all &= bits);
                if of_phrase_bits.iter().all(|bits| *bits == 0) {
                    break;
                }
            }
            any.iter_mut().zip(&of_phrase_bits).for_each(|(any, bits)| *any |= bits);
        }
        Ok(any)
    }

    /// Reads what is asked of a block into a buffer, which may be longer.
    pub fn block<'b>(&self, number: usize, buffer: &'b mut Vec<u8>) -> Result<Block<'b>> {
        let place = self.directory.blocks.get(number).ok_or_else(damaged)?;
        let length = place.asked.length as usize;
        buffer.resize(buffer.len().max(length), 0);
        place.asked.read_into(&self.file, &mut buffer[..length])?;
        let (head, text) = buffer[..length].split_at(place.head as usize);
        let (pages, docs): Head = unpack(head)?;
        Ok(Block { pages, docs, first_page: place.first_page, text })
    }

    /// Reads what is shown of the articles of a block and gives that of those that are asked for.
    pub fn details(&self, number: usize, asked: Range<usize>) -> Result<Vec<Detail>> {
        let place = self.directory.blocks.get(number).ok_or_else(damaged)?;
        let packed = place.shown.read(&self.file)?;
        let bytes = zstd::bulk::decompress(&packed, place.unpacked as usize)?;
        let details: Vec<&[u8]> = unpack(&bytes)?;
        details.get(asked).ok_or_else(damaged)?.iter().map(|detail| unpack(detail)).collect()
    }

    /// The pages of a block as they were added, with their numbers.
    pub fn pages(&self, number: usize) -> Result<Vec<(u32, StoredPage)>> {
        let mut buffer = Vec::new();
        let block = self.block(number, &mut buffer)?;
        let details = self.details(number, 0..block.docs.len())?;
        let mut pages: Vec<(u32, StoredPage)> = Vec::new();
        for place in 0..block.pages.len() as u32 {
            let (number, record) = (block.first_page + place, block.page(place)?);
            let mark = self.marks().nth(number as usize).ok_or_else(damaged)?;
            pages.push((number, StoredPage { mark, record, articles: Vec::new() }));
        }
        let mut start = 0;
        for (doc, detail) in block.docs.into_iter().zip(details) {
            let text = block.text[start..doc.end as usize].to_vec();
            start = doc.end as usize;
            let (_, page) = pages.get_mut(doc.page as usize).ok_or_else(damaged)?;
            let authors = Cow::Owned(doc.authors.into_owned());
            let title = Cow::Owned(doc.title.into_owned());
            page.articles.push((DocRecord { authors, title, ..doc }, text, detail));
        }
        Ok(pages)
    }
}

/// A segment while it is written.
pub struct Writer {
    out: checked::Writer,
    directory: Directory,
    rows: Vec<Marks>,
    headings: Vec<FewMarks>,
    often: Vec<FewMarks>,
    // The block that is open: its days, and its pages and what is shown of its articles, each packed by itself.
    days: Days,
    pages: Vec<Vec<u8>>,
    docs: Vec<DocRecord<'static>>,
    text: Vec<u8>,
    /// What is found beside the text: the pairs of characters where articles go on on other pages.
    beside: Vec<u8>,
    /// What stands in its headings, and what its articles have often.
    in_headings: FewMarks,
    frequent: FewMarks,
    /// Of each row, how often the article at hand has it.
    counts: Box<[u8; ROWS]>,
    details: Vec<Vec<u8>>,
}

impl Writer {
    pub fn create(path: &Path) -> Result<Writer> {
        Ok(Writer {
            out: checked::Writer::create(path)?,
            directory: Directory { blocks: Vec::new(), tables: Default::default(), marks: Vec::new() },
            rows: Vec::new(),
            headings: Vec::new(),
            often: Vec::new(),
            days: Days::NONE,
            pages: Vec::new(),
            docs: Vec::new(),
            text: Vec::new(),
            beside: Vec::new(),
            in_headings: FewMarks::default(),
            frequent: FewMarks::default(),
            counts: Box::new([0; ROWS]),
            details: Vec::new(),
        })
    }

    /// Whether no more pages should be added.
    pub fn is_full(&self) -> bool {
        self.directory.blocks.len() == MOST_BLOCKS
    }

    pub fn add(&mut self, page: StoredPage) -> Result<()> {
        let place = self.pages.len() as u32;
        self.directory.marks.extend(page.mark);
        self.pages.push(pack(&page.record)?);
        self.days = self.days.and(Days::of(page.record.date));
        for (doc, text, detail) in page.articles {
            self.text.extend(&text);
            self.in_headings.add(&text[..doc.heading as usize]);
            self.in_headings.add(&doc.title);
            let own = &text[..text.len() - doc.ahead as usize];
            self.frequent.add_frequent(own, OFTEN, &mut self.counts);
            if doc.ahead > 0 {
                let own = code::chars(&text[..doc.goes_on as usize]).last();
                let next = code::chars(&text[text.len() - doc.ahead as usize..]).next();
                own.into_iter().chain(next).for_each(|(_, c)| code::push(&mut self.beside, c));
                self.beside.push(BLOCK_END as u8);
            }
            self.details.push(pack(&detail)?);
            self.docs.push(DocRecord { page: place, end: self.text.len() as u32, ..doc });
        }
        if self.text.len() >= BLOCK_BYTES { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> Result<()> {
        let mut marks = Marks::new();
        marks.add(&self.text);
        marks.add(&std::mem::take(&mut self.beside));
        self.rows.push(marks);
        self.headings.push(std::mem::take(&mut self.in_headings).sorted());
        self.often.push(std::mem::take(&mut self.frequent).sorted());
        let pages = std::mem::take(&mut self.pages);
        let mut asked = pack(&(&pages, std::mem::take(&mut self.docs)))?;
        let head = asked.len() as u32;
        asked.append(&mut self.text);
        let first_page = (self.directory.marks.len() / 16 - pages.len()) as u32;
        let asked = self.out.write(&asked)?;
        /// Higher ones take longer and gain little.
        const LEVEL: i32 = 3;
        let shown = pack(&std::mem::take(&mut self.details))?;
        let unpacked = shown.len() as u32;
        let shown = self.out.write(&zstd::bulk::compress(&shown, LEVEL)?)?;
        let days = std::mem::replace(&mut self.days, Days::NONE);
        self.directory.blocks.push(BlockPlace { asked, shown, head, unpacked, first_page, days });
        Ok(())
    }

    /// Writes a table out of the rows of each block.
    fn write_table(
        &mut self,
        table: Table,
        of_blocks: impl Iterator<Item = impl Iterator<Item = usize>>,
    ) -> Result<()> {
        let width = self.directory.blocks.len().div_ceil(8);
        let mut bits = vec![0; ROWS * width];
        for (block, marked) in of_blocks.enumerate() {
            marked.for_each(|row| bits[row * width + block / 8] |= 1 << (block % 8));
        }
        for group in bits.chunks(width * table.group()) {
            let mut packed = Vec::new();
            group.chunks(width).for_each(|bits| rows::push(&mut packed, bits));
            self.directory.tables[table as usize].push(self.out.write(&packed)?);
        }
        Ok(())
    }

    /// Writes what is left; the file is on the disk then.
    pub fn finish(mut self) -> Result<()> {
        if !self.pages.is_empty() {
            self.end_block()?;
        }
        if self.directory.blocks.len() >= FEWEST_BLOCKS {
            let (rows, headings, often) = (
                std::mem::take(&mut self.rows),
                std::mem::take(&mut self.headings),
                std::mem::take(&mut self.often),
            );
            self.write_table(Table::Anywhere, rows.iter().map(Marks::rows))?;
            drop(rows);
            self.write_table(Table::Heading, headings.iter().map(FewMarks::rows))?;
            self.write_table(Table::Often, often.iter().map(FewMarks::rows))?;
        }
        self.out.finish(&self.directory)
    }
}

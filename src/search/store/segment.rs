//! A file of the store: pages in blocks, bit rows in front of them, never changed once it is written.
//!
//! ```text
//! block … block  rows … rows  directory  place of the directory
//!   └ what is asked: pages and articles, folded text · what is shown, compressed: titles, differences, lines
//! ```
//!
//! Everything carries a checksum and is read where it is needed: a file is neither mapped nor kept in memory.

use super::grams::{Marks, ROWS, of_phrase};
use super::{PageRecord, StoredPage, rows};
use crate::search::checked::{self, Stretch, damaged, pack, unpack};
use crate::search::code;
use crate::search::folding::BLOCK_END;
use crate::search::scan::{Ahead, Doc};
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
/// Rows that are read together.
const GROUP: usize = 256;

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
}

#[derive(Serialize, Deserialize)]
struct Directory {
    blocks: Vec<BlockPlace>,
    /// Rows in groups; none where all blocks are looked into.
    rows: Vec<Stretch>,
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

    /// The blocks that may have, of each group of phrases, one.
    pub fn candidates<'q>(&self, groups: impl Iterator<Item = Vec<&'q str>>) -> Result<Vec<usize>> {
        if self.directory.rows.is_empty() {
            return Ok((0..self.blocks()).collect());
        }
        let bytes = self.blocks().div_ceil(8);
        let mut all = vec![0xff; bytes];
        for group in groups {
            let mut any = vec![0; bytes];
            for phrase in group {
                let mut phrase_bits = vec![0xff; bytes];
                for row in of_phrase(phrase) {
                    let group = self.directory.rows.get(row / GROUP).ok_or_else(damaged)?;
                    let group = group.read(&self.file)?;
                    let bits = rows::nth(&group, row % GROUP, bytes).ok_or_else(damaged)?;
                    phrase_bits.iter_mut().zip(&bits).for_each(|(all, bits)| *all &= bits);
                }
                any.iter_mut().zip(&phrase_bits).for_each(|(any, bits)| *any |= bits);
            }
            all.iter_mut().zip(&any).for_each(|(all, any)| *all &= any);
        }
        Ok((0..self.blocks()).filter(|block| all[block / 8] & 1 << (block % 8) != 0).collect())
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
    // The block that is open: its pages and what is shown of its articles, each packed by itself.
    pages: Vec<Vec<u8>>,
    docs: Vec<DocRecord<'static>>,
    text: Vec<u8>,
    /// What is found beside the text: the pairs of characters where articles go on on other pages, titles by the person.
    beside: Vec<u8>,
    details: Vec<Vec<u8>>,
}

impl Writer {
    pub fn create(path: &Path) -> Result<Writer> {
        Ok(Writer {
            out: checked::Writer::create(path)?,
            directory: Directory { blocks: Vec::new(), rows: Vec::new(), marks: Vec::new() },
            rows: Vec::new(),
            pages: Vec::new(),
            docs: Vec::new(),
            text: Vec::new(),
            beside: Vec::new(),
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
        for (doc, text, detail) in page.articles {
            self.text.extend(&text);
            if doc.ahead > 0 {
                let own = code::chars(&text[..doc.goes_on as usize]).last();
                let next = code::chars(&text[text.len() - doc.ahead as usize..]).next();
                own.into_iter().chain(next).for_each(|(_, c)| code::push(&mut self.beside, c));
                self.beside.push(BLOCK_END as u8);
            }
            if !doc.title.is_empty() {
                self.beside.extend(&*doc.title);
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
        self.directory.blocks.push(BlockPlace { asked, shown, head, unpacked, first_page });
        Ok(())
    }

    /// Writes what is left; the file is on the disk then.
    pub fn finish(mut self) -> Result<()> {
        if !self.pages.is_empty() {
            self.end_block()?;
        }
        let blocks = self.directory.blocks.len();
        if blocks >= FEWEST_BLOCKS {
            let width = blocks.div_ceil(8);
            let mut table = vec![0; ROWS * width];
            for (block, marks) in std::mem::take(&mut self.rows).iter().enumerate() {
                marks.rows().for_each(|row| table[row * width + block / 8] |= 1 << (block % 8));
            }
            for group in table.chunks(width * GROUP) {
                let mut packed = Vec::new();
                group.chunks(width).for_each(|bits| rows::push(&mut packed, bits));
                self.directory.rows.push(self.out.write(&packed)?);
            }
        }
        self.out.finish(&self.directory)
    }
}

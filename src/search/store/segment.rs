//! A file of the store: pages in blocks, bit rows in front of them, never changed once it is written.
//!
//! ```text
//! block … block  rows … rows  directory  place of the directory
//!   └ what is asked: pages, articles, folded text · what is shown, compressed: titles, differences, lines
//! ```
//!
//! Everything carries a checksum and is read where it is needed: a file is neither mapped nor kept in memory.

use super::grams::{Marks, ROWS, of_phrase};
use super::{PageRecord, StoredPage, rows};
use crate::search::checked::{self, Stretch, damaged, pack, unpack};
use crate::search::code;
use crate::search::folding::BLOCK_END;
use crate::search::scan::Ahead;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Result;
use std::path::Path;
use std::sync::Arc;

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
pub struct DocRecord {
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
    pub authors: String,
    /// Title that the person gave it, folded and in its code; empty where none.
    pub title: Vec<u8>,
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

/// Head of a block: what is asked first.
#[derive(Serialize, Deserialize)]
struct Head {
    pages: Vec<PageRecord>,
    docs: Vec<DocRecord>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct BlockPlace {
    /// Head and text.
    asked: Stretch,
    /// What is shown of its articles.
    shown: Stretch,
    /// Bytes of the head.
    head: u32,
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

/// A block that was read.
pub struct Block {
    pub pages: Vec<Arc<PageRecord>>,
    pub docs: Vec<DocRecord>,
    /// Number of the first page in the segment.
    pub first_page: u32,
    bytes: Vec<u8>,
    text: usize,
}

impl Block {
    /// The folded text of all articles.
    pub fn text(&self) -> &[u8] {
        &self.bytes[self.text..]
    }

    /// The folded text of an article, and the words with which it goes on elsewhere.
    pub fn text_of(&self, doc: usize) -> (&[u8], Option<Ahead<'_>>) {
        let start = doc.checked_sub(1).map_or(0, |before| self.docs[before].end as usize);
        let DocRecord { end, ahead, goes_on, .. } = self.docs[doc];
        let (text, words) = self.text()[start..end as usize].split_at(end as usize - start - ahead as usize);
        (text, (ahead > 0).then_some(Ahead { end: goes_on as usize, words }))
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

    /// Reads what is asked of a block.
    pub fn block(&self, number: usize) -> Result<Block> {
        let place = self.directory.blocks.get(number).ok_or_else(damaged)?;
        let text = place.head as usize;
        let bytes = place.asked.read(&self.file)?;
        let Head { pages, docs } = unpack(&bytes[..text])?;
        let pages = pages.into_iter().map(Arc::new).collect();
        Ok(Block { pages, docs, first_page: place.first_page, bytes, text })
    }

    /// Reads what is shown of the articles of a block.
    pub fn details(&self, number: usize) -> Result<Vec<Detail>> {
        let place = self.directory.blocks.get(number).ok_or_else(damaged)?;
        unpack(&zstd::decode_all(&*place.shown.read(&self.file)?)?)
    }

    /// The pages of a block as they were added, with their numbers.
    pub fn pages(&self, number: usize) -> Result<Vec<(u32, StoredPage)>> {
        let (block, details) = (self.block(number)?, self.details(number)?);
        let mut pages: Vec<(u32, StoredPage)> = Vec::new();
        for (place, record) in (0..).zip(&block.pages) {
            let number = block.first_page + place;
            let mark = self.marks().nth(number as usize).ok_or_else(damaged)?;
            pages.push((number, StoredPage { mark, record: (**record).clone(), articles: Vec::new() }));
        }
        for ((place, doc), detail) in block.docs.iter().enumerate().zip(details) {
            let (text, ahead) = block.text_of(place);
            let text = [text, ahead.map_or(&[][..], |ahead| ahead.words)].concat();
            let (_, page) = pages.get_mut(doc.page as usize).ok_or_else(damaged)?;
            page.articles.push((doc.clone(), text, detail));
        }
        Ok(pages)
    }
}

/// A segment while it is written.
pub struct Writer {
    out: checked::Writer,
    directory: Directory,
    rows: Vec<Marks>,
    // The block that is open.
    head: Head,
    text: Vec<u8>,
    /// The pairs of characters where articles go on on other pages.
    seams: Vec<u8>,
    details: Vec<Detail>,
}

impl Writer {
    pub fn create(path: &Path) -> Result<Writer> {
        Ok(Writer {
            out: checked::Writer::create(path)?,
            directory: Directory { blocks: Vec::new(), rows: Vec::new(), marks: Vec::new() },
            rows: Vec::new(),
            head: Head { pages: Vec::new(), docs: Vec::new() },
            text: Vec::new(),
            seams: Vec::new(),
            details: Vec::new(),
        })
    }

    /// Whether no more pages should be added.
    pub fn is_full(&self) -> bool {
        self.directory.blocks.len() == MOST_BLOCKS
    }

    pub fn add(&mut self, page: StoredPage) -> Result<()> {
        let place = self.head.pages.len() as u32;
        self.directory.marks.extend(page.mark);
        self.head.pages.push(page.record);
        for (doc, text, detail) in page.articles {
            self.text.extend(&text);
            if doc.ahead > 0 {
                let own = code::chars(&text[..doc.goes_on as usize]).last();
                let next = code::chars(&text[text.len() - doc.ahead as usize..]).next();
                own.into_iter().chain(next).for_each(|(_, c)| code::push(&mut self.seams, c));
                self.seams.push(BLOCK_END as u8);
            }
            self.details.push(detail);
            self.head.docs.push(DocRecord { page: place, end: self.text.len() as u32, ..doc });
        }
        if self.text.len() >= BLOCK_BYTES { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> Result<()> {
        let mut marks = Marks::new();
        marks.add(&self.text);
        marks.add(&std::mem::take(&mut self.seams));
        self.rows.push(marks);
        let mut asked = pack(&self.head)?;
        let head = asked.len() as u32;
        asked.extend(&self.text);
        let first_page = (self.directory.marks.len() / 16 - self.head.pages.len()) as u32;
        let asked = self.out.write(&asked)?;
        /// Higher ones take longer and gain little.
        const LEVEL: i32 = 3;
        let shown = self.out.write(&zstd::encode_all(&*pack(&self.details)?, LEVEL)?)?;
        self.directory.blocks.push(BlockPlace { asked, shown, head, first_page });
        self.details.clear();
        (self.head.pages, self.head.docs) = (Vec::new(), Vec::new());
        self.text.clear();
        Ok(())
    }

    /// Writes what is left; the file is on the disk then.
    pub fn finish(mut self) -> Result<()> {
        if !self.head.pages.is_empty() {
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

//! Full text on disk: the folded text of an archive's articles, ready to be asked at once.
//!
//! ```text
//! pages ─fold→ segment files (text in blocks, bit rows of neighbouring characters) ─listed in→ index
//! query ─rows→ blocks that may answer, the best first ─scan→ articles ─→ order, the first hits with their words; counts
//! ```
//!
//! - A phrase of any length is found wherever it stands: the rows only say where it surely does not, the text itself
//!   is looked into for the rest.
//! - Pages are known by an identity that the caller gives; an update adds those that are new and drops those that are gone.
//! - Files are written beside their places and renamed: whoever is killed leaves the store as it was at some moment.
//!   What is damaged is found by its checksum; the store is made anew then.

mod alike;
mod answer;
mod grams;
mod rows;
mod segment;

use super::Ticket;
use super::article::{authors, fold_article, fold_names};
use super::checked::damaged;
use super::code;
use super::folding::{BLOCK_END, Patches, Unfolded, fold_query};
pub use super::page_record::PageRecord;
use super::query::Query;
use super::scan::{HitSpan, Plan, Shown, Weight};
use super::snippet::Snippet;
use crate::archive::{ArticleId, Library, PageId};
use crate::han::variants::fold_text;
use crate::segmentation::{Article, LineNo, Page, Role};
pub use answer::{Answering, Order, StoreResults, Wanted};
use rayon::prelude::*;
use segment::{Detail, DocRecord, Segment, Writer};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The form of the files.
const FORM: u32 = 6;
/// Small segments that are borne before they are made one.
const MOST_SMALL: usize = 8;

/// Mark that a page is known by: the same mark, the same page at the same place.
pub type Mark = [u8; 16];

/// A page made ready to be stored.
pub struct StoredPage {
    mark: Mark,
    record: PageRecord,
    /// Of each article what is asked, its folded text and what is shown.
    articles: Vec<(DocRecord<'static>, Vec<u8>, Detail)>,
}

/// Heading of an article as the person gave it, where they did.
#[derive(Clone, Debug, Default)]
pub struct ToldHeading {
    /// The title.
    pub title: Option<String>,
    /// Those who wrote it.
    pub authors: Option<Vec<String>>,
}

impl StoredPage {
    /// Folds a page's articles; by an article's place `onward` gives the one on another page in which it goes on, and
    /// `told` the heading that the person gave it.
    pub fn new(
        mark: Mark,
        record: PageRecord,
        page: &Page,
        articles: &[Article],
        onward: impl Fn(u32) -> Option<Article>,
        told: impl Fn(u32) -> ToldHeading,
    ) -> StoredPage {
        let stored = |(number, article): (u32, &Article)| {
            let (mut text, mut patches) = (Vec::new(), Patches::default());
            let ToldHeading { title, authors: told } = told(number);
            let heading = fold_article(article, &mut text, &mut patches);
            let goes_on = end_of_body(article, &text);
            let ahead =
                onward(number).filter(|_| goes_on > 0).map_or_else(Vec::new, |next| first_words(&next));
            text.extend(&ahead);
            let doc = DocRecord {
                article: number,
                heading,
                ahead: ahead.len() as u32,
                goes_on,
                authors: told.map_or_else(|| authors(article), fold_names).into(),
                title: title
                    .as_deref()
                    .map_or_else(Vec::new, |title| code::encode(&fold_query(title)))
                    .into(),
                ..DocRecord::default()
            };
            let lines = |block: &crate::segmentation::Block| {
                let mut before = (0, 0);
                let step = |(at, line): (u32, LineNo)| {
                    let (from, to) = (std::mem::replace(&mut before, (at, line.0)), (at, line.0));
                    (to.0.wrapping_sub(from.0), to.1.wrapping_sub(from.1))
                };
                block.text.lines(page).into_iter().map(step).collect()
            };
            let kicker: Vec<&str> = article.texts(Role::Kicker).collect();
            let detail = Detail {
                untitled: title.is_none() && article.is_untitled(),
                title: title.unwrap_or_else(|| article.display_title()),
                kicker: kicker.join("\u{3000}"),
                first_line: article.first_line().0,
                patches: patches.as_bytes().to_vec(),
                lines: article.blocks.iter().map(lines).collect(),
            };
            (doc, text, detail)
        };
        StoredPage { mark, record, articles: (0..).zip(articles).map(stored).collect() }
    }
}

/// End of the last paragraph of an article in its folded text; 0 where there is none.
fn end_of_body(article: &Article, text: &[u8]) -> u32 {
    let ends = memchr::memchr_iter(BLOCK_END as u8, text).map(|at| at as u32);
    let last = article.blocks.iter().zip(ends).filter(|(block, _)| block.role == Role::Paragraph).last();
    last.map_or(0, |(_, end)| end)
}

/// The first words of an article's body, folded.
fn first_words(article: &Article) -> Vec<u8> {
    /// A longer phrase is not found over the end of a page.
    const AHEAD: usize = 200;
    let first = article.texts(Role::Paragraph).next();
    let mut words = Vec::new();
    let text = first.map(fold_query).unwrap_or_default();
    text.chars().take(AHEAD).for_each(|c| code::push(&mut words, c));
    words
}

/// An article that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct StoreHit {
    /// Its page.
    pub page: PageRecord,
    /// Its place among the page's articles.
    pub article: u32,
    /// Its title or, without one, its first words.
    pub title: String,
    /// Whether the page shows no title for it.
    pub untitled: bool,
    /// 引题; empty where there is none.
    pub kicker: String,
    /// Line of the page that it begins with.
    pub first_line: LineNo,
    /// Hits of the query's terms, in reading order.
    pub places: Vec<HitPlace>,
    /// The words around a hit.
    pub snippet: Snippet,
    /// The block that the snippet is from.
    pub snippet_block: usize,
}

/// A hit with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct HitPlace {
    /// Span of it in the article.
    pub span: HitSpan,
    /// The words as printed.
    pub words: String,
    /// Text before and behind them in the paragraph, cut to the width of a concordance.
    pub around: [String; 2],
    /// The lines of the page that they stand on.
    pub lines: Vec<LineNo>,
}

impl HitPlace {
    fn new(span: HitSpan, block: &str, lines: &[(u32, u32)]) -> Option<HitPlace> {
        /// Characters on each side.
        const AROUND: usize = 40;
        let words = block.get(span.range.clone())?.to_owned();
        let (before, after) = (&block[..span.range.start], &block[span.range.end..]);
        let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let around = [before[from..].to_owned(), after.chars().take(AROUND).collect()];
        Some(HitPlace { words, around, lines: lines_of(lines, &span), span })
    }
}

/// An article that answers, before its words are looked up. It holds for the store that found it. There may be as many as
/// articles of the archive: what those of a page have in common is in memory once.
#[derive(Clone, Debug)]
pub struct Found {
    page: Arc<FoundPage>,
    doc: u32,
    /// Its place among the page's articles.
    pub article: u32,
    weight: Weight,
}

/// A page with articles that answer, and where it stands in the store.
#[derive(Debug)]
struct FoundPage {
    segment: u32,
    block: u32,
    record: PageRecord,
}

impl Found {
    /// Its page.
    pub fn page(&self) -> &PageRecord {
        &self.page.record
    }

    /// Its segment, its block in that and its place in the block.
    fn place(&self) -> (u32, u32, u32) {
        (self.page.segment, self.page.block, self.doc)
    }

    /// The number of the article in a library, where it is in it.
    pub fn id(&self, library: &Library) -> Option<ArticleId> {
        self.on_page(self.page_id(library)?, library)
    }

    /// Keeps those of some that are in a library and that `accepts` lets through by their numbers there. Of articles of a
    /// page that follow one another the page is looked up once.
    pub fn retain_in(found: &mut Vec<Found>, library: &Library, accepts: impl Fn(ArticleId) -> bool) {
        let mut last: Option<(Arc<FoundPage>, Option<PageId>)> = None;
        found.retain(|found| {
            let known = last.take().filter(|(page, _)| Arc::ptr_eq(page, &found.page));
            let (page, number) = known.unwrap_or_else(|| (found.page.clone(), found.page_id(library)));
            last = Some((page, number));
            number.and_then(|page| found.on_page(page, library)).is_some_and(&accepts)
        });
    }

    fn page_id(&self, library: &Library) -> Option<PageId> {
        let mut pages = library.pages_of(&self.page().path).map(|page| page.id);
        pages.find(|page| page.index == self.page().index)
    }

    fn on_page(&self, page: PageId, library: &Library) -> Option<ArticleId> {
        let id = ArticleId { page, index: self.article };
        library.article(id).map(|_| id)
    }

    /// Number of its hits.
    pub fn occurrences(&self) -> usize {
        self.weight.occurrences as usize
    }
}

/// The list of what belongs to the store, written anew at each change.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Manifest {
    form: String,
    next: u64,
    segments: Vec<Listed>,
    note: Vec<u8>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Listed {
    name: u64,
    /// Numbers of the pages that are gone, rising.
    dead: Vec<u32>,
}

/// The store of one archive. Cloning it costs little: it may be asked on one thread while it is updated on another.
#[derive(Clone)]
pub struct TextStore {
    dir: PathBuf,
    form: String,
    manifest: Manifest,
    segments: Vec<Arc<Segment>>,
}

impl TextStore {
    /// The store in a folder of its own; empty where there is none yet or it is damaged. `form` says by which rules the
    /// pages were taken apart: what was stored by others is not used.
    pub fn open(dir: &Path, form: &str) -> TextStore {
        /// Another process may write while this one reads.
        const TRIES: usize = 3;
        let form = format!("{FORM} {form}");
        let mut store =
            TextStore { dir: dir.to_owned(), form, manifest: Manifest::default(), segments: Vec::new() };
        for _ in 0..TRIES {
            if store.load().is_ok() {
                break;
            }
        }
        store
    }

    fn load(&mut self) -> Result<()> {
        (self.manifest, self.segments) = Default::default();
        let kept = std::fs::read(self.list())?;
        let (sum, kept) = kept.split_first_chunk().ok_or_else(damaged)?;
        let manifest: Manifest = postcard::from_bytes(kept).map_err(|_| damaged())?;
        if *sum != crc32fast::hash(kept).to_le_bytes() || manifest.form != self.form {
            return Err(damaged());
        }
        let open = |listed: &Listed| Segment::open(&self.file(listed.name)).map(Arc::new);
        self.segments = manifest.segments.iter().map(open).collect::<Result<_>>()?;
        self.manifest = manifest;
        Ok(())
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn list(&self) -> PathBuf {
        self.dir.join("index")
    }

    fn file(&self, name: u64) -> PathBuf {
        self.dir.join(format!("{name}.text"))
    }

    /// Note of the last complete update; empty where there was none.
    pub fn note(&self) -> &[u8] {
        &self.manifest.note
    }

    /// Time when the store was last found to be as the archive is.
    pub fn confirmed(&self) -> Option<SystemTime> {
        std::fs::metadata(self.list()).and_then(|meta| meta.modified()).ok()
    }

    /// Notes that the store is as the archive was at a moment.
    pub fn confirm(&self, at: SystemTime) {
        // Where it cannot be noted the archive is looked at again next time.
        let _ = File::options().write(true).open(self.list()).and_then(|list| list.set_modified(at));
    }

    /// Number of pages.
    pub fn pages(&self) -> usize {
        let dead: usize = self.manifest.segments.iter().map(|listed| listed.dead.len()).sum();
        self.segments.iter().map(|segment| segment.marks().count()).sum::<usize>() - dead
    }

    /// Whether it has the pages of these identities and no others.
    pub fn has_exactly(&self, wanted: &[Mark]) -> bool {
        let wanted: HashSet<&Mark> = wanted.iter().collect();
        let mut alive = self.manifest.segments.iter().zip(&self.segments).flat_map(|(listed, segment)| {
            let is_alive = |(number, _): &(u32, Mark)| listed.dead.binary_search(number).is_err();
            (0..).zip(segment.marks()).filter(is_alive)
        });
        self.pages() == wanted.len() && alive.all(|(_, mark)| wanted.contains(&mark))
    }

    /// Drops everything, for an update that begins anew.
    pub fn clear(&mut self) {
        (self.manifest, self.segments) = Default::default();
        // Another's list is as good as none once its segments are damaged.
        let _ = std::fs::remove_file(self.list());
    }

    /// Makes the store have the pages of these identities and no others; `read` gives a page by its place, `None` where
    /// it cannot be read now. `go_on` is told pages done and to do and says whether to go on; what was stored by then
    /// stays. Says whether it came to its end.
    ///
    /// # Errors
    /// Those of the disk; the store stays as it was at some moment.
    pub fn update(
        &mut self,
        wanted: &[Mark],
        note: Vec<u8>,
        read: impl Fn(usize) -> Option<StoredPage> + Sync,
        go_on: &dyn Fn(usize, usize) -> bool,
    ) -> Result<bool> {
        std::fs::create_dir_all(&self.dir)?;
        let Some(_lock) = self.lock(go_on)? else { return Ok(false) };
        let done = self.change(wanted, note, read, go_on);
        // What stands on the disk is what counts, however far it came.
        self.load().and(done)
    }

    fn change(
        &mut self,
        wanted: &[Mark],
        note: Vec<u8>,
        read: impl Fn(usize) -> Option<StoredPage> + Sync,
        go_on: &dyn Fn(usize, usize) -> bool,
    ) -> Result<bool> {
        /// Pages that are in memory together.
        const TOGETHER: usize = 64;
        // Another process may have been here; a damaged list is as good as none.
        let _ = self.load();
        let asked: HashSet<&Mark> = wanted.iter().collect();
        let mut missing: HashMap<Mark, usize> = wanted.iter().copied().zip(0..).collect();
        let mut kept = Vec::new();
        for (listed, segment) in std::mem::take(&mut self.manifest.segments).into_iter().zip(&self.segments) {
            let is_dead = |(number, mark): &(u32, Mark)| {
                listed.dead.binary_search(number).is_ok() || !asked.contains(mark)
            };
            let all: Vec<(u32, Mark)> = (0..).zip(segment.marks()).collect();
            let dead: Vec<u32> = all.iter().filter(|page| is_dead(page)).map(|(number, _)| *number).collect();
            all.iter().filter(|page| !is_dead(page)).for_each(|(_, mark)| {
                missing.remove(mark);
            });
            if dead.len() < all.len() {
                let worn = dead.len() * 2 > all.len();
                kept.push((Listed { dead, ..listed }, segment.clone(), worn));
            }
        }
        let small = kept.iter().filter(|(_, segment, _)| segment.is_small()).count();
        let merge_small = small >= MOST_SMALL;
        let (old, kept): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|(_, segment, worn)| *worn || (merge_small && segment.is_small()));
        self.manifest.segments = kept.into_iter().map(|(listed, ..)| listed).collect();
        (self.manifest.form, self.manifest.note) = (self.form.clone(), Vec::new());

        let mut growing = Growing { store: self, open: None };
        for (listed, segment, _) in &old {
            for block in 0..segment.blocks() {
                for (number, page) in segment.pages(block)? {
                    if listed.dead.binary_search(&number).is_err() {
                        growing.add(page)?;
                    }
                }
            }
        }
        let mut places: Vec<usize> = missing.into_values().collect();
        places.sort_unstable();
        let mut batches = places.chunks(TOGETHER);
        let (mut done, mut ready, mut went_on) = (0, Vec::new(), true);
        loop {
            went_on = went_on && go_on(done, places.len());
            let together = batches.next().filter(|_| went_on);
            let read_next = || together.map(|places| places.par_iter().map(|place| read(*place)).collect());
            // What was read is written while the next pages are read.
            let (next, added): (Option<Vec<Option<StoredPage>>>, Result<()>) =
                rayon::join(read_next, || growing.add_all(std::mem::take(&mut ready)));
            added?;
            let Some(next) = next else { break };
            done += next.len();
            ready = next;
        }
        growing.finish()?;
        if went_on {
            go_on(done, places.len());
            self.manifest.note = note;
        }
        self.commit()?;
        self.sweep();
        Ok(went_on)
    }

    /// Waits until no other process updates the store; `None` where nobody wants to wait.
    fn lock(&self, go_on: &dyn Fn(usize, usize) -> bool) -> Result<Option<File>> {
        let file = File::create(self.dir.join("lock"))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(std::fs::TryLockError::Error(error)) => return Err(error),
                Err(std::fs::TryLockError::WouldBlock) if !go_on(0, 0) => return Ok(None),
                Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// Puts the list of now in the place of the one before, at one stroke.
    fn commit(&self) -> Result<()> {
        let kept = postcard::to_stdvec(&self.manifest).map_err(std::io::Error::other)?;
        let beside = self.dir.join("index.new");
        let mut file = File::create(&beside)?;
        file.write_all(&crc32fast::hash(&kept).to_le_bytes())?;
        file.write_all(&kept)?;
        file.sync_all()?;
        std::fs::rename(beside, self.list())
    }

    /// Removes files that no list names any more.
    fn sweep(&self) {
        let listed: HashSet<PathBuf> =
            self.manifest.segments.iter().map(|listed| self.file(listed.name)).collect();
        for entry in std::fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "text") && !listed.contains(&path) {
                // A file that another process reads on a system that forbids it goes the next time.
                let _ = std::fs::remove_file(path);
            }
        }
    }

    fn scan(&self, segment: usize, number: usize, plan: &Plan, buffer: &mut Vec<u8>) -> Result<Vec<Found>> {
        let dead = &self.manifest.segments[segment].dead;
        let block = self.segments[segment].block(number, buffer)?;
        let filters = &plan.query.filters;
        let accepts = |page: &PageRecord| {
            filters.accept_date(page.date)
                && filters.accept_page(page.number.as_ref())
                && (!filters.ask_papers() || filters.accept_paper(&fold_text(&page.paper)))
        };
        let mut found = Vec::new();
        let page_of = |(doc, _): &(usize, Weight)| block.docs[*doc].page;
        let answering = plan.scan(block.text, &block.asked());
        for of_page in answering.chunk_by(|one, next| page_of(one) == page_of(next)) {
            let place = page_of(&of_page[0]);
            if dead.binary_search(&(block.first_page + place)).is_ok() {
                continue;
            }
            let record = block.page(place)?;
            if accepts(&record) {
                let page = Arc::new(FoundPage { segment: segment as u32, block: number as u32, record });
                let signed = |(doc, _): &&(usize, Weight)| filters.accept_authors(&block.docs[*doc].authors);
                found.extend(of_page.iter().filter(signed).map(|&(doc, weight)| Found {
                    page: page.clone(),
                    doc: doc as u32,
                    article: block.docs[doc].article,
                    weight,
                }));
            }
        }
        Ok(found)
    }

    /// The words of an article that this store found by a query.
    ///
    /// # Errors
    /// As [`TextStore::search`].
    pub fn show(&self, found: &Found, query: &Query) -> Result<StoreHit> {
        let plan = Plan::new(query);
        let (segment, number, place) = found.place();
        let (segment, number, place) = (&self.segments[segment as usize], number as usize, place as usize);
        let mut buffer = Vec::new();
        let block = segment.block(number, &mut buffer)?;
        let details = segment.details(number, place..place + 1)?;
        let (Some(doc), Some(detail)) = (block.asked().into_iter().nth(place), details.into_iter().next())
        else {
            return Err(damaged());
        };
        let text = &block.text[doc.text];
        let patches = Patches::from_bytes(detail.patches);
        let unfolded: Unfolded = patches.unfold(text, 0..patches.len());
        let Shown { spans, snippet, snippet_block } = plan.show(text, doc.heading, doc.ahead, &unfolded);
        let place = |span: HitSpan| {
            let (block, lines) = (unfolded.blocks.get(span.block)?, detail.lines.get(span.block)?);
            HitPlace::new(span, block, &lines_from(lines))
        };
        Ok(StoreHit {
            page: found.page().clone(),
            article: found.article,
            title: detail.title,
            untitled: detail.untitled,
            kicker: detail.kicker,
            first_line: LineNo(detail.first_line),
            places: spans.into_iter().filter_map(place).collect(),
            snippet,
            snippet_block,
        })
    }
}

/// Where a block's words are of which line of the page, out of the steps that are kept.
fn lines_from(steps: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let sum = |at: &mut (u32, u32), step: &(u32, u32)| {
        *at = (at.0.wrapping_add(step.0), at.1.wrapping_add(step.1));
        Some(*at)
    };
    steps.iter().scan((0, 0), sum).collect()
}

/// The lines on which a hit stands.
fn lines_of(lines: &[(u32, u32)], span: &HitSpan) -> Vec<LineNo> {
    let first = lines.partition_point(|(at, _)| *at as usize <= span.range.start).saturating_sub(1);
    let until = lines[first..].iter().take_while(|(at, _)| (*at as usize) < span.range.end);
    until.map(|(_, line)| LineNo(*line)).collect()
}

/// A store while segments are added.
struct Growing<'a> {
    store: &'a mut TextStore,
    open: Option<(u64, Writer)>,
}

impl Growing<'_> {
    /// Adds pages; the list names each segment once it is full.
    fn add_all(&mut self, pages: Vec<Option<StoredPage>>) -> Result<()> {
        for page in pages.into_iter().flatten() {
            if self.add(page)? {
                self.store.commit()?;
            }
        }
        Ok(())
    }

    /// Adds a page; says whether a segment is full.
    fn add(&mut self, page: StoredPage) -> Result<bool> {
        let (_, writer) = match &mut self.open {
            Some(open) => open,
            none => {
                let name = self.store.manifest.next;
                self.store.manifest.next += 1;
                none.insert((name, Writer::create(&self.store.file(name))?))
            }
        };
        writer.add(page)?;
        let full = writer.is_full();
        if full {
            self.finish()?;
        }
        Ok(full)
    }

    fn finish(&mut self) -> Result<()> {
        let Some((name, writer)) = self.open.take() else { return Ok(()) };
        writer.finish()?;
        self.store.manifest.segments.push(Listed { name, dead: Vec::new() });
        Ok(())
    }
}

#[cfg(test)]
mod tests;

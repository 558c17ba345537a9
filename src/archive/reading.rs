//! Page files read: bytes to text, text to pages, each page to its articles.

use super::cache::ArticlesKey;
use super::error::PageError;
use super::label::PageLabel;
use super::library::PageContent;
use super::parting;
use super::pdf::{self, PdfPages, PdfText, Wanted};
use super::rules::Rules;
use super::source::{PageFile, Place, is_pdf_name};
use crate::correction::Described;
use crate::segmentation::decode::{Encoding, decode};
use crate::segmentation::{Page, Segmentation, Watch, segment_watched};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Origin of a page, and how surely it was read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// A file of text.
    Text {
        /// The encoding it was read in.
        encoding: Encoding,
        /// Probability, 0 to 1, that the encoding is right.
        confidence: f32,
        /// Characters of the file lost in decoding.
        replaced: u32,
    },
    /// A PDF file.
    Pdf(PdfText),
}

impl Origin {
    /// The encoding of a text.
    pub fn encoding(&self) -> Option<Encoding> {
        match self {
            Origin::Text { encoding, .. } => Some(*encoding),
            Origin::Pdf(_) => None,
        }
    }
}

/// Reads a page file and takes its pages apart while somebody waits. `limit` is the most bytes that are read.
pub fn read_pages(
    file: &PageFile,
    wish: Option<Encoding>,
    limit: u64,
    rules: &Rules,
    watch: &Watch,
) -> Result<Vec<PageContent>, PageError> {
    read_known_pages(file, wish, limit, rules, watch, Wanted::All, |_, _| None)
}

/// A page, what the lines at its edges say, and what it was read from.
type PageRead = (Page, PageLabel, Origin);

/// The pages in the bytes of a file, what the lines at the edges of each say, and what it was read from.
fn pages(
    bytes: Vec<u8>,
    wish: Option<Encoding>,
    wanted: Wanted,
    watch: &Watch,
) -> Result<(Vec<PageRead>, usize), PageError> {
    if pdf::is_pdf(&bytes) {
        let labelled = |(page, read)| {
            let header = PageLabel::from_header(&page);
            (page, header, Origin::Pdf(read))
        };
        let PdfPages { count, pages } = pdf::pages(bytes, wanted, watch)?;
        return Ok((pages.into_iter().map(labelled).collect(), count));
    }
    let decoded = decode(&bytes, wish)?;
    let origin = Origin::Text {
        encoding: decoded.encoding,
        confidence: decoded.confidence,
        replaced: decoded.replaced as u32,
    };
    let labelled = |(page, header)| (page, header, origin);
    let pages: Vec<PageRead> = parting::pages(decoded.page).into_iter().map(labelled).collect();
    let count = pages.len();
    Ok((pages, count))
}

/// Reads a page file and takes its pages apart, but for those whose articles are known.
pub(super) fn read_known_pages(
    file: &PageFile,
    wish: Option<Encoding>,
    limit: u64,
    rules: &Rules,
    watch: &Watch,
    wanted: Wanted,
    mut known: impl FnMut(&ArticlesKey, &Page) -> Option<Segmentation>,
) -> Result<Vec<PageContent>, PageError> {
    let bytes = file.read(limit)?;
    let digest = Sha256::digest(&bytes);
    // What does not come from a file may be the text of the one that it is called by.
    let is_file = !matches!(file.place, Place::Memory(_));
    let mut read = if is_file && is_pdf_name(&file.path) && !pdf::is_pdf(&bytes) {
        Err(PageError::Damaged)
    } else {
        pages(bytes, wish, wanted, &watch.part(0.0, 0.3))
    };
    // A picture with its text beside it is read by that.
    let is_read = |pages: &[PageRead]| pages.iter().any(|(page, ..)| !page.text().trim().is_empty());
    if matches!(wanted, Wanted::All)
        && !read.as_ref().is_ok_and(|(pages, _)| is_read(pages))
        && let Some(text) = file.read_text(limit).and_then(|text| pages(text, wish, wanted, watch).ok())
    {
        read = Ok(text);
    }
    let (pages, count) = read?;
    let watch = watch.part(if matches!(pages[0].2, Origin::Pdf(_)) { 0.3 } else { 0.0 }, 1.0);
    let read = |(at, (page, header, origin)): (usize, PageRead)| {
        // One of several pages is known by its own text: it stays the same when others change.
        let is_blank = || page.text().trim().is_empty();
        let sha256 = match count {
            1 => digest,
            // A picture by its place in the file: it has no text.
            _ if is_blank() => Sha256::new().chain_update(digest).chain_update(at.to_le_bytes()).finalize(),
            _ => Sha256::digest(page.text()),
        };
        let mut content = PageContent {
            hints: rules.hints(&file.path, &header, &page),
            segmentation: Segmentation::default(),
            page,
            header,
            sha256: sha256.into(),
            origin,
            corrected: 0,
            described: Described::default(),
            conflicts: Vec::new(),
        };
        let share = |at: usize| at as f32 / count as f32;
        let watch = watch.part(share(at), share(at + 1));
        let found = known(&ArticlesKey::new(&content.version()), &content.page);
        let found = found.or_else(|| segment_watched(&content.page, &content.hints, &watch));
        content.segmentation = found.ok_or(PageError::Stopped)?;
        Ok(content)
    };
    pages.into_iter().enumerate().map(read).collect()
}

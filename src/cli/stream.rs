//! Pages from standard input or a pipe: its bytes are parted into records, each a page or a JSON object that holds one.

use super::arguments::Framing;
use crate::archive::{Limits, PageError, PageFile, PageLabel, find_date, lone_page_number, readable_path};
use crate::segmentation::decode::Encoding;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read};
use std::path::Path;

/// Bytes of the longest record that is read; what is not parted at all may be as long as a PDF file.
const LONGEST: u64 = 64 << 20;
/// Bytes at the beginning that show how pages are parted: a printed page has about 20 kB of text.
const HEAD: usize = 64 << 10;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Record of an input: what stands between two separators.
pub(super) enum Record {
    /// A page's own bytes.
    Page(Vec<u8>),
    /// A line of JSON.
    Json(Vec<u8>),
    /// Too long, or the system has given an error in its place.
    Unread(PageError),
}

impl Record {
    /// Its bytes in memory.
    pub fn weight(&self) -> usize {
        match self {
            Record::Page(bytes) | Record::Json(bytes) => bytes.len(),
            Record::Unread(_) => 0,
        }
    }
}

/// Input that records come from; sent to the thread that waits for them.
type Input = Box<dyn Read + Send>;

/// The records of a stream in their order.
pub(super) struct Records {
    input: BufReader<Chain<Cursor<Vec<u8>>, Input>>,
    framing: Framing,
    /// Told once, at the end.
    failed: Option<io::Error>,
    is_ended: bool,
}

impl Records {
    /// The records of standard input, `-`, or of the pipe at a path; opening it may wait.
    pub fn open(path: &Path, framing: Framing) -> Records {
        let opened: io::Result<Input> = if is_standard(path) {
            Ok(Box::new(io::stdin()))
        } else {
            std::fs::File::open(path).map(|file| Box::new(file) as Input)
        };
        match opened {
            Ok(input) => Records::new(input, framing),
            Err(error) => Records { failed: Some(error), ..Records::new(Box::new(io::empty()), framing) },
        }
    }

    fn new(mut input: Input, framing: Framing) -> Records {
        let (framing, head) = match framing {
            Framing::Auto => recognise(&mut input),
            framing => (framing, Vec::new()),
        };
        let input = BufReader::with_capacity(HEAD, Cursor::new(head).chain(input));
        Records { input, framing, failed: None, is_ended: false }
    }

    /// The bytes up to the next separator or the end.
    fn bytes(&mut self) -> io::Result<Result<Vec<u8>, PageError>> {
        let (separator, limit) = match self.framing {
            Framing::Jsonl => (Some(b'\n'), LONGEST),
            Framing::Nul => (Some(0), LONGEST),
            Framing::FormFeed => (Some(b'\x0C'), LONGEST),
            Framing::Auto | Framing::File => (None, Limits::default().bytes_of(".pdf")),
        };
        let (mut bytes, mut length) = (Vec::new(), 0);
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                buffer => buffer?,
            };
            let end = separator.and_then(|separator| memchr::memchr(separator, buffer));
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let consumed = part.len() + usize::from(end.is_some());
            length += part.len() as u64;
            if length <= limit {
                bytes.extend_from_slice(part);
            } else {
                bytes = Vec::new();
            }
            self.input.consume(consumed);
            self.is_ended = consumed == 0;
            if end.is_some() || self.is_ended {
                let whole = length <= limit;
                return Ok(if whole { Ok(bytes) } else { Err(PageError::TooLarge { bytes: length, limit }) });
            }
        }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.is_ended {
            match self.bytes() {
                // A page without text is one as well, but not what stands behind the last separator.
                Ok(Ok(bytes)) => match self.framing {
                    Framing::Jsonl if bytes.trim_ascii().is_empty() => {}
                    Framing::Jsonl => return Some(Record::Json(bytes)),
                    _ if self.is_ended && bytes.trim_ascii().is_empty() => {}
                    _ => return Some(Record::Page(bytes)),
                },
                Ok(Err(reason)) => return Some(Record::Unread(reason)),
                Err(error) => {
                    self.is_ended = true;
                    self.failed = Some(error);
                }
            }
        }
        self.failed.take().map(|error| Record::Unread(error.into()))
    }
}

/// Whether a path on the command line means standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Framing of an input, and what had to be read of it to recognise that. An error ends the reading; it comes again.
fn recognise(input: &mut impl Read) -> (Framing, Vec<u8>) {
    let (mut head, mut part) = (Vec::new(), [0; 8 << 10]);
    loop {
        let length = match input.read(&mut part) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            length => length.unwrap_or(0),
        };
        head.extend_from_slice(&part[..length]);
        let text = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&head).trim_ascii_start();
        // In UTF-16 and UTF-32 and in PDF files NUL is no separator.
        let marks = [&b"%PDF-"[..], b"\xFF\xFE", b"\xFE\xFF", b"\0\0\xFE\xFF"];
        let framing = if marks.iter().any(|mark| head.starts_with(mark)) {
            Framing::File
        } else if text.starts_with(b"{") {
            Framing::Jsonl
        } else if head.contains(&0) {
            Framing::Nul
        } else if length == 0 || head.len() >= HEAD {
            Framing::FormFeed
        } else {
            continue;
        };
        return (framing, head);
    }
}

/// A page, what is told of it, and the encoding that it is said to be in.
pub(super) struct Given {
    /// The path of its file; empty where it is not known.
    pub path: String,
    pub page: Result<(PageFile, PageLabel, Option<Encoding>), PageError>,
}

impl Given {
    /// The page of a record of the stream at `path`.
    pub fn of(record: Record, path: &Path, wish: Option<Encoding>) -> Given {
        // What the system calls a pipe says nothing of the page.
        let is_handle = is_standard(path) || ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder));
        let path = if is_handle { String::new() } else { readable_path(path) };
        let page = |bytes, path: &str, told: PageLabel, wish| {
            let of_path = PageLabel::from_path(&readable_path(Path::new(path)), "");
            let collection = of_path.collection.clone().filter(|_| told.paper.is_none());
            let label = PageLabel { collection, ..told.or(&of_path) };
            (PageFile::in_memory(path, bytes), label, wish)
        };
        match record {
            Record::Page(bytes) => Given { page: Ok(page(bytes, &path, PageLabel::default(), wish)), path },
            Record::Json(line) => {
                let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line);
                let object: Object = match serde_json::from_slice(line) {
                    Ok(object) => object,
                    Err(error) => return Given { path, page: Err(PageError::Record(error.to_string())) },
                };
                let path = object.path.clone().unwrap_or(path);
                let read = object.read(wish).map(|(bytes, told, wish)| page(bytes, &path, told, wish));
                Given { page: read.map_err(PageError::Record), path }
            }
            Record::Unread(reason) => Given { path, page: Err(reason) },
        }
    }
}

/// A page as a line of JSON has it; what is null or empty is not told.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Object {
    path: Option<String>,
    text: Option<String>,
    /// In base64.
    bytes: Option<String>,
    paper: Option<String>,
    date: Option<Told>,
    page: Option<Told>,
    section: Option<String>,
    encoding: Option<String>,
}

/// A value that tables may hold as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Number(f64),
    Text(String),
}

impl Told {
    fn text(self) -> String {
        match self {
            Told::Number(number) => number.to_string(),
            Told::Text(text) => text,
        }
    }
}

impl Object {
    /// The page's bytes, what is told of it, and its encoding.
    fn read(self, wish: Option<Encoding>) -> Result<(Vec<u8>, PageLabel, Option<Encoding>), String> {
        const PAD: GeneralPurposeConfig =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, PAD);
        fn some(text: Option<String>) -> Option<String> {
            text.filter(|text| !text.trim().is_empty())
        }
        fn read<T>(
            name: &str,
            text: Option<String>,
            read: impl Fn(&str) -> Option<T>,
        ) -> Result<Option<T>, String> {
            some(text).map(|text| read(&text).ok_or_else(|| format!("{name} “{text}”"))).transpose()
        }
        let told = PageLabel {
            paper: some(self.paper),
            collection: None,
            date: read("date", self.date.map(Told::text), |text| Some(find_date(text)?.0))?,
            page: read("page", self.page.map(Told::text), lone_page_number)?,
            section: some(self.section),
        };
        let encoding = read("encoding", self.encoding, Encoding::from_name)?;
        match (self.text, self.bytes) {
            (Some(text), None) => Ok((text.into_bytes(), told, Some(Encoding::Utf8))),
            (None, Some(mut bytes)) => {
                // Some writers break it into lines.
                bytes.retain(|c| !c.is_ascii_whitespace());
                let bytes = BASE64.decode(bytes).map_err(|error| format!("bytes: {error}"))?;
                Ok((bytes, told, encoding.or(wish)))
            }
            _ => Err("text or bytes, one of them".into()),
        }
    }
}

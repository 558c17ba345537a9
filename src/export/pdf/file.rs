//! The frame of a PDF file: numbers of its objects, its tree of pages.

use super::font::Fonts;
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{Chunk, Filter, Finish, Pdf, Rect, Ref};
use std::io::{self, Write};

/// Hands out the numbers of objects.
#[derive(Default)]
pub(super) struct Refs(i32);

impl Refs {
    pub fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// A file that is written object by object, so that none of them need be in memory with another.
pub(super) struct File<'a> {
    out: &'a mut dyn Write,
    /// Bytes that were written.
    at: u64,
    /// Where each object is, by its number less one; 0 where it was not written.
    places: Vec<u64>,
}

impl<'a> File<'a> {
    pub fn begin(out: &'a mut dyn Write) -> io::Result<File<'a>> {
        let mut file = File { out, at: 0, places: Vec::new() };
        file.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n")?;
        Ok(file)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// Writes one object.
    pub fn object(&mut self, write: impl FnOnce(&mut Chunk)) -> io::Result<()> {
        let mut chunk = Chunk::new();
        write(&mut chunk);
        self.put(&chunk)
    }

    /// Writes the one object of a chunk.
    pub fn put(&mut self, chunk: &Chunk) -> io::Result<()> {
        for id in chunk.refs() {
            let place = id.get() as usize - 1;
            self.places.resize(self.places.len().max(place + 1), 0);
            self.places[place] = self.at;
        }
        self.write(chunk.as_bytes())
    }

    /// Writes the table of objects.
    pub fn finish(mut self, catalog: Ref, info: Ref) -> io::Result<()> {
        let (table, count) = (self.at, self.places.len() + 1);
        self.write(format!("xref\n0 {count}\n0000000000 65535 f\r\n").as_bytes())?;
        for place in std::mem::take(&mut self.places) {
            let kind = if place == 0 { "65535 f" } else { "00000 n" };
            self.write(format!("{place:010} {kind}\r\n").as_bytes())?;
        }
        let (catalog, info) = (catalog.get(), info.get());
        let trailer = format!("<< /Size {count} /Root {catalog} 0 R /Info {info} 0 R >>");
        self.write(format!("trailer\n{trailer}\nstartxref\n{table}\n%%EOF").as_bytes())
    }
}

/// Writes pages of a size and their fonts; gives their tree.
pub(super) fn write_pages(
    pdf: &mut Pdf,
    refs: &mut Refs,
    fonts: &Fonts<'_>,
    pages: &[Vec<u8>],
    (width, height): (f32, f32),
) -> io::Result<Ref> {
    let tree = refs.next();
    let page_refs: Vec<Ref> = pages.iter().map(|_| refs.next()).collect();
    let embedded = fonts.embed(refs, &mut |object| {
        pdf.extend(object);
        Ok(())
    })?;
    for (content, &page) in pages.iter().zip(&page_refs) {
        let stream = refs.next();
        pdf.stream(stream, &deflated(content)?).filter(Filter::FlateDecode);
        let mut page = pdf.page(page);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(stream);
        let mut resources = page.resources();
        let mut dict = resources.fonts();
        for &(name, font) in &embedded {
            dict.pair(name, font);
        }
        dict.finish();
    }
    pdf.pages(tree).kids(page_refs.iter().copied()).count(page_refs.len() as i32);
    Ok(tree)
}

/// Bytes compressed as PDF's streams are.
pub(super) fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

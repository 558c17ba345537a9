//! The frame of a PDF file: numbers of its objects, its tree of pages.

use super::font::Fonts;
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::writers::Page;
use pdf_writer::{Filter, Finish, Pdf, Rect, Ref};
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

/// Writes pages of a size and their fonts, each as `add` goes on with the page of a number; gives their tree and each of
/// them.
pub(super) fn write_pages(
    pdf: &mut Pdf,
    refs: &mut Refs,
    fonts: &Fonts<'_>,
    pages: &[Vec<u8>],
    (width, height): (f32, f32),
    mut add: impl FnMut(usize, &mut Page<'_>),
) -> io::Result<(Ref, Vec<Ref>)> {
    let tree = refs.next();
    let page_refs: Vec<Ref> = pages.iter().map(|_| refs.next()).collect();
    let embedded = fonts.embed(pdf, refs)?;
    for (number, (content, &page)) in pages.iter().zip(&page_refs).enumerate() {
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
        resources.finish();
        add(number, &mut page);
    }
    pdf.pages(tree).kids(page_refs.iter().copied()).count(page_refs.len() as i32);
    Ok((tree, page_refs))
}

/// Bytes compressed as PDF's streams are.
pub(super) fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

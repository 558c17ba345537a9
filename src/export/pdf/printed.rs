//! Printed pages: characters at places that somebody else gave them, as a newspaper's own PDF files have them.

use super::file::{Refs, write_pages};
use super::font::{Fonts, Typeface};
use super::sheet::{Look, Sheet};
use pdf_writer::{Pdf, TextStr};
use std::io;

/// Typeface of a line on a printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedType {
    /// 宋体.
    Serif,
    /// 宋体, heavy.
    SerifBold,
    /// 黑体.
    Sans,
}

/// A line of a printed page; places in points from the page's left top corner.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedLine {
    /// The typeface.
    pub typeface: PrintedType,
    /// Type size in points.
    pub size: f32,
    /// The base line's distance from the page's upper edge.
    pub baseline: f32,
    /// Characters, each with its left edge.
    pub characters: Vec<(char, f32)>,
}

/// A file of printed pages of one size, in points; the lines of each page are drawn in their order.
///
/// # Errors
/// Never with the fonts as bundled.
pub fn printed(
    title: &str,
    language: &str,
    size: (f32, f32),
    pages: &[Vec<PrintedLine>],
) -> io::Result<Vec<u8>> {
    let mut fonts = Fonts::new(None)?;
    let sheets: Vec<Vec<u8>> = pages
        .iter()
        .map(|lines| {
            let mut sheet = Sheet::new();
            for line in lines {
                let typeface = match line.typeface {
                    PrintedType::Serif => Typeface::Serif,
                    PrintedType::SerifBold => Typeface::SerifBold,
                    PrintedType::Sans => Typeface::Sans,
                };
                let look = Look { typeface, size: line.size, grey: 0.0, emboldened: false };
                sheet.characters(&mut fonts, look, size.1 - line.baseline, &line.characters);
            }
            sheet.finish()
        })
        .collect();
    let (mut pdf, mut refs) = (Pdf::new(), Refs::default());
    let (catalog, info) = (refs.next(), refs.next());
    let tree = write_pages(&mut pdf, &mut refs, &fonts, &sheets, size)?;
    pdf.catalog(catalog).pages(tree).lang(TextStr(language));
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Jianbao"));
    Ok(pdf.finish())
}

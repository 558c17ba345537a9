//! Small files beside the articles': a strip of text, and a picture as a page.

use super::PITCH;
use super::file::{Refs, deflated, write_pages};
use super::font::{Fonts, Typeface};
use super::sheet::{Canvas, Look, Sheet};
use crate::typography::{Setting, break_lines, place};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, TextStr};
use std::io;

/// A page that holds nothing but a text, with a rule above it, in 黑体 of a size and lines of a width in points.
///
/// # Errors
/// Never with the fonts as bundled.
pub fn strip(text: &str, size: f32, width: f32) -> io::Result<Vec<u8>> {
    /// White between the rule and the text, in ems.
    const BELOW_RULE: f32 = 0.4;
    let mut fonts = Fonts::new(None)?;
    let typeface = Typeface::Sans;
    let look = Look { typeface, size, grey: 0.2, emboldened: false };
    let setting = Setting { measure: width / size, indent: 0.0, justify: false, ..Setting::default() };
    let lines = break_lines(text, &fonts.metrics(typeface), &setting);
    let height = (lines.len() as f32 * PITCH + BELOW_RULE) * size;
    let canvas = Canvas { origin: (0.0, height), is_vertical: false };
    let mut sheet = Sheet::new();
    sheet.rule(canvas.point(0.0, 0.5), canvas.point(width, 0.5));
    for (number, line) in lines.iter().enumerate() {
        let placed = place(text, line, &fonts.metrics(typeface), &setting);
        let middle = (BELOW_RULE + (number as f32 + 0.5) * PITCH) * size;
        sheet.line(&mut fonts, canvas, look, (text, &placed, middle), None);
    }
    let (mut pdf, mut refs) = (Pdf::new(), Refs::default());
    let catalog = refs.next();
    let tree = write_pages(&mut pdf, &mut refs, &fonts, &[sheet.finish()], (width, height))?;
    pdf.catalog(catalog).pages(tree);
    Ok(pdf.finish())
}

/// A page that holds nothing but a picture: its pixels row by row, and how large a pixel is in points.
///
/// # Errors
/// Those of compression in memory: none.
pub fn of_picture(
    title: &str,
    rgb: &[u8],
    (columns, rows): (usize, usize),
    pixel: f32,
) -> io::Result<Vec<u8>> {
    const PICTURE: Name = Name(b"P");
    let (width, height) = (columns as f32 * pixel, rows as f32 * pixel);
    let (mut pdf, mut refs) = (Pdf::new(), Refs::default());
    let [catalog, tree, info, page, content, picture] = std::array::from_fn(|_| refs.next());
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Jianbao"));
    let mut written = pdf.page(page);
    written.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(content);
    written.resources().x_objects().pair(PICTURE, picture);
    written.finish();
    let mut drawing = Content::new();
    drawing.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(PICTURE);
    pdf.stream(content, &drawing.finish());
    let packed = deflated(rgb)?;
    let mut image = pdf.image_xobject(picture, &packed);
    image.width(columns as i32).height(rows as i32).bits_per_component(8).filter(Filter::FlateDecode);
    image.color_space().device_rgb();
    image.finish();
    Ok(pdf.finish())
}

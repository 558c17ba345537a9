//! The bundled fonts in a PDF file: which glyphs are used, and the subsets that are embedded.

use super::Refs;
use crate::fonts;
use crate::typography::Metrics;
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Name, Pdf, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::io::{self, Write};
use subsetter::GlyphRemapper;

/// Which faces a text is set in: the first one that has a character draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typeface {
    Serif,
    SerifBold,
    Sans,
}

impl Typeface {
    fn faces(self) -> &'static [usize] {
        match self {
            Typeface::Serif => &[0, 2],
            Typeface::SerifBold => &[1, 0, 2],
            Typeface::Sans => &[2, 0],
        }
    }
}

/// A glyph of an embedded font.
#[derive(Clone, Copy, Debug)]
pub(super) struct FontGlyph {
    /// Which font.
    pub face: usize,
    /// Its number in the subset.
    pub id: u16,
    /// Its advance in ems.
    pub advance: f32,
}

/// One bundled font.
struct Face {
    name: &'static str,
    data: &'static [u8],
    font: FontRef<'static>,
    used: GlyphRemapper,
    /// The character and the advance of each glyph of the subset, by its number.
    glyphs: Vec<(char, f32)>,
}

impl Face {
    fn advance(&self, c: char) -> Option<(u16, f32)> {
        let glyph = self.font.charmap().map(c)?;
        let metrics = self.font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some((u16::try_from(glyph.to_u32()).ok()?, metrics.advance_width(glyph)?))
    }
}

/// All bundled fonts.
pub(super) struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// # Errors
    /// Never with the fonts as bundled: that they can be read is tested.
    pub fn new() -> io::Result<Fonts> {
        let files = [
            ("NotoSerifSC-Regular", fonts::SERIF),
            ("NotoSerifSC-SemiBold", fonts::SERIF_BOLD),
            ("NotoSansSC-Regular", fonts::SANS),
        ];
        let face = |(name, data): (&'static str, &'static [u8])| {
            let font = FontRef::new(data).map_err(io::Error::other)?;
            // Glyph 0, the box for what is missing, is in every subset.
            Ok(Face { name, data, font, used: GlyphRemapper::new(), glyphs: vec![('\u{FFFD}', 1.0)] })
        };
        Ok(Fonts { faces: files.into_iter().map(face).collect::<io::Result<_>>()? })
    }

    /// The glyph of a character, which is embedded from now on; `printed` is the character that it stands for.
    pub fn glyph(&mut self, typeface: Typeface, c: char, printed: char) -> Option<FontGlyph> {
        typeface.faces().iter().find_map(|&index| {
            let face = &mut self.faces[index];
            let (glyph, advance) = face.advance(c)?;
            let id = face.used.remap(glyph);
            if usize::from(id) == face.glyphs.len() {
                face.glyphs.push((printed, advance));
            }
            Some(FontGlyph { face: index, id, advance })
        })
    }

    /// The metrics of a typeface.
    pub fn metrics(&self, typeface: Typeface) -> impl Metrics + '_ {
        // The box that stands for a missing character is an em wide.
        move |c| {
            typeface.faces().iter().find_map(|&i| self.faces[i].advance(c)).map_or(1.0, |(_, width)| width)
        }
    }

    /// The resource name of a font.
    pub fn resource(face: usize) -> Name<'static> {
        [Name(b"F0"), Name(b"F1"), Name(b"F2")][face]
    }

    /// Writes the fonts that are used; gives their names and references.
    pub fn embed(&self, pdf: &mut Pdf, refs: &mut Refs) -> io::Result<Vec<(Name<'static>, Ref)>> {
        let used = self.faces.iter().enumerate().filter(|(_, face)| face.glyphs.len() > 1);
        used.map(|(index, face)| Ok((Fonts::resource(index), face.embed(pdf, refs)?))).collect()
    }
}

impl Face {
    fn embed(&self, pdf: &mut Pdf, refs: &mut Refs) -> io::Result<Ref> {
        let [font, cid, descriptor, cmap, file] = std::array::from_fn(|_| refs.next());
        let name = format!("JIANBA+{}", self.name);
        let name = Name(name.as_bytes());
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

        let mut type0 = pdf.type0_font(font);
        type0.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
        drop(type0);
        let mut cid_font = pdf.cid_font(cid);
        cid_font.subtype(CidFontType::Type2).base_font(name).system_info(system).font_descriptor(descriptor);
        cid_font.default_width(1000.0).cid_to_gid_map_predefined(Name(b"Identity"));
        cid_font.widths().consecutive(0, self.glyphs.iter().map(|(_, advance)| advance * 1000.0));
        drop(cid_font);

        let metrics = self.font.metrics(Size::new(1000.0), LocationRef::default());
        let bounds = metrics.bounds.unwrap_or_default();
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, self.name.contains("Serif"));
        let mut described = pdf.font_descriptor(descriptor);
        described.name(name).flags(flags).italic_angle(0.0).stem_v(80.0);
        described.bbox(Rect::new(bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max));
        described.ascent(metrics.ascent).descent(metrics.descent);
        described.cap_height(metrics.cap_height.unwrap_or(metrics.ascent)).font_file2(file);
        drop(described);

        let mut unicode = UnicodeCmap::new(Name(b"Unicode"), system);
        for (id, &(c, _)) in (0u16..).zip(&self.glyphs).skip(1) {
            unicode.pair(id, c);
        }
        pdf.cmap(cmap, &deflated(unicode.finish().as_slice())?).filter(Filter::FlateDecode);
        let subset = subsetter::subset(self.data, 0, &self.used).map_err(io::Error::other)?;
        let packed = deflated(&subset)?;
        let mut stream = pdf.stream(file, &packed);
        stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), subset.len() as i32);
        Ok(font)
    }
}

/// Bytes compressed as PDF's streams are.
pub(super) fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

//! The fonts in a PDF file, the bundled ones and one of the person's own: which glyphs are used, and the subsets that
//! are embedded.

use super::file::{Refs, deflated};
use crate::fonts;
use crate::typography::Metrics;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Name, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider, Tag};
use std::io;
use subsetter::GlyphRemapper;

/// A font file of the person's own, which comes before the bundled fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// The bytes of the file.
    pub data: Vec<u8>,
    /// Index of the font in its collection.
    pub index: u32,
}

/// Typeface of a text: its faces, of which the first one that has a character draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typeface {
    Serif,
    SerifBold,
    Sans,
}

/// The place of the person's own font among the faces.
const OWN: usize = 3;

impl Typeface {
    fn faces(self) -> &'static [usize] {
        match self {
            Typeface::Serif => &[OWN, 0, 2],
            Typeface::SerifBold => &[OWN, 1, 0, 2],
            Typeface::Sans => &[OWN, 2, 0],
        }
    }

    /// Whether what a face draws must be made heavier to look like this typeface.
    pub fn is_light(self, face: usize) -> bool {
        self == Typeface::SerifBold && face != 1
    }
}

/// Direction in which a font writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From left to right, from a point of the base line.
    Along,
    /// From top to bottom, from the middle of the glyph's upper edge.
    Down,
}

/// A glyph of an embedded font.
#[derive(Clone, Copy, Debug)]
pub(super) struct FontGlyph {
    /// Index of the font.
    pub face: usize,
    /// Its number in the subset.
    pub id: u16,
    /// Its advance in ems.
    pub advance: f32,
}

/// One font.
struct Face<'a> {
    name: String,
    data: &'a [u8],
    index: u32,
    font: FontRef<'a>,
    used: GlyphRemapper,
    /// Whether glyphs were written along and down.
    ways: [bool; 2],
    /// The character and the advance of each glyph of the subset, by its number.
    glyphs: Vec<(char, f32)>,
}

impl<'a> Face<'a> {
    fn new(name: String, data: &'a [u8], index: u32) -> io::Result<Face<'a>> {
        let font = FontRef::from_index(data, index).map_err(io::Error::other)?;
        // Glyph 0, the box for what is missing, is in every subset.
        let glyphs = vec![('\u{FFFD}', 1.0)];
        Ok(Face { name, data, index, font, used: GlyphRemapper::new(), ways: [false; 2], glyphs })
    }

    fn advance(&self, c: char) -> Option<(u16, f32)> {
        let glyph = self.font.charmap().map(c)?;
        let metrics = self.font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some((u16::try_from(glyph.to_u32()).ok()?, metrics.advance_width(glyph)?))
    }
}

/// All fonts.
pub(super) struct Fonts<'a> {
    faces: Vec<Face<'a>>,
}

impl<'a> Fonts<'a> {
    /// The bundled fonts and the person's own, unless that forbids to be embedded or is of a kind that cannot be.
    ///
    /// # Errors
    /// Never with the fonts as bundled: that they can be read is tested.
    pub fn new(own: Option<&'a FontFile>) -> io::Result<Fonts<'a>> {
        let files = [
            ("NotoSerifSC-Regular", fonts::SERIF),
            ("NotoSerifSC-SemiBold", fonts::SERIF_BOLD),
            ("NotoSansSC-Regular", fonts::SANS),
        ];
        let faces = files.into_iter().map(|(name, data)| Face::new(name.to_owned(), data, 0));
        let mut faces: Vec<Face> = faces.collect::<io::Result<_>>()?;
        let own = own.and_then(|own| Face::new("Own".to_owned(), &own.data, own.index).ok());
        faces.extend(own.filter(Face::can_be_embedded));
        Ok(Fonts { faces })
    }

    /// The glyph of a character, which is embedded from now on; `printed` is the character that it stands for.
    pub fn glyph(&mut self, typeface: Typeface, c: char, printed: char) -> Option<FontGlyph> {
        typeface.faces().iter().find_map(|&index| {
            let face = self.faces.get_mut(index)?;
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
            let mut faces = typeface.faces().iter().filter_map(|&i| self.faces.get(i));
            faces.find_map(|face| face.advance(c)).map_or(1.0, |(_, width)| width)
        }
    }

    /// The resource name of a font that writes one way, which is embedded so from now on.
    pub fn resource(&mut self, face: usize, way: Way) -> Name<'static> {
        self.faces[face].ways[way as usize] = true;
        RESOURCES[way as usize][face]
    }

    /// Gives the objects of the fonts that are used to `put`, one at a time; gives their names and references.
    pub fn embed(&self, refs: &mut Refs, put: Put<'_>) -> io::Result<Vec<(Name<'static>, Ref)>> {
        let mut embedded = Vec::new();
        for (index, face) in self.faces.iter().enumerate().filter(|(_, face)| face.glyphs.len() > 1) {
            let written = face.embed(refs, put)?;
            let ways = [Way::Along, Way::Down].into_iter().zip(written);
            embedded.extend(ways.filter_map(|(way, font)| Some((RESOURCES[way as usize][index], font?))));
        }
        Ok(embedded)
    }
}

/// What takes an object.
type Put<'p> = &'p mut dyn FnMut(&Chunk) -> io::Result<()>;

/// Names of the fonts on pages, for each way of writing.
const RESOURCES: [[Name; 4]; 2] = [
    [Name(b"F0"), Name(b"F1"), Name(b"F2"), Name(b"F3")],
    [Name(b"V0"), Name(b"V1"), Name(b"V2"), Name(b"V3")],
];

impl Face<'_> {
    /// Whether the font's own word allows it, and its outlines are of a kind that PDF knows.
    fn can_be_embedded(&self) -> bool {
        // `fsType` of OpenType's table OS/2: its lowest four bits say what is allowed, 2 that nothing is; bit 8 forbids
        // subsets.
        const RIGHTS: u16 = 0xF;
        const NONE: u16 = 0x2;
        const WHOLE_ONLY: u16 = 0x100;
        let kind = self.font.os2().map_or(0, |os2| os2.fs_type());
        let has = |tag: &[u8; 4]| self.font.table_data(Tag::new(tag)).is_some();
        kind & RIGHTS != NONE && kind & WHOLE_ONLY == 0 && (has(b"glyf") || has(b"CFF "))
    }

    /// Writes the font; gives a reference for each way in which it was used.
    fn embed(&self, refs: &mut Refs, put: Put<'_>) -> io::Result<[Option<Ref>; 2]> {
        let mut pdf = Chunk::new();
        let mut end = |object: &mut Chunk| put(&std::mem::replace(object, Chunk::new()));
        let [cid, descriptor, cmap, file] = std::array::from_fn(|_| refs.next());
        let name = format!("JIANBA+{}", self.name);
        let name = Name(name.as_bytes());
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        let subset = subsetter::subset(self.data, self.index, &self.used).map_err(io::Error::other)?;
        // Of a font with CFF outlines PDF wants that table alone.
        let outlines = FontRef::new(&subset).map_err(io::Error::other)?.table_data(Tag::new(b"CFF "));

        let encodings = [Name(b"Identity-H"), Name(b"Identity-V")];
        let fonts = self.ways.map(|is_used| is_used.then(|| refs.next()));
        for (font, encoding) in
            fonts.iter().zip(encodings).filter_map(|(font, encoding)| Some(((*font)?, encoding)))
        {
            let mut type0 = pdf.type0_font(font);
            type0.base_font(name).encoding_predefined(encoding);
            type0.descendant_font(cid).to_unicode(cmap);
            drop(type0);
            end(&mut pdf)?;
        }
        let mut cid_font = pdf.cid_font(cid);
        cid_font.base_font(name).system_info(system).font_descriptor(descriptor);
        match outlines {
            Some(_) => cid_font.subtype(CidFontType::Type0),
            None => cid_font.subtype(CidFontType::Type2).cid_to_gid_map_predefined(Name(b"Identity")),
        };
        cid_font.default_width(1000.0);
        cid_font.widths().consecutive(0, self.glyphs.iter().map(|(_, advance)| advance * 1000.0));
        drop(cid_font);
        end(&mut pdf)?;

        let metrics = self.font.metrics(Size::new(1000.0), LocationRef::default());
        let bounds = metrics.bounds.unwrap_or_default();
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::SERIF, self.name.contains("Serif"));
        let mut described = pdf.font_descriptor(descriptor);
        described.name(name).flags(flags).italic_angle(0.0).stem_v(80.0);
        described.bbox(Rect::new(bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max));
        described.ascent(metrics.ascent).descent(metrics.descent);
        described.cap_height(metrics.cap_height.unwrap_or(metrics.ascent));
        match outlines {
            Some(_) => described.font_file3(file),
            None => described.font_file2(file),
        };
        drop(described);
        end(&mut pdf)?;

        let mut unicode = UnicodeCmap::new(Name(b"Unicode"), system);
        for (id, &(c, _)) in (0u16..).zip(&self.glyphs).skip(1) {
            unicode.pair(id, c);
        }
        pdf.cmap(cmap, &deflated(unicode.finish().as_slice())?).filter(Filter::FlateDecode);
        end(&mut pdf)?;
        let packed = deflated(outlines.map_or(&subset[..], |table| table.as_bytes()))?;
        let mut stream = pdf.stream(file, &packed);
        stream.filter(Filter::FlateDecode);
        match outlines {
            Some(_) => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
            None => stream.pair(Name(b"Length1"), subset.len() as i32),
        };
        drop(stream);
        end(&mut pdf)?;
        Ok(fonts)
    }
}

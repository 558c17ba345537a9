//! Characters by their codes, where a font says how they are encoded but not what they are in Unicode.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName, CharacterCollection, CidFamily};
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, CIDSYSTEMINFO, DESCENDANT_FONTS, ENCODING, FONT, ORDERING, REGISTRY, RESOURCES, XOBJECT,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use skrifa::MetadataProvider;
use std::collections::HashMap;

/// Forms inside forms whose fonts are looked for.
const DEEPEST: usize = 8;

/// What the fonts of a page say of their codes, by the fonts' names.
pub(super) struct Codes {
    fonts: HashMap<String, Encoding>,
    /// Characters of glyphs by the fonts themselves, by the fonts' keys.
    glyphs: HashMap<u128, HashMap<u32, char>>,
}

/// How a font's codes lead to Unicode.
struct Encoding {
    codes: CMap,
    unicode: CMap,
}

impl Codes {
    /// Looks the fonts of a page up.
    pub fn of(page: &Page<'_>) -> Codes {
        let mut codes = Codes { fonts: HashMap::new(), glyphs: HashMap::new() };
        codes.read(&page.resources().fonts);
        codes.read_forms(&page.resources().x_objects, DEEPEST);
        codes
    }

    fn read_forms(&mut self, forms: &Dict<'_>, depth: usize) {
        for key in forms.keys().filter(|_| depth > 0) {
            let Some(form) = forms.get::<Stream<'_>>(&key) else { continue };
            let Some(resources) = form.dict().get::<Dict<'_>>(RESOURCES) else { continue };
            self.read(&resources.get(FONT).unwrap_or_default());
            self.read_forms(&resources.get(XOBJECT).unwrap_or_default(), depth - 1);
        }
    }

    fn read(&mut self, fonts: &Dict<'_>) {
        for key in fonts.keys() {
            let Some(font) = fonts.get::<Dict<'_>>(&key) else { continue };
            let Some(name) = font.get::<Name<'_>>(BASE_FONT) else { continue };
            if let Some(encoding) = Encoding::of(&font) {
                self.fonts.insert(without_subset(name.as_str()).to_owned(), encoding);
            }
        }
    }

    /// The text of a glyph.
    pub fn text(&mut self, glyph: &Glyph<'_>) -> Option<String> {
        let Glyph::Outline(outline) = glyph else { return None };
        let data = outline.font_data()?;
        let code = outline.char_code();
        let encoding = data.postscript_name.as_deref().and_then(|name| self.fonts.get(name));
        encoding.and_then(|encoding| encoding.text(code)).or_else(|| {
            let glyphs = self.glyphs.entry(data.cache_key).or_insert_with(|| glyphs((*data.data).as_ref()));
            glyphs.get(&outline.glyph_id().to_u32()).map(char::to_string)
        })
    }
}

/// The characters of a font's glyphs, the first of each by what the font itself says.
fn glyphs(font: &[u8]) -> HashMap<u32, char> {
    let mut glyphs = HashMap::new();
    if let Ok(font) = skrifa::FontRef::new(font) {
        for (code, glyph) in font.charmap().mappings() {
            // Private codes tell nothing.
            if let Some(c) = char::from_u32(code).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
                glyphs.entry(glyph.to_u32()).or_insert(c);
            }
        }
    }
    glyphs
}

impl Encoding {
    /// How the codes of a composite font lead to Unicode; `None` where its characters are of no known collection.
    fn of(font: &Dict<'_>) -> Option<Encoding> {
        let parse = |data: &[u8]| CMap::parse(data, hayro_cmap::load_embedded);
        let codes = match font.get::<Object<'_>>(ENCODING)? {
            Object::Name(name) => match CMapName::from_bytes(&name) {
                CMapName::IdentityH => CMap::identity_h(),
                CMapName::IdentityV => CMap::identity_v(),
                name => parse(hayro_cmap::load_embedded(name)?)?,
            },
            Object::Stream(stream) => parse(&stream.decoded_data().ok()?)?,
            _ => return None,
        };
        let family = match &codes.metadata().character_collection {
            Some(CharacterCollection { family, .. }) if *family != CidFamily::AdobeIdentity => family.clone(),
            _ => {
                let descendant = font.get::<Array<'_>>(DESCENDANT_FONTS)?.iter::<Dict<'_>>().next()?;
                let info = descendant.get::<Dict<'_>>(CIDSYSTEMINFO)?;
                let (registry, ordering) = (info.get::<Text<'_>>(REGISTRY)?, info.get::<Text<'_>>(ORDERING)?);
                CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes())
            }
        };
        let unicode = parse(hayro_cmap::load_embedded(family.ucs2_cmap()?)?)?;
        Some(Encoding { codes, unicode })
    }

    fn text(&self, code: u32) -> Option<String> {
        let cid = (1..=4).find_map(|bytes| self.codes.lookup_cid_code(code, bytes)).filter(|&cid| cid > 0)?;
        match self.unicode.lookup_bf_string(cid) {
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) => Some(text),
            None => {
                let code = (1..=4).find_map(|bytes| self.unicode.lookup_cid_code(cid, bytes))?;
                char::from_u32(code).map(String::from)
            }
        }
    }
}

/// A font's name without the six letters and the sign that mark a part of it.
fn without_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest,
        _ => name,
    }
}

//! The fonts of the program: a serif and a sans that hold the Han characters of newspapers, and a file of the
//! person's own before them.

use crate::fonts::{SANS, SERIF, SERIF_BOLD};
use egui::{Context, FontData, FontDefinitions, FontFamily};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The faces that text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// 宋体: body text.
    Serif,
    /// 宋体, semibold: headlines. Rare characters come from the regular weight.
    SerifBold,
    /// 黑体: body text and the window.
    Sans,
}

impl Face {
    /// All faces.
    pub const ALL: [Face; 3] = [Face::Serif, Face::SerifBold, Face::Sans];

    /// The family to ask egui for.
    pub fn family(self) -> FontFamily {
        FontFamily::Name(
            match self {
                Face::Serif => "serif",
                Face::SerifBold => "serif-bold",
                Face::Sans => "sans",
            }
            .into(),
        )
    }
}

/// Reason why a font file cannot be used.
#[derive(Debug)]
pub enum FontError {
    /// The file cannot be read.
    Read(std::io::Error),
    /// The file is no TrueType or OpenType font.
    Format(String),
    /// The font has no Han characters, so that a page in it would come from another font anyway.
    NoHan,
    /// There is neither such a file nor a font of this name.
    Unknown,
}

impl FontError {
    /// The reason in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            FontError::Read(error) => format!("字体文件读不出（{error}）"),
            FontError::Format(reason) => format!("不是 TrueType 或 OpenType 字体（{reason}）"),
            FontError::NoHan => "字体里没有汉字，请换一种".into(),
            FontError::Unknown => "没有这个文件，系统里也没有这个名字的字体".into(),
        }
    }
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FontError::Read(error) => write!(f, "the font file cannot be read: {error}"),
            FontError::Format(reason) => write!(f, "the file is no TrueType or OpenType font: {reason}"),
            FontError::NoHan => write!(f, "the font has no Chinese characters; choose one that has"),
            FontError::Unknown => write!(f, "there is no such file, and the system has no font of this name"),
        }
    }
}

impl std::error::Error for FontError {}

/// A font file of the person's own, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct UserFont {
    data: Arc<FontData>,
}

impl UserFont {
    /// The font for files that embed it.
    pub fn to_embed(&self) -> crate::export::FontFile {
        crate::export::FontFile { data: self.data.bytes().to_vec(), index: self.data.index }
    }
}

/// Reads a font file: `.ttf`, `.otf`, or the first face of a `.ttc`.
///
/// # Errors
/// When the file cannot be read, is no font, or has no Han characters.
pub fn load_user_font(path: &Path) -> Result<UserFont, FontError> {
    checked(std::fs::read(path).map_err(FontError::Read)?, 0)
}

/// The font in a file, or of a family of the system's fonts.
///
/// # Errors
/// When there is neither, or as [`load_user_font`] says.
pub fn find_user_font(name: &str) -> Result<UserFont, FontError> {
    let path = Path::new(name);
    if path.is_file() {
        return load_user_font(path);
    }
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let named = |face: &&fontdb::FaceInfo| {
        let mut names = face.families.iter().map(|(family, _)| family).chain([&face.post_script_name]);
        names.any(|other| other.to_lowercase() == name.trim().to_lowercase())
    };
    // Of a family's faces the upright one of regular weight is the one for text.
    let plainness = |face: &&fontdb::FaceInfo| {
        (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(fontdb::Weight::NORMAL.0))
    };
    let face = fonts.faces().filter(named).min_by_key(plainness).ok_or(FontError::Unknown)?;
    fonts
        .with_face_data(face.id, |bytes, index| checked(bytes.to_vec(), index))
        .unwrap_or_else(|| Err(FontError::Read(std::io::ErrorKind::NotFound.into())))
}

/// The families of the system's fonts that have Chinese characters, in order.
pub fn chinese_families() -> Vec<String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let chinese = |face: &&fontdb::FaceInfo| {
        fonts.with_face_data(face.id, |bytes, index| has_han(bytes, index).unwrap_or(false)).unwrap_or(false)
    };
    let name = |face: &fontdb::FaceInfo| face.families.first().map(|(family, _)| family.clone());
    let names: std::collections::BTreeSet<String> = fonts.faces().filter(chinese).filter_map(name).collect();
    names.into_iter().collect()
}

fn checked(bytes: Vec<u8>, index: u32) -> Result<UserFont, FontError> {
    if !has_han(&bytes, index)? {
        return Err(FontError::NoHan);
    }
    let data = FontData { index, ..FontData::from_owned(bytes) };
    Ok(UserFont { data: Arc::new(data) })
}

/// Whether a font has one of the most frequent characters of either script: a font may specialise in one.
fn has_han(bytes: &[u8], index: u32) -> Result<bool, FontError> {
    use skrifa::{FontRef, MetadataProvider};
    let font = FontRef::from_index(bytes, index).map_err(|error| FontError::Format(error.to_string()))?;
    Ok(['的', '國'].into_iter().any(|c| font.charmap().map(c).is_some()))
}

/// The fonts for a window; a font of the person's own comes before the bundled serif and sans in article text.
pub fn definitions(user: Option<&UserFont>) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    // Hack has marks of old print that none of the others has, such as ◘.
    fonts.families.entry(FontFamily::Proportional).or_default().push("Hack".to_owned());
    let latin = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in [("noto-serif", SERIF), ("noto-serif-bold", SERIF_BOLD), ("noto-sans", SANS)] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    if let Some(user) = user {
        fonts.font_data.insert("user".to_owned(), user.data.clone());
    }
    let order = |face: Face| match face {
        Face::Serif => vec!["noto-serif", "noto-sans"],
        Face::SerifBold => vec!["noto-serif-bold", "noto-serif", "noto-sans"],
        Face::Sans => vec!["noto-sans", "noto-serif"],
    };
    for face in Face::ALL {
        let own = user.map(|_| "user");
        let names = own.into_iter().chain(order(face)).map(str::to_owned).chain(latin.iter().cloned());
        fonts.families.insert(face.family(), names.collect());
    }
    let window = ["noto-sans", "noto-serif"].map(str::to_owned);
    fonts.families.entry(FontFamily::Proportional).or_default().splice(0..0, window.clone());
    fonts.families.entry(FontFamily::Monospace).or_default().extend(window);
    fonts
}

/// Gives a window its fonts; they are there from the next frame on.
pub fn install(ctx: &Context, user: Option<&UserFont>) {
    ctx.set_fonts(definitions(user));
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, Encoding, GB18030, GBK};
    use skrifa::{FontRef, MetadataProvider};
    use std::collections::BTreeSet;

    /// The Han characters of a two-byte encoding's rows and columns.
    fn han(
        encoding: &'static Encoding,
        rows: std::ops::RangeInclusive<u8>,
        columns: std::ops::RangeInclusive<u8>,
    ) -> BTreeSet<char> {
        let pairs = rows.flat_map(|high| columns.clone().map(move |low| [high, low]));
        let decode = |pair: [u8; 2]| {
            encoding.decode_without_bom_handling_and_without_replacement(&pair).map(|t| t.into_owned())
        };
        pairs
            .filter_map(decode)
            .flat_map(|text| text.chars().collect::<Vec<_>>())
            .filter(|c| is_han(*c))
            .collect()
    }

    fn is_han(c: char) -> bool {
        matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FA5}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
    }

    fn missing(font: &[u8], wanted: impl IntoIterator<Item = char>) -> String {
        let font = FontRef::from_index(font, 0).expect("a bundled font is a font");
        let map = font.charmap();
        wanted.into_iter().filter(|c| map.map(*c).is_none()).collect()
    }

    #[test]
    fn the_bundled_fonts_hold_the_encodings_of_chinese_newspapers() {
        let gb2312 = han(GBK, 0xB0..=0xF7, 0xA1..=0xFE);
        assert_eq!(gb2312.len(), 6763);
        let gbk = han(GBK, 0x81..=0xFE, 0x40..=0xFE);
        assert!(gbk.len() > 20_900, "{}", gbk.len());
        // Big5 proper has two planes; the codes around them are Hong Kong's.
        let all = han(BIG5, 0x87..=0xFE, 0x40..=0xFE);
        let frequent =
            han(BIG5, 0xA4..=0xC5, 0x40..=0xFE).into_iter().chain(han(BIG5, 0xC6..=0xC6, 0x40..=0x7E));
        let rare = han(BIG5, 0xC9..=0xF8, 0x40..=0xFE).into_iter().chain(han(BIG5, 0xF9..=0xF9, 0x40..=0xD5));
        let big5: BTreeSet<char> = frequent.chain(rare).collect();
        assert!(big5.len() > 13_000, "{}", big5.len());
        let hong_kong: BTreeSet<char> = all.difference(&big5).copied().collect();
        let extension_a = ('\u{3400}'..='\u{4DB5}').filter(|c| GB18030.encode(&c.to_string()).0.len() == 4);
        for (name, font) in [("serif", SERIF), ("sans", SANS)] {
            for (encoding, set) in [("GB 2312", &gb2312), ("GBK", &gbk), ("Big5", &big5)] {
                assert_eq!(missing(font, set.iter().copied()), "", "{name} lacks characters of {encoding}");
            }
            assert_eq!(missing(font, extension_a.clone()), "", "{name} lacks characters of Extension A");
            // What is rarer is drawn as a box with its code point where no font has it; what there is must stay.
            let held = |set: &BTreeSet<char>| set.len() - missing(font, set.iter().copied()).chars().count();
            let extension = |block: std::ops::RangeInclusive<char>| held(&block.collect());
            for (block, found, least) in [
                ("Hong Kong's rows", held(&hong_kong), 2_870),
                ("Extension B", extension('\u{20000}'..='\u{2A6DF}'), 52),
                ("Extension C", extension('\u{2A700}'..='\u{2B739}'), 44),
                ("Extension D", extension('\u{2B740}'..='\u{2B81D}'), 8),
                ("Extension E", extension('\u{2B820}'..='\u{2CEA1}'), 108),
            ] {
                println!("{name}: {found} characters of {block}");
                assert!(found >= least, "{name} has lost characters of {block}: {found} of {least}");
            }
        }
        assert_eq!(missing(SERIF_BOLD, gb2312), "", "headlines");
    }

    #[test]
    fn the_bundled_fonts_hold_the_marks_and_their_vertical_forms() {
        let marks = "，。、；：！？“”‘’（）《》〈〉「」『』【】〔〕［］｛｝—…·～／％‰℃￥＄々〇　";
        let wanted = || marks.chars().flat_map(|c| [c, crate::typography::vertical::form(c)]);
        for font in [SERIF, SERIF_BOLD, SANS] {
            assert_eq!(missing(font, wanted()), "");
        }
    }

    #[test]
    fn the_marks_of_old_print_are_in_every_family() {
        let fonts = definitions(None);
        for (family, names) in &fonts.families {
            let in_none =
                names.iter().fold("◘▲△●○◎◇◆□■★☆※".to_owned(), |left, name| {
                    missing(fonts.font_data[name].bytes(), left.chars())
                });
            assert_eq!(in_none, "", "{family}");
        }
    }

    #[test]
    fn a_font_file_is_looked_into_before_it_is_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("a file");
            path
        };
        let own = load_user_font(&write("own.ttf", SANS)).expect("a font with Han characters");
        assert!(definitions(Some(&own)).families[&Face::Serif.family()].starts_with(&["user".to_owned()]));
        let cff = load_user_font(Path::new("tests/golden/cff.otf")).expect("a font with CFF outlines");
        assert_eq!(cff.to_embed().index, 0);
        assert!(matches!(load_user_font(&write("none.ttf", b"no font")), Err(FontError::Format(_))));
        assert!(matches!(load_user_font(&folder.path().join("absent")), Err(FontError::Read(_))));
        let by_path = find_user_font(folder.path().join("own.ttf").to_str().expect("a path in UTF-8"));
        assert!(by_path.is_ok_and(|font| font == own));
        assert!(matches!(find_user_font("No Such Family"), Err(FontError::Unknown)));
        let latin = epaint_latin();
        assert!(matches!(load_user_font(&write("latin.ttf", &latin)), Err(FontError::NoHan)));
    }

    /// A font without Han characters: one of egui's own.
    fn epaint_latin() -> Vec<u8> {
        FontDefinitions::default().font_data["Hack"].bytes().to_vec()
    }
}

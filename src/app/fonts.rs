//! The fonts of the program: a serif and a sans that hold the Han characters of newspapers, and a file of the
//! person's own before them.

use egui::{Context, FontData, FontDefinitions, FontFamily};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

static SERIF: &[u8] = include_bytes!("../../fonts/NotoSerifSC-Regular.ttf");
static SERIF_BOLD: &[u8] = include_bytes!("../../fonts/NotoSerifSC-SemiBold.ttf");
static SANS: &[u8] = include_bytes!("../../fonts/NotoSansSC-Regular.ttf");

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

/// Why a font file cannot be used.
#[derive(Debug)]
pub enum FontError {
    /// The file cannot be read.
    Read(std::io::Error),
    /// The file is no TrueType or OpenType font.
    Format(String),
    /// The font has no Han characters, so that a page in it would come from another font anyway.
    NoHan,
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FontError::Read(error) => write!(f, "the font file cannot be read: {error}"),
            FontError::Format(reason) => write!(f, "the file is no TrueType or OpenType font: {reason}"),
            FontError::NoHan => write!(f, "the font has no Chinese characters; choose one that has"),
        }
    }
}

impl std::error::Error for FontError {}

/// A font file of the person's own, checked.
#[derive(Clone, Debug)]
pub struct UserFont {
    data: Arc<FontData>,
}

/// Reads a font file: `.ttf`, `.otf`, or the first face of a `.ttc`.
///
/// # Errors
/// When the file cannot be read, is no font, or has no Han characters.
pub fn load_user_font(path: &Path) -> Result<UserFont, FontError> {
    use skrifa::{FontRef, MetadataProvider};
    let bytes = std::fs::read(path).map_err(FontError::Read)?;
    let font = FontRef::from_index(&bytes, 0).map_err(|error| FontError::Format(error.to_string()))?;
    // Two of the most frequent characters, one for each script form that a font may specialise in.
    if !['的', '國'].into_iter().any(|c| font.charmap().map(c).is_some()) {
        return Err(FontError::NoHan);
    }
    Ok(UserFont { data: Arc::new(FontData::from_owned(bytes)) })
}

/// The fonts for a window; a font of the person's own comes before the bundled serif and sans in article text.
pub fn definitions(user: Option<&UserFont>) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
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

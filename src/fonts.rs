//! The bundled fonts' files; `fonts/README.md` says what they hold.

/// 宋体.
pub static SERIF: &[u8] = include_bytes!("../fonts/NotoSerifSC-Regular.ttf");
/// 宋体, semibold: the frequent characters only.
pub static SERIF_BOLD: &[u8] = include_bytes!("../fonts/NotoSerifSC-SemiBold.ttf");
/// 黑体.
pub static SANS: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf");

/// Whether the semibold 宋体 has a character: the others come from the regular weight.
#[cfg_attr(not(feature = "window"), allow(dead_code))]
pub fn has_bold(c: char) -> bool {
    use skrifa::{FontRef, MetadataProvider};
    static FONT: std::sync::LazyLock<Option<FontRef<'static>>> =
        std::sync::LazyLock::new(|| FontRef::new(SERIF_BOLD).ok());
    FONT.as_ref().is_some_and(|font| font.charmap().map(c).is_some())
}

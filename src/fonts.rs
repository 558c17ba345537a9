//! The bundled fonts' files; `fonts/README.md` says what they hold.

/// 宋体.
pub static SERIF: &[u8] = include_bytes!("../fonts/NotoSerifSC-Regular.ttf");
/// 宋体, semibold: the frequent characters only.
pub static SERIF_BOLD: &[u8] = include_bytes!("../fonts/NotoSerifSC-SemiBold.ttf");
/// 黑体.
pub static SANS: &[u8] = include_bytes!("../fonts/NotoSansSC-Regular.ttf");

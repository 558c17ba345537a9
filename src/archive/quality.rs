//! Quality of a page's text, in words: how surely and how completely it was read from its file.

use super::library::PageContent;
use super::pdf::PdfText;
use super::reading::Origin;
use crate::language::Language;
use crate::segmentation::decode::Encoding;
use crate::segmentation::is_vertical;

/// Faults of the reading that a person should know: that it is in several encodings, that the encoding is not
/// sure, that characters are lost, that the text is vertical. `None` where all is well.
pub fn reading_in_words(content: &PageContent, language: Language) -> Option<String> {
    /// Confidence in an encoding above which nothing need be said.
    const SURE: f32 = 0.9;
    let mut words = Vec::new();
    let (encoding, sure, replaced) = match content.origin {
        Origin::Text { encoding, confidence, replaced } => (encoding, confidence, replaced),
        Origin::Pdf(read) => return pdf_in_words(read, language),
    };
    let name = encoding.name();
    if encoding == Encoding::Mixed {
        words.push(language.pick(
            "文件中混有几种编码，已逐段判读".to_owned(),
            "several encodings in one file, read piece by piece".to_owned(),
        ));
    } else if sure < SURE {
        let percent = sure * 100.0;
        words.push(language.pick(
            format!("编码可能是 {name}（{percent:.0}%）"),
            format!("the encoding may be {name} ({percent:.0}%)"),
        ));
    }
    if replaced > 0 {
        let count = replaced;
        words.push(language.pick(
            format!("{count} 个字符无法解码（{name}）"),
            format!("characters lost in decoding from {name}: {count}"),
        ));
    }
    if is_vertical(&content.page) {
        words.push(language.pick(
            "竖排文字，逐字或逐行录出，行与段为推断".to_owned(),
            "vertical text, taken down a character or a row at a time: its lines are a guess".to_owned(),
        ));
    }
    (!words.is_empty()).then(|| words.join(language.pick("；", "; ")))
}

/// Faults of the reading of a PDF page.
fn pdf_in_words(read: PdfText, language: Language) -> Option<String> {
    let PdfText { is_picture, is_recognised, lost, is_damaged, .. } = read;
    let mut words: Vec<String> = Vec::new();
    if is_picture {
        words.push(language.pick("本页是图片，没有文字", "this page is a picture without text").into());
    }
    if is_recognised {
        words.push(language.pick("文字由图片识别而来", "the text was recognised from a picture").into());
    }
    if is_damaged {
        words.push(
            language.pick("本页已损坏，只读出一部分", "this page is damaged, a part of it was read").into(),
        );
    }
    if lost > 0 {
        words.push(language.pick(
            format!("{lost} 个字符在 PDF 中没有注明是什么字"),
            format!("characters that the PDF does not tell: {lost}"),
        ));
    }
    (!words.is_empty()).then(|| words.join(language.pick("；", "; ")))
}

//! An article in the script that the person wants to see, and the way back to what was printed.
//!
//! Everything that is kept, marked, found or copied speaks of the text as printed; only what the reading pane is
//! given, and what it answers, is in the script that is shown.

use crate::app::reading::{Document, Paragraph, TextPosition, TextRange};
use crate::han::variants::{ConvertedText, Converter, Script};

/// A document in one script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The script.
    pub script: Script,
    /// The document that the reading pane shows.
    pub document: Document,
    /// The paragraphs with the way back; empty where nothing was converted.
    texts: Vec<ConvertedText>,
}

impl Shown {
    /// Converts a document for display.
    pub fn new(printed: &Document, script: Script) -> Shown {
        if script == Script::AsPrinted {
            return Shown { script, document: printed.clone(), texts: Vec::new() };
        }
        let all = printed.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
        let converter = Converter::new(script).for_texts(all);
        let texts: Vec<ConvertedText> =
            printed.paragraphs.iter().map(|paragraph| converter.convert_mapped(&paragraph.text)).collect();
        let paragraphs = printed.paragraphs.iter().zip(&texts);
        let paragraphs = paragraphs
            .map(|(printed, shown)| Paragraph { text: shown.as_str().to_owned(), ..printed.clone() })
            .collect();
        Shown { script, document: Document { paragraphs }, texts }
    }

    /// The printed text that a shown range stands for; part of a word that changed its length stands for all of it.
    pub fn to_printed(&self, shown: TextRange) -> TextRange {
        self.translate(shown, ConvertedText::to_original)
    }

    /// Range where printed text is shown.
    pub fn from_printed(&self, printed: TextRange) -> TextRange {
        self.translate(printed, ConvertedText::from_original)
    }

    /// The printed place that a shown one stands for.
    pub fn place_to_printed(&self, shown: TextPosition) -> TextPosition {
        self.to_printed(TextRange { start: shown, end: shown }).start
    }

    /// Place where a printed place is shown.
    pub fn place_from_printed(&self, printed: TextPosition) -> TextPosition {
        self.from_printed(TextRange { start: printed, end: printed }).start
    }

    fn translate(
        &self,
        range: TextRange,
        map: impl Fn(&ConvertedText, std::ops::Range<usize>) -> std::ops::Range<usize>,
    ) -> TextRange {
        let TextRange { start, end } = range;
        let within = |at: TextPosition, bytes: std::ops::Range<usize>| {
            self.texts.get(at.paragraph).map_or(bytes.clone(), |text| map(text, bytes))
        };
        if start.paragraph == end.paragraph {
            let bytes = within(start, start.byte..end.byte);
            return TextRange {
                start: TextPosition::new(start.paragraph, bytes.start),
                end: TextPosition::new(end.paragraph, bytes.end),
            };
        }
        // An end inside a word takes all of the word, as it does within one paragraph.
        let first = within(start, start.byte..start.byte).start;
        let last = within(end, 0..end.byte).end;
        TextRange {
            start: TextPosition::new(start.paragraph, first),
            end: TextPosition::new(end.paragraph, last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_of_what_is_shown_is_of_what_was_printed() {
        let printed = Document::of(&["修缮打印机和互联网", "头发"]);
        let shown = Shown::new(&printed, Script::Taiwan);
        let text = &shown.document.paragraphs[0].text;
        let at = text.find("網際").expect("the word of Taiwan");
        let selected =
            TextRange { start: TextPosition::new(0, at), end: TextPosition::new(0, at + "網際".len()) };
        let back = shown.to_printed(selected);
        assert_eq!(printed.text(back), "互联网");
        assert_eq!(shown.document.text(shown.from_printed(back)), "網際網路");
        let both = TextRange { start: TextPosition::new(0, at), end: TextPosition::new(1, 3) };
        assert_eq!(printed.text(shown.to_printed(both)), "互联网\n头");
        assert_eq!(shown.document.paragraphs[1].text, "頭髮");
    }

    #[test]
    fn nothing_changes_as_printed() {
        let printed = Document::of(&["頭发", "发展"]);
        let shown = Shown::new(&printed, Script::AsPrinted);
        assert_eq!(shown.document, printed);
        let range = TextRange { start: TextPosition::new(0, 3), end: TextPosition::new(1, 3) };
        assert_eq!((shown.to_printed(range), shown.from_printed(range)), (range, range));
    }
}

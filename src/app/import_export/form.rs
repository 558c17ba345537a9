//! Forms in which articles are written out of the window.

use crate::app::strings::Phrase;
use crate::citation::CitationStyle;
use crate::export::Format;

/// Form in which articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The articles.
    Articles(Format),
    /// References to them.
    References(CitationStyle),
    /// Pictures of them as they were printed.
    Clippings,
    /// The collection that they are in, to come back in.
    Collection,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Form; 14] = [
        Form::Articles(Format::Markdown),
        Form::Articles(Format::Text),
        Form::Articles(Format::Html),
        Form::Articles(Format::Epub),
        Form::Articles(Format::Pdf),
        Form::Articles(Format::Csv),
        Form::Articles(Format::Jsonl),
        Form::References(CitationStyle::Gbt7714),
        Form::References(CitationStyle::Gbt7714In2025),
        Form::References(CitationStyle::Ris),
        Form::References(CitationStyle::CslJson),
        Form::References(CitationStyle::Bibtex),
        Form::Clippings,
        Form::Collection,
    ];

    /// Its name.
    pub fn name(self) -> Phrase {
        let same = |name| Phrase::new(name, name);
        match self {
            Form::Articles(Format::Markdown) => same("Markdown"),
            Form::Articles(Format::Text) => Phrase::new("纯文本", "Plain text"),
            Form::Articles(Format::Html) => same("HTML"),
            Form::Articles(Format::Epub) => same("EPUB"),
            Form::Articles(Format::Pdf) => same("PDF"),
            Form::Articles(Format::Csv) => Phrase::new("CSV 表格", "CSV table"),
            Form::Articles(Format::Jsonl) => same("JSONL"),
            Form::References(CitationStyle::Gbt7714) => Phrase::new("GB/T 7714—2015", "GB/T 7714-2015"),
            Form::References(CitationStyle::Gbt7714In2025) => Phrase::new("GB/T 7714—2025", "GB/T 7714-2025"),
            Form::References(CitationStyle::Ris) => same("RIS"),
            Form::References(CitationStyle::CslJson) => same("CSL-JSON"),
            Form::References(CitationStyle::Bibtex) => same("BibTeX"),
            Form::Clippings => Phrase::new("PNG 剪报", "PNG clippings"),
            Form::Collection => Phrase::new("JSON-LD（可再导入）", "JSON-LD (comes back in)"),
        }
    }

    /// What it is for.
    pub fn purpose(self) -> Phrase {
        match self {
            Form::Articles(Format::Markdown) => {
                Phrase::new("用于 Obsidian、Logseq 等笔记软件。", "For Obsidian, Logseq and other notebooks.")
            }
            Form::Articles(Format::Text) => Phrase::new("任何编辑器都能打开。", "For any editor."),
            Form::Articles(Format::Html) => Phrase::new("用浏览器阅读。", "To be read in a browser."),
            Form::Articles(Format::Epub) => {
                Phrase::new("用电子书阅读器阅读。", "To be read on an e-book reader.")
            }
            Form::Articles(Format::Pdf) => Phrase::new("用于打印和存档。", "To be printed or kept."),
            Form::Articles(Format::Csv) => {
                Phrase::new("用于电子表格，每篇一行。", "For spreadsheets, a row for each article.")
            }
            Form::Articles(Format::Jsonl) => {
                Phrase::new("用于程序处理，每篇一行。", "For programs, a line for each article.")
            }
            Form::References(CitationStyle::Gbt7714 | CitationStyle::Gbt7714In2025) => {
                Phrase::new("可贴入论文的参考文献表。", "A list of references for a paper.")
            }
            Form::References(CitationStyle::Ris) => Phrase::new(
                "用于 Zotero、EndNote、NoteExpress 等文献管理软件。",
                "For Zotero, EndNote and other reference managers.",
            ),
            Form::References(CitationStyle::CslJson) => {
                Phrase::new("用于 Zotero 和 Pandoc。", "For Zotero and Pandoc.")
            }
            Form::References(CitationStyle::Bibtex) => {
                Phrase::new("用于 LaTeX 和 JabRef。", "For LaTeX and JabRef.")
            }
            Form::Clippings => Phrase::new(
                "照原样从 PDF 版面上剪下，附上出处，每篇一张图片。",
                "Cut out of PDF pages as printed, the source below: a picture for each article.",
            ),
            Form::Collection => Phrase::new(
                "可在另一台电脑上导入这个资料夹。",
                "The collection can be imported on another computer.",
            ),
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Articles(format) => format.extension(),
            Form::References(style) => style.extension(),
            Form::Clippings => "png",
            Form::Collection => "jsonld",
        }
    }

    /// Whether it can show articles as they were printed.
    pub fn can_show(self) -> bool {
        self == Form::Articles(Format::Epub)
    }

    /// Whether each article can have a file of its own.
    pub fn can_be_parted(self) -> bool {
        matches!(self, Form::Articles(format) if !matches!(format, Format::Csv | Format::Jsonl))
    }
}

impl Default for Form {
    fn default() -> Form {
        Form::Articles(Format::Markdown)
    }
}

//! Families of styles: pages with the same habits, so that some can be left out of training and measured on.

use super::style::{Grid, HeadOrder, Look, Reader, Style};
use crate::evaluation::LabelledPage;

/// Pages of the typesetter with habits in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Content streams read by PDFBox, headlines before their bodies.
    Before,
    /// The same, headlines after their bodies, between their columns, or now so, now so.
    After,
    /// The same, all headlines of a page together.
    Apart,
    /// The same with more disorder.
    Rough,
    /// Old papers.
    Old,
    /// Articles in rows, headlines amid their columns, read by any program.
    Grid,
    /// Content streams read by Poppler and MuPDF.
    Streams,
    /// Blocks put in an order of reading, by Poppler and pdfminer.
    Blocks,
    /// A line a paragraph, double spacing, optical readers.
    Others,
}

impl Family {
    pub(crate) const ALL: [Family; 9] = [
        Family::Before,
        Family::After,
        Family::Apart,
        Family::Rough,
        Family::Old,
        Family::Grid,
        Family::Streams,
        Family::Blocks,
        Family::Others,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Family::Before => "heads before",
            Family::After => "heads after",
            Family::Apart => "heads apart",
            Family::Rough => "rough",
            Family::Old => "old",
            Family::Grid => "grid",
            Family::Streams => "streams",
            Family::Blocks => "blocks",
            Family::Others => "others",
        }
    }

    /// The family of a page's style.
    pub(super) fn of(style: &Style) -> Family {
        match (style.look, style.reader) {
            (Look::Typed, _) => Family::Old,
            _ if style.grid != Grid::default() => Family::Grid,
            (Look::Rough, _) => Family::Rough,
            (_, Reader::PdfBox) => match style.heads {
                HeadOrder::Before => Family::Before,
                HeadOrder::After | HeadOrder::Between | HeadOrder::Mixed => Family::After,
                HeadOrder::PageEnd | HeadOrder::PageStart => Family::Apart,
            },
            (_, Reader::PopplerRaw | Reader::MuPdf) => Family::Streams,
            (_, Reader::PopplerOrdered | Reader::PopplerLayout | Reader::Miner) => Family::Blocks,
            _ => Family::Others,
        }
    }

    /// What names of its pages begin with.
    pub(super) fn prefix(self) -> String {
        self.name().replace(' ', "-") + "-"
    }

    /// Whether a page of the typesetter is one of the family.
    pub(crate) fn has(self, page: &LabelledPage) -> bool {
        page.name.starts_with(&self.prefix())
    }
}

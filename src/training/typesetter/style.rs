//! A paper's habits, drawn at random: its type, its grid, where it puts headlines, what reads its file.

use super::{
    compose::{Compress, Kinsoku, Typography},
    extract::FontMetrics,
    random::Random,
};

/// Ems between columns that programs which find blocks keep apart, though marks stand out of both.
pub(super) const BLOCK_GUTTER: f32 = 1.8;

/// The sort of dump a page looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A modern paper's page out of its PDF file by Apache PDFBox.
    Stripped,
    /// A tabloid of the 1920s and 30s typed off by hand, line by line.
    Typed,
    /// A modern page with more disorder: mixed measures, interleaved columns, overprint, slogans.
    Rough,
    /// Other extractors: Poppler, MuPDF, a line a paragraph, double spacing, optical readers.
    Other,
}

/// What turns a set page into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Apache PDFBox in stream order.
    PdfBox,
    /// The same with every blank line dropped and one put after each line.
    Doubled,
    /// `pdftotext -raw`.
    PopplerRaw,
    /// `pdftotext` with no option: blocks in its own order of reading.
    PopplerOrdered,
    /// pdfminer: the like, every block apart.
    Miner,
    /// `pdftotext -layout`.
    PopplerLayout,
    /// `mutool draw -F text`.
    MuPdf,
    /// A paragraph a line, cut at the ends of columns here and there.
    Paragraphs,
    /// An optical character reader.
    Optical,
    /// A person at a keyboard.
    Typist,
}

impl Reader {
    fn draw(look: Look, chance: &mut Random) -> Reader {
        match look {
            Look::Stripped | Look::Rough => Reader::PdfBox,
            Look::Typed => chance.weighted(&[(Reader::Typist, 0.9), (Reader::Optical, 0.1)]),
            Look::Other => chance.weighted(&[
                (Reader::PopplerRaw, 0.15),
                (Reader::PopplerLayout, 0.1),
                (Reader::MuPdf, 0.25),
                (Reader::Paragraphs, 0.25),
                (Reader::Doubled, 0.15),
                (Reader::Optical, 0.1),
            ]),
        }
    }
}

/// Where a headline comes in the order in which the page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadOrder {
    /// Before its body.
    Before,
    /// After its body.
    After,
    /// Between two columns of its body.
    Between,
    /// After all bodies of the page.
    PageEnd,
    /// Before all bodies of the page.
    PageStart,
    /// Drawn anew for each article.
    Mixed,
}

/// Where a byline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BylinePlace {
    /// Under the headline.
    Head,
    /// Over the first paragraph, in its column.
    BodyStart,
    /// After the last paragraph.
    BodyEnd,
}

/// Where captions come in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CaptionOrder {
    /// After the article.
    After,
    /// Before the article.
    Before,
    /// Between body and headline, or the other way round.
    Inside,
    /// After everything on the page.
    PageEnd,
}

/// How often a paper's pieces have what tells them apart: each habit is drawn by the page, so that a reader learns to
/// do without each. Old papers have hardly any of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cues {
    /// An opening: 本报讯, 电头.
    pub opening: f32,
    /// A byline apart from the body.
    pub byline: f32,
    /// A note in brackets at the end.
    pub end_note: f32,
    /// Such a note on a line of its own rather than in the last paragraph.
    pub note_apart: f32,
    /// A kicker, a subtitle.
    pub kicker: f32,
    pub subtitle: f32,
    /// A column's name over a single article.
    pub column: f32,
    /// Subheads in a long body.
    pub subheads: f32,
    /// A short piece without a headline; of an old paper, such a piece without a mark.
    pub bare: f32,
    /// A picture that is a piece of its own.
    pub photo: f32,
}

impl Cues {
    fn draw(chance: &mut Random) -> Cues {
        let mut often = |levels: [f32; 4]| levels[chance.below(4)];
        Cues {
            opening: often([0.0, 0.15, 0.5, 0.85]),
            byline: often([0.0, 0.1, 0.35, 0.7]),
            end_note: often([0.0, 0.0, 0.15, 0.5]),
            note_apart: often([0.0, 0.2, 0.8, 1.0]),
            kicker: often([0.0, 0.15, 0.3, 0.6]),
            subtitle: often([0.0, 0.0, 0.15, 0.35]),
            column: often([0.0, 0.0, 0.08, 0.2]),
            subheads: often([0.0, 0.2, 0.5, 0.8]),
            bare: often([0.0, 0.0, 0.1, 0.3]),
            photo: often([0.0, 0.02, 0.08, 0.2]),
        }
    }
}

/// Share of pages of our times that are laid out so.
const GRIDS: f32 = 0.3;

/// Layout of a page whose headlines stand apart from some of their text: nothing of it where each article stands under
/// the shortest columns, its headline over all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// Whether articles stand side by side in rows across the whole page.
    pub rows: bool,
    /// Share of headlines over some of their columns, or amid them.
    pub amid: f32,
    /// Share of short titles that run downwards beside their text.
    pub upright: f32,
    /// Share of articles that are wrapped around what stands above: each column begins where there is room.
    pub wrapped: f32,
}

impl Grid {
    fn draw(chance: &mut Random) -> Grid {
        Grid {
            rows: chance.chance(0.6),
            amid: chance.weighted(&[(0.1, 0.3), (0.35, 0.4), (0.7, 0.3)]),
            upright: chance.weighted(&[(0.0, 0.7), (0.15, 0.3)]),
            wrapped: chance.weighted(&[(0.0, 0.4), (0.3, 0.4), (0.8, 0.2)]),
        }
    }
}

/// One page's habits.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// What it looks like.
    pub look: Look,
    /// What reads its file.
    pub reader: Reader,
    /// The body's type.
    pub body: Typography,
    /// What the extractor knows of the font.
    pub font: FontMetrics,
    /// Ems between baselines.
    pub leading: f32,
    /// Columns of the grid.
    pub columns: usize,
    /// Ems of a column.
    pub measure: f32,
    /// Ems between columns.
    pub gutter: f32,
    /// Order of headlines.
    pub heads: HeadOrder,
    /// What tells its pieces apart.
    pub cues: Cues,
    /// Probability that a headline is printed twice over itself.
    pub bold: f32,
    /// Share of articles whose headline stands below their body.
    pub below: f32,
    /// Probability that a headline stands in a column of its own beside its body.
    pub aside: f32,
    /// Layout of rows and of headlines amid their columns.
    pub grid: Grid,
    /// Probability that a line of furniture is drawn between any two articles.
    pub scattered: f32,
    /// Place of bylines.
    pub bylines: BylinePlace,
    /// How often who is not of the paper signs after the last paragraph, wherever its own reporters do.
    pub guests_last: f32,
    /// Order of captions.
    pub captions: CaptionOrder,
    /// Size of titles of ordinary articles.
    pub title_size: f32,
    /// Size of kickers.
    pub kicker_size: f32,
    /// Size of subheads.
    pub subhead_size: f32,
    /// Rows kept free around a subhead.
    pub subhead_air: f32,
    /// Indent of subheads; `None` where they stand in the middle of the column.
    pub subhead_indent: Option<f32>,
    /// Indent of bylines and jump lines in a body; `None` where they stand at its right edge.
    pub signature_indent: Option<f32>,
    /// Whether headlines stand in the middle.
    pub head_centred: bool,
    /// Probability that an article's type area is divided into other columns than the grid's.
    pub mixed_measure: f32,
    /// Probability that text runs beside a picture in a narrow column.
    pub narrow: f32,
    /// Probability that two neighbours' columns are read across.
    pub interleave: f32,
    /// Probability that a short last line is cut off its paragraph to save its room.
    pub fitted: f32,
    /// Probability that a caption is overprinted.
    pub overprint: f32,
    /// Probability that articles are drawn in another order than they are placed.
    pub shuffled: f32,
    /// Probability that an article begins a text thread of its own.
    pub bead: f32,
}

impl Style {
    /// A paper's habits for a look.
    pub(super) fn draw(look: Look, chance: &mut Random) -> Style {
        let typed = look == Look::Typed;
        let reader = Reader::draw(look, chance);
        let kinsoku = if typed {
            chance.weighted(&[(Kinsoku::Free, 0.75), (Kinsoku::PushOut, 0.25)])
        } else {
            chance.weighted(&[(Kinsoku::PushOut, 0.5), (Kinsoku::PullIn, 0.5)])
        };
        let compress = if typed {
            chance.weighted(&[(Compress::Full, 0.9), (Compress::LineEnd, 0.1)])
        } else {
            chance.weighted(&[
                (Compress::Full, 0.15),
                (Compress::LineEnd, 0.3),
                (Compress::Adjacent, 0.4),
                (Compress::Half, 0.15),
            ])
        };
        let body = Typography {
            kinsoku,
            compress,
            open_outside: compress != Compress::Full && chance.chance(0.18),
            latin: chance.weighted(&[(0.5, 0.7), (0.55, 0.3)]),
            latin_gap: if typed { 0.0 } else { chance.weighted(&[(0.0, 0.7), (0.125, 0.15), (0.25, 0.15)]) },
            break_latin: chance.chance(0.2),
            space: chance.weighted(&[(0.25, 0.25), (0.5, 0.4), (1.0, 0.35)]),
            justify: chance.chance(0.9),
            indent: if typed { chance.weighted(&[(0.0, 0.6), (1.0, 0.2), (2.0, 0.2)]) } else { 2.0 },
        };
        // Fonts whose glyph box is low make every line of open-set type a paragraph.
        let double = chance.chance(if look == Look::Rough { 0.2 } else { 0.13 });
        let leading = if double { chance.float(1.5, 1.75) } else { chance.float(1.2, 1.5) };
        let height = if double { chance.float(0.45, 0.58) } else { chance.float(0.66, 0.95) };
        let font = FontMetrics {
            space: chance.weighted(&[(0.25, 0.35), (0.33, 0.25), (0.5, 0.36), (1.0, 0.04)]),
            height,
        };
        // Lines of two articles side by side have no one answer, so pages that keep their layout are of one column.
        let single = reader == Reader::PopplerLayout && chance.chance(0.9);
        let columns = match look {
            _ if single => 1,
            Look::Typed => chance.int(3, 8),
            _ => chance.weighted(&[(3, 0.1), (4, 0.25), (5, 0.4), (6, 0.25)]),
        };
        let measure = match look {
            _ if single => chance.int(20, 42),
            Look::Typed => chance.weighted(&[
                (15, 0.2),
                (16, 0.3),
                (17, 0.1),
                (13, 0.1),
                (14, 0.1),
                (11, 0.05),
                (20, 0.05),
                (34, 0.1),
            ]),
            Look::Rough => chance.int(11, 23),
            _ => chance.weighted(&[
                (11, 0.06),
                (12, 0.1),
                (13, 0.17),
                (14, 0.14),
                (15, 0.12),
                (16, 0.13),
                (17, 0.1),
                (18, 0.08),
                (19, 0.06),
                (20, 0.04),
            ]),
        } as f32;
        let heads = if typed {
            chance.weighted(&[(HeadOrder::Before, 0.97), (HeadOrder::Mixed, 0.03)])
        } else {
            chance.weighted(&[
                (HeadOrder::Before, 0.23),
                (HeadOrder::After, 0.42),
                (HeadOrder::Mixed, 0.19),
                (HeadOrder::Between, 0.02),
                (HeadOrder::PageEnd, 0.11),
                (HeadOrder::PageStart, 0.03),
            ])
        };
        Style {
            look,
            reader,
            body,
            font,
            leading,
            columns,
            measure,
            gutter: chance.float(1.0, 2.5),
            heads,
            cues: Cues::default(),
            bold: 0.0,
            below: 0.12,
            aside: 0.0,
            grid: Grid::default(),
            scattered: 0.0,
            bylines: if typed {
                chance.weighted(&[(BylinePlace::Head, 0.95), (BylinePlace::BodyEnd, 0.05)])
            } else {
                chance.weighted(&[
                    (BylinePlace::Head, 0.55),
                    (BylinePlace::BodyStart, 0.2),
                    (BylinePlace::BodyEnd, 0.25),
                ])
            },
            guests_last: if typed { 0.0 } else { 0.5 },
            captions: chance.weighted(&[
                (CaptionOrder::After, 0.37),
                (CaptionOrder::Inside, 0.36),
                (CaptionOrder::Before, 0.1),
                (CaptionOrder::PageEnd, 0.17),
            ]),
            title_size: if typed { chance.float(1.2, 2.2) } else { chance.float(1.8, 3.2) },
            kicker_size: chance.float(1.1, 1.7),
            subhead_size: chance.weighted(&[(1.0, 0.5), (1.15, 0.25), (1.3, 0.25)]),
            subhead_air: chance.weighted(&[(0.0, 0.2), (1.0, 0.4), (2.0, 0.4)]),
            subhead_indent: chance.weighted(&[(None, 0.45), (Some(0.0), 0.25), (Some(2.0), 0.3)]),
            signature_indent: chance.weighted(&[(None, 0.35), (Some(0.0), 0.35), (Some(2.0), 0.3)]),
            head_centred: chance.chance(0.5),
            mixed_measure: match look {
                Look::Rough => 0.35,
                Look::Typed => 0.2,
                _ => 0.08,
            },
            narrow: match look {
                Look::Rough => 0.25,
                Look::Typed => 0.5,
                _ => 0.06,
            },
            interleave: match look {
                Look::Rough => 0.15,
                Look::Other => 0.08,
                _ => 0.02,
            },
            fitted: if typed { 0.6 } else { 0.0 },
            overprint: if look == Look::Rough { 0.15 } else { 0.03 },
            shuffled: if typed { 0.1 } else { 0.3 },
            bead: if look == Look::Rough { 0.08 } else { 0.02 },
        }
    }

    /// Habits that papers differ in more than one would think: for pages that are learned from.
    pub(super) fn loosen(&mut self, chance: &mut Random) {
        if self.look == Look::Typed {
            if chance.chance(0.08) {
                self.measure = 9.0;
            }
            self.cues.bare = chance.weighted(&[(0.0, 0.85), (0.6, 0.15)]);
            return;
        }
        self.cues = Cues::draw(chance);
        self.bold = chance.weighted(&[(0.0, 0.7), (0.1, 0.2), (0.9, 0.1)]);
        self.aside = chance.weighted(&[(0.0, 0.6), (0.1, 0.3), (0.3, 0.1)]);
        self.heads = chance.weighted(&[
            (HeadOrder::Before, 0.24),
            (HeadOrder::After, 0.38),
            (HeadOrder::Mixed, 0.16),
            (HeadOrder::Between, 0.02),
            (HeadOrder::PageEnd, 0.15),
            (HeadOrder::PageStart, 0.05),
        ]);
        self.scattered = chance.weighted(&[(0.0, 0.75), (0.5, 0.25)]);
        let mut apart = chance.fork(0);
        if apart.chance(GRIDS) {
            self.grid = Grid::draw(&mut apart);
        }
        if self.look == Look::Other && self.reader != Reader::PopplerLayout {
            self.reader = chance.weighted(&[
                (Reader::PopplerRaw, 0.23),
                (Reader::PopplerOrdered, 0.28),
                (Reader::Miner, 0.05),
                (Reader::MuPdf, 0.23),
                (Reader::Paragraphs, 0.1),
                (Reader::Doubled, 0.07),
                (Reader::Optical, 0.09),
            ]);
        }
        // Columns that stand closer run together line by line, and lines of two articles have no one answer.
        if matches!(self.reader, Reader::PopplerOrdered | Reader::Miner) {
            self.gutter = self.gutter.max(BLOCK_GUTTER);
        }
    }
}

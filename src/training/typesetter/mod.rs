//! The typesetter: sets clean articles in random newspaper layouts and extracts them as text extractors would.
//!
//! ```text
//! SourceArticle ─vary→ Story ─plan, compose→ SetFile (glyphs with places) ─extract→ lines ─label→ LabelledPage
//! ```
//!
//! Geometry is real: text runs through columns of a measure, with 避头尾, compressed punctuation and pictures in
//! its way, so that what extractors make of it (blank lines at column tops, paragraphs broken one line late) comes
//! out by itself. Same articles, same seed: same bytes.

mod article;
mod boxes;
mod compose;
mod extract;
mod family;
mod furniture;
mod geometry;
mod headings;
mod headline;
mod label;
mod lists;
mod marks;
mod openings;
mod pages;
mod pictures;
mod plan;
mod printed;
mod random;
mod sample;
mod source;
mod spot;
mod story;
mod style;
mod swap;
mod vary;
mod words;

pub(crate) use family::Family;
pub use sample::{SampleFile, sample_files};
pub use source::{SourceArticle, SourcePart, load_articles};

use crate::evaluation::LabelledPage;
use extract::{OutLine, blocks, mupdf, pdfbox, plain, poppler};
use geometry::SetFile;
use plan::Sheet;
use random::Random;
use story::Story;
use style::{Look, Reader, Style};

/// Shares of the looks among the pages.
const LOOKS: &[(Look, f32)] =
    &[(Look::Stripped, 0.36), (Look::Typed, 0.19), (Look::Rough, 0.12), (Look::Other, 0.33)];

/// Share of real articles among those of our times.
const REAL: f32 = 0.6;

/// Sets `count` files of pages from the articles. File `i` depends on the articles, the seed and `i` alone.
/// No articles, no pages.
pub fn labelled_pages(articles: &[SourceArticle], seed: u64, count: usize) -> Vec<LabelledPage> {
    use rayon::prelude::*;
    if articles.is_empty() {
        return Vec::new();
    }
    let pool = Pool::new(articles);
    (0..count).into_par_iter().map(|i| page(&pool, seed, i)).collect()
}

/// Sets `count` pages of our times from the articles and prints each as a PDF file.
///
/// # Errors
/// A page of which something is read that was not set.
pub fn printed_pages(articles: &[SourceArticle], seed: u64, count: usize) -> Result<Vec<SampleFile>, String> {
    use rayon::prelude::*;
    let pool = Pool::new(articles);
    let page = |number: usize| {
        let file = set_in_print(&pool, |_| {}, &mut Random::new(seed, number as u64));
        printed::file(&format!("printed{seed}-{number:06}.pdf"), "", &[file])
    };
    (0..count).into_par_iter().map(page).collect()
}

/// Sets `count` pages of our times and reads each as a program does that finds blocks and an order of its own for them.
pub fn pages_in_rows(articles: &[SourceArticle], seed: u64, count: usize) -> Vec<LabelledPage> {
    use rayon::prelude::*;
    /// Share of pages that pdfminer reads, and not Poppler.
    const MINED: f32 = 0.15;
    let pool = Pool::new(articles);
    let page = |number: usize| {
        let chance = &mut Random::new(seed, number as u64);
        let apart = |style: &mut Style| style.gutter = style.gutter.max(style::BLOCK_GUTTER);
        let file = set_in_print(&pool, apart, chance);
        let font = blocks::FONT_BOXES[chance.below(blocks::FONT_BOXES.len())];
        let lines = blocks::ordered(&file.pages[0], font, chance.chance(MINED));
        label::label(format!("rows{seed}-{number:06}"), &file, &lines, "\n")
    };
    (0..count).into_par_iter().map(page).collect()
}

/// A page as it is set on paper, with a habit of its own.
fn set_in_print(pool: &Pool, habit: impl Fn(&mut Style), chance: &mut Random) -> SetFile {
    let mut style = Style::draw(Look::Stripped, chance);
    style.loosen(chance);
    habit(&mut style);
    let mut stories: Vec<_> = pages::stories(pool, &style, chance).into_iter().take(1).collect();
    stories.iter_mut().flatten().for_each(|story| story.pictures.clear());
    // What says nothing without its picture is not printed.
    stories.iter_mut().for_each(|page| page.retain(|story| !story.body.is_empty()));
    let mut sheets = sheets(stories, style, chance);
    for Sheet { style, .. } in &mut sheets {
        // On paper a headline stands over its text or beside it, and text leaves room for pictures alone.
        (style.below, style.narrow) = (0.0, 0.0);
        // What is drawn twice over itself or letter by letter is a question of text, not of places.
        (style.overprint, style.bead) = (0.0, 0.0);
    }
    plan::set_file(&sheets, chance)
}

/// The articles by the years that they belong to and by where they are from.
struct Pool<'a> {
    modern: Vec<&'a SourceArticle>,
    old: Vec<&'a SourceArticle>,
    real: Vec<&'a SourceArticle>,
}

impl<'a> Pool<'a> {
    fn new(articles: &'a [SourceArticle]) -> Pool<'a> {
        let (real, own): (Vec<_>, Vec<_>) = articles.iter().partition(|a| a.real);
        let (old, modern): (Vec<_>, Vec<_>) = own.into_iter().partition(|a| a.traditional);
        if old.is_empty() || modern.is_empty() {
            let all: Vec<_> = articles.iter().collect();
            return Pool { modern: all.clone(), old: all, real };
        }
        Pool { modern, old, real }
    }

    /// An article, most often of the look's own years; of those of our times most are real where there are any.
    fn draw(&self, look: Look, chance: &mut Random) -> &'a SourceArticle {
        let own = chance.chance(0.92);
        let from = match (look == Look::Typed) == own {
            true => &self.old,
            false if !self.real.is_empty() && chance.chance(REAL) => &self.real,
            false => &self.modern,
        };
        from[chance.below(from.len())]
    }
}

fn page(pool: &Pool, seed: u64, number: usize) -> LabelledPage {
    let mut chance = Random::new(seed, number as u64);
    let chance = &mut chance;
    let look = chance.weighted(LOOKS);
    let mut style = Style::draw(look, chance);
    style.loosen(chance);
    let family = Family::of(&style);
    let pages = pages::stories(pool, &style, chance);
    let sheets = sheets(pages, style, chance);
    let file = plan::set_file(&sheets, chance);
    let lines = extracted(&file, &sheets, chance);
    let line_end = if chance.chance(0.03) { "\r\n" } else { "\n" };
    label::label(format!("{}{seed}-{number:06}", family.prefix()), &file, &lines, line_end)
}

/// Pages to be set; sections of one paper are sometimes set differently.
fn sheets(pages: Vec<Vec<Story>>, style: Style, chance: &mut Random) -> Vec<Sheet> {
    /// Share of files whose pages differ in style.
    const DIFFERENT: f32 = 0.3;
    let differ = chance.chance(DIFFERENT);
    pages
        .into_iter()
        .map(|stories| {
            let mut style = style.clone();
            if differ {
                // One program reads the whole file.
                let reader = style.reader;
                style = Style::draw(style.look, chance);
                style.loosen(chance);
                style.reader = reader;
            }
            let notes = furniture::page_notes(&style, chance);
            Sheet { style, stories, notes }
        })
        .collect()
}

/// What an extractor of the look makes of the file.
fn extracted(file: &SetFile, sheets: &[Sheet], chance: &mut Random) -> Vec<OutLine> {
    /// Ems within which baselines count as one row.
    const SAME_HEIGHT: f32 = 0.4;
    /// Share of characters that an optical reader takes for others.
    const MISREAD: f32 = 0.02;
    let lead = chance.chance(0.95);
    let flag = chance.chance(0.5);
    let font = blocks::FONT_BOXES[usize::from(flag)];
    let blanks = chance.int(0, 2);
    let form_feed = chance.chance(0.1);
    let mut out: Vec<OutLine> = Vec::new();
    for (i, (page, Sheet { style, .. })) in file.pages.iter().zip(sheets).enumerate() {
        let mut lines = match style.reader {
            Reader::PdfBox => pdfbox::extract(page, style.font, lead && i == 0),
            Reader::Doubled => plain::double(pdfbox::extract(page, style.font, false)),
            Reader::PopplerRaw => poppler::raw(page),
            Reader::PopplerOrdered => blocks::ordered(page, font, false),
            Reader::Miner => blocks::ordered(page, font, true),
            Reader::PopplerLayout => poppler::layout(page, SAME_HEIGHT),
            Reader::MuPdf => mupdf::blocks(page, flag),
            Reader::Paragraphs => plain::paragraphs(page, blanks, if flag { 0.2 } else { 0.0 }, chance),
            Reader::Optical => plain::optical(page, MISREAD, chance),
            Reader::Typist => plain::typed(page),
        };
        if i > 0 {
            let first = lines.iter_mut().find(|l| !l.is_blank());
            match (chance.below(3), first) {
                (_, Some(first)) if form_feed => first.text.insert(0, '\u{c}'),
                (0, Some(first)) => first.text.insert(0, ' '),
                (1, _) => out.push(OutLine::default()),
                _ => {}
            }
        }
        out.append(&mut lines);
    }
    if chance.chance(0.4) {
        out.extend(std::iter::repeat_n(OutLine::default(), chance.int(1, 3)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODERN: &str = "kind: news\ndate: 2024-01-05\nsection: 要闻\nkicker: 松溪镇\ntitle: 新桥通车 两岸往来更近\nsubtitle: ——松溪镇交通建设见闻\nbyline: 本报记者 李闻洲\n---\n本报讯（记者 李闻洲）1月4日上午，随着第一辆公交车缓缓驶过，松溪镇新桥正式通车。这座桥全长326米，双向四车道，把两岸三个村连在一起。\n# 走得更快\n过去，村民去对岸卖菜要绕行12公里。“现在十分钟就到了。”村民周大成说，他家种了5亩青菜。\n松溪镇有关负责人表示，下一步还将修建沿江步道，方便群众散步休息。\n! 松溪镇新桥通车当天，村民步行过桥。 | 本报记者 李闻洲 摄\n";
    const OLD: &str = "kind: gossip\ndate: 1931-04-05\ntitle: 茶樓一夕談\nbyline: （丹樵）\n---\n城南某茶樓、近日生意極盛、每至黃昏、座無隙地、樓主人姓陸、能說書、客皆喜之、\n> 一盞清茶坐夜闌\n> 樓頭風雨話更殘\n";

    fn articles() -> Vec<SourceArticle> {
        [MODERN, OLD].iter().filter_map(|text| SourceArticle::parse(text).ok()).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let articles = articles();
        let texts = |seed| -> Vec<String> {
            labelled_pages(&articles, seed, 12)
                .iter()
                .map(|p| format!("{}{}", p.page.text(), p.gold()))
                .collect()
        };
        assert_eq!(texts(7), texts(7));
        assert_ne!(texts(7), texts(8));
    }

    #[test]
    fn every_line_of_every_page_has_its_answer() {
        let pages = labelled_pages(&articles(), 1, 150);
        assert_eq!(pages.len(), 150);
        for page in &pages {
            page.check().unwrap_or_else(|e| panic!("{e}\n{}\n{}", page.page.text(), page.gold()));
            assert!(page.articles.iter().any(|a| !a.blocks.is_empty()), "{}", page.page.text());
        }
    }
}

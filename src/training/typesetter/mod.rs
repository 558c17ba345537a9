//! The typesetter: sets clean articles in random newspaper layouts and extracts them as text extractors would.
//!
//! ```text
//! SourceArticle ─vary→ Story ─plan, compose→ SetFile (glyphs with places) ─extract→ lines ─label→ LabelledPage
//! ```
//!
//! Geometry is real: text runs through columns of a measure, with 避头尾, compressed punctuation and pictures in
//! its way, so that what extractors make of it (blank lines at column tops, paragraphs broken one line late) comes
//! out by itself. Same articles, same seed: same bytes.

mod compose;
mod extract;
mod furniture;
mod geometry;
mod label;
mod plan;
mod random;
mod source;
mod story;
mod style;
mod vary;
mod words;

pub use source::{SourceArticle, SourcePart, load_articles};

use super::LabelledPage;
use crate::segmentation::Role;
use extract::{OutLine, mupdf, pdfbox, plain, poppler};
use geometry::SetFile;
use random::Random;
use story::{Piece, Story};
use style::{Look, Style};

/// Shares of the looks among the pages.
const LOOKS: &[(Look, f32)] =
    &[(Look::Stripped, 0.5), (Look::Typed, 0.2), (Look::Rough, 0.15), (Look::Other, 0.15)];

/// Sets `count` files of pages from the articles. Page `i` depends on the articles, the seed and `i` alone.
/// No articles, no pages.
pub fn labelled_pages(articles: &[SourceArticle], seed: u64, count: usize) -> Vec<LabelledPage> {
    use rayon::prelude::*;
    if articles.is_empty() {
        return Vec::new();
    }
    let pool = Pool::new(articles);
    (0..count).into_par_iter().map(|i| page(&pool, seed, i)).collect()
}

/// The articles by the years that they belong to.
struct Pool<'a> {
    modern: Vec<&'a SourceArticle>,
    old: Vec<&'a SourceArticle>,
}

impl<'a> Pool<'a> {
    fn new(articles: &'a [SourceArticle]) -> Pool<'a> {
        let (old, modern): (Vec<_>, Vec<_>) = articles.iter().partition(|a| a.traditional);
        if old.is_empty() || modern.is_empty() {
            let all: Vec<_> = articles.iter().collect();
            return Pool { modern: all.clone(), old: all };
        }
        Pool { modern, old }
    }

    /// An article, most often of the look's own years.
    fn draw(&self, look: Look, chance: &mut Random) -> &'a SourceArticle {
        let own = chance.chance(0.85);
        let from = if (look == Look::Typed) == own { &self.old } else { &self.modern };
        from[chance.below(from.len())]
    }
}

fn page(pool: &Pool, seed: u64, number: usize) -> LabelledPage {
    let mut chance = Random::new(seed, number as u64);
    let chance = &mut chance;
    let look = chance.weighted(LOOKS);
    let style = Style::draw(look, chance);
    let pages = stories(pool, &style, chance);
    let file = plan::set_file(&pages, &style, chance);
    let lines = extracted(&file, &style, chance);
    let line_end = if chance.chance(0.03) { "\r\n" } else { "\n" };
    label::label(format!("s{seed}-{number:06}"), &file, &lines, line_end)
}

/// The stories of each page of a file.
fn stories(pool: &Pool, style: &Style, chance: &mut Random) -> Vec<Vec<Story>> {
    if style.look == Look::Typed && chance.chance(0.2) {
        return vec![front_page(chance)];
    }
    let pages =
        if style.look == Look::Typed { 1 } else { chance.weighted(&[(1, 0.8), (2, 0.16), (3, 0.04)]) };
    let mut out: Vec<Vec<Story>> = Vec::new();
    let mut total = 0;
    let mut carried: Vec<Story> = Vec::new();
    for page in 0..pages {
        let mut stories: Vec<Story> = std::mem::take(&mut carried);
        let wanted = match style.look {
            Look::Typed => chance.int(1800, 4200),
            _ if pages > 1 => chance.int(1800, 3800),
            _ => chance.int(1800, 6200),
        };
        let mut chars = stories.iter().map(Story::chars).sum::<usize>();
        let most = if style.look == Look::Typed { 20 } else { chance.int(3, 13) };
        while chars < wanted && stories.len() < most {
            let mut story = vary::story(pool.draw(style.look, chance), style, chance);
            if story.chars() == 0 || (chars > 0 && chars + story.chars() > wanted + 1500) {
                chars += 20;
                continue;
            }
            if style.look != Look::Typed && story.body.len() > 3 {
                let last_page = page + 1 == pages;
                if !last_page && chance.chance(0.15) {
                    carried.extend(turn(&mut story, total + stories.len(), page + 2, chance));
                } else if chance.chance(0.06) {
                    jump(&mut story, chance);
                }
            }
            chars += story.chars();
            stories.push(story);
        }
        total += stories.len();
        out.push(stories);
    }
    out
}

/// An old paper's front page: price lists and rates.
fn front_page(chance: &mut Random) -> Vec<Story> {
    furniture::front_boxes(chance)
        .into_iter()
        .map(|(heading, text)| {
            let mut body = vec![Piece::new(Role::Paragraph, heading)];
            if !text.is_empty() {
                body.push(Piece::new(Role::Paragraph, text));
            }
            Story { body, traditional: true, ..Default::default() }
        })
        .collect()
}

/// Cuts a story that goes on overleaf; gives its rest. `index` is the story's number in the file.
fn turn(story: &mut Story, index: usize, page: usize, chance: &mut Random) -> Option<Story> {
    let at = chance.int(1, story.body.len() - 2);
    let mut rest = story.body.split_off(at);
    let mut joined = false;
    if rest[0].role == Role::Paragraph && chance.chance(0.7) {
        let text = rest[0].text();
        let chars: Vec<char> = text.chars().collect();
        if chars.len() > 20 {
            let cut = chance.int(8, chars.len() - 8);
            story.body.push(Piece::new(Role::Paragraph, chars[..cut].iter().collect::<String>()));
            rest[0] = Piece::new(Role::Paragraph, chars[cut..].iter().collect::<String>());
            joined = true;
        }
    }
    let (to, from) = (jump_words("下转", page, chance), jump_words("上接", page - 1, chance));
    story.body.push(Piece::new(Role::Jump, to));
    rest.insert(0, Piece::new(Role::Jump, from));
    Some(Story {
        body: rest,
        continues: Some(index),
        joined,
        traditional: story.traditional,
        ..Default::default()
    })
}

fn jump_words(verb: &str, page: usize, chance: &mut Random) -> String {
    match chance.below(6) {
        0 => format!("（{verb}{page}版）"),
        1 => format!("（{verb}第{page}版）"),
        2 => format!("({verb}第{page}版)"),
        3 => format!("({verb}{page:02}版)"),
        4 => format!("（{verb}A{page:02}版）"),
        _ => format!("（{verb}第{}版）", words::chinese_number(page)),
    }
}

/// Makes a story a part of a longer one: from another page, to another page, or of a serial.
fn jump(story: &mut Story, chance: &mut Random) {
    let page = chance.int(1, 8);
    match chance.below(4) {
        0 => {
            story.body.drain(..chance.int(1, story.body.len() - 2));
            story.body.insert(0, Piece::new(Role::Jump, jump_words("上接", page, chance)));
        }
        1 => {
            story.body.truncate(chance.int(2, story.body.len() - 1));
            story.body.push(Piece::new(Role::Jump, jump_words("下转", page, chance)));
        }
        2 => {
            let words = chance.pick(&["（未完）", "(未完)", "（未完待续）", "（待续）"]);
            story.body.push(Piece::new(Role::Jump, words));
        }
        _ => {
            let words = chance.pick(&["（接上期）", "(接上期)", "（续前）", "(上接昨日本版)"]);
            story.body.insert(0, Piece::new(Role::Jump, words));
        }
    }
}

/// What an extractor of the look makes of the file.
fn extracted(file: &SetFile, style: &Style, chance: &mut Random) -> Vec<OutLine> {
    let other = chance.below(8);
    let lead = chance.chance(0.95);
    let flag = chance.chance(0.5);
    let mut out: Vec<OutLine> = Vec::new();
    for (i, page) in file.pages.iter().enumerate() {
        let mut lines = match style.look {
            Look::Typed if chance.chance(0.12) => plain::optical(page, 0.02, chance),
            Look::Typed => plain::typed(page),
            Look::Stripped | Look::Rough => pdfbox::extract(page, style.font, lead && i == 0),
            Look::Other => match other {
                0 => poppler::raw(page, flag),
                1 => poppler::layout(page, 0.4),
                2 | 3 => mupdf::blocks(page, flag),
                4 => plain::paragraphs(page, chance.int(0, 2), 0.3, chance),
                5 => plain::double(pdfbox::extract(page, style.font, false)),
                6 => plain::optical(page, 0.02, chance),
                _ => plain::paragraphs(page, 1, 0.0, chance),
            },
        };
        if i > 0 {
            match chance.below(3) {
                0 => {}
                1 => out.push(OutLine::default()),
                _ => {
                    if let Some(first) = lines.iter_mut().find(|l| !l.is_blank()) {
                        first.text.insert(0, ' ');
                    }
                }
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
        let pages = labelled_pages(&articles(), 1, 400);
        assert_eq!(pages.len(), 400);
        for page in &pages {
            page.check().unwrap_or_else(|e| panic!("{e}\n{}\n{}", page.page.text(), page.gold()));
            assert!(page.articles.iter().any(|a| !a.blocks.is_empty()), "{}", page.page.text());
        }
    }
}

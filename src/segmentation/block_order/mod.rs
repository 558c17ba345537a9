//! Order of a page's blocks, where the extractor wrote them as they stand in rows across the page.
//!
//! Such an extractor writes a part of a column, then whatever stands beside or below it, and the rest of the text long
//! after; headlines stand among them anywhere. Once the lines have been read, each is known for a headline or for text, and
//! the page is a puzzle: `piece` cuts it at blank lines and where headlines and texts meet, `link` weighs which piece of
//! text goes on in which other, and `heads` which headline speaks of which chain of them. The page is then read again in
//! the order of its articles. A page that shows no such order is left as it is.

mod heads;
mod link;
mod piece;

use super::crf::Reading;
use super::line::Lines;
pub(crate) use link::Link;
#[cfg(any(feature = "training", test))]
pub(crate) use link::{END_SIGNS, LINK_SIGNS, LinkContext, LinkWeights, Question, sure_links};
use piece::{Kind, Piece, goes_on_in_the_middle};
pub(crate) use piece::{breaks_off, opens, pieces};

/// Breaks in the middle of a sentence, from which it is asked whether the page is in rows.
const FEWEST: usize = 2;
/// Probability from which a text surely goes on elsewhere, and the share of the links that do, from which the page is in rows.
const SURE: f32 = 0.6;
const LEAST_SHARE: f32 = 0.05;

/// A line of the new order.
pub(crate) struct Place {
    /// Its index in the old order.
    pub line: usize,
    /// The blank lines before it, if others than before.
    pub blank_before: Option<u8>,
}

/// Whether a page whose order is not known has texts that break off where what follows does not go on with them, so that it
/// may be in rows.
pub(crate) fn may_be_in_rows(page: &Lines) -> bool {
    if page.parted || !page.settings.is_empty() {
        return false;
    }
    let broken = |i: &usize| {
        page.lines[*i].blank_before > 0 && breaks_off(page, i - 1) && !goes_on_in_the_middle(page, *i)
    };
    (1..page.lines.len()).filter(broken).nth(FEWEST - 1).is_some()
}

/// The lines of a page in the order of its articles, by a reading of them; `None` where they are in order.
pub(crate) fn order(page: &Lines, reading: &Reading) -> Option<Vec<Place>> {
    if !may_be_in_rows(page) {
        return None;
    }
    let pieces = pieces(page, reading);
    let links = link::links(page, &pieces);
    let elsewhere = |link: &&Link| link.probability >= SURE && link.to != link.from + 1;
    if (links.iter().filter(elsewhere).count() as f32) < (LEAST_SHARE * links.len() as f32).max(1.0) {
        return None;
    }
    let chains = chains(&pieces, &links);
    let headlines = heads::of_chains(&pieces, &chains);
    Some(laid_out(&pieces, &chains, &headlines))
}

/// The texts and pictures of a page, each as its pieces in order.
fn chains(pieces: &[Piece], links: &[Link]) -> Vec<Vec<usize>> {
    let (mut next, mut begins) = (vec![None; pieces.len()], vec![true; pieces.len()]);
    for link in links {
        next[link.from] = Some(link.to);
        begins[link.to] = false;
    }
    let is_first = |&piece: &usize| begins[piece] && matches!(pieces[piece].kind, Kind::Text | Kind::Picture);
    let chain = |first| std::iter::successors(Some(first), |&piece: &usize| next[piece]).collect();
    (0..pieces.len()).filter(is_first).map(chain).collect()
}

/// The pieces one after the other: each headline that was found for a text right before it.
fn laid_out(pieces: &[Piece], chains: &[Vec<usize>], headlines: &[Vec<usize>]) -> Vec<Place> {
    let mut first_of = vec![None; pieces.len()];
    for (chain, headline) in chains.iter().zip(headlines) {
        let first = headline.first().map_or(chain[0], |&headline| headline.min(chain[0]));
        first_of[first] = Some((chain, headline));
    }
    let claimed: Vec<usize> = chains.iter().chain(headlines).flatten().copied().collect();
    let mut is_claimed = vec![false; pieces.len()];
    claimed.into_iter().for_each(|piece| is_claimed[piece] = true);
    let mut out: Vec<Place> = Vec::new();
    let mut last = None;
    let mut put = |piece: usize, joined: bool| {
        let stays = last.is_none_or(|last: usize| last + 1 == piece);
        for line in pieces[piece].lines.clone() {
            let blank_before = match line == pieces[piece].lines.start {
                true if joined => Some(0),
                true if !stays => Some(1),
                _ => None,
            };
            out.push(Place { line, blank_before });
        }
        last = Some(piece);
    };
    for piece in 0..pieces.len() {
        if let Some((chain, headline)) = first_of[piece] {
            headline.iter().enumerate().for_each(|(at, &headline)| put(headline, at > 0));
            chain.iter().enumerate().for_each(|(at, &piece)| put(piece, at > 0 || !headline.is_empty()));
        } else if !is_claimed[piece] {
            put(piece, false);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::segmentation::engine::Engine;
    use crate::segmentation::{Page, Role, segment};

    /// Two reports, each in two columns, and a third.
    const BLOCKS: [&str; 5] = [
        "北岭缆车通车\n本报讯昨日北岭新装的缆车正式通\n车，头一趟坐了六十位上山的茶农\n和学生去往山顶的古寺，山上的村",
        "旧书摊有了家\n本报讯经过两个月的整修文庙旁边\n的旧书市场前天开门，八十多个书\n摊统一挂牌，屋顶换了透光的琉璃",
        "核桃今年早熟\n本报讯入秋以来气温比往年偏高，\n山上核桃提前十天成熟，乡镇抓紧\n采收。",
        "民往后去镇里不用走半天石板路。\n北岭新装的缆车头一趟坐了上山的\n茶农去往山顶的古寺，山上的茶农\n和学生免票。",
        "，旧书市场的书摊屋顶也都换了，\n书摊统一挂牌，屋顶换了透光的琉\n璃，旧的书市前天开门。",
    ];

    fn order(blocks: &[&str]) -> Vec<u32> {
        let page = Page::new(blocks.join("\n\n"));
        Engine::get().lines(&page, &[]).lines.iter().map(|line| line.no.0).collect()
    }

    #[test]
    fn columns_in_rows_are_put_in_order() {
        let wanted = [1, 2, 3, 4, 16, 17, 18, 19, 6, 7, 8, 9, 21, 22, 23, 11, 12, 13, 14];
        assert_eq!(order(&BLOCKS), wanted);
    }

    #[test]
    fn columns_in_order_stay() {
        let [a, b, c, d, e] = BLOCKS;
        let order = order(&[a, d, b, e, c]);
        assert!(order.is_sorted(), "{order:?}");
    }

    #[test]
    fn headlines_in_a_row_come_to_the_texts_that_they_speak_of() {
        let [a, b, c, d, e] = BLOCKS.map(|block| block.split_once('\n').unwrap());
        let text = |block: (&str, &str)| format!("{}\n{}", block.0, block.1);
        let heads = [b.0, a.0];
        let page = [heads[0].into(), heads[1].into(), a.1.into(), b.1.into(), text(c), text(d), text(e)]
            .join("\n\n");
        let found = segment(&Page::new(page));
        let title_over = |words: &str| {
            let article =
                found.articles.iter().find(|a| a.texts(Role::Paragraph).any(|text| text.contains(words)));
            article.map(|article| article.texts(Role::Title).collect::<Vec<_>>().concat())
        };
        assert_eq!(title_over("石板路").as_deref(), Some(a.0), "{found:?}");
        assert_eq!(title_over("书市前天开门").as_deref(), Some(b.0), "{found:?}");
    }

    #[test]
    fn names_in_a_row_come_to_the_titles_above_them() {
        let [a, b, c, d, e] = BLOCKS.map(|block| block.split_once('\n').unwrap());
        let text = |block: (&str, &str)| format!("{}\n{}", block.0, block.1);
        let names = ["□何小溪", "□苗一禾"];
        let heads = [b.0, a.0, names[0], names[1]].join("\n\n");
        let page = [heads, a.1.into(), b.1.into(), text(c), text(d), text(e)].join("\n\n");
        let found = segment(&Page::new(page));
        for (title, name) in [b.0, a.0].into_iter().zip(names) {
            let article = found.articles.iter().find(|of| of.texts(Role::Title).any(|text| text == title));
            let of_title = article.unwrap().texts(Role::Byline).collect::<String>();
            assert_eq!(of_title, name, "{found:?}");
        }
    }

    #[test]
    fn nothing_is_lost_where_blocks_change_places() {
        let mut lines = order(&BLOCKS);
        lines.sort_unstable();
        assert_eq!(lines, (1..=23).filter(|no| ![5, 10, 15, 20].contains(no)).collect::<Vec<_>>());
    }
}

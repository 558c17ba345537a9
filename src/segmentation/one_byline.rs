//! Bylines between the headline of one article, whose text is above it, and the text of the next: an article is signed once,
//! by a byline, by the agency or reporter in its opening, or by a note at its end.

use super::Role;
use super::cue::Cue;
use super::fragment::{Fragment, FragmentKind, RawBlock};
use super::page_context::PageContext;

/// Gives such bylines to the one of the two articles that is not signed otherwise; where neither is, or both are, they stay.
pub(crate) fn settle(fragments: &mut [Fragment], articles: &[Vec<usize>], context: &PageContext) {
    let mut of = vec![None; fragments.len()];
    for (article, members) in articles.iter().enumerate() {
        members.iter().for_each(|&u| of[u] = Some(article));
    }
    for u in 0..fragments.len().saturating_sub(1) {
        let (Some(above), Some(below)) = (of[u], of[u + 1]) else { continue };
        let [head, body] = [&fragments[u], &fragments[u + 1]];
        let has_text_above = || {
            let mut texts = articles[above].iter().filter(|&&t| fragments[t].kind == FragmentKind::Body);
            texts.clone().next().is_some() && texts.all(|&t| t < u)
        };
        let has_headline_below = || {
            let mut heads = articles[below].iter().filter(|&&t| fragments[t].kind == FragmentKind::Head);
            heads.clone().next().is_some() && heads.all(|&t| t > u)
        };
        let between = above != below
            && (head.kind, body.kind) == (FragmentKind::Head, FragmentKind::Body)
            && body.first_line() == head.last_line() + 1
            && has_text_above()
            && has_headline_below();
        if !between {
            continue;
        }
        let is_byline = |block: Option<&RawBlock>| block.is_some_and(|block| block.role == Role::Byline);
        let (of_head, of_body) = (is_byline(head.blocks.last()), is_byline(body.blocks.first()));
        let signs = |article: usize, own: bool| signatures(fragments, &articles[article], context, own);
        if of_body && !of_head && body.blocks.len() > 1 && signs(below, true) && !signs(above, false) {
            let block = fragments[u + 1].blocks.remove(0);
            fragments[u].blocks.push(block);
        } else if of_head
            && !of_body
            && head.blocks.len() > 1
            && !signs(below, false)
            && is_reported(fragments, &articles[above], context)
        {
            let block = fragments[u].blocks.pop();
            fragments[u + 1].blocks.splice(0..0, block);
        }
    }
}

/// Whether an article is signed, by another byline than one if it has that.
fn signatures(fragments: &[Fragment], members: &[usize], context: &PageContext, has_one: bool) -> bool {
    let blocks = || members.iter().flat_map(|&u| &fragments[u].blocks);
    let bylines = blocks().filter(|block| block.role == Role::Byline).count();
    // （本报云岭4月8日电） says from where it came, and the author is named elsewhere.
    let names =
        |i: &usize| context.notes[*i].is_some() && !context.page.text(*i).iter().any(|c| "电電".contains(*c));
    let noted = || blocks().any(|block| block.role == Role::Credit && block.lines.iter().any(names));
    bylines > usize::from(has_one) || noted() || is_reported(fragments, members, context)
}

/// Whether an article's text opens with an agency or a reporter.
fn is_reported(fragments: &[Fragment], members: &[usize], context: &PageContext) -> bool {
    let mut texts = members.iter().flat_map(|&u| &fragments[u].blocks).filter(|b| b.role == Role::Paragraph);
    texts
        .next()
        .is_some_and(|text| context.page.lines[text.lines[0]].cues.any(&[Cue::Dateline, Cue::ReporterInside]))
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, Role, segment};

    const FERRY: &str = "渡口两岸的乡亲从前要绕行三十里，如今渡船一刻钟\n一班，船老大每天要在江上来回四十多趟，赶集的日子\n更多。\n";
    const REPORT: &str = "本报望江4月8日电（记者 吴岚）望江县的果园里苹果熟\n了，果农忙着采摘装箱，收购商的货车在村口排起长队，\n今年价钱比去年涨了两成。\n";
    const ORCHARD: &str = "果园里的苹果熟了，果农忙着采摘装箱，收购商的货\n车在村口排起长队，今年价钱比去年涨了两成，果农的\n收入多了不少。\n";
    const MARKET: &str = "本报讯 文庙旁边的旧书市场重新开门，八十多个书摊统一挂牌，\n屋顶全换成透光的玻璃，雨天也能安心翻书，市民都说\n方便。\n";

    /// Title and byline of each article of a page whose headlines stand below their texts.
    fn signed(parts: &[&str]) -> Vec<(String, String)> {
        let found = segment(&Page::new(parts.concat()));
        let of = |article: &crate::segmentation::Article, role| article.texts(role).collect::<String>();
        found.articles.iter().map(|article| (of(article, Role::Title), of(article, Role::Byline))).collect()
    }

    #[test]
    fn a_byline_above_a_report_that_is_signed_is_of_the_headline_before_it() {
        let found = signed(&[
            FERRY,
            "\n摆渡人的一天\n\n",
            "○何闻\n",
            REPORT,
            "\n苹果红了\n\n",
            MARKET,
            "旧书市场开门\n",
        ]);
        assert_eq!(found[0], ("摆渡人的一天".into(), "○何闻".into()));
    }

    #[test]
    fn a_byline_below_the_headline_of_a_wire_report_is_of_the_text_after_it() {
        let found =
            signed(&[REPORT, "苹果红了\n", "○何闻\n", FERRY, "摆渡人的一天\n", MARKET, "旧书市场开门\n"]);
        assert_eq!(found[1], ("摆渡人的一天".into(), "○何闻".into()));
        assert_eq!(found[0].1, "");
        // Where neither is signed otherwise, it stays with the headline that it stands below.
        let found =
            signed(&[ORCHARD, "苹果红了\n", "○何闻\n", FERRY, "摆渡人的一天\n", MARKET, "旧书市场开门\n"]);
        assert_eq!(found[0].1, "○何闻");
    }
}

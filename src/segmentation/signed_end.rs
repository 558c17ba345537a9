//! Ends of signed articles: behind a note, or a name in brackets behind a text, another article begins. In a box of briefs
//! each may be signed, and each opens as the others do.

use super::chain_weights::UNIT;
use super::crf::Scores;
use super::cue::Cue;
use super::fragment::{Fragment, FragmentKind};
use super::grammar::Step;
use super::page_context::PageContext;
use super::pair::Pair;

/// Strength of such an end, in nats.
const END: f32 = 4.0;

/// Adds to a page's scores that articles end where they are signed.
pub(super) fn hold(scores: &mut Scores<i16>, context: &PageContext) {
    for i in 1..context.page.lines.len() {
        if context.kind(i as isize).is_text() && is_end(context, i - 1, i) {
            scores.lean(i, Step::Article, (END / UNIT) as i16);
        }
    }
}

/// Takes it from the odds of pairs of texts, the first of which is signed.
pub(super) fn part(pairs: &mut [Pair], fragments: &[Fragment], context: &PageContext) {
    for pair in pairs {
        let [a, b] = pair.fragments().map(|u| &fragments[u]);
        let are_texts = a.kind == FragmentKind::Body && b.kind == FragmentKind::Body;
        let noted = || context.notes.get(a.last_line() + 1).is_some_and(Option::is_some);
        if are_texts && (noted() || is_end(context, a.last_line(), b.first_line())) {
            pair.odds -= END;
        }
    }
}

/// Whether an article that has a line ends there, where another text begins with another line.
fn is_end(context: &PageContext, last: usize, next: usize) -> bool {
    const OPENINGS: [Cue; 5] =
        [Cue::Dateline, Cue::Bullet, Cue::EnumeratorDigit, Cue::EnumeratorHan, Cue::EnumeratorBracket];
    let lines = &context.page.lines;
    let noted = context.notes[last].is_some() && context.notes.get(last + 1).is_none_or(Option::is_none);
    noted || lines[last].cues.has(Cue::SignedEnd) && !lines[next].cues.any(&OPENINGS)
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Article, Page, Role, segment};

    const FERRY: &str =
        "本报讯 澜溪镇新建的渡口昨天通航，头一班渡船载着四\n十多位乡亲过江，两岸往来不必再绕行三十里山路。\n";
    const MARKET: &str = "文庙旁边的旧书市场重新开门以后，书摊统一挂牌，屋顶换成\n透光的玻璃，雨天也能翻书。管理处说，明年还要添一间修\n书铺，教人补书页、换书脊。\n";

    fn texts(page: &str) -> Vec<String> {
        let found = segment(&Page::new(page.into()));
        let text = |article: &Article| article.texts(Role::Paragraph).collect::<Vec<_>>().concat();
        found.articles.iter().map(text).collect()
    }

    #[test]
    fn behind_a_signed_text_another_article_begins_without_a_headline() {
        let signed = FERRY.replace("山路。", "山路。（何闻）");
        let found = texts(&format!("{signed}{MARKET}"));
        assert!(found.len() == 2 && found[1].starts_with("文庙旁边"), "{found:?}");
        let found = texts(&format!("{FERRY}（何闻 吴岚）\n{MARKET}"));
        assert!(found.len() == 2 && found[1].starts_with("文庙旁边"), "{found:?}");
    }

    #[test]
    fn briefs_of_one_box_may_each_be_signed() {
        let brief = |text: &str, name: &str| format!("● {text}（{name}）\n");
        let page = format!(
            "城乡简讯\n\n{}{}{}",
            brief("澜溪镇新建的渡口昨天通航，乡亲过江不必再绕行三十里。", "何闻"),
            brief("望江县的果园里苹果熟了，收购商的货车在村口排队。", "吴岚"),
            brief("文庙旁边的旧书市场重新开门，书摊统一挂牌。", "丘青")
        );
        assert_eq!(texts(&page).len(), 1);
    }
}

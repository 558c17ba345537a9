//! Headlines without a text: joined to the headline, the text or the picture that they stand beside.
//! A line over another headline is of it, one between two paragraphs of a text is its subhead, a place and a name behind
//! a text sign it; a label of pictures, 图片报道, has the credit and the story right below it.
//!
//! One headline an article is the rule by which fragments are joined, and what is left over would be an article of a line.

use super::Role;
use super::author::is_signature;
use super::chapter;
use super::cue::Cue;
use super::fragment::{Fragment, FragmentKind};
use super::line::Lines;

/// Most lines of a headline with what is given to it.
const LONGEST: usize = 8;

/// Moves headlines without a text to the articles that they stand in.
pub(crate) fn settle(fragments: &mut [Fragment], articles: &mut Vec<Vec<usize>>, page: &Lines) {
    let mut place = vec![None; page.lines.len()];
    for (article, members) in articles.iter().enumerate() {
        for &u in members {
            fragments[u].lines().for_each(|i| place[i] = Some((article, u)));
        }
    }
    give_labels_their_stories(fragments, articles, &mut place, page);
    // From the last to the first: of two in a row the first one joins what the second did.
    for idle in (0..articles.len()).rev() {
        if articles[idle].iter().any(|&u| fragments[u].kind != FragmentKind::Head) {
            continue;
        }
        let Some((article, role)) = home(fragments, articles, idle, &place, page) else { continue };
        if let Some(role) = role {
            for &u in &articles[idle] {
                fragments[u].kind =
                    if role == Role::Kicker { FragmentKind::Head } else { FragmentKind::Body };
                fragments[u].blocks.iter_mut().for_each(|block| block.role = role);
            }
        }
        join(fragments, articles, &mut place, (idle, article));
    }
    join_the_last(fragments, articles);
    articles.retain(|members| !members.is_empty());
}

/// Joins labels of pictures without a text with who took the pictures and with the untitled story right below.
fn give_labels_their_stories(
    fragments: &[Fragment],
    articles: &mut [Vec<usize>],
    place: &mut [Option<(usize, usize)>],
    page: &Lines,
) {
    for label in 0..articles.len() {
        let lines = || articles[label].iter().flat_map(|&u| fragments[u].lines());
        let is_label = !articles[label].is_empty()
            && articles[label].iter().all(|&u| fragments[u].kind == FragmentKind::Head)
            && lines().any(|i| page.lines[i].cues.has(Cue::PhotoLabel));
        let Some(last) = lines().max().filter(|_| is_label) else { continue };
        let mut next = last + 1;
        while let Some(&Some((article, u))) = place.get(next)
            && fragments[u].first_line() == next
            && fragments[u].blocks.iter().all(|block| block.role == Role::Credit)
        {
            next = fragments[u].last_line() + 1;
            articles[article].retain(|&other| other != u);
            articles[label].push(u);
            fragments[u].lines().for_each(|i| place[i] = Some((label, u)));
        }
        let Some(&Some((story, _))) = place.get(next) else { continue };
        let begins = articles[story]
            .iter()
            .all(|&u| fragments[u].kind != FragmentKind::Head && fragments[u].first_line() >= next);
        if begins && story != label {
            join(fragments, articles, place, (story, label));
        }
    }
}

/// Moves the fragments of an article to another one.
fn join(
    fragments: &[Fragment],
    articles: &mut [Vec<usize>],
    place: &mut [Option<(usize, usize)>],
    (from, to): (usize, usize),
) {
    let members = std::mem::take(&mut articles[from]);
    for &u in &members {
        fragments[u].lines().for_each(|i| place[i] = Some((to, u)));
    }
    articles[to].extend(members);
    articles[to].sort_unstable();
}

/// Joins the one headline of a page that has nothing under it with its one picture that has no headline.
fn join_the_last(fragments: &[Fragment], articles: &mut [Vec<usize>]) {
    let all = |kind: FragmentKind| {
        let of_kind =
            |members: &Vec<usize>| !members.is_empty() && members.iter().all(|&u| fragments[u].kind == kind);
        (0..articles.len()).filter(|&article| of_kind(&articles[article])).collect::<Vec<_>>()
    };
    if let ([headline], [picture]) = (&all(FragmentKind::Head)[..], &all(FragmentKind::Picture)[..]) {
        let members = std::mem::take(&mut articles[*headline]);
        articles[*picture].extend(members);
        articles[*picture].sort_unstable();
    }
}

/// The article that a headline without a text stands in, and its role there; of part of a headline none is known.
fn home(
    fragments: &[Fragment],
    articles: &[Vec<usize>],
    idle: usize,
    place: &[Option<(usize, usize)>],
    page: &Lines,
) -> Option<(usize, Option<Role>)> {
    let lines = || articles[idle].iter().flat_map(|&u| fragments[u].lines());
    let (first, last) = (lines().min()?, lines().max()?);
    let before = first.checked_sub(1).and_then(|i| place[i]);
    let after = place.get(last + 1).copied().flatten();
    let is = |of: Option<(usize, usize)>, kind: FragmentKind| of.filter(|(_, u)| fragments[*u].kind == kind);
    let has_text =
        |article: usize| articles[article].iter().any(|&u| fragments[u].kind == FragmentKind::Body);
    let fits = |(article, _): &(usize, usize)| {
        let of_head = articles[*article].iter().filter(|&&u| fragments[u].kind == FragmentKind::Head);
        has_text(*article) && of_head.flat_map(|&u| fragments[u].lines()).count() + lines().count() <= LONGEST
    };
    if let (Some((text, _)), Some((same, _))) =
        (is(before, FragmentKind::Body), is(after, FragmentKind::Body))
        && text == same
    {
        return Some((text, Some(Role::Subhead)));
    }
    let ends = first > 0 && page.lines[first - 1].cues.has(Cue::SentenceEnd);
    if let Some((text, _)) = is(before, FragmentKind::Body).filter(|_| ends && first == last)
        && is_signature(page.text(first))
    {
        return Some((text, Some(Role::Byline)));
    }
    // What goes on from another day, a novel's next chapter among them, has its headline right above.
    let untitled =
        |article: usize| articles[article].iter().all(|&u| fragments[u].kind != FragmentKind::Head);
    let resumes = page.lines.get(last + 1).is_some_and(|line| line.cues.has(Cue::JumpFrom))
        || last + 1 < page.lines.len() && chapter::title(page.text(last + 1)).is_some();
    if let Some((article, _)) = is(after, FragmentKind::Body).filter(|(text, _)| resumes && untitled(*text)) {
        return Some((article, None));
    }
    if let Some((article, _)) = is(after, FragmentKind::Head).filter(fits) {
        return Some((article, Some(Role::Kicker)));
    }
    // Of an untitled text above and one below, where there is but one.
    let above = is(before, FragmentKind::Body).map(|(text, _)| text).filter(|text| untitled(*text));
    let below = is(after, FragmentKind::Body).map(|(text, _)| text).filter(|text| untitled(*text));
    if let (Some(text), None) | (None, Some(text)) = (above, below) {
        return Some((text, None));
    }
    let (over, _) = is(before, FragmentKind::Head).filter(fits)?;
    is(after, FragmentKind::Body).filter(|(text, _)| *text == over).map(|_| (over, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::fragment::RawBlock;
    use crate::segmentation::{Page, segment};

    /// Outcome for fragments of a line each that are of the articles named: `H` a headline, `T` a text, `P` a picture.
    fn settled(lines: &str, kinds: &str, owners: &[usize]) -> Vec<(Vec<usize>, String)> {
        let page = Lines::read(&Page::new(lines.into()));
        let unit = |(line, kind): (usize, char)| {
            let (kind, role) = match kind {
                'H' => (FragmentKind::Head, Role::Title),
                'P' => (FragmentKind::Picture, Role::Caption),
                'C' => (FragmentKind::Picture, Role::Credit),
                _ => (FragmentKind::Body, Role::Paragraph),
            };
            Fragment {
                kind,
                blocks: vec![RawBlock { role, lines: vec![line], decision: None }],
                article: 0,
                pairs: Vec::new(),
            }
        };
        let mut fragments: Vec<Fragment> = kinds.chars().enumerate().map(unit).collect();
        let mut articles = vec![Vec::new(); owners.iter().max().unwrap() + 1];
        owners.iter().enumerate().for_each(|(unit, &article)| articles[article].push(unit));
        settle(&mut fragments, &mut articles, &page);
        let roles = |members: &Vec<usize>| {
            members.iter().map(|&u| fragments[u].blocks[0].role.name()).collect::<Vec<_>>().join(" ")
        };
        articles.iter().map(|members| (members.clone(), roles(members))).collect()
    }

    #[test]
    fn lines_above_a_headline_are_of_it_and_between_paragraphs_of_the_text() {
        let page = "渡口通航\n渡口昨日通航。\n秋收时节\n好事连连\n果园丰收\n果园昨日开园。\n采摘正忙\n果农们说今年好。\n";
        let found = settled(page, "HTHHHTHT", &[0, 0, 1, 2, 3, 3, 4, 3]);
        assert_eq!(
            found,
            [
                (vec![0, 1], "title p".into()),
                (vec![2, 3, 4, 5, 6, 7], "kicker kicker title p subhead p".into())
            ]
        );
    }

    #[test]
    fn a_place_and_a_name_behind_a_text_sign_it_and_a_headline_there_stays() {
        let page = "能否早些发车\n请早十分钟。\n柳坝新村 何巧云\n渡口通航\n渡口昨日通航。\n";
        let found = settled(page, "HTHHT", &[0, 0, 1, 2, 2]);
        assert_eq!(found[0], (vec![0, 1, 2], "title p byline".into()));
        let page = "渡口通航\n渡口昨日通航。\n老街修缮一新\n果园昨日开园。\n";
        assert_eq!(settled(page, "HTHT", &[0, 0, 1, 2])[0], (vec![0, 1], "title p".into()));
    }

    #[test]
    fn a_text_that_goes_on_from_another_day_has_the_headline_right_above_it() {
        let page = "渡口昨日通航。\n渡口人家②\n（接上期）船到江心。\n";
        let found = [(vec![0], "p".into()), (vec![1, 2], "title p".into())];
        assert_eq!(settled(page, "THT", &[0, 1, 2]), found);
        assert_eq!(settled(&page.replace("（接上期）船到江心。", "第五章江上"), "THT", &[0, 1, 2]), found);
        // It has one.
        let titled = format!("{page}米价上涨\n");
        assert_eq!(settled(&titled, "THTH", &[0, 1, 2, 2])[1], (vec![2, 3], "p title".into()));
    }

    #[test]
    fn a_label_of_pictures_has_the_credit_and_the_untitled_story_below_it() {
        let page = "渡口通航\n渡口昨日通航。\n图片报道\n记者 何闻 摄\n果园昨日开园。\n";
        let found = settled(page, "HTHCT", &[0, 0, 1, 0, 2]);
        assert_eq!(found[1], (vec![2, 3, 4], "title credit p".into()));
        // The story has a headline; the headline is no label.
        assert_eq!(settled(page, "HTHCT", &[2, 0, 1, 0, 2]).len(), 3);
        let page = page.replace("图片报道", "果园丰收");
        assert_eq!(settled(&page, "HTHCT", &[0, 0, 1, 0, 2]).len(), 3);
    }

    #[test]
    fn a_headline_between_a_titled_text_and_an_untitled_one_is_of_the_untitled() {
        let page = "渡口通航\n渡口昨日通航。\n果园丰收\n果园昨日开园。\n";
        assert_eq!(settled(page, "HTHT", &[0, 0, 1, 2])[1], (vec![2, 3], "title p".into()));
        // Of two untitled texts it is not known which.
        assert_eq!(settled("渡口昨日通航。\n果园丰收\n果园昨日开园。\n", "THT", &[0, 1, 2]).len(), 3);
        // Both have their headlines.
        assert_eq!(settled(&format!("{page}米价上涨\n"), "HTHTH", &[0, 0, 1, 2, 2]).len(), 3);
    }

    #[test]
    fn the_one_headline_left_is_that_of_the_one_picture_left() {
        let page = "渡口通航\n渡口昨日通航。\n烈日下的船工\n船工在焊接船舷。\n渡口有四艘船。\n";
        assert_eq!(settled(page, "HTHPT", &[0, 0, 1, 2, 0])[1], (vec![2, 3], "title caption".into()));
        assert_eq!(settled(page, "HTHPP", &[0, 0, 1, 2, 3]).len(), 4);
    }

    #[test]
    fn lines_over_a_headline_are_no_articles() {
        let report = "本报讯（记者 何闻）近日，澜溪新建\n的渡口开通，两岸群众往来方便，不\n必再绕行三十里山路。\n\n渡口有四艘渡船，每天往返二十四班，\n单程十五分钟。\n";
        let story = "入夏以来，北岭茶园的采茶姑娘天\n不亮就上山，背着竹篓一路唱歌。\n\n茶园的主人说，今年雨水好，茶叶\n比去年多收三成，采茶的人手不够。\n";
        let page =
            format!("{report}\n澜溪渡口开通\n\n采茶时节\n\n歌声阵阵\n\n茶园采茶忙 游客上山来\n\n{story}");
        let found = segment(&Page::new(page));
        assert!(found.articles.iter().all(|article| article.texts(Role::Paragraph).count() > 0), "{found:?}");
    }
}

//! Subheads that are alone in their article: a text has none or several, so that one alone may be the next article's title.
//!
//! A reading weighs line by line and cannot count. Where one of its articles has a single subhead that is in doubt, another
//! reading takes it for a title, and what comes of either is compared by [`super::headline_placement`].

use super::Role;
use super::grammar::{Grammar, Phase, READ, Step};
use super::headline::is_head;
use super::inference::Inference;

/// Probability of a headline's line from which a subhead is in doubt.
const DOUBT: f32 = 0.2;

/// The same reading but for its lone subheads in doubt, which are titles, and how many nats it is further behind; `None`
/// where there are none.
pub(super) fn as_titles(inference: &Inference) -> Option<(Inference, f32)> {
    let grammar = Grammar::get();
    let Inference { reading, marginals } = inference;
    let of = |i: usize| grammar.states[reading.states[i]];
    let step = |i: usize| grammar.moves[reading.moves[i]].step;
    let count = reading.states.len();
    let (mut other, mut further, mut start) = (reading.clone(), 0.0, 0);
    for end in (1..=count).filter(|&i| i == count || step(i) == Step::Article) {
        let begins = |i: &usize| of(*i).role == Role::Subhead && step(*i) != Step::Same;
        let subheads: Vec<usize> = (start + 1..end).filter(begins).collect();
        start = end;
        let [first] = subheads[..] else { continue };
        let Some(next) = (first..end).find(|&i| of(i).role != Role::Subhead) else { continue };
        let head: f32 =
            READ.into_iter().filter(|role| is_head(*role)).map(|role| marginals.of_role(first, role)).sum();
        if head < DOUBT {
            continue;
        }
        // A text that has had its headline is followed by the next one's; else the subhead comes after what it is of.
        let (phase, before, after) = match of(first).phase {
            Phase::Headed => (Phase::HeadFirst, Step::Article, Step::Block),
            _ => (Phase::HeadLast, Step::Block, Step::Article),
        };
        let title = grammar.state(Role::Title, phase)?;
        let into = grammar.find(reading.states[first - 1], title, before);
        let out = grammar.find(title, reading.states[next], after);
        if let (Some(into), Some(on), Some(out)) = (into, grammar.find(title, title, Step::Same), out) {
            other.states[first..next].fill(title);
            other.moves[first..next].fill(on);
            (other.moves[first], other.moves[next]) = (into, out);
            further += (marginals.of_role(first, Role::Subhead) / head).ln().max(0.0);
        }
    }
    (other != *reading).then(|| (Inference { reading: other, marginals: marginals.clone() }, further))
}

#[cfg(test)]
mod tests {
    use crate::segmentation::{Page, Role, segment};

    const REPORT: &str = "本报讯（记者 何闻）澜溪新水厂昨\n日开闸，全城五万户人家用上了新水\n厂的水。\n\n水厂有三座水池，每天可以供水八\n万吨，够全城人用上二十年。\n\n";
    const STORY: &str = "入夏以来，北岭茶园的采茶姑娘天\n不亮就上山，背着竹篓一路唱歌。\n\n茶园的主人说，今年雨水好，茶叶\n比去年多收三成，采茶的人手不够。\n\n";
    const MORE: &str = "老城的水管今年也要换新的，换好\n以后，高处的人家用水不再等半夜。\n\n换水管的工人说，最难的是青石巷，\n巷子窄，车进不去，全靠人抬。\n";

    fn titles(page: String) -> Vec<String> {
        let found = segment(&Page::new(page));
        found.articles.iter().map(|a| a.texts(Role::Title).collect::<Vec<_>>().concat()).collect()
    }

    #[test]
    fn a_headline_without_a_dateline_below_begins_another_article() {
        let page = format!("澜溪新水厂开闸\n\n{REPORT}北岭茶园采茶忙\n\n{STORY}望江书店重开\n\n{MORE}");
        assert_eq!(titles(page), ["澜溪新水厂开闸", "北岭茶园采茶忙", "望江书店重开"]);
    }

    #[test]
    fn several_subheads_stay() {
        let page =
            format!("澜溪新水厂开闸\n\n{REPORT}一池清水\n\n{MORE}\n换水管\n\n{MORE}\n抬水管\n\n{MORE}");
        assert_eq!(titles(page), ["澜溪新水厂开闸"]);
    }
}

//! Subheads that may be titles: one that is alone in its article, as a text has none or several, and all of an article where
//! the subject changes at each.
//!
//! A reading weighs line by line: it cannot count, and sees little of the texts. Where such subheads are in doubt, another
//! reading takes them for titles, and what comes of either is compared by [`super::headline_placement`].

use super::Role;
use super::cohesion::Cohesion;
use super::grammar::{Grammar, Phase, READ, Step};
use super::headline::is_head;
use super::inference::Inference;

/// Probability of a headline's line from which a subhead is in doubt, and from which one is where the subject changes.
const DOUBT: f32 = 0.2;
const DOUBT_AT_RESTART: f32 = 0.05;

/// The same reading but for its subheads that may be titles, which are, and how many nats it is further behind; `None` where
/// there are none.
pub(super) fn as_titles(inference: &Inference, cohesion: &Cohesion) -> Option<(Inference, f32)> {
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
        let head = |i: usize| -> f32 {
            READ.into_iter().filter(|role| is_head(*role)).map(|role| marginals.of_role(i, role)).sum()
        };
        let restarts = |i: usize| cohesion.restarts(i) && head(i) >= DOUBT_AT_RESTART;
        let lone = matches!(subheads[..], [one] if head(one) >= DOUBT);
        if !lone && !subheads.iter().all(|&i| restarts(i)) {
            continue;
        }
        for first in subheads {
            let Some(next) = (first..end).find(|&i| of(i).role != Role::Subhead) else { continue };
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
                further += (marginals.of_role(first, Role::Subhead) / head(first)).ln().max(0.0);
            }
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

    const TEA: &str = "清明前后，石桥镇的茶园里一派忙碌，采茶的\n妇女背着竹篓走在新修的水泥路上，一边采一\n边说笑。\n镇里去年筹钱修了六里茶园路，过去挑茶下山\n要两个钟头，现在三轮车一趟就能拉走两百斤\n鲜叶。\n茶农方秀兰算了一笔账，路修通之后，一亩茶\n园能多收八百元，她家打算再种三亩新茶。\n";
    const BOOKS: &str = "停办了三年的城南旧书市集上周末重新开张，\n四十多个书摊沿着护城河一字排开，来淘书的\n人把河边挤得满满当当。\n摊主老龚摆摊已有二十年，他说最抢手的是连\n环画和老地图，一上午就卖掉了两箱。\n主办方表示，市集以后每个月办两次，还要请\n修书匠人现场教大家补书。\n";
    const WATER: &str = "新学期第一天，云岭小学的孩子们发现走廊里\n多了一排银色的饮水机，拧开龙头就能喝到干\n净的水。\n校长邱明远介绍，过去学校用水要从山脚下挑，\n遇到雨天水里都是泥沙，老师们只好把水澄上\n一夜再烧开。\n县水务部门今年给十一所山区学校装上了净水\n设备，每季度派人检测一次水质。\n";
    const STALLS: &str = "入夏以来，滨河路夜市的摊位管理换了新办法，\n不再抽签，谁来得早谁先选，摊主们都说这样\n公平。\n夜市管理员说，新办法实行一个月，纠纷少了\n一大半，卫生也比从前好，收摊后地面基本看\n不到油污。\n卖凉粉的郝大姐每天下午四点就来占位置，她\n的凉粉一晚上能卖出一百多碗。\n";

    #[test]
    fn headlines_where_the_subject_changes_begin_articles_without_datelines_and_blank_lines() {
        let stories = [
            ("石桥镇茶园添新路", TEA),
            ("旧书市集重回城南", BOOKS),
            ("山区学校有了直饮水", WATER),
            ("夜市摊位实行先到先得", STALLS),
        ];
        let page: String = stories.map(|(title, story)| format!("{title}\n{story}")).concat();
        assert_eq!(titles(page), stories.map(|(title, _)| title));
    }

    #[test]
    fn several_subheads_stay() {
        let page =
            format!("澜溪新水厂开闸\n\n{REPORT}一池清水\n\n{MORE}\n换水管\n\n{MORE}\n抬水管\n\n{MORE}");
        assert_eq!(titles(page), ["澜溪新水厂开闸"]);
    }
}

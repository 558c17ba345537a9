//! Pieces that are no prose: results, weather, prices, lists of names, programmes.

use super::{
    random::Random,
    story::{Piece, Story},
    words,
};
use crate::segmentation::Role;

/// A table under a short headline, a row a paragraph, sometimes a sentence before it and a note below.
pub(super) fn story(chance: &mut Random) -> Story {
    type Row = fn(usize, &mut Random) -> String;
    const KINDS: &[(&[&str], Row)] = &[
        (&["比赛成绩", "各组成绩", "决赛名次", "今日战报", "积分榜"], result),
        (&["城市天气预报", "今明天气", "主要城市天气", "海区预报"], weather),
        (&["农贸市场价格", "今日菜价", "批发行情", "外汇牌价"], price),
        (&["获奖名单", "表彰名单", "录取名单", "公示名单", "中奖名单"], names),
        (&["电视节目", "今日荧屏", "影剧院节目预告", "讲座预告"], programme),
    ];
    let (titles, row) = KINDS[chance.below(KINDS.len())];
    let mut out = Story::default();
    let place = if chance.chance(0.4) { words::place(chance) } else { String::new() };
    out.head.push(Piece::new(Role::Title, place + chance.pick(titles)));
    if chance.chance(0.25) {
        let said = format!("{}月{}日发布，供读者参考。", chance.int(1, 12), chance.int(1, 28));
        out.body.push(Piece::new(Role::Paragraph, said));
    }
    let count = chance.int(4, 14);
    out.body.extend((0..count).map(|i| Piece::new(Role::Paragraph, row(i, chance))));
    if chance.chance(0.2) {
        let source = format!("（{}提供）", chance.pick(&["市气象台", "市统计局", "组委会", "中心市场"]));
        out.body.push(Piece::new(Role::Credit, source));
    }
    out
}

fn result(i: usize, chance: &mut Random) -> String {
    let (a, b) = (words::place(chance), words::place(chance));
    match chance.below(3) {
        0 => format!("{a}队 {}：{} {b}队", chance.int(0, 5), chance.int(0, 5)),
        1 => format!(
            "第{}名 {}（{a}）{}分{}秒",
            i + 1,
            words::person(chance, false),
            chance.int(1, 9),
            chance.int(10, 59)
        ),
        _ => {
            format!("{}、{a}队 {}胜{}负 积{}分", i + 1, chance.int(0, 9), chance.int(0, 9), chance.int(0, 30))
        }
    }
}

fn weather(_: usize, chance: &mut Random) -> String {
    let sky = chance.pick(&["晴", "多云", "阴", "小雨", "多云转晴", "阵雨", "小雪", "阴转多云"]);
    let wind = chance.pick(&["北风三四级", "微风", "东风二级", "南转北风"]);
    let low = chance.int(0, 20);
    format!("{} {sky} {wind} {low}℃～{}℃", words::place(chance), low + chance.int(3, 12))
}

fn price(_: usize, chance: &mut Random) -> String {
    let what = chance.pick(&[
        "大白菜",
        "西红柿",
        "鲜鸡蛋",
        "草鱼",
        "猪后腿",
        "粳米",
        "豆油",
        "黄瓜",
        "苹果",
        "土豆",
    ]);
    format!(
        "{what} {}.{}0元/公斤 {}",
        chance.int(1, 40),
        chance.int(1, 9),
        chance.pick(&["持平", "上涨", "下降", "—"])
    )
}

fn names(_: usize, chance: &mut Random) -> String {
    let count = chance.int(2, 6);
    let names: Vec<String> = (0..count).map(|_| words::person(chance, true)).collect();
    let label = chance.pick(&["一等奖", "二等奖", "先进个人", "优秀奖", ""]);
    if label.is_empty() { names.join(" ") } else { format!("{label}：{}", names.join("、")) }
}

fn programme(i: usize, chance: &mut Random) -> String {
    let what =
        chance.pick(&["新闻联播", "电视剧", "动画片", "午间新闻", "纪录片", "戏曲欣赏", "故事片", "音乐会"]);
    format!("{}：{:02} {what}《{}》", 7 + i, chance.below(12) * 5, words::place(chance))
}

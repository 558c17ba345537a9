//! Pictures: captions and credits, stories told by captions alone.

use super::{
    headings, openings,
    random::Random,
    story::{Piece, Story},
    words,
};
use crate::segmentation::Role;

/// Titles of pictures that stand by themselves.
const PHOTO_TITLES: &[&str] = &[
    "图片报道",
    "图片新闻",
    "图说新闻",
    "影像",
    "视觉",
    "新闻图片",
    "图片故事",
    "镜头",
    "光影",
    "一线影像",
    "现场",
];

pub(super) fn picture(story: &mut Story, caption: String, credit: String, chance: &mut Random) {
    if credit.is_empty() || chance.chance(0.2) {
        story.pictures.push(Piece::new(Role::Caption, caption));
    } else if chance.chance(0.5) {
        let joint = if chance.chance(0.8) { " " } else { "" };
        story.pictures.push(Piece::new(Role::Caption, format!("{caption}{joint}{credit}")));
    } else {
        story.pictures.push(Piece::new(Role::Caption, caption));
        story.pictures.push(Piece::new(Role::Credit, credit));
    }
}

/// Turns a story into a picture that is a piece of its own: what is printed below it, with a headline or without one.
/// All of its text is caption, the photographer's line too.
pub(super) fn photo(story: &mut Story, chance: &mut Random) {
    /// Characters of the text below a picture; of a page of pictures it may be as long as any story.
    const SHORT: std::ops::Range<usize> = 30..260;
    let long = chance.chance(0.15);
    let mut texts: Vec<String> = std::mem::take(&mut story.body)
        .into_iter()
        .filter(|p| p.role == Role::Paragraph)
        .map(|p| openings::without_opening(&p.text()))
        .chain(std::mem::take(&mut story.pictures).iter().map(Piece::text))
        .filter(|text| text.chars().count() >= 20 && (long || SHORT.contains(&text.chars().count())))
        .collect();
    if texts.is_empty() {
        let who = people(chance);
        texts.push(format!("{}，{}。", scene(&who, chance), scene(&who, chance)));
    }
    texts.truncate(if long { 8 } else { chance.weighted(&[(1, 0.8), (2, 0.14), (3, 0.06)]) });
    if let Some(last) = texts.last_mut().filter(|_| chance.chance(0.4)) {
        let who = people(chance);
        let shown = chance.pick(&["图为", "这是", "图为", "上图：", "图①为"]);
        last.push_str(&format!("{shown}{}。", scene(&who, chance)));
    }
    let taken = openings::credit(chance);
    let bracketed = format!("（{}）", taken.trim_matches(['（', '）']));
    match (chance.below(10), texts.last_mut()) {
        (0..=4, Some(last)) => last.push_str(&bracketed),
        (5, Some(last)) => last.push_str(&format!(" {taken}")),
        (6 | 7, _) => texts.push(taken),
        (8, _) => texts.push(bracketed),
        _ => {}
    }
    story.bylines.clear();
    match chance.below(20) {
        0..=8 => story.head.retain(|p| p.role == Role::Title),
        9..=14 => story.head = vec![Piece::new(Role::Title, photo_title(chance))],
        15 => {
            story.head.retain(|p| p.role == Role::Title);
            story.head.insert(0, Piece::new(Role::Kicker, photo_title(chance)));
        }
        _ => story.head.clear(),
    }
    let captions = texts.into_iter().map(|text| Piece::new(Role::Caption, text));
    // Some set the words in columns like any story's.
    let place = if chance.chance(0.3) { &mut story.body } else { &mut story.pictures };
    place.extend(captions);
}

/// Captions in a few words, without a stop: what one sees, sometimes whose picture it is.
pub(super) fn bare_captions(story: &mut Story, chance: &mut Random) {
    if story.body.len() < 3 || !story.pictures.is_empty() || !chance.chance(0.25) {
        return;
    }
    // Pictures of one story often show the same people.
    let who = people(chance);
    for _ in 0..chance.weighted(&[(1, 0.45), (2, 0.35), (3, 0.2)]) {
        let clause = if chance.chance(0.3) { headings::own_clause(story, chance) } else { None };
        let mut text = clause.unwrap_or_else(|| scene(&who, chance));
        match chance.below(8) {
            0 => text.push_str("（资料图片）"),
            1 => text.push_str(" （资料图片）"),
            2 => text = format!("{text}。 {}", openings::credit(chance)),
            3 => text.push('。'),
            _ => {}
        }
        story.pictures.push(Piece::new(Role::Caption, text));
    }
    if chance.chance(0.15) {
        story.pictures.push(Piece::new(Role::Credit, openings::credit(chance)));
    }
}

/// People before a camera: 云溪镇村民, 石桥社区工作人员, 孩子们.
fn people(chance: &mut Random) -> String {
    const WHO: &[&str] = &[
        "村民",
        "市民",
        "居民",
        "群众",
        "游客",
        "学生",
        "孩子们",
        "小朋友",
        "工人",
        "员工",
        "工作人员",
        "技术人员",
        "医护人员",
        "施工人员",
        "农户",
        "果农",
        "茶农",
        "种植户",
        "志愿者",
        "网格员",
        "民警",
        "消防员",
        "党员干部",
        "驻村干部",
        "教师",
        "师生",
        "医生",
        "护士",
        "老人",
        "演员",
        "选手",
        "运动员",
        "观众",
        "读者",
        "消费者",
        "乘客",
        "家长",
        "老师傅",
        "职工代表",
        "宣讲员",
    ];
    const OF: &[&str] = &[
        "镇",
        "街道",
        "社区",
        "村",
        "县",
        "区",
        "小学",
        "中学",
        "医院",
        "公司",
        "农业园",
        "派出所",
        "敬老院",
        "合作社",
        "供电所",
        "图书馆",
        "车站",
        "码头",
        "工业园",
        "文化馆",
    ];
    match chance.below(5) {
        0 => chance.pick(WHO).to_owned(),
        1 => format!("{}{}负责人", words::place(chance), chance.pick(OF)),
        _ => format!("{}{}{}", words::place(chance), chance.pick(OF), chance.pick(WHO)),
    }
}

/// What a picture shows, in a clause: who does what, or what stands there.
fn scene(who: &str, chance: &mut Random) -> String {
    const ACTS: &[&str] = &[
        "采摘杨梅",
        "翻晒稻谷",
        "检修线路",
        "为老人量血压",
        "给果树修枝",
        "打包快递",
        "练习书法",
        "排练节目",
        "清理河道垃圾",
        "查看秧苗长势",
        "讲解防溺水知识",
        "登门发放政策手册",
        "帮商户检查灭火器",
        "装运蔬菜",
        "参观农耕展览",
        "体验剪纸",
        "加工茶叶",
        "调试新设备",
        "巡查水库大坝",
        "搬运救灾物资",
        "了解办事流程",
        "向来访者介绍展品",
        "为小区更换路灯",
        "领取借书证",
        "试乘新开通的公交",
        "参加趣味运动会",
        "测量路面平整度",
        "记录鱼塘水温",
        "缝制香囊",
        "聆听老兵讲故事",
        "开展消防演练",
        "查验冷链食品",
        "安装充电桩",
        "擦洗护栏",
        "走访独居老人",
        "商量院坝改造方案",
        "观看露天电影",
        "选购年货",
        "给牛羊打疫苗",
        "收割油菜",
        "铺设步道",
        "栽种行道树",
        "校对地名档案",
        "组装零件",
        "直播卖蜜橘",
        "登记外来车辆",
        "学习急救",
        "晾晒粉丝",
    ];
    const SIGHTS: &[&str] = &[
        "新貌",
        "一角",
        "全景",
        "夜景",
        "鸟瞰",
        "春色",
        "生产车间",
        "活动现场",
        "比赛现场",
        "签约现场",
        "施工现场",
        "开工仪式现场",
        "新建的口袋公园",
        "改造后的老街",
        "丰收的稻田",
        "产品展示区",
    ];
    let act = chance.pick(ACTS);
    let place = words::place(chance);
    let whither =
        chance.pick(&["村", "社区", "车间", "田间", "广场", "中学", "集市", "果园", "安置小区", "文化站"]);
    match chance.below(13) {
        9 => format!("{who}到{place}{whither}{act}并{}", chance.pick(ACTS)),
        10 => format!("{who}在{place}{whither}{act}、{}", chance.pick(ACTS)),
        11 => {
            format!("{place}镇组织{}、{}{act}", chance.pick(&["党员", "驻村队员", "志愿者"]), people(chance))
        }
        12 => format!("{who}在新落成的{place}{whither}{act}"),
        0 => format!(
            "{place}{}{}",
            chance.pick(&["镇", "村", "湖", "新区", "古街", "大桥"]),
            chance.pick(SIGHTS)
        ),
        1 | 2 => format!("{who}正在{act}"),
        3 => format!("{who}在{place}{whither}{act}"),
        4 => format!("{who}到{place}{whither}{act}"),
        5 => format!("{who}正{act}"),
        6 => format!("{who}和{}一起{act}", people(chance)),
        _ => format!("{who}{act}"),
    }
}

/// 图片报道 more often than all others.
fn photo_title(chance: &mut Random) -> &'static str {
    if chance.chance(0.45) { PHOTO_TITLES[0] } else { PHOTO_TITLES[chance.below(PHOTO_TITLES.len())] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_photo_box_but_its_headline_is_caption() {
        let mut chance = Random::new(3, 0);
        for _ in 0..200 {
            let mut story = Story {
                head: vec![Piece::new(Role::Kicker, "松溪镇"), Piece::new(Role::Title, "新桥通车")],
                bylines: vec![Piece::new(Role::Byline, "本报记者 何闻")],
                body: vec![Piece::new(
                    Role::Paragraph,
                    "本报讯 新桥昨日通车，两岸的人都来看，孩子们跑在最前面，桥上挂满了彩旗。",
                )],
                pictures: vec![Piece::new(Role::Credit, "何闻 摄")],
                ..Default::default()
            };
            photo(&mut story, &mut chance);
            let texts: Vec<&Piece> = story.bylines.iter().chain(&story.body).chain(&story.pictures).collect();
            assert!(!texts.is_empty() && texts.iter().all(|p| p.role == Role::Caption), "{texts:?}");
            assert!(story.head.iter().all(|p| matches!(p.role, Role::Title | Role::Kicker)));
        }
    }
}

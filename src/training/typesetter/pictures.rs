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

/// Characters that a story told by its pictures has at most: most are short, some run as long as any story.
const LONGEST: [usize; 2] = [330, 1500];

/// A story of pictures alone gets a title of its kind; a short story may be told as captions.
pub(super) fn photo_story(story: &mut Story, chance: &mut Random) {
    let titled = story.head.iter().any(|p| p.role == Role::Title);
    let pictures_alone = story.body.is_empty() && !story.pictures.is_empty();
    if pictures_alone && !titled && chance.chance(0.75) {
        story.head.push(Piece::new(Role::Title, photo_title(chance)));
    }
    let long = chance.chance(0.25);
    let mut room = LONGEST[usize::from(long)];
    let mut told: Vec<Piece> = story.body.iter().filter(|p| p.role == Role::Paragraph).cloned().collect();
    told.retain(|p| (20..room).contains(&p.text().chars().count()));
    if told.is_empty() || !chance.chance(0.07) {
        return;
    }
    let from = if told.len() > 5 && !long { chance.below(told.len() - 4) } else { 0 };
    told.drain(..from);
    told.truncate(if long { 12 } else { chance.weighted(&[(1, 0.3), (2, 0.25), (3, 0.25), (5, 0.2)]) });
    told.retain(|p| {
        let chars = p.text().chars().count();
        room = room.saturating_sub(chars);
        room > 0
    });
    for piece in &mut told {
        let text = if long { piece.text() } else { openings::without_opening(&piece.text()) };
        *piece = Piece::new(Role::Caption, text);
    }
    // What runs on like any story is known by its label alone.
    if long || !titled || chance.chance(0.85) {
        story.head = vec![Piece::new(Role::Title, photo_title(chance))];
    }
    if chance.chance(0.7) {
        story.bylines.clear();
    }
    let credit = chance.chance(0.75).then(|| Piece::new(Role::Credit, openings::credit(chance)));
    story.body.clear();
    // Some set the words like any story's, under the headline and the photographer's name; some below the picture.
    if long || chance.chance(0.7) {
        story.bylines.extend(credit);
        story.body = told;
    } else {
        story.pictures = told;
        story.pictures.extend(credit);
    }
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

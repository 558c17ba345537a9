//! Invented names, places and phrases, put together by chance.

use super::random::Random;

pub(super) const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// Names of pages and columns in modern papers.
pub(super) const SECTIONS: &[&str] = &[
    "要闻",
    "综合",
    "时政",
    "国内",
    "国际",
    "经济",
    "文化",
    "体育",
    "教育",
    "健康",
    "民生",
    "社会",
    "副刊",
    "周刊",
    "专题",
    "本地",
    "都市",
    "乡村",
    "科技",
    "理论",
    "评论",
    "深度",
    "财经",
    "关注",
    "广告",
    "生活",
    "文旅",
    "法治",
    "人物",
    "视点",
    "读者来信",
    "区县新闻",
];

/// The commonest surnames, which most people have, and others that are met now and then.
const COMMON: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔文";
const RARER: &str = "施洪牛樊葛倪章鲁殷庞邢翟安齐伍庄涂聂焦柴柳甘游阎祝兰耿关左詹管裴欧梅盛童毕纪俞霍辛温阮颜莘季卜单路房解岳屈娄符古成包项凌尚狄申仇时麦费桂应骆冉宁柯窦隋舒阳司车褚佟闵谷边卓苗粟宫滕冷鲍蓝靳蒲占荆戚艾简尤巩辜桑饶晏苟仲党卞展郁查储敖丛楼匡栾花井芦牟诸谌连初丘商景瞿燕闻扈原冀农巴揭练屠鄢栗邬迟";
const DOUBLE: &[&str] = &["欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "尉迟", "东方", "令狐", "慕容"];
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志海玉春梅红兰文斌辉鹏飞亮东峰宇浩晨佳欣怡雪琳婷颖慧博远航思源子涵一鸣立新永康家乐正清泽楠书瑶景行承安若溪晓阳振德胜兴旺光荣忠义礼信仁和祥瑞福禄寿喜庆丰盈满堂根生水木火土金银铜铁钢林森松柏竹菊莲荷香凤凰燕雁鸿鹤鹰虎龙骏驰腾达通顺畅利益民主自由真善美好学勤俭朴实诚厚道守成功业伯仲叔季孟长幼大小中元亨贞吉昌盛世代宗祖先贤哲圣才能智武威力量山川河江湖岩石峻岭云雨雷电风霜露冰星辰日月天地宝贵珍珠琴棋诗画梦怀念忆恩爱佩珊莉萍蓉薇菲蕾芸芬芹苓茜菁萌萱彬彪炳焕炎煜熙耀灿昊昆仑岚岱峥嵘钧锋锐铭鑫锦绣绮纯洁心";

const PLACE_HEADS: &str = "清青白金银石云龙凤东西南北大小上下长平安福永和新古双三九百万兴华玉碧翠红丹紫临沙河江湖溪松柳桃梅竹桂枫杏荷兰芦苇雁鹤马牛羊鹿虎望泉塔";
const PLACE_TAILS: &str =
    "山水河江湖溪泉井桥塘堰坝坪坡岭岩石沟湾口渡滩洲岛林园田坊店铺寨堡城关门台亭阁寺庙村庄屯营场集";

/// Streets of the old port.
pub(super) const OLD_PLACES: &[&str] =
    &["福源", "大馬", "觀海", "仁和", "聚寶", "南碼頭", "天后宮前", "學宮", "望江", "二道"];

fn one_of(chars: &str, chance: &mut Random) -> char {
    let count = chars.chars().count();
    chars.chars().nth(chance.below(count)).unwrap_or('文')
}

fn surname(chance: &mut Random) -> String {
    match chance.weighted(&[(0, 0.72), (1, 0.265), (2, 0.015)]) {
        0 => one_of(COMMON, chance).to_string(),
        1 => one_of(RARER, chance).to_string(),
        _ => chance.pick(DOUBLE).to_owned(),
    }
}

/// A person's name, most often of two or three characters; two letter-spaced where `spaced`.
pub(super) fn person(chance: &mut Random, spaced: bool) -> String {
    if chance.chance(0.02) {
        return other_name(chance);
    }
    let surname = surname(chance);
    let first = one_of(GIVEN, chance);
    if chance.chance(0.3) {
        let gap = if spaced { " " } else { "" };
        format!("{surname}{gap}{first}")
    } else {
        format!("{surname}{first}{}", one_of(GIVEN, chance))
    }
}

/// Names that are no surname and given name: of other peoples, written by their sound.
fn other_name(chance: &mut Random) -> String {
    const SOUNDS: &[&str] = &[
        "扎西",
        "次仁",
        "卓玛",
        "多吉",
        "平措",
        "旺堆",
        "格桑",
        "达娃",
        "巴特",
        "其其格",
        "乌兰",
        "苏和",
        "阿依",
        "古丽",
        "买买提",
        "艾力",
        "热合曼",
        "吐尔逊",
        "帕提",
        "努尔",
        "阿布",
        "依明",
        "吉克",
        "阿木",
    ];
    let (first, second) = (chance.pick(SOUNDS), chance.pick(SOUNDS));
    let between = if chance.chance(0.4) { "·" } else { "" };
    if chance.chance(0.2) { first.to_owned() } else { format!("{first}{between}{second}") }
}

/// What a contributor of our times signs with who does not sign with a name.
pub(super) fn modern_pen_name(chance: &mut Random) -> String {
    const FIRST: &str = "晓雨秋枫江野山石小老一木南北青墨听闻若行远苇白沙河柳素言知简";
    const LAST: &str = "风雨石舟平言禾竹村歌夫农木丁鸣声心叶白水山秋子然草松";
    match chance.below(4) {
        0 => format!("{}{}", one_of(FIRST, chance), one_of(LAST, chance)),
        1 => format!("{}{}", one_of(COMMON, chance), one_of(LAST, chance)),
        2 => format!("本报{}", chance.pick(&["评论员", "特约评论员", "编辑部", "评论员"])),
        _ => format!("{}{}", chance.pick(&["晓", "小", "老", "阿"]), one_of(LAST, chance)),
    }
}

/// A person's name of a given number of characters.
pub(super) fn person_of(length: usize, chance: &mut Random) -> String {
    let mut name = String::from(one_of(COMMON, chance));
    (1..length).for_each(|_| name.push(one_of(GIVEN, chance)));
    name
}

/// The pen name of an old paper's contributor.
pub(super) fn pen_name(chance: &mut Random) -> String {
    const FIRST: &str = "丹瘦鐵寒冷天秋春雲病小大老微獨聽夢野石竹梅蘭漁樵笑癡拙半一無知紅碧素寄閒雪";
    const LAST: &str = "翁客鶴筆廬僧人子生叟隱樵漁梅石鷗蝶菴齋主蓮聲塵鴻影丁華士父星葉郎";
    let name = format!("{}{}", one_of(FIRST, chance), one_of(LAST, chance));
    if chance.chance(0.1) {
        format!("{name}{}", chance.pick(&["主人", "館主", "室主", "舊侶"]))
    } else {
        name
    }
}

/// Whether a character is one of the usual surnames.
pub(super) fn is_surname(ch: char) -> bool {
    COMMON.contains(ch) || RARER.contains(ch)
}

/// The stem of a place name of two characters.
pub(super) fn place(chance: &mut Random) -> String {
    let head = one_of(PLACE_HEADS, chance);
    let tail = one_of(PLACE_TAILS, chance);
    format!("{head}{tail}")
}

/// The name of a modern paper.
pub(super) fn paper(chance: &mut Random) -> String {
    format!(
        "{}{}",
        place(chance),
        chance.pick(&["日报", "晚报", "晨报", "新报", "商报", "时报", "周报", "新闻"])
    )
}

/// The name of an old paper.
pub(super) fn old_paper(chance: &mut Random) -> String {
    let stem = chance.pick(&[
        "瀾", "江", "滬", "津", "海", "華", "大", "新", "小", "晨", "民", "申", "羣", "金", "笑", "福",
        "社會", "東方", "羅", "鐵",
    ]);
    format!("{stem}{}", chance.pick(&["報", "新報", "日報", "聲報", "鐘報", "晚報"]))
}

/// A slogan over a page: phrases of equal length.
pub(super) fn slogan(chance: &mut Random) -> String {
    const VERBS: &[&str] =
        &["学", "强", "重", "建", "促", "晒", "求", "抓", "谋", "聚", "践", "守", "创", "惠", "优", "护"];
    const NOUNS: &[&str] = &[
        "思想", "党性", "实践", "新功", "实干", "实绩", "实效", "发展", "民生", "合力", "初心", "文明",
        "环境", "服务", "项目", "生态",
    ];
    let count = chance.int(2, 4);
    let parts: Vec<String> =
        (0..count).map(|_| format!("{}{}", chance.pick(VERBS), chance.pick(NOUNS))).collect();
    parts.join(" ")
}

/// A line under an old paper's masthead.
pub(super) fn old_slogan(chance: &mut Random) -> String {
    chance
        .pick(&[
            "社會文藝之精華",
            "注重本埠新聞",
            "消息靈通",
            "言論公正",
            "中華郵政特准掛號認爲新聞紙類",
            "每日出版",
            "逢三出版",
            "今日本報一大張",
        ])
        .to_owned()
}

/// A number below 10,000 in Chinese figures, as read aloud.
pub(super) fn chinese_number(n: usize) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if n == 0 {
        return "〇".into();
    }
    let mut out = String::new();
    let mut zero = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / unit % 10;
        if digit == 0 {
            zero = !out.is_empty();
            continue;
        }
        if zero {
            out.push('〇');
            zero = false;
        }
        if !(unit == 10 && digit == 1 && out.is_empty()) {
            out.push(DIGITS[digit]);
        }
        out.push_str(name);
    }
    out
}

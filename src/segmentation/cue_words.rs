//! The words that cues ask for: who signs, where a text goes on, what a picture shows, what a column is called.

use crate::han::continuation::{BACK, ONWARD};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

/// Lists of words that cues ask for.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum List {
    Trade,
    Reports,
    Wire,
    Photo,
    PhotoEnd,
    CaptionStart,
    CaptionInside,
    JumpTo,
    JumpFrom,
    Imprint,
    Address,
    Series,
    Connective,
    Speaker,
    PhotoLabel,
    CreditEnd,
    CreditInside,
    PhotoReport,
    ColumnLabel,
    SaidEnd,
    Place,
    People,
    Scene,
    Paper,
    Week,
    Section,
    Field,
    Time,
    NoticeStart,
}

/// Bytes within which a caption says whom it shows.
const EARLY: usize = 3 * 14;

/// The words of every list, Simplified and Traditional.
const LISTS: &[(List, &[&str])] = &[
    (List::Trade, TRADES),
    (List::Reports, &["报道：", "報道：", "报道:"]),
    (List::Wire, &["电", "電", "讯", "訊"]),
    (
        List::Photo,
        &[
            "摄影",
            "攝影",
            "供图",
            "供圖",
            "图片由",
            "圖片由",
            "资料图",
            "資料圖",
            "图片来源",
            "视觉",
            "新华社发",
            "图/",
            "摄/",
        ],
    ),
    (
        List::PhotoEnd,
        &[
            "摄",
            "攝",
            "摄）",
            "摄)",
            "图",
            "圖",
            "图）",
            "资料图片）",
            "资料片）",
            "供图）",
            "发）",
            "新华社发",
            "（资料图片）",
        ],
    ),
    (
        List::CaptionStart,
        &[
            "图为",
            "圖爲",
            "圖為",
            "上图",
            "下图",
            "左图",
            "右图",
            "▲",
            "▶",
            "▼",
            "◀",
            "△",
            "图①",
            "图②",
            "图一",
            "图二",
            "本版图片",
            "上圖",
            "下圖",
            "圖中",
            "图片说明",
        ],
    ),
    (
        List::CaptionInside,
        &["（资料图片）", "（左一）", "（右一）", "（左二）", "（右二）", "（中）", "（前）", "图为"],
    ),
    (List::JumpTo, ONWARD),
    (List::JumpTo, &["转二版"]),
    (List::JumpFrom, BACK),
    (List::JumpFrom, &["接一版", "接1版"]),
    (
        List::Imprint,
        &[
            "责编",
            "責編",
            "责任编辑",
            "美编",
            "编辑：",
            "编辑:",
            "校对",
            "校對",
            "版式",
            "主编",
            "值班",
            "组版",
            "电话：",
            "电话:",
            "热线",
            "邮箱",
            "投稿",
            "E-mail",
            "邮编",
            "零售",
            "定价",
            "定價",
            "印刷",
            "刊号",
            "CN",
            "代号",
            "發行",
            "社址",
            "地址：",
            "總經理",
        ],
    ),
    (List::Address, &["www.", "http", "@", ".com", ".cn"]),
    (
        List::Series,
        &[
            "之一",
            "之二",
            "之三",
            "之四",
            "之五",
            "（上）",
            "（中）",
            "（下）",
            "(上)",
            "(下)",
            "连载",
            "連載",
            "系列",
        ],
    ),
    (List::Connective, CONNECTIVES),
    (
        List::PhotoLabel,
        &[
            "图片新闻",
            "图片报道",
            "图片故事",
            "图文",
            "影像",
            "光影",
            "镜头",
            "摄影报道",
            "图说",
            "圖片",
            "画刊",
        ],
    ),
    (List::CreditEnd, &["摄", "攝", "摄）", "摄)", "供图", "供圖", "供图）"]),
    (List::CreditInside, &["摄/", "摄影/", "供图/"]),
    (
        List::ColumnLabel,
        &[
            "简讯",
            "简报",
            "快讯",
            "短讯",
            "微讯",
            "短波",
            "速递",
            "动态",
            "集锦",
            "播报",
            "资讯",
            "撷英",
            "扫描",
            "传真",
            "快报",
            "要闻",
            "速览",
            "简明新闻",
            "一句话新闻",
            "之窗",
            "之声",
            "信箱",
            "論壇",
            "论坛",
        ],
    ),
    (
        List::SaidEnd,
        &[
            "时指出",
            "时强调",
            "时要求",
            "时表示",
            "时说",
            "强调",
            "指出",
            "时提出",
            "會上說",
            "讲话指出",
            "致辞",
        ],
    ),
    (List::PhotoReport, &["撰文摄", "文并摄", "文摄"]),
    (
        List::Place,
        &["镇", "鎮", "乡", "鄉", "村", "区", "區", "县", "縣", "市", "州", "街道", "社区", "社區"],
    ),
    (List::People, PEOPLE),
    (
        List::Scene,
        &["正在", "现场", "一角", "一景", "全景", "鸟瞰", "航拍", "俯瞰", "外景", "夜景", "合影", "资料图"],
    ),
    (
        List::Paper,
        &[
            "日报", "日報", "晚报", "晚報", "晨报", "晨報", "时报", "時報", "商报", "商報", "新報", "公報",
            "週報", "周报", "早报", "导报",
        ],
    ),
    (List::Week, &["星期", "禮拜", "周一", "周二", "周三", "周四", "周五", "周六", "周日"]),
    (
        List::Section,
        &[
            "新闻", "新聞", "要闻", "要聞", "专版", "專版", "专刊", "專刊", "副刊", "特刊", "周刊", "週刊",
            "专栏", "專欄", "专题", "论坛", "論壇", "通信", "專電", "評論", "评论", "时评", "短評", "小言",
            "来信", "之聲", "之声", "信箱", "特写", "雜訊", "报道", "文苑", "園地", "园地", "广场", "聚焦",
        ],
    ),
    (
        List::Field,
        &[
            "时政", "综合", "国内", "国际", "國內", "國際", "社会", "社會", "经济", "經濟", "财经", "文化",
            "教育", "体育", "體育", "健康", "民生", "科技", "理论", "法治", "生活", "文艺", "文藝", "家庭",
            "婦女", "地方", "市场", "消费",
        ],
    ),
    (List::Time, TIMES),
    (
        List::NoticeStart,
        &[
            "启者",
            "啟者",
            "啓者",
            "敬启者",
            "敬啟者",
            "敬啓者",
            "兹",
            "茲",
            "鄙人",
            "本人",
            "本号",
            "本號",
            "本店",
            "本院",
            "本公司",
            "本行",
            "本校",
            "本局",
            "本會",
            "遗失",
            "遺失",
            "招聘",
            "招租",
            "诚聘",
            "诚招",
            "急聘",
            "征求",
            "徵求",
            "鸣谢",
            "鳴謝",
            "声明",
            "聲明",
            "公告",
            "通告",
            "出租",
            "出让",
            "出讓",
            "转让",
            "尊敬的",
            "编辑同志",
            "编辑先生",
            "編輯先生",
            "記者先生",
        ],
    ),
    (List::Speaker, &["问：", "答：", "记者：", "問：", "記者：", "Q：", "A："]),
];

static WORDS: LazyLock<(AhoCorasick, Vec<List>)> = LazyLock::new(|| {
    let words: Vec<(List, &str)> =
        LISTS.iter().flat_map(|(list, words)| words.iter().map(|w| (*list, *w))).collect();
    let automaton =
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words.iter().map(|(_, w)| *w));
    // The patterns are the few hundred words above: building cannot run out of states.
    (automaton.expect("a small automaton"), words.into_iter().map(|(list, _)| list).collect())
});

/// Lists that have a word in a text, near its start, at its start, at its end.
pub(super) struct Found {
    anywhere: u32,
    early: u32,
    start: u32,
    end: u32,
}

impl Found {
    pub(super) fn in_text(text: &str) -> Found {
        let (automaton, lists) = &*WORDS;
        let mut found = Found { anywhere: 0, early: 0, start: 0, end: 0 };
        for hit in automaton.find_overlapping_iter(text) {
            let bit = 1 << lists[hit.pattern().as_usize()] as u8;
            found.anywhere |= bit;
            found.early |= if hit.start() < EARLY { bit } else { 0 };
            found.start |= if hit.start() == 0 { bit } else { 0 };
            found.end |= if hit.end() == text.len() { bit } else { 0 };
        }
        found
    }

    /// Adds what was found in another form of the same text.
    pub(super) fn add(&mut self, other: &Found) {
        self.anywhere |= other.anywhere;
        self.early |= other.early;
        self.start |= other.start;
        self.end |= other.end;
    }

    pub(super) fn anywhere(&self, list: List) -> bool {
        self.anywhere >> list as u8 & 1 == 1
    }

    pub(super) fn early(&self, list: List) -> bool {
        self.early >> list as u8 & 1 == 1
    }

    pub(super) fn at_start(&self, list: List) -> bool {
        self.start >> list as u8 & 1 == 1
    }

    pub(super) fn at_end(&self, list: List) -> bool {
        self.end >> list as u8 & 1 == 1
    }
}

/// Words for who wrote, took or passed on a piece.
pub(super) const TRADES: &[&str] = &[
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "特约",
    "特約",
    "实习生",
    "实习",
    "摄影",
    "攝影",
    "撰文",
    "整理",
    "编译",
    "評論員",
    "评论员",
    "见习",
    "作者",
    "执笔",
    "采写",
    "编写",
    "供稿",
    "供图",
    "文/图",
    "文/",
    "图/",
    "文\u{2022}图",
    "图文",
    "报道",
    "特派",
    "訪員",
    "译",
    "摄",
];

/// People as captions call them.
const PEOPLE: &[&str] = &[
    "市民",
    "村民",
    "居民",
    "游客",
    "孩子",
    "小朋友",
    "工人",
    "人员",
    "农户",
    "果农",
    "菜农",
    "茶农",
    "种植户",
    "养殖户",
    "志愿者",
    "网格员",
    "民警",
    "交警",
    "消防员",
    "老师",
    "师生",
    "护士",
    "队员",
    "演员",
    "选手",
    "运动员",
    "顾客",
    "消费者",
    "乘客",
    "旅客",
    "观众",
    "师傅",
];

/// Words with which a report says when.
const TIMES: &[&str] = &[
    "昨", "今日", "今天", "今晨", "今早", "今晚", "今夜", "今年", "今春", "今夏", "今秋", "今冬", "本月",
    "本周", "上周", "上月", "上午", "下午", "近日", "近来", "近年", "近期", "日前", "日来", "日來", "连日",
    "連日", "最近", "前日", "前天", "前晚", "前夜", "明日", "明天", "去年", "去冬", "入春", "入夏", "入秋",
    "入冬", "眼下", "时下", "清晨", "傍晚",
];

/// Words that carry on from what stands before.
const CONNECTIVES: &[&str] = &[
    "接下来",
    "同时",
    "此外",
    "另外",
    "但",
    "而",
    "不仅",
    "下一步",
    "未来",
    "据了解",
    "据悉",
    "目前",
    "该",
    "他",
    "她",
    "这",
    "其",
    "会议",
    "截至",
    "于是",
    "首先",
    "其次",
    "再次",
    "最后",
    "因此",
    "然而",
    "不过",
    "随后",
    "后来",
    "当天",
    "当日",
    "同時",
    "據聞",
    "聞",
    "惟",
    "然",
    "至",
    "蓋",
    "又",
    "並",
    "旋",
    "嗣",
    "乃",
    "故",
    "如今",
    "原来",
    "对此",
    "与此",
];

//! Cues: what a line says of itself by its form, whatever paper it is from.
//!
//! Every cue is a class of lines (an opening formula, a byline, a folio), never a known line. A cue decides nothing:
//! the engine weighs it.

use super::line::{CLOSING, OPENING, is_han, is_mark};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

macro_rules! cues {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// One cue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Cue { $($(#[doc = $doc])+ $name,)+ }

        impl Cue {
            pub(crate) const ALL: &[Cue] = &[$(Cue::$name,)+];

            /// The name of the cue, as explanations and the weights show it.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Cue::$name => stringify!($name),)+ }
            }
        }
    };
}

cues! {
    /// Ends a sentence: 。！？… and closing marks behind.
    SentenceEnd,
    /// Ends at a closing mark with no sentence end inside.
    ClosingEnd,
    /// Ends at ，、；.
    PauseEnd,
    /// Ends at 、 where papers of old paused with nothing else.
    EnumerationCommaEnd,
    /// Ends at ：.
    ColonEnd,
    /// Ends at an opening mark.
    OpeningEnd,
    /// Ends with ——.
    DashEnd,
    /// Begins with ——.
    DashStart,
    /// Begins with a mark that no line may begin with.
    ClosingStart,
    /// Begins with “ ‘ （ 《 〔.
    OpeningStart,
    /// Has 。 or ； inside.
    StopInside,
    /// Has ， inside.
    CommaInside,
    /// Has 、 inside.
    EnumerationCommaInside,
    /// Two halves parted by a space, as headlines have.
    Halves,
    /// Three parts or more parted by spaces, as slogans and lists have.
    Parts,
    /// Opening formula of a report: 本报讯, 新华社北京3月19日电.
    Dateline,
    /// A report's reporter named in the opening formula: （记者 …）, 记者…报道：.
    ReporterInside,
    /// Trade and name: 本报记者 某某.
    Byline,
    /// A pen name in brackets and nothing else.
    PenName,
    /// A name and nothing else.
    NameOnly,
    /// Whose picture: 某某 摄, 图片由…提供, 资料图片.
    Credit,
    /// Says what a picture shows: 图为, 上图, ▲.
    Caption,
    /// 未完, 待续, 下转…版.
    JumpTo,
    /// 接上期, 上接…版.
    JumpFrom,
    /// 一、
    EnumeratorHan,
    /// （一）
    EnumeratorBracket,
    /// 1. 或 1、
    EnumeratorDigit,
    /// 一是, 首先, 第一步, 其一
    EnumeratorWord,
    /// ● ■ ◆ ★ before a brief.
    Bullet,
    /// □ before a name.
    Square,
    /// Ends with ？.
    QuestionEnd,
    /// Ends with ！.
    ExclamationEnd,
    /// Quoted or bracketed as a whole.
    Wrapped,
    /// A full date.
    Date,
    /// 第3版, A02版, 版次.
    PageLabel,
    /// 责编, 美编, 编辑, 校对, 电话, 邮箱 …: the people and numbers behind the page.
    Imprint,
    /// An address on the net.
    Address,
    /// More digits and Latin than Han.
    MostlyLatin,
    /// No Han at all.
    NoHan,
    /// Part of a series: 之一, （上）, ①.
    SeriesPart,
    /// Speaks of what was said before: 接下来, 同时, 此外, 据了解.
    Connective,
    /// 问：答：记者：
    Speaker,
    /// Digits and no Han.
    Number,
    /// A label that stands for the headline of pictures: 图片新闻.
    PhotoLabel,
    /// Ends by saying who took the picture: 某某 摄, 某某供图.
    CreditEnd,
    /// A place and nothing else: 某某镇, 某某社区.
    PlaceOnly,
    /// Speaks early of people as a picture shows them: 村民, 工作人员, 孩子们.
    People,
    /// Says what goes on before the camera: 正在…, 现场, 一角.
    Scene,
    /// The name of a column of short pieces, standing for a headline: 简讯, 政务动态.
    ColumnLabel,
    /// Ends by leading on to what somebody said: …时指出, …时强调.
    SaidEnd,
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// The cues of a line's characters.
    pub(crate) fn of(text: &[char]) -> Cues {
        let mut set = Cues::default();
        if text.is_empty() {
            return set;
        }
        set.by_ends(text);
        set.by_shape(text);
        set.by_words(text);
        set
    }

    /// Whether the cue is there.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u8 & 1 == 1
    }

    /// Whether any of the cues is there.
    pub(crate) fn any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.has(cue))
    }

    /// The set as bits, for sets too frequent to ask one by one.
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    fn set(&mut self, cue: Cue, on: bool) {
        self.0 |= u64::from(on) << cue as u8;
    }

    fn by_ends(&mut self, text: &[char]) {
        let (first, last) = (text[0], text[text.len() - 1]);
        let closers = text.iter().rev().take_while(|c| is_mark(**c, CLOSING)).count();
        let stop = text.len().checked_sub(closers + 1).map(|i| text[i]);
        self.set(Cue::SentenceEnd, stop.is_some_and(|c| is_mark(c, "。！？…!?．")));
        self.set(Cue::ClosingEnd, closers > 0 && !self.has(Cue::SentenceEnd));
        self.set(Cue::PauseEnd, is_mark(last, "，；,;"));
        self.set(Cue::EnumerationCommaEnd, last == '、');
        self.set(Cue::ColonEnd, is_mark(last, "：:"));
        self.set(Cue::OpeningEnd, is_mark(last, OPENING));
        self.set(Cue::QuestionEnd, is_mark(last, "？?"));
        self.set(Cue::ExclamationEnd, is_mark(last, "！!"));
        self.set(Cue::ClosingStart, is_mark(first, CLOSING) || is_mark(first, "，。、；：？！,;:"));
        self.set(Cue::OpeningStart, is_mark(first, OPENING));
        let dash = |pair: &[char]| pair.iter().all(|c| is_mark(*c, "—―－-─"));
        self.set(Cue::DashStart, text.len() > 2 && dash(&text[..2]));
        self.set(Cue::DashEnd, text.len() > 2 && dash(&text[text.len() - 2..]));
        let wrapped = matches!(
            (first, last),
            ('（' | '(', '）' | ')') | ('“', '”') | ('《', '》') | ('「', '」') | ('【', '】') | ('『', '』')
        );
        self.set(Cue::Wrapped, wrapped && text.len() > 2);
    }

    fn by_shape(&mut self, text: &[char]) {
        let inside = &text[..text.len() - 1];
        self.set(Cue::StopInside, inside.iter().any(|c| matches!(c, '。' | '；')));
        self.set(Cue::CommaInside, inside.iter().any(|c| matches!(c, '，' | ',')));
        self.set(Cue::EnumerationCommaInside, inside.contains(&'、'));
        let joint = |w: &[char]| {
            w[1] == ' '
                && (is_han(w[0]) || CLOSING.contains(w[0]) || w[0].is_ascii_digit())
                && (is_han(w[2]) || OPENING.contains(w[2]))
        };
        let parts = text.windows(3).filter(|w| joint(w)).count();
        self.set(Cue::Halves, parts == 1);
        self.set(Cue::Parts, parts > 1);
        let han = text.iter().filter(|c| is_han(**c)).count();
        let latin = text.iter().filter(|c| c.is_ascii_alphanumeric()).count();
        self.set(Cue::NoHan, han == 0);
        self.set(Cue::MostlyLatin, han > 0 && latin > han);
        self.set(Cue::Number, han == 0 && latin > 0);
        let first = text[0];
        self.set(
            Cue::Bullet,
            (matches!(first, '\u{25a0}'..='\u{27bf}' | '•' | '※') && !"□▲▶▼◀△▷▽◁○".contains(first))
                && text.len() > 1,
        );
        self.set(Cue::Square, "□".contains(first));
        self.set(Cue::EnumeratorHan, enumerator(text, "一二三四五六七八九十", 3, "、，．."));
        self.set(
            Cue::EnumeratorBracket,
            matches!(first, '（' | '(') && enumerator(&text[1..], "一二三四五六七八九十0123456789", 3, "）)"),
        );
        self.set(
            Cue::EnumeratorDigit,
            enumerator(text, "0123456789０１２３４５６７８９", 2, "、．.")
                && text.get(2).is_none_or(|c| !c.is_ascii_digit()),
        );
        self.set(Cue::SeriesPart, text.iter().any(|c| ('①'..='⑳').contains(c)) && text.len() < 30);
    }

    fn by_words(&mut self, text: &[char]) {
        let letters = text.iter().filter(|c| **c != ' ');
        let length = letters.clone().count();
        let mut tight = String::with_capacity(text.len() * 3);
        tight.extend(letters);
        let found = Found::in_text(&tight);
        let prose =
            self.any(&[Cue::SentenceEnd, Cue::StopInside, Cue::PauseEnd, Cue::CommaInside]) || length > 40;
        let bracket = tight.contains(['（', '(']);
        self.set(Cue::Dateline, found.anywhere(List::Wire) && is_dateline(&tight));
        let trade = found.anywhere(List::Trade);
        self.set(Cue::ReporterInside, trade && length > 8 && (bracket || found.anywhere(List::Reports)));
        self.set(
            Cue::Byline,
            trade && !prose && !self.has(Cue::Dateline) && length >= 4 && is_byline(&tight),
        );
        let bracketed = self.has(Cue::Wrapped) && matches!(text[0], '（' | '(');
        let inside = &text[1..text.len().max(2) - 1];
        self.set(
            Cue::PenName,
            bracketed && (3..=8).contains(&text.len()) && inside.iter().all(|c| is_han(*c) || *c == ' '),
        );
        self.set(Cue::PlaceOnly, length <= 8 && found.at_end(List::Place) && text.iter().all(|c| is_han(*c)));
        self.set(Cue::NameOnly, !prose && is_name(text) && !self.has(Cue::PlaceOnly));
        let photo = found.anywhere(List::Photo) || found.at_end(List::PhotoEnd) && length > 2;
        self.set(Cue::Credit, photo && (length < 26 || found.at_end(List::PhotoEnd)));
        self.set(
            Cue::CreditEnd,
            length < 26
                && (found.at_end(List::CreditEnd) || found.anywhere(List::CreditInside))
                && !found.at_end(List::PhotoReport),
        );
        self.set(Cue::ColumnLabel, length <= 7 && found.at_end(List::ColumnLabel));
        self.set(Cue::SaidEnd, !prose && found.at_end(List::SaidEnd));
        self.set(Cue::Caption, found.at_start(List::CaptionStart) || found.anywhere(List::CaptionInside));
        let short = length <= 16;
        self.set(Cue::JumpTo, short && found.anywhere(List::JumpTo));
        self.set(Cue::JumpFrom, short && found.anywhere(List::JumpFrom));
        self.set(Cue::EnumeratorWord, has_enumerator_word(&tight));
        self.set(Cue::Date, has_date(text));
        self.set(Cue::PageLabel, length < 60 && has_page_label(text));
        self.set(Cue::Imprint, length < 90 && found.anywhere(List::Imprint));
        self.set(Cue::Address, found.anywhere(List::Address));
        self.set(Cue::SeriesPart, self.has(Cue::SeriesPart) || length < 30 && found.anywhere(List::Series));
        self.set(Cue::Connective, found.at_start(List::Connective));
        self.set(Cue::Speaker, found.at_start(List::Speaker));
        self.set(Cue::PhotoLabel, length <= 10 && found.anywhere(List::PhotoLabel));
        self.set(Cue::People, length <= 40 && found.early(List::People));
        self.set(Cue::Scene, length <= 40 && found.anywhere(List::Scene));
    }
}

/// Lists of words that cues ask for.
#[derive(Clone, Copy)]
#[repr(u8)]
enum List {
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
    (List::JumpTo, &["未完", "待续", "待續", "下转", "下轉", "转第", "轉第", "转二版", "轉入"]),
    (
        List::JumpFrom,
        &[
            "接上期",
            "上接",
            "接上",
            "续上",
            "續上",
            "续前",
            "續前",
            "紧接",
            "緊接",
            "接第",
            "接一版",
            "接1版",
        ],
    ),
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

/// Which lists have a word in a text, near its start, at its start, at its end.
struct Found {
    anywhere: u32,
    early: u32,
    start: u32,
    end: u32,
}

impl Found {
    fn in_text(text: &str) -> Found {
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

    fn anywhere(&self, list: List) -> bool {
        self.anywhere >> list as u8 & 1 == 1
    }

    fn early(&self, list: List) -> bool {
        self.early >> list as u8 & 1 == 1
    }

    fn at_start(&self, list: List) -> bool {
        self.start >> list as u8 & 1 == 1
    }

    fn at_end(&self, list: List) -> bool {
        self.end >> list as u8 & 1 == 1
    }
}

/// Words for who wrote, took or passed on a piece.
const TRADES: &[&str] = &[
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

/// Family names common enough to tell a name by.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻餘鍾範譚廖鄒陸顧龍萬錢湯喬賀賴龔龐蘭莊嚴溫蘆魯韋畢聶叢齊關費紀歐項陽衛單寧閔華車邊";

fn enumerator(text: &[char], digits: &str, longest: usize, stops: &str) -> bool {
    // No stop is Han.
    if text.iter().skip(1).take(longest).all(|c| is_han(*c)) {
        return false;
    }
    let run = text.iter().take_while(|c| digits.contains(**c)).count();
    (1..=longest).contains(&run) && text.get(run).is_some_and(|c| stops.contains(*c))
}

fn has_enumerator_word(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let number = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    number(first) && second == Some('是')
        || first == Some('第') && number(second)
        || first == Some('其') && number(second) && third.is_some_and(|c| "，、是：".contains(c))
        || text.starts_with("首先")
        || text.starts_with("其次")
}

/// 本报讯, 本报北京5月2日电, 新华社…电, 据…电, and their Traditional forms; 電 and 訊 of the old papers (南京五日電).
fn is_dateline(text: &str) -> bool {
    let head: String = text.chars().take(26).collect();
    let head = head.trim_start_matches(['（', '(', '【', '［', '■', '●', '▲', '◆']);
    let opening = [
        "本报讯",
        "本報訊",
        "本社讯",
        "本社訊",
        "本刊讯",
        "本台讯",
        "讯（",
        "訊（",
        "据新华社",
        "新华社",
        "中新社",
        "中央社",
        "電通社",
        "路透社",
        "據",
        "据",
    ];
    let report = |s: &str| {
        s.contains("日电")
            || s.contains("日電")
            || s.contains("日讯")
            || s.contains("日訊")
            || s.contains("专电")
            || s.contains("專電")
            || s.contains("社电")
            || s.contains("社電")
    };
    opening[..8].iter().any(|o| head.starts_with(o))
        || (opening.iter().any(|o| head.starts_with(o))
            || head.starts_with("本报")
            || head.starts_with("本報"))
            && (report(head) || head.contains("讯（") || head.contains("讯 "))
        || head.chars().take(12).collect::<String>().contains("日電")
        || head.chars().take(12).collect::<String>().contains("日电")
        || head.chars().take(8).collect::<String>().ends_with('訊')
}

/// A trade with names and little else: no verb of reporting, few other characters.
fn is_byline(text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| "□■◎●（）()【】—".contains(c)).to_owned();
    for word in [
        "融媒体中心",
        "全媒体",
        "融媒体",
        "新媒体",
        "本报",
        "本報",
        "本刊",
        "本社",
        "首席",
        "见习",
        "特约",
        "特派",
        "实习",
        "新华社",
        "中心",
    ]
    .iter()
    .chain(TRADES)
    {
        rest = rest.replace(word, " ");
    }
    let names: Vec<&str> =
        rest.split(|c: char| c == ' ' || "/、·，：:|".contains(c)).filter(|s| !s.is_empty()).collect();
    names.iter().all(|name| name.chars().count() <= 12) && rest.chars().filter(|c| *c != ' ').count() <= 20
}

/// Two to four Han that begin with a family name, or two such names apart.
fn is_name(text: &[char]) -> bool {
    if text.iter().filter(|c| is_han(**c)).take(5).count() > 4 {
        return false;
    }
    let inner: Vec<char> = text.iter().copied().filter(|c| !"（）()□■".contains(*c)).collect();
    let letters = inner.iter().filter(|c| is_han(**c)).count();
    (2..=4).contains(&letters)
        && inner.iter().all(|c| is_han(*c) || *c == ' ')
        && SURNAMES.contains(inner[0])
        && (letters <= 3 || inner.contains(&' '))
}

/// 2024年1月5日, 民國二十年四月五日, 2024-01-05.
fn has_date(chars: &[char]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "〇零○一二三四五六七八九十廿卅元".contains(c);
    let mut after_year = false;
    for (i, &c) in chars.iter().enumerate() {
        let numbered = || i > 0 && digit(chars[i - 1]);
        match c {
            '年' if numbered() => after_year = true,
            '日' | '号' | '號' if after_year && numbered() => return true,
            '-' | '.' | '/'
                if i >= 4
                    && chars[i - 4..i].iter().all(char::is_ascii_digit)
                    && chars.get(i + 1).is_some_and(char::is_ascii_digit)
                    && chars[i + 1..].iter().take(4).any(|c| "-./".contains(*c)) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// 第3版, 03版, A02, 第二版.
fn has_page_label(chars: &[char]) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    chars.windows(2).any(|w| w[1] == '版' && digit(w[0]))
        || chars.first().is_some_and(|c| ('A'..='H').contains(c))
            && chars.get(1).is_some_and(char::is_ascii_digit)
        || chars.len() <= 3 && chars.iter().all(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Cues {
        Cues::of(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn a_place_is_no_name_though_it_begins_with_a_surname() {
        assert!(cues("吴河镇").has(Cue::PlaceOnly) && !cues("吴河镇").has(Cue::NameOnly));
        assert!(cues("吴 岚").has(Cue::NameOnly) && !cues("吴 岚").has(Cue::PlaceOnly));
        assert!(!cues("全镇上下齐动手，河道清了").has(Cue::PlaceOnly));
    }

    #[test]
    fn a_photographer_is_told_from_a_writer() {
        for credit in ["记者 何闻 摄", "融媒体中心记者 何闻 摄/视觉澜溪", "（何闻 摄）"]
        {
            assert!(cues(credit).has(Cue::CreditEnd), "{credit}");
        }
        for byline in ["本报记者 何闻", "何闻 文/图", "何闻 图片由水务局提供"] {
            assert!(!cues(byline).has(Cue::CreditEnd), "{byline}");
        }
    }

    #[test]
    fn words_that_lead_on_to_speech_end_a_kicker_and_no_sentence() {
        assert!(cues("何闻在望江镇调研时强调").has(Cue::SaidEnd));
        assert!(!cues("会议强调，要把堤坝修好。").has(Cue::SaidEnd));
    }
}

//! The names of newspapers and of the sections of a page, among the words of paths and of the heads of pages.

use super::date::number;
use crate::han::lexicon::{Lexicon, WordClass};
use crate::han::numeral::is_numeral;
use crate::han::variants::fold_text;

/// Last words of newspapers' names in Latin letters.
const LATIN_NAMES: [&str; 12] = [
    "daily",
    "times",
    "news",
    "gazette",
    "herald",
    "post",
    "tribune",
    "chronicle",
    "weekly",
    "journal",
    "telegraph",
    "observer",
];

/// Those that other words end with as well.
const SHORT: [&str; 4] = ["times", "news", "post", "journal"];

/// A newspaper's name of several words in Latin letters, where a text is nothing else: `Lanxi Daily`.
pub(super) fn latin_title(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let latin = words.iter().all(|word| word.chars().all(|c| c.is_ascii_alphabetic() || c == '\''));
    let last = words.last()?.to_lowercase();
    ((2..=6).contains(&words.len()) && latin && LATIN_NAMES.contains(&last.as_str())).then(|| words.join(" "))
}

/// Whether a word of a path names a newspaper, also one whose name has no 报.
pub(super) fn names_paper(word: &str) -> bool {
    const NAMES: [&str; 11] =
        ["周末", "週末", "消息", "月刊", "旬刊", "半月刊", "画刊", "电讯", "電訊", "导刊", "導刊"];
    let other = NAMES.iter().any(|end| word.ends_with(end) && word.chars().count() >= 4);
    is_paper_name(word) || other && !word.chars().any(|c| c.is_ascii_digit())
}

/// Whether a word names a newspaper: 报 at its end, but for an edition's name behind it.
pub(super) fn is_paper_name(word: &str) -> bool {
    const GENERAL: [&str; 26] = [
        "报",
        "報",
        "日报",
        "日報",
        "晚报",
        "晚報",
        "早报",
        "周报",
        "时报",
        "旧报",
        "老报",
        "电子报",
        "数字报",
        "画报",
        "快报",
        "月报",
        "校报",
        "党报",
        "各报",
        "本报",
        "大报",
        "小报",
        "汇报",
        "匯報",
        "黑板报",
        "手抄报",
    ];
    let name = match word.rfind(['报', '報']) {
        Some(at) => {
            let after = &word[at..].chars().skip(1).collect::<String>();
            let is_edition = after.ends_with(['版', '刊']) && (2..=5).contains(&after.chars().count());
            let is_general = GENERAL.contains(&word) || is_notice_board(word) || is_of_work(word);
            (after.is_empty() || is_edition) && !is_general
        }
        None => {
            let lower = word.to_lowercase();
            // goodnews and blogpost are words.
            let is_two = word.chars().skip(1).any(|c| c.is_ascii_uppercase());
            let ends = |end: &&&str| lower.ends_with(**end) && lower.len() > end.len();
            LATIN_NAMES.iter().find(ends).is_some_and(|end| is_two || !SHORT.contains(end))
                || ["周刊", "新闻"].iter().any(|end| word.ends_with(end) && word != *end)
        }
    };
    name && (2..=16).contains(&word.chars().count()) && !word.chars().any(|c| c.is_ascii_digit())
}

/// A newspaper's name without what says that it is a house and not its paper, or what copy of it: 澜溪日报社出版, 澜溪日报PDF
/// and 澜溪日报1998年合订本 are of 澜溪日报.
pub(super) fn without_publisher(word: &str) -> &str {
    const DOES: [&str; 9] = ["", "出版", "编辑", "主办", "主辦", "印行", "编印", "编辑出版", "主办出版"];
    let house = word.char_indices().filter(|(_, c)| matches!(c, '报' | '報')).find_map(|(at, c)| {
        let end = at + c.len_utf8();
        let of_house = word[end..].strip_prefix('社').is_some_and(|does| DOES.contains(&does));
        (of_house || is_copy(&word[end..])).then_some(&word[..end])
    });
    house.filter(|name| is_paper_name(name)).unwrap_or(word)
}

/// Whether words say which copy or volume something is, and nothing else: PDF, 电子版, 1998年合订本, 第12345期.
fn is_copy(words: &str) -> bool {
    const KINDS: [&str; 13] = [
        "数字报",
        "电子报",
        "电子版",
        "数位版",
        "数字版",
        "扫描版",
        "扫描件",
        "扫描",
        "影印",
        "合订",
        "本",
        "期",
        "年",
    ];
    let folded = fold_text(words);
    let mut rest = folded.trim_start_matches('第');
    while let Some(after) = KINDS
        .iter()
        .find_map(|kind| rest.strip_prefix(kind))
        .or_else(|| rest.strip_prefix(|c: char| c.is_ascii_alphanumeric() || is_numeral(c)))
    {
        rest = after;
    }
    rest.is_empty()
}

/// Whether a word names what is reported at work by day, week or month: 工作日报, 项目周报.
fn is_of_work(word: &str) -> bool {
    const WORK: [&str; 14] = [
        "工作", "项目", "销售", "生产", "经营", "运营", "舆情", "疫情", "数据", "行业", "市场", "研究",
        "学习", "值班",
    ];
    let by_time = ["日报", "周报", "月报", "季报"].iter().any(|end| word.ends_with(end));
    by_time && WORK.iter().any(|work| word.starts_with(work))
}

/// Whether a word names a report and no newspaper: 防汛简报, 天气预报; not 文汇报, which is known as a name.
fn is_notice_board(word: &str) -> bool {
    const REPORTS: [&str; 21] = [
        "简报", "簡報", "通报", "预报", "預報", "公报", "海报", "捷报", "喜报", "汇报", "举报", "剪报",
        "剪報", "申报", "填报", "年报", "季报", "警报", "情报", "回报", "墙报",
    ];
    let chars: Vec<char> = word.chars().collect();
    let name = Lexicon::get().class(&chars[chars.len().saturating_sub(3)..]);
    let known = if chars.len() > 2 { name.is_some() } else { name == Some(WordClass::Name as usize) };
    !known && REPORTS.iter().any(|end| word.ends_with(end))
}

/// Whether a word can name a section: a few Han characters.
pub(super) fn is_section(word: &str) -> bool {
    let han = word.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}')).count();
    (2..=10).contains(&word.chars().count())
        && han * 2 > word.chars().count()
        && !is_notice(word)
        && !is_version(word)
}

/// Whether a word says which copy of a file it is, or what was done to it: 副本, 备份, 终稿, 已校对.
pub(super) fn is_version(word: &str) -> bool {
    const VERSIONS: [&str; 43] = [
        "副本",
        "复件",
        "备份",
        "拷贝",
        "复制",
        "修订",
        "修订稿",
        "修改",
        "修改稿",
        "终稿",
        "定稿",
        "初稿",
        "草稿",
        "原稿",
        "底稿",
        "最终",
        "校对",
        "校对稿",
        "校对后",
        "已校",
        "已校对",
        "未校",
        "未校对",
        "待校",
        "校样",
        "扫描",
        "扫描件",
        "识别",
        "识别后",
        "识别结果",
        "导出",
        "转换",
        "转码",
        "整理",
        "左半",
        "右半",
        "最终版",
        "文字版",
        "文本版",
        "识别版",
        "修订版",
        "校对版",
        "高清版",
    ];
    let folded = fold_text(word.trim_start_matches('的').trim_end_matches(|c: char| c.is_ascii_digit()));
    VERSIONS.contains(&folded.as_str())
}

/// The number of a word that says beside it which copy the file is: 05 of 05副本.
pub(super) fn without_version(word: &str) -> &str {
    let number = word.trim_matches(|c: char| !c.is_ascii());
    let rest = word.strip_prefix(number).or_else(|| word.strip_suffix(number));
    if !number.is_empty() && rest.is_some_and(is_version) { number } else { word }
}

/// Whether a word at a page's head is of those that are no section: 星期二, 责任编辑, 出版日期.
pub(super) fn is_notice(word: &str) -> bool {
    const NOTICES: [&str; 26] = [
        "日期", "编辑", "編輯", "责编", "美编", "校对", "校對", "主编", "版式", "组版", "审读", "值班",
        "统筹", "电话", "電話", "热线", "邮箱", "网址", "投稿", "刊号", "農曆", "农历", "星期", "今日",
        "通版", "跨版",
    ];
    // 第1版 共4版
    let counts = word.starts_with('共') && word.ends_with(['版', '页', '頁']);
    NOTICES.iter().any(|notice| word.contains(notice)) || is_counted(word) || counts
}

/// Sections that newspapers have: a line at a page's head that says one and nothing else names the page's.
const SECTIONS: [&str; 60] = [
    "要闻", "民生", "文化", "经济", "体育", "国际", "国内", "社会", "副刊", "时政", "城事", "教育", "健康",
    "娱乐", "财经", "科技", "军事", "评论", "理论", "广告", "综合", "专题", "专版", "法治", "法制", "旅游",
    "汽车", "房产", "生活", "周末", "读书", "文艺", "艺术", "地方", "县域", "乡村", "三农", "天下", "世界",
    "关注", "视点", "视野", "深度", "人物", "影像", "图片", "新闻", "区县", "都市", "本地", "焦点", "热点",
    "党建", "环保", "卫生", "消费", "金融", "商业", "公益", "公告",
];

/// The section that a line says and nothing else, letter-spaced or not.
pub(super) fn section_line(line: &str) -> Option<String> {
    let word: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let folded = fold_text(word.trim_end_matches(['版', '刊']));
    let fits = word.chars().count() >= 2
        && (SECTIONS.contains(&folded.as_str()) || SECTIONS.contains(&fold_text(&word).as_str()));
    fits.then_some(word)
}

/// `第123期`, `星期五`, `2024年`, `一月`: says when or which issue, but is no name.
pub(super) fn is_counted(word: &str) -> bool {
    let core = word
        .trim_start_matches(['第', '总', '總'])
        .trim_end_matches(['期', '号', '號', '年', '月', '日', '张', '張', '卷']);
    if core.len() < word.len() && number(core).is_some() {
        return true;
    }
    ["星期", "礼拜", "禮拜", "周", "週"].iter().any(|week| {
        word.strip_prefix(week)
            .is_some_and(|day| day.chars().count() == 1 && "一二三四五六日天".contains(day))
    })
}

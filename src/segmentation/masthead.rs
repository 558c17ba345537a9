//! The head of a page: what a paper says of itself there, line by line: name, day in one or more calendars, number of the issue,
//! sheets, price, registration, address, weather, a motto between them.
//!
//! Such lines are furniture by their form and by standing together at the top; the same words elsewhere, 第九百二十三号 in a
//! notice of a lottery, are text. What a paper prints at a page's foot (registration, 社址, price) is known in the same way.

use super::cue::Cue;
use super::latin::{is_day, month_of};
use super::line::{Line, Lines};
use super::rate_box::rate_box;
use crate::han::character::is_han;
use std::ops::Range;

/// Meaning of a piece of a line; [`Piece::Issue`] names the issue, [`Piece::House`] the paper's house.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Name, day, page: where these stand, a page begins.
    Issue,
    /// Number, sheets, weather.
    Other,
    /// Registration, price, address of the paper.
    House,
}

/// Most lines of a masthead and of a foot.
const HEAD: usize = 32;
const FOOT: usize = 4;
/// Longest line, and longest motto, in characters.
const LONGEST: usize = 60;
pub(super) const MOTTO: usize = 8;
/// Letters of the longest name in Latin capitals.
const LATIN: usize = 24;

/// Head and foot of a page: what the paper says of itself there.
pub(super) struct Mastheads {
    /// For each line whether it is furniture.
    pub furniture: Vec<bool>,
    /// The lines of each box of rates.
    pub rates: Vec<Range<usize>>,
}

/// The head and the foot of a page.
pub(super) fn mastheads(page: &Lines) -> Mastheads {
    let count = page.lines.len();
    let mut out = vec![false; count];
    let said: Vec<Option<Vec<Piece>>> = (0..count)
        .map(|i| (i < HEAD || i + FOOT >= count).then(|| pieces(&page.lines[i], page.text(i))).flatten())
        .collect();
    let has = |i: usize, piece: Piece| matches!(said.get(i), Some(Some(of)) if of.contains(&piece));
    let is_motto = |i: usize| {
        let line = &page.lines[i];
        !line.cues.any(&[Cue::SentenceEnd, Cue::PauseEnd])
            && (line.len() <= MOTTO || line.cues.has(Cue::Parts) && line.len() <= LONGEST / 2)
            && i > 0
            && has(i + 1, Piece::Issue)
    };
    let end = (0..count.min(HEAD)).find(|&i| said[i].is_none() && !is_motto(i)).unwrap_or(count.min(HEAD));
    // The name of the page's section, when all else has been said.
    let issues = said[..end].iter().flatten().flatten().filter(|piece| **piece == Piece::Issue).count();
    let named =
        end > 0 && issues > 1 && page.lines.get(end).is_some_and(|line| line.cues.has(Cue::SectionName));
    let end = end + usize::from(named);
    // A day of the week alone may be a title.
    let alone = end == 1 && page.lines[0].cues.has(Cue::Weekday);
    if (0..end).any(|i| has(i, Piece::Issue)) && !alone {
        out[..end].fill(true);
    }
    let mut rates = Vec::new();
    let mut at = end;
    while let Some(found) = rate_box(page, at).filter(|_| at < HEAD) {
        at = found.end;
        rates.push(found);
        // Name, number and price stand between boxes.
        let between = (at..HEAD).take_while(|&i| said.get(i).is_some_and(Option::is_some)).count();
        out[at..at + between].fill(true);
        at += between;
    }
    for i in (end.max(count.saturating_sub(FOOT))..count).rev().take_while(|&i| has(i, Piece::House)) {
        out[i] = true;
    }
    Mastheads { furniture: out, rates }
}

/// Pieces of a line, in their order; `None` where any of it is something else.
fn pieces(line: &Line, text: &[char]) -> Option<Vec<Piece>> {
    if line.len() > LONGEST || line.cues.any(&[Cue::SentenceEnd, Cue::StopInside]) {
        return None;
    }
    if line.cues.has(Cue::PaperName) {
        return Some(vec![Piece::Issue]);
    }
    if is_english_day(text) {
        return Some(vec![Piece::Issue]);
    }
    if is_latin_name(text) {
        return Some(vec![Piece::Issue]);
    }
    let tight: String = text.iter().filter(|c| !is_bar(**c)).collect();
    if let Some(piece) = whole(&tight) {
        return Some(vec![piece]);
    }
    // The name in Latin letters: a headline in capitals looks the same.
    if tight.len() <= LATIN && tight.len() > 3 && tight.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(vec![Piece::Other]);
    }
    // A day or a page that stands alone.
    if (1..=2).contains(&tight.len()) && tight.bytes().all(|b| b.is_ascii_digit()) {
        return Some(vec![Piece::Other]);
    }
    // 5 澜溪日报
    let bare = tight.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(tight.len() - bare.len())) && first(bare).is_some();
    let mut rest = if numbered { bare } else { tight.as_str() };
    let mut out = Vec::new();
    while !rest.is_empty() {
        rest = rest.trim_start_matches([':', '：', ',', '，']);
        let Some((piece, after)) = first(rest) else {
            // 澜溪日报 > 2031-01-02 > A3：教育, 【05版：民生】
            let issue = out.iter().filter(|piece| **piece == Piece::Issue).count();
            let bracketed = matches!(text, ['【' | '［' | '[', .., '】' | '］' | ']'])
                && issue > 0
                && text.iter().any(|c| ":： ·|｜".contains(*c));
            // 澜溪日报 03
            let numbered = issue > 0 && rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit());
            let english = issue > 0 && is_english_day_behind_name(text);
            return ((issue > 2 || bracketed) && is_section(rest) || numbered || english).then_some(out);
        };
        out.push(piece);
        rest = after;
    }
    (!out.is_empty()).then_some(out)
}

/// Whether all that stands behind a paper's name is a day in English: 5 澜溪日报 7 November 2031 Friday.
fn is_english_day_behind_name(text: &[char]) -> bool {
    let name = text.iter().rposition(|c| is_han(*c)).map_or(text, |last| &text[last + 1..]);
    is_english_day(name)
}

/// Whether a text is as short as the name of a page's section.
fn is_section(text: &str) -> bool {
    (2..=4).contains(&text.chars().count()) && text.chars().all(is_han)
}

/// Tuesday, March 5, 2024; 5 Mar. 2024; Saturday.
fn is_english_day(text: &[char]) -> bool {
    let line = text.iter().collect::<String>().to_lowercase();
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        digits.parse().is_ok_and(|number: u32| number <= 2100)
    };
    let (mut days, mut months, mut numbers) = (0, 0, 0);
    for word in words.iter().copied() {
        days += usize::from(is_day(word));
        months += usize::from(month_of(word).is_some());
        numbers += usize::from(number(word));
    }
    (days, months) != (0, 0) && days + months + numbers == words.len() && (months > 0) == (numbers > 0)
}

fn is_bar(c: char) -> bool {
    c.is_whitespace() || "|｜丨·•／/◆◇●○■□★☆◘※（）()【】[]><»›＞＜→…_".contains(c)
}

/// Meaning of a line that is known by a word of it, whatever stands beside.
fn whole(tight: &str) -> Option<Piece> {
    /// No article speaks of these in a line of a few words.
    const REGISTERED: [&str; 18] = [
        "国内统一刊号",
        "国内统一连续出版物号",
        "統一刊號",
        "邮发代号",
        "郵發代號",
        "国外代号",
        "國外代號",
        "ISSN",
        "新闻纸类",
        "新聞紙類",
        "新聞紙",
        "登記證",
        "特准掛號",
        "特准挂号",
        "广告许可证",
        "广告经营许可证",
        "廣告許可證",
        "刊号CN",
    ];
    /// Labels of the paper's house that begin a line.
    const HOUSE: [&str; 26] = [
        "社址",
        "館址",
        "馆址",
        "报社地址",
        "本报地址",
        "本報地址",
        "发行所",
        "發行所",
        "印刷所",
        "承印",
        "社长",
        "社長",
        "总编辑",
        "總編輯",
        "总编",
        "發行人",
        "发行人",
        "总经理",
        "總經理",
        "主办单位",
        "主管单位",
        "电报挂号",
        "電報掛號",
        "自動電話",
        "本館開設",
        "本館設",
    ];
    /// Labels before a number, a name or an address.
    const CONTACTS: [&str; 22] = [
        "电话",
        "電話",
        "热线",
        "新闻热线",
        "广告热线",
        "传真",
        "傳眞",
        "邮编",
        "邮政编码",
        "网址",
        "网站",
        "邮箱",
        "投稿邮箱",
        "客户端",
        "新闻客户端",
        "微信",
        "微信公众号",
        "官方微信",
        "值班编辑",
        "值班编委",
        "本版编辑",
        "E-mail",
    ];
    /// Labels of what a page is, as sites have them.
    const LABELS: [&str; 10] =
        ["首页", "报纸名称", "报刊名称", "报名", "版名", "版面名称", "版次", "版号", "出版日期", "日期"];
    const PUBLISHED: [&str; 10] = [
        "机关报",
        "機關報",
        "报社主办",
        "主管主办",
        "报社出版",
        "報社出版",
        "報社發行",
        "报社发行",
        "报社编辑出版",
        "報館發行",
    ];
    const WEATHER: &str = "今日天晚间間明白夜到有无無小中大暴雷阵陣雨雪晴阴陰多云雲转轉时時轻輕霧雾霾风風力级級\
                           偏微东東南西北最高低气氣温溫度湿濕相对對至零下上本市预報报況况象台℃°C~～-－—,，、：:％%．.";
    let starts = |words: &[&str]| words.iter().any(|word| tight.starts_with(word));
    let contact = |label: &str| {
        let said = |c: char| "：:".contains(c) || c.is_ascii_alphanumeric() || is_number(c);
        tight.strip_prefix(label).is_some_and(|rest| rest.starts_with(said))
    };
    if REGISTERED.iter().any(|word| tight.contains(word)) || starts(&HOUSE) {
        return Some(Piece::House);
    }
    if CONTACTS.iter().any(|label| contact(label)) {
        return Some(Piece::Other);
    }
    let labelled = |label: &str| tight.strip_prefix(label).is_some_and(|rest| rest.starts_with([':', '：']));
    if LABELS.iter().any(|label| labelled(label)) {
        return Some(Piece::Issue);
    }
    if PUBLISHED.iter().any(|word| tight.ends_with(word)) {
        return Some(Piece::Other);
    }
    let measured = tight.contains(['℃', '级', '級']) || tight.contains("气温") || tight.contains("氣溫");
    let sky =
        measured && tight.contains(|c: char| c.is_numeric() || is_number(c)) || tight.contains("天气：");
    (sky && tight.chars().all(|c| WEATHER.contains(c) || is_number(c))).then_some(Piece::Other)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇零○一二三四五六七八九十廿卅百千万萬".contains(c)
}

/// The piece that a text begins with, and the rest.
fn first(text: &str) -> Option<(Piece, &str)> {
    const LATIN: [&str; 8] = ["daily", "news", "times", "post", "gazette", "herald", "journal", "weekly"];
    const NUMBERED: [&str; 4] = ["established", "vol.", "no.", "page"];
    let of = |rest| Some((Piece::Issue, rest));
    if let Some(rest) = weekday(text).or_else(|| page(text)).or_else(|| day(text)) {
        return of(rest);
    }
    if let Some(rest) = sheets(text).or_else(|| issue(text)) {
        return Some((Piece::Other, rest));
    }
    if let Some(rest) = price(text) {
        return Some((Piece::House, rest));
    }
    if let Some(rest) = text.strip_prefix("首页") {
        return Some((Piece::Other, rest));
    }
    // 澜溪晚报A1, 瀾埠晨報第二張
    let paper =
        text.char_indices().take(8).take_while(|(_, c)| is_han(*c)).find(|(_, c)| "报報".contains(*c));
    if let Some((at, c)) = paper.filter(|(at, _)| *at > 0)
        && !is_kind_of_news(&text[..at])
    {
        return of(&text[at + c.len_utf8()..]);
    }
    let name = text.find(|c: char| !c.is_ascii()).unwrap_or(text.len());
    let lower = text[..name].to_ascii_lowercase();
    let numbered = NUMBERED.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    (numbered || LATIN.iter().any(|word| lower.ends_with(word))).then(|| (Piece::Issue, &text[name..]))
}

/// Whether a line is a paper's name in English: The Lamp, TheLamp. A text may begin with that word, too.
fn is_latin_name(text: &[char]) -> bool {
    let line: String = text.iter().collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
    // TheLamp
    let joined = line.strip_prefix("The").is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphabetic())
    });
    joined
        || (2..=3).contains(&words.len())
            && line.is_ascii()
            && words[0].eq_ignore_ascii_case("the")
            && words.iter().all(is_capital)
}

/// Whether what stands before 报 makes it a word for news, and no paper's name: 战报, 天气预报.
fn is_kind_of_news(before: &str) -> bool {
    const KINDS: &str = "战戰捷喜预預通简簡警举舉情谍諜电電回墙牆板填";
    before.ends_with(|c| KINDS.contains(c))
}

/// The text behind one of several words.
fn after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// The text behind a number.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(is_number);
    (rest.len() < text.len()).then_some(rest)
}

fn weekday(text: &str) -> Option<&str> {
    let rest = after(text, &["星期", "礼拜", "禮拜", "周", "週"])?;
    rest.strip_prefix(|c| "一二三四五六日天".contains(c)).filter(|_| !rest.starts_with("日报"))
}

/// 第三版, 03版, A02版, 第1页.
fn page(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let part = rest.strip_prefix(|c: char| c.is_ascii_uppercase());
    let behind = numbered(part.map_or(rest, |number| number.trim_start_matches(['-', '－', '–'])))?;
    after(behind, &["版", "页", "頁"])
        .or_else(|| part.filter(|_| behind.is_empty() || behind.starts_with([':', '：'])).map(|_| behind))
}

/// A day in any calendar, its year or its month aside where the other is said: 民国二十年四月五日, 辛未年二月十八, 2024-03-05.
fn day(text: &str) -> Option<&str> {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    const TERMS: [&str; 35] = [
        "立春", "雨水", "惊蛰", "驚蟄", "春分", "清明", "谷雨", "穀雨", "立夏", "小满", "小滿", "芒种",
        "芒種", "夏至", "小暑", "大暑", "立秋", "处暑", "處暑", "白露", "秋分", "寒露", "霜降", "立冬",
        "小雪", "大雪", "冬至", "小寒", "大寒", "春节", "除夕", "端午", "中秋", "重阳", "元旦",
    ];
    let rest = calendar(text);
    // 2031-W44
    if let (Some(year), Some(week)) = (text.get(..4), text.get(4..))
        && year.bytes().all(|b| b.is_ascii_digit())
        && let Some(number) = week.trim_start_matches('-').strip_prefix('W')
    {
        return numbered(number);
    }
    // 2024-03-05, 2024.3.5
    let figures = rest.find(|c: char| !(c.is_ascii_digit() || "-.".contains(c))).unwrap_or(rest.len());
    let parts: Vec<&str> = rest[..figures].split(['-', '.']).collect();
    if let [year, month, day] = parts[..]
        && year.len() == 4
        && [month, day].iter().all(|part| matches!(part.len(), 1..=2))
    {
        return Some(&rest[figures..]);
    }
    let year = rest.trim_start_matches(|c| is_number(c) || STEMS.contains(c) || c == '元');
    let year = year.strip_prefix('年').filter(|_| !rest.starts_with('年'));
    let month = year.unwrap_or(rest).trim_start_matches(['閏', '闰']);
    let behind = month.strip_prefix(['正', '冬', '腊', '臘']).or_else(|| numbered(month));
    let Some(day) = behind.and_then(|behind| behind.strip_prefix('月')) else {
        return year.filter(|after| after.is_empty());
    };
    let day = after(day, &["大", "小"]).unwrap_or(day);
    if day.is_empty() && year.is_some() {
        return Some(day);
    }
    let end = numbered(day.strip_prefix('初').unwrap_or(day))?;
    let end = end.strip_prefix(['日', '号', '號']).unwrap_or(end);
    Some(after(end, &TERMS).or_else(|| after(end, &["创刊", "創刊"])).unwrap_or(end))
}

/// The text behind the name of a calendar: 民国, 公元, 农历, 夏正, 旧历岁次.
fn calendar(text: &str) -> &str {
    const ERAS: [&str; 6] = ["中華民國", "中华民国", "民國", "民国", "公元", "西元"];
    let rest = after(text, &ERAS).unwrap_or(text);
    let name: usize = rest.chars().take_while(|c| !"曆歷历正".contains(*c)).take(3).map(char::len_utf8).sum();
    let rest = match rest[name..].strip_prefix(['曆', '歷', '历', '正']) {
        Some(named) if name > 0 && !rest[..name].contains(is_number) => named,
        _ => rest,
    };
    after(rest, &["歲次", "岁次"]).unwrap_or(rest).trim_start_matches(['：', ':'])
}

/// 第九百二十三号, 总第1234期, 第三卷第五期, 第二年.
fn issue(text: &str) -> Option<&str> {
    let rest = after(text, &["总第", "總第", "总", "總", "新第", "第"])?;
    after(numbered(rest)?, &["号", "號", "期", "卷", "年", "张", "張"])
}

/// 今日一大张, 今日本报八版, 本报今日出纸两张半.
fn sheets(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(shorter) = after(
        rest,
        &["今日", "今天", "本日", "本报", "本報", "逐日", "出版", "出紙", "出纸", "出", "共", "計", "计"],
    ) {
        rest = shorter;
    }
    let count = rest.trim_start_matches(|c| is_number(c) || "两兩半大".contains(c));
    if rest.len() == text.len() || count.len() == rest.len() {
        return None;
    }
    let rest = count.strip_prefix(['张', '張', '版', '页', '頁', '纸', '紙', '开', '開'])?;
    Some(rest.strip_prefix('半').unwrap_or(rest))
}

/// 零售大洋六分, 每份一元五角, 全年360元.
fn price(text: &str) -> Option<&str> {
    const FOR: [&str; 28] = [
        "本报",
        "本報",
        "零售",
        "零賣",
        "定价",
        "定價",
        "订价",
        "訂價",
        "售价",
        "售價",
        "报价",
        "報價",
        "价",
        "價",
        "售",
        "每份",
        "每张",
        "每張",
        "每大張",
        "每期",
        "每册",
        "每月",
        "每季",
        "半年",
        "全年",
        "月价",
        "仅",
        "僅",
    ];
    const MONEY: [&str; 12] =
        ["大洋", "小洋", "国币", "國幣", "法币", "法幣", "人民币", "港币", "港幣", "洋", "铜元", "銅元"];
    let mut rest = text;
    while let Some(shorter) = after(rest, &FOR) {
        rest = shorter;
    }
    rest = after(rest.trim_start_matches(['：', ':']), &MONEY).unwrap_or(rest);
    if rest.len() == text.len() {
        return None;
    }
    rest = rest.trim_start_matches(['：', ':']);
    let whole = rest;
    while let Some(sum) = rest.strip_prefix(|c| is_number(c) || c == '.').and_then(|_| {
        let sum = rest.trim_start_matches(|c| is_number(c) || c == '.');
        sum.strip_prefix(['元', '圆', '圓', '角', '毛', '分', '枚', '文', '厘', '釐', '仙'])
    }) {
        rest = sum;
    }
    (rest.len() < whole.len()).then(|| after(rest, &["正", "整", "半"]).unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segmentation::{Page, segment};

    /// The lines of a page that are of its masthead or its foot.
    fn of(text: &str) -> Vec<usize> {
        let page = Page::new(text.into());
        let found = mastheads(&Lines::read(&page)).furniture;
        (0..found.len()).filter(|&i| found[i]).collect()
    }

    const REPORT: &str = "渡口昨日開航\n瀾水新開渡口、昨日下午開航、往來行人稱便、船資每人銅元兩枚、\n渡船共有四艘、每日往來二十次、\n";

    #[test]
    fn what_a_paper_says_of_itself_at_the_head_of_a_page_is_furniture() {
        for head in [
            "民國廿二年三月八日\n星期三\n瀾埠新報\n本報今日出版兩大張\n第一千二百零五號\n零售每份大洋四分\n",
            "瀾埠新報\n中華民國二十年五月二日　星期六　夏曆辛未年三月十五日\n第一版\n中華郵政特准掛號認爲新聞紙類\n社址瀾埠鐘樓街五號\n",
            "澜溪日报\nLANXI DAILY\n2024年6月1日 星期六 农历甲辰年四月廿五\n今日8版 总第12345期\n国内统一刊号CN00-0001 邮发代号00-1\n中共澜溪市委机关报\n今日：多云转小雨 18℃～24℃ 东北风3级\n",
            "A02版\n抓落实 谋新篇 惠民生\n2024.6.1 周六\n每份1.50元\n",
            "瀾埠晨報 第二張 第五版\n廿一年三月八日\n本館開設瀾埠鐘樓街第五號\n電話三二一五號\n每份大洋四分半\n",
            "澜埠日报\nLANBU RIBAO\n1952年7月4日\n第三卷 第一百零二号\n人民币六百元\n",
            "禮拜三\n瀾埠商報\nTHE COMMERCIAL TIMES\n民國二十三年十月十七號\n夏正甲戌年九月初十日\n本日出版三大張\n電話三二一五號\n",
            "澜溪晚报A1\n2019年11月\n3\n星期日\n新闻热线：96123 值班编辑：吴岚\n新闻客户端：澜溪在线\n",
            "澜溪日报\nLANXI DAILY\nSaturday, June 1, 2024\n03\n",
            "澜溪晚报\n1st Dec. 2023 Fri\nPage 5\n",
            "民國二十二年九月六日\n星期三\nThe Lamp\nESTABLISHED1923\n",
            "民國二十二年九月六日\nTheLamp\nESTABLISHED1923\n",
            "澜 溪 日 报\n2024 年 6 月 1 日\n星 期 六\n3\n民 生\n",
            "澜溪日报 > 2031-01-02 > A3：教育\n",
            "首页 > 澜溪日报 > 2031-01-02 > A3版：教育\n",
            "报纸名称：澜溪日报\n出版日期：2031年1月2日\n版次：第3版\n版名：教育\n",
            "版次：A3 版名：教育\n",
            "2031 年 1 月 2 日 星期四 澜溪日报 A-3\n",
            "澜溪周报 2031-W44\n",
            "禮拜六\n社會之鏡\n瀾埠晚報\n第四〇八期\n今日一張\n每份售銅元三枚\n",
        ] {
            let lines = head.lines().count();
            assert_eq!(of(&format!("{head}{REPORT}")), (0..lines).collect::<Vec<_>>(), "{head}");
        }
    }

    #[test]
    fn the_same_words_elsewhere_are_text() {
        for text in [
            // A notice of a lottery, its number as a headline.
            "頭獎昨日揭曉\n第九百二十三號\n昨日開獎、頭獎爲澜溪何君所得、\n",
            // A title between the paper's name and the day, as catalogues have it.
            "彩票頭獎第九百二十三號\n星期三開獎、得者踴躍、\n",
            // Reports about prices, sheets and weather.
            "报价每份涨两分\n明年起，本报零售每份涨两分。\n",
            "今日八版增为十二版\n本报今日起增版。\n",
            "今夜大风降温\n气象台说，今夜有六级大风。\n",
        ] {
            assert_eq!(of(text), [] as [usize; 0], "{text}");
            let dated = format!("瀾埠新報\n民國二十年四月五日\n{text}");
            assert_eq!(of(&dated), [0, 1], "{text}");
            let more = "澜溪的人都在茶馆里说起这件事，何闻听了也写进信里，寄给山那边的朋友看。\n".repeat(3);
            let found = segment(&Page::new(dated + &more));
            let first = found.articles.first().and_then(|article| article.blocks.first());
            assert_eq!(first.map(|block| block.lines[0].0), Some(3), "{text}");
        }
        let english = "May Day at the Ferry\nThe ferry of Lanxi sailed on Friday for the first time.\n";
        assert_eq!(of(english), [] as [usize; 0]);
        assert_eq!(of("澜溪日报\n体育\n渡口的人都爱打球，昨日开赛。\n"), [0]);
        assert_eq!(of("星期三\n何闻\n我最怕的就是星期三。\n"), [] as [usize; 0]);
        let catalogue = "澜溪日报\n新开的渡口昨天通航往来不再绕行\n2024年6月1日\n渡口昨天通航了。\n";
        assert_eq!(of(catalogue), [0]);
    }

    #[test]
    fn a_headline_in_capitals_or_with_a_word_for_news_is_no_masthead() {
        let english =
            "LANXI BACKS NEW BRIDGE\nBy a Staff Reporter\nThe council voted on Friday to build a bridge.\n";
        assert_eq!(of(english), [] as [usize; 0]);
        assert_eq!(of("FERRY TO SAIL AGAIN\nThe old ferry of Lanxi\nwill sail again.\n"), [] as [usize; 0]);
        for title in ["渡口女队战报", "台风预报", "秋收捷报"] {
            assert_eq!(of(&format!("{title}\n{REPORT}")), [] as [usize; 0], "{title}");
            assert_eq!(of(&format!("澜溪日报\n2031年1月2日\n{title}\n{REPORT}")), [0, 1], "{title}");
        }
        assert_eq!(of(&format!("澜溪快报A1\n2031年1月2日\n{REPORT}")), [0, 1]);
    }

    #[test]
    fn a_number_or_an_english_day_beside_the_name_and_a_section_in_brackets_are_of_the_masthead() {
        for head in
            ["【05版：民生】\n", "2031年1月2日 星期四\n澜溪晚报 05\n", "5 澜溪晚报 2 January 2031 Thursday\n"]
        {
            let lines = head.lines().count();
            assert_eq!(of(&format!("{head}{REPORT}")), (0..lines).collect::<Vec<_>>(), "{head}");
        }
        for title in ["【第三版画展开幕】\n", "澜溪晚报 2031 渡口\n"] {
            assert_eq!(of(&format!("{title}{REPORT}")), [] as [usize; 0], "{title}");
        }
    }

    #[test]
    fn what_a_paper_says_of_its_house_at_the_foot_of_a_page_is_furniture() {
        let text = format!("{REPORT}報名者請至本校\n電話三二一五\n");
        assert_eq!(of(&text), [] as [usize; 0]);
        let text = format!("{REPORT}社址：澜溪市钟楼街5号 邮编：000000\n零售每份1.50元\n");
        assert_eq!(of(&text), [3, 4]);
    }

    #[test]
    fn no_scrap_of_a_masthead_is_an_article() {
        let head =
            "民國廿二年三月八日\n星期三\n瀾埠新報\n本報今日出版兩大張\n第一千二百零五號\n零售每份大洋四分\n";
        let found = segment(&Page::new(format!("{head}{REPORT}")));
        assert_eq!((found.articles.len(), found.furniture.len()), (1, 6));
        assert_eq!(found.articles[0].title().as_deref(), Some("渡口昨日開航"));
    }
}

//! 署名: the persons that a byline names.
//!
//! A byline is a row of names among marks (`□`), employers (`本报`), jobs (`记者`), credits (`文/`, `摄`) and
//! letter-spaced characters (`吴 岚`). The parser splits it into words, tells labels from names, then puts
//! letter-spaced names together by the family names that Chinese persons have.

use crate::variants::{fold_char, fold_text};

/// A word of a byline.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// A credit: whether for words, and whether for pictures.
    Credit { words: bool, pictures: bool },
    /// A job such as 记者: what follows is a person.
    Job,
    /// Maybe a name or a piece of one.
    Piece(String),
}

/// Jobs that stand before a name, with or without an employer before them.
const JOBS: [&str; 20] = [
    "通讯员",
    "评论员",
    "观察员",
    "实习生",
    "特派员",
    "研究员",
    "撰稿人",
    "摄影师",
    "记者",
    "编辑",
    "主笔",
    "作者",
    "编译",
    "执笔",
    "译者",
    "口述",
    "编者",
    "主编",
    "撰稿",
    "整理",
];

/// Credits for words, for pictures and for both.
const WORD_CREDITS: [&str; 11] =
    ["文", "撰文", "报道", "采写", "采访", "文字", "著", "译", "撰", "综合", "供稿"];
const PICTURE_CREDITS: [&str; 13] =
    ["图", "摄", "摄影", "图片", "供图", "制图", "绘图", "漫画", "插图", "绘", "视频", "制表", "书法"];
const BOTH_CREDITS: [&str; 7] = ["文图", "图文", "摄影报道", "文并图", "撰文摄影", "文摄", "文并摄"];

/// Authors without a name of their own, kept as they are when nobody is named.
const COLLECTIVE_ENDINGS: [&str; 15] = [
    "评论员",
    "编辑部",
    "报道组",
    "采访组",
    "课题组",
    "调研组",
    "专班",
    "委员会",
    "研究院",
    "研究会",
    "博物馆",
    "文史馆",
    "气象台",
    "办公室",
    "中心",
];

/// How employers and kinds of reporters begin.
const EMPLOYERS: [&str; 12] =
    ["本报", "本刊", "本网", "本台", "新华社", "中新社", "实习", "见习", "特约", "首席", "全媒体", "融媒体"];

/// Words of a byline that look like names.
const NOT_NAMES: [&str; 10] =
    ["未完", "待续", "续完", "单位", "来源", "供图", "提供", "上接", "下转", "转载"];

const COMPOUND_SURNAMES: [&str; 20] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒",
    "司空", "夏侯", "端木", "呼延", "南宫", "西门", "独孤",
];

/// Family names of one character, Simplified; together those of well over nine in ten persons.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁\
任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛\
樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳\
管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬\
师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊\
仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰\
赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由";

/// The persons that a byline names, in order, without jobs and employers. Photographers are left out where
/// somebody wrote the words. With no name, a collective author such as `本报评论员`; otherwise nothing.
///
/// ```
/// use jianbao::export::authors;
/// assert_eq!(authors("□本报记者 何砚秋 通讯员 吴 岚"), ["何砚秋", "吴岚"]);
/// assert_eq!(authors("文/丁一鸣 图/孟可"), ["丁一鸣"]);
/// ```
pub fn authors(byline: &str) -> Vec<String> {
    if let Some(names) = ["By ", "BY "].iter().find_map(|by| byline.trim().strip_prefix(by)) {
        return english_names(names);
    }
    let signed = signature(byline);
    if let Some(name) = signed.as_deref().and_then(pen_name) {
        return vec![name.to_string()];
    }
    let words = words(signed.as_deref().unwrap_or(byline));
    let names = names(&words);
    if !names.is_empty() {
        return names;
    }
    let bare: String = byline.chars().filter(|c| c.is_alphanumeric()).collect();
    let collective = COLLECTIVE_ENDINGS.iter().any(|ending| bare.ends_with(ending));
    if collective { vec![bare] } else { Vec::new() }
}

/// The persons of an English byline, behind its `By`.
fn english_names(names: &str) -> Vec<String> {
    const POSTS: [&str; 6] = ["Writer", "Reporter", "Reporters", "Editor", "Correspondent", "Staff"];
    let parts = names.split(" and ").flat_map(|part| part.split(',')).map(str::trim);
    let is_post = |part: &str| POSTS.iter().any(|post| part.ends_with(post));
    parts.filter(|part| !part.is_empty() && !is_post(part)).map(String::from).collect()
}

/// What stands in brackets, where nothing stands outside: an old paper signs `（聽雨樓主）`, on a narrow column
/// `（青衫客）（自廣州寄）`.
fn signature(byline: &str) -> Option<String> {
    let (mut inner, mut depth) = (String::new(), 0_usize);
    for c in byline.chars() {
        match c {
            '（' | '(' | '〔' | '[' | '［' | '【' => depth += 1,
            '）' | ')' | '〕' | ']' | '］' | '】' => depth = depth.checked_sub(1)?,
            _ if depth > 0 => inner.push(c),
            _ if c.is_alphanumeric() => return None,
            _ => {}
        }
    }
    (!inner.is_empty()).then_some(inner)
}

/// The name in a signature of a few characters, without how the piece came to the paper; `None` for numbers
/// of a series and for notes of the printer.
fn pen_name(signature: &str) -> Option<&str> {
    const LONGEST: usize = 5;
    const COME_BY: [&str; 8] = ["投稿", "來稿", "来稿", "客稿", "寄稿", "代覆", "稿", "寄"];
    let mut name = signature.trim();
    if name.ends_with('寄')
        && let Some(from) = name.rfind('自').filter(|&at| at > 0)
    {
        name = &name[..from];
    }
    name = COME_BY.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let fits = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    let folded = fold_text(name);
    let spoken_for = JOBS.iter().chain(&NOT_NAMES).any(|word| folded.contains(word))
        || COLLECTIVE_ENDINGS.iter().any(|end| folded.ends_with(end));
    (fits && !spoken_for && !name.chars().all(is_number)).then_some(name)
}

/// The words of a byline; bracketed notes are left out.
fn words(byline: &str) -> Vec<Word> {
    let mut out = Vec::new();
    for piece in without_notes(byline).split(|c: char| !c.is_alphanumeric() && !"·•・．.-".contains(c)) {
        push_word(piece.trim_matches(|c: char| !c.is_alphanumeric()), &mut out);
    }
    out
}

/// The text without bracketed notes, such as the author's office or country.
fn without_notes(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '（' | '(' | '〔' | '[' | '［' | '【' => depth += 1,
            '）' | ')' | '〕' | ']' | '］' | '】' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Reads one piece between separators: a credit, a job with a name behind it, or a name.
fn push_word(piece: &str, out: &mut Vec<Word>) {
    if piece.is_empty() {
        return;
    }
    let folded = fold_text(piece);
    let credit = |list: &[&str]| list.contains(&piece) || list.contains(&folded.as_str());
    let (words, pictures) = (credit(&WORD_CREDITS), credit(&PICTURE_CREDITS));
    if words || pictures || credit(&BOTH_CREDITS) {
        out.push(Word::Credit { words: !pictures, pictures: !words });
        return;
    }
    // Before each job stands an employer, behind it a name: 本报记者何砚秋通讯员吴岚.
    let mut jobs = JOBS.iter().flat_map(|job| folded.match_indices(job)).collect::<Vec<_>>();
    jobs.sort_by_key(|(at, job)| (*at, std::cmp::Reverse(job.len())));
    if !jobs.is_empty() {
        for (i, (at, job)) in jobs.iter().enumerate() {
            let next = jobs[i + 1..].iter().map(|(next, _)| *next).find(|next| *next >= at + job.len());
            let between = &folded[at + job.len()..next.unwrap_or(folded.len())];
            let employer = EMPLOYERS.iter().filter_map(|head| between.find(head)).min();
            let name = &between[..employer.filter(|_| next.is_some()).unwrap_or(between.len())];
            // The same characters as printed: folding keeps their number.
            let first = folded[..at + job.len()].chars().count();
            let name: String = piece.chars().skip(first).take(name.chars().count()).collect();
            out.push(Word::Job);
            push_word(&name, out);
        }
        return;
    }
    // A credit printed on to the name; of those of one character only 摄, which no name ends with.
    let credits = WORD_CREDITS.iter().chain(&PICTURE_CREDITS).chain(&BOTH_CREDITS);
    let glued =
        credits.filter(|c| (c.len() > 3 || **c == "摄") && folded.ends_with(**c)).max_by_key(|c| c.len());
    if let Some(credit) = glued {
        let name = piece.chars().count() - credit.chars().count();
        push_word(&piece.chars().take(name).collect::<String>(), out);
        push_word(credit, out);
        return;
    }
    // Datelines and employers: 本报讯, 新华社北京1月5日电.
    let is_place =
        piece.chars().any(|c| c.is_ascii_digit()) || EMPLOYERS.iter().any(|head| folded.starts_with(head));
    if !is_place {
        out.push(Word::Piece(piece.to_string()));
    }
}

/// The names among the words: those who wrote, or everybody where only pictures are credited.
fn names(words: &[Word]) -> Vec<String> {
    let leading = matches!(words.first(), Some(Word::Credit { .. }));
    let mut runs: Vec<(Vec<&str>, bool)> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut credited = true;
    let mut waiting = 0; // Runs before this one have their credit: it may stand behind several names.
    for (i, word) in words.iter().enumerate() {
        match word {
            Word::Piece(piece) => run.push(piece),
            Word::Job => runs.extend((!run.is_empty()).then(|| (std::mem::take(&mut run), credited))),
            Word::Credit { words: writes, .. } => {
                runs.extend((!run.is_empty()).then(|| (std::mem::take(&mut run), credited)));
                // `文/图` credits one person with both.
                let beside = i.checked_sub(1).map(|b| &words[b]);
                let writes = *writes || matches!(beside, Some(Word::Credit { words: true, .. }));
                if leading {
                    credited = writes;
                } else {
                    runs[waiting..].iter_mut().for_each(|run| run.1 = writes);
                    let more = matches!(words.get(i + 1), Some(Word::Credit { .. }));
                    waiting = if more { waiting } else { runs.len() };
                }
            }
        }
    }
    runs.extend((!run.is_empty()).then_some((run, credited)));
    let any_writer = runs.iter().any(|run| run.1);
    let mut names = Vec::new();
    for (pieces, _) in runs.iter().filter(|run| run.1 || !any_writer) {
        for name in join_pieces(pieces) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Puts letter-spaced names together and takes names apart that were printed without a space.
fn join_pieces(pieces: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let alike = |same: fn(&str) -> bool| pieces[at..].iter().take_while(|p| same(p)).count();
        let latin = alike(|p| p.chars().all(|c| c.is_ascii() || "·．.-".contains(c)));
        let han = alike(|p| p.chars().all(is_han));
        if latin > 0 {
            names.push(pieces[at..at + latin].join(" "));
            at += latin;
        } else if han > 0 {
            names.extend(split_names(&pieces[at..at + han]));
            at += han;
        } else {
            // Names of other peoples: 阿卜杜拉·买买提.
            let longest = 24;
            if pieces[at].contains(['·', '•', '・', '．']) && pieces[at].chars().count() <= longest {
                names.push(pieces[at].to_string());
            }
            at += 1;
        }
    }
    names
}

/// The cheapest way to read pieces of Han characters as names of two to four characters; pieces that no
/// reading makes a name of are left out.
fn split_names(pieces: &[&str]) -> Vec<String> {
    let chars: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
    let mut breaks = vec![false; chars.len() + 1];
    let mut end = 0;
    for piece in pieces {
        end += piece.chars().count();
        breaks[end] = true;
    }
    // best[i]: the least cost of reading the first i characters, and where its last name begins.
    let mut best: Vec<Option<(u32, usize, bool)>> = vec![None; chars.len() + 1];
    best[0] = Some((0, 0, false));
    for end in 1..=chars.len() {
        for start in 0..end {
            let Some((before, ..)) = best[start] else { continue };
            let inner = (start + 1..end).filter(|&i| breaks[i]).count() as u32;
            let starts_piece = start == 0 || breaks[start];
            let (cost, is_name) = match name_cost(&chars[start..end], inner, starts_piece && breaks[end]) {
                Some(cost) => (cost, true),
                // Not a name: left out whole, at a price that makes it the last resort.
                None if starts_piece && breaks[end] && inner == 0 => (100, false),
                None => continue,
            };
            let cost = before + cost;
            if best[end].is_none_or(|(least, ..)| cost < least) {
                best[end] = Some((cost, start, is_name));
            }
        }
    }
    let mut names = Vec::new();
    let mut end = chars.len();
    while end > 0 {
        let Some((_, start, is_name)) = best[end] else { break };
        if is_name {
            names.push(chars[start..end].iter().collect());
        }
        end = start;
    }
    names.reverse();
    names
}

/// What reading characters as one name costs. `inner` counts the spaces inside; `whole` says that spaces or
/// ends are on both sides.
fn name_cost(name: &[char], inner: u32, whole: bool) -> Option<u32> {
    let compound = COMPOUND_SURNAMES.iter().any(|s| s.chars().eq(name.iter().copied().take(2)));
    let surname = compound || SURNAMES.contains(fold_char(name[0]));
    let length = match (name.len(), compound) {
        (2, true) => 5,
        (2, false) | (3, _) => 0,
        (4, true) => 0,
        (4, false) if whole => 9,
        _ => return None,
    };
    let other_word = NOT_NAMES.iter().any(|word| word.chars().eq(name.iter().map(|&c| fold_char(c))));
    if (!whole && !surname) || other_word || name.iter().all(|&c| is_number(c)) {
        return None;
    }
    // Printers letter-space a name of two characters to the width of three: spaces inside are cheapest there.
    // A space inside means that a piece of one character is there, never that two whole names are one.
    let spaced = match (name.len(), inner) {
        (_, 0) => 0,
        (2, 1) => 1,
        (3, 2) => 2,
        (3, 1) => 4,
        (4, 3) | (4, 1) if compound => 4,
        _ => return None,
    };
    let unspaced = if whole { 0 } else { 4 };
    Some(length + spaced + unspaced + if surname { 0 } else { 5 })
}

/// Whether a character numbers the parts of a series.
fn is_number(c: char) -> bool {
    "〇零一二三四五六七八九十百上中下完續续".contains(c)
}

/// Whether a character is a Han character of the main blocks.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::authors;

    #[test]
    fn names_without_jobs_and_employers() {
        for (byline, expected) in [
            ("□本报记者 何砚秋 通讯员 吴 岚", "何砚秋|吴岚"),
            ("本报记者 何砚秋", "何砚秋"),
            ("■ 何砚秋", "何砚秋"),
            ("（记者何砚秋 通讯员孟 可）", "何砚秋|孟可"),
            ("本报全媒体记者何砚秋、孟可 实习生 郑一帆", "何砚秋|孟可|郑一帆"),
            ("新华社记者 何砚秋", "何砚秋"),
            ("本报见习记者/丁一鸣", "丁一鸣"),
            ("作者：欧阳雪松", "欧阳雪松"),
            ("本报评论员 丁一鸣", "丁一鸣"),
            ("●何砚秋（市文史馆）", "何砚秋"),
            ("［美］约翰·哈里森 著　孟可 译", "约翰·哈里森|孟可"),
            ("記者 陳大文", "陳大文"),
            ("Anna Berg", "Anna Berg"),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn signatures_in_brackets_are_names_of_any_form() {
        for (byline, expected) in [
            ("（聽雨樓主）", "聽雨樓主"),
            ("（鶴）", "鶴"),
            ("（聽雨）（樓主）", "聽雨樓主"),
            ("（青衫客自廣州寄）", "青衫客"),
            ("（青衫客）（自廣州寄）", "青衫客"),
            ("（青衫客投稿）", "青衫客"),
            ("（十二）", ""),
            ("（一）（〇）（三）", ""),
            ("（未完）", ""),
            ("（續完）", ""),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn english_bylines_name_persons_without_by_and_posts() {
        for (byline, expected) in [
            ("By Helen Wu", "Helen Wu"),
            ("By Helen Wu and Peter Shen", "Helen Wu|Peter Shen"),
            ("BY ANN QIAO, Peter Shen and Helen Wu", "ANN QIAO|Peter Shen|Helen Wu"),
            ("By Helen Wu, Staff Writer", "Helen Wu"),
            ("Byron Wu", "Byron Wu"),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn names_printed_without_spaces_and_with_notes() {
        for (byline, expected) in [
            ("本报记者何砚秋通讯员吴岚", "何砚秋|吴岚"),
            ("本报记者何砚秋本报通讯员吴岚孟可", "何砚秋|吴岚|孟可"),
            ("何砚秋 图片由市博物馆提供", "何砚秋"),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn letter_spaced_names_are_put_together() {
        for (byline, expected) in [
            ("吴 岚", "吴岚"),
            ("吴　岚　何砚秋", "吴岚|何砚秋"),
            ("何砚秋 吴 岚 孟 可", "何砚秋|吴岚|孟可"),
            ("欧 阳 修 远", "欧阳修远"),
            ("丁 一 鸣", "丁一鸣"),
            ("记者 何砚秋丁一鸣", "何砚秋|丁一鸣"),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn writers_go_before_photographers() {
        for (byline, expected) in [
            ("文/丁一鸣 图/孟可", "丁一鸣"),
            ("丁一鸣 文 孟可 摄", "丁一鸣"),
            ("本报记者 丁一鸣 文/图", "丁一鸣"),
            ("本报记者 丁一鸣 摄影报道", "丁一鸣"),
            ("孟可 摄", "孟可"),
            ("丁一鸣 何砚秋 文 孟可 摄", "丁一鸣|何砚秋"),
            ("本报记者丁一鸣摄影报道", "丁一鸣"),
            ("丁一鸣撰文 孟可摄", "丁一鸣"),
        ] {
            assert_eq!(authors(byline).join("|"), expected, "{byline}");
        }
    }

    #[test]
    fn collective_authors_and_nobody() {
        assert_eq!(authors("本报评论员"), ["本报评论员"]);
        for nobody in ["", "□", "本报讯", "新华社北京1月5日电", "（上接第一版）", "综合报道"]
        {
            assert_eq!(authors(nobody), Vec::<String>::new(), "{nobody}");
        }
    }
}

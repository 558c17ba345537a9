//! Headlines and subheads made of a story's own words.

use super::{
    openings,
    random::Random,
    story::{Piece, Story},
    style::Cues,
    words,
};
use crate::han::character::is_han;
use crate::han::lexicon::Lexicon;
use crate::segmentation::Role;

/// Kickers and subtitles as the page's habits have them, sometimes a headline made of the body's own words, sometimes
/// none.
pub(super) fn rehead(story: &mut Story, cues: &Cues, chance: &mut Random) {
    let keeps = [(Role::Kicker, cues.kicker), (Role::Subtitle, cues.subtitle)];
    for (role, often) in keeps {
        if !chance.chance(0.4 + often) {
            story.head.retain(|p| p.role != role);
        }
    }
    if chance.chance(0.12)
        && let Some(title) = own_title(story, chance)
    {
        story.head.retain(|p| p.role == Role::Kicker);
        story.head.push(Piece::new(Role::Title, title));
    }
    let has = |story: &Story, role| story.head.iter().any(|p| p.role == role);
    if has(story, Role::Title) {
        if !has(story, Role::Kicker)
            && chance.chance(cues.kicker)
            && let Some(kicker) = own_kicker(story, chance)
        {
            story.head.insert(0, Piece::new(Role::Kicker, kicker));
        }
        if !has(story, Role::Subtitle)
            && chance.chance(cues.subtitle)
            && let Some(subtitle) = own_subtitle(story, chance)
        {
            story.head.push(Piece::new(Role::Subtitle, subtitle));
        }
        if !has(story, Role::Kicker) && chance.chance(cues.column) {
            story.head.insert(0, Piece::new(Role::Kicker, column_name(chance)));
        }
    }
    if chance.chance(0.015) {
        story.head.clear();
    }
}

/// The name of a column, over a single piece.
fn column_name(chance: &mut Random) -> String {
    const ONES: &[&str] =
        &["特写", "短评", "述评", "侧记", "专访", "综述", "来信", "随笔", "通讯", "观察", "散文", "书评"];
    const WHERE: &[&str] = &[
        "街头", "社区", "灯下", "窗口", "山乡", "河畔", "银幕", "绿茵", "校园", "法治", "健康", "海外",
        "田间", "书斋", "岁月", "邻里", "车间", "周末",
    ];
    const WHAT: &[&str] = &[
        "漫笔", "见闻", "札记", "手记", "随想", "快评", "点滴", "之声", "一角", "夜话", "短论", "拾零",
        "絮语", "风景", "问答", "访谈",
    ];
    let name = match chance.below(4) {
        0 => chance.pick(ONES).to_owned(),
        _ => format!("{}{}", chance.pick(WHERE), chance.pick(WHAT)),
    };
    match chance.below(10) {
        0 => format!("【{name}】"),
        1 => format!("●{name}●"),
        2 => format!("□{name}"),
        3 => format!("■{name}"),
        4 => format!("〔{name}〕"),
        5 => format!("“{name}”"),
        6 => format!("{name}·"),
        _ => name,
    }
}

/// A subtitle out of the body: a clause, two, or what the piece is.
fn own_subtitle(story: &Story, chance: &mut Random) -> Option<String> {
    let clause = own_clause(story, chance)?;
    Some(match chance.below(6) {
        0 | 1 => format!("——{clause}"),
        2 => {
            let what = chance.pick(&["记", "访", "来自", "写在", "读"]);
            format!("——{what}{}", clause.chars().take(9).collect::<String>())
        }
        3 => match own_clause(story, chance) {
            Some(other) if other != clause => format!("{clause} {other}"),
            _ => clause,
        },
        _ => clause,
    })
}

/// A kicker out of the body: the place that it begins with, or a clause that leads on to the title.
fn own_kicker(story: &Story, chance: &mut Random) -> Option<String> {
    let text = openings::without_opening(&story.body.iter().find(|p| p.role == Role::Paragraph)?.text());
    const PLACES: &[char] = &['镇', '乡', '村', '区', '县', '市', '局', '校', '院'];
    let place: Option<String> = text
        .split(['，', '。', '、', '（'])
        .flat_map(|clause| clause.split(['在', '从', '到', '，']))
        .find_map(|clause| {
            let at = clause.find(PLACES)?;
            let name: String = clause[..at].chars().chain(clause[at..].chars().next()).collect();
            (3..=9).contains(&name.chars().count()).then_some(name)
        });
    let dash = chance.chance(0.4);
    let clause = own_clause(story, chance);
    match (place, clause) {
        (Some(place), _) if chance.chance(0.7) => {
            Some(if chance.chance(0.2) { format!("{place}——") } else { place })
        }
        (place, _) if chance.chance(0.5) => Some(
            format!(
                "{}{}{}",
                words::person(chance, false),
                chance.pick(&["在调研", "到", "赴", "在走访"]),
                place.unwrap_or_else(|| words::place(chance))
            ) + chance.pick(&["时指出", "时强调", "调研时强调", "时要求", "检查工作时提出"]),
        ),
        // Without a dash a clause could as well be half of the title.
        (_, Some(clause)) if dash => Some(format!("{clause}——")),
        _ => None,
    }
}

/// A clause of the body that would do in a headline.
pub(super) fn own_clause(story: &Story, chance: &mut Random) -> Option<String> {
    let body: String =
        story.body.iter().filter(|p| p.role == Role::Paragraph).take(4).map(Piece::text).collect();
    let clauses: Vec<&str> = body
        .split(['，', '。', '；', '：', '、', '！', '？', '“', '”', '（', '）'])
        .filter(|c| (7..=17).contains(&c.chars().count()) && !c.contains(['记', '讯', '日', '說', '说', ' ']))
        .collect();
    if clauses.is_empty() { None } else { Some(clauses[chance.below(clauses.len())].to_owned()) }
}

/// Where a title is cut in two by its sense, in characters: between words, where it pauses if it does.
pub(super) fn cut(title: &str, chance: &mut Random) -> Option<usize> {
    let chars: Vec<char> = title.chars().collect();
    let n = chars.len();
    let near = |i: usize| i >= 4.max(n / 4) && i + 4.max(n / 4) <= n;
    let pauses: Vec<usize> = (1..n).filter(|&i| near(i) && matches!(chars[i], ' ' | '\u{3000}')).collect();
    let lexicon = Lexicon::get();
    let between_words = |i: usize| {
        near(i)
            && is_han(chars[i - 1])
            && is_han(chars[i])
            && lexicon.straddle(&chars[i.saturating_sub(4)..i], &chars[i..n.min(i + 4)]) == 0.0
    };
    let at = if !pauses.is_empty() && chance.chance(0.7) {
        pauses
    } else {
        (1..n).filter(|&i| between_words(i)).collect()
    };
    (!at.is_empty()).then(|| at[chance.below(at.len())])
}

fn own_title(story: &Story, chance: &mut Random) -> Option<String> {
    let first = own_clause(story, chance)?;
    let second = own_clause(story, chance)?;
    if chance.chance(0.4) && first != second && first.chars().count() + second.chars().count() < 24 {
        return Some(format!("{first} {second}"));
    }
    Some(first)
}

/// What the parts of an official document are called, and what their articles begin with.
const PARTS: &[&str] = &[
    "总体要求",
    "基本原则",
    "主要任务",
    "重点任务",
    "工作目标",
    "保障措施",
    "组织实施",
    "工作要求",
    "健全工作机制",
    "附则",
    "完善配套政策",
    "加强组织领导",
    "强化监督管理",
];
const CLAUSES: &[&str] = &[
    "指导思想",
    "发展目标",
    "明确责任分工",
    "落实经费保障",
    "规范办理流程",
    "扩大覆盖范围",
    "完善考核办法",
    "加强队伍建设",
    "做好宣传引导",
    "建立会商制度",
    "细化工作方案",
];

/// The title of an official document: who gives it out, what it is about, what it is.
fn official_title(chance: &mut Random) -> String {
    const ORGANS: &[&str] = &[
        "县人民政府",
        "县委 县政府",
        "市教育局",
        "省水利厅 省财政厅",
        "市人民政府办公室",
        "市民政局 市残疾人联合会",
        "省委办公厅 省政府办公厅",
        "镇人民政府",
    ];
    const WHAT: &[&str] = &["加强", "深化", "推进", "做好", "规范", "改进"];
    const TOPICS: &[&str] = &[
        "渡口安全管理",
        "古树名木保护",
        "乡村客运服务",
        "小型水库管护",
        "社区养老服务",
        "校园食堂管理",
        "农田水利建设",
        "老旧房屋修缮",
        "村级档案管理",
        "公共图书馆建设",
    ];
    const KINDS: &[&str] = &["意见", "实施意见", "通知", "决定", "若干措施", "实施方案", "公告", "通告"];
    let organ = match chance.below(4) {
        0 => String::new(),
        1 => format!("{}{} ", words::place(chance), chance.pick(ORGANS)),
        _ => format!("{} ", chance.pick(ORGANS)),
    };
    let organ = if chance.chance(0.4) { organ.trim_end().to_owned() } else { organ };
    format!("{organ}关于{}{}的{}", chance.pick(WHAT), chance.pick(TOPICS), chance.pick(KINDS))
}

/// The body as an official document has it: parts with short headings under 一、二、, their paragraphs under （一）（二）.
fn official(story: &mut Story, chance: &mut Random) {
    let step = chance.int(2, 4);
    if chance.chance(0.7) {
        story.head = vec![Piece::new(Role::Title, official_title(chance))];
    }
    let numbered = chance.chance(0.7);
    let at = chance.below(PARTS.len());
    let (mut part, mut clause) = (0, 0);
    let mut out: Vec<Piece> = Vec::new();
    for (i, mut piece) in std::mem::take(&mut story.body).into_iter().enumerate() {
        if i > 0 && piece.role == Role::Paragraph {
            if (i - 1) % step == 0 {
                let name = PARTS[(at + part) % PARTS.len()];
                part += 1;
                clause = 0;
                out.push(Piece::new(Role::Subhead, format!("{}、{name}", words::chinese_number(part))));
            }
            if numbered && part > 0 {
                clause += 1;
                let number = words::chinese_number(clause);
                piece = Piece::new(
                    Role::Paragraph,
                    format!(
                        "（{number}）{}。{}",
                        chance.pick(CLAUSES),
                        openings::without_opening(&piece.text())
                    ),
                );
            }
        }
        out.push(piece);
    }
    story.body = out;
}

/// What a subhead says in a word before it says more.
const CATCHWORDS: &[&str] = &[
    "摸清家底",
    "补齐短板",
    "盘活存量",
    "守住底线",
    "带好队伍",
    "算清细账",
    "抓住关键",
    "做实服务",
    "搭好平台",
    "疏通堵点",
    "看准方向",
    "下足功夫",
];

/// A clause and another of the section behind a mark.
fn in_two(section: &Story, clause: String, mark: &str, chance: &mut Random) -> String {
    match own_clause(section, chance) {
        Some(other) if other != clause => format!("{clause}{mark}{other}"),
        _ => clause,
    }
}

/// Subheads for a long body that has none: a clause of the section that each of them heads.
pub(super) fn subheads(story: &mut Story, often: f32, chance: &mut Random) {
    if story.body.len() < 6 || story.body.iter().any(|p| p.role == Role::Subhead) || !chance.chance(often) {
        return;
    }
    let form = chance.below(14);
    if form == 9 {
        return official(story, chance);
    }
    let first = chance.int(0, 24);
    let step = chance.int(1, 5);
    // Questions and numbered parts may begin at once, without words before them.
    let at_once = matches!(form, 0 | 2 | 6) && chance.chance(0.5);
    let mut out: Vec<Piece> = Vec::new();
    let mut number = 0;
    for (i, piece) in std::mem::take(&mut story.body).into_iter().enumerate() {
        if (i > 0 || at_once) && i % step == 0 && piece.role == Role::Paragraph {
            let section = Story { body: vec![piece.clone()], ..Default::default() };
            if let Some(clause) = own_clause(&section, chance) {
                number += 1;
                if form == 8 {
                    // A catchword over what the section says, which may run on to another line.
                    let word: String = clause.chars().take(chance.int(4, 6)).collect();
                    let quoted = if chance.chance(0.3) { format!("“{word}”") } else { word };
                    out.push(Piece::new(Role::Subhead, quoted));
                    let said = match own_clause(&section, chance) {
                        Some(other) if other != clause => format!("{clause}，{other}"),
                        _ => clause,
                    };
                    out.push(Piece::new(Role::Subhead, said));
                    out.push(piece);
                    continue;
                }
                let text = match form {
                    0 => format!("{}、{clause}", words::chinese_number(number)),
                    1 => format!("“{clause}”"),
                    6 => {
                        let question = chance.pick(&["是什么", "有什么影响", "怎么办", "有哪些", "如何理解"]);
                        format!("{}、{clause}{question}？", words::chinese_number(first + number))
                    }
                    2 => format!("（{}）{clause}", words::chinese_number(number)),
                    3 | 7 => in_two(&section, clause, " ", chance),
                    10 => in_two(&section, clause, "，", chance),
                    11 => in_two(&section, clause, "、", chance),
                    12 => format!("{}：{clause}", chance.pick(CATCHWORDS)),
                    13 => format!("{}：{}", chance.pick(CATCHWORDS), in_two(&section, clause, "，", chance)),
                    _ => clause,
                };
                if form == 5
                    && number == 1
                    && let Some(over) = own_clause(&section, chance)
                {
                    out.push(Piece::new(Role::Subhead, over));
                }
                out.push(Piece::new(Role::Subhead, text));
            }
        }
        out.push(piece);
    }
    story.body = out;
}

//! Openings and signatures: 本报讯, 电头, bylines and credits in the forms that papers give them.

use super::{
    random::Random,
    story::{Piece, Story},
    style::Cues,
    words,
};
use crate::segmentation::Role;

/// Trades that sign reports.
const TRADES: &[&str] = &[
    "记者",
    "记者",
    "记者",
    "见习记者",
    "全媒体记者",
    "融媒体记者",
    "融媒体中心记者",
    "首席记者",
    "特约记者",
];

/// A text without its 本报讯 or 电头 and the bracket behind it.
pub(super) fn without_opening(text: &str) -> String {
    match opening(text) {
        Some(end) => text[end..].trim_start().to_owned(),
        None => text.to_owned(),
    }
}

/// Bytes of the opening formula of a paragraph.
fn opening(text: &str) -> Option<usize> {
    /// Bytes within which an opening must be over.
    const REACH: usize = 150;
    let reach = text.floor_char_boundary(REACH.min(text.len()));
    let start = &text[..reach];
    let word = ["本报讯", "日讯", "日电", "日專電", "專電"]
        .iter()
        .filter_map(|w| start.find(w).map(|i| i + w.len()))
        .min()?;
    if word > 60 {
        return None;
    }
    let rest = start[word..].trim_start();
    let skipped = word + (start[word..].len() - rest.len());
    if let Some(close) = ['）', ')'].iter().filter_map(|c| rest.find(*c).map(|i| i + c.len_utf8())).min()
        && rest.starts_with(['（', '('])
    {
        return Some(skipped + close);
    }
    if rest.starts_with("记者") {
        return rest.find('：').map(|i| skipped + i + '：'.len_utf8());
    }
    Some(word)
}

/// Reporters as a byline names them: `记者 吴 岚 通讯员 …`.
fn names(chance: &mut Random) -> String {
    let spaced = chance.chance(0.7);
    let gap = if chance.chance(0.85) { " " } else { "" };
    let mut out = format!("{}{gap}{}", chance.pick(TRADES), words::person(chance, spaced));
    for _ in 0..chance.weighted(&[(0, 0.6), (1, 0.3), (2, 0.1)]) {
        let between = if gap.is_empty() { chance.pick(&["、", " "]) } else { " " };
        out.push_str(between);
        out.push_str(&words::person(chance, spaced));
    }
    if chance.chance(0.3) {
        out.push_str(&format!(
            "{gap}{}{gap}{}",
            chance.pick(&["通讯员", "通讯员", "实习生", "特约通讯员"]),
            words::person(chance, spaced)
        ));
    }
    out
}

/// A picture's credit.
pub(super) fn credit(chance: &mut Random) -> String {
    let name = words::person(chance, false);
    match chance.below(11) {
        0 => format!("{name} 摄"),
        1 => format!("（{name} 摄）"),
        2 => format!("记者 {name} 摄"),
        3 => format!("本报记者 {name}/摄"),
        4 => format!("通讯员 {name} 摄影报道"),
        5 => "（资料图片）".into(),
        6 => format!("图/{name}"),
        7 => format!("特约摄影 {name}"),
        8 => format!("{} {name} 摄/视觉{}", chance.pick(TRADES), words::place(chance)),
        9 => format!("{}{name}/摄", chance.pick(TRADES)),
        _ => format!("{} {name} 摄", chance.pick(TRADES)),
    }
}

/// Who gave a picture to the paper.
fn giver(chance: &mut Random) -> String {
    let office =
        chance.pick(&["教育局", "水务局", "民政局", "博物馆", "中学", "供电公司", "农业农村局", "红十字会"]);
    if chance.chance(0.5) { office.to_owned() } else { format!("{}{office}", words::place(chance)) }
}

/// A byline printed apart from the body.
fn byline(chance: &mut Random) -> String {
    const MARKS: &[&str] = &["□", "■", "◎", "○", "◇", "●", "▲"];
    let mark = chance.pick(MARKS);
    let gap = if chance.chance(0.3) { " " } else { "" };
    match chance.below(24) {
        0 | 1 => format!("{mark}{gap}本报{}", names(chance)),
        2 => format!("{mark}{gap}{}", names(chance)),
        3 => names(chance),
        4 => format!("（{}）", names(chance)),
        5 => format!("{} 文/图", names(chance)),
        6..=8 => authors(chance),
        9 | 10 => format!("{mark}{gap}{}", authors(chance)),
        11 => format!("{} 图片由{}提供", words::person(chance, true), giver(chance)),
        12 => {
            let label = chance.pick(&["文/", "文 ", "作者：", "撰文：", "口述/", "整理/"]);
            format!("{label}{}", authors(chance))
        }
        13 => words::modern_pen_name(chance),
        14 => format!("{mark}{gap}{}", words::modern_pen_name(chance)),
        15 => format!("{}{}", office(chance), authors(chance)),
        16 => format!("{}社{}", words::place(chance), names(chance)),
        17 => format!("本报驻{}{}", words::place(chance), names(chance)),
        18 => format!("{} 摄影报道", authors(chance)),
        _ => format!("本报{}", names(chance)),
    }
}

/// Authors by their names alone.
fn authors(chance: &mut Random) -> String {
    let count = chance.weighted(&[(1, 0.6), (2, 0.28), (3, 0.09), (4, 0.03)]);
    let spaced = chance.chance(0.3);
    (0..count).map(|_| words::person(chance, spaced)).collect::<Vec<_>>().join(" ")
}

/// What an author is: 某县县长, 某大学教师.
fn office(chance: &mut Random) -> String {
    let of = chance.pick(&["县", "市", "区", "大学", "研究所", "供销社", "医院", "出版社", "中学"]);
    let rank = chance.pick(&["长", "委书记", "代表", "负责人", "研究员", "主任", "教师"]);
    format!("{}{of}{rank}{}", words::place(chance), if chance.chance(0.5) { " " } else { "" })
}

/// A note in brackets at the end of a piece: who wrote it, whence it came, who its author is.
fn end_note(chance: &mut Random) -> String {
    let place = words::place(chance);
    let date = format!("{}月{}日", chance.int(1, 12), chance.int(1, 28));
    let inner = match chance.below(16) {
        0 => format!("本报{place}{date}电"),
        1 => format!("{}社{place}{date}电", words::place(chance)),
        2 => format!("作者为{}", office(chance).trim()),
        3 => format!("作者系{}", office(chance).trim()),
        4 => format!("{} 整理", words::person(chance, false)),
        5 => format!("据{place}{}", chance.pick(&["日报", "晚报", "网", "新闻网"])),
        6 => format!("{}供稿", words::person(chance, false)),
        7 => format!("{} 报道", words::person(chance, false)),
        8 => words::modern_pen_name(chance),
        _ => authors(chance),
    };
    format!("（{inner}）")
}

/// A line of those who made a piece: its editor, who drew its map, whence its figures come.
pub(super) fn makers(chance: &mut Random) -> String {
    let who = words::person(chance, false);
    match chance.below(9) {
        0 => format!("责任编辑：{who}"),
        1 => format!("（责任编辑 {who}）"),
        2 => format!("责编：{who}"),
        3 => format!("制图：{who}"),
        4 => format!("版式设计：{who}"),
        5 => format!("本栏编辑 {who}"),
        6 => {
            let office = chance.pick(&["统计局", "海关", "气象台", "研究院"]);
            format!("数据来源：{}{office}", words::place(chance))
        }
        7 => format!("统筹：{who} 制图：{}", words::person(chance, false)),
        _ => format!("漫画/{who}"),
    }
}

/// Whether a story begins as a report could: with a paragraph of its own, and no question or quotation.
fn begins_in_prose(story: &Story) -> bool {
    /// Characters of a paragraph that is more than a line of verse or a list.
    const PROSE: usize = 40;
    story.body.first().is_some_and(|p| {
        p.role == Role::Paragraph
            && p.lines.len() == 1
            && p.text().chars().count() >= PROSE
            && !p.text().starts_with(['“', '‘', '「', '问', '（', '●', '■', '◆', '▲'])
    })
}

/// Gives a story the opening, the byline and the end note that its page's habits ask for, or takes them away.
pub(super) fn vary(story: &mut Story, cues: &Cues, chance: &mut Random) {
    /// Share of the openings that are left as they were written.
    const AS_WRITTEN: f32 = 0.4;
    let first = story.body.iter().position(|p| p.role == Role::Paragraph);
    let given = first.and_then(|at| opening(&story.body[at].text()).map(|end| (at, end)));
    let opened =
        chance.chance(cues.opening) && (given.is_some() || begins_in_prose(story) && !story.traditional);
    if let Some((at, end)) = given
        && !(opened && chance.chance(AS_WRITTEN))
        && let Some(line) = story.body[at].lines.first_mut()
    {
        let agency = line.contains("日电");
        let start = match opened {
            true if agency => dateline(chance),
            true => local(chance),
            false => String::new(),
        };
        *line = start + line[end..].trim_start();
    } else if given.is_none()
        && opened
        && let Some(line) = story.body.first_mut().and_then(|p| p.lines.first_mut())
    {
        let opening = if chance.chance(0.7) { local(chance) } else { dateline(chance) };
        line.insert_str(0, &opening);
    }
    let verse = story.body.iter().all(|p| p.text().chars().count() < 30);
    // Who is named in the opening does not sign again.
    if opened && chance.chance(0.9) || !chance.chance(if verse { cues.byline.max(0.5) } else { cues.byline })
    {
        story.bylines.clear();
    } else if story.bylines.is_empty() && !story.body.is_empty() {
        story.bylines.push(Piece::new(Role::Byline, byline(chance)));
    }
    if chance.chance(cues.end_note)
        && let Some(last) = story.body.last_mut().filter(|p| p.role == Role::Paragraph)
    {
        let reporter = chance.chance(0.25);
        let note = if reporter { format!("（{}）", names(chance)) } else { end_note(chance) };
        if chance.chance(cues.note_apart) {
            let role = if reporter { Role::Byline } else { Role::Credit };
            story.body.push(Piece::new(role, note));
        } else if let Some(line) = last.lines.last_mut() {
            line.push_str(&note);
        }
    }
    if !story.body.is_empty() && chance.chance(0.09) {
        story.body.push(Piece::new(Role::Credit, makers(chance)));
    }
}

fn local(chance: &mut Random) -> String {
    let names = names(chance);
    let paper =
        chance.pick(&["本报讯", "本报讯", "本报讯", "本报讯 ", "晨报讯", "晚报讯", "【本报讯】", "本网讯"]);
    match chance.below(8) {
        0 => format!("本报讯 {}报道：", names.replace(' ', "")),
        1 => format!("{paper}（{}{names}）", chance.pick(&["通讯员 ", "", "实习生 "])),
        2 => format!("{paper} "),
        3 => format!("本报{}讯（{names}）", words::place(chance)),
        4 => format!("本报{}月{}日讯（{names}）", chance.int(1, 12), chance.int(1, 28)),
        _ => format!("{paper}（{names}）"),
    }
}

fn dateline(chance: &mut Random) -> String {
    let place = words::place(chance);
    let (month, day) = (chance.int(1, 12), chance.int(1, 28));
    let agency = chance.pick(&["新华社", "中新社", "本报", "新华社", "据新华社"]);
    match chance.below(3) {
        0 => format!("{agency}{place}{month}月{day}日电 "),
        1 => format!("{agency}{place}{month}月{day}日电（{}）", names(chance)),
        _ => format!("{agency}{place}{month}月{day}日电 （记者{}）", words::person(chance, true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story() -> Story {
        let text =
            "本报讯（记者 何闻）新桥昨日正式通车，两岸往来更近，镇里的人都到桥头看热闹，一直看到天黑才散去。";
        let body = (0..3).map(|_| Piece::new(Role::Paragraph, text)).collect();
        Story { body, bylines: vec![Piece::new(Role::Byline, "本报记者 何闻")], ..Default::default() }
    }

    #[test]
    fn a_page_whose_habit_is_no_cue_has_none() {
        let mut chance = Random::new(1, 0);
        for _ in 0..50 {
            let mut story = story();
            vary(&mut story, &Cues::default(), &mut chance);
            assert!(story.bylines.is_empty());
            assert!(story.body[0].text().starts_with("新桥"), "{}", story.body[0].text());
        }
    }

    #[test]
    fn a_note_in_brackets_on_a_line_of_its_own_is_a_credit_and_one_in_the_paragraph_is_not() {
        let mut chance = Random::new(2, 0);
        for apart in [true, false] {
            let cues = Cues { end_note: 1.0, note_apart: f32::from(u8::from(apart)), ..Cues::default() };
            let mut story = story();
            vary(&mut story, &cues, &mut chance);
            let last = &story.body[if apart { 3 } else { 2 }];
            assert_eq!(matches!(last.role, Role::Credit | Role::Byline), apart);
            assert!(last.text().ends_with('）'), "{}", last.text());
        }
    }
}

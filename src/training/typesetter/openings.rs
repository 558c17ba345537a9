//! Openings and signatures: 本报讯, 电头, bylines and credits in the forms that papers give them.

use super::{
    random::Random,
    story::{Piece, Story},
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
    let names = names(chance);
    match chance.below(21) / 2 {
        0 | 1 => format!("□本报{names}"),
        2 => format!("■{names}"),
        3 => format!("◎本报{names}"),
        4 => names,
        5 => format!("（{names}）"),
        6 => format!("{} 文/图", names),
        7 => words::person(chance, true),
        10 => format!("{} 图片由{}提供", words::person(chance, true), giver(chance)),
        _ => format!("本报{names}"),
    }
}

/// Share of the stories without an opening that are given one: about every second piece of a daily has it.
const OPENED: f32 = 0.45;

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

/// Gives a story another opening, or takes it away, or another byline.
pub(super) fn vary(story: &mut Story, chance: &mut Random) {
    if let Some(first) = story.body.iter_mut().find(|p| p.role == Role::Paragraph)
        && let Some(line) = first.lines.first_mut()
        && let Some(end) = opening(line)
    {
        let rest = line[end..].trim_start().to_owned();
        let agency = line.contains("日电");
        if agency {
            if chance.chance(0.5) {
                *line = format!("{}{rest}", dateline(chance));
            }
        } else {
            match chance.below(10) {
                0 => {
                    *line = rest;
                    story.bylines.push(Piece::new(Role::Byline, byline(chance)));
                }
                1..=5 => *line = format!("{}{rest}", local(chance)),
                _ => {}
            }
        }
    } else if !story.traditional && chance.chance(OPENED) && begins_in_prose(story) {
        let opening = if chance.chance(0.7) { local(chance) } else { dateline(chance) };
        if let Some(line) = story.body.first_mut().and_then(|p| p.lines.first_mut()) {
            line.insert_str(0, &opening);
        }
        // Who is named in the opening does not sign again.
        if chance.chance(0.9) {
            story.bylines.clear();
        }
    } else if !story.traditional && chance.chance(0.3) {
        if story.bylines.len() == 1 {
            story.bylines.clear();
        }
        if story.bylines.is_empty() && story.body.len() > 2 {
            story.bylines.push(Piece::new(Role::Byline, byline(chance)));
        }
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

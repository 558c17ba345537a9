//! What stands on a page around its articles: mastheads, folios, slogans, column headings, marks of overprint.

use super::{
    random::Random,
    style::{Look, Style},
    words,
};

/// The lines of furniture of one page.
pub(super) fn page_notes(style: &Style, chance: &mut Random) -> Vec<String> {
    if style.look == Look::Typed { masthead(chance) } else { folio(style, chance) }
}

fn folio(style: &Style, chance: &mut Random) -> Vec<String> {
    let page = chance.int(1, 16);
    let number = match chance.below(9) {
        0 => format!("第{page}版"),
        1 => format!("{page:02}版"),
        2 => format!("A{page:02}"),
        3 => format!("{page}"),
        4 => format!("{page}版"),
        5 => format!("{page:02}"),
        6 => format!("第{}版", words::chinese_number(page)),
        7 => format!("B{page}版"),
        _ => format!("{page:03}"),
    };
    let section =
        if chance.chance(0.6) { format!(" {}", chance.pick(words::SECTIONS)) } else { String::new() };
    let (year, month, day) = (chance.int(2009, 2026), chance.int(1, 12), chance.int(1, 28));
    let weekday = words::WEEKDAYS[chance.below(7)];
    let date = match chance.below(6) {
        0 => format!("{year}年{month}月{day}日 星期{weekday}"),
        1 => format!("{year}-{month:02}-{day:02}"),
        2 => format!("{year}.{month}.{day} 星期{weekday}"),
        3 => format!("{year}年{month}月{day}日"),
        4 => format!("星期{weekday} {year}年{month}月{day}日"),
        _ => format!("{year}/{month:02}/{day:02}"),
    };
    let editors = if chance.chance(0.6) {
        let label =
            chance.pick(&["责任编辑：", "编辑：", "本版责编：", "责编:", "本版编辑 ", "主编：", "责编/"]);
        let mut names: Vec<String> = (0..chance.int(1, 3)).map(|_| words::person(chance, false)).collect();
        if chance.chance(0.2) {
            names.insert(1, chance.pick(&["美编：", "版式：", "校对：", "组版："]).to_owned());
        }
        format!(" {label}{}", names.join(" "))
    } else {
        String::new()
    };
    let contact = match chance.below(10) {
        0 => format!(" 电话：0{}—{}", chance.int(21, 999), chance.int(22_000_000, 88_999_999)),
        1 => format!(" 新闻热线：{}", chance.int(2_200_000, 8_899_999)),
        2 => format!(
            " E-mail：{}@{}.com",
            chance.pick(&["news", "bjb", "ywb", "fukan"]),
            chance.pick(&["163", "126", "sina"])
        ),
        _ => String::new(),
    };
    let paper = if chance.chance(0.3) { format!(" {}", words::paper(chance)) } else { String::new() };
    let mut parts = vec![
        number + &section,
        date,
        paper.trim().to_owned(),
        editors.trim().to_owned(),
        contact.trim().to_owned(),
    ];
    parts.retain(|p| !p.is_empty());
    if chance.chance(0.3) {
        let at = chance.below(parts.len());
        parts.swap(0, at);
    }
    let mut out = if chance.chance(0.85) { vec![parts.join(" ")] } else { parts };
    if chance.chance(0.25) {
        // The page's own editors, on a line of their own.
        let label = chance.pick(&["责编：", "本版责编：", "责任编辑 ", "本版编辑：", "编辑/", "值班编辑："]);
        let designer = chance.pick(&[" 版式设计：", " 美编：", " 校对 ", " 组版：", " 电话："]);
        let first = words::person(chance, false);
        out.push(match chance.below(3) {
            0 => format!("{label}{first}"),
            1 => format!("{label}{first} {}", words::person(chance, false)),
            _ => format!("{label}{first}{designer}{}", words::person(chance, false)),
        });
    }
    if style.look == Look::Rough && chance.chance(0.6) {
        for _ in 0..chance.int(1, 3) {
            out.push(words::slogan(chance));
        }
    }
    if chance.chance(0.04) {
        out.clear();
    }
    out
}

fn masthead(chance: &mut Random) -> Vec<String> {
    let year = chance.int(1, 37);
    let (month, day) = (chance.int(1, 12), chance.int(1, 29));
    let date = format!(
        "民國{}年{}月{}日",
        words::chinese_number(year),
        words::chinese_number(month),
        words::chinese_number(day)
    );
    let page = format!("第{}版", words::chinese_number(chance.int(1, 4)));
    let paper = words::old_paper(chance);
    let weekday = format!("星期{}", words::WEEKDAYS[chance.below(7)]);
    let motto = words::old_slogan(chance);
    let mut out = match chance.below(6) {
        0 => vec![format!("{page}{date}")],
        1 => vec![paper],
        2 => vec![format!("{page}{date}"), paper, weekday],
        3 => vec![motto, paper],
        4 => vec![date, weekday, paper],
        _ => vec![page, paper, format!("{date}{weekday}")],
    };
    if chance.chance(0.15) {
        out.push(words::old_slogan(chance));
    }
    out
}

/// The lines of an old paper's front page box: price lists and rates, a heading and its lines.
pub(super) fn front_boxes(chance: &mut Random) -> Vec<(String, String)> {
    let sum =
        |chance: &mut Random, unit: &str| format!("大洋{}{unit}", words::chinese_number(chance.int(1, 9)));
    let mut out = Vec::new();
    let price = format!(
        "{}每{}日出一張{}寄閱全年{}半年{}每月{}郵費在內國外加倍",
        chance.pick(&["本報", "", "逢星期日停刊"]),
        words::chinese_number(chance.int(1, 5)),
        chance.pick(&["逐期", "增刊不另取資", ""]),
        sum(chance, "元"),
        sum(chance, "元"),
        sum(chance, "角")
    );
    out.push((chance.pick(&["定報價格", "本報價目", "報費", "訂閱價目"]).to_owned(), price));
    let rates = format!(
        "每{}英寸寬{}英寸高爲一格每期{}{}加倍中縫{}{}面議長期另有折扣",
        words::chinese_number(chance.int(1, 4)),
        words::chinese_number(chance.int(1, 4)),
        sum(chance, "角"),
        chance.pick(&["封面", "首頁", "新聞欄"]),
        sum(chance, "角"),
        chance.pick(&["論前", "特別地位", "套色"])
    );
    out.push((chance.pick(&["廣吿刊例", "廣告價目", "刊例", "登載廣告例"]).to_owned(), rates));
    out.push((
        format!("今日{}張零售{}", chance.pick(&["一", "兩", "一大"]), sum(chance, "分")),
        String::new(),
    ));
    out.push((format!("第{}號", words::chinese_number(chance.int(11, 2999))), String::new()));
    if chance.chance(0.5) {
        let house = format!(
            "社址{}路{}號電話{}",
            chance.pick(words::OLD_PLACES),
            words::chinese_number(chance.int(1, 99)),
            words::chinese_number(chance.int(1000, 9999))
        );
        out.push((house, String::new()));
    }
    chance.shuffle(&mut out);
    out.truncate(chance.int(3, 5));
    out
}

/// A caption printed twice over itself, as extraction shows it.
pub(super) fn overprint(text: &str, chance: &mut Random) -> String {
    let marks = chance.pick(&["▲", "▶", "◀", "▼", "■", ""]);
    let mut out = marks.repeat(2);
    let pieces: Vec<&str> = if chance.chance(0.5) {
        vec![text]
    } else {
        text.split_inclusive(['，', '。', '（', ' ']).collect()
    };
    for piece in pieces {
        out.push_str(piece.trim());
        out.push_str(piece.trim());
    }
    out
}

/// A notice in a few words: a house moves, a book is out, a subscription is open.
pub(super) fn notice(chance: &mut Random) -> String {
    let what = chance.pick(&[
        "本報電話",
        "新書出版",
        "下期特刊",
        "某號遷移",
        "徵求照片",
        "代售處增設",
        "本報合訂本",
        "招登廣告",
        "函授新章",
        "戲院換片",
        "時疫醫院",
    ]);
    let then = chance.pick(&[
        "卽日發售",
        "今日起改定",
        "歡迎投稿",
        "請閱明日本報",
        "價目面議",
        "不日開幕",
        "業已就緒",
        "減價十天",
        "隨到隨診",
        "存書無多",
    ]);
    if chance.chance(0.3) { what.to_owned() } else { format!("{what}{then}") }
}

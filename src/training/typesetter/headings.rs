//! Headlines and subheads made of a story's own words.

use super::{
    openings,
    random::Random,
    story::{Piece, Story},
    words,
};
use crate::segmentation::Role;

/// Sometimes a kicker more or less, sometimes a headline made of the body's own words, sometimes none.
pub(super) fn rehead(story: &mut Story, chance: &mut Random) {
    if chance.chance(0.08) {
        story.head.retain(|p| p.role == Role::Title);
    }
    if chance.chance(0.12)
        && let Some(title) = own_title(story, chance)
    {
        story.head.retain(|p| p.role == Role::Kicker);
        story.head.push(Piece::new(Role::Title, title));
    }
    let titled = story.head.iter().any(|p| p.role == Role::Title);
    let kicked = story.head.iter().any(|p| p.role == Role::Kicker);
    if titled
        && !kicked
        && chance.chance(0.25)
        && let Some(kicker) = own_kicker(story, chance)
    {
        story.head.insert(0, Piece::new(Role::Kicker, kicker));
    }
    if chance.chance(0.015) {
        story.head.clear();
    }
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

fn own_title(story: &Story, chance: &mut Random) -> Option<String> {
    let first = own_clause(story, chance)?;
    let second = own_clause(story, chance)?;
    if chance.chance(0.4) && first != second && first.chars().count() + second.chars().count() < 24 {
        return Some(format!("{first} {second}"));
    }
    Some(first)
}

/// Subheads for a long body that has none: a clause of the section that each of them heads.
pub(super) fn subheads(story: &mut Story, chance: &mut Random) {
    if story.body.len() < 6 || story.body.iter().any(|p| p.role == Role::Subhead) || !chance.chance(0.3) {
        return;
    }
    let form = chance.below(8);
    let first = chance.int(0, 24);
    let step = chance.int(2, 4);
    // Questions and numbered parts may begin at once, without words before them.
    let at_once = matches!(form, 0 | 2 | 6) && chance.chance(0.5);
    let mut out: Vec<Piece> = Vec::new();
    let mut number = 0;
    for (i, piece) in std::mem::take(&mut story.body).into_iter().enumerate() {
        if (i > 0 || at_once) && i % step == 0 && piece.role == Role::Paragraph {
            let section = Story { body: vec![piece.clone()], ..Default::default() };
            if let Some(clause) = own_clause(&section, chance) {
                number += 1;
                let text = match form {
                    0 => format!("{}、{clause}", words::chinese_number(number)),
                    1 => format!("“{clause}”"),
                    6 => {
                        let question = chance.pick(&["是什么", "有什么影响", "怎么办", "有哪些", "如何理解"]);
                        format!("{}、{clause}{question}？", words::chinese_number(first + number))
                    }
                    2 => format!("（{}）{clause}", words::chinese_number(number)),
                    3 | 7 => match own_clause(&section, chance) {
                        Some(other) if other != clause => format!("{clause} {other}"),
                        _ => clause,
                    },
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

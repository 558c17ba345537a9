//! From clean articles to stories that differ each time: parts left out, cut, run together, headlines given, changed
//! or missing, pictures told as stories of their own.

use super::{
    marks, openings,
    random::Random,
    source::{SourceArticle, SourcePart},
    story::{Piece, Story},
    style::{Look, Style},
    swap, words,
};
use crate::segmentation::Role;

/// Titles of pictures that stand by themselves.
const PHOTO_TITLES: &[&str] = &[
    "图片报道",
    "图片新闻",
    "图说新闻",
    "影像",
    "视觉",
    "新闻图片",
    "图片故事",
    "镜头",
    "光影",
    "一线影像",
    "现场",
];
/// Headings of briefs.
const BRIEF_TITLES: &[&str] = &[
    "简讯",
    "短波",
    "一句话新闻",
    "要闻简报",
    "微讯",
    "快讯",
    "工作动态",
    "信息速递",
    "政务动态",
    "简明新闻",
];
/// Marks that lead a brief.
const BULLETS: &[&str] = &["●", "●", "●", "■", "◆", "★", "○", "▲", "◎", "△"];
/// Marks that lead an old paper's sundries.
const OLD_BULLETS: &[&str] = &["◘", "▲", "●", "○", "◎", "△", "◇", "■", "※"];

/// A story of an article, as one paper would print it.
pub(super) fn story(article: &SourceArticle, style: &Style, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    let mut story = told(article, thinned(&article.parts, chance), typed, chance);
    if chance.chance(0.2) {
        story.section = article.section.clone();
    }
    if typed {
        old_habits(&mut story, chance);
    } else {
        if chance.chance(0.1) {
            part_of(&mut story, chance);
        }
        rehead(&mut story, chance);
        subheads(&mut story, chance);
        photo_story(&mut story, chance);
        bare_captions(&mut story, chance);
        openings::vary(&mut story, chance);
    }
    swap::rename(&mut story, chance);
    swap::renumber(&mut story, chance);
    finish(&mut story, typed, chance);
    story
}

/// A story that says what the article says, nothing left out or changed.
pub(super) fn faithful(article: &SourceArticle, typed: bool, chance: &mut Random) -> Story {
    let mut story = told(article, article.parts.clone(), typed, chance);
    if chance.chance(0.4) {
        story.section = article.section.clone();
    }
    story.body.retain(|p| !p.text().is_empty());
    story
}

/// Characters and marks of the look's years; empty pieces go.
fn finish(story: &mut Story, typed: bool, chance: &mut Random) {
    for pieces in [&mut story.head, &mut story.bylines, &mut story.body, &mut story.pictures] {
        pieces.retain(|p| !p.text().trim().is_empty());
    }
    if typed && !story.traditional {
        marks::to_traditional(story);
    } else if !typed && story.traditional && chance.chance(0.8) {
        marks::to_simplified(story);
    }
    if typed {
        marks::old_marks(story, chance);
    } else {
        marks::widths(story, chance);
    }
}

/// Several articles' first sentences as briefs under one heading.
pub(super) fn briefs(articles: &[&SourceArticle], style: &Style, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    let mut out = Story { traditional: typed, ..Default::default() };
    let bullet = chance.pick(if typed { OLD_BULLETS } else { BULLETS });
    let signature = chance.chance(0.5);
    for article in articles {
        let Some(SourcePart::Paragraph(first)) =
            article.parts.iter().find(|p| matches!(p, SourcePart::Paragraph(_)))
        else {
            continue;
        };
        let mut brief = Story { traditional: article.traditional, ..Default::default() };
        let text = openings::without_opening(first);
        let end = text
            .char_indices()
            .filter(|(_, c)| matches!(c, '。' | '、'))
            .map(|(i, c)| i + c.len_utf8())
            .find(|&i| i > 90);
        brief
            .body
            .push(Piece::new(Role::Paragraph, format!("{bullet}{}", &text[..end.unwrap_or(text.len())])));
        swap::rename(&mut brief, chance);
        swap::renumber(&mut brief, chance);
        finish(&mut brief, typed, chance);
        out.body.append(&mut brief.body);
        if signature && !typed {
            let name = words::person(chance, true);
            let text =
                if chance.chance(0.5) { format!("（记者 {name}）") } else { format!("（{name}）") };
            out.body.push(Piece::new(Role::Byline, text));
        }
    }
    if !typed {
        out.head.push(Piece::new(Role::Title, chance.pick(BRIEF_TITLES)));
    }
    out
}

/// The article's pieces with these parts of its body.
fn told(article: &SourceArticle, parts: Vec<SourcePart>, typed: bool, chance: &mut Random) -> Story {
    let mut story = Story { traditional: article.traditional, ..Default::default() };
    for (role, rows) in [
        (Role::Kicker, &article.kickers),
        (Role::Title, &article.titles),
        (Role::Subtitle, &article.subtitles),
    ] {
        story.head.extend(rows.iter().map(|row| Piece::new(role, row.as_str())));
    }
    story.bylines.extend(article.bylines.iter().map(|row| Piece::new(Role::Byline, row.as_str())));
    let mut verse = false;
    for part in parts {
        let was_verse = std::mem::replace(&mut verse, matches!(part, SourcePart::Line(_)));
        match part {
            SourcePart::Paragraph(text) => match jump_words(&text) {
                Some(at) if !typed => {
                    story.body.push(Piece::new(Role::Jump, &text[..at]));
                    story.body.push(Piece::new(Role::Paragraph, &text[at..]));
                }
                _ => story.body.push(Piece::new(Role::Paragraph, text)),
            },
            SourcePart::Subhead(text, _) => story.body.push(Piece::new(Role::Subhead, text)),
            // Old papers' verse runs on as one block of the right answer, a line a row.
            SourcePart::Line(text) => match story.body.last_mut() {
                Some(last) if typed && was_verse => last.lines.push(text),
                _ => story.body.push(Piece::new(Role::Paragraph, text)),
            },
            SourcePart::Picture { caption, credit } => picture(&mut story, caption, credit, chance),
        }
    }
    story
}

/// Bytes of the jump words that a paragraph begins with, or is: （接上期）, （未完待续）.
fn jump_words(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('（')?;
    let end = inner.find('）')?;
    let words = &inner[..end];
    let jump = ["接上", "上接", "下转", "未完", "待续", "续前", "续完"].iter().any(|w| words.starts_with(w));
    jump.then_some(end + "（）".len())
}

fn picture(story: &mut Story, caption: String, credit: String, chance: &mut Random) {
    if credit.is_empty() || chance.chance(0.2) {
        story.pictures.push(Piece::new(Role::Caption, caption));
    } else if chance.chance(0.5) {
        let joint = if chance.chance(0.8) { " " } else { "" };
        story.pictures.push(Piece::new(Role::Caption, format!("{caption}{joint}{credit}")));
    } else {
        story.pictures.push(Piece::new(Role::Caption, caption));
        story.pictures.push(Piece::new(Role::Credit, credit));
    }
}

/// The parts with some left out, cut in two, or run together; order is kept, for stories are told in order.
fn thinned(parts: &[SourcePart], chance: &mut Random) -> Vec<SourcePart> {
    let mut out: Vec<SourcePart> = parts.to_vec();
    let paragraphs = out.iter().filter(|p| matches!(p, SourcePart::Paragraph(_))).count();
    if paragraphs > 4 && chance.chance(0.5) {
        let drop = chance.float(0.05, 0.45);
        let mut index = 0;
        out.retain(|part| {
            index += 1;
            index < 3 || !matches!(part, SourcePart::Paragraph(_)) || !chance.chance(drop)
        });
    }
    // A subhead with nothing under it goes.
    let mut i = 0;
    while i < out.len() {
        let bare = matches!(out[i], SourcePart::Subhead(..))
            && !matches!(
                out.get(i + 1),
                Some(SourcePart::Paragraph(_) | SourcePart::Line(_) | SourcePart::Subhead(..))
            );
        if bare { drop(out.remove(i)) } else { i += 1 }
    }
    if chance.chance(0.15) {
        out.retain(|part| !matches!(part, SourcePart::Subhead(..)));
    }
    match chance.below(5) {
        0 => out = out.into_iter().flat_map(|part| split(part, chance)).collect(),
        1 | 2 => run_together(&mut out, chance),
        _ => {}
    }
    out
}

/// A long paragraph cut in two after a sentence.
fn split(part: SourcePart, chance: &mut Random) -> Vec<SourcePart> {
    let SourcePart::Paragraph(text) = &part else { return vec![part] };
    let ends: Vec<usize> = text
        .match_indices('。')
        .map(|(i, m)| i + m.len())
        .filter(|&i| i > 60 && i + 60 < text.len() && !text[i..].starts_with(['”', '’', '）', '》']))
        .filter(|&i| text[..i].matches('“').count() == text[..i].matches('”').count())
        .collect();
    if ends.is_empty() || !chance.chance(0.4) {
        return vec![part];
    }
    let at = ends[chance.below(ends.len())];
    vec![SourcePart::Paragraph(text[..at].into()), SourcePart::Paragraph(text[at..].into())]
}

/// Neighbouring paragraphs that are short made one.
fn run_together(parts: &mut Vec<SourcePart>, chance: &mut Random) {
    /// Bytes of a paragraph that stays by itself.
    const LONG: usize = 450;
    let mut out: Vec<SourcePart> = Vec::new();
    for part in parts.drain(..) {
        match (out.last_mut(), part) {
            (Some(SourcePart::Paragraph(last)), SourcePart::Paragraph(text))
                if last.len() < LONG
                    && last.ends_with('。')
                    && !text.starts_with(['“', '一', '二', '三', '问', '答'])
                    && chance.chance(0.6) =>
            {
                last.push_str(&text);
            }
            (_, part) => out.push(part),
        }
    }
    *parts = out;
}

/// One section of a long story as a story of its own, its subhead for a title.
fn part_of(story: &mut Story, chance: &mut Random) {
    let heads: Vec<usize> = (0..story.body.len()).filter(|&i| story.body[i].role == Role::Subhead).collect();
    if heads.len() < 2 {
        return;
    }
    let chosen = chance.below(heads.len());
    let end = heads.get(chosen + 1).copied().unwrap_or(story.body.len());
    let mut section: Vec<Piece> = story.body.drain(heads[chosen]..end).collect();
    let title = section.remove(0).text();
    if section.is_empty() || title.starts_with(['一', '二', '三', '四', '五', '（', '(']) {
        return;
    }
    story.head = vec![Piece::new(Role::Title, title)];
    story.body = section;
    story.pictures.clear();
}

/// Sometimes a kicker more or less, sometimes a headline made of the body's own words, sometimes none.
fn rehead(story: &mut Story, chance: &mut Random) {
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
        (place, _) if chance.chance(0.3) => Some(
            format!(
                "{}{}{}",
                words::person(chance, false),
                chance.pick(&["在调研", "到", "赴", "在走访"]),
                place.unwrap_or_else(|| words::place(chance))
            ) + chance.pick(&["时指出", "时强调", "调研", "时要求"]),
        ),
        (_, Some(clause)) => Some(if dash { format!("{clause}——") } else { clause }),
        _ => None,
    }
}

/// A clause of the body that would do in a headline.
fn own_clause(story: &Story, chance: &mut Random) -> Option<String> {
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

/// A story of pictures alone gets a title of its kind; a short story may be told as captions.
fn photo_story(story: &mut Story, chance: &mut Random) {
    let titled = story.head.iter().any(|p| p.role == Role::Title);
    let pictures_alone = story.body.is_empty() && !story.pictures.is_empty();
    if pictures_alone && !titled && chance.chance(0.75) {
        story.head.push(Piece::new(Role::Title, photo_title(chance)));
    }
    let mut told: Vec<Piece> = story.body.iter().filter(|p| p.role == Role::Paragraph).cloned().collect();
    told.retain(|p| (20..700).contains(&p.text().chars().count()));
    if told.len() >= 2 && chance.chance(0.11) {
        let from = if told.len() > 8 { chance.below(told.len() - 5) } else { 0 };
        told.drain(..from);
        told.truncate(chance.int(2, 8));
        if !titled || chance.chance(0.85) {
            story.head = vec![Piece::new(Role::Title, photo_title(chance))];
        }
        if chance.chance(0.6) {
            story.bylines.clear();
        }
        story.body.clear();
        let mut captions = told;
        captions.iter_mut().for_each(|p| p.role = Role::Caption);
        if chance.chance(0.5) {
            captions.push(Piece::new(Role::Credit, openings::credit(chance)));
        }
        story.pictures.splice(0..0, captions);
    }
}

/// A novel's chapter heading stands over its text: its number, and the two lines of its couplet.
fn chapter(story: &mut Story) {
    let Some(at) =
        story.head.iter().position(|p| p.role == Role::Subtitle && p.text().contains(['囘', '回']))
    else {
        return;
    };
    let text = story.head.remove(at).text();
    let mut parts = text.split(['\u{3000}', ' ']).filter(|p| !p.is_empty()).map(str::to_owned);
    let number = parts.next().unwrap_or_default();
    let couplet: Vec<String> = parts.collect();
    if !couplet.is_empty() {
        story.body.insert(0, Piece { role: Role::Paragraph, lines: couplet });
    }
    story.body.insert(0, Piece::new(Role::Paragraph, number));
}

/// 图片报道 more often than all others.
fn photo_title(chance: &mut Random) -> &'static str {
    if chance.chance(0.45) { PHOTO_TITLES[0] } else { PHOTO_TITLES[chance.below(PHOTO_TITLES.len())] }
}

/// Captions in a few words, without a stop: what one sees, sometimes whose picture it is.
fn bare_captions(story: &mut Story, chance: &mut Random) {
    if story.body.len() < 3 || !story.pictures.is_empty() || !chance.chance(0.14) {
        return;
    }
    for _ in 0..chance.weighted(&[(1, 0.45), (2, 0.35), (3, 0.2)]) {
        let Some(mut text) = own_clause(story, chance) else { return };
        match chance.below(8) {
            0 => text.push_str("（资料图片）"),
            1 => text.push_str(" （资料图片）"),
            2 => text = format!("{text}。 {}", openings::credit(chance)),
            3 => text.push('。'),
            _ => {}
        }
        story.pictures.push(Piece::new(Role::Caption, text));
    }
    if chance.chance(0.15) {
        story.pictures.push(Piece::new(Role::Credit, openings::credit(chance)));
    }
}

/// Subheads for a long body that has none: a clause of the section that each of them heads.
fn subheads(story: &mut Story, chance: &mut Random) {
    if story.body.len() < 6 || story.body.iter().any(|p| p.role == Role::Subhead) || !chance.chance(0.3) {
        return;
    }
    let form = chance.below(8);
    let first = chance.int(0, 24);
    let step = chance.int(2, 4);
    let mut out: Vec<Piece> = Vec::new();
    let mut number = 0;
    for (i, piece) in std::mem::take(&mut story.body).into_iter().enumerate() {
        if i > 0 && i % step == 0 && piece.role == Role::Paragraph {
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

/// How old papers print: a story in one paragraph, sundries without a title under a mark of their own.
fn old_habits(story: &mut Story, chance: &mut Random) {
    // Pictures and subheads are rare in them.
    story.pictures.clear();
    chapter(story);
    if chance.chance(0.8) {
        story.body.retain(|p| p.role != Role::Subhead);
    }
    if chance.chance(0.55) {
        let mut out: Vec<Piece> = Vec::new();
        for piece in story.body.drain(..) {
            match out.last_mut() {
                Some(last)
                    if last.role == piece.role
                        && last.text().chars().count() > 12
                        && piece.role == Role::Paragraph
                        && last.lines.len() + piece.lines.len() == 2 =>
                {
                    last.lines[0].push_str(&piece.lines[0]);
                }
                _ => out.push(piece),
            }
        }
        story.body = out;
    }
    let chars: usize = story.body.iter().map(|p| p.text().chars().count()).sum();
    if chars < 160
        && chance.chance(0.5)
        && let Some(first) = story.body.first_mut()
    {
        story.head.clear();
        story.bylines.clear();
        let kept = first.lines[0].trim_start_matches(['●', '○', '▲', '△', '◎', '◘']).to_owned();
        first.lines[0] = format!("{}{kept}", chance.pick(OLD_BULLETS));
    } else if !story.head.is_empty() && story.bylines.is_empty() && chance.chance(0.6) {
        story.bylines.push(Piece::new(Role::Byline, format!("（{}）", words::pen_name(chance))));
    } else if chance.chance(0.12)
        && let Some(at) = story.head.iter().position(|p| p.role == Role::Title)
    {
        // A serial's number stands under its title.
        let number = words::chinese_number(chance.int(1, 40));
        story.bylines.insert(0, Piece::new(Role::Byline, format!("（{number}）")));
        story.head.truncate(at + 1);
    }
}

//! From clean articles to stories that differ each time: other names and numbers, parts left out, other openings,
//! headlines given, changed or missing, marks of other years.

use super::{
    random::Random,
    source::{SourceArticle, SourcePart},
    story::{Piece, Story},
    style::{Look, Style},
    words,
};
use crate::segmentation::Role;
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::OnceLock;

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

/// A story of an article, as one paper would print it.
pub(super) fn story(article: &SourceArticle, style: &Style, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    let mut story = Story { traditional: article.traditional, ..Default::default() };
    for (role, rows) in [
        (Role::Kicker, &article.kickers),
        (Role::Title, &article.titles),
        (Role::Subtitle, &article.subtitles),
    ] {
        story.head.extend(rows.iter().map(|row| Piece::new(role, row.as_str())));
    }
    story.bylines.extend(article.bylines.iter().map(|row| Piece::new(Role::Byline, row.as_str())));
    for part in thinned(&article.parts, chance) {
        match part {
            SourcePart::Paragraph(text) => story.body.push(Piece::new(Role::Paragraph, text.as_str())),
            SourcePart::Subhead(text, _) => story.body.push(Piece::new(Role::Subhead, text.as_str())),
            SourcePart::Line(text) => match story.body.last_mut() {
                Some(last) if typed && last.role == Role::Paragraph && last.lines.len() > 1 => {
                    last.lines.push(text.clone())
                }
                _ if typed => {
                    story.body.push(Piece { role: Role::Paragraph, lines: vec![text.clone(), String::new()] })
                }
                _ => story.body.push(Piece::new(Role::Paragraph, text.as_str())),
            },
            SourcePart::Picture { caption, credit } => {
                if credit.is_empty() || chance.chance(0.3) {
                    story.pictures.push(Piece::new(Role::Caption, caption.as_str()));
                } else if chance.chance(0.5) {
                    story.pictures.push(Piece::new(Role::Caption, format!("{caption} {credit}")));
                } else {
                    story.pictures.push(Piece::new(Role::Caption, caption.as_str()));
                    story.pictures.push(Piece::new(Role::Credit, credit.as_str()));
                }
            }
        }
    }
    for piece in &mut story.body {
        piece.lines.retain(|line| !line.is_empty());
    }
    if chance.chance(0.2) {
        story.section = article.section.clone();
    }
    rehead(&mut story, chance);
    if !typed {
        photo_story(&mut story, chance);
    }
    rename(&mut story, chance);
    renumber(&mut story, chance);
    story.body.retain(|p| !p.text().trim().is_empty());
    if typed && !story.traditional {
        convert(&mut story, BuiltinConfig::S2t);
    } else if !typed && (story.traditional && chance.chance(0.8)) {
        convert(&mut story, BuiltinConfig::T2s);
    }
    if typed {
        old_marks(&mut story, chance);
    } else {
        widths(&mut story, chance);
    }
    story
}

/// The parts with some left out, cut in two, or run together; order is kept, for stories are told in order.
fn thinned(parts: &[SourcePart], chance: &mut Random) -> Vec<SourcePart> {
    let mut out: Vec<SourcePart> = parts.to_vec();
    let paragraphs = out.iter().filter(|p| matches!(p, SourcePart::Paragraph(_))).count();
    if paragraphs > 4 && chance.chance(0.6) {
        let drop = chance.float(0.05, 0.5);
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
    if chance.chance(0.3) {
        out = out.into_iter().flat_map(|part| split(part, chance)).collect();
    }
    out
}

/// A long paragraph cut in two after a sentence.
fn split(part: SourcePart, chance: &mut Random) -> Vec<SourcePart> {
    let SourcePart::Paragraph(text) = &part else { return vec![part] };
    let ends: Vec<usize> = text
        .match_indices('。')
        .map(|(i, m)| i + m.len())
        .filter(|&i| i + 60 < text.len() && i > 60)
        .collect();
    let quoted = |at: usize| text[..at].matches('“').count() != text[..at].matches('”').count();
    if ends.is_empty() || !chance.chance(0.4) {
        return vec![part];
    }
    let at = ends[chance.below(ends.len())];
    if quoted(at) || text[at..].starts_with(['”', '’', '）', '》']) {
        return vec![part];
    }
    vec![SourcePart::Paragraph(text[..at].into()), SourcePart::Paragraph(text[at..].into())]
}

/// Sometimes no headline, sometimes one made of the body's own words.
fn rehead(story: &mut Story, chance: &mut Random) {
    if chance.chance(0.08) {
        story.head.retain(|p| p.role == Role::Title);
    }
    if chance.chance(0.12)
        && let Some(title) = own_title(story, chance)
    {
        story.head.retain(|p| p.role != Role::Title && p.role != Role::Subtitle);
        story.head.push(Piece::new(Role::Title, title));
    }
    if chance.chance(0.03) {
        story.head.clear();
    }
}

/// A clause of the body that would do for a headline.
fn own_title(story: &Story, chance: &mut Random) -> Option<String> {
    let body: String =
        story.body.iter().filter(|p| p.role == Role::Paragraph).take(4).map(Piece::text).collect();
    let clauses: Vec<&str> = body
        .split(['，', '。', '；', '：', '、', '！', '？', '“', '”', '（', '）'])
        .filter(|c| (7..=17).contains(&c.chars().count()) && !c.contains(['记', '讯', '日', '說', '说']))
        .collect();
    if clauses.is_empty() {
        return None;
    }
    let first = clauses[chance.below(clauses.len())];
    let second = clauses[chance.below(clauses.len())];
    if chance.chance(0.4) && first != second && first.chars().count() + second.chars().count() < 24 {
        return Some(format!("{first} {second}"));
    }
    Some(first.to_owned())
}

/// A story of pictures alone gets a title of its kind, or stands as text with its credit.
fn photo_story(story: &mut Story, chance: &mut Random) {
    let untitled = !story.head.iter().any(|p| p.role == Role::Title);
    if !untitled || !(story.body.is_empty() || story.pictures.len() > story.body.len()) {
        return;
    }
    if chance.chance(0.75) {
        story.head.push(Piece::new(Role::Title, chance.pick(PHOTO_TITLES)));
    }
}

/// Other persons and places, the same all through the story.
fn rename(story: &mut Story, chance: &mut Random) {
    let whole: Vec<char> = story.pieces().flat_map(|p| p.text().chars().collect::<Vec<_>>()).collect();
    let mut swaps: Vec<(String, String)> = Vec::new();
    let mut add = |old: String, new: String| {
        if !swaps.iter().any(|(o, _)| *o == old) {
            swaps.push((old, new));
        }
    };
    const SAYS: &[&str] = &["说", "表示", "介绍", "告诉", "认为", "坦言", "笑着", "回忆"];
    const PLACES: &[&str] = &["镇", "乡", "村", "街道", "社区", "县", "区", "市", "路"];
    for i in 3..whole.len() {
        let follows = |set: &[&str]| {
            set.iter().any(|w| w.chars().enumerate().all(|(k, c)| whole.get(i + k) == Some(&c)))
        };
        if follows(SAYS) {
            for length in [3, 2] {
                let name = &whole[i - length..i];
                if words::is_surname(name[0]) && name.iter().all(|c| is_han(*c)) {
                    let old: String = name.iter().collect();
                    if whole.windows(length).filter(|w| *w == name).count() > 1 {
                        let new = words::person_of(length, chance);
                        add(old, new);
                        break;
                    }
                }
            }
        }
        if follows(PLACES) {
            let name = &whole[i - 2..i];
            let old: String = name.iter().collect();
            let often = whole
                .windows(3)
                .filter(|w| w[..2] == *name && PLACES.iter().any(|p| p.starts_with(w[2])))
                .count();
            if name.iter().all(|c| is_han(*c)) && often > 1 {
                add(old, words::place(chance));
            }
        }
    }
    let reporters: Vec<String> = story.bylines.iter().flat_map(|p| names_in(&p.text())).collect();
    for name in reporters {
        let length = name.chars().count();
        add(name, words::person_of(length, chance));
    }
    if swaps.is_empty() {
        return;
    }
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            *line = swapped(line, &swaps);
        }
    }
}

/// All swaps at once, so that no new name is taken for an old one.
fn swapped(text: &str, swaps: &[(String, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    'next: while let Some(ch) = rest.chars().next() {
        for (old, new) in swaps {
            if let Some(after) = rest.strip_prefix(old.as_str()) {
                out.push_str(new);
                rest = after;
                continue 'next;
            }
        }
        out.push(ch);
        rest = &rest[ch.len_utf8()..];
    }
    out
}

/// Names among the words of a byline.
fn names_in(text: &str) -> Vec<String> {
    text.split(|c: char| !is_han(c))
        .filter(|w| (2..=3).contains(&w.chars().count()) && w.chars().next().is_some_and(words::is_surname))
        .map(str::to_owned)
        .collect()
}

pub(super) fn is_han(ch: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&ch)
}

/// Other figures, the same figure always turned into the same other one.
fn renumber(story: &mut Story, chance: &mut Random) {
    if chance.chance(0.2) {
        return;
    }
    let shift = chance.int(1, 8);
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            let mut run = 0;
            let digits = |c: char| c.is_ascii_digit();
            let chars: Vec<char> = line.chars().collect();
            *line = chars
                .iter()
                .enumerate()
                .map(|(i, &ch)| {
                    if !digits(ch) {
                        run = 0;
                        return ch;
                    }
                    run += 1;
                    // A lone or first digit stays small, so that dates and ordinals stay likely.
                    let alone = run == 1 && chars.get(i + 1).is_none_or(|c| !digits(*c));
                    if run == 1 && !alone {
                        return ch;
                    }
                    let value = ch as usize - '0' as usize;
                    let turned =
                        if alone && value > 0 { (value - 1 + shift) % 9 + 1 } else { (value + shift) % 10 };
                    char::from_digit(turned as u32, 10).unwrap_or(ch)
                })
                .collect();
        }
    }
}

fn converter(config: BuiltinConfig) -> Option<&'static OpenCC> {
    static TO_TRADITIONAL: OnceLock<Option<OpenCC>> = OnceLock::new();
    static TO_SIMPLIFIED: OnceLock<Option<OpenCC>> = OnceLock::new();
    let cell = if matches!(config, BuiltinConfig::S2t) { &TO_TRADITIONAL } else { &TO_SIMPLIFIED };
    cell.get_or_init(|| OpenCC::from_config(config).ok()).as_ref()
}

fn convert(story: &mut Story, config: BuiltinConfig) {
    story.traditional = matches!(config, BuiltinConfig::S2t);
    if let Some(converter) = converter(config) {
        for piece in story.pieces_mut() {
            for line in &mut piece.lines {
                *line = converter.convert(line);
            }
        }
    }
}

/// Marks as papers of the 1920s used them: one stop for all pauses, corner quotes or none.
fn old_marks(story: &mut Story, chance: &mut Random) {
    let stops = chance.weighted(&[("、", 0.7), ("。", 0.1), ("", 0.05), ("modern", 0.15)]);
    let quotes = chance.weighted(&[(("『", "』"), 0.45), (("「", "」"), 0.25), (("", ""), 0.3)]);
    let ends = chance.chance(0.9);
    for piece in story.body.iter_mut() {
        let last = piece.lines.len() - 1;
        for (i, line) in piece.lines.iter_mut().enumerate() {
            let mut out = String::with_capacity(line.len());
            for ch in line.chars() {
                match ch {
                    '，' | '。' | '；' | '：' | '！' | '？' | '、' if stops != "modern" && last == 0 => {
                        out.push_str(stops)
                    }
                    '“' | '‘' => out.push_str(quotes.0),
                    '”' | '’' => out.push_str(quotes.1),
                    ' ' => {}
                    _ => out.push(ch),
                }
            }
            // Two stops that a closing quote kept apart become one.
            *line = out.replace("、、", "、").replace("。。", "。");
            if i == last && !ends {
                let kept = line.trim_end_matches(['、', '。']).len();
                line.truncate(kept);
            }
        }
        piece.lines.retain(|l| !l.is_empty());
    }
    for piece in story.head.iter_mut().chain(&mut story.bylines) {
        for line in &mut piece.lines {
            line.retain(|c| c != ' ');
            if piece.role == Role::Byline && !line.starts_with(['（', '(']) && chance.chance(0.7) {
                *line = format!("（{line}）");
            }
        }
    }
}

/// Full and half widths of brackets and figures, as papers differ.
fn widths(story: &mut Story, chance: &mut Random) {
    let brackets = chance.chance(0.15);
    let figures = chance.chance(0.04);
    let corner = story.traditional && chance.chance(0.6);
    if !(brackets || figures || corner) {
        return;
    }
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            *line = line
                .chars()
                .map(|ch| match ch {
                    '（' if brackets => '(',
                    '）' if brackets => ')',
                    '“' if corner => '「',
                    '”' if corner => '」',
                    '‘' if corner => '『',
                    '’' if corner => '』',
                    '0'..='9' if figures => {
                        char::from_u32(ch as u32 - '0' as u32 + '０' as u32).unwrap_or(ch)
                    }
                    _ => ch,
                })
                .collect();
        }
    }
}

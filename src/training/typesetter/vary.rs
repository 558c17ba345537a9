//! From clean articles to stories that differ each time: parts left out, cut, run together, headlines given, changed
//! or missing, pictures told as stories of their own.

use super::{
    boxes, headings, marks, openings, pictures,
    random::Random,
    source::{SourceArticle, SourcePart},
    story::{Piece, Story},
    style::{Cues, Look, Style},
    swap, words,
};
use crate::segmentation::Role;

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
const BULLETS: &[&str] = &["", "", "▲", "●", "●", "●", "■", "◆", "★", "○", "▲", "◎", "△"];
/// Marks that lead an old paper's sundries.
const OLD_BULLETS: &[&str] = &["◘", "▲", "●", "○", "◎", "△", "◇", "■", "※"];

/// A story of an article, as one paper would print it.
pub(super) fn story(article: &SourceArticle, style: &Style, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    let mut story = told(article, thinned(&article.parts, chance), typed, chance);
    // The name of a column stands over several pieces; over a single one it is the piece's own.
    if chance.chance(if typed { 0.2 } else { 0.03 }) {
        story.section = article.section.clone();
    } else if !typed
        && !story.head.is_empty()
        && !article.section.is_empty()
        && chance.chance(style.cues.column)
    {
        story.head.retain(|p| p.role != Role::Kicker);
        story.head.insert(0, Piece::new(Role::Kicker, article.section.as_str()));
    }
    if typed {
        old_habits(&mut story, &style.cues, chance);
    } else {
        if chance.chance(0.1) {
            part_of(&mut story, chance);
        }
        headings::rehead(&mut story, &style.cues, chance);
        headings::subheads(&mut story, style.cues.subheads, chance);
        pictures::bare_captions(&mut story, chance);
        openings::vary(&mut story, &style.cues, chance);
        boxes::vary(&mut story, chance);
        if story.chars() < BARE && chance.chance(style.cues.bare) {
            story.head.clear();
            story.bylines.clear();
        }
    }
    swap::rename(&mut story, chance);
    swap::renumber(&mut story, chance);
    finish(&mut story, typed, chance);
    story
}

/// Characters below which a piece may go without a headline.
const BARE: usize = 320;

/// A picture of an article's news: a piece of its own.
pub(super) fn photo(article: &SourceArticle, chance: &mut Random) -> Story {
    let mut story = told(article, article.parts.clone(), false, chance);
    pictures::photo(&mut story, chance);
    swap::rename(&mut story, chance);
    swap::renumber(&mut story, chance);
    finish(&mut story, false, chance);
    story
}

/// The beginning of an article as a piece of a few sentences with a headline of its own.
pub(super) fn brief(article: &SourceArticle, style: &Style, chance: &mut Random) -> Story {
    let shortened = SourceArticle {
        parts: vec![SourcePart::Paragraph(beginning(article, chance.int(60, 150)).unwrap_or_default())],
        kickers: Vec::new(),
        subtitles: Vec::new(),
        bylines: Vec::new(),
        ..article.clone()
    };
    let mut story = story(&shortened, style, chance);
    story.section.clear();
    story
}

/// The first sentences of an article, its opening left out, to the end of one that ends after so many characters.
fn beginning(article: &SourceArticle, least: usize) -> Option<String> {
    let text = article.parts.iter().find_map(|part| match part {
        SourcePart::Paragraph(text) => Some(openings::without_opening(text)),
        _ => None,
    })?;
    let mut ends = text.char_indices().filter(|(_, c)| matches!(c, '。' | '、'));
    let end = ends.find(|&(i, _)| text[..i].chars().count() >= least).map(|(i, c)| i + c.len_utf8());
    Some(text[..end.unwrap_or(text.len())].to_owned())
}

/// Puts the name of its column over a story. Over several pieces it would be the page's; over one it is the piece's own,
/// if that is a modern one without a kicker.
fn head_with(story: &mut Story, article: &SourceArticle, typed: bool) {
    let has_kicker = story.head.iter().any(|piece| piece.role == Role::Kicker);
    if typed || has_kicker || story.head.is_empty() {
        story.section = article.section.clone();
    } else if !article.section.is_empty() {
        story.head.insert(0, Piece::new(Role::Kicker, article.section.as_str()));
    }
}

/// A story that says what the article says, nothing left out or changed.
pub(super) fn faithful(article: &SourceArticle, typed: bool, chance: &mut Random) -> Story {
    let mut story = told(article, article.parts.clone(), typed, chance);
    if chance.chance(0.4) {
        head_with(&mut story, article, typed);
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

/// The heading of a column of briefs, sometimes letter-spaced.
pub(super) fn brief_heading(chance: &mut Random) -> String {
    let heading = chance.pick(BRIEF_TITLES);
    let region = chance.pick(&["", "", "国际", "本市", "科技", "体育", "市场", "区县", "文化"]);
    let heading =
        if heading.chars().count() == 2 { format!("{region}{heading}") } else { heading.to_owned() };
    if chance.chance(0.3) { heading.chars().map(String::from).collect::<Vec<_>>().join(" ") } else { heading }
}

/// Several articles' first sentences as briefs under one heading.
pub(super) fn briefs(articles: &[&SourceArticle], style: &Style, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    let mut out = Story { traditional: typed, ..Default::default() };
    let bullet = chance.pick(if typed { OLD_BULLETS } else { BULLETS });
    let numbered = !typed && chance.chance(0.15);
    let signed = !typed && chance.chance(0.4);
    let apart = chance.chance(0.5);
    for article in articles {
        let Some(text) = beginning(article, 30) else { continue };
        let mut brief = Story { traditional: article.traditional, ..Default::default() };
        let lead = if numbered { format!("{}．", out.body.len() + 1) } else { bullet.to_owned() };
        brief.body.push(Piece::new(Role::Paragraph, lead + &text));
        swap::rename(&mut brief, chance);
        swap::renumber(&mut brief, chance);
        finish(&mut brief, typed, chance);
        out.body.append(&mut brief.body);
        let reporter = chance.chance(0.3);
        let name = words::person(chance, true);
        let note = if reporter { format!("（记者 {name}）") } else { format!("（{name}）") };
        match out.body.last_mut() {
            Some(_) if signed && apart => {
                out.body.push(Piece::new(if reporter { Role::Byline } else { Role::Credit }, note));
            }
            Some(last) if signed => last.lines[0].push_str(&note),
            _ => {}
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
            SourcePart::Note(text) => story.body.push(Piece::new(Role::Credit, text)),
            SourcePart::Picture { caption, credit } => pictures::picture(&mut story, caption, credit, chance),
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

/// How old papers print: a story in one paragraph, sundries without a title under a mark of their own.
fn old_habits(story: &mut Story, cues: &Cues, chance: &mut Random) {
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
        let mark = if chance.chance(cues.bare) { "" } else { chance.pick(OLD_BULLETS) };
        first.lines[0] = format!("{mark}{kept}");
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

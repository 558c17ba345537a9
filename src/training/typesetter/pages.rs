//! Which stories a file's pages hold, and which of them go on elsewhere.

use super::{
    Pool, furniture, lists,
    random::Random,
    story::{Piece, Story},
    style::{Look, Style},
    vary, words,
};
use crate::segmentation::Role;

/// The stories of each page of a file.
pub(super) fn stories(pool: &Pool, style: &Style, chance: &mut Random) -> Vec<Vec<Story>> {
    let typed = style.look == Look::Typed;
    if typed && chance.chance(0.2) {
        return vec![furniture::front_boxes(chance).into_iter().map(Story::boxed).collect()];
    }
    let pages = if typed { 1 } else { chance.weighted(&[(1, 0.8), (2, 0.16), (3, 0.04)]) };
    let mut out: Vec<Vec<Story>> = Vec::new();
    let mut total = 0;
    let mut carried: Vec<Story> = Vec::new();
    for page in 0..pages {
        let mut stories: Vec<Story> = std::mem::take(&mut carried);
        let wanted = match style.look {
            Look::Typed => chance.int(2400, 4200),
            _ if pages > 1 => chance.int(2200, 4500),
            _ => chance.int(2500, 7500),
        };
        // Most pages mix; some are of short pieces alone, some of one long article.
        let mix = if typed {
            Mix::Any
        } else {
            chance.weighted(&[(Mix::Any, 0.68), (Mix::Short, 0.2), (Mix::Long, 0.08), (Mix::One, 0.04)])
        };
        let most = match mix {
            _ if typed => 22,
            Mix::Any => chance.int(3, 13),
            Mix::Short => chance.int(10, 40),
            Mix::Long => chance.int(2, 5),
            Mix::One => 1,
        };
        let mut chars = stories.iter().map(Story::chars).sum::<usize>();
        while chars < wanted && stories.len() < most {
            if !typed && mix != Mix::Long && chance.chance(COLUMN) {
                let column = column(pool, style, chance);
                chars += column.iter().map(Story::chars).sum::<usize>();
                stories.extend(column);
                continue;
            }
            let before = stories.len();
            let mut story = one(pool, style, mix, chance);
            if story.chars() == 0 || (chars > 0 && chars + story.chars() > wanted + 1500) {
                // Counts too, so that a page that nothing fits comes to its end.
                chars += 20;
                continue;
            }
            if !typed && story.body.len() > 3 {
                if page + 1 < pages && chance.chance(0.15) {
                    carried.extend(turn(&mut story, total + before, page + 2, chance));
                } else if chance.chance(0.06) {
                    jump(&mut story, chance);
                }
            }
            chars += story.chars();
            stories.push(story);
        }
        total += stories.len();
        out.push(stories);
    }
    out
}

/// What a page is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mix {
    Any,
    /// Briefs, notices and letters alone.
    Short,
    /// Long articles that meet.
    Long,
    /// One article, a long one.
    One,
}

/// Characters that a short piece has at most, and how often one is drawn anew until it has no more.
const SHORT_PIECE: usize = 360;
const DRAWS: usize = 6;

/// Characters of a mean part below which an article is verse, a list or talk, which papers print less often.
const SHORT_PARTS: usize = 45;

/// Share of the pieces that are tables.
const LISTS: f32 = 0.02;
/// Share of the pieces that are a column of briefs.
const COLUMN: f32 = 0.025;

/// A column of briefs with headlines of their own: its heading, which stands over all of them, is none of theirs.
fn column(pool: &Pool, style: &Style, chance: &mut Random) -> Vec<Story> {
    let count = chance.int(2, 7);
    let mut out: Vec<Story> = (0..count)
        .map(|_| vary::brief(pool.draw(style.look, chance), style, chance))
        .filter(|story| !story.body.is_empty())
        .collect();
    if let Some(first) = out.first_mut() {
        first.section = vary::brief_heading(chance);
    }
    out
}

fn one(pool: &Pool, style: &Style, mix: Mix, chance: &mut Random) -> Story {
    let typed = style.look == Look::Typed;
    if chance.chance(if typed { 0.01 } else { 0.03 }) {
        let count = chance.int(1, 6);
        let articles: Vec<_> = (0..count).map(|_| pool.draw(style.look, chance)).collect();
        return vary::briefs(&articles, style, chance);
    }
    if typed && chance.chance(0.06) {
        return notice_line(chance);
    }
    if !typed && mix != Mix::Long && chance.chance(style.cues.photo) {
        return vary::photo(pool.draw(style.look, chance), chance);
    }
    if !typed && chance.chance(LISTS) {
        return lists::story(chance);
    }
    if mix == Mix::Short {
        let mut draws =
            (0..DRAWS).map(|_| pool.draw(style.look, chance)).skip_while(|a| a.chars() > SHORT_PIECE);
        if let Some(article) = draws.next() {
            return vary::story(article, style, chance);
        }
    }
    if mix == Mix::Long {
        let longest = (0..DRAWS).map(|_| pool.draw(style.look, chance)).max_by_key(|a| a.chars());
        if let Some(article) = longest {
            return vary::story(article, style, chance);
        }
    }
    // Papers give more room to long articles than to short ones: the longer of two, half of the time.
    let (mut a, b) = (pool.draw(style.look, chance), pool.draw(style.look, chance));
    if !typed && a.mean_part() < SHORT_PARTS && chance.chance(0.7) {
        a = b;
    }
    let article = if !typed && chance.chance(0.5) && b.parts.len() > a.parts.len() { b } else { a };
    vary::story(article, style, chance)
}

/// A notice of one line between marks, as old papers fill their columns with.
fn notice_line(chance: &mut Random) -> Story {
    let mark = chance.pick(&["◘", "▲", "●", "◎", "※"]);
    let text = format!("{mark}{}{mark}", furniture::notice(chance));
    Story { pictures: vec![Piece::new(Role::Caption, text)], traditional: true, ..Default::default() }
}

/// Cuts a story that goes on overleaf; gives its rest. `index` is the story's number in the file.
fn turn(story: &mut Story, index: usize, page: usize, chance: &mut Random) -> Option<Story> {
    let at = chance.int(1, story.body.len() - 2);
    let mut rest = story.body.split_off(at);
    let joined = chance.chance(0.7) && cut_mid_sentence(story, &mut rest, chance);
    let (to, from) = (jump_words("下转", page, chance), jump_words("上接", page - 1, chance));
    story.body.push(Piece::new(Role::Jump, to));
    rest.insert(0, Piece::new(Role::Jump, from));
    Some(Story {
        body: rest,
        continues: Some(index),
        joined,
        traditional: story.traditional,
        ..Default::default()
    })
}

/// Leaves the beginning of the rest's first paragraph with the story.
fn cut_mid_sentence(story: &mut Story, rest: &mut [Piece], chance: &mut Random) -> bool {
    let text: Vec<char> = rest[0].text().chars().collect();
    if rest[0].role != Role::Paragraph || text.len() < 30 {
        return false;
    }
    let cut = chance.int(8, text.len() - 8);
    story.body.push(Piece::new(Role::Paragraph, text[..cut].iter().collect::<String>()));
    rest[0] = Piece::new(Role::Paragraph, text[cut..].iter().collect::<String>());
    true
}

fn jump_words(verb: &str, page: usize, chance: &mut Random) -> String {
    match chance.below(7) {
        0 => format!("（{verb}{page}版）"),
        1 => format!("（{verb}第{page}版）"),
        2 => format!("({verb}第{page}版)"),
        3 => format!("({verb}{page:02}版)"),
        4 => format!("（{verb}A{page:02}版）"),
        5 => format!("▶▶{verb}{page}版"),
        _ => format!("（{verb}第{}版）", words::chinese_number(page)),
    }
}

/// Makes a story a part of a longer one: from another page, to another page, or of a serial.
fn jump(story: &mut Story, chance: &mut Random) {
    let page = chance.int(1, 8);
    match chance.below(4) {
        0 => {
            story.body.drain(..chance.int(1, story.body.len() - 2));
            let mut gone = Story::default();
            let mut rest = std::mem::take(&mut story.body);
            cut_mid_sentence(&mut gone, &mut rest, chance);
            story.body = rest;
            story.body.insert(0, Piece::new(Role::Jump, jump_words("上接", page, chance)));
        }
        1 => {
            let mut rest = story.body.split_off(chance.int(2, story.body.len() - 1));
            cut_mid_sentence(story, &mut rest, chance);
            story.body.push(Piece::new(Role::Jump, jump_words("下转", page, chance)));
        }
        2 => {
            let words = chance.pick(&["（未完）", "(未完)", "（未完待续）", "（待续）"]);
            story.body.push(Piece::new(Role::Jump, words));
        }
        _ => {
            let words = chance.pick(&["（接上期）", "(接上期)", "（续前）", "(上接昨日本版)"]);
            story.body.insert(0, Piece::new(Role::Jump, words));
        }
    }
}

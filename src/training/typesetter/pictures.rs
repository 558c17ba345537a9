//! Pictures: captions and credits, stories told by captions alone.

use super::{
    headings, openings,
    random::Random,
    story::{Piece, Story},
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

pub(super) fn picture(story: &mut Story, caption: String, credit: String, chance: &mut Random) {
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

/// A story of pictures alone gets a title of its kind; a short story may be told as captions.
pub(super) fn photo_story(story: &mut Story, chance: &mut Random) {
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

/// Captions in a few words, without a stop: what one sees, sometimes whose picture it is.
pub(super) fn bare_captions(story: &mut Story, chance: &mut Random) {
    if story.body.len() < 3 || !story.pictures.is_empty() || !chance.chance(0.14) {
        return;
    }
    for _ in 0..chance.weighted(&[(1, 0.45), (2, 0.35), (3, 0.2)]) {
        let Some(mut text) = headings::own_clause(story, chance) else { return };
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

/// 图片报道 more often than all others.
fn photo_title(chance: &mut Random) -> &'static str {
    if chance.chance(0.45) { PHOTO_TITLES[0] } else { PHOTO_TITLES[chance.below(PHOTO_TITLES.len())] }
}

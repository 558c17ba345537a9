//! Boxes within a story: its lead in a few lines, a word of the editors, what lies behind it, who speaks.

use super::{
    random::Random,
    story::{Piece, Story},
    words,
};
use crate::segmentation::Role;

/// What stands over a lead.
const LEADS: &[&str] =
    &["核心阅读", "阅读提示", "内容提要", "导读", "编者按", "编者的话", "开栏的话", "核心提示", "引言"];
/// What stands over a box that closes a story.
const ENDS: &[&str] =
    &["新闻链接", "相关链接", "延伸阅读", "新闻背景", "名词解释", "记者手记", "编后", "短评", "采访札记"];

/// Now and then a box of the story's own words before it or after it, or the names of those who speak.
pub(super) fn vary(story: &mut Story, chance: &mut Random) {
    /// Characters of a paragraph that fits into a box.
    const FITS: std::ops::Range<usize> = 30..220;
    if story.body.len() < 4 {
        return;
    }
    let fitting: Vec<usize> = (1..story.body.len())
        .filter(|&i| {
            let piece = &story.body[i];
            piece.role == Role::Paragraph
                && FITS.contains(&piece.text().chars().count())
                && story.body[i - 1].role != Role::Subhead
        })
        .collect();
    if fitting.is_empty() {
        return;
    }
    let chosen = fitting[chance.below(fitting.len())];
    match chance.below(40) {
        0..=2 => {
            let lead = story.body.remove(chosen);
            story.body.insert(0, lead);
            label(story, 0, LEADS, chance);
        }
        3 => {
            let end = story.body.remove(chosen);
            story.body.push(end);
            let at = story.body.len() - 1;
            label(story, at, ENDS, chance);
        }
        4 => {
            let who = words::person(chance, false);
            story.body.insert(chosen, Piece::new(Role::Subhead, format!("{who}：")));
        }
        _ => {}
    }
}

/// A heading for the paragraph at a place, on a line of its own or at its beginning.
fn label(story: &mut Story, at: usize, labels: &[&str], chance: &mut Random) {
    let label = chance.pick(labels);
    if chance.chance(0.6) {
        let marked = match chance.below(4) {
            0 => format!("【{label}】"),
            1 => format!("■{label}"),
            _ => label.to_owned(),
        };
        story.body.insert(at, Piece::new(Role::Subhead, marked));
    } else if let Some(line) = story.body[at].lines.first_mut() {
        let mark = chance.pick(&["：", "　", "："]);
        *line = format!("{label}{mark}{line}");
    }
}

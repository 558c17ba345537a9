//! Marks and characters of other years: Simplified or Traditional, one stop or many, full and half widths.

use super::{random::Random, story::Story};
use crate::segmentation::Role;
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::OnceLock;

/// Into Traditional characters.
pub(super) fn to_traditional(story: &mut Story) {
    convert(story, BuiltinConfig::S2t);
}

/// Into Simplified characters.
pub(super) fn to_simplified(story: &mut Story) {
    convert(story, BuiltinConfig::T2s);
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
pub(super) fn old_marks(story: &mut Story, chance: &mut Random) {
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

/// Full and half widths of brackets and figures and corner quotes, as papers differ.
pub(super) fn widths(story: &mut Story, chance: &mut Random) {
    if chance.chance(0.15) {
        half_brackets(story);
    }
    if chance.chance(0.04) {
        full_figures(story);
    }
    if story.traditional && chance.chance(0.6) {
        map(story, |ch| match ch {
            '“' => '「',
            '”' => '」',
            '‘' => '『',
            '’' => '』',
            _ => ch,
        });
    }
}

/// Half-width brackets.
pub(super) fn half_brackets(story: &mut Story) {
    map(story, |ch| match ch {
        '（' => '(',
        '）' => ')',
        _ => ch,
    });
}

/// Full-width figures.
pub(super) fn full_figures(story: &mut Story) {
    map(story, |ch| match ch {
        '0'..='9' => char::from_u32(ch as u32 - '0' as u32 + '０' as u32).unwrap_or(ch),
        _ => ch,
    });
}

fn map(story: &mut Story, change: impl Fn(char) -> char) {
    for piece in story.pieces_mut() {
        for line in &mut piece.lines {
            *line = line.chars().map(&change).collect();
        }
    }
}

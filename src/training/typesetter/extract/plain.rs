//! Texts that no PDF stood behind: one line a paragraph, double spacing, typed copies, optical character readers.

use super::{OutLine, line_text};
use crate::training::typesetter::{geometry::SetLine, random::Random};

/// Each printed line a line, no blank, no indent, as a person types a page.
pub(in crate::training::typesetter) fn typed(lines: &[SetLine]) -> Vec<OutLine> {
    lines.iter().map(|line| line_text(line, f32::MAX)).collect()
}

/// Each block one line, with `blanks` blank lines after each; a cut at a column's end where `cut` says so.
pub(in crate::training::typesetter) fn paragraphs(
    lines: &[SetLine],
    blanks: usize,
    cut: f32,
    chance: &mut Random,
) -> Vec<OutLine> {
    let mut out: Vec<OutLine> = Vec::new();
    let mut before: Option<&SetLine> = None;
    for line in lines {
        let text = line_text(line, 0.2);
        let same =
            before.is_some_and(|b| b.block == line.block && (b.frame == line.frame || !chance.chance(cut)));
        match out.last_mut() {
            Some(last) if same => {
                last.text.push_str(&text.text);
                last.from.extend(text.from);
            }
            _ => {
                if !out.is_empty() {
                    out.extend(std::iter::repeat_n(OutLine::default(), blanks));
                }
                out.push(text);
            }
        }
        before = Some(line);
    }
    out
}

/// A blank line after each line.
pub(in crate::training::typesetter) fn double(lines: Vec<OutLine>) -> Vec<OutLine> {
    lines.into_iter().filter(|line| !line.is_blank()).flat_map(|line| [line, OutLine::default()]).collect()
}

/// Characters that readers of print take for one another.
const CONFUSED: &[&str] = &[
    "日曰口",
    "己已巳",
    "未末",
    "人入八",
    "土士",
    "大太犬",
    "天夭",
    "千干于",
    "王玉主",
    "田由甲申",
    "令今",
    "免兔",
    "拔拨",
    "晴睛",
    "待侍",
    "的旳",
    "了丁",
    "一-",
    "工エ",
    "力刀",
    "白自",
    "间问",
    "末来",
    "木本",
    "车东",
    "风凤",
    "贝见",
    "间闻",
    "没设",
    "候侯",
    "情清",
    "准淮",
    "治冶",
    "历厉",
    "厂广",
    "币市",
    "面而",
    "体休",
    "使便",
    "0OD",
    "1lI",
    "5S",
    "8B",
];

/// An optical reader's page: `rate` of the characters taken for others, marks lost, no blank lines.
pub(in crate::training::typesetter) fn optical(
    lines: &[SetLine],
    rate: f32,
    chance: &mut Random,
) -> Vec<OutLine> {
    let mut out = Vec::new();
    for line in lines {
        let mut text = OutLine::default();
        for glyph in &line.glyphs {
            let ch = glyph.ch;
            if "，。、·“”".contains(ch) && chance.chance(rate * 2.0) && line.glyphs.len() > 2 {
                continue;
            }
            let alike = CONFUSED.iter().find(|set| set.contains(ch));
            let ch = match alike {
                Some(set) if chance.chance(rate * 4.0) => {
                    let others: Vec<char> = set.chars().filter(|&c| c != ch).collect();
                    others[chance.below(others.len())]
                }
                None if chance.chance(rate * 0.4) => shifted(ch, chance),
                _ => ch,
            };
            text.push(ch, line);
            if chance.chance(rate * 0.3) {
                text.text.push(' ');
            }
        }
        if !text.is_blank() {
            out.push(text);
        }
    }
    out
}

/// A neighbour of a Han character in the code table, which often shares its radical.
fn shifted(ch: char, chance: &mut Random) -> char {
    if !('\u{4e00}'..'\u{9f00}').contains(&ch) {
        return ch;
    }
    char::from_u32(ch as u32 + chance.int(1, 3) as u32).unwrap_or(ch)
}

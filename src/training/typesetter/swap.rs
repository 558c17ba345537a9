//! Other persons, places and figures, so that no name is learnt by heart.

use super::{random::Random, story::Story, words};

/// Other persons and places, the same all through the story.
pub(super) fn rename(story: &mut Story, chance: &mut Random) {
    let whole: Vec<char> = story.pieces().flat_map(|p| p.text().chars().collect::<Vec<_>>()).collect();
    let mut swaps: Vec<(String, String)> = Vec::new();
    let mut add = |old: String, new: String| {
        if !swaps.iter().any(|(o, _)| *o == old) {
            swaps.push((old, new));
        }
    };
    const SAYS: &[&str] = &["说", "表示", "介绍", "告诉", "认为", "坦言", "笑着", "回忆"];
    const PLACES: &[&str] = &["镇", "乡", "村", "街道", "社区", "县", "区", "市", "路"];
    /// Characters that make a common word of 村, 镇, 区 and the like, as 农村 or 社区 are.
    const COMMON: &str =
        "农乡各全本我该城地社园小山马公道铁超都门上新老辖县郊景片灾牧林库战特专区街这个一两某大批市镇村每邻";
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
            if name.iter().all(|c| is_han(*c)) && often > 1 && !COMMON.contains(name[1]) {
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

/// Whether a year of our times begins here.
fn year(chars: &[char], at: usize) -> bool {
    let text: String = chars[at..].iter().take(5).collect();
    (text.starts_with("19") || text.starts_with("20"))
        && text.ends_with('年')
        && text.len() == 4 + '年'.len_utf8()
}

/// Other figures, the same figure always turned into the same other one.
pub(super) fn renumber(story: &mut Story, chance: &mut Random) {
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
                    if run == 1 && !alone || run < 4 && year(&chars, i + 1 - run) {
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

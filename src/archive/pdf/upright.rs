//! Vertical text set with fonts of horizontal text: character below character, and numbers side by side in the place of
//! one character.

use super::glyphs::Character;
use super::lines::Way;
use crate::segmentation::layout::Rect;

/// Characters one below the other that are vertical text and no column of a table.
const LEAST: usize = 3;
/// How far the next one is below, and how far it may stand aside, in ems.
const BELOW: std::ops::Range<f32> = 0.8..1.3;
/// How far it may be below in a headline, which is so much larger than most of the page: some programs set its characters
/// as far apart as lines are.
const BELOW_IN_HEADLINE: std::ops::Range<f32> = 0.8..1.65;
const LARGER: f32 = 1.3;
const ASIDE: f32 = 0.2;
/// Digits and letters side by side at most, and how wide they are at most, in ems.
const ABREAST: usize = 4;
const WIDEST: f32 = 1.4;

/// Tells vertical text among the characters of a page, which are in the order of drawing.
pub(super) fn mark(characters: &mut [Character], page: (f32, f32)) {
    let mut sizes: Vec<f32> = characters.iter().map(|character| character.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let mut at = 0;
    while at < characters.len() {
        let count = below_each_other(&characters[at..], usual);
        if count >= LEAST {
            characters[at..at + count].iter_mut().for_each(|character| character.vertical = true);
        }
        at += count.max(1);
    }
    for at in 1..characters.len() {
        let (before, rest) = characters.split_at_mut(at);
        let count = side_by_side(&before[at - 1], rest);
        let whole = Rect::around(rest[..count].iter().map(|character| &character.place));
        let Some(whole) = whole.map(|whole| Way::DOWN.turned(&whole, page)) else { continue };
        let each = whole.width() / count as f32;
        for (place, character) in rest[..count].iter_mut().enumerate() {
            let left = whole.left + place as f32 * each;
            character.read = Some(Rect { left, right: left + each, ..whole });
            character.vertical = true;
        }
    }
}

fn is_horizontal(character: &Character) -> bool {
    character.turn == 0 && !character.vertical && character.slant.is_none()
}

fn middle(rect: &Rect) -> f32 {
    (rect.left + rect.right) / 2.0
}

/// How many of these stand one below the other, from the first on, on a page whose type is mostly of this size.
fn below_each_other(characters: &[Character], usual: f32) -> usize {
    let may_stand = |one: &Character| is_horizontal(one) && !one.c.is_ascii();
    if !characters.first().is_some_and(may_stand) {
        return 0;
    }
    let goes_on = |pair: &&[Character]| {
        let [upper, lower] = pair else { return false };
        let size = upper.size;
        let below = if size > LARGER * usual { BELOW_IN_HEADLINE } else { BELOW };
        may_stand(lower)
            && (lower.size / size - 1.0).abs() < 0.08
            && (middle(&lower.place) - middle(&upper.place)).abs() < ASIDE * size
            && below.contains(&((lower.place.bottom - upper.place.bottom) / size))
    };
    1 + characters.windows(2).take_while(goes_on).count()
}

/// How many digits and letters stand side by side below a character of vertical text.
fn side_by_side(above: &Character, characters: &[Character]) -> usize {
    if !(above.vertical && above.turn == 0) {
        return 0;
    }
    let may_stand = |one: &&Character| is_horizontal(one) && one.c.is_ascii_alphanumeric();
    let count = characters.iter().take(ABREAST + 1).take_while(may_stand).count();
    let whole = Rect::around(characters[..count].iter().map(|character| &character.place));
    let size = above.size;
    let stands = whole.is_some_and(|whole| {
        whole.width() < WIDEST * size
            && (middle(&whole) - middle(&above.place)).abs() < 2.0 * ASIDE * size
            && BELOW.contains(&((whole.bottom - above.place.bottom) / size))
    });
    if count <= ABREAST && stands { count } else { 0 }
}

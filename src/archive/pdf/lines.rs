//! Lines made of characters by their places: along one base line, without a gap that parts columns.

use super::glyphs::Character;
use crate::han::character::is_han;
use crate::segmentation::layout::Rect;

/// The widest gap inside a line, in ems: between characters drawn at once, which may be letter-spaced, one after the
/// other, and from different parts of the file.
const GAP_AT_ONCE: f32 = 2.6;
const GAP: f32 = 0.75;
const GAP_APART: f32 = 0.6;
/// A gap up to this one is a space where the line below goes on under it, so far below at most, and begins so far to the
/// left at most, all in ems.
const WIDE_SPACE: f32 = 1.6;
const ROW: f32 = 2.2;
/// How near the lines of a column are to each other at most that tell where it begins, in ems.
const NEAR: f32 = 4.0;
/// How much larger than most of a page's the type of a headline is, and that of the smallest.
const LARGER: f32 = 1.3;
const HEADLINE: f32 = 1.12;
const INDENT: f32 = 3.0;
/// White between the parts of a line at a page's head or foot that has the row to itself, and between it and the rest of
/// the page at least, in ems.
const FOLIO_SPACE: f32 = 3.0;
const FOLIO_AIR: f32 = 1.5;
/// Gaps wider than this are spaces: between Latin letters or digits, and elsewhere.
const LATIN_SPACE: f32 = 0.2;
const SPACE: f32 = 0.8;
/// How far base lines of one line may be apart, in ems.
const BASE: f32 = 0.35;
/// How far a character may begin before the end of the one before it, in ems, where either is a mark that is set
/// narrower than its type: half of the type is white.
const NARROWED: f32 = 0.7;
/// The same where an opening mark follows another, each set in half its type: their boxes are one.
const BOTH_NARROWED: f32 = 1.05;

/// How text runs over a page, in quarter turns clockwise from the left to the right: 1 is down, each line to the left of
/// the one before, as vertical text. What runs aslant has a way of its own for each direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Way(pub u8);

/// Quarter turns; the ways of what runs aslant follow, one for so many degrees.
const QUARTERS: u8 = 4;
const DEGREES: u16 = 4;

impl Way {
    /// The way of vertical text.
    pub const DOWN: Way = Way(1);

    fn of(character: &Character) -> Way {
        match character.slant {
            Some(degrees) => Way(QUARTERS + (degrees / DEGREES) as u8),
            None => Way((character.turn + u8::from(character.vertical)) % QUARTERS),
        }
    }

    /// Whether the text runs aslant.
    pub fn is_aslant(self) -> bool {
        self.0 >= QUARTERS
    }

    /// A rectangle of a page as a reader sees it who turns the page so that the text runs from the left to the right.
    pub fn turned(self, rect: &Rect, (width, height): (f32, f32)) -> Rect {
        let Rect { left, top, right, bottom } = *rect;
        match self.0 {
            1 => Rect { left: top, right: bottom, top: width - right, bottom: width - left },
            2 => {
                Rect { left: width - right, right: width - left, top: height - bottom, bottom: height - top }
            }
            3 => Rect { left: height - bottom, right: height - top, top: left, bottom: right },
            _ => *rect,
        }
    }
}

/// A line of text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its characters in reading order; white space that only the text has is of no width.
    pub characters: Vec<Character>,
    /// The box around its characters on the page, and as it is read.
    pub place: Rect,
    pub read: Rect,
    pub way: Way,
    /// The type size, font and weight of most of its characters.
    pub size: f32,
    pub font: Option<u16>,
    pub bold: bool,
    /// Whether it is of the body, but for words in another type that it begins with.
    pub leads: bool,
}

/// The lines of a page of this size, in the order of drawing.
pub(super) fn lines(characters: Vec<Character>, page: (f32, f32)) -> Vec<Line> {
    let mut open: Vec<Piece> = Vec::new();
    for character in characters {
        let way = Way::of(&character);
        let read = character.read.unwrap_or_else(|| way.turned(&character.place, page));
        match open.last_mut() {
            Some(piece) if piece.takes(&character, way, &read) => piece.push(character, read),
            _ if character.c.is_whitespace() => {}
            _ => open.push(Piece::new(character, way, read)),
        }
    }
    let pieces = joined(open);
    pieces.into_iter().map(|piece| piece.line(page)).collect()
}

/// Characters of a line that follow each other in the file.
struct Piece {
    way: Way,
    characters: Vec<Character>,
    /// The box of each as it is read.
    reads: Vec<Rect>,
    read: Rect,
    size: f32,
}

impl Piece {
    fn new(character: Character, way: Way, read: Rect) -> Piece {
        let size = character.size;
        Piece { way, characters: vec![character], reads: vec![read], read, size }
    }

    fn push(&mut self, character: Character, read: Rect) {
        self.read = self.read.union(&read);
        self.characters.push(character);
        self.reads.push(read);
    }

    /// Whether a character that is drawn next goes on with the line.
    fn takes(&self, character: &Character, way: Way, read: &Rect) -> bool {
        let (Some(last), Some(at)) = (self.characters.last(), self.reads.last()) else { return false };
        let size = last.size.min(character.size);
        let widest = if last.run == character.run { GAP_AT_ONCE } else { GAP };
        let gap = read.left - at.right;
        self.way == way
            && is_alike(last.size, character.size)
            && (read.bottom - at.bottom).abs() < BASE * size
            && -overlap(last, character) * size < gap
            && gap < widest * size
    }

    /// The line, spaces put in where gaps stand for them.
    fn line(mut self, page: (f32, f32)) -> Line {
        while self.characters.last().is_some_and(|last| last.c.is_whitespace()) {
            self.characters.pop();
            self.reads.pop();
        }
        let mut gaps: Vec<f32> = self.reads.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
        let each = gaps.clone();
        gaps.sort_by(f32::total_cmp);
        // Of a line that is letter-spaced a gap is none.
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0).max(0.0);
        let mut characters: Vec<Character> = Vec::with_capacity(self.characters.len());
        for (at, character) in self.characters.into_iter().enumerate() {
            if let Some(last) = characters.last()
                && !last.c.is_whitespace()
                && !character.c.is_whitespace()
            {
                let latin = |c: char| c.is_ascii_alphanumeric();
                let least = if latin(last.c) && latin(character.c) { LATIN_SPACE } else { SPACE };
                if each[at - 1] > least * self.size + usual {
                    let place = Rect { left: last.place.right, right: last.place.right, ..last.place };
                    let space = Character { c: ' ', place, ..last.clone() };
                    characters.push(space);
                }
            }
            characters.push(character);
        }
        let shown = || characters.iter().filter(|character| !character.c.is_whitespace());
        let place = Rect::around(shown().map(|character| &character.place)).unwrap_or_default();
        let bold = shown().filter(|character| character.bold).count() * 2 > shown().count();
        let font = most(shown().map(|character| character.font)).flatten();
        let size = most(shown().map(|character| (character.size * 100.0) as i32)).unwrap_or_default();
        Line {
            read: self.way.turned(&place, page),
            place,
            way: self.way,
            size: size as f32 / 100.0,
            font,
            bold,
            leads: false,
            characters,
        }
    }
}

/// Whether a line is one of the text of two pieces above or below it and goes on beside the gap between them, which is a
/// space then and no gutter; `left` is where the line of the first piece begins.
fn runs_beside(line: &Piece, (left, x): (f32, &Piece), y: &Piece) -> bool {
    let size = x.size;
    let font = |piece: &Piece| piece.characters.first().map(|first| first.font);
    (line.size / size - 1.0).abs() < 0.06
        && font(line) == font(x)
        && (line.read.bottom - x.read.bottom).abs() > BASE * size
        && (left - INDENT * size..x.read.right - size).contains(&line.read.left)
        && line.read.right > y.read.left - 0.5 * size
}

/// How far the second of two characters may begin before the end of the first, in ems.
fn overlap(last: &Character, next: &Character) -> f32 {
    let is_narrowed = |c: char| !c.is_ascii() && !c.is_alphanumeric();
    match (is_narrowed(last.c), is_narrowed(next.c)) {
        (true, true) if last.c != next.c && "“‘《〈（「『【〔［".contains(next.c) => {
            BOTH_NARROWED
        }
        (false, false) => BASE,
        _ => NARROWED,
    }
}

/// Whether two type sizes may be of one line.
fn is_alike(a: f32, b: f32) -> bool {
    a.max(b) <= a.min(b) * 1.25
}

/// What occurs most often; of several the first.
fn most<T: Copy + PartialEq>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for item in items {
        match counts.iter_mut().find(|(other, _)| *other == item) {
            Some((_, count)) => *count += 1,
            None => counts.push((item, 1)),
        }
    }
    let best = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == best).map(|(item, _)| item)
}

/// Joins pieces of one line that are drawn apart: those that touch, and single characters at one distance from each other.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| {
        (pieces[a].way.cmp(&pieces[b].way))
            .then(pieces[a].read.bottom.total_cmp(&pieces[b].read.bottom))
            .then(a.cmp(&b))
    });
    let sizes = pieces.iter().flat_map(|piece| piece.characters.iter().map(|character| character.size));
    let body = most(sizes).unwrap_or_default();
    // Rows: pieces whose base lines are near each other, by where they begin.
    let mut next: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut has_before = vec![false; pieces.len()];
    let mut from = 0;
    while from < order.len() {
        let first = &pieces[order[from]];
        let same = |at: usize| {
            let piece = &pieces[at];
            piece.way == first.way
                && piece.read.bottom - first.read.bottom < BASE * first.size.min(piece.size)
        };
        let count = order[from..].iter().take_while(|&&at| same(at)).count();
        let mut of_row: Vec<usize> = order[from..from + count].to_vec();
        of_row.sort_by(|&a, &b| pieces[a].read.left.total_cmp(&pieces[b].read.left));
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| order.get(at)).map(|&at| &pieces[at]).filter(|piece| piece.way == first.way)
        };
        let white = [
            neighbour(from.checked_sub(1)).map(|piece| first.read.top - piece.read.bottom),
            neighbour(Some(from + count)).map(|piece| piece.read.top - first.read.bottom),
        ];
        let is_folio = white.contains(&None) && white.iter().flatten().all(|white| *white > FOLIO_AIR * body);
        let mut left = pieces[of_row[0]].read.left;
        for (at, pair) in of_row.windows(2).enumerate() {
            let [a, b] = [pair[0], pair[1]];
            let (x, y) = (&pieces[a], &pieces[b]);
            if !has_before[a] {
                left = x.read.left;
            }
            let size = x.size.min(y.size);
            let gap = y.read.left - x.read.right;
            let most = match (x.characters.last(), y.characters.first()) {
                (Some(last), Some(next)) => overlap(last, next),
                _ => BASE,
            };
            let touches = -most * size < gap && gap < GAP_APART * size;
            let below = || {
                let near =
                    |piece: &&Piece| piece.way == x.way && piece.read.bottom - x.read.bottom < ROW * size;
                order[from + count..].iter().map(|&at| &pieces[at]).take_while(near)
            };
            // A line of authors may stand over a gutter; a line of the same headline does not.
            let over = || {
                let near =
                    |piece: &&Piece| piece.way == x.way && x.read.bottom - piece.read.bottom < ROW * size;
                order[..from].iter().rev().map(|&at| &pieces[at]).take_while(near)
            };
            let above = || over().filter(|_| size > LARGER * body);
            let is_space = || {
                touches
                    || gap < WIDE_SPACE * size
                        && below().chain(above()).any(|piece| runs_beside(piece, (left, x), y))
            };
            // A space, and no gutter: near it no line begins behind it, and those of the same text run past it.
            let is_within = || {
                let near = |piece: &&Piece| {
                    piece.way == x.way && (piece.read.bottom - x.read.bottom).abs() < NEAR * size.max(body)
                };
                let lower = || order[from + count..].iter().map(|&at| &pieces[at]).take_while(near);
                let upper = || order[..from].iter().rev().map(|&at| &pieces[at]).take_while(near);
                let is_headline = size > HEADLINE * body;
                let indent = if is_headline { INDENT * body } else { 0.5 * size };
                let behind = x.read.right - 0.5 * size..y.read.left + indent;
                let runs_past = |piece: &&Piece| {
                    (piece.size / size - 1.0).abs() < 0.06
                        && piece.read.left < x.read.right - size
                        && piece.read.right > y.read.left + size
                };
                // One line above may be that of the authors.
                let goes_on =
                    || lower().any(|piece| runs_past(&piece)) || upper().filter(runs_past).count() > 1;
                (0.0..WIDE_SPACE * size).contains(&gap)
                    && !lower().chain(upper()).any(|piece| behind.contains(&piece.read.left))
                    && (is_headline || goes_on())
            };
            let is_pair = || {
                let single = |piece: &Piece| {
                    piece.characters.len() == 1 && piece.characters.first().is_some_and(|one| is_han(one.c))
                };
                let stacked = |piece: &Piece| {
                    single(piece)
                        && [x, y].iter().any(|one| (piece.read.left - one.read.left).abs() < BASE * size)
                };
                // Of single characters below one another a column is made.
                gap < WIDE_SPACE * size && single(x) && single(y) && !below().chain(over()).any(stacked)
            };
            let is_of_folio = || is_folio && (0.0..FOLIO_SPACE * size).contains(&gap) && size < LARGER * body;
            let is_one =
                || is_space() || is_within() || is_pair() || is_spaced(&pieces, &of_row, at) || is_of_folio();
            if is_alike(x.size, y.size) && is_one() {
                next[a] = Some(b);
                has_before[b] = true;
            }
        }
        from += count;
    }
    let mut pieces: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut out = Vec::with_capacity(pieces.len());
    for first in 0..pieces.len() {
        if has_before[first] {
            continue;
        }
        let Some(mut piece) = pieces[first].take() else { continue };
        let mut at = next[first];
        while let Some(more) = at.and_then(|at| pieces[at].take()) {
            for (character, read) in more.characters.into_iter().zip(more.reads) {
                piece.push(character, read);
            }
            at = at.and_then(|at| next[at]);
        }
        out.push(piece);
    }
    out
}

/// Whether a piece of a row and the next one are of a headline whose characters stand apart at one distance.
fn is_spaced(pieces: &[Piece], row: &[usize], at: usize) -> bool {
    let pitch = |at: usize| -> Option<f32> {
        let (a, b) = (&pieces[*row.get(at)?], &pieces[*row.get(at + 1)?]);
        let single = a.characters.len() == 1 && b.characters.len() == 1;
        let pitch = b.read.left - a.read.left;
        (single && is_alike(a.size, b.size) && pitch > 0.0 && pitch < 3.5 * a.size).then_some(pitch)
    };
    let Some(own) = pitch(at) else { return false };
    let near = |other: Option<f32>| other.is_some_and(|other| (other / own - 1.0).abs() < 0.08);
    near(pitch(at + 1)) || at.checked_sub(1).is_some_and(|before| near(pitch(before)))
}

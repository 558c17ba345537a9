//! Words between their surroundings, and how sure a place is that may be theirs.

use super::AnchorState;
use super::approx::{align, distances};

/// Surroundings that must agree, in characters net of errors, for a place to be taken without asking.
const CONTEXT_NEEDED: f32 = 9.0;
/// Words this long, in characters net of errors, do not occur twice by accident, but may be set twice: they need only
/// [`LITTLE_CONTEXT`] to be taken.
const LONG: f32 = 40.0;
/// Surroundings that long words need, in characters net of errors.
const LITTLE_CONTEXT: f32 = 4.0;
/// Surroundings that shorter words need on either side, unless they stood at the page's end: phrases of one newspaper
/// often begin or end alike, seldom both.
const EITHER_SIDE: i32 = 3;
/// Surroundings that speak so clearly, in characters net of errors, that a quarter of the words may differ: on the
/// measured pages words that are gone leave a place where more than four fifths differ.
const MUCH_CONTEXT: f32 = 24.0;
/// One in so many characters of the words, or one alone, may differ in a row where they begin or end: more may stand
/// elsewhere, as where a line is cut between columns.
const LOST_END: usize = 10;
/// Characters next to the words that are looked for elsewhere, and how many of them may differ there.
const NEXT: usize = 12;
const WELL: u32 = 2;
/// Words this long, in characters, may differ in one: shorter ones are then others.
const DIFFERING: usize = 4;
/// Lead over the runner-up that the best place must have, in characters and as a share of its own evidence.
const LEAD: (f32, f32) = (6.0, 0.12);
/// The same where the runner-up would be certain alone, as in texts of recurring phrases.
const LEAD_OF_TWO: f32 = 0.34;
/// The noise assumed before anything is seen: so many wrong characters in so many.
const PRIOR_NOISE: (f32, f32) = (1.0, 20.0);
/// Evidence, in characters, below which a place is not worth asking about.
const WORTH_ASKING: f32 = 8.0;
/// A pattern's match is looked at if it differs in at most this share of its characters.
const SEARCH_NOISE: f32 = 0.5;
/// Places looked at for each pattern.
const PLACES: usize = 6;

/// Normalised characters of a page.
pub(super) type Range = std::ops::Range<usize>;

/// Place of words as step 3 finds it.
pub(super) struct Found {
    pub state: AnchorState,
    /// Empty where nothing was found.
    pub range: Range,
    pub in_context: bool,
    /// Whether the words are there letter by letter.
    pub is_same: bool,
}

impl Found {
    pub const NOWHERE: Found =
        Found { state: AnchorState::NotFound, range: 0..0, in_context: false, is_same: false };
}

fn overlap(a: &Range, b: &Range) -> bool {
    a.start < b.end && b.start < a.end
}

/// The words looked for, between their surroundings.
pub(super) struct Pattern {
    chars: Vec<char>,
    /// Characters before the words.
    before: usize,
    /// Characters of the words.
    quote: usize,
}

impl Pattern {
    pub fn new(before: &[char], quote: &[char], after: &[char]) -> Pattern {
        Pattern { chars: [before, quote, after].concat(), before: before.len(), quote: quote.len() }
    }

    /// The best place on the page and how sure it is.
    pub fn find(&self, page: &[char]) -> Found {
        if self.quote == 0 || page.is_empty() {
            return Found::NOWHERE;
        }
        let mut places: Vec<Place> = Vec::new();
        for near in self.candidates(page) {
            if let Some(place) = self.look(page, near) {
                match places.iter_mut().find(|other| overlap(&other.range, &place.range)) {
                    Some(other) if other.evidence < place.evidence => *other = place,
                    Some(_) => {}
                    None => places.push(place),
                }
            }
        }
        places.sort_by(|a, b| b.evidence.total_cmp(&a.evidence).then(a.range.start.cmp(&b.range.start)));
        let Some(best) = places.first() else { return Found::NOWHERE };
        let second = places.get(1);
        let lead = best.evidence - second.map_or(0.0, |second| second.evidence);
        let share = if second.is_some_and(Place::is_certain) { LEAD_OF_TWO } else { LEAD.1 };
        let leads = lead >= LEAD.0.max(share * best.evidence);
        let state = if best.is_certain() && leads && !self.goes_on_elsewhere(page, &best.range) {
            AnchorState::Replaced
        } else if best.errors * 2 <= self.quote && best.evidence >= WORTH_ASKING {
            AnchorState::Check
        } else {
            return Found::NOWHERE;
        };
        Found { state, range: best.range.clone(), in_context: best.in_context, is_same: best.errors == 0 }
    }

    /// Whether what stood next to the words stands elsewhere on the page, and better than beside a place: then the words
    /// may be there, torn, and here is a phrase that recurs.
    fn goes_on_elsewhere(&self, page: &[char], place: &Range) -> bool {
        let end = self.before + self.quote;
        let before = &self.chars[self.before.saturating_sub(NEXT)..self.before];
        let after = &self.chars[end..self.chars.len().min(end + NEXT)];
        [(before, place.start), (after, place.end + after.len())].into_iter().any(|(side, last)| {
            let is_here = |at: usize| (at + 1).abs_diff(last) <= NEXT;
            let found = distances(side, page);
            let best = |here| (0..found.len()).filter(|&at| is_here(at) == here).map(|at| found[at]).min();
            let limit = best(true).unwrap_or(side.len() as u32);
            side.len() == NEXT && best(false).is_some_and(|there| there < limit && there <= WELL)
        })
    }

    /// Ranges of the page where the whole pattern may lie: found by the words with what is before them, with what
    /// is after them, with both, and by the words alone, since text may have been moved away from either side.
    fn candidates(&self, page: &[char]) -> Vec<Range> {
        let (all, end) = (self.chars.len(), self.before + self.quote);
        let mut parts = vec![0..all, 0..end, self.before..all, self.before..end];
        parts.dedup();
        let mut near = Vec::new();
        for part in parts {
            let limit = (part.len() as f32 * SEARCH_NOISE) as u32;
            let found = distances(&self.chars[part.clone()], page);
            let mut ends: Vec<usize> = (0..found.len()).filter(|&at| found[at] <= limit).collect();
            ends.sort_by_key(|&at| found[at]);
            let mut taken: Vec<usize> = Vec::new();
            for end in ends {
                if taken.len() == PLACES {
                    break;
                }
                if taken.iter().all(|other| other.abs_diff(end) > part.len() / 2) {
                    taken.push(end);
                }
            }
            let slack = self.chars.len() / 4 + 4;
            near.extend(taken.into_iter().map(|end| {
                let start = (end + 1).saturating_sub(part.end + slack);
                start..(end + 1 + all - part.end + slack).min(page.len())
            }));
        }
        near
    }

    /// The place of the pattern in a range of the page; `None` where none of the words is there.
    fn look(&self, page: &[char], near: Range) -> Option<Place> {
        let aligned = align(&self.chars, &page[near.clone()]).places;
        let words = &aligned[self.before..self.before + self.quote];
        let first = words.iter().flatten().next()?.0;
        let last = words.iter().flatten().next_back()?.0;
        let same = words.iter().flatten().filter(|place| place.1).count();
        let range = near.start + first..near.start + last + 1;
        // What the page's beginning or end cuts off is no error, if it is the lesser part.
        let cut = |at_edge: bool, missing: usize| if at_edge { missing } else { 0 };
        let missing = |places: &mut dyn Iterator<Item = &Option<(usize, bool)>>| {
            places.take_while(|place| place.is_none()).count()
        };
        // Elsewhere an end that is not there may stand in another place.
        let other = |at_edge: bool, places: &mut dyn Iterator<Item = &Option<(usize, bool)>>| {
            if at_edge { 0 } else { places.take_while(|place| !place.is_some_and(|place| place.1)).count() }
        };
        let lost_end = other(range.start == 0, &mut words.iter())
            .max(other(range.end == page.len(), &mut words.iter().rev()));
        let cut = cut(range.start == 0, missing(&mut words.iter()))
            + cut(range.end == page.len(), missing(&mut words.iter().rev()));
        let quote = if cut * 2 <= self.quote { self.quote - cut } else { self.quote };
        let errors = quote.max(range.len()) - same;
        let left = surroundings(aligned[..self.before].iter().rev());
        let right = surroundings(aligned[self.before + self.quote..].iter());
        let context = (left.0 + right.0) as f32;
        let evidence = (same as f32 - errors as f32).max(0.0) + context;
        let noise = (left.1 + right.1, left.2 + right.2);
        // Where the page begins or ends, or did so, there is no more to agree.
        let after = self.chars.len() - self.before - self.quote;
        let most = (self.before.min(range.start) as i32, after.min(page.len() - range.end) as i32);
        let both_sides = left.0 >= EITHER_SIDE.min(most.0) && right.0 >= EITHER_SIDE.min(most.1);
        let in_context = left.0 * 3 >= most.0 * 2 && right.0 * 3 >= most.1 * 2;
        (same > 0).then_some(Place {
            range,
            quote: self.quote,
            errors,
            lost_end,
            context,
            both_sides,
            in_context,
            noise,
            evidence,
        })
    }
}

/// Of the surroundings on one side, the part next to the words that agrees best: its matches less its errors, its
/// errors, its length.
fn surroundings<'a>(places: impl Iterator<Item = &'a Option<(usize, bool)>>) -> (i32, usize, usize) {
    let (mut score, mut errors) = (0, 0);
    let mut best = (0, 0, 0);
    for (length, place) in places.enumerate() {
        if place.is_some_and(|place| place.1) {
            score += 1;
        } else {
            score -= 1;
            errors += 1;
        }
        if score > best.0 {
            best = (score, errors, length + 1);
        }
    }
    best
}

/// A place that may be the right one.
struct Place {
    range: Range,
    /// Characters of the words looked for.
    quote: usize,
    /// Characters of the words that differ.
    errors: usize,
    /// Characters in a row that differ where the words begin or end, the page's edges aside.
    lost_end: usize,
    /// Characters of the surroundings that agree, less those that do not.
    context: f32,
    /// Whether the surroundings agree on both sides.
    both_sides: bool,
    /// Whether most of the surroundings agree, as far as the page goes.
    in_context: bool,
    /// Characters of the agreeing surroundings that differ, of how many.
    noise: (usize, usize),
    /// Everything that speaks for it, in characters.
    evidence: f32,
}

impl Place {
    /// Whether it needs no asking, other places aside.
    fn is_certain(&self) -> bool {
        let noise = (self.noise.0 as f32 + PRIOR_NOISE.0) / (self.noise.1 as f32 + PRIOR_NOISE.1);
        let (quote, errors) = (self.quote as f32, self.errors as f32);
        let mut allowed = noise * quote + 2.0 * (noise * quote).sqrt();
        if self.context >= MUCH_CONTEXT {
            allowed = allowed.max(quote / 4.0 + 1.0);
        }
        let is_long = self.errors == 0 || self.quote >= DIFFERING;
        let has_ends = self.lost_end <= (self.quote / LOST_END).max(1);
        let agrees = errors <= allowed && errors * 2.0 <= quote && is_long && has_ends;
        let in_context = if quote - 2.0 * errors >= LONG {
            self.context >= LITTLE_CONTEXT
        } else {
            self.context >= CONTEXT_NEEDED && self.both_sides
        };
        agrees && in_context
    }
}

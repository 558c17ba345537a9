//! What the engine looks at: named features of a line and of the break between two lines.
//!
//! Each feature is one value of a template, for instance `blank-around=1`. Templates know nothing of any paper,
//! place or person. The explanation of a decision lists them by name, so a template's name says what it asks.

use super::cue::{Cue, Cues};
use super::headings;
use super::lexicon::Lexicon;
use super::line::{Line, Lines, PAGE_EDGE, is_han};
use super::view::{Era, KINDS, Kind, STRETCHES, View};
use super::watch::Watch;
use super::wording;

/// Templates of a line's features with the number of values of each.
pub(crate) const LINE_TEMPLATES: &[(&str, u32)] = &[
    ("bias", 1),
    ("cue", Cue::AT_EDGES),
    ("length", LENGTHS),
    ("fill", FILLS),
    ("blank-around", 16),
    ("way-of-heading", 8),
    ("before", KINDS),
    ("after", KINDS),
    ("between", KINDS * KINDS),
    ("heading-between", 2 * KINDS * KINDS),
    ("heading-run", 4 * 4 * KINDS),
    ("spread-length", LENGTHS),
    ("overlap-before-after", 25),
    ("heading-overlap", 25 * 2),
    ("kind-length", KINDS * LENGTHS),
    ("kind-blank", KINDS * 16),
    ("halves-length", 3 * LENGTHS),
    ("against-measures", 9),
    ("page-place", 6),
    ("way-fill", 4 * FILLS),
    ("measure-length", 6 * LENGTHS),
    ("second-before", KINDS),
    ("second-after", KINDS),
    ("edges-of-line", 25),
    ("kind-before", KINDS * KINDS),
    ("kind-after", KINDS * KINDS),
    ("kind-way", KINDS * 4),
    ("indent-kind", 2 * 3 * KINDS),
    ("stretch-picture", STRETCHES * 3 * 3),
    ("alike-beginnings", 3 * KINDS),
    ("heading-people", 4 * LENGTHS),
    ("heading-wording", wording::BINDINGS * LENGTHS),
    ("heading-edges", wording::EDGES),
    ("habit-of-openings", headings::HABITS),
    ("like-opened-headings", headings::LIKENESSES),
    ("heading-spacing", headings::SPACINGS),
    ("parallel-headings", headings::PARALLELS),
    ("closes-and-opens", headings::BETWEEN),
    ("heading-seam", headings::SEAMS),
];

/// Templates of a break's features with the number of values of each.
pub(crate) const BREAK_TEMPLATES: &[(&str, u32)] = &[
    ("bias", 1),
    ("ends-fill-blank-starts", 4 * ENDS * 3 * 3 * STARTS),
    ("fill-starts", 3 * STARTS),
    ("ends-fill", ENDS * 3),
    ("ends-starts", ENDS * STARTS),
    ("ends-blank", ENDS * 3 * 4),
    ("ends-kind", ENDS * KINDS),
    ("kinds", KINDS * KINDS * 3),
    ("straddling-word", 4),
    ("association", 7),
    ("number-split", 2),
    ("open-quote", 3 * ENDS),
    ("open-bracket", 2 * 3),
    ("leading-space", 2 * ENDS),
    ("new-sheet", 2),
    ("measure-change", 5 * 3),
    ("blank-pattern", 8 * 2 * 3),
    ("cohesion", 6 * 2),
    ("enumerator", 5 * 4),
    ("connective", 2 * 2),
    ("opening-start", 2 * 2 * 3),
    ("headings-meet", 3 * 3 * 4),
    ("heading-straddle", 4),
    ("line-after", STARTS * 3 * 2),
    ("line-before", 3 * ENDS),
    ("one-line-paragraph", 2 * 2 * 4),
    ("cue-after", Cue::AT_EDGES),
    ("cue-before", Cue::AT_EDGES),
    ("heading-length-pair", LENGTHS * LENGTHS),
    ("pauses-ends-fill-kind", 2 * ENDS * 3 * KINDS),
    ("neighbours-ends", 9 * ENDS * 2),
    ("pauses-ends-blank", 2 * ENDS * 3),
    ("indents", 4 * 3 * ENDS),
    ("heading-straddle-widths", 4 * 3 * 3 * 2),
    ("opens", 2 * ENDS * 3),
    ("closes", 2 * 3 * STARTS),
    ("seam", 7 * 2),
    ("seam-depth", 4 * 2),
];

const LENGTHS: u32 = 11;
const FILLS: u32 = 8;
const ENDS: u32 = 7;
const STARTS: u32 = 5;

/// Where a table of templates puts each: feature id = first id of the template + value.
pub(crate) struct Space {
    templates: &'static [(&'static str, u32)],
    first: Vec<u32>,
    size: u32,
}

impl Space {
    pub(crate) fn new(templates: &'static [(&'static str, u32)]) -> Space {
        let mut size = 0;
        let first = templates
            .iter()
            .map(|(_, values)| {
                let at = size;
                size += values;
                at
            })
            .collect();
        Space { templates, first, size }
    }

    /// Number of features: each stands for all pages, and once more for pages of [`Era::Old`] alone.
    pub(crate) fn size(&self) -> usize {
        2 * self.size as usize
    }

    /// Adds the old pages' own copies of some features, so that what holds for them alone can be learned apart
    /// (feature augmentation: Daumé 2007).
    fn augment(&self, features: &mut Vec<u32>) {
        features.extend_from_within(..);
        let half = features.len() / 2;
        features[half..].iter_mut().for_each(|f| *f += self.size);
    }

    /// The template of a feature.
    pub(crate) fn template(&self, feature: u32) -> &'static str {
        let feature = feature % self.size;
        self.templates[self.first.partition_point(|&first| first <= feature) - 1].0
    }

    /// `template=value`, or for cues `cue=SentenceEnd`.
    pub(crate) fn name(&self, feature: u32) -> String {
        if feature >= self.size {
            return format!("old:{}", self.name(feature - self.size));
        }
        let template = self.first.partition_point(|&first| first <= feature) - 1;
        let (name, value) = (self.templates[template].0, feature - self.first[template]);
        if name.starts_with("cue") {
            format!("{name}={}", Cue::ALL[value as usize].name())
        } else {
            format!("{name}={value}")
        }
    }
}

/// Features of every line and of every break of a page, flat.
#[derive(Default)]
pub(crate) struct Features {
    pub line: Vec<Vec<u32>>,
    /// `of_break[i]` is the break before line `i`; empty for the first line.
    pub of_break: Vec<Vec<u32>>,
    pub era: Era,
}

/// Reads a page with one set of tables; made once, used for many pages.
pub(crate) struct Extractor {
    pub line_space: Space,
    pub break_space: Space,
    lexicon: &'static Lexicon,
}

impl Extractor {
    pub(crate) fn new() -> Extractor {
        Extractor {
            line_space: Space::new(LINE_TEMPLATES),
            break_space: Space::new(BREAK_TEMPLATES),
            lexicon: Lexicon::get(),
        }
    }

    /// A page with what is asked of it more than once.
    pub(crate) fn view<'a>(&self, page: &'a Lines) -> View<'a> {
        self.watched_view(page, &Watch::nobody()).expect("nobody gives it up")
    }

    /// The [`Extractor::view`]; `None` where the page was given up.
    pub(crate) fn watched_view<'a>(&self, page: &'a Lines, watch: &Watch) -> Option<View<'a>> {
        View::new(page, self.lexicon, watch)
    }

    /// The features of a page.
    pub(crate) fn read(&self, view: &View) -> Features {
        let lines = (0..view.page.lines.len()).map(|i| self.read_line(view, i).into());
        let (line, of_break) = lines.unzip();
        Features { line, of_break, era: view.era }
    }

    /// The features of a line and of the break before it.
    pub(crate) fn read_line(&self, view: &View, i: usize) -> [Vec<u32>; 2] {
        let mut of_line = self.of_line(view, i);
        if view.era == Era::Old {
            self.line_space.augment(&mut of_line);
        }
        [of_line, i.checked_sub(1).map_or_else(Vec::new, |before| self.break_between(view, before, i))]
    }

    /// The features of a break between two lines that need not be neighbours: what stood between was taken out.
    pub(crate) fn break_between(&self, view: &View, a: usize, b: usize) -> Vec<u32> {
        let mut features = self.of_break(view, a, b);
        if view.era == Era::Old {
            self.break_space.augment(&mut features);
        }
        features
    }

    fn of_line(&self, view: &View, i: usize) -> Vec<u32> {
        let mut out = Vec::with_capacity(48);
        let mut template = 0;
        let mut put = |values: &mut dyn Iterator<Item = u32>, first: &[u32]| {
            for v in values {
                out.push(first[template] + v);
            }
            template += 1;
        };
        let first = &self.line_space.first;
        let one = |v: u32| std::iter::once(v);
        let line = &view.page.lines[i];
        let (kind, before, after) =
            (view.kind(i as isize), view.kind(i as isize - 1), view.kind(i as isize + 1));
        let (length, fill, way) = (length_of(line.len()), fill_of(line), view.ways[i] as u32);
        let blank = blank_of(line.blank_before) * 4 + blank_of(view.blank_after(i));
        let heading = u32::from(matches!(kind, Kind::Heading | Kind::NumberedHeading));
        put(&mut one(0), first);
        put(&mut (0..Cue::AT_EDGES).filter(|c| line.cues.bits() >> c & 1 == 1), first);
        put(&mut one(length), first);
        put(&mut one(fill), first);
        put(&mut one(blank), first);
        put(&mut one(way * 2 + heading), first);
        put(&mut one(before as u32), first);
        put(&mut one(after as u32), first);
        put(&mut one(before as u32 * KINDS + after as u32), first);
        put(&mut one((heading * KINDS + before as u32) * KINDS + after as u32), first);
        let (run, index, next) = view.heading_run(i);
        put(
            &mut (run > 0)
                .then(|| ((run.min(4) - 1) * 4 + index.min(3)) as u32 * KINDS + next as u32)
                .into_iter(),
            first,
        );
        put(&mut line.letter_spaced.then_some(length).into_iter(), first);
        let overlap = view.cohesion.overlap(i).map(|(b, a)| share_of(b) * 5 + share_of(a));
        put(&mut overlap.into_iter(), first);
        put(
            &mut overlap.map(|o| o * 2 + u32::from(line.len() >= 8)).into_iter().filter(|_| heading == 1),
            first,
        );
        put(&mut one(kind as u32 * LENGTHS + length), first);
        put(&mut one(kind as u32 * 16 + blank), first);
        let halves = if line.cues.has(Cue::Halves) { 1 } else { 2 * u32::from(line.cues.has(Cue::Parts)) };
        put(&mut one(halves * LENGTHS + length), first);
        put(
            &mut one(against(line.width(), view.measure(i as isize - 1)) * 3
                + against(line.width(), view.measure(i as isize + 1))),
            first,
        );
        put(&mut one(view.place(i)), first);
        put(&mut one(way * FILLS + fill), first);
        put(&mut one(measure_of(line.measure) * LENGTHS + length), first);
        put(&mut one(view.kind(i as isize - 2) as u32), first);
        put(&mut one(view.kind(i as isize + 2) as u32), first);
        let text = view.page.text(i);
        put(&mut one(letter_of(text.first()) * 5 + letter_of(text.last())), first);
        put(&mut one(kind as u32 * KINDS + before as u32), first);
        put(&mut one(kind as u32 * KINDS + after as u32), first);
        put(&mut one(kind as u32 * 4 + way), first);
        put(&mut one((u32::from(line.indented) * 3 + view.indenting) * KINDS + kind as u32), first);
        put(&mut view.stretches[i].into_iter(), first);
        put(&mut one(view.alike_beginnings(i) * KINDS + kind as u32), first);
        let seen = u32::from(line.cues.has(Cue::People)) * 2 + u32::from(line.cues.has(Cue::Scene));
        put(&mut (heading == 1).then_some(seen * LENGTHS + length).into_iter(), first);
        let of_heading = |v: u32| (heading == 1).then_some(v).into_iter();
        put(&mut of_heading(wording::binding(text) * LENGTHS + length), first);
        put(&mut of_heading(if heading == 1 { wording::edges(text, self.lexicon) } else { 0 }), first);
        let run = view.headings.of(i);
        let mut put_run = |value: fn(&headings::Run) -> u32| put(&mut run.map(value).into_iter(), first);
        put_run(|run| run.habit);
        put_run(|run| run.like);
        put_run(|run| run.spacing);
        put_run(|run| run.parallel);
        put_run(|run| run.between);
        put_run(|run| run.seam);
        out
    }

    fn of_break(&self, view: &View, a: usize, b: usize) -> Vec<u32> {
        let mut out = Vec::with_capacity(40);
        let mut template = 0;
        let first = &self.break_space.first;
        let mut put = |values: &mut dyn Iterator<Item = u32>, first: &[u32]| {
            for v in values {
                out.push(first[template] + v);
            }
            template += 1;
        };
        let one = |v: u32| std::iter::once(v);
        let (la, lb) = (&view.page.lines[a], &view.page.lines[b]);
        let (ka, kb) = (view.kind(a as isize), view.kind(b as isize));
        let way = view.ways[b] as u32;
        let (ends, starts, fullness) = (ends_of(la.cues), starts_of(lb, view.page.text(b)), fullness_of(la));
        let blank = u32::from(lb.blank_before).min(2);
        let after = view.page.lines.get(b + 1);
        put(&mut one(0), first);
        put(&mut one((((way * ENDS + ends) * 3 + fullness) * 3 + blank) * STARTS + starts), first);
        put(&mut one(fullness * STARTS + starts), first);
        put(&mut one(ends * 3 + fullness), first);
        put(&mut one(ends * STARTS + starts), first);
        put(&mut one((ends * 3 + blank) * 4 + way), first);
        put(&mut one(ends * KINDS + kb as u32), first);
        put(&mut one((ka as u32 * KINDS + kb as u32) * 3 + blank), first);
        let (ta, tb) = (view.page.text(a), view.page.text(b));
        let (tail, head) = (han_tail(ta), han_head(tb));
        let straddle = word_of(self.lexicon.straddle(tail, head));
        put(&mut one(straddle), first);
        let meet = (tail.last(), head.first());
        let association = match meet {
            (Some(&x), Some(&y)) => 1 + association_of(self.lexicon.association(x, y)),
            _ => 0,
        };
        put(&mut one(association), first);
        put(&mut one(u32::from(splits_number(ta, tb))), first);
        let (quotes, brackets) = view.open_marks[a];
        put(&mut one(u32::from(quotes.min(2)) * ENDS + ends), first);
        put(&mut one(u32::from(brackets.min(1)) * 3 + blank), first);
        put(&mut one(u32::from(lb.lead) * ENDS + ends), first);
        put(&mut one(u32::from(lb.new_sheet)), first);
        let change = lb.measure - la.measure;
        let change = if change < -3.0 {
            0
        } else if change < -1.2 {
            1
        } else if change <= 1.2 {
            2
        } else if change <= 3.0 {
            3
        } else {
            4
        };
        put(&mut one(change * 3 + blank), first);
        let end = u32::from(la.cues.has(Cue::SentenceEnd));
        let pattern = u32::from(la.blank_before > 0) * 4
            + u32::from(lb.blank_before > 0) * 2
            + u32::from(view.blank_after(b) > 0);
        let start3 = starts.min(2);
        put(&mut one((pattern * 2 + end) * 3 + start3), first);
        put(&mut view.cohesion.across(b).map(|c| cohesion_of(c) * 2 + end).into_iter(), first);
        put(&mut view.enumerators[b].into_iter(), first);
        put(&mut one(u32::from(lb.cues.has(Cue::Connective)) * 2 + end), first);
        put(&mut one((u32::from(lb.cues.has(Cue::OpeningStart)) * 2 + end) * 3 + blank), first);
        let headings = ka.is_heading() && kb.is_heading();
        let widths = against(la.width(), lb.width());
        put(&mut headings.then_some((widths * 3 + blank) * 4 + length_of(la.len()) / 3).into_iter(), first);
        put(&mut headings.then_some(straddle).into_iter(), first);
        let c = after.map_or(STARTS - 1, |c| starts_of(c, view.page.text(b + 1)));
        put(&mut one((c * 3 + u32::from(view.blank_after(b)).min(2)) * 2 + end), first);
        let z = a.checked_sub(1).map_or(2, |z| fullness_of(&view.page.lines[z]));
        put(&mut one(z * ENDS + ends), first);
        let alone = lb.cues.has(Cue::SentenceEnd) && fullness_of(lb) == 2;
        put(&mut one((u32::from(alone) * 2 + end) * 4 + way), first);
        put(&mut (0..Cue::AT_EDGES).filter(|c| lb.cues.bits() >> c & 1 == 1), first);
        put(&mut (0..Cue::AT_EDGES).filter(|c| la.cues.bits() >> c & 1 == 1), first);
        put(&mut headings.then(|| length_of(la.len()) * LENGTHS + length_of(lb.len())).into_iter(), first);
        let pauses = view.era as u32;
        put(&mut one(((pauses * ENDS + ends) * 3 + fullness) * KINDS + kb as u32), first);
        let earlier = a.checked_sub(1).map_or(la.width(), |z| view.page.lines[z].width());
        let neighbours = widths * 3 + against(la.width(), earlier);
        put(&mut one((neighbours * ENDS + ends) * 2 + pauses), first);
        put(&mut one((pauses * ENDS + ends) * 3 + blank), first);
        let indents = u32::from(la.indented) * 2 + u32::from(lb.indented);
        put(&mut one((indents * 3 + view.indenting) * ENDS + ends), first);
        let long = u32::from(la.len() >= 7);
        put(
            &mut (ka.is_heading() || kb.is_heading())
                .then_some(((straddle * 3 + widths) * 3 + blank) * 2 + long)
                .into_iter(),
            first,
        );
        let which = |cues: Cues, pair: [Cue; 2]| (0..2u32).filter(move |&k| cues.has(pair[k as usize]));
        let opens = which(lb.cues, [Cue::TimeStart, Cue::NoticeStart]);
        put(&mut opens.map(|k| (k * ENDS + ends) * 3 + fullness), first);
        let closes = which(la.cues, [Cue::NoticeEnd, Cue::SignedEnd]);
        put(&mut closes.map(|k| (k * 3 + fullness) * STARTS + starts), first);
        let seam = view.cohesion.seam(b);
        put(&mut seam.map(|(more, _)| headings::surprise_of(more) * 2 + end).into_iter(), first);
        put(&mut seam.map(|(_, depth)| depth_of(depth) * 2 + end).into_iter(), first);
        out
    }
}

fn length_of(characters: usize) -> u32 {
    match characters {
        0..=2 => 0,
        3..=4 => 1,
        5..=6 => 2,
        7..=8 => 3,
        9..=10 => 4,
        11..=13 => 5,
        14..=16 => 6,
        17..=20 => 7,
        21..=26 => 8,
        27..=40 => 9,
        _ => 10,
    }
}

fn fill_of(line: &Line) -> u32 {
    let short_by = line.measure - line.width();
    if line.narrow > line.measure + 2.5 {
        7
    } else if line.narrow > line.measure + 1.0 {
        6
    } else if line.wide >= line.measure - 0.9 {
        5
    } else if (short_by - 2.0).abs() <= 0.7 {
        4
    } else {
        match line.width() / line.measure.max(1.0) {
            r if r < 0.25 => 0,
            r if r < 0.5 => 1,
            r if r < 0.75 => 2,
            _ => 3,
        }
    }
}

/// 0 full, 1 two ems short, 2 shorter.
pub(super) fn fullness_of(line: &Line) -> u32 {
    if line.wide >= line.measure - 0.9 {
        0
    } else if line.wide >= line.measure - 2.7 {
        1
    } else {
        2
    }
}

/// How a line begins a stretch: 0 full, 1 two ems short, 2 short, 3 wider than the column, 4 with a closing mark.
fn starts_of(line: &Line, text: &[char]) -> u32 {
    debug_assert!(!text.is_empty());
    if line.cues.has(Cue::ClosingStart) {
        4
    } else if line.narrow > line.measure + 1.5 {
        3
    } else {
        fullness_of(line)
    }
}

fn ends_of(cues: Cues) -> u32 {
    if cues.has(Cue::SentenceEnd) {
        0
    } else if cues.has(Cue::PauseEnd) {
        1
    } else if cues.has(Cue::EnumerationCommaEnd) {
        2
    } else if cues.has(Cue::ColonEnd) {
        3
    } else if cues.has(Cue::ClosingEnd) {
        4
    } else if cues.any(&[Cue::OpeningEnd, Cue::DashEnd]) {
        5
    } else {
        6
    }
}

fn blank_of(lines: u8) -> u32 {
    match lines {
        0 => 0,
        1 => 1,
        PAGE_EDGE => 3,
        _ => 2,
    }
}

fn measure_of(ems: f32) -> u32 {
    [8.5, 12.5, 16.5, 22.5, 32.5].iter().filter(|&&m| ems > m).count() as u32
}

/// 0 narrower, 1 alike, 2 wider, within an em.
fn against(width: f32, other: f32) -> u32 {
    if width < other - 1.2 {
        0
    } else if width <= other + 1.2 {
        1
    } else {
        2
    }
}

fn share_of(share: f32) -> u32 {
    [0.08, 0.22, 0.4, 0.65].iter().filter(|&&s| share > s).count() as u32
}

fn cohesion_of(share: f32) -> u32 {
    [0.01, 0.04, 0.08, 0.14, 0.24].iter().filter(|&&s| share > s).count() as u32
}

fn depth_of(deviations: f32) -> u32 {
    [0.5, 1.5, 3.0].iter().filter(|&&s| deviations > s).count() as u32
}

fn association_of(nats: f32) -> u32 {
    [-1.0, 0.0, 1.0, 2.5, 4.0].iter().filter(|&&s| nats > s).count() as u32
}

fn word_of(frequency: f32) -> u32 {
    [0.0, 1.5, 2.5].iter().filter(|&&s| frequency > s).count() as u32
}

/// 0 Han, 1 digit, 2 Latin, 3 opening or closing mark, 4 else.
fn letter_of(c: Option<&char>) -> u32 {
    match c {
        Some(&c) if is_han(c) => 0,
        Some(c) if c.is_numeric() => 1,
        Some(c) if c.is_alphabetic() => 2,
        Some(c) if "“”‘’（）《》「」『』〈〉【】()".contains(*c) => 3,
        _ => 4,
    }
}

pub(crate) fn han_tail(text: &[char]) -> &[char] {
    let run = text.iter().rev().take_while(|c| is_han(**c)).count();
    &text[text.len() - run..]
}

pub(crate) fn han_head(text: &[char]) -> &[char] {
    &text[..text.iter().take_while(|c| is_han(**c)).count()]
}

/// A number cut in two, or cut from its unit.
fn splits_number(a: &[char], b: &[char]) -> bool {
    let digit = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || *c == '〇');
    digit(a.last())
        && b.first().is_some_and(|c| {
            c.is_ascii_digit() || "年月日时分个万亿多余％%家名人次项元米公吨千百点户℃.-".contains(*c)
        })
}

//! What a page's layout says of its lines: evidence beside the features, where a source with positions gives it.
//!
//! Type larger than the body's is a headline's, the largest of it the title's; the body's own type is text; a line that
//! begins at its column's edge goes on with a paragraph, one two ems to the right of it begins one; and an article
//! begins with a region of the page. It adds to the scores as the person's rules do, only less: the reading is one.

use super::crf::Scores;
use super::cue::Cue;
use super::grammar::Step;
use super::layout::{LineLayout, Rect};
use super::line::Lines;
use super::page_context::Kind;
use super::weights::UNIT;
use super::{Layout, Page, Role};

/// How much larger than the body's the type of a headline is at least, that of a title, and how alike two sizes are.
const HEADLINE: f32 = 1.12;
const TITLE: f32 = 1.35;
const ALIKE: f32 = 0.97;
/// How much larger than the body's the type of a subtitle is at least, and the longest line of authors in characters.
const SUBTITLE: f32 = 1.3;
const LONGEST_BYLINE: usize = 26;
/// The longest heading of a column, in characters.
const LONGEST_LABEL: usize = 8;
/// Lines on each side among which a line's column is found.
const REACH: usize = 80;

/// How strongly the layout speaks, in nats: for the role of a headline's line, of a line of text, for where a paragraph
/// begins, for an article's beginning with a region, and for what is of one region being of one article.
const ROLE: f32 = 8.0;
const TEXT: f32 = 6.0;
const PARAGRAPH: f32 = 5.0;
const REGION: f32 = 8.0;
const TOGETHER: f32 = 5.0;

/// How a line is set beside the body of its page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// The region of the page.
    region: u32,
    /// Its type size over the body's.
    scale: f32,
    /// Whether it is in the body's type.
    is_body: bool,
    /// Whether it is short and in the middle of its column.
    is_centred: bool,
    /// Whether it begins at its column's edge, and about two ems from it.
    is_flush: bool,
    is_indented: bool,
    /// How wide it is, and its column, in ems of its own.
    width: f32,
    measure: f32,
}

/// The settings of lines; none where the page has no layout.
pub(super) fn settings(page: &Page, lines: &Lines) -> Vec<Setting> {
    let Some(layout) = page.layout() else { return Vec::new() };
    let none = LineLayout::default();
    let places: Vec<&LineLayout> = lines
        .lines
        .iter()
        .map(|line| page.index(line.no).and_then(|at| layout.lines.get(at)).unwrap_or(&none))
        .collect();
    let (size, font) = body(layout);
    let is_body = |line: &LineLayout| (line.size / size - 1.0).abs() < 0.06 && line.font == font;
    let setting = |at: usize| {
        let line = places[at];
        let em = line.size.max(1.0);
        let (from, to) = along(line);
        let near = &places[at.saturating_sub(REACH)..(at + REACH).min(places.len())];
        let (mut left, mut right) = (from, to);
        for other in near.iter().filter(|other| other.region == line.region && is_body(other)) {
            let (a, b) = along(other);
            if to.min(b) - from.max(a) > 0.6 * (to - from).min(b - a) {
                (left, right) = (left.min(a), right.max(b));
            }
        }
        let (before, behind) = ((from - left) / em, (right - to) / em);
        Setting {
            region: line.region,
            scale: line.size / size,
            is_body: is_body(line),
            is_centred: before > 2.7 && (before - behind).abs() < 1.0,
            is_flush: before < 0.7,
            is_indented: (1.4..2.7).contains(&before),
            width: (to - from) / em,
            measure: (right - left) / em,
        }
    };
    (0..places.len()).map(setting).collect()
}

/// Type size and font that most of a page is set in.
fn body(layout: &Layout) -> (f32, Option<u16>) {
    let mut counts: Vec<((i32, Option<u16>), usize)> = Vec::new();
    for line in &layout.lines {
        let style = ((line.size * 10.0).round() as i32, line.font);
        match counts.iter_mut().find(|(other, _)| *other == style) {
            Some((_, count)) => *count += line.letters.len(),
            None => counts.push((style, line.letters.len())),
        }
    }
    let ((size, font), _) = counts.into_iter().max_by_key(|(_, count)| *count).unwrap_or(((10, None), 0));
    (size.max(1) as f32 / 10.0, font)
}

/// Where a line begins and ends along its column.
fn along(line: &LineLayout) -> (f32, f32) {
    let Rect { left, top, right, bottom } = line.place;
    if line.vertical { (top, bottom) } else { (left, right) }
}

/// Gives lines of the body's type the widths that they have on the paper.
pub(super) fn set_measures(page: &mut Lines) {
    for (line, setting) in page.lines.iter_mut().zip(&page.settings).filter(|(_, setting)| setting.is_body) {
        (line.narrow, line.wide, line.measure) = (setting.width, setting.width, setting.measure);
    }
}

/// What a line is like from afar, where its type tells.
pub(super) fn kind(page: &Lines, i: usize, kind: Kind) -> Kind {
    let Some(setting) = page.settings.get(i) else { return kind };
    if setting.scale >= HEADLINE
        && (kind.is_text() || setting.scale >= TITLE)
        && kind != Kind::NumberedHeading
    {
        Kind::Heading
    } else if setting.is_body && !setting.is_centred && kind == Kind::Heading {
        Kind::of_text(&page.lines[i])
    } else {
        kind
    }
}

/// What a sentence has and the name of a page has not.
const PROSE: &[Cue] = &[Cue::StopInside, Cue::PauseEnd, Cue::SentenceEnd, Cue::CommaInside];

/// The role of each line of a headline above its text, where its type tells.
fn headline(page: &Lines, lines: std::ops::Range<usize>, mut take: impl FnMut(usize, Role)) {
    let scale = |i: usize| page.settings[i].scale;
    let largest = lines.clone().map(scale).fold(0.0, f32::max);
    let is_title = |&i: &usize| largest >= HEADLINE && scale(i) >= ALIKE * largest;
    let first = lines.clone().find(is_title);
    if first.is_none() && !lines.clone().any(|i| page.lines[i].cues.any(PROSE)) {
        return;
    }
    let is_small = |i: usize| !is_title(&i) && scale(i) < SUBTITLE;
    for i in lines.clone() {
        let text = page.text(i);
        let dashed = matches!(text.first(), Some('—' | '─' | '-' | '–'));
        let beside = |other: Option<usize>| other.is_some_and(|j| lines.contains(&j) && is_small(j));
        let told = text.len() > LONGEST_BYLINE || beside(i.checked_sub(1)) && beside(Some(i + 1));
        let role = match first {
            _ if is_title(&i) => Role::Title,
            _ if is_small(i) && (told || first.is_none()) => Role::Caption,
            Some(first) if i < first => Role::Kicker,
            _ if dashed || !is_small(i) => Role::Subtitle,
            _ => Role::Byline,
        };
        take(i, role);
    }
}

/// Adds what the layout says to a page's scores.
pub(super) fn hold(scores: &mut Scores<i16>, page: &Lines) {
    let steps = |nats: f32| (nats / UNIT) as i16;
    let settings = &page.settings;
    let indents = settings.iter().filter(|setting| setting.is_body && setting.is_indented).count() * 40
        > settings.len();
    let mut from = 0;
    for region in settings.chunk_by(|a, b| a.region == b.region) {
        let to = from + region.len();
        let head = region.iter().take_while(|setting| !setting.is_body).count();
        // A short headline over nothing is that of a column.
        let is_label =
            head == region.len() && (from..to).map(|i| page.text(i).len()).sum::<usize>() <= LONGEST_LABEL;
        let hinted = |role| if is_label && role == Role::Title { Role::Furniture } else { role };
        headline(page, from..from + head, |i, role| scores.favour(i, hinted(role), steps(ROLE)));
        let begins = head > 0 || region[0].is_indented;
        if from > 0 && begins {
            scores.lean(from, Step::Article, steps(REGION));
        }
        for i in from..to {
            let setting = &settings[i];
            let again = i >= from + head && setting.scale >= TITLE;
            if i > from && !again {
                scores.lean(i, Step::Article, steps(-TOGETHER));
            }
            if setting.is_body {
                scores.favour(
                    i,
                    if setting.is_centred { Role::Subhead } else { Role::Paragraph },
                    steps(TEXT),
                );
            } else if i >= from + head && setting.scale >= HEADLINE {
                scores.favour(i, if again { Role::Title } else { Role::Subhead }, steps(TEXT));
            } else if i >= from + head && !settings[i - 1].is_body && i + 1 < to && !settings[i + 1].is_body {
                scores.favour(i, Role::Caption, steps(TEXT));
            }
            let goes_on = i > 0 && setting.is_body && settings[i - 1].is_body;
            if goes_on && indents && !setting.is_centred {
                if setting.is_flush && !settings[i - 1].is_centred {
                    scores.lean(i, Step::Same, steps(PARAGRAPH));
                } else if setting.is_indented {
                    scores.lean(i, Step::Same, steps(-PARAGRAPH));
                }
            }
        }
        from = to;
    }
}

/// Whether a line is of smaller type than a headline's.
pub(super) fn is_small(page: &Lines, i: usize) -> bool {
    page.settings.get(i).is_some_and(|setting| setting.scale < HEADLINE)
}

/// How much the type of a headline's lines speaks for a way to read them.
pub(super) fn speaks_for(page: &Lines, lines: &[usize], roles: impl Fn(usize) -> Role) -> f32 {
    if page.settings.is_empty() {
        return 0.0;
    }
    let scale = |i: usize| page.settings[i].scale;
    let largest = lines.iter().map(|&i| scale(i)).fold(0.0, f32::max);
    let against = |(at, &i): (usize, &usize)| {
        let is_large = scale(i) >= ALIKE * largest;
        match roles(at) {
            Role::Title => !is_large,
            Role::Caption => scale(i) >= HEADLINE,
            _ => is_large && largest >= HEADLINE,
        }
    };
    -ROLE * lines.iter().enumerate().filter(|line| against(*line)).count() as f32
}

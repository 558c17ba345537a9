//! Evidence of a page's layout about its lines, beside the features, where a source with positions gives it.
//!
//! Type larger than the body's is a headline's, the largest of it the title's; the body's own type is text; a line that
//! begins at its column's edge goes on with a paragraph, one two ems to the right of it begins one; and an article
//! begins with a region of the page. It adds to the scores as the person's rules do, only less: the reading is one.

use super::Role;
use super::chain_weights::UNIT;
use super::crf::Scores;
use super::cue::Cue;
use super::grammar::Step;
use super::line::Lines;
use super::line::Setting;
use super::setting::{ALIKE, HEADLINE, TITLE};

/// Least type size of a subtitle over the body's, and the longest line of authors in characters.
const SUBTITLE: f32 = 1.3;
const LONGEST_BYLINE: usize = 26;
/// The longest heading of a column, in characters.
const LONGEST_LABEL: usize = 8;
/// Strength of the layout's evidence, in nats: for the role of a headline's line, of a line of text, for where a paragraph
/// begins, for an article's beginning with a region, and for what is of one region being of one article.
const ROLE: f32 = 8.0;
const TEXT: f32 = 6.0;
const PARAGRAPH: f32 = 5.0;
const REGION: f32 = 8.0;
const TOGETHER: f32 = 5.0;

/// Cues that a sentence has and the name of a page has not.
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
    let many = |is_such: fn(&Setting) -> bool| {
        settings.iter().filter(|setting| setting.is_body && is_such(setting)).count() * 40 > settings.len()
    };
    let indents = many(|setting| setting.is_indented);
    // Paragraphs may be parted by white in place of indents.
    let spaces = !indents && many(|setting| setting.is_spaced && setting.is_flush);
    let mut from = 0;
    for region in settings.chunk_by(|a, b| a.region == b.region) {
        let to = from + region.len();
        let head = region.iter().take_while(|setting| !setting.is_body).count();
        // A short headline over nothing is that of a column.
        let is_label =
            head == region.len() && (from..to).map(|i| page.text(i).len()).sum::<usize>() <= LONGEST_LABEL;
        let hinted = |role| if is_label && role == Role::Title { Role::Furniture } else { role };
        headline(page, from..from + head, |i, role| {
            if settings[i].told.is_none() {
                scores.favour(i, hinted(role), steps(ROLE));
            }
        });
        let begins = head > 0 || region[0].is_indented || spaces || has_mark(page, from);
        if from > 0 && begins {
            scores.lean(from, Step::Article, steps(REGION));
        }
        for i in from..to {
            let setting = &settings[i];
            let again = i >= from + head && setting.scale >= TITLE && setting.told.is_none();
            if i > from && !again {
                scores.lean(i, Step::Article, steps(-TOGETHER));
            }
            if let Some(role) = setting.told {
                scores.favour(i, role, steps(ROLE));
            } else if setting.is_body {
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
            if goes_on && indents && !setting.is_centred && !opens_brief(page, i) {
                if setting.is_flush && !settings[i - 1].is_centred {
                    scores.lean(i, Step::Same, steps(PARAGRAPH));
                } else if setting.is_indented {
                    scores.lean(i, Step::Same, steps(-PARAGRAPH));
                }
            } else if goes_on && spaces && setting.is_below {
                scores.lean(i, Step::Same, steps(if setting.is_spaced { -PARAGRAPH } else { PARAGRAPH }));
            }
        }
        from = to;
    }
}

/// Whether a brief begins with a line: with a mark, where a sentence ends before it.
fn opens_brief(page: &Lines, i: usize) -> bool {
    let ends = i
        .checked_sub(1)
        .is_none_or(|before| page.lines[before].cues.has(Cue::SentenceEnd) || !page.settings[before].is_body);
    ends && page.settings[i].is_flush && has_mark(page, i)
}

/// Whether a line begins as briefs do: with a mark, with words in another type, or with its headline in brackets.
fn has_mark(page: &Lines, i: usize) -> bool {
    page.lines[i].cues.has(Cue::Bullet) || page.settings[i].leads || page.text(i).first() == Some(&'【')
}

/// Support of the type of a headline's lines for a way to read them, in nats.
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

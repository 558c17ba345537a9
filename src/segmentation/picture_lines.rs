//! Lines of pictures by plain form: a caption that points to its picture, what photographers sign, a line behind a mark.

use super::Role;
use super::cue::Cue;
use super::line::Lines;
use super::line_kind::Kind;

/// Marks that point from a caption to its picture.
pub(super) fn is_pointer(c: char) -> bool {
    "▲▶▼◀△▷▽◁".contains(c)
}

/// Role of each line that a picture tells by plain form: a caption that points to its picture and the text around it; what
/// stands alone over the photographers; a line behind a mark between two headlines.
pub(super) fn told(page: &Lines, kinds: &[Kind]) -> Vec<Option<Role>> {
    let mut out = vec![None; kinds.len()];
    for i in 1..kinds.len() {
        if is_pointer(page.text(i)[0]) {
            pointed(page, kinds, i, &mut out);
        } else if is_photographers(page, i) && kinds.get(i + 1).is_none_or(|below| below.is_heading()) {
            reported(page, kinds, i, &mut out);
        } else if kinds[i] == Kind::Bullet
            && page.text(i).len() <= MARKED
            && page.lines[i].cues.has(Cue::SentenceEnd)
            && kinds[i - 1].is_heading()
            && kinds.get(i + 1).is_some_and(|below| below.is_heading())
        {
            out[i] = Some(Role::Caption);
        }
    }
    out
}

/// Longest caption of one line behind a mark, in characters.
const MARKED: usize = 24;

/// A caption that begins with a mark pointing to its picture goes on to its credit; what stands around it is text.
fn pointed(page: &Lines, kinds: &[Kind], first: usize, out: &mut [Option<Role>]) {
    /// Most lines of a caption with its credit.
    const LONGEST: usize = 6;
    let points = |i: usize| is_pointer(page.text(i)[0]);
    let is_text = |i: &usize| {
        let cues = page.lines[*i].cues;
        kinds[*i].is_text() && !points(*i) && !cues.any(&[Cue::Caption, Cue::CreditEnd, Cue::PhotoLabel])
    };
    let inside = |i: &usize| *i == first || !kinds[*i].is_heading() && !points(*i);
    let mut lines = (first..kinds.len().min(first + LONGEST)).take_while(inside);
    let Some(last) = lines.find(|&i| page.lines[i].cues.has(Cue::CreditEnd)) else { return };
    out[first..=last].fill(Some(Role::Caption));
    // Names in brackets are the caption's own last words.
    let named = last > first && is_photographers(page, last) && !page.text(last).contains(&'（');
    if named && page.lines[last - 1].cues.has(Cue::SentenceEnd) {
        out[last] = Some(Role::Credit);
    }
    let text: Vec<usize> = (0..first).rev().take_while(is_text).collect();
    let beside = page.lines[first - 1].cues.has(Cue::SentenceEnd) && !text.is_empty()
        || out[first - 1] == Some(Role::Caption);
    if beside {
        let below = (last + 1..kinds.len()).take_while(is_text);
        text.into_iter().chain(below).for_each(|i| out[i] = Some(Role::Paragraph));
    }
}

/// Whether a line says that photographers report: 某某 摄影报道.
fn is_photo_report(text: &[char]) -> bool {
    text.ends_with(&['摄', '影', '报', '道']) || text.ends_with(&['攝', '影', '報', '道'])
}

/// Whether a line names who took a picture and does nothing else.
fn is_photographers(page: &Lines, i: usize) -> bool {
    let (text, cues) = (page.text(i), page.lines[i].cues);
    (is_photo_report(text) || cues.has(Cue::CreditEnd))
        && text.len() <= MARKED
        && !cues.any(&[Cue::SentenceEnd, Cue::StopInside, Cue::CommaInside])
}

/// A paragraph of a few lines, by itself, that photographers sign is of their picture.
fn reported(page: &Lines, kinds: &[Kind], credit: usize, out: &mut [Option<Role>]) {
    /// Most lines of such a text.
    const LONGEST: usize = 5;
    let text = (0..credit).rev().take_while(|&i| kinds[i].is_text()).count();
    let first = credit - text;
    let dated = (first..credit).any(|i| page.lines[i].cues.any(&[Cue::Dateline, Cue::ReporterInside]));
    let one = (first + 1..credit).all(|i| !page.lines[i].indented && page.lines[i].blank_before == 0);
    if (1..=LONGEST).contains(&text) && one && !dated && page.lines[credit - 1].cues.has(Cue::SentenceEnd) {
        out[first..credit].fill(Some(Role::Caption));
        // The name of who took the picture alone is often the caption's own last line.
        out[credit] = is_photo_report(page.text(credit)).then_some(Role::Credit);
    }
}

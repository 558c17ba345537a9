//! White space as it was meant: which spaces only fill a line, which part words, numbers, names or halves of a headline,
//! and what stands between two lines that are joined.

use super::Role;
use super::lexicon::Lexicon;
use super::line::{CLOSING, Lines, OPENING, is_han, is_mark};
use std::ops::Range;

/// Share of neighbouring letters with one space between them from which a line counts as letter-spaced.
const LETTER_SPACED: f32 = 0.45;
/// The space between names and trades inside a paragraph: not the page's own, so that no search stumbles over it.
const NAME_SPACE: &str = "\u{2002}";
/// The space between the halves of a headline.
const HALVES_SPACE: &str = "\u{3000}";
/// Characters between brackets within which a space parts names.
const NAME_REACH: usize = 40;
/// Characters looked through for the letter that says what script a mark belongs to.
const MARK_REACH: usize = 12;
/// Characters of a half of a slogan.
const HALF: std::ops::RangeInclusive<usize> = 3..=9;

/// Whether a character is as wide as a Han one and needs no spaces: Han, kana, full-width marks.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
            && !is_digit(c)
}

/// Whether a character is a digit, of half or full width.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Whether a character is of a Latin word or of a number.
fn is_latin(c: char) -> bool {
    c.is_alphanumeric() && !is_wide(c)
}

/// The words of a line: what stands between its spaces.
fn words(text: &[char]) -> impl Iterator<Item = &[char]> {
    text.split(|c| *c == ' ').filter(|word| !word.is_empty())
}

/// Whether single spaces stand between most characters, as typesetters justify narrow lines and spread titles.
pub(crate) fn is_letter_spaced(text: &[char]) -> bool {
    if !text.contains(&' ') {
        return false;
    }
    // Only pairs of letters tell: numbers and Latin words stand apart in any line.
    let letter = |c: char| c != ' ' && !is_latin(c);
    let spaced = text.windows(3).filter(|w| w[1] == ' ' && letter(w[0]) && letter(w[2])).count();
    let close = text.windows(2).filter(|w| letter(w[0]) && letter(w[1])).count();
    if spaced + close >= 2 {
        return spaced >= 2 && spaced as f32 >= LETTER_SPACED * (spaced + close) as f32;
    }
    // Hardly two letters meet: 2 0 2 4 年 3 月.
    let (count, longest) = words(text).fold((0, 0), |(n, longest), word| (n + 1, longest.max(word.len())));
    let spread = text.windows(3).any(|w| is_latin(w[0]) && w[1] == ' ' && is_latin(w[2]));
    longest == 1 && count >= 5 && spread && text.iter().any(|c| is_han(*c))
}

/// Which spaces of a letter-spaced line were meant: those wider than the others, and those between numbers or Latin
/// words. Digits set apart one by one are a number, unless the lines around it have `numbers` of several digits side by
/// side, or as many digits in their last place: then they are columns.
pub(crate) fn meant_spaces(text: &[char], width: impl Fn(usize) -> usize, around: [&[char]; 2]) -> Vec<bool> {
    let spread = words(text).filter(|word| word.iter().all(|c| is_latin(*c))).all(|word| word.len() == 1)
        && !around
            .iter()
            .any(|other| has_columns(other) || columns(other).is_some_and(|n| columns(text) == Some(n)));
    let gaps = gaps(text);
    let width_of = |gap: &Range<usize>| gap.clone().map(&width).sum::<usize>();
    let usual = gaps.iter().map(width_of).min().unwrap_or(0);
    let mut keep = vec![true; text.len()];
    for gap in gaps {
        let numbers = is_latin(text[gap.start - 1]) && is_latin(text[gap.end]) && !spread;
        let kept = numbers || width_of(&gap) >= 2 * usual.max(1);
        keep[gap.clone()].fill(false);
        keep[gap.start] = kept;
    }
    keep
}

/// The runs of spaces between the words of a line.
fn gaps(text: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    for run in text.chunk_by(|a, b| (*a == ' ') == (*b == ' ')) {
        if run[0] == ' ' && at > 0 && at + run.len() < text.len() {
            out.push(at..at + run.len());
        }
        at += run.len();
    }
    out
}

/// Whether numbers stand side by side, one of them of several digits.
fn has_columns(text: &[char]) -> bool {
    gaps(text).iter().any(|gap| {
        let wide = |c: Option<&char>| c.is_some_and(|c| is_digit(*c));
        is_digit(text[gap.start - 1])
            && is_digit(text[gap.end])
            && (gap.start >= 2 && wide(text.get(gap.start - 2)) || wide(text.get(gap.end + 1)))
    })
}

/// How many single digits a line ends with, two at least.
fn columns(text: &[char]) -> Option<usize> {
    let words: Vec<&[char]> = words(text).collect();
    let count = words.iter().rev().take_while(|word| word.len() == 1 && is_digit(word[0])).count();
    (count >= 2).then_some(count)
}

/// How a line of fields, such as a row of a table, shows: `Some(true)` by itself, `Some(false)` where another is near.
pub(crate) fn is_row(text: &[char]) -> Option<bool> {
    if !text.contains(&' ') || text.iter().any(|c| is_mark(*c, "，。；！？…“”,;!?")) {
        return None;
    }
    let gaps = gaps(text);
    let between =
        |ok: fn(char) -> bool| gaps.iter().filter(|g| ok(text[g.start - 1]) && ok(text[g.end])).count();
    let numbers = words(text).filter(|word| word.iter().any(|c| is_digit(*c))).count();
    let (digits, letters) = (between(is_digit), between(is_han));
    let own = digits >= 2 || digits == 1 && letters >= 1 || letters >= 1 && numbers >= 2 && gaps.len() >= 4;
    (own || numbers >= 2 && gaps.len() >= 3).then_some(own)
}

/// What a run of printed spaces becomes. One convention: none between Han and digits, Latin or marks; between Han none in
/// running text, where it only fills a line, but one between names, between the halves of a headline or of a slogan and
/// after the opening of a telegram; in a row of fields all; between Latin words and numbers all.
pub(crate) fn kept_space(
    text: &[char],
    gap: Range<usize>,
    line: Range<usize>,
    role: Role,
    row: bool,
) -> Option<&'static str> {
    if gap.start == line.start || gap.end == line.end {
        return None;
    }
    if row {
        return Some(" ");
    }
    let (before, after) = (text[gap.start - 1], text[gap.end]);
    match (is_latin_side(text, gap.start, true), is_latin_side(text, gap.end, false)) {
        // 3.5 % is a Chinese typist's; in a Latin sentence marks stay as they are printed.
        (true, true) => (!".,;:!?)]}%‰°℃".contains(after) || is_in_latin(text, gap.start)).then_some(" "),
        (false, false) => {
            let word = |c: char| is_han(c) || "“”‘’《》「」『』（）".contains(c);
            if !word(before) || !word(after) {
                return None;
            }
            match role {
                Role::Paragraph | Role::Caption => {
                    let named = is_han(before)
                        && is_han(after)
                        && (names_around(text, gap.start) || role == Role::Caption)
                        && !splits_name(text, &gap);
                    (named || opens_telegram(text, gap.start) || parts_slogan(text, &gap, &line))
                        .then_some(NAME_SPACE)
                }
                Role::Byline | Role::Credit | Role::Jump => (!splits_name(text, &gap)).then_some(NAME_SPACE),
                _ => Some(HALVES_SPACE),
            }
        }
        _ => None,
    }
}

/// Whether the text before a place, or from it on, is Latin there: a letter, a digit, or a mark beside one.
fn is_latin_side(text: &[char], at: usize, before: bool) -> bool {
    let decide = |c: char| {
        if is_wide(c) {
            Some(false)
        } else if is_latin(c)
            || c.is_ascii_graphic()
            || matches!(c, '€' | '£' | '¥' | '¢' | '§' | '©' | '®' | '°' | '±')
        {
            Some(true)
        } else {
            None // Quotation marks and dashes are of both scripts.
        }
    };
    let found = if before {
        text[..at].iter().rev().take(MARK_REACH).find_map(|c| decide(*c))
    } else {
        text[at..].iter().take(MARK_REACH).find_map(|c| decide(*c))
    };
    found.unwrap_or(false)
}

/// Whether the last letter before a place is Latin.
fn is_in_latin(text: &[char], at: usize) -> bool {
    text[..at].iter().rev().take(NAME_REACH).find(|c| c.is_alphabetic()).is_some_and(|c| is_latin(*c))
}

/// Whether a space stands in brackets that name reporters: （记者 …　通讯员 …）.
fn names_around(text: &[char], at: usize) -> bool {
    let open = text[..at].iter().rev().take(NAME_REACH).position(|c| matches!(c, '（' | '('));
    let closed = text[..at].iter().rev().take(NAME_REACH).position(|c| matches!(c, '）' | ')' | '。'));
    let Some(open) = open.filter(|o| closed.is_none_or(|c| *o < c)) else { return false };
    let inside: String =
        text[at - open - 1..].iter().take(NAME_REACH).take_while(|c| !matches!(c, '）' | ')')).collect();
    ["记者", "通讯员", "記者", "通訊員", "摄", "特约", "实习", "评论员"]
        .iter()
        .any(|trade| inside.contains(trade))
}

/// Whether a space stands inside a two-character name that was spread to three: 吴 岚.
fn splits_name(text: &[char], gap: &Range<usize>) -> bool {
    let alone = |c: Option<&char>| c.is_none_or(|c| !is_han(*c));
    let first_alone = alone(gap.start.checked_sub(2).and_then(|i| text.get(i)));
    first_alone && alone(text.get(gap.end + 1)) && text.get(gap.end).is_some_and(|c| is_han(*c))
}

/// Whether a space follows the opening of a telegram: 新华社澜溪3月5日电 记者…
fn opens_telegram(text: &[char], at: usize) -> bool {
    let opening: String = text[..at.min(NAME_REACH)].iter().collect();
    at <= NAME_REACH
        && opening.ends_with(['电', '電'])
        && ["本报", "本報", "社"].iter().any(|agency| opening.contains(agency))
        && !opening.contains(['。', '，'])
}

/// Whether a space parts two halves of the same length, with nothing else in the line or between quotation marks.
fn parts_slogan(text: &[char], gap: &Range<usize>, line: &Range<usize>) -> bool {
    let han = |c: &&char| is_han(**c);
    let first = text[line.start..gap.start].iter().rev().take_while(han).count();
    let second = text[gap.end..line.end].iter().take_while(han).count();
    let (start, end) = (gap.start - first, gap.end + second);
    // A line of parts is one as a whole.
    let opened = start == line.start || is_mark(text[start - 1], OPENING) || text[start - 1] == ' ';
    let closed =
        end == line.end || is_mark(text[end], CLOSING) || is_mark(text[end], "！!") || text[end] == ' ';
    first == second && HALF.contains(&first) && opened && closed
}

/// What stands between two lines that are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// The one goes on in the other.
    Close,
    /// Two words.
    Space(&'static str),
    /// One word, whose hyphen goes.
    Divided,
}

/// What stands between two lines of a block.
pub(crate) fn joint(lines: &Lines, from: usize, to: usize, role: Role) -> Joint {
    let (a, b) = (lines.text(from), lines.text(to));
    let (Some(&last), Some(&first)) = (a.last(), b.first()) else { return Joint::Close };
    let (line, next) = (&lines.lines[from], &lines.lines[to]);
    if line.divided {
        return Joint::Close;
    }
    if line.row {
        return Joint::Space(" ");
    }
    if !is_latin_side(a, a.len(), true) || !is_latin_side(b, 0, false) {
        let heading = matches!(role, Role::Kicker | Role::Title | Role::Subtitle);
        let edge = |c: char, marks: &str| is_han(c) || is_latin(c) || is_mark(c, marks);
        let parted = heading && edge(last, CLOSING) && edge(first, OPENING) && !straddles(a, b);
        return if parted { Joint::Space(HALVES_SPACE) } else { Joint::Close };
    }
    let tail = words(a).last().unwrap_or(a);
    let head = words(b).next().unwrap_or(b);
    if is_address(tail) {
        return Joint::Close;
    }
    if let [.., before, '-' | '‐'] = tail
        && is_latin(*before)
    {
        return if is_divided(lines, tail, head) { Joint::Divided } else { Joint::Close };
    }
    let number = is_digit(last) || tail.len() >= 2 && ".,".contains(last) && is_digit(tail[tail.len() - 2]);
    let number_on = is_digit(first) || head.len() >= 2 && first == '.' && is_digit(head[1]);
    // In a column of Chinese a number may be cut anywhere, but only where the line is full.
    let chinese = |text: &[char]| text.iter().any(|c| is_han(*c));
    if number && number_on && (chinese(a) || chinese(b)) && line.width() + 2.0 > line.measure && !next.row {
        return Joint::Close;
    }
    let close = is_mark(last, "([{“‘/$€£¥#@") || is_mark(first, ".,;:!?)]}”’%‰/");
    if close { Joint::Close } else { Joint::Space(" ") }
}

/// Whether a word straddles the end of a line.
fn straddles(a: &[char], b: &[char]) -> bool {
    let tail = a.len() - a.iter().rev().take_while(|c| is_han(**c)).count();
    let head = b.iter().take_while(|c| is_han(**c)).count();
    Lexicon::get().straddle(&a[tail..], &b[..head]) > 0.0
}

/// Whether a word is of an address on the net, which has no spaces and whose hyphens are its own.
fn is_address(word: &[char]) -> bool {
    let word: String = word.iter().collect();
    word.contains("://")
        || word.contains("www.")
        || word.contains('@')
        || word.contains('/') && word.contains('.')
}

/// First parts of English words that have a hyphen of their own: well-known, self-made, twenty-five.
const FIRST_PARTS: &str = " well ill self ex non all half quarter part full high low long short hard soft old new good best better \
    ever first second third last one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy \
    eighty ninety mid cross post pre anti pro co semi vice so state world family user open close hand air sea land home \
    middle north south east west far near wide deep large small so-called mother father brother sister son daughter \
    decision cutting record energy water time would year day week month ";

/// Whether a hyphen at a line's end divides a word, rather than being the word's own. The page knows best: how it writes
/// the word elsewhere. Else a word that goes on in small letters was divided, unless its first part often has a hyphen.
fn is_divided(lines: &Lines, tail: &[char], head: &[char]) -> bool {
    let letters =
        |text: &[char]| text.iter().take_while(|c| c.is_alphabetic() && !is_wide(**c)).collect::<String>();
    let stem = &tail[..tail.len() - 1];
    let begun: String = stem.iter().rev().take_while(|c| is_latin(**c) || **c == '-').collect();
    let begun: String = begun.chars().rev().collect::<String>().to_lowercase();
    let rest = letters(head).to_lowercase();
    if rest.is_empty() || begun.is_empty() {
        return false;
    }
    if lines.has_word(&format!("{begun}-{rest}")) {
        return false;
    }
    if lines.has_word(&format!("{begun}{rest}")) {
        return true;
    }
    head[0].is_lowercase()
        && begun.chars().all(char::is_alphabetic)
        && !FIRST_PARTS.contains(&format!(" {begun} "))
}

/// Whether a line ends inside a Latin word, a number or an address that goes on in another: no paragraph ends there.
pub(crate) fn goes_on(lines: &Lines, from: usize, to: usize) -> bool {
    let (a, b) = (lines.text(from), lines.text(to));
    let hyphened = matches!(a, [.., before, '-' | '‐'] if is_latin(*before));
    b.first().is_some_and(|c| is_latin(*c)) && (lines.lines[from].divided || hyphened)
}

//! White space as it was meant: which spaces only fill a line, which part words, numbers, names or halves of a headline,
//! and what stands between two lines that are joined.

use super::Role;
use super::author::{is_author_line, is_name_cut};
use super::line::Lines;
use super::wording::cuts_phrase;
use crate::han::character::{CLOSING, OPENING, is_han, is_mark};
use crate::han::lexicon::Lexicon;
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
    let latin = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    is_han(c)
        || !latin && matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
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
    let letters = text.iter().filter(|c| letter(**c)).count();
    if spaced >= 2 && spaced as f32 >= LETTER_SPACED * letters as f32 {
        return true;
    }
    // Digits may hardly let two letters meet: 2 0 2 4 年 3 月.
    let (count, longest) = words(text).fold((0, 0), |(n, longest), word| (n + 1, longest.max(word.len())));
    let spread = text.windows(3).any(|w| is_latin(w[0]) && w[1] == ' ' && is_latin(w[2]));
    longest == 1 && count >= 5 && spread && text.iter().any(|c| is_han(*c))
}

/// Spaces of a letter-spaced line that were meant: those wider than the others, and those between numbers or Latin
/// words. Digits set apart one by one are a number, unless the lines `around` it have numbers of several digits side by
/// side, or as many digits in their last place: then they are columns.
pub(crate) fn meant_spaces(text: &[char], width: impl Fn(usize) -> usize, around: [&[char]; 2]) -> Vec<bool> {
    let spread = words(text).filter(|word| word.iter().any(|c| is_latin(*c))).all(|word| word.len() == 1)
        && !around
            .iter()
            .filter(|other| is_letter_spaced(other) || Fields::of(other).is_some())
            .any(|other| has_columns(other) || columns(other).is_some_and(|n| columns(text) == Some(n)));
    let gaps = gaps(text);
    let width_of = |gap: &Range<usize>| gap.clone().map(&width).sum::<usize>();
    let usual = gaps.iter().map(width_of).min().unwrap_or(0);
    let mut keep = vec![true; text.len()];
    for (gap, in_fraction) in gaps.into_iter().zip(in_fractions(text)) {
        let numbers = is_latin(text[gap.start - 1]) && is_latin(text[gap.end]) && !spread && !in_fraction;
        let kept = numbers || width_of(&gap) >= 2 * usual.max(1);
        keep[gap.clone()].fill(false);
        keep[gap.start] = kept;
    }
    keep
}

/// Of each word whether it is a single digit that goes on, with others, from a point behind a digit: 2 . 8 5 元.
fn in_fractions(text: &[char]) -> impl Iterator<Item = bool> {
    let (mut is_in, mut is_point, mut is_number) = (false, false, false);
    words(text).map(move |word| {
        is_in = (is_in || is_point) && matches!(word, [c] if is_digit(*c));
        is_point = is_number && matches!(word, ['.' | '．']);
        is_number = word.last().is_some_and(|c| is_digit(*c));
        is_in
    })
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
    let digit = |i: usize| text.get(i).is_some_and(|c| is_digit(*c));
    gaps(text).iter().any(|gap| {
        digit(gap.start - 1) && digit(gap.end) && (digit(gap.start.wrapping_sub(2)) || digit(gap.end + 1))
    })
}

/// Number of single digits that a line ends with, two at least.
fn columns(text: &[char]) -> Option<usize> {
    let words: Vec<&[char]> = words(text).collect();
    let count = words.iter().rev().take_while(|word| word.len() == 1 && is_digit(word[0])).count();
    (count >= 2).then_some(count)
}

/// The gaps of a line that may be of fields: all of them, those between numbers, those between Han, and how many fields
/// have a number.
#[derive(Clone, Copy)]
struct Fields {
    gaps: usize,
    digits: usize,
    letters: usize,
    numbers: usize,
}

impl Fields {
    fn of(text: &[char]) -> Option<Fields> {
        if !text.contains(&' ') || text.iter().any(|c| is_mark(*c, "，。；！？…“”,;!?")) {
            return None;
        }
        let gaps = gaps(text);
        let between =
            |ok: fn(char) -> bool| gaps.iter().filter(|g| ok(text[g.start - 1]) && ok(text[g.end])).count();
        let numbers = words(text).filter(|word| word.iter().any(|c| is_digit(*c))).count();
        Some(Fields { gaps: gaps.len(), digits: between(is_digit), letters: between(is_han), numbers })
    }

    /// Whether they show by themselves.
    fn show(&self) -> bool {
        let Fields { gaps, digits, letters, numbers } = *self;
        digits >= 2 || digits >= 1 && letters >= 1 || letters >= 1 && numbers >= 2 && gaps >= 4
    }

    /// Whether a line above or below says that these are fields: of a row that shows, or of as many.
    fn is_row_beside(&self, other: &Fields) -> bool {
        let alike = self.gaps == other.gaps && self.gaps >= 2 && self.letters + other.letters > 0;
        alike && self.numbers + other.numbers > 0 || other.show() && self.numbers >= 2 && self.gaps >= 3
    }
}

/// Lines that are rows of fields, as of a table: their spaces part them.
pub(crate) fn rows(lines: &Lines) -> Vec<bool> {
    let fields: Vec<Option<Fields>> = (0..lines.lines.len()).map(|i| Fields::of(lines.text(i))).collect();
    let beside = |i: usize, own: &Fields| {
        let near = [i.wrapping_sub(1), i + 1].into_iter().filter_map(|j| fields.get(j)?.as_ref());
        near.clone().any(|other| own.is_row_beside(other))
    };
    let is_row = |(i, own): (usize, &Option<Fields>)| own.is_some_and(|own| own.show() || beside(i, &own));
    fields.iter().enumerate().map(is_row).collect()
}

/// Space that a run of printed spaces becomes. One convention: none between Han and digits, Latin or marks; between Han none in
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
    let is_latin_before = is_latin_side(text, gap.start, true);
    // A dash that ends a line goes with what is before it.
    let ends_with_dash = is_latin_before && text[gap.end..].iter().all(|c| matches!(c, '—' | '–' | '―'));
    match (is_latin_before, is_latin_side(text, gap.end, false) || ends_with_dash) {
        // 3.5 % is a Chinese typist's; in a Latin sentence marks stay as they are printed.
        (true, true) => (!".,;!?)]}%‰°℃".contains(after) || is_in_latin(text, gap.start)).then_some(" "),
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

/// Whether a space stands in brackets that name reporters: （记者 …　通讯员 …）, 【本报记者 …】.
fn names_around(text: &[char], at: usize) -> bool {
    let open = text[..at].iter().rev().take(NAME_REACH).position(|c| "（(【〔[［".contains(*c));
    let closed = text[..at].iter().rev().take(NAME_REACH).position(|c| "）)】〕]］。".contains(*c));
    let Some(open) = open.filter(|o| closed.is_none_or(|c| *o < c)) else { return false };
    let inside: String =
        text[at - open - 1..].iter().take(NAME_REACH).take_while(|c| !"）)】〕]］".contains(**c)).collect();
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

/// Joint between two lines that are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// The one goes on in the other.
    Close,
    /// Two words.
    Space(&'static str),
    /// One word, whose hyphen goes.
    Divided,
}

/// The joint between two lines of a block.
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
        let parted = heading && edge(last, CLOSING) && edge(first, OPENING);
        let parted = parted && !straddles(a, b) && !cuts_phrase(a, b);
        // An author a line: a byline that runs on has no author whole in its line.
        let signed = matches!(role, Role::Byline | Role::Credit) && is_author_line(a) && !is_name_cut(a, b);
        if signed && is_han(last) && is_han(first) {
            return Joint::Space(NAME_SPACE);
        }
        return if parted { Joint::Space(HALVES_SPACE) } else { Joint::Close };
    }
    let part = |c: &&char| **c != ' ' && !is_wide(**c);
    let tail = &a[a.len() - a.iter().rev().take_while(part).count()..];
    let head = &b[..b.iter().take_while(part).count()];
    let chinese = a.iter().chain(b).any(|c| is_han(*c));
    let full = line.width() + 2.0 > line.measure;
    if is_address(tail) && (chinese && full || goes_on_as_address(tail, head)) {
        return Joint::Close;
    }
    if is_hyphened(tail) {
        return if is_divided(lines, tail, head) { Joint::Divided } else { Joint::Close };
    }
    // 2023—2024, 零下-5度: what is printed without a space has none.
    if let [.., before, '-' | '‐' | '–' | '—' | '―'] = a
        && *before != ' '
    {
        return Joint::Close;
    }
    let point = |text: &[char], at: usize| ".,".contains(text[at]);
    let begun =
        tail.len() >= 2 && point(tail, tail.len() - 1) && is_digit(tail[tail.len() - 2]) && is_digit(first);
    let goes_on = head.len() >= 2 && point(head, 0) && is_digit(last) && is_digit(head[1]);
    // In a column of Chinese a number may be cut anywhere, two numbers meet only where the line is not full.
    let cut = is_digit(last) && is_digit(first) && full && !next.row;
    if chinese && (begun || goes_on || cut) {
        return Joint::Close;
    }
    let close = is_mark(last, "([{“‘/$€£¥#@") || is_mark(first, ".,;:!?)]}”’%‰/");
    if close { Joint::Close } else { Joint::Space(" ") }
}

/// Whether a word is cut at the end of a line and goes on in another.
pub(crate) fn is_word_cut(lines: &Lines, from: usize, to: usize) -> bool {
    goes_on(lines, from, to) || straddles(lines.text(from), lines.text(to))
}

/// Whether a word straddles the end of a line.
fn straddles(a: &[char], b: &[char]) -> bool {
    let tail = a.len() - a.iter().rev().take_while(|c| is_han(**c)).count();
    let head = b.iter().take_while(|c| is_han(**c)).count();
    Lexicon::get().straddle(&a[tail..], &b[..head]) > 0.0
}

/// Whether an address that a line ends with is not whole, or what follows looks like more of it.
fn goes_on_as_address(tail: &[char], head: &[char]) -> bool {
    let domain = tail.iter().rposition(|c| *c == '@').map(|at| &tail[at..]);
    tail.ends_with(&['-'])
        || is_mark(tail[tail.len() - 1], "./@=_?&")
        || domain.is_some_and(|domain| !domain.contains(&'.'))
        || head[..head.len().saturating_sub(1)].iter().any(|c| ".@/".contains(*c))
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
const FIRST_PARTS: &str = " well self all half quarter full high low long short hard soft old new best ever non cross \
    vice one two three four five six seven eight nine twenty thirty forty fifty sixty seventy eighty ninety first third \
    world open user decision ";
/// Second parts with which those are one word without a hyphen: high-er, full-ness, soft-ware.
const ENDINGS: &str = " er est ed ly ing ings ness ment ful age ary way ways ware ship hood light land self ty teen en ers ens ";

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
    // What OCR reads for a hyphen that divides, and one that never does.
    if let Some(mark @ ('¬' | '‑')) = tail.last() {
        return *mark == '¬';
    }
    let listed = |list: &str, word: &str| list.contains(&format!(" {word} "));
    // No single letter is parted from its word, X-ray, and no abbreviation, DNA-based.
    head[0].is_lowercase()
        && begun.len() > 1
        && stem.iter().any(|c| c.is_lowercase())
        && begun.chars().all(char::is_alphabetic)
        && (!listed(FIRST_PARTS, &begun) || listed(ENDINGS, &rest))
}

/// Whether a line ends inside a Latin word, a number or an address that goes on in another: no paragraph ends there.
pub(crate) fn goes_on(lines: &Lines, from: usize, to: usize) -> bool {
    let (a, b) = (lines.text(from), lines.text(to));
    b.first().is_some_and(|c| is_latin(*c)) && (lines.lines[from].divided || is_hyphened(a))
}

/// Whether a line ends with a hyphen behind a Latin letter or a digit.
fn is_hyphened(text: &[char]) -> bool {
    matches!(text, [.., before, '-' | '‐' | '‑' | '¬'] if is_latin(*before))
}

#[cfg(test)]
mod tests {
    use super::super::{Page, ReflowedText};
    use super::*;

    fn reflow(text: &str, role: Role) -> String {
        let page = Page::new(text.into());
        let lines = Lines::read(&page);
        let all: Vec<usize> = (0..lines.lines.len()).collect();
        ReflowedText::of(&page, &lines, &all, role).as_str().into()
    }

    fn paragraph(text: &str) -> String {
        reflow(text, Role::Paragraph)
    }

    #[test]
    fn stray_spaces_go_and_latin_words_stay_apart() {
        assert_eq!(paragraph("产量 达到 12 万吨 ，比去年\n增长 3.5 %"), "产量达到12万吨，比去年增长3.5%");
        assert_eq!(paragraph("采用 Open Source\nHardware 方案"), "采用Open Source Hardware方案");
    }

    #[test]
    fn letter_spacing_is_undone_but_not_between_numbers() {
        for (printed, meant) in [
            ("澜 溪 灯 会 2 0 2 4 年 开 幕", "澜溪灯会2024年开幕"),
            ("2 0 2 4 年", "2024年"),
            ("红 队 25 20 18 蓝 队", "红队25 20 18蓝队"),
            ("售 价 1 200 元 起 ， 限 量", "售价1 200元起，限量"),
            ("采 用 Open Source 方 案", "采用Open Source方案"),
            ("头奖号码 03 08 17 22 特别号码 06", "头奖号码 03 08 17 22 特别号码 06"),
            ("红队 3 1 2 蓝队", "红队 3 1 2 蓝队"),
            ("红队 3 : 1 蓝队", "红队3 : 1蓝队"),
            ("０３ ０８ １７", "０３ ０８ １７"),
            ("自 2031 年 起 ， 每 吨 水 价 为 2 . 8 5 元", "自2031年起，每吨水价为2.85元"),
            ("红 队 胜 蓝 队 25 比 20 ， 每 节 3 1 2", "红队胜蓝队25比20，每节3 1 2"),
        ] {
            assert_eq!(paragraph(printed), meant);
        }
    }

    #[test]
    fn single_digits_are_columns_where_the_lines_around_say_so() {
        assert_eq!(paragraph("红 队 胜 2 1 0\n蓝 队 胜 12 9 3"), "红队胜2 1 0 蓝队胜12 9 3");
        assert_eq!(paragraph("红 队 胜 2 1 0\n蓝 队 胜 0 3 1"), "红队胜2 1 0 蓝队胜0 3 1");
        assert_eq!(
            paragraph("四节比分为 25 18 22 20，\n2 0 2 4 年 赛 毕"),
            "四节比分为25 18 22 20，2024年赛毕"
        );
        assert_eq!(paragraph("澜 溪 电 话 6 3 2 1\n澜 溪 日 报 社"), "澜溪电话6321澜溪日报社");
    }

    #[test]
    fn fields_of_a_row_stay_apart_and_numbers_of_a_sentence_do_not() {
        let rows = "早班 6 10 开 7 25 到\n米价 每斤 3 元 面价 每斤 4 元\n最高 21 最低 9 东风 2 级";
        assert_eq!(paragraph(rows), rows.replace('\n', " "));
        let table = "名次 单位 得分\n一 澜溪一小 95\n二 澜溪二小 95";
        assert_eq!(paragraph(table), table.replace('\n', " "));
        assert_eq!(paragraph("投资 443 亿元的 40 个项目"), "投资443亿元的40个项目");
        assert_eq!(paragraph("电话 010 63218888"), "电话010 63218888");
    }

    #[test]
    fn a_wide_space_of_a_letter_spaced_line_parts_its_halves() {
        assert_eq!(reflow("同 舟 共 济   再 启 新 程", Role::Title), "同舟共济\u{3000}再启新程");
        assert_eq!(reflow("市　政　简　报", Role::Title), "市政简报");
    }

    #[test]
    fn prose_in_latin_letters_is_spaced_as_printed() {
        for text in [
            "The boat \"Swan\" left (on time) with Mr. & Mrs. Lee - about 60 - aboard.",
            "A café au lait at Émile’s costs €4; 50% of “the rest” is free — see [2] and #3.",
            "Q & A, R & D, 3 / 4 cup, 20 km / h: a, b; c? d! (e) f",
            "Привет, мир — это река.",
            "“We are dry at last,” said one, “and warm.” “Why?” asked ‘Tim’, who came late…",
        ] {
            assert_eq!(paragraph(text), text);
            let (halves, rest) = text.split_at(text.rfind(' ').unwrap());
            assert_eq!(paragraph(&format!("{halves}\n{}", rest.trim())), text, "two lines");
        }
        assert_eq!(
            paragraph("乘客 José 说 “Good morning” ，船价 3 / 4 元"),
            "乘客José说“Good morning”，船价3 / 4元"
        );
    }

    #[test]
    fn a_word_divided_at_the_line_end_is_one() {
        for (printed, meant) in [
            ("It was in-\nstalled here.", "It was installed here."),
            ("the well-\nknown boat", "the well-known boat"),
            ("a high-\ner bank", "a higher bank"),
            ("采用 hydro-\nphobic 涂料", "采用hydrophobic涂料"),
            ("节约eco\u{ad}\nnomy模式", "节约economy模式"),
            ("A re-form, not a re-\nform", "A re-form, not a re-form"),
            ("an Anglo-\nFrench boat", "an Anglo-French boat"),
            ("型号XR-\n2000，电话010-\n63218888", "型号XR-2000，电话010-63218888"),
            ("载客 20 -\n30 名", "载客20 - 30名"),
            ("see www.lan-\nxi.example now", "see www.lan-xi.example now"),
            ("at www.lanxi.example\nfor more", "at www.lanxi.example for more"),
            ("mail ferry@lanxi\nboat.example", "mail ferry@lanxiboat.example"),
            ("an X-\nray, an e-\nmail, a DNA-\nbased test", "an X-ray, an e-mail, a DNA-based test"),
            ("it was un¬\nfinished, pre‑\nmodern", "it was unfinished, pre‑modern"),
            ("气温零下-\n5度，2031—\n2032年度", "气温零下-5度，2031—2032年度"),
            ("the ferry —\nnot the bridge", "the ferry — not the bridge"),
        ] {
            assert_eq!(paragraph(printed), meant);
        }
    }

    #[test]
    fn a_number_cut_by_the_line_end_is_one_and_two_numbers_are_two() {
        assert_eq!(
            paragraph("新船的售价约为1\n000万元，比去年增长\n12.5%，票价降低3.\n5%"),
            "新船的售价约为1000万元，比去年增长12.5%，票价降低3.5%"
        );
        assert_eq!(paragraph("In 2024\n12 boats sank."), "In 2024 12 boats sank.");
        assert_eq!(paragraph("03 08 17\n22 25 31"), "03 08 17 22 25 31");
    }

    #[test]
    fn a_cut_word_goes_on_and_two_phrases_do_not() {
        for (text, cut) in [
            ("工人们正在栽种花\n草，预计月底完工", true),
            ("in-\nstalled", true),
            ("采用eco\u{ad}\nnomy", true),
            ("电话010-\n63218888", true),
            ("统筹安排各方的水费\n现更好的目标", false),
            ("票价三元 -\n五元", false),
        ] {
            let lines = Lines::read(&Page::new(text.into()));
            assert_eq!(is_word_cut(&lines, 0, 1), cut, "{text}");
        }
    }

    #[test]
    fn names_keep_their_distance_but_not_inside() {
        let got = paragraph("本报讯 （记者 何闻 通讯员 吴 岚）昨日开工");
        assert_eq!(got, "本报讯（记者\u{2002}何闻\u{2002}通讯员\u{2002}吴岚）昨日开工");
        let got = paragraph("【本报记者 何闻】昨日开工");
        assert_eq!(got, "【本报记者\u{2002}何闻】昨日开工");
        assert_eq!(paragraph("【渡口 码头】昨日开工"), "【渡口码头】昨日开工");
        assert_eq!(reflow("本报记者 管 斌", Role::Byline), "本报记者\u{2002}管斌");
    }

    #[test]
    fn a_slogan_and_the_opening_of_a_telegram_keep_their_space() {
        assert_eq!(
            paragraph("新华社澜溪3月5日电 记者从渡口获悉"),
            "新华社澜溪3月5日电\u{2002}记者从渡口获悉"
        );
        assert_eq!(paragraph("主题是“同舟共济 再启新程”的展览"), "主题是“同舟共济\u{2002}再启新程”的展览");
        assert_eq!(paragraph("来了一通急电 记者去了"), "来了一通急电记者去了");
        assert_eq!(paragraph("村民同舟共济 再启新程"), "村民同舟共济再启新程");
    }

    #[test]
    fn lines_of_a_headline_stay_two_unless_a_word_is_cut() {
        assert_eq!(reflow("千帆竞发 百舸争流", Role::Title), "千帆竞发\u{3000}百舸争流");
        assert_eq!(reflow("渡口添新船\n老街通了车", Role::Title), "渡口添新船\u{3000}老街通了车");
        assert_eq!(reflow("澜溪中学年轻的教\n师走进渡口课堂", Role::Title), "澜溪中学年轻的教师走进渡口课堂");
        for cut in [
            "渡口添新\n船",
            "昨日通航 往\n来不必绕行",
            "渡船来得\n了、留得住",
            "一条河流过\n的四座桥",
            "新船年底将\n首航",
            "江边的“慢生\n活”",
        ] {
            assert_eq!(reflow(cut, Role::Title), cut.replace('\n', "").replace(' ', "\u{3000}"));
        }
        for two in [
            "为了谁\n我是谁",
            "渡口添新船\n“老街”通了车",
            "“渡口添了新船\n老街通了车”",
            "看渡口\n了解一座城",
            "新船“首航”记\n渡口换新颜",
        ] {
            assert_eq!(reflow(two, Role::Title), two.replace('\n', "\u{3000}"));
        }
        assert_eq!(reflow("渡口添新船——\n老街通了车", Role::Title), "渡口添新船——老街通了车");
        assert_eq!(paragraph("渡口添新船\n老街通了车"), "渡口添新船老街通了车");
    }
}

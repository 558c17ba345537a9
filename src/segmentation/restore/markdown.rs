//! Marks of Markdown that were left in the text.

use super::super::Page;
use super::{Restored, Strip};

/// Reads the marks of a page that shows some which nothing else has: headings, paired **, pictures, fences. Without
/// these a - is a dash and a * a footnote.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let front = front_matter(page, &out.strips);
    let underlined = underlined(page, &out.strips);
    if front == 0 && underlined.is_empty() && !is_markdown(page, &out.strips) {
        return;
    }
    underlined.iter().for_each(|&i| out.strips[i].heading = true);
    out.set_aside(|i, _| i < front);
    out.strips.iter_mut().for_each(|strip| strip.row = is_row(strip.text(page)));
    out.unmark(page, |letters| {
        let text: String = letters.iter().map(|(_, c)| *c).collect();
        let heading = numbered(&text).1.starts_with('#');
        if is_rule(&text) { (Vec::new(), false) } else { (without_marks(letters), heading) }
    });
}

/// Whether a line is a row of a table: | so | on |.
fn is_row(mut text: impl DoubleEndedIterator<Item = char> + Clone) -> bool {
    let cells = text.clone().filter(|c| *c == '|').count();
    cells > 2 && text.next() == Some('|') && text.next_back() == Some('|')
}

/// The number that a text begins with where a heading stands behind it, and the rest: 1. # so.
fn numbered(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(['.', ')']).filter(|_| rest.len() < text.len()).unwrap_or(text).trim_start();
    if rest.starts_with('#') { text.split_at(text.len() - rest.len()) } else { ("", text) }
}

/// The number of lines before the text that say what it is, between rows of - as programs of notes write them.
fn front_matter(page: &Page, strips: &[Strip]) -> usize {
    /// Most lines of it.
    const LONGEST: usize = 20;
    let own = |strip: &Strip| &page.text()[strip.span.range()];
    let is_row = |strip: &Strip| own(strip) == "---";
    let is_field = |strip: &Strip| {
        own(strip).starts_with("- ")
            || own(strip).starts_with(|c: char| c.is_ascii_alphabetic()) && own(strip).contains(':')
    };
    if !strips.first().is_some_and(|first| first.no.0 == 1 && is_row(first)) {
        return 0;
    }
    let fields =
        strips[1..].iter().take(LONGEST).take_while(|strip| !is_row(strip) && is_field(strip)).count();
    let closed = fields > 0 && strips.get(1 + fields).is_some_and(is_row);
    if closed { fields + 2 } else { 0 }
}

/// The lines that are headings by a row of = below them, or more than one by rows of - or ~, with nothing between: a word or
/// two after a gap, and no sentence. What divides articles stands below a text.
fn underlined(page: &Page, strips: &[Strip]) -> Vec<usize> {
    /// The longest heading of one line, in characters.
    const LONGEST: usize = 30;
    let is_heading = |i: &usize| {
        let (strip, below) = (&strips[*i], &strips[i + 1]);
        below.blanks == 0
            && (*i == 0 || strip.blanks > 0)
            && "=-~".chars().any(|mark| page.text()[below.span.range()].chars().all(|c| c == mark))
            && below.text(page).count() >= 3
            && strip.text(page).count() <= LONGEST
            && strip.text(page).next_back().is_some_and(char::is_alphanumeric)
    };
    let found: Vec<usize> = (0..strips.len().saturating_sub(1)).filter(is_heading).collect();
    let sure = found.iter().any(|&i| page.text()[strips[i + 1].span.range()].starts_with('='));
    if sure || found.len() > 1 { found } else { Vec::new() }
}

fn is_markdown(page: &Page, strips: &[Strip]) -> bool {
    let (mut sure, mut tight, mut fences) = (false, 0, 0);
    for strip in strips {
        let own = &page.text()[strip.span.range()];
        if memchr::memchr3(b'#', b'*', b'`', own.as_bytes()).is_none() && !own.contains(['!', '|', '=']) {
            continue;
        }
        let text: String = strip.text(page).collect();
        let text = numbered(&text).1;
        let after = text.trim_start_matches('#');
        let hashes = text.len() - after.len();
        sure |= (1..=6).contains(&hashes) && after.starts_with(' ') && !after.trim_end().ends_with('#')
            || paired(&text.chars().collect::<Vec<_>>(), "**").next().is_some()
            || picture(text).is_some()
            || text.contains('|') && text.contains("--") && is_rule(text);
        // A topic has a # at both ends.
        tight += usize::from((1..=6).contains(&hashes) && !after.contains('#') && !after.trim().is_empty());
        fences += usize::from(text.starts_with("```"));
    }
    sure || tight >= 2 || fences >= 2
}

/// A line of marks alone: a rule, a fence, the line under a table's head, a picture.
fn is_rule(text: &str) -> bool {
    let only = |marks: &str| text.chars().all(|c| marks.contains(c));
    text.starts_with("```")
        || text.len() >= 3 && ["- ", "* ", "_ ", "=", "~"].iter().any(|marks| only(marks))
        || text.contains('-') && text.contains('|') && only("|:- ")
        || picture(text).is_some_and(|length| length == text.len())
}

/// The length of the picture that a text begins with: `![…](…)`.
fn picture(text: &str) -> Option<usize> {
    link(text.strip_prefix('!')?).map(|(_, length)| length + 1)
}

/// Lengths of the words and of the whole of a link that a text begins with: `[…](…)`.
fn link(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix('[')?;
    let words = inner.find(']')?;
    let target = inner[words + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    let local = target[..end].chars().all(|c| c.is_ascii() && !c.is_whitespace());
    (local && end > 0).then_some((words, words + end + 4))
}

/// Places of pairs of a mark that enclose something: **so**, but not ** so **, 3**4 or one without its fellow.
fn paired<'a>(text: &'a [char], mark: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let n = mark.len();
    let is_mark = move |at: usize| {
        text.get(at..at + n).is_some_and(|here| here.iter().copied().eq(mark.chars()))
            && text.get(at + n).is_none_or(|c| !mark.contains(*c))
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < text.len() {
            let open = (from..text.len()).find(|&at| is_mark(at))?;
            let close = (open + n + 1..text.len()).find(|&at| is_mark(at))?;
            let tight = |c: char| !c.is_whitespace();
            let number = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
            let times = number(open.checked_sub(1)) || number(Some(close + n));
            if tight(text[open + n]) && tight(text[close - 1]) && !times {
                from = close + n;
                return Some((open, close));
            }
            from = open + n;
        }
        None
    })
}

/// The characters of a line without its marks.
fn without_marks(letters: &[(u32, char)]) -> Vec<(u32, char)> {
    let text: Vec<char> = letters.iter().map(|(_, c)| *c).collect();
    let mut keep = vec![true; text.len()];
    let mut at = numbered(&text.iter().collect::<String>()).0.len();
    keep[..at].fill(false);
    let spaces = |from: usize| text[from..].iter().take_while(|c| c.is_whitespace()).count();
    loop {
        let run = text[at..].iter().take_while(|c| **c == '#').count();
        let length = match text.get(at) {
            Some('>') => 1,
            Some('-' | '+' | '*') if text.get(at + 1) == Some(&' ') => 1,
            Some('#') if run <= 6 && !text[at + run..].contains(&'#') => run,
            Some('#') if run <= 6 && text.last() == Some(&'#') && text.get(at + run) == Some(&' ') => {
                let tail = text.iter().rev().take_while(|c| **c == '#').count();
                keep[text.len() - tail..].fill(false);
                run
            }
            _ => break,
        };
        let next = at + length + spaces(at + length);
        keep[at..next].fill(false);
        at = next;
    }
    let row = text.len() >= 3 && text[0] == '|' && text[text.len() - 1] == '|';
    for mark in ["**", "__", "~~", "`"] {
        for (open, close) in paired(&text, mark) {
            keep[open..open + mark.len()].fill(false);
            keep[close..close + mark.len()].fill(false);
        }
    }
    // *so*, where nothing else is in the line: within it a star may be a footnote's.
    if let [mark @ ('*' | '_'), .., last] = text[at..]
        && mark == last
        && text.len() - at > 2
        && text[at..].iter().filter(|c| **c == mark).count() == 2
    {
        keep[at] = false;
        keep[text.len() - 1] = false;
    }
    let mut out = Vec::with_capacity(text.len());
    let mut i = 0;
    while i < text.len() {
        let rest = || text[i..].iter().collect::<String>();
        if text[i] == '!'
            && let Some(length) = picture(&rest())
        {
            let characters = rest()[..length].chars().count();
            i += characters;
            continue;
        }
        if text[i] == '['
            && let Some((words, length)) = link(&rest())
        {
            let (words, length) = (rest()[..1 + words].chars().count(), rest()[..length].chars().count());
            out.extend_from_slice(&letters[i + 1..i + words]);
            i += length;
            continue;
        }
        // [^1] is a note's number, \\* a star.
        if text[i..].starts_with(&['[', '^'])
            && let Some(end) = text[i..].iter().position(|c| *c == ']')
        {
            let names = i == 0 && text.get(end + 1) == Some(&':');
            i += end + 1 + if names { 1 + spaces(end + 2) } else { 0 };
            continue;
        }
        if text[i] == '\\' && text.get(i + 1).is_some_and(|c| "*_#`[]()>|~-+.!".contains(*c)) {
            out.push(letters[i + 1]);
            i += 2;
            continue;
        }
        let edge = row && (i == 0 || i + 1 == text.len());
        if keep[i] && !edge {
            let (byte, c) = letters[i];
            out.push((byte, if row && c == '|' { ' ' } else { c }));
        }
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::Page;
    use super::super::tests::{aside, headings, read};

    #[test]
    fn marks_of_markdown_go() {
        let text = "# 澜溪渡口开通\n\n**本报讯（记者 何闻）** 昨日开通。\n![](a/b.jpg)\n- 老人免费\n> 编者按：好事\n---\n见[渡口](http://a.b/c)。\n## 票价 ##\n| 班次 | 票价 |\n|---|---|\n";
        assert_eq!(
            read(text),
            [
                "澜溪渡口开通",
                "\n本报讯（记者 何闻） 昨日开通。",
                "老人免费",
                "编者按：好事",
                "见渡口。",
                "票价",
                " 班次   票价"
            ]
        );
        assert_eq!(aside(text), ["![](a/b.jpg)", "---", "|---|---|"]);
        assert_eq!(read("#渡口开通\n往来方便\n#菜场搬家\n")[2], "菜场搬家");
        let slanted = "## 渡口开通\n*何闻*\n_昨日开通_\n* 注：含税*\n*注：*含税\n";
        assert_eq!(read(slanted)[1..], ["何闻", "昨日开通", "注：含税*", "*注：*含税"]);
    }

    #[test]
    fn a_row_below_a_heading_goes_and_one_below_a_text_stays() {
        let text = "澜溪渡口开通\n======\n\n渡口昨日开通，\n往来方便。\n\n果园丰收\n===\n\n苹果熟了。\n";
        assert_eq!(aside(text), ["======", "==="]);
        assert_eq!(read(text)[0], "澜溪渡口开通");
        let page = Page::new(text.into());
        let restored = super::super::restore(&page);
        let headings: Vec<u32> = restored.strips.iter().filter(|s| s.heading).map(|s| s.no.0).collect();
        assert_eq!(headings, [1, 7]);
        let divided = "渡口昨日开通。\n======\n果园丰收\n苹果熟了，果农\n====\n==\n";
        assert_eq!(read(divided), divided.lines().collect::<Vec<_>>());
    }

    #[test]
    fn numbers_notes_stars_and_fields_are_marks_where_the_rest_is() {
        let text = "---\ntitle: 澜溪日报\ndate: 2031-01-02\n---\n\n1. # 渡口开通\n渡口昨日开通[^1]，往来\\*方便。\n[^1]: 票价两元。\n";
        assert_eq!(read(text), ["\n渡口开通", "渡口昨日开通，往来*方便。", "票价两元。"]);
        let text = "---\n渡口昨日开通\n---\n1. 何闻\n见[1]和\\渡口\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        let rows = "\n渡口开通\n----\n渡口昨日开通。\n\n菜场搬家\n----\n菜场昨日搬家。\n";
        assert_eq!(headings(rows), [2, 6]);
        assert_eq!(headings("渡口昨日开通。\n\n本报记者 何闻\n----\n菜场昨日搬家。\n"), [] as [u32; 0]);
    }

    #[test]
    fn topics_products_footnotes_and_dashes_stay() {
        let text = "#澜溪春游# 报名\n#渡口开通# 留言\n3*4*5米\n2**3**4\n* 注：票价含税\n- 何闻\n> 5元\n** 见注\n____年____月\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}

//! Line numbers, as editors and `cat -n` print them before each line; and a mark before every line, as > of mail.

use super::super::wording::{han_head, han_tail};
use super::super::{ByteSpan, Page};
use super::{Restored, Strip};
use crate::han::lexicon::Lexicon;
use crate::han::numeral::arabic;

/// Fewer lines are a list.
const FEWEST: usize = 8;
/// Share of the lines that have a number, and of the numbers that follow from the one before.
const NEARLY_ALL: f32 = 0.95;
/// Share of the lines that pause inside, and that end in the middle of a sentence: running text has such lines, a table
/// lacks the former and a list the latter.
const RUNNING: f32 = 0.2;

/// The number before a line.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    /// Its bytes, with the mark behind it.
    length: usize,
    /// Whether the mark is one that lists have, too: 3. so, [3] so.
    listed: bool,
    /// Whether it stands behind the line.
    behind: bool,
    /// Whether only some lines have one, so that one alone is of the next line and no blank one's.
    of_some: bool,
}

impl Number {
    /// The line without it.
    fn rest<'t>(&self, text: &'t str) -> &'t str {
        if self.behind { &text[..text.len() - self.length] } else { &text[self.length..] }
    }
}

/// Words cut between lines that are no accident, where few lines are full and where many are.
const CUT: usize = 2;
const CUT_FULL: usize = 1;
/// Share of lines that are full where text was broken to a measure.
const FULL: f32 = 0.4;

/// Takes the numbers out; a line that has nothing else was blank.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let read = |of: &dyn Fn(&str) -> Option<Number>, out: &Restored| -> Vec<Option<Number>> {
        out.strips.iter().map(|strip| of(&page.text()[strip.span.range()])).collect()
    };
    let mut numbers = read(&number, out);
    if !are_line_numbers(page, &out.strips, &numbers) {
        numbers = read(&number_behind, out);
    }
    let every = !are_line_numbers(page, &out.strips, &numbers);
    if let Some(some) = every.then(|| some_lines(page, &out.strips)).flatten() {
        numbers = some;
    } else if every {
        let Some(mark) = mark(page, &out.strips) else { return };
        let mark = |text: &str| {
            text.starts_with(mark).then_some(Number {
                value: 0,
                length: mark.len(),
                listed: false,
                behind: false,
                of_some: false,
            })
        };
        numbers = read(&mark, out);
    }
    let (mut blanks, mut margin) = (0, String::new());
    for (mut strip, number) in std::mem::take(&mut out.strips).into_iter().zip(numbers) {
        let text = &page.text()[strip.span.range()];
        strip.blanks += std::mem::take(&mut blanks);
        let Some(number) = number else {
            margin = strip.lead.chars().take_while(char::is_ascii_whitespace).collect();
            out.strips.push(strip);
            continue;
        };
        let rest = number.rest(text).trim();
        if rest.is_empty() {
            blanks = strip.blanks + usize::from(!number.of_some);
            out.aside.push(strip);
            continue;
        }
        let ByteSpan { start, end } = strip.span;
        let length = number.length as u32;
        if number.behind {
            out.taken.push(ByteSpan { start: end - length, end });
            strip.span.end = start + rest.len() as u32;
        } else {
            out.taken.push(ByteSpan { start, end: start + length });
            strip.span.start = end - rest.len() as u32;
            // It stands in the margin, which the other lines have without it.
            let lead = &page.text()[(start + length) as usize..strip.span.start as usize];
            strip.lead =
                if number.of_some && !lead.contains('\u{3000}') { margin.clone() } else { lead.into() };
        }
        out.strips.push(strip);
    }
}

/// Numbers of every fifth or every tenth line, as editions for study have them: each so many lines below the one before as it
/// is larger, whatever lines are counted.
fn some_lines(page: &Page, strips: &[Strip]) -> Option<Vec<Option<Number>>> {
    /// Fewer numbers are chance.
    const FEWEST: usize = 3;
    let text = |strip: &Strip| &page.text()[strip.span.range()];
    for read in [number, number_tight, number_behind] {
        let some = |(i, strip): (usize, &Strip)| {
            let text = text(strip);
            let numbered = text.starts_with(|c: char| c.is_ascii_digit())
                || text.ends_with(|c: char| c.is_ascii_digit());
            let number = numbered.then(|| read(text)).flatten()?;
            (number.value % 5 == 0).then_some((i, number))
        };
        let found: Vec<(usize, Number)> = strips.iter().enumerate().filter_map(some).collect();
        for step in [5, 10] {
            let mut chain: Vec<&(usize, Number)> = Vec::new();
            for next in &found {
                let (i, number) = next;
                let follows = |(at, last): &(usize, Number)| {
                    let alone = usize::from(number.rest(text(&strips[*i])).trim().is_empty());
                    let lines = strips[*i].no.0 - strips[*at].no.0;
                    let is_far =
                        i - at == step as usize + alone || lines == step || lines == step + alone as u32;
                    number.value == last.value + step && is_far
                };
                if chain.last().map_or(number.value == step, |last| follows(last)) {
                    chain.push(next);
                }
            }
            let last = chain.last().map_or(0, |(i, _)| *i);
            if chain.len() >= FEWEST && strips.len() - last <= step as usize + 1 {
                let mut out = vec![None; strips.len()];
                chain.into_iter().for_each(|&(i, number)| out[i] = Some(Number { of_some: true, ..number }));
                return Some(out);
            }
        }
    }
    None
}

/// The number that a line begins with, the words right behind it.
fn number_tight(text: &str) -> Option<Number> {
    let length = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let value = text[..length].parse().ok()?;
    Some(Number { value, length, listed: false, behind: false, of_some: false })
}

/// The mark that stands before every line of a page and in no text.
fn mark(page: &Page, strips: &[Strip]) -> Option<&'static str> {
    /// Fewer lines say nothing.
    const FEWEST: usize = 3;
    const MARKS: [&str; 4] = [">", "＞", "//", "%"];
    let all = |mark: &&str| strips.iter().all(|strip| page.text()[strip.span.range()].starts_with(*mark));
    MARKS.into_iter().find(|mark| strips.len() >= FEWEST && all(mark))
}

fn are_line_numbers(page: &Page, strips: &[Strip], numbers: &[Option<Number>]) -> bool {
    let (mut found, mut follow, mut pause, mut open) = (0, 0, 0, 0);
    let (mut lists, mut straddles, mut marked) = (0, 0, 0);
    let mut above: Vec<char> = Vec::new();
    let mut lengths = Vec::with_capacity(strips.len());
    let mut last: Option<(u32, u32)> = None;
    for (strip, number) in strips.iter().zip(numbers) {
        let Some(number @ &Number { value, listed, .. }) = number.as_ref() else { continue };
        found += 1;
        let next = last.is_some_and(|(before, no)| {
            value == before.wrapping_add(1) || value.wrapping_sub(before) == strip.no.0 - no
        });
        follow += usize::from(next);
        last = Some((value, strip.no.0));
        let text = number.rest(&page.text()[strip.span.range()]).trim();
        pause += usize::from(text.contains(['，', '、', '。', ',']));
        open +=
            usize::from(!text.is_empty() && !text.ends_with(['。', '！', '？', '；', '.', '!', '?', ';']));
        let text: Vec<char> = text.chars().collect();
        lists += usize::from(listed);
        straddles += usize::from(Lexicon::get().straddle(han_tail(&above), han_head(&text)) > 0.0);
        marked += usize::from(text.starts_with(&['#']));
        lengths.push(text.len());
        above = text;
    }
    // Every line of Markdown in a list, headings too.
    if marked > 0 && lists == found && found == strips.len() {
        return follow + 1 == found;
    }
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let full = lengths.iter().filter(|length| **length + 1 >= longest).count();
    let is_full = full as f32 >= FULL * found as f32;
    let share = |count: usize, of: usize| count as f32 >= RUNNING * of as f32;
    found >= FEWEST
        // Items of a list end with their words.
        && (lists == 0 || straddles >= if is_full { CUT_FULL } else { CUT })
        && found as f32 >= NEARLY_ALL * strips.len() as f32
        && (follow + 1) as f32 >= NEARLY_ALL * found as f32
        && share(pause, found)
        && share(open, found)
}

/// The number that a line ends with, behind a blank, or that is all of it.
fn number_behind(text: &str) -> Option<Number> {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let length = text.len() - before.len();
    let parted = before.is_empty() || before.ends_with(char::is_whitespace);
    let value = text[before.len()..].parse().ok().filter(|_| parted)?;
    Some(Number { value, length, listed: false, behind: true, of_some: false })
}

/// The number that a line begins with, its length with the mark behind it, and whether lists have such a mark, too.
fn number(text: &str) -> Option<Number> {
    const BEFORE: [&str; 17] = [
        "line ", "Line ", "LINE ", "L", "l", "[", "［", "(", "（", "<", "＜", "{", "#", "№", "第", "No.",
        "no.",
    ];
    // 03.txt:12: of grep -n
    let file = text.find(".txt:").filter(|at| !text[..*at].contains(char::is_whitespace)).map(|at| at + 5);
    let before = BEFORE.iter().find(|before| text.starts_with(**before)).map(|before| before.len());
    let before = file.or(before).unwrap_or(0);
    let rest = &text[before..];
    let digits: String =
        rest.chars().map_while(arabic).filter_map(|digit| char::from_digit(digit, 10)).collect();
    let value = digits.parse().ok()?;
    let rest = &rest[rest.char_indices().nth(digits.len()).map_or(rest.len(), |(at, _)| at)..];
    let mark = rest.trim_start_matches(' ').starts_with('|');
    let (length, listed) = match rest.chars().next() {
        _ if mark => (rest.find('|').map(|at| at + 1)?, false),
        Some(mark @ (':' | '：' | '→')) => (mark.len_utf8(), false),
        Some(mark @ ('.' | '、' | ')' | '）' | '．' | ']' | '］' | '>' | '＞' | '}' | '-')) => {
            (mark.len_utf8(), true)
        }
        Some('行') => {
            let after = &rest["行".len()..];
            (rest.len() - after.strip_prefix(['：', ':']).unwrap_or(after).len(), false)
        }
        None => (0, false),
        Some(' ') if rest.starts_with(" - ") || rest == " -" => (rest.len().min(3), true),
        Some(c) if c.is_whitespace() => (0, false),
        _ => return None,
    };
    let is_numbered = text.starts_with(['#', '№', '第', 'N', 'n', 'L']);
    // [3 alone is no number of a line.
    (before == 0 || is_numbered || length > 0 && !mark).then_some(Number {
        value,
        length: text.len() - rest.len() + length,
        listed: listed || is_numbered,
        behind: false,
        of_some: false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const LINES: [&str; 11] = [
        "澜溪渡口开通",
        "",
        "本报讯（记者 何闻）昨日，澜溪新建",
        "的渡口开通，两岸群众往来不必再绕行",
        "三十里山路。",
        "渡口每天开行二十班，老人和学生免费，",
        "高峰时段还将加开四班，票价两元，单",
        "程十五分钟。",
        "北岸的几位菜农告诉记者，往年送菜要",
        "翻过两道山梁，今年头一回坐着船就把",
        "新摘的豆角运到了。",
    ];

    fn numbered(form: impl Fn(usize, &str) -> String) -> String {
        LINES.iter().enumerate().map(|(i, line)| form(i + 1, line) + "\n").collect()
    }

    #[test]
    fn line_numbers_are_taken_out_in_every_form() {
        let plain = read(&LINES.join("\n"));
        for text in [
            numbered(|i, line| format!("{i:6}\t{line}")),
            numbered(|i, line| if line.is_empty() { String::new() } else { format!("{i:4}  {line}") }),
            numbered(|i, line| format!("{i:03} | {line}")),
            numbered(|i, line| format!("{i}:{line}")),
            numbered(|i, line| format!("L{i}: {line}")),
            numbered(|i, line| format!("L{i} {line}")),
            numbered(|i, line| format!("{line}  {i}")),
            numbered(|i, line| format!("{i:5}→{line}")),
            numbered(|i, line| format!("{i}. {line}")),
            numbered(|i, line| format!("{i}、{line}")),
            numbered(|i, line| format!("[{i}] {line}")),
            numbered(|i, line| format!("({i}) {line}")),
            numbered(|i, line| format!("（{i}）{line}")),
            numbered(|i, line| format!("<{i}>{line}")),
            numbered(|i, line| format!("{{{i}}} {line}")),
            numbered(|i, line| format!("{i}> {line}")),
            numbered(|i, line| format!("{i} - {line}")),
            numbered(|i, line| format!("#{i} {line}")),
            numbered(|i, line| format!("line {i}: {line}")),
            numbered(|i, line| format!("第{i}行：{line}")),
            numbered(|i, line| format!("03.txt:{i}:{line}")),
            numbered(|i, line| {
                let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
                format!("{}\u{3000}{line}", i.to_string().chars().map(wide).collect::<String>())
            }),
        ] {
            assert_eq!(read(&text), plain, "{text}");
        }
    }

    #[test]
    fn numbers_of_every_fifth_line_go_and_a_list_of_five_lines_an_item_keeps_its_own() {
        let lines: Vec<&str> = LINES.into_iter().filter(|line| !line.is_empty()).cycle().take(17).collect();
        let plain = read(&lines.join("\n"));
        let fifth = |form: &dyn Fn(usize, &str) -> String| -> String {
            let line = |(i, line): (usize, &&str)| match (i + 1) % 5 {
                0 => form(i + 1, line) + "\n",
                _ => format!("{line}\n"),
            };
            lines.iter().enumerate().map(line).collect()
        };
        for text in [
            fifth(&|i, line| format!("{i} {line}")),
            fifth(&|i, line| format!("{i}{line}")),
            fifth(&|i, line| format!("{line} {i}")),
            fifth(&|i, line| format!("{i}\n{line}")),
        ] {
            assert_eq!(read(&text), plain, "{text}");
        }
        let prices = fifth(&|i, line| format!("{} {line}", 10 * i));
        assert!(read(&prices).iter().any(|line| line.starts_with("50 ")));
        let two = fifth(&|i, line| if i < 15 { format!("{i} {line}") } else { line.into() });
        assert!(read(&two).iter().any(|line| line.starts_with("5 ")));
    }

    #[test]
    fn numbers_of_lines_that_are_headings_go() {
        assert_eq!(
            read("1. # 渡口开通\n2. 渡口昨日开通。\n3. # 果园丰收\n4. 苹果熟了。\n"),
            ["渡口开通", "渡口昨日开通。", "果园丰收", "苹果熟了。"]
        );
    }

    #[test]
    fn a_mark_before_every_line_goes() {
        let plain = read(&LINES.join("\n"));
        for mark in ["> ", ">", "// ", "% "] {
            assert_eq!(read(&numbered(|_, line| format!("{mark}{line}"))), plain, "{mark}");
        }
        assert_eq!(read("> 渡口昨日开通。\n> 果园丰收。\n苹果熟了。\n")[0], "> 渡口昨日开通。");
        assert_eq!(read("- 渡口昨日开通。\n- 果园丰收。\n- 苹果熟了。\n")[0], "- 渡口昨日开通。");
    }

    #[test]
    fn a_list_and_a_table_keep_their_numbers() {
        let list: String = (1..12).map(|i| format!("{i}. 渡口每天开行，票价两元。\n")).collect();
        assert!(read(&list).iter().all(|line| line.contains(". 渡")));
        let open: String = (1..12).map(|i| format!("{i}、渡口每天开行，票价两元\n")).collect();
        assert!(read(&open).iter().all(|line| line.contains("、渡")));
        let table: String = (1..12).map(|i| format!("{i} 澜溪队 三十分\n")).collect();
        assert!(read(&table)[3].starts_with("4 "));
        let ranked: String = (1..12).map(|i| format!("澜溪队 三十分 {i}\n")).collect();
        assert!(read(&ranked)[3].ends_with(" 4"));
        let years: String = (1..12).map(|i| format!("{} 年，澜溪渡口开行的班次\n", 1990 + 2 * i)).collect();
        assert!(read(&years)[3].starts_with("1998 "));
    }
}

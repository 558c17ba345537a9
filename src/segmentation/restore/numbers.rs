//! Line numbers, as editors and `cat -n` print them before each line.

use super::super::{ByteSpan, Page};
use super::{Restored, Strip};

/// Fewer lines are a list.
const FEWEST: usize = 8;
/// Share of the lines that have a number, and of the numbers that follow from the one before.
const NEARLY_ALL: f32 = 0.95;
/// Share of the lines that pause inside, and that end in the middle of a sentence: running text has such lines, a table
/// lacks the former and a list the latter.
const RUNNING: f32 = 0.2;

/// Takes the numbers out; a line that has nothing else was blank.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let numbers: Vec<Option<(u32, usize)>> =
        out.strips.iter().map(|strip| number(&page.text()[strip.span.range()])).collect();
    if !are_line_numbers(page, &out.strips, &numbers) {
        return;
    }
    let mut blanks = 0;
    for (mut strip, number) in std::mem::take(&mut out.strips).into_iter().zip(numbers) {
        let text = &page.text()[strip.span.range()];
        strip.blanks += std::mem::take(&mut blanks);
        let Some((_, length)) = number else {
            out.strips.push(strip);
            continue;
        };
        let rest = text[length..].trim_start();
        if rest.is_empty() {
            blanks = strip.blanks + 1;
            out.aside.push(strip);
            continue;
        }
        let start = strip.span.end - rest.len() as u32;
        strip.lead = page.text()[strip.span.start as usize + length..start as usize].into();
        out.taken.push(ByteSpan { start: strip.span.start, end: strip.span.start + length as u32 });
        strip.span.start = start;
        out.strips.push(strip);
    }
}

fn are_line_numbers(page: &Page, strips: &[Strip], numbers: &[Option<(u32, usize)>]) -> bool {
    let (mut found, mut follow, mut pause, mut open) = (0, 0, 0, 0);
    let mut last: Option<(u32, u32)> = None;
    for (strip, number) in strips.iter().zip(numbers) {
        let &Some((value, length)) = number else { continue };
        found += 1;
        let next = last.is_some_and(|(before, no)| {
            value == before.wrapping_add(1) || value.wrapping_sub(before) == strip.no.0 - no
        });
        follow += usize::from(next);
        last = Some((value, strip.no.0));
        let text = page.text()[strip.span.range()][length..].trim();
        pause += usize::from(text.contains(['，', '、', '。', ',']));
        open +=
            usize::from(!text.is_empty() && !text.ends_with(['。', '！', '？', '；', '.', '!', '?', ';']));
    }
    let share = |count: usize, of: usize| count as f32 >= RUNNING * of as f32;
    found >= FEWEST
        && found as f32 >= NEARLY_ALL * strips.len() as f32
        && (follow + 1) as f32 >= NEARLY_ALL * found as f32
        && share(pause, found)
        && share(open, found)
}

/// The number that a line begins with, and its length with the mark behind it.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let value = text[..digits].parse().ok()?;
    let rest = &text[digits..];
    let mark = rest.trim_start_matches(' ').starts_with('|');
    let length = match rest.chars().next() {
        _ if mark => rest.find('|').map(|at| at + 1)?,
        Some(':') => 1,
        None => 0,
        Some(c) if c.is_whitespace() => 0,
        _ => return None,
    };
    Some((value, digits + length))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const LINES: [&str; 9] = [
        "澜溪渡口开通",
        "",
        "本报讯（记者 何闻）昨日，澜溪新建",
        "的渡口开通，两岸群众往来不必再绕行",
        "三十里山路。",
        "渡口每天开行二十班，老人和学生免费，",
        "高峰时段还将加开四班，票价两元，单",
        "程十五分钟。",
        "家住对岸的居民说，从前进城要天不亮",
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
        ] {
            assert_eq!(read(&text), plain, "{text}");
        }
    }

    #[test]
    fn a_list_and_a_table_keep_their_numbers() {
        let list: String = (1..12).map(|i| format!("{i}. 渡口每天开行，票价两元。\n")).collect();
        assert!(read(&list).iter().all(|line| line.contains(". 渡")));
        let table: String = (1..12).map(|i| format!("{i} 澜溪队 三十分\n")).collect();
        assert!(read(&table)[3].starts_with("4 "));
        let years: String = (1..12).map(|i| format!("{} 年，澜溪渡口开行的班次\n", 1990 + 2 * i)).collect();
        assert!(read(&years)[3].starts_with("1998 "));
    }
}

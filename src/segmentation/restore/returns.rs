//! Ends of lines that were written as signs: ↵ and ¶ as an editor shows them, \n as a program's text has them.

use super::super::{ByteSpan, Page};
use super::{Letter, Restored, Strip};

/// Signs that stand at a line's end for it.
const SHOWN: [&str; 8] = ["↵", "⏎", "↲", "¶", "␤", "␍", "\\r\\n", "\\n"];
/// Those that mean something else as well, unless every line has them.
const OTHERWISE: [&str; 3] = ["^M", "$", "\\"];
/// Fewer lines say nothing.
const FEWEST: usize = 3;
/// Signs within lines that are no accident.
const OFTEN: usize = 2;

/// Takes out signs at the ends of lines, and parts lines where a sign is written for an end.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    if let Some(sign) = shown(page, &out.strips) {
        let mut blanks = 0;
        for mut strip in std::mem::take(&mut out.strips) {
            strip.blanks += std::mem::take(&mut blanks);
            let text = &page.text()[strip.span.range()];
            let Some(rest) = text.strip_suffix(sign).map(str::trim_end) else {
                out.strips.push(strip);
                continue;
            };
            if rest.is_empty() {
                blanks = strip.blanks + 1;
                out.aside.push(strip);
                continue;
            }
            let ByteSpan { start, end } = strip.span;
            out.taken.push(ByteSpan { start: end - sign.len() as u32, end });
            strip.span.end = start + rest.len() as u32;
            out.strips.push(strip);
        }
    }
    if !page.text().contains("\\n") && !page.text().contains("\\r") {
        return;
    }
    let written = out.strips.iter().map(|strip| {
        if is_data(page, strip) {
            return 0;
        }
        let letters: Vec<Letter> = strip.characters(page).collect();
        (0..letters.len()).filter(|&at| ending(&letters, at) > 0).count()
    });
    if written.sum::<usize>() >= OFTEN {
        part(page, out);
    }
}

/// The sign that stands at the ends of lines of a page, and nowhere else.
fn shown(page: &Page, strips: &[Strip]) -> Option<&'static str> {
    let text = |strip: &Strip| &page.text()[strip.span.range()];
    let ends = |sign: &str| strips.iter().filter(|strip| text(strip).ends_with(sign)).count();
    let within = |sign: &str| strips.iter().map(|strip| text(strip).matches(sign).count()).sum::<usize>();
    let plain = SHOWN.into_iter().find(|sign| {
        let count = ends(sign);
        count >= FEWEST && count * 4 >= strips.len() && count == within(sign)
    });
    // The last line may have none.
    let all =
        |sign: &&str| strips.len() > FEWEST && ends(sign) + 1 >= strips.len() && ends(sign) == within(sign);
    plain.or_else(|| OTHERWISE.into_iter().find(all))
}

/// Characters of the line end that is written at a place: `\n`, `\r\n`; none where a word goes on, as in `C:\news`.
fn ending(letters: &[Letter], at: usize) -> usize {
    let is = |sign: &str| letters[at..].iter().map(|(_, c)| *c).take(sign.len()).eq(sign.chars());
    let Some(sign) = ["\\r\\n", "\\n", "\\r"].into_iter().find(|sign| is(sign)) else { return 0 };
    let goes_on = letters.get(at + sign.len()).is_some_and(|(_, c)| c.is_ascii_lowercase() || *c == ' ');
    if goes_on { 0 } else { sign.len() }
}

/// Whether a line is a program's data, whose strings have ends of lines in them.
fn is_data(page: &Page, strip: &Strip) -> bool {
    page.text()[strip.span.range()].starts_with(['{', '['])
}

/// Parts lines where an end is written.
fn part(page: &Page, out: &mut Restored) {
    for strip in std::mem::take(&mut out.strips) {
        if is_data(page, &strip) {
            out.strips.push(strip);
            continue;
        }
        let letters: Vec<Letter> = strip.characters(page).collect();
        let mut pieces = vec![strip.lead.chars().map(|c| (strip.span.start, c)).collect::<Vec<_>>()];
        let mut at = 0;
        while at < letters.len() {
            let length = ending(&letters, at);
            let piece = pieces.last_mut().expect("one is there from the beginning");
            let indents =
                length == 0 && piece.is_empty() && letters[at..].iter().map(|l| l.1).take(2).eq(['\\', 't']);
            let start = letters[at].0;
            if length == 0 && !indents {
                piece.push(letters[at]);
                at += 1;
                continue;
            }
            let length = if indents { 2 } else { length };
            out.taken.push(ByteSpan { start, end: start + length as u32 });
            if indents {
                piece.push((start, '\u{3000}'));
            } else {
                pieces.push(Vec::new());
            }
            at += length;
        }
        if pieces.len() == 1 {
            out.strips.push(strip);
            continue;
        }
        let (mut blanks, mut new_sheet, mut made) = (strip.blanks, strip.new_sheet, 0);
        for piece in pieces {
            let Some(piece) = strip.with(piece) else {
                blanks += 1;
                continue;
            };
            let new_sheet = std::mem::take(&mut new_sheet);
            out.strips.push(Strip { blanks: std::mem::take(&mut blanks), new_sheet, ..piece });
            made += 1;
        }
        if made == 0 {
            out.aside.push(strip);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    const LINES: [&str; 6] =
        ["澜溪渡口开航", "", "本报讯（记者 何闻）渡口昨日开", "航，往来不必绕行。", "", "船票两元。"];

    #[test]
    fn signs_that_an_editor_shows_at_the_ends_of_lines_go() {
        let plain = read(&LINES.join("\n"));
        for sign in ["↵", "⏎", " ↵", "¶", "\\n", "\\r\\n", "^M", "$", "\\"] {
            let text: String = LINES.iter().map(|line| format!("{line}{sign}\n")).collect();
            assert_eq!(read(&text), plain, "{sign}");
        }
    }

    #[test]
    fn a_line_end_that_is_written_parts_the_line() {
        let plain = read(&LINES.join("\n"));
        for end in ["\\n", "\\r\\n"] {
            assert_eq!(read(&LINES.join(end)), plain, "{end}");
            assert_eq!(read(&(LINES.join(end) + end)), plain, "{end}");
        }
        assert_eq!(read("渡口\\n\\t开航\\n"), ["渡口", "\u{3000}开航"]);
    }

    #[test]
    fn signs_that_are_spoken_of_stay() {
        for text in [
            "程序里的 \\n 是换行\n渡口昨日开航。\n",
            "在 C:\\new\\notes 里\n在 C:\\news 里\n",
            "{\"text\": \"渡口\\n开航\\n往来\\n\"}\n",
            "见第3段¶\n渡口昨日开航，\n往来不必绕行。\n",
            "票价 5$\n渡口昨日开航，\n往来 \\ 不必绕行。\n船票\\\n",
            "按 ↵ 换行↵\n渡口↵\n往来↵\n",
        ] {
            assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        }
    }
}

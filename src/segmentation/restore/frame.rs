//! Bars around every line, left of a table that held the text: `| 渡口昨日开通 |`.

use super::super::{ByteSpan, Page};
use super::{Letter, Restored};

/// Fewer lines say nothing.
const FEWEST: usize = 3;
/// Share of the lines between bars that have one cell: a masthead may have more.
const NEARLY_ALL: f32 = 0.9;

/// Reads the lines without the bars around them where several have some and a single cell each, or all end with one. A table of
/// several columns keeps its own.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let own = |span: ByteSpan| &page.text()[span.range()];
    let has_one = |text: &str| !inner(text).contains(is_bar);
    let is_framed = |text: &str| text.len() > 1 && text.starts_with(is_bar) && text.ends_with(is_bar);
    let texts = || out.strips.iter().map(|strip| own(strip.span));
    let framed = texts().filter(|text| is_framed(text)).count();
    let single = texts().filter(|text| is_framed(text) && has_one(text)).count();
    let all_end = out.strips.len() >= FEWEST && texts().all(|text| text.ends_with(is_bar) && has_one(text));
    if all_end || single >= FEWEST && single as f32 >= NEARLY_ALL * framed as f32 {
        out.unmark(page, |letters| {
            let text: String = letters.iter().map(|(_, c)| *c).collect();
            let is_cell = (is_framed(&text) || all_end) && has_one(&text);
            (if is_cell { kept(letters, inner(&text)) } else { letters.to_vec() }, false)
        });
    }
}

fn is_bar(c: char) -> bool {
    "|｜│┃║".contains(c)
}

/// The text between the bars and blanks around a line.
fn inner(text: &str) -> &str {
    text.trim_matches(|c: char| is_bar(c) || c.is_whitespace())
}

/// The characters of a cell; none of a row that only draws a line.
fn kept(letters: &[Letter], inner: &str) -> Vec<Letter> {
    let is_rule = inner.chars().all(|c| "-:=─━ ".contains(c));
    let outside = |(_, c): &&Letter| is_bar(*c) || c.is_whitespace();
    let count = if is_rule { 0 } else { inner.chars().count() };
    letters.iter().skip_while(outside).take(count).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, read};

    const PLAIN: [&str; 3] = ["澜溪渡口开通", "本报讯（记者 何闻）渡口昨日开", "通，往来不必绕行。"];

    #[test]
    fn bars_around_the_lines_go() {
        let framed = |form: fn(&str) -> String| PLAIN.map(form).join("\n");
        for text in [
            framed(|line| format!("| {line} |")),
            framed(|line| format!("|{line}|")),
            framed(|line| format!("┃ {line} ┃")),
            framed(|line| format!("| {line} |  |")),
            framed(|line| format!("{line} |")),
        ] {
            assert_eq!(trimmed(&text), PLAIN, "{text}");
        }
        let ruled = format!("| {} |\n| --- |\n| {} |\n| {} |\n渡口有船。\n", PLAIN[0], PLAIN[1], PLAIN[2]);
        assert_eq!(trimmed(&ruled), [&PLAIN[..], &["渡口有船。"]].concat());
        assert_eq!(aside(&ruled), ["| --- |"]);
    }

    #[test]
    fn bars_between_columns_and_of_one_line_stay() {
        for text in
            ["| 班次 | 票价 |\n| 早班 | 两元 |\n| 晚班 | 三元 |", "| 民生 |\n渡口昨日开通。\n往来方便。"]
        {
            assert_eq!(trimmed(text), text.lines().collect::<Vec<_>>());
        }
    }

    fn trimmed(text: &str) -> Vec<String> {
        read(text).iter().map(|line| line.trim().to_owned()).collect()
    }
}

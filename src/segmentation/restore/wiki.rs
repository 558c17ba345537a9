//! Marks of wikis and of AsciiDoc that were left in the text: == heading ==, '''bold''', [[link]].

use super::super::Page;
use super::{Letter, Restored};

/// Headings without marks behind them that are no accident.
const FEWEST: usize = 2;

/// Reads the marks of a page that has a heading with marks on both sides, or several with marks before them.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let levels = |strip: &super::Strip| {
        let letters: Vec<Letter> = strip.characters(page).collect();
        heading(&letters)
    };
    let found: Vec<(usize, usize)> = out
        .strips
        .iter()
        .filter(|strip| page.text()[strip.span.range()].starts_with('='))
        .filter_map(levels)
        .collect();
    let closed = found.iter().filter(|(_, behind)| *behind > 0).count();
    if closed > 0 || found.len() >= FEWEST {
        out.unmark(page, unmarked);
    }
}

/// How many = stand before a heading and behind it: as many, or none.
fn heading(letters: &[Letter]) -> Option<(usize, usize)> {
    let is_mark = |letter: &&Letter| letter.1 == '=';
    let before = letters.iter().take_while(is_mark).count();
    let behind = letters.iter().rev().take_while(is_mark).count();
    let inside = letters.get(before..letters.len().checked_sub(behind)?)?;
    let text = inside.iter().any(|(_, c)| c.is_alphanumeric()) && !inside.iter().any(|(_, c)| *c == '=');
    let open = behind == 0 && inside.first().is_some_and(|(_, c)| *c == ' ');
    let closed = behind == before && before > 1;
    ((1..=6).contains(&before) && text && (open || closed)).then_some((before, behind))
}

/// The characters of a line without marks, and whether it is a heading.
fn unmarked(letters: &[Letter]) -> (Vec<Letter>, bool) {
    let found = heading(letters);
    let (before, behind) = found.unwrap_or_default();
    let inside = &letters[before..letters.len() - behind];
    let spaces = inside.iter().take_while(|(_, c)| before > 0 && *c == ' ').count();
    let inside = &inside[spaces..];
    let mut out = Vec::with_capacity(inside.len());
    let mut at = 0;
    while at < inside.len() {
        let run = |mark: char| inside[at..].iter().take_while(|(_, c)| *c == mark).count();
        match inside[at].1 {
            '\'' if run('\'') > 1 => at += run('\''),
            '[' if run('[') == 2 => {
                let end = inside[at..].windows(2).position(|two| two[0].1 == ']' && two[1].1 == ']');
                let Some(end) = end.map(|end| at + end) else {
                    out.extend_from_slice(&inside[at..]);
                    break;
                };
                // [[target|words]]
                let words = &inside[at + 2..end];
                let bar = words.iter().position(|(_, c)| *c == '|').map_or(0, |bar| bar + 1);
                out.extend_from_slice(&words[bar..]);
                at = end + 2;
            }
            _ => {
                out.push(inside[at]);
                at += 1;
            }
        }
    }
    (out, found.is_some())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{headings, read};

    #[test]
    fn marks_go_and_headings_are_known() {
        let text = "== 澜溪渡口开通 ==\n'''渡口'''昨日[[航线|开通]]。\n===票价===\n每人[[两元]]。\n";
        assert_eq!(read(text), ["澜溪渡口开通", "渡口昨日开通。", "票价", "每人两元。"]);
        assert_eq!(headings(text), [1, 3]);
        let open = "= 澜溪日报\n\n== 渡口开通\n\n渡口昨日开通。\n";
        assert_eq!(read(open), ["澜溪日报", "\n渡口开通", "\n渡口昨日开通。"]);
        assert_eq!(headings(open), [1, 3]);
    }

    #[test]
    fn sums_rows_and_quotes_stay() {
        let text = "1+1=2\n= 3\n====\n==渡口\n他说''好''\n见[[附注]]\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}

//! Text of pages on a terminal: shown, never obeyed.

use crate::segmentation::decode::is_hazard;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;
use std::ops::Range;

/// A text without what a terminal would obey or what hides in it: each such character becomes `U+FFFD`.
pub(super) fn sanitize(text: &str) -> Cow<'_, str> {
    let hazard = |c: char| is_hazard(c) || c == '\n';
    if !text.contains(hazard) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if hazard(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Writes a value as a line of JSON. What a terminal would obey or what hides is written as an escape, which a reader
/// turns into what the page has.
pub(super) fn json_line(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    let json = serde_json::to_string(value)?;
    let mut rest = json.as_str();
    while let Some(at) = rest.find(is_hazard) {
        out.write_all(&rest.as_bytes()[..at])?;
        let mut after = rest[at..].chars();
        for unit in after.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        rest = after.as_str();
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\n")
}

/// A sanitized text with some of its bytes in bold where the terminal can.
pub(super) fn lit(text: &str, ranges: &[Range<usize>], colours: bool) -> String {
    const BOLD: &str = "\x1b[1m";
    const PLAIN: &str = "\x1b[0m";
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges.iter().filter(|_| colours) {
        let (Some(before), Some(word)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        out.push_str(&sanitize(before));
        out.push_str(BOLD);
        out.push_str(&sanitize(word));
        out.push_str(PLAIN);
        at = range.end;
    }
    out.push_str(&sanitize(&text[at..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_harmless_and_says_all() {
        let text = "江\x1b[2J城\u{9b}日\u{202e}报\u{e0041}\u{ffff}\u{200d}👨";
        let mut line = Vec::new();
        json_line(&mut line, &text).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert!(!line.trim_end().contains(is_hazard), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }

    #[test]
    fn nothing_on_a_page_commands_the_terminal() {
        assert_eq!(
            sanitize("江城\x1b[31m日报\u{202E}今\u{9B}日\n"),
            "江城\u{FFFD}[31m日报\u{FFFD}今\u{FFFD}日\u{FFFD}"
        );
        assert!(matches!(sanitize("江城日报 A\t1"), Cow::Borrowed(_)));
        assert_eq!(lit("大桥\x07合龙", &[0..3, 7..10], true), "\x1b[1m大\x1b[0m桥\u{FFFD}\x1b[1m合\x1b[0m龙");
        assert_eq!(lit("大桥合龙", &[0..3, 6..9], false), "大桥合龙");
    }
}

//! Text made safe: without signs that are no text in any format, and escaped for the formats that would read some of
//! it as their own.

use crate::segmentation::decode::is_noncharacter;
use std::borrow::Cow;

/// Whether a character is left out of every format: controls, which a terminal obeys and XML and TeX refuse; changes
/// of direction and what else makes a screen show other than what is there; code points that are no characters.
pub fn is_forbidden(c: char) -> bool {
    let code = c as u32;
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(code, 0xE0000..=0xE007F)
        || is_noncharacter(c)
}

/// A text without what no format may hold; see [`is_forbidden`].
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) { text.replace(is_forbidden, "").into() } else { text.into() }
}

/// Text for HTML and XML, inside elements and quoted attributes. Characters that XML 1.0 forbids are left out.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// One paragraph for CommonMark, shown as it is: no emphasis, link, list or heading comes out of it.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for line in plain(text).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
        for (at, c) in line.char_indices() {
            let anywhere = "\\`*_[]<>&~".contains(c);
            let at_start = at == 0 && out.is_empty() && "#+-=".contains(c);
            if anywhere || at_start || (numbered && at == digits && out.len() == digits) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// A field of CSV (RFC 4180), quoted. A field that a spreadsheet would run as a formula gets an apostrophe
/// before it, as OWASP advises.
pub fn csv(text: &str) -> String {
    let text = plain(text);
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_are_no_text_are_left_out_of_every_format() {
        let text = "江\0城\x1b[31m日\u{9b}报\u{202e}今\u{2066}日\u{fdd0}出\u{ffff}版\u{1fffe}\u{e0041}\x07";
        for safe in [plain(text).into_owned(), xml(text), markdown(text), csv(text)] {
            assert_eq!(safe.replace(['"', '\\'], ""), "江城[31m日报今日出版", "{safe:?}");
        }
        // What joins, varies or parts characters is text.
        let text = "葛\u{e0100}城\u{200d}👨\u{200d}👩\u{fe0f}\u{ad}\u{3000}\tA\r\n";
        assert!(matches!(plain(text), Cow::Borrowed(kept) if kept == text));
    }

    #[test]
    fn xml_keeps_words_and_drops_what_it_may_not_hold() {
        assert_eq!(xml("<b>\"甲&乙'\"\0\u{8}</b>\n"), "&lt;b&gt;&quot;甲&amp;乙&#39;&quot;&lt;/b&gt;\n");
    }

    #[test]
    fn markdown_stays_plain_words() {
        for (text, expected) in [
            ("# 标题", "\\# 标题"),
            ("1. 第一", "1\\. 第一"),
            ("2024) 年", "2024\\) 年"),
            ("- 项", "\\- 项"),
            (
                "*强调* _下划_ [链](x) <b> a&lt; ~~删~~ `码`",
                "\\*强调\\* \\_下划\\_ \\[链\\](x) \\<b\\> a\\&lt; \\~\\~删\\~\\~ \\`码\\`",
            ),
            ("上行\n# 下行", "上行 # 下行"),
            ("3.5万 - 4万", "3\\.5万 - 4万"),
            ("老街修缮。", "老街修缮。"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn csv_quotes_and_disarms() {
        assert_eq!(csv("甲,\"乙\"\n丙"), "\"甲,\"\"乙\"\"\n丙\"");
        assert_eq!(csv("=SUM(A1)"), "\"'=SUM(A1)\"");
        assert_eq!(csv("＝1"), "\"'＝1\"");
        assert_eq!(csv("3-4"), "\"3-4\"");
    }
}

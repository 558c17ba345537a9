//! Text made safe for the formats that would read some of it as their own.

/// Text for HTML and XML, inside elements and quoted attributes. Characters that XML 1.0 forbids are left out.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// One paragraph for CommonMark, shown as it is: no emphasis, link, list or heading comes out of it.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
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
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

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

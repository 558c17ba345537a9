//! Text made safe: without signs that are no text in any format, and escaped for the formats that would read some of
//! it as their own.

use crate::han::character::plain;
use std::io::{self, Write};

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

/// A tag as programs for notes know it: `#老街`. It has letters, figures, `_`, `-` and `/` alone, and not only figures;
/// `None` where nothing of it is left.
pub fn hashtag(tag: &str) -> Option<String> {
    let is_part = |c: char| c.is_alphanumeric() || "_-/".contains(c);
    let words: Vec<String> =
        tag.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let name = words.join("-");
    let name = if name.chars().all(|c| c.is_ascii_digit()) { format!("_{name}") } else { name };
    (name.len() > 1).then(|| format!("#{name}"))
}

/// The front matter of a Markdown file, YAML between two rules: fields of one value, or a list where there are several or
/// the field is `tags` or `authors`. Fields without a value are left out.
pub fn front_matter(fields: &[(&str, Vec<String>)]) -> String {
    // A string of JSON is one of YAML.
    let quoted =
        |value: &String| serde_json::Value::from(plain(value).replace(['\n', '\r', '\t'], " ")).to_string();
    let mut out = String::from("---\n");
    for (name, values) in fields.iter().filter(|(_, values)| values.iter().any(|value| !value.is_empty())) {
        match values.as_slice() {
            [value] if !matches!(*name, "tags" | "authors") => {
                out.push_str(&format!("{name}: {}\n", quoted(value)))
            }
            values => {
                out.push_str(&format!("{name}:\n"));
                values.iter().for_each(|value| out.push_str(&format!("  - {}\n", quoted(value))));
            }
        }
    }
    out.push_str("---\n");
    out
}

/// A file's name without its extension that every system takes and that a link in Obsidian can hold; empty where nothing
/// of the text is left.
pub fn file_name(text: &str) -> String {
    /// Characters; of three bytes each they are less than the 255 bytes that file systems take.
    const LONGEST: usize = 60;
    const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let kept = |c: char| !c.is_control() && !"<>:\"/\\|?*#^[]%".contains(c);
    let name: String =
        plain(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| kept(*c)).collect();
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST).collect();
    let name = name.trim_matches([' ', '.']);
    if RESERVED.contains(&name.to_ascii_lowercase().as_str()) { format!("{name}_") } else { name.to_owned() }
}

/// A field of a table that no spreadsheet runs as a formula: one that it would gets an apostrophe before it, as OWASP
/// advises.
pub fn disarmed(text: &str) -> String {
    let text = plain(text);
    let formula =
        text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    format!("{}{text}", if formula { "'" } else { "" })
}

/// A table as RFC 4180 has it, behind a byte-order mark: without it Excel takes Chinese for another encoding.
///
/// # Errors
/// Those of `out`.
pub fn write_csv<const N: usize>(
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    begin_csv(heads, out)?;
    rows.into_iter().try_for_each(|row| write_row(row, out))
}

/// The heading row of a table that is written a row at a time.
pub(super) fn begin_csv<const N: usize>(heads: [&str; N], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    write_fields(heads, out)
}

/// A row of a table that is written a row at a time.
pub(super) fn write_row<const N: usize>(row: [String; N], out: &mut dyn Write) -> io::Result<()> {
    write_fields(row.map(|field| disarmed(&field)), out)
}

fn write_fields<const N: usize>(row: [impl AsRef<str>; N], out: &mut dyn Write) -> io::Result<()> {
    let mut quoting = csv_core::WriterBuilder::new().terminator(csv_core::Terminator::CRLF).build();
    let mut line = Vec::new();
    for (i, field) in row.iter().enumerate() {
        let field = field.as_ref().as_bytes();
        // Every sign may become two, a mark stands on either side, and a comma may come before.
        let mut room = vec![0; field.len() * 2 + 8];
        let comma = if i == 0 { 0 } else { quoting.delimiter(&mut room).1 };
        let (_, _, length) = quoting.field(field, &mut room[comma..]);
        line.extend_from_slice(&room[..comma + length]);
    }
    let mut end = [0; 4];
    let (_, length) = quoting.terminator(&mut end);
    line.extend_from_slice(&end[..length]);
    out.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    #[test]
    fn signs_that_are_no_text_are_left_out_of_every_format() {
        let text = "江\0城\x1b[31m日\u{9b}报\u{202e}今\u{2066}日\u{fdd0}出\u{ffff}版\u{1fffe}\u{e0041}\x07";
        for safe in [plain(text).into_owned(), xml(text), markdown(text), disarmed(text)] {
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
    fn tags_names_and_front_matter_are_what_obsidian_reads() {
        for (tag, expected) in [
            ("老街", Some("#老街")),
            ("老街 修缮", Some("#老街-修缮")),
            ("地方/老街", Some("#地方/老街")),
            ("1931", Some("#_1931")),
            ("#问题？", Some("#问题")),
            ("？", None),
        ] {
            assert_eq!(hashtag(tag).as_deref(), expected, "{tag}");
        }
        assert_eq!(
            file_name("2024-01-05 临江晚报: 老街[修缮]#过半?\n新瓦."),
            "2024-01-05 临江晚报 老街修缮过半 新瓦"
        );
        assert_eq!((file_name("..").as_str(), file_name("CON").as_str()), ("", "CON_"));
        assert!(file_name(&"长".repeat(300)).len() < 200);
        let fields = [
            ("title", vec!["老街: \"新瓦\"".into()]),
            ("page", vec![String::new()]),
            ("authors", vec!["何闻".into()]),
        ];
        assert_eq!(
            front_matter(&fields),
            "---\ntitle: \"老街: \\\"新瓦\\\"\"\nauthors:\n  - \"何闻\"\n---\n"
        );
    }

    #[test]
    fn csv_quotes_and_disarms() {
        let mut out = Vec::new();
        let row = ["甲,\"乙\"\n丙", "=SUM(A1)", " ＝1", "3-4"].map(String::from);
        write_csv(["a", "b", "c", "d"], [row], &mut out).expect("memory takes everything");
        let expected = "\u{feff}a,b,c,d\r\n\"甲,\"\"乙\"\"\n丙\",'=SUM(A1),' ＝1,3-4\r\n";
        assert_eq!(String::from_utf8(out).as_deref(), Ok(expected));
    }
}

//! Commands of TeX that were left in the text.

use super::super::Page;
use super::{Letter, Restored};

/// Commands that head a part of a text.
const HEADINGS: [&str; 8] =
    ["title", "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "headline"];
/// Commands that set what they enclose.
const STYLES: [&str; 13] = [
    "textbf",
    "textit",
    "textsf",
    "texttt",
    "textrm",
    "textsc",
    "emph",
    "underline",
    "bfseries",
    "centering",
    "author",
    "date",
    "caption",
];
/// Commands whose arguments are no text.
const HIDDEN: [&str; 12] = [
    "documentclass",
    "usepackage",
    "begin",
    "end",
    "label",
    "vspace",
    "hspace",
    "includegraphics",
    "input",
    "pagestyle",
    "setlength",
    "newpage",
];

/// Reads the commands of a page that has a heading, a style or an environment of TeX.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let is_command = |text: &str| {
        text.match_indices('\\').any(|(at, _)| {
            let rest = &text[at + 1..];
            let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
            let opens = rest[name.len()..].trim_start_matches('*').starts_with('{');
            opens && HEADINGS.iter().chain(&STYLES).chain(&HIDDEN).any(|known| *known == name)
        })
    };
    if out.strips.iter().any(|strip| is_command(&page.text()[strip.span.range()])) {
        out.unmark(page, unmarked);
    }
}

/// The characters of a line without commands, and whether one makes it a heading.
fn unmarked(letters: &[Letter]) -> (Vec<Letter>, bool) {
    let mut out = Vec::with_capacity(letters.len());
    let (mut heading, mut at) = (false, 0);
    // Whether each brace that is open was opened by a command.
    let mut braces: Vec<bool> = Vec::new();
    let char_at = |at: usize| letters.get(at).map(|(_, c)| *c);
    while let Some(c) = char_at(at) {
        at += 1;
        match c {
            '\\' => {
                let name: String =
                    letters[at..].iter().map_while(|(_, c)| c.is_ascii_alphabetic().then_some(*c)).collect();
                at += name.len();
                if name.is_empty() {
                    // \% is a sign, \\ ends a line.
                    if let Some(sign) = char_at(at).filter(|c| c.is_ascii_punctuation() && *c != '\\') {
                        out.push((letters[at].0, sign));
                    }
                    at += 1;
                    continue;
                }
                at += usize::from(char_at(at) == Some('*'));
                let known = |names: &[&str]| names.contains(&name.as_str());
                heading |= known(&HEADINGS);
                while known(&HIDDEN) && matches!(char_at(at), Some('{' | '[')) {
                    let close = if char_at(at) == Some('{') { '}' } else { ']' };
                    let end = letters[at..].iter().position(|(_, c)| *c == close);
                    at = end.map_or(letters.len(), |end| at + end + 1);
                }
                match char_at(at) {
                    Some('{') => {
                        braces.push(true);
                        at += 1;
                    }
                    Some(' ') => at += 1,
                    _ => {}
                }
            }
            '{' => {
                braces.push(false);
                out.push(letters[at - 1]);
            }
            '}' if braces.pop() == Some(true) => {}
            _ => out.push(letters[at - 1]),
        }
    }
    (out, heading)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, headings, read};

    #[test]
    fn commands_go_and_what_they_set_stays() {
        let text = "\\documentclass[a4paper]{article}\n\\begin{document}\n\\section*{澜溪渡口开通}\n\\par 渡口\\textbf{昨日}开通，票价涨5\\%。\\\\\n\\end{document}\n";
        assert_eq!(read(text), ["澜溪渡口开通", "渡口昨日开通，票价涨5%。"]);
        assert_eq!(
            aside(text),
            ["\\documentclass[a4paper]{article}", "\\begin{document}", "\\end{document}"]
        );
        assert_eq!(headings(text), [3]);
    }

    #[test]
    fn folders_and_sets_keep_their_signs() {
        let text = "文件在C:\\section\\渡口里\n集合{甲,乙}\n何闻\\文\n\\n换行\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}

//! Tags and entities of HTML that were left in the text.

use super::super::{ByteSpan, Page};
use super::entity::entity;
use super::{Restored, Strip};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Tags that end a line and begin a paragraph.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "center",
    "section",
    "article",
    "title",
    "hr",
    "dd",
    "dt",
    "dl",
    "body",
    "head",
    "html",
];
/// Tags that part cells of a row.
const CELLS: &[&str] = &["td", "th"];
/// Tags within a line.
const INLINE: &[&str] = &[
    "br",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "span",
    "font",
    "a",
    "img",
    "sub",
    "sup",
    "small",
    "big",
    "tbody",
    "thead",
    "o:p",
    "mark",
    "code",
    "pre",
    "cite",
    "figure",
    "figcaption",
    "wbr",
    "nobr",
    "main",
    "header",
    "footer",
    "meta",
    "link",
];

/// Those of them that are headings.
const HEADINGS: [&str; 7] = ["h1", "h2", "h3", "h4", "h5", "h6", "title"];

/// Share of the lines that are paragraphs of their own from which that says nothing: a program wrapped every line.
const EVERY: f32 = 0.9;

/// The mark at a place of a line.
enum Mark<'a> {
    Tag {
        name: &'a str,
        length: usize,
    },
    /// What begins something that no reader sees, and goes on to these characters.
    Hidden {
        until: &'static str,
        length: usize,
    },
    Entity {
        character: char,
        length: usize,
    },
}

/// What hides its inside: how it begins, and how it ends.
const HIDING: [(&str, &str); 3] = [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")];
/// The mark before text that XML takes as it stands, and the one behind.
const CDATA: [&str; 2] = ["<![CDATA[", "]]>"];

/// Tags that HTML does not know but the page closes: <para>…</para>.
fn own_tags(text: &str) -> Vec<&str> {
    let names = |mark: &'static str| {
        text.match_indices(mark).filter_map(move |(at, _)| {
            let rest = &text[at + mark.len()..];
            let name =
                &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())];
            (name.len() > 1 && rest[name.len()..].starts_with(['>', ' '])).then_some(name)
        })
    };
    let closed: BTreeSet<&str> = names("</").collect();
    let opened: BTreeSet<&str> = if closed.is_empty() { BTreeSet::new() } else { names("<").collect() };
    let known = |name: &&&str| [PARAGRAPHS, CELLS, INLINE].iter().any(|tags| tags.contains(*name));
    closed.intersection(&opened).filter(|name| !known(name)).copied().collect()
}

/// Reads the tags and entities of a page; a page with no more than one tag has none: x<b>y is no markup.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let has =
        |strip: &Strip| memchr::memchr2(b'<', b'&', page.text()[strip.span.range()].as_bytes()).is_some();
    if !out.strips.iter().any(has) {
        return;
    }
    let own = own_tags(page.text());
    let is_paragraph = |name: &str| PARAGRAPHS.contains(&name) || own.contains(&name);
    let last = HIDING.map(|(_, until)| (until, find_last(page.text(), until)));
    let closes = |strip: &Strip, until: &str| {
        last.iter().any(|(of, at)| *of == until && at.is_some_and(|at| at > strip.span.start as usize))
    };
    let (mut tags, mut breaks, mut edges, mut entities, mut paragraphs) = (0, 0, 0, 0, 0);
    for strip in &out.strips {
        let text = &page.text()[strip.span.range()];
        let mut paragraph = false;
        for (at, mark) in marks(text, &own) {
            match mark {
                Mark::Tag { name, length } => {
                    tags += 1;
                    edges += usize::from(at == 0 || at + length == text.len());
                    breaks += usize::from(name == "br" || is_paragraph(name));
                    paragraph |= is_paragraph(name);
                }
                // Nobody writes it by chance.
                Mark::Hidden { until, .. } if closes(strip, until) => {
                    (tags, breaks, edges) = (tags + 2, breaks + 1, edges + 1);
                }
                Mark::Hidden { .. } => {}
                Mark::Entity { .. } => entities += 1,
            }
        }
        paragraphs += usize::from(paragraph);
    }
    // 标签<p>与</p>是一对 speaks of them.
    let tagged = tags >= 4 || tags >= 2 && breaks > 0 && edges > 0;
    if !tagged && entities == 0 {
        return;
    }
    let telling = (paragraphs as f32) < EVERY * out.strips.len() as f32;
    let (mut opens, mut hidden) = (false, None);
    let (mut strips, mut aside, mut taken) = (Vec::with_capacity(out.strips.len()), Vec::new(), Vec::new());
    for strip in std::mem::take(&mut out.strips) {
        let text = &page.text()[strip.span.range()];
        let shown = match hidden {
            Some(until) => match find(text, until) {
                Some(end) => end,
                None => {
                    aside.push(strip);
                    continue;
                }
            },
            None => 0,
        };
        hidden = None;
        let read = |mark: &Mark| match mark {
            Mark::Entity { .. } => true,
            Mark::Tag { .. } => tagged,
            Mark::Hidden { until, .. } => tagged && closes(&strip, until),
        };
        let mut found = marks(&text[shown..], &own)
            .map(|(at, mark)| (shown + at, mark))
            .filter(|(_, mark)| read(mark))
            .peekable();
        if found.peek().is_none() && shown == 0 {
            strips.push(Strip { blanks: strip.blanks.max(usize::from(std::mem::take(&mut opens))), ..strip });
            continue;
        }
        let mut pieces = Pieces {
            strip: &strip,
            opens,
            telling,
            own: &own,
            heading: false,
            row: false,
            piece: lead_of(&strip),
            strips: Vec::new(),
        };
        let byte = |at: usize| strip.span.start + at as u32;
        let mut at = shown;
        taken.extend((shown > 0).then(|| ByteSpan { start: byte(0), end: byte(shown) }));
        for (place, mark) in found {
            pieces.piece.extend(text[at..place].char_indices().map(|(i, c)| (byte(at + i), c)));
            at = place
                + match mark {
                    Mark::Tag { name, length } => {
                        pieces.tag(name, byte(place));
                        length
                    }
                    Mark::Hidden { until, length } => match find(&text[place..], until) {
                        Some(end) => end,
                        None => {
                            hidden = Some(until);
                            length
                        }
                    },
                    Mark::Entity { character, length } => {
                        pieces.piece.push((byte(place), character));
                        length
                    }
                };
            taken.push(ByteSpan { start: byte(place), end: byte(at) });
        }
        pieces.piece.extend(text[at..].char_indices().map(|(i, c)| (byte(at + i), c)));
        pieces.end();
        opens = pieces.opens;
        let made = pieces.strips;
        if made.is_empty() {
            aside.push(strip);
        }
        strips.extend(made);
    }
    out.strips = strips;
    out.aside.extend(aside);
    out.taken.extend(taken);
}

/// The white space that leads a strip, as characters of it.
fn lead_of(strip: &Strip) -> Vec<(u32, char)> {
    strip.lead.chars().map(|c| (strip.span.start, c)).collect()
}

/// The pieces that the breaks of a line leave.
struct Pieces<'a> {
    strip: &'a Strip,
    /// Whether a paragraph begins with what comes next.
    opens: bool,
    /// Whether paragraphs say anything on this page.
    telling: bool,
    /// The page's own tags.
    own: &'a [&'a str],
    /// Whether cells of a table are in the piece.
    row: bool,
    /// Whether what comes next is between the marks of a heading.
    heading: bool,
    piece: Vec<(u32, char)>,
    strips: Vec<Strip>,
}

impl Pieces<'_> {
    fn tag(&mut self, name: &str, byte: u32) {
        if name == "br" {
            self.end();
        } else if PARAGRAPHS.contains(&name) || self.own.contains(&name) {
            self.end();
            self.opens = self.telling;
            self.heading ^= HEADINGS.contains(&name);
        } else if CELLS.contains(&name) {
            self.piece.push((byte, ' '));
            self.row = true;
        }
    }

    fn end(&mut self) {
        let Some(piece) = self.strip.with(std::mem::take(&mut self.piece)) else { return };
        let first = self.strips.is_empty();
        let blanks = if first { self.strip.blanks } else { 0 };
        let blanks = blanks.max(usize::from(std::mem::take(&mut self.opens)));
        let (heading, row) = (self.heading, std::mem::take(&mut self.row));
        self.strips.push(Strip { blanks, heading, row, new_sheet: first && piece.new_sheet, ..piece });
    }
}

/// A line without its tags, and with what its entities stand for.
pub(crate) fn unmarked(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for (place, mark) in marks(text, &[]) {
        out.push_str(&text[at..place]);
        at = place
            + match mark {
                Mark::Tag { length, .. } => length,
                Mark::Hidden { until, length } => find(&text[place..], until).unwrap_or(length),
                Mark::Entity { character, length } => {
                    out.push(character);
                    length
                }
            };
    }
    if at == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[at..]) }
}

/// The tags and entities of a line with their places.
fn marks<'a>(text: &'a str, own: &'a [&'a str]) -> impl Iterator<Item = (usize, Mark<'a>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memchr3(b'<', b'&', b']', &text.as_bytes()[from..])?;
            let entity = || entity(&text[at..]).map(|(character, length)| Mark::Entity { character, length });
            let found = tag(&text[at..], own).or_else(entity);
            from = at + 1;
            if let Some(mark) = found {
                let (Mark::Tag { length, .. } | Mark::Entity { length, .. } | Mark::Hidden { length, .. }) =
                    mark;
                from = at + length;
                return Some((at, mark));
            }
        }
    })
}

/// The place behind a mark in a text, in whatever case.
fn find(text: &str, mark: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(mark.len());
    windows.position(|here| here.eq_ignore_ascii_case(mark.as_bytes())).map(|at| at + mark.len())
}

/// The place of the last such mark in a text.
fn find_last(text: &str, mark: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(mark.len());
    windows.rposition(|here| here.eq_ignore_ascii_case(mark.as_bytes()))
}

/// A tag that HTML or the page itself knows, what hides its inside, or a declaration.
fn tag<'a>(text: &'a str, own: &[&str]) -> Option<Mark<'a>> {
    let begins = |mark: &str| find(text.get(..mark.len())?, mark);
    if let Some((length, until)) = HIDING.iter().find_map(|(mark, until)| Some((begins(mark)?, *until))) {
        return Some(Mark::Hidden { until, length: find(text, until).unwrap_or(text.len()).max(length) });
    }
    if let Some(length) = CDATA.iter().find_map(|mark| begins(mark)) {
        return Some(Mark::Tag { name: "", length });
    }
    if begins("<?xml").or_else(|| begins("<!doctype")).is_some() {
        return find(text, ">").map(|length| Mark::Tag { name: "", length });
    }
    let inner = text.strip_prefix('<')?;
    let inner = &inner[..inner.find(['>', '<']).filter(|&end| inner[end..].starts_with('>'))?];
    let length = inner.len() + 2;
    let name = inner.trim_start_matches('/');
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(name.len())];
    let known = |names: &[&'static str]| names.iter().copied().find(|known| name.eq_ignore_ascii_case(known));
    let name = known(PARAGRAPHS)
        .or_else(|| known(CELLS))
        .or_else(|| known(INLINE))
        .or_else(|| own.contains(&name).then_some(name))?;
    Some(Mark::Tag { name, length })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, read};

    #[test]
    fn tags_and_entities_are_read_as_what_they_stand_for() {
        let text = "<h1>澜溪渡口<b>开通</b></h1>\n<p>&nbsp;&nbsp;渡口&ldquo;昨日&rdquo;开通，</p>\n票价&#50;元<br/>单程十五分钟。<br>\n</p>\n往来方便&mdash;&amp;nbsp;\n渡口&lpar;北&rpar;&excl;\n";
        assert_eq!(
            read(text),
            [
                "\n澜溪渡口开通",
                "\n\u{a0}\u{a0}渡口“昨日”开通，",
                "\n票价2元",
                "单程十五分钟。",
                "\n往来方便—",
                "渡口(北)!"
            ]
        );
        assert_eq!(aside(text), ["</p>"]);
    }

    #[test]
    fn a_blank_by_name_needs_no_semicolon() {
        assert_eq!(read("渡口开通\n&nbsp&nbsp渡口昨日开通。\n")[1], "\u{a0}\u{a0}渡口昨日开通。");
        assert_eq!(read("R&D与&lt的写法\n"), ["R&D与&lt的写法"]);
    }

    #[test]
    fn what_no_reader_sees_stands_aside() {
        let text = "<!DOCTYPE html>\n<script type=\"a\">\nif (a < 2) { b(\"页码\"); }\n</SCRIPT>\n<style>p{margin:0}</style>\n<!-- 版面\n开始 --><p>渡口<!-- 昨日 -->开通。</p>\n";
        assert_eq!(read(text), ["\n渡口开通。"]);
        let open = "渡口<!-- 开通\n<script>的用法\n往来方便\n";
        assert_eq!(read(open), open.lines().collect::<Vec<_>>());
    }

    #[test]
    fn tags_that_a_page_itself_closes_are_tags() {
        let text = "<?xml version=\"1.0\"?>\n<news>\n<headline>渡口开通</headline>\n<para><![CDATA[渡口昨日开通。]]></para>\n</news>\n";
        assert_eq!(
            read(text).iter().map(|line| line.trim()).collect::<Vec<_>>(),
            ["渡口开通", "渡口昨日开通。"]
        );
        assert_eq!(read("<渡口>\na[b[1]]>3\n</渡口>\n").len(), 3);
    }

    #[test]
    fn marked_headings_are_known() {
        let page = crate::segmentation::Page::new(
            "<h2>渡口开通</h2><p>渡口昨日开通。</p>\n<p>往来不必绕行。</p><h3>票价</h3>\n".into(),
        );
        let marked: Vec<bool> =
            super::super::restore(&page).strips.iter().map(|strip| strip.heading).collect();
        assert_eq!(marked, [true, false, false, true]);
    }

    #[test]
    fn a_page_in_one_line_is_taken_apart_at_its_paragraphs() {
        assert_eq!(read("<p>渡口</p><p>开通</p><table><tr><td>甲</td><td>乙</td></tr></table>").len(), 3);
    }

    #[test]
    fn formulas_and_company_names_keep_their_signs() {
        let text = "标签<p>与</p>在网页里是一对。\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
        let text = "若a<b，则b>a\n温度<b>30度\nR&D和AT&T;合作\n收入<支出\n<渡口>是书名\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}

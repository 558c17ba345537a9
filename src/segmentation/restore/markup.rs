//! Tags and entities of HTML that were left in the text.

use super::super::{ByteSpan, Page};
use super::{Restored, Strip};
use std::borrow::Cow;

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

/// Characters that have a name.
const ENTITIES: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("times", '×'),
    ("divide", '÷'),
    ("deg", '°'),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("sect", '§'),
    ("plusmn", '±'),
    ("euro", '€'),
    ("pound", '£'),
    ("permil", '‰'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
];

/// Those of them that are headings.
const HEADINGS: [&str; 7] = ["h1", "h2", "h3", "h4", "h5", "h6", "title"];

/// Share of the lines that are paragraphs of their own from which that says nothing: a program wrapped every line.
const EVERY: f32 = 0.9;

/// The mark at a place of a line.
enum Mark<'a> {
    Tag { name: &'a str, length: usize },
    Entity { character: char, length: usize },
}

/// Reads the tags and entities of a page; a page with no more than one tag has none: x<b>y is no markup.
pub(super) fn take_out(page: &Page, out: &mut Restored) {
    let has =
        |strip: &Strip| memchr::memchr2(b'<', b'&', page.text()[strip.span.range()].as_bytes()).is_some();
    if !out.strips.iter().any(has) {
        return;
    }
    let (mut tags, mut breaks, mut entities, mut paragraphs) = (0, 0, 0, 0);
    for strip in &out.strips {
        let text = &page.text()[strip.span.range()];
        let mut paragraph = false;
        for (_, mark) in marks(text) {
            match mark {
                Mark::Tag { name, .. } => {
                    tags += 1;
                    breaks += usize::from(name == "br" || PARAGRAPHS.contains(&name));
                    paragraph |= PARAGRAPHS.contains(&name);
                }
                Mark::Entity { .. } => entities += 1,
            }
        }
        paragraphs += usize::from(paragraph);
    }
    let tagged = tags >= 2 && (breaks > 0 || tags >= 4);
    if !tagged && entities == 0 {
        return;
    }
    let telling = (paragraphs as f32) < EVERY * out.strips.len() as f32;
    let mut opens = false;
    let (mut strips, mut aside, mut taken) = (Vec::with_capacity(out.strips.len()), Vec::new(), Vec::new());
    for strip in std::mem::take(&mut out.strips) {
        let text = &page.text()[strip.span.range()];
        let mut found =
            marks(text).filter(|(_, mark)| tagged || matches!(mark, Mark::Entity { .. })).peekable();
        if found.peek().is_none() {
            strips.push(Strip { blanks: strip.blanks.max(usize::from(std::mem::take(&mut opens))), ..strip });
            continue;
        }
        let mut pieces = Pieces {
            strip: &strip,
            opens,
            telling,
            heading: false,
            piece: lead_of(&strip),
            strips: Vec::new(),
        };
        let byte = |at: usize| strip.span.start + at as u32;
        let mut at = 0;
        for (place, mark) in found {
            pieces.piece.extend(text[at..place].char_indices().map(|(i, c)| (byte(at + i), c)));
            at = place
                + match mark {
                    Mark::Tag { name, length } => {
                        pieces.tag(name, byte(place));
                        length
                    }
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
    /// Whether what comes next is between the marks of a heading.
    heading: bool,
    piece: Vec<(u32, char)>,
    strips: Vec<Strip>,
}

impl Pieces<'_> {
    fn tag(&mut self, name: &str, byte: u32) {
        if name == "br" {
            self.end();
        } else if PARAGRAPHS.contains(&name) {
            self.end();
            self.opens = self.telling;
            self.heading ^= HEADINGS.contains(&name);
        } else if CELLS.contains(&name) {
            self.piece.push((byte, ' '));
        }
    }

    fn end(&mut self) {
        let Some(piece) = self.strip.with(std::mem::take(&mut self.piece)) else { return };
        let first = self.strips.is_empty();
        let blanks = if first { self.strip.blanks } else { 0 };
        let blanks = blanks.max(usize::from(std::mem::take(&mut self.opens)));
        let heading = self.heading;
        self.strips.push(Strip { blanks, heading, new_sheet: first && piece.new_sheet, ..piece });
    }
}

/// A line without its tags, and with what its entities stand for.
pub(crate) fn unmarked(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for (place, mark) in marks(text) {
        out.push_str(&text[at..place]);
        at = place
            + match mark {
                Mark::Tag { length, .. } => length,
                Mark::Entity { character, length } => {
                    out.push(character);
                    length
                }
            };
    }
    if at == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[at..]) }
}

/// The tags and entities of a line with their places.
fn marks(text: &str) -> impl Iterator<Item = (usize, Mark<'_>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memchr2(b'<', b'&', &text.as_bytes()[from..])?;
            let found = tag(&text[at..]).or_else(|| entity(&text[at..]));
            from = at + 1;
            if let Some(mark) = found {
                let (Mark::Tag { length, .. } | Mark::Entity { length, .. }) = mark;
                from = at + length;
                return Some((at, mark));
            }
        }
    })
}

/// A tag that HTML knows, or a comment.
fn tag(text: &str) -> Option<Mark<'_>> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| Mark::Tag { name: "", length: end + 3 });
    }
    let inner = text.strip_prefix('<')?;
    let inner = &inner[..inner.find(['>', '<']).filter(|&end| inner[end..].starts_with('>'))?];
    let length = inner.len() + 2;
    let name = inner.trim_start_matches('/');
    let name = &name[..name.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(name.len())];
    let known = |names: &[&'static str]| names.iter().copied().find(|known| name.eq_ignore_ascii_case(known));
    let name = known(PARAGRAPHS).or_else(|| known(CELLS)).or_else(|| known(INLINE))?;
    Some(Mark::Tag { name, length })
}

/// An entity: by name, by number, or one whose own & was written as one.
fn entity(text: &str) -> Option<Mark<'_>> {
    let name = text.strip_prefix('&')?;
    let twice = name.strip_prefix("amp;").map_or(0, |rest| match entity_character(rest) {
        Some(_) => "amp;".len(),
        None => 0,
    });
    let (character, length) = entity_character(&name[twice..])?;
    Some(Mark::Entity { character, length: 1 + twice + length })
}

/// The character of `nbsp;` or `#160;`, and how many bytes say so.
fn entity_character(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(9).position(|b| b == b';')?;
    let name = &text[..end];
    let by_number = || {
        let digits = name.strip_prefix('#')?;
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !c.is_control())
    };
    let by_name = ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    by_name.or_else(by_number).map(|c| (c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{aside, read};

    #[test]
    fn tags_and_entities_are_read_as_what_they_stand_for() {
        let text = "<h1>澜溪渡口<b>开通</b></h1>\n<p>&nbsp;&nbsp;渡口&ldquo;昨日&rdquo;开通，</p>\n票价&#50;元<br/>单程十五分钟。<br>\n</p>\n往来方便&mdash;&amp;nbsp;\n";
        assert_eq!(
            read(text),
            [
                "\n澜溪渡口开通",
                "\n\u{a0}\u{a0}渡口“昨日”开通，",
                "\n票价2元",
                "单程十五分钟。",
                "\n往来方便—"
            ]
        );
        assert_eq!(aside(text), ["</p>"]);
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
        let text = "若a<b，则b>a\n温度<b>30度\nR&D和AT&T;合作\n收入<支出\n<渡口>是书名\n";
        assert_eq!(read(text), text.lines().collect::<Vec<_>>());
    }
}

//! Restoration of the page as a whole from what extraction did to it, before any line is judged.
//!
//! A page comes with columns side by side in one line, with every line indented, numbered or followed by a blank one, with
//! marks of HTML, Markdown, TeX, wikis, forums or terminals, with the labels of a database, with what a website puts around
//! an article, with a running foot in the middle of its sentences. Each repair looks at the whole page for
//! evidence that this was done to it, and leaves a page alone that shows none: a list keeps its numbers, a formula its <.
//! Nothing is lost: a line becomes one [`Strip`] or several, or stands aside as furniture, and what is read as a mark is
//! told in [`Restored::taken`].

mod entity;
mod fields;
mod forum;
mod frame;
mod gutter;
mod indent;
mod markdown;
mod markup;
mod numbers;
mod returns;
mod running;
mod site;
mod spacing;
mod terminal;
mod tex;
mod vertical;
mod wiki;

use super::{ByteSpan, LineNo, Page};

pub(super) use gutter::joined;
pub(crate) use markup::unmarked;

/// A character with its place.
type Letter = (u32, char);

/// The bytes of a letter.
fn span_of(&(start, c): &Letter) -> ByteSpan {
    ByteSpan { start, end: start + c.len_utf8() as u32 }
}

/// A stretch of a page's line that is read as a line of its own: most often all of it.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// The line it is on.
    pub no: LineNo,
    /// Its bytes, white space before and behind left out.
    pub span: ByteSpan,
    /// Its characters with their places, where they are not just those of its bytes.
    pub letters: Option<Vec<(u32, char)>>,
    /// The white space that leads it.
    pub lead: String,
    /// Blank lines between it and the strip before.
    pub blanks: usize,
    /// Whether a form feed stands before it.
    pub new_sheet: bool,
    /// Whether marks of HTML, Markdown and their like call it a heading.
    pub heading: bool,
    /// Whether they call it a row of a table.
    pub row: bool,
}

impl Strip {
    /// The characters that are read of it.
    fn text<'p>(&'p self, page: &'p Page) -> impl DoubleEndedIterator<Item = char> + Clone + 'p {
        let own = if self.letters.is_some() { "" } else { &page.text()[self.span.range()] };
        own.chars().chain(self.letters.iter().flatten().map(|(_, c)| *c))
    }

    /// Its characters with their places.
    pub(super) fn characters<'p>(
        &'p self,
        page: &'p Page,
    ) -> impl DoubleEndedIterator<Item = (u32, char)> + Clone + 'p {
        let own = if self.letters.is_some() { "" } else { &page.text()[self.span.range()] };
        let start = self.span.start;
        own.char_indices()
            .map(move |(at, c)| (start + at as u32, c))
            .chain(self.letters.iter().flatten().copied())
    }

    /// A strip of other characters of the same line; `None` where no more than white space is left.
    fn with(&self, letters: Vec<(u32, char)>) -> Option<Strip> {
        let shown = |(_, c): &(u32, char)| !c.is_whitespace();
        let first = letters.iter().position(shown)?;
        let last = letters.iter().rposition(shown)?;
        let lead = letters[..first].iter().map(|(_, c)| *c).collect();
        let span = ByteSpan { start: letters[first].0, ..self.span };
        Some(Strip { span, lead, letters: Some(letters[first..=last].to_vec()), ..self.clone() })
    }
}

/// A page as it was before extraction, as far as that can be told.
#[derive(Clone, Debug, Default)]
pub(super) struct Restored {
    /// The strips that are read, in reading order.
    pub strips: Vec<Strip>,
    /// Lines that are furniture whatever stands around them: running heads and feet, marks alone.
    pub aside: Vec<Strip>,
    /// Spans that were read as marks and no text.
    pub taken: Vec<ByteSpan>,
    /// Whether columns were parted, and so are in order.
    pub parted: bool,
    /// Doubt about whatever is read of the page, 0 to 1: its order was guessed, or cannot be told.
    pub doubt: f32,
}

impl Restored {
    /// Reads each strip without its marks; `unmarked` says what is left, and whether it is a heading. A strip of marks alone
    /// stands aside.
    fn unmark(&mut self, page: &Page, unmarked: impl Fn(&[Letter]) -> (Vec<Letter>, bool)) {
        for strip in std::mem::take(&mut self.strips) {
            let letters: Vec<Letter> = strip.characters(page).collect();
            let (left, heading) = unmarked(&letters);
            if left.len() == letters.len() {
                self.strips.push(strip);
                continue;
            }
            let mut kept = left.iter().map(|(byte, _)| *byte).peekable();
            let gone =
                letters.iter().filter(|(byte, c)| kept.next_if_eq(byte).is_none() && !c.is_whitespace());
            let gone: Vec<ByteSpan> = gone.map(span_of).collect();
            let mut all: Vec<Letter> = strip.lead.chars().map(|c| (strip.span.start, c)).collect();
            all.extend(left);
            match strip.with(all) {
                Some(strip) => {
                    self.taken.extend(gone);
                    self.strips.push(Strip { heading: strip.heading || heading, ..strip });
                }
                None => self.aside.push(strip),
            }
        }
    }

    /// Sets strips aside; the blank lines around one become those between its neighbours.
    fn set_aside(&mut self, is_aside: impl Fn(usize, &Strip) -> bool) {
        let mut blanks = 0;
        for (i, mut strip) in std::mem::take(&mut self.strips).into_iter().enumerate() {
            if is_aside(i, &strip) {
                blanks = blanks.max(strip.blanks);
                self.aside.push(strip);
            } else {
                strip.blanks = strip.blanks.max(std::mem::take(&mut blanks));
                self.strips.push(strip);
            }
        }
    }
}

/// Reads a page's lines and undoes what was done to them.
pub(super) fn restore(page: &Page) -> Restored {
    let mut out = Restored { strips: strips(page, usize::MAX), ..Restored::default() };
    returns::take_out(page, &mut out);
    numbers::take_out(page, &mut out);
    frame::take_out(page, &mut out);
    terminal::take_out(page, &mut out);
    markup::take_out(page, &mut out);
    tex::take_out(page, &mut out);
    forum::take_out(page, &mut out);
    wiki::take_out(page, &mut out);
    markdown::take_out(page, &mut out);
    fields::take_out(page, &mut out);
    site::set_aside(page, &mut out);
    indent::take_out(&mut out);
    // A layout has told already which way lines run, and parted columns.
    if page.layout().is_none() {
        vertical::turn(page, &mut out);
        gutter::part(page, &mut out);
    }
    running::set_aside(page, &mut out);
    spacing::close_up(page, &mut out);
    out
}

/// Whether a page's text is vertical, as it was extracted.
pub(super) fn is_vertical(page: &Page) -> bool {
    /// Lines that tell.
    const ASKED: usize = 400;
    let mut out = Restored { strips: strips(page, ASKED), ..Restored::default() };
    if page.layout().is_none() {
        vertical::turn(page, &mut out);
    }
    out.doubt > 0.0
}

/// The first lines that are not blank.
fn strips(page: &Page, most: usize) -> Vec<Strip> {
    let mut out = Vec::with_capacity(page.line_count().min(most));
    let (mut blanks, mut new_sheet) = (0, false);
    for (no, raw) in page.lines() {
        let lead = &raw[..raw.len() - raw.trim_start().len()];
        new_sheet |= lead.contains('\u{c}');
        let text = raw.trim();
        if out.len() == most {
            break;
        }
        if text.is_empty() {
            blanks += 1;
            continue;
        }
        let start = page.span(no).start + lead.len() as u32;
        let span = ByteSpan { start, end: start + text.len() as u32 };
        out.push(Strip {
            no,
            span,
            letters: None,
            lead: lead.into(),
            blanks,
            new_sheet,
            heading: false,
            row: false,
        });
        // A form feed behind the words is before the next line.
        (blanks, new_sheet) = (0, raw[lead.len() + text.len()..].contains('\u{c}'));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strips that are read of a page, line by line, each with its lead and the blanks before it.
    pub(super) fn read(text: &str) -> Vec<String> {
        let page = Page::new(text.into());
        let restored = restore(&page);
        check(&page, &restored);
        let shown = |strip: &Strip| {
            format!("{}{}{}", "\n".repeat(strip.blanks), strip.lead, strip.text(&page).collect::<String>())
        };
        restored.strips.iter().map(shown).collect()
    }

    /// The strips that stand aside on a page.
    pub(super) fn aside(text: &str) -> Vec<String> {
        let page = Page::new(text.into());
        let of = |strip: &Strip| page.text()[strip.span.range()].to_owned();
        restore(&page).aside.iter().map(of).collect()
    }

    /// The lines that are marked as headings.
    pub(super) fn headings(text: &str) -> Vec<u32> {
        let strips = restore(&Page::new(text.into())).strips;
        strips.iter().filter(|strip| strip.heading).map(|strip| strip.no.0).collect()
    }

    /// Every character of the page is read, stands aside or was taken for a mark, and no two of these.
    fn check(page: &Page, restored: &Restored) {
        let mut times = vec![0; page.text().len()];
        for (byte, _) in restored.strips.iter().flat_map(|strip| strip.characters(page)) {
            times[byte as usize] = 1;
        }
        for span in restored.aside.iter().map(|strip| strip.span).chain(restored.taken.iter().copied()) {
            times[span.range()].iter_mut().for_each(|times| *times = 1);
        }
        for (at, c) in page.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            assert_eq!(times[at], 1, "{c} at {at}");
        }
    }

    #[test]
    fn a_page_that_nothing_was_done_to_is_read_as_it_stands() {
        let text = "澜溪渡口开通\n\n　　本报讯（记者 何闻）渡口昨日开通。\n两岸群众往来不必再绕行。\n  1 比 0\n#号线 <3 公里\n";
        let page = Page::new(text.into());
        let restored = restore(&page);
        let lines: Vec<&str> = restored.strips.iter().map(|strip| page.line(strip.no)).collect();
        assert_eq!(lines, text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>());
        assert!(restored.aside.is_empty() && restored.taken.is_empty());
        assert!(restored.strips.iter().all(|strip| strip.letters.is_none()));
    }
}

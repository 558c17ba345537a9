//! Markdown of the manual as blocks of styled text: as much of it as the manual uses.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of a page, one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, and whether it is the page's own.
    Heading(bool, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An item of a list.
    Item(Vec<Span>),
    /// Lines of code.
    Code(String),
    /// The rows of a table, each with its cells.
    Table(Vec<Vec<Vec<Span>>>),
}

/// Text of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// How it is shown.
    pub style: Style,
}

/// The look of a piece of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As the block is.
    #[default]
    Plain,
    /// More important than its surroundings.
    Strong,
    /// Typed or read by a machine.
    Code,
    /// Leads to a file.
    Link(String),
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut spans, mut style) = (Vec::new(), Vec::new(), Style::Plain);
    let (mut table, mut in_item) = (Vec::new(), false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) => spans.push(Span { text: text.into_string(), style: style.clone() }),
            Event::Code(text) => spans.push(Span { text: text.into_string(), style: Style::Code }),
            Event::SoftBreak => spans.push(Span { text: " ".into(), style: style.clone() }),
            Event::Start(Tag::Strong) => style = Style::Strong,
            Event::Start(Tag::Link { dest_url, .. }) => style = Style::Link(dest_url.into_string()),
            Event::End(TagEnd::Strong | TagEnd::Link) => style = Style::Plain,
            Event::End(TagEnd::CodeBlock) => {
                let code: String = spans.drain(..).map(|span| span.text).collect();
                blocks.push(Block::Code(code.trim_end().to_owned()));
            }
            Event::Start(Tag::Item) => in_item = true,
            Event::End(TagEnd::Item | TagEnd::Paragraph) => {
                let spans = std::mem::take(&mut spans);
                if !spans.is_empty() {
                    blocks.push(if in_item { Block::Item(spans) } else { Block::Paragraph(spans) });
                }
                in_item &= event != Event::End(TagEnd::Item);
            }
            Event::End(TagEnd::Heading(level)) => {
                blocks.push(Block::Heading(level == HeadingLevel::H1, std::mem::take(&mut spans)));
            }
            Event::Start(Tag::TableHead) => {
                table.push(Vec::new());
                style = Style::Strong;
            }
            Event::End(TagEnd::TableHead) => style = Style::Plain,
            Event::Start(Tag::TableRow) => table.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::take(&mut spans);
                if let Some(row) = table.last_mut() {
                    row.push(cell);
                }
            }
            Event::End(TagEnd::Table) => {
                // A head without words is there for Markdown's sake.
                table.retain(|row: &Vec<Vec<Span>>| row.iter().any(|cell| !cell.is_empty()));
                blocks.push(Block::Table(std::mem::take(&mut table)));
            }
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, style: Style) -> Span {
        Span { text: text.into(), style }
    }

    #[test]
    fn what_the_manual_is_made_of_becomes_blocks() {
        let text = "# Find\n\nType **words**\nor `x`, see\n[notes](notes.md).\n\n- one\n- two\n\nBy hand:\n\n    jianbao x\n    jianbao y\n\n\
                    | | |\n|---|---|\n| `a\\|b` | c |\n\n| key | what |\n|---|---|\n| B | d |\n\n## More\n";
        let plain = |text| span(text, Style::Plain);
        let paragraph = vec![
            plain("Type "),
            span("words", Style::Strong),
            plain(" "),
            plain("or "),
            span("x", Style::Code),
            plain(", see"),
            plain(" "),
            span("notes", Style::Link("notes.md".into())),
            plain("."),
        ];
        let cells = vec![vec![span("a|b", Style::Code)], vec![plain("c")]];
        let wanted = [
            Block::Heading(true, vec![plain("Find")]),
            Block::Paragraph(paragraph),
            Block::Item(vec![plain("one")]),
            Block::Item(vec![plain("two")]),
            Block::Paragraph(vec![plain("By hand:")]),
            Block::Code("jianbao x\njianbao y".into()),
            Block::Table(vec![cells]),
            Block::Table(vec![
                vec![vec![span("key", Style::Strong)], vec![span("what", Style::Strong)]],
                vec![vec![plain("B")], vec![plain("d")]],
            ]),
            Block::Heading(false, vec![plain("More")]),
        ];
        assert_eq!(blocks(text), wanted);
    }

    #[test]
    fn no_page_of_the_manual_has_what_is_not_shown() {
        use crate::documents::manual;
        use crate::language::Language;
        for page in [Language::Chinese, Language::English].into_iter().flat_map(manual) {
            let is_shown = |event: &Event<'_>| {
                !matches!(
                    event,
                    Event::Html(_)
                        | Event::InlineHtml(_)
                        | Event::HardBreak
                        | Event::Rule
                        | Event::Start(Tag::Emphasis | Tag::Image { .. } | Tag::BlockQuote(_))
                )
            };
            let other = Parser::new_ext(&page.text, Options::ENABLE_TABLES).find(|event| !is_shown(event));
            assert_eq!(other, None, "{}", page.title);
        }
    }
}

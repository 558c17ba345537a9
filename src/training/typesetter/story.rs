//! Stories: articles as they will be printed, piece by piece, with nothing decided about their place yet.

use crate::segmentation::Role;

/// A piece of a story that becomes one block of the right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub role: Role,
    /// Its printed lines where they are given (verse, titles cut by hand); one line otherwise.
    pub lines: Vec<String>,
}

impl Piece {
    pub(super) fn new(role: Role, text: impl Into<String>) -> Piece {
        Piece { role, lines: vec![text.into()] }
    }

    /// The piece as one text.
    pub(super) fn text(&self) -> String {
        self.lines.concat()
    }
}

/// A story: the pieces of an article in reading order, by where they are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Story {
    /// Kickers, titles and subtitles.
    pub head: Vec<Piece>,
    /// Bylines that stand with the head or beside it.
    pub bylines: Vec<Piece>,
    /// Paragraphs, subheads and jump lines, and bylines that close the body.
    pub body: Vec<Piece>,
    /// Captions and credits.
    pub pictures: Vec<Piece>,
    /// The column heading over it; furniture, may be empty.
    pub section: String,
    /// Set in Traditional characters.
    pub traditional: bool,
    /// Whether text of it is missing on the page.
    pub open: bool,
    /// Continues the story of this index of the same file (a jump inside the file).
    pub continues: Option<usize>,
    /// Whether its first paragraph goes on in mid-sentence from the story that it continues.
    pub joined: bool,
}

impl Story {
    /// A box of an old paper's front page: a heading and its lines, which may be none.
    pub(super) fn boxed((heading, text): (String, String)) -> Story {
        // A line alone, the number or its price, is of the masthead.
        let role = if text.is_empty() { Role::Furniture } else { Role::Paragraph };
        let mut body = vec![Piece::new(role, heading)];
        if !text.is_empty() {
            // A table's first line is often short.
            let first: usize = text.chars().take(10).map(char::len_utf8).sum();
            let lines = vec![text[..first].to_owned(), text[first..].to_owned()];
            body.push(Piece { role: Role::Paragraph, lines });
        }
        Story { body, traditional: true, ..Default::default() }
    }

    /// Characters of all pieces.
    pub(super) fn chars(&self) -> usize {
        self.pieces().map(|p| p.lines.iter().map(|l| l.chars().count()).sum::<usize>()).sum()
    }

    /// All pieces in reading order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.head.iter().chain(&self.bylines).chain(&self.body).chain(&self.pictures)
    }

    /// All pieces, to change them.
    pub(super) fn pieces_mut(&mut self) -> impl Iterator<Item = &mut Piece> {
        self.head.iter_mut().chain(&mut self.bylines).chain(&mut self.body).chain(&mut self.pictures)
    }
}

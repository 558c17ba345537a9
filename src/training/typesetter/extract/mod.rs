//! What text extractors make of a set page: the same type, read by different programs' habits.

pub(super) mod blocks;
pub(super) mod mupdf;
mod order;
pub(super) mod pdfbox;
pub(super) mod plain;
pub(super) mod poppler;
mod words;

use super::geometry::SetLine;

/// What an extractor knows of a font. Lengths in ems of the type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FontMetrics {
    /// The font's own space.
    pub space: f32,
    /// Height of a glyph above the baseline, as the font's box gives it.
    pub height: f32,
}

/// A line of extracted text and the blocks that its characters came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OutLine {
    /// The text.
    pub text: String,
    /// Block, place within the block, and how many characters, in order of the text.
    pub from: Vec<(usize, usize, usize)>,
}

impl OutLine {
    /// A character of a set line.
    fn push(&mut self, ch: char, line: &SetLine) {
        self.text.push(ch);
        match self.from.last_mut() {
            Some((block, at, count)) if *block == line.block && *at == line.at => *count += 1,
            _ => self.from.push((line.block, line.at, 1)),
        }
    }

    /// A space between words, unless the line is empty or ends in one.
    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether no character stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.from.is_empty()
    }
}

/// A set line as one line of text, a space where glyphs stand further apart than `gap` ems of the type.
fn line_text(line: &SetLine, gap: f32) -> OutLine {
    let mut out = OutLine::default();
    let mut end = None;
    for glyph in &line.glyphs {
        if end.is_some_and(|end| glyph.x - end > gap * line.size) {
            out.space();
        }
        out.push(glyph.ch, line);
        end = Some(glyph.x + glyph.width);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Glyph;
    use super::*;

    /// Lines of text at places, each in a frame, an em a character.
    fn set(rows: &[(f32, f32, f32, usize, &str)]) -> Vec<SetLine> {
        let line = |(block, &(x, y, size, frame, text)): (usize, &(f32, f32, f32, usize, &str))| {
            let glyph = |(i, ch)| Glyph { ch, x: x + i as f32 * size, width: size };
            let glyphs = text.chars().enumerate().map(glyph).collect();
            SetLine { block, at: 0, y, size, glyphs, frame, bead: false }
        };
        rows.iter().enumerate().map(line).collect()
    }

    fn texts(lines: Vec<OutLine>) -> Vec<String> {
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn columns_are_read_under_their_headline_one_after_the_other_whatever_the_stream_says() {
        let rows = [
            (0.0, 5.0, 1.0, 1, "左栏一行"),
            (0.0, 6.3, 1.0, 1, "左栏二行"),
            (6.0, 5.0, 1.0, 2, "右栏一行"),
            (6.0, 6.3, 1.0, 2, "右栏二行"),
            (0.0, 3.0, 2.0, 3, "新桥通车了"),
        ];
        let lines = set(&rows);
        let read = texts(blocks::ordered(&lines, blocks::FONT_BOXES[0], false));
        assert_eq!(read, ["新桥通车了", "左栏一行", "左栏二行", "", "右栏一行", "右栏二行"]);
        assert_eq!(texts(poppler::raw(&lines))[4], "新桥通车了");
    }

    #[test]
    fn columns_of_two_articles_that_stand_like_a_table_are_read_row_by_row() {
        let rows = [
            (0.0, 1.0, 1.0, 1, "上文左栏"),
            (6.0, 1.0, 1.0, 2, "上文右栏"),
            (0.0, 4.0, 1.0, 3, "下文左栏"),
            (6.0, 4.0, 1.0, 4, "下文右栏"),
        ];
        let read = texts(blocks::ordered(&set(&rows), blocks::FONT_BOXES[0], false));
        assert_eq!(read, ["上文左栏", "", "上文右栏", "", "下文左栏", "", "下文右栏"]);
    }

    #[test]
    fn an_indented_first_line_is_a_block_of_its_own_to_mupdf() {
        let rows =
            [(2.0, 1.0, 1.0, 1, "新桥昨日"), (0.0, 2.3, 1.0, 1, "正式通车"), (0.0, 3.6, 1.0, 1, "两岸相连")];
        let lines = set(&rows);
        assert_eq!(texts(mupdf::blocks(&lines, true)), ["新桥昨日", "", "正式通车", "两岸相连"]);
        assert_eq!(texts(mupdf::blocks(&lines, false)).len(), 3);
    }
}

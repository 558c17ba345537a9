//! Apache PDFBox: `PDFTextStripper` in the order of the content stream, not sorted by position.
//!
//! Follows the published behaviour of `writePage` and `isParagraphSeparation`: a new line where the next glyph
//! does not overlap the line in height; a paragraph where it drops by more than 2.5 glyph heights, or stands
//! more than two spaces right or one left of the line before, unless that line already began a paragraph.

use super::{FontMetrics, OutLine};
use crate::training::typesetter::geometry::SetLine;

/// Drop, in glyph heights, above which a line begins a paragraph.
const DROP: f32 = 2.5;
/// Indent, in spaces, above which a line begins a paragraph.
const INDENT: f32 = 2.0;
/// Share of a space that makes a gap a space.
const SPACING: f32 = 0.5;
/// Share of the mean character width that makes a gap a space.
const AVERAGE: f32 = 0.3;

/// The text of one page. `lead_blank`: whether a page begins with a blank line.
pub(in crate::training::typesetter) fn extract(
    lines: &[SetLine],
    font: FontMetrics,
    lead_blank: bool,
) -> Vec<OutLine> {
    let mut out = Vec::new();
    if lead_blank {
        out.push(OutLine::default());
    }
    let mut current = OutLine::default();
    let mut last: Option<Last> = None;
    let mut line_start = LineStart::default();
    for line in lines {
        let space = font.space * line.size;
        let height = font.height * line.size;
        for (i, glyph) in line.glyphs.iter().enumerate() {
            let mut mean = glyph.width;
            if let Some(before) = &mut last {
                if before.size == line.size {
                    mean = (before.mean + glyph.width) / 2.0;
                }
                if line.bead && i == 0 {
                    out.push(std::mem::take(&mut current));
                    current.text.push(' ');
                    line_start = LineStart { x: glyph.x, paragraph: true, hanging: false };
                    before.reset();
                } else if !overlap(line.y, height, before.bottom, before.tallest) {
                    out.push(std::mem::take(&mut current));
                    let paragraph = separates(line.y, glyph.x, glyph.width, space, before, &mut line_start);
                    if paragraph {
                        out.push(OutLine::default());
                    }
                    before.reset();
                } else if glyph.x > before.end + (space * SPACING).min(mean * AVERAGE) {
                    current.space();
                }
            } else {
                line_start = LineStart { x: glyph.x, paragraph: true, hanging: false };
            }
            current.push(glyph.ch, line);
            let state = last.get_or_insert_with(Last::default);
            // A gap of a space and more makes the stripper forget the height of the line so far.
            if (glyph.x - state.x).abs() > space * 1.5 && glyph.x > state.end {
                state.reset();
            }
            state.bottom = state.bottom.max(line.y);
            state.tallest = state.tallest.max(height);
            state.y = line.y;
            state.x = glyph.x;
            state.end = glyph.x + glyph.width;
            state.size = line.size;
            state.mean = mean;
        }
    }
    if !current.is_blank() {
        out.push(current);
    }
    out
}

/// What is remembered of the glyph before and of its line.
struct Last {
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    mean: f32,
    bottom: f32,
    tallest: f32,
}

impl Default for Last {
    fn default() -> Last {
        Last { x: 0.0, y: 0.0, end: f32::MAX, size: 0.0, mean: 0.0, bottom: f32::MIN, tallest: -1.0 }
    }
}

impl Last {
    fn reset(&mut self) {
        self.bottom = f32::MIN;
        self.tallest = -1.0;
    }
}

#[derive(Default)]
struct LineStart {
    x: f32,
    paragraph: bool,
    hanging: bool,
}

fn overlap(y1: f32, height1: f32, y2: f32, height2: f32) -> bool {
    (y1 - y2).abs() < 0.01 || y2 <= y1 && y2 >= y1 - height1 || y1 <= y2 && y1 >= y2 - height2
}

/// Whether a line that starts at `x`, `y` begins a paragraph; moves `start` on to it.
fn separates(y: f32, x: f32, width: f32, space: f32, last: &Last, start: &mut LineStart) -> bool {
    let indent = x - start.x;
    let mut next = LineStart { x, paragraph: false, hanging: false };
    if (y - last.y).abs() > DROP * last.tallest {
        next.paragraph = true;
    } else if indent > INDENT * space {
        next.paragraph = !start.paragraph;
        next.hanging = start.paragraph;
    } else if indent < -space {
        next.paragraph = !start.paragraph;
    } else if indent.abs() < 0.25 * width {
        next.hanging = start.hanging;
    }
    *start = next;
    start.paragraph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::typesetter::geometry::Glyph;

    /// Lines of text at places, an em a character.
    fn extracted(rows: &[(f32, f32, &str)]) -> Vec<String> {
        let lines: Vec<SetLine> = rows
            .iter()
            .enumerate()
            .map(|(block, &(x, y, text))| SetLine {
                block,
                at: 0,
                y,
                size: 1.0,
                glyphs: text
                    .chars()
                    .enumerate()
                    .map(|(i, ch)| Glyph { ch, x: x + i as f32, width: 1.0 })
                    .collect(),
                frame: 0,
                bead: false,
            })
            .collect();
        let font = FontMetrics { space: 0.25, height: 0.8 };
        extract(&lines, font, true).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn an_indent_begins_a_paragraph() {
        let rows = [(2.0, 1.0, "新桥昨日"), (0.0, 2.3, "通车，两岸往来"), (2.0, 3.6, "清晨，人们")];
        assert_eq!(extracted(&rows), ["", "新桥昨日", "通车，两岸往来", "", "清晨，人们"]);
    }

    #[test]
    fn a_column_top_hides_the_break_after_it_and_splits_the_next_paragraph() {
        let rows = [
            (0.0, 60.0, "两岸往来更"),
            (9.0, 1.0, "近。"),
            (11.0, 2.3, "清晨，"),
            (9.0, 3.6, "人们走过"),
            (9.0, 4.9, "新桥。"),
        ];
        assert_eq!(extracted(&rows), ["", "两岸往来更", "", "近。", "清晨，", "", "人们走过", "新桥。"]);
    }

    #[test]
    fn lines_of_one_height_run_into_one() {
        let rows = [(0.0, 5.0, "图片报道"), (9.0, 5.0, "本报讯")];
        assert_eq!(extracted(&rows), ["", "图片报道 本报讯"]);
    }
}

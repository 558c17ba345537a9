//! One article in its place: headline, columns, pictures and their captions.

use super::{
    compose::Composed,
    furniture,
    geometry::{Glyph, Obstacle, Region, SetLine, Slot},
    plan::PagePlan,
    spot::upend,
    story::{Piece, Story},
    style::{BylinePlace, Look},
};
use crate::segmentation::Role;

/// Type of captions, in ems of the body.
const CAPTION_SIZE: f32 = 0.9;
/// Line distance of headlines, in ems of their own type.
pub(super) const HEAD_LEADING: f32 = 1.2;

/// The lines of one article, apart by what they are, each group in its own order.
#[derive(Default)]
pub(super) struct SetArticle {
    pub head: Vec<SetLine>,
    /// Lines of each column.
    pub body: Vec<Vec<SetLine>>,
    pub pictures: Vec<SetLine>,
    pub furniture: Vec<SetLine>,
    pub bottom: f32,
}

impl PagePlan<'_> {
    /// Sets a text in lines of `size` from a place downwards.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn lines(
        &mut self,
        text: &str,
        block: usize,
        at: usize,
        x: f32,
        y: f32,
        width: f32,
        size: f32,
        indent: f32,
        frame: usize,
    ) -> Vec<SetLine> {
        let chars: Vec<char> = text.chars().collect();
        let mut typography = self.style.body;
        typography.justify &= indent > 0.0;
        typography
            .compose(&chars, indent, |_| width / size)
            .into_iter()
            .enumerate()
            .map(|(i, line)| SetLine {
                block,
                at: at + line.start,
                y: y + i as f32 * HEAD_LEADING * size,
                size,
                glyphs: place(&line.glyphs, x, size),
                frame,
                bead: false,
            })
            .collect()
    }

    /// Sets a story in columns of the grid from `x`, below the top of each. Gives the last body block too.
    pub(super) fn article(
        &mut self,
        story: &Story,
        article: usize,
        resumed: Option<usize>,
        x: f32,
        tops: &[f32],
    ) -> (SetArticle, usize) {
        let style = self.style;
        let span = tops.len();
        let width = self.across(span);
        let mut out = SetArticle::default();
        let spot = self.head_spot(story, article, tops);
        let mut y = spot.as_ref().map_or_else(|| tops.iter().copied().fold(0.0, f32::max), |spot| spot.y);
        if !story.section.is_empty() {
            let block = self.file.block(None, Role::Furniture);
            let frame = self.file.frame();
            out.furniture = self.lines(&story.section, block, 0, x, y, width, 1.2, 0.0, frame);
            y += 2.5;
        }
        let head_below = self.chance.chance(style.below) && spot.is_none();
        // A headline may stand in a column of its own, its body in those beside it. In a narrow frame over its body it
        // runs over several lines, cut wherever they are full.
        let aside = spot.is_none()
            && span > 1
            && !story.head.is_empty()
            && self.chance.fork(article as u64).chance(style.aside);
        let head_width = if aside {
            style.measure
        } else if self.chance.chance(0.15) {
            style.measure.max(width / 3.0)
        } else {
            width
        };
        let (head_x, head_width) = spot.as_ref().map_or((x, head_width), |spot| {
            (x + self.across(spot.column + 1) - style.measure, self.across(spot.columns))
        });
        let mut head_y = 0.0;
        for piece in &story.head {
            self.headline(piece, article, head_x, head_width, story.body.len(), &mut head_y, &mut out.head);
        }
        let beside = matches!(style.bylines, BylinePlace::Head);
        let (mut flow, mut signatures) = (Vec::new(), Vec::new());
        for piece in &story.bylines {
            let block = self.file.block(Some(article), piece.role);
            if style.guests_last > 0.0 && is_signature(piece) && self.chance.chance(style.guests_last) {
                signatures.push((piece.clone(), Some(block)));
            } else if beside && !story.head.is_empty() {
                let frame = self.file.frame();
                let room = if aside || spot.is_some() { head_width } else { width };
                let lead = if style.head_centred { room * 0.3 } else { 0.0 };
                let lines = self.lines(
                    &piece.text(),
                    block,
                    0,
                    head_x + lead,
                    head_y + 1.0,
                    room - lead,
                    1.0,
                    0.0,
                    frame,
                );
                head_y += lines.len() as f32 * HEAD_LEADING + 0.3;
                out.head.extend(lines);
            } else {
                flow.push((piece.clone(), Some(block)));
            }
        }
        let mut body: Vec<(Piece, Option<usize>)> = story.body.iter().map(|p| (p.clone(), None)).collect();
        if style.bylines == BylinePlace::BodyEnd {
            body.append(&mut flow);
        } else {
            body.splice(0..0, flow);
        }
        body.append(&mut signatures);
        let upright = spot.as_ref().is_some_and(|spot| spot.upright);
        if upright {
            head_y = upend(&mut out.head, head_x);
        }
        let taken =
            spot.as_ref().map(|spot| spot.obstacles(tops, head_y, &out.head, style)).unwrap_or_default();
        let body_top = if head_below || aside || spot.is_some() { y } else { y + head_y + 0.5 };
        let step = if aside { style.measure + style.gutter } else { 0.0 };
        let columns = if aside { span - 1 } else { span };
        let (mut bottom, last) = self.body(
            &body,
            article,
            resumed,
            x + step,
            body_top,
            width - step,
            columns,
            story,
            taken,
            &mut out,
        );
        let head_top = if head_below && !aside { bottom + 1.0 } else { y };
        let head_top = head_top + spot.map_or(0.0, |spot| spot.row as f32 * style.leading);
        out.head.iter_mut().for_each(|line| line.y += head_top);
        bottom = bottom.max(head_top + head_y);
        out.bottom = bottom;
        (out, last)
    }

    /// Runs a body through its columns; gives its lowest edge and its last paragraph's block.
    #[allow(clippy::too_many_arguments)]
    fn body(
        &mut self,
        body: &[(Piece, Option<usize>)],
        article: usize,
        resumed: Option<usize>,
        x: f32,
        y: f32,
        width: f32,
        span: usize,
        story: &Story,
        taken: Vec<Obstacle>,
        out: &mut SetArticle,
    ) -> (f32, usize) {
        let style = self.style;
        /// Ems below which no column of an article is narrowed.
        const NARROWEST: f32 = 8.0;
        let mut columns = span;
        if self.chance.chance(style.mixed_measure) && taken.is_empty() {
            columns = self.chance.int(1, span + 1);
        }
        let measure =
            |columns: usize| ((width - (columns - 1) as f32 * style.gutter) / columns as f32).floor();
        // A typist reads what is set over the next column as well; in print nothing is.
        while style.look != Look::Typed && columns > 1 && measure(columns) < NARROWEST {
            columns -= 1;
        }
        let measure = measure(columns).max(NARROWEST);
        // Old papers fill the gap beside a picture or an advertisement with a piece set very narrow.
        let gap = style.look == Look::Typed && self.chance.chance(0.05);
        let measure = if gap { self.chance.int(3, 9) as f32 } else { measure };
        let need: f32 = body
            .iter()
            .map(|(piece, _)| match piece.role {
                Role::Subhead => 1.0 + style.subhead_air,
                _ => piece.lines.iter().map(|l| (style.body.length(l) / measure + 0.7).ceil()).sum(),
            })
            .sum();
        let mut region = Region {
            x,
            y: y + 1.0,
            columns,
            measure,
            gutter: style.gutter,
            leading: style.leading,
            rows: (need / columns as f32).ceil().max(1.0) as usize,
            obstacles: taken,
        };
        while !region.obstacles.is_empty() && region.free_rows() < need {
            region.rows += 1;
        }
        let mut pictures = PictureSpots::default();
        self.obstacles(story, &mut region, need as usize, &mut pictures);
        let frames: Vec<usize> = (0..columns).map(|_| self.file.frame()).collect();
        let mut flow = Flow {
            slots: region.slots(&frames).peekable(),
            columns: vec![Vec::new(); columns],
            frames: &frames,
        };
        let mut last = 0;
        for (i, (piece, block)) in body.iter().enumerate() {
            let continued = if i == 0 || body[..i].iter().all(|(p, _)| p.role != Role::Paragraph) {
                resumed.filter(|_| piece.role == Role::Paragraph && story.joined)
            } else {
                None
            };
            let block = block.or(continued).unwrap_or_else(|| self.file.block(Some(article), piece.role));
            if piece.role == Role::Paragraph {
                last = block;
            }
            self.piece(piece, block, continued.is_some(), &mut flow);
        }
        let rows = flow.columns.iter().flatten().map(|l| l.y).fold(y, f32::max);
        out.body = flow.columns.into_iter().filter(|c| !c.is_empty()).collect();
        let bottom = self.pictures(story, article, &region, &pictures, rows + style.leading, out);
        (bottom, last)
    }

    /// Chooses where pictures stand inside the region, so that the text goes round them.
    fn obstacles(&mut self, story: &Story, region: &mut Region, need: usize, spots: &mut PictureSpots) {
        let style = self.style;
        if story.pictures.is_empty() && !self.chance.chance(style.narrow * 0.5)
            || !region.obstacles.is_empty()
        {
            return;
        }
        let typed = style.look == Look::Typed;
        let least_rows = if typed { 4 } else { 8 };
        if region.rows < least_rows || story.body.is_empty() {
            return;
        }
        let column = self.chance.below(region.columns);
        let tall = self.chance.int(least_rows / 2, (region.rows * 2 / 3).max(least_rows / 2));
        let top = if self.chance.chance(0.4) {
            0
        } else {
            self.chance.below(region.rows.saturating_sub(tall).max(1))
        };
        let beside = if self.chance.chance(style.narrow * 2.0) {
            (region.measure * self.chance.float(if typed { 0.12 } else { 0.4 }, 0.65)).floor().max(2.0)
        } else {
            0.0
        };
        region.obstacles.push(Obstacle { column, top, rows: tall, beside, left: self.chance.chance(0.5) });
        let lost = tall as f32 * (1.0 - beside / region.measure);
        region.rows = ((need as f32 + lost) / region.columns as f32).ceil() as usize;
        spots.inside = Some((
            region.column_x(column),
            region.y + (top + tall - 1) as f32 * region.leading,
            region.measure,
        ));
    }

    /// Sets captions and credits; gives the lowest edge.
    fn pictures(
        &mut self,
        story: &Story,
        article: usize,
        region: &Region,
        spots: &PictureSpots,
        bottom: f32,
        out: &mut SetArticle,
    ) -> f32 {
        let style = self.style;
        let width = region.columns as f32 * (region.measure + region.gutter) - region.gutter;
        let mut y = bottom;
        let (mut x, mut room, mut inside) = (region.x, width, false);
        if let Some((sx, sy, sw)) = spots.inside {
            (x, y, room, inside) = (sx, sy, sw, true);
        } else if !story.pictures.is_empty() {
            y += self.chance.float(4.0, 12.0);
            room = (width * self.chance.float(0.4, 1.0)).max(10.0);
        }
        let (indented, each) = (self.chance.chance(0.3), self.chance.chance(0.4));
        for piece in &story.pictures {
            let block = self.file.block(Some(article), piece.role);
            let frame = self.file.frame();
            let text = piece.text();
            let indented = if each { self.chance.chance(0.5) } else { indented };
            let indented = if each { self.chance.chance(0.5) } else { indented };
            let indent = if indented && piece.role == Role::Caption { style.body.indent } else { 0.0 };
            let mut lines = if piece.role == Role::Caption
                && self.chance.chance(style.overprint)
                && style.body.length(&text) < room * 1.5
            {
                let twice = furniture::overprint(&text, self.chance);
                self.file.blocks[block].text = Some(text.split_whitespace().collect());
                self.lines(&twice, block, 0, x, y, f32::MAX, CAPTION_SIZE, 0.0, frame)
            } else {
                self.lines(&text, block, 0, x, y, room, CAPTION_SIZE, indent, frame)
            };
            if piece.role == Role::Credit {
                for line in &mut lines {
                    let shift = (room - (line.right() - line.left())).max(0.0);
                    line.glyphs.iter_mut().for_each(|g| g.x += shift);
                }
            }
            y += lines.len() as f32 * CAPTION_SIZE * HEAD_LEADING
                + if piece.role == Role::Caption { 0.3 } else { 1.0 };
            out.pictures.extend(lines);
        }
        if inside { bottom } else { y }
    }

    /// A last line of a few characters left out to save its room, as old compositors did.
    fn fitted(&mut self, mut lines: Vec<Composed>) -> Vec<Composed> {
        /// Characters of a last line that may be left out.
        const FEW: usize = 5;
        let spare = lines.len() > 3 && lines.last().is_some_and(|l| l.glyphs.len() <= FEW);
        if spare && self.chance.chance(self.style.fitted) {
            lines.pop();
            if let Some([.., before, end]) = lines.last_mut().map(|l| l.glyphs.as_mut_slice()) {
                end.0 = if before.0 == '、' { '云' } else { '、' };
            }
        }
        lines
    }

    /// Sets one piece of the body in the flow.
    fn piece(
        &mut self,
        piece: &Piece,
        block: usize,
        resumed: bool,
        flow: &mut Flow<impl Iterator<Item = Slot>>,
    ) {
        /// Keeps the places of a paragraph's second part behind those of its first.
        const RESUMED: usize = 1 << 20;
        let style = self.style;
        let mut at = if resumed { RESUMED } else { 0 };
        match piece.role {
            Role::Subhead => {
                flow.skip(style.subhead_air / 2.0);
                let text = piece.text();
                let size = style.subhead_size;
                let chars: Vec<char> = text.chars().collect();
                let Some(first) = flow.slots.peek().copied() else { return };
                let mut typography = style.body;
                typography.justify = false;
                let indent = style.subhead_indent.unwrap_or(0.0);
                for line in typography.compose(&chars, 0.0, |_| first.measure / size - indent) {
                    let Some(slot) = flow.slots.next() else { return };
                    let width = line.glyphs.last().map_or(0.0, |g| g.1 + g.2) * size;
                    let shift = if style.subhead_indent.is_none() {
                        (slot.measure - width).max(0.0) / 2.0
                    } else {
                        indent
                    };
                    flow.put(slot, block, line.start, size, place(&line.glyphs, slot.x + shift, size));
                }
                flow.skip(style.subhead_air - style.subhead_air / 2.0);
            }
            Role::Paragraph | Role::Caption => {
                for text in &piece.lines {
                    let chars: Vec<char> = text.chars().collect();
                    let mut taken = Vec::new();
                    let indent = if resumed { 0.0 } else { style.body.indent };
                    let lines = style.body.compose(&chars, indent, |i| {
                        while taken.len() <= i {
                            match flow.slots.next() {
                                Some(slot) => taken.push(slot),
                                None => return style.measure,
                            }
                        }
                        taken[i].measure
                    });
                    let lines = self.fitted(lines);
                    for (line, slot) in lines.into_iter().zip(taken) {
                        flow.put(slot, block, at + line.start, 1.0, place(&line.glyphs, slot.x, 1.0));
                    }
                    at += chars.len();
                }
            }
            _ => {
                let text = piece.text();
                let chars: Vec<char> = text.chars().collect();
                let Some(first) = flow.slots.peek().copied() else { return };
                let mut typography = style.body;
                typography.justify = false;
                for line in typography.compose(&chars, 0.0, |_| first.measure) {
                    let Some(slot) = flow.slots.next() else { return };
                    let width = line.glyphs.last().map_or(0.0, |g| g.1 + g.2);
                    let room = (slot.measure - width).max(0.0);
                    let shift = style.signature_indent.map_or(room, |indent| indent.min(room));
                    flow.put(slot, block, line.start, 1.0, place(&line.glyphs, slot.x + shift, 1.0));
                }
            }
        }
    }
}

#[derive(Default)]
struct PictureSpots {
    /// Left edge, lowest baseline and measure of a picture that stands inside the text.
    inside: Option<(f32, f32, f32)>,
}

/// Text on its way through the columns.
struct Flow<'a, I: Iterator<Item = Slot>> {
    slots: std::iter::Peekable<I>,
    columns: Vec<Vec<SetLine>>,
    frames: &'a [usize],
}

impl<I: Iterator<Item = Slot>> Flow<'_, I> {
    /// Leaves rows free.
    fn skip(&mut self, rows: f32) {
        for _ in 0..rows.round() as usize {
            self.slots.next();
        }
    }

    fn put(&mut self, slot: Slot, block: usize, at: usize, size: f32, glyphs: Vec<Glyph>) {
        let column = self.frames.iter().position(|&f| f == slot.frame).unwrap_or(0);
        self.columns[column].push(SetLine {
            block,
            at,
            y: slot.y,
            size,
            glyphs,
            frame: slot.frame,
            bead: false,
        });
    }
}

fn place(glyphs: &[(char, f32, f32)], x: f32, size: f32) -> Vec<Glyph> {
    glyphs.iter().map(|&(ch, at, width)| Glyph { ch, x: x + at * size, width: width * size }).collect()
}

/// Whether a byline names its writer and no reporter.
fn is_signature(piece: &Piece) -> bool {
    let text = piece.text();
    piece.role == Role::Byline && !text.contains("记者") && !text.starts_with(['□', '■', '◎'])
}

//! Headlines: how large, over how many lines, cut where, printed once or twice.

use super::{
    article::HEAD_LEADING,
    geometry::SetLine,
    headings,
    plan::PagePlan,
    story::Piece,
    style::{Grid, Look},
};
use crate::segmentation::Role;

impl PagePlan<'_> {
    /// Sets a part of a headline from `y` downwards; moves `y` below it.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn headline(
        &mut self,
        piece: &Piece,
        article: usize,
        x: f32,
        width: f32,
        parts: usize,
        y: &mut f32,
        out: &mut Vec<SetLine>,
    ) {
        let style = self.style;
        let small = if parts < 4 { 0.85 } else { 1.0 };
        let size = match piece.role {
            Role::Title => style.title_size * small * self.chance.float(0.85, 1.15),
            Role::Kicker => style.kicker_size,
            _ => style.kicker_size * 0.9,
        };
        let text = piece.text();
        let block = self.file.block(Some(article), piece.role);
        let frame = self.file.frame();
        let length = style.body.length(&text).max(1.0);
        let wanted = (length * size / width).ceil().max(1.0);
        let cut = piece.role == Role::Title && length > 7.0 && self.chance.chance(0.42)
            || piece.role == Role::Kicker && length > 9.0 && self.chance.chance(0.25);
        let rows = if cut { wanted.max(self.chance.int(2, 3) as f32) } else { wanted };
        // Lines of a cut headline are about equal, or as long as a narrow frame lets them be.
        let measure = if rows > 1.0 {
            ((length / rows).ceil() + self.chance.below(2) as f32).min((width / size).floor()).max(3.0)
        } else {
            length + 1.0
        };
        // Old papers set a title in one line, or cut it wherever it is full.
        let by_sense = piece.role == Role::Title && style.look != Look::Typed && self.chance.chance(0.35);
        let cut = if by_sense { headings::cut(&text, self.chance) } else { None };
        let measure = if cut.is_some() { width / size } else { measure };
        let mut set: Vec<SetLine> = Vec::new();
        for start in std::iter::once(0).chain(cut) {
            let below = *y + size + set.len() as f32 * HEAD_LEADING * size;
            let end = cut.filter(|&cut| start < cut).unwrap_or(usize::MAX);
            let words: String = text.chars().skip(start).take(end - start).collect();
            set.extend(self.lines(&words, block, start, x, below, measure * size, size, 0.0, frame));
        }
        let likely = if length <= 6.0 { 0.2 } else { 0.05 };
        let spaced = if set.len() == 1 && self.chance.chance(likely) { 0.5 * size } else { 0.0 };
        // Not beyond the columns that it stands over, where text stands beside them.
        let fits = style.grid == Grid::default() || 1.5 * length * size <= width;
        let spaced = if fits { spaced } else { 0.0 };
        for line in &mut set {
            let extra = spaced * line.glyphs.len() as f32;
            let shift = if style.head_centred {
                ((width - (line.right() - line.left()) - extra) / 2.0).max(0.0)
            } else {
                0.0
            };
            for (i, glyph) in line.glyphs.iter_mut().enumerate() {
                glyph.x += shift + spaced * i as f32;
            }
        }
        *y += set.len() as f32 * size * HEAD_LEADING + self.chance.float(0.1, 0.8);
        let mut chance = self.chance.fork(block as u64);
        if chance.chance(style.bold) {
            self.file.blocks[block].text = Some(text.split_whitespace().collect());
            set = twice(set, chance.chance(0.5));
        }
        out.extend(set);
    }
}

/// Lines drawn again over themselves, as some programs embolden type: each in turn or all after all.
fn twice(lines: Vec<SetLine>, in_turn: bool) -> Vec<SetLine> {
    if in_turn {
        return lines.into_iter().flat_map(|line| [line.clone(), line]).collect();
    }
    lines.iter().chain(&lines).cloned().collect()
}

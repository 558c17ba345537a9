//! A page's plan: which article stands where, and in what order the file draws it.

use super::{
    article::SetArticle,
    geometry::{SetFile, SetLine},
    random::Random,
    story::Story,
    style::{CaptionOrder, HeadOrder, Style},
};
use crate::segmentation::Role;
use std::collections::VecDeque;

/// A page to be set: its style, its stories, its lines of furniture.
pub(super) struct Sheet {
    /// How the paper sets it.
    pub style: Style,
    /// What it prints, in order of importance.
    pub stories: Vec<Story>,
    /// Folio, masthead, slogans.
    pub notes: Vec<String>,
}

/// Sets the pages of a file, each in its own style.
pub(super) fn set_file(sheets: &[Sheet], chance: &mut Random) -> SetFile {
    let mut file = SetFile::default();
    // The article and the last body block of each story, by its number in the file.
    let mut placed: Vec<(usize, usize)> = Vec::new();
    for Sheet { style, stories, notes } in sheets {
        let page = PagePlan { file: &mut file, style, chance }.set(stories, notes, &mut placed);
        file.pages.push(page);
    }
    file
}

pub(super) struct PagePlan<'a> {
    pub file: &'a mut SetFile,
    pub style: &'a Style,
    pub chance: &'a mut Random,
}

impl PagePlan<'_> {
    fn set(mut self, stories: &[Story], notes: &[String], placed: &mut Vec<(usize, usize)>) -> Vec<SetLine> {
        let style = self.style;
        let width = style.columns as f32 * (style.measure + style.gutter) - style.gutter;
        let mut skyline = vec![4.0f32; style.columns];
        let mut set = Vec::new();
        // Columns of the stories that are to stand in the row that is being filled.
        let mut row: VecDeque<usize> = VecDeque::new();
        for (number, story) in stories.iter().enumerate() {
            if style.grid.rows && row.is_empty() {
                row = self.row(&stories[number..]);
                if style.grid.wrapped == 0.0 {
                    let level = skyline.iter().copied().fold(0.0, f32::max);
                    skyline.fill(level);
                }
            }
            let most =
                ((story.chars() as f32 / (style.measure * 10.0)).ceil() as usize).clamp(1, style.columns);
            let span = self.chance.int(1.max(most.saturating_sub(2)), most);
            let (first, span) = match row.pop_front() {
                Some(span) => (style.columns - span - row.iter().sum::<usize>(), span),
                None => (
                    (0..=style.columns - span)
                        .min_by(|&a, &b| {
                            let top =
                                |first| skyline[first..first + span].iter().copied().fold(0.0, f32::max);
                            top(a).total_cmp(&top(b))
                        })
                        .unwrap_or(0),
                    span,
                ),
            };
            let tops = skyline[first..first + span].to_vec();
            let x = first as f32 * (style.measure + style.gutter);
            let article = match story.continues {
                Some(earlier) => placed[earlier].0,
                None => {
                    self.file.open.push(story.open);
                    self.file.open.len() - 1
                }
            };
            let resumed = story.continues.map(|earlier| placed[earlier].1);
            let (lines, last) = self.article(story, article, resumed, x, &tops);
            placed.push((article, last));
            let air = self.chance.float(1.0, 2.5);
            skyline[first..first + span].fill(lines.bottom + air);
            set.push(lines);
        }
        if self.chance.chance(style.shuffled) {
            self.chance.shuffle(&mut set);
        }
        let bottom = skyline.iter().copied().fold(0.0, f32::max) + 2.0;
        self.draw(set, notes, width, bottom)
    }

    /// How many columns each of the next stories has, so that they stand side by side across the page and end at about
    /// the same height.
    fn row(&self, stories: &[Story]) -> VecDeque<usize> {
        /// Stories that stand side by side at most.
        const MOST: usize = 4;
        let columns = self.style.columns;
        let count = self.chance.fork(stories.len() as u64).int(1, MOST.min(columns).min(stories.len()));
        let mut spans = vec![1; count];
        let height = |(i, &span): (usize, &usize)| stories[i].chars() / span;
        for _ in count..columns {
            let tallest = spans.iter().enumerate().max_by_key(|&at| height(at)).map_or(0, |(i, _)| i);
            spans[tallest] += 1;
        }
        spans.into()
    }

    /// Puts the page's articles in the order in which the file draws them.
    fn draw(&mut self, set: Vec<SetArticle>, notes: &[String], width: f32, bottom: f32) -> Vec<SetLine> {
        let style = self.style;
        let mut out = Vec::new();
        let (mut heads_apart, mut captions_last) = (Vec::new(), Vec::new());
        let mut chance = self.chance.fork(set.len() as u64);
        let usual = if self.chance.chance(0.5) { 0 } else { usize::MAX };
        let scattered: Vec<usize> = notes
            .iter()
            .map(|_| if chance.chance(style.scattered) { chance.below(set.len() + 1) } else { usual })
            .collect();
        let due = |places: std::ops::RangeInclusive<usize>| -> Vec<&String> {
            let due = notes.iter().zip(&scattered).filter(|(_, at)| places.contains(at));
            due.map(|(note, _)| note).collect()
        };
        let mut drawn = 0;
        let mut set = set.into_iter().enumerate().peekable();
        while let Some((number, mut article)) = set.next() {
            self.notes(&due(drawn..=number), width, bottom, &mut out);
            drawn = number + 1;
            let mut body: Vec<SetLine>;
            if article.body.len() > 1
                && set.peek().is_some_and(|(_, next)| next.body.len() > 1)
                && self.chance.chance(style.interleave)
                && let Some((_, next)) = set.next()
            {
                body = interleave(article.body, next.body);
                article.head.extend(next.head);
                article.pictures.extend(next.pictures);
                article.furniture.extend(next.furniture);
            } else {
                let order = match style.heads {
                    HeadOrder::Mixed => self.chance.weighted(&[
                        (HeadOrder::Before, 0.45),
                        (HeadOrder::After, 0.45),
                        (HeadOrder::Between, 0.1),
                    ]),
                    order => order,
                };
                let columns = article.body.len();
                let head_at = match order {
                    HeadOrder::Before => 0,
                    HeadOrder::Between if columns > 1 => self.chance.int(1, columns - 1),
                    HeadOrder::PageEnd | HeadOrder::PageStart => {
                        heads_apart.push(std::mem::take(&mut article.head));
                        0
                    }
                    _ => columns,
                };
                let mut captions = std::mem::take(&mut article.pictures);
                let mut before = Vec::new();
                match style.captions {
                    CaptionOrder::PageEnd => captions_last.append(&mut captions),
                    CaptionOrder::Before => before.append(&mut captions),
                    CaptionOrder::Inside => {
                        article.head.splice(0..0, std::mem::take(&mut captions)).for_each(drop)
                    }
                    CaptionOrder::After => {}
                }
                body = Vec::new();
                let mut head = Some(std::mem::take(&mut article.head));
                for (i, column) in article.body.into_iter().enumerate() {
                    if i == head_at {
                        body.extend(head.take().into_iter().flatten());
                    }
                    body.extend(column);
                }
                body.extend(head.into_iter().flatten());
                before.append(&mut body);
                body = before;
                article.pictures = captions;
            }
            let section_first = self.chance.chance(0.6);
            if section_first {
                out.append(&mut article.furniture);
            }
            let bead = !out.is_empty() && self.chance.chance(style.bead);
            if let Some(first) = body.first_mut() {
                first.bead |= bead;
            }
            out.append(&mut body);
            out.append(&mut article.head);
            out.append(&mut article.pictures);
            out.append(&mut article.furniture);
        }
        if self.chance.chance(0.25) {
            self.chance.shuffle(&mut heads_apart);
        }
        let heads_apart = heads_apart.into_iter().flatten();
        if style.heads == HeadOrder::PageStart {
            out.splice(0..0, heads_apart);
        } else {
            out.extend(heads_apart);
        }
        out.extend(captions_last);
        self.notes(&due(drawn..=usize::MAX), width, bottom, &mut out);
        out
    }

    /// Furniture lines at the head or foot of the page.
    fn notes(&mut self, notes: &[&String], width: f32, bottom: f32, out: &mut Vec<SetLine>) {
        if notes.is_empty() {
            return;
        }
        let foot = self.chance.chance(0.3);
        for (i, note) in notes.iter().enumerate() {
            let y = if foot { bottom + 2.0 * i as f32 } else { 1.0 + 1.4 * i as f32 };
            let block = self.file.block(None, Role::Furniture);
            let frame = self.file.frame();
            let x = if i == 0 { 0.0 } else { self.chance.float(0.0, width / 2.0) };
            out.extend(self.lines(note, block, 0, x, y, f32::MAX, 1.0, 0.0, frame));
        }
    }
}

/// Columns of two articles taken in turn, as when a page is read across.
fn interleave(a: Vec<Vec<SetLine>>, b: Vec<Vec<SetLine>>) -> Vec<SetLine> {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    let mut out = Vec::new();
    loop {
        match (a.next(), b.next()) {
            (None, None) => return out,
            (x, y) => {
                out.extend(x.into_iter().flatten());
                out.extend(y.into_iter().flatten());
            }
        }
    }
}

//! The page's raw text beside the article: every line as it is in the file, with its number and what it was taken for.

use super::panels::Panel;
use super::reader::Reader;
use super::reader::article::{OpenArticle, percent};
use super::store::Store;
use super::theme::{height, size, space};
use super::view::{View, article_panel, one_line, role_tint};
use super::{commands, corrections, navigation, open_archive, reader, strings, widgets};
use crate::archive::{ArticleId, reading_in_words};
use crate::segmentation::LineNo;
use egui::{
    EventFilter, FontId, Id, Key, Label, Modifiers, Rect, RichText, Role as WidgetRole, ScrollArea, Sense,
    Ui, WidgetInfo, pos2, vec2,
};

/// Height of a line, in points.
const ROW: f32 = height::LINE;
/// Width of the line numbers, in points.
const GUTTER: f32 = 46.0;
/// Characters of a line that are shown: a whole page on one line must not stall the window.
const LONGEST: usize = 2000;

/// Article and block of each line of a page.
type LineMap = Vec<Option<Taken>>;
/// Article of a line, `None` for furniture, and its block.
type Taken = (Option<usize>, usize);

/// Scrolling of the source, and what its lines were taken for.
#[derive(Default)]
pub struct Scroll {
    /// The article and the line that it was scrolled to.
    revealed: (u64, u32),
    /// Scroll offset, in points.
    offset: f32,
    /// The line that the keyboard is on.
    cursor: Option<LineNo>,
    /// Roles of the lines of the open article's page, and the opening that they are of.
    line_map: (u64, LineMap),
}

/// Under what name egui knows the lines.
pub fn id() -> Id {
    Id::unique("source")
}

/// Draws the panel.
pub fn show(ui: &mut Ui, view: &mut View<'_>, reader: &Reader, store: &Store, scroll: &mut Scroll) {
    let open = article_panel(ui, view, strings::SOURCE, Panel::Source, reader.open.as_ref());
    let Some(open) = open else { return };
    encoding(ui, view, open);
    corrections::view::list(ui, view, open, store);
    if scroll.line_map.0 != open.serial {
        scroll.line_map = (open.serial, line_map(open));
    }
    let selected = match (reader.selection, reader.block().and_then(|block| open.article().blocks.get(block)))
    {
        (Some(range), _) => open.lines(range),
        (None, Some(block)) => {
            let mut lines = block.lines.clone();
            lines.sort_unstable();
            lines
        }
        (None, None) => Vec::new(),
    };
    let room = ui.available_height();
    let lines_of_it = ui.interact(ui.available_rect_before_wrap(), id(), Sense::focusable_noninteractive());
    lines_of_it.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, view.t(strings::SOURCE)));
    let begin = selected.first().copied().unwrap_or(open.article().first_line());
    let cursor = match lines_of_it.has_focus() {
        true => {
            let from = scroll.cursor.filter(|line| open.page().index(*line).is_some()).unwrap_or(begin);
            Some(keys(ui, view, open, from, (room / ROW) as usize, &scroll.line_map.1))
        }
        false => None,
    };
    // A dialog over the window gives the keyboard back to the same line.
    if cursor.is_some() || widgets::is_reached(ui) {
        scroll.cursor = cursor;
    }
    let mut area = ScrollArea::both().auto_shrink(false).id_salt("source");
    let read = reader.place.map(|byte| open.page().line_at(byte));
    let at = cursor.or(selected.first().copied()).or(read).unwrap_or(open.article().first_line());
    let wanted = (open.serial, at.0);
    if scroll.revealed != wanted {
        let moved = scroll.revealed.0 != wanted.0;
        scroll.revealed = wanted;
        let top = open.page().index(LineNo(wanted.1)).unwrap_or(0) as f32 * ROW;
        let now = scroll.offset;
        if moved || top < now || top + ROW > now + room {
            area = area.vertical_scroll_offset((top - room * 0.25).max(0.0));
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let lines = open.page().line_count();
    let output = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(lines as f32 * ROW);
        let first = (viewport.top() / ROW).floor().max(0.0) as usize;
        let last = ((viewport.bottom() / ROW).ceil().max(0.0) as usize).min(lines);
        let origin = ui.max_rect().min;
        let mut widest = ui.available_width();
        for (at, number) in open.page().line_numbers().enumerate().take(last).skip(first) {
            let top = origin.y + at as f32 * ROW;
            let rect = Rect::from_min_size(
                pos2(origin.x, top),
                vec2(ui.max_rect().width().max(viewport.right()), ROW),
            );
            let what = scroll.line_map.1.get(at).copied().flatten();
            let is_chosen = selected.binary_search(&number).is_ok() || cursor == Some(number);
            let width = line(ui, view, open, (number, what), rect, is_chosen);
            if cursor == Some(number) {
                widgets::focus_ring(ui, view.palette, rect.intersect(ui.clip_rect()));
            }
            widest = widest.max(width);
        }
        ui.set_width(widest);
    });
    scroll.offset = output.state.clamped_offset().y;
}

/// Keys while the keyboard is in the lines: gives the line that they lead to from another one. What is put right by a key
/// is the line.
fn keys(
    ui: &Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    from: LineNo,
    page: usize,
    map: &[Option<Taken>],
) -> LineNo {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
    let has_text = |line: &LineNo| !open.page().line(*line).trim().is_empty();
    let lines: Vec<LineNo> = open.page().line_numbers().filter(has_text).collect();
    let mut at = lines.partition_point(|line| *line < from);
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    at = (at + pressed(Key::ArrowDown) + pressed(Key::PageDown) * page.max(1)).min(lines.len().max(1) - 1);
    at = at.saturating_sub(pressed(Key::ArrowUp) + pressed(Key::PageUp) * page.max(1));
    if pressed(Key::Home) > 0 {
        at = 0;
    }
    if pressed(Key::End) > 0 {
        at = lines.len().max(1) - 1;
    }
    let line = lines.get(at).copied().unwrap_or(from);
    if pressed(Key::Enter) + pressed(Key::Space) > 0 {
        let taken = open.page().index(line).and_then(|at| map.get(at).copied().flatten());
        go_to(view, open, line, taken);
    }
    for command in commands::COMMANDS {
        let Some(action) = corrections::view::about(command, Some(line)) else { continue };
        let keys = commands::keys_of(command, &view.cx.settings.keys);
        if ui.input_mut(|input| keys.iter().any(|key| input.consume_shortcut(key))) {
            view.push(action);
        }
    }
    line
}

/// Selects a line's block in the article, or opens the article that it is of.
fn go_to(view: &mut View<'_>, open: &OpenArticle, line: LineNo, taken: Option<Taken>) {
    match taken {
        Some((Some(article), _)) if article == open.id.index as usize => {
            view.push(reader::Action::SelectLine(line));
        }
        Some((Some(article), _)) => {
            view.push(navigation::Action::Open(ArticleId { page: open.id.page, index: article as u32 }));
        }
        _ => {}
    }
}

/// The encoding the page is read in, to be changed.
fn encoding(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) {
    use crate::segmentation::decode::Encoding;
    ui.horizontal(|ui| {
        if let Some(encoding) = open.content.origin.encoding() {
            let label = view.fill(strings::ENCODING, &[&encoding.name()]);
            ui.menu_button(label, |ui| {
                let wish = open.entry.wish;
                if ui.selectable_label(wish.is_none(), view.t(strings::AUTOMATIC)).clicked() {
                    view.push(open_archive::Action::SetEncoding(open.id.page, None));
                    ui.close();
                }
                for encoding in Encoding::ALL {
                    if ui.selectable_label(wish == Some(encoding), encoding.name()).clicked() {
                        view.push(open_archive::Action::SetEncoding(open.id.page, Some(encoding)));
                        ui.close();
                    }
                }
            });
        }
        // A long path must not push what stands below it out of the panel.
        let path = RichText::new(&*open.entry.file.path).size(size::SMALL).color(view.palette.soft);
        ui.add(Label::new(path).truncate());
    });
    if let Some(words) = reading_in_words(&open.content, view.cx.language) {
        ui.label(RichText::new(words).size(size::SMALL).color(view.palette.warn));
    }
}

fn line_map(open: &OpenArticle) -> LineMap {
    let mut map: LineMap = vec![None; open.page().line_count()];
    let segmentation = &open.content.segmentation;
    let mut put = |lines: &[LineNo], what| {
        for line in lines {
            if let Some(at) = open.page().index(*line) {
                map[at] = Some(what);
            }
        }
    };
    for (index, article) in segmentation.articles.iter().enumerate() {
        for (block, lines) in article.blocks.iter().enumerate() {
            put(&lines.lines, (Some(index), block));
        }
    }
    for (block, lines) in segmentation.furniture.iter().enumerate() {
        put(&lines.lines, (None, block));
    }
    map
}

/// Draws a line; says how far right it reaches from the left edge.
fn line(
    ui: &Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    (number, what): (LineNo, Option<Taken>),
    rect: Rect,
    selected: bool,
) -> f32 {
    let palette = view.palette;
    let block = what.and_then(|(article, block)| match article {
        Some(article) => open.content.segmentation.articles.get(article)?.blocks.get(block),
        None => open.content.segmentation.furniture.get(block),
    });
    let here = what.is_some_and(|(article, _)| article == Some(open.id.index as usize));
    let text = printable(open.page().line(number));
    let role = block.map(|block| view.t(strings::role_name(block.role)));
    let response = ui.interact(rect, ui.scope_id().with(("line", number.0)), Sense::CLICK);
    let spoken = format!("{} {} {text}", number.0, role.unwrap_or_default());
    widgets::row_info(&response, WidgetRole::ListItem, selected, &spoken);
    let painter = ui.painter();
    if selected {
        painter.rect_filled(rect, 0.0, palette.chosen);
        painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, ROW)), 0.0, palette.accent);
    } else if let Some(block) = block.filter(|_| here) {
        painter.rect_filled(rect, 0.0, role_tint(palette, block.role));
    }
    if response.hovered() && !selected {
        painter.rect_filled(rect, 0.0, palette.hover);
    }
    let digits =
        painter.layout_no_wrap(number.0.to_string(), FontId::proportional(size::SMALL), palette.soft);
    let place =
        pos2(rect.left() + GUTTER - space::S - digits.size().x, rect.center().y - digits.size().y / 2.0);
    painter.galley(place, digits, palette.soft);
    let ink = if here || selected { palette.ink } else { palette.soft };
    let galley = one_line(ui, &text, size::BODY, ink, f32::INFINITY);
    let width = GUTTER + galley.size().x + space::M;
    ui.painter().galley(pos2(rect.left() + GUTTER, rect.center().y - galley.size().y / 2.0), galley, ink);
    let response = match (role, block) {
        (Some(role), Some(block)) => {
            let sure = percent(block.role_confidence);
            response.on_hover_text(view.fill(strings::ROLE_SURE, &[&role, &sure]))
        }
        _ => response,
    };
    response.context_menu(|ui| corrections::view::items(ui, view, Some(number)));
    if response.clicked() {
        go_to(view, open, number, what);
    }
    width
}

/// The beginning of a line of any length, with what cannot be seen made visible.
pub fn printable(line: &str) -> String {
    line.chars().take(LONGEST).map(visible).collect()
}

/// A control character as its picture, so that it is seen and does no harm.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('·'),
        '\u{7f}' => '␡',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '·',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!("a\u{0}b\u{202e}c甲".chars().map(visible).collect::<String>(), "a␀b·c甲");
    }
}

//! The documents inside the program, to be read and searched: its manual, and the licences of all that it is made of.

pub mod markdown;

use super::panels::Overlay;
use super::strings::Phrase;
use super::theme::{Palette, height, size, space};
use super::view::{View, one_line};
use super::{strings, widgets};
use crate::documents::{Document, licences, manual};
use egui::text::LayoutJob;
use egui::{
    Align, FontFamily, FontId, Key, Link, Modifiers, RichText, Role as WidgetRole, ScrollArea, Sense,
    TextEdit, TextFormat, Ui, WidgetInfo, vec2,
};
use markdown::{Block, Span, Style, blocks};

/// Height of a row of the list, in points.
const ROW: f32 = height::ITEM;

/// The documents of a dialog, and what is looked for in them.
#[derive(Default)]
pub struct Shelf {
    documents: Vec<Document>,
    /// Those that have the words.
    found: Vec<usize>,
    typed: String,
    /// What is typed, as it is looked for.
    words: String,
    chosen: usize,
    /// The blocks of the chosen one.
    blocks: Vec<Block>,
    /// Whether the first place of the words is still to be scrolled to.
    reveal: bool,
}

impl Shelf {
    fn new(documents: Vec<Document>) -> Shelf {
        let mut shelf = Shelf { documents, ..Shelf::default() };
        shelf.look();
        shelf
    }

    /// Finds the documents that have what is typed, without regard to capitals.
    fn look(&mut self) {
        self.words = self.typed.trim().to_ascii_lowercase();
        let has = |text: &str| text.to_ascii_lowercase().contains(&self.words);
        let is_found = |&at: &usize| has(&self.documents[at].title) || has(&self.documents[at].text);
        self.found = (0..self.documents.len()).filter(is_found).collect();
        if !self.found.contains(&self.chosen) {
            self.chosen = self.found.first().copied().unwrap_or(0);
        }
        self.choose(self.chosen);
    }

    fn choose(&mut self, at: usize) {
        self.chosen = at;
        self.reveal = !self.words.is_empty();
        self.blocks = match self.documents.get(at) {
            Some(page) if !page.file.is_empty() => blocks(&page.text),
            Some(licence) => {
                let plain = |line: &str| vec![Span { text: line.into(), style: Style::Plain }];
                licence.text.lines().map(|line| Block::Paragraph(plain(line))).collect()
            }
            None => Vec::new(),
        };
    }

    /// Chooses the next or the previous one that was found.
    fn step(&mut self, by: isize) {
        let row = self.found.iter().position(|&at| at == self.chosen).unwrap_or(0);
        if let Some(&at) = row.checked_add_signed(by).and_then(|row| self.found.get(row)) {
            self.choose(at);
        }
    }

    fn page(&self, file: &str) -> Option<usize> {
        self.documents.iter().position(|page| !page.file.is_empty() && page.file == file)
    }
}

/// Draws the manual or the licences.
pub fn show(ui: &mut Ui, view: &mut View<'_>, overlay: Overlay, shelf: &mut Shelf) {
    let (name, hint) = match overlay {
        Overlay::Licences => ("licences", strings::FIND_IN_LICENCES),
        _ => ("manual", strings::FIND_IN_MANUAL),
    };
    let field = field(ui, view, hint, &mut shelf.typed);
    if *view.focused != Some(name) {
        *view.focused = Some(name);
        let language = view.cx.language;
        *shelf = Shelf::new(match overlay {
            Overlay::Licences => licences(language).unwrap_or_default(),
            _ => manual(language),
        });
        field.request_focus();
    } else if field.changed() {
        shelf.look();
    }
    let count =
        |ui: &mut Ui, key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as isize;
    let by = count(ui, Key::ArrowDown) - count(ui, Key::ArrowUp);
    let pages = count(ui, Key::PageDown) - count(ui, Key::PageUp);
    shelf.step(by);
    ui.add_space(space::S);
    /// Height of what is above and below in the dialog, in points.
    const AROUND: f32 = 200.0;
    let height = (ui.ctx().content_rect().height() - AROUND).clamp(3.0 * ROW, 620.0);
    let width = ui.available_width();
    let list_width = (width * 0.28).clamp(96.0, 220.0);
    let top_down = egui::Layout::top_down(Align::Min);
    let mut wanted = None;
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(list_width, height), top_down, |ui| {
            ui.set_min_size(vec2(list_width, height));
            wanted = list(ui, view, shelf, by != 0);
        });
        let width = ui.available_width();
        ui.allocate_ui_with_layout(vec2(width, height), top_down, |ui| {
            ui.set_min_size(vec2(width, height));
            let area = ScrollArea::vertical().id_salt((name, shelf.chosen)).auto_shrink(false);
            let file = area.show(ui, |ui| {
                widgets::beside_bar(ui);
                ui.scroll_with_delta(vec2(0.0, -(pages as f32) * (height - ROW)));
                text(ui, view, shelf)
            });
            if let Some(page) = file.inner.and_then(|file| shelf.page(&file)) {
                // Also where the words that were looked for are not.
                shelf.typed.clear();
                shelf.look();
                wanted = Some(page);
            }
        });
    });
    if let Some(at) = wanted {
        shelf.choose(at);
        field.request_focus();
    }
}

fn field(ui: &mut Ui, view: &View<'_>, hint: Phrase, typed: &mut String) -> egui::Response {
    let hint = view.t(hint);
    let field = TextEdit::singleline(typed)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(vec2(space::M, space::S));
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(WidgetRole::TextInput, true, hint));
    field
}

/// Draws the list of those that were found; gives the one that is pressed.
fn list(ui: &mut Ui, view: &View<'_>, shelf: &Shelf, moved: bool) -> Option<usize> {
    if shelf.found.is_empty() {
        widgets::soft(ui, view.palette, view.t(strings::NOTHING_FOUND));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut pressed = None;
    ScrollArea::vertical().id_salt("documents").auto_shrink(false).show(ui, |ui| {
        for &at in &shelf.found {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let (title, chosen) = (&shelf.documents[at].title, at == shelf.chosen);
            widgets::row_info(&response, WidgetRole::ListBoxOption, chosen, title);
            if chosen && moved {
                response.scroll_to_me(None);
            }
            if !ui.is_rect_visible(rect) {
                continue;
            }
            widgets::ground(ui, view.palette, rect, &response, chosen);
            let inner = rect.shrink2(vec2(space::S, 0.0));
            let galley = one_line(ui, title, size::BODY, view.palette.ink, inner.width());
            ui.painter().galley(
                inner.left_center() - vec2(0.0, galley.size().y / 2.0),
                galley,
                view.palette.ink,
            );
            if response.clicked() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

/// Draws the chosen document; gives the file of a link that is pressed.
fn text(ui: &mut Ui, view: &View<'_>, shelf: &mut Shelf) -> Option<String> {
    let Shelf { documents, chosen, blocks, words, reveal, .. } = shelf;
    let is_page = documents.get(*chosen).is_some_and(|page| !page.file.is_empty());
    let mut set = Setting { palette: view.palette, words, reveal, pressed: None };
    ui.spacing_mut().item_spacing.y = if is_page { space::S } else { 0.0 };
    for block in blocks {
        match block {
            Block::Heading(is_first, spans) => {
                let size = if *is_first { size::HEADING } else { size::ROW };
                ui.add_space(if *is_first { 0.0 } else { space::M });
                set.line(ui, spans, size, view.palette.accent);
            }
            Block::Paragraph(spans) => set.line(ui, spans, size::BODY, view.palette.ink),
            Block::Item(spans) => {
                ui.horizontal_top(|ui| {
                    widgets::soft(ui, view.palette, "•");
                    set.line(ui, spans, size::BODY, view.palette.ink);
                });
            }
            Block::Code(code) => {
                let code = Span { text: code.clone(), style: Style::Code };
                set.line(ui, &[code], size::SMALL, view.palette.ink);
            }
            Block::Table(rows) => set.table(ui, rows),
        }
    }
    set.pressed
}

/// Text being set: with what it is marked, and what was pressed in it.
struct Setting<'a> {
    palette: &'static Palette,
    words: &'a str,
    reveal: &'a mut bool,
    pressed: Option<String>,
}

impl Setting<'_> {
    fn table(&mut self, ui: &mut Ui, rows: &[Vec<Vec<Span>>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        // A column is as wide as its longest cell, or as an equal share of what the others leave.
        let longest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let width = |cell: &Vec<Span>| {
                cell.iter().map(|span| unicode_width::UnicodeWidthStr::width(&*span.text)).sum()
            };
            cells.map(width).max().unwrap_or(0usize) as f32 * size::BODY * 0.6
        };
        let mut room = ui.available_width() - space::M * columns as f32;
        let mut widths: Vec<(usize, f32)> = (0..columns).map(|column| (column, longest(column))).collect();
        widths.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (left, (_, width)) in (1..=columns).rev().zip(&mut widths) {
            *width = width.min(room / left as f32).max(size::BODY);
            room -= *width;
        }
        widths.sort_by_key(|&(column, _)| column);
        for row in rows {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                for (cell, &(_, width)) in row.iter().zip(&widths) {
                    ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(Align::Min), |ui| {
                        ui.set_width(width);
                        self.line(ui, cell, size::BODY, self.palette.ink);
                    });
                }
            });
        }
    }

    /// Sets pieces of text one after the other, in as many lines as they need.
    fn line(&mut self, ui: &mut Ui, spans: &[Span], size: f32, color: egui::Color32) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for span in spans {
                let mut format = TextFormat::simple(FontId::proportional(size), color);
                match &span.style {
                    Style::Link(file) => {
                        let link = ui
                            .add(Link::new(RichText::new(&span.text).size(size).color(self.palette.accent)));
                        if link.clicked() {
                            self.pressed = Some(file.clone());
                        }
                        continue;
                    }
                    Style::Code => {
                        format.font_id.family = FontFamily::Monospace;
                        format.background = self.palette.hover;
                    }
                    Style::Strong => format.color = self.palette.accent,
                    Style::Plain => {}
                }
                let (job, is_marked) = self.marked(&span.text, format);
                let label = ui.label(job);
                if is_marked && std::mem::take(self.reveal) {
                    label.scroll_to_me(Some(Align::Center));
                }
            }
        });
    }

    /// A text with the words that are looked for marked, and whether there are any.
    fn marked(&self, text: &str, format: TextFormat) -> (LayoutJob, bool) {
        let (mut job, mut end) = (LayoutJob::default(), 0);
        let marked = TextFormat { background: self.palette.hit, ..format.clone() };
        let folded = text.to_ascii_lowercase();
        for (start, _) in folded.match_indices(self.words).filter(|_| !self.words.is_empty()) {
            job.append(&text[end..start], 0.0, format.clone());
            end = start + self.words.len();
            job.append(&text[start..end], 0.0, marked.clone());
        }
        job.append(&text[end..], 0.0, format);
        (job, end > 0)
    }
}

//! The article: where it is from, its text, and what can be done with what is selected.

use super::{Sheet, View, correct, kit, meanings, notes, one_line};
use crate::app::action::{Action, Overlay, Panel};
use crate::app::article::OpenArticle;
use crate::app::commands;
use crate::app::icons::Icon;
use crate::app::language as words;
use crate::app::reading::{
    Decoration, DecorationKind, Direction, ReadingColours, ReadingOutput, ReadingStyle, TextPosition,
    TextRange, Typeface,
};
use crate::app::speech::Speech;
use crate::app::state::{Beside, Focus, Reveal};
use crate::app::theme::{size, space};
use crate::app::update::SURE;
use crate::notebook::AnchorState;
use crate::variants::Script;
use egui::{Align, Area, Button, Color32, Frame, Id, Layout, Order, Popup, Rect, RichText, Ui, pos2, vec2};

/// Decorations of this number and above are jump lines; those below are annotations.
const JUMPS: u64 = 1 << 32;
/// Decorations of this number and above are search hits.
const HITS: u64 = 1 << 33;
/// The number of the sentence being read aloud among the decorations.
const SPOKEN: u64 = u64::MAX;
/// Points that the head wants besides, to say how long the article is.
const LENGTH_FROM: f32 = 360.0;
/// Seconds that an article is open before reaching its end counts as having read it.
const GLANCE: f64 = 1.5;

/// Draws the open article, and beside it the other one where there is one and room for it.
pub fn show(ui: &mut Ui, view: &mut View<'_>) {
    /// Points that two articles side by side want.
    const TWO: f32 = 560.0;
    let reader = &view.state.reader;
    let Some(open) = &reader.open else { return nothing(ui, view) };
    let sheets = &mut view.buffers.sheets;
    // An article that changes sides takes its place and its selection along.
    if sheets[reader.side.index()].serial != open.serial
        && sheets[reader.side.other().index()].serial == open.serial
    {
        sheets.swap(0, 1);
    }
    match &reader.beside {
        Some(beside) if ui.available_width() >= TWO => ui.columns(2, |columns| {
            let (here, there) = (reader.side.index(), reader.side.other().index());
            columns[here].push_id(here, |ui| active(ui, view, open));
            columns[there].push_id(there, |ui| passive(ui, view, beside));
        }),
        _ => active(ui, view, open),
    }
}

/// Draws the open article.
fn active(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) {
    let state = view.state;
    if !state.focused {
        head(ui, view, open);
    }
    let is_new = prepare(&mut view.buffers.sheets[state.reader.side.index()], open);
    let buffers = &mut *view.buffers;
    if is_new {
        buffers.opened = state.now;
        buffers.seen_end = false;
    }
    let sheet = &mut buffers.sheets[state.reader.side.index()];
    // Where a place is can only be told once the pane has laid the article out.
    let wanted = state.reader.reveal.filter(|(serial, _)| *serial != buffers.revealed);
    if is_new && wanted.is_some() {
        ui.ctx().request_repaint();
    } else if let Some((serial, reveal)) = wanted {
        buffers.revealed = serial;
        match reveal {
            Reveal::Select(range) => sheet.pane.select(open.shown.from_printed(range)),
            Reveal::Look(range) => sheet.pane.reveal(open.shown.from_printed(range)),
            Reveal::Top(at) => sheet.pane.scroll_to(open.shown.place_from_printed(at)),
        }
    } else if state.reader.selection.is_none()
        && sheet.selection.is_some()
        && printed_selection(sheet, open) == sheet.selection
    {
        // The selection was taken back by a key; a mere press stays where it is.
        sheet.pane.clear_selection();
    }
    let decorations = shown_in(open, decorations(view, open));
    let style = style(view);
    let sheet = &mut view.buffers.sheets[state.reader.side.index()];
    sheet.pane.take_keys(state.overlay.is_none());
    let output = sheet.pane.ui(ui, &open.shown.document, &style, &decorations);
    sheet.top = open.shown.place_to_printed(sheet.pane.position());
    if state.focus == Some(Focus::Article) {
        output.response.request_focus();
    }
    after(ui, view, open, &output);
}

/// Draws the article beside the open one; a press makes it the open one.
fn passive(ui: &mut Ui, view: &mut View<'_>, beside: &Beside) {
    let open = &beside.open;
    if !view.state.focused {
        head(ui, view, open);
    }
    let style = style(view);
    let decorations = shown_in(open, beside.marks.clone());
    let sheet = &mut view.buffers.sheets[view.state.reader.side.other().index()];
    prepare(sheet, open);
    sheet.pane.take_keys(false);
    let output = sheet.pane.ui(ui, &open.shown.document, &style, &decorations);
    sheet.top = open.shown.place_to_printed(sheet.pane.position());
    sheet.selection = None;
    if output.response.is_pointer_button_down_on() || output.response.clicked() {
        view.push(Action::SwitchSide);
    }
}

/// Makes a pane ready for an article; says whether it is another one than before.
fn prepare(sheet: &mut Sheet, open: &OpenArticle) -> bool {
    let is_new = sheet.serial != open.serial;
    if is_new {
        sheet.pane.reset();
        (sheet.serial, sheet.selection, sheet.top) = (open.serial, None, TextPosition::default());
    } else if sheet.script != open.shown.script {
        let selection = sheet.selection.map(|range| open.shown.from_printed(range));
        sheet.pane.rewrite(selection, open.shown.place_from_printed(sheet.top));
    }
    sheet.script = open.shown.script;
    is_new
}

/// The text as printed that is selected in a pane.
fn printed_selection(sheet: &Sheet, open: &OpenArticle) -> Option<TextRange> {
    sheet.pane.selection().map(|range| open.shown.to_printed(range))
}

/// Decorations of the printed text, where they are shown.
fn shown_in(open: &OpenArticle, mut decorations: Vec<Decoration>) -> Vec<Decoration> {
    for decoration in &mut decorations {
        decoration.range = open.shown.from_printed(decoration.range);
    }
    decorations
}

fn nothing(ui: &mut Ui, view: &mut View<'_>) {
    let loading = view.state.archive.progress.is_some();
    let (title, hint) = if loading {
        (view.t(words::OPENING), view.t(words::FIRST_PAGES))
    } else {
        (view.t(words::NOTHING_OPEN), view.t(words::NOTHING_OPEN_HINT))
    };
    kit::empty_state(ui, view.palette, title, hint, |ui| {
        if !loading && kit::primary(ui, view.palette, view.t(words::OPEN_TITLE)).clicked() {
            view.push(Action::Show(Overlay::Open));
        }
    });
}

/// Says that articles are not shown as printed, or would not be; a press flips between the two.
fn script_mark(ui: &mut Ui, view: &mut View<'_>) {
    if view.state.settings.script == Script::AsPrinted {
        return;
    }
    let text = view.t(words::script(view.state.script()));
    let mark = kit::chip(ui, view.palette, text, !view.state.reader.as_printed);
    if mark.on_hover_text(view.t(words::SCRIPT_HINT)).clicked() {
        view.push(Action::ToggleAsPrinted);
    }
}

/// Paper, date, page, section; how sure; and the way to the neighbours.
fn head(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) {
    let palette = view.palette;
    let is_open = view.state.reader.open.as_ref().is_some_and(|other| other.serial == open.serial);
    let row = ui.horizontal(|ui| {
        ui.add_space(space::S);
        ui.set_min_height(kit::BUTTON);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            if is_open {
                kit::command_button(ui, view, "next", Icon::Down, false, true);
                kit::command_button(ui, view, "previous", Icon::Up, false, true);
            }
            ui.spacing_mut().item_spacing.x = space::M;
            let confidence = open.article().confidence;
            if confidence < SURE {
                let text = view.fill(words::DOUBT_MARK, &[&(confidence * 100.0).round()]);
                let button = Button::new(RichText::new(text).size(size::SMALL).color(palette.warn));
                let button =
                    ui.add(button.frame_when_inactive(false)).on_hover_text(view.t(words::DOUBT_HINT));
                if button.clicked() && view.state.panel != Some(Panel::Why) {
                    view.push(Action::TogglePanel(Panel::Why));
                }
            }
            if is_open && view.state.is_read() {
                kit::soft(ui, palette, view.t(words::READ));
            }
            script_mark(ui, view);
            let (characters, minutes) = open.length();
            if ui.available_width() > LENGTH_FROM {
                kit::soft(ui, palette, view.fill(words::LENGTH, &[&characters, &minutes]));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let issue = &open.entry.issue;
                let parts =
                    [issue.paper.clone(), issue.title(view.language), open.entry.title(view.language)];
                let text = parts.join("  ·  ");
                let galley = one_line(ui, &text, size::SMALL, palette.soft, ui.available_width());
                ui.label(galley);
            });
        });
    });
    let rect = row.response.rect;
    // Of two articles side by side the one that keys and commands are for has the accent.
    let rule = if is_open && view.state.reader.beside.is_some() { palette.accent } else { palette.rule };
    ui.painter().hline(rect.x_range(), rect.bottom() + 2.0, (1.0, rule));
    ui.add_space(space::XS);
    parts(ui, view, open);
}

/// The ways to the instalments before and after, where there are any.
fn parts(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) {
    let library = &view.state.archive.library;
    let serials = library.serials();
    let previous = serials.previous(open.id).map(|link| (link, link.from, words::PREVIOUS_PART));
    let next = serials.next(open.id).map(|link| (link, link.to, words::NEXT_PART));
    if previous.is_none() && next.is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(space::S);
        for (link, id, phrase) in previous.into_iter().chain(next) {
            let (Some(page), Some(article)) = (library.page(id.page), library.article(id)) else { continue };
            let parts = [page.issue.title(view.language), page.title(view.language), article.title.clone()];
            let text = view.fill(phrase, &[&parts.join(" ")]);
            let label = RichText::new(&text).size(size::SMALL).color(view.palette.accent);
            let mut hint = view.fill(words::PART_SURE, &[&text, &(link.confidence * 100.0).round()]);
            if link.missing > 0 {
                hint += &view.fill(words::PARTS_MISSING, &[&link.missing]);
            }
            if ui.link(label).on_hover_text(hint).clicked() {
                view.push(Action::OpenArticle(id));
            }
        }
    });
}

/// How the person wants text to be set.
fn style(view: &View<'_>) -> ReadingStyle {
    let (settings, palette) = (&view.state.settings, view.palette);
    let accent = palette.accent;
    let colours = ReadingColours {
        text: palette.ink,
        quiet: palette.soft,
        accent,
        selection: Color32::from_rgba_unmultiplied(accent.r(), accent.g(), accent.b(), 56),
        highlights: palette.highlights,
        hit: palette.hit,
        current_hit: palette.current_hit,
        spoken: palette.hover,
    };
    ReadingStyle {
        typeface: if settings.serif { Typeface::Serif } else { Typeface::Sans },
        size: settings.text_size,
        line_height: settings.line_height,
        measure: Some(settings.measure),
        justify: settings.justify,
        hanging: settings.hanging,
        direction: if settings.vertical { Direction::Vertical } else { Direction::Horizontal },
        columns: settings.columns,
        animate: !settings.reduced_motion,
        ..ReadingStyle::new(colours)
    }
}

fn decorations(view: &View<'_>, open: &OpenArticle) -> Vec<Decoration> {
    let mut out = view.state.notes.decorations();
    for (index, (range, _)) in (0..).zip(open.jumps()) {
        out.push(Decoration { range, kind: DecorationKind::Link, id: JUMPS + index });
    }
    if let Some(range) = view.state.reader.speech.as_ref().and_then(Speech::sentence) {
        out.push(Decoration { range, kind: DecorationKind::Spoken, id: SPOKEN });
    }
    for (index, &range) in (0..).zip(&view.state.reader.hits) {
        let kind = if index == view.state.reader.hit as u64 {
            DecorationKind::CurrentHit
        } else {
            DecorationKind::SearchHit
        };
        out.push(Decoration { range, kind, id: HITS + index });
    }
    out
}

/// Takes in what the person did in the pane.
fn after(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, output: &ReadingOutput) {
    let sheet = &mut view.buffers.sheets[view.state.reader.side.index()];
    let selection = printed_selection(sheet, open);
    if selection != sheet.selection {
        sheet.selection = selection;
        view.push(Action::Select(selection));
    }
    if output.copy {
        view.push(Action::Copy);
    }
    match output.clicked {
        Some(id) if id >= HITS => {}
        Some(id) if id >= JUMPS => view.push(Action::FollowJump),
        Some(id) => {
            if let Some(placed) = view.state.notes.here.get(id as usize) {
                view.push(Action::EditNote(placed.annotation.id));
            }
        }
        None => {}
    }
    let caret = view.sheet().pane.caret().map(|at| open.shown.place_to_printed(at));
    if caret != view.state.reader.caret {
        view.push(Action::Caret(caret));
    }
    let place = page_byte(open, view.sheet().top);
    if place != view.state.notes.place {
        view.push(Action::ReadTo(place));
    }
    let end = open.shown.document.end();
    let seen_all = output.visible.is_some_and(|visible| visible.end >= end);
    if seen_all && !view.state.is_read() && !view.buffers.seen_end {
        let left = GLANCE - (view.state.now - view.buffers.opened);
        if left <= 0.0 {
            view.buffers.seen_end = true;
            view.push(Action::ReachedEnd);
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
    }
    let hovered = output.hovered.filter(|&id| id < JUMPS);
    if let Some(placed) = hovered.and_then(|id| view.state.notes.here.get(id as usize)) {
        let note = &placed.annotation.body.note;
        // Nothing is moved in silence: where the words have changed, those that were marked are told.
        let moved = (placed.state != AnchorState::Exact).then(|| {
            let (state, quote) = (view.t(notes::state_name(placed.state)), placed.annotation.target.quote());
            view.fill(words::PRINTED_BEFORE, &[&state, &quote])
        });
        let told: Vec<&str> =
            [note.as_str()].into_iter().chain(moved.as_deref()).filter(|told| !told.is_empty()).collect();
        if !told.is_empty() {
            output.response.clone().on_hover_text_at_pointer(told.join("\n"));
        }
    }
    menu(view, output);
    let dragging = ui.input(|input| input.pointer.any_down());
    if let (Some(_), Some(rect), false) = (output.selection, output.selection_rect, dragging) {
        let rect = rect.intersect(output.response.rect);
        bar(ui, view, rect);
        if let Some(text) = &view.state.reader.lookup {
            meanings::show(ui, view, text, rect);
        }
    }
}

/// The byte of the page that a place of the article shows.
fn page_byte(open: &OpenArticle, at: TextPosition) -> Option<u32> {
    if at == TextPosition::default() {
        return None;
    }
    let paragraph = open.document.paragraphs.get(at.paragraph)?;
    let block = open.article().blocks.get(paragraph.block)?;
    block.text.to_source(at.byte..paragraph.text.len()).first().map(|span| span.start)
}

/// The context menu.
fn menu(view: &mut View<'_>, output: &ReadingOutput) {
    Popup::context_menu(&output.response).show(|ui| {
        ui.set_min_width(220.0);
        if output.selection.is_some() {
            colours(ui, view);
        }
        correct::menu(ui, view, None);
        let shown = (view.state.script() != Script::AsPrinted).then_some("copy-shown");
        let copying = ["copy"].into_iter().chain(shown).chain(["copy-citation", "copy-quotation"]);
        for id in
            ["look-up"].into_iter().chain(copying).chain(["note", "bookmark", "follow", "source", "why"])
        {
            let Some(command) = commands::command(id) else { continue };
            let mut button = Button::new(view.t(command.label));
            if let Some(shortcut) = command.shortcuts.first() {
                button = button.shortcut_text(commands::keys(ui.ctx(), shortcut));
            }
            if ui.add(button).clicked() {
                view.push(command.action.clone());
                ui.close();
            }
        }
    });
}

fn colours(ui: &mut Ui, view: &mut View<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for color in 0..5 {
            if notes::swatch(ui, view, color, false) {
                view.push(Action::Highlight(color));
                ui.close();
            }
        }
    });
}

/// The bar over what is selected.
fn bar(ui: &Ui, view: &mut View<'_>, selection: Rect) {
    /// Height of the bar with its distance, in points.
    const HEIGHT: f32 = 46.0;
    let above = selection.top() - HEIGHT;
    let top = if above > ui.max_rect().top() { above } else { selection.bottom() + space::S };
    let area = Area::new(Id::unique("selection"))
        .order(Order::Middle)
        .fixed_pos(pos2(selection.center().x - 110.0, top))
        .constrain_to(ui.max_rect());
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(view.palette.bar).inner_margin(vec2(space::XS, 2.0)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                colours(ui, view);
                kit::command_button(ui, view, "note", Icon::Note, false, true);
                kit::command_button(
                    ui,
                    view,
                    "look-up",
                    Icon::Book,
                    view.state.reader.lookup.is_some(),
                    true,
                );
                kit::command_button(ui, view, "copy-citation", Icon::Source, false, true);
            });
        });
    });
}

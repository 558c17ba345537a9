//! The article: where it is from, its text, and what can be done with what is selected.

use super::article::{OpenArticle, SURE, percent};
use super::{Action, Beside, Reader};
use crate::anchor::AnchorState;
use crate::app::annotations::{Notes, Placed};
use crate::app::dictionary::LookUp;
use crate::app::effect::Reveal;
use crate::app::icons::Icon;
use crate::app::layout::WindowLayout;
use crate::app::panels::{Alone, Focus, Overlay, Panel};
use crate::app::reading::{
    Decoration, DecorationKind, Direction, Document, ReadingColours, ReadingOutput, ReadingPane,
    ReadingStyle, TextPosition, TextRange, Typeface,
};
use crate::app::search::{Find, word_lists};
use crate::app::speech::ReadingAloud;
use crate::app::speech::speaker::Speech;
use crate::app::strings::{self, Phrase};
use crate::app::theme::{size, space};
use crate::app::view::{View, one_line};
use crate::app::{
    annotations, article_status, commands, corrections, dictionary, layout, navigation, page_image, widgets,
};
use crate::han::variants::Script;
use crate::notebook::COLORS;
use egui::{
    Align, Area, Button, Color32, Frame, Id, Layout, Order, Popup, Rect, Response, RichText, TextWrapMode,
    Ui, pos2, vec2,
};

/// Decorations of this number and above are jump lines; those below are annotations.
const JUMPS: u64 = 1 << 32;
/// Decorations of this number and above are search hits.
const HITS: u64 = 1 << 33;
/// The number of the sentence being read aloud among the decorations.
const SPOKEN: u64 = u64::MAX;
/// Points that the head wants besides, to say how long the article is.
const LENGTH_FROM: f32 = 360.0;
/// Points that two articles side by side want.
pub const TWO: f32 = 560.0;
/// Seconds that an article is open before one has begun to read.
const GLANCE: f64 = 1.5;
/// Seconds after which one that is seen whole counts as read, however much there is.
const LONG_LOOK: f64 = 10.0;
/// Characters that a hasty reader takes in a second.
const SKIMMED: f64 = 25.0;

/// State of the rooms that is shown in the open article and around it.
#[derive(Clone, Copy)]
pub struct Shows<'a> {
    /// The articles.
    pub reader: &'a Reader,
    /// Their annotations.
    pub notes: &'a Notes,
    /// The search, with what is looked for in the open one.
    pub find: &'a Find,
    /// Reading aloud, with the sentence of it that is read.
    pub aloud: &'a ReadingAloud,
    /// Dictionary, with the word of it that is looked up.
    pub look_up: &'a LookUp,
    /// Panels and dialogs.
    pub layout: &'a WindowLayout,
    /// Whether the open article, or the page that is looked at in its place, is bookmarked.
    pub is_bookmarked: bool,
    /// Whether the open article counts as read.
    pub is_read: bool,
    /// Whether pages are still to come.
    pub is_loading: bool,
    /// Whether there is no room for two articles.
    pub is_narrow: bool,
    /// Reason why there is no page to read, where there is none.
    pub no_pages: Option<&'a str>,
}

/// The panes of the articles side by side, and what was done in them.
#[derive(Default)]
pub struct Panes {
    sheets: [Sheet; 2],
    /// The id of the open article's text in egui, where it was drawn.
    pub text: Option<Id>,
    /// Whether it had the keyboard in the last frame.
    has_focus: bool,
    /// The request to show a place that was carried out.
    revealed: u64,
    /// Time since when the person has had the open article before them, in seconds since the window opened.
    since: f64,
    /// Whether there was more to come below what they had before them.
    had_more: bool,
    /// Whether its end was seen.
    seen_end: bool,
}

/// A pane and what it was last given.
#[derive(Default)]
struct Sheet {
    pane: ReadingPane,
    /// Number of the opening of an article that it shows.
    serial: u64,
    /// In which script.
    script: Script,
    /// The printed place at its top.
    top: TextPosition,
    /// The printed selection, as the reader was told.
    selection: Option<TextRange>,
    /// Words of the person's lists in it: of which opening, by which lists.
    listed: (u64, String, Vec<Decoration>),
}

impl Sheet {
    /// The words of the person's lists, looked for once an article.
    fn listed(&mut self, open: &OpenArticle, lists: &str) -> &[Decoration] {
        let (serial, by, found) = &mut self.listed;
        if *serial != open.serial || by != lists {
            *found = word_lists::decorations(lists, open);
            (*serial, *by) = (open.serial, lists.to_owned());
        }
        found
    }
}

/// Draws the open article, and beside it the other one where there is one and room for it.
pub fn show(ui: &mut Ui, view: &mut View<'_>, shows: Shows<'_>, panes: &mut Panes) {
    let reader = shows.reader;
    let Some(open) = &reader.open else { return nothing(ui, view, shows) };
    let sheets = &mut panes.sheets;
    // An article that changes sides takes its place and its selection along.
    if sheets[reader.side.index()].serial != open.serial
        && sheets[reader.side.other().index()].serial == open.serial
    {
        sheets.swap(0, 1);
    }
    match &reader.beside {
        Some(beside) if ui.available_width() >= TWO => ui.columns(2, |columns| {
            let (here, there) = (reader.side.index(), reader.side.other().index());
            columns[here].push_id(here, |ui| active(ui, view, open, shows, panes));
            columns[there].push_id(there, |ui| passive(ui, view, beside, shows, panes));
        }),
        _ => active(ui, view, open, Shows { is_narrow: true, ..shows }, panes),
    }
}

/// Draws the open article.
fn active(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, shows: Shows<'_>, panes: &mut Panes) {
    let reader = shows.reader;
    if shows.layout.alone.is_none() {
        head(ui, view, open, shows, panes.has_focus);
    }
    let sheet = &mut panes.sheets[reader.side.index()];
    let is_new = prepare(sheet, open);
    if is_new {
        panes.seen_end = false;
    }
    // Where a place is can only be told once the pane has laid the article out.
    let wanted = reader.reveal.filter(|(serial, _)| *serial != panes.revealed);
    if is_new || wanted.is_some() || shows.layout.overlay.is_some() {
        // Who was led to the end of an article, or has a dialog before it, has not read up to there.
        (panes.since, panes.had_more) = (view.cx.now, false);
    }
    if is_new && wanted.is_some() {
        ui.ctx().request_repaint();
    } else if let Some((serial, reveal)) = wanted {
        panes.revealed = serial;
        match reveal {
            Reveal::Select(range) => sheet.pane.select(open.shown.from_printed(range)),
            Reveal::Look(range) => sheet.pane.reveal(open.shown.from_printed(range)),
            Reveal::Top(at) => sheet.pane.scroll_to(open.shown.place_from_printed(at)),
        }
    } else if reader.selection.is_none()
        && sheet.selection.is_some()
        && printed_selection(sheet, open) == sheet.selection
    {
        // The selection was taken back by a key; a mere press stays where it is.
        sheet.pane.clear_selection();
    }
    let mut decorations = decorations(open, shows);
    decorations.extend_from_slice(sheet.listed(open, &view.cx.settings.word_lists));
    let decorations = shown_in(open, decorations);
    let style = style(view);
    sheet.pane.take_keys(shows.layout.overlay.is_none());
    let output = sheet.pane.ui(ui, &open.shown.document, &style, &decorations);
    sheet.top = open.shown.place_to_printed(sheet.pane.position());
    if shows.layout.focus == Some(Focus::Article) {
        output.response.request_focus();
    }
    panes.text = Some(output.response.id);
    panes.has_focus = output.response.has_focus();
    after(ui, view, open, &output, shows, panes);
}

/// Draws the article beside the open one; a press makes it the open one, and so does the tab key.
fn passive(ui: &mut Ui, view: &mut View<'_>, beside: &Beside, shows: Shows<'_>, panes: &mut Panes) {
    let open = &beside.open;
    if shows.layout.alone.is_none() {
        head(ui, view, open, shows, false);
    }
    let style = style(view);
    let sheet = &mut panes.sheets[shows.reader.side.other().index()];
    let mut decorations = beside.marks.clone();
    decorations.extend_from_slice(sheet.listed(open, &view.cx.settings.word_lists));
    let decorations = shown_in(open, decorations);
    prepare(sheet, open);
    sheet.pane.take_keys(false);
    let output = sheet.pane.ui(ui, &open.shown.document, &style, &decorations);
    sheet.top = open.shown.place_to_printed(sheet.pane.position());
    sheet.selection = None;
    let response = &output.response;
    if response.is_pointer_button_down_on() || response.clicked() || response.gained_focus() {
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

fn nothing(ui: &mut Ui, view: &mut View<'_>, shows: Shows<'_>) {
    let is_loading = shows.is_loading;
    let (title, hint) = if is_loading {
        (view.t(strings::OPENING), view.t(strings::FIRST_PAGES))
    } else if let Some(reason) = shows.no_pages {
        (view.t(strings::NO_PAGES), reason)
    } else {
        (view.t(strings::NOTHING_OPEN), view.t(strings::NOTHING_OPEN_HINT))
    };
    let has_sheets = || view.cx.library.pages().iter().any(|page| page_image::Sheet::of_page(page).is_some());
    if !is_loading && has_sheets() {
        let (title, hint) = (view.t(strings::PAGES_ARE_PICTURES), view.t(strings::PAGES_ARE_PICTURES_HINT));
        return widgets::empty_state(ui, view.palette, title, hint, |ui| {
            if widgets::primary(ui, view.palette, view.t(strings::LOOK_AT_PAGES)).clicked() {
                view.push(layout::Action::ToggleAlone(Alone::Page));
            }
        });
    }
    widgets::empty_state(ui, view.palette, title, hint, |ui| {
        if !is_loading && widgets::primary(ui, view.palette, view.t(strings::OPEN_TITLE)).clicked() {
            view.push(layout::Action::Show(Overlay::Open));
        }
    });
}

/// Says that articles are not shown as printed, or would not be; a press flips between the two.
fn script_mark(ui: &mut Ui, view: &mut View<'_>, reader: &Reader) {
    if view.cx.settings.script == Script::AsPrinted {
        return;
    }
    let text = view.t(strings::script(reader.script(&view.cx.settings)));
    let mark = widgets::chip(ui, view.palette, text, !reader.as_printed);
    if mark.on_hover_text(view.t(strings::SCRIPT_HINT)).clicked() {
        view.push(Action::ToggleAsPrinted);
    }
}

/// Paper, date, page, section; how sure; and the way to the neighbours.
fn head(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, shows: Shows<'_>, has_focus: bool) {
    let palette = view.palette;
    let is_open = shows.reader.open.as_ref().is_some_and(|other| other.serial == open.serial);
    let can_close = shows.reader.beside.is_some() && !shows.is_narrow;
    let row = ui.horizontal(|ui| {
        ui.add_space(space::S);
        ui.set_min_height(widgets::BUTTON);
        let told = |ui: &mut Ui, view: &mut View<'_>| told(ui, view, open, shows, is_open);
        widgets::with_buttons(
            ui,
            view,
            usize::from(can_close) + 2 * usize::from(is_open),
            told,
            |ui, view| {
                if is_open {
                    widgets::command_button(ui, view, "previous", Icon::Up, None, true);
                    widgets::command_button(ui, view, "next", Icon::Down, None, true);
                }
                if can_close {
                    let label = view.t(strings::CLOSE_THIS_ONE);
                    if widgets::icon_button(ui, palette, Icon::Close, label, None).clicked() {
                        if is_open {
                            view.push(Action::SwitchSide);
                        }
                        view.push(Action::ToggleBeside);
                    }
                }
            },
        );
    });
    let rect = row.response.rect;
    // Of two articles side by side the one that keys and commands are for has the accent.
    let rule = if is_open && shows.reader.beside.is_some() { palette.accent } else { palette.rule };
    ui.painter().hline(rect.x_range(), rect.bottom() + 2.0, (1.0, rule));
    if has_focus {
        widgets::focus_line(ui, palette, rect.x_range(), rect.bottom() + 2.0);
    }
    ui.add_space(space::XS);
    said(ui, view, open);
    parts(ui, view, open);
}

/// The title that the person gave the article, where another one is printed.
fn said(ui: &mut Ui, view: &View<'_>, open: &OpenArticle) {
    let title = open.title();
    if title == open.article().display_title() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        let text = view.fill(strings::TITLE_SAID, &[&title]);
        ui.add(egui::Label::new(RichText::new(text).size(size::SMALL).color(view.palette.soft)).truncate());
    });
}

/// What an article's head says: where it is from and, from the right, how sure that is, whether it is read, its script,
/// its length.
fn told(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle, shows: Shows<'_>, is_open: bool) {
    let palette = view.palette;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let confidence = open.article().confidence;
        if confidence < SURE {
            let text = view.fill(strings::DOUBT_MARK, &[&percent(confidence)]);
            let button = Button::new(RichText::new(text).size(size::SMALL).color(palette.warn));
            let button = ui.add(button.frame_when_inactive(false)).on_hover_text(view.t(strings::DOUBT_HINT));
            if button.clicked() && shows.layout.panel != Some(Panel::Evidence) {
                view.push(layout::Action::TogglePanel(Panel::Evidence));
            }
        }
        // Before all else it is told where the article is from.
        let from = from(view, open);
        let room = one_line(ui, &from, size::SMALL, palette.soft, f32::INFINITY).size().x + space::M;
        if is_open && shows.is_read && ui.available_width() > room + LENGTH_FROM / 4.0 {
            widgets::soft(ui, palette, view.t(strings::READ));
        }
        script_mark(ui, view, shows.reader);
        if shows.reader.beside.is_some() && shows.is_narrow {
            widgets::soft(ui, palette, view.t(strings::TOO_NARROW));
        }
        let (characters, minutes) = open.length();
        let length = view.fill(strings::LENGTH, &[&characters, &minutes]);
        let length_width = one_line(ui, &length, size::SMALL, palette.soft, f32::INFINITY).size().x;
        if ui.available_width() > (room + length_width).max(LENGTH_FROM) {
            widgets::soft(ui, palette, length);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let galley = one_line(ui, &from, size::SMALL, palette.soft, ui.available_width());
            ui.label(galley);
        });
    });
}

/// Where an article is from: its paper, its issue, its page.
fn from(view: &View<'_>, open: &OpenArticle) -> String {
    let issue = &open.entry.issue;
    let mut parts =
        vec![issue.paper.clone(), issue.title(view.cx.language), open.entry.title(view.cx.language)];
    // An issue without a date goes by its folder, as its paper may.
    parts.dedup();
    parts.join("  ·  ")
}

/// The ways to the instalments before and after, where there are any.
fn parts(ui: &mut Ui, view: &mut View<'_>, open: &OpenArticle) {
    let library = &view.cx.library;
    // Another thread looks for them: of a large archive they are not there in the first moments.
    let Some(serials) = library.known_serials() else { return };
    let previous = serials.previous(open.id).map(|link| (link, link.from, strings::PREVIOUS_PART));
    let next = serials.next(open.id).map(|link| (link, link.to, strings::NEXT_PART));
    if previous.is_none() && next.is_none() {
        return;
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    for (link, id, phrase) in previous.into_iter().chain(next) {
        let (Some(page), Some(article)) = (library.page(id.page), library.article(id)) else { continue };
        let parts =
            [page.issue.title(view.cx.language), page.title(view.cx.language), article.title().to_owned()];
        let text = view.fill(phrase, &[&parts.join(" ")]);
        let label = RichText::new(&text).size(size::SMALL).color(view.palette.accent);
        let mut hint = view.fill(strings::PART_SURE, &[&text, &percent(link.confidence)]);
        if link.missing > 0 {
            hint += &view.fill(strings::PARTS_MISSING, &[&link.missing]);
        }
        // A line each: side by side they would break anywhere.
        ui.horizontal(|ui| {
            ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
            ui.add_space(space::S);
            if ui.link(label).on_hover_text(hint).clicked() {
                view.push(navigation::Action::Open(id));
            }
        });
    }
}

/// The style in which the person wants text to be set.
fn style(view: &View<'_>) -> ReadingStyle {
    let (settings, palette) = (&view.cx.settings, view.palette);
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
        missing: view.t(strings::MISSING_HERE),
        ..ReadingStyle::new(colours)
    }
}

/// Decorations of the open article: annotations, jump lines, what is found, what is read aloud.
pub fn decorations(open: &OpenArticle, shows: Shows<'_>) -> Vec<Decoration> {
    let mut out = shows.notes.decorations();
    for (index, (range, _)) in (0..).zip(open.jumps()) {
        out.push(Decoration { range, kind: DecorationKind::Link, id: JUMPS + index });
    }
    if let Some(range) = shows.aloud.speech.as_ref().and_then(Speech::sentence) {
        out.push(Decoration { range, kind: DecorationKind::Spoken, id: SPOKEN });
    }
    for (index, &range) in (0..).zip(&shows.find.places) {
        let kind = if index == shows.find.place as u64 {
            DecorationKind::CurrentHit
        } else {
            DecorationKind::SearchHit
        };
        out.push(Decoration { range, kind, id: HITS + index });
    }
    out
}

/// Takes in what the person did in the pane.
fn after(
    ui: &mut Ui,
    view: &mut View<'_>,
    open: &OpenArticle,
    output: &ReadingOutput,
    shows: Shows<'_>,
    panes: &mut Panes,
) {
    let (reader, notes) = (shows.reader, shows.notes);
    let sheet = &mut panes.sheets[reader.side.index()];
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
        Some(id) if id >= JUMPS => view.push(navigation::Action::FollowJump),
        Some(id) => {
            if let Some(placed) = notes.here.get(id as usize) {
                view.push(annotations::Action::Press(Some(placed.annotation.id)));
            }
        }
        None if output.response.clicked() && notes.recent.is_some() => {
            view.push(annotations::Action::Press(None));
        }
        None => {}
    }
    let caret = sheet.pane.caret().map(|at| open.shown.place_to_printed(at));
    if caret != reader.caret {
        view.push(Action::Caret(caret));
    }
    let place = page_byte(open, sheet.top);
    if place != reader.place {
        view.push(Action::ReadTo(place));
    }
    if !shows.is_read && !panes.seen_end {
        read(ui, view, &open.shown.document, output.visible, panes);
    }
    let hovered = output.hovered.filter(|&id| id < JUMPS);
    if let Some(placed) = hovered.and_then(|id| notes.here.get(id as usize)) {
        let note = &placed.annotation.body.note;
        // Nothing is moved in silence: where the words have changed, those that were marked are told.
        let moved = (placed.state != AnchorState::Exact).then(|| {
            let (state, quote) =
                (view.t(annotations::view::state_name(placed.state)), placed.annotation.target.quote());
            view.fill(strings::PRINTED_BEFORE, &[&state, &quote])
        });
        let told: Vec<&str> =
            [note.as_str()].into_iter().chain(moved.as_deref()).filter(|told| !told.is_empty()).collect();
        if !told.is_empty() {
            output.response.clone().on_hover_text_at_pointer(told.join("\n"));
        }
    }
    menu(view, open, &output.response, shows);
    let is_typing = ui.ctx().text_edit_focused();
    let covered = is_typing || ui.input(|input| input.pointer.any_down()) || Popup::is_any_open(ui.ctx());
    if let (Some(rect), false) = (output.selection_rect, covered) {
        let rect = rect.intersect(output.response.rect);
        bar(ui, view, output, rect, shows);
        if let Some(text) = &shows.look_up.text {
            dictionary::view::show(ui, view, text, reader.script(&view.cx.settings), rect);
        }
    }
}

/// Takes an article for read when its end was come to, or has been in view for as long as it takes to skim what is there.
fn read(ui: &Ui, view: &mut View<'_>, document: &Document, visible: Option<TextRange>, panes: &mut Panes) {
    let Some(last) = visible.filter(|visible| visible.end >= document.end()) else {
        panes.had_more |= visible.is_some();
        return;
    };
    let skimmed = document.text(last).chars().count() as f64 / SKIMMED;
    let enough = if panes.had_more { GLANCE } else { (GLANCE + skimmed).min(LONG_LOOK) };
    let left = enough - (view.cx.now - panes.since);
    if left <= 0.0 {
        panes.seen_end = true;
        view.push(article_status::Action::ReachedEnd);
    } else {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
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

/// The context menu: what can be done with what is marked or selected, then with the article.
pub fn menu(view: &mut View<'_>, open: &OpenArticle, response: &Response, shows: Shows<'_>) {
    Popup::context_menu(response).show(|ui| {
        widgets::menu_items(ui, 220.0);
        let marked = shows.notes.at_hand(shows.reader.selection);
        let is_selected = shows.reader.selection.is_some();
        if is_selected || marked.is_some() {
            ui.horizontal(|ui| colours(ui, view, marked));
            item(ui, view, "note", marked.map(|_| strings::EDIT_NOTE));
            if marked.is_some() {
                item(ui, view, "delete-mark", Some(strings::DELETE_MARK));
            }
            item(ui, view, "look-up", None);
            ui.separator();
        }
        item(ui, view, "copy", None);
        if shows.reader.script(&view.cx.settings) != Script::AsPrinted {
            item(ui, view, "copy-shown", None);
        }
        item(ui, view, "copy-citation", None);
        item(ui, view, "copy-quotation", None);
        if page_image::Sheet::of(open).is_some() {
            item(ui, view, "copy-picture", None);
            item(ui, view, "save-picture", None);
        }
        ui.separator();
        item(ui, view, "bookmark", None);
        if !is_selected && marked.is_none() {
            item(ui, view, "note", None);
        }
        if !open.jumps().is_empty() {
            item(ui, view, "follow", None);
        }
        let serials = view.cx.library.known_serials();
        if serials.is_some_and(|serials| serials.is_part(open.id)) {
            item(ui, view, "collect-serial", None);
        }
        item(ui, view, "source", None);
        item(ui, view, "why", None);
        ui.separator();
        corrections::view::menus(ui, view);
    });
}

/// A command in the context menu, by another name where it has one there.
fn item(ui: &mut Ui, view: &mut View<'_>, id: &str, name: Option<Phrase>) {
    let Some(command) = commands::command(id) else { return };
    if widgets::menu_command(ui, view, command, name.unwrap_or(command.label), true).clicked() {
        view.push(command.action.clone());
        ui.close();
    }
}

/// The colours, that of what is marked being on: it is given another one, and what is only selected is highlighted.
fn colours(ui: &mut Ui, view: &mut View<'_>, marked: Option<&Placed>) {
    ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
    for color in 0..COLORS {
        let on = marked.is_some_and(|placed| placed.annotation.body.color == Some(color));
        if annotations::view::swatch(ui, view, color, on) {
            view.push(match marked {
                Some(placed) => annotations::Action::Recolor(placed.annotation.id, color),
                None => annotations::Action::Highlight(color),
            });
            ui.close();
        }
    }
}

/// The bar for what is selected or was pressed: in the white beside its line or, where that is too narrow, over the head.
fn bar(ui: &Ui, view: &mut View<'_>, output: &ReadingOutput, at: Rect, shows: Shows<'_>) {
    /// Width of the bar as a column, in points, with its distance from the text.
    const COLUMN: f32 = 44.0;
    /// White that the marks of notes take beside the text, in ems.
    const MARKS: f32 = 1.2;
    let pane = output.response.rect;
    let left = output.columns.right() + MARKS * view.cx.settings.text_size;
    let is_beside = !view.cx.settings.vertical && left + COLUMN + space::M < pane.right();
    let place = if is_beside { pos2(left, at.top()) } else { ui.max_rect().left_top() };
    let area = Area::new(Id::unique(("selection", is_beside)))
        .order(Order::Middle)
        .fixed_pos(place)
        .constrain_to(if is_beside { pane } else { ui.max_rect() });
    let marked = shows.notes.at_hand(shows.reader.selection);
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).fill(view.palette.bar).inner_margin(vec2(space::XS, space::XS)).show(
            ui,
            |ui| {
                let show = |ui: &mut Ui| {
                    colours(ui, view, marked);
                    widgets::command_button(ui, view, "note", Icon::Note, None, true);
                    if output.selection.is_some() {
                        let is_looking_up = shows.look_up.text.is_some();
                        widgets::command_button(ui, view, "look-up", Icon::Book, Some(is_looking_up), true);
                        widgets::command_button(ui, view, "copy-citation", Icon::Source, None, true);
                    }
                    if marked.is_some() {
                        widgets::command_button(ui, view, "delete-mark", Icon::Delete, None, true);
                    }
                };
                if is_beside {
                    ui.set_width(widgets::BUTTON);
                    ui.vertical_centered(show);
                } else {
                    ui.horizontal(show);
                }
            },
        );
    });
}

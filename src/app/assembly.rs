//! The window put together: each part of it is given the state that it shows. A new panel or dialog has its line in
//! `show_panel` or `show_overlay`; nothing else of the window knows it.

use super::annotations::{self, page_snapshot_view};
use super::article_list::{self, view::Around};
use super::message::Action;
use super::panels::{Alone, Focus, Overlay, Panel};
use super::reader::{self, view::Shows};
use super::state::State;
use super::status_bar::Line;
use super::strings::{self, Phrase};
use super::theme::{self, Palette, height, space, width};
use super::view::View;
use super::{
    calendar, collections, command_palette, corrections, documents, evidence, help, import_export, layout,
    menu, navigation, notices, open_archive, page_image, printing, review, search, settings, source,
    status_bar, toolbar, widgets,
};
use egui::{
    Align2, Color32, FocusDirection, Frame, Id, Key, Margin, Modal, Panel as Bar, Rect, Ui, UiBuilder, pos2,
    vec2,
};
use uuid::Uuid;

/// State of the widgets alone, by part: where they are scrolled to and what is half typed.
#[derive(Default)]
pub struct Widgets {
    panes: reader::view::Panes,
    list: article_list::view::Scroll,
    source: source::Scroll,
    /// The page beside the article, and alone.
    page: page_image::view::PageView,
    page_alone: page_image::view::PageView,
    search: search::view::Scroll,
    results: search::rows_view::Scroll,
    settings: settings::view::Typed,
    printing: printing::view::Typed,
    palette: command_palette::Typed,
    help: help::Asked,
    documents: documents::Shelf,
    /// The path typed into the dialog for opening an archive.
    path: String,
    /// The name of a collection and the tags being typed.
    collecting: (String, String),
    collections: collections::view::Cursor,
    calendar: calendar::view::Typed,
    /// Width of the panel at the right, in points.
    panel: Option<f32>,
    /// The note whose field has had the keyboard since it was opened.
    note: Option<Uuid>,
    /// The note whose page was scrolled to it.
    snapshot: Option<Uuid>,
    /// The dialog whose field has asked for the keyboard.
    focused: Option<&'static str>,
    /// Whether the tab key was pressed last to go back.
    goes_back: bool,
    /// What had the keyboard before a dialog, and what had it there last.
    before_dialog: Option<(Id, Option<Id>)>,
}

impl Widgets {
    /// The id of the open article's text in egui, where it was drawn in the last frame.
    pub fn text(&self) -> Option<Id> {
        self.panes.text
    }

    /// Whether the next key is to be given to a command.
    pub fn takes_key(&self) -> bool {
        self.help.is_some()
    }

    /// The id of the page image in egui, where it was drawn in the last frame.
    pub fn page(&self) -> Option<Id> {
        self.page_alone.id.or(self.page.id)
    }
}

/// The parts of the window with the state that they show.
struct Parts<'a> {
    state: &'a State,
    widgets: &'a mut Widgets,
}

/// Draws the window; gives what the person brings about in it.
pub fn draw(ui: &mut Ui, state: &State, widgets: &mut Widgets) -> Vec<Action> {
    if state.notes.editing.is_none() {
        widgets.note = None;
    }
    ui.input(|input| {
        if input.key_pressed(Key::Tab) {
            widgets.goes_back = input.modifiers.shift;
        }
    });
    let (mut actions, mut focused, cx) = (Vec::new(), widgets.focused, state.context());
    let palette = Palette::of(state.theme());
    let mut view = View { cx: &cx, palette, actions: &mut actions, focused: &mut focused };
    (widgets.panes.text, widgets.page.id, widgets.page_alone.id) = (None, None, None);
    let mut parts = Parts { state, widgets };
    let text = match state.layout.alone {
        None => around(ui, &mut view, &mut parts),
        Some(Alone::Text) => Some(show_text(ui, &mut view, &mut parts)),
        Some(Alone::Page) => {
            show_page_alone(ui, &mut view, &mut parts);
            None
        }
    };
    overlay(ui, &mut view, &mut parts);
    let window = ui.ctx().content_rect().shrink(space::XS);
    let text = text.unwrap_or(window);
    // Over the line at the bottom, or in its place over the page's bar: nobody reads there.
    let (pivot, edge) = match state.layout.alone {
        None => (Align2::CENTER_BOTTOM, window.bottom()),
        Some(Alone::Text) => (Align2::CENTER_BOTTOM, text.bottom() - space::M),
        Some(Alone::Page) => (Align2::CENTER_TOP, window.top()),
    };
    let place = notices::view::Place { pivot, at: pos2(text.center().x, edge), width: text.width() };
    notices::view::show(ui, &mut view, &state.notices, place);
    drop_target(ui, &view);
    widgets.focused = focused;
    actions
}

/// A frame of one colour with white inside.
fn bar(fill: Color32, x: f32, y: f32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::symmetric(x as i8, y as i8))
}

/// The text, in all that is left; gives its place.
fn show_text(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) -> Rect {
    let place = ui.available_rect_before_wrap();
    egui::CentralPanel::no_frame()
        .frame(bar(view.palette.paper, space::M, space::S))
        .show(ui, |ui| show_reader(ui, view, parts));
    place
}

/// The text with everything around it: the bars, the list and the panel, drawn as one reads, which is how the tab key goes
/// through them. Gives the place of the text, where it has one.
fn around(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) -> Option<Rect> {
    let palette = view.palette;
    Bar::top("toolbar")
        .frame(bar(palette.bar, space::S, 0.0))
        .exact_size(height::TOOLBAR)
        .show(ui, |ui| show_toolbar(ui, view, parts));
    if parts.state.archive.path.is_none() && view.cx.settings.welcome {
        Bar::top("welcome")
            .frame(bar(palette.chosen, space::M, space::XS))
            .resizable(false)
            .show(ui, |ui| open_archive::welcome::show(ui, view, &parts.state.archive));
    }
    let mut above = ui.available_rect_before_wrap();
    above.max.y = above.bottom() - height::STATUS;
    let text = between(&mut ui.new_child(UiBuilder::new().id_salt("between").max_rect(above)), view, parts);
    Bar::bottom("status")
        .frame(bar(palette.bar, space::M, 0.0))
        .exact_size(height::STATUS)
        .show(ui, |ui| show_status(ui, view, parts));
    text
}

/// What stands between the bars: the list, the text and the panel. Gives the place of the text, where it has one.
fn between(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) -> Option<Rect> {
    let palette = view.palette;
    /// Points that the text keeps beside list and panel, and that two articles side by side keep.
    const ONE_TEXT: f32 = 300.0;
    const TWO_TEXTS: f32 = reader::view::TWO + 2.0 * space::M;
    /// Points below which list, text and panel do not fit side by side: the panel takes the list's place.
    const THREE: f32 = 900.0;
    /// Points below which not even two of them fit side by side.
    const TWO: f32 = 440.0;
    let width = ui.available_width();
    let (panel, results) = (parts.state.layout.panel, parts.state.find.results.is_shown);
    let text = if parts.state.reader.beside.is_some() { TWO_TEXTS } else { ONE_TEXT };
    let [list_size, panel_size] = [width::LIST, width::PANEL].map(|part| width::of(width, part));
    if width < TWO && alone(ui, view, parts) {
        return None;
    }
    // Two articles side by side take the list's room where there is too little.
    let beside_list = text + if panel.is_some() { panel_size } else { 0.0 };
    let has_room = width >= TWO
        && (panel.is_none() || width >= THREE)
        && (text == ONE_TEXT || width - list_size >= beside_list);
    let back = parts.widgets.goes_back;
    let [results_edge, list_edge, panel_edge] = ["results", "list", "panel"].map(|panel| edge_of(ui, panel));
    if results && has_room {
        let most = if panel.is_some() { width * 0.4 } else { width - text };
        Bar::left("results")
            .frame(bar(palette.shelf, space::S, space::S))
            .default_size((width * 0.34).clamp(240.0, 460.0))
            .size_range(200.0..=most.max(220.0))
            .show(ui, |ui| inside(ui, (results_edge, back), |ui| show_results(ui, view, parts)));
    } else if view.cx.settings.list && has_room {
        let most = if panel.is_some() { width * 0.3 } else { width - text };
        Bar::left("list")
            .frame(bar(palette.shelf, space::S, space::S))
            .default_size(list_size)
            .size_range(180.0..=most.max(200.0))
            .show(ui, |ui| inside(ui, (list_edge, back), |ui| show_list(ui, view, parts)));
    }
    let Some(panel) = panel.filter(|_| width >= TWO) else { return Some(show_text(ui, view, parts)) };
    let most = (ui.available_width() - text).max(200.0);
    // The text is drawn first, beside a panel as wide as it was in the frame before.
    let panel_size = parts.widgets.panel.unwrap_or(panel_size).clamp(200.0, most);
    let mut left = ui.available_rect_before_wrap();
    left.max.x = left.right() - panel_size;
    let text = show_text(&mut ui.new_child(UiBuilder::new().id_salt("text").max_rect(left)), view, parts);
    let shown = Bar::right("panel")
        .frame(bar(palette.shelf, space::M, space::M))
        .default_size(panel_size)
        .size_range(200.0..=most)
        .show(ui, |ui| inside(ui, (panel_edge, back), |ui| show_panel(ui, view, parts, panel)));
    let width = shown.response.rect.width();
    if width != panel_size {
        ui.ctx().request_repaint();
    }
    parts.widgets.panel = Some(width);
    Some(text)
}

/// Gives a panel's contents the room that it has and no more: what is wider must not push its edge. The tab key passes
/// by the edge, which is for the mouse alone and would not show that it has the keyboard; `back`: which way it goes.
fn inside(ui: &mut Ui, (edge, back): (Id, bool), show: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    show(&mut ui.new_child(UiBuilder::new().max_rect(room)));
    ui.advance_cursor_after_rect(room);
    let layer = ui.layer_id();
    ui.memory_mut(|memory| {
        if memory.has_focus(edge) {
            memory.move_focus(if back { FocusDirection::Previous } else { FocusDirection::Next });
            memory.interested_in_focus(edge, layer);
        }
    });
}

/// Under what name egui knows the edge of a panel in a part of the window, by which the mouse makes it wider.
fn edge_of(ui: &Ui, panel: &str) -> Id {
    ui.scope_id().with(panel).with("__resize")
}

/// In a window too narrow for two things side by side, shows the panel or the list in place of the text until the
/// person goes to the text. Says whether it did.
fn alone(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) -> bool {
    let panel = parts.state.layout.panel;
    let results = parts.state.find.results.is_shown;
    let close: Action = match panel {
        Some(panel) => layout::Action::TogglePanel(panel).into(),
        None if results => search::Action::Results(search::results::Action::Toggle).into(),
        None if view.cx.settings.list => layout::Action::ToggleList.into(),
        None => return false,
    };
    if parts.state.layout.focus == Some(Focus::Article) {
        view.push(close);
        return false;
    }
    let before = view.actions.len();
    let frame = bar(view.palette.shelf, space::M, space::S);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| match panel {
        Some(panel) => show_panel(ui, view, parts, panel),
        None if results => show_results(ui, view, parts),
        None => show_list(ui, view, parts),
    });
    if view.actions[before..].iter().any(goes_to_text) {
        view.push(close);
    }
    true
}

/// Whether an action leads from a panel or the list into the text.
fn goes_to_text(action: &Action) -> bool {
    matches!(
        action,
        Action::Go(navigation::Action::Open(_))
            | Action::Reader(
                reader::Action::GoTo(_) | reader::Action::SelectLine(_) | reader::Action::OpenBeside(_)
            )
            | Action::Notes(annotations::Action::Show(_))
            | Action::Search(search::Action::Results(search::results::Action::Open { .. }))
            | Action::Collections(collections::Action::Show(_))
    )
}

fn show_panel(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>, panel: Panel) {
    if parts.state.layout.focus == Some(Focus::Panel) {
        ui.memory_mut(|memory| {
            memory.stop_text_input();
            if panel == Panel::Source && parts.state.reader.open.is_some() {
                // Its lines are what one comes for.
                memory.request_focus(source::id());
            } else {
                // Where nothing has the keyboard, the next thing takes it.
                memory.move_focus(FocusDirection::Next);
            }
        });
    }
    let Parts { state, widgets } = parts;
    match panel {
        Panel::Source => source::show(ui, view, &state.reader, &state.store, &mut widgets.source),
        Panel::PageImage => {
            page_image::view::show(ui, view, shows(state), &state.page_image, &mut widgets.page);
        }
        Panel::Evidence => evidence::show(ui, view, &state.reader),
        Panel::Notes => {
            let known = (&state.store, &state.marks);
            annotations::view::show(ui, view, &state.notes, known, &mut widgets.note);
        }
        Panel::Calendar => {
            let open = state.reader.open.as_ref().map(|open| open.id);
            calendar::view::show(ui, view, &state.calendar, open, &mut widgets.calendar);
        }
        Panel::Collections => {
            let around = collections::view::Around {
                list: &state.list,
                marks: &state.marks,
                tags: &state.notes.tags,
                is_loading: state.archive.progress.is_some() || state.marks.is_working(),
            };
            collections::view::show(ui, view, &state.collections, around, &mut widgets.collections);
        }
        Panel::Review => review::view::show(ui, view, &state.review, &state.reader),
        Panel::Outline => reader::outline::show(ui, view, &state.reader),
        Panel::Settings => settings::view::show(ui, view, &state.user_font, &mut widgets.settings),
    }
}

fn show_overlay(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>, overlay: Overlay) {
    let Parts { state, widgets } = parts;
    match overlay {
        Overlay::Open => open_archive::view::show(ui, view, &state.archive, &mut widgets.path),
        Overlay::Palette => command_palette::show(ui, view, &mut widgets.palette),
        Overlay::Help => help::show(ui, view, &mut widgets.help),
        Overlay::Manual | Overlay::Licences => documents::show(ui, view, overlay, &mut widgets.documents),
        Overlay::Unreadable => open_archive::unreadable::show(ui, view),
        Overlay::About => help::about(ui, view, &state.data_dir),
        Overlay::Export => {
            let all = state.store.book.as_ref().map_or(0, |book| book.find(&Default::default()).count());
            import_export::view::export(ui, view, &state.exchange, (all, state.notes.listed.len()));
        }
        Overlay::Import | Overlay::Restore => {
            import_export::view::import(ui, view, &state.exchange, overlay);
        }
        Overlay::Articles => import_export::articles_view::export(ui, view, &state.exchange),
        Overlay::Collect => {
            let typed = &mut widgets.collecting.0;
            import_export::articles_view::collect(ui, view, &state.exchange, &state.collections, typed);
        }
        Overlay::Tag => {
            let typed = &mut widgets.collecting.1;
            import_export::articles_view::tag(ui, view, &state.exchange, &state.notes.tags, typed);
        }
        Overlay::Describe => import_export::describe_view::show(ui, view, &state.exchange),
        Overlay::Belongs => {
            if let Some(open) = &state.reader.open {
                corrections::view::belongs(ui, view, open, &state.correcting.lines);
            }
        }
        Overlay::Everywhere => {
            if let Some(everywhere) = &state.correcting.everywhere {
                corrections::everywhere_view::show(ui, view, everywhere);
            }
        }
        Overlay::BackUp => import_export::view::back_up(ui, view, &state.exchange),
        Overlay::Print => {
            let open = state.reader.open.as_ref();
            printing::view::show(ui, view, &state.printing, open, &mut widgets.printing);
        }
        Overlay::PageSnapshot => {
            if let Some(snapshot) = &state.notes.snapshot {
                page_snapshot_view::show(ui, view, snapshot, &mut widgets.snapshot);
            }
        }
    }
}

/// Shows the page alone, and beside it a panel about what is done on it.
fn show_page_alone(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    if let Some(panel) = parts.state.layout.panel.filter(|panel| *panel != Panel::PageImage) {
        let width = ui.available_width();
        let edge = (edge_of(ui, "panel beside the page"), parts.widgets.goes_back);
        Bar::right("panel beside the page")
            .frame(bar(view.palette.shelf, space::M, space::M))
            .default_size(width::of(width, width::PANEL).min(width / 2.0))
            .show(ui, |ui| inside(ui, edge, |ui| show_panel(ui, view, parts, panel)));
    }
    let Parts { state, widgets } = parts;
    egui::CentralPanel::no_frame().frame(bar(view.palette.shelf, space::S, space::S)).show(ui, |ui| {
        page_image::view::alone(ui, view, shows(state), &state.page_image, &mut widgets.page_alone);
    });
}

/// What the open article is shown with.
fn shows(state: &State) -> Shows<'_> {
    Shows {
        reader: &state.reader,
        notes: &state.notes,
        find: &state.find,
        aloud: &state.aloud,
        look_up: &state.look_up,
        layout: &state.layout,
        is_bookmarked: state.is_bookmarked(),
        is_read: state.reader.open.as_ref().is_some_and(|open| state.marks.is_read(open.id)),
        is_loading: state.archive.progress.is_some(),
        is_narrow: false,
        no_pages: None,
    }
}

fn show_reader(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    let no_pages = view.cx.library.no_pages().map(|error| error.in_words(view.cx.language));
    let shows = Shows { no_pages: no_pages.as_deref(), ..shows(parts.state) };
    reader::view::show(ui, view, shows, &mut parts.widgets.panes);
}

fn show_list(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    let state = parts.state;
    let around = Around {
        marks: &state.marks,
        open: state.reader.open.as_ref().map(|open| open.id),
        is_loading: state.archive.progress.is_some(),
        focus: state.layout.focus,
        collections: &state.collections,
    };
    article_list::view::show(ui, view, &state.list, around, &mut parts.widgets.list);
}

fn show_results(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    let state = parts.state;
    let around = (state.reader.open.as_ref().map(|open| open.id), state.layout.focus);
    search::results_view::show(ui, view, &state.find, around, &mut parts.widgets.results);
}

fn show_toolbar(ui: &mut Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    let state = parts.state;
    let bar = toolbar::Bar {
        history: &state.history,
        find: &state.find,
        layout: &state.layout,
        is_reading: state.reader.open.is_some(),
        is_bookmarked: state.is_bookmarked(),
    };
    let menu = |ui: &mut Ui, view: &mut View<'_>| menu::show(ui, view, state);
    toolbar::show(ui, view, bar, &mut parts.widgets.search, menu);
}

fn show_status(ui: &mut Ui, view: &mut View<'_>, parts: &Parts<'_>) {
    let state = parts.state;
    let line = Line {
        archive: &state.archive,
        exchange: Some(&state.exchange).filter(|_| state.layout.overlay.is_none()),
        find: &state.find,
        aloud: &state.aloud,
        saving: state.store.saving,
        is_draft: state.notes.is_draft(&state.store),
    };
    status_bar::show(ui, view, line);
}

/// Title of a dialog, and its width in points.
fn head_of(overlay: Overlay) -> (Phrase, f32) {
    match overlay {
        Overlay::Open => (strings::OPEN_TITLE, 560.0),
        Overlay::Palette => (strings::PALETTE, 520.0),
        Overlay::Help => (strings::HELP, 880.0),
        Overlay::Manual => (strings::MANUAL, 880.0),
        Overlay::Licences => (strings::LICENCES, 880.0),
        Overlay::Unreadable => (strings::UNREADABLE, 640.0),
        Overlay::About => (strings::ABOUT, 480.0),
        Overlay::Export => (strings::EXPORT_NOTES, 600.0),
        Overlay::Import => (strings::IMPORT_NOTES, 600.0),
        Overlay::BackUp => (strings::BACK_UP, 600.0),
        Overlay::Restore => (strings::RESTORE, 600.0),
        Overlay::Print => (strings::PRINT, 560.0),
        Overlay::PageSnapshot => (strings::KEPT_PAGE, 640.0),
        Overlay::Collect => (strings::COLLECT_TITLE, 460.0),
        Overlay::Tag => (strings::TAG_TITLE, 460.0),
        Overlay::Describe => (strings::DESCRIBE_TITLE, 560.0),
        Overlay::Belongs => (strings::BELONGS, 460.0),
        Overlay::Everywhere => (strings::EVERYWHERE, 720.0),
        Overlay::Articles => (strings::EXPORT_ARTICLES_TITLE, 600.0),
    }
}

/// The overlay: dialogs that lie over the window.
fn overlay(ui: &Ui, view: &mut View<'_>, parts: &mut Parts<'_>) {
    let Some(overlay) = parts.state.layout.overlay else {
        *view.focused = None;
        parts.widgets.help = None;
        if let Some((before, last)) = parts.widgets.before_dialog.take() {
            let nothing_else = parts.state.layout.focus.is_none();
            ui.memory_mut(|memory| {
                if nothing_else && memory.focused().is_none_or(|now| Some(now) == last) {
                    memory.request_focus(before);
                }
            });
        }
        return;
    };
    if parts.widgets.before_dialog.is_none() {
        parts.widgets.before_dialog = ui.memory(|memory| memory.focused()).map(|before| (before, None));
    }
    let (title, width) = head_of(overlay);
    /// Share of the window's height above a dialog: it grows downwards, and what is pressed in it stays where it is.
    const ABOVE: f32 = 0.06;
    let window = ui.ctx().content_rect().size();
    let above = window.y * ABOVE;
    let room = window - vec2(2.0 * space::XXL, above + space::XXL + 2.0 * space::L);
    let frame = Frame::popup(ui.style()).inner_margin(space::L).corner_radius(theme::RADIUS * 2);
    let id = Id::unique(("overlay", title.en));
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, above));
    let modal = Modal::new(id).area(area).frame(frame).show(ui.ctx(), |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(egui::accesskit::Role::Dialog);
            node.set_label(view.t(title));
            node.set_modal();
        });
        ui.set_width(f32::min(width, room.x.max(160.0)));
        ui.set_max_height(room.y.max(80.0));
        if widgets::panel_head(ui, view.palette, view.t(title), view.t(strings::CLOSE)) {
            view.push(layout::Action::CloseOverlay);
        }
        show_overlay(ui, view, parts, overlay);
    });
    if let Some((_, last)) = &mut parts.widgets.before_dialog {
        *last = ui.memory(|memory| memory.focused());
    }
    if modal.backdrop_response.clicked() {
        view.push(layout::Action::CloseOverlay);
    }
}

/// Shows that a folder held over the window can be dropped.
fn drop_target(ui: &Ui, view: &View<'_>) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, Id::unique("drop")));
    let room = ui.ctx().content_rect();
    painter.rect_filled(room, 0.0, view.palette.paper.gamma_multiply(0.85));
    let font = egui::FontId::proportional(theme::size::DISPLAY);
    painter.text(room.center(), Align2::CENTER_CENTER, view.t(strings::DROP_HERE), font, view.palette.accent);
}

//! The application: what eframe calls every frame.

use super::action::{Action, Overlay, Panel};
use super::commands::Typing;
use super::language as words;
use super::state::{Effect, Focus, State};
use super::theme::{self, Palette, Theme, space};
use super::views::{self, Buffers, View};
use super::{Options, browsing, commands, files, fonts, update};
use egui::{
    Color32, Context, Frame, Id, Key, Margin, Modal, Modifiers, Panel as Bar, Ui, ViewportCommand, vec2,
};
use std::sync::Arc;

/// The window and everything in it.
pub struct Window {
    state: State,
    buffers: Buffers,
    actions: Vec<Action>,
    /// The theme, motion and scale that egui was last told.
    told: Option<(Theme, bool, f32)>,
    /// What the window is called.
    title: String,
}

impl Window {
    /// Makes the window's contents for an egui context and begins to load.
    pub fn new(ctx: &Context, options: Options) -> Window {
        fonts::install(ctx, None);
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // As long as other programs wait; egui's own 0.3 seconds are short for slow hands and slow frames.
            options.input_options.max_double_click_delay = 0.5;
        });
        let data_dir =
            crate::notebook::data_dir(options.data_dir.as_deref()).unwrap_or_else(std::env::temp_dir);
        let waker = ctx.clone();
        let mut state = State::new(&data_dir, options.language, Arc::new(move || waker.request_repaint()));
        files::open_first(&mut state, options.archive);
        state.notes.wanted = options.annotation;
        let mut window = Window {
            state,
            buffers: Buffers::default(),
            actions: Vec::new(),
            told: None,
            title: String::new(),
        };
        window.apply_look(ctx);
        window
    }

    /// What the window knows.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Draws one frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.begin(&ctx);
        self.draw(ui);
        self.state.focus = None;
        for action in std::mem::take(&mut self.actions) {
            update::update(&mut self.state, action);
            // The frame after shows what became of it.
            ctx.request_repaint();
        }
        browsing::refresh_list(&mut self.state);
        self.carry_out(&ctx);
    }

    /// Takes in time, news of other threads, keys and dropped files.
    fn begin(&mut self, ctx: &Context) {
        let state = &mut self.state;
        state.now = ctx.input(|input| input.time);
        state.system_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        files::poll(state);
        super::searching::poll(state);
        super::writing::poll(state);
        super::exchange::poll(state);
        update::poll_speech(state);
        super::own_font::poll(state);
        super::printing::poll(state);
        let now = state.now;
        state.notices.retain(|notice| notice.until > now);
        if let Some(next) = state.notices.iter().map(|notice| notice.until).reduce(f64::min)
            && next.is_finite()
        {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.01)));
        }
        if state.is_busy() {
            ctx.request_repaint_after(std::time::Duration::from_millis(50));
        }
        if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            files::came_back(state);
        }
        let typing = if ctx.text_edit_focused() {
            Typing::Text
        } else if ctx.memory(|memory| memory.has_focus(views::sidebar::id())) {
            Typing::Titles
        } else {
            Typing::No
        };
        let pressed = ctx.input_mut(|input| {
            let mut pressed = commands::pressed(&mut input.events, typing);
            let modal =
                !matches!(state.overlay, None | Some(Overlay::Help | Overlay::About | Overlay::Unreadable));
            let always = |command: &commands::Command| {
                command.group == commands::Group::Help || command.action == Action::Quit
            };
            pressed.retain(|command| !modal || always(command));
            pressed
        });
        self.actions.extend(pressed.iter().map(|command| command.action.clone()));
        let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if egui::Popup::is_any_open(ctx) {
            // An open menu lies above everything: Escape closes it alone, and it does not outlast a command.
            if escape || !pressed.is_empty() {
                egui::Popup::close_all(ctx);
            }
        } else if escape {
            self.actions.push(Action::Escape);
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.actions.extend([Action::CloseOverlay, Action::OpenPath(path)]);
        }
        for action in std::mem::take(&mut self.actions) {
            update::update(&mut self.state, action);
        }
        browsing::refresh_list(&mut self.state);
        self.apply_look(ctx);
    }

    fn apply_look(&mut self, ctx: &Context) {
        let settings = &self.state.settings;
        let look = (self.state.theme(), settings.reduced_motion, settings.scale);
        if self.told == Some(look) {
            return;
        }
        self.told = Some(look);
        let style = Arc::new(theme::style(look.0, look.1));
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            ctx.set_style_of(theme, style.clone());
        }
        ctx.set_zoom_factor(look.2);
    }

    fn draw(&mut self, ui: &mut Ui) {
        let palette = Palette::of(self.state.theme());
        let mut view = View {
            state: &self.state,
            buffers: &mut self.buffers,
            actions: &mut self.actions,
            palette,
            language: self.state.language(),
        };
        let view = &mut view;
        let covered = !view.state.focused && around(ui, view);
        if !covered {
            egui::CentralPanel::no_frame()
                .frame(bar(palette.paper, space::M, space::S))
                .show(ui, |ui| views::reader::show(ui, view));
        }
        overlay(ui, view);
        views::notices::show(ui, view);
        drop_target(ui, view);
    }

    /// Does what only the window system can do.
    fn carry_out(&mut self, ctx: &Context) {
        let title = match &self.state.reader.open {
            Some(open) => format!("{} — {}", open.article().display_title(), self.state.t(words::PROGRAM)),
            None => self.state.t(words::PROGRAM).to_owned(),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
        for effect in std::mem::take(&mut self.state.effects) {
            match effect {
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::Fonts(font) => fonts::install(ctx, font.as_ref()),
                Effect::Fullscreen => {
                    let now = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!now));
                }
                Effect::Raise => {
                    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                    ctx.send_viewport_cmd(ViewportCommand::Focus);
                }
                Effect::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
    }
}

/// A frame of one colour with white inside.
fn bar(fill: Color32, x: f32, y: f32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::symmetric(x as i8, y as i8))
}

/// Everything around the text: the bars, the list and the panel. Says whether nothing is left for the text.
fn around(ui: &mut Ui, view: &mut View<'_>) -> bool {
    let palette = view.palette;
    Bar::top("toolbar")
        .frame(bar(palette.bar, space::S, 0.0))
        .exact_size(48.0)
        .show(ui, |ui| views::toolbar::show(ui, view));
    Bar::bottom("status")
        .frame(bar(palette.bar, space::M, 0.0))
        .exact_size(30.0)
        .show(ui, |ui| views::status::show(ui, view));
    /// Points that the text keeps beside list and panel.
    const TEXT: f32 = 300.0;
    /// Points below which list, text and panel do not fit side by side: the panel takes the list's place.
    const THREE: f32 = 900.0;
    /// Points below which not even two of them fit side by side.
    const TWO: f32 = 440.0;
    let width = ui.available_width();
    let panel = view.state.panel;
    if width < TWO {
        return alone(ui, view);
    }
    if view.state.settings.list && (panel.is_none() || width >= THREE) {
        let most = if panel.is_some() { width * 0.3 } else { width - TEXT };
        Bar::left("list")
            .frame(bar(palette.shelf, space::S, space::S))
            .default_size((width * 0.27).clamp(220.0, 360.0))
            .size_range(180.0..=most.max(200.0))
            .show(ui, |ui| views::sidebar::show(ui, view));
    }
    if let Some(panel) = panel {
        let room = ui.available_width();
        let size = if panel == Panel::Source { width * 0.36 } else { (width * 0.28).clamp(240.0, 360.0) };
        let most = (room - TEXT).max(200.0);
        Bar::right(panel_name(panel))
            .frame(bar(palette.shelf, space::M, space::M))
            .default_size(size.min(most))
            .size_range(200.0..=most)
            .show(ui, |ui| show_panel(ui, view, panel));
    }
    false
}

/// In a window too narrow for two things side by side, shows the panel or the list in place of the text until the
/// person goes to the text. Says whether it did.
fn alone(ui: &mut Ui, view: &mut View<'_>) -> bool {
    let panel = view.state.panel;
    let close = panel.map_or(Action::ToggleList, Action::TogglePanel);
    if panel.is_none() && !view.state.settings.list {
        return false;
    }
    if view.state.focus == Some(Focus::Article) {
        view.push(close);
        return false;
    }
    let before = view.actions.len();
    let frame = bar(view.palette.shelf, space::M, space::S);
    egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| match panel {
        Some(panel) => show_panel(ui, view, panel),
        None => views::sidebar::show(ui, view),
    });
    use Action::{GoTo, OpenArticle, SelectLine, ShowAnnotation};
    let goes =
        |action: &Action| matches!(action, OpenArticle(_) | GoTo(_) | SelectLine(_) | ShowAnnotation(_));
    if view.actions[before..].iter().any(goes) {
        view.push(close);
    }
    true
}

fn panel_name(panel: Panel) -> &'static str {
    match panel {
        Panel::Source => "source",
        Panel::Why => "why",
        Panel::Notes => "notes",
        Panel::Outline => "outline",
        Panel::Settings => "settings",
    }
}

fn show_panel(ui: &mut Ui, view: &mut View<'_>, panel: Panel) {
    match panel {
        Panel::Source => views::source::show(ui, view),
        Panel::Why => views::why::show(ui, view),
        Panel::Notes => views::notes::show(ui, view),
        Panel::Outline => views::outline::show(ui, view),
        Panel::Settings => views::settings::show(ui, view),
    }
}

/// What lies over the window.
fn overlay(ui: &Ui, view: &mut View<'_>) {
    let Some(overlay) = view.state.overlay else {
        view.buffers.focused = None;
        return;
    };
    let (title, width) = match overlay {
        Overlay::Open => (words::OPEN_TITLE, 560.0),
        Overlay::Palette => (words::PALETTE, 520.0),
        Overlay::Help => (words::HELP, 880.0),
        Overlay::Unreadable => (words::UNREADABLE, 640.0),
        Overlay::About => (words::ABOUT, 480.0),
        Overlay::Export => (words::EXPORT_NOTES, 600.0),
        Overlay::Import => (words::IMPORT_NOTES, 600.0),
        Overlay::BackUp => (words::BACK_UP, 600.0),
        Overlay::Restore => (words::RESTORE, 600.0),
        Overlay::Print => (words::PRINT, 560.0),
        Overlay::Kept => (words::KEPT_PAGE, 640.0),
    };
    let room = ui.ctx().content_rect().size() - vec2(space::XXL, space::XXL) * 2.0;
    let frame = Frame::popup(ui.style()).inner_margin(space::L).corner_radius(theme::RADIUS * 2);
    let modal = Modal::new(Id::unique(("overlay", title.en))).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(f32::min(width, room.x.max(160.0)));
        ui.set_max_height(room.y.max(80.0));
        if views::kit::panel_head(ui, view.palette, view.t(title), view.t(words::CLOSE)) {
            view.push(Action::CloseOverlay);
        }
        match overlay {
            Overlay::Open => views::open::show(ui, view),
            Overlay::Palette => views::palette::show(ui, view),
            Overlay::Help => views::help::show(ui, view),
            Overlay::Unreadable => views::unreadable::show(ui, view),
            Overlay::About => views::help::about(ui, view),
            Overlay::Export => views::exchange::export(ui, view),
            Overlay::Import | Overlay::Restore => views::exchange::import(ui, view, overlay),
            Overlay::BackUp => views::exchange::back_up(ui, view),
            Overlay::Print => views::print::show(ui, view),
            Overlay::Kept => views::kept::show(ui, view),
        }
    });
    if modal.backdrop_response.clicked() {
        view.push(Action::CloseOverlay);
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
    painter.text(
        room.center(),
        egui::Align2::CENTER_CENTER,
        view.t(words::DROP_HERE),
        font,
        view.palette.accent,
    );
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Window::ui(self, ui);
    }

    fn raw_input_hook(&mut self, _ctx: &Context, raw_input: &mut egui::RawInput) {
        // A wider glyph atlas doubles to a gigabyte when many sizes are used.
        raw_input.max_texture_side = Some(raw_input.max_texture_side.unwrap_or(ATLAS).min(ATLAS));
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        super::writing::leave_article(&mut self.state);
    }
}

/// Widest side of the glyph atlas, in pixels.
const ATLAS: usize = 4096;

//! The application: what eframe calls every frame.

use super::assembly::{self, Widgets};
use super::commands::{self, Typing};
use super::effect::WindowRequest;
use super::message::{Action, Event, Message};
use super::panels::Overlay;
use super::state::State;
use super::theme::{self, Theme};
use super::{Options, article_list, fonts, layout, open_archive, strings, update};
use egui::{Context, Key, Modifiers, Ui, ViewportCommand};
use std::sync::Arc;
use std::time::Duration;

/// The window and everything in it.
pub struct Window {
    state: State,
    widgets: Widgets,
    /// The theme, motion and scale that egui was last told.
    told: Option<(Theme, bool, f32)>,
    /// What the window is called.
    title: String,
    /// What text with its form is put on the clipboard by; it has to stay as long as the text.
    clipboard: Option<arboard::Clipboard>,
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
        let first = match options.archive.or_else(|| state.archive.last()) {
            Some(path) => open_archive::Action::OpenPath(path),
            None => open_archive::Action::OpenSample,
        };
        update::update(&mut state, Message::User(first.into()));
        state.notes.wanted = options.annotation;
        let mut window =
            Window { state, widgets: Widgets::default(), told: None, title: String::new(), clipboard: None };
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
        let actions = assembly::draw(ui, &self.state, &mut self.widgets);
        self.state.layout.focus = None;
        if !actions.is_empty() {
            // The frame after shows what became of them.
            ctx.request_repaint();
        }
        self.carry_out(actions);
        self.ask_system(&ctx);
    }

    /// Takes in time, news of other threads, keys and dropped files.
    fn begin(&mut self, ctx: &Context) {
        let state = &mut self.state;
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        update::update(state, Message::News(Event::SystemTheme { dark }));
        if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            update::update(state, Message::News(Event::Returned));
        }
        update::begin_frame(state, ctx.input(|input| input.time));
        if let Some(end) = state.notices.next_end() {
            ctx.request_repaint_after(Duration::from_secs_f64((end - state.now).max(0.01)));
        }
        if state.is_busy() {
            ctx.request_repaint_after(Duration::from_millis(50));
        }
        let actions = asked_for(ctx, state.layout.overlay);
        self.carry_out(actions);
        self.apply_look(ctx);
    }

    fn carry_out(&mut self, actions: Vec<Action>) {
        for action in actions {
            update::update(&mut self.state, Message::User(action));
        }
        update::refresh_list(&mut self.state);
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

    /// Has the window system do what only it can do.
    fn ask_system(&mut self, ctx: &Context) {
        let program = strings::PROGRAM.get(self.state.language());
        let title = match &self.state.reader.open {
            Some(open) => format!("{} — {program}", open.article().display_title()),
            None => program.to_owned(),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
        for request in std::mem::take(&mut self.state.requests) {
            match request {
                WindowRequest::Copy(text) => ctx.copy_text(text),
                WindowRequest::CopyRich { html, text } => {
                    let clipboard = match &mut self.clipboard {
                        Some(clipboard) => Some(clipboard),
                        none => arboard::Clipboard::new().ok().map(|clipboard| none.insert(clipboard)),
                    };
                    // Where the system takes no text with a form, it takes the plain one.
                    let rich = clipboard.map(|clipboard| clipboard.set().html(html, Some(text.clone())));
                    if !matches!(rich, Some(Ok(()))) {
                        ctx.copy_text(text);
                    }
                }
                WindowRequest::Fonts(font) => fonts::install(ctx, font.as_ref()),
                WindowRequest::Fullscreen => {
                    let now = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                    ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!now));
                }
                WindowRequest::Raise => {
                    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                    ctx.send_viewport_cmd(ViewportCommand::Focus);
                }
                WindowRequest::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
    }
}

/// What keys and dropped files ask for; `overlay` is the dialog that is open.
fn asked_for(ctx: &Context, overlay: Option<Overlay>) -> Vec<Action> {
    let typing = if ctx.text_edit_focused() {
        Typing::Text
    } else if ctx.memory(|memory| memory.has_focus(article_list::view::id())) {
        Typing::Titles
    } else {
        Typing::No
    };
    let pressed = ctx.input_mut(|input| {
        let mut pressed = commands::pressed(&mut input.events, typing);
        let modal = !matches!(overlay, None | Some(Overlay::Help | Overlay::About | Overlay::Unreadable));
        let always = |command: &commands::Command| {
            command.group == commands::Group::Help || command.action == layout::Action::Quit.into()
        };
        pressed.retain(|command| !modal || always(command));
        pressed
    });
    let mut actions: Vec<Action> = pressed.iter().map(|command| command.action.clone()).collect();
    let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if egui::Popup::is_any_open(ctx) {
        // An open menu lies above everything: Escape closes it alone, and it does not outlast a command.
        if escape || !pressed.is_empty() {
            egui::Popup::close_all(ctx);
        }
    } else if escape {
        actions.push(Action::Escape);
    }
    let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped {
        actions.extend([layout::Action::CloseOverlay.into(), open_archive::Action::OpenPath(path).into()]);
    }
    actions
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
        update::update(&mut self.state, Message::News(Event::Closing));
    }
}

/// Widest side of the glyph atlas, in pixels.
const ATLAS: usize = 4096;

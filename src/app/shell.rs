//! The application: what eframe calls every frame.

use super::assembly::{self, Widgets};
use super::commands::{self, Typing};
use super::direction::Direction;
use super::effect::WindowRequest;
use super::message::{Action, Event, Message};
use super::panels::{Focus, Overlay};
use super::state::State;
use super::theme::{self, Theme};
use super::window_place::WindowPlace;
use super::{Options, article_list, fonts, layout, open_archive, search, settings, strings, update};
use egui::{Context, Id, Key, Modifiers, Ui, ViewportCommand};
use std::sync::Arc;
use std::time::Duration;

/// The window and everything in it.
pub struct Window {
    state: State,
    widgets: Widgets,
    /// The theme, motion and scale that egui was last told.
    told: Option<(Theme, bool, f32)>,
    /// Title of the window.
    title: String,
    /// For how many frames nothing has had the keyboard.
    adrift: u8,
    /// Whether the results had it later than list and text.
    was_in_results: bool,
    /// Place of the window.
    place: Option<WindowPlace>,
    /// Zoom of the text that is still to be made, as the logarithm of a factor, beyond whole steps.
    zoom: f32,
    /// What was typed ahead of the field that it is for.
    ahead: Option<Ahead>,
    /// The key that was a command when it went down.
    held: Option<Key>,
    /// Clipboard for text with its form; it has to stay as long as the text.
    clipboard: Option<arboard::Clipboard>,
}

/// Keys that came after one that gives the keyboard to something else, before that has it.
struct Ahead {
    keys: Vec<egui::Event>,
    /// The thing that had the keyboard.
    before: Option<Id>,
    /// The frames for which they have been held back.
    frames: u8,
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
        let mut window = Window {
            state,
            widgets: Widgets::default(),
            told: None,
            title: String::new(),
            adrift: 0,
            was_in_results: false,
            place: None,
            zoom: 0.0,
            ahead: None,
            held: None,
            clipboard: None,
        };
        window.apply_look(ctx);
        window
    }

    /// State of the window.
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
        self.place = ctx.input(|input| WindowPlace::after(self.place, input.viewport()));
    }

    /// Takes in time, news of other threads, keys and dropped files.
    fn begin(&mut self, ctx: &Context) {
        let state = &mut self.state;
        let dark = ctx.system_theme() == Some(egui::Theme::Dark);
        update::update(state, Message::News(Event::SystemTheme { dark }));
        for (is_here, news) in [(false, Event::Left), (true, Event::Returned)] {
            if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(is_here))) {
                update::update(state, Message::News(news));
            }
        }
        update::begin_frame(state, ctx.input(|input| input.time));
        if let Some(end) = state.notices.next_end() {
            ctx.request_repaint_after(Duration::from_secs_f64((end - state.now).max(0.01)));
        }
        if state.is_busy() {
            ctx.request_repaint_after(Duration::from_millis(50));
        }
        self.hand_on(ctx);
        let mut actions = if self.widgets.takes_key() {
            // The next key is for a command, and does none.
            Vec::new()
        } else {
            let read = [self.widgets.text(), self.widgets.page()];
            let (actions, ahead) = asked_for(ctx, &self.state, read, &mut self.held);
            if let Some(keys) = ahead {
                let before = ctx.memory(|memory| memory.focused());
                self.ahead = Some(Ahead { keys, before, frames: 0 });
            }
            actions
        };
        actions.extend(self.zoomed(ctx));
        self.carry_out(actions);
        self.keep_focus(ctx);
        self.apply_look(ctx);
    }

    /// Gives what was typed ahead to what has the keyboard now, or holds it back with what is typed meanwhile.
    fn hand_on(&mut self, ctx: &Context) {
        /// Frames after which nothing else takes the keyboard.
        const LONGEST: u8 = 5;
        let Some(mut ahead) = self.ahead.take() else { return };
        ahead.frames += 1;
        let now = ctx.memory(|memory| memory.focused());
        let is_there = now.is_some() && now != ahead.before || ahead.frames == LONGEST;
        ctx.input_mut(|input| {
            ahead.keys.extend(input.events.extract_if(.., |event| commands::is_of_keyboard(event)));
            if is_there {
                input.events.append(&mut ahead.keys);
            }
        });
        if !is_there {
            self.ahead = Some(ahead);
            ctx.request_repaint();
        }
    }

    /// Gives the keyboard to the results that had it, to the text, or else to the list, where nothing has had it for two
    /// frames: from one thing to the next it is nowhere for one.
    fn keep_focus(&mut self, ctx: &Context) {
        /// Frames after which an article that is open is not about to be drawn.
        const LIST_ALONE: u8 = 5;
        match ctx.memory(|memory| memory.focused()) {
            Some(id) if id == search::rows_view::id() => self.was_in_results = true,
            Some(id) if self.widgets.text() == Some(id) || id == article_list::view::id() => {
                self.was_in_results = false;
            }
            _ => {}
        }
        let among_results = self.was_in_results && self.state.find.results.is_shown;
        let layout = &mut self.state.layout;
        let is_elsewhere = ctx.memory(|memory| memory.focused().is_some())
            || layout.overlay.is_some()
            || layout.focus.is_some()
            || self.ahead.is_some()
            || self.state.reader.open.is_none()
            || egui::Popup::is_any_open(ctx);
        self.adrift = if is_elsewhere { 0 } else { self.adrift.saturating_add(1) };
        if (1..LIST_ALONE).contains(&self.adrift) {
            ctx.request_repaint();
        }
        match self.adrift {
            2.. if self.widgets.text().or(self.widgets.page()).is_some() => {
                layout.focus = Some(if among_results { Focus::Results } else { Focus::Article })
            }
            // In a narrow window the list stands in the text's place.
            LIST_ALONE.. if layout.panel.is_none() => layout.focus = Some(Focus::List),
            _ => {}
        }
    }

    /// Larger or smaller text, where the wheel with Ctrl or two fingers ask for it over the text.
    fn zoomed(&mut self, ctx: &Context) -> Option<Action> {
        /// Logarithm of the factor that is one step of the text size: about half a notch of a wheel.
        const STEP: f32 = 0.1;
        let (by, pointer) = ctx.input(|input| (input.zoom_delta().ln(), input.pointer.hover_pos()));
        let text = self.widgets.text().and_then(|id| ctx.read_response(id))?.rect;
        if by == 0.0 || !pointer.is_some_and(|pointer| text.contains(pointer)) {
            return None;
        }
        self.zoom += by;
        if self.zoom.abs() < STEP {
            return None;
        }
        let direction = if self.zoom > 0.0 { Direction::Next } else { Direction::Previous };
        self.zoom -= STEP.copysign(self.zoom);
        Some(settings::Action::TextSize(direction).into())
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
            Some(open) => format!("{} — {program}", open.title().replace('\n', " ")),
            None => program.to_owned(),
        };
        if title != self.title {
            self.title.clone_from(&title);
            ctx.send_viewport_cmd(ViewportCommand::Title(title));
        }
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(self.title.as_str()));
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
                WindowRequest::CopyPicture(image) => ctx.copy_image(Arc::unwrap_or_clone(image)),
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

/// Actions that keys and dropped files ask for, and what was typed ahead; `read` is what egui knows the article's text and
/// its page by, `held` the key that was a command when it went down.
fn asked_for(
    ctx: &Context,
    state: &State,
    read: [Option<Id>; 2],
    held: &mut Option<Key>,
) -> (Vec<Action>, Option<Vec<egui::Event>>) {
    let overlay = state.layout.overlay;
    let typing = match ctx.memory(|memory| memory.focused()) {
        _ if ctx.text_edit_focused() => Typing::Text,
        _ if overlay.is_some() => Typing::Elsewhere,
        Some(id) if id == article_list::view::id() && state.settings.letters => Typing::Titles,
        Some(id) if id == article_list::view::id() => Typing::TitlesAlone,
        Some(id) if !read.contains(&Some(id)) && id != search::rows_view::id() => Typing::Elsewhere,
        _ if state.settings.letters => Typing::No,
        _ => Typing::NoLetters,
    };
    let modal = !matches!(overlay, None | Some(Overlay::Help | Overlay::About | Overlay::Unreadable));
    let is_allowed = |command: &commands::Command| {
        !modal || command.group == commands::Group::Help || command.action == layout::Action::Quit.into()
    };
    let keys = &state.settings.keys;
    let pressed = ctx.input_mut(|input| commands::pressed(&mut input.events, typing, keys, held, is_allowed));
    let mut actions: Vec<Action> = pressed.commands.iter().map(|command| command.action.clone()).collect();
    let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if egui::Popup::is_any_open(ctx) {
        // An open menu lies above everything: Escape closes it alone, and it does not outlast a command.
        if escape || !pressed.commands.is_empty() {
            egui::Popup::close_all(ctx);
        }
    } else if escape {
        actions.push(Action::Escape);
    }
    let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped {
        actions.extend([layout::Action::CloseOverlay.into(), open_archive::Action::OpenPath(path).into()]);
    }
    (actions, pressed.ahead)
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
        if let Some(place) = self.place {
            place.keep(&self.state.data_dir);
        }
    }
}

/// Widest side of the glyph atlas, in pixels.
const ATLAS: usize = 4096;

//! The window: an eframe application, room by room.
//!
//! A room is a folder: what it knows, its `Action`s (what the person can do there), its `Event`s (what its threads tell),
//! a handler, and its view.
//!
//! - A handler has its own state `&mut`, a [`context::Context`] to read, and what else it is given by name. What is to
//!   happen elsewhere it asks for as [`effect::Effect`]s; it never calls the others.
//! - A view is given what it shows, and pushes actions; it changes nothing but its own scrolling and half-typed words.
//! - [`update::update`] is the one door: a [`message::Message`] is an action of the person or news of a thread. It hands
//!   each to its room and carries out what the room asks for. Threads send their news by a [`context::Outbox`].
//! - Only [`state`], [`update`], [`assembly`], [`menu`] and the shell know all rooms. Menus, the palette, shortcuts and the help
//!   are made from one table, [`commands::COMMANDS`].

pub mod annotations;
pub mod article_list;
pub mod article_status;
pub mod assembly;
pub mod calendar;
pub mod collections;
pub mod command_palette;
pub mod commands;
pub mod context;
pub mod corrections;
pub mod dictionary;
pub mod direction;
pub mod documents;
pub mod effect;
pub mod evidence;
mod file_dialog;
pub mod fonts;
pub mod help;
pub mod icons;
pub mod import_export;
pub mod keys;
pub mod layout;
pub mod menu;
pub mod message;
pub mod navigation;
pub mod notices;
pub mod open_archive;
pub mod page_image;
pub mod panels;
pub mod printing;
pub mod reader;
pub mod reading;
pub mod review;
pub mod search;
pub mod settings;
mod shell;
pub mod source;
pub mod speech;
pub mod state;
pub mod status_bar;
pub mod store;
pub mod strings;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod tokens;
pub mod toolbar;
pub mod update;
pub mod view;
pub mod widgets;
pub mod window_place;

pub use shell::Window;

use crate::notebook::{Request, hand_over};
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use strings::Language;
use uuid::Uuid;
use window_place::WindowPlace;

/// Options of the window when it starts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The archive to open; `None` for the last one or, on the first start, the sample.
    pub archive: Option<PathBuf>,
    /// The annotation to show.
    pub annotation: Option<Uuid>,
    /// Folder of the notebook; `None` for the platform's place.
    pub data_dir: Option<PathBuf>,
    /// The language; `None` for the one chosen before or the system's.
    pub language: Option<Language>,
}

/// Reason why the window could not be opened; the text says what to do.
#[derive(Debug)]
pub struct StartError {
    reason: String,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the window could not be opened: {}\nOn Linux it wants a display and these libraries: libgl1, \
             libxkbcommon0, libxkbcommon-x11-0, libxcursor1, libxi6 (names of Debian's packages).",
            self.reason
        )
    }
}

impl std::error::Error for StartError {}

/// Opens the window and returns when the person closes it. Where a window is open over the same notebook already, that
/// one is asked to show what this one was to show.
///
/// # Errors
/// When there is no display, no OpenGL, or a library of the system is missing.
pub fn run(options: Options) -> Result<(), StartError> {
    if is_taken_over(&options) {
        return Ok(());
    }
    /// The smallest window in which everything can still be reached, in points: 800 by 500 pixels at 300 %.
    const SMALLEST: [f32; 2] = [266.0, 166.0];
    /// The window on the first start, in points.
    const FIRST: [f32; 2] = [1280.0, 820.0];
    let place =
        crate::notebook::data_dir(options.data_dir.as_deref()).and_then(|dir| WindowPlace::read(&dir));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("剪报 Jianbao")
        .with_app_id("jianbao")
        .with_icon(
            eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/128.png"))
                .unwrap_or_default(),
        )
        .with_inner_size(place.map_or(FIRST.into(), |place| place.size()))
        .with_maximized(place.is_some_and(|place| place.is_maximised()))
        .with_min_inner_size(SMALLEST);
    if let Some(at) = place.and_then(|place| place.at()) {
        viewport = viewport.with_position(at);
    }
    let native = eframe::NativeOptions { viewport, ..Default::default() };
    // winit panics where a library is missing; that, too, is told in words. Once the window is there, a panic
    // is a fault of the program and goes on.
    let is_open = AtomicBool::new(false);
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let make = |cc: &eframe::CreationContext| {
            is_open.store(true, Ordering::Relaxed);
            Ok(Box::new(Window::new(&cc.egui_ctx, options)) as Box<dyn eframe::App>)
        };
        eframe::run_native("jianbao", native, Box::new(make))
    }));
    match ended {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(StartError { reason: error.to_string() }),
        Err(panic) if is_open.load(Ordering::Relaxed) => std::panic::resume_unwind(panic),
        Err(_) => Err(StartError { reason: "a library of the system is missing".into() }),
    }
}

/// Hands over to the window that has the notebook open; `false` where there is none.
fn is_taken_over(options: &Options) -> bool {
    let Some(dir) = crate::notebook::data_dir(options.data_dir.as_deref()) else { return false };
    if !crate::notebook::is_open_elsewhere(&dir) {
        return false;
    }
    let open = options.archive.clone().map(Request::Open);
    let annotation = options.annotation.map(Request::Annotation);
    let mut requests = open.into_iter().chain(annotation).collect::<Vec<_>>();
    if requests.is_empty() {
        requests.push(Request::Show);
    }
    // If the other window does not answer, this one opens and says that the notebook is in use.
    requests.iter().all(|request| hand_over(&dir, request).is_ok())
}

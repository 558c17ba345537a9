//! The window: an eframe application.
//!
//! Views read [`state::State`] and push [`action::Action`]s; one [`update::update`] changes the state; slow
//! work happens on threads of the archive, the notebook and the search, which answer through channels.
//! Menus, the palette, shortcuts and the help are made from one table, [`commands::COMMANDS`].

pub mod action;
pub mod article;
mod browsing;
pub mod commands;
pub mod correcting;
pub mod exchange;
mod files;
pub mod fonts;
mod fulltext;
mod homes;
pub mod icons;
pub mod kept;
pub mod language;
pub mod listing;
pub mod marks;
mod moving;
pub mod notes;
pub mod own_font;
mod printing;
pub mod reading;
pub mod searching;
pub mod settings;
mod shell;
pub mod shown;
pub mod speech;
pub mod state;
mod stepping;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod update;
pub mod views;
mod writing;

pub use shell::Window;

use crate::notebook::{Request, hand_over};
use language::Language;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// What the window is told when it starts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The archive to open; `None` for the last one or, on the first start, the sample.
    pub archive: Option<PathBuf>,
    /// The annotation to show.
    pub annotation: Option<Uuid>,
    /// Where the notebook lives; `None` for the platform's place.
    pub data_dir: Option<PathBuf>,
    /// The language; `None` for the one chosen before or the system's.
    pub language: Option<Language>,
}

/// Why the window could not be opened; the text says what to do.
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
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("剪报 Jianbao")
            .with_app_id("jianbao")
            .with_icon(
                eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/128.png"))
                    .unwrap_or_default(),
            )
            .with_inner_size(FIRST)
            .with_min_inner_size(SMALLEST),
        ..Default::default()
    };
    // winit panics where a library is missing; that, too, is told in words. Once the window is there, a panic
    // is a fault of the program and goes on.
    let is_open = AtomicBool::new(false);
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let make = |cc: &eframe::CreationContext<'_>| {
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

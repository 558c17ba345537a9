//! The window on a bench: driven by keys and accessible names, without a display.

use egui::{Key, Modifiers, UiBuilder, Vec2, vec2};
use egui_kittest::Harness;
use jianbao::app::state::State;
use jianbao::app::{Options, Window};
use jianbao::language::Language;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub const NONE: Modifiers = Modifiers::NONE;
pub const CTRL: Modifiers = Modifiers::COMMAND;

/// Size of the window and fineness of its drawing.
#[derive(Clone, Copy)]
pub struct Shape {
    /// In points.
    pub size: Vec2,
    /// Pixels a point.
    pub fineness: f32,
    /// Seconds from frame to frame, as the window is told.
    pub tick: f32,
}

impl Default for Shape {
    fn default() -> Shape {
        Shape { size: vec2(1280.0, 800.0), fineness: 1.0, tick: 0.25 }
    }
}

pub struct Bench {
    pub harness: Harness<'static, ()>,
    window: Rc<RefCell<Option<Window>>>,
}

impl Bench {
    /// A window over an archive, or the sample, and a notebook, loaded.
    pub fn shaped(archive: Option<&Path>, data: &TempDir, language: Language, shape: Shape) -> Bench {
        let mut bench = Bench::unopened(archive, data, language, shape);
        bench.wait("the archive", |state| state.archive.progress.is_none() && state.reader.open.is_some());
        bench.steps();
        bench
    }

    /// A window that is about to load.
    pub fn unopened(archive: Option<&Path>, data: &TempDir, language: Language, shape: Shape) -> Bench {
        let window: Rc<RefCell<Option<Window>>> = Rc::default();
        let (made, drawn) = (window.clone(), window.clone());
        let options = Options {
            archive: archive.map(Path::to_owned),
            annotation: None,
            data_dir: Some(data.path().to_owned()),
            language: Some(language),
        };
        let harness = Harness::builder()
            .with_size(shape.size)
            .with_pixels_per_point(shape.fineness)
            .with_step_dt(shape.tick)
            .with_context_setup(move |ctx| *made.borrow_mut() = Some(Window::new(ctx, options)))
            .build_ui(move |ui| {
                // The harness keeps a margin; a window has none.
                let all = ui.ctx().content_rect();
                let mut ui = ui.new_child(UiBuilder::new().max_rect(all));
                ui.set_clip_rect(all);
                if let Some(window) = drawn.borrow_mut().as_mut() {
                    window.ui(&mut ui);
                }
            });
        Bench { harness, window }
    }

    /// Enough frames for a key to be taken, its action to be carried out, and the outcome to be drawn.
    pub fn steps(&mut self) {
        self.harness.run_steps(4);
    }

    /// Draws frames until something is so.
    pub fn wait(&mut self, what: &str, is_so: impl Fn(&State) -> bool) {
        let begun = Instant::now();
        loop {
            self.harness.step();
            if self.look(&is_so) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(120), "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn look<R>(&self, see: impl Fn(&State) -> R) -> R {
        see(self.window.borrow().as_ref().expect("a window").state())
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.steps();
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.into()));
        self.steps();
    }
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

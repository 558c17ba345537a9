//! Pictures of the window on the sample archive, compared with those in `tests/golden/pictures`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --features pictures --test pictures` makes them anew; look at every one that changed.

mod bench;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::{Key, Modifiers, vec2};
use egui_kittest::SnapshotOptions;
use egui_kittest::kittest::Queryable;
use jianbao::app::settings::Settings;
use jianbao::app::state::State;
use jianbao::app::store::Saving;
use jianbao::app::theme::{Theme, ThemeChoice};
use jianbao::language::Language;
use jianbao::notebook::Notebook;
use tempfile::TempDir;

/// The window as most pictures show it: so quick that nothing that waits for time comes about.
const DESK: Shape = Shape { size: vec2(960.0, 600.0), fineness: 1.0, tick: 0.001 };
/// Half of it, twice as fine.
const FINE: Shape = Shape { size: vec2(480.0, 340.0), fineness: 2.0, ..DESK };
const SMALL: Shape = Shape { size: vec2(800.0, 500.0), ..DESK };

/// What all pictures show.
const TITLE: &str = "小輪撞沉柴船";

/// A window over the sample, with settings.
struct Picture {
    bench: Bench,
    _data: TempDir,
}

impl Picture {
    fn of(shape: Shape, language: Language, theme: Theme, change: impl FnOnce(&mut Settings)) -> Picture {
        let data = folder();
        let theme = ThemeChoice::Fixed(theme);
        let mut settings = Settings { theme, reduced_motion: true, ..Settings::default() };
        change(&mut settings);
        let mut book = Notebook::open(data.path()).expect("a notebook");
        book.set_setting("window", &settings).wait().expect("settings are kept");
        drop(book);
        let mut bench = Bench::shaped(None, &data, language, shape);
        // An article with a headline and paragraphs, whichever comes first.
        let is_open = |bench: &Bench| {
            let title = |state: &State| state.reader.open.as_ref().map(|open| open.article().display_title());
            bench.look(title).is_some_and(|title| title.starts_with(TITLE))
        };
        for _ in 0..9 {
            if !is_open(&bench) {
                bench.press(NONE, Key::J);
            }
        }
        assert!(is_open(&bench), "{TITLE} is not among the first articles");
        Picture { bench, _data: data }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) -> &mut Picture {
        self.bench.press(modifiers, key);
        self
    }

    fn type_text(&mut self, text: &str) -> &mut Picture {
        self.bench.type_text(text);
        self
    }

    /// Presses the first thing that a screen reader would call so.
    fn click(&mut self, name: &str) -> &mut Picture {
        let mut called = self.bench.harness.query_all_by_label_contains(name);
        called.next().unwrap_or_else(|| panic!("nothing is called {name}")).click();
        drop(called);
        self.bench.steps();
        self
    }

    /// Compares with the picture of this name.
    fn check(&mut self, name: &str) {
        /// How far a pixel's colour may be off before it counts, and how many may be: drivers round the edges of
        /// letters each in their own way.
        const TOLERANCE: (f32, usize) = (0.8, 12);
        let bench = &mut self.bench;
        bench.harness.remove_cursor();
        bench.wait("what is kept", |state| !matches!(state.store.saving, Saving::Pending));
        bench.steps();
        let options = SnapshotOptions::new()
            .threshold(TOLERANCE.0)
            .max_failed_pixels(TOLERANCE.1)
            .output_path("tests/golden/pictures");
        bench.harness.try_snapshot_options(name, &options).unwrap_or_else(|error| panic!("{error}"));
    }
}

fn plain(_: &mut Settings) {}

#[test]
fn reading() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).check("reading-light");
    Picture::of(DESK, Language::Chinese, Theme::Sepia, |settings| settings.columns = 2)
        .check("reading-sepia");
    Picture::of(DESK, Language::English, Theme::Dark, |settings| settings.serif = false)
        .check("reading-dark");
}

#[test]
fn reading_in_fine_print() {
    Picture::of(FINE, Language::Chinese, Theme::Light, |settings| settings.list = false).check("fine-light");
}

#[test]
fn vertical() {
    Picture::of(DESK, Language::Chinese, Theme::Light, |settings| settings.vertical = true)
        .check("vertical-light");
    Picture::of(FINE, Language::Chinese, Theme::Sepia, |settings| {
        (settings.vertical, settings.list) = (true, false);
    })
    .check("vertical-fine");
}

#[test]
fn source() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).press(NONE, Key::S).check("source");
}

#[test]
fn why() {
    let mut picture = Picture::of(DESK, Language::English, Theme::Light, plain);
    picture.press(NONE, Key::I);
    let is_explained =
        |state: &State| state.reader.open.as_ref().is_some_and(|open| open.explained(|| {}).is_some());
    picture.bench.wait("the evidence", is_explained);
    picture.check("why-english");
}

#[test]
fn titles() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain)
        .press(CTRL, Key::F)
        .type_text("diaoyan")
        .check("titles");
    Picture::of(SMALL, Language::English, Theme::Sepia, plain)
        .press(CTRL, Key::F)
        .type_text("市領導調研")
        .check("titles-small");
}

#[test]
fn notes() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).press(NONE, Key::F8).check("notes-none");
    let mut picture = Picture::of(DESK, Language::Chinese, Theme::Light, plain);
    picture.press(NONE, Key::S).click(" 駛經白沙塘").press(NONE, Key::Num2).press(NONE, Key::S);
    picture.press(CTRL, Key::D).press(NONE, Key::N).type_text("明天再讀一遍。");
    picture.check("notes");
}

#[test]
fn small() {
    Picture::of(SMALL, Language::English, Theme::Light, plain).check("small");
    Picture::of(SMALL, Language::Chinese, Theme::Dark, plain).press(NONE, Key::S).check("small-source");
}

#[test]
fn overlays() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).press(NONE, Key::F1).check("help");
    Picture::of(SMALL, Language::English, Theme::Dark, plain)
        .press(CTRL, Key::K)
        .type_text("next")
        .check("palette");
    Picture::of(DESK, Language::Chinese, Theme::Sepia, plain).press(CTRL, Key::O).check("open");
}

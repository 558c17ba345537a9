//! Pictures of the window, compared with those in `tests/golden/pictures`.
//!
//! They show a small archive whose articles are given, so that nothing that the engine learns changes them.
//! `UPDATE_SNAPSHOTS=1 cargo test --features pictures --test pictures` makes them anew; look at every one that changed.

mod bench;
mod given;

use bench::{Bench, CTRL, NONE, Shape, folder};
use egui::{Key, Modifiers, Rect, pos2, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{SnapshotOptions, try_image_snapshot_options};
use image::imageops::crop_imm;
use jianbao::app::settings::Settings;
use jianbao::app::store::Saving;
use jianbao::app::theme::{Theme, ThemeChoice};
use jianbao::language::Language;
use jianbao::notebook::Notebook;
use oxipng::{InFile, OutFile};
use tempfile::TempDir;

/// Folder of the pictures.
const PICTURES: &str = "tests/golden/pictures";

/// The window as most pictures show it: so quick that nothing that waits for time comes about.
const DESK: Shape = Shape { size: vec2(960.0, 600.0), fineness: 1.0, tick: 0.001 };
/// The article alone, in a small window.
const SMALL: Shape = Shape { size: vec2(480.0, 370.0), ..DESK };
/// Half of it, twice as fine.
const FINE: Shape = Shape { size: vec2(320.0, 300.0), fineness: 2.0, ..DESK };

/// The archive.
const PAGES: [(&str, &str); 4] = [
    ("瀾埠新報/1931-04-05/01.txt", include_str!("given/ferry.txt")),
    ("瀾埠新報/1931-04-05/02.txt", include_str!("given/prices.txt")),
    ("澜溪日报/2024-01-05/01.txt", include_str!("given/street.txt")),
    ("澜溪日报/2024-01-05/02.txt", include_str!("given/bridge.txt")),
];

/// Title of the article that most pictures are about.
const ARTICLE: &str = "擺渡加開夜班";

/// A part of a window, in points.
const fn part(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
    Rect { min: pos2(left, top), max: pos2(right, bottom) }
}

/// All of it but the bars above and below.
fn inside(shape: Shape) -> Rect {
    part(0.0, 48.0, shape.size.x, shape.size.y - 30.0)
}

/// The list of articles on a desk.
const LIST: Rect = part(0.0, 48.0, 268.0, 570.0);
/// Place beside the article on a desk.
const SIDE: Rect = part(612.0, 48.0, 960.0, 400.0);

/// A window over the archive, with settings.
struct Picture {
    bench: Bench,
    shape: Shape,
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
        let archive = data.path().join("剪报");
        given::archive(&PAGES, &archive, data.path());
        let bench = Bench::shaped(Some(&archive), &data, language, shape);
        let title = bench.look(|state| state.reader.open.as_ref().map(|open| open.article().display_title()));
        assert_eq!(title.as_deref(), Some(ARTICLE), "the articles are those given");
        Picture { bench, shape, _data: data }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) -> &mut Picture {
        self.bench.press(modifiers, key);
        self
    }

    fn type_text(&mut self, text: &str) -> &mut Picture {
        self.bench.type_text(text);
        self.bench.wait("the titles", |state| !state.find.is_waiting);
        self
    }

    /// Presses the last thing that a screen reader would call so: what stands in the panel.
    fn click(&mut self, name: &str) -> &mut Picture {
        let called = self.bench.harness.query_all_by_label_contains(name);
        called.last().unwrap_or_else(|| panic!("nothing is called {name}")).click();
        self.bench.steps();
        self
    }

    /// Compares a part of the window with the picture of this name.
    fn check(&mut self, name: &str, part: Rect) {
        /// Difference that a pixel's colour may have before it counts, and number of those that may: drivers round the
        /// edges of letters each in their own way.
        const TOLERANCE: (f32, usize) = (0.8, 12);
        let bench = &mut self.bench;
        bench.harness.remove_cursor();
        bench.wait("what is kept", |state| !matches!(state.store.saving, Saving::Pending));
        bench.steps();
        let options = SnapshotOptions::new()
            .threshold(TOLERANCE.0)
            .max_failed_pixels(TOLERANCE.1)
            .output_path(PICTURES);
        let window = bench.harness.render().expect("a picture");
        let [x, y, width, height] = [part.left(), part.top(), part.width(), part.height()]
            .map(|points| (points * self.shape.fineness) as u32);
        let mut cut = crop_imm(&window, x, y, width, height).to_image();
        // Few shades make a palette, and small files.
        cut.pixels_mut().flat_map(|pixel| &mut pixel.0).for_each(|shade| *shade = *shade / 17 * 17);
        try_image_snapshot_options(&cut, name, &options).unwrap_or_else(|error| panic!("{error}"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            let file = InFile::Path(format!("{PICTURES}/{name}.png").into());
            let in_place = OutFile::Path { path: None, preserve_attrs: false };
            oxipng::optimize(&file, &in_place, &oxipng::Options::from_preset(4))
                .expect("a picture is packed");
        }
    }
}

/// The history keeps every version of a picture for good.
#[test]
fn pictures_are_small() {
    const EACH: u64 = 40 << 10;
    const ALL: u64 = 300 << 10;
    let files = std::fs::read_dir(PICTURES).expect("the pictures").map(|file| file.expect("a picture"));
    // Not those that a failed comparison leaves: `name.new.png`.
    let is_kept = |name: &str| name.split_once('.').is_some_and(|(_, kind)| kind == "png");
    let kept = files.filter(|file| file.file_name().to_str().is_some_and(is_kept));
    let sizes: Vec<u64> = kept.map(|file| file.metadata().expect("a size").len()).collect();
    assert!(sizes.iter().all(|bytes| *bytes <= EACH) && sizes.iter().sum::<u64>() <= ALL, "{sizes:?}");
}

fn plain(_: &mut Settings) {}

/// The article alone.
fn alone(settings: &mut Settings) {
    settings.list = false;
}

#[test]
fn reading() {
    let all = inside(SMALL);
    Picture::of(SMALL, Language::Chinese, Theme::Light, alone).check("reading-light", all);
    let wide = Shape { size: vec2(680.0, 370.0), ..DESK };
    Picture::of(wide, Language::Chinese, Theme::Sepia, |settings| {
        (settings.list, settings.columns) = (false, 2);
    })
    .check("reading-sepia", inside(wide));
    Picture::of(SMALL, Language::English, Theme::Dark, |settings| {
        (settings.list, settings.serif) = (false, false);
    })
    .check("reading-dark", all);
}

#[test]
fn reading_in_fine_print() {
    Picture::of(FINE, Language::Chinese, Theme::Light, alone).check("fine-light", inside(FINE));
}

#[test]
fn vertical() {
    let vertical = |settings: &mut Settings| (settings.list, settings.vertical) = (false, true);
    Picture::of(SMALL, Language::Chinese, Theme::Light, vertical).check("vertical-light", inside(SMALL));
    Picture::of(FINE, Language::Chinese, Theme::Sepia, vertical).check("vertical-fine", inside(FINE));
}

#[test]
fn list() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).check("list", LIST);
    Picture::of(DESK, Language::English, Theme::Dark, plain).check("list-dark", LIST);
}

#[test]
fn source() {
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).press(NONE, Key::S).check("source", SIDE);
}

/// Confidence of an article; the evidence below is the engine's.
#[test]
fn why() {
    let mut picture = Picture::of(DESK, Language::English, Theme::Light, plain);
    picture.press(NONE, Key::I);
    picture.check("why-english", part(672.0, 48.0, 960.0, 150.0));
}

#[test]
fn titles() {
    let below = part(230.0, 0.0, 650.0, 200.0);
    Picture::of(DESK, Language::Chinese, Theme::Light, plain)
        .press(CTRL, Key::F)
        .type_text("diaoyan")
        .check("titles", below);
    Picture::of(DESK, Language::English, Theme::Sepia, plain)
        .press(CTRL, Key::F)
        .type_text("女效植树")
        .check("titles-english", below);
}

#[test]
fn results() {
    found(DESK).check("results", part(0.0, 48.0, 330.0, 400.0));
    // Where the newspaper has no room beside the title, it stands below.
    let narrow = Shape { size: vec2(640.0, 480.0), ..DESK };
    found(narrow).check("results-narrow", part(0.0, 270.0, 240.0, 440.0));
}

/// A window with the results of a search.
fn found(shape: Shape) -> Picture {
    let mut picture = Picture::of(shape, Language::Chinese, Theme::Light, plain);
    picture.bench.wait("the index", |state| state.find.indexed == Some((4, 4)));
    picture.press(CTRL | Modifiers::SHIFT, Key::F).type_text("昨日");
    picture.bench.wait("the search", |state| state.find.results.answer.rows.len() == 4);
    picture.press(NONE, Key::Enter);
    picture.bench.wait("the words", |state| !state.find.results.words.is_empty());
    picture.bench.wait("the names", |state| state.find.results.answer.names.is_some());
    picture
}

#[test]
fn notes() {
    let wide = Shape { size: vec2(760.0, 600.0), ..DESK };
    Picture::of(wide, Language::Chinese, Theme::Light, alone)
        .press(NONE, Key::F8)
        .check("notes-none", part(400.0, 48.0, 760.0, 400.0));
    let mut picture = Picture::of(wide, Language::Chinese, Theme::Light, alone);
    picture.press(NONE, Key::S).click("灘頭，苦之久矣").press(NONE, Key::Num2).press(NONE, Key::S);
    picture.press(CTRL, Key::D).press(NONE, Key::N).type_text("明天再讀一遍。");
    picture.check("notes", part(0.0, 48.0, 760.0, 570.0));
}

#[test]
fn window() {
    let shape = Shape { size: vec2(800.0, 500.0), ..DESK };
    let all = Rect::from_min_size(pos2(0.0, 0.0), shape.size);
    Picture::of(shape, Language::English, Theme::Light, plain).check("window", all);
}

#[test]
fn overlays() {
    let desk = Rect::from_min_size(pos2(0.0, 0.0), DESK.size);
    Picture::of(DESK, Language::Chinese, Theme::Light, plain).press(NONE, Key::F1).check("help", desk);
    Picture::of(DESK, Language::English, Theme::Dark, plain)
        .press(CTRL, Key::K)
        .type_text("next")
        .check("palette", part(180.0, 20.0, 780.0, 520.0));
    // Below it stands where the archive lies, which is another place each time.
    let above_recent = part(180.0, 20.0, 780.0, 240.0);
    Picture::of(DESK, Language::Chinese, Theme::Sepia, plain).press(CTRL, Key::O).check("open", above_recent);
}

//! What the page as it was printed costs: the first picture of a page and the next, and frames while it is panned alone
//! in a window of 1280x800 and of 4K, beside an egui scroll area with the same picture as one texture.
//!
//! Run with `cargo bench --bench page`; `JIANBAO_CORPUS` names a folder of PDF files, without it the sample's are taken.
//! Times are milliseconds. Of a frame they are layout and the making of triangles: what a graphics card does is not in
//! them. `pdftoppm`, where it is installed, draws the same pages at the same size.

use egui::{
    Context, Event, Key, Modifiers, MouseWheelUnit, RawInput, Rect, ScrollArea, TextureOptions, Ui, Vec2,
    vec2,
};
use jianbao::app::page_image::Sheet;
use jianbao::app::{Options, Window};
use jianbao::facsimile::Renderer;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Frames of panning that are timed.
const FRAMES: usize = 300;
/// Files whose pictures are timed at most.
const FILES: usize = 40;
/// Milliseconds of a frame at 60 a second.
const FRAME: f64 = 1e3 / 60.0;

fn main() {
    let folder = std::env::var_os("JIANBAO_CORPUS").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/澜溪日报"));
    pictures(&folder);
    println!("\n{:<24} {:>8} {:>8} {:>8} {:>10}", "panning", "p50", "p95", "worst", "over 16.7");
    for (name, size, fineness) in
        [("1280x800", vec2(1280.0, 800.0), 1.0), ("4K at 200%", vec2(1920.0, 1080.0), 2.0)]
    {
        let mut stage = Stage::new(&folder, size, fineness);
        let (own, picture) = (stage.pan(), stage.picture());
        row(&format!("{name}, window"), own);
        row(&format!("{name}, scroll area"), scroll_area(picture, size, fineness));
    }
}

fn row(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    let slow = times.iter().filter(|time| **time > FRAME).count();
    println!("{name:<24} {:>8.2} {:>8.2} {:>8.2} {slow:>10}", at(50), at(95), at(100));
}

/// The first picture of each file at the size of a window, and what comes after it.
fn pictures(folder: &Path) {
    let entries = std::fs::read_dir(folder).expect("a folder of PDF files");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    files.sort();
    files.truncate(FILES);
    let mut times: [Vec<f64>; 4] = Default::default();
    for path in &files {
        let timed = |begun: Instant| begun.elapsed().as_secs_f64() * 1e3;
        let begun = Instant::now();
        let file = Renderer::open(std::fs::read(path).expect("a file")).expect("a PDF file");
        let (width, height) = file.page_size(0).expect("a page");
        let zoom = (1280.0 / width).min(800.0 / height);
        file.draw(0, zoom, None).expect("a picture");
        times[0].push(timed(begun));
        let begun = Instant::now();
        file.draw(0, zoom, None).expect("a picture");
        times[1].push(timed(begun));
        let begun = Instant::now();
        let part =
            jianbao::segmentation::layout::Rect { left: 0.0, top: 0.0, right: width, bottom: height / 2.0 };
        file.draw(0, 3840.0 / width, Some(part)).expect("a part");
        times[2].push(timed(begun));
        let begun = Instant::now();
        let dots = (72.0 * zoom).to_string();
        let drawn = Command::new("pdftoppm").args(["-r", &dots, "-f", "1", "-l", "1"]).arg(path).output();
        if drawn.is_ok_and(|drawn| drawn.status.success()) {
            times[3].push(timed(begun));
        }
    }
    println!("{:<24} {:>8} {:>8} {:>8}", format!("pictures of {} files", files.len()), "p50", "p95", "worst");
    for (name, mut times) in
        ["first, file opened", "again", "half a page at 4K", "pdftoppm"].iter().zip(times)
    {
        times.sort_by(f64::total_cmp);
        if let Some(last) = times.len().checked_sub(1) {
            println!(
                "{name:<24} {:>8.1} {:>8.1} {:>8.1}",
                times[last / 2],
                times[last * 95 / 100],
                times[last]
            );
        }
    }
}

/// A window without a screen, with a page alone in it.
struct Stage {
    ctx: Context,
    window: Window,
    size: Vec2,
    fineness: f32,
    time: f64,
    _data: tempfile::TempDir,
}

impl Stage {
    /// The window once the page is there, magnified twice.
    fn new(folder: &Path, size: Vec2, fineness: f32) -> Stage {
        let (ctx, data) = (Context::default(), tempfile::tempdir().expect("a folder"));
        let options = Options {
            archive: Some(folder.to_owned()),
            data_dir: Some(data.path().to_owned()),
            ..Options::default()
        };
        let window = Window::new(&ctx, options);
        let mut stage = Stage { ctx, window, size, fineness, time: 0.0, _data: data };
        stage
            .wait(|window| window.state().archive.progress.is_none() && window.state().reader.open.is_some());
        // On to a page that has a picture.
        while stage.sheet().is_none() {
            stage.key(Key::J, Modifiers::SHIFT);
        }
        stage.key(Key::Z, Modifiers::SHIFT);
        stage.wait(|window| {
            let state = window.state();
            let sheet = state.reader.open.as_ref().and_then(Sheet::of);
            sheet.is_some_and(|sheet| state.page_image.whole(&sheet).is_some())
        });
        for _ in 0..6 {
            stage.key(Key::Equals, Modifiers::NONE);
        }
        stage
    }

    fn sheet(&self) -> Option<Sheet> {
        Sheet::of(self.window.state().reader.open.as_ref()?)
    }

    fn wait(&mut self, is_so: impl Fn(&Window) -> bool) {
        let begun = Instant::now();
        while !is_so(&self.window) {
            self.frame(Vec::new());
            assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        for pressed in [true, false] {
            self.frame(vec![Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }]);
        }
        (0..3).for_each(|_| {
            self.frame(Vec::new());
        });
    }

    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let window = &mut self.window;
        timed(&self.ctx, (self.size, self.fineness, self.time), events, |ui| window.ui(ui))
    }

    /// Frames in which the wheel moves the page, to and fro; what is drawn meanwhile comes in between.
    fn pan(&mut self) -> Vec<f64> {
        (0..FRAMES).map(|at| self.frame(wheel(self.size, at))).collect()
    }

    fn picture(&self) -> Arc<egui::ColorImage> {
        let sheet = self.sheet().expect("a page");
        match self.window.state().page_image.whole(&sheet) {
            Some(Ok(drawn)) => drawn.image.clone(),
            _ => panic!("no picture"),
        }
    }
}

/// The wheel turned in the middle of the window.
fn wheel(size: Vec2, at: usize) -> Vec<Event> {
    let down = if (at / 60).is_multiple_of(2) { -20.0 } else { 20.0 };
    let turn = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(down / 3.0, down),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    vec![Event::PointerMoved(egui::Pos2::ZERO + size * 0.6), turn]
}

/// One frame; milliseconds of layout and of making triangles.
fn timed(
    ctx: &Context,
    (size, fineness, time): (Vec2, f32, f64),
    events: Vec<Event>,
    draw: impl FnMut(&mut Ui),
) -> f64 {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
        time: Some(time),
        max_texture_side: Some(4096),
        events,
        ..Default::default()
    };
    input.viewports.entry(input.viewport_id).or_default().native_pixels_per_point = Some(fineness);
    let begun = Instant::now();
    let mut output = ctx.run_ui(input, draw);
    ctx.tessellate(output.shapes, output.pixels_per_point);
    let spent = begun.elapsed().as_secs_f64() * 1e3;
    output.textures_delta.clear();
    spent
}

/// The same picture in egui's own scroll area.
fn scroll_area(picture: Arc<egui::ColorImage>, size: Vec2, fineness: f32) -> Vec<f64> {
    let ctx = Context::default();
    timed(&ctx, (size, fineness, 0.0), Vec::new(), |_| {});
    let texture = ctx.load_texture("picture", egui::ImageData::Color(picture), TextureOptions::LINEAR);
    let shown = size.x * 2.0 / texture.size_vec2().x * texture.size_vec2();
    let mut draw = |ui: &mut Ui| {
        ScrollArea::both().show(ui, |ui| ui.image((texture.id(), shown)));
    };
    let mut frames = |count: usize| -> Vec<f64> {
        (0..count)
            .map(|at| timed(&ctx, (size, fineness, at as f64 / 60.0), wheel(size, at), &mut draw))
            .collect()
    };
    frames(FRAMES)
}

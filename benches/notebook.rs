//! A notebook of 100,000 annotations: opening it, filtering it within a frame, a page with 1,000 highlights.
//!
//! And the window over it: its frames while an article with 1,000 highlights opens and while the panel filters, beside
//! the same article without a highlight; and while all of them are merged into an empty notebook, undone and done again.
//!
//! `cargo bench --bench notebook`, with `--no-default-features` without the window; `ANNOTATIONS=10000` for a smaller one.

use jianbao::anchor::{AnchorState, Locator, PageRef, Target};
use jianbao::notebook::{Annotation, Body, Filter, Motivation, Notebook};
use jianbao::segmentation::{LineNo, Page};
use std::time::{Duration, Instant};

/// A frame at 60 Hz.
const FRAME: Duration = Duration::from_millis(16);
/// Highlights on each page.
const ON_A_PAGE: usize = 1_000;

fn page(number: usize) -> Page {
    let mut text = String::new();
    for line in 0..900 {
        text.push_str(&format!("第{number}期第{line}行记着河边的集市与渡口\n"));
    }
    Page::new(text)
}

/// How long this thread was ready and the processor was with other programs, where the system counts that: what else a
/// machine does is not measured.
fn waited() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(counted.split(' ').nth(1).and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

/// The slowest and the middle one of some runs.
fn timed(name: &str, runs: usize, mut run: impl FnMut() -> usize) -> Duration {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..runs {
        let (begun, before) = (Instant::now(), waited());
        found = run();
        times.push(begun.elapsed().saturating_sub(waited() - before));
    }
    times.sort();
    let worst = times[runs - 1];
    println!("{name:44} {found:7} found, median {:8.2?}, worst {worst:8.2?}", times[runs / 2]);
    worst
}

fn main() {
    let total: usize = std::env::var("ANNOTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let dir = tempfile::tempdir().expect("a folder");
    let begun = Instant::now();
    let mut last = None;
    let mut book = Notebook::open(dir.path()).expect("a new notebook");
    for number in 0..total / ON_A_PAGE {
        let page = page(number);
        let mut at = PageRef::new(page.text().as_bytes(), &page, &format!("1950/{number:04}.txt"));
        at.paper = Some(["河津日报", "山口晚报"][number % 2].into());
        at.date = Some(format!("19{:02}-0{}-1{}", 50 + number % 40, 1 + number % 9, number % 10));
        for n in 0..ON_A_PAGE {
            let span = page.span(LineNo((n % 890) as u32 + 1));
            let body = Body {
                note: format!("第{n}条笔记，关于集市的来历"),
                tags: vec![format!("主题{}", n % 50)],
                color: Some((n % 5) as u8),
            };
            let target = Target::of_spans(&at, &page, &[span]);
            last = Some(book.create(&Annotation::new(Motivation::Highlighting, target, body), &page));
        }
    }
    last.expect("annotations").wait().expect("saved");
    println!("{total} annotations written in {:.1?}", begun.elapsed());
    drop(book);
    let begun = Instant::now();
    let book = Notebook::open(dir.path()).expect("the notebook");
    println!("opened, every row checked, in {:.2?}", begun.elapsed());

    let filters = [
        ("all", Filter::default()),
        ("a word in every note", Filter { words: "来历".into(), ..Filter::default() }),
        ("two words, few", Filter { words: "第7期 第77条".into(), ..Filter::default() }),
        ("a word nowhere", Filter { words: "飞艇".into(), ..Filter::default() }),
        ("never looked for", Filter { state: Some(AnchorState::NotFound), ..Filter::default() }),
        ("tag and colour", Filter { tag: Some("主题7".into()), color: Some(2), ..Filter::default() }),
        (
            "paper, dates and a word",
            Filter {
                paper: Some("河津日报".into()),
                from: Some("1960-01-01".into()),
                to: Some("1969-12-31".into()),
                words: "集市".into(),
                ..Filter::default()
            },
        ),
    ];
    let mut missed = 0;
    for (name, filter) in &filters {
        missed += usize::from(timed(name, 30, || book.list(filter).len()) > FRAME);
    }
    let page = page(3);
    let at = PageRef::new(page.text().as_bytes(), &page, "1950/0003.txt");
    missed += usize::from(
        timed("highlights of a page, each located", 30, || {
            let locator = Locator::new(&page);
            book.on_page(&at).iter().map(|annotation| annotation.find(&locator).spans.len()).sum()
        }) > FRAME,
    );
    println!("{missed} of {} took longer than a frame of {FRAME:?}", filters.len() + 1);
    drop(book);
    #[cfg(feature = "window")]
    window::measure(dir.path());
}

/// The window's own frames, layout and triangles, without a screen.
#[cfg(feature = "window")]
mod window {
    use super::{FRAME, page, waited};
    use egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
    use jianbao::app::state::State;
    use jianbao::app::store::Saving;
    use jianbao::app::{Options, Window};
    use std::path::Path;
    use std::time::{Duration, Instant};

    struct Stage {
        ctx: Context,
        window: Window,
        time: f64,
    }

    impl Stage {
        /// The window over an archive of one page, loaded.
        fn open(archive: &Path, data: &Path) -> Stage {
            let ctx = Context::default();
            let options = Options {
                archive: Some(archive.to_owned()),
                data_dir: Some(data.to_owned()),
                ..Options::default()
            };
            let window = Window::new(&ctx, options);
            let mut stage = Stage { ctx, window, time: 0.0 };
            let busy = |state: &State| state.reader.open.is_none() || state.is_busy();
            while busy(stage.window.state()) {
                stage.frame(Vec::new());
                std::thread::sleep(Duration::from_millis(1));
            }
            stage
        }

        fn frame(&mut self, events: Vec<Event>) -> Duration {
            self.time += 1.0 / 60.0;
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
                time: Some(self.time),
                max_texture_side: Some(4096),
                events,
                ..RawInput::default()
            };
            let (begun, before) = (Instant::now(), waited());
            let window = &mut self.window;
            let mut output = self.ctx.run_ui(input, |ui| window.ui(ui));
            self.ctx.tessellate(output.shapes, output.pixels_per_point);
            output.textures_delta.clear();
            begun.elapsed().saturating_sub(waited() - before)
        }

        /// Where the button with one of these names is.
        fn button(&mut self, names: &[&str]) -> Pos2 {
            self.ctx.enable_accesskit();
            self.frame(Vec::new());
            let input = RawInput { time: Some(self.time), ..RawInput::default() };
            let window = &mut self.window;
            let output = self.ctx.run_ui(input, |ui| window.ui(ui));
            self.ctx.disable_accesskit();
            let nodes = output.platform_output.accesskit_update.expect("what a screen reader is told").nodes;
            let named = |node: &egui::accesskit::Node| node.label().is_some_and(|name| names.contains(&name));
            let bounds = nodes.iter().find(|(_, node)| named(node)).and_then(|(_, node)| node.bounds());
            let bounds = bounds.expect("the button");
            pos2((bounds.x0 + bounds.x1) as f32 / 2.0, (bounds.y0 + bounds.y1) as f32 / 2.0)
        }

        /// The slowest of the frames in which this happens and of those after it.
        fn worst(&mut self, events: Vec<Event>) -> Duration {
            let first = self.frame(events);
            (0..20).map(|_| self.frame(Vec::new())).fold(first, Duration::max)
        }
    }

    fn key(key: Key, modifiers: Modifiers) -> Vec<Event> {
        vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }]
    }

    fn click(at: Pos2) -> Vec<Event> {
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        vec![Event::PointerMoved(at), button(true), button(false)]
    }

    /// The slowest frame of leaving a long article and coming back, that of changing an annotation, and the highlights.
    fn opening(data: &Path, number: usize) -> (Duration, Duration, usize) {
        let archive = tempfile::tempdir().expect("a folder");
        let folder = archive.path().join("1950");
        std::fs::create_dir(&folder).expect("a folder");
        std::fs::write(folder.join(format!("{number:04}.txt")), page(number).text()).expect("a page");
        std::fs::write(folder.join("9999.txt"), "短讯一则\n\n　　渡口昨日通航。\n").expect("a page");
        let mut stage = Stage::open(archive.path(), data);
        let mut worst = Duration::ZERO;
        let mut highlights = 0;
        for _ in 0..5 {
            for step in [Key::J, Key::K] {
                let took = stage.worst(key(step, Modifiers::NONE));
                let here = &stage.window.state().notes.here;
                highlights = highlights.max(here.iter().filter(|placed| !placed.ranges.is_empty()).count());
                worst = worst.max(took);
            }
        }
        // A bookmark made and taken away: everything that counts annotations counts them anew.
        let mut changed = Duration::ZERO;
        for _ in 0..4 {
            changed = changed.max(stage.worst(key(Key::B, Modifiers::NONE)));
        }
        (worst, changed, highlights)
    }

    pub fn measure(data: &Path) {
        let (plain, _, none) = opening(data, 5_000);
        let (marked, changed, highlights) = opening(data, 3);
        let ratio = |took: Duration| took.as_secs_f64() / plain.as_secs_f64();
        println!("opening an article, {none} highlights: worst frame {plain:.2?}");
        println!(
            "opening an article, {highlights} highlights: worst frame {marked:.2?}, ratio {:.2}",
            ratio(marked)
        );
        println!("a bookmark made and taken away: worst frame {changed:.2?}");

        let archive = tempfile::tempdir().expect("a folder");
        std::fs::write(archive.path().join("1.txt"), "短讯一则\n\n　　渡口昨日通航。\n").expect("a page");
        let mut stage = Stage::open(archive.path(), data);
        let panel = stage.worst(key(Key::F8, Modifiers::NONE));
        stage.worst(click(pos2(1100.0, 96.0)));
        let mut typed = Duration::ZERO;
        for letters in ["第", "77", "条"] {
            typed = typed.max(stage.worst(vec![Event::Text(letters.into())]));
        }
        let state = stage.window.state();
        println!(
            "the panel: opened in {panel:.2?}, filtered by “{}” to {} in {typed:.2?}",
            state.notes.filter.words,
            state.notes.listed.len()
        );
        let mut all = vec![marked, changed, panel, typed];
        drop(stage);
        all.extend(steps(data));
        let late = all.iter().filter(|&&took| took > FRAME).count();
        println!("{late} of {} took longer than a frame of {FRAME:?}", all.len());
    }

    /// The slowest frames of merging the notebook of a folder into an empty one, of undoing that and doing it again.
    fn steps(data: &Path) -> Vec<Duration> {
        let [archive, empty] = [(), ()].map(|()| tempfile::tempdir().expect("a folder"));
        std::fs::write(archive.path().join("1.txt"), "短讯一则\n\n　　渡口昨日通航。\n").expect("a page");
        let mut stage = Stage::open(archive.path(), empty.path());
        stage.frame(key(Key::F8, Modifiers::NONE));
        stage.frame(key(Key::I, Modifiers::COMMAND));
        stage.frame(Vec::new());
        stage.frame(vec![Event::Text(data.display().to_string())]);
        stage.frame(key(Key::Enter, Modifiers::NONE));
        while stage.window.state().exchange.ready.is_none() {
            stage.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(1));
        }
        let merge = stage.button(&["合并", "Merge"]);
        let ways = [
            ("merged", click(merge)),
            ("undone", key(Key::Z, Modifiers::COMMAND)),
            ("done again", key(Key::Y, Modifiers::COMMAND)),
        ];
        let mut all = Vec::new();
        for (name, events) in ways {
            let begun = Instant::now();
            let (mut worst, mut frames) = (stage.frame(events), 1);
            while stage.window.state().exchange.job.is_some() {
                worst = worst.max(stage.frame(Vec::new()));
                frames += 1;
            }
            worst = worst.max(stage.worst(Vec::new()));
            let took = begun.elapsed();
            while stage.window.state().store.saving != Saving::Saved {
                worst = worst.max(stage.frame(Vec::new()));
                std::thread::sleep(Duration::from_millis(1));
            }
            let (listed, saved) = (stage.window.state().notes.listed.len(), begun.elapsed());
            println!(
                "{name}: {listed} listed after {frames} frames in {took:.1?}, saved in {saved:.1?}, worst frame {worst:.2?}"
            );
            all.push(worst);
        }
        all
    }
}

//! An archive as a whole: opened, indexed, searched, exported, beside floors and peers in the same run.
//!
//! `cargo bench --bench archive -- [PAGES]` (2,000 unless said), `-- [PAGES] --write FOLDER` only makes the archive,
//! `-- --window ARCHIVE DATA` only opens it in a window without a screen, whose data is in a folder, `-- --search ARCHIVE
//! DATA` only searches it.
//!
//! The archive is made by a fixed rule, the same on every machine: a page is a head line, then articles until it has
//! 12.7 kB. An article has the title of one of `assets/articles` and three to eight paragraphs of sentences drawn from all
//! of them, some with a number of their own, broken into lines of 18 characters. Eight pages are an issue, a folder each.

mod window;

use jianbao::archive::{LoadEvent, LoadOptions, Loader, Source};
use jianbao::search::ArchiveText;
use jianbao::search::{Order, Query, Ticket, Wanted};
use jianbao::segmentation::{Page, segment};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Numbers that look random and are the same on every machine (a linear congruence, its high bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.roll(of.len())]
    }
}

/// Titles and sentences of the project's articles.
fn material() -> (Vec<String>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/articles");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut titles, mut sentences) = (Vec::new(), Vec::new());
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "txt")) {
        let text = std::fs::read_to_string(file).unwrap();
        let Some((head, body)) = text.split_once("---\n") else { continue };
        titles.extend(head.lines().filter_map(|line| line.strip_prefix("title: ")).map(str::to_owned));
        for paragraph in body.lines().filter(|line| !line.starts_with(['#', '!', '>', '~'])) {
            sentences.extend(paragraph.split_inclusive(['。', '！', '？']).map(str::to_owned));
        }
    }
    (titles, sentences)
}

/// Writes an archive; gives its bytes.
fn write(root: &Path, pages: usize) -> usize {
    const PAGE_BYTES: usize = 12_700;
    const MEASURE: usize = 18;
    let (titles, sentences) = material();
    let (mut dice, mut bytes) = (Dice(7), 0);
    for number in 0..pages {
        let (issue, page) = (number / 8, number % 8 + 1);
        let (year, month, day) = (2000 + issue / 336, issue % 336 / 28 + 1, issue % 28 + 1);
        let mut text = format!("第{page}版 要闻 {year}年{month}月{day}日\n\n");
        while text.len() < PAGE_BYTES {
            text += dice.pick(&titles);
            text += "\n\n";
            for paragraph in 0..3 + dice.roll(6) {
                let mut words = String::from(if paragraph == 0 {
                    "　　本报讯（记者 何闻）"
                } else {
                    "　　"
                });
                (0..2 + dice.roll(4)).for_each(|_| words += dice.pick(&sentences));
                if dice.roll(3) == 0 {
                    words += &format!("全长{}米。", 1 + dice.roll(99_999));
                }
                let words: Vec<char> = words.chars().collect();
                for line in words.chunks(MEASURE) {
                    text.extend(line);
                    text.push('\n');
                }
            }
            text.push('\n');
        }
        let folder = root.join(format!("江城日报/{year}-{month:02}-{day:02}"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{page:02}.txt")), &text).unwrap();
        bytes += text.len();
    }
    bytes
}

/// The program's own, so that memory is what it takes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let pages = args.first().and_then(|arg| arg.parse().ok()).unwrap_or(2000);
    if let Some(at) = args.iter().position(|arg| arg == "--write") {
        println!("{} bytes", write(Path::new(&args[at + 1]), pages));
        return;
    }
    if let Some(at) = args.iter().position(|arg| arg == "--window") {
        return window::run(Path::new(&args[at + 1]), Path::new(&args[at + 2]));
    }
    if let Some(at) = args.iter().position(|arg| arg == "--search") {
        let (root, data) = (Path::new(&args[at + 1]), Path::new(&args[at + 2]));
        let texts = read_all(root);
        latencies(root, &data.join("cache"), (&texts[..], scan_of(&texts)));
        return command_line(root, data);
    }
    let dir = tempfile::tempdir().unwrap();
    let (root, data) = (dir.path().join("pages"), dir.path().join("data"));
    let size = write(&root, pages);
    let megabytes = size as f64 / 1e6;
    println!("{pages} pages, {megabytes:.1} MB; threads {}", std::thread::available_parallelism().unwrap());

    let (texts, read) = timed(|| read_all(&root));
    println!("floor: all files read     {read:>10.2?}");
    let scan = scan_of(&texts);
    println!("floor: memmem in memory   {scan:>10.2?}");

    windows(&root, &dir.path().join("window"));
    let engine = engine(&root);
    println!(
        "engine, one core          {engine:>10.1} MB/s (wanted: 15), {:.0} x reading",
        megabytes / engine / read.as_secs_f64()
    );
    index(&root, &data.join("cache"), (size, read), engine);
    latencies(&root, &data.join("cache"), (&texts[..], scan));
    command_line(&root, &data);
    segment_all(&root, megabytes / engine);
    export(&root, &data, read);
}

/// The window over an archive that is new to it, and over the same one again: each a process of its own.
fn windows(root: &Path, data: &Path) {
    for name in ["new", "known"] {
        println!("window, {name} archive");
        let window =
            Command::new(std::env::current_exe().unwrap()).arg("--window").args([root, data]).status();
        assert!(window.unwrap().success());
    }
}

/// Megabytes that the engine alone takes apart in a second of one core.
fn engine(root: &Path) -> f64 {
    const PAGES: usize = 200;
    let pages: Vec<Page> = files(root)
        .iter()
        .take(PAGES)
        .map(|file| Page::new(std::fs::read_to_string(file).unwrap()))
        .collect();
    let bytes: usize = pages.iter().map(|page| page.text().len()).sum();
    segment(&pages[0]);
    let (_, time) = timed(|| pages.iter().for_each(|page| drop(segment(page))));
    bytes as f64 / 1e6 / time.as_secs_f64()
}

/// Loads the archive and brings its full text up to date.
fn index(root: &Path, cache: &Path, (size, read): (usize, Duration), engine: f64) {
    let source = Source::open(root).unwrap();
    let options = || LoadOptions { cache_dir: Some(cache.to_owned()), ..LoadOptions::default() };
    let load = || {
        let loader = Loader::start(source.clone(), options());
        let mut library = None;
        while let Some(event) = loader.wait() {
            match event {
                LoadEvent::Library(newer) => library = Some(newer),
                LoadEvent::Finished { .. } => break,
                _ => {}
            }
        }
        library.unwrap()
    };
    let (library, time) = timed(load);
    let segmented = time;
    println!("segmented and cached      {time:>10.2?}, {:.1} x reading", ratio(time, read));
    println!("cache                     {:>10.2} x the text", bytes_in(cache) as f64 / size as f64);
    let before = bytes_in(cache);
    let mut text = ArchiveText::open(cache, &source).unwrap();
    let seen = text.look();
    let (done, time) = timed(|| text.update(&library, &seen, &|_, _| true).unwrap());
    assert!(done);
    println!("full text indexed         {time:>10.2?}, {:.1} x reading", ratio(time, read));
    println!(
        "full text                 {:>10.2} x the text; with the cache {:.2} (wanted: 1.5)",
        (bytes_in(cache) - before) as f64 / size as f64,
        bytes_in(cache) as f64 / size as f64
    );
    let cores = std::thread::available_parallelism().unwrap().get() as f64;
    let share = size as f64 / 1e6 / (segmented + time).as_secs_f64() / (cores * engine);
    println!("both                      {:>10.0}% of cores x engine (wanted: 60)", share * 100.0);
    let (_, time) = timed(|| text.update(&library, &seen, &|_, _| true).unwrap());
    println!("nothing changed           {time:>10.2?}, {:.2} x reading", ratio(time, read));
}

/// Time of one pass over all text.
fn scan_of(texts: &str) -> Duration {
    timed(|| memchr::memmem::find(texts.as_bytes(), "无此词句".as_bytes())).1
}

/// First 20 hits with snippets, by the length of the phrase, beside one scan of the text; phrases are drawn from the text.
fn latencies(root: &Path, cache: &Path, (texts, scan): (&str, Duration)) {
    const ROUNDS: usize = 60;
    let text = ArchiveText::open(cache, &Source::open(root).unwrap()).unwrap();
    let mut dice = Dice(11);
    let runs: Vec<Vec<char>> = texts
        .split(|c: char| !c.is_alphanumeric())
        .map(|run| run.chars().collect())
        .filter(|run: &Vec<char>| run.len() >= 12)
        .collect();
    let mut phrase = |length: usize| -> String {
        let run = &runs[dice.roll(runs.len())];
        let at = dice.roll(run.len() - length + 1);
        run[at..at + length].iter().collect()
    };
    println!(
        "first 20 hits             p50, p95 (wanted: 20 ms; three words: 50 ms), max of {ROUNDS} phrases, p95 by memmem"
    );
    let measure = |name: String, typed: &mut dyn FnMut() -> String| {
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let query = Query::parse(&typed()).unwrap();
                let wanted = Wanted { hits: 20, counts: false };
                let ask = || text.store().search(&query, Order::Relevance, wanted, &Ticket::fresh());
                let (found, time) = timed(ask);
                assert!(found.unwrap().is_some_and(|found| found.articles > 0));
                time
            })
            .collect();
        times.sort();
        let (p50, p95, max) = (times[ROUNDS / 2], times[ROUNDS * 95 / 100], times[ROUNDS - 1]);
        println!("  {name:<24}{p50:>10.2?} {p95:>10.2?} {max:>10.2?} {:>6.2}", ratio(p95, scan));
    };
    for length in [1, 2, 3, 4, 6, 8, 12] {
        measure(format!("{length} characters"), &mut || phrase(length));
    }
    measure("three words (OR)".into(), &mut || format!("{} OR {} OR {}", phrase(2), phrase(3), phrase(2)));
}

/// `jianbao search` beside `rg -c`, each as a process of its own.
fn command_line(root: &Path, data: &Path) {
    const ROUNDS: usize = 11;
    println!("as a process              rg -c, search (medians of {ROUNDS}), ratio (wanted: 10)");
    for phrase in ["何闻", "第二水厂", "社区泳池", "024年", "本报讯"] {
        let (mut peer, mut own) = (Vec::new(), Vec::new());
        for _ in 0..=ROUNDS {
            peer.push(run(Command::new("rg").args(["-c", phrase]).arg(root)).0);
            let mut search = Command::new(env!("CARGO_BIN_EXE_jianbao"));
            search.arg("search").arg(root).args([phrase, "--format", "jsonl", "--limit", "20"]);
            own.push(run(search.arg("--data-dir").arg(data)).0);
        }
        // The first warms up.
        let [peer, own] = [peer, own].map(|mut times| {
            times.remove(0);
            times.sort();
            times[ROUNDS / 2]
        });
        let ratio = peer.as_secs_f64() / own.as_secs_f64();
        println!("  {phrase:<20}{peer:>10.2?} {own:>10.2?} {ratio:>6.1}");
    }
}

/// The command, beside the engine alone on one core.
fn segment_all(root: &Path, engine: f64) {
    let speed = |threads: &str| {
        let mut segment = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        let (time, peak) =
            run(segment.arg("segment").arg(root).args(["--format", "jsonl", "--threads", threads]));
        println!(
            "segment, {threads} threads        {time:>10.2?}, {:.2} x the engine, {peak:.0} MB at most",
            time.as_secs_f64() / engine
        );
        time.as_secs_f64()
    };
    println!("two threads are           {:>10.2} times one (wanted: 1.85)", speed("1") / speed("2"));
}

fn export(root: &Path, data: &Path, read: Duration) {
    for format in ["csv", "jsonl", "md", "epub", "pdf"] {
        let mut export = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        export.arg("export").arg(root).args(["--format", format]).arg("--data-dir").arg(data);
        let (time, peak) = run(&mut export);
        println!(
            "export {format:<19}{time:>10.2?}, {:.1} x reading, {peak:.0} MB at most (wanted: 200)",
            ratio(time, read)
        );
    }
}

/// Runs a command to its end; its time, and its memory at most in MB where the system tells.
fn run(command: &mut Command) -> (Duration, f64) {
    let start = Instant::now();
    let Ok(mut child) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
        return (Duration::ZERO, 0.0);
    };
    let status = format!("/proc/{}/status", child.id());
    let watch = std::thread::spawn(move || {
        let mut peak = 0.0;
        while let Ok(status) = std::fs::read_to_string(&status) {
            // Without one it ended, and waits to be asked how.
            let Some(now) = peak_of(&status) else { break };
            peak = now;
            std::thread::sleep(Duration::from_millis(5));
        }
        peak
    });
    child.wait().unwrap();
    let time = start.elapsed();
    (time, watch.join().unwrap())
}

/// Memory at most in MB, as the system tells the status of a process.
fn peak_of(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1e3)
}

/// How many times another time one is.
fn ratio(time: Duration, other: Duration) -> f64 {
    time.as_secs_f64() / other.as_secs_f64()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

fn read_all(folder: &Path) -> String {
    files(folder).iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

fn bytes_in(folder: &Path) -> u64 {
    files(folder).iter().map(|file| file.metadata().map_or(0, |meta| meta.len())).sum()
}

//! The engine's throughput on one core, beside a plain pass over the same bytes: UTF-8 validation and line split.
//!
//! `cargo bench --no-default-features --bench segment`

use jianbao::segmentation::{Page, segment};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Rounds of which the fastest counts: the machine's other work only ever slows a round down.
const ROUNDS: usize = 7;

fn main() {
    let mut pages = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample"), &mut pages);
    let bytes: usize = pages.iter().map(Vec::len).sum();
    let texts: Vec<Page> = pages.iter().map(|p| Page::new(String::from_utf8_lossy(p).into_owned())).collect();
    let lines: usize = texts.iter().map(Page::line_count).sum();
    black_box(segment(&texts[0]));
    let plain = fastest(|| {
        for page in &pages {
            black_box(std::str::from_utf8(page).map_or(0, |text| text.lines().count()));
        }
    });
    let engine = fastest(|| {
        for page in &texts {
            black_box(segment(page));
        }
    });
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{} pages, {} lines, {:.2} MB", pages.len(), lines, bytes as f64 / 1e6);
    println!("validate and split {:>9.1} MB/s", speed(plain));
    println!("segment            {:>9.2} MB/s", speed(engine));
    println!("ratio              {:>9.0}", engine.as_secs_f64() / plain.as_secs_f64());
}

fn fastest(mut work: impl FnMut()) -> Duration {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(|_| time(&mut work)).min().unwrap_or_default()
}

/// The UTF-8 pages below a folder.
fn collect(folder: &Path, pages: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, pages);
        } else if let Ok(bytes) = std::fs::read(&path)
            && std::str::from_utf8(&bytes).is_ok()
            && path.extension().is_some_and(|x| x == "txt")
        {
            pages.push(bytes);
        }
    }
}

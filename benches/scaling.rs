//! How time and memory grow with a page: each shape is doubled three times.
//!
//! `cargo bench --no-default-features --bench scaling -- [SHAPE…]` makes pages that are long in one way each (many
//! articles, one endless line, nothing but brackets), takes them apart at four sizes and prints time and peak memory of
//! each, and the exponents over all three doublings: 1 is in step with the size, 2 with its square. Whatever grows
//! faster than [`LIMIT`] is marked. Words on the command line choose shapes by a part of their names. The times are
//! those of the thread, the best of some runs, and the memory is counted by the allocator: a busy machine changes little.

// An allocator that counts cannot be written without.
#![allow(unsafe_code)]

use jianbao::archive::{PageLabel, Rules, Source};
use jianbao::segmentation::{Page, segment};
use jianbao::serial::{Candidate, Marks, Onward, Part, Serials};
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The exponent up to which growth is in step with the size.
const LIMIT: f64 = 1.2;
/// Doublings of each shape.
const DOUBLINGS: u32 = 3;

/// The system's allocator, and how much it gave out and at most at a time.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let held = HELD.fetch_add(size, Ordering::Relaxed) + size - layout.size();
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        PEAK.fetch_max(held, Ordering::Relaxed);
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Numbers that look random and are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    /// Han that make no sense: no two runs are alike.
    fn han(&mut self, count: usize) -> String {
        (0..count).filter_map(|_| char::from_u32(0x4e00 + self.roll(3000) as u32)).collect()
    }
}

const WHERE: [&str; 8] = ["澜溪", "望江", "青石巷", "云岭", "柳林", "北岭", "石门", "长乐"];
const WHAT: [&str; 8] = ["渡口", "粮站", "水厂", "书店", "菜场", "车站", "水闸", "果园"];
const DONE: [&str; 8] =
    ["今日开通", "通过验收", "迁入新址", "重新开门", "完成改造", "试运行", "迎来高峰", "扩建完工"];

fn headline(dice: &mut Dice) -> String {
    format!("{}{}{}\n\n", dice.pick(&WHERE), dice.pick(&WHAT), dice.pick(&DONE))
}

/// A paragraph of some lines of eighteen ems, of words that come back or of none that does.
fn paragraph(dice: &mut Dice, start: &str, lines: usize, repeats: bool) -> String {
    let mut text = format!("　　{start}");
    for line in 0..lines {
        for _ in 0..3 {
            let (place, what) = (dice.pick(&WHERE), dice.pick(&WHAT));
            text += &if repeats { format!("{place}的{what}旁，") } else { dice.han(5) + "，" };
        }
        text += if line + 1 == lines { "到年底全部完工。\n\n" } else { "\n" };
    }
    text
}

/// A report with its headline before, or after it.
fn article(dice: &mut Dice, repeats: bool, headline_last: bool) -> String {
    let headline = headline(dice);
    let mut text = paragraph(dice, "本报讯（记者 何闻）", 2, repeats);
    for _ in 0..dice.roll(3) {
        text += &paragraph(dice, "", 3, repeats);
    }
    if headline_last { text + &headline } else { headline + &text }
}

fn articles(count: usize, repeats: bool, headline_last: bool) -> String {
    let mut dice = Dice(count as u64);
    (0..count).map(|_| article(&mut dice, repeats, headline_last)).collect()
}

/// Sheets of twelve reports, a form feed between them.
fn sheets(count: usize) -> String {
    let mut dice = Dice(1);
    let sheet = |_| (0..12).map(|_| article(&mut dice, false, false)).collect::<String>();
    (0..count).map(sheet).collect::<Vec<_>>().join("\u{c}\n")
}

/// All headlines, then all texts.
fn headlines_apart(count: usize) -> String {
    let mut dice = Dice(2);
    let heads: String = (0..count).map(|_| headline(&mut dice)).collect();
    let texts = (0..count).map(|_| paragraph(&mut dice, "本报讯（记者 何闻）", 3, false));
    heads + &texts.collect::<String>()
}

/// So many lines, each made anew.
fn lines(count: usize, line: impl Fn(&mut Dice, usize) -> String) -> String {
    let mut dice = Dice(3);
    (0..count).map(|i| line(&mut dice, i) + "\n").collect()
}

/// A text under a headline, so that what surrounds it is a page.
fn on_a_page(text: &str) -> String {
    format!("渡口今日开通\n\n　　本报讯（记者 何闻）{text}\n")
}

/// Something to do at a size, made before it is timed.
type Work = Box<dyn Fn()>;

fn page(text: String) -> Work {
    let page = Page::new(text);
    Box::new(move || drop(black_box(segment(&page))))
}

/// A rule that is asked of twenty lines.
fn rule(pattern: String, line: String) -> Work {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("jianbao.toml"), format!("furniture = [\"{pattern}\"]\n"))
        .expect("a file");
    let rules = Rules::of(&Source::open(folder.path()).expect("an archive")).expect("rules");
    let page = Page::new((line + "\n").repeat(20));
    Box::new(move || drop(black_box(rules.hints("01.txt", &PageLabel::default(), &page))))
}

/// Articles that say of themselves that they are parts, linked.
fn serial(count: usize, of: impl Fn(usize) -> (usize, u16, Marks)) -> Work {
    let candidates: Vec<Candidate<usize>> = (0..)
        .zip((0..count).map(of))
        .map(|(id, (issue, page, marks))| Candidate { id, paper: 0, issue, page, marks })
        .collect();
    Box::new(move || drop(black_box(Serials::link(candidates.clone()))))
}

fn marks(name: &str) -> Marks {
    Marks::default().called("", [name])
}

/// A shape: its name, its smallest size, and the work at a size.
type Shape = (&'static str, usize, fn(usize) -> Work);

const SHAPES: &[Shape] = &[
    ("articles", 500, |n| page(articles(n, false, false))),
    ("articles of the same words", 500, |n| page(articles(n, true, false))),
    ("articles, headlines last", 500, |n| page(articles(n, false, true))),
    ("articles, headlines apart", 500, |n| page(headlines_apart(n))),
    ("sheets parted by form feeds", 40, |n| page(sheets(n))),
    ("lines of one paragraph", 8_000, |n| page(on_a_page(&lines(n, |dice, _| dice.han(17) + "，")))),
    ("lines of a paragraph each", 8_000, |n| page(lines(n, |dice, _| format!("　　{}。", dice.han(12))))),
    ("lines of one character", 20_000, |n| page("江\n".repeat(n))),
    ("lines of two characters", 20_000, |n| page(lines(n, |dice, _| dice.han(2)))),
    ("blank lines", 400_000, |n| page(on_a_page(&("\n".repeat(n) + "两岸群众往来不必再绕行山路。")))),
    ("headings in a row", 8_000, |n| page(lines(n, |dice, _| dice.han(9)))),
    ("headings, a blank between", 8_000, |n| page(lines(n, |dice, _| dice.han(9) + "\n"))),
    ("numbered headings", 8_000, |n| page(lines(n, |dice, _| format!("一、{}", dice.han(8))))),
    ("numbered paragraphs", 8_000, |n| page(lines(n, |dice, i| format!("{}.{}。", i + 1, dice.han(16))))),
    ("labels that come back", 8_000, |n| page(lines(n, |dice, _| format!("队伍：{}", dice.han(4))))),
    ("headings in one text", 2_000, |n| {
        page(on_a_page(&lines(n, |dice, _| format!("{}。\n\n{}\n", dice.han(40), dice.han(6)))))
    }),
    ("jump lines", 8_000, |n| page(lines(n, |_, i| format!("（上接第{}版）", i % 8 + 1)))),
    ("jump lines in articles", 1_000, |n| {
        let mut dice = Dice(4);
        page(
            (0..n)
                .map(|_| article(&mut dice, false, false).trim_end().to_owned() + "（下转第4版）\n\n")
                .collect(),
        )
    }),
    ("bylines", 8_000, |n| page(lines(n, |_, _| "本报记者 何闻".into()))),
    ("credits", 8_000, |n| page(lines(n, |dice, _| format!("{}。何闻 摄", dice.han(9))))),
    ("pictures' labels", 8_000, |n| {
        page(lines(n, |_, i| if i % 2 == 0 { "图片新闻" } else { "何闻 摄" }.into()))
    }),
    ("form feeds", 20_000, |n| page("\u{c}\n江\n".repeat(n))),
    ("Latin lines", 8_000, |n| page(lines(n, |_, _| "The ferry left on time this morning.".into()))),
    ("digits", 8_000, |n| page(lines(n, |_, i| format!("{} {}", i, i * 7)))),
    ("one long line", 100_000, |n| page(on_a_page(&Dice(5).han(n)))),
    ("one long line with a period", 100_000, |n| page(on_a_page(&"江水东流，".repeat(n / 5)))),
    ("one long line of one character", 20_000, |n| page(on_a_page(&"江".repeat(n)))),
    ("one long line printed twice", 20_000, |n| page(on_a_page(&Dice(6).han(n / 2).repeat(2)))),
    ("a run of spaces", 20_000, |n| page(on_a_page(&format!("两岸{}群众。", " ".repeat(n))))),
    ("spaces between characters", 20_000, |n| page(on_a_page(&"江 ".repeat(n)))),
    ("spaces between words", 20_000, |n| page(on_a_page(&"两岸 群众 ".repeat(n)))),
    ("brackets opened", 20_000, |n| page(on_a_page(&"（".repeat(n)))),
    ("brackets in pairs", 20_000, |n| page(on_a_page(&"（江）《水》".repeat(n)))),
    ("brackets in brackets", 20_000, |n| page(on_a_page(&("（".repeat(n) + &"）".repeat(n))))),
    ("lines of brackets", 8_000, |n| {
        page(lines(n, |_, i| if i % 2 == 0 { "（（（江" } else { "水”””" }.into()))
    }),
    ("quotation marks", 20_000, |n| page(on_a_page(&"“江”".repeat(n)))),
    ("names in brackets", 20_000, |n| page(on_a_page(&format!("（记者 {}）", "何闻 ".repeat(n))))),
    ("a rule with a wildcard", 10_000, |n| rule(format!("*{}b", "a".repeat(n)), "a".repeat(2 * n))),
    ("a rule with wildcards at both ends", 10_000, |n| {
        rule(format!("*{}b*", "a".repeat(n)), "a".repeat(2 * n))
    }),
    ("a rule of wildcards", 10_000, |n| rule("a*".repeat(n) + "b", "a".repeat(2 * n))),
    ("a rule with gaps, longer lines", 10_000, |n| rule(format!("*{}b*", "a?".repeat(100)), "a".repeat(n))),
    ("serials: jump lines of one page", 1_000, |n| {
        let back = |i| Marks { back: Some(Onward::Page(1)), ..marks(&Dice(i).han(9)) };
        let onward = |i| Marks { onward: Some(Onward::Page(3)), cut: true, ..marks(&Dice(i).han(9)) };
        serial(n, move |i| if i % 2 == 0 { (0, 1, onward(i as u64)) } else { (0, 3, back(i as u64 - 1)) })
    }),
    ("serials: unfinished everywhere", 1_000, |n| {
        serial(n, |i| {
            (0, i as u16, Marks { onward: Some(Onward::Elsewhere), ..marks(&Dice(i as u64).han(9)) })
        })
    }),
    ("serials: instalments", 4_000, |n| {
        let part = |i: usize| Some((Part::Number(i as u16 + 1), 0));
        serial(n, move |i| (i, 4, Marks { part: part(i), ..marks("江上往事") }))
    }),
];

/// What the thread has worked so far: on a busy machine other work does not count.
#[cfg(unix)]
fn worked() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock writes its time where it is told.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn worked() -> Duration {
    static BEGUN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    BEGUN.elapsed()
}

/// The best time of some runs, and the most memory that one took beyond what was held before.
fn measure(work: &Work) -> (Duration, usize) {
    let (mut best, mut peak) = (Duration::MAX, 0);
    let begun = worked();
    while peak == 0 || worked() - begun < Duration::from_millis(300) {
        let held = HELD.load(Ordering::Relaxed);
        PEAK.store(held, Ordering::Relaxed);
        let started = worked();
        work();
        best = best.min(worked() - started);
        peak = PEAK.load(Ordering::Relaxed) - held;
    }
    (best, peak)
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    // The tables are made first.
    black_box(segment(&Page::new(articles(3, false, false))));
    println!("{:<36} {:>8} {:>40} {:>32}  exponents", "shape", "from", "ms", "MB");
    for (name, from, work) in SHAPES {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let measured: Vec<(Duration, usize)> =
            (0..=DOUBLINGS).map(|doubling| measure(&work(from << doubling))).collect();
        let exponent = |of: &dyn Fn(&(Duration, usize)) -> f64| {
            (of(&measured[DOUBLINGS as usize]) / of(&measured[0])).log2() / f64::from(DOUBLINGS)
        };
        let time = exponent(&|m| m.0.as_secs_f64().max(1e-6));
        let memory = exponent(&|m| m.1.max(1) as f64);
        let times: Vec<String> = measured.iter().map(|m| format!("{:.1}", m.0.as_secs_f64() * 1e3)).collect();
        let peaks: Vec<String> = measured.iter().map(|m| format!("{:.1}", m.1 as f64 / 1e6)).collect();
        let mark = if time > LIMIT || memory > LIMIT { "  !" } else { "" };
        println!(
            "{name:<36} {from:>8} {:>40} {:>32}  {time:.2} {memory:.2}{mark}",
            times.join(" "),
            peaks.join(" ")
        );
    }
}

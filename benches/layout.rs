//! What setting and scrolling long articles costs, beside egui's own `Label` on the same text and font.
//!
//! Run with `cargo bench --bench layout`. Times are milliseconds: the best of five first frames with the text,
//! the median of nine frames after the width changed, the median and the 95th percentile of frames that scroll.
//! Start is what a process takes from nothing to its first frame with the text, fonts read and glyphs drawn; memory is
//! what it holds after it has scrolled, fonts included. For both each case has a process of its own.

use egui::{Context, FontId, Pos2, RawInput, Rect, RichText, ScrollArea, Vec2};
use jianbao::app::fonts::{self, Face};
use jianbao::app::reading::{Document, Paragraph, ReadingColours, ReadingPane, ReadingStyle};
use jianbao::segmentation::Role;
use std::process::Command;
use std::time::Instant;

/// Lengths of article, in characters.
const LENGTHS: [usize; 3] = [3_000, 30_000, 300_000];
/// Frames of scrolling that are timed.
const FRAMES: usize = 200;
/// Size of body text in points, for both.
const SIZE: f32 = 18.0;

/// Which widget is measured.
#[derive(Clone, Copy, PartialEq)]
enum Widget {
    Pane,
    Label,
}

impl Widget {
    const ALL: [Widget; 2] = [Widget::Pane, Widget::Label];

    /// The widget of an argument.
    fn named(argument: Option<&String>) -> Widget {
        if argument.is_some_and(|name| name == "pane") { Widget::Pane } else { Widget::Label }
    }

    fn name(self) -> &'static str {
        match self {
            Widget::Pane => "reading pane",
            Widget::Label => "egui Label",
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|a| a == "memory") {
        let widget = Widget::named(arguments.get(at + 1));
        let length = arguments.get(at + 2).and_then(|a| a.parse().ok()).unwrap_or(LENGTHS[0]);
        let mut stage = Stage::new(widget, length);
        stage.scroll(20);
        println!("{}", resident_megabytes());
        return;
    }
    if let Some(at) = arguments.iter().position(|a| a == "start") {
        let widget = Widget::named(arguments.get(at + 1));
        let length = arguments.get(at + 2).and_then(|a| a.parse().ok()).unwrap_or(LENGTHS[0]);
        let begun = Instant::now();
        Stage::new(widget, length).frame(Vec2::ZERO);
        println!("{}", begun.elapsed().as_secs_f64() * 1e3);
        return;
    }
    println!(
        "{:>9} {:<13} {:>9} {:>9} {:>12} {:>12} {:>9} {:>9}",
        "chars", "widget", "cold ms", "resize", "scroll p50", "scroll p95", "start", "MB"
    );
    for length in LENGTHS {
        let rows = Widget::ALL.map(|widget| measure(widget, length));
        for (widget, row) in Widget::ALL.iter().zip(&rows) {
            print!("{length:>9} {:<13}", widget.name());
            println!(
                " {:>9.2} {:>9.2} {:>12.3} {:>12.3} {:>9.0} {:>9.0}",
                row[0], row[1], row[2], row[3], row[4], row[5]
            );
        }
        let [pane, label] = rows;
        print!("{length:>9} {:<13}", "ratio");
        let ratio: Vec<f64> = pane.iter().zip(label).map(|(a, b)| a / b).collect();
        println!(
            " {:>9.3} {:>9.3} {:>12.3} {:>12.3} {:>9.2} {:>9.2}",
            ratio[0], ratio[1], ratio[2], ratio[3], ratio[4], ratio[5]
        );
    }
}

/// First frame, a frame after the width changed, a frame while scrolling (median and 95th percentile), start, memory.
fn measure(widget: Widget, length: usize) -> [f64; 6] {
    let first = || Stage::new(widget, length).frame(Vec2::ZERO);
    let cold = (0..5).map(|_| first()).fold(f64::INFINITY, f64::min);
    let mut stage = Stage::new(widget, length);
    stage.frame(Vec2::ZERO);
    let mut resizes: Vec<f64> = (1..=9)
        .map(|n| {
            stage.size.x = 900.0 - 23.0 * n as f32;
            stage.frame(Vec2::ZERO)
        })
        .collect();
    let mut frames = stage.scroll(FRAMES);
    resizes.sort_by(f64::total_cmp);
    frames.sort_by(f64::total_cmp);
    let start = (0..5).map(|_| child("start", widget, length)).fold(f64::INFINITY, f64::min);
    let memory = child("memory", widget, length);
    [cold, resizes[resizes.len() / 2], frames[FRAMES / 2], frames[FRAMES * 95 / 100], start, memory]
}

/// What a process of its own measures: `start` in milliseconds, `memory` in resident megabytes.
fn child(what: &str, widget: Widget, length: usize) -> f64 {
    let name = if widget == Widget::Pane { "pane" } else { "label" };
    let run = || {
        let program = std::env::current_exe().ok()?;
        let output = Command::new(program).args([what, name, &length.to_string()]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    run().unwrap_or(f64::NAN)
}

/// A window without a screen that shows one widget.
struct Stage {
    ctx: Context,
    widget: Widget,
    pane: ReadingPane,
    document: Document,
    text: String,
    style: ReadingStyle,
    size: Vec2,
    time: f64,
}

impl Stage {
    /// The window after two frames without text, so that fonts are there.
    fn new(widget: Widget, length: usize) -> Stage {
        let ctx = Context::default();
        fonts::install(&ctx, None);
        let paragraphs = article(length);
        let mut style = ReadingStyle::new(ReadingColours::from_visuals(&egui::Visuals::light()));
        style.size = SIZE;
        style.animate = false;
        let mut stage = Stage {
            ctx,
            widget,
            pane: ReadingPane::new(),
            document: Document::default(),
            text: String::new(),
            style,
            size: Vec2::new(900.0, 700.0),
            time: 0.0,
        };
        stage.frame(Vec2::ZERO);
        stage.frame(Vec2::ZERO);
        match widget {
            Widget::Label => stage.text = paragraphs.join("\n"),
            Widget::Pane => {
                let paragraph =
                    |(block, text)| Paragraph { role: Role::Paragraph, text, block, gap_before: false };
                stage.document.paragraphs = paragraphs.into_iter().enumerate().map(paragraph).collect();
            }
        }
        stage
    }

    /// One frame, the wheel turned by `wheel` points; milliseconds of layout and of making triangles.
    fn frame(&mut self, wheel: Vec2) -> f64 {
        self.time += 1.0 / 60.0;
        let middle = Pos2::ZERO + self.size / 2.0;
        let turn = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: wheel,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            max_texture_side: Some(4096),
            events: if wheel == Vec2::ZERO { vec![] } else { vec![egui::Event::PointerMoved(middle), turn] },
            ..Default::default()
        };
        let start = Instant::now();
        let Stage { ctx, pane, document, text, style, widget, .. } = self;
        let mut output = ctx.run_ui(input, |ui| match widget {
            Widget::Pane => {
                pane.ui(ui, document, style, &[]);
            }
            Widget::Label => {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    ui.label(RichText::new(text.as_str()).font(FontId::new(SIZE, Face::Serif.family())));
                });
            }
        });
        ctx.tessellate(output.shapes, output.pixels_per_point);
        let spent = start.elapsed().as_secs_f64() * 1e3;
        output.textures_delta.clear();
        spent
    }

    fn scroll(&mut self, frames: usize) -> Vec<f64> {
        (0..frames).map(|_| self.frame(Vec2::new(0.0, -60.0))).collect()
    }
}

/// An article of about so many characters in paragraphs of newspaper length; the same every time.
fn article(length: usize) -> Vec<String> {
    const HAN: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面\
                       而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本\
                       去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利";
    let han: Vec<char> = HAN.chars().filter(|c| !c.is_whitespace()).collect();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut paragraphs = Vec::new();
    let mut written = 0;
    while written < length {
        let mut text = String::new();
        let mut characters = 0;
        for _ in 0..3 + random(8) {
            for clause in 0..1 + random(4) {
                if clause > 0 {
                    text.push('，');
                }
                let words = 4 + random(12);
                text.extend((0..words).map(|_| han[random(han.len())]));
                characters += words + 1;
                match random(12) {
                    0 => text.push_str("2021年"),
                    1 => text.push_str("“新”"),
                    _ => {}
                }
            }
            text.push('。');
        }
        written += characters;
        paragraphs.push(text);
    }
    paragraphs
}

fn resident_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().split(' ').next()?.parse::<f64>().ok())
        .map_or(f64::NAN, |kb| kb / 1024.0)
}

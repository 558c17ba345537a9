//! The reading pane in a window without a screen.

use super::*;
use crate::app::fonts::{self, Face};
use crate::han::words;
use crate::segmentation::Role;
use crate::typography::{Metrics, Setting, break_lines, place};
use egui::{
    Color32, Context, Event, FontId, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2,
};

/// Size of the window in points.
const SIZE: Vec2 = Vec2::new(800.0, 600.0);

/// A window with the reading pane in it.
struct Stage {
    ctx: Context,
    pane: ReadingPane,
    document: Document,
    style: ReadingStyle,
    decorations: Vec<Decoration>,
    size: Vec2,
    time: f64,
    platform: egui::PlatformOutput,
    /// Glyphs drawn in the last frame.
    glyphs: usize,
}

impl Stage {
    fn new(paragraphs: &[(Role, &str)]) -> Stage {
        let ctx = Context::default();
        fonts::install(&ctx, None);
        let paragraph = |(block, (role, text)): (usize, &(Role, &str))| Paragraph {
            role: *role,
            text: (*text).to_owned(),
            block,
            gap_before: false,
        };
        let document = Document { paragraphs: paragraphs.iter().enumerate().map(paragraph).collect() };
        let mut style = ReadingStyle::new(ReadingColours::from_visuals(&egui::Visuals::light()));
        style.animate = false;
        let mut stage = Stage {
            ctx,
            pane: ReadingPane::new(),
            document,
            style,
            decorations: Vec::new(),
            size: SIZE,
            time: 0.0,
            platform: egui::PlatformOutput::default(),
            glyphs: 0,
        };
        stage.ctx.enable_accesskit();
        stage.frame(vec![]);
        stage.frame(vec![]);
        stage
    }

    fn frame(&mut self, events: Vec<Event>) -> ReadingOutput {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..Default::default()
        };
        let mut output = None;
        let Stage { ctx, pane, document, style, decorations, .. } = self;
        let mut full = ctx.run_ui(input, |ui| output = Some(pane.ui(ui, document, style, decorations)));
        full.textures_delta.clear();
        self.platform = full.platform_output;
        let glyphs = |shape: &egui::epaint::ClippedShape| match &shape.shape {
            egui::Shape::Text(text) => text.galley.num_vertices / 4,
            _ => 0,
        };
        self.glyphs = full.shapes.iter().map(glyphs).sum();
        ctx.tessellate(full.shapes, full.pixels_per_point);
        output.expect("the pane was shown")
    }

    fn button(&mut self, pos: Pos2, pressed: bool) -> ReadingOutput {
        let event =
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        self.frame(vec![Event::PointerMoved(pos), event])
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) -> ReadingOutput {
        let event = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
        self.frame(vec![event])
    }
}

const BODY: &str = "县里今年新修水渠三十二公里，浇地一千二百亩，比去年多了四成。";

/// A stage with a headline and three paragraphs.
fn article() -> Stage {
    Stage::new(&[
        (Role::Title, "水到田头"),
        (Role::Paragraph, BODY),
        (Role::Paragraph, BODY),
        (Role::Subhead, "分水"),
    ])
}

fn range(paragraph: usize, bytes: std::ops::Range<usize>) -> TextRange {
    TextRange {
        start: TextPosition::new(paragraph, bytes.start),
        end: TextPosition::new(paragraph, bytes.end),
    }
}

impl Stage {
    /// The rectangle of a range on the screen.
    fn rect(&mut self, range: TextRange) -> Rect {
        self.pane.select(range);
        self.frame(vec![]);
        let rect = self.frame(vec![]).selection_rect.expect("the range is in view");
        self.pane.clear_selection();
        rect
    }

    fn click(&mut self, pos: Pos2, times: usize) -> ReadingOutput {
        // Far enough from the last click not to count as its second.
        self.time += 2.0;
        let mut output = self.frame(vec![Event::PointerMoved(pos)]);
        for _ in 0..times {
            self.button(pos, true);
            output = self.button(pos, false);
        }
        output
    }
}

#[test]
fn every_character_is_drawn_once() {
    let mut stage = article();
    stage.frame(vec![]);
    let ink: usize = stage.document.paragraphs.iter().map(|p| p.text.chars().count()).sum();
    assert_eq!(stage.glyphs, ink);
}

#[test]
fn where_text_is_missing_that_is_told_between_the_paragraphs() {
    let mut stage = article();
    stage.style.missing = "〔缺〕";
    let top = |stage: &mut Stage, paragraph| stage.rect(range(paragraph, 0..3)).top();
    let (before, after, ink) = (top(&mut stage, 1), top(&mut stage, 2), stage.glyphs);
    stage.document.paragraphs[2].gap_before = true;
    stage.frame(vec![]);
    assert_eq!(stage.glyphs, ink + 3);
    assert_eq!(top(&mut stage, 1), before);
    assert!(top(&mut stage, 2) > after + 10.0, "it has a line of its own");
    stage.style.direction = Direction::Vertical;
    stage.frame(vec![]);
    assert_eq!(stage.glyphs, ink + 3);
    let update = stage.platform.accesskit_update.take().expect("a tree");
    let told = update.nodes.iter().filter(|(_, node)| node.description() == Some("〔缺〕"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_word_with_kerning_is_measured_as_long_as_it_is_drawn() {
    let stage = article();
    let word = "AVATAR";
    let (measured, drawn) = stage.ctx.fonts_mut(|fonts| {
        let id = FontId::new(16.0, Face::Serif.family());
        let galley = fonts.layout_no_wrap(word.to_owned(), id, Color32::BLACK);
        let drawn: f32 = galley.rows[0].glyphs.iter().map(|glyph| glyph.advance_width / 16.0).sum();
        let mut advances = advances::Advances::default();
        let metrics = advances.of(Face::Serif, fonts);
        let alone: f32 = word.chars().map(|c| metrics.advance(c)).sum();
        assert!(drawn < alone - 0.1, "the letters stand closer than alone: {drawn} and {alone}");
        let setting = Setting { measure: 40.0, indent: 0.0, ..Setting::default() };
        let line = break_lines(word, &metrics, &setting)[0];
        (place(word, &line, &metrics, &setting).width, drawn)
    });
    assert!((measured - drawn).abs() < 0.01, "{measured} and {drawn}");
}

#[test]
fn a_drag_selects_what_it_passes() {
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let mut stage = article();
        stage.style.direction = direction;
        let (from, to) = (stage.rect(range(1, 6..9)), stage.rect(range(2, 9..12)));
        let (from, to) = match direction {
            Direction::Horizontal => (from.left_center(), to.right_center()),
            Direction::Vertical => (from.center_top(), to.center_bottom()),
        };
        stage.button(from, true);
        stage.frame(vec![Event::PointerMoved(to)]);
        let output = stage.button(to, false);
        let expected = TextRange { start: TextPosition::new(1, 6), end: TextPosition::new(2, 12) };
        assert_eq!(output.selection, Some(expected), "{direction:?}");
        assert!(output.selection_done);
        let text = stage.pane.selected_text(&stage.document);
        assert_eq!(text, format!("{}\n{}", &BODY[6..], &BODY[..12]));
    }
}

#[test]
fn two_clicks_select_a_word_and_three_a_paragraph() {
    let mut stage = article();
    while !words::ready() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let start = BODY.find("公里").expect("the word");
    let rect = stage.rect(range(1, start..start + 6));
    // Wherever on the word, also on the outer halves of its first and last character.
    for pos in [rect.left_center() + Vec2::X, rect.center(), rect.right_center() - Vec2::X] {
        stage.click(pos, 2);
        assert_eq!(stage.pane.selected_text(&stage.document), "公里");
    }
    // Where frames are slow, each press comes with its release, or all of them in one frame.
    let pos = rect.center();
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for frames in [vec![2, 2], vec![4]] {
        stage.click(pos2(10.0, 10.0), 1);
        stage.time += 2.0;
        for events in frames {
            let events = (0..events).map(|n| button(n % 2 == 0));
            stage.frame([Event::PointerMoved(pos)].into_iter().chain(events).collect());
        }
        assert_eq!(stage.pane.selected_text(&stage.document), "公里");
    }
    let output = stage.click(pos, 3);
    assert_eq!(output.selection, Some(range(1, 0..BODY.len())));
    let output = stage.click(pos, 1);
    assert_eq!(output.selection, None);
}

#[test]
fn shift_and_arrows_extend_and_the_system_asks_for_a_copy() {
    let mut stage = article();
    let pos = stage.rect(range(1, 9..12)).left_center();
    stage.click(pos, 1);
    stage.key(Key::ArrowRight, Modifiers::SHIFT);
    let output = stage.key(Key::ArrowRight, Modifiers::SHIFT);
    assert_eq!(output.selection, Some(range(1, 9..15)));
    let output = stage.key(Key::End, Modifiers::SHIFT);
    assert!(output.selection.is_some_and(|r| r.end.byte > 15));
    let output = stage.key(Key::ArrowDown, Modifiers::SHIFT);
    assert_eq!(output.selection.map(|r| r.end.paragraph), Some(2), "{:?}", output.selection);
    stage.key(Key::A, Modifiers::COMMAND);
    assert!(stage.frame(vec![Event::Copy]).copy);
    let selected = stage.pane.selected_text(&stage.document);
    assert_eq!(selected, format!("水到田头\n{BODY}\n{BODY}\n分水"));
    let output = stage.key(Key::Escape, Modifiers::NONE);
    assert_eq!(output.selection, None);
}

#[test]
fn what_is_marked_answers_the_pointer() {
    let mut stage = article();
    let marked = range(2, 9..18);
    let rect = stage.rect(marked);
    stage.decorations.push(Decoration { range: marked, kind: DecorationKind::Link, id: 7 });
    stage.decorations.push(Decoration { range: range(1, 0..6), kind: DecorationKind::Note, id: 8 });
    let output = stage.frame(vec![Event::PointerMoved(rect.center())]);
    assert_eq!(output.hovered, Some(7));
    assert_eq!(stage.platform.cursor_icon, egui::CursorIcon::PointingHand);
    assert_eq!(stage.click(rect.center(), 1).clicked, Some(7));
    let elsewhere = stage.rect(range(1, 30..33)).center();
    assert_eq!(stage.click(elsewhere, 1).clicked, None);
    // The note's mark stands in the margin, beside the end of its line.
    let end = stage.rect(range(1, 0..BODY.len())).right_top();
    let line = stage.rect(range(1, 0..6));
    let found = (0..100).any(|x| {
        let pos = pos2(end.x.max(700.0) + x as f32 - 20.0, line.center().y);
        stage.frame(vec![Event::PointerMoved(pos)]).hovered == Some(8)
    });
    assert!(found, "the margin has a mark");
}

#[test]
fn a_highlight_has_a_bar_in_the_margin_before_its_lines() {
    let mut stage = article();
    let rect = stage.rect(range(1, 0..BODY.len()));
    let before = |stage: &mut Stage| {
        let hovered = |x: i32| {
            let pos = pos2(rect.left() - x as f32, rect.center().y);
            stage.frame(vec![Event::PointerMoved(pos)]).hovered
        };
        (4..90).filter_map(hovered).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(before(&mut stage).is_empty());
    for id in [7, 8] {
        stage.decorations.push(Decoration {
            range: range(1, 0..BODY.len()),
            kind: DecorationKind::Highlight(id as u8),
            id,
        });
    }
    assert_eq!(before(&mut stage), [7, 8].into(), "two highlights of one line stand beside each other");
}

#[test]
fn the_second_button_asks_for_a_menu_where_it_was_pressed() {
    let mut stage = article();
    let rect = stage.rect(range(2, 9..12));
    let press = |pressed| Event::PointerButton {
        pos: rect.center(),
        button: PointerButton::Secondary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    stage.frame(vec![Event::PointerMoved(rect.center()), press(true)]);
    let output = stage.frame(vec![press(false)]);
    let (_, at) = output.context_menu.expect("a menu is asked for");
    assert_eq!(at.paragraph, 2);
    assert!(output.selection.is_some(), "the word there is what the menu is about");
}

#[test]
fn a_long_text_scrolls_by_keys_and_keeps_its_place_when_the_window_changes() {
    for direction in [Direction::Horizontal, Direction::Vertical] {
        for columns in 1..=3 {
            let mut stage = Stage::new(&vec![(Role::Paragraph, BODY); 400]);
            (stage.style.direction, stage.style.columns) = (direction, columns);
            stage.style.measure = Some(15);
            stage.size = Vec2::new(1100.0, 1000.0);
            stage.frame(vec![]);
            stage.key(Key::End, Modifiers::NONE);
            let output = stage.frame(vec![]);
            assert_eq!(output.visible.map(|v| v.end), Some(stage.document.end()), "{direction:?} {columns}");
            assert!(output.progress > 0.99, "{}", output.progress);
            stage.key(Key::Home, Modifiers::NONE);
            let output = stage.frame(vec![]);
            assert_eq!(
                output.visible.map(|v| v.start),
                Some(TextPosition::default()),
                "{direction:?} {columns}"
            );
            stage.pane.scroll_to(TextPosition::new(200, 0));
            let output = stage.frame(vec![]);
            assert!(output.visible.is_some_and(|v| v.start.paragraph <= 200 && v.end.paragraph > 200));
            let before = stage.pane.position().paragraph;
            stage.size = Vec2::new(900.0, 800.0);
            stage.frame(vec![]);
            stage.frame(vec![]);
            let after = stage.pane.position().paragraph;
            // Columns begin elsewhere in another window, but by less than a window.
            assert!(
                after.abs_diff(before) <= if columns == 1 { 0 } else { 40 },
                "{direction:?} {columns}: {before} {after}"
            );
        }
    }
}

#[test]
fn the_wheel_goes_on_through_the_text_whichever_way_it_runs() {
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let mut stage = Stage::new(&vec![(Role::Paragraph, BODY); 100]);
        stage.style.direction = direction;
        stage.frame(vec![Event::PointerMoved(pos2(400.0, 300.0))]);
        let turn = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -400.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        stage.frame(vec![turn]);
        (0..30).for_each(|_| drop(stage.frame(vec![])));
        assert!(stage.pane.position().paragraph > 2, "{direction:?}: {:?}", stage.pane.position());
    }
}

#[test]
fn a_screen_reader_finds_headings_and_paragraphs() {
    let mut stage = article();
    stage.frame(vec![]);
    let update = stage.platform.accesskit_update.take().expect("a tree");
    let labels = |role| -> Vec<String> {
        let mut nodes: Vec<_> = update.nodes.iter().filter(|(_, node)| node.role() == role).collect();
        // The update has them in no order of its own.
        nodes.sort_by(|(_, a), (_, b)| {
            let top = |node: &egui::accesskit::Node| node.bounds().map_or(0.0, |bounds| bounds.y0);
            top(a).total_cmp(&top(b))
        });
        nodes.into_iter().filter_map(|(_, node)| node.label().or(node.value()).map(str::to_owned)).collect()
    };
    assert_eq!(labels(egui::Role::Heading), ["水到田头", "分水"]);
    assert_eq!(labels(egui::Role::Paragraph), [BODY, BODY]);
}

#[test]
fn characters_that_no_font_has_are_boxes_with_their_code() {
    let mut stage = Stage::new(&[(Role::Paragraph, "缺𪚥字")]);
    stage.frame(vec![]);
    // Two characters, and the digits 2A6A5 in the box.
    assert_eq!(stage.glyphs, 2 + 5);
    let rect = stage.rect(range(0, 3..7));
    assert!((rect.width() - stage.style.size).abs() < 0.5, "{rect:?}");
}

#[test]
fn columns_leave_no_line_alone_and_no_heading_without_its_text() {
    let mut paragraphs = Vec::new();
    for _ in 0..30 {
        paragraphs.push((Role::Subhead, "分水".to_owned()));
        paragraphs.push((Role::Paragraph, BODY.repeat(3)));
    }
    let paragraphs: Vec<(Role, &str)> = paragraphs.iter().map(|(role, text)| (*role, &**text)).collect();
    let mut stage = Stage::new(&paragraphs);
    (stage.style.columns, stage.style.measure) = (2, Some(16));
    for height in 500..540 {
        stage.size.y = height as f32;
        stage.frame(vec![]);
        let flow = stage.pane.flow.as_ref().expect("lines");
        for first in flow.column_starts() {
            let lines = flow.lines_of(first.paragraph);
            assert!(first.line != 1 && (first.line == 0 || first.line + 1 < lines), "{first:?} of {lines}");
            let before = first.paragraph.checked_sub(1).filter(|_| first.line == 0);
            assert!(before.is_none_or(|p| stage.document.paragraphs[p].role != Role::Subhead), "{first:?}");
        }
    }
}

/// The blocks of Han characters in Unicode.
const HAN: [(&str, std::ops::RangeInclusive<u32>); 11] = [
    ("URO", 0x4E00..=0x9FFF),
    ("compatibility", 0xF900..=0xFAD9),
    ("Extension A", 0x3400..=0x4DBF),
    ("Extension B", 0x20000..=0x2A6DF),
    ("Extension C", 0x2A700..=0x2B739),
    ("Extension D", 0x2B740..=0x2B81D),
    ("Extension E", 0x2B820..=0x2CEA1),
    ("Extension F", 0x2CEB0..=0x2EBE0),
    ("Extension I", 0x2EBF0..=0x2EE5D),
    ("Extension G", 0x30000..=0x3134A),
    ("Extension H", 0x31350..=0x323AF),
];

#[test]
fn each_han_character_is_a_glyph_that_a_font_has_or_a_box() {
    use skrifa::MetadataProvider;
    let stage = article();
    let font = |bytes| skrifa::FontRef::new(bytes).expect("a bundled font is a font");
    let (serif, sans) = (font(crate::fonts::SERIF), font(crate::fonts::SANS));
    stage.ctx.fonts_mut(|fonts| {
        let mut advances = advances::Advances::default();
        for (name, block) in HAN {
            let (mut held, mut all) = (0, 0);
            for c in block.filter_map(char::from_u32) {
                let wanted = [&serif, &sans].iter().any(|font| font.charmap().map(c).is_some());
                // A character without a glyph gets a box; one that egui replaced by another glyph would get none.
                for face in Face::ALL {
                    assert_eq!(
                        advances.of(face, fonts).get(c).is_some(),
                        wanted,
                        "{c} U+{:04X} {face:?}",
                        c as u32
                    );
                }
                held += usize::from(wanted);
                all += 1;
            }
            println!("{name}: {held} of {all} have a glyph, the others a box");
        }
        // Each code of Big5 with Hong Kong's rows; GB18030 has a code for every character of Unicode.
        let codes = (0x87..=0xFEu8).flat_map(|high| (0x40..=0xFEu8).map(move |low| [high, low]));
        let han = |c: &char| HAN.iter().any(|(_, block)| block.contains(&u32::from(*c)));
        let decode = |code: [u8; 2]| {
            encoding_rs::BIG5
                .decode_without_bom_handling_and_without_replacement(&code)
                .map(|t| t.into_owned())
        };
        let coded: std::collections::BTreeSet<char> =
            codes.filter_map(decode).flat_map(|text| text.chars().collect::<Vec<_>>()).filter(han).collect();
        let held = coded.iter().filter(|c| advances.of(Face::Serif, fonts).get(**c).is_some()).count();
        println!("Big5-HKSCS: {held} of {} have a glyph", coded.len());
        assert!(coded.len() > 17_000 && held > 15_000, "{held} of {}", coded.len());
    });
}

#[test]
fn the_last_columns_end_alike_and_a_short_text_has_as_few_as_it_fills() {
    let columns = |paragraphs: usize, direction: Direction| {
        let mut stage = Stage::new(&vec![(Role::Paragraph, BODY); paragraphs]);
        (stage.style.columns, stage.style.direction) = (2, direction);
        stage.size = Vec2::new(1200.0, 1000.0);
        stage.frame(vec![]);
        stage.frame(vec![]);
        stage.pane.flow.as_ref().expect("a flow").column_starts()
    };
    for direction in [Direction::Horizontal, Direction::Vertical] {
        let starts = columns(20, direction);
        assert_eq!(starts.len(), 2, "{direction:?}");
        assert!((9..=11).contains(&starts[1].paragraph), "{direction:?}: {starts:?}");
        assert_eq!(columns(2, direction).len(), 1, "{direction:?}");
    }
}

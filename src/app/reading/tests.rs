//! The reading pane in a window without a screen.

use super::*;
use crate::app::fonts;
use crate::segmentation::Role;
use egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2};

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
}

impl Stage {
    fn new(paragraphs: &[(Role, &str)]) -> Stage {
        let ctx = Context::default();
        fonts::install(&ctx, None);
        let paragraph = |(block, (role, text)): (usize, &(Role, &str))| Paragraph {
            role: *role,
            text: (*text).to_owned(),
            block,
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
        };
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

#[test]
fn a_drag_selects_what_it_passes() {
    let mut stage = Stage::new(&[(Role::Title, "水到田头"), (Role::Paragraph, BODY)]);
    stage.button(pos2(400.0, 40.0), true);
    stage.frame(vec![Event::PointerMoved(pos2(500.0, 300.0))]);
    let output = stage.button(pos2(500.0, 300.0), false);
    let range = output.selection.expect("text is selected");
    assert_eq!(range.end.paragraph, 1);
    assert!(!stage.pane.selected_text(&stage.document).is_empty());
}

#[test]
fn a_long_text_scrolls_by_keys_and_keeps_its_place_when_the_window_changes() {
    let body = vec![(Role::Paragraph, BODY); 400];
    let mut stage = Stage::new(&body);
    stage.key(Key::End, Modifiers::NONE);
    let output = stage.frame(vec![]);
    assert_eq!(output.visible.expect("text").end, stage.document.end());
    assert!(output.progress > 0.99, "{}", output.progress);
    stage.pane.scroll_to(TextPosition::new(200, 0));
    stage.frame(vec![]);
    assert_eq!(stage.pane.position().paragraph, 200);
    stage.size.x = 500.0;
    stage.frame(vec![]);
    stage.frame(vec![]);
    assert_eq!(stage.pane.position().paragraph, 200);
}

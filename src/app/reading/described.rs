//! Description of the text for a screen reader: its paragraphs, headings as headings, and their characters, so that
//! they are read one by one and the selection is known.

use super::document::{Document, TextPosition, TextRange};
use super::flow::Flow;
use super::paint::Canvas;
use super::pane::Shown;
use super::style::ReadingStyle;
use crate::han::words;
use crate::segmentation::Role;
use egui::accesskit;
use egui::{Id, Rangef, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo};

/// Characters of a run of text: the places of words in it are told in a byte.
const RUN: usize = 200;

/// Tells a screen reader, if there is one, the paragraphs in view by their characters, and those around them.
pub(super) fn describe(
    ui: &mut Ui,
    response: &Response,
    document: &Document,
    style: &ReadingStyle,
    (shown, selected): (&[Shown], Option<TextRange>),
    canvas: &Canvas,
    flow: &Flow,
) {
    /// Paragraphs out of view on either side that can be read on into.
    const AROUND: usize = 50;
    let title = || document.paragraphs.iter().find(|p| p.role == Role::Title).map_or("", |p| p.text.as_str());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Document, true, title()));
    let has_reader = ui.ctx().accesskit_node_builder(response.id, |_| ()).is_some();
    let (Some(first), Some(last), true) = (shown.first(), shown.last(), has_reader) else { return };
    let around = first.slot.at.paragraph.saturating_sub(AROUND)..=last.slot.at.paragraph + AROUND;
    // Words are looked for anew in every frame: only where they are seen.
    let in_view = first.slot.at.paragraph..=last.slot.at.paragraph;
    let mut ui = ui.new_child(UiBuilder::new().accessibility_parent(response.id));
    for (index, paragraph) in document.paragraphs.iter().enumerate().skip(*around.start()) {
        if !around.contains(&index) {
            break;
        }
        let ends =
            [0, paragraph.text.len()].map(|byte| flow.slot(flow.line_of(TextPosition::new(index, byte))));
        let rects = ends.into_iter().flatten().map(|slot| {
            let inline = Rangef::new(slot.inline, slot.inline + flow.measure);
            canvas.rect(inline, Rangef::new(slot.block, slot.block + slot.style.pitch))
        });
        let Some(rect) = rects.reduce(Rect::union) else { continue };
        let is_heading = matches!(paragraph.role, Role::Title | Role::Subhead);
        let role = if is_heading { egui::Role::Heading } else { egui::Role::Paragraph };
        let node = ui.interact(rect, paragraph_id(response.id, index), Sense::hover());
        node.widget_info(|| WidgetInfo::labeled(role, true, &paragraph.text));
        if paragraph.gap_before {
            ui.ctx().accesskit_node_builder(node.id, |node| node.set_description(style.missing));
        }
        if in_view.contains(&index) {
            runs(&mut ui, node.id, rect, &paragraph.text);
        }
    }
    let place = |at: TextPosition| {
        let text = &document.paragraphs.get(at.paragraph)?.text;
        let characters = text.get(..at.byte)?.chars().count();
        let part = (characters / RUN).min(text.chars().count().saturating_sub(1) / RUN);
        let node = run_id(paragraph_id(response.id, at.paragraph), part).accesskit_id();
        Some(accesskit::TextPosition { node, character_index: characters - part * RUN })
    };
    let is_told = |range: &TextRange| {
        in_view.contains(&range.start.paragraph) && in_view.contains(&range.end.paragraph)
    };
    let selection = selected.filter(is_told).and_then(|range| Some((place(range.start)?, place(range.end)?)));
    if let Some((anchor, focus)) = selection {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_text_selection(accesskit::TextSelection { anchor, focus });
        });
    }
}

fn paragraph_id(document: Id, index: usize) -> Id {
    document.with(("paragraph", index))
}

fn run_id(paragraph: Id, part: usize) -> Id {
    paragraph.with(("run", part))
}

/// The characters of a paragraph, in runs, the last of which ends with a line end.
fn runs(ui: &mut Ui, paragraph: Id, rect: Rect, text: &str) {
    let mut rest: Vec<char> = text.chars().collect();
    rest.push('\n');
    let starts = words::starts(text);
    let mut byte = 0;
    for (part, run) in rest.chunks(RUN).enumerate() {
        let value: String = run.iter().collect();
        let lengths: Vec<u8> = run.iter().map(|c| c.len_utf8() as u8).collect();
        let mut at = byte;
        let mut word_starts = Vec::new();
        for (n, length) in lengths.iter().enumerate() {
            if starts.binary_search(&at).is_ok() {
                word_starts.push(n as u8);
            }
            at += usize::from(*length);
        }
        byte = at;
        let id = run_id(paragraph, part);
        let builder = UiBuilder::new().scope_id(id).accessibility_parent(paragraph).max_rect(rect);
        let run = ui.new_child(builder);
        ui.ctx().accesskit_node_builder(run.unique_id(), |node| {
            node.set_role(accesskit::Role::TextRun);
            node.set_text_direction(accesskit::TextDirection::LeftToRight);
            node.set_value(value);
            node.set_character_lengths(lengths);
            node.set_word_starts(word_starts);
        });
    }
}

//! Advances of the faces in ems, and which characters no font has.

use crate::app::fonts::Face;
use crate::typography::Metrics;
use egui::epaint::text::FontsView;
use egui::{Color32, FontId};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Advances and kerning of the characters of each face.
#[derive(Default)]
pub(super) struct Advances {
    faces: [Known; Face::ALL.len()],
}

/// Advances and kerning of one face.
#[derive(Default)]
struct Known {
    /// The advance of each character in ems; `None` if no font has it.
    advances: FxHashMap<char, Option<f32>>,
    /// Kerning: how far two letters in a row stand from where their advances put them, in ems.
    kerning: FxHashMap<(char, char), f32>,
}

impl Advances {
    /// The metrics of a face, asked of the fonts once for every character.
    pub fn of<'a, 'f>(&'a mut self, face: Face, fonts: &'a mut FontsView<'f>) -> FaceMetrics<'a, 'f> {
        FaceMetrics {
            id: FontId::new(EM, face.family()),
            inner: RefCell::new((&mut self.faces[face as usize], fonts)),
        }
    }
}

/// A size that keeps the precision of advances, in points.
const EM: f32 = 64.0;
/// A size for pairs of letters, which take room in the glyph atlas when they are measured, in points.
const SMALL: f32 = 16.0;

/// The metrics of one face.
pub(super) struct FaceMetrics<'a, 'f> {
    id: FontId,
    inner: RefCell<(&'a mut Known, &'a mut FontsView<'f>)>,
}

impl FaceMetrics<'_, '_> {
    /// The advance in ems; `None` if no font has the character.
    pub fn get(&self, c: char) -> Option<f32> {
        let (known, fonts) = &mut *self.inner.borrow_mut();
        *known
            .advances
            .entry(c)
            .or_insert_with(|| fonts.has_glyph(&self.id, c).then(|| fonts.glyph_width(&self.id, c) / EM))
    }
}

impl Metrics for FaceMetrics<'_, '_> {
    fn advance(&self, c: char) -> f32 {
        // The box that stands for a missing character is an em wide.
        self.get(c).unwrap_or(1.0)
    }

    fn kerning(&self, before: char, after: char) -> f32 {
        let alone = self.advance(before);
        let (known, fonts) = &mut *self.inner.borrow_mut();
        *known.kerning.entry((before, after)).or_insert_with(|| {
            let id = FontId::new(SMALL, self.id.family.clone());
            let pair = fonts.layout_no_wrap([before, after].iter().collect(), id, Color32::BLACK);
            let first = pair.rows.first().and_then(|row| row.glyphs.first());
            first.map_or(0.0, |glyph| glyph.advance_width / SMALL - alone)
        })
    }
}

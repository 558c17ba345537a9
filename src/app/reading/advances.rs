//! Advances of the faces in ems, and which characters no font has.

use crate::app::fonts::Face;
use crate::typography::Metrics;
use egui::FontId;
use egui::epaint::text::FontsView;
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// What is known of the characters of each face.
#[derive(Default)]
pub(super) struct Advances {
    faces: [FxHashMap<char, Option<f32>>; Face::ALL.len()],
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

/// The metrics of one face.
pub(super) struct FaceMetrics<'a, 'f> {
    id: FontId,
    inner: RefCell<(&'a mut FxHashMap<char, Option<f32>>, &'a mut FontsView<'f>)>,
}

impl FaceMetrics<'_, '_> {
    /// The advance in ems; `None` if no font has the character.
    pub fn get(&self, c: char) -> Option<f32> {
        let (known, fonts) = &mut *self.inner.borrow_mut();
        *known
            .entry(c)
            .or_insert_with(|| fonts.has_glyph(&self.id, c).then(|| fonts.glyph_width(&self.id, c) / EM))
    }
}

impl Metrics for FaceMetrics<'_, '_> {
    fn advance(&self, c: char) -> f32 {
        // The box that stands for a missing character is an em wide.
        self.get(c).unwrap_or(1.0)
    }
}
